using System.Collections.Frozen;
using BgpTranslate.Defaults;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Vocabulary;

/// <summary>Names of attributes: FortiOS says the address family with what it puts behind them.</summary>
internal static class AttributeNames
{
    private static readonly FormatVersion V72 = new(7, 2), V74 = new(7, 4), V742 = new(7, 4, 2);

    /// <summary>Families whose attributes FortiOS has, with what stands behind the names.</summary>
    private static readonly (AfiSafi Family, string Suffix, FormatVersion Since)[] Families =
    [
        (AfiSafi.Ipv4Unicast, "", default), (AfiSafi.Ipv6Unicast, "6", default), (AfiSafi.Ipv4Vpn, "-vpnv4", V72), (AfiSafi.Ipv6Vpn, "-vpnv6", V742), (AfiSafi.L2VpnEvpn, "-evpn", V74),
    ];

    /// <summary>Attributes that are younger than FortiOS 6.0, or than the others of their family.</summary>
    private static readonly FrozenDictionary<string, FormatVersion> Younger = new Dictionary<string, FormatVersion>
    {
        ["allowas-in-enable-vpnv4"] = V74,
        ["filter-list-in-vpnv4"] = new(7, 4, 1),
        ["filter-list-out-vpnv4"] = new(7, 4, 1),
        ["next-hop-self-rr"] = new(6, 4, 4),
        ["next-hop-self-rr6"] = new(6, 4, 4),
        ["additional-path"] = new(6, 2),
        ["additional-path6"] = new(6, 2),
        ["adv-additional-path"] = new(6, 2),
        ["adv-additional-path6"] = new(6, 2),
        ["additional-path-select"] = new(6, 2),
        ["additional-path-select6"] = new(6, 2),
        ["route-map-out-preferable"] = new(6, 2),
        ["route-map-out6-preferable"] = new(6, 2),
        ["rr-attr-allow-change"] = new(7, 6, 1),
        ["auth-options"] = V742,
        ["remote-as-filter"] = new(7, 4, 4),
        ["multipath-recursive-distance"] = new(6, 4, 4),
        ["recursive-next-hop"] = new(7, 0),
        ["recursive-inherit-priority"] = new(7, 2, 1),
        ["tag-resolve-mode"] = new(7, 0, 4),
        ["cross-family-conditional-adv"] = V74,
        ["conditional-advertise6"] = new(7, 0, 1),
        ["match-extcommunity"] = new(7, 2, 4),
        ["match-extcommunity-exact"] = new(7, 2, 4),
        ["match-vrf"] = new(6, 4),
        ["set-ip-prefsrc"] = V74,
        ["set-vpnv4-nexthop"] = new(7, 4, 1),
        ["set-vpnv6-nexthop"] = V742,
        ["set-vpnv6-nexthop-local"] = V742,
        ["set-priority"] = V72,
        ["match-suppress"] = new(7, 6, 1),
        ["network-import-check of a network"] = new(7, 0, 4),
        ["route-metric"] = new(7, 6, 1),
        ["tag of static"] = new(7, 2, 4),
        ["tag of static6"] = new(7, 6, 1),
        ["sdwan-zone"] = new(7, 0, 1),
        ["preferred-source"] = V74,
    }.ToFrozenDictionary();

    /// <summary>Stems that a family does not have, although it is a family of FortiOS.</summary>
    private static readonly FrozenDictionary<AfiSafi, FrozenSet<string>> Missing = new Dictionary<AfiSafi, FrozenSet<string>>
    {
        [AfiSafi.Ipv4Unicast] = [],
        [AfiSafi.Ipv6Unicast] = [],
        [AfiSafi.Ipv4Vpn] = NotOfVpns(),
        [AfiSafi.Ipv6Vpn] = NotOfVpns(),
        [AfiSafi.L2VpnEvpn] =
        [
            .. NotOfVpns(), "attribute-unchanged", "next-hop-self", "distribute-list-in", "distribute-list-out", "filter-list-in", "filter-list-out", "prefix-list-in", "prefix-list-out", "route-map-out-preferable",
            "additional-path", "adv-additional-path",
        ],
    }.ToFrozenDictionary();

    /// <summary>True for the families of FortiOS.</summary>
    public static bool Knows(AfiSafi family) => Missing.ContainsKey(family);

    /// <summary>All families of FortiOS.</summary>
    public static IEnumerable<AfiSafi> All => Families.Select(f => f.Family);

    /// <summary>The attribute of a family.</summary>
    public static string For(string stem, AfiSafi family)
    {
        var suffix = Families.First(f => f.Family == family).Suffix;
        const string preferable = "-preferable";
        return stem.EndsWith(preferable, StringComparison.Ordinal) ? stem[..^preferable.Length] + suffix + preferable : stem + suffix;
    }

    /// <summary>True when a release has the attribute of a family.</summary>
    public static bool IsKnown(string stem, AfiSafi family, FormatVersion release) =>
        Knows(family) && !Missing[family].Contains(stem) && Families.First(f => f.Family == family).Since <= release && IsKnown(For(stem, family), release);

    /// <summary>True when a release has the attribute.</summary>
    public static bool IsKnown(string attribute, FormatVersion release) => !Younger.TryGetValue(attribute, out var since) || since <= release;

    private static FrozenSet<string> NotOfVpns() =>
        ["capability-orf", "capability-default-originate", "default-originate-routemap", "next-hop-self-rr", "as-override", "unsuppress-map"];
}
