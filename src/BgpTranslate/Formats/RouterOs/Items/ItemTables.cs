using BgpTranslate.Formats.RouterOs.Syntax;

namespace BgpTranslate.Formats.RouterOs.Items;

/// <summary>The items of all menus that are read.</summary>
internal sealed class ItemTables
{
    private readonly Dictionary<string, List<Item>> tables = new(StringComparer.Ordinal);

    /// <summary>The items of a menu, in order.</summary>
    public List<Item> this[string menu]
    {
        get
        {
            if (!tables.TryGetValue(menu, out var items)) tables[menu] = items = [];
            return items;
        }
    }

    /// <summary>True when a menu has items or was changed.</summary>
    public bool Has(string menu) => tables.TryGetValue(menu, out var items) && items.Count > 0;

    /// <summary>The item of a name; one the router has of itself is made when it is asked for.</summary>
    public Item? Find(string menu, string name) => this[menu].FirstOrDefault(i => i.Name == name);

    /// <summary>Names of items that a router has of itself.</summary>
    public static string? BuiltIn(string menu) => menu switch
    {
        Menus.Instance or Menus.Template => "default",
        Menus.Id or Menus.Table => "main",
        _ => null,
    };
}
