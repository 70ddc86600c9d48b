using BgpTranslate.Formats.Frr.Syntax;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.Frr;

public class SourceLinesTests
{
    private const string Topology =
        """
        name: lab
        topology:
          kinds: {linux: {cmd: bash}}
          nodes:
            r1:
              exec:
              - ip route add blackhole 10.0.0.0/8
              - >-
                 vtysh -c 'conf t'
                 -c 'router bgp 65000'
                 -c ' neighbor net0 interface remote-as external'
            r2:
              exec:
              - "vtysh -c 'conf t' -c 'router bgp 65001'"
            host:
              exec: [ip link set eth0 up]
        """;

    private static string[] LinesOf(string text, string? node = null) =>
        [.. SourceLines.Of(new SourceFile("test", text), node).Select(l => $"{l.Span.From.Line}:{l.Span.From.Column} {l.Text}")];

    [Fact]
    public void A_file_is_its_lines() => Assert.Equal(["1:1 router bgp 1", "2:2 exit"], LinesOf("router bgp 1\r\n exit  "));

    [Fact]
    public void Vtysh_commands_are_found_in_a_script() => Assert.Equal(
        ["2:11 conf t", "2:23 router bgp 1", "3:7 neighbor 192.0.2.1 remote-as 2"],
        LinesOf("ip link set lo up\nvtysh -c 'conf t' -c \"router bgp 1\" \\\n -c ' neighbor 192.0.2.1 remote-as 2'\necho -c done\n"));

    [Fact]
    public void One_argument_may_hold_several_lines() => Assert.Equal(["1:11 conf t", "2:1 router bgp 1"], LinesOf("vtysh -c 'conf t\nrouter bgp 1'\n"));

    [Fact]
    public void A_here_document_is_configuration() => Assert.Equal(["2:1 conf t", "3:2 hostname r1"], LinesOf("vtysh <<EOF\nconf t\n hostname r1\nEOF\nls\n"));

    [Fact]
    public void A_topology_gives_the_lines_of_the_node_chosen()
    {
        Assert.Equal(["9:20 conf t", "10:14 router bgp 65000", "11:15 neighbor net0 interface remote-as external"], LinesOf(Topology, "r1"));
        Assert.Equal(["14:20 conf t", "14:32 router bgp 65001"], LinesOf(Topology, "r2"));
    }

    [Fact]
    public void A_topology_of_several_nodes_wants_one_chosen()
    {
        Assert.Empty(LinesOf(Topology));
        var read = FrrConversion.Read(Topology);
        Assert.Contains("r1, r2", read.Refusal?.Message, StringComparison.Ordinal);
        Assert.Equal("bgp default", Assert.Single(FrrConversion.Read(Topology, ("node", "r2")).Configuration.Instances).Key);
    }
}
