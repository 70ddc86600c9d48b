using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Policy.AsPaths;

/// <summary>Reads and writes AS-path expressions in the languages of <see cref="AsPathDialect"/>, exactly or not at all.</summary>
public static class AsPathLanguage
{
    /// <summary>What a pattern means, or why that cannot be said number by number.</summary>
    public static (AsPathExpression? Expression, string? Problem) Parse(AsPathPattern pattern) => pattern.Dialect switch
    {
        AsPathDialect.Posix => PosixAsPaths.Parse(pattern.Text),
        AsPathDialect.BirdMask => BirdMasks.Parse(pattern.Text),
        _ => RouterOs7AsPaths.Parse(pattern.Text),
    };

    /// <summary>
    /// What a POSIX pattern without an exact meaning most probably means: it begins and ends where AS numbers do (<c>65000</c>, which also finds 165000, as
    /// <c>_65000_</c>). Null when that has no meaning either. Whoever uses it announces an approximation.
    /// </summary>
    public static AsPathExpression? ParseAsWholeNumbers(AsPathPattern pattern) =>
        pattern.Dialect == AsPathDialect.Posix ? PosixAsPaths.Parse($"_({pattern.Text})_").Expression : null;

    /// <summary>
    /// Patterns of which one matches exactly when the expression does: one where the language has alternatives, one for each alternative in a language of masks.
    /// Null when the language cannot say it. RouterOS 7 never matches the empty path: there, print <see cref="WithoutEmptyPath"/> and test the path's length beside it.
    /// </summary>
    public static ImmutableArray<AsPathPattern>? Print(AsPathExpression expression, AsPathDialect dialect)
    {
        switch (dialect)
        {
            case AsPathDialect.Posix:
                return PosixAsPaths.Print(expression) is { } posix ? [new AsPathPattern(dialect, posix)] : null;
            case AsPathDialect.RouterOs7:
                return RouterOs7AsPaths.Print(expression) is { } routerOs ? [new AsPathPattern(dialect, routerOs)] : null;
            default:
                var masks = expression.Alternatives.Select(BirdMasks.Print).ToList();
                if (masks.Contains(null) && AsPathAutomaton.Of(expression) is { } paths && AsPathSimplifier.Simplest(paths) is { } simpler)
                    masks = [.. simpler.Alternatives.Select(BirdMasks.Print)];
                return masks.Contains(null) ? null : [.. masks.Select(mask => new AsPathPattern(dialect, mask!))];
        }
    }

    /// <summary>True when the empty path (of a route that this AS originates) matches.</summary>
    public static bool MatchesEmptyPath(AsPathExpression expression) => expression switch
    {
        AsPathExpression.Numbers => false,
        AsPathExpression.Sequence s => s.Parts.All(MatchesEmptyPath),
        AsPathExpression.Alternation a => a.Parts.Any(MatchesEmptyPath),
        AsPathExpression.Repeat r => r.Min == 0 || MatchesEmptyPath(r.Part),
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    /// <summary>The same without the empty path; null when that is too large.</summary>
    public static AsPathExpression? WithoutEmptyPath(AsPathExpression expression)
    {
        if (!MatchesEmptyPath(expression)) return expression;
        var empty = AsPathAutomaton.Of(AsPathExpression.EmptyPath)!;
        return AsPathAutomaton.Of(expression)?.Except(empty) is { } paths ? AsPathSimplifier.Simplest(paths) : null;
    }
}
