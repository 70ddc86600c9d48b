using BgpTranslate.Conversion;
using BgpTranslate.Defaults;
using BgpTranslate.Formats.Bird;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.Bird;

/// <summary>Files of a tree whose other files are not at hand: the output loads alone, says what is missing, and lets nothing pass that depends on it.</summary>
public class StandInTests
{
    private const string Fragment =
        """
        define NETS = [ 192.0.2.0/24+ ];
        filter from_peer {
        	if net ~ BOGONS then reject;
        	if is_valid(net.len, 7) && net ~ NETS then accept;
        	bgp_large_community.add((OWNAS, 1, 2));
        	tag_route("peer");
        	accept;
        }
        protocol bgp one from dnpeers {
        	neighbor 192.0.2.1 as 64497;
        	ipv4 { import filter from_peer; export filter to_peer; table peers; };
        }
        protocol bgp two {
        	local as OWNAS;
        	neighbor 2001:db8::2 as PEERAS;
        	source address OWNIP6;
        	password SECRET;
        	ipv6 { import none; export all; import limit MOST action block; };
        }
        protocol static {
        	ipv4;
        	route OWNNET unreachable;
        }
        """;

    [Fact]
    public void What_no_file_defines_is_declared_on_top_and_nothing_depends_on_its_value()
    {
        var text = Convert(Fragment).Outputs[0].Text.ToString();
        foreach (var line in new[]
        {
            "define BOGONS = [ 192.0.2.0/24 ]; # not in the input: BOGONS",
            "function is_valid(int a1; int a2) { reject; return false; } # not in the input: is_valid",
            "function tag_route(string a1) { reject; } # not in the input: tag_route",
            "template bgp dnpeers { } # not in the input: dnpeers",
            "filter to_peer { reject; } # not in the input: to_peer",
            "ipv4 table peers; # not in the input: peers",
            "define OWNIP6 = 2001:db8::1; # not in the input: OWNIP6",
            "define OWNNET = 192.0.2.0/24; # not in the input: OWNNET",
            "\treject; # not in the input: BOGONS\n\tif net ~ BOGONS then reject;",
            "\treject; # not in the input: OWNAS\n\tbgp_large_community.add((OWNAS, 1, 2));",
            "protocol bgp one from dnpeers {",
            "\tdisabled; local as 64511; # not in the input: dnpeers, local AS number",
            "\tneighbor as PEERAS;\n",
            "\tdisabled; # not in the input: OWNAS, PEERAS, OWNIP6, SECRET, MOST",
            "\troute OWNNET unreachable;\n\tdisabled; # not in the input: OWNNET",
        }) Assert.Contains(line, text);
    }

    [Fact]
    public void It_reads_back_as_undefined_as_it_was()
    {
        var result = Convert(Fragment);
        Assert.Equal(result.Verification!.Facts, result.Verification.Preserved);
        Assert.Equal(0, result.Verification.Added);
        var again = Convert(result.Outputs[0].Text.ToString());
        Assert.Equal(result.Outputs[0].Text.ToString(), again.Outputs[0].Text.ToString());
    }

    [Fact]
    public void Each_missing_name_is_reported_where_it_is_used()
    {
        var diagnostics = Convert(Fragment).Diagnostics.Where(d => d.Code.Id == "BGPX2003").ToList();
        foreach (var (line, name) in new[] { (3, "BOGONS"), (4, "is_valid"), (5, "OWNAS"), (6, "tag_route"), (9, "dnpeers"), (14, "OWNAS"), (15, "PEERAS"), (22, "OWNNET") })
            Assert.Contains(diagnostics, d => d.Span!.Value.From.Line == line && d.Message.Contains(name));
    }

    [Theory]
    [InlineData("if CUSTOMERS ~ bgp_community then accept;", "define CUSTOMERS = (0, 0);")]
    [InlineData("if bgp_community ~ CUSTOMERS then accept;", "define CUSTOMERS = [ (0, 0) ];")]
    [InlineData("if bgp_path ~ CUSTOMERS then accept;", "define CUSTOMERS = [ 24 ];")]
    [InlineData("if bgp_path.first = CUSTOMERS then accept;", "define CUSTOMERS = 24;")]
    [InlineData("if from = CUSTOMERS then accept;", "define CUSTOMERS = 192.0.2.1;")]
    [InlineData("if proto = CUSTOMERS then accept;", "define CUSTOMERS = \"\";")]
    [InlineData("if region(bgp_path) = 3 then accept;", "function region(bgppath a1) { reject; return 24; }")]
    [InlineData("if roa_check(ROAS) = ROA_VALID then accept;", "roa4 table ROAS;")]
    public void The_use_of_a_name_tells_its_type(string command, string declaration) =>
        Assert.Contains(declaration + " # not in the input: ", Convert($"filter f {{ {command} reject; }}\nprotocol kernel {{ ipv4 {{ export filter f; }}; }}").Outputs[0].Text.ToString());

    [Fact]
    public void Uses_that_contradict_each_other_are_left_out()
    {
        var result = Convert("filter f { if net ~ X then accept; if bgp_path.len < X then accept; reject; }\nprotocol kernel { ipv4 { export filter f; }; }");
        Assert.Contains("# not in the output: bgp_path.len < X", result.Outputs[0].Text.ToString());
        Assert.Contains(result.Diagnostics, d => d.Code.Id == "BGPX2001");
    }

    private static ConversionResult Convert(string text) => Converter.Convert(
        new SourceFile("bird.conf", text), ConversionRequest.Of(new FormatChoice(BirdFormat.Instance, new FormatVersion(2, 0)), new FormatChoice(BirdFormat.Instance, null)));
}
