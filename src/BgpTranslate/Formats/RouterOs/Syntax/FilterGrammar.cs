using System.Collections.Immutable;
using Sprache;

namespace BgpTranslate.Formats.RouterOs.Syntax;

/// <summary>The language of release 7's filter rules.</summary>
internal static class FilterGrammar
{
    /// <summary>How deep blocks and conditions may nest, and how long a chain of <c>else if</c> may be.</summary>
    private const int MaximumDepth = 40;

    private const int MaximumLength = 20_000;

    private static readonly HashSet<string> Flags = new(StringComparer.Ordinal)
    {
        "active", "bgp-atomic-aggregate", "bgp-communities-empty", "bgp-ext-communities-empty", "bgp-large-communities-empty", "bgp-network", "ospf-dn", "blackhole", "suppress-hw-offload", "use-te-nexthop",
    };

    private static readonly Parser<int> Here = i => Result.Success(i.Position, i);

    private static readonly Parser<IEnumerable<char>> Blank = Parse.WhiteSpace.Many();

    private static readonly Parser<string> Word = Parse.Char(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.', "a word").AtLeastOnce().Text();

    private static readonly Parser<string> Quoted =
        from open in Parse.Char('"')
        from text in Parse.CharExcept('"').Many().Text()
        from close in Parse.Char('"')
        select text;

    private static readonly Parser<string> Operator = Parse.String("==").Or(Parse.String("!=")).Or(Parse.String("<=")).Or(Parse.String(">=")).Or(Parse.String("<")).Or(Parse.String(">")).Text()
        .Or(WordOf("in")).Or(WordOf("equal-list")).Or(WordOf("any-list")).Or(WordOf("includes-list")).Or(WordOf("subset-list")).Or(WordOf("any-regexp")).Or(WordOf("subset-regexp"))
        .Or(WordOf("equal")).Or(WordOf("any")).Or(WordOf("includes")).Or(WordOf("subset")).Or(WordOf("find")).Or(WordOf("regexp"));

    /// <summary>A value in a condition: up to a blank or a sign of the condition; a range may stand in braces, a regular expression in brackets.</summary>
    private static readonly Parser<string> Value = i => Scan(i, static (text, start) =>
    {
        int square = 0, brace = 0, at = start;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '[') square++;
            else if (c == ']') square--;
            else if (square > 0) continue;
            else if (c == '{' && (at == start || brace > 0)) brace++;
            else if (c == '}' && brace > 0) brace--;
            else if (brace > 0 && c is ' ') continue;
            else if (char.IsWhiteSpace(c) || c is ';' or '{' or '}' or '(' or ')' or '&' or '|') break;
        }

        return at;
    });

    /// <summary>An expression over AS numbers: up to the end of its part of the condition.</summary>
    private static readonly Parser<string> Expression = i => Scan(i, static (text, start) =>
    {
        int square = 0, round = 0, at = start;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '[') square++;
            else if (c == ']') square--;
            else if (square > 0) continue;
            else if (c == '(') round++;
            else if (c == ')' && --round < 0) break;
            else if (round == 0 && at + 1 < text.Length && (c, text[at + 1]) is ('&', '&') or ('|', '|')) break;
        }

        while (at > start && char.IsWhiteSpace(text[at - 1])) at--;
        return at;
    });

    /// <summary>The rest of a statement.</summary>
    private static readonly Parser<string> Rest = i => Scan(i, static (text, start) =>
    {
        var quoted = false;
        var at = start;
        for (; at < text.Length; at++)
        {
            if (text[at] == '"') quoted = !quoted;
            else if (!quoted && text[at] is ';' or '}') break;
        }

        while (at > start && char.IsWhiteSpace(text[at - 1])) at--;
        return at;
    });

    private static readonly Parser<FilterCondition> Matcher =
        from at in Here
        from property in Word
        from rest in Flags.Contains(property) ? Parse.Return(("", "")) : property.StartsWith("bgp-as-path", StringComparison.Ordinal) ? PathValue : PlainValue
        from end in Here
        select (FilterCondition)new FilterCondition.Matcher(property, rest.Item1, rest.Item2, at, end - at);

    private static readonly Parser<(string, string)> PlainValue =
        from blank in Blank
        from sign in Operator.Then(o => Blank.Return(o)).Optional()
        from value in Quoted.Or(Value)
        where value.Length > 0
        select (sign.GetOrElse(""), value);

    private static readonly Parser<(string, string)> PathValue =
        from blank in Blank
        from sign in WordOf("regexp").Then(o => Blank.Return(o)).Optional()
        from value in Quoted.Or(Expression)
        where value.Length > 0
        select ("", value);

    private static readonly Parser<FilterCondition> Factor =
        from negations in Token(WordOf("not").Or(Parse.Char('!').Except(Parse.String("!=")).Select(_ => "not"))).Many()
        from blank in Blank
        from inner in Parse.Ref(() => Parenthesized).Or(Parse.Ref(() => Matcher))
        select negations.Count() % 2 == 0 ? inner : new FilterCondition.Not(inner);

    private static readonly Parser<FilterCondition> Conjunction =
        from parts in Factor.DelimitedBy(Token(Parse.String("&&")))
        select parts.Count() == 1 ? parts.First() : new FilterCondition.And([.. parts]);

    private static readonly Parser<FilterCondition> Condition =
        from parts in Conjunction.DelimitedBy(Token(Parse.String("||")))
        select parts.Count() == 1 ? parts.First() : new FilterCondition.Or([.. parts]);

    private static readonly Parser<FilterCondition> Parenthesized =
        from open in Parse.Char('(')
        from condition in Condition
        from close in Token(Parse.Char(')'))
        select condition;

    private static readonly Parser<FilterStatement> Change =
        from at in Here
        from verb in WordOf("set").Or(WordOf("append")).Or(WordOf("filter")).Or(WordOf("delete")).Or(WordOf("unset"))
        from property in Token(Word)
        from blank in Blank
        from value in Rest
        from end in Here
        select (FilterStatement)new FilterStatement.Change(verb, property, value, at, end - at);

    private static readonly Parser<FilterStatement> Named =
        from at in Here
        from verb in WordOf("jump").Or(WordOf("rpki-verify"))
        from blank in Blank
        from name in Quoted.Or(Rest)
        where name.Length > 0
        from end in Here
        select verb == "jump" ? new FilterStatement.Jump(name, at, end - at) : (FilterStatement)new FilterStatement.Verify(name, at, end - at);

    private static readonly Parser<FilterStatement> End =
        from at in Here
        from word in WordOf("accept").Or(WordOf("reject")).Or(WordOf("return"))
        select (FilterStatement)new FilterStatement.End(word, at, word.Length);

    private static readonly Parser<FilterStatement> Branch =
        from at in Here
        from word in WordOf("if")
        from condition in Token(Parse.Ref(() => Parenthesized))
        from then in Token(Parse.Ref(() => Block))
        from otherwise in Token(WordOf("else")).Then(_ => Token(Parse.Ref(() => Block).Or(Parse.Ref(() => Branch).Select(b => ImmutableArray.Create(b))))).Optional()
        from end in Here
        select (FilterStatement)new FilterStatement.Branch(condition, then, otherwise.GetOrElse([]), at, end - at);

    private static readonly Parser<FilterStatement> Statement = Branch.Or(End).Or(Named).Or(Change);

    private static readonly Parser<ImmutableArray<FilterStatement>> Statements =
        from lead in Separator(false)
        from all in Statement.Then(s => Separator(s is not FilterStatement.Branch).Return(s)).Many()
        select all.ToImmutableArray();

    private static readonly Parser<ImmutableArray<FilterStatement>> Block =
        from open in Parse.Char('{')
        from all in Statements
        from close in Parse.Char('}')
        select all;

    private static readonly Parser<ImmutableArray<FilterStatement>> Rule = Statements.End();

    /// <summary>The statements of a rule; null when it is none, with what is wrong and where.</summary>
    public static ImmutableArray<FilterStatement>? Read(string text, out int at, out string problem)
    {
        (at, problem) = (0, "");
        if (text.Length > MaximumLength || Depth(text) > MaximumDepth)
        {
            problem = "the rule is too long or nested too deeply";
            return null;
        }

        var result = Rule.TryParse(text);
        if (result.WasSuccessful) return result.Value;
        at = result.Remainder.Position;
        var rest = text[Math.Min(at, text.Length)..].Trim();
        problem = rest.Length == 0 ? "the rule ends too early" : $"'{(rest.Length > 20 ? rest[..20] + "…" : rest)}' is not understood here";
        return null;
    }

    private static int Depth(string text)
    {
        int depth = 0, deepest = 0, branches = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '(' or '{' or '[') deepest = Math.Max(deepest, ++depth);
            else if (text[i] is ')' or '}' or ']') depth--;
            else if (text[i] == 'e' && text.AsSpan(i).StartsWith("else")) branches++;
        }

        return Math.Max(deepest, branches);
    }

    /// <summary>Blanks and semicolons; with a flag, something must follow that can stand behind a statement.</summary>
    private static Parser<IEnumerable<char>> Separator(bool behindStatement) => i =>
    {
        var rest = i;
        var any = false;
        while (!rest.AtEnd && (char.IsWhiteSpace(rest.Current) || rest.Current == ';'))
        {
            any |= rest.Current == ';';
            rest = rest.Advance();
        }

        return !behindStatement || any || rest.AtEnd || rest.Current == '}' || rest.Position > i.Position
            ? Result.Success(Enumerable.Empty<char>(), rest)
            : Result.Failure<IEnumerable<char>>(rest, "';' is missing", []);
    };

    private static Parser<T> Token<T>(Parser<T> parser) => Blank.Then(_ => parser);

    private static Parser<string> WordOf(string word) =>
        from text in Parse.String(word).Text()
        from end in Parse.Not(Parse.Char(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_', "more of the word"))
        select text;

    private static IResult<string> Scan(IInput input, Func<string, int, int> end)
    {
        var (start, rest) = (input.Position, input);
        for (var to = end(input.Source, start); rest.Position < to;) rest = rest.Advance();
        return Result.Success(input.Source[start..rest.Position], rest);
    }
}
