using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Formats.RouterOs.Reading;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using BgpTranslate.Policy.AsPaths;
using BgpTranslate.Policy.Communities;
using BgpTranslate.Policy.Posix;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.RouterOs.Writing;

/// <summary>Conditions and changes as arguments of release 6's filter rules: one of a kind in a rule.</summary>
/// <param name="use">How the chain is used.</param>
/// <param name="fail">Told what has no words.</param>
internal sealed class OldFilterText(ChainUse use, Action<Origin, string, Disposition> fail)
{
    private const string NeverPath = "^0\\.0$";

    /// <summary>What a rule can hold.</summary>
    public static RuleForm Form { get; } = new() { ConditionSlot = SlotOf, ActionSlot = SlotOf };

    // -------------------------------------------------------------------------------------------------- preparation

    /// <summary>Conditions that release 6 has no argument for, as several that it has.</summary>
    public Condition Prepare(Condition condition) => condition switch
    {
        Condition.And and => Conjunction(and.Parts.Select(Prepare)),
        Condition.Or or => Condition.AnyOf(or.Parts.Select(Prepare)),
        Condition.Not not => new Condition.Not(Prepare(not.Operand)),
        Condition.PrefixIn { Set.Set: { } set } => Prefixes(set, condition.Origin),
        Condition.AsPathIn { Set.Set: { } set } => InOrder(set.Entries.Select(e => (e.Permit, Path(e)))),
        Condition.AsPathContains { Set.Set: { } set } => Condition.AnyOf(NumberSet.Of(set).Ranges.Select(r => Posix($"_{NumberExpressions.Of(r)}_", condition.Origin))),
        Condition.NumberIn { Attribute: NumericAttribute.FirstAs, Set.Set: { } set } => AnyPath(set, "^", "_", condition.Origin),
        Condition.NumberIn { Attribute: NumericAttribute.LastAs, Set.Set: { } set } => AnyPath(set, "_", "$", condition.Origin),
        Condition.NumberIn { Set.Set: { } set } n => Condition.AnyOf(NumberSet.Of(set).Ranges.Select(r => In(n.Attribute, r, condition.Origin))),
        Condition.CommunityIn { Set.Set: { Kind: not CommunityKind.Large } set, Mode: not CommunityMatchMode.Exact } c => InOrder(set.Entries.Select(e => (e.Permit, Communities(set.Kind, e, c.Mode)))),
        Condition.Compare { Operator: Comparison.NotEqual } c => new Condition.Not(Prepare(c with { Operator = Comparison.Equal })),
        Condition.Compare { Attribute: NumericAttribute.FirstAs or NumericAttribute.LastAs } c => NumberRangeOf(c) is { } range ? Prepare(new Condition.NumberIn(c.Attribute, SetReference<AsNumberSet>.Inline(
            new AsNumberSet { Name = "", Entries = [new SetEntry<NumberRange>(true, range)] }))) : Condition.False,
        Condition.Compare c => NumberRangeOf(c) is { } range ? In(c.Attribute, range, condition.Origin) : Condition.False,
        Condition.SourceIs s => Sources(s),
        Condition.Has { Attribute: RouteAttribute.AsPath } => Condition.True,
        _ => condition,
    };

    private static Condition In(NumericAttribute attribute, NumberRange range, Origin origin) => range == NumberRange.Any ? Condition.True : new Condition.NumberIn(attribute, SetReference<AsNumberSet>.Inline(
        new AsNumberSet { Name = "", Entries = [new SetEntry<NumberRange>(true, range)] }))
    { Origin = origin };

