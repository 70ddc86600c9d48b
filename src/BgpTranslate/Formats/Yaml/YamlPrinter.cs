using System.Globalization;
using System.Text;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Yaml;

/// <summary>A mapping to be printed: keys in the order in which they are added, each with the source statements it renders.</summary>
public sealed class YamlMap
{
    private readonly List<(string Key, object Value, Origin Origin)> entries = [];

    /// <summary>The entries.</summary>
    public IReadOnlyList<(string Key, object Value, Origin Origin)> Entries => entries;

    /// <summary>Adds a text.</summary>
    public YamlMap Add(string key, string value, Origin origin = default) => Put(key, value, origin);

    /// <summary>Adds a number.</summary>
    public YamlMap Add(string key, uint value, Origin origin = default) => Put(key, value, origin);

    /// <summary>Adds true or false.</summary>
    public YamlMap Add(string key, bool value, Origin origin = default) => Put(key, value, origin);

    /// <summary>Adds an object.</summary>
    public YamlMap Add(string key, YamlMap value, Origin origin = default) => Put(key, value, origin);

    /// <summary>Adds a list of objects; an empty one is left out.</summary>
    public YamlMap Add(string key, IReadOnlyList<YamlMap> items, Origin origin = default) => items.Count == 0 ? this : Put(key, items, origin);

    /// <summary>Adds a list of texts; an empty one is left out.</summary>
    public YamlMap Add(string key, IReadOnlyList<Stated<string>> items, Origin origin = default) => items.Count == 0 ? this : Put(key, items, origin);

    private YamlMap Put(string key, object value, Origin origin)
    {
        entries.Add((key, value, origin));
        return this;
    }
}

/// <summary>Prints documents as Kubernetes people write them: block style, two spaces, lists indented, quotes where YAML 1.1 would read something else (kubernetes.md §3).</summary>
public static class YamlPrinter
{
    /// <summary>The unit of indentation.</summary>
    public const string IndentUnit = "  ";

    /// <summary>The line that begins a document.</summary>
    public const string DocumentMarker = "---";

    /// <summary>Prints a document with its marker.</summary>
    public static void Document(OutputText output, YamlMap root)
    {
        output.Line(DocumentMarker);
        Print(output, root, "");
    }

    /// <summary>The documents of what was printed, each with the number of its first line, which is the marker's.</summary>
    public static IReadOnlyList<(int Line, string Text)> Documents(OutputText output)
    {
        var text = output.ToString();
        var documents = new List<(int, string)>();
        var (line, first) = (1, 1);
        for (int start = 0, at = 0; at < text.Length; line++)
        {
            at = text.IndexOf('\n', at) + 1;
            if (at < text.Length && !text.AsSpan(at).StartsWith(DocumentMarker + "\n")) continue;
            documents.Add((first, text[start..at]));
            (start, first) = (at, line + 1);
        }

        return documents;
    }

    /// <summary>Prints a document that stands inside another, at the depth at hand.</summary>
    public static void Content(OutputText output, YamlMap root) => Print(output, root, "");

    /// <summary>A scalar as text that reads back as the same text.</summary>
    public static string Quote(string text)
    {
        if (!NeedsQuotes(text)) return text;
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c == '\n') quoted.Append("\\n");
            else if (c == '\t') quoted.Append("\\t");
            else if (char.IsControl(c) || c is '\u0085' or '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private static bool NeedsQuotes(string text)
    {
        if (text.Length == 0 || YamlScalar.TypeOf(text) != YamlScalarType.Text || IsNumbersAndColons(text)) return true;
        if (text[0] is '-' or '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' or '=' or '<') return true;
        if (text[0] == ' ' || text[^1] is ' ' or ':') return true;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || char.IsSurrogate(text[i]) || text[i] is '\u0085' or '\u2028' or '\u2029' or '\uFEFF') return true;
            if (i + 1 < text.Length && ((text[i] == ':' && text[i + 1] == ' ') || (text[i] == ' ' && text[i + 1] == '#'))) return true;
        }

        return false;
    }

    /// <summary>64512:10 is a number to base 60 for some YAML libraries; dates are dates.</summary>
    private static bool IsNumbersAndColons(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && c is not (':' or '-' or '_')) return false;
        }

        return true;
    }

    private static void Print(OutputText output, YamlMap map, string lead)
    {
        foreach (var (key, value, origin) in map.Entries)
        {
            var start = lead + Quote(key) + ":";
            switch (value)
            {
                case YamlMap { Entries.Count: 0 }:
                    output.Line(start + " {}", origin);
                    break;
                case YamlMap or IReadOnlyList<YamlMap> or IReadOnlyList<Stated<string>>:
                    output.Line(start, origin);
                    break;
                default:
                    output.Line(start + " " + Scalar(value), origin);
                    break;
            }

            if (lead.Length > 0)
            {
                // Behind its first key, an item goes on one level deeper than its dash; the list comes back up.
                output.Indent();
                lead = "";
            }

            Nested(output, value);
        }
    }

    private static void Nested(OutputText output, object value)
    {
        output.Indent();
        switch (value)
        {
            case YamlMap nested:
                Print(output, nested, "");
                break;
            case IReadOnlyList<YamlMap> items:
                foreach (var item in items)
                {
                    Print(output, item, "- ");
                    output.Outdent();
                }

                break;
            case IReadOnlyList<Stated<string>> texts:
                foreach (var text in texts) output.Line("- " + Quote(text.Value), text.Origin);
                break;
        }

        output.Outdent();
    }

    private static string Scalar(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        uint number => number.ToString(CultureInfo.InvariantCulture),
        _ => Quote((string)value),
    };
}
