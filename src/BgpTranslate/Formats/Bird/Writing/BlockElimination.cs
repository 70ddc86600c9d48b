using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>Turns forward jumps into nested branches: what follows a jump's target is repeated in each branch that goes on there.</summary>
internal sealed class BlockElimination
{
    private const int MaxStatements = 20_000;
    private int statements;

    private BlockElimination()
    {
    }

    /// <summary>The same program without blocks and jumps; null when it would become too large.</summary>
    public static ImmutableArray<PolicyStatement>? Of(ImmutableArray<PolicyStatement> body)
    {
        var elimination = new BlockElimination();
        var result = elimination.Run(Merged(body), 0, null);
        return elimination.statements > MaxStatements ? null : [.. result];
    }

    /// <summary>False when every way through the statements ends or jumps.</summary>
    public static bool FallsThrough(IReadOnlyList<PolicyStatement> body) => body.Count == 0 || body[^1] switch
    {
        PolicyStatement.End or PolicyStatement.Leave => false,
        PolicyStatement.If s => FallsThrough(s.Then) || FallsThrough(s.Else),
        _ => true,
    };

    private List<PolicyStatement> Run(ImmutableArray<PolicyStatement> body, int index, Frame? next)
    {
        var result = new List<PolicyStatement>();
        while (true)
        {
            if (++statements > MaxStatements) return result;
            if (index == body.Length)
            {
                if (next is null) return result;
                (body, index, next) = (next.Body, next.Index, next.Next);
                continue;
            }

            var statement = body[index++];
            switch (statement)
            {
                case PolicyStatement.Leave leave:
                    while (next is not null && next.Label != leave.Label) next = next.Next;
                    if (next is null) return result;
                    (body, index, next) = (next.Body, next.Index, next.Next);
                    break;
                case PolicyStatement.Block block when JumpsOut(block.Body, [block.Label]):
                    next = new Frame(body, index, block.Label, next);
                    (body, index) = (Merged(block.Body), 0);
                    break;
                case PolicyStatement.Block block:
                    var inner = Run(Merged(block.Body), 0, new Frame([], 0, block.Label, null));
                    result.AddRange(inner);
                    if (!FallsThrough(inner) && inner.Count > 0) return result;
                    break;
                case PolicyStatement.If { Condition: Condition.Constant known } branch:
                    next = new Frame(body, index, null, next);
                    (body, index) = (Merged(Described(known.Value ? branch.Then : branch.Else, branch.Description)), 0);
                    break;
                case PolicyStatement.If branch when JumpsOut(branch.Then, []) || JumpsOut(branch.Else, []):
                    var rest = new Frame(body, index, null, next);
                    result.Add(branch with { Then = [.. Run(Merged(branch.Then), 0, rest)], Else = [.. Run(Merged(branch.Else), 0, rest)] });
                    return result;
                case PolicyStatement.If branch:
                    branch = branch with { Then = [.. Run(Merged(branch.Then), 0, null)], Else = [.. Run(Merged(branch.Else), 0, null)] };
                    result.Add(branch);
                    if (!FallsThrough([branch])) return result;
                    break;
                case PolicyStatement.End:
                    result.Add(statement);
                    return result;
                default:
                    result.Add(statement);
                    break;
            }
        }
    }

    /// <summary>What remains of a choice keeps its remark.</summary>
    private static ImmutableArray<PolicyStatement> Described(ImmutableArray<PolicyStatement> body, Stated<string>? description) =>
        description is null || body.IsEmpty || body[0].Description is not null ? body : body.SetItem(0, body[0] with { Description = description });

    private static bool JumpsOut(ImmutableArray<PolicyStatement> body, ImmutableHashSet<string> inside) => body.Any(s => s switch
    {
        PolicyStatement.Leave leave => !inside.Contains(leave.Label),
        PolicyStatement.If branch => JumpsOut(branch.Then, inside) || JumpsOut(branch.Else, inside),
        PolicyStatement.Block block => JumpsOut(block.Body, inside.Add(block.Label)),
        _ => false,
    });

    /// <summary>Neighbouring choices that do the same and do not come back become one: a list of networks becomes one set.</summary>
    private static ImmutableArray<PolicyStatement> Merged(ImmutableArray<PolicyStatement> body)
    {
        if (body.Length < 2) return body;
        var result = ImmutableArray.CreateBuilder<PolicyStatement>();
        for (var start = 0; start < body.Length;)
        {
            var end = start + 1;
            if (body[start] is PolicyStatement.If { Else.IsEmpty: true } first && !FallsThrough(first.Then))
            {
                while (end < body.Length && body[end] is PolicyStatement.If { Else.IsEmpty: true } other && AreAlike(first.Then, other.Then)) end++;
                if (end > start + 1)
                {
                    var all = body[start..end].Cast<PolicyStatement.If>().ToArray();
                    result.Add(first with
                    {
                        Condition = AnyOf(all),
                        Origin = Origin.Of(all.SelectMany(s => s.Origin.Concat(s.Then.SelectMany(t => t.Origin)))),
                        Name = null,
                        Description = null,
                    });
                    start = end;
                    continue;
                }
            }

            result.Add(body[start]);
            start = end;
        }

        return result.ToImmutable();
    }

    private static Condition AnyOf(PolicyStatement.If[] choices)
    {
        var sets = choices.Select(c => c.Condition is Condition.PrefixIn { Set: { Name: null, Set: { } set } } && set.Entries.All(e => e.Permit) ? set : null).ToArray();
        return sets.All(s => s is not null && s.Afi == sets[0]!.Afi)
            ? new Condition.PrefixIn(SetReference<PrefixSet>.Inline(new PrefixSet { Name = "", Afi = sets[0]!.Afi, Entries = [.. sets.SelectMany(s => s!.Entries)] }))
            : Condition.AnyOf(choices.Select(c => c.Condition));
    }

    private static bool AreAlike(ImmutableArray<PolicyStatement> a, ImmutableArray<PolicyStatement> b)
    {
        if (a.Length != b.Length) return false;
        for (var i = 0; i < a.Length; i++)
        {
            var alike = (a[i], b[i]) switch
            {
                (PolicyStatement.End x, PolicyStatement.End y) => x.Verdict == y.Verdict,
                (PolicyStatement.Leave x, PolicyStatement.Leave y) => x.Label == y.Label,
                (PolicyStatement.Call x, PolicyStatement.Call y) => x.Policy == y.Policy,
                (PolicyStatement.Apply x, PolicyStatement.Apply y) =>
                    x.Action is PolicyAction.SetOrigin or PolicyAction.SetNumber or PolicyAction.SetNextHop or PolicyAction.Remove && x.Action.Equals(y.Action),
                _ => false,
            };
            if (!alike) return false;
        }

        return true;
    }

    /// <summary>What runs when a list of statements ends, or when its block is left.</summary>
    private sealed record Frame(ImmutableArray<PolicyStatement> Body, int Index, string? Label, Frame? Next);
}