    /// <summary>Ranges of one number meet in one argument; a range of lengths is said with its prefix.</summary>
    private static Condition Conjunction(IEnumerable<Condition> conditions)
    {
        var numbers = new Dictionary<NumericAttribute, (NumberRange Range, Origin Origin)>();
        var others = new List<Condition>();
        foreach (var part in conditions.SelectMany(c => c is Condition.And and ? and.Parts : [c]))
        {
            if (part is Condition.NumberIn { Set.Set.Entries: [{ Match: var range }] } number)
            {
                var (before, origin) = numbers.GetValueOrDefault(number.Attribute, (NumberRange.Any, Origin.None));
                numbers[number.Attribute] = (new NumberRange(Math.Max(before.Low, range.Low), Math.Min(before.High, range.High)), origin + part.Origin);
            }
            else
            {
                others.Add(part);
            }
        }

        if (numbers.Values.Any(n => n.Range.Low > n.Range.High)) return Condition.False;
        if (numbers.TryGetValue(NumericAttribute.PrefixLength, out var lengths) && others.FindIndex(o => o is Condition.PrefixIn || (o is Condition.Or any && any.Parts.All(p => p is Condition.PrefixIn))) is >= 0 and var at)
        {
            numbers.Remove(NumericAttribute.PrefixLength);
            others[at] = Condition.AnyOf((others[at] is Condition.Or alternatives ? alternatives.Parts : [others[at]]).Select(p => Shortened((Condition.PrefixIn)p, lengths.Range)).OfType<Condition>());
        }

        return Condition.All(others.Concat(numbers.Select(n => In(n.Key, n.Value.Range, n.Value.Origin))));
    }

    private static Condition.PrefixIn? Shortened(Condition.PrefixIn condition, NumberRange lengths)
    {
        var entry = condition.Set.Set!.Entries[0];
        var range = entry.Match with { MinLength = Math.Max(entry.Match.MinLength, (int)Math.Min(lengths.Low, 200)), MaxLength = (int)Math.Min((uint)entry.Match.MaxLength, lengths.High) };
        return range.MinLength > range.MaxLength ? null : condition with { Set = SetReference<PrefixSet>.Inline(condition.Set.Set with { Entries = [entry with { Match = range }] }) };
    }

    private static NumberRange? NumberRangeOf(Condition.Compare c) => c.Operator switch
    {
        Comparison.Equal => new NumberRange(c.Value, c.Value),
        Comparison.Less when c.Value > 0 => new NumberRange(0, c.Value - 1),
        Comparison.LessOrEqual => new NumberRange(0, c.Value),
        Comparison.Greater when c.Value < uint.MaxValue => new NumberRange(c.Value + 1, uint.MaxValue),
        Comparison.GreaterOrEqual => new NumberRange(c.Value, uint.MaxValue),
        _ => null,
    };

    /// <summary>Paths by their first or last number, which counts as 0 for an empty path.</summary>
    private static Condition AnyPath(AsNumberSet set, string before, string after, Origin origin) => Condition.AnyOf(NumberSet.Of(set).Ranges
        .SelectMany(r => r.Low > 0 ? [r] : r.High > 0 ? new NumberRange?[] { null, new NumberRange(1, r.High) } : [null])
        .Select(r => Posix(r is { } numbers ? before + NumberExpressions.Of(numbers) + after : "^$", origin)));

    private static Condition InOrder(IEnumerable<(bool Permit, Condition Condition)> entries)
    {
        Condition result = Condition.False;
        foreach (var (permit, condition) in entries.Reverse())
            result = permit ? Condition.AnyOf(new[] { condition, result }.Where(c => c is not Condition.Constant { Value: false })) : new Condition.And([new Condition.Not(condition), result]);
        return result;
    }

    private Condition Prefixes(PrefixSet set, Origin origin)
    {
        if (PrefixRanges.PermitOnly(set) is not { } ranges)
        {
            fail(origin, "the prefixes of the set are too many for RouterOS", Disposition.Lost);
            return Condition.False;
        }

        return Condition.AnyOf(ranges.SelectMany(r => PrefixRanges.SplitCovering(r)).Where(r => r.MinLength <= r.MaxLength).Distinct().Select(r => new Condition.PrefixIn(SetReference<PrefixSet>.Inline(
            new PrefixSet { Name = "", Afi = r.Prefix.Afi, Entries = [new SetEntry<PrefixRange>(true, r, Origin.Of(set.Entries.Where(e => e.Match.Prefix == r.Prefix).SelectMany(e => e.Origin)))] }))
        { Origin = origin }));
    }

