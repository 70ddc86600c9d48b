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
    public static (Configuration Configuration, ImmutableArray<Announcement> Announcements) Arrange(Configuration configuration, Platform source, Platform target)
    {
        if (source.Export != ExportScope.WholeRib || target.Export != ExportScope.BgpTable) return (configuration, []);
        var announcements = ImmutableArray.CreateBuilder<Announcement>();
        var effective = new EffectiveConfiguration(configuration, source);
        var instances = effective.Instances.Select(i => WithKernels(WithOneCluster(WithOneAs(WithUsualNextHops(i, announcements), i, announcements), announcements), configuration, announcements)).ToImmutableArray();
        foreach (var protocol in configuration.Protocols) announcements.Add(Fate(protocol));
        foreach (var rib in configuration.Ribs) announcements.Add(Fate(rib, configuration));
        foreach (var instance in instances) announcements.AddRange(Tables(instance));
        return (configuration with { Instances = instances, Protocols = [], Ribs = [] }, announcements.ToImmutable());
    }

    /// <summary>The AS number that most sessions have; without sessions, the one that most groups say. The first one said wins a draw.</summary>
    private static LocalAs? MostUsedAs(EffectiveInstance instance)
    {
        var used = instance.Peers.Select(p => p.Get(PeerSettings.LocalAs).Value).OfType<LocalAs>().ToArray();
        if (used.Length == 0) used = [.. instance.Instance.Groups.Select(g => g.Settings.ValueOf(PeerSettings.LocalAs)).OfType<LocalAs>()];
        return used.GroupBy(a => a).MaxBy(g => g.Count())?.Key;
    }

    /// <summary>The AS number that most sessions have becomes the instance's; the others keep theirs.</summary>
    private static BgpInstance WithOneAs(BgpInstance instance, EffectiveInstance effective, ImmutableArray<Announcement>.Builder announcements)
    {
        if (instance.Settings.Has(PeerSettings.LocalAs) || MostUsedAs(effective) is not { } common) return instance;
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
        foreach (var peer in external)
        {
            foreach (var family in peer.Families.Where(f => peer.Get(FamilySettings.NextHopSelf, f).Value is NextHopSelf.Ebgp))
            {
                if (peer.Groups.Except(groups).Any(g => Says(g.Families, g.Settings, family))) continue;
                announcements.Add(new Announcement(
                    Disposition.Approximated, "the next hop of a route stays as it is where the target's rule keeps it: several external peers in one subnet",
                    FactPath.Of(instance.Instance, peer.Peer, family), FamilySettings.NextHopSelf));
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

    /// <summary>What the kernel protocols of the main RIB export decides what is installed.</summary>
    private static BgpInstance WithKernels(BgpInstance instance, Configuration configuration, ImmutableArray<Announcement>.Builder announcements)
    {
        var kernels = configuration.Protocols.Where(p => p.Kind == RibProtocolKind.Kernel && !p.Settings.ValueOf(RibSettings.Disabled) && IsMain(p)).ToArray();
        var installs = kernels.Any(k => k.Settings.Get(RibSettings.ExportPolicy) is { Value: not PolicyUse.RejectAll });
        if (!installs)
            return instance.Peers.Length == 0 ? instance : instance with { Settings = instance.Settings.With(InstanceSettings.InstallInFib, false, Origin.Of(kernels.SelectMany(k => k.Origin))) };

        foreach (var kernel in kernels)
        {
            if (kernel.Afi is not { } afi || kernel.Settings.Get(RibSettings.ExportPolicy) is not { Value: PolicyUse.Named { Policy: var name } } use) continue;
            if (!configuration.Policies.TryGetValue(name, out var policy) || PassesLearned(policy, configuration)) continue;
            var families = instance.Families;
            var scope = families.GetValueOrDefault(afi.Unicast()) ?? new FamilyScope { Family = afi.Unicast() };
            instance = instance with
            {
                Families = families.SetItem(afi.Unicast(), scope with { Settings = scope.Settings.With(TableSettings.FibPolicy, new PolicyUse.Named(name), use.Origin) }),
            };
            announcements.Add(new Announcement(Disposition.Inherent, "it stands for the export of the kernel protocol", FactPath.Below(instance.Key, afi.Unicast().Name())));
        }

        return instance;
    }

    /// <summary>Learned routes pass unchanged.</summary>
    private static bool PassesLearned(RoutePolicy policy, Configuration configuration)
    {
        var learned = new PolicyStatement.If(new Condition.Not(new Condition.SourceIs([RouteSource.Bgp])), [new PolicyStatement.End(Verdict.Reject)], []);
        return PolicyComparison.Compare(
            policy with { Body = [learned, .. policy.Body] }, configuration.Policies,
            new RoutePolicy { Name = "", Body = [learned], Final = Verdict.Accept }, configuration.Policies, FactComparison.Budget) is PolicyComparison.Equal;
    }

    private static bool IsMain(RibProtocol protocol) => protocol.Settings.Get(RibSettings.Rib) is not { } rib || rib.Value == Rib.Main;

    private static Announcement Fate(RibProtocol protocol)
    {
        var path = protocol.Key;
        if (protocol.Settings.ValueOf(RibSettings.Disabled)) return new Announcement(Disposition.Inherent, "it is disabled", path);
        if (!IsMain(protocol))
            return new Announcement(Disposition.Lost, $"routing table '{protocol.Settings.ValueOf(RibSettings.Rib)}': the target has one table a VRF", path);
        return protocol.Kind switch
        {
            RibProtocolKind.Device => new Announcement(Disposition.Inherent, "the target watches interfaces by itself", path),
            RibProtocolKind.Static => new Announcement(Disposition.Inherent, "static routes need no protocol there", path),
            RibProtocolKind.Kernel => new Announcement(Disposition.Inherent, "the target works with the kernel by itself", path),
            RibProtocolKind.Direct when protocol.Settings.Has(RibSettings.Interfaces) =>
                new Announcement(Disposition.Approximated, "the target knows the networks of all interfaces, not of some", path),
            RibProtocolKind.Direct => new Announcement(Disposition.Inherent, "the target knows connected networks by itself", path),
            RibProtocolKind.Pipe => new Announcement(Disposition.Lost, "a pipe between routing tables: the target has one table a VRF", path),
            _ => new Announcement(Disposition.Inherent, "another routing protocol, configured elsewhere", path),
        };
    }

    private static Announcement Fate(Rib rib, Configuration configuration) => rib switch
    {
        { Name: Rib.Main } => new Announcement(Disposition.Inherent, "the main routing table is always there", rib.Key),
        { Kind: "roa4" or "roa6" } when configuration.Ribs.Count(r => r.Kind == rib.Kind) == 1 =>
            new Announcement(Disposition.Inherent, "the target has a place of its own for what RPKI caches say", rib.Key),
        _ => new Announcement(Disposition.Lost, $"routing table '{rib.Name}': the target has one table a VRF", rib.Key),
    };

    private static IEnumerable<Announcement> Tables(BgpInstance instance) =>
        from peer in instance.Peers
        from family in instance.Families.Keys.Concat(peer.Families.Keys).Concat(instance.Groups.SelectMany(g => g.Families.Keys)).Distinct()
        select new Announcement(
            Disposition.Approximated, "its routes meet those of all other peers: the target has one table a VRF", FactPath.Of(instance, peer, family), FamilySettings.Rib);
}
