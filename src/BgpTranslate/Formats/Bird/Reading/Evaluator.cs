using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Computes expressions as far as they can be computed before a route is there: constants to values, the rest to conditions over the route.</summary>
/// <param name="symbols">The names of the configuration.</param>
/// <param name="clock">What the commands so far have changed.</param>
/// <param name="reached">Told of each statement of a function that takes part in a value.</param>
internal sealed class Evaluator(Symbols symbols, RouteClock clock, Action<Statement> reached)
{
    private const int MaximumSteps = 400;
    private const int MaximumDepth = 24;
    private int steps;
    private int callDepth;

    /// <summary>Computes an expression.</summary>
    public Value Evaluate(Expression expression, Variables variables)
    {
        switch (expression)
        {
            case Expression.Number e: return new Value.Number(e.Value);
            case Expression.Truth e: return Value.Of(e.Value);
            case Expression.Text e: return new Value.Text(e.Value);
            case Expression.Prefix e: return new Value.Prefix(e.Value);
            case Expression.Address e: return new Value.Address(e.Value);
            case Expression.EmptyList: return new Value.EmptyList();
            case Expression.Tuple e: return Tuple(e, variables);
            case Expression.Set e: return Set(e, variables);
            case Expression.Mask e: return Mask(e, variables);
            case Expression.Symbol e: return Symbol(e.Name, variables);
            case Expression.Not e: return Not(Evaluate(e.Operand, variables));
            case Expression.Member e: return Member(e, variables);
            case Expression.Call e: return Call(e, variables);
            case Expression.Binary { Operator: "&&" or "||" } e: return Junction(e, variables);
            case Expression.Binary e: return Binary(e.Operator, Evaluate(e.Left, variables), Evaluate(e.Right, variables));
            default: return new Value.Unknown("not part of the model");
        }
    }

    /// <summary>Computes an expression as a condition; null where it cannot be one without running commands.</summary>
    public Value.Truth? Condition(Expression expression, Variables variables) => Truth(Evaluate(expression, variables));

    /// <summary>Attributes that every route has that reaches the command at hand.</summary>
    public ImmutableHashSet<RouteAttribute> Present { get; set; } = [];

    /// <summary>A value to be computed from an attribute that the route may lack is not known: without it the filter stops.</summary>
    public Value Computable(Value value) => value switch
    {
        Value.Choice c => Variables.Choose(c.Condition, c.Parts, Computable(c.Then), Computable(c.Else)),
        Value.Complement { Name: var name } when (name == Variables.KernelMetric ? symbols.MetricsAreLocal : Present.Contains(RouteAttributes.Presence[name])) => value,
        Value.Complement => new Value.Unknown("arithmetic with what may not be there") { Origin = value.Origin },
        _ => value,
    };

    /// <summary>True for a function of the user's.</summary>
    public bool IsFunction(string name) => symbols.Functions.ContainsKey(name);

    /// <summary>What a constant stands for, where that cannot be computed.</summary>
    public Expression? Definition(string name) => symbols.Definitions.GetValueOrDefault(name);

    /// <summary>A value as a truth; null when it is none.</summary>
    public static Value.Truth? Truth(Value value) => value switch
    {
        Value.Truth truth => truth,
        Value.Choice choice when Truth(choice.Then) is { } a && Truth(choice.Else) is { } b => (Value.Truth)Variables.Choose(choice.Condition, choice.Parts, a, b),
        _ => null,
    };

    private Value Symbol(string name, Variables variables)
    {
        if (variables.Get(name, clock) is { } local) return local;
        if (symbols.Constants.TryGetValue(name, out var constant)) return constant;
        if (name == Variables.KernelMetric && variables.Metric is { } metric and not Value.Unknown) return metric;
        if (RouteAttributes.IsKnown(name)) return new Value.Attribute(name);
        if (symbols.Attributes.Contains(name)) return new Value.Attribute(name);
        if (symbols.Tables.ContainsKey(name)) return new Value.Word(name);
        return RouteAttributes.IsEnumeration(name) ? new Value.Word(name) : new Value.Undefined(name);
    }

