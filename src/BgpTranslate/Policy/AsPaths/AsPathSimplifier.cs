using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Policy.AsPaths;

/// <summary>
/// Automata back to expressions a person would write: an alternation of masks (<see cref="AsPathMask"/>) wherever a few masks make up the set, otherwise whatever is exact.
/// </summary>
internal static class AsPathSimplifier
{
    private const int MaxMasks = 64;
    private const int MaxFiniteMasks = 16;
    private const int MaxLength = 24;
    private const int MaxClasses = 64;
    private const int MaxStatesToEliminate = 30;

    /// <summary>An expression of exactly these paths; null when it would be too large to be of use.</summary>
    public static AsPathExpression? Simplest(AsPathAutomaton paths)
    {
        if (paths.IsEmpty) return AsPathExpression.Nothing;
        if (paths.IsAll) return AsPathExpression.AnyPath;
        return Masks(paths, repeat: false, MaxFiniteMasks) ?? Masks(paths, repeat: true, MaxMasks) ?? (paths.States <= MaxStatesToEliminate ? Eliminate(paths) : null);
    }

    /// <summary>Takes a shortest path, makes it as general as the set allows, and goes on with what is left. Repeated numbers only when nothing else helps.</summary>
    private static AsPathExpression? Masks(AsPathAutomaton paths, bool repeat, int max)
    {
        var classes = Classes(paths);
        var masks = new List<AsPathExpression>();
        for (var left = paths; left.ShortestWord() is { } word;)
        {
            if (masks.Count == max || word.Count > MaxLength) return null;
            var mask = Generalize([.. word.Select(AsPathExpression (n) => new AsPathExpression.Numbers(n.Ranges))], paths, classes, repeat);
            masks.Add(mask);
            if (AsPathAutomaton.Of(mask) is not { } covered || left.Except(covered) is not { } rest) return null;
            left = rest;
        }

        return AsPathExpression.OneOf(masks);
    }

    private static AsPathExpression Generalize(List<AsPathExpression> parts, AsPathAutomaton paths, List<NumberSet> classes, bool repeat)
    {
        bool Try(int index, AsPathExpression part)
        {
            var before = parts[index];
            parts[index] = part;
            if (paths.HoldsAll(parts)) return true;
            parts[index] = before;
            return false;
        }

        // Any path in the gaps: behind, in front, then between.
        foreach (var gap in Enumerable.Range(0, parts.Count).Reverse().Prepend(parts.Count))
        {
            parts.Insert(gap, AsPathExpression.AnyPath);
            if (!paths.HoldsAll(parts)) parts.RemoveAt(gap);
        }

        var any = new AsPathExpression.Numbers([NumberRange.Any]);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is not AsPathExpression.Numbers numbers || numbers.IsAny || Try(i, any)) continue;
            foreach (var more in classes)
            {
                var wider = NumberSet.Of(((AsPathExpression.Numbers)parts[i]).Ranges.Concat(more.Ranges));
                Try(i, new AsPathExpression.Numbers(wider.Ranges));
            }
        }

        for (var i = 0; repeat && i < parts.Count; i++)
        {
            var besideAny = (i > 0 && AsPathMask.IsAnyPath(parts[i - 1])) || (i + 1 < parts.Count && AsPathMask.IsAnyPath(parts[i + 1]));
            if (parts[i] is AsPathExpression.Numbers && !besideAny) Try(i, new AsPathExpression.Repeat(parts[i], 1, null));
        }

        return AsPathExpression.InOrder(AnyPathLast(parts));
    }

    /// <summary>Of neighbouring "any number" and "any path", one "any path" stays, behind.</summary>
    private static IEnumerable<AsPathExpression> AnyPathLast(List<AsPathExpression> parts)
    {
        var pending = false;
        foreach (var part in parts)
        {
            if (AsPathMask.IsAnyPath(part))
            {
                pending = true;
                continue;
            }

            if (pending && part is not AsPathExpression.Numbers { IsAny: true })
            {
                yield return AsPathExpression.AnyPath;
                pending = false;
            }

            yield return part;
        }

        if (pending) yield return AsPathExpression.AnyPath;
    }

    /// <summary>Sets of numbers that the automaton never tells apart; none when they are too many to try.</summary>
    private static List<NumberSet> Classes(AsPathAutomaton paths)
    {
        List<NumberSet> classes = [NumberSet.All];
        for (var state = 0; state < paths.States; state++)
        {
            var edges = paths.Edges(state).Values;
            classes = [.. classes.SelectMany(c => edges.Select(c.Intersect).Where(e => !e.IsEmpty))];
            if (classes.Count > MaxClasses) return [];
        }

        return classes;
    }

    /// <summary>State elimination: exact, seldom pretty.</summary>
    private static AsPathExpression Eliminate(AsPathAutomaton paths)
    {
        const int start = -1, end = -2;
        var edges = new Dictionary<(int From, int To), AsPathExpression> { [(start, 0)] = AsPathExpression.EmptyPath };
        for (var state = 0; state < paths.States; state++)
        {
            foreach (var (target, numbers) in paths.Edges(state)) edges[(state, target)] = new AsPathExpression.Numbers(numbers.Ranges);
            if (paths.AcceptsAt(state)) edges[(state, end)] = AsPathExpression.EmptyPath;
        }

        for (var state = paths.States - 1; state >= 0; state--)
        {
            var loop = edges.Remove((state, state), out var again) ? new AsPathExpression.Repeat(again, 0, null) : AsPathExpression.EmptyPath;
            var into = edges.Where(e => e.Key.To == state).ToList();
            var from = edges.Where(e => e.Key.From == state).ToList();
            foreach (var edge in into.Concat(from)) edges.Remove(edge.Key);
            foreach (var (before, first) in into)
            {
                foreach (var (after, last) in from)
                {
                    var way = AsPathExpression.InOrder(first, loop, last);
                    var key = (before.From, after.To);
                    edges[key] = edges.TryGetValue(key, out var other) ? AsPathExpression.OneOf(other, way) : way;
                }
            }
        }

        return edges.GetValueOrDefault((start, end)) ?? AsPathExpression.Nothing;
    }
}
