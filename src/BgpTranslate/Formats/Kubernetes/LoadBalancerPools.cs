using BgpTranslate.Facts;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>Cilium's pools of load balancer addresses, the same whichever BGP resources announce them.</summary>
public static class LoadBalancerPools
{
    /// <summary>What such a pool cannot say.</summary>
    public static Support[] Support { get; } =
    [
        ClusterSupport.Never(ClusterSettings.OnRequest, "a pool cannot be kept for services that ask for it"),
        ClusterSupport.Never(ClusterSettings.LayerTwo, "ARP and NDP are no BGP: a CiliumL2AnnouncementPolicy answers for the pool"),
        ClusterSupport.Never(ClusterSettings.Priority, "pools have no order"),
        ClusterSupport.Never(ClusterSettings.Namespaces, "a pool selects services by their labels only"),
        ClusterSupport.Never(ClusterSettings.NamespaceSelectors, "a pool selects services by their labels only"),
        ClusterSupport.Never(ClusterSettings.ServiceSelectors, "a pool has one selector"),
        ClusterSupport.None(CommunityAliases.Kind, "resolved where it is used"),
    ];

    /// <summary>Reads a pool in any spelling since 1.12; null when the resource is none.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="isOld">True for a spelling that is gone in 1.16.</param>
    public static AddressPool? Read(Resource resource, out bool isOld)
    {
        isOld = false;
        if (resource.Group != "cilium.io" || resource.Kind is not ("CiliumLoadBalancerIPPool" or "CiliumBGPLoadBalancerIPPool")) return null;
        resource.CloseMetadata();
        var settings = Settings.Empty;
        if (resource.Spec() is { } spec && resource.Kind == "CiliumLoadBalancerIPPool")
        {
            isOld = spec.Has("cidrs");
            settings = Blocks(spec);
            if (spec.Has("allowFirstLastIPs") && spec.Text("allowFirstLastIPs") is { } edges)
                settings = settings.With(ClusterSettings.AllowFirstLast, YamlScalar.IsTrue(edges.Value), edges.Origin);
            settings = settings.With(ClusterSettings.ServiceSelector, Selectors.Read(spec, "serviceSelector")).With(ClusterSettings.Disabled, spec.Flag("disabled"));
        }
        else if (resource.Spec() is { } first)
        {
            // The pool of Cilium 1.12, before LB IPAM.
            isOld = true;
            settings = settings.With(ClusterSettings.Blocks, first.Text("prefix")).With(ClusterSettings.ServiceSelector, Selectors.Read(first, "lbSelector"));
        }

        return new AddressPool { Name = resource.Name, Origin = resource.Origin, Settings = settings };
    }

    /// <summary>A pool as a resource.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="apiVersion">The version of the API that has it.</param>
    /// <param name="name">Its name as an object.</param>
    public static YamlMap Print(AddressPool pool, string apiVersion, string name)
    {
        var said = pool.Settings;
        var spec = new YamlMap();
        if (said.Get(ClusterSettings.Blocks) is { } blocks) spec.Add("blocks", [.. blocks.Value.Split(' ').Select(b => Block(b, blocks.Origin))], blocks.Origin);
        if (said.Get(ClusterSettings.AllowFirstLast) is { } edges) spec.Add("allowFirstLastIPs", edges.Value ? "Yes" : "No", edges.Origin);
        if (said.Get(ClusterSettings.ServiceSelector) is { } selector) spec.Add("serviceSelector", Selectors.Print(selector.Value, selector.Origin), selector.Origin);
        if (said.Get(ClusterSettings.Disabled) is { } disabled) spec.Add("disabled", disabled.Value, disabled.Origin);
        return Resource.Print(apiVersion, "CiliumLoadBalancerIPPool", new YamlMap().Add("name", name, pool.Origin), spec, pool.Origin);
    }

    private static Settings Blocks(YamlObject spec)
    {
        var blocks = new List<string>();
        var origin = Origin.None;
        foreach (var block in spec.Objects("blocks").Concat(spec.Objects("cidrs")))
        {
            var (cidr, start, stop) = (block.Text("cidr"), block.Text("start"), block.Text("stop"));
            origin += (cidr?.Origin ?? default) + (start?.Origin ?? default) + (stop?.Origin ?? default);
            if (cidr is { } c) blocks.Add(c.Value);
            else if (start is { } first) blocks.Add(stop is { } last ? $"{first.Value}-{last.Value}" : first.Value);
        }

        return blocks.Count > 0 ? Settings.Empty.With(ClusterSettings.Blocks, string.Join(' ', blocks), origin) : Settings.Empty;
    }

    private static YamlMap Block(string block, Origin origin)
    {
        if (block.Contains('/') || block.StartsWith("${", StringComparison.Ordinal)) return new YamlMap().Add("cidr", block, origin);
        var dash = block.IndexOf('-');
        return dash < 0 ? new YamlMap().Add("start", block, origin) : new YamlMap().Add("start", block[..dash], origin).Add("stop", block[(dash + 1)..], origin);
    }
}
