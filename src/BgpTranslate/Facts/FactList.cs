using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>One effective fact: what holds, and who said so.</summary>
/// <param name="Path">What it is about.</param>
/// <param name="Key">The concept; empty for the existence of an object.</param>
/// <param name="Value">The value as text; secrets are not revealed.</param>
/// <param name="Origin">The statements that said it; none for a default.</param>
/// <param name="Default">The default that gives it, in words; empty when somebody said it.</param>
/// <param name="Dormant">Why it has no effect as things stand; empty when it has.</param>
public sealed record EffectiveFact(string Path, string Key, string Value, Origin Origin, string Default, string Dormant);

/// <summary>The meaning of a configuration, flattened: what <c>bgpx show --as facts</c> prints.</summary>
public static class FactList
{
    /// <summary>All facts, defaults included, in the order of the configuration.</summary>
    public static IEnumerable<EffectiveFact> Of(EffectiveConfiguration effective)
    {
        foreach (var subject in FactSubjects.Of(effective))
        {
            var dormant = subject.Dormant ?? "";
            if (!subject.Existence.IsNone) yield return new EffectiveFact(subject.Path, "", "exists", subject.Existence, "", dormant);
            var settings = subject.Said.ToList();
            if (subject.DefaultScope is { } scope) settings.AddRange(effective.Platform.Defaults.Settings.Where(s => s.Scope == scope && !settings.Contains(s)));
            foreach (var setting in settings.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                var value = subject.Get(setting);
                if (value.Value is null) continue;
                var source = value.Default is null ? "" : $"default, {effective.Platform} ({value.Default.Source})";
                yield return new EffectiveFact(subject.Path, setting.Key, Setting.Format(value.Value), value.Origin, source, dormant);
            }
        }
    }
}
