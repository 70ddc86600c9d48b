using System.Text;

namespace BgpTranslate.Text;

/// <summary>Source text made fit for a terminal, a report or a log: one line, no control characters, no broken surrogates, no secrets.</summary>
public static class PrintableText
{
    /// <summary>What stands for a hidden secret.</summary>
    public const string Mask = "<hidden>";
    private static readonly string[] SecretParts = ["password", "passwd", "passphrase", "secret", "md5"];
    private static readonly string[] SecretWords = ["key", "keys", "psk", "authentication"];

    /// <summary>The text with line breaks as spaces and other control characters as their pictures (U+2400 …).</summary>
    public static string Of(string text)
    {
        if (!NeedsWork(text)) return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) clean.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c) || IsDirectional(c)) clean.Append('\uFFFD');
            else if (c is '\n' or '\r' or '\t') clean.Append(' ');
            else if (char.IsControl(c)) clean.Append(c < ' ' ? (char)('\u2400' + c) : '\uFFFD');
            else clean.Append(c);
        }

        return clean.ToString();
    }

    /// <summary>The first line of a piece of source, shortened, with what stands behind words such as <c>password</c> hidden.</summary>
    public static string Excerpt(ReadOnlySpan<char> source)
    {
        const int limit = 80;
        var line = source.Trim();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0) line = line[..end];
        var text = WithoutSecrets(line.ToString());
        if (text.Length > limit) text = string.Concat(text.AsSpan(0, limit), "…");
        return Of(text);
    }

    /// <summary>The line with everything behind a word that announces a secret hidden.</summary>
    public static string WithoutSecrets(string line) => SecretStart(line) is >= 0 and var start ? string.Concat(line.AsSpan(0, start), Mask) : line;

    /// <summary>Where the secret part of a line starts: behind a word such as <c>password</c> and the signs that follow it; -1 where there is none.</summary>
    public static int SecretStart(ReadOnlySpan<char> line)
    {
        var announced = false;
        for (var i = 0; i < line.Length;)
        {
            if (char.IsWhiteSpace(line[i]) || line[i] is '-' or '_' or '=' or ':')
            {
                i++;
                continue;
            }

            var start = i;
            while (i < line.Length && char.IsAsciiLetterOrDigit(line[i])) i++;
            var announces = AnnouncesSecret(line[start..i]);
            if (announced && !announces) return start;
            announced |= announces;
            if (i == start) i++;
        }

        return -1;
    }

    private static bool AnnouncesSecret(ReadOnlySpan<char> word)
    {
        foreach (var secret in SecretWords)
        {
            if (word.Equals(secret, StringComparison.OrdinalIgnoreCase)) return true;
        }

        foreach (var part in SecretParts)
        {
            if (word.Contains(part, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static bool NeedsWork(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || IsDirectional(c)) return true;
        }

        return false;
    }

    // Characters that reorder what a terminal shows (Unicode bidirectional controls).
    private static bool IsDirectional(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
