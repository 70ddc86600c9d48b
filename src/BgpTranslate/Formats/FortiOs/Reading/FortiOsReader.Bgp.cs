using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Formats.FortiOs.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.FortiOs.Reading;

/// <summary>The BGP instance of a VDOM.</summary>
internal sealed partial class FortiOsReader
{
    /// <summary>Attributes of an instance that work together with those of its neighbors.</summary>
    private sealed class Shared(FortiOsReader reader, ConfigBlock bgp)
    {
        /// <summary>Who said that a switch of the instance is on; null: it is off.</summary>
        public Origin? On(string name)
        {
            var clause = new Clause(reader, bgp);
            return clause.IsEnabled(name) ? clause.Origin : (Origin?)null;
        }

        /// <summary>A number of the instance, with who said it.</summary>
        public (uint Value, Origin Origin)? Number(string name, uint low, uint high)
        {
            var clause = new Clause(reader, bgp);
            return clause.Number(name, low, high) is { } number ? (number, clause.Origin) : null;
        }

        /// <summary>What no neighbor asked for has no effect.</summary>
        public void Close(string name, string reason)
        {
            if (bgp.Attribute(name) is { Outcome: null } attribute) attribute.Outcome = new Outcome.Inherent(reason);
        }
    }

    private BgpInstance? ReadInstance(ConfigBlock bgp)
    {
        OldSpellings.Modernize(bgp);
        var local = new Clause(this, bgp);
        var number = local.AsNumber("as");
        if (number is null)
        {
            if (bgp.Tables.All(t => t.Entries.Count == 0 && t.Attributes.All(a => a.Values is ["disable"] or [""])))
            {
                CloseAll(bgp, new Outcome.Inherent("without an AS number BGP is off"));
                bgp.Outcome = new Outcome.Inherent("without an AS number BGP is off");
                return null;
            }

            diagnostics.Add(DiagnosticCatalogue.SourceNote(bgp.Said.First?.Span, "there is no AS number here: BGP is off until it is set"));
        }

        bgp.Outcome = Outcome.States;
        var settings = ReadTerms(bgp, InstanceTerms.All, Settings.Empty);
        if (number is { } own) settings = settings.With(PeerSettings.LocalAs, new LocalAs(own), local.Origin);
        if (BfdTimersOfVdom() is { } timers) settings = settings.With(PeerSettings.BfdTimers, timers.Value, timers.Origin);
        var families = ReadTables(bgp);
        var shared = new Shared(this, bgp);
        var groups = ReadGroups(bgp, shared);
        var instance = new BgpInstance
        {
            Vrf = vrf,
            Settings = settings,
            Families = families,
            Groups = groups,
            Peers = [.. ReadNeighbors(bgp, shared), .. ReadRanges(bgp)],
            Networks = [.. ReadNetworks(bgp)],
            Aggregates = [.. ReadAggregates(bgp)],
            Redistributions = [.. ReadRedistributions(bgp)],
            Origin = bgp.Said,
        };
        shared.Close("graceful-restart", "no neighbor has capability-graceful-restart");
        foreach (var family in AttributeNames.All)
        {
            shared.Close(AttributeNames.For("additional-path", family), "no neighbor is sent additional paths");
            shared.Close(AttributeNames.For("additional-path-select", family), "no neighbor is sent additional paths");
        }

        CarryAttributes(bgp, InstanceTerms.Carried);
        foreach (var (table, feature) in InstanceTerms.CarriedTables)
        {
            if (bgp.Table(table) is { } part) CarryAll(part, feature);
        }

        if (instance.Settings.Entries.Count + families.Count + groups.Length + instance.Peers.Length + instance.Networks.Length + instance.Aggregates.Length + instance.Redistributions.Length > 0) return instance;
        bgp.Outcome = new Outcome.Inherent("it groups what is in it");
        return null;
    }

