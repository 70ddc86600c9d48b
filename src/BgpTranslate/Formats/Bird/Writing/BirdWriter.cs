using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>
/// Writes a configuration for BIRD 2 and 3 in the order of the manual: header, constants, tables, functions and filters, protocols that feed tables, templates, sessions.
/// </summary>
internal sealed class BirdWriter
{
    private readonly WritingContext context;
    private readonly OutputText text = new("\t");
    private readonly SetDefinitions sets;
    private readonly PolicyText policies;
    private readonly RibNames ribs;
    private readonly RibPlan plan;
    private readonly IpAddress? routerId;
    private readonly bool isRouterIdKnown;
    private readonly SessionText sessions;
    private readonly ChannelText channels;
    private readonly BfdObjects bfd;
    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    /// <summary>What is missing for the sessions of a template.</summary>
    private readonly Dictionary<string, string[]> missing = new(StringComparer.Ordinal);

    private BirdWriter(WriteRequest request)
    {
        context = new WritingContext(request);
        sets = new SetDefinitions(context);
        plan = new RibPlan(context);
        ribs = new RibNames(context);
        policies = new PolicyText(context, sets, RpkiTablesOf);
        routerId = context.Configuration.Settings.ValueOf(PeerSettings.RouterId) is { Width: > 0 } said && context.Configuration.Settings.Has(PeerSettings.RouterId)
            ? said
            : context.Configuration.Instances.Select(i => i.Settings.Get(PeerSettings.RouterId)?.Value).FirstOrDefault(r => r is not null);
        isRouterIdKnown = !context.UndefinedAt().Any(t => t.StartsWith("router id ", StringComparison.Ordinal));
        bfd = new BfdObjects(context);
        sessions = new SessionText(context, bfd, routerId);
        channels = new ChannelText(context, policies, ribs);
    }

    /// <summary>Writes it.</summary>
    public static WriteResult Write(WriteRequest request) => request.Target.Version.Major < 2 ? Refuse(request.Configuration) : new BirdWriter(request).Run();

    /// <summary>BIRD 1.x has a language and a daemon for each family of its own; it is read, not written.</summary>
    private static WriteResult Refuse(Configuration configuration)
    {
        var objects = configuration.Instances.Cast<ModelObject>().Concat(configuration.Statics).Concat(configuration.Ribs).Concat(configuration.Protocols)
            .Concat(configuration.Advertisements).Concat(configuration.Pools).Concat(configuration.Overrides).Concat(configuration.Others).Concat(configuration.Carried);
        return new WriteResult(
            [], [.. objects.Select(o => o.Key).Append("router").Distinct().Select(k => new Announcement(Disposition.Lost, "BIRD 1.x is read, not written: choose bird@2.0", k))],
            ImmutableDictionary<string, string>.Empty);
    }

    private WriteResult Run()
    {
        sets.Reserve();
        policies.Reserve();
        plan.MakeTables(ribs);
        foreach (var scope in context.Configuration.Instances.SelectMany(i => i.Families.Values))
        {
            if (scope.Settings.Get(TableSettings.FibPolicy) is { } fib && plan.Kernels.Length > 0) policies.MakeFunction(fib.Value);
        }

        foreach (var scope in plan.OwnTables)
        {
            if (plan.OriginationPolicy(scope) is { } policy) policies.MakeFunction(new PolicyUse.Named(policy));
        }

        policies.Prepare(UsedPolicies());
        var peers = new OutputText("\t");
        Sessions(peers);
        var feeding = new OutputText("\t");
        new RibText(context, policies, ribs, plan).Write(feeding);

        var header = new OutputText("\t");
        Header(header);
        if (!sets.IsEmpty) header.Line();
        sets.Write(header);
        Tables(header);
        policies.Write(header);
        context.Missing.Write(text);
        foreach (var (line, origin) in Lines(header).Concat(Lines(feeding)).Concat(Lines(peers))) text.Line(line, origin);
        AnnounceObjects();
        return new WriteResult([new OutputFile("", text)], context.Announcements, context.Renamed);
    }

