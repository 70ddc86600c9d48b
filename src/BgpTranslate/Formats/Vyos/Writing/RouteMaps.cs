using System.Globalization;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Posix;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.Vyos.Writing;

/// <summary>Writes policies as route maps. <see cref="RuleLowering"/> gives ordered rules with forward jumps; here each becomes a rule of VyOS.</summary>
internal sealed class RouteMaps(Configuration configuration, ConfigNode policyNode, Lists lists)
{
    private const string AcceptAll = "ACCEPT-ALL", RejectAll = "REJECT-ALL";

    private static readonly RuleForm Form = new() { ConditionSlot = SlotOf, ActionSlot = ActionSlots.Of, ActionOrder = PlaceOf };

    private readonly Naming names = new(IsStart, c => IsStart(c) || c is '.' or '+', [], 127);
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly List<Announcement> announcements = [];
    private readonly PolicyFamilies families = new(configuration);
    private RoutePolicy policy = null!;

    /// <summary>What could not be written as it is.</summary>
    public IEnumerable<Announcement> Announcements => announcements;

    /// <summary>Names that had to change.</summary>
    public IEnumerable<KeyValuePair<string, string>> Renamed => names.Renamed;

    private static bool IsStart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    /// <summary>Writes all policies of the configuration, in their order.</summary>
    public void WriteAll()
    {
        foreach (var name in configuration.PolicyOrder.Concat(configuration.Policies.Keys.Order(StringComparer.Ordinal)).Distinct())
        {
            if (configuration.Policies.TryGetValue(name, out var next)) Write(next);
        }
    }

    /// <summary>The route map for a use of a policy; for "all" and "none" one is made.</summary>
    public string NameFor(PolicyUse use) => use switch
    {
        PolicyUse.Named named => NameOf(named.Policy),
        PolicyUse.AcceptAll => Constant(AcceptAll, "permit"),
        _ => Constant(RejectAll, "deny"),
    };

    /// <summary>The route map of a name. One that is not defined lets nothing pass; VyOS wants it defined.</summary>
    public string NameOf(string policyName)
    {
        var name = names.NameFor("policy", policyName);
        if (!configuration.Policies.ContainsKey(policyName) && written.Add("missing " + policyName)) Lists.Put(policyNode, Origin.None, "route-map", name, "rule", "10", "action", "deny");
        return name;
    }

    private string Constant(string wanted, string action)
    {
        var name = names.NameFor("constant", wanted);
        if (written.Add("constant " + wanted)) Lists.Put(policyNode, Origin.None, "route-map", name, "rule", "10", "action", action);
        return name;
    }

    private void Write(RoutePolicy next)
    {
        policy = next;
        var node = policyNode.Ensure("route-map", names.NameFor("policy", policy.Name));
        node.Said = policy.Origin;
        if (policy.Description is { } remark) Lists.Put(node, remark.Origin, "description", Lists.OneLine(remark.Value));
        var rules = RuleLowering.Lower(policy with { Body = policy.Body.WithConditions(Prepare) }, Form);
        var numbers = SequenceNumbers.Of(rules);
        if (rules.IsEmpty) Lists.Put(node, policy.Origin, "rule", "10", "action", "deny");
        for (var i = 0; i < rules.Length; i++)
        {
            var rule = rules[i];
            var at = node.Ensure("rule", Text(numbers[i]));
            var permit = rule.Outcome is not RuleOutcome.Reject;
            Lists.Put(at, rule.Origin, "action", permit ? "permit" : "deny");
            if (rule.Description is { } description) Lists.Put(at, description.Origin, "description", Lists.OneLine(description.Value));
            foreach (var condition in rule.Conditions)
            {
                foreach (var words in Match(condition.Origin.IsNone ? condition with { Origin = rule.Origin } : condition)) Lists.Put(at, condition.Origin, ["match", .. words]);
            }

            if (permit) WriteActions(rule, at);
            if (rule.Outcome is RuleOutcome.Next) Lists.Put(at, rule.Origin, "on-match", "next");
            else if (rule.Outcome is RuleOutcome.Jump jump) Lists.Put(at, rule.Origin, "on-match", "goto", Text(numbers[jump.Rule]));
        }
    }

    private void WriteActions(Rule rule, ConfigNode at)
    {
        foreach (var action in rule.Actions)
        {
            foreach (var words in Set(action)) Lists.Put(at, action.Origin, ["set", .. words]);
        }

        foreach (var opaque in rule.Opaque) Announce(opaque.Origin + rule.Origin, $"VyOS has no words for it: {opaque.Reason}");
        if (rule.Call is { } called && configuration.Policies.ContainsKey(called)) Lists.Put(at, rule.Origin, "call", names.NameFor("policy", called));
    }

