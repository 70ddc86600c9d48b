using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>How a chain is used.</summary>
internal sealed class ChainUse
{
    /// <summary>AS numbers of this side of the sessions that use it.</summary>
    public HashSet<uint> LocalAs { get; } = [];

    /// <summary>It filters routes sent to eBGP peers, and no others.</summary>
    public bool IsOnlyToExternal { get; set; } = true;

    /// <summary>It filters routes sent to eBGP peers, among others.</summary>
    public bool IsToExternal { get; set; }

    /// <summary>Used like another: a rule means the same in both.</summary>
    public bool IsLike(ChainUse other) => IsOnlyToExternal == other.IsOnlyToExternal && IsToExternal == other.IsToExternal && LocalAs.SetEquals(other.LocalAs);

    /// <summary>Used as another is, too.</summary>
    public void Join(ChainUse other)
    {
        LocalAs.UnionWith(other.LocalAs);
        IsOnlyToExternal &= other.IsOnlyToExternal;
        IsToExternal |= other.IsToExternal;
    }
}

/// <summary>
/// Filter chains of both releases. A chain of 6 ends in accept, one of 7 in reject; a jump into another comes back where that gives no verdict: it is a call where that always
/// does, else the rules of the other chain stand in its place.
/// </summary>
internal sealed class Chains(RouterOsReader reader, ItemTables tables, Lists lists)
{
    private const int MaximumDepth = 10;
    private const int MaximumStatements = 20_000;

    // Chains are read from the last to the first, and jumps mostly lead forward: few wait for others.
    private const int MaximumWaiting = 50;

    private readonly List<RoutePolicy> policies = [];
    private readonly Dictionary<string, OwnChain?> own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> targets = new(StringComparer.Ordinal);
    private int waiting;
    private readonly OrderedDictionary<string, List<Item>> rules = new(StringComparer.Ordinal);
    private readonly HashSet<string> missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChainUse> uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> basis = new(StringComparer.Ordinal);
    private readonly List<(string Name, PolicyStatement.If Guard, string? Chain)> guarded = [];
    private readonly List<(string Name, string First, string Second)> both = [];
    private readonly RpkiVerification verification = new(reader, tables);
    private bool isCollected;

    /// <summary>A chain as a policy.</summary>
    /// <param name="Body">Its rules.</param>
    /// <param name="AlwaysEnds">Every route gets a verdict in it, whatever has been done before: it may be called.</param>
    private sealed record OwnChain(ImmutableArray<PolicyStatement> Body, bool AlwaysEnds);

    /// <summary>The reading of one chain as a policy, with the chains that stand in the place of jumps.</summary>
    private sealed class Progress(ChainUse use, RpkiVerification verification)
    {
        public ChainUse Use => use;

        public RpkiVerification Verification => verification;

        public int Statements { get; set; }

        public int Jumps { get; set; }
    }

    /// <summary>All policies.</summary>
    public IReadOnlyList<RoutePolicy> Policies => policies;

    /// <summary>The networks that the router originates, for rules that ask for its own.</summary>
    public ImmutableArray<IpPrefix> OwnNetworks { get; set; } = [];

    /// <summary>Whether some rule has routes validated by a group of caches.</summary>
    public bool Verifies(string group) => verification.Groups.Contains(group);

    /// <summary>A use of a chain.</summary>
    public PolicyUse Use(Argument argument)
    {
        Collect();
        if (rules.ContainsKey(argument.Value)) return new PolicyUse.Named(argument.Value);
        var isSix = argument.Name is not ("input.filter" or "output.filter-chain") || (argument.Word?.Name is "in-filter" or "out-filter");
        if (missing.Add(argument.Value))
            reader.Note(DiagnosticCatalogue.Undefined(argument.Statement.Span, "filter chain", argument.Value, isSix ? "every route passes" : "nothing passes"));
        return isSix ? new PolicyUse.AcceptAll() : new PolicyUse.Named(argument.Value);
    }

