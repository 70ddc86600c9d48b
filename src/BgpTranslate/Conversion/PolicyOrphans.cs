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
    public static Configuration Inherited(Configuration configuration, IEnumerable<(string Policy, string Copy)> copies)
    {
        var used = FactSubjects.Used(configuration).Called.ToHashSet(StringComparer.Ordinal);
        var heirs = copies.Where(c => !used.Contains(c.Policy)).DistinctBy(c => c.Policy).ToDictionary(c => c.Copy, c => c.Policy, StringComparer.Ordinal);
        if (heirs.Count == 0) return configuration;
        var policies = configuration.Policies.ToBuilder();
        foreach (var (copy, policy) in heirs)
        {
            policies[policy] = policies[copy] with { Name = policy, IsInline = policies[policy].IsInline };
            policies.Remove(copy);
        }

        return configuration with
        {
            Policies = policies.ToImmutable(),
            PolicyOrder = [.. configuration.PolicyOrder.Where(n => !heirs.ContainsKey(n))],
            Instances = [.. configuration.Instances.Select(i => i with
            {
                Peers = [.. i.Peers.Select(p => p with { Families = In(p.Families) })],
                Groups = [.. i.Groups.Select(g => g with { Families = In(g.Families) })],
            })],
        };

        ImmutableSortedDictionary<AfiSafi, FamilyScope> In(ImmutableSortedDictionary<AfiSafi, FamilyScope> families)
        {
            foreach (var (family, scope) in families)
            {
                if (scope.Settings.Get(FamilySettings.ExportPolicy) is { Value: PolicyUse.Named { Policy: var name } } use && heirs.TryGetValue(name, out var original))
                    families = families.SetItem(family, scope with { Settings = scope.Settings.With(FamilySettings.ExportPolicy, new PolicyUse.Named(original), use.Origin) });
            }

            return families;
        }
    }
}
