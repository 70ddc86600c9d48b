using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Writing;

/// <summary>What a connection of release 7 and a peer of release 6 say alike. Values are those in effect: what templates take over is found when all rows are there.</summary>
internal sealed class SessionText(WritingContext context, PolicyPlan policies, ListText lists, EffectiveInstance instance)
{
    /// <summary>The row of a session; null where it cannot be written.</summary>
    public Row? Write(EffectivePeer peer, string name)
    {
        var path = FactPath.Of(instance.Instance, peer.Peer);
        var row = new Row(peer.Peer.Origin).Say("name", name, peer.Peer.Settings.Get(PeerSettings.Name)?.Origin ?? default);
        if (!Endpoint(peer, row, path)) return null;
        AFewOf(peer, row, path);
        var families = Families(peer, row, path, out var isMute);
        foreach (var term in SessionTerms.All) Term(peer, families, term, row, path);
        WriteRemoteAs(peer, row, path);
        Ttl(peer, row, path);
        NextHops(peer, families, row, path);
        Limits(peer, families, row, path);
        AddPaths(peer, families, row, path);
        DefaultRoute(peer, families, row, path);
        if (isMute)
        {
            row.Say(ImportName, policies.Nothing());
            row.Say(ExportName, policies.Nothing());
            return row;
        }

        if (policies.ChainFor(peer, families, isExport: false) is { } import) row.Say(ImportName, import.Chain, import.Origin);
        if (policies.ChainFor(peer, families, isExport: true) is { } export) row.Say(ExportName, export.Chain, export.Origin);
        return row;
    }

    private string ImportName => context.IsSix ? "in-filter" : "input.filter";

    private string ExportName => context.IsSix ? "out-filter" : "output.filter-chain";

    // ------------------------------------------------------------------------------------------------ who the peer is

    private bool Endpoint(EffectivePeer peer, Row row, string path)
    {
        var remote = context.IsSix ? "remote-address" : "remote.address";
        var local = peer.Get(PeerSettings.LocalAddress);
        var link = peer.Get(PeerSettings.LocalInterface);
        switch (peer.Peer.Endpoint)
        {
            case PeerEndpoint.Address address:
                var zone = address.Zone ?? (address.Ip.IsLinkLocal ? peer.Get(PeerSettings.BindInterface).Value as string : null);
                row.Say(remote, zone is null ? address.Ip.ToString() : $"{address.Ip}%{zone}", peer.Peer.Origin);
                break;
            case PeerEndpoint.Range range when !context.IsSix:
                row.Say(remote, range.Prefix.ToString(), peer.Peer.Origin).Say("connect", "no").Say("listen", "yes");
                break;
            case PeerEndpoint.Interface unnumbered when context.Release >= Releases.V722:
                row.Say("local.address", unnumbered.Name, peer.Peer.Origin);
                if (local.IsSaid) context.Announce(path, PeerSettings.LocalAddress, Disposition.Lost, "RouterOS's unnumbered sessions use the interface's own address");
                if (link.IsSaid) context.Announce(path, PeerSettings.LocalInterface, Disposition.Lost, "RouterOS's unnumbered sessions use the interface's own address");
                return true;
            case PeerEndpoint.Unresolved { Text: var text } when text.Contains('$'):
                row.Say(remote, text, peer.Peer.Origin);
                break;
            case PeerEndpoint.Unresolved { IsKnownByName: true } when HasMore(peer):
                break;
            case PeerEndpoint.Unresolved:
                context.Announce(path, null, Disposition.NeedsInput, "the address of the peer: put it into the source");
                return false;
            default:
                context.Announce(path, null, Disposition.Lost, context.IsSix ? "RouterOS 6 has sessions with addresses alone" : "RouterOS has unnumbered sessions since 7.22");
                return false;
        }

        if (local is { IsSaid: true, Value: IpAddress source }) row.Say(context.IsSix ? "update-source" : "local.address", source.ToString(), local.Origin);
        else if (context.IsSix && link is { IsSaid: true, Value: string name }) row.Say("update-source", name, link.Origin);
        return true;
    }

