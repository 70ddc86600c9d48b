using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>How the facts that a statement stated fare: the worst of them counts.</summary>
/// <param name="Preserved">Some fact of it is in the output.</param>
/// <param name="Worst">What became of the worst of the others; null when there are none.</param>
/// <param name="Reason">Why.</param>
public readonly record struct StatementMark(bool Preserved, Disposition? Worst, string Reason)
{
    /// <summary>With another fact that is in the output.</summary>
    internal StatementMark Kept() => this with { Preserved = true };

    /// <summary>With another fact that is not in the output as it was.</summary>
    internal StatementMark With(Disposition disposition, string reason) =>
        Worst is { } worst && Rank(disposition) <= Rank(worst) ? this : new StatementMark(Preserved, disposition, reason);

    private static int Rank(Disposition d) => d switch { Disposition.Lost => 4, Disposition.NeedsInput => 3, Disposition.Approximated => 2, _ => 1 };
}

/// <summary>The marks of a source's statements, by their index.</summary>
public sealed class StatementMarks
{
    private StatementMark[] marks = [];

    /// <summary>The mark of a statement; null when no fact depends on it.</summary>
    public StatementMark? this[Statement statement] => statement.Index < marks.Length && marks[statement.Index] is var mark && mark != default ? mark : null;

    internal void Preserve(Origin statements)
    {
        foreach (var statement in statements) At(statement) = At(statement).Kept();
    }

    internal void Add(Origin statements, Disposition disposition, string reason)
    {
        foreach (var statement in statements) At(statement) = At(statement).With(disposition, reason);
    }

    private ref StatementMark At(Statement statement)
    {
        if (statement.Index >= marks.Length) Array.Resize(ref marks, Math.Max(statement.Index + 1, 2 * marks.Length));
        return ref marks[statement.Index];
    }
}
