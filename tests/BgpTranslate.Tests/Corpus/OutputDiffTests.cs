using BgpTranslate.Conversion;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Corpus;

/// <summary>A router's configuration beside what it was converted to: <c>diff</c> knows nothing of the conversion and finds what its report says, and no more.</summary>
public class OutputDiffTests
{
    private static readonly string[] Routers = ["frr@8.4", "bird@2", "vyos@1.5", "routeros@7.20", "fortios@7.4"];

    /// <summary>Every router of the corpus, to every router format.</summary>
    public static TheoryData<string, string> Pairs { get; } = Of(Inputs().Keys);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Agrees_with_the_report(string input, string target)
    {
        var request = Inputs()[input] with { To = Choice(target) };
        var files = new DiskFileSystem();
        var result = new Batch(files, null, 1).Convert([BgpTranslate.Conversion.Input.File(files, Path.Combine(Repository.At("corpus"), input))], request).Single();
        var source = Converter.Read(Converter.Choose(result.Source, request.From, request.Formats, out _)!, new ReadRequest(result.Source, request.From?.Version, NoIncludes.Instance, request.Options), request.Formats);
        var output = request.To.Format.Read(new ReadRequest(new SourceFile("output", string.Concat(result.Outputs.Select(o => o.Text.ToString()))), request.To.Platform.Version, NoIncludes.Instance, request.Options));
        var diff = ConfigurationDiff.Of(source, output, request.Formats);

        var fates = result.Fates.ToDictionary(f => (f.Statement.Span.Start, f.Statement.Span.End), f => f.Disposition);
        // An object that the output lacks, or has under another name, stands for all that is said below it.
        var absent = diff.Differences.Where(d => d is { Setting: null, Change: FactChange.Missing }).Select(d => d.Path).ToArray();
        var own = diff.Differences.Where(d => d.Setting is null || !absent.Any(a => d.Path == a || d.Path.StartsWith(a + " / ", StringComparison.Ordinal)));
        var unsaid = own.Where(d => d.Origin.IsNone
            ? result.Diagnostics.IsEmpty && result.Fates.All(f => f.Disposition == Disposition.Translated)
            : d.Origin.All(s => fates[(s.Span.Start, s.Span.End)] == Disposition.Translated));
        Assert.Empty(unsaid.Select(d => $"{d.Path} {d.Setting?.Key}: {d.Source} / {d.Target} (line {d.Origin})"));
        if (result.Fates.All(f => f.Disposition is Disposition.Translated or Disposition.OutOfScope) && result.Diagnostics.IsEmpty) Assert.True(diff.IsSame);
    }

    private static FormatChoice Choice(string text) => FormatChoice.Parse(text, FormatRegistry.All, out var problem) ?? throw new InvalidDataException(problem);

    /// <summary>Inputs by their path below <c>corpus/</c>, with the first of their conversions.</summary>
    private static SortedDictionary<string, ConversionRequest> Inputs()
    {
        var result = new SortedDictionary<string, ConversionRequest>(StringComparer.Ordinal);
        foreach (var @case in CorpusCase.All())
        {
            if (@case.Input.EndsWith(".yaml", StringComparison.Ordinal)) continue;
            var from = @case.Options.TryGetValue("from", out var said) ? Choice(said) : null;
            result.TryAdd(
                Path.GetRelativePath(Repository.At("corpus"), Path.Combine(@case.Folder, @case.Input)),
                new ConversionRequest(Choice(@case.Target), from, DefaultsMode.Preserve, @case.Options.Remove("from"), NoIncludes.Instance));
        }

        return result;
    }

    private static TheoryData<string, string> Of(IEnumerable<string> inputs)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var input in inputs)
        {
            foreach (var target in Routers) pairs.Add(input, target);
        }

        return pairs;
    }
}
