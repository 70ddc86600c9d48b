using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Facts;

/// <summary>Something that facts are about: an object of the configuration in effect.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Existence">The statements that made it exist.</param>
/// <param name="Said">Settings that somebody said for it, here or where it inherits from.</param>
/// <param name="Get">What holds for it.</param>
public sealed record FactSubject(string Path, Origin Existence, IReadOnlyCollection<Setting> Said, Func<Setting, EffectiveValue> Get)
{
    /// <summary>The scope whose defaults hold for it, compared even where nobody says anything; null: only what is said counts.</summary>
    public SettingScope? DefaultScope { get; init; }

    /// <summary>What would hold for it if the nearest word were not said; null where that is nothing.</summary>
    public Func<Setting, EffectiveValue>? Otherwise { get; init; }

    /// <summary>Why its facts have no effect as things stand, so that a target may leave them out; null: they have.</summary>
    public string? Dormant { get; init; }

    /// <summary>Settings that count even for a dormant subject.</summary>
    public Setting? Awake { get; init; }

    /// <summary>Why a setting said for it decides nothing as things stand; null: it does.</summary>
    public Func<Setting, string?>? Idle { get; init; }

    /// <summary>Its existence orders the configuration and no more: a target may do without.</summary>
    public bool IsStructure { get; init; }

    /// <summary>The peer, for a peer or one of its families.</summary>
    public EffectivePeer? Peer { get; init; }

    /// <summary>The family, for a family of a peer.</summary>
    public AfiSafi? Family { get; init; }

    /// <summary>The object, where there is one of its own.</summary>
    public ModelObject? Object { get; init; }

    /// <summary>A set or policy that nothing uses.</summary>
    public (DefinedSet? Set, RoutePolicy? Policy) Unused { get; init; }
}

/// <summary>Walks a configuration in effect: everything that facts are about, each once.</summary>
public static class FactSubjects
{
    /// <summary>All subjects.</summary>
    public static IEnumerable<FactSubject> Of(EffectiveConfiguration effective)
    {
        var configuration = effective.Configuration;
        if (effective.Instances.Length == 0)
            yield return Plain("router", Origin.None, configuration.Settings) with { Dormant = "there is no BGP instance" };
        else
            yield return Plain("router", Origin.None, Only(configuration.Settings, s => s.Scope != SettingScope.Session));

        foreach (var instance in effective.Instances)
        {
            foreach (var subject in OfInstance(instance))
                yield return subject;
        }

        var announced = effective.Instances.SelectMany(i => i.Peers).SelectMany(p => p.Families.Where(p.IsActive).SelectMany(f => p.Announced(f))).ToHashSet();
        var objects = configuration.Statics.Cast<ModelObject>().Concat(configuration.Ribs).Concat(configuration.Protocols)
            .Concat(configuration.Advertisements.Except(announced)).Concat(configuration.Pools).Concat(configuration.Overrides).Concat(configuration.Others).Concat(configuration.Carried);
        var repeated = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var o in objects)
        {
            // Keys should be unique; should a reader let two equal ones through, both are still compared.
            repeated[o.Key] = repeated.GetValueOrDefault(o.Key) + 1;
            var path = repeated[o.Key] == 1 ? o.Key : $"{o.Key} #{repeated[o.Key]}";
            yield return Plain(path, o.Origin, o.Settings) with { Object = o, Dormant = o is Advertisement ? "no session announces it" : null };
        }

