using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>In which address families the policies of a configuration are used: some changes are said once for each.</summary>
public sealed class PolicyFamilies
{
    private readonly Dictionary<string, HashSet<Afi>> used = new(StringComparer.Ordinal);

    /// <summary>Finds the uses: where a policy is attached, and by what is attached there and calls it.</summary>
    public PolicyFamilies(Configuration configuration)
    {
        var callees = new Dictionary<string, IReadOnlyCollection<string>>(StringComparer.Ordinal);
        foreach (var (family, settings) in configuration.Instances.SelectMany(i => i.AllSettings()))
        {
            foreach (var (_, value, _) in settings.Entries)
            {
                if (value is not PolicyUse.Named { Policy: var name }) continue;
                if (!callees.TryGetValue(name, out var all)) callees[name] = all = new PolicyOrigins(configuration.Policies).AddNamed(name).Called;
                foreach (var policy in all) Add(policy, family?.Afi());
            }
        }
    }

    /// <summary>The families that a policy is used in; none when it is not used.</summary>
    public IReadOnlySet<Afi> Of(string policy) => used.TryGetValue(policy, out var families) ? families : ImmutableHashSet<Afi>.Empty;

    private void Add(string policy, Afi? family)
    {
        if (!used.TryGetValue(policy, out var families)) used[policy] = families = [];
        if (family != Afi.Ipv6) families.Add(Afi.Ipv4);
        if (family != Afi.Ipv4) families.Add(Afi.Ipv6);
    }
}
