using System.Text;
using BgpTranslate.Model;
using BgpTranslate.Policy.AsPaths;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>An AS-path expression over text as masks over AS numbers.</summary>
/// <param name="Masks">The masks, without their brackets; a path matches when one of them does.</param>
/// <param name="IsExact">False when the text matches parts of numbers and the masks whole numbers.</param>
internal sealed record AsPathMasks(IReadOnlyList<string> Masks, bool IsExact)
{
    /// <summary>An expression over AS numbers of another platform; null where masks do not say it.</summary>
    public static AsPathMasks? OfNumbers(AsPathPattern pattern) =>
        AsPathLanguage.Parse(pattern).Expression is { } paths && AsPathLanguage.Print(paths, AsPathDialect.BirdMask) is { } masks ? new AsPathMasks([.. masks.Select(m => m.Text)], true) : null;

    /// <summary>
    /// Translates the expressions that people write: AS numbers, <c>[0-9]+</c> and groups of numbers between <c>^</c>, <c>_</c>, <c>.*</c> and <c>$</c>. Null for others.
    /// </summary>
    public static AsPathMasks? OfPosix(string expression)
    {
        var masks = new List<string>();
        var exact = true;
        foreach (var alternative in Alternatives(expression))
        {
            var reader = new Reader(alternative);
            if (!reader.Read()) return null;
            masks.Add(reader.Mask);
            exact &= reader.IsExact;
        }

        return new AsPathMasks(masks, exact);
    }

    private static IEnumerable<string> Alternatives(string expression)
    {
        // One group around everything is no more than its content.
        if (expression.Length > 2 && expression[0] == '(' && MatchingBracket(expression, 0) == expression.Length - 1) expression = expression[1..^1];
        int depth = 0, start = 0;
        for (var i = 0; i < expression.Length; i++)
        {
            if (expression[i] is '(' or '[') depth++;
            else if (expression[i] is ')' or ']') depth--;
            else if (expression[i] == '|' && depth == 0)
            {
                yield return expression[start..i];
                start = i + 1;
            }
        }

        yield return expression[start..];
    }

    private static int MatchingBracket(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '(') depth++;
            else if (text[i] == ')' && --depth == 0) return i;
        }

        return -1;
    }

    private sealed class Reader(string text)
    {
        private readonly string text = text;
        private readonly List<string> elements = [];
        private int at;

        /// <summary>Nothing can stand between what was read last and what comes next.</summary>
        private bool atBoundary;

        /// <summary>The last element was a whole number or a group: what follows must begin with a boundary.</summary>
        private bool open;

        public bool IsExact { get; private set; } = true;

        public string Mask
        {
            get
            {
                var mask = new StringBuilder();
                string? last = null;
                foreach (var element in elements)
                {
                    if (element == "*" && last == "*") continue;
                    if (mask.Length > 0) mask.Append(' ');
                    mask.Append(element);
                    last = element;
                }

                return mask.ToString();
            }
        }

        public bool Read()
        {
            if (Take("^")) atBoundary = true;
            else elements.Add("*");
            while (at < text.Length)
            {
                if (text[at] == '$')
                {
                    if (++at != text.Length) return false;
                    return true;
                }

                if (!Next()) return false;
            }

            if (open) IsExact = false;
            elements.Add("*");
            return true;
        }

        private bool Next()
        {
            if (Take("_") || Take(" "))
            {
                (atBoundary, open) = (true, false);
                return true;
            }

            // A repeated step: "(_65001)*" behind 65001, "(_[0-9]+)*" for anything.
            if (text[at] == '(' && at + 1 < text.Length && text[at + 1] == '_') return Repeated();
            if (Take(".*") || Take(".+"))
            {
                var some = text[at - 1] == '+';
                if (open) IsExact = false;
                if (some) elements.Add("?");
                elements.Add("*");
                (atBoundary, open) = (false, false);
                return true;
            }

            if (open) return false;
            var start = at;
            var element = Element();
            if (element is null) return false;
            if (!atBoundary) IsExact = false;
            elements.Add(element);
            (atBoundary, open) = (false, true);
            return at > start;
        }

        private bool Repeated()
        {
            var close = MatchingBracket(text, at);
            if (close < 0 || close + 1 >= text.Length || !open) return false;
            var inner = new Reader(text[(at + 2)..close]) { at = 0 };
            var element = inner.Element();
            if (element is null || inner.at != inner.text.Length) return false;
            var count = text[close + 1];
            at = close + 2;
            if (element == "?" && count is '*' or '+')
            {
                if (count == '+') elements.Add("?");
                elements.Add("*");
                return true;
            }

            if (elements[^1] != element || element == "?") return false;
            if (count == '+') elements.Add(element + "+");
            else if (count == '*') elements[^1] = element + "+";
            else return false;
            return true;
        }

        /// <summary>A number, any number, or one of several numbers.</summary>
        private string? Element()
        {
            if (Take("[0-9]+") || Take("([0-9]+)") || Take("[0-9][0-9]*")) return "?";
            if (at < text.Length && char.IsAsciiDigit(text[at])) return Number();
            if (at >= text.Length || text[at] != '(') return null;
            var close = MatchingBracket(text, at);
            if (close < 0) return null;
            var parts = text[(at + 1)..close].Split('|');
            if (!parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit) && uint.TryParse(p, out _))) return null;
            at = close + 1;
            return parts.Length == 1 ? parts[0] : $"[{string.Join(", ", parts)}]";
        }

        private string? Number()
        {
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            return uint.TryParse(text.AsSpan(start, at - start), out _) ? text[start..at] : null;
        }

        private bool Take(string word)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) return false;
            at += word.Length;
            return true;
        }
    }
}
