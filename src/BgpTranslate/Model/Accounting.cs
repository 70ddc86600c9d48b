using BgpTranslate.Text;

namespace BgpTranslate.Model;

/// <summary>Where a source statement ended up in a conversion (design: every leaf statement ends in exactly one).</summary>
public enum Disposition : byte
{
    /// <summary>What it says is in the output.</summary>
    Translated,

    /// <summary>The target does it anyway, or it has no effect.</summary>
    Inherent,

    /// <summary>It is not BGP and does not feed BGP.</summary>
    OutOfScope,

    /// <summary>In the output, with a stated difference in meaning.</summary>
    Approximated,

    /// <summary>The target cannot say it, or the writer cannot yet.</summary>
    Lost,

    /// <summary>The target wants a fact that the source does not hold.</summary>
    NeedsInput,

    /// <summary>The reader does not know it.</summary>
    Unrecognized,
}

/// <summary>What a reader made of one statement.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>It stated something: values of the model point to it, and its disposition follows from their fate.</summary>
    public sealed record Stated : Outcome;

    /// <summary>It has no effect of its own.</summary>
    /// <param name="Reason">Why, as a user should read it.</param>
    public sealed record Inherent(string Reason) : Outcome;

    /// <summary>It is not BGP and does not feed BGP.</summary>
    /// <param name="Reason">What it is about: "interface", "logging", "OSPF".</param>
    public sealed record OutOfScope(string Reason) : Outcome;

    /// <summary>The reader does not know it.</summary>
    public sealed record Unrecognized : Outcome;

    /// <summary>It states values of the model.</summary>
    public static Outcome States { get; } = new Stated();

    /// <summary>The reader does not know it.</summary>
    public static Outcome Unknown { get; } = new Unrecognized();
}

/// <summary>Collects the statements of a source while it is read. Spans must not overlap.</summary>
public sealed class StatementLog
{
    private readonly List<(Statement Statement, Outcome Outcome)> entries = [];

    /// <summary>Opens a statement. Until <see cref="Close"/> says otherwise it counts as unrecognized.</summary>
    public Statement Open(Span span)
    {
        var statement = new Statement(span, entries.Count);
        entries.Add((statement, Outcome.Unknown));
        return statement;
    }

    /// <summary>Records what became of a statement. The last word counts: a statement that a later one overrides is closed again.</summary>
    public void Close(Statement statement, Outcome outcome) => entries[statement.Index] = (statement, outcome);

    /// <summary>Leaves a statement only the first part of its text, because the rest is read as statements of its own; the statement to use from then on.</summary>
    public Statement Shorten(Statement statement, Span span)
    {
        var shorter = new Statement(span, statement.Index);
        entries[statement.Index] = (shorter, entries[statement.Index].Outcome);
        return shorter;
    }

    /// <summary>What became of a statement so far.</summary>
    public Outcome OutcomeOf(Statement statement) => entries[statement.Index].Outcome;

    /// <summary>All statements with their outcomes, in reading order.</summary>
    public IReadOnlyList<(Statement Statement, Outcome Outcome)> Entries => entries;
}
