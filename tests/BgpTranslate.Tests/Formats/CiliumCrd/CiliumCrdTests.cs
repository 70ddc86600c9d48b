using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.CiliumCrd;

/// <summary>Cilium's resources: what is read is written, in every release.</summary>
public class CiliumCrdTests
{
    private const string Canonical =
        """
        ---
        apiVersion: cilium.io/v2
        kind: CiliumBGPClusterConfig
        metadata:
          name: racks
        spec:
          nodeSelector:
            matchLabels:
              rack: r1
            matchExpressions:
              - key: gpu
                operator: DoesNotExist
          bgpInstances:
            - name: instance-64512
              localASN: 64512
              localPort: 1790
              peers:
                - name: tor
                  peerASN: 64513
                  peerAddress: 192.0.2.1
                  peerConfigRef:
                    name: tor
                - name: any
                  peerASN: 0
                  peerAddress: 2001:db8::1
                - name: gateway
                  peerASN: 64513
                  autoDiscovery:
                    mode: DefaultGateway
                    defaultGateway:
                      addressFamily: ipv6
                  peerConfigRef:
                    name: tor
        ---
        apiVersion: cilium.io/v2
        kind: CiliumBGPPeerConfig
        metadata:
          name: tor
        spec:
          transport:
            peerPort: 1179
            sourceInterface: eth1
          timers:
            connectRetryTimeSeconds: 5
            holdTimeSeconds: 9
            keepAliveTimeSeconds: 3
          authSecretRef: bgp-auth
          ebgpMultihop: 4
          gracefulRestart:
            enabled: true
            restartTimeSeconds: 60
          families:
            - afi: ipv4
              safi: unicast
              advertisements:
                matchLabels:
                  advertise: bgp
        ---
        apiVersion: cilium.io/v2
        kind: CiliumBGPPeerConfig
        metadata:
          name: unused
        spec:
          timers:
            holdTimeSeconds: 30
            keepAliveTimeSeconds: 10
        ---
        apiVersion: cilium.io/v2
        kind: CiliumBGPAdvertisement
        metadata:
          name: everything
          labels:
            advertise: bgp
        spec:
          advertisements:
            - advertisementType: PodCIDR
              attributes:
                communities:
                  standard:
                    - "64512:100"
                  wellKnown:
                    - no-export
                  large:
                    - "64512:1:2"
                localPreference: 150
            - advertisementType: CiliumPodIPPool
              selector:
                matchLabels:
                  pool: blue
            - advertisementType: Service
              service:
                addresses:
                  - ClusterIP
                  - LoadBalancerIP
                aggregationLengthIPv4: 24
              selector:
                matchExpressions:
                  - key: app
                    operator: In
                    values:
                      - web
            - advertisementType: Service
              service:
                addresses:
                  - ExternalIP
              selector: {}
            - advertisementType: Interface
              interface:
                name: lo
        ---
        apiVersion: cilium.io/v2
        kind: CiliumBGPNodeConfigOverride
        metadata:
          name: worker1
        spec:
          bgpInstances:
            - name: instance-64512
              routerID: 192.0.2.11
              localPort: 179
              localASN: 64514
              peers:
                - name: tor
                  localAddress: 192.0.2.11
        ---
        apiVersion: cilium.io/v2
        kind: CiliumLoadBalancerIPPool
        metadata:
          name: default
        spec:
          blocks:
            - cidr: 198.51.100.0/24
            - start: 203.0.113.1
              stop: 203.0.113.9
            - start: 203.0.113.77
            - cidr: ${POOL}
          allowFirstLastIPs: "No"
          serviceSelector:
            matchLabels:
              color: red
          disabled: true

        """;

