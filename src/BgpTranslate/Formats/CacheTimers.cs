using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats;

/// <summary>
/// Timers of RPKI caches where all caches have the same (FRR, and VyOS which configures it): those said for all, else those of the first cache that says some.
/// </summary>
internal static class CacheTimers
{
    /// <summary>What FRR takes: <c>polling_period</c>, <c>expire_interval</c> and <c>retry_interval</c>, in seconds.</summary>
    private static readonly (Setting<uint> Setting, uint Low, uint High)[] Ranges =
        [(OtherSettings.RpkiRefresh, 1, 86400), (OtherSettings.RpkiExpire, 600, 172800), (OtherSettings.RpkiRetry, 1, 7200)];

    /// <summary>The timers for all caches. Those of single caches are announced: as the same, another, or one that cannot be said.</summary>
    /// <param name="all">What is said for all caches.</param>
    /// <param name="name">The name of <paramref name="all"/>, whether it is there or not.</param>
    /// <param name="caches">The caches.</param>
    /// <param name="platform">The target, for the user.</param>
    /// <param name="announcements">Where to announce.</param>
    public static Settings Of(NamedObject? all, string name, IReadOnlyList<NamedObject> caches, string platform, List<Announcement> announcements)
    {
        var timers = Settings.Empty;
        foreach (var (setting, low, high) in Ranges)
        {
            if ((all?.Settings.Get(setting) ?? caches.Select(c => c.Settings.Get(setting)).FirstOrDefault(s => s is not null)) is not { } said) continue;
            var isKnown = said.Value >= low && said.Value <= high;
            if (isKnown) timers = timers.With(setting, said.Value, said.Origin);
            if (all?.Settings.Has(setting) != true) announcements.Add(new Announcement(Disposition.Inherent, $"{platform}'s timers are those of all caches", $"rpki {name}", setting));
            else if (!isKnown) announcements.Add(new Announcement(Disposition.Lost, $"{platform} takes {low} to {high} seconds", all.Key, setting));
            foreach (var cache in caches)
            {
                if (cache.Settings.Get(setting) is not { } own) continue;
                announcements.Add(!isKnown ? new Announcement(Disposition.Lost, $"{platform} takes {low} to {high} seconds", cache.Key, setting)
                    : own.Value == said.Value ? new Announcement(Disposition.Inherent, $"{platform}'s timers are those of all caches", cache.Key, setting)
                    : new Announcement(Disposition.Approximated, $"{platform}'s timers are those of all caches: {said.Value} s here", cache.Key, setting));
            }
        }

        return timers;
    }
}
