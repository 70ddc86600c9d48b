using System.Globalization;
using System.Text;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Reporting;

/// <summary>How lines for people are set off: terminal sequences, or nothing.</summary>
/// <param name="Error">Before an error.</param>
/// <param name="Warning">Before a warning.</param>
/// <param name="Info">Before information.</param>
/// <param name="Strong">Before what should stand out.</param>
/// <param name="End">Behind any of them.</param>
public sealed record TextStyle(string Error, string Warning, string Info, string Strong, string End)
{
    /// <summary>No sequences.</summary>
    public static TextStyle Plain { get; } = new("", "", "", "", "");

    /// <summary>ANSI colours.</summary>
    public static TextStyle Colour { get; } = new("\e[1;31m", "\e[1;33m", "\e[36m", "\e[1m", "\e[0m");

    /// <summary>The sequence of a severity.</summary>
    public string Of(Severity severity) => severity switch
    {
        Severity.Error => Error,
        Severity.Warning => Warning,
        _ => Info,
    };
}

/// <summary>The report for people: <c>file:line:column: severity CODE: message</c>, and one line of sums at the end.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="style">How it is set off.</param>
/// <param name="to">The target.</param>
public sealed class TextReport(TextWriter output, TextStyle style, string to) : IReport
{
    private string name = "";

    /// <inheritdoc/>
    public void Add(Converted file)
    {
        name = file.Input.Name;
        foreach (var diagnostic in file.Result.Diagnostics) output.WriteLine(Line(diagnostic, file.Input.Name, style));
    }

    /// <inheritdoc/>
    public void Close(Totals totals) => output.WriteLine(style.Strong + Summary(totals) + style.End);

    /// <summary>One diagnostic as people read it.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="source">The file it belongs to where it has no place of its own.</param>
    /// <param name="style">How it is set off.</param>
    public static string Line(Diagnostic diagnostic, string source, TextStyle style)
    {
        var place = diagnostic.Span is { } span ? $"{span}" : source;
        var line = $"{PrintableText.Of(place)}: {style.Of(diagnostic.Severity)}{ReportTerms.Name(diagnostic.Severity)} {diagnostic.Code}:{style.End} {PrintableText.Of(diagnostic.Message)}";
        return diagnostic.Help is { } help ? $"{line}\n  {PrintableText.Of(help)}" : line;
    }

    private string Summary(Totals totals)
    {
        var text = new StringBuilder();
        if (totals.Files == 1) text.Append(PrintableText.Of(name));
        else text.Append(CultureInfo.InvariantCulture, $"{totals.ConvertedFiles} of {totals.Files} files");
        text.Append(" to ").Append(to).Append(": ");
        if (totals.Files == 1 && totals.ConvertedFiles == 0) return text.Append("not converted").ToString();
        if (totals.Failed > 0) text.Append(CultureInfo.InvariantCulture, $"{totals.Failed} failed; ");
        if (totals.LeftAlone > 0) text.Append(CultureInfo.InvariantCulture, $"{totals.LeftAlone} of no known format left alone; ");
        text.Append(Counts(totals.Statements)).Append("; ").Append(Checked(totals.Verification));
        return text.ToString();
    }

    private static string Counts(DispositionCounts counts)
    {
        var parts = ReportTerms.Dispositions
            .Where(d => counts[d] > 0 || d is Disposition.Translated or Disposition.Lost or Disposition.Unrecognized)
            .Select(d => string.Create(CultureInfo.InvariantCulture, $"{counts[d]} {ReportTerms.Name(d)}"));
        return string.Create(CultureInfo.InvariantCulture, $"{counts.Total} statements: {string.Join(", ", parts)}; fidelity {ReportTerms.Rounded(counts.Fidelity) * 100:0.#} %");
    }

    private static string Checked(Verification v)
    {
        var parts = new[] { (v.Changed, "changed"), (v.Missing, "missing"), (v.Added, "added") }.Where(p => p.Item1 > 0).Select(p => $", {p.Item1} {p.Item2}");
        return string.Create(CultureInfo.InvariantCulture, $"self-check: {v.Preserved} of {v.Facts} facts kept{string.Concat(parts)}");
    }
}
