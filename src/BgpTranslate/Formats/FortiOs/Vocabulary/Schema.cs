using System.Collections.Frozen;

namespace BgpTranslate.Formats.FortiOs.Vocabulary;

/// <summary>How the device prints a configuration: which values it quotes, and in which order tables and attributes stand (FortiOS 7.6).</summary>
internal static class Schema
{
    private static readonly FrozenSet<string> Quoted =
    [
        "description", "comment", "comments", "hostname", "interface", "update-source", "auth-options", "remote-as-filter", "neighbor-group", "vdom", "device", "sdwan-zone", "dstaddr", "prefix-name",
        "confederation-peers", "dampening-route-map", "route-map", "import-route-map", "route-list", "advertise-routemap", "condition-routemap", "rd", "import-rt", "export-rt",
        "match-as-path", "match-community", "match-extcommunity", "match-interface", "match-ip-address", "match-ip6-address", "match-ip-nexthop", "match-ip6-nexthop",
        "set-aspath", "set-community", "set-community-delete", "set-extcommunity-rt", "set-extcommunity-soo", "regexp", "match", "internet-service-custom", "key-string", "password",
    ];

    /// <summary>Attributes that name policies and lists, whatever family stands behind them.</summary>
    private static readonly string[] QuotedStems = ["route-map-", "prefix-list-", "distribute-list-", "filter-list-", "default-originate-routemap", "unsuppress-map"];

    /// <summary>Tables of a VDOM, definitions before uses.</summary>
    private static readonly string[] Tables =
    [
        "system interface", "system settings", "system evpn", "router access-list", "router access-list6", "router aspath-list", "router prefix-list", "router prefix-list6", "router key-chain", "router community-list",
        "router extcommunity-list", "router route-map", "router static", "router static6", "router bgp", "router bfd", "router bfd6", "system sdwan", "system virtual-wan-link",
    ];

    /// <summary>Attributes and inner tables of <c>router bgp</c>. Those of an address family stand behind the stem they belong to.</summary>
    private static readonly string[] Instance =
    [
        "as", "router-id", "keepalive-timer", "holdtime-timer", "always-compare-med", "bestpath-as-path-ignore", "bestpath-cmp-confed-aspath", "bestpath-cmp-routerid", "bestpath-med-confed",
        "bestpath-med-missing-as-worst", "client-to-client-reflection", "dampening", "deterministic-med", "ebgp-multipath", "ibgp-multipath", "enforce-first-as", "fast-external-failover", "log-neighbour-changes",
        "network-import-check", "ignore-optional-capability", "additional-path", "multipath-recursive-distance", "recursive-next-hop", "recursive-inherit-priority", "tag-resolve-mode", "cluster-id",
        "confederation-identifier", "confederation-peers", "dampening-route-map", "dampening-reachability-half-life", "dampening-reuse", "dampening-suppress", "dampening-max-suppress-time",
        "dampening-unreachability-half-life", "default-local-preference", "scan-time", "distance-external", "distance-internal", "distance-local", "synchronization", "graceful-restart", "graceful-restart-time",
        "graceful-stalepath-time", "graceful-update-delay", "graceful-end-on-timer", "additional-path-select", "cross-family-conditional-adv",
        "aggregate-address", "neighbor", "neighbor-group", "neighbor-range", "network", "redistribute connected", "redistribute rip", "redistribute ospf", "redistribute static", "redistribute isis",
        "redistribute6 connected", "redistribute6 rip", "redistribute6 ospf", "redistribute6 static", "redistribute6 isis", "admin-distance", "vrf", "vrf6",
    ];

    /// <summary>Attributes of static routes.</summary>
    private static readonly string[] Statics =
    [
        "status", "dst", "src", "gateway", "preferred-source", "distance", "weight", "priority", "device", "comment", "blackhole", "dynamic-gateway", "sdwan-zone", "dstaddr", "internet-service",
        "internet-service-custom", "link-monitor-exempt", "tag", "vrf", "bfd",
    ];

