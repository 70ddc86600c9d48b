// FRR's configuration language, one statement (line) at a time: an entry rule per node of the command line.
//
// - Keywords are contextual: where a user's word stands (a peer, a list, an interface) `~EOL` takes any token.
// - What follows a shared word has a rule of its own, so that one token of lookahead nearly always decides, and so that the
//   tokens expected at an error are the keywords which an abbreviation may stand for.
// - Leaving a node (`exit`, `exit-address-family`, `end` …) is the reader's business: no rule here.
// - Arguments that only the `no` form may leave out are optional here; the reader asks for them.
parser grammar FrrParser;

options { tokenVocab = FrrLexer; contextSuperClass = RuleTree; }

// ---------------------------------------------------------------------------------------------------- nodes

topLine            : negation=NO? top EOF ;
routerBgpLine      : negation=NO? routerBgp EOF ;
familyLine         : negation=NO? family EOF ;
vniLine            : negation=NO? vni EOF ;
bgpSrv6Line        : negation=NO? bgpSrv6 EOF ;
bmpLine            : negation=NO? bmp EOF ;
vncLine            : negation=NO? vnc EOF ;
routeMapLine       : negation=NO? routeMap EOF ;
vrfLine            : negation=NO? vrf EOF ;
interfaceLine      : negation=NO? interfaceItem EOF ;
bfdLine            : negation=NO? bfd EOF ;
bfdSessionLine     : negation=NO? bfdSession EOF ;
rpkiLine           : negation=NO? rpki EOF ;
segmentRoutingLine : negation=NO? segmentRouting EOF ;
lineVtyLine        : negation=NO? lineVty EOF ;

// ------------------------------------------------------------------------------------------------- arguments

asn    : NUMBER | DECIMAL ;
/** The rest of the line, taken as text. */
text   : ~EOL+ ;
action : PERMIT | DENY ;
seq    : SEQ NUMBER ;
remoteAs : asn | INTERNAL | EXTERNAL | AUTO ;

// -------------------------------------------------------------------------------------------------- top node

top
    : FRR frrItem                                                     # TopFrr
    | HOSTNAME text?                                                  # Hostname
    | DOMAINNAME text?                                                # Housekeeping
    | PASSWORD text?                                                  # Housekeeping
    | ENABLE text?                                                    # Housekeeping
    | USERNAME text?                                                  # Housekeeping
    | BANNER text?                                                    # Housekeeping
    | LOG text?                                                       # Housekeeping
    | DEBUG text?                                                     # Housekeeping
    | SERVICE text?                                                   # Housekeeping
    | AGENTX                                                          # Housekeeping
    | ZEBRA text                                                      # Housekeeping
    | FPM text                                                        # Housekeeping
    | ALLOW_RESERVED_RANGES                                           # Housekeeping
    | ALLOW_EXTERNAL_ROUTE_UPDATE                                     # Housekeeping
    | EXEC_TIMEOUT text?                                              # Housekeeping
    | ROUTER routerItem                                               # TopRouter
    | ROUTE_MAP name=~EOL ( action sequence=NUMBER? | OPTIMIZATION )?    # RouteMapHeader
    | VRF name=~EOL                                                      # VrfHeader
    | INTERFACE name=~EOL ( VRF inVrf=~EOL )?                               # InterfaceHeader
    | BFD                                                             # BfdHeader
    | RPKI                                                            # RpkiHeader
    | SEGMENT_ROUTING                                                 # SegmentRoutingHeader
    | LINE VTY                                                        # LineVtyHeader
    | KEY CHAIN name=~EOL                                                # ForeignHeader
    | MPLS mplsItem                                                   # TopMpls
    | ( PBR_MAP | NEXTHOP_GROUP | L2VPN | PSEUDOWIRE | FABRICD | AFFINITY_MAP | DAEMON ) text?  # ForeignHeader
    | ACCESS_LIST name=~EOL accessListItem                               # AccessList4
    | MAC ACCESS_LIST text                                            # ForeignStatement
    | IP ipItem                                                        # TopIp
    | IPV6 ipv6Item                                                    # TopIpv6
    | BGP topBgp                                                      # TopBgpItem
    | ROUTER_ID id=~EOL ( VRF inVrf=~EOL )?                                 # ZebraRouterId
    | EVPN text                                                       # TopEvpn
    | VNI number=NUMBER PREFIX_ROUTES_ONLY?                           # VrfVni
    | ( CONFIGURE | CONF ) ( TERMINAL | T )?                          # EnterConfiguration
    | ( WRITE | DO | CLEAR | SHOW | COPY | DISABLE ) text?            # Operational
    | ( MULTICAST | DUMP | IMPORT_TABLE | EXTENDED_OPAQUE_LSA | VXLAN ) text?  # ForeignStatement
    ;

frrItem
    : VERSION text?                                                   # FrrVersion
    | DEFAULTS profile=~EOL?                                             # FrrDefaults
    ;

routerItem
    : BGP ( asn ( ( VRF | VIEW ) table=~EOL )? ( AS_NOTATION ( DOT | DOT_PLUS | PLAIN ) )? )?   # RouterBgpHeader
    | ( OSPF | OSPF6 | ISIS | RIP | RIPNG | EIGRP | BABEL | PIM | PIM6 | OPENFABRIC | ZEBRA ) text?  # ForeignRouter
    ;

mplsItem
    : LDP                                                             # MplsLdp
    | ( LABEL | FEC | LSP | IP | TRANSIT ) text                       # ForeignMpls
    ;

accessListItem
    : seq? action ( net=( PREFIX4 | PREFIX6 ) EXACT_MATCH? | ANY | HOST? address=( ADDRESS4 | ADDRESS6 ) wildcard=( ADDRESS4 | ADDRESS6 )? )  # AccessListEntry
    | seq? action ( IP | IPV6 ) accessListEnd accessListEnd           # AccessListExtendedEntry
    | REMARK text?                                                    # AccessListRemark
    ;

accessListEnd : ANY | HOST address=( ADDRESS4 | ADDRESS6 ) | address=( ADDRESS4 | ADDRESS6 ) wildcard=( ADDRESS4 | ADDRESS6 ) ;

prefixListItem
    : seq? action ( ANY | net=( PREFIX4 | PREFIX6 ) ) prefixLengthBound*  # PrefixListEntry
    | seq                                                             # PrefixListEntryRemoval
    | DESCRIPTION text?                                               # PrefixListDescription
    |                                                                 # PrefixListRemoval
    ;

prefixLengthBound : ( GE | LE ) length=NUMBER ;

