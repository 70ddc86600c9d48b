using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using BgpTranslate.Text;
using Xunit;
using static BgpTranslate.Tests.Policy.Build;

namespace BgpTranslate.Tests.Policy;

public sealed class PolicyComparisonTests
{
    private static readonly Condition P = new Condition.PrefixIn(Prefixes("P", "10.0.0.0/8{8,24}"));
    private static readonly Condition Q = new Condition.PrefixIn(Prefixes("Q", "10.0.0.0/8{16,32}"));
    private static readonly PolicyStatement AddOne = Do(new PolicyAction.AddCommunities(CommunityKind.Standard, [Community("65000:1")]));

    [Fact]
    public void A_difference_comes_with_a_route_and_the_statements_that_decide()
    {
        var file = new SourceFile("a.conf", "permit\ndeny\n");
        var log = new StatementLog();
        var (permit, deny) = (log.Open(new Span(file, 0, 6)), log.Open(new Span(file, 7, 11)));
        var different = Different(
            Program(If(P, [new PolicyStatement.End(Verdict.Accept, permit)])),
            Program(If(Q, [Accept]), new PolicyStatement.End(Verdict.Reject, deny)));
        Assert.Equal(Verdict.Accept, different.A.Verdict);
        Assert.Equal(Verdict.Reject, different.B.Verdict);
        Assert.True(different.Witness.Prefix.Length is >= 8 and < 16);
        Assert.Equal(permit, different.A.Origin.First);
        Assert.Equal(deny, different.B.Origin.First);

        var setting = new PolicyStatement.Apply(new PolicyAction.SetNumber(NumericAttribute.Med, new NumberChange.To(5)), deny);
        var attributes = Different(
            Program(setting, LocalPreference(7), new PolicyStatement.End(Verdict.Accept, permit)),
            Program(LocalPreference(7), new PolicyStatement.End(Verdict.Accept, permit)));
        Assert.Equal(deny, attributes.OriginOfA.First);
        Assert.Equal(permit, attributes.OriginOfB.First);
    }

    [Fact]
    public void Attributes_are_compared_where_both_accept()
    {
        Equal(
            Program(If(P, [LocalPreference(200)]), If(P, [Med(5)]), Accept),
            Program(If(P, [Med(5), LocalPreference(200), Accept]), Accept));
        var different = Different(Program(If(P, [LocalPreference(200)]), Accept), Program(If(Q, [LocalPreference(200)]), Accept));
        Assert.NotEqual($"{different.A.Route}", $"{different.B.Route}");
    }

    [Fact]
    public void Later_conditions_see_earlier_changes()
    {
        Equal(
            Program(AddOne, If(new Condition.CommunityIn(Communities("c", "65000:1")), [Accept]), Reject),
            Program(AddOne, Accept));
        Equal(
            Program(Med(10), Do(new PolicyAction.SetNumber(NumericAttribute.Med, new NumberChange.Add(5))),
                If(new Condition.Compare(NumericAttribute.Med, Comparison.Greater, 14), [Accept])),
            Program(Med(15), Accept));
        Equal(
            Program(Do(new PolicyAction.PrependAsPath([65000])), If(Path(AsPathDialect.Posix, "^65000_65001_"), [Accept])),
            Program(If(Path(AsPathDialect.BirdMask, "65001 *"), [Do(new PolicyAction.PrependAsPath([65000])), Accept])));
    }

    [Theory]
    [InlineData(AsPathDialect.Posix, "_65001_", AsPathDialect.BirdMask, "* 65001 *", true)]
    [InlineData(AsPathDialect.Posix, "^65001(_65001)*$", AsPathDialect.BirdMask, "65001+", true)]
    [InlineData(AsPathDialect.Posix, "_65001$", AsPathDialect.RouterOs7, "65001$", true)]
    [InlineData(AsPathDialect.Posix, "^$", AsPathDialect.BirdMask, "", true)]
    [InlineData(AsPathDialect.Posix, "_(6451[2-9]|645[2-9][0-9]|64[6-9][0-9]{2}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-4])_", AsPathDialect.BirdMask, "* 64512..65534 *", true)]
    [InlineData(AsPathDialect.Posix, "65001", AsPathDialect.BirdMask, "* 65001 *", false)]
    [InlineData(AsPathDialect.Posix, ".*", AsPathDialect.RouterOs7, ".*", false)]
    public void Paths_are_compared_across_dialects(AsPathDialect dialectA, string a, AsPathDialect dialectB, string b, bool equal)
    {
        var answer = Compare(Program(If(Path(dialectA, a), [Accept])), Program(If(Path(dialectB, b), [Accept])));
        Assert.True(equal ? answer is PolicyComparison.Equal : answer is PolicyComparison.Different, $"{answer}");
    }

