using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Conversion.Intents;

/// <summary>
/// The cluster's side of a router's sessions with its nodes (cilium-intents.md §4). The router stays as it is: what concerns its own side is none of the cluster's.
/// Nodes that the router treats alike become one set of nodes with one session to the router.
/// </summary>
internal sealed class Counterpart(EffectiveConfiguration source, Platform target, SupportTable support, IntentOptions options)
{
    private const string StaysThere = "the router's side of the session: it stays there";

    private static readonly string[] PodWords = ["pod", "cluster-cidr"], ServiceWords = ["lb", "svc", "service", "vip", "loadbalancer", "metallb", "pool"];

    private readonly Explanations explanations = new();
    private readonly List<Diagnostic> diagnostics = [];
    private readonly Dictionary<Secret, string> secrets = [];
    private readonly Dictionary<string, Origin> pools = new(StringComparer.Ordinal);

    /// <summary>One end of a session as the cluster has it.</summary>
    private sealed record Mirrored(EffectivePeer Peer, uint ClusterAs, LocalAs RouterAs, PeerEndpoint Router, Origin RouterOrigin, Settings Shared, ImmutableSortedDictionary<AfiSafi, PlannedFamily> Families);

    public Reshaped Run()
    {
        if (Choose() is not { } chosen)
        {
            return new Reshaped(new Configuration(), target, [], [.. diagnostics], DiagnosticCatalogue.NeedsInput(
                null, "which of the router's neighbours are nodes of the cluster? --set neighbors=… names them by address, prefix, group, name or description (shell patterns)"));
        }

        foreach (var peer in source.Instances.SelectMany(i => i.Peers).Where(p => !chosen.Contains(p)))
            explanations.SayAll(new BgpInstance { Vrf = "default", Peers = [peer.Peer] }, Disposition.Inherent, "outside the cluster's sessions: it stays on the router");

        Mirrored[] mirrored = [.. chosen.Select(Mirror).OfType<Mirrored>()];
        var clusters = mirrored.GroupBy(m => m.ClusterAs).ToArray();
        var planned = clusters.Select(c => Plan(c.Key, [.. c], clusters.Length > 1)).ToArray();
        foreach (var range in options.ServiceCidrs) pools.TryAdd($"{range}", Origin.None);
        AddressPool[] pool = pools.Count == 0 || mirrored.Length == 0
            ? []
            : [new AddressPool { Name = "services", Settings = Settings.Empty.With(ClusterSettings.Blocks, string.Join(' ', pools.Keys), Origin.Of(pools.Values.SelectMany(o => o))) }];
        var result = new ClusterPlan(null).Build(planned, pool);
        Advise(chosen);
        return new Reshaped(result, target, explanations.Finish(source.Configuration, result, Disposition.Inherent, StaysThere), [.. diagnostics]);
    }

    /// <summary>The neighbours that are nodes; null when nothing tells.</summary>
    private HashSet<EffectivePeer>? Choose()
    {
        EffectivePeer[] peers = [.. source.Instances.SelectMany(i => i.Peers).Where(p => p.Get(PeerSettings.Shutdown).Value is not true)];
        if (options.Neighbors.Length > 0) return NonEmpty(peers.Where(p => options.Names(p.Peer)));
        if (NonEmpty(peers.Where(IntentSignals.IsNode)) is { } named) return Chosen(named, "they are called like nodes");
        if (NonEmpty(peers.Where(IntentSignals.IsServed)) is { } served) return Chosen(served, "the router serves them routes as to nodes");
        if (peers.Length > 0 && peers.Select(Treatment).Distinct().Count() == 1 && peers.All(IsPrivateAs)) return Chosen([.. peers], "the router treats all its neighbours alike");
        return null;
    }

    private static HashSet<EffectivePeer>? NonEmpty(IEnumerable<EffectivePeer> peers) => peers.ToHashSet() is { Count: > 0 } set ? set : null;

