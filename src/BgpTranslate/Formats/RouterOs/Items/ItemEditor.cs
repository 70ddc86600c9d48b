using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.RouterOs.Items;

/// <summary>Carries out the commands that edit items.</summary>
internal sealed class ItemEditor(StatementLog log, List<Diagnostic> diagnostics)
{
    private static readonly Outcome Names = new Outcome.Inherent("it names what is changed");

    /// <summary>The items so far.</summary>
    public ItemTables Tables { get; } = new();

    /// <summary>Runs a command of a menu.</summary>
    public void Run(string menu, string verb, Span head, ImmutableArray<Word> words)
    {
        var statement = log.Open(head);
        switch (verb)
        {
            case "add":
                Add(menu, statement, words);
                break;
            case "set" or "comment" when menu is Menus.Identity:
                foreach (var word in words) log.Close(log.Open(word.Span), new Outcome.Inherent("the host name names no BGP thing"));
                log.Close(statement, new Outcome.Inherent("the host name names no BGP thing"));
                break;
            case "set" or "comment":
                Set(menu, statement, words);
                break;
            case "enable" or "disable":
                foreach (var item in Chosen(menu, words, statement, make: true))
                {
                    Say(item, new Argument("disabled", verb == "disable" ? "yes" : "no", statement, null));
                    if (!item.IsDisabled) log.Close(statement, new Outcome.Inherent("it is enabled"));
                }

                break;
            case "remove":
                Remove(menu, statement, words);
                break;
            case "unset":
                Unset(menu, statement, words);
                break;
            case "move":
                Move(menu, statement, words);
                break;
            case var shows when Menus.Shows.Contains(shows):
                foreach (var word in words) log.Close(log.Open(word.Span), new Outcome.Inherent("it shows something and changes nothing"));
                log.Close(statement, new Outcome.Inherent("it shows something and changes nothing"));
                break;
        }
    }

    private void Add(string menu, Statement statement, ImmutableArray<Word> words)
    {
        var item = new Item(menu) { Origin = statement };
        log.Close(statement, Outcome.States);
        var items = Tables[menu];
        var at = items.Count;
        foreach (var (name, word) in Named(menu, words))
        {
            var argument = log.Open(word.Span);
            switch (name)
            {
                case "place-before":
                    if (Find(menu, word, all: true) is [var before, ..]) at = items.IndexOf(before);
                    log.Close(argument, new Outcome.Inherent("the order of the items"));
                    break;
                case "copy-from":
                    foreach (var said in (Find(menu, word, all: true) ?? []).Take(1).SelectMany(i => i.Arguments)) item.Set(said);
                    log.Close(argument, new Outcome.Inherent("what it copies is said there"));
                    break;
                default:
                    Say(item, ArgumentOf(name, word, argument));
                    break;
            }
        }

        items.Insert(at, item);
    }

    private void Set(string menu, Statement statement, ImmutableArray<Word> words)
    {
        var chosen = Chosen(menu, words, statement, make: true);
        var isSelection = true;
        foreach (var (name, word) in Named(menu, words))
        {
            isSelection &= word.Name is null;
            if (isSelection || name == "numbers") continue;
            var argument = log.Open(word.Span);
            if (chosen.Count == 0) log.Close(argument, new Outcome.Inherent("it changes nothing here"));
            foreach (var item in chosen) Say(item, ArgumentOf(name, word, argument));
        }

        foreach (var item in chosen.Where(i => i.IsForeign || i.IsBuiltIn))
        {
            // The items that others would make exist by the command that changes them.
            item.Origin += statement;
            log.Close(statement, Outcome.States);
        }
    }

    private void Remove(string menu, Statement statement, ImmutableArray<Word> words)
    {
        var line = statement.Span.From.Line;
        foreach (var item in Chosen(menu, words, statement, make: false))
        {
            Tables[menu].Remove(item);
            var gone = new Outcome.Inherent($"line {line} removes the item");
            foreach (var said in item.Origin.Concat(item.Arguments.Select(a => a.Statement))) log.Close(said, gone);
        }
    }

