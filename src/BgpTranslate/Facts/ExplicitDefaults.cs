using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Facts;

/// <summary>
/// Says what the source platform does by default wherever the target's default would differ: at the instance when all its peers agree, else at the peer.
/// What is said stays as it is.
/// </summary>
public static class ExplicitDefaults
{
    /// <summary>The configuration with those values said.</summary>
    /// <param name="source">The configuration on its platform.</param>
    /// <param name="target">Where it will run.</param>
    /// <param name="support">What the target cannot say is not said.</param>
    public static Configuration For(EffectiveConfiguration source, Platform target, SupportTable support)
    {
        if (ReferenceEquals(source.Platform.Defaults, target.Defaults)) return source.Configuration;
        var common = source.Platform.Defaults.Settings.Intersect(target.Defaults.Settings)
            .Where(s => s.Kind == SettingKind.Behaviour && support.Find(s)?.Level is null or SupportLevel.Approximate).ToArray();
        var there = new EffectiveConfiguration(source.Configuration, target);
        var instances = source.Instances.Zip(there.Instances, (a, b) => Instance(a, b, common));
        return source.Configuration with { Instances = [.. instances] };
    }

    private static BgpInstance Instance(EffectiveInstance a, EffectiveInstance b, Setting[] common)
    {
        var settings = a.Instance.Settings;
        foreach (var setting in common.Where(s => s.Scope == SettingScope.Instance))
        {
            if (Needed(a.Get(setting), b.Get(setting)) is { } value) settings = settings.WithValue(setting, value, Origin.None);
        }

        var families = a.Instance.Families;
        foreach (var family in a.Peers.SelectMany(p => p.Families.Where(p.IsActive)).Distinct().Order())
        {
            foreach (var setting in common.Where(s => s.Scope == SettingScope.Table))
            {
                if (Needed(a.Get(setting, family), b.Get(setting, family)) is not { } value) continue;
                var scope = families.GetValueOrDefault(family) ?? new FamilyScope { Family = family };
                families = families.SetItem(family, scope with { Settings = scope.Settings.WithValue(setting, value, Origin.None) });
            }
        }

        // Families that are active by default elsewhere must not become active here: the instance's own word is known before its peers are looked at.
        var withInstance = new EffectiveConfiguration(
            b.Configuration.Configuration with { Instances = [b.Instance with { Settings = settings, Families = families }] }, b.Configuration.Platform).Instances[0];
        var sessionSettings = common.Where(s => s.Scope == SettingScope.Session).ToArray();
        var familySettings = common.Where(s => s.Scope == SettingScope.Family && s != FamilySettings.Active).ToArray();
        var peers = a.Peers.Zip(withInstance.Peers, (x, y) => Peer(x, y, sessionSettings, familySettings)).ToArray();
        (settings, peers) = Hoist(settings, a.Peers, peers);
        return a.Instance with { Settings = settings, Families = families, Peers = [.. peers] };
    }

    private static Peer Peer(EffectivePeer a, EffectivePeer b, Setting[] sessionSettings, Setting[] familySettings)
    {
        var peer = a.Peer;
        foreach (var setting in sessionSettings)
        {
            if (Needed(a.Get(setting), b.Get(setting)) is { } value) peer = peer with { Settings = peer.Settings.WithValue(setting, value, Origin.None) };
        }

        // A target's default may follow from another value that has just been said (keepalive from hold time).
        var said = new EffectivePeer(b.Instance, peer);
        foreach (var setting in sessionSettings.Where(s => !a.Peer.Settings.Has(s) && peer.Settings.Has(s)))
        {
            var context = new DefaultContext(said.Session, null, peer.Endpoint, s => said.Get(s).Value);
            var row = b.Instance.Configuration.Platform.Defaults.Find(setting, context);
            if (row is not null && Equals(row.Value(context), peer.Settings.TryGet(setting, out var value, out _) ? value : null))
                peer = peer with { Settings = peer.Settings.Without(setting) };
        }

        foreach (var family in a.Families.Union(b.Families.Where(b.IsActive)))
        {
            var active = a.IsActive(family);
            var scope = peer.Families.GetValueOrDefault(family) ?? new FamilyScope { Family = family };
            var settings = scope.Settings;
            if (active != b.IsActive(family)) settings = settings.With(FamilySettings.Active, active, a.Get(FamilySettings.Active, family).Origin);
            if (active)
            {
                foreach (var setting in familySettings)
                {
                    if (Needed(a.Get(setting, family), b.Get(setting, family)) is { } value) settings = settings.WithValue(setting, value, Origin.None);
                }

                settings = Explicit(settings, a, b, family, EffectivePolicies.HasImport(a, family), FamilySettings.DefaultImport, FamilySettings.ImportPolicy);
                settings = Explicit(settings, a, b, family, EffectivePolicies.HasExport(a, family), FamilySettings.DefaultExport, FamilySettings.ExportPolicy);
            }

            if (settings.Entries.Count > 0 || peer.Families.ContainsKey(family)) peer = peer with { Families = peer.Families.SetItem(family, scope with { Settings = settings }) };
        }

        return peer;
    }

    private static Settings Explicit(
        Settings settings, EffectivePeer a, EffectivePeer b, AfiSafi family, bool hasPolicy, Setting<Verdict> otherwise, Setting<PolicyUse> policy)
    {
        if (hasPolicy) return settings;
        var here = a.Get(otherwise, family);
        var there = b.Get(otherwise, family).Value;
        return here.Value is Verdict verdict && !Equals(verdict, there)
            ? settings.With(policy, verdict == Verdict.Accept ? new PolicyUse.AcceptAll() : new PolicyUse.RejectAll(), here.Origin)
            : settings;
    }

    /// <summary>The value to say: the source's default, known and nowhere said, where the target is known to have another.</summary>
    private static object? Needed(EffectiveValue here, EffectiveValue there)
    {
        if (here.Default is null || !here.Origin.IsNone || !there.IsKnown || Equals(here.Value, there.Value)) return null;
        return here.Value ?? (there.Value is bool ? false : null);
    }

    /// <summary>Moves what was just said at every peer alike to the instance.</summary>
    private static (Settings Settings, Peer[] Peers) Hoist(Settings settings, ImmutableArray<EffectivePeer> before, Peer[] peers)
    {
        if (peers.Length < 2) return (settings, peers);
        var candidates = peers[0].Settings.Entries.Concat(peers[^1].Settings.Entries).Select(e => e.Setting).Distinct().ToArray();
        foreach (var setting in candidates)
        {
            if (setting.Scope != SettingScope.Session || settings.Has(setting)) continue;
            object? common = null;
            var agree = true;
            for (var i = 0; i < peers.Length && agree; i++)
            {
                var added = !before[i].Peer.Settings.Has(setting) && peers[i].Settings.TryGet(setting, out var value, out _) ? value : null;
                if (added is null) agree = before[i].Get(setting).IsSaid && !before[i].Instance.Instance.Settings.Has(setting);
                else if (common is null) common = added;
                else agree = common.Equals(added);
            }

            if (!agree || common is null) continue;
            settings = settings.WithValue(setting, common, Origin.None);
            for (var i = 0; i < peers.Length; i++)
            {
                if (!before[i].Peer.Settings.Has(setting)) peers[i] = peers[i] with { Settings = peers[i].Settings.Without(setting) };
            }
        }

        return (settings, peers);
    }
}
