using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary>Makes the model of the drafts: names are bound, and what the real software refuses is told so.</summary>
internal sealed partial class FrrReader
{
    private readonly Dictionary<(PrefixSetKind, Afi, string), PrefixSet> prefixSets = [];
    private readonly Dictionary<string, AsPathSet> asPathSets = new(StringComparer.Ordinal);
    private readonly Dictionary<(CommunityKind, string), CommunitySet> communitySets = [];
    private readonly HashSet<(string, string)> reportedMissing = [];

    private Platform FindPlatform() => FrrPlatforms.For(request.Version ?? (versionLine == default(FormatVersion) ? null : versionLine) ?? FrrPlatforms.Latest, versionLine, profile);

    private Configuration Build()
    {
        foreach (var (draft, reason) in refusedInstances) Discard(draft.Statements.Concat(draft.Origin), $"FRR refuses the instance: {reason}");
        var sets = BuildSets();
        var policies = routeMaps.Select(m => PolicyOf(m.Key, Effective(m.Value.Values))).ToImmutableArray();
        foreach (var (inVrf, id, stated) in routerIds)
        {
            if (inVrf is null)
                router.Settings = router.Settings.With(PeerSettings.RouterId, id, stated);
            else if (instances.Find(i => i.Vrf == inVrf) is { } owner && !owner.Settings.Has(PeerSettings.RouterId))
                owner.Settings = owner.Settings.With(PeerSettings.RouterId, id, stated);
            else
                log.Close(stated, new Outcome.Inherent("no BGP instance takes it"));
        }

        return new Configuration
        {
            Settings = router.Settings,
            Instances = [.. instances.OrderBy(i => i.Vrf == "default" ? 0 : 1).Select(BuildInstance)],
            Policies = policies.ToImmutableDictionary(p => p.Name, StringComparer.Ordinal),
            PolicyOrder = [.. policies.Select(p => p.Name)],
            Sets = sets,
            Statics = [.. statics.Select(s => new StaticRoute
            {
                Prefix = s.Key.Prefix,
                Rib = s.Key.Rib,
                Distinction = $"{(s.Key.Table > 0 ? $"table {s.Key.Table} " : "")}{(s.Key.Distance == 1 ? "" : $"distance {s.Key.Distance}")}".TrimEnd(),
                Origin = Origin.Of(s.Value.Hops.Select(h => h.Statement)),
                Settings = WithDistance(
                    s.Value.Settings.With(StaticSettings.NextHops, new NextHopList(s.Value.Hops.Select(h => h.Hop)), Origin.Of(s.Value.Hops.Select(h => h.Statement))),
                    s.Key.Distance,
                    Origin.Of(s.Value.Hops.Select(h => h.Statement))),
            })],
            Addresses = BuildAddresses(),
            Others = [.. others.Select(o => new NamedObject { Kind = o.Key.Kind, Name = o.Key.Name, Settings = o.Value.Settings, Origin = o.Value.Origin })],
            Carried = [.. carried],
        };
    }

    private static Settings WithDistance(Settings settings, uint distance, Origin origin) =>
        distance == 1 ? settings : settings.With(StaticSettings.Distance, distance, origin);

    /// <summary>What is refused together: each statement is told so, and nothing of it is carried.</summary>
    private void Discard(IEnumerable<Statement> statements, string reason)
    {
        var gone = statements.ToHashSet();
        foreach (var one in gone) log.Close(one, new Outcome.Inherent(reason));
        carried.RemoveAll(c => c.Origin.First is { } first && gone.Contains(first));
    }

    // ------------------------------------------------------------------------------------------------------ sets

    private ImmutableArray<DefinedSet> BuildSets()
    {
        var all = ImmutableArray.CreateBuilder<DefinedSet>();
        foreach (var ((kind, afi, name), list) in prefixLists)
        {
            var entries = list.Entries;

            // A list that holds only a remark permits everything (frr.md §4).
            if (entries.IsEmpty && list.Description is { } remark)
                entries = [new SetEntry<PrefixRange>(true, PrefixRange.OrLonger(afi == Afi.Ipv4 ? IpPrefix.DefaultIpv4 : IpPrefix.DefaultIpv6), remark.Origin)];
            if (entries.IsEmpty) continue;
            entries = WithoutRepetitions(entries);
            var set = new PrefixSet { Name = name, Afi = afi, Kind = kind, Entries = entries, Description = list.Description };
            prefixSets.Add((kind, afi, name), set);
            all.Add(set);
        }

        foreach (var (name, list) in asPathLists.Where(l => !l.Value.IsEmpty))
        {
            var set = new AsPathSet { Name = name, Entries = list.Entries };
            asPathSets.Add(name, set);
            all.Add(set);
        }

        foreach (var ((kind, name), (list, _)) in communityLists.Where(l => !l.Value.List.IsEmpty))
        {
            var set = new CommunitySet { Name = name, Kind = kind, Entries = list.Entries };
            communitySets.Add((kind, name), set);
            all.Add(set);
        }

        return all.ToImmutable();
    }

