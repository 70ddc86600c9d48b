using Antlr4.Runtime;
using Antlr4.Runtime.Misc;

namespace BgpTranslate.Formats;

/// <summary>The tokens of one statement as a parser reads them. They are there already: nothing is fetched ahead, buffered or copied.</summary>
/// <param name="source">Who made them, and makes those that recovery from a mistake invents.</param>
internal sealed class TokenList(ITokenSource source) : ITokenStream
{
    private IReadOnlyList<IToken> tokens = [];
    private IToken end = new CommonToken(TokenConstants.EOF);

    /// <summary>Makes other tokens the input, with the end of the input behind them.</summary>
    public void Show(IReadOnlyList<IToken> all, IToken behind) => (tokens, end, Index) = (all, behind, 0);

    /// <inheritdoc/>
    public ITokenSource TokenSource => source;

    /// <inheritdoc/>
    public int Index { get; private set; }

    /// <inheritdoc/>
    public int Size => tokens.Count + 1;

    /// <inheritdoc/>
    public string SourceName => source.SourceName;

    /// <inheritdoc/>
    public IToken Get(int i) => i < tokens.Count ? tokens[i] : end;

    /// <inheritdoc/>
    public IToken LT(int k)
    {
        var at = k > 0 ? Index + k - 1 : Index + k;
        return k == 0 || at < 0 ? null! : Get(at);
    }

    /// <inheritdoc/>
    public int LA(int i) => LT(i)?.Type ?? TokenConstants.InvalidType;

    /// <inheritdoc/>
    public void Consume() => Index = Math.Min(Index + 1, tokens.Count);

    /// <inheritdoc/>
    public int Mark() => 0;

    /// <inheritdoc/>
    public void Release(int marker)
    {
    }

    /// <inheritdoc/>
    public void Seek(int index) => Index = Math.Min(index, tokens.Count);

    /// <inheritdoc/>
    public string GetText(Interval interval) => string.Concat(tokens.Take(interval.b + 1).Skip(interval.a).Select(t => t.Text));

    /// <inheritdoc/>
    public string GetText() => string.Concat(tokens.Select(t => t.Text));

    /// <inheritdoc/>
    public string GetText(RuleContext ctx) => ctx is ParserRuleContext tree ? GetText(tree.Start, tree.Stop) : "";

    /// <inheritdoc/>
    public string GetText(IToken start, IToken stop) => string.Concat(tokens.SkipWhile(t => t != start).TakeWhile(t => t != stop).Append(stop).Select(t => t.Text));
}
