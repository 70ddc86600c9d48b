using System.Collections.Immutable;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>
/// How often an AS number is put in front is a number of the route that rules set (<c>set bgp-path-prepend</c>): of several that a route meets, the last counts. Changes of the
/// model add up, so each stands where no other follows: before a verdict, or at the end.
/// </summary>
internal sealed class LastPrepend
{
    private const int MaximumStatements = 4_000;

    private readonly Func<PolicyAction, bool> isSetting;
    private readonly Func<string, ImmutableArray<PolicyStatement>> bodyOf;
    private readonly Dictionary<PolicyStatement, bool> known = new(ReferenceEqualityComparer.Instance);
    private int written, blocks;

    private LastPrepend(Func<PolicyAction, bool> isSetting, Func<string, ImmutableArray<PolicyStatement>> bodyOf) => (this.isSetting, this.bodyOf) = (isSetting, bodyOf);

    /// <summary>The rules with each prepend where it is the last.</summary>
    /// <param name="body">The rules.</param>
    /// <param name="bodyOf">Those of a chain that is called.</param>
    public static ImmutableArray<PolicyStatement> In(ImmutableArray<PolicyStatement> body, Func<string, ImmutableArray<PolicyStatement>> bodyOf)
    {
        foreach (var isSetting in new Func<PolicyAction, bool>[] { a => a is PolicyAction.PrependAsPath, a => a is PolicyAction.PrependFirstAs })
        {
            var settling = new LastPrepend(isSetting, bodyOf);
            var settled = settling.Settle(body);
            body = settling.written <= MaximumStatements ? settled : settling.Unknown(body);
        }

        return body;
    }

    private bool Sets(PolicyStatement statement) => known.TryGetValue(statement, out var value) ? value : known[statement] = statement switch
    {
        PolicyStatement.Apply apply => isSetting(apply.Action),
        PolicyStatement.If branch => branch.Then.Any(Sets) || branch.Else.Any(Sets),
        PolicyStatement.Block block => block.Body.Any(Sets),
        PolicyStatement.Call call => bodyOf(call.Policy).Any(Sets),
        _ => false,
    };

    /// <summary>Statements that are reached without any setting before them.</summary>
    private ImmutableArray<PolicyStatement> Settle(ImmutableArray<PolicyStatement> body)
    {
        var result = ImmutableArray.CreateBuilder<PolicyStatement>();
        for (var i = 0; i < body.Length && written <= MaximumStatements; i++)
        {
            written++;
            var (statement, rest) = (body[i], body[(i + 1)..]);
            var isLast = !rest.Any(Sets);
            switch (statement)
            {
                case PolicyStatement.Apply { Action: var action } when !isLast && isSetting(action):
                    result.AddRange(After(statement, rest));
                    return result.ToImmutable();
                case PolicyStatement.If branch when Sets(branch):
                    result.Add(isLast ? branch with { Then = Settle(branch.Then), Else = Settle(branch.Else) } : branch with { Then = Settle([.. branch.Then, .. rest]), Else = Settle([.. branch.Else, .. rest]) });
                    if (!isLast) return result.ToImmutable();
                    break;
                case PolicyStatement.Block block when Sets(block):
                    result.Add(isLast ? block with { Body = Settle(block.Body) } : With(block, rest, Settle));
                    if (!isLast) return result.ToImmutable();
                    break;
                default:
                    result.Add(statement);
                    break;
            }
        }

        return result.ToImmutable();
    }

