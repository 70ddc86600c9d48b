using Antlr4.Runtime;
using BgpTranslate.Grammars.Bird;

namespace BgpTranslate.Formats.Bird.Syntax;

/// <summary>What an item is.</summary>
internal enum ItemKind
{
    /// <summary>A statement; with the body where it has one (function, filter, route attributes). The closing semicolon is its last token.</summary>
    Statement,

    /// <summary>The head of a block of items, without the brace.</summary>
    BlockOpen,

    /// <summary>The end of a block.</summary>
    BlockClose,

    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>One item of the configuration, cut out of the text by its braces and semicolons.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Tokens">Its tokens; a single one for the end of a block or text.</param>
/// <param name="Problem">Why it ends early; null when all is well.</param>
internal sealed record Item(ItemKind Kind, IReadOnlyList<BirdToken> Tokens, string? Problem = null)
{
    /// <summary>The tree of a constant's value, a function or a filter; null for other items.</summary>
    public Parsed? Tree { get; init; }

    /// <summary>The tokens of a constant's value; none for other items.</summary>
    public IEnumerable<BirdToken> Value =>
        Tokens.Count >= 4 && Tokens[0].Is("define") && Tokens[2].Type == BirdLexer.EQUAL ? Tokens.Skip(3).SkipLast(Tokens[^1].Type == BirdLexer.SEMICOLON ? 1 : 0) : [];

    /// <summary>The include statements met before its end, which are no part of it.</summary>
    public IReadOnlyList<Include> Includes { get; init; } = [];

    /// <summary>The word at a position; empty behind the last.</summary>
    public string Word(int index) => index < Tokens.Count ? Tokens[index].Text : "";
}

/// <summary>
/// Cuts the token stream into items before any grammar sees it: a mistake costs the item it stands in and nothing else, and no more than one item is in memory.
/// </summary>
internal sealed class ItemReader(TokenReader tokens)
{
    private readonly Stack<BirdToken> pending = new();
    private int depth;

    /// <summary>All items; the last one is the end of the text.</summary>
    public IEnumerable<Item> Items()
    {
        Item item;
        do
        {
            item = Next();
            yield return tokens.TakeIncludes() is { Count: > 0 } includes ? item with { Includes = includes } : item;
        }
        while (item.Kind != ItemKind.End);
    }

    private Item Next()
    {
        var first = Take();
        while (first.Type == BirdLexer.SEMICOLON) first = Take();
        if (first.Type == TokenConstants.EOF) return new Item(ItemKind.End, [first]);
        if (first.Type == BirdLexer.CLOSE_BRACE)
        {
            if (depth > 0)
            {
                depth--;
                return new Item(ItemKind.BlockClose, [first]);
            }

            return new Item(ItemKind.Statement, [first], "a '}' without a '{'");
        }

        if (depth > 0 && StartsTopLevel(first))
        {
            // A brace is missing somewhere above: the block ends here, and the statement is read where it belongs.
            pending.Push(first);
            depth--;
            return new Item(ItemKind.BlockClose, [first], "the block above is not closed");
        }

        return Collect(first);
    }

    private Item Collect(BirdToken first)
    {
        var item = new List<BirdToken> { first };
        var nesting = first.Type is BirdLexer.OPEN_PAREN or BirdLexer.OPEN_BRACKET or BirdLexer.MASK_OPEN or BirdLexer.OPEN_BRACE ? 1 : 0;
        var hasBody = HasBody(item);
        while (true)
        {
            var token = Take();
            if (token.Type == TokenConstants.EOF || StartsTopLevel(token))
            {
                pending.Push(token);
                return new Item(ItemKind.Statement, item, "the statement is not finished");
            }

            switch (token.Type)
            {
                case BirdLexer.OPEN_BRACE when nesting == 0 && !(hasBody |= HasBody(item)) && !IsList(item):
                    if (StatementBefore(item, token) is { } unfinished) return unfinished;
                    depth++;
                    return new Item(ItemKind.BlockOpen, item);
                case BirdLexer.OPEN_PAREN or BirdLexer.OPEN_BRACKET or BirdLexer.MASK_OPEN or BirdLexer.OPEN_BRACE:
                    nesting++;
                    break;
                case BirdLexer.CLOSE_BRACE when nesting == 0:
                    pending.Push(token);
                    return new Item(ItemKind.Statement, item, "a ';' is missing");
                case BirdLexer.CLOSE_PAREN or BirdLexer.CLOSE_BRACKET or BirdLexer.MASK_CLOSE or BirdLexer.CLOSE_BRACE:
                    nesting = Math.Max(0, nesting - 1);
                    break;
            }

            item.Add(token);
            if (nesting > 0) continue;
            if (token.Type == BirdLexer.CLOSE_BRACE && (hasBody |= HasBody(item))) return new Item(ItemKind.Statement, WithSemicolon(item));

            // Old-style local variables stand before the body, each with a semicolon of its own.
            if (token.Type == BirdLexer.SEMICOLON && !(hasBody && IsDefinition(item))) return new Item(ItemKind.Statement, item);
        }
    }

    private List<BirdToken> WithSemicolon(List<BirdToken> item)
    {
        var next = Take();
        if (next.Type == BirdLexer.SEMICOLON && !IsDefinition(item)) item.Add(next);
        else pending.Push(next);
        return item;
    }

    /// <summary>A statement without its semicolon before a channel on the next line.</summary>
    private Item? StatementBefore(List<BirdToken> head, BirdToken brace)
    {
        for (var i = head.Count - 1; i > 0; i--)
        {
            if (!(head[i].Is("ipv4") || head[i].Is("ipv6")) || !head[i].IsFirstOnLine) continue;
            pending.Push(brace);
            for (var k = head.Count - 1; k >= i; k--) pending.Push(head[k]);
            return new Item(ItemKind.Statement, head[..i], "a ';' is missing");
        }

        return null;
    }

    private BirdToken Take() => pending.TryPop(out var token) ? token : tokens.Next();

    private static bool IsDefinition(List<BirdToken> item) => item[0].Type is BirdLexer.FUNCTION or BirdLexer.FILTER;

    /// <summary>Functions, filters and route attributes are bodies of commands, not blocks of items.</summary>
    private static bool HasBody(List<BirdToken> item) =>
        IsDefinition(item) || item[0].Is("route") || (item.Count == 2 && item[1].Type == BirdLexer.FILTER && (item[0].Is("import") || item[0].Is("export")));

    /// <summary>Braces around a list of words, not around items.</summary>
    private static bool IsList(List<BirdToken> item) =>
        item[0].Is("debug") || item[0].Is("mrtdump") || item[0].Is("log") || item[0].Is("define") || item[0].Is("eval")
        || (item[0].Is("disable") && item.Count > 1 && item[1].Is("after"));

    /// <summary>A word at the very start of a line that nothing but the top level can hold.</summary>
    private static bool StartsTopLevel(BirdToken token) =>
        token.Column == 0 && (token.Type == BirdLexer.FUNCTION || (token.Type == BirdLexer.NAME && (token.Is("protocol") || token.Is("template") || token.Is("define"))));
}
