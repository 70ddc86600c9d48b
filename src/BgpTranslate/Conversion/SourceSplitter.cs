using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Conversion;

/// <summary>
/// Routes of other protocols that some export filter may accept are redistributed, by the policies that they pass on their way to the RIB of the sessions, with a tag that tells their source where the
/// target's policies cannot ask for it; the filters ask for the tag.
/// </summary>
internal sealed class SourceSplitter(Configuration configuration, Platform source, bool asksForSource)
{
    private readonly EffectiveConfiguration effective = new(configuration, source);
    private readonly ImmutableArray<RouteSource> feeding = RouteSources.Feeding(configuration);
    private readonly Dictionary<string, RoutePolicy> policies = configuration.Policies.ToDictionary();
    private readonly List<string> order = [.. configuration.PolicyOrder];
    private readonly List<(string Policy, string Copy)> copies = [];

    /// <summary>The configuration with redistributions.</summary>
    public Configuration Run()
    {
        var instances = effective.Instances.Select(Split).ToImmutableArray();
        var result = configuration with { Instances = instances, Policies = policies.ToImmutableDictionary(), PolicyOrder = [.. order] };
        return PolicyOrphans.Inherited(result, copies);
    }

    private BgpInstance Split(EffectiveInstance instance)
    {
        var result = instance.Instance;
        foreach (var family in instance.Peers.SelectMany(p => p.Families.Where(f => f.IsUnicast() && p.IsActive(f))).Distinct().Order())
        {
            var afi = family.Afi()!.Value;
            var ribs = instance.Peers.Where(p => p.IsActive(family)).Select(p => p.RibOf(family)).Distinct().ToArray();
            var exported = feeding.Where(s => s != RouteSource.Bgp && instance.Peers.Any(p => p.IsActive(family) && MayExport(p, family, s))).ToImmutableArray();
            var alike = exported.Where(s => ribs.All(r => IsSame(effective.Feeds.Of(s, r, afi), effective.Feeds.Of(s, ribs[0], afi)))).ToImmutableArray();
            result = FilteredApart(instance, result, family, exported.RemoveRange(alike));
            foreach (var origin in exported) result = Redistributed(result, family, origin, alike.Contains(origin) ? ribs[..1] : ribs);
            if (!asksForSource) result = new SourceTags(exported).InPolicies(result, family, policies, order, copies);
        }

        return result;
    }

    private static bool IsSame(ImmutableArray<PolicyStatement>? a, ImmutableArray<PolicyStatement>? b) => a is { } x && b is { } y ? x.SequenceEqual(y) : a is null && b is null;

    /// <summary>A protocol's routes enter BGP, by the policies on their way where that leads to one RIB.</summary>
    private BgpInstance Redistributed(BgpInstance instance, AfiSafi family, RouteSource from, string[] ribs)
    {
        var afi = family.Afi()!.Value;
        var name = Fresh($"from-{from}".ToLowerInvariant());
        policies[name] = new RoutePolicy
        {
            Name = name,
            Body =
            [
                .. asksForSource ? (PolicyStatement[])[] : [new PolicyStatement.Apply(new PolicyAction.SetNumber(NumericAttribute.Tag, new NumberChange.To(SourceTags.TagOf(from))))],
                new PolicyStatement.Apply(new PolicyAction.SetOrigin(RouteOrigin.Igp)),
                .. SourceTags.Decided(
                    [
                        .. from == RouteSource.Static ? ribs.SelectMany(r => EffectivePolicies.StaticAttributes(effective, r, afi)).Distinct() : [],
                        .. ribs is [var rib] ? effective.Feeds.Of(from, rib, afi) ?? [] : [],
                    ],
                    from,
                    policies),
            ],
            Final = Verdict.Accept,
        };
        order.Add(name);
        return instance with
        {
            Redistributions =
            [
                .. instance.Redistributions,
                new Redistribution { Family = family, Source = from, Settings = Settings.Empty.With(OriginationSettings.Policy, new PolicyUse.Named(name)) },
            ],
        };
    }

    /// <summary>Routes that come to the RIBs of some sessions only, or by other ways, are told apart where they are sent.</summary>
    private BgpInstance FilteredApart(EffectiveInstance effectiveInstance, BgpInstance instance, AfiSafi family, ImmutableArray<RouteSource> sources)
    {
        if (sources.IsEmpty) return instance;
        var afi = family.Afi()!.Value;
        var done = new Dictionary<(PolicyUse Use, string Rib), PolicyUse>();
        return instance with { Peers = [.. effectiveInstance.Peers.Zip(instance.Peers).Select(p => Filtered(p.First, p.Second))] };

        Peer Filtered(EffectivePeer peer, Peer said)
        {
            var use = peer.Get(FamilySettings.ExportPolicy, family);
            if (!peer.IsActive(family) || use.Value is not PolicyUse policy || policy is PolicyUse.RejectAll) return said;
            var rib = peer.RibOf(family);
            if (!done.TryGetValue((policy, rib), out var filtered))
            {
                var apart = sources.Select(s => (Source: s, Steps: effective.Feeds.Of(s, rib, afi))).Where(s => s.Steps is not { IsEmpty: true })
                    .Select(s => new PolicyStatement.If(new Condition.SourceIs([s.Source]), s.Steps is { } steps ? SourceTags.Decided(steps, s.Source, policies) : [new PolicyStatement.End(Verdict.Reject)], [])).ToArray();
                done[(policy, rib)] = filtered = apart.Length == 0 ? policy : Prefixed(policy, rib, apart);
            }

            if (filtered == policy) return said;
            var scope = said.Families.GetValueOrDefault(family) ?? new FamilyScope { Family = family };
            return said with { Families = said.Families.SetItem(family, scope with { Settings = scope.Settings.With(FamilySettings.ExportPolicy, filtered, use.Origin) }) };
        }
    }

    private PolicyUse Prefixed(PolicyUse use, string rib, PolicyStatement[] before)
    {
        var policy = use is PolicyUse.Named { Policy: var named } && policies.TryGetValue(named, out var found) ? found : new RoutePolicy { Name = "all", Final = use is PolicyUse.AcceptAll ? Verdict.Accept : Verdict.Reject };
        var name = Fresh($"{policy.Name}-{rib}");
        policies[name] = policy with { Name = name, Body = [.. before, .. policy.Body], IsInline = false };
        order.Add(name);
        if (use is PolicyUse.Named) copies.Add((policy.Name, name));
        return new PolicyUse.Named(name);
    }

    /// <summary>Whether some route of the protocol could pass the peer's export policy: a quick look that may say yes too often.</summary>
    private bool MayExport(EffectivePeer peer, AfiSafi family, RouteSource from) =>
        effective.Feeds.Of(from, peer.RibOf(family), family.Afi()!.Value) is not null && peer.Get(FamilySettings.ExportPolicy, family).Value switch
        {
            PolicyUse.AcceptAll => true,
            PolicyUse.Named { Policy: var name } when policies.TryGetValue(name, out var policy) => SourceReach.MayAccept(policy, from),
            _ => false,
        };

    private string Fresh(string name)
    {
        var fresh = name;
        for (var n = 2; policies.ContainsKey(fresh); n++) fresh = $"{name}-{n}";
        return fresh;
    }
}
