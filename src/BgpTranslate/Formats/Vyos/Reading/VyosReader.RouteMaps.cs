using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.Vyos.Reading;

/// <summary>Route maps (vyos.md §4).</summary>
internal sealed partial class VyosReader
{
    private readonly List<RoutePolicy> policies = [];

    private void ReadRouteMaps()
    {
        foreach (var map in ListsOf("route-map"))
        {
            var rules = RulesOf(map).Select(r => Rule(r.Number, r.Rule)).OfType<SequencedRule>().ToArray();
            map.Outcome = Outcome.States;
            var policy = SequencedRules.ToPolicy(map.Word, rules);
            policies.Add(policy with { Description = DescriptionOf(map), Origin = policy.Origin + map.Said });
        }
    }

    private SequencedRule? Rule(uint number, ConfigNode rule)
    {
        if (ActionOf(rule) is not { } action) return null;
        var origin = rule.Said + action.Origin;
        var conditions = rule.Find("match") is { } match ? ReadMatches(match) : [];
        if (!action.Permit)
        {
            foreach (var word in new[] { "set", "call", "on-match", "continue" })
            {
                if (rule.Find(word) is not { } idle) continue;
                if (word is "on-match" or "continue") Refuse(new Clause(this, idle), "a rule that denies goes nowhere else");
                else CloseAll(idle, new Outcome.Inherent("it has no effect in a rule that denies"));
            }

            return new SequencedRule(number, false, Condition.All(conditions), [], origin) { Description = DescriptionOf(rule) };
        }

        var changes = new List<PolicyStatement>();
        if (rule.Find("set") is { } set) ReadSetsOf(set, changes);
        var call = new Clause(this, rule);
        if (call.Value("call") is { } called)
        {
            if (root.Find("policy", "route-map", called) is null) Missing("route-map", called, call.Origin, "it accepts");
            changes.Add(new PolicyStatement.Call(called, call.Origin));
        }

        return new SequencedRule(number, true, Condition.All(conditions), [.. changes], origin) { OnMatch = OnMatch(number, rule), Description = DescriptionOf(rule) };
    }

    private Stated<uint>? OnMatch(uint number, ConfigNode rule)
    {
        Stated<uint>? result = null;
        if (rule.Find("continue") is { } go && Target(go) is { } next) result = next;
        if (rule.Find("on-match") is not { } onMatch) return result;
        onMatch.Outcome ??= Outcomes.Groups;
        if (onMatch.Find("next") is { } flag)
        {
            flag.Outcome = Outcome.States;
            result = new Stated<uint>(0, flag.Origin);
        }

        return onMatch.Find("goto") is { } jump && Target(jump) is { } target ? target : result;

        Stated<uint>? Target(ConfigNode leaf)
        {
            var clause = new Clause(this, leaf);
            if (clause.Number(1, 65535) is not { } sequence) return null;
            if (sequence > number) return new Stated<uint>(sequence, clause.Origin);
            clause.Fail("a jump goes forward only");
            return null;
        }
    }

    // --------------------------------------------------------------------------------------------------- matches

