using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Formats.RouterOs.Reading;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.RouterOs.Writing;

/// <summary>
/// Policies as filter chains. <see cref="RuleLowering"/> gives ordered rules with forward jumps; a place that is jumped to starts a chain of its own, to which the chain before
/// it jumps at its end, and the last one ends in a verdict: so no chain comes back from where it jumped.
/// </summary>
internal sealed class ChainText(WritingContext context, ListText lists)
{
    private static readonly RuleForm SevenForm = new() { Negate = atom => new Condition.Not(atom) };

    private readonly Dictionary<string, RoutePolicy> policies = context.Configuration.Policies.ToDictionary(StringComparer.Ordinal);
    private readonly Dictionary<string, ChainUse> uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> exports = new(StringComparer.Ordinal);
    private readonly HashSet<string> attached = new(StringComparer.Ordinal);
    private readonly List<string> made = [];
    private readonly HashSet<string> constants = new(StringComparer.Ordinal);

    /// <summary>Names of the user's policies come before those of our own.</summary>
    public void Reserve()
    {
        foreach (var name in InOrder()) context.ChainNames.NameFor("policy", name);
    }

    /// <summary>True when there is a policy of that name.</summary>
    public bool Has(string policy) => policies.ContainsKey(policy);

    /// <summary>A policy of our own.</summary>
    public string Make(string wanted, ImmutableArray<PolicyStatement> body, Verdict final)
    {
        var name = wanted;
        for (var n = 2; policies.ContainsKey(name); n++) name = $"{wanted}-{n}";
        policies[name] = new RoutePolicy { Name = name, Body = body, Final = final };
        made.Add(name);
        return name;
    }

    /// <summary>The chain of a policy that is attached to a session; one that is not defined lets nothing pass.</summary>
    public string Attach(string policy, uint? localAs, SessionType session, bool isExport)
    {
        attached.Add(policy);
        Describe(policy, localAs, session, isExport, []);
        if (!policies.ContainsKey(policy) && constants.Add(policy)) Reject(context.ChainNames.NameFor("policy", policy));
        return context.ChainNames.NameFor("policy", policy);
    }

    /// <summary>The chain that lets nothing pass.</summary>
    public string RejectAll()
    {
        var name = context.ChainNames.NameFor("constant", "reject-all");
        if (constants.Add("constant " + name)) Reject(name);
        return name;
    }

    private void Reject(string chain)
    {
        if (context.IsSix) context.Rows.Add(Menus.Filter, new Row().Say("action", "discard").Say("chain", chain));
        else context.Rows.Add(Menus.Rule, new Row().Say("chain", chain).Say("rule", "reject"));
    }

    private void Describe(string policy, uint? localAs, SessionType session, bool isExport, ImmutableArray<string> inside)
    {
        if (inside.Contains(policy)) return;
        if (!uses.TryGetValue(policy, out var use)) uses[policy] = use = new ChainUse();
        if (localAs is { } number) use.LocalAs.Add(number);
        use.IsOnlyToExternal &= isExport && session == SessionType.External;
        use.IsToExternal |= isExport && session == SessionType.External;
        exports[policy] = exports.GetValueOrDefault(policy) || isExport;
        if (!policies.TryGetValue(policy, out var found)) return;
        foreach (var called in Called(found.Body)) Describe(called, localAs, session, isExport, inside.Add(policy));
    }

    private static IEnumerable<string> Called(ImmutableArray<PolicyStatement> body) => body.SelectMany(s => s switch
    {
        PolicyStatement.Call call => [call.Policy],
        PolicyStatement.If branch => Called(branch.Then).Concat(Called(branch.Else)),
        PolicyStatement.Block block => Called(block.Body),
        _ => Enumerable.Empty<string>(),
    });

    private IEnumerable<string> InOrder() => context.Configuration.PolicyOrder.Where(policies.ContainsKey).Concat(policies.Keys.Except(made).Order(StringComparer.Ordinal)).Concat(made).Distinct(StringComparer.Ordinal);

    /// <summary>Writes all policies; one that nothing uses is kept where it can be said, and nothing is lost with it where not.</summary>
    public void WriteAll()
    {
        var live = new HashSet<string>(attached, StringComparer.Ordinal);
        for (var queue = new Queue<string>(attached); queue.TryDequeue(out var name);)
        {
            foreach (var called in policies.TryGetValue(name, out var policy) ? Called(policy.Body) : [])
            {
                if (live.Add(called)) queue.Enqueue(called);
            }
        }

        foreach (var name in InOrder().ToArray())
        {
            var announced = context.Announcements.Count;
            var rows = Rules(policies[name]);
            if (!live.Contains(name) && context.Announcements.Count > announced)
            {
                context.Forget(announced);
                continue;
            }

            foreach (var row in rows) context.Rows.Add(context.IsSix ? Menus.Filter : Menus.Rule, row);
        }
    }

