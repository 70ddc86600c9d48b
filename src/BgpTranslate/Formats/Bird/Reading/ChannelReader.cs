using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Grammars.Bird;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Reads channels: what a protocol does with the routes of one address family.</summary>
internal sealed class ChannelReader(BirdText text, DefinitionReader definitions)
{
    /// <summary>The words open a channel.</summary>
    public static bool IsName(string words) => ModelBuilder.FamilyOf(words) is not null || words is "roa4" or "roa6" or "mpls" or "aspa" or "neighbors" or "eth" or "evpn" or "ipv6 sadr";

    /// <summary>The channel of that name, made where there is none yet.</summary>
    public ChannelDraft Of(ProtocolDraft draft, string name, Statement statement)
    {
        if (draft.Channel(name) is { } known)
        {
            known.Origin += statement;
            return known;
        }

        var channel = new ChannelDraft(draft, name, statement);
        draft.Channels.Add(channel);
        return channel;
    }

    /// <summary>Reads the block of a channel.</summary>
    public void Read(ProtocolDraft draft, string name, Statement statement)
    {
        if (!IsName(name))
        {
            text.Close(statement, Outcome.Unknown);
            text.SkipBlock(Outcome.Unknown);
            return;
        }

        text.Generation.Saw(2);
        text.Close(statement, Outcome.States);
        var channel = Of(draft, name, statement);
        foreach (var (item, words, inner) in text.Block())
        {
            text.Close(inner, Read(draft, channel, item, words, inner));
            if (item.Kind == ItemKind.BlockOpen) text.SkipBlock(text.Log.OutcomeOf(inner));
        }
    }

    /// <summary>An option of a channel, or, in 1.x, one that stands in the protocol in its place.</summary>
    public Outcome Read(ProtocolDraft draft, Draft target, Item item, OptionWords words, Statement statement)
    {
        var isBgp = draft.Type == "bgp";
        if (words.First is "import" or "export")
        {
            var isImport = words.First == "import";
            var setting = isBgp ? (isImport ? FamilySettings.ImportPolicy : FamilySettings.ExportPolicy) : (isImport ? RibSettings.ImportPolicy : RibSettings.ExportPolicy);
            if (Policy(draft, target, setting, item, words, statement) is { } policy) return policy;
        }

        var outcome = isBgp ? ChannelOptions.Bgp.Read(target, words, statement) : RibOptions.All.Read(target, words, statement);
        if (words.Undefined is { } name && outcome is not Outcome.Stated)
            return text.Undefined(target is ChannelDraft at ? [draft.Header, at.Name] : [draft.Header], words.Resolved(0, words.Count), name, statement);
        if (outcome is not null) return outcome;
        return words.First is "require" or "validate" or "base" or "link" or "long" or "min" or "max" or "label" or "export" or "import" or "rpki" or "hold" or "roa" && target is ChannelDraft channel
            ? text.Carry([draft.Header, channel.Name], words.Rest(0), $"bird.channel.{words.First}", statement)
            : Outcome.Unknown;
    }

    private Outcome? Policy(ProtocolDraft draft, Draft target, Setting<PolicyUse> setting, Item item, OptionWords words, Statement statement)
    {
        switch (words.Word(1))
        {
            case "all" when words.Count == 2: return target.Say(setting, new PolicyUse.AcceptAll(), statement);
            case "none" when words.Count == 2: return target.Say(setting, new PolicyUse.RejectAll(), statement);
            case "where":
                {
                    var end = item.Tokens[^1].Type == BirdLexer.SEMICOLON ? 1 : 0;
                    if (text.Parser.ReadExpression([.. item.Tokens.Skip(2).SkipLast(end)]) is not { } condition) return Outcome.Unknown;
                    text.Draft.InlinePolicies.Add(new InlinePolicy(target, setting, NameOf(draft, target, words.First), statement, [], condition, words.Rest(2)));
                    return Outcome.States;
                }

            case "filter" when words.Count == 3:
                if (!text.Symbols.Filters.ContainsKey(words.Word(2))) text.Diagnostics.Add(DiagnosticCatalogue.Undefined(statement.Span, "filter", words.Word(2), "BIRD refuses the file; nothing passes here"));
                return target.Say(setting, new PolicyUse.Named(words.Word(2)), statement);
            case "filter" when item.Tokens.All(t => t.Type != BirdLexer.OPEN_BRACE):
                return Outcome.Unknown;
            case "filter":
                {
                    var end = item.Tokens[^1].Type == BirdLexer.SEMICOLON ? 1 : 0;
                    var body = text.Parser.ReadInlineFilter([.. item.Tokens.Skip(2).SkipLast(end)]);
                    definitions.DependFilter(null, body);
                    text.Draft.InlinePolicies.Add(new InlinePolicy(target, setting, NameOf(draft, target, words.First), statement, body, null, ""));
                    return Outcome.States;
                }

            default:
                return null;
        }
    }

    private static string NameOf(ProtocolDraft draft, Draft target, string direction) =>
        target is ChannelDraft channel ? $"{draft.Name}_{channel.Name.Replace(' ', '_')}_{direction}" : $"{draft.Name}_{direction}";
}
