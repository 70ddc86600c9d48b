using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Frr.Syntax;
using BgpTranslate.Grammars.Frr;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary>
/// Reads FRR configuration into the model, a line at a time. A statement's handler is the visit method of its grammar alternative; what it returns is what became
/// of the statement, and a statement without a handler is unrecognized. What is said is collected in drafts, since FRR binds names late and lets lines take back others.
/// </summary>
internal sealed partial class FrrReader : FrrParserBaseVisitor<Outcome?>
{
    private static readonly Outcome Kept = Outcome.States;

    private readonly ReadRequest request;
    private readonly StatementLog log = new();
    private readonly List<Diagnostic> diagnostics = [];
    private readonly Dictionary<Statement, int> sayings = [];
    private readonly Draft router = new();
    private readonly List<Carried> carried = [];

    // Where the current line stands.
    private Line.Statement line = null!;
    private Statement statement = null!;
    private bool negated;

    private FrrReader(ReadRequest request) => this.request = request;

    /// <summary>Reads a text.</summary>
    public static ReadResult Read(ReadRequest request)
    {
        var reader = new FrrReader(request);
        var lines = SourceLines.Of(request.File, request.Options.GetValueOrDefault("node"));
        foreach (var line in new LineParser().Parse(lines))
            reader.Read(line);
        var configuration = reader.Build();
        return new ReadResult(configuration, reader.FindPlatform(), reader.log, [.. reader.diagnostics], [request.File]) { Refusal = reader.UnchosenNode() };
    }

    /// <inheritdoc/>
    protected override Outcome? AggregateResult(Outcome? aggregate, Outcome? nextResult) => nextResult ?? aggregate;

    private void Read(Line parsed)
    {
        switch (parsed)
        {
            case Line.Statement said:
                Read(said);
                break;
            case Line.Foreign:
                log.Close(log.Open(parsed.Source.Span), new Outcome.OutOfScope("another routing protocol"));
                break;
            case Line.Leave { IsUnmatched: true }:
                log.Close(log.Open(parsed.Source.Span), new Outcome.Inherent("there is no block to leave"));
                diagnostics.Add(DiagnosticCatalogue.Refused(parsed.Source.Span, "there is no block to leave; FRR 10 stops reading the file here"));
                break;
            case Line.Unknown unknown:
                log.Open(parsed.Source.Span);
                if (unknown.Source.Text.Length > unknown.At.Length)
                    diagnostics.Add(DiagnosticCatalogue.Syntax(parsed.Source.Span, $"'{unknown.At}' does not fit here ({unknown.Node.Name})"));
                break;
        }
    }

    private void Read(Line.Statement parsed)
    {
        line = parsed;
        negated = parsed.IsNegated;
        statement = log.Open(parsed.Source.Span);
        if (parsed.Slip is { } slip) diagnostics.Add(DiagnosticCatalogue.SourceNote(parsed.Source.Span, slip));
        var outcome = Visit(parsed.Tree) ?? Outcome.Unknown;
        if (outcome is not Outcome.Inherent && parsed.Node.IsBelowRouterBgp) instance.Statements.Add(statement);
        log.Close(statement, outcome);
    }

    /// <summary>A containerlab file with several configured nodes says nothing until one is chosen.</summary>
    private Diagnostic? UnchosenNode() =>
        log.Entries.Count == 0 && ContainerlabTopology.TryRead(request.File) is { Nodes: { Count: > 0 } nodes }
            ? DiagnosticCatalogue.NeedsInput(null, $"the topology has the nodes {string.Join(", ", nodes)}: choose one with --set node=NAME")
            : null;

    // ------------------------------------------------------------------------------------------------ saying things

    /// <summary>Says something about an object; what was said before by other lines has no effect any more.</summary>
    private Outcome Say<T>(Draft about, Setting<T> setting, T value)
        where T : notnull
    {
        if (about.Settings.TryGet(setting, out _, out var old)) Supersede(old);
        about.Settings = about.Settings.With(setting, value, statement);
        Count(statement);
        return Kept;
    }

    /// <summary>Says something that several lines say together.</summary>
    private Outcome SayToo<T>(Draft about, Setting<T> setting, T value)
        where T : notnull
    {
        var origin = about.Settings.Get(setting)?.Origin ?? Origin.None;
        about.Settings = about.Settings.With(setting, value, origin + statement);
        Count(statement);
        return Kept;
    }

    /// <summary>Takes back what was said.</summary>
    private Outcome Unsay(Draft about, params ReadOnlySpan<Setting> settings)
    {
        var found = false;
        foreach (var setting in settings)
        {
            if (!about.Settings.TryGet(setting, out _, out var old)) continue;
            Supersede(old);
            about.Settings = about.Settings.Without(setting);
            found = true;
        }

        return TookBack(found);
    }

    private static Outcome TookBack(bool found) =>
        new Outcome.Inherent(found ? "it takes back an earlier line" : "there is nothing to take back; it is so by default");

    /// <summary>Says it, or takes it back behind <c>no</c>.</summary>
    private Outcome SayOrUnsay<T>(Draft about, Setting<T> setting, T value)
        where T : notnull => negated ? Unsay(about, setting) : Say(about, setting, value);

    /// <summary>Says yes, or no behind <c>no</c>: for things whose default is not always the same.</summary>
    private Outcome Switch(Draft about, Setting<bool> setting) => Say(about, setting, !negated);

