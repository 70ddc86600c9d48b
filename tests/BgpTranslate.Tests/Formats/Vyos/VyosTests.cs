using BgpTranslate.Conversion;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;
using static BgpTranslate.Tests.Formats.Vyos.VyosConversion;

namespace BgpTranslate.Tests.Formats.Vyos;

public class VyosTests
{
    [Theory]
    [InlineData("remote-as '65002'")]
    [InlineData("description 'Upstream one'\nset protocols bgp neighbor 192.0.2.2 remote-as 'external'")]
    [InlineData("ebgp-multihop '3'\nset protocols bgp neighbor 192.0.2.2 remote-as '65002'")]
    [InlineData("local-as 65010 no-prepend replace-as\nset protocols bgp neighbor 192.0.2.2 remote-as '65002'")]
    [InlineData("local-role customer strict\nset protocols bgp neighbor 192.0.2.2 remote-as '65002'")]
    [InlineData("password 'abc'\nset protocols bgp neighbor 192.0.2.2 remote-as '65002'")]
    [InlineData("remote-as '65002'\nset protocols bgp neighbor 192.0.2.2 timers holdtime '30'\nset protocols bgp neighbor 192.0.2.2 timers keepalive '10'")]
    [InlineData("remote-as '65002'\nset protocols bgp neighbor 192.0.2.2 ttl-security hops '1'\nset protocols bgp neighbor 192.0.2.2 update-source 'eth0'")]
    [InlineData("bfd profile 'fast'\nset protocols bgp neighbor 192.0.2.2 remote-as '65002'")]
    [InlineData("disable-capability-negotiation\nset protocols bgp neighbor 192.0.2.2 remote-as '65002'")]
    [InlineData("path-attribute discard '26'\nset protocols bgp neighbor 192.0.2.2 remote-as '65002'")]
    public void A_neighbor_keeps_its_words(string words) => Identity($"""
        set protocols bgp neighbor 192.0.2.2 address-family ipv4-unicast
        set protocols bgp neighbor 192.0.2.2 {words}
        set protocols bgp parameters router-id '192.0.2.1'
        set protocols bgp system-as '65001'
        """);

    [Theory]
    [InlineData("allowas-in number '5'")]
    [InlineData("as-override")]
    [InlineData("attribute-unchanged med")]
    [InlineData("capability orf prefix-list send")]
    [InlineData("default-originate")]
    [InlineData("disable-send-community extended")]
    [InlineData("maximum-prefix '1000'")]
    [InlineData("nexthop-self force")]
    [InlineData("remove-private-as all")]
    [InlineData("route-server-client")]
    [InlineData("soft-reconfiguration inbound")]
    [InlineData("weight '10'")]
    [InlineData("addpath-tx-all")]
    public void A_family_keeps_its_words(string words) => Identity($"""
        set protocols bgp neighbor 192.0.2.2 address-family ipv4-unicast {words}
        set protocols bgp neighbor 192.0.2.2 remote-as '65002'
        set protocols bgp system-as '65001'
        """);

    [Theory]
    [InlineData("match as-path 'NONE'", "set community add '65001:1'\nset policy route-map M rule 10 set community add 'no-export'")]
    [InlineData("match metric '50'", "set as-path prepend '65001 65001'")]
    [InlineData("match origin 'igp'", "set metric '+10'")]
    [InlineData("match rpki 'valid'", "set large-community replace '65001:1:2'")]
    [InlineData("match protocol 'static'", "set ip-next-hop 'unchanged'")]
    [InlineData("match local-preference '90'", "set extcommunity rt '65001:1'")]
    public void A_rule_keeps_its_words(string match, string set) => Identity($"""
        set policy as-path-list NONE rule 10 action 'permit'
        set policy as-path-list NONE rule 10 regex '^$'
        set policy route-map M rule 10 action 'permit'
        set policy route-map M rule 10 {match}
        set policy route-map M rule 10 {set}
        """);

    [Fact]
    public void Rules_that_go_on_keep_their_targets() => Identity("""
        set policy route-map M rule 10 action 'permit'
        set policy route-map M rule 10 match origin 'igp'
        set policy route-map M rule 10 on-match goto '30'
        set policy route-map M rule 10 set metric '5'
        set policy route-map M rule 20 action 'deny'
        set policy route-map M rule 20 match origin 'egp'
        set policy route-map M rule 30 action 'permit'
        """);

