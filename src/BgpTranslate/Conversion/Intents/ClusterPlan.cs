using System.Collections.Immutable;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using BgpTranslate.Policy;

namespace BgpTranslate.Conversion.Intents;

/// <summary>An announcement of a cluster: one item of an advertisement resource.</summary>
/// <param name="Kind">What is announced.</param>
/// <param name="Communities">Communities of its routes.</param>
/// <param name="LocalPreference">LOCAL_PREF of its routes towards iBGP peers.</param>
internal sealed record PlannedAdvertisement(AdvertisementKind Kind, ImmutableSortedSet<Community> Communities, uint? LocalPreference)
{
    /// <summary>Service addresses of load balancers, as nearly every cluster announces them.</summary>
    public static PlannedAdvertisement LoadBalancers { get; } = new(AdvertisementKind.Service, [], null);

    /// <summary>Equal items have equal keys.</summary>
    public string Key => $"{Kind} {string.Join(',', Communities)} {LocalPreference}";
}

/// <summary>One family of a planned peer.</summary>
/// <param name="Origin">Who said that it is active.</param>
/// <param name="Advertisements">What is announced in it, each with those who stated it.</param>
internal sealed record PlannedFamily(Origin Origin, ImmutableArray<(PlannedAdvertisement Item, Origin Origin)> Advertisements);

/// <summary>A peer of a cluster's nodes.</summary>
/// <param name="Name">Its name before it is made fit.</param>
/// <param name="Group">Name for its shared settings before it is made fit.</param>
/// <param name="Peer">Endpoint, origin and remote AS; nothing shared.</param>
/// <param name="Shared">Session settings that go into the shared ones.</param>
/// <param name="Families">The families.</param>
/// <param name="NodeSettings">What belongs to one node: the source address.</param>
internal sealed record PlannedPeer(
    string Name, string Group, Peer Peer, Settings Shared, ImmutableSortedDictionary<AfiSafi, PlannedFamily> Families, Settings NodeSettings);

/// <summary>One instance on a set of nodes.</summary>
/// <param name="Cluster">Name of the resource it goes into.</param>
/// <param name="Selector">The nodes; null: all.</param>
/// <param name="Instance">Name, local AS, port and origin; no peers.</param>
/// <param name="NodeSettings">What belongs to one node: the router id.</param>
/// <param name="Peers">The peers.</param>
internal sealed record PlannedInstance(string Cluster, LabelSelector? Selector, BgpInstance Instance, Settings NodeSettings, ImmutableArray<PlannedPeer> Peers);

/// <summary>
/// Turns planned sessions into cluster resources: equal session settings become one peer group, equal sets of announcements one advertisement with a label of its own.
/// </summary>
internal sealed class ClusterPlan(string? node)
{
    private readonly ObjectNames groupNames = new(), advertisementNames = new();
    private readonly Dictionary<string, (string Name, List<(PlannedAdvertisement Item, Origin Origin)> Items)> advertisementSets = new(StringComparer.Ordinal);
    private readonly List<NodeOverride> overrides = [];

    /// <summary>The configuration of a cluster.</summary>
    public Configuration Build(IReadOnlyCollection<PlannedInstance> instances, IReadOnlyCollection<AddressPool> pools)
    {
        foreach (var peer in instances.SelectMany(i => i.Peers))
        {
            foreach (var family in peer.Families.Values) Declare(family, peer);
        }

        return new Configuration
        {
            Instances = [.. instances.Select(Instance)],
            Advertisements = [.. advertisementSets.Values.SelectMany(Advertisements)],
            Overrides = [.. overrides],
            Pools = [.. pools],
        };
    }

    private BgpInstance Instance(PlannedInstance plan)
    {
        var name = plan.Instance.Settings.ValueOf(InstanceSettings.KubernetesName)!;
        var settings = plan.Instance.Settings.With(InstanceSettings.ClusterConfig, plan.Cluster);
        if (plan.Selector is { } selector) settings = settings.With(InstanceSettings.NodeSelector, selector);
        if (node is not null && plan.NodeSettings.Entries.Count > 0)
            overrides.Add(new NodeOverride { Node = node, Instance = name, Settings = plan.NodeSettings });

        var peerNames = new ObjectNames();
        var groups = new Dictionary<string, PeerGroup>(StringComparer.Ordinal);
        var peers = new List<Peer>();
        foreach (var planned in plan.Peers)
        {
            var peerName = peerNames.Fresh(planned.Name);
            var group = Group(planned, groups);
            var before = peers.Count(p => p.Endpoint.Equals(planned.Peer.Endpoint));
            peers.Add(planned.Peer with { Distinction = before > 0 ? $"{before + 1}" : "", Settings = planned.Peer.Settings.With(PeerSettings.Name, peerName).With(PeerSettings.Group, group) });
            if (node is not null && planned.NodeSettings.Entries.Count > 0)
                overrides.Add(new NodeOverride { Node = node, Instance = name, Peer = peerName, Settings = planned.NodeSettings });
        }

        return plan.Instance with { Vrf = "default", Distinction = Selectors.Identity(settings.ValueOf(PeerSettings.LocalAs)?.As, plan.Selector), Settings = settings, Groups = [.. groups.Values], Peers = [.. peers] };
    }

