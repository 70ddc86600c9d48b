using System.Globalization;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>Times as Go writes them: <c>90s</c>, <c>1m30s</c>, <c>1.5h</c>. BGP counts whole seconds and drops the rest, as MetalLB does.</summary>
public static class GoDuration
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 1e-3), ("us", 1e-6), ("µs", 1e-6), ("ns", 1e-9), ("h", 3600), ("m", 60), ("s", 1)];

    /// <summary>The whole seconds of a duration; null where the text is none.</summary>
    public static uint? Seconds(string text)
    {
        if (text == "0") return 0;
        if (text.Length == 0) return null;
        var rest = text.AsSpan();
        var sum = 0.0;
        while (!rest.IsEmpty)
        {
            var digits = 0;
            while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.')) digits++;
            if (!double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
            rest = rest[digits..];
            var factor = 0.0;
            foreach (var (unit, seconds) in Units)
            {
                if (!rest.StartsWith(unit, StringComparison.Ordinal)) continue;
                factor = seconds;
                rest = rest[unit.Length..];
                break;
            }

            if (factor == 0) return null;
            sum += number * factor;
        }

        return sum <= uint.MaxValue ? (uint)sum : null;
    }

    /// <summary>Seconds as a duration.</summary>
    public static string Text(uint seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds}s");
}
