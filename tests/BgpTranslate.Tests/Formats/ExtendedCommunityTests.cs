using BgpTranslate.Formats;
using BgpTranslate.Policy;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats;

/// <summary>Route maps of FRR add extended communities and never replace them, whatever their type (bgpd route_set_ecommunity); VyOS configures FRR.</summary>
public class ExtendedCommunityTests
{
    [Theory]
    [InlineData("frr", """
        route-map M permit 10
         set extcommunity rt 64496:2
        exit
        route-map L deny 10
         match extcommunity ZERO
        exit
        route-map L permit 20
        exit
        bgp extcommunity-list standard ZERO seq 5 permit rt 0:999
        """)]
    [InlineData("vyos", """
        set policy route-map M rule 10 action 'permit'
        set policy route-map M rule 10 set extcommunity rt '64496:2'
        set policy extcommunity-list ZERO rule 5 action 'permit'
        set policy extcommunity-list ZERO rule 5 regex 'rt 0:999'
        """)]
    public void They_are_added(string format, string text)
    {
        var policies = FormatRegistry.Find(format)!.Read(ReadRequest.Of(new SourceFile("test.conf", text))).Configuration.Policies;
        Assert.Equal("accept 192.0.2.0/24 extended-community rt:64496:1,rt:64496:2", Run("M", "192.0.2.0/24 extended-community rt:64496:1"));
        if (format == "frr") Assert.Equal("reject", Run("L", "192.0.2.0/24 extended-community rt:0:999"));

        string Run(string name, string route)
        {
            Assert.True(Route.TryParse(route, out var parsed, out var error), error);
            return $"{Evaluator.Run(policies[name], policies, parsed)}";
        }
    }
}