    [Fact]
    public void The_curly_form_is_read_and_written() => Converts("""
        protocols {
            bgp {
                neighbor 192.0.2.2 {
                    address-family {
                        ipv4-unicast {
                            nexthop-self {
                            }
                        }
                    }
                    description "two words"
                    remote-as 65002
                }
                system-as 65001
            }
        }
        // Release version: 1.5
        """, """
        protocols {
            bgp {
                neighbor 192.0.2.2 {
                    address-family {
                        ipv4-unicast {
                            nexthop-self
                        }
                    }
                    description "two words"
                    remote-as 65002
                }
                system-as 65001
            }
        }

        // Warning: Do not remove the following line.
        // vyos-config-version: "bgp@5:policy@8:quagga@11:rpki@2:vrf@3"
        // Release version: 1.5
        """, form: "boot");

    [Fact]
    public void Old_spellings_become_current_ones() => Converts("""
        set protocols bgp 65001 neighbor 192.0.2.2 nexthop-self
        set protocols bgp 65001 neighbor 192.0.2.2 remote-as 65002
        set protocols bgp 65001 neighbor 192.0.2.2 timers connect 30
        set protocols bgp 65001 network 198.51.100.0/24
        set protocols bgp 65001 parameters no-fast-external-failover
        set policy route-map M rule 10 action permit
        set policy route-map M rule 10 set community '65001:1 65001:2 additive'
        set policy route-map M rule 10 set as-path-prepend '65001 65001'
        """, """
        set policy route-map M rule 10 action 'permit'
        set policy route-map M rule 10 set as-path prepend '65001 65001'
        set policy route-map M rule 10 set community add '65001:1'
        set policy route-map M rule 10 set community add '65001:2'
        set protocols bgp address-family ipv4-unicast network 198.51.100.0/24
        set protocols bgp neighbor 192.0.2.2 address-family ipv4-unicast nexthop-self
        set protocols bgp neighbor 192.0.2.2 remote-as '65002'
        set protocols bgp neighbor 192.0.2.2 timers connect '30'
        set protocols bgp parameters no-fast-external-failover
        set protocols bgp parameters no-suppress-duplicates
        set protocols bgp system-as '65001'
        """);

    [Fact]
    public void A_later_statement_wins_and_a_deletion_removes() => Converts("""
        edit protocols bgp
        set system-as 65001
        set neighbor 192.0.2.2 remote-as 65009
        set neighbor 192.0.2.2 remote-as 65002
        set neighbor 192.0.2.3 remote-as 65003
        top
        delete protocols bgp neighbor 192.0.2.3
        set protocols bgp neighbor 192.0.2.2 address-family ipv4-unicast # it's on
        commit
        """, """
        set protocols bgp neighbor 192.0.2.2 address-family ipv4-unicast
        set protocols bgp neighbor 192.0.2.2 remote-as '65002'
        set protocols bgp system-as '65001'
        """);

    [Fact]
    public void A_transcript_is_read_for_its_commands()
    {
        const string text = """
            #!/bin/vbash
            [edit]
            vyos@r1# set protocols bgp system-as '65001'
            vyos@r1# run show bgp summary
            Neighbor        V         AS
            vyos@r1:~$ ping 192.0.2.2
            """;
        Assert.DoesNotContain(Convert(text, "1.5", "set").Fates, f => f.Disposition == Disposition.Unrecognized);
        Assert.Equal(Disposition.Translated, FateOf(text, "set protocols bgp system-as '65001'"));
    }

    [Fact]
    public void Named_community_lists_are_expressions_and_numbered_ones_are_not()
    {
        var sets = Read("""
            set policy community-list CUST rule 10 action permit
            set policy community-list CUST rule 10 regex '65001:1'
            set policy community-list 5 rule 10 action permit
            set policy community-list 5 rule 10 regex '65001:1 65001:2'
            """).Configuration.Sets.OfType<CommunitySet>().ToDictionary(s => s.Name, s => s.Entries[0].Match);
        Assert.IsType<CommunityMatch.Expression>(sets["CUST"]);
        Assert.Equal(2, Assert.IsType<CommunityMatch.AllOf>(sets["5"]).Patterns.Length);
    }

