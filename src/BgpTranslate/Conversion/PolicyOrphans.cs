using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>Policies that had a use in the source and have none in what is to be written: only the rewriting left them over.</summary>
internal static class PolicyOrphans
{
    /// <summary>The configuration without them. What nothing used in the source either stays: it is the user's.</summary>
    public static Configuration Removed(Configuration configuration, Configuration source)
    {
        var orphans = FactSubjects.Used(source).Called.Except(FactSubjects.Used(configuration).Called).ToHashSet(StringComparer.Ordinal);
        return orphans.Count == 0 ? configuration : configuration with
        {
            Policies = configuration.Policies.RemoveRange(orphans),
            PolicyOrder = [.. configuration.PolicyOrder.Where(n => !orphans.Contains(n))],
        };
    }

    /// <summary>A policy that nothing uses any more since its uses were rewritten goes, and the first of its copies takes its name.</summary>
    /// <param name="configuration">The rewritten configuration.</param>
    /// <param name="copies">Policies and what was made of them; a copy may have been copied again.</param>
    public static Configuration Inherited(Configuration configuration, IReadOnlyCollection<(string Policy, string Copy)> copies)
    {
        if (copies.Count == 0) return configuration;
        var used = FactSubjects.Used(configuration).Called.ToHashSet(StringComparer.Ordinal);
        var policies = configuration.Policies.ToBuilder();
        var copied = copies.Select(c => c.Policy).ToHashSet(StringComparer.Ordinal);
        var heirs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (policy, copy) in copies.OrderBy(c => copied.Contains(c.Copy)))
        {
            if (!used.Remove(copy)) continue;
            if (!used.Add(policy))
            {
                used.Add(copy);
                continue;
            }

            policies[policy] = policies[copy] with { Name = policy, IsInline = policies[policy].IsInline };
            policies.Remove(copy);
            heirs[copy] = policy;
        }

        return configuration with
        {
            Policies = policies.ToImmutable(),
            PolicyOrder = [.. configuration.PolicyOrder.Where(n => !heirs.ContainsKey(n))],
            Instances = [.. configuration.Instances.Select(i => i with
            {
                Peers = [.. i.Peers.Select(p => p with { Settings = Both(p.Settings), Families = In(p.Families) })],
                Groups = [.. i.Groups.Select(g => g with { Settings = Both(g.Settings), Families = In(g.Families) })],
            })],
        };

        ImmutableSortedDictionary<AfiSafi, FamilyScope> In(ImmutableSortedDictionary<AfiSafi, FamilyScope> families)
        {
            foreach (var (family, scope) in families)
            {
                var settings = Both(scope.Settings);
                if (settings != scope.Settings) families = families.SetItem(family, scope with { Settings = settings });
            }

            return families;
        }

        Settings Both(Settings settings) => Renamed(Renamed(settings, FamilySettings.ImportPolicy), FamilySettings.ExportPolicy);

        Settings Renamed(Settings settings, Setting<PolicyUse> setting)
        {
            if (settings.Get(setting) is not { Value: PolicyUse.Named { Policy: var name } } use || !heirs.ContainsKey(name)) return settings;
            while (heirs.TryGetValue(name, out var original)) name = original;
            return settings.With(setting, new PolicyUse.Named(name), use.Origin);
        }
    }
}
