using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>What routers with rule lists cannot have of BIRD as it is: their writers say so.</summary>
public class BirdAnnouncedTests
{
    [Theory]
    [InlineData("frr")]
    [InlineData("vyos")]
    public void Caches_of_ROAs_with_timers_of_their_own(string to)
    {
        var result = Announces("bird@2", to, """
            roa4 table r4;
            protocol rpki one { roa4 { table r4; }; remote 192.0.2.10 port 323; refresh 600; retry 30; expire 3600; }
            protocol rpki two { roa4 { table r4; }; remote 192.0.2.11 port 323; refresh 900; retry 30; expire 100; }
            """);
        Assert.Equal([("refresh 900", Disposition.Approximated), ("expire 100", Disposition.Approximated)], Lost(result));
    }

    [Fact]
    public void A_timer_of_caches_that_the_target_does_not_take()
    {
        var result = Announces("bird@2", "vyos", """
            roa4 table r4;
            protocol rpki one { roa4 { table r4; }; remote 192.0.2.10 port 323; expire 100; }
            """);
        Assert.Equal([("expire 100", Disposition.Lost)], Lost(result));
    }

    [Fact]
    public void Tables_of_ROAs_that_filters_ask()
    {
        var result = Announces("bird@2", "vyos", """
            router id 192.0.2.1;
            roa4 table r4;
            roa4 table own;
            protocol static { roa4 { table r4; }; route 203.0.113.0/24 max 24 as 64500; }
            protocol static { roa4 { table own; }; route 192.0.2.0/24 max 24 as 64500; }
            filter in1 { if roa_check(r4, net, bgp_path.last) != ROA_VALID then reject; accept; }
            filter in2 { if roa_check(own, net, bgp_path.last) = ROA_INVALID then reject; accept; }
            protocol bgp up { local as 64496; neighbor 198.51.100.2 as 64500; ipv4 { import filter in1; export none; }; }
            protocol bgp other { local as 64496; neighbor 198.51.100.6 as 64501; ipv4 { import filter in2; export none; }; }
            """);
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.Approximated && f.Reason.Contains("'r4'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_limit_that_a_template_sets()
    {
        var result = Announces("bird@2", "vyos", """
            router id 192.0.2.1;
            template bgp base { local as 64496; ipv4 { import limit 200 action block; import all; export none; }; }
            template bgp ixp from base { multihop 2; }
            protocol bgp rs1 from ixp { neighbor 198.51.100.2 as 64500; }
            """);
        Assert.Equal(("import limit 200 action block", Disposition.Approximated), Assert.Single(Lost(result)));
    }

    [Fact]
    public void Extended_next_hops_that_a_template_sets()
    {
        var result = Announces("bird@2", "vyos", """
            router id 192.0.2.1;
            template bgp base { local as 64496; ipv4 { extended next hop on; import all; export none; }; }
            protocol bgp up from base { neighbor 2001:db8::2 as 64500; }
            """);
        Assert.Contains("set protocols bgp neighbor 2001:db8::2 capability extended-nexthop", result.Outputs[0].Text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_interface_of_a_static_route_in_another_table()
    {
        var result = Announces("bird@2", "vyos", """
            router id 192.0.2.1;
            ipv4 table t_bgp;
            protocol static { ipv4 { table t_bgp; }; route 192.0.2.0/26 via "net0"; }
            protocol bgp up { local as 64496; neighbor 198.51.100.2 as 64500; ipv4 { table t_bgp; import all; export all; }; }
            """);
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.NeedsInput && f.Reason.Contains("interface.net0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("routeros@7.20")]
    [InlineData("routeros@6")]
    public void Routes_of_the_kernel(string to) => Announces("bird@2", to, """
        router id 192.0.2.1;
        protocol kernel { learn; ipv4 { import all; export none; }; }
        protocol bgp up { local as 64496; neighbor 198.51.100.2 as 64500; ipv4 { import all; export all; }; }
        """);

    [Fact]
    public void A_session_without_an_address_is_asked_for()
    {
        var result = Announces("bird@2", "routeros@7.20", """
            router id 192.0.2.1;
            protocol bgp up { local as 64496; ipv4 { import all; export all; }; }
            protocol bgp other { local as 64496; neighbor 198.51.100.2 as 64500; ipv4 { import all; export all; }; }
            """);
        Assert.DoesNotContain("set up", result.Outputs[0].Text.ToString(), StringComparison.Ordinal);
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.NeedsInput);
    }

    [Fact]
    public void A_router_without_an_AS_number() => Announces("bird@2", "routeros@6", """
        router id 192.0.2.1;
        protocol bgp up { neighbor 198.51.100.2 as 64500; ipv4 { import all; export all; }; }
        """);

    [Fact]
    public void A_long_description_and_a_gateway_of_another_family()
    {
        var result = Announces("bird@2", "fortios", """
            router id 192.0.2.1;
            protocol static { ipv4; route 203.0.113.0/24 via 2001:db8::1; }
            protocol bgp up { description "a description that goes on and on, for more characters than there may be"; local as 64496; neighbor 198.51.100.2 as 64500; ipv4 { import all; export all; }; }
            """);
        Assert.Contains(result.Fates, f => f.Statement.Span.Text.StartsWith("description") && f.Disposition == Disposition.Approximated);
        Assert.Contains(result.Fates, f => f.Statement.Span.Text.StartsWith("route") && f.Disposition == Disposition.Lost);
    }

    [Fact]
    public void A_filter_that_unfolds_without_end_lets_nothing_pass()
    {
        // Each statement doubles the ways through the filter; FortiOS's rules have no way from one to another.
        var steps = string.Concat(Enumerable.Range(1, 14).Select(n => $"if (64500, {n}) ~ bgp_community then bgp_community.add((64496, {n})); "));
        var result = Announces("bird@2", "fortios", $$"""
            router id 192.0.2.1;
            filter in1 { {{steps}} accept; }
            protocol bgp up { local as 64496; neighbor 198.51.100.2 as 64500; ipv4 { import filter in1; export none; }; }
            """);
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.Lost && f.Reason.Contains("unfolds", StringComparison.Ordinal));
        Assert.True(result.Outputs[0].Text.LineCount < 100);
    }

    private static IEnumerable<(string, Disposition)> Lost(ConversionResult result) => result.Fates
        .Where(f => f.Disposition is Disposition.Lost or Disposition.Approximated or Disposition.NeedsInput).Select(f => (f.Statement.Span.Text.ToString().TrimEnd(';'), f.Disposition));

    private static ConversionResult Announces(string from, string to, string text)
    {
        var result = Converter.Convert(
            new SourceFile("test.conf", text), ConversionRequest.Of(FormatChoice.Parse(to, FormatRegistry.All, out _)!, FormatChoice.Parse(from, FormatRegistry.All, out _)));
        Assert.DoesNotContain(result.Diagnostics, d => d.Code.Id == "BGPX3001");
        return result;
    }
}
