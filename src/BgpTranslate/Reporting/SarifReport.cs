using System.Text.Encodings.Web;
using System.Text.Json;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Text;

namespace BgpTranslate.Reporting;

/// <summary>Diagnostics as SARIF 2.1.0, for code scanning services and editors.</summary>
public sealed class SarifReport : IReport
{
    private readonly Utf8JsonWriter json;
    private readonly Dictionary<DiagnosticCode, int> ruleIndex;

    /// <summary>Starts the report.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="rules">The codes that may occur.</param>
    public SarifReport(Stream output, IReadOnlyList<DiagnosticCode> rules)
    {
        ruleIndex = rules.Index().ToDictionary(r => r.Item, r => r.Index);
        json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", ReportTerms.Tool);
        json.WriteString("semanticVersion", ReportTerms.Version);
        json.WriteStartArray("rules");
        foreach (var rule in rules) Write(rule);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
    }

    /// <inheritdoc/>
    public void Add(Converted file)
    {
        foreach (var diagnostic in file.Result.Diagnostics) Add(diagnostic, file.Input.Name);
        json.Flush();
    }

    /// <summary>Reports one diagnostic.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="source">The file it belongs to where it has no place of its own.</param>
    public void Add(Diagnostic diagnostic, string source)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", diagnostic.Code.Id);
        if (ruleIndex.TryGetValue(diagnostic.Code, out var index)) json.WriteNumber("ruleIndex", index);
        json.WriteString("level", Level(diagnostic.Severity));
        WriteText("message", diagnostic.Help is { } help ? $"{diagnostic.Message}. {help}" : diagnostic.Message);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Uri(diagnostic.Span?.File.Path ?? source));
        json.WriteEndObject();
        if (diagnostic.Span is { } span)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", span.From.Line);
            json.WriteNumber("startColumn", span.From.Column);
            json.WriteNumber("endLine", span.To.Line);
            json.WriteNumber("endColumn", span.To.Column);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Close(Totals totals) => Close();

    /// <summary>Ends the report.</summary>
    public void Close()
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Dispose();
    }

    private void Write(DiagnosticCode rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        WriteText("shortDescription", rule.Title);
        WriteText("fullDescription", rule.Explanation);
        WriteText("help", rule.Action);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(rule.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteText(string property, string text)
    {
        json.WriteStartObject(property);
        json.WriteString("text", PrintableText.Of(text));
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Info => "note",
        Severity.Warning => "warning",
        Severity.Error => "error",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };

    private static string Uri(string path)
    {
        if (path == "-") return "stdin";
        var escaped = string.Join('/', PrintableText.Of(path).Split('/').Select(System.Uri.EscapeDataString));
        return path.StartsWith('/') ? "file://" + escaped : escaped;
    }
}
