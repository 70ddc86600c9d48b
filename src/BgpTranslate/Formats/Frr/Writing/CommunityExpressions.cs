using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>Community patterns as POSIX expressions over FRR's printed list: sorted, separated by single blanks, well-known ones by name.</summary>
internal static class CommunityExpressions
{
    /// <summary>An expression that finds what the entry asks for. Several patterns that must all be there are looked for in printed order.</summary>
    public static string Of(CommunityMatch match) => match switch
    {
        CommunityMatch.Expression e => e.Text,
        CommunityMatch.AllOf { Patterns.IsEmpty: true } => ".*",
        CommunityMatch.AllOf { Patterns: { Length: > 1 } several } when Policy.Communities.CommunityExpressions.PrintAllOf(several, Policy.Communities.CommunityBoundary.Underscore) is { } text => text,
        CommunityMatch.AllOf all => string.Join(".*", all.Patterns.OrderBy(p => (p.First.Low, p.Second.Low, p.Third.Low)).Select(p => $"_{Of(p)}_")),
        _ => ".*",
    };

    private static string Of(CommunityPattern pattern)
    {
        if (pattern.Kind == CommunityKind.Standard && pattern.IsSingle) return Communities.Format(pattern);
        var parts = pattern.Kind == CommunityKind.Large ? new[] { pattern.First, pattern.Second, pattern.Third } : [pattern.First, pattern.Second];
        var text = string.Join(':', parts.Select(NumberExpressions.Of));
        return pattern.Kind == CommunityKind.Extended ? $"{pattern.Subtype.ToUpperInvariant()}:{text}" : text;
    }
}

/// <summary>Ranges of numbers as POSIX expressions.</summary>
internal static class NumberExpressions
{
    /// <summary>An expression that matches exactly the decimal numbers of the range.</summary>
    public static string Of(NumberRange range)
    {
        if (range == NumberRange.Any || (range.Low == 0 && range.High == ushort.MaxValue)) return "[0-9]+";
        if (range.IsSingle) return range.Low.ToString(CultureInfo.InvariantCulture);
        var pieces = new List<string>();
        for (ulong low = range.Low; low <= range.High;)
        {
            // The longest run low…high whose digits differ in trailing positions only.
            ulong step = 1;
            while (low != 0 && low % (step * 10) == 0 && low + (step * 10) - 1 <= range.High) step *= 10;
            ulong digits = step, first = low / digits % 10;
            var last = Math.Min(9, first + ((range.High - low + 1) / digits) - 1);
            var stem = low / (digits * 10);
            pieces.Add((stem > 0 ? stem.ToString(CultureInfo.InvariantCulture) : "")
                + (first == last ? first.ToString(CultureInfo.InvariantCulture) : $"[{first}-{last}]")
                + string.Concat(Enumerable.Repeat("[0-9]", (int)Math.Log10(digits))));
            low += (last - first + 1) * digits;
        }

        return pieces.Count == 1 ? pieces[0] : $"({string.Join('|', pieces)})";
    }
}