    private static Value Not(Value value) => value switch
    {
        Value.Truth t => t with { Value = Conditions.Not(t.Value) },
        Value.Choice c when Truth(c) is { } t => t with { Value = Conditions.Not(t.Value) },
        Value.Unknown u => u.Whole,
        _ => new Value.Unknown("'!' binds tighter than '~' and takes a Boolean"),
    };

    private Value Junction(Expression.Binary e, Variables variables)
    {
        var left = Evaluate(e.Left, variables);
        if (Truth(left) is not { } a) return left is Value.Unknown u ? u.Whole : new Value.Unknown("a Boolean is expected");
        if (a.Constant is { } known && known == (e.Operator == "||")) return a;
        var right = Evaluate(e.Right, variables);
        if (Truth(right) is not { } b) return right is Value.Unknown v ? v.Whole : new Value.Unknown("a Boolean is expected");
        var result = e.Operator == "&&" ? Conditions.And(a.Value, b.Value) : Conditions.Or(a.Value, b.Value);
        return new Value.Truth(result, a.Parts | b.Parts) { Origin = a.Origin + b.Origin };
    }

    // --- literals ---

    private Value Tuple(Expression.Tuple tuple, Variables variables)
    {
        var fields = tuple.Fields;
        var subtype = "";
        var first = 0;
        var origin = Origin.None;
        if (fields.Length == 3 && fields[0] is { Low: Expression.Symbol { Name: "rt" or "ro" or "soo" or "generic" } kind, Word: null } && !variables.Has(kind.Name))
            (subtype, first) = (kind.Name is "ro" or "soo" ? "soo" : kind.Name, 1);
        else if (fields.Length == 3 && fields[0] is { Word: "unknown", Low: Expression.Number type })
            (subtype, first) = (string.Create(CultureInfo.InvariantCulture, $"0x{type.Value:x}"), 1);

        Span<NumberRange> parts = stackalloc NumberRange[3];
        if (fields.Length is < 2 or > 3) return new Value.Unknown("no pair, no community");
        for (var i = first; i < fields.Length; i++)
        {
            if (!Range(fields[i], variables, ref origin, out parts[i - first])) return new Value.Unknown("a community with a part that depends on the route") { Origin = origin };
        }

        if (subtype == "generic" && parts[0].IsSingle) (subtype, parts[0]) = Typed(parts[0].Low);
        if (subtype.Length > 0) return new Value.Community(new CommunityPattern(CommunityKind.Extended, subtype, parts[0], parts[1])) { Origin = origin };
        return fields.Length == 3
            ? new Value.Community(new CommunityPattern(CommunityKind.Large, "", parts[0], parts[1], parts[2])) { Origin = origin }
            : (IsHalf(parts[0]) && IsHalf(parts[1])) ? new Value.Community(new CommunityPattern(CommunityKind.Standard, "", parts[0], parts[1])) { Origin = origin }
            : new Value.Unknown("a part of a community is larger than 65535") { Origin = origin };
    }

    /// <summary>The first four octets of an extended community, as <c>generic</c> says them: its type and the first two of its value.</summary>
    private static (string Subtype, NumberRange First) Typed(uint octets) => (octets >> 16) switch
    {
        2 => ("rt", octets & 0xFFFF),
        3 => ("soo", octets & 0xFFFF),
        var type => (string.Create(CultureInfo.InvariantCulture, $"0x{type:x}"), octets & 0xFFFF),
    };

    private static bool IsHalf(NumberRange range) => range == NumberRange.Any || range.High <= ushort.MaxValue;

    private bool Range(Field field, Variables variables, ref Origin origin, out NumberRange range)
    {
        range = NumberRange.Any;
        if (field.Low is null) return true;
        if (!TryNumber(field.Low, variables, ref origin, out var low)) return false;
        var high = low;
        if (field.High is not null && !TryNumber(field.High, variables, ref origin, out high)) return false;
        range = new NumberRange(low, high);
        return true;
    }

    private bool TryNumber(Expression expression, Variables variables, ref Origin origin, out uint number)
    {
        var value = Evaluate(expression, variables);
        origin += value.Origin;
        number = value switch { Value.Number n => n.Value, Value.Address { Value.Afi: Afi.Ipv4 } a => (uint)a.Value.Bits, _ => 0 };
        return value is Value.Number or Value.Address { Value.Afi: Afi.Ipv4 };
    }

