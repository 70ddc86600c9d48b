using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Facts;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Formats.RouterOs.Writing;

/// <summary>Instances with their sessions, templates and originations.</summary>
internal sealed class InstanceText(WritingContext context, PolicyPlan policies, ListText lists)
{
    private static readonly string[] NotInTemplates =
    [
        "name", "instance", "remote.address", "remote.as", "remote.port", "remote.ttl", "remote.allowed-as", "local.address", "local.port", "local.ttl", "local.role", "tcp-md5-key", "connect", "listen", "comment",
        "disabled", "templates",
    ];

    private readonly Naming instanceNames = NewNaming();
    private readonly Naming sessionNames = NewNaming();
    private readonly Naming templateNames = NewNaming();

    /// <summary>Writes all instances.</summary>
    public void WriteAll()
    {
        foreach (var instance in context.Effective.Instances) Write(instance);
    }

    private static Naming NewNaming() => new(IsPart, c => IsPart(c) || c == ' ', [], 60);

    private static bool IsPart(char c) => c is > ' ' and < '\u007f' && c is not ('"' or '\\' or '$' or ',' or ';' or '[' or ']' or '(' or ')' or '{' or '}' or '=' or '?' or '*' or '!' or '#');

    private string TableOf(string vrf) => vrf == "default" ? "main" : context.TableNames.NameFor("vrf", vrf);

    private void Write(EffectiveInstance instance)
    {
        var model = instance.Instance;
        var table = TableOf(model.Vrf);
        var name = instanceNames.NameFor("instance", model.Settings.ValueOf(InstanceSettings.Name) is { } said && (said != "default" || context.IsSix) ? said
            : context.IsSix && model.Vrf == "default" && model.Distinction.Length == 0 ? "default" : model.Vrf == "default" ? model.Distinction.Length > 0 ? model.Distinction : "bgp" : $"bgp-{table}");
        var own = Common(instance, PeerSettings.LocalAs);
        var router = Common(instance, PeerSettings.RouterId);
        var row = new Row(model.Origin);
        var hasInstances = context.IsSix || context.Release >= Releases.V720;
        if (hasInstances) WriteInstanceRow(instance, row, name, own, router, table);
        var sessions = new List<(EffectivePeer Peer, Row Row)>();
        foreach (var peer in instance.Peers)
        {
            var text = new SessionText(context, policies, lists, instance);
            var label = peer.Peer.Settings.ValueOf(PeerSettings.Name) is { Length: > 0 } given ? given : NameOf(peer.Peer);
            var session = text.Write(peer, sessionNames.NameFor($"session {model.Key} {peer.Peer.Key}", label));
            if (session is null) continue;
            if (context.IsSix)
            {
                if (name != "default") session.Say("instance", name);
                if (peer.Get(PeerSettings.LocalAs) is { Value: LocalAs other } && other.As != ((LocalAs?)own.Value)?.As)
                {
                    // Without its local AS the session may be of another type, with another TTL.
                    foreach (var setting in new Setting[] { PeerSettings.LocalAs, PeerSettings.MultihopTtl })
                        context.Announce(FactPath.Of(model, peer.Peer), setting, Disposition.Lost, "RouterOS 6 has one AS number for an instance");
                }
            }
            else
            {
                CompleteConnection(instance, peer, session, hasInstances ? name : null, own, table);
            }

            SayIds(instance, peer, router, hasInstances);
            sessions.Add((peer, session));
        }

        WriteOriginations(instance, row, sessions, table);
        WriteCarried(sessions);
        if (!context.IsSix) WriteTemplates(instance, sessions);
        foreach (var (peer, session) in sessions)
        {
            if (peer.Peer.Endpoint is not PeerEndpoint.Unresolved { Text: var known } || known.Contains('$'))
            {
                context.Rows.Add(context.IsSix ? Menus.Peer : Menus.Connection, session);
                continue;
            }

            // Only what is changed about it is known.
            foreach (var assumed in session.Arguments.Where(a => a.Value.Origin.IsNone || a.Key == "name").Select(a => a.Key).ToArray()) session.Remove(assumed);
            if (session.Arguments.Count == 0)
            {
                context.Announce(FactPath.Of(model, peer.Peer), null, Disposition.Inherent, "the session is made elsewhere, and nothing about it is to be changed there");
                continue;
            }

            context.Rows.Add(context.IsSix ? Menus.Peer : Menus.Connection, session, $"set {Values.Quote(known)}");
        }

        if (!hasInstances) return;
        if (context.IsSix && name == "default") context.Rows.Add(Menus.Instance, row, "set default");
        else context.Rows.Add(Menus.Instance, row);
    }

