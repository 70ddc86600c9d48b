namespace BgpTranslate.Model;

/// <summary>What is said about a BGP instance alone. Session and family settings may stand at an instance too: its peers inherit them.</summary>
public static class InstanceSettings
{
    /// <summary>Host name; names no BGP thing.</summary>
    public static readonly Setting<string> Hostname = new("meta.hostname", "Host name; names no BGP thing", SettingScope.Instance, SettingKind.Documentation);

    /// <summary>The name of the instance in the configuration, where instances have names (RouterOS).</summary>
    public static readonly Setting<string> Name = new("instance.name", "The name of the instance in the configuration, where instances have names", SettingScope.Instance, SettingKind.Structure);

    /// <summary>How AS numbers are printed: plain, dot or dot+.</summary>
    public static readonly Setting<string> AsNotation = new("instance.as-notation", "How AS numbers are printed: plain, dot or dot+", SettingScope.Instance, SettingKind.Documentation);

    /// <summary>Families that are active for a peer when nothing is said.</summary>
    public static readonly Setting<FamilySet> DefaultFamilies = new("instance.default-afi-safi", "Families that are active for a peer when nothing is said", SettingScope.Instance);

    /// <summary>RFC 8212: an eBGP peer without a policy exchanges no routes.</summary>
    public static readonly Setting<bool> EbgpRequiresPolicy = new("instance.ebgp-requires-policy", "RFC 8212: an eBGP peer without a policy exchanges no routes", SettingScope.Instance);

    /// <summary>A network statement announces its prefix only while the exact route is in the RIB.</summary>
    public static readonly Setting<bool> NetworkImportCheck = new("instance.network-import-check", "A network statement announces its prefix only while the exact route is in the RIB", SettingScope.Instance);

    /// <summary>Member AS numbers of the confederation.</summary>
    public static readonly Setting<AsList> ConfederationMembers = new("instance.confederation.members", "Member AS numbers of the confederation", SettingScope.Instance);

    /// <summary>Set clauses of export policies apply to reflected routes too.</summary>
    public static readonly Setting<bool> AllowOutboundPolicy = new("instance.rr-allow-outbound-policy", "Set clauses of export policies apply to reflected routes too", SettingScope.Instance);

    /// <summary>Routes of one reflector client are sent to the others.</summary>
    public static readonly Setting<bool> ClientToClientReflection = new("instance.client-to-client-reflection", "Routes of one reflector client are sent to the others", SettingScope.Instance);

    /// <summary>A directly connected eBGP session drops with its interface.</summary>
    public static readonly Setting<bool> FastExternalFailover = new("instance.fast-external-failover", "A directly connected eBGP session drops with its interface", SettingScope.Instance);

    /// <summary>Sessions drop as soon as the peer becomes unreachable.</summary>
    public static readonly Setting<bool> FastConvergence = new("instance.fast-convergence", "Sessions drop as soon as the peer becomes unreachable", SettingScope.Instance);

    /// <summary>Session changes are logged.</summary>
    public static readonly Setting<bool> LogNeighborChanges = new("instance.log-neighbor-changes", "Session changes are logged", SettingScope.Instance, SettingKind.Documentation);

    /// <summary>Updates equal to the last one are not sent again.</summary>
    public static readonly Setting<bool> SuppressDuplicates = new("instance.suppress-duplicates", "Updates equal to the last one are not sent again", SettingScope.Instance);

    /// <summary>Routes are announced only once they are installed.</summary>
    public static readonly Setting<bool> SuppressFibPending = new("instance.suppress-fib-pending", "Routes are announced only once they are installed", SettingScope.Instance);

    /// <summary>The whole instance is administratively down; the value is the message.</summary>
    public static readonly Setting<string> Shutdown = new("instance.shutdown", "The whole instance is administratively down; the value is the message", SettingScope.Instance);

    /// <summary>New peers are administratively down.</summary>
    public static readonly Setting<bool> DefaultShutdown = new("instance.default-shutdown", "New peers are administratively down", SettingScope.Instance);

    /// <summary>RFC 8326: all routes are sent with the GRACEFUL_SHUTDOWN community.</summary>
    public static readonly Setting<bool> GracefulShutdown = new("instance.graceful-shutdown", "RFC 8326: all routes are sent with the GRACEFUL_SHUTDOWN community", SettingScope.Instance);

    /// <summary>The largest MED is announced while starting or by order; value as in FRR.</summary>
    public static readonly Setting<string> MaxMed = new("instance.max-med", "The largest MED is announced while starting or by order; value as in FRR", SettingScope.Instance);

    /// <summary>Seconds to wait for peers before the first best path run; value as in FRR.</summary>
    public static readonly Setting<string> UpdateDelay = new("instance.update-delay", "Seconds to wait for peers before the first best path run; value as in FRR", SettingScope.Instance);

    /// <summary>TCP keepalive: idle, interval, probes.</summary>
    public static readonly Setting<string> TcpKeepalive = new("instance.tcp-keepalive", "TCP keepalive: idle, interval, probes", SettingScope.Instance);

    /// <summary>DSCP of BGP packets.</summary>
    public static readonly Setting<uint> Dscp = new("instance.dscp", "DSCP of BGP packets", SettingScope.Instance);

    /// <summary>The next hop of single-hop eBGP must be directly connected.</summary>
    public static readonly Setting<bool> EbgpConnectedCheck = new("instance.ebgp-connected-check", "The next hop of single-hop eBGP must be directly connected", SettingScope.Instance);

    /// <summary>Seconds between checks of conditional advertisements.</summary>
    public static readonly Setting<uint> ConditionalAdvertisementTimer = new("instance.conditional-advertisement-timer", "Seconds between checks of conditional advertisements", SettingScope.Instance);

