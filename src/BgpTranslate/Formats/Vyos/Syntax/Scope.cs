namespace BgpTranslate.Formats.Vyos.Syntax;

/// <summary>Which parts of a VyOS configuration bear on BGP (vyos.md §5). The others are told apart by their first words alone.</summary>
internal static class Scope
{
    /// <summary>Subtrees that are not BGP and do not feed BGP, and what they are about. A longer path counts before a shorter one.</summary>
    private static readonly Dictionary<string, string> Foreign = new(StringComparer.Ordinal)
    {
        ["cluster"] = "high availability",
        ["container"] = "containers",
        ["custom-attribute"] = "attributes of the platform",
        ["firewall"] = "firewall",
        ["high-availability"] = "high availability",
        ["interfaces"] = "interfaces",
        ["load-balance"] = "load balancing",
        ["load-balancing"] = "load balancing",
        ["nat"] = "NAT",
        ["nat64"] = "NAT",
        ["nat66"] = "NAT",
        ["netns"] = "network namespaces",
        ["pki"] = "keys and certificates",
        ["port-forward"] = "NAT",
        ["qos"] = "quality of service",
        ["service"] = "services",
        ["system"] = "system",
        ["traffic-control"] = "quality of service",
        ["traffic-policy"] = "quality of service",
        ["vpn"] = "VPN tunnels",
        ["vpp"] = "data plane",
        ["zone-policy"] = "firewall",
        ["content-inspection"] = "content inspection",
        ["webproxy"] = "services",
        ["protocols babel"] = "Babel",
        ["protocols eigrp"] = "EIGRP",
        ["protocols failover"] = "failover routes",
        ["protocols igmp"] = "multicast",
        ["protocols igmp-proxy"] = "multicast",
        ["protocols isis"] = "IS-IS",
        ["protocols mpls"] = "MPLS",
        ["protocols nhrp"] = "NHRP",
        ["protocols openfabric"] = "OpenFabric",
        ["protocols ospf"] = "OSPF",
        ["protocols ospfv3"] = "OSPF",
        ["protocols pim"] = "multicast",
        ["protocols pim6"] = "multicast",
        ["protocols rip"] = "RIP",
        ["protocols ripng"] = "RIP",
        ["protocols segment-routing"] = "segment routing",
        ["protocols static arp"] = "ARP entries",
        ["protocols static multicast"] = "multicast",
        ["protocols static mroute"] = "multicast",
        ["protocols static neighbor-proxy"] = "ARP entries",
        ["protocols traffic-engineering"] = "traffic engineering",
        ["policy local-route"] = "policy-based routing",
        ["policy local-route6"] = "policy-based routing",
        ["policy route"] = "policy-based routing",
        ["policy route6"] = "policy-based routing",
        ["policy ipv6-route"] = "policy-based routing",
        ["vrf bind-to-all"] = "services in VRFs",
        ["vrf name * description"] = "a remark on a VRF",
        ["vrf name * ip"] = "system",
        ["vrf name * ipv6"] = "system",
        ["vrf name * protocols eigrp"] = "EIGRP",
        ["vrf name * protocols isis"] = "IS-IS",
        ["vrf name * protocols ospf"] = "OSPF",
        ["vrf name * protocols ospfv3"] = "OSPF",
    };

    /// <summary>Parts of foreign subtrees that count.</summary>
    private static readonly HashSet<string> Native = new(StringComparer.Ordinal)
    {
        "system host-name", "system ip protocol bgp", "system ip protocol any", "system ip protocol static", "system ipv6 protocol bgp", "system ipv6 protocol any",
        "system ipv6 protocol static", "system ip nht", "system ipv6 nht", "system frr bmp", "vrf name * ip protocol bgp", "vrf name * ip protocol any",
        "vrf name * ip protocol static", "vrf name * ipv6 protocol bgp", "vrf name * ipv6 protocol any", "vrf name * ipv6 protocol static", "vrf name * ip nht",
        "vrf name * ipv6 nht", "interfaces * * address", "interfaces * * vif * address",
    };

    /// <summary>What leads to a native part.</summary>
    private static readonly HashSet<string> Ancestors = new(Native.SelectMany(Prefixes), StringComparer.Ordinal);

    /// <summary>What a path is about when it has nothing to do with BGP; null when it may have.</summary>
    /// <param name="path">The words so far.</param>
    /// <param name="isHeader">True for the header of a block, whose contents decide.</param>
    public static string? ForeignReason(ReadOnlySpan<string> path, bool isHeader)
    {
        string? reason = null;
        var key = "";
        for (var i = 0; i < path.Length && i < 6; i++)
        {
            key = i == 0 ? path[0] : $"{key} {(IsName(path, i) ? "*" : path[i])}";
            if (Foreign.TryGetValue(key, out var about)) reason = about;
            if (reason is null) continue;
            if (Native.Contains(key)) return null;
            if (!Ancestors.Contains(key)) return reason;
        }

        return isHeader ? null : reason;
    }

    /// <summary>True for a word that the user chose, or one of many kinds: those of VRFs and interfaces.</summary>
    private static bool IsName(ReadOnlySpan<string> path, int i) =>
        path[0] == "interfaces" ? i is 1 or 2 or 4 : path[0] == "vrf" && path[1] == "name" && i == 2;

    private static IEnumerable<string> Prefixes(string path)
    {
        for (var i = path.IndexOf(' '); i >= 0; i = path.IndexOf(' ', i + 1)) yield return path[..i];
    }
}