    // ----------------------------------------------------------------------------------------------------- instance

    private static EffectiveValue Common(EffectiveInstance instance, Setting setting)
    {
        var own = instance.Get(setting);
        if (own.Value is not null) return own;
        var most = instance.Peers.Select(p => p.Get(setting)).Where(v => v.Value is not null).GroupBy(v => v.Value is LocalAs local ? local.As : v.Value).MaxBy(g => g.Count());
        return most is null ? default : new EffectiveValue(most.First().Value, Origin.Of(most.SelectMany(v => v.Origin)), null);
    }

    private void WriteInstanceRow(EffectiveInstance instance, Row row, string name, EffectiveValue own, EffectiveValue router, string table)
    {
        var model = instance.Instance;
        if (!context.IsSix || name != "default") row.Say("name", name, model.Settings.Get(InstanceSettings.Name)?.Origin ?? default);
        var confederation = Common(instance, PeerSettings.ConfederationIdentifier);
        if (own.Value is LocalAs local)
        {
            var number = local.As.ToString(CultureInfo.InvariantCulture);
            row.Say("as", !context.IsSix && confederation.Value is uint outer ? string.Create(CultureInfo.InvariantCulture, $"{outer}/{number}") : number, own.Origin);
        }
        else if (context.IsSix)
        {
            foreach (var path in instance.Peers.Select(p => FactPath.Of(model, p.Peer)).Prepend(model.Key))
                context.Announce(path, PeerSettings.LocalAs, Disposition.NeedsInput, "the AS number of the router: put it into the source, RouterOS 6 takes 65530 without it");
        }

        if (context.IsSix && confederation.Value is uint identifier) row.Say("confederation", identifier.ToString(CultureInfo.InvariantCulture), confederation.Origin);
        if (context.IsSix && instance.Get(InstanceSettings.ConfederationMembers) is { Value: AsList members } listed) row.Say("confederation-peers", string.Join(',', members.Numbers), listed.Origin);
        if (router.Value is IpAddress id) row.Say("router-id", id.ToString(), router.Origin);
        if (Common(instance, PeerSettings.ClusterId) is { IsSaid: true, Value: IpAddress cluster } said && !cluster.Equals(router.Value)) row.Say("cluster-id", cluster.ToString(), said.Origin);
        if (Common(instance, PeerSettings.AsPathIgnore) is { Value: true } ignore) row.Say("ignore-as-path-len", "yes", ignore.Origin);
        if (context.IsSix && instance.Get(InstanceSettings.ClientToClientReflection) is { Value: false } reflection) row.Say("client-to-client-reflection", "no", reflection.Origin);
        if (table != "main")
        {
            row.Say("routing-table", table);
            if (!context.IsSix) row.Say("vrf", table);
        }

        if (!context.IsSix && context.Release >= Releases.V722) WriteMultipath(instance, row);
    }

    private void WriteMultipath(EffectiveInstance instance, Row row)
    {
        var families = instance.Peers.SelectMany(p => p.Families.Where(p.IsActive)).Concat(instance.Instance.Families.Keys).Distinct().ToArray();
        var values = families.SelectMany(f => new[] { TableSettings.MaximumPathsEbgp, TableSettings.MaximumPathsIbgp }.Select(s => (Family: f, Setting: s, Value: instance.Get(s, f)))).ToArray();
        var said = values.Where(v => v.Value is { IsSaid: true, Value: uint }).ToArray();
        if (said.Length == 0) return;
        var most = said.Max(v => (uint)v.Value.Value!);
        if (most > 1) row.Say("multipath", most.ToString(CultureInfo.InvariantCulture), Origin.Of(said.SelectMany(v => v.Value.Origin)));
        foreach (var (family, setting, value) in values.Where(v => !Equals(v.Value.Value, most)))
            context.Announce(FactPath.Below(instance.Instance.Key, family.Name()), setting, Disposition.Approximated, $"RouterOS uses {most} paths of every kind");
    }

