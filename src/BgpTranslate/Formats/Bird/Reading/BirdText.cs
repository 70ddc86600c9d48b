using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Grammars.Bird;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>The text being read: its items one after the other, its statements with what became of them, and all that is found. The readers of its parts share it.</summary>
internal sealed class BirdText : IDisposable
{
    private const int MaximumDepth = 16;
    private readonly IEnumerator<Item> items;
    private Item last = null!;
    private Span? lastEnd;

    /// <summary>A text to be read.</summary>
    public BirdText(ReadRequest request)
    {
        Parser = new CommandParser(Log, Diagnostics);
        Constants = new Constants(Symbols, Parser);
        Tokens = new TokenReader(request.File, request.Includes);
        items = new ItemReader(Tokens).Items().Select(new TreeParser().WithTree).GetEnumerator();
    }

    /// <summary>The statements.</summary>
    public StatementLog Log { get; } = new();

    /// <summary>What a user should know of the text.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>The names.</summary>
    public Symbols Symbols { get; } = new();

    /// <summary>Reads filters and expressions.</summary>
    public CommandParser Parser { get; }

    /// <summary>Computes constant values.</summary>
    public Constants Constants { get; }

    /// <summary>The tokens of all files; what they were is known at the end of the text.</summary>
    public TokenReader Tokens { get; }

    /// <summary>For which BIRD the text is.</summary>
    public GenerationGuess Generation { get; } = new();

    /// <summary>What was read so far.</summary>
    public BirdDraft Draft { get; } = new();

    /// <summary>The next item; at the end of the text that, again and again.</summary>
    public Item Next()
    {
        if (!items.MoveNext()) return last;
        last = items.Current;
        foreach (var include in last.Includes) OnInclude(include);
        return last;
    }

    /// <inheritdoc/>
    public void Dispose() => items.Dispose();

    private void OnInclude(Include include)
    {
        var statement = Log.Open(include.Span);
        if (include.Problem is { } problem) Diagnostics.Add(DiagnosticCatalogue.Include(include.Span, include.Path, problem));
        Log.Close(statement, new Outcome.Inherent(include.Problem is null ? "stands for the text of other files" : "names a file that cannot be read; see the diagnostic"));
    }

    /// <summary>The items of the block just opened, each with a statement of its own.</summary>
    public IEnumerable<(Item Item, OptionWords Words, Statement Statement)> Block()
    {
        Item end;
        while ((end = Next()).Kind is not (ItemKind.End or ItemKind.BlockClose))
        {
            var item = end;
            Report(item);
            yield return (item, new OptionWords(item.Tokens, Constants), Log.Open(HeadOf(item)));
        }

        ReportEnd(end);
    }

    /// <summary>The statement of a filter written in place or of a route with commands is what stands before the brace.</summary>
    public static Span HeadOf(Item item)
    {
        var isBody = item.Tokens[0].Is("route") || (item.Tokens.Count > 1 && item.Tokens[1].Type == BirdLexer.FILTER);
        if (isBody && item.Kind == ItemKind.Statement)
        {
            for (var i = 1; i < item.Tokens.Count; i++)
            {
                if (item.Tokens[i].Type == BirdLexer.OPEN_BRACE && !(item.Tokens[i - 1].Is("flow4") || item.Tokens[i - 1].Is("flow6"))) return BirdToken.SpanOf([.. item.Tokens.Take(i)]);
            }
        }

        return BirdToken.SpanOf(item.Tokens);
    }

    /// <summary>Keeps a statement of a protocol, or of a block in it, word for word.</summary>
    public Outcome CarryIn(ProtocolDraft draft, OptionWords words, string feature, Statement statement, params string[] inner) =>
        Carry([draft.Header, .. inner], words.Rest(0), feature, statement);

    /// <summary>Keeps a statement word for word.</summary>
    public Outcome Carry(IEnumerable<string> context, string text, string feature, Statement statement)
    {
        Draft.Carried.Add(new Carried { Format = "bird", Context = [.. context], Text = text, Feature = feature, Origin = statement });
        return Outcome.States;
    }

    /// <summary>A statement that names what no file defines stays as it is: what it says is not known.</summary>
    public Outcome Undefined(IEnumerable<string> context, string text, string name, Statement statement)
    {
        Diagnostics.Add(DiagnosticCatalogue.Undefined(statement.Span, "constant", name, "what is said with it is not known"));
        return Carry(context, text, ExpressionText.Undefined, statement);
    }

    /// <summary>Keeps a whole block word for word.</summary>
    public void CarryBlock(string[] context, string feature, int depth)
    {
        foreach (var (item, words, statement) in Block())
        {
            Close(statement, depth < MaximumDepth ? Carry(context, words.Rest(0), feature, statement) : Outcome.Unknown);
            if (item.Kind != ItemKind.BlockOpen) continue;
            if (depth < MaximumDepth) CarryBlock([.. context, words.Rest(0)], feature, depth + 1);
            else SkipBlock(Outcome.Unknown);
        }
    }

    /// <summary>All of a block has the same outcome.</summary>
    public void SkipBlock(Outcome outcome)
    {
        for (var depth = 1; depth > 0;)
        {
            var item = Next();
            switch (item.Kind)
            {
                case ItemKind.End:
                    ReportEnd(item);
                    return;
                case ItemKind.BlockClose:
                    ReportEnd(item);
                    depth--;
                    continue;
                case ItemKind.BlockOpen:
                    depth++;
                    break;
            }

            Report(item);
            Log.Close(Log.Open(BirdToken.SpanOf(item.Tokens)), outcome);
        }
    }

    /// <summary>Closes a statement; where it names what nobody defines, BIRD refuses it.</summary>
    public void Close(Statement statement, Outcome outcome)
    {
        Log.Close(statement, outcome);
        if (outcome is Outcome.Inherent { Reason: var reason } && reason.EndsWith("is not defined", StringComparison.Ordinal) && !reason.StartsWith("refused", StringComparison.Ordinal))
            Diagnostics.Add(DiagnosticCatalogue.Refused(statement.Span, reason));
    }

    /// <summary>A statement that BIRD refuses, with the reason.</summary>
    public Outcome.Inherent Refused(Statement statement, string reason)
    {
        Diagnostics.Add(DiagnosticCatalogue.Refused(statement.Span, reason));
        return new Outcome.Inherent($"refused: {reason}");
    }

    /// <summary>Reports what is wrong with an item.</summary>
    public void Report(Item item)
    {
        if (item.Problem is { } problem) Diagnostics.Add(DiagnosticCatalogue.Syntax(item.Tokens[^1].Span, problem));
    }

    /// <summary>A block ends with its brace; where that is missing, once for all blocks that end there.</summary>
    private void ReportEnd(Item end)
    {
        var problem = end.Kind == ItemKind.End ? "the text ends inside a block" : end.Problem;
        if (problem is null || end.Tokens[0].Span == lastEnd) return;
        lastEnd = end.Tokens[0].Span;
        Diagnostics.Add(DiagnosticCatalogue.Syntax(end.Tokens[0].Span, problem));
    }
}