    // ---------------------------------------------------------------------------------------------- preparation

    /// <summary>Conditions that VyOS has no word for, in words that it has.</summary>
    private static Condition Prepare(Condition condition) => condition switch
    {
        Condition.PeerAddressIn { Set.Set: { Afi: not null, Entries.Length: > 1 } hosts } when hosts.Entries.All(e => e.Permit && IsHost(e.Match)) => SetConditions.Keeping(
            condition.Origin,
            Condition.AnyOf(hosts.Entries.Select(e => new Condition.PeerAddressIn(SetReference<PrefixSet>.Inline(new PrefixSet { Name = "", Afi = hosts.Afi, Entries = [e] }))))),
        _ => SetConditions.Plain(condition),
    };

    private static string? SlotOf(Condition condition) => condition switch
    {
        Condition.PrefixIn { Set.Set: { Kind: PrefixSetKind.AccessList } s } => $"{s.Afi} address access-list",
        Condition.PrefixIn p => $"{p.Set.Set?.Afi} address",
        Condition.NextHopIn n => $"{n.Set.Set?.Afi} next-hop",
        Condition.PeerAddressIn or Condition.FromPeer => "peer",
        Condition.AsPathIn or Condition.AsPathContains or Condition.NumberIn => "as-path",
        Condition.CommunityIn c => $"community {c.Set.Set?.Kind}",
        Condition.Compare c => $"compare {c.Attribute}",
        Condition.OriginIs => "origin",
        Condition.SourceIs => "protocol",
        Condition.InterfaceIs => "interface",
        Condition.Rpki => "rpki",
        Condition.Opaque o => string.Join(' ', o.Text.Split(' ').Take(3)),
        _ => condition.GetType().Name,
    };

    /// <summary>The words behind <c>match</c>.</summary>
    private IEnumerable<string[]> Match(Condition condition)
    {
        switch (condition)
        {
            case Condition.PrefixIn { Set: { Set: null } missing }:
                return [["ip", "address", "prefix-list", lists.PrefixList(missing, Afi.Ipv4)]];
            case Condition.PrefixIn { Set: { Set: { } set } reference }:
                return [[Ip(set), "address", .. ListOf(reference, set)]];
            case Condition.NextHopIn { Set: { Set: null } missing }:
                return [["ip", "nexthop", "prefix-list", lists.PrefixList(missing, Afi.Ipv4)]];
            case Condition.NextHopIn { Set.Set: { } set } when HostOf(set) is { } host:
                return [[Ip(set), "nexthop", "address", host.ToString()]];
            case Condition.NextHopIn { Set: { Set: { } set } reference }:
                return [[Ip(set), "nexthop", .. ListOf(reference, set)]];
            case Condition.PeerAddressIn { Set.Set: { } set } when HostOf(set) is { } host:
                return [["peer", host.ToString()]];
            case Condition.PeerAddressIn { Set: { Set: { } set } reference } when set.Afi != Afi.Ipv6:
                return [["ip", "route-source", .. ListOf(reference, set)]];
            case Condition.AsPathIn { Set: var paths } when lists.AsPathList(paths, policy.Name + "-paths") is { } name:
                return [["as-path", name]];
            case Condition.AsPathContains { Set.Set: { } set }:
                return [["as-path", lists.AsPathList(SetConditions.WithoutDenials(set).Entries.Select(e => (e.Permit, $"_{NumberExpressions.Of(e.Match)}_", e.Origin)), Name(set))]];
            case Condition.NumberIn { Attribute: NumericAttribute.FirstAs, Set.Set: { } set }:
                return [["as-path", lists.AsPathList(WithEmptyPath(set, n => $"^{n}_"), Name(set))]];
            case Condition.NumberIn { Attribute: NumericAttribute.LastAs, Set.Set: { } set }:
                return [["as-path", lists.AsPathList(WithEmptyPath(set, n => $"_{n}$"), Name(set))]];
            case Condition.CommunityIn { Set: { Set: null, Name: var name } }:
                return [["community", "community-list", lists.MissingCommunityList(CommunityKind.Standard, name!)]];
            case Condition.CommunityIn { Set.Set: { } set, Mode: not CommunityMatchMode.Any } c when SetConditions.CanList(set) && (c.Mode != CommunityMatchMode.Exact || SetConditions.CanBeExact(set)):
                var list = lists.CommunityList(set, policy.Name + "-communities");
                if (set.Kind == CommunityKind.Extended && c.Mode == CommunityMatchMode.Entries) return [["extcommunity", list]];
                if (set.Kind == CommunityKind.Large && c.Mode == CommunityMatchMode.Entries) return [["large-community", "large-community-list", list]];
                if (set.Kind != CommunityKind.Standard) break;
                return c.Mode == CommunityMatchMode.Exact ? [["community", "community-list", list], ["community", "exact-match"]] : [["community", "community-list", list]];
            case Condition.Compare { Attribute: NumericAttribute.LocalPreference, Operator: Comparison.Equal, Value: var value }:
                return [["local-preference", Text(value)]];
            case Condition.Compare { Attribute: NumericAttribute.Med, Operator: Comparison.Equal, Value: >= 1 and <= 65535 and var value }:
                return [["metric", Text(value)]];
            case Condition.Compare { Attribute: NumericAttribute.Tag, Operator: Comparison.Equal, Value: >= 1 and <= 65535 and var value }:
                return [["tag", Text(value)]];
            case Condition.OriginIs origin:
                return [["origin", origin.Value.ToString().ToLowerInvariant()]];
            case Condition.SourceIs { Sources: [var source] } when ProtocolOf(source) is { } protocol:
                return [["protocol", protocol]];
            case Condition.InterfaceIs { Pattern: var pattern } when InterfaceNames.IsValid(pattern):
                return [["interface", pattern]];
            case Condition.Rpki rpki:
                if (rpki.Table.Length > 0) Announce(rpki.Origin, $"VyOS asks its RPKI caches, not the table '{rpki.Table}'", Disposition.Approximated);
                return [["rpki", rpki.State.ToString().ToLowerInvariant()]];
            case Condition.Opaque { Text: var text } when IsKnown(text):
                return [[.. Words.Split(text).Skip(1)]];
        }

        Announce(condition.Origin, $"VyOS cannot ask for it in a route map: {PolicyWords.Of(condition)}; the rule never matches");
        return [["as-path", lists.AsPathList([(false, ".*", Origin.None)], "NEVER")]];
    }

