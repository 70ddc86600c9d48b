using System.Collections.Concurrent;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;

namespace BgpTranslate.Formats.RouterOs;

/// <summary>What RouterOS cannot say.</summary>
internal static class RouterOsSupport
{
    private static readonly ConcurrentDictionary<FormatVersion, SupportTable> Known = new();

    private static readonly (string Key, SupportLevel Level, string Reason)[] Both =
    [
        ("meta.hostname", SupportLevel.Inherent, "the host name names no BGP thing"),
        ("instance.as-notation", SupportLevel.Inherent, "RouterOS prints plain AS numbers"),
        ("instance.default-afi-safi", SupportLevel.Inherent, "address families are said for each session"),
        ("instance.ebgp-requires-policy", SupportLevel.Inherent, "what a session without a policy does is said for it"),
        ("instance.hostname-in-output", SupportLevel.Inherent, "it changes what is shown, nothing else"),
        ("instance.log-neighbor-changes", SupportLevel.Inherent, "RouterOS logs by topics"),
        ("instance.rr-allow-outbound-policy", SupportLevel.Inherent, "filters of RouterOS change reflected routes too"),
        ("instance.enforce-first-as", SupportLevel.Impossible, "RouterOS has no knob for the first AS of a path"),
        ("instance.reject-as-sets", SupportLevel.Impossible, "RouterOS has no knob for AS sets"),
        ("instance.fast-external-failover", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("instance.default-local-preference", SupportLevel.Impossible, "RouterOS takes 100; filters set other values"),
        ("instance.default-med", SupportLevel.Impossible, "RouterOS takes a missing MED as 0"),
        ("instance.interpret-communities", SupportLevel.Impossible, "RouterOS always honours well-known communities"),
        ("instance.listen-port", SupportLevel.Impossible, "the local port is said for each session"),
        ("instance.max-med", SupportLevel.Impossible, "RouterOS has no max-med"),
        ("instance.update-delay", SupportLevel.Impossible, "RouterOS has no delay of updates"),
        ("instance.dscp", SupportLevel.Impossible, "RouterOS does not set the DSCP of BGP packets"),
        ("instance.tcp-keepalive", SupportLevel.Impossible, "RouterOS has no TCP keepalives for BGP"),
        ("instance.suppress-duplicates", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("instance.suppress-fib-pending", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("instance.fast-convergence", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("instance.hard-administrative-reset", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("instance.allow-martian-nexthop", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("instance.conditional-advertisement-timer", SupportLevel.Impossible, "RouterOS has no conditional advertisement"),
        ("instance.ebgp-connected-check", SupportLevel.Impossible, "RouterOS wants peers on a connected network, or multihop"),
        ("instance.graceful-shutdown", SupportLevel.Impossible, "RouterOS sets the community in filters"),
        ("instance.default-shutdown", SupportLevel.Impossible, "RouterOS has no default shutdown of sessions"),
        ("instance.rib.install", SupportLevel.Impossible, "RouterOS always installs best routes"),
        ("instance.view", SupportLevel.Impossible, "RouterOS has no views"),
        ("instance.timers.minimum-hold-time", SupportLevel.Impossible, "RouterOS has no smallest hold time"),
        ("dynamic-peer.limit", SupportLevel.Impossible, "RouterOS takes 256 peers of a range"),
        ("dynamic-peer.name-template", SupportLevel.Inherent, "RouterOS names dynamic sessions itself"),
        ("selection.always-compare-med", SupportLevel.Impossible, "RouterOS compares MEDs of one neighbouring AS"),
        ("selection.deterministic-med", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("selection.med-missing-as-worst", SupportLevel.Impossible, "RouterOS takes a missing MED as 0"),
        ("selection.med-confed", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("selection.as-path-confed", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("selection.compare-router-id", SupportLevel.Impossible, "RouterOS always compares router ids"),
        ("selection.igp-metric", SupportLevel.Impossible, "RouterOS always compares IGP metrics"),
        ("selection.aigp", SupportLevel.Impossible, "RouterOS has no AIGP"),
        ("selection.bandwidth", SupportLevel.Impossible, "RouterOS does not weigh paths by bandwidth"),
        ("selection.protocol-preference", SupportLevel.Impossible, "RouterOS sets distances in filters"),
        ("multipath.as-path-relax", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("multipath.as-set", SupportLevel.Impossible, "RouterOS has no AS sets for multipath"),
        ("multipath.peer-type-relax", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("multipath.ibgp.equal-cluster-length", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("multipath.kernel.merge-paths", SupportLevel.Impossible, "the instance says how many paths are used"),
        ("distance.*", SupportLevel.Impossible, "RouterOS sets distances in filters"),
        ("dampening.*", SupportLevel.Impossible, "RouterOS has no damping"),
        ("graceful-restart.*", SupportLevel.Impossible, "RouterOS has no knob for graceful restart"),
        ("peer.graceful-restart.mode", SupportLevel.Impossible, "RouterOS has no knob for graceful restart"),
        ("peer.graceful-shutdown", SupportLevel.Impossible, "RouterOS sets the community in filters"),
        ("peer.shutdown-message", SupportLevel.Impossible, "RouterOS has no shutdown message"),
        ("peer.shutdown-on-rtt", SupportLevel.Impossible, "RouterOS does not watch the round trip time"),
        ("peer.solo", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("peer.transport.bind-interface", SupportLevel.Impossible, "RouterOS names the interface behind the address"),
        ("peer.transport.disable-connected-check", SupportLevel.Impossible, "RouterOS wants multihop for peers that are not on a connected network"),
        ("peer.transport.check-link", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("peer.transport.strict-bind", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("peer.transport.onlink", SupportLevel.Impossible, "RouterOS wants the peer on a connected network"),
        ("peer.transport.tcp-ao", SupportLevel.Impossible, "RouterOS has no TCP-AO"),
        ("peer.transport.tcp-mss", SupportLevel.Impossible, "RouterOS has no knob for the segment size"),
        ("peer.timers.connect-retry", SupportLevel.Impossible, "RouterOS has no connect timer to set"),
        ("peer.timers.delay-open", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("peer.timers.connect-delay", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("peer.timers.error-*", SupportLevel.Impossible, "RouterOS has no knob for waiting after an error"),
        ("peer.timers.disable-after-error", SupportLevel.Impossible, "RouterOS always tries again after an error"),
        ("peer.timers.min-advertisement-interval", SupportLevel.Impossible, "RouterOS has no MRAI to set"),
        ("peer.timers.send-hold", SupportLevel.Impossible, "RouterOS has no send hold timer"),
        ("peer.timers.startup-hold", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("peer.timers.min-*", SupportLevel.Impossible, "RouterOS has no smallest timers"),
        ("peer.bfd.check-control-plane-failure", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("peer.bfd.strict", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("peer.capability.*", SupportLevel.Impossible, "RouterOS has no knobs for capabilities"),
        ("peer.role.strict", SupportLevel.Impossible, "RouterOS has no strict mode of roles"),
        ("peer.path-attribute.*", SupportLevel.Impossible, "RouterOS has no filters of path attributes"),
        ("peer.allow-as-sets", SupportLevel.Impossible, "RouterOS has no knob for AS sets"),
        ("peer.allow-med", SupportLevel.Impossible, "RouterOS sends bgp-out-med alone to eBGP peers"),
        ("peer.aigp", SupportLevel.Impossible, "RouterOS has no AIGP"),
        ("peer.interface-v6only", SupportLevel.Inherent, "RouterOS's unnumbered sessions use link-local addresses"),
        ("peer.confederation-member", SupportLevel.Impossible, "RouterOS takes the session's AS numbers for it"),
        ("peer.afi-safi.next-hop-address", SupportLevel.Impossible, "RouterOS sets next hops in filters"),
        ("peer.afi-safi.next-hop-v6-prefer-global", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("peer.afi-safi.next-hop-local-unchanged", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("peer.afi-safi.med-unchanged", SupportLevel.Impossible, "RouterOS sends bgp-out-med alone to eBGP peers"),
        ("peer.afi-safi.send-community.*", SupportLevel.Impossible, "RouterOS always sends communities"),
        ("peer.afi-safi.allow-own-as-origin", SupportLevel.Impossible, "RouterOS counts the own AS anywhere in the path"),
        ("peer.afi-safi.route-server-client", SupportLevel.Impossible, "RouterOS is no route server"),
        ("peer.afi-safi.prefix-limit.out", SupportLevel.Impossible, "RouterOS does not limit what it sends"),
        ("peer.afi-safi.soft-reconfiguration-inbound", SupportLevel.Inherent, "RouterOS keeps rejected routes"),
        ("peer.afi-safi.keep-filtered", SupportLevel.Inherent, "RouterOS keeps rejected routes"),
        ("peer.afi-safi.add-path.receive-limit", SupportLevel.Impossible, "RouterOS does not limit paths"),
        ("peer.afi-safi.weight", SupportLevel.Impossible, "RouterOS sets weights in filters"),
        ("peer.afi-safi.unsuppress-policy", SupportLevel.Impossible, "RouterOS has no unsuppress filter"),
        ("peer.afi-safi.conditional-advertisement", SupportLevel.Impossible, "RouterOS has no conditional advertisement"),
        ("peer.afi-safi.site-of-origin", SupportLevel.Impossible, "RouterOS sets the site of origin in filters"),
        ("peer.afi-safi.gateway", SupportLevel.Inherent, "RouterOS resolves next hops recursively"),
        ("peer.afi-safi.igp-table", SupportLevel.Impossible, "RouterOS resolves next hops in the table of the session"),
        ("peer.afi-safi.export-alternate", SupportLevel.Impossible, "RouterOS sends the best route or nothing"),
        ("peer.afi-safi.preference", SupportLevel.Impossible, "RouterOS sets distances in filters"),
        ("peer.afi-safi.graceful-restart", SupportLevel.Impossible, "RouterOS has no knob for graceful restart"),
        ("peer.afi-safi.cost", SupportLevel.Impossible, "RouterOS has no cost of a session"),
        ("peer.afi-safi.mandatory", SupportLevel.Impossible, "RouterOS keeps a session whose family the peer does not speak"),
        ("peer.afi-safi.accept-local-pref-from-ebgp", SupportLevel.Impossible, "RouterOS ignores LOCAL_PREF of eBGP peers"),
        ("originate.network.backdoor", SupportLevel.Impossible, "RouterOS has no backdoor networks"),
        ("originate.network.label-index", SupportLevel.Impossible, "RouterOS has no label indexes"),
        ("originate.aggregate.origin", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("originate.aggregate.matching-med-only", SupportLevel.Impossible, "RouterOS has no knob for it"),
        ("static.attributes", SupportLevel.Impossible, "RouterOS sets attributes where a route enters BGP"),
        ("static.protocol", SupportLevel.Inherent, "RouterOS has no names for groups of routes"),
        ("static.table", SupportLevel.Impossible, "RouterOS names its tables"),
        ("rib.*", SupportLevel.Impossible, "RouterOS feeds and drains its tables by itself"),
        ("fib.install-policy", SupportLevel.Impossible, "RouterOS has the input filter alone"),
        ("roa", SupportLevel.Impossible, "RouterOS validates against RPKI caches"),
        ("roa-source", SupportLevel.Impossible, "RouterOS validates against RPKI caches"),
        ("rpki", SupportLevel.Inherent, "timers are those of each cache"),
        ("rpki.tables", SupportLevel.Inherent, "the group of a cache has a name of RouterOS's own"),
        ("bfd", SupportLevel.Inherent, "RouterOS's BFD needs no configuration to run"),
        ("bfd-profile", SupportLevel.Inherent, "timers are said for each peer"),
        ("bfd-peer", SupportLevel.Impossible, "RouterOS runs BFD for its protocols alone"),
        ("bfd-parameters", SupportLevel.Impossible, "RouterOS has BFD parameters for addresses and interfaces"),
        ("peer.bfd.profile", SupportLevel.Inherent, "timers are said for each peer"),
        ("bfd.*", SupportLevel.Impossible, "RouterOS's BFD has three timers and no more"),
        ("vrf.define", SupportLevel.Inherent, "RouterOS names its tables"),
        ("k8s.*", SupportLevel.Impossible, "RouterOS knows nothing of clusters"),
    ];

    private static readonly (string Key, SupportLevel Level, string Reason)[] OnlySix =
    [
        ("peer.transport.ttl-security.hops", SupportLevel.Impossible, "RouterOS 6 has no TTL security"),
        ("peer.transport.local-port", SupportLevel.Impossible, "RouterOS 6 has no local port to set"),
        ("peer.transport.connect-only", SupportLevel.Impossible, "RouterOS 6 always listens"),
        ("peer.role.local", SupportLevel.Impossible, "RouterOS 6 has no roles"),
        ("peer.sender-side-loop-detection", SupportLevel.Impossible, "RouterOS 6 has no knob for it"),
        ("peer.bfd.timers", SupportLevel.Impossible, "RouterOS 6 has BFD timers for interfaces"),
        ("peer.afi-safi.as-path-unchanged", SupportLevel.Impossible, "RouterOS 6 always puts its AS in front"),
        ("peer.afi-safi.keep-sent-attributes", SupportLevel.Inherent, "RouterOS 6 keeps what it sent"),
        ("peer.afi-safi.add-path.*", SupportLevel.Impossible, "RouterOS 6 has no add-path"),
        ("peer.afi-safi.table", SupportLevel.Impossible, "RouterOS 6 names the table at the instance"),
        ("multipath.ebgp.maximum-paths", SupportLevel.Impossible, "RouterOS 6 uses one path"),
        ("multipath.ibgp.maximum-paths", SupportLevel.Impossible, "RouterOS 6 uses one path"),
        ("rpki-cache", SupportLevel.Impossible, "RouterOS 6 has no RPKI"),
        ("evpn.*", SupportLevel.Impossible, "RouterOS 6 has no EVPN"),
        ("peer-group.member", SupportLevel.Inherent, "RouterOS 6 has no templates"),
    ];

    private static readonly (string Key, SupportLevel Level, string Reason)[] OnlySeven =
    [
        ("static.tag", SupportLevel.Impossible, "RouterOS 7 has no tags of static routes"),
        ("peer.transport.local-interface", SupportLevel.Impossible, "RouterOS 7 wants the address of the interface, which the source does not tell"),
        ("instance.confederation.members", SupportLevel.Inherent, "the AS number of a session says the confederation"),
    ];

    /// <summary>The table of a release.</summary>
    public static SupportTable For(FormatVersion release) => Known.GetOrAdd(release, static r => new SupportTable(Rows(r)));

    private static IEnumerable<Support> Rows(FormatVersion release)
    {
        foreach (var (key, level, reason) in Both.Concat(release.Major < 7 ? OnlySix : OnlySeven)) yield return new(key, level, reason);
        if (release.Major == 7 && release < Releases.V722)
        {
            yield return new("multipath.ebgp.maximum-paths", SupportLevel.Impossible, "RouterOS uses one path before 7.22");
            yield return new("multipath.ibgp.maximum-paths", SupportLevel.Impossible, "RouterOS uses one path before 7.22");
            yield return new("peer.afi-safi.add-path.receive", SupportLevel.Impossible, "RouterOS has no knob for received paths before 7.22");
        }
    }
}