    /// <summary>Statements that are reached with a setting before them, which stands until another follows.</summary>
    private ImmutableArray<PolicyStatement> After(PolicyStatement setting, ImmutableArray<PolicyStatement> body)
    {
        if (!body.Any(Sets)) return [setting, .. body];
        var result = ImmutableArray.CreateBuilder<PolicyStatement>();
        for (var i = 0; i < body.Length && written <= MaximumStatements; i++)
        {
            written++;
            var (statement, rest) = (body[i], body[(i + 1)..]);
            if (!Sets(statement))
            {
                result.AddRange(BeforeEnds(setting, statement, []));
                continue;
            }

            var isLast = !rest.Any(Sets);
            switch (statement)
            {
                case PolicyStatement.Apply:
                    result.AddRange(After(statement, rest));
                    return result.ToImmutable();
                case PolicyStatement.If branch when isLast:
                    result.Add(branch with { Then = After(setting, branch.Then), Else = After(setting, branch.Else) });
                    result.AddRange(rest);
                    return result.ToImmutable();
                case PolicyStatement.If branch:
                    result.Add(branch with { Then = After(setting, [.. branch.Then, .. rest]), Else = After(setting, [.. branch.Else, .. rest]) });
                    return result.ToImmutable();
                case PolicyStatement.Block block:
                    result.Add(With(block, rest, b => After(setting, b)));
                    return result.ToImmutable();
                case PolicyStatement.Call call:
                    result.AddRange(After(setting, [new PolicyStatement.Block($"called {++blocks}", bodyOf(call.Policy), call.Origin), .. rest]));
                    return result.ToImmutable();
            }
        }

        if (body[^1] is not PolicyStatement.Leave && !Chains.AlwaysEnds(body)) result.Add(setting);
        return result.ToImmutable();
    }

    /// <summary>A block and what follows it as one: who leaves the block does what follows, and is done.</summary>
    private PolicyStatement.Block With(PolicyStatement.Block block, ImmutableArray<PolicyStatement> rest, Func<ImmutableArray<PolicyStatement>, ImmutableArray<PolicyStatement>> change)
    {
        var label = $"{block.Label} and on {++blocks}";
        return block with { Label = label, Body = change([.. Continued(block.Body, block.Label, [.. rest, new PolicyStatement.Leave(label)]), .. rest]) };
    }

    private static ImmutableArray<PolicyStatement> Continued(ImmutableArray<PolicyStatement> body, string label, ImmutableArray<PolicyStatement> rest) => [.. body.SelectMany(s => s switch
    {
        PolicyStatement.Leave leave when leave.Label == label => rest,
        PolicyStatement.If branch => [branch with { Then = Continued(branch.Then, label, rest), Else = Continued(branch.Else, label, rest) }],
        PolicyStatement.Block block => [block with { Body = Continued(block.Body, label, rest) }],
        _ => (IEnumerable<PolicyStatement>)[s],
    })];

    /// <summary>A statement that sets nothing itself, with the setting before each place where it ends or is left.</summary>
    private static IEnumerable<PolicyStatement> BeforeEnds(PolicyStatement setting, PolicyStatement statement, ImmutableArray<string> inside) => statement switch
    {
        PolicyStatement.End { Verdict: Verdict.Accept } => [setting, statement],
        PolicyStatement.Leave leave when !inside.Contains(leave.Label) => [setting, statement],
        PolicyStatement.If branch => [branch with { Then = [.. branch.Then.SelectMany(s => BeforeEnds(setting, s, inside))], Else = [.. branch.Else.SelectMany(s => BeforeEnds(setting, s, inside))] }],
        PolicyStatement.Block block => [block with { Body = [.. block.Body.SelectMany(s => BeforeEnds(setting, s, inside.Add(block.Label)))] }],
        _ => [statement],
    };

    /// <summary>Too many ways through the rules: what is set on them is not known.</summary>
    private ImmutableArray<PolicyStatement> Unknown(ImmutableArray<PolicyStatement> body) => [.. body.Select(s => s switch
    {
        PolicyStatement.Apply apply when isSetting(apply.Action) => new PolicyStatement.Opaque("set bgp-path-prepend", "too many rules set it for one route", apply.Origin),
        PolicyStatement.If branch => branch with { Then = Unknown(branch.Then), Else = Unknown(branch.Else) },
        PolicyStatement.Block block => block with { Body = Unknown(block.Body) },
        _ => s,
    })];
}
