using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using static BgpTranslate.Formats.Kubernetes.ClusterSupport;

namespace BgpTranslate.Formats.CiliumCrd;

/// <summary>What Cilium's speaker cannot do: it originates routes, accepts none and forwards none (cilium-crd.md §2, §3, §9).</summary>
internal static class CiliumCrdSupport
{
    /// <summary>The table of a release.</summary>
    public static SupportTable For(FormatVersion version)
    {
        var rows = new List<Support>(Always);
        if (version < new FormatVersion(1, 18))
        {
            rows.Add(Never(PeerSettings.ListenPort, "Cilium listens from release 1.18 on"));
            rows.Add(Never(PeerSettings.AutoDiscovery, "peers are discovered from Cilium 1.18 on"));
            rows.Add(Never(ClusterSettings.AggregationLengthIpv4, "service routes are aggregated from Cilium 1.18 on"));
            rows.Add(Never(ClusterSettings.AggregationLengthIpv6, "service routes are aggregated from Cilium 1.18 on"));
        }
        else
        {
            rows.Add(Never(PeerSettings.LocalPort, "the local port of a session cannot be set in cilium.io/v2"));
        }

        if (version < new FormatVersion(1, 19))
        {
            rows.Add(Never(PeerSettings.LocalInterface, "the source interface of a session can be set from Cilium 1.19 on"));
            rows.Add(Never(ClusterSettings.Interface, "interface addresses are announced from Cilium 1.19 on"));
        }

        return ClusterSupport.For("Cilium", rows);
    }

    private static Support[] Always { get; } =
    [
        Never(PeerSettings.Bfd, "Cilium has no BFD: remove it at the other side, or the session never comes up"),
        Never("peer.bfd.*", "Cilium has no BFD"),
        Never("bfd.*", "Cilium has no BFD"),
        Never("bfd-profile", "Cilium has no BFD"),
        Never(PeerSettings.TtlSecurityHops, "Cilium has no TTL security; ebgpMultihop 255 satisfies the other side"),
        Never(PeerSettings.TcpAo, "Cilium has TCP MD5 only"),
        Never(PeerSettings.DisableConnectedCheck, "Cilium has no check for connected peers; ebgpMultihop sets the TTL"),
        Never(PeerSettings.Vrf, "Cilium has no VRFs"),
        Never("peer.interface-v6only", "Cilium has no unnumbered peers"),
        Never(PeerSettings.RouterId, "the router id belongs to a node: a CiliumBGPNodeConfigOverride holds it"),
        Never(PeerSettings.LocalAddress, "the source address belongs to a node: a CiliumBGPNodeConfigOverride holds it"),
        Never(PeerSettings.Password, "a Secret holds the password; it is written with --set emit-secrets=yes only"),
        Never("vrf.*", "Cilium has no VRFs"),
        Never(ClusterSettings.NodeSelectors, "the nodes that announce are those of a CiliumBGPClusterConfig"),
        .. LoadBalancerPools.Support,
    ];
}
