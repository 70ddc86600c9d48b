using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Conversion.Intents;

/// <summary>
/// Cluster resources as the configuration of a router (cilium-intents.md §6): that of a node with a speaker of its own, or, on request, that of the router at the
/// other end of the sessions.
/// </summary>
internal sealed partial class RouterSpeaker(EffectiveConfiguration source, Platform target, IntentOptions options)
{
    private const string Hostname = "kubernetes.io/hostname";

    private readonly Explanations explanations = new();
    private readonly List<Diagnostic> diagnostics = [];
    private readonly Dictionary<IpPrefix, Origin> blocks = [];
    private readonly Dictionary<string, RoutePolicy> policies = new(StringComparer.Ordinal);
    private readonly List<string> policyOrder = [];
    private readonly Dictionary<string, PrefixSet> sets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> exports = new(StringComparer.Ordinal);
    private readonly string? node = options.Node ?? OnlyNode(source.Configuration);

    public Reshaped Run() => options.Said == Intent.Counterpart ? Counterpart() : Own();

    /// <summary>The node that all overrides are for; null when there are none or several.</summary>
    private static string? OnlyNode(Configuration configuration) =>
        configuration.Overrides.Select(o => o.Node).Distinct().ToArray() is [var only] ? only : null;

    private Reshaped Own()
    {
        EffectiveInstance[] mine = [.. source.Instances.Where(IsMine)];
        foreach (var other in source.Instances.Except(mine)) explanations.SayAll(other.Instance, Disposition.Inherent, $"concerns other nodes than {node}");
        if (node is null && mine.Select(i => i.Instance.Settings.ValueOf(InstanceSettings.NodeSelector)).Distinct().Count() > 1)
            diagnostics.Add(DiagnosticCatalogue.NeedsInput(null, "the resources are for different nodes, and the output holds the sessions of all of them: --set node=NAME picks those of one"));

        EffectiveInstance[] speakers = [.. mine.Where(i => i.Instance.Peers.Length + i.Instance.Networks.Length > 0)];
        if (speakers.Length == 0)
        {
            explanations.SayAll(new Configuration { Advertisements = source.Configuration.Advertisements }, Disposition.NeedsInput, "no file says to whom it is announced: convert it together with its sessions");
            return Finish(new Configuration(), "there is no session");
        }

        foreach (var name in source.Configuration.PolicyOrder) policies[name] = source.Configuration.Policies[name];
        policyOrder.AddRange(source.Configuration.PolicyOrder);
        foreach (var set in source.Configuration.Sets.OfType<PrefixSet>()) sets[set.Name] = set;
        var instances = speakers.GroupBy(s => s.Instance.Vrf).Select(v => Instance(v.Key, [.. v])).ToArray();
        if (node is null)
        {
            foreach (var one in source.Configuration.Overrides)
                explanations.SayAll(new Configuration { Overrides = [one] }, Disposition.NeedsInput, "concerns one node: --set node=NAME writes the configuration of that node");
        }

        return Finish(
            new Configuration
            {
                Instances = [.. instances],
                Others = [.. source.Configuration.Others.Where(o => o.Kind == BfdProfiles.Kind).Select(BfdProfile)],
                Statics = [.. blocks.OrderBy(b => b.Key).Select(b => new StaticRoute { Prefix = b.Key, Origin = b.Value, Settings = Settings.Empty.With(StaticSettings.NextHops, new NextHopList([new NextHop.Blackhole()])) })],
                Policies = policies.ToImmutableDictionary(),
                PolicyOrder = [.. policyOrder],
                Sets = [.. sets.Values],
            },
            "a router has no such thing");
    }

