using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using Xunit;

namespace BgpTranslate.Tests.Formats.Kubernetes;

/// <summary>The ConfigMap of MetalLB and Cilium.</summary>
public class BgpConfigMapTests
{
    private const string Inner = """
        peers:
        - peer-address: 192.0.2.1
          peer-asn: 64513
          my-asn: 64512
        address-pools:
        - name: default
          protocol: bgp
          addresses:
          - 198.51.100.0/24
        """;

    private static string InConfigMap(string inner, string key = "config", string name = "config") =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\ndata:\n  {key}: |\n    {inner.Replace("\n", "\n    ", StringComparison.Ordinal)}\n";

    [Fact]
    public void The_document_alone_means_what_it_means_in_its_ConfigMap() =>
        Assert.Equal(ClusterConversion.Of(Inner, "frr").Output, ClusterConversion.Of(InConfigMap(Inner), "frr").Output);

    [Fact]
    public void Lines_are_those_of_the_file()
    {
        var conversion = ClusterConversion.Of(InConfigMap(Inner.Replace("peer-asn: 64513", "peer-asn: 64513\n  hold-time: 90", StringComparison.Ordinal)), "cilium-crd@1.18");
        Assert.Contains("10:7 refused by the source platform: 'hold-time' must be a text: put \"90\" in quotes", conversion.Messages);
        Assert.Contains("10:7 refused by the source platform: '90' is no time: write it with a unit, as 90s", conversion.Messages);
        Assert.Equal(Disposition.Translated, conversion.FateOf(8));
    }