    /// <summary>A policy that tests a guard before a chain.</summary>
    public PolicyUse Guarded(PolicyStatement.If guard, string? chain, string owner)
    {
        Collect();
        var known = guarded.FirstOrDefault(g => g.Chain == chain && SameCondition(g.Guard.Condition, guard.Condition));
        if (known.Name is not null) return new PolicyUse.Named(known.Name);
        var name = Fresh(chain is null ? $"{owner}-out" : $"{chain}-{owner}");
        guarded.Add((name, guard, chain));
        if (chain is not null) basis[name] = chain;
        return new PolicyUse.Named(name);
    }

    /// <summary>Two policies, one after the other.</summary>
    public PolicyUse Both(PolicyUse? first, PolicyUse second)
    {
        if (first is not PolicyUse.Named a || second is not PolicyUse.Named b) return first is PolicyUse.Named ? first : second;
        var known = both.FirstOrDefault(x => x.First == a.Policy && x.Second == b.Policy);
        if (known.Name is not null) return new PolicyUse.Named(known.Name);
        var name = Fresh($"{a.Policy}-{b.Policy}");
        both.Add((name, a.Policy, b.Policy));
        return new PolicyUse.Named(name);
    }

    /// <summary>Says how a policy is used.</summary>
    public void Describe(string policy, uint? localAs, bool isToExternal)
    {
        foreach (var name in new[] { policy, basis.GetValueOrDefault(policy, policy) }.Concat(both.Where(b => b.Name == policy).SelectMany(b => new[] { b.First, b.Second })))
        {
            if (!uses.TryGetValue(name, out var use)) uses[name] = use = new ChainUse();
            if (localAs is { } number) use.LocalAs.Add(number);
            use.IsOnlyToExternal &= isToExternal;
            use.IsToExternal |= isToExternal;
        }
    }

    /// <summary>Reads every chain, used or not.</summary>
    public void ReadAll()
    {
        Collect();
        foreach (var chain in rules.Keys) targets[chain] = [.. rules[chain].SelectMany(TargetsOf)];
        foreach (var (name, use) in uses.Select(u => (u.Key, Use: Copy(u.Value))).ToArray()) Pass(use, name);
        foreach (var name in rules.Keys.Reverse()) Own(name);
        foreach (var (name, items) in rules)
            policies.Add(new RoutePolicy { Name = name, Body = own[name]!.Body, Final = IsSix(items) ? Verdict.Accept : Verdict.Reject });

        foreach (var (name, guard, chain) in guarded)
        {
            ImmutableArray<PolicyStatement> body = chain is null || (!rules.ContainsKey(chain) && !missing.Contains(chain)) ? [guard]
                : missing.Contains(chain) ? [guard, new PolicyStatement.End(Verdict.Reject)]
                : [guard, new PolicyStatement.Call(chain)];
            policies.Add(new RoutePolicy { Name = name, Body = body, Final = Verdict.Accept });
        }

        foreach (var (name, first, second) in both)
            policies.Add(new RoutePolicy { Name = name, Body = [new PolicyStatement.Call(first), new PolicyStatement.Call(second)], Final = Verdict.Accept });
        foreach (var item in tables[Menus.SelectRule])
        {
            reader.CloseAll(item, new Outcome.Inherent("its arguments say it"));
            foreach (var argument in item.Arguments.Where(a => a.Name is not ("comment" or "disabled"))) reader.Carry(Menus.SelectRule, item.Value("chain") ?? "", argument, "peer.afi-safi.export-alternate");
        }
    }

    private static ChainUse Copy(ChainUse use)
    {
        var copy = new ChainUse();
        copy.Join(use);
        return copy;
    }

    /// <summary>Chains that are jumped to are used as the one they are jumped to from.</summary>
    private void Pass(ChainUse use, string from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        for (var queue = new Queue<string>(seen); queue.TryDequeue(out var chain);)
        {
            foreach (var target in targets.GetValueOrDefault(chain) ?? [])
            {
                if (!seen.Add(target)) continue;
                if (!uses.TryGetValue(target, out var known)) uses[target] = known = new ChainUse();
                known.Join(use);
                queue.Enqueue(target);
            }
        }
    }