    private void Header(OutputText text)
    {
        var origin = context.Configuration.Settings.Get(PeerSettings.RouterId)?.Origin
            ?? context.Configuration.Instances.Select(i => i.Settings.Get(PeerSettings.RouterId)?.Origin).FirstOrDefault(o => o is not null) ?? default;
        if (routerId is { } id) text.Line($"router id {id};", origin);
        var wait = context.Configuration.Instances.Select(i => i.Settings.Get(InstanceSettings.SelectDeferTime)).FirstOrDefault(w => w is not null);
        foreach (var carried in context.TakeCarried()) text.Line(carried.Text.TrimEnd(';') + ";", carried.Origin);
        if (wait is { } seconds) text.Line(FormattableString.Invariant($"graceful restart wait {seconds.Value};"), seconds.Origin);
    }

    private void Tables(OutputText text)
    {
        var lines = new List<(string, Origin)>();
        foreach (var rib in context.Configuration.Ribs)
        {
            var sorted = rib.Settings.Get(RibSettings.Sorted) is { Value: true };
            if (rib.Name == Rib.Main && !sorted) continue;
            if (rib.Kind == "ip") context.Announce(Disposition.Inherent, "the table has the family of its routes", rib.Key);
            if (rib.Kind == "ip") context.Announce(Disposition.Inherent, "the table has the family of its routes", $"rib {KindOf(rib)} {ribs.Of(rib.Name, Afi.Ipv4)}");
            lines.Add(($"{KindOf(rib)} table {ribs.Of(rib.Name, rib.Kind.EndsWith('6') ? Afi.Ipv6 : Afi.Ipv4)}{(sorted ? " sorted" : "")};", rib.Origin));
        }

        if (context.Configuration.Others.Any(o => o.Kind is "rpki-cache" or "roa") && !context.Configuration.Ribs.Any(r => r.Kind is "roa4" or "roa6"))
        {
            foreach (var (type, name) in ribs.RoaTables)
            {
                lines.Add(($"{type} table {name};", default));
                context.Announce(Disposition.Inherent, "holds what the RPKI caches say", $"rib {type} {name}");
            }
        }

        lines.AddRange(ribs.Added.Select(t => ($"{t.Type} table {t.Name};", Origin.None)));
        if (lines.Count > 0) text.Line();
        foreach (var (line, origin) in lines) text.Line(line, origin);
    }

    /// <summary>Tables of BIRD 1.x have no type: theirs is the family of the daemon.</summary>
    private string KindOf(Rib rib)
    {
        if (rib.Kind != "ip") return rib.Kind;
        var families = context.Effective.Instances.SelectMany(i => i.Peers).SelectMany(p => p.Families.Where(p.IsActive)).Select(f => f.Afi()).ToHashSet();
        var statics = context.Configuration.Statics.Select(s => s.Prefix.Afi).ToHashSet();
        return families.Contains(Afi.Ipv4) || (families.Count == 0 && !statics.Contains(Afi.Ipv6)) ? "ipv4" : "ipv6";
    }

    private RpkiTables? RpkiTablesOf(string table)
    {
        if (table.Length > 0 && context.Configuration.Ribs.FirstOrDefault(r => r.Name == table) is { } rib)
            return rib.Kind == "roa6" ? new RpkiTables(null, ribs.Of(table, Afi.Ipv6)) : new RpkiTables(ribs.Of(table, Afi.Ipv4), null);
        if (table.Length > 0 && !context.OriginatesExplicitly) return null;
        var tables = ribs.RoaTables.ToArray();
        if (tables.Length == 0 || tables.DistinctBy(t => t.Type).Count() < tables.Length) return null;
        return new RpkiTables(tables.FirstOrDefault(n => n.Type == "roa4").Name, tables.FirstOrDefault(n => n.Type == "roa6").Name);
    }

