using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Formats.Vyos.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Vyos.Reading;

/// <summary>BGP instances with their neighbors and groups (vyos.md §3).</summary>
internal sealed partial class VyosReader
{
    /// <summary>Parts of an instance that the model has no terms for.</summary>
    private static readonly (string[] Path, string Feature)[] CarriedOfInstance =
    [
        (["bmp"], "instance.bmp.station"), (["interface"], "mpls"), (["srv6"], "srv6"), (["sid"], "vpn.sid"), (["parameters", "labeled-unicast"], "labeled unicast"),
        (["parameters", "distance", "prefix"], "distance.by-source"), (["parameters", "no-ipv6-auto-ra"], "router advertisements"),
    ];

    /// <summary>Interface names start with one of these and a digit (vyos.md §3.3).</summary>
    private static readonly string[] InterfaceWords =
    [
        "bond", "br", "dum", "en", "ersp", "eth", "gnv", "ifb", "lan", "l2tp", "l2tpeth", "macsec", "peth", "ppp", "pppoe", "pptp", "sstp", "tun", "veth", "vti", "vtun", "vxlan", "wg",
        "wlan", "wwan", "sstpc", "ipoe", "pod", "swp",
    ];

    private ImmutableArray<BgpInstance> ReadInstances()
    {
        var instances = ImmutableArray.CreateBuilder<BgpInstance>();
        if (root.Find("protocols", "bgp") is { IsLeaf: false } main) instances.Add(ReadInstance(main, "default"));
        foreach (var vrf in root.Find("vrf", "name")?.Children ?? [])
        {
            if (vrf.Find("protocols", "bgp") is { IsLeaf: false } bgp) instances.Add(ReadInstance(bgp, vrf.Word));
        }

        return instances.ToImmutable();
    }

    private BgpInstance ReadInstance(ConfigNode bgp, string vrf)
    {
        bgp.Outcome = Outcome.States;
        var settings = ReadTerms(bgp, InstanceTerms.All, Settings.Empty);
        if (bgp.Find("parameters") is { } parameters) parameters.Outcome ??= Outcomes.Groups;
        if (bgp.Find("system-as") is not { } system)
        {
            if (bgp.Origin.First is { } first) diagnostics.Add(DiagnosticCatalogue.SourceNote(first.Span, "the instance has no system-as here: VyOS does not commit it without"));
        }
        else
        {
            var clause = new Clause(this, system);
            if (clause.Number(1, uint.MaxValue - 1) is { } number) settings = settings.With(PeerSettings.LocalAs, new LocalAs(number), clause.Origin);
        }

        settings = ReadTimers(bgp, settings);
        var families = new SortedDictionary<AfiSafi, FamilyScope>();
        var networks = ImmutableArray.CreateBuilder<Network>();
        var aggregates = ImmutableArray.CreateBuilder<Aggregate>();
        var redistributions = ImmutableArray.CreateBuilder<Redistribution>();
        foreach (var (family, node) in FamiliesOf(bgp))
        {
            node.Outcome ??= Outcomes.Groups;
            var table = ReadTerms(node, FamilyTerms.Table, Settings.Empty, family);
            if (table.Has(TableSettings.DistanceExternal) != table.Has(TableSettings.DistanceInternal) || table.Has(TableSettings.DistanceExternal) != table.Has(TableSettings.DistanceLocal))
            {
                new Clause(this, node.Find("distance")!).Fail("distance needs external, internal and local");
                table = table.Without(TableSettings.DistanceExternal).Without(TableSettings.DistanceInternal).Without(TableSettings.DistanceLocal);
            }

            if (table.Entries.Count > 0) families[family] = new FamilyScope { Family = family, Settings = table };
            ReadOriginations(node, family, networks, aggregates, redistributions);
            CarryRest(node, family, bgp);
        }

        if (bgp.Find("parameters", "dampening") is { } dampening && Dampening(dampening) is { } said)
        {
            var scope = families.GetValueOrDefault(AfiSafi.Ipv4Unicast) ?? new FamilyScope { Family = AfiSafi.Ipv4Unicast };
            families[AfiSafi.Ipv4Unicast] = scope with { Settings = scope.Settings.With(TableSettings.Dampening, said.Value, said.Origin) };
        }

        foreach (var (path, feature) in CarriedOfInstance)
        {
            if (bgp.Find(path) is not { } part) continue;
            if (part.Parent!.Word == "distance") part.Parent.Outcome ??= Outcomes.Groups;
            Carry(part, feature, bgp);
        }

        if (bgp.Find("address-family") is { } all) all.Outcome ??= Outcomes.Groups;
        var groups = ReadGroups(bgp);
        return new BgpInstance
        {
            Vrf = vrf,
            Settings = settings,
            Origin = bgp.Said,
            Families = families.ToImmutableSortedDictionary(),
            Groups = groups,
            Peers = [.. ReadNeighbors(bgp, groups), .. ReadRanges(bgp)],
            Networks = networks.ToImmutable(),
            Aggregates = aggregates.ToImmutable(),
            Redistributions = redistributions.ToImmutable(),
        };
    }

