using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy.Rules;

/// <summary>
/// Turns a list of rules with jumps into one of which the first rule that matches decides: for targets whose rules accept or reject and never go on. What would follow
/// a jump is written again behind what led to it; conditions that look at what was set on the way are answered from there.
/// </summary>
public sealed class FirstMatch
{
    private const int MaximumRules = 1_000;

    private readonly ImmutableArray<Rule> rules;
    private readonly RuleForm form;
    private readonly List<(Rule Rule, Path Path)> result = [];
    private readonly Dictionary<Condition, string?> slots = new(ReferenceEqualityComparer.Instance);
    private readonly List<(Origin Origin, string Reason)> problems = [];
    private readonly HashSet<Condition> noted = new(ReferenceEqualityComparer.Instance);
    private bool isTooLarge;

    private FirstMatch(ImmutableArray<Rule> rules, RuleForm form) => (this.rules, this.form) = (rules, form);

    /// <summary>
    /// The list, and what of it could not be kept: a rule named there never matches. Of a policy that unfolds to too many rules nothing is kept: every route is rejected.
    /// </summary>
    public static (ImmutableArray<Rule> Rules, IReadOnlyList<(Origin Origin, string Reason)> Problems) Of(ImmutableArray<Rule> rules, RuleForm form)
    {
        if (rules.All(r => r.Outcome is RuleOutcome.Accept or RuleOutcome.Reject)) return (rules, []);
        var elimination = new FirstMatch(rules, form);
        elimination.From(0, [], [], null);
        if (elimination.isTooLarge) return ([], [(Origin.Of(rules.SelectMany(r => r.Origin)), $"it unfolds to more than {MaximumRules} rules")]);
        return ([.. elimination.result.Select(r => r.Rule with { Origin = r.Path.Origin })], elimination.problems);
    }

    /// <summary>The rules that a route has met so far.</summary>
    private sealed record Path(Path? Before, Origin Own)
    {
        public Origin Origin
        {
            get
            {
                var statements = new List<Statement>();
                for (var at = this; at is not null; at = at.Before) statements.AddRange(at.Own);
                return Origin.Of(statements);
            }
        }
    }

    /// <summary>Writes what happens from a rule on to routes that meet the guard and have been changed by the actions.</summary>
    private void From(int index, ImmutableArray<Condition> guard, ImmutableArray<PolicyAction> actions, Path? before)
    {
        for (var i = index; i < rules.Length; i++)
        {
            var rule = rules[i];
            isTooLarge |= result.Count > MaximumRules;
            if (isTooLarge) return;

            if (Together(guard, rule, actions) is not { } conditions) continue;
            var changed = rule.Actions.Aggregate(actions, ActionSequence.Append);
            var all = new Path(before, rule.Origin);
            switch (rule.Outcome)
            {
                case RuleOutcome.Accept:
                    result.Add((rule with { Conditions = conditions, Actions = changed, Name = Named(index, rule), Description = index == 0 ? rule.Description : null }, all));
                    break;
                case RuleOutcome.Reject:
                    result.Add((rule with { Conditions = conditions, Actions = [], Name = Named(index, rule), Description = index == 0 ? rule.Description : null }, all));
                    break;
                case RuleOutcome.Next:
                    From(i + 1, conditions, changed, all);
                    break;
                case RuleOutcome.Jump jump:
                    From(jump.Rule, conditions, changed, all);
                    break;
            }

            // Whoever meets the guard has been dealt with.
            if (conditions.Length == guard.Length && conditions.SequenceEqual(guard)) return;
        }

        if (before is not null) result.Add((new Rule { Conditions = guard, Outcome = new RuleOutcome.Reject() }, before));
    }

    private static string? Named(int index, Rule rule) => index == 0 ? rule.Name : null;

    /// <summary>The guard and the rule's conditions as one rule can ask for them; null when they never hold together, or cannot be asked for together.</summary>
    private ImmutableArray<Condition>? Together(ImmutableArray<Condition> guard, Rule rule, ImmutableArray<PolicyAction> actions)
    {
        var all = guard;
        foreach (var condition in rule.Conditions)
        {
            if (AfterActions(condition, actions) is not { } now)
            {
                Note(condition, rule, "it looks at what an earlier rule has set");
                return null;
            }

            if (now is Condition.Constant { Value: true }) continue;
            if (now is Condition.Constant) return null;
            var at = SlotOf(now) is { } slot ? Enumerable.Range(0, all.Length).FirstOrDefault(n => SlotOf(all[n]) == slot, -1) : -1;
            if (at < 0)
            {
                all = all.Add(now);
                continue;
            }

            if (Equals(all[at], now)) continue;
            if (form.Both(all[at], now) is not { } both)
            {
                Note(condition, rule, "one rule cannot ask for both, and there is no way from one rule to another");
                return null;
            }

            if (both is Condition.Constant { Value: false }) return null;
            all = all.SetItem(at, both with { Origin = both.Origin + now.Origin });
        }

        return all;
    }

