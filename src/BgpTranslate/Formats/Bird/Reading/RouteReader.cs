using System.Collections.Immutable;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Grammars.Bird;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Reads the routes of static protocols.</summary>
internal sealed class RouteReader(BirdText text, DefinitionReader definitions)
{
    /// <summary>Reads a static route or ROA entry.</summary>
    public Outcome Read(ProtocolDraft draft, Item item, OptionWords words, Statement statement)
    {
        var at = 1;
        if (words.Word(1) is "flow4" or "flow6" or "aspa" or "mpls" || words.Word(2) == ":")
            return text.Carry([draft.Header], words.Rest(0), "bird.static", statement);
        var value = text.Constants.Read(words.Tokens, ref at, words.Count);
        if (value is Value.Undefined undefined)
        {
            var body = item.Tokens.TakeWhile(t => t.Type != BirdLexer.OPEN_BRACE).Count();
            if (body < words.Count) definitions.Depend(null, text.Parser.ReadInlineFilter([.. item.Tokens.Take(words.Count).Skip(body)]), "its route is not known");
            return text.Undefined([draft.Header], words.Resolved(0, body), undefined.Name, statement);
        }

        if (value is Value.Unknown unknown) return text.Refused(statement, unknown.Reason);
        if (value is not Value.Prefix prefix) return Outcome.Unknown;
        if (words.Word(at) is "max" or "as")
        {
            draft.Roas.Add((words.Rest(1), "", statement));
            return Outcome.States;
        }

        var hops = new List<NextHop>();
        ImmutableArray<Command> attributes = [];
        Origin origin = prefix.Origin + statement;
        while (at < words.Count)
        {
            var word = words.Word(at++);
            switch (word)
            {
                case "multipath":
                    text.Generation.Saw(1);
                    break;
                case "via":
                    if (Via(words, ref at, ref origin) is not { } via) return Outcome.Unknown;
                    hops.Add(via);
                    break;
                case "recursive" when text.Constants.Read(words.Tokens, ref at, words.Count) is Value.Address address:
                    origin += address.Origin;
                    hops.Add(new NextHop.Recursive(address.Value));
                    break;
                case "blackhole" or "drop":
                    hops.Add(new NextHop.Blackhole());
                    break;
                case "reject" or "unreachable":
                    hops.Add(new NextHop.Unreachable());
                    break;
                case "prohibit":
                    hops.Add(new NextHop.Prohibit());
                    break;
                case "{":
                    {
                        BirdToken[] body = [.. item.Tokens.Skip(at - 1).Take(words.Count - at + 1)];
                        attributes = text.Parser.ReadInlineFilter(body);
                        definitions.Depend(null, attributes, "is never reached");
                        at = words.Count;
                        break;
                    }

                default:
                    return Outcome.Unknown;
            }
        }

        var route = new Draft();
        route.Say(StaticSettings.NextHops, new NextHopList(hops), origin);
        draft.Routes.Add(new RouteDraft(prefix.Value, route, statement, attributes));
        return Outcome.States;
    }

    private NextHop.Via? Via(OptionWords words, ref int at, ref Origin origin)
    {
        var hop = text.Constants.Read(words.Tokens, ref at, words.Count) switch
        {
            Value.Address a => new NextHop.Via(a.Value) is var v && Add(ref origin, a.Origin) ? v : null,
            Value.Text t => new NextHop.Via(null, t.Value),
            _ => null,
        };
        if (hop is null) return null;
        while (at < words.Count)
        {
            switch (words.Word(at))
            {
                case "%":
                    hop = hop with { Interface = words.Word(at + 1) };
                    at += 2;
                    break;
                case "dev":
                    hop = hop with { Interface = words.Word(at + 1).Trim('"') };
                    at += 2;
                    break;
                case "weight" when CommandParser.TryNumber(words.Word(at + 1), out var weight):
                    hop = hop with { Weight = weight };
                    at += 2;
                    break;
                case "onlink":
                    hop = hop with { Onlink = true };
                    at += words.Word(at + 1) is "on" or "yes" ? 2 : 1;
                    break;
                case "bfd":
                    hop = hop with { Bfd = true };
                    at += words.Word(at + 1) is "on" or "yes" ? 2 : 1;
                    break;
                default:
                    return hop;
            }
        }

        return hop;
    }

    private static bool Add(ref Origin origin, Origin more)
    {
        origin += more;
        return true;
    }
}
