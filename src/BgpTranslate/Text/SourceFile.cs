namespace BgpTranslate.Text;

/// <summary>One input text and the name a user knows it by. Lines end in LF, CRLF or CR.</summary>
public sealed class SourceFile
{
    private int[]? lineStarts;

    /// <summary>Creates a source file.</summary>
    /// <param name="path">The name shown in diagnostics: a path as the user gave it, or <c>-</c>.</param>
    /// <param name="content">The whole text.</param>
    public SourceFile(string path, string content) => (Path, Content) = (path, content);

    /// <summary>The name shown in diagnostics.</summary>
    public string Path { get; }

    /// <summary>The whole text.</summary>
    public string Content { get; }

    /// <summary>The 1-based line and column (in UTF-16 units) of an offset; the end of the text is a valid offset.</summary>
    public Position PositionOf(int offset)
    {
        var starts = lineStarts ??= FindLineStarts(Content);
        var index = Array.BinarySearch(starts, offset);
        var line = index >= 0 ? index : ~index - 1;
        return new Position(line + 1, offset - starts[line] + 1);
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                starts.Add(i + 1);
        }

        return [.. starts];
    }
}

/// <summary>A 1-based line and column.</summary>
public readonly record struct Position(int Line, int Column);
