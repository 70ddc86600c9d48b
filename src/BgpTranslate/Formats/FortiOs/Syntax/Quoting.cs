using System.Text;

namespace BgpTranslate.Formats.FortiOs.Syntax;

/// <summary>Values as FortiOS writes them: quoted, bare, or a mixture; a backslash keeps the next character.</summary>
internal static class Quoting
{
    /// <summary>The value of a word as written.</summary>
    public static string Unquote(ReadOnlySpan<char> word)
    {
        if (word.IndexOfAny('"', '\'', '\\') < 0) return word.ToString();
        var value = new StringBuilder(word.Length);
        var quote = '\0';
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            if (c == '\\' && quote != '\'' && i + 1 < word.Length) value.Append(word[++i]);
            else if (quote != '\0' && c == quote) quote = '\0';
            else if (quote == '\0' && (c is '"' or '\'')) quote = c;
            else value.Append(c);
        }

        return value.ToString();
    }

    /// <summary>The value in double quotes.</summary>
    public static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
