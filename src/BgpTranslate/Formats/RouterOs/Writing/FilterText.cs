using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Formats.RouterOs.Reading;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using BgpTranslate.Policy.AsPaths;
using BgpTranslate.Policy.Communities;

namespace BgpTranslate.Formats.RouterOs.Writing;

/// <summary>Conditions and changes in the words of release 7's filter rules.</summary>
/// <param name="lists">Lists that they refer to.</param>
/// <param name="owner">The chain, whose name lists of our own take.</param>
/// <param name="use">How the chain is used.</param>
/// <param name="fail">Told what has no words.</param>
internal sealed class FilterText(ListText lists, string owner, ChainUse use, Action<Origin, string, Disposition> fail)
{
    /// <summary>Never true: no prefix is longer.</summary>
    private const string Never = "dst-len > 128";

    /// <summary>Prefixes that are written in the rule; more of them make a list.</summary>
    private const int InPlace = 4;

    /// <summary>The group of RPKI caches that a rule needs the answer of; null when none is asked.</summary>
    public string? Rpki { get; private set; }

    // -------------------------------------------------------------------------------------------------- conditions

    /// <summary>A condition; where a sum stands in it, in parentheses.</summary>
    public string Condition(Condition condition)
    {
        switch (condition)
        {
            case Condition.Constant constant:
                return constant.Value ? "dst-len >= 0" : Never;
            case Condition.Not not:
                return $"not ({Condition(not.Operand)})";
            case Condition.And and:
                return string.Join(" && ", and.Parts.Select(p => p is Condition.Or ? $"({Condition(p)})" : Condition(p)));
            case Condition.Or or:
                return string.Join(" || ", or.Parts.Select(p => p is Condition.And ? $"({Condition(p)})" : Condition(p)));
        }

        if (Atom(condition) is { } text) return text;
        fail(condition.Origin, $"RouterOS cannot ask for it: {PolicyWords.Of(condition)}; the condition never holds", Disposition.Lost);
        return Never;
    }

    private string? Atom(Condition condition)
    {
        switch (condition)
        {
            case Condition.PrefixIn { Set.Set: null } or Condition.NextHopIn { Set.Set: null } or Condition.PeerAddressIn { Set.Set: null } or Condition.CommunityIn { Set.Set: null } or Condition.AsPathIn { Set.Set: null }:
                return Never;
            case Condition.PrefixIn { Set.Set: { } set }:
                return Prefixes(set, condition.Origin);
            case Condition.NextHopIn { Set.Set: { } set }:
                return Hosts("gw", set);
            case Condition.PeerAddressIn { Set.Set: { } set }:
                return Hosts("bgp-input-remote-addr", set);
            case Condition.FromPeer { Peer: var peer } when IpAddress.TryParse(peer.StartsWith("peer ", StringComparison.Ordinal) ? peer[5..] : peer, out var address):
                return $"bgp-input-remote-addr == {address}";
            case Condition.AsPathIn { Set.Set: { } set }:
                return Paths(set);
            case Condition.AsPathContains { Set.Set: { } set }:
                return NumberSet.Of(set) is { IsEmpty: false } contained ? $"bgp-as-path {AsSet(contained)}" : Never;
            case Condition.NumberIn { Attribute: NumericAttribute.FirstAs or NumericAttribute.LastAs, Set.Set: { } set } end:
                return PathEnd(end.Attribute, NumberSet.Of(set));
            case Condition.NumberIn { Set.Set: { } set } n when Numbers.Property(n.Attribute) is { } property:
                var ranges = NumberSet.Of(set).Ranges.Select(r => r.IsSingle ? Text($"{property} == {r.Low}") : Text($"{property} in {r.Low}-{r.High}")).ToArray();
                return ranges.Length == 0 ? Never : ranges.Length == 1 ? ranges[0] : $"({string.Join(" || ", ranges)})";
            case Condition.CommunityIn { Set.Set: { } set } c:
                return CommunitiesIn(set, c.Mode);
            case Condition.Compare compare:
                return Compare(compare);
            case Condition.Has { Attribute: RouteAttribute.AtomicAggregate }:
                return "bgp-atomic-aggregate";
            case Condition.Has { Attribute: RouteAttribute.Communities }:
                return "not bgp-communities-empty";
            case Condition.Has { Attribute: RouteAttribute.LargeCommunities }:
                return "not bgp-large-communities-empty";
            case Condition.Has { Attribute: RouteAttribute.ExtendedCommunities }:
                return "not bgp-ext-communities-empty";
            case Condition.OriginIs origin:
                return $"bgp-origin {origin.Value.ToString().ToLowerInvariant()}";
            case Condition.FamilyIs family:
                return family.Afi == Afi.Ipv4 ? "afi ipv4" : "afi ipv6";
            case Condition.SourceIs source:
                return Sources(source.Sources);
            case Condition.Rpki rpki:
                Rpki = rpki.Table;
                return $"rpki {rpki.State switch { RpkiState.Valid => "valid", RpkiState.Invalid => "invalid", _ => "unknown" }}";
            case Condition.Opaque { Text: var text } when IsOwnMatcher(text):
                return text;
            default:
                return null;
        }
    }

