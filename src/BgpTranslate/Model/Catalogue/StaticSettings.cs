namespace BgpTranslate.Model;

/// <summary>What is said about a static route.</summary>
public static class StaticSettings
{
    /// <summary>Where packets go.</summary>
    public static readonly Setting<NextHopList> NextHops = new("static.next-hop", "Where packets go", SettingScope.Own);

    /// <summary>Administrative distance; smaller wins.</summary>
    public static readonly Setting<uint> Distance = new("static.distance", "Administrative distance; smaller wins", SettingScope.Own);

    /// <summary>Tag of the route.</summary>
    public static readonly Setting<uint> Tag = new("static.tag", "Tag of the route", SettingScope.Own);

    /// <summary>Name of the protocol instance it belongs to.</summary>
    public static readonly Setting<string> Protocol = new("static.protocol", "Name of the protocol instance it belongs to", SettingScope.Own, SettingKind.Structure);

    /// <summary>Kernel table.</summary>
    public static readonly Setting<uint> KernelTable = new("static.table", "Kernel table", SettingScope.Own);

    /// <summary>Attributes set on the route.</summary>
    public static readonly Setting<PolicyUse> Attributes = new("static.attributes", "Attributes set on the route", SettingScope.Own, SettingKind.Policy);
}
