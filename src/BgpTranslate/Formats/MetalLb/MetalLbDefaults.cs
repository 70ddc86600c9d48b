using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.MetalLb;

/// <summary>
/// What MetalLB's speaker does when nothing is said. It is FRR (<c>frr</c>, <c>frr-k8s</c>, the default since 0.16) or a speaker of its own (<c>native</c>); no resource says which.
/// Sources: MetalLB's FRR templates, <c>internal/bgp/native</c> and release notes (0.14.9: hold time and keepalive are left to FRR).
/// </summary>
internal static class MetalLbDefaults
{
    /// <summary>The profile of a speaker that is FRR.</summary>
    public const string Frr = "frr";

    /// <summary>The profile of MetalLB's own speaker.</summary>
    public const string Native = "native";

    private const string Source = "MetalLB";

    private static readonly DefaultsTable OfFrr = new([.. Timers(180, 60), .. Rows(1, dual: true)]);

    private static readonly DefaultsTable OfOldFrr = new([.. Timers(90, 30), .. Rows(1, dual: true)]);

    // The kernel's TTL of 64 is not restricted, so multihop works without a switch.
    private static readonly DefaultsTable OfNative = new([.. Timers(90, 30), .. Rows(64, dual: false)]);

    /// <summary>The platform of a release.</summary>
    public static Platform For(FormatVersion version, string profile) => new(
        "metallb-crd", version, profile, ExportScope.BgpTable, profile == Native ? OfNative : version >= new FormatVersion(0, 15) ? OfFrr : OfOldFrr)
    { Kind = PlatformKind.Cluster, Speaker = "MetalLB", AnnouncesPools = true, UnsaidLocalPreference = profile == Native ? 0u : 100u, WhenLeft = ["MetalLB and another speaker must not announce the same services at once: remove MetalLB's BGPAdvertisements when the new sessions are up"] };

    private static IEnumerable<DefaultRow> Timers(uint hold, uint keepalive) =>
    [
        DefaultRow.Of(PeerSettings.HoldTime, hold, Source),
        DefaultRow.Computed<uint>(PeerSettings.Keepalive, c => c.Effective(PeerSettings.HoldTime) is uint h && h != hold ? h / 3 : keepalive, Source),
    ];

    private static IEnumerable<DefaultRow> Rows(uint ttl, bool dual) =>
    [
        DefaultRow.Of(PeerSettings.ConnectRetry, 120u, Source),
        DefaultRow.Of(PeerSettings.RemotePort, 179u, Source),
        DefaultRow.Of(PeerSettings.Passive, false, Source, c => c.Endpoint is not PeerEndpoint.Range),
        DefaultRow.Of(PeerSettings.MultihopTtl, ttl, Source, c => c.IsExternal),
        DefaultRow.Of(PeerSettings.GracefulRestart, GracefulRestartMode.Helper, Source),
        DefaultRow.Of(PeerSettings.Bfd, false, Source),
        DefaultRow.Of(PeerSettings.DefaultLocalPreference, 100u, Source, c => c.IsInternal),
        DefaultRow.Of(InstanceSettings.DefaultFamilies, new FamilySet([AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast]), Source),
        DefaultRow.Of(FamilySettings.Active, true, Source, c => c.Family is { } f && f.IsUnicast() && (c.Endpoint is PeerEndpoint.Address a ? f.Afi() == a.Ip.Afi && (dual || f == AfiSafi.Ipv4Unicast) : c.Endpoint is PeerEndpoint.Interface || f == AfiSafi.Ipv4Unicast)),
        DefaultRow.Of(FamilySettings.Active, false, Source),
        DefaultRow.Of(FamilySettings.DefaultImport, Verdict.Reject, Source),
        DefaultRow.Of(FamilySettings.DefaultExport, Verdict.Accept, Source),
        DefaultRow.Of(FamilySettings.SendStandardCommunities, true, Source),
        DefaultRow.Of(FamilySettings.SendLargeCommunities, true, Source),
    ];
}
