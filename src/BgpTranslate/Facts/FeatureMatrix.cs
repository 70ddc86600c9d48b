using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>What becomes of one feature in conversions from one platform to another.</summary>
/// <param name="Key">The concept's key.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Level">How well the target says it.</param>
/// <param name="Reason">Why not exactly; empty when it does.</param>
public sealed record Feature(string Key, string Meaning, SupportLevel Level, string Reason);

/// <summary>What becomes of every feature that a source can state, from the tables that conversions use.</summary>
public static class FeatureMatrix
{
    /// <summary>All features, sorted by key. Where two settings share a key the rows are one.</summary>
    public static ImmutableArray<Feature> Of(SupportTable source, SupportTable target)
    {
        var settings = SettingCatalogue.All.DistinctBy(s => s.Key).Select(s => (s.Key, s.Meaning)).ToList();
        var known = settings.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var others = target.Rows.Where(r => !r.Key.EndsWith('*') && !known.Contains(r.Key)).Select(r => (r.Key, Meaning: ""));
        return
        [
            .. from feature in settings.Concat(others)
               where source.Find(feature.Key)?.Level != SupportLevel.Impossible
               orderby feature.Key
               let row = target.Find(feature.Key)
               select new Feature(feature.Key, feature.Meaning, row?.Level ?? SupportLevel.Exact, row?.Reason ?? ""),
        ];
    }
}
