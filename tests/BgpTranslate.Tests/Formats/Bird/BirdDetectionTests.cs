using BgpTranslate.Formats.Bird;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.Bird;

/// <summary>A text is recognized by its words alone.</summary>
public class BirdDetectionTests
{
    [Theory]
    [InlineData("router id 192.0.2.1;\nprotocol device {\n}\n")]
    [InlineData("protocol bgp upstream from common {\n  neighbor 192.0.2.2 as 65002;\n}\n")]
    [InlineData("filter out {\n  if net ~ [ 10.0.0.0/8+ ] then accept;\n  reject;\n}\n")]
    [InlineData("define MYAS = 65000;\nfunction is_ours() {\n  return true;\n}\n")]
    [InlineData("define BOGONS = [\n  0,           # RFC 7607\n  23456,       # RFC 4893\n  64496..64511 # RFC 5398\n];\n")]
    public void Bird_is_recognized(string text) => Assert.True(BirdFormat.Instance.Detect(new SourceFile("x", text)).Score > 0);

    [Theory]
    [InlineData("router bgp 65000\n neighbor 192.0.2.2 remote-as 65001\n")]
    [InlineData("protocols {\n    bgp {\n        system-as 65000\n    }\n}\n")]
    [InlineData("/routing bgp connection\nadd name=a remote.as=65001\n")]
    [InlineData("config router bgp\n    set as 65000\nend\n")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\n")]
    [InlineData("")]
    public void Others_are_not(string text) => Assert.Equal(0, BirdFormat.Instance.Detect(new SourceFile("x", text)).Score);
}
