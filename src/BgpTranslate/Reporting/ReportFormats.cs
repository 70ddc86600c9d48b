namespace BgpTranslate.Reporting;

/// <summary>Reports written to files, chosen by extension.</summary>
public static class ReportFormats
{
    private static readonly Dictionary<string, Func<Stream, string, IReport>> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = (output, to) => new JsonReport(output, to),
        [".sarif"] = (output, _) => new SarifReport(output, Diagnostics.DiagnosticCatalogue.All),
        [".html"] = (output, to) => new HtmlReport(output, to),
    };

    /// <summary>The extensions, for messages.</summary>
    public static string Known => string.Join(", ", ByExtension.Keys);

    /// <summary>True when a report can be written to a file of this name.</summary>
    public static bool IsKnown(string path) => ByExtension.ContainsKey(Path.GetExtension(path));

    /// <summary>Starts the report that a file's name asks for.</summary>
    /// <param name="path">The file's name.</param>
    /// <param name="output">Where the report goes.</param>
    /// <param name="to">The target, such as <c>bird@2</c>.</param>
    public static IReport Create(string path, Stream output, string to) => ByExtension[Path.GetExtension(path)](output, to);
}
