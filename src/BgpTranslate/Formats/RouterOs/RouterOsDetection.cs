using BgpTranslate.Text;

namespace BgpTranslate.Formats.RouterOs;

/// <summary>Recognizes exports and scripts by their header and their menus.</summary>
internal static class RouterOsDetection
{
    private static readonly string[] Tops = ["routing", "ip", "ipv6", "interface", "system", "user", "mpls", "snmp", "tool", "queue", "ppp", "port", "certificate", "radius", "caps-man", "log", "file"];

    /// <summary>How surely a text is one.</summary>
    public static Detection Of(SourceFile file)
    {
        if (Releases.OfHeader(file.Content) is { } release) return new Detection(95, $"the header of an export by RouterOS {release}");
        int menus = 0, items = 0, bgp = 0, lines = 0;
        foreach (var raw in file.Content.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.IsEmpty || line[0] == '#') continue;
            lines++;
            if (line[0] == '/' && IsMenu(line[1..], out var isBgp))
            {
                menus++;
                if (isBgp) bgp++;
            }
            else if (menus > 0 && (line.StartsWith("add ") || line.StartsWith("set ")) && line.Contains('=')) items++;
        }

        var major = file.Content.Contains("/routing bgp peer", StringComparison.Ordinal) || file.Content.Contains("/routing bgp network", StringComparison.Ordinal) ? " of RouterOS 6" : " of RouterOS";
        return bgp > 0 && (bgp + menus + items) * 3 >= lines ? new Detection(90, "menus for BGP" + major)
            : menus + items > 1 && (menus + items) * 2 >= lines ? new Detection(70, "menus and items of RouterOS")
            : bgp > 0 ? new Detection(60, "menus for BGP" + major)
            : menus > 0 ? new Detection(40, "menus of RouterOS")
            : Detection.None;
    }

    private static bool IsMenu(ReadOnlySpan<char> line, out bool isBgp)
    {
        isBgp = line.StartsWith("routing bgp") || line.StartsWith("routing/bgp") || line.StartsWith("routing filter") || line.StartsWith("routing/filter");
        var end = line.IndexOfAny(' ', '/');
        var word = end < 0 ? line : line[..end];
        foreach (var top in Tops)
        {
            if (!word.SequenceEqual(top)) continue;
            var rest = end < 0 ? [] : line[(end + 1)..].TrimStart();
            // A path of a file system goes on with other signs.
            return rest.IsEmpty || char.IsAsciiLetter(rest[0]);
        }

        return false;
    }
}
