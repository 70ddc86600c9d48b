using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>Instances: said since 7.20 and in release 6; between them, the sessions of one VRF are one.</summary>
internal sealed partial class RouterOsReader
{
    private const string Main = "main";

    /// <summary>The AS number of release 6's instance <c>default</c> when nothing is said.</summary>
    private const uint BuiltInAs = 65530;

    private Settings general = Settings.Empty;

    /// <summary>A session with the item that describes it.</summary>
    private sealed record Session(Item Item, Peer Peer);

    /// <summary>An instance under construction.</summary>
    private sealed class InstanceDraft(Item? item, string vrf)
    {
        public Item? Item { get; } = item;

        public string Vrf { get; } = vrf;

        public List<Session> Sessions { get; } = [];
    }

    private ImmutableArray<BgpInstance> ReadInstances()
    {
        var drafts = new List<InstanceDraft>();
        foreach (var item in tables[Menus.Instance]) drafts.Add(new InstanceDraft(item, VrfOf(item)));
        foreach (var item in tables[Menus.Connection].Concat(tables[Menus.Peer]))
        {
            if (item.IsForeign && !item.Arguments.Any(a => a.Name != "name" && ArgumentNames.IsKnown(item.Menu, a.Name)))
            {
                Inherent(item["name"]!, "nothing that is known is changed");
                foreach (var command in item.Origin) log.Close(command, new Outcome.Inherent("nothing that is known is changed"));
                continue;
            }

            var peer = ReadPeer(item);
            var instance = InstanceOf(item, ref peer);
            var vrf = instance is null || item.Menu == Menus.Connection ? VrfOf(item, instance, ref peer) : VrfOf(instance);
            var draft = drafts.Find(d => d.Item == instance && d.Vrf == vrf);
            if (draft is null)
            {
                draft = new InstanceDraft(instance, vrf);
                drafts.Add(draft);
            }

            draft.Sessions.Add(new Session(item, peer));
        }

        // An instance whose sessions all name another VRF has none of its own.
        drafts.RemoveAll(d => d.Sessions.Count == 0 && d.Item is not null && drafts.Exists(o => o != d && o.Item == d.Item));
        if (drafts.Count == 0 && (tables.Has(Menus.Network) || tables.Has(Menus.Aggregate) || tables.Has(Menus.InstanceVrf))) drafts.Add(new InstanceDraft(null, "default"));
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var settings = new Dictionary<Item, Settings>(ReferenceEqualityComparer.Instance);
        var instances = drafts.Select(d => Build(d, taken.Add(d.Vrf) ? "" : d.Item?.Name ?? "", settings)).ToImmutableArray();
        foreach (var template in tables[Menus.Template].Where(t => !groups.ContainsKey(t)))
        {
            var unused = GroupOf(template);
            CloseOriginations(template);
            if (instances.Length > 0) instances = instances.SetItem(0, instances[0] with { Groups = instances[0].Groups.Add(unused) });
            else
            {
                CloseAll(template, Because("no connection uses the template"));
                carried.RemoveAll(c => c.Context is [Menus.Template, var name] && name == template.Name);
            }
        }

        return [.. instances.OrderBy(i => i.Vrf == "default" ? 0 : 1)];
    }

    /// <summary>The instance an item names; in release 6, <c>default</c> where none is named.</summary>
    private Item? InstanceOf(Item item, ref Peer peer)
    {
        var named = item["instance"];
        var isOfSix = item.Menu == Menus.Peer;
        if (named is null && !isOfSix) return tables[Menus.Instance].Count == 1 && release >= Releases.V720 ? tables[Menus.Instance][0] : null;
        var name = named?.Value ?? "default";
        if (tables.Find(Menus.Instance, name) is not { } instance)
        {
            if (named is not null)
            {
                diagnostics.Add(DiagnosticCatalogue.Undefined(named.Statement.Span, "instance", name, "the session does not run"));
                Inherent(named, "there is no such instance here");
            }

            return null;
        }

        if (named is not null && tables[Menus.Instance].Count == 1 && (isOfSix || release >= Releases.V720))
        {
            Inherent(named, "there is no other instance");
        }
        else if (named is not null)
        {
            State(named);
            peer = peer with { Origin = peer.Origin + named.Statement };
        }

        return instance;
    }

