using System.Collections.Frozen;
using System.Globalization;
using BgpTranslate.Formats.Bird.Reading;
using BgpTranslate.Formats.Bird.Syntax;
using Syntactic = BgpTranslate.Formats.Bird.Syntax.Expression;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>Finds out from one text what kinds of things the names in it are that nobody defines (types of filters: bird.md §7).</summary>
/// <param name="known">What other texts said.</param>
internal sealed class MissingUse(Func<string, MissingKind?> known)
{
    private static readonly FrozenDictionary<string, MissingKind> Attributes = new Dictionary<string, MissingKind>
    {
        ["net"] = MissingKind.Prefix,
        ["bgp_path"] = MissingKind.Path,
        ["bgp_community"] = MissingKind.Pairs,
        ["bgp_large_community"] = MissingKind.Larges,
        ["bgp_ext_community"] = MissingKind.Extendeds,
        ["proto"] = MissingKind.Text,
        ["ifname"] = MissingKind.Text,
        ["from"] = MissingKind.Address,
        ["gw"] = MissingKind.Address,
        ["bgp_next_hop"] = MissingKind.Address,
        ["krt_prefsrc"] = MissingKind.Address,
        ["net.ip"] = MissingKind.Address,
        ["net.type"] = MissingKind.Enumeration,
        ["source"] = MissingKind.Enumeration,
        ["dest"] = MissingKind.Enumeration,
        ["scope"] = MissingKind.Enumeration,
        ["bgp_origin"] = MissingKind.Enumeration,
    }.ToFrozenDictionary();

    /// <summary>What an option takes behind a word.</summary>
    private static readonly FrozenDictionary<string, MissingKind> Options = new Dictionary<string, MissingKind>
    {
        ["as"] = MissingKind.AsNumber,
        ["local"] = MissingKind.Address,
        ["neighbor"] = MissingKind.Address,
        ["address"] = MissingKind.Address,
        ["id"] = MissingKind.RouterId,
        ["via"] = MissingKind.Address,
        ["recursive"] = MissingKind.Address,
        ["remote"] = MissingKind.Address,
        ["route"] = MissingKind.Prefix,
        ["range"] = MissingKind.Prefix,
        ["password"] = MissingKind.Text,
        ["description"] = MissingKind.Text,
        ["interface"] = MissingKind.Text,
        ["vrf"] = MissingKind.Text,
        ["name"] = MissingKind.Text,
        ["secret"] = MissingKind.Text,
    }.ToFrozenDictionary();

    /// <summary>The names met, with their kinds.</summary>
    public Dictionary<string, MissingKind> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>Two uses contradict each other, or the text has something in it that cannot be declared.</summary>
    public bool IsImpossible { get; private set; }

    /// <summary>What a word of an option wants behind it.</summary>
    public static MissingKind AfterWord(string word) => Options.GetValueOrDefault(word) ?? MissingKind.Number;

    /// <summary>A name is of a kind.</summary>
    public void Say(string name, MissingKind kind)
    {
        if (kind != MissingKind.Enumeration && MissingKind.Both(Kinds.GetValueOrDefault(name) ?? known(name), kind) is { } both) Kinds[name] = both;
        else IsImpossible = true;
    }

    /// <summary>A command.</summary>
    public void Walk(Command command)
    {
        switch (command)
        {
            case Command.Assign { Target: Syntactic.Symbol target } c when KindOf(target) is { } kind:
                Walk(c.Value, kind);
                break;
            case Command.Do { Call: Syntactic.Call { Name: "unset" } }:
                break;
            case Command.Do { Call: Syntactic.Call call }:
                Call(call, null);
                break;
            case Command.Do { Call: Syntactic.Member member }:
                Walk(member, MissingKind.Number);
                break;
            default:
                IsImpossible = true;
                break;
        }
    }

