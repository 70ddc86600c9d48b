using System.Collections.Immutable;
using System.Text;

namespace BgpTranslate.Model.RoutePolicies;

/// <summary>A change to a route's attributes.</summary>
public abstract record PolicyAction
{
    private PolicyAction()
    {
    }

    /// <summary>Who stated it, when that is another statement than the one it stands in.</summary>
    public Origin Origin { get; init; }

    /// <summary>The text of an action is what it does, wherever it stands: actions are told apart by it.</summary>
    protected virtual bool PrintMembers(StringBuilder builder) => false;

    /// <summary>Sets a number (LOCAL_PREF, MED, weight, tag, preference).</summary>
    public sealed record SetNumber(NumericAttribute Attribute, NumberChange Change) : PolicyAction;

    /// <summary>Removes an attribute (MED, LOCAL_PREF, ATOMIC_AGGREGATE, AGGREGATOR …).</summary>
    public sealed record Remove(RouteAttribute Attribute) : PolicyAction;

    /// <summary>Sets ORIGIN.</summary>
    public sealed record SetOrigin(RouteOrigin Value) : PolicyAction;

    /// <summary>Sets the next hop.</summary>
    public sealed record SetNextHop(NextHopChange Change) : PolicyAction;

    /// <summary>The communities of the kind become exactly these.</summary>
    public sealed record ReplaceCommunities(CommunityKind Kind, ImmutableArray<CommunityPattern> Communities) : PolicyAction;

    /// <summary>Adds communities; one that is present already is not added twice.</summary>
    public sealed record AddCommunities(CommunityKind Kind, ImmutableArray<CommunityPattern> Communities) : PolicyAction;

    /// <summary>Removes communities that the set matches one by one.</summary>
    public sealed record RemoveCommunities(SetReference<CommunitySet> Set) : PolicyAction;

    /// <summary>Keeps only communities that the set matches (BIRD <c>filter</c>).</summary>
    public sealed record KeepCommunities(SetReference<CommunitySet> Set) : PolicyAction;

    /// <summary>Puts AS numbers in front of the path; the first of the list ends up first.</summary>
    public sealed record PrependAsPath(ImmutableArray<uint> Numbers) : PolicyAction;

    /// <summary>Repeats the first AS of the path.</summary>
    public sealed record PrependFirstAs(uint Times) : PolicyAction;

    /// <summary>Removes AS numbers of the set from the path.</summary>
    public sealed record RemoveFromAsPath(SetReference<AsNumberSet> Set) : PolicyAction;

    /// <summary>Replaces AS numbers (null: every number) by another (null: the local AS).</summary>
    public sealed record ReplaceInAsPath(uint? From, uint? To) : PolicyAction;

    /// <summary>Sets AGGREGATOR.</summary>
    public sealed record SetAggregator(uint As, IpAddress Address) : PolicyAction;

    /// <summary>Sets ATOMIC_AGGREGATE.</summary>
    public sealed record SetAtomicAggregate : PolicyAction;

    /// <summary>Sets ORIGINATOR_ID.</summary>
    public sealed record SetOriginatorId(IpAddress Address) : PolicyAction;

    /// <summary>Sets the source address of the installed route (zebra <c>set src</c>, BIRD <c>krt_prefsrc</c>).</summary>
    public sealed record SetPreferredSource(IpAddress Address) : PolicyAction;

    /// <summary>A change the model cannot hold.</summary>
    /// <param name="Text">As written, in the platform's words.</param>
    /// <param name="Feature">The key of the concept where there is one, such as <c>policy.set.aigp</c>.</param>
    public sealed record Opaque(string Text, string Feature) : PolicyAction;
}

/// <summary>How a number changes.</summary>
public abstract record NumberChange
{
    private NumberChange()
    {
    }

    /// <summary>To this value.</summary>
    public sealed record To(uint Value) : NumberChange;

    /// <summary>Up by this amount; stops at the largest value.</summary>
    public sealed record Add(uint Value) : NumberChange;

    /// <summary>Down by this amount; stops at 0.</summary>
    public sealed record Subtract(uint Value) : NumberChange;

    /// <summary>To the value of another number of the route (FRR <c>set metric igp</c>, BIRD <c>bgp_med = ospf_metric1</c>).</summary>
    public sealed record Copy(NumericAttribute From) : NumberChange;

    /// <summary>To what another number of the route leaves of a value (BIRD <c>krt_metric = 1000 - bgp_local_pref</c>); below 0 it goes on from the largest number.</summary>
    public sealed record Complement(uint Of, NumericAttribute From) : NumberChange;

    /// <summary>To the round-trip time to the peer in milliseconds (FRR <c>set metric rtt</c>).</summary>
    public sealed record RoundTripTime : NumberChange;
}

/// <summary>What the next hop becomes.</summary>
public abstract record NextHopChange
{
    private NextHopChange()
    {
    }

    /// <summary>An address (global for IPv6).</summary>
    public sealed record To(IpAddress Address) : NextHopChange;

    /// <summary>An IPv6 link-local next hop beside the global one.</summary>
    public sealed record LinkLocal(IpAddress Address) : NextHopChange;

    /// <summary>This router's address on the session.</summary>
    public sealed record Self : NextHopChange;

    /// <summary>The peer's address.</summary>
    public sealed record PeerAddress : NextHopChange;

    /// <summary>It stays as received.</summary>
    public sealed record Unchanged : NextHopChange;

    /// <summary>Packets are dropped silently.</summary>
    public sealed record Blackhole : NextHopChange;

    /// <summary>Of two IPv6 next hops the global one is used.</summary>
    public sealed record PreferGlobal : NextHopChange;
}