ipItem
    : PREFIX_LIST name=~EOL prefixListItem                               # IpPrefixList
    | ROUTE staticRoute                                               # IpRoute
    | ROUTER_ID id=~EOL ( VRF inVrf=~EOL )?                                 # IpRouterId
    | PROTOCOL protocol=~EOL ( ROUTE_MAP name=~EOL )?                       # IpProtocol
    | NHT nht                                                         # IpNht
    | IMPORT_TABLE text                                               # IpImportTable
    | AS_PATH ACCESS_LIST asPathList                                  # IpAsPathList
    | COMMUNITY_LIST communityList                                    # IpCommunityList
    | EXTCOMMUNITY_LIST communityList                                 # IpExtcommunityList
    | LARGE_COMMUNITY_LIST communityList                              # IpLargeCommunityList
    | FORWARDING                                                      # IpForwarding
    | ( TABLE | MULTICAST | MULTICAST_ROUTING | PIM | MSDP | IGMP | SSMPINGD | MROUTE | DHCP | SLA | NHRP | TELEMETRY | DOMAIN ) text?  # ForeignIp
    ;

ipv6Item
    : PREFIX_LIST name=~EOL prefixListItem                               # Ipv6PrefixList
    | ACCESS_LIST name=~EOL accessListItem                               # Ipv6AccessList
    | ROUTE staticRoute                                               # Ipv6Route
    | ROUTER_ID id=~EOL ( VRF inVrf=~EOL )?                                 # Ipv6RouterId
    | PROTOCOL protocol=~EOL ( ROUTE_MAP name=~EOL )?                       # Ipv6Protocol
    | NHT nht                                                         # Ipv6Nht
    | IMPORT_TABLE text                                               # Ipv6ImportTable
    | FORWARDING                                                      # Ipv6Forwarding
    | ( PIM | MLD | MROUTE | MSDP | NHRP | MULTICAST ) text?          # ForeignIpv6
    ;

nht
    : RESOLVE_VIA_DEFAULT                                             # NhtResolveViaDefault
    | protocol=~EOL ( ROUTE_MAP name=~EOL )?                                # NhtRouteMap
    ;

staticRoute
    : net=( PREFIX4 | PREFIX6 ) ( FROM source=PREFIX6 )? staticNextHop? staticOption*
    | net=ADDRESS4 mask=ADDRESS4 staticNextHop? staticOption*
    | net=ADDRESS4 staticNextHop? staticOption*
    ;

staticNextHop
    : ( BLACKHOLE | REJECT | NULL0 | NULL0_LOWER )                    # StaticDiscard
    | gateway=( ADDRESS4 | ADDRESS6 ) ( out=~( NUMBER | TAG | VRF | LABEL | TABLE | NEXTHOP_VRF | ONLINK | COLOR | BFD | METRIC | WEIGHT | SEGMENTS ) )?  # StaticGateway
    | out=~( ADDRESS4 | ADDRESS6 | BLACKHOLE | REJECT | NULL0 | NULL0_LOWER | NUMBER | FROM )     # StaticInterface
    ;

staticOption
    : distance=NUMBER
    | TAG number=NUMBER
    | VRF inVrf=~EOL
    | NEXTHOP_VRF inVrf=~EOL
    | LABEL value=~EOL
    | TABLE number=NUMBER
    | COLOR number=NUMBER
    | METRIC number=NUMBER
    | WEIGHT number=NUMBER
    | SEGMENTS value=~EOL
    | ONLINK
    | BFD ( MULTI_HOP | SOURCE value=~EOL | PROFILE value=~EOL )*
    ;

topBgp
    : AS_PATH ACCESS_LIST asPathList                                  # AsPathListLine
    | COMMUNITY_LIST communityList                                    # CommunityListLine
    | EXTCOMMUNITY_LIST communityList                                 # ExtcommunityListLine
    | LARGE_COMMUNITY_LIST communityList                              # LargeCommunityListLine
    | COMMUNITY ALIAS value=~EOL name=~EOL                                  # CommunityAlias
    | bgpEverywhere                                                   # TopBgpEverywhere
    | NO_RIB                                                          # BgpNoRib
    | SEND_EXTRA_DATA ZEBRA                                           # BgpSendExtraData
    | SESSION_DSCP NUMBER?                                            # BgpSessionDscp
    | ( INPUT_QUEUE_LIMIT | OUTPUT_QUEUE_LIMIT ) NUMBER?              # BgpQueueLimit
    | SNMP text                                                       # BgpSnmp
    | IPV6_AUTO_RA                                                    # BgpIpv6AutoRa
    | ADVERTISEMENT_DELAY NUMBER?                                     # BgpAdvertisementDelay
    | ( MULTIPLE_INSTANCE | CONFIG_TYPE . )                           # BgpObsolete
    ;

/** What may stand at the top, for all instances, or in one instance. */
bgpEverywhere
    : ROUTE_MAP DELAY_TIMER NUMBER?                                   # BgpRouteMapDelayTimer
    | UPDATE_DELAY ( delay=NUMBER wait=NUMBER? )?                     # BgpUpdateDelay
    | SUPPRESS_FIB_PENDING NUMBER?                                    # BgpSuppressFibPending
    | GRACEFUL_SHUTDOWN                                               # BgpGracefulShutdown
    | GRACEFUL_RESTART gracefulRestart                                # BgpGracefulRestart
    | GRACEFUL_RESTART_DISABLE                                        # BgpGracefulRestartDisable
    ;

gracefulRestart
    :                                                                 # GracefulRestartOn
    | RESTART_TIME NUMBER?                                            # GracefulRestartTime
    | STALEPATH_TIME NUMBER?                                          # GracefulRestartStalepathTime
    | SELECT_DEFER_TIME NUMBER?                                       # GracefulRestartSelectDeferTime
    | RIB_STALE_TIME NUMBER?                                          # GracefulRestartRibStaleTime
    | PRESERVE_FW_STATE                                               # GracefulRestartPreserveFwState
    | NOTIFICATION                                                    # GracefulRestartNotification
    | DISABLE_EOR                                                     # GracefulRestartDisableEor
    ;

asPathList : name=~EOL ( seq? action regex=text? | seq )? ;

communityList
    : STANDARD name=~EOL ( seq? action values=text? | seq )?             # CommunityListStandard
    | EXPANDED name=~EOL ( seq? action values=text? | seq )?             # CommunityListExpanded
    | number=NUMBER ( seq? action values=text? | seq )?               # CommunityListNumbered
    | name=~( STANDARD | EXPANDED | NUMBER ) seq? action values=text? # CommunityListTypeless
    ;

