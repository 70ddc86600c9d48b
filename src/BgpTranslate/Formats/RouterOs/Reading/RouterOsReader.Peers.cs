using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>What a connection, or a peer of release 6, says beyond its session: who the peer is, and what kind of session it is.</summary>
internal sealed partial class RouterOsReader
{
    private Peer ReadPeer(Item item)
    {
        var draft = ReadSession(item);
        var settings = draft.Settings;
        if (item["name"] is { } name && name.Value.Length > 0) settings = Said(settings, PeerSettings.Name, name.Value, name);
        if (item["comment"] is { } comment)
        {
            if (comment.Value.Length > 0) settings = Said(settings, PeerSettings.Description, comment.Value, comment);
            else Inherent(comment, "it is empty");
        }

        if (item["disabled"] is { } disabled && item.IsDisabled) settings = Said(settings, PeerSettings.Shutdown, true, disabled);
        var endpoint = ReadEndpoint(item, ref settings, out var place);
        settings = item.Menu == Menus.Peer ? ReadOldKind(item, settings) : ReadKind(item, settings, endpoint);
        settings = ReadRemoteAs(item, settings);
        settings = ReadTemplates(item, settings);
        if (BfdOf(endpoint, Inherited(item, "use-bfd") is { } bfd && Scalars.Flag(bfd.Value) is true) is { } timers) settings = settings.With(PeerSettings.BfdTimers, timers.Value, timers.Origin);
        return new Peer { Endpoint = endpoint, Settings = settings, Families = draft.Families.ToImmutableSortedDictionary(), Origin = item.Origin + place };
    }

    private PeerEndpoint ReadEndpoint(Item item, ref Settings settings, out Origin place)
    {
        place = Origin.None;
        var remote = item["remote.address"];
        var local = item["local.address"];
        PeerEndpoint? endpoint = null;
        if (remote is { Value.Length: > 0 })
        {
            State(remote);
            place = remote.Statement;
            var text = remote.Value.Split('@')[0];
            var zone = text.IndexOf('%');
            var address = zone < 0 ? text : text[..zone];
            if (address.StartsWith('[')) address = address.Trim('[', ']');
            if (IpPrefix.TryParse(address, out var prefix) && prefix.Length < prefix.Width)
            {
                endpoint = new PeerEndpoint.Range(prefix);
            }
            else if (IpAddress.TryParse(address.Split('/')[0], out var host))
            {
                endpoint = new PeerEndpoint.Address(host, zone < 0 ? null : text[(zone + 1)..].Split('/')[0]);
            }
            else
            {
                diagnostics.Add(DiagnosticCatalogue.BadValue(remote.Statement.Span, $"'{remote.Value}'", "an address, or a prefix to listen for"));
                endpoint = new PeerEndpoint.Unresolved(remote.Value);
            }
        }
        else if (remote is not null)
        {
            Inherent(remote, "the peer is whoever answers on the interface");
        }

        if (local is { Value.Length: > 0 })
        {
            if (Scalars.Address(local.Value) is { } address)
            {
                settings = Said(settings, PeerSettings.LocalAddress, address, local);
            }
            else if (endpoint is null)
            {
                State(local);
                place = local.Statement;
                endpoint = new PeerEndpoint.Interface(local.Value.Split('@')[0]);
            }
            else
            {
                settings = Said(settings, PeerSettings.LocalInterface, local.Value, local);
            }
        }
        else if (local is not null)
        {
            Inherent(local, "it is empty");
        }

        if (item["update-source"] is { } source)
        {
            if (source.Value is "" or "none") Inherent(source, "it is empty");
            else if (Scalars.Address(source.Value) is { } address) settings = Said(settings, PeerSettings.LocalAddress, address, source);
            else settings = Said(settings, PeerSettings.LocalInterface, source.Value, source);
        }

        return endpoint ?? new PeerEndpoint.Unresolved(item.Name) { IsKnownByName = true };
    }

    /// <summary>The role of a connection, and who opens it.</summary>
    private Settings ReadKind(Item item, Settings settings, PeerEndpoint endpoint)
    {
        if (item["local.role"] is { } role)
        {
            var asSaid = item["remote.as"] is { Value.Length: > 0 };
            if (Words.Roles.FirstOrDefault(r => r.Word == role.Value) is { Word: not null } known) settings = Said(settings, PeerSettings.Role, known.Role, role);
            else if (role.Value == "ibgp-rr") settings = Said(settings, FamilySettings.RouteReflectorClient, true, role);
            else if (role.Value is "ibgp" or "ebgp") Inherent(role, "the AS numbers say it");
            else if (role.Value is "ibgp-rr-client") Refuse(role, "there is no such role: clients of a reflector have the role ibgp");
            else Bad(role, "ebgp, ibgp, ibgp-rr, ebgp-provider, ebgp-customer, ebgp-peer, ebgp-rs, ebgp-rs-client");
            if (!asSaid && role.Value.StartsWith("ebgp", StringComparison.Ordinal)) settings = Said(settings, PeerSettings.RemoteAs, new RemoteAs.External(), role);
            else if (!asSaid && role.Value.StartsWith("ibgp", StringComparison.Ordinal)) settings = Said(settings, PeerSettings.RemoteAs, new RemoteAs.Internal(), role);
        }

        if (item["connect"] is { } connect)
        {
            if (endpoint is PeerEndpoint.Range) Inherent(connect, "the peers of a range open the session");
            else if (Scalars.Flag(connect.Value) is { } opens) settings = Said(settings, PeerSettings.Passive, !opens, connect);
            else Bad(connect, "yes, no");
        }

        if (item["listen"] is { } listen)
        {
            if (endpoint is PeerEndpoint.Range) Inherent(listen, "the peers of a range open the session");
            else if (Scalars.Flag(listen.Value) is { } accepts) settings = Said(settings, PeerSettings.ConnectOnly, !accepts, listen);
            else Bad(listen, "yes, no");
        }

        return settings;
    }