    private ImmutableSortedDictionary<AfiSafi, FamilyScope> ReadTables(ConfigBlock bgp)
    {
        var table = Settings.Empty;
        foreach (var (attribute, setting) in new[] { ("ebgp-multipath", TableSettings.MaximumPathsEbgp), ("ibgp-multipath", TableSettings.MaximumPathsIbgp) })
        {
            var clause = new Clause(this, bgp);
            if (clause.Flag(attribute) is not { } on) continue;
            var most = on ? MaximumPaths() : null;
            table = table.With(setting, on ? most?.Value ?? 255u : 1u, clause.Origin + (most?.Origin ?? Origin.None));
        }

        foreach (var (attribute, setting) in new[] { ("distance-external", TableSettings.DistanceExternal), ("distance-internal", TableSettings.DistanceInternal), ("distance-local", TableSettings.DistanceLocal) })
        {
            var clause = new Clause(this, bgp);
            if (clause.Number(attribute, 1, 255) is { } distance) table = table.With(setting, distance, clause.Origin);
        }

        var families = ImmutableSortedDictionary<AfiSafi, FamilyScope>.Empty;
        if (table.Entries.Count > 0)
        {
            // One word for all tables.
            foreach (var family in new[] { AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast }) families = families.Add(family, new FamilyScope { Family = family, Settings = table });
        }

        return ReadDampening(bgp) is { } dampening
            ? families.SetItem(AfiSafi.Ipv4Unicast, new FamilyScope { Family = AfiSafi.Ipv4Unicast, Settings = table.With(TableSettings.Dampening, dampening.Value, dampening.Origin) })
            : families;
    }

    private Stated<Dampening>? ReadDampening(ConfigBlock bgp)
    {
        var clause = new Clause(this, bgp);
        var on = clause.IsEnabled("dampening");
        string[] names = ["dampening-reachability-half-life", "dampening-reuse", "dampening-suppress", "dampening-max-suppress-time"];
        var value = new Dampening(
            clause.Number(names[0], 1, 45) ?? 15, clause.Number(names[1], 1, 20000) ?? 750, clause.Number(names[2], 1, 20000) ?? 2000, clause.Number(names[3], 1, 255) ?? 60);
        if (on) return clause.IsSound ? new Stated<Dampening>(value, clause.Origin) : null;
        foreach (var name in names) clause.Idle(name, "it has no effect without dampening");
        return null;
    }

    // ---------------------------------------------------------------------------------------------- originations

    private IEnumerable<(ConfigBlock Entry, Clause Clause, AfiSafi Family, IpPrefix Prefix)> Originated(ConfigBlock bgp, string table)
    {
        foreach (var afi in new[] { Afi.Ipv4, Afi.Ipv6 })
        {
            foreach (var entry in bgp.Table(afi == Afi.Ipv4 ? table : table + "6")?.Entries ?? [])
            {
                entry.Outcome = Outcome.States;
                var clause = new Clause(this, entry);
                var prefix = PrefixOf(clause, PrefixAttribute(afi), afi);
                if (entry.Attribute("prefix-name") is { Values: [{ Length: > 0 }] } name)
                {
                    Carry(entry, name, "originate.network.from-address-object");
                    if (prefix is null) continue;
                }

                if (clause.IsSound) yield return (entry, clause, afi.Unicast(), prefix ?? DefaultOf(afi));
                else entry.Outcome = new Outcome.Inherent("FortiOS refuses it");
            }
        }
    }

    private IEnumerable<Network> ReadNetworks(ConfigBlock bgp)
    {
        var seen = new HashSet<IpPrefix>();
        foreach (var (entry, head, family, prefix) in Originated(bgp, "network"))
        {
            if (!seen.Add(prefix))
            {
                RefuseAll(entry, $"another entry has {prefix}");
                continue;
            }

            var settings = Shaping(entry);
            var backdoor = new Clause(this, entry);
            if (backdoor.IsEnabled("backdoor")) settings = settings.With(OriginationSettings.Backdoor, true, backdoor.Origin);
            if (entry.Attribute("network-import-check") is { } check)
            {
                if (check.Values is ["global"]) check.Outcome = new Outcome.Inherent("it says what holds anyway");
                else Carry([.. ContextOf(entry.Parent!), $"edit {prefix}"], check, "originate.network.import-check");
            }

            yield return new Network { Family = family, Prefix = prefix, Settings = settings, Origin = entry.Said + head.Origin };
        }
    }

