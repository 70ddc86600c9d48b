using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.BgpConfigMap;

/// <summary>Writes the ConfigMap of MetalLB or, with <c>--set form=cilium</c>, of Cilium; sections and keys in the order of MetalLB's own example.</summary>
internal sealed class BgpConfigMapWriter(WriteRequest request)
{
    /// <summary>The option that says whose ConfigMap it is.</summary>
    private const string Form = "form";

    private readonly OutputText output = new(YamlPrinter.IndentUnit);
    private readonly List<Announcement> announcements = [];
    private readonly HashSet<EffectiveInstance> speakers = [];
    private readonly bool isFrr = request.Target.Version >= BgpConfigMapDefaults.FirstFrr;
    private readonly bool isCilium = request.Options.GetValueOrDefault(Form) == "cilium" || request.Target.Version == BgpConfigMapFormat.Cilium;

    public WriteResult Write()
    {
        var configuration = request.Configuration;
        var effective = new EffectiveConfiguration(configuration, request.Target);
        var peers = FlatPeer.Of(effective, Peer);
        Advertisement[] announced = [.. configuration.Advertisements.Where(CanHave)];
        foreach (var peer in effective.Instances.SelectMany(i => i.Peers)) AnnounceExtra(peer, announced);
        foreach (var own in configuration.Overrides) announcements.Add(new Announcement(Disposition.Lost, "a peer says it, for all the nodes that its selectors pick, not for one node", own.Key));

        var document = new YamlMap();
        document.Add("peers", [.. peers.Select(WithNodes)], Origin.Of(peers.SelectMany(p => p.Origin)));
        NamedObject[] aliases = [.. configuration.Others.Where(o => o.Kind == CommunityAliases.Kind)];
        if (aliases.Length > 0)
        {
            var map = new YamlMap();
            foreach (var alias in aliases) map.Add(alias.Name, alias.Settings.ValueOf(OtherSettings.Community) ?? "", alias.Origin);
            document.Add("bgp-communities", map, Origin.Of(aliases.SelectMany(a => a.Origin)));
        }

        if (isFrr)
        {
            document.Add("bfd-profiles", [.. configuration.Others.Where(o => o.Kind == BfdProfiles.Kind)
                .Select(p => BfdProfiles.Print(new YamlMap().Add("name", p.Name, p.Origin), p.Settings, Spelling.KebabCase))]);
        }

        document.Add("address-pools", [.. configuration.Pools.Select(p => Pool(p, announced))], Origin.Of(configuration.Pools.SelectMany(p => p.Origin)));
        Print(document);
        if (configuration.Pools.Length == 0 && effective.Instances.All(i => i.Instance.Peers.Length == 0))
        {
            foreach (var idle in request.Configuration.Advertisements)
                announcements.Add(new Announcement(Disposition.NeedsInput, "no file says to whom it is announced: convert it together with its sessions", Origin: idle.Origin));
        }

        foreach (var empty in effective.Instances.Where(i => i.Peers.Length > 0 && !speakers.Contains(i)))
            announcements.Add(new Announcement(Disposition.Lost, "none of its peers can be written", empty.Instance.Key));
        return new WriteResult([new OutputFile("", output)], [.. announcements], ImmutableDictionary<string, string>.Empty);
    }

    private void Print(YamlMap document)
    {
        output.Line("---").Line("apiVersion: v1").Line("kind: ConfigMap").Line("metadata:").Indent();
        output.Line(isCilium ? "name: bgp-config" : "name: config").Line(isCilium ? "namespace: kube-system" : "namespace: metallb-system").Outdent();
        output.Line("data:").Indent().Line(isCilium ? "config.yaml: |" : "config: |").Indent();
        YamlPrinter.Content(output, document);
        output.Outdent().Outdent();
    }

    private static YamlMap WithNodes(FlatPeer peer) => peer.Nodes.Length == 0
        ? peer.Content
        : peer.Content.Add("node-selectors", [.. peer.Nodes.Select(n => Selectors.Print(n.Value, n.Origin, Spelling.KebabCase))], Origin.Of(peer.Nodes.SelectMany(n => n.Origin)));

