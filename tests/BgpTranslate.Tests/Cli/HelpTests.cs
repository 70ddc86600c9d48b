using Xunit;

namespace BgpTranslate.Tests.Cli;

/// <summary>Help is the manual.</summary>
public class HelpTests
{
    [Theory]
    [InlineData("convert")]
    [InlineData("formats")]
    [InlineData("explain")]
    [InlineData("show")]
    [InlineData("diff")]
    [InlineData("trace")]
    public void Help_teaches_by_example(string command)
    {
        var run = CliRun.Of(command, "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"Examples:\n  bgpx {command} ", run.Out);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void The_program_lists_its_commands() => Assert.Matches("(?s)convert .*formats .*explain ", CliRun.Of("--help").Out);

    [Fact]
    public void Every_code_can_be_explained() =>
        Assert.All(BgpTranslate.Diagnostics.DiagnosticCatalogue.All, code =>
        {
            var run = CliRun.Of("explain", code.Id);
            Assert.Equal(0, run.ExitCode);
            Assert.Contains(code.Action, run.Out);
        });

    [Fact]
    public void An_unknown_code_is_trouble() => Assert.Equal(2, CliRun.Of("explain", "BGPX9999").ExitCode);

    [Fact]
    public void Formats_are_listed_with_their_versions()
    {
        Assert.Contains("words   yes    yes     .words  1         Words, for tests\n", CliRun.OfWords("", "formats").Out);
        Assert.Contains("nothing is known that it cannot", CliRun.OfWords("", "formats", "words").Out);
        Assert.Equal(2, CliRun.OfWords("", "formats", "nonsense").ExitCode);
    }
}
