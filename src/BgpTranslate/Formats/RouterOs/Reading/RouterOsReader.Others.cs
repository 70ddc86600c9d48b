using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>Static routes, VRFs and their tables, BFD, RPKI, VPNs, addresses that sessions use.</summary>
internal sealed partial class RouterOsReader
{
    private readonly HashSet<string> vrfs = new(StringComparer.Ordinal);
    private readonly List<BfdEntry> bfdEntries = [];

    /// <summary>An entry of the ordered list of who may use BFD.</summary>
    private sealed record BfdEntry(Item Item, ImmutableArray<IpPrefix> Addresses, bool IsForAll, bool IsForbidden, BfdTimers? Timers, Origin Origin)
    {
        public bool IsUsed { get; set; }
    }

    // ------------------------------------------------------------------------------------------------- static routes

    private ImmutableArray<StaticRoute> ReadStatics()
    {
        var routes = new OrderedDictionary<(string Rib, IpPrefix Prefix, uint Distance), (List<NextHop> Hops, Origin Origin, Settings Settings)>();
        var tablesInUse = tables[Menus.Vrf].Concat(tables[Menus.RouteVrf]).Select(v => v.Value("name") ?? v.Value("routing-mark") ?? "")
            .Concat(tables[Menus.Instance].Concat(tables[Menus.Connection]).Concat(tables[Menus.Template]).SelectMany(i => new[] { i.Value("routing-table") ?? "", i.Value("vrf") ?? "" })).ToHashSet(StringComparer.Ordinal);
        foreach (var (item, afi) in tables[Menus.Route].Select(i => (i, Afi.Ipv4)).Concat(tables[Menus.Route6].Select(i => (i, Afi.Ipv6)))) ReadStatic(item, afi, tablesInUse, routes);
        return [.. routes.Select(r => new StaticRoute
        {
            Prefix = r.Key.Prefix,
            Rib = r.Key.Rib,
            Distinction = r.Key.Distance == 1 ? "" : $"distance {r.Key.Distance}",
            Settings = r.Value.Settings.With(StaticSettings.NextHops, new NextHopList(r.Value.Hops), r.Value.Origin),
            Origin = r.Value.Origin,
        })];
    }

    private void ReadStatic(
        Item item, Afi afi, HashSet<string> tablesInUse, OrderedDictionary<(string, IpPrefix, uint), (List<NextHop> Hops, Origin Origin, Settings Settings)> routes)
    {
        if (CloseDisabled(item)) return;
        var table = item["routing-table"];
        var rib = table?.Value is null or "" or Main ? Rib.Main : table.Value;
        if (rib != Rib.Main && !tablesInUse.Contains(rib))
        {
            CloseAll(item, new Outcome.OutOfScope("policy routing"));
            return;
        }

        CloseUsual(item);
        var destination = item["dst-address"];
        IpPrefix? prefix = destination is null ? afi == Afi.Ipv4 ? IpPrefix.DefaultIpv4 : IpPrefix.DefaultIpv6 : Scalars.Prefix(destination.Value.Split('@')[0]);
        if (prefix is not { } to || to.Afi != afi)
        {
            Bad(destination!, "a prefix");
            CloseAll(item, new Outcome.Inherent("RouterOS refuses the route"));
            return;
        }

        var origin = item.Origin;
        foreach (var argument in new[] { destination, table })
        {
            if (argument is null) continue;
            if (argument == table && rib == Rib.Main) Inherent(argument, "it says what holds anyway");
            else
            {
                State(argument);
                origin += argument.Statement;
            }
        }

        var key = string.Join(' ', new[] { rib == Rib.Main ? "" : rib, to.ToString(), item.Value("distance") is { } far and not "1" ? far : "" }.Where(p => p.Length > 0));
        var hops = HopsOf(item, key, ref origin);
        if (hops.Count == 0)
        {
            CloseAll(item, new Outcome.Inherent("a route without a gateway is none"));
            return;
        }

        var settings = Settings.Empty;
        var distance = 1u;
        if (item["distance"] is { } said)
        {
            if (Scalars.UInt(said.Value) is not ({ } number and <= 255)) Bad(said, "1 to 255");
            else if (number == 1) Inherent(said, "it says what holds anyway");
            else
            {
                State(said);
                distance = number;
                origin += said.Statement;
                settings = settings.With(StaticSettings.Distance, number, said.Statement);
            }
        }

        if (item["route-tag"] is { } tag && Scalars.UInt(tag.Value) is { } tagged) settings = Said(settings, StaticSettings.Tag, tagged, tag);
        foreach (var argument in item.Arguments) ReadRouteOption(item.Menu, key, argument);
        if (routes.TryGetValue((rib, to, distance), out var before)) routes[(rib, to, distance)] = ([.. before.Hops, .. hops], before.Origin + origin, before.Settings.Overlay(settings));
        else routes.Add((rib, to, distance), (hops, origin, settings));
    }

