using System.Collections.Frozen;
using BgpTranslate.Formats.RouterOs.Syntax;

namespace BgpTranslate.Formats.RouterOs.Vocabulary;

/// <summary>The arguments of items under the names of current releases, and the names that other releases have for them.</summary>
internal static class ArgumentNames
{
    private static readonly string[] Template =
    [
        "add-path-out", "afi", "as", "cisco-vpls-nlri-len-fmt", "cluster-id", "comment", "copy-from", "disabled", "hold-time", "input.accept-communities", "input.accept-ext-communities",
        "input.accept-large-communities", "input.accept-nlri", "input.filter-unknown", "input.add-path", "input.affinity", "input.allow-as", "input.attr-error-handling", "input.filter",
        "input.filter-communities", "input.filter-ext-communities", "input.filter-large-communities", "input.filter-nlri", "input.ignore-as-path-len", "input.limit-process-routes-ipv4",
        "input.limit-process-routes-ipv6", "keepalive-time", "multihop", "name", "nexthop-choice", "output.add-path", "output.affinity", "output.as-override", "output.default-originate",
        "output.default-prepend", "output.filter-chain", "output.filter-select", "output.keep-sent-attributes", "output.network", "output.network-blackhole",
        "output.no-client-to-client-reflection", "output.no-early-cut", "output.redistribute", "output.remove-private-as", "router-id", "routing-table", "save-to", "templates", "use-bfd", "vrf",
    ];

    private static readonly string[] Connection =
    [
        .. Template, "connect", "instance", "listen", "local.address", "local.port", "local.role", "local.ttl", "remote.address", "remote.allowed-as", "remote.as", "remote.port", "remote.ttl", "tcp-md5-key",
    ];

    private static readonly string[] Route =
    [
        "blackhole", "check-gateway", "comment", "copy-from", "disabled", "distance", "dst-address", "gateway", "pref-src", "routing-table", "scope", "suppress-hw-offload", "target-scope", "vrf-interface",
        "type", "bgp-as-path", "bgp-atomic-aggregate", "bgp-communities", "bgp-local-pref", "bgp-med", "bgp-origin", "bgp-prepend", "bgp-weight", "route-tag",
    ];

    /// <summary>Names by menu.</summary>
    private static readonly FrozenDictionary<string, string[]> Known = new Dictionary<string, string[]>
    {
        [Menus.Template] = Template,
        [Menus.Connection] = Connection,
        [Menus.Peer] = [.. Connection, "route-reflect", "passive", "update-source", "ttl", "max-prefix-limit", "max-prefix-restart-time"],
        [Menus.Instance] =
        [
            "as", "router-id", "cluster-id", "routing-table", "vrf", "ignore-as-path-len", "multipath", "name", "comment", "disabled", "copy-from", "redistribute-connected", "redistribute-static",
            "redistribute-rip", "redistribute-ospf", "redistribute-other-bgp", "out-filter", "client-to-client-reflection", "confederation", "confederation-peers",
        ],
        [Menus.Route] = Route,
        [Menus.Route6] = Route,
        [Menus.Rule] = ["chain", "rule", "comment", "disabled", "copy-from", "place-before"],
    }.ToFrozenDictionary();

    /// <summary>Other names by menu.</summary>
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Other = new Dictionary<string, FrozenDictionary<string, string>>
    {
        [Menus.Template] = Old().ToFrozenDictionary(),
        [Menus.Connection] = Old().ToFrozenDictionary(),
        [Menus.Peer] = new Dictionary<string, string>(Old())
        {
            ["remote-address"] = "remote.address",
            ["remote-as"] = "remote.as",
            ["remote-port"] = "remote.port",
            ["in-filter"] = "input.filter",
            ["out-filter"] = "output.filter-chain",
            ["allow-as-in"] = "input.allow-as",
            ["default-originate"] = "output.default-originate",
        }.ToFrozenDictionary(),
        [Menus.Route] = new Dictionary<string, string> { ["routing-mark"] = "routing-table" }.ToFrozenDictionary(),
        [Menus.CommunityList] = new Dictionary<string, string> { ["set"] = "list" }.ToFrozenDictionary(),
        [Menus.ExtCommunityList] = new Dictionary<string, string> { ["set"] = "list" }.ToFrozenDictionary(),
        [Menus.LargeCommunityList] = new Dictionary<string, string> { ["set"] = "list" }.ToFrozenDictionary(),
    }.ToFrozenDictionary();

    /// <summary>True when items of a menu have the argument.</summary>
    public static bool IsKnown(string menu, string name) => Known.TryGetValue(menu, out var known) && Array.IndexOf(known, name) >= 0;

    /// <summary>The current name of an argument as written in full or abbreviated; itself when it is not known.</summary>
    public static string Canonical(string menu, string name, out bool isAbbreviated)
    {
        isAbbreviated = false;
        if (Other.TryGetValue(menu, out var other) && other.TryGetValue(name, out var current)) return current;
        if (!Known.TryGetValue(menu, out var known) || Array.IndexOf(known, name) >= 0 || name.Length < 3 || name.Contains('.')) return name;
        string? found = null;
        foreach (var full in known)
        {
            if (!full.StartsWith(name, StringComparison.Ordinal)) continue;
            if (found is not null) return name;
            found = full;
        }

        isAbbreviated = found is not null;
        return found ?? name;
    }

    private static Dictionary<string, string> Old() => new()
    {
        ["address-families"] = "afi",
        ["as-override"] = "output.as-override",
        ["remove-private-as"] = "output.remove-private-as",
        ["output.default-prepent"] = "output.default-prepend",
        ["input.accept-unknown"] = "input.filter-unknown",
        ["template"] = "templates",
    };
}
