using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.CiliumPeeringPolicy;

/// <summary>Writes a policy for each set of nodes, the Nodes that say something of their own, and the pools; fields in the order of Cilium's documentation.</summary>
internal sealed class CiliumPeeringPolicyWriter(WriteRequest request)
{
    private readonly OutputText output = new(YamlPrinter.IndentUnit);
    private readonly List<Announcement> announcements = [];
    private readonly CiliumSessions sessions = new();
    private readonly HashSet<EffectiveInstance> speakers = [];
    private readonly ObjectNames policyNames = new(), poolNames = new();
    private readonly Dictionary<string, string> renamed = new(StringComparer.Ordinal);
    private readonly FormatVersion version = request.Target.Version;

    public WriteResult Write()
    {
        var effective = new EffectiveConfiguration(request.Configuration, request.Target);
        foreach (var policy in effective.Instances.Where(i => i.Instance.Peers.Length > 0).GroupBy(i => i.Instance.Settings.ValueOf(InstanceSettings.ClusterConfig) ?? "cilium-bgp"))
            WritePolicy(policy.Key, [.. policy]);
        foreach (var node in request.Configuration.Overrides.GroupBy(o => o.Node)) WriteNode(node.Key, [.. node]);
        foreach (var pool in request.Configuration.Pools) YamlPrinter.Document(output, LoadBalancerPools.Print(pool, "cilium.io/v2alpha1", poolNames.NameFor("pool", pool.Name)));
        foreach (var secret in Secrets.Print(effective.Instances.SelectMany(i => i.Peers), request.Options, ("", "kube-system"), announcements)) YamlPrinter.Document(output, secret);
        if (effective.Instances.All(i => i.Instance.Peers.Length == 0))
        {
            foreach (var idle in request.Configuration.Advertisements)
                announcements.Add(new Announcement(Disposition.NeedsInput, "no file says to whom it is announced: convert it together with its sessions", Origin: idle.Origin));
        }

        foreach (var empty in effective.Instances.Where(i => i.Peers.Length > 0 && !speakers.Contains(i)))
            announcements.Add(new Announcement(Disposition.Lost, "none of its peers can be written", empty.Instance.Key));
        return new WriteResult([new OutputFile("", output)], [.. announcements, .. sessions.Announcements], poolNames.Renamed.AddRange(renamed));
    }

    private void WritePolicy(string name, EffectiveInstance[] instances)
    {
        var origin = Origin.Of(instances.SelectMany(i => i.Instance.Settings.Get(InstanceSettings.ClusterConfig)?.Origin ?? i.Instance.Origin));
        var spec = new YamlMap();
        if (instances[0].Instance.Settings.Get(InstanceSettings.NodeSelector) is { } selector) spec.Add("nodeSelector", Selectors.Print(selector.Value, selector.Origin), selector.Origin);
        YamlMap[] routers = [.. instances.Select(Router).OfType<YamlMap>()];
        if (routers.Length == 0) return;
        spec.Add("virtualRouters", routers, origin);
        YamlPrinter.Document(output, Resource.Print("cilium.io/v2alpha1", "CiliumBGPPeeringPolicy", new YamlMap().Add("name", policyNames.NameFor("policy", name), origin), spec, origin));
    }

