using BgpTranslate.Conversion;
using BgpTranslate.Defaults;
using BgpTranslate.Formats;
using BgpTranslate.Formats.Bird;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.Bird;

/// <summary>BIRD 1.6 as a target: a daemon, and a file, for each address family.</summary>
public class BirdOneTests
{
    private const string Both =
        """
        frr version 10.3
        ip prefix-list CUST permit 10.0.0.0/8 le 24
        ipv6 prefix-list CUST permit 2001:db8::/32 le 48
        ip route 192.0.2.0/24 blackhole
        route-map IN permit 10
         match ip address prefix-list CUST
         set local-preference 200
        exit
        route-map IN permit 20
         match ipv6 address prefix-list CUST
        exit
        router bgp 65000
         bgp router-id 192.0.2.1
         no bgp ebgp-requires-policy
         neighbor 198.51.100.1 remote-as 65001
         neighbor 2001:db8::1 remote-as 65001
         neighbor 198.51.100.2 remote-as external
         address-family ipv4 unicast
          network 192.0.2.0/24
          no neighbor 2001:db8::1 activate
          neighbor 198.51.100.1 route-map IN in
         exit-address-family
         address-family ipv6 unicast
          neighbor 2001:db8::1 activate
          neighbor 2001:db8::1 route-map IN in
         exit-address-family
        exit
        """;

    [Fact]
    public void Each_daemon_has_a_file_with_what_is_of_its_family()
    {
        var outputs = Convert("frr", Both).Outputs;
        Assert.Equal(["", "6"], outputs.Select(o => o.Suffix));
        var (four, six) = (outputs[0].Text.ToString(), outputs[1].Text.ToString());
        Assert.Contains("define CUST = [ 10.0.0.0/8{8,24} ];", four);
        Assert.Contains("\tneighbor 198.51.100.1 as 65001;", four);
        Assert.DoesNotContain("2001:db8", four);
        Assert.StartsWith("# for BIRD 1.6, the IPv6 daemon\n", six);
        Assert.Contains("2001:db8::/32{32,48}", six);
        Assert.Contains("\tneighbor 2001:db8::1 as 65001;", six);
        Assert.DoesNotContain("198.51.100", six);
    }

    [Fact]
    public void Options_stand_in_the_protocol_and_tables_have_no_type()
    {
        var text = Convert("bird", """
            router id 192.0.2.1;
            ipv4 table t4;
            roa4 table r4;
            protocol static ours { ipv4 { table t4; }; route 203.0.113.0/24 via 192.0.2.7 weight 2 via 192.0.2.8; }
            protocol static roas { roa4 { table r4; }; route 203.0.113.0/24 max 24 as 64497; }
            protocol bgp p { local as 64496; neighbor 198.51.100.1 as 64496; rr client on; ipv4 { table t4; import where roa_check(r4) != ROA_INVALID; next hop self on; }; }
            """).Outputs[0].Text.ToString();
        Assert.Contains("\ntable t4;\n", text);
        Assert.Contains("\nroa table r4 {\n\troa 203.0.113.0/24 max 24 as 64497;\n}\n", text);
        Assert.Contains("\ttable t4;\n\troute 203.0.113.0/24 multipath via 192.0.2.7 weight 2 via 192.0.2.8;\n", text);
        Assert.Contains("\trr client;\n\ttable t4;\n", text);
        Assert.Contains("\tnext hop self;\n}", text);
        Assert.DoesNotContain("ipv4", text.Replace("p_ipv4_import", "", StringComparison.Ordinal));
    }

    [Fact]
    public void An_ipv6_daemon_without_a_router_id_brings_no_session_up()
    {
        var text = Convert("frr", "frr version 10.3\nrouter bgp 65000\n no bgp default ipv4-unicast\n neighbor 2001:db8::1 remote-as 65001\n address-family ipv6 unicast\n  neighbor 2001:db8::1 activate\n exit-address-family\nexit\n")
            .Outputs[0].Text.ToString();
        Assert.Contains("router id 192.0.2.1; # not in the input: router id", text);
        Assert.Contains("\tdisabled; # not in the input: router id", text);
    }

    [Fact]
    public void What_only_later_releases_have_is_announced()
    {
        var result = Convert("frr", Both);
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("AS number of the peer"));
        Assert.DoesNotContain(result.Diagnostics, d => d.Message.Contains("self-check"));
        var other = Convert("frr", Both.Replace("  neighbor 2001:db8::1 activate", "  neighbor 2001:db8::1 activate\n  neighbor 198.51.100.1 activate", StringComparison.Ordinal));
        Assert.Contains(other.Diagnostics, d => d.Message.Contains("exchanges routes of the family of its addresses"));
        Assert.DoesNotContain(other.Diagnostics, d => d.Message.Contains("self-check"));
    }

    [Fact]
    public void From_1_6_to_2_to_3_every_fact_is_kept()
    {
        const string one = """
            router id 192.0.2.1;
            table peers;
            roa table known { roa 203.0.113.0/24 max 24 as 64497; }
            filter clean { if roa_check(known) = ROA_INVALID then reject; if net ~ [ 10.0.0.0/8+ ] then reject; accept; }
            protocol kernel { learn; export all; }
            protocol static { route 203.0.113.0/24 blackhole; }
            protocol pipe { table peers; peer table master; import none; export all; }
            protocol bgp p { local as 64496; neighbor 198.51.100.1 as 64497; table peers; import filter clean; export none; next hop self; import limit 100 action block; }
            """;
        var text = one;
        foreach (var version in new FormatVersion[] { new(1, 6), new(2, 0), new(3) })
        {
            var result = Convert("bird", text, version);
            Assert.Equal(result.Verification!.Facts, result.Verification.Preserved);
            Assert.Equal(0, result.Verification.Added);
            text = result.Outputs[0].Text.ToString();
        }
    }

    private static ConversionResult Convert(string from, string text, FormatVersion? version = null) => Converter.Convert(
        new SourceFile("input.conf", text), ConversionRequest.Of(new FormatChoice(BirdFormat.Instance, version ?? new FormatVersion(1, 6)), new FormatChoice(FormatRegistry.Find(from)!, null)));
}
