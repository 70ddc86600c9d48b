using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Text;

namespace BgpTranslate.Conversion;

/// <summary>What several routers become in one cluster. It keeps one object of a name: outputs that hold different ones would take each other's place.</summary>
internal sealed class ClusterObjects
{
    private readonly Dictionary<string, (string Source, string Text)> known = new(StringComparer.Ordinal);

    /// <summary>The result with a finding for each of its objects that an earlier result has differently. Results come in the order of their inputs.</summary>
    public ConversionResult Check(ConversionResult result)
    {
        if (result is not { From.Kind: PlatformKind.Router, To.Kind: PlatformKind.Cluster }) return result;
        var found = result.Diagnostics.ToBuilder();
        foreach (var text in result.Outputs.SelectMany(o => Documents(o.Text.ToString())))
        {
            foreach (var identity in ResourceReading.Identities(new SourceFile("output", text)))
            {
                if (known.TryAdd(identity, (result.Source.Path, text)) || known[identity].Text == text) continue;
                found.Add(DiagnosticCatalogue.OtherObject(identity[(identity.IndexOf('/') + 1)..].Replace(" /", " ", StringComparison.Ordinal), known[identity].Source));
            }
        }

        return found.Count == result.Diagnostics.Length ? result : result with { Status = ConversionStatus.Findings, Diagnostics = found.ToImmutable() };
    }

    private static IEnumerable<string> Documents(string text) => text.Split(YamlPrinter.DocumentMarker + "\n", StringSplitOptions.RemoveEmptyEntries);
}
