using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>The address families of an instance: what it originates, and what is said of a family of its neighbors.</summary>
internal sealed partial class FrrWriter
{
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
        var body = into.Part().Indent();
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
        into.Add(body).Outdent().Line("exit-address-family");
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
            if (release < since) TooNew(row with { Since = since }, path, value, origin);
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