    /// <summary>The VRF of an instance: said, or the one whose table it uses.</summary>
    private string VrfOf(Item instance)
    {
        var said = instance["vrf"] ?? instance["routing-table"];
        foreach (var name in new[] { "vrf", "routing-table" })
        {
            if (instance[name] is not { } argument) continue;
            if (argument == said && argument.Value is not (Main or "")) State(argument);
            else Inherent(argument, argument.Value == said?.Value || argument.Value is Main or "" ? "it says what holds anyway" : "the VRF decides");
        }

        return said?.Value is null or Main or "" ? "default" : said.Value;
    }

    private string VrfOf(Item item, Item? instance, ref Peer peer)
    {
        var vrf = Inherited(item, "vrf");
        var table = Inherited(item, "routing-table");
        var name = vrf?.Value ?? instance?.Value("vrf") ?? instance?.Value("routing-table") ?? Main;
        foreach (var level in Ancestors(item).Prepend(item))
        {
            if (level["vrf"] is { } said)
            {
                if (said.Value is Main or "" || said.Value == instance?.Value("vrf")) Inherent(said, "it says what holds anyway");
                else
                {
                    State(said);
                    peer = peer with { Origin = peer.Origin + said.Statement };
                }
            }

            if (level["routing-table"] is { } route && (route.Value == name || (route.Value is Main or "" && name == Main) || route != table)) Inherent(route, "it is the table of the VRF");
        }

        // Routes that go to the table of a VRF are those of the VRF, wherever the session runs.
        if (table is { Value.Length: > 0 } && table.Value != name)
        {
            State(table);
            if (name == Main && vrf is null && tables.Find(Menus.Vrf, table.Value) is not null)
            {
                peer = peer with { Origin = peer.Origin + table.Statement };
                return table.Value;
            }

            peer = peer with { Settings = peer.Settings.With(FamilySettings.Rib, table.Value, table.Statement) };
        }

        return name is Main or "" ? "default" : name;
    }

    private BgpInstance Build(InstanceDraft draft, string distinction, Dictionary<Item, Settings> known)
    {
        var settings = draft.Item is null ? Settings.Empty : known.TryGetValue(draft.Item, out var before) ? before : known[draft.Item] = ReadInstance(draft.Item);
        var isSix = draft.Sessions.Exists(s => s.Item.Menu == Menus.Peer) || (draft.Sessions.Count == 0 && release.Major == 6);
        if (isSix && !settings.Has(PeerSettings.LocalAs) && (draft.Item is null || draft.Item.Name == "default")) settings = settings.With(PeerSettings.LocalAs, new LocalAs(BuiltInAs));
        var families = ImmutableSortedDictionary<AfiSafi, FamilyScope>.Empty;
        if (draft.Item?["multipath"] is { } multipath)
        {
            if (Scalars.UInt(multipath.Value) is { } paths and > 0)
            {
                State(multipath);
                foreach (var family in draft.Sessions.SelectMany(s => FamiliesOf(s.Item)).Where(f => f.IsUnicast()).Append(AfiSafi.Ipv4Unicast).Distinct())
                {
                    families = families.SetItem(family, new FamilyScope
                    {
                        Family = family,
                        Settings = Settings.Empty.With(TableSettings.MaximumPathsEbgp, paths, multipath.Statement).With(TableSettings.MaximumPathsIbgp, paths, multipath.Statement),
                    });
                }
            }
            else Bad(multipath, "a number");
        }

        var templates = draft.Sessions.SelectMany(s => Ancestors(s.Item)).Distinct().ToHashSet();
        var instance = new BgpInstance
        {
            Vrf = draft.Vrf,
            Distinction = distinction,
            Settings = settings,
            Origin = draft.Item?.Origin ?? Origin.None,
            Families = families,
            Groups = [.. tables[Menus.Template].Where(templates.Contains).Select(GroupOf)],
        };
        if (draft.Item is { Menu: Menus.Instance } item && (item["vrf"] ?? item["routing-table"]) is { Value: not (Main or "") } vrf) instance = instance with { Origin = instance.Origin + vrf.Statement };
        return Originate(instance, draft, isSix);
    }

