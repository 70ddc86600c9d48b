using System.Text;
using BgpTranslate.Tests.Corpus;
using Xunit;

namespace BgpTranslate.Daemons.Tests;

/// <summary>A router is replaced by its conversion; what its neighbours (<c>Outside/CASE.NAME.conf</c>) receive stays the same.</summary>
public sealed class TwinTests
{
    [NetworkTheory]
    [InlineData("edge-two-peers", "edge1-frr.conf", "bird@2", "198.51.100.5/24", "198.51.100.1/24 198.51.100.9/24")]
    [InlineData("dual-stack", "border-bird.conf", "frr@8.4", "198.51.100.1/24 2001:db8:ffff::1/64", "198.51.100.2/24 2001:db8:ffff::2/64")]
    public void Neighbours_notice_nothing(string folder, string input, string target, string inside, string outside)
    {
        var @case = CorpusCase.All().First(c => Path.GetFileName(c.Folder) == folder && c.Input == input) with { Target = target };
        var before = Observe(folder, input.EndsWith("-frr.conf", StringComparison.Ordinal), File.ReadAllText(Path.Combine(@case.Folder, input)), inside, outside);
        var after = Observe(folder, target.StartsWith("frr", StringComparison.Ordinal), @case.Convert().Outputs[0].Text.ToString(), inside, outside);
        Assert.Contains("BGP.as_path", before, StringComparison.Ordinal);
        Assert.Equal(before, after);
    }

    private static string Observe(string folder, bool isFrr, string configuration, string inside, string outside)
    {
        using var here = new NetworkNamespace("in");
        using var there = new NetworkNamespace("out");
        NetworkNamespace.Connect(here, inside.Split(' '), there, outside.Split(' '));
        using Speaker router = isFrr ? new FrrSpeaker(here) : new BirdSpeaker(here);
        var neighbours = new List<(string Name, BirdSpeaker Speaker)>();
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Outside"), folder + ".*.conf").Order(StringComparer.Ordinal))
            {
                neighbours.Add((Path.GetFileName(file), new BirdSpeaker(there)));
                neighbours[^1].Speaker.Start(File.ReadAllText(file));
            }

            router.Start(configuration);

            // One round to let routes pass through the router, another one that counts.
            var seen = new StringBuilder();
            foreach (var (_, speaker) in neighbours) speaker.Received();
            foreach (var (name, speaker) in neighbours) seen.Append(name).Append(" receives\n").Append(speaker.Received()).Append('\n');
            return seen.ToString();
        }
        finally
        {
            foreach (var (_, speaker) in neighbours) speaker.Dispose();
        }
    }
}
