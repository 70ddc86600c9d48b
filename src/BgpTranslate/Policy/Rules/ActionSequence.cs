using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy.Rules;

/// <summary>Runs of actions without a condition in between, written as briefly as they can be: three prepends become one, of two assignments the last stays.</summary>
public static class ActionSequence
{
    /// <summary>The sequence followed by one more action, folded into an earlier one where the result is the same.</summary>
    public static ImmutableArray<PolicyAction> Append(ImmutableArray<PolicyAction> sequence, PolicyAction action)
    {
        var attribute = AttributeOf(action);
        if (attribute is null || Reads(action)) return sequence.Add(action);
        for (var i = sequence.Length - 1; i >= 0 && !Reads(sequence[i]); i--)
        {
            if (AttributeOf(sequence[i]) is not { } earlier) break;
            if (!earlier.Equals(attribute)) continue;
            if (Fold(sequence[i], action) is not { } folded) return sequence.Add(action);
            return sequence.SetItem(i, ReferenceEquals(folded, action) ? action : folded with { Origin = sequence[i].Origin + action.Origin });
        }

        return sequence.Add(action);
    }

    /// <summary>Its result depends on another attribute, so nothing is moved across it.</summary>
    private static bool Reads(PolicyAction action) =>
        action is PolicyAction.SetNumber { Change: NumberChange.Copy or NumberChange.Complement } or PolicyAction.SetNextHop { Change: NextHopChange.Unchanged or NextHopChange.PreferGlobal };

    /// <summary>The attribute an action writes; null when that is unknown.</summary>
    internal static object? AttributeOf(PolicyAction action) => action switch
    {
        PolicyAction.SetNumber a => a.Attribute,
        PolicyAction.Remove { Attribute: RouteAttribute.LocalPreference } => NumericAttribute.LocalPreference,
        PolicyAction.Remove { Attribute: RouteAttribute.Med } => NumericAttribute.Med,
        PolicyAction.Remove { Attribute: RouteAttribute.Communities } => CommunityKind.Standard,
        PolicyAction.Remove { Attribute: RouteAttribute.LargeCommunities } => CommunityKind.Large,
        PolicyAction.Remove { Attribute: RouteAttribute.ExtendedCommunities } => CommunityKind.Extended,
        PolicyAction.Remove a => a.Attribute,
        PolicyAction.SetOrigin => RouteAttribute.Origin,
        PolicyAction.SetNextHop => RouteAttribute.NextHop,
        PolicyAction.ReplaceCommunities a => a.Kind,
        PolicyAction.AddCommunities a => a.Kind,
        PolicyAction.RemoveCommunities { Set.Set: { } set } => set.Kind,
        PolicyAction.KeepCommunities { Set.Set: { } set } => set.Kind,
        PolicyAction.PrependAsPath or PolicyAction.PrependFirstAs or PolicyAction.RemoveFromAsPath or PolicyAction.ReplaceInAsPath => RouteAttribute.AsPath,
        PolicyAction.SetAggregator => RouteAttribute.Aggregator,
        PolicyAction.SetAtomicAggregate => RouteAttribute.AtomicAggregate,
        PolicyAction.SetOriginatorId => RouteAttribute.OriginatorId,
        PolicyAction.SetPreferredSource => typeof(PolicyAction.SetPreferredSource),
        _ => null,
    };

    /// <summary>One action for two of the same attribute that follow one another; null when there is none.</summary>
    private static PolicyAction? Fold(PolicyAction first, PolicyAction second) => (first, second) switch
    {
        (_, PolicyAction.SetNumber { Change: NumberChange.To or NumberChange.RoundTripTime } or PolicyAction.SetOrigin or PolicyAction.ReplaceCommunities
            or PolicyAction.SetAggregator or PolicyAction.SetAtomicAggregate or PolicyAction.SetOriginatorId or PolicyAction.SetPreferredSource or PolicyAction.Remove) => second,
        (PolicyAction.SetNumber a, PolicyAction.SetNumber b) => (a.Change, b.Change) switch
        {
            (NumberChange.To x, NumberChange.Add y) => b with { Change = new NumberChange.To(Sum(x.Value, y.Value)) },
            (NumberChange.To x, NumberChange.Subtract y) => b with { Change = new NumberChange.To(x.Value - Math.Min(x.Value, y.Value)) },
            (NumberChange.Add x, NumberChange.Add y) => b with { Change = new NumberChange.Add(Sum(x.Value, y.Value)) },
            (NumberChange.Subtract x, NumberChange.Subtract y) => b with { Change = new NumberChange.Subtract(Sum(x.Value, y.Value)) },
            _ => null,
        },
        (PolicyAction.AddCommunities a, PolicyAction.AddCommunities b) => b with { Communities = [.. a.Communities.Union(b.Communities)] },
        (PolicyAction.ReplaceCommunities a, PolicyAction.AddCommunities b) => a with { Communities = [.. a.Communities.Union(b.Communities)] },
        (PolicyAction.Remove, PolicyAction.AddCommunities b) => new PolicyAction.ReplaceCommunities(b.Kind, b.Communities),
        (PolicyAction.PrependAsPath a, PolicyAction.PrependAsPath b) => new PolicyAction.PrependAsPath([.. b.Numbers, .. a.Numbers]),
        (PolicyAction.PrependFirstAs a, PolicyAction.PrependFirstAs b) => new PolicyAction.PrependFirstAs(Sum(a.Times, b.Times)),
        _ => null,
    };

    private static uint Sum(uint a, uint b) => (uint)Math.Min((ulong)a + b, uint.MaxValue);
}
