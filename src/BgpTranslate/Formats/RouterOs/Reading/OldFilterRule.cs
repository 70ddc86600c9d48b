using System.Collections.Immutable;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>A rule of release 6 as statements of a policy: all matchers must hold, all changes are made, whatever the action is.</summary>
internal sealed class OldFilterRule(RouterOsReader reader, ChainUse use, Item item, Origin origin)
{
    private readonly List<Condition> conditions = [];
    private readonly List<PolicyAction> changes = [];
    private Origin said;

    /// <summary>The statements.</summary>
    /// <param name="jump">The chain that a jump leads to, as statements.</param>
    /// <param name="label">The block that <c>return</c> leaves.</param>
    public IEnumerable<PolicyStatement> Read(Func<string, Origin, IEnumerable<PolicyStatement>> jump, string label)
    {
        said = origin;
        ReadPrefix();
        foreach (var argument in item.Arguments)
        {
            if (argument.Name is "chain" or "comment" or "disabled" or "action" or "jump-target" or "invert-match" or "prefix" or "prefix-length") continue;
            var (change, matcher) = (changes.Count, conditions.Count);
            var isKnown = argument.Name.StartsWith("set-", StringComparison.Ordinal) || argument.Name.StartsWith("append-", StringComparison.Ordinal) ? ReadChange(argument) : ReadMatcher(argument);
            if (!isKnown) continue;
            for (; change < changes.Count; change++) changes[change] = changes[change] with { Origin = argument.Statement };
            for (; matcher < conditions.Count; matcher++) conditions[matcher] = conditions[matcher] with { Origin = argument.Statement };
            reader.State(argument);
            said += argument.Statement;
        }

        var condition = Condition.All(conditions);
        if (item["invert-match"] is { } invert)
        {
            if (Scalars.Flag(invert.Value) is true && conditions.Count > 0)
            {
                condition = new Condition.Not(condition);
                reader.State(invert);
                said += invert.Statement;
            }
            else
            {
                reader.Inherent(invert, "it says what holds anyway");
            }
        }

        var body = changes.Select(c => (PolicyStatement)new PolicyStatement.Apply(c, said)).ToList();
        body.AddRange(Verdict(jump, label));
        return conditions.Count == 0 ? body : [new PolicyStatement.If(condition, [.. body], [], said)];
    }

    private IEnumerable<PolicyStatement> Verdict(Func<string, Origin, IEnumerable<PolicyStatement>> jump, string label)
    {
        if (item["action"] is not { } action) return [];
        if (action.Value is "passthrough" or "log" or "")
        {
            reader.Inherent(action, "the next rule follows anyway");
            return [];
        }

        var target = item["jump-target"];
        reader.State(action);
        said += action.Statement;
        if (target is not null)
        {
            if (action.Value == "jump")
            {
                reader.State(target);
                said += target.Statement;
            }
            else
            {
                reader.Inherent(target, "the action is no jump");
            }
        }

        switch (action.Value)
        {
            case "accept":
                return [new PolicyStatement.End(Model.RoutePolicies.Verdict.Accept, said)];
            case "discard" or "reject":
                return [new PolicyStatement.End(Model.RoutePolicies.Verdict.Reject, said)];
            case "return":
                return [new PolicyStatement.Leave(label, said)];
            case "jump" when target is not null:
                return jump(target.Value, said);
            default:
                reader.Bad(action, "accept, discard, jump, log, passthrough, reject, return");
                return [];
        }
    }

    /// <summary>A prefix alone is meant exactly; with lengths, everything inside it of such a length; lengths alone, every prefix of such a length.</summary>
    private void ReadPrefix()
    {
        var (prefix, length) = (item["prefix"], item["prefix-length"]);
        var lengths = length is null || length.Value.Length == 0 ? null : Scalars.Range(length.Value.TrimStart('!'));
        if (length is not null && lengths is null)
        {
            if (length.Value.Length == 0) reader.Inherent(length, "it is empty");
            else reader.Bad(length, "a length, or a range of lengths");
        }

        if (length is not null && lengths is not null)
        {
            reader.State(length);
            said += length.Statement;
        }

        var isNot = prefix?.Value.StartsWith('!') == true;
        if (prefix is not null && Scalars.Prefix(prefix.Value.TrimStart('!')) is { } value)
        {
            reader.State(prefix);
            said += prefix.Statement;
            var range = lengths is { } l ? new PrefixRange(value, (int)Math.Min(l.Low, 128), (int)Math.Min(l.High, (uint)value.Width)) : PrefixRange.Exact(value);
            if (lengths is not null && range.MinLength < value.Length) range = range with { MinLength = value.Length };
            Condition inside = new Condition.PrefixIn(SetReference<PrefixSet>.Inline(new PrefixSet
            {
                Name = "",
                Afi = value.Afi,
                Entries = range.MinLength > range.MaxLength ? [] : [new SetEntry<PrefixRange>(true, range, prefix.Statement)],
            }));
            conditions.Add(isNot ? new Condition.Not(inside) : inside);
        }
        else if (prefix is not null)
        {
            if (prefix.Value.Length == 0) reader.Inherent(prefix, "it is empty");
            else reader.Bad(prefix, "a prefix");
        }
        else if (lengths is { } only)
        {
            var within = Within(NumericAttribute.PrefixLength, only);
            conditions.Add(length!.Value.StartsWith('!') ? new Condition.Not(within) : within);
        }
    }

