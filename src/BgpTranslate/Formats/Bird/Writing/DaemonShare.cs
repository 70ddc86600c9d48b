using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Bird.Reading;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>
/// The part of a configuration that is for one of the two daemons of BIRD 1.x: <c>bird</c> knows IPv4 alone, <c>bird6</c> IPv6 (bird.md §1). A session belongs to the
/// daemon of its transport address, and exchanges routes of that family only.
/// </summary>
internal static class DaemonShare
{
    /// <summary>The part of one daemon.</summary>
    /// <param name="configuration">The whole.</param>
    /// <param name="effective">The whole, as it is in effect.</param>
    /// <param name="afi">The daemon's family.</param>
    /// <param name="isOnly">There is no other daemon: what has no family is its own.</param>
    public static Configuration Of(Configuration configuration, EffectiveConfiguration effective, Afi afi, bool isOnly)
    {
        var family = afi.Unicast();
        var instances = configuration.Instances.Zip(effective.Instances).Select(i => i.First with
        {
            Families = Only(i.First.Families, family),
            Groups = [.. i.First.Groups.Where(g => IsFor(g, i.Second, afi, isOnly)).Select(g => g with { Families = Only(g.Families, family) })],
            Peers = [.. i.First.Peers.Zip(i.Second.Peers).Where(p => CanHave(p.Second, afi)).Select(p => p.First with { Families = Only(p.First.Families, family) })],
            Networks = [.. i.First.Networks.Where(n => n.Family == family)],
            Aggregates = [.. i.First.Aggregates.Where(a => a.Family == family)],
            Redistributions = [.. i.First.Redistributions.Where(r => r.Family == family)],
        }).Where(i => i.Peers.Length > 0 || isOnly).ToImmutableArray();
        var ribs = configuration.Ribs.Where(r => r.Kind == (afi == Afi.Ipv4 ? "ipv4" : "ipv6") || r.Kind == (afi == Afi.Ipv4 ? "roa4" : "roa6") || r.Kind is "ip" or "roa").ToImmutableArray();
        var names = ribs.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        var protocols = configuration.Protocols.Where(p => p.Afi == afi || (p.Afi is null && IsOf(p, names, isOnly))).ToImmutableArray();
        var statics = configuration.Statics.Where(s => s.Prefix.Afi == afi).ToImmutableArray();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var settings in instances.SelectMany(i => i.Peers.Cast<ModelObject>().Concat(i.Groups).Concat(i.Families.Values).Concat(i.Networks).Concat(i.Aggregates).Concat(i.Redistributions)
            .Concat(i.Peers.SelectMany(p => p.Families.Values)).Concat(i.Groups.SelectMany(g => g.Families.Values)).Append(i)).Concat(protocols).Concat(statics).Select(o => o.Settings))
        {
            foreach (var (_, value, _) in settings.Entries)
            {
                if (value is PolicyUse.Named named) Reach(named.Policy, configuration, used);
            }
        }

        var sessions = instances.SelectMany(i => i.Peers).Select(p => p.Settings.ValueOf(PeerSettings.Name)).Concat(protocols.Select(p => p.Name)).ToHashSet();
        return configuration with
        {
            Instances = instances,
            Policies = configuration.Policies.Where(p => used.Contains(p.Key)).ToImmutableDictionary(StringComparer.Ordinal),
            PolicyOrder = [.. configuration.PolicyOrder.Where(used.Contains)],
            Statics = statics,
            Ribs = ribs,
            Protocols = protocols,
            Others = [.. configuration.Others.Where(o => o.Kind != "roa" || o.Name.Contains(':', StringComparison.Ordinal) == (afi == Afi.Ipv6))],
            Carried = [.. configuration.Carried.Where(c => c.Context is [] ? isOnly || afi == Afi.Ipv4 || c.Feature == ExpressionText.Undefined : c.Context[0].StartsWith("template ", StringComparison.Ordinal) || sessions.Contains(c.Context[0].Split(' ')[^1]))],
        };
    }

    /// <summary>True for a session that a daemon can have: its own family is active.</summary>
    public static bool CanHave(EffectivePeer peer, Afi afi) => TransportOf(peer) == afi && peer.IsActive(afi.Unicast()) && peer.Peer.Endpoint is PeerEndpoint.Address or PeerEndpoint.Unresolved;

    /// <summary>A template is for the daemons of its sessions; one without sessions for that of its address.</summary>
    private static bool IsFor(PeerGroup group, EffectiveInstance instance, Afi afi, bool isOnly)
    {
        var members = instance.Peers.Where(p => p.Groups.Any(g => g.Name == group.Name)).ToList();
        return members.Count > 0 ? members.Exists(m => CanHave(m, afi))
            : group.Settings.Get(PeerSettings.LocalAddress) is { } address ? address.Value.Afi == afi : isOnly || afi == Afi.Ipv4;
    }

    private static Afi TransportOf(EffectivePeer peer) => peer.Peer.Endpoint switch
    {
        PeerEndpoint.Address address => address.Ip.Afi,
        PeerEndpoint.Range range => range.Prefix.Afi,
        PeerEndpoint.Interface => Afi.Ipv6,
        _ => peer.IsActive(AfiSafi.Ipv4Unicast) || !peer.IsActive(AfiSafi.Ipv6Unicast) ? Afi.Ipv4 : Afi.Ipv6,
    };

    /// <summary>A pipe is of the family of its tables; devices are everybody's.</summary>
    private static bool IsOf(RibProtocol protocol, HashSet<string> ribs, bool isOnly) => protocol.Kind switch
    {
        RibProtocolKind.Pipe => isOnly || new[] { RibSettings.Rib, RibSettings.PeerRib }.Any(s => protocol.Settings.ValueOf(s) is { } table && ribs.Contains(table)),
        RibProtocolKind.Static => false,
        _ => true,
    };

    private static ImmutableSortedDictionary<AfiSafi, FamilyScope> Only(ImmutableSortedDictionary<AfiSafi, FamilyScope> families, AfiSafi family) =>
        families.Where(f => f.Key == family).ToImmutableSortedDictionary();

    private static void Reach(string policy, Configuration configuration, HashSet<string> used)
    {
        if (!used.Add(policy) || !configuration.Policies.TryGetValue(policy, out var found)) return;
        foreach (var called in CallsOf(found.Body)) Reach(called, configuration, used);
    }

    private static IEnumerable<string> CallsOf(ImmutableArray<PolicyStatement> body) => body.SelectMany(s => s switch
    {
        PolicyStatement.Call call => [call.Policy],
        PolicyStatement.If branch => CallsOf(branch.Then).Concat(CallsOf(branch.Else)),
        PolicyStatement.Block block => CallsOf(block.Body),
        _ => [],
    });
}
