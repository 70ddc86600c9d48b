namespace BgpTranslate.Formats.Bird;

/// <summary>
/// What a text uses and no file of the input defines has a stand-in in the output, so that BIRD loads it: a definition that lets nothing pass, a session that stays
/// down. A stand-in is always one whole line that ends in the comment <c># not in the input: NAME</c>. The reader passes over such lines, so that the names are as
/// undefined as they were; without them, and with the missing files, the output is what the input was.
/// </summary>
internal static class StandIn
{
    private const string Marker = "# not in the input: ";

    /// <summary>A line that stands in for names.</summary>
    public static string Line(string text, IEnumerable<string> names) => $"{text} {Marker}{string.Join(", ", names)}";

    /// <summary>True when the line on which a token starts is a stand-in.</summary>
    public static bool IsAt(ReadOnlySpan<char> content, int start)
    {
        var rest = content[start..];
        var end = rest.IndexOfAny('\n', '\r');
        return (end < 0 ? rest : rest[..end]).Contains(Marker, StringComparison.Ordinal);
    }
}
