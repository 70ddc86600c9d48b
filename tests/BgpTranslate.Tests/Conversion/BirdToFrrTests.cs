using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>What BIRD says in one way and FRR in another. Nothing may differ unsaid.</summary>
public class BirdToFrrTests
{
    [Fact]
    public void A_session_with_the_as_of_the_router_leaves_a_group_that_has_another()
    {
        var frr = Frr(Convert("""
            template bgp common { local as 64500; hold time 90; }
            protocol bgp a from common { local as 64511; neighbor 192.0.2.1 as 64501; ipv4 { import all; export none; }; }
            protocol bgp b from common { local as 64511; neighbor 192.0.2.2 as 64502; ipv4 { import all; export none; }; }
            protocol bgp c from common { neighbor 192.0.2.3 as 64503; ipv4 { import all; export none; }; }
            """));
        Assert.Contains("router bgp 64511\n", frr);
        Assert.DoesNotContain("neighbor 192.0.2.1 peer-group", frr);
        Assert.DoesNotContain("local-as 64511", frr);
        Assert.Contains(" neighbor common local-as 64500 no-prepend replace-as\n", frr);
        Assert.Contains(" neighbor 192.0.2.3 peer-group common\n", frr);
    }

    [Fact]
    public void A_session_without_local_as_is_said_to_get_one()
    {
        var result = Convert("""
            protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { import all; export none; }; }
            protocol bgp b { neighbor 192.0.2.2 as 64502; ipv4 { import all; export none; }; }
            """);
        Assert.Contains(result.Diagnostics, d => d.Code.Id == "BGPX2004" && d.Message.Contains("without a local AS number", StringComparison.Ordinal));
    }

    [Fact]
    public void A_session_with_another_local_AS_is_said_to_refuse_that_of_the_instance()
    {
        var result = Convert("""
            protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { import all; export none; }; }
            protocol bgp b { local as 64500; neighbor 192.0.2.2 as 64502; ipv4 { import all; export none; }; }
            protocol bgp c { local as 64510; neighbor 192.0.2.3 as 64503; ipv4 { import all; export none; }; }
            """);
        Assert.Equal(["local as 64510;"], result.Fates.Where(f => f.Disposition == Disposition.Approximated).Select(f => f.Statement.Span.Text.ToString()));
    }

    [Theory]
    [InlineData("64501", true)]
    [InlineData("64500", false)]
    public void Routes_do_not_come_back_to_an_external_peer_with_several_paths(string remote, bool isSolo)
    {
        var frr = Frr(Convert($$"""
            protocol bgp a { local as 64500; neighbor 192.0.2.1 as {{remote}}; ipv4 { import all; export all; add paths on; }; }
            protocol bgp b { local as 64500; neighbor 192.0.2.2 as 64502; ipv4 { import all; export all; }; }
            """));
        Assert.Equal(isSolo, frr.Contains(" neighbor 192.0.2.1 solo\n", StringComparison.Ordinal));
        Assert.DoesNotContain("neighbor 192.0.2.2 solo", frr);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("protocol bgp in { local as 64500; neighbor 192.0.2.9 as 64509; ipv4 { import filter { krt_metric = 7; accept; }; export none; }; }", false)]
    public void A_kernel_metric_that_a_filter_gives_is_known(string other, bool isKnown)
    {
        var frr = Frr(Convert($$"""
            protocol device { }
            protocol kernel { ipv4 { import all; export none; }; learn; }
            protocol static { ipv4; route 198.51.100.0/24 blackhole; }
            {{other}}
            protocol bgp a {
                local as 64500;
                neighbor 192.0.2.1 as 64500;
                ipv4 {
                    import all;
                    export filter {
                        if source = RTS_BGP && defined(bgp_local_pref) then {
                            krt_metric = 500 - bgp_local_pref;
                        } else {
                            if !defined(krt_metric) then krt_metric = 100;
                            bgp_local_pref = 500 - krt_metric;
                        }
                        accept;
                    };
                };
            }
            """));

        // The static route has no metric (sysdep/linux/netlink.c): it is sent with 500 - 100. Learned routes keep what they have.
        Assert.Equal(isKnown, frr.Contains(" set local-preference 400\n", StringComparison.Ordinal));
    }