    /// <summary>The policies that are attached somewhere, with the families of the routes that they see; none: any family.</summary>
    private Dictionary<string, HashSet<Afi>> UsedPolicies()
    {
        var used = new Dictionary<string, HashSet<Afi>>(StringComparer.Ordinal);
        foreach (var instance in context.Effective.Instances)
        {
            foreach (var peer in instance.Peers)
            {
                foreach (var family in peer.Families.Where(peer.IsActive))
                {
                    foreach (var setting in new[] { FamilySettings.ImportPolicy, FamilySettings.ExportPolicy })
                    {
                        if (peer.Get(setting, family).Value is not PolicyUse.Named named) continue;
                        if (!used.TryGetValue(named.Policy, out var families)) used[named.Policy] = families = [];
                        if (family.Afi() is { } afi) families.Add(afi);
                    }
                }
            }
        }

        foreach (var settings in context.Configuration.Protocols.Select(p => p.Settings).Concat(UnusedTemplates()).Concat(context.Configuration.Statics.Select(s => s.Settings))
            .Concat(context.Configuration.Instances.SelectMany(i => i.Families.Values).Select(f => f.Settings)))
        {
            foreach (var (_, value, _) in settings.Entries)
            {
                if (value is PolicyUse.Named named) used[named.Policy] = [.. Enum.GetValues<Afi>()];
            }
        }

        return used;
    }

    /// <summary>What templates of BIRD say that no session starts from.</summary>
    private IEnumerable<Settings> UnusedTemplates()
    {
        if (context.OriginatesExplicitly) return [];
        var used = context.Effective.Instances.SelectMany(i => i.Peers).SelectMany(p => p.Groups).Select(g => g.Name).ToHashSet(StringComparer.Ordinal);
        return context.Configuration.Instances.SelectMany(i => i.Groups).Where(g => !used.Contains(g.Name)).SelectMany(g => g.Families.Values.Select(f => f.Settings).Append(g.Settings));
    }

    private void Sessions(OutputText output)
    {
        foreach (var instance in context.Effective.Instances)
        {
            var templates = new TemplatePlan(instance, sessions, channels, !context.OriginatesExplicitly);
            foreach (var peer in instance.Peers) context.FreshNameOf(peer);
            foreach (var template in templates.Written)
            {
                var parent = templates.ParentOf(template.Group);
                var name = context.Name("peer-group", template.Group.Name);
                var place = $"template bgp {template.Group.Name}";
                var before = context.Missing.Uses.Count;
                output.Line().Line($"template bgp {name}{(parent is null ? context.TakeTemplate("bgp", place, "") : $" from {context.Name("peer-group", parent.Group.Name)}")} {{", template.Group.Origin).Indent();
                Items(output, [.. Item.Beyond(templates.Inherited(parent), template.Session), .. Kept(place)]);
                foreach (var (family, items) in template.Channels)
                    Channel(output, family, [.. Item.Beyond(templates.Inherited(parent, family), items), .. Kept(place, channels.HeadOf(family)!)], templates.HasChannel(parent, family), default);
                output.Outdent().Line("}");
                missing[template.Group.Name] = [.. parent is null ? [] : missing[parent.Group.Name], .. context.Missing.Uses.Skip(before)];
            }

            foreach (var peer in instance.Peers) Session(output, instance, peer, templates);
        }
    }

    private void Session(OutputText output, EffectiveInstance instance, EffectivePeer peer, TemplatePlan templates)
    {
        var path = FactPath.Of(instance.Instance, peer.Peer);
        var name = context.FreshNameOf(peer);
        written.Add(instance.Instance.Vrf);
        var template = templates.Of(peer);
        var place = $"protocol bgp {peer.Peer.Settings.ValueOf(PeerSettings.Name)}";
        string[] places = [place, .. peer.Groups.Select(g => $"template bgp {g.Name}")];
        var before = context.Missing.Uses.Count;
        if (template is not null) context.Missing.Uses.AddRange(missing[template.Group.Name]);
        if (!isRouterIdKnown) context.Missing.Uses.Add("router id");
        var from = template is null ? context.TakeTemplate("bgp", place, "") : $" from {context.Name("peer-group", template.Group.Name)}";
        var own = Item.Beyond(templates.Inherited(template), templates.SessionOf(peer)).ToList();
        var at = own.FindIndex(i => i.Key is not ("description" or "disabled" or "vrf" or "router id" or "local"));
        if (sessions.Neighbor(peer, path) is { } neighbor) own.Insert(at < 0 ? own.Count : at, neighbor);
        output.Line().Line($"protocol bgp {name}{from} {{", peer.Peer.Origin).Indent();
        Items(output, [.. own, .. Kept(place)]);
        foreach (var family in peer.Families.Where(peer.IsActive))
        {
            if (channels.HeadOf(family) is null)
            {
                context.Announce(Disposition.Lost, $"BIRD has no {family.Name()}", FactPath.Below(path, family.Name()));
                continue;
            }

            var active = peer.Get(FamilySettings.Active, family).Origin;
            Channel(output, family, [.. Item.Beyond(templates.Inherited(template, family), templates.ChannelOf(peer, family)), .. Kept(place, channels.HeadOf(family)!)], templates.HasChannel(template, family), active);
        }

        if (sessions.StandIn(peer, [.. places.SelectMany(p => context.UndefinedAt(p))], [.. context.Missing.Uses.Skip(before)]) is { } line) output.Line(line, peer.Peer.Origin);
        output.Outdent().Line("}");
    }

