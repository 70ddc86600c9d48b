using System.Collections.Immutable;

namespace BgpTranslate.Model.RoutePolicies;

/// <summary>How numbers compare.</summary>
public enum Comparison
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,
}

/// <summary>A numeric property of a route.</summary>
public enum NumericAttribute
{
    /// <summary>LOCAL_PREF.</summary>
    LocalPreference,

    /// <summary>MULTI_EXIT_DISC.</summary>
    Med,

    /// <summary>Cisco-style weight, local to the router.</summary>
    Weight,

    /// <summary>The route's tag, local to the router.</summary>
    Tag,

    /// <summary>Numbers in the AS path; a set counts as one.</summary>
    AsPathLength,

    /// <summary>The prefix length.</summary>
    PrefixLength,

    /// <summary>How many standard communities.</summary>
    CommunityCount,

    /// <summary>How many large communities.</summary>
    LargeCommunityCount,

    /// <summary>How many extended communities.</summary>
    ExtendedCommunityCount,

    /// <summary>Protocol preference (BIRD's <c>preference</c>, larger wins) or administrative distance; platforms differ in direction.</summary>
    Preference,

    /// <summary>The IGP metric to the next hop.</summary>
    IgpMetric,

    /// <summary>The metric of the kernel or IGP route it came from (BIRD <c>krt_metric</c>, <c>ospf_metric1</c>).</summary>
    SourceMetric,

    /// <summary>The first (neighbouring) AS of the path; 0 when empty or a set.</summary>
    FirstAs,

    /// <summary>The last (originating) AS of the path; 0 when empty or a set.</summary>
    LastAs,
}

/// <summary>Attributes that can be present or absent.</summary>
public enum RouteAttribute
{
    /// <summary>LOCAL_PREF.</summary>
    LocalPreference,

    /// <summary>MULTI_EXIT_DISC.</summary>
    Med,

    /// <summary>ORIGIN.</summary>
    Origin,

    /// <summary>AS_PATH.</summary>
    AsPath,

    /// <summary>NEXT_HOP.</summary>
    NextHop,

    /// <summary>Standard communities.</summary>
    Communities,

    /// <summary>Large communities.</summary>
    LargeCommunities,

    /// <summary>Extended communities.</summary>
    ExtendedCommunities,

    /// <summary>ATOMIC_AGGREGATE.</summary>
    AtomicAggregate,

    /// <summary>AGGREGATOR.</summary>
    Aggregator,

    /// <summary>ORIGINATOR_ID.</summary>
    OriginatorId,

    /// <summary>CLUSTER_LIST.</summary>
    ClusterList,

    /// <summary>RFC 9234 OTC.</summary>
    OnlyToCustomer,

    /// <summary>AIGP.</summary>
    Aigp,
}

/// <summary>The ORIGIN attribute (RFC 4271).</summary>
public enum RouteOrigin
{
    /// <summary>IGP.</summary>
    Igp,

    /// <summary>EGP.</summary>
    Egp,

    /// <summary>INCOMPLETE.</summary>
    Incomplete,
}

/// <summary>The protocol a route comes from.</summary>
public enum RouteSource
{
    /// <summary>Learned from a BGP peer.</summary>
    Bgp,

    /// <summary>A configured static route.</summary>
    Static,

    /// <summary>A directly connected network.</summary>
    Connected,

    /// <summary>Installed in the kernel by somebody else.</summary>
    Kernel,

    /// <summary>OSPF, any kind.</summary>
    Ospf,

    /// <summary>OSPF inter-area.</summary>
    OspfInterArea,

    /// <summary>OSPF external type 1.</summary>
    OspfExternal1,

    /// <summary>OSPF external type 2.</summary>
    OspfExternal2,

    /// <summary>IS-IS.</summary>
    Isis,

    /// <summary>RIP.</summary>
    Rip,

    /// <summary>Babel.</summary>
    Babel,

    /// <summary>An address of the router itself.</summary>
    Local,

    /// <summary>An aggregate made by BGP.</summary>
    Aggregate,

    /// <summary>Leaked from a VPN or another VRF.</summary>
    Vpn,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>RPKI origin validation (RFC 6811).</summary>
public enum RpkiState
{
    /// <summary>Covered and matching.</summary>
    Valid,

    /// <summary>Covered, not matching.</summary>
    Invalid,

    /// <summary>Not covered.</summary>
    NotFound,
}

/// <summary>How a route's communities are held against a set.</summary>
public enum CommunityMatchMode
{
    /// <summary>The set's entries decide, in order (FRR <c>match community</c>; BIRD <c>~</c> is a set of single patterns).</summary>
    Entries,

    /// <summary>The route's communities are exactly those of a permitting entry (FRR <c>exact-match</c>).</summary>
    Exact,

