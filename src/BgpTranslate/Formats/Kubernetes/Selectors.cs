using System.Collections.Immutable;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>Label selectors as Kubernetes writes them. Absent and empty mean different things in each field: absent is null here, empty is everything.</summary>
public static class Selectors
{
    /// <summary>What Cilium's documentation writes for "all services": no service has that label with that value.</summary>
    public static LabelSelector AllServices { get; } = new([], [new LabelExpression("somekey", "NotIn", ["never-used-value"])]);

    /// <summary>Takes a selector; null where the key is absent.</summary>
    public static Stated<LabelSelector>? Read(YamlObject parent, string key)
    {
        var header = parent.StatementOf(key);
        if (parent.Object(key) is not { } selector) return null;
        var origin = selector.Mapping.Entries.IsEmpty ? (Origin)header! : Origin.None;
        if (selector.Mapping.Entries.IsEmpty) selector.Close(header!, Outcome.States);
        return Read(selector, origin);
    }

    /// <summary>Takes the content of a selector.</summary>
    public static Stated<LabelSelector> Read(YamlObject selector, Origin origin = default)
    {
        var labels = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in selector.Pairs("matchLabels"))
        {
            labels.Add(new(name, value.Value));
            origin += value.Origin;
        }

        var expressions = new List<LabelExpression>();
        foreach (var expression in selector.Objects("matchExpressions"))
        {
            var (name, op) = (expression.Text("key"), expression.Text("operator"));
            Stated<string>[] values = [.. expression.Texts("values")];
            if (name is null || op is null) continue;
            expressions.Add(new LabelExpression(name.Value.Value, op.Value.Value, [.. values.Select(v => v.Value)]));
            origin += name.Value.Origin + op.Value.Origin + Origin.Of(values.SelectMany(v => v.Origin));
        }

        foreach (var misplaced in new[] { "labels", "labelSelector" })
        {
            if (selector.StatementOf(misplaced) is { } statement)
                selector.Report(statement, $"a selector has no '{misplaced}', it is dropped or refused; 'matchLabels' was probably meant");
        }

        return new(new LabelSelector(labels, expressions), origin);
    }

    /// <summary>A selector to be printed.</summary>
    public static YamlMap Print(LabelSelector selector, Origin origin)
    {
        var map = new YamlMap();
        if (selector.Labels.Count > 0)
        {
            var labels = new YamlMap();
            foreach (var (key, value) in selector.Labels) labels.Add(key, value, origin);
            map.Add("matchLabels", labels, origin);
        }

        return map.Add("matchExpressions", [.. selector.Expressions.Select(e => PrintExpression(e, origin))], origin);
    }

    private static YamlMap PrintExpression(LabelExpression expression, Origin origin)
    {
        var map = new YamlMap().Add("key", expression.Key, origin).Add("operator", expression.Operator, origin);
        ImmutableArray<string> values = expression.Values.IsDefault ? [] : expression.Values;
        return map.Add("values", [.. values.Select(v => new Stated<string>(v, origin))], origin);
    }
}
