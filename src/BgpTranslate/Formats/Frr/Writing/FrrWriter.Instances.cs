using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary><c>router bgp</c>: the instance, its groups and peers, its address families.</summary>
internal sealed partial class FrrWriter
{
    private readonly Naming groupNames = Lists.NewNaming();
    private readonly List<(string Name, BfdTimers Timers, Origin Origin)> bfdProfiles = [];

    /// <summary>What the instance at hand says for all its peers.</summary>
    private Settings general = Settings.Empty;

    /// <summary>A peer or group as FRR will have it.</summary>
    /// <param name="Name">What stands behind <c>neighbor</c>.</param>
    /// <param name="Path">Its path in facts, for announcements; null for a group.</param>
    /// <param name="Session">What is said about its session.</param>
    /// <param name="Families">What is said per family.</param>
    private sealed record Neighbor(string Name, string? Path, Settings Session, ImmutableSortedDictionary<AfiSafi, Settings> Families)
    {
        public Origin Origin { get; init; }

        public PeerEndpoint? Endpoint { get; init; }

        public Neighbor? Group { get; init; }

        public SessionType Type { get; init; } = SessionType.Unknown;
    }

    private void WriteInstance(OutputText into, EffectiveInstance effective)
    {
        var instance = effective.Instance;
        if (LocalAsOf(effective) is not { } local)
        {
            announcements.Add(new Announcement(Disposition.NeedsInput, "FRR wants an AS number for the instance", instance.Key));
            return;
        }

        var table = instance.Vrf == "default" ? "" : (instance.Settings.ValueOf(InstanceSettings.View) ? " view " : " vrf ") + VrfName(instance.Vrf);
        var header = $"router bgp {local}{table}";
        var notation = release >= new FormatVersion(9) && instance.Settings.Get(InstanceSettings.AsNotation) is { } n ? $" as-notation {n.Value}" : "";
        into.Line(header + notation, instance.Origin + (instance.Settings.Get(PeerSettings.LocalAs)?.Origin ?? Origin.None)).Indent();

        if (effective.Peers.IsEmpty) announcements.Add(new Announcement(Disposition.Inherent, "FRR wants an AS number even without peers", instance.Key, PeerSettings.LocalAs));

        // Session settings of the whole router are said at each instance: FRR has no other place.
        var own = SessionPart(configuration.Settings).Overlay(instance.Settings);
        own = WithMembers(PullUp(own, effective), effective);
        general = own;
        var common = WriteInstanceSettings(into, own, instance);
        WriteCarried(into, [header], c => !IsOfNeighbor(c));

        var groups = new Dictionary<string, Neighbor>(StringComparer.Ordinal);
        foreach (var group in instance.Groups) groups.TryAdd(group.Name, GroupOf(effective, group));
        var peers = effective.Peers.Select(p => PeerOf(p, groups, common, local)).OfType<Neighbor>().Where(IsFirst).ToList();
        var used = peers.Select(p => p.Group?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var neighbors = groups.Values.Where(g => used.Contains(g.Name) || !effective.Peers.Any(p => p.Groups.Any(x => NameOf(x) == g.Name))).Concat(made).Concat(peers).ToArray();
        made.Clear();
        foreach (var neighbor in neighbors) WriteNeighbor(into, neighbor);
        foreach (var range in neighbors.Where(p => p.Endpoint is PeerEndpoint.Range))
            into.Line($"bgp listen range {((PeerEndpoint.Range)range.Endpoint!).Prefix} peer-group {range.Group!.Name}", range.Origin);
        WriteCarried(into, [header], IsOfNeighbor);
        WriteCarriedBlocks(into, [header]);

        var families = instance.Families.Keys
            .Concat(instance.Settings.Has(InstanceSettings.DistanceBySource) ? [AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast] : [])
            .Concat(neighbors.SelectMany(x => x.Families.Keys))
            .Concat(instance.Networks.Select(x => x.Family)).Concat(instance.Aggregates.Select(x => x.Family)).Concat(instance.Redistributions.Select(x => x.Family))
            .Concat(configuration.Carried.Where(c => c.Context is [var h, var f, ..] && h == header && f.StartsWith("address-family ", StringComparison.Ordinal)).Select(c => FamilyOf(c.Context[1])))
            .Distinct().OrderBy(f => Array.IndexOf(FamilyOrder, f)).ToArray();
        foreach (var family in families) WriteFamily(into, header, instance, family, neighbors);
        into.Outdent().Line("exit").Line("!");
    }

    /// <summary>The AS of the instance: as said there, else the one that most of its peers use.</summary>
    private static uint? LocalAsOf(EffectiveInstance effective) =>
        effective.Get(PeerSettings.LocalAs).Value is LocalAs said
            ? said.As
            : effective.Peers.Select(p => p.Get(PeerSettings.LocalAs).Value).OfType<LocalAs>().GroupBy(l => l.As).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;

    /// <summary>Link-local peers of one address on several links are one neighbor to FRR.</summary>
    private bool IsFirst(Neighbor neighbor)
    {
        if (taken.Add((neighbor.Path![..neighbor.Path!.IndexOf(" / ", StringComparison.Ordinal)], neighbor.Name))) return true;
        announcements.Add(new Announcement(Disposition.Lost, "FRR has one session for each address of a peer, whatever the link", neighbor.Path));
        return false;
    }

    private readonly HashSet<(string Instance, string Name)> taken = [];

    private static bool IsOfNeighbor(Carried carried) =>
        carried.Text.StartsWith("neighbor ", StringComparison.Ordinal) || carried.Text.StartsWith("no neighbor ", StringComparison.Ordinal);

    /// <summary>Session settings that FRR says for an instance only: said there when all peers agree.</summary>
    private Settings PullUp(Settings own, EffectiveInstance effective)
    {
        foreach (var setting in InstanceOnly)
        {
            if (own.Has(setting)) continue;
            var said = effective.Peers.Select(p => (Peer: p, Value: p.Get(setting))).Where(p => p.Value.IsSaid && p.Value.Value is not null).ToArray();
            if (said.Length == 0) continue;
            if (said.Length == effective.Peers.Length && said.All(s => Equals(s.Value.Value, said[0].Value.Value)))
            {
                own = own.WithValue(setting, said[0].Value.Value!, Origin.Of(said.SelectMany(s => s.Value.Origin)));
                continue;
            }

            foreach (var (peer, _) in said)
                announcements.Add(new Announcement(Disposition.Lost, "FRR says it for all peers of an instance alike", FactPath.Of(effective.Instance, peer.Peer), setting));
        }

        return own;
    }

    /// <summary>Peers that belong to the confederation are known by their AS numbers.</summary>
    private static Settings WithMembers(Settings own, EffectiveInstance effective)
    {
        var members = effective.Peers.Where(p => p.Get(PeerSettings.ConfederationMember).Value is true)
            .Select(p => p.Get(PeerSettings.RemoteAs).Value).OfType<RemoteAs.Number>().Select(n => n.As).Distinct().ToArray();
        return members.Length == 0 || own.Has(InstanceSettings.ConfederationMembers) ? own : own.With(InstanceSettings.ConfederationMembers, new AsList(members));
    }

    private static readonly Setting[] InstanceOnly =
    [
        .. Rows.Instance.Select(r => r.Setting).Where(s => s.Scope == SettingScope.Session && Rows.Session.All(r => r.Setting != s)), PeerSettings.MedMissingAsWorst,
    ];

    private static Settings SessionPart(Settings settings)
    {
        foreach (var (setting, _, _) in settings.Entries)
        {
            if (setting.Scope is not (SettingScope.Session or SettingScope.Family)) settings = settings.Without(setting);
        }

        return settings;
    }

    // ------------------------------------------------------------------------------------------- the instance itself

    /// <summary>Writes what an instance can say; gives back what has to be said at each peer instead.</summary>
    private Settings WriteInstanceSettings(OutputText into, Settings own, BgpInstance instance)
    {
        var rest = own.Without(PeerSettings.LocalAs);
        if (own.Get(InstanceSettings.DefaultFamilies) is { } families)
        {
            foreach (var family in Enum.GetValues<AfiSafi>())
            {
                var (said, usual) = (families.Value.Contains(family), family == AfiSafi.Ipv4Unicast);
                if (said != usual) into.Line($"{(said ? "" : "no ")}bgp default {family.Name()}", families.Origin);
            }

            // Said although it is FRR's default: the user's line.
            if (families.Value.Families is [AfiSafi.Ipv4Unicast] && !families.Origin.IsNone) into.Line("bgp default ipv4-unicast", families.Origin);
        }

        foreach (var row in Rows.Instance)
        {
            if (!own.TryGet(row.Setting, out var value, out var origin)) continue;
            if (release < row.Since)
            {
                // A session setting can still be said at the peers.
                if (row.Setting.Scope != SettingScope.Session) TooNew(row, instance.Key, value, origin);
                continue;
            }

            rest = rest.Without(row.Setting);
            if (row.Words(value) is { } words) into.Line(words, origin);
        }

        if (own.Get(InstanceSettings.MultipathAsPathRelax) is { } relax)
        {
            var set = own.Get(InstanceSettings.MultipathAsSet);
            into.Line(relax.Value ? $"bgp bestpath as-path multipath-relax{(set?.Value == true ? " as-set" : "")}" : "no bgp bestpath as-path multipath-relax", relax.Origin + (set?.Origin ?? Origin.None));
        }

        var (confed, worst) = (own.Get(InstanceSettings.MedConfed), own.Get(PeerSettings.MedMissingAsWorst));
        if (confed?.Value == true || worst?.Value == true)
        {
            into.Line($"bgp bestpath med{(confed?.Value == true ? " confed" : "")}{(worst?.Value == true ? " missing-as-worst" : "")}", (confed?.Origin ?? Origin.None) + (worst?.Origin ?? Origin.None));
        }

        foreach (var done in new Setting[] { InstanceSettings.MultipathAsPathRelax, InstanceSettings.MultipathAsSet, InstanceSettings.MedConfed, PeerSettings.MedMissingAsWorst })
            rest = rest.Without(done);
        if (own.Has(PeerSettings.Keepalive) || own.Has(PeerSettings.HoldTime))
        {
            var (keepalive, hold) = (own.Get(PeerSettings.Keepalive), own.Get(PeerSettings.HoldTime));
            WriteTimers(into, "timers bgp", keepalive, hold, instance.Key);
            rest = rest.Without(PeerSettings.Keepalive).Without(PeerSettings.HoldTime);
        }

        return SessionPart(rest);
    }

    /// <summary>FRR says keepalive and hold time together; the one that is not said follows from the other.</summary>
    private void WriteTimers(OutputText into, string words, Stated<uint>? keepalive, Stated<uint>? hold, string? path)
    {
        var h = hold?.Value ?? Math.Max(180, (keepalive?.Value ?? 60) * 3);
        var k = keepalive?.Value ?? h / 3;
        var origin = (keepalive?.Origin ?? Origin.None) + (hold?.Origin ?? Origin.None);
        if (h is 1 or 2)
        {
            announcements.Add(new Announcement(Disposition.Lost, "FRR's hold time is 0 or at least 3 s", path, PeerSettings.HoldTime));
            return;
        }

        into.Line($"{words} {k} {h}", origin);
    }

    private void TooNew(Row row, string path, object value, Origin origin)
    {
        // What is off anyway needs no statement; what has a statement to turn it off is on.
        if (value is false && origin.IsNone && row.Words(value) is null or ['n', 'o', ' ', ..]) return;
        announcements.Add(new Announcement(Disposition.Lost, $"FRR {release} has no such statement; FRR {row.Since} has", path, row.Setting));
    }

    // ------------------------------------------------------------------------------------------------- groups and peers

    private string NameOf(PeerGroup group) => groupNames.NameFor("peer-group", group.Name);

    private Neighbor GroupOf(EffectiveInstance effective, PeerGroup group)
    {
        // FRR's groups do not nest: what a group inherits is said at the group.
        var chain = effective.GroupsOf(group.Settings).Reverse().Append(group).ToArray();
        var members = effective.Peers.Where(p => p.Groups.Contains(group));
        var neighbor = new Neighbor(
            NameOf(group), null, WithoutOwn(chain.Aggregate(Settings.Empty, (all, g) => all.Overlay(g.Settings)).Without(PeerSettings.Group), LocalAsOf(effective)),
            Merge(chain.Select(g => g.Families)))
        { Origin = group.Origin };
        return SpreadFamilies(neighbor, [.. members.SelectMany(p => p.Families.Where(p.IsActive)).Distinct()]);
    }

    /// <summary>A session with the instance's own AS needs no statement.</summary>
    private static Settings WithoutOwn(Settings session, uint? local) =>
        session.ValueOf(PeerSettings.LocalAs) is { Mode: LocalAsMode.Replace, As: var own } && own == local ? session.Without(PeerSettings.LocalAs) : session;

    private static ImmutableSortedDictionary<AfiSafi, Settings> Merge(IEnumerable<ImmutableSortedDictionary<AfiSafi, FamilyScope>> levels)
    {
        var result = ImmutableSortedDictionary<AfiSafi, Settings>.Empty;
        foreach (var level in levels)
        {
            foreach (var (family, scope) in level) result = result.SetItem(family, (result.GetValueOrDefault(family) ?? Settings.Empty).Overlay(scope.Settings));
        }

        return result;
    }

    private readonly List<Neighbor> made = [];

    private Neighbor? PeerOf(EffectivePeer peer, Dictionary<string, Neighbor> groups, Settings common, uint local)
    {
        var path = FactPath.Of(peer.Instance.Instance, peer.Peer);
        if (NameOf(peer) is not { } name || peer.Peer.Distinction.Length > 0)
        {
            announcements.Add(peer.Peer.Endpoint is PeerEndpoint.Unresolved
                ? new Announcement(Disposition.NeedsInput, "the address of the peer is not known", path)
                : new Announcement(Disposition.Lost, "FRR has one session for each address of a peer", path));
            return null;
        }

        if (peer.Get(PeerSettings.RemoteAs).Value is not RemoteAs remote)
        {
            announcements.Add(new Announcement(Disposition.NeedsInput, "FRR wants the AS number of the peer", path));
            return null;
        }

        if (peer.Peer.Endpoint is PeerEndpoint.Range && peer.Get(PeerSettings.Passive) is { IsSaid: true, Value: false })
            announcements.Add(new Announcement(Disposition.Lost, "FRR waits for dynamic neighbors to connect", path, PeerSettings.Passive));

        var group = peer.Groups.Count > 0 ? groups.GetValueOrDefault(peer.Groups[0].Name) : null;
        if (group is not null && !CanJoin(peer, group, local)) group = null;
        var chain = group is null ? peer.Groups.Reverse() : [];
        var session = chain.Aggregate(Settings.Empty, (all, g) => all.Overlay(g.Settings)).Overlay(peer.Peer.Settings).Without(PeerSettings.Group);
        var families = Merge(chain.Select(g => g.Families).Append(peer.Peer.Families));

        session = WithoutOwn(session, local);

        // What the instance says for all peers and FRR cannot say there.
        foreach (var (setting, value, origin) in common.Entries)
        {
            if (session.Has(setting) || group?.Session.Has(setting) == true) continue;
            session = Settings.Empty.Overlay(session).Overlay(One(common, setting));
        }

        foreach (var (family, scope) in peer.Instance.Instance.Families)
        {
            foreach (var (setting, _, _) in scope.Settings.Entries)
            {
                if (setting.Scope != SettingScope.Family || setting == FamilySettings.NextHopPreferGlobal) continue;
                if (families.GetValueOrDefault(family)?.Has(setting) == true || group?.Families.GetValueOrDefault(family)?.Has(setting) == true) continue;
                families = families.SetItem(family, (families.GetValueOrDefault(family) ?? Settings.Empty).Overlay(One(scope.Settings, setting)));
            }
        }

        var neighbor = new Neighbor(name, path, session, families) { Origin = peer.Peer.Origin, Endpoint = peer.Peer.Endpoint, Group = group, Type = peer.Session };
        foreach (var family in peer.Families.Where(f => f.Afi() != Afi.Ipv4))
            announcements.Add(new Announcement(Disposition.Inherent, "FRR says for the session how IPv4 next hops are encoded", FactPath.Below(path, family.Name()), FamilySettings.ExtendedNextHop));
        return AsDynamic(SpreadFamilies(neighbor, [.. peer.Families.Where(peer.IsActive)]), remote);
    }

    private static Settings One(Settings settings, Setting which)
    {
        foreach (var (setting, _, _) in settings.Entries)
        {
            if (setting != which) settings = settings.Without(setting);
        }

        return settings;
    }

    private static string? NameOf(EffectivePeer peer) => peer.Peer.Endpoint switch
    {
        PeerEndpoint.Address address => address.Ip.ToString(),
        PeerEndpoint.Interface link => link.Name,
        PeerEndpoint.Range range => $"range {range.Prefix}",
        _ => null,
    };

    /// <summary>
    /// FRR cannot turn off at a member what its group turns on, nor give a member another AS than the group's, nor the instance's own where the group says another; and members are all
    /// internal or all external.
    /// </summary>
    private static bool CanJoin(EffectivePeer peer, Neighbor group, uint local)
    {
        if (group.Session.Has(PeerSettings.LocalAs) && peer.Peer.Settings.ValueOf(PeerSettings.LocalAs) is { As: var same } && same == local) return false;
        if (group.Session.Get(PeerSettings.RemoteAs) is { } groupAs && peer.Peer.Settings.Get(PeerSettings.RemoteAs) is { } own && !Equals(groupAs.Value, own.Value)) return false;
        if (peer.Instance.Peers.Any(p => p.Groups.Count > 0 && p.Groups[0].Name == peer.Groups[0].Name && p.Session != peer.Session && peer.Session == SessionType.Internal)) return false;
        var overridable = new Setting[] { PeerSettings.EnforceFirstAs, PeerSettings.DynamicCapability, FamilySettings.ExtendedNextHop, PeerSettings.HostnameCapability, PeerSettings.SoftwareVersion, PeerSettings.LinkLocalNextHop };
        if (peer.Peer.Settings.Entries.Any(e => !overridable.Contains(e.Setting) && TurnsOff(group.Session, e.Setting, e.Value))) return false;

        // A peer may say for all families what its group says for each.
        var familyOverridable = new Setting[] { FamilySettings.Active, FamilySettings.SendStandardCommunities, FamilySettings.SendExtendedCommunities, FamilySettings.SendLargeCommunities };
        return !group.Families.Any(f => (peer.Peer.Families.GetValueOrDefault(f.Key)?.Settings.Entries ?? []).Concat(peer.Peer.Settings.Entries)
            .Any(e => !familyOverridable.Contains(e.Setting) && TurnsOff(f.Value, e.Setting, e.Value)));
    }

    private static bool TurnsOff(Settings there, Setting setting, object value) => there.TryGet(setting, out var on, out _) && (value, on) is (false, true) or (NextHopSelf.Off, NextHopSelf.All or NextHopSelf.Ebgp);

    /// <summary>Family settings said for all families of a peer or group go to each; the next-hop encoding is a session capability in FRR.</summary>
    private static Neighbor SpreadFamilies(Neighbor neighbor, IReadOnlyCollection<AfiSafi> active)
    {
        var (session, families) = (neighbor.Session, neighbor.Families);
        foreach (var (setting, _, _) in session.Entries)
        {
            if (setting.Scope != SettingScope.Family || setting == FamilySettings.ExtendedNextHop) continue;
            foreach (var family in active)
            {
                if (families.GetValueOrDefault(family)?.Has(setting) == true) continue;
                families = families.SetItem(family, (families.GetValueOrDefault(family) ?? Settings.Empty).Overlay(One(session, setting)));
            }

            session = session.Without(setting);
        }

        foreach (var (family, settings) in families)
        {
            if (settings.Get(FamilySettings.ExtendedNextHop) is not { } extended) continue;
            if (!session.Has(FamilySettings.ExtendedNextHop)) session = session.With(FamilySettings.ExtendedNextHop, extended.Value, extended.Origin);
            families = families.SetItem(family, settings.Without(FamilySettings.ExtendedNextHop));
        }

        return neighbor with { Session = session, Families = families };
    }

    /// <summary>Dynamic peers have a group of their own for what is said about them.</summary>
    private Neighbor AsDynamic(Neighbor neighbor, RemoteAs remote)
    {
        if (neighbor.Endpoint is not PeerEndpoint.Range range) return neighbor;
        if (neighbor.Group is { } joined && neighbor.Session.Entries.Count == 0 && neighbor.Families.Values.All(f => f.Entries.Count == 0) && joined.Session.Has(PeerSettings.RemoteAs)) return neighbor;
        var wanted = neighbor.Session.ValueOf(PeerSettings.Name) ?? $"dynamic-{range.Prefix.Address}-{range.Prefix.Length}".Replace(':', '-');
        var session = (neighbor.Group?.Session ?? Settings.Empty).Overlay(neighbor.Session);
        if (!session.Has(PeerSettings.RemoteAs)) session = session.With(PeerSettings.RemoteAs, remote);
        var families = neighbor.Families;
        foreach (var (family, settings) in neighbor.Group?.Families ?? ImmutableSortedDictionary<AfiSafi, Settings>.Empty)
            families = families.SetItem(family, settings.Overlay(families.GetValueOrDefault(family) ?? Settings.Empty));
        var group = new Neighbor(groupNames.NameFor("dynamic", wanted), neighbor.Path, session, families) { Origin = neighbor.Origin, Type = neighbor.Type };
        made.Add(group);
        return neighbor with { Session = Settings.Empty, Families = ImmutableSortedDictionary<AfiSafi, Settings>.Empty, Group = group };
    }

    private void WriteNeighbor(OutputText into, Neighbor neighbor)
    {
        if (neighbor.Endpoint is PeerEndpoint.Range) return;
        var start = $"neighbor {neighbor.Name}";
        var settings = neighbor.Session;
        var remote = settings.Get(PeerSettings.RemoteAs);
        var remoteWords = remote is { } r ? RemoteAsWords(r.Value, neighbor) : null;
        if (neighbor.Group?.Session.Get(PeerSettings.RemoteAs) is { } groupAs && remote is { } ownAs && Equals(groupAs.Value, ownAs.Value)) remoteWords = null;
        var origin = neighbor.Origin + (remote?.Origin ?? Origin.None);
        var groupOrigin = origin + (configuration.Instances.SelectMany(i => i.Peers).FirstOrDefault(p => p.Endpoint == neighbor.Endpoint)?.Settings.Get(PeerSettings.Group)?.Origin ?? Origin.None);
        if (neighbor.Endpoint is null)
        {
            into.Line($"{start} peer-group", neighbor.Origin);
            if (remoteWords is not null) into.Line($"{start} remote-as {remoteWords}", remote!.Value.Origin);
        }
        else if (neighbor.Endpoint is PeerEndpoint.Interface)
        {
            var v6Only = settings.ValueOf(PeerSettings.InterfaceV6Only) ? " v6only" : "";
            var rest = neighbor.Group is { } joined && remoteWords is null ? $" peer-group {joined.Name}" : remoteWords is null ? "" : $" remote-as {remoteWords}";
            into.Line($"{start} interface{v6Only}{rest}", groupOrigin);
            if (neighbor.Group is { } too && remoteWords is not null) into.Line($"{start} peer-group {too.Name}", groupOrigin);
        }
        else
        {
            if (remoteWords is not null) into.Line($"{start} remote-as {remoteWords}", origin);
            if (neighbor.Group is { } joined) into.Line($"{start} peer-group {joined.Name}", groupOrigin);
            if (neighbor.Endpoint is PeerEndpoint.Address { Zone: { } zone } && !settings.Has(PeerSettings.BindInterface)) into.Line($"{start} interface {zone}", neighbor.Origin);
        }

        WriteSession(into, start, neighbor);
    }

    private string RemoteAsWords(RemoteAs remote, Neighbor neighbor)
    {
        switch (remote)
        {
            case RemoteAs.Internal:
                return "internal";
            case RemoteAs.External:
                return "external";
            case RemoteAs.Auto when release >= new FormatVersion(10, 2):
                return "auto";
            case RemoteAs.Number number:
                return number.ToString();
            default:
                announcements.Add(new Announcement(Disposition.Approximated, $"FRR {release} has no 'any of these' for the AS of a peer; any external AS is accepted", neighbor.Path, PeerSettings.RemoteAs));
                return "external";
        }
    }

    private void WriteSession(OutputText into, string start, Neighbor neighbor)
    {
        var settings = neighbor.Session;
        var path = neighbor.Path;
        if (settings.Get(PeerSettings.Shutdown) is { Value: true } down)
        {
            var message = settings.Get(PeerSettings.ShutdownMessage);
            into.Line($"{start} shutdown{(message is { } m ? $" message {Lists.OneLine(m.Value)}" : "")}", down.Origin + (message?.Origin ?? Origin.None));
        }

        foreach (var row in Rows.Session)
        {
            if (!settings.TryGet(row.Setting, out var value, out var origin)) continue;
            if (row.Setting == PeerSettings.LocalAs && value is LocalAs { Mode: LocalAsMode.DualAs } && release < new FormatVersion(10, 2))
            {
                announcements.Add(new Announcement(Disposition.Approximated, "the peer may not use the instance's AS: dual-as is known since FRR 10.2", path, row.Setting));
                value = ((LocalAs)value) with { Mode = LocalAsMode.Replace };
            }

            if (row.Setting == PeerSettings.LocalAs && release < new FormatVersion(10, 3) && IsInternalBy(neighbor, ((LocalAs)value).As))
            {
                announcements.Add(new Announcement(Disposition.Lost, $"FRR {release} takes no local AS that is the peer's own", path, row.Setting));
                continue;
            }

            if (row.Setting == PeerSettings.BindInterface && neighbor.Endpoint is not PeerEndpoint.Address)
            {
                announcements.Add(new Announcement(Disposition.Lost, "FRR binds single neighbors to an interface, no groups", neighbor.Endpoint is null ? null : path, row.Setting));
                continue;
            }

            if (release < row.Since) TooNew(row, path ?? "", value, origin);
            else if (row.Words(value) is { } words) Neighbors(into, start, words, row.Setting == PeerSettings.Role && settings.ValueOf(PeerSettings.RoleStrict) ? " strict-mode" : "", origin);
        }

        WriteBfd(into, start, neighbor);
        if (settings.Has(PeerSettings.Keepalive) || settings.Has(PeerSettings.HoldTime))
        {
            var keepalive = settings.Get(PeerSettings.Keepalive) ?? neighbor.Group?.Session.Get(PeerSettings.Keepalive) ?? general.Get(PeerSettings.Keepalive);
            var hold = settings.Get(PeerSettings.HoldTime) ?? neighbor.Group?.Session.Get(PeerSettings.HoldTime) ?? general.Get(PeerSettings.HoldTime);
            WriteTimers(into, $"{start} timers", keepalive, hold, path);
        }

        if (settings.Get(PeerSettings.MultihopTtl) is { } ttl)
        {
            var secured = settings.ValueOf(PeerSettings.TtlSecurityHops) > 0 || neighbor.Group?.Session.ValueOf(PeerSettings.TtlSecurityHops) > 0;
            if (secured && ttl.Value != 255) announcements.Add(new Announcement(Disposition.Lost, "FRR takes ebgp-multihop or ttl-security, not both", path, PeerSettings.MultihopTtl));
            else if (neighbor.Type == SessionType.Internal && ttl.Value == 255 && ttl.Origin.IsNone) return;
            else if (ttl.Value <= 1 && ttl.Origin.IsNone && neighbor.Type != SessionType.Internal) return;
            else into.Line($"{start} ebgp-multihop{(ttl.Value == 255 ? "" : $" {ttl.Value}")}", ttl.Origin);
        }
    }

    /// <summary>The peer is internal, or the local AS would make it so.</summary>
    private static bool IsInternalBy(Neighbor neighbor, uint local) =>
        (neighbor.Session.ValueOf(PeerSettings.RemoteAs) ?? neighbor.Group?.Session.ValueOf(PeerSettings.RemoteAs)) switch
        {
            RemoteAs.Number number => number.As == local,
            RemoteAs.Internal => true,
            _ => false,
        };

    private static void Neighbors(OutputText into, string start, string words, string suffix, Origin origin) =>
        into.Line(words.StartsWith("no ", StringComparison.Ordinal) ? $"no {start} {words[3..]}{suffix}" : $"{start} {words}{suffix}", origin);

    private void WriteBfd(OutputText into, string start, Neighbor neighbor)
    {
        var settings = neighbor.Session;
        if (settings.Get(PeerSettings.Bfd) is not { } bfd || !bfd.Value) return;
        var profile = settings.Get(PeerSettings.BfdProfile);
        var timers = settings.Get(PeerSettings.BfdTimers);
        into.Line(timers is { Value: { Multiplier: { } m, ReceiveMs: { } rx, TransmitMs: { } tx } } && profile is null ? $"{start} bfd {m} {rx} {tx}" : $"{start} bfd", bfd.Origin + (timers?.Origin ?? Origin.None));
        if (profile is { } named) into.Line($"{start} bfd profile {named.Value}", named.Origin);
        else if (timers is { Value: var partial } && (partial.Multiplier is null || partial.ReceiveMs is null || partial.TransmitMs is null))
            into.Line($"{start} bfd {partial.Multiplier ?? 3} {partial.ReceiveMs ?? 300} {partial.TransmitMs ?? 300}", timers.Value.Origin);
        if (settings.Get(PeerSettings.BfdCheckControlPlane) is { Value: true } check) into.Line($"{start} bfd check-control-plane-failure", check.Origin);
        if (settings.Get(PeerSettings.BfdStrict) is { Value: true } strict)
        {
            if (release >= new FormatVersion(10, 7)) into.Line($"{start} bfd strict", strict.Origin);
            else announcements.Add(new Announcement(Disposition.Lost, $"FRR {release} does not wait for BFD", neighbor.Path, PeerSettings.BfdStrict));
        }
    }

    // --------------------------------------------------------------------------------------------- address families

    private static readonly AfiSafi[] FamilyOrder =
    [
        AfiSafi.Ipv4Unicast, AfiSafi.Ipv4Multicast, AfiSafi.Ipv4LabeledUnicast, AfiSafi.Ipv4Vpn, AfiSafi.Ipv4Flowspec,
        AfiSafi.Ipv6Unicast, AfiSafi.Ipv6Multicast, AfiSafi.Ipv6LabeledUnicast, AfiSafi.Ipv6Vpn, AfiSafi.Ipv6Flowspec, AfiSafi.L2VpnEvpn, AfiSafi.LinkState,
    ];

    private static AfiSafi FamilyOf(string header) => FamilyOrder.First(f => HeaderOf(f) == header);

    private static string HeaderOf(AfiSafi family) => "address-family " + family switch
    {
        AfiSafi.L2VpnEvpn => "l2vpn evpn",
        AfiSafi.LinkState => "link-state link-state",
        _ => (family.Afi() == Afi.Ipv6 ? "ipv6 " : "ipv4 ") + family.Name()["ipv4-".Length..],
    };

    private void WriteFamily(OutputText into, string header, BgpInstance instance, AfiSafi family, Neighbor[] neighbors)
    {
        if (!FamilyOrder.Contains(family) || (family == AfiSafi.LinkState && release < new FormatVersion(10, 7)))
        {
            foreach (var neighbor in neighbors.Where(x => x.Path is not null && x.Families.ContainsKey(family)))
                announcements.Add(new Announcement(Disposition.Lost, $"FRR {release} does not know the family {family.Name()}", FactPath.Below(neighbor.Path!, family.Name())));
            return;
        }

        // Written aside: a family of which nothing is said gets no block.
        var familyHeader = HeaderOf(family);
        var body = new OutputText(" ");
        var table = instance.Families.GetValueOrDefault(family)?.Settings ?? Settings.Empty;
        foreach (var network in instance.Networks.Where(x => x.Family == family))
        {
            var options = network.Settings.Get(OriginationSettings.LabelIndex) is { } index ? $" label-index {index.Value}" : "";
            if (network.Settings.Get(OriginationSettings.Policy) is { } use) options += $" route-map {routeMaps.NameFor(use.Value)}";
            if (network.Settings.ValueOf(OriginationSettings.Backdoor)) options += " backdoor";
            body.Line($"network {network.Prefix}{options}", network.Origin);
        }

        foreach (var aggregate in instance.Aggregates.Where(x => x.Family == family)) body.Line($"aggregate-address {aggregate.Prefix}{AggregateOptions(aggregate.Settings)}", aggregate.Origin);
        foreach (var redistribution in instance.Redistributions.Where(x => x.Family == family)) WriteRedistribution(body, instance, redistribution);
        WriteTable(body, table, FactPath.Below(instance.Key, family.Name()));
        if (family.IsUnicast() && instance.Settings.Get(InstanceSettings.DistanceBySource) is { } distances)
        {
            foreach (var words in distances.Value.Split("; ").Where(w => w.Contains(':') == (family == AfiSafi.Ipv6Unicast))) body.Line($"distance {words}", distances.Origin);
        }

        foreach (var neighbor in neighbors.Where(x => x.Families.ContainsKey(family))) WriteNeighborFamily(body, neighbor, neighbor.Families[family], family);
        if (table.Get(TableSettings.MaximumPathsIbgp) is { } ibgp)
        {
            var equal = table.Get(TableSettings.MaximumPathsEqualCluster);
            body.Line($"maximum-paths ibgp {Math.Clamp(ibgp.Value, 1, 256)}{(equal?.Value == true ? " equal-cluster-length" : "")}", ibgp.Origin + (equal?.Origin ?? Origin.None));
        }

        if (table.Get(TableSettings.FibPolicy) is { } fib) body.Line($"table-map {routeMaps.NameFor(fib.Value)}", fib.Origin);
        WriteCarried(body, [header, familyHeader]);
        WriteCarriedBlocks(body, [header, familyHeader]);
        if (body.LineCount == 0) return;
        into.Line("!").Line(familyHeader, instance.Families.GetValueOrDefault(family)?.Origin ?? Origin.None).Indent();
        var origins = body.Origins.ToLookup(o => o.Line, o => o.Origin);
        var number = 0;
        foreach (var line in body.ToString().Split('\n').SkipLast(1))
        {
            number++;
            into.Line(line, origins[number].Aggregate(Origin.None, (a, b) => a + b));
        }

        into.Outdent().Line("exit-address-family");
    }

    private string AggregateOptions(Settings settings)
    {
        var options = "";
        if (settings.ValueOf(OriginationSettings.AsSet)) options += " as-set";
        if (settings.ValueOf(OriginationSettings.SummaryOnly)) options += " summary-only";
        if (settings.Get(OriginationSettings.Policy) is { } use) options += $" route-map {routeMaps.NameFor(use.Value)}";
        if (settings.Get(OriginationSettings.Origin) is { } origin) options += $" origin {origin.Value.ToString().ToLowerInvariant()}";
        if (settings.ValueOf(OriginationSettings.MatchingMedOnly)) options += " matching-MED-only";
        if (settings.Get(OriginationSettings.SuppressPolicy) is { } suppress && !settings.ValueOf(OriginationSettings.SummaryOnly)) options += $" suppress-map {routeMaps.NameFor(suppress.Value)}";
        return options;
    }

    private void WriteRedistribution(OutputText into, BgpInstance instance, Redistribution redistribution)
    {
        var six = redistribution.Family.Afi() == Afi.Ipv6;
        var protocol = redistribution.Source switch
        {
            RouteSource.Kernel => "kernel",
            RouteSource.Connected => "connected",
            RouteSource.Static => "static",
            RouteSource.Rip => six ? "ripng" : "rip",
            RouteSource.Ospf => six ? "ospf6" : "ospf",
            RouteSource.Isis => "isis",
            RouteSource.Babel => "babel",
            RouteSource.Local when release >= new FormatVersion(10) => "local",
            RouteSource.Other => redistribution.Instance,
            _ => null,
        };
        var isOther = redistribution.Source == RouteSource.Other;
        if (protocol is null || (isOther && !IsRedistributed(protocol)))
        {
            announcements.Add(new Announcement(Disposition.Lost, $"FRR {release} does not redistribute {redistribution.Source} {redistribution.Instance}".TrimEnd(), FactPath.Of(instance, redistribution)));
            return;
        }

        var words = $"redistribute {protocol}{(redistribution.Instance.Length > 0 && !isOther ? " " + redistribution.Instance : "")}";
        if (redistribution.Settings.Get(OriginationSettings.Metric) is { } metric) words += $" metric {metric.Value}";
        if (redistribution.Settings.Get(OriginationSettings.Policy) is { } use) words += $" route-map {routeMaps.NameFor(use.Value)}";
        into.Line(words, redistribution.Origin);
    }

    /// <summary>Protocols that FRR names and the model does not.</summary>
    private bool IsRedistributed(string protocol) => protocol.Split(' ') switch
    {
        ["eigrp" or "nhrp" or "openfabric" or "vnc" or "vnc-direct"] => true,
        ["table"] => release < new FormatVersion(10, 7),
        ["table", _] => true,
        ["table-direct", ..] => release >= new FormatVersion(9, 1),
        _ => false,
    };

    private void WriteTable(OutputText into, Settings table, string path)
    {
        var (external, @internal, local) = (table.Get(TableSettings.DistanceExternal), table.Get(TableSettings.DistanceInternal), table.Get(TableSettings.DistanceLocal));
        if (external is not null || @internal is not null || local is not null)
        {
            into.Line(
                $"distance bgp {external?.Value ?? 20} {@internal?.Value ?? 200} {local?.Value ?? 200}",
                (external?.Origin ?? Origin.None) + (@internal?.Origin ?? Origin.None) + (local?.Origin ?? Origin.None));
        }

        foreach (var row in Rows.Table)
        {
            if (!table.TryGet(row.Setting, out var value, out var origin)) continue;
            if (release < row.Since) TooNew(row, path, value, origin);
            else if (row.Words(value) is { } words) into.Line(words, origin);
        }
    }

    private void WriteNeighborFamily(OutputText into, Neighbor neighbor, Settings settings, AfiSafi family)
    {
        var start = $"neighbor {(neighbor.Endpoint is PeerEndpoint.Range ? neighbor.Group!.Name : neighbor.Name)}";
        var path = neighbor.Path is null ? null : FactPath.Below(neighbor.Path, family.Name());
        var afi = family.Afi() ?? Afi.Ipv4;
        foreach (var row in Rows.Family)
        {
            if (!settings.TryGet(row.Setting, out var value, out var origin)) continue;
            if (row.Setting == FamilySettings.RouteReflectorClient && neighbor.Type == SessionType.External && value is true)
            {
                announcements.Add(new Announcement(Disposition.Inherent, "an external peer cannot be a reflector's client", path, row.Setting));
                continue;
            }

            if (value is PrefixLimit limit && (row.Setting == FamilySettings.PrefixLimit || row.Setting == FamilySettings.ReceivedPrefixLimit)
                && (limit.Action == PrefixLimitAction.Block || (limit.Action == PrefixLimitAction.Restart && (limit.RestartSeconds == 0 || limit.RestartSeconds % 60 > 0))))
            {
                announcements.Add(new Announcement(
                    Disposition.Approximated,
                    limit.Action == PrefixLimitAction.Block ? "FRR drops the session instead of the surplus prefixes" : "FRR waits whole minutes, at least one, before it restarts the session",
                    path, row.Setting, path is null ? origin : Origin.None));
            }

            if (value is PrefixLimit { Action: not PrefixLimitAction.Block } && row.Setting == FamilySettings.SentPrefixLimit)
                announcements.Add(new Announcement(Disposition.Approximated, "FRR keeps surplus prefixes back and leaves the session up", path, row.Setting, path is null ? origin : Origin.None));

            var since = Releases.Of(family, row.Setting) is { } inFamily && inFamily > row.Since ? inFamily : row.Since;
            if (value is AddPathSend { Selection: AddPathSelection.Best }) since = new FormatVersion(10, 3);
            if (release < since) TooNew(row with { Since = since }, path ?? "", value, origin);
            else if (row.Words(value) is { } words) Neighbors(into, start, words, "", origin);
        }

        WriteCommunities(into, start, settings);
        if (settings.Get(FamilySettings.DefaultOriginate) is { } originate && originate.Value is not PolicyUse.RejectAll)
            into.Line($"{start} default-originate{(originate.Value is PolicyUse.Named named ? $" route-map {routeMaps.NameFor(named)}" : "")}", originate.Origin);
        WriteFilters(into, start, settings, afi, path);
        if (settings.Get(FamilySettings.UnsuppressPolicy) is { } unsuppress) into.Line($"{start} unsuppress-map {routeMaps.NameFor(unsuppress.Value)}", unsuppress.Origin);
        if (settings.Get(FamilySettings.ConditionalAdvertisement) is { } conditional) into.Line($"{start} advertise-map {conditional.Value}", conditional.Origin);
        WriteUnchanged(into, start, settings);
    }

    private static void WriteCommunities(OutputText into, string start, Settings settings)
    {
        var all = new[]
        {
            (Word: "standard", Said: settings.Get(FamilySettings.SendStandardCommunities)),
            (Word: "extended", Said: settings.Get(FamilySettings.SendExtendedCommunities)),
            (Word: "large", Said: settings.Get(FamilySettings.SendLargeCommunities)),
        };
        foreach (var value in new[] { true, false })
        {
            var said = all.Where(a => a.Said?.Value == value).ToArray();
            if (said.Length == 0) continue;
            var words = said.Length switch
            {
                3 => ["all"],
                2 when said[1].Word == "extended" => ["both"],
                _ => said.Select(s => s.Word).ToArray(),
            };
            foreach (var word in words) into.Line($"{(value ? "" : "no ")}{start} send-community {word}", said.Aggregate(Origin.None, (o, s) => o + s.Said!.Value.Origin));
        }
    }

    private void WriteFilters(OutputText into, string start, Settings settings, Afi afi, string? path)
    {
        WriteFilter(into, start, settings, afi, path, "in", FamilySettings.ImportAccessList, FamilySettings.ImportPrefixSet, FamilySettings.ImportAsPathSet, FamilySettings.ImportPolicy);
        WriteFilter(into, start, settings, afi, path, "out", FamilySettings.ExportAccessList, FamilySettings.ExportPrefixSet, FamilySettings.ExportAsPathSet, FamilySettings.ExportPolicy);
    }

    private void WriteFilter(
        OutputText into, string start, Settings settings, Afi afi, string? path, string direction,
        Setting<SetReference<PrefixSet>> accessList, Setting<SetReference<PrefixSet>> prefixSet, Setting<SetReference<AsPathSet>> asPathSet, Setting<PolicyUse> policy)
    {
        var space = afi == Afi.Ipv4 ? "ip prefix-list" : "ipv6 prefix-list";
        var prefixes = settings.Get(prefixSet);
        if (settings.Get(accessList) is { } access)
        {
            var name = access.Value.Set is { } set ? lists.AccessList(set, afi) : lists.Missing(afi == Afi.Ipv4 ? "access-list" : "ipv6 access-list", access.Value.Name!);
            if (prefixes is not null) announcements.Add(new Announcement(Disposition.Lost, "FRR takes a prefix list or an access list in one direction, not both", path, accessList));
            else if (name is not null) into.Line($"{start} distribute-list {name} {direction}", access.Origin);
            else into.Line($"{start} prefix-list {PrefixListName(access.Value.Set!, afi)} {direction}", access.Origin);
        }

        if (prefixes is { } list)
            into.Line($"{start} prefix-list {(list.Value.Set is { } set ? PrefixListName(set, afi) : lists.Missing(space, list.Value.Name!))} {direction}", list.Origin);
        if (settings.Get(asPathSet) is { } paths)
        {
            var name = paths.Value.Set is not { } set ? lists.Missing("bgp as-path access-list", paths.Value.Name!)
                : AsPathExpressions.TryTranslate(set, out var translated) ? lists.AsPathList(set.Entries.All(e => e.Match.Dialect == AsPathDialect.Posix) ? set : translated, "PATHS")
                : null;
            if (name is null) announcements.Add(new Announcement(Disposition.Lost, "FRR cannot say one of the AS-path expressions", path, asPathSet));
            else into.Line($"{start} filter-list {name} {direction}", paths.Origin);
        }

        if (settings.Get(policy) is { } use) into.Line($"{start} route-map {routeMaps.NameFor(use.Value)} {direction}", use.Origin);
    }

    private string PrefixListName(PrefixSet set, Afi afi) =>
        lists.PrefixList(set, afi, "PREFIXES") ?? lists.Missing(afi == Afi.Ipv4 ? "ip prefix-list" : "ipv6 prefix-list", set.Name);

    private static void WriteUnchanged(OutputText into, string start, Settings settings)
    {
        var words = "";
        var origin = Origin.None;
        foreach (var (setting, word) in new[] { (FamilySettings.AsPathUnchanged, " as-path"), (FamilySettings.NextHopUnchanged, " next-hop"), (FamilySettings.MedUnchanged, " med") })
        {
            if (settings.Get(setting) is not { Value: true } said) continue;
            words += word;
            origin += said.Origin;
        }

        if (words.Length > 0) into.Line($"{start} attribute-unchanged{words}", origin);
    }
}
