using System.Collections.Immutable;
using BgpTranslate.Grammars.Frr;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary>Prefix lists, access lists, AS-path lists, community lists.</summary>
internal sealed partial class FrrReader
{
    private readonly OrderedDictionary<(PrefixSetKind Kind, Afi Afi, string Name), ListDraft<PrefixRange>> prefixLists = [];
    private readonly OrderedDictionary<string, ListDraft<AsPathPattern>> asPathLists = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<(CommunityKind Kind, string Name), (ListDraft<CommunityMatch> List, bool IsExpanded)> communityLists = [];
    private readonly Dictionary<string, string> aliases = new(StringComparer.Ordinal);
    private (PrefixSetKind Kind, Afi Afi, string Name) currentList;

    // ---------------------------------------------------------------------------------------------- prefix lists

    public override Outcome? VisitIpPrefixList(FrrParser.IpPrefixListContext context) => In(PrefixSetKind.PrefixList, Afi.Ipv4, context.name.Text, context.prefixListItem());

    public override Outcome? VisitIpv6PrefixList(FrrParser.Ipv6PrefixListContext context) =>
        In(PrefixSetKind.PrefixList, Afi.Ipv6, context.name.Text, context.prefixListItem());

    public override Outcome? VisitAccessList4(FrrParser.AccessList4Context context) => In(PrefixSetKind.AccessList, Afi.Ipv4, context.name.Text, context.accessListItem());

    public override Outcome? VisitIpv6AccessList(FrrParser.Ipv6AccessListContext context) =>
        In(PrefixSetKind.AccessList, Afi.Ipv6, context.name.Text, context.accessListItem());

    private Outcome? In(PrefixSetKind kind, Afi afi, string name, Antlr4.Runtime.ParserRuleContext item)
    {
        currentList = (kind, afi, name);
        return Visit(item);
    }

    public override Outcome? VisitPrefixListEntry(FrrParser.PrefixListEntryContext context)
    {
        var width = IpAddress.WidthOf(currentList.Afi);
        var any = context.ANY() is not null;
        var prefix = any ? currentList.Afi == Afi.Ipv4 ? IpPrefix.DefaultIpv4 : IpPrefix.DefaultIpv6 : Prefix(context.net);
        if (prefix is not { } net) return Refused;
        if (net.Afi != currentList.Afi) return Refuse($"{net} is not of this list's address family");
        uint? ge = null, le = null;
        foreach (var bound in context.prefixLengthBound())
        {
            if (Number(bound.length, 0, (uint)width) is not { } length) return Refused;
            if (bound.GE() is not null) ge = length;
            else le = length;
        }

        // Neither: equal length; ge alone: up to the longest; le alone: from the prefix's own length (frr.md §3.4).
        var low = (int)(ge ?? (uint)net.Length);
        var high = any && ge is null && le is null ? width : (int)(le ?? (ge is null ? (uint)net.Length : (uint)width));
        if (low < net.Length || high < low) return Refuse("lengths must be: prefix length, at most ge, at most le");
        return Put(context.seq(), context.action(), new PrefixRange(net, low, high));
    }

    public override Outcome? VisitPrefixListEntryRemoval(FrrParser.PrefixListEntryRemovalContext context) =>
        negated ? TakeOut(context.seq(), null, default) : null;

    public override Outcome? VisitPrefixListRemoval(FrrParser.PrefixListRemovalContext context)
    {
        if (!negated) return null;
        if (!prefixLists.TryGetValue(currentList, out var list)) return TookBack(false);
        Close(list.Clear(), $"line {statement.Span.From.Line} removes the list");
        prefixLists.Remove(currentList);
        return TookBack(true);
    }

    public override Outcome? VisitPrefixListDescription(FrrParser.PrefixListDescriptionContext context) => Describe(context.text());

    public override Outcome? VisitAccessListRemark(FrrParser.AccessListRemarkContext context) => Describe(context.text());

    public override Outcome? VisitAccessListEntry(FrrParser.AccessListEntryContext context)
    {
        PrefixRange range;
        if (context.ANY() is not null)
        {
            range = PrefixRange.OrLonger(currentList.Afi == Afi.Ipv4 ? IpPrefix.DefaultIpv4 : IpPrefix.DefaultIpv6);
        }
        else if (context.net is not null)
        {
            if (Prefix(context.net) is not { } net) return Refused;
            range = context.EXACT_MATCH() is not null ? PrefixRange.Exact(net) : PrefixRange.OrLonger(net);
        }
        else
        {
            if (Wildcard(context.address, context.wildcard) is not { } masked) return Refused;
            range = masked;
        }

        return range.Prefix.Afi == currentList.Afi ? Put(context.seq(), context.action(), range) : Refuse("not of this list's address family");
    }

