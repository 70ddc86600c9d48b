using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using Antlr4.Runtime.Misc;
using BgpTranslate.Grammars.Frr;

namespace BgpTranslate.Formats.Frr.Syntax;

/// <summary>
/// Parses configuration lines one after the other and keeps track of the node, as FRR does (frr.md §2): a line that does not parse in the current node
/// is tried in its parents up to the top; one that parses nowhere leaves the node as it is.
/// </summary>
internal sealed class LineParser
{
    private readonly TextStream input = new();
    private readonly FrrLexer lexer;
    private readonly TokenList tokens;
    private readonly List<IToken> words = [];
    private readonly FrrParser parser;
    private readonly BailErrorStrategy bail = new();
    private readonly MendingErrorStrategy mending = new();
    private readonly Stack<Node> nodes = new([Node.Top]);

    public LineParser()
    {
        lexer = new FrrLexer(input) { TokenFactory = new TextStream.Tokens() };
        tokens = new TokenList(lexer);
        parser = new FrrParser(tokens) { ErrorHandler = bail };
        lexer.RemoveErrorListeners();
        parser.RemoveErrorListeners();
        parser.Interpreter.PredictionMode = PredictionMode.SLL;
    }

    /// <summary>The node in which the next line stands.</summary>
    public Node Current => nodes.Peek();

    /// <summary>Parses lines one after the other, without those that are blank or comments.</summary>
    public IEnumerable<Line> Parse(IEnumerable<SourceLine> lines) => lines.Select(Parse).OfType<Line>();

    /// <summary>Parses a line; null when it is blank or a comment.</summary>
    public Line? Parse(SourceLine line)
    {
        var text = line.Text;
        if (text.IsEmpty || text[0] is '!' or '#') return null;
        if (Current == Node.Foreign && line.IsIndented && !text.SequenceEqual("exit-link-params")) return new Line.Foreign(line);

        Tokenize(line, line.End);
        if (LeavesNode()) return Leave(line);
        if (TryNodes() is { } exact) return Enter(line, exact, null);
        if (Current == Node.Foreign) return new Line.Foreign(line);

        parser.ErrorHandler = mending;
        var mended = Mend(line);
        parser.ErrorHandler = bail;
        return mended;
    }

    /// <summary>Goes to a node below the current one, as if a statement had opened it.</summary>
    public void Open(Node node) => nodes.Push(node);

    private void Tokenize(SourceLine line, int end)
    {
        // The blank behind the line is shown but not read: the lexer caches what may follow a character, but not what follows the end of the input.
        input.Show(line.Buffer, line.Start, end < line.Buffer.Length && line.Buffer[end] is ' ' or '\t' or '\r' or '\n' ? end + 1 : end);
        lexer.Reset();
        words.Clear();
        while (input.Index < end && lexer.NextToken() is { Type: not TokenConstants.EOF } word) words.Add(word);
        tokens.Show(words, new TextToken(lexer, line.Buffer, TokenConstants.EOF, end, end - 1, 1, end - line.Start));
    }

    private bool LeavesNode() =>
        tokens.Size == 2 && tokens.Get(0).Type is FrrLexer.EXIT or FrrLexer.QUIT or FrrLexer.END or FrrLexer.EXIT_ADDRESS_FAMILY or FrrLexer.EXIT_VRF
            or FrrLexer.EXIT_VNI or FrrLexer.EXIT_SRV6 or FrrLexer.EXIT_BMP or FrrLexer.EXIT_VNC or FrrLexer.EXIT_LINK_PARAMS or FrrLexer.EXIT_VRF_POLICY;

    private Line.Leave Leave(SourceLine line)
    {
        var word = tokens.Get(0).Type;
        if (word == FrrLexer.END)
        {
            while (nodes.Count > 1) nodes.Pop();
            return new Line.Leave(line, IsUnmatched: false);
        }

        // exit-address-family outside an address family is refused and keeps the node; so are the other named ones.
        var matches = word switch
        {
            FrrLexer.EXIT_ADDRESS_FAMILY => Current == Node.AddressFamily,
            FrrLexer.EXIT_VRF => Current == Node.Vrf,
            FrrLexer.EXIT_VNI => Current == Node.Vni,
            _ => nodes.Count > 1,
        };
        if (matches) nodes.Pop();
        return new Line.Leave(line, !matches);
    }