    /// <summary>An expression of which a kind is expected.</summary>
    public void Walk(Syntactic expression, MissingKind expected)
    {
        switch (expression)
        {
            case Syntactic.Symbol e:
                if (IsOpen(e)) Say(e.Name, expected);
                break;
            case Syntactic.Not e:
                Walk(e.Operand, MissingKind.Truth);
                break;
            case Syntactic.Binary { Operator: "&&" or "||" } e:
                Walk(e.Left, MissingKind.Truth);
                Walk(e.Right, MissingKind.Truth);
                break;
            case Syntactic.Binary { Operator: "~" or "!~" } e:
                Walk(e.Left, KindOf(e.Right) is { } whole ? MemberOf(whole) : MissingKind.Number);
                Walk(e.Right, SetFor(KindOf(e.Left) ?? MissingKind.Number));
                break;
            case Syntactic.Binary { Operator: "=" or "!=" or "<" or "<=" or ">" or ">=" } e:
                {
                    var both = KindOf(e.Left) ?? KindOf(e.Right) ?? MissingKind.Number;
                    Walk(e.Left, both);
                    Walk(e.Right, both);
                    break;
                }

            case Syntactic.Binary e:
                Walk(e.Left, MissingKind.Number);
                Walk(e.Right, MissingKind.Number);
                break;
            case Syntactic.Member e:
                Walk(e.Target, MissingKind.Enumeration);
                foreach (var argument in e.Arguments) Walk(argument, Argument(e));
                break;
            case Syntactic.Call e:
                Call(e, expected);
                break;
            case Syntactic.Tuple e:
                foreach (var part in e.Fields.SelectMany(f => new[] { f.Low, f.High }).OfType<Syntactic>())
                {
                    if (part is not Syntactic.Symbol { Name: "rt" or "ro" or "generic" }) Walk(part, MissingKind.Number);
                }

                break;
            case Syntactic.Set e:
                {
                    var member = expected is MissingKind.Set set ? set.Member : KindOf(e) is { } found ? MemberOf(found) : MissingKind.Number;
                    foreach (var item in e.Items)
                    {
                        // Prefixes in sets are literals.
                        if ((item.Lengths != '\0' || member == MissingKind.Prefix) && item.Low is not Syntactic.Prefix) IsImpossible = true;
                        Walk(item.Low, member);
                        if (item.High is not null) Walk(item.High, member);
                        if (item.Shortest is not null) Walk(item.Shortest, MissingKind.Number);
                        if (item.Longest is not null) Walk(item.Longest, MissingKind.Number);
                    }

                    break;
                }

            case Syntactic.Mask e:
                foreach (var item in e.Items.Select(i => i.Value).OfType<Syntactic>()) Walk(item, MissingKind.Number);
                break;
            case Syntactic.Other:
                IsImpossible = true;
                break;
        }
    }

    private void Call(Syntactic.Call call, MissingKind? expected)
    {
        if (call.Name == "roa_check")
        {
            if (call.Arguments is [Syntactic.Symbol table, ..] && IsOpen(table)) Say(table.Name, new MissingKind.Table());
            foreach (var argument in call.Arguments.Skip(1)) Walk(argument, MissingKind.Number);
            return;
        }

        if (ExpressionText.IsBuiltIn(call.Name))
        {
            foreach (var argument in call.Arguments) Walk(argument, call.Arguments.Length == 2 && argument == call.Arguments[1] && KindOf(call.Arguments[0]) is { } list ? MemberOf(list) : MissingKind.Enumeration);
            return;
        }

        var parameters = new List<string>();
        foreach (var argument in call.Arguments)
        {
            var kind = KindOf(argument) ?? MissingKind.Number;
            Walk(argument, kind);
            if (kind.Type.Length == 0) IsImpossible = true;
            parameters.Add(string.Create(CultureInfo.InvariantCulture, $"{kind.Type} a{parameters.Count + 1}"));
        }

        if (expected == MissingKind.Enumeration) IsImpossible = true;
        else Say(call.Name, new MissingKind.Function(string.Join("; ", parameters), expected));
    }

    /// <summary>A name that is no attribute and no word of the language.</summary>
    private static bool IsOpen(Syntactic.Symbol symbol) => !RouteAttributes.IsKnown(symbol.Name) && !RouteAttributes.IsEnumeration(symbol.Name);

