using BgpTranslate.Conversion;
using BgpTranslate.Reporting;

namespace BgpTranslate.Cli.Commands;

/// <summary>Everything that is told about a run: to people, and into the report files named.</summary>
internal sealed class CommandReports : IDisposable
{
    private readonly List<IReport> reports = [];
    private readonly List<PendingFile> files = [];
    private readonly TextWriter error;
    private Totals totals = Totals.Zero;

    public CommandReports(ProgramEnvironment environment, string to, IReadOnlyList<string> paths)
    {
        if (paths.FirstOrDefault(p => !ReportFormats.IsKnown(p)) is { } unknown) throw new UsageException($"'{unknown}': a report ends in {ReportFormats.Known}");
        error = environment.Error;
        reports.Add(new TextReport(error, environment.Colour ? TextStyle.Colour : TextStyle.Plain, to));
        foreach (var path in paths)
        {
            files.Add(environment.Files.Create(path));
            reports.Add(ReportFormats.Create(path, files[^1].Content, to));
        }
    }

    /// <summary>Also says how the format of each input was found.</summary>
    public void ExplainDetection(ConversionRequest request)
    {
        if (request.From is null) reports.Insert(0, new DetectionReport(error, request.Formats));
    }

    public void Add(Converted file)
    {
        totals += file;
        foreach (var report in reports) report.Add(file);
    }

    public Totals Close()
    {
        foreach (var report in reports) report.Close(totals);
        foreach (var file in files) file.Commit();
        return totals;
    }

    public void Dispose()
    {
        foreach (var file in files) file.Dispose();
    }
}
