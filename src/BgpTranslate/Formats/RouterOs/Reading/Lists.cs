using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>Lists that filters and originations refer to: of addresses, of communities, of numbers.</summary>
internal sealed class Lists
{
    private readonly RouterOsReader reader;
    private readonly ItemTables tables;
    private readonly Dictionary<string, (Item Item, IpPrefix[] Prefixes)[]> addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Item>> addressItems = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, PrefixSet> prefixSets = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<(CommunityKind Kind, string Name), CommunitySet> communitySets = [];
    private readonly OrderedDictionary<string, AsNumberSet> numberSets = new(StringComparer.Ordinal);
    private readonly HashSet<string> usedNumbers = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> missing = [];

    public Lists(RouterOsReader reader, ItemTables tables)
    {
        (this.reader, this.tables) = (reader, tables);
        foreach (var item in tables[Menus.AddressList].Concat(tables[Menus.AddressList6]))
        {
            if (item.Value("list") is not { } name) continue;
            if (!addressItems.TryGetValue(name, out var items)) addressItems[name] = items = [];
            items.Add(item);
        }

        ReadNumbers();
        foreach (var kind in Enum.GetValues<CommunityKind>()) ReadCommunities(kind);
    }

    /// <summary>All sets, in the order in which they were first asked for; lists of numbers that expressions have taken in are left out.</summary>
    public ImmutableArray<DefinedSet> Sets => [.. prefixSets.Values, .. communitySets.Values, .. numberSets.Values.Where(n => !usedNumbers.Contains(n.Name))];

    // -------------------------------------------------------------------------------------------------- addresses

