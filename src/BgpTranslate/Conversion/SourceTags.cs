using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Conversion;

/// <summary>
/// Tells routes by a tag where a target's policies cannot ask for the protocol a route comes from. The tag is local to the router; learned routes have none.
/// </summary>
/// <param name="tagged">Protocols whose routes are tagged when they enter BGP.</param>
internal sealed class SourceTags(ImmutableArray<RouteSource> tagged)
{
    /// <summary>The tag of a protocol's routes.</summary>
    public static uint TagOf(RouteSource source) => (uint)source;

    /// <summary>Rewrites the policies of an instance's peers and groups: what is sent has a tag of its source, what is received is learned.</summary>
    public BgpInstance InPolicies(BgpInstance instance, AfiSafi family, Dictionary<string, RoutePolicy> policies, List<string> order, List<(string Policy, string Copy)> copies)
    {
        var done = new Dictionary<(string Policy, string Direction), string>();
        return instance with
        {
            Peers = [.. instance.Peers.Select(p => p with { Settings = Both(p.Settings), Families = In(p.Families) })],
            Groups = [.. instance.Groups.Select(g => g with { Settings = Both(g.Settings), Families = In(g.Families) })],
        };

        ImmutableSortedDictionary<AfiSafi, FamilyScope> In(ImmutableSortedDictionary<AfiSafi, FamilyScope> families) =>
            families.TryGetValue(family, out var scope) && Both(scope.Settings) is var settings && settings != scope.Settings ? families.SetItem(family, scope with { Settings = settings }) : families;

        Settings Both(Settings settings) =>
            Rewritten(Rewritten(settings, FamilySettings.ImportPolicy, "in", s => new Condition.Constant(s.Sources.Contains(RouteSource.Bgp)) { Origin = s.Origin }), FamilySettings.ExportPolicy, "out", Tagged);

        Settings Rewritten(Settings settings, Setting<PolicyUse> setting, string direction, Func<Condition.SourceIs, Condition> replace)
        {
            if (settings.Get(setting) is not { Value: PolicyUse.Named named } use || !policies.TryGetValue(named.Policy, out var policy) || !Mentions(policy.Body)) return settings;
            if (!done.TryGetValue((named.Policy, direction), out var name))
            {
                name = $"{policy.Name}-{direction}";
                for (var n = 2; policies.ContainsKey(name); n++) name = $"{policy.Name}-{direction}-{n}";
                done[(named.Policy, direction)] = name;
                policies[name] = policy with { Name = name, Body = Plain(policy.Body).WithConditions(c => c is Condition.SourceIs source ? replace(source) : c), IsInline = false };
                order.Add(name);
                copies.Add((policy.Name, name));
            }

            return settings.With(setting, new PolicyUse.Named(name), use.Origin);
        }
    }

    /// <summary>
    /// Whether a learned route has a LOCAL_PREF need not be asked: where policies can ask for the protocol, every learned route is given one before (RFC 4271 §5.1.5; BIRD, proto/bgp/packets.c).
    /// </summary>
    private static ImmutableArray<PolicyStatement> Plain(ImmutableArray<PolicyStatement> body) => [.. body.Select(s => s switch
    {
        PolicyStatement.If choice => choice with { Condition = Plain(choice.Condition), Then = Plain(choice.Then), Else = Plain(choice.Else) },
        PolicyStatement.Block block => block with { Body = Plain(block.Body) },
        _ => s,
    })];

    private static Condition Plain(Condition condition) => condition switch
    {
        Condition.Not n => n with { Operand = Plain(n.Operand) },
        Condition.Or o => o with { Parts = [.. o.Parts.Select(Plain)] },
        Condition.And a when a.Parts.Any(p => p is Condition.SourceIs { Sources: [RouteSource.Bgp] }) =>
            a with { Parts = [.. a.Parts.Where(p => p is not Condition.Has { Attribute: RouteAttribute.LocalPreference }).Select(Plain)] },
        Condition.And a => a with { Parts = [.. a.Parts.Select(Plain)] },
        _ => condition,
    };

    /// <summary>Statements that only routes of one protocol reach: what asks for the protocol, here and in policies called, is answered.</summary>
    public static ImmutableArray<PolicyStatement> Decided(ImmutableArray<PolicyStatement> statements, RouteSource source, IReadOnlyDictionary<string, RoutePolicy> policies)
    {
        var inline = CallInlining.Inline(new RoutePolicy { Name = "", Body = statements, Final = Verdict.Accept }, policies).Body;
        return Mentions(inline) ? inline.WithConditions(c => c is Condition.SourceIs asked ? new Condition.Constant(asked.Sources.Contains(source)) { Origin = asked.Origin } : c) : statements;
    }

    /// <summary>Whether some condition asks for the protocol.</summary>
    public static bool Mentions(ImmutableArray<PolicyStatement> body) => body.Any(s => s switch
    {
        PolicyStatement.If b => Mentions(b.Condition) || Mentions(b.Then) || Mentions(b.Else),
        PolicyStatement.Block b => Mentions(b.Body),
        _ => false,
    });

    private static bool Mentions(Condition condition) => condition switch
    {
        Condition.SourceIs => true,
        Condition.Not n => Mentions(n.Operand),
        Condition.And a => a.Parts.Any(Mentions),
        Condition.Or o => o.Parts.Any(Mentions),
        _ => false,
    };

    private Condition Tagged(Condition.SourceIs condition)
    {
        if (tagged.All(condition.Sources.Contains))
            return condition.Sources.Contains(RouteSource.Bgp) ? Condition.True : Condition.AnyOf(tagged.Select(HasTag));
        return condition.Sources.Contains(RouteSource.Bgp)
            ? new Condition.Not(Condition.AnyOf(tagged.Where(t => !condition.Sources.Contains(t)).Select(HasTag)))
            : Condition.AnyOf(tagged.Where(condition.Sources.Contains).Select(HasTag));
    }

    private static Condition HasTag(RouteSource source) => new Condition.Compare(NumericAttribute.Tag, Comparison.Equal, TagOf(source));
}
