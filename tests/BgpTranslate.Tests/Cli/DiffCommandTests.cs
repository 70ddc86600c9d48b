using System.Text.Json;
using Xunit;

namespace BgpTranslate.Tests.Cli;

/// <summary>The contract of <c>bgpx diff</c>: what counts as a difference, how it is shown, exit codes.</summary>
public sealed class DiffCommandTests : IDisposable
{
    private const string Frr = """
        frr version 10.2
        frr defaults traditional
        hostname edge1
        !
        ip prefix-list CUST seq 5 permit 10.2.0.0/16 le 25
        bgp community-list standard BLUE seq 5 permit 65000:77
        !
        route-map IN permit 10
         match ip address prefix-list CUST
         match community BLUE
         set local-preference 200
        exit
        !
        router bgp 65000
         bgp router-id 192.0.2.1
         neighbor 10.0.0.1 remote-as 65010
         neighbor 10.0.0.1 timers 10 30
         !
         address-family ipv4 unicast
          neighbor 10.0.0.1 route-map IN in
          neighbor 10.0.0.1 route-map IN out
         exit-address-family
        exit
        !

        """;

    // The same with other names, another order, and the conditions of one entry as two entries that deny first.
    private const string Rewritten = """
        frr version 10.2
        frr defaults traditional
        hostname edge1
        !
        bgp community-list standard OTHER seq 10 deny 65000:78
        bgp community-list standard OTHER seq 20 permit 65000:77
        ip prefix-list OURS seq 7 permit 10.2.0.0/17 le 25
        ip prefix-list OURS seq 9 permit 10.2.128.0/17 le 25
        ip prefix-list OURS seq 11 permit 10.2.0.0/16
        !
        route-map FROM-CUSTOMER deny 5
         match community NONE
        exit
        route-map FROM-CUSTOMER permit 20
         match community BLUE
         match ip address prefix-list OURS
         set local-preference 100
         set local-preference 200
        exit
        bgp community-list standard BLUE seq 5 permit 65000:77
        !
        router bgp 65000
         neighbor 10.0.0.1 remote-as external
         neighbor 10.0.0.1 remote-as 65010
         bgp router-id 192.0.2.1
         neighbor PEERS peer-group
         neighbor PEERS timers 10 30
         neighbor 10.0.0.1 peer-group PEERS
         !
         address-family ipv4 unicast
          neighbor 10.0.0.1 route-map FROM-CUSTOMER in
          neighbor 10.0.0.1 route-map FROM-CUSTOMER out
         exit-address-family
        exit
        !

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CliRun Diff(params string[] arguments) => CliRun.Of(["diff", .. arguments]);

    private CliRun DiffOf(string a, string b) => Diff(folder.Write("a.conf", a), folder.Write("b.conf", b));

    private string Shown(CliRun run) => run.Out.Replace(folder.Path + "/", "", StringComparison.Ordinal);

    [Fact]
    public void What_means_the_same_is_the_same_however_it_is_written()
    {
        var run = DiffOf(Frr, Rewritten);
        Assert.Contains(": same; ", run.Out);
        Assert.Equal(0, run.ExitCode);
    }

    /// <summary>BIRD needs a route to announce a prefix, a table for it, and another word for the defaults of its releases.</summary>
    [Fact]
    public void A_prefix_is_announced_in_other_words_by_each_platform()
    {
        const string frr =
            """
            frr version 10.2
            router bgp 65000
             bgp router-id 192.0.2.1
             no bgp network import-check
             neighbor 192.0.2.2 remote-as 65000
             address-family ipv4 unicast
              network 198.51.100.0/24
             exit-address-family
            exit