    private List<Condition> ReadMatches(ConfigNode match)
    {
        match.Outcome ??= Outcomes.Groups;
        var conditions = new List<Condition>();
        foreach (var part in match.Children)
        {
            switch (part.Word)
            {
                case "ip" or "ipv6":
                    part.Outcome ??= Outcomes.Groups;
                    var afi = part.Word == "ip" ? Afi.Ipv4 : Afi.Ipv6;
                    foreach (var what in part.Children)
                    {
                        what.Outcome ??= Outcomes.Groups;
                        foreach (var source in what.Children) Add(source, c => IpMatch(c, afi, what.Word, source));
                    }

                    break;
                case "community" or "large-community":
                    Add(part, c => CommunityMatchOf(c, part.Word == "community" ? CommunityKind.Standard : CommunityKind.Large));
                    break;
                case "evpn":
                    part.Outcome ??= Outcomes.Groups;
                    foreach (var what in part.Children) Add(what, c => Opaque(c, "policy.match.evpn"));
                    break;
                default:
                    Add(part, c => MatchOf(c, part.Word));
                    break;
            }
        }

        return conditions;

        void Add(ConfigNode node, Func<Clause, Condition?> read)
        {
            var clause = new Clause(this, node);
            if (read(clause) is { } condition && clause.IsSound)
            {
                if (!node.IsLeaf) node.Outcome ??= Outcomes.Groups;
                conditions.Add(condition with { Origin = clause.Origin });
            }
        }

        Condition Opaque(Clause clause, string feature)
        {
            var text = $"match {Words.Join(clause.Node.Path.Skip(match.Path.Count))}";
            if (clause.Node.IsLeaf) clause.Take();
            else if (clause.Value() is { } value) text = $"{text} {Words.Join([value])}";
            return new Condition.Opaque(text, feature);
        }

        Condition? IpMatch(Clause clause, Afi afi, string what, ConfigNode source)
        {
            switch (what, source.Word)
            {
                case (_, "prefix-list" or "access-list"):
                    if (clause.Value() is not { } name) return null;
                    var set = PrefixSetNamed(clause, source.Word == "prefix-list" ? PrefixSetKind.PrefixList : PrefixSetKind.AccessList, afi, name);
                    return what switch
                    {
                        "address" => new Condition.PrefixIn(set),
                        "nexthop" => new Condition.NextHopIn(set),
                        "route-source" => new Condition.PeerAddressIn(set),
                        _ => null,
                    };
                case ("address", "prefix-len"):
                    return clause.Number(0, (uint)IpAddress.WidthOf(afi)) is { } length
                        ? Condition.All([new Condition.FamilyIs(afi), new Condition.Compare(NumericAttribute.PrefixLength, Comparison.Equal, length)])
                        : null;
                case ("nexthop", "address"):
                    if (clause.Value() is not { } text) return null;
                    if (IpAddress.TryParse(text, out var address)) return new Condition.NextHopIn(Host(address));
                    clause.Bad(text, "an IP address");
                    return null;
                case ("nexthop", "prefix-len"):
                    return Opaque(clause, "policy.match.next-hop-length");
                case ("nexthop", "type"):
                    return Opaque(clause, "policy.match.next-hop-blackhole");
                default:
                    return null;
            }
        }

        Condition? MatchOf(Clause clause, string word)
        {
            switch (word)
            {
                case "as-path":
                    return clause.Value() is { } path ? new Condition.AsPathIn(AsPathSetNamed(clause, path)) : null;
                case "extcommunity":
                    return clause.Value() is { } list ? new Condition.CommunityIn(CommunitySetNamed(clause, CommunityKind.Extended, list)) : null;
                case "interface":
                    return clause.Value() is { } link ? new Condition.InterfaceIs(link) : null;
                case "peer":
                    if (clause.Value() is not { } peer) return null;
                    return peer == "local" ? new Condition.Not(new Condition.SourceIs([RouteSource.Bgp]))
                        : IpAddress.TryParse(peer, out var address) ? new Condition.PeerAddressIn(Host(address)) : new Condition.FromPeer(peer);
                case "origin":
                    return OriginOf(clause) is { } origin ? new Condition.OriginIs(origin) : null;
                case "protocol" or "source-protocol":
                    if (clause.Value() is not { } protocol) return null;
                    return SourceOf(protocol) is { } source ? new Condition.SourceIs([source]) : new Condition.Opaque($"match protocol {protocol}", "policy.match.protocol");
                case "local-preference":
                    return Number(NumericAttribute.LocalPreference);
                case "metric":
                    return Number(NumericAttribute.Med);
                case "tag":
                    return Number(NumericAttribute.Tag);
                case "rpki":
                    switch (clause.Value())
                    {
                        case "valid": return new Condition.Rpki(RpkiState.Valid);
                        case "invalid": return new Condition.Rpki(RpkiState.Invalid);
                        case "notfound": return new Condition.Rpki(RpkiState.NotFound);
                        case null: return null;
                        case var other: clause.Bad(other, "valid, invalid or notfound"); return null;
                    }

                case "rpki-extcommunity":
                    return Opaque(clause, "policy.match.rpki-state");
                case "source-vrf":
                    return Opaque(clause, "policy.match.source-vrf");
                default:
                    return null;
            }

            Condition? Number(NumericAttribute attribute) =>
                clause.Number(0, uint.MaxValue) is { } value ? new Condition.Compare(attribute, Comparison.Equal, value) : null;
        }

        Condition? CommunityMatchOf(Clause clause, CommunityKind kind)
        {
            var exact = clause.Flag("exact-match");
            return clause.Value(kind == CommunityKind.Standard ? "community-list" : "large-community-list") is { } name
                ? new Condition.CommunityIn(CommunitySetNamed(clause, kind, name), exact ? CommunityMatchMode.Exact : CommunityMatchMode.Entries)
                : null;
        }
    }

    private static RouteOrigin? OriginOf(Clause clause)
    {
        switch (clause.Value())
        {
            case "igp": return RouteOrigin.Igp;
            case "egp": return RouteOrigin.Egp;
            case "incomplete": return RouteOrigin.Incomplete;
            case null: return null;
            case var other: clause.Bad(other, "igp, egp or incomplete"); return null;
        }
    }