    private static ConversionResult Convert(string text, string to = "cilium-crd", params (string Key, string Value)[] options)
    {
        var request = ConversionRequest.Of(FormatChoice.Parse(to, FormatRegistry.All, out _)!, FormatChoice.Parse("cilium-crd", FormatRegistry.All, out _))
            with
        { Options = options.ToImmutableDictionary(o => o.Key, o => o.Value) };
        return Converter.Convert(new SourceFile("test.yaml", text), request);
    }

    private static string Output(ConversionResult result) => result.Outputs.Single().Text.ToString();

    [Fact]
    public void Canonical_text_is_written_as_it_was_read()
    {
        var result = Convert(Canonical);
        Assert.Equal(Canonical, Output(result));
        Assert.Empty(result.Diagnostics);
        Assert.True(result.Verification.IsExact);
        Assert.Equal(0, result.Statements[Disposition.Unrecognized] + result.Statements[Disposition.Lost]);
    }

    [Theory]
    [InlineData("1.16", "cilium.io/v2alpha1", 6)]
    [InlineData("1.17", "cilium.io/v2alpha1", 5)]
    [InlineData("1.18", "cilium.io/v2", 2)]
    [InlineData("1.19", "cilium.io/v2", 0)]
    public void Each_release_gets_its_own_fields_and_loses_the_others_aloud(string release, string apiVersion, int lost)
    {
        var result = Convert(Canonical, $"cilium-crd@{release}");
        Assert.All(Output(result).Split('\n').Where(l => l.StartsWith("apiVersion", StringComparison.Ordinal)), l => Assert.Equal($"apiVersion: {apiVersion}", l));
        Assert.True(result.Statements[Disposition.Lost] >= lost, $"{result.Statements[Disposition.Lost]}");
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
    }

    [Fact]
    public void Spellings_of_1_15_become_those_of_today()
    {
        var result = Convert(
            """
            apiVersion: cilium.io/v2alpha1
            kind: CiliumBGPAdvertisement
            metadata:
              name: lb
              labels: {advertise: bgp}
            spec:
              advertisements:
                - advertisementType: CiliumLoadBalancerIP
                  attributes:
                    community:
                      standard: ["64512:1"]
            ---
            apiVersion: cilium.io/v2alpha1
            kind: CiliumLoadBalancerIPPool
            metadata: {name: red}
            spec:
              cidrs:
                - cidr: 198.51.100.0/24
            ---
            apiVersion: cilium.io/v2alpha1
            kind: CiliumBGPNodeConfigOverride
            metadata: {name: any}
            spec:
              nodeRef: worker1
              bgpInstances:
                - name: instance-64512
                  routerID: 192.0.2.1
            """);
        var output = Output(result);
        Assert.Contains("advertisementType: Service\n      service:\n        addresses:\n          - LoadBalancerIP\n", output, StringComparison.Ordinal);
        Assert.Contains("communities:\n          standard:\n            - \"64512:1\"\n", output, StringComparison.Ordinal);
        Assert.Contains("blocks:\n    - cidr: 198.51.100.0/24\n", output, StringComparison.Ordinal);
        Assert.Contains("name: worker1\n", output, StringComparison.Ordinal);
        Assert.Equal("cilium-crd@1.15", result.From!.Id);
        Assert.True(result.Verification.IsExact);
    }

