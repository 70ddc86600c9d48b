using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.Bird;

/// <summary>What other routers say in objects of their own and BIRD says elsewhere.</summary>
public class ForeignObjectTests
{
    [Fact]
    public void A_bfd_session_of_its_own_becomes_parameters_of_the_bgp_session()
    {
        var result = FromFrr("""
            bfd
             peer 198.51.100.1 local-address 198.51.100.0
              detect-multiplier 4
              receive-interval 250
             peer 198.51.100.9
            router bgp 64500
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             neighbor 198.51.100.1 remote-as 64501
             neighbor 198.51.100.1 bfd
             neighbor 198.51.100.1 bfd check-control-plane-failure
            """);
        Assert.Contains("bfd { min rx interval 250 ms; multiplier 4; graceful; };", Text(result), StringComparison.Ordinal);
        Assert.Equal(["peer 198.51.100.9"], Lost(result));
    }

    [Fact]
    public void A_cache_gets_a_name_and_the_tables_that_filters_ask()
    {
        var result = FromFrr("""
            rpki
             rpki cache 192.0.2.53 3323 preference 1
            exit
            route-map IN deny 10
             match rpki invalid
            route-map IN permit 20
            router bgp 64500
             bgp router-id 192.0.2.1
             neighbor 198.51.100.1 remote-as 64501
             address-family ipv4 unicast
              neighbor 198.51.100.1 route-map IN in
              neighbor 198.51.100.1 route-map IN out
             exit-address-family
            """);
        Assert.Contains("protocol rpki ", Text(result), StringComparison.Ordinal);
        Assert.Contains("if roa_check(r4) = ROA_INVALID then reject;", Text(result), StringComparison.Ordinal);
        Assert.Empty(Lost(result));
    }

    [Fact]
    public void The_only_table_of_a_family_is_what_every_cache_says()
    {
        const string text = """
            roa4 table r4;
            filter valid4 {
                if roa_check(r4, net, bgp_path.last) = ROA_VALID then accept;
                reject;
            }
            protocol bgp up {
                local as 64500;
                neighbor 198.51.100.1 as 64501;
                ipv4 { import filter valid4; export none; };
            }
            """;
        var result = Convert("bird", text, "frr");
        Assert.Contains("match rpki valid", Text(result), StringComparison.Ordinal);
        Assert.DoesNotContain(result.Fates, f => f.Disposition is Disposition.Lost or Disposition.Approximated);
    }

    /// <summary>Transitive, subtype 4, of AS 64500 (0xfbf4); 200 Mbit/s are 25 000 000 octets a second, 0x4bbebc20 as an IEEE single.</summary>
    [Theory]
    [InlineData("200", "(generic, 0x0004fbf4, 0x4bbebc20)")]
    [InlineData("200 non-transitive", "(generic, 0x4004fbf4, 0x4bbebc20)")]
    public void A_link_bandwidth_is_a_community_of_eight_octets(string bandwidth, string expected)
    {
        var result = FromFrr(WithBandwidth(bandwidth));
        Assert.Contains($"bgp_ext_community.add({expected});", Text(result), StringComparison.Ordinal);
        Assert.Empty(Lost(result));
    }

    [Theory]
    [InlineData("num-multipaths")]
    [InlineData("cumulative")]
    public void A_link_bandwidth_that_depends_on_the_paths_is_lost(string bandwidth) =>
        Assert.Equal([$"set extcommunity bandwidth {bandwidth}"], Lost(FromFrr(WithBandwidth(bandwidth))));

    [Fact]
    public void What_is_originated_into_labelled_families_is_lost() => Assert.Equal(["network 203.0.113.0/24"], Lost(FromFrr("""
        router bgp 64500
         bgp router-id 192.0.2.1
         no bgp ebgp-requires-policy
         neighbor 198.51.100.1 remote-as 64501
         address-family ipv4 unicast
          no neighbor 198.51.100.1 activate
         exit-address-family
         address-family ipv4 labeled-unicast
          network 203.0.113.0/24
          neighbor 198.51.100.1 activate
         exit-address-family
        """)));

