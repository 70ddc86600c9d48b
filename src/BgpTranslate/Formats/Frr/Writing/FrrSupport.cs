using BgpTranslate.Defaults;
using BgpTranslate.Facts;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>What FRR cannot say.</summary>
internal static class FrrSupport
{
    private static readonly SupportTable Table = new(
    [
        new("roa", SupportLevel.Impossible, "FRR validates against RPKI caches; ROAs cannot be written into its configuration"),
        new("roa-source", SupportLevel.Impossible, "FRR validates against RPKI caches; ROAs cannot be written into its configuration"),
        new("rpki.tables", SupportLevel.Inherent, "FRR keeps one table of ROAs"),
        new("bfd", SupportLevel.Inherent, "FRR's BFD daemon needs no configuration to run"),
        new("bfd-parameters", SupportLevel.Impossible, "FRR has BFD parameters for peers and profiles, not for interfaces"),
        new("static.attributes", SupportLevel.Inherent, "FRR sets attributes of a static route where it enters BGP"),
        new("static.protocol", SupportLevel.Inherent, "FRR has no names for groups of static routes"),

        new("peer.timers.error-wait", SupportLevel.Impossible, "FRR waits for its connect timer after an error"),
        new("peer.timers.error-forget", SupportLevel.Impossible, "FRR waits for its connect timer after an error"),
        new("peer.timers.disable-after-error", SupportLevel.Impossible, "FRR always tries again after an error"),
        new("peer.timers.connect-delay", SupportLevel.Impossible, "FRR connects at once"),
        new("peer.timers.startup-hold", SupportLevel.Impossible, "FRR's hold time before OPEN is fixed"),
        new("peer.timers.send-hold", SupportLevel.Impossible, "FRR's send hold time is twice the hold time"),
        new("peer.timers.min-hold-time", SupportLevel.Impossible, "FRR has one smallest hold time for the instance (bgp minimum-holdtime)"),
        new("peer.timers.min-keepalive", SupportLevel.Impossible, "FRR accepts any keepalive time"),
        new("peer.transport.check-link", SupportLevel.Inherent, "FRR drops directly connected eBGP sessions with their interface"),
        new("peer.transport.strict-bind", SupportLevel.Impossible, "FRR listens on all addresses, or on those given to bgpd -l"),
        new("peer.transport.onlink", SupportLevel.Impossible, "FRR wants the peer on a connected network"),
        new("peer.transport.local-port", SupportLevel.Impossible, "FRR's local port is an option of bgpd (-p)"),
        new("instance.listen-port", SupportLevel.Impossible, "FRR's local port is an option of bgpd (-p)"),
        new("peer.transport.tcp-ao", SupportLevel.Impossible, "FRR has no TCP-AO"),
        new("peer.capability.as4", SupportLevel.Impossible, "FRR always announces four-octet AS numbers"),
        new("peer.capability.extended-message", SupportLevel.Impossible, "FRR always announces extended messages"),
        new("peer.capability.route-refresh", SupportLevel.Impossible, "FRR always announces route refresh"),
        new("peer.capability.enhanced-route-refresh", SupportLevel.Impossible, "FRR always announces enhanced route refresh"),
        new("peer.capability.hostname", SupportLevel.Impossible, "FRR always announces its host name"),
        new("peer.allow-as-sets", SupportLevel.Impossible, "FRR rejects AS sets for the whole instance (bgp reject-as-sets)"),
        new("instance.default-med", SupportLevel.Impossible, "FRR takes a missing MED as 0, or as the worst"),
        new("instance.interpret-communities", SupportLevel.Impossible, "FRR always honours well-known communities"),
        new("selection.igp-metric", SupportLevel.Impossible, "FRR always compares IGP metrics"),
        new("peer.afi-safi.table", SupportLevel.Impossible, "FRR has one routing table a VRF"),
        new("peer.afi-safi.igp-table", SupportLevel.Impossible, "FRR resolves next hops in the table of the VRF"),
        new("peer.afi-safi.gateway", SupportLevel.Inherent, "FRR resolves next hops recursively whenever they are not connected"),
        new("peer.afi-safi.export-alternate", SupportLevel.Impossible, "FRR sends the best route or nothing"),
        new("peer.afi-safi.keep-filtered", SupportLevel.Impossible, "FRR keeps all received routes with soft-reconfiguration inbound, not rejected ones alone"),
        new("peer.afi-safi.keep-sent-attributes", SupportLevel.Impossible, "FRR always keeps what it sent"),
        new("peer.afi-safi.preference", SupportLevel.Impossible, "FRR's distance belongs to the instance, and smaller wins"),
        new("peer.afi-safi.next-hop-address", SupportLevel.Impossible, "FRR sets next hops in route maps"),
        new("peer.afi-safi.cost", SupportLevel.Impossible, "FRR has no cost of a session"),
        new("peer.afi-safi.mandatory", SupportLevel.Impossible, "FRR keeps a session whose family the peer does not speak"),
        new("peer.afi-safi.graceful-restart", SupportLevel.Impossible, "FRR's graceful restart covers all families"),
        new("peer.afi-safi.accept-local-pref-from-ebgp", SupportLevel.Impossible, "FRR ignores LOCAL_PREF of eBGP peers"),
        new("peer.allow-med", SupportLevel.Impossible, "FRR removes learned MEDs towards eBGP peers, unless attribute-unchanged med is said"),
        new("graceful-restart.long-lived.mode", SupportLevel.Impossible, "FRR's long-lived graceful restart belongs to the instance"),
        new("peer.transport.connect-only", SupportLevel.Impossible, "FRR accepts connections of configured peers"),
        new("peer.aigp", SupportLevel.Impossible, "FRR's AIGP belongs to the session"),
        new("dynamic-peer.allowed-as", SupportLevel.Approximate, "FRR accepts any external AS from a range of peers"),
        new("rib.*", SupportLevel.Impossible, "zebra feeds and drains the table of a VRF by itself"),
        new("multipath.kernel.merge-paths", SupportLevel.Inherent, "zebra installs as many paths as BGP gives it (maximum-paths)"),
        new("selection.protocol-preference", SupportLevel.Impossible, "FRR's distances are said for static routes and for BGP"),
        new("vrf.define", SupportLevel.Inherent, "the VRF of the kernel has its table"),
        new("peer.name", SupportLevel.Inherent, "FRR's peers have no names"),
        new("dynamic-peer.name-template", SupportLevel.Inherent, "FRR names dynamic peers by address"),
        new("peer.confederation-member", SupportLevel.Inherent, "FRR lists the members of the confederation at the instance"),
        new("k8s.*", SupportLevel.Impossible, "FRR knows nothing of clusters"),
    ]);

    public static SupportTable For(FormatVersion release) => Table;
}
