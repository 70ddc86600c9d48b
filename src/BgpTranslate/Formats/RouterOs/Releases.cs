using BgpTranslate.Defaults;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Syntax;

namespace BgpTranslate.Formats.RouterOs;

/// <summary>The releases that differ in language, and which of them a text is written for.</summary>
internal static class Releases
{
    /// <summary>The console of release 6: instances, peers, networks.</summary>
    public static FormatVersion Six { get; } = new(6);

    /// <summary>Releases up to here say <c>address-families</c>, and have no instances.</summary>
    public static FormatVersion V718 { get; } = new(7, 18);

    /// <summary>The first with <c>afi</c>.</summary>
    public static FormatVersion V719 { get; } = new(7, 19);

    /// <summary>The first with instances, which every connection must name.</summary>
    public static FormatVersion V720 { get; } = new(7, 20);

    /// <summary>The first with <c>output.add-path</c> and <c>multipath</c>.</summary>
    public static FormatVersion V722 { get; } = new(7, 22);

    /// <summary>The newest release whose language is known here.</summary>
    public static FormatVersion Latest => V722;

    /// <summary>The release of an export's header, <c># 2026-01-01 00:00:00 by RouterOS 7.20.8</c>; null when there is none.</summary>
    public static FormatVersion? OfHeader(string text)
    {
        const string mark = "by RouterOS ";
        var at = text.AsSpan(0, Math.Min(text.Length, 4000)).IndexOf(mark);
        return at >= 0 && FormatVersion.TryParse(text.AsSpan(at + mark.Length), out var version) && version.Major is >= 2 and <= 7 ? version : null;
    }

    /// <summary>The release that the items belong to, as closely as their menus and arguments tell.</summary>
    public static FormatVersion OfItems(ItemTables tables)
    {
        var sessions = tables[Menus.Connection].Concat(tables[Menus.Template]).ToArray();
        var isSeven = sessions.Length > 0 || tables.Has(Menus.Rule) || tables.Has(Menus.Vpn) || tables.Has(Menus.Vrf) || tables.Has(Menus.Table) || tables.Has(Menus.Id);
        var isSix = tables.Has(Menus.Peer) || tables.Has(Menus.Network) || tables.Has(Menus.Filter) || tables.Has(Menus.InstanceVrf) || tables.Has(Menus.RouteVrf) || tables.Has(Menus.BgpVpls)
            || tables.Has(Menus.Aggregate) || tables[Menus.Instance].Exists(i => i.IsBuiltIn);
        if (isSix && !isSeven) return Six;
        if (sessions.Any(s => s["output.add-path"] is not null || s["input.add-path"] is not null) || tables[Menus.Instance].Exists(i => i["multipath"] is not null)) return V722;
        if (tables.Has(Menus.Instance) || sessions.Any(s => s["instance"] is not null)) return V720;
        if (sessions.Any(s => s["afi"]?.Word?.Name is "afi")) return V719;
        return sessions.Length > 0 ? V718 : Latest;
    }
}
