using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>What no speaker of a cluster can do: it originates routes of services and pods, accepts none and forwards none, whatever its resources are.</summary>
public static class ClusterSupport
{
    /// <summary>The table of one of them.</summary>
    /// <param name="speaker">What people call it.</param>
    /// <param name="own">What it can say beyond the others, or cannot; these rows take precedence.</param>
    public static SupportTable For(string speaker, IReadOnlyList<Support> own)
    {
        var keys = own.Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        return new SupportTable([.. own, .. Common(speaker).Where(r => !keys.Contains(r.Key))]);
    }

    /// <summary>A row for what can never be said.</summary>
    public static Support Never(Setting setting, string reason) => Never(setting.Key, reason);

    /// <summary>A row for what can never be said.</summary>
    public static Support Never(string key, string reason) => new(key, SupportLevel.Impossible, reason);

    /// <summary>A row for what holds anyway or has no effect.</summary>
    public static Support None(Setting setting, string reason) => None(setting.Key, reason);

    /// <summary>A row for what holds anyway or has no effect.</summary>
    public static Support None(string key, string reason) => new(key, SupportLevel.Inherent, reason);

    private static Support[] Common(string speaker)
    {
        var noRoutesAccepted = $"{speaker} accepts no routes";
        var noBestPath = $"{speaker} accepts no routes and so never chooses between them";
        var ownRoutesOnly = $"{speaker} announces its own routes only and passes none on";
        return
        [
            // What a session cannot have.
            Never(PeerSettings.TcpMss, "the segment size cannot be set"),
            Never(PeerSettings.BindInterface, "a session cannot be bound to an interface"),
            Never(PeerSettings.StrictBind, "listening cannot be limited to one address"),
            Never(PeerSettings.CheckLink, $"{speaker} does not watch the link of a session"),
            Never(PeerSettings.Onlink, "the kernel's routes decide how the peer is reached"),
            Never(PeerSettings.Shutdown, "a peer cannot be disabled"),
            Never(PeerSettings.ShutdownMessage, "there is no message for peers"),
            Never(PeerSettings.ShutdownOnRtt, $"{speaker} does not measure the round trip"),
            Never(PeerSettings.Description, "a peer has a name and no description"),
            Never(PeerSettings.Role, $"{speaker} has no BGP roles (RFC 9234)"),
            Never(PeerSettings.RoleStrict, $"{speaker} has no BGP roles (RFC 9234)"),
            Never(PeerSettings.DelayOpen, "there is no such timer"),
            Never("peer.timers.connect-delay", "there is no such timer"),
            Never("peer.timers.error-*", "there is no such timer"),
            Never("peer.timers.disable-after-error", "there is no such timer"),
            Never("peer.timers.min-*", "there is no such timer"),
            Never("peer.timers.send-hold", "there is no such timer"),
            Never("peer.timers.startup-hold", "there is no such timer"),
            Never(InstanceSettings.MinimumHoldTime, "a peer's hold time cannot be refused"),
            None("graceful-restart.stale-time", noRoutesAccepted),
            None("graceful-restart.select-defer-time", noBestPath),
            None("graceful-restart.rib-stale-time", noRoutesAccepted),
            Never("graceful-restart.preserve-forwarding", "the forwarding state bit cannot be set"),
            Never("graceful-restart.notification", "there is no such setting"),
            Never("graceful-restart.end-on-timer", "there is no such setting"),
            None("fib.*", noRoutesAccepted),
            Never("graceful-restart.long-lived.*", $"{speaker} has no long-lived graceful restart"),
            Never("peer.graceful-shutdown", $"{speaker} does not send GRACEFUL_SHUTDOWN"),
            Never("instance.graceful-shutdown", $"{speaker} does not send GRACEFUL_SHUTDOWN"),
            Never("peer.capability.*", "capabilities cannot be set"),
            Never("peer.path-attribute.*", noRoutesAccepted),
            Never("dynamic-peer.*", $"{speaker} has no dynamic peers"),
            Never("instance.confederation.*", $"{speaker} has no confederations"),
            Never("peer.confederation-member", $"{speaker} has no confederations"),
            Never("instance.cluster-id", ownRoutesOnly),

            // What follows from accepting no routes.
            None(PeerSettings.EnforceFirstAs, noRoutesAccepted),
            None(FamilySettings.AllowOwnAs, noRoutesAccepted),
            None("peer.afi-safi.allow-own-as-origin", noRoutesAccepted),
            None("peer.allow-as-sets", noRoutesAccepted),
            None("peer.afi-safi.accept-local-pref-from-ebgp", noRoutesAccepted),
            None("peer.afi-safi.prefix-limit.max", noRoutesAccepted),
            None("peer.afi-safi.prefix-limit.received", noRoutesAccepted),
            Never("peer.afi-safi.prefix-limit.out", "the number of routes sent cannot be limited"),
            None("peer.afi-safi.soft-reconfiguration-inbound", noRoutesAccepted),
            None("peer.afi-safi.keep-filtered", noRoutesAccepted),
            None("peer.afi-safi.weight", noRoutesAccepted),
            None("peer.afi-safi.preference", noRoutesAccepted),
            None("peer.afi-safi.cost", noRoutesAccepted),
            None("peer.afi-safi.gateway", noRoutesAccepted),
            None("peer.afi-safi.igp-table", noRoutesAccepted),
            None("peer.afi-safi.next-hop-v6-prefer-global", noRoutesAccepted),
            None("selection.*", noBestPath),
            None("multipath.*", noBestPath),
            None("distance.*", noBestPath),
            None("dampening.*", noRoutesAccepted),
            None("instance.reject-as-sets", noRoutesAccepted),
            None("instance.allow-martian-nexthop", noRoutesAccepted),
            None("instance.client-to-client-reflection", ownRoutesOnly),
            None("instance.rr-allow-outbound-policy", ownRoutesOnly),
            None("instance.fast-external-failover", noRoutesAccepted),
            None("instance.fast-convergence", noRoutesAccepted),
            None("rpki.*", noRoutesAccepted),

            // What follows from announcing its own routes only.
            None(FamilySettings.RouteReflectorClient, ownRoutesOnly),
            None(FamilySettings.RouteServerClient, ownRoutesOnly),
            None("peer.afi-safi.next-hop-self", "routes always have the node as their next hop"),
            None("peer.afi-safi.as-override", ownRoutesOnly),
            None("peer.afi-safi.remove-private-as", ownRoutesOnly),
            None("peer.afi-safi.unsuppress-policy", ownRoutesOnly),
            None("peer.allow-med", ownRoutesOnly),
            None("peer.sender-side-loop-detection", ownRoutesOnly),
            None("peer.solo", ownRoutesOnly),
            None("peer.afi-safi.send-community.*", "communities of advertisements are always sent"),
            Never("peer.afi-safi.next-hop-*", "the next hop cannot be set: it is the node"),
            Never("peer.afi-safi.default-originate", "a default route cannot be announced"),
            Never("peer.afi-safi.conditional-advertisement", "advertisements have no conditions"),
            Never("peer.afi-safi.add-path.*", $"{speaker} has no add-path"),
            None("peer.afi-safi.as-path-unchanged", ownRoutesOnly),
            None("peer.afi-safi.med-unchanged", ownRoutesOnly),
            None("peer.afi-safi.keep-sent-attributes", ownRoutesOnly),
            None("peer.afi-safi.export-alternate", ownRoutesOnly),
            Never("peer.afi-safi.site-of-origin", "an advertisement has standard and large communities only"),
            Never("peer.afi-safi.table", $"{speaker} has no routing tables of its own"),
            Never("peer.afi-safi.graceful-restart", "graceful restart is set for all families at once"),
            Never("peer.afi-safi.extended-nexthop", "capabilities cannot be set"),
            Never("peer.afi-safi.mandatory", "a family cannot be made mandatory"),
            Never("peer.aigp", $"{speaker} sends no AIGP"),
            Never("originate.*", "a cluster announces Pod CIDRs, pools, services and interface addresses, not prefixes by name"),
            Never("redistribute.*", "a cluster announces Pod CIDRs, pools, services and interface addresses, not routes of other protocols"),
            Never("static.*", "no resource holds a static route"),
            Never("rib.*", $"{speaker} has no routing tables of its own"),
            Never("evpn.*", $"{speaker} has no EVPN"),
            Never("policy.*", $"{speaker} has no route policies"),

            // What only people read.
            None("meta.*", "names no BGP thing"),
            None("instance.log-neighbor-changes", "logging"),
            None("instance.hostname-in-output", "only changes what is shown"),
            None("instance.as-notation", "only changes what is shown"),
            None("instance.ebgp-requires-policy", noRoutesAccepted),
            None("instance.network-import-check", "a cluster announces what exists"),
            None("instance.ebgp-connected-check", noRoutesAccepted),
            None("instance.default-afi-safi", "each peer's families are written out"),
            None("instance.default-shutdown", "each peer is written out"),
            None("instance.default-med", noBestPath),
            None("instance.suppress-*", ownRoutesOnly),
            None("instance.conditional-advertisement-timer", ownRoutesOnly),
            None("instance.rib.install", noRoutesAccepted),
            Never("instance.default-local-preference", "advertisements say their own localPreference"),
            Never("instance.interpret-communities", "there is no such setting"),
            Never("instance.shutdown", "an instance cannot be disabled"),
            Never("instance.max-med", "a MED is never sent"),
            Never("instance.update-delay", "there is no such timer"),
            Never("instance.tcp-keepalive", "TCP keepalives cannot be set"),
            Never("instance.dscp", "the DSCP of BGP packets cannot be set"),
            Never("instance.hard-administrative-reset", "there is no such setting"),
            Never("instance.view", $"{speaker} has no tables of its own"),

        ];
    }
}
