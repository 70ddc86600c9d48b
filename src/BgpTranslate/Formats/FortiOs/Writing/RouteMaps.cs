using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Formats.FortiOs.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Posix;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.FortiOs.Writing;

/// <summary>
/// Writes policies as route maps of one VDOM, each when it is first asked for. FortiOS's rules neither jump nor call: calls are written out, and <see cref="FirstMatch"/>
/// unfolds what jumps.
/// </summary>
internal sealed class RouteMaps(Configuration configuration, ConfigBlock root, Lists lists, FormatVersion release)
{
    private const string AcceptAll = "ACCEPT-ALL", RejectAll = "REJECT-ALL", Never = "NEVER";

    private readonly Naming names = Lists.NewNaming();
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly List<Announcement> announcements = [];
    private readonly PolicyFamilies families = new(configuration);
    private RoutePolicy policy = null!;

    /// <summary>What could not be written as it is.</summary>
    public IEnumerable<Announcement> Announcements => announcements;

    /// <summary>Names that had to change.</summary>
    public IEnumerable<KeyValuePair<string, string>> Renamed => names.Renamed;

    /// <summary>Writes policies of the configuration, in their order.</summary>
    public void WriteAll(Func<string, bool> which)
    {
        foreach (var name in configuration.PolicyOrder.Concat(configuration.Policies.Keys.Order(StringComparer.Ordinal)).Distinct())
        {
            if (configuration.Policies.ContainsKey(name) && which(name)) NameOf(name);
        }
    }

    /// <summary>The route map for a use of a policy; for "all" and "none" one is made.</summary>
    public string NameFor(PolicyUse use) => use switch
    {
        PolicyUse.Named named => NameOf(named.Policy),
        PolicyUse.AcceptAll => Constant(AcceptAll, true),
        _ => Constant(RejectAll, false),
    };

    /// <summary>The route map of a name. One that is not defined lets nothing pass; FortiOS wants it defined.</summary>
    public string NameOf(string policyName)
    {
        var name = names.NameFor("policy", policyName);
        if (!written.Add(policyName)) return name;
        if (configuration.Policies.TryGetValue(policyName, out var found)) Write(found, name);
        else RuleOf(root.EnsureTable("router route-map").EnsureEntry(name), 1, Origin.None).Set("action", ["deny"], Origin.None);
        return name;
    }

    /// <summary>The route map that sets a MED and then does what another one does.</summary>
    public string WithMetric(uint metric, PolicyUse? use, Origin origin)
    {
        var named = use as PolicyUse.Named;
        var body = named is not null && configuration.Policies.TryGetValue(named.Policy, out var found) ? found.Body : [];
        var final = named is null ? Verdict.Accept : configuration.Policies.GetValueOrDefault(named.Policy)?.Final ?? Verdict.Reject;
        var whole = string.Create(CultureInfo.InvariantCulture, $"{named?.Policy ?? "metric"}-{metric}");
        var name = names.NameFor("metric", whole);
        if (!written.Add("metric " + whole)) return name;
        Write(
            new RoutePolicy
            {
                Name = whole,
                Body = [new PolicyStatement.Apply(new PolicyAction.SetNumber(NumericAttribute.Med, new NumberChange.To(metric)), origin), .. body],
                Final = final,
                Origin = origin,
            },
            name);
        return name;
    }

    private string Constant(string wanted, bool permit)
    {
        var name = names.NameFor("constant", wanted);
        if (!written.Add("constant " + wanted)) return name;
        var rule = RuleOf(root.EnsureTable("router route-map").EnsureEntry(name), 1, Origin.None);
        if (!permit) rule.Set("action", ["deny"], Origin.None);
        return name;
    }

    private void Write(RoutePolicy next, string name)
    {
        var before = policy;
        policy = next;
        var map = root.EnsureTable("router route-map").EnsureEntry(name);
        map.Said += policy.Origin;
        if (policy.Description is { } remark) map.Set("comments", [SessionTerms.OneLine(remark.Value, 127)], remark.Origin);
        IReadOnlyCollection<Afi> seen = families.Of(policy.Name) is { Count: > 0 } used ? used : [Afi.Ipv4, Afi.Ipv6];
        var form = new RuleForm { ConditionSlot = SlotOf, Negate = c => SetAlgebra.Negate(c, seen), Both = SetAlgebra.Both };
        var whole = CallInlining.Inline(policy, configuration.Policies);
        var (rules, problems) = FirstMatch.Of(RuleLowering.Lower(whole with { Body = Prepare(whole.Body) }, form), form);
        foreach (var (origin, reason) in problems) Announce(origin, $"FortiOS's route maps cannot say it: {reason}");
        var numbers = Numbers(rules);
        for (var i = 0; i < rules.Length; i++) Write(rules[i], RuleOf(map, numbers[i], rules[i].Origin));

        // Behind the last rule nothing passes: a map without rules says so by itself.
        policy = before;
    }

