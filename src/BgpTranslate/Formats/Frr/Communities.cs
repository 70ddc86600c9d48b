using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr;

/// <summary>Communities as FRR writes them.</summary>
internal static class Communities
{
    /// <summary>Names of well-known communities (IANA registry; frr.md §3.4).</summary>
    private static readonly (string Name, uint Low)[] WellKnown =
    [
        ("graceful-shutdown", 0), ("accept-own", 1), ("route-filter-translated-v4", 2), ("route-filter-v4", 3), ("route-filter-translated-v6", 4),
        ("route-filter-v6", 5), ("llgr-stale", 6), ("no-llgr", 7), ("accept-own-nexthop", 8), ("blackhole", 666),
        ("no-export", 0xFF01), ("no-advertise", 0xFF02), ("local-AS", 0xFF03), ("no-peer", 0xFF04),
    ];

    /// <summary>Reads a standard community. <c>internet</c> is none: it stands for any.</summary>
    public static bool TryParseStandard(string text, out CommunityPattern community)
    {
        community = default;
        foreach (var (name, value) in WellKnown)
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                community = CommunityPattern.Standard(0xFFFF, value);
                return true;
            }
        }

        var parts = text.Split(':');
        if (parts.Length != 2 || !Half(parts[0], out var high) || !Half(parts[1], out var low)) return false;
        community = CommunityPattern.Standard(high, low);
        return true;
    }

    /// <summary>Reads a large community.</summary>
    public static bool TryParseLarge(string text, out CommunityPattern community)
    {
        community = default;
        var parts = text.Split(':');
        if (parts.Length != 3 || !Number(parts[0], out var a) || !Number(parts[1], out var b) || !Number(parts[2], out var c)) return false;
        community = CommunityPattern.Large(a, b, c);
        return true;
    }

    /// <summary>Reads the value of an extended community: <c>AS:N</c> or <c>A.B.C.D:N</c>.</summary>
    public static bool TryParseExtended(string subtype, string text, out CommunityPattern community)
    {
        community = default;
        var colon = text.IndexOf(':');
        if (colon < 0 || !Number(text[(colon + 1)..], out var value)) return false;
        uint administrator;
        if (IpAddress.TryParse(text.AsSpan(0, colon), out var address)) administrator = (uint)address.Bits;
        else if (!Number(text[..colon], out administrator) && !AsNumbers.TryParse(text.AsSpan(0, colon), out administrator)) return false;
        community = new CommunityPattern(CommunityKind.Extended, subtype, administrator, value);
        return true;
    }

    /// <summary>FRR's words for a community that names one value.</summary>
    public static string Format(CommunityPattern community)
    {
        if (community.Kind == CommunityKind.Standard && community.First.Low == 0xFFFF)
        {
            foreach (var (name, value) in WellKnown)
            {
                if (value == community.Second.Low) return name;
            }
        }

        return community.Kind switch
        {
            CommunityKind.Standard => string.Create(CultureInfo.InvariantCulture, $"{community.First.Low}:{community.Second.Low}"),
            CommunityKind.Large => string.Create(CultureInfo.InvariantCulture, $"{community.First.Low}:{community.Second.Low}:{community.Third.Low}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{community.First.Low}:{community.Second.Low}"),
        };
    }

    private static bool Half(string text, out uint value) => Number(text, out value) && value <= ushort.MaxValue;

    private static bool Number(string text, out uint value) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
