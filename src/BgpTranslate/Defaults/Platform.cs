using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Defaults;

/// <summary>Which routes an export policy is asked about.</summary>
public enum ExportScope
{
    /// <summary>Those in BGP: learned, or originated by a network, aggregate or redistribution (FRR and most others).</summary>
    BgpTable,

    /// <summary>All of the RIB, whatever their protocol (BIRD).</summary>
    WholeRib,
}

/// <summary>What kind of thing a platform configures.</summary>
public enum PlatformKind
{
    /// <summary>A router.</summary>
    Router,

    /// <summary>The nodes of a Kubernetes cluster, by resources.</summary>
    Cluster,
}

/// <summary>
/// A platform in one release and profile: what holds when nothing is said. Together with a <see cref="Configuration"/> it gives the effective configuration.
/// </summary>
/// <param name="Format">The format's key, such as <c>frr</c>.</param>
/// <param name="Version">The release.</param>
/// <param name="Profile">A profile that changes defaults (FRR <c>traditional</c>, <c>datacenter</c>); usually empty.</param>
/// <param name="Export">What export policies are asked about.</param>
/// <param name="Defaults">What holds when nothing is said.</param>
public sealed record Platform(string Format, FormatVersion Version, string Profile, ExportScope Export, DefaultsTable Defaults)
{
    /// <summary>What it configures.</summary>
    public PlatformKind Kind { get; init; }

    /// <summary>What people call the software that speaks BGP there, where that is not the platform itself: <c>Cilium</c>.</summary>
    public string Speaker { get; init; } = Format;

    /// <summary>A node of a cluster follows one set of resources only: their node selectors must not overlap.</summary>
    public bool NodesAreExclusive { get; init; }

    /// <summary>Advertisements name the pools whose addresses they announce, and nothing else is announced.</summary>
    public bool AnnouncesPools { get; init; }

    /// <summary>What to mind when a cluster moves away from it to other resources.</summary>
    public ImmutableArray<string> WhenLeft { get; init; } = [];

    /// <summary>What to mind when a cluster gets it.</summary>
    public ImmutableArray<string> WhenEntered { get; init; } = [];

    /// <summary>LOCAL_PREF that iBGP peers of a cluster are sent where an advertisement says none.</summary>
    public uint UnsaidLocalPreference { get; init; } = 100;

    /// <summary>Its policies can ask for the protocol a route comes from, on the way out too.</summary>
    public bool AsksForSource { get; init; }

    /// <summary>Sessions and router ids follow from the addresses of interfaces as FRR has it: an unnumbered session reaches the other end of a /30 or /31, the highest loopback address is the router id.</summary>
    public bool FollowsInterfaces { get; init; }

    /// <summary>
    /// BGP is spoken by FRR's bgpd: a path that holds the AS number of the instance is refused on sessions with another local AS too, and peers with equal policies are sent the same
    /// updates, with routes of their own among them, unless it is to have its own (bgpd/bgp_route.c, bgp_updgrp.c).
    /// </summary>
    public bool RunsBgpd { get; init; }

    /// <summary><c>frr@8.4</c>.</summary>
    public string Id => $"{Format}@{Version}";

    /// <summary>As people read it: <c>frr 8.4 traditional</c>.</summary>
    public override string ToString() => Profile.Length > 0 ? $"{Format} {Version} {Profile}" : $"{Format} {Version}";
}
