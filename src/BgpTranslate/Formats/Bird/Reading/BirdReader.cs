using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Grammars.Bird;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Reads a BIRD configuration of any generation: item by item into drafts, then, when all names are known, into the model.</summary>
internal sealed class BirdReader
{
    private const int MaximumDepth = 16;
    private readonly ReadRequest request;
    private readonly StatementLog log = new();
    private readonly List<Diagnostic> diagnostics = [];
    private readonly Symbols symbols = new();
    private readonly CommandParser parser;
    private readonly Constants constants;
    private readonly TokenReader tokens;
    private readonly ItemReader items;
    private readonly GenerationGuess generation = new();
    private readonly List<ProtocolDraft> protocols = [];
    private readonly Dictionary<string, ProtocolDraft> byName = new(StringComparer.Ordinal);
    private readonly List<InlinePolicy> inlinePolicies = [];
    private readonly List<Carried> carried = [];
    private readonly List<Rib> ribs = [];
    private readonly List<DefinedSet> sets = [];
    private readonly Dictionary<string, int> unnamed = new(StringComparer.Ordinal);
    private readonly List<(string Kind, Draft Draft, string Name, Origin Origin)> others = [];
    private readonly List<(string Text, string Table, Statement Statement)> roas = [];
    private readonly Draft router = new();
    private readonly Draft instance = new();
    private bool blockRead;
    private Span? lastEnd;

    /// <summary>Statements that have no effect unless something uses them, with the reason to give.</summary>
    private readonly Dictionary<Statement, string> dependent = [];

    private BirdReader(ReadRequest request)
    {
        this.request = request;
        parser = new CommandParser(log, diagnostics);
        constants = new Constants(symbols, parser);
        tokens = new TokenReader(request.File, request.Includes, OnInclude);
        items = new ItemReader(tokens);
    }

    /// <summary>Reads a configuration.</summary>
    /// <param name="request">What to read.</param>
    /// <param name="platformFor">The platform of a release.</param>
    public static ReadResult Read(ReadRequest request, Func<FormatVersion, Platform> platformFor) => new BirdReader(request).Read(platformFor);

    private ReadResult Read(Func<FormatVersion, Platform> platformFor)
    {
        for (var item = items.Next(); item.Kind != ItemKind.End; item = items.Next()) TopLevel(item);
        var version = request.Version ?? generation.Version;
        var builder = new ModelBuilder(symbols, log, dependent, version)
        {
            Protocols = protocols,
            OtherwiseAfi = tokens.HasIpv6 || request.File.Content.StartsWith(Writing.DaemonFiles.Ipv6Head, StringComparison.Ordinal) || Path.GetFileNameWithoutExtension(request.File.Path).EndsWith('6') ? Afi.Ipv6 : Afi.Ipv4,
            InlinePolicies = inlinePolicies,
            Others = others,
            Roas = roas,
            Router = router.Settings,
            Instance = instance.Settings,
            Carried = carried,
            Ribs = ribs,
            Sets = sets,
        };
        var configuration = builder.Build();
        CloseDependent(configuration, builder.Reached);
        return new ReadResult(configuration, platformFor(version), log, [.. diagnostics], [.. tokens.Files]);
    }

    /// <summary>Definitions and commands that no value of the model points to do nothing; everything else does what it says.</summary>
    private void CloseDependent(Configuration configuration, HashSet<Statement> reached)
    {
        var used = ModelStatements.Of(configuration);
        foreach (var (statement, reason) in dependent)
        {
            if (used.Contains(statement)) log.Close(statement, Outcome.States);
            else log.Close(statement, new Outcome.Inherent(reached.Contains(statement) ? "computes what no route depends on" : reason));
        }
    }

    private void OnInclude(Include include)
    {
        var statement = log.Open(include.Span);
        if (include.Problem is { } problem) diagnostics.Add(DiagnosticCatalogue.Include(include.Span, include.Path, problem));
        log.Close(statement, new Outcome.Inherent(include.Problem is null ? "stands for the text of other files" : "names a file that cannot be read; see the diagnostic"));
    }

    // --- top level ---

    private void TopLevel(Item item)
    {
        if (item.Kind == ItemKind.BlockClose) return;
        Report(item);
        var words = new OptionWords(item.Tokens, constants);
        switch (words.First)
        {
            case "function" when item.Kind == ItemKind.Statement: Function(item); return;
            case "filter" when item.Kind == ItemKind.Statement: Filter(item); return;
            case "define" when item.Kind == ItemKind.Statement: Define(item); return;
            case "protocol" or "template" when item.Kind == ItemKind.BlockOpen: Protocol(item, words); return;
        }

        var statement = log.Open(HeadOf(item));
        var outcome = TopLevel(item, words, statement);
        log.Close(statement, outcome is Outcome.Unrecognized ? InFragment(item, words, statement) : outcome);
        if (item.Kind == ItemKind.BlockOpen && !blockRead) SkipBlock(log.OutcomeOf(statement));
        blockRead = false;
    }