    public override Outcome? VisitAccessListExtendedEntry(FrrParser.AccessListExtendedEntryContext context)
    {
        // For BGP the first pair is held against the network, the second against the netmask (frr.md §3.4).
        var (network, mask) = (context.accessListEnd(0), context.accessListEnd(1));
        var range = PrefixRange.OrLonger(IpPrefix.DefaultIpv4);
        if (network.ANY() is null)
        {
            if (Wildcard(network.address, network.wildcard) is not { } masked) return Refused;
            range = masked;
        }

        if (mask.ANY() is null)
        {
            if (Address(mask.address) is not { } low || LengthOfMask((uint)low.Bits) is not { } shortest) return Carry("access-list.extended");
            var longest = shortest;
            if (mask.wildcard is not null)
            {
                if (Address(mask.wildcard) is not { } wild || LengthOfMask((uint)(low.Bits | wild.Bits)) is not { } wildest) return Carry("access-list.extended");
                longest = wildest;
            }

            var prefix = new IpPrefix(range.Prefix.Address, Math.Min(range.Prefix.Length, shortest));
            range = new PrefixRange(prefix, shortest, longest);
        }

        return Put(context.seq(), context.action(), range);
    }

    /// <summary>What an address and a wildcard match: prefixes of any length whose network address agrees outside the wildcard.</summary>
    private PrefixRange? Wildcard(Antlr4.Runtime.IToken addressToken, Antlr4.Runtime.IToken? wildcardToken)
    {
        if (Address(addressToken) is not { } address) return null;
        var free = 0;
        if (wildcardToken is not null)
        {
            if (Address(wildcardToken) is not { } wildcard || LengthOfMask(~(uint)wildcard.Bits) is not { } length) return null;
            free = 32 - length;
        }

        var prefix = new IpPrefix(address, address.Width - free);
        var shortest = prefix.Address.Bits == 0 ? 0 : prefix.Width - (int)UInt128.TrailingZeroCount(prefix.Address.Bits);
        return new PrefixRange(prefix, Math.Min(shortest, prefix.Length), prefix.Width);
    }

    private Outcome Put(FrrParser.SeqContext? seq, FrrParser.ActionContext action, PrefixRange range)
    {
        var permit = action.PERMIT() is not null;
        if (negated) return TakeOut(seq, permit, range);
        if (!prefixLists.TryGetValue(currentList, out var list)) prefixLists.Add(currentList, list = new ListDraft<PrefixRange>());
        return Enter(list, seq, permit, range);
    }

    private Outcome TakeOut(FrrParser.SeqContext? seq, bool? permit, PrefixRange range) =>
        prefixLists.TryGetValue(currentList, out var list) ? TakeOut(list, seq, permit, range) : TookBack(false);

    private Outcome Enter<T>(ListDraft<T> list, FrrParser.SeqContext? seq, bool permit, T match)
    {
        uint? number = null;
        if (seq is not null && (number = Number(seq.NUMBER(), 0, uint.MaxValue)) is null) return Refused;
        if (list.Put(number, permit, match, statement) is { } old) Close(old.Origin, $"line {statement.Span.From.Line} overrides it");
        return Kept;
    }

    private Outcome TakeOut<T>(ListDraft<T> list, FrrParser.SeqContext? seq, bool? permit, T? match)
    {
        if (list.Remove(Number(seq?.NUMBER(), 0, uint.MaxValue), permit, match) is not { } old) return TookBack(false);
        Close(old.Origin, $"line {statement.Span.From.Line} takes it back");
        return TookBack(true);
    }

    private Outcome? Describe(FrrParser.TextContext? text)
    {
        if (!prefixLists.TryGetValue(currentList, out var list)) prefixLists.Add(currentList, list = new ListDraft<PrefixRange>());
        if (list.Description is { } old) Close(old.Origin, $"line {statement.Span.From.Line} overrides it");
        list.Description = negated || text is null ? null : new Stated<string>(Text(text), statement);
        return negated ? TookBack(true) : text is null ? null : Kept;
    }

    // --------------------------------------------------------------------------------------------- AS-path lists

    public override Outcome? VisitAsPathListLine(FrrParser.AsPathListLineContext context) => Visit(context.asPathList());

    public override Outcome? VisitIpAsPathList(FrrParser.IpAsPathListContext context) => Visit(context.asPathList());

    public override Outcome? VisitAsPathList(FrrParser.AsPathListContext context)
    {
        var name = context.name.Text;
        if (negated)
        {
            if (!asPathLists.TryGetValue(name, out var known)) return TookBack(false);
            if (context.action() is { } gone)
                return TakeOut(known, context.seq(), gone.PERMIT() is not null, context.regex is null ? null : new AsPathPattern(AsPathDialect.Posix, Text(context.regex)));
            Close(known.Clear(), $"line {statement.Span.From.Line} removes the list");
            asPathLists.Remove(name);
            return TookBack(true);
        }

        if (context.action() is not { } action || context.regex is not { } regex) return null;
        if (!asPathLists.TryGetValue(name, out var list)) asPathLists.Add(name, list = new ListDraft<AsPathPattern>());
        return Enter(list, context.seq(), action.PERMIT() is not null, new AsPathPattern(AsPathDialect.Posix, Text(regex)));
    }

