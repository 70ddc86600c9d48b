using System.Globalization;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Writing;

/// <summary>Static routes, VRFs and tables, RPKI caches, and what was kept in RouterOS's own words.</summary>
internal sealed class OtherText(WritingContext context, ChainText chains)
{
    /// <summary>Writes all of it.</summary>
    public void WriteAll()
    {
        foreach (var route in context.Configuration.Statics) Static(route);
        Vrfs();
        foreach (var part in context.Configuration.Carried.Where(c => context.IsSix && c.Format == "routeros" && c.Context is [Menus.Rpki, _]))
            context.Announce(part.Key, null, Disposition.Lost, "RouterOS 6 has no RPKI");
        foreach (var other in context.Configuration.Others.Where(o => o.Kind is not ("vrf" or "bfd-profile" or "bfd-peer" or "bfd" or "rpki" or "bfd-parameters"))) Other(other);
        Vpns();
        Tables();
    }

    private void Static(StaticRoute route)
    {
        var settings = route.Settings;
        var hops = settings.Get(StaticSettings.NextHops);
        var origin = route.Origin + (hops?.Origin ?? Origin.None);
        if (settings.Has(StaticSettings.KernelTable))
        {
            context.Announce(route.Key, null, Disposition.Lost, "RouterOS names its tables; a route of a numbered one has no place");
            return;
        }

        if (context.IsSix && route.Prefix.Afi == Afi.Ipv6 && route.Rib != Rib.Main)
        {
            context.Announce(route.Key, null, Disposition.Lost, "RouterOS 6 has VRFs for IPv4 alone");
            return;
        }

        var row = new Row(origin).Say("dst-address", route.Prefix.ToString());
        if (settings.Get(StaticSettings.Distance) is { } distance)
        {
            if (distance.Value is >= 1 and <= 255) row.Say("distance", Number(distance.Value), distance.Origin);
            else context.Announce(route.Key, StaticSettings.Distance, Disposition.Lost, "RouterOS takes distances from 1 to 255");
        }

        if (context.IsSix && settings.Get(StaticSettings.Tag) is { } tag) row.Say("route-tag", Number(tag.Value), tag.Origin);
        if (route.Rib != Rib.Main) row.Say(context.IsSix ? "routing-mark" : "routing-table", context.TableNames.NameFor("vrf", route.Rib));
        var gateways = new List<string>();
        foreach (var hop in hops?.Value.Hops ?? [])
        {
            switch (hop)
            {
                case NextHop.Blackhole:
                    if (context.IsSix) row.Say("type", "blackhole");
                    else row.Say("blackhole", null);
                    break;
                case NextHop.Unreachable or NextHop.Prohibit when context.IsSix:
                    row.Say("type", hop is NextHop.Prohibit ? "prohibit" : "unreachable");
                    break;
                case NextHop.Unreachable or NextHop.Prohibit:
                    row.Say("blackhole", null);
                    context.Announce(route.Key, StaticSettings.NextHops, Disposition.Approximated, "RouterOS 7 drops packets silently");
                    break;
                case NextHop.Recursive recursive:
                    gateways.Add(recursive.Gateway.ToString());
                    context.Announce(route.Key, StaticSettings.NextHops, Disposition.Inherent, "RouterOS resolves gateways by scope");
                    break;
                case NextHop.Via via:
                    var place = via.Gateway is { } gateway ? via.Interface is { } link ? $"{gateway}%{link}" : gateway.ToString() : via.Interface ?? "";
                    if (via.Vrf is { } vrf) place += $"@{(vrf is "default" or Rib.Main ? "main" : context.TableNames.NameFor("vrf", vrf))}";
                    gateways.Add(place);
                    if (via.Weight is not null || via.Onlink || via.Bfd) context.Announce(route.Key, StaticSettings.NextHops, Disposition.Approximated, "RouterOS has no weight, onlink or BFD for a gateway");
                    else if (via.Vrf is "default" && !context.IsSix) context.Announce(route.Key, StaticSettings.NextHops, Disposition.Inherent, "the main table is the default VRF's");
                    break;
            }
        }

        var drops = row.Arguments.ContainsKey("blackhole") || row.Arguments.ContainsKey("type");
        if (drops && gateways.Count > 0) context.Announce(route.Key, StaticSettings.NextHops, Disposition.Approximated, "RouterOS drops packets or sends them on");
        if (!drops && gateways.Count == 0)
        {
            context.Announce(route.Key, null, Disposition.Lost, "a route without a gateway is none");
            return;
        }

        if (!drops) row.Say("gateway", string.Join(',', gateways));
        Carried(row, [Menus.Route, Menus.Route6], string.Join(' ', new[] { route.Rib == Rib.Main ? "" : route.Rib, route.Prefix.ToString(), Number(settings.ValueOf(StaticSettings.Distance)) is var d and not "0" ? d : "" }.Where(p => p.Length > 0)));
        context.Rows.Add(route.Prefix.Afi == Afi.Ipv4 ? Menus.Route : Menus.Route6, row);
    }