    /// <summary>
    /// A file that is made to be included inside a protocol has that protocol's statements at its top level. They are read as a template or static protocol of their own.
    /// </summary>
    private Outcome InFragment(Item item, OptionWords words, Statement statement)
    {
        if (item.Kind == ItemKind.BlockOpen)
        {
            if (!IsChannelName(words.Rest(0)) && words.First != "bfd") return Outcome.Unknown;
            blockRead = true;
            if (words.First == "bfd") return SessionBlock(Fragment("bgp", statement), words, statement);
            Channel(Fragment("bgp", statement), words.Rest(0), statement);
            return log.OutcomeOf(statement);
        }

        if (words.First == "route") return Route(Fragment("static", statement), item, words, statement);
        return Session(Fragment("bgp", statement), item, words, statement);
    }

    private ProtocolDraft Fragment(string type, Statement statement)
    {
        var name = type == "bgp" ? "fragment" : "fragment_static";
        if (byName.TryGetValue(name, out var known)) return known;
        diagnostics.Add(DiagnosticCatalogue.SourceNote(statement.Span, $"a part of a {type} protocol without its head: read as one called '{name}'"));
        var draft = new ProtocolDraft(type, name, type == "bgp", statement);
        protocols.Add(draft);
        return byName[name] = draft;
    }

