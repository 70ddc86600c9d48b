using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Formats.Vyos.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Reading;

/// <summary>Static routes, VRFs, BFD, RPKI and what the router as a whole does with BGP's routes (vyos.md §5).</summary>
internal sealed partial class VyosReader
{
    private ImmutableArray<StaticRoute> ReadStatics()
    {
        var routes = new OrderedDictionary<(string Rib, string Table, IpPrefix Prefix, uint Distance), List<(NextHop Hop, Origin Origin, uint? Tag)>>();
        if (root.Find("protocols", "static") is { } main) Statics(main, Rib.Main, routes);
        foreach (var vrf in root.Find("vrf", "name")?.Children ?? [])
        {
            if (vrf.Find("protocols", "static") is { } inVrf) Statics(inVrf, vrf.Word, routes);
        }

        return [.. routes.Select(r =>
        {
            var origin = Origin.Of(r.Value.SelectMany(h => h.Origin));
            var settings = Settings.Empty.With(StaticSettings.NextHops, new NextHopList(r.Value.Select(h => h.Hop)), origin);
            if (r.Key.Distance != 1) settings = settings.With(StaticSettings.Distance, r.Key.Distance, origin);
            if (r.Value.Select(h => h.Tag).FirstOrDefault(t => t is not null) is { } tag) settings = settings.With(StaticSettings.Tag, tag, origin);
            if (r.Key.Table.Length > 0) settings = settings.With(StaticSettings.KernelTable, uint.Parse(r.Key.Table, CultureInfo.InvariantCulture), origin);
            var distinction = string.Join(' ', new[] { r.Key.Table.Length > 0 ? $"table {r.Key.Table}" : "", r.Key.Distance == 1 ? "" : $"distance {r.Key.Distance}" }.Where(d => d.Length > 0));
            return new StaticRoute { Prefix = r.Key.Prefix, Rib = r.Key.Rib, Distinction = distinction, Settings = settings, Origin = origin };
        })];
    }

    private void Statics(ConfigNode statics, string rib, OrderedDictionary<(string, string, IpPrefix, uint), List<(NextHop, Origin, uint?)>> routes, string table = "")
    {
        foreach (var word in new[] { "route", "route6" })
        {
            if (statics.Find(word) is not { } all) continue;
            all.Outcome ??= Outcomes.Groups;
            foreach (var route in all.Children)
            {
                route.Outcome = route.IsLeaf ? new Outcome.Inherent("a route without a next hop is none") : Outcome.States;
                if (!IpPrefix.TryParse(route.Word, out var prefix))
                {
                    Bad(new Clause(this, route), route.Word, "a prefix");
                    continue;
                }

                var before = routes.Values.Sum(r => r.Count);
                if (route.Find("blackhole") is { } blackhole) Discard(blackhole, new NextHop.Blackhole());
                if (route.Find("reject") is { } reject) Discard(reject, new NextHop.Unreachable());
                foreach (var hop in Hops(route, "next-hop"))
                {
                    if (IpAddress.TryParse(hop.Word, out var gateway)) Via(hop, gateway, null);
                    else Bad(new Clause(this, hop), hop.Word, "an IP address");
                }

                foreach (var hop in Hops(route, "interface")) Via(hop, null, hop.Word);
                if (route.Find("dhcp-interface") is { } dhcp) Carry(dhcp, "static.dhcp-gateway", root);
                if (route.Find("description") is { } description) Carry(description, "static.description", root);

                // A header that no next hop in effect stands under has nothing to say.
                if (routes.Values.Sum(r => r.Count) == before && route.IsHeader) route.Outcome = Outcomes.Groups;

                void Discard(ConfigNode node, NextHop hop)
                {
                    var clause = new Clause(this, node).Take();
                    var (distance, tag) = (clause.Number("distance", 1, 255) ?? 1, clause.Number("tag", 1, uint.MaxValue));
                    if (clause.IsSound) Put(prefix, distance, hop, clause.Origin, tag);
                }

                void Via(ConfigNode node, IpAddress? gateway, string? link)
                {
                    var clause = new Clause(this, node);
                    if (node.Find("disable") is not null)
                    {
                        CloseAll(node, new Outcome.Inherent("it is disabled"));
                        return;
                    }

                    clause.Take();
                    var distance = clause.Number("distance", 1, 255) ?? 1;
                    link ??= clause.Value("interface");
                    var vrf = clause.Value("vrf");
                    var bfd = node.Find("bfd");
                    if (bfd is not null)
                    {
                        var isPlain = bfd.IsLeaf;
                        if (isPlain) clause.Flag("bfd");
                        else Carry(bfd, "static.bfd", root);
                    }

                    if (node.Find("segments") is { } segments) Carry(segments, "srv6", root);
                    if (clause.IsSound) Put(prefix, distance, new NextHop.Via(gateway, link, null, vrf, false, bfd is not null), clause.Origin, null);
                }

                void Put(IpPrefix to, uint distance, NextHop hop, Origin origin, uint? tag)
                {
                    var key = (rib, table, to, distance);
                    if (!routes.TryGetValue(key, out var hops)) routes.Add(key, hops = []);
                    hops.Add((hop, origin + route.Said, tag));
                }
            }
        }

        if (table.Length > 0 || statics.Find("table") is not { } tables) return;
        tables.Outcome ??= Outcomes.Groups;
        foreach (var one in tables.Children)
        {
            one.Outcome ??= Outcomes.Groups;
            if (!TryNumber(one.Word, 1, uint.MaxValue, out _))
            {
                Bad(new Clause(this, one), one.Word, "a number");
                continue;
            }

            if (one.Find("description") is { } remark) Carry(remark, "static.description", root);
            Statics(one, rib, routes, one.Word);
        }
    }

