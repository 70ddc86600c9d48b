using System.Collections.Immutable;
using System.Globalization;
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
/// <param name="Preference">BIRD's preference of the routes; null: the usual one.</param>
/// <param name="IsInstalled">The kernel gets them.</param>
internal sealed record StaticGroup(
    string Name, Afi Afi, string Rib, ImmutableArray<StaticRoute> Routes, ImmutableArray<(IpPrefix Prefix, Origin Origin)> Placeholders, bool IsUsers, uint? Preference = null, bool IsInstalled = true)
{
    /// <summary>Its routes only stand for what is announced.</summary>
    public bool IsPlaceholder => Placeholders.Length > 0;
}

/// <summary>One family of an instance's table.</summary>
internal readonly record struct TableScope(BgpInstance Instance, Afi Afi)
{
    /// <summary>The table's name in the model.</summary>
    public string Rib => Instance.Vrf == "default" ? Model.Rib.Main : Instance.Vrf;

    /// <summary>What stands behind names of protocols: <c>4</c>, <c>red_6</c>.</summary>
    public string Suffix => (Instance.Vrf == "default" ? "" : "_" + Instance.Vrf + "_") + (Afi == Afi.Ipv4 ? "4" : "6");
}

/// <summary>
/// Which protocols a configuration needs in BIRD that other platforms are: connected networks, the kernel, and a table for BGP where the router's own routes must not
/// hide learned ones (rosetta.md, "Seen with both daemons" 3).
/// </summary>
internal sealed class RibPlan
{
    private readonly WritingContext context;
    private readonly Dictionary<Afi, string> ownTables = [];
    private readonly Dictionary<string, int> repeated = new(StringComparer.Ordinal);

    public RibPlan(WritingContext context)
    {
        this.context = context;
        NeedsBfd = context.Effective.Instances.Any(i => i.Peers.Any(p => p.Get(PeerSettings.Bfd).Value is true))
            || context.Configuration.Statics.Any(s => s.Settings.Get(StaticSettings.NextHops)?.Value.Hops.Any(h => h is NextHop.Via { Bfd: true }) == true);
        if (!context.OriginatesExplicitly)
        {
            Statics = [.. GroupsAsNamed()];
            return;
        }

        var statics = GroupsByDistance().ToList();
        var direct = new List<TableScope>();
        var own = new List<TableScope>();
        var kernels = new List<TableScope>();
        foreach (var (effective, source) in context.Effective.Instances.Zip(context.AtSource.Instances))
        {
            var installs = source.Get(InstanceSettings.InstallInFib).Value is true;
            foreach (var afi in Enum.GetValues<Afi>().Where(a => effective.Peers.Any(p => p.IsActive(a.Unicast()))))
            {
                var scope = new TableScope(effective.Instance, afi);
                if (Placeholders(scope, source) is { } placeholders) statics.Add(placeholders);
                if (Aggregates(scope) is { } aggregates) statics.Add(aggregates);
                var needsConnected = RedistributesConnected(scope) || Networks(scope).Any(n => !statics.Exists(g => Holds(g, scope, n.Prefix)));
                if (needsConnected || (installs && effective.Peers.Any(p => p.IsActive(afi.Unicast()) && SessionText.IsMultihop(p)))) direct.Add(scope);
                if (scope.Rib == Rib.Main && (HasOwnStatics(scope) || (direct.Contains(scope) && !RedistributesConnected(scope)))) own.Add(scope);
                if (installs) kernels.Add(scope);
            }
        }

        (Statics, Direct, OwnTables, Kernels) = ([.. statics], [.. direct], [.. own], [.. kernels]);
    }

    /// <summary>BGP watches a session with BFD.</summary>
    public bool NeedsBfd { get; }

    /// <summary>Tables that need connected networks.</summary>
    public ImmutableArray<TableScope> Direct { get; } = [];

    /// <summary>Tables that are installed in the kernel without anybody having said so.</summary>
    public ImmutableArray<TableScope> Kernels { get; } = [];

    /// <summary>Tables from which BGP has one of its own.</summary>
    public ImmutableArray<TableScope> OwnTables { get; } = [];

    /// <summary>The static protocols.</summary>
    public ImmutableArray<StaticGroup> Statics { get; }

    /// <summary>Makes the tables of our own.</summary>
    public void MakeTables(RibNames ribs)
    {
        foreach (var scope in OwnTables)
        {
            ownTables[scope.Afi] = ribs.Use(
                scope.Instance, scope.Afi.Unicast(), scope.Afi == Afi.Ipv4 ? "ipv4" : "ipv6", scope.Afi == Afi.Ipv4 ? "bgp4" : "bgp6", context.MainTable(scope.Afi));
        }
    }

    /// <summary>BGP's own table.</summary>
    public string OwnTable(Afi afi) => ownTables[afi];

    /// <summary>The table of a static protocol; null for the usual one.</summary>
    public string? TableOf(StaticGroup group, RibNames ribs) =>
        group.Rib != Rib.Main ? ribs.Of(group.Rib, group.Afi)
        : group.IsPlaceholder && ownTables.TryGetValue(group.Afi, out var own) ? own
        : null;

