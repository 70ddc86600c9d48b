using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Conversion;

/// <summary>
/// Turns a router made of RIBs, protocols that feed and drain them, and sessions with an AS number each (BIRD) into what most platforms have: one RIB a VRF that takes
/// connected, static and kernel routes by itself and installs what it chooses, and an instance with one AS number. What that does not keep is announced.
/// </summary>
public static class RibMerging
{
    /// <summary>The configuration for a target without RIBs of its own, and what is to be said about it.</summary>
    public static MergedRibs Arrange(Configuration configuration, Platform source, Platform target)
    {
        if (source.Export != ExportScope.WholeRib || target.Export != ExportScope.BgpTable) return new MergedRibs(configuration, [], ImmutableDictionary<string, string>.Empty);
        var announcements = ImmutableArray.CreateBuilder<Announcement>();
        var effective = new EffectiveConfiguration(configuration, source);
        var roles = new RibRoles(effective);
        var composed = new List<RoutePolicy>();
        var instances = effective.Instances.Select(Merged).ToImmutableArray();
        if (target.RunsBgpd) announcements.AddRange(OwnRoutes(effective));
        foreach (var protocol in configuration.Protocols) announcements.Add(Fate(protocol, configuration, roles, target));
        foreach (var rib in configuration.Ribs) announcements.Add(Fate(rib, configuration, roles));
        foreach (var instance in effective.Instances) announcements.AddRange(Tables(instance, roles));
        var merged = configuration with
        {
            Instances = instances,
            Policies = configuration.Policies.AddRange(composed.Select(p => KeyValuePair.Create(p.Name, p))),
            PolicyOrder = [.. configuration.PolicyOrder, .. composed.Select(p => p.Name)],
            Statics = [.. Moved(configuration.Statics, roles, announcements)],
            Protocols = [],
            Ribs = [],
        };
        return new MergedRibs(merged, announcements.ToImmutable(), roles.Places.ToImmutableDictionary(p => $"rib {p.Key}", p => p.Value));

        BgpInstance Merged(EffectiveInstance of)
        {
            var instance = WithUsualNextHops(of, announcements);
            instance = WithOwnNextHops(instance, of, announcements);
            instance = WithOwnUpdates(instance, of, target, announcements);
            instance = WithOneAs(instance, of, target, announcements);
            instance = WithOneCluster(instance, announcements);
            AnnounceNextHopTables(of, announcements);
            return WithKernels(of, instance, roles, composed, announcements);
        }
    }

