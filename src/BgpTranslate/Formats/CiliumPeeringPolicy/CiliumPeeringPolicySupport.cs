using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using static BgpTranslate.Formats.Kubernetes.ClusterSupport;

namespace BgpTranslate.Formats.CiliumPeeringPolicy;

/// <summary>What a CiliumBGPPeeringPolicy cannot say.</summary>
internal static class CiliumPeeringPolicySupport
{
    /// <summary>The first release with timers, port, multihop and graceful restart.</summary>
    internal static readonly FormatVersion FirstTimers = new(1, 14);

    /// <summary>The first release with families, passwords, attributes and pod IP pools.</summary>
    internal static readonly FormatVersion FirstAttributes = new(1, 15);

    /// <summary>The first release with well-known communities and other addresses of services.</summary>
    internal static readonly FormatVersion FirstServiceAddresses = new(1, 16);

    /// <summary>The table of a release.</summary>
    public static SupportTable For(FormatVersion version)
    {
        var rows = new List<Support>(Always);
        Before(FirstTimers, PeerSettings.RemotePort, PeerSettings.MultihopTtl, PeerSettings.ConnectRetry, PeerSettings.HoldTime, PeerSettings.Keepalive, PeerSettings.GracefulRestart, PeerSettings.RestartTime);
        Before(FirstAttributes, PeerSettings.PasswordReference, ClusterSettings.Communities, ClusterSettings.LargeCommunities, ClusterSettings.LocalPreference);
        Before(FirstServiceAddresses, ClusterSettings.WellKnownCommunities, ClusterSettings.ServiceAddresses);
        return ClusterSupport.For("Cilium", rows);

        void Before(FormatVersion first, params Setting[] settings)
        {
            if (version < first) rows.AddRange(settings.Select(s => Never(s, $"it can be said from Cilium {first} on")));
        }
    }

    private static Support[] Always { get; } =
    [
        Never(PeerSettings.Bfd, "Cilium has no BFD: remove it at the other side, or the session never comes up"),
        Never("peer.bfd.*", "Cilium has no BFD"),
        Never("bfd.*", "Cilium has no BFD"),
        Never(BfdProfiles.Kind, "Cilium has no BFD"),
        Never(PeerSettings.TtlSecurityHops, "Cilium has no TTL security; eBGPMultihopTTL 255 satisfies the other side"),
        Never(PeerSettings.TcpAo, "Cilium has TCP MD5 only"),
        Never(PeerSettings.DisableConnectedCheck, "Cilium has no check for connected peers; eBGPMultihopTTL sets the TTL"),
        Never(PeerSettings.Vrf, "Cilium has no VRFs"),
        Never("peer.interface-v6only", "Cilium has no unnumbered peers"),
        Never(PeerSettings.RouterId, "the router id belongs to a node: an annotation of the Node holds it"),
        Never(PeerSettings.LocalAddress, "the source address cannot be set"),
        Never(PeerSettings.LocalPort, "the local port of a session cannot be set"),
        Never(PeerSettings.ListenPort, "the port that is listened on belongs to a node: an annotation of the Node holds it"),
        Never(PeerSettings.LocalInterface, "the source of a session cannot be set"),
        Never(PeerSettings.AutoDiscovery, "the policy names its peers by address"),
        Never(PeerSettings.Password, "a Secret holds the password; it is written with --set emit-secrets=yes only"),
        Never("vrf.*", "Cilium has no VRFs"),
        Never(ClusterSettings.AggregationLengthIpv4, "service routes are not aggregated"),
        Never(ClusterSettings.AggregationLengthIpv6, "service routes are not aggregated"),
        Never(ClusterSettings.Interface, "interface addresses are not announced"),
        Never(ClusterSettings.Services, "a virtual router has one selector of services"),
        .. LoadBalancerPools.Support,
    ];
}
