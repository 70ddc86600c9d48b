using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>A value that holds: said somewhere, inherited, or a default.</summary>
/// <param name="Value">The value; null: off, none or unknown.</param>
/// <param name="Origin">Who said it; none for a default.</param>
/// <param name="Default">The default's row, when nobody said it and the platform's default is known.</param>
public readonly record struct EffectiveValue(object? Value, Origin Origin, DefaultRow? Default)
{
    /// <summary>Who said what the default follows from.</summary>
    public Origin Causes { get; init; }

    /// <summary>Somebody said it.</summary>
    public bool IsSaid => !Origin.IsNone || (Value is not null && Default is null);

    /// <summary>The value is known: said, or a default the platform is known to have.</summary>
    public bool IsKnown => Value is not null || Default is not null;
}

/// <summary>A configuration on its platform: what holds, said or not. Inheritance is resolved here and nowhere else.</summary>
public sealed class EffectiveConfiguration
{
    /// <summary>Creates the view.</summary>
    public EffectiveConfiguration(Configuration configuration, Platform platform)
    {
        (Configuration, Platform) = (configuration, platform);
        Instances = [.. configuration.Instances.Select(i => new EffectiveInstance(this, i))];
    }

    /// <summary>What is said.</summary>
    public Configuration Configuration { get; }

    /// <summary>Where it runs.</summary>
    public Platform Platform { get; }

    /// <summary>The BGP speakers.</summary>
    public ImmutableArray<EffectiveInstance> Instances { get; }

    /// <summary>How routes of other protocols come into the RIBs of sessions.</summary>
    public RibFeeds Feeds => feeds ??= new RibFeeds(Configuration);

    private RibFeeds? feeds;
}

/// <summary>An instance in effect.</summary>
public sealed class EffectiveInstance
{
    private readonly Dictionary<string, PeerGroup> groups;
    private readonly DefaultContext context;
    private readonly Dictionary<AfiSafi, bool> reflects = [];

    internal EffectiveInstance(EffectiveConfiguration configuration, BgpInstance instance)
    {
        (Configuration, Instance) = (configuration, instance);
        groups = new Dictionary<string, PeerGroup>(StringComparer.Ordinal);
        foreach (var group in instance.Groups) groups.TryAdd(group.Name, group);
        context = new DefaultContext(null, null, null, s => Get(s).Value);
        Peers = [.. instance.Peers.Select(p => new EffectivePeer(this, p))];
    }

    /// <summary>The whole.</summary>
    public EffectiveConfiguration Configuration { get; }

    /// <summary>What is said.</summary>
    public BgpInstance Instance { get; }

    /// <summary>Its peers.</summary>
    public ImmutableArray<EffectivePeer> Peers { get; }

    /// <summary>What holds for the instance itself.</summary>
    public EffectiveValue Get(Setting setting) =>
        Instance.Settings.TryGet(setting, out var value, out var origin)
        || (setting.Scope == SettingScope.Session && Configuration.Configuration.Settings.TryGet(setting, out value, out origin))
            ? new EffectiveValue(value, origin, null)
            : Default(setting);

    /// <summary>What holds for the instance's table of a family.</summary>
    public EffectiveValue Get(Setting setting, AfiSafi family) =>
        Instance.Families.TryGetValue(family, out var scope) && scope.Settings.TryGet(setting, out var value, out var origin)
            ? new EffectiveValue(value, origin, null)
            : Default(setting, family);

    /// <summary>What holds when nothing is said.</summary>
    public EffectiveValue Default(Setting setting, AfiSafi? family = null)
    {
        var where = family is null ? context : context with { Family = family };
        var row = Configuration.Platform.Defaults.Find(setting, where);
        return new EffectiveValue(row?.Value(where), Origin.None, row);
    }

    /// <summary>Routes of internal peers are sent on to internal peers: some are clients of a reflector (RFC 4456).</summary>
    public bool Reflects(AfiSafi family)
    {
        if (!reflects.TryGetValue(family, out var known))
            reflects[family] = known = Peers.Any(p => p.IsActive(family) && p.Get(FamilySettings.RouteReflectorClient, family).Value is true);
        return known;
    }

    /// <summary>The groups a peer or group inherits from, nearest first. Cycles are cut.</summary>
    public IEnumerable<PeerGroup> GroupsOf(Settings settings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (settings.ValueOf(PeerSettings.Group) is { } name && seen.Add(name) && groups.TryGetValue(name, out var group))
        {
            yield return group;
            settings = group.Settings;
        }
    }
}

/// <summary>A place where something can be said for a peer.</summary>
/// <param name="Families">What is said for one family there.</param>
/// <param name="Settings">What is said for the whole session there.</param>
public readonly record struct Level(IReadOnlyDictionary<AfiSafi, FamilyScope> Families, Settings Settings);

/// <summary>A peer in effect.</summary>
public sealed class EffectivePeer
{
    private readonly PeerGroup[] groups;
    private readonly Dictionary<Setting, EffectiveValue> cache = [];
    private SessionType? session;
    private AfiSafi[]? families;

    internal EffectivePeer(EffectiveInstance instance, Peer peer)
    {
        (Instance, Peer) = (instance, peer);
        groups = [.. instance.GroupsOf(peer.Settings)];
        Levels = [new(peer.Families, peer.Settings), .. groups.Select(g => new Level(g.Families, g.Settings)), new(instance.Instance.Families, instance.Instance.Settings)];
    }

    /// <summary>Its instance.</summary>
    public EffectiveInstance Instance { get; }