            """;
        var bird = CliRun.Of("convert", folder.Write("frr.conf", frr), "--to", "bird").Out;
        Assert.Contains("route 198.51.100.0/24 blackhole;", bird);
        var run = DiffOf(frr, bird);
        Assert.Contains(": same; ", run.Out);
        Assert.Equal(0, DiffOf(bird, frr).ExitCode);
    }

    [Fact]
    public void A_defect_ends_in_trouble_without_a_word_of_the_input()
    {
        var run = CliRun.OfWords("", "diff", folder.Write("a.words", "keep a\ncrash my-secret\n"), folder.Write("b.words", "keep a\n"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("BGPX3004", run.Error);
        Assert.Contains("InvalidOperationException in ", run.Error);
        Assert.DoesNotContain("my-secret", run.Error);
    }

    [Fact]
    public void A_policy_that_differs_is_shown_with_a_route_and_the_lines_of_both_sides()
    {
        var run = DiffOf(Frr, Frr.Replace("le 25", "le 24", StringComparison.Ordinal));
        Assert.Contains("peer 10.0.0.1 ipv4-unicast in: 10.2.0.0/25 community 65000:77 — accepted, local-pref 200 (a.conf:8) · rejected (b.conf:8)", Shown(run));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void What_the_model_cannot_hold_equals_itself_on_another_line()
    {
        const string rule = """
            /routing bgp connection
            add as=64500 local.role=ebgp name=up remote.address=192.0.2.1 .as=64501 input.filter=up-in
            /routing filter rule
            add chain=up-in rule="if (dst in 10.0.0.0/8) { set distance 100; accept }"

            """;
        folder.Write("a.rsc", "# by RouterOS 7.19\n" + rule);
        folder.Write("b.rsc", "# by RouterOS 7.19\n\n\n" + rule);
        Assert.Equal(0, CliRun.Of("diff", folder.At("a.rsc"), folder.At("b.rsc")).ExitCode);
    }

    [Theory]
    [InlineData("65001:1", "65001:1")]
    [InlineData("65[0-9]+:1", "650:1")]
    [InlineData("65001:7$", "65001:7")]
    [InlineData("no-export", "65535:65281")]
    [InlineData("65001:1 65001:2", "65001:1,65001:2")]
    public void Routes_are_found_for_expressions_over_communities(string expression, string communities)
    {
        foreach (var (name, metric) in new[] { ("a.conf", 5), ("b.conf", 6) })
        {
            folder.Write(name, $"""
                router bgp 65000
                 neighbor 10.0.0.1 remote-as 65001
                 address-family ipv4 unicast
                  neighbor 10.0.0.1 route-map IN in
                 exit-address-family
                exit
                bgp community-list expanded FOUND seq 5 permit {expression}
                route-map IN permit 10
                 match community FOUND
                 set metric {metric}
                exit
                """);
        }

        var run = CliRun.Of("diff", folder.At("a.conf"), folder.At("b.conf"));
        Assert.Contains($" community {communities} — accepted, med 5 ", Shown(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_that_differ_are_those_that_are_shown()
    {
        var run = DiffOf(Frr, Frr.Replace(" set local-preference 200\n", " set local-preference 200\n set metric 5\n", StringComparison.Ordinal));
        Assert.Matches(@"in: 10\.2\.\S+ community 65000:77 — accepted, no med \(a\.conf:\S+\) · accepted, med 5 \(b\.conf:12\)", Shown(run));
    }

    [Fact]
    public void A_fact_is_shown_with_the_lines_or_the_default_of_both_sides()
    {
        var run = DiffOf(Frr, Frr.Replace(" neighbor 10.0.0.1 timers 10 30\n", "", StringComparison.Ordinal));
        Assert.Contains("peer 10.0.0.1 peer.timers.hold-time: 30 (a.conf:17) · 180, default of frr@10.2\n", Shown(run));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void A_session_that_only_one_side_has_differs()
    {
        var run = DiffOf(Frr, Frr.Replace(" neighbor 10.0.0.1 remote-as 65010\n", " neighbor 10.0.0.1 remote-as 65010\n neighbor 10.0.0.9 remote-as 65019\n", StringComparison.Ordinal));
        Assert.Contains("peer 10.0.0.9", run.Out);
        Assert.Contains("(b.conf:17)", Shown(run));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void A_conversion_without_loss_is_the_same_as_its_source_in_any_format()
    {
        var frr = folder.Write("frr.conf", Frr);
        foreach (var to in new[] { "bird@2", "vyos", "frr@8.4" })
        {
            var file = folder.Write("out", CliRun.Of("convert", frr, "--to", to).Out);
            var run = Diff(frr, file, "--from-b", to);
            Assert.True(run.ExitCode == 0, $"{to}: {run.Out}{run.Error}");
        }
    }

    /// <summary>BIRD has a name for each cache, a table for each family of a VRF and no profiles; RouterOS and VyOS know caches by their address.</summary>
    [Theory]
    [InlineData("bird@2", "protocol rpki ")]
    [InlineData("vyos", "cache 192.0.2.53")]
    public void Caches_profiles_and_tables_are_the_same_by_any_name(string to, string sign)
    {
        const string frr =
            """
            frr version 10.2
            vrf red
             ip route 198.51.100.0/24 blackhole
            exit-vrf
            !
            rpki
             rpki cache tcp 192.0.2.53 3323 preference 1
            exit
            bfd
             profile fast
              transmit-interval 100
              receive-interval 100
             exit
            exit
            !
            route-map VALID deny 10
             match rpki invalid
            exit
            route-map VALID permit 20
            exit
            !
            router bgp 64500
             bgp router-id 192.0.2.1
             neighbor 192.0.2.2 remote-as 64501
             neighbor 192.0.2.2 bfd profile fast
             address-family ipv4 unicast
              neighbor 192.0.2.2 route-map VALID in
              neighbor 192.0.2.2 route-map VALID out
             exit-address-family
            exit
            router bgp 64500 vrf red
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             neighbor 203.0.113.1 remote-as 64502
             address-family ipv4 unicast
              redistribute static
             exit-address-family
            exit

