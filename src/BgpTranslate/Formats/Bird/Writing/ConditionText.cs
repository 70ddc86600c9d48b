using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Formats.Bird.Reading;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>How strongly the parts of an expression hold together.</summary>
internal enum Binding
{
    /// <summary><c>&amp;&amp;</c> and <c>||</c>, which BIRD does not rank: in parentheses wherever they are part of something.</summary>
    Junction,

    /// <summary>A comparison.</summary>
    Comparison,

    /// <summary>A call, a constant, something in parentheses.</summary>
    Atom,
}

/// <summary>A condition in BIRD's words.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Negated">Its opposite.</param>
/// <param name="Binding">How both hold together.</param>
internal readonly record struct Expression(string Text, string Negated, Binding Binding = Binding.Comparison)
{
    /// <summary>Always true.</summary>
    public static Expression True { get; } = new("true", "false", Binding.Atom);

    /// <summary>Always false.</summary>
    public static Expression False { get; } = new("false", "true", Binding.Atom);

    /// <summary>The opposite.</summary>
    public Expression Not() => new(Negated, Text, Binding);

    /// <summary>As a part of a junction.</summary>
    public string AsPart => Binding == Binding.Junction ? $"({Text})" : Text;
}

/// <summary>Conditions as filter expressions (bird.md §7).</summary>
internal sealed class ConditionText(WritingContext context, SetDefinitions sets, Func<string, RpkiTables?> rpki)
{
    /// <summary>The feature of a condition that is in BIRD's own words.</summary>
    private const string OwnWords = "bird.condition";
    private readonly List<string> notes = [];
    private readonly List<string> missing = [];

    /// <summary>The family of all routes that the policy sees; null: both.</summary>
    public Afi? OnlyFamily { get; set; }

    /// <summary>Takes the remarks on what could not be written since the last call.</summary>
    public string[] TakeNotes()
    {
        string[] taken = [.. notes];
        notes.Clear();
        return taken;
    }

    /// <summary>Takes the constants that nobody defines and that were written since the last call.</summary>
    public string[] TakeMissing()
    {
        string[] taken = [.. missing.Distinct()];
        missing.Clear();
        return taken;
    }

    /// <summary>True for a condition that depends on what no file of the input defines.</summary>
    public bool DependsOnMissing(Condition condition) => condition switch
    {
        Condition.And c => c.Parts.Any(DependsOnMissing),
        Condition.Or c => c.Parts.Any(DependsOnMissing),
        Condition.Not c => DependsOnMissing(c.Operand),
        Condition.Opaque { Feature: ExpressionText.Undefined } => true,
        Condition.Rpki c => IsMissing(c),
        _ => false,
    };

    /// <summary>True for the check against a table that no file of the input has.</summary>
    private bool IsMissing(Condition.Rpki condition) => condition.Table.Length > 0 && !context.OriginatesExplicitly && rpki(condition.Table) is null;

