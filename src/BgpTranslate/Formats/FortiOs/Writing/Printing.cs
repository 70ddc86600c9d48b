using System.Globalization;
using BgpTranslate.Formats.FortiOs.Syntax;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Formats.FortiOs.Vocabulary;

namespace BgpTranslate.Formats.FortiOs.Writing;

/// <summary>Blocks as text, in the order and with the quotes that the device prints.</summary>
internal static class Printing
{
    /// <summary>The tables of a VDOM.</summary>
    public static void Vdom(ConfigBlock root, OutputText text) => Tables(root, "", text);

    private static void Tables(ConfigBlock block, string table, OutputText text)
    {
        foreach (var inner in block.Tables.OrderBy(t => Schema.Rank(table, t.Name)).ThenBy(t => t.Name, StringComparer.Ordinal)) Table(inner, text);
    }

    private static void Table(ConfigBlock table, OutputText text)
    {
        text.Line(CommandText.Config(table.Name), table.Said).Indent();
        Contents(table, table.Name, text);
        var entries = Scope.IsNumbered(table.Name) ? table.Entries.OrderBy(e => uint.TryParse(e.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : uint.MaxValue) : (IEnumerable<ConfigBlock>)table.Entries;
        foreach (var entry in entries)
        {
            text.Line(CommandText.Edit(table.Name, entry.Name), entry.Said).Indent();
            Contents(entry, table.Name, text);
            text.Outdent().Line("next");
        }

        text.Outdent().Line("end");
    }

    private static void Contents(ConfigBlock block, string table, OutputText text)
    {
        foreach (var attribute in block.Attributes.OrderBy(a => Schema.Rank(table, a.Name)).ThenBy(a => a.Name, StringComparer.Ordinal))
            text.Line(CommandText.Set(attribute), attribute.Said.IsNone ? block.Said : attribute.Said);
        Tables(block, table, text);
    }
}