    private YamlMap? Router(EffectiveInstance instance)
    {
        var peers = instance.Peers.Where(CanHave).ToArray();
        if (peers.Length == 0) return null;
        speakers.Add(instance);
        var said = instance.Instance.Settings;
        var asn = said.Get(PeerSettings.LocalAs);
        var map = new YamlMap().Add("localASN", asn?.Value.As ?? 0, asn?.Origin ?? instance.Instance.Origin);
        if (said.ValueOf(InstanceSettings.KubernetesName) is { } name && name != $"instance-{asn?.Value.As}") renamed[$"instance {name}"] = $"instance-{asn?.Value.As}";
        var announced = peers.SelectMany(p => p.Families.Where(p.IsActive).SelectMany(p.Announced)).Distinct().Where(CanAnnounce).ToArray();
        var pods = announced.FirstOrDefault(a => a.Kind == AdvertisementKind.PodCidr);
        var pools = announced.FirstOrDefault(a => a.Kind == AdvertisementKind.PodIpPool);
        var services = announced.FirstOrDefault(a => a.Kind == AdvertisementKind.Service);
        if (pods is not null) map.Add("exportPodCIDR", true, Origin.Of(announced.Where(a => a.Kind == AdvertisementKind.PodCidr).SelectMany(a => a.Origin)));
        if (pools?.Settings.Get(ClusterSettings.Selector) is { } chosen) map.Add("podIPPoolSelector", Selectors.Print(chosen.Value, chosen.Origin), chosen.Origin + pools.Origin);
        if (services?.Settings.Get(ClusterSettings.Selector) is { } selected)
        {
            // An empty selector is no sure word for all services.
            var selector = selected.Value.Equals(LabelSelector.Everything) ? Selectors.AllServices : selected.Value;
            map.Add("serviceSelector", Selectors.Print(selector, selected.Origin), selected.Origin + services.Origin);
            var addresses = services.Settings.Get(ClusterSettings.ServiceAddresses);
            if (version >= CiliumPeeringPolicySupport.FirstServiceAddresses && addresses is { Value: not "LoadBalancerIP" } words)
                map.Add("serviceAdvertisements", [.. words.Value.Split(' ').Select(w => new Stated<string>(w, words.Origin))], words.Origin);
        }

        Advertisement[] written = [.. new[] { pods, pools, services }.OfType<Advertisement>()];
        foreach (var other in announced.Where(a => !written.Any(w => IsSame(a, w))))
            announcements.Add(new Announcement(Disposition.Lost, "a virtual router announces one selection of each kind", other.Key));
        return map.Add("neighbors", [.. peers.Select(p => Neighbor(p, written))], instance.Instance.Origin);
    }

    /// <summary>The same routes, whatever attributes they get.</summary>
    private static bool IsSame(Advertisement a, Advertisement b) =>
        a.Kind == b.Kind && Equals(a.Settings.ValueOf(ClusterSettings.Selector), b.Settings.ValueOf(ClusterSettings.Selector)) && a.Settings.ValueOf(ClusterSettings.ServiceAddresses) == b.Settings.ValueOf(ClusterSettings.ServiceAddresses);

    private bool CanAnnounce(Advertisement advertisement)
    {
        var reason = advertisement.Kind switch
        {
            AdvertisementKind.Interface => "interface addresses are not announced",
            AdvertisementKind.PodIpPool when version < CiliumPeeringPolicySupport.FirstAttributes => "pod IP pools are announced from Cilium 1.15 on",
            AdvertisementKind.Service when version < new FormatVersion(1, 13) => "services are announced from Cilium 1.13 on",
            AdvertisementKind.Service when !advertisement.Settings.Has(ClusterSettings.Selector) => "it selects no service",
            _ => null,
        };
        if (reason is not null) announcements.Add(new Announcement(Disposition.Lost, reason, advertisement.Key));
        return reason is null;
    }

    private bool CanHave(EffectivePeer peer)
    {
        var reason = peer.Peer.Endpoint switch
        {
            PeerEndpoint.Interface => "Cilium has no unnumbered peers",
            PeerEndpoint.Range => "Cilium dials its peers: it has none whose addresses it does not know",
            PeerEndpoint.Unresolved { Text: not ['$', ..] } => "the policy names its peers by address",
            PeerEndpoint.Address { Zone: not null } => "a link-local address needs its interface, which cannot be named",
            _ => peer.Get(PeerSettings.RemoteAs).Value is RemoteAs.Number or RemoteAs.Internal ? null : "the AS number of a peer must be known",
        };
        if (reason is not null) announcements.Add(new Announcement(Disposition.Lost, reason, FactPath.Of(peer.Instance.Instance, peer.Peer)));
        return reason is null;
    }