    /// <summary>The key that a static route has when the output is read: the table's name there, and a number for the second one of a prefix.</summary>
    public string KeyInOutput(IpPrefix prefix, string? table)
    {
        var key = table is null or "master4" or "master6" or "master" ? $"static {prefix}" : $"static {table} {prefix}";
        repeated[key] = repeated.GetValueOrDefault(key) + 1;
        return repeated[key] == 1 ? key : string.Create(CultureInfo.InvariantCulture, $"{key} {repeated[key]}");
    }

    /// <summary>The policy that says which routes of the router's own table are in BGP, where it may run twice on a route; else null.</summary>
    public string? OriginationPolicy(TableScope scope)
    {
        var instance = context.Effective.Instances.First(i => ReferenceEquals(i.Instance, scope.Instance));
        return instance.Peers.Where(p => p.IsActive(scope.Afi.Unicast()))
            .Select(p => p.Get(FamilySettings.ExportPolicy, scope.Afi.Unicast()).Value is PolicyUse.Named { Policy: var name } ? Originating(name) : null)
            .FirstOrDefault(n => n is not null);
    }

    /// <summary>The policy, or the one it calls, that lets pass what is originated.</summary>
    private string? Originating(string name)
    {
        if (!context.Configuration.Policies.TryGetValue(name, out var policy)) return null;
        if (policy.Body is [PolicyStatement.If { Condition: Condition.Not { Operand: Condition.SourceIs { Sources: [RouteSource.Bgp] } } }])
            return IsIdempotent(policy.Body, []) ? name : null;
        return policy.Body.Take(2).OfType<PolicyStatement.Call>().Select(c => Originating(c.Policy)).FirstOrDefault(n => n is not null);
    }

    /// <summary>Running it a second time changes nothing.</summary>
    private bool IsIdempotent(ImmutableArray<PolicyStatement> body, ImmutableHashSet<string> calling) => body.All(s => s switch
    {
        PolicyStatement.Apply { Action: PolicyAction.SetNumber { Change: not NumberChange.To } or PolicyAction.PrependAsPath or PolicyAction.PrependFirstAs or PolicyAction.Opaque } => false,
        PolicyStatement.If branch => IsIdempotent(branch.Then, calling) && IsIdempotent(branch.Else, calling),
        PolicyStatement.Block block => IsIdempotent(block.Body, calling),
        PolicyStatement.Call call => !calling.Contains(call.Policy)
            && (!context.Configuration.Policies.TryGetValue(call.Policy, out var policy) || IsIdempotent(policy.Body, calling.Add(call.Policy))),
        PolicyStatement.Opaque => false,
        _ => true,
    });

    /// <summary>Which routes of the router's own table BGP takes, as a condition; empty: none.</summary>
    public static string Originated(TableScope scope)
    {
        var parts = new List<string>();
        foreach (var redistribution in scope.Instance.Redistributions.Where(r => r.Family == scope.Afi.Unicast()))
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

        var networks = Networks(scope).Select(n => $"{n.Prefix}").Distinct().ToArray();
        if (networks.Length > 0) parts.Add($"(source != RTS_BGP && net ~ {SetText.Literal(networks)})");
        return string.Join(" || ", parts);
    }

    /// <summary>Routes of others in the kernel are taken: they are redistributed, or next hops are looked up among them.</summary>
    public bool Learns(TableScope scope) =>
        Redistributes(scope, RouteSource.Kernel)
        || context.Effective.Instances.First(i => ReferenceEquals(i.Instance, scope.Instance)).Peers.Any(p => p.IsActive(scope.Afi.Unicast()) && SessionText.IsMultihop(p));

    /// <summary>The number of a VRF's kernel table, where it is known.</summary>
    public uint? KernelTableOf(TableScope scope)
    {
        if (context.Options.TryGetValue($"vrf-table.{scope.Instance.Vrf}", out var said) && uint.TryParse(said, out var number)) return number;
        var vrf = context.Configuration.Others.FirstOrDefault(o => o.Kind == "vrf" && o.Name == scope.Instance.Vrf);
        return uint.TryParse(vrf?.Settings.ValueOf(OtherSettings.VrfTable), out number) ? number : null;
    }

    private static IEnumerable<Network> Networks(TableScope scope) =>
        scope.Instance.Networks.Where(n => n.Family == scope.Afi.Unicast() && n.Settings.ValueOf(OriginationSettings.Backdoor) is false);

    private static bool Holds(StaticGroup group, TableScope scope, IpPrefix prefix) =>
        group.Rib == scope.Rib && (group.Routes.Any(r => r.Prefix == prefix) || group.Placeholders.Any(p => p.Prefix == prefix));

