using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.BgpConfigMap;

/// <summary>What the speaker does when nothing is said. Source: MetalLB 0.9 to 0.12, <c>internal/config</c> and <c>internal/bgp</c>.</summary>
internal static class BgpConfigMapDefaults
{
    private const string Source = "MetalLB internal/config";

    // The TTL of the kernel is not restricted, so multihop works without a switch; one family only.
    private static readonly DefaultsTable OfNative = new(Rows(64, f => f == AfiSafi.Ipv4Unicast));

    private static readonly DefaultsTable OfFrr = new(Rows(1, f => f.IsUnicast()));

    /// <summary>The first release whose speaker may be FRR: as a release it stands for that speaker, the ones before for MetalLB's own, which Cilium took over.</summary>
    public static FormatVersion FirstFrr { get; } = new(0, 12);

    /// <summary>The platform of a release.</summary>
    public static Platform For(FormatVersion version) => new("bgp-configmap", version, "", ExportScope.BgpTable, version >= FirstFrr ? OfFrr : OfNative)
    {
        Kind = PlatformKind.Cluster,
        Speaker = "MetalLB",
        AnnouncesPools = true,
        UnsaidLocalPreference = version >= FirstFrr ? 100u : 0u,
        WhenEntered = ["the BGP ConfigMap is gone in MetalLB 0.13 and Cilium 1.16"],
        WhenLeft =
        [
            "the speaker that the ConfigMap configures and the one that takes its place exclude each other: the sessions reset when the one takes over",
            .. version >= FirstFrr ? (string[])[] : ["routes of MetalLB's own speaker, which was Cilium's too, have ORIGIN INCOMPLETE, those of newer speakers IGP: look for policies of the routers that match it"],
        ],
    };

    private static IEnumerable<DefaultRow> Rows(uint ttl, Func<AfiSafi, bool> isActive) =>
    [
        DefaultRow.Of(PeerSettings.HoldTime, 90u, Source),
        DefaultRow.Computed<uint>(PeerSettings.Keepalive, c => c.Effective(PeerSettings.HoldTime) is uint hold ? hold / 3 : 30u, Source),
        DefaultRow.Of(PeerSettings.RemotePort, 179u, Source),
        DefaultRow.Of(PeerSettings.Passive, false, Source, c => c.Endpoint is not PeerEndpoint.Range),
        DefaultRow.Of(PeerSettings.MultihopTtl, ttl, Source, c => c.IsExternal),
        DefaultRow.Of(PeerSettings.GracefulRestart, GracefulRestartMode.Helper, Source, _ => ttl == 1),
        DefaultRow.Of(PeerSettings.Bfd, false, Source),
        DefaultRow.Of(InstanceSettings.DefaultFamilies, new FamilySet([AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast]), Source),
        DefaultRow.Of(FamilySettings.Active, true, Source, c => c.Family is { } f && isActive(f)),
        DefaultRow.Of(FamilySettings.Active, false, Source),
        DefaultRow.Of(FamilySettings.DefaultImport, Verdict.Reject, Source),
        DefaultRow.Of(FamilySettings.DefaultExport, Verdict.Accept, Source),
        DefaultRow.Of(FamilySettings.SendStandardCommunities, true, Source),
    ];
}