    private List<Row> Rules(RoutePolicy policy)
    {
        var use = uses.GetValueOrDefault(policy.Name) ?? new ChainUse { IsOnlyToExternal = false };
        void Fail(Origin origin, string reason, Disposition disposition) => context.Announce(origin.IsNone ? OriginOf(policy) : origin, $"policy {policy.Name}", disposition, reason);
        return context.IsSix ? Old(policy, new OldFilterText(use, Fail)) : New(policy, new FilterText(lists, policy.Name, use, Fail));
    }

    private static Origin OriginOf(RoutePolicy policy) => policy.Origin + Origin.Of(policy.Body.SelectMany(s => s.Origin));

    /// <summary>The rules of a policy. A call stands where its verdict is the caller's, else the called policy is written out.</summary>
    private ImmutableArray<Rule> Lower(RoutePolicy policy, RuleForm form)
    {
        var rules = RuleLowering.Lower(policy, form);
        return rules.All(r => r.Call is null || (r.Outcome is RuleOutcome.Accept && policies.ContainsKey(r.Call))) ? rules : RuleLowering.Lower(CallInlining.Inline(policy, policies), form);
    }

    /// <summary>Where each rule stands: chains by the index of their first rule.</summary>
    private SortedDictionary<int, string> Chains(RoutePolicy policy, ImmutableArray<Rule> rules)
    {
        var chains = new SortedDictionary<int, string> { [0] = context.ChainNames.NameFor("policy", policy.Name) };
        foreach (var target in rules.Select(r => r.Outcome).OfType<RuleOutcome.Jump>().Select(j => j.Rule).Distinct().Order())
            chains[target] = context.ChainNames.NameFor($"part {policy.Name} {target}", $"{chains[0]}-{chains.Count + 1}");
        return chains;
    }

    // ---------------------------------------------------------------------------------------------------- release 7

    private List<Row> New(RoutePolicy policy, FilterText text)
    {
        var rules = Lower(policy, SevenForm);
        foreach (var rule in PrependedAgain(rules))
            context.Announce(rule.Origin, $"policy {policy.Name}", Disposition.Approximated, "RouterOS puts AS numbers in front as the last rule says that a route meets, not for each of them");
        var chains = Chains(policy, rules);
        var rows = new List<Row>();
        var current = chains[0];
        var verified = (string?)null;
        var first = rows.Count;
        for (var i = 0; i < rules.Length; i++)
        {
            if (chains.TryGetValue(i, out var started) && i > 0)
            {
                if (!Ends(rules[i - 1])) rows.Add(Rule(current, $"jump {started}", Origin.None, null));
                current = started;
                verified = null;
            }

            var rule = rules[i];
            var conditions = rule.Conditions.Select(c => (Text: text.Condition(c), c.Origin)).ToArray();
            if (text.Rpki is { } asked && asked != verified && conditions.Any(c => c.Text.Contains("rpki ", StringComparison.Ordinal)))
            {
                rows.Add(Rule(current, $"rpki-verify {Group(asked)}", Origin.None, null));
                verified = asked;
            }

            var statements = rule.Actions.SelectMany(a => text.Change(a)).ToList();
            foreach (var opaque in rule.Opaque) context.Announce(opaque.Origin + rule.Origin, $"policy {policy.Name}", Disposition.Lost, $"RouterOS has no words for it: {opaque.Reason}");
            if (rule.Call is { } called) statements.AddRange([$"jump {context.ChainNames.NameFor("policy", called)}", "reject"]);
            else if (rule.Outcome is RuleOutcome.Accept) statements.Add("accept");
            else if (rule.Outcome is RuleOutcome.Reject) statements.Add("reject");
            else if (rule.Outcome is RuleOutcome.Jump jump) statements.Add($"jump {chains[jump.Rule]}");
            if (statements.Count == 0) continue;
            var body = string.Join("; ", statements);
            rows.Add(Rule(current, conditions.Length == 0 ? body : $"if ({Unwrapped(string.Join(" && ", conditions.Select(c => c.Text)))}) {{ {body} }}", rule.Origin + Origin.Of(conditions.SelectMany(c => c.Origin)), rule.Description));
        }

        // A part that ends without a verdict would come back to where it was jumped from; a chain without rules is none.
        if (rows.Count == first || (chains.Count > 1 && !Ends(rules[^1]))) rows.Add(Rule(current, "reject", OriginOf(policy), null));
        return rows;
    }

