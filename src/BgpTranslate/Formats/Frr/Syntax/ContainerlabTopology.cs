using BgpTranslate.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlScalar = YamlDotNet.Core.Events.Scalar;

namespace BgpTranslate.Formats.Frr.Syntax;

/// <summary>A containerlab topology: nodes whose <c>exec:</c> lists configure FRR through <c>vtysh</c>.</summary>
internal sealed class ContainerlabTopology
{
    private readonly SourceFile file;
    private readonly List<(string Node, List<(int Start, int End)> Commands)> nodes;

    private ContainerlabTopology(SourceFile file, List<(string, List<(int, int)>)> nodes) => (this.file, this.nodes) = (file, nodes);

    /// <summary>The nodes that hold FRR configuration, in file order.</summary>
    public IReadOnlyList<string> Nodes => [.. nodes.Where(n => Lines(n.Commands).Any()).Select(n => n.Node)];

    /// <summary>Reads a topology; null when the file is something else.</summary>
    public static ContainerlabTopology? TryRead(SourceFile file)
    {
        // Cheap enough to ask of every file: no YAML is parsed unless the two keys stand there.
        if (!file.Content.Contains("topology:", StringComparison.Ordinal) || !file.Content.Contains("exec:", StringComparison.Ordinal)) return null;
        try
        {
            return Read(file);
        }
        catch (YamlException)
        {
            return null;
        }
    }

    /// <summary>The configuration lines of a node, or of the only one; nothing when the node is not there or several are.</summary>
    public IEnumerable<SourceLine> LinesOf(string? node)
    {
        var configured = Nodes;
        var name = node ?? (configured.Count == 1 ? configured[0] : null);
        var commands = nodes.Find(n => n.Node == name).Commands;
        return commands is null ? [] : Lines(commands);
    }

    private IEnumerable<SourceLine> Lines(List<(int Start, int End)> commands) =>
        commands.SelectMany(c => VtyshCommands.Lines(file, c.Start, c.End));

    private static ContainerlabTopology? Read(SourceFile file)
    {
        var parser = new YamlDotNet.Core.Parser(new StringReader(file.Content));
        var path = new List<string>();
        var nodes = new List<(string Node, List<(int, int)> Commands)>();
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        if (!parser.Accept<MappingStart>(out _)) return null;
        Walk();
        return nodes.Count > 0 ? new ContainerlabTopology(file, nodes) : null;

        // Only the four levels above a command are entered; everything else is skipped without recursion.
        void Walk()
        {
            if ((path is [] or ["topology"] or ["topology", "nodes"] or ["topology", "nodes", _])
                && parser.TryConsume<MappingStart>(out _))
            {
                while (!parser.TryConsume<MappingEnd>(out _))
                {
                    if (parser.TryConsume<YamlScalar>(out var key))
                    {
                        path.Add(key.Value);
                        if (path is ["topology", "nodes", var node]) nodes.Add((node, []));
                        Walk();
                        path.RemoveAt(path.Count - 1);
                    }
                    else
                    {
                        parser.SkipThisAndNestedEvents();
                        parser.SkipThisAndNestedEvents();
                    }
                }
            }
            else if (path is ["topology", "nodes", _, "exec"] && parser.TryConsume<SequenceStart>(out _))
            {
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    if (parser.TryConsume<YamlScalar>(out var command))
                    {
                        var quote = command.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
                        nodes[^1].Commands.Add(((int)command.Start.Index + quote, (int)command.End.Index - quote));
                    }
                    else
                        parser.SkipThisAndNestedEvents();
                }
            }
            else
            {
                parser.SkipThisAndNestedEvents();
            }
        }
    }
}
