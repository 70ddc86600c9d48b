using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy.Rules;

/// <summary>A rule of a route map: when its condition holds, its changes are made and <see cref="OnMatch"/> says what is next.</summary>
/// <param name="Sequence">Its number: rules are tried in rising order.</param>
/// <param name="Permit">Whether a match accepts or rejects.</param>
/// <param name="Condition">What must hold.</param>
/// <param name="Changes">Changes and calls, in order; none in a rule that rejects.</param>
/// <param name="Origin">The statements that make the rule.</param>
public sealed record SequencedRule(uint Sequence, bool Permit, Condition Condition, ImmutableArray<PolicyStatement> Changes, Origin Origin)
{
    /// <summary>What follows a match: null the end, 0 the next rule, else the first rule of that number or above.</summary>
    public Stated<uint>? OnMatch { get; init; }

    /// <summary>A remark.</summary>
    public Stated<string>? Description { get; init; }
}

/// <summary>
/// Turns route maps into structured policies, the way back from <see cref="RuleLowering"/>. A rule that matches ends the map unless it says what follows; a verdict given
/// before that is forgotten: when no later rule matches, the route is rejected (frr.md §4). A jump becomes a <see cref="PolicyStatement.Leave"/> of a block that ends before
/// its target; a jump behind the last rule accepts.
/// </summary>
public static class SequencedRules
{
    // Stacks are finite: no person writes so many jumps across each other.
    private const int MaximumDepth = 200;

    /// <summary>The policy of rules in rising order.</summary>
    public static RoutePolicy ToPolicy(string name, IReadOnlyList<SequencedRule> rules)
    {
        var targets = new int?[rules.Count];
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i] is { Permit: true, OnMatch.Value: > 0 and var sequence }) targets[i] = FirstFrom(rules, i + 1, sequence);
        }

        var blocks = Blocks(targets, rules.Count);
        if (DepthOf(blocks, rules.Count) > MaximumDepth)
        {
            var all = Origin.Of(rules.SelectMany(r => r.Origin.Concat(r.OnMatch?.Origin ?? Origin.None)));
            return new RoutePolicy { Name = name, Body = [new PolicyStatement.Opaque($"route-map {name}", "too many jumps", all)], Origin = all };
        }

        return new RoutePolicy { Name = name, Body = Statements(0, rules.Count, int.MaxValue) };

        // Rules from one index to another; blocks that end at or behind "inside" are open already.
        ImmutableArray<PolicyStatement> Statements(int from, int to, int inside)
        {
            var body = ImmutableArray.CreateBuilder<PolicyStatement>();
            for (var i = from; i < to;)
            {
                var ends = blocks.Where(b => b.Start == i && b.End < inside && b.End <= to).Select(b => b.End).DefaultIfEmpty(-1).Max();
                if (ends > i)
                {
                    body.Add(new PolicyStatement.Block(Label(rules[ends]), Statements(i, ends, ends)));
                    i = ends;
                }
                else
                {
                    body.Add(Statement(i));
                    inside = int.MaxValue;
                    i++;
                }
            }

            return body.ToImmutable();
        }

        PolicyStatement.If Statement(int i)
        {
            var rule = rules[i];
            var body = rule.Changes;
            if (!rule.Permit) body = [new PolicyStatement.End(Verdict.Reject, rule.Origin)];
            else if (rule.OnMatch is not { } onMatch) body = body.Add(new PolicyStatement.End(Verdict.Accept, rule.Origin));
            else if (targets[i] == rules.Count) body = body.Add(new PolicyStatement.End(Verdict.Accept, onMatch.Origin));
            else if (targets[i] is { } target && target > i + 1) body = body.Add(new PolicyStatement.Leave(Label(rules[target]), onMatch.Origin));
            return new PolicyStatement.If(rule.Condition, body, [], rule is { Permit: true, OnMatch: { } said } ? rule.Origin + said.Origin : rule.Origin)
            {
                Name = rule.Sequence.ToString(CultureInfo.InvariantCulture),
                Description = rule.Description,
            };
        }
    }

    /// <summary>A block per target that is jumped to over other rules: from its first source, or from the start of a block it would cut, up to the target.</summary>
    private static List<(int Start, int End)> Blocks(int?[] targets, int count)
    {
        var sources = new SortedDictionary<int, int>();
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] is { } target && target < count && target > i + 1) sources.TryAdd(target, i);
        }

        var blocks = new List<(int Start, int End)>();
        foreach (var (end, first) in sources)
        {
            var start = first;
            for (var i = blocks.Count - 1; i >= 0; i--)
            {
                if (blocks[i].End > start && blocks[i].Start < start) start = blocks[i].Start;
            }

            blocks.Add((start, end));
        }

        return blocks;
    }

    /// <summary>How deep the blocks nest.</summary>
    private static int DepthOf(List<(int Start, int End)> blocks, int count)
    {
        var changes = new int[count + 1];
        foreach (var (start, end) in blocks)
        {
            changes[start]++;
            changes[end]--;
        }

        var (depth, deepest) = (0, 0);
        foreach (var change in changes) deepest = Math.Max(deepest, depth += change);
        return deepest;
    }

    /// <summary>The first rule of that number or above; the number of rules when there is none. A jump never goes back.</summary>
    private static int FirstFrom(IReadOnlyList<SequencedRule> rules, int from, uint sequence)
    {
        var to = rules.Count;
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (rules[middle].Sequence < sequence) from = middle + 1;
            else to = middle;
        }

        return from;
    }

    private static string Label(SequencedRule target) => string.Create(CultureInfo.InvariantCulture, $"to {target.Sequence}");
}