    /// <summary>Words of VyOS's own that were carried through a policy.</summary>
    private static bool IsKnown(string text) => Words.Split(text) is
        ["match", "evpn", "default-route"] or ["match", "evpn", "rd" or "route-type" or "vni", _] or ["match", "ip", "nexthop", "prefix-len", _]
        or ["match", "ip" or "ipv6", "nexthop", "type", "blackhole"] or ["match", "protocol", "table" or "vnc"] or ["match", "rpki-extcommunity" or "source-vrf", _]
        or ["set", "distance" or "metric-type" or "table", _] or ["set", "evpn", "gateway", "ipv4" or "ipv6", _] or ["set", "extcommunity", "bandwidth", "cumulative" or "num-multipaths"]
        or ["set", "extcommunity", "bandwidth-non-transitive"] or ["set", "l3vpn-nexthop", "encapsulation", "gre"] or ["set", "metric", "+rtt" or "-rtt"];

    /// <summary>VyOS takes link bandwidths up to 25600.</summary>
    private static bool IsBandwidth(string text) =>
        Words.Split(text) is ["set", "extcommunity", "bandwidth", var number] && uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 25600;

    private string Name(AsNumberSet set) => set.Name.Length > 0 ? set.Name : policy.Name + "-as";

    private static string Ip(PrefixSet set) => set.Afi == Afi.Ipv6 ? "ipv6" : "ip";

    private string[] ListOf(SetReference<PrefixSet> reference, PrefixSet set)
    {
        var afi = set.Afi ?? Afi.Ipv4;
        return lists.AccessList(reference, afi) is { } access ? ["access-list", access] : ["prefix-list", lists.PrefixList(reference, afi, policy.Name + "-prefixes")];
    }

    private static IpAddress? HostOf(PrefixSet set) => set.Entries is [{ Permit: true, Match: var match }] && IsHost(match) ? match.Prefix.Address : null;

    private static bool IsHost(PrefixRange range) => range.MinLength == range.Prefix.Width && range.Prefix.Length == range.Prefix.Width;

    private static string? ProtocolOf(RouteSource source) => source switch
    {
        RouteSource.Bgp => "bgp",
        RouteSource.Static => "static",
        RouteSource.Connected => "connected",
        RouteSource.Kernel => "kernel",
        RouteSource.Ospf => "ospf",
        RouteSource.Isis => "isis",
        RouteSource.Rip => "rip",
        RouteSource.Babel => "babel",
        _ => null,
    };

    // --------------------------------------------------------------------------------------------------- actions

