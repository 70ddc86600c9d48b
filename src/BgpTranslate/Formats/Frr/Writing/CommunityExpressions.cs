using BgpTranslate.Model;
using BgpTranslate.Policy.Posix;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>Community patterns as POSIX expressions over FRR's printed list: sorted, separated by single blanks, well-known ones by name.</summary>
internal static class CommunityExpressions
{
    /// <summary>An expression that finds what the entry asks for. Several patterns that must all be there are looked for in printed order.</summary>
    public static string Of(CommunityMatch match) => match switch
    {
        CommunityMatch.Expression e => e.Text,
        CommunityMatch.AllOf { Patterns.IsEmpty: true } => ".*",
        CommunityMatch.AllOf { Patterns: { Length: > 1 } several } when Policy.Communities.CommunityExpressions.PrintAllOf(several, Policy.Communities.CommunityBoundary.Underscore) is { } text => text,
        CommunityMatch.AllOf all => string.Join(".*", all.Patterns.OrderBy(p => (p.First.Low, p.Second.Low, p.Third.Low)).Select(p => $"_{Of(p)}_")),
        _ => ".*",
    };

    private static string Of(CommunityPattern pattern)
    {
        if (pattern.Kind == CommunityKind.Standard && pattern.IsSingle) return Communities.Format(pattern);
        var parts = pattern.Kind == CommunityKind.Large ? new[] { pattern.First, pattern.Second, pattern.Third } : [pattern.First, pattern.Second];
        var text = string.Join(':', parts.Select(NumberExpressions.Of));
        return pattern.Kind == CommunityKind.Extended ? $"{pattern.Subtype.ToUpperInvariant()}:{text}" : text;
    }
}
