using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using Antlr4.Runtime.Misc;
using BgpTranslate.Diagnostics;
using BgpTranslate.Grammars.Bird;
using Rules = BgpTranslate.Grammars.Bird.BirdParser;

namespace BgpTranslate.Formats.Bird.Syntax;

/// <summary>What the grammar makes of some tokens.</summary>
/// <param name="Tree">The tree, with gaps where there is a problem; null where none could be made.</param>
/// <param name="Problem">What is wrong; null when all is well.</param>
internal sealed record Parsed(ParserRuleContext? Tree, Diagnostic? Problem);

/// <summary>Turns the tokens of one item into a tree. It knows nothing but the tokens.</summary>
internal sealed class TreeParser
{
    private readonly Rules parser = new(null);

    /// <summary>The item; with its tree where it is a constant, function or filter, the bulk of a large file.</summary>
    public Item WithTree(Item item) =>
        item.Kind != ItemKind.Statement ? item
        : item.Tokens[0].Type == BirdLexer.FUNCTION ? item with { Tree = Parse(item.Tokens, p => p.functionItem()) }
        : item.Tokens[0].Type == BirdLexer.FILTER ? item with { Tree = Parse(item.Tokens, p => p.filterItem()) }
        : item.Value.ToArray() is { Length: > 0 } value ? item with { Tree = Parse(value, p => p.loneExpression()) }
        : item;

    /// <summary>Parses tokens by a rule.</summary>
    public Parsed Parse(IReadOnlyList<BirdToken> tokens, Func<Rules, ParserRuleContext> rule)
    {
        if (TooDeep(tokens)) return new Parsed(null, DiagnosticCatalogue.Syntax(tokens[0].Span, "nested too deeply"));
        parser.RemoveErrorListeners();
        parser.ErrorHandler = new BailErrorStrategy();
        parser.Interpreter.PredictionMode = PredictionMode.SLL;
        parser.TokenStream = StreamOf(tokens);
        try
        {
            return new Parsed(rule(parser), null);
        }
        catch (ParseCanceledException)
        {
            // The usual case failed: once more with full lookahead and recovery, to find out where and to keep the rest.
            parser.TokenStream = StreamOf(tokens);
            parser.ErrorHandler = new DefaultErrorStrategy();
            parser.Interpreter.PredictionMode = PredictionMode.LL;
            var problems = new Problems(tokens);
            parser.AddErrorListener(problems);
            return new Parsed(rule(parser), problems.First);
        }
    }

    // Recovery invents tokens that are missing: they are of our kind too, and stand nowhere.
    private static TokenList StreamOf(IReadOnlyList<BirdToken> tokens)
    {
        var stream = new TokenList(new ListTokenSource([]) { TokenFactory = new BirdToken.Factory(tokens[^1].File) });
        stream.Show(tokens, BirdToken.EndAfter(tokens[^1]));
        return stream;
    }

    /// <summary>The grammar recurses once for each bracket, negation and <c>else</c>: hostile text must not exhaust the stack.</summary>
    private static bool TooDeep(IReadOnlyList<BirdToken> tokens)
    {
        const int limit = 400;
        int nesting = 0, chain = 0;
        foreach (var token in tokens)
        {
            switch (token.Type)
            {
                case BirdLexer.OPEN_BRACE or BirdLexer.OPEN_BRACKET or BirdLexer.OPEN_PAREN or BirdLexer.MASK_OPEN:
                    nesting++;
                    break;
                case BirdLexer.CLOSE_BRACE or BirdLexer.CLOSE_BRACKET or BirdLexer.CLOSE_PAREN or BirdLexer.MASK_CLOSE:
                    nesting--;
                    break;
                case BirdLexer.NOT or BirdLexer.ELSE or BirdLexer.DO:
                    chain++;
                    break;
                case BirdLexer.SEMICOLON when nesting <= 1:
                    chain = 0;
                    break;
            }

            if (nesting > limit || chain > 2 * limit) return true;
        }

        return false;
    }

    private sealed class Problems(IReadOnlyList<BirdToken> tokens) : BaseErrorListener
    {
        /// <summary>One for each item: what follows a mistake is mostly its echo.</summary>
        public Diagnostic? First { get; private set; }

        public override void SyntaxError(TextWriter output, IRecognizer recognizer, IToken offendingSymbol, int line, int charPositionInLine, string msg, RecognitionException e)
        {
            var span = offendingSymbol is BirdToken token && token.Type != TokenConstants.EOF ? token.Span : tokens[^1].Span;
            First ??= DiagnosticCatalogue.Syntax(span, msg);
        }
    }
}
