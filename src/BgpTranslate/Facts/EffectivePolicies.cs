using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Facts;

/// <summary>
/// What happens to routes on their way in and out, as one program per peer, family and direction: every filter attached there, the platform's default,
/// and for routes sent, what puts a route into BGP at all. Two platforms that arrange these differently have equal programs when they treat routes alike.
/// </summary>
public static class EffectivePolicies
{
    /// <summary>The program that received routes run through.</summary>
    public static RoutePolicy Import(EffectivePeer peer, AfiSafi family)
    {
        var body = new List<PolicyStatement> { Require(IsLearned), Require(HasWhatLearnedRoutesHave) };
        AddGuards(body, family);
        AddSet(body, peer.Get(FamilySettings.ImportAccessList, family), AsPrefixCondition);
        AddSet(body, peer.Get(FamilySettings.ImportPrefixSet, family), AsPrefixCondition);
        AddSet(body, peer.Get(FamilySettings.ImportAsPathSet, family), AsAsPathCondition);
        return Finish("import", body, peer, family, FamilySettings.ImportPolicy, FamilySettings.DefaultImport);
    }

    /// <summary>The program that routes run through before they are sent, for routes from the given protocols.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="family">The family.</param>
    /// <param name="sources">Protocols that feed the RIB: other routes do not occur and are not compared.</param>
    public static RoutePolicy Export(EffectivePeer peer, AfiSafi family, ImmutableArray<RouteSource> sources)
    {
        var body = new List<PolicyStatement> { Require(new Condition.SourceIs(sources)), Require(Condition.AnyOf([new Condition.Not(IsLearned), HasWhatLearnedRoutesHave])) };
        AddGuards(body, family);
        body.AddRange(peer.Instance.Configuration.Platform.Export == ExportScope.BgpTable ? Origination(peer.Instance, family) : Feeding(peer, family));
        AddSet(body, peer.Get(FamilySettings.ExportAccessList, family), AsPrefixCondition);
        AddSet(body, peer.Get(FamilySettings.ExportPrefixSet, family), AsPrefixCondition);
        AddSet(body, peer.Get(FamilySettings.ExportAsPathSet, family), AsAsPathCondition);
        return Finish("export", body, peer, family, FamilySettings.ExportPolicy, FamilySettings.DefaultExport);
    }

    /// <summary>True when a policy, a set or an explicit "all" or "none" is attached in that direction.</summary>
    public static bool HasImport(EffectivePeer peer, AfiSafi family) =>
        Attached(peer, family, FamilySettings.ImportPolicy, FamilySettings.ImportPrefixSet, FamilySettings.ImportAccessList, FamilySettings.ImportAsPathSet);

    /// <summary>True when a policy, a set or an explicit "all" or "none" is attached in that direction.</summary>
    public static bool HasExport(EffectivePeer peer, AfiSafi family) =>
        Attached(peer, family, FamilySettings.ExportPolicy, FamilySettings.ExportPrefixSet, FamilySettings.ExportAccessList, FamilySettings.ExportAsPathSet);

