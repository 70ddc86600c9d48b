using BgpTranslate.Diagnostics;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Yaml;

/// <summary>
/// A mapping as a typed reader takes it apart: every value taken closes its statement, every other stays unrecognized.
/// Types are those of Kubernetes, which converts nothing (kubernetes.md §2); a value of a wrong type is reported, and read where its meaning is plain.
/// </summary>
/// <param name="mapping">The mapping.</param>
/// <param name="alias">The statements that repeat it at another place; none usually.</param>
/// <param name="log">Where statements are closed.</param>
/// <param name="diagnostics">Where problems go.</param>
public sealed class YamlObject(YamlMapping mapping, Origin alias, StatementLog log, List<Diagnostic> diagnostics)
{
    private static readonly Outcome Header = new Outcome.Inherent("opens a block; what is in it counts");
    private static readonly Outcome Absent = new Outcome.Inherent("empty: as if it were not there");

    private Dictionary<string, YamlEntry>? last;

    /// <summary>The mapping.</summary>
    public YamlMapping Mapping { get; } = mapping;

    /// <summary>True when the key is there with a value.</summary>
    public bool Has(string key) => Find(key) is { Value: not YamlScalar { Type: YamlScalarType.Null } };

    /// <summary>The statement of a key, without taking it.</summary>
    public Statement? StatementOf(string key) => Find(key)?.Statement;

    /// <summary>The text of a key, without taking it.</summary>
    public string? Peek(string key) => (Find(key)?.Value as YamlScalar)?.Text;

    /// <summary>Takes a text.</summary>
    public Stated<string>? Text(string key)
    {
        if (Take(key) is not { } entry) return null;
        if (entry.Value is not YamlScalar scalar) return Refuse<string>(entry, $"'{key}' must be a text");
        if (scalar.Type != YamlScalarType.Text) Report(entry, $"'{key}' must be a text: put \"{scalar.Text}\" in quotes");
        return new Stated<string>(scalar.Text, OriginOf(entry));
    }

    /// <summary>Takes a whole number between two bounds.</summary>
    public Stated<uint>? Number(string key, uint minimum, uint maximum)
    {
        if (Take(key) is not { } entry) return null;
        if (entry.Value is not YamlScalar scalar || !YamlScalar.TryInteger(scalar.Text, out var value))
            return Refuse<uint>(entry, entry.Value is YamlScalar { IsOpaque: true } ? $"'{key}' holds a variable: give the number itself" : $"'{key}' must be a whole number");
        if (value < minimum || value > maximum)
        {
            diagnostics.Add(DiagnosticCatalogue.BadValue(entry.Statement.Span, $"'{key}'", $"{minimum} to {maximum}"));
            log.Close(entry.Statement, new Outcome.Inherent("out of range: the object is refused"));
            return null;
        }

        if (scalar.Type != YamlScalarType.Integer) Report(entry, $"'{key}' must be a number, not a text: leave out the quotes");
        return new Stated<uint>((uint)value, OriginOf(entry));
    }

    /// <summary>Takes yes or no.</summary>
    public Stated<bool>? Flag(string key)
    {
        if (Take(key) is not { } entry) return null;
        if (entry.Value is not YamlScalar scalar || YamlScalar.TypeOf(scalar.Text) != YamlScalarType.Boolean) return Refuse<bool>(entry, $"'{key}' must be true or false");
        if (scalar.Type != YamlScalarType.Boolean) Report(entry, $"'{key}' must be true or false without quotes");
        return new Stated<bool>(YamlScalar.IsTrue(scalar.Text), OriginOf(entry));
    }

    /// <summary>Takes an object.</summary>
    public YamlObject? Object(string key)
    {
        if (Take(key) is not { } entry) return null;
        if (entry.Value is YamlMapping nested) return Open(entry, nested);
        return Refuse(entry, $"'{key}' must be an object") as YamlObject;
    }

    /// <summary>Takes an object that is written as a text of its own: a block of YAML inside YAML.</summary>
    public YamlObject? Document(string key)
    {
        if (Take(key) is not { } entry) return null;
        switch (entry.Value)
        {
            case YamlMapping nested:
                Report(entry, $"'{key}' must be a text: a '|' is missing behind it");
                return Open(entry, nested);
            case YamlScalar { Style: YamlStyle.Literal or YamlStyle.Quoted } block when entry.Alias.IsNone:
                var (root, header) = YamlReader.ReadInner(block, entry.Statement, log, diagnostics);
                log.Close(header, Header);
                return root is YamlMapping document ? new YamlObject(document, alias, log, diagnostics) : null;
            default:
                log.Close(entry.Statement, Outcome.Unknown);
                Report(entry, $"'{key}' must hold a document: write it as a block behind '|'");
                return null;
        }
    }

    /// <summary>Takes a list of objects.</summary>
    public IEnumerable<YamlObject> Objects(string key)
    {
        if (Sequence(key) is not var (entry, sequence)) yield break;
        foreach (var item in sequence.Items)
        {
            var place = alias + entry.Alias + item.Alias;
            if (item.Value is YamlMapping nested)
            {
                if (item.Statement is { } dash) log.Close(dash, item.Alias.IsNone ? Header : Outcome.States);
                yield return new YamlObject(nested, place, log, diagnostics);
            }
            else if (item.Statement is { } statement)
            {
                Report(statement, $"'{key}' must hold objects");
                log.Close(statement, new Outcome.Inherent("not an object: refused"));
            }
        }
    }

