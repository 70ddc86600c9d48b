using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion.Intents;

/// <summary>
/// Cluster resources in the shape of other cluster resources. Some speakers let all resources that select a node add up, others let one; some announce pools, others services; and what one
/// peer says for its nodes, another needs said for each node.
/// </summary>
internal sealed class ClusterShape(EffectiveConfiguration source, Platform target, SupportTable support)
{
    private const string Hostname = "kubernetes.io/hostname";

    /// <summary>The label that services carry to be told apart by pool, where a speaker does not look at pools.</summary>
    private const string PoolLabel = "bgpx.io/pool";

    private readonly Explanations explanations = new();
    private readonly List<Diagnostic> diagnostics = [];

    /// <summary>True when resources say what only routers have: prefixes by name, policies, text of another language.</summary>
    public static bool HasRouters(Configuration configuration) =>
        configuration.Policies.Count + configuration.Carried.Length > 0
        || configuration.Instances.Any(i => i.Networks.Length > 0 || i.Peers.Any(p => p.Families.Values.Any(f => f.Settings.Has(FamilySettings.ExportPolicy) || f.Settings.Has(FamilySettings.ImportPolicy))));

    public Reshaped Run()
    {
        var configuration = WithoutRouters(source.Configuration);
        configuration = configuration with
        {
            Advertisements = [.. configuration.Advertisements.Select(Spelled)],
            Pools = [.. configuration.Pools.Select(Spelled)],
            Instances = [.. configuration.Instances.Select(WithReferences)],
        };
        if (source.Platform.UnsaidLocalPreference != target.UnsaidLocalPreference) configuration = WithLocalPreference(configuration);
        if (!target.AnnouncesPools && source.Platform.AnnouncesPools) configuration = WithoutPools(configuration);
        if (target.NodesAreExclusive && !source.Platform.NodesAreExclusive) configuration = Disjoint(configuration);
        if (target.NodesAreExclusive) configuration = WithNodes(configuration);
        if (target.NodesAreExclusive && !source.Platform.NodesAreExclusive) configuration = WithoutSilent(configuration);
        if (source.Platform.Format != target.Format) Migration(configuration);
        return new Reshaped(configuration, source.Platform, explanations.Finish(source.Configuration, configuration, Disposition.Lost, "the target has no place for it"), [.. diagnostics]);
    }

    /// <summary>What only a router has, although a cluster's resources may say it (frr-k8s).</summary>
    private Configuration WithoutRouters(Configuration configuration)
    {
        foreach (var instance in configuration.Instances)
        {
            foreach (var network in instance.Networks)
                explanations.SayAll(new BgpInstance { Vrf = "default", Networks = [network] }, Disposition.Lost, "prefixes by name are not announced, only addresses of services and pods");
        }

        foreach (var carried in configuration.Carried) explanations.SayAll(new Configuration { Carried = [carried] }, Disposition.Lost, $"{carried.Feature}: the target has no such thing");
        explanations.SayAll(new Configuration { Policies = configuration.Policies, PolicyOrder = configuration.PolicyOrder, Sets = configuration.Sets }, Disposition.Lost, "what a peer is sent or may send cannot be chosen by prefix");
        var hasVrfs = support.Find("vrf.define") is null;
        var instances = configuration.Instances.Where(i => i.Vrf == "default" || hasVrfs).Select(WithoutPolicies);
        foreach (var lost in configuration.Instances.Where(i => i.Vrf != "default" && !hasVrfs)) explanations.SayAll(lost, Disposition.Lost, $"{target.Speaker} has no VRFs");
        return configuration with { Instances = [.. instances], Policies = [], PolicyOrder = [], Sets = [], Carried = [] };
    }

    private BgpInstance WithoutPolicies(BgpInstance instance) => instance with
    {
        Networks = [],
        Peers = [.. instance.Peers.Select(p => p with { Families = p.Families.ToImmutableSortedDictionary(f => f.Key, f => WithoutPolicies(f.Value)) })],
    };

