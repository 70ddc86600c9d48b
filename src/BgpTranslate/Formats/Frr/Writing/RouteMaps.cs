using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Frr.Syntax;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Posix;
using BgpTranslate.Policy.Rules;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>Writes policies as route maps. <see cref="RuleLowering"/> gives ordered rules with forward jumps; here each becomes an entry.</summary>
internal sealed class RouteMaps(Configuration configuration, FormatVersion release, Lists lists)
{
    private const string AcceptAllName = "ACCEPT-ALL", RejectAllName = "REJECT-ALL";

    private readonly Naming names = Lists.NewNaming("optimization");
    private readonly OutputText text = new(" ");
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly List<Announcement> announcements = [];
    private readonly LineParser foreignWords = new();
    private readonly PolicyFamilies families = new(configuration);
    private RoutePolicy policy = null!;

    /// <summary>What could not be written as it is.</summary>
    public IEnumerable<Announcement> Announcements => announcements;

    /// <summary>Names that had to change.</summary>
    public IEnumerable<KeyValuePair<string, string>> Renamed => names.Renamed;

    /// <summary>The route maps written so far.</summary>
    public OutputText Text => text;

    /// <summary>Writes all policies of the configuration, in their order.</summary>
    public void WriteAll()
    {
        foreach (var name in configuration.PolicyOrder.Concat(configuration.Policies.Keys.Order(StringComparer.Ordinal)).Distinct())
        {
            if (configuration.Policies.TryGetValue(name, out var next)) Write(next);
        }
    }

    /// <summary>The route map for a use of a policy; for "all" and "none" one is made.</summary>
    public string NameFor(PolicyUse use)
    {
        switch (use)
        {
            case PolicyUse.Named named:
                return names.NameFor("policy", named.Policy);
            case PolicyUse.AcceptAll:
                return Constant(AcceptAllName, "permit");
            default:
                return Constant(RejectAllName, "deny");
        }
    }

    private string Constant(string wanted, string action)
    {
        var name = names.NameFor("constant", wanted);
        if (written.Add("constant " + wanted)) text.Line($"route-map {name} {action} 10").Line("exit").Line("!");
        return name;
    }

    private void Write(RoutePolicy next)
    {
        policy = next;
        var name = names.NameFor("policy", policy.Name);
        var rules = RuleLowering.Lower(policy with { Body = policy.Body.WithConditions(Prepare) }, Form);
        if (policy.Description is { } remark && rules.Length > 0 && rules[0].Description is null) rules = rules.SetItem(0, rules[0] with { Description = remark });
        var numbers = SequenceNumbers.Of(rules);
        if (rules.IsEmpty) text.Line($"route-map {name} deny 10", policy.Origin).Line("exit").Line("!");
        for (var i = 0; i < rules.Length; i++)
        {
            var rule = rules[i];
            var permit = rule.Outcome is not RuleOutcome.Reject;
            text.Line($"route-map {name} {(permit ? "permit" : "deny")} {numbers[i]}", rule.Origin).Indent();
            if (rule.Description is { } description) text.Line($"description {Lists.OneLine(description.Value)}", description.Origin);
            foreach (var condition in rule.Conditions) text.Line("match " + Words(condition.Origin.IsNone ? condition with { Origin = rule.Origin } : condition), condition.Origin);
            if (permit) WriteActions(rule);
            if (rule.Outcome is RuleOutcome.Next) text.Line("on-match next");
            else if (rule.Outcome is RuleOutcome.Jump jump) text.Line($"on-match goto {numbers[jump.Rule]}");
            text.Outdent().Line("exit").Line("!");
        }
    }

    private void WriteActions(Rule rule)
    {
        foreach (var action in rule.Actions)
        {
            foreach (var words in Words(action)) text.Line("set " + words, action.Origin);
        }

        foreach (var opaque in rule.Opaque) Announce(opaque.Origin + rule.Origin, $"FRR has no words for it: {opaque.Reason}");
        if (rule.Call is { } called) text.Line($"call {names.NameFor("policy", called)}", rule.Origin);
    }

    // ---------------------------------------------------------------------------------------------- preparation

