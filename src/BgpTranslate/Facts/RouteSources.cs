using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Facts;

/// <summary>Which protocols put routes where export policies see them.</summary>
public static class RouteSources
{
    private static readonly ImmutableArray<RouteSource> Usual =
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

    /// <summary>The protocols that a comparison of export policies ranges over.</summary>
    public static ImmutableArray<RouteSource> Compared(EffectiveConfiguration a, EffectiveConfiguration b) =>
        a.Platform.Export == ExportScope.WholeRib && b.Platform.Export == ExportScope.BgpTable ? Feeding(a.Configuration) : Usual;
}
