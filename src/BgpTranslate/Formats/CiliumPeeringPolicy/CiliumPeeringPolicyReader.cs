using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.CiliumPeeringPolicy;

/// <summary>
/// Reads policies, the pools beside them and what Nodes say of their virtual routers. A virtual router becomes an instance; what it announces, with the attributes that a neighbour adds,
/// becomes advertisements with a label for each set of attributes.
/// </summary>
internal sealed class CiliumPeeringPolicyReader(ResourceScope scope, CiliumPeeringPolicyFormat format) : ResourceReader
{
    private readonly List<BgpInstance> instances = [];
    private readonly List<Advertisement> advertisements = [];
    private readonly List<AddressPool> pools = [];
    private readonly ObjectNames labels = new();
    private bool hasPolicy;

    /// <summary>Attributes that a neighbour adds to routes of a kind.</summary>
    private sealed record PathAttributes(AdvertisementKind Kind, Stated<LabelSelector>? Selector, Settings Settings, Origin Origin)
    {
        /// <summary>Equal attributes have equal keys.</summary>
        public string Key => $"{Kind} {Selector?.Value} {string.Join(' ', Settings.Entries.Select(e => $"{e.Setting.Key}={Setting.Format(e.Value)}"))}";
    }

    public override bool Read(Resource resource)
    {
        if (resource is { Group: "cilium.io", Kind: "CiliumBGPPeeringPolicy" })
        {
            hasPolicy = true;
            ReadPolicy(resource);
            return true;
        }

        // Pools may stand beside the policies, or before them: whoever comes first takes them.
        if (LoadBalancerPools.Read(resource, out _) is not { } pool) return false;
        pools.Add(pool);
        return true;
    }

    public override (Configuration, Platform) Finish()
    {
        var overrides = scope.Nodes.SelectMany(n => n.VirtualRouters.Select(v => Override(n, v.Key, v.Value))).OfType<NodeOverride>();
        var configuration = new Configuration { Instances = [.. instances.Select(i => i with { Peers = [.. i.Peers.Select(p => p with { Settings = scope.Secrets.Resolve(p.Settings) })] })], Advertisements = [.. advertisements], Pools = [.. pools], Overrides = [.. overrides] };
        if (hasPolicy) scope.Note(instances.Count > 0 ? instances[0].Origin : Origin.None, "CiliumBGPPeeringPolicy is deprecated since Cilium 1.18 and gone in 1.19");
        return (configuration, format.PlatformFor(scope.Request.Version ?? format.Versions[^1]));
    }

    private void ReadPolicy(Resource resource)
    {
        resource.CloseMetadata();
        if (resource.Spec() is not { } spec) return;
        var selector = Selectors.Read(spec, "nodeSelector");
        YamlObject[] routers = [.. spec.Objects("virtualRouters")];
        foreach (var router in routers) ReadRouter(router, resource, selector, routers.Length > 1);
        if (routers.Length == 0) scope.Void(resource.Origin + (selector?.Origin ?? default), "has no virtual router");
    }

    private void ReadRouter(YamlObject item, Resource resource, Stated<LabelSelector>? selector, bool isOneOfSeveral)
    {
        var asn = item.Number("localASN", 0, uint.MaxValue);
        var announced = ReadAnnounced(item);
        var name = isOneOfSeveral ? $"{resource.Name}-{asn?.Value}" : resource.Name;
        var sets = new Dictionary<string, LabelSelector>(StringComparer.Ordinal);
        var peers = new List<Peer>();
        foreach (var neighbor in item.Objects("neighbors"))
        {
            var peer = ReadNeighbor(neighbor, announced, name, sets);
            for (var n = 2; peers.Any(p => p.Key == peer.Key); n++) peer = peer with { Distinction = $"{n}" };
            peers.Add(peer);
        }

        var identity = Selectors.Identity(asn?.Value, selector?.Value);
        var distinction = identity;
        for (var n = 2; instances.Any(i => i.Distinction == distinction); n++) distinction = $"{identity} {n}";
        var settings = Settings.Empty
            .With(InstanceSettings.ClusterConfig, resource.Name, resource.Origin)
            .With(InstanceSettings.KubernetesName, $"instance-{asn?.Value}")
            .With(InstanceSettings.NodeSelector, selector);
        if (asn is { } number) settings = settings.With(PeerSettings.LocalAs, new LocalAs(number.Value), number.Origin);
        instances.Add(new BgpInstance { Vrf = "default", Distinction = distinction, Origin = resource.Origin, Settings = settings, Peers = [.. peers] });
    }

