using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Text;

namespace BgpTranslate.Conversion;

/// <summary>
/// The result of several files that were converted as one, file by file: each has its own statements and findings, and of the output the resources that its statements made. What concerns all
/// stands at the first.
/// </summary>
internal static class SharedResult
{
    /// <summary>The results, one for each file.</summary>
    public static ImmutableArray<ConversionResult> Split(ConversionResult whole, ImmutableArray<SourceFile> files)
    {
        var outputs = Outputs(whole, files);
        var others = string.Join(", ", files.Select(f => f.Path));
        var results = ImmutableArray.CreateBuilder<ConversionResult>();
        foreach (var (number, file) in files.Index())
        {
            var fates = whole.Fates.Where(f => f.Statement.Span.File == file).ToImmutableArray();
            ImmutableArray<Diagnostic> diagnostics =
            [
                DiagnosticCatalogue.SourceNote(null, $"read as one cluster's resources: {others}"),
                .. whole.Diagnostics.Where(d => d.Span is { } span ? span.File == file : number == 0),
            ];
            var output = outputs.GetValueOrDefault(file);
            results.Add(new ConversionResult(
                file,
                whole.Status == ConversionStatus.Failed ? ConversionStatus.Failed : diagnostics.Any(d => d.Severity > Severity.Info) ? ConversionStatus.Findings : ConversionStatus.Clean,
                whole.From,
                whole.To,
                output is null ? [] : [new OutputFile("", output)],
                fates,
                output is null ? OutputLines.None : OutputLines.Of(output),
                number == 0 ? whole.Verification : Verification.None,
                diagnostics));
        }

        return results.ToImmutable();
    }

    /// <summary>Each resource goes to the file that made it; a router's configuration to the file with the first of its sessions.</summary>
    private static Dictionary<SourceFile, OutputText> Outputs(ConversionResult whole, ImmutableArray<SourceFile> files)
    {
        var result = new Dictionary<SourceFile, OutputText>();
        foreach (var text in whole.Outputs.Select(o => o.Text))
        {
            var origins = text.Origins.ToLookup(o => o.Line, o => o.Origin);
            string[] lines = text.ToString().Split('\n')[..^1];
            for (var start = 0; start < lines.Length;)
            {
                var end = whole.To.Kind == PlatformKind.Cluster ? Array.IndexOf(lines, YamlPrinter.DocumentMarker, start + 1) : -1;
                if (end < 0) end = lines.Length;
                var made = Enumerable.Range(start + 1, end - start).SelectMany(n => origins[n]).FirstOrDefault(o => !o.IsNone).First?.Span.File;
                var file = made is not null && files.Contains(made) ? made : files[0];
                if (!result.TryGetValue(file, out var part)) result[file] = part = new OutputText("");
                for (var i = start; i < end; i++) part.Line(lines[i], origins[i + 1].FirstOrDefault());
                start = end;
            }
        }

        return result;
    }
}
