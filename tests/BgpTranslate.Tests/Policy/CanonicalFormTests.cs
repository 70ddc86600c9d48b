using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using Xunit;
using static BgpTranslate.Tests.Policy.Build;

namespace BgpTranslate.Tests.Policy;

public sealed class CanonicalFormTests
{
    private static readonly Condition P = new Condition.PrefixIn(Prefixes("P", "10.0.0.0/8{8,24}"));
    private static readonly Condition Q = new Condition.PrefixIn(Prefixes("Q", "192.0.2.0/24"));
    private static readonly Condition C = new Condition.CommunityIn(Communities("C", "65000:1"));
    private static readonly Condition D = new Condition.CommunityIn(Communities("D", "65000:2"));

    [Fact]
    public void Names_labels_and_places_of_sets_do_not_matter() =>
        Same(
            Program(Block("a", If(P, [Accept], [Leave("a")]), Reject), Reject),
            Program(If(new Condition.PrefixIn(SetReference<PrefixSet>.Inline(Prefixes("other", "10.0.0.0/8{8,24}").Set!)), [Accept])));

    [Fact]
    public void What_follows_an_accepting_branch_is_its_else() =>
        Same(Program(If(P, [Med(5), Accept]), Med(7), Accept), Program(If(P, [Med(5), Accept], [Med(7), Accept])));

    [Fact]
    public void Nesting_double_negation_and_order_of_conditions_do_not_matter()
    {
        Same(
            Program(If(new Condition.And([P, new Condition.And([C, D])]), [Accept])),
            Program(If(new Condition.Not(new Condition.Not(new Condition.And([D, C, P, C]))), [Accept])),
            Program(If(P, [If(D, [If(C, [Accept])])])),
            Program(If(new Condition.Or([new Condition.Not(P), new Condition.Not(C), new Condition.Not(D)]), [Reject]), Accept));
        Same(
            Program(If(P, [Accept]), If(Q, [Accept])),
            Program(If(Q, [Accept]), If(P, [Accept])),
            Program(If(new Condition.Or([P, Q]), [Accept])),
            Program(If(new Condition.PrefixIn(Prefixes("PQ", "192.0.2.0/24", "10.0.0.0/8{8,24}")), [Accept])));
    }

    [Fact]
    public void Unreachable_and_overwritten_parts_do_not_matter() =>
        Same(
            Program(Med(5), Accept, Med(6), Reject),
            Program(Med(9), Med(5), Accept),
            Program(If(P, [Med(5), Accept], [Med(5), Accept]), Reject),
            Program(Med(5)) with { Final = Verdict.Accept });

    [Fact]
    public void Changes_before_a_rejection_do_not_matter() =>
        Same(Program(If(P, [Med(5), Reject]), Accept), Program(If(P, [Reject]), Accept));

    [Fact]
    public void Independent_changes_are_in_no_order()
    {
        var community = new PolicyStatement.Apply(new PolicyAction.AddCommunities(CommunityKind.Standard, [CommunityPattern.Standard(1, 1)]));
        var other = new PolicyStatement.Apply(new PolicyAction.AddCommunities(CommunityKind.Standard, [CommunityPattern.Standard(1, 2)]));
        Same(
            Program(Med(5), LocalPreference(200), community, other, Accept),
            Program(other, LocalPreference(200), community, Med(5), Accept));
        var prepend = new PolicyStatement.Apply(new PolicyAction.PrependAsPath([1]));
        var again = new PolicyStatement.Apply(new PolicyAction.PrependAsPath([2]));
        Same(Program(prepend, again, Accept), Program(new PolicyStatement.Apply(new PolicyAction.PrependAsPath([2, 1])), Accept));
        Different(Program(prepend, again, Accept), Program(again, prepend, Accept));
    }

