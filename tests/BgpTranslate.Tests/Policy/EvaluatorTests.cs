using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using Xunit;
using static BgpTranslate.Tests.Policy.Build;

namespace BgpTranslate.Tests.Policy;

public sealed class EvaluatorTests
{
    [Fact]
    public void A_policy_changes_what_it_accepts()
    {
        var policy = Program(
            If(new Condition.PrefixIn(Prefixes("p", "10.0.0.0/8{8,24}")), [LocalPreference(200), Do(new PolicyAction.PrependAsPath([1, 2])), Accept]),
            Reject);
        Assert.Equal("accept 10.0.0.0/24 as-path 1,2,65001 local-pref 200", Run(policy, "10.0.0.0/24 as-path 65001"));
        Assert.Equal("reject", Run(policy, "10.0.0.0/25 as-path 65001"));
    }

    [Fact]
    public void Earlier_changes_are_seen_later()
    {
        var policy = Program(
            LocalPreference(200),
            Do(new PolicyAction.AddCommunities(CommunityKind.Standard, [Community("65000:1")])),
            If(new Condition.And([
                new Condition.Compare(NumericAttribute.LocalPreference, Comparison.Greater, 150),
                new Condition.CommunityIn(Communities("c", "65000:1"))]), [Med(7), Accept]));
        Assert.Equal("accept 10.0.0.0/24 community 65000:1 med 7 local-pref 200", Run(policy, "10.0.0.0/24"));
    }

