using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Reads protocols beside routing: BFD and RPKI.</summary>
internal sealed class OtherReader(BirdText text)
{
    /// <summary>Reads the block of such a protocol.</summary>
    public void Read(string kind, ProtocolDraft draft, OptionTable<Draft> table)
    {
        text.Log.Close(draft.Statement, Outcome.States);
        Origin origin = draft.Statement;
        foreach (var (item, words, statement) in text.Block())
        {
            if (item.Kind == ItemKind.BlockOpen)
            {
                origin += Block(kind, draft, words, statement);
                continue;
            }

            if (ChannelReader.IsName(words.Rest(0)))
            {
                text.Close(statement, Outcome.States);
                origin += statement;
                continue;
            }

            text.Close(statement, table.Read(draft, words, statement) ?? Outcome.Unknown);
        }

        if (!draft.IsTemplate) text.Draft.Others.Add((kind, draft, draft.Name, origin));
        else text.Close(draft.Statement, new Outcome.Inherent("a template that is not followed"));
    }

    private Origin Block(string kind, ProtocolDraft draft, OptionWords words, Statement statement)
    {
        if (kind == "rpki-cache" && words.First is "roa4" or "roa6" or "aspa")
        {
            Origin origin = statement;
            text.Close(statement, Outcome.States);
            foreach (var (item, inner, s) in text.Block())
            {
                var outcome = inner.Match(["table", "W"], s, out _) is { } a ? RibOptions.Listed(draft, OtherSettings.RpkiTables, $"{words.First} {a.Text()}", a) : new Outcome.Inherent("nothing to filter in a ROA channel");
                text.Close(s, outcome);
                if (outcome is Outcome.Stated) origin += s;
                if (item.Kind == ItemKind.BlockOpen) text.SkipBlock(outcome);
            }

            return origin;
        }

        if (kind == "bfd" && words.First is "interface" or "multihop")
        {
            text.Close(statement, Outcome.States);
            var profile = new Draft();
            foreach (var (item, inner, s) in text.Block())
            {
                text.Close(s, OtherOptions.Bfd.Read(profile, inner, s) ?? Outcome.Unknown);
                if (item.Kind == ItemKind.BlockOpen) text.SkipBlock(Outcome.Unknown);
            }

            text.Draft.Others.Add(("bfd-parameters", profile, words.Rest(0), statement));
            return Origin.None;
        }

        text.Close(statement, text.Carry([draft.Header], words.Rest(0), $"bird.{kind}", statement));
        text.CarryBlock([draft.Header, words.Rest(0)], $"bird.{kind}", 0);
        return Origin.None;
    }
}