    /// <summary>Tries the current node and its parents; on success the parents below the one that took the line are left.</summary>
    private ParserRuleContext? TryNodes()
    {
        var first = tokens.Get(0).Type;
        if (first == FrrLexer.NO && tokens.Size > 2) first = tokens.Get(1).Type;
        var depth = 0;
        foreach (var node in nodes)
        {
            if (node.MayStartWith(first) && TryParse(node, out var tree, out _))
            {
                for (; depth > 0; depth--) nodes.Pop();
                return tree;
            }

            depth++;
        }

        return null;
    }

    private bool TryParse(Node node, out ParserRuleContext? tree, out RecognitionException? error)
    {
        (tree, error) = (null, null);
        parser.Reset();
        try
        {
            tree = node.Parse(parser);
            return true;
        }
        catch (ParseCanceledException e)
        {
            error = e.InnerException as RecognitionException;
            return false;
        }
    }

    private Line.Statement Enter(SourceLine line, ParserRuleContext tree, string? slip)
    {
        var isNegated = tree.GetChild(0) is Antlr4.Runtime.Tree.ITerminalNode;
        var statement = new Line.Statement(line, Current, (ParserRuleContext)tree.GetChild(isNegated ? 1 : 0), isNegated, slip);
        if (!isNegated && Node.OpenedBy(statement.Tree) is { } opened) nodes.Push(opened);
        return statement;
    }

    /// <summary>The slow path for lines that failed: abbreviated keywords, keywords in the wrong case, a comment at the end of the line.</summary>
    private Line Mend(SourceLine line)
    {
        foreach (var node in nodes)
        {
            if (node == Node.Foreign) continue;
            Tokenize(line, line.End);
            if (MendIn(node) is { } slip) return Enter(line, Reparse(node), slip);
        }

        if (CommentAt(line) is { } cut)
        {
            Tokenize(line, cut);
            if (TryNodes() is { } tree) return Enter(line, tree, "a comment at the end of a line, which FRR refuses");
        }

        Tokenize(line, line.End);
        return new Line.Unknown(line, Current, FurthestError());
    }

    /// <summary>Expands words that are unique prefixes of a keyword possible at their place, until the line parses in the node; null when it never does.</summary>
    private string? MendIn(Node node)
    {
        string? slip = null;
        for (var attempts = tokens.Size; attempts > 0; attempts--)
        {
            if (slip is null && FirstWordIsHopeless(node)) return null;
            if (TryParse(node, out _, out var error)) return slip;
            if (error?.OffendingToken is not { } token || token.Type == TokenConstants.EOF) return null;
            if (KeywordFor(token.Text, mending.Expected.ToArray()) is not { } keyword) return null;
            ((IWritableToken)token).Type = keyword.Type;
            slip ??= keyword.Slip;
        }

        return null;
    }

    private bool FirstWordIsHopeless(Node node)
    {
        var token = tokens.Get(tokens.Get(0).Type == FrrLexer.NO && tokens.Size > 2 ? 1 : 0);
        return !node.MayStartWith(token.Type) && KeywordFor(token.Text, node.FirstTokens) is null;
    }

    private ParserRuleContext Reparse(Node node)
    {
        while (nodes.Peek() != node) nodes.Pop();
        TryParse(node, out var tree, out _);
        return tree!;
    }

    private static (int Type, string Slip)? KeywordFor(string word, IEnumerable<int> expected)
    {
        (int Type, string Text)? prefix = null, otherCase = null;
        var prefixes = 0;
        foreach (var type in expected)
        {
            if (FrrLexer.DefaultVocabulary.GetLiteralName(type) is not { } literal) continue;
            var keyword = literal.AsSpan(1, literal.Length - 2);
            if (keyword.StartsWith(word, StringComparison.Ordinal))
            {
                prefixes++;
                prefix = (type, keyword.ToString());
            }
            else if (keyword.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                otherCase = (type, keyword.ToString());
            }
        }

        return prefixes == 1 ? (prefix!.Value.Type, $"'{word}' is short for '{prefix.Value.Text}'")
            : prefixes == 0 && otherCase is { } other ? (other.Type, $"'{word}' is written '{other.Text}'; FRR's keywords are case-sensitive")
            : null;
    }

    private int? CommentAt(SourceLine line)
    {
        Tokenize(line, line.End);
        for (var i = 1; i < tokens.Size - 1; i++)
        {
            var token = tokens.Get(i);
            if (line.Buffer[token.StartIndex] is '!' or '#') return token.StartIndex;
        }

        return null;
    }

    /// <summary>The word at which parsing in the current node gave up: the best hint for a reader.</summary>
    private string FurthestError()
    {
        if (Current != Node.Foreign && TryParse(Current, out _, out var error) == false && error?.OffendingToken is { Type: not TokenConstants.EOF } token)
            return token.Text;
        return tokens.Get(0).Text;
    }
}
