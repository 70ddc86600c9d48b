using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Formats.FortiOs.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Policy;
using BgpTranslate.Policy.AsPaths;
using BgpTranslate.Policy.Communities;

namespace BgpTranslate.Formats.FortiOs.Writing;

/// <summary>
/// The lists of one VDOM in FortiOS's forms and under its names. A list is written when it is first asked for; sets written in place get a made-up name, and a name that
/// nothing has becomes a list that nothing is in: FortiOS refuses dangling ones.
/// </summary>
internal sealed class Lists(ConfigBlock root, FormatVersion release)
{
    private const int NameLength = 35, ExpressionLength = 63, CommunityExpressionLength = 255;

    private readonly Dictionary<string, Naming> names = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Table, string Content), string> defined = [];

    /// <summary>Names that had to change.</summary>
    public IEnumerable<KeyValuePair<string, string>> Renamed => names.Values.SelectMany(n => n.Renamed).Where(r => !r.Key.StartsWith("inline ", StringComparison.Ordinal));

    /// <summary>Names as FortiOS allows them.</summary>
    public static Naming NewNaming(int length = NameLength) => new(IsPart, IsPart, [], length);

    private static bool IsPart(char c) => c > ' ' && c < 0x7F && c is not ('<' or '>' or '(' or ')' or '#' or '\'' or '"' or '\\' or '?' or '{' or '}');

    // ---------------------------------------------------------------------------------------------- prefix sets

    /// <summary>The prefix list with the members of one address family.</summary>
    public string PrefixList(SetReference<PrefixSet> reference, Afi afi, string owner = "none")
    {
        var set = reference.Set ?? new PrefixSet { Name = reference.Name ?? "", Afi = afi };
        var table = "router prefix-list" + Suffix(afi);
        return Define(table, $"list {afi}", set, set.Term(afi), owner, Content(set.Entries), list =>
        {
            var pieces = set.Entries.Where(e => e.Match.Prefix.Afi == afi).SelectMany(e => PrefixRanges.SplitCovering(e.Match).Select(m => e with { Match = m })).ToList();
            Rules(list, pieces, false, (rule, entry) =>
            {
                var (prefix, low, high) = (entry.Match.Prefix, entry.Match.MinLength, entry.Match.MaxLength);
                if (prefix.Length == 0 && low == 0 && high == prefix.Width)
                {
                    rule.Set(Attribute(afi), ["any"], entry.Origin);
                    return;
                }

                rule.Set(Attribute(afi), Words(prefix), entry.Origin);
                if (low > prefix.Length) rule.Set("ge", [Text(low)], entry.Origin);
                if (high > prefix.Length && !(high == prefix.Width && low > prefix.Length)) rule.Set("le", [Text(high)], entry.Origin);
            });
        });
    }

    /// <summary>The access list of a set; null when access lists cannot hold it.</summary>
    public string? AccessList(SetReference<PrefixSet> reference, Afi afi)
    {
        var set = reference.Set ?? new PrefixSet { Name = reference.Name ?? "", Afi = afi, Kind = PrefixSetKind.AccessList };
        var entries = set.Entries.Where(e => e.Match.Prefix.Afi == afi).ToList();
        if (!entries.All(e => IsAccess(e.Match))) return null;
        return Define("router access-list" + Suffix(afi), $"list {afi}", set, $"access-list {set.Afi ?? afi}", "access", Content(set.Entries), list => Rules(list, entries, false, (rule, entry) =>
        {
            var prefix = entry.Match.Prefix;
            if (entry.Match == PrefixRange.OrLonger(prefix))
            {
                rule.Set(Attribute(afi), prefix.Length == 0 ? ["any"] : Words(prefix), entry.Origin);
            }
            else if (entry.Match == PrefixRange.Exact(prefix))
            {
                rule.Set(Attribute(afi), Words(prefix), entry.Origin);
                rule.Set("exact-match", ["enable"], entry.Origin);
            }
            else
            {
                rule.Set("wildcard", [prefix.Address.ToString(), new IpAddress(~IpPrefix.MaskOf(prefix.Length, 32) & uint.MaxValue, Afi.Ipv4).ToString()], entry.Origin);
            }
        }));
    }

    /// <summary>The list of a set for places that take both kinds: the kind it is, where it can be.</summary>
    public string AnyList(SetReference<PrefixSet> reference, Afi afi, string owner) =>
        reference.Set?.Kind == PrefixSetKind.AccessList && reference.Set.Name.Length > 0 && AccessList(reference, afi) is { } access ? access : PrefixList(reference, afi, owner);

    /// <summary>A prefix exactly or with what is in it; for IPv4 also any length whose network address agrees outside of a wildcard.</summary>
    private static bool IsAccess(PrefixRange range)
    {
        if (range == PrefixRange.OrLonger(range.Prefix) || range == PrefixRange.Exact(range.Prefix)) return true;
        if (range.Prefix.Afi == Afi.Ipv6) return false;
        var address = range.Prefix.Address.Bits;
        var shortest = address == 0 ? 0 : 32 - (int)UInt128.TrailingZeroCount(address);
        return range.MaxLength == 32 && range.MinLength == Math.Min(shortest, range.Prefix.Length);
    }

    // ---------------------------------------------------------------------------------------------- AS-path sets

    /// <summary>The AS-path list of a set; null when some expression has no form that FortiOS takes.</summary>
    public string? AsPathList(SetReference<AsPathSet> reference, string owner = "none")
    {
        var set = reference.Set ?? new AsPathSet { Name = reference.Name ?? "" };
        var entries = new List<SetEntry<string>>();
        foreach (var entry in set.Entries)
        {
            if (Posix(entry.Match) is not { } texts || texts.Any(t => t.Length > ExpressionLength)) return null;
            entries.AddRange(texts.Select(t => new SetEntry<string>(entry.Permit, t, entry.Origin, texts.Length == 1 ? entry.Sequence : null)));
        }

        return Define("router aspath-list", "paths", set, "as-path-set", owner, Content(set.Entries), list => Rules(list, entries, true, (rule, entry) => rule.Set("regexp", [entry.Match], entry.Origin)));
    }

    private static string[]? Posix(AsPathPattern pattern)
    {
        if (pattern.Dialect == AsPathDialect.Posix) return [pattern.Text];
        return AsPathLanguage.Parse(pattern).Expression is { } expression && AsPathLanguage.Print(expression, AsPathDialect.Posix) is { } texts ? [.. texts.Select(t => t.Text)] : null;
    }

    // -------------------------------------------------------------------------------------------- community sets

    /// <summary>The community list of a set; null when FortiOS has no form for it.</summary>
    public string? CommunityList(SetReference<CommunitySet> reference, string owner)
    {
        var set = reference.Set ?? new CommunitySet { Name = reference.Name ?? "" };
        if (set.Kind == CommunityKind.Large || (set.Kind == CommunityKind.Extended && !AttributeNames.IsKnown("match-extcommunity", release))) return null;
        var named = set.Entries.Select(e => (Entry: e, Words: Names(set.Kind, e.Match))).ToList();
        var isExpanded = named.Any(n => n.Words is null);
        var entries = isExpanded ? [.. set.Entries.Select(e => (Entry: e, Words: Expression(e.Match) is { Length: <= CommunityExpressionLength } text ? new[] { text } : null))] : named;
        if (entries.Any(e => e.Words is null)) return null;
        var table = set.Kind == CommunityKind.Standard ? "router community-list" : "router extcommunity-list";
        return Define(table, table, set, set.Term(), owner, Content(set.Entries), list =>
        {
            if (isExpanded) list.Set("type", ["expanded"], set.Origin);
            Rules(list, [.. entries.Select(e => new SetEntry<(CommunityMatch Match, string[] Words)>(e.Entry.Permit, (e.Entry.Match, e.Words!), e.Entry.Origin, e.Entry.Sequence))], true, (rule, entry) =>
            {
                if (set.Kind == CommunityKind.Extended && entry.Match.Match is CommunityMatch.AllOf { Patterns: [var first, ..] } && !isExpanded) rule.Set("type", [first.Subtype], entry.Origin);
                rule.Set(isExpanded ? "regexp" : "match", [string.Join(' ', entry.Match.Words)], entry.Origin);
            });
        });
    }

    /// <summary>The words of an entry that names communities; null for others.</summary>
    private static string[]? Names(CommunityKind kind, CommunityMatch match)
    {
        if (match is not CommunityMatch.AllOf { Patterns: var patterns } || !patterns.All(p => p.IsSingle)) return null;
        if (patterns.IsEmpty) return kind == CommunityKind.Standard ? ["internet"] : null;
        if (kind == CommunityKind.Extended && (patterns[0].Subtype is not ("rt" or "soo") || patterns.Any(p => p.Subtype != patterns[0].Subtype))) return null;
        return [.. patterns.Select(Communities.Format)];
    }

    private static string? Expression(CommunityMatch match) => match switch
    {
        CommunityMatch.Expression expression => expression.Text,
        CommunityMatch.AllOf { Patterns.IsEmpty: true } => ".*",
        CommunityMatch.AllOf { Patterns: var patterns } => CommunityExpressions.PrintAllOf(patterns, CommunityBoundary.Underscore),
        _ => null,
    };

    // ------------------------------------------------------------------------------------------------- together

    private string Define(string table, string space, DefinedSet set, string kind, string owner, string content, Action<ConfigBlock> write)
    {
        if (!names.TryGetValue(space, out var naming)) names.Add(space, naming = NewNaming());
        var isNamed = set.Name.Length > 0;
        var key = (table, isNamed ? "named " + set.Name : content);
        if (defined.TryGetValue(key, out var known)) return known;
        var name = isNamed ? naming.NameFor(kind, set.Name) : naming.Fresh(owner);
        defined.Add(key, name);
        var list = root.EnsureTable(table).EnsureEntry(name);
        list.Said += set.Origin;
        if (set.Description is { } remark && set is PrefixSet)
            list.Set("comments", [SessionTerms.OneLine(remark.Value, 127)], remark.Origin);
        write(list);
        return name;
    }

    private static string Content<T>(IEnumerable<SetEntry<T>> entries) => string.Join('\n', entries.Select(e => $"{e.Permit} {e.Match}"));

    /// <summary>Rules with the user's numbers where they rise, else 1, 2, 3 …; "permit" goes without saying unless the table wants it said.</summary>
    private static void Rules<T>(ConfigBlock list, IReadOnlyList<SetEntry<T>> entries, bool saysPermit, Action<ConfigBlock, SetEntry<T>> write)
    {
        uint last = 0;
        var rises = entries.All(e =>
        {
            var above = e.Sequence is { } s && s > last;
            last = e.Sequence ?? 0;
            return above;
        });
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var rule = list.EnsureTable("rule").EnsureEntry(rises ? entry.Sequence!.Value.ToString(CultureInfo.InvariantCulture) : Text(i + 1));
            rule.Said += entry.Origin;
            if (saysPermit || !entry.Permit) rule.Set("action", [entry.Permit ? "permit" : "deny"], entry.Origin);
            write(rule, entry);
        }
    }

    /// <summary>A prefix as FortiOS prints it: IPv4 with its mask.</summary>
    public static string[] Words(IpPrefix prefix) =>
        prefix.Afi == Afi.Ipv6 ? [prefix.ToString()] : [prefix.Address.ToString(), new IpAddress(IpPrefix.MaskOf(prefix.Length, 32) & uint.MaxValue, Afi.Ipv4).ToString()];

    private static string Suffix(Afi afi) => afi == Afi.Ipv6 ? "6" : "";

    private static string Attribute(Afi afi) => "prefix" + Suffix(afi);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