    private void Write(Rule rule, ConfigBlock at)
    {
        var permit = rule.Outcome is RuleOutcome.Accept;
        if (!permit) at.Set("action", ["deny"], rule.Origin);
        var isSayable = true;
        foreach (var condition in rule.Conditions)
        {
            var phrases = Match(condition.Origin.IsNone ? condition with { Origin = rule.Origin } : condition);
            isSayable &= phrases is not null;
            foreach (var phrase in phrases ?? []) at.Set(phrase.Attribute, phrase.Values, condition.Origin.IsNone ? rule.Origin : condition.Origin);
        }

        if (!isSayable) at.Set("match-as-path", [lists.AsPathList(SetReference<AsPathSet>.Inline(new AsPathSet { Name = "" }), Never)!], rule.Origin);

        foreach (var opaque in rule.Opaque) Announce(opaque.Origin + rule.Origin, $"FortiOS has no words for it: {opaque.Reason}");
        if (!permit) return;
        foreach (var action in RuleActions.Ordered(rule.Actions, (origin, reason) => Announce(origin, reason)))
        {
            foreach (var phrase in Set(action, rule)) at.Set(phrase.Attribute, phrase.Values, action.Origin);
        }
    }

    private static ConfigBlock RuleOf(ConfigBlock map, uint number, Origin origin)
    {
        var rule = map.EnsureTable("rule").EnsureEntry(number.ToString(CultureInfo.InvariantCulture));
        rule.Said += origin;
        return rule;
    }

