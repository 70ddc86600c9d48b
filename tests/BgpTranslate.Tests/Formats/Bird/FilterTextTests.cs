using System.Collections.Immutable;
using BgpTranslate.Formats.Bird.Writing;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using Xunit;
using static BgpTranslate.Tests.Formats.Bird.BirdTargets;
using static BgpTranslate.Tests.Policy.Build;

namespace BgpTranslate.Tests.Formats.Bird;

/// <summary>Conditions and actions in the filter language.</summary>
public class FilterTextTests
{
    public static TheoryData<string, string> Conditions() => new()
    {
        { nameof(PrefixesInOrder), "net !~ [ 10.66.0.0/16+ ] && net ~ [ 10.0.0.0/8{16,24} ]" },
        { nameof(SomePrefixOrPath), "(net ~ [ 10.0.0.0/8 ] || bgp_path ~ [= * 65001 =]) && bgp_path.len > 3" },
        { nameof(AllCommunities), "(65000, 1) ~ bgp_community && (65000, 2) ~ bgp_community" },
        { nameof(ExactlyOneCommunity), "(65000, 1) ~ bgp_community && bgp_community.len = 1" },
        { nameof(CommunityRange), "bgp_community ~ [ (65000, *) ]" },
        { nameof(NoMed), "bgp_med <= 0" },
        { nameof(NotStatic), "source != RTS_STATIC" },
        { nameof(PeerAddress), "from ~ 192.0.2.0/24" },
        { nameof(MissingSet), "" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Condition_is_written(string name, string expected)
    {
        var condition = (Condition)typeof(FilterTextTests).GetMethod(name, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.Invoke(null, null)!;
        var (body, _) = Filter(If(condition, [Accept]));
        Assert.Equal(expected.Length == 0 ? "reject;" : $"if {expected} then accept;\nreject;", body);
    }

    [Fact]
    public void Prepended_numbers_are_written_last_first()
    {
        var (body, _) = Filter(Do(new PolicyAction.PrependAsPath([65001, 65002])), Accept);
        Assert.Equal("bgp_path.prepend(65002);\nbgp_path.prepend(65001);\naccept;", body);
    }

    [Fact]
    public void Replaced_communities_are_cleared_first()
    {
        var (body, _) = Filter(Do(new PolicyAction.ReplaceCommunities(CommunityKind.Standard, [Community("65000:1")])), Accept);
        Assert.Equal("bgp_community = -empty-;\nbgp_community.add((65000, 1));\naccept;", body);
    }

    [Fact]
    public void An_absent_med_grows_from_nothing()
    {
        var (body, _) = Filter(Do(new PolicyAction.SetNumber(NumericAttribute.Med, new NumberChange.Add(5))), Accept);
        Assert.Equal("if defined(bgp_med) then bgp_med = bgp_med + 5; else bgp_med = 5;\naccept;", body);
    }

    [Fact]
    public void What_cannot_be_asked_lets_less_through()
    {
        var unknown = new Condition.Opaque("match probability 50", "policy.match.probability");
        var accepting = Filter(If(unknown, [Accept]));
        var rejecting = Filter(If(unknown, [Reject]), Accept);
        Assert.Equal("# not in the output: match probability 50\nreject;", accepting.Body);
        Assert.Equal("# not in the output: match probability 50\nreject;", rejecting.Body);
        Assert.Contains(accepting.Announcements, a => a.Disposition == Disposition.Lost);
    }

    [Fact]
    public void A_jump_becomes_a_branch()
    {
        var (body, _) = Filter(
            Block("out", If(new Condition.PrefixIn(Inline("10.0.0.0/8")), [Med(1), Leave("out")]), If(new Condition.PrefixIn(Inline("192.0.2.0/24")), [Leave("out")]), Reject),
            Accept);
        Assert.Equal("if net ~ [ 10.0.0.0/8 ] then {\n\tbgp_med = 1;\n} else if net !~ [ 192.0.2.0/24 ] then {\n\treject;\n}\naccept;", body);
    }

    [Theory]
    [InlineData("^$", "")]
    [InlineData("^65001$", "65001")]
    [InlineData("^65001_", "65001 *")]
    [InlineData("_65001$", "* 65001")]
    [InlineData("_65001_", "* 65001 *")]
    [InlineData("^65001_[0-9]+$", "65001 ?")]
    [InlineData("^(65001|65002)_", "[65001, 65002] *")]
    [InlineData("^65001(_65001)*$", "65001+")]
    [InlineData("^65001_.*_65002$", "65001 * 65002")]
    [InlineData(".*", "*")]
    public void Path_expressions_become_masks(string expression, string mask)
    {
        var masks = AsPathMasks.OfPosix(expression);
        Assert.NotNull(masks);
        Assert.Equal([mask], masks.Masks);
        Assert.True(masks.IsExact);
    }

    [Theory]
    [InlineData("65001", false)]
    [InlineData("^65001", false)]
    public void Parts_of_numbers_become_whole_numbers(string expression, bool isExact) => Assert.Equal(isExact, AsPathMasks.OfPosix(expression)?.IsExact);

    [Theory]
    [InlineData("6500[1-5]")]
    [InlineData("^65001+$")]
    [InlineData("(65001")]
    public void Other_expressions_have_no_mask(string expression) => Assert.Null(AsPathMasks.OfPosix(expression));

    private static Condition PrefixesInOrder() =>
        new Condition.PrefixIn(SetReference<PrefixSet>.Inline(new PrefixSet { Name = "", Afi = Afi.Ipv4, Entries = [Deny("10.66.0.0/16{16,32}"), Permit("10.0.0.0/8{16,24}")] }));

    private static Condition SomePrefixOrPath() => new Condition.And(
    [
        new Condition.Or([new Condition.PrefixIn(Inline("10.0.0.0/8")), Path("_65001$")]),
        new Condition.Compare(NumericAttribute.AsPathLength, Comparison.Greater, 3),
    ]);

    private static Condition AllCommunities() => Communities(CommunityMatchMode.Entries, Community("65000:1"), Community("65000:2"));

    private static Condition ExactlyOneCommunity() => Communities(CommunityMatchMode.Exact, Community("65000:1"));

    private static Condition CommunityRange() => Communities(CommunityMatchMode.Entries, new CommunityPattern(CommunityKind.Standard, "", 65000, NumberRange.Any));

    private static Condition NoMed() => new Condition.Compare(NumericAttribute.Med, Comparison.Equal, 0);

    private static Condition NotStatic() => new Condition.Not(new Condition.SourceIs([RouteSource.Static]));

    private static Condition PeerAddress() => new Condition.PeerAddressIn(Inline("192.0.2.0/24{24,32}"));

    private static Condition MissingSet() => new Condition.PrefixIn(SetReference<PrefixSet>.Dangling("none"));

    private static SetReference<PrefixSet> Inline(string entry) =>
        SetReference<PrefixSet>.Inline(new PrefixSet { Name = "", Afi = Afi.Ipv4, Entries = [Permit(entry)] });

    private static Condition Path(string expression) => new Condition.AsPathIn(SetReference<AsPathSet>.Inline(
        new AsPathSet { Name = "", Entries = [new SetEntry<AsPathPattern>(true, new AsPathPattern(AsPathDialect.Posix, expression))] }));

    private static Condition Communities(CommunityMatchMode mode, params ImmutableArray<CommunityPattern> patterns) => new Condition.CommunityIn(
        SetReference<CommunitySet>.Inline(new CommunitySet { Name = "", Entries = [new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf(patterns))] }), mode);
}
