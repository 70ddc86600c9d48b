using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace BgpTranslate.Formats;

/// <summary>
/// Gives every name of one name space of a target a form that the target accepts: the name itself where possible, else a changed one; never the same for two names.
/// The result depends on the names and their order alone.
/// </summary>
/// <param name="isStart">May a name start with this character?</param>
/// <param name="isPart">May a name hold this character?</param>
/// <param name="reserved">Words that are no names.</param>
/// <param name="maximumLength">The longest name.</param>
public sealed class Naming(Func<char, bool> isStart, Func<char, bool> isPart, IEnumerable<string> reserved, int maximumLength)
{
    private readonly HashSet<string> taken = new(reserved, StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string Name), string> given = [];

    /// <summary>Names that had to change: old to new, keyed by kind and name with a blank between.</summary>
    public ImmutableDictionary<string, string> Renamed =>
        given.Where(g => g.Key.Name != g.Value).ToImmutableDictionary(g => $"{g.Key.Kind} {g.Key.Name}", g => g.Value);

    /// <summary>The target's name for a thing; the same answer every time.</summary>
    /// <param name="kind">The thing's kind: two things of one name but different kinds get different names where they share a name space.</param>
    /// <param name="name">The user's name.</param>
    public string NameFor(string kind, string name) =>
        given.TryGetValue((kind, name), out var known) ? known : given[(kind, name)] = Fresh(name);

    /// <summary>A name like this one that nothing has yet: for things that the user has given none.</summary>
    public string Fresh(string name)
    {
        var stem = Fit(name);
        var result = stem;
        for (var n = 2; !taken.Add(result); n++)
        {
            var suffix = "_" + n.ToString(CultureInfo.InvariantCulture);
            result = stem[..Math.Min(stem.Length, maximumLength - suffix.Length)] + suffix;
        }

        return result;
    }

    private string Fit(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var c in name) text.Append(isPart(c) ? c : '_');
        if (text.Length == 0 || !isStart(text[0])) text.Insert(0, isStart('_') ? "_" : "n");
        return text.Length > maximumLength ? text.ToString(0, maximumLength) : text.ToString();
    }
}
