using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Model;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>
/// The lists of a configuration in FRR's forms and under FRR's names. Each kind has a name space of its own, and IPv4 and IPv6 prefix lists too. Sets written in place
/// and sets that FRR has no list for become lists of a made-up name.
/// </summary>
internal sealed class Lists
{
    private readonly Dictionary<string, Naming> names = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Space, object Content), string> defined = [];
    private readonly List<(string Space, string Line, Origin Origin)> lines = [];

    /// <summary>The lines that define the lists of a name space (<c>ip prefix-list</c>, <c>bgp community-list</c> …), in order.</summary>
    public IEnumerable<(string Line, Origin Origin)> In(params string[] spaces) => spaces.SelectMany(s => lines.Where(l => l.Space == s).Select(l => (l.Line, l.Origin)));

    /// <summary>Names that had to change.</summary>
    public IEnumerable<KeyValuePair<string, string>> Renamed => names.Values.SelectMany(n => n.Renamed);

    /// <summary>Names as FRR allows them: one word that does not start like a comment.</summary>
    public static Naming NewNaming(params ReadOnlySpan<string> reserved) =>
        new(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-', c => c is > ' ' and < '\u007f' and not ('!' or '#' or '|' or '"'), reserved.ToArray(), 127);

    // ---------------------------------------------------------------------------------------------- prefix sets

    /// <summary>The prefix list with the members of one address family; null when the set holds none of it.</summary>
    public string? PrefixList(PrefixSet set, Afi afi, string owner)
    {
        if (!HasFamily(set, afi)) return null;
        var space = afi == Afi.Ipv4 ? "ip prefix-list" : "ipv6 prefix-list";
        return Define(space, set, set.Term(afi), set.Name, owner, name => Entries(set.Entries.Where(e => e.Match.Prefix.Afi == afi)).Select(entry =>
            ($"{space} {name} seq {entry.Sequence} {Action(entry.Permit)} {PrefixText(entry.Range)}", entry.Origin))
            .Concat(Describe(set, $"{space} {name} description ")));
    }

    /// <summary>The access list of a set; null where FRR's access lists cannot hold it.</summary>
    public string? AccessList(PrefixSet set, Afi afi)
    {
        if (set.Kind != PrefixSetKind.AccessList || (set.Afi ?? afi) != afi || set.Name.Length == 0) return null;
        var entries = Entries(set.Entries).ToArray();
        if (entries.Any(e => e.Range.MaxLength != e.Range.Prefix.Width && !IsExact(e.Range)) || entries.Any(e => !IsExact(e.Range) && e.Range.MinLength != e.Range.Prefix.Length)) return null;
        var space = afi == Afi.Ipv4 ? "access-list" : "ipv6 access-list";
        return Define(space, set, set.Term(afi), set.Name, "", name => entries.Select(entry =>
            ($"{space} {name} seq {entry.Sequence} {Action(entry.Permit)} {AccessText(entry.Range)}", entry.Origin))
            .Concat(Describe(set, $"{space} {name} remark ")));
    }

    /// <summary>True when the set has members of the family, or says nothing of families.</summary>
    public static bool HasFamily(PrefixSet set, Afi afi) => set.Afi == afi || (set.Afi is null && set.Entries.Any(e => e.Match.Prefix.Afi == afi));

    private static bool IsExact(PrefixRange range) => range.MinLength == range.Prefix.Length && range.MaxLength == range.Prefix.Length;

    private static string AccessText(PrefixRange range) =>
        range.Prefix.Length == 0 && !IsExact(range) ? "any" : IsExact(range) ? $"{range.Prefix} exact-match" : $"{range.Prefix}";

    private static string PrefixText(PrefixRange range)
    {
        var (p, low, high) = (range.Prefix, range.MinLength, range.MaxLength);
        if (p.Length == 0 && low == 0 && high == p.Width) return "any";
        if (low == high && low == p.Length) return $"{p}";
        if (low == p.Length) return $"{p} le {high}";
        return high == p.Width ? $"{p} ge {low}" : $"{p} ge {low} le {high}";
    }

    /// <summary>
    /// Entries as FRR takes them: covering prefixes one by one, no entry twice (8.4 refuses the file), and at least one (a list without entries permits all).
    /// </summary>
    private static IEnumerable<(uint Sequence, bool Permit, PrefixRange Range, Origin Origin)> Entries(IEnumerable<SetEntry<PrefixRange>> source)
    {
        var result = new List<(uint? Sequence, bool Permit, PrefixRange Range, Origin Origin)>();
        var seen = new Dictionary<(bool, PrefixRange), int>();
        foreach (var entry in source)
        {
            foreach (var range in Pieces(entry.Match))
            {
                if (seen.TryGetValue((entry.Permit, range), out var earlier))
                {
                    result[earlier] = result[earlier] with { Origin = result[earlier].Origin + entry.Origin };
                    continue;
                }

                seen.Add((entry.Permit, range), result.Count);
                result.Add((entry.Sequence, entry.Permit, range, entry.Origin));
            }
        }

        if (result.Count == 0) result.Add((null, false, PrefixRange.OrLonger(IpPrefix.DefaultIpv4), Origin.None));
        return Numbered(result.Select(r => r.Sequence).ToArray()).Zip(result, (n, r) => (n, r.Permit, r.Range, r.Origin));
    }

    private static IEnumerable<PrefixRange> Pieces(PrefixRange range)
    {
        for (var length = range.MinLength; length < range.Prefix.Length && length <= range.MaxLength; length++)
            yield return PrefixRange.Exact(new IpPrefix(range.Prefix.Address, length));
        if (range.MaxLength >= range.Prefix.Length)
            yield return range with { MinLength = Math.Max(range.MinLength, range.Prefix.Length) };
    }

    /// <summary>The user's numbers where they are there and rise; else 5, 10, 15 …</summary>
    private static uint[] Numbered(uint?[] given)
    {
        var result = new uint[given.Length];
        uint last = 0;
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i] is not { } number || number <= last) return [.. Enumerable.Range(1, given.Length).Select(n => (uint)n * 5)];
            result[i] = last = number;
        }

        return result;
    }

    private static IEnumerable<(string, Origin)> Describe(DefinedSet set, string start) =>
        set.Description is { } remark ? [(start + OneLine(remark.Value), remark.Origin)] : [];

    /// <summary>Text without line breaks.</summary>
    public static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    // --------------------------------------------------------------------------------------------- AS-path sets

    /// <summary>The AS-path list of a set.</summary>
    public string AsPathList(AsPathSet set, string owner) =>
        Define("bgp as-path access-list", set, "as-path-set", set.Name, owner, name => WithNumbers(set.Entries, e => e.Match.Text, ".*")
            .Select(e => ($"bgp as-path access-list {name} {(e.HasSequence ? $"seq {e.Sequence} " : "")}{Action(e.Permit)} {e.Text}", e.Origin)));

    /// <summary>An AS-path list made of expressions.</summary>
    public string AsPathList(IEnumerable<(bool Permit, string Expression)> entries, string owner)
    {
        var set = new AsPathSet { Name = "", Entries = [.. entries.Select(e => new SetEntry<AsPathPattern>(e.Permit, new AsPathPattern(AsPathDialect.Posix, e.Expression)))] };
        return AsPathList(set, owner);
    }

    // ------------------------------------------------------------------------------------------- community sets

    /// <summary>The community list of a set: standard where each entry names communities, else expanded.</summary>
    public string CommunityList(CommunitySet set, string owner)
    {
        var space = set.Kind switch
        {
            CommunityKind.Standard => "bgp community-list",
            CommunityKind.Large => "bgp large-community-list",
            _ => "bgp extcommunity-list",
        };
        var standard = SetConditions.IsStandardList(set);
        return Define(space, set, set.Term(), set.Name, owner, name => WithNumbers(set.Entries, e => standard ? StandardText(e.Match) : CommunityExpressions.Of(e.Match), ".*")
            .Select(e => ($"{space} {TypeOf(name, standard)}{name} {(e.HasSequence ? $"seq {e.Sequence} " : "")}{Action(e.Permit)} {e.Text}", e.Origin)));
    }

    /// <summary>Numbers tell the type of a list themselves.</summary>
    private static string TypeOf(string name, bool standard) =>
        uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "" : standard ? "standard " : "expanded ";

    private static string StandardText(CommunityMatch match) =>
        string.Join(' ', ((CommunityMatch.AllOf)match).Patterns.Select(p => p.Kind == CommunityKind.Extended ? $"{p.Subtype} {Communities.Format(p)}" : Communities.Format(p)));

    private static IEnumerable<(bool HasSequence, uint Sequence, bool Permit, string Text, Origin Origin)> WithNumbers<T>(
        ImmutableArray<SetEntry<T>> entries, Func<SetEntry<T>, string> text, string everything)
    {
        if (entries.IsEmpty) return [(false, 0, false, everything, Origin.None)];
        return Numbered([.. entries.Select(e => e.Sequence)]).Zip(entries, (n, e) => (true, n, e.Permit, text(e), e.Origin));
    }

    // ------------------------------------------------------------------------------------------------- together

    /// <summary>A name that no list has: what refers to it never matches, like the dangling name of the source.</summary>
    public string Missing(string space, string name) => NamesOf(space).NameFor("missing", name);

    private string Define(string space, DefinedSet set, string kind, string name, string owner, Func<string, IEnumerable<(string Line, Origin Origin)>> define)
    {
        object content = set.Name.Length > 0 ? set : string.Join('\n', define("").Select(l => l.Line));
        if (defined.TryGetValue((space, content), out var known)) return known;
        var given = name.Length > 0 ? NamesOf(space).NameFor(kind, name) : NamesOf(space).Fresh(owner);
        defined.Add((space, content), given);
        foreach (var (line, origin) in define(given)) lines.Add((space, line, origin + set.Origin));
        return given;
    }

    private Naming NamesOf(string space)
    {
        if (!names.TryGetValue(space, out var naming)) names.Add(space, naming = NewNaming("prefix-list", "prefix-len", "standard", "expanded", "address", "type", "any"));
        return naming;
    }

    private static string Action(bool permit) => permit ? "permit" : "deny";
}