    // ----------------------------------------------------------------------------------------------------- sessions

    private static string NameOf(Peer peer) => peer.Endpoint switch
    {
        PeerEndpoint.Address a => $"peer-{a.Ip}",
        PeerEndpoint.Range r => $"range-{r.Prefix}",
        PeerEndpoint.Interface i => $"peer-{i.Name}",
        var other => $"peer-{other}",
    };

    private void CompleteConnection(EffectiveInstance instance, EffectivePeer peer, Row session, string? instanceName, EffectiveValue own, string table)
    {
        var path = FactPath.Of(instance.Instance, peer.Peer);
        if (instanceName is not null) session.Say("instance", instanceName);
        if (table != "main") session.Say("vrf", table).Say("routing-table", table);
        else if (peer.Families.Select(f => peer.Get(FamilySettings.Rib, f)).FirstOrDefault(v => v.IsSaid) is { Value: string rib and not "main" } other) session.Say("routing-table", context.TableNames.NameFor("table", rib), other.Origin);
        var local = peer.Get(PeerSettings.LocalAs);
        if (local.Value is LocalAs { Mode: not LocalAsMode.Replace }) context.Announce(path, PeerSettings.LocalAs, Disposition.Approximated, "RouterOS uses the session's AS number alone, in both directions");
        if (local.Value is LocalAs said && (instanceName is null || said.As != ((LocalAs?)own.Value)?.As))
        {
            var confederation = peer.Get(PeerSettings.ConfederationIdentifier).Value as uint?;
            var number = said.As.ToString(CultureInfo.InvariantCulture);
            session.Say("as", confederation is { } outer ? string.Create(CultureInfo.InvariantCulture, $"{outer}/{number}") : number, local.Origin);
        }

        if (peer.Get(PeerSettings.Bfd).Value is true) WriteBfd(peer, session, path);
    }

    /// <summary>BFD runs for those who are listed.</summary>
    private void WriteBfd(EffectivePeer peer, Row session, string path)
    {
        if (peer.Peer.Endpoint switch { PeerEndpoint.Address a => a.Ip.ToString(), PeerEndpoint.Range r => r.Prefix.ToString(), _ => null } is not { } key) return;
        var timers = peer.Get(PeerSettings.BfdTimers);
        var profile = peer.Get(PeerSettings.BfdProfile);
        var value = timers.Value as BfdTimers;
        if (value is null && profile.Value is string name && context.Configuration.Others.FirstOrDefault(o => o.Kind == "bfd-profile" && o.Name == name) is { } found)
        {
            value = new BfdTimers(found.Settings.Get(OtherSettings.BfdReceive)?.Value, found.Settings.Get(OtherSettings.BfdTransmit)?.Value, found.Settings.Get(OtherSettings.BfdMultiplier)?.Value);
            context.Announce(path, PeerSettings.BfdTimers, Disposition.Inherent, $"the timers of profile {name}");
        }

        if (context.Rows.Of(Menus.BfdConfiguration).Any(r => r.Arguments["addresses"].Value == key)) return;
        var row = new Row(timers.Origin).Say("addresses", key);
        if (value?.ReceiveMs is { } receive) row.Say("min-rx", string.Create(CultureInfo.InvariantCulture, $"{receive}ms"));
        if (value?.TransmitMs is { } transmit) row.Say("min-tx", string.Create(CultureInfo.InvariantCulture, $"{transmit}ms"));
        if (value?.Multiplier is { } times) row.Say("multiplier", times.ToString(CultureInfo.InvariantCulture));
        context.Rows.Add(Menus.BfdConfiguration, row);
    }

