using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>
/// Turns filters into policies of the model. Functions are inlined: an <c>accept</c> in one ends the policy, a <c>return</c> jumps behind a labelled block, so the result
/// grows with the calls and not with the paths through them. What cannot be followed becomes one opaque statement at its own place.
/// </summary>
/// <param name="symbols">The names of the configuration.</param>
/// <param name="reached">Told of each statement that some policy runs.</param>
internal sealed class PolicyTranslator(Symbols symbols, Action<Statement> reached)
{
    private const int MaximumStatements = 40_000;
    private const int MaximumDepth = 24;
    private const int MaximumRounds = 256;
    private readonly RouteClock clock = new();
    private int labels;
    private int written;
    private int callDepth;
    private int metrics;
    private readonly HashSet<RouteAttribute> removed = [];
    private Evaluator? evaluator;

    private Evaluator Evaluator => evaluator ??= new Evaluator(symbols, clock, reached);

    /// <summary>Where <c>return</c> leads.</summary>
    private abstract record Exit
    {
        /// <summary>A filter: there is nowhere to return to.</summary>
        public sealed record None : Exit;

        /// <summary>A function called as a command.</summary>
        public sealed record Command(string Label) : Exit;

        /// <summary>A function called as a condition.</summary>
        public sealed record Branch(string Then, string Else) : Exit;

        /// <summary>A function whose value nobody can follow.</summary>
        public sealed record Value(string Label) : Exit;
    }

    /// <summary>Translates a filter.</summary>
    public RoutePolicy Translate(string name, ImmutableArray<Command> body, Origin origin, bool isInline)
    {
        var result = new List<PolicyStatement>();
        Commands(body is [.., Command.Verdict { Accepts: false }] ? body[..^1] : body, Variables.OfFilter(symbols), new Exit.None(), result);
        return new RoutePolicy { Name = name, IsInline = isInline, Body = [.. result], Final = Verdict.Reject, Origin = origin };
    }

    /// <summary>Translates <c>where</c>: what meets the condition is accepted.</summary>
    public RoutePolicy TranslateCondition(string name, Expression condition, string words, Origin origin)
    {
        var result = new List<PolicyStatement>();
        Branch(condition, words, Variables.OfFilter(symbols), origin, branch => branch.Add(new PolicyStatement.End(Verdict.Accept, origin)), null, result);
        return new RoutePolicy { Name = name, IsInline = true, Body = [.. result], Final = Verdict.Reject, Origin = origin };
    }

    /// <summary>Translates the commands of a static route: they change it and let it pass.</summary>
    public RoutePolicy TranslateAttributes(string name, ImmutableArray<Command> body, Origin origin)
    {
        var result = new List<PolicyStatement>();
        Commands(body, new Variables(), new Exit.None(), result);
        return new RoutePolicy { Name = name, IsInline = true, Body = [.. result], Final = Verdict.Accept, Origin = origin };
    }

    // --- commands ---

    /// <summary>Translates commands; false when control never comes out behind them.</summary>
    private bool Commands(ImmutableArray<Command> commands, Variables variables, Exit exit, List<PolicyStatement> output)
    {
        foreach (var command in commands)
        {
            if (++written > MaximumStatements)
            {
                output.Add(new PolicyStatement.Opaque("", "the filter becomes too large when its functions are inlined"));
                return false;
            }

            if (!Translate(command, variables, exit, output)) return false;
        }

        return true;
    }

