using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy;

/// <summary>Builds the graph of a policy from its end to its start, so that what follows a statement is known when the statement is looked at.</summary>
internal sealed class PolicyGraph
{
    /// <summary>Statements visited before further calls stay calls: calls that call twice would grow without limit.</summary>
    private const int InliningLimit = 100_000;

    private readonly IReadOnlyDictionary<string, RoutePolicy> policies;
    private readonly Normalization normalization;
    private readonly Dictionary<(string Policy, Digest Accepted), Step> called = [];
    private readonly List<string> calling = [];
    private int visited;
    private int recursions;

    private PolicyGraph(IReadOnlyDictionary<string, RoutePolicy> policies, Normalization normalization) =>
        (this.policies, this.normalization) = (policies, normalization);

    /// <summary>The graph of a policy.</summary>
    public static Step Of(RoutePolicy policy, IReadOnlyDictionary<string, RoutePolicy> policies, Normalization normalization)
    {
        var graph = new PolicyGraph(policies, normalization);
        graph.calling.Add(policy.Name);
        return graph.Program(policy, Step.End.Accept);
    }

    private Step Program(RoutePolicy policy, Step accepted) =>
        Sequence(policy.Body, policy.Final == Verdict.Accept ? accepted : Step.End.Reject, accepted, ImmutableDictionary<string, Step>.Empty);

    private Step Sequence(ImmutableArray<PolicyStatement> body, Step next, Step accepted, ImmutableDictionary<string, Step> labels)
    {
        for (var i = body.Length - 1; i >= 0; i--)
        {
            visited++;
            next = body[i] switch
            {
                PolicyStatement.If choice => Step.Branch.Of(
                    normalization.Normalize(choice.Condition),
                    Sequence(choice.Then, next, accepted, labels),
                    Sequence(choice.Else, next, accepted, labels)),
                PolicyStatement.Apply apply => Apply(apply.Action, next),
                PolicyStatement.End end => end.Verdict == Verdict.Accept ? accepted : Step.End.Reject,
                PolicyStatement.Block block => Sequence(block.Body, next, accepted, labels.SetItem(block.Label, next)),
                PolicyStatement.Leave leave => labels.TryGetValue(leave.Label, out var target) ? target : new Step.Opaque($"leave {leave.Label}", next),
                PolicyStatement.Call call => Call(call.Policy, next),
                PolicyStatement.Opaque opaque => new Step.Opaque(opaque.Text, next),
                _ => throw new InvalidOperationException("a statement of a new kind"),
            };
        }

        return next;
    }

    private static Step Apply(PolicyAction action, Step next) =>
        Changes.Normalize(action) is { } change ? Step.Change.Of(change, next) : next;

    private Step Call(string name, Step next)
    {
        if (!policies.TryGetValue(name, out var policy)) return next;
        if (called.TryGetValue((name, next.Key), out var known)) return known;

        // A recursive call is named by how far up the chain it goes: the same wherever the chain is the same.
        if (calling.LastIndexOf(name) is >= 0 and var index)
        {
            recursions++;
            return new Step.Opaque(string.Create(CultureInfo.InvariantCulture, $"recursive call {calling.Count - index} {name}"), next);
        }

        if (visited > InliningLimit && (recursions > 0 || next.Key != Step.End.Accept.Key))
            return new Step.Opaque(recursions > 0 ? $"call {name}" : $"call {Call(name, Step.End.Accept).Key}", next);

        var before = recursions;
        calling.Add(name);
        var step = Program(policy, next);
        calling.RemoveAt(calling.Count - 1);

        // Elsewhere in the chain a recursive call is another one.
        if (recursions == before) called[(name, next.Key)] = step;
        return step;
    }
}
