using BgpTranslate.Defaults;
using BgpTranslate.Facts;

namespace BgpTranslate.Formats.Bird;

/// <summary>What BIRD cannot say as other platforms say it (rosetta, column bird2).</summary>
internal static class BirdSupport
{
    private static readonly SupportTable Two = new(
    [
        .. Common(),
        Impossible("peer.allow-med", "BIRD before 2.13 always removes the MED of learned routes towards eBGP"),
        Impossible("peer.timers.send-hold", "BIRD before 2.15 has no send hold timer"),
        Impossible("peer.capability.enhanced-route-refresh", "BIRD before 2.14 always offers enhanced route refresh"),
        Impossible("peer.transport.tcp-ao", "BIRD before 2.17 has no TCP-AO"),
    ]);

    /// <summary>Options that came with BIRD 2.</summary>
    private static readonly string[] Later =
    [
        "peer.transport.strict-bind", "instance.enforce-first-as", "peer.timers.min-hold-time", "peer.timers.min-keepalive", "peer.allow-as-sets", "peer.role.*", "peer.transport.onlink",
        "peer.transport.local-port", "instance.listen-port", "instance.confederation.*", "instance.confederation.members", "peer.confederation-member", "peer.timers.send-hold", "peer.afi-safi.next-hop-address",
        "peer.afi-safi.next-hop-v6-prefer-global", "peer.afi-safi.soft-reconfiguration-inbound", "peer.afi-safi.keep-sent-attributes", "peer.aigp", "peer.afi-safi.cost", "peer.afi-safi.mandatory",
        "peer.afi-safi.graceful-restart", "peer.capability.extended-nexthop", "peer.capability.enhanced-route-refresh", "peer.capability.hostname", "peer.bfd.timers", "peer.allow-med", "rpki-cache",
    ];

    private static readonly SupportTable One = new([.. Later.Select(k => Impossible(k, "BIRD 1.6 has no such option")), .. Common().Where(c => !Later.Contains(c.Key))]);

    private static readonly SupportTable Recent = new([.. Common()]);

    /// <summary>The table of a release.</summary>
    public static SupportTable For(FormatVersion version) => version.Major < 2 ? One : version >= new FormatVersion(2, 17) ? Recent : Two;

