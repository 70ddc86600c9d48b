using System.Globalization;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Reading;

/// <summary>Prefix lists, access lists, AS-path lists and community lists (vyos.md §4).</summary>
internal sealed partial class VyosReader
{
    private readonly List<DefinedSet> sets = [];
    private readonly Dictionary<(PrefixSetKind, Afi, string), PrefixSet> prefixSets = [];
    private readonly Dictionary<string, AsPathSet> asPathSets = new(StringComparer.Ordinal);
    private readonly Dictionary<(CommunityKind, string), CommunitySet> communitySets = [];

    private void ReadSets()
    {
        foreach (var (word, afi) in new[] { ("prefix-list", Afi.Ipv4), ("prefix-list6", Afi.Ipv6) })
        {
            foreach (var list in ListsOf(word))
            {
                var entries = Entries<PrefixRange>(list, rule => PrefixEntry(rule, afi));
                var description = DescriptionOf(list);

                // A list that holds only a remark is there for FRR, and empty lists permit everything (vyos.md §7).
                if (entries.Count == 0 && description is { } remark)
                    entries.Add(new SetEntry<PrefixRange>(true, PrefixRange.OrLonger(afi == Afi.Ipv4 ? IpPrefix.DefaultIpv4 : IpPrefix.DefaultIpv6), remark.Origin));
                if (entries.Count == 0) continue;
                Add(new PrefixSet { Name = list.Word, Afi = afi, Entries = [.. entries], Description = description, Origin = list.Said });
            }
        }

        foreach (var (word, afi) in new[] { ("access-list", Afi.Ipv4), ("access-list6", Afi.Ipv6) })
        {
            foreach (var list in ListsOf(word))
            {
                var entries = Entries<PrefixRange>(list, rule => afi == Afi.Ipv4 ? AccessEntry(rule) : AccessEntry6(rule));
                var description = DescriptionOf(list);
                if (entries.Count == 0 && description is null) continue;
                Add(new PrefixSet { Name = list.Word, Afi = afi, Kind = PrefixSetKind.AccessList, Entries = [.. entries], Description = description, Origin = list.Said });
            }
        }

        foreach (var list in ListsOf("as-path-list"))
        {
            var entries = Entries<AsPathPattern>(list, rule => Required(rule, "regex") is { } regex ? (new AsPathPattern(AsPathDialect.Posix, regex.Value), regex.Origin) : null);
            var set = new AsPathSet { Name = list.Word, Entries = [.. entries], Description = DescriptionOf(list), Origin = list.Said };
            if (entries.Count == 0 && set.Description is null) continue;
            asPathSets.Add(list.Word, set);
            sets.Add(set);
        }

        foreach (var kind in Enum.GetValues<CommunityKind>())
        {
            foreach (var list in ListsOf(ListWord(kind)))
            {
                var entries = Entries<CommunityMatch>(list, rule => CommunityEntry(rule, kind, list.Word));
                var set = new CommunitySet { Name = list.Word, Kind = kind, Entries = [.. entries], Description = DescriptionOf(list), Origin = list.Said };
                if (entries.Count == 0 && set.Description is null) continue;
                communitySets.Add((kind, list.Word), set);
                sets.Add(set);
            }
        }
    }

    private void Add(PrefixSet set)
    {
        prefixSets.Add((set.Kind, set.Afi!.Value, set.Name), set);
        sets.Add(set);
    }

    private static string ListWord(CommunityKind kind) => kind switch { CommunityKind.Standard => "community-list", CommunityKind.Large => "large-community-list", _ => "extcommunity-list" };

    private IEnumerable<ConfigNode> ListsOf(string word)
    {
        if (root.Find("policy", word) is not { } lists) yield break;
        lists.Outcome ??= Outcomes.Groups;
        foreach (var list in lists.Children)
        {
            list.Outcome = list.IsLeaf ? new Outcome.Inherent("the list is empty") : Outcome.States;
            yield return list;
        }
    }

