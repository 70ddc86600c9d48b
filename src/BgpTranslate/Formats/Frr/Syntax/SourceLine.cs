using BgpTranslate.Text;

namespace BgpTranslate.Formats.Frr.Syntax;

/// <summary>One line of configuration: a window of a text, and its place in the source file.</summary>
/// <param name="Buffer">The text that holds the line; the file's content where the line stands there as it is.</param>
/// <param name="Start">Where the line starts in <paramref name="Buffer"/>.</param>
/// <param name="End">Behind its last character; line ends and trailing blanks are not part of it.</param>
/// <param name="Span">Its place in the file, without leading blanks.</param>
internal readonly record struct SourceLine(string Buffer, int Start, int End, Span Span)
{
    /// <summary>The line without leading and trailing blanks.</summary>
    public ReadOnlySpan<char> Text => Buffer.AsSpan(Start, End - Start).Trim();

    /// <summary>True when the line starts with a blank: FRR prints what belongs to a node indented.</summary>
    public bool IsIndented => Start < End && char.IsWhiteSpace(Buffer[Start]);

    /// <summary>A line of a file that stands there as it is.</summary>
    public static SourceLine Of(SourceFile file, int start, int end)
    {
        var text = file.Content;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        var first = start;
        while (first < end && char.IsWhiteSpace(text[first])) first++;
        return new SourceLine(text, start, end, new Span(file, first, end));
    }
}
