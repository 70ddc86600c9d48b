using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.MetalLb;

/// <summary>Pools, advertisements, communities and BFD profiles.</summary>
internal sealed partial class MetalLbReader
{
    private void ReadPool(Resource resource)
    {
        var labels = resource.Labels();
        var settings = Settings.Empty.With(ClusterSettings.PoolLabels, labels);
        if (resource.Spec() is { } spec)
        {
            settings = ReadAddresses(spec, settings);
            if (spec.Object("serviceAllocation") is { } allocation)
            {
                Stated<string>[] namespaces = [.. allocation.Texts("namespaces")];
                settings = settings.With(ClusterSettings.Priority, allocation.Number("priority", 0, int.MaxValue));
                if (namespaces.Length > 0)
                    settings = settings.With(ClusterSettings.Namespaces, string.Join(' ', namespaces.Select(n => n.Value).Order(StringComparer.Ordinal)), Origin.Of(namespaces.SelectMany(n => n.Origin)));
                settings = settings.With(ClusterSettings.NamespaceSelectors, Selectors.ReadList(allocation, "namespaceSelectors"));
                settings = Services(settings, Selectors.ReadList(allocation, "serviceSelectors"), ClusterSettings.ServiceSelector, ClusterSettings.ServiceSelectors);
            }
        }

        pools.Add(new AddressPool { Name = resource.Name, Origin = resource.Origin, Settings = settings });
    }

    private Settings ReadAddresses(YamlObject spec, Settings settings)
    {
        settings = AddressBlocks.Add(settings, [.. spec.Texts("addresses")], scope).With(ClusterSettings.OnRequest, AddressBlocks.OnRequest(spec.Flag("autoAssign"), scope));
        return spec.Flag("avoidBuggyIPs") is { } avoid ? settings.With(ClusterSettings.AllowFirstLast, !avoid.Value, avoid.Origin) : settings;
    }

    private static Settings Services(Settings settings, Stated<SelectorList>? list, Setting<LabelSelector> one, Setting<SelectorList> several) =>
        list is { Value.Selectors: [var only] } single ? settings.With(one, only, single.Origin) : settings.With(several, list);

    /// <summary>The pool of 0.12 and 0.13, which holds its advertisements.</summary>
    private void ReadLegacyPool(Resource resource)
    {
        if (SpecOf(resource) is not { } spec) return;
        scope.Note(resource.Origin, "AddressPool is gone since MetalLB 0.14: IPAddressPool with BGPAdvertisement or L2Advertisement takes its place");
        var settings = ReadAddresses(spec, Settings.Empty);
        var protocol = spec.Text("protocol");
        if (protocol is { Value: "layer2" } two) settings = settings.With(ClusterSettings.LayerTwo, true, two.Origin);
        pools.Add(new AddressPool { Name = resource.Name, Origin = resource.Origin + (protocol is { Value: "bgp" } bgp ? bgp.Origin : default), Settings = settings });
        YamlObject[] items = [.. spec.Objects("bgpAdvertisements")];
        foreach (var (number, item) in items.Index()) Announce($"{resource.Name}{(number == 0 ? "" : $"-{number + 1}")}", resource.Origin, OnlyPool(ReadAdvertisement(item), resource), []);
        if (items.Length == 0 && protocol is { Value: "bgp" }) Announce(resource.Name, resource.Origin, OnlyPool(Settings.Empty, resource), []);
    }

    private static Settings OnlyPool(Settings settings, Resource pool) => settings.With(ClusterSettings.Pools, pool.Name, pool.Origin);

    /// <summary>Pools that L2Advertisements name; the resources themselves are not about BGP.</summary>
    private void ReadLayerTwo(Resource resource)
    {
        if (resource.Spec() is { } spec)
        {
            Stated<string>[] named = [.. spec.Texts("ipAddressPools")];
            layerTwoPools.AddRange(named);
            isLayerTwoEverywhere |= named.Length == 0 && !spec.Has("ipAddressPoolSelectors");
        }

        resource.Dismiss(LayerTwo);
        scope.Note(resource.Origin, "L2Advertisement is not BGP and is not translated");
    }

    /// <summary>A pool that ARP and NDP alone answer for.</summary>
    private AddressPool WithLayer(AddressPool pool)
    {
        var isAnnounced = announced.Labelled.Any(a => !a.Settings.Has(ClusterSettings.Pools) || a.Settings.ValueOf(ClusterSettings.Pools)!.Split(' ').Contains(pool.Name));
        return isAnnounced || !(isLayerTwoEverywhere || layerTwoPools.Any(p => p.Value == pool.Name)) || pool.Settings.Has(ClusterSettings.LayerTwo)
            ? pool
            : pool with { Settings = pool.Settings.With(ClusterSettings.LayerTwo, true) };
    }