    private bool Translate(Command command, Variables variables, Exit exit, List<PolicyStatement> output)
    {
        switch (command)
        {
            case Command.Block c:
                return Commands(c.Body, variables, exit, output);
            case Command.Print c:
                reached(c.Statement);
                return true;
            case Command.Declare c:
                reached(c.Statement);
                variables.Set(c.Name, c.Value is null ? new Value.Unknown($"'{c.Name}' has no value yet") { Origin = c.Statement } : Stated(Evaluator.Evaluate(c.Value, variables), c.Statement), clock.Now);
                return true;
            case Command.Verdict c:
                reached(c.Statement);
                output.Add(new PolicyStatement.End(c.Accepts ? Verdict.Accept : Verdict.Reject, c.Statement));
                return false;
            case Command.If c:
                return If(c, variables, exit, output);
            case Command.Case c:
                return Case(c, variables, exit, output);
            case Command.For c:
                return For(c, variables, exit, output);
            case Command.Return c:
                Return(c, variables, exit, output);
                return false;
            case Command.Assign { Target: Expression.Symbol target } c when variables.Has(target.Name):
                reached(c.Statement);
                variables.Set(target.Name, Stated(Assigned(c, variables, output), c.Statement), clock.Now);
                return true;
            case Command.Assign c:
                reached(c.Statement);
                Change(Attributes.Assign(c.Target, c.Value, Evaluator, variables), c.Words, c.Statement, output);
                if (c.Target is Expression.Symbol { Name: Variables.KernelMetric }) SetMetric(Evaluator.Evaluate(c.Value, variables), variables);
                return true;
            case Command.Do { Call: Expression.Call call } c when symbols.Functions.TryGetValue(call.Name, out var function):
                reached(c.Statement);
                return Call(function, call, c.Statement, variables, output);
            case Command.Do { Call: Expression.Member { Target: Expression.Symbol target } member } c when variables.Has(target.Name):
                reached(c.Statement);
                variables.Set(target.Name, new Value.Unknown($"'{target.Name}.{member.Name}' changes a list") { Origin = c.Statement }, clock.Now);
                return true;
            case Command.Do c:
                reached(c.Statement);
                Change(Attributes.Do(c.Call, Evaluator, variables), c.Words, c.Statement, output);
                return true;
            case Command.Invalid:
                output.Add(new PolicyStatement.Opaque("", "the command cannot be parsed"));
                return true;
            default:
                return true;
        }
    }

    private void SetMetric(Value value, Variables variables)
    {
        metrics++;
        variables.SetMetric(value is Value.Number ? value : new Value.Attribute(Variables.KernelMetric));
    }

    private static Value Stated(Value value, Statement statement) => value with { Origin = value.Origin + statement };

    /// <summary>The value given to a variable. A function that does more than compute it runs here, and its value is then not known.</summary>
    private Value Assigned(Command.Assign c, Variables variables, List<PolicyStatement> output)
    {
        var value = Evaluator.Evaluate(c.Value, variables);
        if (value is not Value.Unknown || c.Value is not Expression.Call call || !symbols.Functions.TryGetValue(call.Name, out var function)) return value;
        var label = NewLabel("call");
        Inline(function, call, c.Statement, new Exit.Value(label), label, variables, output);
        return value;
    }

    private void Change(AttributeChange change, string words, Statement statement, List<PolicyStatement> output)
    {
        switch (change)
        {
            case AttributeChange.Actions actions:
                removed.UnionWith(actions.List.OfType<PolicyAction.Remove>().Select(a => a.Attribute));
                Evaluator.Present = Evaluator.Present.Except(removed);
                foreach (var action in actions.List) output.Add(new PolicyStatement.Apply(action, actions.Origin + statement));
                break;
            case AttributeChange.Either either:
                output.Add(new PolicyStatement.If(either.Condition, [.. Of(either.Then, words, statement)], [.. Of(either.Else, words, statement)], statement));
                break;
            case AttributeChange.Unknown unknown:
                output.Add(new PolicyStatement.Apply(new PolicyAction.Opaque(unknown.Words ?? words, unknown.Feature), unknown.Origin + statement));
                break;
        }

        clock.Change(change.Writes);
    }

    private List<PolicyStatement> Of(AttributeChange change, string words, Statement statement)
    {
        var result = new List<PolicyStatement>();
        Change(change, words, statement, result);
        return result;
    }

    private bool If(Command.If c, Variables variables, Exit exit, List<PolicyStatement> output)
    {
        reached(c.Statement);
        if (c.ElseStatement is { } elseStatement) reached(elseStatement);
        Origin origin = c.Statement;
        if (c.ElseStatement is { } e) origin += e;
        var (before, pure) = (clock.Now, Evaluator.Condition(c.Condition, variables));
        if (pure is { Constant: { } known } constant)
        {
            // The branch that is always taken stands here alone; what decided it belongs to what it does.
            var at = output.Count;
            var goesOn = known ? Translate(c.Then, variables, exit, output) : c.Else is null || Translate(c.Else, variables, exit, output);
            for (var i = at; i < output.Count; i++) output[i] = output[i] with { Origin = output[i].Origin + origin + constant.Origin };
            return goesOn;
        }

        var result = false;
        Variables? thenVariables = null;
        Branch(
            c.Condition, c.Words, variables, origin,
            then =>
            {
                thenVariables = variables.Fork();
                var present = Evaluator.Present;
                Evaluator.Present = present.Union(pure is null ? [] : AskedFor(pure.Value)).Except(removed);
                result |= Translate(c.Then, thenVariables, exit, then);
                Evaluator.Present = present.Except(removed);
                if (!result) thenVariables = null;
            },
            otherwise =>
            {
                var elseVariables = variables.Fork();
                var goesOn = c.Else is null || Translate(c.Else, elseVariables, exit, otherwise);
                result |= goesOn;
                Merge(pure, before, variables, thenVariables, goesOn ? elseVariables : null);
            },
            output);
        return result;
    }