    private void Unset(string menu, Statement statement, ImmutableArray<Word> words)
    {
        var names = words.Where(w => w.Name is "value-name").SelectMany(w => w.Text.Split(',')).ToArray();
        foreach (var word in words.Where(w => w.Name is not null and not "numbers")) log.Close(log.Open(word.Span), new Outcome.Inherent("it takes back what was said"));
        foreach (var item in Chosen(menu, words, statement, make: false))
        {
            foreach (var name in names)
            {
                if (item.Unset(ArgumentNames.Canonical(menu, name, out _)) is { } before) log.Close(before.Statement, new Outcome.Inherent($"line {statement.Span.From.Line} takes it back"));
            }
        }
    }

    private void Move(string menu, Statement statement, ImmutableArray<Word> words)
    {
        var items = Tables[menu];
        var destination = words.FirstOrDefault(w => w.Name is "destination") ?? words.Where(w => w.Name is null).Skip(1).FirstOrDefault();
        var moved = Chosen(menu, words[..Math.Min(1, words.Length)], statement, make: false);
        if (destination is not null && (destination.Name is not null || destination != words[0])) log.Close(log.Open(destination.Span), new Outcome.Inherent("the order of the items"));
        if (destination is null || Find(menu, destination, all: true) is not [var before, ..] || moved.Contains(before)) return;
        items.RemoveAll(moved.Contains);
        items.InsertRange(items.IndexOf(before), moved);
    }

    private void Say(Item item, Argument argument)
    {
        if (argument.Name.StartsWith('!'))
        {
            if (item.Unset(argument.Name[1..]) is { } unsaid) log.Close(unsaid.Statement, new Outcome.Inherent($"line {argument.Statement.Span.From.Line} takes it back"));
            log.Close(argument.Statement, new Outcome.Inherent("it leaves the value to the template or the default"));
            return;
        }

        if (item.Set(argument) is { } before && before.Statement != argument.Statement)
            log.Close(before.Statement, new Outcome.Inherent($"line {argument.Statement.Span.From.Line} overrides it"));
    }

    private static Argument ArgumentOf(string name, Word word, Statement statement) => new(name, word.Name is null ? "yes" : word.Text, statement, word);

    /// <summary>The words with the full names of arguments: a name that starts with a dot takes the group of the last full name before it.</summary>
    private IEnumerable<(string Name, Word Word)> Named(string menu, ImmutableArray<Word> words)
    {
        string? group = null;
        foreach (var word in words)
        {
            var name = word.Name ?? word.Text;
            if (word.Name is not null && name.StartsWith('.'))
            {
                if (group is null) diagnostics.Add(DiagnosticCatalogue.Syntax(word.Span, $"'{name}' has no group: no full name stands before it"));
                else name = group + name;
            }
            else if (word.Name is not null && name.IndexOf('.') is > 0 and var dot)
            {
                group = name[..dot];
            }

            var full = ArgumentNames.Canonical(menu, name, out var isAbbreviated);
            if (isAbbreviated && word.Name is not null) diagnostics.Add(DiagnosticCatalogue.Abbreviation(word.Span, full));
            yield return (full, word);
        }
    }

    // -------------------------------------------------------------------------------------------------- selections

