using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>The groups and peers of an instance: what is said of their sessions.</summary>
internal sealed partial class FrrWriter
{
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

        var active = peer.Families.Where(peer.IsActive).ToList();
        foreach (var (plain, labeled) in new[] { (AfiSafi.Ipv4Unicast, AfiSafi.Ipv4LabeledUnicast), (AfiSafi.Ipv6Unicast, AfiSafi.Ipv6LabeledUnicast) })
        {
            if (!active.Contains(plain) || !active.Remove(labeled)) continue;
            families = families.Remove(labeled);
            announcements.Add(new Announcement(Disposition.Lost, "FRR takes routes with labels or without from a peer, not both", FactPath.Below(path, labeled.Name())));
        }

        var neighbor = new Neighbor(name, path, session, families) { Origin = peer.Peer.Origin, Endpoint = peer.Peer.Endpoint, Group = group, Type = peer.Session };
        foreach (var family in peer.Families.Where(f => f.Afi() != Afi.Ipv4))
            announcements.Add(new Announcement(Disposition.Inherent, "FRR says for the session how IPv4 next hops are encoded", FactPath.Below(path, family.Name()), FamilySettings.ExtendedNextHop));
        return AsDynamic(SpreadFamilies(neighbor, active), remote);
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
        var group = new Neighbor(groupNames.Fresh(wanted), neighbor.Path, session, families) { Origin = neighbor.Origin, Type = neighbor.Type };
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
                foreach (var follows in new Setting[] { PeerSettings.RemoteAs, PeerSettings.MultihopTtl })
                    announcements.Add(new Announcement(Disposition.Lost, "without its local AS the session is another", path, follows));
                continue;
            }

            if (row.Setting == PeerSettings.BindInterface && neighbor.Endpoint is not PeerEndpoint.Address)
            {
                announcements.Add(new Announcement(Disposition.Lost, "FRR binds single neighbors to an interface, no groups", neighbor.Endpoint is null ? null : path, row.Setting));
                continue;
            }

            if (release < row.Since) TooNew(row, path, value, origin);
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
}
