namespace BgpTranslate.Formats.RouterOs.Syntax;

/// <summary>Where a command stands in the text.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last character, without a comment that follows it.</param>
/// <param name="Problem">Why it is no whole command; null when it is.</param>
internal readonly record struct CommandExtent(int Start, int End, string? Problem);

/// <summary>
/// Finds the commands of a text. A command ends with its line or a semicolon, unless a string, a bracket or a backslash holds it open.
/// What is never closed counts as a line of its own, so that one bad line does not cost the rest.
/// </summary>
internal static class CommandScanner
{
    /// <summary>Lines that a string may span: scripts are exported as one string.</summary>
    private const int MaximumStringLines = 2000;

    /// <summary>Lines that a block may span.</summary>
    private const int MaximumBlockLines = 400;

    /// <summary>How deep brackets may nest.</summary>
    private const int MaximumDepth = 40;

    /// <summary>The commands in order; comments and blank lines are left out.</summary>
    public static IEnumerable<CommandExtent> Scan(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (c is '\r' or '\n' or ' ' or '\t' or ';' or '\0' or '\u00a0' or '\ufeff') at++;
            else if (c == '#') at = EndOfLine(text, at);
            else
            {
                var (end, next, problem) = EndOfCommand(text, at);
                var trimmed = end;
                while (trimmed > at && char.IsWhiteSpace(text[trimmed - 1])) trimmed--;
                yield return new CommandExtent(at, trimmed, problem);
                at = Math.Max(next, at + 1);
            }
        }
    }

    private static (int End, int Next, string? Problem) EndOfCommand(string text, int start)
    {
        int depth = 0, lines = 0;
        for (var i = start; i < text.Length;)
        {
            switch (text[i])
            {
                case '"':
                    var close = EndOfString(text, i);
                    if (close < 0) return Alone(text, start, "a string is not closed");
                    i = close;
                    break;
                case '\\':
                    i = AfterJoin(text, i) is >= 0 and var behind ? behind : i + 2;
                    break;
                case '[' or '(' or '{':
                    if (++depth > MaximumDepth) return Alone(text, start, "brackets are nested too deeply");
                    i++;
                    break;
                case ']' or ')' or '}':
                    depth--;
                    i++;
                    break;
                case '\r' or '\n':
                    if (depth <= 0) return (i, i + 1, null);
                    if (++lines > MaximumBlockLines) return Alone(text, start, "a bracket is not closed");
                    i++;
                    break;
                case ';' when depth <= 0:
                    return (i, i + 1, null);
                case '#' when depth <= 0 && text[i - 1] is ' ' or '\t':
                    return (i, EndOfLine(text, i), null);
                default:
                    i++;
                    break;
            }
        }

        return depth > 0 ? Alone(text, start, "a bracket is not closed") : (text.Length, text.Length, null);
    }

    /// <summary>The first line alone.</summary>
    private static (int End, int Next, string? Problem) Alone(string text, int start, string problem)
    {
        var end = EndOfLine(text, start);
        return (end, end, problem);
    }

    /// <summary>Behind the closing quote; -1 when there is none in reach.</summary>
    private static int EndOfString(string text, int open)
    {
        var lines = 0;
        for (var i = open + 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"': return i + 1;
                case '\\': i++; break;
                case '\n' when ++lines > MaximumStringLines: return -1;
            }
        }

        return -1;
    }

    /// <summary>The first character behind a joined line end and the indentation that follows; -1 when the backslash joins no lines.</summary>
    public static int AfterJoin(ReadOnlySpan<char> text, int backslash)
    {
        var i = backslash + 1;
        while (i < text.Length && text[i] is ' ' or '\t') i++;
        if (i == text.Length || text[i] is not ('\r' or '\n')) return -1;
        i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 2 : 1;
        while (i < text.Length && text[i] is ' ' or '\t') i++;
        return i;
    }

    private static int EndOfLine(string text, int at)
    {
        var length = text.AsSpan(at).IndexOfAny('\r', '\n');
        return length < 0 ? text.Length : at + length;
    }
}