    /// <summary>An entry that says what an earlier one says never decides.</summary>
    private ImmutableArray<SetEntry<PrefixRange>> WithoutRepetitions(ImmutableArray<SetEntry<PrefixRange>> entries)
    {
        var first = new Dictionary<PrefixRange, Origin>(entries.Length);
        var kept = ImmutableArray.CreateBuilder<SetEntry<PrefixRange>>(entries.Length);
        foreach (var entry in entries)
        {
            if (first.TryAdd(entry.Match, entry.Origin))
            {
                kept.Add(entry);
                continue;
            }

            var earlier = $"line {first[entry.Match].First?.Span.From.Line}";
            Close(entry.Origin, $"{earlier} decides already");
            diagnostics.Add(DiagnosticCatalogue.SourceNote(entry.Origin.First?.Span, $"{earlier} says of the same prefixes what holds: this line never decides"));
        }

        return kept.ToImmutable();
    }

    private SetReference<PrefixSet> PrefixSetNamed(PrefixSetKind kind, Afi afi, string name, Origin use = default) =>
        prefixSets.TryGetValue((kind, afi, name), out var set)
            ? SetReference<PrefixSet>.To(set)
            : Missing(SetReference<PrefixSet>.Dangling(name), kind == PrefixSetKind.PrefixList ? $"{afi} prefix list" : $"{afi} access list", name, use);

    private SetReference<AsPathSet> AsPathSetNamed(string name, Origin use = default) =>
        asPathSets.TryGetValue(name, out var set) ? SetReference<AsPathSet>.To(set) : Missing(SetReference<AsPathSet>.Dangling(name), "AS-path list", name, use);

    private SetReference<CommunitySet> CommunitySetNamed(CommunityKind kind, string name) =>
        communitySets.TryGetValue((kind, name), out var set)
            ? SetReference<CommunitySet>.To(set)
            : Missing(SetReference<CommunitySet>.Dangling(name), kind == CommunityKind.Standard ? "community list" : $"{kind} community list".ToLowerInvariant(), name, default);

    /// <summary>A name that nothing has: in a match it never holds, as a filter nothing passes (frr.md §4).</summary>
    private T Missing<T>(T reference, string kind, string name, Origin use)
    {
        if (reportedMissing.Add((kind, name)))
            diagnostics.Add(DiagnosticCatalogue.Undefined(use.First?.Span, kind, name, use.IsNone ? "no route matches" : "nothing passes"));
        return reference;
    }

    private static RoutePolicy PolicyOf(string name, RouteMapEntry[] entries)
    {
        var policy = SequencedRules.ToPolicy(name, [.. entries.Select(e => e.ToRule())]);
        return entries.Length == 0 ? policy : policy with { Origin = policy.Origin + entries[0].Header };
    }

    /// <summary>The entries of a map, without what has no effect in them.</summary>
    private RouteMapEntry[] Effective(IEnumerable<RouteMapEntry> entries)
    {
        var all = entries.ToArray();
        foreach (var deny in all.Where(e => !e.Permit))
        {
            var idle = deny.Sets.Values.Select(s => s.Statement).Concat(deny.Call is { } c ? [c.Statement] : []).Concat(deny.OnMatch is { } o ? [o.Statement] : []);
            Close(idle, "it has no effect in a deny entry");
            (deny.Call, deny.OnMatch) = (null, null);
            deny.Sets.Clear();
        }

        return all;
    }

    // ------------------------------------------------------------------------------------------------- instances

