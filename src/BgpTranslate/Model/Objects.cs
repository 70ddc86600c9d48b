using System.Collections.Immutable;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Model;

/// <summary>An object of the model: its place, what is said about it, and the statements that made it exist.</summary>
public abstract record ModelObject
{
    /// <summary>What is said about it.</summary>
    public Settings Settings { get; init; } = Settings.Empty;

    /// <summary>The statements that define it.</summary>
    public Origin Origin { get; init; }

    /// <summary>Its key among its siblings, as facts show it: <c>peer 192.0.2.1</c>. Equal keys in two configurations mean the same object.</summary>
    public abstract string Key { get; }
}

/// <summary>One BGP speaker: a local AS with its peers, in one VRF.</summary>
public sealed record BgpInstance : ModelObject
{
    /// <summary>The VRF; <c>default</c> outside of any.</summary>
    public required string Vrf { get; init; }

    /// <summary>Tells several speakers outside of any VRF apart (those of a cluster's resources); usually empty.</summary>
    public string Distinction { get; init; } = "";

    /// <inheritdoc/>
    public override string Key => Distinction.Length == 0 ? $"bgp {Vrf}" : $"bgp {Vrf} {Distinction}";

    /// <summary>What is said about address families for all peers, and for the instance's own table.</summary>
    public ImmutableSortedDictionary<AfiSafi, FamilyScope> Families { get; init; } = ImmutableSortedDictionary<AfiSafi, FamilyScope>.Empty;

    /// <summary>Peer groups and templates, in the order of definition.</summary>
    public ImmutableArray<PeerGroup> Groups { get; init; } = [];

    /// <summary>Peers, in the order of definition.</summary>
    public ImmutableArray<Peer> Peers { get; init; } = [];

    /// <summary>Prefixes announced by name.</summary>
    public ImmutableArray<Network> Networks { get; init; } = [];

    /// <summary>Aggregates.</summary>
    public ImmutableArray<Aggregate> Aggregates { get; init; } = [];

    /// <summary>Protocols whose routes enter BGP.</summary>
    public ImmutableArray<Redistribution> Redistributions { get; init; } = [];

    /// <summary>All that is said in it, each with the family it is for; none where it is for every family or for the session.</summary>
    public IEnumerable<(AfiSafi? Family, Settings Settings)> AllSettings()
    {
        yield return (null, Settings);
        foreach (var (family, scope) in Families) yield return (family, scope.Settings);
        foreach (var network in Networks) yield return (network.Family, network.Settings);
        foreach (var aggregate in Aggregates) yield return (aggregate.Family, aggregate.Settings);
        foreach (var redistribution in Redistributions) yield return (redistribution.Family, redistribution.Settings);
        foreach (var group in Groups)
        {
            yield return (null, group.Settings);
            foreach (var (family, scope) in group.Families) yield return (family, scope.Settings);
        }

        foreach (var peer in Peers)
        {
            yield return (null, peer.Settings);
            foreach (var (family, scope) in peer.Families) yield return (family, scope.Settings);
        }
    }
}

/// <summary>What is said about one address family of an instance, a group or a peer.</summary>
public sealed record FamilyScope : ModelObject
{
    /// <summary>The family.</summary>
    public required AfiSafi Family { get; init; }

    /// <inheritdoc/>
    public override string Key => Family.Name();
}

/// <summary>A peer group or template. Its own <see cref="PeerSettings.Group"/> names a parent.</summary>
public sealed record PeerGroup : ModelObject
{
    /// <summary>The user's name.</summary>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public override string Key => $"peer-group {Name}";

    /// <summary>Per family.</summary>
    public ImmutableSortedDictionary<AfiSafi, FamilyScope> Families { get; init; } = ImmutableSortedDictionary<AfiSafi, FamilyScope>.Empty;
}

/// <summary>How a peer is known.</summary>
public abstract record PeerEndpoint
{
    private PeerEndpoint()
    {
    }

    /// <summary>The one address, where it tells the network that the peer is in: no link-local one.</summary>
    public IpAddress? NetworkAddress => this is Address { Zone: null, Ip: { IsLinkLocal: false } ip } ? ip : null;

    /// <summary>One address.</summary>
    /// <param name="Ip">The address.</param>
    /// <param name="Zone">Interface of a link-local address, else null.</param>
    public sealed record Address(IpAddress Ip, string? Zone = null) : PeerEndpoint
    {
        /// <inheritdoc/>
        public override string ToString() => Zone is null ? $"{Ip}" : $"{Ip}%{Zone}";
    }