    private static IEnumerable<(AfiSafi Family, ConfigNode Node)> FamiliesOf(ConfigNode at)
    {
        foreach (var node in at.Find("address-family")?.Children ?? [])
        {
            foreach (var family in Enum.GetValues<AfiSafi>())
            {
                if (family.Name() == node.Word) yield return (family, node);
            }
        }
    }

    /// <summary>VyOS prints damping for IPv4 unicast; a part left out is FRR's.</summary>
    private Stated<Dampening>? Dampening(ConfigNode node)
    {
        var clause = new Clause(this, node);
        var half = clause.Number("half-life", 1, 45) ?? 15;
        var value = new Dampening(
            half, clause.Number("re-use", 1, 20000) ?? 750, clause.Number("start-suppress-time", 1, 20000) ?? 2000, clause.Number("max-suppress-time", 1, 255) ?? half * 4);
        if (!clause.IsSound) return null;
        node.Outcome ??= node.IsLeaf ? Outcome.States : Outcomes.Groups;
        return new Stated<Dampening>(value, clause.Origin + node.Said);
    }

    private void ReadOriginations(
        ConfigNode family, AfiSafi afiSafi,
        ImmutableArray<Network>.Builder networks, ImmutableArray<Aggregate>.Builder aggregates, ImmutableArray<Redistribution>.Builder redistributions)
    {
        foreach (var (node, prefix) in Prefixes("network"))
        {
            if (afiSafi is AfiSafi.Ipv4Vpn or AfiSafi.Ipv6Vpn) continue;
            var settings = Shaping(node);
            if (node.Find("backdoor") is { } backdoor) settings = settings.With(OriginationSettings.Backdoor, true, Taken(backdoor));
            networks.Add(new Network { Family = afiSafi, Prefix = prefix, Settings = settings, Origin = Defining(node) });
        }

        foreach (var (node, prefix) in Prefixes("aggregate-address"))
        {
            var settings = Shaping(node);
            if (node.Find("as-set") is { } asSet) settings = settings.With(OriginationSettings.AsSet, true, Taken(asSet));
            if (node.Find("summary-only") is { } only) settings = settings.With(OriginationSettings.SummaryOnly, true, Taken(only));
            aggregates.Add(new Aggregate { Family = afiSafi, Prefix = prefix, Settings = settings, Origin = Defining(node) });
        }

        if (family.Find("redistribute") is not { } redistribute) return;
        redistribute.Outcome ??= Outcomes.Groups;
        foreach (var node in redistribute.Children)
        {
            if (node.Word == "table")
            {
                node.Outcome ??= Outcomes.Groups;
                foreach (var table in node.Children) Add(table, RouteSource.Other, $"table {table.Word}");
            }
            else if (SourceOf(node.Word) is { } source and not RouteSource.Bgp)
            {
                Add(node, source, "");
            }
            else if (node.Word == "nhrp")
            {
                Add(node, RouteSource.Other, "nhrp");
            }
        }

        void Add(ConfigNode node, RouteSource source, string instance)
        {
            var clause = new Clause(this, node);
            var settings = Shaping(node);
            if (clause.Number("metric", 0, uint.MaxValue) is { } metric) settings = settings.With(OriginationSettings.Metric, metric, clause.Origin);
            redistributions.Add(new Redistribution { Family = afiSafi, Source = source, Instance = instance, Settings = settings, Origin = Defining(node) });
        }

        Settings Shaping(ConfigNode node)
        {
            var clause = new Clause(this, node);
            return clause.Value("route-map") is { } name ? Settings.Empty.With(OriginationSettings.Policy, PolicyNamed(clause, name), clause.Origin) : Settings.Empty;
        }

        IEnumerable<(ConfigNode Node, IpPrefix Prefix)> Prefixes(string word)
        {
            if (family.Find(word) is not { } all) yield break;
            all.Outcome ??= Outcomes.Groups;
            foreach (var node in all.Children.ToArray())
            {
                if (afiSafi is AfiSafi.Ipv4Vpn or AfiSafi.Ipv6Vpn) continue;
                if (IpPrefix.TryParse(node.Word, out var prefix, out var hasHostBits) && prefix.Afi == afiSafi.Afi())
                {
                    if (hasHostBits) diagnostics.Add(DiagnosticCatalogue.SourceNote(SpanOf(node), $"'{node.Word}' has host bits; read as {prefix}"));
                    yield return (node, prefix);
                }
                else
                {
                    Bad(new Clause(this, node), node.Word, $"a prefix of {afiSafi.Name()}");
                }
            }
        }
    }