    [Fact]
    public void A_question_without_an_answer_names_what_it_asks()
    {
        var set = SetReference<CommunitySet>.Inline(new CommunitySet
        {
            Name = "c",
            Kind = CommunityKind.Extended,
            Entries = [new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([Community("65000:1"), Community("65000:2")])), new SetEntry<CommunityMatch>(true, new CommunityMatch.Expression("RT:(1|2"))],
        });
        var policy = Program(If(new Condition.CommunityIn(set), [Accept]));
        var ran = Evaluator.Run(policy, new Dictionary<string, RoutePolicy>(), ParseRoute("10.0.0.0/24 extended-community rt:1:1"));
        if (ran.Verdict is null) Assert.EndsWith("Extended community 65000:1 65000:2, /RT:(1|2/", ran.Undecided);
        Assert.Equal("c", $"{set.Set}");
    }

    [Fact]
    public void Blocks_are_left_and_calls_return()
    {
        var inner = Program(If(new Condition.OriginIs(RouteOrigin.Egp), [Reject]), Med(1), Accept) with { Name = "inner" };
        var policy = Program(Block("b", If(new Condition.Has(RouteAttribute.Med), [Leave("b")]), Reject), new PolicyStatement.Call("inner"), LocalPreference(5), Accept);
        var policies = new Dictionary<string, RoutePolicy> { ["inner"] = inner };
        Assert.Equal("reject", $"{Evaluator.Run(policy, policies, ParseRoute("10.0.0.0/8"))}");
        Assert.Equal("reject", $"{Evaluator.Run(policy, policies, ParseRoute("10.0.0.0/8 med 2 origin egp"))}");
        Assert.Equal("accept 10.0.0.0/8 med 1 local-pref 5", $"{Evaluator.Run(policy, policies, ParseRoute("10.0.0.0/8 med 2"))}");
    }

    [Fact]
    public void What_the_model_cannot_hold_is_undecided_only_where_it_matters()
    {
        var policy = Program(
            If(new Condition.And([new Condition.Has(RouteAttribute.Med), new Condition.Opaque("match probability 50", "")]), [Reject]),
            Accept);
        Assert.Equal("accept 10.0.0.0/8", Run(policy, "10.0.0.0/8"));
        Assert.StartsWith("undecided", Run(policy, "10.0.0.0/8 med 1"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_trace_names_the_statements_passed()
    {
        var policy = Program(If(new Condition.Has(RouteAttribute.Med), [Reject]), LocalPreference(7), Accept);
        var evaluation = Evaluator.Run(policy, ImmutableDictionary<string, RoutePolicy>.Empty, ParseRoute("10.0.0.0/8"));
        Assert.Equal([policy.Body[0], policy.Body[1], policy.Body[2]], evaluation.Trace.Select(t => t.Statement));
        Assert.Equal([false, null, null], evaluation.Trace.Select(t => t.Holds));
    }

    [Theory]
    [InlineData(AsPathDialect.Posix, "_65001_", "65000,65001,65002", true)]
    [InlineData(AsPathDialect.Posix, "_65001_", "65000,650011", false)]
    [InlineData(AsPathDialect.Posix, "^65001_", "65001", true)]
    [InlineData(AsPathDialect.Posix, "^65001_", "65001,2", true)]
    [InlineData(AsPathDialect.Posix, "^$", "", true)]
    [InlineData(AsPathDialect.Posix, "^$", "1", false)]
    [InlineData(AsPathDialect.Posix, ".*", "", true)]
    [InlineData(AsPathDialect.Posix, "_65001_$", "1,65001", true)]
    [InlineData(AsPathDialect.Posix, "^_?65001_$", "65001", true)]
    [InlineData(AsPathDialect.Posix, "^(65001_)+$", "65001,65001", true)]
    [InlineData(AsPathDialect.Posix, "^(65001_)+$", "65001,65002", false)]
    [InlineData(AsPathDialect.Posix, "^[0-9]{1,3}$", "123", true)]
    [InlineData(AsPathDialect.Posix, "^[0-9]{1,3}$", "1234", false)]
    [InlineData(AsPathDialect.Posix, "6500[^12]", "65003", true)]
    [InlineData(AsPathDialect.Posix, "^6500[^0-9]", "6500,1", true)]
    [InlineData(AsPathDialect.Posix, "_65002_", "65001,{65002,65003}", true)]
    [InlineData(AsPathDialect.BirdMask, "65001 * 65002", "65001,65002", true)]
    [InlineData(AsPathDialect.BirdMask, "65001 * 65002", "65001,7,8,65002", true)]
    [InlineData(AsPathDialect.BirdMask, "65001 ? 65002", "65001,65002", false)]
    [InlineData(AsPathDialect.BirdMask, "* 64512..65534 *", "1,65000,2", true)]
    [InlineData(AsPathDialect.BirdMask, "* [1, 3..5]", "9,4", true)]
    [InlineData(AsPathDialect.BirdMask, "7+", "7,7,7", true)]
    [InlineData(AsPathDialect.BirdMask, "", "", true)]
    [InlineData(AsPathDialect.RouterOs7, "65001", "1,65001,2", true)]
    [InlineData(AsPathDialect.RouterOs7, "^65001", "1,65001", false)]
    [InlineData(AsPathDialect.RouterOs7, "^65001 .$", "65001,2", true)]
    [InlineData(AsPathDialect.RouterOs7, "[1 5-9]+$", "2,7,8", true)]
    [InlineData(AsPathDialect.RouterOs7, "[^1 5-9]$", "2,7", false)]
    [InlineData(AsPathDialect.RouterOs7, "^$", "", false)]
    public void Expressions_match_paths_as_their_dialect_says(AsPathDialect dialect, string text, string path, bool matches)
    {
        var set = new AsPathSet { Name = "", Entries = [new SetEntry<AsPathPattern>(true, new AsPathPattern(dialect, text))] };
        var policy = Program(If(new Condition.AsPathIn(SetReference<AsPathSet>.Inline(set)), [Accept]));
        Assert.Equal(matches ? "accept" : "reject", Run(policy, $"10.0.0.0/8{(path.Length > 0 ? " as-path " : "")}{path}").Split(' ')[0]);
    }

    private static string Run(RoutePolicy policy, string route) =>
        $"{Evaluator.Run(policy, ImmutableDictionary<string, RoutePolicy>.Empty, ParseRoute(route))}";
}
