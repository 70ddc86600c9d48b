using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using static BgpTranslate.Formats.Kubernetes.ClusterSupport;

namespace BgpTranslate.Formats.BgpConfigMap;

/// <summary>What the ConfigMap cannot say.</summary>
internal static class BgpConfigMapSupport
{
    /// <summary>The table of a release.</summary>
    public static SupportTable For(FormatVersion version)
    {
        var rows = new List<Support>(Always);
        if (version < new FormatVersion(0, 11)) rows.Add(Never(PeerSettings.LocalAddress, "the source address can be set from 0.11 on, in MetalLB"));
        if (version >= BgpConfigMapDefaults.FirstFrr) return ClusterSupport.For("MetalLB", rows);
        rows.Add(new Support(PeerSettings.MultihopTtl.Key, SupportLevel.Approximate, "the TTL cannot be set: that of the kernel, 64, is sent"));
        rows.Add(Never(PeerSettings.Keepalive, "the keepalive time is a third of the hold time until 0.12"));
        rows.Add(Never(PeerSettings.Bfd, "BFD is there from 0.12 on, with FRR"));
        rows.Add(Never("peer.bfd.*", "BFD is there from 0.12 on, with FRR"));
        rows.Add(Never(BfdProfiles.Kind, "BFD is there from 0.12 on, with FRR"));
        rows.Add(Never("bfd.*", "BFD is there from 0.12 on, with FRR"));
        rows.Add(Never(ClusterSettings.AggregationLengthIpv6, "only IPv4 addresses are aggregated until 0.12"));
        return ClusterSupport.For("MetalLB", rows);
    }

    private static Support[] Always { get; } =
    [
        Never(PeerSettings.BfdTimers, "BFD parameters stand in a profile"),
        Never(PeerSettings.BfdCheckControlPlane, "a BFD profile has no such key"),
        Never(PeerSettings.BfdStrict, "a BFD profile has no such key"),
        Never(PeerSettings.TtlSecurityHops, "there is no TTL security"),
        Never(PeerSettings.TcpAo, "there is TCP MD5 only"),
        Never(PeerSettings.DisableConnectedCheck, "there is no such key"),
        Never(PeerSettings.Vrf, "there are no VRFs"),
        Never("vrf.*", "there are no VRFs"),
        Never(PeerSettings.ConnectRetry, "the time between attempts cannot be set"),
        Never(PeerSettings.GracefulRestart, "there is no graceful restart"),
        Never(PeerSettings.RestartTime, "there is no graceful restart"),
        Never(PeerSettings.ListenPort, "the speaker does not listen"),
        Never(PeerSettings.LocalPort, "the local port of a session cannot be set"),
        Never(PeerSettings.LocalInterface, "the source of a session is an address"),
        Never(PeerSettings.AutoDiscovery, "the speaker does not look for its peers"),
        Never("peer.interface-v6only", "there are no unnumbered peers"),
        Never(ClusterSettings.LargeCommunities, "there are standard communities only"),
        Never(ClusterSettings.NodeSelectors, "all nodes announce"),
        Never(ClusterSettings.Services, "all services of a pool are announced"),
        Never(ClusterSettings.Selector, "all services of a pool are announced"),
        Never(ClusterSettings.Interface, "addresses of services are announced only"),
        Never(ClusterSettings.PoolSelectors, "an advertisement belongs to its pool"),
        Never(ClusterSettings.Disabled, "a pool cannot be disabled"),
        Never(ClusterSettings.Priority, "pools have no order"),
        Never(ClusterSettings.Namespaces, "a pool is for all services"),
        Never(ClusterSettings.NamespaceSelectors, "a pool is for all services"),
        Never(ClusterSettings.ServiceSelector, "a pool is for all services"),
        Never(ClusterSettings.ServiceSelectors, "a pool is for all services"),
    ];
}
