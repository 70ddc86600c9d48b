using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>A policy that routes pass on their way through a protocol.</summary>
/// <param name="Protocol">The protocol: a pipe, or one that feeds or drains a RIB.</param>
/// <param name="Policy">What it lets pass; never <see cref="PolicyUse.RejectAll"/>.</param>
/// <param name="Origin">The statements that lay the way and say the policy.</param>
public sealed record Passage(RibProtocol Protocol, PolicyUse Policy, Origin Origin);

/// <summary>A way through pipes from one RIB to another.</summary>
/// <param name="Rib">The RIB at the far end.</param>
/// <param name="Passages">What routes pass, in their order; none where the RIB is the very one asked for.</param>
public sealed record RibWay(string Rib, ImmutableArray<Passage> Passages);

/// <summary>RIBs and the pipes between them.</summary>
public sealed class RibGraph
{
    private readonly ILookup<string, Pipe> into, outOf;

    /// <summary>The graph of a configuration.</summary>
    public RibGraph(Configuration configuration)
    {
        var pipes = configuration.Protocols.Where(p => p.Kind == RibProtocolKind.Pipe && IsEnabled(p)).SelectMany(Directions).ToArray();
        into = pipes.ToLookup(p => p.To, StringComparer.Ordinal);
        outOf = pipes.ToLookup(p => p.From, StringComparer.Ordinal);
    }

    /// <summary>The RIB of a protocol.</summary>
    public static string RibOf(RibProtocol protocol) => protocol.Settings.ValueOf(RibSettings.Rib) ?? Rib.Main;

    /// <summary>It does something.</summary>
    public static bool IsEnabled(RibProtocol protocol) => !protocol.Settings.ValueOf(RibSettings.Disabled);

    /// <summary>RIBs whose routes reach this one, itself first. Of several ways from one the shortest counts; where pipes run side by side, each of them.</summary>
    public ImmutableArray<RibWay> Into(string rib, Afi afi) => Walk(rib, afi, into, p => p.From, (way, passage) => way.Insert(0, passage));

    /// <summary>RIBs that routes of this one reach, itself first.</summary>
    public ImmutableArray<RibWay> OutOf(string rib, Afi afi) => Walk(rib, afi, outOf, p => p.To, (way, passage) => way.Add(passage));

    private static ImmutableArray<RibWay> Walk(
        string rib, Afi afi, ILookup<string, Pipe> pipes, Func<Pipe, string> next, Func<ImmutableArray<Passage>, Passage, ImmutableArray<Passage>> join)
    {
        var ways = new List<RibWay> { new(rib, []) };
        var seen = new HashSet<string>(StringComparer.Ordinal) { rib };
        for (var i = 0; i < ways.Count; i++)
        {
            var sideBySide = pipes[ways[i].Rib].Where(p => (p.Passage.Protocol.Afi ?? afi) == afi && !seen.Contains(next(p))).ToArray();
            ways.AddRange(sideBySide.Select(p => new RibWay(next(p), join(ways[i].Passages, p.Passage))));
            seen.UnionWith(sideBySide.Select(next));
        }

        return [.. ways];
    }

    /// <summary>A pipe takes routes to its peer RIB by its export policy, by default none, and back by its import policy, by default all.</summary>
    private static IEnumerable<Pipe> Directions(RibProtocol pipe)
    {
        if (pipe.Settings.ValueOf(RibSettings.PeerRib) is not { } there) yield break;
        var here = RibOf(pipe);
        var origin = pipe.Origin + (pipe.Settings.Get(RibSettings.Rib)?.Origin ?? Origin.None) + (pipe.Settings.Get(RibSettings.PeerRib)?.Origin ?? Origin.None);
        if (pipe.Settings.Get(RibSettings.ExportPolicy) is { Value: not PolicyUse.RejectAll } export) yield return new Pipe(here, there, new Passage(pipe, export.Value, origin + export.Origin));
        var import = pipe.Settings.Get(RibSettings.ImportPolicy);
        if (import is not { Value: PolicyUse.RejectAll })
            yield return new Pipe(there, here, new Passage(pipe, import?.Value ?? new PolicyUse.AcceptAll(), origin + (import?.Origin ?? Origin.None)));
    }

    private sealed record Pipe(string From, string To, Passage Passage);
}
