using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Model;
using BgpTranslate.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BgpTranslate.Formats.Yaml;

/// <summary>
/// Reads YAML (and so JSON) into nodes, opening a statement for every key and item on the way: what nobody takes stays unrecognized.
/// Each document is parsed by itself, so a broken one costs no other. Depth and the expansion of aliases are bounded.
/// </summary>
public sealed class YamlReader
{
    /// <summary>Deeper nesting is refused.</summary>
    private const int MaximumDepth = 100;

    /// <summary>More nodes behind aliases are refused.</summary>
    private const int MaximumExpansion = 100_000;

    private readonly SourceFile file;
    private readonly StatementLog log;
    private readonly List<Diagnostic> diagnostics;
    private readonly YamlText text;
    private readonly Parser parser;
    private readonly Dictionary<string, YamlNode> anchors = new(StringComparer.Ordinal);
    private int expansion;
    private int covered;

    private YamlReader(SourceFile file, YamlText text, StatementLog log, List<Diagnostic> diagnostics)
    {
        (this.file, this.text, this.log, this.diagnostics) = (file, text, log, diagnostics);
        parser = new Parser(new StringReader(text.Content));
        covered = text.OffsetOf(0);
    }

    /// <summary>Reads all documents of a file; broken ones are reported and left out.</summary>
    public static ImmutableArray<YamlNode> Read(SourceFile file, StatementLog log, List<Diagnostic> diagnostics)
    {
        var documents = ImmutableArray.CreateBuilder<YamlNode>();
        foreach (var (start, end) in Documents(file.Content))
        {
            if (new YamlReader(file, YamlText.Of(file.Content, start, end), log, diagnostics).ReadDocument() is { } root) documents.Add(root);
        }

        return documents.ToImmutable();
    }

    /// <summary>
    /// Reads the document that a scalar holds (a ConfigMap's <c>data</c>); places are those of the file. The statement of a block keeps its first line, that of a quoted scalar its quote.
    /// </summary>
    public static (YamlNode? Root, Statement Header) ReadInner(YamlScalar block, Statement statement, StatementLog log, List<Diagnostic> diagnostics)
    {
        var source = block.Span.File.Content;
        var isBlock = block.Style == YamlStyle.Literal || source[block.Span.Start] == '>';
        var end = !isBlock ? block.Span.Start + 1
            : source.AsSpan(block.Span.Start, block.Span.End - block.Span.Start).IndexOfAny('\r', '\n') is >= 0 and var i ? block.Span.Start + i : block.Span.End;
        var header = log.Shorten(statement, new Span(block.Span.File, statement.Span.Start, end));
        return (new YamlReader(block.Span.File, block.Style == YamlStyle.Literal ? YamlText.OfBlock(block.Span) : YamlText.OfScalar(block.Span, block.Text), log, diagnostics).ReadDocument(), header);
    }

    /// <summary>The parts between document markers that hold more than comments.</summary>
    private static IEnumerable<(int Start, int End)> Documents(string content)
    {
        var (start, hasContent) = (0, false);
        for (var line = 0; line < content.Length;)
        {
            var next = content.AsSpan(line).IndexOfAny('\n', '\r') is >= 0 and var i ? line + i + 1 : content.Length;
            if (IsMarker(content, line))
            {
                if (hasContent) yield return (start, line);
                (start, hasContent) = (content[line] == '.' ? next : line, false);
                if (content[line] == '-') hasContent = !IsBlank(content.AsSpan(line + 3, next - line - 3));
            }
            else if (!hasContent)
            {
                if (content[line] == '%') start = next;
                else hasContent = !IsBlank(content.AsSpan(line, next - line));
            }

            line = next;
        }

        if (hasContent) yield return (start, content.Length);
    }

    private static bool IsMarker(string content, int line) =>
        content.Length >= line + 3 && content.AsSpan(line, 3) is "---" or "..." && (content.Length == line + 3 || char.IsWhiteSpace(content[line + 3]));

    private static bool IsBlank(ReadOnlySpan<char> line)
    {
        line = line.Trim(" \t\r\n\uFEFF");
        return line.IsEmpty || line[0] == '#';
    }

    private YamlNode? ReadDocument()
    {
        try
        {
            while (Next() is StreamStart or DocumentStart) parser.MoveNext();
            var root = ReadRoot();
            parser.MoveNext();
            return Next() is DocumentEnd or StreamEnd ? root : throw new YamlException("more than one value in a document");
        }
        catch (Exception e) when (e is YamlException or ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            ReportBroken(e);
            return null;
        }
    }

    /// <summary>A whole document; one that is a mere scalar is a statement.</summary>
    private YamlNode ReadRoot()
    {
        var root = ReadNode(0);
        if (root is YamlScalar scalar) Open(scalar.Span);
        return root;
    }

