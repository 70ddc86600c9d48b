using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Reads a BIRD configuration of any generation: item by item into drafts, then, when all names are known, into the model.</summary>
internal sealed class BirdReader
{
    private readonly ReadRequest request;
    private readonly BirdText text;
    private readonly DefinitionReader definitions;
    private readonly ChannelReader channels;
    private readonly SessionReader sessions;
    private readonly RouteReader routes;
    private readonly RibReader ribs;
    private readonly OtherReader others;
    private readonly Dictionary<string, int> unnamed = new(StringComparer.Ordinal);
    private bool blockRead;

    private BirdReader(ReadRequest request, BirdText text)
    {
        (this.request, this.text) = (request, text);
        definitions = new DefinitionReader(text);
        channels = new ChannelReader(text, definitions);
        sessions = new SessionReader(text, channels);
        routes = new RouteReader(text, definitions);
        ribs = new RibReader(text, channels, routes);
        others = new OtherReader(text);
    }

    /// <summary>Reads a configuration.</summary>
    /// <param name="request">What to read.</param>
    /// <param name="platformFor">The platform of a release.</param>
    public static ReadResult Read(ReadRequest request, Func<FormatVersion, Platform> platformFor)
    {
        using var text = new BirdText(request);
        return new BirdReader(request, text).Read(platformFor);
    }

    private ReadResult Read(Func<FormatVersion, Platform> platformFor)
    {
        for (var item = text.Next(); item.Kind != ItemKind.End; item = text.Next()) TopLevel(item);
        var isSaid = HeadLine.TryRead(request.File, out var said, out var isSaidOfIpv6);
        var version = request.Version ?? (isSaid ? said : text.Generation.Version);
        var ofIpv6 = text.Tokens.HasIpv6 || isSaidOfIpv6 || Path.GetFileNameWithoutExtension(request.File.Path).EndsWith('6');
        var builder = new ModelBuilder(text.Draft, text.Symbols, text.Log, version, ofIpv6 ? Afi.Ipv6 : Afi.Ipv4);
        var configuration = builder.Build();
        CloseDependent(configuration, builder.Reached);
        var platform = platformFor(version);
        NoteIncomplete(configuration, platform);
        return new ReadResult(configuration, platform, text.Log, [.. text.Diagnostics], [.. text.Tokens.Files]);
    }

    /// <summary>Sessions that BIRD would not load, unless a file that is not here says the rest ("Local AS number must be set").</summary>
    private void NoteIncomplete(Configuration configuration, Platform platform)
    {
        if (text.Diagnostics.Any(d => d.Code == DiagnosticCatalogue.MissingInclude)) return;
        foreach (var peer in new EffectiveConfiguration(configuration, platform).Instances.SelectMany(i => i.Peers).Where(p => p.Get(PeerSettings.LocalAs).Value is null))
            text.Diagnostics.Add(DiagnosticCatalogue.SourceNote(peer.Peer.Origin.First?.Span, "the session has no local AS number, so BIRD refuses the file: say 'local as NUMBER' in it or its template"));
    }

    /// <summary>Definitions and commands that no value of the model points to do nothing, nor does what is overridden; everything else does what it says.</summary>
    private void CloseDependent(Configuration configuration, HashSet<Statement> reached)
    {
        var used = ModelStatements.Of(configuration);
        foreach (var (statement, reason) in text.Draft.Dependent)
        {
            if (used.Contains(statement)) text.Log.Close(statement, Outcome.States);
            else text.Log.Close(statement, new Outcome.Inherent(reached.Contains(statement) ? "computes what no route depends on" : reason));
        }

        foreach (var statement in text.Draft.Overridden.Where(s => !used.Contains(s) && text.Log.OutcomeOf(s) is Outcome.Stated))
            text.Log.Close(statement, new Outcome.Inherent("a later statement says otherwise"));
    }

    // --- top level ---

