using BgpTranslate.Conversion;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>Filters of BIRD as policies of other routers: what they can say is proved equal, what they cannot say is announced by what it asks.</summary>
public class BirdPolicyTests
{
    private const string ValidationStates = """
        protocol bgp a {
            local as 64500; neighbor 192.0.2.1 as 64501;
            ipv4 {
                import none;
                export filter {
                    if (unknown 0x4300, 0, 2) ~ bgp_ext_community then reject;
                    if (generic, 0x43000000, 1) ~ bgp_ext_community then bgp_med = 50;
                    if bgp_ext_community ~ [ (rt, 64500, 10..19), (ro, 64500, *) ] then bgp_local_pref = 50;
                    accept;
                };
            };
        }
        """;

    [Theory]
    [InlineData("frr@10.7", "bgp extcommunity-list expanded a_ipv4_export-communities seq 5 permit _OVS:invalid_\n", "seq 5 permit _OVS:not-found_\n", "seq 5 permit _RT:64500:1[0-9]_\n", "seq 10 permit _SoO:64500:[0-9]+_\n")]
    [InlineData("vyos", "_OVS:invalid_", "_OVS:not-found_", "_RT:64500:1[0-9]_", "_SoO:64500:[0-9]+_")]
    public void Extended_communities_are_asked_for_as_the_target_prints_them(string to, params string[] expected)
    {
        var result = Convert(ValidationStates, to);
        var text = TextOf(result);
        Assert.All(expected, e => Assert.Contains(e, text, StringComparison.Ordinal));
        Assert.Equal(new PolicyCounts(2, 0, 0), result.Verification.Policies);
        Assert.Equal(0, result.Statements[Disposition.Lost]);
    }

    [Fact]
    public void RouterOs_has_extended_communities_of_any_type_by_their_octets()
    {
        var result = Convert(
            """
            protocol bgp a {
                local as 64500; neighbor 192.0.2.1 as 64501;
                ipv4 {
                    import filter { if net ~ 10.0.0.0/8 then bgp_ext_community.add((unknown 0x4300, 0, 2)); else bgp_ext_community.add((rt, 64500, 7)); accept; };
                    export filter { if (generic, 0x43000000, 2) ~ bgp_ext_community then reject; bgp_ext_community.delete([ (unknown 0x4300, 0, 1) ]); accept; };
                };
            }
            """,
            "routeros");
        var text = TextOf(result);
        Assert.Contains("append bgp-ext-communities 0x4300000000000002", text, StringComparison.Ordinal);
        Assert.Contains("bgp-ext-communities includes 0x4300000000000002", text, StringComparison.Ordinal);
        Assert.Contains("delete bgp-ext-communities 0x4300000000000001", text, StringComparison.Ordinal);
        Assert.Equal(new PolicyCounts(2, 0, 0), result.Verification.Policies);
    }

    [Fact]
    public void Extended_communities_are_deleted_by_expression()
    {
        const string text = """
            protocol bgp a {
                local as 64500; neighbor 192.0.2.1 as 64501;
                ipv4 { import none; export filter { bgp_ext_community.delete([ (rt, 64500, *), (unknown 0x4300, 0, 0) ]); bgp_path.prepend(bgp_path.first); bgp_path.prepend(bgp_path.first); accept; }; };
            }
            """;
        var result = Convert(text, "frr@10.7");
        Assert.Contains("seq 5 permit _RT:64500:[0-9]+_\n", TextOf(result), StringComparison.Ordinal);
        Assert.Contains(" set extended-comm-list ", TextOf(result), StringComparison.Ordinal);
        Assert.Equal(new PolicyCounts(2, 0, 0), result.Verification.Policies);

        // Before release 10 there is no such command.
        Assert.Contains(Convert(text, "frr@8.4").Fates, f => f is { Disposition: Disposition.Lost, Reason: "FRR cannot set: extended communities without those in [rt:64500:*, 0x4300:0:0]" });
    }