// ------------------------------------------------------------------------------------------------ router bgp

routerBgp
    : NEIGHBOR peer=~EOL ( neighborSession | neighborFamily )?           # RouterNeighbor
    | BGP bgpItem                                                     # RouterBgpItem
    | ADDRESS_FAMILY familyName?                                      # AddressFamilyHeader
    | TIMERS BGP ( keepalive=NUMBER hold=NUMBER )?                    # TimersBgp
    | UPDATE_DELAY ( delay=NUMBER wait=NUMBER? )?                     # UpdateDelay
    | COALESCE_TIME NUMBER?                                           # CoalesceTime
    | ( READ_QUANTA | WRITE_QUANTA ) NUMBER?                          # Quanta
    | ADVERTISEMENT_DELAY NUMBER?                                     # AdvertisementDelay
    | SID VPN PER_VRF EXPORT text?                                    # SidVpnPerVrf
    | SEGMENT_ROUTING SRV6                                            # BgpSrv6Header
    | BMP bmpTop                                                      # RouterBmp
    | VNC vncTop                                                      # RouterVnc
    | VRF_POLICY name=~EOL                                               # VrfPolicyHeader
    | RFP text                                                        # VncStatement
    | USE_UNDERLAYS_NEXTHOP_WEIGHT                                    # UseUnderlaysNexthopWeight
    | ( SYNCHRONIZATION | AUTO_SUMMARY )                              # RouterObsolete
    | familyStatement                                                 # RouterFamilyStatement
    ;

bmpTop
    : TARGETS name=~EOL                                                  # BmpTargetsHeader
    | MIRROR BUFFER_LIMIT NUMBER?                                     # BmpMirrorBufferLimit
    ;

vncTop
    : ( DEFAULTS | NVE_GROUP name=~EOL | L2_GROUP name=~EOL )               # VncHeader
    | ( REDISTRIBUTE | EXPORT | ADVERTISE_UN_METHOD | REDIST ) text   # VncTopStatement
    ;

bgpItem
    : ROUTER_ID id=ADDRESS4?                                              # BgpRouterId
    | CLUSTER_ID id=( ADDRESS4 | NUMBER )?                                # BgpClusterId
    | DEFAULT defaultItem                                              # BgpDefault
    | EBGP_REQUIRES_POLICY                                            # BgpEbgpRequiresPolicy
    | ENFORCE_FIRST_AS                                                # BgpEnforceFirstAs
    | NETWORK IMPORT_CHECK EXACT?                                     # BgpNetworkImportCheck
    | ALWAYS_COMPARE_MED                                              # BgpAlwaysCompareMed
    | DETERMINISTIC_MED                                               # BgpDeterministicMed
    | BESTPATH bestpath                                               # BgpBestpath
    | CONFEDERATION confederation                                     # BgpConfederation
    | CLIENT_TO_CLIENT REFLECTION                                     # BgpClientToClientReflection
    | ROUTE_REFLECTOR ALLOW_OUTBOUND_POLICY                           # BgpRouteReflectorOutboundPolicy
    | MINIMUM_HOLDTIME NUMBER?                                        # BgpMinimumHoldtime
    | FAST_EXTERNAL_FAILOVER                                          # BgpFastExternalFailover
    | FAST_CONVERGENCE                                                # BgpFastConvergence
    | LONG_LIVED_GRACEFUL_RESTART STALE_TIME NUMBER?                  # BgpLongLivedGracefulRestart
    | SHUTDOWN ( MESSAGE text )?                                      # BgpShutdown
    | LISTEN listenItem                                                # BgpListen
    | MAX_MED maxMed                                                  # BgpMaxMed
    | REJECT_AS_SETS                                                  # BgpRejectAsSets
    | SUPPRESS_DUPLICATES                                             # BgpSuppressDuplicates
    | DISABLE_EBGP_CONNECTED_ROUTE_CHECK                              # BgpDisableConnectedCheck
    | LOG_NEIGHBOR_CHANGES                                            # BgpLogNeighborChanges
    | TCP_KEEPALIVE ( idle=NUMBER interval=NUMBER probes=NUMBER )?    # BgpTcpKeepalive
    | CONDITIONAL_ADVERTISEMENT TIMER NUMBER?                         # BgpConditionalAdvertisementTimer
    | DEFAULT_ORIGINATE TIMER NUMBER?                                 # BgpDefaultOriginateTimer
    | LABELED_UNICAST ( EXPLICIT_NULL | IPV4_EXPLICIT_NULL | IPV6_EXPLICIT_NULL )  # BgpLabeledUnicast
    | HARD_ADMINISTRATIVE_RESET                                       # BgpHardAdministrativeReset
    | ALLOW_MARTIAN_NEXTHOP                                           # BgpAllowMartianNexthop
    | DAMPENING dampening                                             # BgpDampening
    | IPV6_AUTO_RA                                                    # InstanceIpv6AutoRa
    | ( SCAN_TIME NUMBER? | CONFIG_TYPE . | TRANSPARENT_AS | TRANSPARENT_NEXTHOP )                           # InstanceObsolete
    | bgpEverywhere                                                   # InstanceBgpEverywhere
    ;

defaultItem
    : ( IPV4_UNICAST | IPV4_MULTICAST | IPV4_VPN | IPV4_LABELED_UNICAST | IPV4_FLOWSPEC
      | IPV6_UNICAST | IPV6_MULTICAST | IPV6_VPN | IPV6_LABELED_UNICAST | IPV6_FLOWSPEC | L2VPN_EVPN | LINK_STATE )  # DefaultFamily
    | LOCAL_PREFERENCE NUMBER?                                        # DefaultLocalPreference
    | SHUTDOWN                                                        # DefaultShutdown
    | ( SHOW_HOSTNAME | SHOW_NEXTHOP_HOSTNAME )                       # DefaultShowHostname
    | SUBGROUP_PKT_QUEUE_MAX NUMBER?                                  # DefaultSubgroupQueue
    | DYNAMIC_CAPABILITY                                              # DefaultDynamicCapability
    | SOFTWARE_VERSION_CAPABILITY LATEST_ENCODING?                    # DefaultSoftwareVersionCapability
    | LINK_LOCAL_CAPABILITY                                           # DefaultLinkLocalCapability
    ;

