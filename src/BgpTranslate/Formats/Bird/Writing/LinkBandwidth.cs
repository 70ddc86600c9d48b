using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>The link bandwidth community of this router's AS (draft-ietf-idr-link-bandwidth), for which BIRD has no word of its own, as the two halves of any extended community.</summary>
/// <param name="High">Type, subtype and AS number, as <c>0x0004fdea</c>.</param>
/// <param name="Low">Octets a second as an IEEE single.</param>
internal readonly record struct LinkBandwidth(string High, string Low)
{
    private const uint Transitive = 0x0004_0000, NonTransitive = 0x4004_0000;

    /// <summary>Stands for numbers of four octets (AS_TRANS, RFC 6793).</summary>
    private const uint Stand = 23456;

    /// <summary>What <c>set extcommunity bandwidth MBIT [non-transitive]</c> sets; null where it depends on the paths of the route, or on who sends it.</summary>
    public static LinkBandwidth? Of(string text, Configuration configuration)
    {
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["set", "extcommunity", "bandwidth", var number, .. var rest] || rest is not ([] or ["non-transitive"])) return null;
        if (!uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var mbit)) return null;
        if (configuration.Instances.Select(i => i.Settings.ValueOf(PeerSettings.LocalAs)?.As).Distinct().ToArray() is not [{ } own]) return null;
        if (configuration.Carried.Any(c => c.Feature == "link bandwidth")) return null;
        var type = (rest.Length > 0 ? NonTransitive : Transitive) | (own > ushort.MaxValue ? Stand : own);
        return new LinkBandwidth($"0x{type:x8}", $"0x{BitConverter.SingleToUInt32Bits(mbit * 125_000f):x8}");
    }
}
