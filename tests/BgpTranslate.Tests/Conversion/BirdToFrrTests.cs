using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
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
