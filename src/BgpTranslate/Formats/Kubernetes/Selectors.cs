using System.Collections.Immutable;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>Label selectors as Kubernetes writes them. Absent and empty mean different things in each field: absent is null here, empty is everything.</summary>
public static class Selectors
{
    /// <summary>What Cilium's documentation writes for "all services": no service has that label with that value.</summary>
    public static LabelSelector AllServices => LabelSelector.AllByConvention;

    /// <summary>
    /// What tells the speakers of a cluster apart: their AS number and their nodes. Names of resources do not, so the same speaker is the same in every format.
    /// </summary>
    public static string Identity(uint? localAs, LabelSelector? nodes) =>
        $"{(localAs is { } asn ? $"{asn}" : "without AS")} on {(nodes is null ? "everything" : $"{nodes}").Replace(" / ", "/", StringComparison.Ordinal)}";

    /// <summary>Takes a list of selectors of which any may match; null where the key is absent or the list is empty.</summary>
    public static Stated<SelectorList>? ReadList(YamlObject parent, string key, Func<string, string>? spelling = null)
    {
        var selectors = new List<LabelSelector>();
        var origin = Origin.None;
        foreach (var item in parent.Objects(key))
        {
            var selector = Read(item, spelling: spelling);
            selectors.Add(selector.Value);
            origin += selector.Origin;
        }

        return selectors.Count == 0 ? null : new(new SelectorList(selectors), origin);
    }

    /// <summary>A list of selectors to be printed.</summary>
    public static YamlMap[] Print(SelectorList list, Origin origin, Func<string, string>? spelling = null) => [.. list.Selectors.Select(s => Print(s, origin, spelling))];

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
    public static Stated<LabelSelector> Read(YamlObject selector, Origin origin = default, Func<string, string>? spelling = null)
    {
        spelling ??= Spelling.CamelCase;
        var labels = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in selector.Pairs(spelling("matchLabels")))
        {
            labels.Add(new(name, value.Value));
            origin += value.Origin;
        }

        var expressions = new List<LabelExpression>();
        foreach (var expression in selector.Objects(spelling("matchExpressions")))
        {
            var (name, op) = (expression.Text("key"), expression.Text("operator"));
            Stated<string>[] values = [.. expression.Texts("values")];
            if (name is null || op is null)
            {
                expression.Void((name?.Origin ?? default) + (op?.Origin ?? default) + Origin.Of(values.SelectMany(v => v.Origin)), "an expression needs a key and an operator: refused");
                if (expression.Mapping.Entries is [var first, ..]) expression.Report(first.Statement, $"an expression of a selector needs a key and an operator: the {(name is null ? "key" : "operator")} is missing");
                continue;
            }

            expressions.Add(new LabelExpression(name.Value.Value, op.Value.Value, [.. values.Select(v => v.Value)]));
            origin += name.Value.Origin + op.Value.Origin + Origin.Of(values.SelectMany(v => v.Origin));
        }

        foreach (var misplaced in new[] { "labels", "labelSelector", "matchExpression" })
        {
            if (selector.StatementOf(misplaced) is { } statement)
                selector.Report(statement, $"a selector has no '{misplaced}', it is dropped or refused; 'matchLabels' was probably meant");
        }

        return new(new LabelSelector(labels, expressions), origin);
    }

    /// <summary>A selector to be printed.</summary>
    public static YamlMap Print(LabelSelector selector, Origin origin, Func<string, string>? spelling = null)
    {
        spelling ??= Spelling.CamelCase;
        var map = new YamlMap();
        if (selector.Labels.Count > 0)
        {
            var labels = new YamlMap();
            foreach (var (key, value) in selector.Labels) labels.Add(key, value, origin);
            map.Add(spelling("matchLabels"), labels, origin);
        }

        return map.Add(spelling("matchExpressions"), [.. selector.Expressions.Select(e => PrintExpression(e, origin))], origin);
    }

    private static YamlMap PrintExpression(LabelExpression expression, Origin origin)
    {
        var map = new YamlMap().Add("key", expression.Key, origin).Add("operator", expression.Operator, origin);
        ImmutableArray<string> values = expression.Values.IsDefault ? [] : expression.Values;
        return map.Add("values", [.. values.Select(v => new Stated<string>(v, origin))], origin);
    }
}
