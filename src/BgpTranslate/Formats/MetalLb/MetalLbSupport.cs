using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using static BgpTranslate.Formats.Kubernetes.ClusterSupport;

namespace BgpTranslate.Formats.MetalLb;

/// <summary>What MetalLB's resources cannot say.</summary>
internal static class MetalLbSupport
{
    /// <summary>The table of a release.</summary>
    public static SupportTable For(FormatVersion version)
    {
        var rows = new List<Support>(Always);
        if (version < new FormatVersion(0, 15)) rows.Add(Never("peer.interface-v6only", "MetalLB has unnumbered peers since 0.15"));
        return ClusterSupport.For("MetalLB", rows);
    }

    private static Support[] Always { get; } =
    [
        Never(PeerSettings.BfdTimers, "BFD parameters stand in a profile"),
        Never(PeerSettings.BfdCheckControlPlane, "a BFD profile has no such field"),
        Never(PeerSettings.BfdStrict, "a BFD profile has no such field"),
        Never(PeerSettings.TtlSecurityHops, "MetalLB has no TTL security"),
        Never(PeerSettings.TcpAo, "MetalLB has TCP MD5 only"),
        Never(PeerSettings.DisableConnectedCheck, "MetalLB has no such field"),
        Never(PeerSettings.Vrf, "a peer's VRF is its instance's"),
        Never(PeerSettings.ListenPort, "the port that is listened on cannot be set"),
        Never(PeerSettings.LocalPort, "the local port of a session cannot be set"),
        Never(PeerSettings.LocalInterface, "the source of a session is an address"),
        Never(PeerSettings.AutoDiscovery, "MetalLB does not look for its peers"),
        Never(PeerSettings.RestartTime, "the restart time cannot be set"),
        Never(ClusterSettings.Interface, "MetalLB announces addresses of services only"),
        Never(ClusterSettings.Disabled, "a pool cannot be disabled"),
    ];
}
