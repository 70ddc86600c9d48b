using Antlr4.Runtime;
using Antlr4.Runtime.Misc;

namespace BgpTranslate.Formats;

/// <summary>Feeds a text, or a window of it, to a lexer without copying it: positions are offsets in the whole text.</summary>
internal sealed class TextStream(string text = "") : ICharStream
{
    private string buffer = text;
    private int start;
    private int end = text.Length;

    /// <summary>The whole text.</summary>
    public string Buffer => buffer;

    /// <inheritdoc/>
    public int Index { get; private set; }

    /// <inheritdoc/>
    public int Size => end;

    /// <inheritdoc/>
    public string SourceName => "";

    /// <summary>Makes a window of a text the input.</summary>
    public void Show(string whole, int from, int to)
    {
        (buffer, start, end) = (whole, from, to);
        Index = from;
    }

    /// <inheritdoc/>
    public void Consume() => Index++;

    /// <inheritdoc/>
    public int LA(int i)
    {
        var at = i > 0 ? Index + i - 1 : Index + i;
        return at >= start && at < end ? buffer[at] : IntStreamConstants.EOF;
    }

    /// <inheritdoc/>
    public int Mark() => -1;

    /// <inheritdoc/>
    public void Release(int marker)
    {
    }

    /// <inheritdoc/>
    public void Seek(int index) => Index = Math.Clamp(index, start, end);

    /// <inheritdoc/>
    public string GetText(Interval interval)
    {
        var to = Math.Min(interval.b + 1, end);
        return interval.a >= to ? "" : buffer[interval.a..to];
    }

    /// <summary>Makes tokens that are windows of the text, too.</summary>
    internal sealed class Tokens : ITokenFactory
    {
        /// <inheritdoc/>
        public IToken Create(Tuple<ITokenSource, ICharStream> source, int type, string text, int channel, int start, int stop, int line, int charPositionInLine) =>
            new TextToken(source.Item1, ((TextStream)source.Item2).Buffer, type, start, stop, line, charPositionInLine);

        /// <inheritdoc/>
        public IToken Create(int type, string text) => throw new NotSupportedException("tokens are made from text only");
    }
}
