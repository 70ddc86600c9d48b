using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.CiliumCrd;

/// <summary>Writes the resources in the order and with the fields of Cilium's documentation (cilium-crd.md §5).</summary>
internal sealed class CiliumCrdWriter(WriteRequest request)
{
    private readonly OutputText output = new(YamlPrinter.IndentUnit);
    private readonly List<Announcement> announcements = [];
    private readonly CiliumSessions sessions = new();
    private readonly ObjectNames clusterNames = new(), peerNames = new(), advertisementNames = new(), poolNames = new();
    private readonly OrderedDictionary<string, (YamlMap Spec, string Text, Origin Origin)> peerConfigs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> peerConfigByText = new(StringComparer.Ordinal);
    private readonly FormatVersion version = request.Target.Version;
    private readonly bool isV2 = request.Target.Version >= CiliumCrdFormat.FirstV2;

    private string ApiVersion => isV2 ? "cilium.io/v2" : "cilium.io/v2alpha1";

    public WriteResult Write()
    {
        var effective = new EffectiveConfiguration(request.Configuration, request.Target);
        foreach (var instance in effective.Instances)
        {
            foreach (var group in instance.Instance.Groups) DeclareGroup(instance, group);
        }

        var clusters = effective.Instances
            .Where(i => i.Instance.Peers.Length > 0 || i.Instance.Settings.Has(InstanceSettings.KubernetesName))
            .GroupBy(i => i.Instance.Settings.ValueOf(InstanceSettings.ClusterConfig) ?? "cilium-bgp");
        foreach (var cluster in clusters) WriteClusterConfig(cluster.Key, [.. cluster]);
        foreach (var (name, (spec, _, origin)) in peerConfigs) WriteObject(ApiVersion, "CiliumBGPPeerConfig", new YamlMap().Add("name", name, origin), spec, origin);
        foreach (var resource in request.Configuration.Advertisements.GroupBy(a => a.Name)) WriteAdvertisements(resource.Key, [.. resource]);
        foreach (var node in request.Configuration.Overrides.GroupBy(o => o.Node)) WriteOverride(node.Key, [.. node]);
        foreach (var pool in request.Configuration.Pools) YamlPrinter.Document(output, LoadBalancerPools.Print(pool, ApiVersion, poolNames.NameFor("pool", pool.Name)));
        foreach (var secret in Secrets.Print(effective.Instances.SelectMany(i => i.Peers), request.Options, ("", "kube-system"), announcements)) YamlPrinter.Document(output, secret);
        var names = clusterNames.Renamed.AddRange(peerNames.Renamed).AddRange(advertisementNames.Renamed).AddRange(poolNames.Renamed);
        return new WriteResult([new OutputFile("", output)], [.. announcements, .. sessions.Announcements], names);
    }

    private void WriteClusterConfig(string name, EffectiveInstance[] instances)
    {
        var origin = Origin.Of(instances.SelectMany(i => i.Instance.Settings.Get(InstanceSettings.ClusterConfig)?.Origin ?? i.Instance.Origin));
        var spec = new YamlMap();
        if (instances[0].Instance.Settings.Get(InstanceSettings.NodeSelector) is { } selector)
            spec.Add("nodeSelector", Selectors.Print(selector.Value, selector.Origin), selector.Origin);
        spec.Add("bgpInstances", [.. instances.Select(Instance)], origin);
        WriteObject(ApiVersion, "CiliumBGPClusterConfig", new YamlMap().Add("name", clusterNames.NameFor("cluster-config", name), origin), spec, origin);
    }

    private YamlMap Instance(EffectiveInstance instance)
    {
        var said = instance.Instance.Settings;
        var name = said.Get(InstanceSettings.KubernetesName);
        var asn = said.Get(PeerSettings.LocalAs);
        var map = new YamlMap().Add("name", name?.Value ?? $"instance-{asn?.Value.As}", name?.Origin ?? instance.Instance.Origin);
        if (asn is { } a) map.Add("localASN", a.Value.As, a.Origin);
        if (isV2 && said.Get(PeerSettings.ListenPort) is { Value: > 0 } port) map.Add("localPort", port.Value, port.Origin);
        return map.Add("peers", [.. instance.Peers.Where(CanHave).Select(Peer)], instance.Instance.Origin);
    }

