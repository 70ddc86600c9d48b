using System.Collections.Immutable;
using BgpTranslate.Conversion.Intents;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>
/// Nodes of one cluster that do the same: the resources are written once for all of them, with an override for what each node has of its own. What is written is held against each node's source by itself.
/// </summary>
internal sealed class ClusterNodes
{
    private readonly string name;
    private readonly ImmutableArray<Preparation> members;
    private readonly ImmutableArray<string> nodes;

    private ClusterNodes(string name, ImmutableArray<Preparation> members)
    {
        (this.name, this.members) = (name, members);
        nodes = [.. members.Select(m => m.Node!)];
    }

    /// <summary>
    /// What is left of a configuration without what belongs to its node: nodes do the same where that is equal. With it, the name of the resource where the user names the nodes by a label.
    /// </summary>
    public static (Configuration Common, string? Cluster) WithoutNode(Configuration configuration, string node) => (
        configuration with
        {
            Instances = [.. configuration.Instances.Select(i => IsByName(i) ? On(i, LabelSelector.Everything, "nodes") : i)],
            Overrides = [.. configuration.Overrides.Where(o => o.Node != node)],
        },
        configuration.Instances.Where(i => !IsByName(i)).Select(i => i.Settings.ValueOf(InstanceSettings.ClusterConfig)).FirstOrDefault());

    /// <summary>The nodes' sources, arranged to be written as one.</summary>
    /// <param name="name">Name of the resource for all of them.</param>
    /// <param name="members">Each node's own; they are equal without their nodes.</param>
    public static ImmutableArray<Preparation> Joined(string name, ImmutableArray<Preparation> members)
    {
        var all = new ClusterNodes(name, members);
        return [.. members.Select(all.Widened)];
    }

    private Preparation Widened(Preparation member) => member with
    {
        Configuration = member.Configuration with
        {
            Instances = [.. member.Configuration.Instances.Select(i => IsByName(i) ? On(i, OwnSpeaker.Hostnames(nodes), name) : i)],
            Overrides = [.. members.SelectMany(m => m == member ? m.Configuration.Overrides.AsEnumerable() : m.Configuration.Overrides.Select(Foreign))],
        },
        View = output => AsNode(output, member),
        Notes = [DiagnosticCatalogue.Intent($"the nodes {Few(nodes)} do the same: one set of resources for all of them")],
    };

    /// <summary>What the resources say for one node.</summary>
    private static Configuration AsNode(Configuration cluster, Preparation member)
    {
        var node = member.Node!;
        var own = member.Configuration.Instances.Select(i => i.Settings.ValueOf(InstanceSettings.NodeSelector)).FirstOrDefault(s => s is not null) ?? LabelSelector.Everything;
        var labels = new Dictionary<string, string>(own.Labels) { [OwnSpeaker.HostnameLabel] = node };
        return cluster with
        {
            Instances = [.. cluster.Instances.Where(i => (i.Settings.ValueOf(InstanceSettings.NodeSelector) ?? LabelSelector.Everything).Matches(labels))
                .Select(i => On(i, own, node) with { Distinction = Selectors.Identity(i.Settings.ValueOf(PeerSettings.LocalAs)?.As, own) })],
            Overrides = [.. cluster.Overrides.Where(o => o.Node == node)],
        };
    }

    private static bool IsByName(BgpInstance instance) => instance.Settings.ValueOf(InstanceSettings.NodeSelector)?.Labels.ContainsKey(OwnSpeaker.HostnameLabel) is true;

    private static BgpInstance On(BgpInstance instance, LabelSelector nodes, string cluster) =>
        instance with { Settings = instance.Settings.With(InstanceSettings.ClusterConfig, cluster).With(InstanceSettings.NodeSelector, nodes) };

    /// <summary>Another node's override stands in the same file; its statements are in another.</summary>
    private static NodeOverride Foreign(NodeOverride other) => other with
    {
        Origin = Origin.None,
        Settings = other.Settings.Entries.Aggregate(Settings.Empty, (s, e) => s.WithValue(e.Setting, e.Value, Origin.None)),
    };

    private static string Few(ImmutableArray<string> names) =>
        names.Length <= 5 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(3))} … {names[^1]} ({names.Length})";
}
