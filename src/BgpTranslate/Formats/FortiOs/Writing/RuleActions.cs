using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.FortiOs.Writing;

/// <summary>
/// The changes of one rule as FortiOS makes them, each kind once and in its own order: communities are deleted before others are set, the path is emptied before it is prepended to.
/// </summary>
internal static class RuleActions
{
    /// <summary>The changes, with those of communities brought into that order.</summary>
    /// <param name="actions">The changes in the order of the policy.</param>
    /// <param name="announce">Says what cannot be kept.</param>
    public static IEnumerable<PolicyAction> Ordered(ImmutableArray<PolicyAction> actions, Action<Origin, string> announce)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in Communities(actions, announce))
        {
            if (SlotOf(action) is { } slot && !seen.Add(slot)) announce(action.Origin, "one rule of FortiOS makes a change of a kind once");
            else yield return action;
        }
    }

    private static IEnumerable<PolicyAction> Communities(ImmutableArray<PolicyAction> actions, Action<Origin, string> announce)
    {
        var removed = new List<CommunitySet>();
        PolicyAction? missing = null;
        ImmutableArray<CommunityPattern>? set = null;
        var replaces = false;
        var origin = Origin.None;
        foreach (var action in actions)
        {
            if (ActionSequence.AttributeOf(action) is CommunityKind.Standard) origin += action.Origin;
            switch (action)
            {
                case PolicyAction.ReplaceCommunities { Kind: CommunityKind.Standard } replace:
                    (set, replaces) = (replace.Communities, true);
                    removed.Clear();
                    break;
                case PolicyAction.Remove { Attribute: RouteAttribute.Communities }:
                    (set, replaces) = ([], true);
                    removed.Clear();
                    break;
                case PolicyAction.AddCommunities { Kind: CommunityKind.Standard } add:
                    set = [.. (set ?? []).Union(add.Communities)];
                    break;
                case PolicyAction.RemoveCommunities { Set: { Set: null } }:
                    missing = action;
                    break;
                case PolicyAction.RemoveCommunities { Set.Set: { Kind: CommunityKind.Standard } gone }:
                    Remove(gone.OneByOne);
                    break;
                case PolicyAction.KeepCommunities { Set.Set: { Kind: CommunityKind.Standard } kept }:
                    Remove(AllBut(kept.OneByOne));
                    break;
                default:
                    yield return action;
                    break;
            }
        }

        // Nothing at all is left by a list that every community is in.
        if (replaces && set is { IsEmpty: true }) yield return new PolicyAction.RemoveCommunities(SetReference<CommunitySet>.Inline(AllBut(new CommunitySet { Name = "" }))) { Origin = origin };
        else if (replaces) yield return new PolicyAction.ReplaceCommunities(CommunityKind.Standard, set!.Value) { Origin = origin };
        else
        {
            if (missing is not null && removed.Count == 0) yield return missing;
            if (removed.Count == 1) yield return new PolicyAction.RemoveCommunities(Reference(removed[0])) { Origin = origin };
            else if (removed.Count > 1) yield return new PolicyAction.RemoveCommunities(SetReference<CommunitySet>.Inline(new CommunitySet { Name = "", Entries = [.. removed.SelectMany(r => r.Entries).Select(e => e with { Sequence = null })] })) { Origin = origin };
            if (set is { IsEmpty: false }) yield return new PolicyAction.AddCommunities(CommunityKind.Standard, set.Value) { Origin = origin };
        }

        void Remove(CommunitySet gone)
        {
            if (set is { } present) set = [.. present.Where(c => !IsIn(c, gone))];
            if (replaces) return;
            if (removed.Count > 0 && removed.Append(gone).Any(r => r.Entries.Any(e => !e.Permit))) announce(origin, "one rule of FortiOS deletes the communities of one list");
            else removed.Add(gone);
        }
    }

    private static SetReference<CommunitySet> Reference(CommunitySet set) => set.Name.Length > 0 ? SetReference<CommunitySet>.To(set) : SetReference<CommunitySet>.Inline(set);

    private static bool IsIn(CommunityPattern community, CommunitySet set)
    {
        foreach (var entry in set.Entries)
        {
            if (entry.Match is CommunityMatch.AllOf { Patterns: var patterns } && patterns.All(p => p.First.Contains(community.First.Low) && p.Second.Contains(community.Second.Low))) return entry.Permit;
            if (entry.Match is CommunityMatch.Expression { Text: ".*" }) return entry.Permit;
        }

        return false;
    }

    /// <summary>The list that permits what the set does not match.</summary>
    private static CommunitySet AllBut(CommunitySet set) => new()
    {
        Name = "",
        Origin = set.Origin,
        Entries = [.. set.Entries.Select(e => e with { Permit = !e.Permit, Sequence = null }), new SetEntry<CommunityMatch>(true, new CommunityMatch.Expression(".*"))],
    };

    private static string? SlotOf(PolicyAction action) => action switch
    {
        PolicyAction.SetNumber n => $"{n.Attribute}",
        PolicyAction.SetNextHop { Change: NextHopChange.LinkLocal } => "next-hop local",
        PolicyAction.SetNextHop { Change: NextHopChange.To { Address.Afi: Afi.Ipv6 } } => "next-hop 6",
        PolicyAction.SetNextHop => "next-hop",
        PolicyAction.AddCommunities { Communities: [var first, ..] } => $"add {first.Kind} {first.Subtype}",
        PolicyAction.RemoveCommunities { Set.Set: { Kind: CommunityKind.Extended } set } => $"remove {set.WholeSubtype}",
        PolicyAction.Opaque => null,
        _ => action.GetType().Name,
    };
}
