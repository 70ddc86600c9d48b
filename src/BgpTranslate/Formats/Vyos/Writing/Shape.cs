using BgpTranslate.Formats.Vyos.Tree;

namespace BgpTranslate.Formats.Vyos.Writing;

/// <summary>What the words below a node are.</summary>
internal enum Shape
{
    /// <summary>Keywords.</summary>
    Keywords,

    /// <summary>Names: a tag node.</summary>
    Names,

    /// <summary>Values: a leaf.</summary>
    Values,
}

/// <summary>Tells tag nodes and leaves from other nodes, as the schema of VyOS does (vyos.md §1).</summary>
internal static class Shapes
{
    private static readonly HashSet<string> Leaves = new(StringComparer.Ordinal)
    {
        "action", "address", "advertisement-interval", "advertise-map", "as", "as-notation", "as-path", "as-path-prepend", "as-path-exclude", "bandwidth", "both", "call", "cluster-id", "connect", "continue",
        "description", "discard", "distance", "ebgp", "ebgp-multihop", "echo-interval", "encapsulation", "establish-wait", "evi-limit", "exclude", "exist-map", "extcommunity",
        "external", "ge", "global", "goto", "graceful-restart", "half-life", "holdtime", "hops", "host", "host-name", "ibgp", "identifier", "idle", "internal", "interval", "inverse-mask", "ip",
        "ip-next-hop", "keepalive", "key", "label", "labeled-unicast", "large-comm-list-delete", "le", "limit", "local", "local-pref", "local-preference", "locator", "max-delay", "max-retry", "max-suppress-time",
        "maximum-prefix", "maximum-prefix-out", "med", "metric", "metric-type", "min-retry", "minimum-holdtime", "minimum-ttl", "mirror-buffer-limit", "multiplier", "non-exist-map", "number", "origin", "originator-id",
        "password", "peers", "polling-period", "expire-interval", "retry-interval", "port", "preference", "prefix-len", "prepend", "prepend-last-as", "probes", "protocol", "rd", "re-use", "receive", "regex", "remote-as", "route-type", "router-id",
        "rpki", "segments", "soo", "source-interface", "src", "stalepath-time", "start-suppress-time", "system-as", "tag", "timer", "transmit", "treat-as-withdraw", "type",
        "unsuppress-map", "update-source", "username", "vrf", "weight", "add", "replace", "delete", "rt", "dhcp-interface",
    };

    private static readonly HashSet<string> Tags = new(StringComparer.Ordinal)
    {
        "neighbor", "network", "aggregate-address", "range", "prefix-list6", "access-list6", "as-path-list", "extcommunity-list", "rule", "route", "route6", "next-hop", "cache", "local-as", "local-role",
        "target", "name",
    };

    /// <summary>What is below the node.</summary>
    public static Shape Of(ConfigNode node)
    {
        var (word, parent) = (node.Word, node.Parent?.Word);
        var inFamily = node.Parent?.Parent?.Word == "address-family";
        var ofNeighbor = node.Parent?.Parent?.Word is "neighbor" or "peer-group";
        var inMatch = parent is "match";
        return word switch
        {
            "bgp" when node.Children.All(c => c.Word.All(char.IsAsciiDigit)) => Shape.Names,
            "peer-group" => ofNeighbor || parent is "interface" or "v6only" || node.Parent?.Parent?.Word == "range" ? Shape.Values : Shape.Names,
            "route-map" or "prefix-list" or "access-list" or "community-list" or "large-community-list" when parent == "policy" => Shape.Names,
            "route-map" or "prefix-list" or "distribute-list" or "filter-list" when inFamily => Shape.Keywords,
            "prefix-list" when parent == "orf" => Shape.Keywords,
            "route-map" or "prefix-list" or "access-list" or "community-list" or "large-community-list" => Shape.Values,
            "import" or "export" => inFamily ? Shape.Keywords : Shape.Values,
            "interface" => ofNeighbor ? Shape.Keywords : node.Parent?.Parent?.Word is "route" or "route6" || parent == "bgp" ? Shape.Names : Shape.Values,
            "profile" => parent == "bfd" && !ofNeighbor && node.Parent?.Parent?.Word == "protocols" ? Shape.Names : Shape.Values,
            "peer" => parent == "bfd" ? Shape.Names : Shape.Values,
            "table" => parent == "vrf" || node.Parent?.Parent?.Word == "name" || parent == "set" ? Shape.Values : Shape.Names,
            "prefix" => parent == "distance" ? Shape.Names : Shape.Values,
            "vni" => parent == "l2vpn-evpn" ? Shape.Names : Shape.Values,
            "next-hop" when parent is "attribute-unchanged" => Shape.Keywords,
            "network" when parent is "source" or "destination" => Shape.Values,
            "distance" when inFamily || node.Children.Any(c => c.Word is "external" or "prefix" or "global") => Shape.Keywords,
            "med" or "as-path" when parent is "attribute-unchanged" => Shape.Keywords,
            "as-path" when !inMatch => Shape.Keywords,
            "extcommunity" or "origin" or "interval" or "metric" or "tag" or "protocol" when !(inMatch || parent is "set" or "tcp-keepalive" || IsRedistribution(node) || parent is "blackhole" or "reject") => Shape.Keywords,
            "extcommunity" => inMatch ? Shape.Values : Shape.Keywords,
            "ip" => parent == "aggregator" ? Shape.Values : Shape.Keywords,
            "global" => parent == "ipv6-next-hop" ? Shape.Values : Shape.Keywords,
            "label" => parent == "vpn" || node.Parent?.Parent?.Word == "network" ? Shape.Values : Shape.Keywords,
            "rd" => node.Find("vpn") is not null ? Shape.Keywords : Shape.Values,
            "community" or "large-community" when node.Children.Any(c => c.Word is not ("add" or "replace" or "none" or "delete" or "community-list" or "large-community-list" or "exact-match")) => Shape.Values,
            "comm-list" when parent == "comm-list" => Shape.Values,
            "nexthop" => parent == "ipv6" && node.Children.All(c => c.Word.Contains(':')) ? Shape.Values : Shape.Keywords,
            "delete" => parent == "comm-list" ? Shape.Keywords : Shape.Values,
            "graceful-restart" => parent == "parameters" ? Shape.Keywords : Shape.Values,
            "vrf" => node.Parent?.Parent is null ? Shape.Keywords : Shape.Values,
            _ => Tags.Contains(word) ? Shape.Names : Leaves.Contains(word) ? Shape.Values : Shape.Keywords,
        };
    }

    private static bool IsRedistribution(ConfigNode node) => node.Parent?.Parent?.Word is "redistribute" || node.Parent?.Parent?.Parent?.Word is "redistribute";
}