    /// <summary>Chains that a rule may jump to.</summary>
    private static IEnumerable<string> TargetsOf(Item item)
    {
        if (item.Value("jump-target") is { } old) yield return old;
        var text = item.Value("rule") ?? "";
        for (var at = text.IndexOf("jump ", StringComparison.Ordinal); at >= 0; at = text.IndexOf("jump ", at + 1, StringComparison.Ordinal))
        {
            var name = text.AsSpan(at + "jump ".Length).TrimStart();
            var end = name.StartsWith("\"") ? name[1..].IndexOf('"') : name.IndexOfAny(" ;}");
            yield return (name.StartsWith("\"") ? name[1..] : name)[..(end < 0 ? ^(name.StartsWith("\"") ? 1 : 0) : end)].ToString();
        }
    }

    /// <summary>The chain as a policy; null while it is being read, or too many wait for it.</summary>
    private OwnChain? Own(string name)
    {
        if (own.TryGetValue(name, out var known)) return known;
        if (waiting > MaximumWaiting) return null;
        own[name] = null;
        waiting++;
        var progress = new Progress(UseOf(name), verification.Fresh());
        var body = Body(name, progress, [name], "return");
        if (!IsSix(rules[name])) body = LastPrepend.In(body, called => own.GetValueOrDefault(called)?.Body ?? []);
        var leaves = Leaves(body, "return");
        var result = new OwnChain(leaves ? [new PolicyStatement.Block("return", body)] : body, !leaves && AlwaysEnds(body) && !progress.Verification.IsAskedBefore);
        waiting--;
        return own[name] = result;
    }

    private ChainUse UseOf(string chain) => uses.GetValueOrDefault(chain) ?? new ChainUse { IsOnlyToExternal = false };

    /// <summary>Every route gets a verdict there.</summary>
    public static bool AlwaysEnds(ImmutableArray<PolicyStatement> body) => body is [.., var last] && last switch
    {
        PolicyStatement.End => true,
        PolicyStatement.If branch => AlwaysEnds(branch.Then) && AlwaysEnds(branch.Else),
        PolicyStatement.Block block => AlwaysEnds(block.Body) && !Leaves(block.Body, block.Label),
        _ => false,
    };

    private static bool IsSix(List<Item> items) => items.Count > 0 && items[0].Menu == Menus.Filter;

    private void Collect()
    {
        if (isCollected) return;
        isCollected = true;
        foreach (var item in tables[Menus.Filter].Concat(tables[Menus.Rule]))
        {
            if (item["chain"] is not { Value.Length: > 0 } chain) continue;
            if (!rules.TryGetValue(chain.Value, out var items)) rules.Add(chain.Value, items = []);
            items.Add(item);
        }
    }

    private string Fresh(string name)
    {
        var fresh = name;
        for (var n = 2; rules.ContainsKey(fresh) || guarded.Exists(g => g.Name == fresh) || both.Exists(b => b.Name == fresh); n++) fresh = $"{name}-{n}";
        return fresh;
    }

    /// <summary>The rules of a chain as statements; <c>return</c> leaves the block of the label.</summary>
    private ImmutableArray<PolicyStatement> Body(string chain, Progress progress, ImmutableArray<string> inside, string label)
    {
        var body = ImmutableArray.CreateBuilder<PolicyStatement>();
        var last = rules[chain].FindLast(i => !i.IsDisabled);
        foreach (var item in rules[chain])
        {
            if (item.IsDisabled)
            {
                reader.CloseAll(item, new Outcome.Inherent("it is disabled"));
                continue;
            }

            if (item["disabled"] is { } disabled) reader.Inherent(disabled, "it is enabled");
            reader.State(item["chain"]!);
            var origin = item.Origin + item["chain"]!.Statement;
            PolicyStatement[] read = item.Menu == Menus.Filter
                ? [.. new OldFilterRule(reader, progress.Use, item, origin).Read((target, said) => Jump(target, progress, inside, said), label)]
                : [.. new FilterRule(reader, lists, progress.Use, item, origin, OwnNetworks, progress.Verification).Read((target, said) => Jump(target, progress, inside, said), label)];
            progress.Statements += read.Length;
            if (read.Length == 0)
            {
                foreach (var statement in item["rule"] is { } program ? origin + program.Statement : origin) reader.Inherent(new Argument("", "", statement, item["chain"]!.Word), "no route is treated otherwise for it");
            }

            if (item["comment"] is { Value.Length: > 0 } comment)
            {
                if (read.Length > 0)
                {
                    reader.State(comment);
                    read[0] = read[0] with { Description = new Stated<string>(comment.Value, comment.Statement) };
                }
                else
                {
                    reader.Inherent(comment, "a remark");
                }
            }
            else if (item["comment"] is { } empty)
            {
                reader.Inherent(empty, "it is empty");
            }

            if (item == last && rules[chain].Count > 1) CloseUsualEnd(item, read, chain);
            body.AddRange(read);
        }

        return body.ToImmutable();
    }