    /// <summary>What is said of a peer; null where it cannot be had.</summary>
    private YamlMap? Peer(EffectivePeer peer)
    {
        var reason = peer.Instance.Instance.Vrf != "default" ? "there are no VRFs" : peer.Peer.Endpoint switch
        {
            PeerEndpoint.Range => "the speaker dials its peers: it has none whose addresses it does not know",
            PeerEndpoint.Interface => "there are no unnumbered peers",
            PeerEndpoint.Unresolved { Text: not ['$', ..] } => "the peer has no address",
            PeerEndpoint.Address { Zone: not null } => "a link-local address needs its interface, which cannot be named",
            _ => peer.Get(PeerSettings.RemoteAs).Value is RemoteAs.Number or RemoteAs.Internal ? null : "a peer has one AS number, which must be known",
        };
        if (reason is not null)
        {
            announcements.Add(new Announcement(Disposition.Lost, reason, FactPath.Of(peer.Instance.Instance, peer.Peer)));
            return null;
        }

        speakers.Add(peer.Instance);
        var local = peer.Get(PeerSettings.LocalAs);
        var remote = peer.Get(PeerSettings.RemoteAs);
        var localAs = (local.Value as LocalAs)?.As ?? 0;
        var map = new YamlMap().Add("peer-address", $"{peer.Peer.Endpoint}", peer.Peer.Origin)
            .Add("peer-asn", remote.Value is RemoteAs.Number number ? number.As : localAs, remote.Origin).Add("my-asn", localAs, local.Origin);
        if (local.Value is LocalAs { Mode: not LocalAsMode.Replace }) Announce(peer, PeerSettings.LocalAs, Disposition.Approximated, "the AS number stands alone: no other is prepended");
        if (peer.Get(PeerSettings.RemotePort) is { IsSaid: true, Value: uint port } to) map.Add("peer-port", port, to.Origin);
        if (request.Target.Version >= new FormatVersion(0, 11) && peer.Get(PeerSettings.LocalAddress) is { IsSaid: true, Value: IpAddress source } from) map.Add("source-address", $"{source}", from.Origin);
        PutTimers(map, peer);
        if (peer.Get(PeerSettings.RouterId) is { IsSaid: true, Value: IpAddress id } router) map.Add("router-id", $"{id}", router.Origin);
        PutPassword(map, peer);
        if (isFrr) PutFrr(map, peer);
        PutFamilies(peer);
        return map;
    }

    private void PutPassword(YamlMap map, EffectivePeer peer)
    {
        var password = peer.Get(PeerSettings.Password);
        if (password.Value is Secret secret) map.Add("password", secret.Reveal(), password.Origin);
        if (peer.Get(PeerSettings.PasswordReference).Value is not string name) return;
        if (password.Value is null) Announce(peer, PeerSettings.PasswordReference, Disposition.NeedsInput, $"the password is in the Secret '{name}', which is not in the file: put its manifest there");
        else Announce(peer, PeerSettings.PasswordReference, Disposition.Inherent, "the password itself is written");
    }

    private void PutTimers(YamlMap map, EffectivePeer peer)
    {
        var (hold, keepalive) = (peer.Get(PeerSettings.HoldTime), peer.Get(PeerSettings.Keepalive));
        if (hold is { IsSaid: true, Value: uint h })
        {
            if (h is 1 or 2) Announce(peer, PeerSettings.HoldTime, Disposition.Lost, "the hold time is 0 or at least 3 s");
            else map.Add("hold-time", GoDuration.Text(h), hold.Origin);
        }

        if (!isFrr || keepalive is not { IsSaid: true, Value: uint k }) return;
        if (hold.Value is uint limit && k > limit) Announce(peer, PeerSettings.Keepalive, Disposition.Lost, $"the keepalive time may not be longer than the hold time of {limit} s");
        else map.Add("keepalive-time", GoDuration.Text(k), keepalive.Origin);
    }

    /// <summary>What FRR alone can do.</summary>
    private void PutFrr(YamlMap map, EffectivePeer peer)
    {
        var bfd = peer.Get(PeerSettings.Bfd);
        if (bfd is { IsSaid: true, Value: true })
        {
            if (peer.Get(PeerSettings.BfdProfile) is { Value: string profile } p) map.Add("bfd-profile", profile, bfd.Origin + p.Origin);
            else Announce(peer, PeerSettings.Bfd, Disposition.Lost, "BFD needs a profile by name");
        }

        if (peer.Get(PeerSettings.MultihopTtl) is not { IsSaid: true, Value: uint ttl } hops) return;
        if (peer.Session == SessionType.Internal) Announce(peer, PeerSettings.MultihopTtl, Disposition.Inherent, "iBGP sessions may span several hops anyway");
        else if (ttl > 1)
        {
            map.Add("ebgp-multihop", true, hops.Origin);
            if (ttl != 255) Announce(peer, PeerSettings.MultihopTtl, Disposition.Approximated, "multihop is on or off: the TTL is 255");
        }
    }

    /// <summary>Families cannot be chosen.</summary>
    private void PutFamilies(EffectivePeer peer)
    {
        foreach (var family in peer.Families)
        {
            var willBe = family == AfiSafi.Ipv4Unicast || (isFrr && family == AfiSafi.Ipv6Unicast);
            if (peer.IsActive(family) == willBe) continue;
            var reason = willBe ? "families cannot be chosen: the session has it anyway" : isFrr ? "there are IPv4 and IPv6 unicast routes only" : "there are IPv4 routes only";
            announcements.Add(new Announcement(willBe ? Disposition.Approximated : Disposition.Lost, reason, FactPath.Of(peer.Instance.Instance, peer.Peer, family)));
        }
    }

