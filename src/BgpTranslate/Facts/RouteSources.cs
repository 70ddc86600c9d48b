using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Facts;

/// <summary>Which protocols put routes where export policies see them.</summary>
public static class RouteSources
{
    /// <summary>Those that a router usually has.</summary>
    public static ImmutableArray<RouteSource> Usual { get; } =
        [RouteSource.Bgp, RouteSource.Static, RouteSource.Connected, RouteSource.Kernel, RouteSource.Ospf, RouteSource.Rip];

    /// <summary>Protocols that feed the RIBs of a configuration whose export policies see the whole RIB.</summary>
    public static ImmutableArray<RouteSource> Feeding(Configuration configuration)
    {
        var sources = new SortedSet<RouteSource> { RouteSource.Bgp };
        if (configuration.Statics.Length > 0) sources.Add(RouteSource.Static);
        foreach (var protocol in configuration.Protocols.Where(p => p.Settings.ValueOf(RibSettings.Disabled) is false))
        {
            switch (protocol.Kind)
            {
                case RibProtocolKind.Direct: sources.Add(RouteSource.Connected); break;
                case RibProtocolKind.Kernel when protocol.Settings.Has(RibSettings.Learn): sources.Add(RouteSource.Kernel); break;
                case RibProtocolKind.Other when protocol.Name.StartsWith("ospf", StringComparison.Ordinal): sources.Add(RouteSource.Ospf); break;
                case RibProtocolKind.Other when protocol.Name.StartsWith("rip", StringComparison.Ordinal): sources.Add(RouteSource.Rip); break;
                case RibProtocolKind.Other when protocol.Name.StartsWith("babel", StringComparison.Ordinal): sources.Add(RouteSource.Babel); break;
            }
        }

        return [.. sources];
    }

    /// <summary>
    /// The protocols that a comparison of two configurations written by different hands ranges over. Where export policies of one see the whole RIB, what feeds
    /// neither that RIB nor the other's BGP does not occur.
    /// </summary>
    public static ImmutableArray<RouteSource> Occurring(EffectiveConfiguration a, EffectiveConfiguration b) =>
        a.Platform.Export == ExportScope.BgpTable && b.Platform.Export == ExportScope.BgpTable
            ? Usual
            : [.. new[] { a, b }.SelectMany(c => c.Platform.Export == ExportScope.WholeRib ? Feeding(c.Configuration) : Originating(c.Configuration)).Distinct().Order()];

    /// <summary>Protocols whose routes enter BGP.</summary>
    private static IEnumerable<RouteSource> Originating(Configuration configuration) =>
    [
        RouteSource.Bgp,
        .. configuration.Statics.Length > 0 || configuration.Instances.Any(i => i.Networks.Length > 0) ? [RouteSource.Static] : ImmutableArray<RouteSource>.Empty,
        .. configuration.Instances.SelectMany(i => i.Redistributions).Select(r => r.Source),
    ];

    /// <summary>The protocols that a conversion's comparison of export policies ranges over.</summary>
    public static ImmutableArray<RouteSource> Compared(EffectiveConfiguration a, EffectiveConfiguration b) =>
        a.Platform.Export == ExportScope.WholeRib && b.Platform.Export == ExportScope.BgpTable ? Feeding(a.Configuration) : Usual;
}
