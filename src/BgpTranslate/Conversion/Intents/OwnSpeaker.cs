using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Conversion.Intents;

/// <summary>The speaker of a node as cluster resources: Cilium takes its place (cilium-intents.md §3).</summary>
internal sealed class OwnSpeaker
{
    /// <summary>The label that holds a node's name.</summary>
    public const string HostnameLabel = "kubernetes.io/hostname";

    private const string Node = "--set node=NAME";

    /// <summary>Names of sessions with other nodes; Calico calls other peers of one node <c>Node_…</c>.</summary>
    private static readonly string[] MeshWords = ["mesh", "node", "worker"], CalicoMeshWords = ["mesh"];

    private readonly EffectiveConfiguration source;
    private readonly Platform target;
    private readonly SupportTable support;
    private readonly IntentOptions options;
    private readonly Explanations explanations = new();
    private readonly NodeRoutes routes;
    private readonly Dictionary<Secret, string> secrets = [];
    private readonly Dictionary<string, Origin> pools = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> diagnostics = [];
    private readonly string? node;
    private readonly LabelSelector? nodes;
    private readonly bool acceptsRoutes;

    public OwnSpeaker(EffectiveConfiguration source, Platform target, SupportTable support, IntentOptions options, DefaultsMode defaults)
    {
        this.source = defaults == DefaultsMode.Adopt ? source : new EffectiveConfiguration(ExplicitDefaults.For(source, target, support), source.Platform);
        (this.target, this.support, this.options) = (target, support, options);
        routes = new NodeRoutes(this.source, options, explanations);
        node = (options.Node ?? HostnameOf(source)) is { } name ? ObjectNames.Fit(name) : null;
        nodes = options.NodeLabel is { } label ? new LabelSelector([label], []) : node is not null ? Hostnames([node]) : null;
        acceptsRoutes = AcceptsRoutes();
    }

    /// <summary>The nodes of these names.</summary>
    public static LabelSelector Hostnames(ImmutableArray<string> names) =>
        names is [var only] ? new([new(HostnameLabel, only)], []) : new([], [new LabelExpression(HostnameLabel, "In", names)]);

    /// <summary>The name that the router's configuration gives it; null where it gives none.</summary>
    public static string? HostnameOf(EffectiveConfiguration source) =>
        source.Configuration.Settings.ValueOf(InstanceSettings.Hostname)
        ?? source.Configuration.Instances.Select(i => i.Settings.ValueOf(InstanceSettings.Hostname)).FirstOrDefault(h => h is not null);

    public Reshaped Run()
    {
        var planned = new List<PlannedInstance>();
        foreach (var instance in source.Instances)
        {
            if (instance.Instance.Vrf != "default") explanations.SayAll(instance.Instance, Disposition.Lost, $"{target.Speaker} has no VRFs");
            else planned.AddRange(Instances(instance));
        }

        var pool = pools.Count == 0
            ? (AddressPool[])[]
            : [new AddressPool { Name = "services", Settings = Settings.Empty.With(ClusterSettings.Blocks, string.Join(' ', pools.Keys), Origin.Of(pools.Values.SelectMany(o => o))) }];
        var result = new ClusterPlan(node).Build(planned, pool);
        Explain(result);
        if (source.Platform.Export == ExportScope.BgpTable && source.Configuration.Instances.Any(i => i.Redistributions.Length > 0))
            diagnostics.Add(DiagnosticCatalogue.Advice(null, "routes that were redistributed have ORIGIN INCOMPLETE, those of a cluster IGP: look for policies of the routers that match it"));
        return new Reshaped(result, target, explanations.Finish(source.Configuration, result, Disposition.Lost, "a cluster has no place for it"), [.. diagnostics]) { Node = node };
    }

