using System.Collections.Immutable;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.FortiOs.Reading;

/// <summary>Route maps: the first rule of which everything matches decides; behind the last one nothing passes.</summary>
internal sealed partial class FortiOsReader
{
    /// <summary>Changes and conditions that the model has no terms for, and their features.</summary>
    private static readonly (string Attribute, string Feature)[] OpaqueChanges =
    [
        ("set-route-tag", "policy.set.route-tag"), ("set-priority", "policy.set.priority"), ("set-metric-type", "policy.set.metric-type"), ("set-vpnv4-nexthop", "policy.set.vpn-next-hop"),
        ("set-vpnv6-nexthop", "policy.set.vpn-next-hop"), ("set-vpnv6-nexthop-local", "policy.set.vpn-next-hop"), ("set-dampening-reachability-half-life", "policy.set.dampening"),
        ("set-dampening-reuse", "policy.set.dampening"), ("set-dampening-suppress", "policy.set.dampening"), ("set-dampening-max-suppress", "policy.set.dampening"),
        ("set-dampening-unreachability-half-life", "policy.set.dampening"),
    ];

    private readonly List<RoutePolicy> policies = [];

    private void ReadRouteMaps()
    {
        foreach (var map in ListsOf("router route-map"))
        {
            if (map.Name.Length > 35)
            {
                RefuseAll(map, "names of route maps have up to 35 characters");
                continue;
            }

            var rules = RulesOf(map).Select(r => Rule(r.Number, r.Rule)).OfType<SequencedRule>().ToArray();
            var policy = SequencedRules.ToPolicy(Unique("router route-map", map.Name), rules);
            policies.Add(policy with { Description = RemarkOf(map), Origin = policy.Origin + map.Said });
        }
    }

    private SequencedRule? Rule(uint number, ConfigBlock rule)
    {
        rule.Outcome = Outcome.States;
        var head = new Clause(this, rule);
        if (ActionOf(head, "permit") is not { } permit) return null;
        foreach (var attribute in rule.Attributes)
        {
            if (attribute.Name is "set-flags" or "match-flags") attribute.Outcome = new Outcome.Inherent("it is internal to the device");
            else if (!permit && attribute.Name.StartsWith("set-", StringComparison.Ordinal)) attribute.Outcome = new Outcome.Inherent("it has no effect in a rule that denies");
        }

        var conditions = Matches(rule);
        return new SequencedRule(number, permit, Condition.All(conditions), permit ? Changes(rule) : [], rule.Said + head.Origin);
    }

    // --------------------------------------------------------------------------------------------------- matches

    private List<Condition> Matches(ConfigBlock rule)
    {
        var conditions = new List<Condition>();
        Add(c => c.Text("match-as-path") is { } name ? new Condition.AsPathIn(AsPathSetNamed(name, c.Origin, "no route matches")) : null);
        Add(c => InCommunities(c, "match-community", CommunityKind.Standard));
        Add(c => InCommunities(c, "match-extcommunity", CommunityKind.Extended));
        Add(c => c.Text("match-origin") switch
        {
            null => null,
            "none" => Idle(c, "match-origin"),
            "igp" => new Condition.OriginIs(RouteOrigin.Igp),
            "egp" => new Condition.OriginIs(RouteOrigin.Egp),
            "incomplete" => new Condition.OriginIs(RouteOrigin.Incomplete),
            var other => Bad(c, "match-origin", other, "none, igp, egp or incomplete"),
        });
        Add(c => c.Text("match-interface") is { } name ? new Condition.InterfaceIs(name) : null);
        Add(c => c.Text("match-ip-address") is { } name ? new Condition.PrefixIn(AnyListNamed(name, Afi.Ipv4, c.Origin)) : null);
        Add(c => c.Text("match-ip6-address") is { } name ? new Condition.PrefixIn(AnyListNamed(name, Afi.Ipv6, c.Origin)) : null);
        Add(c => c.Text("match-ip-nexthop") is { } name ? new Condition.NextHopIn(AnyListNamed(name, Afi.Ipv4, c.Origin)) : null);
        Add(c => c.Text("match-ip6-nexthop") is { } name ? new Condition.NextHopIn(AnyListNamed(name, Afi.Ipv6, c.Origin)) : null);
        Add(c => c.Number("match-metric", 0, uint.MaxValue) is { } value ? new Condition.Compare(NumericAttribute.Med, Comparison.Equal, value) : null);
        Add(c => c.Number("match-tag", 0, uint.MaxValue) is { } value ? new Condition.Compare(NumericAttribute.Tag, Comparison.Equal, value) : null);
        Add(c => c.Number("match-vrf", 0, 511) is { } number ? new Condition.Opaque($"set match-vrf {number}", "policy.match.source-vrf") : null);
        Add(c => c.IsEnabled("match-suppress") ? new Condition.Opaque("set match-suppress enable", "policy.match.suppress") : null);
        Add(c => c.Text("match-route-type") switch
        {
            null => null,
            "none" => Idle(c, "match-route-type"),
            "1" or "external-type1" => new Condition.SourceIs([RouteSource.OspfExternal1]),
            "2" or "external-type2" => new Condition.SourceIs([RouteSource.OspfExternal2]),
            var other => Bad(c, "match-route-type", other, "none, external-type1 or external-type2"),
        });
        return conditions;

        void Add(Func<Clause, Condition?> read)
        {
            var clause = new Clause(this, rule);
            if (read(clause) is { } condition && clause.IsSound) conditions.Add(condition with { Origin = clause.Origin });
        }

        static Condition? Idle(Clause clause, string attribute)
        {
            clause.Idle(attribute, "it says what holds anyway");
            return null;
        }

        static Condition? Bad(Clause clause, string attribute, string value, string range)
        {
            clause.Bad(attribute, value, range);
            return null;
        }
    }

