using Antlr4.Runtime;
using BgpTranslate.Grammars.Bird;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Bird.Syntax;

/// <summary>An include statement met while reading.</summary>
/// <param name="Span">Its place.</param>
/// <param name="Path">The path as written.</param>
/// <param name="Problem">Why it could not be read; null when it could.</param>
internal sealed record Include(Span Span, string Path, string? Problem);

/// <summary>The tokens of a file and of all that it includes, one after the other. An include is a feature of the lexer: it may stand inside any block or list (bird.md §2).</summary>
internal sealed class TokenReader
{
    private const int MaximumDepth = 8;
    private const int MaximumFiles = 10_000;
    private readonly IIncludeSource includes;
    private readonly Stack<OpenFile> open = new();
    private readonly Queue<BirdToken> ahead = new();
    private readonly HashSet<string> read = new(StringComparer.Ordinal);
    private List<Include> met = [];
    private (SourceFile? File, int Number, bool IsStandIn) line;

    public TokenReader(SourceFile file, IIncludeSource includes)
    {
        this.includes = includes;
        Open(file, null);
    }

    /// <summary>There was an IPv6 address or prefix.</summary>
    public bool HasIpv6 { get; private set; }

    /// <summary>All files opened, the first one first.</summary>
    public List<SourceFile> Files { get; } = [];

    /// <summary>The include statements met since this was last asked.</summary>
    public IReadOnlyList<Include> TakeIncludes()
    {
        if (met.Count == 0) return [];
        var taken = met;
        met = [];
        return taken;
    }

    /// <summary>The next token; at the end of the first file its end-of-file token, again and again.</summary>
    public BirdToken Next()
    {
        while (true)
        {
            var token = ahead.Count > 0 ? ahead.Dequeue() : Lex();
            HasIpv6 |= token.Type is BirdLexer.ADDRESS or BirdLexer.PREFIX && token.Text.Contains(':', StringComparison.Ordinal);
            if (!token.Is("include") || !token.IsFirstOnLine) return token;
            var path = Lex();
            if (path.Type != BirdLexer.STRING)
            {
                ahead.Enqueue(path);
                return token;
            }

            var end = Lex();
            if (end.Type != BirdLexer.SEMICOLON) ahead.Enqueue(end);
            Include(token.Span with { End = end.Type == BirdLexer.SEMICOLON ? end.Span.End : path.Span.End }, path.Text[1..^1]);
        }
    }

    private BirdToken Lex()
    {
        while (true)
        {
            var token = (BirdToken)open.Peek().Lexer.NextToken();
            if (token.Type == TokenConstants.EOF)
            {
                if (open.Count == 1) return token;
                open.Pop();
            }
            else if (!IsStandIn(token))
            {
                return token;
            }
        }
    }

    /// <summary>Lines that stand in for what is missing say nothing.</summary>
    private bool IsStandIn(BirdToken token)
    {
        if (line.File != token.File || line.Number != token.Line) line = (token.File, token.Line, StandIn.IsAt(token.File.Content, token.StartIndex));
        return line.IsStandIn;
    }

    private void Include(Span span, string path)
    {
        string? problem = null;
        IReadOnlyList<SourceFile> files = [];
        var from = open.Peek();
        if (from.Depth > MaximumDepth) problem = $"nested deeper than {MaximumDepth} files";
        else if (Files.Count > MaximumFiles) problem = $"more than {MaximumFiles} files";
        else files = includes.Resolve(span.File, path, out problem);
        met.Add(new Include(span, path, problem));

        // The first file is read first, so it goes onto the stack last. In a copy of a router's files a pattern may match the very file it stands in, or one that was read.
        var isPattern = path.AsSpan().ContainsAny('*', '?', '[');
        for (var i = files.Count - 1; i >= 0; i--)
        {
            if (!from.IsWithin(files[i]) && !(isPattern && read.Contains(files[i].Path))) Open(files[i], from);
        }
    }

    private void Open(SourceFile file, OpenFile? includer)
    {
        Files.Add(file);
        read.Add(file.Path);
        var lexer = new BirdLexer(new TextStream(file.Content)) { TokenFactory = new BirdToken.Factory(file) };
        lexer.RemoveErrorListeners();
        open.Push(new OpenFile(lexer, file, includer));
    }

    /// <summary>A file that is being read.</summary>
    private sealed record OpenFile(BirdLexer Lexer, SourceFile File, OpenFile? Includer)
    {
        /// <summary>Files around it, itself included.</summary>
        public int Depth { get; } = (Includer?.Depth ?? 0) + 1;

        /// <summary>It is that file, or is included by it.</summary>
        public bool IsWithin(SourceFile file) => File.Path == file.Path || Includer?.IsWithin(file) == true;
    }
}