    /// <summary>The condition.</summary>
    /// <param name="condition">What is asked.</param>
    /// <param name="origin">The statement it stands in.</param>
    /// <param name="otherwise">What stands for a part that cannot be written: the value that lets less through.</param>
    public Expression Of(Condition condition, Origin origin, bool otherwise)
    {
        if (!condition.Origin.IsNone) origin = condition.Origin;
        switch (condition)
        {
            case Condition.Constant c: return c.Value ? Expression.True : Expression.False;
            case Condition.And and: return Join("&&", Parts(and.Parts, origin, otherwise));
            case Condition.Or or: return Join("||", Parts(or.Parts, origin, otherwise));
            case Condition.Not not: return Of(not.Operand, origin, !otherwise).Not();
            case Condition.PrefixIn c: return c.Set.Set is { } set ? Prefixes("net", set) : Expression.False;
            case Condition.NextHopIn c: return c.Set.Set is { } hops ? Addresses("bgp_next_hop", hops, origin) : Expression.False;
            case Condition.PeerAddressIn c: return c.Set.Set is { } peers ? Addresses("from", peers, origin) : Expression.False;
            case Condition.AsPathIn c: return c.Set.Set is { } paths ? Paths(paths, origin, otherwise) : Expression.False;
            case Condition.AsPathContains c: return c.Set.Set is { } numbers ? Member("bgp_path", sets.Of(SetConditions.WithoutDenials(numbers))) : Expression.False;
            case Condition.NumberIn c: return c.Set.Set is { } range ? Number(c.Attribute, n => Member(n, sets.Of(range)), PolicyWords.Of(c), origin, otherwise) : Expression.False;
            case Condition.CommunityIn c: return c.Set.Set is { } communities ? Communities(communities, c.Mode, origin, otherwise) : Expression.False;
            case Condition.Compare c: return Number(c.Attribute, n => Compare(n, c.Operator, c.Value), PolicyWords.Of(c), origin, otherwise);
            case Condition.Has { Attribute: RouteAttribute.OnlyToCustomer or RouteAttribute.Aigp } c when context.OnlyFamily is not null: return Unknown(PolicyWords.Of(c), origin, otherwise);
            case Condition.Has c: return new Expression($"defined({NameOf(c.Attribute)})", $"!defined({NameOf(c.Attribute)})", Binding.Atom);
            case Condition.OriginIs c: return Equal("bgp_origin", OriginName(c.Value));
            case Condition.SourceIs c: return Sources(c.Sources, origin, otherwise);
            case Condition.ProtocolInstance c: return Pattern("proto", c.Pattern);
            case Condition.InterfaceIs c: return Pattern("ifname", c.Pattern);
            case Condition.FamilyIs c when context.OnlyFamily is { } only: return c.Afi == only ? Expression.True : Expression.False;
            case Condition.FamilyIs c: return Equal("net.type", c.Afi == Afi.Ipv4 ? "NET_IP4" : "NET_IP6");
            case Condition.FromPeer c:
                return IpAddress.TryParse(c.Peer, out var address)
                    ? IsElsewhere(address.Afi, origin) ? Expression.False : Equal("from", $"{address}")
                    : Unknown($"whether the route was learned from {c.Peer}", origin, otherwise);
            case Condition.Rpki c: return Rpki(c, OnlyFamily, origin, otherwise);
            case Condition.Opaque { Feature: OwnWords } c when !context.CanHold(c.Text): return Unknown(c.Text, origin, otherwise);
            case Condition.Opaque { Feature: OwnWords } c: return new Expression(c.Text, $"!({c.Text})", Binding.Junction);
            case Condition.Opaque { Feature: ExpressionText.Undefined } c when context.Missing.InCondition(c.Text) is { } constants:
                missing.AddRange(constants);
                context.NeedsInput(context.Missing.NamesIn(c.Text), origin);
                return new Expression(c.Text, $"!({c.Text})", Binding.Junction);
            case Condition.Opaque c: return Unknown(c.Text, origin, otherwise);
            default: return Unknown(PolicyWords.Of(condition), origin, otherwise);
        }
    }

    /// <summary>BIRD's name of an attribute.</summary>
    public static string NameOf(RouteAttribute attribute) => attribute switch
    {
        RouteAttribute.LocalPreference => "bgp_local_pref",
        RouteAttribute.Med => "bgp_med",
        RouteAttribute.Origin => "bgp_origin",
        RouteAttribute.AsPath => "bgp_path",
        RouteAttribute.NextHop => "bgp_next_hop",
        RouteAttribute.Communities => "bgp_community",
        RouteAttribute.LargeCommunities => "bgp_large_community",
        RouteAttribute.ExtendedCommunities => "bgp_ext_community",
        RouteAttribute.AtomicAggregate => "bgp_atomic_aggr",
        RouteAttribute.Aggregator => "bgp_aggregator",
        RouteAttribute.OriginatorId => "bgp_originator_id",
        RouteAttribute.ClusterList => "bgp_cluster_list",
        RouteAttribute.OnlyToCustomer => "bgp_otc",
        _ => "bgp_aigp",
    };

    /// <summary>BIRD's name of a number; null when it has none.</summary>
    public static string? NameOf(NumericAttribute attribute) => attribute switch
    {
        NumericAttribute.LocalPreference => "bgp_local_pref",
        NumericAttribute.Med => "bgp_med",
        NumericAttribute.Tag => "ospf_tag",
        NumericAttribute.AsPathLength => "bgp_path.len",
        NumericAttribute.PrefixLength => "net.len",
        NumericAttribute.CommunityCount => "bgp_community.len",
        NumericAttribute.LargeCommunityCount => "bgp_large_community.len",
        NumericAttribute.ExtendedCommunityCount => "bgp_ext_community.len",
        NumericAttribute.Preference => "preference",
        NumericAttribute.IgpMetric => "igp_metric",
        NumericAttribute.SourceMetric => "krt_metric",
        NumericAttribute.FirstAs => "bgp_path.first",
        NumericAttribute.LastAs => "bgp_path.last",
        _ => null,
    };