    /// <summary>Puts the arguments that were kept for an item into its row.</summary>
    private void Carried(Row row, string[] menus, string key)
    {
        foreach (var part in context.Configuration.Carried.Where(c => c.Format == "routeros" && c.Context is [var menu, var of] && menus.Contains(menu) && of == key))
        {
            var equals = part.Text.IndexOf('=');
            if ((!context.IsSix && part.Text.StartsWith("bgp-", StringComparison.Ordinal)) || (part.Text.StartsWith("pref-src=", StringComparison.Ordinal) && part.Context[0] == Menus.Route6 && context.Release < Releases.V720))
            {
                context.Announce(part.Key, null, Disposition.Lost, $"RouterOS {context.Release} has no such argument of a route");
                continue;
            }

            row.Say(part.Text[..equals], Values.Unescape(part.Text.AsSpan(equals + 1)), part.Origin);
        }
    }

    // --------------------------------------------------------------------------------------------------------- VRFs

    private void Vrfs()
    {
        var names = context.Configuration.Others.Where(o => o.Kind == "vrf").Select(o => o.Name).Concat(context.Configuration.Instances.Select(i => i.Vrf).Where(v => v != "default"))
            .Concat(context.Configuration.Statics.Select(s => s.Rib).Where(r => r != Rib.Main)).Concat(context.Configuration.Carried.Where(c => c.Context is [Menus.Vpn, _]).Select(c => c.Context[1])).Distinct(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var said = context.Configuration.Others.FirstOrDefault(o => o.Kind == "vrf" && o.Name == name);
            var table = context.TableNames.NameFor("vrf", name);
            var row = new Row(said?.Origin ?? Origin.None).Say(context.IsSix ? "routing-mark" : "name", table).Say("interfaces", context.IsSix ? null : "none");
            if (context.IsSix) row.Remove("interfaces");
            Carried(row, [Menus.Vrf], name);
            if (context.IsSix)
            {
                foreach (var (current, old) in new[] { ("route-distinguisher", "route-distinguisher"), ("export.route-targets", "export-route-targets"), ("import.route-targets", "import-route-targets") })
                {
                    if (Part(Menus.Vpn, name, current) is { } part) row.Say(old, part.Value, part.Origin);
                }
            }

            context.Rows.Add(context.IsSix ? Menus.RouteVrf : Menus.Vrf, row);
            if (said is null) context.Announce($"vrf {name}", null, Disposition.Inherent, "what is in it needs it");
        }
    }

    private (string Value, Origin Origin)? Part(string menu, string key, string name)
    {
        foreach (var part in context.Configuration.Carried.Where(c => c.Format == "routeros" && c.Context is [var at, var of] && at == menu && of == key))
        {
            if (part.Text.StartsWith(name + "=", StringComparison.Ordinal)) return (Values.Unescape(part.Text.AsSpan(name.Length + 1)), part.Origin);
        }

        return null;
    }

    private void Vpns()
    {
        var parts = context.Configuration.Carried.Where(c => c.Format == "routeros").ToArray();
        foreach (var group in parts.Where(c => c.Context is [Menus.Vpn or Menus.Vpls or Menus.Evpn or Menus.CiscoBgpVpls or Menus.SelectRule, _]).GroupBy(c => (Menu: c.Context[0], Key: c.Context[1])))
        {
            var (menu, key) = group.Key;
            var row = new Row();
            foreach (var part in group)
            {
                var equals = part.Text.IndexOf('=');
                var (name, value) = (part.Text[..equals], Values.Unescape(part.Text.AsSpan(equals + 1)));
                // What release 6 says in several arguments is a list in release 7.
                if (name == "export.redistribute" && row.Arguments.TryGetValue(name, out var before)) value = $"{before.Value},{value}";
                row.Say(name, value, part.Origin + (row.Arguments.TryGetValue(name, out var said) ? said.Origin : Origin.None));
            }

            if (context.IsSix) OldVpn(menu, key, row);
            else NewVpn(menu, key, row);
        }
    }