    /// <summary>The prefixes that a list of networks names, with the statements that state them.</summary>
    public IEnumerable<(IpPrefix Prefix, Origin Origin)> Networks(Argument list)
    {
        foreach (var name in list.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!addressItems.ContainsKey(name)) Missing(list, "address-list", name, "nothing is announced");
            foreach (var (item, prefixes) in Addresses(name))
            {
                foreach (var prefix in prefixes) yield return (prefix, OriginOf(item));
            }
        }
    }

    /// <summary>The list is used: its entries matter.</summary>
    public void UseAddresses(string name) => Prefixes(name);

    /// <summary>The set that a list of addresses is to filters: its prefixes exactly, and hosts inside them.</summary>
    public SetReference<PrefixSet> Prefixes(string name)
    {
        if (prefixSets.TryGetValue(name, out var known)) return SetReference<PrefixSet>.To(known);
        if (!addressItems.ContainsKey(name)) return SetReference<PrefixSet>.Dangling(name);
        var entries = ImmutableArray.CreateBuilder<SetEntry<PrefixRange>>();
        foreach (var (item, prefixes) in Addresses(name))
        {
            var origin = OriginOf(item);
            foreach (var prefix in prefixes)
            {
                entries.Add(new SetEntry<PrefixRange>(true, PrefixRange.Exact(prefix), origin));
                if (prefix.Length < prefix.Width) entries.Add(new SetEntry<PrefixRange>(true, new PrefixRange(prefix, prefix.Width, prefix.Width), origin));
            }
        }

        var afis = entries.Select(e => e.Match.Prefix.Afi).Distinct().ToArray();
        var set = new PrefixSet { Name = name, Afi = afis is [var one] ? one : null, Entries = entries.ToImmutable() };
        prefixSets.Add(name, set);
        return SetReference<PrefixSet>.To(set);
    }

    /// <summary>Tells, once, that a list is missing.</summary>
    public void Missing(Argument use, string kind, string name, string effect)
    {
        if (missing.Add((kind, name))) reader.Note(DiagnosticCatalogue.Undefined(use.Statement.Span, kind, name, effect));
    }

    private (Item Item, IpPrefix[] Prefixes)[] Addresses(string name)
    {
        if (addresses.TryGetValue(name, out var known)) return known;
        var result = new List<(Item, IpPrefix[])>();
        foreach (var item in addressItems.GetValueOrDefault(name, []))
        {
            if (reader.CloseDisabled(item)) continue;
            reader.CloseUsual(item);
            if (item["address"] is not { } address)
            {
                reader.CloseAll(item, new Outcome.Inherent("an entry without an address is none"));
                continue;
            }

            foreach (var other in item.Arguments.Where(a => a.Name is "timeout" or "dynamic" or "creation-time")) reader.Inherent(other, "entries that run out are not known to a configuration");
            var prefixes = PrefixesOf(address.Value);
            if (prefixes is null)
            {
                reader.Note(DiagnosticCatalogue.SourceNote(address.Statement.Span, $"'{address.Value}' is no prefix: a name is looked up by the router when it runs"));
                reader.Carry(item.Menu, name, address, "address-list.name");
                foreach (var statement in item.Origin) reader.State(new Argument("", "", statement, null));
                reader.State(item["list"]!);
                continue;
            }

            reader.State(address);
            reader.State(item["list"]!);
            result.Add((item, prefixes));
        }

        return addresses[name] = [.. result];
    }

    /// <summary>A prefix, a host, or the prefixes of a range of addresses; null for a name.</summary>
    private static IpPrefix[]? PrefixesOf(string text)
    {
        if (Scalars.Prefix(text) is { } prefix) return [prefix];
        var dash = text.IndexOf('-');
        if (dash < 0 || !IpAddress.TryParse(text.AsSpan(0, dash), out var low) || !IpAddress.TryParse(text.AsSpan(dash + 1), out var high) || low.Afi != high.Afi || low.Bits > high.Bits) return null;
        var result = new List<IpPrefix>();
        for (var at = low.Bits; at <= high.Bits && result.Count < 256;)
        {
            var size = 0;
            while (size < low.Width && (at & ((UInt128.One << (size + 1)) - 1)) == 0 && at + ((UInt128.One << (size + 1)) - 1) <= high.Bits) size++;
            result.Add(new IpPrefix(new IpAddress(at, low.Afi), low.Width - size));
            var next = at + (UInt128.One << size);
            if (next <= at) break;
            at = next;
        }

        return [.. result];
    }

    private static Origin OriginOf(Item item) => Origin.Of(item.Origin.Concat(item.Arguments.Where(a => a.Name is "list" or "address").Select(a => a.Statement)));

    // ------------------------------------------------------------------------------------------------ communities

    /// <summary>The menu of a kind of communities.</summary>
    public static string MenuOf(CommunityKind kind) => kind switch { CommunityKind.Large => Menus.LargeCommunityList, CommunityKind.Extended => Menus.ExtCommunityList, _ => Menus.CommunityList };

    /// <summary>The set of a name; null when there is none.</summary>
    public CommunitySet? Communities(CommunityKind kind, string name) => communitySets.GetValueOrDefault((kind, name));

    private void ReadCommunities(CommunityKind kind)
    {
        foreach (var item in tables[MenuOf(kind)])
        {
            if (reader.CloseDisabled(item)) continue;
            reader.CloseUsual(item);
            if (item["list"] is not { } list) continue;
            reader.State(list);
            var origin = item.Origin + list.Statement;
            var entries = new List<SetEntry<CommunityMatch>>();
            if (item["communities"] is { } communities)
            {
                reader.State(communities);
                foreach (var word in communities.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
                {
                    if (Vocabulary.Communities.Read(kind, word.Trim()) is { } community) entries.Add(new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([community]), origin + communities.Statement));
                    else reader.Note(DiagnosticCatalogue.BadValue(communities.Statement.Span, $"'{word}'", "a community"));
                }
            }

            if (item["regexp"] is { Value.Length: > 0 } regexp)
            {
                reader.State(regexp);
                entries.Add(new SetEntry<CommunityMatch>(true, new CommunityMatch.Expression(OnWholeList(regexp.Value)), origin + regexp.Statement));
            }

            var key = (kind, list.Value);
            var set = communitySets.GetValueOrDefault(key) ?? new CommunitySet { Name = list.Value, Kind = kind };
            communitySets[key] = set with { Entries = [.. set.Entries, .. entries], Origin = entries.Count == 0 ? set.Origin + origin : set.Origin };
        }
    }

    /// <summary>An expression asked about each community, as one about the printed list of them.</summary>
    public static string OnWholeList(string expression)
    {
        var text = expression;
        if (text.StartsWith('^')) text = "_" + text[1..];
        if (text.EndsWith('$') && !text.EndsWith("\\$", StringComparison.Ordinal)) text = text[..^1] + "_";
        return text;
    }

    // ---------------------------------------------------------------------------------------------------- numbers

    /// <summary>The set of numbers of a name.</summary>
    public AsNumberSet? Numbers(string name)
    {
        if (!numberSets.TryGetValue(name, out var set)) return null;
        usedNumbers.Add(name);
        return set;
    }

    private void ReadNumbers()
    {
        foreach (var item in tables[Menus.NumList])
        {
            if (reader.CloseDisabled(item)) continue;
            reader.CloseUsual(item);
            if (item["list"] is not { } list || item["range"] is not { } range) continue;
            if (Scalars.Range(range.Value) is not { } numbers)
            {
                reader.Bad(range, "a number or a range");
                continue;
            }

            reader.State(list);
            reader.State(range);
            var set = numberSets.GetValueOrDefault(list.Value) ?? new AsNumberSet { Name = list.Value };
            numberSets[list.Value] = set with { Entries = set.Entries.Add(new SetEntry<NumberRange>(true, numbers, item.Origin + list.Statement + range.Statement)) };
        }
    }

    /// <summary>What no filter and no origination uses is for the firewall.</summary>
    public void Close()
    {
        foreach (var (name, items) in addressItems)
        {
            if (addresses.ContainsKey(name)) continue;
            foreach (var item in items) reader.CloseAll(item, new Outcome.OutOfScope("firewall"));
        }
    }
}