    private static Condition Within(NumericAttribute attribute, NumberRange range) => range.IsSingle
        ? new Condition.Compare(attribute, Comparison.Equal, range.Low)
        : new Condition.And([new Condition.Compare(attribute, Comparison.GreaterOrEqual, range.Low), new Condition.Compare(attribute, Comparison.LessOrEqual, range.High)]);

    private bool ReadMatcher(Argument argument)
    {
        var isNot = argument.Value.StartsWith('!');
        var value = isNot ? argument.Value[1..] : argument.Value;
        if (value.Length == 0)
        {
            reader.Inherent(argument, "it is empty");
            return false;
        }

        if (Matcher(argument.Name, value) is not { } condition)
        {
            if (!Known.Contains(argument.Name)) return false;
            condition = new Condition.Opaque($"{argument.Name}={value}", $"policy.match.{argument.Name}");
        }

        conditions.Add(isNot ? new Condition.Not(condition) : condition);
        return true;
    }

    /// <summary>Matchers that the model has no terms for.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "protocol", "distance", "scope", "target-scope", "pref-src", "routing-mark", "route-comment", "route-tag", "route-targets", "site-of-origin", "address-family", "ospf-type", "match-chain", "bgp-as-path",
        "bgp-as-path-length", "bgp-weight", "bgp-local-pref", "bgp-med", "bgp-atomic-aggregate", "bgp-origin", "locally-originated-bgp", "bgp-communities",
    };

    private Condition? Matcher(string name, string value)
    {
        switch (name)
        {
            case "bgp-as-path":
                return new Condition.AsPathIn(SetReference<AsPathSet>.Inline(new AsPathSet { Name = "", Entries = [new SetEntry<AsPathPattern>(true, new AsPathPattern(AsPathDialect.Posix, value), item[name]!.Statement)] }));
            case "bgp-as-path-length" when Scalars.Range(value) is { } range:
                return Within(NumericAttribute.AsPathLength, range);
            case "bgp-local-pref" when Scalars.Range(value) is { } range:
                return Within(NumericAttribute.LocalPreference, range);
            case "bgp-med" when Scalars.Range(value) is { } range:
                return Within(NumericAttribute.Med, range);
            case "bgp-weight" when Scalars.Range(value) is { } range:
                return Within(NumericAttribute.Weight, range);
            case "route-tag" when Scalars.Range(value) is { } range:
                return Within(NumericAttribute.Tag, range);
            case "bgp-communities":
                return Patterns(CommunityKind.Standard, value) is { } patterns ? Includes(name, CommunityKind.Standard, patterns) : null;
            case "route-targets":
                return Patterns(CommunityKind.Extended, value, "rt:") is { } targets ? Includes(name, CommunityKind.Extended, targets) : null;
            case "site-of-origin":
                return Patterns(CommunityKind.Extended, value, "soo:") is { } sites ? Includes(name, CommunityKind.Extended, sites) : null;
            case "bgp-atomic-aggregate" when value is "present" or "absent":
                var has = new Condition.Has(RouteAttribute.AtomicAggregate);
                return value == "present" ? has : new Condition.Not(has);
            case "bgp-origin" when Enum.TryParse<RouteOrigin>(value, ignoreCase: true, out var parsed) && char.IsAsciiLetter(value[0]):
                return new Condition.OriginIs(parsed);
            case "locally-originated-bgp" when Scalars.Flag(value) is { } isLocal:
                var learned = new Condition.SourceIs([RouteSource.Bgp]);
                return isLocal ? new Condition.Not(learned) : learned;
            case "address-family" when value is "ip" or "ipv6":
                return new Condition.FamilyIs(value == "ip" ? Afi.Ipv4 : Afi.Ipv6);
            case "protocol":
                var sources = new List<RouteSource>();
                foreach (var word in value.Split(','))
                {
                    if (word == "connect") sources.Add(RouteSource.Connected);
                    else if (Words.Protocols.FirstOrDefault(p => p.Word == word) is { Word: not null } known) sources.Add(known.Source);
                    else return null;
                }

                return new Condition.SourceIs([.. sources]);
            case "ospf-type" when value is "external-type-1" or "external-type-2" or "inter-area":
                return new Condition.SourceIs([value switch { "external-type-1" => RouteSource.OspfExternal1, "external-type-2" => RouteSource.OspfExternal2, _ => RouteSource.OspfInterArea }]);
            default:
                return null;
        }
    }

    private Condition Includes(string name, CommunityKind kind, ImmutableArray<CommunityPattern> patterns) => new Condition.CommunityIn(SetReference<CommunitySet>.Inline(
        new CommunitySet { Name = "", Kind = kind, Entries = [new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf(patterns), item[name]!.Statement)] }));

    private static ImmutableArray<CommunityPattern>? Patterns(CommunityKind kind, string value, string prefix = "")
    {
        var patterns = ImmutableArray.CreateBuilder<CommunityPattern>();
        foreach (var word in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Communities.Read(kind, prefix + word) is not { } community) return null;
            patterns.Add(community);
        }

        return patterns.ToImmutable();
    }

    private bool ReadChange(Argument argument)
    {
        if (argument.Value.Length == 0 && argument.Name != "set-bgp-communities")
        {
            reader.Inherent(argument, "it is empty");
            return false;
        }

        if (argument.Name == "set-bgp-prepend" && argument.Value is "1")
        {
            reader.Inherent(argument, "the own AS is prepended once anyway");
            return false;
        }

        changes.Add(Change(argument.Name, argument.Value) ?? new PolicyAction.Opaque($"{argument.Name}={argument.Value}", $"policy.{argument.Name.Replace("set-", "set.", StringComparison.Ordinal)}"));
        return true;
    }

    private PolicyAction? Change(string name, string value)
    {
        switch (name)
        {
            case "set-bgp-local-pref" or "set-bgp-med" or "set-bgp-weight" or "set-route-tag" when Numbers.Change(value) is NumberChange.To to:
                return new PolicyAction.SetNumber(
                    name switch { "set-bgp-local-pref" => NumericAttribute.LocalPreference, "set-bgp-med" => NumericAttribute.Med, "set-bgp-weight" => NumericAttribute.Weight, _ => NumericAttribute.Tag }, to);
            case "set-bgp-prepend" when Scalars.UInt(value) is { } times and >= 2 and <= 250 && use.LocalAs.Count == 1:
                // The number counts the own AS that is put in front anyway.
                return new PolicyAction.PrependAsPath([.. Enumerable.Repeat(use.LocalAs.First(), (int)times - 1)]);
            case "set-bgp-prepend-path":
                var numbers = value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Scalars.As).ToArray();
                return numbers.Length > 0 && numbers.All(n => n is not null) ? new PolicyAction.PrependAsPath([.. numbers.Select(n => n!.Value)]) : null;
            case "set-bgp-communities":
                return Patterns(CommunityKind.Standard, value is "none" ? "" : value) is { } communities ? new PolicyAction.ReplaceCommunities(CommunityKind.Standard, communities) : null;
            case "append-bgp-communities":
                return Patterns(CommunityKind.Standard, value) is { } more ? new PolicyAction.AddCommunities(CommunityKind.Standard, more) : null;
            case "append-route-targets":
                return Patterns(CommunityKind.Extended, value, "rt:") is { } targets ? new PolicyAction.AddCommunities(CommunityKind.Extended, targets) : null;
            case "set-in-nexthop" or "set-out-nexthop" or "set-in-nexthop-ipv6" or "set-out-nexthop-ipv6" when Scalars.Address(value) is { } address:
                return new PolicyAction.SetNextHop(new NextHopChange.To(address));
            case "set-in-nexthop-linklocal" or "set-out-nexthop-linklocal" when Scalars.Address(value) is { } linkLocal:
                return new PolicyAction.SetNextHop(new NextHopChange.LinkLocal(linkLocal));
            case "set-type" when value == "blackhole":
                return new PolicyAction.SetNextHop(new NextHopChange.Blackhole());
            case "set-pref-src" when Scalars.Address(value) is { } source:
                return new PolicyAction.SetPreferredSource(source);
            default:
                return null;
        }
    }
}