bestpath
    : AS_PATH ( CONFED | IGNORE | MULTIPATH_RELAX ( AS_SET | NO_AS_SET )? )  # BestpathAsPath
    | COMPARE_ROUTERID                                                # BestpathCompareRouterId
    | MED ( CONFED | MISSING_AS_WORST )*                              # BestpathMed
    | BANDWIDTH ( IGNORE | SKIP_MISSING | DEFAULT_WEIGHT_FOR_MISSING )?  # BestpathBandwidth
    | PEER_TYPE MULTIPATH_RELAX                                       # BestpathPeerType
    | AIGP                                                            # BestpathAigp
    | USE_IMPORTED_ATTRIBUTES                                         # BestpathUseImportedAttributes
    ;

confederation
    : IDENTIFIER asn?                                                 # ConfederationIdentifier
    | PEERS asn*                                                      # ConfederationPeers
    ;

listenItem
    : LIMIT NUMBER?                                                   # ListenLimit
    | RANGE net=( PREFIX4 | PREFIX6 ) PEER_GROUP group=~EOL      # ListenRange
    ;

maxMed
    : ON_STARTUP ( period=NUMBER value=NUMBER? )?                     # MaxMedOnStartup
    | ADMINISTRATIVE value=NUMBER?                                    # MaxMedAdministrative
    ;

dampening : ( half=NUMBER ( reuse=NUMBER suppress=NUMBER max=NUMBER )? )? ;

// ------------------------------------------------------------------------------------------------- neighbors

neighborSession
    : REMOTE_AS remoteAs?                                             # NeighborRemoteAs
    | PEER_GROUP group=~EOL?                                             # NeighborPeerGroup
    | INTERFACE unnumbered                                            # NeighborInterface
    | LOCAL_AS ( asn ( NO_PREPEND ( REPLACE_AS DUAL_AS? )? )? )?      # NeighborLocalAs
    | DESCRIPTION text?                                               # NeighborDescription
    | SHUTDOWN ( MESSAGE text | RTT rtt=NUMBER ( COUNT count=NUMBER )? )?  # NeighborShutdown
    | PASSWORD text?                                                  # NeighborPassword
    | PORT NUMBER?                                                    # NeighborPort
    | PASSIVE                                                         # NeighborPassive
    | SOLO                                                            # NeighborSolo
    | UPDATE_SOURCE source=~EOL?                                         # NeighborUpdateSource
    | EBGP_MULTIHOP hops=NUMBER?                                      # NeighborEbgpMultihop
    | TTL_SECURITY HOPS hops=NUMBER?                                  # NeighborTtlSecurity
    | ( DISABLE_CONNECTED_CHECK | ENFORCE_MULTIHOP )                  # NeighborDisableConnectedCheck
    | TIMERS timersItem                                           # NeighborTimers
    | ADVERTISEMENT_INTERVAL NUMBER?                                  # NeighborAdvertisementInterval
    | BFD bfdItem                                                 # NeighborBfd
    | CAPABILITY capability                                           # NeighborCapability
    | DONT_CAPABILITY_NEGOTIATE                                       # NeighborDontCapabilityNegotiate
    | OVERRIDE_CAPABILITY                                             # NeighborOverrideCapability
    | STRICT_CAPABILITY_MATCH                                         # NeighborStrictCapabilityMatch
    | ENFORCE_FIRST_AS                                                # NeighborEnforceFirstAs
    | SENDER_AS_PATH_LOOP_DETECTION                                   # NeighborSenderLoopDetection
    | EXTENDED_OPTIONAL_PARAMETERS                                    # NeighborExtendedOptionalParameters
    | TCP_MSS NUMBER?                                                 # NeighborTcpMss
    | GRACEFUL_RESTART                                                # NeighborGracefulRestart
    | GRACEFUL_RESTART_HELPER                                         # NeighborGracefulRestartHelper
    | GRACEFUL_RESTART_DISABLE                                        # NeighborGracefulRestartDisable
    | GRACEFUL_SHUTDOWN                                               # NeighborGracefulShutdown
    | LOCAL_ROLE ( role=( PROVIDER | RS_SERVER | RS_CLIENT | CUSTOMER | PEER ) STRICT_MODE? )?  # NeighborLocalRole
    | PATH_ATTRIBUTE ( DISCARD | TREAT_AS_WITHDRAW ) NUMBER*          # NeighborPathAttribute
    | AIGP                                                            # NeighborAigp
    | OAD                                                             # NeighborOad
    | IP_TRANSPARENT                                                  # NeighborIpTransparent
    | DISABLE_LINK_BW_ENCODING_IEEE                                   # NeighborDisableLinkBandwidthIeee
    | EXTENDED_LINK_BANDWIDTH                                         # NeighborExtendedLinkBandwidth
    | ( LOCAL_LINK_ID | REMOTE_LINK_ID ) NUMBER?                      # NeighborLinkId
    | SEND_NEXTHOP_CHARACTERISTICS                                    # NeighborNexthopCharacteristics
    | RPKI STRICT                                                     # NeighborRpkiStrict
    ;

unnumbered
    : V6ONLY unnumberedRemote?                                        # UnnumberedV6Only
    | unnumberedRemote                                                # UnnumberedPeer
    | name=~( V6ONLY | PEER_GROUP | REMOTE_AS )                       # BoundInterface
    |                                                                 # UnnumberedBare
    ;

unnumberedRemote : PEER_GROUP group=~EOL | REMOTE_AS remoteAs ;

timersItem
    : keepalive=NUMBER hold=NUMBER                                    # TimersKeepaliveHold
    | CONNECT NUMBER?                                                 # TimersConnect
    | DELAYOPEN NUMBER?                                               # TimersDelayOpen
    |                                                                 # TimersUnset
    ;

bfdItem
    : CHECK_CONTROL_PLANE_FAILURE                                     # BfdControlPlane
    | PROFILE name=~EOL?                                                 # BfdProfileUse
    | STRICT ( HOLD_TIME NUMBER? )?                                   # BfdStrict
    | multiplier=NUMBER receive=NUMBER transmit=NUMBER                # BfdTimers
    | ( SINGLEHOP | MULTIHOP )                                        # BfdHopMode
    |                                                                 # BfdOn
    ;

capability
    : DYNAMIC                                                         # CapabilityDynamic
    | EXTENDED_NEXTHOP                                                # CapabilityExtendedNexthop
    | FQDN                                                            # CapabilityFqdn
    | SOFTWARE_VERSION LATEST_ENCODING?                               # CapabilitySoftwareVersion
    | LINK_LOCAL                                                      # CapabilityLinkLocal
    ;