    /// <summary>VyOS hands the changes of a rule to FRR in an order of its own (template <c>frr/policy.frr.j2</c>).</summary>
    private static int PlaceOf(PolicyAction action) => action switch
    {
        PolicyAction.PrependAsPath => 1,
        PolicyAction.PrependFirstAs => 2,
        PolicyAction.ReplaceCommunities { Communities.IsEmpty: true, Kind: not CommunityKind.Extended } or PolicyAction.Remove { Attribute: RouteAttribute.Communities or RouteAttribute.LargeCommunities } => 3,
        PolicyAction.ReplaceCommunities { Kind: not CommunityKind.Extended } => 1,
        PolicyAction.AddCommunities { Kind: not CommunityKind.Extended } => 2,
        PolicyAction.AddCommunities { Communities: [{ Subtype: "soo" }, ..] } => 2,
        PolicyAction.AddCommunities => 1,
        PolicyAction.SetNextHop { Change: NextHopChange.To { Address.Afi: Afi.Ipv6 } } => 1,
        PolicyAction.SetNextHop { Change: NextHopChange.LinkLocal } => 2,
        PolicyAction.SetNextHop { Change: NextHopChange.PeerAddress } => 3,
        PolicyAction.SetNextHop { Change: NextHopChange.PreferGlobal } => 4,
        _ => 0,
    };

