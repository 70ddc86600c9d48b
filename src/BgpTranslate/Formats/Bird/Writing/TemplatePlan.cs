using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>A peer group as a template.</summary>
/// <param name="Group">The group.</param>
/// <param name="Session">What its members have in common outside of channels.</param>
/// <param name="Channels">What their channels have in common.</param>
internal sealed record Template(PeerGroup Group, List<Item> Session, SortedDictionary<AfiSafi, List<Item>> Channels);

/// <summary>
/// Which statements stand in templates. A child of BIRD cannot take back what its template says, so a template says only what each of its members says too;
/// members say what differs.
/// </summary>
internal sealed class TemplatePlan
{
    private readonly Dictionary<EffectivePeer, (List<Item> Session, SortedDictionary<AfiSafi, List<Item>> Channels)> peers = [];
    private readonly Dictionary<string, Template> templates = new(StringComparer.Ordinal);

    /// <param name="instance">The instance.</param>
    /// <param name="sessions">Writes sessions.</param>
    /// <param name="channels">Writes channels.</param>
    /// <param name="isUnusedWritten">Templates without members are written too.</param>
    public TemplatePlan(EffectiveInstance instance, SessionText sessions, ChannelText channels, bool isUnusedWritten)
    {
        var members = new Dictionary<string, List<EffectivePeer>>(StringComparer.Ordinal);
        foreach (var peer in instance.Peers)
        {
            var path = FactPath.Of(instance.Instance, peer.Peer);
            var own = new SortedDictionary<AfiSafi, List<Item>>();
            foreach (var family in peer.Families.Where(f => peer.IsActive(f) && channels.HeadOf(f) is not null))
                own[family] = [.. channels.Of(peer, family, FactPath.Below(path, family.Name()))];
            peers[peer] = ([.. sessions.Of(peer, path)], own);
            foreach (var group in peer.Groups)
            {
                if (!members.TryGetValue(group.Name, out var list)) members[group.Name] = list = [];
                list.Add(peer);
            }
        }

        foreach (var group in instance.Instance.Groups)
        {
            var of = members.GetValueOrDefault(group.Name, []);
            if (templates.ContainsKey(group.Name) || (of.Count == 0 && !isUnusedWritten)) continue;
            var view = new EffectivePeer(
                instance, new Peer { Endpoint = new PeerEndpoint.Unresolved(group.Name), Settings = Settings.Empty.With(PeerSettings.Group, group.Name) });
            var session = Common(sessions.Of(view, null), of.Select(p => peers[p].Session), []);
            var shared = new SortedDictionary<AfiSafi, List<Item>>();
            foreach (var family in group.Families.Keys.Where(f => channels.HeadOf(f) is not null && of.TrueForAll(p => peers[p].Channels.ContainsKey(f))))
                shared[family] = Common(channels.Of(view, family, null), of.Select(p => peers[p].Channels[family]), ["import", "export"]);
            templates[group.Name] = new Template(group, session, shared);
        }

        Written = [.. templates.Values.OrderBy(t => Depth(instance, t.Group))];
    }

    /// <summary>The templates, parents first.</summary>
    public IReadOnlyList<Template> Written { get; }

    /// <summary>The template of a peer.</summary>
    public Template? Of(EffectivePeer peer) => peer.Groups.Count > 0 ? templates.GetValueOrDefault(peer.Groups[0].Name) : null;

    /// <summary>The template that a group's inherits from.</summary>
    public Template? ParentOf(PeerGroup group) =>
        group.Settings.ValueOf(PeerSettings.Group) is { } name && name != group.Name ? templates.GetValueOrDefault(name) : null;

    /// <summary>What a peer says outside of its channels, its template included.</summary>
    public IReadOnlyList<Item> SessionOf(EffectivePeer peer) => peers[peer].Session;

    /// <summary>What a channel of a peer says, its template included.</summary>
    public IReadOnlyList<Item> ChannelOf(EffectivePeer peer, AfiSafi family) => peers[peer].Channels[family];

    /// <summary>What a template and its parents say.</summary>
    public List<Item> Inherited(Template? template) => template is null ? [] : Over(Inherited(ParentOf(template.Group)), template.Session);

    /// <summary>What a channel of a template and its parents says.</summary>
    public List<Item> Inherited(Template? template, AfiSafi family) => template is null ? []
        : Over(Inherited(ParentOf(template.Group), family), template.Channels.GetValueOrDefault(family) ?? []);

    /// <summary>The channel comes from the template or its parents.</summary>
    public bool HasChannel(Template? template, AfiSafi family) =>
        template is not null && (template.Channels.ContainsKey(family) || HasChannel(ParentOf(template.Group), family));

    private static List<Item> Over(List<Item> inherited, List<Item> own) => [.. inherited.Where(i => own.All(o => o.Key != i.Key)), .. own];

    private static int Depth(EffectiveInstance instance, PeerGroup group) => instance.GroupsOf(group.Settings).Count();

    /// <summary>What a group says and all members say too; and those of the given keys that all members say alike.</summary>
    private static List<Item> Common(IEnumerable<Item> said, IEnumerable<List<Item>> members, string[] alike)
    {
        var all = members.ToArray();
        var result = said.Where(i => all.All(m => m.Any(o => o.Key == i.Key))).ToList();
        if (all.Length == 0) return result;
        foreach (var item in all[0].Where(i => alike.Contains(i.Key) && all.All(m => m.Any(o => o.Key == i.Key && o.Text == i.Text))))
        {
            result.RemoveAll(i => i.Key == item.Key);
            result.Add(item);
        }

        return result;
    }
}
