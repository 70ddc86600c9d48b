using System.Collections.Immutable;
using System.Reflection;

namespace BgpTranslate.Model;

/// <summary>Everything that a configuration can say, whatever its format.</summary>
public static class SettingCatalogue
{
    /// <summary>All settings, sorted by key.</summary>
    public static ImmutableArray<Setting> All { get; } =
    [
        .. typeof(Setting).Assembly.GetTypes().Where(t => t.Namespace == typeof(Setting).Namespace && t is { IsAbstract: true, IsSealed: true })
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(f => f.FieldType.IsSubclassOf(typeof(Setting))).Select(f => (Setting)f.GetValue(null)!)
            .OrderBy(s => s.Key, StringComparer.Ordinal),
    ];
}
