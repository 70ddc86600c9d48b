using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Policy.Posix;

/// <summary>Ranges of numbers as POSIX extended expressions.</summary>
public static class NumberExpressions
{
    /// <summary>An expression that matches exactly the decimal numbers of the range.</summary>
    public static string Of(NumberRange range)
    {
        if (range == NumberRange.Any || (range.Low == 0 && range.High == ushort.MaxValue)) return "[0-9]+";
        if (range.IsSingle) return range.Low.ToString(CultureInfo.InvariantCulture);
        var pieces = new List<string>();
        for (ulong low = range.Low; low <= range.High;)
        {
            // The longest run low…high whose digits differ in trailing positions only; numbers of one digit have no others before them.
            ulong step = 1;
            while (low != 0 && low % (step * 10) == 0 && low + (step * 10) - 1 <= range.High) step *= 10;
            var first = low / step % 10;
            var last = Math.Min(9, first + ((range.High - low + 1) / step) - 1);
            var stem = low / (step * 10);
            pieces.Add((stem > 0 ? stem.ToString(CultureInfo.InvariantCulture) : "")
                + (first == last ? first.ToString(CultureInfo.InvariantCulture) : $"[{first}-{last}]")
                + string.Concat(Enumerable.Repeat("[0-9]", (int)Math.Log10(step))));
            low += (last - first + 1) * step;
        }

        return pieces.Count == 1 ? pieces[0] : $"({string.Join('|', pieces)})";
    }
}