    /// <summary>Access lists and prefix lists share their names.</summary>
    private SetReference<PrefixSet> AnyListNamed(string name, Afi afi, Origin use)
    {
        if (prefixSets.TryGetValue((PrefixSetKind.PrefixList, afi, name), out var set) || prefixSets.TryGetValue((PrefixSetKind.AccessList, afi, name), out set)) return SetReference<PrefixSet>.To(set);
        Missing(afi == Afi.Ipv4 ? "prefix-list or access-list" : "prefix-list6 or access-list6", name, use, "no route matches");
        return SetReference<PrefixSet>.Dangling(name);
    }

    private Condition.CommunityIn? InCommunities(Clause clause, string attribute, CommunityKind kind)
    {
        var name = clause.Text(attribute);
        var exact = clause.IsEnabled(attribute + "-exact");
        if (name is not null) return new Condition.CommunityIn(CommunitySetNamed(name, kind, clause.Origin), exact ? CommunityMatchMode.Exact : CommunityMatchMode.Entries);
        if (exact) clause.Idle(attribute + "-exact", $"it has no effect without {attribute}");
        return null;
    }

    private SetReference<CommunitySet> CommunitySetNamed(string name, CommunityKind kind, Origin use)
    {
        if (communitySets.TryGetValue((kind, name), out var set)) return SetReference<CommunitySet>.To(set);
        Missing(kind == CommunityKind.Standard ? "community-list" : "extcommunity-list", name, use, "no route matches");
        return SetReference<CommunitySet>.Dangling(name);
    }

    // --------------------------------------------------------------------------------------------------- changes

    private ImmutableArray<PolicyStatement> Changes(ConfigBlock rule)
    {
        var changes = ImmutableArray.CreateBuilder<PolicyStatement>();
        Add(c => c.Text("set-community-delete") is { } name ? [new PolicyAction.RemoveCommunities(CommunitySetNamed(name, CommunityKind.Standard, c.Origin))] : []);
        Add(SetCommunities);
        Add(c => SetExtended(c, "set-extcommunity-rt", "rt"));
        Add(c => SetExtended(c, "set-extcommunity-soo", "soo"));
        Add(SetPath);
        Add(SetAggregator);
        Add(c => c.IsEnabled("set-atomic-aggregate") ? [new PolicyAction.SetAtomicAggregate()] : []);
        Add(c => c.Address("set-ip-nexthop", Afi.Ipv4) is { } address ? [new PolicyAction.SetNextHop(new NextHopChange.To(address))] : []);
        Add(c => c.Address("set-ip6-nexthop", Afi.Ipv6) is { } address ? [new PolicyAction.SetNextHop(new NextHopChange.To(address))] : []);
        Add(c => c.Address("set-ip6-nexthop-local", Afi.Ipv6) is { } address ? [new PolicyAction.SetNextHop(new NextHopChange.LinkLocal(address))] : []);
        Add(c => c.Address("set-ip-prefsrc", Afi.Ipv4) is { } address ? [new PolicyAction.SetPreferredSource(address)] : []);
        Add(c => c.Address("set-originator-id", Afi.Ipv4) is { } address ? [new PolicyAction.SetOriginatorId(address)] : []);
        Add(c => Number(c, "set-local-preference", NumericAttribute.LocalPreference));
        Add(c => Number(c, "set-metric", NumericAttribute.Med));
        Add(c => Number(c, "set-weight", NumericAttribute.Weight));
        Add(c => Number(c, "set-tag", NumericAttribute.Tag));
        Add(SetOrigin);
        foreach (var (attribute, feature) in OpaqueChanges) Add(c => Opaque(c, attribute, feature));
        return changes.ToImmutable();

        void Add(Func<Clause, IEnumerable<PolicyAction>> read)
        {
            var clause = new Clause(this, rule);
            var actions = read(clause).ToArray();
            if (clause.IsSound) changes.AddRange(actions.Select(a => new PolicyStatement.Apply(a, clause.Origin)));
        }

        static IEnumerable<PolicyAction> Number(Clause clause, string name, NumericAttribute attribute) =>
            clause.Number(name, 0, uint.MaxValue) is { } value ? [new PolicyAction.SetNumber(attribute, new NumberChange.To(value))] : [];

        static IEnumerable<PolicyAction> Opaque(Clause clause, string attribute, string feature)
        {
            if (clause.Find(attribute) is not { } said || clause.Text(attribute) is not { } value) return [];
            if (value is not ("0" or "none") || attribute == "set-route-tag") return [new PolicyAction.Opaque(CommandText.Set(said), feature)];
            clause.Idle(attribute, "it says what holds anyway");
            return [];
        }
    }