    /// <summary>Ids that RouterOS says for the instance, where a peer has others.</summary>
    private void SayIds(EffectiveInstance instance, EffectivePeer peer, EffectiveValue router, bool hasInstances)
    {
        if (!hasInstances) return;
        var path = FactPath.Of(instance.Instance, peer.Peer);
        if (peer.Get(PeerSettings.RouterId) is { Value: IpAddress id } && !id.Equals(router.Value)) context.Announce(path, PeerSettings.RouterId, Disposition.Lost, "RouterOS has one router id for an instance");
        foreach (var setting in new Setting[] { PeerSettings.ClusterId, PeerSettings.AsPathIgnore, PeerSettings.ConfederationIdentifier })
        {
            if (peer.Get(setting) is { IsSaid: true } said && !Equals(said.Value, Common(instance, setting).Value)) context.Announce(path, setting, Disposition.Lost, "RouterOS says it for the instance");
        }
    }

    /// <summary>Arguments of sessions that only RouterOS has.</summary>
    private void WriteCarried(List<(EffectivePeer Peer, Row Row)> sessions)
    {
        foreach (var part in context.Configuration.Carried.Where(c => c.Format == "routeros" && c.Context is [Menus.Connection or Menus.Template, _]))
        {
            if (part.Text == "afi=l2vpn-cisco") continue;
            var equals = part.Text.IndexOf('=');
            var (name, value) = (part.Text[..equals], Values.Unescape(part.Text.AsSpan(equals + 1)));
            var members = part.Context[0] == Menus.Connection ? sessions.Where(s => s.Row.Arguments["name"].Value == part.Context[1]) : sessions.Where(s => s.Peer.Groups.Any(g => g.Name == part.Context[1]));
            foreach (var (_, row) in members)
            {
                if (ArgumentFor(name) is { } word) row.Say(word, value, part.Origin);
                else context.Announce(part.Key, null, Disposition.Lost, $"RouterOS {context.Release} has no {name} of a session");
            }

            if (part.Context[0] == Menus.Template && !context.Effective.Instances.Any(i => i.Peers.Any(p => p.Groups.Any(g => g.Name == part.Context[1])))) context.Announce(part.Key, null, Disposition.Inherent, "no connection uses the template");
        }
    }

    /// <summary>An argument of sessions in the words of the release; null where it has none.</summary>
    private string? ArgumentFor(string name) => context.IsSix ? name switch { "output.default-originate" => "default-originate", "cisco-vpls-nlri-len-fmt" => name, _ => null } : IsKnown(name) ? name : null;

    private bool IsKnown(string name) => name switch
    {
        "input.filter-unknown" or "input.filter-communities" or "input.filter-ext-communities" or "input.filter-large-communities" => context.Release >= Releases.V719,
        "input.filter-nlri" or "input.attr-error-handling" => context.Release >= Releases.V720,
        _ => true,
    };

    /// <summary>What all members of a group say alike stands in its template.</summary>
    private void WriteTemplates(EffectiveInstance instance, List<(EffectivePeer Peer, Row Row)> sessions)
    {
        foreach (var group in instance.Instance.Groups)
        {
            var members = sessions.Where(s => s.Peer.Groups.Count > 0 && ReferenceEquals(s.Peer.Groups[0], group)).ToArray();
            if (members.Length == 0) continue;
            var name = templateNames.NameFor("template", $"{group.Name}");
            var row = new Row(group.Origin).Say("name", name);
            foreach (var (argument, (value, origin)) in members[0].Row.Arguments.ToArray())
            {
                if (NotInTemplates.Contains(argument) || !members.All(m => m.Row.Arguments.TryGetValue(argument, out var other) && other.Value == value)) continue;
                row.Say(argument, value, Origin.Of(members.SelectMany(m => m.Row.Arguments[argument].Origin)));
                foreach (var member in members) member.Row.Remove(argument);
            }

            foreach (var member in members) member.Row.Say("templates", name, member.Peer.Peer.Settings.Get(PeerSettings.Group)?.Origin ?? default);
            if (name == "default") row.Remove("name");
            context.Rows.Add(Menus.Template, row, name == "default" ? "set default" : "add");
        }
    }

    // -------------------------------------------------------------------------------------------------- originations