    private void NewVpn(string menu, string key, Row row)
    {
        var instance = context.Effective.Instances.FirstOrDefault(i => i.Instance.Vrf == key) ?? context.Effective.Instances.FirstOrDefault();
        var label = context.Rows.Of(Menus.Instance).FirstOrDefault()?.Arguments.GetValueOrDefault("name").Value ?? "bgp";
        if (instance is not null && context.Rows.Of(Menus.Instance).FirstOrDefault(r => r.Arguments.GetValueOrDefault("vrf").Value == key) is { } own) label = own.Arguments["name"].Value!;
        switch (menu)
        {
            case Menus.Vpn:
                row.Say("vrf", context.TableNames.NameFor("vrf", key)).Say("name", $"vpn-{key}");
                if (!row.Arguments.ContainsKey("label-allocation-policy")) row.Say("label-allocation-policy", "per-vrf");
                if (context.Release >= Releases.V720) row.Say("instance", label);
                if (!row.Arguments.ContainsKey("route-distinguisher"))
                {
                    context.Announce($"vrf {key}", null, Disposition.Inherent, "a VPN needs a route distinguisher");
                    return;
                }

                break;
            case Menus.Vpls:
                row.Say("name", key);
                if (!row.Arguments.ContainsKey("site-id") && !row.Arguments.ContainsKey("cisco-id"))
                {
                    Lose(menu, key, "RouterOS 7 wants a site id");
                    return;
                }

                foreach (var old in new[] { "pw-mtu" }.Where(row.Arguments.ContainsKey))
                {
                    row.Remove(old);
                    Lose(menu, key, $"RouterOS 7 has no {old} here", old);
                }

                break;
            case Menus.Evpn:
                if (context.Release < Releases.V720)
                {
                    Lose(menu, key, "RouterOS has EVPN since 7.20");
                    return;
                }

                row.Say("name", key).Say("instance", label);
                break;
            case Menus.SelectRule:
                break;
            default:
                Lose(menu, key, "RouterOS 7 has no such menu");
                return;
        }

        if (row.Arguments.ContainsKey("import.router-id") && context.Release >= Releases.V720)
        {
            row.Remove("import.router-id");
            Lose(menu, key, "RouterOS says the router id at the instance since 7.20", "import.router-id");
        }

        if (row.Arguments.ContainsKey("instance") && !context.Rows.Of(Menus.Instance).Any()) context.Rows.Add(Menus.Instance, new Row().Say("name", label));
        context.Rows.Add(menu, row);
    }

    /// <summary>What was kept for an item, or one argument of it, has no place.</summary>
    private void Lose(string menu, string key, string reason, string? argument = null)
    {
        foreach (var part in context.Configuration.Carried.Where(c => c.Format == "routeros" && c.Context is [var at, var of] && at == menu && of == key && (argument is null || c.Text.StartsWith(argument + "=", StringComparison.Ordinal))))
            context.Announce(part.Key, null, Disposition.Lost, reason);
    }