    /// <summary>A peer without an address is left out, but for one that the resources themselves leave open.</summary>
    private bool CanHave(EffectivePeer peer)
    {
        var reason = peer.Peer.Endpoint switch
        {
            PeerEndpoint.Interface => "Cilium has no unnumbered peers",
            PeerEndpoint.Range => "Cilium dials its peers: it has none whose addresses it does not know",
            PeerEndpoint.Unresolved when !isV2 && peer.Peer.Settings.Has(PeerSettings.AutoDiscovery) => "peers are discovered from Cilium 1.18 on",
            _ => null,
        };
        if (reason is not null) announcements.Add(new Announcement(Disposition.Lost, reason, FactPath.Of(peer.Instance.Instance, peer.Peer)));
        return reason is null;
    }

    private YamlMap Peer(EffectivePeer peer)
    {
        var origin = peer.Peer.Origin;
        var name = peer.Peer.Settings.Get(PeerSettings.Name);
        var map = new YamlMap().Add("name", name?.Value ?? ObjectNames.ForPeer(peer.Peer.Endpoint), name?.Origin ?? origin);
        var remote = peer.Get(PeerSettings.RemoteAs);
        switch (remote.Value)
        {
            case RemoteAs.Number number:
                map.Add("peerASN", number.As, remote.Origin);
                break;
            case RemoteAs.Internal when peer.Get(PeerSettings.LocalAs).Value is LocalAs local:
                map.Add("peerASN", local.As, remote.Origin);
                break;
            case RemoteAs.Auto when version < new FormatVersion(1, 17):
                Announce(peer, PeerSettings.RemoteAs, Disposition.Lost, "'peerASN' may be 0 from Cilium 1.17 on");
                break;
            case RemoteAs.Auto when !remote.Origin.IsNone || remote.IsSaid:
                map.Add("peerASN", 0u, remote.Origin);
                break;
            case RemoteAs.External or RemoteAs.Internal or RemoteAs.OneOf:
                map.Add("peerASN", 0u, remote.Origin);
                Announce(peer, PeerSettings.RemoteAs, Disposition.Approximated, $"'peerASN: 0' accepts any AS number, not only {remote.Value}");
                break;
        }

        if (peer.Peer.Settings.Get(PeerSettings.AutoDiscovery) is { } discovery)
        {
            var auto = new YamlMap().Add("mode", "DefaultGateway", discovery.Origin);
            if (discovery.Value.Length > 0) auto.Add("defaultGateway", new YamlMap().Add("addressFamily", discovery.Value, discovery.Origin), discovery.Origin);
            map.Add("autoDiscovery", auto, discovery.Origin);
        }
        else if (peer.Peer.Endpoint is PeerEndpoint.Address or PeerEndpoint.Unresolved { Text: ['$', ..] })
        {
            map.Add("peerAddress", $"{peer.Peer.Endpoint}", origin);
        }

        var reference = peer.Peer.Settings.Get(PeerSettings.Group);
        if (PeerConfigFor(peer, name?.Value ?? ObjectNames.ForPeer(peer.Peer.Endpoint)) is { } config)
            map.Add("peerConfigRef", new YamlMap().Add("name", config, reference?.Origin ?? origin), reference?.Origin ?? origin);
        else if (reference is { } dangling)
            map.Add("peerConfigRef", new YamlMap().Add("name", dangling.Value, dangling.Origin), dangling.Origin);
        return map;
    }

    /// <summary>A group becomes a PeerConfig of its name, whether or not a peer refers to it.</summary>
    private void DeclareGroup(EffectiveInstance instance, PeerGroup group)
    {
        var name = peerNames.NameFor("peer-config", group.Name);
        if (peerConfigs.ContainsKey(name)) return;
        var member = new EffectivePeer(instance, new Peer { Endpoint = new PeerEndpoint.Unresolved(group.Name), Settings = Settings.Empty.With(PeerSettings.Group, group.Name) });
        Declare(name, Spec(member), group.Origin);
    }

    /// <summary>The PeerConfig that holds what is in effect for a peer; null when nothing is said.</summary>
    private string? PeerConfigFor(EffectivePeer peer, string suggestion)
    {
        var spec = Spec(peer);
        var text = Text(spec);
        if (peer.Groups.Count > 0 && peerNames.NameFor("peer-config", peer.Groups[0].Name) is var own && peerConfigs.TryGetValue(own, out var config) && config.Text == text) return own;
        if (spec.Entries.Count == 0) return null;
        if (peerConfigByText.TryGetValue(text, out var known)) return known;
        var name = peerNames.Fresh(suggestion);
        Declare(name, spec, peer.Peer.Origin);
        return name;
    }

    private void Declare(string name, YamlMap spec, Origin origin)
    {
        var text = Text(spec);
        peerConfigs.Add(name, (spec, text, origin));
        peerConfigByText.TryAdd(text, name);
    }