    private void Note(Condition condition, Rule rule, string reason)
    {
        if (noted.Add(condition)) problems.Add((condition.Origin + rule.Origin, reason));
    }

    private string? SlotOf(Condition condition) => slots.TryGetValue(condition, out var known) ? known : slots[condition] = form.ConditionSlot(condition);

    /// <summary>The condition as it stands before the actions; null when that is unknown.</summary>
    private static Condition? AfterActions(Condition condition, ImmutableArray<PolicyAction> actions)
    {
        for (var i = actions.Length - 1; i >= 0; i--)
        {
            switch (condition, actions[i])
            {
                case (Condition.Compare compare, PolicyAction.SetNumber set) when set.Attribute == compare.Attribute:
                    if (set.Change is not NumberChange.To { Value: var value }) return null;
                    return Holds(value, compare) ? Condition.True : Condition.False;
                case (Condition.Compare { Attribute: NumericAttribute.Med }, PolicyAction.Remove { Attribute: RouteAttribute.Med }):
                case (Condition.Compare { Attribute: NumericAttribute.LocalPreference }, PolicyAction.Remove { Attribute: RouteAttribute.LocalPreference }):
                    return null;
                case (Condition.OriginIs origin, PolicyAction.SetOrigin set):
                    return origin.Value == set.Value ? Condition.True : Condition.False;
                case (Condition.NextHopIn, PolicyAction.SetNextHop):
                case (Condition.AsPathIn or Condition.AsPathContains or Condition.NumberIn or Condition.Compare { Attribute: NumericAttribute.AsPathLength or NumericAttribute.FirstAs or NumericAttribute.LastAs },
                    PolicyAction.PrependAsPath or PolicyAction.PrependFirstAs or PolicyAction.RemoveFromAsPath or PolicyAction.ReplaceInAsPath):
                    return null;
                case (Condition.CommunityIn { Set.Set: { } set } asked, var action) when KindOf(action) == set.Kind:
                    if (AfterCommunities(asked, set, action) is not { } earlier) return null;
                    condition = earlier with { Origin = condition.Origin };
                    break;
            }
        }

        return condition;
    }

    private static bool Holds(uint value, Condition.Compare compare) => compare.Operator switch
    {
        Comparison.Equal => value == compare.Value,
        Comparison.NotEqual => value != compare.Value,
        Comparison.Less => value < compare.Value,
        Comparison.LessOrEqual => value <= compare.Value,
        Comparison.Greater => value > compare.Value,
        _ => value >= compare.Value,
    };

    private static CommunityKind? KindOf(PolicyAction action) => action switch
    {
        PolicyAction.AddCommunities a => a.Kind,
        PolicyAction.ReplaceCommunities a => a.Kind,
        PolicyAction.RemoveCommunities { Set.Set: { } set } => set.Kind,
        PolicyAction.KeepCommunities { Set.Set: { } set } => set.Kind,
        PolicyAction.Remove { Attribute: RouteAttribute.Communities } => CommunityKind.Standard,
        PolicyAction.Remove { Attribute: RouteAttribute.LargeCommunities } => CommunityKind.Large,
        PolicyAction.Remove { Attribute: RouteAttribute.ExtendedCommunities } => CommunityKind.Extended,
        _ => null,
    };

    /// <summary>What has to hold before communities are added or replaced; null when that cannot be said.</summary>
    private static Condition? AfterCommunities(Condition.CommunityIn asked, CommunitySet set, PolicyAction action)
    {
        if (asked.Mode != CommunityMatchMode.Entries || !set.Entries.All(e => e.Match is CommunityMatch.AllOf)) return null;
        var (present, keepsOthers) = action switch
        {
            PolicyAction.AddCommunities add => (add.Communities, true),
            PolicyAction.ReplaceCommunities replace => (replace.Communities, false),
            PolicyAction.Remove => ([], false),
            _ => (default(ImmutableArray<CommunityPattern>), true),
        };
        if (present.IsDefault) return null;
        var entries = new List<SetEntry<CommunityMatch>>();
        foreach (var entry in set.Entries)
        {
            var missing = ((CommunityMatch.AllOf)entry.Match).Patterns.Where(p => !present.Any(c => Matches(p, c))).ToImmutableArray();
            if (missing.Length > 0 && !keepsOthers) continue;
            entries.Add(entry with { Match = new CommunityMatch.AllOf(missing) });
            if (missing.Length == 0) break;
        }

        if (entries.Count == 0) return Condition.False;
        if (entries[0].Match is CommunityMatch.AllOf { Patterns.IsEmpty: true }) return entries[0].Permit ? Condition.True : Condition.False;
        return entries.SequenceEqual(set.Entries) ? asked : asked with { Set = SetReference<CommunitySet>.Inline(set with { Name = "", Entries = [.. entries] }) };
    }

    private static bool Matches(CommunityPattern pattern, CommunityPattern community) =>
        community.IsSingle && (pattern.Subtype == community.Subtype || pattern.Subtype == "*") && pattern.First.Contains(community.First.Low)
        && pattern.Second.Contains(community.Second.Low) && pattern.Third.Contains(community.Third.Low);
}
