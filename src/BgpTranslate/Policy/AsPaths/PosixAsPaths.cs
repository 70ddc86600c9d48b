using System.Collections.Immutable;
using System.Text;
using BgpTranslate.Policy.Posix;

namespace BgpTranslate.Policy.AsPaths;

/// <summary>POSIX expressions searched in a path printed as "65001 65002".</summary>
internal static class PosixAsPaths
{
    private const string AnyNumber = "[0-9]+";
    private static readonly UInt128 PathCharacters = "0123456789 ".Aggregate(UInt128.Zero, (set, c) => set | UInt128.One << c);

    /// <summary>The paths whose printed form the expression is found in, or why they cannot be told number by number.</summary>
    public static (AsPathExpression? Expression, string? Problem) Parse(string text)
    {
        var (node, problem) = PosixParser.Parse(text);
        if (node is null) return (null, problem);
        if (LooksForOtherText(node)) return (null, "it looks for something else than AS numbers");
        if (PosixSearch.For(node) is not { } search) return (null, "it is too large");
        var ends = new List<(int Next, bool Accepts)>();
        var numbers = new DecimalNumbers(search, state => Register(ends, (search.Step(state, ' '), search.AcceptsEnd(state))));
        var paths = AsPathAutomaton.Explore(
            (Next: search.Start, Accepts: search.AcceptsEnd(search.Start)),
            state => numbers.From(state.Next, uint.MaxValue)?.Select(run => (run.Range.High, ends[run.Class])),
            state => state.Accepts);
        if (paths is null || search.IsTooLarge) return (null, "it looks into the digits of AS numbers in a way that no ranges of numbers express");
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

    private static bool LooksForOtherText(PosixNode node) => node switch
    {
        PosixNode.Character c => (c.Set & PathCharacters) == 0,
        // The separators of sets and confederations beside the blank are part of '_'.
        PosixNode.Sequence s => s.Parts.Any(LooksForOtherText),
        PosixNode.Alternation a => a.Parts.Any(LooksForOtherText),
        PosixNode.Repeat r => LooksForOtherText(r.Part),
        _ => false,
    };

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