    /// <summary>Takes a list of texts.</summary>
    public IEnumerable<Stated<string>> Texts(string key)
    {
        if (Sequence(key) is not var (_, sequence)) yield break;
        foreach (var item in sequence.Items)
        {
            if (item is not { Value: YamlScalar scalar, Statement: { } statement }) continue;
            if (scalar.Type != YamlScalarType.Text) Report(statement, $"'{key}' must hold texts: put \"{scalar.Text}\" in quotes");
            log.Close(statement, Outcome.States);
            yield return new Stated<string>(scalar.Text, alias + statement);
        }
    }

    /// <summary>Takes an object whose keys are names: labels, annotations.</summary>
    public IEnumerable<KeyValuePair<string, Stated<string>>> Pairs(string key)
    {
        if (Object(key) is not { } pairs) yield break;
        foreach (var name in pairs.Last.Keys)
        {
            if (pairs.Text(name) is { } value) yield return new(name, value);
        }
    }

    /// <summary>Closes a key and all in it.</summary>
    public void Dismiss(string key, Outcome outcome)
    {
        foreach (var entry in Mapping.Entries)
        {
            if (entry.Key == key) Dismiss(entry, outcome);
        }
    }

    /// <summary>Closes everything in it.</summary>
    public void DismissAll(Outcome outcome)
    {
        foreach (var entry in Mapping.Entries) Dismiss(entry, outcome);
    }

    /// <summary>Closes everything in it that nothing has taken.</summary>
    public void DismissRest(Outcome outcome)
    {
        foreach (var entry in Mapping.Entries)
        {
            if (log.OutcomeOf(entry.Statement) is Outcome.Unrecognized) Dismiss(entry, outcome);
        }
    }

    /// <summary>Says what became of a statement.</summary>
    public void Close(Statement statement, Outcome outcome) => log.Close(statement, outcome);

    /// <summary>Says that a value already taken has no effect, and why.</summary>
    public void Void(Origin origin, string reason)
    {
        foreach (var statement in origin) log.Close(statement, new Outcome.Inherent(reason));
    }

    /// <summary>Reports that the cluster refuses a value.</summary>
    public void Report(Statement statement, string problem) => diagnostics.Add(DiagnosticCatalogue.Refused(statement.Span, problem));

    /// <summary>Reports something worth knowing.</summary>
    public void Note(Span span, string note) => diagnostics.Add(DiagnosticCatalogue.SourceNote(span, note));

    private YamlEntry? Find(string key) => Last.GetValueOrDefault(key);

    /// <summary>The last entry of each key.</summary>
    private Dictionary<string, YamlEntry> Last
    {
        get
        {
            if (last is not null) return last;
            last = new Dictionary<string, YamlEntry>(Mapping.Entries.Length, StringComparer.Ordinal);
            foreach (var entry in Mapping.Entries) last[entry.Key] = entry;
            return last;
        }
    }

    /// <summary>The entry that counts: the last. Earlier ones are refused by the API server and overridden by lenient tools.</summary>
    private YamlEntry? Take(string key)
    {
        if (Find(key) is not { } entry) return null;
        foreach (var earlier in Last.Count == Mapping.Entries.Length ? [] : Mapping.Entries)
        {
            if (earlier.Key != key || ReferenceEquals(earlier, entry)) continue;
            if (earlier.Alias.IsNone && log.OutcomeOf(earlier.Statement) is Outcome.Unrecognized)
            {
                Report(entry.Statement, $"'{key}' is given twice; read as the later one, which lenient tools take");
                Dismiss(earlier, new Outcome.Inherent($"given again on line {entry.Statement.Span.From.Line}"));
            }
        }

        if (entry.Value is YamlScalar { Type: YamlScalarType.Null })
        {
            log.Close(entry.Statement, Absent);
            return null;
        }

        log.Close(entry.Statement, Outcome.States);
        foreach (var statement in entry.Alias) log.Close(statement, Outcome.States);
        return entry;
    }

    private (YamlEntry, YamlSequence)? Sequence(string key)
    {
        if (Take(key) is not { } entry) return null;
        if (entry.Value is YamlSequence sequence)
        {
            if (entry.Alias.IsNone) log.Close(entry.Statement, sequence.Items.IsEmpty ? Absent : Header);
            return (entry, sequence);
        }

        Refuse(entry, $"'{key}' must be a list");
        return null;
    }

    private YamlObject Open(YamlEntry entry, YamlMapping nested)
    {
        if (entry.Alias.IsNone) log.Close(entry.Statement, Header);
        return new YamlObject(nested, alias + entry.Alias, log, diagnostics);
    }

    private Origin OriginOf(YamlEntry entry) => alias + entry.Alias + entry.Statement;

    private Stated<T>? Refuse<T>(YamlEntry entry, string problem)
        where T : notnull
    {
        Refuse(entry, problem);
        return null;
    }

    private object? Refuse(YamlEntry entry, string problem)
    {
        Report(entry.Statement, problem);
        Dismiss(entry, new Outcome.Inherent("of the wrong type: the object is refused"));
        return null;
    }

    private void Report(YamlEntry entry, string problem) => Report(entry.Statement, problem);

    private void Dismiss(YamlEntry entry, Outcome outcome)
    {
        log.Close(entry.Statement, outcome);
        if (entry.Alias.IsNone) Dismiss(entry.Value, outcome);
    }

    private void Dismiss(YamlNode node, Outcome outcome)
    {
        switch (node)
        {
            case YamlMapping nested:
                foreach (var entry in nested.Entries) Dismiss(entry, outcome);
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    if (item.Statement is { } statement) log.Close(statement, outcome);
                    if (item.Alias.IsNone) Dismiss(item.Value, outcome);
                }

                break;
        }
    }
}
