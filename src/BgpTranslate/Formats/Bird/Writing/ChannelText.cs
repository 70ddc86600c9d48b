using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>What the channel of one address family says (bird.md §5).</summary>
internal sealed class ChannelText(WritingContext context, PolicyText policies, RibNames ribs)
{
    private readonly Dictionary<(EffectiveInstance, AfiSafi), (ImmutableArray<IpAddress> Internal, bool External)> farSessions = [];
    private readonly Dictionary<(EffectiveInstance, AfiSafi), PeerLinks> nearPeers = [];
    private readonly Links links = new(context.Configuration);

    /// <summary>The words that open a channel of a family; null where BIRD has none.</summary>
    public string? HeadOf(AfiSafi family) => family switch
    {
        AfiSafi.Ipv4Unicast => "ipv4",
        AfiSafi.Ipv6Unicast => "ipv6",
        AfiSafi.Ipv4Multicast => "ipv4 multicast",
        AfiSafi.Ipv6Multicast => "ipv6 multicast",
        AfiSafi.Ipv4LabeledUnicast => "ipv4 mpls",
        AfiSafi.Ipv6LabeledUnicast => "ipv6 mpls",
        AfiSafi.Ipv4Vpn => "vpn4 mpls",
        AfiSafi.Ipv6Vpn => "vpn6 mpls",
        AfiSafi.Ipv4MulticastVpn => "vpn4 multicast",
        AfiSafi.Ipv6MulticastVpn => "vpn6 multicast",
        AfiSafi.Ipv4Flowspec => "flow4",
        AfiSafi.Ipv6Flowspec => "flow6",
        _ => null,
    };

    /// <summary>The statements of a channel, of a template's when <paramref name="path"/> is null.</summary>
    public IEnumerable<Item> Of(EffectivePeer peer, AfiSafi family, string? path)
    {
        if (Get(FamilySettings.Rib) is { } rib) yield return new Item("table", $"table {ribs.Of(rib.Value, family)}", rib.Origin);
        else if (ribs.TableFor(peer.Instance.Instance, family) is { } table) yield return new Item("table", $"table {table}");
        if (Get(FamilySettings.IgpRib) is { } igp) yield return new Item("igp table", $"igp table {ribs.Of(igp.Value, family)}", igp.Origin);
        else if (ribs.IgpTableFor(peer.Instance.Instance, family) is { } igpTable) yield return new Item("igp table", $"igp table {igpTable}");
        foreach (var item in Limits(peer, family, path)) yield return item;
        foreach (var item in Policies(peer, family, path)) yield return item;
        foreach (var item in NextHops(peer, family, path)) yield return item;
        foreach (var item in Paths(peer, family, path)) yield return item;
        if (Get(FamilySettings.Preference) is { } preference) yield return Number("preference", preference);
        if (Get(FamilySettings.KeepReceived) is { } received) yield return Switch("import table", received);
        if (Get(FamilySettings.KeepFiltered) is { } filtered) yield return Switch("import keep filtered", filtered);
        if (Get(FamilySettings.KeepSent) is { } sent) yield return Switch("export table", sent);
        if (Get(FamilySettings.Secondary) is { } secondary) yield return Switch("secondary", secondary);
        if (Get(FamilySettings.Gateway) is { } gateway) yield return new Item("gateway", $"gateway {gateway.Value}", gateway.Origin);
        if (Get(FamilySettings.Aigp) is { } aigp) yield return new Item("aigp", $"aigp {aigp.Value}", aigp.Origin);
        if (Get(FamilySettings.Cost) is { } cost) yield return Number("cost", cost);
        if (Get(FamilySettings.FamilyMandatory) is { } mandatory) yield return Switch("mandatory", mandatory);
        if (Get(FamilySettings.FamilyGracefulRestart) is { } graceful) yield return Switch("graceful restart", graceful);
        if (Get(FamilySettings.ExtendedNextHop) is { } extended) yield return Switch("extended next hop", extended);

        Stated<T>? Get<T>(Setting<T> setting)
            where T : notnull => Said(peer, family, setting);
    }

    private static Stated<T>? Said<T>(EffectivePeer peer, AfiSafi family, Setting<T> setting)
        where T : notnull => peer.Get(setting, family) is { IsSaid: true, Value: T value } found ? new Stated<T>(value, found.Origin) : null;

    private static Item Switch(string words, Stated<bool> said) => new(words, $"{words} {(said.Value ? "on" : "off")}", said.Origin);

    private static Item Number(string words, Stated<uint> said) => new(words, string.Create(CultureInfo.InvariantCulture, $"{words} {said.Value}"), said.Origin);

