using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>
/// Two platforms name the same things in their own ways, or need not name them: an RPKI cache by its address or by a word, the routes of a VRF by its table, BFD parameters by a profile. For a
/// comparison of two files the names become what both can say.
/// </summary>
internal static class LocalNames
{
    /// <summary>The configuration with such names replaced.</summary>
    /// <param name="read">What was read.</param>
    /// <param name="other">The other, which may know no such names.</param>
    public static EffectiveConfiguration Resolve(EffectiveConfiguration read, Configuration other)
    {
        var configuration = read.Configuration;
        configuration = configuration with { Others = [.. Caches(configuration.Others)] };
        return new EffectiveConfiguration(SaysTimers(other) ? WithoutProfiles(configuration) : configuration, read.Platform);
    }

    /// <summary>The preference of a cache that has no others to be preferred to.</summary>
    public static IEnumerable<Announcement> Alone(Configuration configuration) =>
        configuration.Others.Where(o => o.Kind == "rpki-cache").ToArray() is [var only] ? [new Announcement(Disposition.Inherent, "there is no other cache", only.Key, OtherSettings.RpkiPreference)] : [];

    /// <summary>Caches by host and port, where no two have the same.</summary>
    private static IEnumerable<NamedObject> Caches(IEnumerable<NamedObject> others)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var other in others)
        {
            if (other.Kind != "rpki-cache" || other.Settings.ValueOf(OtherSettings.RpkiHost) is not { } host)
            {
                yield return other;
                continue;
            }

            var name = FormattableString.Invariant($"{host} {other.Settings.Get(OtherSettings.RpkiPort)?.Value ?? 323}");
            yield return other.Name.EndsWith($" {name}", StringComparison.Ordinal) || !taken.Add(name) ? other : other with { Name = name };
        }
    }

    /// <summary>Where the other has the static routes of a VRF: in the tables of the VRF's sessions, which one platform names after the VRF and another as it likes, or in one of a name unknown here.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OfStatics(EffectiveConfiguration a, EffectiveConfiguration b)
    {
        if (a.Platform.Format == b.Platform.Format) return [];
        var (vrfs, ribs) = (Vrfs(a), Vrfs(b).ToLookup(v => (v.Value, v.Key.Afi), v => v.Key.Rib));
        var known = a.Configuration.Statics.Select(s => s.Rib).ToHashSet(StringComparer.Ordinal);
        var others = b.Configuration.Statics.Where(s => s.Rib != Rib.Main && !known.Contains(s.Rib)).ToLookup(s => (s.Prefix, s.Distinction, s.Settings.ValueOf(StaticSettings.NextHops)));
        return
            from route in a.Configuration.Statics
            where route.Rib != Rib.Main
            let vrf = vrfs.GetValueOrDefault((route.Rib, route.Prefix.Afi), route.Rib)
            let there = ribs[(vrf, route.Prefix.Afi)].FirstOrDefault() ?? (vrf != route.Rib ? vrf : others[(route.Prefix, route.Distinction, route.Settings.ValueOf(StaticSettings.NextHops))].FirstOrDefault()?.Rib)
            where there is not null && there != route.Rib
            select KeyValuePair.Create(route.Key, (route with { Rib = there }).Key);
    }

    /// <summary>The VRFs whose sessions have their routes in other tables than those of the VRF's name.</summary>
    private static Dictionary<(string Rib, Afi Afi), string> Vrfs(EffectiveConfiguration configuration)
    {
        var vrfs = new Dictionary<(string, Afi), string>();
        foreach (var instance in configuration.Instances.Where(i => i.Instance.Vrf != "default"))
        {
            foreach (var (rib, afi) in instance.Peers.SelectMany(p => p.Families.Where(f => f.IsUnicast() && p.IsActive(f)).Select(f => (p.RibOf(f), f.Afi()!.Value))))
            {
                if (rib != Rib.Main) vrfs.TryAdd((rib, afi), instance.Instance.Vrf);
            }
        }

        return vrfs;
    }

    /// <summary>BFD parameters stand at sessions, and in no profiles.</summary>
    private static bool SaysTimers(Configuration configuration) =>
        !configuration.Others.Any(o => o.Kind == "bfd-profile")
        && configuration.Instances.Any(i => i.Peers.Any(p => p.Settings.Has(PeerSettings.BfdTimers)) || i.Groups.Any(g => g.Settings.Has(PeerSettings.BfdTimers)));

    private static Configuration WithoutProfiles(Configuration configuration)
    {
        var profiles = configuration.Others.Where(o => o.Kind == "bfd-profile").DistinctBy(o => o.Name).ToDictionary(o => o.Name, o => o.Settings, StringComparer.Ordinal);
        return profiles.Count == 0 ? configuration : configuration with
        {
            Others = [.. configuration.Others.Where(o => o.Kind != "bfd-profile")],
            Instances =
            [
                .. configuration.Instances.Select(i => i with
                {
                    Peers = [.. i.Peers.Select(p => p with { Settings = WrittenOut(p.Settings) })],
                    Groups = [.. i.Groups.Select(g => g with { Settings = WrittenOut(g.Settings) })],
                }),
            ],
        };

        Settings WrittenOut(Settings settings)
        {
            if (settings.Get(PeerSettings.BfdProfile) is not { } name || !profiles.TryGetValue(name.Value, out var profile)) return settings;
            var own = settings.Get(PeerSettings.BfdTimers)?.Value;
            var timers = new BfdTimers(
                profile.Get(OtherSettings.BfdReceive)?.Value ?? own?.ReceiveMs, profile.Get(OtherSettings.BfdTransmit)?.Value ?? own?.TransmitMs, profile.Get(OtherSettings.BfdMultiplier)?.Value ?? own?.Multiplier);
            return settings.Without(PeerSettings.BfdProfile).With(PeerSettings.BfdTimers, timers, name.Origin);
        }
    }
}
