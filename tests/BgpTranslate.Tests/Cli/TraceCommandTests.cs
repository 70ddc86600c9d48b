using Xunit;

namespace BgpTranslate.Tests.Cli;

/// <summary>The contract of <c>bgpx trace</c>.</summary>
public sealed class TraceCommandTests : IDisposable
{
    private const string Frr = """
        frr version 10.2
        frr defaults traditional
        !
        ip prefix-list CUST seq 5 permit 10.2.0.0/16 le 25
        !
        route-map CUST-IN deny 5
         match as-path DENIED
        exit
        route-map CUST-IN permit 10
         match ip address prefix-list CUST
         set local-preference 200
         set community 65000:77 additive
        exit
        bgp as-path access-list DENIED permit _65666_
        !
        router bgp 65000
         neighbor 10.0.0.1 remote-as 65010
         address-family ipv4 unicast
          neighbor 10.0.0.1 route-map CUST-IN in
         exit-address-family
        exit

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private CliRun Trace(params string[] arguments) => CliRun.Of(["trace", folder.Write("a.conf", Frr), .. arguments]);

    private string Shown(CliRun run) => run.Out.Replace(folder.Path + "/", "", StringComparison.Ordinal);

    [Fact]
    public void Every_statement_that_a_route_meets_is_shown_with_its_line_and_what_it_does()
    {
        var run = Trace("--neighbor", "10.0.0.1", "--direction", "in", "--route", "10.2.0.0/25 as-path 65010 med 20");
        Assert.Equal(
            """
            a.conf (frr@10.2), neighbor 10.0.0.1 in: 10.2.0.0/25 as-path 65010 med 20
              a.conf:6: route-map CUST-IN deny 5 → does not match
              a.conf:7: match as-path DENIED → no
              a.conf:9: route-map CUST-IN permit 10 → matches
              a.conf:10: match ip address prefix-list CUST → yes
              a.conf:11: set local-preference 200 → local-pref 200
              a.conf:12: set community 65000:77 additive → community 65000:77
              a.conf:9: route-map CUST-IN permit 10 → accept
              accepted: 10.2.0.0/25 as-path 65010 community 65000:77 med 20 local-pref 200

            """,
            Shown(run));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void The_translation_is_shown_under_its_own_name()
    {
        var run = Trace("--policy", "CUST-IN", "--route", "10.2.0.0/25 as-path 65666", "--to", "bird@2");
        Assert.Contains("  rejected\nbird@2, policy CUST_IN\n  bird@2:", run.Out);
        Assert.EndsWith("  rejected\n", run.Out);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void What_falls_off_the_end_of_a_policy_is_said()
    {
        var run = Trace("--policy", "CUST-IN", "--route", "192.0.2.0/24");
        Assert.EndsWith("  end of CUST-IN: reject\n  rejected\n", run.Out);
    }

    [Theory]
    [InlineData("no policy NONE; policies are: CUST-IN", "--policy", "NONE", "--route", "10.0.0.0/8")]
    [InlineData("no neighbor 10.9.9.9 in; neighbors are: 10.0.0.1", "--neighbor", "10.9.9.9", "--direction", "in", "--route", "10.0.0.0/8")]
    [InlineData("'metric 5' is not understood; keys are: ", "--policy", "CUST-IN", "--route", "10.0.0.0/8 metric 5")]
    [InlineData("name a policy with --policy", "--neighbor", "10.0.0.1", "--route", "10.0.0.0/8")]
    [InlineData("Option '--route' is required", "--policy", "CUST-IN")]
    public void Trouble_says_what_there_is_instead(string message, params string[] arguments)
    {
        var run = Trace(arguments);
        Assert.Contains(message, run.Error);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
    }
}