    private Outcome TopLevel(Item item, OptionWords words, Statement statement)
    {
        var table = TableAt(words);
        if (table >= 0) return Table(item, words, table, statement);
        if (item.Kind == ItemKind.BlockOpen)
        {
            return words.First == "cli" ? new Outcome.OutOfScope("the control socket") : Outcome.Unknown;
        }

        switch (words.First)
        {
            case "router" when words.Word(1) == "id" && words.Word(2) == "from":
                return Carry([], words.Rest(0), "instance.router-id", statement);
            case "router" when words.Match(["router", "id", "ID"], statement, out var problem) is { } id:
                return router.Say(PeerSettings.RouterId, id.Address(), id.Origin);
            case "router" when words.Undefined is { } name:
                return Undefined([], words.Rest(0), name, statement);
            case "router" when words.Match(["router", "id", "N"], statement, out var problem) is null && problem is not null:
                return Refused(statement, problem);
            case "graceful" when words.Match(["graceful", "restart", "wait", "N"], statement, out _) is { } wait:
                return instance.Say(InstanceSettings.SelectDeferTime, wait.Number(), wait.Origin);
            case "listen" when words.Word(1) == "bgp":
                generation.Saw(1);
                return Listen(words, statement);
            case "roa" or "attribute" when words.First == "attribute":
                symbols.Attributes.Add(words.Word(words.Count - 1));
                return Carry([], words.Rest(0), "bird.attribute", statement);
            case "log" or "debug" or "mrtdump" or "timeformat" or "watchdog":
                return new Outcome.OutOfScope("logging");
            case "hostname":
                return new Outcome.OutOfScope("the host name names no BGP thing");
            case "threads" or "eval" or "cli" or "thread":
                if (words.First == "thread") generation.Saw(3);
                return new Outcome.OutOfScope("how the daemon runs");
            case "mpls" or "vrf":
                return Carry([], words.Rest(0), "mpls", statement);
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
                    outcome = router.Say(PeerSettings.ListenPort, port, statement);
                    i++;
                    break;
                case "address" when i + 1 < words.Count:
                    outcome = Carry([], $"listen bgp address {words.Word(i + 1)}", "instance.listen-address", statement);
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

    private Outcome Table(Item item, OptionWords words, int at, Statement statement)
    {
        var kind = string.Join(' ', Enumerable.Range(0, at).Select(words.Word));
        var name = words.Word(at + 1);
        generation.Saw(kind is "" or "roa" ? 1 : 2);
        if (kind is "" or "roa") kind = kind.Length == 0 ? "ip" : kind;
        symbols.Tables[name] = kind;
        var draft = new Draft();
        Origin origin = statement;
        if (words.Word(at + 2) == "sorted") draft.Say(RibSettings.Sorted, true, statement);
        if (item.Kind == ItemKind.BlockOpen)
        {
            origin += TableBlock(name, draft);
            blockRead = true;
        }

        if (RibNames.Of(name) == Rib.Main && draft.Settings.Entries.Count == 0) return new Outcome.Inherent("the main table exists without it");
        ribs.Add(new Rib { Name = RibNames.Of(name), Kind = kind, Settings = draft.Settings, Origin = origin });
        return Outcome.States;
    }

    private Origin TableBlock(string table, Draft draft)
    {
        var all = Origin.None;
        foreach (var (item, words, statement) in Block())
        {
            Outcome outcome = Outcome.Unknown;
            switch (words.First)
            {
                case "roa":
                    roas.Add((words.Rest(1), table, statement));
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

            log.Close(statement, outcome);
            if (item.Kind == ItemKind.BlockOpen) SkipBlock(outcome);
            all += statement;
        }

        return all;
    }

    private void Define(Item item)
    {
        var statement = log.Open(BirdToken.SpanOf(item.Tokens));
        log.Close(statement, Outcome.States);
        if (item.Tokens.Count < 4 || item.Tokens[2].Type != BirdLexer.EQUAL)
        {
            log.Close(statement, Outcome.Unknown);
            return;
        }

        var end = item.Tokens[^1].Type == BirdLexer.SEMICOLON ? 1 : 0;
        var name = CommandParser.NameOf(item.Tokens[1].Text);
        if (parser.ReadExpression([.. item.Tokens.Skip(3).SkipLast(end)]) is not { } expression)
        {
            symbols.Constants[name] = new Value.Undefined(name) { Origin = statement };
            log.Close(statement, Outcome.Unknown);
            return;
        }

        if (symbols.Constants.ContainsKey(name)) diagnostics.Add(DiagnosticCatalogue.Refused(statement.Span, $"'{name}' is already defined"));
        var value = constants.Evaluate(expression);
        if (value is Value.Unknown unknown)
        {
            diagnostics.Add(DiagnosticCatalogue.SourceNote(statement.Span, $"the value of '{name}' is not known: {unknown.Reason}"));
            symbols.Definitions[name] = expression;
            value = new Value.Undefined(name);
        }

        value = Named(value, name, statement);
        symbols.Constants[name] = value;
        dependent[statement] = "nothing uses this constant";
    }

    /// <summary>Sets keep the names of their constants.</summary>
    private Value Named(Value value, string name, Statement statement)
    {
        switch (value)
        {
            case Value.Set { Value: { Name.Length: 0 } set } v when set is not PrefixSet { Entries: [{ Match: var match }, ..] } || match.Prefix.Length < match.Prefix.Width || !IsHosts(v):
                {
                    var named = set with { Name = name, Origin = statement };
                    sets.Add(named);
                    return v with { Value = named };
                }

            case Value.Set v:
                return v with { Value = v.Value with { Origin = v.Value.Origin + statement }, Origin = v.Origin + statement };
            case Value.Mask v:
                {
                    var named = v.Value with { Name = name, Origin = statement };
                    sets.Add(named);
                    return v with { Value = named };
                }

            case Value.Truth or Value.Unknown:
                return value with { Origin = value.Origin + statement };
            default:
                return value with { Origin = value.Origin + statement };
        }
    }

    /// <summary>Sets of addresses are no sets of prefixes in BIRD, so they cannot keep a name as one.</summary>
    private static bool IsHosts(Value.Set set) => set.Members.Any(m => m is Value.Address);

    private void Function(Item item)
    {
        var function = parser.ReadFunction(item.Tokens);
        symbols.Functions[function.Name] = function;
        Depend(function.Statement, function.Body, $"nothing calls '{function.Name}'");
    }

    private void Filter(Item item)
    {
        var filter = parser.ReadFilter(item.Tokens);
        symbols.Filters[filter.Name] = filter;
        Depend(filter.Statement, filter.Body, "is never reached");
    }

    private void Depend(Statement? head, ImmutableArray<Command> body, string reason)
    {
        var all = new List<Statement>();
        if (head is not null) all.Add(head);
        CommandStatements.Collect(body, all);
        foreach (var statement in all) dependent[statement] = reason;
        Prints(body);
    }

    /// <summary>Commands whose outcome does not depend on who calls them.</summary>
    private void Prints(ImmutableArray<Command> body)
    {
        foreach (var command in body)
        {
            switch (command)
            {
                case Command.Print c:
                    dependent.Remove(c.Statement);
                    log.Close(c.Statement, new Outcome.OutOfScope("logging"));
                    break;
                case Command.Invalid c:
                    dependent.Remove(c.Statement);
                    break;
                case Command.Block c: Prints(c.Body); break;
                case Command.If c:
                    Prints(c.Else is null ? [c.Then] : [c.Then, c.Else]);
                    break;
                case Command.For c: Prints([c.Body]); break;
                case Command.Case c:
                    foreach (var arm in c.Arms) Prints(arm.Body);
                    break;
            }
        }
    }

    // --- protocols ---

    private void Protocol(Item item, OptionWords words)
    {
        var statement = log.Open(BirdToken.SpanOf(item.Tokens));
        log.Close(statement, Outcome.States);
        var isTemplate = words.First == "template";
        var type = words.Word(1);
        var at = 2;
        if (type == "ospf" && words.Word(at) is "v2" or "v3") at++;
        var name = at < words.Count && words.Word(at) != "from" ? words.Word(at++) : $"{type}{(unnamed[type] = unnamed.GetValueOrDefault(type) + 1).ToString(CultureInfo.InvariantCulture)}";
        var draft = new ProtocolDraft(type, name, isTemplate, statement);
        if (words.Word(at) == "from")
        {
            if (byName.TryGetValue(words.Word(at + 1), out var parent)) draft.Parent = parent;
            else
            {
                diagnostics.Add(DiagnosticCatalogue.Undefined(statement.Span, "template", words.Word(at + 1), "nothing is inherited"));
                Carry([draft.Header], $"from {words.Word(at + 1)}", ExpressionText.Undefined, statement);
            }
        }

        byName[name] = draft;
        switch (type)
        {
            case "bgp":
                protocols.Add(draft);
                Bgp(draft);
                break;
            case "static" or "direct" or "kernel" or "device" or "pipe":
                protocols.Add(draft);
                RibProtocol(draft);
                break;
            case "rpki":
                log.Close(statement, Outcome.States);
                Other("rpki-cache", draft, OtherOptions.Rpki);
                break;
            case "bfd":
                Other("bfd", draft, OtherOptions.Bfd);
                break;
            case "ospf" or "rip" or "babel" or "radv" or "mrt" or "bmp" or "perf":
                {
                    // Without a use in a filter it does not feed BGP; with one, the protocol is known to be there.
                    var outside = new Outcome.OutOfScope(type.ToUpperInvariant());
                    if (!isTemplate && type is "ospf" or "rip" or "babel") protocols.Add(draft);
                    log.Close(statement, outside);
                    SkipBlock(outside);
                    break;
                }

            default:
                log.Close(statement, Carry([], words.Rest(0), $"bird.protocol.{type}", statement));
                CarryBlock([words.Rest(0)], $"bird.protocol.{type}", 0);
                break;
        }
    }

    /// <summary>The items of the block just opened, each with a statement of its own.</summary>
    private IEnumerable<(Item Item, OptionWords Words, Statement Statement)> Block()
    {
        Item end;
        while ((end = items.Next()).Kind is not (ItemKind.End or ItemKind.BlockClose))
        {
            var item = end;
            Report(item);
            yield return (item, new OptionWords(item.Tokens, constants), log.Open(HeadOf(item)));
        }

        ReportEnd(end);
    }

    /// <summary>The statement of a filter written in place or of a route with commands is what stands before the brace.</summary>
    private static Span HeadOf(Item item)
    {
        var isBody = item.Tokens[0].Is("route") || (item.Tokens.Count > 1 && item.Tokens[1].Type == BirdLexer.FILTER);
        if (isBody && item.Kind == ItemKind.Statement)
        {
            for (var i = 1; i < item.Tokens.Count; i++)
            {
                if (item.Tokens[i].Type == BirdLexer.OPEN_BRACE && !(item.Tokens[i - 1].Is("flow4") || item.Tokens[i - 1].Is("flow6"))) return BirdToken.SpanOf([.. item.Tokens.Take(i)]);
            }
        }

        return BirdToken.SpanOf(item.Tokens);
    }

    private void Bgp(ProtocolDraft draft)
    {
        foreach (var (item, words, statement) in Block())
        {
            if (item.Kind == ItemKind.BlockOpen && words.First is not ("bfd" or "keys" or "dynamic"))
            {
                Channel(draft, words.Rest(0), statement);
                continue;
            }

            var outcome = item.Kind == ItemKind.BlockOpen ? SessionBlock(draft, words, statement) : Session(draft, item, words, statement);
            Close(statement, outcome);
        }
    }

    private Outcome Session(ProtocolDraft draft, Item item, OptionWords words, Statement statement)
    {
        switch (words.First)
        {
            case "neighbor": return Neighbor(draft, words, statement);
            case "local" when words.Word(1) != "role": return Local(draft, words, statement);
            case "disable" when words.Word(1) == "after" && words.Word(2) == "cease": return CarryIn(draft, words, "peer.timers.disable-after-cease", statement);
            case "igp" when words.Word(1) != "table":
                break;
            case "import" or "export" or "table" or "add" or "gateway" or "igp" or "next" or "missing" or "secondary" or "preference" or "route" or "receive":
                generation.Saw(1);
                return Channel(draft, draft, item, words, statement);
        }

        if (IsChannelName(words.Rest(0)))
        {
            generation.Saw(2);
            ChannelOf(draft, words.Rest(0), statement);
            return Outcome.States;
        }

        var outcome = BgpOptions.Session.Read(draft, words, statement) ?? ChannelOptions.Bgp.Read(draft, words, statement);
        if (words.Undefined is { } name && outcome is not Outcome.Stated) return Undefined([draft.Header], words.Resolved(0, words.Count), name, statement);
        return outcome
            ?? (words.First is "require" or "min" or "max" or "free" or "tx" or "rx" or "advertise" or "hostname" or "neighbors" or "dynamic" or "validate" or "allow" or "enable" or "authentication" or "link" or "bgp"
                ? CarryIn(draft, words, $"bird.{words.First}", statement)
                : Outcome.Unknown);
    }

    private Outcome SessionBlock(ProtocolDraft draft, OptionWords words, Statement statement)
    {
        if (words.First == "bfd")
        {
            draft.Say(PeerSettings.Bfd, true, statement);
            uint? receive = null, transmit = null, multiplier = null;
            Origin origin = statement;
            foreach (var (item, inner, s) in Block())
            {
                if (inner.First == "graceful")
                {
                    draft.Say(PeerSettings.BfdCheckControlPlane, true, s);
                    Close(s, Outcome.States);
                    continue;
                }

                var parameters = new Draft();
                var outcome = OtherOptions.Bfd.Read(parameters, inner, s) ?? Outcome.Unknown;
                receive = parameters.Settings.Get(OtherSettings.BfdReceive)?.Value ?? receive;
                transmit = parameters.Settings.Get(OtherSettings.BfdTransmit)?.Value ?? transmit;
                multiplier = parameters.Settings.Get(OtherSettings.BfdMultiplier)?.Value ?? multiplier;
                if (parameters.Settings.Has(OtherSettings.Options) || parameters.Settings.Has(OtherSettings.BfdPassive)) outcome = CarryIn(draft, inner, "peer.bfd", s, "bfd");
                else if (outcome is Outcome.Stated) origin += s;
                Close(s, outcome);
                if (item.Kind == ItemKind.BlockOpen) SkipBlock(outcome);
            }

            if (receive is not null || transmit is not null || multiplier is not null) draft.Say(PeerSettings.BfdTimers, new BfdTimers(receive, transmit, multiplier), origin);
            return Outcome.States;
        }

        var result = Carry([draft.Header], words.Rest(0), $"bird.{words.First}", statement);
        CarryBlock([draft.Header, words.Rest(0)], $"bird.{words.First}", 0);
        return result;
    }

    private Outcome Neighbor(ProtocolDraft draft, OptionWords words, Statement statement)
    {
        var at = 1;
        if (words.Word(at) == "range")
        {
            at++;
            if (constants.Read(words.Tokens, ref at, words.Count) is not Value.Prefix range) return Outcome.Unknown;
            draft.Endpoint = (new PeerEndpoint.Range(range.Value), range.Origin + statement);
        }
        else if (words.Word(at) is not ("as" or "port" or "internal" or "external" or "onlink"))
        {
            switch (constants.Read(words.Tokens, ref at, words.Count))
            {
                case Value.Address address:
                    var zone = words.Word(at) == "%" ? words.Word(at + 1) : null;
                    if (zone is not null) at += 2;
                    if (zone is not null) draft.Say(PeerSettings.BindInterface, zone, statement);
                    draft.Endpoint = (new PeerEndpoint.Address(address.Value), address.Origin + statement);
                    break;
                case Value.Undefined undefined:
                    Undefined([draft.Header], $"neighbor {words.Resolved(1, at)}", undefined.Name, statement);
                    break;
                default:
                    return Outcome.Unknown;
            }
        }

        Outcome? refused = null;
        while (at < words.Count)
        {
            switch (words.Word(at))
            {
                case "port":
                    at++;
                    if (constants.Read(words.Tokens, ref at, words.Count) is not Value.Number port) return Outcome.Unknown;
                    draft.Say(PeerSettings.RemotePort, port.Value, port.Origin + statement);
                    break;
                case "as":
                    at++;
                    switch (constants.Read(words.Tokens, ref at, words.Count))
                    {
                        case Value.Number number: draft.Say(PeerSettings.RemoteAs, new RemoteAs.Number(number.Value), number.Origin + statement); break;
                        case Value.Undefined undefined: Undefined([draft.Header], $"neighbor as {words.Resolved(at - 1, at)}", undefined.Name, statement); break;
                        case Value.Unknown unknown: refused = Refused(statement, unknown.Reason); break;
                        default: return Outcome.Unknown;
                    }

                    break;
                case "internal":
                    at++;
                    draft.Say(PeerSettings.RemoteAs, new RemoteAs.Internal(), statement);
                    break;
                case "external":
                    at++;
                    draft.Say(PeerSettings.RemoteAs, new RemoteAs.External(), statement);
                    break;
                case "onlink":
                    at++;
                    draft.Say(PeerSettings.Onlink, true, statement);
                    break;
                default:
                    return Outcome.Unknown;
            }
        }

        return draft.Endpoint is { } end && end.Origin.Contains(statement) ? Outcome.States : refused ?? Outcome.States;
    }

    private Outcome Local(ProtocolDraft draft, OptionWords words, Statement statement)
    {
        var at = 1;
        Outcome outcome = Outcome.States;
        while (at < words.Count)
        {
            switch (words.Word(at))
            {
                case "as":
                    at++;
                    switch (constants.Read(words.Tokens, ref at, words.Count))
                    {
                        case Value.Number number: draft.Say(PeerSettings.LocalAs, new LocalAs(number.Value), number.Origin + statement); break;
                        case Value.Undefined undefined: Undefined([draft.Header], $"local as {words.Resolved(at - 1, at)}", undefined.Name, statement); break;
                        case Value.Unknown unknown: outcome = Refused(statement, unknown.Reason); break;
                        default: return Outcome.Unknown;
                    }

                    break;
                case "port":
                    at++;
                    if (constants.Read(words.Tokens, ref at, words.Count) is not Value.Number port) return Outcome.Unknown;
                    draft.Say(PeerSettings.LocalPort, port.Value, port.Origin + statement);
                    break;
                case "%":
                    draft.Say(PeerSettings.BindInterface, words.Word(at + 1), statement);
                    at += 2;
                    break;
                default:
                    switch (constants.Read(words.Tokens, ref at, words.Count))
                    {
                        case Value.Address address: draft.Say(PeerSettings.LocalAddress, address.Value, address.Origin + statement); break;
                        case Value.Undefined undefined: Undefined([draft.Header], $"source address {words.Resolved(at - 1, at)}", undefined.Name, statement); break;
                        case Value.Unknown unknown: outcome = Refused(statement, unknown.Reason); break;
                        default: return Outcome.Unknown;
                    }

                    break;
            }
        }

        return outcome;
    }

    // --- channels ---

    private static bool IsChannelName(string words) => ModelBuilder.FamilyOf(words) is not null || words is "roa4" or "roa6" or "mpls" or "aspa" or "neighbors" or "eth" or "evpn" or "ipv6 sadr";

    private ChannelDraft ChannelOf(ProtocolDraft draft, string name, Statement statement)
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

    private void Channel(ProtocolDraft draft, string name, Statement statement)
    {
        if (!IsChannelName(name))
        {
            Close(statement, Outcome.Unknown);
            SkipBlock(Outcome.Unknown);
            return;
        }

        generation.Saw(2);
        Close(statement, Outcome.States);
        var channel = ChannelOf(draft, name, statement);
        foreach (var (item, words, inner) in Block())
        {
            Close(inner, Channel(draft, channel, item, words, inner));
            if (item.Kind == ItemKind.BlockOpen) SkipBlock(log.OutcomeOf(inner));
        }
    }

    /// <summary>An option of a channel, or, in 1.x, one that stands in the protocol in its place.</summary>
    private Outcome Channel(ProtocolDraft draft, Draft target, Item item, OptionWords words, Statement statement)
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
            return Undefined(target is ChannelDraft at ? [draft.Header, at.Name] : [draft.Header], words.Resolved(0, words.Count), name, statement);
        if (outcome is not null) return outcome;
        return words.First is "require" or "validate" or "base" or "link" or "long" or "min" or "max" or "label" or "export" or "import" or "rpki" or "hold" or "roa" && target is ChannelDraft channel
            ? Carry([draft.Header, channel.Name], words.Rest(0), $"bird.channel.{words.First}", statement)
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
                    if (parser.ReadExpression([.. item.Tokens.Skip(2).SkipLast(end)]) is not { } condition) return Outcome.Unknown;
                    inlinePolicies.Add(new InlinePolicy(target, setting, NameOf(draft, target, words.First), statement, [], condition, words.Rest(2)));
                    return Outcome.States;
                }

            case "filter" when words.Count == 3:
                if (!symbols.Filters.ContainsKey(words.Word(2))) diagnostics.Add(DiagnosticCatalogue.Undefined(statement.Span, "filter", words.Word(2), "BIRD refuses the file; nothing passes here"));
                return target.Say(setting, new PolicyUse.Named(words.Word(2)), statement);
            case "filter" when item.Tokens.All(t => t.Type != BirdLexer.OPEN_BRACE):
                return Outcome.Unknown;
            case "filter":
                {
                    var end = item.Tokens[^1].Type == BirdLexer.SEMICOLON ? 1 : 0;
                    var body = parser.ReadInlineFilter([.. item.Tokens.Skip(2).SkipLast(end)]);
                    Depend(null, body, "is never reached");
                    inlinePolicies.Add(new InlinePolicy(target, setting, NameOf(draft, target, words.First), statement, body, null, ""));
                    return Outcome.States;
                }

            default:
                return null;
        }
    }

