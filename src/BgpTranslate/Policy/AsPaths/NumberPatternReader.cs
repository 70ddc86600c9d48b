using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Policy.AsPaths;

/// <summary>Reads numbers, ranges and signs with blanks anywhere between them.</summary>
internal sealed class NumberPatternReader(string text)
{
    private int position;

    /// <summary>True when only blanks are left.</summary>
    public bool AtEnd
    {
        get
        {
            while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
            return position == text.Length;
        }
    }

    /// <summary>What has not been read.</summary>
    public string Rest => text[position..];

    /// <summary>True when the sign comes next; it is read then.</summary>
    public bool Take(char sign)
    {
        if (AtEnd || text[position] != sign) return false;
        position++;
        return true;
    }

    /// <summary>The 32-bit number that comes next, or null.</summary>
    public uint? Number()
    {
        if (AtEnd) return null;
        var end = position;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (!uint.TryParse(text.AsSpan(position, end - position), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        position = end;
        return number;
    }

    /// <summary>The number or range that comes next, or null.</summary>
    public NumberRange? Range(string between)
    {
        if (Number() is not { } low) return null;
        if (AtEnd || !text.AsSpan(position).StartsWith(between, StringComparison.Ordinal)) return low;
        position += between.Length;
        return Number() is { } high ? new NumberRange(low, high) : null;
    }

    /// <summary>Numbers and ranges up to the closing sign, which is read; with blanks or commas between them. Null when there is something else.</summary>
    public ImmutableArray<NumberRange>? Ranges(char close, string between)
    {
        var ranges = ImmutableArray.CreateBuilder<NumberRange>();
        while (!Take(close))
        {
            if (Range(between) is not { } range) return null;
            ranges.Add(range);
            Take(',');
        }

        return ranges.ToImmutable();
    }
}
