using Antlr4.Runtime;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Bird.Syntax;

/// <summary>A token that knows its file: includes put several files into one stream.</summary>
internal sealed class BirdToken : CommonToken
{
    private string? text;

    public BirdToken(Tuple<ITokenSource, ICharStream> source, int type, int channel, int start, int stop, SourceFile file)
        : base(source, type, channel, start, stop) => File = file;

    /// <summary>The file it stands in.</summary>
    public SourceFile File { get; }

    /// <summary>Its place.</summary>
    public Span Span => new(File, Math.Clamp(StartIndex, 0, File.Content.Length), Math.Clamp(StopIndex + 1, Math.Clamp(StartIndex, 0, File.Content.Length), File.Content.Length));

    /// <summary>The characters; names lose their quotes (bird.md §2).</summary>
    public override string Text
    {
        get => text ??= File.Content[Span.Start..Span.End];
        set => text = value;
    }

    /// <summary>True for that word.</summary>
    public bool Is(string word) => File.Content.AsSpan(Span.Start, Span.End - Span.Start).SequenceEqual(word);

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
            new BirdToken(source, type, channel, start, stop, File) { Line = line, Column = column };

        public IToken Create(int type, string text) => throw new NotSupportedException("tokens are made from text only");
    }
}