    /// <summary>An aggregate stands in the table whether or not there is a part of it.</summary>
    private StaticGroup? Aggregates(TableScope scope)
    {
        var aggregates = scope.Instance.Aggregates.Where(a => a.Family == scope.Afi.Unicast()).ToArray();
        foreach (var aggregate in aggregates)
        {
            var path = FactPath.Of(scope.Instance, aggregate);
            var isSaid = aggregate.Settings.Get(OriginationSettings.Origin) is not null;
            context.Announce(
                Disposition.Approximated,
                $"{aggregate.Prefix} is announced whether or not a part of it is there, in place of the same network from a peer,{(isSaid ? "" : " with origin IGP whatever its parts have,")} without AGGREGATOR and ATOMIC_AGGREGATE", path);
            context.Announce(
                Disposition.Lost, "BIRD makes no aggregates: a static route stands for this one, without the AS numbers and communities of its parts, and is there even where AS sets are refused", path, OriginationSettings.AsSet);
            context.Announce(
                Disposition.Lost, "BIRD makes no aggregates: a static route stands for this one, is announced and hides its parts even where their MEDs differ", path, OriginationSettings.MatchingMedOnly);
            context.Announce(Disposition.Inherent, "what it suppresses the export filters keep back", path, OriginationSettings.SuppressPolicy);
        }

        var missing = aggregates.Select(a => (a.Prefix, a.Origin)).DistinctBy(a => a.Prefix)
            .Where(a => !context.Configuration.Statics.Any(s => s.Rib == scope.Rib && s.Prefix == a.Prefix)).ToImmutableArray();
        return missing.Length == 0 ? null : new StaticGroup("aggregates" + scope.Suffix, scope.Afi, scope.Rib, [], missing, false);
    }

    private static bool RedistributesConnected(TableScope scope) => Redistributes(scope, RouteSource.Connected);

    private static bool Redistributes(TableScope scope, RouteSource source) => scope.Instance.Redistributions.Any(r => r.Family == scope.Afi.Unicast() && r.Source == source);

    /// <summary>Static routes that BGP does not originate.</summary>
    private bool HasOwnStatics(TableScope scope) =>
        !scope.Instance.Redistributions.Any(r => r.Family == scope.Afi.Unicast() && r.Source == RouteSource.Static && r.Settings.Get(OriginationSettings.Policy) is null or { Value: PolicyUse.AcceptAll })
        && context.Configuration.Statics.Any(s => s.Rib == scope.Rib && s.Prefix.Afi == scope.Afi && !scope.Instance.Networks.Any(n => n.Prefix == s.Prefix));

    /// <summary>Routes of one distance are in one protocol: BIRD has a preference for each protocol where others have a distance for each route.</summary>
    private IEnumerable<StaticGroup> GroupsByDistance()
    {
        foreach (var group in context.Configuration.Statics.GroupBy(s => (s.Rib, s.Prefix.Afi, Distance: s.Settings.Get(StaticSettings.Distance)?.Value)))
        {
            var suffix = (group.Key.Rib == Rib.Main ? "" : $"_{group.Key.Rib}_") + (group.Key.Afi == Afi.Ipv4 ? "4" : "6");
            if (group.Key.Distance is { } distance)
            {
                suffix += string.Create(CultureInfo.InvariantCulture, $"_{distance}");
                foreach (var route in group)
                    context.Announce(Disposition.Approximated, $"BIRD compares preferences of protocols in place of distances: {PreferenceOf(distance)} stands for {distance}", route.Key, StaticSettings.Distance);
            }

            yield return new StaticGroup("static" + suffix, group.Key.Afi, group.Key.Rib, [.. group], [], false, group.Key.Distance is { } d ? PreferenceOf(d) : null);
        }
    }

    /// <summary>Distance 1 is BIRD's 200, eBGP's 20 to iBGP's 200 its 100, and 255 the least.</summary>
    private static uint PreferenceOf(uint distance) => distance switch { <= 20 => 201 - distance, < 200 => 120, _ => Math.Max(1, 290 - Math.Min(distance, 280)) };

    private StaticGroup? Placeholders(TableScope scope, EffectiveInstance source)
    {
        var certain = context.Configuration.Statics.Where(s => s.Rib == scope.Rib).Select(s => s.Prefix).ToHashSet();
        var networks = Networks(scope).Where(n => !certain.Contains(n.Prefix)).ToArray();
        if (source.Get(InstanceSettings.NetworkImportCheck).Value is false)
        {
            var uncertain = context.Configuration.Statics.Where(s => s.Rib == scope.Rib && !s.IsCertain).Select(s => s.Prefix).ToHashSet();
            foreach (var network in Networks(scope).Where(n => uncertain.Contains(n.Prefix)))
                context.Announce(Disposition.Approximated, $"{network.Prefix} is announced while the gateway of its static route is reachable", origin: network.Origin);
            var missing = networks.Select(n => (n.Prefix, n.Origin)).DistinctBy(n => n.Prefix).ToImmutableArray();
            return missing.Length == 0 ? null : new StaticGroup("networks" + scope.Suffix, scope.Afi, scope.Rib, [], missing, false, IsInstalled: false);
        }

        var connected = context.Configuration.Addresses.Where(a => a.Vrf == scope.Instance.Vrf).Select(a => a.Network).ToHashSet();
        foreach (var network in networks.Where(n => !connected.Contains(n.Prefix)))
        {
            context.Announce(
                Disposition.Approximated, $"{network.Prefix} is announced while a connected network has it; routes of an IGP or of others in the kernel do not count", origin: network.Origin);
        }

        return null;
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