    private static RouteSource? SourceOf(string protocol) => protocol switch
    {
        "bgp" => RouteSource.Bgp,
        "static" => RouteSource.Static,
        "connected" => RouteSource.Connected,
        "kernel" => RouteSource.Kernel,
        "ospf" or "ospfv3" => RouteSource.Ospf,
        "rip" or "ripng" => RouteSource.Rip,
        "isis" => RouteSource.Isis,
        "babel" => RouteSource.Babel,
        _ => null,
    };

    /// <summary>A set of one address, written in place.</summary>
    private static SetReference<PrefixSet> Host(IpAddress address) => SetReference<PrefixSet>.Inline(new PrefixSet
    {
        Name = "",
        Afi = address.Afi,
        Entries = [new SetEntry<PrefixRange>(true, PrefixRange.Exact(new IpPrefix(address, address.Width)))],
    });

    // ------------------------------------------------------------------------------------------------------ sets

    /// <summary>Changes in the order in which VyOS hands them to FRR.</summary>
    private void ReadSetsOf(ConfigNode set, List<PolicyStatement> changes)
    {
        set.Outcome ??= Outcomes.Groups;
        Add("aggregator", c => c.Number("as", 1, uint.MaxValue) is { } number && c.Value("ip") is { } ip && Ip(c, ip) is { } address ? [new PolicyAction.SetAggregator(number, address)] : Incomplete(c));
        Add("as-path exclude", c => c.Value() is { } text && AsNumbers(c, text) is { } numbers ? [new PolicyAction.RemoveFromAsPath(numbers)] : []);
        Add("as-path prepend", c => c.Value() is { } text && AsNumbers(c, text) is { Set: { } numbers }
            ? [new PolicyAction.PrependAsPath([.. numbers.Entries.Select(e => e.Match.Low)])] : []);
        Add("as-path prepend-last-as", c => c.Number(1, 10) is { } times ? [new PolicyAction.PrependFirstAs(times)] : []);
        Add("atomic-aggregate", c => Flagged(c, new PolicyAction.SetAtomicAggregate()));
        foreach (var kind in new[] { CommunityKind.Standard, CommunityKind.Large })
        {
            var word = kind == CommunityKind.Standard ? "community" : "large-community";
            Add($"{word} delete", c => c.Value() is { } list ? [new PolicyAction.RemoveCommunities(CommunitySetNamed(c, kind, list))] : []);
            Add($"{word} replace", c => CommunitiesOf(c, kind, "") is { } all ? [new PolicyAction.ReplaceCommunities(kind, all)] : []);
            Add($"{word} add", c => CommunitiesOf(c, kind, "") is { } all ? [new PolicyAction.AddCommunities(kind, all)] : []);
            Add($"{word} none", c => Flagged(c, new PolicyAction.ReplaceCommunities(kind, [])));
        }

        Add("extcommunity none", c => Flagged(c, new PolicyAction.ReplaceCommunities(CommunityKind.Extended, [])));
        // Without a word for it: FRR, which VyOS configures, always adds extended communities (bgpd route_set_ecommunity).
        foreach (var subtype in new[] { "rt", "soo" })
            Add($"extcommunity {subtype}", c => CommunitiesOf(c, CommunityKind.Extended, subtype) is { } all ? [new PolicyAction.AddCommunities(CommunityKind.Extended, all)] : []);
        Add("extcommunity bandwidth", c => Opaque(c, "policy.set.extended-community.bandwidth"));
        Add("extcommunity bandwidth-non-transitive", c => Opaque(c, "policy.set.extended-community.bandwidth"));
        Add("distance", c => Opaque(c, "policy.set.distance"));
        Add("evpn gateway ipv4", c => Opaque(c, "policy.set.evpn-gateway-ip"));
        Add("evpn gateway ipv6", c => Opaque(c, "policy.set.evpn-gateway-ip"));
        Add("ip-next-hop", c => c.Value() switch
        {
            null => [],
            "peer-address" => [new PolicyAction.SetNextHop(new NextHopChange.PeerAddress())],
            "unchanged" => [new PolicyAction.SetNextHop(new NextHopChange.Unchanged())],
            var text => Ip(c, text) is { } address ? [new PolicyAction.SetNextHop(new NextHopChange.To(address))] : [],
        });
        Add("ipv6-next-hop global", c => c.Value() is { } text && Ip(c, text) is { } address ? [new PolicyAction.SetNextHop(new NextHopChange.To(address))] : []);
        Add("ipv6-next-hop local", c => c.Value() is { } text && Ip(c, text) is { } address ? [new PolicyAction.SetNextHop(new NextHopChange.LinkLocal(address))] : []);
        Add("ipv6-next-hop peer-address", c => Flagged(c, new PolicyAction.SetNextHop(new NextHopChange.PeerAddress())));
        Add("ipv6-next-hop prefer-global", c => Flagged(c, new PolicyAction.SetNextHop(new NextHopChange.PreferGlobal())));
        Add("l3vpn-nexthop encapsulation gre", c => Opaque(c, "policy.set.l3vpn-encapsulation"));
        Add("local-preference", c => c.Number(0, uint.MaxValue) is { } n ? [new PolicyAction.SetNumber(NumericAttribute.LocalPreference, new NumberChange.To(n))] : []);
        Add("metric", Metric);
        Add("metric-type", c => Opaque(c, "policy.set.metric-type"));
        Add("origin", c => OriginOf(c) is { } origin ? [new PolicyAction.SetOrigin(origin)] : []);
        Add("originator-id", c => c.Value() is { } text && Ip(c, text) is { } address ? [new PolicyAction.SetOriginatorId(address)] : []);
        Add("src", c => c.Value() is { } text && Ip(c, text) is { } address ? [new PolicyAction.SetPreferredSource(address)] : []);
        Add("table", c => Opaque(c, "policy.set.table"));
        Add("tag", c => c.Number(0, uint.MaxValue) is { } n ? [new PolicyAction.SetNumber(NumericAttribute.Tag, new NumberChange.To(n))] : []);
        Add("weight", c => c.Number(0, uint.MaxValue) is { } n ? [new PolicyAction.SetNumber(NumericAttribute.Weight, new NumberChange.To(n))] : []);

        void Add(string path, Func<Clause, IEnumerable<PolicyAction>> read)
        {
            if (set.Find(path.Split(' ')) is not { } node) return;
            var clause = new Clause(this, node);
            var actions = read(clause).ToArray();
            for (var part = node.IsLeaf ? node.Parent! : node; part != set; part = part.Parent!) part.Outcome ??= Outcomes.Groups;
            if (clause.IsSound) changes.AddRange(actions.Select(a => new PolicyStatement.Apply(a, clause.Origin)));
        }

        IEnumerable<PolicyAction> Opaque(Clause clause, string feature)
        {
            var text = $"set {Words.Join(clause.Node.Path.Skip(set.Path.Count))}";
            if (clause.Node.IsLeaf) clause.Take();
            else if (clause.Value() is { } value) text = $"{text} {Words.Join([value])}";
            return [new PolicyAction.Opaque(text, feature)];
        }
    }