    /// <summary>Rules that put an AS number in front of routes for which another rule may have done so already.</summary>
    private static IEnumerable<Rule> PrependedAgain(ImmutableArray<Rule> rules)
    {
        foreach (var isPrepend in new Func<PolicyAction, bool>[] { a => a is PolicyAction.PrependAsPath, a => a is PolicyAction.PrependFirstAs })
        {
            var done = new bool[rules.Length + 1];
            for (var i = 0; i < rules.Length; i++)
            {
                var prepends = rules[i].Actions.Any(isPrepend);
                if (prepends && done[i]) yield return rules[i];
                if (rules[i].Outcome is RuleOutcome.Next) done[i + 1] |= done[i] || prepends;
                else if (rules[i].Outcome is RuleOutcome.Jump jump) done[jump.Rule] |= done[i] || prepends;
                if (!rules[i].Conditions.IsEmpty) done[i + 1] |= done[i];
            }
        }
    }

    /// <summary>A condition in one pair of parentheses needs no other.</summary>
    private static string Unwrapped(string text)
    {
        if (text[0] != '(' || text[^1] != ')') return text;
        var depth = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0) return text;
        }

        return text[1..^1];
    }

    private static bool Ends(Rule rule) => rule.Conditions.IsEmpty && rule.Outcome is not RuleOutcome.Next;

    private static Row Rule(string chain, string rule, Origin origin, Stated<string>? description)
    {
        var row = new Row(origin).Say("chain", chain).Say("rule", rule);
        return description is { } remark ? row.Say("comment", remark.Value, remark.Origin) : row;
    }

    /// <summary>The group of caches that is asked.</summary>
    public string Group(string table)
    {
        if (table.Length > 0 && context.Configuration.Carried.Any(c => c.Feature == "rpki.server.group" && c.Text == $"group={Values.Quote(table)}")) return table;
        var first = context.Configuration.Carried.FirstOrDefault(c => c.Feature == "rpki.server.group");
        return first is null ? "rpki" : Values.Unescape(first.Text.AsSpan("group=".Length));
    }

    // ---------------------------------------------------------------------------------------------------- release 6

    private List<Row> Old(RoutePolicy policy, OldFilterText text)
    {
        var rules = Lower(policy with { Body = Prepare(policy.Body, text) }, OldFilterText.Form);
        var chains = Chains(policy, rules);
        var rows = new List<Row>();
        var current = chains[0];
        for (var i = 0; i < rules.Length; i++)
        {
            if (chains.TryGetValue(i, out var started) && i > 0)
            {
                if (!Ends(rules[i - 1])) rows.Add(new Row().Say("action", "jump").Say("chain", current).Say("jump-target", started));
                current = started;
            }

            var rule = rules[i];
            var row = new Row(rule.Origin).Say("chain", current);
            foreach (var condition in rule.Conditions)
            {
                foreach (var (name, value) in text.Arguments(condition)) row.Say(name, value, condition.Origin);
            }

            foreach (var action in rule.Actions)
            {
                foreach (var (name, value) in text.Change(action, exports.GetValueOrDefault(policy.Name))) row.Say(name, value, action.Origin);
            }

            foreach (var opaque in rule.Opaque) context.Announce(opaque.Origin + rule.Origin, $"policy {policy.Name}", Disposition.Lost, $"RouterOS has no words for it: {opaque.Reason}");
            if (rule.Description is { } remark) row.Say("comment", remark.Value, remark.Origin);
            if (rule.Call is { } called) row.Say("action", "jump").Say("jump-target", context.ChainNames.NameFor("policy", called));
            else if (rule.Outcome is RuleOutcome.Accept) row.Say("action", "accept");
            else if (rule.Outcome is RuleOutcome.Reject) row.Say("action", "discard");
            else if (rule.Outcome is RuleOutcome.Jump jump) row.Say("action", "jump").Say("jump-target", chains[jump.Rule]);
            rows.Add(row);
        }

        // A chain of release 6 accepts at its end.
        if (rules.IsEmpty || !Ends(rules[^1])) rows.Add(new Row(rules.IsEmpty ? OriginOf(policy) : Origin.None).Say("action", "discard").Say("chain", current));
        return rows;
    }

    private static ImmutableArray<PolicyStatement> Prepare(ImmutableArray<PolicyStatement> body, OldFilterText text) => [.. body.Select(s => s switch
    {
        PolicyStatement.If branch => branch with { Condition = text.Prepare(branch.Condition), Then = Prepare(branch.Then, text), Else = Prepare(branch.Else, text) },
        PolicyStatement.Block block => block with { Body = Prepare(block.Body, text) },
        _ => s,
    })];
}