    private Stated<string>? DescriptionOf(ConfigNode of)
    {
        if (of.Find("description") is not { } leaf) return null;
        var clause = new Clause(this, leaf);
        return clause.Value() is { } text ? new Stated<string>(text, clause.Origin) : null;
    }

    /// <summary>The rules of a list in the order of their numbers.</summary>
    private IEnumerable<(uint Number, ConfigNode Rule)> RulesOf(ConfigNode list)
    {
        if (list.Find("rule") is not { } rules) return [];
        rules.Outcome ??= Outcomes.Groups;
        var result = new List<(uint, ConfigNode)>();
        foreach (var rule in rules.Children)
        {
            rule.Outcome = rule.IsLeaf ? new Outcome.Inherent("the rule is empty") : Outcome.States;
            if (TryNumber(rule.Word, 1, 65535, out var number)) result.Add((number, rule));
            else Bad(new Clause(this, rule), rule.Word, "1 to 65535");
        }

        return result.OrderBy(r => r.Item1);
    }

    private List<SetEntry<T>> Entries<T>(ConfigNode list, Func<ConfigNode, (T Match, Origin Origin)?> read)
        where T : notnull
    {
        var entries = new List<SetEntry<T>>();
        foreach (var (number, rule) in RulesOf(list))
        {
            if (ActionOf(rule) is not { } action || read(rule) is not { } entry) continue;
            var remark = DescriptionOf(rule);
            if (remark is { } said) CloseRemark(rule, said.Origin);
            entries.Add(new SetEntry<T>(action.Permit, entry.Match, rule.Said + action.Origin + entry.Origin, number));
        }

        return entries;
    }

    /// <summary>The model has no place for remarks on single entries.</summary>
    private void CloseRemark(ConfigNode rule, Origin origin)
    {
        if (rule.Find("description") is not { } leaf) return;
        foreach (var value in leaf.Children.Where(c => c.Outcome is Outcome.Stated)) carried.Add(new Carried
        {
            Format = "vyos",
            Text = Words.Join(value.Path),
            Feature = "policy.entry-description",
            Origin = origin,
        });
    }

    private (bool Permit, Origin Origin)? ActionOf(ConfigNode rule)
    {
        var clause = new Clause(this, rule);
        switch (clause.Value("action"))
        {
            case "permit": return (true, clause.Origin);
            case "deny": return (false, clause.Origin);
            case null when rule.IsLeaf: return null;
            case null when !clause.IsSound: return null;
            case null: clause.Fail("a rule needs an action"); return null;
            case var other: clause.Bad(other, "permit or deny"); return null;
        }
    }

    private Stated<string>? Required(ConfigNode rule, string word)
    {
        var clause = new Clause(this, rule);
        if (clause.Value(word) is { } value) return new Stated<string>(value, clause.Origin);
        if (clause.IsSound) clause.Fail($"a rule of this list needs a {word}");
        return null;
    }

    private (PrefixRange, Origin)? PrefixEntry(ConfigNode rule, Afi afi)
    {
        if (Required(rule, "prefix") is not { } said) return null;
        var clause = new Clause(this, rule);
        if (!IpPrefix.TryParse(said.Value, out var prefix, out var hasHostBits) || prefix.Afi != afi)
        {
            clause.Bad(said.Value, afi == Afi.Ipv4 ? "an IPv4 prefix" : "an IPv6 prefix");
            return null;
        }

        if (hasHostBits) diagnostics.Add(Diagnostics.DiagnosticCatalogue.SourceNote(SpanOf(rule), $"'{said.Value}' has host bits; read as {prefix}"));
        var width = (uint)prefix.Width;
        var (ge, le) = (clause.Number("ge", 0, width), clause.Number("le", 0, width));
        if (!clause.IsSound) return null;
        var low = (int)(ge ?? (uint)prefix.Length);
        var high = (int)(le ?? (ge is null ? (uint)prefix.Length : width));
        if (low >= prefix.Length && high >= low) return (new PrefixRange(prefix, low, high), said.Origin + clause.Origin);
        clause.Fail("lengths must be: prefix length, at most ge, at most le");
        return null;
    }

