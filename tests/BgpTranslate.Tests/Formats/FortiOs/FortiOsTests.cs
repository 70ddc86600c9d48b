using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;
using static BgpTranslate.Tests.Formats.FortiOs.FortiOsConversion;

namespace BgpTranslate.Tests.Formats.FortiOs;

public class FortiOsTests
{
    [Theory]
    [InlineData("set advertisement-interval 1")]
    [InlineData("set bfd enable", "config system settings\n    set bfd enable\nend\n")]
    [InlineData("set capability-dynamic enable")]
    [InlineData("set dont-capability-negotiate enable")]
    [InlineData("set ebgp-enforce-multihop enable")]
    [InlineData("set ebgp-enforce-multihop enable\n            set ebgp-multihop-ttl 3")]
    [InlineData("set link-down-failover enable")]
    [InlineData("set passive enable")]
    [InlineData("set shutdown enable")]
    [InlineData("set strict-capability-match enable")]
    [InlineData("set description \"Upstream \\\"one\\\"\"")]
    [InlineData("set interface \"port1\"")]
    public void A_neighbor_keeps_its_words(string words, string before = "") => Identity($"""
        {before}config router bgp
            set as 65001
            set router-id 192.0.2.1
            config neighbor
                edit "192.0.2.2"
                    {words}
                    set remote-as 65002
                next
            end
        end
        """);

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("upstream")]
    public void A_neighbor_is_known_by_its_address(string name)
    {
        var read = Read($"config router bgp\n    set as 65001\n    config neighbor\n        edit \"{name}\"\n            set remote-as 65002\n        next\n    end\nend\n");
        Assert.Empty(Assert.Single(read.Configuration.Instances).Peers);
        Assert.Contains(read.Diagnostics, d => d.Message.Contains($"'{name}' is no address of a neighbor", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("set local-as 65010\n            set local-as-no-prepend enable\n            set local-as-replace-as enable")]
    [InlineData("set keep-alive-timer 10\n            set holdtime-timer 30\n            set connect-timer 5")]
    [InlineData("set send-community standard")]
    [InlineData("set send-community6 disable")]
    [InlineData("set update-source \"lo\"\n            set weight 10")]
    [InlineData("set password \"s3cret\"")]
    [InlineData("set password ENC abcdef==")]
    public void A_neighbor_keeps_the_words_behind_its_AS(string words) => Identity($"""
        config router bgp
            set as 65001
            config neighbor
                edit "192.0.2.2"
                    set remote-as 65002
                    {words}
                next
            end
        end
        """);

    [Theory]
    [InlineData("set allowas-in-enable enable\n            set allowas-in 5")]
    [InlineData("set allowas-in-enable6 enable")]
    [InlineData("set attribute-unchanged as-path med")]
    [InlineData("set activate6 disable")]
    [InlineData("set capability-orf send")]
    [InlineData("set capability-default-originate enable")]
    [InlineData("set next-hop-self enable\n            set next-hop-self-rr enable")]
    [InlineData("set next-hop-self6 enable")]
    [InlineData("set remove-private-as enable")]
    [InlineData("set route-server-client enable")]
    [InlineData("set soft-reconfiguration enable\n            set soft-reconfiguration-vpnv4 enable")]
    [InlineData("set as-override enable")]
    [InlineData("set maximum-prefix 100\n            set maximum-prefix-threshold 90\n            set maximum-prefix-warning-only enable")]
    public void A_family_keeps_its_words(string words) => Identity($"""
        config router bgp
            set as 65001
            config neighbor
                edit "192.0.2.2"
                    {words}
                    set remote-as 65002
                next
            end
        end
        """);

    [Theory]
    [InlineData("set match-origin igp", "set set-community \"65001:1\" \"no-export\"\n                set set-community-additive enable")]
    [InlineData("set match-metric 50", "set set-aspath \"65001 65001\"")]
    [InlineData("set match-tag 7", "set set-aspath-action replace\n                set set-aspath \"65001\"")]
    [InlineData("set match-interface \"port1\"", "set set-local-preference 200\n                set set-metric 5")]
    [InlineData("set match-vrf 3", "set set-ip-nexthop 192.0.2.9\n                set set-origin igp")]
    [InlineData("set match-route-type external-type1", "set set-weight 10\n                set set-route-tag 4")]
    [InlineData("set match-metric 1", "set set-extcommunity-rt \"65001:1\"")]
    public void A_rule_keeps_its_words(string match, string set) => Identity($"""
        config router route-map
            edit "M"
                config rule
                    edit 5
                        {match}
                        {set}
                    next
                    edit 10
                        set action deny
                    next
                end
            next
        end
        """);

    [Fact]
    public void Lists_keep_their_words() => Identity("""
        config router access-list
            edit "A"
                set comments "what it is"
                config rule
                    edit 1
                        set prefix 10.0.0.0 255.0.0.0
                    next
                    edit 2
                        set action deny
                        set prefix 192.0.2.0 255.255.255.0
                        set exact-match enable
                    next
                    edit 3
                        set wildcard 198.51.100.0 0.0.0.255
                    next
                    edit 4
                        set prefix any
                    next
                end
            next
        end
        config router aspath-list
            edit "P"
                config rule
                    edit 1
                        set action permit
                        set regexp "^65002_"
                    next
                end
            next
        end
        config router prefix-list
            edit "L"
                config rule
                    edit 1
                        set prefix any
                    next
                    edit 2
                        set prefix 0.0.0.0 0.0.0.0
                    next
                    edit 3
                        set prefix 198.51.100.0 255.255.255.0
                        set ge 25
                        set le 27
                    next
                end
            next
        end
        config router prefix-list6
            edit "L"
                config rule
                    edit 1
                        set prefix6 2001:db8::/32
                        set le 48
                    next
                end
            next
        end
        config router community-list
            edit "65001:1"
                config rule
                    edit 1
                        set action permit
                        set match "65001:1 65001:2"
                    next
                end
            next
            edit "E"
                set type expanded
                config rule
                    edit 1
                        set action deny
                        set regexp "65001:.*"
                    next
                end
            next
        end
        """);

    [Fact]
    public void Originations_and_their_maps_keep_their_words() => Identity("""
        config router route-map
            edit "M"
                config rule
                    edit 1
                    next
                end
            next
        end
        config router static
            edit 1
                set dst 198.51.100.0 255.255.255.0
                set distance 254
                set comment "a summary"
                set blackhole enable
            next
            edit 2
                set gateway 192.0.2.254
                set device "port1"
            next
        end
        config router bgp
            set as 65001
            config aggregate-address
                edit 1
                    set prefix 10.0.0.0 255.0.0.0
                    set summary-only enable
                next
            end
            config network
                edit 1
                    set prefix 198.51.100.0 255.255.255.0
                    set network-import-check disable
                    set route-map "M"
                next
            end
            config network6
                edit 1
                    set prefix6 2001:db8::/48
                next
            end
            config redistribute "connected"
                set status enable
                set route-map "M"
            end
        end
        """);

    // ------------------------------------------------------------------------------------------------- evaluation

    [Theory]
    [InlineData("set router-id 192.0.2.9\nset router-id 192.0.2.1")]
    [InlineData("set router-id 192.0.2.1\nset cluster-id 192.0.2.7\nunset cluster-id")]
    [InlineData("set router-id 192.0.2.1\nend\nconfig router bgp")]
    public void Later_commands_override_earlier_ones(string commands) => Converts($"""
        config router bgp
        set as 65001
        {commands}
        config neighbor
        edit 192.0.2.2
        set remote-as 65002
        end
        end
        """, """
        config router bgp
            set as 65001
            set router-id 192.0.2.1
            config neighbor
                edit "192.0.2.2"
                    set remote-as 65002
                next
            end
        end
        """);

    [Theory]
    [InlineData("edit 192.0.2.3\nset remote-as 65003\nnext\ndelete 192.0.2.3")]
    [InlineData("edit 192.0.2.3\nset remote-as 65003\nnext\npurge")]
    public void Removed_neighbors_are_gone(string commands)
    {
        var text = $"config router bgp\nset as 65001\nconfig neighbor\n{commands}\nedit 192.0.2.2\nset remote-as 65002\nnext\nend\nend\n";
        Assert.Equal(["peer 192.0.2.2"], Read(text).Configuration.Instances.Single().Peers.Select(p => p.Key));
        Assert.Equal(Disposition.Inherent, FateOf(text, "set remote-as 65003").Disposition);
    }

    [Fact]
    public void Renamed_and_copied_lists_have_their_rules() => Assert.Equal(
        [("B", 1), ("C", 1)],
        Read("""
            config router prefix-list
            edit A
            config rule
            edit 1
            set prefix 10.0.0.0/8
            next
            end
            next
            rename A to B
            clone B to C
            end
            """).Configuration.Sets.Select(s => (s.Name, ((PrefixSet)s).Entries.Length)));

    [Fact]
    public void Values_are_appended_selected_and_taken_away() => Assert.Equal(
        "65003 65004",
        Read("""
            config router bgp
            set as 65001
            set confederation-peers 65002
            select confederation-peers 65003
            append confederation-peers 65004 65005
            unselect confederation-peers 65005
            config neighbor
            edit 192.0.2.2
            set remote-as 65002
            next
            end
            end
            """).Configuration.Instances.Single().Settings.ValueOf(InstanceSettings.ConfederationMembers)!.ToString());

    [Fact]
    public void Entry_0_is_a_new_one_each_time() => Assert.Equal(
        ["10.1.0.0/16", "10.2.0.0/16"],
        Read("""
            config router bgp
            set as 65001
            config network
            edit 0
            set prefix 10.1.0.0/16
            next
            edit 0
            set prefix 10.2.0.0/16
            next
            end
            end
            """).Configuration.Instances.Single().Networks.Select(n => n.Prefix.ToString()));

    [Fact]
    public void Rules_are_tried_in_the_order_of_their_numbers() => Assert.Equal(
        [false, true],
        ((PrefixSet)Read("""
            config router prefix-list
                edit "L"
                    config rule
                        edit 20
                            set prefix any
                        next
                        edit 3
                            set action deny
                            set prefix 10.0.0.0 255.0.0.0
                        next
                    end
                next
            end
            """).Configuration.Sets.Single()).Entries.Select(e => e.Permit));

    [Fact]
    public void A_block_that_is_not_closed_costs_nothing_but_a_warning()
    {
        var read = Read("""
            config router prefix-list
                edit "L"
                    config rule
                        edit 1
                            set prefix any
            config router bgp
                set as 65001
            end
            """);
        Assert.Single(read.Configuration.Sets);
        Assert.Equal(65001u, read.Configuration.Instances.Single().Settings.ValueOf(PeerSettings.LocalAs)!.As);
        Assert.Contains(read.Diagnostics, d => d.Code.Id == "BGPX1002");
    }

    [Fact]
    public void A_quoted_text_over_several_lines_is_one_value()
    {
        const string text = "config system replacemsg http \"x\"\n    set buffer \"<p>\nend\nconfig router bgp\n    set as 65009\n</p>\"\nend\nconfig router bgp\n    set as 65001\n    config neighbor\n        edit \"192.0.2.2\"\n            set remote-as 65002\n        next\n    end\nend\n";
        Assert.Equal(65001u, Read(text).Configuration.Instances.Single().Settings.ValueOf(PeerSettings.LocalAs)!.As);
    }

    [Fact]
    public void A_note_behind_a_value_is_reported_and_left_out()
    {
        var read = Read("config router bgp\nset as 65001   <-- ours\nset router-id 192.0.2.1 # this one\nconfig neighbor\nedit 192.0.2.2\nset remote-as 65002\nend\nend\n");
        Assert.Equal("192.0.2.1", read.Configuration.Instances.Single().Settings.ValueOf(PeerSettings.RouterId).ToString());
        Assert.Equal(2, read.Diagnostics.Count(d => d.Code.Id == "BGPX1002"));
    }

    [Theory]
    [InlineData("set as ${asn}")]
    [InlineData("set as {{ asn }}")]
    [InlineData("set as $(asn)")]
    [InlineData("{% if x %}")]
    public void A_template_is_refused(string line)
    {
        var result = Convert($"config router bgp\n{line}\nend\n", "fortios", "frr");
        Assert.Empty(result.Outputs);
        Assert.Contains("template", Assert.Single(result.Diagnostics, d => d.Severity == Severity.Error).Message);
    }

    [Fact]
    public void A_full_configuration_says_what_holds_anyway()
    {
        const string text = "config router bgp\nset as 65001\nset always-compare-med disable\nset holdtime-timer 180\nset scan-time 60\nset cluster-id 0.0.0.0\nconfig neighbor\nedit 192.0.2.2\nset remote-as 65002\nset distribute-list-in ''\nset maximum-prefix 0\nset route-map-in ''\nnext\nend\nend\n";
        foreach (var line in new[] { "set always-compare-med disable", "set holdtime-timer 180", "set scan-time 60", "set cluster-id 0.0.0.0", "set distribute-list-in ''", "set maximum-prefix 0", "set route-map-in ''" })
            Assert.Equal(Disposition.Inherent, FateOf(text, line, "frr").Disposition);
    }

    [Theory]
    [InlineData("#config-version=FGVMA6-7.2.6-FW-build1575-230926:opmode=0:vdom=0\n", "7.2.6")]
    [InlineData("#config-version=FGT60D-5.04-FW-build1064-160608:opmode=0:vdom=0\n", "5.4")]
    public void The_first_line_names_the_release(string header, string release) =>
        Assert.Equal(release, Read(header + "config router bgp\nset as 65001\nend\n").Platform.Version.ToString());

    [Theory]
    [InlineData("#config-version=FGVMA6-7.2.6-FW-build1575-230926\nconfig system global\nend\n", 98)]
    [InlineData("config router bgp\n    set as 65001\nend\n", 90)]
    [InlineData("router bgp 65001\n neighbor 192.0.2.2 remote-as 65002\n", 0)]
    public void It_is_recognized_by_its_content(string text, int score) => Assert.Equal(score, FormatRegistry.Find("fortios")!.Detect(new SourceFile("x", text)).Score);

    // ------------------------------------------------------------------------------------------------------ VDOMs

    private const string TwoVdoms = """
        config vdom
            edit root
            next
            edit cust
            next
        end
        config vdom
        edit root
        config router bgp
            set as 65001
            config neighbor
                edit "192.0.2.2"
                    set remote-as 65002
                next
            end
        end
        end
        config vdom
        edit cust
        config router route-map
            edit "M"
                config rule
                    edit 1
                    next
                end
            next
        end
        config router bgp
            set as 65001
            config neighbor
                edit "198.51.100.2"
                    set remote-as 65003
                    set route-map-in "M"
                next
            end
        end
        end
        """;

    [Fact]
    public void Each_VDOM_is_a_router_of_its_own()
    {
        Assert.Equal(["default", "cust"], Read(TwoVdoms).Configuration.Instances.Select(i => i.Vrf));
        var result = Convert(TwoVdoms, "fortios", "fortios");
        Assert.True(result.Verification.IsExact, string.Join('\n', result.Diagnostics.Select(d => d.Message)));
        Assert.Contains("config vdom\nedit cust\nconfig router route-map", Body(result).Replace("    ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void One_VDOM_can_be_chosen()
    {
        var instance = Read(TwoVdoms, ("vdom", "cust")).Configuration.Instances.Single();
        Assert.Equal(("default", "peer 198.51.100.2"), (instance.Vrf, instance.Peers.Single().Key));
    }

    [Fact]
    public void A_VRF_with_BGP_becomes_a_VDOM() => Assert.Contains("edit RED", Body(Convert("router bgp 65001 vrf RED\n neighbor 192.0.2.2 remote-as 65001\n", "frr", "fortios")));

    // ----------------------------------------------------------------------------------------------- other platforms

    [Fact]
    public void Groups_of_other_platforms_are_written_out() => Converts("""
        router bgp 65001
         no bgp ebgp-requires-policy
         neighbor CORE peer-group
         neighbor CORE remote-as 65001
         neighbor CORE advertisement-interval 30
         neighbor CORE timers 10 30
         neighbor 192.0.2.2 peer-group CORE
         neighbor 192.0.2.2 timers connect 120
         bgp graceful-restart-disable
         bgp bestpath as-path multipath-relax
         bgp log-neighbor-changes
         address-family ipv4 unicast
          maximum-paths 1
          maximum-paths ibgp 1
          neighbor CORE next-hop-self
          neighbor 192.0.2.2 disable-addpath-rx
         exit-address-family
        """, """
        config router bgp
            set as 65001
            config neighbor
                edit "192.0.2.2"
                    set activate6 disable
                    set next-hop-self enable
                    set remote-as 65001
                    set keep-alive-timer 10
                    set holdtime-timer 30
                next
            end
        end
        """, "frr");

    [Fact]
    public void Dynamic_neighbors_have_a_group()
    {
        var body = Body(Convert("router bgp 65001\n neighbor D peer-group\n neighbor D remote-as 65001\n bgp listen range 10.9.0.0/16 peer-group D\n", "frr", "fortios"));
        Assert.Contains("set prefix 10.9.0.0 255.255.0.0", body);
        Assert.Contains("config neighbor-group", body);
    }

    [Fact]
    public void A_route_map_that_goes_on_unfolds_into_rules_that_decide()
    {
        var result = Convert("""
            ip prefix-list A seq 5 permit 10.0.0.0/8 le 24
            bgp community-list standard C permit 65001:1
            route-map M permit 10
             match ip address prefix-list A
             on-match next
             set local-preference 200
            exit
            route-map M permit 20
             match community C
             set metric 5
            exit
            router bgp 65001
             neighbor 192.0.2.2 remote-as 65001
             address-family ipv4 unicast
              neighbor 192.0.2.2 route-map M in
            """, "frr", "fortios");
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
        var rules = Body(result).Split("config router route-map")[1].Split("config router bgp")[0];
        Assert.Equal(3, rules.Split("edit ").Length - 2);
        Assert.Contains("set set-local-preference 200", rules);
    }

    [Fact]
    public void A_metric_of_redistributed_routes_becomes_a_route_map()
    {
        var result = Convert("router bgp 65001\n neighbor 192.0.2.2 remote-as 65001\n address-family ipv4 unicast\n  redistribute static metric 7\n", "frr", "fortios");
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
        Assert.Contains("set set-metric 7", Body(result));
    }

    [Theory]
    [InlineData("frr")]
    [InlineData("bird")]
    [InlineData("vyos")]
    public void Encrypted_passwords_are_asked_for_elsewhere(string to)
    {
        const string text = "config router bgp\nset as 65001\nconfig neighbor\nedit 192.0.2.2\nset remote-as 65001\nset password ENC Zm9vYmFy\nnext\nend\nend\n";
        var result = Convert(text, "fortios", to);
        Assert.Equal(Disposition.NeedsInput, FateOf(text, "set password ENC Zm9vYmFy", to).Disposition);
        Assert.DoesNotContain("Zm9vYmFy", Body(result) + string.Join('\n', result.Diagnostics.Select(d => d.Message)));
    }

    [Fact]
    public void An_access_list_takes_longer_prefixes_unless_it_matches_exactly()
    {
        var set = (PrefixSet)Read("config router access-list\nedit A\nconfig rule\nedit 1\nset prefix 10.0.0.0/8\nnext\nedit 2\nset prefix 192.0.2.0/24\nset exact-match enable\nnext\nend\nnext\nend\n").Configuration.Sets.Single();
        Assert.Equal([PrefixRange.OrLonger(IpPrefix.Parse("10.0.0.0/8")), PrefixRange.Exact(IpPrefix.Parse("192.0.2.0/24"))], set.Entries.Select(e => e.Match));
    }

    [Fact]
    public void A_neighbor_without_an_AS_is_refused()
    {
        const string text = "config router bgp\nset as 65001\nconfig neighbor\nedit 192.0.2.2\nset description \"x\"\nnext\nend\nend\n";
        Assert.Empty(Read(text).Configuration.Instances.Single().Peers);
        Assert.Contains("remote-as", FateOf(text, "set description \"x\"").Reason);
    }

    [Fact]
    public void An_address_of_the_session_needs_an_interface_that_has_it()
    {
        const string text = "router bgp 65001\n neighbor 192.0.2.2 remote-as 65001\n neighbor 192.0.2.2 update-source 192.0.2.1\n";
        Assert.Contains(Convert(text, "frr", "fortios").Fates, f => f.Disposition == Disposition.NeedsInput && f.Reason.Contains("--set interface.192.0.2.1=", StringComparison.Ordinal));
        Assert.Contains("set update-source \"loop1\"", Body(Convert(text, "frr", "fortios", ("interface.192.0.2.1", "loop1"))));
    }

    [Fact]
    public void Older_releases_get_their_spellings() => Assert.Contains(
        "config vrf-leak",
        Body(Convert("config router bgp\nset as 65001\nconfig neighbor\nedit 192.0.2.2\nset remote-as 65001\nnext\nend\nconfig vrf-leak\nedit 1\nconfig target\nedit 2\nset interface port1\nnext\nend\nnext\nend\nend\n", "fortios", "fortios@7.0")));
}
