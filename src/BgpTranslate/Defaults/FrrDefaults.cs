using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Defaults;

/// <summary>
/// What FRR's bgpd does when nothing is said. Most breaks follow the <c>frr version</c> line of the file, some the running release; the profile decides others.
/// VyOS stands on it too.
/// </summary>
public static class FrrDefaults
{
    private const string Source = "FRR, bgpd";
    private static readonly FormatVersion V74 = new(7, 4), V76 = new(7, 6), V83 = new(8, 3), V91 = new(9, 1), V103 = new(10, 3), V105 = new(10, 5), V106 = new(10, 6);

    /// <summary>The rows of a release.</summary>
    /// <param name="release">The release that runs.</param>
    /// <param name="line">The release that the file was written for, as its <c>frr version</c> line says.</param>
    /// <param name="datacenter">The datacenter profile instead of the traditional one.</param>
    public static IEnumerable<DefaultRow> Of(FormatVersion release, FormatVersion line, bool datacenter)
    {
        yield return DefaultRow.Of(PeerSettings.Keepalive, datacenter ? 3u : 60u, Source);
        yield return DefaultRow.Of(PeerSettings.HoldTime, datacenter ? 9u : 180u, Source);
        yield return DefaultRow.Of(PeerSettings.ConnectRetry, datacenter ? 10u : release >= V103 ? 30u : 120u, Source);
        yield return DefaultRow.None(PeerSettings.DelayOpen, Source);
        yield return DefaultRow.Of(PeerSettings.AdvertisementInterval, 0u, Source);
        yield return DefaultRow.Of(PeerSettings.DefaultLocalPreference, 100u, Source);
        yield return DefaultRow.Of(PeerSettings.DefaultMed, 0u, Source);
        yield return DefaultRow.Of(PeerSettings.RemotePort, 179u, Source);
        yield return DefaultRow.Of(PeerSettings.ListenPort, 179u, Source);
        yield return DefaultRow.Of(PeerSettings.Passive, true, Source, c => c.Endpoint is PeerEndpoint.Range);
        yield return DefaultRow.Of(PeerSettings.Passive, false, Source);
        yield return DefaultRow.Of(PeerSettings.MultihopTtl, 1u, Source, c => c.IsExternal);
        yield return DefaultRow.Of(PeerSettings.MultihopTtl, 255u, Source, c => c.IsInternal);
        yield return DefaultRow.None(PeerSettings.TtlSecurityHops, Source);
        yield return DefaultRow.Of(PeerSettings.DisableConnectedCheck, false, Source);
        yield return DefaultRow.Of(PeerSettings.EnforceFirstAs, line >= V91, Source);
        yield return DefaultRow.Of(PeerSettings.Bfd, false, Source);
        yield return DefaultRow.Of(PeerSettings.Shutdown, false, Source);
        yield return DefaultRow.Of(PeerSettings.Solo, false, Source);
        yield return DefaultRow.Of(PeerSettings.CapabilityNegotiation, true, Source);
        yield return DefaultRow.Of(PeerSettings.DynamicCapability, datacenter, Source);
        yield return DefaultRow.Of(PeerSettings.SoftwareVersion, datacenter, Source);
        yield return DefaultRow.Of(PeerSettings.HostnameCapability, true, Source);
        yield return DefaultRow.Of(PeerSettings.RouteRefresh, true, Source);
        yield return DefaultRow.Of(PeerSettings.EnhancedRouteRefresh, true, Source);
        yield return DefaultRow.Of(PeerSettings.FourOctetAs, true, Source);
        yield return DefaultRow.Of(PeerSettings.ExtendedMessages, true, Source);
        yield return DefaultRow.Of(PeerSettings.GracefulRestart, GracefulRestartMode.Helper, Source);
        yield return DefaultRow.Of(PeerSettings.RestartTime, 120u, Source);
        yield return DefaultRow.None(PeerSettings.LongLivedStaleTime, Source);
        yield return DefaultRow.Of(PeerSettings.InterpretCommunities, true, Source);
        yield return DefaultRow.Of(PeerSettings.AlwaysCompareMed, false, Source);
        yield return DefaultRow.Of(PeerSettings.DeterministicMed, datacenter, Source);
        yield return DefaultRow.Of(PeerSettings.MedMissingAsWorst, false, Source);
        yield return DefaultRow.Of(PeerSettings.AsPathIgnore, false, Source);
        yield return DefaultRow.Of(PeerSettings.CompareRouterId, false, Source);
        yield return DefaultRow.Of(PeerSettings.IgpMetric, true, Source);
        yield return DefaultRow.Computed<IpAddress>(PeerSettings.ClusterId, c => c.Effective(PeerSettings.RouterId), Source);

        yield return DefaultRow.Of(InstanceSettings.EbgpRequiresPolicy, !datacenter && line >= V74, Source);
        yield return DefaultRow.Of(InstanceSettings.NetworkImportCheck, datacenter || line >= V74, Source);
        yield return DefaultRow.Of(InstanceSettings.DefaultFamilies, new FamilySet([AfiSafi.Ipv4Unicast]), Source);
        yield return DefaultRow.Of(InstanceSettings.SuppressDuplicates, line >= V76, Source);
        yield return DefaultRow.Of(InstanceSettings.HardAdministrativeReset, line >= V83, Source);
        yield return DefaultRow.Of(InstanceSettings.GracefulRestartNotification, line >= V83, Source);
        yield return DefaultRow.Of(InstanceSettings.LogNeighborChanges, datacenter, Source);
        yield return DefaultRow.Of(InstanceSettings.HostnameInOutput, datacenter, Source);
        yield return DefaultRow.Of(InstanceSettings.FastExternalFailover, true, Source);
        yield return DefaultRow.Of(InstanceSettings.ClientToClientReflection, true, Source);
        yield return DefaultRow.Of(InstanceSettings.AllowOutboundPolicy, false, Source);
        yield return DefaultRow.Of(InstanceSettings.RejectAsSets, release >= V105, Source);
        yield return DefaultRow.Of(InstanceSettings.MultipathAsPathRelax, false, Source);
        yield return DefaultRow.Of(InstanceSettings.EbgpConnectedCheck, true, Source);
        yield return DefaultRow.Of(InstanceSettings.DynamicPeerLimit, 100u, Source);
        yield return DefaultRow.Of(InstanceSettings.ConditionalAdvertisementTimer, 60u, Source);
        yield return DefaultRow.Of(InstanceSettings.SelectDeferTime, release >= V106 ? 120u : release >= V105 ? 240u : 360u, Source);
        yield return DefaultRow.Of(InstanceSettings.StaleTime, 360u, Source);
        yield return DefaultRow.Of(InstanceSettings.RibStaleTime, 500u, Source);
        yield return DefaultRow.Of(InstanceSettings.InstallInFib, true, Source);

        yield return DefaultRow.Of(FamilySettings.Active, true, Source, c => c.Family is { } f && c.Effective(InstanceSettings.DefaultFamilies) is FamilySet s && s.Contains(f));
        yield return DefaultRow.Of(FamilySettings.Active, false, Source);
        yield return DefaultRow.Of(FamilySettings.DefaultImport, Verdict.Reject, Source, RequiresPolicy);
        yield return DefaultRow.Of(FamilySettings.DefaultImport, Verdict.Accept, Source);
        yield return DefaultRow.Of(FamilySettings.DefaultExport, Verdict.Reject, Source, RequiresPolicy);
        yield return DefaultRow.Of(FamilySettings.DefaultExport, Verdict.Accept, Source);
        yield return DefaultRow.Of(FamilySettings.NextHopSelf, NextHopSelf.Off, Source);
        yield return DefaultRow.Of(FamilySettings.SendStandardCommunities, true, Source);
        yield return DefaultRow.Of(FamilySettings.SendExtendedCommunities, true, Source);
        yield return DefaultRow.Of(FamilySettings.SendLargeCommunities, true, Source);
        yield return DefaultRow.Of(FamilySettings.MedUnchanged, false, Source);
        yield return DefaultRow.Of(FamilySettings.NextHopUnchanged, false, Source);
        yield return DefaultRow.Of(FamilySettings.AsPathUnchanged, false, Source);
        yield return DefaultRow.Of(FamilySettings.AsOverride, false, Source);
        yield return DefaultRow.None(FamilySettings.RemovePrivateAs, Source);
        yield return DefaultRow.None(FamilySettings.AllowOwnAs, Source);
        yield return DefaultRow.Of(FamilySettings.RouteReflectorClient, false, Source);
        yield return DefaultRow.Of(FamilySettings.RouteServerClient, false, Source);
        yield return DefaultRow.Of(FamilySettings.KeepReceived, false, Source);
        yield return DefaultRow.None(FamilySettings.PrefixLimit, Source);
        yield return DefaultRow.None(FamilySettings.ReceivedPrefixLimit, Source);
        yield return DefaultRow.None(FamilySettings.SentPrefixLimit, Source);
        yield return DefaultRow.Of(FamilySettings.AddPathReceive, true, Source);
        yield return DefaultRow.Of(FamilySettings.AddPathSend, new AddPathSend(AddPathSelection.None), Source);
        yield return DefaultRow.Of(FamilySettings.ExtendedNextHop, true, Source, c =>
            c.Endpoint is PeerEndpoint.Interface or PeerEndpoint.Address { Ip.IsLinkLocal: true });
        yield return DefaultRow.Of(FamilySettings.ExtendedNextHop, false, Source);
        yield return DefaultRow.None(FamilySettings.DefaultOriginate, Source);
        yield return DefaultRow.Of(FamilySettings.AllowLocalPreference, false, Source);

        // Debian's build takes up to 256 equal paths, upstream's 16: more than one either way.
        yield return DefaultRow.Of(TableSettings.MaximumPathsEbgp, 256u, Source, IsMultipath);
        yield return DefaultRow.Of(TableSettings.MaximumPathsIbgp, 256u, Source, IsMultipath);
        yield return DefaultRow.Of(TableSettings.DistanceExternal, 20u, Source);
        yield return DefaultRow.Of(TableSettings.DistanceInternal, 200u, Source);
        yield return DefaultRow.Of(TableSettings.DistanceLocal, 200u, Source);
        yield return DefaultRow.None(TableSettings.Dampening, Source);
    }

    /// <summary>Families with several best paths; VPN routes are balanced where they are imported.</summary>
    private static bool IsMultipath(DefaultContext context) =>
        context.Family is AfiSafi.Ipv4Unicast or AfiSafi.Ipv6Unicast or AfiSafi.Ipv4LabeledUnicast or AfiSafi.Ipv6LabeledUnicast;

    /// <summary>RFC 8212: an eBGP peer without a policy exchanges nothing. A peer that may turn out to be external (<c>remote-as auto</c>) is one.</summary>
    private static bool RequiresPolicy(DefaultContext context) =>
        context.Session is SessionType.External or SessionType.Unknown && context.Effective(InstanceSettings.EbgpRequiresPolicy) is true;
}
