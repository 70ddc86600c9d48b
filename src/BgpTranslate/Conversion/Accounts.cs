using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>Turns what the reader and the comparison say about each statement into one disposition, with a diagnostic where a user should know.</summary>
internal sealed class Accounts
{
    private readonly List<Diagnostic> diagnostics = [];

    /// <param name="read">The source.</param>
    /// <param name="comparison">How its facts fare.</param>
    /// <param name="rendered">Lines of the output.</param>
    public Accounts(ReadResult read, ComparisonResult comparison, OutputLines rendered)
    {
        var unannounced = new HashSet<Statement>();
        foreach (var difference in comparison.Differences) Report(difference, unannounced);
        HashSet<Statement>? inModel = null;
        var fates = ImmutableArray.CreateBuilder<StatementFate>(read.Statements.Entries.Count);
        foreach (var (statement, outcome) in read.Statements.Entries)
        {
            fates.Add(outcome switch
            {
                Outcome.Inherent inherent => new StatementFate(statement, Disposition.Inherent, inherent.Reason, null),
                Outcome.OutOfScope scope when comparison.Marks[statement] is not { Preserved: true } => new StatementFate(statement, Disposition.OutOfScope, scope.Reason, null),
                Outcome.Unrecognized => Reported(statement, Disposition.Unrecognized, "not recognized", DiagnosticCatalogue.Unrecognized(statement.Span)),
                _ => comparison.Marks[statement] is { } mark
                    ? Judge(statement, mark, unannounced.Contains(statement))
                    : rendered.Render(statement.Index)
                        ? new StatementFate(statement, Disposition.Translated, "", null)
                    : (inModel ??= ModelStatements.Of(read.Configuration)).Contains(statement)
                        ? new StatementFate(statement, Disposition.Inherent, "nothing that happens depends on it", null)
                        : Reported(statement, Disposition.Lost, "no fact depends on it", DiagnosticCatalogue.NoFact(statement.Span)),
            });
        }

        Fates = fates.MoveToImmutable();
    }

    /// <summary>Every statement with its disposition, in reading order.</summary>
    public ImmutableArray<StatementFate> Fates { get; }

    /// <summary>What a user should know.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    private StatementFate Judge(Statement statement, StatementMark mark, bool alreadyReported)
    {
        if (mark.Worst is not { } worst || (mark.Preserved && worst == Disposition.Inherent))
            return new StatementFate(statement, Disposition.Translated, "", null);
        if (worst == Disposition.Inherent || alreadyReported)
            return new StatementFate(statement, worst, mark.Reason, null);
        return Reported(statement, worst, mark.Reason, worst switch
        {
            Disposition.NeedsInput => DiagnosticCatalogue.NeedsInput(statement.Span, mark.Reason),
            Disposition.Approximated => DiagnosticCatalogue.Approximated(statement.Span, mark.Reason),
            _ => DiagnosticCatalogue.Lost(statement.Span, mark.Reason),
        });
    }

    private StatementFate Reported(Statement statement, Disposition disposition, string reason, Diagnostic diagnostic)
    {
        diagnostics.Add(diagnostic);
        return new StatementFate(statement, disposition, reason, diagnostic.Code);
    }

    /// <summary>
    /// A difference that nobody announced is a defect and is said as such; one in a default that nobody stated is information, once for each setting and pair of values.
    /// Announced differences in what somebody wrote are reported at the statements that wrote it.
    /// </summary>
    private void Report(FactDifference difference, HashSet<Statement> unannounced)
    {
        var key = difference.Setting?.Key ?? "it";
        if (difference.Change == FactChange.Undecided)
        {
            diagnostics.Add(DiagnosticCatalogue.Undecided(difference.Origin.First?.Span, difference.Path, difference.Source));
        }
        else if (difference.Announcement is null)
        {
            unannounced.UnionWith(difference.Origin);
            diagnostics.Add(DiagnosticCatalogue.Unannounced(difference.Origin.First?.Span, $"{difference.Path} / {key}: {difference.Source} in the source, {difference.Target} in the output"));
        }
        else if (difference.Origin.IsNone && seenDefaults.Add($"{key} {difference.Source} {difference.Target}"))
        {
            diagnostics.Add(DiagnosticCatalogue.DefaultDiffers(key, difference.Source, difference.Target, difference.Announcement.Reason));
        }
    }

    private readonly HashSet<string> seenDefaults = new(StringComparer.Ordinal);
}
