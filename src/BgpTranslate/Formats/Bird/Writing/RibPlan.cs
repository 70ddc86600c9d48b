using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>Static routes that stand in one protocol.</summary>
/// <param name="Name">The protocol's name before it is made fit for BIRD.</param>
/// <param name="Afi">The family.</param>
/// <param name="Rib">The table.</param>
/// <param name="Routes">The routes.</param>
/// <param name="Placeholders">Prefixes that are announced though no route need be there.</param>
/// <param name="IsUsers">The user named the protocol.</param>
internal sealed record StaticGroup(
    string Name, Afi Afi, string Rib, ImmutableArray<StaticRoute> Routes, ImmutableArray<(IpPrefix Prefix, Origin Origin)> Placeholders, bool IsUsers)
{
    /// <summary>Its routes only stand for announced networks; the kernel does not get them.</summary>
    public bool IsPlaceholder => Placeholders.Length > 0;
}

/// <summary>
/// Which protocols a configuration needs in BIRD that other platforms are: connected networks, the kernel, and a table for BGP where the router's own routes must not
/// hide learned ones (rosetta.md, "Seen with both daemons" 3).
/// </summary>
internal sealed class RibPlan
{
    private readonly WritingContext context;
    private readonly Dictionary<Afi, string> ownTables = [];
    private readonly BgpInstance? instance;

    public RibPlan(WritingContext context)
    {
        this.context = context;
        instance = context.Configuration.Instances.FirstOrDefault(i => i.Vrf == "default");
        var effective = context.Effective.Instances.FirstOrDefault(i => i.Instance.Vrf == "default");
        var source = context.AtSource.Instances.FirstOrDefault(i => i.Instance.Vrf == "default");
        NeedsBfd = context.Effective.Instances.Any(i => i.Peers.Any(p => p.Get(PeerSettings.Bfd).Value is true))
            || context.Configuration.Statics.Any(s => s.Settings.Get(StaticSettings.NextHops)?.Value.Hops.Any(h => h is NextHop.Via { Bfd: true }) == true);
        if (!context.OriginatesExplicitly)
        {
            Statics = [.. GroupsAsNamed()];
            return;
        }

        var active = Enum.GetValues<Afi>().Where(a => effective is not null && effective.Peers.Any(p => p.IsActive(a.Unicast()))).ToArray();
        var installs = source?.Get(InstanceSettings.InstallInFib).Value is true;
        Statics = [.. Groups(active, source)];
        Direct = [.. active.Where(a => NeedsConnected(a) || (installs && IsRecursive(effective!, a)))];
        OwnTables = [.. active.Where(a => HasOwnStatics(a) || (Direct.Contains(a) && !RedistributesConnected(a)))];
        Kernels = installs ? [.. active] : [];
    }

    /// <summary>BGP watches a session with BFD.</summary>
    public bool NeedsBfd { get; }

    /// <summary>Families whose connected networks are needed.</summary>
    public ImmutableArray<Afi> Direct { get; } = [];

    /// <summary>Families that are installed in the kernel without anybody having said so.</summary>
    public ImmutableArray<Afi> Kernels { get; } = [];

    /// <summary>Families in which BGP has a table of its own.</summary>
    public ImmutableArray<Afi> OwnTables { get; } = [];

    /// <summary>The static protocols.</summary>
    public ImmutableArray<StaticGroup> Statics { get; }

    /// <summary>Makes the tables of our own.</summary>
    public void MakeTables(RibNames ribs)
    {
        foreach (var afi in OwnTables)
            ownTables[afi] = ribs.Use(instance!, afi.Unicast(), afi == Afi.Ipv4 ? "ipv4" : "ipv6", afi == Afi.Ipv4 ? "bgp4" : "bgp6", RibNames.Main(afi));
    }

    /// <summary>BGP's own table.</summary>
    public string OwnTable(Afi afi) => ownTables[afi];

    /// <summary>The table of a static protocol; null for the usual one.</summary>
    public string? TableOf(StaticGroup group, RibNames ribs) =>
        group.Rib != Rib.Main ? ribs.Of(group.Rib, group.Afi)
        : group.IsPlaceholder && ownTables.TryGetValue(group.Afi, out var own) ? own
        : null;

    /// <summary>Which routes of the router's own table BGP takes, as a condition; empty: none.</summary>
    public string Originated(Afi afi)
    {
        if (instance is null) return "";
        var parts = new List<string>();
        foreach (var redistribution in instance.Redistributions.Where(r => r.Family == afi.Unicast()))
        {
            var word = redistribution.Source switch
            {
                RouteSource.Connected => "source = RTS_DEVICE",
                RouteSource.Static => "source = RTS_STATIC",
                RouteSource.Kernel => "source = RTS_INHERIT",
                RouteSource.Ospf => "source ~ [ RTS_OSPF, RTS_OSPF_IA, RTS_OSPF_EXT1, RTS_OSPF_EXT2 ]",
                RouteSource.Rip => "source = RTS_RIP",
                RouteSource.Babel => "source = RTS_BABEL",
                _ => null,
            };
            if (word is not null && !parts.Contains(word)) parts.Add(word);
        }

        var networks = instance.Networks.Where(n => n.Family == afi.Unicast()).Select(n => $"{n.Prefix}").Distinct().ToArray();
        if (networks.Length > 0) parts.Add($"(source != RTS_BGP && net ~ {SetText.Literal(networks)})");
        return string.Join(" || ", parts);
    }