    private YamlMap Neighbor(EffectivePeer peer, Advertisement[] written)
    {
        var remote = peer.Get(PeerSettings.RemoteAs);
        var address = peer.Peer.Endpoint switch
        {
            PeerEndpoint.Address { Ip: var ip } => $"{ip}/{ip.Width}",
            PeerEndpoint.Unresolved { Text: [.., '}'] variable } => $"{variable}/{(peer.Families.Any(f => f == AfiSafi.Ipv4Unicast && peer.IsActive(f)) ? 32 : 128)}",
            var other => $"{other}",
        };
        var map = new YamlMap().Add("peerAddress", address, peer.Peer.Origin);
        if (version >= CiliumPeeringPolicySupport.FirstTimers) sessions.Put(map, "peerPort", peer, PeerSettings.RemotePort, 1, 65535);
        map.Add("peerASN", remote.Value is RemoteAs.Number number ? number.As : (peer.Get(PeerSettings.LocalAs).Value as LocalAs)?.As ?? 0, remote.Origin);
        if (version >= CiliumPeeringPolicySupport.FirstAttributes && peer.Get(PeerSettings.PasswordReference) is { Value: string secret } p) map.Add("authSecretRef", secret, p.Origin);
        if (version >= CiliumPeeringPolicySupport.FirstTimers)
        {
            sessions.Put(map, "eBGPMultihopTTL", peer, PeerSettings.MultihopTtl, 1, 255);
            sessions.PutTimers(map, peer);
            sessions.PutRestart(map, peer);
        }

        PutFamilies(map, peer);
        var attributes = Attributes(peer, written);
        if (version >= CiliumPeeringPolicySupport.FirstAttributes) map.Add("advertisedPathAttributes", attributes);
        return map;
    }

    private void PutFamilies(YamlMap map, EffectivePeer peer)
    {
        AfiSafi[] unicast = [AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast];
        foreach (var family in peer.Families.Where(f => !f.IsUnicast() && peer.IsActive(f)))
            announcements.Add(new Announcement(Disposition.Lost, "Cilium exchanges IPv4 and IPv6 unicast routes only", FactPath.Of(peer.Instance.Instance, peer.Peer, family)));
        AfiSafi[] active = [.. unicast.Where(peer.IsActive)];
        var isSaid = unicast.Any(f => peer.Get(FamilySettings.Active, f).IsSaid);
        if (active.Length == 2 && !isSaid) return;
        if (active.Length == 0 || (active.Length == 1 && version < CiliumPeeringPolicySupport.FirstAttributes))
        {
            foreach (var family in unicast.Except(active))
                announcements.Add(new Announcement(Disposition.Approximated, active.Length == 0 ? "a session without any unicast family cannot be had" : "families are chosen from Cilium 1.15 on: both are negotiated", FactPath.Of(peer.Instance.Instance, peer.Peer, family)));
            return;
        }

        if (version < CiliumPeeringPolicySupport.FirstAttributes) return;
        map.Add("families", [.. active.Select(f => new YamlMap().Add("afi", f == AfiSafi.Ipv4Unicast ? "ipv4" : "ipv6", peer.Get(FamilySettings.Active, f).Origin).Add("safi", "unicast", peer.Get(FamilySettings.Active, f).Origin))],
            Origin.Of(unicast.SelectMany(f => peer.Get(FamilySettings.Active, f).Origin)));
    }