    [Fact]
    public void What_no_one_knows_is_told_line_by_line()
    {
        var result = Convert(Canonical.Replace("    matchLabels:\n      rack: r1\n", "    labels:\n      rack: r1\n", StringComparison.Ordinal).Replace("      peers:\n", "      hostPort: 1\n      peers:\n", StringComparison.Ordinal));
        Assert.Equal(["labels:", "rack: r1", "hostPort: 1", "hostPort: 1"], result.Fates.Where(f => f.Disposition == Disposition.Unrecognized).Select(f => f.Statement.Span.Text.ToString()));
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("'matchLabels' was probably meant", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("localASN: 64512", "localASN: \"64512\"", "leave out the quotes", 64512)]
    [InlineData("localASN: 64512", "localASN: 0", "out of range", null)]
    [InlineData("localASN: 64512", "localASN: ${ASN}", "holds a variable", null)]
    [InlineData("localASN: 64512", "localASN: 0xFC00", "", 64512)]
    [InlineData("localASN: 64512", "localASN: 64512\n      localASN: 64513", "given twice", 64513)]
    public void Wrong_types_are_told_and_read_where_they_are_plain(string before, string after, string told, int? asn)
    {
        var result = Convert(Canonical.Replace($"{before}\n      localPort", $"{after}\n      localPort", StringComparison.Ordinal));
        if (told.Length > 0) Assert.Contains(result.Diagnostics, d => d.Message.Contains(told, StringComparison.Ordinal) && d.Span is not null);
        else Assert.Empty(result.Diagnostics);
        Assert.Equal(asn is { } a ? 1 : 0, Output(result).Split('\n').Count(l => l == $"      localASN: {asn}"));
    }

    [Fact]
    public void A_forgotten_separator_makes_two_objects()
    {
        var result = Convert(Canonical.Replace("\n---\napiVersion: cilium.io/v2\nkind: CiliumBGPAdvertisement", "\napiVersion: cilium.io/v2\nkind: CiliumBGPAdvertisement", StringComparison.Ordinal));
        Assert.Equal(Canonical, Output(result));
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("without '---'", StringComparison.Ordinal));
    }

    [Fact]
    public void Anchors_and_merge_keys_are_followed()
    {
        var result = Convert(
            """
            apiVersion: cilium.io/v2
            kind: CiliumBGPClusterConfig
            metadata: {name: a}
            spec:
              bgpInstances:
                - name: one
                  localASN: 64512
                  peers:
                    - &first
                      name: p1
                      peerASN: 64513
                      peerAddress: 192.0.2.1
                    - <<: *first
                      name: p2
                      peerAddress: 192.0.2.2
            """);
        Assert.Contains("- name: p2\n          peerASN: 64513\n          peerAddress: 192.0.2.2\n", Output(result), StringComparison.Ordinal);
        Assert.Equal(0, result.Statements[Disposition.Unrecognized]);
        Assert.True(result.Verification.IsExact);
    }

    [Fact]
    public void Lists_json_and_other_kinds_are_taken_as_they_come()
    {
        var result = Convert(
            """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"type": "LoadBalancer"}},
              {"apiVersion": "cilium.io/v2", "kind": "CiliumLoadBalancerIPPool", "metadata": {"name": "p", "uid": "1"}, "spec": {"blocks": [{"cidr": "198.51.100.0/24"}]}, "status": {"conditions": []}}
            ]}
            """);
        Assert.Contains("kind: CiliumLoadBalancerIPPool", Output(result), StringComparison.Ordinal);
        Assert.Equal(0, result.Statements[Disposition.Unrecognized]);
        Assert.Equal(ConversionStatus.Clean, result.Status);
    }

    [Fact]
    public void Passwords_leave_only_when_asked_for()
    {
        const string secret = "---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: bgp-auth\n  namespace: kube-system\nstringData:\n  password: hunter2\n";
        var silent = Convert(Canonical + secret);
        Assert.DoesNotContain("hunter2", Output(silent), StringComparison.Ordinal);
        Assert.Contains(silent.Diagnostics, d => d.Message.Contains("emit-secrets", StringComparison.Ordinal));
        Assert.Equal(Canonical + secret, Output(Convert(Canonical + secret, options: ("emit-secrets", "yes"))));
    }

    [Fact]
    public void A_keepalive_time_above_the_hold_time_is_never_written()
    {
        var result = Convert(Canonical.Replace("    keepAliveTimeSeconds: 3\n", "", StringComparison.Ordinal));
        Assert.Contains("holdTimeSeconds: 9\n    keepAliveTimeSeconds: 3\n", Output(result), StringComparison.Ordinal);
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("third of the hold time", StringComparison.Ordinal));
    }
}