    /// <summary>Whoever answers on an interface (unnumbered).</summary>
    public sealed record Interface(string Name) : PeerEndpoint
    {
        /// <inheritdoc/>
        public override string ToString() => $"interface {Name}";
    }

    /// <summary>Any address of a prefix (dynamic peers).</summary>
    public sealed record Range(IpPrefix Prefix) : PeerEndpoint
    {
        /// <inheritdoc/>
        public override string ToString() => $"range {Prefix}";
    }

    /// <summary>Not said, or opaque text such as <c>${PEER}</c>.</summary>
    public sealed record Unresolved(string Text) : PeerEndpoint
    {
        /// <summary>The text is a name by which the router knows the session: its address is said elsewhere.</summary>
        public bool IsKnownByName { get; init; }

        /// <inheritdoc/>
        public override string ToString() => Text;
    }
}

/// <summary>A peer.</summary>
public sealed record Peer : ModelObject
{
    /// <summary>How it is known.</summary>
    public required PeerEndpoint Endpoint { get; init; }

    /// <summary>Tells peers with the same endpoint apart (a second session with another local AS or port); usually empty.</summary>
    public string Distinction { get; init; } = "";

    /// <inheritdoc/>
    public override string Key => Distinction.Length == 0 ? $"peer {Endpoint}" : $"peer {Endpoint} {Distinction}";

    /// <summary>Per family.</summary>
    public ImmutableSortedDictionary<AfiSafi, FamilyScope> Families { get; init; } = ImmutableSortedDictionary<AfiSafi, FamilyScope>.Empty;
}

/// <summary>A prefix that the instance announces.</summary>
public sealed record Network : ModelObject
{
    /// <summary>The family.</summary>
    public required AfiSafi Family { get; init; }

    /// <summary>The prefix.</summary>
    public required IpPrefix Prefix { get; init; }

    /// <inheritdoc/>
    public override string Key => $"{Family.Name()} network {Prefix}";
}

/// <summary>An aggregate (RFC 4271 §9.2.2.2).</summary>
public sealed record Aggregate : ModelObject
{
    /// <summary>The family.</summary>
    public required AfiSafi Family { get; init; }

    /// <summary>The prefix.</summary>
    public required IpPrefix Prefix { get; init; }

    /// <inheritdoc/>
    public override string Key => $"{Family.Name()} aggregate {Prefix}";
}

/// <summary>A protocol whose routes enter BGP.</summary>
public sealed record Redistribution : ModelObject
{
    /// <summary>The family.</summary>
    public required AfiSafi Family { get; init; }

    /// <summary>The protocol; <see cref="RouteSource.Other"/> with <see cref="Instance"/> for anything else.</summary>
    public required RouteSource Source { get; init; }

    /// <summary>Its instance, process or table as written; usually empty.</summary>
    public string Instance { get; init; } = "";

    /// <inheritdoc/>
    public override string Key => $"{Family.Name()} redistribute {Source}{(Instance.Length > 0 ? " " + Instance : "")}";
}

/// <summary>A routing table. The main one of a VRF is called <c>main</c> and need not be defined.</summary>
public sealed record Rib : ModelObject
{
    /// <summary>The name of the main RIB of the default VRF.</summary>
    public const string Main = "main";

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds: <c>ipv4</c>, <c>ipv6</c>, <c>roa4</c>, <c>flow4</c> ….</summary>
    public required string Kind { get; init; }

    /// <inheritdoc/>
    public override string Key => $"rib {Kind} {Name}";
}

/// <summary>What kind of protocol feeds or drains a RIB.</summary>
public enum RibProtocolKind
{
    /// <summary>The forwarding table of the kernel.</summary>
    Kernel,

    /// <summary>Connected networks.</summary>
    Direct,

    /// <summary>Static routes: policies and options of a named group of them.</summary>
    Static,

    /// <summary>A pipe to another RIB.</summary>
    Pipe,

    /// <summary>Interface scanning.</summary>
    Device,

    /// <summary>Anything else (OSPF, RIP, Babel …), known by name only.</summary>
    Other,
}

/// <summary>A protocol that feeds or drains a RIB, one family of it.</summary>
public sealed record RibProtocol : ModelObject
{
    /// <summary>What it is.</summary>
    public required RibProtocolKind Kind { get; init; }

    /// <summary>The user's name.</summary>
    public required string Name { get; init; }

    /// <summary>The family of the routes; null where the protocol has none (device).</summary>
    public Afi? Afi { get; init; }

    /// <inheritdoc/>
    public override string Key => $"protocol {Kind} {Name}{(Afi is { } a ? $" {a}" : "")}";
}

