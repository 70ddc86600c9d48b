using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>What a target cannot have as the source has it is said by its writer: the self-check finds nothing that was not announced.</summary>
public class AnnouncedTests
{
    [Theory]
    [InlineData("frr@8.4")]
    [InlineData("vyos@1.5")]
    [InlineData("bird@2")]
    public void A_vrf_with_a_blank_in_its_name_and_an_elected_router_id(string to) => IsAnnounced("routeros@6", to, """
        /routing bgp instance
        set default as=64496 router-id=192.0.2.1
        add as=64496 name="office 1" routing-table="office 1"
        /ip route vrf
        add interfaces=ether2 routing-mark="office 1"
        /routing bgp peer
        add name=core remote-address=192.0.2.2 remote-as=64500
        add instance="office 1" name=customer remote-address=198.51.100.2 remote-as=64501
        """);

    [Theory]
    [InlineData("vyos@1.4")]
    [InlineData("frr@8.4")]
    public void Dynamic_external_peers_that_all_routes_are_taken_from(string to) => IsAnnounced("bird@2", to, """
        router id 192.0.2.1;
        protocol bgp clients { local as 64496; neighbor range 198.51.100.0/24 as 64500; ipv4 { import all; export all; add paths on; }; }
        protocol bgp up { local as 64496; neighbor 192.0.2.2 as 64501; ipv4 { import all; export all; }; }
        """);

    [Theory]
    [InlineData("bird@2")]
    [InlineData("vyos@1.4")]
    [InlineData("routeros@6")]
    [InlineData("routeros@7.20")]
    [InlineData("fortios@7.4")]
    public void An_aggregate_that_suppresses_some_of_its_parts(string to) => IsAnnounced("frr@8.4", to, """
        ip prefix-list HIDDEN seq 5 permit 192.0.2.128/25 le 32
        route-map HIDE permit 10
         match ip address prefix-list HIDDEN
        exit
        router bgp 64496
         bgp router-id 192.0.2.1
         no bgp ebgp-requires-policy
         neighbor 198.51.100.2 remote-as 64500
         address-family ipv4 unicast
          aggregate-address 192.0.2.0/24 suppress-map HIDE
         exit-address-family
        exit
        """);

    [Fact]
    public void Networks_of_two_instances_that_release_6_has_for_both() => IsAnnounced("frr@8.4", "routeros@6", """
        router bgp 64496
         bgp router-id 192.0.2.1
         no bgp ebgp-requires-policy
         neighbor 198.51.100.2 remote-as 64500
         address-family ipv4 unicast
          network 192.0.2.0/24
         exit-address-family
        exit
        router bgp 64496 vrf ONE
         bgp router-id 192.0.2.1
         no bgp ebgp-requires-policy
         no bgp network import-check
         neighbor 198.51.100.6 remote-as 64501
         address-family ipv4 unicast
          network 203.0.113.0/24
         exit-address-family
        exit
        """);

    [Fact]
    public void Static_routes_of_IPv6_in_a_vrf_that_release_6_has_not() => IsAnnounced("frr@8.4", "routeros@6", """
        vrf ONE
         ipv6 route 2001:db8:1::/48 2001:db8::1
        exit-vrf
        router bgp 64496 vrf ONE
         bgp router-id 192.0.2.1
         neighbor 198.51.100.6 remote-as 64501
        exit
        """);

    [Theory]
    [InlineData("propagate", "force-self")]
    [InlineData("force-self", "default")]
    public void A_member_that_takes_back_what_its_group_says_of_next_hops(string template, string connection) => IsAnnounced("routeros@7.20", "frr@8.4", $"""
        /routing bgp instance
        add as=64496 name=main1 router-id=192.0.2.1
        /routing bgp template
        add name=inside nexthop-choice={template}
        /routing bgp connection
        add instance=main1 local.role=ibgp name=a remote.address=192.0.2.2 .as=64496 templates=inside
        add instance=main1 local.role=ibgp name=b nexthop-choice={connection} remote.address=192.0.2.3 .as=64496 templates=inside
        """);

    [Theory]
    [InlineData("vyos@1.5", "local.role=ebgp remote.address=192.0.2.2")]
    [InlineData("frr@8.4", "afi=evpn local.role=ebgp remote.address=192.0.2.2 .as=64500")]
    public void A_session_without_an_AS_number_or_of_EVPN_alone(string to, string words) => IsAnnounced("routeros@7.20", to, $"""
        /routing bgp instance
        add as=64496 name=main1 router-id=192.0.2.1
        /routing bgp connection
        add instance=main1 name=up {words}
        """);

    [Theory]
    [InlineData("address-family ipv6-unicast")]
    [InlineData("ttl-security hops '5'")]
    public void Families_and_hops_that_RouterOS_has_by_default(string words) => IsAnnounced("vyos@1.5", "routeros@7.20", $"""
        set protocols bgp system-as '64496'
        set protocols bgp neighbor 2001:db8::2 remote-as '64500'
        set protocols bgp neighbor 2001:db8::2 {words}
        """);

    [Theory]
    [InlineData("vyos@1.5", "")]
    [InlineData("vyos@1.5", "set additional-path send\n            set adv-additional-path 2")]
    [InlineData("routeros@7.20", "set activate-vpnv4 enable\n            set route-map-out-vpnv4 \"vpn\"")]
    public void Dynamic_neighbors_of_a_group(string to, string words) => IsAnnounced("fortios@7.4", to, $"""
        config router route-map
            edit "vpn"
                config rule
                    edit 1
                        set set-metric 5
                    next
                end
            next
        end
        config router bgp
            set as 64496
            set additional-path enable
            set additional-path-select 4
            config neighbor-group
                edit "spokes"
                    set remote-as 64496
                    {words}
                next
            end
            config neighbor-range
                edit 1
                    set prefix 198.51.100.0 255.255.255.0
                    set neighbor-group "spokes"
                next
            end
        end
        """);

