using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Conversion;

/// <summary>
/// Routes learned in one RIB do not reach the sessions of another where no pipe leads. Where the target has one RIB for all, a tag says in which a route was learned, and export policies ask for it.
/// The tag is local to the router.
/// </summary>
public static class RibTags
{
    /// <summary>The first tag; below are those of <see cref="SourceTags"/>.</summary>
    private const uint First = 100;

    /// <summary>More RIBs than this (a table for each client of a route server) would make more rules than anybody reads.</summary>
    private const int MaximumRibs = 16;

    /// <summary>The configuration whose policies set and ask for the tags, where sessions of one family have several RIBs.</summary>
    public static EffectiveConfiguration Arrange(EffectiveConfiguration source, Platform target) =>
        source.Platform.Export == ExportScope.WholeRib && target is { Export: ExportScope.BgpTable, AsksForSource: false, Kind: PlatformKind.Router } && source.Configuration.Protocols.Length + source.Configuration.Ribs.Length > 0
            ? new Tagger(source).Run()
            : source;

    private sealed class Tagger(EffectiveConfiguration source)
    {
        private readonly Dictionary<string, RoutePolicy> policies = source.Configuration.Policies.ToDictionary();
        private readonly List<string> order = [.. source.Configuration.PolicyOrder];
        private readonly List<(string Policy, string Copy)> copies = [];
        private readonly Dictionary<(PolicyUse Use, string Direction, string Rib, Afi Afi), PolicyUse> made = [];

        public EffectiveConfiguration Run()
        {
            var instances = source.Instances.Select(Tagged).ToImmutableArray();
            if (made.Count == 0) return source;
            var tagged = source.Configuration with { Instances = instances, Policies = policies.ToImmutableDictionary(), PolicyOrder = [.. order] };
            return new EffectiveConfiguration(PolicyOrphans.Removed(PolicyOrphans.Inherited(tagged, copies), source.Configuration), source.Platform);
        }

        private BgpInstance Tagged(EffectiveInstance instance)
        {
            var peers = instance.Instance.Peers;
            foreach (var family in instance.Peers.SelectMany(p => p.Families.Where(f => f.IsUnicast() && p.IsActive(f))).Distinct().Order())
            {
                var ribs = instance.Peers.Where(p => p.IsActive(family)).Select(p => p.RibOf(family)).Distinct().ToArray();
                if (ribs.Length is < 2 or > MaximumRibs) continue;
                peers = [.. instance.Peers.Zip(peers).Select(p => p.First.IsActive(family) ? Tagged(p.First, p.Second, family, ribs) : p.Second)];
            }

            return instance.Instance with { Peers = peers };
        }

        private Peer Tagged(EffectivePeer peer, Peer said, AfiSafi family, string[] ribs)
        {
            var (rib, afi) = (peer.RibOf(family), family.Afi()!.Value);
            var origin = peer.Get(FamilySettings.Rib, family).Origin;
            var scope = said.Families.GetValueOrDefault(family) ?? new FamilyScope { Family = family };
            var settings = With(scope.Settings, FamilySettings.ImportPolicy, FamilySettings.DefaultImport, "in", [new PolicyStatement.Apply(new PolicyAction.SetNumber(NumericAttribute.Tag, new NumberChange.To(TagOf(rib))), origin)]);
            settings = With(settings, FamilySettings.ExportPolicy, FamilySettings.DefaultExport, "out", [.. ribs.Where(r => r != rib).SelectMany(From)]);
            return said with { Families = said.Families.SetItem(family, scope with { Settings = settings }) };

            uint TagOf(string name) => First + (uint)Array.IndexOf(ribs, name);

            IEnumerable<PolicyStatement> From(string other)
            {
                var steps = source.Feeds.Between(other, rib, afi);
                if (steps is { IsEmpty: true }) return [];
                return
                [
                    new PolicyStatement.If(
                        new Condition.Compare(NumericAttribute.Tag, Comparison.Equal, TagOf(other)),
                        steps is { } passed ? SourceTags.Decided(passed, RouteSource.Bgp, policies) : [new PolicyStatement.End(Verdict.Reject, origin)],
                        []),
                ];
            }

            Settings With(Settings before, Setting<PolicyUse> setting, Setting<Verdict> otherwise, string direction, ImmutableArray<PolicyStatement> first)
            {
                var use = peer.Get(setting, family);
                var policy = use.Value as PolicyUse ?? (peer.Get(otherwise, family).Value is Verdict.Accept ? new PolicyUse.AcceptAll() : new PolicyUse.RejectAll());
                if (policy is PolicyUse.RejectAll || first.IsEmpty || (policy is PolicyUse.Named { Policy: var name } && !policies.ContainsKey(name))) return before;
                return before.With(setting, Prefixed(policy, direction, rib, afi, first), use.Origin + origin);
            }
        }

        private PolicyUse Prefixed(PolicyUse use, string direction, string rib, Afi afi, ImmutableArray<PolicyStatement> first)
        {
            if (made.TryGetValue((use, direction, rib, afi), out var known)) return known;
            var policy = use is PolicyUse.Named { Policy: var named } ? policies[named] : new RoutePolicy { Name = "all", Final = Verdict.Accept };
            var name = $"{policy.Name}-{rib}-{direction}";
            for (var n = 2; policies.ContainsKey(name); n++) name = $"{policy.Name}-{rib}-{direction}-{n}";
            policies[name] = policy with { Name = name, Body = [.. first, .. policy.Body], IsInline = false };
            order.Add(name);
            if (use is PolicyUse.Named) copies.Add((policy.Name, name));
            return made[(use, direction, rib, afi)] = new PolicyUse.Named(name);
        }
    }
}
