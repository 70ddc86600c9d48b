using System.Collections.Immutable;
using System.Globalization;

namespace BgpTranslate.Model.RoutePolicies;

/// <summary>Conditions and changes in the field's words, independent of any platform: for messages about what a platform cannot say.</summary>
internal static class PolicyWords
{
    /// <summary>More of an unnamed set than this is cut off.</summary>
    private const int EntriesShown = 3;

    /// <summary>What a condition asks for, such as <c>interface lo</c>.</summary>
    public static string Of(Condition condition) => condition switch
    {
        Condition.Constant c => c.Value ? "every route" : "no route",
        Condition.And c => string.Join(" and ", c.Parts.Select(Of)),
        Condition.Or c => string.Join(" or ", c.Parts.Select(Of)),
        Condition.Not c => $"not ({Of(c.Operand)})",
        Condition.PrefixIn c => $"prefix in {Set(c.Set.Name, c.Set.Set?.Entries)}",
        Condition.AsPathIn c => $"AS path in {Set(c.Set.Name, c.Set.Set?.Entries)}",
        Condition.AsPathContains c => $"AS path with one of {Set(c.Set.Name, c.Set.Set?.Entries)}",
        Condition.NumberIn c => $"{Of(c.Attribute)} in {Set(c.Set.Name, c.Set.Set?.Entries)}",
        Condition.CommunityIn c => $"{Of(KindOf(c.Set))} {(c.Mode switch { CommunityMatchMode.Exact => "exactly ", CommunityMatchMode.Any => "with one of ", _ => "in " })}{Set(c.Set.Name, c.Set.Set?.Entries)}",
        Condition.Compare c => string.Create(CultureInfo.InvariantCulture, $"{Of(c.Attribute)} {Sign(c.Operator)} {c.Value}"),
        Condition.Has c => $"{Of(c.Attribute)} present",
        Condition.OriginIs c => $"origin {Of(c.Value)}",
        Condition.NextHopIn c => $"next hop in {Set(c.Set.Name, c.Set.Set?.Entries)}",
        Condition.PeerAddressIn c => $"peer address in {Set(c.Set.Name, c.Set.Set?.Entries)}",
        Condition.FromPeer c => $"learned from {c.Peer}",
        Condition.SourceIs c => $"source {string.Join(" or ", c.Sources.Select(Of))}",
        Condition.ProtocolInstance c => $"protocol instance {c.Pattern}",
        Condition.FamilyIs c => $"family {(c.Afi == Afi.Ipv4 ? "IPv4" : "IPv6")}",
        Condition.InterfaceIs c => $"interface {c.Pattern}",
        Condition.Rpki c => $"RPKI state {Of(c.State)}{(c.Table.Length > 0 ? $" by table {c.Table}" : "")}",
        Condition.Opaque c => c.Text,
        _ => throw new NotSupportedException($"{condition}"),
    };

    /// <summary>What a change makes of the route, such as <c>local preference + 50</c>.</summary>
    public static string Of(PolicyAction action) => action switch
    {
        PolicyAction.SetNumber a => $"{Of(a.Attribute)} {Of(a.Change)}",
        PolicyAction.Remove a => $"no {Of(a.Attribute)}",
        PolicyAction.SetOrigin a => $"origin {Of(a.Value)}",
        PolicyAction.SetNextHop a => $"next hop {Of(a.Change)}",
        PolicyAction.ReplaceCommunities { Communities.IsEmpty: true } a => $"no {Of(a.Kind)}",
        PolicyAction.ReplaceCommunities a => $"{Of(a.Kind)} = {string.Join(' ', a.Communities)}",
        PolicyAction.AddCommunities a => $"{Of(a.Kind)} + {string.Join(' ', a.Communities)}",
        PolicyAction.RemoveCommunities a => $"{Of(KindOf(a.Set))} without those in {Set(a.Set.Name, a.Set.Set?.Entries)}",
        PolicyAction.KeepCommunities a => $"{Of(KindOf(a.Set))} reduced to those in {Set(a.Set.Name, a.Set.Set?.Entries)}",
        PolicyAction.PrependAsPath a => $"AS path prepended with {string.Join(' ', a.Numbers)}",
        PolicyAction.PrependFirstAs a => string.Create(CultureInfo.InvariantCulture, $"AS path prepended with its first AS, {a.Times} times"),
        PolicyAction.RemoveFromAsPath a => $"AS path without {Set(a.Set.Name, a.Set.Set?.Entries)}",
        PolicyAction.ReplaceInAsPath a => $"AS path with {(a.To is { } to ? Number(to) : "the local AS")} in place of {(a.From is { } from ? Number(from) : "every number")}",
        PolicyAction.SetAggregator a => $"AGGREGATOR {Number(a.As)} {a.Address}",
        PolicyAction.SetAtomicAggregate => "ATOMIC_AGGREGATE",
        PolicyAction.SetOriginatorId a => $"ORIGINATOR_ID {a.Address}",
        PolicyAction.SetPreferredSource a => $"source address {a.Address} of the installed route",
        PolicyAction.Opaque a => a.Text,
        _ => throw new NotSupportedException($"{action}"),
    };