    private HashSet<EffectivePeer> Chosen(HashSet<EffectivePeer> peers, string why)
    {
        if (peers.Count < source.Instances.Sum(i => i.Peers.Length))
            diagnostics.Add(DiagnosticCatalogue.Intent($"nodes of the cluster are {string.Join(", ", peers.Take(5).Select(p => $"{p.Peer.Endpoint}"))}{(peers.Count > 5 ? " …" : "")}: {why} (--set neighbors=… chooses others)"));
        return peers;
    }

    /// <summary>How the router treats a neighbour: equal texts, equal treatment.</summary>
    private static string Treatment(EffectivePeer peer) => string.Join('\n', peer.Families.Where(peer.IsActive).Select(f =>
        $"{f} {peer.Get(FamilySettings.ImportPolicy, f).Value} {peer.Get(FamilySettings.ExportPolicy, f).Value} {peer.Get(FamilySettings.RouteReflectorClient, f).Value}"));

    /// <summary>RFC 6996, or an internal session: no AS of the Internet.</summary>
    private static bool IsPrivateAs(EffectivePeer peer) => peer.Get(PeerSettings.RemoteAs).Value switch
    {
        RemoteAs.Number { As: >= 64512 and <= 65534 or >= 4200000000 and <= 4294967294 } => true,
        RemoteAs.Number => peer.Session == SessionType.Internal,
        _ => true,
    };

    private Mirrored? Mirror(EffectivePeer peer)
    {
        if (peer.Get(PeerSettings.LocalAs).Value is not LocalAs local) return Leave(peer, Disposition.Lost, "the router has no AS number for this session");
        if (ClusterAs(peer, local) is not { } asn) return Leave(peer, Disposition.NeedsInput, "the router does not say which AS number the nodes have: --set cluster-asn=… does");
        var families = ImmutableSortedDictionary<AfiSafi, PlannedFamily>.Empty;
        foreach (var family in peer.Families.Where(f => f.IsUnicast() && peer.IsActive(f)))
            families = families.Add(family, new PlannedFamily(peer.Get(FamilySettings.Active, family).Origin, Advertisements(peer, family)));
        if (families.IsEmpty) return Leave(peer, Disposition.Lost, $"{target.Speaker} exchanges IPv4 and IPv6 unicast routes only");
        if ((RouterAddress(peer) ?? Gateway(peer)) is not var (endpoint, origin))
            return Leave(peer, Disposition.NeedsInput, "the router's address as the nodes reach it is not in the file: --set peer-address=… gives it");
        return new Mirrored(peer, asn, local, endpoint, origin, Shared(peer), families);
    }

    private Mirrored? Leave(EffectivePeer peer, Disposition disposition, string reason)
    {
        explanations.SayAll(new BgpInstance { Vrf = "default", Peers = [peer.Peer] }, disposition, reason);
        return null;
    }

    private uint? ClusterAs(EffectivePeer peer, LocalAs local) => peer.Get(PeerSettings.RemoteAs).Value switch
    {
        RemoteAs.Number number => number.As,
        RemoteAs.Internal => local.As,
        _ => options.ClusterAs,
    };

    /// <summary>The router's end: named by the user, the source of the session, an interface on the neighbour's network, or else its router id.</summary>
    private (PeerEndpoint, Origin)? RouterAddress(EffectivePeer peer)
    {
        Afi? afi = peer.Peer.Endpoint switch { PeerEndpoint.Address a => a.Ip.Afi, PeerEndpoint.Range r => r.Prefix.Afi, _ => null };
        foreach (var address in options.PeerAddresses.Where(a => afi is null || a.Afi == afi)) return (new PeerEndpoint.Address(address), Origin.None);
        if (peer.Get(PeerSettings.LocalAddress) is { Value: IpAddress local } source) return (new PeerEndpoint.Address(local), source.Origin);
        if (InterfaceAddress(peer) is var (connected, port)) return (new PeerEndpoint.Address(connected), port);
        if (afi != Afi.Ipv4) return null;
        if (peer.Get(PeerSettings.RouterId) is not { Value: IpAddress id } said) return null;
        var near = peer.Peer.Endpoint switch
        {
            PeerEndpoint.Address { Ip: var node } => new IpPrefix(node, 24).Contains(id),
            PeerEndpoint.Range { Prefix: var range } => range.Contains(id),
            _ => false,
        };
        Note(near || peer.Session == SessionType.Internal
            ? DiagnosticCatalogue.Advice(said.Origin.First?.Span, $"the router's router id {id} is taken as its address: --set peer-address=… says another")
            : DiagnosticCatalogue.NeedsInput(said.Origin.First?.Span, $"the router's address on the nodes' network: --set peer-address=… gives it; its router id {id} is written, which an eBGP session reaches with ebgpMultihop only"));
        return (new PeerEndpoint.Address(id), said.Origin);
    }

