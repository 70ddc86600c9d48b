using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy.Rules;

/// <summary>Where a rule goes after a match, while labels are not yet places.</summary>
internal readonly record struct Exit(int Target)
{
    private const int AcceptTarget = -1, RejectTarget = -2, NextTarget = -3;

    public static Exit Accept => new(AcceptTarget);

    public static Exit Reject => new(RejectTarget);

    public static Exit Next => new(NextTarget);

    public bool IsJump => Target >= 0;

    public static Exit To(int label) => new(label);
}

/// <summary>What a rule does on a match.</summary>
internal sealed record Tail(
    ImmutableArray<PolicyAction> Actions, string? Call, ImmutableArray<PolicyStatement.Opaque> Opaque, Exit Exit, Origin Origin)
{
    public bool IsEmpty => Cost == 0;

    /// <summary>How much it takes to write it twice; 0 when it only goes somewhere.</summary>
    public int Cost => Actions.Length + (Call is null ? 0 : 1) + (10 * Opaque.Length);

    public static Tail Of(Exit exit) => new([], null, [], exit, Origin.None);
}

/// <summary>The user's name and remark, for the first rule of a statement.</summary>
internal sealed record Heading(string? Name, Stated<string>? Description)
{
    public bool Taken { get; set; }
}

/// <summary>Rules with labels; resolves the labels and takes out what nobody would write.</summary>
internal sealed class RuleListBuilder(RuleForm form)
{
    private readonly List<Draft> drafts = [];
    private readonly List<int> labels = [];

    /// <summary>Given to the next rule added.</summary>
    public Heading? Heading { get; set; }

    public int NewLabel()
    {
        labels.Add(-1);
        return labels.Count - 1;
    }

    /// <summary>The label means the rule that is added next.</summary>
    public void Mark(int label) => labels[label] = drafts.Count;

    public void Add(IReadOnlyList<Condition> conditions, Tail tail, Origin origin)
    {
        foreach (var condition in conditions)
            origin += condition.Origin;
        var draft = new Draft { Conditions = [.. conditions], Tail = tail with { Origin = tail.Origin + origin } };
        if (Heading is { Taken: false } heading)
        {
            heading.Taken = true;
            draft.Heading = heading;
        }

        drafts.Add(draft);
    }

    public ImmutableArray<Rule> ToRules()
    {
        foreach (var draft in drafts)
        {
            if (draft.Tail.Exit.IsJump) draft.Tail = draft.Tail with { Exit = Exit.To(labels[draft.Tail.Exit.Target]) };
        }

        do
        {
            ThreadJumps();
            AbsorbTargets();
        }
        while (RemoveUseless());

        return [.. drafts.Select((draft, i) => new Rule
        {
            Conditions = draft.Conditions,
            Actions = [.. draft.Tail.Actions.Select(a => a.Origin.IsNone ? a with { Origin = draft.Tail.Origin } : a)],
            Call = draft.Tail.Call,
            Opaque = draft.Tail.Opaque,
            Outcome = draft.Tail.Exit switch
            {
                var e when e == Exit.Accept => new RuleOutcome.Accept(),
                var e when e == Exit.Reject => new RuleOutcome.Reject(),
                var e when e.Target == i + 1 => new RuleOutcome.Next(),
                var e => new RuleOutcome.Jump(e.Target),
            },
            Name = draft.Heading?.Name,
            Description = draft.Heading?.Description,
            Origin = draft.Tail.Origin,
        })];
    }