    private static IEnumerable<PolicyAction> Flagged(Clause clause, PolicyAction action)
    {
        clause.Take();
        return [action];
    }

    private static IEnumerable<PolicyAction> Incomplete(Clause clause)
    {
        if (clause.IsSound) clause.Fail("something is missing");
        return [];
    }

    private static IpAddress? Ip(Clause clause, string text)
    {
        if (IpAddress.TryParse(text, out var address)) return address;
        clause.Bad(text, "an IP address");
        return null;
    }

    private static IEnumerable<PolicyAction> Metric(Clause clause)
    {
        if (clause.Value() is not { } text) return [];
        if (text == "rtt") return [new PolicyAction.SetNumber(NumericAttribute.Med, new NumberChange.RoundTripTime())];
        if (text is "+rtt" or "-rtt") return [new PolicyAction.Opaque($"set metric {text}", "policy.set.med.from-igp")];
        var isRelative = text.Length > 1 && text[0] is '+' or '-';
        if (!uint.TryParse(text.AsSpan(isRelative ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            clause.Bad(text, "0 to 4294967295, +N, -N or rtt");
            return [];
        }

        NumberChange change = text[0] switch { '+' => new NumberChange.Add(value), '-' => new NumberChange.Subtract(value), _ => new NumberChange.To(value) };
        return [new PolicyAction.SetNumber(NumericAttribute.Med, change)];
    }

    private static SetReference<AsNumberSet>? AsNumbers(Clause clause, string text)
    {
        var entries = new List<SetEntry<NumberRange>>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "all")
            {
                entries.Add(new SetEntry<NumberRange>(true, NumberRange.Any));
            }
            else if (uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                entries.Add(new SetEntry<NumberRange>(true, number));
            }
            else
            {
                clause.Bad(text, "AS numbers");
                return null;
            }
        }

        return entries.Count == 0 ? null : SetReference<AsNumberSet>.Inline(new AsNumberSet { Name = "", Entries = [.. entries] });
    }

    private static ImmutableArray<CommunityPattern>? CommunitiesOf(Clause clause, CommunityKind kind, string subtype)
    {
        var all = ImmutableArray.CreateBuilder<CommunityPattern>();
        foreach (var text in clause.Values().SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (Communities.TryParse(kind, subtype, text, out var community))
            {
                all.Add(community);
                continue;
            }

            clause.Bad(text, "communities");
            return null;
        }

        return all.Count == 0 ? null : all.ToImmutable();
    }
}
