using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Text;

namespace BgpTranslate.Conversion;

/// <summary>
/// Finds the files that hold the resources of one cluster between them. Files that are incomplete by themselves — sessions without announcements, announcements without sessions, names that
/// another file defines — are read as one, with the complete file when there is one only: those of a whole tree, or of each directory where two of them define the same object.
/// </summary>
internal sealed class ClusterSets
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    private readonly ConversionRequest request;
    private readonly KubernetesFormat[] formats;
    private readonly List<ImmutableArray<int>> sets = [];

    private ClusterSets(ConversionRequest request)
    {
        this.request = request;
        formats = [.. request.Formats.OfType<KubernetesFormat>()];
    }

    /// <summary>A file that may belong to a set.</summary>
    private sealed record Candidate(int Index, string Directory, bool IsComplete, ImmutableArray<string> Objects);

    /// <summary>The numbers of the inputs that are read together, at least two each.</summary>
    public static IReadOnlyList<ImmutableArray<int>> Of(IReadOnlyList<Input> inputs, ConversionRequest request)
    {
        var found = new ClusterSets(request);
        if (inputs.Count < 2 || found.formats.Length == 0 || request.From is { Format: not KubernetesFormat }) return [];
        Candidate[] candidates = [.. inputs.Index().Select(i => found.Look(i.Index, i.Item)).OfType<Candidate>()];
        if (candidates.Length > 1) found.Join(candidates, "");
        return found.sets;
    }

    /// <summary>The format of files that are read together: the one that is surest of any of them.</summary>
    public static FormatChoice FormatOf(IEnumerable<SourceFile> files, ConversionRequest request) =>
        request.From ?? new FormatChoice(files.SelectMany(f => request.Formats.OfType<KubernetesFormat>().Select(k => (Format: k, k.Detect(f).Score))).MaxBy(x => x.Score).Format, null);

    private Candidate? Look(int index, Input input)
    {
        if (!Extensions.Contains(Path.GetExtension(input.Name), StringComparer.OrdinalIgnoreCase)) return null;
        try
        {
            if (InputText.Decode(input.Name, input.Read(), out _) is not { } file) return null;
            var choice = Converter.Choose(file, request.From, request.Formats, out _);
            if (choice?.Format is not KubernetesFormat && !(choice is null && IsCompanion(file))) return null;
            var read = Converter.Read(choice?.Format as KubernetesFormat ?? formats[0], [file], ReadRequest.Of(file) with { Options = request.Options }, formats);
            var peers = new EffectiveConfiguration(read.Configuration, read.Platform).Instances.SelectMany(i => i.Peers).ToArray();
            var isComplete = peers.Any(p => p.Families.Any(f => p.Announced(f).Any())) && !read.Diagnostics.Any(d => d.Code == DiagnosticCatalogue.UndefinedName);
            return new Candidate(index, Path.GetDirectoryName(input.Place) ?? "", isComplete, ResourceReading.Identities(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its own conversion says what is wrong with it.
            return null;
        }
    }

    /// <summary>Nodes and Secrets are of use beside BGP resources only.</summary>
    private static bool IsCompanion(SourceFile file) =>
        file.Content.Contains("kind: Secret", StringComparison.Ordinal) || file.Content.Contains("kind: Node", StringComparison.Ordinal);

    private void Join(Candidate[] candidates, string directory)
    {
        var complete = candidates.Where(c => c.IsComplete).ToArray();
        Candidate[] members = [.. candidates.Where(c => !c.IsComplete), .. complete.Length == 1 ? complete : []];
        if (members.Length < 2) return;
        var objects = members.SelectMany(m => m.Objects.Distinct()).Where(o => o.Length > 0);
        if (objects.GroupBy(o => o).All(g => g.Count() == 1))
        {
            sets.Add([.. members.Select(m => m.Index).Order()]);
            return;
        }

        foreach (var below in candidates.Where(c => c.Directory != directory).GroupBy(c => FirstBelow(directory, c.Directory))) Join([.. below], below.Key);
        if (candidates.Any(c => c.Directory != directory)) Join([.. candidates.Where(c => c.Directory == directory)], directory);
    }

    private static string FirstBelow(string directory, string path)
    {
        var start = directory.Length == 0 ? 0 : directory.Length + 1;
        var end = path.IndexOf(Path.DirectorySeparatorChar, start);
        return end < 0 ? path : path[..end];
    }
}