neighborFamily
    : ACTIVATE                                                        # NeighborActivate
    | ROUTE_MAP name=~EOL direction?                                     # NeighborRouteMap
    | PREFIX_LIST name=~EOL direction                                    # NeighborPrefixList
    | FILTER_LIST name=~EOL direction                                    # NeighborFilterList
    | DISTRIBUTE_LIST name=~EOL direction                                # NeighborDistributeList
    | UNSUPPRESS_MAP name=~EOL                                           # NeighborUnsuppressMap
    | ADVERTISE_MAP name=~EOL ( EXIST_MAP | NON_EXIST_MAP ) condition=~EOL  # NeighborAdvertiseMap
    | NEXT_HOP_SELF ( FORCE | ALL )?                                  # NeighborNextHopSelf
    | ATTRIBUTE_UNCHANGED ( AS_PATH | NEXT_HOP | MED )*               # NeighborAttributeUnchanged
    | SEND_COMMUNITY ( BOTH | ALL | EXTENDED RPKI? | STANDARD | LARGE )?  # NeighborSendCommunity
    | ROUTE_REFLECTOR_CLIENT                                          # NeighborRouteReflectorClient
    | ROUTE_SERVER_CLIENT                                             # NeighborRouteServerClient
    | AS_OVERRIDE                                                     # NeighborAsOverride
    | REMOVE_PRIVATE_AS ALL? REPLACE_AS_UPPER?                        # NeighborRemovePrivateAs
    | ALLOWAS_IN ( ROUTE_MAP name=~EOL )? ( count=NUMBER | ORIGIN )?     # NeighborAllowAsIn
    | DEFAULT_ORIGINATE ( ROUTE_MAP name=~EOL )?                         # NeighborDefaultOriginate
    | WEIGHT NUMBER?                                                  # NeighborWeight
    | SOFT_RECONFIGURATION INBOUND                                    # NeighborSoftReconfiguration
    | MAXIMUM_PREFIX ( max=NUMBER threshold=NUMBER? ( WARNING_ONLY | RESTART restart=NUMBER )? FORCE? )?  # NeighborMaximumPrefix
    | MAXIMUM_PREFIX_OUT NUMBER?                                      # NeighborMaximumPrefixOut
    | ADDPATH_TX_ALL_PATHS                                            # NeighborAddPathAll
    | ADDPATH_TX_BESTPATH_PER_AS                                      # NeighborAddPathPerAs
    | ADDPATH_TX_BEST_SELECTED NUMBER?                                # NeighborAddPathBestSelected
    | DISABLE_ADDPATH_RX                                              # NeighborDisableAddPathReceive
    | ADDPATH_RX_PATHS_LIMIT NUMBER?                                  # NeighborAddPathReceiveLimit
    | CAPABILITY ORF PREFIX_LIST ( SEND | RECEIVE | BOTH )            # NeighborOrf
    | NEXTHOP_LOCAL UNCHANGED                                         # NeighborNexthopLocalUnchanged
    | SOO value=~EOL?                                                    # NeighborSiteOfOrigin
    | ACCEPT_OWN                                                      # NeighborAcceptOwn
    | DAMPENING dampening                                             # NeighborDampening
    | ( ENCAPSULATION_SRV6 | ENCAPSULATION_SRV6_RELAX | ENCAPSULATION_MPLS )  # NeighborEncapsulation
    ;

direction : IN | OUT | IMPORT | EXPORT ;

// ------------------------------------------------------------------------------------------ address families

familyName
    : ip=( IPV4 | IPV6 ) ( UNICAST | MULTICAST | LABELED_UNICAST | VPN | FLOWSPEC | ENCAP | UNREACHABILITY )?
    | L2VPN EVPN
    | EVPN
    | ( VPNV4 | VPNV6 ) UNICAST?
    | ( ENCAP | ENCAPV6 )
    | LINK_STATE LINK_STATE?
    ;

family
    : NEIGHBOR peer=~EOL neighborFamily                                  # FamilyNeighbor
    | BGP familyBgpItem                                                   # FamilyBgp
    | familyStatement                                                 # FamilyStatementLine
    | evpn                                                            # FamilyEvpn
    ;

familyBgpItem
    : DAMPENING dampening                                             # FamilyDampening
    | RETAIN ROUTE_TARGET ALL                                         # FamilyRetainRouteTarget
    ;

/** Statements of a unicast, multicast, labeled, VPN or flowspec family; under `router bgp` itself they mean IPv4 unicast. */
familyStatement
    : NETWORK net=( PREFIX4 | PREFIX6 | ADDRESS4 ) ( MASK mask=ADDRESS4 )? networkOption*  # Network
    | AGGREGATE_ADDRESS net=( PREFIX4 | PREFIX6 | ADDRESS4 ) mask=ADDRESS4? aggregateOption*  # AggregateAddress
    | REDISTRIBUTE redistributed ( METRIC metric=NUMBER? | ROUTE_MAP name=~EOL )*  # Redistribute
    | MAXIMUM_PATHS paths=NUMBER?                                     # MaximumPaths
    | MAXIMUM_PATHS IBGP ( paths=NUMBER EQUAL_CLUSTER_LENGTH? )?      # MaximumPathsIbgp
    | DISTANCE BGP ( external=NUMBER internal=NUMBER local=NUMBER )?  # DistanceBgp
    | DISTANCE distance=NUMBER net=( PREFIX4 | PREFIX6 ) list=~EOL?      # DistanceNetwork
    | TABLE_MAP name=~EOL?                                               # TableMap
    | NEXTHOP PREFER_GLOBAL                                           # NexthopPreferGlobal
    | NEXTHOP VPN EXPORT address=( ADDRESS4 | ADDRESS6 )?             # NexthopVpnExport
    | IMPORT VRF ROUTE_MAP name=~EOL?                                    # ImportVrfRouteMap
    | IMPORT VRF name=~ROUTE_MAP                                      # ImportVrf
    | IMPORT VPN                                                      # ImportVpn
    | EXPORT VPN                                                      # ExportVpn
    | RD VPN EXPORT value=~EOL?                                          # RdVpnExport
    | ( RT | ROUTE_TARGET ) VPN ( IMPORT | EXPORT | BOTH ) text?      # RtVpn
    | ( RT | ROUTE_TARGET | ROUTE_TARGET6 | RT6 ) REDIRECT IMPORT text?  # RtRedirect
    | LABEL VPN EXPORT ( value=~EOL | ALLOCATION_MODE allocation=~EOL )?          # LabelVpnExport
    | ROUTE_MAP VPN ( IMPORT | EXPORT ) name=~EOL?                       # RouteMapVpn
    | SID ( VPN EXPORT | EXPORT ) text?                               # SidExport
    | LOCAL_INSTALL name=~EOL                                            # LocalInstall
    | DISTRIBUTE BGP_FABRIC_LINK_STATE                                # DistributeLinkState
    ;

