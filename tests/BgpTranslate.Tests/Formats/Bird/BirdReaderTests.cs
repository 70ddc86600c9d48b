using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Formats.Bird;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.Bird;

/// <summary>What BIRD's texts mean: read, written back or for another platform, and held against the source.</summary>
public class BirdReaderTests
{
    private const string Head = "router id 192.0.2.1;\nprotocol bgp p { local as 65000; neighbor 192.0.2.2 as 65001; ipv4 { import all; export none; }; }\n";

    [Theory]
    [InlineData("import none;")]
    [InlineData("import where net ~ [ 192.0.2.0/24{24,28} ];")]
    [InlineData("import limit 100 action block;")]
    [InlineData("import filter { if bgp_path ~ [= * 65001 * =] then reject; accept; };")]
    [InlineData("import filter { bgp_path.prepend(65000); bgp_community.delete([(65000, *)]); accept; };")]
    [InlineData("import filter { case bgp_origin { ORIGIN_IGP: bgp_med = 1; else: bgp_med = 2; } accept; };")]
    [InlineData("next hop self ebgp;")]
    public void Channels_survive_the_way_back(string option) => Kept($"protocol bgp p {{ local as 65000; neighbor 192.0.2.2 as 65001; ipv4 {{ import all; export none; {option} }}; }}\n");

    [Theory]
    [InlineData("hold time 30;")]
    [InlineData("multihop 3;")]
    [InlineData("ttl security on;")]
    [InlineData("passive on;")]
    [InlineData("disabled;")]
    [InlineData("password \"secret\";")]
    [InlineData("error wait time 10,20;")]
    [InlineData("graceful restart on;")]
    public void Sessions_survive_the_way_back(string option) =>
        Kept($"protocol bgp p {{ local as 65000; neighbor 192.0.2.2 as 65001; {option} ipv4 {{ import all; export none; }}; }}\n");

    [Theory]
    [InlineData("router id 192.0.2.9;", "router id 192.0.2.9;\n")]
    [InlineData("hold time 90;", "protocol bgp q { local as 65000; neighbor 192.0.2.3 as 65001; hold time 90; hold time 80; ipv4 { import all; export none; }; }\n")]
    [InlineData("import where net.len < 24;", "protocol bgp q { local as 65000; neighbor 192.0.2.3 as 65001; ipv4 { import where net.len < 24; import all; export none; }; }\n")]
    [InlineData("ipv4 table peers sorted;", "ipv4 table peers;\nprotocol bgp q { local as 65000; neighbor 192.0.2.3 as 65001; ipv4 { table peers; import all; export none; }; }\nipv4 table peers sorted;\n")]
    public void A_statement_that_a_later_one_overrides_or_that_bird_refuses_has_no_effect(string statement, string text)
    {
        var result = Convert(text + Head, new FormatChoice(BirdFormat.Instance, null));
        Assert.Equal(Disposition.Inherent, result.Fates.First(f => f.Statement.Span.Text.SequenceEqual(statement)).Disposition);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
    }

