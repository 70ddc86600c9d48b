using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>Every statement that a configuration's values point to, in effect or not.</summary>
public static class ModelStatements
{
    /// <summary>Collects them.</summary>
    public static HashSet<Statement> Of(Configuration configuration)
    {
        var origins = new PolicyOrigins(configuration.Policies);
        AddSettings(origins, configuration.Settings);
        foreach (var instance in configuration.Instances)
        {
            Add(origins, instance, instance.Families.Values);
            foreach (var group in instance.Groups) Add(origins, group, group.Families.Values);
            foreach (var peer in instance.Peers) Add(origins, peer, peer.Families.Values);
            foreach (var o in instance.Networks) Add(origins, o, []);
            foreach (var o in instance.Aggregates) Add(origins, o, []);
            foreach (var o in instance.Redistributions) Add(origins, o, []);
        }

        foreach (var o in configuration.Statics.Cast<ModelObject>().Concat(configuration.Ribs).Concat(configuration.Protocols).Concat(configuration.Advertisements)
            .Concat(configuration.Pools).Concat(configuration.Overrides).Concat(configuration.Addresses).Concat(configuration.Others).Concat(configuration.Carried))
            Add(origins, o, []);
        foreach (var policy in configuration.Policies.Values) origins.Add(policy);
        foreach (var set in configuration.Sets) origins.Add(set);
        return [.. origins.Origin];
    }

    private static void Add(PolicyOrigins origins, ModelObject o, IEnumerable<FamilyScope> families)
    {
        origins.Add(o.Origin);
        AddSettings(origins, o.Settings);
        foreach (var family in families)
        {
            origins.Add(family.Origin);
            AddSettings(origins, family.Settings);
        }
    }

    private static void AddSettings(PolicyOrigins origins, Settings settings)
    {
        foreach (var (_, _, origin) in settings.Entries) origins.Add(origin);
    }
}
