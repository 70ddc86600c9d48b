using System.Collections.Concurrent;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;

namespace BgpTranslate.Formats.Vyos;

/// <summary>What VyOS cannot say (vyos.md §3, rosetta).</summary>
internal static class VyosSupport
{
    private static readonly ConcurrentDictionary<FormatVersion, SupportTable> Known = new();

    /// <summary>The table of a release.</summary>
    public static SupportTable For(FormatVersion release) => Known.GetOrAdd(release, static r => new SupportTable(Rows(r)));

    private static IEnumerable<Support> Rows(FormatVersion release)
    {
        if (release >= new FormatVersion(1, 4))
        {
            yield return new("instance.default-afi-safi", SupportLevel.Inherent, "address families are said at each peer");
        }
        else
        {
            yield return new("instance.ebgp-requires-policy", SupportLevel.Inherent, "what a peer without a policy does is said at each peer");
            yield return new("instance.suppress-duplicates", SupportLevel.Impossible, "VyOS 1.3 sends updates again");
        }

        foreach (var (key, level, reason) in Table) yield return new(key, level, reason);
    }

    private static readonly (string Key, SupportLevel Level, string Reason)[] Table =
    [
        ("meta.hostname", SupportLevel.Inherent, "the host name names no BGP thing"),
        ("instance.max-med", SupportLevel.Impossible, "VyOS has no max-med"),
        ("instance.dscp", SupportLevel.Impossible, "VyOS does not set the DSCP of BGP packets"),
        ("instance.default-shutdown", SupportLevel.Impossible, "VyOS has no default shutdown of peers"),
        ("instance.hostname-in-output", SupportLevel.Inherent, "it changes what is shown, nothing else"),
        ("instance.interpret-communities", SupportLevel.Impossible, "VyOS always honours well-known communities"),
        ("instance.listen-port", SupportLevel.Impossible, "VyOS listens on port 179"),
        ("instance.default-med", SupportLevel.Impossible, "VyOS takes a missing MED for 0, or for the largest one"),
        ("instance.rib.install", SupportLevel.Impossible, "VyOS always installs best routes"),
        ("instance.view", SupportLevel.Impossible, "VyOS has no views"),
        ("multipath.as-set", SupportLevel.Impossible, "VyOS has no AS sets for multipath"),
        ("multipath.ibgp.equal-cluster-length", SupportLevel.Impossible, "VyOS does not compare cluster lists for multipath"),
        ("selection.aigp", SupportLevel.Impossible, "VyOS does not compare AIGP"),
        ("selection.igp-metric", SupportLevel.Impossible, "VyOS always compares the IGP metric"),
        ("graceful-restart.restart-time", SupportLevel.Impossible, "VyOS always asks for 120 s"),
        ("graceful-restart.select-defer-time", SupportLevel.Impossible, "VyOS cannot set it"),
        ("graceful-restart.rib-stale-time", SupportLevel.Impossible, "VyOS cannot set it"),
        ("graceful-restart.preserve-forwarding", SupportLevel.Impossible, "VyOS cannot set the forwarding bit"),
        ("graceful-restart.notification", SupportLevel.Impossible, "VyOS cannot change it"),
        ("graceful-restart.end-on-timer", SupportLevel.Impossible, "VyOS always sends End-of-RIB"),
        ("graceful-restart.long-lived.mode", SupportLevel.Impossible, "VyOS has no long-lived graceful restart"),
        ("graceful-restart.long-lived.stale-time", SupportLevel.Impossible, "VyOS has no long-lived graceful restart"),
        ("peer.name", SupportLevel.Inherent, "VyOS names a session by its address"),
        ("peer.confederation-member", SupportLevel.Inherent, "VyOS lists the members of the confederation at the instance"),
        ("peer.shutdown-message", SupportLevel.Impossible, "VyOS has no shutdown message"),
        ("peer.shutdown-on-rtt", SupportLevel.Impossible, "VyOS does not shut down on the round-trip time"),
        ("peer.transport.local-port", SupportLevel.Impossible, "VyOS has no local port of a session"),
        ("peer.transport.connect-only", SupportLevel.Impossible, "VyOS always accepts connections of the peer"),
        ("peer.transport.check-link", SupportLevel.Impossible, "VyOS always follows the link of a direct session"),
        ("peer.transport.strict-bind", SupportLevel.Impossible, "VyOS listens on all addresses"),
        ("peer.transport.tcp-ao", SupportLevel.Impossible, "VyOS has no TCP-AO"),
        ("peer.transport.tcp-mss", SupportLevel.Impossible, "VyOS has no maximum segment size of a session"),
        ("peer.transport.onlink", SupportLevel.Impossible, "VyOS has no such option"),
        ("peer.timers.delay-open", SupportLevel.Impossible, "VyOS does not delay OPEN"),
        ("peer.timers.connect-delay", SupportLevel.Impossible, "VyOS does not delay the first attempt"),
        ("peer.timers.error-wait", SupportLevel.Impossible, "VyOS has no error wait time"),
        ("peer.timers.error-forget", SupportLevel.Impossible, "VyOS has no error wait time"),
        ("peer.timers.disable-after-error", SupportLevel.Impossible, "VyOS always tries again"),
        ("peer.timers.send-hold", SupportLevel.Impossible, "VyOS always takes twice the hold time"),
        ("peer.timers.startup-hold", SupportLevel.Impossible, "VyOS cannot set it"),
        ("peer.timers.min-hold-time", SupportLevel.Impossible, "VyOS sets the smallest hold time for all peers alone"),
        ("peer.timers.min-keepalive", SupportLevel.Impossible, "VyOS has no smallest keepalive time"),
        ("peer.bfd.timers", SupportLevel.Impossible, "VyOS keeps BFD parameters in profiles"),
        ("peer.capability.route-refresh", SupportLevel.Impossible, "VyOS always offers route refresh"),
        ("peer.capability.enhanced-route-refresh", SupportLevel.Impossible, "VyOS always offers it"),
        ("peer.capability.as4", SupportLevel.Impossible, "VyOS always offers four-octet AS numbers"),
        ("peer.capability.extended-message", SupportLevel.Impossible, "VyOS always offers extended messages"),
        ("peer.capability.hostname", SupportLevel.Impossible, "VyOS always tells the host name"),
        ("peer.capability.link-local-next-hop", SupportLevel.Impossible, "VyOS cannot offer it"),
        ("peer.capability.extended-optional-parameters", SupportLevel.Impossible, "VyOS cannot force it"),
        ("peer.sender-side-loop-detection", SupportLevel.Impossible, "VyOS has no sender-side loop detection"),
        ("peer.graceful-shutdown", SupportLevel.Impossible, "VyOS has graceful shutdown for all peers alone"),
        ("peer.aigp", SupportLevel.Impossible, "VyOS has no AIGP"),
        ("peer.allow-med", SupportLevel.Impossible, "VyOS never sends learned MEDs to external peers, unless attribute-unchanged med is said"),
        ("peer.allow-as-sets", SupportLevel.Impossible, "VyOS accepts or rejects AS sets for all peers"),
        ("peer.vrf", SupportLevel.Impossible, "a session runs in the VRF of its instance"),
        ("dynamic-peer.allowed-as", SupportLevel.Impossible, "dynamic neighbors have the AS of their group"),
        ("dynamic-peer.name-template", SupportLevel.Inherent, "VyOS names a session by its address"),
        ("peer.afi-safi.next-hop-address", SupportLevel.Impossible, "VyOS sets next hops in route maps"),
        ("peer.afi-safi.next-hop-v6-prefer-global", SupportLevel.Impossible, "VyOS prefers global next hops in route maps"),
        ("peer.afi-safi.next-hop-local-unchanged", SupportLevel.Impossible, "VyOS takes it and does nothing about it"),
        ("peer.afi-safi.send-community.large", SupportLevel.Impossible, "VyOS always sends large communities"),
        ("peer.afi-safi.allow-own-as-origin", SupportLevel.Impossible, "VyOS counts the own AS in the path and does not look where it stands"),
        ("peer.afi-safi.prefix-limit.received", SupportLevel.Impossible, "VyOS counts accepted prefixes"),
        ("peer.afi-safi.keep-filtered", SupportLevel.Inherent, "rejected routes are shown with soft-reconfiguration"),
        ("peer.afi-safi.keep-sent-attributes", SupportLevel.Impossible, "VyOS does not keep what it sent"),
        ("peer.afi-safi.add-path.receive", SupportLevel.Impossible, "VyOS always accepts several paths"),
        ("peer.afi-safi.add-path.receive-limit", SupportLevel.Impossible, "VyOS has no limit on paths"),
        ("peer.afi-safi.site-of-origin", SupportLevel.Impossible, "VyOS sets it in route maps"),
        ("peer.afi-safi.gateway", SupportLevel.Impossible, "VyOS resolves next hops by the kind of session"),
        ("peer.afi-safi.table", SupportLevel.Impossible, "BGP has one table per VRF"),
        ("peer.afi-safi.igp-table", SupportLevel.Impossible, "next hops resolve in the VRF's RIB"),
        ("peer.afi-safi.export-alternate", SupportLevel.Impossible, "VyOS sends the best path or none"),
        ("peer.afi-safi.preference", SupportLevel.Impossible, "VyOS has administrative distances per instance"),
        ("peer.afi-safi.graceful-restart", SupportLevel.Impossible, "VyOS has graceful restart per session"),
        ("peer.afi-safi.cost", SupportLevel.Impossible, "VyOS adds nothing to the IGP metric"),
        ("peer.afi-safi.mandatory", SupportLevel.Impossible, "VyOS has no mandatory families"),
        ("peer.afi-safi.accept-local-pref-from-ebgp", SupportLevel.Impossible, "VyOS ignores LOCAL_PREF of external peers"),
        ("originate.network.label-index", SupportLevel.Impossible, "VyOS has no label index"),
        ("originate.aggregate.origin", SupportLevel.Impossible, "VyOS cannot set the origin of an aggregate"),
        ("originate.aggregate.suppress-policy", SupportLevel.Impossible, "VyOS suppresses all more specific routes or none"),
        ("originate.aggregate.matching-med-only", SupportLevel.Impossible, "VyOS does not compare MEDs for aggregates"),
        ("rpki.tables", SupportLevel.Inherent, "VyOS keeps one table of ROAs"),
        ("static.protocol", SupportLevel.Inherent, "VyOS has one static protocol"),
        ("static.attributes", SupportLevel.Inherent, "VyOS sets attributes of a static route where it enters BGP"),
        ("rib.*", SupportLevel.Impossible, "VyOS's RIB is not configured like this"),
        ("k8s.*", SupportLevel.Impossible, "a router knows no cluster"),
    ];
}
