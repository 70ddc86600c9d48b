using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary><c>router bgp</c>: what is said of the instance itself, and the order of its parts.</summary>
internal sealed partial class FrrWriter
{
    private readonly Naming groupNames = Lists.NewNaming();
    private readonly List<(string Name, BfdTimers Timers, Origin Origin)> bfdProfiles = [];

    /// <summary>What the instance at hand says for all its peers.</summary>
    private Settings general = Settings.Empty;

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

    private void TooNew(Row row, string? path, object value, Origin origin)
    {
        // What is off anyway needs no statement; what has a statement to turn it off is on.
        if (value is false && origin.IsNone && row.Words(value) is null or ['n', 'o', ' ', ..]) return;
        announcements.Add(new Announcement(Disposition.Lost, $"FRR {release} has no such statement; FRR {row.Since} has", path, row.Setting));
    }
}
