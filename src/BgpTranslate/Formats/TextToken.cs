using Antlr4.Runtime;

namespace BgpTranslate.Formats;

/// <summary>A token that is a window of a text, and smaller than the library's own, of which large files hold millions. One that recovery from a mistake invents stands nowhere: before the text.</summary>
internal class TextToken(ITokenSource source, string buffer, int type, int start, int stop, int line, int column) : IWritableToken
{
    private string? text;

    /// <inheritdoc cref="IToken.Text"/>
    public string Text
    {
        get => text ??= Characters.ToString();
        set => text = value;
    }

    /// <summary>The characters, where they stand.</summary>
    public ReadOnlySpan<char> Characters => start < 0 || start > stop || start >= buffer.Length ? "" : buffer.AsSpan(start, Math.Min(stop + 1, buffer.Length) - start);

    /// <inheritdoc cref="IToken.Type"/>
    public int Type { get; set; } = type;

    /// <inheritdoc cref="IToken.StartIndex"/>
    public int StartIndex => start;

    /// <inheritdoc cref="IToken.StopIndex"/>
    public int StopIndex => stop;

    /// <inheritdoc cref="IToken.Line"/>
    public int Line => line;

    /// <inheritdoc cref="IToken.Column"/>
    public int Column => column;

    /// <inheritdoc cref="IToken.TokenIndex"/>
    public int TokenIndex { get; set; } = -1;

    /// <inheritdoc cref="IToken.Channel"/>
    public int Channel => TokenConstants.DefaultChannel;

    /// <inheritdoc/>
    public ITokenSource TokenSource => source;

    /// <inheritdoc/>
    public ICharStream InputStream => source.InputStream;

    int IWritableToken.Line { set => throw new NotSupportedException(); }

    int IWritableToken.Column { set => throw new NotSupportedException(); }

    int IWritableToken.Channel { set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
