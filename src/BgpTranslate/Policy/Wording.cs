using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy;

/// <summary>Conditions and changes in words for messages, in no platform's language.</summary>
public static class Wording
{
    private const int Members = 4;

    /// <summary>What a condition without parts asks for.</summary>
    public static string Of(Condition condition) => condition switch
    {
        Condition.Opaque c => c.Text,
        Condition.Not c => $"not {Of(c.Operand)}",
        Condition.Compare c => $"{NameOf(c.Attribute)} {Sign(c.Operator)} {c.Value}",
        Condition.NumberIn c => $"{NameOf(c.Attribute)} in {Of(c.Set, s => s.Entries)}",
        Condition.PrefixIn c => $"prefix in {Of(c.Set, s => s.Entries)}",
        Condition.NextHopIn c => $"next hop in {Of(c.Set, s => s.Entries)}",
        Condition.PeerAddressIn c => $"address of the sending peer in {Of(c.Set, s => s.Entries)}",
        Condition.AsPathIn c => $"AS path {Of(c.Set, s => s.Entries)}",
        Condition.AsPathContains c => $"AS path with one of {Of(c.Set, s => s.Entries)}",
        Condition.CommunityIn c => $"{NameOf(c.Set)} {(c.Mode == CommunityMatchMode.Exact ? "exactly " : "")}{Of(c.Set, s => s.Entries)}",
        Condition.Has c => $"presence of {NameOf(c.Attribute)}",
        Condition.OriginIs c => $"origin {c.Value}",
        Condition.FromPeer c => $"peer {c.Peer}",
        Condition.SourceIs c => $"protocol {string.Join(" or ", c.Sources)}",
        Condition.ProtocolInstance c => $"protocol instance '{c.Pattern}'",
        Condition.FamilyIs c => $"family {c.Afi}",
        Condition.InterfaceIs c => $"interface '{c.Pattern}'",
        Condition.Rpki c => $"RPKI state {c.State}",
        _ => condition.ToString(),
    };

    /// <summary>What an action changes.</summary>
    public static string Of(PolicyAction action) => action switch
    {
        PolicyAction.Opaque a => a.Text,
        PolicyAction.SetNumber a => a.Change switch
        {
            NumberChange.To to => $"{NameOf(a.Attribute)} = {to.Value}",
            NumberChange.Add add => $"{NameOf(a.Attribute)} + {add.Value}",
            NumberChange.Subtract subtract => $"{NameOf(a.Attribute)} - {subtract.Value}",
            NumberChange.Copy copy => $"{NameOf(a.Attribute)} = {NameOf(copy.From)}",
            NumberChange.Complement complement => $"{NameOf(a.Attribute)} = {complement.Of} - {NameOf(complement.From)}",
            _ => $"{NameOf(a.Attribute)} = round-trip time",
        },
        PolicyAction.Remove a => $"removal of {NameOf(a.Attribute)}",
        PolicyAction.SetOrigin a => $"origin = {a.Value}",
        PolicyAction.SetNextHop a => a.Change switch
        {
            NextHopChange.To to => $"next hop = {to.Address}",
            NextHopChange.LinkLocal to => $"link-local next hop = {to.Address}",
            NextHopChange.Self => "next hop = self",
            NextHopChange.PeerAddress => "next hop = the peer's address",
            NextHopChange.Unchanged => "next hop unchanged",
            NextHopChange.Blackhole => "next hop = blackhole",
            _ => "preference of the global next hop",
        },
        PolicyAction.ReplaceCommunities { Communities.IsEmpty: true } a => $"removal of all {NameOf(a.Kind)}",
        PolicyAction.ReplaceCommunities a => $"{NameOf(a.Kind)} = {string.Join(' ', a.Communities)}",
        PolicyAction.AddCommunities a => $"addition of {NameOf(a.Kind)} {string.Join(' ', a.Communities)}",
        PolicyAction.RemoveCommunities a => $"removal of {NameOf(a.Set)} {Of(a.Set, s => s.Entries)}",
        PolicyAction.KeepCommunities a => $"removal of all {NameOf(a.Set)} but {Of(a.Set, s => s.Entries)}",
        PolicyAction.PrependAsPath a => $"prepending of {string.Join(' ', a.Numbers)}",
        PolicyAction.PrependFirstAs a => $"prepending of the first AS, {a.Times} times",
        PolicyAction.RemoveFromAsPath a => $"removal of {Of(a.Set, s => s.Entries)} from the AS path",
        PolicyAction.ReplaceInAsPath a => $"replacement of {(a.From is { } from ? $"{from}" : "all numbers")} in the AS path",
        PolicyAction.SetAggregator a => $"aggregator = {a.As} {a.Address}",
        PolicyAction.SetAtomicAggregate => "atomic aggregate",
        PolicyAction.SetOriginatorId a => $"originator ID = {a.Address}",
        PolicyAction.SetPreferredSource a => $"preferred source = {a.Address}",
        _ => action.ToString(),
    };

    /// <summary>A number of the route.</summary>
    public static string NameOf(NumericAttribute attribute) => attribute switch
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
        NumericAttribute.Preference => "preference",
        NumericAttribute.IgpMetric => "IGP metric",
        NumericAttribute.SourceMetric => "metric in the protocol it comes from",
        NumericAttribute.FirstAs => "first AS",
        _ => "last AS",
    };

    private static string NameOf(RouteAttribute attribute) => attribute switch
    {
        RouteAttribute.LocalPreference => "the local preference",
        RouteAttribute.Med => "the MED",
        RouteAttribute.Origin => "the origin",
        RouteAttribute.AsPath => "the AS path",
        RouteAttribute.NextHop => "the next hop",
        RouteAttribute.Communities => "communities",
        RouteAttribute.LargeCommunities => "large communities",
        RouteAttribute.ExtendedCommunities => "extended communities",
        RouteAttribute.AtomicAggregate => "ATOMIC_AGGREGATE",
        RouteAttribute.Aggregator => "the aggregator",
        RouteAttribute.OriginatorId => "the originator ID",
        RouteAttribute.ClusterList => "the cluster list",
        RouteAttribute.OnlyToCustomer => "OTC",
        _ => "AIGP",
    };

    private static string NameOf(CommunityKind kind) => kind switch
    {
        CommunityKind.Standard => "communities",
        CommunityKind.Large => "large communities",
        _ => "extended communities",
    };

    private static string NameOf(SetReference<CommunitySet> set) => set.Set is { Kind: var kind } ? NameOf(kind) : "communities";

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "!=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };

    /// <summary>A set by its name, or its first members.</summary>
    private static string Of<TSet, T>(SetReference<TSet> reference, Func<TSet, System.Collections.Immutable.ImmutableArray<SetEntry<T>>> entriesOf)
        where TSet : DefinedSet
    {
        if (reference.Name is { } name) return name;
        if (reference.Set is not { } set) return "";
        if (set.Name.Length > 0) return set.Name;
        var entries = entriesOf(set);
        var words = entries.Take(Members).Select(e => $"{(e.Permit ? "" : "not ")}{e.Match}");
        return string.Join(", ", entries.Length > Members ? words.Append("…") : words);
    }
}