    private IEnumerable<Aggregate> ReadAggregates(ConfigBlock bgp)
    {
        foreach (var (entry, head, family, prefix) in Originated(bgp, "aggregate-address"))
        {
            var settings = Settings.Empty;
            foreach (var (attribute, setting) in new[] { ("as-set", OriginationSettings.AsSet), ("summary-only", OriginationSettings.SummaryOnly) })
            {
                var clause = new Clause(this, entry);
                if (clause.Flag(attribute) is { } value) settings = settings.With(setting, value, clause.Origin);
            }

            yield return new Aggregate { Family = family, Prefix = prefix, Settings = settings, Origin = entry.Said + head.Origin };
        }
    }

    private IEnumerable<Redistribution> ReadRedistributions(ConfigBlock bgp)
    {
        foreach (var table in bgp.Tables)
        {
            if (table.Name.Split(' ') is not [("redistribute" or "redistribute6") and var word, var protocol]) continue;
            var clause = new Clause(this, table);
            if (SourceOf(protocol) is not { } source)
            {
                RefuseAll(table, $"FortiOS does not redistribute '{protocol}'");
                continue;
            }

            if (!clause.IsEnabled("status"))
            {
                CloseAll(table, new Outcome.Inherent("nothing is redistributed: it is not enabled"));
                continue;
            }

            table.Outcome = Outcome.States;
            var family = word == "redistribute" ? AfiSafi.Ipv4Unicast : AfiSafi.Ipv6Unicast;
            yield return new Redistribution { Family = family, Source = source, Settings = Shaping(table), Origin = table.Said + clause.Origin };
        }
    }

    private Settings Shaping(ConfigBlock entry)
    {
        var clause = new Clause(this, entry);
        return clause.Text("route-map") is { } name ? Settings.Empty.With(OriginationSettings.Policy, PolicyNamed(name, clause.Origin), clause.Origin) : Settings.Empty;
    }

    private static RouteSource? SourceOf(string protocol) => protocol switch
    {
        "connected" => RouteSource.Connected,
        "static" => RouteSource.Static,
        "ospf" => RouteSource.Ospf,
        "rip" => RouteSource.Rip,
        "isis" => RouteSource.Isis,
        _ => null,
    };

    // -------------------------------------------------------------------------------------- neighbors, groups, ranges

    private ImmutableArray<PeerGroup> ReadGroups(ConfigBlock bgp, Shared shared)
    {
        var groups = ImmutableArray.CreateBuilder<PeerGroup>();
        foreach (var entry in bgp.Table("neighbor-group")?.Entries ?? [])
        {
            if (LacksNumber(entry)) continue;
            var (settings, families) = ReadSession(entry, shared);
            groups.Add(new PeerGroup { Name = entry.Name, Settings = settings, Families = families, Origin = entry.Said });
        }

        return groups.ToImmutable();
    }

    private IEnumerable<Peer> ReadNeighbors(ConfigBlock bgp, Shared shared)
    {
        foreach (var entry in bgp.Table("neighbor")?.Entries ?? [])
        {
            if (!IpAddress.TryParse(entry.Name, out var address) || $"{address}" is "0.0.0.0" or "::")
            {
                RefuseAll(entry, $"'{entry.Name}' is no address of a neighbor: it is known by one");
                continue;
            }

            if (LacksNumber(entry)) continue;
            var (settings, families) = ReadSession(entry, shared);
            var endpoint = new PeerEndpoint.Address(address);
            var origin = entry.Said;
            if (address.IsLinkLocal && settings.Get(PeerSettings.BindInterface) is { } link)
            {
                endpoint = endpoint with { Zone = link.Value };
                (settings, origin) = (settings.Without(PeerSettings.BindInterface), origin + link.Origin);
            }

            yield return new Peer { Endpoint = endpoint, Settings = settings, Families = families, Origin = origin };
        }
    }

