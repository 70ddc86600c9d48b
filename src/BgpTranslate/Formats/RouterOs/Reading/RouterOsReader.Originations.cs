using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>
/// Networks and redistributions. Since release 7 they are said for each session; in the model they are the instance's, and a session that has fewer of them than the
/// instance rejects the others on their way out.
/// </summary>
internal sealed partial class RouterOsReader
{
    /// <summary>What a session originates.</summary>
    private sealed record Own(ImmutableArray<(IpPrefix Prefix, Origin Origin)> Networks, ImmutableArray<(string Word, Origin Origin)> Redistributed, Origin Origin)
    {
        public bool SendsAll(IReadOnlySet<IpPrefix> networks, IReadOnlySet<string> redistributed, Func<Afi, bool> isActive) =>
            networks.Where(n => isActive(n.Afi)).All(n => Networks.Any(m => m.Prefix == n)) && redistributed.All(r => Redistributed.Any(s => s.Word == r));
    }

    private BgpInstance Originate(BgpInstance instance, InstanceDraft draft, bool isSix) =>
        isSix ? OriginateOld(instance, draft) : OriginateBySession(instance, draft);

    private BgpInstance OriginateBySession(BgpInstance instance, InstanceDraft draft)
    {
        var own = draft.Sessions.Select(s => OwnOf(s.Item)).ToArray();
        var networks = new OrderedDictionary<IpPrefix, Origin>();
        var redistributions = new OrderedDictionary<(AfiSafi Family, string Word), Origin>();
        var blackholes = Origin.None;
        for (var i = 0; i < own.Length; i++)
        {
            foreach (var (prefix, origin) in own[i].Networks) networks[prefix] = networks.GetValueOrDefault(prefix) + origin;
            foreach (var (word, origin) in own[i].Redistributed)
            {
                foreach (var family in FamiliesOf(draft.Sessions[i].Item).Where(f => f.IsUnicast())) redistributions[(family, word)] = redistributions.GetValueOrDefault((family, word)) + origin;
            }

            foreach (var level in Ancestors(draft.Sessions[i].Item).Prepend(draft.Sessions[i].Item))
            {
                if (level["output.network-blackhole"] is not { } blackhole) continue;
                if (level.IsForeign && Inherited(level, "output.network") is null)
                {
                    // What it announces is said elsewhere.
                    Carry(Menus.Connection, level.Name, blackhole, "originate.network.unconditional");
                    continue;
                }

                if (Scalars.Flag(blackhole.Value) is not true || level["output.network"] is null && Inherited(draft.Sessions[i].Item, "output.network") is null) Inherent(blackhole, "it says what holds anyway");
                else
                {
                    State(blackhole);
                    blackholes += blackhole.Statement;
                }
            }
        }

        var all = networks.Keys.ToHashSet();
        var words = redistributions.Keys.Select(k => k.Word).ToHashSet(StringComparer.Ordinal);
        var peers = draft.Sessions.Select((s, i) =>
            own[i].SendsAll(all, words, afi => FamiliesOf(s.Item).Contains(afi.Unicast())) || !FamiliesOf(s.Item).Any(f => f.IsUnicast()) ? s.Peer : Guarded(s, own[i]));
        var settings = instance.Settings;
        if (!blackholes.IsNone) settings = settings.With(InstanceSettings.NetworkImportCheck, false, blackholes);
        return instance with
        {
            Settings = settings,
            Peers = Distinct(peers),
            Networks = [.. networks.Select(n => new Network { Family = n.Key.Afi.Unicast(), Prefix = n.Key, Origin = n.Value })],
            Redistributions = [.. redistributions.Select(r => Redistributed(r.Key.Family, r.Key.Word, r.Value))],
        };
    }

    private static Redistribution Redistributed(AfiSafi family, string word, Origin origin)
    {
        var known = word == "bgp" ? default : Words.Protocols.FirstOrDefault(p => p.Word == word);
        return known.Word is null
            ? new Redistribution { Family = family, Source = RouteSource.Other, Instance = word, Origin = origin }
            : new Redistribution { Family = family, Source = known.Source, Origin = origin };
    }

