using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.MetalLb;

/// <summary>Writes a BGPPeer for each peer, then what is announced, the pools, and what they refer to; the fields in the order of MetalLB's documentation.</summary>
internal sealed class MetalLbWriter(WriteRequest request)
{
    private const string Group = "metallb.io";

    private readonly OutputText output = new(YamlPrinter.IndentUnit);
    private readonly List<Announcement> announcements = [];
    private readonly HashSet<EffectiveInstance> speakers = [];
    private readonly ObjectNames peerNames = new(), advertisementNames = new(), poolNames = new(), layerNames = new();
    private readonly string space = request.Options.GetValueOrDefault("namespace") ?? "metallb-system";

    public WriteResult Write()
    {
        var effective = new EffectiveConfiguration(request.Configuration, request.Target);
        var peers = FlatPeer.Of(effective, Peer);
        var names = peers.Select(p => peerNames.Fresh(p.Peer.Peer.Settings.ValueOf(PeerSettings.Name) ?? ObjectNames.ForPeer(p.Peer.Peer.Endpoint))).ToArray();
        foreach (var (peer, name) in peers.Zip(names)) WritePeer(peer, name);
        foreach (var advertisement in request.Configuration.Advertisements) WriteAdvertisement(advertisement, [.. peers.Zip(names).Where(p => p.First.Sent.Contains(advertisement)).Select(p => p.Second)], names.Length);
        foreach (var pool in request.Configuration.Pools) WritePool(pool);
        foreach (var pool in request.Configuration.Pools.Where(p => p.Settings.ValueOf(ClusterSettings.LayerTwo))) WriteLayerTwo(pool);
        foreach (var profile in request.Configuration.Others.Where(o => o.Kind == BfdProfiles.Kind))
            WriteObject("v1beta1", "BFDProfile", profile.Name, BfdProfiles.Print(new YamlMap(), profile.Settings, Spelling.CamelCase), profile.Origin);
        WriteCommunities([.. request.Configuration.Others.Where(o => o.Kind == CommunityAliases.Kind)]);
        foreach (var own in request.Configuration.Overrides)
            announcements.Add(new Announcement(Disposition.Lost, "MetalLB says it for a peer, which is for all the nodes that its selectors pick, not for one node", own.Key));
        foreach (var secret in Secrets.Print(effective.Instances.SelectMany(i => i.Peers), request.Options, ("kubernetes.io/basic-auth", space), announcements)) YamlPrinter.Document(output, secret);
        foreach (var empty in effective.Instances.Where(i => i.Peers.Length > 0 && !speakers.Contains(i)))
            announcements.Add(new Announcement(Disposition.Lost, "none of its peers can be written", empty.Instance.Key));
        return new WriteResult([new OutputFile("", output)], [.. announcements], poolNames.Renamed.ToImmutableDictionary(r => r.Key, r => r.Value));
    }

    private void WritePeer(FlatPeer peer, string name)
    {
        if (peer.Nodes.Length > 0) peer.Content.Add("nodeSelectors", [.. peer.Nodes.Select(n => Selectors.Print(n.Value, n.Origin))], Origin.Of(peer.Nodes.SelectMany(n => n.Origin)));
        WriteObject("v1beta2", "BGPPeer", name, peer.Content, peer.Origin);
    }

