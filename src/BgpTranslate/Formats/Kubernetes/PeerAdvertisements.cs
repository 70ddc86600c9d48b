using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>
/// Advertisements that name their peers, turned around: each gets a label, and each peer a selector for the labels of those that it is sent. Advertisements for the same peers share a label.
/// </summary>
public sealed class PeerAdvertisements
{
    private const string Key = "advertise";

    private readonly List<(Advertisement Item, Stated<string>[] Peers, string Label)> all = [];
    private readonly ObjectNames labels = new();

    /// <summary>Adds an advertisement.</summary>
    /// <param name="item">The advertisement without labels.</param>
    /// <param name="peers">The peers it is sent to; empty: all.</param>
    public void Add(Advertisement item, IEnumerable<Stated<string>> peers)
    {
        Stated<string>[] named = [.. peers];
        var known = all.FirstOrDefault(a => a.Peers.Select(p => p.Value).ToHashSet().SetEquals(named.Select(p => p.Value))).Label;
        all.Add((item, named, known ?? labels.Fresh(named.Length == 0 ? "bgp" : item.Name)));
    }

    /// <summary>All of them, labelled.</summary>
    public IEnumerable<Advertisement> Labelled => all.Select(a => a.Item with { Settings = a.Item.Settings.With(ClusterSettings.Labels, new LabelSelector([new(Key, a.Label)], []), Origin.Of(a.Peers.SelectMany(p => p.Origin))) });

    /// <summary>Names of peers that advertisements are sent to.</summary>
    public IEnumerable<Stated<string>> PeerNames => all.SelectMany(a => a.Peers);

    /// <summary>What a peer is sent; null: nothing.</summary>
    public Stated<LabelSelector>? For(string peer)
    {
        var mine = all.Where(a => a.Peers.Length == 0 || a.Peers.Any(p => p.Value == peer)).ToArray();
        string[] values = [.. mine.Select(a => a.Label).Distinct()];
        if (values.Length == 0) return null;
        var origin = Origin.Of(mine.SelectMany(a => a.Peers).Where(p => p.Value == peer).SelectMany(p => p.Origin));
        return new(values is [var only] ? new LabelSelector([new(Key, only)], []) : new LabelSelector([], [new LabelExpression(Key, "In", [.. values.Order(StringComparer.Ordinal)])]), origin);
    }
}