    private static IReadOnlyCollection<ConfigNode> Hops(ConfigNode route, string word)
    {
        if (route.Find(word) is not { } all) return [];
        all.Outcome ??= Outcomes.Groups;
        return all.Children;
    }

    // ----------------------------------------------------------------------------------------- VRFs, BFD, RPKI, system

    private ImmutableArray<NamedObject> ReadOthers()
    {
        var others = ImmutableArray.CreateBuilder<NamedObject>();
        foreach (var vrf in root.Find("vrf", "name")?.Children ?? [])
        {
            vrf.Outcome = Outcome.States;
            var settings = Settings.Empty;
            if (vrf.Find("table") is { } table)
            {
                var clause = new Clause(this, table);
                if (clause.Number(100, 65535) is { } number) settings = settings.With(OtherSettings.VrfTable, number.ToString(CultureInfo.InvariantCulture), clause.Origin);
            }

            if (vrf.Find("vni") is { } vni) Carry(vni, "vrf.l3vni", root);
            if (vrf.Find("disable") is { } disable) CloseAll(disable, new Outcome.OutOfScope("system"));
            others.Add(new NamedObject { Kind = "vrf", Name = vrf.Word, Settings = settings, Origin = vrf.Said });
            FibPolicies(vrf);
        }

        if (root.Find("system") is { } system)
        {
            if (system.Find("host-name") is { } name) CloseAll(name, new Outcome.Inherent("the host name names no BGP thing"));
            if (system.Find("frr", "bmp") is { } bmp) CloseAll(bmp, new Outcome.Inherent("it loads the module that BMP needs"));
            FibPolicies(system);
        }

        if (root.Find("protocols", "bfd") is { } bfd) ReadBfd(bfd, others);
        if (root.Find("protocols", "rpki") is { } rpki) ReadRpki(rpki, others);
        return others.ToImmutable();
    }

    /// <summary>Interfaces are no matter of BGP, but sessions may take their addresses.</summary>
    private ImmutableArray<InterfaceAddress> ReadAddresses()
    {
        if (root.Find("interfaces") is not { } all) return [];
        foreach (var node in all.Below().Prepend(all)) node.Outcome = new Outcome.OutOfScope("interfaces");
        var ports = all.Children.SelectMany(kind => kind.Children).SelectMany(port =>
            (port.Find("vif")?.Children ?? []).Select(vif => (Node: vif, Name: $"{port.Word}.{vif.Word}")).Prepend((Node: port, Name: port.Word)));
        return [.. ports.SelectMany(p => (p.Node.Find("address")?.Children ?? []).Select(a => InterfaceAddress.Parse(a.Word, p.Name, a.Origin))).OfType<InterfaceAddress>()];
    }