    private FamilyScope WithoutPolicies(FamilyScope family)
    {
        foreach (var (setting, disposition, reason) in new (Setting, Disposition, string)[]
        {
            (FamilySettings.ImportPolicy, Disposition.Lost, $"{target.Speaker} accepts no routes"),
            (FamilySettings.ExportPolicy, Disposition.Inherent, "nothing is announced but what advertisements say"),
        })
        {
            if (!family.Settings.TryGet(setting, out _, out var origin)) continue;
            explanations.Say(origin, disposition, reason);
            family = family with { Settings = family.Settings.Without(setting) };
        }

        return family;
    }

    /// <summary>Values that the target writes in another way: well-known communities as numbers, single addresses as prefixes.</summary>
    private Advertisement Spelled(Advertisement advertisement)
    {
        if (!target.AnnouncesPools || advertisement.Settings.Get(ClusterSettings.WellKnownCommunities) is not { } names) return advertisement;
        var before = advertisement.Settings.Get(ClusterSettings.Communities);
        var numbers = names.Value.Split(' ').Select(n => WellKnown.TryGetValue(n, out var number) ? $"{number >> 16}:{number & 0xFFFF}" : n);
        var all = string.Join(' ', (before?.Value.Split(' ') ?? []).Concat(numbers).Distinct().Order(StringComparer.Ordinal));
        return advertisement with { Settings = advertisement.Settings.Without(ClusterSettings.WellKnownCommunities).With(ClusterSettings.Communities, all, (before?.Origin ?? default) + names.Origin) };
    }

    private AddressPool Spelled(AddressPool pool)
    {
        if (!target.AnnouncesPools || pool.Settings.Get(ClusterSettings.Blocks) is not { } blocks) return pool;
        var prefixes = blocks.Value.Split(' ').Select(b => IpAddress.TryParse(b, out var single) ? $"{single}/{single.Width}" : b);
        return pool with { Settings = pool.Settings.With(ClusterSettings.Blocks, string.Join(' ', prefixes), blocks.Origin) };
    }

    /// <summary>A password that the target can have in a Secret only.</summary>
    private BgpInstance WithReferences(BgpInstance instance) => target.AnnouncesPools
        ? instance
        : instance with
        {
            Peers = [.. instance.Peers.Select(p => p.Settings.Get(PeerSettings.Password) is { } password && !p.Settings.Has(PeerSettings.PasswordReference)
                ? p with { Settings = p.Settings.With(PeerSettings.PasswordReference, ObjectNames.Fit($"bgp-{p.Settings.ValueOf(PeerSettings.Name) ?? ObjectNames.ForPeer(p.Endpoint)}"), password.Origin) }
                : p)],
        };

    private Configuration WithLocalPreference(Configuration configuration)
    {
        var isInternal = configuration.Instances.Any(i => i.Peers.Any(p => p.Settings.ValueOf(PeerSettings.RemoteAs) is RemoteAs.Internal
            || (p.Settings.ValueOf(PeerSettings.RemoteAs) is RemoteAs.Number remote && remote.As == i.Settings.ValueOf(PeerSettings.LocalAs)?.As)));
        if (!isInternal) return configuration;
        return configuration with
        {
            Advertisements = [.. configuration.Advertisements.Select(a => a.Settings.Has(ClusterSettings.LocalPreference)
                ? a
                : a with { Settings = a.Settings.With(ClusterSettings.LocalPreference, source.Platform.UnsaidLocalPreference) })],
        };
    }

    /// <summary>Advertisements of all pools announce all services; others those that carry the pool's label.</summary>
    private Configuration WithoutPools(Configuration configuration)
    {
        AddressPool[] announced = [.. configuration.Pools.Where(p => configuration.Advertisements.Any(a => AnnouncedPools.Includes(a, p)))];
        return configuration with { Advertisements = [.. configuration.Advertisements.Select(a => WithoutPools(a, configuration.Pools, announced))] };
    }