    /// <summary>The speaker of one VRF.</summary>
    private BgpInstance Instance(string vrf, EffectiveInstance[] speakers)
    {
        var first = speakers[0].Instance;
        var settings = Settings.Empty;
        if (OverrideOf(first, "")?.Settings.Get(PeerSettings.LocalAs) is { } nodeAs) settings = settings.With(PeerSettings.LocalAs, nodeAs.Value, nodeAs.Origin);
        else if (first.Settings.Get(PeerSettings.LocalAs) is { } asn)
        {
            var others = speakers.Select(i => i.Instance.Settings.Get(PeerSettings.LocalAs)).Where(a => a is { } other && other.Value == asn.Value);
            settings = settings.With(PeerSettings.LocalAs, asn.Value, Origin.Of(others.SelectMany(a => a!.Value.Origin)));
        }

        foreach (var setting in new Setting[] { PeerSettings.RouterId, PeerSettings.ListenPort })
        {
            if (OverrideOf(first, "")?.Settings.TryGet(setting, out var value, out var origin) == true || first.Settings.TryGet(setting, out value, out origin))
                settings = settings.WithValue(setting, value!, origin);
        }

        // Routers talk IPv4 unless told otherwise: only the other cases need a word.
        settings = settings.With(InstanceSettings.DefaultFamilies, new FamilySet([AfiSafi.Ipv4Unicast]));
        var groups = new Dictionary<string, PeerGroup>(StringComparer.Ordinal);
        var peers = new List<Peer>();
        var before = blocks.Keys.ToHashSet();
        foreach (var peer in speakers.SelectMany(i => i.Peers))
        {
            // A peer that several sets of nodes have alike is one session of a node.
            if (speakers.SelectMany(i => i.Peers).TakeWhile(p => p != peer).Any(p => p.Peer.Settings == peer.Peer.Settings && p.Peer.Key == peer.Peer.Key)) continue;
            if (EndpointOf(peer.Peer) is { } endpoint)
            {
                peers.Add(Peer(peer, endpoint, settings, groups, peers));
                continue;
            }

            var reason = $"left out: the address of the peer is not in the file, only {peer.Peer.Endpoint}; {(peer.Peer.Endpoint is PeerEndpoint.Unresolved { Text: ['$', ..] } ? "--set gives the variable's value" : "write it there")}";
            explanations.SayAll(new BgpInstance { Vrf = "default", Peers = [peer.Peer] }, Disposition.NeedsInput, reason);
            foreach (var group in peer.Groups.Where(g => !speakers.SelectMany(i => i.Peers).Any(p => p.Groups.Contains(g) && EndpointOf(p.Peer) is not null)))
                explanations.SayAll(new BgpInstance { Vrf = "default", Groups = [group] }, Disposition.NeedsInput, reason);
        }

        // MetalLB says the router id at its peers; a router has one.
        var ids = peers.Select(p => p.Settings.Get(PeerSettings.RouterId)).OfType<Stated<IpAddress>>().ToArray();
        if (!settings.Has(PeerSettings.RouterId) && ids.Length > 0 && ids.All(i => i.Value == ids[0].Value))
        {
            settings = settings.With(PeerSettings.RouterId, ids[0].Value, Origin.Of(ids.SelectMany(i => i.Origin)));
            peers = [.. peers.Select(p => p with { Settings = p.Settings.Without(PeerSettings.RouterId) })];
        }

        var named = speakers.SelectMany(s => s.Instance.Networks).GroupBy(n => n.Prefix).Select(g => g.First() with { Origin = Origin.Of(g.SelectMany(n => n.Origin)) }).ToArray();
        return new BgpInstance
        {
            Vrf = vrf,
            Origin = Origin.Of(speakers.SelectMany(i => i.Instance.Origin)),
            Settings = settings,
            Groups = [.. groups.Values],
            Peers = [.. peers],
            Networks =
            [
                .. blocks.Where(b => !before.Contains(b.Key) && named.All(n => n.Prefix != b.Key)).OrderBy(b => b.Key).Select(b => new Network { Family = b.Key.Afi.Unicast(), Prefix = b.Key, Origin = b.Value }),
                .. named,
            ],
        };
    }

    /// <summary>A BFD profile; routers have no one interval for echo packets.</summary>
    private NamedObject BfdProfile(NamedObject profile)
    {
        if (profile.Settings.Get(OtherSettings.BfdEchoInterval) is not { } echo) return profile;
        if (profile.Settings.ValueOf(OtherSettings.BfdEcho)) explanations.Say(echo.Origin, Disposition.Approximated, "the interval of echo packets is left to the router's default");
        else explanations.Say(echo.Origin, Disposition.Inherent, "echo mode is off");
        return profile with { Settings = profile.Settings.Without(OtherSettings.BfdEchoInterval) };
    }