    /// <summary>A matcher of RouterOS's own that was carried through a policy.</summary>
    private static bool IsOwnMatcher(string text)
    {
        var end = text.IndexOf(' ');
        var property = end < 0 ? text : text[..end];
        return property is "active" or "blackhole" or "ospf-dn" or "suppress-hw-offload" or "use-te-nexthop" || (end > 0 && property is "distance" or "scope" or "scope-target" or "bgp-input-local-as"
            or "bgp-input-remote-as" or "bgp-output-local-as" or "bgp-output-remote-as" or "ospf-metric" or "rip-metric" or "rip-tag" or "bgp-path-prepend" or "gw-ll" or "pref-src" or "ospf-fwd"
            or "bgp-input-local-addr" or "bgp-output-local-addr" or "bgp-output-remote-addr" or "gw-check" or "chain" or "vrf" or "rtab" or "origin" or "comment" or "afi" or "protocol" or "ospf-type");
    }

    private static string? Sources(ImmutableArray<RouteSource> sources)
    {
        var parts = new List<string>();
        var words = Words.Protocols.Where(p => sources.Contains(p.Source)).Select(p => p.Word).ToArray();
        if (words.Length > 0) parts.Add($"protocol {string.Join(',', words)}");
        foreach (var (source, word) in new[] { (RouteSource.OspfInterArea, "inter"), (RouteSource.OspfExternal1, "ext1"), (RouteSource.OspfExternal2, "ext2") })
        {
            if (sources.Contains(source) && !sources.Contains(RouteSource.Ospf)) parts.Add($"ospf-type {word}");
        }

        // Routes of the kernel, of Babel and the like do not occur.
        return parts.Count switch { 0 => Never, 1 => parts[0], _ => $"({string.Join(" || ", parts)})" };
    }

    private static string? Compare(Condition.Compare c)
    {
        var sign = c.Operator switch
        {
            Comparison.Equal => "==",
            Comparison.NotEqual => "!=",
            Comparison.Less => "<",
            Comparison.LessOrEqual => "<=",
            Comparison.Greater => ">",
            _ => ">=",
        };
        switch (c.Attribute)
        {
            case NumericAttribute.CommunityCount or NumericAttribute.LargeCommunityCount or NumericAttribute.ExtendedCommunityCount:
                var empty = c.Attribute switch { NumericAttribute.CommunityCount => "bgp-communities-empty", NumericAttribute.LargeCommunityCount => "bgp-large-communities-empty", _ => "bgp-ext-communities-empty" };
                return (c.Operator, c.Value) switch
                {
                    (Comparison.Equal or Comparison.LessOrEqual, 0) or (Comparison.Less, 1) => empty,
                    (Comparison.NotEqual or Comparison.Greater, 0) or (Comparison.GreaterOrEqual, 1) => $"not {empty}",
                    _ => null,
                };
            case NumericAttribute.FirstAs or NumericAttribute.LastAs:
                var range = c.Operator switch
                {
                    Comparison.Equal or Comparison.NotEqual => new NumberRange(c.Value, c.Value),
                    Comparison.Less when c.Value > 0 => new NumberRange(0, c.Value - 1),
                    Comparison.LessOrEqual => new NumberRange(0, c.Value),
                    Comparison.Greater when c.Value < uint.MaxValue => new NumberRange(c.Value + 1, uint.MaxValue),
                    Comparison.GreaterOrEqual => new NumberRange(c.Value, uint.MaxValue),
                    _ => default(NumberRange?),
                };
                if (range is not { } wanted) return null;
                var text = PathEnd(c.Attribute, NumberSet.Of(wanted));
                return c.Operator == Comparison.NotEqual ? $"not ({text})" : text;
            case NumericAttribute.PrefixLength when c.Value > 128:
                return c.Operator is Comparison.Less or Comparison.LessOrEqual or Comparison.NotEqual ? "dst-len >= 0" : Never;
            case NumericAttribute.Med when c.Operator is Comparison.Equal or Comparison.NotEqual or Comparison.Less or Comparison.LessOrEqual or Comparison.Greater or Comparison.GreaterOrEqual:
                return Text($"bgp-med {sign} {c.Value}");
            case NumericAttribute.Tag:
                return null;
            default:
                return Numbers.Property(c.Attribute) is { } property ? Text($"{property} {sign} {c.Value}") : null;
        }
    }