    /// <summary>The ROA tables that a cache fills: type and name.</summary>
    public IEnumerable<(string Type, string Name)> RpkiTablesOf(NamedObject cache, RibNames ribs)
    {
        var tables = RpkiTables(cache.Settings.ValueOf(OtherSettings.RpkiTables) ?? "");
        if (tables.Ipv4 is { } four) yield return ("roa4", four == "r4" ? four : ribs.Of(four, Afi.Ipv4));
        if (tables.Ipv6 is { } six) yield return ("roa6", six == "r6" ? six : ribs.Of(six, Afi.Ipv6));
    }

    /// <summary>The tables of a condition that names one, or of the only ones there are.</summary>
    public RpkiTables RpkiTables(string said)
    {
        string? four = null, six = null;
        foreach (var name in said.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var kind = context.Configuration.Ribs.FirstOrDefault(r => r.Name == name)?.Kind;
            if (kind == "roa6") six = name;
            else four = name;
        }

        return four is null && six is null ? new RpkiTables("r4", "r6") : new RpkiTables(four, six);
    }

    private bool RedistributesConnected(Afi afi) => instance!.Redistributions.Any(r => r.Family == afi.Unicast() && r.Source == RouteSource.Connected);

    /// <summary>Some network may be a connected one.</summary>
    private bool NeedsConnected(Afi afi) => RedistributesConnected(afi) || instance!.Networks.Any(n => n.Family == afi.Unicast() && !IsCertain(n));

    private bool IsCertain(Network network) =>
        context.Configuration.Statics.Any(s => s.Rib == Rib.Main && s.Prefix == network.Prefix)
        || Statics.Any(g => g.Placeholders.Any(p => p.Prefix == network.Prefix));

    private bool IsRecursive(EffectiveInstance effective, Afi afi) => effective.Peers.Any(p => p.IsActive(afi.Unicast()) && SessionText.IsMultihop(p));

    /// <summary>Static routes that BGP does not originate.</summary>
    private bool HasOwnStatics(Afi afi) =>
        !instance!.Redistributions.Any(r => r.Family == afi.Unicast() && r.Source == RouteSource.Static)
        && context.Configuration.Statics.Any(s => s.Rib == Rib.Main && s.Prefix.Afi == afi && !instance.Networks.Any(n => n.Prefix == s.Prefix));

    private IEnumerable<StaticGroup> Groups(Afi[] active, EffectiveInstance? source)
    {
        foreach (var group in context.Configuration.Statics.GroupBy(s => (s.Rib, s.Prefix.Afi)))
        {
            var suffix = group.Key.Afi == Afi.Ipv4 ? "4" : "6";
            yield return new StaticGroup(group.Key.Rib == Rib.Main ? $"static{suffix}" : $"{group.Key.Rib}_static{suffix}", group.Key.Afi, group.Key.Rib, [.. group], [], false);
        }

        if (instance is null || source is null) yield break;
        var certain = context.Configuration.Statics.Where(s => s.Rib == Rib.Main).Select(s => s.Prefix).ToHashSet();
        var connected = Connected();
        var check = source.Get(InstanceSettings.NetworkImportCheck).Value is not false;
        foreach (var afi in active)
        {
            var networks = instance.Networks.Where(n => n.Family == afi.Unicast() && !certain.Contains(n.Prefix)).ToArray();
            if (check)
            {
                foreach (var network in networks.Where(n => !connected.Contains(n.Prefix) && n.Settings.ValueOf(OriginationSettings.Backdoor) is false))
                {
                    context.Announce(
                        Disposition.Approximated, $"{network.Prefix} is announced while a connected network has it; routes of an IGP or of others in the kernel do not count", origin: network.Origin);
                }

                continue;
            }

            var placeholders = networks.Where(n => !connected.Contains(n.Prefix)).Select(n => (n.Prefix, n.Origin)).DistinctBy(n => n.Prefix).ToImmutableArray();
            if (placeholders.Length == 0) continue;
            foreach (var (prefix, _) in placeholders)
                context.Announce(Disposition.Inherent, "stands for a network that is announced without a route", $"static {prefix}");
            yield return new StaticGroup($"networks{(afi == Afi.Ipv4 ? "4" : "6")}", afi, Rib.Main, [], placeholders, false);
        }
    }

    /// <summary>Networks of the interfaces whose addresses are known.</summary>
    private HashSet<IpPrefix> Connected()
    {
        var result = new HashSet<IpPrefix>();
        foreach (var addresses in context.Configuration.Others.Select(o => o.Settings.ValueOf(OtherSettings.Addresses)).OfType<string>())
        {
            foreach (var address in addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (IpPrefix.TryParse(address, out var prefix)) result.Add(prefix);
            }
        }

        return result;
    }

    /// <summary>As the user grouped them.</summary>
    private IEnumerable<StaticGroup> GroupsAsNamed()
    {
        var written = new HashSet<(string, Afi)>();
        foreach (var group in context.Configuration.Statics.GroupBy(s => (Name: s.Settings.ValueOf(StaticSettings.Protocol) ?? "", s.Rib, s.Prefix.Afi)))
        {
            var name = group.Key.Name.Length > 0 ? group.Key.Name : $"static{(group.Key.Afi == Afi.Ipv4 ? "4" : "6")}";
            written.Add((name, group.Key.Afi));
            yield return new StaticGroup(name, group.Key.Afi, group.Key.Rib, [.. group], [], group.Key.Name.Length > 0);
        }

        foreach (var empty in context.Configuration.Protocols.Where(p => p.Kind == RibProtocolKind.Static && p.Afi is not null && written.Add((p.Name, p.Afi.Value))))
            yield return new StaticGroup(empty.Name, empty.Afi!.Value, empty.Settings.ValueOf(RibSettings.Rib) ?? Rib.Main, [], [], true);
    }
}
