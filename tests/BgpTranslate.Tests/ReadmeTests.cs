using System.Text;
using BgpTranslate.Tests.Cli;
using Xunit;

namespace BgpTranslate.Tests;

/// <summary>
/// What README.md shows is what the program does: a block behind <c>file:</c> is that file, one behind <c>run:</c> what <c>bgpx</c> prints. <c>BGPX_ACCEPT=1</c> brings the blocks up to date.
/// </summary>
public class ReadmeTests
{
    private static readonly string Readme = Repository.At("README.md");

    [Fact]
    public void Shows_what_the_program_does()
    {
        var text = File.ReadAllText(Readme);
        var fresh = new StringBuilder();
        using var lines = new StringReader(text);
        while (lines.ReadLine() is { } line)
        {
            fresh.Append(line).Append('\n');
            if (!line.StartsWith("<!-- ", StringComparison.Ordinal)) continue;
            fresh.Append(lines.ReadLine()).Append('\n').Append(Shown(line[5..^4])).Append("```\n");
            while (lines.ReadLine() is { } old && old != "```") continue;
        }

        if (Environment.GetEnvironmentVariable("BGPX_ACCEPT") == "1") File.WriteAllText(Readme, fresh.ToString());
        Assert.Equal(fresh.ToString(), File.ReadAllText(Readme));
    }

    [Fact]
    public void Its_first_command_works()
    {
        const string start = "dotnet run --project src/BgpTranslate.Cli -- ";
        var command = File.ReadLines(Readme).Single(l => l.StartsWith(start, StringComparison.Ordinal));
        var run = Run(command[start.Length..]);
        Assert.InRange(run.ExitCode, 0, 1);
        Assert.Contains("kind: CiliumBGPClusterConfig", run.Out);
    }

    [Fact]
    public void Its_commands_and_options_exist()
    {
        foreach (var line in File.ReadLines(Readme).Where(l => l.StartsWith("bgpx ", StringComparison.Ordinal)))
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var help = CliRun.Of(words[1], "--help").Out;
            Assert.All(words.Where(w => w.StartsWith('-')), option => Assert.Contains(option, help));
        }
    }

    private static string Shown(string what) => what.Split(": ", 2) switch
    {
        ["file", var path] => File.ReadAllText(Repository.At(path)),
        ["run", var arguments] when Run(arguments) is var run => (run.Out + run.Error).Replace(Repository.Root + "/", "", StringComparison.Ordinal),
        _ => throw new InvalidDataException(what),
    };

    private static CliRun Run(string arguments) =>
        CliRun.Of([.. arguments.Split(' ').Select(a => File.Exists(Repository.At(a)) ? Repository.At(a) : a)]);
}