    /// <summary>Policies between the RIB and the kernel.</summary>
    private void FibPolicies(ConfigNode owner)
    {
        foreach (var afi in new[] { "ip", "ipv6" })
        {
            if (owner.Find(afi, "protocol") is { } protocol)
            {
                protocol.Outcome ??= Outcomes.Groups;
                foreach (var one in protocol.Children) Carry(one, "fib.install-policy", root);
            }

            if (owner.Find(afi, "nht") is { } nht) Carry(nht, "fib.resolve-via-default", root);
        }
    }

    private void ReadBfd(ConfigNode bfd, ImmutableArray<NamedObject>.Builder others)
    {
        foreach (var (word, kind) in new[] { ("profile", "bfd-profile"), ("peer", "bfd-peer") })
        {
            if (bfd.Find(word) is not { } all) continue;
            all.Outcome ??= Outcomes.Groups;
            foreach (var node in all.Children)
            {
                node.Outcome = Outcome.States;
                var settings = ReadTerms(node, BfdTerms.All, Settings.Empty);
                var clause = new Clause(this, node);
                var name = new List<string> { node.Word };
                var nested = Origin.None;
                if (clause.Flag("multihop")) name.Add("multihop");
                if (node.Find("source") is { } source)
                {
                    source.Outcome ??= Outcomes.Groups;
                    var from = new Clause(this, source);
                    if (from.Value("address") is { } address) name.AddRange(["local-address", address]);
                    if (from.Value("interface") is { } link) name.AddRange(["interface", link]);
                    nested += from.Origin;
                }

                if (clause.Value("vrf") is { } vrf) name.AddRange(["vrf", vrf]);
                var options = new List<string>();
                if (clause.Value("profile") is { } profile) options.Add($"profile {profile}");
                if (clause.Flag("shutdown")) options.Add("shutdown");
                if (node.Find("interval") is { } interval)
                {
                    interval.Outcome ??= Outcomes.Groups;
                    var of = new Clause(this, interval);
                    if (of.Number("echo-interval", 10, 60000) is { } echo) options.Add($"echo-interval {echo}");
                    nested += of.Origin;
                }

                if (options.Count > 0) settings = settings.With(OtherSettings.Options, string.Join('\n', options), clause.Origin + nested);
                others.Add(new NamedObject { Kind = kind, Name = string.Join(' ', name), Settings = settings, Origin = node.Said + clause.Origin + nested });
            }
        }
    }

    private void ReadRpki(ConfigNode rpki, ImmutableArray<NamedObject>.Builder others)
    {
        if (rpki.Find("cache") is { } caches)
        {
            caches.Outcome ??= Outcomes.Groups;
            var preferences = new HashSet<string>(StringComparer.Ordinal);
            foreach (var node in caches.Children)
            {
                node.Outcome = Outcome.States;
                if (node.Find("preference")?.Children.LastOrDefault() is { } preference && !preferences.Add(preference.Word))
                {
                    RefuseAll(node, $"another RPKI cache has preference {preference.Word}");
                    continue;
                }

                var settings = ReadTerms(node, RpkiTerms.Cache, Settings.Empty.With(OtherSettings.RpkiHost, node.Word, node.Origin));
                if (node.Find("ssh") is { } ssh) Carry(ssh, "rpki.ssh", root);
                var port = settings.ValueOf(OtherSettings.RpkiPort);
                others.Add(new NamedObject { Kind = "rpki-cache", Name = $"{node.Word} {port}", Settings = settings, Origin = node.Said });
            }
        }

        var timers = ReadTerms(rpki, RpkiTerms.Timers, Settings.Empty);
        if (timers.Entries.Count > 0) others.Add(new NamedObject { Kind = "rpki", Name = Rib.Main, Settings = timers });
    }
}
