using System.Collections.Concurrent;
using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Vyos;

/// <summary>
/// What VyOS does when nothing is said (vyos.md §7): what the FRR below it does, in its traditional profile, with what VyOS always writes for it.
/// Releases before 1.2 run Quagga, whose defaults are taken to be those of 1.2.
/// </summary>
internal static class VyosDefaults
{
    private const string Source = "vyos.md §7";
    private static readonly FormatVersion V14 = new(1, 4), V15 = new(1, 5);
    private static readonly ConcurrentDictionary<FormatVersion, Platform> Known = new();

    /// <summary>The platform of a release.</summary>
    public static Platform For(FormatVersion release) =>
        Known.GetOrAdd(release, static r => new Platform("vyos", r, "", ExportScope.BgpTable, new DefaultsTable(Rows(r))) { FollowsInterfaces = true });

    private static IEnumerable<DefaultRow> Rows(FormatVersion release)
    {
        yield return DefaultRow.Of(PeerSettings.Keepalive, 60u, Source);
        yield return DefaultRow.Of(PeerSettings.HoldTime, 180u, Source);
        yield return DefaultRow.Of(PeerSettings.ConnectRetry, release >= V15 ? 30u : 120u, Source);
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
        yield return DefaultRow.Of(PeerSettings.EnforceFirstAs, false, Source);
        yield return DefaultRow.Of(PeerSettings.Bfd, false, Source);
        yield return DefaultRow.Of(PeerSettings.Shutdown, false, Source);
        yield return DefaultRow.Of(PeerSettings.Solo, false, Source);
        yield return DefaultRow.Of(PeerSettings.CapabilityNegotiation, true, Source);
        yield return DefaultRow.Of(PeerSettings.DynamicCapability, false, Source);
        yield return DefaultRow.Of(PeerSettings.SoftwareVersion, false, Source);
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
        yield return DefaultRow.Of(PeerSettings.DeterministicMed, false, Source);
        yield return DefaultRow.Of(PeerSettings.MedMissingAsWorst, false, Source);
        yield return DefaultRow.Of(PeerSettings.AsPathIgnore, false, Source);
        yield return DefaultRow.Of(PeerSettings.CompareRouterId, false, Source);
        yield return DefaultRow.Of(PeerSettings.IgpMetric, true, Source);
        yield return DefaultRow.Computed<IpAddress>(PeerSettings.ClusterId, c => c.Effective(PeerSettings.RouterId), Source);

        yield return DefaultRow.Of(InstanceSettings.EbgpRequiresPolicy, false, Source);
        yield return DefaultRow.Of(InstanceSettings.NetworkImportCheck, false, Source);
        yield return DefaultRow.Of(InstanceSettings.DefaultFamilies, new FamilySet(release >= V14 ? [] : [AfiSafi.Ipv4Unicast]), Source);
        yield return DefaultRow.Of(InstanceSettings.SuppressDuplicates, release >= V14, Source);

        // The FRR of older releases does not know RFC 8538 at all.
        if (release >= V14)
        {
            yield return DefaultRow.Of(InstanceSettings.HardAdministrativeReset, true, Source);
            yield return DefaultRow.Of(InstanceSettings.GracefulRestartNotification, true, Source);
        }

        yield return DefaultRow.Of(InstanceSettings.LogNeighborChanges, false, Source);
        yield return DefaultRow.Of(InstanceSettings.HostnameInOutput, false, Source);
        yield return DefaultRow.Of(InstanceSettings.FastExternalFailover, true, Source);
        yield return DefaultRow.Of(InstanceSettings.ClientToClientReflection, true, Source);
        yield return DefaultRow.Of(InstanceSettings.AllowOutboundPolicy, false, Source);
        yield return DefaultRow.Of(InstanceSettings.RejectAsSets, false, Source);
        yield return DefaultRow.Of(InstanceSettings.MultipathAsPathRelax, false, Source);
        yield return DefaultRow.Of(InstanceSettings.EbgpConnectedCheck, true, Source);
        yield return DefaultRow.Of(InstanceSettings.DynamicPeerLimit, 100u, Source);
        yield return DefaultRow.Of(InstanceSettings.ConditionalAdvertisementTimer, 60u, Source);
        yield return DefaultRow.Of(InstanceSettings.SelectDeferTime, 360u, Source);
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

        // The limit of the build; the CLI takes up to 256.
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

    /// <summary>RFC 8212: an eBGP peer without a policy exchanges nothing.</summary>
    private static bool RequiresPolicy(DefaultContext context) =>
        context.IsExternal && context.Effective(InstanceSettings.EbgpRequiresPolicy) is true;
}
