using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Tree;

/// <summary>The tree while a text is read: what a later statement says or removes overrides the earlier one, and the earlier one is told so.</summary>
internal sealed class ConfigTree(StatementLog log)
{
    /// <summary>Longer than any path of VyOS.</summary>
    public const int MaximumPathLength = 40;

    /// <summary>The root.</summary>
    public ConfigNode Root { get; } = new("");

    /// <summary>A statement says that a path exists.</summary>
    public ConfigNode Set(ConfigNode at, ReadOnlySpan<string> path, Statement statement, bool isHeader = false)
    {
        var node = at.Ensure(path);
        if (node.Said.First is { } earlier)
            log.Close(earlier, new Outcome.Inherent(isHeader ? "it groups what is in it" : $"line {statement.Span.From.Line} says it again"));
        (node.Said, node.IsHeader) = (statement, isHeader);
        return node;
    }

    /// <summary>A statement removes a path and all below it.</summary>
    public void Delete(ReadOnlySpan<string> path, Statement statement)
    {
        var node = Root.Find(path);
        if (node is null || node == Root)
        {
            log.Close(statement, new Outcome.Inherent("nothing of it has been said before"));
            return;
        }

        foreach (var gone in node.Below().Prepend(node))
        {
            if (gone.Said.First is { } said) log.Close(said, new Outcome.Inherent($"line {statement.Span.From.Line} removes it"));
        }

        node.Remove();
        log.Close(statement, new Outcome.Inherent("it removes what was said before"));
    }

    /// <summary>Tells every statement what became of it.</summary>
    public void Close()
    {
        foreach (var node in Root.Below())
        {
            if (node.Said.IsNone) continue;
            var implied = !node.IsHeader && node.Outcome is not null ? FirstBelow(node) : null;
            var outcome = implied is null ? node.Outcome ?? Outcome.Unknown : new Outcome.Inherent($"line {implied.Span.From.Line} says it too");
            foreach (var statement in node.Said) log.Close(statement, outcome);
        }
    }

    private static Statement? FirstBelow(ConfigNode node) => node.IsLeaf ? null : node.Below().Select(n => n.Said.First).FirstOrDefault(s => s is not null);
}
