using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>What FRR cannot say, or does anyway (frr.md, rosetta).</summary>
internal static class FrrSupport
{
    private static readonly SupportTable Table = new(
    [
        // Sessions.
        new(PeerSettings.ConnectDelay.Key, SupportLevel.Impossible, "FRR connects at once"),
        new(PeerSettings.ErrorWait.Key, SupportLevel.Impossible, "FRR has no waiting times after errors"),
        new(PeerSettings.ErrorForget.Key, SupportLevel.Impossible, "FRR has no waiting times after errors"),
        new(PeerSettings.DisableAfterError.Key, SupportLevel.Impossible, "FRR always tries again"),
        new(PeerSettings.SendHoldTime.Key, SupportLevel.Impossible, "FRR's send hold time is twice the hold time"),
        new(PeerSettings.StartupHoldTime.Key, SupportLevel.Impossible, "FRR waits 240 s for OPEN"),
        new(PeerSettings.MinHoldTime.Key, SupportLevel.Impossible, "FRR has one smallest hold time for the instance: bgp minimum-holdtime"),
        new(PeerSettings.MinKeepalive.Key, SupportLevel.Impossible, "FRR has no smallest keepalive time"),
        new(PeerSettings.LocalPort.Key, SupportLevel.Impossible, "FRR listens on one port: bgpd -p"),
        new(PeerSettings.ListenPort.Key, SupportLevel.Impossible, "FRR's port is an option of the daemon: bgpd -p"),
        new(PeerSettings.ConnectOnly.Key, SupportLevel.Impossible, "FRR accepts connections of configured peers"),
        new(PeerSettings.CheckLink.Key, SupportLevel.Approximate, "FRR drops sessions of directly connected external peers with their link, for all of an instance: bgp fast-external-failover"),
        new(PeerSettings.StrictBind.Key, SupportLevel.Impossible, "FRR listens on all addresses unless bgpd -l says otherwise"),
        new(PeerSettings.TcpAo.Key, SupportLevel.Impossible, "FRR has no TCP-AO"),
        new(PeerSettings.PasswordReference.Key, SupportLevel.Impossible, "FRR wants the password itself, which the source keeps in a secret"),
        new(PeerSettings.Onlink.Key, SupportLevel.Impossible, "FRR has no on-link peers; disable-connected-check is the closest"),
        new(PeerSettings.AutoDiscovery.Key, SupportLevel.Impossible, "FRR wants the peer's address"),
        new(PeerSettings.AllowAsSets.Key, SupportLevel.Impossible, "FRR decides for the whole instance: bgp reject-as-sets"),
        new(PeerSettings.AllowedAs.Key, SupportLevel.Approximate, "FRR accepts any external AS from a range of peers"),
        new(PeerSettings.DefaultMed.Key, SupportLevel.Impossible, "FRR takes a missing MED as 0, or as the worst"),
        new(PeerSettings.InterpretCommunities.Key, SupportLevel.Impossible, "FRR always honours the well-known communities"),
        new(PeerSettings.IgpMetric.Key, SupportLevel.Impossible, "FRR always compares the metric to the next hop"),
        new(PeerSettings.RouteRefresh.Key, SupportLevel.Impossible, "FRR always offers route refresh"),
        new(PeerSettings.EnhancedRouteRefresh.Key, SupportLevel.Impossible, "FRR always offers enhanced route refresh"),
        new(PeerSettings.FourOctetAs.Key, SupportLevel.Impossible, "FRR always offers four-octet AS numbers"),
        new(PeerSettings.ExtendedMessages.Key, SupportLevel.Impossible, "FRR always offers extended messages"),
        new(PeerSettings.LongLivedGracefulRestart.Key, SupportLevel.Approximate, "FRR has a stale time alone for long-lived graceful restart"),
        new(PeerSettings.ConfederationMember.Key, SupportLevel.Inherent, "FRR lists the member AS numbers: bgp confederation peers"),
        new(PeerSettings.Name.Key, SupportLevel.Inherent, "FRR's peers have no names"),
        new(PeerSettings.DynamicName.Key, SupportLevel.Inherent, "FRR's peers have no names"),

        // Families.
        new(FamilySettings.NextHopAddress.Key, SupportLevel.Impossible, "FRR sets a next hop in a route map only"),
        new(FamilySettings.KeepFiltered.Key, SupportLevel.Inherent, "soft-reconfiguration inbound shows rejected routes"),
        new(FamilySettings.KeepSent.Key, SupportLevel.Inherent, "FRR keeps what it has sent"),
        new(FamilySettings.Gateway.Key, SupportLevel.Approximate, "FRR resolves next hops of multihop and internal peers recursively, of others directly"),
        new(FamilySettings.Rib.Key, SupportLevel.Impossible, "FRR has one table for each VRF"),
        new(FamilySettings.IgpRib.Key, SupportLevel.Impossible, "FRR resolves next hops in the table of the VRF"),
        new(FamilySettings.Secondary.Key, SupportLevel.Impossible, "FRR sends best paths only"),
        new(FamilySettings.Preference.Key, SupportLevel.Impossible, "FRR's distance is said for all peers of an instance"),
        new(FamilySettings.Aigp.Key, SupportLevel.Impossible, "FRR's AIGP is said for a session"),
        new(FamilySettings.FamilyGracefulRestart.Key, SupportLevel.Impossible, "FRR's graceful restart is said for a session"),
        new(FamilySettings.Cost.Key, SupportLevel.Impossible, "FRR adds nothing to the metric of a next hop"),
        new(FamilySettings.FamilyMandatory.Key, SupportLevel.Impossible, "FRR keeps sessions whose families differ"),
        new(FamilySettings.AllowLocalPreference.Key, SupportLevel.Impossible, "FRR ignores LOCAL_PREF of external peers"),
        new(FamilySettings.AllowMed.Key, SupportLevel.Impossible, "FRR takes off the MED of learned routes towards external peers; attribute-unchanged med keeps it"),

        // RIBs and what feeds them.
        new("rib.kernel.*", SupportLevel.Inherent, "zebra keeps the forwarding table"),
        new("rib.direct.*", SupportLevel.Inherent, "zebra knows the connected networks"),
        new("rib.static.*", SupportLevel.Inherent, "staticd follows the interfaces"),
        new("rib.table.*", SupportLevel.Inherent, "FRR's tables have no options"),
        new(RibSettings.PeerRib.Key, SupportLevel.Impossible, "FRR has no pipes between tables"),
        new(RibSettings.MergePaths.Key, SupportLevel.Inherent, "zebra installs as many paths as BGP gives it: maximum-paths"),
        new(RibSettings.Preference.Key, SupportLevel.Impossible, "FRR's distances are said for static routes and for BGP"),
        new(RibSettings.Limit.Key, SupportLevel.Impossible, "zebra has no limits on routes"),
        new(RibSettings.Options.Key, SupportLevel.Impossible, "FRR has no such option"),
        new(RibSettings.Rib.Key, SupportLevel.Impossible, "FRR has one table for each VRF"),
        new(RibSettings.Disabled.Key, SupportLevel.Impossible, "zebra cannot be told so"),
        new(RibSettings.Description.Key, SupportLevel.Inherent, "zebra has no protocols to describe"),
        new(StaticSettings.Attributes.Key, SupportLevel.Impossible, "FRR's static routes have a distance and a tag, no attributes"),
        new(StaticSettings.Protocol.Key, SupportLevel.Inherent, "FRR's static routes have no groups"),

        // Others.
        new(OtherSettings.RpkiTables.Key, SupportLevel.Inherent, "FRR has one table of ROAs for each VRF"),
        new(OtherSettings.Addresses.Key, SupportLevel.Inherent, "addresses of interfaces are not BGP's"),
        new(OtherSettings.VrfTable.Key, SupportLevel.Inherent, "the kernel's VRF has the table"),
        new("k8s.*", SupportLevel.Impossible, "FRR has no cluster resources"),
    ]);

    public static SupportTable For(FormatVersion release) => Table;
}
