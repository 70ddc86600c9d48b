using System.Collections.Immutable;
using BgpTranslate.Conversion.Intents;
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
        Choose(source, request.From, request.Formats, out var problem) is { } from
            ? Convert(Read(from, new ReadRequest(source, from.Version, request.Includes, request.Options), request.Formats), request)
            : Failed(source, request.To.Platform, problem!);

    /// <summary>Converts what has been read. Its first file counts as the source.</summary>
    public static ConversionResult Convert(ReadResult read, ConversionRequest request)
    {
        var source = read.Files[0];
        var to = request.To.Format;
        var target = request.To.Platform;
        if (read.Refusal is { } unusable) return Refused(source, read, target, [unusable]);
        ReleaseTrees(source);
        var effective = new EffectiveConfiguration(read.Configuration, read.Platform);
        var support = to.SupportFor(target);
        effective = InterfaceAddresses.Resolve(effective, target, support, request.Options);
        var reshaped = Reshaping.For(effective, target, support, request);
        if (reshaped is { Refusal: { } refusal }) return Refused(source, read, target, [.. reshaped.Diagnostics, refusal]);
        if (reshaped is not null) effective = new EffectiveConfiguration(reshaped.Configuration, reshaped.Platform);
        effective = RibTags.Arrange(ProtocolNames.Resolve(effective, target), target);
        var prepared = request.Defaults == DefaultsMode.Adopt ? effective.Configuration : ExplicitDefaults.For(effective, target, support);
        prepared = Originations.Arrange(prepared, effective.Platform, target);
        var merged = RibMerging.Arrange(prepared, effective.Platform, target);
        (prepared, var hidden) = SealedSecrets.Arrange(PolicyOrphans.Removed(merged.Configuration, effective.Configuration), target);
        var written = to.Write(new WriteRequest(prepared, effective.Platform, target, request.Options));
        var (output, unreadable) = ReadBack("output", to, target, written.Files, request);
        ReleaseTrees(source);
        ImmutableArray<Announcement> announcements = [.. written.Announcements, .. merged.Announcements, .. hidden, .. reshaped?.Announcements ?? []];
        var readBack = new EffectiveConfiguration(output, target);
        var context = new ComparisonContext(RouteSources.Compared(effective, readBack), support, announcements, merged.Names.SetItems(written.Names), request.Defaults == DefaultsMode.Adopt);
        var comparison = FactComparison.Compare(effective, readBack, context);

        var lines = written.Files.Length == 0 ? OutputLines.None : OutputLines.Of(written.Files[0].Text);
        var accounts = new Accounts(read, comparison, lines);
        ImmutableArray<Diagnostic> diagnostics = [.. read.Diagnostics.Concat(reshaped?.Diagnostics ?? []).Concat(accounts.Diagnostics).Concat(unreadable).Concat(Renames(written)).OrderBy(PlaceOf)];
        var status = diagnostics.Any(d => d.Severity > Severity.Info) ? ConversionStatus.Findings : ConversionStatus.Clean;
        return new ConversionResult(source, status, read.Platform, target, written.Files, accounts.Fates, lines, comparison.Verification, diagnostics) { Names = written.Names };
    }

    /// <summary>What reading a large text leaves behind is many times the model. With memory to spare the collector would keep it until the end.</summary>
    private static void ReleaseTrees(SourceFile source)
    {
        const int large = 1_000_000;
        if (source.Content.Length >= large) GC.Collect();
    }

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
        from.Format is KubernetesFormat first ? Read(first, [request.File], request, formats) : from.Format.Read(request);

    /// <summary>Reads files of Kubernetes resources as one.</summary>
    public static ReadResult Read(KubernetesFormat first, ImmutableArray<SourceFile> files, ReadRequest request, IEnumerable<Format> formats) =>
        ResourceReading.Read(files, request, [first, .. formats.OfType<KubernetesFormat>().Where(f => f != first)]);

    /// <summary>There is no output until the user says what no file tells.</summary>
    private static ConversionResult Refused(SourceFile source, ReadResult read, Platform target, ImmutableArray<Diagnostic> diagnostics) => new(
        source, ConversionStatus.Failed, read.Platform, target, [], [], OutputLines.None, Verification.None, [.. read.Diagnostics, .. diagnostics]);

    private static ConversionResult Failed(SourceFile source, Platform target, string problem) => new(
        source, ConversionStatus.Failed, null, target, [], [], OutputLines.None, Verification.None,
        [DiagnosticCatalogue.InputFormat(new Span(source, 0, 0), problem)]);

    /// <summary>The output of a conversion as the target understands it; its statements are found in a file with the target's name.</summary>
    public static EffectiveConfiguration ReadBack(ConversionResult result, ConversionRequest request) =>
        new(ReadBack(result.To.Id, request.To.Format, result.To, result.Outputs, request).Configuration, result.To);

    private static (Configuration Configuration, IEnumerable<Diagnostic> Problems) ReadBack(
        string name, Format to, Platform target, ImmutableArray<OutputFile> files, ConversionRequest request)
    {
        if (files.Length == 0) return (new Configuration(), []);
        var problems = new List<Diagnostic>();
        var configurations = new List<Configuration>();
        foreach (var file in files)
        {
            var again = to.Read(new ReadRequest(new SourceFile(name + file.Suffix, file.Text.ToString()), target.Version, NoIncludes.Instance, request.Options));
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
        Instances = [.. a.Instances.Concat(b.Instances).GroupBy(i => i.Key).Select(g => g.Aggregate(Merge))],
        Policies = b.Policies.Aggregate(a.Policies, (all, p) => all.SetItem(p.Key, p.Value)),
        Sets = [.. a.Sets, .. b.Sets],
        Statics = [.. a.Statics, .. b.Statics],
        Ribs = [.. a.Ribs, .. b.Ribs],
        Protocols = [.. a.Protocols.Concat(b.Protocols).DistinctBy(p => p.Key)],
        Addresses = [.. a.Addresses.Concat(b.Addresses).DistinctBy(o => o.Key)],
        Others = [.. a.Others.Concat(b.Others).DistinctBy(o => o.Key)],
        Carried = [.. a.Carried.Concat(b.Carried).DistinctBy(c => c.Key)],
    });

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

    private static IEnumerable<Diagnostic> Renames(WriteResult written) =>
        written.Names.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => DiagnosticCatalogue.Renamed(null, n.Key, n.Value));

    private static (string Path, int Offset) PlaceOf(Diagnostic diagnostic) =>
        diagnostic.Span is { } span ? (span.File.Path, span.Start) : ("\uffff", int.MaxValue);
}