    /// <summary>Static routes of merged RIBs stand in the one of the VRF.</summary>
    private static IEnumerable<StaticRoute> Moved(ImmutableArray<StaticRoute> routes, RibRoles roles, ImmutableArray<Announcement>.Builder announcements)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var said = new HashSet<(string Rib, IpPrefix Prefix, NextHopList? Hops, uint? Distance)>();
        foreach (var route in routes)
        {
            // What the route says of its attributes is part of the redistribution.
            var moved = route with { Rib = roles.Places.GetValueOrDefault(route.Rib, route.Rib), Settings = route.Settings.Without(StaticSettings.Attributes) };
            if (!said.Add((moved.Rib, moved.Prefix, moved.Settings.ValueOf(StaticSettings.NextHops), moved.Settings.Get(StaticSettings.Distance)?.Value)))
                announcements.Add(new Announcement(Disposition.Inherent, "another static route says the same", route.Key));
            else if (!keys.Add(moved.Key))
                announcements.Add(new Announcement(Disposition.Lost, "the target has one table a VRF, and there is another route to this prefix in it", route.Key));
            else
                yield return moved;
        }
    }

    /// <summary>
    /// The AS number that most internal sessions have, which not every platform lets a session change; else the one of most sessions, or of most groups. The first one said wins a draw.
    /// </summary>
    private static LocalAs? MostUsedAs(EffectiveInstance instance)
    {
        var used = AsNumbersOf(instance.Peers.Where(p => p.Session == SessionType.Internal));
        if (used.Length == 0) used = AsNumbersOf(instance.Peers);
        if (used.Length == 0) used = [.. instance.Instance.Groups.Select(g => g.Settings.ValueOf(PeerSettings.LocalAs)).OfType<LocalAs>()];
        return used.GroupBy(a => a).MaxBy(g => g.Count())?.Key;
    }

    private static LocalAs[] AsNumbersOf(IEnumerable<EffectivePeer> peers) => [.. peers.Select(p => p.Get(PeerSettings.LocalAs).Value).OfType<LocalAs>()];

    /// <summary>The AS number that most sessions have becomes the instance's; the others keep theirs.</summary>
    private static BgpInstance WithOneAs(BgpInstance instance, EffectiveInstance effective, Platform target, ImmutableArray<Announcement>.Builder announcements)
    {
        if (instance.Settings.Has(PeerSettings.LocalAs) || MostUsedAs(effective) is not { } common) return instance;
        foreach (var local in effective.Peers.Select(p => p.Get(PeerSettings.LocalAs)))
        {
            if (target.RunsBgpd && local.Value is LocalAs own && own != common)
                announcements.Add(new Announcement(Disposition.Approximated, $"a session with the local AS {own.As} refuses paths that hold {common.As}, the AS number of the instance, too", Origin: local.Origin));
        }

        var said = instance.Peers.Select(p => p.Settings).Concat(instance.Groups.Select(g => g.Settings)).Select(s => s.Get(PeerSettings.LocalAs)).OfType<Stated<LocalAs>>();
        announcements.Add(new Announcement(Disposition.Inherent, "the AS number of most sessions", instance.Key, PeerSettings.LocalAs));
        foreach (var peer in effective.Peers.Where(p => !p.Get(PeerSettings.LocalAs).IsKnown))
            announcements.Add(new Announcement(Disposition.Approximated, "a session without a local AS number has that of the others", FactPath.Of(instance, peer.Peer), PeerSettings.LocalAs));
        return instance with
        {
            Settings = instance.Settings.With(PeerSettings.LocalAs, common, Origin.Of(said.Where(s => s.Value == common).SelectMany(s => s.Origin))),
            Peers = [.. instance.Peers.Select(p => Is(p.Settings) ? p with { Settings = p.Settings.Without(PeerSettings.LocalAs) } : p)],
            Groups = [.. instance.Groups.Select(g => Is(g.Settings) ? g with { Settings = g.Settings.Without(PeerSettings.LocalAs) } : g)],
        };

        // A peer may override its group's number with the common one: then it must go on saying it.
        bool Is(Settings settings) => settings.ValueOf(PeerSettings.LocalAs) == common
            && effective.GroupsOf(settings).Select(g => g.Settings.ValueOf(PeerSettings.LocalAs)).FirstOrDefault(a => a is not null) is var inherited && (inherited is null || inherited == common);
    }

    /// <summary>A next hop that the table of an IGP does not reach may be reached by another route there.</summary>
    private static void AnnounceNextHopTables(EffectiveInstance instance, ImmutableArray<Announcement>.Builder announcements)
    {
        foreach (var peer in instance.Peers)
        {
            foreach (var family in peer.Families.Where(peer.IsActive))
            {
                var igp = peer.Get(FamilySettings.IgpRib, family);
                if (igp.Value is string rib && rib != Rib.Main && rib != peer.RibOf(family) && !igp.Origin.IsNone)
                    announcements.Add(new Announcement(Disposition.Approximated, $"next hops are looked up among all routes of the VRF, not in '{rib}' alone", Origin: igp.Origin));
            }
        }
    }

    /// <summary>The cluster that all sessions name becomes the instance's.</summary>
    private static BgpInstance WithOneCluster(BgpInstance instance, ImmutableArray<Announcement>.Builder announcements)
    {
        if (instance.Settings.Has(PeerSettings.ClusterId)) return instance;
        var said = instance.Peers.Select(p => p.Settings.Get(PeerSettings.ClusterId)).Concat(instance.Groups.Select(g => g.Settings.Get(PeerSettings.ClusterId)))
            .OfType<Stated<IpAddress>>().ToArray();
        if (said.Length == 0 || said.Any(s => s.Value != said[0].Value)) return instance;
        announcements.Add(new Announcement(Disposition.Inherent, "the cluster of all its sessions", instance.Key, PeerSettings.ClusterId));
        foreach (var peer in instance.Peers) announcements.Add(new Announcement(Disposition.Inherent, "the one cluster of the router", FactPath.Of(instance, peer), PeerSettings.ClusterId));
        return instance with
        {
            Settings = instance.Settings.With(PeerSettings.ClusterId, said[0].Value, Origin.Of(said.SelectMany(s => s.Origin))),
            Peers = [.. instance.Peers.Select(p => p with { Settings = p.Settings.Without(PeerSettings.ClusterId) })],
            Groups = [.. instance.Groups.Select(g => g with { Settings = g.Settings.Without(PeerSettings.ClusterId) })],
        };
    }

    /// <summary>
    /// Elsewhere <c>next-hop-self</c> towards an external peer is for all routes, not for those learned from external peers alone. The usual rule (RFC 4271 §5.1.3) is nearer:
    /// it differs only where several external peers share a subnet.
    /// </summary>
    private static BgpInstance WithUsualNextHops(EffectiveInstance instance, ImmutableArray<Announcement>.Builder announcements)
    {
        var external = instance.Peers.Where(p => p.Session == SessionType.External).ToArray();
        var groups = instance.Peers.SelectMany(p => p.Groups).Distinct().Except(instance.Peers.Except(external).SelectMany(p => p.Groups)).ToArray();
        var links = new Dictionary<AfiSafi, PeerLinks>();
        foreach (var peer in external)
        {
            foreach (var family in peer.Families.Where(f => peer.Get(FamilySettings.NextHopSelf, f).Value is NextHopSelf.Ebgp))
            {
                if (peer.Groups.Except(groups).Any(g => Says(g.Families, g.Settings, family))) continue;
                if (!links.TryGetValue(family, out var near)) links[family] = near = new PeerLinks(instance, family, IsFar);
                var path = FactPath.Of(instance.Instance, peer.Peer, family);
                announcements.Add(near.SharesNetwork(peer)
                    ? new Announcement(Disposition.Approximated, "the next hop of a route stays as it is where the target's rule keeps it: several external peers in one subnet", path, FamilySettings.NextHopSelf)
                    : new Announcement(Disposition.Inherent, "next hops outside of the peer's network are not passed on", path, FamilySettings.NextHopSelf));
            }
        }

        return instance.Instance with
        {
            Peers = [.. instance.Peers.Select(p => external.Contains(p) ? p.Peer with { Settings = Without(p.Peer.Settings), Families = WithoutIn(p.Peer.Families) } : p.Peer)],
            Groups = [.. instance.Instance.Groups.Select(g => groups.Contains(g) ? g with { Settings = Without(g.Settings), Families = WithoutIn(g.Families) } : g)],
        };

        static bool Says(ImmutableSortedDictionary<AfiSafi, FamilyScope> families, Settings settings, AfiSafi family) =>
            settings.Has(FamilySettings.NextHopSelf) || (families.TryGetValue(family, out var scope) && scope.Settings.Has(FamilySettings.NextHopSelf));

        static Settings Without(Settings settings) =>
            settings.Get(FamilySettings.NextHopSelf) is { Value: NextHopSelf.Ebgp } ? settings.Without(FamilySettings.NextHopSelf) : settings;

        static ImmutableSortedDictionary<AfiSafi, FamilyScope> WithoutIn(ImmutableSortedDictionary<AfiSafi, FamilyScope> families) =>
            families.ToImmutableSortedDictionary(f => f.Key, f => f.Value with { Settings = Without(f.Value.Settings) });
    }

    private static bool IsFar(EffectivePeer peer) => peer.Get(PeerSettings.MultihopTtl).Value is uint and > 1;

    /// <summary>
    /// Over several hops BIRD sends an external peer its own address as next hop; elsewhere the next hop stays that of a third router where the peer's address is in its subnet, whatever the hops.
    /// </summary>
    private static BgpInstance WithOwnNextHops(BgpInstance instance, EffectiveInstance effective, ImmutableArray<Announcement>.Builder announcements)
    {
        return instance with { Peers = [.. effective.Peers.Zip(instance.Peers).Select(p => p.First.Session == SessionType.External && IsFar(p.First) ? WithOwn(p.First, p.Second) : p.Second)] };

        Peer WithOwn(EffectivePeer peer, Peer said)
        {
            foreach (var family in peer.Families.Where(f => f.IsUnicast() && peer.IsActive(f) && peer.Get(FamilySettings.NextHopSelf, f).Value is not NextHopSelf.All && peer.Get(FamilySettings.NextHopUnchanged, f).Value is not true))
            {
                var scope = said.Families.GetValueOrDefault(family) ?? new FamilyScope { Family = family };
                said = said with
                {
                    Families = said.Families.SetItem(family, scope with { Settings = scope.Settings.With(FamilySettings.NextHopSelf, NextHopSelf.All, peer.Get(PeerSettings.MultihopTtl).Origin) }),
                };
                announcements.Add(new Announcement(Disposition.Inherent, "over several hops its own address is the next hop in any case", FactPath.Of(instance, peer.Peer, family), FamilySettings.NextHopSelf));
            }

            return said;
        }
    }

    /// <summary>
    /// A peer that takes several paths would take its own back among those that it shares with other peers: it has updates of its own. Without ADD-PATH it drops what comes back.
    /// </summary>
    private static BgpInstance WithOwnUpdates(BgpInstance instance, EffectiveInstance effective, Platform target, ImmutableArray<Announcement>.Builder announcements)
    {
        if (!target.RunsBgpd || effective.Peers.Length < 2) return instance;
        return instance with { Peers = [.. effective.Peers.Zip(instance.Peers).Select(p => WithOwn(p.First, p.Second))] };

        Peer WithOwn(EffectivePeer peer, Peer said)
        {
            if (peer.Session != SessionType.External) return said;
            var send = peer.Families.Where(peer.IsActive).Select(f => peer.Get(FamilySettings.AddPathSend, f)).FirstOrDefault(s => s.Value is AddPathSend { Selection: not AddPathSelection.None });
            if (send.Value is null) return said;
            announcements.Add(new Announcement(Disposition.Inherent, "no route is sent back to the peer it came from", FactPath.Of(instance, peer.Peer), PeerSettings.Solo));
            return said with { Settings = said.Settings.With(PeerSettings.Solo, true, send.Origin) };
        }
    }

    /// <summary>What becomes of the router's own routes beside others to the same prefix, where BGP chooses among all that have entered it (bgpd/bgp_route.c).</summary>
    private static IEnumerable<Announcement> OwnRoutes(EffectiveConfiguration effective)
    {
        var all = effective.Instances.SelectMany(i => i.Instance.Redistributions).ToLookup(r => r.Family);
        foreach (var kernel in effective.Configuration.Protocols.Where(p => p.Kind == RibProtocolKind.Kernel && RibGraph.IsEnabled(p)))
        {
            if (kernel.Settings.Get(RibSettings.Learn) is { } learn && !(kernel.Settings.Get(RibSettings.Preference) is { Value: > 100 }) && all.Any(f => (kernel.Afi ?? f.Key.Afi()) == f.Key.Afi() && f.Any(r => r.Source == RouteSource.Kernel)))
                yield return new Announcement(Disposition.Approximated, "a route of the kernel wins over a learned one to the same prefix; at the source it loses", Origin: learn.Origin);
        }

        foreach (var peer in effective.Instances.SelectMany(i => i.Peers))
        {
            foreach (var family in peer.Families.Where(f => peer.IsActive(f) && all[f].Select(r => r.Source).Distinct().Skip(1).Any()))
            {
                if (peer.Get(FamilySettings.AddPathSend, family) is { Value: AddPathSend { Selection: not AddPathSelection.None } } send)
                    yield return new Announcement(Disposition.Approximated, "of several routes of its own to a prefix the router sends one", Origin: send.Origin);
            }
        }
    }

    /// <summary>What the kernel protocols let pass that routes of sessions reach decides what is installed.</summary>
    private static BgpInstance WithKernels(EffectiveInstance effective, BgpInstance instance, RibRoles roles, List<RoutePolicy> composed, ImmutableArray<Announcement>.Builder announcements)
    {
        var drains = roles.DrainsOf(effective);
        if (drains.IsEmpty && !instance.Families.Values.Any(f => f.Settings.Has(TableSettings.FibPolicy)))
        {
            var kernels = effective.Configuration.Configuration.Protocols.Where(p => p.Kind == RibProtocolKind.Kernel && RibGraph.IsEnabled(p));
            return instance.Peers.Length == 0 ? instance : instance with { Settings = instance.Settings.With(InstanceSettings.InstallInFib, false, Origin.Of(kernels.SelectMany(k => k.Origin))) };
        }

        foreach (var (family, passages) in drains)
        {
            var configuration = effective.Configuration.Configuration;
            var policies = passages.Where(p => p.Policy is PolicyUse.Named).ToArray();
            if (policies.Length == 0) continue;
            var whole = new RoutePolicy
            {
                Name = Fresh($"{policies[^1].Protocol.Name}-install"),
                Body = [.. policies.Select(p => configuration.Policies.ContainsKey(((PolicyUse.Named)p.Policy).Policy) ? (PolicyStatement)new PolicyStatement.Call(((PolicyUse.Named)p.Policy).Policy, p.Origin) : new PolicyStatement.End(Verdict.Reject, p.Origin))],
                Final = Verdict.Accept,
            };
            if (PassesLearned(whole, configuration)) continue;

            // Only learned routes get there: what asks for the protocol is answered.
            var decided = SourceTags.Decided(whole.Body, RouteSource.Bgp, configuration.Policies);
            var isOne = policies.Length == 1 && decided == whole.Body;
            if (!isOne) composed.Add(whole with { Body = decided });
            var use = isOne ? policies[0].Policy : new PolicyUse.Named(whole.Name);
            var scope = instance.Families.GetValueOrDefault(family) ?? new FamilyScope { Family = family };
            instance = instance with
            {
                Families = instance.Families.SetItem(family, scope with { Settings = scope.Settings.With(TableSettings.FibPolicy, use, Origin.Of(policies.SelectMany(p => p.Origin))) }),
            };
            announcements.Add(new Announcement(Disposition.Inherent, "it stands for the export of the kernel protocol", FactPath.Below(instance.Key, family.Name())));
        }

        return instance;

        string Fresh(string name)
        {
            var fresh = name;
            for (var n = 2; effective.Configuration.Configuration.Policies.ContainsKey(fresh) || composed.Exists(p => p.Name == fresh); n++) fresh = $"{name}-{n}";
            return fresh;
        }
    }

    /// <summary>Learned routes pass unchanged.</summary>
    private static bool PassesLearned(RoutePolicy policy, Configuration configuration)
    {
        var learned = new PolicyStatement.If(new Condition.Not(new Condition.SourceIs([RouteSource.Bgp])), [new PolicyStatement.End(Verdict.Reject)], []);
        return PolicyComparison.Compare(
            policy with { Body = [learned, .. policy.Body] }, configuration.Policies,
            new RoutePolicy { Name = "", Body = [learned], Final = Verdict.Accept }, configuration.Policies, FactComparison.Budget) is PolicyComparison.Equal;
    }

    private static Announcement Fate(RibProtocol protocol, Configuration configuration, RibRoles roles, Platform target)
    {
        var path = protocol.Key;
        if (!RibGraph.IsEnabled(protocol)) return new Announcement(Disposition.Inherent, "it is disabled", path);
        if (protocol.Kind == RibProtocolKind.Pipe)
        {
            return roles.JoinsSessions(protocol) ? new Announcement(target.AsksForSource ? Disposition.Lost : Disposition.Approximated, "a pipe between routing tables of sessions: the target has one table a VRF, where all routes compete", path)
                : roles.Passes(protocol) ? new Announcement(Disposition.Inherent, "the target has one table a VRF; what passes the pipe enters BGP or the kernel by its policies", path)
                : new Announcement(Disposition.Inherent, "no route that sessions send or receive passes it", path);
        }

        if (protocol.Kind is not RibProtocolKind.Device && RibGraph.RibOf(protocol) is var rib && rib != Rib.Main && !roles.Places.ContainsKey(rib))
        {
            return protocol.Kind == RibProtocolKind.Direct
                ? new Announcement(Disposition.Inherent, "no session sends its routes", path)
                : new Announcement(Disposition.Lost, $"routing table '{rib}': the target has one table a VRF", path);
        }

        return protocol.Kind switch
        {
            RibProtocolKind.Device => new Announcement(Disposition.Inherent, "the target watches interfaces by itself", path),
            RibProtocolKind.Static => new Announcement(Disposition.Inherent, "static routes need no protocol there", path),
            RibProtocolKind.Kernel when protocol.Settings.Has(RibSettings.KernelTable) && configuration.Protocols.Any(p => RibRoles.IsMainKernel(p) && p.Afi == protocol.Afi) =>
                new Announcement(Disposition.Lost, "the target installs routes in the main table of the kernel alone", path),
            RibProtocolKind.Kernel when protocol.Settings.Has(RibSettings.KernelTable) =>
                new Announcement(Disposition.Approximated, "the target works with the main table of the kernel", path),
            RibProtocolKind.Kernel => new Announcement(Disposition.Inherent, "the target works with the kernel by itself", path),
            RibProtocolKind.Direct when protocol.Settings.Has(RibSettings.Interfaces) && RibFeeds.InterfacesOf(protocol) is null =>
                new Announcement(Disposition.Approximated, "the target knows the networks of all interfaces, not of some", path),
            RibProtocolKind.Direct => new Announcement(Disposition.Inherent, "the target knows connected networks by itself", path),
            _ => new Announcement(Disposition.Inherent, "another routing protocol, configured elsewhere", path),
        };
    }

    private static Announcement Fate(Rib rib, Configuration configuration, RibRoles roles) => rib switch
    {
        { Name: Rib.Main } => new Announcement(Disposition.Inherent, "the main routing table is always there", rib.Key),
        { Kind: "roa4" or "roa6" } when configuration.Ribs.Count(r => r.Kind == rib.Kind) == 1 =>
            new Announcement(Disposition.Inherent, "the target has a place of its own for what RPKI caches say", rib.Key),
        _ when roles.IsMerged(rib) => new Announcement(Disposition.Inherent, "its routes stand in the one table of the VRF", rib.Key),
        _ => new Announcement(Disposition.Lost, $"routing table '{rib.Name}': the target has one table a VRF", rib.Key),
    };

    private static IEnumerable<Announcement> Tables(EffectiveInstance instance, RibRoles roles) =>
        from peer in instance.Peers
        from family in peer.Families
        let path = FactPath.Of(instance.Instance, peer.Peer, family)
        select roles.IsOneTable(instance, family)
            ? new Announcement(Disposition.Inherent, "the one table of all sessions", path, FamilySettings.Rib)
            : new Announcement(Disposition.Approximated, "the best of its routes and those of other tables is sent: the target has one table a VRF", path, FamilySettings.Rib);
}
