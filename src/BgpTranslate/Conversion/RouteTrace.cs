using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Conversion;

/// <summary>Which policy a route runs through.</summary>
public abstract record TraceTarget
{
    private TraceTarget()
    {
    }

    /// <summary>A policy by its name.</summary>
    public sealed record Policy(string Name) : TraceTarget
    {
        /// <inheritdoc/>
        public override string ToString() => $"policy {Name}";
    }

    /// <summary>All that routes of a neighbour run through on their way in, or routes to it on their way out.</summary>
    public sealed record Neighbor(string Address, bool IsImport) : TraceTarget
    {
        /// <inheritdoc/>
        public override string ToString() => $"neighbor {Address} {(IsImport ? "in" : "out")}";
    }
}

/// <summary>A route's way through a policy of one configuration.</summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="Received">The route before.</param>
/// <param name="Evaluation">What the policy did.</param>
public sealed record RouteTrace(EffectiveConfiguration Configuration, Route Received, Evaluation Evaluation)
{
    /// <summary>Runs a route through a policy.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="target">The policy.</param>
    /// <param name="route">The route.</param>
    /// <param name="originatesElsewhere">Compared with a platform that puts routes into BGP at another place.</param>
    /// <param name="problem">Why there is no such policy, with those there are; null when there is one.</param>
    public static RouteTrace? Of(EffectiveConfiguration configuration, TraceTarget target, Route route, bool originatesElsewhere, out string? problem)
    {
        problem = null;
        if (ProgramOf(configuration, target, route.Prefix.Afi.Unicast(), originatesElsewhere) is { } program)
            return new RouteTrace(configuration, route, Evaluator.Run(program.Policy, program.Policies, route));
        var (kind, known) = target is TraceTarget.Policy
            ? ("policies", configuration.Configuration.Policies.Keys)
            : ("neighbors", configuration.Instances.SelectMany(i => i.Peers).Select(NameOf));
        problem = $"no {target}; {kind} are: {string.Join(", ", known.Order(StringComparer.Ordinal).DefaultIfEmpty("none"))}";
        return null;
    }

    private static PolicyProgram? ProgramOf(EffectiveConfiguration configuration, TraceTarget target, AfiSafi family, bool originatesElsewhere)
    {
        var programs = new PolicyPrograms(configuration, [.. Enum.GetValues<RouteSource>()], originatesElsewhere);
        switch (target)
        {
            case TraceTarget.Policy { Name: var name }:
                return configuration.Configuration.Policies.TryGetValue(name, out var policy) ? programs.Alone(policy) : null;
            default:
                var neighbor = (TraceTarget.Neighbor)target;
                var peer = configuration.Instances.SelectMany(i => i.Peers).FirstOrDefault(p => NameOf(p) == neighbor.Address || p.Peer.Key == $"peer {neighbor.Address}");
                return peer is null ? null : neighbor.IsImport ? programs.Import(peer, family) : programs.Export(peer, family);
        }
    }

    private static string NameOf(EffectivePeer peer) => peer.Peer.Endpoint switch
    {
        PeerEndpoint.Interface { Name: var name } => name,
        PeerEndpoint.Range { Prefix: var prefix } => $"{prefix}",
        var endpoint => $"{endpoint}",
    };
}
