using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Parts of a route that filters change: what a value was read from, and what a command may have changed since.</summary>
[Flags]
internal enum RouteParts
{
    None = 0,
    Path = 1,
    LocalPreference = 2,
    Med = 4,
    Origin = 8,
    NextHop = 16,
    Communities = 32,
    LargeCommunities = 64,
    ExtendedCommunities = 128,
    Preference = 256,
    Other = 512,
    All = 1023,
}

/// <summary>What an expression comes to before the route is known.</summary>
internal abstract record Value
{
    private Value()
    {
    }

    /// <summary>The statements it comes from, beyond the one it stands in: definitions of constants, assignments to variables.</summary>
    public Origin Origin { get; init; }

    /// <summary>The parts of the route it depends on.</summary>
    public virtual RouteParts Reads => RouteParts.None;

    /// <summary>A number.</summary>
    public sealed record Number(uint Value) : Value;

    /// <summary>A string.</summary>
    public sealed record Text(string Value) : Value;

    /// <summary>An address.</summary>
    public sealed record Address(IpAddress Value) : Value;

    /// <summary>A prefix.</summary>
    public sealed record Prefix(IpPrefix Value) : Value;

    /// <summary>A pair (standard community), a large or an extended community, perhaps with ranges.</summary>
    public sealed record Community(CommunityPattern Value) : Value;

    /// <summary>A word of an enumeration: <c>RTS_BGP</c>.</summary>
    public sealed record Word(string Value) : Value;

    /// <summary>A set, or a list of constants.</summary>
    public sealed record Set(DefinedSet Value, ImmutableArray<Value> Members) : Value;

    /// <summary>A set of words or strings, or one without members.</summary>
    public sealed record Words(ImmutableArray<Value> Members) : Value;

    /// <summary>A path mask.</summary>
    public sealed record Mask(AsPathSet Value) : Value;

    /// <summary>An empty path or list of communities.</summary>
    public sealed record EmptyList : Value;

    /// <summary>A property of the route, by its BIRD name: <c>bgp_path.len</c>.</summary>
    public sealed record Attribute(string Name) : Value
    {
        /// <inheritdoc/>
        public override RouteParts Reads => RouteAttributes.PartOf(Name);
    }

    /// <summary>What a number of the route leaves of a constant: <c>1000 - bgp_local_pref</c>. Where the route does not have that number, the filter stops and rejects.</summary>
    public sealed record Complement(uint Whole, string Name) : Value
    {
        /// <inheritdoc/>
        public override RouteParts Reads => RouteAttributes.PartOf(Name);
    }

    /// <summary>An attribute that the route does not have.</summary>
    public sealed record Missing : Value;

    /// <summary>A truth that may depend on the route.</summary>
    public sealed record Truth(Condition Value, RouteParts Parts = RouteParts.None) : Value
    {
        /// <inheritdoc/>
        public override RouteParts Reads => Parts;

        /// <summary>The truth, when it depends on nothing.</summary>
        public bool? Constant => Value is Condition.Constant c ? c.Value : null;
    }

    /// <summary>The result of origin validation against a table.</summary>
    /// <param name="Table">The table.</param>
    /// <param name="OnlyFor">Its family, where it is the only table of it.</param>
    public sealed record RoaCheck(string Table, Afi? OnlyFor) : Value
    {
        /// <inheritdoc/>
        public override RouteParts Reads => RouteParts.Path;
    }

    /// <summary>One of two values.</summary>
    public sealed record Choice(Condition Condition, RouteParts Parts, Value Then, Value Else) : Value
    {
        /// <inheritdoc/>
        public override RouteParts Reads => Parts | Then.Reads | Else.Reads;
    }

    /// <summary>Not known.</summary>
    public record Unknown(string Reason) : Value
    {
        /// <summary>What something comes to of which this is a part.</summary>
        public Unknown Whole => this is Undefined ? new Unknown(Reason) { Origin = Origin } : this;
    }

