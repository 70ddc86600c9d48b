namespace BgpTranslate.Model;

/// <summary>What is said about a static route.</summary>
public static class StaticSettings
{
    /// <summary>Where packets go.</summary>
    public static readonly Setting<NextHopList> NextHops = new("static.next-hop", "Where packets go", SettingScope.Static);

    /// <summary>Administrative distance; smaller wins.</summary>
    public static readonly Setting<uint> Distance = new("static.distance", "Administrative distance; smaller wins", SettingScope.Static);

    /// <summary>Tag of the route.</summary>
    public static readonly Setting<uint> Tag = new("static.tag", "Tag of the route", SettingScope.Static);

    /// <summary>Name of the protocol instance it belongs to.</summary>
    public static readonly Setting<string> Protocol = new("static.protocol", "Name of the protocol instance it belongs to", SettingScope.Static, SettingKind.Structure);

    /// <summary>Kernel table.</summary>
    public static readonly Setting<uint> KernelTable = new("static.table", "Kernel table", SettingScope.Static);

    /// <summary>Attributes set on the route.</summary>
    public static readonly Setting<PolicyUse> Attributes = new("static.attributes", "Attributes set on the route", SettingScope.Static, SettingKind.Policy);
}
