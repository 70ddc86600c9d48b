using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Model;
using BgpTranslate.Policy.Communities;

namespace BgpTranslate.Formats.RouterOs.Writing;

/// <summary>Lists of addresses, communities and numbers; each is written once, when something uses it.</summary>
internal sealed class ListText(WritingContext context)
{
    private readonly Dictionary<string, string> written = new(StringComparer.Ordinal);

    /// <summary>Names of the user's lists come before those of our own.</summary>
    public void Reserve()
    {
        foreach (var set in context.Configuration.Sets.Where(s => s is not PrefixSet prefixes || IsAddressList(prefixes))) context.ListNames(MenuOf(set)).NameFor(set.Term(), set.Name);
    }

    /// <summary>True for a set that is what a list of addresses means: prefixes exactly, and hosts inside them.</summary>
    public static bool IsAddressList(PrefixSet set)
    {
        if (set.Entries.Length == 0 || !set.Entries.All(e => e.Permit)) return false;
        var hosts = set.Entries.Where(e => e.Match.MinLength == e.Match.Prefix.Width && e.Match.Prefix.Length < e.Match.Prefix.Width).Select(e => e.Match.Prefix).ToHashSet();
        var exact = set.Entries.Where(e => e.Match == PrefixRange.Exact(e.Match.Prefix)).Select(e => e.Match.Prefix).ToHashSet();
        return set.Entries.All(e => exact.Contains(e.Match.Prefix) && (e.Match == PrefixRange.Exact(e.Match.Prefix) || hosts.Contains(e.Match.Prefix)))
            && exact.All(p => p.Length == p.Width || hosts.Contains(p));
    }

    /// <summary>A list of addresses with these prefixes.</summary>
    public string Addresses(string kind, string wanted, IEnumerable<(IpPrefix Prefix, Origin Origin)> prefixes)
    {
        var all = prefixes.ToArray();
        var key = $"addresses {kind} {wanted} {string.Join(' ', all.Select(p => p.Prefix))}";
        if (written.TryGetValue(key, out var known)) return known;
        var name = written.Keys.Any(k => k.StartsWith($"addresses {kind} {wanted} ", StringComparison.Ordinal)) ? context.ListNames(Menus.AddressList).Fresh(wanted) : context.ListNames(Menus.AddressList).NameFor(kind, wanted);
        written[key] = name;
        foreach (var (prefix, origin) in all.GroupBy(p => p.Prefix).Select(g => (g.Key, Origin.Of(g.SelectMany(x => x.Origin)))))
            context.Rows.Add(prefix.Afi == Afi.Ipv4 ? Menus.AddressList : Menus.AddressList6, new Row(origin).Say("address", prefix.ToString()).Say("list", name));
        return name;
    }

    /// <summary>The list of addresses that a set is.</summary>
    public string Addresses(PrefixSet set) =>
        Addresses(set.Term(), set.Name.Length > 0 ? set.Name : "addresses", set.Entries.Where(e => e.Match == PrefixRange.Exact(e.Match.Prefix)).Select(e => (e.Match.Prefix, e.Origin)));

    /// <summary>The list of a set of communities; null when it cannot be one.</summary>
    public string? Communities(CommunitySet set, string wanted)
    {
        var name = set.Name.Length > 0 ? set.Name : wanted;
        var rows = new List<Row>();
        foreach (var entry in set.Entries)
        {
            if (!entry.Permit) return null;
            switch (entry.Match)
            {
                case CommunityMatch.AllOf { Patterns: [var one] } when Vocabulary.Communities.Write(one) is { } text:
                    rows.Add(new Row(entry.Origin).Say("communities", text));
                    break;
                case CommunityMatch.AllOf { Patterns: [var pattern] } when CommunityExpressions.PrintAnyOf([pattern], new CommunityBoundary("^", "$")) is { } ranges:
                    rows.Add(new Row(entry.Origin).Say("regexp", ranges));
                    break;
                case CommunityMatch.Expression expression when OnEach(expression.Text) is { } each:
                    rows.Add(new Row(entry.Origin).Say("regexp", each));
                    break;
                default:
                    return null;
            }
        }

        if (rows.Count == 0) return null;
        var key = $"communities {set.Kind} {name} {string.Join(' ', rows.Select(r => r.Text("")))}";
        if (written.TryGetValue(key, out var known)) return known;
        var given = set.Name.Length > 0 ? context.ListNames(MenuOf(set)).NameFor(set.Term(), name) : context.ListNames(MenuOf(set)).Fresh(name);
        written[key] = given;
        foreach (var row in rows) context.Rows.Add(MenuOf(set), row.Say("list", given));
        return given;
    }

    /// <summary>An expression over the printed list of communities, as one about each of them; null when it needs several of them.</summary>
    public static string? OnEach(string expression)
    {
        if (expression.Contains(' ') || expression.Contains(".*", StringComparison.Ordinal)) return null;
        var text = expression;
        if (text.StartsWith('_')) text = "^" + text[1..];
        else if (text.StartsWith('^')) return null;
        if (text.EndsWith('_')) text = text[..^1] + "$";
        else if (text.EndsWith('$')) return null;
        return text.Contains('_') ? null : text;
    }

    /// <summary>A list of numbers.</summary>
    public string Numbers(string wanted, ImmutableArray<NumberRange> ranges, Origin origin)
    {
        var key = $"numbers {wanted} {string.Join(' ', ranges)}";
        if (written.TryGetValue(key, out var known)) return known;
        var name = context.Configuration.Sets.FirstOrDefault(s => s is AsNumberSet && s.Name == wanted) is { } set ? context.ListNames(Menus.NumList).NameFor(set.Term(), wanted) : context.ListNames(Menus.NumList).Fresh(wanted);
        written[key] = name;
        foreach (var range in ranges)
            context.Rows.Add(Menus.NumList, new Row(origin).Say("list", name).Say("range", range.IsSingle ? range.Low.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{range.Low}-{range.High}")));
        return name;
    }

    private static string MenuOf(DefinedSet set) => set switch { CommunitySet c => Reading.Lists.MenuOf(c.Kind), AsNumberSet => Menus.NumList, _ => Menus.AddressList };
}