            """;
        var source = folder.Write("frr.conf", frr);
        var output = CliRun.Of("convert", source, "--to", to, "--fail-on", "never").Out;
        Assert.Contains(sign, output, StringComparison.Ordinal);
        var converted = folder.Write("out", output);
        Assert.Contains(": same; ", Diff(source, converted, "--from-b", to).Out);
        Assert.Contains(": same; ", Diff(converted, source, "--from-a", to).Out);
    }

    [Fact]
    public void What_the_kernel_protocol_says_or_does_anyway_is_the_same()
    {
        const string frr =
            """
            frr version 10.2
            ip nht resolve-via-default
            router bgp 64500
             bgp router-id 192.0.2.1
             bgp graceful-restart preserve-fw-state
             no bgp ebgp-requires-policy
             neighbor 192.0.2.2 remote-as 64501
            exit

            """;
        var bird = CliRun.Of("convert", folder.Write("frr.conf", frr), "--to", "bird").Out;
        Assert.Contains("graceful restart;", bird, StringComparison.Ordinal);
        Assert.Contains(": same; ", DiffOf(frr, bird).Out);
        Assert.Contains(": same; ", DiffOf(bird, frr).Out);
    }

    [Fact]
    public void What_one_side_does_not_understand_is_never_the_same()
    {
        var run = DiffOf(Frr, Frr.Replace("router bgp 65000\n", "router bgp 65000\n neighbor 10.0.0.1 frobnicate\n", StringComparison.Ordinal));
        Assert.Contains("not recognized, and so not compared: neighbor 10.0.0.1 frobnicate (b.conf:15)", Shown(run));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void Programs_get_the_same_as_json()
    {
        var run = Diff(folder.Write("a.conf", Frr), folder.Write("b.conf", Frr.Replace("le 25", "le 24", StringComparison.Ordinal)), "--output-format", "json");
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal("bgpx-diff/1", json.RootElement.GetProperty("schema").GetString());
        var pair = json.RootElement.GetProperty("pairs")[0];
        Assert.False(pair.GetProperty("same").GetBoolean());
        Assert.Equal(2, pair.GetProperty("policies").GetProperty("different").GetInt32());
        var difference = pair.GetProperty("differences")[0];
        Assert.Equal(("policy", "10.2.0.0/25 community 65000:77"), (difference.GetProperty("kind").GetString(), difference.GetProperty("route").GetString()));
        Assert.Equal(["peer 10.0.0.1 ipv4-unicast in"], difference.GetProperty("about").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal("rejected", difference.GetProperty("b").GetProperty("text").GetString());
        Assert.Equal([8], difference.GetProperty("a").GetProperty("places").EnumerateArray().Select(p => p.GetProperty("line").GetInt32()));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void A_pull_request_gets_a_short_list()
    {
        var run = Diff(folder.Write("a.conf", Frr), folder.Write("b.conf", Frr.Replace("timers 10 30", "timers 10 33", StringComparison.Ordinal)), "--output-format", "markdown");
        Assert.StartsWith($"**`{folder.At("a.conf")} (frr@10.2) · {folder.At("b.conf")} (frr@10.2)`**: differs; ", run.Out);
        Assert.Contains("\n- peer 10.0.0.1 peer.timers.hold-time: 30 (", run.Out);
    }

    [Fact]
    public void Folders_pair_by_path_by_stem_and_by_host_name()
    {
        folder.Write("old/a/r1.conf", Frr);
        folder.Write("new/a/r1.conf", Frr);
        folder.Write("old/r2.conf", Frr.Replace("edge1", "edge2", StringComparison.Ordinal));
        folder.Write("new/r2.cfg", Frr.Replace("edge1", "edge2", StringComparison.Ordinal).Replace("timers 10 30", "timers 10 33", StringComparison.Ordinal));
        folder.Write("old/rack-3", Frr.Replace("edge1", "edge3", StringComparison.Ordinal));
        folder.Write("new/edge3.conf", Frr.Replace("edge1", "edge3", StringComparison.Ordinal));
        folder.Write("old/gone.conf", Frr.Replace("edge1", "edge4", StringComparison.Ordinal));
        folder.Write("old/notes.txt", "nothing of the kind");
        var run = Diff(folder.At("old"), folder.At("new"));
        var lines = Shown(run).TrimEnd('\n').Split('\n').Order().ToList();
        Assert.Collection(
            lines,
            l => Assert.StartsWith("old/a/r1.conf (frr@10.2) · new/a/r1.conf (frr@10.2): same;", l),
            l => Assert.Equal("old/gone.conf: only in the first tree", l),
            l => Assert.StartsWith("old/r2.conf (frr@10.2) · new/r2.cfg (frr@10.2): differs;", l),
            l => Assert.StartsWith("old/rack-3 (frr@10.2) · new/edge3.conf (frr@10.2): same;", l),
            l => Assert.StartsWith("peer 10.0.0.1 peer.timers.hold-time: 30 (old/r2.conf:17) · 33 (new/r2.cfg:17)", l));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void Trouble_is_neither_same_nor_different()
    {
        var file = folder.Write("a.conf", Frr);
        Assert.Equal(2, Diff(file, folder.At("missing.conf")).ExitCode);
        Assert.Equal(2, Diff(file, folder.Path).ExitCode);
        Assert.Equal(2, Diff(file, folder.Write("b.txt", "nothing of the kind")).ExitCode);
        Assert.Equal(2, Diff(file).ExitCode);
        Assert.Equal(2, Diff(file, file, "--from-a", "nonsense").ExitCode);
    }

    [Fact]
    public void Secrets_are_compared_and_not_shown()
    {
        var run = DiffOf(
            Frr.Replace(" neighbor 10.0.0.1 timers", " neighbor 10.0.0.1 password hunter2\n neighbor 10.0.0.1 timers", StringComparison.Ordinal),
            Frr.Replace(" neighbor 10.0.0.1 timers", " neighbor 10.0.0.1 password hunter3\n neighbor 10.0.0.1 timers", StringComparison.Ordinal));
        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("hunter", run.Out + run.Error);
    }
}