    private static Origin Taken(ConfigNode node)
    {
        node.Outcome = Outcome.States;
        return node.Origin;
    }

    private static Origin Defining(ConfigNode node)
    {
        node.Outcome = Outcome.States;
        return node.Origin;
    }

    /// <summary>What an instance's family says beyond networks and tables: VPNs, EVPN, flowspec.</summary>
    private void CarryRest(ConfigNode family, AfiSafi afiSafi, ConfigNode bgp)
    {
        if (family.IsLeaf)
        {
            family.Outcome = new Outcome.Inherent("the instance has every address family; peers name theirs");
            return;
        }

        foreach (var part in family.Children)
        {
            if (RefusalOf(part, bgp) is { } refused)
            {
                RefuseAll(part, refused);
                continue;
            }

            var feature = (part.Word, afiSafi) switch
            {
                ("network" or "aggregate-address" or "redistribute" or "maximum-paths", not (AfiSafi.Ipv4Vpn or AfiSafi.Ipv6Vpn)) => null,
                ("distance", _) => part.Find("prefix") is null ? null : "distance.by-source",
                ("rd", not AfiSafi.L2VpnEvpn) => "vrf.route-distinguisher",
                ("route-target", not AfiSafi.L2VpnEvpn) => "vrf.route-target",
                ("import" or "export", _) => "vrf.vpn",
                ("label", _) => "vrf.vpn.label",
                ("route-map", _) => "vrf.vpn.policy",
                ("nexthop", _) => "vpn.next-hop",
                ("sid", _) => "vpn.sid",
                ("local-install", _) => "flowspec.local-install",
                ("network", _) => "vpn.network",
                (var word, AfiSafi.L2VpnEvpn) => "evpn." + word,
                _ => null,
            };
            if (feature is not null && EvpnKnows(part.Word, afiSafi)) Carry(part.Word == "distance" ? part.Find("prefix")! : part, feature, bgp);
        }
    }

    /// <summary>What VyOS does not commit: leaking from a VRF that is not there or leaks by VPN, two kinds of SIDs (vyos.md §3.5).</summary>
    private string? RefusalOf(ConfigNode part, ConfigNode bgp)
    {
        if (part.Word == "sid" && bgp.Find("sid") is not null) return "SIDs are said for a VRF or for its families, not for both";
        if (part.Word != "import" || part.Find("vrf") is not { } leaked) return null;
        foreach (var vrf in leaked.Children)
        {
            var other = vrf.Word == "default" ? root.Find("protocols", "bgp") : root.Find("vrf", "name", vrf.Word, "protocols", "bgp");
            if (vrf.Word != "default" && root.Find("vrf", "name", vrf.Word) is null) return $"there is no VRF {vrf.Word}";
            if (other?.Find("address-family", part.Parent!.Word) is { } there && (there.Find("rd", "vpn", "export") ?? there.Find("route-target", "vpn")) is not null)
                return $"VRF {vrf.Word} leaks by VPN";
        }

        return null;
    }

