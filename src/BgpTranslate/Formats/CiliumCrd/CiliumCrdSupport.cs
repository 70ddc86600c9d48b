using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.CiliumCrd;

/// <summary>What Cilium's speaker cannot do: it originates routes, accepts none and forwards none (cilium-crd.md §2, §3, §9).</summary>
internal static class CiliumCrdSupport
{
    private const string NoRoutesAccepted = "Cilium accepts no routes";
    private const string NoBestPath = "Cilium accepts no routes and so never chooses between them";
    private const string OwnRoutesOnly = "Cilium announces its own routes only and passes none on";

    /// <summary>The table of a release.</summary>
    public static SupportTable For(FormatVersion version)
    {
        var rows = new List<Support>(Always);
        if (version < new FormatVersion(1, 18))
        {
            rows.Add(Never(PeerSettings.ListenPort, "Cilium listens from release 1.18 on"));
            rows.Add(Never(PeerSettings.AutoDiscovery, "peers are discovered from Cilium 1.18 on"));
            rows.Add(Never(ClusterSettings.AggregationLengthIpv4, "service routes are aggregated from Cilium 1.18 on"));
            rows.Add(Never(ClusterSettings.AggregationLengthIpv6, "service routes are aggregated from Cilium 1.18 on"));
        }
        else
        {
            rows.Add(Never(PeerSettings.LocalPort, "the local port of a session cannot be set in cilium.io/v2"));
        }

        if (version < new FormatVersion(1, 19))
        {
            rows.Add(Never(PeerSettings.LocalInterface, "the source interface of a session can be set from Cilium 1.19 on"));
            rows.Add(Never(ClusterSettings.Interface, "interface addresses are announced from Cilium 1.19 on"));
        }

        return new SupportTable(rows);
    }

