using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>
/// Sorts peers that name their own AS number and nodes into speakers: one for each VRF, AS number and set of nodes. A peer for several sets of nodes is a peer of each.
/// </summary>
/// <param name="name">What the resources that hold them are called together.</param>
public sealed class Speakers(string name)
{
    private readonly OrderedDictionary<(string Vrf, uint? As, LabelSelector? Nodes), BgpInstance> instances = [];
    private readonly OrderedDictionary<string, string> clusterNames = new(StringComparer.Ordinal);
    private readonly ObjectNames names = new();

    /// <summary>Adds a peer to the speakers it belongs to.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="vrf">Its VRF.</param>
    /// <param name="localAs">The AS number of its nodes.</param>
    /// <param name="nodes">The nodes, any of several sets; null: all.</param>
    public void Add(Peer peer, string vrf, Stated<uint>? localAs, Stated<SelectorList>? nodes)
    {
        foreach (var selector in nodes is { } list ? list.Value.Selectors.Select(s => (LabelSelector?)s) : [null])
        {
            var key = (vrf, localAs?.Value, selector is { Labels.Count: 0, Expressions.Length: 0 } ? null : selector);
            if (!instances.TryGetValue(key, out var instance)) instance = Create(key.vrf, key.Value, key.Item3);
            var settings = instance.Settings;
            if (localAs is { } asn) settings = settings.With(PeerSettings.LocalAs, new LocalAs(asn.Value), (settings.Get(PeerSettings.LocalAs)?.Origin ?? default) + asn.Origin);
            if (key.Item3 is { } own) settings = settings.With(InstanceSettings.NodeSelector, own, (settings.Get(InstanceSettings.NodeSelector)?.Origin ?? default) + nodes!.Value.Origin);
            for (var n = 2; instance.Peers.Any(p => p.Key == peer.Key); n++) peer = peer with { Distinction = $"{n}" };
            instances[key] = instance with { Settings = settings, Peers = instance.Peers.Add(peer) };
        }
    }

    /// <summary>The speakers, in the order of their first peers.</summary>
    public ImmutableArray<BgpInstance> Build() => [.. instances.Values];

    private BgpInstance Create(string vrf, uint? localAs, LabelSelector? nodes)
    {
        if (!clusterNames.TryGetValue($"{nodes}", out var cluster)) clusterNames[$"{nodes}"] = cluster = names.Fresh(NameFor(nodes));
        return new BgpInstance
        {
            Vrf = vrf,
            Distinction = Selectors.Identity(localAs, nodes),
            Settings = Settings.Empty.With(InstanceSettings.ClusterConfig, cluster).With(InstanceSettings.KubernetesName, $"instance-{localAs}{(vrf == "default" ? "" : "-" + vrf)}"),
        };
    }

    /// <summary>A name that tells the nodes apart for people.</summary>
    private string NameFor(LabelSelector? nodes)
    {
        var words = nodes is null ? [] : nodes.Labels.Values.Concat(nodes.Expressions.SelectMany(e => e.Values.IsDefault ? [] : e.Operator == "NotIn" ? e.Values.Prepend("not") : e.Values)).ToArray();
        return words.Length is 0 or > 4 ? name : $"{name}-{string.Join('-', words)}";
    }
}