    /// <summary>The words behind <c>set</c>.</summary>
    private IEnumerable<string[]> Set(PolicyAction action)
    {
        switch (action)
        {
            case PolicyAction.SetNumber { Attribute: NumericAttribute.LocalPreference, Change: NumberChange.To { Value: var value } }:
                return [["local-preference", Text(value)]];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Med, Change: NumberChange.RoundTripTime }:
                return [["metric", "rtt"]];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Med, Change: NumberChange.To { Value: var value } }:
                return [["metric", Text(value)]];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Med, Change: NumberChange.Add { Value: var value } }:
                return [["metric", $"+{value}"]];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Med, Change: NumberChange.Subtract { Value: var value } }:
                return [["metric", $"-{value}"]];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Weight, Change: NumberChange.To { Value: var value } }:
                return [["weight", Text(value)]];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Tag, Change: NumberChange.To { Value: >= 1 and <= 65535 and var value } }:
                return [["tag", Text(value)]];
            case PolicyAction.Remove { Attribute: RouteAttribute.Communities }:
                return [["community", "none"]];
            case PolicyAction.Remove { Attribute: RouteAttribute.LargeCommunities }:
                return [["large-community", "none"]];
            case PolicyAction.Remove { Attribute: RouteAttribute.ExtendedCommunities }:
                return [["extcommunity", "none"]];
            case PolicyAction.SetOrigin origin:
                return [["origin", origin.Value.ToString().ToLowerInvariant()]];
            case PolicyAction.SetNextHop { Change: NextHopChange.To { Address: { Afi: Afi.Ipv4 } address } }:
                return [["ip-next-hop", address.ToString()]];
            case PolicyAction.SetNextHop { Change: NextHopChange.To { Address: var address } }:
                return [["ipv6-next-hop", "global", address.ToString()]];
            case PolicyAction.SetNextHop { Change: NextHopChange.LinkLocal { Address: var address } }:
                return [["ipv6-next-hop", "local", address.ToString()]];
            case PolicyAction.SetNextHop { Change: NextHopChange.PreferGlobal }:
                return [["ipv6-next-hop", "prefer-global"]];
            case PolicyAction.SetNextHop { Change: NextHopChange.Unchanged }:
                return [["ip-next-hop", "unchanged"]];
            case PolicyAction.SetNextHop { Change: NextHopChange.PeerAddress }:
                var used = families.Of(policy.Name);
                return [.. used.Contains(Afi.Ipv4) || used.Count == 0 ? [["ip-next-hop", "peer-address"]] : Array.Empty<string[]>(), .. used.Contains(Afi.Ipv6) ? [["ipv6-next-hop", "peer-address"]] : Array.Empty<string[]>()];
            case PolicyAction.ReplaceCommunities { Communities.IsEmpty: true, Kind: var kind }:
                return [[Word(kind), "none"]];
            case PolicyAction.ReplaceCommunities { Kind: not CommunityKind.Extended } replace when replace.Communities.All(c => c.IsSingle):
                return replace.Communities.Select(c => new[] { Word(replace.Kind), "replace", Communities.Format(c) });
            case PolicyAction.AddCommunities { Kind: not CommunityKind.Extended } add when add.Communities.All(c => c.IsSingle):
                return add.Communities.Select(c => new[] { Word(add.Kind), "add", Communities.Format(c) });
            case PolicyAction.AddCommunities { Communities: [{ Subtype: "rt" or "soo" } first, ..] } add when add.Communities.All(c => c.IsSingle && c.Subtype == first.Subtype && IsSayable(c)):
                return add.Communities.Select(c => new[] { "extcommunity", first.Subtype, Extended(c) });
            case PolicyAction.RemoveCommunities { Set: { Set: null, Name: var name } }:
                return [["community", "delete", lists.MissingCommunityList(CommunityKind.Standard, name!)]];
            case PolicyAction.RemoveCommunities { Set.Set: { Kind: not CommunityKind.Extended } set }:
                return [[Word(set.Kind), "delete", lists.CommunityList(set.OneByOne, policy.Name + "-communities")]];
            case PolicyAction.KeepCommunities { Set.Set: { Kind: CommunityKind.Standard } set }:
                return [["community", "delete", lists.CommunityList(AllBut(set.OneByOne), policy.Name + "-others")]];
            case PolicyAction.PrependAsPath prepend:
                return [["as-path", "prepend", string.Join(' ', prepend.Numbers)]];
            case PolicyAction.PrependFirstAs { Times: <= 10 and > 0 } last:
                return [["as-path", "prepend-last-as", Text(last.Times)]];
            case PolicyAction.RemoveFromAsPath { Set.Set.Entries: [{ Permit: true, Match: var all }] } when all == NumberRange.Any:
                return [["as-path", "exclude", "all"]];
            case PolicyAction.RemoveFromAsPath { Set.Set: { } set } when set.Entries.All(e => e.Permit && e.Match.IsSingle):
                // No path holds AS 0 (RFC 7607).
                return set.Entries.Select(e => e.Match.Low).Where(n => n > 0).ToArray() is { Length: > 0 } numbers ? [["as-path", "exclude", string.Join(' ', numbers)]] : [];
            case PolicyAction.SetAggregator aggregator:
                return [["aggregator", "as", Text(aggregator.As)], ["aggregator", "ip", aggregator.Address.ToString()]];
            case PolicyAction.SetAtomicAggregate:
                return [["atomic-aggregate"]];
            case PolicyAction.SetOriginatorId originator:
                return [["originator-id", originator.Address.ToString()]];
            case PolicyAction.SetPreferredSource source:
                return [["src", source.Address.ToString()]];
            case PolicyAction.Opaque { Text: var text } when IsKnown(text) || IsBandwidth(text):
                return [[.. Words.Split(text).Skip(1)]];
            default:
                Announce(action.Origin, $"VyOS cannot set: {PolicyWords.Of(action)}");
                return [];
        }
    }

    /// <summary>The CLI takes a 16-bit AS number, or an IPv4 address with a 16-bit number behind it (vyos.md §4).</summary>
    private static bool IsSayable(CommunityPattern community) => community.First.Low <= ushort.MaxValue || community.Second.Low <= ushort.MaxValue;

    private static string Extended(CommunityPattern community) => community.First.Low <= ushort.MaxValue
        ? Communities.Format(community)
        : string.Create(CultureInfo.InvariantCulture, $"{new IpAddress(community.First.Low, Afi.Ipv4)}:{community.Second.Low}");

    /// <summary>Expressions for the first or last number of a path; an empty path counts as 0.</summary>
    private static IEnumerable<(bool Permit, string Text, Origin Origin)> WithEmptyPath(AsNumberSet set, Func<string, string> place) => set.Entries.SelectMany(e =>
        e.Match.Contains(0)
            ? new[] { (e.Permit, "^$", e.Origin), (e.Permit, place(NumberExpressions.Of(e.Match)), e.Origin) }
            : [(e.Permit, place(NumberExpressions.Of(e.Match)), e.Origin)]);

    /// <summary>The list that permits what the set does not match: what is deleted when only its members are kept.</summary>
    private static CommunitySet AllBut(CommunitySet set) => new()
    {
        Name = "",
        Kind = set.Kind,
        Origin = set.Origin,
        Entries = [.. set.Entries.Select(e => e with { Permit = !e.Permit }), new SetEntry<CommunityMatch>(true, new CommunityMatch.Expression(".*"))],
    };

    private static string Word(CommunityKind kind) => kind switch { CommunityKind.Standard => "community", CommunityKind.Large => "large-community", _ => "extcommunity" };

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);

    private void Announce(Origin origin, string reason, Disposition disposition = Disposition.Lost)
    {
        var of = origin.IsNone ? policy.Origin : origin;
        announcements.Add(of.IsNone ? new Announcement(disposition, reason, $"policy {policy.Name}") : new Announcement(disposition, reason, Origin: of));
    }
}
