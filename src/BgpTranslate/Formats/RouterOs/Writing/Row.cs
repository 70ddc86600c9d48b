using System.Text;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Writing;

/// <summary>An item to be added: its arguments, each with the statements that it renders.</summary>
internal sealed class Row(Origin origin = default)
{
    private readonly SortedDictionary<string, (string? Value, Origin Origin)> arguments = new(StringComparer.Ordinal);

    /// <summary>Statements that the item as a whole renders.</summary>
    public Origin Origin { get; set; } = origin;

    /// <summary>What is said, by name; a null value stands for a flag.</summary>
    public IReadOnlyDictionary<string, (string? Value, Origin Origin)> Arguments => arguments;

    /// <summary>Says something; the last word counts.</summary>
    public Row Say(string name, string? value, Origin said = default)
    {
        arguments[name] = (value, said);
        return this;
    }

    /// <summary>Says something if there is something to say.</summary>
    public Row SayIf(string name, string? value, Origin said = default) => value is null ? this : Say(name, value, said);

    /// <summary>Unsays something.</summary>
    public void Remove(string name) => arguments.Remove(name);

    /// <summary>The command as export prints it: arguments in the order of their names, groups said once.</summary>
    public string Text(string verb)
    {
        var text = new StringBuilder(verb);
        string? group = null;
        foreach (var (name, (value, _)) in arguments)
        {
            var dot = name.IndexOf('.');
            var shown = dot > 0 && name[..dot] == group ? name[dot..] : name;
            if (dot > 0) group = name[..dot];
            text.Append(' ').Append(shown);
            if (value is not null) text.Append('=').Append(Values.Quote(value));
        }

        return text.ToString();
    }

    /// <summary>All statements that it renders.</summary>
    public Origin AllOrigins => Origin + Origin.Of(arguments.Values.SelectMany(a => a.Origin));
}

/// <summary>The items of all menus, printed in the order in which an import needs them.</summary>
internal sealed class Rows
{
    private static readonly string[] Order =
    [
        Menus.Vrf, Menus.RouteVrf, Menus.Instance, Menus.Id, Menus.Table, Menus.Template, Menus.BgpVpls, Menus.AddressList, Menus.Route, Menus.Route6, Menus.AddressList6, Menus.BfdConfiguration,
        Menus.BfdInterface, Menus.Aggregate, Menus.InstanceVrf, Menus.Network, Menus.Peer, Menus.Connection, Menus.Evpn, Menus.Vpls, Menus.Vpn, Menus.Filter, Menus.ExtCommunityList,
        Menus.LargeCommunityList, Menus.CommunityList, Menus.NumList, Menus.Rule, Menus.SelectRule, Menus.Rpki,
    ];

    private readonly Dictionary<string, List<(string Verb, Row Row)>> menus = new(StringComparer.Ordinal);

    /// <summary>True when there is nothing.</summary>
    public bool IsEmpty => menus.Count == 0;

    /// <summary>Adds an item to a menu.</summary>
    public Row Add(string menu, Row row, string verb = "add")
    {
        if (!menus.TryGetValue(menu, out var rows)) menus[menu] = rows = [];
        rows.Add((verb, row));
        return row;
    }

    /// <summary>The items of a menu.</summary>
    public IEnumerable<Row> Of(string menu) => menus.TryGetValue(menu, out var rows) ? rows.Select(r => r.Row) : [];

    /// <summary>Prints them.</summary>
    public void Write(OutputText output)
    {
        foreach (var menu in Order.Concat(menus.Keys.Except(Order).Order(StringComparer.Ordinal)))
        {
            if (!menus.TryGetValue(menu, out var rows)) continue;
            output.Line(menu);
            foreach (var (verb, row) in rows) output.Line(row.Text(verb), row.AllOrigins);
        }
    }
}
