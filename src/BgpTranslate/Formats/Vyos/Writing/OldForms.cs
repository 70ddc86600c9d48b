using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Writing;

/// <summary>Current spellings become those of 1.3, the way back from <see cref="OldSpellings"/> (vyos.md §2).</summary>
internal static class OldForms
{
    /// <summary>Rewrites the tree.</summary>
    public static void Rewrite(ConfigNode root)
    {
        foreach (var bgp in new[] { root.Find("protocols", "bgp") }.Concat((root.Find("vrf", "name")?.Children ?? []).Select(v => v.Find("protocols", "bgp"))))
        {
            if (bgp?.Find("system-as") is not { IsLeaf: false } system) continue;
            var number = system.Children.First();
            system.Remove();
            var children = bgp.Children.ToArray();
            var tag = bgp.Ensure(number.Word);
            tag.Said = bgp.Said + number.Said;
            bgp.Said = Origin.None;
            foreach (var child in children) child.MergeInto(tag.Ensure(child.Word));
        }

        foreach (var rule in (root.Find("policy", "route-map")?.Children ?? []).SelectMany(m => m.Find("rule")?.Children ?? []))
        {
            if (rule.Find("match", "ipv6", "nexthop", "address") is { IsLeaf: false } nextHop)
            {
                var address = nextHop.Children.First();
                nextHop.Remove();
                rule.Ensure("match", "ipv6", "nexthop", address.Word).Said = address.Said;
            }

            if (rule.Find("set") is { } set) Sets(set);
        }
    }

    private static void Sets(ConfigNode set)
    {
        if (set.Find("as-path") is { } path)
        {
            foreach (var word in new[] { "prepend", "exclude" })
            {
                if (path.Find(word) is { } part) part.MergeInto(set.Ensure("as-path-" + word));
            }

            if (path.IsLeaf) path.Remove();
        }

        foreach (var (word, deletion) in new (string, string[])[] { ("community", ["comm-list", "comm-list"]), ("large-community", ["large-comm-list-delete"]) })
        {
            if (set.Find(word) is not { } node) continue;
            var (add, replace, none, delete) = (node.Find("add"), node.Find("replace"), node.Find("none"), node.Find("delete"));
            node.Remove();
            if (delete is { IsLeaf: false })
            {
                set.Ensure(deletion).Ensure(delete.Children.First().Word).Said = delete.Origin;
                if (word == "community") set.Ensure("comm-list", "delete").Said = delete.Origin;
            }

            if (none is not null) set.Ensure(word, "none").Said = none.Said;
            else if (add is not null) set.Ensure(word, string.Join(' ', add.Children.Select(c => c.Word).Append("additive"))).Said = All(add);
            else if (replace is not null) set.Ensure(word, string.Join(' ', replace.Children.Select(c => c.Word))).Said = All(replace);
        }

        foreach (var kind in new[] { "rt", "soo" })
        {
            if (set.Find("extcommunity", kind) is not { } values || values.Children.Count < 2) continue;
            var (text, said) = (string.Join(' ', values.Children.Select(c => c.Word)), All(values));
            values.Remove();
            set.Ensure("extcommunity", kind, text).Said = said;
        }
    }

    private static Origin All(ConfigNode node) => Origin.Of(node.Below().SelectMany(n => n.Said));
}