    private IEnumerable<PlannedInstance> Instances(EffectiveInstance instance)
    {
        var cluster = options.NodeLabelName ?? node ?? "cilium-bgp";
        var planned = instance.Peers.Select(p => (Peer: p, Plan: PlanFor(p))).Where(p => p.Plan is not null).ToArray();
        foreach (var group in planned.GroupBy(p => ((LocalAs)p.Peer.Get(PeerSettings.LocalAs).Value!).As))
        {
            var asOrigin = Origin.Of(group.SelectMany(p => p.Peer.Get(PeerSettings.LocalAs).Origin));
            var settings = Settings.Empty.With(InstanceSettings.KubernetesName, $"instance-{group.Key}").With(PeerSettings.LocalAs, new LocalAs(group.Key), asOrigin);
            settings = WithPort(settings, [.. group.Select(p => p.Peer)]);
            var own = Settings.Empty;
            if (instance.Get(PeerSettings.RouterId) is { IsSaid: true, Value: IpAddress id } said)
            {
                if (node is not null) own = own.With(PeerSettings.RouterId, id, said.Origin);
                else explanations.Say(said.Origin, Disposition.NeedsInput, $"the router id belongs to one node: {Node} names it");
            }

            yield return new PlannedInstance(
                cluster,
                nodes,
                new BgpInstance { Vrf = "default", Origin = instance.Instance.Origin, Settings = settings },
                own,
                [.. group.Select(p => p.Plan!)]);
        }
    }

    /// <summary>A node that waits for its peers must listen.</summary>
    private Settings WithPort(Settings settings, EffectivePeer[] peers)
    {
        var passive = peers.Select(p => p.Get(PeerSettings.Passive)).Where(v => v is { Value: true }).ToArray();
        var port = peers[0].Get(PeerSettings.ListenPort);
        var said = port is { Value: uint, Origin.IsNone: false };
        if (passive.Length == 0 && !said) return settings;
        var origin = Origin.Of(passive.SelectMany(v => v.Origin)) + port.Origin;
        if (support.Find(PeerSettings.ListenPort) is null)
        {
            settings = settings.With(PeerSettings.ListenPort, port.Value as uint? ?? 179u, origin);
            explanations.Say(passive.SelectMany(v => v.Origin), Disposition.Approximated, $"{target.Speaker} listens, and dials as well");
        }
        else
        {
            explanations.Say(origin, Disposition.Approximated, $"{target.Speaker} dials instead of waiting; it does not listen");
        }

        return settings;
    }

    private PlannedPeer? PlanFor(EffectivePeer peer)
    {
        if (WhyNot(peer) is var (disposition, reason))
        {
            LeaveOut(peer, disposition, reason);
            return null;
        }

        var families = ImmutableSortedDictionary<AfiSafi, PlannedFamily>.Empty;
        foreach (var family in peer.Families.Where(peer.IsActive))
        {
            var origin = peer.Get(FamilySettings.Active, family).Origin;
            if (!family.IsUnicast())
            {
                explanations.Say(origin, Disposition.Lost, $"{target.Speaker} exchanges IPv4 and IPv6 unicast routes only");
                continue;
            }

            var sent = routes.SentTo(peer, family);
            if (sent.IsEmpty) explanations.Say(origin, Disposition.NeedsInput, $"nothing that is announced in {family.Name()} is recognized, so the family is left out: --set pod-cidr=… or --set lb-cidr=… says what the node announces");
            else families = families.Add(family, new PlannedFamily(origin, [.. sent.Select(Item)]));
        }

        if (families.IsEmpty)
        {
            LeaveOut(peer, Disposition.NeedsInput, "nothing that is announced to this peer is recognized, and a session without announcements is not written: say what the node announces with --set pod-cidr=… or --set lb-cidr=…");
            return null;
        }

        var name = NameOf(peer.Peer);
        var remote = peer.Get(PeerSettings.RemoteAs);
        var endpoint = peer.Peer.Endpoint is PeerEndpoint.Address or PeerEndpoint.Unresolved ? peer.Peer.Endpoint : new PeerEndpoint.Address(options.PeerAddresses[0]);
        return new PlannedPeer(
            name,
            peer.Groups.Count > 0 ? peer.Groups[0].Name : name,
            new Peer
            {
                Endpoint = endpoint,
                Origin = peer.Peer.Origin + Origin.Of(peer.Peer.Families.Values.SelectMany(f => f.Origin)) + (peer.Peer.Settings.Get(PeerSettings.Name)?.Origin ?? DescriptionOf(peer.Peer, name))
                    + (peer.Peer.Settings.Get(PeerSettings.Group)?.Origin ?? default) + Origin.Of(peer.Groups.SelectMany(g => g.Origin)),
                Settings = Settings.Empty.With(PeerSettings.RemoteAs, (RemoteAs)remote.Value!, remote.Origin),
            },
            Shared(peer, name),
            families,
            NodeSettings(peer));
    }

