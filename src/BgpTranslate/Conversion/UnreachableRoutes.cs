using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Conversion;

/// <summary>
/// Filters of BIRD ask whether packets of a route go nowhere (<c>dest = RTD_UNREACHABLE</c>): static routes that say so, and routes whose next hop nothing reaches. Elsewhere the latter are neither
/// used nor sent, whatever policies say, and the former are known by their prefixes.
/// </summary>
internal static class UnreachableRoutes
{
    /// <summary>The configuration with those conditions replaced, where the target has none, and what was replaced.</summary>
    public static (EffectiveConfiguration Configuration, ImmutableArray<Announcement> Announcements) Resolve(EffectiveConfiguration source, Platform target)
    {
        if (source.Platform.Export != ExportScope.WholeRib || target.Export == ExportScope.WholeRib) return (source, []);
        var configuration = source.Configuration;
        var policies = configuration.Policies;
        Condition? statics = null;
        var asking = new List<Origin>();
        foreach (var (name, policy) in policies)
        {
            var body = policy.Body.WithConditions(c => Asks(c) ? Statics(c) with { Origin = c.Origin } : c);
            if (body == policy.Body) continue;
            policies = policies.SetItem(name, policy with { Body = body });
            asking.AddRange(OriginsOf(policy.Body));
        }

        return ReferenceEquals(policies, configuration.Policies)
            ? (source, [])
            : (new EffectiveConfiguration(configuration with { Policies = policies }, source.Platform),
                [new Announcement(Disposition.Inherent, "a route whose next hop nothing reaches is not used anyway", Origin: Origin.Of(asking.SelectMany(o => o)))]);

        Condition Statics(Condition asked)
        {
            statics ??= Condition.AnyOf(configuration.Statics
                .Where(s => s.Settings.ValueOf(StaticSettings.NextHops)?.Hops.Any(h => h is NextHop.Unreachable) == true)
                .GroupBy(s => s.Prefix.Afi)
                .Select(family => Condition.All(
                [
                    new Condition.SourceIs([RouteSource.Static]),
                    new Condition.PrefixIn(SetReference<PrefixSet>.Inline(new PrefixSet
                    {
                        Name = "",
                        Afi = family.Key,
                        Entries = [.. family.Select(r => new SetEntry<PrefixRange>(true, PrefixRange.Exact(r.Prefix), r.Origin))],
                    })),
                ])));
            return ((Condition.Opaque)asked).Text.Contains('!', StringComparison.Ordinal) ? new Condition.Not(statics) : statics;
        }
    }

    private static bool Asks(Condition condition) => condition is Condition.Opaque { Text: var text } && text.Replace(" ", "", StringComparison.Ordinal) is "dest=RTD_UNREACHABLE" or "dest!=RTD_UNREACHABLE";

    /// <summary>Statements that ask for nothing else, with what only such routes reach.</summary>
    private static IEnumerable<Origin> OriginsOf(ImmutableArray<PolicyStatement> body) => body.SelectMany(s => s switch
    {
        PolicyStatement.If { Condition: Condition.Opaque asked } choice when Asks(asked) && !asked.Text.Contains('!', StringComparison.Ordinal) =>
            OriginsOf(choice.Else).Concat(Everything(choice.Then)).Append(choice.Origin),
        PolicyStatement.If choice => OriginsOf(choice.Then).Concat(OriginsOf(choice.Else)),
        PolicyStatement.Block block => OriginsOf(block.Body),
        _ => [],
    });

    private static IEnumerable<Origin> Everything(ImmutableArray<PolicyStatement> body) => body.SelectMany(s => s switch
    {
        PolicyStatement.If choice => Everything(choice.Then).Concat(Everything(choice.Else)).Append(choice.Origin),
        PolicyStatement.Block block => Everything(block.Body).Append(block.Origin),
        _ => [s.Origin],
    });
}
