using BgpTranslate.Text;

namespace BgpTranslate.Formats.Bird;

/// <summary>Tells from its words whether a text is a BIRD configuration (bird.md §1, §3).</summary>
internal static class BirdDetection
{
    /// <summary>How many lines with words are looked at.</summary>
    private const int LinesToLookAt = 400;

    private static readonly string[] Types = ["bgp", "static", "device", "kernel", "direct", "pipe", "ospf", "rip", "babel", "radv", "rpki", "bfd", "mrt", "bmp", "l3vpn", "perf", "aggregator"];

    /// <summary>How surely the file is BIRD's.</summary>
    public static Detection Of(SourceFile file)
    {
        var text = file.Content.AsSpan();
        int score = 0, lines = 0, foreign = 0;
        var reason = "";
        foreach (var range in text.Split('\n'))
        {
            var line = text[range].Trim();
            if (line.IsEmpty || line[0] == '#') continue;
            if (++lines > LinesToLookAt) break;
            var (points, what) = Weigh(line);
            if (points > 0 && reason.Length == 0) reason = what;
            score += points;
            if (line.IndexOf('#') is > 0 and var remark) line = line[..remark].TrimEnd();
            if (line[^1] is not (';' or '{' or '}' or ',' or ']' or '/') && points == 0) foreign++;
        }

        // A text whose lines mostly end in nothing that ends a statement of BIRD only quotes it.
        return score == 0 || foreign * 2 > lines ? Detection.None : new Detection(Math.Min(95, score), reason);
    }

    private static (int Points, string Reason) Weigh(ReadOnlySpan<char> line)
    {
        var word = NextWord(ref line);
        switch (word)
        {
            case "protocol" or "template":
                var type = NextWord(ref line);
                foreach (var known in Types)
                {
                    if (type.SequenceEqual(known)) return (40, $"a {word} block of type {known}");
                }

                return (0, "");
            case "router" when NextWord(ref line) is "id" && line.TrimEnd().EndsWith(";"):
                return (30, "a router id statement");
            case "filter" or "function":
                return line.Contains('(') || line.Contains('{') || line.IsEmpty ? (25, $"a {word}") : (0, "");
            case "define":
                return line.Contains('=') ? (20, "a define") : (0, "");
            case "include":
                return line.TrimStart().StartsWith("\"") && line.TrimEnd().EndsWith(";") ? (15, "an include") : (0, "");
            case "roa" or "ipv4" or "ipv6" or "roa4" or "roa6" when NextWord(ref line) is "table":
                return (30, "a table");
            case "neighbor" when line.Contains(" as ", StringComparison.Ordinal) && line.TrimEnd().EndsWith(";"):
                return (15, "a neighbor statement");
            case "import" or "export" when NextWord(ref line) is "all;" or "none;" or "filter" or "where" or "limit":
                return (10, "an import or export statement");
            case "route" when line.TrimEnd().EndsWith(";"):
                return (8, "a route");
            case "accept;" or "reject;":
                return (8, "a verdict");
            default:
                return (0, "");
        }
    }

    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        var end = line.IndexOfAny(' ', '\t', '{');
        if (end < 0) end = line.Length;
        var word = line[..end];
        line = line[end..].TrimStart();
        return word;
    }
}
