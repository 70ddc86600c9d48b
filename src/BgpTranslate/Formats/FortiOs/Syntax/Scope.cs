namespace BgpTranslate.Formats.FortiOs.Syntax;

/// <summary>Which tables of a FortiOS configuration bear on BGP. The others are told apart by their first words.</summary>
internal static class Scope
{
    private static readonly HashSet<string> Read = new(StringComparer.Ordinal)
    {
        "router bgp", "router route-map", "router access-list", "router access-list6", "router prefix-list", "router prefix-list6", "router aspath-list", "router community-list",
        "router extcommunity-list", "router key-chain", "router static", "router static6", "router bfd", "router bfd6",
        "system interface", "system settings", "system sdwan", "system virtual-wan-link", "system evpn",
    };

    /// <summary>Tables that are not BGP and do not feed BGP, and what they are about.</summary>
    private static readonly Dictionary<string, string> Foreign = new(StringComparer.Ordinal)
    {
        ["router ospf"] = "OSPF",
        ["router ospf6"] = "OSPF",
        ["router rip"] = "RIP",
        ["router ripng"] = "RIP",
        ["router isis"] = "IS-IS",
        ["router multicast"] = "multicast",
        ["router multicast6"] = "multicast",
        ["router multicast-flow"] = "multicast",
        ["router policy"] = "policy-based routing",
        ["router policy6"] = "policy-based routing",
        ["router auth-path"] = "RADIUS routing",
        ["router setting"] = "display of routes",
        ["system"] = "system",
        ["firewall"] = "firewall",
        ["vpn"] = "VPN tunnels",
        ["user"] = "users",
        ["log"] = "logging",
        ["wireless-controller"] = "wireless",
        ["switch-controller"] = "switches",
        ["webfilter"] = "web filter",
        ["antivirus"] = "antivirus",
        ["ips"] = "intrusion prevention",
        ["application"] = "application control",
        ["dlp"] = "data leak prevention",
        ["emailfilter"] = "e-mail filter",
        ["spamfilter"] = "e-mail filter",
        ["voip"] = "VoIP",
        ["waf"] = "web application firewall",
        ["report"] = "reports",
        ["wanopt"] = "WAN optimization",
        ["web-proxy"] = "proxy",
        ["ftp-proxy"] = "proxy",
        ["icap"] = "proxy",
        ["endpoint-control"] = "endpoints",
        ["extender-controller"] = "extenders",
        ["extension-controller"] = "extenders",
        ["dnsfilter"] = "DNS filter",
        ["ssh-filter"] = "SSH filter",
        ["file-filter"] = "file filter",
        ["videofilter"] = "video filter",
        ["certificate"] = "certificates",
        ["authentication"] = "authentication",
        ["automation"] = "automation",
        ["alertemail"] = "alerts",
        ["credential-store"] = "credentials",
        ["netscan"] = "scans",
        ["nsxt"] = "cloud",
        ["monitoring"] = "monitoring",
        ["sctp-filter"] = "filters",
        ["cifs"] = "filters",
        ["ztna"] = "proxy",
        ["casb"] = "cloud",
        ["diameter-filter"] = "filters",
        ["rule"] = "signatures",
        ["virtual-patch"] = "intrusion prevention",
        ["telemetry-controller"] = "telemetry",
        ["vdom-exception"] = "system",
    };

    /// <summary>True for a table that is read.</summary>
    public static bool IsRead(string path) => Read.Contains(path);

    /// <summary>What a table is about that is not read.</summary>
    public static string About(string path)
    {
        if (Foreign.TryGetValue(path, out var about)) return about;
        var blank = path.IndexOf(' ');
        return Foreign.TryGetValue(blank < 0 ? path : path[..blank], out about) ? about : $"the table '{path}'";
    }

    /// <summary>True for words that open a table which stands in no other: a block before it has not been closed.</summary>
    public static bool StandsAlone(IReadOnlyList<string> words) =>
        words.Count > 1 && (words[0] == "router" || Foreign.ContainsKey(words[0])) && words[0] != "rule";

    /// <summary>What a read table is about beyond BGP; null where all of it bears on BGP.</summary>
    public static string? Beyond(string path) => path switch
    {
        "system interface" => "interfaces",
        "system settings" => "system",
        "system sdwan" or "system virtual-wan-link" => "SD-WAN",
        _ => null,
    };

    /// <summary>True for tables whose entries are numbered: <c>edit 0</c> makes a new one.</summary>
    public static bool IsNumbered(string table) => table is "rule" or "network" or "network6" or "aggregate-address" or "aggregate-address6" or "neighbor-range" or "neighbor-range6"
        or "admin-distance" or "multihop-template" or "router static" or "router static6" or "system evpn";
}
