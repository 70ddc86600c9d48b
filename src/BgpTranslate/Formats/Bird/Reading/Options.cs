using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Grammars.Bird;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>What the words of an option stand for, with constants replaced by their values.</summary>
/// <param name="Statement">The option.</param>
/// <param name="Values">The values at the pattern's places, in order.</param>
/// <param name="Origin">The option and the constants that it names.</param>
internal sealed record Arguments(Statement Statement, IReadOnlyList<object> Values, Origin Origin)
{
    /// <summary>A number.</summary>
    public uint Number(int index = 0) => (uint)Values[index];

    /// <summary>A switch.</summary>
    public bool Switch(int index = 0) => (bool)Values[index];

    /// <summary>A word or string.</summary>
    public string Text(int index = 0) => (string)Values[index];

    /// <summary>An address.</summary>
    public IpAddress Address(int index = 0) => (IpAddress)Values[index];
}

/// <summary>One option: its words, with places for values, and what it says.</summary>
/// <param name="Pattern">
/// Words as they are, and places: <c>N</c> number, <c>B</c> switch (absent: on), <c>IP</c> address, <c>ID</c> address or number, <c>S</c> string, <c>W</c> name or word,
/// <c>T</c> time in milliseconds, <c>*</c> anything that follows.
/// </param>
/// <param name="Say">Puts it into the target and says what became of it.</param>
internal sealed record Option<T>(string Pattern, Func<T, Arguments, Outcome> Say);

/// <summary>Options by their first words.</summary>
internal sealed class OptionTable<T>
{
    private readonly Dictionary<string, List<(string[] Words, Option<T> Option)>> rows = new(StringComparer.Ordinal);

    public OptionTable(params IEnumerable<Option<T>> options)
    {
        foreach (var option in options)
        {
            var words = option.Pattern.Split(' ');
            if (!rows.TryGetValue(words[0], out var list)) rows[words[0]] = list = [];
            list.Add((words, option));
        }
    }

    /// <summary>The outcome of an option; null when the table does not have it.</summary>
    public Outcome? Read(T target, OptionWords words, Statement statement)
    {
        if (!rows.TryGetValue(words.First, out var candidates)) return null;
        Outcome? refused = null;
        foreach (var (pattern, option) in candidates)
        {
            if (words.Match(pattern, statement, out var problem) is { } arguments) return option.Say(target, arguments);
            if (problem is not null) refused ??= new Outcome.Inherent(problem);
        }

        return refused;
    }
}

/// <summary>The words of one option.</summary>
/// <param name="tokens">Its tokens; a closing semicolon does not count.</param>
/// <param name="constants">Computes what stands for a value.</param>
internal sealed class OptionWords(IReadOnlyList<BirdToken> tokens, Constants constants)
{
    private readonly int count = tokens.Count > 0 && tokens[^1].Type == BirdLexer.SEMICOLON ? tokens.Count - 1 : tokens.Count;

    /// <summary>How many there are.</summary>
    public int Count => count;

    /// <summary>The first word.</summary>
    public string First => count > 0 ? tokens[0].Text : "";

    /// <summary>The tokens.</summary>
    public IReadOnlyList<BirdToken> Tokens => tokens;

    /// <summary>The word at a place; empty behind the last.</summary>
    public string Word(int index) => index < count ? CommandParser.NameOf(tokens[index].Text) : "";

