using System.Collections.Immutable;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.BgpConfigMap;

/// <summary>Pools and what of them is announced.</summary>
internal sealed partial class BgpConfigMapReader
{
    private void ReadPool(YamlObject item)
    {
        var called = item.Text("name");
        var protocol = item.Text("protocol");
        foreach (var old in new[] { "cidr", "arp-network" })
        {
            if (item.StatementOf(old) is not { } statement) continue;
            scope.Refuse(statement, $"'{old}' is a key of MetalLB before 0.5: write 'addresses'");
            item.Dismiss(old, new Outcome.Inherent("a key of MetalLB before 0.5: refused"));
        }

        var settings = AddressBlocks.Add(Settings.Empty, [.. item.Texts("addresses")], scope).With(ClusterSettings.OnRequest, AddressBlocks.OnRequest(item.Flag("auto-assign"), scope));
        if (item.Flag("avoid-buggy-ips") is { } avoid) settings = settings.With(ClusterSettings.AllowFirstLast, !avoid.Value, avoid.Origin);
        var origin = (called?.Origin ?? default) + (protocol is { Value: "bgp" } bgp ? bgp.Origin : default);
        if (protocol is { Value: "layer2" } two) settings = settings.With(ClusterSettings.LayerTwo, true, two.Origin);
        ImmutableArray<(Settings, Origin)> advertisements = [.. item.Objects("bgp-advertisements").Select(ReadAdvertisement)];
        Validate(called, protocol, advertisements.Length, origin);
        pools.Add(new PoolDraft(new AddressPool { Name = called?.Value ?? "unnamed", Origin = origin, Settings = settings }, protocol is { Value: "bgp" }, advertisements));
    }

    private void Validate(Stated<string>? called, Stated<string>? protocol, int advertisements, Origin origin)
    {
        if (called is null) scope.Refuse(origin, "the pool has no name");
        switch (protocol)
        {
            case null:
                scope.Refuse(origin, "the pool has no 'protocol'");
                break;
            case { Value: "layer2" } two when advertisements > 0:
                scope.Refuse(two.Origin, "a pool of layer 2 cannot have 'bgp-advertisements'");
                break;
            case { Value: not ("bgp" or "layer2") } other:
                scope.Refuse(other.Origin, $"'{other.Value}' is no protocol: bgp or layer2");
                scope.Void(other.Origin, "unknown protocol: refused");
                break;
        }
    }

    private (Settings, Origin) ReadAdvertisement(YamlObject item)
    {
        var settings = Length(Settings.Empty, item.Number("aggregation-length", 0, 32), 32, ClusterSettings.AggregationLengthIpv4);
        settings = Length(settings, OfFrr(item.Number("aggregation-length-v6", 0, 128), "aggregation-length-v6"), 128, ClusterSettings.AggregationLengthIpv6);
        settings = settings.With(ClusterSettings.LocalPreference, item.Number("localpref", 0, uint.MaxValue));
        settings = communities.Add(settings, [.. item.Texts("communities")]);
        return (settings, Origin.None);
    }

    private Settings Length(Settings settings, Stated<uint>? length, uint full, Setting<uint> setting)
    {
        if (length is not { } said) return settings;
        if (said.Value != full) return settings.With(setting, said.Value, said.Origin);
        scope.Void(said.Origin, "each address by itself: it says what holds anyway");
        return settings;
    }

    /// <summary>What is announced to every peer: equal items of several pools once, and for all pools without naming them.</summary>
    private Advertisement[] Advertisements(ImmutableArray<AddressPool> accepted)
    {
        var result = new List<Advertisement>();
        foreach (var refused in pools.Where(p => !accepted.Contains(p.Pool)))
        {
            foreach (var (settings, origin) in refused.Advertisements) scope.Void(origin + Origin.Of(settings.Entries.SelectMany(e => e.Origin)), "its pool is refused");
        }

        pools.RemoveAll(p => !accepted.Contains(p.Pool));
        PoolDraft[] announced = announcesServices is { Value: false } ? [] : [.. pools.Where(p => p.IsBgp)];
        var items = announced.SelectMany(p => (p.Advertisements.Length == 0 ? [(Settings.Empty, Origin.None)] : p.Advertisements).Select(a => (Pool: p, Settings: WithPreference(a.Settings), a.Origin)));
        foreach (var same in items.GroupBy(i => string.Join('\n', i.Settings.Entries.OrderBy(e => e.Setting.Key, StringComparer.Ordinal).Select(e => $"{e.Setting.Key} {Setting.Format(e.Value)}"))))
        {
            var its = same.Select(i => i.Pool).Distinct().ToArray();
            var settings = same.Select(i => i.Settings).Aggregate(Together);
            if (its.Length < pools.Count)
                settings = settings.With(ClusterSettings.Pools, string.Join(' ', its.Select(p => p.Pool.Name).Distinct().Order(StringComparer.Ordinal)), Origin.Of(its.SelectMany(p => p.Pool.Origin)));
            var origin = Origin.Of(same.SelectMany(i => i.Origin)) + Origin.Of(its.SelectMany(p => p.Pool.Origin));
            result.Add(Service(its[0].Pool.Name, result.Count(a => a.Name == its[0].Pool.Name), settings, origin));
        }

        if (result.Count == 0 && announcesServices is { Value: true } services) result.Add(Service("services", 0, Settings.Empty, services.Origin));
        else if (announcesServices is { Value: true } anyway) scope.Void(anyway.Origin, "pools are announced anyway");
        var pods = announcesPods ?? (scope.Request.Options.TryGetValue(AnnouncePodCidr, out var answer) ? new Stated<bool>(YamlScalar.IsTrue(answer), Origin.None) : null);
        if (pods is { Value: true } said) result.Add(new Advertisement { Kind = AdvertisementKind.PodCidr, Name = "pods", Origin = said.Origin });
        else if (pods is null && isCilium && peers.Count > 0)
            scope.Note(Origin.None, $"whether Pod CIDRs are announced stands in the Helm values (bgp.announce.podCIDR): convert them together with the ConfigMap, or say --set {AnnouncePodCidr}=yes");
        return [.. result];
    }

    private static Advertisement Service(string name, int before, Settings settings, Origin origin) => new()
    {
        Kind = AdvertisementKind.Service,
        Name = name,
        Number = before + 1,
        Origin = origin,
        Settings = settings.With(ClusterSettings.ServiceAddresses, "LoadBalancerIP").With(ClusterSettings.Selector, Selectors.AllServices),
    };

    /// <summary>FRR does not send a LOCAL_PREF of 0.</summary>
    private Settings WithPreference(Settings settings)
    {
        if (Version < BgpConfigMapDefaults.FirstFrr || settings.Get(ClusterSettings.LocalPreference) is not { Value: 0 } zero) return settings;
        scope.Void(zero.Origin, "zero: as if it were not there");
        return settings.Without(ClusterSettings.LocalPreference);
    }

    private static Settings Together(Settings a, Settings b)
    {
        foreach (var (setting, value, origin) in b.Entries)
            a = a.WithValue(setting, value, a.TryGet(setting, out _, out var before) ? before + origin : origin);
        return a;
    }
}