    /// <summary>What a virtual router announces to all its neighbours.</summary>
    private List<Advertisement> ReadAnnounced(YamlObject item)
    {
        var announced = new List<Advertisement>();
        if (item.Flag("exportPodCIDR") is { } pods)
        {
            if (pods.Value) announced.Add(new Advertisement { Kind = AdvertisementKind.PodCidr, Name = "", Origin = pods.Origin });
            else scope.Void(pods.Origin, "it says what holds anyway");
        }

        if (Selectors.Read(item, "podIPPoolSelector") is { } pools)
            announced.Add(new Advertisement { Kind = AdvertisementKind.PodIpPool, Name = "", Origin = pools.Origin, Settings = Settings.Empty.With(ClusterSettings.Selector, pools) });
        var services = Selectors.Read(item, "serviceSelector");
        Stated<string>[] addresses = [.. item.Texts("serviceAdvertisements")];
        var kinds = Origin.Of(addresses.SelectMany(a => a.Origin));
        if (services is { } selected && !selected.Value.Equals(LabelSelector.Everything))
        {
            var words = addresses.Length == 0 ? "LoadBalancerIP" : string.Join(' ', addresses.Select(a => a.Value).Distinct().Order(StringComparer.Ordinal));
            announced.Add(new Advertisement
            {
                Kind = AdvertisementKind.Service,
                Name = "",
                Origin = selected.Origin,
                Settings = Settings.Empty.With(ClusterSettings.Selector, selected).With(ClusterSettings.ServiceAddresses, words, kinds),
            });
            return announced;
        }

        scope.Void(kinds, "no service is selected");
        if (services is not { } empty) return announced;
        scope.Void(empty.Origin, "an empty selector: by the documentation no service is announced");
        scope.Note(empty.Origin, "whether an empty 'serviceSelector' selects no service or all is not certain: read as none, as documented");
        return announced;
    }

    private Peer ReadNeighbor(YamlObject item, List<Advertisement> announced, string name, Dictionary<string, LabelSelector> sets)
    {
        var settings = Settings.Empty;
        if (item.Number("peerASN", 0, uint.MaxValue) is { } asn)
            settings = settings.With<RemoteAs>(PeerSettings.RemoteAs, new RemoteAs.Number(asn.Value), asn.Origin);
        var (endpoint, origin) = Endpoint(item);
        settings = settings
            .With(PeerSettings.RemotePort, item.Number("peerPort", 1, 65535))
            .With(PeerSettings.PasswordReference, item.Text("authSecretRef"))
            .With(PeerSettings.MultihopTtl, item.Number("eBGPMultihopTTL", 1, 255))
            .With(PeerSettings.ConnectRetry, item.Number("connectRetryTimeSeconds", 1, int.MaxValue))
            .With(PeerSettings.HoldTime, item.Number("holdTimeSeconds", 3, 65535))
            .With(PeerSettings.Keepalive, item.Number("keepAliveTimeSeconds", 1, 65535));
        if (item.Object("gracefulRestart") is { } restart)
        {
            if (restart.Flag("enabled") is { } enabled)
                settings = settings.With(PeerSettings.GracefulRestart, enabled.Value ? GracefulRestartMode.Restarter : GracefulRestartMode.Helper, enabled.Origin);
            settings = settings.With(PeerSettings.RestartTime, restart.Number("restartTimeSeconds", 1, 4095));
        }

        PathAttributes[] attributes = [.. item.Objects("advertisedPathAttributes").Select(ReadAttributes).OfType<PathAttributes>()];
        var sent = Label(announced, attributes, attributes.Length == 0 ? name : $"{name}-{ObjectNames.ForPeer(endpoint)}", sets);
        var families = ReadFamilies(item);
        foreach (var family in sent is null ? [] : new[] { AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast })
        {
            var before = families.GetValueOrDefault(family) ?? new FamilyScope { Family = family };
            if (before.Settings.Get(FamilySettings.Active) is { Value: false }) continue;
            families = families.SetItem(family, before with { Settings = before.Settings.With(FamilySettings.Advertisements, sent) });
        }

        return new Peer { Endpoint = endpoint, Origin = origin, Settings = settings, Families = families };
    }

