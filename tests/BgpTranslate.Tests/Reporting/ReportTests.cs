using System.Text;
using System.Text.Json;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Reporting;
using Xunit;

namespace BgpTranslate.Tests.Reporting;

/// <summary>The shape of the reports is a contract.</summary>
public sealed class ReportTests : IDisposable
{
    private static readonly FormatChoice Words = new(new WordFormat(), null);
    private readonly TemporaryFolder folder = new();
    private readonly List<Converted> files = [];

    public ReportTests()
    {
        folder.Write("in/included", "keep inner");
        folder.Write("in/a.conf", "keep <x>\nmtu 9000\nnote y\nlose z\nwhat password hunter2\ninclude included\n");
        folder.Write("in/b.conf", "crash");
        foreach (var place in new[] { "a.conf", "b.conf" })
        {
            var input = Input.File(new DiskFileSystem(), folder.At("in/" + place));
            foreach (var result in new Batch(new DiskFileSystem(), null, 1).Convert([input], ConversionRequest.Of(Words, Words)))
                files.Add(new Converted(input, result, result.Outputs.IsEmpty ? [] : ["out/" + place]));
        }
    }

    public void Dispose() => folder.Dispose();

    private string Report(Func<Stream, IReport> create)
    {
        using var stream = new MemoryStream();
        var report = create(stream);
        foreach (var file in files) report.Add(file);
        report.Close(files.Aggregate(Totals.Zero, (t, f) => t + f));
        return Encoding.UTF8.GetString(stream.ToArray()).Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }

    [Fact]
    public void Json() => Snapshot.Match(Report(s => new JsonReport(s, "words@1")));

    [Fact]
    public void Sarif()
    {
        var text = Report(s => new SarifReport(s, DiagnosticCatalogue.All));
        using var json = JsonDocument.Parse(text);
        var run = json.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Equal(DiagnosticCatalogue.All.Count, rules.GetArrayLength());
        foreach (var result in run.GetProperty("results").EnumerateArray())
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Snapshot.Match(text[text.IndexOf("\"results\"", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Html()
    {
        var text = Report(s => new HtmlReport(s, "words@1"));
        Assert.Contains("keep &lt;x&gt;", text);
        Assert.DoesNotMatch("(src|href)=", text);
        Snapshot.Match(text[text.IndexOf("<body>", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void People()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var report = new TextReport(writer, TextStyle.Plain, "words@1");
        foreach (var file in files) report.Add(file);
        report.Close(files.Aggregate(Totals.Zero, (t, f) => t + f));
        Snapshot.Match(writer.ToString().Replace(folder.Path + "/", "", StringComparison.Ordinal));
    }

    [Fact]
    public void No_report_holds_a_secret()
    {
        Assert.All(
            [Report(s => new JsonReport(s, "words@1")), Report(s => new SarifReport(s, DiagnosticCatalogue.All)), Report(s => new HtmlReport(s, "words@1"))],
            text => Assert.DoesNotContain("hunter2", text));
    }

    [Fact]
    public void Colour_is_only_a_matter_of_style()
    {
        var diagnostic = files[0].Result.Diagnostics[0];
        var coloured = TextReport.Line(diagnostic, "x", TextStyle.Colour);
        Assert.Contains('\e', coloured);
        Assert.Equal(TextReport.Line(diagnostic, "x", TextStyle.Plain), System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9;]*m", ""));
    }
}