    private Settings ReadOldKind(Item item, Settings settings)
    {
        if (item["passive"] is { } passive)
        {
            if (Scalars.Flag(passive.Value) is { } waits) settings = Said(settings, PeerSettings.Passive, waits, passive);
            else Bad(passive, "yes, no");
        }

        if (item["route-reflect"] is { } reflect)
        {
            if (Scalars.Flag(reflect.Value) is { } isClient) settings = Said(settings, FamilySettings.RouteReflectorClient, isClient, reflect);
            else Bad(reflect, "yes, no");
        }

        return settings;
    }

    private Settings ReadRemoteAs(Item item, Settings settings)
    {
        if (item["remote.as"] is { Value.Length: > 0 } remote)
        {
            if (Scalars.As(remote.Value.Split('/')[^1]) is { } number) settings = Said(settings, PeerSettings.RemoteAs, new RemoteAs.Number(number), remote);
            else Bad(remote, "an AS number");
        }
        else if (item["remote.as"] is { } empty)
        {
            Inherent(empty, "it is empty");
        }

        if (item["remote.allowed-as"] is not { } allowed) return settings;
        if (lists.Numbers(allowed.Value) is { } list)
        {
            State(allowed);
            if (!settings.Has(PeerSettings.RemoteAs) || settings.ValueOf(PeerSettings.RemoteAs) is RemoteAs.External)
                return settings.With(PeerSettings.RemoteAs, new RemoteAs.OneOf([.. list.Entries.Select(e => e.Match)]), Origin.Of(list.Entries.SelectMany(e => e.Origin)) + allowed.Statement);
            Inherent(allowed, "the AS number is said");
        }
        else
        {
            diagnostics.Add(DiagnosticCatalogue.Undefined(allowed.Statement.Span, "num-list", allowed.Value, "no AS is allowed"));
            State(allowed);
            settings = settings.With(PeerSettings.RemoteAs, new RemoteAs.OneOf([]), allowed.Statement);
        }

        return settings;
    }

    /// <summary>The nearest template is the group; what others say that it does not say is said for the item itself.</summary>
    private Settings ReadTemplates(Item item, Settings settings)
    {
        if (item["templates"] is not { } templates) return settings;
        var names = templates.Value.Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0 || tables.Find(Menus.Template, names[^1]) is not { } nearest)
        {
            Inherent(templates, "there is no such template here");
            return settings;
        }

        settings = Said(settings, PeerSettings.Group, nearest.Name, templates);
        foreach (var other in Ancestors(item).Where(a => a != nearest && !Ancestors(nearest).Contains(a)))
        {
            foreach (var (setting, value, origin) in GroupOf(other).Settings.Entries)
            {
                if (!settings.Has(setting) && !Ancestors(nearest).Prepend(nearest).Any(a => GroupOf(a).Settings.Has(setting)) && setting != PeerSettings.Group) settings = settings.WithValue(setting, value, origin);
            }
        }

        return settings;
    }

    private readonly Dictionary<Item, PeerGroup> groups = new(ReferenceEqualityComparer.Instance);

    private PeerGroup GroupOf(Item template)
    {
        if (groups.TryGetValue(template, out var known)) return known;
        groups[template] = new PeerGroup { Name = template.Name };
        var draft = ReadSession(template);
        if (template["name"] is { Word: not null } name && log.OutcomeOf(name.Statement) is not Outcome.Stated) State(name);
        if (template["comment"] is { } comment) Inherent(comment, "a remark");
        if (template.IsDisabled) Inherent(template["disabled"]!, "whether connections may use a disabled template is not documented; they are taken to");
        var settings = ReadTemplates(template, draft.Settings);
        var origin = template.Origin;
        if (template["name"] is { Word: not null } own) origin += own.Statement;
        return groups[template] = new PeerGroup { Name = template.Name, Settings = settings, Families = draft.Families.ToImmutableSortedDictionary(), Origin = origin };
    }

    private void Refuse(Argument argument, string reason)
    {
        diagnostics.Add(DiagnosticCatalogue.Refused(argument.Statement.Span, reason));
        Inherent(argument, $"RouterOS refuses it: {reason}");
    }
}
