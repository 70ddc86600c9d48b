using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Tree;

/// <summary>
/// A node of a VyOS configuration: one word of a path, be it a keyword, the name of a tag node or the value of a leaf. Both text forms become this tree
/// (vyos.md §1); which words are values is known to those who read it.
/// </summary>
internal sealed class ConfigNode(string word, ConfigNode? parent = null)
{
    private OrderedDictionary<string, ConfigNode>? children;

    /// <summary>The word.</summary>
    public string Word { get; } = word;

    /// <summary>The node above; null at the root and after removal.</summary>
    public ConfigNode? Parent { get; private set; } = parent;

    /// <summary>The statements whose path ends here.</summary>
    public Origin Said { get; set; }

    /// <summary>The statement that ends here opens a block.</summary>
    public bool IsHeader { get; set; }

    /// <summary>What became of the statement that ends here; null: nobody took it.</summary>
    public Outcome? Outcome { get; set; }

    /// <summary>The nodes below, in the order of their first mention.</summary>
    public IReadOnlyCollection<ConfigNode> Children => children?.Values ?? (IReadOnlyCollection<ConfigNode>)[];

    /// <summary>True when nothing is below.</summary>
    public bool IsLeaf => children is null || children.Count == 0;

    /// <summary>The statements that made it exist: those that end here, else the first one below.</summary>
    public Origin Origin => Said.IsNone ? Below().Select(n => n.Said).FirstOrDefault(s => !s.IsNone) : Said;

    /// <summary>The node at the end of a path below; null when there is none.</summary>
    public ConfigNode? Find(params ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var step in path)
        {
            if (node.children is null || !node.children.TryGetValue(step, out node)) return null;
        }

        return node;
    }

    /// <summary>The node at the end of a path below, made where it is missing.</summary>
    public ConfigNode Ensure(params ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var step in path)
        {
            node.children ??= new OrderedDictionary<string, ConfigNode>(StringComparer.Ordinal);
            if (!node.children.TryGetValue(step, out var next)) node.children.Add(step, next = new ConfigNode(step, node));
            node = next;
        }

        return node;
    }

    /// <summary>Takes the node and all below it out of the tree.</summary>
    public void Remove()
    {
        Parent?.children?.Remove(Word);
        Parent = null;
    }

    /// <summary>Moves everything below this node, and what is said of it, to another place; where both have a node they become one.</summary>
    public void MergeInto(ConfigNode target)
    {
        target.Said += Said;
        target.IsHeader |= IsHeader;
        foreach (var child in Children.ToArray()) child.MergeInto(target.Ensure(child.Word));
        Remove();
    }

    /// <summary>All nodes below, parents first.</summary>
    public IEnumerable<ConfigNode> Below()
    {
        if (children is null) yield break;
        var open = new Stack<ConfigNode>(children.Values.Reverse());
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var child in node.Children.Reverse()) open.Push(child);
        }
    }

    /// <summary>The words from the root down to this node.</summary>
    public IReadOnlyList<string> Path
    {
        get
        {
            var words = new List<string>();
            for (var node = this; node.Parent is not null; node = node.Parent) words.Add(node.Word);
            words.Reverse();
            return words;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Path);
}
