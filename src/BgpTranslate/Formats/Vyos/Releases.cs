using System.Globalization;
using BgpTranslate.Defaults;

namespace BgpTranslate.Formats.Vyos;

/// <summary>Which release a text was made for: the footer of <c>config.boot</c> says it, else the spelling (vyos.md §1.2).</summary>
internal static class Releases
{
    private const string ReleaseLine = "// Release version:";

    /// <summary>The newest release whose language is known here.</summary>
    public static FormatVersion Latest { get; } = new(1, 5);

    /// <summary>The last one with <c>protocols bgp ASN</c>.</summary>
    public static FormatVersion LastWithAsNumberTag { get; } = new(1, 3);

    /// <summary>The release of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hasAsNumberTag">It says <c>protocols bgp ASN</c>.</param>
    public static FormatVersion Of(string text, bool hasAsNumberTag)
    {
        var line = text.LastIndexOf(ReleaseLine, StringComparison.Ordinal);
        if (line >= 0)
        {
            var rest = text.AsSpan(line + ReleaseLine.Length);
            var digits = rest.IndexOfAnyInRange('0', '9');
            if (digits is >= 0 and < 12 && FormatVersion.TryParse(rest[digits..], out var named) && named.Major == 1) return new FormatVersion(1, named.Minor);
        }

        var footer = Math.Max(text.LastIndexOf("vyos-config-version:", StringComparison.Ordinal), text.LastIndexOf("vyatta-config-version:", StringComparison.Ordinal));
        if (footer >= 0)
        {
            if (Component(text, footer, "bgp@") is not null) return new FormatVersion(1, 4);
            return Component(text, footer, "quagga@") switch
            {
                >= 9 => new FormatVersion(1, 4),
                >= 7 => LastWithAsNumberTag,
                >= 3 => new FormatVersion(1, 2),
                _ => new FormatVersion(1, 1),
            };
        }

        return hasAsNumberTag ? LastWithAsNumberTag : Latest;
    }

    private static int? Component(string text, int from, string name)
    {
        var end = text.IndexOf('\n', from);
        var line = end < 0 ? text.AsSpan(from) : text.AsSpan(from, end - from);
        var at = line.IndexOf(name);
        if (at < 0) return null;
        var digits = line[(at + name.Length)..];
        var length = 0;
        while (length < digits.Length && char.IsAsciiDigit(digits[length])) length++;
        return int.TryParse(digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