        foreach (var address in SessionAddresses.Taken(effective))
            yield return Plain(address.Key, address.Origin, Settings.Empty) with { Object = address, IsStructure = true };
        foreach (var subject in Unused(effective))
            yield return subject;
    }

    private static IEnumerable<FactSubject> OfInstance(EffectiveInstance instance)
    {
        var i = instance.Instance;
        var alone = instance.Peers.Length == 0;
        var own = alone ? i.Settings : Only(i.Settings, s => s.Scope is not (SettingScope.Session or SettingScope.Family));
        yield return new FactSubject(i.Key, i.Origin, Keys(own), instance.Get)
        {
            Object = i,
            DefaultScope = SettingScope.Instance,
            Otherwise = s => instance.Default(s),
            Idle = s => IdleSettings.Reason(instance, s),
            Dormant = alone && i.Networks.Length + i.Redistributions.Length + i.Aggregates.Length == 0 ? "the instance has no peers" : null,
        };

        // A table that nothing is said about has its defaults all the same.
        var exchanged = instance.Peers.SelectMany(p => p.Families.Where(p.IsActive)).ToHashSet();
        foreach (var family in exchanged.Union(i.Families.Keys).Order())
        {
            var scope = i.Families.GetValueOrDefault(family) ?? new FamilyScope { Family = family };
            var table = alone ? scope.Settings : Only(scope.Settings, s => s.Scope != SettingScope.Family);
            yield return new FactSubject(FactPath.Below(i.Key, family.Name()), scope.Origin, Keys(table), s => instance.Get(s, family))
            {
                IsStructure = true,
                Otherwise = s => instance.Default(s, family),
                Dormant = alone || exchanged.Contains(family) ? null : "no peer exchanges routes of this family",
            };
        }

        // What the other side says about a table may be what holds here anyway.
        foreach (var family in exchanged.Where(f => !i.Families.ContainsKey(f)).Order())
            yield return new FactSubject(FactPath.Below(i.Key, family.Name()), Origin.None, [], s => instance.Get(s, family)) { IsStructure = true };

        foreach (var o in i.Networks.Cast<ModelObject>().Concat(i.Aggregates).Concat(i.Redistributions))
            yield return Plain(FactPath.Of(i, o), o.Origin, o.Settings) with { Object = o };

        var members = new HashSet<PeerGroup>(ReferenceEqualityComparer.Instance);
        foreach (var peer in instance.Peers)
        {
            members.UnionWith(peer.Groups);
            foreach (var subject in OfPeer(peer))
                yield return subject;
        }

        foreach (var group in i.Groups)
        {
            var path = FactPath.Of(i, group);
            var unused = !members.Contains(group);
            var settings = unused ? group.Settings : Only(group.Settings, s => s.Kind == SettingKind.Structure);
            yield return Plain(path, group.Origin, settings) with { IsStructure = true, Dormant = unused ? "the group has no members" : null, Object = group };
            foreach (var (family, scope) in group.Families)
            {
                yield return Plain(FactPath.Below(path, family.Name()), scope.Origin, unused ? scope.Settings : Settings.Empty)
                    with
                { IsStructure = true, Dormant = unused ? "the group has no members" : null };
            }
        }
    }

    private static IEnumerable<FactSubject> OfPeer(EffectivePeer peer)
    {
        var instance = peer.Instance.Instance;
        var path = FactPath.Of(instance, peer.Peer);
        var families = peer.Families;
        var session = new HashSet<Setting>();
        var shared = new HashSet<Setting>();
        foreach (var (_, settings) in peer.Levels)
        {
            foreach (var (setting, _, _) in settings.Entries)
            {
                if (setting.Scope == SettingScope.Session) session.Add(setting);
                else if (setting.Scope == SettingScope.Family) shared.Add(setting);
            }
        }

        foreach (var (setting, _, _) in peer.Instance.Configuration.Configuration.Settings.Entries)
        {
            if (setting.Scope == SettingScope.Session) session.Add(setting);
        }

        yield return new FactSubject(path, peer.Peer.Origin, session, peer.Get)
        {
            Peer = peer,
            Object = peer.Peer,
            DefaultScope = SettingScope.Session,
            Otherwise = s => peer.Otherwise(s) is { IsKnown: false } && ReferenceEquals(s, PeerSettings.RouterId) && SessionAddresses.UnsaidRouterId(peer.Instance) is { } id
                ? new EffectiveValue(id.Ip, Origin.None, null)
                : peer.Otherwise(s),
        };

        if (families.Count == 0 && shared.Count > 0)
        {
            yield return new FactSubject(FactPath.Below(path, "all families"), Origin.None, shared, s => peer.Get(s, AfiSafi.Ipv4Unicast))
            {
                Dormant = "no family is active for this peer",
            };
        }

        foreach (var family in families)
        {
            var said = new HashSet<Setting>(shared);
            var existence = Origin.None;
            foreach (var (scopes, _) in peer.Levels)
            {
                if (!scopes.TryGetValue(family, out var scope)) continue;
                foreach (var (setting, _, _) in scope.Settings.Entries)
                {
                    if (setting.Scope is SettingScope.Family or SettingScope.Session) said.Add(setting);
                }

                if (ReferenceEquals(scopes, peer.Peer.Families)) existence = scope.Origin;
            }

            var active = peer.IsActive(family);
            yield return new FactSubject(FactPath.Below(path, family.Name()), existence, said, s => peer.Get(s, family))
            {
                Peer = peer,
                Family = family,
                Otherwise = s => peer.Otherwise(s, family),
                IsStructure = true,
                DefaultScope = active ? SettingScope.Family : null,
                Dormant = active ? null : $"{family.Name()} is not active for this peer",
                Awake = FamilySettings.Active,
            };
            if (!active) continue;
            foreach (var subject in Announced(peer, family, path)) yield return subject;
        }
    }

    /// <summary>What a cluster announces to a peer. Names and labels of the advertisements order its resources: what is compared is what they say, kind by kind.</summary>
    private static IEnumerable<FactSubject> Announced(EffectivePeer peer, AfiSafi family, string path)
    {
        foreach (var routes in peer.Announced(family).GroupBy(Routes))
        {
            foreach (var (number, advertisement) in routes.OrderBy(Content, StringComparer.Ordinal).Index())
            {
                var key = $"announces {routes.Key}{(number == 0 ? "" : $" ({number + 1})")}";
                yield return Plain(FactPath.Below(FactPath.Below(path, family.Name()), key), advertisement.Origin, advertisement.Settings) with { Object = advertisement };
            }
        }
    }

    /// <summary>Which routes an advertisement is about, whatever it says of them.</summary>
    private static string Routes(Advertisement advertisement)
    {
        var settings = advertisement.Settings;
        var selector = settings.ValueOf(ClusterSettings.Selector);
        var which = new object?[] { selector?.IsEverything == true ? LabelSelector.Everything : selector, settings.ValueOf(ClusterSettings.Services), settings.ValueOf(ClusterSettings.Interface), settings.ValueOf(ClusterSettings.Pools) };
        return $"{advertisement.Kind} {string.Join(' ', which.OfType<object>().Select(Setting.Format))}".TrimEnd().Replace(" / ", "/", StringComparison.Ordinal);
    }

    private static string Content(Advertisement advertisement) =>
        string.Join('\n', advertisement.Settings.Entries.Where(e => e.Setting.Kind != SettingKind.Structure).OrderBy(e => e.Setting.Key, StringComparer.Ordinal).Select(e => $"{e.Setting.Key} {Setting.Format(e.Value)}"));

    /// <summary>The policies and sets that some attachment leads to.</summary>
    public static PolicyOrigins Used(Configuration configuration)
    {
        var used = new PolicyOrigins(configuration.Policies);
        foreach (var (_, value, _) in AllSettings(configuration).SelectMany(s => s.Entries))
        {
            switch (value)
            {
                case PolicyUse.Named named: used.AddNamed(named.Policy); break;
                case SetReference<PrefixSet> set: used.Add(set.Set); break;
                case SetReference<AsPathSet> set: used.Add(set.Set); break;
            }
        }

        return used;
    }

    /// <summary>Policies and sets that no attachment leads to.</summary>
    private static IEnumerable<FactSubject> Unused(EffectiveConfiguration effective)
    {
        var configuration = effective.Configuration;
        var used = Used(configuration);
        var called = used.Called.ToHashSet(StringComparer.Ordinal);
        const string reason = "nothing uses it";
        foreach (var policy in configuration.Policies.Values.Where(p => !called.Contains(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            // Sets used by unused policies are compared with them.
            used.Add(policy);
            var origins = new PolicyOrigins(configuration.Policies).Add(policy);
            yield return new FactSubject($"policy {policy.Name}", origins.Origin, [], _ => default) { Dormant = reason, Unused = (null, policy) };
        }

        var reached = new HashSet<DefinedSet>(used.Sets, ReferenceEqualityComparer.Instance);
        foreach (var set in configuration.Sets.Where(s => !reached.Contains(s)))
        {
            yield return new FactSubject($"{set.Term()} {set.Name}", new PolicyOrigins(configuration.Policies).Add(set).Origin, [], _ => default)
            {
                Dormant = reason,
                Unused = (set, null),
            };
        }
    }

    private static IEnumerable<Settings> AllSettings(Configuration c) =>
        c.Instances.SelectMany(i => i.AllSettings()).Select(s => s.Settings)
            .Concat(c.Statics.Cast<ModelObject>().Concat(c.Ribs).Concat(c.Protocols).Concat(c.Others).Select(o => o.Settings)).Prepend(c.Settings);

    private static FactSubject Plain(string path, Origin origin, Settings settings) =>
        new(path, origin, Keys(settings), s => settings.TryGet(s, out var value, out var o) ? new EffectiveValue(value, o, null) : default);

    private static Settings Only(Settings settings, Func<Setting, bool> which)
    {
        foreach (var (setting, _, _) in settings.Entries)
        {
            if (!which(setting)) settings = settings.Without(setting);
        }

        return settings;
    }

    private static Setting[] Keys(Settings settings) => [.. settings.Entries.Select(e => e.Setting)];
}
