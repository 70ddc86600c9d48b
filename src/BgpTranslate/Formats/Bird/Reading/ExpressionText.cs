using System.Globalization;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Expressions as text that stands by itself: variables, arguments and constants are replaced by their values.</summary>
internal static class ExpressionText
{
    /// <summary>The feature of text that BIRD itself would take.</summary>
    public const string Writable = "bird.condition";

    /// <summary>The feature of text with names that no file of the input defines.</summary>
    public const string Undefined = "bird.undefined";

    /// <summary>The feature of text that holds names of its surroundings and cannot stand elsewhere.</summary>
    public const string Unwritable = "bird.computed";

    /// <summary>Functions that every BIRD has (bird.md §7); any other is of the text it stands in.</summary>
    private static readonly System.Collections.Frozen.FrozenSet<string> BuiltIn =
        System.Collections.Frozen.FrozenSet.ToFrozenSet(["roa_check", "defined", "unset", "add", "delete", "filter", "prepend", "format", "len"], StringComparer.Ordinal);

    /// <summary>The text of an expression, and whether it can stand by itself.</summary>
    public static (string Text, string Feature) Of(Expression expression, string? words, Evaluator evaluator, Variables variables)
    {
        var printer = new Printer(evaluator);
        var text = printer.Print(expression, variables, 0);
        return (printer.Feature == Unwritable ? words ?? text : text, printer.Feature);
    }

    /// <summary>True for a function that every BIRD has.</summary>
    public static bool IsBuiltIn(string name) => BuiltIn.Contains(name);

    /// <summary>The text of a value; null where it has none.</summary>
    public static string? Of(Value value) => Print(value);

    /// <summary>The condition of an arm of a <c>case</c>.</summary>
    public static (string Text, string Feature) Case(Expression subject, CaseArm arm, Evaluator evaluator, Variables variables)
    {
        var printer = new Printer(evaluator);
        var left = printer.Print(subject, variables, 0);
        var tests = new List<string>();
        foreach (var (low, high) in arm.Labels)
        {
            var from = printer.Print(low, variables, 0);
            tests.Add(high is null ? $"({left} = {from})" : $"(({left} >= {from}) && ({left} <= {printer.Print(high, variables, 0)}))");
        }

        return (string.Join(" || ", tests), printer.Feature);
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

    /// <summary>Prints an expression and finds out on the way where its text can stand.</summary>
    private sealed class Printer(Evaluator evaluator)
    {
        private bool whole = true;
        private bool undefined;

        public string Feature => !whole ? Unwritable : undefined ? Undefined : Writable;

        public string Print(Expression expression, Variables variables, int depth)
        {
            if (depth > 200) whole = false;
            if (!whole) return "";
            if (expression is not (Expression.Call or Expression.Symbol) && ExpressionText.Print(evaluator.Evaluate(expression, variables)) is { } known) return known;
            switch (expression)
            {
                case Expression.Symbol e:
                    return Symbol(e.Name, variables, depth);
                case Expression.Not e:
                    return $"!({Print(e.Operand, variables, depth + 1)})";
                case Expression.Binary e:
                    return $"{Side(e.Left, variables, depth)} {e.Operator} {Side(e.Right, variables, depth)}";
                case Expression.Member e:
                    {
                        var target = Print(e.Target, variables, depth + 1);
                        return e.Arguments.Length == 0 ? $"{target}.{e.Name}" : $"{target}.{e.Name}({Arguments(e.Arguments, variables, depth)})";
                    }

                case Expression.Call e:
                    if (evaluator.Evaluate(e, variables) is var value && ExpressionText.Print(value) is { } constant) return constant;
                    if (evaluator.IsFunction(e.Name)) whole = false;
                    else if (!BuiltIn.Contains(e.Name)) undefined = true;
                    return $"{e.Name}({Arguments(e.Arguments, variables, depth)})";
                case Expression.Tuple e:
                    return $"({string.Join(", ", e.Fields.Select(f => Field(f, variables, depth)))})";
                case Expression.Set e:
                    return $"[ {string.Join(", ", e.Items.Select(i => Item(i, variables, depth)))} ]";
                case Expression.Mask e:
                    return $"[= {string.Join(' ', e.Items.Select(i => Item(i, variables, depth)))} =]";
                case Expression.Other e when e.Words.Length > 0:
                    return e.Words;
                default:
                    whole = false;
                    return "";
            }
        }

        /// <summary>Operators of BIRD are ranked unlike elsewhere, or not at all.</summary>
        private string Side(Expression side, Variables variables, int depth)
        {
            var text = Print(side, variables, depth + 1);
            return side is Expression.Binary && !IsKnown(side, variables) ? $"({text})" : text;
        }

        private string Symbol(string name, Variables variables, int depth)
        {
            var value = evaluator.Evaluate(new Expression.Symbol(name), variables);
            if (ExpressionText.Print(value) is { } text) return text;
            if (variables.Has(name))
            {
                if (value is Value.Undefined { Name: var given } && depth < 200) return Symbol(given, new Variables(), depth + 1);
                whole = false;
            }
            else if (evaluator.Definition(name) is { } definition) return Print(definition, new Variables(), depth + 1);
            else if (name != Variables.KernelMetric) undefined = true;
            return name;
        }

        private string Field(Field field, Variables variables, int depth)
        {
            var low = field.Low switch
            {
                null => "*",
                Expression.Symbol { Name: "rt" or "ro" or "generic" } kind => kind.Name,
                var value => Print(value, variables, depth + 1),
            };
            if (field.Word is not null) low = $"{field.Word} {low}";
            return field.High is null ? low : $"{low}..{Print(field.High, variables, depth + 1)}";
        }

        /// <summary>A member of a set; what is more than a name or a literal needs parentheses there.</summary>
        private string Item(SetItem item, Variables variables, int depth)
        {
            var text = Part(item.Low, variables, depth);
            if (item.High is not null) return $"{text}..{Part(item.High, variables, depth)}";
            return item.Lengths switch
            {
                '\0' => text,
                '{' => $"{text}{{{Part(item.Shortest!, variables, depth)}, {Part(item.Longest!, variables, depth)}}}",
                _ => text + item.Lengths,
            };
        }

        private string Item(MaskItem item, Variables variables, int depth) =>
            (item.Value is null ? item.Wildcard.ToString() : Part(item.Value, variables, depth) + (item.High is { } high ? $"..{high.ToString(CultureInfo.InvariantCulture)}" : "")) + (item.Repeated ? "+" : "");

        private string Part(Expression part, Variables variables, int depth)
        {
            var text = Print(part, variables, depth + 1);
            return part is Expression.Binary or Expression.Member or Expression.Call && !IsKnown(part, variables) ? $"({text})" : text;
        }

        private bool IsKnown(Expression expression, Variables variables) => ExpressionText.Print(evaluator.Evaluate(expression, variables)) is not null;

        private string Arguments(IEnumerable<Expression> arguments, Variables variables, int depth) =>
            string.Join(", ", arguments.Select(a => Print(a, variables, depth + 1)));
    }
}
