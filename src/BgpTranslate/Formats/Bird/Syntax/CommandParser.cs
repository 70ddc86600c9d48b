using System.Collections.Immutable;
using System.Globalization;
using Antlr4.Runtime;
using BgpTranslate.Diagnostics;
using BgpTranslate.Grammars;
using BgpTranslate.Grammars.Bird;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Rules = BgpTranslate.Grammars.Bird.BirdParser;

namespace BgpTranslate.Formats.Bird.Syntax;

/// <summary>Turns the tokens of one item into functions, filters, commands and expressions. The tree of the grammar lives no longer than a call.</summary>
internal sealed class CommandParser(StatementLog log, List<Diagnostic> diagnostics)
{
    private readonly TreeParser trees = new();
    private SourceFile? lastFile;
    private int lastEnd;

    /// <summary>Reads a function.</summary>
    public Function ReadFunction(Item item)
    {
        var (tokens, tree) = (item.Tokens, Take(item.Tree) as Rules.FunctionItemContext);
        var statement = OpenHead(tokens);
        if (tree?.body() is not { } body) return new Function(statement, tokens.Count > 1 ? NameOf(tokens[1].Text) : "", [], [Unreadable(tokens)]);
        return new Function(
            statement, NameOf(tree.name()), [.. (tree.parameters()?.parameter() ?? []).Select(p => NameOf(p.name()))], [.. tree.declaration().Select(ReadDeclaration), .. ReadBody(body)]);
    }

    /// <summary>Reads a filter.</summary>
    public Filter ReadFilter(Item item)
    {
        var (tokens, tree) = (item.Tokens, Take(item.Tree) as Rules.FilterItemContext);
        var statement = OpenHead(tokens);
        if (tree?.body() is not { } body) return new Filter(statement, tokens.Count > 1 ? NameOf(tokens[1].Text) : "", [Unreadable(tokens)]);
        return new Filter(statement, NameOf(tree.name()), [.. tree.declaration().Select(ReadDeclaration), .. ReadBody(body)]);
    }

    /// <summary>Reads a filter written in place: the tokens behind <c>filter</c>.</summary>
    public ImmutableArray<Command> ReadInlineFilter(IReadOnlyList<BirdToken> tokens)
    {
        var tree = Take(trees.Parse(tokens, p => p.filterBody())) as Rules.FilterBodyContext;
        return tree?.body() is { } body ? [.. tree.declaration().Select(ReadDeclaration), .. ReadBody(body)] : [Unreadable(tokens)];
    }

    /// <summary>Reads the value of a constant; null where it is none.</summary>
    public Expression? ReadValue(Item item) => item.Tree is { } parsed ? Read(parsed) : null;

    /// <summary>Reads an expression; null where it is none.</summary>
    public Expression? ReadExpression(IReadOnlyList<BirdToken> tokens) => tokens.Count > 0 ? Read(trees.Parse(tokens, p => p.loneExpression())) : null;

    private Expression? Read(Parsed parsed) =>
        Take(parsed) is Rules.LoneExpressionContext tree && parsed.Problem is null ? Read(tree.expression()) : null;

    private ParserRuleContext? Take(Parsed? parsed)
    {
        if (parsed?.Problem is { } problem) diagnostics.Add(problem);
        return parsed?.Tree;
    }

    // --- statements ---

    private Statement OpenHead(IReadOnlyList<BirdToken> tokens)
    {
        var end = 0;
        while (end < tokens.Count && tokens[end].Type != BirdLexer.OPEN_BRACE) end++;

        // Old-style local variables are statements of their own.
        var nesting = 0;
        var head = new List<BirdToken>();
        for (var i = 0; i < end; i++)
        {
            nesting += tokens[i].Type switch { BirdLexer.OPEN_PAREN => 1, BirdLexer.CLOSE_PAREN => -1, _ => 0 };
            if (nesting == 0 && i >= 2 && tokens[i].Type == BirdLexer.NAME && tokens[i - 1].Type != BirdLexer.ARROW && Array.Exists([.. tokens.Take(end).Skip(i)], t => t.Type == BirdLexer.SEMICOLON)) break;
            head.Add(tokens[i]);
        }

        return log.Open(BirdToken.SpanOf(head.Count > 0 ? head : tokens));
    }

