using System.Collections.Frozen;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>Options of sessions and channels as BIRD 1.6 has them (bird.md §5): some without an argument, some not at all (<see cref="BirdSupport"/> says which).</summary>
internal static class OneWords
{
    /// <summary>Options that are on where they stand.</summary>
    private static readonly FrozenSet<string> Bare = FrozenSet.Create(StringComparer.Ordinal, "next hop self", "next hop keep", "rr client", "rs client");

    /// <summary>Options of later releases.</summary>
    private static readonly FrozenSet<string> Later = FrozenSet.Create(
        StringComparer.Ordinal,
        "strict bind", "enforce first as", "min hold time", "min keepalive time", "allow as sets", "require roles", "local role", "dynamic name", "onlink", "confederation", "confederation member",
        "send hold time", "next hop address", "next hop prefer", "import table", "export table", "aigp", "cost", "mandatory", "extended next hop",
        "enable enhanced route refresh", "advertise hostname", "allow bgp_med");

    /// <summary>The option in the words of 1.6; null where it has none.</summary>
    public static Item? Of(Item item)
    {
        var words = item.Text;
        foreach (var bare in Bare)
        {
            if (!words.StartsWith(bare, StringComparison.Ordinal)) continue;
            return words.EndsWith(" off", StringComparison.Ordinal) ? null : item with { Text = bare };
        }

        if (Later.Contains(item.Key) || Later.Any(l => words.StartsWith(l + " ", StringComparison.Ordinal))) return null;
        if (words.StartsWith("bfd {", StringComparison.Ordinal)) return item with { Text = words.Contains("graceful", StringComparison.Ordinal) ? "bfd graceful" : "bfd on" };
        if (item.Key == "local" && words.IndexOf(" port ", StringComparison.Ordinal) is > 0 and var at)
        {
            var rest = words.IndexOf(" as ", StringComparison.Ordinal) is > 0 and var number ? words[number..] : "";
            words = words[..at] + rest;
            if (words == "local") return null;
            return item with { Text = rest.Length == 0 ? words.Replace("local ", "source address ", StringComparison.Ordinal) : words };
        }

        return item;
    }
}