    /// <summary>Something is said about a session that the source changes without having made it.</summary>
    private bool HasMore(EffectivePeer peer) => context.Configuration.Carried.Any(c => c.Context is [_, var owner] && owner == peer.Peer.Settings.ValueOf(PeerSettings.Name)) || peer.Peer.Settings.Entries.Any(e => e.Setting != PeerSettings.Name) || peer.Peer.Families.Count > 0 || peer.Instance.Instance.Networks.Length > 0;

    private void AFewOf(EffectivePeer peer, Row row, string path)
    {
        if (peer.Get(PeerSettings.Description) is { Value: string { Length: > 0 } remark } description) row.Say("comment", remark, description.Origin);
        if (peer.Get(PeerSettings.Shutdown) is { Value: true } shutdown) row.Say("disabled", "yes", shutdown.Origin);
        if (peer.Peer.Endpoint is not PeerEndpoint.Range)
        {
            if (peer.Get(PeerSettings.Passive) is { Value: true } passive) (context.IsSix ? row.Say("passive", "yes", passive.Origin) : row.Say("connect", "no", passive.Origin)).SayIf("listen", context.IsSix ? null : "yes");
            if (!context.IsSix && peer.Get(PeerSettings.ConnectOnly) is { Value: true } connects) row.Say("listen", "no", connects.Origin);
        }
        else if (peer.Get(PeerSettings.Passive) is { Value: false, IsSaid: true })
        {
            context.Announce(path, PeerSettings.Passive, Disposition.Lost, "RouterOS waits for the peers of a range");
        }
    }

    private void WriteRemoteAs(EffectivePeer peer, Row row, string path)
    {
        var said = peer.Get(PeerSettings.RemoteAs);
        var name = context.IsSix ? "remote-as" : "remote.as";
        var local = (peer.Get(PeerSettings.LocalAs).Value as LocalAs)?.As;
        switch (said.Value)
        {
            case RemoteAs.Number number:
                row.Say(name, Text(number.As), said.Origin);
                break;
            case RemoteAs.Internal when context.IsSix && local is { } own:
                row.Say(name, Text(own), said.Origin);
                break;
            case RemoteAs.Internal or RemoteAs.External when !context.IsSix:
                break;
            case RemoteAs.OneOf list when !context.IsSix && list.Ranges.Length > 0:
                row.Say("remote.allowed-as", lists.Numbers($"{row.Arguments["name"].Value}-as", list.Ranges, said.Origin), said.Origin);
                break;
            case null when !context.IsSix:
                context.Announce(path, PeerSettings.RemoteAs, Disposition.Approximated, "RouterOS wants the kind of a session said: it is taken to be external");
                break;
            default:
                if (context.IsSix)
                {
                    // The kind of the session is not known either, and its TTL.
                    foreach (var setting in new Setting[] { PeerSettings.RemoteAs, PeerSettings.MultihopTtl })
                        context.Announce(path, setting, said.Value is null ? Disposition.NeedsInput : Disposition.Lost, "RouterOS 6 wants the AS number of the peer");
                }
                else context.Announce(path, PeerSettings.RemoteAs, Disposition.Approximated, $"RouterOS takes one AS number or any, not '{said.Value}'");
                break;
        }

        Kind(peer, row, path, said);
    }

