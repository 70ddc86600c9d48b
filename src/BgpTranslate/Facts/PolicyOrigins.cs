using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Facts;

/// <summary>Which statements, sets and policies a policy is made of.</summary>
/// <param name="policies">Policies that may be called.</param>
/// <param name="constants">Parts that no route reaches by these are left out, and so are remarks; null: everything counts.</param>
public sealed class PolicyOrigins(IReadOnlyDictionary<string, RoutePolicy> policies, ConstantConditions? constants = null)
{
    private readonly List<Statement> statements = [];
    private readonly HashSet<DefinedSet> sets = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> called = new(StringComparer.Ordinal);

    /// <summary>The statements seen so far.</summary>
    public Origin Origin => Origin.Of(statements);

    /// <summary>The sets seen so far.</summary>
    public IReadOnlyCollection<DefinedSet> Sets => sets;

    /// <summary>Names of policies called so far.</summary>
    public IReadOnlyCollection<string> Called => called;

    /// <summary>Adds a policy and all that it refers to.</summary>
    public PolicyOrigins Add(RoutePolicy policy)
    {
        Add(policy.Origin);
        AddRemark(policy.Description);
        Add(policy.Body);
        return this;
    }

    /// <summary>Adds a part of a policy.</summary>
    public PolicyOrigins AddPart(ImmutableArray<PolicyStatement> body)
    {
        Add(body);
        return this;
    }

    /// <summary>Adds a policy by its name.</summary>
    public PolicyOrigins AddNamed(string name)
    {
        if (called.Add(name) && policies.TryGetValue(name, out var policy)) Add(policy);
        return this;
    }

    /// <summary>Adds a set.</summary>
    public PolicyOrigins Add(DefinedSet? set)
    {
        if (set is null || !sets.Add(set)) return this;
        Add(set.Origin);
        AddRemark(set.Description);
        switch (set)
        {
            case PrefixSet prefixes: foreach (var e in prefixes.Entries) Add(e.Origin); break;
            case AsPathSet paths: foreach (var e in paths.Entries) Add(e.Origin); break;
            case AsNumberSet numbers: foreach (var e in numbers.Entries) Add(e.Origin); break;
            case CommunitySet communities: foreach (var e in communities.Entries) Add(e.Origin); break;
        }

        return this;
    }

    /// <summary>Adds the statements of an origin.</summary>
    public void Add(Origin origin)
    {
        foreach (var statement in origin) statements.Add(statement);
    }

    private void AddRemark(Stated<string>? remark)
    {
        if (constants is null && remark is { } said) Add(said.Origin);
    }

    private void Add(ImmutableArray<PolicyStatement> body)
    {
        foreach (var statement in body)
        {
            Add(statement);
            if (constants is not null && statement is PolicyStatement.End or PolicyStatement.Leave) return;
        }
    }

    private void Add(PolicyStatement statement)
    {
        if (statement is PolicyStatement.If choice && constants?.ValueOf(choice.Condition) is { } value)
        {
            Add(choice.Condition);
            if (value) Add(choice.Origin);
            Add(value ? choice.Then : choice.Else);
            return;
        }

        if (constants is not null && !HasEffect(statement)) return;

        Add(statement.Origin);
        AddRemark(statement.Description);
        switch (statement)
        {
            case PolicyStatement.If branch:
                Add(branch.Condition);
                Add(branch.Then);
                Add(branch.Else);
                break;
            case PolicyStatement.Block block:
                Add(block.Body);
                break;
            case PolicyStatement.Call call:
                AddNamed(call.Policy);
                break;
            case PolicyStatement.Apply { Action: PolicyAction.RemoveCommunities remove }:
                Add(remove.Set.Set);
                break;
            case PolicyStatement.Apply { Action: PolicyAction.KeepCommunities keep }:
                Add(keep.Set.Set);
                break;
            case PolicyStatement.Apply { Action: PolicyAction.RemoveFromAsPath remove }:
                Add(remove.Set.Set);
                break;
        }
    }

    /// <summary>False for a choice between nothing and nothing.</summary>
    private bool HasEffect(PolicyStatement statement) => statement switch
    {
        PolicyStatement.If choice => constants!.ValueOf(choice.Condition) switch
        {
            true => choice.Then.Any(HasEffect),
            false => choice.Else.Any(HasEffect),
            _ => choice.Then.Any(HasEffect) || choice.Else.Any(HasEffect),
        },
        PolicyStatement.Block block => block.Body.Any(HasEffect),
        _ => true,
    };

    private void Add(Condition condition)
    {
        Add(condition.Origin);
        switch (condition)
        {
            case Condition.And and: foreach (var c in and.Parts) Add(c); break;
            case Condition.Or or: foreach (var c in or.Parts) Add(c); break;
            case Condition.Not not: Add(not.Operand); break;
            case Condition.PrefixIn c: Add(c.Set.Set); break;
            case Condition.AsPathIn c: Add(c.Set.Set); break;
            case Condition.AsPathContains c: Add(c.Set.Set); break;
            case Condition.NumberIn c: Add(c.Set.Set); break;
            case Condition.CommunityIn c: Add(c.Set.Set); break;
            case Condition.NextHopIn c: Add(c.Set.Set); break;
            case Condition.PeerAddressIn c: Add(c.Set.Set); break;
        }
    }
}