    /// <summary>Paths by their first or last number; the empty path has neither, it counts as 0.</summary>
    private static string PathEnd(NumericAttribute attribute, NumberSet wanted)
    {
        var numbers = NumberSet.Of(wanted.Ranges.Where(r => r.High > 0).Select(r => r with { Low = Math.Max(r.Low, 1) }));
        var text = attribute == NumericAttribute.FirstAs ? $"bgp-as-path ^{AsSet(numbers)}" : $"bgp-as-path {AsSet(numbers)}$";
        return (wanted.Ranges is [{ Low: 0 }, ..], numbers.IsEmpty) switch
        {
            (true, true) => "bgp-path-len == 0",
            (true, _) => $"({text} || bgp-path-len == 0)",
            (_, true) => Never,
            _ => text,
        };
    }

    private static string AsSet(NumberSet numbers) => numbers.Ranges is [{ IsSingle: true } one] ? Text($"{one.Low}") : "[" + string.Join(' ', numbers.Ranges.Select(r => r.IsSingle ? Text($"{r.Low}") : Text($"{r.Low}-{r.High}"))) + "]";

    // ---------------------------------------------------------------------------------------------------- prefixes

    private string Prefixes(PrefixSet set, Origin origin)
    {
        if (set.Name.Length > 0 && ListText.IsAddressList(set)) return $"dst in {lists.Addresses(set)}";
        if (PrefixRanges.PermitOnly(set) is not { } ranges)
        {
            fail(origin, "the prefixes of the set are too many for RouterOS", Disposition.Lost);
            return Never;
        }

        var pieces = ranges.SelectMany(r => PrefixRanges.SplitCovering(r)).Where(r => r.MinLength <= r.MaxLength).ToArray();
        var parts = new List<string>();
        foreach (var afi in new[] { Afi.Ipv4, Afi.Ipv6 })
        {
            var exact = pieces.Where(r => r.Prefix.Afi == afi && r == PrefixRange.Exact(r.Prefix)).ToArray();
            var (hosts, networks) = (exact.Where(r => r.Prefix.Length == r.Prefix.Width).ToArray(), exact.Where(r => r.Prefix.Length < r.Prefix.Width).ToArray());
            var name = set.Name.Length > 0 ? set.Name : owner;
            var suffix = pieces.Any(r => r.Prefix.Afi != afi) ? afi == Afi.Ipv4 ? "-v4" : "-v6" : "";
            if (networks.Length > InPlace) parts.Add($"(dst in {lists.Addresses($"exact {set.Name}", name + suffix, networks.Select(n => (n.Prefix, OriginOf(set, n.Prefix))))} && dst-len < {IpAddress.WidthOf(afi)})");
            else parts.AddRange(networks.Select(n => $"dst == {n.Prefix}"));
            if (hosts.Length > InPlace) parts.Add($"dst in {lists.Addresses($"hosts {set.Name}", $"{name}{suffix}-hosts", hosts.Select(n => (n.Prefix, OriginOf(set, n.Prefix))))}");
            else parts.AddRange(hosts.Select(n => $"dst == {n.Prefix}"));
        }

        parts.AddRange(pieces.Where(r => r != PrefixRange.Exact(r.Prefix)).Select(Range));
        return parts.Count switch { 0 => Never, 1 => parts[0], _ => $"({string.Join(" || ", parts)})" };
    }

    private static Origin OriginOf(PrefixSet set, IpPrefix prefix) => Origin.Of(set.Entries.Where(e => e.Match.Prefix == prefix).SelectMany(e => e.Origin));

