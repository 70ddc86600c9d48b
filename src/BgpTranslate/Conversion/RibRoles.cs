using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>What RIBs and pipes are to the sessions: where their routes come from and where they go.</summary>
internal sealed class RibRoles
{
    private readonly RibGraph graph;
    private readonly ImmutableArray<RibProtocol> kernels;
    private readonly HashSet<RibProtocol> passed = [], joining = [];
    private readonly Dictionary<(EffectiveInstance Instance, AfiSafi Family), string[]> sessions = [];
    private readonly Dictionary<string, string> places = new(StringComparer.Ordinal);
    private readonly HashSet<string> shared = new(StringComparer.Ordinal);

    /// <summary>Finds the roles.</summary>
    public RibRoles(EffectiveConfiguration effective)
    {
        graph = effective.Feeds.Graph;
        kernels = [.. effective.Configuration.Protocols.Where(p => p.Kind == RibProtocolKind.Kernel && RibGraph.IsEnabled(p) && p.Settings.Get(RibSettings.ExportPolicy) is { Value: not PolicyUse.RejectAll })];
        foreach (var instance in effective.Instances)
        {
            foreach (var family in instance.Peers.SelectMany(p => p.Families.Where(f => f.IsUnicast() && p.IsActive(f))).Distinct().ToArray())
                AddSessions(instance, family);
        }
    }

    /// <summary>The VRF, as a name of its RIB, for each RIB whose routes sessions send, or whose routes they bring to the kernel.</summary>
    public IReadOnlyDictionary<string, string> Places => places;

    /// <summary>Routes that sessions send or receive pass the pipe.</summary>
    public bool Passes(RibProtocol pipe) => passed.Contains(pipe);

    /// <summary>The pipe takes routes of sessions to other sessions.</summary>
    public bool JoinsSessions(RibProtocol pipe) => joining.Contains(pipe);

    /// <summary>All sessions of the family have one RIB.</summary>
    public bool IsOneTable(EffectiveInstance instance, AfiSafi family) => !sessions.TryGetValue((instance, family), out var ribs) || ribs.Length == 1;

    /// <summary>The RIB is no more than a part of that of its VRF.</summary>
    public bool IsMerged(Rib rib) => places.ContainsKey(rib.Name) && !shared.Contains(rib.Name);

    /// <summary>The protocol works with the main table of the kernel.</summary>
    public static bool IsMainKernel(RibProtocol protocol) => protocol.Kind == RibProtocolKind.Kernel && RibGraph.IsEnabled(protocol) && !protocol.Settings.Has(RibSettings.KernelTable);

    /// <summary>What routes of an instance's sessions pass on their way to the kernel, to its main table if they come there, for each family that gets there.</summary>
    public ImmutableArray<(AfiSafi Family, ImmutableArray<Passage> Passages)> DrainsOf(EffectiveInstance instance) =>
    [
        .. from session in sessions
           where session.Key.Instance == instance
           let drains = session.Value.SelectMany(rib => Drains(rib, session.Key.Family.Afi()!.Value)).OrderByDescending(d => IsMainKernel(d.Kernel)).ToArray()
           where drains.Length > 0
           select (session.Key.Family, drains[0].Passages.Add(Export(drains[0].Kernel))),
    ];

    private static Passage Export(RibProtocol kernel) => kernel.Settings.Get(RibSettings.ExportPolicy) is { } use ? new Passage(kernel, use.Value, use.Origin) : throw new InvalidOperationException("a kernel protocol without export");

    private IEnumerable<(RibProtocol Kernel, ImmutableArray<Passage> Passages)> Drains(string rib, Afi afi) =>
        from way in graph.OutOf(rib, afi)
        from kernel in kernels
        where RibGraph.RibOf(kernel) == way.Rib && (kernel.Afi ?? afi) == afi
        select (kernel, way.Passages);

    private void AddSessions(EffectiveInstance instance, AfiSafi family)
    {
        var afi = family.Afi()!.Value;
        var place = instance.Instance.Vrf == "default" ? Rib.Main : instance.Instance.Vrf;
        var ribs = sessions[(instance, family)] = [.. instance.Peers.Where(p => p.IsActive(family)).Select(p => p.RibOf(family)).Distinct()];
        if (ribs.Length > 1) shared.UnionWith(ribs);
        foreach (var rib in ribs)
        {
            foreach (var way in graph.Into(rib, afi))
            {
                places.TryAdd(way.Rib, place);
                foreach (var passage in way.Passages) (way.Rib != rib && ribs.Contains(way.Rib) ? joining : passed).Add(passage.Protocol);
            }

            foreach (var drain in Drains(rib, afi))
            {
                // Whatever else reaches the kernel there is installed as well.
                foreach (var way in graph.Into(RibGraph.RibOf(drain.Kernel), afi)) places.TryAdd(way.Rib, place);
                foreach (var passage in drain.Passages) passed.Add(passage.Protocol);
            }
        }
    }
}