    private (Disposition, string)? WhyNot(EffectivePeer peer)
    {
        if (peer.Get(PeerSettings.Shutdown).Value is true) return (Disposition.Inherent, "left out: the peer is administratively down");
        if (peer.Get(PeerSettings.RemoteAs).Value is null) return (Disposition.Inherent, "left out: the peer has no AS number, so its session never starts");
        if (peer.Get(PeerSettings.LocalAs).Value is not LocalAs) return (Disposition.Lost, "the session has no local AS number");
        if (peer.Get(PeerSettings.Vrf).Value is string) return (Disposition.Lost, $"{target.Speaker} has no VRFs");
        if (peer.Session == SessionType.Internal && IsMesh(peer)) return (Disposition.Inherent, $"left out: another node of the cluster; {target.Speaker} carries routes between nodes itself");
        return peer.Peer.Endpoint switch
        {
            PeerEndpoint.Range => (Disposition.Lost, $"{target.Speaker} dials its peers: it has none whose addresses it does not know"),
            PeerEndpoint.Interface when options.PeerAddresses.Length == 0 => (Disposition.NeedsInput, $"{target.Speaker} has no unnumbered peers: --set peer-address=… gives the peer's address"),
            PeerEndpoint.Unresolved { Text: not ['$', ..] } => (Disposition.Lost, "the peer has no address"),
            _ => null,
        };
    }

    private bool IsMesh(EffectivePeer peer) =>
        new[] { peer.Peer.Settings.ValueOf(PeerSettings.Name), peer.Peer.Settings.ValueOf(PeerSettings.Group), peer.Peer.Settings.ValueOf(PeerSettings.Description) }
            .OfType<string>().Any(t => (IntentSignals.IsCalico(source) ? CalicoMeshWords : MeshWords).Any(w => t.Contains(w, StringComparison.OrdinalIgnoreCase)));

    /// <summary>A peer that is not written takes what is said for it alone along.</summary>
    private void LeaveOut(EffectivePeer peer, Disposition disposition, string reason)
    {
        var instance = new BgpInstance { Vrf = "default" };
        explanations.SayAll(instance with { Peers = [peer.Peer] }, disposition, reason);
        foreach (var group in peer.Groups)
        {
            if (peer.Instance.Peers.All(p => ReferenceEquals(p, peer) || !p.Groups.Contains(group))) explanations.SayAll(instance with { Groups = [group] }, disposition, reason);
        }
    }

    private (PlannedAdvertisement, Origin) Item(AnnouncedRoute route)
    {
        if (route.Kind == AdvertisementKind.Service)
        {
            var block = options.ServiceCidrs.Where(c => c.Covers(route.Prefix)).Select(c => $"{c}").FirstOrDefault($"{route.Prefix}");
            pools[block] = pools.GetValueOrDefault(block) + route.Origin;
        }

        return (new PlannedAdvertisement(route.Kind, route.Communities, route.LocalPreference), route.Origin);
    }

    private Settings Shared(EffectivePeer peer, string name)
    {
        var shared = Settings.Empty;
        foreach (var setting in new Setting[] { PeerSettings.RemotePort, PeerSettings.ConnectRetry, PeerSettings.HoldTime, PeerSettings.Keepalive, PeerSettings.GracefulRestart, PeerSettings.RestartTime })
        {
            if (peer.Get(setting) is { IsSaid: true, Value: { } value } said) shared = shared.WithValue(setting, value, said.Origin);
        }

        if (support.Find(PeerSettings.LocalInterface) is null && peer.Get(PeerSettings.LocalInterface) is { Value: string source } s) shared = shared.With(PeerSettings.LocalInterface, source, s.Origin);
        shared = SessionTtl.Add(shared, peer, explanations);
        if (peer.Get(PeerSettings.Password) is not { Value: Secret password } said2) return shared;
        if (!secrets.TryGetValue(password, out var secret)) secrets[password] = secret = ObjectNames.Fit($"bgp-{name}");
        return shared.With(PeerSettings.Password, password, said2.Origin).With(PeerSettings.PasswordReference, secret, said2.Origin);
    }

    private Settings NodeSettings(EffectivePeer peer)
    {
        if (peer.Get(PeerSettings.LocalAddress) is not { Value: IpAddress address } said) return Settings.Empty;
        if (node is not null) return Settings.Empty.With(PeerSettings.LocalAddress, address, said.Origin);
        explanations.Say(said.Origin, Disposition.NeedsInput, $"the source address belongs to one node: {Node} names it");
        return Settings.Empty;
    }