    /// <summary>What an instance says for all its sessions.</summary>
    private Settings ReadInstance(Item item)
    {
        var draft = new SessionDraft();
        ReadLocalAs(item, draft);
        var settings = draft.Settings;
        if (item["name"] is { Word: not null } name) settings = Said(settings, InstanceSettings.Name, name.Value, name);
        if (item["comment"] is { } comment) Inherent(comment, "a remark");
        if (item["disabled"] is { } disabled)
        {
            if (item.IsDisabled) settings = Said(settings, PeerSettings.Shutdown, true, disabled);
            else Inherent(disabled, "it is enabled");
        }

        if (item["router-id"] is { } id)
        {
            if (id.Value is "" or "0.0.0.0") Inherent(id, "the router elects an address");
            else if (RouterId(id) is { } router) settings = settings.With(PeerSettings.RouterId, router.Value, router.Origin);
        }

        if (item["cluster-id"] is { } cluster)
        {
            if (Scalars.Address(cluster.Value) is { } address) settings = Said(settings, PeerSettings.ClusterId, address, cluster);
            else if (cluster.Value.Length == 0) Inherent(cluster, "it is empty");
            else Bad(cluster, "an IPv4 address");
        }

        if (item["ignore-as-path-len"] is { } ignore)
        {
            if (Scalars.Flag(ignore.Value) is { } ignores) settings = Said(settings, PeerSettings.AsPathIgnore, ignores, ignore);
            else Bad(ignore, "yes, no");
        }

        if (item["client-to-client-reflection"] is { } reflection)
        {
            if (Scalars.Flag(reflection.Value) is { } reflects) settings = Said(settings, InstanceSettings.ClientToClientReflection, reflects, reflection);
            else Bad(reflection, "yes, no");
        }

        if (item["confederation"] is { } confederation)
        {
            if (Scalars.As(confederation.Value) is { } number and > 0) settings = Said(settings, PeerSettings.ConfederationIdentifier, number, confederation);
            else Inherent(confederation, "there is no confederation");
        }

        if (item["confederation-peers"] is { } members)
        {
            var numbers = members.Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Scalars.Range).ToArray();
            if (numbers.Length == 0) Inherent(members, "it is empty");
            else if (numbers.All(n => n is { } r && r.High - r.Low < 256))
                settings = Said(settings, InstanceSettings.ConfederationMembers, new AsList(numbers.SelectMany(n => Enumerable.Range(0, (int)(n!.Value.High - n.Value.Low) + 1).Select(i => n.Value.Low + (uint)i))), members);
            else Bad(members, "AS numbers");
        }

        return settings;
    }

    // -------------------------------------------------------------------------------------------------- router ids

    private void ReadIds()
    {
        foreach (var item in tables[Menus.Id])
        {
            if (CloseDisabled(item)) continue;
            CloseUsual(item);
            foreach (var argument in item.Arguments.Where(a => a.Name is "select-dynamic-id" or "select-from-vrf"))
                Inherent(argument, item["id"] is null ? "the router elects an address" : "an id that is said needs no election");
            foreach (var statement in item.Origin) log.Close(statement, Because("an id counts where it is named"));
            if (item["name"] is { Word: not null } name) Inherent(name, "an id counts where it is named");
            if (item["id"] is not { } id) continue;
            Inherent(id, "nothing names it");
            if (item.Name == Main && Scalars.Address(id.Value) is { Afi: Afi.Ipv4 } address) general = Said(general, PeerSettings.RouterId, address, id);
        }
    }

    /// <summary>A router id, or the one that a name of <c>/routing id</c> has.</summary>
    private Stated<IpAddress>? RouterId(Argument argument)
    {
        if (Scalars.Address(argument.Value) is { Afi: Afi.Ipv4 } address)
        {
            State(argument);
            return new Stated<IpAddress>(address, argument.Statement);
        }

        if (tables.Find(Menus.Id, argument.Value) is { IsDisabled: false } named)
        {
            if (named["id"] is not { } id || Scalars.Address(id.Value) is not { } said)
            {
                Inherent(argument, "the router elects an address");
                return null;
            }

            State(argument);
            State(id);
            foreach (var statement in named.Origin) State(new Argument("", "", statement, null));
            return new Stated<IpAddress>(said, named.Origin + id.Statement + argument.Statement);
        }

        if (argument.Value is Main or "") Inherent(argument, "it says what holds anyway");
        else Bad(argument, "an IPv4 address, or a name of /routing id");
        return null;
    }
}
