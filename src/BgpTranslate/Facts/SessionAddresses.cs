using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>What sessions and instances take from the addresses of interfaces.</summary>
public static class SessionAddresses
{
    /// <summary>The addresses that something of BGP depends on: those of unnumbered sessions, of interfaces named as a source, and the one that is the router id.</summary>
    public static ImmutableArray<InterfaceAddress> Taken(EffectiveConfiguration configuration)
    {
        var all = configuration.Configuration.Addresses;
        if (all.IsEmpty) return [];
        var interfaces = configuration.Instances.SelectMany(i => i.Peers)
            .SelectMany(p => new[] { (p.Peer.Endpoint as PeerEndpoint.Interface)?.Name, p.Get(PeerSettings.LocalInterface).Value as string }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var routerIds = configuration.Instances.Select(RouterId).OfType<InterfaceAddress>().ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. all.Where(a => interfaces.Contains(a.Interface) || routerIds.Contains(a))];
    }

    /// <summary>
    /// The address that is the router id of an instance where nobody says one: the highest IPv4 address of a loopback interface, else the highest of any (FRR, zebra/router_id.c);
    /// null when one is said, or the platform chooses otherwise, or no address is known.
    /// </summary>
    public static InterfaceAddress? RouterId(EffectiveInstance instance) => instance.Get(PeerSettings.RouterId).Value is null ? UnsaidRouterId(instance) : null;

    /// <summary>The address that would be the router id if nobody said one.</summary>
    public static InterfaceAddress? UnsaidRouterId(EffectiveInstance instance)
    {
        if (!instance.Configuration.Platform.FollowsInterfaces) return null;
        var candidates = instance.Configuration.Configuration.Addresses.Where(a => a.Vrf == instance.Instance.Vrf && a.Ip.Afi == Afi.Ipv4 && !Host.Contains(a.Ip)).ToArray();
        return candidates.Where(a => a.Interface == "lo").MaxBy(a => a.Ip) ?? candidates.MaxBy(a => a.Ip);
    }

    /// <summary>The other end of a link of two addresses, a /30 or /31 (FRR, bgpd/bgp_nexthop of an unnumbered neighbor); null for any other network.</summary>
    public static IpAddress? OtherEnd(InterfaceAddress address) => (address.Ip.Afi, address.Length, (int)(address.Ip.Bits & 3)) switch
    {
        (Afi.Ipv4, 31, _) => address.Ip with { Bits = address.Ip.Bits ^ 1 },
        (Afi.Ipv4, 30, 1 or 2) => address.Ip with { Bits = address.Ip.Bits ^ 3 },
        _ => null,
    };

    /// <summary>The source address of a session from an interface: that with the most leading bits in common with the peer's (FRR, bgpd/bgp_network.c); null when there is none.</summary>
    public static InterfaceAddress? SourceTowards(IpAddress peer, IEnumerable<InterfaceAddress> addresses) =>
        addresses.Where(a => a.Ip.Afi == peer.Afi).MaxBy(a => (int)UInt128.LeadingZeroCount((a.Ip.Bits ^ peer.Bits) << (128 - peer.Width)));

    private static IpPrefix Host { get; } = IpPrefix.Parse("127.0.0.0/8");
}
