using System.Globalization;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Expressions as text that stands by itself: variables, arguments and constants are replaced by their values.</summary>
internal static class ExpressionText
{
    /// <summary>The feature of text that BIRD itself would take.</summary>
    public const string Writable = "bird.condition";

    /// <summary>The feature of text that holds names of its surroundings and cannot stand elsewhere.</summary>
    public const string Unwritable = "bird.computed";

    /// <summary>Functions that every BIRD has (bird.md §7); any other is of the text it stands in.</summary>
    private static readonly System.Collections.Frozen.FrozenSet<string> BuiltIn =
        System.Collections.Frozen.FrozenSet.ToFrozenSet(["roa_check", "defined", "unset", "add", "delete", "filter", "prepend", "format", "len"], StringComparer.Ordinal);

    /// <summary>The text of an expression, and whether it can stand by itself.</summary>
    public static (string Text, string Feature) Of(Expression expression, string? words, Evaluator evaluator, Variables variables)
    {
        var whole = true;
        var text = Print(expression, evaluator, variables, ref whole, 0);
        return whole ? (text, Writable) : (words ?? text, Unwritable);
    }

    /// <summary>The condition of an arm of a <c>case</c>.</summary>
    public static (string Text, string Feature) Case(Expression subject, CaseArm arm, Evaluator evaluator, Variables variables)
    {
        var whole = true;
        var left = Print(subject, evaluator, variables, ref whole, 0);
        var tests = new List<string>();
        foreach (var (low, high) in arm.Labels)
        {
            var from = Print(low, evaluator, variables, ref whole, 0);
            tests.Add(high is null ? $"({left} = {from})" : $"(({left} >= {from}) && ({left} <= {Print(high, evaluator, variables, ref whole, 0)}))");
        }

        return (string.Join(" || ", tests), whole ? Writable : Unwritable);
    }

    /// <summary>The text of a value; null where it has none.</summary>
    private static string? Print(Value value) => value switch
    {
        Value.Number v => v.Value.ToString(CultureInfo.InvariantCulture),
        Value.Text v => $"\"{v.Value}\"",
        Value.Address v => v.Value.ToString(),
        Value.Prefix v => v.Value.ToString(),
        Value.Word v => v.Value,
        Value.Attribute v => v.Name,
        Value.Truth { Constant: { } known } => known ? "true" : "false",
        Value.RoaCheck v => $"roa_check({v.Table})",
        Value.Community v => Print(v.Value),
        Value.Set { Value: PrefixSet set } => $"[ {string.Join(", ", set.Entries.Select(e => e.Match))} ]",
        Value.Set { Value: AsNumberSet set } => $"[ {string.Join(", ", set.Entries.Select(e => e.Match))} ]",
        Value.Set { Value: CommunitySet set } => $"[ {string.Join(", ", set.Entries.Select(e => e.Match is CommunityMatch.AllOf { Patterns: [var p] } ? Print(p) : "*"))} ]",
        Value.Words v when v.Members.All(m => Print(m) is not null) => $"[ {string.Join(", ", v.Members.Select(Print))} ]",
        Value.Mask v => $"[= {v.Value.Entries[0].Match.Text} =]",
        _ => null,
    };

    private static string Print(CommunityPattern c) => c.Kind switch
    {
        CommunityKind.Standard => $"({c.First}, {c.Second})",
        CommunityKind.Large => $"({c.First}, {c.Second}, {c.Third})",
        _ => $"({(c.Subtype == "soo" ? "ro" : c.Subtype.StartsWith("0x", StringComparison.Ordinal) ? $"unknown {c.Subtype}" : c.Subtype)}, {c.First}, {c.Second})",
    };

    private static string Print(Expression expression, Evaluator evaluator, Variables variables, ref bool whole, int depth)
    {
        if (depth > 200) whole = false;
        if (!whole) return "";
        if (expression is not (Expression.Call or Expression.Symbol) && Print(evaluator.Evaluate(expression, variables)) is { } known) return known;
        switch (expression)
        {
            case Expression.Symbol e:
                if (Print(evaluator.Evaluate(e, variables)) is { } text) return text;
                whole = false;
                return e.Name;
            case Expression.Not e:
                return $"!({Print(e.Operand, evaluator, variables, ref whole, depth + 1)})";
            case Expression.Binary e:
                return $"({Print(e.Left, evaluator, variables, ref whole, depth + 1)}) {e.Operator} ({Print(e.Right, evaluator, variables, ref whole, depth + 1)})";
            case Expression.Member e:
                {
                    var target = Print(e.Target, evaluator, variables, ref whole, depth + 1);
                    return e.Arguments.Length == 0 ? $"{target}.{e.Name}" : $"{target}.{e.Name}({Arguments(e.Arguments, evaluator, variables, ref whole, depth)})";
                }

            case Expression.Call e:
                if (evaluator.Evaluate(e, variables) is var value && Print(value) is { } constant) return constant;
                if (!BuiltIn.Contains(e.Name)) whole = false;
                return $"{e.Name}({Arguments(e.Arguments, evaluator, variables, ref whole, depth)})";
            case Expression.Tuple e:
                {
                    var fields = new List<string>();
                    foreach (var field in e.Fields)
                    {
                        var low = field.Low is null ? "*" : field.Low is Expression.Symbol { Name: "rt" or "ro" or "generic" } kind ? kind.Name : Print(field.Low, evaluator, variables, ref whole, depth + 1);
                        fields.Add(field.High is null ? (field.Word is null ? low : $"{field.Word} {low}") : $"{low}..{Print(field.High, evaluator, variables, ref whole, depth + 1)}");
                    }

                    return $"({string.Join(", ", fields)})";
                }

            case Expression.Other e when e.Words.Length > 0:
                return e.Words;
            default:
                whole = false;
                return "";
        }
    }

    private static string Arguments(IEnumerable<Expression> arguments, Evaluator evaluator, Variables variables, ref bool whole, int depth)
    {
        var list = new List<string>();
        foreach (var argument in arguments) list.Add(Print(argument, evaluator, variables, ref whole, depth + 1));
        return string.Join(", ", list);
    }
}
