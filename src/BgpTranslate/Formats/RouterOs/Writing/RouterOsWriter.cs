using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Writing;

/// <summary>Writes a configuration as an import file of RouterOS: the model into items, the items as an export prints them.</summary>
internal sealed class RouterOsWriter
{
    private readonly WritingContext context;
    private readonly ListText lists;
    private readonly ChainText chains;
    private readonly PolicyPlan policies;

    private RouterOsWriter(WriteRequest request)
    {
        context = new WritingContext(request);
        lists = new ListText(context);
        chains = new ChainText(context, lists);
        policies = new PolicyPlan(context, chains);
    }

    /// <summary>Writes.</summary>
    public static WriteResult Write(WriteRequest request) => new RouterOsWriter(request).Run();

    private WriteResult Run()
    {
        lists.Reserve();
        chains.Reserve();
        new InstanceText(context, policies, lists).WriteAll();
        chains.WriteAll();
        foreach (var set in context.Configuration.Sets) WriteSet(set);
        var others = new OtherText(context, chains);
        others.WriteAll();
        var text = new OutputText("");
        if (!context.Rows.IsEmpty)
        {
            text.Line($"# for import by RouterOS {context.Release}");
            context.Rows.Write(text);
        }

        var names = context.RenamedLists.Concat(context.ChainNames.Renamed).Concat(context.TableNames.Renamed)
            .Where(n => n.Key.StartsWith("policy ", StringComparison.Ordinal) || n.Key.StartsWith("vrf ", StringComparison.Ordinal) || context.Configuration.Sets.Any(s => $"{s.Term()} {s.Name}" == n.Key));
        return new WriteResult(
            text.LineCount == 0 ? [] : [new OutputFile("", text)], [.. context.Announcements], names.GroupBy(n => n.Key).ToImmutableDictionary(g => g.Key, g => g.First().Value));
    }

    /// <summary>The user's lists are kept, used or not, where RouterOS has lists of their kind.</summary>
    private void WriteSet(DefinedSet set)
    {
        if (context.IsSix) return;
        switch (set)
        {
            case PrefixSet prefixes when ListText.IsAddressList(prefixes):
                lists.Addresses(prefixes);
                break;
            case CommunitySet communities:
                lists.Communities(communities, communities.Name);
                break;
            case AsNumberSet numbers when numbers.Entries.All(e => e.Permit):
                lists.Numbers(numbers.Name, [.. numbers.Entries.Select(e => e.Match)], Origin.Of(numbers.Entries.SelectMany(e => e.Origin)));
                break;
        }
    }
}