/// <summary>Where a static route sends packets.</summary>
public abstract record NextHop
{
    private NextHop()
    {
    }

    /// <summary>To a gateway, over an interface, or both.</summary>
    public sealed record Via(IpAddress? Gateway, string? Interface = null, uint? Weight = null, string? Vrf = null, bool Onlink = false, bool Bfd = false) : NextHop
    {
        /// <inheritdoc/>
        public override string ToString() =>
            string.Join(' ', new[] { Gateway?.ToString(), Interface, Weight is { } w ? $"weight {w}" : null, Vrf is { } v ? $"vrf {v}" : null, Onlink ? "onlink" : null, Bfd ? "bfd" : null }.Where(s => s is not null));
    }

    /// <summary>To wherever the address resolves in the RIB.</summary>
    public sealed record Recursive(IpAddress Gateway) : NextHop
    {
        /// <inheritdoc/>
        public override string ToString() => $"recursive {Gateway}";
    }

    /// <summary>Dropped silently.</summary>
    public sealed record Blackhole : NextHop
    {
        /// <inheritdoc/>
        public override string ToString() => "blackhole";
    }

    /// <summary>Dropped with ICMP unreachable.</summary>
    public sealed record Unreachable : NextHop
    {
        /// <inheritdoc/>
        public override string ToString() => "unreachable";
    }

    /// <summary>Dropped with ICMP prohibited.</summary>
    public sealed record Prohibit : NextHop
    {
        /// <inheritdoc/>
        public override string ToString() => "prohibit";
    }
}

/// <summary>Next hops that share the load; compares by content, in any order.</summary>
public sealed class NextHopList(IEnumerable<NextHop> hops) : IEquatable<NextHopList>
{
    /// <summary>The next hops, in a canonical order.</summary>
    public ImmutableArray<NextHop> Hops { get; } = [.. hops.OrderBy(h => h.ToString(), StringComparer.Ordinal)];

    /// <inheritdoc/>
    public bool Equals(NextHopList? other) => other is not null && Hops.SequenceEqual(other.Hops);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NextHopList);

    /// <inheritdoc/>
    public override int GetHashCode() => Hops.Aggregate(17, (h, x) => HashCode.Combine(h, x));

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Hops);
}

/// <summary>A static route: one prefix of one RIB at one distance.</summary>
public sealed record StaticRoute : ModelObject
{
    /// <summary>The prefix.</summary>
    public required IpPrefix Prefix { get; init; }

    /// <summary>The VRF or RIB it is in; <see cref="Model.Rib.Main"/> usually.</summary>
    public string Rib { get; init; } = Model.Rib.Main;

    /// <summary>Tells several routes of one prefix apart: the distance, or a number; usually empty.</summary>
    public string Distinction { get; init; } = "";

    /// <summary>No gateway or link can make it vanish: packets are dropped or refused.</summary>
    public bool IsCertain => Settings.Get(StaticSettings.NextHops) is { } hops && hops.Value.Hops.All(h => h is NextHop.Blackhole or NextHop.Unreachable or NextHop.Prohibit);

    /// <inheritdoc/>
    public override string Key => $"static {(Rib == Model.Rib.Main ? "" : Rib + " ")}{Prefix}{(Distinction.Length > 0 ? " " + Distinction : "")}";
}

/// <summary>
/// An object known to one platform family only, or not yet to the rest of the program (a BFD profile, an RPKI cache, a VRF): its kind, its name, and what is said about it.
/// </summary>
public sealed record NamedObject : ModelObject
{
    /// <summary>What it is: <c>bfd-profile</c>, <c>rpki-cache</c>, <c>vrf</c>, <c>interface</c> ….</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public override string Key => $"{Kind} {Name}";
}

/// <summary>
/// A statement that bears on BGP but that the model does not hold in its own terms (EVPN, VPN, SRv6 …): kept word for word for the platform it came from, a loss for any other.
/// </summary>
public sealed record Carried : ModelObject
{
    /// <summary>The platform whose language it is: the format's key.</summary>
    public required string Format { get; init; }

    /// <summary>Where it stood: the headers of the enclosing blocks, outermost first.</summary>
    public ImmutableArray<string> Context { get; init; } = [];

    /// <summary>The statement in the platform's canonical words.</summary>
    public required string Text { get; init; }

    /// <summary>The concept's key where there is one, such as <c>evpn.advertise-all-vni</c>; otherwise a few words.</summary>
    public required string Feature { get; init; }

    /// <inheritdoc/>
    public override string Key => $"{Format}: {string.Concat(Context.Select(c => c + " / "))}{Text}";
}
