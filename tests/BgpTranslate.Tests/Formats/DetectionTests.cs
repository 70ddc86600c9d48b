using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats;

/// <summary>Which format a text is read as when nobody says it.</summary>
public class DetectionTests
{
    [Theory]
    [InlineData("frr", "ip route 192.0.2.0/24 198.51.100.1\n")]
    [InlineData("frr", "ipv6 route 2001:db8:5::/64 2001:db8:4::3 bfd multi-hop profile slow-tx\n")]
    [InlineData("frr", "!\nhostname r1\n!\ninterface eth0\n ip address 192.0.2.1/24\n!\nip forwarding\nipv6 forwarding\n!\n")]
    [InlineData("frr", "!\nhostname r1\ninterface lo\n ip address 192.0.2.1/32\n!\nip forwarding\n!\n!\nline vty\n!\n")]
    [InlineData("cilium-peeringpolicy", "apiVersion: cilium.io/v2alpha1\nkind: CiliumBGPPeeringPolicy\n")]
    [InlineData("cilium-crd", "- apiVersion: cilium.io/v2\n  \"kind\": 'CiliumBGPAdvertisement'\n")]
    [InlineData("metallb-crd", "{\"apiVersion\":\"metallb.io/v1beta2\",\"kind\":\"BGPPeer\"}\n")]
    public void A_text_is_known_by_what_it_says(string format, string text) =>
        Assert.Equal(format, Converter.Choose(new SourceFile("x", text), null, FormatRegistry.All, out _)?.Format.Key);

    [Theory]
    [InlineData("| policies | the CiliumBGPPeeringPolicies of the racks become CiliumBGPClusterConfig and metallb.io/v1beta1 |\n")]
    [InlineData("ip route add 192.0.2.0/24 via 198.51.100.1\nip route 10.0.0.0 255.0.0.0 192.0.2.1\nhostname sw1\n")]
    [InlineData("kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n- role: worker\n")]
    public void Prose_and_other_systems_are_not(string text) => Assert.Null(Converter.Choose(new SourceFile("x", text), null, FormatRegistry.All, out _));
}