    private ParsingEvent Next()
    {
        if (parser.Current is null && !parser.MoveNext()) throw new YamlException("the document ends too early");
        return parser.Current!;
    }

    private ParsingEvent Advance()
    {
        if (!parser.MoveNext()) throw new YamlException("the document ends too early");
        return parser.Current!;
    }

    /// <summary>Reads the node at hand and leaves its last event current.</summary>
    private YamlNode ReadNode(int depth)
    {
        if (depth > MaximumDepth) throw new YamlException(Next().Start, Next().End, $"nested more than {MaximumDepth} deep");
        var start = Next();
        var anchor = start is NodeEvent { Anchor: { IsEmpty: false } a } ? a.Value : null;
        YamlNode node = start switch
        {
            Scalar scalar => new YamlScalar(SpanOf(scalar), scalar.Value, StyleOf(scalar)),
            MappingStart => ReadMapping(start, depth),
            SequenceStart => ReadSequence(start, depth),
            AnchorAlias alias => Resolve(alias),
            _ => throw new YamlException(start.Start, start.End, "a value is missing"),
        };
        if (anchor is not null) anchors[anchor] = node;
        return node;
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var node))
            throw new YamlException(alias.Start, alias.End, $"nothing is anchored as '{alias.Value.Value}'");
        expansion += node.Size;
        return expansion <= MaximumExpansion ? node : throw new YamlException(alias.Start, alias.End, "aliases repeat too much");
    }

    private YamlMapping ReadMapping(ParsingEvent start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var merged = 0;
        while (Advance() is not MappingEnd)
        {
            if (Next() is not Scalar key) throw new YamlException(Next().Start, Next().End, "a key must be a single word or text");
            var keySpan = SpanOf(key);
            var value = Advance();
            var isMerge = key is { Value: "<<", Style: ScalarStyle.Plain };
            if (value is MappingStart or SequenceStart && !IsEmpty(value))
            {
                var header = Open(new Span(file, keySpan.Start, Math.Max(keySpan.End, EndOfHeader(keySpan.End, OffsetOf(value)))));
                var content = ReadNode(depth + 1);
                if (isMerge) merged += Merge(entries, merged, content, header);
                entries.Add(new YamlEntry(key.Value, content, header));
                continue;
            }

            var isAlias = value is AnchorAlias;
            var node = ReadNode(depth + 1);
            var statement = Open(new Span(file, keySpan.Start, Math.Max(EndOfHeader(keySpan.End, keySpan.End + 1), EndOf(value, node))));
            if (isMerge) merged += Merge(entries, merged, node, statement);
            entries.Add(new YamlEntry(key.Value, node, statement, isAlias ? statement : Origin.None));
        }

        return new YamlMapping(SpanOf(start, Next()), entries.ToImmutable());
    }

    /// <summary>Puts the entries of <c>&lt;&lt;</c> in front, where the mapping's own override them; returns their number.</summary>
    private static int Merge(ImmutableArray<YamlEntry>.Builder entries, int at, YamlNode node, Statement statement)
    {
        IEnumerable<YamlEntry> more = node switch
        {
            YamlMapping mapping => mapping.Entries,
            YamlSequence sequence => sequence.Items.Reverse().Select(i => i.Value).OfType<YamlMapping>().SelectMany(m => m.Entries),
            _ => [],
        };
        YamlEntry[] merged = [.. more.Select(e => e with { Alias = e.Alias + statement })];
        entries.InsertRange(at, merged);
        return merged.Length;
    }

    private YamlSequence ReadSequence(ParsingEvent start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlItem>();
        while (Advance() is not SequenceEnd)
        {
            var value = Next();
            if (value is MappingStart or SequenceStart && !IsEmpty(value))
            {
                var dash = LoneDash(OffsetOf(value));
                var statement = dash < 0 ? null : Open(new Span(file, dash, dash + 1));
                items.Add(new YamlItem(ReadNode(depth + 1), statement));
                continue;
            }

            var isAlias = value is AnchorAlias;
            var node = ReadNode(depth + 1);
            var from = Math.Max(covered, OffsetOf(value));
            var leaf = Open(new Span(file, from, Math.Max(from, EndOf(value, node))));
            items.Add(new YamlItem(node, leaf, isAlias ? leaf : Origin.None));
        }

        return new YamlSequence(SpanOf(start, Next()), items.ToImmutable());
    }

    /// <summary>Whether the collection that starts here has no content; its end is then the next event.</summary>
    private bool IsEmpty(ParsingEvent start)
    {
        // Only flow collections can be empty: the text tells without consuming the event.
        var at = text.IndexOf(start.Start) + AnchorLength(start);
        var content = text.Content.AsSpan(Math.Min(at, text.Content.Length));
        if (content.IsEmpty || content[0] is not ('{' or '[')) return false;
        var inner = content[1..].TrimStart(" \t\r\n");
        return !inner.IsEmpty && inner[0] is '}' or ']';
    }

    /// <summary>Length of the anchor and tag that stand in front of a collection.</summary>
    private int AnchorLength(ParsingEvent start)
    {
        var content = text.Content.AsSpan(text.IndexOf(start.Start));
        var length = 0;
        while (length < content.Length && content[length] is '&' or '!')
        {
            while (length < content.Length && !char.IsWhiteSpace(content[length])) length++;
            while (length < content.Length && content[length] is ' ' or '\t') length++;
        }

        return length;
    }

    private int EndOf(ParsingEvent start, YamlNode node) =>
        start is AnchorAlias ? SpanOf(start).End : node.Span.End;

    /// <summary>Behind the colon, and behind an anchor on the same line.</summary>
    private int EndOfHeader(int keyEnd, int limit)
    {
        var content = file.Content;
        var at = keyEnd;
        while (at < content.Length && content[at] is ' ' or '\t') at++;
        if (at >= content.Length || content[at] != ':') return Math.Min(keyEnd, content.Length);
        at++;
        var end = at;
        while (at < limit && at < content.Length && content[at] is not ('\r' or '\n' or '#'))
        {
            if (content[at] is not (' ' or '\t')) end = at + 1;
            at++;
        }

        return Math.Min(end, content.Length);
    }

    /// <summary>The offset of a <c>-</c> that stands on a line of its own before a value; -1 when there is none.</summary>
    private int LoneDash(int value)
    {
        var at = value - 1;
        var crossed = false;
        while (at >= covered && char.IsWhiteSpace(file.Content[at]))
        {
            crossed |= file.Content[at] is '\n' or '\r';
            at--;
        }

        return crossed && at >= covered && file.Content[at] == '-' ? at : -1;
    }

    private Statement Open(Span span)
    {
        // A hostile text may make marks overlap: statements never do.
        var start = Math.Max(span.Start, covered);
        var end = Math.Max(start, span.End);
        covered = end;
        return log.Open(new Span(file, start, end));
    }

    private int OffsetOf(ParsingEvent e) => text.OffsetOf(text.IndexOf(e.Start));

    private Span SpanOf(ParsingEvent e) => SpanOf(e, e);

    private Span SpanOf(ParsingEvent first, ParsingEvent last)
    {
        var start = text.IndexOf(first.Start);
        var end = Math.Max(start, text.IndexOf(last.End));
        if (last is MappingEnd or SequenceEnd && end < text.Content.Length && text.Content[end] is '}' or ']') end++;
        while (end > start && char.IsWhiteSpace(text.Content[end - 1])) end--;
        return new Span(file, text.OffsetOf(start), end > start ? text.OffsetOf(end - 1) + 1 : text.OffsetOf(start));
    }

    private static YamlStyle StyleOf(Scalar scalar) => scalar.Style switch
    {
        ScalarStyle.Literal => YamlStyle.Literal,
        ScalarStyle.Plain when scalar.Tag.IsEmpty => YamlStyle.Plain,
        ScalarStyle.Plain when scalar.Tag.Value != "tag:yaml.org,2002:str" => YamlStyle.Plain,
        _ => YamlStyle.Quoted,
    };

    /// <summary>One diagnostic for the document, one unrecognized statement for every line that has none yet.</summary>
    private void ReportBroken(Exception problem)
    {
        var at = problem is YamlException { Start.Index: var index } && index > 0 ? (int)Math.Min(index, text.Content.Length) : 0;
        var position = text.OffsetOf(at);
        var isTemplate = text.Content.Contains("{{", StringComparison.Ordinal);
        var message = isTemplate ? "a template, not YAML: render it first" : $"broken YAML, the document is left out: {problem.Message.TrimEnd('.')}";
        diagnostics.Add(DiagnosticCatalogue.Syntax(new Span(file, position, position), message));

        var end = text.OffsetOf(text.Content.Length);
        for (var line = covered; line < end;)
        {
            var next = file.Content.AsSpan(line, end - line).IndexOfAny('\n', '\r') is >= 0 and var i ? line + i + 1 : end;
            var rest = file.Content.AsSpan(line, next - line);
            var lead = rest.Length - rest.TrimStart().Length;
            if (!IsBlank(rest) && !IsMarker(file.Content, line)) Open(new Span(file, line + lead, line + lead + rest.Trim().Length));
            line = next;
        }
    }
}
