using System.Globalization;
using System.Text;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Vocabulary;

/// <summary>Values as RouterOS writes them.</summary>
internal static class Scalars
{
    /// <summary>Seconds of <c>3m</c>, <c>1h30m</c>, <c>00:03:00</c>, <c>90</c>; <c>infinity</c> is 0. Null for anything else, and below a second.</summary>
    public static uint? Seconds(string text) => text == "infinity" ? 0 : Milliseconds(text, 1000) is { } ms && ms % 1000 == 0 && ms / 1000 <= uint.MaxValue ? (uint)(ms / 1000) : null;

    /// <summary>Milliseconds of a time; a bare number has the given unit.</summary>
    public static ulong? Milliseconds(string text, ulong unit)
    {
        if (text.Length is 0 or > 40) return null;
        if (text.Contains(':'))
        {
            ulong seconds = 0;
            foreach (var part in text.Split(':'))
            {
                if (!Number(part, out var n)) return null;
                seconds = (seconds * 60) + n;
            }

            return seconds * 1000;
        }

        ulong total = 0;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            if (!Number(text[start..i], out var number)) return null;
            var word = i;
            while (i < text.Length && char.IsAsciiLetter(text[i])) i++;
            ulong? factor = text[word..i] switch { "" when i == text.Length && start == 0 => unit, "ms" => 1, "s" => 1000, "m" => 60_000, "h" => 3_600_000, "d" => 86_400_000, "w" => 604_800_000, _ => null };
            if (factor is null || (i < text.Length && !char.IsAsciiDigit(text[i]))) return null;
            total += number * factor.Value;
        }

        return total;
    }

    /// <summary>A time as export prints it: <c>1h30m</c>.</summary>
    public static string Time(uint seconds)
    {
        if (seconds == 0) return "0s";
        var text = new StringBuilder();
        foreach (var (unit, length) in new[] { ('w', 604_800u), ('d', 86_400u), ('h', 3600u), ('m', 60u), ('s', 1u) })
        {
            if (seconds >= length) text.Append(CultureInfo.InvariantCulture, $"{seconds / length}{unit}");
            seconds %= length;
        }

        return text.ToString();
    }

    /// <summary>An AS number, plain or <c>a.b</c>.</summary>
    public static uint? As(string text)
    {
        var dot = text.IndexOf('.');
        if (dot < 0) return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var plain) ? plain : null;
        return ushort.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var high)
            && ushort.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var low)
            ? ((uint)high << 16) + low
            : null;
    }

    /// <summary>A number.</summary>
    public static uint? UInt(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Yes or no.</summary>
    public static bool? Flag(string text) => text switch { "yes" or "true" => true, "no" or "false" => false, _ => null };

    /// <summary>An address, without the VRF or the interface behind it.</summary>
    public static IpAddress? Address(string text)
    {
        var end = text.AsSpan().IndexOfAny('@', '%');
        return IpAddress.TryParse(end < 0 ? text : text[..end], out var address) ? address : null;
    }

    /// <summary>A prefix; an address alone is a host.</summary>
    public static IpPrefix? Prefix(string text)
    {
        if (!text.Contains('/')) return IpAddress.TryParse(text, out var host) ? new IpPrefix(host, host.Width) : null;
        return IpPrefix.TryParse(text, out var prefix, out _) ? prefix : null;
    }

    /// <summary>A range of numbers: <c>a-b</c>, <c>a..b</c>, in braces or not, or one number.</summary>
    public static NumberRange? Range(string text)
    {
        var inner = text.Trim('{', '}', ' ');
        var at = inner.IndexOf("..", StringComparison.Ordinal);
        var (low, high) = at >= 0 ? (inner[..at], inner[(at + 2)..]) : inner.IndexOf('-') is > 0 and var dash ? (inner[..dash], inner[(dash + 1)..]) : (inner, inner);
        return As(low.Trim()) is { } from && As(high.Trim()) is { } to && from <= to ? new NumberRange(from, to) : null;
    }

    private static bool Number(string text, out ulong number) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 1_000_000_000_000;
}
