using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using static BgpTranslate.Tests.Policy.Build;

namespace BgpTranslate.Tests.Policy;

/// <summary>Small policies and routes over a small world, in which random routes meet random conditions often.</summary>
internal sealed class RandomPolicies(int seed)
{
    private static readonly string[] PrefixEntries =
    [
        "10.0.0.0/8", "10.0.0.0/8{8,24}", "10.0.0.0/8{16,16}", "10.1.0.0/16{16,32}", "10.1.0.0/16", "10.1.2.0/24", "10.1.2.0/24{8,24}", "0.0.0.0/0{0,32}",
        "0.0.0.0/0", "0.0.0.0/0{25,32}", "2001:db8::/32{32,48}", "::/0{0,128}", "::/0",
    ];

    private static readonly string[] Prefixes =
        ["0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "10.1.2.0/24", "10.1.2.3/32", "192.0.2.0/24", "2001:db8::/32", "2001:db8:1::/48", "::/0"];

    private static readonly string[] Hosts = ["10.1.2.3", "10.1.2.4", "192.0.2.1", "2001:db8::1"];

    private static readonly (AsPathDialect Dialect, string Text)[] Expressions =
    [
        (AsPathDialect.Posix, "_1_"), (AsPathDialect.Posix, "^1_"), (AsPathDialect.Posix, "_2$"), (AsPathDialect.Posix, "^$"), (AsPathDialect.Posix, "^1(_1)*$"),
        (AsPathDialect.Posix, "1"), (AsPathDialect.Posix, "^[0-9]+$"), (AsPathDialect.BirdMask, "1 *"), (AsPathDialect.BirdMask, "* 1 *"), (AsPathDialect.BirdMask, "* 2"),
        (AsPathDialect.BirdMask, "? ?"), (AsPathDialect.BirdMask, "* 1..2 * "), (AsPathDialect.RouterOs7, "1"), (AsPathDialect.RouterOs7, "^[1 2]"), (AsPathDialect.RouterOs7, "^.$"),
    ];

    private static readonly NumericAttribute[] Stored =
        [NumericAttribute.Med, NumericAttribute.LocalPreference, NumericAttribute.Weight, NumericAttribute.Tag];

    private static readonly NumericAttribute[] Compared =
    [
        .. Stored, NumericAttribute.AsPathLength, NumericAttribute.FirstAs, NumericAttribute.LastAs, NumericAttribute.PrefixLength, NumericAttribute.CommunityCount,
    ];

    private static readonly RouteAttribute[] Attributes =
    [
        RouteAttribute.Med, RouteAttribute.LocalPreference, RouteAttribute.Origin, RouteAttribute.AsPath, RouteAttribute.NextHop, RouteAttribute.Communities,
        RouteAttribute.AtomicAggregate,
    ];

    private readonly Random random = new(seed);
    private int labels;

    public RoutePolicy Policy() => Program(Body(3, [])) with { Final = Coin() ? Verdict.Accept : Verdict.Reject };

    /// <summary>A policy like another: sometimes written differently, sometimes with a small change of meaning.</summary>
    public RoutePolicy Variant(RoutePolicy policy)
    {
        var body = Rewritten(policy.Body);
        return policy with { Body = body, Final = random.Next(12) == 0 ? Verdict.Accept : policy.Final };
    }

    public Route Route()
    {
        var text = new List<string> { One(Prefixes) };
        var path = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(1, 4)).ToList();
        if (path.Count > 0) text.Add($"as-path {string.Join(',', path)}");
        else if (random.Next(6) == 0) text.Add("as-path none");
        for (var i = random.Next(3); i > 0; i--) text.Add($"community 65000:{random.Next(1, 7)}");
        if (Coin()) text.Add($"med {Small()}");
        if (Coin()) text.Add($"local-pref {100 + Small()}");
        if (Coin()) text.Add($"weight {Small()}");
        if (Coin()) text.Add($"tag {Small()}");
        text.Add($"origin {One(["igp", "egp", "incomplete", "none"])}");
        if (Coin()) text.Add($"next-hop {One(Hosts)}");
        if (Coin()) text.Add($"peer-address {One(Hosts)}");
        if (Coin()) text.Add($"peer {One(["up", "down"])}");
        if (Coin()) text.Add($"instance {One(["bgp1", "bgp2", "static1"])}");
        text.Add($"source {One(["bgp", "static", "ospf", "ospf-inter-area", "connected"])}");
        if (Coin()) text.Add($"rpki {One(["valid", "invalid", "not-found"])}");
        if (Coin()) text.Add("atomic-aggregate");
        return ParseRoute(string.Join(' ', text));
    }