    // -------------------------------------------------------------------------------------------- community lists

    private CommunityKind communityKind;

    public override Outcome? VisitCommunityListLine(FrrParser.CommunityListLineContext context) => Communities(CommunityKind.Standard, context.communityList());

    public override Outcome? VisitIpCommunityList(FrrParser.IpCommunityListContext context) => Communities(CommunityKind.Standard, context.communityList());

    public override Outcome? VisitExtcommunityListLine(FrrParser.ExtcommunityListLineContext context) => Communities(CommunityKind.Extended, context.communityList());

    public override Outcome? VisitIpExtcommunityList(FrrParser.IpExtcommunityListContext context) => Communities(CommunityKind.Extended, context.communityList());

    public override Outcome? VisitLargeCommunityListLine(FrrParser.LargeCommunityListLineContext context) => Communities(CommunityKind.Large, context.communityList());

    public override Outcome? VisitIpLargeCommunityList(FrrParser.IpLargeCommunityListContext context) => Communities(CommunityKind.Large, context.communityList());

    private Outcome? Communities(CommunityKind kind, FrrParser.CommunityListContext list)
    {
        communityKind = kind;
        return Visit(list);
    }

    public override Outcome? VisitCommunityListStandard(FrrParser.CommunityListStandardContext context) =>
        CommunityEntry(context.name.Text, false, context.seq(), context.action(), context.values);

    public override Outcome? VisitCommunityListExpanded(FrrParser.CommunityListExpandedContext context) =>
        CommunityEntry(context.name.Text, true, context.seq(), context.action(), context.values);

    public override Outcome? VisitCommunityListNumbered(FrrParser.CommunityListNumberedContext context) =>
        Number(context.number, 1, 500) is { } number
            ? CommunityEntry(context.number.Text, number >= 100, context.seq(), context.action(), context.values)
            : Refused;

    // Quagga and FRR 7 take the type from the values.
    public override Outcome? VisitCommunityListTypeless(FrrParser.CommunityListTypelessContext context) =>
        CommunityEntry(
            context.name.Text,
            context.values is { } text && ParseCommunities(Text(text)) is null,
            context.seq(), context.action(), context.values);

    private Outcome? CommunityEntry(
        string name, bool isExpanded, FrrParser.SeqContext? seq, FrrParser.ActionContext? action, FrrParser.TextContext? values)
    {
        var key = (communityKind, name);
        CommunityMatch? match = null;
        if (values is not null)
        {
            match = isExpanded ? new CommunityMatch.Expression(Text(values)) : ParseCommunities(Text(values)) is { } all ? new CommunityMatch.AllOf(all) : null;
            if (match is null) return Refuse($"'{Text(values)}' is no list of communities");
        }

        if (negated)
        {
            if (!communityLists.TryGetValue(key, out var known)) return TookBack(false);
            if (action is not null) return TakeOut(known.List, seq, action.PERMIT() is not null, match);
            Close(known.List.Clear(), $"line {statement.Span.From.Line} removes the list");
            communityLists.Remove(key);
            return TookBack(true);
        }

        if (action is null || match is null) return null;
        if (!communityLists.TryGetValue(key, out var list)) communityLists.Add(key, list = (new ListDraft<CommunityMatch>(), isExpanded));
        return list.IsExpanded == isExpanded
            ? Enter(list.List, seq, action.PERMIT() is not null, match)
            : Refuse($"community list '{name}' is {(list.IsExpanded ? "expanded" : "standard")}");
    }

    /// <summary>The communities of a standard entry; <c>internet</c> stands for any and adds no demand. Null when a word is none.</summary>
    private ImmutableArray<CommunityPattern>? ParseCommunities(string text)
    {
        var all = ImmutableArray.CreateBuilder<CommunityPattern>();
        var subtype = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (communityKind == CommunityKind.Standard && word == "internet") continue;
            if (communityKind == CommunityKind.Extended && word is "rt" or "soo" or "nt" or "color")
            {
                subtype = word;
                continue;
            }

            CommunityPattern community;
            var parsed = communityKind switch
            {
                CommunityKind.Standard => Frr.Communities.TryParseStandard(word, out community),
                CommunityKind.Large => Frr.Communities.TryParseLarge(word, out community),
                _ => Frr.Communities.TryParseExtended(subtype, word, out community) && subtype.Length > 0,
            };
            if (!parsed) return null;
            all.Add(community);
        }

        return all.ToImmutable();
    }
}