    private static Support[] Always { get; } =
    [
        // What a session cannot have.
        Never(PeerSettings.Bfd, "Cilium has no BFD: remove it at the other side, or the session never comes up"),
        Never("peer.bfd.*", "Cilium has no BFD"),
        Never("bfd.*", "Cilium has no BFD"),
        Never("bfd-profile", "Cilium has no BFD"),
        Never(PeerSettings.TtlSecurityHops, "Cilium has no TTL security; ebgpMultihop 255 satisfies the other side"),
        Never(PeerSettings.TcpAo, "Cilium has TCP MD5 only"),
        Never(PeerSettings.TcpMss, "the segment size cannot be set"),
        Never(PeerSettings.BindInterface, "a session cannot be bound to an interface"),
        Never(PeerSettings.StrictBind, "listening cannot be limited to one address"),
        Never(PeerSettings.CheckLink, "Cilium does not watch the link of a session"),
        Never(PeerSettings.DisableConnectedCheck, "Cilium has no check for connected peers; ebgpMultihop sets the TTL"),
        Never(PeerSettings.Onlink, "the kernel's routes decide how the peer is reached"),
        Never(PeerSettings.Shutdown, "a peer cannot be disabled"),
        Never(PeerSettings.ShutdownMessage, "there is no message for peers"),
        Never(PeerSettings.ShutdownOnRtt, "Cilium does not measure the round trip"),
        Never(PeerSettings.Description, "a peer has a name and no description"),
        Never(PeerSettings.Vrf, "Cilium has no VRFs"),
        Never(PeerSettings.Role, "Cilium has no BGP roles (RFC 9234)"),
        Never(PeerSettings.RoleStrict, "Cilium has no BGP roles (RFC 9234)"),
        Never(PeerSettings.DelayOpen, "there is no such timer"),
        Never("peer.timers.connect-delay", "there is no such timer"),
        Never("peer.timers.error-*", "there is no such timer"),
        Never("peer.timers.disable-after-error", "there is no such timer"),
        Never("peer.timers.min-*", "there is no such timer"),
        Never("peer.timers.send-hold", "there is no such timer"),
        Never("peer.timers.startup-hold", "there is no such timer"),
        Never(InstanceSettings.MinimumHoldTime, "a peer's hold time cannot be refused"),
        None("graceful-restart.stale-time", NoRoutesAccepted),
        None("graceful-restart.select-defer-time", NoBestPath),
        None("graceful-restart.rib-stale-time", NoRoutesAccepted),
        Never("graceful-restart.preserve-forwarding", "the forwarding state bit cannot be set"),
        Never("graceful-restart.notification", "there is no such setting"),
        Never("graceful-restart.end-on-timer", "there is no such setting"),
        None("fib.*", NoRoutesAccepted),
        Never("graceful-restart.long-lived.*", "Cilium has no long-lived graceful restart"),
        Never("peer.graceful-shutdown", "Cilium does not send GRACEFUL_SHUTDOWN"),
        Never("instance.graceful-shutdown", "Cilium does not send GRACEFUL_SHUTDOWN"),
        Never("peer.capability.*", "capabilities cannot be set"),
        Never("peer.path-attribute.*", NoRoutesAccepted),
        Never("peer.interface-v6only", "Cilium has no unnumbered peers"),
        Never("dynamic-peer.*", "Cilium has no dynamic peers"),
        Never("instance.confederation.*", "Cilium has no confederations"),
        Never("peer.confederation-member", "Cilium has no confederations"),
        Never("instance.cluster-id", OwnRoutesOnly),
        Never(PeerSettings.RouterId, "the router id belongs to a node: a CiliumBGPNodeConfigOverride holds it"),
        Never(PeerSettings.LocalAddress, "the source address belongs to a node: a CiliumBGPNodeConfigOverride holds it"),
        Never(PeerSettings.Password, "a Secret holds the password; it is written with --set emit-secrets=yes only"),

        // What follows from accepting no routes.
        None(PeerSettings.EnforceFirstAs, NoRoutesAccepted),
        None(FamilySettings.AllowOwnAs, NoRoutesAccepted),
        None("peer.afi-safi.allow-own-as-origin", NoRoutesAccepted),
        None("peer.allow-as-sets", NoRoutesAccepted),
        None("peer.afi-safi.accept-local-pref-from-ebgp", NoRoutesAccepted),
        None("peer.afi-safi.prefix-limit.max", NoRoutesAccepted),
        None("peer.afi-safi.prefix-limit.received", NoRoutesAccepted),
        Never("peer.afi-safi.prefix-limit.out", "the number of routes sent cannot be limited"),
        None("peer.afi-safi.soft-reconfiguration-inbound", NoRoutesAccepted),
        None("peer.afi-safi.keep-filtered", NoRoutesAccepted),
        None("peer.afi-safi.weight", NoRoutesAccepted),
        None("peer.afi-safi.preference", NoRoutesAccepted),
        None("peer.afi-safi.cost", NoRoutesAccepted),
        None("peer.afi-safi.gateway", NoRoutesAccepted),
        None("peer.afi-safi.igp-table", NoRoutesAccepted),
        None("peer.afi-safi.next-hop-v6-prefer-global", NoRoutesAccepted),
        None("selection.*", NoBestPath),
        None("multipath.*", NoBestPath),
        None("distance.*", NoBestPath),
        None("dampening.*", NoRoutesAccepted),
        None("instance.reject-as-sets", NoRoutesAccepted),
        None("instance.allow-martian-nexthop", NoRoutesAccepted),
        None("instance.client-to-client-reflection", OwnRoutesOnly),
        None("instance.rr-allow-outbound-policy", OwnRoutesOnly),
        None("instance.fast-external-failover", NoRoutesAccepted),
        None("instance.fast-convergence", NoRoutesAccepted),
        None("rpki.*", NoRoutesAccepted),

        // What follows from announcing its own routes only.
        None(FamilySettings.RouteReflectorClient, OwnRoutesOnly),
        None(FamilySettings.RouteServerClient, OwnRoutesOnly),
        None("peer.afi-safi.next-hop-self", "routes always have the node as their next hop"),
        None("peer.afi-safi.as-override", OwnRoutesOnly),
        None("peer.afi-safi.remove-private-as", OwnRoutesOnly),
        None("peer.afi-safi.unsuppress-policy", OwnRoutesOnly),
        None("peer.allow-med", OwnRoutesOnly),
        None("peer.sender-side-loop-detection", OwnRoutesOnly),
        None("peer.solo", OwnRoutesOnly),
        None("peer.afi-safi.send-community.*", "communities of advertisements are always sent"),
        Never("peer.afi-safi.next-hop-*", "the next hop cannot be set: it is the node"),
        Never("peer.afi-safi.default-originate", "a default route cannot be announced"),
        Never("peer.afi-safi.conditional-advertisement", "advertisements have no conditions"),
        Never("peer.afi-safi.add-path.*", "Cilium has no add-path"),
        None("peer.afi-safi.as-path-unchanged", OwnRoutesOnly),
        None("peer.afi-safi.med-unchanged", OwnRoutesOnly),
        None("peer.afi-safi.keep-sent-attributes", OwnRoutesOnly),
        None("peer.afi-safi.export-alternate", OwnRoutesOnly),
        Never("peer.afi-safi.site-of-origin", "an advertisement has standard and large communities only"),
        Never("peer.afi-safi.table", "Cilium has no routing tables of its own"),
        Never("peer.afi-safi.graceful-restart", "graceful restart is set for all families at once"),
        Never("peer.afi-safi.extended-nexthop", "capabilities cannot be set"),
        Never("peer.afi-safi.mandatory", "a family cannot be made mandatory"),
        Never("peer.aigp", "Cilium sends no AIGP"),
        Never("originate.*", "a cluster announces Pod CIDRs, pools, services and interface addresses, not prefixes by name"),
        Never("redistribute.*", "a cluster announces Pod CIDRs, pools, services and interface addresses, not routes of other protocols"),
        Never("static.*", "no resource holds a static route"),
        Never("rib.*", "Cilium has no routing tables of its own"),
        Never("vrf.*", "Cilium has no VRFs"),
        Never("evpn.*", "Cilium has no EVPN"),
        Never("policy.*", "Cilium has no route policies"),

        // What other clusters can say.
        Never(ClusterSettings.AutoAssign, "a pool cannot be kept for services that ask for it"),

        // What only people read.
        None("meta.*", "names no BGP thing"),
        None("instance.log-neighbor-changes", "logging"),
        None("instance.hostname-in-output", "only changes what is shown"),
        None("instance.as-notation", "only changes what is shown"),
        None("instance.ebgp-requires-policy", NoRoutesAccepted),
        None("instance.network-import-check", "a cluster announces what exists"),
        None("instance.ebgp-connected-check", NoRoutesAccepted),
        None("instance.default-afi-safi", "each peer's families are written out"),
        None("instance.default-shutdown", "each peer is written out"),
        None("instance.default-med", NoBestPath),
        None("instance.suppress-*", OwnRoutesOnly),
        None("instance.conditional-advertisement-timer", OwnRoutesOnly),
        None("instance.rib.install", NoRoutesAccepted),
        Never("instance.default-local-preference", "advertisements say their own localPreference"),
        Never("instance.interpret-communities", "there is no such setting"),
        Never("instance.shutdown", "an instance cannot be disabled"),
        Never("instance.max-med", "a MED is never sent"),
        Never("instance.update-delay", "there is no such timer"),
        Never("instance.tcp-keepalive", "TCP keepalives cannot be set"),
        Never("instance.dscp", "the DSCP of BGP packets cannot be set"),
        Never("instance.hard-administrative-reset", "there is no such setting"),
        Never("instance.view", "Cilium has no tables of its own"),
    ];

    private static Support Never(Setting setting, string reason) => Never(setting.Key, reason);

    private static Support Never(string key, string reason) => new(key, SupportLevel.Impossible, reason);

    private static Support None(Setting setting, string reason) => None(setting.Key, reason);

    private static Support None(string key, string reason) => new(key, SupportLevel.Inherent, reason);
}