    /// <summary>
    /// What puts routes of other protocols into BGP: networks, aggregates, redistributions. Routes learned from peers pass; a route that nothing originates is
    /// rejected, and so is any route that an aggregate hides.
    /// </summary>
    public static ImmutableArray<PolicyStatement> Origination(EffectiveInstance instance, AfiSafi family)
    {
        var rules = new List<PolicyStatement>();
        const string done = "originated";
        foreach (var network in instance.Instance.Networks.Where(n => n.Family == family && n.Settings.ValueOf(OriginationSettings.Backdoor) is false))
        {
            var exact = new PrefixSet { Name = "", Afi = network.Prefix.Afi, Entries = [new SetEntry<PrefixRange>(true, PrefixRange.Exact(network.Prefix), network.Origin)] };
            var actions = new List<PolicyStatement> { new PolicyStatement.Apply(new PolicyAction.SetOrigin(RouteOrigin.Igp)) };
            actions.AddRange(Shaping(instance, network.Settings, $"network {network.Prefix}"));
            actions.Add(new PolicyStatement.Leave(done));
            rules.Add(new PolicyStatement.If(new Condition.PrefixIn(SetReference<PrefixSet>.Inline(exact)), [.. actions], [], network.Origin));
        }

        // An aggregate is announced like a network; that it needs a part of it to be there is not the policy's business.
        var hidden = new List<SetEntry<PrefixRange>>();
        var hiding = new List<PolicyStatement>();
        foreach (var aggregate in instance.Instance.Aggregates.Where(a => a.Family == family))
        {
            var exact = new PrefixSet { Name = "", Afi = aggregate.Prefix.Afi, Entries = [new SetEntry<PrefixRange>(true, PrefixRange.Exact(aggregate.Prefix), aggregate.Origin)] };
            var actions = new List<PolicyStatement>
            {
                new PolicyStatement.Apply(new PolicyAction.SetOrigin(aggregate.Settings.Get(OriginationSettings.Origin)?.Value ?? RouteOrigin.Igp)),
            };
            actions.AddRange(Shaping(instance, aggregate.Settings, $"aggregate {aggregate.Prefix}"));
            actions.Add(new PolicyStatement.Leave(done));
            rules.Add(new PolicyStatement.If(new Condition.PrefixIn(SetReference<PrefixSet>.Inline(exact)), [.. actions], [], aggregate.Origin));
            if (aggregate.Prefix.Length == aggregate.Prefix.Width) continue;
            var part = new SetEntry<PrefixRange>(true, new PrefixRange(aggregate.Prefix, aggregate.Prefix.Length + 1, aggregate.Prefix.Width), aggregate.Origin);
            if (aggregate.Settings.ValueOf(OriginationSettings.SummaryOnly)) hidden.Add(part);
            else if (Suppressed(instance, aggregate, part) is { } suppressed) hiding.Add(suppressed);
        }

        foreach (var redistribution in instance.Instance.Redistributions.Where(r => r.Family == family))
        {
            var actions = new List<PolicyStatement> { new PolicyStatement.Apply(new PolicyAction.SetOrigin(RouteOrigin.Incomplete)) };
            if (redistribution.Settings.Get(OriginationSettings.Metric) is { } metric)
                actions.Add(new PolicyStatement.Apply(new PolicyAction.SetNumber(NumericAttribute.Med, new NumberChange.To(metric.Value)), metric.Origin));
            actions.AddRange(Shaping(instance, redistribution.Settings, $"redistribute {redistribution.Source}"));
            actions.Add(new PolicyStatement.Leave(done));
            rules.Add(new PolicyStatement.If(new Condition.SourceIs([redistribution.Source]), [.. actions], [], redistribution.Origin));
        }

        rules.Add(new PolicyStatement.End(Verdict.Reject));
        var parts = new PrefixSet { Name = "", Afi = family.Afi(), Entries = [.. hidden] };
        if (hidden.Count > 0)
            hiding.Insert(0, new PolicyStatement.If(new Condition.PrefixIn(SetReference<PrefixSet>.Inline(parts)), [new PolicyStatement.End(Verdict.Reject)], [], Origin.Of(hidden.SelectMany(h => h.Origin))));
        return
        [
            .. hiding,
            new PolicyStatement.If(
                new Condition.Not(new Condition.SourceIs([RouteSource.Bgp])),
                [new PolicyStatement.Block(done, [.. rules])],
                []),
        ];
    }

    /// <summary>Parts of an aggregate that a policy says are not announced: those that it accepts; null where there is no such policy.</summary>
    private static PolicyStatement.Block? Suppressed(EffectiveInstance instance, Aggregate aggregate, SetEntry<PrefixRange> part)
    {
        var policies = instance.Configuration.Configuration.Policies;
        if (aggregate.Settings.Get(OriginationSettings.SuppressPolicy) is not { Value: PolicyUse.Named { Policy: var name } } use || !policies.TryGetValue(name, out var policy)) return null;
        var label = $"suppressed by {aggregate.Prefix}";
        var parts = new PrefixSet { Name = "", Afi = aggregate.Prefix.Afi, Entries = [part] };
        var announced = new PolicyStatement.Leave(label, use.Origin);
        var suppressed = new PolicyStatement.End(Verdict.Reject, use.Origin);
        return new PolicyStatement.Block(
            label,
            [
                new PolicyStatement.If(new Condition.Not(new Condition.PrefixIn(SetReference<PrefixSet>.Inline(parts))), [announced], [], use.Origin),
                .. CallInlining.Inline(policy, policies).Body.WithEnds(e => e.Verdict == Verdict.Accept ? suppressed : announced),
                .. policy.Final == Verdict.Accept ? [suppressed] : ImmutableArray<PolicyStatement>.Empty,
            ],
            use.Origin);
    }

    /// <summary>What happens to routes of other protocols before they stand in the RIB that the export filter sees.</summary>
    private static IEnumerable<PolicyStatement> Feeding(EffectivePeer peer, AfiSafi family)
    {
        if (!family.IsUnicast() || family.Afi() is not { } afi) return [];
        var (whole, rib) = (peer.Instance.Configuration, peer.RibOf(family));
        return StaticAttributes(whole, rib, afi).Concat(whole.Feeds.Into(rib, afi));
    }