    /// <summary>Conditions that FRR has no word for, in words that it has.</summary>
    private Condition Prepare(Condition condition) => condition switch
    {
        Condition.Compare { Attribute: NumericAttribute.CommunityCount or NumericAttribute.ExtendedCommunityCount, Operator: Comparison.GreaterOrEqual, Value: > 0 } count =>
            new Condition.Not(count with { Operator = Comparison.LessOrEqual, Value = count.Value - 1 }) { Origin = count.Origin },
        Condition.CommunityIn { Mode: CommunityMatchMode.Any, Set.Set: { } any } when HasAnyMatch(any) => condition,
        _ => SetConditions.Plain(condition),
    };

    private bool HasAnyMatch(CommunitySet set) =>
        release >= new FormatVersion(10) && set.Entries.All(e => e is { Permit: true, Match: CommunityMatch.AllOf { Patterns: [{ IsSingle: true }] } });

    // ------------------------------------------------------------------------------------------------ conditions

    private static readonly RuleForm Form = new()
    {
        ConditionSlot = SlotOf,
        ActionSlot = ActionSlots.Of,
        Negate = condition => condition is Condition.SourceIs { Sources: [RouteSource.Bgp] } ? new Condition.Not(condition) : null,
    };

    /// <summary>FRR takes one condition of a kind in an entry.</summary>
    private static string? SlotOf(Condition condition) => condition switch
    {
        Condition.PrefixIn { Set.Set: { Kind: PrefixSetKind.AccessList } s } => $"{s.Afi} address access-list",
        Condition.PrefixIn p => $"{p.Set.Set?.Afi} address",
        Condition.NextHopIn n => $"{n.Set.Set?.Afi} next-hop",
        Condition.PeerAddressIn or Condition.FromPeer or Condition.Not or Condition.SourceIs { Sources: [RouteSource.Local] } => "peer",
        Condition.AsPathIn or Condition.AsPathContains or Condition.NumberIn => "as-path",
        Condition.CommunityIn c => $"community {c.Set.Set?.Kind}",
        Condition.Compare c => $"compare {c.Attribute}",
        Condition.OriginIs => "origin",
        Condition.SourceIs => "source-protocol",
        Condition.InterfaceIs => "interface",
        Condition.Rpki => "rpki",
        Condition.Opaque o => string.Join(' ', o.Text.Split(' ').Take(3)),
        _ => condition.GetType().Name,
    };

