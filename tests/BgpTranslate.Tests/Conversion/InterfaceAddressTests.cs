using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>Sessions take addresses from interfaces; where the target has no interfaces, it is told the addresses.</summary>
public class InterfaceAddressTests
{
    [Theory]
    [InlineData("192.0.2.0/31", "neighbor 192.0.2.1 external;")]
    [InlineData("192.0.2.1/31", "neighbor 192.0.2.0 external;")]
    [InlineData("192.0.2.5/30", "neighbor 192.0.2.6 external;")]
    [InlineData("192.0.2.6/30", "neighbor 192.0.2.5 external;")]
    [InlineData("192.0.2.4/30", "neighbor range fe80::/10 external;")]
    [InlineData("192.0.2.5/29", "neighbor range fe80::/10 external;")]
    [InlineData("2001:db8::1/127", "neighbor range fe80::/10 external;")]
    public void An_unnumbered_session_reaches_the_other_end_of_its_link(string address, string expected) =>
        Assert.Contains(expected, Output(Unnumbered(address), "frr", "bird@2.0"));

    [Fact]
    public void Without_IPv4_it_looks_for_a_link_local_peer()
    {
        var text = Unnumbered("192.0.2.0/31").Replace("eth0 interface remote", "eth0 interface v6only remote", StringComparison.Ordinal);
        Assert.Contains("neighbor range fe80::/10", Output(text, "frr", "bird@2.0"));
    }

    [Fact]
    public void The_user_can_name_the_peer() =>
        Assert.Contains("neighbor fe80::2%eth0 external;", Output(Unnumbered("192.0.2.5/29"), "frr", "bird@2.0", ("peer-address.eth0", "fe80::2")));

    [Theory]
    [InlineData("192.0.2.2", "192.0.2.1")]
    [InlineData("198.51.100.9", "198.51.100.1")]
    [InlineData("2001:db8:1::2", "2001:db8::1")]
    public void The_source_of_a_session_is_the_address_nearest_to_its_peer(string peer, string source) =>
        Assert.Contains($"local {source} as 64500;", Output($"""
            interface lo
             ip address 192.0.2.1/32
             ip address 198.51.100.1/32
             ipv6 address 2001:db8::1/128
            exit
            router bgp 64500
             bgp router-id 192.0.2.1
             neighbor {peer} remote-as 64500
             neighbor {peer} update-source lo
            """, "frr", "bird@2.0"));

    [Theory]
    [InlineData("lo", "192.0.2.7/32", "eth0", "198.51.100.1/24", "192.0.2.7")]
    [InlineData("eth0", "192.0.2.7/24", "eth1", "198.51.100.1/24", "198.51.100.1")]
    [InlineData("lo", "127.0.0.2/8", "eth0", "192.0.2.7/24", "192.0.2.7")]
    [InlineData("lo", "192.0.2.9/32", "lo", "192.0.2.10/32", "192.0.2.10")]
    public void The_router_id_is_the_highest_address_of_a_loopback_else_of_any(string first, string a, string second, string b, string expected) =>
        Assert.Contains($"\nrouter id {expected};", Output($"""
            interface {first}
             ip address {a}
            exit
            interface {second}
             ip address {b}
            exit
            router bgp 64500
             neighbor 203.0.113.2 remote-as 64500
            """, "frr", "bird@2.0"));

    [Fact]
    public void A_platform_with_interfaces_keeps_the_address_and_the_session_by_its_interface()
    {
        var output = Output(Unnumbered("192.0.2.0/31"), "frr", "frr@10.2");
        Assert.Contains("interface eth0\n ip address 192.0.2.0/31\n", output);
        Assert.Contains("neighbor eth0 interface remote-as external", output);
        Assert.DoesNotContain("eth1", output);
    }