    /// <summary>Where nothing tells the router's address, it is the gateway of its nodes more often than not; a warning says so.</summary>
    private (PeerEndpoint, Origin)? Gateway(EffectivePeer peer)
    {
        Afi? afi = peer.Peer.Endpoint switch { PeerEndpoint.Address { Ip.IsLinkLocal: false } a => a.Ip.Afi, PeerEndpoint.Range r => r.Prefix.Afi, _ => null };
        if (afi is not { } family || support.Find(PeerSettings.AutoDiscovery) is not null) return null;
        Note(DiagnosticCatalogue.NeedsInput(peer.Peer.Origin.First?.Span, "the router's address is not in the file: --set peer-address=… gives it; until then each node peers with its default gateway"));
        return (new PeerEndpoint.Unresolved($"default gateway {family}".ToLowerInvariant()), Origin.None);
    }

    private (IpAddress, Origin)? InterfaceAddress(EffectivePeer peer)
    {
        if (peer.Peer.Endpoint is not PeerEndpoint.Address { Ip: var node }) return null;
        var named = peer.Get(PeerSettings.LocalInterface).Value as string;
        var near = source.Configuration.Addresses.FirstOrDefault(a => a.Ip.Afi == node.Afi && (a.Interface == named || (a.Length < a.Ip.Width && a.Network.Contains(node))));
        return near is null ? null : (near.Ip, near.Origin);
    }

    /// <summary>What the nodes should announce: told by what the router accepts, else the addresses of load balancers.</summary>
    private ImmutableArray<(PlannedAdvertisement, Origin)> Advertisements(EffectivePeer peer, AfiSafi family)
    {
        var found = new Dictionary<AdvertisementKind, Origin>();
        if (options.PodCidrs.Any(p => p.Afi == family.Afi())) found[AdvertisementKind.PodCidr] = Origin.None;
        if (options.ServiceCidrs.Any(p => p.Afi == family.Afi())) found[AdvertisementKind.Service] = Origin.None;
        foreach (var set in AcceptedSets(peer, family))
        {
            foreach (var entry in set.Entries.Where(e => e.Permit && e.Match.Prefix.Afi == family.Afi() && e.Match.Prefix.Length > 0))
            {
                if (KindOf(set.Name, entry.Match) is not { } kind) continue;
                found[kind] = found.GetValueOrDefault(kind) + entry.Origin;
                if (kind == AdvertisementKind.Service) pools[$"{entry.Match.Prefix}"] = pools.GetValueOrDefault($"{entry.Match.Prefix}") + entry.Origin;
            }
        }

        if (found.Count == 0)
        {
            Note(DiagnosticCatalogue.Advice(peer.Peer.Origin.First?.Span, "nothing in the file tells what the nodes announce: the addresses of LoadBalancer services are; --set pod-cidr=… adds the Pod CIDR"));
            return [(PlannedAdvertisement.LoadBalancers, Origin.None)];
        }

        return [.. found.OrderBy(f => f.Key).Select(f => (new PlannedAdvertisement(f.Key, [], null), f.Value))];
    }

    private List<PrefixSet> AcceptedSets(EffectivePeer peer, AfiSafi family)
    {
        var origins = new PolicyOrigins(source.Configuration.Policies);
        if (peer.Get(FamilySettings.ImportPolicy, family).Value is PolicyUse.Named named) origins.AddNamed(named.Policy);
        if (peer.Get(FamilySettings.ImportPrefixSet, family).Value is SetReference<PrefixSet> prefixes) origins.Add(prefixes.Set);
        if (peer.Get(FamilySettings.ImportAccessList, family).Value is SetReference<PrefixSet> access) origins.Add(access.Set);
        return [.. origins.Sets.OfType<PrefixSet>()];
    }

