using System.Text;
using BgpTranslate.Text;
using YamlDotNet.Core;

namespace BgpTranslate.Formats.Yaml;

/// <summary>A text to parse, and where each of its characters stands in the file.</summary>
internal sealed class YamlText
{
    private readonly List<(int Index, int Offset)> pieces = [];

    private YamlText(string content) => Content = content;

    /// <summary>The text.</summary>
    public string Content { get; }

    /// <summary>A part of a file as it is.</summary>
    public static YamlText Of(string content, int start, int end)
    {
        if (start == 0 && content.Length > 0 && content[0] == '\uFEFF') start = 1;
        var text = new YamlText(start == 0 && end == content.Length ? content : content[start..end]);
        text.pieces.Add((0, start));
        return text;
    }

    /// <summary>The content of a literal block: its lines without their common indentation.</summary>
    public static YamlText OfBlock(Span block)
    {
        var source = block.File.Content;
        var builder = new StringBuilder(block.End - block.Start);
        var pieces = new List<(int, int)>();
        var indent = -1;
        for (var line = NextLine(source, block.Start); line < block.End;)
        {
            var next = Math.Min(NextLine(source, line), block.End);
            var length = next - line;
            var lead = 0;
            while (lead < length && source[line + lead] == ' ') lead++;
            var isEmpty = lead == length || source[line + lead] is '\r' or '\n';
            if (indent < 0 && !isEmpty) indent = lead;
            var cut = Math.Min(lead, Math.Max(indent, 0));
            pieces.Add((builder.Length, line + cut));
            builder.Append(source, line + cut, length - cut);
            line = next;
        }

        var text = new YamlText(builder.ToString());
        text.pieces.AddRange(pieces);
        if (pieces.Count == 0) text.pieces.Add((0, block.End));
        return text;
    }

    /// <summary>The content of a quoted or folded scalar: each of its characters stands where it is written, an escape where it begins.</summary>
    /// <param name="scalar">The scalar, with its quotes or its <c>&gt;</c>.</param>
    /// <param name="content">Its text, quotes, escapes and folded lines resolved.</param>
    public static YamlText OfScalar(Span scalar, string content)
    {
        var text = new YamlText(content);
        var source = scalar.File.Content;
        var quote = source[scalar.Start];
        var at = quote == '>' ? NextLine(source, scalar.Start) : scalar.Start + 1;
        text.pieces.Add((0, Math.Min(at, scalar.End)));
        for (var i = 0; i < content.Length && at < scalar.End;)
        {
            var (taken, written) = (1, 1);
            if (quote == '"' && source[at] == '\\') (taken, written) = Escape(source, at);
            else if (quote == '\'' && source[at] == '\'') written = 2;
            else if (source[at] != content[i]) (taken, written) = (Blanks(content, i), Math.Max(1, Blanks(source, at)));
            if (taken != 1 || written != 1) text.pieces.Add((i, at));
            (i, at) = (i + taken, at + written);
            if (taken != 1 || written != 1) text.pieces.Add((i, Math.Min(at, scalar.End)));
        }

        return text;
    }

    /// <summary>How many characters an escape of a double-quoted scalar stands for, and how many it is written with.</summary>
    private static (int Taken, int Written) Escape(string source, int at) => at + 1 == source.Length ? (1, 1) : source[at + 1] switch
    {
        'x' => (1, 4),
        'u' => (1, 6),
        'U' => (2, 10),
        '\r' or '\n' => (0, 1 + Blanks(source, at + 1)),
        _ => (1, 2),
    };

    private static int Blanks(string text, int from)
    {
        var end = from;
        while (end < text.Length && text[end] is ' ' or '\t' or '\r' or '\n') end++;
        return end - from;
    }

    /// <summary>The index of a mark.</summary>
    public int IndexOf(Mark mark) => (int)Math.Clamp(mark.Index, 0, Content.Length);

    /// <summary>The place in the file of an index.</summary>
    public int OffsetOf(int index)
    {
        var (low, high) = (0, pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (pieces[middle].Index <= index) low = middle;
            else high = middle - 1;
        }

        return pieces[low].Offset + index - pieces[low].Index;
    }

    private static int NextLine(string source, int from)
    {
        var i = source.AsSpan(from).IndexOfAny('\n', '\r');
        if (i < 0) return source.Length;
        var end = from + i + 1;
        return source[end - 1] == '\r' && end < source.Length && source[end] == '\n' ? end + 1 : end;
    }
}
