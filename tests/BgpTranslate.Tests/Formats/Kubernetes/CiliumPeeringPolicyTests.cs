using BgpTranslate.Model;
using Xunit;

namespace BgpTranslate.Tests.Formats.Kubernetes;

/// <summary>Cilium's first BGP resource.</summary>
public class CiliumPeeringPolicyTests
{
    private const string Policy = """
        apiVersion: cilium.io/v2alpha1
        kind: CiliumBGPPeeringPolicy
        metadata:
          name: rack0
        spec:
          nodeSelector:
            matchLabels:
              rack: rack0
          virtualRouters:
            - localASN: 64512
              exportPodCIDR: true
              neighbors:
                - peerAddress: 192.0.2.1/24
                  peerASN: 64513
        """;

    [Fact]
    public void Both_families_are_written_out_for_their_advertisements()
    {
        var conversion = ClusterConversion.Of(Policy, "cilium-crd@1.18");
        Assert.Empty(conversion.Defects);
        Assert.Contains("afi: ipv4", conversion.Output);
        Assert.Contains("afi: ipv6", conversion.Output);
        Assert.Equal(2, conversion.Output.Split("advertise: rack0\n").Length - 2);
        Assert.Contains("advertisementType: PodCIDR", conversion.Output);
    }

    [Fact]
    public void The_length_behind_the_address_is_not_used_and_said()
    {
        var conversion = ClusterConversion.Of(Policy, "cilium-crd@1.18");
        Assert.Contains("13:11 '192.0.2.1/24' should be the address alone, /32: the length is not used", conversion.Messages);
        Assert.Contains("peerAddress: 192.0.2.1\n", conversion.Output);
    }

    [Fact]
    public void Annotations_of_Nodes_become_overrides()
    {
        const string node = "\n---\napiVersion: v1\nkind: Node\nmetadata:\n  name: worker1\n  annotations:\n    cilium.io/bgp-virtual-router.64512: \"router-id=203.0.113.11,local-port=179\"\n";
        var conversion = ClusterConversion.Of(Policy + node, "cilium-crd@1.18");
        Assert.Contains("kind: CiliumBGPNodeConfigOverride\nmetadata:\n  name: worker1\nspec:\n  bgpInstances:\n    - name: instance-64512\n      routerID: 203.0.113.11\n      localPort: 179\n", conversion.Output);
        Assert.Empty(conversion.Defects);
        Assert.Contains("cilium.io/bgp-virtual-router.64512: router-id=203.0.113.11,local-port=179", ClusterConversion.Of(Policy + node, "cilium-peeringpolicy").Output);
    }

    [Fact]
    public void An_empty_service_selector_announces_nothing_as_documented()
    {
        var conversion = ClusterConversion.Of(Policy.Replace("exportPodCIDR: true", "exportPodCIDR: true\n      serviceSelector: {}", StringComparison.Ordinal), "cilium-crd@1.18");
        Assert.DoesNotContain("advertisementType: Service", conversion.Output);
        Assert.Contains(conversion.Messages, m => m.Contains("'serviceSelector' selects no service or all is not certain", StringComparison.Ordinal));
    }

    [Fact]
    public void Variables_pass_through()
    {
        var conversion = ClusterConversion.Of(Policy.Replace("192.0.2.1/24", "${TOR}", StringComparison.Ordinal), "cilium-crd@1.18");
        Assert.Contains("peerAddress: ${TOR}\n", conversion.Output);
        Assert.Contains("13:11 '${TOR}' is taken for the address alone: what it holds must lose its prefix length", conversion.Messages);
        Assert.Equal(Disposition.Translated, conversion.FateOf(13));
    }

    [Fact]
    public void A_variable_stands_for_the_address_alone()
    {
        var policy = Policy.Replace("192.0.2.1/24", "${TOR}/32", StringComparison.Ordinal);
        Assert.Contains("peerAddress: ${TOR}\n", ClusterConversion.Of(policy, "cilium-crd@1.18").Output);
        Assert.Contains("peerAddress: ${TOR}/32\n", ClusterConversion.Of(policy, "cilium-peeringpolicy").Output);
    }

    [Fact]
    public void A_file_in_which_a_marker_was_forgotten_is_two_objects()
    {
        var conversion = ClusterConversion.Of(Policy + "\n" + Policy.Replace("rack0", "rack1", StringComparison.Ordinal), "cilium-crd@1.18");
        Assert.Contains(conversion.Messages, m => m.Contains("a second object begins without '---' before it", StringComparison.Ordinal));
        Assert.Equal(2, conversion.Output.Split("kind: CiliumBGPClusterConfig").Length - 1);
    }
}