    private static MissingKind Argument(Syntactic.Member member) => (member.Target, member.Name) switch
    {
        (Syntactic.Symbol { Name: "bgp_path" }, _) => MissingKind.Number,
        (Syntactic.Symbol { Name: var name }, "add") when Attributes.TryGetValue(name, out var list) => MemberOf(list),
        (Syntactic.Symbol { Name: var name }, _) when Attributes.TryGetValue(name, out var list) => MissingKind.SetOf(MemberOf(list)),
        _ => MissingKind.Number,
    };

    /// <summary>What may be in something.</summary>
    private static MissingKind MemberOf(MissingKind whole) => whole switch
    {
        MissingKind.Set set => set.Member,
        _ when whole == MissingKind.Path => MissingKind.Number,
        _ when whole == MissingKind.Pairs => MissingKind.Pair,
        _ when whole == MissingKind.Larges => MissingKind.Large,
        _ when whole == MissingKind.Extendeds => MissingKind.Extended,
        _ when whole == MissingKind.Prefix => MissingKind.Prefix,
        _ => whole,
    };

    /// <summary>What something may be in.</summary>
    private static MissingKind SetFor(MissingKind kind) =>
        kind == MissingKind.Path ? MissingKind.SetOf(MissingKind.Number)
        : kind == MissingKind.Pairs || kind == MissingKind.Larges || kind == MissingKind.Extendeds ? MissingKind.SetOf(MemberOf(kind))
        : kind == MissingKind.Address ? MissingKind.Prefix
        : kind == MissingKind.Text ? MissingKind.Text
        : kind is MissingKind.Set || kind == MissingKind.Enumeration ? MissingKind.Enumeration
        : MissingKind.SetOf(kind);

    /// <summary>The kind of an expression; null where only a name without a definition could tell.</summary>
    private MissingKind? KindOf(Syntactic expression) => expression switch
    {
        Syntactic.Number => MissingKind.Number,
        Syntactic.Truth or Syntactic.Not or Syntactic.Binary { Operator: "&&" or "||" or "~" or "!~" or "=" or "!=" or "<" or "<=" or ">" or ">=" } => MissingKind.Truth,
        Syntactic.Binary => MissingKind.Number,
        Syntactic.Text => MissingKind.Text,
        Syntactic.Prefix => MissingKind.Prefix,
        Syntactic.Address => MissingKind.Address,
        Syntactic.Tuple { Fields.Length: 2 } => MissingKind.Pair,
        Syntactic.Tuple { Fields: [{ Word: not null } or { Low: Syntactic.Symbol { Name: "rt" or "ro" or "generic" } }, ..] } => MissingKind.Extended,
        Syntactic.Tuple => MissingKind.Large,
        Syntactic.Mask => MissingKind.Path,
        Syntactic.Set { Items: [{ Lengths: not '\0' }, ..] } => MissingKind.SetOf(MissingKind.Prefix),
        Syntactic.Set { Items: [{ Low: var first }, ..] } => MissingKind.SetOf(KindOf(first) ?? MissingKind.Number),
        Syntactic.Symbol { Name: var name } when Attributes.TryGetValue(name, out var kind) => kind,
        Syntactic.Symbol { Name: var name } when RouteAttributes.IsEnumeration(name) => MissingKind.Enumeration,
        Syntactic.Symbol { Name: var name } e when !IsOpen(e) => RouteAttributes.Numbers.ContainsKey(name) ? MissingKind.Number : MissingKind.Enumeration,
        Syntactic.Symbol { Name: var name } => Kinds.GetValueOrDefault(name) ?? known(name),
        Syntactic.Member { Target: Syntactic.Symbol { Name: var name }, Name: var property } when Attributes.TryGetValue($"{name}.{property}", out var kind) => kind,
        Syntactic.Member { Name: "len" or "first" or "last" or "last_nonaggregated" or "asn" or "data" or "data1" or "data2" } => MissingKind.Number,
        Syntactic.Member => MissingKind.Enumeration,
        Syntactic.Call { Name: "roa_check" } => MissingKind.Enumeration,
        Syntactic.Call { Name: "defined" } => MissingKind.Truth,
        Syntactic.Call { Name: var name } when (Kinds.GetValueOrDefault(name) ?? known(name)) is MissingKind.Function { Result: { } result } => result,
        _ => null,
    };
}