    private static string Text(YamlMap spec)
    {
        var text = new OutputText(YamlPrinter.IndentUnit);
        YamlPrinter.Document(text, spec);
        return text.ToString();
    }

    private YamlMap Spec(EffectivePeer peer)
    {
        var spec = new YamlMap();
        var transport = new YamlMap();
        sessions.Put(transport, "peerPort", peer, PeerSettings.RemotePort, 1, 65535);
        if (!isV2) sessions.Put(transport, "localPort", peer, PeerSettings.LocalPort, 1, 65535);
        if (version >= new FormatVersion(1, 19) && peer.Get(PeerSettings.LocalInterface) is { Value: string source } s) transport.Add("sourceInterface", source, s.Origin);
        if (transport.Entries.Count > 0) spec.Add("transport", transport, Origin.Of(transport.Entries.SelectMany(e => e.Origin)));

        var timers = new YamlMap();
        sessions.PutTimers(timers, peer);
        if (timers.Entries.Count > 0) spec.Add("timers", timers, Origin.Of(timers.Entries.SelectMany(e => e.Origin)));

        if (peer.Get(PeerSettings.PasswordReference) is { Value: string secret } p) spec.Add("authSecretRef", secret, p.Origin);
        sessions.Put(spec, "ebgpMultihop", peer, PeerSettings.MultihopTtl, 1, 255);
        sessions.PutRestart(spec, peer);
        PutFamilies(spec, peer);
        return spec;
    }

    private void PutFamilies(YamlMap spec, EffectivePeer peer)
    {
        AfiSafi[] families = [.. peer.Families];
        if (!families.Any(f => peer.Get(FamilySettings.Active, f).IsSaid || peer.Get(FamilySettings.Advertisements, f).IsSaid)) return;
        var items = new List<YamlMap>();
        foreach (var family in families.Where(peer.IsActive))
        {
            var origin = peer.Get(FamilySettings.Active, family).Origin;
            if (!family.IsUnicast())
            {
                Announce(peer, family, "Cilium exchanges IPv4 and IPv6 unicast routes only");
                continue;
            }

            var item = new YamlMap().Add("afi", family == AfiSafi.Ipv4Unicast ? "ipv4" : "ipv6", origin).Add("safi", "unicast", origin);
            if (peer.Get(FamilySettings.Advertisements, family) is { Value: LabelSelector selector } a)
                item.Add("advertisements", Selectors.Print(selector, a.Origin), a.Origin);
            items.Add(item);
        }

        if (items.Count > 0)
        {
            spec.Add("families", items, Origin.Of(families.SelectMany(f => peer.Get(FamilySettings.Active, f).Origin)));
            return;
        }

        foreach (var family in families.Where(f => f.IsUnicast())) Announce(peer, family, "a session without any unicast family cannot be had: both are negotiated");
    }

    private void WriteAdvertisements(string name, Advertisement[] advertisements)
    {
        var items = advertisements.Select(Advertisement).OfType<YamlMap>().ToArray();
        if (items.Length == 0) return;
        var origin = Origin.Of(advertisements.SelectMany(a => a.Origin));
        var metadata = new YamlMap().Add("name", advertisementNames.NameFor("advertisement", name), origin);
        if (advertisements[0].Settings.Get(ClusterSettings.Labels) is { } labels)
        {
            var map = new YamlMap();
            foreach (var (key, value) in labels.Value.Labels) map.Add(key, value, labels.Origin);
            metadata.Add("labels", map, labels.Origin);
        }

        WriteObject(ApiVersion, "CiliumBGPAdvertisement", metadata, new YamlMap().Add("advertisements", items, origin), origin);
    }