    /// <summary>What the peer is called, or may be.</summary>
    public static string NameOf(Peer peer) =>
        peer.Settings.ValueOf(PeerSettings.Name) is { Length: > 0 } name ? name
        : peer.Settings.ValueOf(PeerSettings.Description) is { Length: > 0 and < 40 } description ? description
        : $"peer-{peer.Endpoint}".Replace('.', '-');

    /// <summary>Who stated the description that became the name.</summary>
    private static Origin DescriptionOf(Peer peer, string name) =>
        peer.Settings.Get(PeerSettings.Description) is { } description && description.Value == name ? description.Origin : Origin.None;

    /// <summary>What the node's speaker does and Cilium does not.</summary>
    private void Explain(Configuration result)
    {
        var configuration = source.Configuration;
        var instances = source.Instances.Where(i => i.Instance.Vrf == "default").ToArray();
        foreach (var peer in instances.SelectMany(i => i.Peers))
        {
            foreach (var family in peer.Families.Where(peer.IsActive))
            {
                foreach (var setting in new Setting[] { FamilySettings.ImportPolicy, FamilySettings.ImportPrefixSet, FamilySettings.ImportAccessList, FamilySettings.ImportAsPathSet })
                {
                    if (peer.Get(setting, family) is not { Value: { } use } said) continue;
                    if (use is PolicyUse.RejectAll || RejectsAll(use)) explanations.Say(StatementsOf(use, said.Origin), Disposition.Inherent, $"{target.Speaker} rejects everything it receives");
                    else explanations.Say(StatementsOf(use, said.Origin), Disposition.Lost, $"{target.Speaker} accepts no routes");
                }

                foreach (var setting in new Setting[] { FamilySettings.ExportPolicy, FamilySettings.ExportPrefixSet, FamilySettings.ExportAccessList, FamilySettings.ExportAsPathSet })
                {
                    if (peer.Get(setting, family) is { Value: { } use } said) ExplainExport(use, said.Origin, ModelStatements.Of(result));
                }
            }
        }

        var kept = ModelStatements.Of(result);
        foreach (var settings in configuration.Instances.SelectMany(i => i.AllSettings()).Select(s => s.Settings).Prepend(configuration.Settings))
        {
            foreach (var (setting, _, origin) in settings.Entries)
            {
                if (support.Find(setting) is not { Level: not SupportLevel.Exact } row) continue;
                explanations.Say(origin.Where(s => !kept.Contains(s)), row.Level switch { SupportLevel.Inherent => Disposition.Inherent, SupportLevel.Approximate => Disposition.Approximated, _ => Disposition.Lost }, row.Reason);
            }
        }

        ExplainObjects(kept);
    }

    /// <summary>Whether the node has routes of others at all.</summary>
    private bool AcceptsRoutes() => source.Instances.SelectMany(i => i.Peers).Any(p => p.Families.Where(p.IsActive).Any(f =>
        p.Get(FamilySettings.ImportPolicy, f).Value switch
        {
            null => EffectivePolicies.HasImport(p, f) || p.Get(FamilySettings.DefaultImport, f).Value is not Verdict.Reject,
            PolicyUse.RejectAll => false,
            var use => !RejectsAll(use),
        }));

    /// <summary>What an export policy says beyond what is announced: rejections are what Cilium does anyway, other changes and verdicts are not.</summary>
    private void ExplainExport(object use, Origin origin, HashSet<Statement> kept)
    {
        if (use is PolicyUse.Named { Policy: var name } && source.Configuration.Policies.TryGetValue(name, out var policy)) ExplainBody(policy.Body, kept);
        explanations.Say(StatementsOf(use, origin).Where(s => !kept.Contains(s)), Disposition.Inherent, $"{target.Speaker} announces nothing but what is written");
    }