    private BgpInstance BuildInstance(InstanceDraft draft)
    {
        var groups = draft.Neighbors.Values.Where(n => n.Endpoint is null).ToArray();
        var peers = draft.Neighbors.Values.Where(n => n.Endpoint is not null && HasAs(n)).ToArray();
        foreach (var refused in draft.Neighbors.Values.Where(n => n.Endpoint is not null && !HasAs(n)))
        {
            diagnostics.Add(DiagnosticCatalogue.Refused(refused.Statements.FirstOrDefault()?.Span ?? statement.Span, $"neighbor {refused.Name} has no remote-as, nor has a group of its"));
            Discard(refused.Statements.Concat(refused.Origin), "FRR refuses it: the neighbor has no remote-as");
        }

        foreach (var (_, use) in draft.Families.Values.Concat(draft.Neighbors.Values.SelectMany(n => n.Families.Values)).SelectMany(f => f.Settings.Entries)
            .Concat(draft.Networks.Values.Concat(draft.Aggregates.Values).Concat(draft.Redistributions.Values).SelectMany(o => o.Settings.Entries))
            .Where(e => e.Value is PolicyUse.Named n && !routeMaps.ContainsKey(n.Policy)).Select(e => (e.Setting, (((PolicyUse.Named)e.Value).Policy, e.Origin))))
            Missing(use.Policy, "route-map", use.Policy, use.Origin);

        return new BgpInstance
        {
            Vrf = draft.Vrf,
            Settings = everyInstance.Settings.Overlay(draft.Settings),
            Origin = draft.Origin,
            Families = BuildFamilies(draft),
            Groups = [.. groups.Select(g => new PeerGroup { Name = g.Name, Settings = g.Settings, Origin = g.Origin, Families = BuildFamilies(g) })],
            Peers = [.. peers.Select(BuildPeer)],
            Networks = [.. draft.Networks.Select(n => new Network { Family = n.Key.Item1, Prefix = n.Key.Item2, Settings = n.Value.Settings, Origin = n.Value.Origin })],
            Aggregates = [.. draft.Aggregates.Select(n => new Aggregate { Family = n.Key.Item1, Prefix = n.Key.Item2, Settings = n.Value.Settings, Origin = n.Value.Origin })],
            Redistributions =
            [
                .. draft.Redistributions.Select(r => new Redistribution
                {
                    Family = r.Key.Item1, Source = r.Key.Item2, Instance = r.Key.Item3, Settings = r.Value.Settings, Origin = r.Value.Origin,
                }),
            ],
        };

        bool HasAs(NeighborDraft peer) =>
            peer.Settings.Has(PeerSettings.RemoteAs)
            || (peer.Settings.ValueOf(PeerSettings.Group) is { } name && draft.Neighbors.TryGetValue(name, out var group) && group.Endpoint is null
                && group.Settings.Has(PeerSettings.RemoteAs));
    }

    /// <summary>The interface of a link-local peer is part of its address.</summary>
    private Peer BuildPeer(NeighborDraft draft)
    {
        var peer = new Peer { Endpoint = draft.Endpoint!, Settings = draft.Settings, Origin = draft.Origin, Families = BuildFamilies(draft) };
        return draft.Endpoint is PeerEndpoint.Address { Ip: { IsLinkLocal: true } ip } && draft.Settings.Get(PeerSettings.BindInterface) is { } link
            ? peer with { Endpoint = new PeerEndpoint.Address(ip, link.Value), Settings = draft.Settings.Without(PeerSettings.BindInterface), Origin = draft.Origin + link.Origin }
            : peer;
    }

    private ImmutableSortedDictionary<AfiSafi, FamilyScope> BuildFamilies(FamiliesDraft draft) =>
        draft.Families.ToImmutableSortedDictionary(f => f.Key, f => new FamilyScope { Family = f.Key, Settings = Bind(f.Value.Settings, f.Key), Origin = f.Value.Origin });

    /// <summary>Gives the names of attached lists their sets.</summary>
    private Settings Bind(Settings settings, AfiSafi of)
    {
        var afi = of.Afi() ?? Afi.Ipv4;
        foreach (var (setting, value, origin) in settings.Entries)
        {
            if (value is SetReference<PrefixSet> { Name: { } name })
            {
                var kind = setting == FamilySettings.ImportAccessList || setting == FamilySettings.ExportAccessList ? PrefixSetKind.AccessList : PrefixSetKind.PrefixList;
                settings = settings.With((Setting<SetReference<PrefixSet>>)setting, PrefixSetNamed(kind, afi, name, origin), origin);
            }
            else if (value is SetReference<AsPathSet> { Name: { } path })
            {
                settings = settings.With((Setting<SetReference<AsPathSet>>)setting, AsPathSetNamed(path, origin), origin);
            }
        }

        return settings;
    }
}