    /// <summary>RFC 8538: administrative resets are hard.</summary>
    public static readonly Setting<bool> HardAdministrativeReset = new("instance.hard-administrative-reset", "RFC 8538: administrative resets are hard", SettingScope.Instance);

    /// <summary>Martian next hops are accepted.</summary>
    public static readonly Setting<bool> AllowMartianNextHop = new("instance.allow-martian-nexthop", "Martian next hops are accepted", SettingScope.Instance);

    /// <summary>Host names of peers are shown.</summary>
    public static readonly Setting<bool> HostnameInOutput = new("instance.hostname-in-output", "Host names of peers are shown", SettingScope.Instance, SettingKind.Documentation);

    /// <summary>Seconds; a smaller hold time of the peer is refused.</summary>
    public static readonly Setting<uint> MinimumHoldTime = new("instance.timers.minimum-hold-time", "Seconds; a smaller hold time of the peer is refused", SettingScope.Instance);

    /// <summary>How many dynamic peers there may be.</summary>
    public static readonly Setting<uint> DynamicPeerLimit = new("dynamic-peer.limit", "How many dynamic peers there may be", SettingScope.Instance);

    /// <summary>Paths with AS_SET or AS_CONFED_SET are rejected (RFC 9774).</summary>
    public static readonly Setting<bool> RejectAsSets = new("instance.reject-as-sets", "Paths with AS_SET or AS_CONFED_SET are rejected (RFC 9774)", SettingScope.Instance);

    /// <summary>Multipath needs equal path length, not equal paths.</summary>
    public static readonly Setting<bool> MultipathAsPathRelax = new("multipath.as-path-relax", "Multipath needs equal path length, not equal paths", SettingScope.Instance);

    /// <summary>Relaxed multipath announces an AS set.</summary>
    public static readonly Setting<bool> MultipathAsSet = new("multipath.as-set", "Relaxed multipath announces an AS set", SettingScope.Instance);

    /// <summary>Multipath may mix eBGP and iBGP paths.</summary>
    public static readonly Setting<bool> MultipathPeerTypeRelax = new("multipath.peer-type-relax", "Multipath may mix eBGP and iBGP paths", SettingScope.Instance);

    /// <summary>Administrative distance for routes of some peers; value as in FRR.</summary>
    public static readonly Setting<string> DistanceBySource = new("distance.by-source", "Administrative distance for routes of some peers; value as in FRR", SettingScope.Instance);

    /// <summary>How link bandwidth weighs multipath: ignore, skip-missing, default-weight-for-missing.</summary>
    public static readonly Setting<string> Bandwidth = new("selection.bandwidth", "How link bandwidth weighs multipath: ignore, skip-missing, default-weight-for-missing", SettingScope.Instance);

    /// <summary>MEDs are compared within the confederation.</summary>
    public static readonly Setting<bool> MedConfed = new("selection.med-confed", "MEDs are compared within the confederation", SettingScope.Instance);

    /// <summary>Confederation segments count in the path length.</summary>
    public static readonly Setting<bool> AsPathConfed = new("selection.as-path-confed", "Confederation segments count in the path length", SettingScope.Instance);

    /// <summary>Seconds stale routes of a restarting peer are kept.</summary>
    public static readonly Setting<uint> StaleTime = new("graceful-restart.stale-time", "Seconds stale routes of a restarting peer are kept", SettingScope.Instance);

    /// <summary>Seconds the best path choice waits after a restart.</summary>
    public static readonly Setting<uint> SelectDeferTime = new("graceful-restart.select-defer-time", "Seconds the best path choice waits after a restart", SettingScope.Instance);

    /// <summary>The forwarding state bit is set after a restart.</summary>
    public static readonly Setting<bool> PreserveForwarding = new("graceful-restart.preserve-forwarding", "The forwarding state bit is set after a restart", SettingScope.Instance);

    /// <summary>RFC 8538: NOTIFICATIONs do not end graceful restart.</summary>
    public static readonly Setting<bool> GracefulRestartNotification = new("graceful-restart.notification", "RFC 8538: NOTIFICATIONs do not end graceful restart", SettingScope.Instance);

    /// <summary>End-of-RIB is sent.</summary>
    public static readonly Setting<bool> SendEndOfRib = new("graceful-restart.end-on-timer", "End-of-RIB is sent", SettingScope.Instance);

    /// <summary>Seconds until stale routes are removed from the RIB.</summary>
    public static readonly Setting<uint> RibStaleTime = new("graceful-restart.rib-stale-time", "Seconds until stale routes are removed from the RIB", SettingScope.Instance);

    /// <summary>Best routes are installed in the forwarding table.</summary>
    public static readonly Setting<bool> InstallInFib = new("instance.rib.install", "Best routes are installed in the forwarding table", SettingScope.Instance);

    /// <summary>Nodes that run this instance.</summary>
    public static readonly Setting<LabelSelector> NodeSelector = new("k8s.node-selector", "Nodes that run this instance", SettingScope.Instance);

    /// <summary>Name of the instance in its resource.</summary>
    public static readonly Setting<string> KubernetesName = new("k8s.instance.name", "Name of the instance in its resource", SettingScope.Instance, SettingKind.Structure);

    /// <summary>Name of the cluster resource that holds the instance, with others of the same nodes.</summary>
    public static readonly Setting<string> ClusterConfig = new("k8s.cluster-config.name", "Name of the resource that holds the instance", SettingScope.Instance, SettingKind.Structure);

    /// <summary>A table of routes that is never installed.</summary>
    public static readonly Setting<bool> View = new("instance.view", "A table of routes that is never installed", SettingScope.Instance);
}