    private string Words(Condition condition)
    {
        switch (condition)
        {
            case Condition.PrefixIn { Set.Set: null, Set.Name: var name }:
                return $"ip address prefix-list {lists.Missing("ip prefix-list", name!)}";
            case Condition.PrefixIn { Set.Set: { } set }:
                return $"{Ip(set)} address {ListOf(set)}";
            case Condition.NextHopIn { Set.Set: null, Set.Name: var name }:
                return $"ip next-hop prefix-list {lists.Missing("ip prefix-list", name!)}";
            case Condition.NextHopIn { Set: { Name: null, Set: { } set } } when HostOf(set) is { } host:
                return $"{Ip(set)} next-hop address {host}";
            case Condition.NextHopIn { Set.Set: { } set }:
                return $"{Ip(set)} next-hop {ListOf(set)}";
            case Condition.PeerAddressIn { Set.Set: null, Set.Name: var name }:
                return $"ip route-source prefix-list {lists.Missing("ip prefix-list", name!)}";
            case Condition.PeerAddressIn { Set: { Name: null, Set: { } set } } when HostOf(set) is { } host:
                return $"peer {host}";
            case Condition.PeerAddressIn { Set.Set: { } set } when set.Afi != Afi.Ipv6:
                return $"ip route-source {ListOf(set)}";
            case Condition.FromPeer peer:
                return $"peer {peer.Peer}";
            case Condition.Not { Operand: Condition.SourceIs { Sources: [RouteSource.Bgp] } }:
                return "peer local";
            case Condition.AsPathIn { Set.Set: null, Set.Name: var name }:
                return $"as-path {lists.Missing("bgp as-path access-list", name!)}";
            case Condition.AsPathIn { Set.Set: { } set } when set.Entries.All(e => e.Match.Dialect == AsPathDialect.Posix):
                return $"as-path {lists.AsPathList(set, policy.Name + "-path")}";
            case Condition.AsPathIn { Set.Set: { } set } when AsPathExpressions.TryTranslate(set, out var translated):
                return $"as-path {lists.AsPathList(translated, policy.Name + "-path")}";
            case Condition.AsPathContains { Set.Set: { } set }:
                return $"as-path {lists.AsPathList(SetConditions.WithoutDenials(set).Entries.Select(e => (e.Permit, $"_{NumberExpressions.Of(e.Match)}_")), Name(set))}";
            case Condition.NumberIn { Attribute: NumericAttribute.FirstAs, Set.Set: { } set }:
                return $"as-path {lists.AsPathList(WithEmptyPath(set, n => $"^{n}_"), Name(set))}";
            case Condition.NumberIn { Attribute: NumericAttribute.LastAs, Set.Set: { } set }:
                return $"as-path {lists.AsPathList(WithEmptyPath(set, n => $"_{n}$"), Name(set))}";
            case Condition.CommunityIn { Set.Set: null, Set.Name: var name }:
                return $"community {lists.Missing("bgp community-list", name!)}";
            case Condition.CommunityIn { Set.Set: { } set } c when SetConditions.CanList(set) && (c.Mode != CommunityMatchMode.Exact || SetConditions.CanBeExact(set)):
                var word = set.Kind switch { CommunityKind.Standard => "community", CommunityKind.Large => "large-community", _ => "extcommunity" };
                var mode = c.Mode switch { CommunityMatchMode.Exact => " exact-match", CommunityMatchMode.Any => " any", _ => "" };
                return $"{word} {lists.CommunityList(set, policy.Name + "-communities")}{mode}";
            case Condition.Compare { Attribute: NumericAttribute.LocalPreference, Operator: Comparison.Equal, Value: var value }:
                return $"local-preference {value}";
            case Condition.Compare { Attribute: NumericAttribute.Med, Operator: Comparison.Equal, Value: var value }:
                return $"metric {value}";
            case Condition.Compare { Attribute: NumericAttribute.Tag, Operator: Comparison.Equal, Value: var value } when value > 0 || release >= new FormatVersion(10):
                return value == 0 ? "tag untagged" : $"tag {value}";
            case Condition.Compare { Attribute: NumericAttribute.CommunityCount, Operator: Comparison.LessOrEqual, Value: var value } when release >= new FormatVersion(10):
                return $"community-limit {value}";
            case Condition.OriginIs origin:
                return $"origin {origin.Value.ToString().ToLowerInvariant()}";
            case Condition.SourceIs { Sources: [var source] } when ProtocolOf(source) is { } protocol:
                return $"source-protocol {protocol}";
            case Condition.InterfaceIs { Pattern: var pattern } when !pattern.Contains('*') && !pattern.Contains('?'):
                return $"interface {pattern}";
            case Condition.Rpki rpki:
                if (rpki.Table.Length > 0) Announce(rpki.Origin, $"FRR asks its RPKI caches, not the table '{rpki.Table}'", Disposition.Approximated);
                return $"rpki {rpki.State.ToString().ToLowerInvariant()}";
            case Condition.Opaque opaque when IsFrr(opaque.Text, "match "):
                return opaque.Text["match ".Length..];
        }

        Announce(condition.Origin, $"FRR cannot ask for it in a route map: {PolicyWords.Of(condition)}; the entry never matches");
        return $"as-path {lists.Missing("bgp as-path access-list", "NEVER")}";
    }

    private string Name(AsNumberSet set) => set.Name.Length > 0 ? set.Name : policy.Name + "-as";

    private static string Ip(PrefixSet set) => set.Afi == Afi.Ipv6 ? "ipv6" : "ip";

    private string ListOf(PrefixSet set)
    {
        var afi = set.Afi ?? Afi.Ipv4;
        return lists.AccessList(set, afi) ?? $"prefix-list {lists.PrefixList(set, afi, policy.Name + "-prefixes") ?? lists.Missing("ip prefix-list", "NEVER")}";
    }