    private static string NameOf(ProtocolDraft draft, Draft target, string direction) =>
        target is ChannelDraft channel ? $"{draft.Name}_{channel.Name.Replace(' ', '_')}_{direction}" : $"{draft.Name}_{direction}";

    // --- protocols that feed or drain tables ---

    private void RibProtocol(ProtocolDraft draft)
    {
        foreach (var (item, words, statement) in Block())
        {
            if (item.Kind == ItemKind.BlockOpen)
            {
                if (words.First is "interface" or "cork")
                {
                    var text = words.Rest(0);
                    Close(statement, Carry([draft.Header], text, "bird.interface", statement));
                    CarryBlock([draft.Header, text], "bird.interface", 0);
                }
                else
                {
                    Channel(draft, words.Rest(0), statement);
                }

                continue;
            }

            Close(statement, RibItem(draft, item, words, statement));
        }
    }

    private Outcome RibItem(ProtocolDraft draft, Item item, OptionWords words, Statement statement)
    {
        if (words.First == "route" && draft.Type == "static") return Route(draft, item, words, statement);
        if (IsChannelName(words.Rest(0)))
        {
            generation.Saw(2);
            ChannelOf(draft, words.Rest(0), statement);
            return Outcome.States;
        }

        if (words.First == "device" && words.Word(1) == "routes") return Carry([draft.Header], words.Rest(0), "bird1.device-routes", statement);
        if (words.First is "table" or "peer") draft.TableAfi = AfiOf(words.Word(words.Count - 1)) ?? draft.TableAfi;
        if (words.First is "import" or "export" && draft.Type != "pipe") generation.Saw(1);
        return Channel(draft, draft, item, words, statement);
    }