    private void ReadAdvertisements()
    {
        var names = pools.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (resource, spec) in advertisements)
        {
            var settings = Settings.Empty;
            Stated<string>[] peers = [];
            if (spec is not null)
            {
                settings = ReadAdvertisement(spec);
                Stated<string>[] chosen = [.. spec.Texts("ipAddressPools")];
                if (chosen.Length > 0)
                    settings = settings.With(ClusterSettings.Pools, string.Join(' ', chosen.Select(c => c.Value).Distinct().Order(StringComparer.Ordinal)), Origin.Of(chosen.SelectMany(c => c.Origin)));
                settings = settings.With(ClusterSettings.PoolSelectors, Selectors.ReadList(spec, "ipAddressPoolSelectors")).With(ClusterSettings.NodeSelectors, Selectors.ReadList(spec, "nodeSelectors"));
                peers = [.. spec.Texts("peers")];
                fields.Misspelt(spec, "localPref", "localpref");
                fields.Misspelt(spec, "ipAddressPools", "ipaddresspools");
                fields.Misspelt(spec, "nodeSelectors", "nodeSelector");
                foreach (var pool in chosen.Where(c => !names.Contains(c.Value))) scope.Undefined(pool, "IPAddressPool", "nothing of it is announced");
            }

            Announce(resource.Name, resource.Origin, settings, peers);
        }
    }

    private void Announce(string name, Origin origin, Settings settings, Stated<string>[] peers)
    {
        settings = settings.With(ClusterSettings.ServiceAddresses, "LoadBalancerIP");
        if (!settings.Has(ClusterSettings.Selector) && !settings.Has(ClusterSettings.Services)) settings = settings.With(ClusterSettings.Selector, Selectors.AllServices);
        announced.Add(new Advertisement { Kind = AdvertisementKind.Service, Name = name.Length == 0 ? "unnamed" : name, Origin = origin, Settings = settings }, peers);
    }

    private Settings ReadAdvertisement(YamlObject item)
    {
        var settings = Length(Settings.Empty, item.Number("aggregationLength", 1, 32), 32, ClusterSettings.AggregationLengthIpv4);
        settings = Length(settings, item.Number("aggregationLengthV6", 1, 128), 128, ClusterSettings.AggregationLengthIpv6);
        if (item.Number("localPref", 0, uint.MaxValue) is { } preference)
        {
            if (preference.Value > 0 || Profile == MetalLbDefaults.Native) settings = settings.With(ClusterSettings.LocalPreference, preference.Value, preference.Origin);
            else scope.Void(preference.Origin, "zero: as if it were not there");
        }

        settings = communities.Add(settings, [.. item.Texts("communities")]);
        return Services(settings, Selectors.ReadList(item, "serviceSelectors"), ClusterSettings.Selector, ClusterSettings.Services);
    }

    private Settings Length(Settings settings, Stated<uint>? length, uint full, Setting<uint> setting)
    {
        if (length is not { } said) return settings;
        if (said.Value != full) return settings.With(setting, said.Value, said.Origin);
        scope.Void(said.Origin, "each address by itself: it says what holds anyway");
        return settings;
    }

    private void ReadCommunities(Resource resource)
    {
        var any = false;
        foreach (var item in SpecOf(resource)?.Objects("communities") ?? [])
        {
            var (called, meant) = (item.Text("name"), item.Text("value"));
            if (called is not { } name || meant is not { } value)
            {
                var half = (called?.Origin ?? default) + (meant?.Origin ?? default);
                scope.Refuse(half, "a community has a name and a value");
                scope.Void(half, "a community has a name and a value: refused");
                continue;
            }

            communities.Define(name.Value, value with { Origin = name.Origin + value.Origin + (any ? default : resource.Origin) });
            any = true;
        }

        if (!any) scope.Void(resource.Origin, "names no community");
    }

    private void ReadBfdProfile(Resource resource)
    {
        var settings = Settings.Empty;
        if (SpecOf(resource) is { } spec)
        {
            settings = BfdProfiles.Read(spec, Spelling.CamelCase);
            foreach (var key in new[] { "receiveInterval", "transmitInterval", "detectMultiplier", "echoMode", "passiveMode", "minimumTtl" }) fields.Misspelt(spec, key, Spelling.KebabCase(key));
            fields.Misspelt(spec, "echoInterval", "echoReceiveInterval", "echoTransmitInterval", "echo-receive-interval", "echo-transmit-interval");
        }

        bfdProfiles.Add(new NamedObject { Kind = BfdProfiles.Kind, Name = resource.Name, Origin = resource.Origin, Settings = settings });
    }
}