    /// <summary>Attributes that a route has which meets the condition.</summary>
    private static IEnumerable<RouteAttribute> AskedFor(Condition condition) => condition switch
    {
        Condition.Has has => [has.Attribute],
        Condition.And and => and.Parts.SelectMany(AskedFor),
        _ => [],
    };

    private static void Merge(Value.Truth? condition, int time, Variables variables, Variables? then, Variables? otherwise)
    {
        if (then is not null && otherwise is not null)
        {
            if (condition is not null)
            {
                variables.Join(condition.Value, condition.Parts, then, otherwise, time);
            }
            else
            {
                variables.Forget(then);
                variables.Forget(otherwise);
            }
        }
        else if ((then ?? otherwise) is { } only)
        {
            variables.Take(only);
        }
    }

    /// <summary>Runs one of two parts by a condition: as a condition of the model where it is one, else as code that jumps.</summary>
    private void Branch(
        Expression condition, string words, Variables variables, Origin origin, Action<List<PolicyStatement>> then, Action<List<PolicyStatement>>? otherwise, List<PolicyStatement> output)
    {
        if (Evaluator.Condition(condition, variables) is { } pure)
        {
            var thenPart = new List<PolicyStatement>();
            var elsePart = new List<PolicyStatement>();
            then(thenPart);
            otherwise?.Invoke(elsePart);
            output.Add(new PolicyStatement.If(pure.Value, [.. thenPart], [.. elsePart], origin + pure.Origin));
            return;
        }

        var (yes, no, end) = (NewLabel("then"), NewLabel("else"), NewLabel("end"));
        var test = new List<PolicyStatement>();
        Jump(condition, words, variables, origin, yes, no, test);
        var taken = new List<PolicyStatement> { new PolicyStatement.Block(yes, [.. test], origin) };
        then(taken);
        var notTaken = new List<PolicyStatement>();
        otherwise?.Invoke(notTaken);
        if (notTaken.Count == 0)
        {
            output.Add(new PolicyStatement.Block(no, [.. taken], origin));
            return;
        }

        taken.Add(new PolicyStatement.Leave(end, origin));
        output.Add(new PolicyStatement.Block(end, [new PolicyStatement.Block(no, [.. taken], origin), .. notTaken], origin));
    }

    /// <summary>Code that ends in one of two jumps, by a condition.</summary>
    private void Jump(Expression condition, string words, Variables variables, Origin origin, string yes, string no, List<PolicyStatement> output)
    {
        if (Evaluator.Condition(condition, variables) is { } pure)
        {
            if (pure.Constant is { } known) output.Add(new PolicyStatement.Leave(known ? yes : no, origin + pure.Origin));
            else output.Add(new PolicyStatement.If(pure.Value, [new PolicyStatement.Leave(yes, origin)], [new PolicyStatement.Leave(no, origin)], origin + pure.Origin));
            return;
        }

        switch (condition)
        {
            case Expression.Not e:
                Jump(e.Operand, words, variables, origin, no, yes, output);
                return;
            case Expression.Binary { Operator: "&&" or "||" } e:
                {
                    var next = NewLabel("next");
                    var first = new List<PolicyStatement>();
                    if (e.Operator == "&&") Jump(e.Left, words, variables, origin, next, no, first);
                    else Jump(e.Left, words, variables, origin, yes, next, first);
                    output.Add(new PolicyStatement.Block(next, [.. first], origin));
                    Jump(e.Right, words, variables, origin, yes, no, output);
                    return;
                }

            case Expression.Binary { Operator: "=" or "!=", Right: Expression.Truth truth } e:
                if (truth.Value == (e.Operator == "=")) Jump(e.Left, words, variables, origin, yes, no, output);
                else Jump(e.Left, words, variables, origin, no, yes, output);
                return;
            case Expression.Call call when symbols.Functions.TryGetValue(call.Name, out var function) && callDepth < MaximumDepth:
                Inline(function, call, origin, new Exit.Branch(yes, no), null, variables, output);
                return;
            default:
                {
                    var (text, feature) = ExpressionText.Of(condition, words, Evaluator, variables);
                    output.Add(new PolicyStatement.If(
                        new Condition.Opaque(text, feature) { Origin = origin }, [new PolicyStatement.Leave(yes, origin)], [new PolicyStatement.Leave(no, origin)], origin + Evaluator.Evaluate(condition, variables).Origin));
                    return;
                }
        }
    }