    /// <summary>What is said of a peer; null where it cannot be had.</summary>
    private YamlMap? Peer(EffectivePeer peer)
    {
        var reason = peer.Peer.Endpoint switch
        {
            PeerEndpoint.Range => "MetalLB dials its peers: it has none whose addresses it does not know",
            PeerEndpoint.Interface when request.Target.Version < new FormatVersion(0, 15) => "MetalLB has unnumbered peers since 0.15",
            PeerEndpoint.Unresolved { Text: not ['$', ..] } => "the peer has no address",
            PeerEndpoint.Address { Zone: not null } => "a link-local address needs its interface, which a BGPPeer cannot name beside it",
            _ => null,
        };
        reason ??= peer.Get(PeerSettings.RemoteAs).Value is null or RemoteAs.Number { As: 0 } ? "a peer must have an AS number" : null;
        if (reason is not null)
        {
            announcements.Add(new Announcement(Disposition.Lost, reason, FactPath.Of(peer.Instance.Instance, peer.Peer)));
            return null;
        }

        speakers.Add(peer.Instance);
        var map = new YamlMap();
        var origin = peer.Peer.Origin;
        if (peer.Get(PeerSettings.LocalAs) is { Value: LocalAs local } asn)
        {
            map.Add("myASN", local.As, asn.Origin);
            if (local.Mode != LocalAsMode.Replace) Announce(peer, PeerSettings.LocalAs, Disposition.Approximated, "the AS number stands alone: MetalLB does not prepend another");
        }

        PutRemoteAs(map, peer);
        if (peer.Peer.Endpoint is PeerEndpoint.Interface unnumbered) map.Add("interface", unnumbered.Name, origin);
        else map.Add("peerAddress", $"{peer.Peer.Endpoint}", origin);
        if (peer.Get(PeerSettings.RemotePort) is { IsSaid: true, Value: uint port } to)
        {
            if (port <= 16384) map.Add("peerPort", port, to.Origin);
            else Announce(peer, PeerSettings.RemotePort, Disposition.Lost, "'peerPort' goes up to 16384");
        }

        if (peer.Get(PeerSettings.LocalAddress) is { IsSaid: true, Value: IpAddress source } from) map.Add("sourceAddress", $"{source}", from.Origin);
        PutTimers(map, peer);
        if (peer.Get(PeerSettings.RouterId) is { IsSaid: true, Value: IpAddress id } router) map.Add("routerID", $"{id}", router.Origin);
        PutPassword(map, peer);
        PutSwitches(map, peer);
        if (peer.Instance.Instance.Vrf != "default") map.Add("vrf", peer.Instance.Instance.Vrf, peer.Instance.Instance.Origin);
        PutFamilies(map, peer);
        return map;
    }

    private void PutRemoteAs(YamlMap map, EffectivePeer peer)
    {
        var remote = peer.Get(PeerSettings.RemoteAs);
        switch (remote.Value)
        {
            case RemoteAs.Number number:
                map.Add("peerASN", number.As, remote.Origin);
                break;
            case RemoteAs.Internal or RemoteAs.External when request.Target.Version >= new FormatVersion(0, 14):
                map.Add("dynamicASN", remote.Value is RemoteAs.Internal ? "internal" : "external", remote.Origin);
                break;
            case not null:
                map.Add("dynamicASN", "external", remote.Origin);
                Announce(peer, PeerSettings.RemoteAs, Disposition.Approximated, "a peer has one AS number, or any internal or external one");
                break;
        }
    }

    private void PutTimers(YamlMap map, EffectivePeer peer)
    {
        var (hold, keepalive, retry) = (peer.Get(PeerSettings.HoldTime), peer.Get(PeerSettings.Keepalive), peer.Get(PeerSettings.ConnectRetry));
        if (hold is { IsSaid: true, Value: uint h })
        {
            if (h is 1 or 2) Announce(peer, PeerSettings.HoldTime, Disposition.Lost, "the hold time is 0 or at least 3 s");
            else map.Add("holdTime", GoDuration.Text(h), hold.Origin);
        }

        if (keepalive is { IsSaid: true, Value: uint k })
        {
            if (hold.Value is uint limit && k > limit) Announce(peer, PeerSettings.Keepalive, Disposition.Lost, $"the keepalive time may not be longer than the hold time of {limit} s");
            else map.Add("keepaliveTime", GoDuration.Text(k), keepalive.Origin);

            // Without a hold time, MetalLB takes three times the keepalive time for it.
            if (!hold.IsSaid && hold.Value is uint same && same != k * 3 && k <= same) map.Add("holdTime", GoDuration.Text(same));
        }

        if (retry is not { IsSaid: true, Value: uint seconds }) return;
        if (seconds is >= 1 and <= 65535) map.Add("connectTime", GoDuration.Text(seconds), retry.Origin);
        else Announce(peer, PeerSettings.ConnectRetry, Disposition.Lost, "'connectTime' is 1 to 65535 s");
    }

