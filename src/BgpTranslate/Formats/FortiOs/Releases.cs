using System.Globalization;
using BgpTranslate.Defaults;

namespace BgpTranslate.Formats.FortiOs;

/// <summary>Which release a text was made for: the first line of a backup says it.</summary>
internal static class Releases
{
    /// <summary>How the first line of a backup starts.</summary>
    public const string Header = "#config-version=";

    /// <summary>The newest release whose language is known here.</summary>
    public static FormatVersion Latest { get; } = new(7, 6, 5);

    /// <summary>The release of a text: <c>#config-version=FGVMA6-7.2.6-FW-build1575-…</c>; releases before 6.0 write <c>5.04</c> for 5.4.</summary>
    public static FormatVersion Of(string text)
    {
        var start = text.IndexOf(Header, StringComparison.Ordinal);
        if (start < 0) return Latest;
        var line = text.AsSpan(start + Header.Length);
        if (line.IndexOfAny('\r', '\n') is >= 0 and var end) line = line[..end];
        foreach (var part in line.Split('-'))
        {
            var word = line[part];
            if (word.Length < 3 || !char.IsAsciiDigit(word[0]) || word[1] != '.') continue;
            if (word.Length == 4 && word[2] == '0' && int.TryParse(word[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)) return new FormatVersion(word[0] - '0', minor);
            if (FormatVersion.TryParse(word, out var version)) return version;
        }

        return Latest;
    }
}