    private bool IsMine(EffectiveInstance instance) =>
        node is null || instance.Instance.Settings.ValueOf(InstanceSettings.NodeSelector) is not { } selector
        || new LabelSelector(selector.Labels.Where(l => l.Key == Hostname), selector.Expressions.Where(e => e.Key == Hostname)).Matches(ImmutableDictionary<string, string>.Empty.Add(Hostname, node));

    private NodeOverride? OverrideOf(BgpInstance instance, string peer) => source.Configuration.Overrides.FirstOrDefault(o =>
        o.Node == node && o.Instance == instance.Settings.ValueOf(InstanceSettings.KubernetesName) && o.Peer == peer);

    /// <summary>The peer's address, variables filled in; null where it stays open.</summary>
    private PeerEndpoint? EndpointOf(Peer peer) =>
        peer.Endpoint is not PeerEndpoint.Unresolved open ? peer.Endpoint
        : IpAddress.TryParse(options.FillIn(open.Text), out var address) ? new PeerEndpoint.Address(address)
        : null;

    private Peer Peer(EffectivePeer peer, PeerEndpoint endpoint, Settings router, Dictionary<string, PeerGroup> groups, List<Peer> before)
    {
        var settings = WithoutReference(peer.Peer.Settings).Without(PeerSettings.AutoDiscovery);
        var local = peer.Instance.Instance.Settings.Get(PeerSettings.LocalAs);
        if (local is { } other && !other.Value.Equals(router.ValueOf(PeerSettings.LocalAs))) settings = settings.With(PeerSettings.LocalAs, other.Value, other.Origin);
        if (OverrideOf(peer.Instance.Instance, settings.ValueOf(PeerSettings.Name) ?? "")?.Settings.Get(PeerSettings.LocalAddress) is { } address)
            settings = settings.With(PeerSettings.LocalAddress, address.Value, address.Origin);
        foreach (var group in peer.Groups) groups.TryAdd(group.Name, Group(group));
        var families = peer.Peer.Families;
        foreach (var family in peer.Families.Where(f => f.IsUnicast() && peer.IsActive(f)))
        {
            var scope = families.GetValueOrDefault(family) ?? new FamilyScope { Family = family };
            var said = scope.Settings.Without(FamilySettings.Advertisements);
            if (!said.Has(FamilySettings.ExportPolicy))
            {
                var (use, origin) = Export(peer, family);
                said = said.With(FamilySettings.ExportPolicy, use, origin);
            }

            if (!peer.Get(FamilySettings.Active, family).IsSaid) said = said.With(FamilySettings.Active, true);
            families = families.SetItem(family, scope with { Settings = said });
        }

        var result = peer.Peer with { Endpoint = endpoint, Settings = settings, Families = families };
        return before.All(p => p.Key != result.Key) ? result : result with { Distinction = $"{before.Count}" };
    }

    /// <summary>The password itself instead of the name of its Secret.</summary>
    private Settings WithoutReference(Settings settings)
    {
        if (settings.Get(PeerSettings.PasswordReference) is not { } reference) return settings;
        if (settings.Has(PeerSettings.Password)) explanations.Say(reference.Origin, Disposition.Inherent, "the password itself is written");
        else explanations.Say(reference.Origin, Disposition.NeedsInput, $"the password is in the Secret '{reference.Value}', which is not in the file: put its manifest there");
        return settings.Without(PeerSettings.PasswordReference);
    }