    private static void PutPassword(YamlMap map, EffectivePeer peer)
    {
        if (peer.Get(PeerSettings.PasswordReference) is { Value: string name } reference)
            map.Add("passwordSecret", new YamlMap().Add("name", name, reference.Origin), reference.Origin);
        else if (peer.Get(PeerSettings.Password) is { Value: Secret password } said)
            map.Add("password", password.Reveal(), said.Origin);
    }

    private void PutSwitches(YamlMap map, EffectivePeer peer)
    {
        var bfd = peer.Get(PeerSettings.Bfd);
        if (bfd is { IsSaid: true, Value: true })
        {
            if (peer.Get(PeerSettings.BfdProfile) is { Value: string profile } p) map.Add("bfdProfile", profile, bfd.Origin + p.Origin);
            else Announce(peer, PeerSettings.Bfd, Disposition.Lost, "BFD needs a profile by name");
        }

        var restart = peer.Get(PeerSettings.GracefulRestart);
        if (restart is { IsSaid: true, Value: GracefulRestartMode mode })
        {
            map.Add("enableGracefulRestart", mode == GracefulRestartMode.Restarter, restart.Origin);
            if (mode == GracefulRestartMode.Disabled) Announce(peer, PeerSettings.GracefulRestart, Disposition.Approximated, "FRR helps peers that restart anyway; it does not announce that it can restart itself");
        }

        if (peer.Get(PeerSettings.MultihopTtl) is not { IsSaid: true, Value: uint ttl } hops) return;
        if (peer.Session == SessionType.Internal) Announce(peer, PeerSettings.MultihopTtl, Disposition.Inherent, "iBGP sessions may span several hops anyway");
        else if (ttl > 1)
        {
            map.Add("ebgpMultiHop", true, hops.Origin);
            if (ttl != 255) Announce(peer, PeerSettings.MultihopTtl, Disposition.Approximated, "multihop is on or off: the TTL is 255");
        }
    }

    private void PutFamilies(YamlMap map, EffectivePeer peer)
    {
        var (v4, v6) = (peer.IsActive(AfiSafi.Ipv4Unicast), peer.IsActive(AfiSafi.Ipv6Unicast));
        var isV4 = peer.Peer.Endpoint is not PeerEndpoint.Address { Ip.Afi: Afi.Ipv6 };
        foreach (var family in peer.Families.Where(f => !f.IsUnicast() && peer.IsActive(f)))
            announcements.Add(new Announcement(Disposition.Lost, "MetalLB announces IPv4 and IPv6 unicast routes only", FactPath.Of(peer.Instance.Instance, peer.Peer, family)));
        if (peer.Peer.Endpoint is not PeerEndpoint.Interface && v4 && v6)
        {
            var both = peer.Get(FamilySettings.Active, isV4 ? AfiSafi.Ipv6Unicast : AfiSafi.Ipv4Unicast).Origin;
            if (request.Target.Version >= new FormatVersion(0, 15)) map.Add("dualStackAddressFamily", true, both);
            else Lost(isV4 ? AfiSafi.Ipv6Unicast : AfiSafi.Ipv4Unicast, "a peer has the family of its address until MetalLB 0.15");
        }
        else if (!(isV4 ? v4 : v6) && peer.Peer.Endpoint is not PeerEndpoint.Interface)
        {
            foreach (var family in new[] { AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast }) Lost(family, "a peer has the family of its address");
        }

        void Lost(AfiSafi family, string reason) => announcements.Add(new Announcement(Disposition.Lost, reason, FactPath.Of(peer.Instance.Instance, peer.Peer, family)));
    }