    /// <summary>Release 7 wants the kind of the session said; 6 whether the peer is a client of the reflector.</summary>
    private void Kind(EffectivePeer peer, Row row, string path, EffectiveValue remote)
    {
        var active = peer.Families.Where(peer.IsActive).ToArray();
        var client = active.Select(f => peer.Get(FamilySettings.RouteReflectorClient, f)).FirstOrDefault(v => v.Value is true);
        var isClient = client.Value is true;
        var kind = peer.Session == SessionType.Unknown && remote.Value is RemoteAs.Internal ? SessionType.Internal : peer.Session;
        foreach (var family in active.Where(f => isClient && peer.Get(FamilySettings.RouteReflectorClient, f).Value is not true))
            context.Announce(FactPath.Of(instance.Instance, peer.Peer, family), FamilySettings.RouteReflectorClient, Disposition.Approximated, "RouterOS reflects all families of a session or none");
        if (context.IsSix)
        {
            if (isClient) row.Say("route-reflect", "yes", client.Origin);
            return;
        }

        var role = peer.Get(PeerSettings.Role);
        if (kind == SessionType.Internal)
        {
            row.Say("local.role", isClient ? "ibgp-rr" : "ibgp", isClient ? client.Origin : Said(remote));
            if (role is { IsSaid: true, Value: BgpRole }) context.Announce(path, PeerSettings.Role, Disposition.Inherent, "roles are for sessions with other AS");
            return;
        }

        if (isClient && kind != SessionType.Internal)
        {
            foreach (var family in active) context.Announce(FactPath.Of(instance.Instance, peer.Peer, family), FamilySettings.RouteReflectorClient, Disposition.Inherent, "routes are reflected to iBGP peers alone");
        }

        row.Say("local.role", role.Value is BgpRole said ? Words.Roles.First(r => r.Role == said).Word : "ebgp", role.Value is BgpRole ? role.Origin : Said(remote));

        static Origin Said(EffectiveValue remote) => remote.Value is RemoteAs.Internal or RemoteAs.External ? remote.Origin : Origin.None;
    }

    // ---------------------------------------------------------------------------------------------------- families

    /// <summary>The families of the session that RouterOS has. A session without any has IPv4, and nothing passes.</summary>
    private List<AfiSafi> Families(EffectivePeer peer, Row row, string path, out bool isMute)
    {
        var active = peer.Families.Where(peer.IsActive).ToList();
        var known = active.Where(f => WordFor(f) is not null).ToList();
        foreach (var family in active.Except(known))
            context.Announce(FactPath.Of(instance.Instance, peer.Peer, family), null, Disposition.Lost, $"RouterOS {context.Release} does not know the family {family.Name()}");
        isMute = known.Count == 0;
        var origin = Origin.Of(peer.Families.SelectMany(f => peer.Get(FamilySettings.Active, f).Origin));
        var words = known.Select(f => WordFor(f)!).ToList();
        var name = context.IsSix || context.Release < Releases.V719 ? "address-families" : "afi";
        if (isMute)
        {
            row.Say(name, "ip", origin);
            context.Announce(FactPath.Of(instance.Instance, peer.Peer, AfiSafi.Ipv4Unicast), null, Disposition.Approximated, "RouterOS's sessions have one family at least; filters let nothing pass");
            return [AfiSafi.Ipv4Unicast];
        }

        if (context.Configuration.Carried.Any(c => c is { Format: "routeros", Text: "afi=l2vpn-cisco" } && c.Context is [_, var owner] && owner == row.Arguments["name"].Value)) words.Add("l2vpn-cisco");
        row.Say(name, string.Join(',', words), origin);
        return known;
    }

    private string? WordFor(AfiSafi family)
    {
        var word = Words.Families.FirstOrDefault(f => f.Family == family).Word;
        return word switch
        {
            "evpn" => context.Release >= Releases.V720 ? word : null,
            "vpnv6" => context.IsSix ? null : word,
            _ => word,
        };
    }