    /// <summary>What a session originates: said for it, or by its template.</summary>
    private Own OwnOf(Item item)
    {
        var origin = Origin.None;
        var networks = new List<(IpPrefix, Origin)>();
        if (Inherited(item, "output.network") is { Value.Length: > 0 } network)
        {
            State(network);
            origin += network.Statement;
            foreach (var (prefix, stated) in lists.Networks(network)) networks.Add((prefix, stated + network.Statement));
            if (networks.Count == 0) Inherent(network, "there are no addresses in the list here");
        }

        var words = new List<(string, Origin)>();
        if (Inherited(item, "output.redistribute") is { Value.Length: > 0 } redistribute)
        {
            var severalInstances = tables[Menus.Instance].Count > 1 || tables.Has(Menus.Vpn);
            var states = false;
            foreach (var word in redistribute.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!Words.Protocols.Any(p => p.Word == word) && !Words.OtherProtocols.Contains(word)) diagnostics.Add(DiagnosticCatalogue.BadValue(redistribute.Statement.Span, $"'{word}'", "protocols"));
                else if (word != "bgp" || severalInstances)
                {
                    words.Add((word, redistribute.Statement));
                    states = true;
                }
            }

            if (states)
            {
                State(redistribute);
                origin += redistribute.Statement;
            }
            else if (redistribute.Value == "bgp") Inherent(redistribute, "routes of this instance are sent anyway, and there is no other");
            else Inherent(redistribute, "nothing is redistributed");
        }

        // What the session itself overrides, or leaves empty, has been said for others.
        foreach (var name in new[] { "output.network", "output.redistribute" })
        {
            foreach (var level in Ancestors(item).Prepend(item))
            {
                if (level[name] is { } said && log.OutcomeOf(said.Statement) is Outcome.Unrecognized) Inherent(said, said.Value.Length == 0 ? "it is empty" : "every connection says another");
            }
        }