    /// <summary>At least one community of a permitting entry is present (FRR 10 <c>any</c>).</summary>
    Any,
}

/// <summary>A Boolean expression over a route.</summary>
public abstract record Condition
{
    private Condition(Origin origin = default) => Origin = origin;

    /// <summary>Always true.</summary>
    public static Condition True { get; } = new Constant(true);

    /// <summary>Always false.</summary>
    public static Condition False { get; } = new Constant(false);

    /// <summary>Who stated it, when that is another statement than the one it stands in.</summary>
    public Origin Origin { get; init; }

    /// <summary>All of them; none at all is true, one is itself.</summary>
    public static Condition All(IEnumerable<Condition> conditions)
    {
        ImmutableArray<Condition> parts = [.. conditions];
        return parts.Length switch { 0 => True, 1 => parts[0], _ => new And(parts) };
    }

    /// <summary>Any of them; none at all is false, one is itself.</summary>
    public static Condition AnyOf(IEnumerable<Condition> conditions)
    {
        ImmutableArray<Condition> parts = [.. conditions];
        return parts.Length switch { 0 => False, 1 => parts[0], _ => new Or(parts) };
    }

    /// <summary>True or false whatever the route.</summary>
    public sealed record Constant(bool Value) : Condition;

    /// <summary>All hold.</summary>
    public sealed record And(ImmutableArray<Condition> Parts) : Condition;

    /// <summary>At least one holds.</summary>
    public sealed record Or(ImmutableArray<Condition> Parts) : Condition;

    /// <summary>It does not hold.</summary>
    public sealed record Not(Condition Operand) : Condition;

    /// <summary>The route's prefix is in the set. A prefix of the other family is not.</summary>
    public sealed record PrefixIn(SetReference<PrefixSet> Set) : Condition;

    /// <summary>The AS path is in the set.</summary>
    public sealed record AsPathIn(SetReference<AsPathSet> Set) : Condition;

    /// <summary>Some AS number of the path is in the set (BIRD <c>bgp_path ~ [..]</c>).</summary>
    public sealed record AsPathContains(SetReference<AsNumberSet> Set) : Condition;

    /// <summary>A number of the route (first AS, last AS, MED …) is in the set.</summary>
    public sealed record NumberIn(NumericAttribute Attribute, SetReference<AsNumberSet> Set) : Condition;

    /// <summary>The communities match the set.</summary>
    public sealed record CommunityIn(SetReference<CommunitySet> Set, CommunityMatchMode Mode = CommunityMatchMode.Entries) : Condition;

    /// <summary>A number of the route compares. An absent MED counts as 0, an absent LOCAL_PREF as the default, unless the platform's reader says otherwise with <see cref="Has"/>.</summary>
    public sealed record Compare(NumericAttribute Attribute, Comparison Operator, uint Value) : Condition;

    /// <summary>The attribute is present.</summary>
    public sealed record Has(RouteAttribute Attribute) : Condition;

    /// <summary>ORIGIN has this value.</summary>
    public sealed record OriginIs(RouteOrigin Value) : Condition;

    /// <summary>The next hop is in the set (as a host prefix).</summary>
    public sealed record NextHopIn(SetReference<PrefixSet> Set) : Condition;

    /// <summary>The address of the peer that sent the route is in the set.</summary>
    public sealed record PeerAddressIn(SetReference<PrefixSet> Set) : Condition;

    /// <summary>The route was learned from this peer, group or interface (its key in the model, or a name as written).</summary>
    public sealed record FromPeer(string Peer) : Condition;

    /// <summary>The route comes from one of these protocols.</summary>
    public sealed record SourceIs(ImmutableArray<RouteSource> Sources) : Condition;

    /// <summary>The route comes from a protocol instance whose name matches (BIRD <c>proto</c>, shell pattern).</summary>
    public sealed record ProtocolInstance(string Pattern) : Condition;

    /// <summary>The route's address family.</summary>
    public sealed record FamilyIs(Afi Afi) : Condition;

    /// <summary>The outgoing interface matches (shell pattern).</summary>
    public sealed record InterfaceIs(string Pattern) : Condition;

    /// <summary>RPKI origin validation gives this state.</summary>
    /// <param name="State">The state asked for.</param>
    /// <param name="Table">The ROA table asked, where a platform has several (BIRD); empty otherwise.</param>
    public sealed record Rpki(RpkiState State, string Table = "") : Condition;

    /// <summary>A condition the model cannot hold.</summary>
    /// <param name="Text">As written, in the platform's words.</param>
    /// <param name="Feature">The key of the concept where there is one, such as <c>policy.match.probability</c>.</param>
    public sealed record Opaque(string Text, string Feature) : Condition;
}
