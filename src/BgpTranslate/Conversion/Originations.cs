using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Conversion;

/// <summary>
/// Puts what enters BGP where the target has it. Most platforms have networks and redistributions and ask export policies about BGP routes only; BIRD asks its
/// export filters about the whole RIB. The self-check compares both forms directly, so nothing rests on this step being right.
/// </summary>
public static class Originations
{
    /// <summary>Makes the configuration fit the target's <see cref="ExportScope"/>.</summary>
    public static Configuration Arrange(Configuration configuration, Platform source, Platform target) =>
        target.Export == source.Export ? configuration
        : target.Export == ExportScope.WholeRib ? new Composer(configuration, source).Run()
        : new SourceSplitter(configuration, source, target.AsksForSource).Run();

    /// <summary>
    /// Networks, redistributions and attached sets become part of one policy per direction. Networks and redistributions stay beside it: a writer must see to it that
    /// their routes are in the RIB.
    /// </summary>
    private sealed class Composer(Configuration configuration, Platform source)
    {
        private readonly EffectiveConfiguration effective = new(configuration, source);
        private readonly Dictionary<string, RoutePolicy> policies = configuration.Policies.ToDictionary();
        private readonly List<string> order = [.. configuration.PolicyOrder];
        private readonly Dictionary<(string, string), string> composed = [];

        public Configuration Run()
        {
            var instances = effective.Instances.Select(Compose).ToImmutableArray();
            return configuration with { Instances = instances, Policies = policies.ToImmutableDictionary(), PolicyOrder = [.. order] };
        }

        private BgpInstance Compose(EffectiveInstance instance)
        {
            var peers = instance.Peers.Select(peer =>
            {
                var families = peer.Peer.Families;
                foreach (var family in peer.Families.Where(f => f.Afi() is not null && peer.IsActive(f)))
                {
                    var scope = families.GetValueOrDefault(family) ?? new FamilyScope { Family = family };
                    var settings = scope.Settings;
                    foreach (var part in new Setting[]
                    {
                        FamilySettings.ImportAccessList, FamilySettings.ImportPrefixSet, FamilySettings.ImportAsPathSet,
                        FamilySettings.ExportAccessList, FamilySettings.ExportPrefixSet, FamilySettings.ExportAsPathSet,
                    })
                        settings = settings.Without(part);
                    settings = Direction(settings, peer, family, "in", null, FamilySettings.ImportAccessList, FamilySettings.ImportPrefixSet, FamilySettings.ImportAsPathSet, FamilySettings.ImportPolicy);
                    settings = Direction(
                        settings, peer, family, "out", OriginationPolicy(instance, family), FamilySettings.ExportAccessList, FamilySettings.ExportPrefixSet, FamilySettings.ExportAsPathSet, FamilySettings.ExportPolicy);
                    families = families.SetItem(family, scope with { Settings = settings });
                }

                return peer.Peer with { Families = families };
            });
            return instance.Instance with { Peers = [.. peers], Groups = [.. instance.Instance.Groups.Select(WithoutSets)] };
        }

        /// <summary>Attached sets now stand in each member's policy.</summary>
        private static PeerGroup WithoutSets(PeerGroup group) => group with
        {
            Families = group.Families.ToImmutableSortedDictionary(f => f.Key, f => f.Value with
            {
                Settings = f.Value.Settings
                    .Without(FamilySettings.ImportAccessList).Without(FamilySettings.ImportPrefixSet).Without(FamilySettings.ImportAsPathSet)
                    .Without(FamilySettings.ExportAccessList).Without(FamilySettings.ExportPrefixSet).Without(FamilySettings.ExportAsPathSet)
                    .Without(FamilySettings.ExportPolicy),
            }),
        };

