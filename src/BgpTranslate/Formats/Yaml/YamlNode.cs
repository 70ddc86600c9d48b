using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Yaml;

/// <summary>A node of a YAML document with its place in the source.</summary>
/// <param name="span">Its text.</param>
/// <param name="size">How many nodes it stands for, aliases expanded: what bounds the cost of walking it.</param>
public abstract class YamlNode(Span span, int size)
{
    /// <summary>Its text.</summary>
    public Span Span { get; } = span;

    /// <summary>Nodes in it, aliases expanded.</summary>
    public int Size { get; } = size;
}

/// <summary>A mapping; a key given twice is there twice.</summary>
public sealed class YamlMapping(Span span, ImmutableArray<YamlEntry> entries) : YamlNode(span, 1 + entries.Sum(e => e.Value.Size))
{
    /// <summary>The entries, in the order of the text; those of merge keys first.</summary>
    public ImmutableArray<YamlEntry> Entries { get; } = entries;
}

/// <summary>A sequence.</summary>
public sealed class YamlSequence(Span span, ImmutableArray<YamlItem> items) : YamlNode(span, 1 + items.Sum(i => i.Value.Size))
{
    /// <summary>The items.</summary>
    public ImmutableArray<YamlItem> Items { get; } = items;
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="Statement">The statement it is: key and value, or the key alone where the value has statements of its own.</param>
/// <param name="Alias">The statement that repeats it at another place (<c>*name</c>); none usually.</param>
public sealed record YamlEntry(string Key, YamlNode Value, Statement Statement, Origin Alias = default);

/// <summary>An item of a sequence.</summary>
/// <param name="Value">The value.</param>
/// <param name="Statement">The statement it is; null where the value has statements of its own.</param>
/// <param name="Alias">The statement that repeats it at another place (<c>*name</c>); none usually.</param>
public sealed record YamlItem(YamlNode Value, Statement? Statement, Origin Alias = default);

/// <summary>What a plain scalar is to Kubernetes.</summary>
public enum YamlScalarType
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>True or false, in one of many spellings.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Another number.</summary>
    Float,

    /// <summary>Text.</summary>
    Text,
}

/// <summary>How a scalar is written.</summary>
public enum YamlStyle
{
    /// <summary>Without quotes.</summary>
    Plain,

    /// <summary>In quotes of either kind, folded, or tagged as text.</summary>
    Quoted,

    /// <summary>A literal block: its lines are the lines of the source.</summary>
    Literal,
}

/// <summary>A scalar as written and as Kubernetes takes it (YAML 1.1 by way of sigs.k8s.io/yaml, kubernetes.md §2).</summary>
public sealed class YamlScalar(Span span, string text, YamlStyle style) : YamlNode(span, 1)
{
    private static readonly string[] Booleans = ["y", "n", "yes", "no", "on", "off", "true", "false"];

    /// <summary>Its text, quotes and escapes resolved.</summary>
    public string Text { get; } = text;

    /// <summary>How it is written.</summary>
    public YamlStyle Style { get; } = style;

    /// <summary>What it is to Kubernetes.</summary>
    public YamlScalarType Type => Style == YamlStyle.Plain ? TypeOf(Text) : YamlScalarType.Text;

    /// <summary>True when the text holds a variable that other software fills in (<c>${NAME}</c>): it means nothing to us.</summary>
    public bool IsOpaque => Text.Contains("${", StringComparison.Ordinal);

    /// <summary>What an unquoted text is.</summary>
    public static YamlScalarType TypeOf(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL") return YamlScalarType.Null;
        if (IsBoolean(text)) return YamlScalarType.Boolean;
        if (TryInteger(text, out _)) return YamlScalarType.Integer;
        return IsFloat(text) ? YamlScalarType.Float : YamlScalarType.Text;
    }

    /// <summary>Reads a whole number: decimal, <c>0x</c>, <c>0o</c>, <c>0b</c>, or octal behind a leading zero; <c>_</c> may separate digits.</summary>
    public static bool TryInteger(string text, out long value)
    {
        value = 0;
        var digits = text.AsSpan();
        var negative = digits.StartsWith("-");
        if (negative || digits.StartsWith("+")) digits = digits[1..];
        var radix = 10u;
        if (digits.Length > 1 && digits[0] == '0')
        {
            (radix, var prefix) = char.ToLowerInvariant(digits[1]) switch { 'x' => (16u, 2), 'o' => (8u, 2), 'b' => (2u, 2), _ => (8u, 1) };
            digits = digits[prefix..];
        }

        ulong sum = 0;
        var any = false;
        foreach (var c in digits)
        {
            if (c == '_') continue;
            var digit = char.IsAsciiHexDigit(c) ? (uint)Convert.ToInt32(c.ToString(), 16) : uint.MaxValue;
            if (digit >= radix || sum > long.MaxValue / 16) return false;
            sum = (sum * radix) + digit;
            any = true;
        }

        value = negative ? -(long)sum : (long)sum;
        return any;
    }

    /// <summary>True for <c>yes</c>, <c>on</c>, <c>true</c> and their capitals.</summary>
    public static bool IsTrue(string text) => IsBoolean(text) && char.ToLowerInvariant(text[0]) is 'y' or 't' || text is "on" or "On" or "ON";

    private static bool IsBoolean(string text)
    {
        foreach (var word in Booleans)
        {
            if (!word.Equals(text, StringComparison.OrdinalIgnoreCase)) continue;
            return text == word || text == word.ToUpperInvariant() || text[1..] == word[1..];
        }

        return false;
    }

    private static bool IsFloat(string text)
    {
        if (text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF" || text is ".nan" or ".NaN" or ".NAN") return true;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && c is not ('.' or 'e' or 'E' or '+' or '-')) return false;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }
}