    /// <summary>A number; taken back behind <c>no</c>, unknown without one.</summary>
    private Outcome? SayNumber(Draft about, Setting<uint> setting, ITerminalNode? node, uint low, uint high)
    {
        if (negated) return Unsay(about, setting);
        return Number(node, low, high) is { } number ? Say(about, setting, number) : node is null ? null : Refused;
    }

    /// <summary>One more value of the model points to the statement.</summary>
    private void Count(Statement by) => sayings[by] = sayings.GetValueOrDefault(by) + 1;

    /// <summary>Values of these statements were replaced: one that has none left has no effect.</summary>
    private void Supersede(Origin old)
    {
        foreach (var earlier in old)
        {
            if (earlier == statement || (sayings[earlier] = sayings.GetValueOrDefault(earlier) - 1) > 0) continue;
            log.Close(earlier, new Outcome.Inherent($"line {statement.Span.From.Line} overrides it"));
        }
    }

    /// <summary>The real software rejects the statement, so it has no effect.</summary>
    private Outcome.Inherent Refuse(string reason)
    {
        diagnostics.Add(DiagnosticCatalogue.Refused(statement.Span, reason));
        return new Outcome.Inherent($"FRR refuses it: {reason}");
    }

    /// <summary>What a handler returns after a diagnostic about a value has been given.</summary>
    private static Outcome Refused { get; } = new Outcome.Inherent("FRR refuses it");

    /// <summary>Keeps the statement in its own words.</summary>
    private Outcome Carry(string feature, params ReadOnlySpan<string> context)
    {
        var text = (negated ? "no " : "") + Words(line.Tree);
        if (negated && Uncarry(text[3..], context)) return TookBack(true);
        carried.Add(new Carried { Format = "frr", Context = [.. context], Text = text, Feature = feature, Origin = statement });
        return Kept;
    }

    /// <summary>Removes a carried statement that is taken back word for word.</summary>
    private bool Uncarry(string text, ReadOnlySpan<string> context)
    {
        for (var i = carried.Count - 1; i >= 0; i--)
        {
            if (carried[i].Text != text || !carried[i].Context.AsSpan().SequenceEqual(context)) continue;
            foreach (var earlier in carried[i].Origin) log.Close(earlier, new Outcome.Inherent($"line {statement.Span.From.Line} takes it back"));
            carried.RemoveAt(i);
            return true;
        }

        return false;
    }

    // ------------------------------------------------------------------------------------------------- arguments

    /// <summary>A number within a range; null and a diagnostic otherwise.</summary>
    private uint? Number(ITerminalNode? node, uint low, uint high) => node is null ? null : Number(node.Symbol, low, high);

    private uint? Number(IToken? token, uint low, uint high)
    {
        if (token is null) return null;
        if (uint.TryParse(token.Text, out var number) && number >= low && number <= high) return number;
        diagnostics.Add(DiagnosticCatalogue.BadValue(statement.Span, $"'{token.Text}'", $"{low} to {high}"));
        return null;
    }

    private uint? AsNumber(FrrParser.AsnContext? asn)
    {
        if (asn is null) return null;
        if (AsNumbers.TryParse(asn.GetText(), out var number)) return number;
        diagnostics.Add(DiagnosticCatalogue.BadValue(statement.Span, $"AS number '{asn.GetText()}'", "1 to 4294967295"));
        return null;
    }

    private IpAddress? Address(IToken? token)
    {
        if (token is null) return null;
        if (IpAddress.TryParse(token.Text, out var address)) return address;
        diagnostics.Add(DiagnosticCatalogue.BadValue(statement.Span, $"'{token.Text}'", "an IP address"));
        return null;
    }

    /// <summary>A prefix in one of FRR's forms: <c>P/L</c>, <c>A mask M</c>, or a classful address.</summary>
    private IpPrefix? Prefix(IToken? token, IToken? mask = null)
    {
        if (token is null) return null;
        if (token.Type is FrrLexer.PREFIX4 or FrrLexer.PREFIX6)
        {
            if (IpPrefix.TryParse(token.Text, out var prefix)) return prefix;
        }
        else if (IpAddress.TryParse(token.Text, out var address))
        {
            if (mask is null) return new IpPrefix(address, ClassfulLength((uint)address.Bits));
            if (IpAddress.TryParse(mask.Text, out var bits) && LengthOfMask((uint)bits.Bits) is { } length) return new IpPrefix(address, length);
        }

        diagnostics.Add(DiagnosticCatalogue.BadValue(statement.Span, $"'{token.Text}'", "a prefix"));
        return null;
    }

    private static int ClassfulLength(uint address) => address >> 31 == 0 ? 8 : address >> 30 == 2 ? 16 : 24;

    private static int? LengthOfMask(uint mask)
    {
        var length = System.Numerics.BitOperations.LeadingZeroCount(~mask);
        return mask == (uint)IpPrefix.MaskOf(length, 32) ? length : null;
    }

    /// <summary>The rest of the line from an argument on, as it stands there.</summary>
    private string Text(FrrParser.TextContext text) => line.Source.Buffer[text.Start.StartIndex..line.Source.End].TrimEnd();

    /// <summary>The words of a statement with single blanks, keywords in full.</summary>
    private static string Words(ParserRuleContext tree)
    {
        var words = new List<string>();
        Collect(tree);
        return string.Join(' ', words);

        void Collect(IParseTree node)
        {
            if (node is ITerminalNode { Symbol: var token })
                words.Add(token.Type != FrrLexer.WORD && FrrLexer.DefaultVocabulary.GetLiteralName(token.Type) is { } literal ? literal[1..^1] : token.Text);
            for (var i = 0; i < node.ChildCount; i++) Collect(node.GetChild(i));
        }
    }
}
