using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>Members of BIRD's sets (bird.md §7).</summary>
internal static class SetText
{
    /// <summary>Members on one line of a definition; longer sets stand one a line.</summary>
    public const int MembersPerLine = 8;

    /// <summary>A prefix range as a member of a prefix set; null when it holds nothing.</summary>
    public static string? Of(PrefixRange range)
    {
        var (prefix, low, high) = (range.Prefix, range.MinLength, Math.Min(range.MaxLength, range.Prefix.Width));
        if (low > high) return null;
        if (low == prefix.Length && high == prefix.Length) return $"{prefix}";
        if (low == prefix.Length && high == prefix.Width) return $"{prefix}+";
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{{{low},{high}}}");
    }

    /// <summary>A range of numbers as a member of a number set.</summary>
    public static string Of(NumberRange range) =>
        range.IsSingle ? range.Low.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{range.Low}..{range.High}");

    /// <summary>A community, or communities as a member of a set; null when BIRD has no such form.</summary>
    public static string? Of(CommunityPattern pattern)
    {
        switch (pattern.Kind)
        {
            case CommunityKind.Standard:
                if (pattern.First.Low > ushort.MaxValue || pattern.Second.Low > ushort.MaxValue) return null;
                return $"({Part(pattern.First, ushort.MaxValue)}, {Part(pattern.Second, ushort.MaxValue)})";
            case CommunityKind.Large:
                // Only trailing parts may be ranges.
                if (!pattern.First.IsSingle && !(IsAny(pattern.First) && IsAny(pattern.Second) && IsAny(pattern.Third))) return null;
                if (!pattern.Second.IsSingle && !IsAny(pattern.Third)) return null;
                return $"({Part(pattern.First, uint.MaxValue)}, {Part(pattern.Second, uint.MaxValue)}, {Part(pattern.Third, uint.MaxValue)})";
            default:
                if (SubtypeOf(pattern.Subtype) is not { } subtype || !pattern.First.IsSingle) return null;
                return $"({subtype}, {Part(pattern.First, uint.MaxValue)}, {Part(pattern.Second, uint.MaxValue)})";
        }
    }

    /// <summary>The attribute that holds communities of a kind.</summary>
    public static string AttributeOf(CommunityKind kind) => kind switch
    {
        CommunityKind.Standard => "bgp_community",
        CommunityKind.Large => "bgp_large_community",
        _ => "bgp_ext_community",
    };

    /// <summary>The empty list of a kind.</summary>
    public static string EmptyOf(CommunityKind kind) => kind switch
    {
        CommunityKind.Standard => "-empty-",
        CommunityKind.Large => "---empty---",
        _ => "--empty--",
    };

    /// <summary>A set literal on one line.</summary>
    public static string Literal(IEnumerable<string> members) => $"[ {string.Join(", ", members)} ]";

    private static string? SubtypeOf(string subtype) => subtype switch
    {
        "rt" => "rt",
        "soo" or "ro" => "ro",
        "generic" => "generic",
        _ when subtype.StartsWith("0x", StringComparison.Ordinal) => $"unknown {subtype}",
        _ => null,
    };

    private static bool IsAny(NumberRange range) => range == NumberRange.Any;

    private static string Part(NumberRange range, uint widest) =>
        range.Low == 0 && range.High >= widest ? "*"
        : range.IsSingle ? range.Low.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{range.Low}..{Math.Min(range.High, widest)}");
}