    /// <summary>BIRD's name of an ORIGIN.</summary>
    public static string OriginName(RouteOrigin origin) => origin switch
    {
        RouteOrigin.Igp => "ORIGIN_IGP",
        RouteOrigin.Egp => "ORIGIN_EGP",
        _ => "ORIGIN_INCOMPLETE",
    };

    private Expression Unknown(string what, Origin origin, bool otherwise)
    {
        notes.Add($"not in the output: {what.ReplaceLineEndings(" ")}");
        context.Announce(Disposition.Lost, $"BIRD cannot ask: {what}; written so that less passes", origin: origin);
        return otherwise ? Expression.True : Expression.False;
    }

    private static Expression Join(string word, IEnumerable<Expression> parts)
    {
        var isAnd = word == "&&";
        var all = new List<Expression>();
        foreach (var part in parts)
        {
            if (part == Expression.True || part == Expression.False)
            {
                if (part == Expression.True == isAnd) continue;
                return part;
            }

            all.Add(part);
        }

        return all.Count switch
        {
            0 => isAnd ? Expression.True : Expression.False,
            1 => all[0],
            _ => new Expression(string.Join($" {word} ", all.Select(p => p.AsPart)), Opposite(word, all), Binding.Junction),
        };
    }

    private static string Opposite(string word, List<Expression> parts) =>
        parts.All(p => p.Binding != Binding.Junction && p.Negated.Length <= p.Text.Length + 3)
            ? string.Join(word == "&&" ? " || " : " && ", parts.Select(p => p.Negated))
            : $"!({string.Join($" {word} ", parts.Select(p => p.AsPart))})";

    private static Expression Member(string what, string set) => new($"{what} ~ {set}", $"{what} !~ {set}");

    /// <summary>Parts of a set in order: the first that holds the value decides.</summary>
    private static Expression InOrder(IReadOnlyList<(bool Permit, Expression Match)> parts)
    {
        var result = Expression.False;
        for (var i = parts.Count - 1; i >= 0; i--)
            result = parts[i].Permit ? Join("||", [parts[i].Match, result]) : Join("&&", [parts[i].Match.Not(), result]);
        return result;
    }

    private static Expression Member(string what, SetRun[] runs) => InOrder([.. runs.Select(r => (r.Permit, Member(what, r.Text)))]);

    private static Expression Equal(string left, string right) => new($"{left} = {right}", $"{left} != {right}");

    private static Expression Pattern(string what, string pattern) =>
        pattern.Contains('*') || pattern.Contains('?') || pattern.Contains('[')
            ? Member(what, WritingContext.Quote(pattern))
            : Equal(what, WritingContext.Quote(pattern));

    private Expression Prefixes(string what, PrefixSet set)
    {
        var families = set.Afi is { } afi ? [afi] : set.Entries.Select(e => e.Match.Prefix.Afi).Distinct().Order().ToArray();
        return Join("||", families.Where(f => !context.IsForeign(f)).Select(f => Member(what, sets.Of(set, f))));
    }

    /// <summary>An address in a set of prefixes: as a host, so only ranges that reach to hosts count.</summary>
    private Expression Addresses(string what, PrefixSet set, Origin origin)
    {
        var parts = new List<(bool, Expression)>();
        foreach (var (permit, match, _, _) in set.Entries.Where(e => e.Match.MaxLength >= e.Match.Prefix.Width && e.Match.MinLength <= e.Match.Prefix.Width))
        {
            if (IsElsewhere(match.Prefix.Afi, origin)) continue;
            parts.Add((permit, match.Prefix.Length == match.Prefix.Width ? Equal(what, $"{match.Prefix.Address}") : Member(what, $"{match.Prefix}")));
        }

        return InOrder(parts);
    }

    /// <summary>True for an address of the family that the daemon does not speak: none of its routes has such a next hop, or comes from such a peer.</summary>
    private bool IsElsewhere(Afi afi, Origin origin)
    {
        if (!context.IsForeign(afi)) return false;
        context.Announce(Disposition.Inherent, "next hops and peers of this daemon have addresses of its own family", origin: origin);
        return true;
    }