    private IEnumerable<Item> Limits(EffectivePeer peer, AfiSafi family, string? path)
    {
        foreach (var (setting, words) in new[]
        {
            (FamilySettings.PrefixLimit, "import limit"), (FamilySettings.ReceivedPrefixLimit, "receive limit"), (FamilySettings.SentPrefixLimit, "export limit"),
        })
        {
            if (Said(peer, family, setting) is not { } limit) continue;
            var action = limit.Value.Action switch
            {
                PrefixLimitAction.TearDown => "disable",
                PrefixLimitAction.Restart => "restart",
                PrefixLimitAction.Warn => "warn",
                _ => "block",
            };
            if (path is not null && limit.Value.RestartSeconds > 0)
                context.Announce(Disposition.Approximated, "BIRD restarts after the usual error wait time", path, setting);
            else if (path is not null && limit.Value.ThresholdPercent is not null)
                context.Announce(Disposition.Approximated, "BIRD does not warn before the limit is reached", path, setting);
            yield return new Item(words, string.Create(CultureInfo.InvariantCulture, $"{words} {limit.Value.Max} action {action}"), limit.Origin);
        }
    }

    private IEnumerable<Item> Policies(EffectivePeer peer, AfiSafi family, string? path)
    {
        // An eBGP channel must say both (RFC 8212); what nobody knows lets nothing through.
        var must = path is not null && peer.Session is not (SessionType.Internal or SessionType.Confederation);
        if (Said(peer, family, FamilySettings.ImportPolicy) is { } import) yield return new Item("import", $"import {policies.Use(import.Value)}", import.Origin);
        else if (must) yield return new Item("import", "import none") { Missing = "import policy" };
        if (Said(peer, family, FamilySettings.ExportPolicy) is { } export) yield return new Item("export", $"export {policies.Use(export.Value)}", export.Origin);
        else if (must) yield return new Item("export", "export none") { Missing = "export policy" };
    }

    private IEnumerable<Item> NextHops(EffectivePeer peer, AfiSafi family, string? path)
    {
        var sessions = SentAsOwn(peer, family);
        if (path is not null && sessions is null && PassesNextHops(peer, family) && NearPeers(peer, family) is { } near && near.SharesInterfaceAcrossNetworks(peer) is not false and var shares)
        {
            var otherwise = shares is true ? "" : "; whether peers of several networks are on one interface the input does not tell";
            context.Announce(
                Disposition.Approximated, $"BIRD passes next hops on between all peers of an interface, others between those of one network only{otherwise}", origin: SessionText.StatementOf(peer));
        }

        if (Said(peer, family, FamilySettings.NextHopSelf) is { } self && (self.Value != NextHopSelf.Off || sessions is null))
        {
            // Where others mean routes that are not reflected, BIRD means those of eBGP peers: its own routes keep their gateway.
            var isEveryRoute = self.Value == NextHopSelf.Ebgp && context.OriginatesExplicitly && (peer.Session == SessionType.External || !peer.Instance.Reflects(family));
            if (!isEveryRoute && path is not null && self.Value == NextHopSelf.Ebgp && peer.Session == SessionType.Internal && SendsGateways(peer, family))
                context.Announce(Disposition.Approximated, "BIRD sends the gateways of this router's own routes as their next hops", path, FamilySettings.NextHopSelf);
            var who = isEveryRoute ? "on" : self.Value switch { NextHopSelf.Ebgp => "ebgp", NextHopSelf.Ibgp => "ibgp", NextHopSelf.All => "on", _ => "off" };
            if (path is not null && context.OnlyFamily is not null && who is "ebgp" or "ibgp")
                context.Announce(Disposition.Approximated, "BIRD 1.6 says it for all routes of a session", path, FamilySettings.NextHopSelf);
            yield return new Item("next hop self", $"next hop self {who}", self.Origin, self.Value == NextHopSelf.Off);
        }
        else if (path is not null && sessions is not null)
        {
            context.Announce(Disposition.Inherent, "an eBGP peer is sent this router as next hop of routes from outside of its network", path, FamilySettings.NextHopSelf);
            yield return new Item("next hop self", $"next hop self {sessions}");
        }

        if (path is not null) AnnounceOwnAddress(peer, family);
        if (Said(peer, family, FamilySettings.NextHopUnchanged) is { } keep) yield return new Item("next hop keep", $"next hop keep {(keep.Value ? "on" : "off")}", keep.Origin, !keep.Value);
        if (Said(peer, family, FamilySettings.NextHopAddress) is { } address) yield return new Item("next hop address", $"next hop address {address.Value}", address.Origin);
        if (Said(peer, family, FamilySettings.NextHopPreferGlobal) is { Value: true } prefer) yield return new Item("next hop prefer", "next hop prefer global", prefer.Origin);
    }

    /// <summary>Over a session of the other family BIRD needs a global address of this one on the link, or it sends no routes (proto/bgp/bgp.c, bgp_channel_start); others send a link-local one.</summary>
    private void AnnounceOwnAddress(EffectivePeer peer, AfiSafi family)
    {
        if (!family.IsUnicast() || peer.Peer.Endpoint.NetworkAddress is not { } there || there.Afi == family.Afi() || links.To(there).Interface is not { Length: > 0 } name) return;
        if (Said(peer, family, FamilySettings.ExtendedNextHop) is { Value: true } || Said(peer, family, FamilySettings.NextHopAddress) is not null) return;
        if (context.Configuration.Addresses.Any(a => a.Interface == name && a.Ip.Afi == family.Afi() && !a.Ip.IsLinkLocal)) return;
        var active = peer.Get(FamilySettings.Active, family).Origin;
        context.Announce(
            Disposition.Approximated, $"BIRD sends no {family.Name()} routes over this session unless {name} has a global address of that family",
            origin: active.IsNone ? SessionText.StatementOf(peer) : Origin.Of(active.Take(1)));
    }