    [Fact]
    public void A_selection_that_is_announced_twice() => IsAnnounced("bgp-configmap", "cilium-peeringpolicy", """
        peers:
        - peer-address: 192.0.2.1
          peer-asn: 64513
          my-asn: 64512
        address-pools:
        - name: default
          protocol: bgp
          addresses:
          - 198.51.100.0/24
          bgp-advertisements:
          - aggregation-length: 32
            localpref: 100
          - aggregation-length: 24
        """);

    [Theory]
    [InlineData("""
        /routing bgp connection
        add as=64496 local.role=ebgp name=up remote.address=192.0.2.2 .as=64500
        /routing rpki
        add address=192.0.2.9 group=caches port=3323
        """)]
    [InlineData("""
        /ip vrf
        add interfaces=ether1 name=one
        /routing bgp vpn
        add export.redistribute=connected,modem import.router-id=one label-allocation-policy=per-vrf name=vpn-one route-distinguisher=192.0.2.1:1 vrf=one
        """)]
    [InlineData("""
        /routing bgp connection
        set up output.network-blackhole=yes
        """)]
    [InlineData("""
        /ip firewall address-list
        add address=192.0.2.0/24 list=ours
        /routing bgp connection
        set up output.network=ours
        """)]
    public void What_came_with_release_7(string text) => IsAnnounced("routeros@7.16", "routeros@6", text);

    [Theory]
    [InlineData("export where net ~ [ 192.0.2.0/24 ];")]
    [InlineData("export all;")]
    [InlineData("export filter { if source = RTS_STATIC then accept; reject; };")]
    public void The_origin_of_static_routes_that_a_session_sends(string words)
    {
        var result = IsAnnounced("bird@2", "routeros@6", Text(words));
        Assert.Contains(result.Diagnostics, d => d.Code.Id == "BGPX2002" && d.Message.Contains("ORIGIN INCOMPLETE", StringComparison.Ordinal));
        result = IsAnnounced("bird@2", "routeros@6", Text("export where source = RTS_BGP;"));
        Assert.DoesNotContain(result.Diagnostics, d => d.Code.Id == "BGPX2002");

        static string Text(string words) => $$"""
            router id 192.0.2.1;
            protocol static { ipv4; route 192.0.2.0/24 via "eth0"; }
            protocol bgp up { local as 64496; neighbor 198.51.100.1 as 64500; ipv4 { import all; {{words}} }; }
            """;
    }

    [Fact]
    public void An_option_with_an_unknown_name_that_the_older_release_has_not()
    {
        var result = IsAnnounced("bird@2", "bird@1.6", """
            router id 192.0.2.1;
            template bgp inside {
                local as 64512;
                confederation OWNAS;
                ipv4 { import all; export all; };
            }
            protocol bgp one from inside { neighbor 192.0.2.2 as 64513; }
            """);
        Assert.Contains(result.Diagnostics, d => d.Code.Id == "BGPX2001" && d.Span is { } span && span.Text.StartsWith("confederation", StringComparison.Ordinal));
        Assert.DoesNotContain("confederation", result.Outputs[0].Text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_router_id_of_the_one_daemon_that_has_sessions() => IsAnnounced("frr@8.4", "bird@1.6", """
        ip route 192.0.2.0/24 Null0
        router bgp 64496
         bgp router-id 192.0.2.1
         no bgp ebgp-requires-policy
         no bgp default ipv4-unicast
         neighbor 2001:db8:12::2 remote-as 64496
         address-family ipv6 unicast
          neighbor 2001:db8:12::2 activate
         exit-address-family
        """);

    [Fact]
    public void Roas_of_IPv6_alone_of_which_one_stands_twice()
    {
        var result = IsAnnounced("bird@2", "bird@1.6", """
            roa6 table v6;
            protocol static {
                roa6 { table v6; };
                route 2001:db8::/48 max 64 as 64496;
                route 2001:db8::/48 max 64 as 64496;
            }
            """);
        Assert.Contains("roa 2001:db8::/48 max 64 as 64496;", result.Outputs[0].Text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_of_IPv6_whose_filter_asks_for_prefixes_of_IPv4() => IsAnnounced("bird@1.6", "bird@1.6", """
        router id 192.0.2.1;
        table peers;
        protocol static { table peers; route 2001:db8::/48 reject; }
        protocol pipe sync {
            peer table peers;
            import filter { if net ~ [ 198.51.100.0/24 ] then reject; accept; };
            export none;
        }
        """);

    [Fact]
    public void A_session_that_its_own_as_number_makes_internal() => IsAnnounced("frr@8.4", "bird@2", """
        router bgp 64496
         bgp router-id 192.0.2.1
         neighbor 198.51.100.2 remote-as 64500
         neighbor 198.51.100.2 local-as 64500
        """);

    private static ConversionResult IsAnnounced(string from, string to, string text)
    {
        var request = ConversionRequest.Of(FormatChoice.Parse(to, FormatRegistry.All, out _)!, FormatChoice.Parse(from, FormatRegistry.All, out _));
        var result = Converter.Convert(new SourceFile("x", text), request);
        Assert.NotEmpty(result.Outputs);
        Assert.DoesNotContain(result.Diagnostics, d => d.Code.Id == "BGPX3001");
        return result;
    }
}
