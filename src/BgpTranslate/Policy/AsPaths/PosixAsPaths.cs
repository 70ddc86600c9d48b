using System.Collections.Immutable;
using System.Text;
using BgpTranslate.Policy.Automata;

namespace BgpTranslate.Policy.AsPaths;

/// <summary>POSIX expressions searched in a path printed as "65001 65002".</summary>
internal static class PosixAsPaths
{
    private const string AnyNumber = "[0-9]+";
    private const string Alphabet = "0123456789 ";
    private const int Blank = 10;

    /// <summary>The paths whose printed form the expression is found in, or why they cannot be told number by number.</summary>
    public static (AsPathExpression? Expression, string? Problem) Parse(string text)
    {
        if (PosixExpression.Compile(text, Alphabet) is not { } search) return (null, "it cannot be read, or is too large");
        var ends = new List<(int Next, bool Accepts)>();
        var numbers = new DecimalNumbers(search, state => Register(ends, (search.Step(state, Blank), search.Accepts(state))));
        var paths = AsPathAutomaton.Explore(
            (Next: 0, Accepts: search.Accepts(0)),
            state => numbers.From(state.Next, uint.MaxValue)?.Select(run => (run.Range.High, ends[run.Class])),
            state => state.Accepts);
        if (paths is null) return (null, "it looks into the digits of AS numbers in a way that no ranges of numbers express");
        if (paths.IsEmpty) return (null, "it looks for something else than AS numbers in sequence");
        return AsPathSimplifier.Simplest(paths) is { } expression ? (expression, null) : (null, "it is too large");
    }

    /// <summary>The expression as text, an alternative for each of its alternatives; null when no path matches.</summary>
    public static string? Print(AsPathExpression expression)
    {
        var parts = expression.Alternatives.Select(Alternative).ToList();
        return parts.Count == 0 || parts.Contains(null) ? null : string.Join('|', parts);
    }

    private static int Register(List<(int Next, bool Accepts)> ends, (int Next, bool Accepts) end)
    {
        var known = ends.IndexOf(end);
        if (known >= 0) return known;
        ends.Add(end);
        return ends.Count - 1;
    }

    private static string? Alternative(AsPathExpression expression)
    {
        if (AsPathMask.Of(expression) is { } mask) return Mask(mask);
        var text = new StringBuilder("^");
        return General(expression, text) ? text.Append('$').ToString() : null;
    }

    private static string? Mask(ImmutableArray<AsPathExpression> parts)
    {
        if (parts.IsEmpty) return "^$";
        var (first, last) = (AsPathMask.IsAnyPath(parts[0]), AsPathMask.IsAnyPath(parts[^1]));
        if (parts.All(AsPathMask.IsAnyPath)) return ".*";
        var text = new StringBuilder(first ? "_" : "^");
        foreach (var part in parts[(first ? 1 : 0)..(last ? ^1 : ^0)])
        {
            if (AsPathMask.IsAnyPath(part)) text.Append("(.*_)?");
            else if (part is AsPathExpression.Repeat { Part: AsPathExpression.Numbers many } && Digits(many) is { } again) text.Append('(').Append(again).Append("_)*").Append(again).Append('_');
            else if (part is AsPathExpression.Numbers one && Digits(one) is { } digits) text.Append(digits).Append('_');
            else return null;
        }

        text[^1] = last ? '_' : '$';
        return text.ToString();
    }

    /// <summary>Every number with the separator or end behind it.</summary>
    private static bool General(AsPathExpression expression, StringBuilder text)
    {
        switch (expression)
        {
            case AsPathExpression.Numbers n when Digits(n) is { } digits:
                text.Append(digits).Append('_');
                return true;
            case AsPathExpression.Sequence s:
                return s.Parts.All(part => General(part, text));
            case AsPathExpression.Alternation { Parts.IsEmpty: false } a:
                text.Append('(');
                for (var i = 0; i < a.Parts.Length; i++)
                {
                    if (i > 0) text.Append('|');
                    if (!General(a.Parts[i], text)) return false;
                }

                text.Append(')');
                return true;
            case AsPathExpression.Repeat r:
                text.Append('(');
                if (!General(r.Part, text)) return false;
                text.Append(')').Append((r.Min, r.Max) switch
                {
                    (0, null) => "*",
                    (1, null) => "+",
                    (0, 1) => "?",
                    (var min, null) => $"{{{min},}}",
                    var (min, max) => $"{{{min},{max}}}",
                });
                return true;
            default:
                return false;
        }
    }

    private static string? Digits(AsPathExpression.Numbers numbers) =>
        numbers.IsAny ? AnyNumber : numbers.Ranges.IsEmpty ? null : DecimalNumbers.Print(numbers.Ranges);
}
