using System.Text;
using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Corpus;

/// <summary>What must hold for any configuration, held on those under <c>corpus/</c> and on what is left of them after accidents.</summary>
public class PropertyTests
{
    public static TheoryData<string> Inputs { get; } = [.. CorpusCase.All().Select(InputOf).Distinct()];

    private static string InputOf(CorpusCase c) => $"{Path.GetFileName(c.Folder)}/{c.Input}";

    private static (SourceFile Source, FormatChoice From) Load(string input)
    {
        var @case = CorpusCase.All().First(c => InputOf(c) == input);
        var source = new SourceFile(input, File.ReadAllText(Path.Combine(@case.Folder, @case.Input)));
        var said = @case.Options.TryGetValue("from", out var from) ? FormatChoice.Parse(from, FormatRegistry.All, out _) : null;
        return (source, Converter.Choose(source, said, FormatRegistry.All, out _)!);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void What_is_written_back_keeps_every_fact(string input)
    {
        var (source, from) = Load(input);
        var read = from.Format.Read(new ReadRequest(source, from.Version, NoIncludes.Instance, ConversionRequest.Of(from).Options));
        // BIRD 1.x is read, not written.
        var same = new FormatChoice(from.Format, read.Platform is { Format: "bird", Version.Major: < 2 } ? null : read.Platform.Version);
        var result = Converter.Convert(source, ConversionRequest.Of(same, from));
        Assert.True(result.Verification.IsExact, string.Join('\n', result.Diagnostics.Select(d => d.Message).Prepend(result.Verification.ToString())));
    }

    // What holds anyway: a filter rejects what falls off its end, and a static protocol has a channel of its routes' family (BIRD).
    private static readonly string[] SaidAnyway = ["reject;", "ipv4;", "ipv6;"];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Deleting_a_translated_statement_changes_something(string input)
    {
        var (source, from) = Load(input);
        var request = ConversionRequest.Of(from, from);
        var whole = Converter.Convert(source, request);
        var silent =
            from fate in whole.Fates
            where fate.Disposition == Disposition.Translated
            let span = fate.Statement.Span
            let without = Converter.Convert(new SourceFile(input, source.Content[..span.Start] + new string(' ', span.End - span.Start) + source.Content[span.End..]), request)
            where !SaidAnyway.Contains(span.Text.ToString()) && Written(without) == Written(whole) && without.Diagnostics.Length == whole.Diagnostics.Length
            select $"{span}: {span.Text}";
        Assert.Empty(silent);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Accidents_never_throw_and_every_statement_is_still_accounted_for(string input)
    {
        var (source, from) = Load(input);
        var random = new Random(17);
        for (var i = 0; i < 25; i++)
        {
            var mangled = new SourceFile(input, Mangled(source.Content, random));
            foreach (var to in FormatRegistry.All.Where(f => f.CanWrite))
            {
                var result = Converter.Convert(mangled, ConversionRequest.Of(new FormatChoice(to, null), from));
                var last = new Span(mangled, 0, 0);
                foreach (var span in result.Fates.Select(f => f.Statement.Span).OrderBy(s => s.Start).ThenBy(s => s.End))
                {
                    Assert.True(span.Start >= last.End, $"{last} '{last.Text}' and {span} '{span.Text}' overlap");
                    last = span;
                }

                Assert.InRange(last.End, 0, mangled.Content.Length);
            }
        }
    }

    private static string Written(ConversionResult result) => string.Concat(result.Outputs.Select(o => o.Text.ToString()));

    private static string Mangled(string text, Random random)
    {
        var at = random.Next(text.Length);
        var length = random.Next(Math.Min(40, text.Length - at));
        return random.Next(8) switch
        {
            0 => text[..at],
            1 => text[..at] + text[(at + length)..],
            2 => text[..at] + text.Substring(at, length) + text[at..],
            3 => text[..at] + Noise(random) + text[at..],
            4 => text.Replace("\n", "\r\n", StringComparison.Ordinal)[..at],
            5 => text[..at] + new string('{', 3000) + text[at..],
            6 => text.Replace(random.Next(2) == 0 ? "}" : "\"", "", StringComparison.Ordinal),
            _ => Shuffled(text, random),
        };
    }

    private static string Noise(Random random)
    {
        var noise = new StringBuilder();
        for (var i = 0; i < 20; i++) noise.Append((char)random.Next(1, 0x3000));
        return noise.ToString();
    }

    private static string Shuffled(string text, Random random)
    {
        var lines = text.Split('\n');
        random.Shuffle(lines);
        return string.Join('\n', lines);
    }
}
