using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;
using Xunit;
using static BgpTranslate.Tests.Policy.Programs;

namespace BgpTranslate.Tests.Policy;

/// <summary>How ordinary policies look as rules.</summary>
public class RuleLoweringTests
{
    private static readonly RuleForm RouteMap = new() { ConditionSlot = c => c.GetType().Name, ActionSlot = a => a.ToString() };

    [Fact]
    public void A_conjunction_is_one_rule() =>
        Lowers(If(And(A, Med5), Set(1), Accept), "0: A med=5 / tag:=1 accept");

    [Fact]
    public void A_rejecting_branch_is_one_rule() =>
        Lowers([If(A, Reject), Accept], "0: A / reject", "1: / accept");

    [Fact]
    public void What_is_set_before_a_rejection_is_dropped() =>
        Lowers([If(A, Set(1), Reject), Accept], "0: A / reject", "1: / accept");

    [Fact]
    public void A_disjunction_is_one_rule_for_each_part() =>
        Lowers(If(Or(A, Med5), Set(1), Accept), "0: A / tag:=1 accept", "1: med=5 / tag:=1 accept");

    [Fact]
    public void A_disjunction_that_falls_through_runs_once() =>
        Lowers([If(Or(A, B), Set(1)), If(Med5, Accept)], "0: A / tag:=1 jump 2", "1: B / tag:=1 next", "2: med=5 / accept");

    [Fact]
    public void A_negation_skips() =>
        Lowers([If(Not(A), Reject), If(B, Accept)], "0: A / jump 2", "1: / reject", "2: B / accept");

    [Fact]
    public void A_skip_to_a_verdict_is_the_verdict() =>
        Lowers([If(Not(A), Reject), Accept], "0: A / accept");

    [Fact]
    public void A_stated_rejection_at_the_end_stays()
    {
        var rule = Assert.Single(RuleLowering.Lower(Program([Reject with { Origin = new Statement(default, 0) }]), RouteMap));
        Assert.IsType<RuleOutcome.Reject>(rule.Outcome);
        Assert.Single(rule.Origin);
    }

    [Fact]
    public void A_negation_of_the_targets_own_is_used() =>
        Lowers(
            [If(Not(A), Reject), Accept], new RuleForm { Negate = c => new Condition.Not(c) }, "0: !A / reject", "1: / accept");

    [Fact]
    public void A_union_of_the_targets_own_is_used() =>
        Lowers(
            [If(Or(A, B), Accept)],
            new RuleForm { ConditionSlot = _ => "peer", Either = (a, b) => new Condition.FromPeer($"{((Condition.FromPeer)a).Peer}|{((Condition.FromPeer)b).Peer}") },
            "0: A|B / accept");

    [Fact]
    public void Negations_are_united_before_they_are_complemented() =>
        Lowers(
            [If(And(Not(A), Not(B)), Accept)],
            new RuleForm
            {
                ConditionSlot = _ => "peer",
                Either = (a, b) => new Condition.FromPeer($"{((Condition.FromPeer)a).Peer}|{((Condition.FromPeer)b).Peer}"),
            },
            "0: A|B / reject",
            "1: / accept");

    [Fact]
    public void Two_conditions_of_one_slot_take_two_rules() =>
        Lowers([If(And(A, B, Med5), Set(1), Accept), If(C, Accept)],
            "0: A med=5 / jump 2", "1: / jump 3", "2: B / tag:=1 accept", "3: C / accept");

    [Fact]
    public void Two_actions_of_one_slot_take_two_rules() =>
        Lowers([If(A, Remove("x"), Set(1), Remove("x"), Accept), If(C, Accept)],
            "0: A / x tag:=1 jump 2", "1: / jump 3", "2: / x accept", "3: C / accept");

    [Fact]
    public void Actions_join_what_follows() =>
        Lowers([Set(1), If(A, Set(2)), Accept], "0: / tag:=1 next", "1: A / tag:=2 accept", "2: / accept");

    [Fact]
    public void The_last_assignment_stays() => Lowers([Set(1), Set(2), Accept], "0: / tag:=2 accept");

    [Fact]
    public void Prepends_become_one() =>
        Assert.Equal(
            [new PolicyAction.PrependAsPath([3, 1, 2]).Numbers.AsEnumerable()],
            RuleLowering.Lower(Program([Prepend(1, 2), Prepend(3), Accept]), RouteMap)[0].Actions.Select(a => ((PolicyAction.PrependAsPath)a).Numbers.AsEnumerable()));

    [Fact]
    public void If_else_chain() =>
        Lowers([If(A, [Set(1)], [If(B, [Set(2)], [Set(3)])]), Accept],
            "0: A / tag:=1 accept", "1: B / tag:=2 accept", "2: / tag:=3 accept");

    [Fact]
    public void Nested_conditions_join() =>
        Lowers([If(A, If(Med5, Set(1), Accept), Reject), Accept],
            "0: A med=5 / tag:=1 accept", "1: A / reject", "2: / accept");

