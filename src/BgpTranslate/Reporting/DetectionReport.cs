using System.Globalization;
using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Text;

namespace BgpTranslate.Reporting;

/// <summary>How the format of each input was found (<c>-v</c>).</summary>
/// <param name="output">Where it goes.</param>
/// <param name="formats">The formats that were asked.</param>
public sealed class DetectionReport(TextWriter output, IReadOnlyList<Format> formats) : IReport
{
    /// <inheritdoc/>
    public void Add(Converted file)
    {
        var result = file.Result;
        var asked = formats.Select(f => (Format: f, Detection: f.Detect(result.Source))).Where(x => x.Detection.Score > 0).OrderByDescending(x => x.Detection.Score);
        var answers = asked.Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Format.Key} {x.Detection.Score} % ({x.Detection.Reason})"));
        output.WriteLine($"{PrintableText.Of(file.Input.Name)}: {(result.From is { } from ? $"read as {from}" : "not recognized")}: {PrintableText.Of(string.Join(", ", answers.DefaultIfEmpty("no format fits")))}");
    }

    /// <inheritdoc/>
    public void Close(Totals totals)
    {
        // It says what it has to say file by file.
    }
}
