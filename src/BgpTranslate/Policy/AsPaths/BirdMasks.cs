using BgpTranslate.Model;

namespace BgpTranslate.Policy.AsPaths;

/// <summary>BIRD path masks: the text between <c>[=</c> and <c>=]</c> (bird.md §7).</summary>
internal static class BirdMasks
{
    /// <summary>The paths that match the mask; constants have been replaced by their values.</summary>
    public static (AsPathExpression? Expression, string? Problem) Parse(string text)
    {
        var parts = new List<AsPathExpression>();
        var reader = new NumberPatternReader(text);
        while (!reader.AtEnd)
        {
            if (reader.Take('*'))
            {
                parts.Add(AsPathExpression.AnyPath);
            }
            else if (reader.Take('?'))
            {
                parts.Add(new AsPathExpression.Numbers([NumberRange.Any]));
            }
            else if (reader.Take('+') && parts.Count > 0)
            {
                if (parts[^1] is AsPathExpression.Numbers) parts[^1] = new AsPathExpression.Repeat(parts[^1], 1, null);
            }
            else if (reader.Take('['))
            {
                if (reader.Ranges(']', "..") is not { } ranges) return (null, "a set that is not made of numbers and ranges");
                parts.Add(new AsPathExpression.Numbers(NumberSet.Of(ranges).Ranges));
            }
            else if (reader.Take('('))
            {
                if (reader.Number() is not { } number || !reader.Take(')')) return (null, "an expression whose value is not known");
                parts.Add(new AsPathExpression.Numbers(number));
            }
            else if (reader.Range("..") is { } range)
            {
                parts.Add(new AsPathExpression.Numbers(NumberSet.Of(range).Ranges));
            }
            else
            {
                return (null, $"'{reader.Rest}' is not part of a path mask");
            }
        }

        return (AsPathExpression.InOrder(parts), null);
    }

    /// <summary>The mask; null when the expression is none, or matches no path.</summary>
    public static string? Print(AsPathExpression expression)
    {
        if (AsPathMask.Of(expression) is not { } parts) return null;
        var words = parts.Select(part => part switch
        {
            AsPathExpression.Numbers n => Element(n),
            AsPathExpression.Repeat { Min: 1, Part: AsPathExpression.Numbers n } => Element(n) is { } element ? element + "+" : null,
            _ => "*",
        }).ToList();
        return words.Contains(null) ? null : string.Join(' ', words);
    }

    private static string? Element(AsPathExpression.Numbers numbers) => numbers switch
    {
        { IsAny: true } => "?",
        { Ranges.IsEmpty: true } => null,
        { Ranges: [var range] } => Range(range),
        _ => $"[{string.Join(", ", numbers.Ranges.Select(Range))}]",
    };

    private static string Range(NumberRange range) => range.IsSingle ? $"{range.Low}" : $"{range.Low}..{range.High}";
}
