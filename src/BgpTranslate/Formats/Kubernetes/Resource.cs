using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>One Kubernetes object of a file: what it is, what it is called, and its content for a reader to take apart.</summary>
public sealed class Resource
{
    private static readonly Outcome NotBgp = new Outcome.OutOfScope("metadata that no BGP setting refers to");
    private static readonly Outcome Dump = new Outcome.Inherent("state, not configuration: the API server ignores it");

    private readonly YamlObject? metadata;

    private Resource(YamlObject root, StatementLog log)
    {
        Root = root;
        var apiVersion = root.Text("apiVersion");
        var kind = root.Text("kind");
        var (group, version) = apiVersion?.Value.Split('/', 2) switch { [var g, var v] => (g, v), [var v] => ("", v), _ => ("", "") };
        (Group, Version, Kind) = (group, version, kind?.Value ?? "");
        metadata = root.Object("metadata");
        var name = metadata?.Text("name");
        Name = name?.Value ?? "";
        Origin = (apiVersion?.Origin ?? default) + (kind?.Origin ?? default) + (name?.Origin ?? default);
        Namespace = metadata?.Peek("namespace") ?? "";
        root.Dismiss("status", Dump);
        foreach (var key in new[] { "creationTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid", "finalizers", "ownerReferences" }) metadata?.Dismiss(key, Dump);
        foreach (var key in new[] { "annotations", "namespace" }) metadata?.Dismiss(key, NotBgp);
        Log = log;
    }

    /// <summary>The API group: <c>cilium.io</c>; empty for the core group.</summary>
    public string Group { get; }

    /// <summary>The API version: <c>v2alpha1</c>.</summary>
    public string Version { get; }

    /// <summary>The kind.</summary>
    public string Kind { get; }

    /// <summary>The name; empty where none is given.</summary>
    public string Name { get; }

    /// <summary>The namespace; empty where none is given.</summary>
    public string Namespace { get; }

    /// <summary>The statements that name it.</summary>
    public Origin Origin { get; }

    /// <summary>The whole object.</summary>
    public YamlObject Root { get; }

    /// <summary>Where its statements are.</summary>
    public StatementLog Log { get; }

    /// <summary>Takes its <c>spec</c>.</summary>
    public YamlObject? Spec() => Root.Object("spec");

    /// <summary>Takes its labels as a selector that picks exactly them; null where there are none.</summary>
    public Stated<LabelSelector>? Labels()
    {
        if (metadata is null) return null;
        var labels = metadata.Pairs("labels").ToArray();
        return labels.Length == 0
            ? null
            : new(new LabelSelector(labels.Select(l => new KeyValuePair<string, string>(l.Key, l.Value.Value)), []), Origin.Of(labels.SelectMany(l => l.Value.Origin)));
    }

    /// <summary>Takes the annotations of a prefix; others mean nothing here.</summary>
    public IEnumerable<KeyValuePair<string, Stated<string>>> Annotations(string prefix)
    {
        if (metadata is null) yield break;
        foreach (var (key, value) in metadata.Pairs("annotations"))
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal)) yield return new(key[prefix.Length..], value);
            else foreach (var statement in value.Origin) Log.Close(statement, NotBgp);
        }
    }

    /// <summary>Closes what is left of the metadata.</summary>
    public void CloseMetadata() => metadata?.Dismiss("labels", NotBgp);

    /// <summary>True for kinds of the BGP groups that bear on BGP; Cilium's group has many others.</summary>
    public bool IsAboutBgp => Group != "cilium.io" || Kind.Contains("BGP", StringComparison.Ordinal) || Kind == "CiliumLoadBalancerIPPool";

    /// <summary>An object to be printed.</summary>
    public static YamlMap Print(string apiVersion, string kind, YamlMap metadata, YamlMap spec, Origin origin) =>
        new YamlMap().Add("apiVersion", apiVersion, origin).Add("kind", kind, origin).Add("metadata", metadata, origin).Add("spec", spec, origin);

    /// <summary>Closes the whole object.</summary>
    public void Dismiss(Outcome outcome) => Root.DismissAll(outcome);

    /// <summary>The objects of a document: one, those of a <c>List</c>, or several where a <c>---</c> was forgotten.</summary>
    public static IEnumerable<Resource> Of(YamlNode root, StatementLog log, List<Diagnostic> diagnostics)
    {
        if (root is not YamlMapping document) yield break;
        foreach (var mapping in Split(document, diagnostics))
        {
            var view = new YamlObject(mapping, Origin.None, log, diagnostics);
            if (view.Peek("kind")?.EndsWith("List", StringComparison.Ordinal) == true && view.Has("items"))
            {
                foreach (var entry in mapping.Entries)
                {
                    if (entry.Key != "items") view.Dismiss(entry.Key, new Outcome.Inherent("a list: its items count"));
                }

                foreach (var item in view.Objects("items")) yield return new Resource(item, log);
                continue;
            }

            yield return new Resource(view, log);
        }
    }

    /// <summary>Cuts a mapping in which <c>kind</c> stands twice where its first keys come again.</summary>
    private static IEnumerable<YamlMapping> Split(YamlMapping mapping, List<Diagnostic> diagnostics)
    {
        if (mapping.Entries.Count(e => e.Key == "kind") < 2)
        {
            yield return mapping;
            yield break;
        }

        var start = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            if (entry.Key is "apiVersion" or "kind" && seen.Contains(entry.Key))
            {
                diagnostics.Add(DiagnosticCatalogue.Refused(entry.Statement.Span, "a second object begins without '---' before it; read as two"));
                yield return Part(mapping, start, i);
                start = i;
                seen.Clear();
            }

            seen.Add(entry.Key);
        }

        yield return Part(mapping, start, mapping.Entries.Length);
    }

    private static YamlMapping Part(YamlMapping mapping, int start, int end) =>
        new(mapping.Span, [.. mapping.Entries.AsSpan(start, end - start)]);
}