    private void WriteOriginations(EffectiveInstance instance, Row row, List<(EffectivePeer Peer, Row Row)> sessions, string table)
    {
        var model = instance.Instance;
        foreach (var origination in model.Networks.Cast<ModelObject>().Concat(model.Redistributions).Concat(context.IsSix ? [] : model.Aggregates))
        {
            foreach (var setting in new Setting[] { OriginationSettings.Policy, OriginationSettings.Metric })
            {
                if (origination.Settings.Has(setting)) context.Announce(FactPath.Of(model, origination), setting, Disposition.Inherent, "the output chains do it");
            }
        }

        var unconditional = instance.Get(InstanceSettings.NetworkImportCheck) is { Value: false };
        if (context.IsSix)
        {
            WriteOldOriginations(instance, row, [.. sessions.Select(s => s.Peer)], unconditional);
            return;
        }

        var networks = model.Networks.Where(n => n.Family.IsUnicast()).Select(n => (n.Prefix, Origin: n.Origin)).ToList();
        foreach (var network in model.Networks.Where(n => !n.Family.IsUnicast())) context.Announce(FactPath.Of(model, network), null, Disposition.Lost, $"RouterOS has networks of unicast families, not of {network.Family.Name()}");
        foreach (var aggregate in model.Aggregates)
        {
            context.Announce(FactPath.Of(model, aggregate), null, Disposition.Approximated, "RouterOS 7 has no aggregates: the prefix is announced whether or not there is a part of it");
            if (!aggregate.Family.IsUnicast()) continue;
            if (!networks.Exists(n => n.Prefix == aggregate.Prefix)) context.Announce(FactPath.Of(model, new Network { Family = aggregate.Family, Prefix = aggregate.Prefix }), null, Disposition.Inherent, "it is the aggregate");
            networks.Add((aggregate.Prefix, aggregate.Origin));
            Blackhole(aggregate.Prefix, aggregate.Origin, table);
        }

        var said = instance.Get(InstanceSettings.NetworkImportCheck).Origin;
        if (unconditional && networks.Count == 0) context.Announce(model.Key, InstanceSettings.NetworkImportCheck, Disposition.Inherent, "there are no networks");
        if (unconditional && networks.Count > 0 && (context.Release < Releases.V720 || sessions.Count == 0))
        {
            context.Announce(model.Key, InstanceSettings.NetworkImportCheck, Disposition.Inherent, "each network has a blackhole route");
            foreach (var (prefix, origin) in networks) Blackhole(prefix, origin, table);
        }

        if (sessions.Count == 0)
        {
            foreach (var network in model.Networks) context.Announce(FactPath.Of(model, network), null, Disposition.Inherent, "there is no session to send it on");
            foreach (var redistribution in model.Redistributions) context.Announce(FactPath.Of(model, redistribution), null, Disposition.Inherent, "there is no session to send it on");
            return;
        }

        var list = networks.Count == 0 ? null : lists.Addresses("networks", model.Vrf == "default" && model.Distinction.Length == 0 ? "bgp-networks" : $"bgp-networks-{(model.Distinction.Length > 0 ? model.Distinction : table)}", networks);
        var redistributed = Redistributed(model, sessions);
        var listOrigin = Origin.Of(networks.SelectMany(n => n.Origin));
        foreach (var (_, session) in sessions)
        {
            if (list is not null) session.Say("output.network", list, listOrigin);
            if (list is not null && unconditional && context.Release >= Releases.V720) session.Say("output.network-blackhole", "yes", said);
        }

        foreach (var (peer, session) in sessions)
        {
            var own = redistributed.Where(r => peer.Families.Any(f => f == r.Family && peer.IsActive(f))).ToArray();
            if (own.Length > 0) session.Say("output.redistribute", string.Join(',', own.Select(r => r.Word).Distinct()), Origin.Of(own.SelectMany(r => r.Origin)));
        }

        if (instance.Get(InstanceSettings.ClientToClientReflection) is { Value: false } reflection)
        {
            context.Announce(model.Key, InstanceSettings.ClientToClientReflection, Disposition.Inherent, "each client's session says it");
            foreach (var (_, session) in sessions.Where(s => s.Row.Arguments.TryGetValue("local.role", out var role) && role.Value == "ibgp-rr"))
            {
                session.Say("output.no-client-to-client-reflection", "yes", reflection.Origin);
                var carried = new Carried { Format = "routeros", Context = [Menus.Connection, session.Arguments["name"].Value!], Text = "output.no-client-to-client-reflection=yes", Feature = "" };
                context.Announce(carried.Key, null, Disposition.Inherent, "the instance says it");
            }
        }
    }

