using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Policy.Posix;

namespace BgpTranslate.Policy.Communities;

/// <summary>
/// Expressions for one extended community as FRR and what is built on it print them: <c>RT:64500:7 SoO:64500:1 OVS:invalid</c> (bgpd, ecommunity_ecom2str; seen in 8.4.4).
/// The text begins and ends where communities do (<c>_</c>), so that it finds the community in a list as well as alone.
/// </summary>
public static class ExtendedCommunityText
{
    /// <summary>The type of RFC 8097, the state of origin validation.</summary>
    private const string ValidationState = "0x4300";

    private static readonly ImmutableArray<string> States = ["valid", "not-found", "invalid"];
    private static readonly ImmutableArray<(string Subtype, string Word)> Types = [("rt", "RT"), ("soo", "SoO")];

    /// <summary>An expression that finds a community that meets the pattern; null for types that are not printed with their values.</summary>
    public static string? Print(CommunityPattern pattern)
    {
        if (pattern.Subtype == ValidationState)
            return pattern.First is { Low: 0, IsSingle: true } && pattern.Second is { IsSingle: true, Low: var state } && state < States.Length ? $"_OVS:{States[(int)state]}_" : null;
        var subtype = pattern.Subtype == "ro" ? "soo" : pattern.Subtype;
        return Types.FirstOrDefault(t => t.Subtype == subtype).Word is { } word ? $"_{word}:{NumberExpressions.Of(pattern.First)}:{NumberExpressions.Of(pattern.Second)}_" : null;
    }

    /// <summary>What such an expression finds; null for every other.</summary>
    public static ImmutableArray<CommunityPattern>? Recognize(string expression)
    {
        if (expression is not ['_', .. var inner, '_'] || inner.IndexOf(':') is not (> 0 and var colon)) return null;
        var (word, value) = (inner[..colon], inner[(colon + 1)..]);
        if (word == "OVS") return States.IndexOf(value) is >= 0 and var state ? [new CommunityPattern(CommunityKind.Extended, ValidationState, 0, (uint)state)] : null;
        if (Types.FirstOrDefault(t => t.Word == word).Subtype is not { } subtype || value.Count(c => c == ':') != 1) return null;

        // The two numbers look like those of a large community.
        return CommunityExpressions.Ones(CommunityKind.Large, $"^{value}:0$") is { } ones
            ? [.. ones.Select(p => new CommunityPattern(CommunityKind.Extended, subtype, Open(p.First), Open(p.Second)))]
            : null;

        static NumberRange Open(NumberRange range) => range.Low == 0 && range.High == uint.MaxValue ? NumberRange.Any : range;
    }
}