    private static bool EvpnKnows(string word, AfiSafi family) => family != AfiSafi.L2VpnEvpn || word is
        "advertise" or "advertise-all-vni" or "advertise-default-gw" or "advertise-svi-ip" or "advertise-pip" or "rd" or "route-target" or "rt-auto-derive" or "default-originate"
        or "disable-ead-evi-rx" or "disable-ead-evi-tx" or "ead-es-frag" or "ead-es-route-target" or "flooding" or "mac-vrf" or "vni";

    // -------------------------------------------------------------------------------------------- neighbors, groups

    private ImmutableArray<PeerGroup> ReadGroups(ConfigNode bgp)
    {
        if (bgp.Find("peer-group") is not { } all) return [];
        all.Outcome ??= Outcomes.Groups;
        var groups = ImmutableArray.CreateBuilder<PeerGroup>();
        foreach (var node in all.Children)
        {
            node.Outcome = Outcome.States;
            var settings = ReadRemoteAs(node, ReadTerms(node, SessionTerms.All, Settings.Empty));
            if (node.Find("timers", "keepalive") is not null || node.Find("timers", "holdtime") is not null) settings = ReadTimers(node, settings);
            groups.Add(new PeerGroup { Name = node.Word, Settings = settings, Families = ReadPeerFamilies(node), Origin = node.Said });
        }

        return groups.ToImmutable();
    }

    private IEnumerable<Peer> ReadNeighbors(ConfigNode bgp, ImmutableArray<PeerGroup> groups)
    {
        if (bgp.Find("neighbor") is not { } all) yield break;
        all.Outcome ??= Outcomes.Groups;
        foreach (var node in all.Children)
        {
            node.Outcome = Outcome.States;
            var settings = ReadTimers(node, ReadTerms(node, SessionTerms.All, Settings.Empty));
            settings = ReadInterface(node, ReadMembership(node, ReadRemoteAs(node, settings)));
            var families = ReadPeerFamilies(node);
            var group = settings.ValueOf(PeerSettings.Group);
            if (!settings.Has(PeerSettings.RemoteAs) && (group is null || groups.FirstOrDefault(g => g.Name == group) is { } known && !known.Settings.Has(PeerSettings.RemoteAs)))
            {
                if (node.Origin.First is { } first) diagnostics.Add(DiagnosticCatalogue.Refused(first.Span, $"neighbor {node.Word} has no remote-as, nor has a group of its"));
                foreach (var below in node.Below().Prepend(node).Where(b => b.Outcome is Outcome.Stated)) below.Outcome = new Outcome.Inherent("VyOS refuses the neighbor: it has no remote-as");
                continue;
            }

            if (group is not null && groups.All(g => g.Name != group)) Missing("peer-group", group, node.Find("peer-group")?.Origin ?? node.Origin, "VyOS refuses to commit");
            var endpoint = EndpointOf(node);

            // A link-local peer is known with its interface.
            if (endpoint is PeerEndpoint.Address { Zone: null, Ip.IsLinkLocal: true } local && settings.Get(PeerSettings.BindInterface) is { } link)
            {
                (endpoint, settings) = (local with { Zone = link.Value }, settings.Without(PeerSettings.BindInterface));
                yield return new Peer { Endpoint = endpoint, Settings = settings, Families = families, Origin = node.Said + link.Origin };
                continue;
            }

            yield return new Peer { Endpoint = endpoint, Settings = settings, Families = families, Origin = node.Said };
        }
    }

    private PeerEndpoint EndpointOf(ConfigNode node)
    {
        if (IpAddress.TryParse(node.Word, out var address)) return new PeerEndpoint.Address(address);
        var zone = node.Word.IndexOf('%');
        if (zone > 0 && IpAddress.TryParse(node.Word.AsSpan(0, zone), out var local)) return new PeerEndpoint.Address(local, node.Word[(zone + 1)..]);
        if (node.Word == "lo" || node.Find("interface") is not null || InterfaceWords.Any(w => node.Word.Length > w.Length && node.Word.StartsWith(w, StringComparison.Ordinal) && char.IsAsciiLetterOrDigit(node.Word[w.Length])))
            return new PeerEndpoint.Interface(node.Word);
        diagnostics.Add(DiagnosticCatalogue.SourceNote(SpanOf(node), $"'{node.Word}' is neither an address nor an interface; it is kept as it is"));
        return new PeerEndpoint.Unresolved(node.Word);
    }