    [Theory]
    [InlineData("\"peers:\\n- peer-address: 192.0.2.1\\n  peer-asn: 64513\\n  my-asn: 64512\\n  hold-time: 90\\n\"", 6, 85)]
    [InlineData("\"peers:\\n\\\n    - peer-address: 192.0.2.1\\n\\\n    \\  peer-asn: 64513\\n\\\n    \\  my-asn: 64512\\n\\\n    \\  hold-time: 90\\n\"", 10, 8)]
    [InlineData("'peers:\n\n    - peer-address: 192.0.2.1 # it''s us\n\n    - {peer-address: 192.0.2.3, peer-asn: 64513, my-asn: 64512, hold-time: 90}'", 10, 65)]
    [InlineData(">\n    peers:\n\n    - peer-address: 192.0.2.1\n      peer-asn: 64513\n      my-asn: 64512\n      hold-time: 90\n", 12, 7)]
    [InlineData(">-\n    {peers: [{peer-address: 192.0.2.1,\n    peer-asn: 64513, my-asn: 64512,\n    hold-time: 90}]}\n", 9, 5)]
    public void A_document_in_quotes_or_folded_is_read_where_it_stands(string scalar, int line, int column)
    {
        var conversion = ClusterConversion.Of($"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\ndata:\n  config: {scalar}\n", "cilium-crd@1.18");
        Assert.Contains($"{line}:{column} refused by the source platform: 'hold-time' must be a text: put \"90\" in quotes", conversion.Messages);
        Assert.DoesNotContain(conversion.Messages, m => m.Contains("not recognized", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_unknown_is_not_recognized_and_costs_nothing_else()
    {
        var conversion = ClusterConversion.Of(InConfigMap("frobnicate: yes\n" + Inner), "cilium-crd@1.18");
        Assert.Equal(Disposition.Unrecognized, conversion.FateOf(7));
        Assert.Contains("peerAddress: 192.0.2.1", conversion.Output);
        Assert.Empty(conversion.Defects);
    }

    [Fact]
    public void A_nested_mapping_instead_of_a_text_is_said_and_read()
    {
        var conversion = ClusterConversion.Of(InConfigMap(Inner).Replace("config: |", "config:", StringComparison.Ordinal), "cilium-crd@1.18");
        Assert.Contains("6:3 refused by the source platform: 'config' must be a text: a '|' is missing behind it", conversion.Messages);
        Assert.Contains("peerAddress: 192.0.2.1", conversion.Output);
    }

    [Fact]
    public void The_kernels_ttl_of_MetalLBs_own_speaker_is_written_for_eBGP()
    {
        // MetalLB's own speaker never limits the TTL: 64 is what Linux sends. FRR, which has ebgp-multihop, sends 1.
        Assert.Contains("ebgpMultihop: 64", ClusterConversion.Of(Inner, "cilium-crd@1.18").Output);
        Assert.Contains("ebgpMultihop: 255", ClusterConversion.Of(Inner.Replace("my-asn: 64512", "my-asn: 64512\n  ebgp-multihop: true", StringComparison.Ordinal), "cilium-crd@1.18").Output);
    }

    [Fact]
    public void MetalLBs_own_speaker_sends_local_preference_0_to_iBGP_peers()
    {
        var internalPeer = Inner.Replace("peer-asn: 64513", "peer-asn: 64512", StringComparison.Ordinal);
        Assert.Contains("localPreference: 0", ClusterConversion.Of(internalPeer, "cilium-crd@1.18").Output);
        Assert.DoesNotContain("localPreference", ClusterConversion.Of(Inner, "cilium-crd@1.18").Output);
        Assert.Contains("set local-preference 0", ClusterConversion.Of(internalPeer, "frr").Output);
    }

    [Fact]
    public void Helm_values_beside_it_say_that_Pod_CIDRs_are_announced()
    {
        const string values = "---\nbgp:\n  enabled: true\n  announce:\n    loadbalancerIP: true\n    podCIDR: true\nipam:\n  mode: cluster-pool\n";
        var conversion = ClusterConversion.Of(InConfigMap(Inner, "config.yaml", "bgp-config") + values, "cilium-crd@1.18");
        Assert.Contains("advertisementType: PodCIDR", conversion.Output);
        Assert.Contains("advertisementType: Service", conversion.Output);
        Assert.Empty(conversion.Defects);
        var off = ClusterConversion.Of(InConfigMap(Inner, "config.yaml", "bgp-config") + values.Replace("loadbalancerIP: true", "loadbalancerIP: false", StringComparison.Ordinal), "cilium-crd@1.18");
        Assert.DoesNotContain("advertisementType: Service", off.Output);
    }

    [Fact]
    public void Peers_of_all_nodes_and_of_some_become_sets_of_nodes_that_do_not_overlap()
    {
        var selected = Inner.Replace("address-pools:", "- peer-address: 192.0.2.2\n  peer-asn: 64514\n  my-asn: 64512\n  node-selectors:\n  - match-labels:\n      rack: a\naddress-pools:", StringComparison.Ordinal);
        var output = ClusterConversion.Of(selected, "cilium-crd@1.18").Output;
        Assert.Equal(2, output.Split("kind: CiliumBGPClusterConfig").Length - 1);
        Assert.Contains("operator: NotIn", output);

        // The nodes of rack a have both peers.
        Assert.Equal(2, output.Split("peerAddress: 192.0.2.1\n").Length - 1);
        Assert.Equal(1, output.Split("peerAddress: 192.0.2.2\n").Length - 1);
    }

    [Fact]
    public void Pools_that_overlap_are_refused_as_the_speaker_refuses_them()
    {
        var conversion = ClusterConversion.Of(Inner + "\n- name: again\n  protocol: bgp\n  addresses:\n  - 198.51.100.128/25\n", "cilium-crd@1.18");
        Assert.Contains("10:3 refused by the source platform: the pool 'again' overlaps the pool 'default'", conversion.Messages);
        Assert.Equal(1, conversion.Output.Split("kind: CiliumLoadBalancerIPPool").Length - 1);
    }

    [Theory]
    [InlineData("90s", 90u)]
    [InlineData("1m30s", 90u)]
    [InlineData("1.5h", 5400u)]
    [InlineData("0", 0u)]
    [InlineData("1500ms", 1u)]
    [InlineData("90", null)]
    [InlineData("", null)]
    [InlineData("ten", null)]
    public void Times_are_those_of_Go(string text, uint? seconds) => Assert.Equal(seconds, GoDuration.Seconds(text));
}
