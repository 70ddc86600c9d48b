using System.Text.Json;
using Xunit;

namespace BgpTranslate.Tests.Cli;

/// <summary>The contract of <c>bgpx convert</c>: streams, files, exit codes.</summary>
public sealed class ConvertCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CliRun Convert(params string[] arguments) => CliRun.OfWords("", ["convert", .. arguments, "--to", "words"]);

    [Fact]
    public void One_input_goes_to_standard_output_and_its_diagnostics_to_standard_error()
    {
        var file = folder.Write("a.conf", "keep x\nwhat\n");
        var run = Convert(file);
        Assert.Equal("keep x\n", run.Out);
        Assert.StartsWith($"{file}:2:1: warning BGPX1001: ", run.Error);
        Assert.Equal($"{file} to words@1: 2 statements: 1 translated, 0 lost, 1 unrecognized; fidelity 50 %; self-check: 1 of 1 facts kept", run.LastLine);
        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData("keep x", "lost", 0)]
    [InlineData("keep x\nmtu 9000\nnote y", "lost", 0)]
    [InlineData("keep x\nlose y", "lost", 1)]
    [InlineData("keep x\nlose y", "approximated", 1)]
    [InlineData("keep x\nlose y", "never", 0)]
    [InlineData("keep x\nwhat", "lost", 1)]
    [InlineData("keep x\nwhat", "never", 0)]
    [InlineData("crash", "never", 2)]
    [InlineData("mtu 9000\nwhat", "never", 2)]
    [InlineData("", "never", 2)]
    public void The_exit_code_says_how_it_ended(string text, string failOn, int expected) =>
        Assert.Equal(expected, Convert(folder.Write("a.conf", text), "--from", "words", "--fail-on", failOn).ExitCode);

    [Theory]
    [InlineData("convert")]
    [InlineData("convert", "--to", "nonsense", "x")]
    [InlineData("convert", "--to", "words@x", "x")]
    [InlineData("convert", "--to")]
    [InlineData("convert", "--to", "words", "--fail-on", "sometimes")]
    [InlineData("convert", "--to", "words", "--set", "novalue", "x")]
    [InlineData("convert", "--to", "words", "--report", "x.txt", "-")]
    [InlineData("convert", "--to", "words", "no/such/file")]
    [InlineData("nonsense")]
    [InlineData("--nonsense")]
    [InlineData]
    public void Bad_usage_is_trouble_and_says_so(params string[] arguments)
    {
        var run = CliRun.OfWords("", arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.Empty(run.Out);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Fact]
    public void Standard_input_is_called_dash()
    {
        var run = CliRun.OfWords("keep x\nwhat\n", "convert", "-", "--to", "words");
        Assert.Equal("keep x\n", run.Out);
        Assert.StartsWith("-:2:1: ", run.Error);
        Assert.Equal(run, CliRun.OfWords("keep x\nwhat\n", "convert", "--to", "words"));
    }

    [Fact]
    public void Trouble_leaves_the_old_output_alone()
    {
        var old = folder.Write("out.words", "old");
        Assert.Equal(2, Convert(folder.Write("a.conf", "crash"), "--from", "words", "-o", old).ExitCode);
        Assert.Equal(2, Convert(folder.At("missing.conf"), "-o", old).ExitCode);
        Assert.Equal(["a.conf", "out.words"], folder.Files().Keys);
        Assert.Equal("old", folder.Files()["out.words"]);
    }

    [Fact]
    public void An_output_replaces_a_file_and_keeps_its_mode()
    {
        var old = folder.Write("out.words", "old");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(old, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(0, Convert(folder.Write("a.conf", "keep x"), "-o", old).ExitCode);
        Assert.Equal("keep x\n", folder.Files()["out.words"]);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(old));
        Assert.Equal(["a.conf", "out.words"], folder.Files().Keys);
    }

    [Fact]
    public void What_cannot_be_written_is_trouble()
    {
        var file = folder.Write("a.conf", "keep x");
        var run = Convert(file, "-o", Path.Combine(file, "below", "out.words"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("BGPX4003", run.Error);
    }

    [Fact]
    public void A_directory_needs_a_directory()
    {
        folder.Write("in/a.conf", "keep x");
        Assert.Contains("-o DIR", Convert(folder.At("in")).Error);
        var run = Convert(folder.At("in"), "-o", folder.Write("file", ""));
        Assert.Equal((2, ""), (run.ExitCode, folder.Files()["file"]));
    }

    [Fact]
    public void The_mirrored_tree_has_the_stems_of_the_source_and_the_extension_of_the_target()
    {
        folder.Write("in/b/router.conf", "keep b");
        folder.Write("in/a.conf", "keep a");
        folder.Write("in/README", "nothing for us");
        var run = Convert(folder.At("in"), "-o", folder.At("out"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(new Dictionary<string, string> { ["a.words"] = "keep a\n", ["b/router.words"] = "keep b\n" }, folder.Files("out"));
        Assert.Contains("README:1:1: info BGPX1010", run.Error);
        Assert.StartsWith("2 of 3 files to words@1: 1 of no known format left alone; ", run.LastLine);
    }

    [Fact]
    public void A_batch_does_not_read_its_own_output()
    {
        folder.Write("a.conf", "keep a");
        for (var i = 0; i < 2; i++) Assert.Equal(0, Convert(folder.Path, "-o", folder.At("out")).ExitCode);
        Assert.Equal(["a.conf", "out/a.words"], folder.Files().Keys);
    }

    [Fact]
    public void A_batch_of_nothing_is_trouble()
    {
        Directory.CreateDirectory(folder.At("in"));
        Assert.Equal(2, Convert(folder.At("in"), "-o", folder.At("out")).ExitCode);
        folder.Write("in/README", "nothing for us");
        Assert.Equal(2, Convert(folder.At("in"), "-o", folder.At("out")).ExitCode);
    }

    [Fact]
    public void Includes_stay_below_the_input_unless_a_root_is_named()
    {
        folder.Write("outside", "keep y");
        var file = folder.Write("in/a.conf", "keep x\ninclude ../outside\n");
        Assert.Equal("keep x\n", Convert(file).Out);
        Assert.Equal("keep x\nkeep y\n", Convert(file, "--include-root", folder.Path).Out);
    }

    [Fact]
    public void Several_reports_at_once()
    {
        var run = Convert(folder.Write("a.conf", "keep x"), "--report", folder.At("r.json"), "--report", folder.At("sub/r.sarif"), "--report", folder.At("r.html"));
        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(folder.Files()["r.json"]);
        Assert.Equal("bgpx-report/1", json.RootElement.GetProperty("schema").GetString());
        using var sarif = JsonDocument.Parse(folder.Files()["sub/r.sarif"]);
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        Assert.EndsWith("</html>\n", folder.Files()["r.html"]);
    }

    [Fact]
    public void Detection_explains_itself()
    {
        var file = folder.Write("a.conf", "keep x");
        Assert.StartsWith($"{file}: read as words 1: words 100 % (it starts with 'keep')\n", Convert(file, "-v").Error);
        Assert.DoesNotContain("read as", Convert(file).Error);
    }

    [Fact]
    public void A_terminal_gets_colour_and_a_bar_for_long_batches()
    {
        for (var i = 0; i < 120; i++) folder.Write($"in/{i}.conf", "keep x\nwhat");
        var run = CliRun.OnTerminal("convert", folder.At("in"), "--to", "words", "-o", folder.At("out"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("converting", run.Error);
        Assert.Equal(120, run.Error.Split("\e[1;33mwarning BGPX1001:\e[0m").Length - 1);
        Assert.Contains("120 of 120 files", run.LastLine);
    }

    [Fact]
    public void Without_input_a_person_is_told_so() => Assert.Contains("no input", CliRun.OnTerminal("convert", "--to", "words").Error);

    [Fact]
    public void An_argument_that_starts_with_an_at_sign_is_a_file() => Assert.Contains("@x", Convert("@x").Error);

    [Fact]
    public void Nodes_of_one_cluster_must_not_take_the_place_of_each_other()
    {
        folder.Write("nodes/worker1.conf", Node("192.0.2.1"));
        folder.Write("nodes/worker2.conf", Node("192.0.2.9"));
        var nodes = Path.Combine(folder.Path, "nodes");

        var run = CliRun.Of("convert", nodes, "--from", "bird", "--to", "cilium-crd@1.18", "--intent", "own", "--set", "pod-cidr=203.0.113.0/24", "-o", Path.Combine(folder.Path, "all"));
        Assert.Contains("worker2.conf:3:5: warning BGPX2009: CiliumBGPClusterConfig cilium-bgp is another one in the output for", run.Error);

        var named = CliRun.Of("convert", nodes, "--from", "bird", "--to", "cilium-crd@1.18", "--intent", "own", "--set", "node={file}", "--set", "pod-cidr=203.0.113.0/24", "-o", Path.Combine(folder.Path, "named"));
        Assert.DoesNotContain("BGPX2009", named.Error);
        Assert.Contains("kubernetes.io/hostname: worker2", File.ReadAllText(Path.Combine(folder.Path, "named", "worker2.yaml")));

        static string Node(string switchAddress) => $$"""
            protocol static pods { ipv4; route 203.0.113.64/26 blackhole; }
            protocol bgp tor {
                local as 64513;
                neighbor {{switchAddress}} as 64512;
                ipv4 { import none; export where source = RTS_STATIC; };
            }
            """;
    }

    [Fact]
    public void A_topology_asks_for_its_node_and_says_nothing_else()
    {
        const string topology = "name: rack\ntopology:\n  nodes:\n    tor0:\n      kind: linux\n      exec:\n      - vtysh -c 'conf t' -c 'router bgp 64512'\n    tor1:\n      kind: linux\n      exec:\n      - vtysh -c 'conf t' -c 'router bgp 64513'\n";
        var run = CliRun.Of("convert", folder.Write("topo.yaml", topology), "--to", "bird");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("choose one with --set node=NAME", run.Error);
        Assert.DoesNotContain("error", run.Error);
        Assert.Equal(2, CliRun.Of("show", folder.At("topo.yaml")).ExitCode);
    }

    [Fact]
    public void What_is_not_recognized_is_not_said_to_be_about_something_else()
    {
        var run = CliRun.Of("convert", folder.Write("a.set", "set protocols bgp group CLIENTS type internal\n"), "--from", "vyos", "--to", "frr");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("nothing in it is recognized as BGP", run.Error);
    }

    [Fact]
    public void A_chain_of_calls_may_be_long()
    {
        const int length = 20_000;
        var maps = Enumerable.Range(0, length).Select(i => $"route-map R{i} permit 10\n match metric {i + 1}\n{(i > 0 ? $" call R{i - 1}\n" : "")}exit\n");
        var text = string.Concat(maps) + $"router bgp 64512\n neighbor 192.0.2.2 remote-as 64513\n address-family ipv4 unicast\n  neighbor 192.0.2.2 route-map R{length - 1} in\n exit-address-family\n";
        var run = CliRun.Of("convert", folder.Write("chain.conf", text), "--from", "frr@8.4", "--to", "frr@8.4", "-o", Path.Combine(folder.Path, "out.conf"));
        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("facts kept", run.LastLine);
    }
}