    /// <summary>Every pool is announced to every peer.</summary>
    private void AnnounceExtra(EffectivePeer peer, Advertisement[] announced)
    {
        foreach (var family in peer.Families.Where(peer.IsActive))
        {
            var mine = peer.Announced(family).ToHashSet();
            var plain = request.Configuration.Pools.Any(p => !p.Settings.ValueOf(ClusterSettings.LayerTwo) && !announced.Any(a => Includes(a, p)));
            if (!plain && announced.All(mine.Contains)) continue;
            announcements.Add(new Announcement(Disposition.Approximated, "every pool is announced to every peer", FactPath.Of(peer.Instance.Instance, peer.Peer, family)));
        }
    }

    private bool CanHave(Advertisement advertisement)
    {
        var kinds = (advertisement.Settings.ValueOf(ClusterSettings.ServiceAddresses) ?? "LoadBalancerIP").Split(' ');
        if (advertisement.Kind == AdvertisementKind.PodCidr && isCilium)
        {
            announcements.Add(new Announcement(Disposition.NeedsInput, "the Helm value bgp.announce.podCIDR=true announces Pod CIDRs: set it beside the ConfigMap", advertisement.Key));
            return false;
        }

        if (advertisement.Kind != AdvertisementKind.Service || !kinds.Contains("LoadBalancerIP"))
        {
            announcements.Add(new Announcement(Disposition.Lost, "addresses of load balancers are announced only", advertisement.Key));
            return false;
        }

        if (kinds.Length > 1) announcements.Add(new Announcement(Disposition.Lost, "addresses of load balancers are announced only", advertisement.Key, ClusterSettings.ServiceAddresses));
        if (request.Configuration.Pools.Any(p => Includes(advertisement, p))) return true;
        announcements.Add(new Announcement(Disposition.NeedsInput, "an advertisement belongs to a pool, and none of its pools is in the file: put them there", advertisement.Key));
        return false;
    }

    private static bool Includes(Advertisement advertisement, AddressPool pool) =>
        advertisement.Settings.ValueOf(ClusterSettings.Pools) is { } names ? names.Split(' ').Contains(pool.Name) : !pool.Settings.ValueOf(ClusterSettings.LayerTwo);

    private YamlMap Pool(AddressPool pool, Advertisement[] announced)
    {
        var said = pool.Settings;
        var isLayerTwo = said.ValueOf(ClusterSettings.LayerTwo);
        var map = new YamlMap().Add("name", pool.Name, pool.Origin).Add("protocol", isLayerTwo ? "layer2" : "bgp", said.Get(ClusterSettings.LayerTwo)?.Origin ?? pool.Origin);
        if (said.Get(ClusterSettings.Blocks) is { } blocks) map.Add("addresses", [.. blocks.Value.Split(' ').Select(b => new Stated<string>(b, blocks.Origin))], blocks.Origin);
        else announcements.Add(new Announcement(Disposition.NeedsInput, "a pool must have addresses", pool.Key));
        if (said.Get(ClusterSettings.AllowFirstLast) is { } edges) map.Add("avoid-buggy-ips", !edges.Value, edges.Origin);
        if (said.Get(ClusterSettings.OnRequest) is { } assign) map.Add("auto-assign", !assign.Value, assign.Origin);
        if (isLayerTwo) return map;
        var items = announced.Where(a => Includes(a, pool)).Select(a => (Item: a, Map: Advertisement(a))).ToArray();
        if (items.Length > 1) foreach (var (_, empty) in items.Where(i => i.Map.Entries.Count == 0)) empty.Add("aggregation-length", 32);
        return items is [{ Map.Entries.Count: 0 }] ? map : map.Add("bgp-advertisements", [.. items.Select(i => i.Map)], Origin.Of(items.SelectMany(i => i.Item.Origin)));
    }

    private YamlMap Advertisement(Advertisement advertisement)
    {
        var said = advertisement.Settings;
        var map = new YamlMap();
        if (said.Get(ClusterSettings.AggregationLengthIpv4) is { } v4) map.Add("aggregation-length", v4.Value, v4.Origin);
        if (isFrr && said.Get(ClusterSettings.AggregationLengthIpv6) is { } v6) map.Add("aggregation-length-v6", v6.Value, v6.Origin);
        if (said.Get(ClusterSettings.LocalPreference) is { } preference)
        {
            if (!isFrr || preference.Value > 0) map.Add("localpref", preference.Value, preference.Origin);
            else announcements.Add(new Announcement(Disposition.Approximated, "a LOCAL_PREF of 0 is none for FRR, which sends 100", advertisement.Key, ClusterSettings.LocalPreference));
        }

        Stated<string>[] communities = [.. CommunityAliases.Print(said).Where(c => !c.Value.StartsWith("large:", StringComparison.Ordinal))];
        return communities.Length == 0 ? map : map.Add("communities", communities, Origin.Of(communities.SelectMany(c => c.Origin)));
    }

    private void Announce(EffectivePeer peer, Setting setting, Disposition disposition, string reason) =>
        announcements.Add(new Announcement(disposition, reason, FactPath.Of(peer.Instance.Instance, peer.Peer), setting));
}