    private static IEnumerable<Support> Common() =>
    [
        // What BIRD does by nature, or what has no effect there.
        Inherent("meta.hostname", "the host name names no BGP thing"),
        Inherent("instance.as-notation", "BIRD shows AS numbers as plain numbers"),
        Inherent("instance.ebgp-requires-policy", "every channel says what it imports and exports"),
        Inherent("instance.default-afi-safi", "a family is active where its channel is written"),
        Inherent("instance.network-import-check", "what is exported stands in a table; a static route stands for a network that is announced without one"),
        Inherent("instance.log-neighbor-changes", "what BIRD logs is said by its log and debug statements"),
        Inherent("instance.hostname-in-output", "BIRD shows sessions by their own names"),
        Inherent("instance.rr-allow-outbound-policy", "export filters of BIRD may change any route"),
        Inherent("instance.conditional-advertisement-timer", "nothing is advertised conditionally"),
        Inherent("multipath.as-path-relax", "BIRD merges paths without comparing AS paths"),
        Inherent("multipath.peer-type-relax", "BIRD merges eBGP and iBGP paths alike"),
        Inherent("vrf", "BIRD takes VRFs from the kernel"),
        Inherent("bfd-profile", "written out where it is used"),
        Inherent("instance.confederation.members", "each session says whether it is inside"),
        Inherent("peer.solo", "BIRD never sends a route back to the session it came from"),
        Inherent("peer.interface-v6only", "a session has one transport address"),
        Inherent("peer.afi-safi.next-hop-v6-prefer-global", "direct sessions of BIRD prefer the global next hop"),

        // What it does in another way.
        Approximate("peer.transport.disable-connected-check", "written as a session over one hop: next hops are resolved through the routing table"),
        Approximate("multipath.ebgp.maximum-paths", "BIRD merges paths at the kernel protocol, eBGP and iBGP alike"),
        Approximate("multipath.ibgp.maximum-paths", "BIRD merges paths at the kernel protocol, eBGP and iBGP alike"),
        Approximate("peer.afi-safi.soft-reconfiguration-inbound", "kept in an import table"),

        // What it cannot do.
        Impossible("instance.fast-external-failover", "BIRD says it per session, with check link"),
        Impossible("instance.fast-convergence", "BIRD has no such option"),
        Impossible("instance.suppress-duplicates", "BIRD has no such option"),
        Impossible("instance.suppress-fib-pending", "BIRD announces routes before the kernel has them"),
        Impossible("instance.default-shutdown", "BIRD has no such option"),
        Impossible("instance.graceful-shutdown", "BIRD has no such option; filters must add and honour (65535,0)"),
        Impossible("instance.client-to-client-reflection", "a reflector of BIRD always passes the routes of a client to the others"),
        Impossible("instance.max-med", "BIRD has no such option: MEDs are sent as they are"),
        Impossible("instance.update-delay", "BIRD has no such option"),
        Impossible("instance.tcp-keepalive", "BIRD has no such option"),
        Impossible("instance.dscp", "BIRD sets the traffic class of BGP itself"),
        Impossible("instance.hard-administrative-reset", "BIRD does not know RFC 8538"),
        Impossible("instance.allow-martian-nexthop", "BIRD has no such option"),
        Impossible("instance.ebgp-connected-check", "BIRD says it per session"),
        Impossible("instance.bmp*", "BMP is not written"),
        Impossible("instance.view", "BIRD has no views"),
        Impossible("selection.med-confed", "BIRD has no such option"),
        Impossible("selection.as-path-confed", "BIRD has no such option"),
        Impossible("selection.bandwidth", "BIRD has no such option"),
        Impossible("selection.aigp", "BIRD compares AIGP wherever it is accepted"),
        Impossible("multipath.ibgp.equal-cluster-length", "BIRD has no such option"),
        Impossible("multipath.as-set", "BIRD has no such option"),
        Impossible("distance.*", "BIRD has preferences of protocols, where the larger wins, in place of distances"),
        Impossible("dampening.*", "BIRD has no route flap damping"),
        Impossible("graceful-restart.stale-time", "BIRD keeps stale routes as long as the peer asks for"),
        Impossible("graceful-restart.preserve-forwarding", "BIRD has no such option"),
        Impossible("graceful-restart.notification", "BIRD does not know RFC 8538"),
        Impossible("graceful-restart.end-on-timer", "BIRD has no such option"),
        Impossible("graceful-restart.rib-stale-time", "BIRD has no such option"),
        Impossible("peer.shutdown-message", "BIRD sends a message only by command"),
        Impossible("peer.shutdown-on-rtt", "BIRD has no such option"),
        Impossible("peer.transport.local-interface", "BIRD wants the address, not the interface, of its end"),
        Impossible("peer.transport.connect-only", "BIRD has no such option"),
        Impossible("peer.transport.tcp-mss", "BIRD has no such option"),
        Impossible("peer.timers.delay-open", "BIRD does not delay OPEN, only its first attempt to connect"),
        Impossible("peer.timers.min-advertisement-interval", "BIRD has no such timer"),
        Impossible("peer.bfd.strict", "BIRD has no such option"),
        Impossible("peer.capability.override", "BIRD has no such option"),
        Impossible("peer.capability.strict-match", "BIRD has no such option"),
        Impossible("peer.capability.dynamic", "BIRD has no such capability"),
        Impossible("peer.capability.software-version", "BIRD has no such capability"),
        Impossible("peer.capability.link-local-next-hop", "BIRD has no such capability"),
        Impossible("peer.capability.extended-optional-parameters", "BIRD has no such option"),
        Impossible("peer.capability.orf", "BIRD has no ORF"),
        Impossible("peer.sender-side-loop-detection", "BIRD has no such option"),
        Impossible("peer.path-attribute.*", "BIRD has no such option"),
        Impossible("peer.graceful-shutdown", "BIRD has no such option; filters must add and honour (65535,0)"),
        Impossible("dynamic-peer.limit", "BIRD does not limit dynamic peers"),
        Impossible("dynamic-peer.allowed-as", "BIRD takes dynamic peers of one AS, or of any other"),
        Impossible("peer.afi-safi.next-hop-local-unchanged", "BIRD has no such option"),
        Impossible("peer.afi-safi.as-path-unchanged", "BIRD keeps the path towards route server clients only"),
        Impossible("peer.afi-safi.med-unchanged", "BIRD has no such option"),
        Impossible("peer.afi-safi.send-community.*", "BIRD always sends all communities"),
        Impossible("peer.afi-safi.as-override", "BIRD cannot replace AS numbers in place: the peer is sent paths with its own"),
        Impossible("peer.afi-safi.remove-private-as", "private AS numbers stay in the paths that are sent"),
        Impossible("peer.afi-safi.allow-own-as-origin", "BIRD counts own AS numbers anywhere in the path"),
        Impossible("peer.afi-safi.default-originate", "BIRD sends a default route only if a table holds one"),
        Impossible("peer.afi-safi.add-path.receive-limit", "BIRD has no such option"),
        Impossible("peer.afi-safi.weight", "BIRD has no weight; its preference also decides between protocols"),
        Impossible("peer.afi-safi.unsuppress-policy", "what aggregates suppress is suppressed towards this peer too"),
        Impossible("peer.afi-safi.conditional-advertisement", "BIRD has no conditional advertisement: the routes are announced all the time"),
        Impossible("peer.afi-safi.site-of-origin", "BIRD has no such option"),
        Impossible("originate.network.label-index", "BIRD has no such option"),
        Impossible("originate.aggregate*", "BIRD makes no aggregates"),
        Approximate("static.distance", "BIRD compares preferences of protocols in place of distances of routes"),
        Impossible("static.tag", "static routes of BIRD have no tag"),
        Impossible("static.table", "the kernel protocol says the kernel's table"),
        Impossible("rpki.server.preference", "BIRD asks all its caches"),
        Impossible("bfd.echo", "BIRD has no BFD echo mode"),
        Impossible("bfd.minimum-ttl", "BIRD has no such option"),
        Impossible("k8s.*", "BIRD is no part of a cluster"),
    ];

    private static Support Inherent(string key, string reason) => new(key, SupportLevel.Inherent, reason);

    private static Support Approximate(string key, string difference) => new(key, SupportLevel.Approximate, difference);

    private static Support Impossible(string key, string reason) => new(key, SupportLevel.Impossible, reason);
}