    /// <summary>A jump to a rule that only goes elsewhere goes there at once; a jump behind the end rejects.</summary>
    private void ThreadJumps()
    {
        for (var i = drafts.Count - 1; i >= 0; i--)
        {
            var tail = drafts[i].Tail;
            while (tail.Exit.IsJump)
            {
                if (tail.Exit.Target == drafts.Count)
                {
                    // The last rule may as well fall behind the end by itself.
                    if (i == drafts.Count - 1 && drafts[i].Heading is not null) break;
                    tail = tail with { Exit = Exit.Reject };
                    break;
                }

                var target = drafts[tail.Exit.Target];
                if (target.Heading is not null || !target.Tail.IsEmpty) break;
                if (target.Conditions.IsEmpty)
                    tail = tail with { Exit = target.Tail.Exit, Origin = tail.Origin + target.Tail.Origin };
                else if (target.Tail.Exit == Exit.To(tail.Exit.Target + 1))
                    tail = tail with { Exit = target.Tail.Exit };
                else
                    break;
            }

            // What changes on a route that is dropped does not matter.
            if (tail.Exit == Exit.Reject)
                tail = tail with { Actions = [.. tail.Actions.Where(a => a is PolicyAction.Opaque)], Call = null };
            drafts[i].Tail = tail;
        }
    }

    /// <summary>A rule without conditions that is reached from one place only becomes part of the rule there.</summary>
    private void AbsorbTargets()
    {
        var (reached, jumps) = Reachability();
        for (var i = drafts.Count - 1; i >= 0; i--)
        {
            while (reached[i] && drafts[i].Tail is { Exit.IsJump: true } tail && tail.Exit.Target < drafts.Count)
            {
                var t = tail.Exit.Target;
                var target = drafts[t];
                var fallenInto = reached[t - 1] && !drafts[t - 1].Conditions.IsEmpty;
                if (target.Heading is not null || !target.Conditions.IsEmpty || jumps[t] != 1 || fallenInto) break;
                if (tail.Call is not null && !target.Tail.IsEmpty) break;
                var actions = target.Tail.Actions.Aggregate(tail.Actions, ActionSequence.Append);
                if (!form.Fits(actions)) break;
                drafts[i].Tail = new Tail(
                    actions, tail.Call ?? target.Tail.Call, tail.Opaque.AddRange(target.Tail.Opaque), target.Tail.Exit, tail.Origin + target.Tail.Origin);
                reached[t] = false;
            }
        }
    }

    /// <summary>
    /// Drops rules that are never reached or do nothing, unless the user named them, and a last "reject" that nobody stated. True when something was dropped.
    /// </summary>
    private bool RemoveUseless()
    {
        var (reached, _) = Reachability();
        var places = new int[drafts.Count + 1];
        var kept = 0;
        for (var i = 0; i < drafts.Count; i++)
        {
            places[i] = kept;
            var draft = drafts[i];
            var useless = !reached[i]
                || (draft.Tail.IsEmpty && draft.Tail.Exit == Exit.To(i + 1))
                || (i == drafts.Count - 1 && draft.Conditions.IsEmpty && draft.Tail.IsEmpty && draft.Tail.Exit == Exit.Reject && draft.Tail.Origin.IsNone);
            if (!useless || draft.Heading is not null) kept++;
        }

        places[^1] = kept;
        if (kept == drafts.Count) return false;
        var result = new List<Draft>(kept);
        for (var i = 0; i < drafts.Count; i++)
        {
            if (places[i + 1] == places[i]) continue;
            var tail = drafts[i].Tail;
            if (tail.Exit.IsJump) drafts[i].Tail = tail with { Exit = Exit.To(places[tail.Exit.Target]) };
            result.Add(drafts[i]);
        }

        drafts.Clear();
        drafts.AddRange(result);
        return true;
    }

    /// <summary>Which rules can be reached, and how many reachable rules jump to each.</summary>
    private (bool[] Reached, int[] Jumps) Reachability()
    {
        var reached = new bool[drafts.Count + 1];
        var jumps = new int[drafts.Count + 1];
        reached[0] = true;
        for (var i = 0; i < drafts.Count; i++)
        {
            if (!reached[i]) continue;
            if (!drafts[i].Conditions.IsEmpty) reached[i + 1] = true;
            if (drafts[i].Tail.Exit is not { IsJump: true, Target: var target }) continue;
            reached[target] = true;
            jumps[target]++;
        }

        return (reached, jumps);
    }

    private sealed class Draft
    {
        public required ImmutableArray<Condition> Conditions { get; init; }

        public required Tail Tail { get; set; }

        public Heading? Heading { get; set; }
    }
}
