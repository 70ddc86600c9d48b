using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>Routers as cluster resources, and back.</summary>
public class IntentTests
{
    private const string Node =
        """
        frr version 8.4
        hostname worker1
        ip route 10.244.1.0/24 blackhole
        ip prefix-list PODS seq 5 permit 10.244.0.0/16 le 24
        route-map TOR-OUT permit 10
         match ip address prefix-list PODS
         set community 64512:100 additive
        exit
        route-map NONE deny 10
        exit
        router bgp 64512
         bgp router-id 192.0.2.11
         neighbor 192.0.2.1 remote-as 64513
         neighbor 192.0.2.1 description tor
         neighbor 192.0.2.1 timers 3 9
         neighbor 192.0.2.1 password hunter2
         neighbor 192.0.2.1 update-source 192.0.2.11
         neighbor 192.0.2.1 ebgp-multihop 2
         address-family ipv4 unicast
          network 10.244.1.0/24
          neighbor 192.0.2.1 route-map TOR-OUT out
          neighbor 192.0.2.1 route-map NONE in
         exit-address-family
        exit

        """;

    private const string Gateway =
        """
        frr version 8.4
        router bgp 64513
         bgp router-id 198.51.100.1
         no bgp ebgp-requires-policy
         neighbor k8s peer-group
         neighbor k8s remote-as 64514
         neighbor k8s bfd
         neighbor 198.51.100.21 peer-group k8s
         neighbor 198.51.100.22 peer-group k8s
         neighbor 203.0.113.1 remote-as 64500
         address-family ipv4 unicast
          neighbor k8s next-hop-self
          neighbor k8s prefix-list LB in
         exit-address-family
        exit
        ip prefix-list LB seq 5 permit 192.0.2.0/24 le 32

        """;

    private const string Cluster =
        """
        apiVersion: cilium.io/v2
        kind: CiliumBGPClusterConfig
        metadata: {name: cilium-bgp}
        spec:
          bgpInstances:
            - name: instance-64512
              localASN: 64512
              peers:
                - {name: tor, peerASN: 64513, peerAddress: 192.0.2.1, peerConfigRef: {name: tor}}
        ---
        apiVersion: cilium.io/v2
        kind: CiliumBGPPeerConfig
        metadata: {name: tor}
        spec:
          families:
            - {afi: ipv4, safi: unicast, advertisements: {matchLabels: {advertise: bgp}}}
        ---
        apiVersion: cilium.io/v2
        kind: CiliumBGPAdvertisement
        metadata: {name: all, labels: {advertise: bgp}}
        spec:
          advertisements:
            - advertisementType: PodCIDR
              attributes: {communities: {standard: ["64512:100"]}}
            - advertisementType: Service
              service: {addresses: [LoadBalancerIP]}
              selector: {}
        ---
        apiVersion: cilium.io/v2
        kind: CiliumLoadBalancerIPPool
        metadata: {name: default}
        spec:
          blocks:
            - {start: 198.51.100.10, stop: 198.51.100.19}
        """;

    private static ConversionResult Convert(string text, string from, string to, params (string Key, string Value)[] options) =>
        Converter.Convert(new SourceFile("test", text), ConversionRequest.Of(FormatChoice.Parse(to, FormatRegistry.All, out _)!, FormatChoice.Parse(from, FormatRegistry.All, out _))
            with
        { Options = options.ToImmutableDictionary(o => o.Key, o => o.Value) });

    private static string Output(ConversionResult result) => result.Outputs.Single().Text.ToString();