    [Theory]
    [InlineData("if ifname = \"eth*\" then reject;", "interface eth*")]
    [InlineData("bgp_ext_community.add((unknown 0x0b, 0, 2));", "extended communities + 0xb:0:2")]
    [InlineData("if bgp_med > 100 then reject;", "MED >= 101")]
    public void What_cannot_be_said_is_announced_by_what_it_asks_or_does(string command, string words)
    {
        var result = Convert($$"""protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { import filter { {{command}} accept; }; export none; }; }""", "frr@10.7");
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.Lost && f.Reason.Contains(words, StringComparison.Ordinal));
        Assert.All(result.Fates.Where(f => f.Disposition == Disposition.Lost), f => Assert.Contains(words, f.Reason, StringComparison.Ordinal));
    }

    private const string KeepsStates = """
        roa4 table rpki;
        protocol rpki { roa4 { table rpki; }; remote 192.0.2.50; }
        filter states {
            case roa_check(rpki) {
                ROA_VALID: bgp_ext_community.add((unknown 0x4300, 0, 0));
                ROA_UNKNOWN: bgp_ext_community.add((unknown 0x4300, 0, 1));
                else: bgp_ext_community.add((unknown 0x4300, 0, 2));
            }
            accept;
        }
        protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { import filter states; export none; }; }
        protocol bgp b { local as 64500; neighbor 192.0.2.2 as REMOTE; ipv4 { import none; export filter { if (unknown 0x4300, 0, 2) ~ bgp_ext_community then reject; accept; }; }; }
        """;

    [Theory]
    [InlineData("frr@8.4", " set tag 17153\n", " match tag 17154\n")]
    [InlineData("vyos", "tag '17153'", "tag '17154'")]
    public void The_state_of_validation_becomes_a_tag_where_no_policy_can_set_its_community(string to, string set, string match)
    {
        var result = Convert(KeepsStates.Replace("REMOTE", "64502", StringComparison.Ordinal), to);
        Assert.Contains(set, TextOf(result).Replace("    ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(match, TextOf(result), StringComparison.Ordinal);
        Assert.Equal(0, result.Verification.Policies.Different + result.Verification.Policies.Undecided);
        Assert.Equal(3, result.Fates.Count(f => f.Reason.Contains("kept as a tag", StringComparison.Ordinal) && f.Statement.Span.Text.StartsWith("bgp_ext_community.add", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("64502", "accept;", "bgp_ext_community.add((unknown 0x4300, 0, 0)); accept;")]
    [InlineData("64502", "accept;", "ospf_tag = 5; accept;")]
    [InlineData("64500", "", "")]
    public void The_community_stays_where_peers_see_it_or_tags_are_taken_or_a_route_may_have_two_states(string remote, string before, string after)
    {
        var text = KeepsStates.Replace("REMOTE", remote, StringComparison.Ordinal);
        if (before.Length > 0) text = text.Insert(text.IndexOf(before, StringComparison.Ordinal), after[..^before.Length]);
        var result = Convert(text, "frr@10.7");
        Assert.DoesNotContain("171", TextOf(result), StringComparison.Ordinal);
        Assert.Contains("_OVS:invalid_", TextOf(result), StringComparison.Ordinal);
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.Lost && f.Reason == "FRR cannot set: extended communities + 0x4300:0:1");
    }

    [Theory]
    [InlineData("krt_metric = 50; preference = 120;", true)]
    [InlineData("if defined(bgp_local_pref) then krt_metric = 1000 - bgp_local_pref;", true)]
    [InlineData("if net ~ 10.0.0.0/8 then krt_metric = 50; else { if net.len > 24 then preference = 10; }", true)]
    [InlineData("if net ~ 10.0.0.0/8 then preference = 50; if preference = 50 then bgp_med = 7;", false)]
    [InlineData("krt_metric = 1000 - bgp_local_pref;", false)]
    public void A_number_that_no_peer_is_sent_need_not_be_set_on_the_way_out(string commands, bool isDropped)
    {
        var result = Convert($$"""protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { import none; export filter { {{commands}} accept; }; }; }""", "frr@10.7");
        Assert.Equal(isDropped, result.Statements[Disposition.Lost] == 0);
        if (isDropped) Assert.Equal(new PolicyCounts(2, 0, 0), result.Verification.Policies);
    }

    [Fact]
    public void What_a_number_leaves_of_another_comes_back_in_Bird()
    {
        const string text = """
            protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { export none; import filter { if defined(bgp_local_pref) then bgp_med = 1000 - bgp_local_pref; accept; }; }; }
            """;
        Assert.Contains("bgp_med = 1000 - bgp_local_pref;", TextOf(Convert(text, "bird")), StringComparison.Ordinal);
        Assert.Contains(Convert(text, "frr").Fates, f => f is { Disposition: Disposition.Lost, Reason: "FRR cannot set: MED = 1000 - local preference" });
    }

    [Fact]
    public void Metrics_of_other_protocols_are_not_the_kernels()
    {
        const string text = """
            protocol bgp a { local as 64500; neighbor 192.0.2.1 as 64501; ipv4 { import none; export filter { if ospf_metric1 > 20 then reject; bgp_med = rip_metric; accept; }; }; }
            """;
        var bird = TextOf(Convert(text, "bird"));
        Assert.Contains("ospf_metric1 > 20", bird, StringComparison.Ordinal);
        Assert.Contains("bgp_med = rip_metric;", bird, StringComparison.Ordinal);
    }

    private static string TextOf(ConversionResult result) => result.Outputs.Single().Text.ToString();

    private static ConversionResult Convert(string text, string to)
    {
        var result = Converter.Convert(new SourceFile("bird.conf", text), ConversionRequest.Of(FormatChoice.Parse(to, FormatRegistry.All, out _)!, FormatChoice.Parse("bird", FormatRegistry.All, out _)));
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
        return result;
    }
}