    /// <summary>The user's numbers where they rise, else 1, 2, 3 ….</summary>
    private static uint[] Numbers(ImmutableArray<Rule> rules)
    {
        var numbers = new uint[rules.Length];
        for (var i = 0; i < rules.Length; i++)
        {
            var own = uint.TryParse(rules[i].Name, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
            if (own == 0 || (i > 0 && own <= numbers[i - 1])) return [.. Enumerable.Range(1, rules.Length).Select(k => (uint)k)];
            numbers[i] = own;
        }

        return numbers;
    }

    // ---------------------------------------------------------------------------------------------- preparation

    private ImmutableArray<PolicyStatement> Prepare(ImmutableArray<PolicyStatement> body) => [.. body.Select(s => s switch
    {
        PolicyStatement.If branch => branch with { Condition = Prepare(branch.Condition), Then = Prepare(branch.Then), Else = Prepare(branch.Else) },
        PolicyStatement.Block block => block with { Body = Prepare(block.Body) },
        _ => s,
    })];

    /// <summary>Conditions that FortiOS has no word for, in words that it has.</summary>
    private Condition Prepare(Condition condition) => SetConditions.Keeping(condition.Origin, condition switch
    {
        Condition.And and => new Condition.And([.. and.Parts.Select(Prepare)]),
        Condition.Or or => new Condition.Or([.. or.Parts.Select(Prepare)]),
        Condition.Not { Operand: Condition.OriginIs origin } => Condition.AnyOf(Enum.GetValues<RouteOrigin>().Where(o => o != origin.Value).Select(o => new Condition.OriginIs(o))),
        Condition.Not not => new Condition.Not(Prepare(not.Operand)),
        Condition.Compare { Attribute: not NumericAttribute.PrefixLength } compare when SetConditions.Comparable(compare) is var comparable and not Condition.Compare => Prepare(comparable),
        Condition.AsPathContains { Set.Set: { } set } => Paths(SetConditions.WithoutDenials(set), "_", "_", false),
        Condition.NumberIn { Attribute: NumericAttribute.FirstAs, Set.Set: { } set } => Paths(set, "^", "_", true),
        Condition.NumberIn { Attribute: NumericAttribute.LastAs, Set.Set: { } set } => Paths(set, "_", "$", true),
        _ => SetConditions.Plain(condition),
    });

    /// <summary>Paths by their numbers. The first and the last number of an empty path are 0.</summary>
    private static Condition.AsPathIn Paths(AsNumberSet set, string before, string after, bool emptyIsZero) => new(SetReference<AsPathSet>.Inline(new AsPathSet
    {
        Name = set.Name,
        Origin = set.Origin,
        Entries =
        [
            .. set.Entries.SelectMany(e => new[] { before + NumberExpressions.Of(e.Match) + after }.Concat(emptyIsZero && e.Match.Low == 0 ? ["^$"] : [])
                .Select(text => new SetEntry<AsPathPattern>(e.Permit, new AsPathPattern(AsPathDialect.Posix, text), e.Origin))),
        ],
    }));

    // ------------------------------------------------------------------------------------------------ conditions

    /// <summary>FortiOS takes one condition of a kind in a rule.</summary>
    private static string SlotOf(Condition condition) => condition switch
    {
        Condition.PrefixIn p => $"{p.Set.Set?.Afi} address",
        Condition.NextHopIn n => $"{n.Set.Set?.Afi} next-hop",
        Condition.AsPathIn => "as-path",
        Condition.CommunityIn c => $"community {c.Set.Set?.Kind}",
        Condition.Compare c => $"compare {c.Attribute}",
        Condition.Opaque o => string.Join(' ', o.Text.Split(' ').Take(2)),
        _ => condition.GetType().Name,
    };

    /// <summary>The attributes that ask for a condition; null where FortiOS has none, and the rule must never match.</summary>
    private IEnumerable<Phrase>? Match(Condition condition)
    {
        switch (condition)
        {
            case Condition.PrefixIn { Set: var set }:
                return [new Phrase(set.Set?.Afi == Afi.Ipv6 ? "match-ip6-address" : "match-ip-address", lists.AnyList(set, set.Set?.Afi ?? Afi.Ipv4, policy.Name + "-prefixes"))];
            case Condition.NextHopIn { Set: var set }:
                return [new Phrase(set.Set?.Afi == Afi.Ipv6 ? "match-ip6-nexthop" : "match-ip-nexthop", lists.AnyList(set, set.Set?.Afi ?? Afi.Ipv4, policy.Name + "-next-hops"))];
            case Condition.AsPathIn { Set: var paths } when lists.AsPathList(paths, policy.Name + "-paths") is { } name:
                return [new Phrase("match-as-path", name)];
            case Condition.CommunityIn { Set: var set, Mode: not CommunityMatchMode.Any and var mode } when (mode != CommunityMatchMode.Exact || set.Set is not { } named || SetConditions.CanBeExact(named)) && lists.CommunityList(set, policy.Name + "-communities") is { } list:
                var attribute = set.Set?.Kind == CommunityKind.Extended ? "match-extcommunity" : "match-community";
                return mode == CommunityMatchMode.Exact ? [new Phrase(attribute, list), Term.Switch(attribute + "-exact", true)] : [new Phrase(attribute, list)];
            case Condition.Compare { Attribute: NumericAttribute.Med, Operator: Comparison.Equal, Value: var value }:
                return [Term.Say("match-metric", value)];
            case Condition.Compare { Attribute: NumericAttribute.Tag, Operator: Comparison.Equal, Value: var value }:
                return [Term.Say("match-tag", value)];
            case Condition.OriginIs origin:
                return [new Phrase("match-origin", origin.Value.ToString().ToLowerInvariant())];
            case Condition.InterfaceIs { Pattern: { Length: <= SessionTerms.InterfaceLength } pattern } when !pattern.AsSpan().ContainsAny('*', '?'):
                return [new Phrase("match-interface", pattern)];
            case Condition.SourceIs { Sources: [RouteSource.OspfExternal1] }:
                return [new Phrase("match-route-type", release >= new FormatVersion(7, 0) ? "external-type1" : "1")];
            case Condition.SourceIs { Sources: [RouteSource.OspfExternal2] }:
                return [new Phrase("match-route-type", release >= new FormatVersion(7, 0) ? "external-type2" : "2")];
            case Condition.Opaque { Text: var text } when CommandText.Split(text) is ["set", ("match-vrf" or "match-suppress") and var word, var value] && AttributeNames.IsKnown(word, release):
                return [new Phrase(word, value)];
        }

        Announce(condition.Origin, $"FortiOS cannot ask for it in a route map: {PolicyWords.Of(condition)}; the rule never matches");
        return null;
    }

    // --------------------------------------------------------------------------------------------------- actions

    /// <summary>The attributes that make a change.</summary>
    private IEnumerable<Phrase> Set(PolicyAction action, Rule rule)
    {
        switch (action)
        {
            case PolicyAction.SetNumber { Attribute: NumericAttribute.LocalPreference, Change: NumberChange.To { Value: var value } }:
                return [Term.Say("set-local-preference", value)];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Med, Change: NumberChange.To { Value: var value } }:
                return [Term.Say("set-metric", value)];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Weight, Change: NumberChange.To { Value: var value } }:
                return [Term.Say("set-weight", value)];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Tag, Change: NumberChange.To { Value: var value } }:
                return [Term.Say("set-tag", value)];
            case PolicyAction.SetOrigin origin:
                return [new Phrase("set-origin", origin.Value.ToString().ToLowerInvariant())];
            case PolicyAction.SetNextHop { Change: NextHopChange.To { Address: { Afi: Afi.Ipv4 } address } }:
                return [new Phrase("set-ip-nexthop", address.ToString())];
            case PolicyAction.SetNextHop { Change: NextHopChange.To { Address: var address } }:
                return [new Phrase("set-ip6-nexthop", address.ToString())];
            case PolicyAction.SetNextHop { Change: NextHopChange.LinkLocal { Address: var address } }:
                return [new Phrase("set-ip6-nexthop-local", address.ToString())];
            case PolicyAction.ReplaceCommunities { Kind: CommunityKind.Standard, Communities: { IsEmpty: false } all } when all.All(c => c.IsSingle):
                return [new Phrase("set-community", [.. all.Select(Communities.Format)])];
            case PolicyAction.AddCommunities { Kind: CommunityKind.Standard, Communities: { IsEmpty: false } all } when all.All(c => c.IsSingle):
                return [new Phrase("set-community", [.. all.Select(Communities.Format)]), Term.Switch("set-community-additive", true)];
            case PolicyAction.AddCommunities { Kind: CommunityKind.Extended, Communities: [{ Subtype: "rt" or "soo" } first, ..] all } when all.All(c => c.IsSingle && c.Subtype == first.Subtype):
                if (!rule.Actions.Any(a => a is PolicyAction.RemoveCommunities { Set.Set: { } set } && set.WholeSubtype == first.Subtype))
                    Announce(action.Origin, "FortiOS replaces the extended communities of that type instead of adding to them", Disposition.Approximated);
                return [new Phrase($"set-extcommunity-{first.Subtype}", [.. all.Select(Communities.Format)])];
            case PolicyAction.RemoveCommunities { Set.Set: { } old } when old.WholeSubtype is { } subtype
                && rule.Actions.Any(a => a is PolicyAction.AddCommunities { Kind: CommunityKind.Extended } add && add.Communities.All(c => c.Subtype == subtype)):
                return [];
            case PolicyAction.RemoveCommunities { Set: var set } when set.Set?.Kind is null or CommunityKind.Standard && lists.CommunityList(set, policy.Name + "-communities") is { } name:
                return [new Phrase("set-community-delete", name)];
            case PolicyAction.RemoveFromAsPath { Set.Set.Entries: [{ Permit: true, Match: var all }] } when all == NumberRange.Any && rule.Actions.Any(a => a is PolicyAction.PrependAsPath):
                return [new Phrase("set-aspath-action", "replace")];
            case PolicyAction.PrependAsPath prepend:
                return [new Phrase("set-aspath", string.Join(' ', prepend.Numbers))];
            case PolicyAction.SetAggregator aggregator when aggregator.Address.Afi == Afi.Ipv4:
                return [Term.Say("set-aggregator-as", aggregator.As), new Phrase("set-aggregator-ip", aggregator.Address.ToString())];
            case PolicyAction.SetAtomicAggregate:
                return [Term.Switch("set-atomic-aggregate", true)];
            case PolicyAction.SetOriginatorId originator:
                return [new Phrase("set-originator-id", originator.Address.ToString())];
            case PolicyAction.SetPreferredSource { Address: { Afi: Afi.Ipv4 } address } when AttributeNames.IsKnown("set-ip-prefsrc", release):
                return [new Phrase("set-ip-prefsrc", address.ToString())];
            case PolicyAction.Opaque { Text: var text } when CommandText.Split(text) is ["set", var word, var value] && OpaqueWords.Contains(word) && AttributeNames.IsKnown(word, release):
                return [new Phrase(word, value)];
            default:
                Announce(action.Origin, $"FortiOS cannot set: {PolicyWords.Of(action)}");
                return [];
        }
    }

    /// <summary>FortiOS's own words that were carried through a policy.</summary>
    private static readonly HashSet<string> OpaqueWords = new(StringComparer.Ordinal)
    {
        "set-route-tag", "set-priority", "set-vpnv4-nexthop", "set-vpnv6-nexthop", "set-vpnv6-nexthop-local", "set-dampening-reachability-half-life", "set-dampening-reuse", "set-dampening-suppress",
        "set-dampening-max-suppress", "set-dampening-unreachability-half-life", "set-metric-type",
    };

    private void Announce(Origin origin, string reason, Disposition disposition = Disposition.Lost)
    {
        var of = origin.IsNone ? policy.Origin : origin;
        announcements.Add(of.IsNone ? new Announcement(disposition, reason, $"policy {policy.Name}") : new Announcement(disposition, reason, Origin: of));
    }
}
