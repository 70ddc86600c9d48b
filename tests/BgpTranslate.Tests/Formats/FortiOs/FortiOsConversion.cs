using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.FortiOs;

/// <summary>The verbs of the FortiOS tests.</summary>
internal static class FortiOsConversion
{
    /// <summary>The text is read and written back unchanged.</summary>
    public static void Identity(string text) => Converts(text, text);

    /// <summary>The text becomes another one, with nothing lost.</summary>
    public static void Converts(string text, string expected, string from = "fortios", string version = "7.6.5")
    {
        var result = Convert(text, from, $"fortios@{version}");
        Assert.Equal(expected.ReplaceLineEndings("\n").Trim(), Body(result));
        Assert.DoesNotContain(result.Fates, f => f.Disposition is Disposition.Lost or Disposition.Approximated or Disposition.Unrecognized or Disposition.NeedsInput);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
    }

    /// <summary>Converts between any two formats.</summary>
    public static ConversionResult Convert(string text, string from, string to, params (string Key, string Value)[] options)
    {
        var request = new ConversionRequest(Choice(to), Choice(from), DefaultsMode.Preserve, options.ToImmutableDictionary(o => o.Key, o => o.Value), NoIncludes.Instance);
        return Converter.Convert(new SourceFile("test.conf", text), request);
    }

    /// <summary>What became of a line.</summary>
    public static (Disposition Disposition, string Reason) FateOf(string text, string line, string to = "fortios")
    {
        var fate = Convert(text, "fortios", to).Fates.Single(f => f.Statement.Span.Text.SequenceEqual(line));
        return (fate.Disposition, fate.Reason);
    }

    /// <summary>Reads FortiOS.</summary>
    public static ReadResult Read(string text, params (string Key, string Value)[] options) =>
        FormatRegistry.Find("fortios")!.Read(ReadRequest.Of(new SourceFile("test.conf", text)) with { Options = options.ToImmutableDictionary(o => o.Key, o => o.Value) });

    /// <summary>The output's text.</summary>
    public static string Body(ConversionResult result) => result.Outputs.Length == 0 ? "" : result.Outputs[0].Text.ToString().Trim();

    private static FormatChoice Choice(string text) => FormatChoice.Parse(text, FormatRegistry.All, out var problem) ?? throw new InvalidDataException(problem);
}
