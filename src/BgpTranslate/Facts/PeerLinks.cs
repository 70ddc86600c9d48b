using BgpTranslate.Defaults;
using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>
/// The links to the eBGP peers of an instance that are one hop away, for one family: which of them share a network, and which may share an interface. Whether a next hop passes from one
/// to the other is decided by the network on most platforms, and by the interface in BIRD.
/// </summary>
public sealed class PeerLinks
{
    private readonly Links links;
    private readonly AfiSafi family;
    private readonly Dictionary<IpPrefix, int> networks = [];
    private readonly Dictionary<string, int> interfaces = new(StringComparer.Ordinal);
    private readonly int all;

    /// <summary>Finds them.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="family">The family of the routes.</param>
    /// <param name="isFar">Sessions over several hops.</param>
    public PeerLinks(EffectiveInstance instance, AfiSafi family, Func<EffectivePeer, bool> isFar)
    {
        (links, this.family) = (new Links(instance.Configuration.Configuration), family);
        foreach (var peer in instance.Peers)
        {
            if (peer.Session != SessionType.External || !peer.IsActive(family) || peer.Peer.Endpoint.NetworkAddress is not { } ip || isFar(peer)) continue;
            var (network, name) = links.To(ip);
            all++;
            interfaces[name] = interfaces.GetValueOrDefault(name) + 1;
            if (ip.Afi == family.Afi()) networks[network] = networks.GetValueOrDefault(network) + 1;
        }
    }

    /// <summary>Another peer is in the network of this one, as far as is known: then third-party next hops pass between them everywhere.</summary>
    public bool SharesNetwork(EffectivePeer peer) => peer.Peer.Endpoint.NetworkAddress is { } ip && ip.Afi == family.Afi() && networks.GetValueOrDefault(links.To(ip).Network) > 1;

    /// <summary>Another peer may be on the interface of this one: it is, or the addresses of interfaces do not tell.</summary>
    public bool MayShareInterface(EffectivePeer peer) =>
        peer.Peer.Endpoint.NetworkAddress is { } ip && (links.To(ip).Interface is { Length: > 0 } name ? interfaces.GetValueOrDefault(name) + interfaces.GetValueOrDefault("") : all) > 1;

    /// <summary>Another peer is on the interface of this one, in another network; null: the addresses of interfaces do not tell.</summary>
    public bool? SharesInterfaceAcrossNetworks(EffectivePeer peer)
    {
        if (peer.Peer.Endpoint.NetworkAddress is not { } ip || ip.Afi != family.Afi()) return false;
        var (network, name) = links.To(ip);
        var here = networks.GetValueOrDefault(network);
        if (name.Length > 0 && interfaces.GetValueOrDefault(name) > here) return true;
        return (name.Length > 0 ? interfaces.GetValueOrDefault(name) + interfaces.GetValueOrDefault("") : all) > here ? null : false;
    }
}

/// <summary>The networks of a router's interfaces, as far as the configuration has their addresses.</summary>
public sealed class Links
{
    private readonly Dictionary<IpPrefix, string> known = [];
    private readonly int[] lengths;

    /// <summary>Collects them.</summary>
    public Links(Configuration configuration)
    {
        foreach (var address in configuration.Addresses) known.TryAdd(address.Network, address.Interface);
        lengths = [.. known.Keys.Select(n => n.Length).Distinct().OrderDescending()];
    }

    /// <summary>The network that an address is in, and its interface; where no address tells, a network of the usual size (/24, /64) and an empty name.</summary>
    public (IpPrefix Network, string Interface) To(IpAddress address)
    {
        foreach (var length in lengths)
        {
            if (length <= address.Width && known.TryGetValue(new IpPrefix(address, length), out var name)) return (new IpPrefix(address, length), name);
        }

        return (new IpPrefix(address, address.Afi == Afi.Ipv4 ? 24 : 64), "");
    }
}
