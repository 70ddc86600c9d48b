namespace BgpTranslate.Model;

/// <summary>What is said about a session: at the peer, at its group, or at the instance, in this order of precedence.</summary>
public static class PeerSettings
{
    /// <summary>The name of the session in the configuration.</summary>
    public static readonly Setting<string> Name = new("peer.name", "The name of the session in the configuration", SettingScope.Session, SettingKind.Structure);

    /// <summary>The AS number this side uses.</summary>
    public static readonly Setting<LocalAs> LocalAs = new("instance.local-as", "The AS number this side uses", SettingScope.Session);

    /// <summary>BGP identifier.</summary>
    public static readonly Setting<IpAddress> RouterId = new("instance.router-id", "BGP identifier", SettingScope.Session);

    /// <summary>Route reflector cluster (RFC 4456).</summary>
    public static readonly Setting<IpAddress> ClusterId = new("instance.cluster-id", "Route reflector cluster (RFC 4456)", SettingScope.Session);

    /// <summary>AS number shown outside the confederation (RFC 5065).</summary>
    public static readonly Setting<uint> ConfederationIdentifier = new("instance.confederation.identifier", "AS number shown outside the confederation (RFC 5065)", SettingScope.Session);

    /// <summary>The peer belongs to the confederation.</summary>
    public static readonly Setting<bool> ConfederationMember = new("peer.confederation-member", "The peer belongs to the confederation", SettingScope.Session);

    /// <summary>LOCAL_PREF of routes that have none.</summary>
    public static readonly Setting<uint> DefaultLocalPreference = new("instance.default-local-preference", "LOCAL_PREF of routes that have none", SettingScope.Session);

    /// <summary>MED assumed for routes that have none.</summary>
    public static readonly Setting<uint> DefaultMed = new("instance.default-med", "MED assumed for routes that have none", SettingScope.Session);

    /// <summary>Well-known communities (NO_EXPORT …) are honoured on export.</summary>
    public static readonly Setting<bool> InterpretCommunities = new("instance.interpret-communities", "Well-known communities (NO_EXPORT …) are honoured on export", SettingScope.Session);

    /// <summary>Local TCP port that is listened on.</summary>
    public static readonly Setting<uint> ListenPort = new("instance.listen-port", "Local TCP port that is listened on", SettingScope.Session);

    /// <summary>MEDs of different neighbouring AS are compared.</summary>
    public static readonly Setting<bool> AlwaysCompareMed = new("selection.always-compare-med", "MEDs of different neighbouring AS are compared", SettingScope.Session);

    /// <summary>Paths are grouped by neighbouring AS before MEDs are compared.</summary>
    public static readonly Setting<bool> DeterministicMed = new("selection.deterministic-med", "Paths are grouped by neighbouring AS before MEDs are compared", SettingScope.Session);

    /// <summary>A missing MED is the worst.</summary>
    public static readonly Setting<bool> MedMissingAsWorst = new("selection.med-missing-as-worst", "A missing MED is the worst", SettingScope.Session);

    /// <summary>Path length does not count.</summary>
    public static readonly Setting<bool> AsPathIgnore = new("selection.as-path-ignore", "Path length does not count", SettingScope.Session);

    /// <summary>Between equal eBGP paths the router id decides, not age.</summary>
    public static readonly Setting<bool> CompareRouterId = new("selection.compare-router-id", "Between equal eBGP paths the router id decides, not age", SettingScope.Session);

    /// <summary>The IGP metric to the next hop counts.</summary>
    public static readonly Setting<bool> IgpMetric = new("selection.igp-metric", "The IGP metric to the next hop counts", SettingScope.Session);

    /// <summary>AIGP counts in the choice of the best path.</summary>
    public static readonly Setting<bool> CompareAigp = new("selection.aigp", "AIGP counts in the choice of the best path", SettingScope.Session);

    /// <summary>The AS number of the peer.</summary>
    public static readonly Setting<RemoteAs> RemoteAs = new("peer.remote-as", "The AS number of the peer", SettingScope.Session);

    /// <summary>The group or template it inherits from.</summary>
    public static readonly Setting<string> Group = new("peer-group.member", "The group or template it inherits from", SettingScope.Session, SettingKind.Structure);

    /// <summary>A remark.</summary>
    public static readonly Setting<string> Description = new("peer.description", "A remark", SettingScope.Session, SettingKind.Documentation);

    /// <summary>Administratively down.</summary>
    public static readonly Setting<bool> Shutdown = new("peer.shutdown", "Administratively down", SettingScope.Session);

    /// <summary>What the peer is told (RFC 9003).</summary>
    public static readonly Setting<string> ShutdownMessage = new("peer.shutdown-message", "What the peer is told (RFC 9003)", SettingScope.Session, SettingKind.Documentation);