    private void ExplainBody(ImmutableArray<PolicyStatement> body, HashSet<Statement> kept)
    {
        foreach (var statement in body)
        {
            switch (statement)
            {
                case PolicyStatement.If choice:
                    ExplainBody(choice.Then, kept);
                    ExplainBody(choice.Else, kept);
                    break;
                case PolicyStatement.Block block:
                    ExplainBody(block.Body, kept);
                    break;
                case PolicyStatement.Apply:
                    explanations.Say(statement.Origin.Where(s => !kept.Contains(s)), acceptsRoutes ? Disposition.Lost : Disposition.Inherent, $"concerns routes that {target.Speaker} does not announce");
                    break;
                case PolicyStatement.End { Verdict: Verdict.Accept }:
                    if (acceptsRoutes) explanations.Say(statement.Origin.Where(s => !kept.Contains(s)), Disposition.Lost, $"{target.Speaker} announces its own routes only and passes none on");
                    else explanations.Say(statement.Origin.Where(s => !kept.Contains(s)), Disposition.Inherent, "there are no other routes: none are accepted");
                    break;
                case PolicyStatement.Opaque:
                    explanations.Say(statement.Origin, Disposition.Lost, $"{target.Speaker} has no route policies");
                    break;
            }
        }
    }

    private void ExplainObjects(HashSet<Statement> kept)
    {
        var configuration = source.Configuration;
        foreach (var route in configuration.Statics)
            Remaining(new Configuration { Statics = [route] }, Disposition.Lost, "no resource holds a static route: the node itself must have it");
        foreach (var protocol in configuration.Protocols)
        {
            var (disposition, reason) = protocol.Kind switch
            {
                RibProtocolKind.Kernel when protocol.Settings.ValueOf(RibSettings.ExportPolicy) is not (null or PolicyUse.RejectAll) && protocol.Settings.ValueOf(RibSettings.Disabled) is false =>
                    (Disposition.Lost, $"{target.Speaker} accepts no routes and installs none"),
                RibProtocolKind.Pipe or RibProtocolKind.Other => (Disposition.Lost, $"{target.Speaker} has no other protocols and no tables of its own"),
                _ => (Disposition.Inherent, "the node's kernel keeps its own routes"),
            };
            Remaining(new Configuration { Protocols = [protocol] }, disposition, reason);
        }

        foreach (var rib in configuration.Ribs) Remaining(new Configuration { Ribs = [rib] }, Disposition.Inherent, $"{target.Speaker} has no tables of its own");
        foreach (var carried in configuration.Carried)
            Remaining(new Configuration { Carried = [carried] }, Disposition.Lost, support.Find(carried.Feature)?.Reason ?? "a cluster has no place for it");
        foreach (var other in configuration.Others)
            Remaining(new Configuration { Others = [other] }, Disposition.Inherent, support.Find(other.Kind)?.Reason ?? "nothing in the cluster depends on it");
        foreach (var instance in configuration.Instances)
        {
            var shell = new BgpInstance { Vrf = instance.Vrf };
            Remaining(new Configuration { Instances = [shell with { Networks = instance.Networks }] }, Disposition.Lost, "a cluster announces Pod CIDRs, pools, services and interface addresses, not prefixes by name");
            Remaining(new Configuration { Instances = [shell with { Aggregates = instance.Aggregates }] }, Disposition.Lost, "a cluster announces Pod CIDRs, pools, services and interface addresses, not aggregates");
            Remaining(new Configuration { Instances = [shell with { Redistributions = instance.Redistributions }] }, Disposition.Lost, "a cluster announces Pod CIDRs, pools, services and interface addresses, not routes of other protocols");
            Remaining(new Configuration { Instances = [shell with { Groups = instance.Groups }] }, Disposition.Inherent, "each peer has its settings written out");
        }

        Remaining(new Configuration { Policies = configuration.Policies, Sets = configuration.Sets }, Disposition.Inherent, "no peer of the cluster uses it");

        void Remaining(Configuration part, Disposition disposition, string reason) =>
            explanations.Say(ModelStatements.Of(part).Where(s => !kept.Contains(s)), disposition, reason);
    }

    private bool RejectsAll(object use) =>
        use is PolicyUse.Named { Policy: var name } && source.Configuration.Policies.TryGetValue(name, out var policy)
        && CanonicalForm.Of(policy, source.Configuration.Policies) == CanonicalForm.Of(new RoutePolicy { Name = "none", Final = Verdict.Reject }, source.Configuration.Policies);

    private Origin StatementsOf(object use, Origin origin)
    {
        var origins = new PolicyOrigins(source.Configuration.Policies);
        origins.Add(origin);
        switch (use)
        {
            case PolicyUse.Named named: origins.AddNamed(named.Policy); break;
            case SetReference<PrefixSet> set: origins.Add(set.Set); break;
            case SetReference<AsPathSet> set: origins.Add(set.Set); break;
        }

        return origins.Origin;
    }
}
