using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Model;

/// <summary>What is said about one address family of a peer: there or at the peer (for all its families), likewise at its group and its instance; the nearest wins.</summary>
public static class FamilySettings
{
    /// <summary>The family is negotiated with the peer.</summary>
    public static readonly Setting<bool> Active = new("afi-safi.active", "The family is negotiated with the peer", SettingScope.Family);

    /// <summary>Policy on received routes.</summary>
    public static readonly Setting<PolicyUse> ImportPolicy = new("peer.afi-safi.import-policy", "Policy on received routes", SettingScope.Family, SettingKind.Policy);

    /// <summary>Policy on routes sent.</summary>
    public static readonly Setting<PolicyUse> ExportPolicy = new("peer.afi-safi.export-policy", "Policy on routes sent", SettingScope.Family, SettingKind.Policy);

    /// <summary>Prefix set that received routes must be in.</summary>
    public static readonly Setting<SetReference<PrefixSet>> ImportPrefixSet = new("peer.afi-safi.import-prefix-set", "Prefix set that received routes must be in", SettingScope.Family, SettingKind.Policy);

    /// <summary>Prefix set that routes sent must be in.</summary>
    public static readonly Setting<SetReference<PrefixSet>> ExportPrefixSet = new("peer.afi-safi.export-prefix-set", "Prefix set that routes sent must be in", SettingScope.Family, SettingKind.Policy);

    /// <summary>Access list that received routes must pass.</summary>
    public static readonly Setting<SetReference<PrefixSet>> ImportAccessList = new("peer.afi-safi.import-access-list", "Access list that received routes must pass", SettingScope.Family, SettingKind.Policy);

    /// <summary>Access list that routes sent must pass.</summary>
    public static readonly Setting<SetReference<PrefixSet>> ExportAccessList = new("peer.afi-safi.export-access-list", "Access list that routes sent must pass", SettingScope.Family, SettingKind.Policy);

    /// <summary>AS-path set that received routes must be in.</summary>
    public static readonly Setting<SetReference<AsPathSet>> ImportAsPathSet = new("peer.afi-safi.import-as-path-set", "AS-path set that received routes must be in", SettingScope.Family, SettingKind.Policy);

    /// <summary>AS-path set that routes sent must be in.</summary>
    public static readonly Setting<SetReference<AsPathSet>> ExportAsPathSet = new("peer.afi-safi.export-as-path-set", "AS-path set that routes sent must be in", SettingScope.Family, SettingKind.Policy);

    /// <summary>What happens to received routes when no policy is named.</summary>
    public static readonly Setting<Verdict> DefaultImport = new("peer.afi-safi.default-import", "What happens to received routes when no policy is named", SettingScope.Family, SettingKind.Policy);

    /// <summary>What happens to routes to be sent when no policy is named.</summary>
    public static readonly Setting<Verdict> DefaultExport = new("peer.afi-safi.default-export", "What happens to routes to be sent when no policy is named", SettingScope.Family, SettingKind.Policy);

    /// <summary>Which routes are sent with this router as next hop.</summary>
    public static readonly Setting<NextHopSelf> NextHopSelf = new("peer.afi-safi.next-hop-self", "Which routes are sent with this router as next hop", SettingScope.Family);

    /// <summary>The next hop of routes sent stays as received.</summary>
    public static readonly Setting<bool> NextHopUnchanged = new("peer.afi-safi.next-hop-unchanged", "The next hop of routes sent stays as received", SettingScope.Family);

    /// <summary>Next hop of routes sent.</summary>
    public static readonly Setting<IpAddress> NextHopAddress = new("peer.afi-safi.next-hop-address", "Next hop of routes sent", SettingScope.Family);

    /// <summary>Of two IPv6 next hops the global one is used.</summary>
    public static readonly Setting<bool> NextHopPreferGlobal = new("peer.afi-safi.next-hop-v6-prefer-global", "Of two IPv6 next hops the global one is used", SettingScope.Family);

    /// <summary>The link-local next hop of routes sent stays.</summary>
    public static readonly Setting<bool> NextHopLocalUnchanged = new("peer.afi-safi.next-hop-local-unchanged", "The link-local next hop of routes sent stays", SettingScope.Family);

    /// <summary>The AS path of routes sent stays.</summary>
    public static readonly Setting<bool> AsPathUnchanged = new("peer.afi-safi.as-path-unchanged", "The AS path of routes sent stays", SettingScope.Family);

