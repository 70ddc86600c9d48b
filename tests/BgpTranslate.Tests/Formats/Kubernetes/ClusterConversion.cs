using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.Kubernetes;

/// <summary>One conversion of Kubernetes resources, for tests to look at.</summary>
internal sealed record ClusterConversion(ConversionResult Result)
{
    /// <summary>Converts a text to a target, with the options of <c>--set</c>.</summary>
    public static ClusterConversion Of(string text, string to, params string[] options)
    {
        var target = FormatChoice.Parse(to, FormatRegistry.All, out var problem);
        Assert.Null(problem);
        var request = ConversionRequest.Of(target!) with { Options = options.Select(o => o.Split('=', 2)).ToImmutableDictionary(o => o[0], o => o[1]) };
        return new ClusterConversion(Converter.Convert(new SourceFile("in.yaml", text), request));
    }

    /// <summary>The output.</summary>
    public string Output => string.Concat(Result.Outputs.Select(o => o.Text.ToString()));

    /// <summary>Messages of diagnostics, with line and column where they have a place.</summary>
    public IEnumerable<string> Messages => Result.Diagnostics.Select(d => d.Span is { } s ? $"{s.From.Line}:{s.From.Column} {d.Message}" : d.Message);

    /// <summary>Differences that no one announced; none in a program without defects.</summary>
    public IEnumerable<string> Defects => Result.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.Message);

    /// <summary>The disposition of the statement that begins on a line.</summary>
    public Disposition FateOf(int line) => Result.Fates.Last(f => f.Statement.Span.From.Line == line).Disposition;
}
