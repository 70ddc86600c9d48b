using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Automata;

namespace BgpTranslate.Conversion;

/// <summary>
/// Policies of BIRD ask for the name of the protocol that a route comes from (<c>proto = "originated"</c>); other platforms have no such names. What the configuration says
/// of the named protocol is put in place of its name: the routes of a static protocol, everything connected, every learned route.
/// </summary>
public static class ProtocolNames
{
    /// <summary>The configuration with those conditions replaced, where the target knows no names.</summary>
    public static EffectiveConfiguration Resolve(EffectiveConfiguration source, Platform target)
    {
        if (source.Platform.Export != ExportScope.WholeRib || target.Export == ExportScope.WholeRib) return source;
        var configuration = source.Configuration;
        var named = Named(configuration);
        var policies = configuration.Policies;
        foreach (var (name, policy) in policies)
        {
            var body = policy.Body.WithConditions(c => c is Condition.ProtocolInstance instance ? Resolve(instance, named) : c);
            if (body != policy.Body) policies = policies.SetItem(name, policy with { Body = body });
        }

        return ReferenceEquals(policies, configuration.Policies) ? source : new EffectiveConfiguration(configuration with { Policies = policies }, source.Platform);
    }

    /// <summary>What is known of the routes of each protocol; null: nothing that a policy could ask.</summary>
    private static ILookup<string, Condition?> Named(Configuration configuration)
    {
        var all = new List<(string Name, Condition? Routes)>();
        foreach (var routes in configuration.Statics.GroupBy(s => s.Settings.ValueOf(StaticSettings.Protocol) ?? ""))
        {
            all.AddRange(routes.GroupBy(r => r.Prefix.Afi).Select(family => (routes.Key, (Condition?)Condition.All(
            [
                new Condition.SourceIs([RouteSource.Static]),
                new Condition.PrefixIn(SetReference<PrefixSet>.Inline(new PrefixSet
                {
                    Name = "",
                    Afi = family.Key,
                    Entries = [.. family.Select(r => new SetEntry<PrefixRange>(true, PrefixRange.Exact(r.Prefix), r.Origin))],
                })),
            ]))));
        }

        foreach (var protocol in configuration.Protocols)
        {
            var alone = configuration.Protocols.Select(p => (p.Kind, p.Name)).Distinct().Count(p => p.Kind == protocol.Kind) == 1;
            all.Add((protocol.Name, protocol.Kind switch
            {
                RibProtocolKind.Static or RibProtocolKind.Device => Condition.False,
                RibProtocolKind.Direct when alone => new Condition.SourceIs([RouteSource.Connected]),
                RibProtocolKind.Kernel when alone => new Condition.SourceIs([RouteSource.Kernel]),
                _ => null,
            }));
        }

        var sessions = configuration.Instances.SelectMany(i => i.Peers).ToArray();
        foreach (var peer in sessions)
        {
            all.Add((peer.Settings.ValueOf(PeerSettings.Name) ?? "", (sessions.Length, peer.Endpoint) switch
            {
                (1, _) => new Condition.SourceIs([RouteSource.Bgp]),
                (_, PeerEndpoint.Address { Zone: null } address) => new Condition.FromPeer($"{address.Ip}"),
                _ => null,
            }));
        }

        return all.ToLookup(p => p.Name, p => p.Routes, StringComparer.Ordinal);
    }

    private static Condition Resolve(Condition.ProtocolInstance instance, ILookup<string, Condition?> named)
    {
        var matching = named.Where(n => n.Key.Length > 0 && Glob.Matches(instance.Pattern, n.Key)).SelectMany(n => n).ToArray();
        return matching.Length == 0 || matching.Contains(null)
            ? instance
            : Condition.AnyOf(matching.OfType<Condition>().Where(c => c is not Condition.Constant)) with { Origin = instance.Origin };
    }
}
