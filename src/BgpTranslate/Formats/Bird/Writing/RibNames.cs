using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>Names of tables, and the tables that channels use where nobody says one.</summary>
internal sealed class RibNames(WritingContext context)
{
    private readonly Dictionary<(string Vrf, AfiSafi Family), (string Table, string? Igp)> tables = [];
    private readonly Dictionary<(string Vrf, Afi Afi), string> vrfTables = [];

    /// <summary>Tables of our own making: type and name, in the order in which they were asked for.</summary>
    public List<(string Type, string Name)> Added { get; } = [];

    /// <summary>BIRD's name of a table.</summary>
    public string Of(string name, AfiSafi family) => Of(name, family.Afi() ?? Afi.Ipv4);

    /// <summary>BIRD's name of a table. A VRF of other platforms has one for each family.</summary>
    public string Of(string name, Afi afi) => Of(name, afi, afi == Afi.Ipv4 ? "ipv4" : "ipv6");

    /// <summary>BIRD's name of a table of a kind.</summary>
    public string Of(string name, Afi afi, string kind)
    {
        if (name == Rib.Main) return context.MainTable(afi);
        if (name is "master4" or "master6" or "master") return name;
        if (!context.OriginatesExplicitly && !context.Configuration.Ribs.Any(r => r.Name == name)) context.Missing.Table(kind, Renamed(name));
        if (!context.OriginatesExplicitly || context.Configuration.Ribs.Any(r => r.Name == name)) return Renamed(name);
        if (vrfTables.TryGetValue((name, afi), out var known)) return known;
        var type = afi == Afi.Ipv4 ? "ipv4" : "ipv6";
        var table = vrfTables[(name, afi)] = context.FreshName("table", name + (afi == Afi.Ipv4 ? "4" : "6"));
        Added.Add((type, table));
        context.Announce(Disposition.Inherent, $"the table of VRF {name}", $"rib {type} {table}");
        context.Announce(Disposition.Inherent, "the table of the VRF", setting: FamilySettings.Rib);
        return table;
    }

    private string Renamed(string name)
    {
        var result = context.Name("rib", name);
        if (result == name) return result;
        foreach (var setting in new Setting[] { FamilySettings.Rib, FamilySettings.IgpRib, RibSettings.Rib, RibSettings.PeerRib })
            context.Announce(Disposition.Inherent, "the table has a name that BIRD 2 accepts", setting: setting);
        return result;
    }

    /// <summary>The ROA tables that a cache fills: type and name. Where it does not say, all there are.</summary>
    public IEnumerable<(string Type, string Name)> RoaTablesOf(NamedObject cache)
    {
        if (cache.Settings.ValueOf(OtherSettings.RpkiTables) is { } said)
        {
            foreach (var part in said.Split("; ", StringSplitOptions.RemoveEmptyEntries))
            {
                if (part.Split(' ') is [var type, var name]) yield return (type, Of(name, type == "roa6" ? Afi.Ipv6 : Afi.Ipv4, type));
            }

            yield break;
        }

        context.Announce(Disposition.Inherent, "the tables that the policies ask", cache.Key, OtherSettings.RpkiTables);
        foreach (var table in RoaTables) yield return table;
    }

    /// <summary>The ROA tables: the user's, or <c>r4</c> and <c>r6</c> where only caches are known.</summary>
    public IEnumerable<(string Type, string Name)> RoaTables =>
        context.Configuration.Ribs.Any(IsRoa) ? context.Configuration.Ribs.Where(IsRoa).Select(r => (r.Kind, Of(r.Name, Afi.Ipv4)))
        : context.Configuration.Others.Any(o => o.Kind is "rpki-cache" or "roa") ? [("roa4", context.FreshName("table", "r4")), ("roa6", context.FreshName("table", "r6"))]
        : [];

    private static bool IsRoa(Rib rib) => rib.Kind is "roa4" or "roa6";

    /// <summary>The table that the channels of an instance use when it is not the usual one.</summary>
    public string? TableFor(BgpInstance instance, AfiSafi family)
    {
        if (tables.TryGetValue((instance.Vrf, family), out var known)) return known.Table;
        if (context.OriginatesExplicitly && family is AfiSafi.Ipv4Unicast or AfiSafi.Ipv6Unicast or AfiSafi.Ipv4LabeledUnicast or AfiSafi.Ipv6LabeledUnicast)
            return instance.Vrf == "default" ? null : Of(instance.Vrf, family);
        var digit = family.Afi() == Afi.Ipv4 ? "4" : "6";
        var (type, name) = family switch
        {
            AfiSafi.Ipv4Multicast or AfiSafi.Ipv6Multicast => ("ipv" + digit, "multicast"),
            AfiSafi.Ipv4Vpn or AfiSafi.Ipv6Vpn => ("vpn" + digit, "vpn"),
            AfiSafi.Ipv4MulticastVpn or AfiSafi.Ipv6MulticastVpn => ("vpn" + digit, "multicast_vpn"),
            AfiSafi.Ipv4Flowspec or AfiSafi.Ipv6Flowspec => ("flow" + digit, "flowspec"),
            _ => ("", ""),
        };
        return type.Length == 0 ? null : Use(instance, family, type, (instance.Vrf == "default" ? name : $"{instance.Vrf}_{name}") + digit, null);
    }

    /// <summary>The table in which next hops are looked up when it is not the channel's.</summary>
    public string? IgpTableFor(BgpInstance instance, AfiSafi family) => tables.GetValueOrDefault((instance.Vrf, family)).Igp;

    /// <summary>Gives the channels of an instance a table of our own making.</summary>
    public string Use(BgpInstance instance, AfiSafi family, string type, string name, string? igp)
    {
        var table = context.FreshName("table", name);
        tables[(instance.Vrf, family)] = (table, igp);
        Added.Add((type, table));
        context.Announce(Disposition.Inherent, $"a table of its own for {instance.Key}", setting: FamilySettings.Rib);
        if (igp is not null) context.Announce(Disposition.Inherent, "next hops are looked up in the router's own table", setting: FamilySettings.IgpRib);
        context.Announce(Disposition.Inherent, "a table of its own", $"rib {type} {table}");
        return table;
    }
}