    private void WriteAdvertisement(Advertisement advertisement, string[] peers, int all)
    {
        var said = advertisement.Settings;
        if (advertisement.Kind != AdvertisementKind.Service)
        {
            announcements.Add(new Announcement(Disposition.Lost, "MetalLB announces addresses of load balancers only", advertisement.Key));
            return;
        }

        var kinds = (said.ValueOf(ClusterSettings.ServiceAddresses) ?? "LoadBalancerIP").Split(' ');
        if (!kinds.Contains("LoadBalancerIP") || !(said.Has(ClusterSettings.Selector) || said.Has(ClusterSettings.Services)))
        {
            announcements.Add(new Announcement(kinds.Contains("LoadBalancerIP") ? Disposition.Inherent : Disposition.Lost, kinds.Contains("LoadBalancerIP") ? "it selects no service" : "MetalLB announces addresses of load balancers only", advertisement.Key));
            return;
        }

        if (kinds.Length > 1) announcements.Add(new Announcement(Disposition.Lost, "MetalLB announces addresses of load balancers only", advertisement.Key, ClusterSettings.ServiceAddresses));
        if (peers.Length == 0 && all > 0)
        {
            announcements.Add(new Announcement(Disposition.Inherent, "it is sent to no peer", advertisement.Key));
            return;
        }

        var origin = advertisement.Origin;
        var spec = new YamlMap();
        if (said.Get(ClusterSettings.Pools) is { } named && named.Value.Split(' ').FirstOrDefault(n => request.Configuration.Pools.All(p => p.Name != n)) is { } missing)
        {
            announcements.Add(new Announcement(Disposition.NeedsInput, $"the pool '{missing}' is in none of the files: an advertisement of it is refused; put its manifest there", advertisement.Key));
            return;
        }

        if (said.Get(ClusterSettings.Pools) is { } pools) spec.Add("ipAddressPools", [.. pools.Value.Split(' ').Select(p => new Stated<string>(poolNames.NameFor("pool", p), pools.Origin))], pools.Origin);
        if (said.Get(ClusterSettings.PoolSelectors) is { } chosen) spec.Add("ipAddressPoolSelectors", Selectors.Print(chosen.Value, chosen.Origin), chosen.Origin);
        var services = ServicesOf(said);
        PutLength(spec, "aggregationLength", advertisement, ClusterSettings.AggregationLengthIpv4, services is not null);
        PutLength(spec, "aggregationLengthV6", advertisement, ClusterSettings.AggregationLengthIpv6, services is not null);
        if (said.Get(ClusterSettings.LocalPreference) is { } preference)
        {
            if (preference.Value > 0) spec.Add("localPref", preference.Value, preference.Origin);
            else announcements.Add(new Announcement(Disposition.Approximated, "a LOCAL_PREF of 0 is none for FRR, which sends 100", advertisement.Key, ClusterSettings.LocalPreference));
        }

        Stated<string>[] communities = [.. CommunityAliases.Print(said)];
        if (communities.Length > 0) spec.Add("communities", communities, Origin.Of(communities.SelectMany(c => c.Origin)));
        if (peers.Length < all) spec.Add("peers", [.. peers.Select(p => new Stated<string>(p, said.Get(ClusterSettings.Labels)?.Origin ?? default))], said.Get(ClusterSettings.Labels)?.Origin ?? default);
        if (said.Get(ClusterSettings.NodeSelectors) is { } nodes) spec.Add("nodeSelectors", Selectors.Print(nodes.Value, nodes.Origin), nodes.Origin);
        if (services is { } list) spec.Add("serviceSelectors", Selectors.Print(list.Value, list.Origin), list.Origin);
        var name = advertisementNames.Fresh(advertisement.Number == 1 ? advertisement.Name : $"{advertisement.Name}-{advertisement.Number}");
        WriteObject("v1beta1", "BGPAdvertisement", name, spec, origin);
    }

    /// <summary>The services that are announced; null: all.</summary>
    private static Stated<SelectorList>? ServicesOf(Settings said) =>
        said.Get(ClusterSettings.Services) is { } several ? several
        : said.Get(ClusterSettings.Selector) is { } one && !one.Value.Equals(Selectors.AllServices) && !one.Value.Equals(LabelSelector.Everything) ? new(new SelectorList([one.Value]), one.Origin)
        : null;

