using System.Text;

namespace BgpTranslate.Formats.Vyos.Tree;

/// <summary>Words of paths as text: blanks separate them, quotes hold them together (vyos.md §1.1).</summary>
internal static class Words
{
    /// <summary>The words with quotes where they are needed.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(w => IsPlain(w) ? w : Quote(w)));

    /// <summary>The words of a text made by <see cref="Join"/>.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == ' ')
            {
                i++;
                continue;
            }

            var quote = text[i] is '\'' or '"' ? text[i++] : ' ';
            var end = i;
            while (end < text.Length && text[end] != quote) end += quote == '"' && text[end] == '\\' ? 2 : 1;
            end = Math.Min(end, text.Length);
            words.Add(quote == '"' ? Unescape(text.AsSpan(i, end - i), "") : text[i..end]);
            i = end + 1;
        }

        return words;
    }

    /// <summary>A value in quotes: single ones, unless it holds one.</summary>
    public static string Quote(string value) =>
        value.Contains('\'') ? $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : $"'{value}'";

    /// <summary>A value of the curly form: bare where the CLI prints it bare.</summary>
    public static string QuoteCurly(string value) =>
        value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '/' or '-' or '_' or '@' or '+' or ',' or '=')
            && !value.Contains("//", StringComparison.Ordinal)
            ? value
            : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>The text without the backslashes that keep the next character as it is; the letters behind which a backslash means a control character.</summary>
    public static string Unescape(ReadOnlySpan<char> text, string letters)
    {
        if (!text.Contains('\\')) return text.ToString();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            var next = text[++i];
            result.Append(!letters.Contains(next) ? next : next switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => next });
        }

        return result.ToString();
    }

    private static bool IsPlain(string word) => word.Length > 0 && !word.AsSpan().ContainsAny(" '\"\\\t\n");
}
