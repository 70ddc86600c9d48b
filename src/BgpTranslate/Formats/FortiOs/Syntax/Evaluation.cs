using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using Antlr4.Runtime.Tree;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Grammars.FortiOs;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.FortiOs.Syntax;

/// <summary>
/// Runs the commands of a text one after another, as the device does: what a later command sets, unsets or deletes overrides the earlier one, and the earlier one is told so.
/// </summary>
internal sealed class Evaluation
{
    private const string AnotherVdom = "another VDOM";

    /// <summary>Deeper blocks than any table has are not entered.</summary>
    private const int MaximumDepth = 40;

    private readonly SourceFile file;
    private readonly StatementLog log;
    private readonly List<Diagnostic> diagnostics;
    private readonly string? chosenVdom;
    private readonly Stack<Frame> open = new();
    private readonly List<ConfigBlock> others = [];

    private Evaluation(SourceFile file, StatementLog log, List<Diagnostic> diagnostics, string? chosenVdom) =>
        (this.file, this.log, this.diagnostics, this.chosenVdom) = (file, log, diagnostics, chosenVdom);

    /// <summary>What is said outside of any VDOM.</summary>
    public ConfigBlock Global { get; } = new("", null);

    /// <summary>What is said in each VDOM.</summary>
    public OrderedDictionary<string, ConfigBlock> Vdoms { get; } = new(StringComparer.Ordinal);

    /// <summary>The first placeholder of a template; null in a configuration.</summary>
    public Span? Placeholder { get; private set; }

    /// <summary>What is open, innermost on top.</summary>
    private abstract record Frame
    {
        /// <summary><c>config vdom</c>.</summary>
        public sealed record VdomTable : Frame;

        /// <summary>A VDOM, or <c>config global</c>.</summary>
        public sealed record Vdom(ConfigBlock Block, bool IsEntry) : Frame;

        /// <summary>A table or object that is read.</summary>
        public sealed record Table(ConfigBlock Block) : Frame;

        /// <summary>An entry of one.</summary>
        public sealed record Entry(ConfigBlock Block) : Frame;

        /// <summary>A block of which nothing is read.</summary>
        public sealed record Foreign(string About, int Depth) : Frame;
    }

    /// <summary>Runs a text.</summary>
    /// <param name="file">The text.</param>
    /// <param name="log">Takes its statements.</param>
    /// <param name="diagnostics">Takes what is wrong with it.</param>
    /// <param name="chosenVdom">The VDOM that alone is read; null: all.</param>
    public static Evaluation Of(SourceFile file, StatementLog log, List<Diagnostic> diagnostics, string? chosenVdom)
    {
        var evaluation = new Evaluation(file, log, diagnostics, chosenVdom);
        evaluation.Run();
        return evaluation;
    }

    /// <summary>Tells every statement what became of it.</summary>
    public void Close()
    {
        foreach (var root in Vdoms.Values.Prepend(Global).Concat(others))
        {
            foreach (var top in root.Tables)
            {
                var about = others.Contains(root) ? AnotherVdom : Scope.Beyond(top.Name);
                Outcome? beyond = about is null ? null : new Outcome.OutOfScope(about);
                foreach (var block in top.WithBlocksBelow())
                {
                    var header = block.Outcome ?? beyond ?? new Outcome.Inherent(block.IsEmpty ? "nothing is in it" : "it groups what is in it");
                    foreach (var statement in block.Said) log.Close(statement, header);
                    foreach (var attribute in block.Attributes)
                    {
                        foreach (var statement in attribute.Said) log.Close(statement, attribute.Outcome ?? beyond ?? Outcome.Unknown);
                    }
                }
            }
        }
    }

    private void Run()
    {
        var lexer = new FortiOsLexer(new TextStream(file.Content));
        lexer.RemoveErrorListeners();
        var tokens = new UnbufferedTokenStream(lexer);
        var parser = new FortiOsParser(tokens);
        parser.RemoveErrorListeners();
        parser.Interpreter.PredictionMode = PredictionMode.SLL;
        while (tokens.LA(1) != TokenConstants.EOF && Placeholder is null) Run(parser.line().command());
        if (open.Count > 0 && Placeholder is null)
        {
            var end = new Span(file, file.Content.Length, file.Content.Length);
            diagnostics.Add(DiagnosticCatalogue.Syntax(end, $"{open.Sum(f => f is Frame.Foreign foreign ? foreign.Depth : 1)} blocks are not closed"));
        }
    }

