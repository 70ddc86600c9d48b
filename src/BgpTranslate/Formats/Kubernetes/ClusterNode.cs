using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>A <c>v1/Node</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labels">Its labels: what node selectors refer to.</param>
/// <param name="VirtualRouters">What <c>cilium.io/bgp-virtual-router.ASN</c> annotations say, by AS number.</param>
/// <param name="Origin">Who named it.</param>
public sealed record ClusterNode(string Name, ImmutableDictionary<string, string> Labels, ImmutableArray<KeyValuePair<string, Stated<string>>> VirtualRouters, Origin Origin)
{
    private const string VirtualRouter = "cilium.io/bgp-virtual-router.";

    private static readonly Outcome NotBgp = new Outcome.OutOfScope("a node: its name, labels and BGP annotations count");

    /// <summary>Reads a Node.</summary>
    public static ClusterNode Read(Resource resource)
    {
        var labels = resource.Labels();
        foreach (var key in new[] { "spec", "status" }) resource.Root.Dismiss(key, NotBgp);
        KeyValuePair<string, Stated<string>>[] annotations = [.. resource.Annotations(VirtualRouter)];
        foreach (var statement in resource.Origin + (labels?.Origin ?? default)) resource.Log.Close(statement, NotBgp);
        return new ClusterNode(
            resource.Name,
            labels?.Value.Labels.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty.Add("kubernetes.io/hostname", resource.Name),
            [.. annotations],
            resource.Origin);
    }
}
