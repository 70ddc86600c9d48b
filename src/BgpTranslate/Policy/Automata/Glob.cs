namespace BgpTranslate.Policy.Automata;

/// <summary>Shell patterns over names: <c>*</c> any run, <c>?</c> any one character.</summary>
internal static class Glob
{
    /// <summary>True when the pattern matches the whole name.</summary>
    public static bool Matches(string pattern, string name)
    {
        int p = 0, n = 0, star = -1, resume = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, n);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    /// <summary>The names that a pattern matches, over an alphabet that holds its characters.</summary>
    public static Automaton? Language(string pattern, string alphabet)
    {
        var expression = new Expression(alphabet);
        return expression.Whole(expression.Sequence(pattern.Select(c => c switch
        {
            '*' => expression.Star(expression.Any()),
            '?' => expression.Any(),
            _ => expression.OneOf(c.ToString()),
        })));
    }
}
