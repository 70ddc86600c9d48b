using System.Text.Encodings.Web;
using System.Text.Json;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Reporting;

/// <summary>The report for programs, <c>bgpx-report/1</c>. Its shape is a contract.</summary>
public sealed class JsonReport : IReport
{
    private readonly Utf8JsonWriter json;

    /// <summary>Starts the report.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="to">The target, such as <c>bird@2</c>.</param>
    public JsonReport(Stream output, string to)
    {
        json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("schema", "bgpx-report/1");
        json.WriteStartObject("tool");
        json.WriteString("name", ReportTerms.Tool);
        json.WriteString("version", ReportTerms.Version);
        json.WriteEndObject();
        json.WriteString("to", to);
        json.WriteStartArray("files");
    }

    /// <inheritdoc/>
    public void Add(Converted file)
    {
        var result = file.Result;
        json.WriteStartObject();
        json.WriteString("source", PrintableText.Of(file.Input.Name));
        if (result.From is { } from) json.WriteString("from", from.Id);
        else json.WriteNull("from");
        json.WriteStartArray("outputs");
        foreach (var output in file.Outputs) json.WriteStringValue(PrintableText.Of(output));
        json.WriteEndArray();
        json.WriteString("status", StatusName(result.Status));
        Write(result.Statements);
        json.WriteStartArray("spans");
        foreach (var fate in ReportTerms.InFileOrder(result)) Write(fate, result);
        json.WriteEndArray();
        Write(result.Verification);
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in result.Diagnostics) Write(diagnostic, file.Input.Name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    /// <inheritdoc/>
    public void Close(Totals totals)
    {
        json.WriteEndArray();
        json.WriteStartObject("totals");
        json.WriteNumber("files", totals.Files);
        json.WriteNumber("failed", totals.Failed);
        json.WriteNumber("leftAlone", totals.LeftAlone);
        Write(totals.Statements);
        Write(totals.Verification);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Dispose();
    }

    private static string StatusName(ConversionStatus status) => status switch
    {
        ConversionStatus.Clean => "clean",
        ConversionStatus.Findings => "findings",
        ConversionStatus.Failed or ConversionStatus.LeftAlone => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static string CountName(Disposition disposition) => disposition switch
    {
        Disposition.OutOfScope => "outOfScope",
        Disposition.NeedsInput => "needsInput",
        _ => ReportTerms.Name(disposition),
    };

    private void Write(DispositionCounts counts)
    {
        json.WriteStartObject("statements");
        json.WriteNumber("total", counts.Total);
        foreach (var disposition in ReportTerms.Dispositions) json.WriteNumber(CountName(disposition), counts[disposition]);
        json.WriteEndObject();
        json.WriteNumber("fidelity", ReportTerms.Rounded(counts.Fidelity));
    }

    private void Write(StatementFate fate, ConversionResult result)
    {
        json.WriteStartObject();
        var span = fate.Statement.Span;
        if (span.File != result.Source) json.WriteString("file", PrintableText.Of(span.File.Path));
        WritePlace(span);
        json.WriteString("disposition", ReportTerms.Name(fate.Disposition));
        if (fate.Code is { } code) json.WriteString("code", code.Id);
        if (fate.Reason.Length > 0) json.WriteString("reason", PrintableText.Of(fate.Reason));
        if (result.OutputLines.Render(fate.Statement.Index))
        {
            json.WriteStartArray("outputLines");
            foreach (var line in result.OutputLines.For(fate.Statement.Index)) json.WriteNumberValue(line);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void Write(Verification verification)
    {
        json.WriteStartObject("verification");
        json.WriteNumber("facts", verification.Facts);
        json.WriteNumber("preserved", verification.Preserved);
        json.WriteNumber("changed", verification.Changed);
        json.WriteNumber("missing", verification.Missing);
        json.WriteNumber("added", verification.Added);
        json.WriteStartObject("policies");
        json.WriteNumber("equal", verification.Policies.Equal);
        json.WriteNumber("different", verification.Policies.Different);
        json.WriteNumber("undecided", verification.Policies.Undecided);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Write(Diagnostic diagnostic, string source)
    {
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Code.Id);
        json.WriteString("severity", ReportTerms.Name(diagnostic.Severity));
        json.WriteString("message", PrintableText.Of(diagnostic.Message));
        json.WriteString("file", PrintableText.Of(diagnostic.Span?.File.Path ?? source));
        if (diagnostic.Span is { } span) WritePlace(span);
        json.WriteString("help", PrintableText.Of(diagnostic.Help ?? diagnostic.Code.Action));
        json.WriteEndObject();
    }

    private void WritePlace(Span span)
    {
        json.WriteNumber("line", span.From.Line);
        json.WriteNumber("column", span.From.Column);
        json.WriteNumber("endLine", span.To.Line);
        json.WriteNumber("endColumn", span.To.Column);
    }
}
