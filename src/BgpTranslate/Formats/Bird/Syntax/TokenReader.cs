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
    private readonly Action<Include> onInclude;
    private readonly Stack<BirdLexer> open = new();
    private readonly Queue<BirdToken> ahead = new();
    private readonly HashSet<string> read = new(StringComparer.Ordinal);
    private (SourceFile? File, int Number, bool IsStandIn) line;

    public TokenReader(SourceFile file, IIncludeSource includes, Action<Include> onInclude)
    {
        (this.includes, this.onInclude) = (includes, onInclude);
        Open(file);
    }

    /// <summary>There was an IPv6 address or prefix.</summary>
    public bool HasIpv6 { get; private set; }

    /// <summary>All files opened, the first one first.</summary>
    public List<SourceFile> Files { get; } = [];

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
            var token = (BirdToken)open.Peek().NextToken();
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
        if (open.Count > MaximumDepth) problem = $"nested deeper than {MaximumDepth} files";
        else if (Files.Count > MaximumFiles) problem = $"more than {MaximumFiles} files";
        else files = Fresh(includes.Resolve(span.File, path, out problem), path, ref problem);
        onInclude(new Include(span, path, problem));

        // The first file is read first, so it goes onto the stack last.
        for (var i = files.Count - 1; i >= 0; i--) Open(files[i]);
    }

    /// <summary>A file that includes itself has no end, and a pattern that finds a file again means the others: BIRD refuses both.</summary>
    private IReadOnlyList<SourceFile> Fresh(IReadOnlyList<SourceFile> found, string path, ref string? problem)
    {
        var isPattern = path.AsSpan().ContainsAny('*', '?', '[');
        SourceFile[] fresh = [.. found.Where(f => isPattern ? !read.Contains(f.Path) : !open.Any(o => ((BirdToken.Factory)o.TokenFactory).File.Path == f.Path))];
        if (fresh.Length < found.Count && fresh.Length == 0) problem ??= "every file that it names is read already";
        return fresh;
    }

    private void Open(SourceFile file)
    {
        Files.Add(file);
        read.Add(file.Path);
        var lexer = new BirdLexer(new AntlrInputStream(file.Content)) { TokenFactory = new BirdToken.Factory(file) };
        lexer.RemoveErrorListeners();
        open.Push(lexer);
    }
}