networkOption
    : ROUTE_MAP name=~EOL
    | LABEL_INDEX NUMBER
    | BACKDOOR
    | RD value=~EOL ( ( TAG | LABEL ) label=~EOL )?
    | ETHTAG value=~EOL | ESI value=~EOL | GWIP value=~EOL | ROUTERMAC value=~EOL | LABEL value=~EOL
    | PATHLIMIT NUMBER
    ;

aggregateOption
    : AS_SET
    | SUMMARY_ONLY
    | MATCHING_MED_ONLY
    | ROUTE_MAP name=~EOL
    | SUPPRESS_MAP name=~EOL
    | ORIGIN ( EGP | IGP | INCOMPLETE )
    ;

redistributed
    : protocol=( KERNEL | CONNECTED | LOCAL | STATIC | RIP | RIPNG | OSPF6 | ISIS | EIGRP | NHRP | VNC | VNC_DIRECT | BABEL | OPENFABRIC | SHARP )
    | protocol=( OSPF | TABLE | TABLE_DIRECT ) instance=NUMBER?
    ;

evpn
    : ( ADVERTISE_ALL_VNI | ADVERTISE_DEFAULT_GW | ADVERTISE_SVI_IP | ADVERTISE_SUBNET | USE_ES_L3NHG | DISABLE_EAD_EVI_RX | DISABLE_EAD_EVI_TX
      | ENABLE_RESOLVE_OVERLAY_INDEX )                                # EvpnFlag
    | ADVERTISE_PIP ( IP ADDRESS4 ( MAC value=~EOL )? )?                 # EvpnAdvertisePip
    | ADVERTISE ( IPV4 | IPV6 ) ( UNICAST | MULTICAST | VPN )? ( GATEWAY_IP | SKIP_EVPN_IMPORTED | ROUTE_MAP name=~EOL )*  # EvpnAdvertise
    | DEFAULT_ORIGINATE ( IPV4 | IPV6 )                               # EvpnDefaultOriginate
    | RD value=~VPN                                                   # EvpnRd
    | ROUTE_TARGET ( BOTH | IMPORT | EXPORT ) text                    # EvpnRouteTarget
    | AUTORT RFC8365_COMPATIBLE                                       # EvpnAutoRt
    | FLOODING ( DISABLE | HEAD_END_REPLICATION )?                    # EvpnFlooding
    | DUP_ADDR_DETECTION text?                                        # EvpnDupAddrDetection
    | ( EAD_ES_FRAG | EAD_ES_ROUTE_TARGET | MAC_VRF ) text            # EvpnOther
    | VNI number=NUMBER                                               # EvpnVniHeader
    ;

vni
    : RD value=~EOL?                                                     # VniRd
    | ROUTE_TARGET ( BOTH | IMPORT | EXPORT ) text?                   # VniRouteTarget
    | ( ADVERTISE_DEFAULT_GW | ADVERTISE_SVI_IP | ADVERTISE_SUBNET )  # VniFlag
    | FLOODING ( DISABLE | HEAD_END_REPLICATION )?                    # VniFlooding
    ;

bgpSrv6
    : LOCATOR name=~EOL?                                                 # BgpSrv6Locator
    | ENCAP_BEHAVIOR name=~EOL                                           # BgpSrv6EncapBehavior
    | SRV6_ONLY                                                       # BgpSrv6Only
    ;

bmp
    : ( IP | IPV6 ) ACCESS_LIST name=~EOL?                               # BmpStatement
    | BMP ( CONNECT | MONITOR | MIRROR | STATS | LISTENER | IMPORT_VRF_VIEW ) text?  # BmpStatement
    ;

vnc : ( RD | RT | L2RD | PREFIX | RESPONSE_LIFETIME | EXPORT | IMPORT | LABEL | LABELS | LOGICAL_NETWORK_ID | GROUP_NVE_TYPE | NEXTHOP | RFP ) text? ;

// ------------------------------------------------------------------------------------------------ route maps

routeMap
    : MATCH match                                                     # RouteMapMatch
    | SET set                                                         # RouteMapSet
    | DESCRIPTION text?                                               # RouteMapDescription
    | CALL name=~EOL?                                                    # RouteMapCall
    | ON_MATCH ( NEXT | GOTO target=NUMBER? )                         # RouteMapOnMatch
    | CONTINUE target=NUMBER?                                         # RouteMapContinue
    ;

match
    : IP matchIp                                                      # MatchIp4
    | IPV6 matchIp                                                    # MatchIp6
    | MAC ADDRESS name=~EOL                                              # MatchMac
    | AS_PATH name=~EOL?                                                 # MatchAsPath
    | AS_PATH_COUNT NUMBER?                                           # MatchAsPathCount
    | COMMUNITY ( name=~EOL ( EXACT_MATCH | ANY )? )?                    # MatchCommunity
    | LARGE_COMMUNITY ( name=~EOL ( EXACT_MATCH | ANY )? )?              # MatchLargeCommunity
    | EXTCOMMUNITY ( name=~EOL ( EXACT_MATCH | ANY )? )?                 # MatchExtcommunity
    | ( COMMUNITY_LIMIT | EXTCOMMUNITY_LIMIT ) NUMBER?                # MatchCommunityLimit
    | LOCAL_PREFERENCE NUMBER?                                        # MatchLocalPreference
    | METRIC NUMBER?                                                  # MatchMetric
    | ORIGIN ( EGP | IGP | INCOMPLETE )?                              # MatchOrigin
    | TAG ( NUMBER | UNTAGGED )?                                      # MatchTag
    | INTERFACE name=~EOL?                                               # MatchInterface
    | PEER name=~EOL?                                                    # MatchPeer
    | SRC_PEER name=~EOL?                                                # MatchSrcPeer
    | SOURCE_PROTOCOL protocol=~EOL?                                     # MatchSourceProtocol
    | SOURCE_INSTANCE NUMBER?                                         # MatchSourceInstance
    | SOURCE_VRF name=~EOL?                                              # MatchSourceVrf
    | RPKI ( VALID | INVALID | NOTFOUND )?                            # MatchRpki
    | RPKI_EXTCOMMUNITY ( VALID | INVALID | NOTFOUND )?               # MatchRpkiExtcommunity
    | ALIAS name=~EOL?                                                   # MatchAlias
    | PROBABILITY NUMBER?                                             # MatchProbability
    | EVPN ( DEFAULT_ROUTE | RD value=~EOL | ROUTE_TYPE value=~EOL | VNI value=~EOL )  # MatchEvpn
    | SCRIPT name=~EOL                                                   # MatchScript
    | VPN DATAPLANE name=~EOL?                                           # MatchVpnDataplane
    | ( MULTICAST_INTERFACE | MULTICAST_SOURCE_INTERFACE ) name=~EOL     # MatchMulticastInterface
    ;