    /// <summary>The items that a command names in front of its arguments.</summary>
    private List<Item> Chosen(string menu, ImmutableArray<Word> words, Statement statement, bool make)
    {
        var result = new List<Item>();
        log.Close(statement, Names);
        var selection = words.TakeWhile(w => w.Name is null).Concat(words.Where(w => w.Name is "numbers")).ToArray();
        foreach (var word in selection)
        {
            var where = log.Open(word.Span);
            log.Close(where, Names);
            if (Find(menu, word, all: false) is not { } found)
            {
                log.Close(where, Outcome.Unknown);
                diagnostics.Add(DiagnosticCatalogue.SourceNote(word.Span, "which items this finds is not known here"));
            }
            else if (found.Count > 0)
            {
                result.AddRange(found.Where(f => !result.Contains(f)));
            }
            else if (make && Made(menu, word) is { } made)
            {
                result.Add(made);
                made.Origin += where;
                log.Close(where, Outcome.States);
            }
            else
            {
                log.Close(where, new Outcome.Inherent("no item here is meant"));
            }
        }

        if (selection.Length == 0 && make)
        {
            log.Close(statement, Outcome.Unknown);
            diagnostics.Add(DiagnosticCatalogue.SourceNote(statement.Span, "it names no item: the console asks for its number, and a script fails here"));
        }

        return result;
    }

    /// <summary>An item that the text changes without having made it.</summary>
    private Item? Made(string menu, Word word)
    {
        var builtIn = ItemTables.BuiltIn(menu);
        if (builtIn is not null && (word.Text == builtIn || word.Text == "0" || word.Group.Any(w => w is { Name: "default", Text: "yes" } || (w.Name == "name" && w.Text == builtIn))))
            return MakeBuiltIn(menu, builtIn);
        var name = word.Group.IsEmpty ? word.Text : word.Group.FirstOrDefault(w => w.Name is "name" or ".name")?.Text;
        if (string.IsNullOrEmpty(name) || word.IsComputed && word.Group.IsEmpty || char.IsAsciiDigit(name[0]) || menu is not (Menus.Connection or Menus.Peer or Menus.Template or Menus.Instance)) return null;
        var item = new Item(menu) { IsForeign = true };
        item.Set(new Argument("name", name, log.Entries[^1].Statement, word));
        Tables[menu].Add(item);
        diagnostics.Add(DiagnosticCatalogue.SourceNote(word.Span, $"'{name}' is not made in this text: only what is changed here is known"));
        return item;
    }

    private Item MakeBuiltIn(string menu, string name)
    {
        var item = new Item(menu) { IsBuiltIn = true };
        item.Set(new Argument("name", name, log.Entries[^1].Statement, null));
        Tables[menu].Insert(0, item);
        return item;
    }

    /// <summary>The items a word means; null when that cannot be told.</summary>
    private List<Item>? Find(string menu, Word word, bool all)
    {
        var items = Tables[menu];
        if (!word.Group.IsEmpty) return Query(items, word.Group);
        if (word.IsComputed) return null;
        var found = new List<Item>();
        foreach (var one in word.Text.Split(','))
        {
            if (int.TryParse(one.TrimStart('*'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && items.Find(i => i.Name == one) is null)
            {
                if (number < items.Count && (all || !items[number].IsForeign)) found.Add(items[number]);
            }
            else
            {
                found.AddRange(items.Where(i => i.Name == one));
            }
        }

        return found;
    }

    /// <summary><c>[ find name=x disabled=no ]</c>.</summary>
    private static List<Item>? Query(List<Item> items, ImmutableArray<Word> query)
    {
        IEnumerable<Item> found = items;
        var at = query.IndexOf(query.FirstOrDefault(w => w is { Name: null, Text: "find" })!);
        if (at < 0) return null;
        foreach (var word in query.Skip(at + 1))
        {
            if (word is { Name: null, Text: "where" or "and" or "&&" }) continue;
            if (word.Name is null or "" || word.IsComputed || word.Name[^1] is '!' or '~' or '<' or '>') return null;
            var name = ArgumentNames.Canonical(items.Count > 0 ? items[0].Menu : "", word.Name.TrimStart('.'), out _);
            var value = word.Text;
            found = name == "default" ? found.Where(i => i.IsBuiltIn == (value is "yes")) : found.Where(i => Equal(i.Value(name) ?? (name == "disabled" ? "no" : null), value));
        }

        return [.. found];
    }

    private static bool Equal(string? said, string asked) => said == asked || (said?.EndsWith("/32", StringComparison.Ordinal) == true && said[..^3] == asked);
}
