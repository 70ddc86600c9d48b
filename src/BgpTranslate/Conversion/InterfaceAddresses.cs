using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>
/// Sessions of some platforms are known by an interface whose addresses the configuration holds. For a platform that wants addresses they are put in place of the interface:
/// the peer of an unnumbered session on a link of two addresses, the source of a session, the router id.
/// </summary>
public static class InterfaceAddresses
{
    /// <summary>The configuration with what the target cannot take from interfaces said as addresses.</summary>
    /// <param name="source">What was read, in effect.</param>
    /// <param name="target">The target.</param>
    /// <param name="support">What the target cannot say.</param>
    /// <param name="options">What the user says with <c>--set</c>: <c>peer-address.IF</c> is the address of the unnumbered peer on an interface, <c>router-id</c> the router id where none is said.</param>
    public static EffectiveConfiguration Resolve(EffectiveConfiguration source, Platform target, SupportTable support, ImmutableDictionary<string, string> options)
    {
        var configuration = source.Configuration;
        var isFollowing = source.Platform.FollowsInterfaces && !target.FollowsInterfaces;
        var takesAddresses = support.Find(PeerSettings.LocalInterface)?.Level == SupportLevel.Impossible;
        if (!isFollowing && !takesAddresses) return source;
        var byInterface = configuration.Addresses.ToLookup(a => a.Interface, StringComparer.Ordinal);
        var instances = source.Instances.Select(instance =>
        {
            var taken = instance.Instance.Peers.Select(p => p.Endpoint).ToHashSet();
            var result = instance.Instance with { Peers = [.. instance.Peers.Select(p => WithSource(WithAddress(p, taken), p))] };
            if (!isFollowing || target.Kind != PlatformKind.Router || instance.Get(PeerSettings.RouterId).IsKnown) return result;
            if (options.TryGetValue("router-id", out var said) && IpAddress.TryParse(said, out var known)) return result with { Settings = result.Settings.With(PeerSettings.RouterId, known) };
            return SessionAddresses.RouterId(instance) is { } id ? result with { Settings = result.Settings.With(PeerSettings.RouterId, id.Ip, id.Origin) } : result;
        }).Select(WithoutIdleSources);
        return new EffectiveConfiguration(configuration with { Instances = [.. instances] }, source.Platform);

        Peer WithAddress(EffectivePeer peer, HashSet<PeerEndpoint> taken)
        {
            if (!isFollowing || peer.Peer.Endpoint is not PeerEndpoint.Interface { Name: var name }) return peer.Peer;
            var link = peer.Get(PeerSettings.InterfaceV6Only).Value is true ? null : byInterface[name].FirstOrDefault(a => SessionAddresses.OtherEnd(a) is not null);
            var address = options.TryGetValue($"peer-address.{name}", out var said) && IpAddress.TryParse(said, out var known) ? known
                : link is not null ? SessionAddresses.OtherEnd(link) : null;
            return address is { } ip && new PeerEndpoint.Address(ip, ip.IsLinkLocal ? name : null) is var end && taken.Add(end)
                ? peer.Peer with { Endpoint = end, Origin = peer.Peer.Origin + (link?.Origin ?? default), Settings = peer.Peer.Settings.Without(PeerSettings.InterfaceV6Only) }
                : peer.Peer;
        }

        Peer WithSource(Peer peer, EffectivePeer before) =>
            takesAddresses && peer.Endpoint is PeerEndpoint.Address { Ip: var ip } && before.Get(PeerSettings.LocalInterface) is { Value: string name } said
            && !before.Get(PeerSettings.LocalAddress).IsSaid && SessionAddresses.SourceTowards(ip, byInterface[name]) is { } address
                ? peer with { Settings = peer.Settings.Without(PeerSettings.LocalInterface).With(PeerSettings.LocalAddress, address.Ip, said.Origin + address.Origin) }
                : peer;
    }

    /// <summary>A group's interface that each of its members has replaced by an address decides nothing any more.</summary>
    private static BgpInstance WithoutIdleSources(BgpInstance instance) => instance with
    {
        Groups =
        [
            .. instance.Groups.Select(g => g.Settings.Has(PeerSettings.LocalInterface)
                && instance.Peers.Where(p => p.Settings.ValueOf(PeerSettings.Group) == g.Name).ToArray() is { Length: > 0 } members && members.All(p => p.Settings.Has(PeerSettings.LocalAddress))
                    ? g with { Settings = g.Settings.Without(PeerSettings.LocalInterface) }
                    : g),
        ],
    };
}