    private List<NextHop> HopsOf(Item item, string key, ref Origin origin)
    {
        var hops = new List<NextHop>();
        var kind = item["blackhole"] ?? item["type"];
        if (kind is not null)
        {
            State(kind);
            NextHop? hop = kind.Name == "blackhole" ? Scalars.Flag(kind.Value) is not false ? new NextHop.Blackhole() : null : kind.Value switch
            {
                "blackhole" => new NextHop.Blackhole(),
                "unreachable" => new NextHop.Unreachable(),
                "prohibit" => new NextHop.Prohibit(),
                _ => null,
            };
            if (hop is not null)
            {
                origin += kind.Statement;
                if (item["gateway"] is { } without) Inherent(without, "packets are dropped");
                return [hop];
            }

            Inherent(kind, "it says what holds anyway");
        }

        if (item["gateway"] is not { Value.Length: > 0 } gateway) return hops;
        State(gateway);
        origin += gateway.Statement;
        var bfd = item.Value("check-gateway") == "bfd";
        foreach (var text in gateway.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = text.IndexOf('@');
            var vrf = at >= 0 ? text[(at + 1)..] : null;
            var place = at >= 0 ? text[..at] : text;
            var zone = place.IndexOf('%');
            if (vrf is Main) vrf = null;
            if (IpAddress.TryParse(zone < 0 ? place : place[..zone], out var address)) hops.Add(new NextHop.Via(address, zone < 0 ? null : place[(zone + 1)..], null, vrf, false, bfd));
            else hops.Add(new NextHop.Via(null, place, null, vrf, false, bfd));
        }

        return hops;
    }

    /// <summary>Options of a route that the model has no terms for.</summary>
    private void ReadRouteOption(string menu, string key, Argument argument)
    {
        switch (argument.Name)
        {
            case "check-gateway" when argument.Value == "bfd":
                State(argument);
                break;
            case "check-gateway":
                if (argument.Value is "none" or "") Inherent(argument, "it says what holds anyway");
                else Carry(menu, key, argument, "static.check-gateway");
                break;
            case "scope" or "target-scope":
                if (argument.Value is "" || argument.Value == (argument.Name == "scope" ? "30" : "10")) Inherent(argument, "it says what holds anyway");
                else Carry(menu, key, argument, "static.recursive");
                break;
            case "pref-src":
                if (argument.Value is "" or "0.0.0.0") Inherent(argument, "it is empty");
                else Carry(menu, key, argument, "static.preferred-source");
                break;
            case "suppress-hw-offload":
                OutOfScope(argument, "hardware");
                break;
            case "vrf-interface":
                Inherent(argument, "the VRF of the interface is said there");
                break;
            case var name when name.StartsWith("bgp-", StringComparison.Ordinal):
                Carry(menu, key, argument, "static.attributes");
                break;
        }
    }

    // --------------------------------------------------------------------------------------------------------- VRFs

