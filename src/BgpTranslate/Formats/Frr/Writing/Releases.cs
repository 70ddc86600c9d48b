using BgpTranslate.Defaults;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>Since which release FRR knows a statement (frr-commands.tsv): what is carried in FRR's own words is written for releases that know it.</summary>
internal static class Releases
{
    private static readonly FormatVersion V103 = new(10, 3), V107 = new(10, 7);

    /// <summary>Words of a statement, in order, and the release that brought them. The first row whose words all occur counts.</summary>
    private static readonly (string[] Words, FormatVersion Since)[] Rows =
    [
        (["vni", "flooding"], V107),
        (["route", "bfd"], V103),
        (["set", "extcommunity", "color"], V103),
        (["set", "extcommunity", "nt"], V103),
        (["set", "aigp-metric"], V103),
        (["set", "min-metric"], V103),
        (["set", "max-metric"], V103),
        (["set", "metric", "aigp"], V103),
        (["set", "as-path", "exclude", "as-path-access-list"], V103),
        (["set", "as-path", "replace", "as-path-access-list"], V103),
        (["set", "l3vpn", "gretap"], V107),
        (["match", "src-peer"], V103),
        (["match", "as-path-count"], V107),
        (["match", "vpn"], V107),
        (["match", "multicast-source"], V107),
        (["match", "multicast-group"], V107),
        (["match", "multicast-interface"], V107),
        (["match", "multicast-source-interface"], V107),
        (["match", "script"], V103),
        (["ipv6-auto-ra"], V103),
        (["labeled-unicast"], V103),
        (["sid", "vpn", "per-vrf"], V103),
        (["sid", "vpn", "export", "explicit"], V107),
        (["sid", "export"], V107),
        (["allocation-mode"], V103),
        (["bestpath", "use-imported-attributes"], V107),
        (["default-originate", "timer"], V103),
        (["use-underlays-nexthop-weight"], V107),
        (["advertisement-delay"], V107),
        (["neighbor", "aigp"], V103),
        (["neighbor", "oad"], V103),
        (["neighbor", "ip-transparent"], V107),
        (["neighbor", "extended-link-bandwidth"], V103),
        (["neighbor", "dampening"], V103),
        (["neighbor", "accept-own"], V103),
        (["neighbor", "local-link-id"], V107),
        (["neighbor", "remote-link-id"], V107),
        (["neighbor", "send-nexthop-characteristics"], V107),
        (["neighbor", "rpki", "strict"], V107),
        (["neighbor", "bfd", "strict"], V107),
        (["neighbor", "send-community", "extended", "rpki"], V103),
        (["neighbor", "allowas-in", "route-map"], V107),
        (["neighbor", "encapsulation-srv6"], V107),
        (["neighbor", "encapsulation-srv6-relax"], V107),
        (["neighbor", "encapsulation-mpls"], V107),
        (["encap-behavior"], V107),
        (["srv6-only"], V107),
        (["distribute", "bgp-fabric-link-state"], V107),
        (["skip-evpn-imported"], V107),
        (["enable-resolve-overlay-index"], V103),
        (["graceful-restart"], V103),
        (["graceful-restart-disable"], V103),
        (["input-queue-limit"], V103),
        (["output-queue-limit"], V103),
        (["import-vrf-view"], V103),
        (["loc-rib"], V103),
        (["mac-vrf"], V103),
        (["bgp", "default", "link-state"], V107),
    ];

    /// <summary>The release that brought a statement; null when every release written here knows it.</summary>
    /// <param name="statement">The header of its block, where that matters, and its words.</param>
    public static FormatVersion? Of(params ReadOnlySpan<string> statement)
    {
        var words = string.Join(' ', statement).Split(' ');
        foreach (var (needed, since) in Rows)
        {
            var at = 0;
            foreach (var word in words)
            {
                if (at < needed.Length && word == needed[at]) at++;
            }

            if (at == needed.Length) return since;
        }

        // Up to 9.x a bandwidth is at most 25600 Mbit/s.
        return words is ["set", "extcommunity", "bandwidth", var mbit, ..] && uint.TryParse(mbit, out var number) && number > 25600 ? V103 : null;
    }

    /// <summary>The release that brought a neighbor's setting to a family; null for one that every release has there.</summary>
    public static FormatVersion? Of(AfiSafi family, Setting setting) =>
        family == AfiSafi.L2VpnEvpn && (setting == FamilySettings.AddPathSend || setting == FamilySettings.AddPathReceive || setting == FamilySettings.AddPathReceiveLimit)
            ? V107
            : null;
}