    /// <summary>What is redistributed into each family, in RouterOS's words.</summary>
    private List<(AfiSafi Family, string Word, Origin Origin)> Redistributed(BgpInstance model, List<(EffectivePeer Peer, Row Row)> sessions)
    {
        var result = new List<(AfiSafi Family, string Word, Origin Origin)>();
        var families = sessions.Select(s => s.Peer.Families.Where(f => f.IsUnicast() && s.Peer.IsActive(f)).ToArray()).ToArray();
        foreach (var redistribution in model.Redistributions)
        {
            var path = FactPath.Of(model, redistribution);
            if (WordFor(redistribution) is not { } word)
            {
                CannotRedistribute(model, redistribution, sessions.Select(s => s.Peer), "RouterOS");
                continue;
            }

            if (redistribution.Instance.Length > 0 && redistribution.Source != RouteSource.Other) context.Announce(path, null, Disposition.Approximated, $"RouterOS redistributes all routes of {word}");
            if (!families.Any(f => f.Contains(redistribution.Family)))
            {
                context.Announce(path, null, Disposition.Inherent, "no session has the family");
                continue;
            }

            if (word == "bgp" && context.Effective.Instances.Length < 2)
            {
                context.Announce(path, null, Disposition.Inherent, "there is no other instance");
                continue;
            }

            result.Add((redistribution.Family, word, redistribution.Origin));
            foreach (var other in families.Where(f => f.Contains(redistribution.Family)).SelectMany(f => f).Distinct().Where(f => !model.Redistributions.Any(r => r.Family == f && r.Source == redistribution.Source && r.Instance == redistribution.Instance)))
                context.Announce(FactPath.Of(model, redistribution with { Family = other }), null, Disposition.Approximated, "RouterOS redistributes into all families of a session");
        }

        return result;
    }

    /// <summary>Such routes are missing from what every session of the family sends.</summary>
    private void CannotRedistribute(BgpInstance model, Redistribution redistribution, IEnumerable<EffectivePeer> peers, string platform)
    {
        var reason = $"{platform} does not redistribute {string.Join(' ', new[] { $"{redistribution.Source}".ToLowerInvariant(), redistribution.Instance }.Where(w => w.Length > 0))} routes into {redistribution.Family.Name()}";
        context.Announce(FactPath.Of(model, redistribution), null, Disposition.Lost, reason);
        AnnounceSent(model, peers, redistribution.Family, Disposition.Lost, reason);
    }

    /// <summary>What sessions send differs by what the instance originates.</summary>
    private void AnnounceSent(BgpInstance model, IEnumerable<EffectivePeer> peers, AfiSafi family, Disposition disposition, string reason)
    {
        foreach (var peer in peers.Where(p => p.IsActive(family)))
            context.Announce(FactPath.Of(model, peer.Peer, family), FamilySettings.ExportPolicy, disposition, reason);
    }

    /// <summary>Routes that a policy gives an ORIGIN as they enter BGP: it is said where sessions send them, for redistributions of some platforms have no statement of their own.</summary>
    private void OriginOfSent(BgpInstance model, Redistribution redistribution, ImmutableArray<EffectivePeer> peers)
    {
        if (redistribution.Settings.ValueOf(OriginationSettings.Policy) is not PolicyUse.Named { Policy: var name } || !context.Configuration.Policies.TryGetValue(name, out var policy)) return;
        if (!policy.Body.Any(s => s is PolicyStatement.Apply { Action: PolicyAction.SetOrigin { Value: not RouteOrigin.Incomplete } })) return;
        const string reason = "RouterOS 6 sends redistributed routes with ORIGIN INCOMPLETE, and has no filter that changes it";
        AnnounceSent(model, peers, redistribution.Family, Disposition.Approximated, reason);
        foreach (var peer in peers.Where(p => p.IsActive(redistribution.Family)))
        {
            var sent = peer.Get(FamilySettings.ExportPolicy, redistribution.Family);
            var passes = sent.Value is PolicyUse.AcceptAll || (sent.Value is PolicyUse.Named use && context.Configuration.Policies.TryGetValue(use.Policy, out var export) && SourceReach.MayAccept(export, redistribution.Source));
            if (passes && !sent.Origin.IsNone)
                context.Announce(sent.Origin, FactPath.Of(model, peer.Peer, redistribution.Family), Disposition.Approximated, reason);
        }
    }

