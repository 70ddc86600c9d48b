using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos;

/// <summary>Communities as VyOS writes them (vyos.md §4).</summary>
internal static class Communities
{
    /// <summary>Well-known communities 65535:N by name.</summary>
    private static readonly (string Name, uint Low)[] WellKnown =
    [
        ("graceful-shutdown", 0), ("accept-own", 1), ("route-filter-translated-v4", 2), ("route-filter-v4", 3), ("route-filter-translated-v6", 4), ("route-filter-v6", 5),
        ("llgr-stale", 6), ("no-llgr", 7), ("accept-own-nexthop", 8), ("blackhole", 666), ("no-export", 0xFF01), ("no-advertise", 0xFF02), ("local-as", 0xFF03), ("no-peer", 0xFF04),
    ];

    /// <summary>Reads one community of a kind; an extended one without its type.</summary>
    public static bool TryParse(CommunityKind kind, string subtype, string text, out CommunityPattern community)
    {
        community = default;
        foreach (var (name, low) in WellKnown)
        {
            if (kind != CommunityKind.Standard || !name.Equals(text, StringComparison.OrdinalIgnoreCase)) continue;
            community = CommunityPattern.Standard(0xFFFF, low);
            return true;
        }

        if (kind == CommunityKind.Standard && text == "internet")
        {
            community = CommunityPattern.Standard(0, 0);
            return true;
        }

        var parts = text.Split(':');
        switch (kind)
        {
            case CommunityKind.Standard when parts.Length == 2 && Number(parts[0], ushort.MaxValue, out var high) && Number(parts[1], ushort.MaxValue, out var low):
                community = CommunityPattern.Standard(high, low);
                return true;
            case CommunityKind.Large when parts.Length == 3 && Number(parts[0], uint.MaxValue, out var a) && Number(parts[1], uint.MaxValue, out var b) && Number(parts[2], uint.MaxValue, out var c):
                community = CommunityPattern.Large(a, b, c);
                return true;
            case CommunityKind.Extended when parts.Length == 2 && Number(parts[1], uint.MaxValue, out var value):
                if (IpAddress.TryParse(parts[0], out var address) && address.Afi == Afi.Ipv4) community = new CommunityPattern(kind, subtype, (uint)address.Bits, value);
                else if (Number(parts[0], uint.MaxValue, out var administrator)) community = new CommunityPattern(kind, subtype, administrator, value);
                else return false;
                return true;
            default:
                return false;
        }
    }

    /// <summary>The communities of a list entry that names them; null when a word is none. <c>internet</c> stands for any and adds no demand.</summary>
    public static ImmutableArray<CommunityPattern>? TryParseAll(CommunityKind kind, string text)
    {
        var all = ImmutableArray.CreateBuilder<CommunityPattern>();
        var subtype = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (kind == CommunityKind.Standard && word == "internet") continue;
            if (kind == CommunityKind.Extended && word is "rt" or "soo")
            {
                subtype = word;
                continue;
            }

            if ((kind == CommunityKind.Extended && subtype.Length == 0) || !TryParse(kind, subtype, word, out var community)) return null;
            all.Add(community);
        }

        return all.ToImmutable();
    }

    /// <summary>VyOS's words for a community that names one value.</summary>
    public static string Format(CommunityPattern community)
    {
        if (community.Kind == CommunityKind.Standard && community.First.Low == 0xFFFF)
        {
            foreach (var (name, low) in WellKnown)
            {
                if (low == community.Second.Low) return name;
            }
        }

        return community.Kind == CommunityKind.Large
            ? string.Create(CultureInfo.InvariantCulture, $"{community.First.Low}:{community.Second.Low}:{community.Third.Low}")
            : string.Create(CultureInfo.InvariantCulture, $"{community.First.Low}:{community.Second.Low}");
    }

    private static bool Number(string text, uint high, out uint value) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= high;
}
