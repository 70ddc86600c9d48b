using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using BgpTranslate.Policy.Rules;
using Xunit;

namespace BgpTranslate.Tests.Policy;

/// <summary>Route maps with jumps as structured policies.</summary>
public class SequencedRulesTests
{
    [Fact]
    public void Any_number_of_jumps_can_stand_behind_each_other()
    {
        // Every third rule jumps over the next, which rejects.
        var rules = new List<SequencedRule>();
        for (uint i = 0; i < 400; i++)
        {
            rules.Add(Rule((30 * i) + 10, true, new Condition.Compare(NumericAttribute.Med, Comparison.Equal, i)) with { OnMatch = new Stated<uint>((30 * i) + 30, Origin.None) });
            rules.Add(Rule((30 * i) + 20, false, new Condition.Compare(NumericAttribute.LocalPreference, Comparison.Equal, i)));
            rules.Add(Rule((30 * i) + 30, false, new Condition.Compare(NumericAttribute.Weight, Comparison.Equal, i + 1)));
        }

        rules.Add(Rule(60000, true, Condition.True));
        var policy = SequencedRules.ToPolicy("m", rules);
        Assert.Equal("reject", Run("10.0.0.0/8 med 5 local-pref 7"));
        Assert.Equal("accept 10.0.0.0/8 med 7 local-pref 7", Run("10.0.0.0/8 med 7 local-pref 7"));

        string Run(string route)
        {
            Assert.True(Route.TryParse(route, out var parsed, out var error), error);
            return $"{Evaluator.Run(policy, new Dictionary<string, RoutePolicy>(), parsed)}";
        }
    }

    [Fact]
    public void Jumps_that_nest_too_deeply_make_a_policy_that_nobody_can_follow()
    {
        // Rule i jumps to the i-th from the end.
        var rules = Enumerable.Range(0, 600).Select(i => Rule((uint)(10 * (i + 1)), true, new Condition.Compare(NumericAttribute.Med, Comparison.Equal, (uint)i)) with { OnMatch = i < 290 ? new Stated<uint>((uint)(10 * (600 - i)), Origin.None) : null });
        Assert.IsType<PolicyStatement.Opaque>(Assert.Single(SequencedRules.ToPolicy("m", [.. rules]).Body));
    }

    private static SequencedRule Rule(uint sequence, bool permit, Condition condition) => new(sequence, permit, condition, [], Origin.None);
}
