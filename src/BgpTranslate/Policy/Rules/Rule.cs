using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy.Rules;

/// <summary>
/// One rule of an ordered list: when all <see cref="Conditions"/> hold, the actions run in order, then <see cref="Call"/>, then <see cref="Outcome"/> says what is next.
/// When some condition does not hold, the next rule is tried. Behind the last rule the route is rejected.
/// </summary>
public sealed record Rule
{
    /// <summary>Atomic conditions, all of which must hold; none at all: every route matches. <c>Not</c> occurs only around an atom for which <see cref="RuleForm.Negate"/> returned it.</summary>
    public ImmutableArray<Condition> Conditions { get; init; } = [];

    /// <summary>The changes, in order, each with the statements that ask for it.</summary>
    public ImmutableArray<PolicyAction> Actions { get; init; } = [];

    /// <summary>A policy run after the actions: rejected there, the route is rejected; otherwise <see cref="Outcome"/> follows.</summary>
    public string? Call { get; init; }

    /// <summary>What follows a match.</summary>
    public required RuleOutcome Outcome { get; init; }

    /// <summary>Statements among the actions that the model cannot hold: the caller announces them.</summary>
    public ImmutableArray<PolicyStatement.Opaque> Opaque { get; init; } = [];

    /// <summary>The user's name of the statement; where a statement takes several rules, the first of them bears it.</summary>
    public string? Name { get; init; }

    /// <summary>The user's remark on that statement.</summary>
    public Stated<string>? Description { get; init; }

    /// <summary>The statements it came from.</summary>
    public Origin Origin { get; init; }
}

/// <summary>What follows when a rule matched.</summary>
public abstract record RuleOutcome
{
    private RuleOutcome()
    {
    }

    /// <summary>The route passes.</summary>
    public sealed record Accept : RuleOutcome;

    /// <summary>The route is dropped.</summary>
    public sealed record Reject : RuleOutcome;

    /// <summary>The next rule is tried (FRR <c>on-match next</c>).</summary>
    public sealed record Next : RuleOutcome;

    /// <summary>Goes on at a later rule (FRR <c>on-match goto</c>); never the directly following one, never behind the end.</summary>
    /// <param name="Rule">Its index in the list.</param>
    public sealed record Jump(int Rule) : RuleOutcome;
}

/// <summary>What one rule of the target can hold. The defaults stand for a target without any limit and without tests of its own for "not" and "or".</summary>
public sealed record RuleForm
{
    /// <summary>Names the slot a condition takes in a rule: no rule gets two conditions of one slot. Null: any number fits.</summary>
    public Func<Condition, string?> ConditionSlot { get; init; } = static _ => null;

    /// <summary>Names the slot an action takes in a rule, as <see cref="ConditionSlot"/> does.</summary>
    public Func<PolicyAction, string?> ActionSlot { get; init; } = static _ => null;

    /// <summary>The place of an action where the target makes the changes of a rule in an order of its own: no rule gets changes of one attribute against it.</summary>
    public Func<PolicyAction, int> ActionOrder { get; init; } = static _ => 0;

    /// <summary>An atom that holds exactly when the given one does not (an inverted set, or <c>Not</c> of it where the target has negation); null when there is none.</summary>
    public Func<Condition, Condition?> Negate { get; init; } = static _ => null;

    /// <summary>An atom that holds exactly when at least one of two atoms does (the union of two sets of the same kind); null when there is none. Asked for atoms of equal slot only.</summary>
    public Func<Condition, Condition, Condition?> Either { get; init; } = static (_, _) => null;

    /// <summary>An atom that holds exactly when both of two do (the intersection of two sets), or <c>False</c>; null when there is none. Asked for atoms of equal slot only, where a rule must ask for both.</summary>
    public Func<Condition, Condition, Condition?> Both { get; init; } = static (_, _) => null;

    /// <summary>The value of an atom that is known where the policy is used (the family of a session, say); null when it depends on the route.</summary>
    public Func<Condition, bool?> Known { get; init; } = static _ => null;

    /// <summary>True when no two of the actions ask for the same slot, or are made in another order than this.</summary>
    internal bool Fits(ImmutableArray<PolicyAction> actions)
    {
        var slots = new HashSet<string>();
        var last = new Dictionary<object, int>();
        return actions.All(action => (ActionSlot(action) is not { } slot || slots.Add(slot)) && IsInOrder(action));

        bool IsInOrder(PolicyAction action)
        {
            var (attribute, place) = (ActionSequence.AttributeOf(action) ?? action.GetType(), ActionOrder(action));
            if (place < last.GetValueOrDefault(attribute, place)) return false;
            last[attribute] = place;
            return true;
        }
    }

    /// <summary>The conditions spread over as few groups as their slots allow.</summary>
    internal List<ImmutableArray<Condition>> Groups(IEnumerable<Condition> conditions)
    {
        List<ImmutableArray<Condition>> groups = [[]];
        var taken = new Dictionary<string, int>();
        foreach (var condition in conditions)
        {
            var group = 0;
            if (ConditionSlot(condition) is { } slot)
            {
                group = taken.GetValueOrDefault(slot);
                taken[slot] = group + 1;
                if (group == groups.Count) groups.Add([]);
            }

            groups[group] = groups[group].Add(condition);
        }

        return groups;
    }
}
