using System.Text;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Reporting;

namespace BgpTranslate.Cli.Commands;

/// <summary>Everything that is told about a comparison: differences on standard output, trouble on standard error.</summary>
internal sealed class DiffReports(ProgramEnvironment environment, string form) : IDisposable
{
    private readonly MemoryStream buffer = new();
    private readonly TextStyle style = environment.Colour ? TextStyle.Colour : TextStyle.Plain;
    private IDiffReport? report;
    private bool differs;
    private bool trouble;
    private bool compared;

    /// <summary>The forms there are.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["text", "json", "markdown"];

    private IDiffReport Report => report ??= form switch
    {
        "json" => new DiffJson(buffer),
        "markdown" => new DiffMarkdown(environment.Out),
        _ => new DiffText(environment.Out, style),
    };

    public void Add(PairDiff pair)
    {
        Tell(pair.Pair.A);
        Tell(pair.Pair.B);
        compared |= pair.Diff is not null;
        switch (pair)
        {
            case { Diff: { } diff }:
                Report.Add(diff);
                differs |= !diff.IsSame;
                break;
            case { Pair: { A: { Read: not null } a, B: null } }:
                Report.AddOnly(a.Input.Name, isA: true);
                differs = true;
                break;
            case { Pair: { A: null, B: { Read: not null } b } }:
                Report.AddOnly(b.Input.Name, isA: false);
                differs = true;
                break;
        }
    }

    /// <summary>The exit code.</summary>
    public int Close()
    {
        Report.Close();
        environment.Out.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        if (!compared && !differs) environment.Error.WriteLine("bgpx: nothing to compare");
        return trouble || (!compared && !differs) ? ExitCodes.Trouble : differs ? ExitCodes.Findings : ExitCodes.Clean;
    }

    public void Dispose() => buffer.Dispose();

    private void Tell(InputRead? read)
    {
        if (read is null) return;
        trouble |= read.Read is null;
        IEnumerable<Diagnostic> diagnostics = read.Problem is { } problem ? [problem] : read.Read!.Diagnostics;
        foreach (var diagnostic in diagnostics) environment.Error.WriteLine(TextReport.Line(diagnostic, read.Input.Name, style));
    }
}