    /// <summary>Attributes of all others.</summary>
    private static readonly string[] Others =
    [
        // neighbor, neighbor-group
        "advertisement-interval", "allowas-in-enable", "allowas-in", "attribute-unchanged", "activate", "bfd", "capability-dynamic", "capability-orf", "capability-graceful-restart", "capability-route-refresh",
        "capability-default-originate", "dont-capability-negotiate", "ebgp-enforce-multihop", "link-down-failover", "stale-route", "next-hop-self", "next-hop-self-rr", "override-capability", "passive", "remove-private-as",
        "route-reflector-client", "route-server-client", "rr-attr-allow-change", "shutdown", "soft-reconfiguration", "as-override", "strict-capability-match", "default-originate-routemap", "description",
        "distribute-list-in", "distribute-list-out", "ebgp-multihop-ttl", "filter-list-in", "filter-list-out", "interface", "maximum-prefix", "maximum-prefix-threshold", "maximum-prefix-warning-only", "prefix-list-in",
        "prefix-list-out", "remote-as", "remote-as-filter", "local-as", "local-as-no-prepend", "local-as-replace-as", "retain-stale-time", "route-map-in", "route-map-out", "route-map-out-preferable",
        "send-community", "keep-alive-timer", "holdtime-timer", "connect-timer", "unsuppress-map", "update-source", "weight", "restart-time", "additional-path", "adv-additional-path", "password",
        "auth-options", "conditional-advertise",

        // rules, originations, VRFs, interfaces
        "comments", "type", "status", "vdom", "vrf", "ip", "action", "prefix", "prefix6", "wildcard", "exact-match", "ge", "le", "match-as-path", "match-community", "match-extcommunity",
        "match-community-exact", "match-extcommunity-exact", "match-origin", "match-interface", "match-ip-address", "match-ip6-address", "match-ip-nexthop", "match-ip6-nexthop", "match-metric", "match-route-type",
        "match-tag", "match-vrf", "set-aggregator-as", "set-aggregator-ip", "set-aspath-action", "set-aspath", "set-atomic-aggregate", "set-community-delete", "set-community", "set-community-additive",
        "set-dampening-reachability-half-life", "set-dampening-reuse", "set-dampening-suppress", "set-dampening-max-suppress", "set-dampening-unreachability-half-life", "set-extcommunity-rt", "set-extcommunity-soo",
        "set-ip-nexthop", "set-ip-prefsrc", "set-vpnv4-nexthop", "set-ip6-nexthop", "set-ip6-nexthop-local", "set-local-preference", "set-metric", "set-metric-type", "set-originator-id", "set-origin", "set-tag",
        "set-weight", "set-route-tag", "set-priority", "match-suppress", "network-import-check", "backdoor", "max-neighbor-num", "neighbor-group", "as-set", "summary-only",
        "route-map", "regexp", "match", "role", "rd", "export-rt", "import-rt", "import-route-map", "rule", "leak-target",
    ];

    private static readonly FrozenDictionary<string, int> OfVdom = Ranked(Tables), OfInstance = Ranked(Instance), OfStatics = Ranked(Statics), OfOthers = Ranked(Others);

    private static readonly string[] Suffixes = ["6", "-vpnv4", "-vpnv6", "-evpn"];

    /// <summary>True when the values of an attribute stand in quotes.</summary>
    public static bool IsQuoted(string attribute) => Quoted.Contains(attribute) || QuotedStems.Any(s => attribute.StartsWith(s, StringComparison.Ordinal));

    /// <summary>Where a table or an attribute stands among its siblings.</summary>
    /// <param name="table">The table that it stands in; empty for a VDOM.</param>
    /// <param name="name">Its name.</param>
    public static int Rank(string table, string name)
    {
        var ranks = table switch { "" => OfVdom, "router bgp" => OfInstance, "router static" or "router static6" => OfStatics, _ => OfOthers };
        if (ranks.TryGetValue(name, out var rank)) return rank;
        for (var i = 0; i < Suffixes.Length; i++)
        {
            if (name.EndsWith(Suffixes[i], StringComparison.Ordinal) && ranks.TryGetValue(name[..^Suffixes[i].Length], out rank)) return rank + Math.Min(i + 1, 3);
        }

        return int.MaxValue;
    }

    private static FrozenDictionary<string, int> Ranked(string[] names) => names.Index().ToFrozenDictionary(x => x.Item, x => 4 * x.Index);
}
