using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BgpTranslate.Model;
using BgpTranslate.Policy.AsPaths;
using BgpTranslate.Policy.Posix;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>AS-path expressions of other platforms in FRR's dialect: POSIX over the printed path.</summary>
internal static class AsPathExpressions
{
    /// <summary>The set in FRR's words; false when some expression cannot be said.</summary>
    public static bool TryTranslate(AsPathSet set, [NotNullWhen(true)] out AsPathSet? translated)
    {
        translated = null;
        var entries = new List<SetEntry<AsPathPattern>>();
        foreach (var entry in set.Entries)
        {
            if (Translate(entry.Match) is not { } text) return false;
            entries.Add(entry with { Match = new AsPathPattern(AsPathDialect.Posix, text) });
        }

        translated = set with { Entries = [.. entries] };
        return true;
    }

    private static string? Translate(AsPathPattern pattern) => pattern.Dialect switch
    {
        AsPathDialect.Posix => pattern.Text,
        AsPathDialect.BirdMask => OfMask(pattern.Text),
        _ => AsPathLanguage.Parse(pattern).Expression is { } paths && AsPathLanguage.Print(paths, AsPathDialect.Posix) is [var posix, ..] ? posix.Text : null,
    };

    /// <summary>A BIRD mask: numbers, ranges and sets of them, <c>?</c> one number, <c>*</c> any, <c>+</c> behind an element: repeated. Anchored.</summary>
    private static string? OfMask(string mask)
    {
        var elements = new List<(string One, bool Many, bool Optional)>();
        foreach (var word in Words(mask))
        {
            switch (word)
            {
                case "*":
                    elements.Add(("[^ ]+", true, true));
                    break;
                case "?":
                    elements.Add(("[^ ]+", false, false));
                    break;
                case "+" when elements.Count > 0:
                    elements[^1] = elements[^1] with { Many = true };
                    break;
                default:
                    if (Number(word) is not { } one) return null;
                    elements.Add((one, false, false));
                    break;
            }
        }

        if (elements.Count == 0) return "^$";
        var leading = elements.TakeWhile(e => e.Optional).Count();
        if (leading == elements.Count) return ".*";

        // The first number that must be there has no blank before it; every later element brings its own.
        var (start, repeats, _) = elements[leading];
        var text = (leading > 0 ? "^([^ ]+ )*" : "^") + start + (repeats ? $"( {start})*" : "");
        foreach (var (one, many, optional) in elements.Skip(leading + 1))
            text += (many, optional) switch { (true, true) => "( [^ ]+)*", (true, false) => $"( {one})+", _ => $" {one}" };
        return text + "$";
    }

    private static IEnumerable<string> Words(string mask)
    {
        for (var i = 0; i < mask.Length;)
        {
            if (char.IsWhiteSpace(mask[i]))
            {
                i++;
            }
            else if (mask[i] is '*' or '?' or '+')
            {
                yield return mask[i++].ToString();
            }
            else
            {
                var start = i;
                var depth = 0;
                while (i < mask.Length && (depth > 0 || !(char.IsWhiteSpace(mask[i]) || mask[i] is '*' or '?' or '+')))
                {
                    if (mask[i] == '[') depth++;
                    if (mask[i] == ']') depth--;
                    i++;
                }

                yield return mask[start..i];
            }
        }
    }

    private static string? Number(string word)
    {
        if (word is ['[', .., ']'])
        {
            var parts = word[1..^1].Split(',').Select(p => Number(p.Trim())).ToArray();
            return parts.Any(p => p is null) ? null : $"({string.Join('|', parts)})";
        }

        var dots = word.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? word : null;
        return uint.TryParse(word.AsSpan(0, dots), NumberStyles.None, CultureInfo.InvariantCulture, out var low)
            && uint.TryParse(word.AsSpan(dots + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var high) && low <= high
            ? NumberExpressions.Of(new NumberRange(low, high))
            : null;
    }
}
