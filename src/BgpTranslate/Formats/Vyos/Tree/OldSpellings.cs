using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Tree;

/// <summary>
/// Old spellings become current ones, as an upgrade of the router would do it (vyos.md §2): what reads and writes configurations knows the current ones alone.
/// What an upgrade drops is told so.
/// </summary>
internal static class OldSpellings
{
    /// <summary>Words that stood at a neighbor for IPv4 unicast before there were address families (Vyatta, EdgeOS, 1.1).</summary>
    private static readonly string[] Ipv4Words =
    [
        "allowas-in", "as-override", "attribute-unchanged", "default-originate", "disable-send-community", "distribute-list", "filter-list", "maximum-prefix",
        "nexthop-self", "prefix-list", "remove-private-as", "route-map", "route-reflector-client", "route-server-client", "soft-reconfiguration", "unsuppress-map", "weight",
    ];

    private static readonly string[] Ipv4InstanceWords = ["network", "aggregate-address", "redistribute", "maximum-paths"];

    /// <summary>Switches of old releases that have no effect any more.</summary>
    private static readonly (string[] Path, string Reason)[] Dropped =
    [
        (["parameters", "scan-time"], "current releases do not scan"),
        (["parameters", "disable-network-import-check"], "it is always so"),
    ];

    /// <summary>The AS number under which <c>protocols bgp</c> stands in releases before 1.4; null in current ones.</summary>
    public static ConfigNode? AsNumberTag(ConfigNode root) => root.Find("protocols", "bgp") is { } bgp ? AsNumberTagOf(bgp) : null;

    /// <summary>Rewrites the tree. Gives back further AS numbers under which the router would have another instance: VyOS takes one.</summary>
    public static IReadOnlyList<ConfigNode> Modernize(ConfigNode root)
    {
        var extra = new List<ConfigNode>();
        if (root.Find("protocols", "vrf") is { } vrfs)
        {
            foreach (var vrf in vrfs.Children.ToArray()) vrf.MergeInto(root.Ensure("vrf", "name", vrf.Word, "protocols"));
        }

        foreach (var (owner, bgp) in Instances(root).ToArray())
        {
            while (AsNumberTagOf(bgp) is { } tag)
            {
                if (bgp.Find("system-as") is not null)
                {
                    tag.Remove();
                    extra.Add(tag);
                    continue;
                }

                bgp.Ensure("system-as", tag.Word);
                if (!tag.Said.IsNone)
                {
                    bgp.Find("system-as", tag.Word)!.Said = tag.Said;
                    bgp.Find("system-as", tag.Word)!.IsHeader = true;
                    tag.Said = Origin.None;
                }

                tag.MergeInto(bgp);
            }

            Instance(owner, bgp);
        }

        foreach (var statics in new[] { root.Find("protocols", "static") }.Concat(Vrfs(root).Select(v => v.Find("protocols", "static"))))
        {
            if (statics is null) continue;
            Statics(statics);
            foreach (var table in statics.Find("table")?.Children ?? []) Statics(table);
            if (statics.Find("route-map") is { } map) map.MergeInto(Above(statics, root).Ensure("ip", "protocol", "static", "route-map"));
        }

        foreach (var map in root.Find("policy", "route-map")?.Children ?? [])
        {
            foreach (var rule in map.Find("rule")?.Children ?? []) RouteMapRule(rule);
        }

        if (root.Find("protocols", "rpki", "cache") is { } caches)
        {
            var order = 0;
            foreach (var cache in caches.Children.ToArray())
            {
                order++;
                if (cache.Find("address") is not { IsLeaf: false } address) continue;
                var target = caches.Ensure(address.Children.First().Word);
                target.Said += address.Children.First().Said;
                address.Remove();
                if (cache.Find("preference") is null) cache.Ensure("preference", order.ToString(CultureInfo.InvariantCulture));
                if (target != cache) cache.MergeInto(target);
            }
        }

        return extra;
    }

    private static IEnumerable<(ConfigNode Owner, ConfigNode Bgp)> Instances(ConfigNode root)
    {
        if (root.Find("protocols", "bgp") is { } main) yield return (root.Ensure("system"), main);
        foreach (var vrf in Vrfs(root))
        {
            if (vrf.Find("protocols", "bgp") is { } bgp) yield return (vrf, bgp);
        }
    }

    private static IReadOnlyCollection<ConfigNode> Vrfs(ConfigNode root) => root.Find("vrf", "name")?.Children ?? [];

    private static ConfigNode Above(ConfigNode statics, ConfigNode root) => statics.Parent?.Parent is { Parent.Word: "name" } vrf ? vrf : root.Ensure("system");

    private static ConfigNode? AsNumberTagOf(ConfigNode bgp) =>
        bgp.Children.FirstOrDefault(c => !c.IsLeaf && IsAsNumber(c.Word)) ?? bgp.Children.FirstOrDefault(c => IsAsNumber(c.Word));

    private static bool IsAsNumber(string word) => word.Length > 0 && (char.IsAsciiDigit(word[0]) || word[0] is '<' or '$' or '{' or '%');

