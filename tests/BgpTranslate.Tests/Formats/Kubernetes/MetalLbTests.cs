using BgpTranslate.Model;
using Xunit;

namespace BgpTranslate.Tests.Formats.Kubernetes;

/// <summary>MetalLB's resources and those of frr-k8s.</summary>
public class MetalLbTests
{
    private const string Peer = """
        apiVersion: metallb.io/v1beta2
        kind: BGPPeer
        metadata:
          name: tor
        spec:
          myASN: 64512
          peerASN: 64513
          peerAddress: 192.0.2.1
        """;

    private const string Rest = """

        ---
        apiVersion: metallb.io/v1beta1
        kind: IPAddressPool
        metadata:
          name: blue
        spec:
          addresses: [198.51.100.0/24]
        ---
        apiVersion: metallb.io/v1beta1
        kind: BGPAdvertisement
        metadata:
          name: all
        """;

    [Fact]
    public void FRRs_timers_hold_where_nothing_is_said_and_are_written_for_Cilium()
    {
        var output = ClusterConversion.Of(Peer + Rest, "cilium-crd@1.18").Output;
        Assert.Contains("holdTimeSeconds: 180", output);
        Assert.Contains("keepAliveTimeSeconds: 60", output);

        // MetalLB's own speaker has Cilium's 90 and 30.
        Assert.DoesNotContain("holdTimeSeconds", ClusterConversion.Of(Peer + Rest, "cilium-crd@1.18", "metallb-mode=native").Output);
    }

    [Fact]
    public void A_session_without_announcements_is_not_written_for_Cilium_and_the_file_to_add_is_named()
    {
        var conversion = ClusterConversion.Of(Peer, "cilium-crd@1.18");
        Assert.Empty(conversion.Output);
        Assert.Equal(Disposition.NeedsInput, conversion.FateOf(8));
        Assert.Contains(conversion.Messages, m => m.EndsWith("convert its advertisements together with it", StringComparison.Ordinal));
    }

    [Fact]
    public void The_password_comes_from_a_Secret_wherever_it_stands()
    {
        const string secret = "\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: tor\ndata:\n  password: c2VzYW1l\n";
        var source = Peer + "\n  passwordSecret:\n    name: tor" + Rest + secret;
        Assert.Contains("neighbor 192.0.2.1 password sesame", ClusterConversion.Of(source, "frr").Output);
        var cilium = ClusterConversion.Of(source, "cilium-crd@1.18");
        Assert.Contains("authSecretRef: tor", cilium.Output);
        Assert.DoesNotContain("sesame", cilium.Output);
        Assert.Contains("password: sesame", ClusterConversion.Of(source, "cilium-crd@1.18", "emit-secrets=yes").Output);
    }

    [Fact]
    public void Advertisements_for_some_peers_are_selected_by_those()
    {
        var other = Peer.Replace("name: tor", "name: other", StringComparison.Ordinal).Replace("192.0.2.1", "192.0.2.2", StringComparison.Ordinal);
        var source = Peer + "\n---\n" + other + Rest + "\nspec:\n  peers: [other]\n  communities: [\"64512:7\"]\n";
        var frr = ClusterConversion.Of(source, "frr").Output;
        Assert.Contains("neighbor 192.0.2.2 route-map all-out-ipv4 out", frr);
        Assert.DoesNotContain("neighbor 192.0.2.1 route-map all-out-ipv4 out", frr);
        Assert.Empty(ClusterConversion.Of(source, "metallb-crd").Defects);
        Assert.Contains("peers:\n    - other", ClusterConversion.Of(source, "metallb-crd").Output);
    }

    [Fact]
    public void Misspelt_fields_are_refused_with_the_right_word()
    {
        var conversion = ClusterConversion.Of(Peer + Rest + "\nspec:\n  localpref: 100\n", "cilium-crd@1.18");
        Assert.Contains(conversion.Messages, m => m.EndsWith("there is no field 'localpref': 'localPref' was probably meant", StringComparison.Ordinal));
        Assert.DoesNotContain("localPreference", conversion.Output);
    }

    [Fact]
    public void Layer_two_is_out_of_scope_and_said()
    {
        var conversion = ClusterConversion.Of(Peer + Rest + "\n---\napiVersion: metallb.io/v1beta1\nkind: L2Advertisement\nmetadata:\n  name: arp\n", "cilium-crd@1.18");
        Assert.Contains(conversion.Messages, m => m.EndsWith("L2Advertisement is not BGP and is not translated", StringComparison.Ordinal));
        Assert.Equal(Disposition.OutOfScope, conversion.FateOf(23));
    }

    [Fact]
    public void An_FRRConfiguration_keeps_its_prefixes_and_filters_on_a_router()
    {
        const string source = """
            apiVersion: frrk8s.metallb.io/v1beta1
            kind: FRRConfiguration
            metadata:
              name: nodes
            spec:
              bgp:
                routers:
                  - asn: 64512
                    prefixes: [198.51.100.0/24]
                    neighbors:
                      - address: 192.0.2.1
                        asn: 64513
                        toAdvertise:
                          allowed:
                            prefixes: [198.51.100.0/24]
                          withCommunity:
                            - prefixes: [198.51.100.0/24]
                              community: "64512:9"
                        toReceive:
                          allowed:
                            prefixes:
                              - prefix: 203.0.113.0/24
                                le: 26
            """;
        var frr = ClusterConversion.Of(source, "frr");
        Assert.Empty(frr.Defects);
        Assert.Contains("network 198.51.100.0/24", frr.Output);
        Assert.Contains("set community 64512:9 additive", frr.Output);
        Assert.Contains("permit 203.0.113.0/24 le 26", frr.Output);

        // No other cluster announces prefixes by name: that is said, line by line.
        var cilium = ClusterConversion.Of(source, "cilium-crd@1.18");
        Assert.Equal(Disposition.Lost, cilium.FateOf(9));
        Assert.Empty(cilium.Defects);
    }

    [Fact]
    public void Resources_of_several_formats_in_one_file_are_all_read()
    {
        const string policy = "\n---\napiVersion: cilium.io/v2alpha1\nkind: CiliumBGPPeeringPolicy\nmetadata:\n  name: rack0\nspec:\n  nodeSelector:\n    matchLabels:\n      rack: r0\n"
            + "  virtualRouters:\n    - localASN: 64514\n      exportPodCIDR: true\n      neighbors:\n        - peerAddress: 192.0.2.9/32\n          peerASN: 64515\n";
        var conversion = ClusterConversion.Of(Peer + Rest + policy, "cilium-crd@1.18");
        Assert.Empty(conversion.Defects);
        Assert.DoesNotContain(conversion.Result.Fates, f => f.Disposition == Disposition.Unrecognized);
        Assert.Contains("peerAddress: 192.0.2.1", conversion.Output);
        Assert.Contains("peerAddress: 192.0.2.9", conversion.Output);
    }
}