matchIp
    : ADDRESS prefixSource                                            # MatchAddress
    | NEXT_HOP nextHopSource                                          # MatchNextHop
    | ROUTE_SOURCE prefixSource                                       # MatchRouteSource
    | ( MULTICAST_SOURCE | MULTICAST_GROUP ) text                     # MatchMulticast
    ;

prefixSource
    : PREFIX_LIST name=~EOL                                              # SourcePrefixList
    | PREFIX_LEN length=NUMBER                                        # SourcePrefixLength
    | name=~EOL                                                          # SourceAccessList
    |                                                                 # SourceUnset
    ;

nextHopSource
    : PREFIX_LIST name=~EOL                                              # NextHopPrefixList
    | PREFIX_LEN length=NUMBER                                        # NextHopPrefixLength
    | TYPE BLACKHOLE                                                  # NextHopBlackhole
    | ADDRESS? address=( ADDRESS4 | ADDRESS6 )                        # NextHopAddress
    | name=~( ADDRESS4 | ADDRESS6 )                                   # NextHopAccessList
    |                                                                 # NextHopUnset
    ;

set
    : AS_PATH setAsPath                                               # SetAsPathItem
    | COMMUNITY ( NONE | community* ADDITIVE? )                       # SetCommunity
    | LARGE_COMMUNITY ( NONE | TRIPLE* ADDITIVE? )                     # SetLargeCommunity
    | EXTCOMMUNITY setExtcommunity                                    # SetExtcommunityItem
    | COMM_LIST name=~EOL DELETE?                                        # SetCommunityListDelete
    | LARGE_COMM_LIST name=~EOL DELETE?                                  # SetLargeCommunityListDelete
    | EXTENDED_COMM_LIST name=~EOL DELETE?                               # SetExtcommunityListDelete
    | IP NEXT_HOP ( address=ADDRESS4 | PEER_ADDRESS | UNCHANGED )?    # SetIpNextHop
    | IP VPN NEXT_HOP address=~EOL                                       # SetVpnNextHop
    | IPV6 NEXT_HOP ( GLOBAL address=ADDRESS6? | LOCAL address=ADDRESS6? | PEER_ADDRESS | PREFER_GLOBAL | UNCHANGED )?  # SetIpv6NextHop
    | ( IPV4 | IPV6 ) VPN NEXT_HOP address=~EOL                          # SetVpnNextHop
    | LOCAL_PREFERENCE value=( NUMBER | SIGNED )?                     # SetLocalPreference
    | METRIC ( value=( NUMBER | SIGNED | RTT | PLUS_RTT | MINUS_RTT | IGP | AIGP ) )?  # SetMetric
    | MIN_METRIC NUMBER?                                              # SetMinMetric
    | MAX_METRIC NUMBER?                                              # SetMaxMetric
    | METRIC_TYPE value=~EOL?                                            # SetMetricType
    | ORIGIN ( EGP | IGP | INCOMPLETE )?                              # SetOrigin
    | WEIGHT NUMBER?                                                  # SetWeight
    | TAG ( NUMBER | UNTAGGED )?                                      # SetTag
    | DISTANCE NUMBER?                                                # SetDistance
    | SRC address=( ADDRESS4 | ADDRESS6 )?                            # SetSource
    | TABLE NUMBER?                                                   # SetTable
    | AGGREGATOR ( AS ( asn address=ADDRESS4 )? )?                    # SetAggregator
    | ATOMIC_AGGREGATE                                                # SetAtomicAggregate
    | ORIGINATOR_ID address=ADDRESS4?                                 # SetOriginatorId
    | LABEL_INDEX NUMBER?                                             # SetLabelIndex
    | AIGP_METRIC ( IGP_METRIC | NUMBER )?                            # SetAigpMetric
    | SR_TE COLOR NUMBER?                                             # SetSrTeColor
    | L3VPN NEXT_HOP ENCAPSULATION ( GRE | GRETAP )                   # SetL3vpnEncapsulation
    | EVPN GATEWAY_IP ( IPV4 | IPV6 ) address=~EOL?                      # SetEvpnGatewayIp
    | FORWARDING_ADDRESS value=~EOL?                                     # SetForwardingAddress
    | ( NEXTHOP_GROUP | VRF ) name=~EOL?                                 # SetPbr
    ;

setAsPath
    : PREPEND LAST_AS NUMBER?                                         # AsPathPrependLast
    | PREPEND asn*                                                    # AsPathPrepend
    | EXCLUDE ( ALL | AS_PATH_ACCESS_LIST name=~EOL | asn* )             # AsPathExclude
    | REPLACE ( ANY | asn | AS_PATH_ACCESS_LIST name=~EOL )? asn?        # AsPathReplace
    ;

setExtcommunity
    : NONE                                                            # ExtcommunityNone
    | RT extcommunity*                                                # ExtcommunityRt
    | SOO extcommunity*                                               # ExtcommunitySoo
    | COLOR text?                                                     # ExtcommunityColor
    | NT text?                                                        # ExtcommunityNt
    | BANDWIDTH ( ( NUMBER | CUMULATIVE | NUM_MULTIPATHS ) NON_TRANSITIVE? )?  # ExtcommunityBandwidth
    ;

community    : PAIR | WORD | INTERNET | BLACKHOLE | GRACEFUL_SHUTDOWN | ACCEPT_OWN | NUMBER ;
extcommunity : PAIR | WORD | ADDRESS6 | ADDITIVE ;

// ---------------------------------------------------------------------------------- other nodes that feed BGP

vrf
    : IP vrfIp                                                        # VrfIp4
    | IPV6 vrfIp                                                      # VrfIp6
    | VNI number=NUMBER? PREFIX_ROUTES_ONLY?                          # VrfVniMap
    | ROUTER_ID id=~EOL?                                                 # VrfRouterId
    | RPKI                                                            # VrfRpkiHeader
    | NETNS name=~EOL                                                    # VrfNetns
    | MPLS text                                                       # VrfForeign
    ;