    private Command.Invalid Unreadable(IReadOnlyList<BirdToken> tokens)
    {
        BirdToken[] body = [.. tokens.SkipWhile(t => t.Type != BirdLexer.OPEN_BRACE)];

        // Without a brace the head covers all there is; what is missing stands behind it.
        var last = tokens[^1].Span;
        return new Command.Invalid(log.Open(body.Length > 0 ? BirdToken.SpanOf(body) : last with { Start = last.End }), "");
    }

    private Statement Open(IToken first, IToken last)
    {
        var (from, to) = ((BirdToken)first, (BirdToken)last);
        var end = to.File == from.File ? Math.Max(to.Span.End, from.Span.End) : from.Span.End;

        // Recovery from a mistake may give a token to two commands, or one that stands nowhere; statements never overlap.
        if (from.File == lastFile) end = Math.Max(end, lastEnd);
        var start = from.File == lastFile ? Math.Min(end, Math.Max(from.Span.Start, lastEnd)) : from.Span.Start;
        (lastFile, lastEnd) = (from.File, end);
        return log.Open(new Span(from.File, start, end));
    }

    private static string Words(ParserRuleContext? tree)
    {
        if (tree?.Stop is not BirdToken stop || tree.Start is not BirdToken start || stop.File != start.File || stop.Span.End < start.Span.Start) return "";
        return string.Join(' ', start.File.Content[start.Span.Start..stop.Span.End].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // --- commands ---

    private ImmutableArray<Command> ReadBody(Rules.BodyContext body) => [.. body.command().Select(ReadCommand)];

    private Command ReadCommand(Rules.CommandContext tree)
    {
        if (tree.exception is not null && tree is not Rules.BlockCommandContext) return Broken(tree);
        switch (tree)
        {
            case Rules.BlockCommandContext c:
                return new Command.Block(ReadBody(c.body()));
            case Rules.IfCommandContext c when c.expression() is not null && c.THEN() is not null && c.command() is not null:
                {
                    var head = Open(c.Start, c.THEN().Symbol);
                    var condition = Read(c.expression());
                    var then = ReadCommand(c.command());
                    if (c.elseBranch()?.command() is not { } otherwise) return new Command.If(head, condition, Words(c.expression()), then, null, null);
                    var elseHead = Open(c.elseBranch().Start, c.elseBranch().Start);
                    return new Command.If(head, condition, Words(c.expression()), then, elseHead, ReadCommand(otherwise));
                }

            case Rules.CaseCommandContext c when c.expression() is not null:
                return new Command.Case(Open(c.Start, c.expression().Stop), Read(c.expression()), [.. c.caseArm().Where(a => a.COLON() is not null).Select(ReadArm)]);
            case Rules.ForCommandContext c when c.expression() is not null && c.DO() is not null && c.command() is not null:
                return new Command.For(Open(c.Start, c.DO().Symbol), NameOf(c.forVariable().name()), Read(c.expression()), ReadCommand(c.command()));
            case Rules.DeclarationCommandContext c when c.declaration().name() is not null:
                return ReadDeclaration(c.declaration());
            case Rules.VerdictCommandContext c:
                return new Command.Verdict(Open(c.Start, c.Stop), c.verdict.Type == BirdLexer.ACCEPT);
            case Rules.ReturnCommandContext c:
                return new Command.Return(Open(c.Start, c.Stop), c.expression() is { } value ? Read(value) : null, Words(c.expression()));
            case Rules.PrintCommandContext c:
                return new Command.Print(Open(c.Start, c.Stop));
            case Rules.AssignCommandContext c when c.postfix() is not null:
                return c.expression() is { } assigned
                    ? new Command.Assign(Open(c.Start, c.Stop), Read(c.postfix()), Read(assigned), Words(c))
                    : new Command.Do(Open(c.Start, c.Stop), Read(c.postfix()), Words(c));
            case Rules.EmptyCommandContext:
                return new Command.Block([]);
            default:
                return Broken(tree);
        }
    }

    private Command.Invalid Broken(Rules.CommandContext tree) => new(Open(tree.Start, tree.Stop ?? tree.Start), Words(tree));

    private CaseArm ReadArm(Rules.CaseArmContext arm)
    {
        var head = Open(arm.Start, arm.COLON().Symbol);
        return new CaseArm(
            head,
            [.. arm.caseLabel().Select(l => (Read(l.additive(0)), l.additive(1) is { } high ? Read(high) : null))],
            [.. arm.command().Select(ReadCommand)]);
    }

    private Command.Declare ReadDeclaration(Rules.DeclarationContext tree) =>
        new(Open(tree.Start, tree.Stop), NameOf(tree.name()), tree.expression() is { } value ? Read(value) : null);

    // --- expressions ---

    private static Expression Read(Rules.ExpressionContext tree) => Chain<Rules.ComparisonContext>(tree, Read);

    private static Expression Read(Rules.ComparisonContext tree) => Chain<Rules.AdditiveContext>(tree, Read);

    private static Expression Read(Rules.AdditiveContext? tree) => tree is null ? new Expression.Other("") : Chain<Rules.MultiplicativeContext>(tree, Read);

    private static Expression Read(Rules.MultiplicativeContext tree) => Chain<Rules.UnaryContext>(tree, Read);

    /// <summary>Operands with operators between them, from left to right. A tree with a mistake in it may have neither.</summary>
    private static Expression Chain<TOperand>(RuleTree tree, Func<TOperand, Expression> read)
        where TOperand : RuleTree
    {
        Expression? result = null;
        var operation = "";
        for (var i = 0; i < tree.ChildCount; i++)
        {
            if (tree.GetChild(i) is not TOperand operand) operation = tree.GetChild(i).GetText();
            else result = result is null ? read(operand) : new Expression.Binary(operation, result, read(operand));
        }

        return result ?? new Expression.Other("");
    }

    private static Expression Read(Rules.UnaryContext? tree) => tree switch
    {
        null => new Expression.Other(""),
        _ when tree.unary() is { } operand => new Expression.Not(Read(operand)),
        _ when tree.postfix() is { } postfix => Read(postfix),
        _ => new Expression.Other(""),
    };

    private static Expression Read(Rules.PostfixContext tree)
    {
        var result = tree.primary() is { } primary ? Read(primary) : new Expression.Other("");
        foreach (var member in tree.member())
            result = new Expression.Member(result, NameOf(member.name()), Read(member.arguments()));
        return result;
    }

    private static ImmutableArray<Expression> Read(Rules.ArgumentsContext? tree) => tree is null ? [] : [.. tree.expression().Select(Read)];

    private static Expression Read(Rules.PrimaryContext tree) => tree switch
    {
        Rules.NumberContext c => Number(c.GetText()),
        Rules.TruthContext c => new Expression.Truth(c.TRUE() is not null),
        Rules.TextContext c => new Expression.Text(Unquoted(c.GetText())),
        Rules.PrefixContext c => Prefix(c.GetText()),
        Rules.AddressContext c => Address(c.ADDRESS().GetText()),
        Rules.EmptyListContext => new Expression.EmptyList(),
        Rules.TupleValueContext c => Read(c.tuple()),
        Rules.SetValueContext c => Read(c.set()),
        Rules.MaskValueContext c => Read(c.mask()),
        Rules.CallContext c => new Expression.Call(NameOf(c.name()), Read(c.arguments())),
        Rules.SymbolContext c => new Expression.Symbol(NameOf(c.name())),
        _ => new Expression.Other(tree.GetText()),
    };

    private static Expression Read(Rules.TupleContext tree)
    {
        var fields = tree.field();
        if (fields.Length == 1 && fields[0].expression(0) is { } only && fields[0].expression(1) is null && fields[0].name() is null) return Read(only);
        return new Expression.Tuple(
        [
            .. fields.Select(f => f.NUMBER() is { } number ? new Field(Number(number.GetText()), null, NameOf(f.name()))
                : f.expression(0) is not { } low ? new Field(null, null)
                : new Field(Read(low), f.expression(1) is { } high ? Read(high) : null)),
        ]);
    }

    private static Expression.Set Read(Rules.SetContext tree) => new([.. tree.item().Select(Read)]);

    private static SetItem Read(Rules.ItemContext tree)
    {
        var low = Read(tree.itemValue(0));
        if (tree.itemValue(1) is { } high) return new SetItem(low, Read(high));
        return tree.lengths() switch
        {
            null => new SetItem(low, null),
            { } l when l.PLUS() is not null => new SetItem(low, null, '+'),
            { } l when l.MINUS() is not null => new SetItem(low, null, '-'),
            { } l when l.expression().Length == 2 => new SetItem(low, null, '{', Read(l.expression(0)), Read(l.expression(1))),
            _ => new SetItem(low, null),
        };
    }

    private static Expression Read(Rules.ItemValueContext? tree) => tree switch
    {
        null => new Expression.Other(""),
        _ when tree.tuple() is { } tuple => Read(tuple),
        _ when tree.name() is { } name => tree.OPEN_PAREN() is null ? new Expression.Symbol(NameOf(name)) : new Expression.Call(NameOf(name), Read(tree.arguments())),
        _ when tree.PREFIX() is { } prefix => Prefix(prefix.GetText()),
        _ when tree.ADDRESS() is { } address => Address(address.GetText()),
        _ when tree.STRING() is { } text => new Expression.Text(Unquoted(text.GetText())),
        _ when tree.STAR() is not null => new Expression.Symbol("*"),
        _ when tree.NUMBER() is { Length: 1 } number => Number(number[0].GetText()),
        _ => new Expression.Other(tree.GetText()),
    };

    private static Expression.Mask Read(Rules.MaskContext tree) => new(
    [
        .. tree.maskItem().Select(i => i switch
        {
            _ when i.STAR() is not null => new MaskItem(null, null, '*', i.PLUS() is not null),
            _ when i.QUESTION() is not null => new MaskItem(null, null, '?', i.PLUS() is not null),
            _ when i.set() is { } set => new MaskItem(Read(set), null, '\0', i.PLUS() is not null),
            _ when i.tuple() is { } tuple => new MaskItem(Read(tuple), null, '\0', i.PLUS() is not null),
            _ when i.name() is { } name => new MaskItem(new Expression.Symbol(NameOf(name)), null, '\0', i.PLUS() is not null),
            _ when i.NUMBER().Length > 0 => new MaskItem(
                Number(i.NUMBER(0).GetText()), i.NUMBER().Length > 1 && Number(i.NUMBER(1).GetText()) is Expression.Number n ? n.Value : null, '\0', i.PLUS() is not null),
            _ => new MaskItem(new Expression.Other(i.GetText()), null, '\0', false),
        }),
    ]);

    // --- words ---

    /// <summary>A number of BIRD: decimal or hexadecimal, 32 bits.</summary>
    public static bool TryNumber(string text, out uint value) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? uint.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out value)
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    /// <summary>A prefix, also with a netmask as in 1.6.</summary>
    public static bool TryPrefix(string text, out IpPrefix prefix)
    {
        var colon = text.IndexOf('/', StringComparison.Ordinal) < 0 ? text.IndexOf(':', StringComparison.Ordinal) : -1;
        if (colon < 0) return IpPrefix.TryParse(text, out prefix);
        prefix = default;
        if (!IpAddress.TryParse(text.AsSpan(0, colon), out var address) || !IpAddress.TryParse(text.AsSpan(colon + 1), out var mask)) return false;
        var length = System.Numerics.BitOperations.PopCount((uint)mask.Bits);
        if (IpPrefix.MaskOf(length, 32) != mask.Bits) return false;
        prefix = new IpPrefix(address, length);
        return true;
    }

    /// <summary>A name without the quotes it may have.</summary>
    public static string NameOf(string text) => text.Length > 1 && text[0] == '\'' ? text[1..^1] : text;

    private static string NameOf(Rules.NameContext? name) => NameOf(name?.GetText() ?? "");

    private static string Unquoted(string text) => text.Length >= 2 ? text[1..^1] : "";

    private static Expression Number(string text) => TryNumber(text, out var value) ? new Expression.Number(value) : new Expression.Other(text);

    private static Expression Prefix(string text) => TryPrefix(text, out var value) ? new Expression.Prefix(value) : new Expression.Other(text);

    private static Expression Address(string text) => IpAddress.TryParse(text, out var value) ? new Expression.Address(value) : new Expression.Other(text);
}