    private void ReadVrfs()
    {
        foreach (var item in tables[Menus.Vrf].Concat(tables[Menus.RouteVrf]))
        {
            if (CloseDisabled(item)) continue;
            CloseUsual(item);
            var name = item["name"] ?? item["routing-mark"];
            if (name is not { Value.Length: > 0 } || name.Value == Main) continue;
            State(name);
            if (vrfs.Add(name.Value)) others.Add(new NamedObject { Kind = "vrf", Name = name.Value, Origin = item.Origin + name.Statement });
            else Inherent(name, "the VRF is made above");
            if (item["interfaces"] is { } interfaces)
            {
                if (interfaces.Value is "" or "none") Inherent(interfaces, "it is empty");
                else Carry(Menus.Vrf, name.Value, interfaces, "vrf.interfaces");
            }

            foreach (var (old, current, feature) in new[]
            {
                ("route-distinguisher", "route-distinguisher", "vrf.route-distinguisher"), ("export-route-targets", "export.route-targets", "vrf.route-target.export"),
                ("import-route-targets", "import.route-targets", "vrf.route-target.import"),
            })
            {
                if (item[old] is not { } said) continue;
                if (said.Value.Length == 0) Inherent(said, "it is empty");
                else Carry(Menus.Vpn, name.Value, said, feature, $"{current}={Values.Quote(said.Value)}");
            }
        }

        // A VRF and every table that something uses is made where it is needed.
        foreach (var item in tables[Menus.Table])
        {
            CloseUsual(item);
            foreach (var statement in item.Origin.Concat(item.Arguments.Where(a => a.Name is not "comment").Select(a => a.Statement))) log.Close(statement, Because("a table counts where routes are in it"));
        }
    }

    /// <summary>VPNs with their routes, VPLS and EVPN: kept in the words of release 7, which 6 has other names for.</summary>
    private void ReadVpns()
    {
        foreach (var item in tables[Menus.Vpn])
        {
            if (CloseDisabled(item)) continue;
            CloseUsual(item);
            var key = item.Value("vrf") ?? item.Name;
            var last = item.Arguments.LastOrDefault(a => a.Name is "route-distinguisher" or "export.route-targets" or "import.route-targets" or "export.redistribute");
            foreach (var argument in item.Arguments.Where(a => a.Name is not ("comment" or "disabled")))
            {
                switch (argument.Name)
                {
                    case "vrf" or "name" or "instance" when last is not null:
                        Inherent(argument, "what is said for the VPN says it");
                        break;
                    case "label-allocation-policy" when argument.Value is "per-vrf" or "":
                        Inherent(argument, "it says what holds anyway");
                        break;
                    default:
                        if (argument.Value.Length == 0) Inherent(argument, "it is empty");
                        else if (argument.Name == "export.redistribute")
                        {
                            foreach (var word in argument.Value.Split(',', StringSplitOptions.RemoveEmptyEntries)) Carry(Menus.Vpn, key, argument, "vrf.vpn.export", $"export.redistribute={word}");
                        }
                        else
                        {
                            Carry(Menus.Vpn, key, argument, FeatureOf(argument.Name));
                        }

                        break;
                }
            }

            foreach (var statement in item.Origin) log.Close(statement, Because("what is said for the VPN says it"));
        }

        foreach (var item in tables[Menus.InstanceVrf])
        {
            if (CloseDisabled(item)) continue;
            CloseUsual(item);
            var key = item.Value("routing-mark") ?? "";
            foreach (var statement in item.Origin) log.Close(statement, Because("what is said for the VPN says it"));
            foreach (var name in new[] { "routing-mark", "instance" })
            {
                if (item[name] is { } named) Inherent(named, "what is said for the VPN says it");
            }

            foreach (var argument in item.Arguments)
            {
                switch (argument.Name)
                {
                    case "in-filter" or "out-filter":
                        if (argument.Value.Length == 0) Inherent(argument, "it is empty");
                        else Carry(Menus.Vpn, key, argument, "vrf.vpn.policy", $"{(argument.Name == "in-filter" ? "import" : "export")}.filter-chain={Values.Quote(argument.Value)}");
                        break;
                    case var name when name.StartsWith("redistribute-", StringComparison.Ordinal):
                        if (Scalars.Flag(argument.Value) is true) Carry(Menus.Vpn, key, argument, "vrf.vpn.export", $"export.redistribute={(name == "redistribute-other-bgp" ? "bgp" : name["redistribute-".Length..])}");
                        else Inherent(argument, "it says what holds anyway");
                        break;
                }
            }
        }

        foreach (var (menu, rename) in new[] { (Menus.Evpn, false), (Menus.Vpls, false), (Menus.BgpVpls, true), (Menus.CiscoBgpVpls, false) })
        {
            foreach (var item in tables[menu])
            {
                if (CloseDisabled(item)) continue;
                CloseUsual(item);
                var key = item.Name.Length > 0 ? item.Name : $"vpls{tables[menu].IndexOf(item) + 1}";
                foreach (var statement in item.Origin) log.Close(statement, Because("what is said for the VPN says it"));
                foreach (var argument in item.Arguments.Where(a => a.Name is not ("comment" or "disabled")))
                {
                    if (argument.Name == "name" || (menu == Menus.Evpn && argument.Name == "instance")) Inherent(argument, "what is said for the VPN says it");
                    else if (argument.Value.Length == 0) Inherent(argument, "it is empty");
                    else
                    {
                        var name = rename ? argument.Name switch { "route-distinguisher" => "rd", "use-control-word" => "pw-control-word", var same => same } : argument.Name;
                        Carry(rename ? Menus.Vpls : menu, key, argument, menu == Menus.Evpn ? "evpn.vni" : "vpls", $"{name}={Values.Quote(argument.Value)}");
                    }
                }
            }
        }
    }

