using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion.Intents;

/// <summary>Cuts overlapping sets of nodes into sets that do not overlap, as label selectors.</summary>
internal static class NodeSets
{
    /// <summary>More pieces are not made.</summary>
    private const int Most = 64;

    /// <summary>The pieces, each with the numbers of the sets it lies in; null when there would be too many.</summary>
    /// <param name="sets">The sets; null is all nodes.</param>
    public static ImmutableArray<(LabelSelector? Nodes, ImmutableArray<int> In)>? Cut(IReadOnlyList<LabelSelector?> sets)
    {
        var pieces = new List<(LabelSelector Nodes, ImmutableArray<int> In)> { (LabelSelector.Everything, []) };
        for (var i = 0; i < sets.Count; i++)
        {
            var next = new List<(LabelSelector, ImmutableArray<int>)>();
            foreach (var (nodes, within) in pieces)
            {
                if (Both(nodes, sets[i] ?? LabelSelector.Everything) is { } inside) next.Add((inside, within.Add(i)));
                foreach (var outside in Without(nodes, sets[i] ?? LabelSelector.Everything)) next.Add((outside, within));
            }

            if (next.Count > Most) return null;
            pieces = next;
        }

        return [.. pieces.Where(p => p.In.Length > 0).Select(p => (p.Nodes.Labels.Count + p.Nodes.Expressions.Length == 0 ? null : p.Nodes, p.In))];
    }

    /// <summary>Nodes that two selectors pick; null when there are none.</summary>
    private static LabelSelector? Both(LabelSelector a, LabelSelector b)
    {
        LabelExpression[] all = [.. a.Expressions.Concat(b.Expressions).Distinct()];
        var labels = a.Labels.ToDictionary(l => l.Key, l => l.Value);
        foreach (var (key, value) in b.Labels)
        {
            if (labels.TryGetValue(key, out var other) && other != value) return null;
            labels[key] = value;
        }

        var kept = new List<LabelExpression>();
        foreach (var key in all.GroupBy(e => e.Key))
        {
            if (labels.TryGetValue(key.Key, out var fixedValue))
            {
                // The label decides: the expressions hold with it or there is nothing.
                if (key.Any(e => !e.Matches(fixedValue))) return null;
                continue;
            }

            if (Merge([.. key]) is not { } merged) return null;
            kept.AddRange(merged);
        }

        return new LabelSelector(labels, kept);
    }

    /// <summary>Expressions about one label as few as possible; null when no value meets all.</summary>
    private static LabelExpression[]? Merge(LabelExpression[] expressions)
    {
        var key = expressions[0].Key;
        var isIn = expressions.Where(e => e.Operator == "In").ToArray();
        string[] not = [.. expressions.Where(e => e.Operator == "NotIn").SelectMany(e => e.Values).Distinct().Order(StringComparer.Ordinal)];
        var exists = expressions.Any(e => e.Operator == "Exists");
        if (expressions.Any(e => e.Operator == "DoesNotExist")) return exists || isIn.Length > 0 ? null : [new LabelExpression(key, "DoesNotExist", [])];
        if (isIn.Length == 0)
        {
            var left = new List<LabelExpression>();
            if (exists) left.Add(new LabelExpression(key, "Exists", []));
            if (not.Length > 0) left.Add(new LabelExpression(key, "NotIn", [.. not]));
            return [.. left, .. expressions.Where(e => e.Operator is not ("In" or "NotIn" or "Exists"))];
        }

        string[] values = [.. isIn.Skip(1).Aggregate(isIn[0].Values.AsEnumerable(), (v, e) => v.Intersect(e.Values)).Except(not)];
        return values.Length == 0 ? null : [new LabelExpression(key, "In", [.. values])];
    }

    /// <summary>Nodes of the first that the second does not pick, cut into sets that do not overlap.</summary>
    private static IEnumerable<LabelSelector> Without(LabelSelector nodes, LabelSelector taken)
    {
        var rest = nodes;
        var conditions = taken.Labels.Select(l => new LabelExpression(l.Key, "In", [l.Value])).Concat(taken.Expressions);
        foreach (var condition in conditions)
        {
            var opposite = condition.Operator switch { "In" => "NotIn", "NotIn" => "In", "Exists" => "DoesNotExist", _ => "Exists" };
            if (Both(rest, new LabelSelector([], [condition with { Operator = opposite }])) is { } outside) yield return outside;
            if (Both(rest, new LabelSelector([], [condition])) is not { } inside) yield break;
            rest = inside;
        }
    }
}