    [Fact]
    public void A_long_branch_is_jumped_over() =>
        Lowers([If(A, Set(1), If(Med5, Accept), Set(2)), If(B, Accept)],
            "0: A / tag:=1 jump 2", "1: / jump 4", "2: med=5 / accept", "3: / tag:=2 next", "4: B / accept");

    [Fact]
    public void A_forward_goto_is_kept() =>
        Lowers(
            [
                Block("30", If(A, Set(1), Leave("30")) with { Name = "10" }, If(B, Set(2), Accept) with { Name = "20" }),
                If(C, Accept) with { Name = "30" },
            ],
            "0 [10]: A / tag:=1 jump 2",
            "1 [20]: B / tag:=2 accept",
            "2 [30]: C / accept");

    [Fact]
    public void Named_statements_stay_as_they_are() =>
        Lowers(
            [If(A) with { Name = "10" }, Accept with { Name = "20" }, If(B, Reject) with { Name = "30" }, Reject with { Name = "40" }],
            "0 [10]: A / next",
            "1 [20]: / accept",
            "2 [30]: B / reject",
            "3 [40]: / reject");

    [Fact]
    public void Constants_vanish() =>
        Lowers([If(Or(And(A, Condition.False), B), Accept), If(And(Condition.True, new Condition.Compare(NumericAttribute.Med, Comparison.GreaterOrEqual, 0)), Set(1), Accept)],
            "0: B / accept", "1: / tag:=1 accept");

    [Fact]
    public void The_final_verdict_is_a_rule_only_when_it_accepts()
    {
        Lowers([If(A, Reject)], "0: A / reject");
        Assert.Equal("0: A / reject\n1: / accept", Text(RuleLowering.Lower(Program([If(A, Reject)]) with { Final = Verdict.Accept }, RouteMap)));
    }

    [Fact]
    public void A_call_is_part_of_its_rule() =>
        Lowers([If(A, Set(1), new PolicyStatement.Call("P"), Accept)], "0: A / tag:=1 call P accept");

    [Fact]
    public void Calls_are_inlined()
    {
        var called = Program([If(A, Reject), If(B, Set(1), Accept)]) with { Name = "P", Final = Verdict.Reject };
        var policy = CallInlining.Inline(
            Program([new PolicyStatement.Call("P"), new PolicyStatement.Call("missing"), If(Med5, Accept)]), new Dictionary<string, RoutePolicy> { ["P"] = called });
        Assert.Equal("0: A / reject\n1: B / tag:=1 jump 3\n2: / reject\n3: med=5 / accept", Text(RuleLowering.Lower(policy, RouteMap)));
    }

    [Fact]
    public void A_policy_that_calls_itself_is_opaque()
    {
        var policy = Program([new PolicyStatement.Call("test"), Accept]);
        var rules = RuleLowering.Lower(CallInlining.Inline(policy, new Dictionary<string, RoutePolicy> { ["test"] = policy }), RouteMap);
        Assert.Equal("call test", Assert.Single(Assert.Single(rules).Opaque).Text);
    }

    [Fact]
    public void Size_is_linear()
    {
        // (A₁ ∨ B₁) ∧ … ∧ (Aₙ ∨ Bₙ) has 2ⁿ alternatives.
        var condition = new Condition.And([.. Enumerable.Range(0, 200).Select(i => Or(new Condition.FromPeer($"a{i}"), new Condition.FromPeer($"b{i}")))]);
        Assert.InRange(RuleLowering.Lower(Program([If(condition, Set(1), Accept)]), RouteMap).Length, 200, 700);
    }

    private static void Lowers(PolicyStatement statement, params string[] expected) => Lowers([statement], expected);

    private static void Lowers(PolicyStatement[] body, params string[] expected) => Lowers(body, RouteMap, expected);

    private static void Lowers(PolicyStatement[] body, RuleForm form, params string[] expected) =>
        Assert.Equal(string.Join('\n', expected), Text(RuleLowering.Lower(Program(body), form)));

    private static string Text(ImmutableArray<Rule> rules) => string.Join('\n', rules.Select((rule, i) =>
    {
        string[] words =
        [
            $"{i}{(rule.Name is { } name ? $" [{name}]" : "")}:",
            .. rule.Conditions.Select(Word),
            "/",
            .. rule.Actions.Select(a => a switch
            {
                PolicyAction.SetNumber { Change: NumberChange.To to } => $"tag:={to.Value}",
                PolicyAction.Opaque o => o.Text,
                _ => a.ToString(),
            }),
            .. rule.Call is { } call ? [$"call {call}"] : Array.Empty<string>(),
            rule.Outcome is RuleOutcome.Jump jump ? $"jump {jump.Rule}" : rule.Outcome.GetType().Name.ToLowerInvariant(),
        ];
        return string.Join(' ', words);
    }));

    private static string Word(Condition condition) => condition switch
    {
        Condition.FromPeer p => p.Peer,
        Condition.Compare c => $"med={c.Value}",
        Condition.Not n => $"!{Word(n.Operand)}",
        _ => condition.ToString(),
    };
}
