using BgpTranslate.Tests;
using BgpTranslate.Tests.Corpus;
using Xunit;

namespace BgpTranslate.Daemons.Tests;

/// <summary>What is written for a real daemon, the real daemon accepts.</summary>
public sealed class LoadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Frr { get; } = Names("frr");

    public static TheoryData<string> Bird { get; } = Names("bird");

    public void Dispose() => folder.Dispose();

    private static TheoryData<string> Names(string format) => [.. CorpusCase.All().Select(c => (c.Folder, c.Input)).Distinct().Select(c => $"{Path.GetFileName(c.Folder)}/{c.Input} {format}")];

    [DaemonTheory("vtysh")]
    [MemberData(nameof(Frr))]
    public void Frr_accepts_what_is_written(string name)
    {
        var file = Write(name, $"frr@{Versions.Frr}");
        var (code, output) = Command.Run("vtysh", "-C", "-f", file);
        Assert.True(code == 0, output + File.ReadAllText(file));
    }

    [DaemonTheory("bird")]
    [MemberData(nameof(Bird))]
    public void Bird_accepts_what_is_written(string name)
    {
        var file = Write(name, "bird@2");
        var (code, output) = Command.Run("bird", "-p", "-c", file);
        Assert.True(code == 0, output + File.ReadAllText(file));
    }

    private string Write(string name, string target)
    {
        var input = name[..name.IndexOf(' ')];
        var @case = CorpusCase.All().First(c => $"{Path.GetFileName(c.Folder)}/{c.Input}" == input);
        var output = (@case with { Target = target }).Convert().Outputs;
        return folder.Write("output.conf", Assert.Single(output).Text.ToString());
    }
}

/// <summary>The releases installed.</summary>
internal static class Versions
{
    /// <summary>FRR's, such as <c>8.4</c>.</summary>
    public static string Frr { get; } = MajorMinor(Command.Run("bgpd", "--version").Output);

    private static string MajorMinor(string text)
    {
        var words = text.Split([' ', '\n', '_', '-'], StringSplitOptions.RemoveEmptyEntries);
        return words.Select(w => w.Split('.')).First(p => p.Length >= 2 && p.All(x => x.All(char.IsAsciiDigit))) is [var major, var minor, ..] ? $"{major}.{minor}" : "";
    }
}