    private void OldVpn(string menu, string key, Row row)
    {
        switch (menu)
        {
            case Menus.Vpn:
                var item = new Row().Say("routing-mark", context.TableNames.NameFor("vrf", key)).Say("instance", "default");
                foreach (var word in row.Arguments.TryGetValue("export.redistribute", out var words) ? words.Value!.Split(',') : [])
                {
                    if (word is "connected" or "static" or "rip" or "ospf" or "bgp") item.Say($"redistribute-{(word == "bgp" ? "other-bgp" : word)}", "yes", words.Origin);
                    else Lose(menu, key, $"RouterOS 6 does not redistribute {word} routes into a VPN", "export.redistribute");
                }

                if (row.Arguments.TryGetValue("import.filter-chain", out var input)) item.Say("in-filter", input.Value, input.Origin);
                if (row.Arguments.TryGetValue("export.filter-chain", out var output)) item.Say("out-filter", output.Value, output.Origin);
                foreach (var name in row.Arguments.Keys.Where(n => n is not ("route-distinguisher" or "export.route-targets" or "import.route-targets" or "export.redistribute" or "import.filter-chain" or "export.filter-chain")))
                    Lose(menu, key, $"RouterOS 6 has no {name} of a VPN", name);
                if (item.Arguments.Count > 2) context.Rows.Add(Menus.InstanceVrf, item);
                break;
            case Menus.Vpls:
                var vpls = new Row().Say("name", key);
                foreach (var (name, (value, origin)) in row.Arguments)
                {
                    var old = name switch { "rd" => "route-distinguisher", "pw-control-word" => "use-control-word", "bridge" or "bridge-cost" or "bridge-horizon" or "export-route-targets" or "import-route-targets" or "pw-type" or "pw-mtu" or "site-id" => name, _ => null };
                    if (old is not null) vpls.Say(old, value, origin);
                    else Lose(menu, key, $"RouterOS 6 has no {name} of a BGP VPLS", name);
                }

                context.Rows.Add(Menus.BgpVpls, vpls);
                break;
            case Menus.CiscoBgpVpls:
                context.Rows.Add(menu, row.Say("name", key));
                break;
            default:
                Lose(menu, key, "RouterOS 6 has no such menu");
                break;
        }
    }

    /// <summary>Tables that sessions name and that are no VRF's.</summary>
    private void Tables()
    {
        if (context.IsSix) return;
        var vrfs = context.Rows.Of(Menus.Vrf).Select(r => r.Arguments["name"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var table in context.Rows.Of(Menus.Connection).Concat(context.Rows.Of(Menus.Template)).Select(r => r.Arguments.GetValueOrDefault("routing-table").Value).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (table != "main" && !vrfs.Contains(table)) context.Rows.Add(Menus.Table, new Row().Say("fib", null).Say("name", table));
        }
    }

    // ------------------------------------------------------------------------------------------------------- others

    private void Other(NamedObject other)
    {
        if (other.Kind != "rpki-cache" || context.IsSix)
        {
            if (other.Kind != "rpki-cache") context.Announce(other.Key, null, Disposition.Lost, $"RouterOS has no {other.Kind}");
            return;
        }

        var settings = other.Settings;
        if (settings.Get(OtherSettings.RpkiHost) is not { } host)
        {
            context.Announce(other.Key, null, Disposition.Lost, "RouterOS wants the address of a cache");
            return;
        }

        var port = settings.Get(OtherSettings.RpkiPort);
        var key = $"{host.Value} {Number(port?.Value ?? 323)}";
        if (other.Name != key)
        {
            context.Announce(other.Key, null, Disposition.Inherent, "RouterOS's caches have no names");
            context.Announce($"rpki-cache {key}", null, Disposition.Inherent, "RouterOS's caches have no names");
        }

        if (!IpAddress.TryParse(host.Value, out _))
        {
            context.Announce(other.Key, null, Disposition.Lost, "RouterOS wants the address of a cache, not its name");
            return;
        }

        var row = new Row(other.Origin).Say("address", host.Value, host.Origin).Say("group", chains.Group("")).Say("port", Number(port?.Value ?? 323), port?.Origin ?? default);
        if (port is null) context.Announce(other.Key, OtherSettings.RpkiPort, Disposition.Inherent, "323 is the usual port");
        if (settings.Get(OtherSettings.RpkiPreference) is { } preference) row.Say("preference", Number(preference.Value), preference.Origin);
        foreach (var (name, setting) in new[] { ("refresh-interval", OtherSettings.RpkiRefresh), ("retry-interval", OtherSettings.RpkiRetry), ("expire-interval", OtherSettings.RpkiExpire) })
        {
            if (settings.Get(setting) is { } time) row.Say(name, Scalars.Time(time.Value), time.Origin);
        }

        if (settings.Has(OtherSettings.Options)) context.Announce(other.Key, OtherSettings.Options, Disposition.Lost, "RouterOS has no such options of a cache");
        Carried(row, [Menus.Rpki], host.Value);
        context.Rows.Add(Menus.Rpki, row);
    }

    private static string Number(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