    /// <summary>The attributes of what a neighbour is sent. What its virtual router announces to others is announced to it too.</summary>
    private YamlMap[] Attributes(EffectivePeer peer, Advertisement[] written)
    {
        var result = new List<YamlMap>();
        foreach (var family in peer.Families.Where(peer.IsActive))
        {
            Advertisement[] sent = [.. peer.Announced(family)];
            if (written.Any(w => !sent.Any(s => IsSame(s, w))))
                announcements.Add(new Announcement(Disposition.Approximated, "a virtual router announces the same to all its neighbours, in all families", FactPath.Of(peer.Instance.Instance, peer.Peer, family)));
        }

        foreach (var item in peer.Families.Where(peer.IsActive).SelectMany(peer.Announced).Distinct().Where(a => written.Any(w => IsSame(a, w))))
        {
            var said = item.Settings;
            var type = item.Kind switch { AdvertisementKind.PodCidr => "PodCIDR", AdvertisementKind.PodIpPool => "CiliumPodIPPool", _ => "CiliumLoadBalancerIPPool" };
            var map = new YamlMap().Add("selectorType", type, item.Origin);
            var where = said.Get(item.Kind == AdvertisementKind.PodCidr ? ClusterSettings.NodeSelectors : ClusterSettings.PoolSelectors);
            if (where is { Value.Selectors: [var only] } selector) map.Add("selector", Selectors.Print(only, selector.Origin), selector.Origin);
            var communities = new YamlMap();
            foreach (var (key, setting) in new[] { ("standard", ClusterSettings.Communities), ("wellKnown", ClusterSettings.WellKnownCommunities), ("large", ClusterSettings.LargeCommunities) })
            {
                if (said.Get(setting) is { } words && (setting != ClusterSettings.WellKnownCommunities || version >= CiliumPeeringPolicySupport.FirstServiceAddresses))
                    communities.Add(key, [.. words.Value.Split(' ').Select(w => new Stated<string>(w, words.Origin))], words.Origin);
            }

            if (communities.Entries.Count > 0) map.Add("communities", communities, Origin.Of(communities.Entries.SelectMany(e => e.Origin)));
            if (said.Get(ClusterSettings.LocalPreference) is { } preference) map.Add("localPreference", preference.Value, preference.Origin);
            if (map.Entries.Count > 1) result.Add(map);
            else if (!written.Contains(item)) announcements.Add(new Announcement(Disposition.Lost, "a virtual router announces a selection once", item.Key));
        }

        return [.. result];
    }

    /// <summary>What belongs to one node stands in annotations of its Node, by AS number.</summary>
    private void WriteNode(string node, NodeOverride[] overrides)
    {
        var annotations = new YamlMap();
        foreach (var own in overrides)
        {
            var asn = request.Configuration.Instances.FirstOrDefault(i => i.Settings.ValueOf(InstanceSettings.KubernetesName) == own.Instance)?.Settings.ValueOf(PeerSettings.LocalAs);
            var words = new List<string>();
            if (own.Settings.ValueOf(PeerSettings.RouterId) is { } id && own.Settings.Has(PeerSettings.RouterId)) words.Add($"router-id={id}");
            if (own.Settings.Get(PeerSettings.ListenPort) is { } port) words.Add($"local-port={port.Value}");
            if (own.Peer.Length > 0 || asn is null || words.Count == 0)
            {
                announcements.Add(new Announcement(Disposition.Lost, "a Node says the router id and the port of its virtual routers, nothing of their peers", own.Key));
                continue;
            }

            annotations.Add($"cilium.io/bgp-virtual-router.{asn.As}", string.Join(',', words), own.Origin + Origin.Of(own.Settings.Entries.SelectMany(e => e.Origin)));
            if (own.Settings.Has(PeerSettings.LocalAs)) announcements.Add(new Announcement(Disposition.Lost, "a node cannot have an AS number of its own", own.Key, PeerSettings.LocalAs));
        }

        if (annotations.Entries.Count == 0) return;
        var origin = Origin.Of(overrides.SelectMany(o => o.Origin));
        YamlPrinter.Document(output, new YamlMap().Add("apiVersion", "v1", origin).Add("kind", "Node", origin).Add("metadata", new YamlMap().Add("name", node, origin).Add("annotations", annotations, origin), origin));
    }
}