    private static void Instance(ConfigNode owner, ConfigNode bgp)
    {
        if (bgp.Find("local-as") is { } localAs && bgp.Find("system-as") is null) localAs.MergeInto(bgp.Ensure("system-as"));
        foreach (var word in Ipv4InstanceWords)
        {
            if (bgp.Find(word) is { } old) old.MergeInto(bgp.Ensure("address-family", "ipv4-unicast", word));
        }

        if (bgp.Find("route-map") is { } fib) fib.MergeInto(owner.Ensure("ip", "protocol", "bgp", "route-map"));
        if (bgp.Find("parameters", "distance", "global") is { } distance) distance.MergeInto(bgp.Ensure("address-family", "ipv4-unicast", "distance"));
        foreach (var (path, reason) in Dropped)
        {
            if (bgp.Find(path) is { } old) Close(old, reason);
        }

        foreach (var neighbor in new[] { "neighbor", "peer-group" }.SelectMany(w => bgp.Find(w)?.Children ?? []))
        {
            foreach (var word in Ipv4Words)
            {
                if (neighbor.Find(word) is { } old) old.MergeInto(neighbor.Ensure("address-family", "ipv4-unicast", word));
            }

            if (neighbor.Find("capability", "orf") is { } orf) orf.MergeInto(neighbor.Ensure("address-family", "ipv4-unicast", "capability", "orf"));
            foreach (var family in neighbor.Find("address-family")?.Children ?? [])
            {
                if (family.Find("peer-group") is { } group)
                {
                    if (family.Said.IsNone && family.Children.Count == 1) family.Said = group.Origin;
                    group.MergeInto(neighbor.Ensure("peer-group"));
                }

                if (family.Find("capability", "dynamic") is { } dynamic) dynamic.MergeInto(neighbor.Ensure("capability", "dynamic"));
            }

            if (neighbor.Parent!.Word == "neighbor" && bgp.Find("parameters", "enforce-first-as") is { } first)
                neighbor.Ensure("enforce-first-as").Said += first.Said;
        }

        bgp.Find("parameters", "enforce-first-as")?.Remove();
    }

    private static void Statics(ConfigNode statics)
    {
        foreach (var (old, current) in new[] { ("interface-route", "route"), ("interface-route6", "route6") })
        {
            foreach (var route in (statics.Find(old)?.Children ?? []).ToArray())
            {
                if (route.Find("next-hop-interface") is { } link) link.MergeInto(route.Ensure("interface"));
                route.MergeInto(statics.Ensure(current, route.Word));
            }
        }

        foreach (var hop in new[] { "route", "route6" }.SelectMany(w => statics.Find(w)?.Children ?? [])
            .SelectMany(r => new[] { "next-hop", "interface" }.SelectMany(k => r.Find(k)?.Children ?? [])))
        {
            if (hop.Find("next-hop-interface") is { } link) link.MergeInto(hop.Ensure("interface"));
            if (hop.Find("next-hop-vrf") is { } vrf) vrf.MergeInto(hop.Ensure("vrf"));
        }
    }

    private static void RouteMapRule(ConfigNode rule)
    {
        foreach (var nextHop in new[] { rule.Find("match", "ipv6", "nexthop"), rule.Find("match", "ip", "nexthop") })
        {
            foreach (var address in (nextHop?.Children ?? []).Where(c => IpAddress.TryParse(c.Word, out _)).ToArray()) address.MergeInto(nextHop!.Ensure("address", address.Word));
        }

        if (rule.Find("set") is not { } set) return;
        foreach (var (old, current) in new (string, string[])[]
        {
            ("as-path-prepend", ["as-path", "prepend"]), ("as-path-exclude", ["as-path", "exclude"]),
            ("extcommunity-rt", ["extcommunity", "rt"]), ("extcommunity-soo", ["extcommunity", "soo"]),
        })
        {
            if (set.Find(old) is { } node) node.MergeInto(set.Ensure(current));
        }

        foreach (var word in new[] { "community", "large-community" })
        {
            foreach (var value in (set.Find(word)?.Children ?? []).Where(c => c.Word is not ("add" or "replace" or "none" or "delete")).ToArray())
            {
                var words = value.Word.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var node = set.Find(word)!;
                value.Remove();
                if (words.Contains("none")) node.Ensure("none").Said = value.Said;
                var action = words.Contains("additive") ? "add" : "replace";
                foreach (var one in words.Where(w => w is not ("none" or "additive"))) node.Ensure(action, one).Said = value.Said;
            }
        }

        foreach (var (old, kind) in new (string[], string)[] { (["comm-list", "comm-list"], "community"), (["large-comm-list-delete"], "large-community") })
        {
            if (set.Find(old) is not { IsLeaf: false } list) continue;
            var said = Origin.Of(list.Below().Select(n => n.Said).Append(set.Find("comm-list", "delete")?.Said ?? Origin.None).SelectMany(s => s));
            set.Ensure(kind, "delete", list.Children.Last().Word).Said = said;
            set.Find(old[0])!.Remove();
        }

        foreach (var kind in new[] { "rt", "soo" })
        {
            foreach (var value in (set.Find("extcommunity", kind)?.Children ?? []).Where(c => c.Word.Contains(' ')).ToArray())
            {
                value.Remove();
                foreach (var one in value.Word.Split(' ', StringSplitOptions.RemoveEmptyEntries)) set.Ensure("extcommunity", kind, one).Said = value.Said;
            }
        }
    }

    private static void Close(ConfigNode node, string reason)
    {
        foreach (var gone in node.Below().Prepend(node)) gone.Outcome = new Outcome.Inherent(reason);
    }
}
