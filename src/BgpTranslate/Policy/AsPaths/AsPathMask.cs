using System.Collections.Immutable;

namespace BgpTranslate.Policy.AsPaths;

/// <summary>The plain kind of expression: a row of AS numbers, each in a set, perhaps repeated, with "any path" between some.</summary>
internal static class AsPathMask
{
    /// <summary>The elements of a mask (<see cref="AsPathExpression.Numbers"/>, one or more of them, <see cref="AsPathExpression.AnyPath"/>); null when the expression is something else.</summary>
    public static ImmutableArray<AsPathExpression>? Of(AsPathExpression expression)
    {
        var parts = expression is AsPathExpression.Sequence s ? s.Parts : [expression];
        return parts.All(IsElement) ? parts : null;
    }

    /// <summary>True for "any path", however it was made.</summary>
    public static bool IsAnyPath(AsPathExpression part) =>
        part is AsPathExpression.Repeat { Min: 0, Max: null, Part: AsPathExpression.Numbers { IsAny: true } };

    private static bool IsElement(AsPathExpression part) =>
        part is AsPathExpression.Numbers or AsPathExpression.Repeat { Min: 1, Max: null, Part: AsPathExpression.Numbers } || IsAnyPath(part);
}
