using System.Globalization;

namespace BgpTranslate.Defaults;

/// <summary>A release as written behind <c>@</c>: up to three numbers. Missing ones count as 0.</summary>
public readonly record struct FormatVersion(int Major, int Minor = 0, int Patch = 0) : IComparable<FormatVersion>
{
    /// <summary>Reads <c>8</c>, <c>8.4</c> or <c>8.4.4</c>; anything behind the numbers (<c>-dev</c>, <c>_git</c>) is ignored.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FormatVersion version)
    {
        Span<int> parts = stackalloc int[3];
        parts.Clear();
        var count = 0;
        while (count < 3)
        {
            var digits = 0;
            while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
            if (digits == 0 || !int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out parts[count])) break;
            count++;
            if (digits == text.Length || text[digits] != '.') break;
            text = text[(digits + 1)..];
        }

        version = new FormatVersion(parts[0], parts[1], parts[2]);
        return count > 0;
    }

    /// <inheritdoc/>
    public int CompareTo(FormatVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <summary>Earlier.</summary>
    public static bool operator <(FormatVersion a, FormatVersion b) => a.CompareTo(b) < 0;

    /// <summary>Later.</summary>
    public static bool operator >(FormatVersion a, FormatVersion b) => a.CompareTo(b) > 0;

    /// <summary>Not later.</summary>
    public static bool operator <=(FormatVersion a, FormatVersion b) => a.CompareTo(b) <= 0;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(FormatVersion a, FormatVersion b) => a.CompareTo(b) >= 0;

    /// <inheritdoc/>
    public override string ToString() =>
        Patch > 0 ? $"{Major}.{Minor}.{Patch}" : Minor > 0 ? $"{Major}.{Minor}" : Major.ToString(CultureInfo.InvariantCulture);
}
