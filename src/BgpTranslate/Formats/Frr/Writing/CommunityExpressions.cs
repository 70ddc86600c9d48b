using BgpTranslate.Model;
using BgpTranslate.Policy.Communities;
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
        CommunityMatch.AllOf all => string.Join(".*", all.Patterns.OrderBy(p => (p.First.Low, p.Second.Low, p.Third.Low)).Select(p => Of(p))),
        _ => ".*",
    };

    private static string Of(CommunityPattern pattern) => pattern.Kind switch
    {
        CommunityKind.Extended => ExtendedCommunityText.Print(pattern) ?? $"_{pattern.Subtype}:{NumberExpressions.Of(pattern.First)}:{NumberExpressions.Of(pattern.Second)}_",
        CommunityKind.Standard when pattern.IsSingle => $"_{Communities.Format(pattern)}_",
        CommunityKind.Standard => $"_{NumberExpressions.Of(pattern.First)}:{NumberExpressions.Of(pattern.Second)}_",
        _ => $"_{NumberExpressions.Of(pattern.First)}:{NumberExpressions.Of(pattern.Second)}:{NumberExpressions.Of(pattern.Third)}_",
    };
}
