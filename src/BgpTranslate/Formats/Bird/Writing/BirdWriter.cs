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

    private BirdWriter(WriteRequest request, Daemon? daemon)
    {
        context = new WritingContext(request, daemon);
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
    /// <param name="request">What to write.</param>
    /// <param name="daemon">The daemon of 1.x that it is for; null for later releases.</param>
    public static WriteResult Write(WriteRequest request, Daemon? daemon = null) => new BirdWriter(request, daemon).Run();

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
        if (!sets.IsEmpty && header.LineCount > 0) header.Line();
        sets.Write(header);
        Tables(header);
        policies.Write(header);
        text.Line(HeadLine.For(context.Version, context.OnlyFamily)).Line();
        context.Missing.Write(text);
        text.Add(header).Add(feeding).Add(peers);
        AnnounceObjects();
        return new WriteResult([new OutputFile("", text)], context.Announcements, context.Renamed);
    }

    private void Header(OutputText text)
    {
        var origin = context.Configuration.Settings.Get(PeerSettings.RouterId)?.Origin
            ?? context.Configuration.Instances.Select(i => i.Settings.Get(PeerSettings.RouterId)?.Origin).FirstOrDefault(o => o is not null) ?? default;
        if (routerId is { } id) text.Line($"router id {id};", origin);
        else if (context.OnlyFamily == Afi.Ipv6 && isRouterIdKnown) text.Line(StandIn.Line("router id 192.0.2.1;", ["router id"]));
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
            var table = context.Table(KindOf(rib), ribs.Of(rib.Name, rib.Kind.EndsWith('6') ? Afi.Ipv6 : Afi.Ipv4)) + (sorted ? " sorted" : "");
            lines.AddRange(Table(table, rib.Origin, rib.Kind.StartsWith("roa", StringComparison.Ordinal) ? rib.Name : null));
        }

        if (context.Configuration.Others.Any(o => o.Kind is "rpki-cache" or "roa") && !context.Configuration.Ribs.Any(r => r.Kind is "roa4" or "roa6"))
        {
            foreach (var (type, name) in ribs.RoaTables)
            {
                if (context.IsForeign(type == "roa6" ? Afi.Ipv6 : Afi.Ipv4)) continue;
                lines.AddRange(Table(context.Table(type, name), default, ""));
                context.Announce(Disposition.Inherent, "holds what the RPKI caches say", $"rib {type} {name}");
            }
        }

        lines.AddRange(ribs.Added.Select(t => (context.Table(t.Type, t.Name) + ";", Origin.None)));
        if (lines.Count > 0) text.Line();
        foreach (var (line, origin) in lines) text.Line(line, origin);
    }

    /// <summary>A table; in 1.x with the ROAs that it holds.</summary>
    private IEnumerable<(string Line, Origin Origin)> Table(string head, Origin origin, string? roas)
    {
        var entries = context.OnlyFamily is null || roas is null ? [] : context.Configuration.Others.Where(o => o.Kind == "roa" && (o.Settings.ValueOf(OtherSettings.RpkiTables) ?? "") == roas).ToArray();
        if (roas is "" && entries.Length > 0) context.Announce(Disposition.Inherent, "the entries stand in a table of their family", setting: OtherSettings.RpkiTables);
        if (entries.Length == 0) return [(head + ";", origin)];
        return [(head + " {", origin), .. entries.Select(e => ($"\troa {e.Name};", e.Origin)), ("}", default)];
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
        // No cache fills a table of 1.x: in an empty one nothing is invalid.
        if (context.OnlyFamily is not null && context.Configuration.Others.Any(o => o.Kind == "rpki-cache")) return null;
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
                context.Moved(place, $"template bgp {name}");
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
        if (peer.Peer.Endpoint is PeerEndpoint.Unresolved { Text: var text } && text != name)
        {
            // What is read there is known by the name of its protocol.
            context.Announce(Disposition.NeedsInput, "the address of the peer is not known", path);
            context.Announce(Disposition.Inherent, "stands for a peer without an address", $"{instance.Instance.Key} / peer {name}");
        }

        var template = templates.Of(peer);
        var place = $"protocol bgp {peer.Peer.Settings.ValueOf(PeerSettings.Name)}";
        string[] places = [place, .. peer.Groups.Select(g => $"template bgp {g.Name}")];
        var before = context.Missing.Uses.Count;
        if (template is not null) context.Missing.Uses.AddRange(missing[template.Group.Name]);
        if (!isRouterIdKnown || (routerId is null && context.OnlyFamily == Afi.Ipv6)) context.Missing.Uses.Add("router id");
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
            if (family is AfiSafi.Ipv4LabeledUnicast or AfiSafi.Ipv6LabeledUnicast && context.OriginatesExplicitly)
                context.Announce(Disposition.Approximated, "BIRD sends implicit null in place of labels of its own, and none of the networks that this router originates", origin: active);
            Channel(output, family, [.. Item.Beyond(templates.Inherited(template, family), templates.ChannelOf(peer, family)), .. Kept(place, channels.HeadOf(family)!)], templates.HasChannel(template, family), active);
        }

        if (context.OriginatesExplicitly && context.OnlyFamily is null && peer.Get(PeerSettings.Shutdown).Value is not true && !peer.Families.Any(f => peer.IsActive(f) && channels.HeadOf(f) is not null))
            context.Announce(Disposition.Approximated, "a session of BIRD comes up with a common address family only: this one stays down", origin: SessionText.StatementOf(peer));
        if (sessions.StandIn(peer, [.. places.SelectMany(p => context.UndefinedAt(p))], [.. context.Missing.Uses.Skip(before)]) is { } line) output.Line(line, peer.Peer.Origin);
        output.Outdent().Line("}");
        context.Moved(place, $"protocol bgp {name}");
    }

    private void Channel(OutputText output, AfiSafi family, Item[] items, bool isInherited, Origin origin)
    {
        if (context.OnlyFamily is not null)
        {
            Items(output, items);
            return;
        }

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
    private IEnumerable<Item> Kept(params string[] place) => context.TakeCarried(place).Select(Item.Kept);

    private void Items(OutputText output, IEnumerable<Item> items)
    {
        foreach (var item in context.OnlyFamily is null ? items : items.Select(OneWords.Of).OfType<Item>()) output.Line(item.Missing.Length == 0 ? item.Text + ";" : StandIn.Line(item.Text + ";", [item.Missing]), item.Origin);
    }

    /// <summary>The RIBs of other families are fed by no protocol that is written here.</summary>
    private void AnnounceUnoriginated(BgpInstance instance)
    {
        if (!context.OriginatesExplicitly) return;
        foreach (var (family, origin) in instance.Networks.Select(n => (n.Family, n.Origin)).Concat(instance.Redistributions.Select(r => (r.Family, r.Origin))).Where(o => !o.Family.IsUnicast()))
            context.Announce(Disposition.Lost, $"nothing is originated into {family.Name()}", origin: origin);
    }

    private void AnnounceObjects()
    {
        foreach (var instance in context.AtSource.Instances.Where(i => i.Configuration.Platform.FollowsInterfaces && i.Peers.Length > 0 && !i.Get(PeerSettings.RouterId).IsKnown))
            context.Announce(Disposition.Approximated, "the router id is the highest address at the source, the lowest in BIRD: --set router-id=… says it", origin: Origin.Of(instance.Instance.Origin.Take(1)));
        foreach (var instance in context.Configuration.Instances)
        {
            if (instance.Peers.Length == 0) context.Announce(Disposition.Inherent, "an instance without peers does nothing", instance.Key);
            else if (!written.Contains(instance.Vrf)) context.Announce(Disposition.Lost, "none of its peers can be written", instance.Key);
            AnnounceUnoriginated(instance);
            if (instance.Settings.Has(InstanceSettings.Shutdown)) context.Announce(Disposition.Inherent, "every session is disabled", instance.Key, InstanceSettings.Shutdown);
            if (instance.Settings.Has(InstanceSettings.RejectAsSets)) context.Announce(Disposition.Inherent, "each session says it", instance.Key, InstanceSettings.RejectAsSets);
            if (instance.Settings.Has(InstanceSettings.InstallInFib)) context.Announce(Disposition.Inherent, "the kernel protocols say it", instance.Key, InstanceSettings.InstallInFib);
        }

        bfd.Announce(sessions.BfdSessions);
        foreach (var carried in context.LeftOver) context.Announce(Disposition.Lost, context.IsOfRelease(carried) ? "statements of this place are not written" : "BIRD 1.6 has no such option", carried.Key);
        foreach (var carried in context.Configuration.Carried.Where(c => c.Feature == "fib.resolve-via-default" && !c.Text.StartsWith("no ", StringComparison.Ordinal)))
            context.Announce(Disposition.Inherent, "BIRD resolves next hops through any route, a default route too", carried.Key);

        // Without sessions the router id is nobody's but the router's.
        if (written.Count == 0) context.Announce(Disposition.Inherent, "the router id stands at the top", "router", PeerSettings.RouterId);
        foreach (var other in context.Configuration.Others)
        {
            if (other.Kind is "vrf")
            {
                if (!uint.TryParse(other.Settings.ValueOf(OtherSettings.VrfTable), out _))
                    context.Announce(Disposition.Lost, "EVPN is not written", other.Key, OtherSettings.VrfTable);
            }
        }
    }
}