    /// <summary>
    /// The last rule of a chain may say how the chain ends anyway: in <c>return</c>, and where no other chain jumps to it and goes on behind the jump, in release 6 in
    /// <c>accept</c>, in 7 in <c>reject</c>.
    /// </summary>
    private void CloseUsualEnd(Item item, PolicyStatement[] read, string chain)
    {
        var isSix = item.Menu == Menus.Filter;
        if (read is [PolicyStatement.If { Else.IsEmpty: true, Then: [.., var end] }] && isSix && IsUsual(end)) reader.Inherent(item["action"]!, "the chain ends so anyway");
        else if (read is [.., var verdict] && IsUsual(verdict))
        {
            if (read.Length == 1) reader.CloseAll(item, new Outcome.Inherent("the chain ends so anyway"));
            else if (isSix) reader.Inherent(item["action"]!, "the chain ends so anyway");
        }

        bool IsUsual(PolicyStatement statement) => statement is PolicyStatement.Leave
            || (statement is PolicyStatement.End { Verdict: var verdict } && verdict == (isSix ? Verdict.Accept : Verdict.Reject) && !IsJumpedTo(chain));
    }

    private bool IsJumpedTo(string chain) => (jumpedTo ??= [.. targets.Values.SelectMany(t => t)]).Contains(chain);

    private HashSet<string>? jumpedTo;

    /// <summary>Another chain in the place of a jump.</summary>
    private IEnumerable<PolicyStatement> Jump(string target, Progress progress, ImmutableArray<string> inside, Origin origin)
    {
        if (!rules.ContainsKey(target))
        {
            if (missing.Add(target)) reader.Note(DiagnosticCatalogue.Undefined(origin.First?.Span, "filter chain", target, "the jump does nothing"));
            return [new PolicyStatement.Block($"jump {++progress.Jumps}", [], origin)];
        }

        if (!inside.Contains(target) && Own(target) is { AlwaysEnds: true } && progress.Use.IsLike(UseOf(target)))
            return [new PolicyStatement.Call(target, origin), new PolicyStatement.End(Verdict.Accept, origin)];
        if (inside.Contains(target) || inside.Length >= MaximumDepth || progress.Statements > MaximumStatements)
            return [new PolicyStatement.Opaque($"jump {target}", inside.Contains(target) ? "the chain jumps into itself" : "jumps are nested too deeply", origin)];
        var label = $"jump {++progress.Jumps}";
        return [new PolicyStatement.Block(label, Body(target, progress, inside.Add(target), label), origin)];
    }

    private static bool Leaves(ImmutableArray<PolicyStatement> body, string label) => body.Any(s => s switch
    {
        PolicyStatement.Leave leave => leave.Label == label,
        PolicyStatement.If branch => Leaves(branch.Then, label) || Leaves(branch.Else, label),
        PolicyStatement.Block block => Leaves(block.Body, label),
        _ => false,
    });

    private static bool SameCondition(Condition a, Condition b) => (a, b) switch
    {
        (Condition.And x, Condition.And y) => x.Parts.Length == y.Parts.Length && x.Parts.Zip(y.Parts).All(p => SameCondition(p.First, p.Second)),
        (Condition.Not x, Condition.Not y) => SameCondition(x.Operand, y.Operand),
        (Condition.SourceIs x, Condition.SourceIs y) => x.Sources.SequenceEqual(y.Sources),
        (Condition.PrefixIn { Set.Set: { } x }, Condition.PrefixIn { Set.Set: { } y }) => x.Entries.Select(e => e.Match).SequenceEqual(y.Entries.Select(e => e.Match)),
        _ => false,
    };
}