    private void Run(FortiOsParser.CommandContext context)
    {
        var command = new Command(file, context);
        switch (context)
        {
            case FortiOsParser.EndContext or FortiOsParser.AbortContext:
                End(command);
                break;
            case FortiOsParser.NextContext:
                Next(command);
                break;
            case FortiOsParser.ConfigContext:
                Config(command);
                break;
            case FortiOsParser.OtherContext when Template.IsDirective(command.First):
                Placeholder = command.Span;
                break;
            case var _ when open.TryPeek(out var top) && top is Frame.Foreign foreign:
                log.Close(log.Open(command.Span), new Outcome.OutOfScope(foreign.About));
                break;
            case FortiOsParser.OtherContext:
                log.Open(command.Span);
                break;
            case FortiOsParser.SessionContext:
                log.Close(log.Open(command.Span), new Outcome.Inherent("it shows or does something and configures nothing"));
                break;
            case FortiOsParser.EditContext:
                Edit(command);
                break;
            default:
                Change(context, command);
                break;
        }
    }

    // ---------------------------------------------------------------------------------------------------- blocks

    private void Config(Command command)
    {
        var words = command.Words;
        if (open.TryPeek(out var top) && top is not (Frame.Vdom or Frame.VdomTable) && (Scope.StandsAlone(words) || words is ["vdom"]))
        {
            // In a table of which nothing is read, only what bears on BGP is worth the doubt.
            if (top is not Frame.Foreign || words[0] == "router")
            {
                diagnostics.Add(DiagnosticCatalogue.Syntax(command.Span, "the block before it is not closed"));
                while (open.TryPeek(out top) && top is not Frame.Vdom) open.Pop();
                open.TryPeek(out top);
            }
        }

        var statement = log.Open(command.Span);
        switch (top)
        {
            case Frame.Foreign foreign:
                log.Close(statement, new Outcome.OutOfScope(foreign.About));
                open.Pop();
                open.Push(foreign with { Depth = foreign.Depth + 1 });
                break;
            case null or Frame.Vdom or Frame.VdomTable when words is ["vdom"]:
                log.Close(statement, new Outcome.Inherent("it groups what is in it"));
                open.Push(new Frame.VdomTable());
                break;
            case null or Frame.Vdom when words is ["global"]:
                log.Close(statement, new Outcome.Inherent("it groups what is in it"));
                open.Push(new Frame.Vdom(Global, false));
                break;
            case null:
                TopLevel(Global, command, statement);
                break;
            case Frame.Vdom vdom:
                TopLevel(vdom.Block, command, statement);
                break;
            case Frame.Table or Frame.Entry when words.Count > 0 && open.Count < MaximumDepth:
                var block = (top is Frame.Table table ? table.Block : ((Frame.Entry)top).Block).EnsureTable(string.Join(' ', words));
                block.Said += statement;
                open.Push(new Frame.Table(block));
                break;
            default:
                diagnostics.Add(DiagnosticCatalogue.Syntax(command.Span, "there can be no table here"));
                open.Push(new Frame.Foreign("a table where none can be", 1));
                break;
        }
    }

    private void TopLevel(ConfigBlock root, Command command, Statement statement)
    {
        var path = string.Join(' ', command.Words);
        if (Scope.IsRead(path))
        {
            var block = root.EnsureTable(path);
            block.Said += statement;
            open.Push(new Frame.Table(block));
        }
        else
        {
            var about = Scope.About(path);
            log.Close(statement, new Outcome.OutOfScope(about));
            open.Push(new Frame.Foreign(about, 1));
        }
    }

