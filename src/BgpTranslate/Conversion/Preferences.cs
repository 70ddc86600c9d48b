using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Conversion;

/// <summary>
/// BIRD ranks routes by their preference before anything else, larger first; 100 is that of BGP (nest/protocol.h). Elsewhere a weight comes before everything in BGP, larger first, and a learned
/// route has none. An import policy that raises the preference raises the weight by as much.
/// </summary>
internal static class Preferences
{
    private const uint OfBgp = 100;

    /// <summary>The configuration with weights, where the target has no preferences, and what changes by it.</summary>
    public static (EffectiveConfiguration Configuration, ImmutableArray<Announcement> Announcements) Arrange(EffectiveConfiguration source, Platform target)
    {
        if (source.Platform.Export != ExportScope.WholeRib || target is not { Export: ExportScope.BgpTable, Kind: PlatformKind.Router }) return (source, []);
        var configuration = source.Configuration;
        var policies = configuration.Policies;
        var uses = configuration.PolicyAttachments();
        var raising = new List<Origin>();
        foreach (var (name, policy) in policies)
        {
            if (!uses[name].Any() || uses[name].Any(s => s != FamilySettings.ImportPolicy) || Asks(policy)) continue;
            var body = Weighted(policy.Body, raising);
            if (body != policy.Body) policies = policies.SetItem(name, policy with { Body = body });
        }

        return raising.Count == 0
            ? (source, [])
            : (new EffectiveConfiguration(configuration with { Policies = policies }, source.Platform),
                [new Announcement(Disposition.Approximated, "a weight ranks the routes that BGP has; the preference ranks them among those of other protocols, too", Origin: Origin.Of(raising.SelectMany(o => o)))]);
    }

    private static bool Asks(RoutePolicy policy)
    {
        var asks = false;
        policy.Body.WithConditions(c =>
        {
            asks |= c is Condition.Compare { Attribute: NumericAttribute.Preference } or Condition.NumberIn { Attribute: NumericAttribute.Preference };
            return c;
        });
        return asks;
    }

    private static ImmutableArray<PolicyStatement> Weighted(ImmutableArray<PolicyStatement> body, List<Origin> raising)
    {
        ImmutableArray<PolicyStatement> result =
        [
            .. body.Select(s =>
            {
                switch (s)
                {
                    case PolicyStatement.Apply { Action: PolicyAction.SetNumber { Attribute: NumericAttribute.Preference, Change: NumberChange.To { Value: >= OfBgp and var preference } } set } apply:
                        raising.Add(apply.Origin);
                        return apply with { Action = set with { Attribute = NumericAttribute.Weight, Change = new NumberChange.To(preference - OfBgp) } };
                    case PolicyStatement.If choice:
                        var (then, otherwise) = (Weighted(choice.Then, raising), Weighted(choice.Else, raising));
                        return then == choice.Then && otherwise == choice.Else ? choice : choice with { Then = then, Else = otherwise };
                    case PolicyStatement.Block block:
                        var inner = Weighted(block.Body, raising);
                        return inner == block.Body ? block : block with { Body = inner };
                    default:
                        return s;
                }
            }),
        ];
        return result.Zip(body).All(p => ReferenceEquals(p.First, p.Second)) ? body : result;
    }
}
