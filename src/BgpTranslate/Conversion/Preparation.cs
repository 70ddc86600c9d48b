using System.Collections.Immutable;
using BgpTranslate.Conversion.Intents;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>What has been read, arranged for its target: what is written, and what the output is held against.</summary>
internal sealed class Preparation
{
    private readonly ReadResult read;
    private readonly ConversionRequest request;
    private readonly Reshaped? reshaped;
    private readonly Diagnostic? refusal;
    private readonly EffectiveConfiguration source;
    private readonly SupportTable support;
    private readonly ImmutableArray<Announcement> announcements = [];
    private readonly ImmutableDictionary<string, string> names = ImmutableDictionary<string, string>.Empty;

    /// <summary>Arranges what has been read. Its first file counts as the source.</summary>
    public Preparation(ReadResult read, ConversionRequest request)
    {
        (this.read, this.request) = (read, request);
        support = request.To.Format.SupportFor(Target);
        source = new EffectiveConfiguration(read.Configuration, read.Platform);
        Configuration = read.Configuration;
        if ((refusal = read.Refusal) is not null) return;
        var effective = InterfaceAddresses.Resolve(source, Target, support, request.Options);
        reshaped = Reshaping.For(effective, Target, support, request);
        if ((refusal = reshaped?.Refusal) is not null) return;
        if (reshaped is not null) effective = new EffectiveConfiguration(reshaped.Configuration, reshaped.Platform);
        (effective, var unreachable) = UnreachableRoutes.Resolve(ProtocolNames.Resolve(effective, Target), Target);
        (effective, var unsent) = UnsentChanges.Removed(effective, Target);
        (effective, var weighted) = Preferences.Arrange(effective, Target);
        (source, var tagged) = ValidationTags.Arrange(RibTags.Arrange(effective, Target), Target);
        var prepared = request.Defaults == DefaultsMode.Adopt ? source.Configuration : ExplicitDefaults.For(source, Target, support);
        prepared = Originations.Arrange(prepared, source.Platform, Target);
        var merged = RibMerging.Arrange(prepared, source.Platform, Target);
        (Configuration, var hidden) = SealedSecrets.Arrange(PolicyOrphans.Removed(merged.Configuration, source.Configuration), Target);
        names = merged.Names;
        announcements = [.. merged.Announcements, .. hidden, .. unreachable, .. unsent, .. weighted, .. tagged, .. reshaped?.Announcements ?? []];
    }

    /// <summary>What is written.</summary>
    public Configuration Configuration { get; }

    /// <summary>The node of a cluster whose speaker the source is; null: none, or a nameless one.</summary>
    public string? Node => refusal is null ? reshaped?.Node : null;

    private Platform Target => request.To.Platform;

    /// <summary>Everything that a part of the configuration says, passwords too.</summary>
    public string TextOf(Configuration part) => string.Concat(Write(part, request.Options.SetItem("emit-secrets", "yes")).Files.Select(f => f.Text.ToString()));

    /// <summary>Writes it, reads it back, and compares.</summary>
    public ConversionResult Complete()
    {
        if (refusal is not null)
            return new ConversionResult(read.Files[0], ConversionStatus.Failed, read.Platform, Target, [], [], OutputLines.None, Verification.None, [.. read.Diagnostics, .. reshaped?.Diagnostics ?? [], refusal]);
        var written = Write(Configuration);
        var (output, problems) = ReadBack(written.Files);
        return Judge(written, written.Files.Length == 0 ? OutputLines.None : OutputLines.Of(written.Files[0].Text), output, problems);
    }

    /// <summary>A configuration as the target says it.</summary>
    public WriteResult Write(Configuration configuration) => Write(configuration, request.Options);

    /// <summary>What the target understands, and what it does not.</summary>
    public (Configuration Output, IEnumerable<Diagnostic> Problems) ReadBack(ImmutableArray<OutputFile> files) => Converter.ReadBack("output", request.To.Format, Target, files, request);

    /// <summary>Compares what was read with what was written.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="lines">The lines of it that render each statement.</param>
    /// <param name="output">What the target understands of it.</param>
    /// <param name="problems">What the target does not understand.</param>
    public ConversionResult Judge(WriteResult written, OutputLines lines, Configuration output, IEnumerable<Diagnostic> problems)
    {
        var readBack = new EffectiveConfiguration(output, Target);
        var context = new ComparisonContext(RouteSources.Compared(source, readBack), support, [.. written.Announcements, .. announcements], names.SetItems(written.Names), request.Defaults == DefaultsMode.Adopt);
        var comparison = FactComparison.Compare(source, readBack, context);
        var accounts = new Accounts(read, comparison, lines);
        ImmutableArray<Diagnostic> diagnostics = [.. read.Diagnostics.Concat(reshaped?.Diagnostics ?? []).Concat(accounts.Diagnostics).Concat(problems).Concat(Renames(written)).OrderBy(PlaceOf)];
        var status = diagnostics.Any(d => d.Severity > Severity.Info) ? ConversionStatus.Findings : ConversionStatus.Clean;
        return new ConversionResult(read.Files[0], status, read.Platform, Target, written.Files, accounts.Fates, lines, comparison.Verification, diagnostics) { Names = written.Names };
    }

    private WriteResult Write(Configuration configuration, ImmutableDictionary<string, string> options) =>
        request.To.Format.Write(new WriteRequest(configuration, source.Platform, Target, options));

    /// <summary>New names of what the user has named; those of policies that the conversion made are nobody's business.</summary>
    private IEnumerable<Diagnostic> Renames(WriteResult written)
    {
        var named = new Dictionary<string, Statement?>(StringComparer.Ordinal);
        foreach (var policy in read.Configuration.Policies.Values.Where(p => !p.IsInline)) named[$"policy {policy.Name}"] = policy.Origin.First ?? policy.Body.Select(s => s.Origin.First).FirstOrDefault(s => s is not null);
        foreach (var set in read.Configuration.Sets) named[$"{set.Term()} {set.Name}"] = set.FirstStatement;
        return written.Names.Where(n => named.ContainsKey(n.Key) || !n.Key.StartsWith("policy ", StringComparison.Ordinal)).OrderBy(n => n.Key, StringComparer.Ordinal)
            .Select(n => DiagnosticCatalogue.Renamed(named.GetValueOrDefault(n.Key)?.Span, n.Key, n.Value));
    }

    private static (string Path, int Offset) PlaceOf(Diagnostic diagnostic) =>
        diagnostic.Span is { } span ? (span.File.Path, span.Start) : ("\uffff", int.MaxValue);
}
