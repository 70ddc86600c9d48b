using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.Frr;

/// <summary>The three verbs of the FRR tests. Texts are written without the head that every output has.</summary>
internal static class FrrConversion
{
    /// <summary>The text is read and written back unchanged.</summary>
    public static void Identity(string text, string version = "10.7") => Converts(text, text, version);

    /// <summary>The text becomes another one, with nothing lost.</summary>
    public static void Converts(string text, string expected, string version = "10.7")
    {
        var result = Convert(text, version);
        Assert.Equal(Lines(expected), Body(result));
        Assert.DoesNotContain(result.Fates, f => f.Disposition is Disposition.Lost or Disposition.Approximated or Disposition.Unrecognized or Disposition.NeedsInput);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
    }

    /// <summary>The text becomes another one; the lines named are not in it as they were.</summary>
    public static void Loses(string text, string expected, string version, params (string Line, Disposition Disposition)[] losses)
    {
        var result = Convert(text, version);
        Assert.Equal(Lines(expected), Body(result));
        Assert.Equal(
            losses.Select(l => (l.Line.Trim(), l.Disposition)),
            result.Fates.Where(f => f.Disposition is not (Disposition.Translated or Disposition.Inherent or Disposition.OutOfScope)).Select(f => (f.Statement.Span.Text.ToString(), f.Disposition)));
    }

    /// <summary>What became of a line.</summary>
    public static StatementFate FateOf(ConversionResult result, string line) => result.Fates.Single(f => f.Statement.Span.Text.SequenceEqual(line));

    /// <summary>Converts from FRR to FRR.</summary>
    public static ConversionResult Convert(string text, string version = "10.7")
    {
        var format = FormatRegistry.Find("frr")!;
        Assert.True(BgpTranslate.Defaults.FormatVersion.TryParse(version, out var release));
        var request = new ConversionRequest(new FormatChoice(format, release), new FormatChoice(format, null), DefaultsMode.Preserve, ImmutableDictionary<string, string>.Empty, NoIncludes.Instance);
        return Converter.Convert(new SourceFile("test.conf", text), request);
    }

    /// <summary>Reads FRR.</summary>
    public static ReadResult Read(string text, params (string Key, string Value)[] options) =>
        FormatRegistry.Find("frr")!.Read(ReadRequest.Of(new SourceFile("test.conf", text)) with { Options = options.ToImmutableDictionary(o => o.Key, o => o.Value) });

    private static string Body(ConversionResult result) =>
        Lines(string.Join('\n', result.Outputs.Single().Text.ToString().Split('\n').SkipWhile(l => l != "!").Skip(1).TakeWhile(l => l != "end")));

    /// <summary>Blocks and separators are FRR's business; the tests are about statements and their order.</summary>
    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0 && l.Trim() != "!" && l != "exit"));
}
