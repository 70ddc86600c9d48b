using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BgpTranslate.Conversion;
using BgpTranslate.Text;

namespace BgpTranslate.Reporting;

/// <summary>Tells what a comparison of files found, pair by pair.</summary>
public interface IDiffReport
{
    /// <summary>Two files were compared.</summary>
    void Add(ConfigurationDiff diff);

    /// <summary>Only one tree has this file.</summary>
    /// <param name="name">The file.</param>
    /// <param name="isA">True for the first tree.</param>
    void AddOnly(string name, bool isA);

    /// <summary>Nothing more follows.</summary>
    void Close();
}

/// <summary>For people: a line for each difference, and a line of sums for each pair.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="style">How it is set off.</param>
public sealed class DiffText(TextWriter output, TextStyle style) : IDiffReport
{
    /// <inheritdoc/>
    public void Add(ConfigurationDiff diff)
    {
        foreach (var finding in DiffFinding.Of(diff)) output.WriteLine(DiffLine.Of(finding, style));
        output.WriteLine($"{style.Strong}{DiffLine.Title(diff)}: {DiffLine.Sums(diff)}{style.End}");
    }

    /// <inheritdoc/>
    public void AddOnly(string name, bool isA) => output.WriteLine(PrintableText.Of($"{name}: only in the {(isA ? "first" : "second")} tree"));

    /// <inheritdoc/>
    public void Close()
    {
    }
}

/// <summary>For a pull request: Markdown, a heading for each pair that differs and a short list.</summary>
/// <param name="output">Where it goes.</param>
public sealed class DiffMarkdown(TextWriter output) : IDiffReport
{
    // A comment that nobody scrolls through says more than a complete one.
    private const int Most = 20;

    private int same;

    /// <inheritdoc/>
    public void Add(ConfigurationDiff diff)
    {
        if (diff.IsSame)
        {
            same++;
            return;
        }

        output.WriteLine($"**`{DiffLine.Title(diff)}`**: {DiffLine.Sums(diff)}");
        output.WriteLine();
        var findings = DiffFinding.Of(diff);
        foreach (var finding in findings.Take(Most)) output.WriteLine($"- {Escaped(DiffLine.Of(finding, TextStyle.Plain))}");
        if (findings.Count > Most) output.WriteLine($"- … and {findings.Count - Most} more");
        output.WriteLine();
    }

    /// <inheritdoc/>
    public void AddOnly(string name, bool isA)
    {
        output.WriteLine($"**`{PrintableText.Of(name)}`**: only in the {(isA ? "first" : "second")} tree");
        output.WriteLine();
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (same > 0) output.WriteLine(same == 1 ? "1 pair of files means the same." : string.Create(CultureInfo.InvariantCulture, $"{same} pairs of files mean the same."));
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '*' or '_' or '`' or '<' or '[' or '\\' or '|' or '#') escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}

/// <summary>For programs, <c>bgpx-diff/1</c>. Its shape is a contract.</summary>
public sealed class DiffJson : IDiffReport
{
    private readonly Utf8JsonWriter json;
    private readonly List<(string Name, bool IsA)> only = [];

    /// <summary>Starts the report.</summary>
    public DiffJson(Stream output)
    {
        json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("schema", "bgpx-diff/1");
        json.WriteStartArray("pairs");
    }