    private static string FeatureOf(string name) => name switch
    {
        "route-distinguisher" => "vrf.route-distinguisher",
        "import.route-targets" => "vrf.route-target.import",
        "export.route-targets" => "vrf.route-target.export",
        "export.redistribute" => "vrf.vpn.export",
        "label-allocation-policy" => "vrf.vpn.label",
        "import.filter-chain" or "export.filter-chain" or "export.filter-select" => "vrf.vpn.policy",
        _ => "vpn",
    };

    // ---------------------------------------------------------------------------------------------------------- BFD

    private void ReadBfd()
    {
        foreach (var item in tables[Menus.BfdConfiguration].Concat(tables[Menus.BfdInterface]))
        {
            if (CloseDisabled(item)) continue;
            CloseUsual(item);
            var addresses = ImmutableArray.CreateBuilder<IpPrefix>();
            foreach (var text in (item.Value("addresses") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Scalars.Prefix(text) is { } prefix) addresses.Add(prefix);
            }

            var interfaces = item.Value("interfaces") ?? item.Value("interface");
            var isForAll = addresses.Count == 0 && item["address-list"] is null && interfaces is null or "" or "all";
            uint? Time(string name) => item.Value(name) is { } said && Scalars.Milliseconds(said, 1000) is { } ms && ms <= uint.MaxValue ? (uint)ms : null;
            var multiplier = item.Value("multiplier") is { } times ? Scalars.UInt(times) : null;
            var (receive, transmit) = (Time("min-rx"), Time("min-tx") ?? Time("interval"));
            var timers = receive is null && transmit is null && multiplier is null ? null : new BfdTimers(receive, transmit, multiplier);
            bfdEntries.Add(new BfdEntry(item, addresses.ToImmutable(), isForAll, Scalars.Flag(item.Value("forbid-bfd") ?? "no") is true, timers, Origin.Of(item.Origin.Concat(item.Arguments.Where(a => a.Name is not ("comment" or "disabled")).Select(a => a.Statement)))));
            foreach (var statement in bfdEntries[^1].Origin) log.Close(statement, Because("it permits BFD, which sessions ask for"));
        }
    }