vrfIp
    : ROUTE staticRoute                                               # VrfIpRoute
    | ROUTER_ID id=~EOL?                                                 # VrfIpRouterId
    | PROTOCOL protocol=~EOL ( ROUTE_MAP name=~EOL )?                       # VrfIpProtocol
    | NHT nht                                                         # VrfIpNht
    | IMPORT_TABLE text                                               # VrfIpImportTable
    | ( TABLE | PIM | MSDP | IGMP | MLD | MROUTE | MULTICAST ) text?  # VrfIpForeign
    ;

interfaceItem
    : IP interfaceIp                                                  # InterfaceIp4
    | IPV6 interfaceIp                                                # InterfaceIp6
    | DESCRIPTION text?                                               # InterfaceDescription
    | VRF name=~EOL                                                      # InterfaceVrf
    | MPLS BGP ( FORWARDING | L3VPN_MULTI_DOMAIN_SWITCHING )          # InterfaceMplsBgp
    | MPLS ( ENABLE | IP | LABEL . )                                  # InterfaceForeign
    | LINK_PARAMS                                                     # LinkParamsHeader
    | SHUTDOWN                                                        # InterfaceForeign
    | ( BANDWIDTH | MULTICAST | LINK_DETECT | EVPN | ISIS | OSPF | BABEL | EIGRP | PTM_ENABLE | MTU | ENABLE_LINK_PARAMS | TUNNEL | BFD | PROXY_ARP
      | MAC | LINK | ALIAS | AUTO | POST_UP | BRIDGE_PORTS )  text?   # InterfaceForeign
    ;

interfaceIp
    : ADDRESS ( net=( PREFIX4 | PREFIX6 ) | ADDRESS4 PEER net=PREFIX4 )? ( LABEL text | SECONDARY )?  # InterfaceAddress
    | ( ND | OSPF | OSPF6 | RIP | RIPNG | PIM | IGMP | MLD | ROUTER | NHRP | EIGRP | MULTICAST | MROUTE | FORWARDING | POLICY | SPLIT_HORIZON | OPENFABRIC ) text?  # InterfaceIpForeign
    ;

bfd
    : PROFILE name=~EOL                                                  # BfdProfileHeader
    | PEER peer=( ADDRESS4 | ADDRESS6 ) bfdPeerKey*                   # BfdPeerHeader
    | SBFD text                                                       # BfdSeamless
    ;

bfdPeerKey
    : MULTIHOP
    | LOCAL_ADDRESS address=( ADDRESS4 | ADDRESS6 )
    | INTERFACE name=~EOL
    | VRF name=~EOL
    | ( BFD_MODE | BFD_NAME | REMOTE_DISCR | SRV6_SOURCE_IPV6 | SRV6_ENCAP_DATA ) value=~EOL
    ;

bfdSession
    : DETECT_MULTIPLIER NUMBER?                                       # BfdDetectMultiplier
    | RECEIVE_INTERVAL NUMBER?                                        # BfdReceiveInterval
    | TRANSMIT_INTERVAL NUMBER?                                       # BfdTransmitInterval
    | ECHO_MODE                                                       # BfdEchoMode
    | ECHO_INTERVAL NUMBER?                                           # BfdEchoInterval
    | ECHO RECEIVE_INTERVAL ( DISABLED | NUMBER )?                    # BfdEchoReceiveInterval
    | ECHO TRANSMIT_INTERVAL NUMBER?                                  # BfdEchoTransmitInterval
    | MINIMUM_TTL NUMBER?                                             # BfdMinimumTtl
    | PASSIVE_MODE                                                    # BfdPassiveMode
    | PROFILE name=~EOL?                                                 # BfdPeerProfile
    | SHUTDOWN                                                        # BfdShutdown
    | LABEL value=~EOL                                                   # BfdLabel
    | LOG_SESSION_CHANGES                                             # BfdLogSessionChanges
    | AUTHENTICATION text                                             # BfdAuthentication
    ;

rpki
    : RPKI rpkiItem                                                   # RpkiStatement
    ;

rpkiItem
    : CACHE rpkiCache                                                 # RpkiCacheServer
    | POLLING_PERIOD NUMBER?                                          # RpkiPollingPeriod
    | EXPIRE_INTERVAL NUMBER?                                         # RpkiExpireInterval
    | RETRY_INTERVAL NUMBER?                                          # RpkiRetryInterval
    | ( TIMEOUT | INITIAL_SYNCHRONISATION_TIMEOUT ) NUMBER?           # RpkiObsolete
    | ( START | STOP | RESET )                                        # RpkiOperational
    ;

rpkiCache
    : TCP host=~EOL port=~EOL ( SOURCE source=~EOL )? ( PREFERENCE preference=NUMBER )?  # RpkiCacheTcp
    | SSH host=~EOL port=NUMBER user=~EOL key=~EOL known=~( SOURCE | PREFERENCE )? ( SOURCE source=~EOL )? ( PREFERENCE preference=NUMBER )?  # RpkiCacheSsh
    | host=~( TCP | SSH ) port=~EOL ( user=~( SOURCE | PREFERENCE ) key=~EOL known=~( SOURCE | PREFERENCE )? )? ( SOURCE source=~EOL )? ( PREFERENCE preference=NUMBER )?  # RpkiCachePlain
    ;

/** The top `segment-routing` node and all below it: no BGP, only the locators that BGP names. */
segmentRouting
    : ( SRV6 | LOCATORS | LOCATOR name=~EOL | STATIC_SIDS | FORMATS | FORMAT name=~EOL | ENCAPSULATION | TRAFFIC_ENG | SEGMENT_LIST name=~EOL | POLICY text
      | PCEP | PCE text? | PCE_CONFIG name=~EOL | PCC | MLSD )           # SegmentRoutingBlock
    | ( PREFIX | BEHAVIOR | SID | SOURCE_ADDRESS | INDEX | MPLS_TE | NODE_MSD | MAX_SEGS_LEFT | MAX_END_POP | MAX_H_ENCAPS | MAX_END_D
      | CANDIDATE_PATH | NAME | BINDING_SID | COLOR | ADDRESS | TIMER | CONFIG | PEER | MSD | MULTIPATH ) text?  # SegmentRoutingLeaf
    ;

lineVty : ( EXEC_TIMEOUT | LOGIN | ACCESS_CLASS | IPV6 ACCESS_CLASS | LOGGING ) text? ;