    /// <summary>What the static routes that reach a RIB say of the attributes that they start with, as statements.</summary>
    public static IEnumerable<PolicyStatement> StaticAttributes(EffectiveConfiguration effective, string rib, Afi afi)
    {
        var configuration = effective.Configuration;
        foreach (var route in effective.Feeds.StaticsInto(rib, afi))
        {
            if (route.Settings.Get(StaticSettings.Attributes) is not { Value: PolicyUse.Named { Policy: var name } } use || !configuration.Policies.TryGetValue(name, out var policy)) continue;
            var exact = new PrefixSet { Name = "", Afi = route.Prefix.Afi, Entries = [new SetEntry<PrefixRange>(true, PrefixRange.Exact(route.Prefix), route.Origin)] };
            yield return new PolicyStatement.If(
                Condition.All([new Condition.SourceIs([RouteSource.Static]), new Condition.PrefixIn(SetReference<PrefixSet>.Inline(exact))]),
                [.. policy.Body.Where(s => s is not PolicyStatement.End)], [], use.Origin);
        }
    }

    /// <summary>The policy of a network or redistribution as statements: rejected there, the route is not originated.</summary>
    private static IEnumerable<PolicyStatement> Shaping(EffectiveInstance instance, Settings settings, string label)
    {
        if (settings.Get(OriginationSettings.Policy) is not { } use) yield break;
        switch (use.Value)
        {
            case PolicyUse.RejectAll:
                yield return new PolicyStatement.End(Verdict.Reject, use.Origin);
                break;
            case PolicyUse.Named { Policy: var name } when !instance.Configuration.Configuration.Policies.ContainsKey(name):
                yield return new PolicyStatement.End(Verdict.Reject, use.Origin);
                break;
            case PolicyUse.Named { Policy: var name }:
                yield return new PolicyStatement.Call(name, use.Origin) { Name = label };
                break;
        }
    }

    private static RoutePolicy Finish(
        string name, List<PolicyStatement> body, EffectivePeer peer, AfiSafi family, Setting<PolicyUse> policy, Setting<Verdict> otherwise)
    {
        var use = peer.Get(policy, family);
        var attached = name == "import" ? HasImport(peer, family) : HasExport(peer, family);
        switch (use.Value)
        {
            case PolicyUse.AcceptAll:
                body.Add(new PolicyStatement.End(Verdict.Accept, use.Origin));
                break;
            case PolicyUse.RejectAll:
                body.Add(new PolicyStatement.End(Verdict.Reject, use.Origin));
                break;
            case PolicyUse.Named { Policy: var named } when peer.Instance.Configuration.Configuration.Policies.TryGetValue(named, out var found):
                body.Add(new PolicyStatement.Block($"policy {named}", found.Body, use.Origin + found.Origin));
                body.Add(new PolicyStatement.End(found.Final));
                break;
            case PolicyUse.Named:
                body.Add(new PolicyStatement.End(Verdict.Reject, use.Origin));
                break;
            default:
                var decided = attached ? default : peer.Get(otherwise, family);
                body.Add(new PolicyStatement.End(decided.Value as Verdict? ?? Verdict.Accept, decided.Origin + decided.Causes));
                break;
        }

        return new RoutePolicy { Name = name, Body = [.. body] };
    }

    private static Condition IsLearned { get; } = new Condition.SourceIs([RouteSource.Bgp]);

    /// <summary>What every UPDATE that announces a route holds: ORIGIN and AS_PATH (RFC 4271 §5). Routes without do not occur and are not compared.</summary>
    private static Condition HasWhatLearnedRoutesHave { get; } = Condition.All([new Condition.Has(RouteAttribute.Origin), new Condition.Has(RouteAttribute.AsPath)]);

    private static bool Attached(EffectivePeer peer, AfiSafi family, params ReadOnlySpan<Setting> settings)
    {
        foreach (var setting in settings)
        {
            if (peer.Get(setting, family).Value is not null) return true;
        }

        return false;
    }

    private static void AddGuards(List<PolicyStatement> body, AfiSafi family)
    {
        if (family.Afi() is { } afi) body.Add(Require(new Condition.FamilyIs(afi)));
    }

    private static PolicyStatement.If Require(Condition condition) =>
        new(new Condition.Not(condition), [new PolicyStatement.End(Verdict.Reject)], []);

    private static void AddSet(List<PolicyStatement> body, EffectiveValue use, Func<object, Condition> condition)
    {
        if (use.Value is { } set)
            body.Add(new PolicyStatement.If(new Condition.Not(condition(set)), [new PolicyStatement.End(Verdict.Reject)], [], use.Origin));
    }

    private static Condition AsPrefixCondition(object set) => new Condition.PrefixIn((SetReference<PrefixSet>)set);

    private static Condition AsAsPathCondition(object set) => new Condition.AsPathIn((SetReference<AsPathSet>)set);
}
