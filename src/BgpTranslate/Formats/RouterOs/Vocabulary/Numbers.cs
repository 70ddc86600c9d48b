using System.Globalization;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.RouterOs.Vocabulary;

/// <summary>Properties of routes that are numbers, in filter rules of release 7.</summary>
internal static class Numbers
{
    private static readonly (string Word, NumericAttribute Attribute)[] Properties =
    [
        ("dst-len", NumericAttribute.PrefixLength), ("bgp-path-len", NumericAttribute.AsPathLength), ("bgp-local-pref", NumericAttribute.LocalPreference), ("bgp-med", NumericAttribute.Med),
        ("bgp-out-med", NumericAttribute.Med), ("bgp-weight", NumericAttribute.Weight), ("bgp-igp-metric", NumericAttribute.IgpMetric), ("ospf-tag", NumericAttribute.Tag),
    ];

    /// <summary>The attribute of a property.</summary>
    public static NumericAttribute? Attribute(string word)
    {
        foreach (var (property, attribute) in Properties)
        {
            if (property == word) return attribute;
        }

        return null;
    }

    /// <summary>The property of an attribute.</summary>
    public static string? Property(NumericAttribute attribute)
    {
        foreach (var (property, known) in Properties)
        {
            if (known == attribute) return property;
        }

        return null;
    }

    /// <summary>Properties that are addresses or prefixes.</summary>
    public static bool IsPrefixProperty(string word) => word is "dst" or "gw" or "gw-ll" or "pref-src" or "ospf-fwd" or "bgp-input-local-addr" or "bgp-input-remote-addr" or "bgp-output-local-addr" or "bgp-output-remote-addr";

    /// <summary><c>5</c>, <c>+5</c>, <c>-5</c>, or another property.</summary>
    public static NumberChange? Change(string text)
    {
        if (text.Length == 0) return null;
        if (Attribute(text) is { } other) return new NumberChange.Copy(other);
        var digits = text[0] is '+' or '-' ? text[1..] : text;
        if (!uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return null;
        return text[0] switch { '+' => new NumberChange.Add(value), '-' => new NumberChange.Subtract(value), _ => new NumberChange.To(value) };
    }

    /// <summary>A change as text.</summary>
    public static string? Text(NumberChange change) => change switch
    {
        NumberChange.To to => to.Value.ToString(CultureInfo.InvariantCulture),
        NumberChange.Add add => string.Create(CultureInfo.InvariantCulture, $"+{add.Value}"),
        NumberChange.Subtract subtract => string.Create(CultureInfo.InvariantCulture, $"-{subtract.Value}"),
        NumberChange.Copy copy => Property(copy.From),
        _ => null,
    };
}
