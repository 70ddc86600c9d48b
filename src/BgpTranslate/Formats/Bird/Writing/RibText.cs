using System.Globalization;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>Protocols that feed and drain tables: device, direct, kernel, static, pipe, rpki, bfd (bird.md §6).</summary>
internal sealed class RibText(WritingContext context, PolicyText policies, RibNames ribs, RibPlan plan)
{
    /// <summary>Writes all of them, static routes included.</summary>
    public void Write(OutputText output)
    {
        var all = context.Configuration.Protocols;
        Device(output, all.FirstOrDefault(p => p.Kind == RibProtocolKind.Device));
        foreach (var group in all.Where(p => p.Kind == RibProtocolKind.Direct).GroupBy(p => p.Name)) Direct(output, [.. group]);
        foreach (var scopes in plan.Direct.GroupBy(s => s.Instance.Vrf)) AddedDirect(output, [.. scopes]);
        foreach (var kernel in all.Where(p => p.Kind == RibProtocolKind.Kernel)) Kernel(output, kernel);
        foreach (var scope in plan.Kernels) AddedKernel(output, scope);
        Statics(output);
        foreach (var other in all.Where(p => p.Kind == RibProtocolKind.Static && p.Afi is null && p.Name.Contains(' ') && context.OnlyFamily is null)) OtherStatic(output, other);
        foreach (var pipe in all.Where(p => p.Kind == RibProtocolKind.Pipe)) Pipe(output, pipe);
        foreach (var scope in plan.OwnTables) AddedPipe(output, scope);
        if (context.OnlyFamily is null) Rpki(output);
        if (context.OnlyFamily is null) Roas(output);
        else foreach (var source in context.Configuration.Others.Where(o => o.Kind == "roa-source")) context.Announce(Disposition.Inherent, "its entries stand in their table", source.Key);
        if (plan.NeedsBfd || context.Configuration.Others.Any(o => o.Kind == "bfd")) Bfd(output);
        Unnumbered(output);
    }

    /// <summary>The other end of an unnumbered link learns from router advertisements where it is to connect to; hosts there are not told of a default router.</summary>
    private void Unnumbered(OutputText output)
    {
        if (!context.OriginatesExplicitly || context.OnlyFamily is not null) return;
        var links = context.Configuration.Instances.SelectMany(i => i.Peers).Select(p => (Name: context.UnnumberedLink(p), p.Origin)).Where(l => l.Name is not null).ToArray();
        if (links.Length == 0) return;
        output.Line().Line("protocol radv {").Indent();
        foreach (var (name, origin) in links) output.Line($"interface {WritingContext.Quote(name!)} {{ max ra interval 10; default lifetime 0; }};", origin);
        output.Outdent().Line("}");
    }

    private static string Word(Afi afi) => afi == Afi.Ipv4 ? "ipv4" : "ipv6";

    private static string Digit(Afi afi) => afi == Afi.Ipv4 ? "4" : "6";

    private string ProtocolName(RibProtocol protocol) => protocol.Name == "device1" ? "" : " " + context.Name("protocol", protocol.Name);

    /// <summary>What is kept word for word from inside of a protocol.</summary>
    private void Kept(OutputText output, string type, string name)
    {
        foreach (var carried in context.TakeCarried([$"protocol {type} {name}"])) output.Line(carried.Text.TrimEnd(';') + ";", carried.Origin);
    }

    private void Added(string kind, string name, Afi? afi, string reason)
    {
        context.Announce(Disposition.Inherent, reason, $"protocol {kind} {name}{(afi is { } a ? $" {a}" : "")}");
    }

