namespace BgpTranslate.Text;

/// <summary>A piece of a source file: offsets <see cref="Start"/> (inclusive) to <see cref="End"/> (exclusive).</summary>
public readonly record struct Span(SourceFile File, int Start, int End)
{
    /// <summary>Where it starts.</summary>
    public Position From => File.PositionOf(Start);

    /// <summary>Where it ends: the position just behind its last character.</summary>
    public Position To => File.PositionOf(End);

    /// <summary>The text it covers.</summary>
    public ReadOnlySpan<char> Text => File.Content.AsSpan(Start, End - Start);

    /// <summary><c>file:line:column</c>.</summary>
    public override string ToString() => File is null ? "?" : $"{File.Path}:{From.Line}:{From.Column}";
}
