using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Reads tables and the protocols that feed or drain them.</summary>
internal sealed class RibReader(BirdText text, ChannelReader channels, RouteReader routes)
{
    /// <summary>Reads a table, with its block where it has one.</summary>
    public Outcome Table(Item item, OptionWords words, int at, Statement statement)
    {
        var kind = string.Join(' ', Enumerable.Range(0, at).Select(words.Word));
        var name = words.Word(at + 1);
        text.Generation.Saw(kind is "" or "roa" ? 1 : 2);
        if (kind is "" or "roa") kind = kind.Length == 0 ? "ip" : kind;
        var isKnown = !text.Symbols.Tables.TryAdd(name, kind);
        var draft = new Draft();
        Origin origin = statement;
        if (words.Word(at + 2) == "sorted") draft.Say(RibSettings.Sorted, true, statement);
        if (item.Kind == ItemKind.BlockOpen) origin += TableBlock(name, draft);

        if (isKnown) return text.Refused(statement, $"table '{name}' is already defined");
        if (RibNames.Of(name) == Rib.Main && draft.Settings.Entries.Count == 0) return new Outcome.Inherent("the main table exists without it");
        text.Draft.Ribs.Add(new Rib { Name = RibNames.Of(name), Kind = kind, Settings = draft.Settings, Origin = origin });
        return Outcome.States;
    }

    private Origin TableBlock(string table, Draft draft)
    {
        var all = Origin.None;
        foreach (var (item, words, statement) in text.Block())
        {
            Outcome outcome = Outcome.Unknown;
            switch (words.First)
            {
                case "roa":
                    text.Draft.Roas.Add((words.Rest(1), table, statement));
                    outcome = Outcome.States;
                    break;
                case "sorted" when words.Match(["sorted", "B"], statement, out _) is { } sorted:
                    outcome = draft.Say(RibSettings.Sorted, sorted.Switch(), sorted.Origin);
                    break;
                case "debug":
                    outcome = new Outcome.OutOfScope("logging");
                    break;
                case "trie" or "min" or "max" or "gc" or "cork" or "thread" or "export" or "route":
                    outcome = new Outcome.Inherent("how the daemon manages memory and time; no effect on which routes are there");
                    break;
            }

            text.Log.Close(statement, outcome);
            if (item.Kind == ItemKind.BlockOpen) text.SkipBlock(outcome);
            all += statement;
        }

        return all;
    }

    /// <summary>Reads the block of a protocol that feeds or drains a table.</summary>
    public void Read(ProtocolDraft draft)
    {
        foreach (var (item, words, statement) in text.Block())
        {
            if (item.Kind == ItemKind.BlockOpen)
            {
                if (words.First is "interface" or "cork")
                {
                    var head = words.Rest(0);
                    text.Close(statement, text.Carry([draft.Header], head, "bird.interface", statement));
                    text.CarryBlock([draft.Header, head], "bird.interface", 0);
                }
                else
                {
                    channels.Read(draft, words.Rest(0), statement);
                }

                continue;
            }

            text.Close(statement, Statement(draft, item, words, statement));
        }
    }

    private Outcome Statement(ProtocolDraft draft, Item item, OptionWords words, Statement statement)
    {
        if (draft.Type == "device" && ChannelReader.IsName(words.Rest(0))) return text.Refused(statement, "a device protocol has no channels");
        if (words.First == "route" && draft.Type == "static") return routes.Read(draft, item, words, statement);
        if (ChannelReader.IsName(words.Rest(0)))
        {
            text.Generation.Saw(2);
            channels.Of(draft, words.Rest(0), statement);
            return Outcome.States;
        }

        if (words.First == "device" && words.Word(1) == "routes") return text.Carry([draft.Header], words.Rest(0), "bird1.device-routes", statement);
        if (words.First is "table" or "peer") draft.TableAfi = AfiOf(words.Word(words.Count - 1)) ?? draft.TableAfi;
        if (words.First is "import" or "export" && draft.Type != "pipe") text.Generation.Saw(1);
        return channels.Read(draft, draft, item, words, statement);
    }

    private Afi? AfiOf(string table) => (table == "master6" ? "ipv6" : table == "master4" ? "ipv4" : text.Symbols.Tables.GetValueOrDefault(table)) switch
    {
        "ipv4" => Afi.Ipv4,
        "ipv6" => Afi.Ipv6,
        _ => null,
    };
}