    private static IEnumerable<PolicyAction> SetCommunities(Clause clause)
    {
        var values = clause.Values("set-community");
        var additive = clause.IsEnabled("set-community-additive");
        if (values.Count == 0)
        {
            if (additive) clause.Idle("set-community-additive", "it has no effect without set-community");
            return [];
        }

        var communities = new List<CommunityPattern>();
        foreach (var word in Communities.Words(values))
        {
            if (Communities.TryParse(word, out var community)) communities.Add(community);
            else clause.Bad("set-community", word, "a community");
        }

        ImmutableArray<CommunityPattern> all = [.. communities.Distinct()];
        return additive ? [new PolicyAction.AddCommunities(CommunityKind.Standard, all)] : [new PolicyAction.ReplaceCommunities(CommunityKind.Standard, all)];
    }

    /// <summary>Extended communities of the type are replaced.</summary>
    private static IEnumerable<PolicyAction> SetExtended(Clause clause, string attribute, string subtype)
    {
        var communities = new List<CommunityPattern>();
        foreach (var word in Communities.Words(clause.Values(attribute)))
        {
            if (Communities.TryParseExtended(subtype, word, out var community)) communities.Add(community);
            else clause.Bad(attribute, word, "an extended community");
        }

        if (communities.Count == 0) return [];
        var old = SetReference<CommunitySet>.Inline(new CommunitySet
        {
            Name = "",
            Kind = CommunityKind.Extended,
            Entries = [new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([new CommunityPattern(CommunityKind.Extended, subtype, NumberRange.Any, NumberRange.Any)]))],
        });
        return [new PolicyAction.RemoveCommunities(old), new PolicyAction.AddCommunities(CommunityKind.Extended, [.. communities.Distinct()])];
    }

    /// <summary>Prepends, or makes the path these numbers alone. A number said twice counts twice only inside of one value.</summary>
    private static IEnumerable<PolicyAction> SetPath(Clause clause)
    {
        var values = clause.Values("set-aspath");
        var action = clause.Text("set-aspath-action");
        if (values.Count == 0)
        {
            if (action is not null) clause.Idle("set-aspath-action", "it has no effect without set-aspath");
            return [];
        }

        var numbers = new List<uint>();
        foreach (var word in Communities.Words(values.Distinct()))
        {
            if (AsNumbers.TryParse(word, out var number)) numbers.Add(number);
            else clause.Bad("set-aspath", word, "AS numbers");
        }

        var prepend = new PolicyAction.PrependAsPath([.. numbers]);
        if (action is null or "prepend") return [prepend];
        if (action == "replace")
        {
            var everything = new AsNumberSet { Name = "", Entries = [new SetEntry<NumberRange>(true, NumberRange.Any)] };
            return [new PolicyAction.RemoveFromAsPath(SetReference<AsNumberSet>.Inline(everything)), prepend];
        }

        clause.Bad("set-aspath-action", action, "prepend or replace");
        return [];
    }

    private static IEnumerable<PolicyAction> SetAggregator(Clause clause)
    {
        var (number, address) = (clause.AsNumber("set-aggregator-as"), clause.Address("set-aggregator-ip", Afi.Ipv4));
        if (number is { } own && address is { } ip) return [new PolicyAction.SetAggregator(own, ip)];
        const string idle = "the aggregator is an AS number and an address";
        if (number is not null) clause.Idle("set-aggregator-as", idle);
        if (address is not null) clause.Idle("set-aggregator-ip", idle);
        return [];
    }

    private static IEnumerable<PolicyAction> SetOrigin(Clause clause)
    {
        switch (clause.Text("set-origin"))
        {
            case null: return [];
            case "none": clause.Idle("set-origin", "it says what holds anyway"); return [];
            case "igp": return [new PolicyAction.SetOrigin(RouteOrigin.Igp)];
            case "egp": return [new PolicyAction.SetOrigin(RouteOrigin.Egp)];
            case "incomplete": return [new PolicyAction.SetOrigin(RouteOrigin.Incomplete)];
            case var other: clause.Bad("set-origin", other, "none, igp, egp or incomplete"); return [];
        }
    }
}