    [Fact]
    public void A_standard_community_list_of_another_platform_gets_a_number()
    {
        var result = Convert("""
            bgp community-list standard CUST permit 65001:1
            route-map IN permit 10
             match community CUST
            router bgp 65001
             neighbor 192.0.2.2 remote-as 65002
             address-family ipv4 unicast
              neighbor 192.0.2.2 route-map IN in
            """, "1.5", "set", from: "frr");
        Assert.Contains("set policy community-list 1 rule 5 regex '65001:1'", result.Outputs[0].Text.ToString(), StringComparison.Ordinal);
        Assert.Contains("set policy route-map IN rule 10 match community community-list '1'", result.Outputs[0].Text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(result.Diagnostics, d => d.Code.Id.StartsWith("BGPX3", StringComparison.Ordinal));
    }

    [Fact]
    public void Families_are_active_by_default_before_1_4_alone()
    {
        Assert.True(IsActive("set protocols bgp 65001 neighbor 192.0.2.2 remote-as 65002"));
        Assert.False(IsActive("set protocols bgp 65001 neighbor 192.0.2.2 remote-as 65002\nset protocols bgp 65001 parameters default no-ipv4-unicast"));
        Assert.False(IsActive("set protocols bgp system-as 65001\nset protocols bgp neighbor 192.0.2.2 remote-as 65002"));

        static bool IsActive(string text)
        {
            var read = Read(text);
            return new BgpTranslate.Facts.EffectiveConfiguration(read.Configuration, read.Platform).Instances[0].Peers[0].IsActive(AfiSafi.Ipv4Unicast);
        }
    }

    [Fact]
    public void What_1_3_cannot_say_is_lost() => Loses("""
        set protocols bgp system-as 65001
        set protocols bgp neighbor 192.0.2.2 remote-as 65002
        set protocols bgp neighbor 192.0.2.2 address-family ipv4-unicast
        set protocols bgp neighbor 192.0.2.2 local-role customer
        """, "1.3", ("set protocols bgp neighbor 192.0.2.2 local-role customer", Disposition.Lost));

    [Fact]
    public void A_timer_alone_has_no_effect() => Assert.Equal(Disposition.Inherent, FateOf("""
        set protocols bgp system-as 65001
        set protocols bgp neighbor 192.0.2.2 remote-as 65002
        set protocols bgp neighbor 192.0.2.2 timers holdtime 30
        """, "set protocols bgp neighbor 192.0.2.2 timers holdtime 30"));

    [Theory]
    [InlineData("// vyos-config-version: \"bgp@5:quagga@11\"\n// Release version: 1.4.1", "1.4")]
    [InlineData("/* === vyatta-config-version: \"quagga@2:system@8\" === */", "1.1")]
    [InlineData("/* === vyatta-config-version: \"quagga@7:system@8\" === */", "1.3")]
    [InlineData("// Release version: 1.5-rolling-202501010000", "1.5")]
    public void The_footer_tells_the_release(string footer, string release)
    {
        Assert.True(FormatVersion.TryParse(release, out var expected));
        Assert.Equal(expected, Read("protocols {\n    static {\n    }\n}\n" + footer).Platform.Version);
    }

    [Theory]
    [InlineData("set protocols bgp neighbor")]
    [InlineData("set protocols bgp group G remote-as 1")]
    [InlineData("set")]
    [InlineData("set protocols bgp system-as 'x")]
    [InlineData("protocols {\n bgp {{{\n")]
    [InlineData("}}}}\nset policy prefix-list A rule 1 prefix 10.0.0.0/8 le 99")]
    public void Bad_input_is_read_to_its_end(string text) => Assert.NotNull(Read(text));

    [Fact]
    public void A_path_that_no_release_has_is_told_its_spelling() => Assert.Contains(
        Read("set protocols bgp system-as 65001\nset protocols bgp group G remote-as 65001").Diagnostics, d => d.Message.Contains("protocols bgp peer-group", StringComparison.Ordinal));

    [Theory]
    [InlineData("set protocols bgp neighbor eth0 interface peer-group G\nset protocols bgp neighbor eth0 interface v6only peer-group G\nset protocols bgp peer-group G remote-as 64512")]
    [InlineData("set protocols bgp neighbor eth0 interface remote-as external\nset protocols bgp neighbor eth0 interface v6only remote-as external")]
    [InlineData("set vrf name red table 1000\nset vrf name red protocols bgp system-as 64512\nset vrf name red protocols bgp address-family ipv4-unicast rd vpn export 64512:100")]
    public void What_is_said_twice_or_held_word_for_word_makes_no_difference_in_FRR(string text)
    {
        var request = ConversionRequest.Of(new FormatChoice(FormatRegistry.Find("frr")!, null), new FormatChoice(FormatRegistry.Find("vyos")!, null));
        var result = Converter.Convert(new SourceFile("a.set", "set protocols bgp system-as 64512\n" + text + "\n"), request);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
    }

    [Fact]
    public void Detection() => Assert.True(FormatRegistry.Find("vyos")!.Detect(new SourceFile("a.set", "set protocols bgp system-as '65001'\n")).Score > 0);
}