    private void TopLevel(Item item)
    {
        if (item.Kind == ItemKind.BlockClose) return;
        text.Report(item);
        var words = new OptionWords(item.Tokens, text.Constants);
        switch (words.First)
        {
            case "function" when item.Kind == ItemKind.Statement: definitions.Function(item); return;
            case "filter" when item.Kind == ItemKind.Statement: definitions.Filter(item); return;
            case "define" when item.Kind == ItemKind.Statement: definitions.Define(item); return;
            case "protocol" or "template" when item.Kind == ItemKind.BlockOpen: Protocol(item, words); return;
        }

        var statement = text.Log.Open(BirdText.HeadOf(item));
        var outcome = TopLevel(item, words, statement);
        text.Log.Close(statement, outcome is Outcome.Unrecognized ? InFragment(item, words, statement) : outcome);
        if (item.Kind == ItemKind.BlockOpen && !blockRead) text.SkipBlock(text.Log.OutcomeOf(statement));
        blockRead = false;
    }

    /// <summary>
    /// A file that is made to be included inside a protocol has that protocol's statements at its top level. They are read as a template or static protocol of their own.
    /// </summary>
    private Outcome InFragment(Item item, OptionWords words, Statement statement)
    {
        if (item.Kind == ItemKind.BlockOpen)
        {
            if (!ChannelReader.IsName(words.Rest(0)) && words.First != "bfd") return Outcome.Unknown;
            blockRead = true;
            if (words.First == "bfd") return sessions.Block(Fragment("bgp", statement), words, statement);
            channels.Read(Fragment("bgp", statement), words.Rest(0), statement);
            return text.Log.OutcomeOf(statement);
        }

        if (words.First == "route") return routes.Read(Fragment("static", statement), item, words, statement);
        return sessions.Statement(Fragment("bgp", statement), item, words, statement);
    }

    private ProtocolDraft Fragment(string type, Statement statement)
    {
        var name = type == "bgp" ? "fragment" : "fragment_static";
        if (text.Draft.Named(name) is { } known) return known;
        text.Diagnostics.Add(DiagnosticCatalogue.SourceNote(statement.Span, $"a part of a {type} protocol without its head: read as one called '{name}'"));
        var draft = new ProtocolDraft(type, name, type == "bgp", statement);
        text.Draft.Protocols.Add(draft);
        text.Draft.Name(draft);
        return draft;
    }

    private Outcome TopLevel(Item item, OptionWords words, Statement statement)
    {
        var table = TableAt(words);
        if (table >= 0)
        {
            blockRead = item.Kind == ItemKind.BlockOpen;
            return ribs.Table(item, words, table, statement);
        }

        if (item.Kind == ItemKind.BlockOpen)
        {
            return words.First == "cli" ? new Outcome.OutOfScope("the control socket") : Outcome.Unknown;
        }

        switch (words.First)
        {
            case "router" when words.Word(1) == "id" && words.Word(2) == "from":
                return text.Carry([], words.Rest(0), "instance.router-id", statement);
            case "router" when words.Match(["router", "id", "ID"], statement, out var problem) is { } id:
                return text.Draft.Router.Say(PeerSettings.RouterId, id.Address(), id.Origin);
            case "router" when words.Undefined is { } name:
                return text.Undefined([], words.Rest(0), name, statement);
            case "router" when words.Match(["router", "id", "N"], statement, out var problem) is null && problem is not null:
                return text.Refused(statement, problem);
            case "graceful" when words.Match(["graceful", "restart", "wait", "N"], statement, out _) is { } wait:
                return text.Draft.Instance.Say(InstanceSettings.SelectDeferTime, wait.Number(), wait.Origin);
            case "listen" when words.Word(1) == "bgp":
                text.Generation.Saw(1);
                return Listen(words, statement);
            case "roa" or "attribute" when words.First == "attribute":
                text.Symbols.Attributes.Add(words.Word(words.Count - 1));
                return text.Carry([], words.Rest(0), "bird.attribute", statement);
            case "log" or "debug" or "mrtdump" or "timeformat" or "watchdog":
                return new Outcome.OutOfScope("logging");
            case "hostname":
                return new Outcome.OutOfScope("the host name names no BGP thing");
            case "threads" or "eval" or "cli" or "thread":
                if (words.First == "thread") text.Generation.Saw(3);
                return new Outcome.OutOfScope("how the daemon runs");
            case "mpls" or "vrf":
                return text.Carry([], words.Rest(0), "mpls", statement);
            default:
                return Outcome.Unknown;
        }
    }

