using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using Xunit;
using static BgpTranslate.Tests.Policy.Build;

namespace BgpTranslate.Tests.Policy;

public sealed class RouteTests
{
    [Theory]
    [InlineData("10.0.0.0/24 as-path 65001,65002 community 65000:1,65000:2 large-community 1:2:3 med 20 local-pref 200 next-hop 192.0.2.1 source static rpki valid")]
    [InlineData("2001:db8::/32 as-path 65001,{65002,65003},(65004) origin incomplete peer-address 2001:db8::1 peer upstream instance bgp1 interface eth0")]
    [InlineData("0.0.0.0/0 as-path none extended-community rt:65000:1 tag 5 origin none rpki invalid@t4 atomic-aggregate aigp")]
    public void The_text_form_comes_back(string text) => Assert.Equal(text, ParseRoute(text).ToString());

    [Theory]
    [InlineData("", "begins with its prefix")]
    [InlineData("10.0.0.0", "begins with its prefix")]
    [InlineData("10.0.0.0/24 med", "'med' wants a value")]
    [InlineData("10.0.0.0/24 med x", "'med x' is not understood")]
    [InlineData("10.0.0.0/24 colour blue", "'colour blue' is not understood")]
    [InlineData("10.0.0.0/24 community 70000:1", "'community 70000:1' is not understood")]
    public void Mistakes_are_explained(string text, string message)
    {
        Assert.False(Route.TryParse(text, out _, out var error));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_and_ends_of_paths_follow_the_standards()
    {
        var route = ParseRoute("10.0.0.0/24 as-path (65100,65101),65001,65002,{65003,65004}");
        Assert.Equal(3u, route[NumericAttribute.AsPathLength]);
        Assert.Equal(65100u, route[NumericAttribute.FirstAs]);
        Assert.Equal(0u, route[NumericAttribute.LastAs]);
        Assert.Equal(100u, route[NumericAttribute.LocalPreference]);
    }
}
