using BgpTranslate.Conversion;
using BgpTranslate.Model;

namespace BgpTranslate.Reporting;

/// <summary>A report under way. Files are reported as they are done and not kept.</summary>
public interface IReport
{
    /// <summary>Reports one input.</summary>
    void Add(Converted file);

    /// <summary>Ends the report.</summary>
    void Close(Totals totals);
}

/// <summary>Words and orders that all reports share.</summary>
internal static class ReportTerms
{
    public const string Tool = "bgpx";

    public static string Version { get; } = typeof(IReport).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Dispositions in the order in which they are listed.</summary>
    public static IReadOnlyList<Disposition> Dispositions { get; } = Enum.GetValues<Disposition>();

    public static string Name(Disposition disposition) => disposition switch
    {
        Disposition.Translated => "translated",
        Disposition.Inherent => "inherent",
        Disposition.OutOfScope => "out-of-scope",
        Disposition.Approximated => "approximated",
        Disposition.Lost => "lost",
        Disposition.NeedsInput => "needs-input",
        Disposition.Unrecognized => "unrecognized",
        _ => throw new ArgumentOutOfRangeException(nameof(disposition)),
    };

    public static string Name(Diagnostics.Severity severity) => severity switch
    {
        Diagnostics.Severity.Info => "info",
        Diagnostics.Severity.Warning => "warning",
        Diagnostics.Severity.Error => "error",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };

    /// <summary>Fates in file order: the input's own statements first, then those of each included file.</summary>
    public static IEnumerable<Facts.StatementFate> InFileOrder(ConversionResult result)
    {
        var files = new Dictionary<Text.SourceFile, int> { [result.Source] = 0 };
        foreach (var fate in result.Fates) files.TryAdd(fate.Statement.Span.File, files.Count);
        return result.Fates.OrderBy(f => files[f.Statement.Span.File]).ThenBy(f => f.Statement.Span.Start);
    }

    /// <summary>Fidelity with three decimals; what is not whole is never rounded to 1.</summary>
    public static double Rounded(double fidelity) => fidelity < 1 ? Math.Min(Math.Round(fidelity, 3), 0.999) : 1;
}