    /// <summary>The MED of routes sent stays.</summary>
    public static readonly Setting<bool> MedUnchanged = new("peer.afi-safi.med-unchanged", "The MED of routes sent stays", SettingScope.Family);

    /// <summary>Standard communities are sent.</summary>
    public static readonly Setting<bool> SendStandardCommunities = new("peer.afi-safi.send-community.standard", "Standard communities are sent", SettingScope.Family);

    /// <summary>Extended communities are sent.</summary>
    public static readonly Setting<bool> SendExtendedCommunities = new("peer.afi-safi.send-community.extended", "Extended communities are sent", SettingScope.Family);

    /// <summary>Large communities are sent.</summary>
    public static readonly Setting<bool> SendLargeCommunities = new("peer.afi-safi.send-community.large", "Large communities are sent", SettingScope.Family);

    /// <summary>The peer's AS in paths sent to it is replaced by ours.</summary>
    public static readonly Setting<bool> AsOverride = new("peer.afi-safi.as-override", "The peer's AS in paths sent to it is replaced by ours", SettingScope.Family);

    /// <summary>Private AS numbers are removed from paths sent.</summary>
    public static readonly Setting<RemovePrivateAs> RemovePrivateAs = new("peer.afi-safi.remove-private-as", "Private AS numbers are removed from paths sent", SettingScope.Family);

    /// <summary>Received paths may end in the own AS.</summary>
    public static readonly Setting<bool> AllowOwnAsOrigin = new("peer.afi-safi.allow-own-as-origin", "Received paths may end in the own AS", SettingScope.Family);

    /// <summary>A default route is sent, whether or not there is one; the policy shapes it.</summary>
    public static readonly Setting<PolicyUse> DefaultOriginate = new("peer.afi-safi.default-originate", "A default route is sent, whether or not there is one; the policy shapes it", SettingScope.Family, SettingKind.Policy);

    /// <summary>Limit on accepted prefixes.</summary>
    public static readonly Setting<PrefixLimit> PrefixLimit = new("peer.afi-safi.prefix-limit.max", "Limit on accepted prefixes", SettingScope.Family);

    /// <summary>Limit on received prefixes, rejected ones included.</summary>
    public static readonly Setting<PrefixLimit> ReceivedPrefixLimit = new("peer.afi-safi.prefix-limit.received", "Limit on received prefixes, rejected ones included", SettingScope.Family);

    /// <summary>Limit on prefixes sent.</summary>
    public static readonly Setting<PrefixLimit> SentPrefixLimit = new("peer.afi-safi.prefix-limit.out", "Limit on prefixes sent", SettingScope.Family);

    /// <summary>Received routes are kept before policy.</summary>
    public static readonly Setting<bool> KeepReceived = new("peer.afi-safi.soft-reconfiguration-inbound", "Received routes are kept before policy", SettingScope.Family);

    /// <summary>Rejected routes are kept for inspection.</summary>
    public static readonly Setting<bool> KeepFiltered = new("peer.afi-safi.keep-filtered", "Rejected routes are kept for inspection", SettingScope.Family, SettingKind.Documentation);

    /// <summary>Routes sent are kept.</summary>
    public static readonly Setting<bool> KeepSent = new("peer.afi-safi.keep-sent-attributes", "Routes sent are kept", SettingScope.Family);

    /// <summary>Several paths of a prefix are accepted (RFC 7911).</summary>
    public static readonly Setting<bool> AddPathReceive = new("peer.afi-safi.add-path.receive", "Several paths of a prefix are accepted (RFC 7911)", SettingScope.Family);

    /// <summary>Several paths of a prefix are sent (RFC 7911).</summary>
    public static readonly Setting<AddPathSend> AddPathSend = new("peer.afi-safi.add-path.send", "Several paths of a prefix are sent (RFC 7911)", SettingScope.Family);

    /// <summary>How many paths of a prefix are accepted.</summary>
    public static readonly Setting<uint> AddPathReceiveLimit = new("peer.afi-safi.add-path.receive-limit", "How many paths of a prefix are accepted", SettingScope.Family);

    /// <summary>Weight of received routes.</summary>
    public static readonly Setting<uint> Weight = new("peer.afi-safi.weight", "Weight of received routes", SettingScope.Family);

    /// <summary>Routes hidden by an aggregate that are sent after all.</summary>
    public static readonly Setting<PolicyUse> UnsuppressPolicy = new("peer.afi-safi.unsuppress-policy", "Routes hidden by an aggregate that are sent after all", SettingScope.Family, SettingKind.Policy);