    private void Device(OutputText output, RibProtocol? device)
    {
        output.Line().Line($"protocol device{(device is null ? "" : ProtocolName(device))} {{", device?.Origin ?? default).Indent();
        if (device?.Settings.Get(RibSettings.Disabled) is { Value: true } disabled) output.Line("disabled;", disabled.Origin);
        if (device?.Settings.Get(RibSettings.ScanTime) is { } scan) output.Line(Number($"scan time {scan.Value};"), scan.Origin);
        if (device?.Settings.Get(RibSettings.Options) is { } options) Options(output, options);
        output.Outdent().Line("}");
        if (device is null) Added("Device", "device1", null, "BIRD needs it to see interfaces");
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Options(OutputText output, Stated<string> options)
    {
        foreach (var option in options.Value.Split("; ", StringSplitOptions.RemoveEmptyEntries)) output.Line(option.TrimEnd(';') + ";", options.Origin);
    }

    private void Head(OutputText output, RibProtocol protocol, string type, Origin origin)
    {
        var channel = protocol.Afi is { } afi && type != "pipe" ? $"{Word(afi)}; " : "";
        output.Line().Line($"protocol {type}{ProtocolName(protocol)}{context.TakeTemplate(type, $"protocol {type} {protocol.Name}", channel)} {{", origin).Indent();
        if (protocol.Settings.Get(RibSettings.Description) is { } description) output.Line($"description {WritingContext.Quote(description.Value)};", description.Origin);
        if (protocol.Settings.Get(RibSettings.Disabled) is { Value: true } disabled) output.Line("disabled;", disabled.Origin);
    }

    /// <summary>Ends a protocol. It stays down when something that it says is missing since its first line.</summary>
    private void End(OutputText output, int before)
    {
        if (context.Missing.Uses.Count > before) output.Line(StandIn.Line("disabled;", context.Missing.Uses.Skip(before).Distinct()));
        output.Outdent().Line("}");
    }

    /// <summary>What the channel of a protocol says.</summary>
    private IEnumerable<(string Line, Origin Origin)> Channel(RibProtocol protocol)
    {
        var settings = protocol.Settings;
        if (settings.Get(RibSettings.Rib) is { } rib && rib.Value != Rib.Main) yield return ($"table {ribs.Of(rib.Value, protocol.Afi ?? Afi.Ipv4)};", rib.Origin);
        if (settings.Get(RibSettings.Preference) is { } preference) yield return (Number($"preference {preference.Value};"), preference.Origin);
        if (settings.Get(RibSettings.ImportPolicy) is { } import) yield return ($"import {policies.Use(import.Value)};", import.Origin);
        if (settings.Get(RibSettings.ExportPolicy) is { } export) yield return ($"export {policies.Use(export.Value)};", export.Origin);
        if (settings.Get(RibSettings.Limit) is { } limit)
        {
            foreach (var line in limit.Value.Split("; ", StringSplitOptions.RemoveEmptyEntries)) yield return (line.TrimEnd(';') + ";", limit.Origin);
        }
    }

    private void WriteChannel(OutputText output, RibProtocol protocol)
    {
        if (protocol.Afi is { } afi) WriteChannel(output, afi, [.. Channel(protocol)], protocol.Origin);
    }

    /// <summary>What a channel says stands in the protocol itself in 1.x.</summary>
    private void WriteChannel(OutputText output, Afi afi, IReadOnlyCollection<(string Line, Origin Origin)> lines, Origin origin = default)
    {
        var isBlock = context.OnlyFamily is null && lines.Count > 0;
        if (isBlock) output.Line($"{Word(afi)} {{", origin).Indent();
        else if (context.OnlyFamily is null) output.Line($"{Word(afi)};", origin);
        foreach (var (line, said) in lines) output.Line(line, said);
        if (isBlock) output.Outdent().Line("};");
    }

    private void Direct(OutputText output, RibProtocol[] parts)
    {
        var before = context.Missing.Uses.Count;
        Head(output, parts[0], "direct", Origin.Of(parts.SelectMany(p => p.Origin)));
        foreach (var part in parts) WriteChannel(output, part);
        if (parts[0].Settings.Get(RibSettings.Interfaces) is { } interfaces) output.Line($"interface {interfaces.Value};", interfaces.Origin);
        if (parts[0].Settings.Get(RibSettings.CheckLink) is { } check) output.Line($"check link {(check.Value ? "on" : "off")};", check.Origin);
        if (parts[0].Settings.Get(RibSettings.Options) is { } options) Options(output, options);
        Kept(output, "direct", parts[0].Name);
        End(output, before);
    }

    private void AddedDirect(OutputText output, TableScope[] scopes)
    {
        var vrf = scopes[0].Instance.Vrf;
        var name = vrf == "default" ? "" : context.FreshName("protocol", $"direct_{vrf}");
        output.Line().Line($"protocol direct {(name.Length > 0 ? name + " " : "")}{{").Indent();
        if (name.Length > 0) output.Line($"vrf {WritingContext.Quote(vrf)};");
        foreach (var scope in scopes)
        {
            WriteChannel(output, scope.Afi, name.Length > 0 ? [($"table {ribs.Of(scope.Rib, scope.Afi)};", default)] : []);
            Added("Direct", name.Length > 0 ? name : "direct1", scope.Afi, "brings connected networks where networks, redistributions and next hops look for them");
        }

        output.Outdent().Line("}");
    }

    private void Kernel(OutputText output, RibProtocol kernel)
    {
        var before = context.Missing.Uses.Count;
        Head(output, kernel, "kernel", kernel.Origin);
        WriteChannel(output, kernel);
        if (kernel.Settings.Get(RibSettings.KernelTable) is { } table) output.Line(Number($"kernel table {table.Value};"), table.Origin);
        if (kernel.Settings.Get(RibSettings.ScanTime) is { } scan) output.Line(Number($"scan time {scan.Value};"), scan.Origin);
        if (kernel.Settings.Get(RibSettings.Learn) is { } learn) output.Line(learn.Value == "all" && context.OnlyFamily is null ? "learn all;" : "learn;", learn.Origin);
        if (kernel.Settings.Get(RibSettings.Persist) is { } persist) output.Line($"persist {(persist.Value ? "on" : "off")};", persist.Origin);
        if (kernel.Settings.Get(RibSettings.MergePaths) is { } merge) output.Line(Number($"merge paths on limit {merge.Value};"), merge.Origin);
        if (kernel.Settings.Get(RibSettings.Metric) is { } metric) output.Line(Number($"metric {metric.Value};"), metric.Origin);
        if (kernel.Settings.Get(RibSettings.GracefulRestart) is { Value: true } graceful) output.Line("graceful restart;", graceful.Origin);
        if (kernel.Settings.Get(RibSettings.Options) is { } options) Options(output, options);
        Kept(output, "kernel", kernel.Name);
        End(output, before);
    }

    private void AddedKernel(OutputText output, TableScope scope)
    {
        var (instance, afi) = scope;
        var isVrf = scope.Rib != Rib.Main;
        var number = isVrf ? plan.KernelTableOf(scope) : null;
        if (isVrf && number is null)
        {
            context.Announce(Disposition.NeedsInput, $"BIRD installs the routes of a VRF when it knows the number of its kernel table: --set vrf-table.{instance.Vrf}=NUMBER", origin: instance.Origin);
            return;
        }

        var name = context.FreshName("protocol", $"kernel{scope.Suffix}");
        var settings = instance.Families.GetValueOrDefault(afi.Unicast())?.Settings ?? Settings.Empty;
        var sources = new List<string>();
        var fib = settings.Get(TableSettings.FibPolicy);
        sources.Add(fib is { } policy && policies.Condition(policy.Value) is { } condition ? $"(source = RTS_BGP && {condition})" : "source = RTS_BGP");
        foreach (var group in plan.Statics.Where(g => g.IsInstalled && g.Rib == scope.Rib && g.Afi == afi)) sources.Add($"proto = \"{StaticName(group)}\"");
        output.Line().Line($"protocol kernel {name} {{").Indent();
        if (number is { } kernelTable) output.Line(Number($"kernel table {kernelTable};"));

        // Next hops over several hops resolve through routes that others have put into the kernel, as they do at the source.
        var learns = plan.Learns(scope);
        if (learns) output.Line("learn;");
        var channel = new List<(string, Origin)> { (learns ? "import all;" : "import none;", default), ($"export where {string.Join(" || ", sources)};", fib?.Origin ?? default) };
        if (isVrf) channel.Insert(0, ($"table {ribs.Of(scope.Rib, afi)};", default));
        WriteChannel(output, afi, channel);
        var paths = new[] { settings.Get(TableSettings.MaximumPathsEbgp), settings.Get(TableSettings.MaximumPathsIbgp) }.Where(p => p is { Value: > 1 }).MaxBy(p => p!.Value.Value);
        if (scope.Instance.Settings.Get(InstanceSettings.PreserveForwarding) is { Value: true } preserve)
        {
            output.Line("graceful restart;", preserve.Origin);
            context.Announce(Disposition.Inherent, "the kernel protocol keeps routes over a restart", instance.Key, InstanceSettings.PreserveForwarding);
        }

        if (paths is { } most) output.Line(Number($"merge paths on limit {Math.Min(most.Value, 255)};"), most.Origin);
        output.Outdent().Line("}");
        Added("Kernel", name, afi, "installs routes as the source platform does by itself");
        if (fib is not null)
            context.Announce(Disposition.Inherent, "written as the export of the kernel protocol", FactPath.Below(instance.Key, afi.Unicast().Name()), TableSettings.FibPolicy);
    }

    /// <summary>A static protocol of a table that holds no routes of ours (ROA, flowspec …): its name ends in the words of its channel.</summary>
    private void OtherStatic(OutputText output, RibProtocol protocol)
    {
        var at = protocol.Name.IndexOf(' ', StringComparison.Ordinal);
        var (name, channel) = (protocol.Name[..at], protocol.Name[(at + 1)..]);
        var before = context.Missing.Uses.Count;
        output.Line().Line($"protocol static {context.Name("protocol", name)} {{", protocol.Origin).Indent();
        var lines = Channel(protocol).ToArray();
        output.Line($"{channel} {{").Indent();
        foreach (var (line, origin) in lines) output.Line(line, origin);
        output.Outdent().Line("};");
        Kept(output, "static", name);
        End(output, before);
    }

    private string StaticName(StaticGroup group) => context.Name("protocol", group.Name);

    private void Statics(OutputText output)
    {
        foreach (var group in plan.Statics)
        {
            var protocol = context.Configuration.Protocols.FirstOrDefault(p => p.Kind == RibProtocolKind.Static && p.Name == group.Name && (p.Afi is null || p.Afi == group.Afi));
            var before = context.Missing.Uses.Count;
            var name = " " + StaticName(group) + context.TakeTemplate("static", $"protocol static {group.Name}", $"{Word(group.Afi)}; ");
            output.Line().Line($"protocol static{name} {{", protocol?.Origin ?? default).Indent();
            if (protocol?.Settings.Get(RibSettings.Description) is { } description) output.Line($"description {WritingContext.Quote(description.Value)};", description.Origin);
            if (protocol?.Settings.Get(RibSettings.Disabled) is { Value: true } disabled) output.Line("disabled;", disabled.Origin);
            var channel = protocol is null ? [] : Channel(protocol).ToList();
            if (protocol?.Settings.Has(RibSettings.Rib) != true && plan.TableOf(group, ribs) is { } table) channel.Insert(0, ($"table {table};", default));
            if (group.Preference is { } preferred) channel.Add((Number($"preference {preferred};"), default));
            WriteChannel(output, group.Afi, channel);
            if (protocol?.Settings.Get(RibSettings.CheckLink) is { } check) output.Line($"check link {(check.Value ? "on" : "off")};", check.Origin);
            if (protocol?.Settings.Get(RibSettings.Options) is { } options) Options(output, options);
            foreach (var route in group.Routes)
            {
                if (!Route(output, route) || group.IsUsers) continue;
                var key = plan.KeyInOutput(route.Prefix, plan.TableOf(group, ribs));
                if (key == route.Key) continue;
                context.Announce(
                    group.Preference is null ? Disposition.Inherent : Disposition.Approximated,
                    group.Preference is null ? "stands in the table of the VRF" : "stands in a protocol with a preference of its own", route.Key);
                context.Announce(Disposition.Inherent, "stands for a route that others know by its VRF or distance", key);
            }

            foreach (var (prefix, origin) in group.Placeholders)
            {
                output.Line($"route {prefix} blackhole;", origin);
                context.Announce(Disposition.Inherent, "stands for a network that is announced without a route", plan.KeyInOutput(prefix, plan.TableOf(group, ribs)));
            }

            Kept(output, "static", group.Name);
            End(output, before);
            if (!group.IsUsers) Added("Static", context.Name("protocol", group.Name), group.Afi, "holds the static routes");
        }
    }

    /// <summary>Writes a route; false where BIRD cannot have it.</summary>
    private bool Route(OutputText output, StaticRoute route)
    {
        var next = route.Settings.Get(StaticSettings.NextHops);
        var origin = route.Origin + (next?.Origin ?? default);
        var target = next is { } hops ? Target(hops.Value, route) : "";
        if (target is null)
        {
            output.Line($"# not in the output: route {route.Prefix} {next!.Value.Value}", origin);
            return false;
        }

        var attributes = route.Settings.Get(StaticSettings.Attributes) is { } use ? policies.Commands(use.Value) : [];
        if (attributes.Count == 0)
        {
            output.Line($"route {route.Prefix}{target};", origin);
            return true;
        }

        // One line each: a command that cannot be written is a remark, and ends its line.
        output.Line($"route {route.Prefix}{target} {{", origin).Indent();
        foreach (var command in attributes) output.Line(command, origin);
        output.Outdent().Line("};");
        return true;
    }

    private string? Target(NextHopList list, StaticRoute route)
    {
        switch (list.Hops)
        {
            case [] when context.OnlyFamily is not null: return null;
            case []: return "";
            case [NextHop.Blackhole, ..]: return " blackhole";
            case [NextHop.Unreachable, ..]: return " unreachable";
            case [NextHop.Prohibit, ..]: return " prohibit";
            case [NextHop.Recursive recursive, ..]: return $" recursive {recursive.Gateway}";
        }

        // Several gateways have a word of their own in 1.x, and weights only there.
        var isOne = context.OnlyFamily is not null;
        var result = isOne && list.Hops.Length > 1 ? " multipath" : "";
        foreach (var hop in list.Hops.OfType<NextHop.Via>())
        {
            if (hop.Gateway is { } via ? context.IsForeign(via.Afi) : isOne && list.Hops.Length > 1)
            {
                context.Announce(Disposition.Lost, "gateways of BIRD 1.6 are addresses of the route's family", route.Key);
                return null;
            }

            if (hop.Vrf is not null)
            {
                context.Announce(Disposition.Lost, "a static route of BIRD stays in its table", route.Key);
                return null;
            }

            if (hop.Gateway is { } gateway) result += $" via {gateway}{(hop.Interface is { } zone ? $"%{Symbol(zone)}" : "")}";
            else if (hop.Interface is { } only) result += $" via {WritingContext.Quote(only)}";
            if (isOne && (hop.Onlink || hop.Bfd)) context.Announce(Disposition.Approximated, "gateways of BIRD 1.6 are neither on the link by word nor watched by BFD", route.Key, StaticSettings.NextHops);
            if (hop.Onlink && !isOne) result += " onlink on";
            if (hop.Weight is { } weight && (!isOne || list.Hops.Length > 1)) result += Number($" weight {weight}");
            if (hop.Bfd && !isOne) result += " bfd on";
        }

        return result;
    }

    private static string Symbol(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(name[0]) ? name : $"'{name}'";

    private void Pipe(OutputText output, RibProtocol pipe)
    {
        var before = context.Missing.Uses.Count;
        Head(output, pipe, "pipe", pipe.Origin);
        if ((pipe.Settings.ValueOf(RibSettings.Rib) ?? Rib.Main) == Rib.Main) output.Line($"table {ribs.Of(Rib.Main, pipe.Afi ?? Afi.Ipv4)};");
        foreach (var (line, origin) in Channel(pipe).OrderBy(l => l.Line.StartsWith("table", StringComparison.Ordinal) ? 0 : 1)) output.Line(line, origin);
        if (pipe.Settings.Get(RibSettings.PeerRib) is { } peer) output.Line($"peer table {ribs.Of(peer.Value, pipe.Afi ?? Afi.Ipv4)};", peer.Origin);
        if (pipe.Settings.Get(RibSettings.Options) is { } options) Options(output, options);
        Kept(output, "pipe", pipe.Name);
        End(output, before);
    }

    private void AddedPipe(OutputText output, TableScope scope)
    {
        var afi = scope.Afi;
        var name = context.FreshName("protocol", $"rib{Digit(afi)}");
        output.Line().Line("# BGP has a table of its own: from the router's table it takes what it originates.");
        output.Line($"protocol pipe {name} {{").Indent();
        output.Line($"table {plan.OwnTable(afi)};").Line($"peer table {context.MainTable(afi)};");
        var taken = plan.OriginationPolicy(scope) is { } policy ? $"source != RTS_BGP && {policies.Condition(new PolicyUse.Named(policy))}" : RibPlan.Originated(scope);
        output.Line("export where source = RTS_BGP;").Line($"import {(taken.Length > 0 && RibPlan.Originated(scope).Length > 0 ? $"where {taken}" : "none")};");
        output.Outdent().Line("}");
        Added("Pipe", name, afi, "joins BGP's table and the router's");
        Added("Pipe", name, null, "joins BGP's table and the router's");
    }

    private void Rpki(OutputText output)
    {
        var caches = context.Configuration.Others.Where(o => o.Kind == "rpki-cache").ToArray();
        foreach (var cache in caches)
        {
            if (caches.Length == 1) context.Announce(Disposition.Inherent, "there is no other cache", cache.Key, OtherSettings.RpkiPreference);
            var settings = cache.Settings;
            output.Line().Line($"protocol rpki {context.Name(cache.Kind, cache.Name)} {{", cache.Origin).Indent();
            foreach (var (type, table) in ribs.RoaTablesOf(cache)) output.Line($"{type} {{ table {table}; }};");
            var host = settings.Get(OtherSettings.RpkiHost);
            var port = settings.Get(OtherSettings.RpkiPort);
            var remote = host?.Value ?? cache.Name;
            var address = IpAddress.TryParse(remote, out _) ? remote : WritingContext.Quote(remote);
            output.Line($"remote {address}{(port is { } p ? Number($" port {p.Value}") : "")};", (host?.Origin ?? default) + (port?.Origin ?? default));
            foreach (var (setting, words) in new[] { (OtherSettings.RpkiRefresh, "refresh"), (OtherSettings.RpkiRetry, "retry"), (OtherSettings.RpkiExpire, "expire") })
            {
                if (settings.Get(setting) is { } time) output.Line(Number($"{words} {time.Value};"), time.Origin);
            }

            if (settings.Get(OtherSettings.Options) is { } options) Options(output, options);
            output.Outdent().Line("}");
        }
    }

    /// <summary>Static entries of ROA tables: a protocol for each table.</summary>
    private void Roas(OutputText output)
    {
        var names = new Queue<string>(context.Configuration.Others.Where(o => o.Kind == "roa-source").Select(o => o.Name));
        foreach (var name in names) context.Announce(Disposition.Inherent, "its entries stand in a protocol for their table", $"roa-source {name}");
        foreach (var group in context.Configuration.Others.Where(o => o.Kind == "roa")
            .GroupBy(o => (Table: o.Settings.ValueOf(OtherSettings.RpkiTables) ?? "", Type: o.Name.Contains(':') ? "roa6" : "roa4")))
        {
            var table = group.Key.Table.Length > 0 ? ribs.Of(group.Key.Table, Afi.Ipv4, group.Key.Type) : ribs.RoaTables.FirstOrDefault(t => t.Type == group.Key.Type).Name;
            if (table is null) continue;
            if (group.Key.Table.Length == 0) context.Announce(Disposition.Inherent, "the entries stand in a table of their family", setting: OtherSettings.RpkiTables);
            var name = names.TryDequeue(out var said) ? context.Name("protocol", said) : context.FreshName("protocol", $"roas_{table}");
            context.Announce(Disposition.Inherent, "holds the entries of a table", $"roa-source {name}");
            output.Line().Line($"protocol static {name} {{").Indent();
            output.Line($"{group.Key.Type} {{ table {table}; }};");
            foreach (var roa in group) output.Line($"route {roa.Name};", roa.Origin);
            output.Outdent().Line("}");
        }
    }

    private static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]);

