using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Text;

namespace BgpTranslate.Conversion;

/// <summary>What several routers become in one cluster. It keeps one object of a name: outputs that hold different ones would take each other's place.</summary>
internal sealed class ClusterObjects
{
    private readonly Dictionary<string, (string Place, string Text)> known = new(StringComparer.Ordinal);

    /// <summary>The result with a finding for each of its objects that an earlier result has differently. Results come in the order of their inputs.</summary>
    public ConversionResult Check(ConversionResult result)
    {
        if (result is not { From.Kind: PlatformKind.Router, To.Kind: PlatformKind.Cluster }) return result;
        var found = result.Diagnostics.ToBuilder();
        foreach (var (text, made) in result.Outputs.SelectMany(o => Documents(o.Text)))
        {
            foreach (var identity in ResourceReading.Identities(new SourceFile("output", text)))
            {
                if (known.TryAdd(identity, (made is { } place ? $"{place}" : result.Source.Path, text)) || known[identity].Text == text) continue;
                found.Add(DiagnosticCatalogue.OtherObject(made, identity[(identity.IndexOf('/') + 1)..].Replace(" /", " ", StringComparison.Ordinal), known[identity].Place));
            }
        }

        return found.Count == result.Diagnostics.Length ? result : result with { Status = ConversionStatus.Findings, Diagnostics = found.ToImmutable() };
    }

    /// <summary>The documents of an output, each with the first statement that it renders.</summary>
    private static IEnumerable<(string Text, Span? Made)> Documents(OutputText output)
    {
        var line = 0;
        foreach (var text in output.ToString().Split(YamlPrinter.DocumentMarker + "\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var (first, last) = (line, line += 1 + text.Count(c => c == '\n'));
            yield return (text, output.Origins.Where(o => o.Line > first && o.Line <= last).Select(o => o.Origin.First?.Span).FirstOrDefault(s => s is not null));
        }
    }
}