    /// <summary>Not known, because no file of the input defines the name.</summary>
    public sealed record Undefined(string Name) : Unknown($"'{Name}' is not defined");

    /// <summary>True or false.</summary>
    public static Value Of(bool value) => new Truth(value ? Condition.True : Condition.False);
}

/// <summary>Route attributes of BIRD and what they are in the model (bird.md §7).</summary>
internal static class RouteAttributes
{
    /// <summary>Numbers.</summary>
    public static readonly IReadOnlyDictionary<string, NumericAttribute> Numbers = new Dictionary<string, NumericAttribute>
    {
        ["bgp_local_pref"] = NumericAttribute.LocalPreference,
        ["bgp_med"] = NumericAttribute.Med,
        ["preference"] = NumericAttribute.Preference,
        ["igp_metric"] = NumericAttribute.IgpMetric,
        ["krt_metric"] = NumericAttribute.SourceMetric,
        ["ospf_tag"] = NumericAttribute.Tag,
        ["rip_tag"] = NumericAttribute.Tag,
        ["net.len"] = NumericAttribute.PrefixLength,
        ["bgp_path.len"] = NumericAttribute.AsPathLength,
        ["bgp_path.first"] = NumericAttribute.FirstAs,
        ["bgp_path.last"] = NumericAttribute.LastAs,
        ["bgp_community.len"] = NumericAttribute.CommunityCount,
        ["bgp_large_community.len"] = NumericAttribute.LargeCommunityCount,
        ["bgp_ext_community.len"] = NumericAttribute.ExtendedCommunityCount,
    };

    /// <summary>Attributes that may be absent.</summary>
    public static readonly IReadOnlyDictionary<string, RouteAttribute> Presence = new Dictionary<string, RouteAttribute>
    {
        ["bgp_local_pref"] = RouteAttribute.LocalPreference,
        ["bgp_med"] = RouteAttribute.Med,
        ["bgp_origin"] = RouteAttribute.Origin,
        ["bgp_path"] = RouteAttribute.AsPath,
        ["bgp_next_hop"] = RouteAttribute.NextHop,
        ["bgp_community"] = RouteAttribute.Communities,
        ["bgp_large_community"] = RouteAttribute.LargeCommunities,
        ["bgp_ext_community"] = RouteAttribute.ExtendedCommunities,
        ["bgp_atomic_aggr"] = RouteAttribute.AtomicAggregate,
        ["bgp_aggregator"] = RouteAttribute.Aggregator,
        ["bgp_originator_id"] = RouteAttribute.OriginatorId,
        ["bgp_cluster_list"] = RouteAttribute.ClusterList,
        ["bgp_otc"] = RouteAttribute.OnlyToCustomer,
        ["bgp_aigp"] = RouteAttribute.Aigp,
    };

    /// <summary>Lists of communities.</summary>
    public static readonly IReadOnlyDictionary<string, CommunityKind> Communities = new Dictionary<string, CommunityKind>
    {
        ["bgp_community"] = CommunityKind.Standard,
        ["bgp_large_community"] = CommunityKind.Large,
        ["bgp_ext_community"] = CommunityKind.Extended,
    };

    /// <summary>Values of <c>source</c>.</summary>
    public static readonly IReadOnlyDictionary<string, RouteSource> Sources = new Dictionary<string, RouteSource>
    {
        ["RTS_BGP"] = RouteSource.Bgp,
        ["RTS_STATIC"] = RouteSource.Static,
        ["RTS_DEVICE"] = RouteSource.Connected,
        ["RTS_INHERIT"] = RouteSource.Kernel,
        ["RTS_OSPF"] = RouteSource.Ospf,
        ["RTS_OSPF_IA"] = RouteSource.OspfInterArea,
        ["RTS_OSPF_EXT1"] = RouteSource.OspfExternal1,
        ["RTS_OSPF_EXT2"] = RouteSource.OspfExternal2,
        ["RTS_RIP"] = RouteSource.Rip,
        ["RTS_BABEL"] = RouteSource.Babel,
        ["RTS_L3VPN"] = RouteSource.Vpn,
        ["RTS_AGGREGATED"] = RouteSource.Aggregate,
    };

