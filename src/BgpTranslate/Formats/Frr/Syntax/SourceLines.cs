using BgpTranslate.Text;

namespace BgpTranslate.Formats.Frr.Syntax;

/// <summary>The shapes in which FRR configuration comes: a file, a list of <c>vtysh</c> commands, a containerlab topology.</summary>
internal static class SourceLines
{
    /// <summary>The configuration lines of a file, whatever its shape.</summary>
    /// <param name="file">The file.</param>
    /// <param name="node">The containerlab node whose configuration is meant; null when the file has no nodes, or one.</param>
    public static IEnumerable<SourceLine> Of(SourceFile file, string? node) =>
        ContainerlabTopology.TryRead(file) is { } topology ? topology.LinesOf(node)
        : VtyshCommands.AreIn(file.Content) ? VtyshCommands.Lines(file, 0, file.Content.Length)
        : Plain(file, 0, file.Content.Length);

    /// <summary>Every line between two offsets, as it is.</summary>
    public static IEnumerable<SourceLine> Plain(SourceFile file, int start, int end)
    {
        var text = file.Content;
        while (start < end)
        {
            var stop = text.AsSpan(start, end - start).IndexOfAny('\n', '\r');
            stop = stop < 0 ? end : start + stop;
            yield return SourceLine.Of(file, start, stop);
            start = stop + (stop + 1 < end && text[stop] == '\r' && text[stop + 1] == '\n' ? 2 : 1);
        }
    }
}
