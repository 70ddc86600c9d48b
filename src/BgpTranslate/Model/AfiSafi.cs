namespace BgpTranslate.Model;

/// <summary>An address family of BGP (AFI and SAFI, RFC 4760).</summary>
public enum AfiSafi
{
    /// <summary>1/1.</summary>
    Ipv4Unicast,

    /// <summary>2/1.</summary>
    Ipv6Unicast,

    /// <summary>1/2.</summary>
    Ipv4Multicast,

    /// <summary>2/2.</summary>
    Ipv6Multicast,

    /// <summary>1/4.</summary>
    Ipv4LabeledUnicast,

    /// <summary>2/4.</summary>
    Ipv6LabeledUnicast,

    /// <summary>1/128.</summary>
    Ipv4Vpn,

    /// <summary>2/128.</summary>
    Ipv6Vpn,

    /// <summary>1/129.</summary>
    Ipv4MulticastVpn,

    /// <summary>2/129.</summary>
    Ipv6MulticastVpn,

    /// <summary>1/133.</summary>
    Ipv4Flowspec,

    /// <summary>2/133.</summary>
    Ipv6Flowspec,

    /// <summary>25/70.</summary>
    L2VpnEvpn,

    /// <summary>25/65.</summary>
    L2VpnVpls,

    /// <summary>16388/71.</summary>
    LinkState,
}

/// <summary>Names and properties of address families.</summary>
public static class AfiSafis
{
    private static readonly string[] Names =
    [
        "ipv4-unicast", "ipv6-unicast", "ipv4-multicast", "ipv6-multicast", "ipv4-labeled-unicast", "ipv6-labeled-unicast",
        "ipv4-vpn", "ipv6-vpn", "ipv4-multicast-vpn", "ipv6-multicast-vpn", "ipv4-flowspec", "ipv6-flowspec", "l2vpn-evpn", "l2vpn-vpls", "link-state",
    ];

    /// <summary>The name used in facts and messages, after OpenConfig: <c>ipv4-unicast</c>.</summary>
    public static string Name(this AfiSafi family) => Names[(int)family];

    /// <summary>The address family of the prefixes it carries; null for families that carry no IP prefixes.</summary>
    public static Afi? Afi(this AfiSafi family) => family switch
    {
        AfiSafi.L2VpnEvpn or AfiSafi.L2VpnVpls or AfiSafi.LinkState => null,
        _ => (int)family % 2 == 0 ? Model.Afi.Ipv4 : Model.Afi.Ipv6,
    };

    /// <summary>The unicast family of an address family.</summary>
    public static AfiSafi Unicast(this Afi afi) => afi == Model.Afi.Ipv4 ? AfiSafi.Ipv4Unicast : AfiSafi.Ipv6Unicast;

    /// <summary>True for IPv4 and IPv6 unicast.</summary>
    public static bool IsUnicast(this AfiSafi family) => family is AfiSafi.Ipv4Unicast or AfiSafi.Ipv6Unicast;
}