    private Advertisement WithoutPools(Advertisement advertisement, ImmutableArray<AddressPool> pools, AddressPool[] announced)
    {
        var said = advertisement.Settings;
        var origin = (said.Get(ClusterSettings.Pools)?.Origin ?? default) + (said.Get(ClusterSettings.PoolSelectors)?.Origin ?? default);
        var plain = advertisement with { Settings = said.Without(ClusterSettings.Pools).Without(ClusterSettings.PoolSelectors), Origin = advertisement.Origin + origin };
        if (said.Get(ClusterSettings.Services) is { } several)
        {
            // One selector holds all: services of several are told apart by nothing that it could say.
            plain = plain with { Settings = plain.Settings.Without(ClusterSettings.Services).With(ClusterSettings.Selector, several.Value.Selectors[0], several.Origin) };
            explanations.Say(several.Origin, Disposition.Approximated, "an advertisement selects services by one selector: the first is written");
        }

        if (AnnouncedPools.IsEvery(advertisement)) return plain;
        var mine = announced.Where(p => AnnouncedPools.Includes(advertisement, p)).Select(p => p.Name).ToArray();
        if (pools.Length > 0 && mine.Length == pools.Length) return plain;
        if (mine.Length == 0) mine = said.ValueOf(ClusterSettings.Pools)?.Split(' ') ?? [];
        if (mine.Length == 0)
        {
            explanations.Say(origin, Disposition.Approximated, $"{target.Speaker} announces services, not pools: those of all pools are announced");
            return plain;
        }

        explanations.Say(origin, Disposition.Approximated, $"{target.Speaker} announces services, not pools: give the services of {string.Join(", ", mine)} the label {PoolLabel} with the name of their pool");
        var selector = plain.Settings.ValueOf(ClusterSettings.Selector) is { } own && !own.Equals(Selectors.AllServices) ? own : LabelSelector.Everything;
        LabelExpression[] expressions = [.. selector.Expressions, .. mine.Length > 1 ? new[] { new LabelExpression(PoolLabel, "In", [.. mine]) } : []];
        var labels = mine.Length > 1 ? selector.Labels : selector.Labels.SetItem(PoolLabel, mine[0]);
        return plain with { Settings = plain.Settings.With(ClusterSettings.Selector, new LabelSelector(labels, expressions), plain.Settings.Get(ClusterSettings.Selector)?.Origin ?? default) };
    }

    /// <summary>Each node has the peers of all speakers that select it: sets of nodes that overlap are cut.</summary>
    private Configuration Disjoint(Configuration configuration)
    {
        var named = configuration.Advertisements.SelectMany(a => a.Settings.ValueOf(ClusterSettings.NodeSelectors)?.Selectors.AsEnumerable() ?? []);
        LabelSelector?[] sets = [.. configuration.Instances.Where(i => i.Peers.Length > 0).Select(i => i.Settings.ValueOf(InstanceSettings.NodeSelector)).Concat(named).Distinct()];
        var announces = configuration.Advertisements.Any(a => a.Settings.Has(ClusterSettings.NodeSelectors));
        if ((sets.Length < 2 && !announces) || configuration.Instances.All(i => i.Peers.Length == 0)) return configuration;
        if (NodeSets.Cut(sets) is not { } pieces)
        {
            diagnostics.Add(DiagnosticCatalogue.Advice(null, $"the node selectors overlap in too many ways: {target.Speaker} lets one resource decide for a node, so make them disjoint by hand"));
            return configuration;
        }

        var instances = ImmutableArray.CreateBuilder<BgpInstance>();
        instances.AddRange(configuration.Instances.Where(i => i.Peers.Length == 0));
        var names = new ObjectNames();
        foreach (var (nodes, within) in pieces)
        {
            var here = configuration.Instances.Where(i => i.Peers.Length > 0 && within.Contains(Array.IndexOf(sets, i.Settings.ValueOf(InstanceSettings.NodeSelector)))).ToArray();
            if (here.Length == 0) continue;
            // The name of the resource with the narrowest selector: the others' nodes are elsewhere too.
            var name = names.Fresh(here.OrderByDescending(i => Width(i.Settings.ValueOf(InstanceSettings.NodeSelector))).First().Settings.ValueOf(InstanceSettings.ClusterConfig) ?? "cilium-bgp");
            var idle = configuration.Advertisements.Where(a => a.Settings.ValueOf(ClusterSettings.NodeSelectors) is { } list && !list.Selectors.Any(s => within.Contains(Array.IndexOf(sets, s)))).ToHashSet();
            foreach (var speaker in here.GroupBy(i => i.Settings.ValueOf(PeerSettings.LocalAs)?.As)) instances.Add(Piece([.. speaker], name, nodes, idle, configuration));
        }

        return configuration with
        {
            Instances = instances.ToImmutable(),
            Advertisements = [.. configuration.Advertisements.Select(a => a.Settings.Get(ClusterSettings.NodeSelectors) is { } nodes
                ? a with { Settings = a.Settings.Without(ClusterSettings.NodeSelectors), Origin = a.Origin + nodes.Origin }
                : a)],
        };
    }