    private Value Set(Expression.Set set, Variables variables)
    {
        if (set.Items.Length == 0) return new Value.Words([]);
        var prefixes = new List<SetEntry<PrefixRange>>();
        var numbers = new List<SetEntry<NumberRange>>();
        var communities = new List<SetEntry<CommunityMatch>>();
        var members = ImmutableArray.CreateBuilder<Value>();
        var words = 0;
        CommunityKind? kind = null;
        foreach (var item in set.Items)
        {
            var low = Evaluate(item.Low, variables);
            var high = item.High is null ? low : Evaluate(item.High, variables);
            members.Add(low);
            switch (low, high)
            {
                case (Value.Prefix p, _) when item.High is null:
                    var origin = low.Origin;
                    if (!Lengths(item, p.Value, variables, ref origin, out var range)) return new Value.Unknown("prefix lengths that are not constant");
                    prefixes.Add(new SetEntry<PrefixRange>(true, range, origin));
                    break;
                case (Value.Number a, Value.Number b):
                    numbers.Add(new SetEntry<NumberRange>(true, new NumberRange(a.Value, b.Value), low.Origin + high.Origin));
                    break;
                case (Value.Community c, _) when item.High is null:
                    kind ??= c.Value.Kind;
                    if (kind != c.Value.Kind) return new Value.Unknown("a set of several kinds");
                    communities.Add(new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([c.Value]), low.Origin));
                    break;
                case (Value.Address a, Value.Address b):
                    foreach (var block in Blocks(a.Value, b.Value)) prefixes.Add(new SetEntry<PrefixRange>(true, PrefixRange.Exact(block), low.Origin));
                    break;
                case (Value.Word or Value.Text, _) when item.High is null:
                    words++;
                    break;
                default:
                    return low is Value.Unknown u ? u.Whole : new Value.Unknown("a set with items that are not constant");
            }
        }