    private Outcome Listen(OptionWords words, Statement statement)
    {
        var outcome = Outcome.Unknown;
        for (var i = 2; i < words.Count; i++)
        {
            switch (words.Word(i))
            {
                case "port" when CommandParser.TryNumber(words.Word(i + 1), out var port):
                    outcome = text.Draft.Router.Say(PeerSettings.ListenPort, port, statement);
                    i++;
                    break;
                case "address" when i + 1 < words.Count:
                    outcome = text.Carry([], $"listen bgp address {words.Word(i + 1)}", "instance.listen-address", statement);
                    i++;
                    break;
                case "v6only" or "dual":
                    if (outcome is Outcome.Unrecognized) outcome = new Outcome.Inherent("how the daemon's own socket is opened");
                    break;
                default:
                    return Outcome.Unknown;
            }
        }

        return outcome;
    }

    private static int TableAt(OptionWords words)
    {
        for (var i = 0; i < Math.Min(3, words.Count); i++)
        {
            if (words.Tokens[i].Is("table")) return i;
        }

        return -1;
    }

    // --- protocols ---

    private void Protocol(Item item, OptionWords words)
    {
        var statement = text.Log.Open(BirdToken.SpanOf(item.Tokens));
        text.Log.Close(statement, Outcome.States);
        var isTemplate = words.First == "template";
        var type = words.Word(1);
        var at = 2;
        if (type == "ospf" && words.Word(at) is "v2" or "v3") at++;
        var name = at < words.Count && words.Word(at) != "from" ? words.Word(at++) : $"{type}{(unnamed[type] = unnamed.GetValueOrDefault(type) + 1).ToString(CultureInfo.InvariantCulture)}";
        if (ReasonToRefuse(type, name) is { } reason)
        {
            var refused = text.Refused(statement, reason);
            text.Log.Close(statement, refused);
            text.SkipBlock(refused);
            return;
        }

        var draft = new ProtocolDraft(type, name, isTemplate, statement);
        if (words.Word(at) == "from")
        {
            if (text.Draft.Named(words.Word(at + 1)) is { } parent) draft.Parent = parent;
            else
            {
                text.Diagnostics.Add(DiagnosticCatalogue.Undefined(statement.Span, "template", words.Word(at + 1), "nothing is inherited"));
                text.Carry([draft.Header], $"from {words.Word(at + 1)}", ExpressionText.Undefined, statement);
            }
        }

        text.Draft.Name(draft);
        switch (type)
        {
            case "bgp":
                text.Draft.Protocols.Add(draft);
                sessions.Read(draft);
                break;
            case "static" or "direct" or "kernel" or "device" or "pipe":
                text.Draft.Protocols.Add(draft);
                ribs.Read(draft);
                break;
            case "rpki":
                text.Log.Close(statement, Outcome.States);
                others.Read("rpki-cache", draft, OtherOptions.Rpki);
                break;
            case "bfd":
                others.Read("bfd", draft, OtherOptions.Bfd);
                break;
            case "ospf" or "rip" or "babel" or "radv" or "mrt" or "bmp" or "perf":
                {
                    // Without a use in a filter it does not feed BGP; with one, the protocol is known to be there.
                    var outside = new Outcome.OutOfScope(type.ToUpperInvariant());
                    if (!isTemplate && type is "ospf" or "rip" or "babel") text.Draft.Protocols.Add(draft);
                    text.Log.Close(statement, outside);
                    text.SkipBlock(outside);
                    break;
                }

            default:
                text.Log.Close(statement, text.Carry([], words.Rest(0), $"bird.protocol.{type}", statement));
                text.CarryBlock([words.Rest(0)], $"bird.protocol.{type}", 0);
                break;
        }
    }
    /// <summary>There is one device protocol, and a name means one protocol. Sessions are read all the same: a second one of a name may be another router's.</summary>
    private string? ReasonToRefuse(string type, string name) => type switch
    {
        "device" when text.Draft.Protocols.Any(p => p.Type == "device" && !p.IsTemplate) => "there is a device protocol already",
        "static" or "direct" or "kernel" or "pipe" when text.Draft.Named(name) is not null => $"'{name}' is already defined",
        _ => null,
    };
}
