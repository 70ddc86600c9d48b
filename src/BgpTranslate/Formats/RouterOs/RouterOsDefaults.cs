using System.Collections.Concurrent;
using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.RouterOs;

/// <summary>
/// What RouterOS does when nothing is said, from MikroTik's manual (the BGP page of May 2025 for release 7, the wiki for 6). What no manual says is left out.
/// </summary>
internal static class RouterOsDefaults
{
    private const string Source = "MikroTik documentation";
    private static readonly ConcurrentDictionary<FormatVersion, Platform> Known = new();

    /// <summary>The platform of a release.</summary>
    public static Platform For(FormatVersion release) =>
        Known.GetOrAdd(release, static r => new Platform("routeros", r, "", ExportScope.BgpTable, new DefaultsTable(Rows(r))) { AsksForSource = true });

    private static IEnumerable<DefaultRow> Rows(FormatVersion release)
    {
        var isSix = release.Major < 7;
        yield return DefaultRow.Of(PeerSettings.HoldTime, 180u, Source);
        yield return DefaultRow.Computed<uint>(PeerSettings.Keepalive, c => c.Effective(PeerSettings.HoldTime) is uint hold ? hold / 3 : 60u, Source);
        yield return DefaultRow.Of(PeerSettings.DefaultLocalPreference, 100u, Source);
        yield return DefaultRow.Of(PeerSettings.DefaultMed, 0u, Source);
        yield return DefaultRow.Of(PeerSettings.RemotePort, 179u, Source);
        yield return DefaultRow.Of(PeerSettings.ListenPort, 179u, Source);
        yield return DefaultRow.Of(PeerSettings.Passive, true, Source, c => c.Endpoint is PeerEndpoint.Range);
        yield return DefaultRow.Of(PeerSettings.Passive, false, Source);
        yield return DefaultRow.Of(PeerSettings.ConnectOnly, false, Source);
        yield return DefaultRow.Of(PeerSettings.MultihopTtl, 1u, Source, c => c.IsExternal);
        yield return DefaultRow.Of(PeerSettings.MultihopTtl, 255u, Source, c => c.IsInternal);
        yield return DefaultRow.None(PeerSettings.TtlSecurityHops, Source);
        yield return DefaultRow.Of(PeerSettings.Bfd, false, Source);
        yield return DefaultRow.Of(PeerSettings.Shutdown, false, Source);
        yield return DefaultRow.Of(PeerSettings.RouteRefresh, true, Source);
        yield return DefaultRow.Of(PeerSettings.FourOctetAs, true, Source);
        yield return DefaultRow.Of(PeerSettings.InterpretCommunities, true, Source);
        yield return DefaultRow.Of(PeerSettings.AsPathIgnore, false, Source);
        yield return DefaultRow.Of(PeerSettings.CompareRouterId, true, Source);
        yield return DefaultRow.Of(PeerSettings.IgpMetric, true, Source);
        yield return DefaultRow.Computed<IpAddress>(PeerSettings.ClusterId, c => c.Effective(PeerSettings.RouterId), Source);

        yield return DefaultRow.Of(InstanceSettings.EbgpRequiresPolicy, false, Source);
        yield return DefaultRow.Of(InstanceSettings.NetworkImportCheck, true, Source);
        yield return DefaultRow.Of(InstanceSettings.DefaultFamilies, new FamilySet([AfiSafi.Ipv4Unicast]), Source);
        yield return DefaultRow.Of(InstanceSettings.ClientToClientReflection, true, Source);
        yield return DefaultRow.Of(InstanceSettings.AllowOutboundPolicy, true, Source);
        yield return DefaultRow.Of(InstanceSettings.InstallInFib, true, Source);

        yield return DefaultRow.Of(FamilySettings.Active, true, Source, c => c.Family is { } f && c.Effective(InstanceSettings.DefaultFamilies) is FamilySet s && s.Contains(f));
        yield return DefaultRow.Of(FamilySettings.Active, false, Source);
        yield return DefaultRow.Of(FamilySettings.DefaultImport, Verdict.Accept, Source);
        yield return DefaultRow.Of(FamilySettings.DefaultExport, Verdict.Accept, Source);
        yield return DefaultRow.Of(FamilySettings.NextHopSelf, NextHopSelf.Off, Source);
        yield return DefaultRow.Of(FamilySettings.NextHopUnchanged, false, Source);
        yield return DefaultRow.Of(FamilySettings.AsPathUnchanged, false, Source);
        yield return DefaultRow.Of(FamilySettings.SendStandardCommunities, true, Source);
        yield return DefaultRow.Of(FamilySettings.SendExtendedCommunities, true, Source);
        if (!isSix) yield return DefaultRow.Of(FamilySettings.SendLargeCommunities, true, Source);
        yield return DefaultRow.Of(FamilySettings.AsOverride, false, Source);
        yield return DefaultRow.None(FamilySettings.RemovePrivateAs, Source);
        yield return DefaultRow.None(FamilySettings.AllowOwnAs, Source);
        yield return DefaultRow.Of(FamilySettings.RouteReflectorClient, false, Source);
        yield return DefaultRow.None(FamilySettings.PrefixLimit, Source);
        yield return DefaultRow.None(FamilySettings.ReceivedPrefixLimit, Source);
        yield return DefaultRow.None(FamilySettings.SentPrefixLimit, Source);
        yield return DefaultRow.Of(FamilySettings.AddPathReceive, false, Source);
        yield return DefaultRow.Of(FamilySettings.AddPathSend, new AddPathSend(AddPathSelection.None), Source);
        yield return DefaultRow.None(FamilySettings.DefaultOriginate, Source);

        yield return DefaultRow.Of(TableSettings.MaximumPathsEbgp, 1u, Source);
        yield return DefaultRow.Of(TableSettings.MaximumPathsIbgp, 1u, Source);
        yield return DefaultRow.Of(TableSettings.DistanceExternal, 20u, Source);
        yield return DefaultRow.Of(TableSettings.DistanceInternal, 200u, Source);
    }
}
