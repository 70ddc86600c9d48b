using BgpTranslate.Defaults;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>Since which release FRR knows a statement (frr-commands.tsv): what is carried in FRR's own words is written for releases that know it.</summary>
internal static class Releases
{
    private static readonly FormatVersion V103 = new(10, 3), V107 = new(10, 7);

    /// <summary>Words of a statement, in order, and the release that brought them. The first row whose words all occur counts.</summary>
    private static readonly (string[] Words, FormatVersion Since)[] Rows =
    [
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
    public static FormatVersion? Of(string statement)
    {
        var words = statement.Split(' ');
        foreach (var (needed, since) in Rows)
        {
            var at = 0;
            foreach (var word in words)
            {
                if (at < needed.Length && word == needed[at]) at++;
            }

            if (at == needed.Length) return since;
        }

        return null;
    }
}