    private static string? WordFor(Redistribution redistribution) => !redistribution.Family.IsUnicast() ? null : redistribution.Source switch
    {
        RouteSource.Kernel or RouteSource.Babel or RouteSource.Local or RouteSource.Bgp => null,
        RouteSource.Other => Words.OtherProtocols.Contains(redistribution.Instance) ? redistribution.Instance : null,
        _ => Words.Protocols.FirstOrDefault(p => p.Source == redistribution.Source).Word,
    };

    /// <summary>A network is sent while its route is there: where nothing else makes it, a blackhole does.</summary>
    private void Blackhole(IpPrefix prefix, Origin origin, string table)
    {
        var rib = table == "main" ? Rib.Main : table;
        if (context.Configuration.Statics.Any(s => s.Prefix == prefix && (s.Rib == rib || (rib != Rib.Main && context.TableNames.NameFor("vrf", s.Rib) == rib)))) return;
        var menu = prefix.Afi == Afi.Ipv4 ? Menus.Route : Menus.Route6;
        if (context.Rows.Of(menu).Any(r => r.Arguments.TryGetValue("dst-address", out var to) && to.Value == prefix.ToString())) return;
        var row = new Row(origin).Say("blackhole", null).Say("dst-address", prefix.ToString());
        if (table != "main") row.Say("routing-table", table);
        context.Rows.Add(menu, row);
        context.Announce(new StaticRoute { Prefix = prefix, Rib = rib }.Key, null, Disposition.Inherent, "RouterOS announces routes that are there");
    }

    /// <summary>Release 6 has one list of networks: every instance originates those of the others, and checks them as the first does.</summary>
    private void ShareNetworks(EffectiveInstance instance, ImmutableArray<EffectivePeer> peers, EffectiveInstance[] others)
    {
        const string reason = "networks of RouterOS 6 belong to all instances";
        var model = instance.Instance;
        foreach (var family in others.SelectMany(o => o.Instance.Networks).Where(n => !model.Networks.Any(own => own.Family == n.Family && own.Prefix == n.Prefix)).Select(n => n.Family).Distinct())
            AnnounceSent(model, peers, family, Disposition.Approximated, reason);
        if (context.Effective.Instances.FirstOrDefault(i => i.Instance.Networks.Any(n => n.Family.IsUnicast())) is { } first
            && !Equals(first.Get(InstanceSettings.NetworkImportCheck).Value, instance.Get(InstanceSettings.NetworkImportCheck).Value))
            context.Announce(model.Key, InstanceSettings.NetworkImportCheck, Disposition.Approximated, reason);
    }