        return new Own([.. networks], [.. words], origin);
    }

    private void CloseOriginations(Item template)
    {
        foreach (var name in new[] { "output.network", "output.redistribute", "output.network-blackhole", "routing-table", "vrf" })
        {
            if (template[name] is { } said) Inherent(said, "no connection uses the template");
        }

        if (template.Value("output.network") is { } list) lists.UseAddresses(list);
    }

    /// <summary>The peer with a policy that lets only its own originations pass.</summary>
    private Peer Guarded(Session session, Own own)
    {
        var chain = Inherited(session.Item, "output.filter-chain") is { Value.Length: > 0 } said ? said : null;
        var conditions = new List<Condition> { new Condition.Not(new Condition.SourceIs([RouteSource.Bgp])) };
        if (own.Networks.Length > 0)
        {
            conditions.Add(new Condition.Not(new Condition.PrefixIn(SetReference<PrefixSet>.Inline(new PrefixSet
            {
                Name = "",
                Entries = [.. own.Networks.Select(n => new SetEntry<PrefixRange>(true, PrefixRange.Exact(n.Prefix)))],
            }))));
        }

        var sources = own.Redistributed.Select(r => Redistributed(AfiSafi.Ipv4Unicast, r.Word, r.Origin).Source).Distinct().ToImmutableArray();
        if (sources.Length > 0) conditions.Add(new Condition.Not(new Condition.SourceIs(sources)));
        var guard = new PolicyStatement.If(Condition.All(conditions), [new PolicyStatement.End(Verdict.Reject)], [], own.Origin);
        var use = chains.Guarded(guard, chain?.Value, session.Item.Name.Length > 0 ? session.Item.Name : session.Peer.Endpoint.ToString()!);
        return session.Peer with { Settings = session.Peer.Settings.With(FamilySettings.ExportPolicy, use, (chain is null ? Origin.None : chain.Statement) + own.Origin) };
    }

    /// <summary>Two sessions with one address are told apart by name; of those in use, one comes first.</summary>
    private static ImmutableArray<Peer> Distinct(IEnumerable<Peer> peers)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var all = peers.ToArray();
        foreach (var i in Enumerable.Range(0, all.Length).OrderBy(i => all[i].Settings.ValueOf(PeerSettings.Shutdown) ? 1 : 0))
        {
            if (!taken.Add(all[i].Key))
            {
                all[i] = all[i] with { Distinction = all[i].Settings.ValueOf(PeerSettings.Name) ?? "2" };
                for (var n = 2; !taken.Add(all[i].Key); n++) all[i] = all[i] with { Distinction = $"{all[i].Settings.ValueOf(PeerSettings.Name)} {n}".TrimStart() };
            }
        }

        return [.. all];
    }

    // --------------------------------------------------------------------------------------------------- release 6

    /// <summary>Release 6: networks belong to all instances, redistributions and the last filter to one.</summary>
    private BgpInstance OriginateOld(BgpInstance instance, InstanceDraft draft)
    {
        var item = draft.Item;
        var peers = draft.Sessions.Select(s => s.Peer).ToArray();
        var redistributions = ImmutableArray.CreateBuilder<Redistribution>();
        foreach (var (name, word) in new[]
        {
            ("redistribute-connected", "connected"), ("redistribute-static", "static"), ("redistribute-rip", "rip"), ("redistribute-ospf", "ospf"), ("redistribute-other-bgp", "bgp"),
        })
        {
            if (item?[name] is not { } said) continue;
            if (Scalars.Flag(said.Value) is not { } redistributes) Bad(said, "yes, no");
            else if (!redistributes) Inherent(said, "it says what holds anyway");
            else
            {
                State(said);
                foreach (var family in draft.Sessions.SelectMany(s => FamiliesOf(s.Item)).Where(f => f.IsUnicast()).DefaultIfEmpty(AfiSafi.Ipv4Unicast).Distinct())
                    redistributions.Add(Redistributed(family, word, said.Statement));
            }
        }

        if (item?["out-filter"] is { Value.Length: > 0 } last)
        {
            var use = chains.Use(last);
            State(last);
            peers = [.. peers.Select(p => p with { Settings = p.Settings.With(FamilySettings.ExportPolicy, chains.Both(p.Settings.ValueOf(FamilySettings.ExportPolicy), use), (p.Settings.Get(FamilySettings.ExportPolicy)?.Origin ?? Origin.None) + last.Statement) })];
        }
        else if (item?["out-filter"] is { } none)
        {
            Inherent(none, "it is empty");
        }

        var networks = new OrderedDictionary<IpPrefix, Origin>();
        var unchecked_ = new List<Argument>();
        var live = tables[Menus.Network].Where(n => !n.IsDisabled).ToArray();
        foreach (var network in tables[Menus.Network])
        {
            if (CloseDisabled(network)) continue;
            CloseUsual(network);
            if (network["network"] is not { } prefix) continue;
            if (Scalars.Prefix(prefix.Value) is not { } value)
            {
                Bad(prefix, "a prefix");
                continue;
            }

            State(prefix);
            networks[value] = networks.GetValueOrDefault(value) + network.Origin + prefix.Statement;
            if (network["synchronize"] is not { } synchronize) continue;
            if (Scalars.Flag(synchronize.Value) is false) unchecked_.Add(synchronize);
            else Inherent(synchronize, "it says what holds anyway");
        }

        var settings = instance.Settings;
        if (unchecked_.Count > 0 && unchecked_.Count == live.Length)
        {
            foreach (var said in unchecked_) State(said);
            settings = settings.With(InstanceSettings.NetworkImportCheck, false, Origin.Of(unchecked_.Select(u => u.Statement)));
        }
        else
        {
            foreach (var network in live.Where(n => n["synchronize"] is { } s && unchecked_.Contains(s)))
                Carry(Menus.Network, network.Value("network") ?? "", network["synchronize"]!, "originate.network.unconditional");
        }

        return instance with
        {
            Settings = settings,
            Peers = Distinct(peers),
            Networks = [.. networks.Select(n => new Network { Family = n.Key.Afi.Unicast(), Prefix = n.Key, Origin = n.Value })],
            Redistributions = redistributions.ToImmutable(),
            Aggregates = ReadAggregates(item?.Name ?? "default"),
        };
    }

    private ImmutableArray<Aggregate> ReadAggregates(string instance)
    {
        var aggregates = ImmutableArray.CreateBuilder<Aggregate>();
        foreach (var item in tables[Menus.Aggregate].Where(a => (a.Value("instance") ?? "default") == instance))
        {
            if (CloseDisabled(item)) continue;
            CloseUsual(item);
            if (item["prefix"] is not { } prefix) continue;
            if (Scalars.Prefix(prefix.Value) is not { } value)
            {
                Bad(prefix, "a prefix");
                continue;
            }

            State(prefix);
            var origin = item.Origin + prefix.Statement;
            if (item["instance"] is { } named)
            {
                State(named);
                origin += named.Statement;
            }

            // Release 6 hides the more specific routes and takes over their attributes unless it is told otherwise.
            var settings = Settings.Empty;
            foreach (var (name, setting) in new[] { ("summary-only", OriginationSettings.SummaryOnly), ("inherit-attributes", OriginationSettings.AsSet) })
            {
                var said = item[name];
                if (said is not null) State(said);
                settings = settings.With(setting, Scalars.Flag(said?.Value ?? "yes") ?? true, said is null ? origin : said.Statement);
            }

            foreach (var (name, setting) in new[] { ("attribute-filter", OriginationSettings.Policy), ("suppress-filter", OriginationSettings.SuppressPolicy) })
            {
                if (item[name] is not { } filter) continue;
                if (filter.Value.Length == 0) Inherent(filter, "it is empty");
                else settings = settings.With(setting, chains.Use(filter), filter.Statement);
                if (filter.Value.Length > 0) State(filter);
            }

            foreach (var name in new[] { "include-igp", "advertise-filter" })
            {
                if (item[name] is not { } kept) continue;
                if (kept.Value is "" or "no") Inherent(kept, "it says what holds anyway");
                else Carry(Menus.Aggregate, value.ToString(), kept, "originate.aggregate");
            }

            aggregates.Add(new Aggregate { Family = value.Afi.Unicast(), Prefix = value, Settings = settings, Origin = origin });
        }

        return aggregates.ToImmutable();
    }
}