    /// <inheritdoc/>
    public void Add(ConfigurationDiff diff)
    {
        json.WriteStartObject();
        Write("a", diff.A);
        Write("b", diff.B);
        json.WriteBoolean("same", diff.IsSame);
        var v = diff.Verification;
        json.WriteNumber("facts", v.Facts);
        json.WriteNumber("agreeing", v.Preserved);
        json.WriteStartObject("policies");
        json.WriteNumber("equal", v.Policies.Equal);
        json.WriteNumber("different", v.Policies.Different);
        json.WriteNumber("undecided", v.Policies.Undecided);
        json.WriteEndObject();
        json.WriteStartArray("differences");
        foreach (var finding in DiffFinding.Of(diff)) Write(finding);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    /// <inheritdoc/>
    public void AddOnly(string name, bool isA) => only.Add((name, isA));

    /// <inheritdoc/>
    public void Close()
    {
        json.WriteEndArray();
        WriteOnly("onlyInA", isA: true);
        WriteOnly("onlyInB", isA: false);
        json.WriteEndObject();
        json.Dispose();
    }

    private void WriteOnly(string name, bool isA)
    {
        json.WriteStartArray(name);
        foreach (var file in only.Where(o => o.IsA == isA)) json.WriteStringValue(PrintableText.Of(file.Name));
        json.WriteEndArray();
    }

    private void Write(string name, Formats.ReadResult read)
    {
        json.WriteStartObject(name);
        json.WriteString("source", PrintableText.Of(read.Files[0].Path));
        json.WriteString("format", read.Platform.Id);
        json.WriteEndObject();
    }

    private void Write(DiffFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("kind", finding.Kind.ToString().ToLowerInvariant());
        json.WriteStartArray("about");
        foreach (var path in finding.Paths) json.WriteStringValue(PrintableText.Of(path));
        json.WriteEndArray();
        if (finding.Route.Length > 0) json.WriteString("route", PrintableText.Of(finding.Route));
        Write("a", finding.A);
        Write("b", finding.B);
        if (finding.Note.Length > 0) json.WriteString("note", PrintableText.Of(finding.Note));
        json.WriteEndObject();
    }

    private void Write(string name, DiffSide side)
    {
        json.WriteStartObject(name);
        json.WriteString("text", PrintableText.Of(side.Text));
        json.WriteStartArray("places");
        foreach (var place in side.Places)
        {
            json.WriteStartObject();
            json.WriteString("file", PrintableText.Of(place.File.Path));
            json.WriteNumber("line", place.From.Line);
            json.WriteNumber("column", place.From.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>Differences on one line each.</summary>
internal static class DiffLine
{
    private const int PlacesShown = 3;

    /// <summary><c>peer 192.0.2.1 in: 10.2.0.0/25 — accepted, local-pref 200 (old/frr.conf:41) · rejected (new/bird.conf:87)</c>.</summary>
    public static string Of(DiffFinding finding, TextStyle style)
    {
        var text = finding.Kind switch
        {
            DiffKind.Policy => $"{finding.Route} — {Side(finding.A)} · {Side(finding.B)}",
            DiffKind.Undecided => $"not compared to the end: {Side(finding.A)}",
            DiffKind.Unrecognized => $"not recognized, and so not compared: {Side(finding.A)}{Side(finding.B)}",
            _ => $"{Side(finding.A)} · {Side(finding.B)}",
        };
        var note = finding.Note.Length > 0 ? $" [{finding.Note}]" : "";
        return $"{style.Strong}{PrintableText.Of(finding.Subject)}{style.End}: {PrintableText.Of(text + note)}";
    }

    /// <summary><c>old/frr.conf · new/bird.conf</c>.</summary>
    public static string Title(ConfigurationDiff diff) => PrintableText.Of($"{diff.A.Files[0].Path} ({diff.A.Platform.Id}) · {diff.B.Files[0].Path} ({diff.B.Platform.Id})");

    /// <summary>How much agrees.</summary>
    public static string Sums(ConfigurationDiff diff)
    {
        var v = diff.Verification;
        var (equal, different, undecided) = v.Policies;
        var text = string.Create(CultureInfo.InvariantCulture, $"{v.Preserved} of {v.Facts} facts agree{Some(v.Added, "only in the second")}; policies: {equal} equal{Some(different, "different")}{Some(undecided, "undecided")}");
        return diff.IsSame ? $"same; {text}" : $"differs; {text}";
    }

    private static string Some(int count, string what) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {count} {what}");

    private static string Side(DiffSide side)
    {
        if (side.Places.IsEmpty) return side.Text;
        var places = new List<string>();
        foreach (var file in side.Places.GroupBy(p => p.File))
        {
            var lines = file.Select(p => p.From.Line).Distinct().Order().ToList();
            var rest = lines.Count > PlacesShown ? "…" : "";
            places.Add($"{file.Key.Path}:{string.Join(',', lines.Take(PlacesShown))}{rest}");
        }

        return $"{side.Text} ({string.Join(' ', places)})";
    }
}