    private Condition Path(SetEntry<AsPathPattern> entry)
    {
        if (entry.Match.Dialect == AsPathDialect.Posix) return Posix(entry.Match.Text, entry.Origin);
        if (AsPathLanguage.Parse(entry.Match).Expression is { } expression && AsPathLanguage.Print(expression, AsPathDialect.Posix) is [var posix, ..]) return Posix(posix.Text, entry.Origin);
        fail(entry.Origin, $"RouterOS 6 has no expression for the AS path '{entry.Match.Text}'; it never matches", Disposition.Lost);
        return Condition.False;
    }

    private static Condition Posix(string text, Origin origin) => new Condition.AsPathIn(SetReference<AsPathSet>.Inline(
        new AsPathSet { Name = "", Entries = [new SetEntry<AsPathPattern>(true, new AsPathPattern(AsPathDialect.Posix, text), origin)] }));

    private Condition Communities(CommunityKind kind, SetEntry<CommunityMatch> entry, CommunityMatchMode mode)
    {
        var patterns = entry.Match switch
        {
            CommunityMatch.AllOf all => all.Patterns.All(p => p.IsSingle) ? all.Patterns : (ImmutableArray<CommunityPattern>?)null,
            CommunityMatch.Expression expression => CommunityExpressions.Recognize(expression.Text, kind) switch
            {
                CommunityMeaning.AllOf { Patterns: var all } when all.All(p => p.IsSingle) => all,
                CommunityMeaning.AnyOf { Patterns: [var one] } when one.IsSingle => [one],
                _ => null,
            },
            _ => null,
        };
        if (patterns is not { } wanted)
        {
            fail(entry.Origin, $"RouterOS 6 asks for whole communities alone, not for '{entry.Match}'; it never matches", Disposition.Lost);
            return Condition.False;
        }

        return mode == CommunityMatchMode.Any ? Condition.AnyOf(wanted.Select(w => One([w]))) : One(wanted);

        Condition One(ImmutableArray<CommunityPattern> all) => new Condition.CommunityIn(SetReference<CommunitySet>.Inline(
            new CommunitySet { Name = "", Kind = kind, Entries = [new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf(all), entry.Origin)] }));
    }

    private static Condition Sources(Condition.SourceIs s)
    {
        ImmutableArray<RouteSource> known = [.. s.Sources.Where(x => ProtocolOf(x) is not null)];
        var parts = known.IsEmpty ? [] : new List<Condition> { new Condition.SourceIs(known) };
        foreach (var type in s.Sources.Where(x => x is RouteSource.OspfInterArea or RouteSource.OspfExternal1 or RouteSource.OspfExternal2)) parts.Add(new Condition.SourceIs([type]));
        return Condition.AnyOf(parts);
    }

    // --------------------------------------------------------------------------------------------------- conditions

    private static string? SlotOf(Condition condition) => condition switch
    {
        Condition.PrefixIn => "prefix",
        Condition.NumberIn { Attribute: NumericAttribute.PrefixLength } => "prefix",
        Condition.NumberIn n => $"{n.Attribute}",
        Condition.AsPathIn => "path",
        Condition.CommunityIn { Set.Set: { } set } => $"communities {set.Kind}",
        Condition.SourceIs { Sources: [RouteSource.OspfInterArea or RouteSource.OspfExternal1 or RouteSource.OspfExternal2] } => "ospf-type",
        Condition.Opaque o => o.Text.Split('=')[0],
        _ => condition.GetType().Name,
    };

    /// <summary>The arguments that say a condition.</summary>
    public IEnumerable<(string Name, string Value)> Arguments(Condition condition)
    {
        switch (condition)
        {
            case Condition.PrefixIn { Set.Set.Entries: [{ Match: var range }] }:
                return range == PrefixRange.Exact(range.Prefix) ? [("prefix", range.Prefix.ToString())]
                    : [("prefix", range.Prefix.ToString()), ("prefix-length", Range((uint)range.MinLength, (uint)range.MaxLength))];
            case Condition.NumberIn { Set.Set.Entries: [{ Match: var bounds }] } n when Named(n.Attribute) is { } name:
                return [(name, Range(bounds.Low, Math.Min(bounds.High, n.Attribute switch { NumericAttribute.PrefixLength => 128u, NumericAttribute.AsPathLength => 1000u, _ => uint.MaxValue })))];
            case Condition.AsPathIn { Set.Set.Entries: [{ Match.Text: var text }] }:
                return [("bgp-as-path", text)];
            case Condition.CommunityIn { Mode: not CommunityMatchMode.Exact, Set.Set: { Kind: CommunityKind.Standard, Entries: [{ Match: CommunityMatch.AllOf { Patterns: var all } }] } } when Vocabulary.Communities.WriteAll(all) is not null:
                return [("bgp-communities", string.Join(',', all.Select(Word)))];
            case Condition.CommunityIn { Mode: not CommunityMatchMode.Exact, Set.Set: { Kind: CommunityKind.Extended, Entries: [{ Match: CommunityMatch.AllOf { Patterns: var all } }] } } when all.All(p => p.Subtype == "rt") && Vocabulary.Communities.WriteAll(all) is { } targets:
                return [("route-targets", targets.Replace("rt:", "", StringComparison.Ordinal))];
            case Condition.SourceIs { Sources: [RouteSource.OspfInterArea] }:
                return [("ospf-type", "inter-area")];
            case Condition.SourceIs { Sources: [RouteSource.OspfExternal1] }:
                return [("ospf-type", "external-type-1")];
            case Condition.SourceIs { Sources: [RouteSource.OspfExternal2] }:
                return [("ospf-type", "external-type-2")];
            case Condition.SourceIs source:
                return [("protocol", string.Join(',', source.Sources.Select(ProtocolOf)))];
            case Condition.OriginIs origin:
                return [("bgp-origin", origin.Value.ToString().ToLowerInvariant())];
            case Condition.FamilyIs family:
                return [("address-family", family.Afi == Afi.Ipv4 ? "ip" : "ipv6")];
            case Condition.Has { Attribute: RouteAttribute.AtomicAggregate }:
                return [("bgp-atomic-aggregate", "present")];
            case Condition.Opaque { Text: var own } when own.IndexOf('=') is > 0 and var equals && own[..equals] is "distance" or "scope" or "target-scope" or "pref-src" or "routing-mark" or "route-comment" or "match-chain":
                return [(own[..own.IndexOf('=')], own[(own.IndexOf('=') + 1)..])];
            default:
                fail(condition.Origin, $"RouterOS 6 cannot ask for it: {PolicyWords.Of(condition)}; the rule never matches", Disposition.Lost);
                return [("bgp-as-path", NeverPath)];
        }
    }

    private static string? Named(NumericAttribute attribute) => attribute switch
    {
        NumericAttribute.PrefixLength => "prefix-length",
        NumericAttribute.AsPathLength => "bgp-as-path-length",
        NumericAttribute.LocalPreference => "bgp-local-pref",
        NumericAttribute.Med => "bgp-med",
        NumericAttribute.Weight => "bgp-weight",
        NumericAttribute.Tag => "route-tag",
        _ => null,
    };

    private static string Range(uint low, uint high) => low == high ? low.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{low}-{high}");

    private static string? ProtocolOf(RouteSource source) => source switch
    {
        RouteSource.Bgp => "bgp",
        RouteSource.Connected => "connect",
        RouteSource.Static => "static",
        RouteSource.Ospf => "ospf",
        RouteSource.Rip => "rip",
        _ => null,
    };

    /// <summary>Release 6 has names for few communities.</summary>
    private static string Word(CommunityPattern community) => Vocabulary.Communities.Write(community) is "no-export" or "no-advertise" or "local-as" or "internet" ? Vocabulary.Communities.Write(community)! : Vocabulary.Communities.Write(community, withNames: false)!;

    // ----------------------------------------------------------------------------------------------------- changes

    private static string? SlotOf(PolicyAction action) => action switch
    {
        PolicyAction.SetNumber n => $"{n.Attribute}",
        PolicyAction.SetNextHop { Change: NextHopChange.LinkLocal } => "link-local next-hop",
        PolicyAction.SetNextHop => "next-hop",
        PolicyAction.ReplaceCommunities c => $"set {c.Kind}",
        PolicyAction.AddCommunities c => $"append {c.Kind}",
        PolicyAction.Remove r => $"remove {r.Attribute}",
        PolicyAction.PrependAsPath => "prepend",
        PolicyAction.Opaque o => o.Text.Split('=', ' ')[0] + o.Text.Split(' ').Skip(1).FirstOrDefault(),
        _ => action.GetType().Name,
    };

    /// <summary>The arguments that say a change; none when there are none, which is told.</summary>
    public IEnumerable<(string Name, string Value)> Change(PolicyAction action, bool isExport)
    {
        var way = isExport ? "out" : "in";
        switch (action)
        {
            case PolicyAction.SetNumber { Attribute: NumericAttribute.LocalPreference or NumericAttribute.Med or NumericAttribute.Weight or NumericAttribute.Tag, Change: NumberChange.To { Value: var value } } n:
                var name = n.Attribute switch { NumericAttribute.LocalPreference => "set-bgp-local-pref", NumericAttribute.Med => "set-bgp-med", NumericAttribute.Weight => "set-bgp-weight", _ => "set-route-tag" };
                return [(name, Range(value, value))];
            case PolicyAction.PrependAsPath { Numbers: var numbers } when use.LocalAs.Count == 1 && numbers.All(n => n == use.LocalAs.First()) && numbers.Length is > 0 and < 16:
                // The number counts the own AS that is put in front anyway.
                return [("set-bgp-prepend", Range((uint)numbers.Length + 1, (uint)numbers.Length + 1))];
            case PolicyAction.PrependAsPath { Numbers: var numbers }:
                return [("set-bgp-prepend-path", string.Join(',', numbers))];
            case PolicyAction.ReplaceCommunities { Kind: CommunityKind.Standard, Communities: var all } when all.All(c => c.IsSingle):
                return [("set-bgp-communities", string.Join(',', all.Select(Word)))];
            case PolicyAction.Remove { Attribute: RouteAttribute.Communities }:
                return [("set-bgp-communities", "")];
            case PolicyAction.AddCommunities { Kind: CommunityKind.Standard, Communities: var all } when all.All(c => c.IsSingle):
                return [("append-bgp-communities", string.Join(',', all.Select(Word)))];
            case PolicyAction.AddCommunities { Kind: CommunityKind.Extended, Communities: var all } when all.All(p => p.Subtype == "rt") && Vocabulary.Communities.WriteAll(all) is { } targets:
                return [("append-route-targets", targets.Replace("rt:", "", StringComparison.Ordinal))];
            case PolicyAction.SetNextHop { Change: NextHopChange.To { Address: var address } }:
                return [(address.Afi == Afi.Ipv4 ? $"set-{way}-nexthop" : $"set-{way}-nexthop-ipv6", address.ToString())];
            case PolicyAction.SetNextHop { Change: NextHopChange.LinkLocal { Address: var address } }:
                return [($"set-{way}-nexthop-linklocal", address.ToString())];
            case PolicyAction.SetNextHop { Change: NextHopChange.Blackhole }:
                return [("set-type", "blackhole")];
            case PolicyAction.SetPreferredSource { Address: var address }:
                return [("set-pref-src", address.ToString())];
            case PolicyAction.Opaque { Text: var own } when own.IndexOf('=') is > 0 and var equals && (own.StartsWith("set-", StringComparison.Ordinal) || own.StartsWith("append-", StringComparison.Ordinal)):
                return [(own[..equals], own[(equals + 1)..])];
            case PolicyAction.Opaque { Text: var own } when own.Split(' ') is ["set", "distance", var distance] && Scalars.UInt(distance) is <= 255:
                return [("set-distance", distance)];
            default:
                fail(action.Origin, $"RouterOS 6 cannot set: {PolicyWords.Of(action)}", Disposition.Lost);
                return [];
        }
    }
}
