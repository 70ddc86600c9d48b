using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BgpTranslate.Model;
using BgpTranslate.Policy.Automata;

namespace BgpTranslate.Policy.Communities;

/// <summary>Lists of communities, one community at a step, as an automaton over the characters of the printed list sees them.</summary>
internal sealed class CommunityListAutomaton
{
    /// <summary>What printed lists are made of.</summary>
    public const string Alphabet = "0123456789: -abcdefghijklmnopqrstuvwxyzASV";

    private const int MaxStates = 60;
    private const int MaxPatterns = 256;

    private static readonly int Colon = Alphabet.IndexOf(':');
    private static readonly int Blank = Alphabet.IndexOf(' ');

    private readonly Automaton characters;
    private readonly CommunityKind kind;
    private readonly List<(int Next, bool Accepts)> ends = [];
    private readonly List<Step> steps = [];
    private readonly DecimalNumbers inner;
    private readonly DecimalNumbers last;
    private int[] block = [];

    private CommunityListAutomaton(Automaton characters, CommunityKind kind)
    {
        (this.characters, this.kind) = (characters, kind);
        inner = new DecimalNumbers(characters, state => characters.Step(state, Colon));
        last = new DecimalNumbers(characters, state => EndOf(characters.Step(state, Blank), characters.Accepts(state)));
    }

    private uint Largest => kind == CommunityKind.Standard ? ushort.MaxValue : uint.MaxValue;

    private int Parts => kind == CommunityKind.Standard ? 2 : 3;

    /// <summary>Lists that are given by their printed form; null when they cannot be told community by community.</summary>
    public static CommunityListAutomaton? Of(Automaton characters, CommunityKind kind)
    {
        var list = new CommunityListAutomaton(characters, kind);
        return list.Explore() ? list : null;
    }

    /// <summary>The state for the empty list, made comparable: equal numbers mean equal states.</summary>
    public int Start => block[0];

    /// <summary>True when the lists that lead to a state match.</summary>
    public bool Accepts(int state) => ends[Array.IndexOf(block, state)].Accepts;

    /// <summary>The communities that lead from a state to each other; null when they are more patterns than anybody would write.</summary>
    public Dictionary<int, ImmutableArray<CommunityPattern>>? Moves(int state)
    {
        var result = new Dictionary<int, ImmutableArray<CommunityPattern>.Builder>();
        var count = 0;
        Collect(steps[Array.IndexOf(block, state)], [], (target, ranges) =>
        {
            if (!result.TryGetValue(target, out var patterns)) result[target] = patterns = ImmutableArray.CreateBuilder<CommunityPattern>();
            if (count++ < MaxPatterns) patterns.Add(new CommunityPattern(kind, "", ranges[0], ranges[1], ranges.Length > 2 ? ranges[2] : default));
        });
        return count > MaxPatterns ? null : result.ToDictionary(r => r.Key, r => r.Value.ToImmutable());
    }

    private int EndOf(int next, bool accepts)
    {
        var known = ends.IndexOf((next, accepts));
        if (known >= 0) return known;
        ends.Add((next, accepts));
        return ends.Count - 1;
    }

    private bool Explore()
    {
        EndOf(0, characters.Accepts(0));
        for (var i = 0; i < ends.Count; i++)
        {
            if (ends.Count > MaxStates || StepFrom(ends[i].Next, Parts) is not { } step) return false;
            steps.Add(kind == CommunityKind.Standard ? WithNames(step, ends[i].Next) : step);
        }

        // States that no list tells apart become one (Moore).
        block = [.. ends.Select(e => e.Accepts ? 1 : 0)];
        for (var count = 0; ;)
        {
            var blocks = new Dictionary<string, int>();
            var refined = new int[block.Length];
            for (var i = 0; i < block.Length; i++)
            {
                var key = new StringBuilder().Append(block[i]).Append(';');
                Describe(steps[i], key);
                var text = key.ToString();
                if (!blocks.TryGetValue(text, out var number)) blocks[text] = number = blocks.Count;
                refined[i] = number;
            }

            block = refined;
            if (blocks.Count == count) return true;
            count = blocks.Count;
        }
    }

    /// <summary>Where the remaining parts of a community lead.</summary>
    private Step? StepFrom(int state, int parts)
    {
        if ((parts == 1 ? last : inner).From(state, Largest) is not { } runs) return null;
        var ranges = ImmutableArray.CreateBuilder<(NumberRange, Step)>(runs.Count);
        var known = new Dictionary<int, Step>();
        foreach (var (range, target) in runs)
        {
            if (!known.TryGetValue(target, out var step))
            {
                if ((parts == 1 ? new Step([], target) : StepFrom(target, parts - 1)) is not { } further) return null;
                known[target] = step = further;
            }

            ranges.Add((range, step));
        }

        return new Step(ranges.ToImmutable(), -1);
    }

    /// <summary>Well-known communities stand in the list by name.</summary>
    private Step WithNames(Step step, int state)
    {
        foreach (var value in WellKnownCommunities.Values)
        {
            var end = WellKnownCommunities.Names[value].Aggregate(state, (s, c) => characters.Step(s, Alphabet.IndexOf(c)));
            var target = EndOf(characters.Step(end, Blank), characters.Accepts(end));
            step = step.Replace(value >> 16, high => high.Replace(value & 0xFFFF, _ => new Step([], target)));
        }

        return step;
    }

    /// <summary>Neighbouring ranges that behave alike, as one.</summary>
    private List<(NumberRange Range, Step Step, string Key)> Merged(Step step)
    {
        var result = new List<(NumberRange Range, Step Step, string Key)>();
        foreach (var (range, next) in step.Ranges)
        {
            var text = new StringBuilder();
            Describe(next, text);
            var key = text.ToString();
            if (result.Count > 0 && result[^1].Key == key) result[^1] = (new NumberRange(result[^1].Range.Low, range.High), next, key);
            else result.Add((range, next, key));
        }

        return result;
    }

    private void Describe(Step step, StringBuilder text)
    {
        if (step.Target >= 0) text.Append(CultureInfo.InvariantCulture, $">{block[step.Target]}");
        else
        {
            foreach (var (range, _, key) in Merged(step)) text.Append(CultureInfo.InvariantCulture, $"{range.High}({key})");
        }
    }

    private void Collect(Step step, NumberRange[] ranges, Action<int, NumberRange[]> add)
    {
        if (step.Target >= 0)
        {
            add(block[step.Target], ranges);
            return;
        }

        foreach (var (range, next, _) in Merged(step)) Collect(next, [.. ranges, range.Low == 0 && range.High == Largest ? NumberRange.Any : range], add);
    }

    /// <summary>Numbers, in order, with what follows each; behind the last part, the state reached.</summary>
    private sealed record Step(ImmutableArray<(NumberRange Range, Step Next)> Ranges, int Target)
    {
        /// <summary>The same with something else behind one number.</summary>
        public Step Replace(uint number, Func<Step, Step> change)
        {
            var i = 0;
            while (!Ranges[i].Range.Contains(number)) i++;
            var (range, next) = Ranges[i];
            var result = Ranges.RemoveAt(i);
            if (range.High > number) result = result.Insert(i, (new NumberRange(number + 1, range.High), next));
            result = result.Insert(i, (number, change(next)));
            if (range.Low < number) result = result.Insert(i, (new NumberRange(range.Low, number - 1), next));
            return new Step(result, Target);
        }
    }
}