    /// <summary>A number of the route.</summary>
    public static string Of(NumericAttribute attribute) => attribute switch
    {
        NumericAttribute.LocalPreference => "local preference",
        NumericAttribute.Med => "MED",
        NumericAttribute.Weight => "weight",
        NumericAttribute.Tag => "tag",
        NumericAttribute.AsPathLength => "AS path length",
        NumericAttribute.PrefixLength => "prefix length",
        NumericAttribute.CommunityCount => "number of communities",
        NumericAttribute.LargeCommunityCount => "number of large communities",
        NumericAttribute.ExtendedCommunityCount => "number of extended communities",
        NumericAttribute.Preference => "protocol preference",
        NumericAttribute.IgpMetric => "IGP metric to the next hop",
        NumericAttribute.SourceMetric => "metric of the route at its source",
        NumericAttribute.FirstAs => "first AS",
        _ => "last AS",
    };

    /// <summary>An attribute.</summary>
    public static string Of(RouteAttribute attribute) => attribute switch
    {
        RouteAttribute.LocalPreference => "local preference",
        RouteAttribute.Med => "MED",
        RouteAttribute.Origin => "origin",
        RouteAttribute.AsPath => "AS path",
        RouteAttribute.NextHop => "next hop",
        RouteAttribute.Communities => Of(CommunityKind.Standard),
        RouteAttribute.LargeCommunities => Of(CommunityKind.Large),
        RouteAttribute.ExtendedCommunities => Of(CommunityKind.Extended),
        RouteAttribute.AtomicAggregate => "ATOMIC_AGGREGATE",
        RouteAttribute.Aggregator => "AGGREGATOR",
        RouteAttribute.OriginatorId => "ORIGINATOR_ID",
        RouteAttribute.ClusterList => "CLUSTER_LIST",
        RouteAttribute.OnlyToCustomer => "OTC",
        _ => "AIGP",
    };

    private static string Of(CommunityKind kind) => kind switch
    {
        CommunityKind.Standard => "communities",
        CommunityKind.Large => "large communities",
        _ => "extended communities",
    };

    private static string Of(NumberChange change) => change switch
    {
        NumberChange.To c => Number(c.Value),
        NumberChange.Add c => $"+ {Number(c.Value)}",
        NumberChange.Subtract c => $"- {Number(c.Value)}",
        NumberChange.Copy c => $"= {Of(c.From)}",
        NumberChange.Complement c => $"= {Number(c.Of)} - {Of(c.From)}",
        _ => "= round-trip time to the peer",
    };

    private static string Of(NextHopChange change) => change switch
    {
        NextHopChange.To c => $"{c.Address}",
        NextHopChange.LinkLocal c => $"{c.Address} beside the global one",
        NextHopChange.Self => "self",
        NextHopChange.PeerAddress => "the peer's address",
        NextHopChange.Unchanged => "unchanged",
        NextHopChange.Blackhole => "nowhere: packets are dropped",
        _ => "the global one of two",
    };

    private static string Of(RouteOrigin origin) => origin switch { RouteOrigin.Igp => "IGP", RouteOrigin.Egp => "EGP", _ => "INCOMPLETE" };

    private static string Of(RpkiState state) => state switch { RpkiState.Valid => "valid", RpkiState.Invalid => "invalid", _ => "not found" };

    private static string Of(RouteSource source) => source switch
    {
        RouteSource.Bgp => "BGP",
        RouteSource.Static => "static",
        RouteSource.Connected => "connected",
        RouteSource.Kernel => "kernel",
        RouteSource.Ospf => "OSPF",
        RouteSource.OspfInterArea => "OSPF inter-area",
        RouteSource.OspfExternal1 => "OSPF external type 1",
        RouteSource.OspfExternal2 => "OSPF external type 2",
        RouteSource.Isis => "IS-IS",
        RouteSource.Rip => "RIP",
        RouteSource.Babel => "Babel",
        RouteSource.Local => "the router itself",
        RouteSource.Aggregate => "aggregate",
        RouteSource.Vpn => "VPN",
        _ => "another protocol",
    };

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "!=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };

    private static CommunityKind KindOf(SetReference<CommunitySet> set) => set.Set?.Kind ?? CommunityKind.Standard;

    private static string Number(uint value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A set by its name, or by what is in it.</summary>
    private static string Set<T>(string? name, ImmutableArray<SetEntry<T>>? entries)
    {
        if (name is { Length: > 0 }) return name;
        var shown = (entries ?? []).Take(EntriesShown).Select(e => $"{(e.Permit ? "" : "not ")}{e.Match}");
        return $"[{string.Join(", ", shown)}{(entries?.Length > EntriesShown ? ", …" : "")}]";
    }
}
