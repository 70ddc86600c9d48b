using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Formats.FortiOs.Syntax;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Reading;

/// <summary>Static routes, and what other tables say that BGP depends on.</summary>
internal sealed partial class FortiOsReader
{
    /// <summary>What the model has no terms for, with the value that holds anyway. Priorities start at 1 since 7.0; 0 before.</summary>
    private static readonly Dictionary<string, (string Feature, string[] Defaults)> CarriedOfStatic = new(StringComparer.Ordinal)
    {
        ["src"] = ("static.source", ["0.0.0.00.0.0.0"]),
        ["preferred-source"] = ("static.preferred-source", ["0.0.0.0"]),
        ["priority"] = ("static.priority", ["0", "1", "1024"]),
        ["comment"] = ("static.description", [""]),
        ["dynamic-gateway"] = ("static.dhcp-gateway", ["disable"]),
        ["sdwan-zone"] = ("static.sdwan", [""]),
        ["sdwan"] = ("static.sdwan", ["disable"]),
        ["virtual-wan-link"] = ("static.sdwan", ["disable"]),
        ["dstaddr"] = ("static.address-object", [""]),
        ["internet-service"] = ("static.internet-service", ["0"]),
        ["internet-service-custom"] = ("static.internet-service", [""]),
        ["internet-service-fortiguard"] = ("static.internet-service", [""]),
        ["link-monitor-exempt"] = ("static.link-monitor", ["disable"]),
    };

    private readonly List<InterfaceAddress> addresses = [];
    private readonly OrderedDictionary<(string Rib, IpPrefix Prefix, uint Distance), List<(NextHop Hop, Origin Origin, uint? Tag, ConfigBlock Entry)>> statics = [];

    private void CollectStatics()
    {
        foreach (var afi in new[] { Afi.Ipv4, Afi.Ipv6 })
        {
            foreach (var entry in root.Table(afi == Afi.Ipv4 ? "router static" : "router static6")?.Entries ?? []) CollectStatic(entry, afi);
        }
    }

    private void CollectStatic(ConfigBlock entry, Afi afi)
    {
        entry.Outcome = Outcome.States;
        var clause = new Clause(this, entry);
        if (clause.Text("status") == "disable")
        {
            entry.Outcome = null;
            CloseAll(entry, new Outcome.Inherent("the route is disabled"));
            foreach (var attribute in entry.Attributes) attribute.Outcome = entry.Outcome;
            return;
        }

        if (entry.Attribute("status") is { } status) status.Outcome = new Outcome.Inherent("it says what holds anyway");
        clause = new Clause(this, entry);
        var prefix = PrefixOf(clause, "dst", afi) ?? DefaultOf(afi);
        var gateway = clause.Address("gateway", afi);
        var device = clause.Text("device");
        var blackhole = clause.IsEnabled("blackhole");
        var distance = clause.Number("distance", 1, 255) ?? 10;
        var weight = clause.Number("weight", 0, 255);
        if (weight == 0) clause.Idle("weight", "it says what holds anyway");
        var tag = clause.Number("tag", 0, uint.MaxValue);
        if (tag == 0) clause.Idle("tag", "it says what holds anyway");
        var table = clause.Number("vrf", 0, 511);
        if (table == 0) clause.Idle("vrf", "it says what holds anyway");
        var bfd = clause.IsEnabled("bfd");
        if (!clause.IsSound)
        {
            RefuseAll(entry, "a value of the route is none");
            return;
        }

        // Where the destination or the way is an object of the device, the route as a whole has no terms in the model.
        if (entry.Attributes.Any(a => a.Name is "dstaddr" or "internet-service" or "internet-service-custom" or "sdwan-zone" or "sdwan" or "virtual-wan-link" && IsSaid(a)))
        {
            foreach (var attribute in entry.Attributes.Where(a => a.Outcome is Outcome.Stated or null)) Carry(entry, attribute, CarriedOfStatic.TryGetValue(attribute.Name, out var known) ? known.Feature : "static.sdwan");
            entry.Outcome = new Outcome.Inherent("it groups what is in it");
            return;
        }

        NextHop? hop = blackhole ? new NextHop.Blackhole()
            : gateway is null && device is null ? null
            : new NextHop.Via(gateway, device, weight is > 0 ? weight : null, null, false, bfd);
        if (hop is null)
        {
            CloseAll(entry, new Outcome.Inherent("a route without gateway, device or blackhole is none"));
            foreach (var attribute in entry.Attributes) attribute.Outcome = new Outcome.Inherent("a route without gateway, device or blackhole is none");
            entry.Outcome = new Outcome.Inherent("a route without gateway, device or blackhole is none");
            return;
        }

        if (blackhole)
        {
            foreach (var name in new[] { "gateway", "device", "weight", "bfd" }) clause.Idle(name, "packets are dropped");
        }

        var rib = table is > 0 ? $"vrf{table}" : vrf == "default" ? Rib.Main : vrf;
        foreach (var attribute in entry.Attributes)
        {
            if (attribute.Outcome is null && CarriedOfStatic.TryGetValue(attribute.Name, out var known) && !IsSaid(attribute)) attribute.Outcome = new Outcome.Inherent("it says what holds anyway");
            else if (attribute.Outcome is null && CarriedOfStatic.TryGetValue(attribute.Name, out known)) Carry([CommandText.Config(entry.Parent!.Name), $"edit {StaticKey(rib, prefix, distance, hop)}"], attribute, known.Feature);
        }

        var key = (rib, prefix, distance);
        if (!statics.TryGetValue(key, out var hops)) statics.Add(key, hops = []);
        hops.Add((hop, entry.Said + clause.Origin, tag is > 0 ? tag : null, entry));
    }

