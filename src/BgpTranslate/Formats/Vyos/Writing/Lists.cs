using System.Globalization;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Model;
using BgpTranslate.Policy.AsPaths;
using BgpTranslate.Policy.Communities;
using BgpTranslate.Policy.Posix;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.Vyos.Writing;

/// <summary>
/// The lists of a configuration in VyOS's forms and under VyOS's names. Sets written in place, and sets that VyOS has no list for, become lists of a made-up name.
/// A name that nothing has becomes a list that nothing is in: VyOS refuses to commit a dangling one.
/// </summary>
internal sealed class Lists(ConfigNode policy)
{
    private const string NoPrefix = "NONE", NoPath = "NONE";

    /// <summary>Numbers of access lists: standard ones hold a source alone.</summary>
    private static readonly (int Low, int High)[] AccessListNumbers = [(1, 99), (1300, 1999)];

    private readonly Dictionary<string, Naming> names = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Space, object Content), string> defined = [];
    private readonly Dictionary<string, HashSet<int>> takenNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> renumbered = new(StringComparer.Ordinal);

    /// <summary>Names that had to change.</summary>
    public IEnumerable<KeyValuePair<string, string>> Renamed => names.Values.SelectMany(n => n.Renamed).Concat(renumbered);

    /// <summary>Names as VyOS allows them for lists and groups.</summary>
    public static Naming NewNaming() => new(IsPart, IsPart, [], 127);

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    /// <summary>Numbers of these lists are not given to others: numbers mean something.</summary>
    public void Reserve(IEnumerable<DefinedSet> sets)
    {
        foreach (var set in sets)
        {
            if (int.TryParse(set.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (set is CommunitySet communities) NumbersOf(SpaceOf(communities.Kind)).Add(number);
                else if (set is PrefixSet { Kind: PrefixSetKind.AccessList }) NumbersOf("access-list").Add(number);
            }
        }
    }

    // ---------------------------------------------------------------------------------------------- prefix sets

    /// <summary>The prefix list with the members of one address family.</summary>
    public string PrefixList(SetReference<PrefixSet> reference, Afi afi, string owner = NoPrefix)
    {
        var space = afi == Afi.Ipv4 ? "prefix-list" : "prefix-list6";
        var set = reference.Set ?? new PrefixSet { Name = reference.Name ?? "", Afi = afi };
        return Define(space, set, set.Term(afi), owner, node =>
        {
            var seen = new Dictionary<(bool, PrefixRange), ConfigNode>();
            var entries = set.Entries.Where(e => e.Match.Prefix.Afi == afi).SelectMany(e => Pieces(e.Match).Select(p => e with { Match = p })).ToList();

            // FRR takes a list without entries to permit everything.
            if (entries.Count == 0) entries.Add(new SetEntry<PrefixRange>(false, PrefixRange.OrLonger(afi == Afi.Ipv4 ? IpPrefix.DefaultIpv4 : IpPrefix.DefaultIpv6)));
            var rules = node.Ensure("rule");
            foreach (var (number, entry) in Numbered(entries))
            {
                if (seen.TryGetValue((entry.Permit, entry.Match), out var earlier))
                {
                    earlier.Said += entry.Origin;
                    continue;
                }

                var rule = rules.Ensure(number);
                var (prefix, low, high) = (entry.Match.Prefix, entry.Match.MinLength, entry.Match.MaxLength);
                Put(rule, entry.Origin, "action", Action(entry.Permit));
                if (low > prefix.Length) Put(rule, entry.Origin, "ge", Text(low));
                if (high > prefix.Length && !(high == prefix.Width && low > prefix.Length)) Put(rule, entry.Origin, "le", Text(high));
                Put(rule, entry.Origin, "prefix", prefix.ToString());
                seen.Add((entry.Permit, entry.Match), rule.Find("prefix", prefix.ToString())!);
            }
        });
    }

    /// <summary>Covering prefixes one by one, the others as a range.</summary>
    private static IEnumerable<PrefixRange> Pieces(PrefixRange range)
    {
        for (var length = range.MinLength; length < range.Prefix.Length && length <= range.MaxLength; length++)
            yield return PrefixRange.Exact(new IpPrefix(range.Prefix.Address, length));
        if (range.MaxLength >= range.Prefix.Length) yield return range with { MinLength = Math.Max(range.MinLength, range.Prefix.Length) };
    }

    /// <summary>The access list of a set, where VyOS's access lists can hold it; null otherwise.</summary>
    public string? AccessList(SetReference<PrefixSet> reference, Afi afi) =>
        reference.Set is { Kind: PrefixSetKind.AccessList, Name.Length: > 0 } set && (set.Afi ?? afi) == afi && set.Entries.All(e => IsAccess(e.Match))
            ? afi == Afi.Ipv4 ? AccessList4(set) : AccessList6(set)
            : null;

    /// <summary>The access list of a set for a place that takes numbers alone.</summary>
    public string? AccessListNumber(SetReference<PrefixSet> reference, Afi afi) =>
        AccessList(reference, afi) is { } name && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? name : null;

    private string AccessList4(PrefixSet set) => Numbered("access-list", set, set.Term(Afi.Ipv4), AccessListNumbers, node =>
    {
        foreach (var (number, entry) in Numbered(set.Entries))
        {
            var rule = node.Ensure("rule", number);
            Put(rule, entry.Origin, "action", Action(entry.Permit));
            var prefix = entry.Match.Prefix;
            if (prefix.Length == 0)
            {
                Put(rule, entry.Origin, "source", "any");
            }
            else if (prefix.Length == 32)
            {
                Put(rule, entry.Origin, "source", "host", prefix.Address.ToString());
            }
            else
            {
                Put(rule, entry.Origin, "source", "inverse-mask", new IpAddress(~IpPrefix.MaskOf(prefix.Length, 32) & uint.MaxValue, Afi.Ipv4).ToString());
                Put(rule, entry.Origin, "source", "network", prefix.Address.ToString());
            }
        }
    });

    private string AccessList6(PrefixSet set) => Define("access-list6", set, set.Term(Afi.Ipv6), set.Name, node =>
    {
        foreach (var (number, entry) in Numbered(set.Entries))
        {
            var rule = node.Ensure("rule", number);
            Put(rule, entry.Origin, "action", Action(entry.Permit));
            if (entry.Match == PrefixRange.OrLonger(IpPrefix.DefaultIpv6))
            {
                Put(rule, entry.Origin, "source", "any");
                continue;
            }

            if (entry.Match == PrefixRange.Exact(entry.Match.Prefix)) Put(rule, entry.Origin, "source", "exact-match");
            Put(rule, entry.Origin, "source", "network", entry.Match.Prefix.ToString());
        }
    });

    /// <summary>For IPv4: any length whose network address agrees outside the wildcard; for IPv6: a prefix, exactly or with what is in it.</summary>
    private static bool IsAccess(PrefixRange range)
    {
        if (range.Prefix.Afi == Afi.Ipv6) return range == PrefixRange.Exact(range.Prefix) || range == PrefixRange.OrLonger(range.Prefix);
        var address = range.Prefix.Address.Bits;
        var shortest = address == 0 ? 0 : 32 - (int)UInt128.TrailingZeroCount(address);
        return range.MaxLength == 32 && range.MinLength == Math.Min(shortest, range.Prefix.Length);
    }

    // --------------------------------------------------------------------------------------------- AS-path sets

    /// <summary>The AS-path list of a set; null when some expression has no POSIX form.</summary>
    public string? AsPathList(SetReference<AsPathSet> reference, string owner = NoPath)
    {
        if (reference.Set is not { } set) return AsPathList([(false, ".*", Origin.None)], reference.Name ?? NoPath);
        var entries = new List<SetEntry<string>>();
        foreach (var entry in set.Entries)
        {
            if (Posix(entry.Match) is not { } texts) return null;
            entries.AddRange(texts.Select(t => new SetEntry<string>(entry.Permit, t, entry.Origin, texts.Length == 1 ? entry.Sequence : null)));
        }

        return Define("as-path-list", set, "as-path-set", owner, node =>
        {
            foreach (var (number, entry) in Numbered(entries.Count > 0 ? entries : [new SetEntry<string>(false, ".*")]))
            {
                var rule = node.Ensure("rule", number);
                Put(rule, entry.Origin, "action", Action(entry.Permit));
                Put(rule, entry.Origin, "regex", entry.Match);
            }
        });
    }

    /// <summary>An AS-path list made of expressions.</summary>
    public string AsPathList(IEnumerable<(bool Permit, string Expression, Origin Origin)> entries, string owner) => AsPathList(
        SetReference<AsPathSet>.Inline(new AsPathSet
        {
            Name = "",
            Entries = [.. entries.Select(e => new SetEntry<AsPathPattern>(e.Permit, new AsPathPattern(AsPathDialect.Posix, e.Expression), e.Origin))],
        }),
        owner)!;

    private static string[]? Posix(AsPathPattern pattern)
    {
        if (pattern.Dialect == AsPathDialect.Posix) return [pattern.Text];
        return AsPathLanguage.Parse(pattern).Expression is { } expression && AsPathLanguage.Print(expression, AsPathDialect.Posix) is { } texts ? [.. texts.Select(t => t.Text)] : null;
    }

    // ------------------------------------------------------------------------------------------- community sets

    /// <summary>
    /// The community list of a set. One whose entries name communities gets a number below 100: under any other name its entries would be expressions (vyos.md §8).
    /// </summary>
    public string CommunityList(CommunitySet set, string owner)
    {
        if (set.Kind == CommunityKind.Large) set = set with { Entries = [.. set.Entries.Select(e => e with { Match = WithoutBounds(e.Match) })] };
        var space = SpaceOf(set.Kind);
        var kind = set.Term();
        if (set.Entries.Length > 0 && SetConditions.IsStandardList(set))
            return Numbered(space, set, kind, [(1, 99)], node => Write(node, e => StandardText(set.Kind, e)));
        return Define(space, set, kind, set.Name.Length > 0 ? set.Name : owner, node => Write(node, Expression));

        void Write(ConfigNode node, Func<CommunityMatch, string> text)
        {
            var entries = set.Entries.Length > 0 ? set.Entries : [new SetEntry<CommunityMatch>(false, new CommunityMatch.Expression(set.Kind == CommunityKind.Large ? ".*:.*:.*" : ".*"))];
            foreach (var (number, entry) in Numbered(entries))
            {
                var rule = node.Ensure("rule", number);
                Put(rule, entry.Origin, "action", Action(entry.Permit));
                Put(rule, entry.Origin, "regex", text(entry.Match));
            }
        }
    }

    /// <summary>The CLI takes no <c>_</c> in expressions over large communities: one that is a community between two of them names it.</summary>
    private static CommunityMatch WithoutBounds(CommunityMatch match) =>
        match is CommunityMatch.Expression { Text: ['_', .. var inner, '_'] } && Communities.TryParse(CommunityKind.Large, "", inner, out var one) ? new CommunityMatch.AllOf([one]) : match;

    /// <summary>A list that no community is in.</summary>
    public string MissingCommunityList(CommunityKind kind, string name) => CommunityList(new CommunitySet { Name = name, Kind = kind }, name);

    private static string SpaceOf(CommunityKind kind) => kind switch { CommunityKind.Standard => "community-list", CommunityKind.Large => "large-community-list", _ => "extcommunity-list" };

    private static string StandardText(CommunityKind kind, CommunityMatch match) => string.Join(
        ' ', ((CommunityMatch.AllOf)match).Patterns.Select(p => kind == CommunityKind.Extended ? $"{p.Subtype} {Communities.Format(p)}" : Communities.Format(p)));

    /// <summary>An expression that finds what the entry asks for; several patterns are looked for in printed order.</summary>
    private static string Expression(CommunityMatch match) => match switch
    {
        CommunityMatch.AllOf { Patterns: { Length: > 1 } several } when CommunityExpressions.PrintAllOf(several, CommunityBoundary.Underscore) is { } text => text,
        CommunityMatch.AllOf { Patterns.IsEmpty: false } all => string.Join(".*", all.Patterns.OrderBy(p => (p.First.Low, p.Second.Low, p.Third.Low)).Select(Expression)),
        CommunityMatch.Expression e => e.Text,
        _ => ".*",
    };

    private static string Expression(CommunityPattern pattern)
    {
        var text = string.Join(':', (pattern.Kind == CommunityKind.Large ? new[] { pattern.First, pattern.Second, pattern.Third } : [pattern.First, pattern.Second]).Select(NumberExpressions.Of));
        return pattern.Kind switch
        {
            CommunityKind.Standard when pattern.IsSingle => $"_{Communities.Format(pattern)}_",
            CommunityKind.Standard => $"_{text}_",
            CommunityKind.Extended => ExtendedCommunityText.Print(pattern) ?? $"_{pattern.Subtype}:{text}_",

            // The CLI takes no "_" here, and exactly two colons.
            _ => $"(^|[^0-9]){text}($|[^0-9])",
        };
    }

    // ------------------------------------------------------------------------------------------------- together

    private string Define(string space, DefinedSet set, string kind, string owner, Action<ConfigNode> write)
    {
        if (!names.TryGetValue(space, out var naming)) names.Add(space, naming = NewNaming());
        var key = (space, ContentOf(set));
        if (defined.TryGetValue(key, out var known)) return known;
        var isNamed = set.Name.Length > 0;
        var wanted = isNamed ? set.Name : owner;
        if (space.EndsWith("community-list", StringComparison.Ordinal) && wanted.Length > 0 && wanted.All(char.IsAsciiDigit)
            && !(uint.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 100 and <= 500)) wanted = "L" + wanted;
        var name = isNamed ? naming.NameFor(kind, wanted) : naming.Fresh(wanted);
        if (isNamed && name != set.Name) renumbered[$"{kind} {set.Name}"] = name;
        defined.Add(key, name);
        Write(space, set, name, write);
        return name;
    }

    private string Numbered(string space, DefinedSet set, string kind, (int Low, int High)[] ranges, Action<ConfigNode> write)
    {
        var key = (space, ContentOf(set));
        if (defined.TryGetValue(key, out var known)) return known;
        var taken = NumbersOf(space);
        var keeps = int.TryParse(set.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var own) && ranges.Any(r => own >= r.Low && own <= r.High);
        var number = keeps ? own : ranges.SelectMany(r => Enumerable.Range(r.Low, r.High - r.Low + 1)).FirstOrDefault(n => !taken.Contains(n), ranges[^1].High);
        taken.Add(number);
        var name = Text(number);
        if (set.Name.Length > 0 && set.Name != name) renumbered[$"{kind} {set.Name}"] = name;
        defined.Add(key, name);
        Write(space, set.Name.Length > 0 && set.Name != name && set.Description is null ? set with { Description = new Stated<string>(set.Name, Origin.None) } : set, name, write);
        return name;
    }

    private void Write(string space, DefinedSet set, string name, Action<ConfigNode> write)
    {
        var node = policy.Ensure(space, name);
        node.Said = set.Origin;
        if (set.Description is { } remark) Put(node, remark.Origin, "description", OneLine(remark.Value));
        write(node);
    }

    private static object ContentOf(DefinedSet set) => set.Name.Length > 0 ? (set.Name, set.GetType(), (set as PrefixSet)?.Kind, (set as PrefixSet)?.Afi) : set;

    private HashSet<int> NumbersOf(string space)
    {
        if (!takenNumbers.TryGetValue(space, out var taken)) takenNumbers.Add(space, taken = []);
        return taken;
    }

    /// <summary>The user's numbers where they are there and rise; else tens.</summary>
    private static IEnumerable<(string Number, SetEntry<T> Entry)> Numbered<T>(IReadOnlyList<SetEntry<T>> entries)
    {
        uint last = 0;
        var rises = entries.All(e =>
        {
            var ok = e.Sequence is { } s && s > last && s <= 65535;
            last = e.Sequence ?? 0;
            return ok;
        });
        var step = entries.Count > 6500 ? 1 : 10;
        return entries.Select((e, i) => (rises ? Text((int)e.Sequence!.Value) : Text((i + 1) * step), e));
    }

    /// <summary>Says a path below a node.</summary>
    public static void Put(ConfigNode at, Origin origin, params ReadOnlySpan<string> path) => at.Ensure(path).Said += origin;

    /// <summary>Text without line breaks and quotes, at most as long as VyOS takes it.</summary>
    public static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ").Replace('"', '\'').Trim();
        return line.Length > 255 ? line[..255] : line;
    }

    private static string Action(bool permit) => permit ? "permit" : "deny";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