    /// <summary>The text from a place on, with single blanks.</summary>
    public string Rest(int from)
    {
        if (from >= count) return "";
        var span = BirdToken.SpanOf([.. tokens.Take(count).Skip(from)]);
        return string.Join(' ', span.Text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The text of some words, with the values of constants that have one.</summary>
    public string Resolved(int from, int to) => string.Join(' ', tokens.Take(Math.Min(to, count)).Skip(from).Select(t => constants.TextOf(t) ?? t.Text));

    /// <summary>The name without a definition that kept the words from what they were held against last.</summary>
    public string? Undefined { get; private set; }

    /// <summary>Holds the words against a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="statement">The option.</param>
    /// <param name="problem">Why BIRD refuses a value although the words are right; null when it does not.</param>
    public Arguments? Match(string[] pattern, Statement statement, out string? problem)
    {
        var values = new List<object>();
        Origin origin = statement;
        var at = 0;
        problem = null;
        foreach (var word in pattern)
        {
            switch (word)
            {
                case "N" or "ID" or "IP" or "S" or "T":
                    if (constants.Read(tokens, ref at, count) is not { } value) return null;
                    if (value is Value.Unknown unknown)
                    {
                        Undefined = unknown is Value.Undefined { Name: var name } ? name : null;
                        problem = unknown.Reason;
                        return null;
                    }

                    origin += value.Origin;
                    object? found = (word, value) switch
                    {
                        ("N" or "T", Value.Number n) => n.Value,
                        ("ID", Value.Number n) => new IpAddress(n.Value, Afi.Ipv4),
                        ("IP" or "ID", Value.Address a) => a.Value,
                        ("S", Value.Text t) => t.Value,
                        _ => null,
                    };
                    if (found is null) return null;
                    if (word == "T") found = Time((uint)found, ref at);
                    values.Add(found);
                    break;
                case "W":
                    if (at >= count || tokens[at].Type is not (BirdLexer.NAME or BirdLexer.NUMBER or BirdLexer.FILTER or BirdLexer.IN or BirdLexer.ACCEPT or BirdLexer.REJECT)) return null;
                    values.Add(Word(at++));
                    break;
                case "B":
                    if (at == count)
                    {
                        values.Add(true);
                    }
                    else if (constants.Switch(tokens[at]) is { } on)
                    {
                        values.Add(on);
                        at++;
                    }
                    else
                    {
                        return null;
                    }

                    break;
                case "*":
                    values.Add(Rest(at));
                    at = count;
                    break;
                default:
                    if (at >= count || !tokens[at].Is(word)) return null;
                    at++;
                    break;
            }
        }

        return at == count ? new Arguments(statement, values, origin) : null;
    }

    private uint Time(uint number, ref int at)
    {
        var factor = Word(at) switch { "s" => 1000u, "ms" => 1u, "us" => 0u, _ => uint.MaxValue };
        if (factor == uint.MaxValue) return number;
        at++;
        return factor == 0 ? number / 1000 : number * factor;
    }
}

/// <summary>Computes constant values in options.</summary>
internal sealed class Constants(Symbols symbols, CommandParser parser)
{
    private readonly Variables none = new();
    private readonly Evaluator evaluator = new(symbols, new RouteClock(), _ => { });

    /// <summary>The value of a constant as text; null for what is none.</summary>
    public string? TextOf(BirdToken token) => token.Type == BirdLexer.NAME && symbols.Constants.TryGetValue(CommandParser.NameOf(token.Text), out var value) ? ExpressionText.Of(value) : null;

    /// <summary>The value that an expression comes to.</summary>
    public Value Evaluate(Expression expression) => evaluator.Evaluate(expression, none);

    /// <summary>The value that starts at a token, which then moves behind it; null when none does. A name that nothing has is a value that is not known.</summary>
    public Value? Read(IReadOnlyList<BirdToken> tokens, ref int at, int end)
    {
        if (at >= end) return null;
        var token = tokens[at];
        switch (token.Type)
        {
            case BirdLexer.NUMBER:
                at++;
                return CommandParser.TryNumber(token.Text, out var number) ? new Value.Number(number) : new Value.Unknown($"{token.Text} is no 32-bit number");
            case BirdLexer.STRING:
                at++;
                return new Value.Text(token.Text[1..^1]);
            case BirdLexer.ADDRESS:
                at++;
                return IpAddress.TryParse(token.Text, out var address) ? new Value.Address(address) : new Value.Unknown($"{token.Text} is no address");
            case BirdLexer.PREFIX:
                at++;
                return CommandParser.TryPrefix(token.Text, out var prefix) ? new Value.Prefix(prefix) : new Value.Unknown($"{token.Text} is no prefix");
            case BirdLexer.NAME:
                {
                    var name = CommandParser.NameOf(token.Text);
                    if (symbols.Constants.TryGetValue(name, out var constant))
                    {
                        at++;
                        return constant;
                    }

                    // A keyword belongs to another pattern.
                    if (BirdNames.IsKeyword(name)) return null;
                    at++;
                    return new Value.Undefined(name);
                }

            case BirdLexer.OPEN_PAREN:
                {
                    var (start, depth) = (at, 0);
                    while (at < end)
                    {
                        depth += tokens[at].Type switch { BirdLexer.OPEN_PAREN => 1, BirdLexer.CLOSE_PAREN => -1, _ => 0 };
                        at++;
                        if (depth == 0) break;
                    }

                    return parser.ReadExpression([.. tokens.Take(at).Skip(start)]) is { } expression ? Evaluate(expression) : null;
                }

            default:
                return null;
        }
    }

    /// <summary>A switch; null when the word is none.</summary>
    public bool? Switch(BirdToken token)
    {
        switch (token.Text)
        {
            case "on" or "yes" or "true" or "1": return true;
            case "off" or "no" or "false" or "0": return false;
        }

        return symbols.Constants.TryGetValue(CommandParser.NameOf(token.Text), out var constant) && constant is Value.Truth { Constant: { } known } ? known : null;
    }
}