    /// <summary>A value said for families, on which all families of the session should agree: RouterOS says it once.</summary>
    private EffectiveValue Agreed(EffectivePeer peer, IReadOnlyList<AfiSafi> families, Setting setting)
    {
        if (setting.Scope != SettingScope.Family) return peer.Get(setting);
        var values = families.Select(f => (Family: f, Value: peer.Get(setting, f))).ToArray();
        if (values.Length == 0) return default;
        var chosen = values.GroupBy(v => v.Value.Value).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key is not (null or false)).First().First().Value;
        foreach (var (family, value) in values.Where(v => !Equals(v.Value.Value, chosen.Value)))
            context.Announce(FactPath.Of(instance.Instance, peer.Peer, family), setting, Disposition.Approximated, $"RouterOS says it for all families of a session: {Setting.Format(chosen.Value)} here, not {Setting.Format(value.Value)}");
        var origin = Origin.Of(values.Where(v => Equals(v.Value.Value, chosen.Value)).SelectMany(v => v.Value.Origin));
        return values.Any(v => v.Value.IsSaid) ? new EffectiveValue(chosen.Value, origin, null) : chosen;
    }

    private object? DefaultOf(EffectivePeer peer, Setting setting)
    {
        var where = new DefaultContext(peer.Session, null, peer.Peer.Endpoint, s => peer.Get(s).Value);
        return context.Request.Target.Defaults.Find(setting, where)?.Value(where);
    }

    // ----------------------------------------------------------------------------------------------------- values

    private void Term(EffectivePeer peer, IReadOnlyList<AfiSafi> families, SessionTerm term, Row row, string path)
    {
        if (term.Setting == PeerSettings.RouterId || term.Setting == PeerSettings.ClusterId || term.Setting == PeerSettings.AsPathIgnore)
        {
            // Said at the instance where there is one.
            if (context.IsSix || context.Release >= Releases.V720) return;
        }

        var value = Agreed(peer, families, term.Setting);
        if (!value.IsSaid || value.Value is not { } said) return;
        var standard = DefaultOf(peer, term.Setting);
        if (Equals(said, standard) || (standard is null && said is false)) return;
        if (term.NameFor(context.Release) is not { Length: > 0 } name) return;
        if (term.Setting == FamilySettings.AllowOwnAs && said is uint and > 10)
        {
            context.Announce(path, term.Setting, Disposition.Approximated, "RouterOS counts up to 10");
            foreach (var family in families) context.Announce(FactPath.Of(instance.Instance, peer.Peer, family), term.Setting, Disposition.Approximated, "RouterOS counts up to 10");
            row.Say(name, "10", value.Origin);
            return;
        }

        if (term.Setting == FamilySettings.RemovePrivateAs && said is not RemovePrivateAs.WhenOnlyPrivate)
        {
            foreach (var family in families) context.Announce(FactPath.Of(instance.Instance, peer.Peer, family), term.Setting, Disposition.Approximated, "RouterOS removes private numbers where the path holds no others");
        }

        if (term.Write(said) is { } text) row.Say(name, text, value.Origin);
        else context.Announce(path, term.Setting, Disposition.Lost, $"RouterOS cannot say {(said is Secret ? "a key longer than 80 characters" : Setting.Format(said))} for {name}");
    }

    private void Ttl(EffectivePeer peer, Row row, string path)
    {
        var ttl = peer.Get(PeerSettings.MultihopTtl);
        var security = peer.Get(PeerSettings.TtlSecurityHops);
        if (!context.IsSix && security is { IsSaid: true, Value: uint hops and >= 1 and <= 254 })
        {
            row.Say("remote.ttl", Text(256 - hops), security.Origin);
            if (hops > 1 || ttl.Value is uint and > 1) row.Say("multihop", "yes", security.Origin);
            if (hops > 1 && !ttl.IsSaid) context.Announce(path, PeerSettings.MultihopTtl, Disposition.Inherent, "a peer several hops away needs multihop");
        }

        if (!ttl.IsSaid || ttl.Value is not uint number || Equals(number, DefaultOf(peer, PeerSettings.MultihopTtl))) return;
        var isExternal = peer.Session != SessionType.Internal;
        if (isExternal && number > 1) row.Say("multihop", "yes", ttl.Origin);
        if (number is 0 or > 255)
        {
            context.Announce(path, PeerSettings.MultihopTtl, Disposition.Lost, "RouterOS takes TTLs from 1 to 255");
            return;
        }

        if (number < 255 || !isExternal) row.Say(context.IsSix ? "ttl" : "local.ttl", Text(number), ttl.Origin);
    }

    private void NextHops(EffectivePeer peer, IReadOnlyList<AfiSafi> families, Row row, string path)
    {
        var self = Agreed(peer, families, FamilySettings.NextHopSelf);
        var unchanged = Agreed(peer, families, FamilySettings.NextHopUnchanged);
        if (self.Value is NextHopSelf.Ebgp or NextHopSelf.Ibgp or NextHopSelf.All)
        {
            row.Say("nexthop-choice", "force-self", self.Origin);
            if (self.Value is not NextHopSelf.All)
            {
                // Without clients, no route of an iBGP peer goes to another.
                var reflects = instance.Peers.Any(p => p.Families.Any(f => p.IsActive(f) && p.Get(FamilySettings.RouteReflectorClient, f).Value is true));
                foreach (var family in families)
                {
                    context.Announce(
                        FactPath.Of(instance.Instance, peer.Peer, family), FamilySettings.NextHopSelf, reflects || self.Value is NextHopSelf.Ibgp ? Disposition.Approximated : Disposition.Inherent,
                        reflects || self.Value is NextHopSelf.Ibgp ? "RouterOS's force-self means every route" : "no routes are reflected, so all routes sent are meant");
                }
            }

            if (unchanged.Value is true)
            {
                foreach (var family in families) context.Announce(FactPath.Of(instance.Instance, peer.Peer, family), FamilySettings.NextHopUnchanged, Disposition.Lost, "RouterOS forces its own address or leaves next hops alone");
            }
        }
        else if (unchanged is { Value: true })
        {
            row.Say("nexthop-choice", "propagate", unchanged.Origin);
        }

        if (context.IsSix) return;
        if (Agreed(peer, families, FamilySettings.AsPathUnchanged) is { Value: true } path0) row.Say("output.default-prepend", "0", path0.Origin);
    }

    private void Limits(EffectivePeer peer, IReadOnlyList<AfiSafi> families, Row row, string path)
    {
        foreach (var family in families)
        {
            var at = FactPath.Of(instance.Instance, peer.Peer, family);
            var limit = peer.Get(FamilySettings.PrefixLimit, family);
            var received = peer.Get(FamilySettings.ReceivedPrefixLimit, family);
            if (limit.Value is not PrefixLimit && received.Value is PrefixLimit)
            {
                context.Announce(at, FamilySettings.ReceivedPrefixLimit, Disposition.Approximated, "RouterOS has one limit, which is on the routes it processes");
                context.Announce(at, FamilySettings.PrefixLimit, Disposition.Inherent, "it is the limit on received routes");
                limit = received;
            }
            else if (received.Value is PrefixLimit)
            {
                context.Announce(at, FamilySettings.ReceivedPrefixLimit, Disposition.Lost, "RouterOS has one limit");
            }

            if (limit is not { IsSaid: true, Value: PrefixLimit said }) continue;
            if (context.IsSix)
            {
                row.Say("max-prefix-limit", Text(said.Max), limit.Origin);
                if (said is { Action: PrefixLimitAction.Restart, RestartSeconds: > 0 }) row.Say("max-prefix-restart-time", Scalars.Time(said.RestartSeconds), limit.Origin);
                if (said != new PrefixLimit(said.Max, PrefixLimitAction.Restart, Math.Max(said.RestartSeconds, 1)) && said != new PrefixLimit(said.Max))
                    context.Announce(at, FamilySettings.PrefixLimit, Disposition.Approximated, "RouterOS closes the session beyond the limit, and says nothing before");
                continue;
            }

            if (family is not (AfiSafi.Ipv4Unicast or AfiSafi.Ipv6Unicast))
            {
                context.Announce(at, FamilySettings.PrefixLimit, Disposition.Lost, "RouterOS limits IPv4 and IPv6 routes");
                continue;
            }

            row.Say(family == AfiSafi.Ipv4Unicast ? "input.limit-process-routes-ipv4" : "input.limit-process-routes-ipv6", Text(said.Max), limit.Origin);
            if (said != new PrefixLimit(said.Max)) context.Announce(at, FamilySettings.PrefixLimit, Disposition.Approximated, "RouterOS closes the session beyond the limit until it is cleared by hand");
        }

        if (!context.IsSix) return;
        var all = families.Select(f => peer.Get(FamilySettings.PrefixLimit, f).Value).Distinct().ToArray();
        if (all.Length < 2) return;
        foreach (var family in families) context.Announce(FactPath.Of(instance.Instance, peer.Peer, family), FamilySettings.PrefixLimit, Disposition.Approximated, "RouterOS 6 has one limit for a session");
    }

    private void AddPaths(EffectivePeer peer, IReadOnlyList<AfiSafi> families, Row row, string path)
    {
        if (context.IsSix) return;
        var sends = families.Where(f => peer.Get(FamilySettings.AddPathSend, f).Value is AddPathSend { Selection: not AddPathSelection.None }).ToArray();
        var receives = families.Where(f => f.IsUnicast() && peer.Get(FamilySettings.AddPathReceive, f) is { Value: true, IsSaid: true }).ToArray();
        foreach (var family in sends.Where(f => peer.Get(FamilySettings.AddPathSend, f).Value is not AddPathSend { Selection: AddPathSelection.All }))
            context.Announce(FactPath.Of(instance.Instance, peer.Peer, family), FamilySettings.AddPathSend, Disposition.Approximated, "RouterOS sends all paths");
        foreach (var family in sends.Where(f => !f.IsUnicast()))
            context.Announce(FactPath.Of(instance.Instance, peer.Peer, family), FamilySettings.AddPathSend, Disposition.Lost, "RouterOS sends several paths of IPv4 and IPv6 routes");
        var origin = Origin.Of(sends.SelectMany(f => peer.Get(FamilySettings.AddPathSend, f).Origin));
        if (context.Release < Releases.V722)
        {
            if (sends.Length > 0) row.Say("add-path-out", "all", origin);
            foreach (var family in families.Where(f => sends.Length > 0 && !sends.Contains(f))) context.Announce(FactPath.Of(instance.Instance, peer.Peer, family), FamilySettings.AddPathSend, Disposition.Approximated, "RouterOS sends several paths of all families before 7.22");
            return;
        }

        string Joined(IEnumerable<AfiSafi> of) => string.Join(',', of.Where(f => f.IsUnicast()).Select(f => WordFor(f)));
        if (Joined(sends) is { Length: > 0 } output) row.Say("output.add-path", output, origin);
        if (Joined(receives) is { Length: > 0 } input) row.Say("input.add-path", input, Origin.Of(receives.SelectMany(f => peer.Get(FamilySettings.AddPathReceive, f).Origin)));
    }

    private void DefaultRoute(EffectivePeer peer, IReadOnlyList<AfiSafi> families, Row row, string path)
    {
        var says = families.Where(f => peer.Get(FamilySettings.DefaultOriginate, f).Value is PolicyUse.AcceptAll or PolicyUse.Named).ToArray();
        if (says.Length == 0) return;
        row.Say(context.IsSix ? "default-originate" : "output.default-originate", "always", Origin.Of(says.SelectMany(f => peer.Get(FamilySettings.DefaultOriginate, f).Origin)));
        foreach (var family in families)
        {
            var at = FactPath.Of(instance.Instance, peer.Peer, family);
            if (!says.Contains(family)) context.Announce(at, FamilySettings.DefaultOriginate, Disposition.Approximated, "RouterOS sends default routes of all families of a session");
            else if (peer.Get(FamilySettings.DefaultOriginate, family).Value is PolicyUse.Named) context.Announce(at, FamilySettings.DefaultOriginate, Disposition.Approximated, "RouterOS has no policy for the default route it sends");
        }
    }

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
