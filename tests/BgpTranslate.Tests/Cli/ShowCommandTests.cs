using BgpTranslate.Tests.Corpus;
using Xunit;

namespace BgpTranslate.Tests.Cli;

/// <summary>The contract of <c>bgpx show</c>: what a configuration says, at three depths.</summary>
public sealed class ShowCommandTests : IDisposable
{
    private const string Edge = """
        frr version 10.2
        bgp community-list standard BLACKHOLE seq 5 permit 65000:666
        route-map IN deny 10
         match community BLACKHOLE
        exit
        route-map IN permit 20
         set local-preference 200
        exit
        router bgp 64500
         bgp router-id 192.0.2.1
         neighbor 198.51.100.2 remote-as 64501
         neighbor 198.51.100.2 password not-to-be-shown
         address-family ipv4 unicast
          neighbor 198.51.100.2 route-map IN in
         exit-address-family
        exit
        """;

    private readonly TemporaryFolder folder = new();

    /// <summary>Every input of the corpus.</summary>
    public static TheoryData<string> Inputs { get; } = new(CorpusCase.All().Select(c => Path.GetRelativePath(Repository.At("corpus"), Path.Combine(c.Folder, c.Input))).Distinct().Order(StringComparer.Ordinal));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_summary_tells_who_talks_to_whom()
    {
        var run = Show("summary");
        Assert.Contains("bgp default: AS 64500, router id 192.0.2.1\n  peer 198.51.100.2: AS 64501, external, ipv4-unicast\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("policies: IN\nsets: BLACKHOLE\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_name_the_line_or_the_default_that_says_so()
    {
        var lines = Show("facts").Out.Split('\n');
        Assert.EndsWith("line 10", Assert.Single(lines, l => l.StartsWith("bgp default / peer 198.51.100.2 / instance.router-id = 192.0.2.1", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("default, frr 10.2", Assert.Single(lines, l => l.StartsWith("bgp default / instance.ebgp-requires-policy = yes", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_holds_each_set_once_with_its_entries()
    {
        var model = Show("model").Out;
        Assert.Contains("        Set = BLACKHOLE\n", model, StringComparison.Ordinal);
        Assert.Equal(2, model.Split("65000:666").Length);
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("facts")]
    [InlineData("model")]
    public void Secrets_are_not_shown(string view) => Assert.DoesNotContain("not-to-be-shown", Show(view).Out, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Every_view_of_every_case_comes_to_an_end(string input)
    {
        foreach (var view in new[] { "summary", "facts", "model" }) Assert.Equal(0, CliRun.Of("show", Path.Combine(Repository.At("corpus"), input), "--as", view, "--set", "node=tor-a").ExitCode);
    }

    private CliRun Show(string view)
    {
        folder.Write("edge.conf", Edge);
        return CliRun.Of("show", folder.At("edge.conf"), "--as", view);
    }
}