    /// <summary>Where interfaces are unknown: two peers in one network and a third elsewhere, each may hear of the other's next hops; alone in its network a peer is told this router.</summary>
    [Fact]
    public void Peers_of_which_some_share_a_network_may_be_sent_other_next_hops()
    {
        var result = FromFrr("""
            router bgp 64500
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             neighbor 198.51.100.1 remote-as 64501
             neighbor 198.51.100.2 remote-as 64502
             neighbor 203.0.113.1 remote-as 64503
            """);
        Assert.Equal(["neighbor 198.51.100.1 remote-as 64501", "neighbor 198.51.100.2 remote-as 64502"], Approximated(result));
    }

    [Theory]
    [InlineData("", "neighbor 198.51.100.0 remote-as 64501")]
    [InlineData("interface eth0\n ip address 198.51.100.1/31\nexit\n")]
    public void A_peer_at_the_address_of_a_network_needs_a_link_of_two_addresses(string addresses, params string[] expected) =>
        Assert.Equal(expected, Approximated(FromFrr(addresses + """
            router bgp 64500
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             neighbor 198.51.100.0 remote-as 64501
            """)));

    [Fact]
    public void An_unnumbered_peer_learns_from_advertisements_where_this_end_is()
    {
        var text = Text(FromFrr("""
            router bgp 64500
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             neighbor eth1 interface remote-as external
            """));
        Assert.Contains("interface \"eth1\" { max ra interval 10; default lifetime 0; };", text, StringComparison.Ordinal);
        Assert.Contains("neighbor range fe80::/10 external;", text, StringComparison.Ordinal);
    }

    /// <summary>FRR refuses paths with the number of the instance or that of the session, BIRD those with the session's alone.</summary>
    [Theory]
    [InlineData("64496 no-prepend replace-as", "paths that hold 64500 are accepted")]
    [InlineData("64496 no-prepend", "paths that hold 64500 are accepted, paths sent do not go on with 64500")]
    [InlineData("64496", "paths that hold 64500 are accepted, paths sent do not go on with 64500, paths received do not begin with 64496")]
    public void A_session_with_an_as_number_of_its_own_knows_no_other(string local, string expected)
    {
        var result = FromFrr($"""
            router bgp 64500
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             neighbor 198.51.100.1 remote-as 64501
             neighbor 198.51.100.1 local-as {local}
            """);
        Assert.Equal([$"neighbor 198.51.100.1 local-as {local}"], Approximated(result));
        Assert.Contains(result.Diagnostics, d => d.Message.EndsWith($"the session has the AS number 64496 alone: {expected}", StringComparison.Ordinal));
    }

    private static string WithBandwidth(string bandwidth) => $"""
        route-map OUT permit 10
         set extcommunity bandwidth {bandwidth}
        router bgp 64500
         bgp router-id 192.0.2.1
         no bgp ebgp-requires-policy
         neighbor 198.51.100.1 remote-as 64501
         address-family ipv4 unicast
          neighbor 198.51.100.1 route-map OUT out
         exit-address-family
        """;

    private static IEnumerable<string> Approximated(ConversionResult result) =>
        result.Fates.Where(f => f.Disposition == Disposition.Approximated).Select(f => f.Statement.Span.Text.ToString());

    private static string Text(ConversionResult result) => result.Outputs[0].Text.ToString();

    private static IEnumerable<string> Lost(ConversionResult result)
    {
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
        return result.Fates.Where(f => f.Disposition == Disposition.Lost).Select(f => f.Statement.Span.Text.ToString());
    }

    private static ConversionResult FromFrr(string text) => Convert("frr", text, "bird");

    private static ConversionResult Convert(string from, string text, string to)
    {
        var request = new ConversionRequest(
            new FormatChoice(FormatRegistry.Find(to)!, null), new FormatChoice(FormatRegistry.Find(from)!, null), DefaultsMode.Preserve,
            ImmutableDictionary<string, string>.Empty, NoIncludes.Instance);
        return Converter.Convert(new SourceFile("router.conf", text), request);
    }
}
