using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Daemons.Tests;

/// <summary>An unnumbered peer in FRR looks for a router by its advertisements: what replaces the router must send them, and take the connection that follows.</summary>
public sealed class UnnumberedTests
{
    private const string Leaf = """
        frr version 8.4
        router bgp 64512
         bgp router-id 192.0.2.1
         no bgp ebgp-requires-policy
         no bgp network import-check
         neighbor fabric interface remote-as external
         address-family ipv4 unicast
          network 203.0.113.0/24
         exit-address-family
        exit

        """;

    private const string Spine = """
        frr version 8.4
        router bgp 64601
         bgp router-id 192.0.2.2
         no bgp ebgp-requires-policy
         neighbor fabric interface remote-as external
         neighbor 198.51.100.2 remote-as 64602
         address-family ipv4 unicast
          neighbor 198.51.100.2 next-hop-self
         exit-address-family
        exit

        """;

    private const string Observer = """
        router id 192.0.2.3;
        protocol device { }
        protocol bgp session {
            connect delay time 1;
            connect retry time 2;
            local as 64602;
            neighbor 198.51.100.1 as 64601;
            ipv4 { import all; export none; };
        }

        """;

    [NetworkTheory]
    [InlineData(null)]
    [InlineData("fe80::2")]
    public void A_spine_of_FRR_finds_the_conversion_of_its_leaf(string? address)
    {
        using var leaf = new NetworkNamespace("leaf");
        using var spine = new NetworkNamespace("spine");
        using var outside = new NetworkNamespace("outside");
        NetworkNamespace.Connect("fabric", leaf, "fe80::1/64", spine, "fe80::2/64");
        NetworkNamespace.Connect("cable", spine, "198.51.100.1/30", outside, "198.51.100.2/30");
        using Speaker converted = new BirdSpeaker(leaf), between = new FrrSpeaker(spine);
        using var observer = new BirdSpeaker(outside);
        observer.Start(Observer);
        between.Start(Spine);
        converted.Start(Convert(address));
        Assert.Contains("203.0.113.0/24\n  BGP.as_path: 64601 64512", observer.Received(holds: "203.0.113.0/24").Replace("  BGP.origin: IGP\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Convert(string? address)
    {
        var request = ConversionRequest.Of(FormatChoice.Parse("bird@2.0", FormatRegistry.All, out _)!, FormatChoice.Parse("frr@8.4", FormatRegistry.All, out _));
        if (address is not null) request = request with { Options = request.Options.Add("peer-address.fabric", address) };
        return Converter.Convert(new SourceFile("leaf.conf", Leaf), request).Outputs[0].Text.ToString();
    }
}
