using System.Globalization;
using System.Numerics;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Reading;

/// <summary>Prefix lists, access lists, AS-path lists and community lists. Their rules are tried in rising order of their numbers, wherever they stand.</summary>
internal sealed partial class FortiOsReader
{
    private readonly List<DefinedSet> sets = [];
    private readonly Dictionary<(PrefixSetKind, Afi, string), PrefixSet> prefixSets = [];
    private readonly Dictionary<string, AsPathSet> asPathSets = new(StringComparer.Ordinal);
    private readonly Dictionary<(CommunityKind, string), CommunitySet> communitySets = [];

    /// <summary>Every VDOM has lists of its own.</summary>
    private void ForgetLists()
    {
        prefixSets.Clear();
        asPathSets.Clear();
        communitySets.Clear();
    }

    private void ReadSets()
    {
        foreach (var (kind, afi) in new[] { (PrefixSetKind.AccessList, Afi.Ipv4), (PrefixSetKind.AccessList, Afi.Ipv6), (PrefixSetKind.PrefixList, Afi.Ipv4), (PrefixSetKind.PrefixList, Afi.Ipv6) })
        {
            var table = (kind == PrefixSetKind.AccessList ? "router access-list" : "router prefix-list") + (afi == Afi.Ipv6 ? "6" : "");
            foreach (var list in ListsOf(table))
            {
                var entries = Entries<PrefixRange>(list, "permit", rule => kind == PrefixSetKind.AccessList ? AccessRange(rule, afi) : ListRange(rule, afi));
                var set = new PrefixSet { Name = Unique(table, list.Name), Afi = afi, Kind = kind, Entries = [.. entries], Description = RemarkOf(list), Origin = list.Said };
                prefixSets.Add((kind, afi, list.Name), set);
                sets.Add(set);
            }
        }

        foreach (var list in ListsOf("router aspath-list"))
        {
            var entries = Entries<AsPathPattern>(list, null, rule => rule.Text("regexp") is { } text ? new AsPathPattern(AsPathDialect.Posix, text) : Lacks<AsPathPattern>(rule, "regexp"));
            var set = new AsPathSet { Name = Unique("router aspath-list", list.Name), Entries = [.. entries], Origin = list.Said };
            asPathSets.Add(list.Name, set);
            sets.Add(set);
        }

        foreach (var (table, kind) in new[] { ("router community-list", CommunityKind.Standard), ("router extcommunity-list", CommunityKind.Extended) })
        {
            foreach (var list in ListsOf(table))
            {
                var head = new Clause(this, list);
                var isExpanded = head.Text("type") == "expanded";
                var entries = Entries<CommunityMatch>(list, null, rule => isExpanded ? CommunityExpression(rule) : CommunityNames(rule, kind));
                var set = new CommunitySet { Name = Unique(table, list.Name), Kind = kind, Entries = [.. entries], Origin = list.Said + head.Origin };
                communitySets.Add((kind, list.Name), set);
                sets.Add(set);
            }
        }
    }

    private IEnumerable<ConfigBlock> ListsOf(string table)
    {
        foreach (var list in root.Table(table)?.Entries ?? [])
        {
            list.Outcome = Outcome.States;
            yield return list;
        }
    }

    private Stated<string>? RemarkOf(ConfigBlock list)
    {
        var clause = new Clause(this, list);
        return clause.Text("comments") is { } text ? new Stated<string>(text, clause.Origin) : null;
    }