    [Theory]
    [InlineData("192.0.2.1", Disposition.Inherent)]
    [InlineData("192.0.2.2", Disposition.Translated)]
    public void A_router_id_that_the_interfaces_give_says_nothing_new(string id, Disposition expected) => Assert.Equal(expected, Convert(
        $"""
        interface lo
         ip address 192.0.2.1/32
        exit
        router bgp 64500
         bgp router-id {id}
         neighbor 198.51.100.1 remote-as 64500
        """, "frr", "bird@2.0").Fates.Single(f => f.Statement.Span.Text.StartsWith("bgp router-id", StringComparison.Ordinal)).Disposition);

    [Theory]
    [InlineData("ip address 192.0.2.0/31", Disposition.Translated)]
    [InlineData("ip address 198.51.100.1/24", Disposition.OutOfScope)]
    public void An_address_counts_where_the_output_takes_it(string line, Disposition expected) =>
        Assert.Equal(expected, Convert(Unnumbered("192.0.2.0/31"), "frr", "bird@2.0").Fates.Single(f => f.Statement.Span.Text.SequenceEqual(line)).Disposition);

    [Theory]
    [InlineData("vyos", """
        set interfaces ethernet eth0 vif 10 address '192.0.2.1/30'
        set protocols bgp system-as '64500'
        set protocols bgp neighbor 192.0.2.2 remote-as '64501'
        set protocols bgp neighbor 192.0.2.2 update-source 'eth0.10'
        """)]
    [InlineData("fortios", """
        config system interface
            edit "port1"
                set ip 192.0.2.1 255.255.255.252
            next
        end
        config router bgp
            set as 64500
            config neighbor
                edit "192.0.2.2"
                    set remote-as 64501
                    set update-source "port1"
                next
            end
        end
        """)]
    [InlineData("routeros@6", """
        /routing bgp instance
        set default as=64500
        /ip address
        add address=192.0.2.1/30 interface=ether1
        /routing bgp peer
        add name=p remote-address=192.0.2.2 remote-as=64501 update-source=ether1
        """)]
    public void Other_formats_have_interfaces_too(string format, string text) => Assert.Contains("local 192.0.2.1 as 64500;", Output(text, format, "bird@2.0"));

    [Fact]
    public void An_address_finds_the_interface_that_has_it() => Assert.Contains("set update-source \"eth0\"", Output("""
        interface eth0
         ip address 192.0.2.1/30
        exit
        router bgp 64500
         bgp router-id 192.0.2.1
         neighbor 192.0.2.2 remote-as 64500
         neighbor 192.0.2.2 update-source 192.0.2.1
        """, "frr", "fortios"));

    [Fact]
    public void Both_sides_of_a_conversion_are_the_same_configuration()
    {
        var text = Unnumbered("192.0.2.0/31");
        var formats = FormatRegistry.All;
        ReadResult Read(string key, string content) => FormatRegistry.Find(key)!.Read(ReadRequest.Of(new SourceFile(key, content)));
        var diff = ConfigurationDiff.Of(Read("frr", text), Read("bird", Output(text, "frr@10.7", "bird@2.0")), formats);
        Assert.DoesNotContain(diff.Differences, d => d.Path.Contains("eth0", StringComparison.Ordinal) || d.Path.Contains("192.0.2.1", StringComparison.Ordinal) && d.Setting is null);
    }

    private static string Unnumbered(string address) => $"""
        frr version 8.4
        interface eth0
         {(address.Contains(':') ? "ipv6" : "ip")} address {address}
        exit
        interface eth1
         ip address 198.51.100.1/24
        exit
        router bgp 64500
         bgp router-id 203.0.113.1
         no bgp ebgp-requires-policy
         neighbor eth0 interface remote-as external
        """;

    private static string Output(string text, string from, string to, params (string Key, string Value)[] options) => Convert(text, from, to, options).Outputs.Single().Text.ToString();

    private static ConversionResult Convert(string text, string from, string to, params (string Key, string Value)[] options) => Converter.Convert(
        new SourceFile("test", text),
        new ConversionRequest(Choice(to), Choice(from), DefaultsMode.Preserve, options.ToImmutableDictionary(o => o.Key, o => o.Value), NoIncludes.Instance));

    private static FormatChoice Choice(string text) => FormatChoice.Parse(text, FormatRegistry.All, out var problem) ?? throw new InvalidDataException(problem);
}