    private AdvertisementKind? KindOf(string name, PrefixRange range)
    {
        if (options.IsPod(range.Prefix)) return AdvertisementKind.PodCidr;
        if (options.IsService(range.Prefix)) return AdvertisementKind.Service;
        if (PodWords.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase))) return AdvertisementKind.PodCidr;
        if (ServiceWords.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase))) return AdvertisementKind.Service;
        if (range.MaxLength == range.Prefix.Width && range.Prefix.Length < range.Prefix.Width) return AdvertisementKind.Service;
        return NodeRoutes.IsPrivate(range.Prefix) && range.MaxLength > range.Prefix.Length ? AdvertisementKind.PodCidr : null;
    }

    /// <summary>What both ends must agree on; only what is said, since timers are negotiated and the cluster's own defaults do.</summary>
    private Settings Shared(EffectivePeer peer)
    {
        var shared = Settings.Empty;
        foreach (var setting in new Setting<uint>[] { PeerSettings.HoldTime, PeerSettings.Keepalive })
        {
            if (peer.Get(setting) is { Value: uint value, Origin.IsNone: false } said) shared = shared.With(setting, value, said.Origin);
        }

        if (peer.Get(PeerSettings.ListenPort) is { Value: uint port, Origin.IsNone: false } listen && port != 179) shared = shared.With(PeerSettings.RemotePort, port, listen.Origin);
        if (peer.Get(PeerSettings.GracefulRestart) is { Value: GracefulRestartMode mode, Origin.IsNone: false } restart && mode != GracefulRestartMode.Disabled)
            shared = shared.With(PeerSettings.GracefulRestart, GracefulRestartMode.Restarter, restart.Origin);
        shared = SessionTtl.Add(shared, peer, explanations);
        if (peer.Get(PeerSettings.Password) is not { Value: Secret password } secret) return shared;
        if (!secrets.TryGetValue(password, out var name)) secrets[password] = name = ObjectNames.Fit($"bgp-{GroupName(peer)}");
        return shared.With(PeerSettings.Password, password, secret.Origin).With(PeerSettings.PasswordReference, name, secret.Origin);
    }

    private PlannedInstance Plan(uint asn, Mirrored[] sessions, bool isOneOfSeveral)
    {
        var name = $"instance-{asn.ToString(CultureInfo.InvariantCulture)}";
        var cluster = options.NodeLabelName ?? "cilium-bgp";
        var labels = new List<KeyValuePair<string, string>>();
        if (options.NodeLabel is { } label) labels.Add(label);
        var settings = Settings.Empty
            .With(InstanceSettings.KubernetesName, name)
            .With(PeerSettings.LocalAs, new LocalAs(asn), Origin.Of(sessions.SelectMany(s => s.Peer.Get(PeerSettings.RemoteAs).Origin)));
        if (support.Find(PeerSettings.ListenPort) is null
            && sessions.Select(s => s.Peer.Get(PeerSettings.RemotePort)).FirstOrDefault(p => p is { Value: uint and not 179u, Origin.IsNone: false }) is { Value: uint port } dialled)
            settings = settings.With(PeerSettings.ListenPort, port, dialled.Origin);
        if (isOneOfSeveral)
        {
            var value = asn.ToString(CultureInfo.InvariantCulture);
            cluster += $"-{value}";
            labels.Add(new("bgp-asn", value));
            diagnostics.Add(DiagnosticCatalogue.NeedsInput(null,
                $"which nodes are AS {value} ({string.Join(", ", sessions.Take(4).Select(s => $"{s.Peer.Peer.Endpoint}"))}) is not in the file: give them the label bgp-asn={value}, or convert each kind of node by itself with --set neighbors=…"));
        }

        var peers = new Dictionary<(string, uint), PlannedPeer>();
        foreach (var session in sessions)
        {
            var key = ($"{session.Router} {string.Join(' ', session.Families.Keys)} {string.Join(' ', session.Shared.Entries.Select(e => $"{e.Setting}={(e.Value is Secret s ? s.Reveal() : Setting.Format(e.Value))}"))}", session.RouterAs.As);
            var origin = session.RouterOrigin + session.Peer.Peer.Origin + (session.Peer.Peer.Settings.Get(PeerSettings.Group)?.Origin ?? default) + Origin.Of(session.Peer.Groups.SelectMany(g => g.Origin));
            var routerAs = session.Peer.Get(PeerSettings.LocalAs).Origin + session.Peer.Instance.Instance.Origin;
            if (peers.TryGetValue(key, out var known))
            {
                peers[key] = known with
                {
                    Peer = known.Peer with { Origin = known.Peer.Origin + origin },
                    Shared = Together(known.Shared, session.Shared),
                    Families = known.Families.ToImmutableSortedDictionary(f => f.Key, f => Together(f.Value, session.Families[f.Key])),
                };
                continue;
            }

            var twins = peers.Values.Count(p => p.Peer.Endpoint.Equals(session.Router));
            var router = OwnSpeaker.HostnameOf(source) ?? "router";
            peers[key] = new PlannedPeer(
                peers.Count == 0 ? router : $"{router}-{peers.Count + 1}",
                GroupName(session.Peer),
                new Peer
                {
                    Endpoint = session.Router,
                    Origin = origin,
                    Settings = WithDiscovery(Settings.Empty.With<RemoteAs>(PeerSettings.RemoteAs, new RemoteAs.Number(session.RouterAs.As), routerAs), session.Router),
                },
                session.Shared,
                session.Families,
                Settings.Empty);
            if (twins > 0) Note(DiagnosticCatalogue.Advice(null, "the router treats some nodes differently: each of its sessions is written, keep those that each node needs"));
        }

        return new PlannedInstance(cluster, labels.Count > 0 ? new LabelSelector(labels, []) : null, new BgpInstance { Vrf = "default", Settings = settings }, Settings.Empty, [.. peers.Values]);
    }

    private static Settings WithDiscovery(Settings settings, PeerEndpoint router) =>
        router is PeerEndpoint.Unresolved { Text: var text } ? settings.With(PeerSettings.AutoDiscovery, text[(text.LastIndexOf(' ') + 1)..]) : settings;

    private static string GroupName(EffectivePeer peer) => peer.Groups.Count > 0 ? peer.Groups[0].Name : "cilium-peer";

    private static PlannedFamily Together(PlannedFamily a, PlannedFamily b) =>
        new(a.Origin + b.Origin, [.. a.Advertisements.Concat(b.Advertisements)]);

    private static Settings Together(Settings a, Settings b)
    {
        foreach (var (setting, value, origin) in b.Entries) a = a.WithValue(setting, value, a.TryGet(setting, out _, out var before) ? before + origin : origin);
        return a;
    }

    /// <summary>What must change on the router, or will not work.</summary>
    private void Advise(HashSet<EffectivePeer> nodes)
    {
        foreach (var peer in nodes)
        {
            foreach (var setting in new Setting[] { PeerSettings.Bfd, PeerSettings.BfdProfile, PeerSettings.BfdTimers, PeerSettings.TcpAo, PeerSettings.BfdStrict })
            {
                if (peer.Get(setting) is { Value: not (null or false), Origin: { IsNone: false } origin }) explanations.Say(origin, Disposition.Lost, support.Find(setting)?.Reason ?? "Cilium has no such thing");
            }

            foreach (var family in peer.Families.Where(f => f.IsUnicast() && peer.IsActive(f)))
            {
                if (!EffectivePolicies.HasImport(peer, family) && peer.Get(FamilySettings.DefaultImport, family).Value is Verdict.Reject)
                    Note(DiagnosticCatalogue.Advice(peer.Peer.Origin.First?.Span, $"the router accepts nothing from its nodes: it requires an import policy of eBGP peers (RFC 8212), and {peer.Peer.Endpoint} has none"));
            }
        }

        foreach (var note in target.WhenEntered) Note(DiagnosticCatalogue.Advice(null, note));
    }

    private void Note(Diagnostic diagnostic)
    {
        if (diagnostics.All(d => d.Message != diagnostic.Message)) diagnostics.Add(diagnostic);
    }
}
