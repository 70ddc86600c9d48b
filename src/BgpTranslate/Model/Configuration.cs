using System.Collections.Immutable;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Model;

/// <summary>A whole configuration in neutral terms. Immutable.</summary>
public sealed record Configuration
{
    /// <summary>What is said about the router as a whole; its instances inherit session settings said here (router id).</summary>
    public Settings Settings { get; init; } = Settings.Empty;

    /// <summary>BGP speakers, the default VRF first.</summary>
    public ImmutableArray<BgpInstance> Instances { get; init; } = [];

    /// <summary>Policies by name.</summary>
    public ImmutableDictionary<string, RoutePolicy> Policies { get; init; } = ImmutableDictionary<string, RoutePolicy>.Empty;

    /// <summary>Named sets, in the order of definition.</summary>
    public ImmutableArray<DefinedSet> Sets { get; init; } = [];

    /// <summary>Static routes.</summary>
    public ImmutableArray<StaticRoute> Statics { get; init; } = [];

    /// <summary>Routing tables beside the main ones, or main ones with options.</summary>
    public ImmutableArray<Rib> Ribs { get; init; } = [];

    /// <summary>Protocols that feed or drain RIBs.</summary>
    public ImmutableArray<RibProtocol> Protocols { get; init; } = [];

    /// <summary>Cluster advertisements.</summary>
    public ImmutableArray<Advertisement> Advertisements { get; init; } = [];

    /// <summary>Address pools.</summary>
    public ImmutableArray<AddressPool> Pools { get; init; } = [];

    /// <summary>Per-node overrides.</summary>
    public ImmutableArray<NodeOverride> Overrides { get; init; } = [];

    /// <summary>Addresses of interfaces, in the order of definition.</summary>
    public ImmutableArray<InterfaceAddress> Addresses { get; init; } = [];

    /// <summary>BFD profiles, RPKI caches, VRFs and other named things.</summary>
    public ImmutableArray<NamedObject> Others { get; init; } = [];

    /// <summary>Statements kept for their own platform.</summary>
    public ImmutableArray<Carried> Carried { get; init; } = [];

    /// <summary>Names of policies in the order of definition, for writers that keep it.</summary>
    public ImmutableArray<string> PolicyOrder { get; init; } = [];

    /// <summary>The settings that each named policy is attached by: of sessions and tables, of other protocols, of static routes.</summary>
    public ILookup<string, Setting> PolicyAttachments() =>
        Instances.SelectMany(i => i.AllSettings()).Select(s => s.Settings).Concat(Protocols.Select(p => p.Settings)).Concat(Statics.Select(s => s.Settings))
            .SelectMany(s => s.Entries).Where(e => e.Value is PolicyUse.Named).ToLookup(e => ((PolicyUse.Named)e.Value).Policy, e => e.Setting, StringComparer.Ordinal);
}
