using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>
/// Reads files of Kubernetes resources. Each resource goes to the format that it belongs to; what the formats made of theirs becomes one configuration. So one file or folder may hold the
/// resources of several formats, and references are resolved over all of it, while no format knows of another.
/// </summary>
public static class ResourceReading
{
    /// <summary>Groups whose resources are about BGP, so that one which no format here reads is not passed over.</summary>
    private static readonly string[] BgpGroups = ["cilium.io", "metallb.io", "frrk8s.metallb.io"];

    /// <summary>Reads the files as one.</summary>
    /// <param name="files">The files.</param>
    /// <param name="request">What the user says; the version is that of the first format.</param>
    /// <param name="formats">The formats; the platform of the first is that of the whole.</param>
    public static ReadResult Read(ImmutableArray<SourceFile> files, ReadRequest request, IReadOnlyList<KubernetesFormat> formats)
    {
        var log = new StatementLog();
        var diagnostics = new List<Diagnostic>();
        var scope = new ResourceScope(log, diagnostics, request);
        ResourceReader[] readers = [.. formats.Select(f => f.Begin(scope))];
        var passedOver = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var document in files.SelectMany(f => YamlReader.Read(f, log, diagnostics)))
        {
            foreach (var resource in Resource.Of(document, log, diagnostics))
            {
                if (IsShared(resource, scope)) continue;
                if (!readers.Any(r => r.Read(resource))) PassOver(resource, scope, passedOver);
                else if (resource.Kind.Length > 0 && resource.Name.Length == 0) scope.Refuse(resource.Origin, $"a {resource.Kind} must have a name");
            }
        }

        foreach (var (kind, count) in passedOver) diagnostics.Add(DiagnosticCatalogue.SourceNote(null, $"{count} {kind} passed over: not a BGP resource"));
        var parts = readers.Select(r => r.Finish()).ToArray();
        scope.Secrets.CloseUnused();
        return new ReadResult(Join(parts), parts[0].Platform, log, [.. diagnostics], files);
    }

    /// <summary>The objects that a file defines: group, kind, namespace and name. No cluster has two of one identity.</summary>
    public static ImmutableArray<string> Identities(SourceFile file)
    {
        var log = new StatementLog();
        var problems = new List<Diagnostic>();
        return [.. YamlReader.Read(file, log, problems).SelectMany(d => Resource.Of(d, log, problems)).Select(r => r.Kind.Length == 0 ? "" : $"{r.Group}/{r.Kind} {r.Namespace}/{r.Name}")];
    }

    private static bool IsShared(Resource resource, ResourceScope scope)
    {
        switch (resource.Group, resource.Kind)
        {
            case ("", "Secret"):
                scope.Secrets.Read(resource);
                return true;
            case ("", "Node"):
                scope.Nodes.Add(ClusterNode.Read(resource));
                return true;
            default:
                return false;
        }
    }

    private static void PassOver(Resource resource, ResourceScope scope, SortedDictionary<string, int> passedOver)
    {
        if (resource.Kind.Length == 0) return;
        if (BgpGroups.Contains(resource.Group) && resource.IsAboutBgp)
        {
            resource.Dismiss(Outcome.Unknown);
            scope.Note(resource.Origin, $"a {resource.Kind} is not known here");
            return;
        }

        passedOver[resource.Kind] = passedOver.GetValueOrDefault(resource.Kind) + 1;
        resource.Dismiss(new Outcome.OutOfScope($"a {resource.Kind}, not a BGP resource"));
    }

    /// <summary>One configuration on the platform of the first part: where the defaults of another part's platform differ, they are said.</summary>
    private static Configuration Join((Configuration Configuration, Platform Platform)[] parts)
    {
        var (joined, platform) = parts[0];
        foreach (var (configuration, own) in parts.Skip(1))
        {
            var part = configuration.Instances.IsEmpty ? configuration : ExplicitDefaults.For(new EffectiveConfiguration(configuration, own), platform, new SupportTable([]));
            joined = joined with
            {
                Instances = [.. joined.Instances, .. part.Instances],
                Policies = joined.Policies.SetItems(part.Policies),
                PolicyOrder = [.. joined.PolicyOrder, .. part.PolicyOrder],
                Sets = [.. joined.Sets, .. part.Sets],
                Advertisements = [.. joined.Advertisements, .. part.Advertisements],
                Pools = [.. joined.Pools, .. part.Pools],
                Overrides = [.. joined.Overrides, .. part.Overrides],
                Others = [.. joined.Others, .. part.Others],
                Carried = [.. joined.Carried, .. part.Carried],
            };
        }

        return joined;
    }
}