    /// <summary>What is said.</summary>
    public Peer Peer { get; }

    /// <summary>The groups it inherits from, nearest first.</summary>
    public IReadOnlyList<PeerGroup> Groups => groups;

    /// <summary>Internal or external, from the AS numbers in effect.</summary>
    public SessionType Session
    {
        get
        {
            if (session is null)
            {
                // Defaults may depend on the type of the session; the values it follows from must not.
                session = SessionType.Unknown;
                session = FindSession();
                cache.Clear();
            }

            return session.Value;
        }
    }

    /// <summary>Families that are said anywhere for it, or active by default.</summary>
    public IReadOnlyList<AfiSafi> Families => families ??=
    [
        .. Peer.Families.Keys.Concat(groups.SelectMany(g => g.Families.Keys))
            .Concat(Instance.Get(InstanceSettings.DefaultFamilies).Value is FamilySet defaults ? defaults.Families : []).Distinct().Order(),
    ];

    /// <summary>What holds for the session.</summary>
    public EffectiveValue Get(Setting setting)
    {
        if (!cache.TryGetValue(setting, out var known)) cache[setting] = known = Said(setting, 0) ?? Default(setting);
        return known;
    }

    /// <summary>What holds for one family of it: said for the family or for the whole session, at the peer, its groups or its instance.</summary>
    public EffectiveValue Get(Setting setting, AfiSafi family) =>
        setting.Scope == SettingScope.Session ? Get(setting) : Said(setting, family, 0) ?? Default(setting, family);

    /// <summary>What would hold if the nearest word on it were not said.</summary>
    public EffectiveValue Otherwise(Setting setting) => Said(setting, 1) ?? Default(setting);

    /// <summary>What would hold for one family if the nearest word on it were not said.</summary>
    public EffectiveValue Otherwise(Setting setting, AfiSafi family) =>
        setting.Scope == SettingScope.Session ? Otherwise(setting) : Said(setting, family, 1) ?? Default(setting, family);

    /// <summary>Where something can be said for this peer, nearest first: the peer, its groups, its instance.</summary>
    public ImmutableArray<Level> Levels { get; }

    /// <summary>The family is negotiated.</summary>
    public bool IsActive(AfiSafi family) => Get(FamilySettings.Active, family).Value is true;

    /// <summary>The RIB that its routes of a family go to and come from.</summary>
    public string RibOf(AfiSafi family) => Get(FamilySettings.Rib, family).Value as string ?? Rib.Main;

    /// <summary>The advertisements of a cluster that are announced to it in a family.</summary>
    public IEnumerable<Advertisement> Announced(AfiSafi family) =>
        Instance.Configuration.Configuration.Advertisements.Length > 0 && Get(FamilySettings.Advertisements, family).Value is LabelSelector selector
            ? Instance.Configuration.Configuration.Advertisements.Where(a => selector.Matches(a.Settings.ValueOf(ClusterSettings.Labels)?.Labels))
            : [];

    /// <summary>What is said, after as many nearer words; null where there are no more.</summary>
    private EffectiveValue? Said(Setting setting, int nearer)
    {
        if (setting.Scope != SettingScope.Session) return nearer == 0 ? Instance.Get(setting) : null;
        foreach (var (_, settings) in Levels)
        {
            if (settings.TryGet(setting, out var value, out var origin) && nearer-- == 0) return new EffectiveValue(value, origin, null);
        }

        return Instance.Configuration.Configuration.Settings.TryGet(setting, out var general, out var where) && nearer == 0 ? new EffectiveValue(general, where, null) : null;
    }

    private EffectiveValue? Said(Setting setting, AfiSafi family, int nearer)
    {
        foreach (var (families, settings) in Levels)
        {
            if (families.TryGetValue(family, out var scope) && scope.Settings.TryGet(setting, out var value, out var origin) && nearer-- == 0) return new EffectiveValue(value, origin, null);
            if (settings.TryGet(setting, out value, out origin) && nearer-- == 0) return new EffectiveValue(value, origin, null);
        }

        return null;
    }

    private EffectiveValue Default(Setting setting) => Default(setting, null);

    private EffectiveValue Default(Setting setting, AfiSafi? family)
    {
        var defaults = Instance.Configuration.Platform.Defaults;
        if (defaults.IsFixed(setting, out var value, out var row)) return new EffectiveValue(value, Origin.None, row);
        var causes = Origin.None;
        var context = new DefaultContext(Session, family, Peer.Endpoint, s =>
        {
            var cause = family is { } f && s.Scope == SettingScope.Family ? Get(s, f) : Get(s);
            causes += cause.Origin;
            return cause.Value;
        });
        row = defaults.Find(setting, context);
        return new EffectiveValue(row?.Value(context), Origin.None, row) { Causes = causes };
    }

    private SessionType FindSession()
    {
        var local = (Get(PeerSettings.LocalAs).Value as LocalAs)?.As;
        return Get(PeerSettings.RemoteAs).Value switch
        {
            RemoteAs.Internal => SessionType.Internal,
            RemoteAs.External => SessionType.External,
            RemoteAs.Number { As: var remote } when local == remote => SessionType.Internal,
            RemoteAs.Number { As: var remote } when local is not null =>
                Instance.Get(InstanceSettings.ConfederationMembers).Value is AsList members && members.Numbers.Contains(remote)
                || Get(PeerSettings.ConfederationMember).Value is true ? SessionType.Confederation : SessionType.External,
            _ => SessionType.Unknown,
        };
    }
}