    /// <summary>How a carried part of a static route finds its route again: entries are numbered anew.</summary>
    public static string StaticKey(string rib, IpPrefix prefix, uint distance, NextHop hop) => Quoting.Quote(string.Create(CultureInfo.InvariantCulture, $"{rib} {prefix} {distance} {hop}"));

    private static bool IsSaid(ConfigAttribute attribute) =>
        !CarriedOfStatic.TryGetValue(attribute.Name, out var known) || !known.Defaults.Contains(string.Concat(attribute.Values));

    private ImmutableArray<StaticRoute> ReadStatics() =>
    [
        .. statics.Select(r =>
        {
            var origin = Origin.Of(r.Value.SelectMany(h => h.Origin));
            var settings = Settings.Empty.With(StaticSettings.NextHops, new NextHopList(r.Value.Select(h => h.Hop).Distinct()), origin);

            // 1 is what other platforms have where nothing is said: a route that says so is the same route.
            if (r.Key.Distance != 1) settings = settings.With(StaticSettings.Distance, r.Key.Distance, origin);
            if (r.Value.Select(h => h.Tag).FirstOrDefault(t => t is not null) is { } tag) settings = settings.With(StaticSettings.Tag, tag, origin);
            return new StaticRoute { Prefix = r.Key.Prefix, Rib = r.Key.Rib, Distinction = r.Key.Distance == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"distance {r.Key.Distance}"), Settings = settings, Origin = origin };
        }),
    ];

    // --------------------------------------------------------------------------------------------------- others

    private ConfigBlock? SettingsOfVdom => root.Table("system settings");

    /// <summary>How many equal paths a VDOM uses.</summary>
    private Stated<uint>? MaximumPaths()
    {
        if (SettingsOfVdom is not { } block) return null;
        var clause = new Clause(this, block);
        return clause.Number("ecmp-max-paths", 1, 255) is { } number ? new Stated<uint>(number, clause.Origin) : null;
    }

    /// <summary>BFD timers of a VDOM; its interfaces may have others.</summary>
    private Stated<BfdTimers>? BfdTimersOfVdom()
    {
        if (SettingsOfVdom is not { } block) return null;
        var clause = new Clause(this, block);
        var timers = new BfdTimers(clause.Number("bfd-required-min-rx", 1, 100_000), clause.Number("bfd-desired-min-tx", 1, 100_000), clause.Number("bfd-detect-mult", 1, 50));
        return timers == new BfdTimers(null, null, null) ? null : new Stated<BfdTimers>(timers, clause.Origin);
    }

    private void ReadOthers()
    {
        foreach (var table in root.Tables)
        {
            switch (table.Name)
            {
                case "system settings":
                    if (table.Attribute("bfd") is { } bfd) bfd.Outcome = new Outcome.Inherent("it lets neighbors have BFD, and each says whether it has");
                    if (table.Attribute("ecmp-max-paths") is { Outcome: null } paths) paths.Outcome = new Outcome.OutOfScope("system");
                    break;
                case "system sdwan" or "system virtual-wan-link":
                    if (table.Table("neighbor") is { } neighbors) CarryAll(neighbors, "sdwan.neighbor");
                    break;
                case "system interface":
                    foreach (var port in table.Entries)
                    {
                        if (port.Attribute("vrf") is { Values: [not "0"] } number) Carry(port, number, "vrf.interface");
                        AddAddress(port, port.Attribute("ip"));
                        AddAddress(port, port.Table("ipv6")?.Attribute("ip6-address"));
                    }

                    break;
                case "system evpn":
                    CarryAll(table, "evpn.vni");
                    break;
                case "router bfd" or "router bfd6":
                    CarryAll(table, "bfd.session");
                    break;
            }
        }
    }

    /// <summary>An address and its mask (<c>192.0.2.1 255.255.255.252</c>), or an IPv6 address with its length.</summary>
    private void AddAddress(ConfigBlock port, ConfigAttribute? address)
    {
        if (address is null) return;
        var text = address.Values is [var ip, var mask] && IpAddress.TryParse(mask, out var bits) ? string.Create(CultureInfo.InvariantCulture, $"{ip}/{(int)UInt128.PopCount(bits.Bits)}") : string.Concat(address.Values);
        if (InterfaceAddress.Parse(text, port.Name, port.Said + address.Said) is { Ip.Bits: var host } known && host != 0) addresses.Add(known);
    }
}