    /// <summary>A PeerConfig without what only a cluster can say.</summary>
    private PeerGroup Group(PeerGroup group)
    {
        foreach (var silent in group.Families.Values.Where(f => f.Family != AfiSafi.Ipv4Unicast && !f.Settings.ValueOf(FamilySettings.Active)))
            explanations.Say(silent.Settings.Entries.SelectMany(e => e.Origin), Disposition.Inherent, "a router exchanges IPv4 routes only unless told otherwise");
        return group with
        {
            Settings = WithoutReference(group.Settings),
            Families = group.Families.Where(f => f.Key == AfiSafi.Ipv4Unicast || f.Value.Settings.ValueOf(FamilySettings.Active))
                .ToImmutableSortedDictionary(f => f.Key, f => f.Value with { Settings = f.Value.Settings.Without(FamilySettings.Advertisements) }),
        };
    }

    private Reshaped Counterpart()
    {
        EffectivePeer[] sessions = [.. source.Instances.SelectMany(i => i.Peers)];
        EffectivePeer[] mine = options.PeerAddresses.Length == 0
            ? sessions
            : [.. sessions.Where(p => p.Peer.Endpoint is PeerEndpoint.Address a && options.PeerAddresses.Contains(a.Ip))];
        if (mine.Select(p => p.Peer.Endpoint).Distinct().Count() != 1)
            return Refuse($"the cluster peers with {string.Join(", ", sessions.Select(p => p.Peer.Endpoint).Distinct())}: --set peer-address=… names the router to write");
        if (mine[0].Get(PeerSettings.RemoteAs).Value is not RemoteAs.Number router) return Refuse("the resources do not say which AS number the router has");
        if (options.Neighbors.Length == 0) return Refuse("the resources do not hold the addresses of the nodes: --set neighbors=… lists them, or names a prefix that they are in");
        foreach (var other in sessions.Except(mine)) explanations.SayAll(new BgpInstance { Vrf = "default", Peers = [other.Peer] }, Disposition.Inherent, "a session with another router");

        var groups = ImmutableArray.CreateBuilder<PeerGroup>();
        var peers = ImmutableArray.CreateBuilder<Peer>();
        foreach (var session in mine)
        {
            var name = session.Groups.Count > 0 ? session.Groups[0].Name : "cilium";
            var settings = Settings.Empty;
            foreach (var setting in new Setting[] { PeerSettings.HoldTime, PeerSettings.Keepalive, PeerSettings.MultihopTtl, PeerSettings.Password })
            {
                if (session.Get(setting) is { IsSaid: true, Value: { } value } said) settings = settings.WithValue(setting, value, said.Origin);
            }

            var local = session.Get(PeerSettings.LocalAs);
            if (local.Value is LocalAs cluster) settings = settings.With<RemoteAs>(PeerSettings.RemoteAs, new RemoteAs.Number(cluster.As), local.Origin);
            var families = ImmutableSortedDictionary<AfiSafi, FamilyScope>.Empty;
            foreach (var family in session.Families.Where(f => f.IsUnicast()))
            {
                var active = session.Get(FamilySettings.Active, family);
                if (active.Value is false && family != AfiSafi.Ipv4Unicast) continue;
                var scope = Settings.Empty.With(FamilySettings.Active, active.Value is true, active.Origin);
                if (active.Value is true) scope = scope.With<PolicyUse>(FamilySettings.ImportPolicy, Import(session, family)).With<PolicyUse>(FamilySettings.ExportPolicy, new PolicyUse.RejectAll());
                families = families.Add(family, new FamilyScope { Family = family, Settings = scope });
            }

            if (groups.All(g => g.Name != name)) groups.Add(new PeerGroup { Name = name, Settings = settings, Families = families, Origin = session.Peer.Origin });
            foreach (var word in options.Neighbors)
            {
                PeerEndpoint? endpoint = IpAddress.TryParse(word, out var address) ? new PeerEndpoint.Address(address) : IpPrefix.TryParse(word, out var range) ? new PeerEndpoint.Range(range) : null;
                if (endpoint is null) diagnostics.Add(DiagnosticCatalogue.NeedsInput(null, $"neighbors: '{word}' is neither an address nor a prefix"));
                else if (peers.All(p => !p.Endpoint.Equals(endpoint))) peers.Add(new Peer { Endpoint = endpoint, Settings = Settings.Empty.With(PeerSettings.Group, name), Origin = session.Peer.Origin });
            }
        }

        var instance = new BgpInstance
        {
            Vrf = "default",
            Origin = mine[0].Peer.Origin,
            Settings = Settings.Empty.With(PeerSettings.LocalAs, new LocalAs(router.As), mine[0].Get(PeerSettings.RemoteAs).Origin)
                .With(InstanceSettings.DefaultFamilies, new FamilySet([AfiSafi.Ipv4Unicast])),
            Groups = groups.ToImmutable(),
            Peers = peers.ToImmutable(),
        };
        return Finish(
            new Configuration { Instances = [instance], Policies = policies.ToImmutableDictionary(), PolicyOrder = [.. policyOrder], Sets = [.. sets.Values] },
            "the cluster's side of the session: it stays there");
    }