    private ImmutableArray<PolicyStatement> Body(int depth, ImmutableArray<string> around) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Statement(depth, around))];

    private PolicyStatement Statement(int depth, ImmutableArray<string> around)
    {
        switch (random.Next(depth > 0 ? 10 : 5))
        {
            case 0:
                return Coin() ? Accept : Reject;
            case 1 when !around.IsEmpty:
                return Leave(One([.. around]));
            case < 5:
                return Do(Action());
            case 5:
                var label = $"l{labels++}";
                return Block(label, Body(depth - 1, around.Add(label)));
            default:
                return If(Question(2), Body(depth - 1, around), Coin() ? [] : Body(depth - 1, around));
        }
    }

    private PolicyAction Action() => random.Next(16) switch
    {
        0 or 1 => new PolicyAction.SetNumber(One(Stored), Change()),
        2 => new PolicyAction.Remove(One(Attributes)),
        3 => new PolicyAction.SetOrigin((RouteOrigin)random.Next(3)),
        4 => new PolicyAction.SetNextHop(Coin() ? new NextHopChange.To(Host()) : Coin() ? new NextHopChange.Unchanged() : new NextHopChange.Blackhole()),
        5 or 6 => new PolicyAction.AddCommunities(CommunityKind.Standard, [Community()]),
        7 => new PolicyAction.ReplaceCommunities(CommunityKind.Standard, [Community(), Community()]),
        8 => new PolicyAction.RemoveCommunities(CommunitySet()),
        9 => new PolicyAction.KeepCommunities(CommunitySet()),
        10 or 11 => new PolicyAction.PrependAsPath([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (uint)random.Next(1, 4))]),
        12 => new PolicyAction.PrependFirstAs((uint)random.Next(1, 3)),
        13 => new PolicyAction.RemoveFromAsPath(AsNumbers()),
        14 => new PolicyAction.ReplaceInAsPath(Coin() ? null : (uint)random.Next(1, 4), (uint)random.Next(1, 4)),
        _ => new PolicyAction.SetAtomicAggregate(),
    };

    private NumberChange Change() => random.Next(5) switch
    {
        0 or 1 => new NumberChange.To((uint)Small()),
        2 => new NumberChange.Add((uint)Small()),
        3 => new NumberChange.Subtract((uint)Small()),
        _ => new NumberChange.Copy(One(Stored)),
    };

    private Condition Question(int depth)
    {
        if (depth > 0)
        {
            switch (random.Next(6))
            {
                case 0: return new Condition.And([Question(depth - 1), Question(depth - 1)]);
                case 1: return new Condition.Or([Question(depth - 1), Question(depth - 1)]);
                case 2: return new Condition.Not(Question(depth - 1));
            }
        }

        return random.Next(19) switch
        {
            0 or 1 or 2 => new Condition.PrefixIn(PrefixSet()),
            3 or 4 => new Condition.AsPathIn(SetReference<AsPathSet>.Inline(new AsPathSet { Name = "", Entries = Entries(Expression) })),
            5 => new Condition.AsPathContains(AsNumbers()),
            6 => new Condition.NumberIn(One(Compared), AsNumbers()),
            7 or 8 => new Condition.CommunityIn(CommunitySet(), (CommunityMatchMode)random.Next(3)),
            9 or 10 => new Condition.Compare(One(Compared), (Comparison)random.Next(6), (uint)Small() + (Coin() ? 0u : 100u)),
            11 => new Condition.Has(One(Attributes)),
            12 => new Condition.OriginIs((RouteOrigin)random.Next(3)),
            13 => new Condition.NextHopIn(PrefixSet()),
            14 => Coin() ? new Condition.PeerAddressIn(PrefixSet()) : new Condition.FromPeer(One(["up", "down", .. Hosts])),
            15 => new Condition.SourceIs([(RouteSource)random.Next(6)]),
            16 => new Condition.ProtocolInstance(One(["bgp*", "bgp1", "*1", "static?"])),
            17 => new Condition.FamilyIs(Coin() ? Afi.Ipv4 : Afi.Ipv6),
            _ => new Condition.Rpki((RpkiState)random.Next(3)),
        };
    }

    private ImmutableArray<PolicyStatement> Rewritten(ImmutableArray<PolicyStatement> body)
    {
        var result = new List<PolicyStatement>();
        for (var i = 0; i < body.Length; i++)
        {
            switch (body[i])
            {
                case PolicyStatement.If choice when random.Next(4) == 0:
                    result.Add(If(Rewritten(new Condition.Not(choice.Condition)), Rewritten(choice.Else), Rewritten(choice.Then)));
                    break;
                case PolicyStatement.If choice when random.Next(4) == 0:
                    // What follows goes into both branches.
                    var rest = body[(i + 1)..];
                    result.Add(If(Rewritten(choice.Condition), Rewritten([.. choice.Then, .. rest]), Rewritten([.. choice.Else, .. rest])));
                    return [.. result];
                case PolicyStatement.If choice:
                    result.Add(If(Rewritten(choice.Condition), Rewritten(choice.Then), Rewritten(choice.Else)));
                    break;
                case PolicyStatement.Block block:
                    result.Add(Block(block.Label, Rewritten(block.Body)));
                    break;
                case PolicyStatement.Apply when random.Next(30) == 0:
                    break;
                case PolicyStatement.Apply when random.Next(30) == 0:
                    result.Add(Do(Action()));
                    break;
                default:
                    result.Add(body[i]);
                    break;
            }

            if (random.Next(25) == 0) result.Add(If(Question(1), [Do(Action())], []));
            if (random.Next(10) == 0) result.Add(If(Question(1), [], []));
        }

        return [.. result];
    }

    private Condition Rewritten(Condition condition) => condition switch
    {
        Condition.Not { Operand: Condition.Not not } => Rewritten(not.Operand),
        Condition.Not { Operand: Condition.And and } => new Condition.Or([.. and.Parts.Reverse().Select(p => Rewritten(new Condition.Not(p)))]),
        Condition.Not { Operand: Condition.Or or } => new Condition.And([.. or.Parts.Reverse().Select(p => Rewritten(new Condition.Not(p)))]),
        Condition.Not not => new Condition.Not(Rewritten(not.Operand)),
        Condition.And and => new Condition.And([.. and.Parts.Reverse().Select(Rewritten)]),
        Condition.Or or => new Condition.Or([.. or.Parts.Reverse().Select(Rewritten), Rewritten(or.Parts[0])]),
        Condition.Compare compare when random.Next(40) == 0 => compare with { Value = compare.Value + 1 },
        Condition.Compare { Operator: Comparison.Less } compare => new Condition.Not(compare with { Operator = Comparison.GreaterOrEqual }),
        Condition.AsPathIn { Set.Set: { } set } when random.Next(3) == 0 => new Condition.AsPathIn(SetReference<AsPathSet>.Inline(set with
        {
            Entries = [.. set.Entries.Select(e => e with { Match = OtherDialect(e.Match) })],
        })),
        Condition.PrefixIn when random.Next(40) == 0 => new Condition.PrefixIn(PrefixSet()),
        _ => condition,
    };

    private static AsPathPattern OtherDialect(AsPathPattern pattern) => pattern.Text switch
    {
        "_1_" => new AsPathPattern(AsPathDialect.BirdMask, "* 1 *"),
        "^1_" => new AsPathPattern(AsPathDialect.RouterOs7, "^1"),
        "^1(_1)*$" => new AsPathPattern(AsPathDialect.BirdMask, "1+"),
        "^[0-9]+$" => new AsPathPattern(AsPathDialect.BirdMask, "?"),
        "* 2" => new AsPathPattern(AsPathDialect.Posix, "_2$"),
        _ => pattern,
    };

    private ImmutableArray<SetEntry<T>> Entries<T>(Func<T> match) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new SetEntry<T>(random.Next(4) > 0, match()))];

    private AsPathPattern Expression()
    {
        var (dialect, text) = One(Expressions);
        return new AsPathPattern(dialect, text);
    }

    private SetReference<PrefixSet> PrefixSet() => SetReference<PrefixSet>.Inline(new PrefixSet { Name = "", Entries = Entries(() => Permit(One(PrefixEntries)).Match) });

    private SetReference<AsNumberSet> AsNumbers() => SetReference<AsNumberSet>.Inline(new AsNumberSet
    {
        Name = "",
        Entries = Entries(() => Coin() ? (NumberRange)(uint)random.Next(0, 4) : new NumberRange((uint)random.Next(0, 3), (uint)random.Next(2, 6))),
    });

    private SetReference<CommunitySet> CommunitySet() => SetReference<CommunitySet>.Inline(new CommunitySet
    {
        Name = "",
        Entries = Entries<CommunityMatch>(() => random.Next(6) == 0 ? new CommunityMatch.Expression(One(["_65000:[1-3]_", "65000:[0-9]*", "_65000:4_", ".*"])) : new CommunityMatch.AllOf([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => CommunityPattern())])),
    });

    private CommunityPattern CommunityPattern() => random.Next(3) > 0 ? Community() : new CommunityPattern(
        CommunityKind.Standard, "", 65000, new NumberRange((uint)random.Next(0, 4), (uint)random.Next(3, 9)));

    private CommunityPattern Community() => Model.CommunityPattern.Standard(65000, (uint)random.Next(1, 7));

    private IpAddress Host() => IpAddress.TryParse(One(Hosts), out var address) ? address : default;

    private int Small() => random.Next(0, 4) * 5;

    private bool Coin() => random.Next(2) == 0;

    private T One<T>(T[] choices) => choices[random.Next(choices.Length)];
}
