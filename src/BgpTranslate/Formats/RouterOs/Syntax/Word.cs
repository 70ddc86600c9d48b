using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.RouterOs.Syntax;

/// <summary>A word of a command: an argument with its name, or a bare word.</summary>
/// <param name="Name">The name in front of the equals sign; null for a bare word.</param>
/// <param name="Text">The value, or the bare word, unescaped.</param>
/// <param name="Span">The whole word.</param>
/// <param name="ValueSpan">The value as it stands in the text.</param>
/// <param name="Group">The words inside, when the value is one bracketed group; otherwise none.</param>
/// <param name="IsComputed">It holds a variable, a command or an expression that a router would compute.</param>
internal sealed record Word(string? Name, string Text, Span Span, Span ValueSpan, ImmutableArray<Word> Group, bool IsComputed)
{
    /// <summary>Where a character of the value stands in the text.</summary>
    public Span At(int index, int length)
    {
        var places = new List<int>();
        Values.Unescape(ValueSpan.Text, new StringBuilder(), places);
        if (places.Count == 0) return ValueSpan;
        var start = places[Math.Clamp(index, 0, places.Count - 1)];
        var end = places[Math.Clamp(index + Math.Max(length, 1) - 1, 0, places.Count - 1)] + 1;
        return new Span(ValueSpan.File, ValueSpan.Start + start, ValueSpan.Start + Math.Max(end, start + 1));
    }
}

/// <summary>Values as they are written: strings with escapes, joined lines.</summary>
internal static class Values
{
    /// <summary>The value itself.</summary>
    public static string Unescape(ReadOnlySpan<char> raw)
    {
        if (raw.IndexOfAny('"', '\\') < 0) return raw.ToString();
        var text = new StringBuilder(raw.Length);
        Unescape(raw, text, null);
        return text.ToString();
    }

    /// <summary>The value itself, and for each of its characters its place in the raw text.</summary>
    public static void Unescape(ReadOnlySpan<char> raw, StringBuilder text, List<int>? places)
    {
        var inString = false;
        for (var i = 0; i < raw.Length; i++)
        {
            var (c, place) = (raw[i], i);
            if (c == '"')
            {
                inString = !inString;
                continue;
            }

            if (c == '\\')
            {
                if (CommandScanner.AfterJoin(raw, i) is >= 0 and var behind)
                {
                    i = behind - 1;
                    continue;
                }

                if (i + 1 < raw.Length)
                {
                    c = raw[++i];
                    if (inString && i + 1 < raw.Length && IsHex(c) && IsHex(raw[i + 1]))
                        c = (char)byte.Parse(raw.Slice(i++, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                    else if (inString)
                        c = c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', '_' => ' ', _ => c };
                }
            }

            text.Append(c);
            places?.Add(place);
        }
    }

    /// <summary>A value as an argument's text: bare where it can be, else in quotes.</summary>
    public static string Quote(string value)
    {
        if (value.Length > 0 && value[0] != '=' && value.All(IsBare)) return value;
        var text = new StringBuilder(value.Length + 8).Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"' or '\\' or '$': text.Append('\\').Append(c); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case < ' ' or '\u007f': text.Append(CultureInfo.InvariantCulture, $"\\{(int)c:X2}"); break;
                default: text.Append(c); break;
            }
        }

        return text.Append('"').ToString();
    }

    private static bool IsBare(char c) => c > ' ' && c is not ('"' or '\\' or '$' or ';' or '(' or ')' or '[' or ']' or '{' or '}' or '#' or '?' or '\u007f');

    private static bool IsHex(char c) => c is >= '0' and <= '9' or >= 'A' and <= 'F';
}
