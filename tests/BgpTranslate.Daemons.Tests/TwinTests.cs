using BgpTranslate.Tests.Corpus;
using Xunit;

namespace BgpTranslate.Daemons.Tests;

/// <summary>
/// A router is replaced by its conversion; what its neighbours (<c>Outside/CASE.NAME.conf</c>) receive stays the same. Each is on a cable, <c>NAME ADDRESS-OF-ROUTER ADDRESS</c>,
/// or with others on one segment, whose name is the fourth word and that of the router's interface.
/// </summary>
public sealed class TwinTests(Xunit.Abstractions.ITestOutputHelper log)
{
    [NetworkTheory]
    [InlineData("edge-two-peers", "edge1-frr.conf", "bird@2", "transit 198.51.100.2/30 198.51.100.1/30", "customer 198.51.100.10/30 198.51.100.9/30")]
    [InlineData("dual-stack", "border-bird.conf", "frr@8.4", "peer4 198.51.100.1/24 198.51.100.2/24", "peer6 2001:db8:ffff::1/64 2001:db8:ffff::2/64")]
    [InlineData("unnumbered-uplink", "edge2-frr.conf", "bird@2", "uplink 198.51.100.0/31 198.51.100.1/31", "core 198.51.100.9/29 198.51.100.10/29")]
    [InlineData("unnumbered-fabric", "leaf1-frr.conf", "bird@2", "spine1 fe80::a/64 fe80::1/64", "spine2 fe80::b/64 fe80::2/64")]
    [InlineData("shared-segment", "edge3-frr.conf", "bird@2", "left 198.51.100.1/25 198.51.100.2/25 lan", "right 198.51.100.129/25 198.51.100.130/25 lan")]
    [InlineData("shared-segment", "exchange-bird.conf", "frr@8.4", "first 198.51.100.1/24 198.51.100.2/24 lan", "second 198.51.100.1/24 198.51.100.3/24 lan")]
    public void Neighbours_notice_nothing(string folder, string input, string target, params string[] cables)
    {
        var @case = CorpusCase.All().First(c => Path.GetFileName(c.Folder) == folder && c.Input == input) with { Target = target };
        var before = Observe(folder, input.EndsWith("-frr.conf", StringComparison.Ordinal), File.ReadAllText(Path.Combine(@case.Folder, input)), cables);
        log.WriteLine(before);
        var after = Observe(folder, target.StartsWith("frr", StringComparison.Ordinal), @case.Convert().Outputs[0].Text.ToString(), cables);
        Assert.Contains("BGP.as_path", before, StringComparison.Ordinal);
        Assert.Equal(before, after);
    }

    private static string Observe(string folder, bool isFrr, string configuration, string[] cables)
    {
        var end = new Stack<IDisposable>();
        var segments = new Dictionary<string, NetworkNamespace>();
        var addresses = new HashSet<(string, string)>();
        try
        {
            var here = Until(end, new NetworkNamespace("router"));
            var neighbours = new List<(string Name, BirdSpeaker Speaker)>();
            foreach (var cable in cables.Select(c => c.Split(' ')))
            {
                var there = Until(end, new NetworkNamespace(cable[0]));
                if (cable is [_, _, _, var lan]) OnSegment(lan, here, there, cable);
                else NetworkNamespace.Connect(cable[0], here, cable[1], there, cable[2]);
                neighbours.Add((cable[0], Until(end, new BirdSpeaker(there))));
                neighbours[^1].Speaker.Start(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Outside", $"{folder}.{cable[0]}.conf")));
            }

            Until<Speaker>(end, isFrr ? new FrrSpeaker(here) : new BirdSpeaker(here)).Start(configuration);

            // One round to let routes pass through the router, another one that counts.
            foreach (var (_, speaker) in neighbours) speaker.Received();
            return string.Concat(neighbours.Select(n => $"{n.Name} receives\n{n.Speaker.Received()}\n"));
        }
        finally
        {
            while (end.TryPop(out var used)) used.Dispose();
        }

        void OnSegment(string lan, NetworkNamespace here, NetworkNamespace there, string[] cable)
        {
            if (!segments.TryGetValue(lan, out var segment))
            {
                segments[lan] = segment = Until(end, new NetworkNamespace(lan));
                NetworkNamespace.Plug("router", segment, here, lan);
            }

            NetworkNamespace.Plug(cable[0], segment, there, cable[0]);
            if (addresses.Add((lan, cable[1]))) here.Address(lan, cable[1]);
            there.Address(cable[0], cable[2]);
        }
    }

    private static T Until<T>(Stack<IDisposable> end, T used)
        where T : IDisposable
    {
        end.Push(used);
        return used;
    }
}
