using Antlr4.Runtime;
using Antlr4.Runtime.Misc;

namespace BgpTranslate.Formats.Frr.Syntax;

/// <summary>Feeds one line to the lexer without copying it: positions are offsets in the line's buffer.</summary>
internal sealed class LineStream : ICharStream
{
    private string buffer = "";
    private int start;
    private int end;

    /// <summary>The text that holds the line.</summary>
    public string Buffer => buffer;

    /// <inheritdoc/>
    public int Index { get; private set; }

    /// <inheritdoc/>
    public int Size => end;

    /// <inheritdoc/>
    public string SourceName => "";

    /// <summary>Makes another line the input.</summary>
    public void Show(string text, int from, int to)
    {
        (buffer, start, end) = (text, from, to);
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

    /// <summary>Makes the tokens of lines.</summary>
    internal sealed class Tokens : ITokenFactory
    {
        /// <inheritdoc/>
        public IToken Create(Tuple<ITokenSource, ICharStream> source, int type, string text, int channel, int start, int stop, int line, int charPositionInLine) =>
            new TextToken(source.Item1, ((LineStream)source.Item2).Buffer, type, start, stop, line, charPositionInLine);

        /// <inheritdoc/>
        public IToken Create(int type, string text) => throw new NotSupportedException("tokens are made from text only");
    }
}