    private void Edit(Command command)
    {
        if (open.TryPeek(out var top) && top is Frame.Entry or Frame.Vdom { IsEntry: true })
        {
            diagnostics.Add(DiagnosticCatalogue.Syntax(command.Span, "the entry before it is not closed"));
            open.Pop();
            top = open.Peek();
        }

        var statement = log.Open(command.Span);
        if (command.Words is not [var key, ..])
        {
            diagnostics.Add(DiagnosticCatalogue.Syntax(command.Span, "edit names an entry"));
            return;
        }

        NoteBehind(command, 1);
        if (Template.HasPlaceholder(key)) Placeholder = command.Span;
        switch (top)
        {
            case Frame.VdomTable when chosenVdom is null || chosenVdom == key:
                log.Close(statement, new Outcome.Inherent("it groups what is in it"));
                if (!Vdoms.TryGetValue(key, out var vdom)) Vdoms.Add(key, vdom = new ConfigBlock("", null));
                open.Push(new Frame.Vdom(vdom, true));
                break;
            case Frame.VdomTable:
                log.Close(statement, new Outcome.OutOfScope(AnotherVdom));
                others.Add(new ConfigBlock("", null));
                open.Push(new Frame.Vdom(others[^1], true));
                break;
            case Frame.Table { Block: var table }:
                var entry = table.EnsureEntry(key == "0" && Scope.IsNumbered(table.Name) ? table.NextNumber() : key);
                entry.Said += statement;
                open.Push(new Frame.Entry(entry));
                break;
            default:
                diagnostics.Add(DiagnosticCatalogue.Syntax(command.Span, "edit stands outside of any table"));
                break;
        }
    }

    private void Next(Command command)
    {
        NoteBehind(command, 0);
        switch (open.TryPeek(out var top) ? top : null)
        {
            case Frame.Entry or Frame.Vdom { IsEntry: true }:
                open.Pop();
                break;
            case Frame.Foreign:
                break;
            default:
                diagnostics.Add(DiagnosticCatalogue.Syntax(command.Span, "next closes what is not open"));
                break;
        }
    }

    private void End(Command command)
    {
        NoteBehind(command, 0);
        if (open.TryPeek(out var top) && top is Frame.Entry or Frame.Vdom { IsEntry: true }) open.Pop();
        if (!open.TryPop(out top))
        {
            diagnostics.Add(DiagnosticCatalogue.Syntax(command.Span, "end closes what is not open"));
            return;
        }

        if (top is Frame.Foreign { Depth: > 1 } foreign) open.Push(foreign with { Depth = foreign.Depth - 1 });
    }

    // ------------------------------------------------------------------------------------------------- statements

    private void Change(FortiOsParser.CommandContext context, Command command)
    {
        var statement = log.Open(command.Span);
        var at = open.TryPeek(out var top) ? top switch { Frame.Table table => table.Block, Frame.Entry entry => entry.Block, _ => null } : null;
        if (at is null || (command.Words.Count == 0 && context is not FortiOsParser.PurgeContext))
        {
            diagnostics.Add(DiagnosticCatalogue.Syntax(command.Span, at is null ? "it stands outside of any block" : "it names nothing"));
            return;
        }

        var isEntry = top is Frame.Entry;
        switch (context)
        {
            case FortiOsParser.SetContext or FortiOsParser.SelectContext:
                Set(at, command, statement);
                break;
            case FortiOsParser.AppendContext:
                Append(at, command, statement);
                break;
            case FortiOsParser.UnselectContext:
                Unselect(at, command, statement);
                break;
            case FortiOsParser.UnsetContext:
                NoteBehind(command, 1);
                var gone = at.Unset(command.Words[0]);
                Override(gone?.Said ?? Origin.None, $"line {command.Span.From.Line} takes it back");
                log.Close(statement, new Outcome.Inherent(gone is null ? "nothing of it has been said before" : "it takes back what was said before"));
                break;
            case FortiOsParser.DeleteContext when !isEntry:
                Remove(at, command.Words[0], statement);
                break;
            case FortiOsParser.PurgeContext when !isEntry:
                foreach (var entry in at.Entries.ToArray()) Remove(at, entry.Name, statement);
                log.Close(statement, new Outcome.Inherent("it removes what was said before"));
                break;
            case FortiOsParser.RenameContext or FortiOsParser.CloneContext when !isEntry && command.Words is [var from, "to", var to]:
                Copy(at, from, to, context is FortiOsParser.RenameContext, statement, command);
                break;
            case FortiOsParser.MoveContext when !isEntry:
                log.Close(statement, new Outcome.Inherent("rules are tried in the order of their numbers"));
                break;
            default:
                diagnostics.Add(DiagnosticCatalogue.Syntax(command.Span, "it cannot stand here"));
                break;
        }
    }