    private void PutLength(YamlMap spec, string key, Advertisement advertisement, Setting<uint> setting, bool hasServices)
    {
        if (advertisement.Settings.Get(setting) is not { } length) return;
        var problem = length.Value == 0 ? "an aggregate has at least one bit" : hasServices ? "addresses of selected services cannot be aggregated" : null;
        if (problem is null) spec.Add(key, length.Value, length.Origin);
        else announcements.Add(new Announcement(Disposition.Lost, problem, advertisement.Key, setting));
    }

    private void WritePool(AddressPool pool)
    {
        var said = pool.Settings;
        var spec = new YamlMap();
        if (said.Get(ClusterSettings.Blocks) is { } blocks) spec.Add("addresses", [.. blocks.Value.Split(' ').Select(b => new Stated<string>(b, blocks.Origin))], blocks.Origin);
        if (said.Get(ClusterSettings.OnRequest) is { } assign) spec.Add("autoAssign", !assign.Value, assign.Origin);
        if (said.Get(ClusterSettings.AllowFirstLast) is { } edges) spec.Add("avoidBuggyIPs", !edges.Value, edges.Origin);
        var allocation = new YamlMap();
        if (said.Get(ClusterSettings.Priority) is { } priority) allocation.Add("priority", priority.Value, priority.Origin);
        if (said.Get(ClusterSettings.Namespaces) is { } spaces) allocation.Add("namespaces", [.. spaces.Value.Split(' ').Select(n => new Stated<string>(n, spaces.Origin))], spaces.Origin);
        if (said.Get(ClusterSettings.NamespaceSelectors) is { } labels) allocation.Add("namespaceSelectors", Selectors.Print(labels.Value, labels.Origin), labels.Origin);
        if (said.Get(ClusterSettings.ServiceSelectors) is { } several) allocation.Add("serviceSelectors", Selectors.Print(several.Value, several.Origin), several.Origin);
        else if (said.Get(ClusterSettings.ServiceSelector) is { } one) allocation.Add("serviceSelectors", [Selectors.Print(one.Value, one.Origin)], one.Origin);
        if (allocation.Entries.Count > 0) spec.Add("serviceAllocation", allocation, Origin.Of(allocation.Entries.SelectMany(e => e.Origin)));
        var metadata = Metadata(poolNames.NameFor("pool", pool.Name), pool.Origin);
        if (said.Get(ClusterSettings.PoolLabels) is { } own)
        {
            var map = new YamlMap();
            foreach (var (key, value) in own.Value.Labels) map.Add(key, value, own.Origin);
            metadata.Add("labels", map, own.Origin);
        }

        YamlPrinter.Document(output, Resource.Print($"{Group}/v1beta1", "IPAddressPool", metadata, spec, pool.Origin));
    }

    private void WriteLayerTwo(AddressPool pool)
    {
        var origin = pool.Settings.Get(ClusterSettings.LayerTwo)!.Value.Origin;
        WriteObject("v1beta1", "L2Advertisement", layerNames.Fresh(pool.Name), new YamlMap().Add("ipAddressPools", [new Stated<string>(poolNames.NameFor("pool", pool.Name), origin)], origin), origin);
    }

    private void WriteCommunities(NamedObject[] aliases)
    {
        if (aliases.Length == 0) return;
        var origin = Origin.Of(aliases.SelectMany(a => a.Origin));
        WriteObject("v1beta1", "Community", "communities", new YamlMap().Add("communities", [.. aliases.Select(a => new YamlMap().Add("name", a.Name, a.Origin).Add("value", a.Settings.ValueOf(OtherSettings.Community) ?? "", a.Origin))], origin), origin);
    }

    private YamlMap Metadata(string name, Origin origin) => new YamlMap().Add("name", name, origin).Add("namespace", space);

    private void WriteObject(string version, string kind, string name, YamlMap spec, Origin origin) =>
        YamlPrinter.Document(output, Resource.Print($"{Group}/{version}", kind, Metadata(ObjectNames.Fit(name), origin), spec, origin));

    private void Announce(EffectivePeer peer, Setting setting, Disposition disposition, string reason) =>
        announcements.Add(new Announcement(disposition, reason, FactPath.Of(peer.Instance.Instance, peer.Peer), setting));
}