    private Afi? AfiOf(string table) => (table == "master6" ? "ipv6" : table == "master4" ? "ipv4" : symbols.Tables.GetValueOrDefault(table)) switch
    {
        "ipv4" => Afi.Ipv4,
        "ipv6" => Afi.Ipv6,
        _ => null,
    };

    private Outcome Route(ProtocolDraft draft, Item item, OptionWords words, Statement statement)
    {
        var at = 1;
        if (words.Word(1) is "flow4" or "flow6" or "aspa" or "mpls" || words.Word(2) == ":")
            return Carry([draft.Header], words.Rest(0), "bird.static", statement);
        var value = constants.Read(words.Tokens, ref at, words.Count);
        if (value is Value.Undefined undefined)
        {
            var body = item.Tokens.TakeWhile(t => t.Type != BirdLexer.OPEN_BRACE).Count();
            if (body < words.Count) Depend(null, parser.ReadInlineFilter([.. item.Tokens.Take(words.Count).Skip(body)]), "its route is not known");
            return Undefined([draft.Header], words.Resolved(0, body), undefined.Name, statement);
        }

        if (value is Value.Unknown unknown) return Refused(statement, unknown.Reason);
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
                    generation.Saw(1);
                    break;
                case "via":
                    if (Via(words, ref at, ref origin) is not { } via) return Outcome.Unknown;
                    hops.Add(via);
                    break;
                case "recursive" when constants.Read(words.Tokens, ref at, words.Count) is Value.Address address:
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
                        attributes = parser.ReadInlineFilter(body);
                        Depend(null, attributes, "is never reached");
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
        var hop = constants.Read(words.Tokens, ref at, words.Count) switch
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

    // --- other protocols ---

    private void Other(string kind, ProtocolDraft draft, OptionTable<Draft> table)
    {
        log.Close(draft.Statement, Outcome.States);
        Origin origin = draft.Statement;
        foreach (var (item, words, statement) in Block())
        {
            if (item.Kind == ItemKind.BlockOpen)
            {
                origin += OtherBlock(kind, draft, words, statement);
                continue;
            }

            if (IsChannelName(words.Rest(0)))
            {
                Close(statement, Outcome.States);
                origin += statement;
                continue;
            }

            Close(statement, table.Read(draft, words, statement) ?? Outcome.Unknown);
        }

        if (!draft.IsTemplate) others.Add((kind, draft, draft.Name, origin));
        else Close(draft.Statement, new Outcome.Inherent("a template that is not followed"));
    }

    private Origin OtherBlock(string kind, ProtocolDraft draft, OptionWords words, Statement statement)
    {
        if (kind == "rpki-cache" && words.First is "roa4" or "roa6" or "aspa")
        {
            Origin origin = statement;
            Close(statement, Outcome.States);
            foreach (var (item, inner, s) in Block())
            {
                var outcome = inner.Match(["table", "W"], s, out _) is { } a ? RibOptions.Listed(draft, OtherSettings.RpkiTables, $"{words.First} {a.Text()}", a) : new Outcome.Inherent("nothing to filter in a ROA channel");
                Close(s, outcome);
                if (outcome is Outcome.Stated) origin += s;
                if (item.Kind == ItemKind.BlockOpen) SkipBlock(outcome);
            }

            return origin;
        }

        if (kind == "bfd" && words.First is "interface" or "multihop")
        {
            Close(statement, Outcome.States);
            var profile = new Draft();
            foreach (var (item, inner, s) in Block())
            {
                Close(s, OtherOptions.Bfd.Read(profile, inner, s) ?? Outcome.Unknown);
                if (item.Kind == ItemKind.BlockOpen) SkipBlock(Outcome.Unknown);
            }

            others.Add(("bfd-parameters", profile, words.Rest(0), statement));
            return Origin.None;
        }

        Close(statement, Carry([draft.Header], words.Rest(0), $"bird.{kind}", statement));
        CarryBlock([draft.Header, words.Rest(0)], $"bird.{kind}", 0);
        return Origin.None;
    }

    // --- what is kept word for word ---

    private Outcome CarryIn(ProtocolDraft draft, OptionWords words, string feature, Statement statement, params string[] inner) =>
        Carry([draft.Header, .. inner], words.Rest(0), feature, statement);

    private Outcome Carry(IEnumerable<string> context, string text, string feature, Statement statement)
    {
        carried.Add(new Carried { Format = "bird", Context = [.. context], Text = text, Feature = feature, Origin = statement });
        return Outcome.States;
    }

    /// <summary>A statement that names what no file defines stays as it is: what it says is not known.</summary>
    private Outcome Undefined(IEnumerable<string> context, string text, string name, Statement statement)
    {
        diagnostics.Add(DiagnosticCatalogue.Undefined(statement.Span, "constant", name, "what is said with it is not known"));
        return Carry(context, text, ExpressionText.Undefined, statement);
    }

    private void CarryBlock(string[] context, string feature, int depth)
    {
        foreach (var (item, words, statement) in Block())
        {
            Close(statement, depth < MaximumDepth ? Carry(context, words.Rest(0), feature, statement) : Outcome.Unknown);
            if (item.Kind != ItemKind.BlockOpen) continue;
            if (depth < MaximumDepth) CarryBlock([.. context, words.Rest(0)], feature, depth + 1);
            else SkipBlock(Outcome.Unknown);
        }
    }

    /// <summary>All of a block has the same outcome.</summary>
    private void SkipBlock(Outcome outcome)
    {
        for (var depth = 1; depth > 0;)
        {
            var item = items.Next();
            switch (item.Kind)
            {
                case ItemKind.End:
                    ReportEnd(item);
                    return;
                case ItemKind.BlockClose:
                    ReportEnd(item);
                    depth--;
                    continue;
                case ItemKind.BlockOpen:
                    depth++;
                    break;
            }

            Report(item);
            log.Close(log.Open(BirdToken.SpanOf(item.Tokens)), outcome);
        }
    }

    private void Close(Statement statement, Outcome outcome)
    {
        log.Close(statement, outcome);
        if (outcome is Outcome.Inherent { Reason: var reason } && reason.EndsWith("is not defined", StringComparison.Ordinal) && !reason.StartsWith("refused", StringComparison.Ordinal))
            diagnostics.Add(DiagnosticCatalogue.Refused(statement.Span, reason));
    }

    private Outcome.Inherent Refused(Statement statement, string reason)
    {
        diagnostics.Add(DiagnosticCatalogue.Refused(statement.Span, reason));
        return new Outcome.Inherent($"refused: {reason}");
    }

    /// <summary>A block ends with its brace; where that is missing, once for all blocks that end there.</summary>
    private void ReportEnd(Item end)
    {
        var problem = end.Kind == ItemKind.End ? "the text ends inside a block" : end.Problem;
        if (problem is null || end.Tokens[0].Span == lastEnd) return;
        lastEnd = end.Tokens[0].Span;
        diagnostics.Add(DiagnosticCatalogue.Syntax(end.Tokens[0].Span, problem));
    }

    private void Report(Item item)
    {
        if (item.Problem is { } problem) diagnostics.Add(DiagnosticCatalogue.Syntax(item.Tokens[^1].Span, problem));
    }
}

/// <summary>Finds the generation of BIRD that a text is for from what only one of them has (bird.md §1).</summary>
internal sealed class GenerationGuess
{
    private readonly int[] seen = new int[4];

    /// <summary>Something of that generation.</summary>
    public void Saw(int major) => seen[major]++;

    /// <summary>The release.</summary>
    public FormatVersion Version =>
        seen[3] > 0 ? new FormatVersion(3) : seen[1] > 0 && seen[2] == 0 ? new FormatVersion(1, 6) : new FormatVersion(2, 0);
}
