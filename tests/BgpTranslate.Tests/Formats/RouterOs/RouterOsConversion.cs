using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.RouterOs;

/// <summary>The verbs of the RouterOS tests.</summary>
internal static class RouterOsConversion
{
    /// <summary>The text is read and written back unchanged, but for the line that names the release.</summary>
    public static void Identity(string text, string version = "7.20") => Converts(text, text, version, $"routeros@{version}");

    /// <summary>The text becomes another one, with nothing lost.</summary>
    public static void Converts(string text, string expected, string version, string from = "routeros")
    {
        var result = Convert(text, $"routeros@{version}", from);
        Assert.Equal(expected.ReplaceLineEndings("\n").Trim(), Body(result));
        Assert.DoesNotContain(result.Fates, f => f.Disposition is Disposition.Lost or Disposition.Approximated or Disposition.Unrecognized or Disposition.NeedsInput);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
    }

    /// <summary>What became of the statements that start so, without those that are in the output.</summary>
    public static IEnumerable<Disposition> Fates(ConversionResult result, string start) =>
        result.Fates.Where(f => f.Statement.Span.Text.StartsWith(start)).Select(f => f.Disposition);

    /// <summary>Converts one text.</summary>
    public static ConversionResult Convert(string text, string to, string from = "routeros")
    {
        var request = new ConversionRequest(Choice(to), Choice(from), DefaultsMode.Preserve, ImmutableDictionary<string, string>.Empty, NoIncludes.Instance);
        return Converter.Convert(new SourceFile("test.rsc", text), request);
    }

    /// <summary>Reads RouterOS.</summary>
    public static ReadResult Read(string text) => FormatRegistry.Find("routeros")!.Read(ReadRequest.Of(new SourceFile("test.rsc", text)));

    /// <summary>The output without the line that names the release.</summary>
    public static string Body(ConversionResult result)
    {
        var text = result.Outputs.Length == 0 ? "" : result.Outputs[0].Text.ToString().Trim();
        return text.StartsWith("# for import", StringComparison.Ordinal) ? text[(text.IndexOf('\n') + 1)..] : text;
    }

    private static FormatChoice Choice(string text) => FormatChoice.Parse(text, FormatRegistry.All, out var problem) ?? throw new ArgumentException(problem);
}
