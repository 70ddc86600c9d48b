using System.Collections.Concurrent;
using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.FortiOs;

/// <summary>
/// What FortiOS does when nothing is said: what <c>show full-configuration</c> prints (5.4 to 7.6 agree), and what the documentation says where it prints nothing.
/// VPN and EVPN families are active too, but a neighbor counts as having them only where something is said about them.
/// </summary>
internal static class FortiOsDefaults
{
    private const string Full = "show full-configuration", Documentation = "docs.fortinet.com", Assumed = "assumed: as ZebOS";
    private static readonly ConcurrentDictionary<FormatVersion, Platform> Known = new();

    /// <summary>The platform of a release.</summary>
    public static Platform For(FormatVersion release) =>
        Known.GetOrAdd(release, static r => new Platform("fortios", r, "", ExportScope.BgpTable, Table));

    private static DefaultsTable Table { get; } = new(Rows());

    private static IEnumerable<DefaultRow> Rows()
    {
        yield return DefaultRow.Of(PeerSettings.Keepalive, 60u, Full);
        yield return DefaultRow.Of(PeerSettings.HoldTime, 180u, Full);
        yield return DefaultRow.Of(PeerSettings.ConnectRetry, 120u, "handbook of FortiOS 5");
        yield return DefaultRow.Of(PeerSettings.AdvertisementInterval, 30u, Full);
        yield return DefaultRow.Of(PeerSettings.DefaultLocalPreference, 100u, Full);
        yield return DefaultRow.Of(PeerSettings.DefaultMed, 0u, Documentation);
        yield return DefaultRow.Of(PeerSettings.RemotePort, 179u, Documentation);
        yield return DefaultRow.Of(PeerSettings.ListenPort, 179u, Documentation);
        yield return DefaultRow.Of(PeerSettings.Passive, true, Full, c => c.Endpoint is PeerEndpoint.Range);
        yield return DefaultRow.Of(PeerSettings.Passive, false, Full);
        yield return DefaultRow.Of(PeerSettings.MultihopTtl, 1u, Documentation, c => c.IsExternal);
        yield return DefaultRow.Of(PeerSettings.MultihopTtl, 255u, Assumed, c => c.IsInternal);
        yield return DefaultRow.None(PeerSettings.TtlSecurityHops, Documentation);
        yield return DefaultRow.Of(PeerSettings.DisableConnectedCheck, false, Assumed);
        yield return DefaultRow.Of(PeerSettings.CheckLink, false, Full);
        yield return DefaultRow.Of(PeerSettings.EnforceFirstAs, true, Full);
        yield return DefaultRow.Of(PeerSettings.Bfd, false, Full);
        yield return DefaultRow.Of(PeerSettings.Shutdown, false, Full);
        yield return DefaultRow.Of(PeerSettings.Solo, false, Assumed);
        yield return DefaultRow.Of(PeerSettings.CapabilityNegotiation, true, Full);
        yield return DefaultRow.Of(PeerSettings.OverrideCapability, false, Full);
        yield return DefaultRow.Of(PeerSettings.StrictCapabilityMatch, false, Full);
        yield return DefaultRow.Of(PeerSettings.DynamicCapability, false, Full);
        yield return DefaultRow.Of(PeerSettings.RouteRefresh, true, Full);
        yield return DefaultRow.Of(PeerSettings.FourOctetAs, true, Documentation);
        yield return DefaultRow.Of(PeerSettings.GracefulRestart, GracefulRestartMode.Disabled, Full);
        yield return DefaultRow.Of(PeerSettings.RestartTime, 120u, Full);
        yield return DefaultRow.None(PeerSettings.LongLivedStaleTime, Documentation);
        yield return DefaultRow.Of(PeerSettings.InterpretCommunities, true, Assumed);
        yield return DefaultRow.Of(PeerSettings.AlwaysCompareMed, false, Full);
        yield return DefaultRow.Of(PeerSettings.DeterministicMed, false, Full);
        yield return DefaultRow.Of(PeerSettings.MedMissingAsWorst, false, Full);
        yield return DefaultRow.Of(PeerSettings.AsPathIgnore, false, Full);
        yield return DefaultRow.Of(PeerSettings.CompareRouterId, false, Full);
        yield return DefaultRow.Of(PeerSettings.IgpMetric, true, Assumed);
        yield return DefaultRow.Computed<IpAddress>(PeerSettings.ClusterId, c => c.Effective(PeerSettings.RouterId), Full);

        yield return DefaultRow.Of(InstanceSettings.EbgpRequiresPolicy, false, "community.fortinet.com 399749");
        yield return DefaultRow.Of(InstanceSettings.NetworkImportCheck, true, Full);
        yield return DefaultRow.Of(InstanceSettings.DefaultFamilies, new FamilySet([AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast]), Full);
        yield return DefaultRow.Of(InstanceSettings.LogNeighborChanges, true, Full);
        yield return DefaultRow.Of(InstanceSettings.FastExternalFailover, true, Full);
        yield return DefaultRow.Of(InstanceSettings.ClientToClientReflection, true, Full);
        yield return DefaultRow.Of(InstanceSettings.MedConfed, false, Full);
        yield return DefaultRow.Of(InstanceSettings.AsPathConfed, false, Full);
        yield return DefaultRow.Of(InstanceSettings.MultipathAsPathRelax, true, Assumed);
        yield return DefaultRow.Of(InstanceSettings.EbgpConnectedCheck, true, Assumed);
        yield return DefaultRow.Of(InstanceSettings.SelectDeferTime, 120u, Full);
        yield return DefaultRow.Of(InstanceSettings.StaleTime, 360u, Full);
        yield return DefaultRow.Of(InstanceSettings.InstallInFib, true, Documentation);

        yield return DefaultRow.Of(FamilySettings.Active, true, Full, c => c.Family is { } f && (!f.IsUnicast() || c.Effective(InstanceSettings.DefaultFamilies) is FamilySet s && s.Contains(f)));
        yield return DefaultRow.Of(FamilySettings.Active, false, Full);
        yield return DefaultRow.Of(FamilySettings.DefaultImport, Verdict.Accept, "community.fortinet.com 399749");
        yield return DefaultRow.Of(FamilySettings.DefaultExport, Verdict.Accept, "community.fortinet.com 399749");
        yield return DefaultRow.Of(FamilySettings.NextHopSelf, NextHopSelf.Off, Full);
        yield return DefaultRow.Of(FamilySettings.SendStandardCommunities, true, Full);
        yield return DefaultRow.Of(FamilySettings.SendExtendedCommunities, true, Full);
        yield return DefaultRow.Of(FamilySettings.MedUnchanged, false, Full);
        yield return DefaultRow.Of(FamilySettings.NextHopUnchanged, false, Full);
        yield return DefaultRow.Of(FamilySettings.AsPathUnchanged, false, Full);
        yield return DefaultRow.Of(FamilySettings.AsOverride, false, Full);
        yield return DefaultRow.None(FamilySettings.RemovePrivateAs, Full);
        yield return DefaultRow.None(FamilySettings.AllowOwnAs, Full);
        yield return DefaultRow.Of(FamilySettings.RouteReflectorClient, false, Full);
        yield return DefaultRow.Of(FamilySettings.RouteServerClient, false, Full);
        yield return DefaultRow.Of(FamilySettings.KeepReceived, false, Full);
        yield return DefaultRow.None(FamilySettings.PrefixLimit, Full);
        yield return DefaultRow.None(FamilySettings.ReceivedPrefixLimit, Documentation);
        yield return DefaultRow.None(FamilySettings.SentPrefixLimit, Documentation);
        yield return DefaultRow.Of(FamilySettings.AddPathReceive, false, Full);
        yield return DefaultRow.Of(FamilySettings.AddPathSend, new AddPathSend(AddPathSelection.None), Full);
        yield return DefaultRow.Of(FamilySettings.ExtendedNextHop, false, Documentation);
        yield return DefaultRow.Of(FamilySettings.FamilyGracefulRestart, false, Full);
        yield return DefaultRow.None(FamilySettings.DefaultOriginate, Full);
        yield return DefaultRow.Of(FamilySettings.AllowLocalPreference, false, Assumed);

        yield return DefaultRow.Of(TableSettings.MaximumPathsEbgp, 1u, Full, IsUnicast);
        yield return DefaultRow.Of(TableSettings.MaximumPathsIbgp, 1u, Full, IsUnicast);
        yield return DefaultRow.Of(TableSettings.DistanceExternal, 20u, Full, IsUnicast);
        yield return DefaultRow.Of(TableSettings.DistanceInternal, 200u, Full, IsUnicast);
        yield return DefaultRow.Of(TableSettings.DistanceLocal, 200u, Full, IsUnicast);
        yield return DefaultRow.None(TableSettings.Dampening, Full);
    }

    private static bool IsUnicast(DefaultContext context) => context.Family?.IsUnicast() != false;
}