    /// <summary>What the router accepts: what the cluster announces.</summary>
    private PolicyUse Import(EffectivePeer session, AfiSafi family)
    {
        var selected = session.Get(FamilySettings.Advertisements, family);
        var ranges = source.Configuration.Advertisements
            .Where(a => selected.Value is LabelSelector s && s.Matches(a.Settings.ValueOf(ClusterSettings.Labels)?.Labels))
            .SelectMany(a => Announced(a, family.Afi()!.Value)).Select(r => (Range: new PrefixRange(r.Range.Prefix, r.Range.MinLength, r.Range.Prefix.Width), r.Origin)).ToArray();
        if (ranges.Length == 0) return new PolicyUse.RejectAll();
        var name = $"cluster-in-{(family == AfiSafi.Ipv4Unicast ? "ipv4" : "ipv6")}";
        if (!policies.ContainsKey(name))
        {
            var set = sets[name] = new PrefixSet { Name = name, Afi = family.Afi(), Entries = [.. ranges.Select(r => new SetEntry<PrefixRange>(true, r.Range, r.Origin))] };
            policies[name] = new RoutePolicy
            {
                Name = name,
                Body = [new PolicyStatement.If(new Condition.PrefixIn(SetReference<PrefixSet>.To(set)), [new PolicyStatement.End(Verdict.Accept)], [])],
                Final = Verdict.Reject,
            };
            policyOrder.Add(name);
        }

        return new PolicyUse.Named(name);
    }

    private Reshaped Refuse(string what) => new(new Configuration(), target, [], [.. diagnostics], DiagnosticCatalogue.NeedsInput(null, what));

    private Reshaped Finish(Configuration result, string otherwise)
    {
        var disposition = options.Said == Intent.Counterpart || result.Instances.Length == 0 ? Disposition.Inherent : Disposition.Lost;
        foreach (var instance in source.Configuration.Instances)
        {
            foreach (var setting in new Setting[] { InstanceSettings.NodeSelector, InstanceSettings.ClusterConfig, InstanceSettings.KubernetesName })
            {
                if (instance.Settings.TryGet(setting, out _, out var origin)) explanations.Say(origin.Except(ModelStatements.Of(result)), Disposition.Inherent, "orders the cluster's resources; a router's file is for one node");
            }
        }

        foreach (var pool in source.Configuration.Pools)
            explanations.Say(ModelStatements.Of(new Configuration { Pools = [pool] }).Except(ModelStatements.Of(result)), Disposition.Inherent, "concerns how services get addresses, not how they are announced");
        var used = result.Instances.SelectMany(i => i.Groups).Select(g => g.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var group in source.Configuration.Instances.SelectMany(i => i.Groups).Where(g => !used.Contains(g.Name)))
            explanations.SayAll(new BgpInstance { Vrf = "default", Groups = [group] }, Disposition.Inherent, "no session uses it");
        foreach (var advertisement in source.Configuration.Advertisements)
        {
            var part = new Configuration { Advertisements = [advertisement] };
            explanations.Say(ModelStatements.Of(part).Except(ModelStatements.Of(result)), Disposition.Inherent, "the export policy holds what it announces");
        }

        return new Reshaped(result, options.Said == Intent.Counterpart ? target : source.Platform, explanations.Finish(source.Configuration, result, disposition, otherwise), [.. diagnostics]);
    }
}
