using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Policy;

/// <summary>One community of a route; its parts are those of <see cref="CommunityPattern"/>.</summary>
public readonly record struct Community(CommunityKind Kind, string Subtype, uint First, uint Second, uint Third = 0) : IComparable<Community>
{
    /// <summary>The community that a pattern names; null when it names several.</summary>
    public static Community? Of(CommunityPattern pattern) => pattern.IsSingle
        ? new Community(
            pattern.Kind,
            pattern.Kind != CommunityKind.Extended ? "" : pattern.Subtype == "ro" ? "soo" : pattern.Subtype,
            pattern.First.Low,
            pattern.Second.Low,
            pattern.Kind == CommunityKind.Large ? pattern.Third.Low : 0)
        : null;

    /// <summary>Reads <c>65000:1</c>, <c>1:2:3</c> or <c>rt:65000:1</c>, according to the kind.</summary>
    public static Community? Parse(CommunityKind kind, ReadOnlySpan<char> text)
    {
        var parts = text.ToString().Split(':');
        var numbers = kind == CommunityKind.Extended ? parts[1..] : parts;
        var values = new uint[3];
        if (numbers.Length != (kind == CommunityKind.Large ? 3 : 2)) return null;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!uint.TryParse(numbers[i], NumberStyles.None, CultureInfo.InvariantCulture, out values[i])) return null;
            if (kind == CommunityKind.Standard && values[i] > ushort.MaxValue) return null;
        }

        return new Community(kind, kind == CommunityKind.Extended ? parts[0] : "", values[0], values[1], values[2]);
    }

    /// <summary>True when it meets the pattern.</summary>
    public bool Meets(CommunityPattern pattern) =>
        Kind == pattern.Kind
        && (Kind != CommunityKind.Extended || pattern.Subtype == "*" || Subtype == (pattern.Subtype == "ro" ? "soo" : pattern.Subtype))
        && pattern.First.Contains(First) && pattern.Second.Contains(Second)
        && (Kind != CommunityKind.Large || pattern.Third.Contains(Third));

    /// <inheritdoc/>
    public int CompareTo(Community other)
    {
        if (Kind != other.Kind) return Kind.CompareTo(other.Kind);
        if (string.CompareOrdinal(Subtype, other.Subtype) is not 0 and var bySubtype) return bySubtype;
        return (First, Second, Third).CompareTo((other.First, other.Second, other.Third));
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        CommunityKind.Standard => $"{First}:{Second}",
        CommunityKind.Large => $"{First}:{Second}:{Third}",
        _ => $"{Subtype}:{First}:{Second}",
    };
}
