using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion.Intents;

/// <summary>Which pools an advertisement announces addresses of.</summary>
internal static class AnnouncedPools
{
    /// <summary>True when the advertisement says nothing of pools: it announces those of all.</summary>
    public static bool IsEvery(Advertisement advertisement) => !advertisement.Settings.Has(ClusterSettings.Pools) && !advertisement.Settings.Has(ClusterSettings.PoolSelectors);

    /// <summary>True when the addresses of the pool are announced.</summary>
    public static bool Includes(Advertisement advertisement, AddressPool pool)
    {
        if (IsEvery(advertisement)) return !pool.Settings.ValueOf(ClusterSettings.LayerTwo);
        return advertisement.Settings.ValueOf(ClusterSettings.Pools)?.Split(' ').Contains(pool.Name) == true
            || advertisement.Settings.ValueOf(ClusterSettings.PoolSelectors) is { } selectors
                && selectors.Selectors.Any(s => s.Matches(pool.Settings.ValueOf(ClusterSettings.PoolLabels)?.Labels ?? ImmutableSortedDictionary<string, string>.Empty));
    }
}