    private void Set(ConfigBlock at, Command command, Statement statement)
    {
        var values = Values(command);
        var before = at.Set(command.Words[0], values, statement);
        Override(before?.Said ?? Origin.None, $"line {command.Span.From.Line} overrides it");
    }

    private void Append(ConfigBlock at, Command command, Statement statement)
    {
        var before = at.Attribute(command.Words[0]);
        at.Set(command.Words[0], [.. before?.Values ?? [], .. Values(command)], (before?.Said ?? Origin.None) + statement);
    }

    private void Unselect(ConfigBlock at, Command command, Statement statement)
    {
        var before = at.Attribute(command.Words[0]);
        log.Close(statement, new Outcome.Inherent(before is null ? "nothing of it has been said before" : "it takes back what was said before"));
        if (before is null) return;
        var removed = Values(command);
        at.Set(before.Name, before.Values.Where(v => !removed.Contains(v)), before.Said);
    }

    private void Remove(ConfigBlock table, string key, Statement statement)
    {
        var gone = table.RemoveEntry(key);
        foreach (var block in gone?.WithBlocksBelow() ?? [])
        {
            var reason = $"line {statement.Span.From.Line} removes it";
            Override(block.Said, reason);
            foreach (var attribute in block.Attributes) Override(attribute.Said, reason);
        }

        log.Close(statement, new Outcome.Inherent(gone is null ? "nothing of it has been said before" : "it removes what was said before"));
    }

    private void Copy(ConfigBlock table, string from, string to, bool isRename, Statement statement, Command command)
    {
        if (table.Entry(from) is not { } source)
        {
            diagnostics.Add(DiagnosticCatalogue.Undefined(command.Span, "entry", from, "nothing is renamed or copied"));
            log.Close(statement, new Outcome.Inherent($"there is no entry '{from}' here"));
            return;
        }

        var target = table.EnsureEntry(to);
        target.Include(source);
        target.Said += statement;
        if (isRename) table.RemoveEntry(from);
    }

    private void Override(Origin earlier, string reason)
    {
        foreach (var statement in earlier) log.Close(statement, new Outcome.Inherent(reason));
    }

    /// <summary>The values behind an attribute's name, without a note behind them.</summary>
    private List<string> Values(Command command)
    {
        var values = command.Words.Skip(1).ToList();
        if (command.NoteAt is { } note && note > 0)
        {
            NoteBehind(command, note);
            values = values[..(note - 1)];
        }

        if (!Template.MayLookLikeOne(command.Words[0]) && values.Any(Template.HasPlaceholder)) Placeholder = command.Span;
        return values;
    }

    /// <summary>The device refuses words behind a command that is complete; documents put notes there.</summary>
    private void NoteBehind(Command command, int complete)
    {
        if (command.Words.Count > complete) diagnostics.Add(DiagnosticCatalogue.Syntax(command.Span, "FortiOS takes no text behind it; read without"));
    }

    /// <summary>A command with its words.</summary>
    private readonly struct Command
    {
        public Command(SourceFile file, FortiOsParser.CommandContext context)
        {
            First = context.Start.Text;
            Span = new Span(file, context.Start.StartIndex, context.Stop.StopIndex + 1);
            var words = new List<string>(context.ChildCount);
            for (var i = 1; i < context.ChildCount; i++)
            {
                if (context.GetChild(i) is not ITerminalNode { Symbol.Text: var word }) continue;
                if (NoteAt is null && (word[0] == '#' || word.StartsWith("<-", StringComparison.Ordinal))) NoteAt = words.Count;
                words.Add(Quoting.Unquote(word));
            }

            Words = words;
        }

        /// <summary>The command itself, as written.</summary>
        public string First { get; }

        public Span Span { get; }

        /// <summary>What is behind it, without quotes.</summary>
        public IReadOnlyList<string> Words { get; }

        /// <summary>The word that starts a note; null: none.</summary>
        public int? NoteAt { get; }
    }
}
