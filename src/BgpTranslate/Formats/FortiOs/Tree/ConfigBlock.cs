using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Tree;

/// <summary>What is open between <c>config</c> and <c>end</c>, or between <c>edit</c> and <c>next</c>: attributes, tables, and the entries of a table.</summary>
/// <param name="name">The words behind <c>config</c>, or the key behind <c>edit</c>.</param>
/// <param name="parent">The block it stands in; null for a VDOM and for the file as a whole.</param>
internal sealed class ConfigBlock(string name, ConfigBlock? parent)
{
    private OrderedDictionary<string, ConfigAttribute>? attributes;
    private OrderedDictionary<string, ConfigBlock>? tables;
    private OrderedDictionary<string, ConfigBlock>? entries;

    /// <summary>The words behind <c>config</c>, or the key behind <c>edit</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The block it stands in; null for a VDOM and for the file as a whole.</summary>
    public ConfigBlock? Parent { get; } = parent;

    /// <summary>The statements that open it.</summary>
    public Origin Said { get; set; }

    /// <summary>What became of those statements; null: nobody took it.</summary>
    public Outcome? Outcome { get; set; }

    /// <summary>What is set in it, in the order of first mention.</summary>
    public IReadOnlyCollection<ConfigAttribute> Attributes => attributes?.Values ?? (IReadOnlyCollection<ConfigAttribute>)[];

    /// <summary>The tables and objects in it.</summary>
    public IReadOnlyCollection<ConfigBlock> Tables => tables?.Values ?? (IReadOnlyCollection<ConfigBlock>)[];

    /// <summary>Its entries, where it is a table.</summary>
    public IReadOnlyCollection<ConfigBlock> Entries => entries?.Values ?? (IReadOnlyCollection<ConfigBlock>)[];

    /// <summary>True when nothing is in it.</summary>
    public bool IsEmpty => Attributes.Count == 0 && Tables.Count == 0 && Entries.Count == 0;

    /// <summary>An attribute that is set.</summary>
    public ConfigAttribute? Attribute(string attribute) => attributes?.GetValueOrDefault(attribute);

    /// <summary>A table in it.</summary>
    public ConfigBlock? Table(string table) => tables?.GetValueOrDefault(table);

    /// <summary>An entry of it.</summary>
    public ConfigBlock? Entry(string key) => entries?.GetValueOrDefault(key);

    /// <summary>A table in it, made where it is missing.</summary>
    public ConfigBlock EnsureTable(string table) => Ensure(tables ??= NewBlocks(), table);

    /// <summary>An entry of it, made where it is missing.</summary>
    public ConfigBlock EnsureEntry(string key) => Ensure(entries ??= NewBlocks(), key);

    /// <summary>The next free number of a table with numbered entries.</summary>
    public string NextNumber() => (Entries.Select(e => uint.TryParse(e.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).DefaultIfEmpty().Max() + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Sets an attribute; what it was before is returned.</summary>
    public ConfigAttribute? Set(string attribute, IEnumerable<string> values, Origin origin)
    {
        attributes ??= new OrderedDictionary<string, ConfigAttribute>(StringComparer.Ordinal);
        var before = attributes.GetValueOrDefault(attribute);
        attributes[attribute] = new ConfigAttribute(attribute, [.. values], origin);
        return before;
    }

    /// <summary>Takes an attribute away; what it was is returned.</summary>
    public ConfigAttribute? Unset(string attribute) => attributes is not null && attributes.Remove(attribute, out var before) ? before : null;

    /// <summary>Takes an entry away.</summary>
    public ConfigBlock? RemoveEntry(string key) => entries is not null && entries.Remove(key, out var before) ? before : null;

    /// <summary>Takes a table away.</summary>
    public ConfigBlock? RemoveTable(string table) => tables is not null && tables.Remove(table, out var before) ? before : null;

    /// <summary>Adds everything that another block holds.</summary>
    public void Include(ConfigBlock other)
    {
        Said += other.Said;
        foreach (var attribute in other.Attributes) Set(attribute.Name, attribute.Values, attribute.Said);
        foreach (var table in other.Tables) EnsureTable(table.Name).Include(table);
        foreach (var entry in other.Entries) EnsureEntry(entry.Name).Include(entry);
    }

    /// <summary>The block and all blocks in it, outer ones first.</summary>
    public IEnumerable<ConfigBlock> WithBlocksBelow()
    {
        var open = new Stack<ConfigBlock>();
        open.Push(this);
        while (open.TryPop(out var block))
        {
            yield return block;
            foreach (var below in block.Entries.Reverse()) open.Push(below);
            foreach (var below in block.Tables.Reverse()) open.Push(below);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Parent is null ? Name : $"{Parent} / {Name}".TrimStart(' ', '/');

    private static OrderedDictionary<string, ConfigBlock> NewBlocks() => new(StringComparer.Ordinal);

    private ConfigBlock Ensure(OrderedDictionary<string, ConfigBlock> blocks, string key)
    {
        if (!blocks.TryGetValue(key, out var block)) blocks.Add(key, block = new ConfigBlock(key, this));
        return block;
    }
}

/// <summary>What is set under one name.</summary>
internal sealed class ConfigAttribute(string name, IReadOnlyList<string> values, Origin said)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The values, without quotes.</summary>
    public IReadOnlyList<string> Values { get; } = values;

    /// <summary>The statements that set it.</summary>
    public Origin Said { get; } = said;

    /// <summary>What became of those statements; null: nobody took it.</summary>
    public Outcome? Outcome { get; set; }
}
