using BgpTranslate.Policy;

namespace BgpTranslate.Tests.Policy;

/// <summary>Small FRR route maps as text, the same with one token changed, and routes that meet their conditions often.</summary>
internal sealed class RandomRouteMaps(int seed)
{
    private static readonly string[] Prefixes = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "192.0.2.0/24", "198.51.100.0/24"];
    private static readonly string[] Communities = ["65000:1", "65000:2", "65000:3", "65000:4"];
    private static readonly string[] Paths = ["_65001_", "^65002_", "_65003$", "^$", "_65004_"];

    private readonly Random random = new(seed);

    /// <summary>A configuration with one neighbor and its route map.</summary>
    public string Text()
    {
        var lines = new List<string> { "frr version 10.2", "frr defaults traditional", "!" };
        for (var list = 1; list <= 2; list++)
        {
            for (var entry = 1; entry <= random.Next(1, 4); entry++)
            {
                var prefix = One(Prefixes);
                var length = int.Parse(prefix[(prefix.IndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
                var le = random.Next(2) == 0 ? $" le {random.Next(length + 1, 33)}" : "";
                lines.Add($"ip prefix-list P{list} seq {entry * 5} {Action(4)} {prefix}{le}");
            }

            for (var entry = 1; entry <= random.Next(1, 3); entry++) lines.Add($"bgp community-list standard C{list} seq {entry * 5} {Action(4)} {One(Communities)}");
            for (var entry = 1; entry <= random.Next(1, 3); entry++) lines.Add($"bgp as-path access-list A{list} seq {entry * 5} {Action(4)} {One(Paths)}");
        }

        lines.Add("!");
        for (var entry = 1; entry <= random.Next(2, 6); entry++)
        {
            lines.Add($"route-map IN {Action(3)} {entry * 10}");
            if (random.Next(4) > 0) lines.Add($" match ip address prefix-list P{random.Next(1, 3)}");
            if (random.Next(3) == 0) lines.Add($" match community C{random.Next(1, 3)}");
            if (random.Next(3) == 0) lines.Add($" match as-path A{random.Next(1, 3)}");
            if (random.Next(6) == 0) lines.Add($" match metric {random.Next(1, 4)}");
            if (random.Next(2) == 0) lines.Add($" set local-preference {random.Next(1, 4) * 100}");
            if (random.Next(3) == 0) lines.Add($" set community {One(Communities)} additive");
            if (random.Next(4) == 0) lines.Add($" set metric {random.Next(1, 4)}");
            if (random.Next(5) == 0) lines.Add(" set as-path prepend 65000");
            lines.Add("exit");
        }

        return string.Join('\n', [.. lines, "!", "router bgp 65000", " neighbor 192.0.2.1 remote-as 65001", " address-family ipv4 unicast", "  neighbor 192.0.2.1 route-map IN in", " exit-address-family", "exit", ""]);
    }

    /// <summary>The text with one token of a list or of the route map changed: an action, a length, a community, a value, a list's name, an order.</summary>
    public string Mutated(string text)
    {
        while (true)
        {
            var lines = text.Split('\n');
            var at = random.Next(3, Array.IndexOf(lines, "router bgp 65000") - 1);
            var words = lines[at].Split(' ');
            var word = random.Next(words.Length);
            var changed = words[word] switch
            {
                "permit" => "deny",
                "deny" => "permit",
                "P1" or "C1" or "A1" when lines[at][0] == ' ' => words[word].Replace('1', '2'),
                "P2" or "C2" or "A2" when lines[at][0] == ' ' => words[word].Replace('2', '1'),
                var w when Prefixes.Contains(w) => One(Prefixes),
                var w when Communities.Contains(w) => One(Communities),
                var w when Paths.Contains(w) => One(Paths),
                var w when word > 0 && words[word - 1] is "le" => Number(w, 1, 32),
                var w when word > 0 && words[word - 1] is "local-preference" or "metric" => Number(w, 0, 400),
                var w when word > 0 && words[word - 1] is "seq" => Number(w, 1, 20),
                var w when words[0] == "route-map" && word == 3 => Number(w, 1, 60),
                var w => w,
            };
            if (changed == words[word]) continue;
            words[word] = changed;
            lines[at] = string.Join(' ', words);
            return string.Join('\n', lines);
        }
    }

    /// <summary>A route that the lists of the configurations are likely to be about.</summary>
    public Route Route()
    {
        var prefix = One(Prefixes);
        var slash = prefix.IndexOf('/');
        var length = int.Parse(prefix[(slash + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        var words = new List<string> { random.Next(8) == 0 ? "203.0.113.0/24" : $"{prefix[..slash]}/{(random.Next(3) == 0 ? length : random.Next(length, 33))}" };
        var path = Enumerable.Range(0, random.Next(4)).Select(_ => $"{random.Next(65001, 65006)}").ToList();
        if (path.Count > 0) words.Add($"as-path {string.Join(',', path)}");
        var communities = Communities.Where(_ => random.Next(3) == 0).ToList();
        if (communities.Count > 0) words.Add($"community {string.Join(',', communities)}");
        if (random.Next(2) == 0) words.Add($"med {random.Next(0, 5)}");
        return BgpTranslate.Policy.Route.TryParse(string.Join(' ', words), out var route, out var error) ? route : throw new FormatException(error);
    }

    private string Action(int odds) => random.Next(odds) == 0 ? "deny" : "permit";

    private string Number(string old, int low, int high) => $"{Math.Clamp(int.Parse(old, System.Globalization.CultureInfo.InvariantCulture) + (random.Next(2) == 0 ? -1 : 1) * random.Next(1, 6), low, high)}";

    private T One<T>(T[] choices) => choices[random.Next(choices.Length)];
}