    [Fact]
    public void What_one_of_two_pipes_changes_and_then_drops_comes_unchanged_by_the_other()
    {
        var frr = Frr(Convert("""
            ipv4 table t;
            protocol static { ipv4 { table t; }; route 198.51.100.0/24 blackhole; route 203.0.113.0/24 blackhole; }
            protocol pipe one { table t; peer table master4; import none; export filter { bgp_local_pref = 150; if net ~ [ 198.51.100.0/24 ] then accept; reject; }; }
            protocol pipe two { table t; peer table master4; import none; export filter { bgp_med = 7; accept; }; }
            protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64500; ipv4 { import all; export all; }; }
            """));

        // Whether the first pipe lets a route pass is asked before anything is set.
        Assert.True(frr.IndexOf(" match ip address prefix-list", StringComparison.Ordinal) < frr.IndexOf(" set local-preference 150", StringComparison.Ordinal), frr);
        Assert.Contains(" set metric 7\n", frr);
    }

    [Theory]
    [InlineData("igp table igp4;", true)]
    [InlineData("igp table master4;", false)]
    public void Next_hops_that_a_table_of_their_own_resolves_are_said_to_be_looked_up_among_all_routes(string statement, bool isSaid)
    {
        var result = Convert($$"""
            ipv4 table igp4;
            protocol ospf v2 o { ipv4 { table igp4; import all; export none; }; area 0 { interface "eth0" { }; }; }
            protocol pipe { table igp4; peer table master4; import none; export all; }
            protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64500; ipv4 { import all; export all; {{statement}} }; }
            """);
        Assert.Equal(isSaid, result.Fates.Any(f => f.Disposition == Disposition.Approximated && f.Statement.Span.Text.SequenceEqual(statement)));
    }

    [Fact]
    public void Of_two_tables_of_the_kernel_the_main_one_decides()
    {
        var result = Convert("""
            ipv4 table policy;
            protocol kernel k100 { kernel table 100; ipv4 { table policy; export where net ~ [ 203.0.113.0/24 ]; }; }
            protocol pipe { table policy; peer table master4; import all; export none; }
            protocol kernel main { ipv4 { export where net ~ [ 198.51.100.0/24 ]; }; }
            protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { import all; export none; }; }
            """);
        Assert.Contains("permit 198.51.100.0/24\n", Frr(result));
        Assert.DoesNotContain("permit 203.0.113.0/24\n", Frr(result));
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.Lost && f.Statement.Span.Text.StartsWith("protocol kernel k100", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "accept;", "learn;", "add paths on;")]
    [InlineData("preference 200;", "accept;", "add paths on;")]
    [InlineData("", "if source = RTS_BGP then accept; reject;")]
    public void Own_routes_beside_others_to_a_prefix_are_said_to_be_chosen_in_another_way(string ofKernel, string export, params string[] statements)
    {
        var result = Convert($$"""
            protocol device { }
            protocol direct { ipv4; }
            protocol kernel { ipv4 { import all; export none; {{ofKernel}} }; learn; }
            protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { import all; export filter { {{export}} }; add paths on; }; }
            """);
        Assert.Equal(statements, result.Fates.Where(f => f.Disposition == Disposition.Approximated).Select(f => f.Statement.Span.Text.ToString()));
    }

    [Fact]
    public void What_a_dynamic_peer_says_for_all_families_reaches_its_group()
    {
        var frr = Frr(Convert("""
            protocol bgp clients {
                local as 64500;
                neighbor range 192.0.2.0/24 as 64500;
                rr client;
                ipv4 { import all; export all; };
            }
            """));
        Assert.Contains("  neighbor clients route-reflector-client\n", frr);
    }

