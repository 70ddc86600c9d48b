using Antlr4.Runtime;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Bird.Syntax;

/// <summary>A token that knows its file: includes put several files into one stream.</summary>
internal sealed class BirdToken(ITokenSource source, int type, int start, int stop, int line, int column, SourceFile file)
    : TextToken(source, file.Content, type, start, stop, line, column)
{
    /// <summary>The file it stands in.</summary>
    public SourceFile File => file;

    /// <summary>Its place.</summary>
    public Span Span => new(File, Math.Clamp(StartIndex, 0, File.Content.Length), Math.Clamp(StopIndex + 1, Math.Clamp(StartIndex, 0, File.Content.Length), File.Content.Length));

    /// <summary>True for that word.</summary>
    public bool Is(string word) => Characters.SequenceEqual(word);

    /// <summary>Only blanks stand before it on its line.</summary>
    public bool IsFirstOnLine
    {
        get
        {
            for (var i = StartIndex - 1; i >= 0; i--)
            {
                if (File.Content[i] is '\n' or '\r') return true;
                if (File.Content[i] is not (' ' or '\t' or '\uFEFF')) return false;
            }

            return true;
        }
    }

    /// <summary>The end of the input behind a token.</summary>
    public static BirdToken EndAfter(BirdToken last) =>
        new(last.TokenSource, TokenConstants.EOF, last.StopIndex + 1, last.StopIndex, last.Line, last.Column, last.File);

    /// <summary>From the first token to the last; where an include lies between, to the last one of the first file.</summary>
    public static Span SpanOf(IReadOnlyList<BirdToken> tokens)
    {
        var first = tokens[0].Span;
        for (var i = tokens.Count - 1; i > 0; i--)
        {
            if (tokens[i].File == first.File && tokens[i].Span.End > first.End) return first with { End = tokens[i].Span.End };
        }

        return first;
    }

    /// <summary>Makes tokens of one file.</summary>
    internal sealed class Factory(SourceFile file) : ITokenFactory
    {
        /// <summary>The file.</summary>
        public SourceFile File { get; } = file;

        public IToken Create(Tuple<ITokenSource, ICharStream> source, int type, string text, int channel, int start, int stop, int line, int column) =>
            new BirdToken(source.Item1, type, start, stop, line, column, File);

        public IToken Create(int type, string text) => throw new NotSupportedException("tokens are made from text only");
    }
}
