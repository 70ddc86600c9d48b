using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BgpTranslate.Defaults;
using BgpTranslate.Formats.Kubernetes;

namespace BgpTranslate.Conversion;

/// <summary>Inputs that hold the speakers of nodes that do the same.</summary>
/// <param name="Inputs">The numbers of the inputs, at least two, in order.</param>
/// <param name="Name">What the resource for all of them is called.</param>
internal sealed record EqualNodes(ImmutableArray<int> Inputs, string Name)
{
    /// <summary>The speaker of one node.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="Cluster">What its resource is called where the user names the nodes by a label; null: like the node.</param>
    /// <param name="Rest">A digest of all that does not belong to the node alone.</param>
    public sealed record Speaker(string Node, string? Cluster, string Rest);

    /// <summary>True when there can be such inputs at all.</summary>
    public static bool CanBe(IReadOnlyList<Input> inputs, ConversionRequest request) =>
        inputs.Count > 1 && request.To.Platform.Kind == PlatformKind.Cluster && request.From is not { Format: KubernetesFormat } && request.Options.GetValueOrDefault("intent") != "counterpart"
        && (request.Options.GetValueOrDefault("node") is not { } node || node.Contains('{'));

    /// <summary>The speaker that a source holds; null: none, or that of a nameless node.</summary>
    public static Speaker? SpeakerOf(Preparation source)
    {
        if (source.Node is not { } node) return null;
        var (rest, cluster) = ClusterNodes.WithoutNode(source.Configuration, node);
        return new Speaker(node, cluster, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(source.TextOf(rest)))));
    }

    /// <summary>Speakers that differ in nothing but their nodes. A node that occurs twice is nobody's equal.</summary>
    public static IReadOnlyList<EqualNodes> Among(IReadOnlyList<Speaker?> speakers)
    {
        var nodes = speakers.Index().Where(s => s.Item is not null).GroupBy(s => s.Item!.Node).Where(g => g.Count() == 1).Select(g => (g.First().Index, Speaker: g.First().Item!)).ToArray();
        var names = new ObjectNames();
        foreach (var (_, speaker) in nodes) names.Fresh(speaker.Node);
        return [.. nodes.OrderBy(n => n.Index).GroupBy(n => (n.Speaker.Cluster, n.Speaker.Rest)).Where(g => g.Count() > 1)
            .Select(g => new EqualNodes([.. g.Select(n => n.Index)], g.Key.Cluster ?? names.Fresh(Common([.. g.Select(n => n.Speaker.Node)]))))];
    }

    /// <summary>What the names begin with, without the number at its end, as many: <c>worker1</c> and <c>worker2</c> are <c>workers</c>.</summary>
    private static string Common(string[] names)
    {
        var length = names.Min(n => n.Length);
        foreach (var name in names) length = Math.Min(length, name.AsSpan().CommonPrefixLength(names[0]));
        var common = names[0].AsSpan(0, length).TrimEnd("0123456789-._");
        return common.IsEmpty ? "cilium-bgp" : $"{common}s";
    }
}