    private (PeerEndpoint, Origin) Endpoint(YamlObject item)
    {
        if (item.Text("peerAddress") is not { } address) return (new PeerEndpoint.Unresolved("'without address'"), Origin.None);
        var text = address.Value;
        var slash = text.IndexOf('/');
        if (text.Contains("${", StringComparison.Ordinal))
        {
            // Elsewhere the address stands alone, and so must what the variable holds.
            if (text[^1] == '}') scope.Note(address.Origin, $"'{text}' is taken for the address alone: what it holds must lose its prefix length");
            return (new PeerEndpoint.Unresolved(text.EndsWith("}/32", StringComparison.Ordinal) || text.EndsWith("}/128", StringComparison.Ordinal) ? text[..text.LastIndexOf('/')] : text), address.Origin);
        }

        if (slash < 0) scope.Refuse(address.Origin, "'peerAddress' takes a prefix length: /32 or /128");
        if (!IpAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var ip))
        {
            scope.Refuse(address.Origin, $"'{text}' is no IP address");
            return (new PeerEndpoint.Unresolved(text), address.Origin);
        }

        if (slash >= 0 && text[(slash + 1)..] != $"{ip.Width}") scope.Note(address.Origin, $"'{text}' should be the address alone, /{ip.Width}: the length is not used");
        return (new PeerEndpoint.Address(ip), address.Origin);
    }

    private static ImmutableSortedDictionary<AfiSafi, FamilyScope> ReadFamilies(YamlObject item)
    {
        var families = ImmutableSortedDictionary<AfiSafi, FamilyScope>.Empty;
        var header = item.StatementOf("families");
        foreach (var family in item.Objects("families"))
        {
            var (afi, safi) = (family.Text("afi"), family.Text("safi"));
            var origin = (afi?.Origin ?? default) + (safi?.Origin ?? default);
            AfiSafi? known = (afi?.Value, safi?.Value) switch { ("ipv4", "unicast") => AfiSafi.Ipv4Unicast, ("ipv6", "unicast") => AfiSafi.Ipv6Unicast, _ => null };
            if (known is { } f) families = families.SetItem(f, new FamilyScope { Family = f, Origin = origin, Settings = Settings.Empty.With(FamilySettings.Active, true, origin) });
            else family.Void(origin, "Cilium exchanges IPv4 and IPv6 unicast routes only: the family is without effect");
        }

        // A list that is there replaces the default of both unicast families.
        foreach (var family in families.IsEmpty ? [] : new[] { AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast })
        {
            if (families.ContainsKey(family)) continue;
            item.Close(header!, Outcome.States);
            families = families.Add(family, new FamilyScope { Family = family, Settings = Settings.Empty.With(FamilySettings.Active, false, header!) });
        }

        return families;
    }

    private PathAttributes? ReadAttributes(YamlObject item)
    {
        var settings = Settings.Empty;
        if (item.Object("communities") is { } communities)
        {
            foreach (var (key, setting) in new[]
            {
                ("standard", ClusterSettings.Communities), ("wellKnown", ClusterSettings.WellKnownCommunities), ("large", ClusterSettings.LargeCommunities),
            })
            {
                Stated<string>[] words = [.. communities.Texts(key)];
                if (words.Length > 0) settings = settings.With(setting, string.Join(' ', words.Select(w => w.Value).Distinct().Order(StringComparer.Ordinal)), Origin.Of(words.SelectMany(w => w.Origin)));
            }
        }

        settings = settings.With(ClusterSettings.LocalPreference, item.Number("localPreference", 0, uint.MaxValue));
        var selector = Selectors.Read(item, "selector");
        if (item.Text("selectorType") is not { } type) return null;
        AdvertisementKind? kind = type.Value switch
        {
            "PodCIDR" => AdvertisementKind.PodCidr,
            "CiliumPodIPPool" => AdvertisementKind.PodIpPool,
            "CiliumLoadBalancerIPPool" => AdvertisementKind.Service,
            _ => null,
        };
        if (kind is { } k) return new PathAttributes(k, selector, settings, type.Origin);
        scope.Refuse(type.Origin, $"'{type.Value}' is no selector type");
        scope.Void(type.Origin + Origin.Of(settings.Entries.SelectMany(e => e.Origin)) + (selector?.Origin ?? default), "unknown selector type: refused");
        return null;
    }

    /// <summary>The label of what a neighbour is sent; null: nothing. Neighbours that are sent the same share it.</summary>
    private Stated<LabelSelector>? Label(List<Advertisement> announced, PathAttributes[] attributes, string name, Dictionary<string, LabelSelector> sets)
    {
        foreach (var idle in attributes.Where(a => announced.All(x => x.Kind != a.Kind)))
            scope.Void(idle.Origin + Origin.Of(idle.Settings.Entries.SelectMany(e => e.Origin)) + (idle.Selector?.Origin ?? default), "nothing of this kind is announced");
        if (announced.Count == 0) return null;
        var key = string.Join('\n', attributes.Select(a => a.Key));
        if (sets.TryGetValue(key, out var label))
        {
            // Said again for another neighbour: the same advertisements, stated by both.
            foreach (var attribute in attributes) Restate(label, attribute);
            return new(label, Origin.None);
        }

        label = sets[key] = new LabelSelector([new("advertise", labels.Fresh(name))], []);
        var title = label.Labels["advertise"];
        foreach (var item in announced)
        {
            var plain = item with { Name = title, Settings = item.Settings.With(ClusterSettings.Labels, label) };
            var number = 1;
            foreach (var chosen in attributes.Where(a => a.Kind == item.Kind && a.Selector is not null))
            {
                var where = item.Kind == AdvertisementKind.PodCidr ? ClusterSettings.NodeSelectors : ClusterSettings.PoolSelectors;
                var part = plain with { Number = number++, Origin = item.Origin + chosen.Origin, Settings = plain.Settings.Overlay(chosen.Settings).With(where, new SelectorList([chosen.Selector!.Value.Value]), chosen.Selector.Value.Origin) };
                advertisements.Add(part);
            }

            var all = attributes.LastOrDefault(a => a.Kind == item.Kind && a.Selector is null);
            advertisements.Add(plain with { Number = number, Origin = item.Origin + (all?.Origin ?? default), Settings = all is null ? plain.Settings : plain.Settings.Overlay(all.Settings) });
        }

        return new(label, Origin.None);
    }

    private void Restate(LabelSelector label, PathAttributes attributes)
    {
        for (var i = 0; i < advertisements.Count; i++)
        {
            var item = advertisements[i];
            if (item.Kind != attributes.Kind || !label.Equals(item.Settings.ValueOf(ClusterSettings.Labels))) continue;
            var settings = item.Settings;
            foreach (var (setting, value, origin) in attributes.Settings.Entries)
            {
                if (settings.TryGet(setting, out var same, out var before) && Equals(same, value)) settings = settings.WithValue(setting, value, before + origin);
            }

            foreach (var where in new[] { ClusterSettings.NodeSelectors, ClusterSettings.PoolSelectors })
            {
                if (attributes.Selector is { } selector && settings.Get(where) is { } list && list.Value.Equals(new SelectorList([selector.Value]))) settings = settings.With(where, list.Value, list.Origin + selector.Origin);
            }

            advertisements[i] = item with { Settings = settings, Origin = item.Origin + attributes.Origin };
        }
    }

    /// <summary>What a Node says of its virtual router: <c>router-id=192.0.2.1,local-port=179</c>.</summary>
    private NodeOverride? Override(ClusterNode node, string asn, Stated<string> annotation)
    {
        var instance = $"instance-{asn}";
        var settings = Settings.Empty;
        foreach (var word in annotation.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (word.Split('=', 2))
            {
                case ["router-id", var id] when IpAddress.TryParse(id, out var address):
                    settings = settings.With(PeerSettings.RouterId, address, annotation.Origin);
                    break;
                case ["local-port", var port] when ushort.TryParse(port, out var number):
                    settings = settings.With(PeerSettings.ListenPort, (uint)number, annotation.Origin);
                    break;
                default:
                    scope.Refuse(annotation.Origin, $"'{word}' is neither router-id=ADDRESS nor local-port=PORT");
                    break;
            }
        }

        if (settings.Entries.Count > 0 && instances.Any(i => i.Settings.ValueOf(InstanceSettings.KubernetesName) == instance))
            return new NodeOverride { Node = node.Name, Instance = instance, Origin = annotation.Origin, Settings = settings };
        scope.Void(annotation.Origin, settings.Entries.Count == 0 ? "says nothing" : $"no virtual router has the AS number {asn}");
        return null;
    }
}