    [Theory]
    [InlineData("_65000:1_", "65000:1", "", true, true)]
    [InlineData("^65000:[0-9]+$", "65000:1", "", false, false)]
    [InlineData("65000:1[0-9]$", "65000:10", "65000:19", false, true)]
    [InlineData("_65000:1[0-9]_", "65000:10", "65000:19", true, true)]
    [InlineData("_65000:.*_", "65000:0", "65000:65535", true, true)]
    [InlineData("_(65000|65001):[0-9]*_", "65000:0", "65001:65535", true, true)]
    public void Expressions_over_communities_are_patterns_where_they_are(string expression, string low, string high, bool equal, bool deletesTheSame)
    {
        var (from, to) = (Community(low), Community(high.Length > 0 ? high : low));
        var pattern = new CommunityPattern(
            CommunityKind.Standard, "", new NumberRange(from.First.Low, to.First.Low), new NumberRange(from.Second.Low, to.Second.Low));
        var a = SetOf(new CommunityMatch.Expression(expression));
        var b = SetOf(new CommunityMatch.AllOf([pattern]));
        var tests = Compare(Program(If(new Condition.CommunityIn(a), [Accept])), Program(If(new Condition.CommunityIn(b), [Accept])));
        var actions = Compare(
            Program(Do(new PolicyAction.RemoveCommunities(a)), Accept), Program(Do(new PolicyAction.RemoveCommunities(b)), Accept));
        Assert.True(equal == (tests is PolicyComparison.Equal), $"{tests}");

        // Communities are deleted one by one: each is all of the list then.
        Assert.True(deletesTheSame == (actions is PolicyComparison.Equal), $"{actions}");

        static SetReference<CommunitySet> SetOf(CommunityMatch match) =>
            SetReference<CommunitySet>.Inline(new CommunitySet { Name = "", Entries = [new SetEntry<CommunityMatch>(true, match)] });
    }

    [Fact]
    public void Paths_that_cannot_both_match_are_known() =>
        Equal(
            Program(If(Path(AsPathDialect.Posix, "^65001_"), [Reject]), If(Path(AsPathDialect.Posix, "^65002_"), [Accept])),
            Program(If(Path(AsPathDialect.Posix, "^65002_"), [Accept])));

    [Fact]
    public void What_the_model_cannot_hold_equals_itself_alone()
    {
        var odd = new Condition.Opaque("match probability 50", "policy.match.probability");
        Equal(Program(If(odd, [Accept]), If(P, [Accept])), Program(If(new Condition.Or([P, odd]), [Accept])));
        Assert.IsType<PolicyComparison.Undecided>(Compare(
            Program(If(odd, [Accept])), Program(If(new Condition.Opaque("match probability 60", ""), [Accept]))));
        Assert.IsType<PolicyComparison.Undecided>(Compare(Program(If(odd, [Accept])), Program(Reject)));

        // A difference that does not depend on it is found all the same.
        Different(Program(If(P, [Accept]), If(odd, [Accept])), Program(If(P, [Med(5), Accept]), If(odd, [Accept])));
    }

    [Fact]
    public void Actions_that_the_model_cannot_hold_are_equal_in_equal_states()
    {
        var odd = Do(new PolicyAction.Opaque("set aigp-metric 5", ""));
        Equal(
            Program(Med(5), odd, If(P, [Accept], [Reject])),
            Program(If(P, [Med(9), Med(5), odd, Accept])));
        Assert.IsType<PolicyComparison.Undecided>(Compare(Program(Med(5), odd, Accept), Program(odd, Med(5), Accept)));
        Assert.IsType<PolicyComparison.Undecided>(Compare(Program(odd, Accept), Program(Accept)));
        var statement = new PolicyStatement.Opaque("for x in …", "loops");
        Equal(Program(If(P, [Reject]), statement, Accept), Program(If(new Condition.Not(P), [statement, Accept]), Reject));
        Assert.IsType<PolicyComparison.Undecided>(Compare(Program(statement, Accept), Program(Accept)));
    }

    [Fact]
    public void A_budget_for_many_comparisons_is_named_when_they_have_spent_it()
    {
        var budget = new ComparisonBudget { Shared = new WorkLeft(10) };
        PolicyComparison Compare(uint value) => PolicyComparison.Compare(
            Program(If(new Condition.Compare(NumericAttribute.Med, Comparison.Less, value), [Accept])), None, Program(If(P, [Accept])), None, budget);
        Assert.IsType<PolicyComparison.Different>(Compare(1000));
        Assert.Contains("10 steps", Assert.IsType<PolicyComparison.Undecided>(Compare(2000)).Reason);
    }

    [Fact]
    public void A_budget_is_named_when_it_is_spent()
    {
        var undecided = Assert.IsType<PolicyComparison.Undecided>(PolicyComparison.Compare(
            Program(If(P, [Accept])), None, Program(If(Q, [Accept])), None, new ComparisonBudget(Nodes: 3)));
        Assert.Contains("3 nodes", undecided.Reason, StringComparison.Ordinal);
    }

    private static readonly ImmutableDictionary<string, RoutePolicy> None = ImmutableDictionary<string, RoutePolicy>.Empty;

    private static Condition Path(AsPathDialect dialect, string text) => new Condition.AsPathIn(SetReference<AsPathSet>.Inline(
        new AsPathSet { Name = "", Entries = [new SetEntry<AsPathPattern>(true, new AsPathPattern(dialect, text))] }));

    private static PolicyComparison Compare(RoutePolicy a, RoutePolicy b) => PolicyComparison.Compare(a, None, b, None);

    private static void Equal(RoutePolicy a, RoutePolicy b) => Assert.IsType<PolicyComparison.Equal>(Compare(a, b));

    private static PolicyComparison.Different Different(RoutePolicy a, RoutePolicy b) => Assert.IsType<PolicyComparison.Different>(Compare(a, b));
}