    private static string Range(PrefixRange r)
    {
        var (low, high) = (Math.Max(r.MinLength, r.Prefix.Length), r.MaxLength);
        var lengths = low == high ? Text($" && dst-len == {low}")
            : low == r.Prefix.Length ? high == r.Prefix.Width ? "" : Text($" && dst-len <= {high}")
            : high == r.Prefix.Width ? Text($" && dst-len >= {low}")
            : Text($" && dst-len in {low}-{high}");
        return lengths.Length == 0 ? $"dst in {r.Prefix}" : $"(dst in {r.Prefix}{lengths})";
    }

    /// <summary>Addresses in a set: as hosts, they are inside a prefix or not.</summary>
    private string? Hosts(string property, PrefixSet set)
    {
        if (set.Name.Length > 0 && ListText.IsAddressList(set)) return $"{property} in {lists.Addresses(set)}";
        if (PrefixRanges.PermitOnly(set) is not { } ranges) return null;
        var parts = ranges.Where(r => r.MaxLength == r.Prefix.Width && r.MinLength <= r.MaxLength).Select(r => r.Prefix.Length == r.Prefix.Width ? $"{property} == {r.Prefix.Address}" : $"{property} in {r.Prefix}").ToArray();
        return parts.Length switch { 0 => Never, 1 => parts[0], _ => $"({string.Join(" || ", parts)})" };
    }

    // ------------------------------------------------------------------------------------------------------- paths

    private string Paths(AsPathSet set)
    {
        string? result = null;
        foreach (var entry in set.Entries.Reverse())
        {
            var text = Path(entry);
            if (entry.Permit) result = result is null ? text : $"({text} || {result})";
            else if (result is not null) result = $"(not ({text}) && {result})";
        }

        return result ?? Never;
    }

    private string Path(SetEntry<AsPathPattern> entry)
    {
        if (entry.Match.Dialect == AsPathDialect.RouterOs7) return $"bgp-as-path {entry.Match.Text}";
        var expression = AsPathLanguage.Parse(entry.Match).Expression;
        if (expression is null && AsPathLanguage.ParseAsWholeNumbers(entry.Match) is { } whole)
        {
            expression = whole;
            fail(entry.Origin, $"'{entry.Match.Text}' finds parts of AS numbers too; RouterOS is asked for whole ones", Disposition.Approximated);
        }

        if (expression is not null)
        {
            var empty = AsPathLanguage.MatchesEmptyPath(expression);
            if (AsPathLanguage.WithoutEmptyPath(expression) is { } rest)
            {
                var printed = AsPathLanguage.Print(rest, AsPathDialect.RouterOs7)?.FirstOrDefault()?.Text;
                if (printed is "" or "." or ".*") printed = ".";
                if (printed is not null) return empty ? printed == "." ? "dst-len >= 0" : $"(bgp-as-path {printed} || bgp-path-len == 0)" : $"bgp-as-path {printed}";
                if (empty) return "bgp-path-len == 0";
            }
        }

        fail(entry.Origin, $"RouterOS has no expression for the AS path '{entry.Match.Text}'; it never matches", Disposition.Lost);
        return Never;
    }

    // ------------------------------------------------------------------------------------------------- communities

    private string? CommunitiesIn(CommunitySet set, CommunityMatchMode mode)
    {
        var property = Communities.Property(set.Kind);
        if (mode == CommunityMatchMode.Exact)
        {
            return set.Entries is [{ Permit: true, Match: CommunityMatch.AllOf { Patterns: var all } }] && Communities.WriteAll(all) is { } list ? $"{property} equal {list}" : null;
        }

        // One list for the whole set, where each entry asks for one community.
        if (set.Name.Length > 0 && set.Entries.All(e => e.Permit && e.Match is CommunityMatch.Expression or CommunityMatch.AllOf { Patterns.Length: 1 }) && lists.Communities(set, set.Name) is { } name)
            return $"{property} any-list {name}";
        string? result = null;
        foreach (var entry in set.Entries.Reverse())
        {
            if (Entry(entry, property, mode) is not { } text) return null;
            if (entry.Permit) result = result is null ? text : $"({text} || {result})";
            else if (result is not null) result = $"(not ({text}) && {result})";
        }

        return result ?? Never;
    }