    /// <summary>Release 6: networks and aggregates of their own, redistributions at the instance.</summary>
    private void WriteOldOriginations(EffectiveInstance instance, Row row, ImmutableArray<EffectivePeer> peers, bool unconditional)
    {
        var model = instance.Instance;
        if (unconditional && model.Networks.Length == 0) context.Announce(model.Key, InstanceSettings.NetworkImportCheck, Disposition.Inherent, "there are no networks");
        var others = context.Effective.Instances.Where(i => i != instance).ToArray();
        ShareNetworks(instance, peers, others);
        var first = context.Rows.Of(Menus.Network).FirstOrDefault()?.Arguments["synchronize"].Value;
        foreach (var network in model.Networks)
        {
            if (!network.Family.IsUnicast())
            {
                context.Announce(FactPath.Of(model, network), null, Disposition.Lost, $"RouterOS has networks of unicast families, not of {network.Family.Name()}");
                continue;
            }

            foreach (var other in others.Where(o => !o.Instance.Networks.Any(n => n.Prefix == network.Prefix && n.Family == network.Family)))
                context.Announce(FactPath.Of(other.Instance, network), null, Disposition.Approximated, "networks of RouterOS 6 belong to all instances");
            if (context.Rows.Of(Menus.Network).Any(r => r.Arguments["network"].Value == network.Prefix.ToString())) continue;
            context.Rows.Add(Menus.Network, new Row(network.Origin).Say("network", network.Prefix.ToString()).Say("synchronize", first ?? (unconditional ? "no" : "yes"), instance.Get(InstanceSettings.NetworkImportCheck).Origin));
        }

        foreach (var part in context.Configuration.Carried.Where(c => c.Format == "routeros" && c.Context is [Menus.Network, _] && c.Text == "synchronize=no"))
        {
            foreach (var found in context.Rows.Of(Menus.Network).Where(r => r.Arguments["network"].Value == part.Context[1])) found.Say("synchronize", "no", part.Origin);
        }

        foreach (var aggregate in model.Aggregates)
        {
            var path = FactPath.Of(model, aggregate);
            var item = new Row(aggregate.Origin).Say("prefix", aggregate.Prefix.ToString()).Say("instance", context.Rows.Of(Menus.Instance).Any() || row.Arguments.ContainsKey("name") ? row.Arguments.TryGetValue("name", out var named) ? named.Value! : "default" : "default");
            item.Say("summary-only", aggregate.Settings.ValueOf(OriginationSettings.SummaryOnly) ? "yes" : "no", aggregate.Settings.Get(OriginationSettings.SummaryOnly)?.Origin ?? default);
            item.Say("inherit-attributes", aggregate.Settings.ValueOf(OriginationSettings.AsSet) ? "yes" : "no", aggregate.Settings.Get(OriginationSettings.AsSet)?.Origin ?? default);
            if (aggregate.Settings.Has(OriginationSettings.Policy))
            {
                const string reason = "the attribute filter of an aggregate is not written yet";
                context.Announce(path, OriginationSettings.Policy, Disposition.Lost, reason);
                AnnounceSent(model, peers, aggregate.Family, Disposition.Lost, reason);
            }

            if (aggregate.Settings.Has(OriginationSettings.SuppressPolicy)) context.Announce(path, OriginationSettings.SuppressPolicy, Disposition.Lost, "the suppress filter of an aggregate is not written yet");
            context.Rows.Add(Menus.Aggregate, item);
        }

        var words = new Dictionary<RouteSource, string> { [RouteSource.Connected] = "connected", [RouteSource.Static] = "static", [RouteSource.Rip] = "rip", [RouteSource.Ospf] = "ospf" };
        var families = peers.SelectMany(p => p.Families.Where(f => f.IsUnicast() && p.IsActive(f))).DefaultIfEmpty(AfiSafi.Ipv4Unicast).Distinct().ToArray();
        foreach (var redistribution in model.Redistributions)
        {
            var path = FactPath.Of(model, redistribution);
            var word = redistribution is { Source: RouteSource.Other, Instance: "bgp" } ? "other-bgp" : words.GetValueOrDefault(redistribution.Source);
            if (word is null || !redistribution.Family.IsUnicast())
            {
                CannotRedistribute(model, redistribution, peers, "RouterOS 6");
                continue;
            }

            if (redistribution.Instance.Length > 0 && word != "other-bgp") context.Announce(path, null, Disposition.Approximated, $"RouterOS redistributes all routes of {word}");
            if (!families.Contains(redistribution.Family)) context.Announce(path, null, Disposition.Inherent, "no session has the family");
            row.Say($"redistribute-{word}", "yes", redistribution.Origin);
            OriginOfSent(model, redistribution, peers);
            foreach (var other in families.Where(f => !model.Redistributions.Any(r => r.Family == f && r.Source == redistribution.Source && r.Instance == redistribution.Instance)))
                context.Announce(FactPath.Of(model, redistribution with { Family = other }), null, Disposition.Approximated, "RouterOS redistributes into all families of a session");
        }
    }
}