        if (words == set.Items.Length) return new Value.Words(members.ToImmutable());
        if (words > 0 || (prefixes.Count > 0 ? 1 : 0) + (numbers.Count > 0 ? 1 : 0) + (communities.Count > 0 ? 1 : 0) > 1) return new Value.Unknown("a set of several kinds");
        var afi = prefixes.Count > 0 ? prefixes[0].Match.Prefix.Afi : (Afi?)null;
        DefinedSet result = prefixes.Count > 0
            ? new PrefixSet { Name = "", Afi = prefixes.TrueForAll(p => p.Match.Prefix.Afi == afi) ? afi : null, Entries = [.. prefixes] }
            : numbers.Count > 0 ? new AsNumberSet { Name = "", Entries = [.. numbers] }
            : new CommunitySet { Name = "", Kind = kind!.Value, Entries = [.. communities] };
        return new Value.Set(result, members.ToImmutable());
    }

    private bool Lengths(SetItem item, IpPrefix prefix, Variables variables, ref Origin origin, out PrefixRange range)
    {
        range = item.Lengths switch
        {
            '+' => PrefixRange.OrLonger(prefix),
            '-' => new PrefixRange(prefix, 0, prefix.Length),
            _ => PrefixRange.Exact(prefix),
        };
        if (item.Lengths != '{') return true;
        if (!TryNumber(item.Shortest!, variables, ref origin, out var low) || !TryNumber(item.Longest!, variables, ref origin, out var high)) return false;
        if (low > prefix.Width || high > prefix.Width) return false;
        range = new PrefixRange(prefix, (int)low, (int)high);
        return true;
    }

    /// <summary>A range of addresses as prefixes.</summary>
    private static IEnumerable<IpPrefix> Blocks(IpAddress low, IpAddress high)
    {
        var (at, end) = (low.Bits, high.Bits);
        while (at <= end && low.Afi == high.Afi)
        {
            var size = 0;
            while (size < low.Width && (at >> size & 1) == 0 && (at | ((UInt128.One << (size + 1)) - 1)) <= end && size + 1 < low.Width) size++;
            yield return new IpPrefix(new IpAddress(at, low.Afi), low.Width - size);
            var next = at + (UInt128.One << size);
            if (next <= at) yield break;
            at = next;
        }
    }

    private Value Mask(Expression.Mask mask, Variables variables)
    {
        var words = new List<string>();
        var origin = Origin.None;
        foreach (var item in mask.Items)
        {
            string? word = item.Wildcard is '*' or '?' ? item.Wildcard.ToString() : null;
            if (word is null)
            {
                var value = item.Value is null ? null : Evaluate(item.Value, variables);
                origin += value?.Origin ?? Origin.None;
                word = value switch
                {
                    Value.Number n when item.High is { } high => string.Create(CultureInfo.InvariantCulture, $"{n.Value}..{high}"),
                    Value.Number n => n.Value.ToString(CultureInfo.InvariantCulture),
                    Value.Set { Value: AsNumberSet set } => $"[{string.Join(", ", set.Entries.Select(e => e.Match))}]",
                    _ => null,
                };
                if (value is Value.Set { Value: AsNumberSet s }) origin += Origin.Of(s.Origin.Concat(s.Entries.SelectMany(e => e.Origin)));
            }

            if (word is null) return new Value.Unknown("a path mask with a part that depends on the route") { Origin = origin };
            words.Add(item.Repeated ? word + "+" : word);
        }

        var pattern = new AsPathPattern(AsPathDialect.BirdMask, string.Join(' ', words));
        return new Value.Mask(new AsPathSet { Name = "", Entries = [new SetEntry<AsPathPattern>(true, pattern, origin)] });
    }

    // --- properties and calls ---

    private Value Member(Expression.Member e, Variables variables)
    {
        var target = Evaluate(e.Target, variables);
        return (target, e.Name) switch
        {
            (Value.Attribute a, _) when e.Arguments.Length == 0 && a.Name.IndexOf('.', StringComparison.Ordinal) < 0 => new Value.Attribute($"{a.Name}.{e.Name}"),
            (Value.Prefix p, "len") => new Value.Number((uint)p.Value.Length) { Origin = p.Origin },
            (Value.Prefix p, "ip") => new Value.Address(p.Value.Address) { Origin = p.Origin },
            (Value.Community { Value: { Kind: CommunityKind.Standard, IsSingle: true } c }, "asn") => new Value.Number(c.First.Low) { Origin = target.Origin },
            (Value.Community { Value: { Kind: CommunityKind.Standard, IsSingle: true } c }, "data") => new Value.Number(c.Second.Low) { Origin = target.Origin },
            (Value.Unknown u, _) => u.Whole,
            _ => new Value.Unknown($".{e.Name} of something that depends on the route"),
        };
    }

    private Value Call(Expression.Call e, Variables variables)
    {
        switch (e.Name)
        {
            case "defined" when e.Arguments is [Expression.Symbol { Name: Variables.KernelMetric }]:
                return HasMetric(variables.Metric);
            case "defined" when e.Arguments.Length == 1:
                return Evaluate(e.Arguments[0], variables) switch
                {
                    Value.Attribute { Name: var name } when RouteAttributes.Presence.TryGetValue(name, out var attribute) => new Value.Truth(new Condition.Has(attribute), RouteAttributes.PartOf(name)),
                    Value.Attribute { Name: var name } when RouteAttributes.IsAlwaysThere(name) => new Value.Truth(new Condition.Constant(true)),
                    _ => new Value.Unknown("whether something is defined that the model does not know"),
                };
            case "roa_check" when e.Arguments.Length is 1 or 3:
                {
                    if (e.Arguments[0] is not Expression.Symbol table) break;
                    if (e.Arguments.Length == 3 && (Evaluate(e.Arguments[1], variables) is not Value.Attribute { Name: "net" } || Evaluate(e.Arguments[2], variables) is not Value.Attribute { Name: "bgp_path.last" }))
                        return new Value.Unknown("origin validation of another prefix or AS than the route's");
                    var roas = Evaluate(table, variables) is Value.Text t ? t.Value : table.Name;
                    return new Value.RoaCheck(roas, symbols.OnlyRoaTableOf(roas));
                }
        }

        if (!symbols.Functions.TryGetValue(e.Name, out var function)) return new Value.Unknown($"'{e.Name}' is no function that is known");
        if (callDepth >= MaximumDepth) return new Value.Unknown("calls are nested too deeply");
        callDepth++;
        var outermost = callDepth == 1;
        if (outermost) steps = 0;
        try
        {
            var seen = new List<Statement>();
            var result = Run(function.Body, 0, null, Bind(function, e.Arguments, variables), seen);
            if (result is null) return new Value.Unknown($"'{e.Name}' does more than compute a value");
            reached(function.Statement);
            foreach (var s in seen) reached(s);
            return result with { Origin = result.Origin + Origin.Of([function.Statement, .. seen]) } is Value.Truth truth
                ? truth with { Value = truth.Constant is not null ? truth.Value : truth.Value.StatedBy(truth.Origin) }
                : result with { Origin = result.Origin + Origin.Of([function.Statement, .. seen]) };
        }
        finally
        {
            callDepth--;
        }
    }

    private static Value HasMetric(Value? metric) => metric switch
    {
        Value.Choice c => Variables.Choose(c.Condition, c.Parts, HasMetric(c.Then), HasMetric(c.Else)),
        null or Value.Unknown => new Value.Unknown("whether krt_metric is defined"),
        _ => Value.Of(metric is not Value.Missing),
    };

    /// <summary>The variables of a function: its arguments.</summary>
    public Variables Bind(Function function, ImmutableArray<Expression> arguments, Variables caller)
    {
        var variables = new Variables();
        if (caller.Metric is { } metric) variables.SetMetric(metric);
        for (var i = 0; i < function.Parameters.Length; i++)
            variables.Set(function.Parameters[i], i < arguments.Length ? Evaluate(arguments[i], caller) : new Value.Unknown("an argument is missing"), clock.Now);
        return variables;
    }

    /// <summary>
    /// What a function returns, when it does nothing but compute: commands from an index on, then those of the enclosing bodies. Null when it does more, or when following
    /// all its branches would take too long; it is then translated command by command.
    /// </summary>
    private Value? Run(ImmutableArray<Command> body, int index, Continuation? then, Variables variables, List<Statement> seen)
    {
        while (true)
        {
            if (++steps > MaximumSteps) return null;
            if (index == body.Length)
            {
                if (then is null) return null;
                (body, index, then) = (then.Body, then.Index, then.Next);
                continue;
            }

            var rest = new Continuation(body, index + 1, then);
            switch (body[index])
            {
                case Command.Block block:
                    (body, index, then) = (block.Body, 0, rest);
                    continue;
                case Command.Print print:
                    seen.Add(print.Statement);
                    break;
                case Command.Declare declare:
                    seen.Add(declare.Statement);
                    variables.Set(declare.Name, declare.Value is null ? new Value.Unknown($"'{declare.Name}' has no value yet") : Evaluate(declare.Value, variables), clock.Now);
                    break;
                case Command.Assign { Target: Expression.Symbol target } assign when variables.Has(target.Name):
                    seen.Add(assign.Statement);
                    var assigned = Evaluate(assign.Value, variables);
                    if (assigned is Value.Unknown) return null;
                    variables.Set(target.Name, assigned, clock.Now);
                    break;
                case Command.Return { Value: { } value } command:
                    seen.Add(command.Statement);
                    var result = Evaluate(value, variables);
                    return result is Value.Unknown ? null : result;
                case Command.If branch:
                    {
                        seen.Add(branch.Statement);
                        if (Condition(branch.Condition, variables) is not { } condition) return null;
                        if (branch.ElseStatement is { } elseStatement) seen.Add(elseStatement);
                        if (condition.Constant is not { } known)
                        {
                            var a = Run([branch.Then], 0, rest, variables.Fork(), seen);
                            if (a is null) return null;
                            var b = branch.Else is null ? Run(rest.Body, rest.Index, rest.Next, variables, seen) : Run([branch.Else], 0, rest, variables, seen);
                            return b is null ? null : Variables.Choose(condition.Value, condition.Parts, a, b);
                        }

                        if (known) (body, index, then) = ([branch.Then], 0, rest);
                        else if (branch.Else is { } otherwise) (body, index, then) = ([otherwise], 0, rest);
                        else index++;
                        continue;
                    }

                case Command.Case command:
                    {
                        seen.Add(command.Statement);
                        var subject = Evaluate(command.Subject, variables);
                        return Arms(command, subject, 0, rest, variables, seen);
                    }

                default:
                    return null;
            }

            index++;
        }
    }

    private Value? Arms(Command.Case command, Value subject, int from, Continuation rest, Variables variables, List<Statement> seen)
    {
        for (var i = from; i < command.Arms.Length; i++)
        {
            var arm = command.Arms[i];
            if (ArmCondition(arm, subject, variables) is not { } condition) return null;
            if (condition.Constant is false) continue;
            seen.Add(arm.Statement);
            if (condition.Constant is true) return Run(arm.Body, 0, rest, variables, seen);
            var a = Run(arm.Body, 0, rest, variables.Fork(), seen);
            var b = a is null ? null : Arms(command, subject, i + 1, rest, variables, seen);
            return b is null ? null : Variables.Choose(condition.Value, condition.Parts, a!, b);
        }

        return Run(rest.Body, rest.Index, rest.Next, variables, seen);
    }

    /// <summary>When an arm of a <c>case</c> is taken, the earlier ones not being; null when that cannot be said.</summary>
    public Value.Truth? ArmCondition(CaseArm arm, Value subject, Variables variables)
    {
        if (arm.Labels.Length == 0) return (Value.Truth)Value.Of(true);
        Value.Truth? any = null;
        foreach (var (low, high) in arm.Labels)
        {
            var from = Evaluate(low, variables);
            var test = high is null ? Truth(Binary("=", subject, from))
                : Truth(Binary(">=", subject, from)) is { } a && Truth(Binary("<=", subject, Evaluate(high, variables))) is { } b
                    ? new Value.Truth(Conditions.And(a.Value, b.Value), a.Parts | b.Parts) { Origin = a.Origin + b.Origin }
                    : null;
            if (test is null) return null;
            any = any is null ? test : new Value.Truth(Conditions.Or(any.Value, test.Value), any.Parts | test.Parts) { Origin = any.Origin + test.Origin };
        }

        return any;
    }

    private sealed record Continuation(ImmutableArray<Command> Body, int Index, Continuation? Next);

    // --- operators ---

    /// <summary>Applies an operator.</summary>
    public static Value Binary(string op, Value left, Value right)
    {
        if (left is Value.Unknown u) return u.Whole;
        if (right is Value.Unknown v) return v.Whole;
        if (left is Value.Choice a) return Variables.Choose(a.Condition, a.Parts, Binary(op, a.Then, right), Binary(op, a.Else, right));
        if (right is Value.Choice b) return Variables.Choose(b.Condition, b.Parts, Binary(op, left, b.Then), Binary(op, left, b.Else));
        var result = op switch
        {
            "~" => Matching.Test(left, right),
            "!~" => Not(Matching.Test(left, right)),
            "=" => Matching.Equal(left, right),
            "!=" => Matching.NotEqual(left, right),
            "<" or "<=" or ">" or ">=" => Matching.Compare(op, left, right),
            _ => Arithmetic(op, left, right),
        };
        return result with { Origin = left.Origin + right.Origin } is Value.Truth truth && truth.Constant is null
            ? truth with { Value = truth.Value.StatedBy(truth.Origin) }
            : result with { Origin = left.Origin + right.Origin };
    }

    private static Value Arithmetic(string op, Value left, Value right) => (op, left, right) switch
    {
        ("+", Value.Number a, Value.Number b) => new Value.Number(unchecked(a.Value + b.Value)),
        ("-", Value.Number a, Value.Number b) => new Value.Number(unchecked(a.Value - b.Value)),
        ("*", Value.Number a, Value.Number b) => new Value.Number(unchecked(a.Value * b.Value)),
        ("/", Value.Number a, Value.Number { Value: > 0 } b) => new Value.Number(a.Value / b.Value),
        ("%", Value.Number a, Value.Number { Value: > 0 } b) => new Value.Number(a.Value % b.Value),
        ("-", Value.Number a, Value.Attribute { Name: "bgp_local_pref" or Variables.KernelMetric } b) => new Value.Complement(a.Value, b.Name),
        _ => new Value.Unknown("arithmetic with a value of the route"),
    };
}