    /// <summary>The group for a peer's shared settings; those who stated equal settings are all remembered.</summary>
    private string Group(PlannedPeer peer, Dictionary<string, PeerGroup> groups)
    {
        var families = peer.Families.ToImmutableSortedDictionary(f => f.Key, f => new FamilyScope { Family = f.Key, Settings = FamilySettingsOf(f.Value) });
        foreach (var family in new[] { AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast }.Where(f => !families.ContainsKey(f)))
            families = families.Add(family, new FamilyScope { Family = family, Settings = Settings.Empty.With(FamilySettings.Active, false) });
        var key = string.Join('\n', peer.Shared.Entries.OrderBy(e => e.Setting.Key, StringComparer.Ordinal).Select(e => $"{e.Setting.Key} {(e.Value is Secret s ? s.Reveal() : Setting.Format(e.Value))}")
            .Concat(families.Select(f => $"{f.Key} {string.Join(' ', f.Value.Settings.Entries.Select(e => Setting.Format(e.Value)))}")));
        if (groups.TryGetValue(key, out var known))
        {
            groups[key] = known with
            {
                Settings = Together(known.Settings, peer.Shared),
                Families = known.Families.ToImmutableSortedDictionary(f => f.Key, f => f.Value with { Settings = Together(f.Value.Settings, families[f.Key].Settings) }),
            };
            return known.Name;
        }

        var name = groupNames.NameFor(key, peer.Group);
        groups.Add(key, new PeerGroup { Name = name, Settings = peer.Shared, Families = families });
        return name;
    }

    private Settings FamilySettingsOf(PlannedFamily family)
    {
        var settings = Settings.Empty.With(FamilySettings.Active, true, family.Origin);
        return family.Advertisements.IsEmpty
            ? settings
            : settings.With(FamilySettings.Advertisements, Label(advertisementSets[KeyOf(family)].Name), Origin.Of(family.Advertisements.SelectMany(a => a.Origin)));
    }

    private static Settings Together(Settings a, Settings b)
    {
        foreach (var (setting, value, origin) in b.Entries)
            a = a.WithValue(setting, value, a.TryGet(setting, out _, out var before) ? before + origin : origin);
        return a;
    }

    private void Declare(PlannedFamily family, PlannedPeer peer)
    {
        if (family.Advertisements.IsEmpty) return;
        var key = KeyOf(family);
        if (!advertisementSets.TryGetValue(key, out var set))
            advertisementSets[key] = set = (advertisementNames.NameFor(key, advertisementSets.Count == 0 ? "bgp" : peer.Group), []);
        foreach (var (item, origin) in family.Advertisements)
        {
            var i = set.Items.FindIndex(x => x.Item.Key == item.Key);
            if (i < 0) set.Items.Add((item, origin));
            else set.Items[i] = (item, set.Items[i].Origin + origin);
        }
    }

    private static string KeyOf(PlannedFamily family) => string.Join('\n', family.Advertisements.Select(a => a.Item.Key).Distinct().Order(StringComparer.Ordinal));

    private static LabelSelector Label(string name) => new([new("advertise", name)], []);

    private static IEnumerable<Advertisement> Advertisements((string Name, List<(PlannedAdvertisement Item, Origin Origin)> Items) set)
    {
        foreach (var kind in set.Items.OrderBy(i => i.Item.Kind).GroupBy(i => i.Item.Kind))
        {
            var number = 0;
            foreach (var (item, origin) in kind)
            {
                var settings = Settings.Empty.With(ClusterSettings.Labels, Label(set.Name));
                if (item.Kind == AdvertisementKind.Service)
                    settings = settings.With(ClusterSettings.ServiceAddresses, "LoadBalancerIP").With(ClusterSettings.Selector, Selectors.AllServices);
                if (item.Kind == AdvertisementKind.Interface) settings = settings.With(ClusterSettings.Interface, "lo", origin);
                settings = WithCommunities(settings, item, CommunityKind.Standard, ClusterSettings.Communities, origin);
                settings = WithCommunities(settings, item, CommunityKind.Large, ClusterSettings.LargeCommunities, origin);
                if (item.LocalPreference is { } preference) settings = settings.With(ClusterSettings.LocalPreference, preference, origin);
                yield return new Advertisement { Kind = item.Kind, Name = set.Name, Number = ++number, Settings = settings, Origin = origin };
            }
        }
    }

    private static Settings WithCommunities(Settings settings, PlannedAdvertisement item, CommunityKind kind, Setting<string> setting, Origin origin)
    {
        var communities = string.Join(' ', item.Communities.Where(c => c.Kind == kind).Select(c => $"{c}").Order(StringComparer.Ordinal));
        return communities.Length > 0 ? settings.With(setting, communities, origin) : settings;
    }
}
