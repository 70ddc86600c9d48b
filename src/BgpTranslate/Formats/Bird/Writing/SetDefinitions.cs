using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>A part of a set: members that belong to it, or do not, unless an earlier part said otherwise.</summary>
/// <param name="Permit">Whether the members belong to the set.</param>
/// <param name="Text">The name of a constant, or a literal.</param>
internal readonly record struct SetRun(bool Permit, string Text);

/// <summary>
/// Sets as constants (<c>define</c>). BIRD's sets have no order and no denying members: an ordered list becomes a row of sets, each of which overrides those behind it.
/// </summary>
internal sealed class SetDefinitions(WritingContext context)
{
    /// <summary>Sets in place stay in the condition up to this many members.</summary>
    private const int LongestInline = 6;

    private readonly Dictionary<(DefinedSet, string), SetRun[]> known = [];
    private readonly List<(string Name, string[] Members, Origin Origin)> definitions = [];

    /// <summary>Gives the user's sets their names, so that they come before all names of our own.</summary>
    public void Reserve()
    {
        foreach (var set in context.Configuration.Sets)
        {
            if (set.Name.Length > 0) context.Name(set.Term(), set.Name);
        }
    }

    /// <summary>Writes the definitions made so far.</summary>
    public void Write(OutputText text)
    {
        foreach (var (name, members, origin) in definitions)
        {
            if (members.Length <= SetText.MembersPerLine)
            {
                text.Line($"define {name} = {SetText.Literal(members)};", origin);
                continue;
            }

            text.Line($"define {name} = [", origin).Indent();
            for (var i = 0; i < members.Length; i++) text.Line(members[i] + (i + 1 < members.Length ? "," : ""));
            text.Outdent().Line("];");
        }
    }

    /// <summary>True when something was defined.</summary>
    public bool IsEmpty => definitions.Count == 0;

    /// <summary>The prefixes of one family.</summary>
    public SetRun[] Of(PrefixSet set, Afi afi) =>
        Of(set, afi.ToString(), set.Entries.Any(e => e.Match.Prefix.Afi != afi) ? $"_{afi}".ToLowerInvariant() : "", set.Entries.Where(e => e.Match.Prefix.Afi == afi), m => SetText.Of(m) is { } text ? [text] : []);

    /// <summary>AS numbers.</summary>
    public SetRun[] Of(AsNumberSet set) => Of(set, "", "", set.Entries, m => [SetText.Of(m)]);

    /// <summary>Communities, when every entry is one pattern that BIRD can say; else null.</summary>
    public SetRun[]? Of(CommunitySet set) =>
        set.Entries.All(e => e.Match is CommunityMatch.AllOf { Patterns: [var only] } && SetText.Of(only) is not null)
            ? Of(set, "", "", set.Entries, m => [SetText.Of(((CommunityMatch.AllOf)m).Patterns[0])!])
            : null;

    private SetRun[] Of<T>(DefinedSet set, string part, string suffix, IEnumerable<SetEntry<T>> entries, Func<T, string[]> members)
    {
        if (known.TryGetValue((set, part), out var runs)) return runs;
        var parts = new List<(bool Permit, List<string> Members, List<Origin> Origins)>();
        foreach (var entry in entries)
        {
            var texts = members(entry.Match);
            if (texts.Length == 0) continue;
            if (parts.Count == 0 || parts[^1].Permit != entry.Permit) parts.Add((entry.Permit, [], []));
            parts[^1].Members.AddRange(texts);
            parts[^1].Origins.Add(entry.Origin);
        }

        // What nothing matched is not in the set: a last denying part says nothing.
        if (parts.Count > 0 && !parts[^1].Permit) parts.RemoveAt(parts.Count - 1);
        var results = new List<SetRun>();
        foreach (var (permit, texts, origins) in parts)
        {
            string[] distinct = [.. texts.Distinct()];
            var isNamed = set.Name.Length > 0 && context.Configuration.Sets.Contains(set, ReferenceEqualityComparer.Instance);
            if (!isNamed && distinct.Length <= LongestInline)
            {
                results.Add(new SetRun(permit, SetText.Literal(distinct)));
                continue;
            }

            var name = isNamed
                ? context.Name(set.Term(), set.Name) + suffix
                : context.FreshName("set", $"networks_{definitions.Count + 1}");
            if (isNamed && (parts.Count > 1 || suffix.Length > 0))
                name = context.FreshName("part of set", parts.Count > 1 ? $"{name}_{results.Count + 1}" : name);
            definitions.Add((name, distinct, Origin.Of(origins.SelectMany(o => o)) + set.Origin));
            results.Add(new SetRun(permit, name));
        }

        return known[(set, part)] = [.. results];
    }
}
