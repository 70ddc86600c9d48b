using System.Collections.Immutable;

namespace BgpTranslate.Formats;

/// <summary>All formats: one row each.</summary>
public static class FormatRegistry
{
    /// <summary>The formats in the order in which they are listed to users.</summary>
    public static ImmutableArray<Format> All { get; } =
    [
        new Frr.FrrFormat(),
        Bird.BirdFormat.Instance,
        new CiliumCrd.CiliumCrdFormat(),
        new CiliumPeeringPolicy.CiliumPeeringPolicyFormat(),
        new MetalLb.MetalLbFormat(),
        new BgpConfigMap.BgpConfigMapFormat(),
        new Vyos.VyosFormat(),
        new FortiOs.FortiOsFormat(),
        new RouterOs.RouterOsFormat(),
    ];

    /// <summary>The format of a key, or null.</summary>
    public static Format? Find(string key) => All.FirstOrDefault(f => f.Key == key);
}
