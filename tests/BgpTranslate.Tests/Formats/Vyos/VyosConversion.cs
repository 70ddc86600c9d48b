using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.Vyos;

/// <summary>The three verbs of the VyOS tests.</summary>
internal static class VyosConversion
{
    /// <summary>The text is read and written back unchanged.</summary>
    public static void Identity(string text, string version = "1.5", string form = "set") => Converts(text, text, version, form);

    /// <summary>The text becomes another one, with nothing lost.</summary>
    public static void Converts(string text, string expected, string version = "1.5", string form = "set")
    {
        var result = Convert(text, version, form);
        Assert.Equal(expected.ReplaceLineEndings("\n").Trim(), Body(result));
        Assert.DoesNotContain(result.Fates, f => f.Disposition is Disposition.Lost or Disposition.Approximated or Disposition.Unrecognized or Disposition.NeedsInput);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
    }

    /// <summary>The lines named are not in the output as they were; nothing else is lost.</summary>
    public static void Loses(string text, string version, params (string Line, Disposition Disposition)[] losses)
    {
        var result = Convert(text, version, "set");
        Assert.Equal(
            losses,
            result.Fates.Where(f => f.Disposition is not (Disposition.Translated or Disposition.Inherent or Disposition.OutOfScope)).Select(f => (f.Statement.Span.Text.ToString(), f.Disposition)));
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error && d.Code.Id.StartsWith("BGPX3", StringComparison.Ordinal));
    }

    /// <summary>What became of a line.</summary>
    public static Disposition FateOf(string text, string line) =>
        Convert(text, "1.5", "set").Fates.Single(f => f.Statement.Span.Text.SequenceEqual(line)).Disposition;

    /// <summary>Converts to a release of VyOS.</summary>
    public static ConversionResult Convert(string text, string version, string form, string from = "vyos")
    {
        Assert.True(FormatVersion.TryParse(version, out var release));
        var options = ImmutableDictionary<string, string>.Empty.Add("form", form);
        var request = new ConversionRequest(
            new FormatChoice(FormatRegistry.Find("vyos")!, release), new FormatChoice(FormatRegistry.Find(from)!, null), DefaultsMode.Preserve, options, NoIncludes.Instance);
        return Converter.Convert(new SourceFile("test.set", text), request);
    }

    /// <summary>Reads VyOS.</summary>
    public static ReadResult Read(string text) => FormatRegistry.Find("vyos")!.Read(ReadRequest.Of(new SourceFile("test.set", text)));

    private static string Body(ConversionResult result) => result.Outputs.Length == 0 ? "" : result.Outputs[0].Text.ToString().Trim();
}
