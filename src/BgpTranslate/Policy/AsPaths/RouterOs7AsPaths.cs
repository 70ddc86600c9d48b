using BgpTranslate.Model;

namespace BgpTranslate.Policy.AsPaths;

/// <summary>RouterOS 7's expressions over AS numbers, searched unanchored in a path that is not empty (routeros.md §3).</summary>
internal sealed class RouterOs7AsPaths
{
    private const int MaxNesting = 100;

    private static readonly AsPathExpression AnyNumber = new AsPathExpression.Numbers([NumberRange.Any]);

    private readonly NumberPatternReader reader;
    private int nesting;
    private string? problem;

    private RouterOs7AsPaths(string text) => reader = new NumberPatternReader(text);

    /// <summary>The paths that the expression is found in; names of number lists have been replaced by their ranges.</summary>
    public static (AsPathExpression? Expression, string? Problem) Parse(string text)
    {
        var parser = new RouterOs7AsPaths(text);
        var alternatives = new List<AsPathExpression>();
        do
        {
            var parts = new List<AsPathExpression>();
            if (!parser.reader.Take('^')) parts.Add(AsPathExpression.AnyPath);
            parts.Add(parser.Sequence());
            if (!parser.reader.Take('$')) parts.Add(AsPathExpression.AnyPath);
            alternatives.Add(AsPathExpression.InOrder(parts));
        }
        while (parser.reader.Take('|'));
        if (parser.problem is null && !parser.reader.AtEnd) parser.problem = $"'{parser.reader.Rest}' is not understood";
        if (parser.problem is not null) return (null, parser.problem);
        return AsPathLanguage.WithoutEmptyPath(AsPathExpression.OneOf(alternatives)) is { } expression ? (expression, null) : (null, "it is too large");
    }

    /// <summary>The expression as text; null when no path or the empty path matches it.</summary>
    public static string? Print(AsPathExpression expression)
    {
        if (AsPathAutomaton.Of(expression) is not { AcceptsEmptyPath: false, IsEmpty: false }) return null;
        var parts = expression is AsPathExpression.Sequence s ? s.Parts : [expression];
        var (first, last) = (AsPathMask.IsAnyPath(parts[0]), parts.Length > 1 && AsPathMask.IsAnyPath(parts[^1]));
        var inner = AsPathExpression.InOrder(parts[(first ? 1 : 0)..(last ? ^1 : ^0)]);
        return (first ? "" : "^") + Text(inner, tight: false) + (last ? "" : "$");
    }

    private static string Text(AsPathExpression expression, bool tight) => expression switch
    {
        AsPathExpression.Numbers { IsAny: true } => ".",
        AsPathExpression.Numbers { Ranges: [{ IsSingle: true } one] } => $"{one.Low}",
        AsPathExpression.Numbers n => $"[{string.Join(' ', n.Ranges.Select(r => r.IsSingle ? $"{r.Low}" : $"{r.Low}-{r.High}"))}]",
        AsPathExpression.Sequence s when !tight || s.Parts.Length == 1 => string.Join(' ', s.Parts.Select(p => Text(p, tight: s.Parts.Length > 1 && p is AsPathExpression.Alternation))),
        AsPathExpression.Alternation a when !tight => "(" + string.Join('|', a.Parts.Select(p => Text(p, tight: false))) + ")",
        AsPathExpression.Repeat { Min: 0, Max: null } r => Text(r.Part, tight: true) + "*",
        AsPathExpression.Repeat { Min: 1, Max: null } r => Text(r.Part, tight: true) + "+",
        AsPathExpression.Repeat { Min: 0, Max: 1 } r => Text(r.Part, tight: true) + "?",
        // There is no counted repetition.
        AsPathExpression.Repeat r => "(" + string.Join(' ', Enumerable.Repeat(Text(r.Part, tight: true), r.Min)
            .Concat(r.Max is { } max ? Enumerable.Repeat(Text(r.Part, tight: true) + "?", max - r.Min) : [Text(r.Part, tight: true) + "*"])) + ")",
        AsPathExpression.Alternation => Text(expression, tight: false),
        _ => "(" + Text(expression, tight: false) + ")",
    };

    private AsPathExpression Fail(string reason)
    {
        problem ??= reason;
        return AsPathExpression.EmptyPath;
    }

    private AsPathExpression Alternation()
    {
        if (++nesting > MaxNesting) return Fail("too many nested parentheses");
        var parts = new List<AsPathExpression>();
        do
            parts.Add(Sequence());
        while (reader.Take('|'));
        nesting--;
        return AsPathExpression.OneOf(parts);
    }

    private AsPathExpression Sequence()
    {
        var parts = new List<AsPathExpression>();
        while (problem is null && Atom() is { } part)
        {
            while (true)
            {
                if (reader.Take('*')) part = new AsPathExpression.Repeat(part, 0, null);
                else if (reader.Take('+')) part = new AsPathExpression.Repeat(part, 1, null);
                else if (reader.Take('?')) part = new AsPathExpression.Repeat(part, 0, 1);
                else break;
            }

            parts.Add(part);
        }

        return AsPathExpression.InOrder(parts);
    }

    private AsPathExpression? Atom()
    {
        if (reader.Take('.')) return AnyNumber;
        if (reader.Take('('))
        {
            var inner = Alternation();
            return reader.Take(')') ? inner : Fail("a missing ')'");
        }

        if (reader.Take('['))
        {
            var negated = reader.Take('^');
            if (reader.Ranges(']', "-") is not { } ranges) return Fail("a set that is not made of numbers and ranges");
            var set = NumberSet.Of(ranges);
            return new AsPathExpression.Numbers((negated ? set.Complement() : set).Ranges);
        }

        return reader.Number() is { } number ? new AsPathExpression.Numbers(number) : null;
    }
}