    private Expression Paths(AsPathSet set, Origin origin, bool otherwise)
    {
        var parts = new List<(bool, Expression)>();
        foreach (var entry in set.Entries)
        {
            var source = entry.Origin.IsNone ? origin : entry.Origin;
            if (entry.Match.Dialect == AsPathDialect.BirdMask && context.OnlyFamily is not null && entry.Match.Text.AsSpan().ContainsAny('[', '+'))
            {
                parts.Add((entry.Permit, Unknown($"AS path {entry.Match.Text}", source, entry.Permit ? otherwise : !otherwise)));
                continue;
            }

            if (entry.Match.Dialect == AsPathDialect.BirdMask)
            {
                parts.Add((entry.Permit, Member("bgp_path", $"[= {entry.Match.Text.Trim()} =]")));
                continue;
            }

            var masks = entry.Match.Dialect == AsPathDialect.Posix ? AsPathMasks.OfPosix(entry.Match.Text) : AsPathMasks.OfNumbers(entry.Match);
            if (masks is null || (context.OnlyFamily is not null && masks.Masks.Any(m => m.AsSpan().ContainsAny('[', '+'))))
            {
                parts.Add((entry.Permit, Unknown($"AS path {entry.Match.Text}", source, entry.Permit ? otherwise : !otherwise)));
                continue;
            }

            if (!masks.IsExact)
                context.Announce(Disposition.Approximated, $"'{entry.Match.Text}' finds parts of AS numbers too; BIRD compares whole numbers", origin: source);
            parts.Add((entry.Permit, Join("||", masks.Masks.Select(m => m.Length == 0 ? Equal("bgp_path.len", "0") : m == "*" ? Expression.True : Member("bgp_path", $"[= {m} =]")))));
        }

        return InOrder(parts);
    }

    private Expression Communities(CommunitySet set, CommunityMatchMode mode, Origin origin, bool otherwise)
    {
        var attribute = SetText.AttributeOf(set.Kind);
        if (mode != CommunityMatchMode.Exact && sets.Of(set) is { } runs)
        {
            // One community alone reads best the way people ask for it.
            if (runs.Length == 1 && set.Entries is [{ Permit: true, Match: CommunityMatch.AllOf { Patterns: [{ IsSingle: true } only] } }] && set.Name.Length == 0)
                return Member(SetText.Of(only)!, attribute);
            return Member(attribute, runs);
        }

        return InOrder([.. set.Entries.Select(e => (e.Permit, Match(e, mode, attribute, e.Origin.IsNone ? origin : e.Origin, e.Permit ? otherwise : !otherwise)))]);
    }

    private Expression Match(SetEntry<CommunityMatch> entry, CommunityMatchMode mode, string attribute, Origin origin, bool otherwise)
    {
        if (entry.Match is not CommunityMatch.AllOf { Patterns: var patterns }) return Unknown($"communities {entry.Match}", origin, otherwise);
        var texts = patterns.Select(p => (Pattern: p, Text: SetText.Of(p))).ToArray();
        if (texts.FirstOrDefault(t => t.Text is null) is { Text: null, Pattern: var missing } && texts.Any(t => t.Text is null))
            return Unknown($"community {missing}", origin, otherwise);
        var each = texts.Select(t => t.Pattern.IsSingle ? Member(t.Text!, attribute) : Member(attribute, $"[ {t.Text} ]")).ToArray();
        if (mode == CommunityMatchMode.Any) return Join("||", each);
        if (mode == CommunityMatchMode.Entries) return Join("&&", each);
        if (!patterns.All(p => p.IsSingle)) return Unknown($"whether the communities are exactly {entry.Match}", origin, otherwise);
        var count = patterns.Distinct().Count().ToString(CultureInfo.InvariantCulture);
        return Join("&&", [.. each, Equal($"{attribute}.len", count)]);
    }

    private Expression Number(NumericAttribute attribute, Func<string, Expression> test, string what, Origin origin, bool otherwise) =>
        NameOf(attribute) is { } name ? test(name) : Unknown(what, origin, otherwise);

    /// <summary>An absent number counts as 0 in the model and as less than 0 in BIRD: only tests against 0 differ.</summary>
    private static Expression Compare(string name, Comparison comparison, uint value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return (comparison, value) switch
        {
            (Comparison.Less, 0) => Expression.False,
            (Comparison.GreaterOrEqual, 0) => Expression.True,
            (Comparison.Equal, 0) when !name.Contains('.') => new Expression($"{name} <= 0", $"{name} > 0"),
            (Comparison.NotEqual, 0) when !name.Contains('.') => new Expression($"{name} > 0", $"{name} <= 0"),
            (Comparison.Equal, _) => Equal(name, text),
            (Comparison.NotEqual, _) => Equal(name, text).Not(),
            (Comparison.Less, _) => new Expression($"{name} < {text}", $"{name} >= {text}"),
            (Comparison.LessOrEqual, _) => new Expression($"{name} <= {text}", $"{name} > {text}"),
            (Comparison.Greater, _) => new Expression($"{name} > {text}", $"{name} <= {text}"),
            _ => new Expression($"{name} >= {text}", $"{name} < {text}"),
        };
    }