    private bool Call(Function function, Expression.Call call, Origin origin, Variables variables, List<PolicyStatement> output)
    {
        if (callDepth >= MaximumDepth)
        {
            output.Add(new PolicyStatement.Opaque(function.Name, "calls are nested too deeply", origin));
            return true;
        }

        var label = NewLabel(function.Name);
        return Inline(function, call, origin, new Exit.Command(label), label, variables, output);
    }

    /// <summary>Puts a function's commands in place of its call. Running off the end of one that owes a value is an error: the route is rejected (bird.md §7).</summary>
    private bool Inline(Function function, Expression.Call call, Origin origin, Exit exit, string? label, Variables variables, List<PolicyStatement> output)
    {
        callDepth++;
        reached(function.Statement);
        var body = new List<PolicyStatement>();
        var before = metrics;
        var goesOn = Commands(function.Body, Evaluator.Bind(function, call.Arguments, variables), exit, body);
        callDepth--;
        if (metrics > before) variables.SetMetric(new Value.Unknown($"'{function.Name}' sets krt_metric"));
        origin += function.Statement;
        if (label is null)
        {
            foreach (var s in body) output.Add(s with { Origin = s.Origin + origin });
            if (goesOn) output.Add(new PolicyStatement.End(Verdict.Reject, origin));
            return true;
        }

        var returns = body.Exists(s => Leaves(s, label));
        if (returns) output.Add(new PolicyStatement.Block(label, [.. body], origin));
        else foreach (var s in body) output.Add(s with { Origin = s.Origin + origin });
        return goesOn || returns;
    }

    private static bool Leaves(PolicyStatement statement, string label) => statement switch
    {
        PolicyStatement.Leave leave => leave.Label == label,
        PolicyStatement.If branch => branch.Then.Any(s => Leaves(s, label)) || branch.Else.Any(s => Leaves(s, label)),
        PolicyStatement.Block block => block.Body.Any(s => Leaves(s, label)),
        _ => false,
    };

    private void Return(Command.Return c, Variables variables, Exit exit, List<PolicyStatement> output)
    {
        reached(c.Statement);
        switch (exit)
        {
            case Exit.Branch branch when c.Value is not null:
                Jump(c.Value, c.Words, variables, c.Statement, branch.Then, branch.Else, output);
                break;
            case Exit.Branch:
                output.Add(new PolicyStatement.End(Verdict.Reject, c.Statement));
                break;
            case Exit.Command(var label):
                ReturnFrom(label);
                break;
            case Exit.Value(var label):
                ReturnFrom(label);
                break;
            default:
                // A filter cannot return; the route is rejected.
                output.Add(new PolicyStatement.End(Verdict.Reject, c.Statement));
                break;
        }

        void ReturnFrom(string label)
        {
            if (c.Value is Expression.Call call && symbols.Functions.TryGetValue(call.Name, out var function) && Evaluator.Evaluate(call, variables) is Value.Unknown)
                Call(function, call, c.Statement, variables, output);
            output.Add(new PolicyStatement.Leave(label, c.Statement));
        }
    }

    private bool Case(Command.Case c, Variables variables, Exit exit, List<PolicyStatement> output)
    {
        reached(c.Statement);
        var subject = Evaluator.Evaluate(c.Subject, variables);
        return Arms(c, 0, subject, c.Statement + subject.Origin, variables, exit, output);
    }

