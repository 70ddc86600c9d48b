using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Policy.Automata;

/// <summary>
/// Decimal numbers as an automaton over characters sees them: which numbers lead from a state to which. The alphabet begins with the ten digits.
/// </summary>
internal sealed class DecimalNumbers(Automaton automaton, Func<int, int> classOf)
{
    private const int MaxRuns = 4_096;
    private const int MaxWork = 100_000;

    private readonly Dictionary<(int State, int Digits), List<(ulong Count, int Class)>?> memo = [];
    private int work;

    /// <summary>
    /// Numbers from 0 to a largest one (without leading zeros) as ranges that end in the same class, in order. A class is what the caller makes of the state behind
    /// the last digit. Null when there are more ranges than anybody would write (numbers that end in 5, say).
    /// </summary>
    public List<(NumberRange Range, int Class)>? From(int state, uint max)
    {
        var runs = new List<(ulong Count, int Class)>();
        ulong total = 0;
        for (var digits = 1; total <= max; digits++)
        {
            for (var first = digits == 1 ? 0 : 1; first <= 9; first++)
            {
                if (Runs(automaton.Step(state, first), digits - 1) is not { } rest || !Append(runs, rest)) return null;
            }

            total = digits == 1 ? 10 : total * 10;
        }

        var result = new List<(NumberRange, int)>();
        ulong low = 0;
        foreach (var (count, end) in runs)
        {
            if (low > max) break;
            result.Add((new NumberRange((uint)low, (uint)Math.Min(low + count - 1, max)), end));
            low += count;
        }

        return result;
    }

    /// <summary>An expression for the digits of the numbers in some ranges, in parentheses where it needs them.</summary>
    public static string Print(ImmutableArray<NumberRange> ranges)
    {
        var alternatives = ranges.SelectMany(Alternatives).ToList();
        return alternatives.Count == 1 ? alternatives[0] : $"({string.Join('|', alternatives)})";
    }

    private bool Append(List<(ulong Count, int Class)> runs, List<(ulong Count, int Class)> more)
    {
        work += more.Count;
        if (work > MaxWork) return false;
        foreach (var run in more)
        {
            if (runs.Count > 0 && runs[^1].Class == run.Class) runs[^1] = (runs[^1].Count + run.Count, run.Class);
            else if (runs.Count == MaxRuns) return false;
            else runs.Add(run);
        }

        return true;
    }

    /// <summary>Where all strings of some digits lead, in their order.</summary>
    private List<(ulong Count, int Class)>? Runs(int state, int digits)
    {
        if (digits == 0) return [(1, classOf(state))];
        if (memo.TryGetValue((state, digits), out var known)) return known;
        List<(ulong Count, int Class)>? runs = [];
        for (var digit = 0; digit <= 9 && runs is not null; digit++)
        {
            if (Runs(automaton.Step(state, digit), digits - 1) is not { } rest || !Append(runs, rest)) runs = null;
        }

        return memo[(state, digits)] = runs;
    }

    /// <summary>Numbers low..high split where a decimal position runs from 0 to 9: 64512-65534 is 6451[2-9], 645[2-9][0-9], …</summary>
    private static IEnumerable<string> Alternatives(NumberRange range)
    {
        if (range == NumberRange.Any) return ["[0-9]+"];
        var result = new List<string>();
        for (ulong low = range.Low; low <= range.High;)
        {
            // The largest block of 10ⁿ numbers that starts here, has one length and ends in the range.
            ulong block = 1;
            while (low > 0 && low % (block * 10) == 0 && low + (block * 10) - 1 <= range.High) block *= 10;
            if (low == 0 && block == 1)
            {
                var end = Math.Min(9, (ulong)range.High);
                result.Add(Digit(0, end));
                low = end + 1;
                continue;
            }

            // Neighbouring blocks join as long as only the digit before them changes.
            var count = Math.Min(10 - (low / block % 10), (range.High - low + 1) / block);
            var prefix = low / block / 10;
            result.Add((prefix > 0 ? $"{prefix}" : "") + Digit(low / block % 10, (low / block % 10) + count - 1) + string.Concat(Enumerable.Repeat("[0-9]", Zeros(block))));
            low += count * block;
        }

        return result;

        static string Digit(ulong from, ulong to) => from == to ? $"{from}" : $"[{from}-{to}]";

        static int Zeros(ulong block) => (int)Math.Round(Math.Log10(block));
    }
}
