using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Vocabulary;

/// <summary>One argument of connections, templates and the peers of release 6 that says one thing; read and written by the same row.</summary>
/// <param name="Name">Its name in current releases of 7; null where they have none.</param>
/// <param name="Six">Its name in release 6; null where it has none.</param>
/// <param name="Setting">What it says.</param>
/// <param name="Read">The value; null: not a value of it.</param>
/// <param name="Write">The value as text; null where it cannot be said.</param>
internal sealed record SessionTerm(string? Name, string? Six, Setting Setting, Func<string, object?> Read, Func<object, string?> Write)
{
    /// <summary>A template can say it too.</summary>
    public bool InTemplates { get; init; } = true;

    /// <summary>The last release of 7 that has it; null: all.</summary>
    public FormatVersion? Until { get; init; }

    /// <summary>Its name in releases up to 7.9 and 6, where it differs.</summary>
    public string NameFor(FormatVersion release) => release.Major == 6 ? Six ?? "" : Until is { } until && (release.Major, release.Minor).CompareTo((until.Major, until.Minor)) > 0 ? "" : Name ?? "";
}

/// <summary>The plain arguments of sessions. What depends on other arguments is read and written by hand.</summary>
internal static class SessionTerms
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SessionTerm> All { get; } =
    [
        new("hold-time", "hold-time", PeerSettings.HoldTime, t => Scalars.Seconds(t) is { } s && (s == 0 || s is >= 3 and <= 65535) ? s : null, v => v is 0u ? "infinity" : v is uint and >= 3 and <= 65535 ? Scalars.Time((uint)v) : null),
        new("keepalive-time", "keepalive-time", PeerSettings.Keepalive, t => Scalars.Seconds(t) is { } s && s is > 0 and <= 21845 ? s : null, v => v is uint and >= 1 and <= 1800 ? Scalars.Time((uint)v) : null),
        Flag("use-bfd", "use-bfd", PeerSettings.Bfd),
        new("tcp-md5-key", "tcp-md5-key", PeerSettings.Password, t => t.Length is > 0 and <= 80 ? new Secret(t) : null, v => v is Secret s && s.Reveal().Length is > 0 and <= 80 ? s.Reveal() : null) { InTemplates = false },
        Number("remote.port", "remote-port", PeerSettings.RemotePort, 1, 65535) with { InTemplates = false },
        Number("local.port", null, PeerSettings.LocalPort, 1, 65535) with { InTemplates = false },
        Flag("output.as-override", "as-override", FamilySettings.AsOverride),
        new("output.remove-private-as", "remove-private-as", FamilySettings.RemovePrivateAs, t => Scalars.Flag(t) is true ? RemovePrivateAs.WhenOnlyPrivate : null, v => v is RemovePrivateAs ? "yes" : null),
        Number("input.allow-as", "allow-as-in", FamilySettings.AllowOwnAs, 0, 10),
        Flag("output.keep-sent-attributes", null, FamilySettings.KeepSent),
        new("output.no-early-cut", null, PeerSettings.SenderSideLoopDetection, t => Scalars.Flag(t) is { } f ? !f : null, v => v is false ? "yes" : null),
        Flag("input.ignore-as-path-len", null, PeerSettings.AsPathIgnore) with { Until = Releases.V719 },
        new("router-id", null, PeerSettings.RouterId, _ => null, v => v.ToString()) { Until = Releases.V719 },
        new("cluster-id", null, PeerSettings.ClusterId, t => Scalars.Address(t), v => v.ToString()) { Until = Releases.V719 },
    ];

    private static SessionTerm Flag(string name, string? six, Setting<bool> setting) => new(name, six, setting, t => Scalars.Flag(t), v => v is bool b ? b ? "yes" : "no" : null);

    private static SessionTerm Number(string name, string? six, Setting<uint> setting, uint low, uint high) => new(
        name, six, setting, t => Scalars.UInt(t) is { } n && n >= low && n <= high ? n : null, v => v is uint n && n >= low && n <= high ? n.ToString(CultureInfo.InvariantCulture) : null);
}

/// <summary>Words for address families, roles and protocols.</summary>
internal static class Words
{
    /// <summary>Address families.</summary>
    public static IReadOnlyList<(string Word, AfiSafi Family)> Families { get; } =
    [
        ("ip", AfiSafi.Ipv4Unicast), ("ipv6", AfiSafi.Ipv6Unicast), ("l2vpn", AfiSafi.L2VpnVpls), ("vpnv4", AfiSafi.Ipv4Vpn), ("vpnv6", AfiSafi.Ipv6Vpn), ("evpn", AfiSafi.L2VpnEvpn),
    ];

    /// <summary>Roles of RFC 9234 on our side.</summary>
    public static IReadOnlyList<(string Word, BgpRole Role)> Roles { get; } =
    [
        ("ebgp-provider", BgpRole.Provider), ("ebgp-customer", BgpRole.Customer), ("ebgp-peer", BgpRole.Peer), ("ebgp-rs", BgpRole.RouteServer), ("ebgp-rs-client", BgpRole.RouteServerClient),
    ];

    /// <summary>Protocols that routes come from, in filters and redistributions.</summary>
    public static IReadOnlyList<(string Word, Model.RoutePolicies.RouteSource Source)> Protocols { get; } =
    [
        ("bgp", Model.RoutePolicies.RouteSource.Bgp), ("connected", Model.RoutePolicies.RouteSource.Connected), ("static", Model.RoutePolicies.RouteSource.Static),
        ("rip", Model.RoutePolicies.RouteSource.Rip), ("ospf", Model.RoutePolicies.RouteSource.Ospf), ("isis", Model.RoutePolicies.RouteSource.Isis), ("vpn", Model.RoutePolicies.RouteSource.Vpn),
    ];

    /// <summary>Protocols that only RouterOS has.</summary>
    public static IReadOnlySet<string> OtherProtocols { get; } = new HashSet<string>(StringComparer.Ordinal) { "bgp", "dhcp", "fantasy", "modem", "bgp-mpls-vpn", "slaac", "copy" };
}
