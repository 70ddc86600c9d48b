using System.Collections.Frozen;

namespace BgpTranslate.Formats.RouterOs.Syntax;

/// <summary>The menus of the console as far as they matter here, and the commands of their items.</summary>
internal static class Menus
{
    public const string Instance = "/routing bgp instance", InstanceVrf = "/routing bgp instance vrf", Template = "/routing bgp template", Connection = "/routing bgp connection",
        Peer = "/routing bgp peer", Network = "/routing bgp network", Aggregate = "/routing bgp aggregate", Vpn = "/routing bgp vpn", Vpls = "/routing bgp vpls", Evpn = "/routing bgp evpn",
        Filter = "/routing filter", Rule = "/routing filter rule", SelectRule = "/routing filter select-rule", NumList = "/routing filter num-list",
        CommunityList = "/routing filter community-list", ExtCommunityList = "/routing filter community-ext-list", LargeCommunityList = "/routing filter community-large-list",
        BfdConfiguration = "/routing bfd configuration", BfdInterface = "/routing bfd interface", Rpki = "/routing rpki", Id = "/routing id", Table = "/routing table",
        Route = "/ip route", Route6 = "/ipv6 route", RouteVrf = "/ip route vrf", Vrf = "/ip vrf", AddressList = "/ip firewall address-list", AddressList6 = "/ipv6 firewall address-list",
        Address = "/ip address", Address6 = "/ipv6 address", BgpVpls = "/interface vpls bgp-vpls", CiscoBgpVpls = "/interface vpls cisco-bgp-vpls", Identity = "/system identity";

    /// <summary>Menus whose items are read.</summary>
    public static FrozenSet<string> Read { get; } = new[]
    {
        Instance, InstanceVrf, Template, Connection, Peer, Network, Aggregate, Vpn, Vpls, Evpn, Filter, Rule, SelectRule, NumList, CommunityList, ExtCommunityList, LargeCommunityList,
        BfdConfiguration, BfdInterface, Rpki, Id, Table, Route, Route6, RouteVrf, Vrf, AddressList, AddressList6, Address, Address6, BgpVpls, CiscoBgpVpls, Identity,
    }.ToFrozenSet();

    /// <summary>Old names of menus.</summary>
    public static FrozenDictionary<string, string> Renamed { get; } = new Dictionary<string, string>
    {
        ["/routing filter community-set"] = CommunityList,
        ["/routing filter community-ext-set"] = ExtCommunityList,
        ["/routing filter large-community-set"] = LargeCommunityList,
        ["/routing filter community-large-set"] = LargeCommunityList,
    }.ToFrozenDictionary();

    /// <summary>Commands of items.</summary>
    public static FrozenSet<string> Verbs { get; } = new[]
    {
        "add", "set", "remove", "enable", "disable", "comment", "move", "unset", "reset", "print", "export", "find", "get", "edit", "monitor", "reset-counters", "resend", "refresh",
        "resend-all", "refresh-all", "clear", "stop", "import", "run", "save", "load", "reboot", "shutdown", "upgrade", "flush", "check", "check-for-updates", "install", "release", "renew",
    }.ToFrozenSet();

    /// <summary>Commands that only show something.</summary>
    public static FrozenSet<string> Shows { get; } = new[] { "print", "export", "find", "get", "monitor", "edit", "resend", "refresh", "resend-all", "refresh-all", "reset-counters", "clear", "flush", "check" }.ToFrozenSet();

    private static readonly FrozenDictionary<string, string[]> Children = new Dictionary<string, string[]>
    {
        [""] =
        [
            "app", "beep", "caps-man", "certificate", "console", "container", "disk", "dude", "environment", "file", "import", "interface", "iot", "ip", "ipv6", "log", "lora", "metarouter", "mpls",
            "openflow", "partitions", "password", "ping", "port", "ppp", "queue", "quit", "radius", "redo", "routing", "rsync-daemon", "snmp", "special-login", "store", "system", "task",
            "terminal", "tool", "tr069-client", "undo", "user", "user-manager", "export",
        ],
        ["/ip"] =
        [
            "accounting", "address", "arp", "cloud", "dhcp-client", "dhcp-relay", "dhcp-server", "dns", "firewall", "hotspot", "ipsec", "kid-control", "media", "nat-pmp", "neighbor", "packing", "pool",
            "proxy", "reverse-proxy", "route", "service", "settings", "smb", "socks", "socksify", "ssh", "tftp", "traffic-flow", "upnp", "vrf",
        ],
        ["/ipv6"] = ["address", "dhcp-client", "dhcp-relay", "dhcp-server", "firewall", "nd", "neighbor", "pool", "route", "settings"],
        ["/ip firewall"] = ["address-list", "calea", "connection", "filter", "layer7-protocol", "mangle", "nat", "raw", "service-port"],
        ["/ipv6 firewall"] = ["address-list", "connection", "filter", "mangle", "nat", "raw"],
        ["/ip route"] = ["cache", "nexthop", "rule", "vrf"],
        ["/routing"] =
        [
            "bfd", "bgp", "fantasy", "filter", "gmp", "id", "igmp-proxy", "isis", "mme", "nexthop", "ospf", "ospf-v3", "pim", "pimsm", "prefix-lists", "rip", "ripng", "route", "rpki", "rule", "settings",
            "stats", "table",
        ],
        ["/routing bgp"] = ["advertisements", "aggregate", "connection", "evpn", "instance", "network", "peer", "session", "template", "vpls", "vpn", "vpnv4-route"],
        ["/routing bgp instance"] = ["vrf"],
        ["/routing filter"] =
        [
            "community-ext-list", "community-ext-set", "community-large-list", "community-large-set", "community-list", "community-set", "large-community-set", "num-list", "rule", "select-rule", "chain",
            "test",
        ],
        ["/routing bfd"] = ["configuration", "interface", "neighbor", "session"],
    }.ToFrozenDictionary();

    /// <summary>The full name of a menu below another: the name itself, or the only one that starts so. Null when there is none of that name.</summary>
    public static string? Find(string menu, string name)
    {
        if (!Children.TryGetValue(menu, out var children)) return name;
        if (Array.IndexOf(children, name) >= 0) return name;
        if (name.Length < 2) return null;
        string? found = null;
        foreach (var child in children)
        {
            if (!child.StartsWith(name, StringComparison.Ordinal)) continue;
            if (found is not null) return null;
            found = child;
        }

        return found;
    }

    /// <summary>True when the names of the menus below are known here.</summary>
    public static bool AreKnownBelow(string menu) => Children.ContainsKey(menu);
}