    /// <summary>Goes down when the round trip takes too long; milliseconds and count.</summary>
    public static readonly Setting<string> ShutdownOnRtt = new("peer.shutdown-on-rtt", "Goes down when the round trip takes too long; milliseconds and count", SettingScope.Session);

    /// <summary>Routes are not sent back to the peer they came from.</summary>
    public static readonly Setting<bool> Solo = new("peer.solo", "Routes are not sent back to the peer they came from", SettingScope.Session);

    /// <summary>Source address of the session.</summary>
    public static readonly Setting<IpAddress> LocalAddress = new("peer.transport.local-address", "Source address of the session", SettingScope.Session);

    /// <summary>Interface whose address is the source.</summary>
    public static readonly Setting<string> LocalInterface = new("peer.transport.local-interface", "Interface whose address is the source", SettingScope.Session);

    /// <summary>Interface of a peer with a link-local address.</summary>
    public static readonly Setting<string> BindInterface = new("peer.transport.bind-interface", "Interface of a peer with a link-local address", SettingScope.Session);

    /// <summary>TCP port of the peer.</summary>
    public static readonly Setting<uint> RemotePort = new("peer.transport.remote-port", "TCP port of the peer", SettingScope.Session);

    /// <summary>Local TCP port of this session.</summary>
    public static readonly Setting<uint> LocalPort = new("peer.transport.local-port", "Local TCP port of this session", SettingScope.Session);

    /// <summary>Waits for the peer to connect.</summary>
    public static readonly Setting<bool> Passive = new("peer.transport.passive", "Waits for the peer to connect", SettingScope.Session);

    /// <summary>Never accepts a connection.</summary>
    public static readonly Setting<bool> ConnectOnly = new("peer.transport.connect-only", "Never accepts a connection", SettingScope.Session);

    /// <summary>TTL of an eBGP or iBGP session over several hops; 1 is a direct session.</summary>
    public static readonly Setting<uint> MultihopTtl = new("peer.transport.multihop.ttl", "TTL of an eBGP or iBGP session over several hops; 1 is a direct session", SettingScope.Session);

    /// <summary>GTSM (RFC 5082): the peer is at most so many hops away.</summary>
    public static readonly Setting<uint> TtlSecurityHops = new("peer.transport.ttl-security.hops", "GTSM (RFC 5082): the peer is at most so many hops away", SettingScope.Session);

    /// <summary>A single-hop eBGP peer need not be on a connected network.</summary>
    public static readonly Setting<bool> DisableConnectedCheck = new("peer.transport.disable-connected-check", "A single-hop eBGP peer need not be on a connected network", SettingScope.Session);

    /// <summary>The session drops when the link goes down.</summary>
    public static readonly Setting<bool> CheckLink = new("peer.transport.check-link", "The session drops when the link goes down", SettingScope.Session);

    /// <summary>Listens on its own source address only.</summary>
    public static readonly Setting<bool> StrictBind = new("peer.transport.strict-bind", "Listens on its own source address only", SettingScope.Session);

    /// <summary>TCP MD5 signature key (RFC 2385).</summary>
    public static readonly Setting<Secret> Password = new("peer.transport.md5.password", "TCP MD5 signature key (RFC 2385)", SettingScope.Session);

    /// <summary>TCP-AO keys (RFC 5925), as written.</summary>
    public static readonly Setting<Secret> TcpAo = new("peer.transport.tcp-ao", "TCP-AO keys (RFC 5925), as written", SettingScope.Session);

    /// <summary>Name of the secret that holds the password.</summary>
    public static readonly Setting<string> PasswordReference = new("k8s.secret", "Name of the secret that holds the password", SettingScope.Session);

    /// <summary>Maximum segment size.</summary>
    public static readonly Setting<uint> TcpMss = new("peer.transport.tcp-mss", "Maximum segment size", SettingScope.Session);

    /// <summary>Seconds between KEEPALIVEs.</summary>
    public static readonly Setting<uint> Keepalive = new("peer.timers.keepalive", "Seconds between KEEPALIVEs", SettingScope.Session);

    /// <summary>Seconds without a message until the session drops; 0 never.</summary>
    public static readonly Setting<uint> HoldTime = new("peer.timers.hold-time", "Seconds without a message until the session drops; 0 never", SettingScope.Session);

    /// <summary>Seconds between attempts to connect.</summary>
    public static readonly Setting<uint> ConnectRetry = new("peer.timers.connect-retry", "Seconds between attempts to connect", SettingScope.Session);

    /// <summary>Seconds before OPEN is sent.</summary>
    public static readonly Setting<uint> DelayOpen = new("peer.timers.delay-open", "Seconds before OPEN is sent", SettingScope.Session);