    /// <summary>BFD's parameters of a peer: those of the first entry that means it.</summary>
    private Stated<BfdTimers>? BfdOf(PeerEndpoint endpoint, bool isOn)
    {
        IpPrefix? peers = endpoint switch { PeerEndpoint.Address a => new IpPrefix(a.Ip, a.Ip.Width), PeerEndpoint.Range r => r.Prefix, _ => null };
        if (!isOn || peers is not { } those) return null;
        foreach (var entry in bfdEntries.Where(e => e.IsForAll || e.Addresses.Any(a => a.Covers(those))))
        {
            if (entry.IsForbidden || entry.Timers is not { } timers) return null;
            foreach (var statement in entry.Origin) log.Close(statement, Outcome.States);
            return new Stated<BfdTimers>(timers, entry.Origin);
        }

        return null;
    }

    // --------------------------------------------------------------------------------------------------------- RPKI

    private void ReadRpki()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in tables[Menus.Rpki].OrderBy(i => chains.Verifies(i.Value("group") ?? "") ? 0 : 1))
        {
            if (CloseDisabled(item)) continue;
            CloseUsual(item);
            if (item["address"] is not { Value.Length: > 0 } address) continue;
            var settings = Said(Settings.Empty, OtherSettings.RpkiHost, address.Value, address);
            foreach (var (name, setting) in new[]
            {
                ("port", OtherSettings.RpkiPort), ("preference", OtherSettings.RpkiPreference), ("refresh-interval", OtherSettings.RpkiRefresh), ("retry-interval", OtherSettings.RpkiRetry),
                ("expire-interval", OtherSettings.RpkiExpire),
            })
            {
                if (item[name] is not { } said) continue;
                if (Scalars.Seconds(said.Value) is { } number) settings = Said(settings, setting, number, said);
                else Bad(said, "a number");
            }

            if (item["group"] is { } group)
            {
                if (tables[Menus.Rpki].Where(i => !i.IsDisabled).Select(i => i.Value("group")).Distinct().Count() == 1) Inherent(group, "there is one group of caches");
                else Carry(Menus.Rpki, address.Value, group, "rpki.server.group");
            }

            if (item["vrf"] is { } vrf)
            {
                if (vrf.Value is Main or "") Inherent(vrf, "it says what holds anyway");
                else Carry(Menus.Rpki, address.Value, vrf, "rpki.server");
            }

            var key = $"{address.Value} {(settings.Get(OtherSettings.RpkiPort)?.Value ?? 323).ToString(CultureInfo.InvariantCulture)}";
            if (!seen.Add(key))
            {
                CloseAll(item, Because("the cache is there already"));
                continue;
            }

            others.Add(new NamedObject { Kind = "rpki-cache", Name = key, Settings = settings, Origin = item.Origin });
        }
    }

    // ---------------------------------------------------------------------------------------------------- addresses

    /// <summary>Addresses of interfaces are no matter of BGP, unless sessions take theirs from one.</summary>
    private ImmutableArray<InterfaceAddress> ReadAddresses()
    {
        var all = ImmutableArray.CreateBuilder<InterfaceAddress>();
        foreach (var item in tables[Menus.Address].Concat(tables[Menus.Address6]))
        {
            CloseAll(item, new Outcome.OutOfScope("addresses"));
            if (item.IsDisabled || item["address"] is not { } address || item["interface"] is not { } link) continue;
            var text = address.Value.Contains('/') || item.Menu == Menus.Address ? address.Value : $"{address.Value}/64";
            if (InterfaceAddress.Parse(text, link.Value, Origin.Of([.. item.Origin, address.Statement, link.Statement])) is { } known) all.Add(known);
        }

        return all.ToImmutable();
    }
}