    /// <summary>Values of <c>bgp_origin</c>.</summary>
    public static readonly IReadOnlyDictionary<string, RouteOrigin> Origins = new Dictionary<string, RouteOrigin>
    {
        ["ORIGIN_IGP"] = RouteOrigin.Igp,
        ["ORIGIN_EGP"] = RouteOrigin.Egp,
        ["ORIGIN_INCOMPLETE"] = RouteOrigin.Incomplete,
    };

    /// <summary>Results of <c>roa_check</c>.</summary>
    public static readonly IReadOnlyDictionary<string, RpkiState> RoaStates = new Dictionary<string, RpkiState>
    {
        ["ROA_VALID"] = RpkiState.Valid,
        ["ROA_INVALID"] = RpkiState.Invalid,
        ["ROA_UNKNOWN"] = RpkiState.NotFound,
    };

    private static readonly ImmutableHashSet<string> Others =
    [
        "net", "proto", "source", "from", "gw", "dest", "scope", "ifname", "ifindex", "weight", "onlink", "gw_mpls", "gw_mpls_stack", "cast", "krt_source", "krt_prefsrc", "krt_realm", "krt_mtu",
        "krt_tunnel", "ospf_metric1", "rip_metric", "babel_metric", "krt_window", "krt_advmss", "krt_scope", "ospf_metric2", "ospf_router_id", "ospf_type", "radv_preference", "radv_lifetime", "mpls_label", "mpls_policy", "mpls_class", "bgp_mpls_label_stack",
        "bgp_pmsi_tunnel", "babel_router_id", "babel_seqno", "hostentry", "route", "krt_lock_mtu", "krt_initcwnd", "krt_rtt", "krt_rttvar", "krt_hoplimit", "krt_quickack", "krt_congctl", "krt_cwnd", "krt_sstresh",
        "krt_initrwnd", "krt_feature_ecn", "krt_feature_allfrag", "krt_rto_min", "krt_fastopen_no_cookie", "krt_reordering", "rip_from",
    ];

    private static readonly ImmutableArray<string> Enumerations = ["RTS_", "RTD_", "RTC_", "ROA_", "ASPA_", "ORIGIN_", "NET_", "SCOPE_", "AF_", "MPLS_POLICY_"];

    /// <summary>True for a word of one of BIRD's enumerations.</summary>
    public static bool IsEnumeration(string name) => Enumerations.Any(p => name.StartsWith(p, StringComparison.Ordinal));

    /// <summary>True for the name of a route attribute.</summary>
    public static bool IsKnown(string name) => Presence.ContainsKey(name) || Numbers.ContainsKey(name) || Others.Contains(name);

    /// <summary>Every route has the attribute: BIRD computes it, or keeps it with each.</summary>
    public static bool IsAlwaysThere(string name) => name is "net" or "source" or "proto" or "dest" or "ifname" or "ifindex" or "preference";

    /// <summary>The part of the route that an attribute or a property of one is.</summary>
    public static RouteParts PartOf(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return (dot < 0 ? name : name[..dot]) switch
        {
            "net" or "source" or "proto" or "from" or "route" or "ospf_router_id" => RouteParts.None,
            "bgp_path" => RouteParts.Path,
            "bgp_local_pref" => RouteParts.LocalPreference,
            "bgp_med" => RouteParts.Med,
            "bgp_origin" => RouteParts.Origin,
            "bgp_next_hop" => RouteParts.NextHop,
            "bgp_community" => RouteParts.Communities,
            "bgp_large_community" => RouteParts.LargeCommunities,
            "bgp_ext_community" => RouteParts.ExtendedCommunities,
            "preference" => RouteParts.Preference,
            _ => RouteParts.Other,
        };
    }
}