    private Settings ReadRemoteAs(ConfigNode at, Settings settings)
    {
        if (at.Find("remote-as") is not { } node) return settings;
        var clause = new Clause(this, node);
        RemoteAs? value = clause.Value() switch
        {
            null => null,
            "internal" => new RemoteAs.Internal(),
            "external" => new RemoteAs.External(),
            var text when TryNumber(text, 1, uint.MaxValue - 1, out var number) => new RemoteAs.Number(number),
            var text => BadAs(clause, text),
        };
        return value is null ? settings : SayToo(settings, PeerSettings.RemoteAs, value, clause.Origin);
    }

    /// <summary>Says something that an unnumbered neighbor may say at two places.</summary>
    private static Settings SayToo<T>(Settings settings, Setting<T> setting, T value, Origin origin)
        where T : notnull =>
        settings.With(setting, value, settings.Get(setting) is { } said && Equals(said.Value, value) ? said.Origin + origin : origin);

    private static RemoteAs? BadAs(Clause clause, string text)
    {
        clause.Bad(text, "1 to 4294967294, internal or external");
        return null;
    }

    private Settings ReadMembership(ConfigNode at, Settings settings)
    {
        if (at.Find("peer-group") is not { } node) return settings;
        var clause = new Clause(this, node);
        return clause.Value() is { } name ? SayToo(settings, PeerSettings.Group, name, clause.Origin) : settings;
    }

    /// <summary>Unnumbered neighbors say their AS or group below <c>interface</c>.</summary>
    private Settings ReadInterface(ConfigNode node, Settings settings)
    {
        if (node.Find("interface") is not { } link) return settings;
        link.Outcome ??= Outcomes.Groups;
        settings = ReadMembership(link, ReadRemoteAs(link, settings));
        if (link.Find("v6only") is not { } only) return settings;
        only.Outcome = Outcome.States;
        return ReadMembership(only, ReadRemoteAs(only, settings)).With(PeerSettings.InterfaceV6Only, true, only.Origin);
    }

    private ImmutableSortedDictionary<AfiSafi, FamilyScope> ReadPeerFamilies(ConfigNode at)
    {
        if (at.Find("address-family") is { } all) all.Outcome ??= Outcomes.Groups;
        var families = ImmutableSortedDictionary.CreateBuilder<AfiSafi, FamilyScope>();
        foreach (var (family, node) in FamiliesOf(at))
        {
            // The node itself turns the family on.
            node.Outcome = Outcome.States;
            var settings = ReadTerms(node, FamilyTerms.All, Settings.Empty.With(FamilySettings.Active, true, node.Origin), family);
            if (node.Find("nexthop-local") is { } local) CloseAll(local, new Outcome.Inherent("VyOS takes it and does nothing about it"));
            families[family] = new FamilyScope { Family = family, Settings = settings, Origin = node.Said };
        }

        return families.ToImmutable();
    }

    private IEnumerable<Peer> ReadRanges(ConfigNode bgp)
    {
        if (bgp.Find("listen") is { } listen) listen.Outcome ??= Outcomes.Groups;
        if (bgp.Find("listen", "range") is not { } ranges) yield break;
        ranges.Outcome ??= Outcomes.Groups;
        foreach (var node in ranges.Children)
        {
            node.Outcome = Outcome.States;
            if (!IpPrefix.TryParse(node.Word, out var prefix))
            {
                Bad(new Clause(this, node), node.Word, "a prefix");
                continue;
            }

            var settings = ReadMembership(node, Settings.Empty);
            if (settings.ValueOf(PeerSettings.Group) is { } group)
            {
                if (bgp.Find("peer-group", group) is null) Missing("peer-group", group, node.Origin, "VyOS refuses to commit");
                yield return new Peer { Endpoint = new PeerEndpoint.Range(prefix), Settings = settings, Origin = node.Said };
            }
            else
            {
                new Clause(this, node).Fail("a listen range needs a peer-group");
            }
        }
    }
}
