using System.Text;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Frr.Syntax;

/// <summary>
/// Configuration given to <c>vtysh</c> on a command line: <c>vtysh -c 'conf t' -c 'router bgp 65000' …</c>, one <c>-c</c> with several lines, or a here-document.
/// Other commands of the script are skipped. A line that starts with <c>-c</c> continues the list: YAML folds such lines before a shell sees them.
/// </summary>
internal static class VtyshCommands
{
    /// <summary>True when the text is a script or list that configures through <c>vtysh</c>, and no configuration file itself.</summary>
    public static bool AreIn(ReadOnlySpan<char> text)
    {
        foreach (var line in text.EnumerateLines())
        {
            var at = line.IndexOf("vtysh");
            if (at < 0) continue;
            var arguments = line[(at + 5)..].TrimStart();
            var isCommand = at == 0 || line[at - 1] is ' ' or '/' or '\t' or '"' or '\'' or '(';
            if (isCommand && (arguments.StartsWith("-c") || arguments.StartsWith("<<") || (arguments is "\\" or ""
                && line[..at].Trim() is "-" or "")))
                return true;
        }

        return false;
    }

    /// <summary>The configuration lines of all <c>vtysh</c> commands between two offsets.</summary>
    public static IEnumerable<SourceLine> Lines(SourceFile file, int start, int end)
    {
        var words = new ShellWords(file.Content, start, end);
        var isCommand = false;
        while (words.Next() is { } word)
        {
            if (word.StartsCommand) isCommand = false;
            if (!isCommand)
            {
                isCommand = word.Value == "vtysh" || word.Value.EndsWith("/vtysh", StringComparison.Ordinal);
                continue;
            }

            if (word.Value is "-c" or "--command")
            {
                if (words.Next() is { } argument)
                {
                    foreach (var line in LinesOf(file, argument))
                        yield return line;
                }
            }
            else if (word.Value.StartsWith("<<", StringComparison.Ordinal))
            {
                var (from, to) = words.HereDocument(word.Value.TrimStart('<', '-'));
                foreach (var line in SourceLines.Plain(file, from, to))
                    yield return line;
            }
        }
    }

    private static IEnumerable<SourceLine> LinesOf(SourceFile file, ShellWord argument)
    {
        if (argument.IsVerbatim) return SourceLines.Plain(file, argument.Start, argument.End);
        var span = new Span(file, argument.Start, argument.End);
        return argument.Value.Split('\n').Select(line => new SourceLine(line, 0, line.Length, span));
    }

    /// <summary>One word of a shell command.</summary>
    /// <param name="Value">Its value, quotes resolved.</param>
    /// <param name="Start">Where it starts in the text, behind an opening quote.</param>
    /// <param name="End">Where it ends, before a closing quote.</param>
    /// <param name="IsVerbatim">True when the text between both is the value.</param>
    /// <param name="StartsCommand">True when it stands where a command starts.</param>
    private readonly record struct ShellWord(string Value, int Start, int End, bool IsVerbatim, bool StartsCommand);

    /// <summary>Splits a script into words the way a POSIX shell does, as far as lists of <c>vtysh</c> commands need it.</summary>
    private sealed class ShellWords(string text, int start, int end)
    {
        private int at = start;
        private bool newCommand = true;

        public ShellWord? Next()
        {
            while (at < end)
            {
                var c = text[at];
                if (c == '\n')
                {
                    // A following "-c" continues a folded list.
                    var rest = text.AsSpan(at, end - at).TrimStart();
                    newCommand |= !(rest.StartsWith("-c ") || rest.StartsWith("-c\t"));
                    at++;
                }
                else if (c is ';' or '|' or '&' or '(' or ')')
                {
                    newCommand = true;
                    at++;
                }
                else if (c == '\\' && at + 1 < end && text[at + 1] is '\n' or '\r')
                {
                    at += text[at + 1] == '\r' && at + 2 < end && text[at + 2] == '\n' ? 3 : 2;
                }
                else if (char.IsWhiteSpace(c))
                {
                    at++;
                }
                else
                {
                    return Word();
                }
            }

            return null;
        }

        /// <summary>The body of a here-document that starts on the next line; goes on behind it.</summary>
        public (int Start, int End) HereDocument(string delimiter)
        {
            var newline = text.IndexOf('\n', at, end - at);
            var from = newline < 0 ? end : newline + 1;
            for (var line = from; line < end;)
            {
                var stop = text.IndexOf('\n', line, end - line);
                if (stop < 0) stop = end;
                if (text.AsSpan(line, stop - line).Trim().SequenceEqual(delimiter))
                {
                    at = stop;
                    return (from, line);
                }

                line = stop + 1;
            }

            at = end;
            return (from, end);
        }

        private ShellWord Word()
        {
            var startsCommand = newCommand;
            newCommand = false;
            var value = new StringBuilder();
            var first = at;
            var wholeQuote = text[at] is '\'' or '"' ? text[at] : '\0';
            var verbatim = true;
            var pieces = 0;
            while (at < end && !char.IsWhiteSpace(text[at]) && text[at] is not (';' or '|' or '&'))
            {
                pieces++;
                if (text[at] is '\'' or '"')
                {
                    verbatim &= Quoted(value);
                }
                else
                {
                    if (text[at] == '\\' && at + 1 < end)
                    {
                        at++;
                        verbatim = false;
                    }

                    value.Append(text[at++]);
                }
            }

            if (wholeQuote != '\0' && pieces == 1) return new ShellWord(value.ToString(), first + 1, Math.Max(first + 1, at - 1), verbatim, startsCommand);
            return new ShellWord(value.ToString(), first, at, verbatim && wholeQuote == '\0' && value.Length == at - first, startsCommand);
        }

        /// <summary>Reads a quoted piece; false when its value differs from its text.</summary>
        private bool Quoted(StringBuilder value)
        {
            var quote = text[at++];
            var verbatim = true;
            while (at < end && text[at] != quote)
            {
                if (quote == '"' && text[at] == '\\' && at + 1 < end && text[at + 1] is '"' or '\\' or '$' or '`')
                {
                    at++;
                    verbatim = false;
                }

                value.Append(text[at++]);
            }

            at = Math.Min(at + 1, end);
            return verbatim;
        }
    }
}