    private void Bfd(OutputText output)
    {
        var all = context.Configuration.Others.Where(o => o.Kind == "bfd").ToArray();
        if (all.Length == 0)
        {
            context.Announce(Disposition.Inherent, "BFD sessions need it", "bfd bfd1");
            all = [new NamedObject { Kind = "bfd", Name = "bfd1" }];
        }

        foreach (var (number, bfd) in all.Index())
        {
            // Parameters of interfaces stand in the first: the model does not say in which they stood.
            var parts = number == 0 ? context.Configuration.Others.Where(o => o.Kind == "bfd-parameters") : [];
            output.Line().Line($"protocol bfd{(bfd.Name == $"bfd{number + 1}" ? "" : " " + context.Name("protocol", bfd.Name))} {{", bfd.Origin).Indent();
            BfdParameters(output, bfd.Settings);
            foreach (var part in parts)
            {
                output.Line($"{part.Name} {{", part.Origin).Indent();
                BfdParameters(output, part.Settings);
                output.Outdent().Line("};");
            }

            output.Outdent().Line("}");
        }
    }

    private static void BfdParameters(OutputText output, Settings settings)
    {
        foreach (var (setting, words, unit) in new[]
        {
            (OtherSettings.BfdReceive, "min rx interval", " ms"), (OtherSettings.BfdTransmit, "min tx interval", " ms"), (OtherSettings.BfdMultiplier, "multiplier", ""),
        })
        {
            if (settings.Get(setting) is { } number) output.Line(Number($"{words} {number.Value}{unit};"), number.Origin);
        }

        if (settings.Get(OtherSettings.BfdPassive) is { } passive) output.Line($"passive {(passive.Value ? "on" : "off")};", passive.Origin);
        if (settings.Get(OtherSettings.Options) is { } options) Options(output, options);
    }
}