        private Settings Direction(
            Settings settings, EffectivePeer peer, AfiSafi family, string direction, string? origination,
            Setting<SetReference<PrefixSet>> accessList, Setting<SetReference<PrefixSet>> prefixSet, Setting<SetReference<AsPathSet>> asPathSet, Setting<PolicyUse> policy)
        {
            var use = peer.Get(policy, family);
            if (use.Value is PolicyUse.RejectAll) return settings.With(policy, (PolicyUse)use.Value, use.Origin);
            var guards = new List<(Condition Condition, Origin Origin, string Name)>();
            if (peer.Get(accessList, family) is { Value: SetReference<PrefixSet> acl } a) guards.Add((new Condition.PrefixIn(acl), a.Origin, acl.Name ?? "list"));
            if (peer.Get(prefixSet, family) is { Value: SetReference<PrefixSet> prefixes } p) guards.Add((new Condition.PrefixIn(prefixes), p.Origin, prefixes.Name ?? "list"));
            if (peer.Get(asPathSet, family) is { Value: SetReference<AsPathSet> paths } f) guards.Add((new Condition.AsPathIn(paths), f.Origin, paths.Name ?? "list"));
            var named = use.Value as PolicyUse.Named;

            // Where nothing is attached the source's default decides, whether or not the target has the same.
            var otherwise = peer.Get(direction == "in" ? FamilySettings.DefaultImport : FamilySettings.DefaultExport, family);
            if (guards.Count == 0 && use.Value is null && otherwise.Value is Verdict.Reject) return settings.With(policy, new PolicyUse.RejectAll(), otherwise.Origin);
            if (guards.Count == 0 && origination is null)
                return use.Value is PolicyUse value ? settings.With(policy, value, use.Origin) : settings;
            if (guards.Count == 0 && named is null)
                return settings.With(policy, new PolicyUse.Named(origination!), use.Origin);

            var name = string.Join('-', guards.Select(g => g.Name).Append(named?.Policy).OfType<string>().Distinct());
            var key = (string.Join('\n', guards.Select(g => $"{g.Condition}").Append(named?.Policy)), direction + origination);
            if (!composed.TryGetValue(key, out var result))
            {
                var body = new List<PolicyStatement>();
                if (origination is not null) body.Add(new PolicyStatement.Call(origination));
                body.AddRange(guards.Select(g => new PolicyStatement.If(new Condition.Not(g.Condition), [new PolicyStatement.End(Verdict.Reject)], [], g.Origin)));
                var final = Verdict.Accept;
                var origin = Origin.None;
                if (named is not null)
                {
                    if (policies.TryGetValue(named.Policy, out var found))
                    {
                        body.AddRange(found.Body);
                        (final, origin) = (found.Final, found.Origin);
                    }
                    else
                    {
                        final = Verdict.Reject;
                    }
                }

                result = composed[key] = Fresh($"{name}-{direction}");
                Add(new RoutePolicy { Name = result, Body = [.. body], Final = final, Origin = origin });
            }

            return settings.With(policy, new PolicyUse.Named(result), use.Origin + Origin.Of(guards.SelectMany(g => g.Origin)));
        }

        private string OriginationPolicy(EffectiveInstance instance, AfiSafi family)
        {
            var vrf = instance.Instance.Vrf == "default" ? "" : "-" + instance.Instance.Vrf;
            var name = $"bgp{vrf}-{(family.IsUnicast() ? $"{family.Afi()}" : family.Name())}".ToLowerInvariant();
            if (composed.TryGetValue((name, ""), out var known)) return known;
            var fresh = Fresh(name);
            var body = EffectivePolicies.Origination(instance, family);
            if (body.Length > 1)
            {
                // What an aggregate hides is in BGP all the same: the policy says first what is sent, then what is originated.
                var originated = Fresh($"{name}-originated");
                Add(new RoutePolicy { Name = originated, Body = [body[^1]], Final = Verdict.Accept });
                body = [.. body[..^1], new PolicyStatement.Call(originated)];
            }

            Add(new RoutePolicy { Name = fresh, Body = body, Final = Verdict.Accept });
            return composed[(name, "")] = fresh;
        }

        private string Fresh(string name)
        {
            var fresh = name;
            for (var n = 2; policies.ContainsKey(fresh); n++) fresh = $"{name}-{n}";
            return fresh;
        }

        private void Add(RoutePolicy policy)
        {
            policies.Add(policy.Name, policy);
            order.Add(policy.Name);
        }
    }
}
