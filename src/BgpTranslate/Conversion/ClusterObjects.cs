using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Text;

namespace BgpTranslate.Conversion;

/// <summary>What several routers become in one cluster. It keeps one object of a name: outputs that hold different ones would take each other's place.</summary>
internal sealed class ClusterObjects
{
    private readonly Dictionary<string, (string Place, string Text)> known = new(StringComparer.Ordinal);
    private readonly HashSet<SharedOutput> seen = [];

    /// <summary>The result with a finding for each of its objects that an earlier result has differently. Results come in the order of their inputs.</summary>
    public ConversionResult Check(ConversionResult result)
    {
        if (result is not { From.Kind: PlatformKind.Router, To.Kind: PlatformKind.Cluster }) return result;
        if (result.Shared is { } shared && !seen.Add(shared)) return result;
        var found = result.Diagnostics.ToBuilder();
        foreach (var (output, (line, text)) in result.Outputs.SelectMany(o => YamlPrinter.Documents(o.Text).Select(d => (o.Text, d))))
        {
            var behind = line + text.AsSpan().Count('\n');
            var made = output.Origins.SkipWhile(o => o.Line < line).TakeWhile(o => o.Line < behind).Select(o => o.Origin.First?.Span).FirstOrDefault(s => s is not null);
            foreach (var identity in ResourceReading.Identities(new SourceFile("output", text)))
            {
                if (known.TryAdd(identity, (made is { } place ? $"{place}" : result.Source.Path, text)) || known[identity].Text == text) continue;
                found.Add(DiagnosticCatalogue.OtherObject(made, identity[(identity.IndexOf('/') + 1)..].Replace(" /", " ", StringComparison.Ordinal), known[identity].Place));
            }
        }

        return found.Count == result.Diagnostics.Length ? result : result with { Status = ConversionStatus.Findings, Diagnostics = found.ToImmutable() };
    }
}