    [Fact]
    public void A_peer_with_and_without_labels_keeps_the_family_without()
    {
        var result = Convert("""
            protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { import all; export none; }; ipv4 mpls { import all; export none; }; }
            """);
        Assert.Contains("address-family ipv4 unicast\n", Frr(result));
        Assert.DoesNotContain("labeled-unicast", Frr(result));
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.Lost && f.Statement.Span.Text.StartsWith("ipv4 mpls", StringComparison.Ordinal));
    }

    [Fact]
    public void Sessions_of_several_tables_are_sent_what_reaches_theirs()
    {
        var frr = Frr(Convert("""
            ipv4 table customers;
            protocol pipe { table customers; peer table master4; import none; export where net.len <= 24; }
            protocol bgp c { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { table customers; import all; export all; }; }
            protocol bgp u { local as 64500; neighbor 192.0.2.2 as 64502; ipv4 { import all; export all; }; }
            """));

        // What the upstream sends does not come to the customer; what the customer sends passes the pipe.
        Assert.Contains("route-map all-customers-in permit 10\n set tag 100\n", frr);
        Assert.Contains("route-map all-main-in permit 10\n set tag 101\n", frr);
        Assert.Contains("route-map all-customers-out deny 10\n match tag 101\n", frr);
        Assert.Contains("route-map all-main-out permit 10\n match tag 100\n", frr);
        Assert.Contains(" neighbor 192.0.2.1 route-map all-customers-out out\n", frr);
        Assert.Contains(" neighbor 192.0.2.2 route-map all-main-out out\n", frr);
    }

    [Fact]
    public void Routes_come_by_whichever_of_two_pipes_lets_them_pass()
    {
        var result = Convert("""
            ipv4 table t_bgp;
            protocol direct { ipv4; }
            protocol pipe a { table master4; peer table t_bgp; import none; export where net ~ [ 198.51.100.0/24+ ]; }
            protocol pipe b { table master4; peer table t_bgp; import none; export where net ~ [ 203.0.113.0/24+ ]; }
            protocol bgp up { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { table t_bgp; import all; export all; }; }
            """);
        Assert.DoesNotContain(result.Fates, f => f.Disposition is Disposition.Lost or Disposition.Approximated);
        Assert.Contains("198.51.100.0/24 le 32", Frr(result));
        Assert.Contains("203.0.113.0/24 le 32", Frr(result));
    }

    /// <summary>FRR would leave the next hop of a router in the peer's subnet.</summary>
    [Theory]
    [InlineData("multihop; ", true)]
    [InlineData("multihop; neighbor as 64500; ", false)]
    [InlineData("", false)]
    public void Over_several_hops_the_next_hop_is_the_routers_own(string options, bool expected) =>
        Assert.Equal(expected, Frr(Convert($"protocol bgp a {{ local as 64500; neighbor 192.0.2.1 as 64501; {options}ipv4 {{ import all; export all; }}; }}\n")).Contains("neighbor 192.0.2.1 next-hop-self", StringComparison.Ordinal));

    [Fact]
    public void Any_interface_is_no_condition() =>
        Assert.DoesNotContain("NEVER", Frr(Convert("protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { import where ifname ~ \"*\"; export none; }; }\n")));

    /// <summary>FRR's bgpd has no word for the protocol of a route; a line with it would be dropped, and the entry would match everything.</summary>
    [Theory]
    [InlineData("import filter { if defined(source) && source ~ [ RTS_BGP ] then accept; reject; }; export none;")]
    [InlineData("import all; export filter { if defined(source) && source = RTS_BGP then accept; if source = RTS_STATIC && net.len < 25 then accept; reject; };")]
    public void Nothing_asks_for_the_protocol_of_a_route(string policies)
    {
        const string routes = "protocol static ours { route 203.0.113.0/24 blackhole; }\nprotocol kernel { learn; import all; export where source = RTS_BGP; }\n";
        var old = Frr(Convert($"{routes}protocol bgp a {{ local as 64500; neighbor 192.0.2.1 as 64501; {policies} }}\n"));
        Assert.DoesNotContain("source-protocol", old);
        Assert.DoesNotContain("NEVER", old);
    }

    /// <summary>Sessions in a table of their own, which pipes fill: what FRR has by redistribution.</summary>
    private const string Piped =
        """
        ipv4 table t_direct;
        ipv4 table t_bgp;
        protocol kernel { ipv4 { import all; export all; }; learn; }
        protocol direct nets { ipv4 { table t_direct; import all; }; interface "net0"; }
        protocol pipe from_direct {
            table t_direct; peer table t_bgp; import none;
            export filter { bgp_local_pref = 40; bgp_large_community.add((64500, 0, 0)); accept; };
        }
        protocol pipe to_main { table t_bgp; peer table master4; import none; export all; }
        protocol static { ipv4 { table t_bgp; }; route 203.0.113.0/25 blackhole { bgp_large_community.add((64500, 1, 0)); }; }
        protocol bgp up {
            local as 64500; neighbor 192.0.2.1 as 64501;
            ipv4 { table t_bgp; import all; export all; };
        }
        """;

    [Fact]
    public void Pipes_into_the_table_of_the_sessions_become_redistribution_by_their_policies()
    {
        var result = Convert(Piped);
        var frr = Frr(result);
        Assert.DoesNotContain(result.Fates, f => f.Disposition is Disposition.Lost or Disposition.Approximated);

        // Kernel routes stay in the main table; the sessions do not see it.
        Assert.DoesNotContain("redistribute kernel", frr);
        Assert.Contains("  redistribute connected route-map from-connected\n", frr);
        Assert.Contains(" match interface net0\n call from_direct_export\n", frr);
        Assert.Contains("route-map from_direct_export permit 10\n set local-preference 40\n set large-community 64500:0:0 additive\n", frr);
        Assert.Contains("\nip route 203.0.113.0/25 blackhole\n", frr);
        Assert.Contains(" set large-community 64500:1:0 additive\n", frr);

        // What the sessions choose is installed: the pipe to the main table and the kernel protocol pass it.
        Assert.DoesNotContain("no-rib", frr);
    }

    [Fact]
    public void Routes_that_reach_no_kernel_are_not_installed() =>
        Assert.Contains("\nbgp no-rib\n", Frr(Convert(Piped.Replace("peer table master4; import none; export all;", "peer table master4; import none; export none;", StringComparison.Ordinal))));

    [Fact]
    public void The_pipe_to_the_kernel_decides_what_is_installed()
    {
        var frr = Frr(Convert(Piped.Replace("import none; export all;", "import none; export where net.len < 25;", StringComparison.Ordinal)));
        Assert.Contains("  table-map to_main_export\n", frr);
        Assert.Contains("route-map to_main_export permit 10\n", frr);
    }

    [Fact]
    public void A_policy_that_only_the_rewriting_left_over_is_not_written()
    {
        var frr = Frr(Convert("""
            protocol static ours { ipv4; route 203.0.113.0/24 blackhole; }
            filter sent { if source = RTS_STATIC then accept; reject; }
            filter idle { reject; }
            protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { import all; export filter sent; }; }
            """));
        Assert.Contains("route-map sent permit 10\n match tag 1\n", frr);
        Assert.Contains(" neighbor 192.0.2.1 route-map sent out\n", frr);
        Assert.DoesNotContain("source-protocol", frr);
        Assert.Contains("route-map idle deny 10\n", frr);
    }

    private static string Frr(ConversionResult result) => result.Outputs.Single().Text.ToString();

    private static ConversionResult Convert(string text)
    {
        var request = new ConversionRequest(
            new FormatChoice(FormatRegistry.Find("frr")!, new FormatVersion(8, 4)), new FormatChoice(FormatRegistry.Find("bird")!, null), DefaultsMode.Preserve,
            ImmutableDictionary<string, string>.Empty, NoIncludes.Instance);
        var result = Converter.Convert(new SourceFile("bird.conf", text), request);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
        return result;
    }
}