    private static int Width(LabelSelector? nodes) => nodes is null ? 0 : nodes.Labels.Count + nodes.Expressions.Length;

    private static BgpInstance Piece(BgpInstance[] speakers, string cluster, LabelSelector? nodes, HashSet<Advertisement> idle, Configuration configuration)
    {
        var settings = speakers.Select(s => s.Settings).Aggregate((a, b) => b.Entries.Aggregate(a, (all, e) => all.WithValue(e.Setting, e.Value, e.Origin + (all.TryGet(e.Setting, out _, out var before) ? before : default))));
        var origin = settings.Get(InstanceSettings.NodeSelector)?.Origin ?? default;
        settings = settings.Without(InstanceSettings.NodeSelector).With(InstanceSettings.ClusterConfig, cluster);
        if (nodes is not null) settings = settings.With(InstanceSettings.NodeSelector, nodes, origin);
        var peers = new List<Peer>();
        foreach (var peer in speakers.SelectMany(s => s.Peers).Select(p => Without(p, idle, configuration)))
        {
            var distinct = peer with { Distinction = "" };
            for (var n = 2; peers.Any(p => p.Key == distinct.Key); n++) distinct = distinct with { Distinction = $"{n}" };
            peers.Add(distinct);
        }

        return speakers[0] with
        {
            Distinction = Selectors.Identity(settings.ValueOf(PeerSettings.LocalAs)?.As, nodes),
            Origin = Origin.Of(speakers.SelectMany(s => s.Origin)) + origin,
            Settings = settings,
            Groups = [.. speakers.SelectMany(s => s.Groups).DistinctBy(g => g.Name)],
            Peers = [.. peers],
        };
    }

    /// <summary>A peer that is not sent what other nodes announce.</summary>
    private static Peer Without(Peer peer, HashSet<Advertisement> idle, Configuration configuration)
    {
        if (idle.Count == 0) return peer;
        var families = peer.Families;
        foreach (var (family, scope) in peer.Families)
        {
            if (scope.Settings.Get(FamilySettings.Advertisements) is not { } selector) continue;
            var mine = configuration.Advertisements.Where(a => selector.Value.Matches(a.Settings.ValueOf(ClusterSettings.Labels)?.Labels)).ToArray();
            if (!mine.Any(idle.Contains)) continue;
            string[] values = [.. mine.Where(a => !idle.Contains(a)).SelectMany(a => a.Settings.ValueOf(ClusterSettings.Labels)?.Labels.Values ?? []).Distinct().Order(StringComparer.Ordinal)];
            var settings = values.Length == 0 ? scope.Settings.Without(FamilySettings.Advertisements)
                : scope.Settings.With(FamilySettings.Advertisements, values is [var only] ? new LabelSelector([new("advertise", only)], []) : new LabelSelector([], [new LabelExpression("advertise", "In", [.. values])]), selector.Origin);
            families = families.SetItem(family, scope with { Settings = settings });
        }

        return peer with { Families = families };
    }