    private void Channel(OutputText output, AfiSafi family, Item[] items, bool isInherited, Origin origin)
    {
        if (isInherited && items.Length == 0) return;
        var head = channels.HeadOf(family)!;
        if (items.Length == 0)
        {
            output.Line($"{head};", origin);
            return;
        }

        output.Line($"{head} {{", origin).Indent();
        Items(output, items);
        output.Outdent().Line("};");
    }

    /// <summary>What is kept word for word from a place.</summary>
    private IEnumerable<Item> Kept(params string[] place) => context.TakeCarried(place).Select(c => new Item($"kept {c.Text}", c.Text.TrimEnd(';'), c.Origin));

    private static void Items(OutputText output, IEnumerable<Item> items)
    {
        foreach (var item in items) output.Line(item.Missing.Length == 0 ? item.Text + ";" : StandIn.Line(item.Text + ";", [item.Missing]), item.Origin);
    }

    private static IEnumerable<(string Line, Origin Origin)> Lines(OutputText part)
    {
        var origins = part.Origins.GroupBy(o => o.Line).ToDictionary(g => g.Key, g => g.First().Origin);
        var lines = part.ToString().Split('\n');
        for (var i = 0; i < lines.Length - 1; i++) yield return (lines[i], origins.GetValueOrDefault(i + 1));
    }

    private void AnnounceObjects()
    {
        foreach (var instance in context.Configuration.Instances)
        {
            if (instance.Peers.Length == 0) context.Announce(Disposition.Inherent, "an instance without peers does nothing", instance.Key);
            else if (!written.Contains(instance.Vrf)) context.Announce(Disposition.Lost, "none of its peers can be written", instance.Key);
            if (instance.Settings.Has(InstanceSettings.Shutdown)) context.Announce(Disposition.Inherent, "every session is disabled", instance.Key, InstanceSettings.Shutdown);
            if (instance.Settings.Has(InstanceSettings.ConfederationMembers)) context.Announce(Disposition.Inherent, "each session says whether it is inside", instance.Key, InstanceSettings.ConfederationMembers);
            if (instance.Settings.Has(InstanceSettings.RejectAsSets)) context.Announce(Disposition.Inherent, "each session says it", instance.Key, InstanceSettings.RejectAsSets);
            if (instance.Settings.Has(InstanceSettings.InstallInFib)) context.Announce(Disposition.Inherent, "the kernel protocols say it", instance.Key, InstanceSettings.InstallInFib);
        }

        bfd.Announce(sessions.BfdSessions);
        foreach (var carried in context.LeftOver) context.Announce(Disposition.Lost, "statements of this place are not written", carried.Key);
        foreach (var carried in context.Configuration.Carried.Where(c => c.Feature == "fib.resolve-via-default" && !c.Text.StartsWith("no ", StringComparison.Ordinal)))
            context.Announce(Disposition.Inherent, "BIRD resolves next hops through any route, a default route too", carried.Key);

        // Without sessions the router id is nobody's but the router's.
        if (written.Count == 0) context.Announce(Disposition.Inherent, "the router id stands at the top", "router", PeerSettings.RouterId);
        foreach (var other in context.Configuration.Others)
        {
            if (other.Kind is "vrf")
            {
                context.Announce(Disposition.Inherent, "BIRD takes VRFs from the kernel", other.Key);
                if (!uint.TryParse(other.Settings.ValueOf(OtherSettings.VrfTable), out _))
                    context.Announce(Disposition.Lost, "EVPN is not written", other.Key, OtherSettings.VrfTable);
            }

            if (other.Kind is "interface") context.Announce(Disposition.Inherent, "BIRD takes interfaces and their addresses from the kernel", other.Key);
        }
    }
}