    private Expression Sources(ImmutableArray<RouteSource> sources, Origin origin, bool otherwise)
    {
        var words = new List<string>();
        foreach (var source in sources)
        {
            string[] names = source switch
            {
                RouteSource.Bgp => ["RTS_BGP"],
                RouteSource.Static => ["RTS_STATIC"],
                RouteSource.Connected or RouteSource.Local => ["RTS_DEVICE"],
                RouteSource.Kernel => ["RTS_INHERIT"],
                RouteSource.Ospf => ["RTS_OSPF", "RTS_OSPF_IA", "RTS_OSPF_EXT1", "RTS_OSPF_EXT2"],
                RouteSource.OspfInterArea => ["RTS_OSPF_IA"],
                RouteSource.OspfExternal1 => ["RTS_OSPF_EXT1"],
                RouteSource.OspfExternal2 => ["RTS_OSPF_EXT2"],
                RouteSource.Rip => ["RTS_RIP"],
                RouteSource.Babel => ["RTS_BABEL"],
                _ => [],
            };
            if (names.Length == 0 || source == RouteSource.Local)
            {
                var unknown = Unknown($"whether the route comes from {source}", origin, otherwise);
                if (unknown == Expression.True) return unknown;
                continue;
            }

            words.AddRange(names.Where(n => !words.Contains(n)));
        }

        return words.Count switch
        {
            0 => Expression.False,
            1 => Equal("source", words[0]),
            _ => Member("source", SetText.Literal(words)),
        };
    }

    /// <summary>The parts of a junction. A ROA table of one family finds no routes of the other, so that the family need not be asked beside it.</summary>
    private IEnumerable<Expression> Parts(ImmutableArray<Condition> parts, Origin origin, bool otherwise)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            var family = parts[i] switch
            {
                Condition.FamilyIs f when i + 1 < parts.Length && parts[i + 1] is Condition.Rpki { Table: "", State: not RpkiState.NotFound } => f.Afi,
                Condition.Not { Operand: Condition.FamilyIs f } when i + 1 < parts.Length && parts[i + 1] is Condition.Rpki { Table: "", State: RpkiState.NotFound } => f.Afi,
                _ => (Afi?)null,
            };
            yield return family is null ? Of(parts[i], origin, otherwise) : Rpki((Condition.Rpki)parts[++i], family, origin, otherwise);
        }
    }

    private Expression Rpki(Condition.Rpki condition, Afi? family, Origin origin, bool otherwise)
    {
        var state = condition.State switch { RpkiState.Valid => "ROA_VALID", RpkiState.Invalid => "ROA_INVALID", _ => "ROA_UNKNOWN" };
        if (rpki(condition.Table) is not { } tables)
        {
            if (IsMissing(condition) && context.Missing.InCondition($"roa_check({condition.Table}) = {state}") is { } names)
            {
                missing.AddRange(names);
                context.NeedsInput(names, origin);
                return Equal($"roa_check({condition.Table})", state);
            }

            return Unknown($"the RPKI state, as no cache is known{(condition.Table.Length > 0 ? $" for {condition.Table}" : "")}", origin, otherwise);
        }

        if ((family switch { Afi.Ipv4 => tables.Ipv4, Afi.Ipv6 => tables.Ipv6, _ => null } ?? tables.Single) is { } single) return Equal($"roa_check({single})", state);
        return Join("||",
        [
            Join("&&", [Equal("net.type", "NET_IP4"), Equal($"roa_check({tables.Ipv4})", state)]),
            Join("&&", [Equal("net.type", "NET_IP6"), Equal($"roa_check({tables.Ipv6})", state)]),
        ]);
    }
}

/// <summary>The ROA tables to ask: one for each family, or one alone.</summary>
internal sealed record RpkiTables(string? Ipv4, string? Ipv6)
{
    /// <summary>The only table there is, if so.</summary>
    public string? Single => Ipv4 is null ? Ipv6 : Ipv6 is null ? Ipv4 : null;
}