    [Fact]
    public void Sets_of_prefixes_are_compared_by_what_they_hold()
    {
        var halves = Prefixes("x", "10.0.0.0/9{9,32}", "10.128.0.0/9{9,32}", "10.0.0.0/8", "10.1.0.0/16{16,32}", "10.0.0.0/8");
        Same(Program(If(new Condition.PrefixIn(halves), [Accept])), Program(If(new Condition.PrefixIn(Prefixes("y", "10.0.0.0/8{8,32}")), [Accept])));
        var shadowed = new PrefixSet
        {
            Name = "x",
            Entries = [Deny("10.0.0.0/8{9,32}"), Permit("10.0.0.0/8{8,32}"), Permit("10.4.0.0/16"), Deny("0.0.0.0/0{0,32}")],
        };
        Same(
            Program(If(new Condition.PrefixIn(SetReference<PrefixSet>.To(shadowed)), [Accept])),
            Program(If(new Condition.PrefixIn(Prefixes("y", "10.0.0.0/8")), [Accept])));
        Different(
            Program(If(new Condition.PrefixIn(Prefixes("y", "10.0.0.0/8")), [Accept])),
            Program(If(new Condition.PrefixIn(Prefixes("y", "10.0.0.0/8{8,9}")), [Accept])));
    }

    [Fact]
    public void Numbers_are_compared_by_what_they_hold() =>
        Same(
            Program(If(new Condition.Compare(NumericAttribute.Med, Comparison.Less, 10), [Reject]), Accept),
            Program(If(new Condition.Compare(NumericAttribute.Med, Comparison.GreaterOrEqual, 10), [Accept])),
            Program(If(new Condition.And([
                new Condition.Compare(NumericAttribute.Med, Comparison.Greater, 5),
                new Condition.Compare(NumericAttribute.Med, Comparison.Greater, 9)]), [Accept])));

    [Fact]
    public void Calls_are_what_they_call()
    {
        var inner = Program(If(P, [Reject]), Med(5)) with { Name = "inner", Final = Verdict.Accept };
        var policies = new Dictionary<string, RoutePolicy> { ["inner"] = inner };
        var calling = Program(new PolicyStatement.Call("inner"), LocalPreference(7), Accept);
        Assert.Equal(
            CanonicalForm.Of(Program(If(P, [Reject]), Med(5), LocalPreference(7), Accept), policies),
            CanonicalForm.Of(calling, policies));
    }

    [Fact]
    public void A_recursive_call_ends()
    {
        var self = Program(If(P, [new PolicyStatement.Call("self")]), new PolicyStatement.Call("self"), Accept) with { Name = "self" };
        _ = CanonicalForm.Of(self, new Dictionary<string, RoutePolicy> { ["self"] = self });
    }

    [Fact]
    public void Large_sets_are_equal_in_any_order()
    {
        var entries = Enumerable.Range(0, 10_000).Select(i => new SetEntry<PrefixRange>(
            true, new PrefixRange(new IpPrefix(new IpAddress((UInt128)(uint)(i * 104729) << 8, Afi.Ipv4), 24), 24, 26 + (i % 3)))).ToList();
        var policy = PolicyOf(entries);
        var shuffled = PolicyOf([.. entries.AsEnumerable().Reverse(), .. entries.Take(50)]);
        Same(policy, shuffled);

        static RoutePolicy PolicyOf(List<SetEntry<PrefixRange>> entries) =>
            Program(If(new Condition.PrefixIn(SetReference<PrefixSet>.To(new PrefixSet { Name = "big", Entries = [.. entries] })), [Accept]));
    }

    private static void Same(params RoutePolicy[] policies) =>
        Assert.Single(policies.Select(p => CanonicalForm.Of(p, ImmutableDictionary<string, RoutePolicy>.Empty)).Distinct());

    private static void Different(RoutePolicy a, RoutePolicy b) =>
        Assert.NotEqual(
            CanonicalForm.Of(a, ImmutableDictionary<string, RoutePolicy>.Empty), CanonicalForm.Of(b, ImmutableDictionary<string, RoutePolicy>.Empty));
}