    private IEnumerable<Peer> ReadRanges(ConfigBlock bgp)
    {
        foreach (var afi in new[] { Afi.Ipv4, Afi.Ipv6 })
        {
            foreach (var entry in bgp.Table(afi == Afi.Ipv4 ? "neighbor-range" : "neighbor-range6")?.Entries ?? [])
            {
                entry.Outcome = Outcome.States;
                var clause = new Clause(this, entry);
                var prefix = PrefixOf(clause, PrefixAttribute(afi), afi) ?? DefaultOf(afi);
                var member = new Clause(this, entry);
                if (member.Text("neighbor-group") is not { } group)
                {
                    RefuseAll(entry, "a range needs a neighbor-group");
                    continue;
                }

                if (bgp.Table("neighbor-group")?.Entry(group) is not { Outcome: Outcome.Stated })
                {
                    Missing("neighbor-group", group, member.Origin, "FortiOS refuses the range");
                    RefuseAll(entry, $"there is no neighbor-group '{group}'");
                    continue;
                }

                if (entry.Attribute("max-neighbor-num") is { } limit)
                {
                    if (limit.Values is ["0"]) limit.Outcome = new Outcome.Inherent("it says what holds anyway");
                    else Carry([.. ContextOf(entry.Parent!), $"edit {prefix}"], limit, "dynamic-peer.limit of a range");
                }

                if (!clause.IsSound) continue;
                yield return new Peer
                {
                    Endpoint = new PeerEndpoint.Range(prefix),
                    Settings = Settings.Empty.With(PeerSettings.Group, group, member.Origin),
                    Origin = entry.Said + clause.Origin,
                };
            }
        }
    }

    /// <summary>A script may change a neighbor that the device has already; as a configuration it is none.</summary>
    private bool LacksNumber(ConfigBlock entry)
    {
        if (entry.Attribute("remote-as-filter") is not null || new Clause(this, entry).AsNumber("remote-as") is not null) return false;
        RefuseAll(entry, $"'{entry.Name}' has no remote-as here: a script can change what the device has, but that is not in this text");
        return true;
    }

    private (Settings Settings, ImmutableSortedDictionary<AfiSafi, FamilyScope> Families) ReadSession(ConfigBlock entry, Shared shared)
    {
        entry.Outcome = Outcome.States;
        var settings = ReadTerms(entry, SessionTerms.All, Settings.Empty);
        settings = ReadSecrets(entry, settings);
        settings = ReadGracefulRestart(entry, settings, shared);
        var families = ImmutableSortedDictionary.CreateBuilder<AfiSafi, FamilyScope>();
        foreach (var family in AttributeNames.All)
        {
            var said = ReadTerms(entry, FamilyTerms.All, Settings.Empty, family);
            said = ReadAddPath(entry, family, said, shared);
            if (family != AfiSafi.Ipv4Unicast) said = ReadFamilyGracefulRestart(entry, family, said, shared);
            said = ReadConditional(entry, family, said);
            if (said.Entries.Count > 0) families[family] = new FamilyScope { Family = family, Settings = said };
        }

        CarryAttributes(entry, SessionTerms.Carried);
        return (settings, families.ToImmutable());
    }

    /// <summary>Encrypted passwords mean something on this device alone.</summary>
    private Settings ReadSecrets(ConfigBlock entry, Settings settings)
    {
        if (entry.Attribute("password") is not { } password) return settings;
        switch (password.Values)
        {
            case [] or [""]:
                password.Outcome = new Outcome.Inherent("it says that nothing is set");
                return settings;
            case ["ENC", var text]:
                password.Outcome = Outcome.States;
                return settings.With(PeerSettings.Password, new Secret(text, "fortios"), password.Said);
            case [var text]:
                password.Outcome = Outcome.States;
                return settings.With(PeerSettings.Password, new Secret(text), password.Said);
            default:
                Bad(password, "the password", "one word, or ENC and one word");
                return settings;
        }
    }

