using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs;

/// <summary>Communities as FortiOS writes them: <c>AA:NN</c>, one number, or one of four names.</summary>
internal static class Communities
{
    private static readonly (string Name, CommunityPattern Community)[] Names =
    [
        ("internet", CommunityPattern.Standard(0, 0)), ("no-export", CommunityPattern.Standard(0xFFFF, 0xFF01)),
        ("no-advertise", CommunityPattern.Standard(0xFFFF, 0xFF02)), ("local-AS", CommunityPattern.Standard(0xFFFF, 0xFF03)),
    ];

    /// <summary>Reads one community.</summary>
    public static bool TryParse(string text, out CommunityPattern community)
    {
        foreach (var (name, known) in Names)
        {
            if (!name.Equals(text, StringComparison.OrdinalIgnoreCase)) continue;
            community = known;
            return true;
        }

        community = default;
        var parts = text.Split(':');
        if (parts.Length == 1 && Number(text, uint.MaxValue, out var whole))
        {
            community = CommunityPattern.Standard(whole >> 16, whole & 0xFFFF);
            return true;
        }

        if (parts.Length != 2 || !Number(parts[0], ushort.MaxValue, out var high) || !Number(parts[1], ushort.MaxValue, out var low)) return false;
        community = CommunityPattern.Standard(high, low);
        return true;
    }

    /// <summary>Reads the communities of a list entry; null when a word is none. <c>internet</c> matches every route and adds no demand.</summary>
    public static ImmutableArray<CommunityPattern>? TryParseAll(IEnumerable<string> values)
    {
        var all = ImmutableArray.CreateBuilder<CommunityPattern>();
        foreach (var word in Words(values))
        {
            if (word.Equals("internet", StringComparison.OrdinalIgnoreCase)) continue;
            if (!TryParse(word, out var community)) return null;
            all.Add(community);
        }

        return all.ToImmutable();
    }

    /// <summary>Reads an extended community without its type.</summary>
    public static bool TryParseExtended(string subtype, string text, out CommunityPattern community)
    {
        community = default;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !Number(text[(colon + 1)..], uint.MaxValue, out var value)) return false;
        uint administrator;
        if (IpAddress.TryParse(text.AsSpan(0, colon), out var address) && address.Afi == Afi.Ipv4) administrator = (uint)address.Bits;
        else if (!Number(text[..colon], uint.MaxValue, out administrator)) return false;
        community = new CommunityPattern(CommunityKind.Extended, subtype, administrator, value);
        return true;
    }

    /// <summary>FortiOS's words for a community that names one value.</summary>
    public static string Format(CommunityPattern community)
    {
        foreach (var (name, known) in Names)
        {
            if (known == community) return name;
        }

        // An administrator above 16 bits with a number above 16 bits does not exist; an address is printed as its number otherwise.
        return community.Kind == CommunityKind.Extended && community.First.Low > ushort.MaxValue && community.Second.Low <= ushort.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{new IpAddress(community.First.Low, Afi.Ipv4)}:{community.Second.Low}")
            : string.Create(CultureInfo.InvariantCulture, $"{community.First.Low}:{community.Second.Low}");
    }

    /// <summary>Values that hold several words each, word by word.</summary>
    public static IEnumerable<string> Words(IEnumerable<string> values) => values.SelectMany(v => v.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool Number(string text, uint high, out uint value) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= high;
}