    /// <summary>The rules in the order in which they are tried.</summary>
    private IEnumerable<(uint Number, ConfigBlock Rule)> RulesOf(ConfigBlock list)
    {
        var rules = new List<(uint Number, ConfigBlock Rule)>();
        foreach (var rule in list.Table("rule")?.Entries ?? [])
        {
            if (uint.TryParse(rule.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) rules.Add((number, rule));
            else RefuseAll(rule, $"'{rule.Name}' is no number of a rule");
        }

        return rules.OrderBy(r => r.Number);
    }

    private List<SetEntry<T>> Entries<T>(ConfigBlock list, string? otherwise, Func<Clause, object?> read)
    {
        var entries = new List<SetEntry<T>>();
        foreach (var (number, rule) in RulesOf(list))
        {
            var clause = new Clause(this, rule);
            var permit = ActionOf(clause, otherwise);
            var match = read(clause);
            if (rule.Attribute("flags") is { } flags) flags.Outcome ??= new Outcome.Inherent("it is internal to the device");
            if (permit is null || match is null || !clause.IsSound)
            {
                if (clause.IsSound) Refuse(rule.Said, "the rule is not complete");
                rule.Outcome = new Outcome.Inherent("FortiOS refuses the rule");
                foreach (var attribute in rule.Attributes.Where(a => a.Outcome is Outcome.Stated)) attribute.Outcome = rule.Outcome;
                continue;
            }

            rule.Outcome = Outcome.States;
            entries.Add(new SetEntry<T>(permit.Value, (T)match, rule.Said + clause.Origin, number));
        }

        return entries;
    }

    private static bool? ActionOf(Clause rule, string? otherwise)
    {
        switch (rule.Text("action") ?? otherwise)
        {
            case "permit": return true;
            case "deny": return false;
            case null: return null;
            case var other: rule.Bad("action", other, "permit or deny"); return null;
        }
    }

    private static T? Lacks<T>(Clause rule, string attribute)
        where T : class
    {
        if (rule.IsSound) rule.Reader.Refuse(rule.Block.Said, $"the rule lacks '{attribute}'");
        rule.Block.Outcome = new Outcome.Inherent($"FortiOS refuses it: the rule lacks '{attribute}'");
        return null;
    }

    // ------------------------------------------------------------------------------------------------ prefixes

    /// <summary>A prefix as address and mask, or with a length behind it; null when it is not set or none.</summary>
    private IpPrefix? PrefixOf(Clause clause, string attribute, Afi afi)
    {
        var values = clause.Values(attribute);
        if (values.Count == 0) return null;
        var text = string.Join(' ', values);
        if (values.Count <= 2 && TryPrefix(values, afi, out var prefix, out var hasHostBits))
        {
            if (hasHostBits && clause.Find(attribute)?.Said.First is { } statement)
                diagnostics.Add(Diagnostics.DiagnosticCatalogue.SourceNote(statement.Span, $"'{text}' has host bits; read as {prefix}"));
            return prefix;
        }

        clause.Bad(attribute, text, afi == Afi.Ipv4 ? "an IPv4 prefix" : "an IPv6 prefix");
        return null;
    }

    private static bool TryPrefix(IReadOnlyList<string> values, Afi afi, out IpPrefix prefix, out bool hasHostBits)
    {
        if (values.Count == 1) return IpPrefix.TryParse(values[0].Contains('/') ? values[0] : $"{values[0]}/{IpAddress.WidthOf(afi)}", out prefix, out hasHostBits) && prefix.Afi == afi;
        (prefix, hasHostBits) = (default, false);
        if (afi != Afi.Ipv4 || !IpAddress.TryParse(values[0], out var address) || address.Afi != afi || !IpAddress.TryParse(values[1], out var mask) || mask.Afi != afi) return false;
        if (LengthOf((uint)mask.Bits) is not { } length) return false;
        prefix = new IpPrefix(address, length);
        hasHostBits = prefix.Address != address;
        return true;
    }

    private static int? LengthOf(uint mask)
    {
        var length = BitOperations.LeadingZeroCount(~mask);
        return mask == (length == 0 ? 0 : uint.MaxValue << (32 - length)) ? length : null;
    }

    private static IpPrefix DefaultOf(Afi afi) => afi == Afi.Ipv4 ? IpPrefix.DefaultIpv4 : IpPrefix.DefaultIpv6;

    private static string PrefixAttribute(Afi afi) => afi == Afi.Ipv4 ? "prefix" : "prefix6";

    /// <summary>Without ge and le the prefix alone; <c>any</c> is every prefix, and a rule without prefix the default route.</summary>
    private PrefixRange? ListRange(Clause rule, Afi afi)
    {
        var attribute = PrefixAttribute(afi);
        var width = (uint)IpAddress.WidthOf(afi);
        var (ge, le) = (rule.Number("ge", 0, width), rule.Number("le", 0, width));
        var isAny = rule.Find(attribute)?.Values is ["any"];
        if (isAny) rule.Text(attribute);
        var prefix = isAny ? DefaultOf(afi) : PrefixOf(rule, attribute, afi) ?? DefaultOf(afi);
        if (!rule.IsSound) return null;
        if (isAny && ge is null && le is null) return PrefixRange.OrLonger(prefix);
        var (low, high) = ((int?)ge ?? prefix.Length, (int?)(le ?? (ge is null ? (uint)prefix.Length : width)) ?? prefix.Length);
        if (low >= prefix.Length && high >= low) return new PrefixRange(prefix, low, high);
        rule.Refuse("length ≤ ge ≤ le does not hold");
        return null;
    }

    /// <summary>An access list takes what is inside the prefix too, unless it is to match exactly; a wildcard takes any length.</summary>
    private PrefixRange? AccessRange(Clause rule, Afi afi)
    {
        var attribute = PrefixAttribute(afi);
        var exact = rule.Flag("exact-match") is true;
        if (rule.Values("wildcard") is [var network, var wildcard])
        {
            if (IpAddress.TryParse(network, out var address) && address.Afi == Afi.Ipv4 && IpAddress.TryParse(wildcard, out var free) && free.Afi == Afi.Ipv4 && LengthOf(~(uint)free.Bits) is { } length)
            {
                var base4 = new IpPrefix(address, length);
                var shortest = base4.Address.Bits == 0 ? 0 : 32 - (int)UInt128.TrailingZeroCount(base4.Address.Bits);
                return new PrefixRange(base4, Math.Min(shortest, base4.Length), 32);
            }

            rule.Bad("wildcard", $"{network} {wildcard}", "an address and a mask whose ones are on the right");
            return null;
        }

        var isAny = rule.Find(attribute)?.Values is ["any"];
        if (isAny) rule.Text(attribute);
        var prefix = isAny ? DefaultOf(afi) : PrefixOf(rule, attribute, afi);
        if (prefix is not { } said) return null;
        return exact && !isAny ? PrefixRange.Exact(said) : PrefixRange.OrLonger(said);
    }

    // --------------------------------------------------------------------------------------------- communities

    private static CommunityMatch? CommunityExpression(Clause rule) =>
        rule.Text("regexp") is { } text ? new CommunityMatch.Expression(text) : Lacks<CommunityMatch>(rule, "regexp");

    private static CommunityMatch? CommunityNames(Clause rule, CommunityKind kind)
    {
        var values = rule.Values("match");
        if (values.Count == 0) return Lacks<CommunityMatch>(rule, "match");
        if (kind == CommunityKind.Standard)
        {
            if (Communities.TryParseAll(values) is { } all) return new CommunityMatch.AllOf(all);
        }
        else
        {
            var subtype = rule.Text("type") ?? "rt";
            var patterns = new List<CommunityPattern>();
            foreach (var word in Communities.Words(values))
            {
                if (!Communities.TryParseExtended(subtype, word, out var community)) break;
                patterns.Add(community);
            }

            if (patterns.Count == Communities.Words(values).Count()) return new CommunityMatch.AllOf([.. patterns]);
        }

        rule.Bad("match", string.Join(' ', values), "communities");
        return null;
    }
}