    /// <summary>Seconds before the first attempt to connect.</summary>
    public static readonly Setting<uint> ConnectDelay = new("peer.timers.connect-delay", "Seconds before the first attempt to connect", SettingScope.Session);

    /// <summary>Seconds of waiting after an error: smallest and largest.</summary>
    public static readonly Setting<string> ErrorWait = new("peer.timers.error-wait", "Seconds of waiting after an error: smallest and largest", SettingScope.Session);

    /// <summary>Seconds after which errors are forgotten.</summary>
    public static readonly Setting<uint> ErrorForget = new("peer.timers.error-forget", "Seconds after which errors are forgotten", SettingScope.Session);

    /// <summary>Stays down after an error.</summary>
    public static readonly Setting<bool> DisableAfterError = new("peer.timers.disable-after-error", "Stays down after an error", SettingScope.Session);

    /// <summary>Seconds between updates (MRAI).</summary>
    public static readonly Setting<uint> AdvertisementInterval = new("peer.timers.min-advertisement-interval", "Seconds between updates (MRAI)", SettingScope.Session);

    /// <summary>Seconds until a peer that reads nothing is dropped (RFC 9687).</summary>
    public static readonly Setting<uint> SendHoldTime = new("peer.timers.send-hold", "Seconds until a peer that reads nothing is dropped (RFC 9687)", SettingScope.Session);

    /// <summary>Seconds of hold time before OPEN is received.</summary>
    public static readonly Setting<uint> StartupHoldTime = new("peer.timers.startup-hold", "Seconds of hold time before OPEN is received", SettingScope.Session);

    /// <summary>Seconds; a smaller hold time of the peer is refused.</summary>
    public static readonly Setting<uint> MinHoldTime = new("peer.timers.min-hold-time", "Seconds; a smaller hold time of the peer is refused", SettingScope.Session);

    /// <summary>Seconds; a smaller keepalive time is refused.</summary>
    public static readonly Setting<uint> MinKeepalive = new("peer.timers.min-keepalive", "Seconds; a smaller keepalive time is refused", SettingScope.Session);

    /// <summary>BFD watches the session (RFC 5882).</summary>
    public static readonly Setting<bool> Bfd = new("peer.bfd.enabled", "BFD watches the session (RFC 5882)", SettingScope.Session);

    /// <summary>Name of the BFD parameters.</summary>
    public static readonly Setting<string> BfdProfile = new("peer.bfd.profile", "Name of the BFD parameters", SettingScope.Session);

    /// <summary>BFD parameters of this session.</summary>
    public static readonly Setting<BfdTimers> BfdTimers = new("peer.bfd.timers", "BFD parameters of this session", SettingScope.Session);

    /// <summary>BFD tells control plane failures from link failures.</summary>
    public static readonly Setting<bool> BfdCheckControlPlane = new("peer.bfd.check-control-plane-failure", "BFD tells control plane failures from link failures", SettingScope.Session);

    /// <summary>The session waits for BFD to be up.</summary>
    public static readonly Setting<bool> BfdStrict = new("peer.bfd.strict", "The session waits for BFD to be up", SettingScope.Session);

    /// <summary>Capabilities are sent.</summary>
    public static readonly Setting<bool> CapabilityNegotiation = new("peer.capability.negotiate", "Capabilities are sent", SettingScope.Session);

    /// <summary>Own capabilities are used whatever the peer says.</summary>
    public static readonly Setting<bool> OverrideCapability = new("peer.capability.override", "Own capabilities are used whatever the peer says", SettingScope.Session);

    /// <summary>The peer must have all our capabilities.</summary>
    public static readonly Setting<bool> StrictCapabilityMatch = new("peer.capability.strict-match", "The peer must have all our capabilities", SettingScope.Session);

    /// <summary>Capabilities may change during a session.</summary>
    public static readonly Setting<bool> DynamicCapability = new("peer.capability.dynamic", "Capabilities may change during a session", SettingScope.Session);

    /// <summary>Route refresh (RFC 2918).</summary>
    public static readonly Setting<bool> RouteRefresh = new("peer.capability.route-refresh", "Route refresh (RFC 2918)", SettingScope.Session);

    /// <summary>RFC 7313.</summary>
    public static readonly Setting<bool> EnhancedRouteRefresh = new("peer.capability.enhanced-route-refresh", "RFC 7313", SettingScope.Session);

    /// <summary>Four-octet AS numbers (RFC 6793).</summary>
    public static readonly Setting<bool> FourOctetAs = new("peer.capability.as4", "Four-octet AS numbers (RFC 6793)", SettingScope.Session);

    /// <summary>RFC 8654.</summary>
    public static readonly Setting<bool> ExtendedMessages = new("peer.capability.extended-message", "RFC 8654", SettingScope.Session);

