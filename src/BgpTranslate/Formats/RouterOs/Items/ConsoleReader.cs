using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.RouterOs.Items;

/// <summary>
/// Runs the commands of an export or a script, as far as they edit items that matter to BGP. Every command is a statement; of those that are read, the command word
/// and each argument is one.
/// </summary>
internal sealed class ConsoleReader
{
    private static readonly Outcome Leads = new Outcome.Inherent("it leads to the menu of what follows");

    private readonly SourceFile file;
    private readonly StatementLog log;
    private readonly List<Diagnostic> diagnostics;
    private readonly CommandParser parser;
    private readonly ItemEditor editor;
    private string menu = "";

    private ConsoleReader(SourceFile file, StatementLog log, List<Diagnostic> diagnostics)
    {
        (this.file, this.log, this.diagnostics) = (file, log, diagnostics);
        parser = new CommandParser(file);
        editor = new ItemEditor(log, diagnostics);
    }

    /// <summary>The items that the text leaves, by menu.</summary>
    public static ItemTables Read(SourceFile file, StatementLog log, List<Diagnostic> diagnostics)
    {
        var reader = new ConsoleReader(file, log, diagnostics);
        foreach (var extent in CommandScanner.Scan(file.Content)) reader.Command(extent);
        return reader.editor.Tables;
    }

    private void Command(CommandExtent extent)
    {
        var (start, end) = (AfterPrompt(extent.Start, extent.End), extent.End);
        if (start == end) return;
        var span = new Span(file, start, end);
        if (extent.Problem is { } unclosed)
        {
            // Outside of what is read, a broken line costs nothing.
            var where = ReadPath(start, end);
            if (where.Menu is { } outside && !IsRead(outside) && !outside.StartsWith("/routing", StringComparison.Ordinal) && outside.Length > 0)
            {
                log.Close(log.Open(span), new Outcome.OutOfScope(outside));
                return;
            }

            log.Open(span);
            diagnostics.Add(DiagnosticCatalogue.Syntax(span, unclosed));
            return;
        }

        if (file.Content[start] is ':' or '{' or '(' or '$' or '}' or ')')
        {
            Script(span);
            return;
        }

        var path = ReadPath(start, end);
        if (path.Menu is null)
        {
            log.Open(span);
            return;
        }

        if (path.Verb is null)
        {
            Enter(path, span);
            return;
        }

        var target = Menus.Renamed.GetValueOrDefault(path.Menu, path.Menu);
        if (!IsRead(target))
        {
            if (IsBgp(target) && !Menus.Shows.Contains(path.Verb)) log.Open(span);
            else log.Close(log.Open(span), IsBgp(target) ? new Outcome.Inherent("it shows something and changes nothing") : new Outcome.OutOfScope(target.Length == 0 ? path.Verb : target));
            return;
        }

        if (parser.Parse(path.End, end, out var problem) is not { } words)
        {
            log.Open(span);
            diagnostics.Add(DiagnosticCatalogue.Syntax(problem, "this is no argument"));
            return;
        }

        editor.Run(target, path.Verb, new Span(file, start, path.End), words);
    }

    /// <summary>A path alone makes a menu the current one.</summary>
    private void Enter(Path path, Span span)
    {
        // Below menus that are not known here, words may be anything.
        if (path.IsAbsolute || path.IsKnown) menu = path.Menu!;
        var target = Menus.Renamed.GetValueOrDefault(path.Menu!, path.Menu!);
        log.Close(log.Open(span), IsRead(target) || IsBgp(target) || Menus.AreKnownBelow(target) ? Leads : new Outcome.OutOfScope(target));
    }

    private void Script(Span span)
    {
        var statement = log.Open(span);
        if (span.Text.Contains("routing", StringComparison.Ordinal) || span.Text.Contains("bgp", StringComparison.OrdinalIgnoreCase))
            diagnostics.Add(DiagnosticCatalogue.SourceNote(span, "scripts are not run here: what they change is not known"));
        else
            log.Close(statement, new Outcome.OutOfScope("script"));
    }

    private static bool IsRead(string target) => Menus.Read.Contains(target);

    /// <summary>Menus in which nothing may go unnoticed.</summary>
    private static bool IsBgp(string target) =>
        target is "/routing bgp" or "/routing filter" or "/routing bfd" || target.StartsWith("/routing bgp ", StringComparison.Ordinal) || target.StartsWith("/routing filter ", StringComparison.Ordinal)
        || target.StartsWith("/routing bfd ", StringComparison.Ordinal);

