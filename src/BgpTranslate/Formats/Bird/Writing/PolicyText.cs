using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>Policies as filters and functions: a policy that others call is a function with a result, any other a filter.</summary>
internal sealed class PolicyText
{
    private readonly WritingContext context;
    private readonly ConditionText conditions;
    private readonly ActionText actions;
    private readonly HashSet<string> called;
    private readonly List<(string Name, List<Line> Lines)> written = [];
    private readonly Dictionary<string, bool> state = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Afi>> reached = new(StringComparer.Ordinal);

    public PolicyText(WritingContext context, SetDefinitions sets, Func<string, RpkiTables?> rpki)
    {
        this.context = context;
        conditions = new ConditionText(context, sets, rpki);
        actions = new ActionText(context, sets);
        called = [.. context.Configuration.Policies.Values.SelectMany(p => CallsOf(p.Body))];
    }

    /// <summary>Gives the user's policies their names, so that they come before all names of our own.</summary>
    public void Reserve()
    {
        foreach (var name in InOrder()) context.Name("policy", name);
    }

    /// <summary>Makes the text of every policy. Constants that they need are defined on the way.</summary>
    /// <param name="used">Policies that are attached somewhere.</param>
    public void Prepare(IReadOnlyDictionary<string, HashSet<Afi>> used)
    {
        var dropped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, families) in used) Reach(name, families);
        foreach (var name in InOrder())
        {
            if (reached.ContainsKey(name))
            {
                Define(name);
                continue;
            }

            // An unused policy is kept where it can be said; where not, nothing is lost with it.
            var announced = context.AnnouncementCount;
            var count = written.Count;
            Define(name);
            if (!context.HasLost(announced) && !CallsOf(context.Configuration.Policies[name].Body).Any(dropped.Contains)) continue;
            context.ForgetAnnouncements(announced);
            dropped.UnionWith(written.Skip(count).Select(w => w.Name));
            written.RemoveRange(count, written.Count - count);
        }
    }

    /// <summary>Writes filters and functions, those that are called first.</summary>
    public void Write(OutputText text)
    {
        foreach (var (_, lines) in written)
        {
            text.Line();
            foreach (var line in lines) line.Write(text);
        }
    }

    /// <summary>How a policy is attached: <c>all</c>, <c>none</c>, <c>filter F</c> or <c>where F()</c>.</summary>
    public string Use(PolicyUse use) => use switch
    {
        PolicyUse.AcceptAll => "all",
        PolicyUse.Named { Policy: var name } when context.Configuration.Policies.ContainsKey(name) =>
            called.Contains(name) ? $"where {context.Name("policy", name)}()" : $"filter {context.Name("policy", name)}",
        PolicyUse.Named { Policy: var missing } => Missing(missing),
        _ => "none",
    };

    /// <summary>A filter that nobody defines lets nothing pass.</summary>
    private string Missing(string name)
    {
        if (context.OriginatesExplicitly || !context.IsFree(name)) return "none";
        context.Missing.Filter(name);
        return $"filter {name}";
    }

    /// <summary>A condition that holds when the policy lets the route pass; null for one that always does.</summary>
    public string? Condition(PolicyUse use)
    {
        if (use is PolicyUse.AcceptAll) return null;
        if (use is not PolicyUse.Named { Policy: var name } || !context.Configuration.Policies.ContainsKey(name)) return "false";
        return $"{context.Name("policy", name)}()";
    }

    /// <summary>The policy becomes a function, because a condition asks it.</summary>
    public void MakeFunction(PolicyUse use)
    {
        if (use is PolicyUse.Named named) called.Add(named.Policy);
    }

    /// <summary>The commands of a policy written in place, without a verdict where it is reached at the end (attributes of a static route).</summary>
    public IReadOnlyList<string> Commands(PolicyUse use)
    {
        if (use is not PolicyUse.Named { Policy: var name } || !context.Configuration.Policies.TryGetValue(name, out var policy)) return [];
        var lines = new List<Line>();
        if (BlockElimination.Of(policy.Body) is { } body)
        {
            foreach (var statement in body.Where(s => s is not PolicyStatement.End)) Statement(statement, new Verdicts("accept;", "reject;"), 0, lines);
        }

        return [.. lines.Select(l => l.Text)];
    }

    /// <summary>Policies to define; the commands of static routes stand in their routes.</summary>
    private IEnumerable<string> InOrder()
    {
        var inRoutes = context.Configuration.Statics.Select(s => (s.Settings.ValueOf(StaticSettings.Attributes) as PolicyUse.Named)?.Policy)
            .Where(n => n is not null && context.Configuration.Policies.TryGetValue(n, out var policy) && policy.IsInline)
            .ToHashSet(StringComparer.Ordinal);
        return context.Configuration.PolicyOrder.Where(context.Configuration.Policies.ContainsKey)
            .Concat(context.Configuration.Policies.Keys.Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).Where(n => !inRoutes.Contains(n));
    }

    private void Reach(string name, HashSet<Afi> families)
    {
        if (!reached.TryGetValue(name, out var known)) reached[name] = known = [];
        else if (known.IsSupersetOf(families)) return;
        known.UnionWith(families);
        if (!context.Configuration.Policies.TryGetValue(name, out var policy)) return;
        foreach (var other in CallsOf(policy.Body)) Reach(other, families);
    }

    private static IEnumerable<string> CallsOf(ImmutableArray<PolicyStatement> body) => body.SelectMany(s => s switch
    {
        PolicyStatement.Call call => [call.Policy],
        PolicyStatement.If branch => CallsOf(branch.Then).Concat(CallsOf(branch.Else)),
        PolicyStatement.Block block => CallsOf(block.Body),
        _ => [],
    });

    private void Define(string name)
    {
        if (state.ContainsKey(name) || !context.Configuration.Policies.TryGetValue(name, out var policy)) return;
        state[name] = false;
        foreach (var other in CallsOf(policy.Body)) Define(other);
        state[name] = true;

        conditions.OnlyFamily = context.OnlyFamily ?? (reached.TryGetValue(name, out var families) && families.Count == 1 ? families.First() : null);
        var isFunction = called.Contains(name);
        var verdicts = isFunction ? new Verdicts("return true;", "return false;") : new Verdicts("accept;", "reject;");
        var lines = new List<Line>();
        if (policy.Description is { } description) lines.Add(new Line(0, $"# {description.Value.ReplaceLineEndings(" ")}", description.Origin));
        var symbol = context.Name("policy", name);

        // Without a type: BIRD 2.0 knows none, later releases find it out.
        lines.Add(new Line(0, isFunction ? $"function {symbol}() {{" : $"filter {symbol} {{", policy.Origin));
        if (BlockElimination.Of(policy.Body) is { } body)
        {
            Body(body, verdicts, 1, lines);
            if (BlockElimination.FallsThrough(body) && !verdicts.Ends(lines, 1)) lines.Add(new Line(1, verdicts.Of(policy.Final), default));
        }
        else
        {
            context.Announce(Disposition.Lost, $"policy {name} jumps so often that it cannot be written as branches", origin: new PolicyOrigins(context.Configuration.Policies).Add(policy).Origin);
            lines.Add(new Line(1, "# not in the output: too many jumps", default));
            lines.Add(new Line(1, verdicts.Reject, default));
        }

        lines.Add(new Line(0, "}", default));
        written.Add((name, lines));
    }

    private void Body(IReadOnlyList<PolicyStatement> body, Verdicts verdicts, int depth, List<Line> lines)
    {
        for (var i = 0; i < body.Count; i++)
        {
            var announced = context.AnnouncementCount;
            Statement(body[i], verdicts, depth, lines);
            if (i + 1 == body.Count || !context.HasLost(announced) || !verdicts.Ends(lines, depth)) continue;
            AnnounceUnreached([.. body.Skip(i + 1)], "a condition before it cannot be asked");
            return;
        }
    }

    /// <summary>A condition that cannot be asked decides for every route alike, and the less permissive way.</summary>
    private void AnnounceUnreached(ImmutableArray<PolicyStatement> body, string reason) =>
        context.Announce(Disposition.Lost, $"no route gets here in the output: {reason}", origin: new PolicyOrigins(context.Configuration.Policies).AddPart(body).Origin);

    private void Statement(PolicyStatement statement, Verdicts verdicts, int depth, List<Line> lines)
    {
        if (statement.Description is { } description) lines.Add(new Line(depth, $"# {description.Value.ReplaceLineEndings(" ")}", description.Origin));
        switch (statement)
        {
            case PolicyStatement.End end:
                lines.Add(new Line(depth, verdicts.Of(end.Verdict), end.Origin));
                break;
            case PolicyStatement.Apply apply:
                foreach (var command in actions.Of(apply.Action, apply.Origin)) lines.Add(new Line(depth, command, apply.Origin));
                break;
            case PolicyStatement.Call call:
                Call(call, verdicts, depth, lines);
                break;
            case PolicyStatement.If branch:
                If(branch, verdicts, depth, lines);
                break;
            case PolicyStatement.Opaque opaque:
                context.Announce(Disposition.Lost, $"BIRD has no form of this: {opaque.Reason}", origin: opaque.Origin);
                lines.Add(new Line(depth, $"# not in the output: {opaque.Text.ReplaceLineEndings(" ")}", opaque.Origin));
                break;
        }
    }

    private void Call(PolicyStatement.Call call, Verdicts verdicts, int depth, List<Line> lines)
    {
        if (!context.Configuration.Policies.ContainsKey(call.Policy)) return;
        if (!state.GetValueOrDefault(call.Policy))
        {
            context.Announce(Disposition.Lost, $"policy {call.Policy} calls itself", origin: call.Origin);
            lines.Add(new Line(depth, $"# not in the output: a call of {call.Policy} that leads back here", call.Origin));
            lines.Add(new Line(depth, verdicts.Reject, call.Origin));
            return;
        }

        lines.Add(new Line(depth, $"if !{context.Name("policy", call.Policy)}() then {verdicts.Reject}", call.Origin));
    }

    /// <summary>Writes a choice, behind <c>} else</c> where it follows another; false when nothing had to be written and that one is still open.</summary>
    private bool If(PolicyStatement.If branch, Verdicts verdicts, int depth, List<Line> lines, string lead = "")
    {
        var rejects = branch.Then is [PolicyStatement.End { Verdict: Verdict.Reject }];
        var announced = context.AnnouncementCount;
        var condition = conditions.Of(branch.Condition, branch.Origin, rejects);
        if (condition == Expression.False && context.HasLost(announced)) AnnounceUnreached(branch.Then, "its condition cannot be asked");
        foreach (var note in conditions.TakeNotes()) lines.Add(new Line(depth, $"# {note}", branch.Origin));
        if (conditions.TakeMissing() is [_, ..] missing) lines.Add(new Line(depth, StandIn.Line("reject;", missing), branch.Origin));
        var (then, otherwise) = (branch.Then, branch.Else);
        if (then.IsEmpty && !otherwise.IsEmpty) (condition, then, otherwise) = (condition.Not(), otherwise, then);
        if (lead.Length == 0 && (condition == Expression.True || condition == Expression.False))
        {
            Body(condition == Expression.True ? then : otherwise, verdicts, depth, lines);
            return true;
        }

        var head = $"{lead}if {condition.Text} then";
        var inner = new List<Line>();
        Body(then, verdicts, depth + 1, inner);
        if (inner.Count == 0 && otherwise.IsEmpty) return false;
        if (otherwise.IsEmpty && lead.Length == 0 && inner is [var only] && !only.IsRemark && !only.Text.StartsWith("if ", StringComparison.Ordinal))
        {
            lines.Add(new Line(depth, $"{head} {only.Text}", branch.Origin + only.Origin));
            return true;
        }

        // What ends at once goes first: no else is needed then.
        if (otherwise is [PolicyStatement.End end] && lead.Length == 0)
        {
            lines.Add(new Line(depth, $"if {condition.Not().Text} then {verdicts.Of(end.Verdict)}", branch.Origin + end.Origin));
            foreach (var line in inner) lines.Add(line with { Depth = line.Depth - 1 });
            return true;
        }

        lines.Add(new Line(depth, $"{head} {{", branch.Origin));
        lines.AddRange(inner);
        if (otherwise is [PolicyStatement.If next] && next.Description is null && !conditions.DependsOnMissing(next.Condition))
        {
            if (If(next, verdicts, depth, lines, "} else ")) return true;
        }
        else if (!otherwise.IsEmpty)
        {
            lines.Add(new Line(depth, "} else {", default));
            Body(otherwise, verdicts, depth + 1, lines);
        }

        lines.Add(new Line(depth, "}", default));
        return true;
    }

    /// <summary>What a verdict is called where the code stands.</summary>
    private sealed record Verdicts(string Accept, string Reject)
    {
        public string Of(Verdict verdict) => verdict == Verdict.Accept ? Accept : Reject;

        /// <summary>True when the code so far ends with a verdict that every route meets.</summary>
        public bool Ends(IReadOnlyList<Line> lines, int depth) => lines is [.., var last] && last.Depth == depth && (last.Text == Accept || last.Text == Reject);
    }

    /// <summary>A line of code.</summary>
    private sealed record Line(int Depth, string Text, Origin Origin)
    {
        public bool IsRemark => Text[0] == '#';

        public void Write(OutputText text)
        {
            for (var i = 0; i < Depth; i++) text.Indent();
            text.Line(Text, Origin);
            for (var i = 0; i < Depth; i++) text.Outdent();
        }
    }
}
