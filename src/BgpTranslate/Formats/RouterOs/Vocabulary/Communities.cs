using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Vocabulary;

/// <summary>Communities as RouterOS writes them.</summary>
internal static class Communities
{
    /// <summary>Names of communities of release 7; 6 has the last five of them.</summary>
    private static readonly (string Name, uint High, uint Low)[] Names =
    [
        ("graceful-shutdown", 65535, 0), ("accept-own", 65535, 1), ("route-filter-xlate-4", 65535, 2), ("route-filter-4", 65535, 3), ("route-filter-xlate-6", 65535, 4), ("route-filter-6", 65535, 5),
        ("llgr-stale", 65535, 6), ("no-llgr", 65535, 7), ("accept-own-nh", 65535, 8), ("blackhole", 65535, 666), ("no-peer", 65535, 65284), ("no-export", 65535, 65281), ("no-advertise", 65535, 65282),
        ("local-as", 65535, 65283), ("no-export-subconfed", 65535, 65283), ("internet", 0, 0),
    ];

    /// <summary>The property of a kind in filter rules.</summary>
    public static string Property(CommunityKind kind) => kind switch { CommunityKind.Large => "bgp-large-communities", CommunityKind.Extended => "bgp-ext-communities", _ => "bgp-communities" };

    /// <summary>The kind of a property in filter rules.</summary>
    public static CommunityKind? KindOf(string property) => property switch
    {
        "bgp-communities" => CommunityKind.Standard,
        "bgp-large-communities" => CommunityKind.Large,
        "bgp-ext-communities" => CommunityKind.Extended,
        _ => null,
    };

    /// <summary>Reads one community.</summary>
    public static CommunityPattern? Read(CommunityKind kind, string text)
    {
        var parts = text.Split(':');
        switch (kind)
        {
            case CommunityKind.Standard:
                foreach (var (name, high, low) in Names)
                {
                    if (name == text) return CommunityPattern.Standard(high, low);
                }

                return parts.Length == 2 && Number(parts[0], ushort.MaxValue) is { } a && Number(parts[1], ushort.MaxValue) is { } b ? CommunityPattern.Standard(a, b) : null;
            case CommunityKind.Large:
                return parts.Length == 3 && Number(parts[0], uint.MaxValue) is { } x && Number(parts[1], uint.MaxValue) is { } y && Number(parts[2], uint.MaxValue) is { } z ? CommunityPattern.Large(x, y, z) : null;
            default:
                if (text.StartsWith("0x", StringComparison.Ordinal) && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var raw)) return OfRaw(raw);
                if (parts.Length != 3 || parts[0] is not ("rt" or "soo") || Number(parts[2], uint.MaxValue) is not { } value) return null;
                if (IpAddress.TryParse(parts[1], out var address) && address.Afi == Afi.Ipv4) return new CommunityPattern(kind, parts[0], (uint)address.Bits, value);
                return Scalars.As(parts[1]) is { } administrator ? new CommunityPattern(kind, parts[0], administrator, value) : null;
        }
    }

    /// <summary>One community as text; null for patterns of several, and for types that RouterOS has no word for.</summary>
    public static string? Write(CommunityPattern community, bool withNames = true)
    {
        if (!community.IsSingle) return null;
        switch (community.Kind)
        {
            case CommunityKind.Large:
                return string.Create(CultureInfo.InvariantCulture, $"{community.First.Low}:{community.Second.Low}:{community.Third.Low}");
            case CommunityKind.Extended:
                var subtype = community.Subtype == "ro" ? "soo" : community.Subtype;
                if (subtype is not ("rt" or "soo")) return Raw(community) is { } raw ? string.Create(CultureInfo.InvariantCulture, $"0x{raw:x16}") : null;
                // A number of four octets stands with one of two; else it was an address.
                return community.First.Low > ushort.MaxValue && community.Second.Low > ushort.MaxValue ? null
                    : string.Create(CultureInfo.InvariantCulture, $"{subtype}:{community.First.Low}:{community.Second.Low}");
            default:
                foreach (var (name, high, low) in Names)
                {
                    if (withNames && community.First.Low == high && community.Second.Low == low) return name;
                }

                return string.Create(CultureInfo.InvariantCulture, $"{community.First.Low}:{community.Second.Low}");
        }
    }

    /// <summary>All of them as text; null when one cannot be said.</summary>
    public static string? WriteAll(ImmutableArray<CommunityPattern> communities)
    {
        var words = communities.Select(c => Write(c)).ToArray();
        return words.Length == 0 || words.Contains(null) ? null : string.Join(',', words);
    }

    /// <summary>The eight octets of an extended community of any type: two of the type, two and four of the value.</summary>
    private static ulong? Raw(CommunityPattern community) =>
        community.Subtype.StartsWith("0x", StringComparison.Ordinal) && ushort.TryParse(community.Subtype.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var type)
        && community.First.Low <= ushort.MaxValue
            ? ((ulong)type << 48) | ((ulong)community.First.Low << 32) | community.Second.Low
            : null;

    /// <summary>Types 0 to 2 (RFC 4360, RFC 5668) are those of an administrator with a number: two octets and four, an address or four octets and two.</summary>
    private static CommunityPattern OfRaw(ulong raw)
    {
        var (type, value) = ((ushort)(raw >> 48), (uint)raw);
        return (type >> 8, (byte)type) switch
        {
            (0, 2 or 3) => new CommunityPattern(CommunityKind.Extended, (byte)type == 2 ? "rt" : "soo", (uint)(raw >> 32) & 0xFFFF, value),
            (1 or 2, 2 or 3) => new CommunityPattern(CommunityKind.Extended, (byte)type == 2 ? "rt" : "soo", (uint)(raw >> 16), value & 0xFFFF),
            _ => new CommunityPattern(CommunityKind.Extended, string.Create(CultureInfo.InvariantCulture, $"0x{type:x}"), (uint)(raw >> 32) & 0xFFFF, value),
        };
    }

    private static uint? Number(string text, uint high) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= high ? value : null;
}