    // ------------------------------------------------------------------------------------------------------ paths

    /// <summary>Where a command leads.</summary>
    /// <param name="Menu">The menu; null when there is no such menu.</param>
    /// <param name="Verb">The command; null for a path alone.</param>
    /// <param name="End">Behind it.</param>
    /// <param name="IsAbsolute">It starts at the root.</param>
    /// <param name="IsKnown">All of its words are menus known here.</param>
    private readonly record struct Path(string? Menu, string? Verb, int End, bool IsAbsolute, bool IsKnown);

    private Path ReadPath(int start, int end)
    {
        var text = file.Content;
        var isAbsolute = text[start] == '/';
        var at = isAbsolute ? "" : menu;
        var isKnown = true;
        for (var i = start; i < end;)
        {
            while (i < end && (text[i] is ' ' or '\t' or '/')) i++;
            if (i < end && text[i] == '\\' && CommandScanner.AfterJoin(text, i) is >= 0 and var behind)
            {
                i = behind;
                continue;
            }

            if (i == end) break;
            var word = i;
            while (i < end && text[i] is not (' ' or '\t' or '/' or '\r' or '\n' or '\\' or '=' or '"' or '[' or '(' or '{')) i++;
            var name = text.AsSpan(word, i - word);
            if (name is "..")
            {
                at = at.LastIndexOf(' ') is > 0 and var blank ? at[..blank] : "";
                continue;
            }

            // An argument, or no word at all: there should have been a command before it.
            if (name.IsEmpty || (i < end && text[i] is '=' or '"' or '[' or '(' or '{') || !IsName(name)) return new Path(null, null, i, isAbsolute, false);
            if (VerbOf(at, name) is { } verb) return new Path(at, verb, i, isAbsolute, isKnown);
            if (!Menus.AreKnownBelow(at))
            {
                if (IsRead(at) || IsBgp(at)) return new Path(null, null, i, isAbsolute, false);
                (at, isKnown) = (Join(at, name.ToString()), false);
            }
            else if (Menus.Find(at, name.ToString()) is { } child)
            {
                if (child.Length > name.Length && child.StartsWith("r", StringComparison.Ordinal) && at.Length == 0) diagnostics.Add(DiagnosticCatalogue.Abbreviation(new Span(file, word, i), child));
                at = Join(at, child);
            }
            else if (at is "/ip" or "/ipv6" or "/ip firewall" or "/ipv6 firewall" or "/ip route" || (at.Length == 0 && isAbsolute))
            {
                (at, isKnown) = (Join(at, name.ToString()), false);
            }
            else
            {
                return new Path(null, null, i, isAbsolute, false);
            }
        }

        return new Path(at, null, end, isAbsolute, isKnown);
    }

    private static string? VerbOf(string at, ReadOnlySpan<char> name)
    {
        var word = name.ToString();
        if (Menus.Verbs.Contains(word)) return Menus.Find(at, word) == word && Menus.AreKnownBelow(at) && at.Length > 0 ? null : word;
        if (!IsRead(at) || word.Length < 2) return null;
        var matches = new[] { "add", "set", "remove", "enable", "disable", "print", "comment", "move", "unset", "export" }.Where(v => v.StartsWith(word, StringComparison.Ordinal)).ToArray();
        return matches is [var one] && !(Menus.AreKnownBelow(at) && Menus.Find(at, word) is not null) ? one : null;
    }

    private static string Join(string at, string name) => at.Length == 0 ? "/" + name : at + " " + name;

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (!char.IsAsciiLetterOrDigit(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        }

        return true;
    }

    /// <summary>Behind a prompt of a terminal, <c>[admin@router] /routing bgp&gt;</c>, whose menu is the current one.</summary>
    private int AfterPrompt(int start, int end)
    {
        var text = file.Content.AsSpan(start, end - start);
        if (text[0] != '[') return start;
        var close = text.IndexOf(']');
        var prompt = text.IndexOf('>');
        if (close < 0 || prompt < close || text[..close].IndexOf('@') < 0 || text[close..prompt].IndexOfAny('\n', '"', '=') >= 0) return start;
        var path = text[(close + 1)..prompt].Trim();
        if (path.IsEmpty) menu = "";
        else if (ReadPath(start + text[..prompt].IndexOf(path, StringComparison.Ordinal), start + prompt) is { Menu: { } shown, Verb: null }) menu = shown;
        var at = start + prompt + 1;
        while (at < end && file.Content[at] is ' ' or '\t') at++;
        return at;
    }
}
