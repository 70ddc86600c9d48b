using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Grammars.Bird;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>
/// Names that the text to be written uses and that no file of the input defines. What each stands for is not known, but how it is used tells what kind of thing it is:
/// so much the output declares (<see cref="StandIn"/>), and the places of use see to it that nothing passes and no session comes up.
/// </summary>
/// <param name="context">The context of the writer.</param>
internal sealed class MissingNames(WritingContext context)
{
    private readonly Dictionary<string, MissingKind> kinds = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private readonly Dictionary<string, string> others = new(StringComparer.Ordinal);

    /// <summary>The names met so far, each use once more.</summary>
    public List<string> Uses { get; } = [];

    /// <summary>Writes the declarations, below a remark that says what they are.</summary>
    public void Write(OutputText text)
    {
        if (order.Count == 0) return;
        text.Line("# Not in the input: what these names stand for. Nothing that depends on them passes and no such session comes up. With the files that define them, delete");
        text.Line("# every line that ends in \"# not in the input: …\".");
        foreach (var name in order) text.Line(StandIn.Line(others.GetValueOrDefault(name) ?? Declaration(name, kinds[name]), [name]));
        text.Line();
    }

    /// <summary>Declares a filter.</summary>
    public void Filter(string name) => Declare(name, $"filter {name} {{ reject; }}");

    /// <summary>Declares a table of a kind.</summary>
    public void Table(string kind, string name) => Declare(name, context.Table(kind, name) + ";");

    /// <summary>Declares a template of a type; other types than <c>bgp</c> want a channel.</summary>
    public void Template(string type, string name, string channel)
    {
        Uses.Add(name);
        Declare(name, $"template {type} {name} {{ {channel}}}");
    }

    /// <summary>Declares what a condition needs. The constants among it are told; null when the text cannot stand in the output.</summary>
    public IReadOnlyList<string>? InCondition(string text) =>
        ParserOf(text, out var tokens).ReadExpression(tokens) is { } expression ? Take(use => use.Walk(expression, MissingKind.Truth)) : null;

    /// <summary>Declares what a command needs. The constants among it are told; null when the text cannot stand in the output.</summary>
    public IReadOnlyList<string>? InCommand(string text) =>
        ParserOf($"{{ {text} }}", out var tokens).ReadInlineFilter(tokens) is [var command] ? Take(use => use.Walk(command)) : null;

    /// <summary>Declares what an option of a protocol needs; false when the text cannot stand in the output.</summary>
    public bool InOption(string text)
    {
        var tokens = TokensOf(text);
        return Take(use =>
        {
            for (var i = 1; i < tokens.Count; i++)
            {
                if (tokens[i].Type != BirdLexer.NAME || BirdNames.IsKeyword(tokens[i].Text) || tokens[i - 1].Is("%")) continue;

                // In 1.x a prefix has a length of its own behind a constant, from 2.0 on it is a constant.
                var kind = MissingUse.AfterWord(tokens[i - 1].Text);
                var hasLength = i + 1 < tokens.Count && tokens[i + 1].Text is "/" or ":";
                if (kind == MissingKind.Prefix || hasLength)
                    kind = hasLength != context.OnlyFamily is not null ? MissingKind.Enumeration : hasLength ? MissingKind.Address : kind;
                use.Say(tokens[i].Text, kind);
            }
        }) is not null;
    }

    /// <summary>The names in a text that nobody defines, functions included.</summary>
    public IReadOnlyList<string> NamesIn(string text) =>
        [.. TokensOf(text).Where(t => t.Type == BirdLexer.NAME).Select(t => t.Text).Where(n => kinds.ContainsKey(n) || others.ContainsKey(n)).Distinct()];

    private static CommandParser ParserOf(string text, out List<BirdToken> tokens)
    {
        tokens = TokensOf(text);
        return new CommandParser(new StatementLog(), []);
    }

    /// <summary>The tokens of a text.</summary>
    public static List<BirdToken> TokensOf(string text)
    {
        var reader = new TokenReader(new SourceFile("", text), NoIncludes.Instance);
        var tokens = new List<BirdToken>();
        for (var token = reader.Next(); token.Type != Antlr4.Runtime.TokenConstants.EOF; token = reader.Next()) tokens.Add(token);
        return tokens;
    }

    private void Declare(string name, string declaration)
    {
        if (others.TryAdd(name, declaration)) order.Add(name);
    }

    /// <summary>Takes over what a text says of names, unless it contradicts what is known of them.</summary>
    private List<string>? Take(Action<MissingUse> walk)
    {
        var use = new MissingUse(name => kinds.GetValueOrDefault(name));
        walk(use);
        if (use.IsImpossible || use.Kinds.Keys.Any(n => others.ContainsKey(n) && !IsTable(n, use.Kinds[n]) || !context.IsFree(n))) return null;
        foreach (var (name, kind) in use.Kinds)
        {
            Uses.Add(name);
            if (!others.ContainsKey(name) && !kinds.ContainsKey(name)) order.Add(name);
            kinds[name] = kind;
        }

        return [.. use.Kinds.Where(k => k.Value is not MissingKind.Function).Select(k => k.Key)];
    }

    /// <summary>The family of a value, where it must have one: the daemon's, or the one that the name speaks of.</summary>
    private Afi FamilyOf(string name) => context.OnlyFamily ?? (name.Contains('6', StringComparison.Ordinal) ? Afi.Ipv6 : Afi.Ipv4);

    private bool IsTable(string name, MissingKind kind) => kind is MissingKind.Table && others[name].Contains("table ", StringComparison.Ordinal);

    private string Declaration(string name, MissingKind kind)
    {
        switch (kind)
        {
            case MissingKind.Table: return context.Table(name.Contains('6', StringComparison.Ordinal) ? "roa6" : "roa4", name) + ";";
            case MissingKind.Function function:
                return $"function {name}({function.Parameters}) {{ reject; {(function.Result is { } result ? $"return {result.Value(FamilyOf(name), 0)}; " : "")}}}";
            default: return $"define {name} = {kind.Value(FamilyOf(name), order.IndexOf(name))};";
        }
    }
}