    private static IpAddress? HostOf(PrefixSet set) =>
        set.Entries is [{ Permit: true, Match: var match }] && match.MinLength == match.Prefix.Width && match.Prefix.Length == match.Prefix.Width ? match.Prefix.Address : null;

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
        RouteSource.Local => "local",
        _ => null,
    };

    /// <summary>True for words that the release knows: what was carried through a policy from FRR.</summary>
    private bool IsFrr(string words, string start)
    {
        if (!words.StartsWith(start, StringComparison.Ordinal) || release < Releases.Of(words)) return false;
        if (foreignWords.Current != Node.RouteMap) foreignWords.Open(Node.RouteMap);
        var file = new SourceFile("", words);
        return foreignWords.Parse(SourceLine.Of(file, 0, words.Length)) is Line.Statement { Node: var node, Slip: null } && node == Node.RouteMap;
    }

    // --------------------------------------------------------------------------------------------------- actions

    /// <summary>The subtype of a set that means all extended communities of it; null for other sets.</summary>
    private IEnumerable<string> Words(PolicyAction action)
    {
        switch (action)
        {
            case PolicyAction.SetNumber { Attribute: NumericAttribute.LocalPreference, Change: var change } when Amount(change) is { } amount:
                return [$"local-preference {amount}"];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Med, Change: NumberChange.RoundTripTime }:
                return ["metric rtt"];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Med, Change: NumberChange.Copy { From: NumericAttribute.IgpMetric } } when release >= new FormatVersion(9, 1):
                return ["metric igp"];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Med, Change: var change } when Amount(change) is { } amount:
                return [$"metric {amount}"];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Weight, Change: NumberChange.To { Value: var weight } }:
                return [$"weight {weight}"];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Tag, Change: NumberChange.To { Value: var tag } } when tag > 0 || release >= new FormatVersion(10):
                return [tag == 0 ? "tag untagged" : $"tag {tag}"];
            case PolicyAction.Remove { Attribute: RouteAttribute.Communities }:
                return ["community none"];
            case PolicyAction.Remove { Attribute: RouteAttribute.LargeCommunities }:
                return ["large-community none"];
            case PolicyAction.Remove { Attribute: RouteAttribute.ExtendedCommunities }:
                return ["extcommunity none"];
            case PolicyAction.SetOrigin origin:
                return [$"origin {origin.Value.ToString().ToLowerInvariant()}"];
            case PolicyAction.SetNextHop { Change: NextHopChange.To { Address: { Afi: Afi.Ipv4 } address } }:
                return [$"ip next-hop {address}"];
            case PolicyAction.SetNextHop { Change: NextHopChange.To { Address: var address } }:
                return [$"ipv6 next-hop global {address}"];
            case PolicyAction.SetNextHop { Change: NextHopChange.LinkLocal { Address: var address } }:
                return [$"ipv6 next-hop local {address}"];
            case PolicyAction.SetNextHop { Change: NextHopChange.PreferGlobal }:
                return ["ipv6 next-hop prefer-global"];
            case PolicyAction.SetNextHop { Change: NextHopChange.Unchanged }:
                return ["ip next-hop unchanged"];
            case PolicyAction.SetNextHop { Change: NextHopChange.PeerAddress }:
                var used = families.Of(policy.Name);
                return [.. used.Contains(Afi.Ipv4) || used.Count == 0 ? ["ip next-hop peer-address"] : Array.Empty<string>(), .. used.Contains(Afi.Ipv6) ? ["ipv6 next-hop peer-address"] : Array.Empty<string>()];
            case PolicyAction.ReplaceCommunities { Communities.IsEmpty: true, Kind: var kind }:
                return [$"{Word(kind)} none"];
            case PolicyAction.ReplaceCommunities { Kind: not CommunityKind.Extended } replace when replace.Communities.All(c => c.IsSingle):
                return [$"{Word(replace.Kind)} {string.Join(' ', replace.Communities.Select(Communities.Format))}"];
            case PolicyAction.AddCommunities { Kind: not CommunityKind.Extended } add when add.Communities.All(c => c.IsSingle):
                return [$"{Word(add.Kind)} {string.Join(' ', add.Communities.Select(Communities.Format))} additive"];
            case PolicyAction.AddCommunities { Communities: [{ Subtype: "rt" or "soo" } first, ..] } add when add.Communities.All(c => c.IsSingle && c.Subtype == first.Subtype):
                return [$"extcommunity {first.Subtype} {string.Join(' ', add.Communities.Select(Communities.Format))}"];
            case PolicyAction.RemoveCommunities { Set: { Set: null, Name: var name } }:
                return [$"comm-list {lists.Missing("bgp community-list", name!)} delete"];
            case PolicyAction.RemoveCommunities { Set.Set: { Kind: not CommunityKind.Extended } set }:
                return [$"{ListWord(set.Kind)} {lists.CommunityList(Deleting(set), policy.Name + "-communities")} delete"];
            case PolicyAction.RemoveCommunities { Set.Set: { } set } when release >= new FormatVersion(10) && SetConditions.CanList(set):
                return [$"{ListWord(set.Kind)} {lists.CommunityList(Deleting(set), policy.Name + "-communities")} delete"];
            case PolicyAction.KeepCommunities { Set.Set: { Kind: not CommunityKind.Extended } set }:
                return [$"{ListWord(set.Kind)} {lists.CommunityList(AllBut(set.OneByOne), policy.Name + "-others")} delete"];
            case PolicyAction.PrependAsPath prepend:
                return [$"as-path prepend {string.Join(' ', prepend.Numbers)}"];
            case PolicyAction.PrependFirstAs { Times: <= 10 and > 0 } last:
                return [$"as-path prepend last-as {last.Times}"];
            case PolicyAction.RemoveFromAsPath { Set.Set: { } set } when set.Entries.All(e => e.Permit && e.Match.IsSingle):
                // No path holds AS 0 (RFC 7607).
                return set.Entries.Select(e => e.Match.Low).Where(n => n > 0).ToArray() is { Length: > 0 } numbers ? [$"as-path exclude {string.Join(' ', numbers)}"] : [];
            case PolicyAction.RemoveFromAsPath { Set.Set.Entries: [{ Permit: true, Match: var all }] } when all == NumberRange.Any && release >= new FormatVersion(10):
                return ["as-path exclude all"];
            case PolicyAction.ReplaceInAsPath { To: null } replace:
                return [$"as-path replace {replace.From?.ToString(CultureInfo.InvariantCulture) ?? "any"}"];
            case PolicyAction.ReplaceInAsPath replace when release >= new FormatVersion(9, 1):
                return [$"as-path replace {replace.From?.ToString(CultureInfo.InvariantCulture) ?? "any"} {replace.To}"];
            case PolicyAction.SetAggregator aggregator:
                return [$"aggregator as {aggregator.As} {aggregator.Address}"];
            case PolicyAction.SetAtomicAggregate:
                return ["atomic-aggregate"];
            case PolicyAction.SetOriginatorId originator:
                return [$"originator-id {originator.Address}"];
            case PolicyAction.SetPreferredSource source:
                return [$"src {source.Address}"];
            case PolicyAction.Opaque opaque when IsFrr(opaque.Text, "set "):
                return [opaque.Text["set ".Length..]];
            default:
                Announce(action.Origin, $"FRR cannot set: {PolicyWords.Of(action)}");
                return [];
        }
    }

    /// <summary>The list that permits what the set does not match: what is deleted when only its members are kept.</summary>
    private static CommunitySet AllBut(CommunitySet set) => new()
    {
        Name = "",
        Kind = set.Kind,
        Origin = set.Origin,
        Entries =
        [
            .. set.Entries.Select(e => new SetEntry<CommunityMatch>(!e.Permit, new CommunityMatch.Expression($"^{CommunityExpressions.Of(e.Match).Trim('_')}$"), e.Origin)),
            new SetEntry<CommunityMatch>(true, new CommunityMatch.Expression(".*")),
        ],
    };

    private static string Word(CommunityKind kind) => kind switch { CommunityKind.Standard => "community", CommunityKind.Large => "large-community", _ => "extcommunity" };

    private static string ListWord(CommunityKind kind) => kind switch { CommunityKind.Standard => "comm-list", CommunityKind.Large => "large-comm-list", _ => "extended-comm-list" };

    private static string? Amount(NumberChange change) => change switch
    {
        NumberChange.To to => to.Value.ToString(CultureInfo.InvariantCulture),
        NumberChange.Add add => $"+{add.Value}",
        NumberChange.Subtract subtract => $"-{subtract.Value}",
        _ => null,
    };

    /// <summary>Expressions for the first or last number of a path; an empty path counts as 0.</summary>
    private static IEnumerable<(bool Permit, string Text)> WithEmptyPath(AsNumberSet set, Func<string, string> place) => set.Entries.SelectMany(e =>
        e.Match.Contains(0)
            ? new[] { (e.Permit, "^$"), (e.Permit, place(NumberExpressions.Of(e.Match))) }
            : [(e.Permit, place(NumberExpressions.Of(e.Match)))]);

    /// <summary>A standard list deletes one by one as it is; an expanded one asks for all of an entry at once.</summary>
    private static CommunitySet Deleting(CommunitySet set) =>
        set.Entries.All(e => e.Match is CommunityMatch.AllOf { Patterns: var patterns } && patterns.All(p => p.IsSingle)) ? set : set.OneByOne;

    private void Announce(Origin origin, string reason, Disposition disposition = Disposition.Lost)
    {
        var of = origin.IsNone ? policy.Origin : origin;
        announcements.Add(of.IsNone ? new Announcement(disposition, reason, $"policy {policy.Name}") : new Announcement(disposition, reason, Origin: of));
    }
}