    /// <summary>Routes sent only while others exist or not; as written.</summary>
    public static readonly Setting<string> ConditionalAdvertisement = new("peer.afi-safi.conditional-advertisement", "Routes sent only while others exist or not; as written", SettingScope.Family);

    /// <summary>Site of origin community.</summary>
    public static readonly Setting<string> SiteOfOrigin = new("peer.afi-safi.site-of-origin", "Site of origin community", SettingScope.Family);

    /// <summary>How next hops resolve: direct or recursive.</summary>
    public static readonly Setting<string> Gateway = new("peer.afi-safi.gateway", "How next hops resolve: direct or recursive", SettingScope.Family);

    /// <summary>RIB its routes go to and come from.</summary>
    public static readonly Setting<string> Rib = new("peer.afi-safi.table", "RIB its routes go to and come from", SettingScope.Family);

    /// <summary>RIB that resolves next hops.</summary>
    public static readonly Setting<string> IgpRib = new("peer.afi-safi.igp-table", "RIB that resolves next hops", SettingScope.Family);

    /// <summary>Of several routes the best that passes the policy is sent.</summary>
    public static readonly Setting<bool> Secondary = new("peer.afi-safi.export-alternate", "Of several routes the best that passes the policy is sent", SettingScope.Family);

    /// <summary>Protocol preference of received routes; larger wins.</summary>
    public static readonly Setting<uint> Preference = new("peer.afi-safi.preference", "Protocol preference of received routes; larger wins", SettingScope.Family);

    /// <summary>AIGP (RFC 7311): on, off or originate.</summary>
    public static readonly Setting<string> Aigp = new("peer.aigp", "AIGP (RFC 7311): on, off or originate", SettingScope.Family);

    /// <summary>Prefix-list ORF (RFC 5292): send, receive or both.</summary>
    public static readonly Setting<string> Orf = new("peer.capability.orf", "Prefix-list ORF (RFC 5292): send, receive or both", SettingScope.Family);

    /// <summary>Graceful restart for this family.</summary>
    public static readonly Setting<bool> FamilyGracefulRestart = new("peer.afi-safi.graceful-restart", "Graceful restart for this family", SettingScope.Family);

    /// <summary>Cost added to the IGP metric.</summary>
    public static readonly Setting<uint> Cost = new("peer.afi-safi.cost", "Cost added to the IGP metric", SettingScope.Family);

    /// <summary>The session needs the family.</summary>
    public static readonly Setting<bool> FamilyMandatory = new("peer.afi-safi.mandatory", "The session needs the family", SettingScope.Family);

    /// <summary>Labels of the advertisements that apply.</summary>
    public static readonly Setting<LabelSelector> Advertisements = new("k8s.family.advertisements", "Labels of the advertisements that apply", SettingScope.Family, SettingKind.Structure);

    /// <summary>IPv4 prefixes with IPv6 next hops (RFC 8950).</summary>
    public static readonly Setting<bool> ExtendedNextHop = new("peer.capability.extended-nexthop", "IPv4 prefixes with IPv6 next hops (RFC 8950)", SettingScope.Family);

    /// <summary>LOCAL_PREF of eBGP peers is kept.</summary>
    public static readonly Setting<bool> AllowLocalPreference = new("peer.afi-safi.accept-local-pref-from-ebgp", "LOCAL_PREF of eBGP peers is kept", SettingScope.Family);

    /// <summary>MED of learned routes is sent to eBGP peers.</summary>
    public static readonly Setting<bool> AllowMed = new("peer.allow-med", "MED of learned routes is sent to eBGP peers", SettingScope.Family);

    /// <summary>How often the own AS may stand in a received path.</summary>
    public static readonly Setting<uint> AllowOwnAs = new("peer.afi-safi.allow-own-as", "How often the own AS may stand in a received path", SettingScope.Family);

    /// <summary>The peer is a client of this reflector (RFC 4456).</summary>
    public static readonly Setting<bool> RouteReflectorClient = new("peer.afi-safi.route-reflector-client", "The peer is a client of this reflector (RFC 4456)", SettingScope.Family);

    /// <summary>The peer is a client of this route server: path, MED and next hop stay (RFC 7947).</summary>
    public static readonly Setting<bool> RouteServerClient = new("peer.afi-safi.route-server-client", "The peer is a client of this route server: path, MED and next hop stay (RFC 7947)", SettingScope.Family);
}
