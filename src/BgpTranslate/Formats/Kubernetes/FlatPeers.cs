using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>A peer as formats have it in which each peer names its own AS number and nodes.</summary>
/// <param name="Peer">The peer, of one of the speakers it belongs to.</param>
/// <param name="Content">What is written about it, without its nodes.</param>
/// <param name="Nodes">The sets of nodes; empty: all.</param>
/// <param name="Sent">What it is sent.</param>
/// <param name="Origin">The statements that define it.</param>
public sealed record FlatPeer(EffectivePeer Peer, YamlMap Content, ImmutableArray<Stated<LabelSelector>> Nodes, ImmutableArray<Advertisement> Sent, Origin Origin)
{
    /// <summary>The peers of all speakers; a peer that several speakers have alike is there once, with the nodes of all of them.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="print">What is written about a peer; null: it cannot be had.</param>
    public static ImmutableArray<FlatPeer> Of(EffectiveConfiguration configuration, Func<EffectivePeer, YamlMap?> print)
    {
        var result = new OrderedDictionary<string, FlatPeer>(StringComparer.Ordinal);
        foreach (var peer in configuration.Instances.SelectMany(i => i.Peers))
        {
            if (print(peer) is not { } content) continue;
            var nodes = peer.Instance.Instance.Settings.Get(InstanceSettings.NodeSelector);
            if (nodes is { } every && every.Value.Equals(LabelSelector.Everything)) nodes = null;
            ImmutableArray<Advertisement> sent = [.. peer.Families.Where(peer.IsActive).SelectMany(peer.Announced).Distinct()];
            var text = new OutputText(YamlPrinter.IndentUnit);
            YamlPrinter.Document(text, content);
            var key = $"{(nodes is null ? "all" : "some")} {string.Join(' ', sent.Select(s => s.Key).Order(StringComparer.Ordinal))}\n{text}";
            var origin = peer.Peer.Origin;
            result[key] = result.TryGetValue(key, out var before)
                ? before with { Nodes = nodes is { } more ? before.Nodes.Add(more) : before.Nodes, Origin = before.Origin + origin }
                : new FlatPeer(peer, content, nodes is { } own ? [own] : [], sent, origin);
        }

        return [.. result.Values];
    }
}