    private bool Arms(Command.Case c, int from, Value subject, Origin origin, Variables variables, Exit exit, List<PolicyStatement> output)
    {
        for (var i = from; i < c.Arms.Length; i++)
        {
            var arm = c.Arms[i];
            if (Evaluator.ArmCondition(arm, subject, variables) is not { } condition)
            {
                var (text, feature) = ExpressionText.Case(c.Subject, arm, Evaluator, variables);
                condition = new Value.Truth(new Condition.Opaque(text, feature) { Origin = arm.Statement }, RouteParts.All);
            }

            if (condition.Constant is false) continue;
            reached(arm.Statement);
            if (condition.Constant is true)
            {
                var at = output.Count;
                var on = Commands(arm.Body, variables, exit, output);
                for (var k = at; k < output.Count; k++) output[k] = output[k] with { Origin = output[k].Origin + origin + arm.Statement };
                return on;
            }

            var before = clock.Now;
            var then = new List<PolicyStatement>();
            var thenVariables = variables.Fork();
            var goesOn = Commands(arm.Body, thenVariables, exit, then);
            var otherwise = new List<PolicyStatement>();
            var elseVariables = variables.Fork();
            var elseGoesOn = Arms(c, i + 1, subject, origin, elseVariables, exit, otherwise);
            output.Add(new PolicyStatement.If(condition.Value, [.. then], [.. otherwise], origin + arm.Statement + condition.Origin));
            if (goesOn && elseGoesOn) variables.Join(condition.Value, condition.Parts, thenVariables, elseVariables, before);
            else if (goesOn) variables.Take(thenVariables);
            else if (elseGoesOn) variables.Take(elseVariables);
            return goesOn || elseGoesOn;
        }

        return true;
    }

    private bool For(Command.For c, Variables variables, Exit exit, List<PolicyStatement> output)
    {
        reached(c.Statement);
        var list = Evaluator.Evaluate(c.List, variables);
        var members = list switch
        {
            Value.Set set => set.Members,
            Value.Words words => words.Members,
            Value.EmptyList => [],
            _ => default,
        };
        if (members.IsDefault || members.Length > MaximumRounds)
        {
            var all = new List<Statement> { c.Statement };
            CommandStatements.Collect(c.Body, all);
            foreach (var s in all) reached(s);
            output.Add(new PolicyStatement.Opaque(c.Statement.Span.Text.ToString(), "a loop over a list that is known only when the route is there", Origin.Of(all)));
            clock.Change(RouteParts.All);
            return true;
        }

        foreach (var member in members)
        {
            variables.Set(c.Variable, Stated(member, c.Statement), clock.Now);
            var at = output.Count;
            var goesOn = Translate(c.Body, variables, exit, output);
            for (var i = at; i < output.Count; i++) output[i] = output[i] with { Origin = output[i].Origin + c.Statement };
            if (!goesOn) return false;
        }

        return true;
    }

    private string NewLabel(string stem) => string.Create(CultureInfo.InvariantCulture, $"{stem}_{++labels}");
}

/// <summary>The statements of commands.</summary>
internal static class CommandStatements
{
    /// <summary>Collects the statement of a command and of all commands in it.</summary>
    public static void Collect(Command command, List<Statement> into)
    {
        switch (command)
        {
            case Command.Block c: Collect(c.Body, into); break;
            case Command.If c:
                into.Add(c.Statement);
                Collect(c.Then, into);
                if (c.ElseStatement is { } statement) into.Add(statement);
                if (c.Else is { } otherwise) Collect(otherwise, into);
                break;
            case Command.Case c:
                into.Add(c.Statement);
                foreach (var arm in c.Arms)
                {
                    into.Add(arm.Statement);
                    Collect(arm.Body, into);
                }

                break;
            case Command.For c:
                into.Add(c.Statement);
                Collect(c.Body, into);
                break;
            case Command.Declare c: into.Add(c.Statement); break;
            case Command.Verdict c: into.Add(c.Statement); break;
            case Command.Return c: into.Add(c.Statement); break;
            case Command.Print c: into.Add(c.Statement); break;
            case Command.Assign c: into.Add(c.Statement); break;
            case Command.Do c: into.Add(c.Statement); break;
            case Command.Invalid c: into.Add(c.Statement); break;
        }
    }

    /// <summary>Collects the statements of several commands.</summary>
    public static void Collect(IEnumerable<Command> commands, List<Statement> into)
    {
        foreach (var command in commands) Collect(command, into);
    }
}