    private YamlMap? Advertisement(Advertisement advertisement)
    {
        var said = advertisement.Settings;
        if (advertisement.Kind == AdvertisementKind.Interface && version < new FormatVersion(1, 19))
        {
            announcements.Add(new Announcement(Disposition.Lost, "interface addresses are announced from Cilium 1.19 on", advertisement.Key));
            return null;
        }

        var map = new YamlMap().Add("advertisementType", advertisement.Kind switch
        {
            AdvertisementKind.PodCidr => "PodCIDR",
            AdvertisementKind.PodIpPool => "CiliumPodIPPool",
            AdvertisementKind.Interface => "Interface",
            _ => "Service",
        }, advertisement.Origin);
        var service = new YamlMap();
        if (said.Get(ClusterSettings.ServiceAddresses) is { } addresses) service.Add("addresses", Words(addresses), addresses.Origin);
        if (isV2 && said.Get(ClusterSettings.AggregationLengthIpv4) is { } v4) service.Add("aggregationLengthIPv4", v4.Value, v4.Origin);
        if (isV2 && said.Get(ClusterSettings.AggregationLengthIpv6) is { } v6) service.Add("aggregationLengthIPv6", v6.Value, v6.Origin);
        if (service.Entries.Count > 0) map.Add("service", service, Origin.Of(service.Entries.SelectMany(e => e.Origin)));
        if (said.Get(ClusterSettings.Interface) is { } name) map.Add("interface", new YamlMap().Add("name", name.Value, name.Origin), name.Origin);
        if (said.Get(ClusterSettings.Selector) is { } selector) map.Add("selector", Selectors.Print(selector.Value, selector.Origin), selector.Origin);

        var communities = new YamlMap();
        if (said.Get(ClusterSettings.Communities) is { } standard) communities.Add("standard", Words(standard), standard.Origin);
        if (said.Get(ClusterSettings.WellKnownCommunities) is { } wellKnown) communities.Add("wellKnown", Words(wellKnown), wellKnown.Origin);
        if (said.Get(ClusterSettings.LargeCommunities) is { } large) communities.Add("large", Words(large), large.Origin);
        var attributes = new YamlMap();
        if (communities.Entries.Count > 0) attributes.Add("communities", communities, Origin.Of(communities.Entries.SelectMany(e => e.Origin)));
        if (said.Get(ClusterSettings.LocalPreference) is { } preference) attributes.Add("localPreference", preference.Value, preference.Origin);
        return attributes.Entries.Count == 0 ? map : map.Add("attributes", attributes, Origin.Of(attributes.Entries.SelectMany(e => e.Origin)));
    }

    private void WriteOverride(string node, NodeOverride[] overrides)
    {
        var items = new List<YamlMap>();
        foreach (var instance in overrides.GroupBy(o => o.Instance))
        {
            var origin = Origin.Of(instance.SelectMany(o => o.Origin));
            var map = new YamlMap().Add("name", instance.Key, origin);
            foreach (var own in instance.Where(o => o.Peer.Length == 0))
            {
                if (own.Settings.Get(PeerSettings.RouterId) is { } id) map.Add("routerID", $"{id.Value}", id.Origin);
                if (own.Settings.Get(PeerSettings.ListenPort) is { } port) map.Add("localPort", port.Value, port.Origin);
                if (version >= new FormatVersion(1, 17) && own.Settings.Get(PeerSettings.LocalAs) is { } asn) map.Add("localASN", asn.Value.As, asn.Origin);
                else if (own.Settings.Has(PeerSettings.LocalAs)) announcements.Add(new Announcement(Disposition.Lost, "a node has its own AS number from Cilium 1.17 on", own.Key, PeerSettings.LocalAs));
            }

            map.Add("peers", [.. instance.Where(o => o.Peer.Length > 0).Select(OverridePeer)], origin);
            items.Add(map);
        }

        var all = Origin.Of(overrides.SelectMany(o => o.Origin));
        WriteObject(ApiVersion, "CiliumBGPNodeConfigOverride", new YamlMap().Add("name", ObjectNames.Fit(node), all), new YamlMap().Add("bgpInstances", items, all), all);
    }

    private static YamlMap OverridePeer(NodeOverride peer)
    {
        var map = new YamlMap().Add("name", peer.Peer, peer.Origin);
        if (peer.Settings.Get(PeerSettings.LocalAddress) is { } address) map.Add("localAddress", $"{address.Value}", address.Origin);
        if (peer.Settings.Get(PeerSettings.LocalPort) is { } port) map.Add("localPort", port.Value, port.Origin);
        return map;
    }

    private void WriteObject(string apiVersion, string kind, YamlMap metadata, YamlMap spec, Origin origin) =>
        YamlPrinter.Document(output, Resource.Print(apiVersion, kind, metadata, spec, origin));

    private static Stated<string>[] Words(Stated<string> words) => [.. words.Value.Split(' ').Select(w => new Stated<string>(w, words.Origin))];

    private void Announce(EffectivePeer peer, Setting setting, Disposition disposition, string reason) =>
        announcements.Add(new Announcement(disposition, reason, FactPath.Of(peer.Instance.Instance, peer.Peer), setting));

    private void Announce(EffectivePeer peer, AfiSafi family, string reason) =>
        announcements.Add(new Announcement(Disposition.Lost, reason, FactPath.Of(peer.Instance.Instance, peer.Peer, family)));
}
