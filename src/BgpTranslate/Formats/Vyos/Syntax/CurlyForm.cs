using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Grammars.VyosBoot;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Vyos.Syntax;

/// <summary>The curly form (<c>config.boot</c>), item by item into the tree.</summary>
internal sealed class CurlyForm
{
    /// <summary>Deeper blocks than any path has are not entered.</summary>
    private const int MaximumDepth = 40;

    private readonly SourceFile file;
    private readonly ConfigTree tree;
    private readonly StatementLog log;
    private readonly List<Diagnostic> diagnostics;
    private readonly Stack<Block> blocks = new();
    private int tooDeep;

    private CurlyForm(SourceFile file, ConfigTree tree, StatementLog log, List<Diagnostic> diagnostics)
    {
        (this.file, this.tree, this.log, this.diagnostics) = (file, tree, log, diagnostics);
        blocks.Push(new Block(tree.Root, [], null));
    }

    /// <summary>An open block: its node, or why nothing in it counts.</summary>
    private sealed record Block(ConfigNode? Node, string[] Path, string? Foreign);

    /// <summary>Reads a text into the tree.</summary>
    public static void Read(SourceFile file, ConfigTree tree, StatementLog log, List<Diagnostic> diagnostics) =>
        new CurlyForm(file, tree, log, diagnostics).Run();

    private void Run()
    {
        var lexer = new VyosBootLexer(new TextStream(file.Content));
        lexer.RemoveErrorListeners();
        var tokens = new UnbufferedTokenStream(lexer);
        var parser = new VyosBootParser(tokens) { ErrorHandler = new DefaultErrorStrategy(), BuildParseTree = true };
        parser.RemoveErrorListeners();
        parser.Interpreter.PredictionMode = PredictionMode.SLL;
        while (tokens.LA(1) != TokenConstants.EOF)
        {
            switch (parser.item())
            {
                case VyosBootParser.NodeContext node:
                    Node(node);
                    break;
                case VyosBootParser.CloseContext close:
                    Leave(close);
                    break;
                case VyosBootParser.StrayOpenContext open:
                    diagnostics.Add(DiagnosticCatalogue.Syntax(SpanOf(open), "a block without a name"));
                    blocks.Push(new Block(null, [], "a block without a name"));
                    break;
            }
        }

        if (blocks.Count > 1 || tooDeep > 0)
            diagnostics.Add(DiagnosticCatalogue.Syntax(new Span(file, file.Content.Length, file.Content.Length), $"{blocks.Count - 1 + tooDeep} blocks are not closed"));
    }

    private void Node(VyosBootParser.NodeContext context)
    {
        var texts = context.text();
        var isHeader = context.OPEN() is not null;
        var last = isHeader ? context.OPEN().Symbol : texts[^1].Start;
        if (texts.Length > ConfigTree.MaximumPathLength)
        {
            diagnostics.Add(DiagnosticCatalogue.Syntax(new Span(file, context.Start.StartIndex, last.StopIndex + 1), "no path has so many words"));
            log.Open(new Span(file, context.Start.StartIndex, last.StopIndex + 1));
            if (isHeader) blocks.Push(new Block(null, [], "a block without a usable name"));
            return;
        }

        if (isHeader && (tooDeep > 0 || blocks.Count > MaximumDepth))
        {
            tooDeep++;
            return;
        }

        var span = new Span(file, context.Start.StartIndex, last.StopIndex + 1);
        if (span.Text.Trim("\0").IsEmpty) return;
        var statement = log.Open(span);
        var block = blocks.Peek();
        var words = texts.Select(Value).ToArray();
        string[] path = block.Foreign is null ? [.. block.Path, .. words] : [];
        var foreign = block.Foreign ?? Scope.ForeignReason(path, isHeader);
        ConfigNode? node = null;
        if (tooDeep > 0) return;
        if (foreign is not null) log.Close(statement, new Outcome.OutOfScope(foreign));
        else node = tree.Set(block.Node!, words, statement, isHeader);
        if (isHeader) blocks.Push(new Block(node, path, foreign));
    }

    private void Leave(VyosBootParser.CloseContext close)
    {
        if (tooDeep > 0) tooDeep--;
        else if (blocks.Count > 1) blocks.Pop();
        else diagnostics.Add(DiagnosticCatalogue.Syntax(SpanOf(close), "a brace closes what is not open"));
    }

    private Span SpanOf(ParserRuleContext context) => new(file, context.Start.StartIndex, context.Start.StopIndex + 1);

    private static string Value(VyosBootParser.TextContext text)
    {
        var value = text.Start.Text;
        return text.Start.Type == VyosBootParser.STRING ? Words.Unescape(value.AsSpan(1, value.Length - 2), "ntrbf") : value;
    }
}