    /// <summary>An IPv4 access list asks whether the network address agrees outside the wildcard, whatever the prefix length; with a destination, that is held against the mask.</summary>
    private (PrefixRange, Origin)? AccessEntry(ConfigNode rule)
    {
        var clause = new Clause(this, rule);
        if (rule.Find("source") is not { } source)
        {
            if (!rule.IsLeaf) clause.Fail("a rule of an access list needs a source");
            return null;
        }

        if (Wildcard(source) is not { } network) return null;
        if (rule.Find("destination") is not { } destination) return network;
        if (destination.Find("any") is null)
        {
            Carry(rule, "access-list.extended", root);
            return null;
        }

        return Wildcard(destination) is { } mask ? (network.Range, network.Origin + mask.Origin) : null;
    }

    private (PrefixRange Range, Origin Origin)? Wildcard(ConfigNode end)
    {
        end.Outcome ??= Outcomes.Groups;
        var clause = new Clause(this, end);
        if (clause.Flag("any")) return (PrefixRange.OrLonger(IpPrefix.DefaultIpv4), clause.Origin);
        var (host, network, mask) = (clause.Value("host"), clause.Value("network"), clause.Value("inverse-mask"));
        var free = 0;
        if (!IpAddress.TryParse(host ?? network, out var address) || address.Afi != Afi.Ipv4)
        {
            if (clause.IsSound) clause.Fail("an end of an access list is any, a host, or a network with its inverse-mask");
            return null;
        }

        if (host is null)
        {
            if (!IpAddress.TryParse(mask ?? "0.0.0.0", out var wildcard) || LengthOfMask(~(uint)wildcard.Bits) is not { } length)
            {
                clause.Bad(mask!, "a mask whose ones are on the right");
                return null;
            }

            free = 32 - length;
        }

        var prefix = new IpPrefix(address, 32 - free);
        var shortest = prefix.Address.Bits == 0 ? 0 : 32 - (int)UInt128.TrailingZeroCount(prefix.Address.Bits);
        return (new PrefixRange(prefix, Math.Min(shortest, prefix.Length), 32), clause.Origin);
    }

    private static int? LengthOfMask(uint mask)
    {
        var length = System.Numerics.BitOperations.LeadingZeroCount(~mask);
        return mask == (length == 0 ? 0 : uint.MaxValue << (32 - length)) ? length : null;
    }

    private (PrefixRange, Origin)? AccessEntry6(ConfigNode rule)
    {
        if (rule.Find("source") is not { } source)
        {
            if (!rule.IsLeaf) new Clause(this, rule).Fail("a rule of an access list needs a source");
            return null;
        }

        source.Outcome ??= Outcomes.Groups;
        var clause = new Clause(this, source);
        if (clause.Flag("any")) return (PrefixRange.OrLonger(IpPrefix.DefaultIpv6), clause.Origin);
        var exact = clause.Flag("exact-match");
        if (clause.Value("network") is not { } text || !IpPrefix.TryParse(text, out var prefix) || prefix.Afi != Afi.Ipv6)
        {
            if (clause.IsSound) clause.Fail("a source is any or an IPv6 network");
            return null;
        }

        return (exact ? PrefixRange.Exact(prefix) : PrefixRange.OrLonger(prefix), clause.Origin);
    }

    /// <summary>A list whose name is a number below 100 holds communities; any other holds expressions over the whole list of a route (vyos.md §8).</summary>
    private (CommunityMatch, Origin)? CommunityEntry(ConfigNode rule, CommunityKind kind, string list)
    {
        if (Required(rule, "regex") is not { } said) return null;
        if (!uint.TryParse(list, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or >= 100)
            return (new CommunityMatch.Expression(said.Value), said.Origin);
        if (Communities.TryParseAll(kind, said.Value) is { } all) return (new CommunityMatch.AllOf(all), said.Origin);
        new Clause(this, rule).Fail($"'{said.Value}' is no list of communities, and list {list} takes those alone");
        return null;
    }
}