    [Theory]
    [InlineData("protocol device again {", "protocol device { }\nprotocol device again { scan time 5; }\n")]
    [InlineData("protocol static own {", "protocol direct own { ipv4; }\nprotocol static own { ipv4; route 203.0.113.0/24 blackhole; }\n")]
    [InlineData("ipv4;", "protocol device { ipv4; }\n")]
    public void What_bird_refuses_of_protocols_is_said(string statement, string text)
    {
        var result = Convert(text + Head, new FormatChoice(BirdFormat.Instance, null));
        Assert.StartsWith("refused", result.Fates.Last(f => statement.StartsWith(f.Statement.Span.Text.ToString().TrimEnd(';'), StringComparison.Ordinal) && f.Disposition == Disposition.Inherent).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
    }

    [Fact]
    public void Every_bfd_protocol_is_written() => Kept(Head + "protocol bfd { }\nprotocol bfd slower { min rx interval 50 ms; }\n");

    [Fact]
    public void Routes_of_a_static_template_are_those_of_every_protocol_made_from_it() =>
        Assert.Equal(2, Convert("template static own { ipv4; route 203.0.113.0/24 blackhole; }\nprotocol static one from own { }\nprotocol static two from own { }\n", new FormatChoice(BirdFormat.Instance, null))
            .Outputs[0].Text.ToString().Split("route 203.0.113.0/24 blackhole;").Length - 1);

    [Fact]
    public void And_and_or_bind_alike_from_left_to_right() =>
        Assert.Contains("(net ~ [ 192.0.2.0/24 ] || source = RTS_STATIC) && bgp_path.len < 5", Filter("if net ~ [ 192.0.2.0/24 ] || source = RTS_STATIC && bgp_path.len < 5 then accept;"));

    [Fact]
    public void Accept_in_a_function_ends_the_filter()
    {
        var text = Filter("ours(); reject;", "function ours() { if net ~ [ 192.0.2.0/24 ] then accept; }\n");
        Assert.Contains("if net ~ [ 192.0.2.0/24 ] then accept;", text);
    }

    [Fact]
    public void Arguments_and_constants_are_replaced_by_their_values()
    {
        var text = Filter("tag(7); accept;", "define ME = 65000;\nfunction tag(int n) { bgp_community.add((ME, n)); }\n");
        Assert.Contains("bgp_community.add((65000, 7));", text);
    }

    [Fact]
    public void A_function_that_changes_the_route_and_answers_is_both()
    {
        const string function = "function low() { if bgp_path.len > 9 then { bgp_local_pref = 10; return true; } return false; }\n";
        Kept(function + "filter f { if low() then bgp_med = 5; accept; }\n" + Head.Replace("import all", "import filter f"));
    }

    [Fact]
    public void Loops_over_constant_lists_are_written_out()
    {
        var text = Filter("for int n in [ 1, 2 ] do bgp_community.add((65000, n)); accept;");
        Assert.Contains("bgp_community.add((65000, 1));", text);
        Assert.Contains("bgp_community.add((65000, 2));", text);
    }

    [Fact]
    public void Branches_decided_by_constants_leave_no_trace() =>
        Assert.DoesNotContain("bgp_med", Filter("if NAME = \"x\" then bgp_med = 1; accept;", "define NAME = \"y\";\n"));

    [Fact]
    public void A_mistake_costs_its_own_statement_only()
    {
        var read = Read("protocol bgp p { local as 65000; nieghbor 192.0.2.9; neighbor 192.0.2.2 as 65001; ipv4 { import all; export none; }; }\n");
        Assert.Single(read.Statements.Entries, e => e.Outcome is Outcome.Unrecognized);
        Assert.Equal("peer 192.0.2.2", read.Configuration.Instances[0].Peers[0].Key);
    }

    [Fact]
    public void A_missing_brace_ends_at_the_next_statement_of_the_top_level()
    {
        var read = Read("protocol bgp p { local as 65000; neighbor 192.0.2.2 as 65001; ipv4 { import all; export none;\nprotocol bgp q { local as 65000; neighbor 192.0.2.3 as 65001; }\n");
        Assert.Equal(2, read.Configuration.Instances[0].Peers.Length);
        Assert.Contains(read.Diagnostics, d => d.Code.Id == "BGPX1002");
    }

    [Fact]
    public void A_missing_include_is_said_and_reading_goes_on()
    {
        var read = Read("include \"peers.conf\";\n" + Head);
        Assert.Contains(read.Diagnostics, d => d.Code.Id == "BGPX1006");
        Assert.Single(read.Configuration.Instances[0].Peers);
    }

    /// <summary>Recovery from a mistake invents the word that is missing; it stands nowhere in the text.</summary>
    [Theory]
    [InlineData("function () { return true; }")]
    [InlineData("filter { accept; }")]
    [InlineData("filter f { if net ~ then accept; reject; }")]
    [InlineData("filter f { bgp_path.(1); accept; }")]
    [InlineData("filter f { case source { : accept; } }")]
    public void A_missing_word_is_a_diagnostic(string text) => Assert.Contains(Read(text).Diagnostics, d => d.Code.Id == "BGPX1002" && d.Span is not null);

    [Fact]
    public void A_session_without_a_local_as_number_is_noted_where_it_stands()
    {
        const string session = "protocol bgp p { neighbor 192.0.2.2 as 65001; ipv4 { import all; export none; }; }\n";
        Assert.Contains(Read(Head + session.Replace("bgp p", "bgp q")).Diagnostics, d => d.Code.Id == "BGPX1009" && d.Message.Contains("no local AS number"));
        Assert.DoesNotContain(Read("include \"rest.conf\";\n" + session).Diagnostics, d => d.Message.Contains("no local AS number"));
        Assert.DoesNotContain(Read("template bgp t { local as 65000; }\n" + session.Replace("bgp p", "bgp p from t")).Diagnostics, d => d.Message.Contains("no local AS number"));
    }

    [Fact]
    public void What_a_template_without_sessions_says_has_no_effect()
    {
        var result = Convert(Head + "template bgp t { local as 65000; path metric 1; }\n", new FormatChoice(FormatRegistry.Find("frr")!, null));
        Assert.Equal(Disposition.Inherent, FateOf(result, "path metric 1;"));
    }

    [Theory]
    [InlineData("protocol bgp p { local as 65000; neighbor 192.0.2.2 as 65001; import all; }", 1)]
    [InlineData("protocol bgp p { local as 65000; neighbor 192.0.2.2 as 65001; ipv4 { import all; export none; }; }", 2)]
    [InlineData("# for BIRD 3\n\nprotocol bgp p { local as 65000; neighbor 192.0.2.2 as 65001; ipv4 { import all; export none; }; }", 3)]
    public void The_generation_is_known_by_where_policies_stand_or_by_the_line_that_conversions_begin_with(string text, int major) => Assert.Equal(major, Read(text).Platform.Version.Major);

    [Fact]
    public void Statements_of_a_template_stay_at_the_template()
    {
        var configuration = Read("template bgp t { local as 65000; hold time 30; }\nprotocol bgp p from t { neighbor 192.0.2.2 as 65001; }\n").Configuration;
        Assert.False(configuration.Instances[0].Peers[0].Settings.Has(PeerSettings.HoldTime));
        Assert.Equal(30u, new EffectiveConfiguration(configuration, BirdFormat.Instance.PlatformFor(new(2))).Instances[0].Peers[0].Get(PeerSettings.HoldTime).Value);
    }

    [Fact]
    public void What_another_platform_cannot_do_is_reported_where_it_stands()
    {
        var result = Convert("filter f { gw = 192.0.2.9; accept; }\n" + Head.Replace("import all", "import filter f"), new FormatChoice(FormatRegistry.Find("frr")!, null));
        Assert.Equal(Disposition.Lost, FateOf(result, "gw = 192.0.2.9;"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("!")]
    public void Hostile_nesting_ends_in_a_diagnostic(string open)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 20_000));
        Assert.NotEmpty(Read($"filter f {{ if {deep}").Diagnostics);
        Assert.NotEmpty(Read($"define X = {deep};").Diagnostics);
    }

    private static ReadResult Read(string text) => BirdFormat.Instance.Read(ReadRequest.Of(new SourceFile("bird.conf", text)));

    private static ConversionResult Convert(string text, FormatChoice to) =>
        Converter.Convert(new SourceFile("bird.conf", text), ConversionRequest.Of(to, new FormatChoice(BirdFormat.Instance, null)));

    private static string Filter(string body, string before = "") =>
        Convert($"{before}filter f {{ {body} }}\n{Head.Replace("import all", "import filter f")}", new FormatChoice(BirdFormat.Instance, null)).Outputs[0].Text.ToString();

    private static Disposition FateOf(ConversionResult result, string statement) =>
        result.Fates.Single(f => f.Statement.Span.Text.SequenceEqual(statement)).Disposition;

    private static void Kept(string text)
    {
        var result = Convert(text, new FormatChoice(BirdFormat.Instance, null));
        Assert.Equal((0, 0, 0), (result.Verification.Changed, result.Verification.Missing, result.Verification.Added));
        Assert.DoesNotContain(result.Fates, f => f.Disposition == Disposition.Unrecognized);
    }
}
