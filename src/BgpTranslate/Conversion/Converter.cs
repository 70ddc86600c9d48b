using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Conversion;

/// <summary>Reads, prepares, writes, reads back, compares: one conversion, pure.</summary>
public static class Converter
{
    /// <summary>Converts one text. Never throws for what the text holds.</summary>
    public static ConversionResult Convert(SourceFile source, ConversionRequest request) =>
        Prepare(source, request, out var problem)?.Complete() ?? Failed(source, request.To.Platform, problem!);

    /// <summary>Reads one text and arranges it for its target; null when no format recognizes it.</summary>
    internal static Preparation? Prepare(SourceFile source, ConversionRequest request, out string? problem) =>
        Choose(source, request.From, request.Formats, out problem) is { } from
            ? new Preparation(Read(from, new ReadRequest(source, from.Version, request.Includes, request.Options), request.Formats), request)
            : null;

    /// <summary>The format of a text: as the user says, or the one that recognizes it most surely.</summary>
    public static FormatChoice? Choose(SourceFile source, FormatChoice? said, IEnumerable<Format> formats, out string? problem)
    {
        problem = null;
        if (said is not null) return said;
        var best = formats.Select(f => (Format: f, Detection: f.Detect(source))).MaxBy(x => x.Detection.Score);
        if (best.Detection.Score > 0) return new FormatChoice(best.Format, null);
        problem = "no format recognizes this text; name it with --from";
        return null;
    }

    /// <summary>Reads a text in its format. Kubernetes resources of other formats in it are read by those.</summary>
    public static ReadResult Read(FormatChoice from, ReadRequest request, IEnumerable<Format> formats) =>
        from.Format is KubernetesFormat first ? Read(first, [request.File], request, formats) : Read(from.Format, request);

    /// <summary>Reads files of Kubernetes resources as one.</summary>
    public static ReadResult Read(KubernetesFormat first, ImmutableArray<SourceFile> files, ReadRequest request, IEnumerable<Format> formats) =>
        ResourceReading.Read(files, request, [first, .. formats.OfType<KubernetesFormat>().Where(f => f != first)]);

    /// <summary>What reading a large text leaves behind is many times the model. With memory to spare the collector would keep it until the end.</summary>
    private static ReadResult Read(Format format, ReadRequest request)
    {
        const int large = 1_000_000;
        var result = format.Read(request);
        if (request.File.Content.Length >= large) GC.Collect();
        return result;
    }

    private static ConversionResult Failed(SourceFile source, Platform target, string problem) => new(
        source, ConversionStatus.Failed, null, target, [], [], OutputLines.None, Verification.None,
        [DiagnosticCatalogue.InputFormat(new Span(source, 0, 0), problem)]);

    /// <summary>The output of a conversion as the target understands it; its statements are found in a file with the target's name.</summary>
    public static EffectiveConfiguration ReadBack(ConversionResult result, ConversionRequest request) =>
        new(ReadBack(result.To.Id, request.To.Format, result.To, result.Outputs, request).Configuration, result.To);

    internal static (Configuration Configuration, IEnumerable<Diagnostic> Problems) ReadBack(
        string name, Format to, Platform target, ImmutableArray<OutputFile> files, ConversionRequest request)
    {
        if (files.Length == 0) return (new Configuration(), []);
        var problems = new List<Diagnostic>();
        var configurations = new List<Configuration>();
        foreach (var file in files)
        {
            var again = Read(to, new ReadRequest(new SourceFile(name + file.Suffix, file.Text.ToString()), target.Version, NoIncludes.Instance, request.Options));
            configurations.Add(again.Configuration);
            foreach (var (statement, outcome) in again.Statements.Entries)
            {
                if (outcome is Outcome.Unrecognized)
                    problems.Add(DiagnosticCatalogue.UnreadableOutput(file.Suffix, statement.Span.From.Line, statement.Span.Text.ToString()));
            }
        }

        return (configurations.Count == 1 ? configurations[0] : Merge(configurations), problems);
    }

    /// <summary>Several files of one output are one configuration (BIRD 1.6 has one for each address family).</summary>
    private static Configuration Merge(List<Configuration> parts) => parts.Skip(1).Aggregate(parts[0], (a, b) => a with
    {
        Settings = b.Settings.Overlay(a.Settings),
        Instances = [.. a.Instances.Concat(b.Instances).GroupBy(i => i.Key).Select(g => g.Aggregate(Merge))],
        Policies = b.Policies.Aggregate(a.Policies, (all, p) => all.SetItem(p.Key, p.Value)),
        Sets = [.. a.Sets, .. b.Sets],
        Statics = [.. a.Statics, .. b.Statics],
        Ribs = [.. a.Ribs, .. b.Ribs],
        Protocols = [.. a.Protocols.Concat(b.Protocols).DistinctBy(p => p.Key)],
        Addresses = [.. a.Addresses.Concat(b.Addresses).DistinctBy(o => o.Key)],
        Others = [.. a.Others, .. Beyond(a.Others, b.Others)],
        Carried = [.. a.Carried.Concat(b.Carried).DistinctBy(c => c.Key)],
    });

    /// <summary>What one file does not hold of what another says; that may say a thing twice.</summary>
    private static IEnumerable<NamedObject> Beyond(ImmutableArray<NamedObject> one, ImmutableArray<NamedObject> other)
    {
        var known = one.Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        return other.Where(o => !known.Contains(o.Key));
    }

    /// <summary>One speaker that is written in two files.</summary>
    private static BgpInstance Merge(BgpInstance a, BgpInstance b) => a with
    {
        Settings = b.Settings.Overlay(a.Settings),
        Families = b.Families.SetItems(a.Families),
        Groups = [.. a.Groups.Concat(b.Groups).DistinctBy(g => g.Key)],
        Peers = [.. a.Peers, .. b.Peers],
        Networks = [.. a.Networks, .. b.Networks],
        Aggregates = [.. a.Aggregates, .. b.Aggregates],
        Redistributions = [.. a.Redistributions, .. b.Redistributions],
    };
}
