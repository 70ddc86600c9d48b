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

    private static Disposition FateOf(string line, string text)
    {
        var request = new ConversionRequest(
            new FormatChoice(FormatRegistry.Find("bird")!, new(2, 0)), new FormatChoice(FormatRegistry.Find("frr")!, null), DefaultsMode.Preserve,
            ImmutableDictionary<string, string>.Empty, NoIncludes.Instance);
        var result = Converter.Convert(new SourceFile("edge.conf", text), request);
        return result.Fates.Single(f => f.Statement.Span.Text.SequenceEqual(line)).Disposition;
    }
}
