using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>Files that hold the resources of one cluster between them.</summary>
public sealed class ClusterSetTests : IDisposable
{
    private const string Peers = "apiVersion: metallb.io/v1beta2\nkind: BGPPeer\nmetadata:\n  name: tor\nspec:\n  myASN: 64512\n  peerASN: 64513\n  peerAddress: 192.0.2.1\n";
    private const string Pools = "apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata:\n  name: blue\nspec:\n  addresses: [198.51.100.0/24]\n";
    private const string Announced = "apiVersion: metallb.io/v1beta1\nkind: BGPAdvertisement\nmetadata:\n  name: all\nspec:\n  ipAddressPools: [blue]\n";

    private static readonly DiskFileSystem Disk = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private List<ConversionResult> Run(string to)
    {
        var inputs = Input.Below(Disk, folder.At("in"), null).OrderBy(i => i.Place, StringComparer.Ordinal).ToList();
        return [.. new Batch(Disk, null, 2).Convert(inputs, ConversionRequest.Of(FormatChoice.Parse(to, FormatRegistry.All, out _)!))];
    }

    private static string Output(ConversionResult result) => string.Concat(result.Outputs.Select(o => o.Text.ToString()));

    [Fact]
    public void References_are_resolved_over_the_files_and_each_resource_goes_where_it_came_from()
    {
        folder.Write("in/a/peers.yaml", Peers);
        folder.Write("in/a/pools.yaml", Pools);
        folder.Write("in/b/announced.yaml", Announced);
        var results = Run("cilium-crd@1.18");
        Assert.Equal(["CiliumBGPClusterConfig CiliumBGPPeerConfig", "CiliumLoadBalancerIPPool", "CiliumBGPAdvertisement"], results.Select(r => string.Join(' ', Kinds(Output(r)))));
        Assert.All(results, r => Assert.DoesNotContain(r.Fates, f => f.Disposition is Disposition.NeedsInput or Disposition.Lost));
        Assert.True(results[0].Verification.IsExact);
    }

    [Fact]
    public void A_routers_configuration_stands_with_the_sessions()
    {
        folder.Write("in/announced.yaml", Announced);
        folder.Write("in/peers.yaml", Peers);
        folder.Write("in/pools.yaml", Pools);
        var results = Run("frr");
        Assert.Single(results, r => Output(r).Length > 0);
        var output = string.Concat(results.Select(Output));
        Assert.Contains("neighbor 192.0.2.1 route-map all-out-ipv4 out", output);
        Assert.Contains("network 198.51.100.0/24", output);
    }

    [Fact]
    public void Files_that_define_the_same_object_are_not_one_cluster()
    {
        folder.Write("in/one/peers.yaml", Peers);
        folder.Write("in/one/rest.yaml", Pools + "---\n" + Announced);
        folder.Write("in/two/peers.yaml", Peers.Replace("192.0.2.1", "192.0.2.2", StringComparison.Ordinal));
        var results = Run("cilium-crd@1.18");
        Assert.Contains("peerAddress: 192.0.2.1", Output(results[0]));
        Assert.Empty(Output(results[2]));
    }

    [Fact]
    public void Files_that_are_complete_stay_by_themselves()
    {
        folder.Write("in/one.yaml", Peers + "---\n" + Pools + "---\n" + Announced);
        folder.Write("in/two.yaml", (Peers + "---\n" + Pools + "---\n" + Announced).Replace("192.0.2.1", "192.0.2.2", StringComparison.Ordinal));
        var results = Run("cilium-crd@1.18");
        Assert.DoesNotContain("192.0.2.2", Output(results[0]));
        Assert.DoesNotContain("192.0.2.1\n", Output(results[1]));
    }

    private static IEnumerable<string> Kinds(string output) => output.Split('\n').Where(l => l.StartsWith("kind: ", StringComparison.Ordinal)).Select(l => l["kind: ".Length..]);
}
