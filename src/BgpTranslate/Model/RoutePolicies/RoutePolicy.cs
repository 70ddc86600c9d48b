using System.Collections.Immutable;

namespace BgpTranslate.Model.RoutePolicies;

/// <summary>What a policy decides about a route.</summary>
public enum Verdict
{
    /// <summary>The route passes, with the attributes as set so far.</summary>
    Accept,

    /// <summary>The route is dropped.</summary>
    Reject,
}

/// <summary>
/// A route policy: a small structured program over one route. Statements run in order; the first <see cref="PolicyStatement.End"/> reached decides,
/// the end of the body gives <see cref="Final"/>. Attributes set earlier are what later conditions see.
/// </summary>
public sealed record RoutePolicy
{
    /// <summary>The user's name; derived from its use for a policy written in place.</summary>
    public required string Name { get; init; }

    /// <summary>True for a policy written where it is used (BIRD <c>import filter { … }</c>): nobody else can refer to it.</summary>
    public bool IsInline { get; init; }

    /// <summary>The program.</summary>
    public ImmutableArray<PolicyStatement> Body { get; init; } = [];

    /// <summary>The verdict at the end of the body.</summary>
    public Verdict Final { get; init; } = Verdict.Reject;

    /// <summary>A remark of the user's.</summary>
    public Stated<string>? Description { get; init; }

    /// <summary>Statements that define the policy beyond its body.</summary>
    public Origin Origin { get; init; }
}

/// <summary>A statement of a policy.</summary>
public abstract record PolicyStatement
{
    private PolicyStatement(Origin origin) => Origin = origin;

    /// <summary>Who stated it.</summary>
    public Origin Origin { get; init; }

    /// <summary>The user's name or number for it (a route-map sequence number), for writers that have such names.</summary>
    public string? Name { get; init; }

    /// <summary>A remark of the user's.</summary>
    public Stated<string>? Description { get; init; }

    /// <summary>Runs one of two branches, then goes on behind them unless the branch ended or left.</summary>
    public sealed record If(Condition Condition, ImmutableArray<PolicyStatement> Then, ImmutableArray<PolicyStatement> Else, Origin Origin = default)
        : PolicyStatement(Origin);

    /// <summary>Changes an attribute.</summary>
    public sealed record Apply(PolicyAction Action, Origin Origin = default) : PolicyStatement(Origin);

    /// <summary>Ends the whole policy, callers included.</summary>
    public sealed record End(Verdict Verdict, Origin Origin = default) : PolicyStatement(Origin);

    /// <summary>A labelled part; <see cref="Leave"/> jumps behind it. Labels are unique in a policy. Forward gotos and inlined functions are made of these.</summary>
    public sealed record Block(string Label, ImmutableArray<PolicyStatement> Body, Origin Origin = default) : PolicyStatement(Origin);

    /// <summary>Jumps behind the enclosing block of that label.</summary>
    public sealed record Leave(string Label, Origin Origin = default) : PolicyStatement(Origin);

    /// <summary>
    /// Runs another policy on the route (FRR <c>call</c>): rejected there, the route is rejected here; accepted there, its changes are kept and this policy goes on.
    /// A name that no policy has accepts.
    /// </summary>
    public sealed record Call(string Policy, Origin Origin = default) : PolicyStatement(Origin);

    /// <summary>A part whose meaning the model cannot hold. Comparison answers "undecided" where it is reached; writers announce it.</summary>
    public sealed record Opaque(string Text, string Reason, Origin Origin = default) : PolicyStatement(Origin);
}

/// <summary>Rewriting of policies.</summary>
public static class PolicyRewriting
{
    /// <summary>The same statements with other conditions; the very same where none changes.</summary>
    /// <param name="body">The statements.</param>
    /// <param name="replace">Gives what stands for a condition that has no parts.</param>
    public static ImmutableArray<PolicyStatement> WithConditions(this ImmutableArray<PolicyStatement> body, Func<Condition, Condition> replace) =>
        body.WithConditions((condition, _) => replace(condition));

    /// <summary>The same statements with other conditions; the very same where none changes.</summary>
    /// <param name="body">The statements.</param>
    /// <param name="replace">Gives what stands for a condition that has no parts, and that these statements state.</param>
    public static ImmutableArray<PolicyStatement> WithConditions(this ImmutableArray<PolicyStatement> body, Func<Condition, Origin, Condition> replace)
    {
        ImmutableArray<PolicyStatement>.Builder? changed = null;
        for (var i = 0; i < body.Length; i++)
        {
            var statement = body[i] switch
            {
                PolicyStatement.If choice => WithConditions(choice, replace),
                PolicyStatement.Block block when block.Body.WithConditions(replace) is var inner && inner != block.Body => block with { Body = inner },
                var other => other,
            };
            if (changed is null && !ReferenceEquals(statement, body[i])) changed = body.ToBuilder();
            if (changed is not null) changed[i] = statement;
        }

        return changed?.ToImmutable() ?? body;
    }

    /// <summary>The same statements with something else where they end the policy.</summary>
    public static ImmutableArray<PolicyStatement> WithEnds(this ImmutableArray<PolicyStatement> body, Func<PolicyStatement.End, PolicyStatement> replace) => [.. body.Select(statement => statement switch
    {
        PolicyStatement.End end => replace(end),
        PolicyStatement.If choice => choice with { Then = choice.Then.WithEnds(replace), Else = choice.Else.WithEnds(replace) },
        PolicyStatement.Block block => block with { Body = block.Body.WithEnds(replace) },
        _ => statement,
    })];

    private static PolicyStatement.If WithConditions(PolicyStatement.If choice, Func<Condition, Origin, Condition> replace)
    {
        var (condition, then, otherwise) = (choice.Condition.With(choice.Origin, replace), choice.Then.WithConditions(replace), choice.Else.WithConditions(replace));
        return ReferenceEquals(condition, choice.Condition) && then == choice.Then && otherwise == choice.Else
            ? choice
            : choice with { Condition = condition, Then = then, Else = otherwise };
    }

    private static Condition With(this Condition condition, Origin origin, Func<Condition, Origin, Condition> replace)
    {
        if (!condition.Origin.IsNone) origin = condition.Origin;
        return condition switch
        {
            Condition.Not not => not.Operand.With(origin, replace) is var operand && ReferenceEquals(operand, not.Operand) ? not : not with { Operand = operand },
            Condition.And and => and.Parts.With(origin, replace) is var parts && parts == and.Parts ? and : and with { Parts = parts },
            Condition.Or or => or.Parts.With(origin, replace) is var parts && parts == or.Parts ? or : or with { Parts = parts },
            _ => replace(condition, origin),
        };
    }

    private static ImmutableArray<Condition> With(this ImmutableArray<Condition> parts, Origin origin, Func<Condition, Origin, Condition> replace)
    {
        ImmutableArray<Condition> changed = [.. parts.Select(p => p.With(origin, replace))];
        return changed.Zip(parts).All(p => ReferenceEquals(p.First, p.Second)) ? parts : changed;
    }
}
