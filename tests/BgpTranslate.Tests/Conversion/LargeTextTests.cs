using System.Globalization;
using BgpTranslate.Conversion;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>What a text means does not depend on how large it is.</summary>
public class LargeTextTests
{
    private static readonly FormatChoice Frr = new(FormatRegistry.Find("frr")!, null);
    private static readonly FormatChoice Bird = new(FormatRegistry.Find("bird")!, null);

    /// <summary>Blocks, a refused header whose block is none, a slip, a word that nothing knows, and another daemon.</summary>
    private const string FrrText =
        """
        hostname edge
        ip prefix-list OWN seq 5 permit 192.0.2.0/24
        route-map OUT permit 10
         match ip address prefix-list OWN
        exit
        route-map OUT permit 70000
         set local-preference 200
        interface eth0
         ip address 198.51.100.1/24
         sesquipedalian
        router ospf
         something of its own
        exit
        router bgp 64496
         neighbor 198.51.100.2 remote-as 64497
         address-fam ipv4 unicast
          neighbor 198.51.100.2 route-map OUT out
         exit-address-family
        exit
        exit
        """;

    /// <summary>An include that is not there, definitions with mistakes in them, and a brace too many.</summary>
    private const string BirdText =
        """
        router id 192.0.2.1;
        define OWN = [ 192.0.2.0/24, 198.51.100.0/24{24,28} ];
        define BROKEN = [ 192.0.2.0/24, ;
        define EMPTY = ;
        include "nowhere.conf";
        function own() { return net ~ OWN; }
        filter out { if own() then accept; reject }
        filter odd { if then accept; reject; }
        protocol bgp p { local as 64496; neighbor 198.51.100.2 as 64497; ipv4 { import all; export filter out; }; }
        protocol static { ipv4; route 192.0.2.0/24 blackhole; }
        }
        """;

    private static ConversionResult Convert(string text, FormatChoice from, FormatChoice to) =>
        Converter.Convert(new SourceFile("in.conf", text), ConversionRequest.Of(to, from));

    private static IEnumerable<string> Findings(ConversionResult result) =>
        result.Fates.Select(f => $"{f.Statement.Span.From} {f.Statement.Span.Text}: {f.Disposition} {f.Reason}").Concat(result.Diagnostics.Select(d => $"{d.Span?.From} {d.Code.Id} {d.Message}"));

    [Theory]
    [InlineData("frr", FrrText, '!')]
    [InlineData("bird", BirdText, '#')]
    public void Comments_that_make_a_text_large_change_nothing(string key, string text, char comment)
    {
        var (from, to) = key == "frr" ? (Frr, Bird) : (Bird, Frr);
        var small = Convert($"{text}\n", from, to);
        var large = Convert($"{text}\n{string.Concat(Enumerable.Repeat($"{comment}\n", 50_000))}", from, to);
        Assert.Contains(small.Diagnostics, d => d.Code.Id == "BGPX1002");
        Assert.Equal(Findings(small), Findings(large));
        Assert.Equal(small.Outputs.Select(o => o.Text.ToString()), large.Outputs.Select(o => o.Text.ToString()));
    }

    [Fact]
    public void Policies_of_many_peers_are_compared_each_with_its_own()
    {
        const int peers = 150;
        string Peers(string of) => string.Concat(Enumerable.Range(1, peers).Select(i => string.Create(CultureInfo.InvariantCulture, $"{of.Replace("$", $"{i}", StringComparison.Ordinal)}\n")));
        var text = Peers("route-map IN$ permit 10\n set metric $\nexit") + "router bgp 64496\n" + Peers(" neighbor 198.51.100.$ remote-as 64497")
            + " address-family ipv4 unicast\n" + Peers("  neighbor 198.51.100.$ route-map IN$ in") + " exit-address-family\nexit\n";
        var same = Convert(text, Frr, Bird);
        Assert.True(same.Verification.IsExact);
        Assert.InRange(same.Verification.Policies.Equal, peers, int.MaxValue);

        var other = text.Replace(" set metric 77\n", " set metric 7\n", StringComparison.Ordinal);
        var difference = Assert.Single(FactComparison.Compare(Read(text), Read(other), ComparisonContext.Plain).Differences);
        Assert.Contains("198.51.100.77 ", difference.Path, StringComparison.Ordinal);

        static EffectiveConfiguration Read(string of)
        {
            var read = Converter.Read(Frr, new ReadRequest(new SourceFile("in.conf", of), null, NoIncludes.Instance, ConversionRequest.Of(Bird).Options), FormatRegistry.All);
            return new EffectiveConfiguration(read.Configuration, read.Platform);
        }
    }
}
