using System.Globalization;
using System.Text;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Reporting;
using Xunit;

namespace BgpTranslate.Tests.Corpus;

/// <summary>Every case under <c>corpus/</c>: what it becomes, and what must hold for any conversion.</summary>
public class CorpusTests
{
    public static TheoryData<string> Cases { get; } = [.. CorpusCase.All().Select(c => c.ToString())];

    private static CorpusCase Case(string name) => CorpusCase.All().Single(c => c.ToString() == name);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Becomes(string name)
    {
        var @case = Case(name);
        Snapshot.MatchFile(Transcript(@case.Convert()), Path.Combine(@case.Folder, $"{@case.Input}.to-{@case.Target}"), ".txt");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Has_no_difference_that_nobody_announced(string name) =>
        Assert.DoesNotContain(Case(name).Convert().Diagnostics, d => d.Severity == Severity.Error);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Accounts_for_every_statement_once(string name)
    {
        var result = Case(name).Convert();
        Assert.Equal(result.Fates.Length, result.Statements.Total);
        Assert.Equal(result.Fates.Length, result.Fates.Select(f => f.Statement).Distinct().Count());
        foreach (var file in result.Fates.GroupBy(f => f.Statement.Span.File))
        {
            var end = 0;
            foreach (var span in file.Select(f => f.Statement.Span).OrderBy(s => s.Start))
            {
                Assert.InRange(span.Start, end, span.End);
                end = span.End;
            }

            Assert.InRange(end, 0, file.Key.Content.Length);
        }

        Assert.All(result.Fates.Where(f => f.Disposition != Disposition.Translated), f => Assert.NotEmpty(f.Reason));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gives_equal_bytes_every_time(string name) =>
        Assert.Equal(Case(name).Convert().Outputs.Select(o => o.Text.ToString()), Case(name).Convert().Outputs.Select(o => o.Text.ToString()));

    /// <summary>Output, diagnostics, and the source with the fate of every statement before its line.</summary>
    private static string Transcript(ConversionResult result)
    {
        var text = new StringBuilder();
        foreach (var output in result.Outputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"======== output{output.Suffix}\n").Append(output.Text);
        }

        text.Append("======== diagnostics\n");
        var file = Path.GetFileName(result.Source.Path);
        foreach (var diagnostic in result.Diagnostics)
            text.Append(TextReport.Line(diagnostic, result.Source.Path, TextStyle.Plain).Replace(result.Source.Path, file, StringComparison.Ordinal)).Append('\n');
        var v = result.Verification;
        text.Append(CultureInfo.InvariantCulture, $"{v.Preserved} of {v.Facts} facts kept, {v.Changed} changed, {v.Missing} missing, {v.Added} added\n");
        text.Append("======== source\n");
        var fates = result.Fates.ToLookup(f => f.Statement.Span.From.Line);
        foreach (var (index, line) in result.Source.Content.TrimEnd('\n').Split('\n').Index())
        {
            var here = fates[index + 1].ToList();
            text.Append(CultureInfo.InvariantCulture, $"{(here.Count == 1 ? Fate(here[0], result) : ""),-24} | {line}\n");
            if (here.Count > 1)
                foreach (var fate in here) text.Append(CultureInfo.InvariantCulture, $"{Fate(fate, result),-24} |   ^ {Line(fate.Statement.Span.Text)}\n");
            foreach (var fate in here.Where(f => f.Reason.Length > 0)) text.Append(CultureInfo.InvariantCulture, $"{"",-24} |   ({fate.Reason})\n");
        }

        return text.ToString();
    }

    private static string Line(ReadOnlySpan<char> statement) => statement.IndexOf('\n') is >= 0 and var end ? $"{statement[..end]} …" : statement.ToString();

    private static string Fate(StatementFate fate, ConversionResult result)
    {
        int[] all = [.. result.OutputLines.For(fate.Statement.Index)];
        var lines = string.Join(' ', all.Take(3)) + (all.Length > 3 ? " …" : "");
        return $"{fate.Disposition} {lines}".TrimEnd();
    }
}
