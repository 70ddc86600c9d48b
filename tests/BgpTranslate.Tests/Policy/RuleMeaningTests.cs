using System.Collections.Immutable;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;
using Xunit;
using static BgpTranslate.Tests.Policy.Programs;

namespace BgpTranslate.Tests.Policy;

/// <summary>Rules mean what the policy meant, for random policies and every route there is.</summary>
public class RuleMeaningTests
{
    private static readonly string[] Peers = ["a", "b", "c", "d"];

    private static readonly RuleForm[] Forms =
    [
        new(),
        new() { ConditionSlot = c => c.GetType().Name, ActionSlot = a => a.GetType().Name },
        new() { ConditionSlot = c => c is Condition.Compare ? "number" : null, Negate = c => c is Condition.FromPeer ? new Condition.Not(c) : null },
        new()
        {
            ConditionSlot = c => c.GetType().Name,
            Negate = c => c is Condition.FromPeer p ? Peer(p.Peer.StartsWith('!') ? p.Peer[1..] : "!" + p.Peer) : null,
            Either = (x, y) => (x, y) is (Condition.FromPeer p, Condition.FromPeer q) && !(p.Peer + q.Peer).Contains('!') ? Peer(p.Peer + q.Peer) : null,
        },
    ];

    [Fact]
    public void Rules_treat_every_route_as_the_policy_does()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 3000; round++)
        {
            var policies = new Dictionary<string, RoutePolicy>();
            for (var i = 0; i < 3; i++)
                policies[$"p{i}"] = new Generator(random, [.. policies.Keys]).Policy($"p{i}");
            var policy = policies["p2"];
            var inlined = CallInlining.Inline(policy, policies);
            foreach (var form in Forms)
            {
                var (withCalls, withoutCalls) = (RuleLowering.Lower(policy, form), RuleLowering.Lower(inlined, form));
                foreach (var rule in withCalls.Concat(withoutCalls))
                    AssertFits(rule, form);
                for (var route = 0; route < 16; route++)
                {
                    var expected = Run(policy, policies, new Route(route));
                    Assert.Equal(expected, Run(withCalls, policies, new Route(route)));
                    Assert.Equal(expected, Run(withoutCalls, policies, new Route(route)));
                }
            }
        }
    }

    private static Condition Peer(string name) => new Condition.FromPeer(name);

    private static void AssertFits(Rule rule, RuleForm form)
    {
        Assert.All(rule.Conditions.Select(form.ConditionSlot).OfType<string>().GroupBy(s => s), g => Assert.Single(g));
        Assert.All(rule.Actions.Select(form.ActionSlot).OfType<string>().GroupBy(s => s), g => Assert.Single(g));
    }

    private static string Run(RoutePolicy policy, Dictionary<string, RoutePolicy> policies, Route route)
    {
        var verdict = Walk(policy, policies, route);
        return verdict == Verdict.Accept ? $"accept {route}" : "reject";
    }

    private static Verdict Walk(RoutePolicy policy, Dictionary<string, RoutePolicy> policies, Route route) =>
        Walk(policy.Body, policies, route) switch
        {
            Verdict verdict => verdict,
            _ => policy.Final,
        };

    /// <summary>A verdict, a label that is being left, or null at the end of the body.</summary>
    private static object? Walk(ImmutableArray<PolicyStatement> body, Dictionary<string, RoutePolicy> policies, Route route)
    {
        foreach (var statement in body)
        {
            object? exit = null;
            switch (statement)
            {
                case PolicyStatement.If s:
                    exit = Walk(route.Holds(s.Condition) ? s.Then : s.Else, policies, route);
                    break;
                case PolicyStatement.Apply s:
                    route.Apply(s.Action);
                    break;
                case PolicyStatement.End s:
                    exit = s.Verdict;
                    break;
                case PolicyStatement.Leave s:
                    exit = s.Label;
                    break;
                case PolicyStatement.Block s:
                    exit = Walk(s.Body, policies, route);
                    if (s.Label.Equals(exit)) exit = null;
                    break;
                case PolicyStatement.Call s:
                    if (policies.TryGetValue(s.Policy, out var called) && Walk(called, policies, route) == Verdict.Reject) exit = Verdict.Reject;
                    break;
                default:
                    throw new InvalidOperationException();
            }

            if (exit is not null) return exit;
        }

        return null;
    }

    private static string Run(ImmutableArray<Rule> rules, Dictionary<string, RoutePolicy> policies, Route route)
    {
        for (var i = 0; i < rules.Length;)
        {
            var rule = rules[i];
            if (!rule.Conditions.All(route.Holds))
            {
                i++;
                continue;
            }

            foreach (var action in rule.Actions)
                route.Apply(action);
            if (rule.Call is { } call && policies.TryGetValue(call, out var called) && Walk(called, policies, route) == Verdict.Reject) return "reject";
            switch (rule.Outcome)
            {
                case RuleOutcome.Accept:
                    return $"accept {route}";
                case RuleOutcome.Reject:
                    return "reject";
                case RuleOutcome.Jump jump:
                    Assert.InRange(jump.Rule, i + 2, rules.Length - 1);
                    i = jump.Rule;
                    break;
                default:
                    i++;
                    break;
            }
        }

        return "reject";
    }

    private sealed class Route(int bits)
    {
        private readonly List<uint> path = [];
        private uint tag;

        public bool Holds(Condition condition) => condition switch
        {
            Condition.Constant c => c.Value,
            Condition.And c => c.Parts.All(Holds),
            Condition.Or c => c.Parts.Any(Holds),
            Condition.Not c => !Holds(c.Operand),
            Condition.FromPeer { Peer: ['!', .. var rest] } => !Holds(Peer(rest)),
            Condition.FromPeer c => c.Peer.Any(p => (bits >> (p - 'a') & 1) == 1),
            Condition.Compare c => tag == c.Value,
            _ => throw new InvalidOperationException(),
        };

        public void Apply(PolicyAction action)
        {
            if (action is PolicyAction.SetNumber { Change: NumberChange.To to }) tag = to.Value;
            if (action is PolicyAction.SetNumber { Change: NumberChange.Add add }) tag += add.Value;
            if (action is PolicyAction.PrependAsPath prepend) path.InsertRange(0, prepend.Numbers);
        }

        public override string ToString() => $"{tag} {string.Join(' ', path)}";
    }

    private sealed class Generator(Random random, string[] callable)
    {
        private int labels;

        public RoutePolicy Policy(string name) =>
            new() { Name = name, Body = Body(3, []), Final = random.Next(2) == 0 ? Verdict.Accept : Verdict.Reject };

        private ImmutableArray<PolicyStatement> Body(int depth, ImmutableArray<string> blocks) =>
            [.. Enumerable.Range(0, random.Next(depth == 3 ? 1 : 0, 5)).Select(i => Statement(depth, blocks, $"{i}"))];

        private PolicyStatement Statement(int depth, ImmutableArray<string> blocks, string name)
        {
            PolicyStatement statement = random.Next(depth > 0 ? 10 : 6) switch
            {
                0 => Set((uint)random.Next(3)),
                1 => Prepend((uint)random.Next(9)),
                2 => new PolicyStatement.Apply(new PolicyAction.SetNumber(NumericAttribute.Tag, new NumberChange.Add(1))),
                3 => random.Next(2) == 0 ? Accept : Reject,
                4 when !blocks.IsEmpty => Leave(blocks[random.Next(blocks.Length)]),
                5 when callable.Length > 0 => new PolicyStatement.Call(callable[random.Next(callable.Length)]),
                6 => NewBlock(depth, blocks),
                _ => new PolicyStatement.If(Condition(2), depth > 0 ? Body(depth - 1, blocks) : [], depth > 0 && random.Next(2) == 0 ? Body(depth - 1, blocks) : []),
            };
            return depth == 3 && random.Next(3) == 0 ? statement with { Name = name } : statement;
        }

        private PolicyStatement NewBlock(int depth, ImmutableArray<string> blocks)
        {
            var label = $"L{labels++}";
            return new PolicyStatement.Block(label, Body(depth - 1, blocks.Add(label)));
        }

        private Condition Condition(int depth) => random.Next(depth > 0 ? 9 : 5) switch
        {
            0 => new Condition.Compare(NumericAttribute.Tag, Comparison.Equal, (uint)random.Next(3)),
            1 => random.Next(4) == 0 ? Model.RoutePolicies.Condition.True : Not(Peer(Peers[random.Next(4)])),
            < 5 => Peer(Peers[random.Next(4)]),
            5 or 6 => And([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Condition(depth - 1))]),
            7 => Or([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Condition(depth - 1))]),
            _ => Not(Condition(depth - 1)),
        };
    }
}
