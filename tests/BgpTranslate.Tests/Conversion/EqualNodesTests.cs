using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>Speakers of nodes that do the same become one set of resources, and each is still accounted for by itself.</summary>
public sealed class EqualNodesTests : IDisposable
{
    private static readonly DiskFileSystem Disk = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Node(int number, string tor = "192.0.2.1", string password = "one") => $$"""
        router id 192.0.2.{{number}};
        protocol static pods { ipv4; route 203.0.113.{{number % 4 * 64}}/26 blackhole; }
        protocol bgp rack {
            local 192.0.2.{{number}} as 64513;
            neighbor {{tor}} as 64512;
            password "{{password}}";
            ipv4 { import none; export where proto = "pods"; };
        }

        """;

    private List<Converted> Run(string to, params (string Key, string Value)[] options)
    {
        var inputs = Input.Below(Disk, folder.At("in"), null).OrderBy(i => i.Place, StringComparer.Ordinal).ToList();
        var request = ConversionRequest.Of(FormatChoice.Parse(to, FormatRegistry.All, out _)!);
        request = request with { Options = request.Options.SetItems(options.Select(o => KeyValuePair.Create(o.Key, o.Value)).Append(KeyValuePair.Create("intent", "own"))) };
        var tree = new OutputTree(Disk, folder.At("out"), ".yaml", inputs);
        return [.. inputs.Zip(new Batch(Disk, null, 2).Convert(inputs, request), tree.Write)];
    }

    [Fact]
    public void Equal_nodes_share_one_cluster_config_with_an_override_each()
    {
        for (var n = 11; n <= 13; n++) folder.Write($"in/worker{n}.conf", Node(n));
        var results = Run("cilium-crd@1.18", ("node", "{file}"));
        var (name, text) = Assert.Single(folder.Files("out"));
        Assert.Equal("workers.yaml", name);
        Assert.All(results, r => Assert.Equal(folder.At("out/workers.yaml"), Assert.Single(r.Outputs)));
        Assert.Single(text.Split('\n'), "kind: CiliumBGPClusterConfig");
        Assert.Contains("        operator: In\n        values:\n          - worker11\n          - worker12\n          - worker13\n", text);
        for (var n = 11; n <= 13; n++) Assert.Contains($"  name: worker{n}\nspec:\n  bgpInstances:\n    - name: instance-64513\n      routerID: 192.0.2.{n}\n", text);
    }

    [Fact]
    public void Every_source_is_accounted_for_and_held_against_what_the_cluster_does_on_its_node()
    {
        for (var n = 11; n <= 13; n++) folder.Write($"in/worker{n}.conf", Node(n));
        var results = Run("cilium-crd@1.18", ("node", "{file}")).ConvertAll(r => r.Result);
        var alone = new Batch(Disk, null, 1).Convert([Input.File(Disk, folder.At("in/worker12.conf"))], ConversionRequest.Of(FormatChoice.Parse("cilium-crd@1.18", FormatRegistry.All, out _)!) with
        {
            Options = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("intent", "own").Add("node", "worker12"),
        }).Single();
        Assert.All(results, r => Assert.Equal(alone.Verification, r.Verification));
        Assert.All(results, r => Assert.Equal(alone.Fates.Select(f => f.Disposition), r.Fates.Select(f => f.Disposition)));

        // The router id of the second is told by its own override, and by that alone.
        var id = results[1].Fates.First(f => f.Statement.Span.Text.StartsWith("router id", StringComparison.Ordinal));
        var lines = results[1].Outputs[0].Text.ToString().Split('\n');
        Assert.Equal(["      routerID: 192.0.2.12"], results[1].OutputLines.For(id.Statement.Index).Select(l => lines[l - 1]));
    }

    [Fact]
    public void Nodes_with_other_peers_or_passwords_stay_by_themselves()
    {
        folder.Write("in/worker1.conf", Node(1));
        folder.Write("in/worker2.conf", Node(2, tor: "192.0.2.65"));
        folder.Write("in/worker3.conf", Node(3, password: "two"));
        Run("cilium-crd@1.18", ("node", "{file}"));
        Assert.Equal(["worker1.yaml", "worker2.yaml", "worker3.yaml"], folder.Files("out").Keys);
        Assert.Contains("kubernetes.io/hostname: worker2\n", folder.Files("out")["worker2.yaml"]);
    }

    [Fact]
    public void Sets_of_nodes_have_names_of_their_own()
    {
        foreach (var (n, tor) in new[] { (1, "192.0.2.100"), (2, "192.0.2.200"), (3, "192.0.2.100"), (4, "192.0.2.200") }) folder.Write($"in/worker-{n}.conf", Node(n, tor));
        Run("cilium-crd@1.18", ("node", "{file}"));
        var files = folder.Files("out");
        Assert.Equal(["workers-2.yaml", "workers.yaml"], files.Keys);
        Assert.Contains("- worker-1\n          - worker-3\n", files["workers.yaml"]);
    }

    [Fact]
    public void A_label_may_select_the_nodes()
    {
        folder.Write("in/worker1.conf", Node(1));
        folder.Write("in/worker2.conf", Node(2));
        var results = Run("cilium-crd@1.18", ("node", "{file}"), ("node-label", "example.org/rack=r1"));
        var (name, text) = Assert.Single(folder.Files("out"));
        Assert.Equal("r1.yaml", name);
        Assert.Contains("  name: r1\nspec:\n  nodeSelector:\n    matchLabels:\n      example.org/rack: r1\n", text);
        Assert.Contains("kind: CiliumBGPNodeConfigOverride\nmetadata:\n  name: worker2\n", text);
        Assert.All(results, r => Assert.Equal((0, 0), (r.Result.Verification.Changed, r.Result.Verification.Added)));
    }

    [Fact]
    public void Nodes_may_be_called_like_their_folders()
    {
        folder.Write("in/worker1/etc/bird.conf", Node(1));
        folder.Write("in/worker2/etc/bird.conf", Node(2));
        Run("cilium-crd@1.18", ("node", "{folder}"));
        Assert.Equal(["worker1/etc/bird.yaml", "worker2/etc/bird.yaml"], folder.Files("out").Keys);

        folder.Write("in/worker1/bird.conf", Node(1));
        folder.Write("in/worker2/bird.conf", Node(2));
        File.Delete(folder.At("in/worker1/etc/bird.conf"));
        File.Delete(folder.At("in/worker2/etc/bird.conf"));
        Directory.Delete(folder.At("out"), recursive: true);
        Run("cilium-crd@1.18", ("node", "{folder}"));
        Assert.Equal(["workers.yaml"], folder.Files("out").Keys);
    }

    [Fact]
    public void The_same_node_twice_is_no_set()
    {
        folder.Write("in/a/worker1.conf", Node(1));
        folder.Write("in/b/worker1.conf", Node(1));
        Run("cilium-crd@1.18", ("node", "{file}"));
        Assert.Equal(["a/worker1.yaml", "b/worker1.yaml"], folder.Files("out").Keys);
    }
}