    private static string? Entry(SetEntry<CommunityMatch> entry, string property, CommunityMatchMode mode)
    {
        switch (entry.Match)
        {
            case CommunityMatch.AllOf { Patterns.IsEmpty: true }:
                return "dst-len >= 0";
            case CommunityMatch.AllOf { Patterns: var patterns } when Communities.WriteAll(patterns) is { } list:
                return $"{property} {(mode == CommunityMatchMode.Any ? "any" : "includes")} {list}";
            case CommunityMatch.AllOf { Patterns: var patterns }:
                var parts = patterns.Select(p => Communities.Write(p) is { } one ? $"{property} includes {one}" : Everything(p) ? $"not {property}-empty"
                    : CommunityExpressions.PrintAnyOf([p], new CommunityBoundary("^", "$")) is { } ranges ? $"{property} any-regexp \"{ranges}\"" : null).ToArray();
                return parts.Contains(null) ? null : parts.Length == 1 ? parts[0] : $"({string.Join(mode == CommunityMatchMode.Any ? " || " : " && ", parts)})";
            case CommunityMatch.Expression expression:
                if (ListText.OnEach(expression.Text) is { } each) return $"{property} any-regexp \"{each}\"";
                return CommunityExpressions.Recognize(expression.Text, KindOf(property)) switch
                {
                    CommunityMeaning.Always => "dst-len >= 0",
                    CommunityMeaning.AnyOf { Patterns: var any } => any.IsEmpty ? Never : Joined(any, " || "),
                    CommunityMeaning.AllOf { Patterns: var all } => Joined(all, " && "),
                    _ => null,
                };
            default:
                return null;
        }

        string? Joined(ImmutableArray<CommunityPattern> patterns, string sign)
        {
            var parts = patterns.Select(p => Entry(new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([p])), property, CommunityMatchMode.Entries)).ToArray();
            return parts.Contains(null) ? null : parts.Length == 1 ? parts[0] : $"({string.Join(sign, parts)})";
        }
    }

    private static bool Everything(CommunityPattern p) =>
        p.Kind != CommunityKind.Extended && p.First == NumberRange.Any && p.Second == NumberRange.Any && (p.Kind != CommunityKind.Large || p.Third == NumberRange.Any);

    private static CommunityKind KindOf(string property) => Communities.KindOf(property) ?? CommunityKind.Standard;

    // ----------------------------------------------------------------------------------------------------- changes

    /// <summary>The statements for a change; none when RouterOS has no such change, which is told.</summary>
    public IEnumerable<string> Change(PolicyAction action)
    {
        if (InWords(action) is { } words) return words;
        fail(action.Origin, $"RouterOS cannot set: {PolicyWords.Of(action)}", Disposition.Lost);
        return [];
    }

    private string[]? InWords(PolicyAction action)
    {
        switch (action)
        {
            case PolicyAction.SetNumber { Attribute: NumericAttribute.Med, Change: var change } when Numbers.Text(change) is { } med:
                return [.. MedProperties.Select(p => $"set {p} {med}")];
            case PolicyAction.SetNumber { Attribute: NumericAttribute.LocalPreference or NumericAttribute.Weight } n when Numbers.Text(n.Change) is { } value:
                return n is { Attribute: NumericAttribute.Weight, Change: NumberChange.To { Value: > 65535 } } ? null : [$"set {Numbers.Property(n.Attribute)} {value}"];
            case PolicyAction.Remove { Attribute: RouteAttribute.Med }:
                return [.. MedProperties.Select(p => $"unset {p}")];
            case PolicyAction.Remove { Attribute: RouteAttribute.LocalPreference }:
                return ["unset bgp-local-pref"];
            case PolicyAction.Remove { Attribute: RouteAttribute.Communities } or PolicyAction.ReplaceCommunities { Kind: CommunityKind.Standard, Communities.IsEmpty: true }:
                return ["delete bgp-communities wk,other"];
            case PolicyAction.Remove { Attribute: RouteAttribute.LargeCommunities } or PolicyAction.ReplaceCommunities { Kind: CommunityKind.Large, Communities.IsEmpty: true }:
                return ["delete bgp-large-communities all"];
            case PolicyAction.Remove { Attribute: RouteAttribute.ExtendedCommunities } or PolicyAction.ReplaceCommunities { Kind: CommunityKind.Extended, Communities.IsEmpty: true }:
                return ["delete bgp-ext-communities rt,soo,other"];
            case PolicyAction.SetOrigin to:
                return [$"set bgp-origin {to.Value.ToString().ToLowerInvariant()}"];
            case PolicyAction.SetNextHop { Change: NextHopChange.To { Address: var address } }:
                return [$"set gw {address}"];
            case PolicyAction.SetNextHop { Change: NextHopChange.LinkLocal { Address: var address } }:
                return [$"set gw-ll {address}"];
            case PolicyAction.SetNextHop { Change: NextHopChange.Blackhole }:
                return ["set blackhole yes"];
            case PolicyAction.SetPreferredSource source:
                return [$"set pref-src {source.Address}"];
            case PolicyAction.ReplaceCommunities r when Communities.WriteAll(r.Communities) is { } list:
                return [$"set {Communities.Property(r.Kind)} {list}"];
            case PolicyAction.AddCommunities { Communities.IsEmpty: true }:
                return [];
            case PolicyAction.AddCommunities a when Communities.WriteAll(a.Communities) is { } list:
                return [$"append {Communities.Property(a.Kind)} {list}"];
            case PolicyAction.RemoveCommunities { Set.Set: null }:
                return [];
            case PolicyAction.RemoveCommunities { Set.Set: { } set }:
                return Selected("delete", set);
            case PolicyAction.KeepCommunities { Set.Set: { } set }:
                return Selected("filter", set);
            case PolicyAction.PrependAsPath { Numbers: var numbers } when use.LocalAs.Count == 1 && numbers.All(n => n == use.LocalAs.First()) && numbers.Length < 250:
                // The number counts the own AS that is put in front anyway.
                return [Text($"set bgp-path-prepend {numbers.Length + 1}")];
            case PolicyAction.PrependFirstAs { Times: var times }:
                return [Text($"set bgp-path-peer-prepend {times}")];
            case PolicyAction.Opaque { Text: var text } when IsOwnChange(text):
                return [text];
            default:
                return null;
        }
    }

    /// <summary>What goes to eBGP peers has a property of its own.</summary>
    private string[] MedProperties => use.IsOnlyToExternal ? ["bgp-out-med"] : use.IsToExternal ? ["bgp-med", "bgp-out-med"] : ["bgp-med"];

    private string[]? Selected(string verb, CommunitySet set)
    {
        var property = Communities.Property(set.Kind);
        if (set.Name.Length > 0 && lists.Communities(set, set.Name) is { } name) return [$"{verb} {property} {name}"];
        if (set.Entries.All(e => e.Permit && e.Match is CommunityMatch.AllOf { Patterns: [var one] } && Communities.Write(one) is not null))
        {
            var words = set.Entries.Select(e => Communities.Write(((CommunityMatch.AllOf)e.Match).Patterns[0])!).ToArray();
            return words.Length == 0 ? verb == "delete" ? [] : null : [$"{verb} {property} {string.Join(',', words)}"];
        }

        if (set.Entries is [{ Permit: true, Match: CommunityMatch.AllOf { Patterns: [var pattern] } }] && Class(pattern) is { } word) return [$"{verb} {property} {word}"];
        return lists.Communities(set, owner + "-communities") is { } list ? [$"{verb} {property} {list}"] : null;
    }

    private static string? Class(CommunityPattern p) => p switch
    {
        { Kind: CommunityKind.Standard, First: { Low: 65535, High: 65535 } } when p.Second == NumberRange.Any => "wk",
        { Kind: CommunityKind.Standard, First: { Low: 0, High: 65534 } } when p.Second == NumberRange.Any => "other",
        { Kind: CommunityKind.Extended, Subtype: "rt" or "soo" } when p.First == NumberRange.Any && p.Second == NumberRange.Any => p.Subtype,
        { Kind: CommunityKind.Large } when Everything(p) => "all",
        _ => null,
    };

    /// <summary>A change of RouterOS's own that was carried through a policy.</summary>
    private static bool IsOwnChange(string text) => text.Split(' ', 3) is ["set", "distance" or "scope" or "scope-target" or "bgp-igp-metric" or "comment" or "gw-check" or "use-te-nexthop" or "suppress-hw-offload"
        or "ospf-ext-metric" or "ospf-ext-tag" or "ospf-ext-type" or "gw-interface" or "bgp-path-prepend" or "bgp-path-peer-prepend", ..] or ["append", "comment", ..] or ["unset", "pref-src", ..];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