    /// <summary>BGP originates routes with gateways.</summary>
    private bool SendsGateways(EffectivePeer peer, AfiSafi family)
    {
        var instance = peer.Instance.Instance;
        if (!context.OriginatesExplicitly) return false;
        var networks = instance.Networks.Where(n => n.Family == family).Select(n => n.Prefix).ToHashSet();
        return instance.Redistributions.Any(r => r.Family == family && r.Source is not (RouteSource.Connected or RouteSource.Static))
            || context.Configuration.Statics.Any(s => !s.IsCertain && s.Prefix.Afi == family.Afi() && (networks.Contains(s.Prefix) || instance.Redistributions.Any(r => r.Family == family && r.Source == RouteSource.Static)));
    }

    /// <summary>
    /// The sessions whose routes an eBGP peer is sent with this router as next hop, where BIRD would announce another: <c>ibgp</c>, <c>ebgp</c> or <c>on</c> for both; null: none.
    /// BIRD passes on the next hop of a route from its peer's interface, or the gateway there of a route learned over several hops; others pass on next hops in the network of the peer alone.
    /// </summary>
    private string? SentAsOwn(EffectivePeer peer, AfiSafi family)
    {
        if (!PassesNextHops(peer, family)) return null;
        var (@internal, external) = FarSessions(peer, family);
        var isFromInside = @internal.Length > 0 && peer.Peer.Endpoint is PeerEndpoint.Address { Ip: var ip } && !@internal.Any(links.To(ip).Network.Contains);
        return (isFromInside, external || IsAloneInItsNetwork(peer, family)) switch
        {
            (true, true) => "on",
            (true, _) => "ibgp",
            (_, true) => "ebgp",
            _ => null,
        };
    }

    /// <summary>The usual rule decides which next hops an eBGP peer is sent (RFC 4271 §5.1.3).</summary>
    private bool PassesNextHops(EffectivePeer peer, AfiSafi family) =>
        context.OriginatesExplicitly && peer.Session == SessionType.External && family.IsUnicast() && peer.Get(FamilySettings.NextHopSelf, family).Value is null or NextHopSelf.Off
        && peer.Get(FamilySettings.NextHopUnchanged, family).Value is not true && peer.Get(FamilySettings.RouteServerClient, family).Value is not true;

    /// <summary>Other eBGP peers may be on the interface of a peer, and none of them is in its network.</summary>
    private bool IsAloneInItsNetwork(EffectivePeer peer, AfiSafi family) => NearPeers(peer, family) is { } near && near.MayShareInterface(peer) && !near.SharesNetwork(peer);

    /// <summary>The eBGP peers that are one hop away, if this one is.</summary>
    private PeerLinks? NearPeers(EffectivePeer peer, AfiSafi family)
    {
        if (SessionText.IsMultihop(peer)) return null;
        return nearPeers.TryGetValue((peer.Instance, family), out var near) ? near : nearPeers[(peer.Instance, family)] = new PeerLinks(peer.Instance, family, SessionText.IsMultihop);
    }

    /// <summary>Sessions over several hops in a family: the addresses of internal peers, and whether there are external ones.</summary>
    private (ImmutableArray<IpAddress> Internal, bool External) FarSessions(EffectivePeer peer, AfiSafi family)
    {
        if (farSessions.TryGetValue((peer.Instance, family), out var known)) return known;
        var far = peer.Instance.Peers.Where(p => p.IsActive(family) && SessionText.IsMultihop(p)).ToArray();
        return farSessions[(peer.Instance, family)] = (
            [.. far.Where(p => p.Session == SessionType.Internal).Select(p => p.Peer.Endpoint).OfType<PeerEndpoint.Address>().Select(a => a.Ip)],
            far.Any(p => p.Session == SessionType.External));
    }

    private IEnumerable<Item> Paths(EffectivePeer peer, AfiSafi family, string? path)
    {
        var receive = Said(peer, family, FamilySettings.AddPathReceive);
        var send = Said(peer, family, FamilySettings.AddPathSend);
        if (send is { Value.Selection: AddPathSelection.BestPerAs or AddPathSelection.Best } some && path is not null)
            context.Announce(Disposition.Approximated, "BIRD sends all paths or one", path, FamilySettings.AddPathSend);
        var sends = send is { Value.Selection: not AddPathSelection.None };
        if (receive is null && send is null) yield break;
        // Who says "tx" alone takes back what is received by default elsewhere.
        var receives = receive?.Value ?? (sends && context.ValueAtSource(peer, FamilySettings.AddPathReceive, family) is true);
        var words = (receives, sends) switch { (true, true) => "on", (true, false) => "rx", (false, true) => "tx", _ => "off" };
        yield return new Item("add paths", $"add paths {words}", (receive?.Origin ?? default) + (send?.Origin ?? default), words == "off");
    }
}