    private static void HasNoDefect(ConversionResult result) => Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);

    [Fact]
    public void A_nodes_speaker_becomes_the_nodes_resources()
    {
        var result = Convert(Node, "frr", "cilium-crd");
        HasNoDefect(result);
        Assert.Contains(result.Diagnostics, d => d.Message.StartsWith("own: ", StringComparison.Ordinal));
        Assert.Equal(
            """
            ---
            apiVersion: cilium.io/v2
            kind: CiliumBGPClusterConfig
            metadata:
              name: worker1
            spec:
              nodeSelector:
                matchLabels:
                  kubernetes.io/hostname: worker1
              bgpInstances:
                - name: instance-64512
                  localASN: 64512
                  peers:
                    - name: tor
                      peerASN: 64513
                      peerAddress: 192.0.2.1
                      peerConfigRef:
                        name: tor
            ---
            apiVersion: cilium.io/v2
            kind: CiliumBGPPeerConfig
            metadata:
              name: tor
            spec:
              timers:
                holdTimeSeconds: 9
                keepAliveTimeSeconds: 3
              authSecretRef: bgp-tor
              ebgpMultihop: 2
              families:
                - afi: ipv4
                  safi: unicast
                  advertisements:
                    matchLabels:
                      advertise: bgp
            ---
            apiVersion: cilium.io/v2
            kind: CiliumBGPAdvertisement
            metadata:
              name: bgp
              labels:
                advertise: bgp
            spec:
              advertisements:
                - advertisementType: PodCIDR
                  attributes:
                    communities:
                      standard:
                        - "64512:100"
            ---
            apiVersion: cilium.io/v2
            kind: CiliumBGPNodeConfigOverride
            metadata:
              name: worker1
            spec:
              bgpInstances:
                - name: instance-64512
                  routerID: 192.0.2.11
                  peers:
                    - name: tor
                      localAddress: 192.0.2.11

            """,
            Output(result));
        Assert.Equal(0, result.Statements[Disposition.Lost]);
    }

    [Fact]
    public void What_the_node_accepted_is_told()
    {
        var result = Convert(Node.Replace("route-map NONE deny 10", "route-map NONE permit 10", StringComparison.Ordinal), "frr", "cilium-crd");
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.Lost && f.Reason == "Cilium accepts no routes");
    }

    [Fact]
    public void A_prefix_that_nothing_explains_asks_for_an_option()
    {
        var source = Node.Replace("ip route 10.244.1.0/24 blackhole\n", "", StringComparison.Ordinal);
        var asking = Convert(source, "frr", "cilium-crd", ("intent", "own"));
        HasNoDefect(asking);
        Assert.Equal("", Output(asking));
        Assert.Contains(asking.Fates, f => f.Disposition == Disposition.NeedsInput && f.Reason.Contains("--set pod-cidr", StringComparison.Ordinal));
        Assert.Contains("advertisementType: PodCIDR", Output(Convert(source, "frr", "cilium-crd", ("pod-cidr", "10.244.0.0/16"))), StringComparison.Ordinal);
        var services = Output(Convert(source, "frr", "cilium-crd", ("lb-cidr", "10.244.0.0/16")));
        Assert.Contains("advertisementType: Service", services, StringComparison.Ordinal);
        Assert.Contains("- cidr: 10.244.0.0/16", services, StringComparison.Ordinal);
    }

    [Fact]
    public void A_router_gets_the_clusters_side_of_its_sessions_and_no_others()
    {
        var result = Convert(Gateway, "frr", "cilium-crd");
        HasNoDefect(result);
        Assert.Contains(result.Diagnostics, d => d.Message.StartsWith("counterpart: ", StringComparison.Ordinal));
        var output = Output(result);
        Assert.Contains("localASN: 64514\n      peers:\n        - name: router\n          peerASN: 64513\n          peerAddress: 198.51.100.1\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("64500", output, StringComparison.Ordinal);
        Assert.Contains("- cidr: 192.0.2.0/24", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n'), l => l.Contains("peerAddress", StringComparison.Ordinal));
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.Lost && f.Statement.Span.Text is "neighbor k8s bfd");
        Assert.Equal(1, result.Statements[Disposition.Lost]);
    }

    [Fact]
    public void A_label_says_which_nodes_are_the_routers()
    {
        var output = Output(Convert(Gateway, "frr", "cilium-crd", ("node-label", "rack=r1")));
        Assert.Contains("  name: r1\nspec:\n  nodeSelector:\n    matchLabels:\n      rack: r1\n  bgpInstances:\n    - name: instance-64514\n", output, StringComparison.Ordinal);
        var labels = Output(Convert(Gateway.Replace("neighbor 198.51.100.22 peer-group k8s", "neighbor 198.51.100.22 remote-as 64515\n neighbor 198.51.100.22 description k8s", StringComparison.Ordinal), "frr", "cilium-crd", ("node-label", "rack=r1")));
        Assert.Contains("  name: r1-64515\nspec:\n  nodeSelector:\n    matchLabels:\n      bgp-asn: \"64515\"\n      rack: r1\n", labels, StringComparison.Ordinal);
        Assert.Contains(Convert(Gateway, "frr", "cilium-crd", ("node-label", "rack")).Diagnostics, d => d.Message.Contains("node-label 'rack' is no label: KEY=VALUE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cilium-crd")]
    [InlineData("cilium-peeringpolicy")]
    [InlineData("metallb-crd")]
    [InlineData("bgp-configmap")]
    public void Nodes_that_the_router_treats_differently_have_a_session_each(string target)
    {
        var result = Convert(Gateway.Replace("neighbor k8s bfd", "neighbor 198.51.100.22 timers 3 9", StringComparison.Ordinal), "frr", target);
        HasNoDefect(result);
        Assert.Equal(2, Output(result).Split("198.51.100.1").Length - 1);
        Assert.Contains(result.Diagnostics, d => d.Message.StartsWith("the router treats some nodes differently", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_the_file_does_not_tell_nothing_is_guessed()
    {
        var result = Convert("router bgp 64512\n neighbor 192.0.2.1 remote-as 64513\n", "frr", "cilium-crd");
        Assert.Equal(ConversionStatus.Failed, result.Status);
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("--intent own", StringComparison.Ordinal) && d.Message.Contains("--intent counterpart", StringComparison.Ordinal));
    }

    [Fact]
    public void The_router_names_no_as_number_of_the_nodes()
    {
        var source = Gateway.Replace("remote-as 64514", "remote-as external", StringComparison.Ordinal);
        Assert.Contains(Convert(source, "frr", "cilium-crd").Fates, f => f.Reason.Contains("--set cluster-asn", StringComparison.Ordinal));
        Assert.Contains("localASN: 64999", Output(Convert(source, "frr", "cilium-crd", ("cluster-asn", "64999"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Resources_become_the_nodes_own_speaker()
    {
        var result = Convert(Cluster, "cilium-crd", "frr@10.2", ("pod-cidr", "10.244.1.0/24"));
        HasNoDefect(result);
        var output = Output(result);
        Assert.Contains("network 10.244.1.0/24", output, StringComparison.Ordinal);
        Assert.Contains("ip route 10.244.1.0/24 blackhole", output, StringComparison.Ordinal);
        Assert.Contains("set community 64512:100 additive", output, StringComparison.Ordinal);
        foreach (var block in new[] { "198.51.100.10/31", "198.51.100.12/30", "198.51.100.16/30" }) Assert.Contains($"permit {block} le 32", output, StringComparison.Ordinal);
        Assert.Contains("timers 30 90", output, StringComparison.Ordinal);
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.Approximated);
    }

    [Fact]
    public void Resources_become_the_router_at_the_other_end()
    {
        var result = Convert(Cluster, "cilium-crd", "frr@10.2", ("intent", "counterpart"), ("neighbors", "192.0.2.0/25"), ("pod-cidr", "10.244.0.0/16"));
        HasNoDefect(result);
        var output = Output(result);
        Assert.Contains("router bgp 64513", output, StringComparison.Ordinal);
        Assert.Contains("remote-as 64512", output, StringComparison.Ordinal);
        Assert.Contains("bgp listen range 192.0.2.0/25", output, StringComparison.Ordinal);
        Assert.Contains("permit 10.244.0.0/16 le 32", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_are_filled_in_or_asked_for()
    {
        var source = Cluster.Replace("192.0.2.1,", "\"${TOR}\",", StringComparison.Ordinal);
        Assert.Contains(Convert(source, "cilium-crd", "frr").Fates, f => f.Disposition == Disposition.NeedsInput && f.Reason.Contains("${TOR}", StringComparison.Ordinal));
        Assert.Contains("neighbor 192.0.2.9 remote-as 64513", Output(Convert(source, "cilium-crd", "frr", ("TOR", "192.0.2.9"))), StringComparison.Ordinal);
        Assert.Contains("peerAddress: ${TOR}", Output(Convert(source, "cilium-crd", "cilium-crd", ("TOR", "192.0.2.9"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_cidr_is_asked_for() =>
        Assert.Contains(Convert(Cluster, "cilium-crd", "frr").Fates, f => f.Disposition == Disposition.NeedsInput && f.Reason.Contains("--set pod-cidr", StringComparison.Ordinal));
}