    /// <summary>The host name is announced.</summary>
    public static readonly Setting<bool> HostnameCapability = new("peer.capability.hostname", "The host name is announced", SettingScope.Session, SettingKind.Documentation);

    /// <summary>The software version is announced.</summary>
    public static readonly Setting<bool> SoftwareVersion = new("peer.capability.software-version", "The software version is announced", SettingScope.Session, SettingKind.Documentation);

    /// <summary>Link-local only next hops.</summary>
    public static readonly Setting<bool> LinkLocalNextHop = new("peer.capability.link-local-next-hop", "Link-local only next hops", SettingScope.Session);

    /// <summary>RFC 9072.</summary>
    public static readonly Setting<bool> ExtendedOptionalParameters = new("peer.capability.extended-optional-parameters", "RFC 9072", SettingScope.Session);

    /// <summary>Role of this side (RFC 9234).</summary>
    public static readonly Setting<BgpRole> Role = new("peer.role.local", "Role of this side (RFC 9234)", SettingScope.Session);

    /// <summary>The peer must announce a role.</summary>
    public static readonly Setting<bool> RoleStrict = new("peer.role.strict", "The peer must announce a role", SettingScope.Session);

    /// <summary>The first AS of a path must be the peer's.</summary>
    public static readonly Setting<bool> EnforceFirstAs = new("instance.enforce-first-as", "The first AS of a path must be the peer's", SettingScope.Session);

    /// <summary>Routes with the peer's AS in the path are not sent to it.</summary>
    public static readonly Setting<bool> SenderSideLoopDetection = new("peer.sender-side-loop-detection", "Routes with the peer's AS in the path are not sent to it", SettingScope.Session);

    /// <summary>Path attributes that are dropped.</summary>
    public static readonly Setting<string> DiscardAttributes = new("peer.path-attribute.discard", "Path attributes that are dropped", SettingScope.Session);

    /// <summary>Path attributes that make a route a withdrawal.</summary>
    public static readonly Setting<string> TreatAsWithdraw = new("peer.path-attribute.treat-as-withdraw", "Path attributes that make a route a withdrawal", SettingScope.Session);

    /// <summary>RFC 8326 for this peer.</summary>
    public static readonly Setting<bool> GracefulShutdownPeer = new("peer.graceful-shutdown", "RFC 8326 for this peer", SettingScope.Session);

    /// <summary>Graceful restart (RFC 4724).</summary>
    public static readonly Setting<GracefulRestartMode> GracefulRestart = new("peer.graceful-restart.mode", "Graceful restart (RFC 4724)", SettingScope.Session);

    /// <summary>Seconds a restart may take.</summary>
    public static readonly Setting<uint> RestartTime = new("graceful-restart.restart-time", "Seconds a restart may take", SettingScope.Session);

    /// <summary>Long-lived graceful restart (RFC 9494).</summary>
    public static readonly Setting<GracefulRestartMode> LongLivedGracefulRestart = new("graceful-restart.long-lived.mode", "Long-lived graceful restart (RFC 9494)", SettingScope.Session);

    /// <summary>Seconds stale routes are kept.</summary>
    public static readonly Setting<uint> LongLivedStaleTime = new("graceful-restart.long-lived.stale-time", "Seconds stale routes are kept", SettingScope.Session);

    /// <summary>AS numbers dynamic peers may have.</summary>
    public static readonly Setting<AsList> AllowedAs = new("dynamic-peer.allowed-as", "AS numbers dynamic peers may have", SettingScope.Session);

    /// <summary>Name of the sessions of dynamic peers.</summary>
    public static readonly Setting<string> DynamicName = new("dynamic-peer.name-template", "Name of the sessions of dynamic peers", SettingScope.Session, SettingKind.Structure);

    /// <summary>An interface peer uses its IPv6 link-local address only.</summary>
    public static readonly Setting<bool> InterfaceV6Only = new("peer.interface-v6only", "An interface peer uses its IPv6 link-local address only", SettingScope.Session);

    /// <summary>The peer is on the link although no address says so.</summary>
    public static readonly Setting<bool> Onlink = new("peer.transport.onlink", "The peer is on the link although no address says so", SettingScope.Session);

    /// <summary>VRF the session runs in, where it is said per session.</summary>
    public static readonly Setting<string> Vrf = new("peer.vrf", "VRF the session runs in, where it is said per session", SettingScope.Session);

    /// <summary>The peer is the default gateway of this family.</summary>
    public static readonly Setting<string> AutoDiscovery = new("k8s.peer.auto-discovery", "The peer is the default gateway of this family", SettingScope.Session);

    /// <summary>Paths with AS sets are accepted from the peer.</summary>
    public static readonly Setting<bool> AllowAsSets = new("peer.allow-as-sets", "Paths with AS sets are accepted from the peer", SettingScope.Session);
}
