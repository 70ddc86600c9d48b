using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Reporting;

/// <summary>Sums over the files of a run.</summary>
/// <param name="Files">Inputs.</param>
/// <param name="Failed">Inputs without an output that should have one.</param>
/// <param name="LeftAlone">Walked files that no format recognizes.</param>
/// <param name="Errors">Diagnostics of severity error in files that did not fail.</param>
/// <param name="Statements">Dispositions.</param>
/// <param name="Verification">What the self-checks found.</param>
public sealed record Totals(int Files, int Failed, int LeftAlone, int Errors, DispositionCounts Statements, Verification Verification)
{
    /// <summary>Before the first file.</summary>
    public static Totals Zero { get; } = new(0, 0, 0, 0, DispositionCounts.Zero, Verification.None);

    /// <summary>Inputs that have an output.</summary>
    public int ConvertedFiles => Files - Failed - LeftAlone;

    /// <summary>With one file more.</summary>
    public static Totals operator +(Totals totals, Converted file)
    {
        var result = file.Result;
        var failed = result.Status == ConversionStatus.Failed;
        return new Totals(
            totals.Files + 1,
            totals.Failed + (failed ? 1 : 0),
            totals.LeftAlone + (result.Status == ConversionStatus.LeftAlone ? 1 : 0),
            totals.Errors + (failed ? 0 : result.Diagnostics.Count(d => d.Severity == Severity.Error)),
            totals.Statements + result.Statements,
            totals.Verification + result.Verification);
    }
}

/// <summary>The worst that a run may hold and still end well (<c>--fail-on</c>).</summary>
public enum FailOn
{
    /// <summary>Anything lost, not recognized or wanting input, and any error.</summary>
    Lost,

    /// <summary>That, and anything approximated.</summary>
    Approximated,

    /// <summary>Findings never count.</summary>
    Never,
}

/// <summary>How a run ends.</summary>
public static class ExitCodes
{
    /// <summary>Nothing at or over the limit.</summary>
    public const int Clean = 0;

    /// <summary>Findings at or over the limit.</summary>
    public const int Findings = 1;

    /// <summary>Bad usage, unreadable input, nothing usable in it, no place to write.</summary>
    public const int Trouble = 2;

    /// <summary>The exit code of a conversion.</summary>
    public static int Of(Totals totals, FailOn limit)
    {
        if (totals.Failed > 0 || totals.ConvertedFiles == 0) return Trouble;
        var counts = totals.Statements;
        var lost = counts[Disposition.Lost] + counts[Disposition.Unrecognized] + counts[Disposition.NeedsInput] + totals.Errors;
        return limit switch
        {
            FailOn.Never => Clean,
            FailOn.Approximated when lost + counts[Disposition.Approximated] > 0 => Findings,
            FailOn.Lost when lost > 0 => Findings,
            _ => Clean,
        };
    }
}
