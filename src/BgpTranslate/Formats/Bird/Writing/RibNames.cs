using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>Names of tables, and the tables that channels use where nobody says one.</summary>
internal sealed class RibNames(WritingContext context)
{
    private readonly Dictionary<(string Vrf, AfiSafi Family), (string Table, string? Igp)> tables = [];

    /// <summary>Tables of our own making: type and name, in the order in which they were asked for.</summary>
    public List<(string Type, string Name)> Added { get; } = [];

    /// <summary>BIRD's name of a table.</summary>
    public string Of(string name, AfiSafi family) => Of(name, family.Afi() ?? Afi.Ipv4);

    /// <summary>BIRD's name of a table.</summary>
    public string Of(string name, Afi afi) => name == Rib.Main ? Main(afi) : name is "master4" or "master6" ? name : context.Name("rib", name);

    /// <summary>The table that exists always.</summary>
    public static string Main(Afi afi) => afi == Afi.Ipv4 ? "master4" : "master6";

    /// <summary>The table that the channels of an instance use when it is not the usual one.</summary>
    public string? TableFor(BgpInstance instance, AfiSafi family)
    {
        if (tables.TryGetValue((instance.Vrf, family), out var known)) return known.Table;
        var type = family switch
        {
            AfiSafi.Ipv4Multicast => "ipv4",
            AfiSafi.Ipv6Multicast => "ipv6",
            AfiSafi.Ipv4Vpn or AfiSafi.Ipv4MulticastVpn => "vpn4",
            AfiSafi.Ipv6Vpn or AfiSafi.Ipv6MulticastVpn => "vpn6",
            AfiSafi.Ipv4Flowspec => "flow4",
            AfiSafi.Ipv6Flowspec => "flow6",
            AfiSafi.Ipv4Unicast or AfiSafi.Ipv4LabeledUnicast when instance.Vrf != "default" => "ipv4",
            AfiSafi.Ipv6Unicast or AfiSafi.Ipv6LabeledUnicast when instance.Vrf != "default" => "ipv6",
            _ => null,
        };
        if (type is null) return null;
        var stem = family.IsUnicast() ? "" : family.Name()[5..].Replace('-', '_') + "_";
        return Use(instance, family, type, instance.Vrf == "default" ? $"{stem}{(family.Afi() == Afi.Ipv4 ? "4" : "6")}".Replace("_4", "4").Replace("_6", "6") : $"{instance.Vrf}_{stem}{(family.Afi() == Afi.Ipv4 ? "4" : "6")}", null);
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