    /// <summary>What a peer says for its nodes and the target wants said for each node: possible where the nodes are named.</summary>
    private Configuration WithNodes(Configuration configuration)
    {
        var overrides = new List<NodeOverride>(configuration.Overrides);
        var instances = configuration.Instances.Select(instance =>
        {
            string[] nodes = [.. NodesOf(instance.Settings.ValueOf(InstanceSettings.NodeSelector))];
            var name = instance.Settings.ValueOf(InstanceSettings.KubernetesName) ?? "";
            var id = instance.Settings.Get(PeerSettings.RouterId) ?? instance.Peers.Select(p => p.Settings.Get(PeerSettings.RouterId)).FirstOrDefault(i => i is not null);
            if (id is { } router)
            {
                var origin = router.Origin + Origin.Of(instance.Peers.SelectMany(p => p.Settings.Get(PeerSettings.RouterId)?.Origin ?? default));
                foreach (var node in nodes) overrides.Add(new NodeOverride { Node = node, Instance = name, Settings = Settings.Empty.With(PeerSettings.RouterId, router.Value, origin) });
                if (nodes.Length == 0) explanations.Say(origin, Disposition.NeedsInput, "the router id belongs to a node, and the resources do not name their nodes: select them by kubernetes.io/hostname");
            }

            var peers = instance.Peers.Select(peer =>
            {
                var own = peer.Settings.ValueOf(PeerSettings.Name) ?? ObjectNames.ForPeer(peer.Endpoint);
                if (peer.Settings.Get(PeerSettings.LocalAddress) is { } address)
                {
                    foreach (var node in nodes) overrides.Add(new NodeOverride { Node = node, Instance = name, Peer = own, Settings = Settings.Empty.With(PeerSettings.LocalAddress, address.Value, address.Origin) });
                    if (nodes.Length == 0) explanations.Say(address.Origin, Disposition.NeedsInput, "the source address belongs to a node, and the resources do not name their nodes: select them by kubernetes.io/hostname");
                }

                return peer with { Settings = peer.Settings.Without(PeerSettings.RouterId).Without(PeerSettings.LocalAddress).With(PeerSettings.Name, own, peer.Settings.Get(PeerSettings.Name)?.Origin ?? default) };
            });
            return instance with { Settings = instance.Settings.Without(PeerSettings.RouterId), Peers = [.. peers] };
        }).ToImmutableArray();
        return configuration with { Instances = instances, Overrides = [.. overrides] };
    }

    /// <summary>Cilium's resources want a selection for what a peer is sent: a session without any is left out.</summary>
    private Configuration WithoutSilent(Configuration configuration)
    {
        var effective = new EffectiveConfiguration(configuration, source.Platform);
        return configuration with
        {
            Instances = [.. effective.Instances.Select(i => i.Instance with { Peers = [.. i.Peers.Where(IsSent).Select(p => p.Peer)] }).Where(i => i.Peers.Length > 0 || i.Groups.Length > 0)],
        };

        bool IsSent(EffectivePeer peer)
        {
            if (peer.Families.Where(peer.IsActive).Any(f => peer.Announced(f).Any())) return true;
            explanations.SayAll(new BgpInstance { Vrf = "default", Origin = peer.Instance.Instance.Origin, Settings = peer.Instance.Instance.Settings, Peers = [peer.Peer] }, Disposition.NeedsInput,
                "no file says what is announced to this peer, and a session without announcements is not written: convert its advertisements together with it");
            return false;
        }
    }

    private static IEnumerable<string> NodesOf(LabelSelector? selector)
    {
        if (selector is null) return [];
        return selector.Labels.TryGetValue(Hostname, out var host) ? [host]
            : selector.Expressions.Where(e => e is { Key: Hostname, Operator: "In" }).SelectMany(e => e.Values).Distinct();
    }

    /// <summary>What changes when a cluster moves, and in which order to do it.</summary>
    private void Migration(Configuration configuration)
    {
        if (configuration.Instances.All(i => i.Peers.Length == 0)) return;
        foreach (var note in source.Platform.WhenLeft.Concat(target.WhenEntered)) diagnostics.Add(DiagnosticCatalogue.Advice(null, note));
        if (source.Platform.AnnouncesPools && !target.AnnouncesPools && configuration.Pools.Any(p => p.Settings.ValueOf(ClusterSettings.Blocks) is { } blocks && blocks.Contains('/') && !p.Settings.Has(ClusterSettings.AllowFirstLast)))
            diagnostics.Add(DiagnosticCatalogue.Advice(null, "pools use the first and last address of a block, as MetalLB does; Cilium 1.15 and before leave them out unless allowFirstLastIPs says otherwise"));
    }

    private static readonly Dictionary<string, uint> WellKnown = RouterSpeaker.WellKnown;
}