    /// <summary>Graceful restart takes the switch of the instance and that of the neighbor.</summary>
    private Settings ReadGracefulRestart(ConfigBlock entry, Settings settings, Shared shared) =>
        Capability(entry, "capability-graceful-restart", shared) is { } origin ? settings.With(PeerSettings.GracefulRestart, GracefulRestartMode.Restarter, origin) : settings;

    private Settings ReadFamilyGracefulRestart(ConfigBlock entry, AfiSafi family, Settings settings, Shared shared) =>
        Capability(entry, AttributeNames.For("capability-graceful-restart", family), shared) is { } origin ? settings.With(FamilySettings.FamilyGracefulRestart, true, origin) : settings;

    private Origin? Capability(ConfigBlock entry, string attribute, Shared shared)
    {
        var clause = new Clause(this, entry);
        if (!clause.IsEnabled(attribute)) return null;
        if (shared.On("graceful-restart") is { } instance) return clause.Origin + instance;
        clause.Idle(attribute, "it has no effect without graceful-restart of the instance");
        return null;
    }

    /// <summary>Additional paths are sent where the instance selects them too; as many as both say.</summary>
    private Settings ReadAddPath(ConfigBlock entry, AfiSafi family, Settings settings, Shared shared)
    {
        if (family == AfiSafi.L2VpnEvpn) return settings;
        var clause = new Clause(this, entry, family);
        var word = clause.Text("additional-path");
        if (word is not (null or "send" or "receive" or "both" or "disable"))
        {
            clause.Bad("additional-path", word, "send, receive, both or disable");
            return settings;
        }

        if (word == "disable") clause.Idle("additional-path", "it says what holds anyway");
        if (word is "receive" or "both") settings = settings.With(FamilySettings.AddPathReceive, true, clause.Origin);
        var sends = new Clause(this, entry, family);
        var count = sends.Number("adv-additional-path", 2, 255);
        if (word is "send" or "both" && shared.On(AttributeNames.For("additional-path", family)) is { } instance)
        {
            var selected = shared.Number(AttributeNames.For("additional-path-select", family), 2, 255);
            var best = Math.Min(count ?? 2, selected?.Value ?? 2);
            return settings.With(FamilySettings.AddPathSend, new AddPathSend(AddPathSelection.Best, best), clause.Origin + sends.Origin + instance + (selected?.Origin ?? Origin.None));
        }

        var reason = word is "send" or "both" ? "nothing is sent without additional-path of the instance" : "no additional paths are sent";
        if (count is not null) sends.Idle("adv-additional-path", reason);
        if (word == "send") clause.Idle("additional-path", reason);
        return settings;
    }

    private Settings ReadConditional(ConfigBlock entry, AfiSafi family, Settings settings)
    {
        if (!family.IsUnicast() || entry.Table(AttributeNames.For("conditional-advertise", family)) is not { } table) return settings;
        if (table.Entries.Count != 1 || table.Entries.First() is not { } only || new Clause(this, only) is not { } clause || clause.Values("condition-routemap") is not [var condition])
        {
            CarryAll(table, "peer.afi-safi.conditional-advertisement");
            return settings;
        }

        var kind = clause.Text("condition-type") == "non-exist" ? "non-exist-map" : "exist-map";
        only.Outcome = Outcome.States;
        foreach (var name in new[] { only.Name, condition }) PolicyNamed(name, clause.Origin + only.Said);
        return settings.With(FamilySettings.ConditionalAdvertisement, $"{only.Name} {kind} {condition}", clause.Origin + only.Said);
    }
}
