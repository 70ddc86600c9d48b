using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>A line counts as translated only while something that happens depends on it.</summary>
public class DispositionTests
{
    [Theory]
    [InlineData("no bgp default ipv4-unicast", "neighbor 198.51.100.1 activate", Disposition.Inherent)]
    [InlineData("no bgp default ipv4-unicast", "network 203.0.113.0/24", Disposition.Translated)]
    [InlineData("no bgp ebgp-requires-policy", "neighbor 198.51.100.1 activate", Disposition.Translated)]
    [InlineData("no bgp network import-check", "neighbor 198.51.100.1 activate", Disposition.Inherent)]
    [InlineData("no bgp network import-check", "network 203.0.113.0/24", Disposition.Translated)]
    public void A_switch_counts_where_no_peer_says_otherwise(string line, string inFamily, Disposition expected) =>
        Assert.Equal(expected, FateOf(line, $"""
            router bgp 64500
             bgp router-id 192.0.2.1
             {line}
             neighbor 198.51.100.1 remote-as 64501
             address-family ipv4 unicast
              {inFamily}
             exit-address-family
            """));

    [Theory]
    [InlineData("neighbor 198.51.100.1 route-map ALL in", "neighbor 198.51.100.1 route-map ALL out", Disposition.Inherent)]
    [InlineData("neighbor 198.51.100.1 route-map ALL in", "neighbor 198.51.100.1 activate", Disposition.Translated)]
    public void Rfc_8212_counts_while_some_external_peer_lacks_a_policy(string first, string second, Disposition expected) =>
        Assert.Equal(expected, FateOf("no bgp ebgp-requires-policy", $"""
            route-map ALL permit 10
            router bgp 64500
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             neighbor 198.51.100.1 remote-as 64501
             address-family ipv4 unicast
              {first}
              {second}
             exit-address-family
            """));

    [Fact]
    public void An_entry_that_no_route_reaches_counts_for_nothing()
    {
        const string text = """
            ip prefix-list NONE seq 5 deny any
            route-map IN permit 10
             set local-preference 200
             match ip address prefix-list NONE
            route-map IN permit 20
             set metric 5
            router bgp 64500
             bgp router-id 192.0.2.1
             neighbor 198.51.100.1 remote-as 64501
             address-family ipv4 unicast
              neighbor 198.51.100.1 route-map IN in
              neighbor 198.51.100.1 route-map IN out
             exit-address-family
            """;
        Assert.Equal(Disposition.Inherent, FateOf("set local-preference 200", text));
        Assert.Equal(Disposition.Translated, FateOf("set metric 5", text));
    }

    [Theory]
    [InlineData("vyos@1.5")]
    [InlineData("fortios@7.4")]
    public void Only_the_change_that_a_target_cannot_make_is_lost(string to)
    {
        const string text = """
            ip prefix-list CUSTOMER seq 5 permit 203.0.113.0/24 le 28
            route-map IN permit 10
             match ip address prefix-list CUSTOMER
             set local-preference +50
             set metric 5
            router bgp 64500
             bgp router-id 192.0.2.1
             neighbor 198.51.100.1 remote-as 64501
             address-family ipv4 unicast
              neighbor 198.51.100.1 route-map IN in
             exit-address-family
            """;
        Assert.Equal(Disposition.Lost, FateOf("set local-preference +50", text, to));
        foreach (var kept in new[] { "route-map IN permit 10", "match ip address prefix-list CUSTOMER", "set metric 5" }) Assert.Equal(Disposition.Translated, FateOf(kept, text, to));
        Assert.Contains("cannot set: local preference + 50", Convert(text, to).Diagnostics.Single(d => d.Code.Id == "BGPX2001").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interface_with_another_name_is_one_question()
    {
        const string text = """
            route-map IN permit 10
             set local-preference 200
            router bgp 64500
             bgp router-id 192.0.2.1
             neighbor swp1 interface remote-as external
             neighbor swp1 timers 10 30
             address-family ipv4 unicast
              neighbor swp1 route-map IN in
             exit-address-family
            """;
        Assert.Equal(Disposition.NeedsInput, FateOf("neighbor swp1 interface remote-as external", text, "vyos@1.5"));
        foreach (var kept in new[] { "neighbor swp1 timers 10 30", "neighbor swp1 route-map IN in", "set local-preference 200" }) Assert.Equal(Disposition.Translated, FateOf(kept, text, "vyos@1.5"));
        Assert.Contains("set protocols bgp neighbor eth1 timers holdtime '30'", $"{Convert(text, "vyos@1.5").Outputs.Single().Text}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_of_a_session_that_is_lost_counts_where_another_session_uses_it()
    {
        const string text = """
            route-map SHARED permit 10
             set local-preference 200
            route-map ALONE permit 10
             set local-preference 300
            router bgp 64500
             bgp router-id 192.0.2.1
             neighbor swp1 interface remote-as external
             neighbor 198.51.100.1 remote-as 64501
             address-family ipv4 unicast
              neighbor swp1 route-map SHARED in
              neighbor swp1 route-map ALONE out
              neighbor 198.51.100.1 route-map SHARED in
             exit-address-family
            """;
        Assert.Equal(Disposition.Translated, FateOf("set local-preference 200", text, "fortios@7.4"));
        Assert.Equal(Disposition.Lost, FateOf("set local-preference 300", text, "fortios@7.4"));
    }

    private static Disposition FateOf(string line, string text, string to = "bird@2.0") =>
        Convert(text, to).Fates.Single(f => f.Statement.Span.Text.SequenceEqual(line)).Disposition;

    private static ConversionResult Convert(string text, string to) => Converter.Convert(new SourceFile("edge.conf", text), new ConversionRequest(
        FormatChoice.Parse(to, FormatRegistry.All, out _)!, new FormatChoice(FormatRegistry.Find("frr")!, null), DefaultsMode.Preserve,
        ImmutableDictionary<string, string>.Empty, NoIncludes.Instance));
}
