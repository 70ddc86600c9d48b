using System.Collections.Immutable;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy.Rules;

/// <summary>Replaces calls by the bodies they call, for targets that cannot call.</summary>
public static class CallInlining
{
    private const int MaxStatements = 20_000;

    /// <summary>
    /// The policy without <see cref="PolicyStatement.Call"/>. "Accept" of a called policy goes on behind the call, "reject" ends. A name that no policy has
    /// accepts and so disappears. A policy that calls itself, or calls that unfold beyond 20 000 statements, leave a <see cref="PolicyStatement.Opaque"/>.
    /// </summary>
    public static RoutePolicy Inline(RoutePolicy policy, IReadOnlyDictionary<string, RoutePolicy> policies)
    {
        var inliner = new Inliner(policies);
        inliner.Active.Add(policy.Name);
        return policy with { Body = inliner.Body(policy.Body, frame: null) };
    }

    private sealed record Frame(string Block, string LabelPrefix);

    private sealed class Inliner(IReadOnlyDictionary<string, RoutePolicy> policies)
    {
        private int blocks;
        private int statements;

        public HashSet<string> Active { get; } = [];

        public ImmutableArray<PolicyStatement> Body(ImmutableArray<PolicyStatement> body, Frame? frame)
        {
            var result = ImmutableArray.CreateBuilder<PolicyStatement>(body.Length);
            foreach (var statement in body)
            {
                if (Statement(statement, frame) is { } changed) result.Add(changed);
            }

            return result.ToImmutable();
        }

        private PolicyStatement? Statement(PolicyStatement statement, Frame? frame)
        {
            statements++;
            // Names and remarks belong to the place of definition: in the caller they would name several rules alike.
            if (frame is not null) statement = statement with { Name = null, Description = null };
            return statement switch
            {
                PolicyStatement.Call call => Call(call),
                PolicyStatement.If s => s with { Then = Body(s.Then, frame), Else = Body(s.Else, frame) },
                PolicyStatement.Block s => s with { Label = frame?.LabelPrefix + s.Label, Body = Body(s.Body, frame) },
                PolicyStatement.Leave s => s with { Label = frame?.LabelPrefix + s.Label },
                PolicyStatement.End { Verdict: Verdict.Accept } s when frame is not null => new PolicyStatement.Leave(frame.Block, s.Origin),
                _ => statement,
            };
        }

        private PolicyStatement? Call(PolicyStatement.Call call)
        {
            if (!policies.TryGetValue(call.Policy, out var target)) return null;
            if (Active.Contains(call.Policy)) return Opaque(call, "the policy calls itself");
            if (statements > MaxStatements) return Opaque(call, "the calls unfold to too many statements");
            Active.Add(call.Policy);
            var label = $"call {++blocks} {call.Policy}";
            var body = Body(target.Body, new Frame(label, label + " "));
            if (target.Final == Verdict.Reject) body = body.Add(new PolicyStatement.End(Verdict.Reject));
            Active.Remove(call.Policy);
            return new PolicyStatement.Block(label, body, call.Origin) { Name = call.Name, Description = call.Description };
        }

        private static PolicyStatement.Opaque Opaque(PolicyStatement.Call call, string reason) =>
            new($"call {call.Policy}", reason, call.Origin) { Name = call.Name, Description = call.Description };
    }
}
