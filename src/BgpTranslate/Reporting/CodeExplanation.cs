using BgpTranslate.Diagnostics;

namespace BgpTranslate.Reporting;

/// <summary>What <c>bgpx explain</c> prints.</summary>
public static class CodeExplanation
{
    /// <summary>Everything about one code.</summary>
    public static void Write(TextWriter output, DiagnosticCode code)
    {
        output.WriteLine($"{code.Id} ({ReportTerms.Name(code.Severity)}): {code.Title}");
        output.WriteLine();
        output.WriteLine(code.Explanation);
        output.WriteLine();
        output.WriteLine("Example:");
        foreach (var line in code.Example.Split('\n')) output.WriteLine("  " + line);
        output.WriteLine();
        output.WriteLine("What to do:");
        output.WriteLine("  " + code.Action);
    }

    /// <summary>All codes, one line each.</summary>
    public static void WriteList(TextWriter output, IEnumerable<DiagnosticCode> codes)
    {
        foreach (var code in codes.OrderBy(c => c.Id, StringComparer.Ordinal)) output.WriteLine($"{code.Id}  {ReportTerms.Name(code.Severity),-7}  {code.Title}");
    }
}
