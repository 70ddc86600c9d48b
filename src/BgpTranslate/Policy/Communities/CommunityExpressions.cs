using System.Collections.Concurrent;
using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Policy.Automata;

namespace BgpTranslate.Policy.Communities;

/// <summary>What stands around a community in an expression so that it begins and ends where communities do.</summary>
/// <param name="Before">In front of it.</param>
/// <param name="After">Behind it.</param>
public readonly record struct CommunityBoundary(string Before, string After)
{
    /// <summary>The usual <c>_</c>.</summary>
    public static CommunityBoundary Underscore { get; } = new("_", "_");

    /// <summary>Without <c>_</c>, where a platform does not allow it (large communities of VyOS).</summary>
    public static CommunityBoundary NoDigit { get; } = new("(^|[^0-9])", "([^0-9]|$)");
}

/// <summary>POSIX expressions over the sorted, blank-separated list of a route's communities, as patterns of ranges and back.</summary>
public static class CommunityExpressions
{
    private static readonly string Printable = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c));

    /// <summary>
    /// What an expression means; null when patterns do not say it (it looks for the last community, say), and for what cannot be read.
    /// Of extended communities, whose text differs by platform, only expressions like those of <see cref="ExtendedCommunityText"/> and those that find every text are recognized.
    /// </summary>
    public static CommunityMeaning? Recognize(string expression, CommunityKind kind) => Known(expression, kind)?.Meaning.Value;

    /// <summary>Patterns for the communities in which alone the expression finds something; null when they are too many, or it cannot be read.</summary>
    public static ImmutableArray<CommunityPattern>? Ones(CommunityKind kind, string expression) =>
        kind == CommunityKind.Extended ? ExtendedCommunityText.Recognize(expression) : Known(expression, kind)?.Ones.Value;

    /// <summary>True when the expression finds something in the printed communities, which are of one kind; null when it cannot be read.</summary>
    internal static bool? Finds(CommunityKind kind, string expression, IEnumerable<Community> communities) => kind == CommunityKind.Extended
        ? ExtendedCommunityText.Recognize(expression) is { } ones ? communities.Any(c => ones.Any(c.Meets)) : null
        : Known(expression, kind)?.Lists.Accepts(Print(communities));

    /// <summary>The shortest list of communities in which the expression finds something; null when there is none, or it cannot be read.</summary>
    internal static ImmutableArray<Community>? Example(CommunityKind kind, string expression) =>
        kind != CommunityKind.Extended && Known(expression, kind) is { } known && Automaton.ShortestCommonWord([known.Lists, PrintedLists[kind]], ExampleLimit) is { } word
            ? [.. string.Concat(word.Select(s => CommunityListAutomaton.Alphabet[s])).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => Community.Parse(kind, c)!.Value)]
            : null;

    /// <summary>
    /// What an expression without an exact meaning most probably means: it begins and ends where communities do (<c>65000:120:10</c>, which also finds
    /// 65000:120:100, as <c>_65000:120:10_</c>). Whoever uses it announces an approximation.
    /// </summary>
    public static CommunityMeaning? RecognizeAsWholeCommunities(string expression, CommunityKind kind) => Recognize($"_({expression})_", kind);

    /// <summary>An expression that finds a community of any of the patterns; null when there is none.</summary>
    public static string? PrintAnyOf(ImmutableArray<CommunityPattern> patterns, CommunityBoundary boundary) =>
        Alternatives(patterns) is { } text ? boundary.Before + text + boundary.After : null;

    /// <summary>
    /// An expression that finds a community for each of the patterns, which relies on the list being sorted; null when the patterns are extended, or many that
    /// overlap.
    /// </summary>
    public static string? PrintAllOf(ImmutableArray<CommunityPattern> patterns, CommunityBoundary boundary)
    {
        // What meets a narrower pattern meets the wider one too.
        ImmutableArray<CommunityPattern> needed = [.. patterns.Distinct().Where(wide => !patterns.Any(p => p != wide && Intersection([p, wide]) == p)).OrderBy(Lowest)];
        if (needed.Length > MostOverlapping && Enumerable.Range(1, needed.Length - 1).Any(i => Highest(needed[i - 1]).CompareTo(Lowest(needed[i])) >= 0)) return null;
        var expressions = new List<string>();
        foreach (var order in Orders(needed))
        {
            var parts = order.Select(pattern => Alternatives([pattern])).ToList();
            if (parts.Count == 0 || parts.Contains(null)) return null;
            // Behind a community's boundary the next one follows at once, or after others.
            expressions.Add(boundary.Before + string.Join($"{boundary.After}(.*{boundary.Before})?", parts) + boundary.After);
        }

        return expressions.Count == 0 ? null : string.Join('|', expressions);
    }

    // Three have thirteen orders.
    private const int MostOverlapping = 3;

    /// <summary>The orders in which a sorted list may show communities for all patterns; one may meet several of them.</summary>
    private static IEnumerable<ImmutableArray<CommunityPattern>> Orders(ImmutableArray<CommunityPattern> patterns)
    {
        if (patterns.IsEmpty)
        {
            yield return [];
            yield break;
        }

        if (patterns.Length > MostOverlapping)
        {
            yield return patterns;
            yield break;
        }

        for (var chosen = 1; chosen < 1 << patterns.Length; chosen++)
        {
            if (Intersection([.. patterns.Where((_, i) => (chosen >> i & 1) == 1)]) is not { } first) continue;
            foreach (var rest in Orders([.. patterns.Where((_, i) => (chosen >> i & 1) == 0)]))
            {
                if (rest.IsEmpty || Lowest(first).CompareTo(Highest(rest[0])) < 0) yield return [first, .. rest];
            }
        }
    }

    /// <summary>What meets all patterns; null when nothing does.</summary>
    private static CommunityPattern? Intersection(ImmutableArray<CommunityPattern> patterns)
    {
        var common = patterns[0];
        foreach (var pattern in patterns.Skip(1))
        {
            common = common with { First = Both(common.First, pattern.First), Second = Both(common.Second, pattern.Second), Third = Both(common.Third, pattern.Third) };
            if (common.First.Low > common.First.High || common.Second.Low > common.Second.High || common.Third.Low > common.Third.High) return null;
        }

        return common;

        static NumberRange Both(NumberRange a, NumberRange b) => new(Math.Max(a.Low, b.Low), Math.Min(a.High, b.High));
    }

    private const int ExampleLimit = 100_000;

    // Policies ask the same again and again.
    private static readonly ConcurrentDictionary<(CommunityKind Kind, string Text), Expression?> Expressions = [];

    /// <summary>The lists of communities without names, as they are printed.</summary>
    private static readonly ImmutableDictionary<CommunityKind, Automaton> PrintedLists = ImmutableDictionary<CommunityKind, Automaton>.Empty
        .Add(CommunityKind.Standard, ListsOf(2, ushort.MaxValue)).Add(CommunityKind.Large, ListsOf(3, uint.MaxValue));

    private static Automaton ListsOf(int parts, uint largest)
    {
        var one = string.Join(':', Enumerable.Repeat($"({DecimalNumbers.Print([new NumberRange(0, largest)])})", parts));
        return PosixExpression.Compile($"^({one}( {one})*)?$", CommunityListAutomaton.Alphabet)!;
    }

    private static Expression? Known(string text, CommunityKind kind) => Expressions.GetOrAdd((kind, text), static key =>
        PosixExpression.Compile(key.Text, key.Kind == CommunityKind.Extended ? Printable : CommunityListAutomaton.Alphabet) is { } lists
            ? new Expression(lists, new Lazy<CommunityMeaning?>(() => MeaningOf(lists, key.Text, key.Kind)), new Lazy<ImmutableArray<CommunityPattern>?>(() => OnesOf(lists, key.Kind)))
            : null);

    private static CommunityMeaning? MeaningOf(Automaton lists, string text, CommunityKind kind)
    {
        if (kind == CommunityKind.Extended)
            return lists.IsAll ? new CommunityMeaning.Always() : ExtendedCommunityText.Recognize(text) is { } ones ? new CommunityMeaning.AnyOf(ones) : null;
        if (CommunityListAutomaton.Of(lists, kind) is not { } list) return null;
        if (IsFinal(list, list.Start)) return list.Accepts(list.Start) ? new CommunityMeaning.Always() : new CommunityMeaning.AnyOf([]);
        if (list.Accepts(list.Start) || list.Moves(list.Start) is not { Count: 2 } moves) return null;
        return Only(list, moves) ?? Chain(list, moves);
    }

    private static ImmutableArray<CommunityPattern>? OnesOf(Automaton lists, CommunityKind kind) =>
        CommunityListAutomaton.Of(lists, kind) is { } list && list.Moves(list.Start) is { } moves ? [.. moves.Where(m => list.Accepts(m.Key)).SelectMany(m => m.Value)] : null;

    /// <summary>The list as it is printed: sorted, well-known communities by name.</summary>
    private static IEnumerable<int> Print(IEnumerable<Community> communities) => string.Join(
        ' ', communities.Order().Select(c => c.Kind == CommunityKind.Standard && WellKnownCommunities.Names.TryGetValue((c.First << 16) | c.Second, out var name) ? name : $"{c}"))
        .Select(c => CommunityListAutomaton.Alphabet.IndexOf(c));

    /// <param name="Lists">The lists in which it finds something.</param>
    /// <param name="Meaning">The same in patterns, where they say it.</param>
    /// <param name="Ones">Patterns for the lists of one community.</param>
    private sealed record Expression(Automaton Lists, Lazy<CommunityMeaning?> Meaning, Lazy<ImmutableArray<CommunityPattern>?> Ones);

    private static CommunityMeaning.Only? Only(CommunityListAutomaton list, Dictionary<int, ImmutableArray<CommunityPattern>> moves)
    {
        var (one, none) = list.Accepts(moves.Keys.First()) ? (moves.Keys.First(), moves.Keys.Last()) : (moves.Keys.Last(), moves.Keys.First());
        return one != list.Start && none != list.Start && list.Accepts(one) && !list.Accepts(none) && IsFinal(list, none)
            && list.Moves(one) is { Count: 1 } after && after.ContainsKey(none)
            ? new CommunityMeaning.Only(moves[one])
            : null;
    }

    /// <summary>Every state waits for a community and then goes on for good.</summary>
    private static CommunityMeaning? Chain(CommunityListAutomaton list, Dictionary<int, ImmutableArray<CommunityPattern>> moves)
    {
        var links = new List<ImmutableArray<CommunityPattern>>();
        for (var state = list.Start; ;)
        {
            if (!moves.ContainsKey(state)) return null;
            var next = moves.Keys.Single(k => k != state);
            links.Add(moves[next]);
            if (IsFinal(list, next))
            {
                if (!list.Accepts(next)) return null;
                break;
            }

            if (list.Accepts(next) || links.Count == 16 || list.Moves(next) is not { Count: 2 } further) return null;
            (state, moves) = (next, further);
        }

        if (links.Count == 1) return new CommunityMeaning.AnyOf(links[0]);
        for (var i = 0; i < links.Count; i++)
        {
            // The list is sorted: only then can the later pattern not be met before the earlier one.
            if (links[i].Length != 1 || (i > 0 && Highest(links[i - 1][0]).CompareTo(Lowest(links[i][0])) >= 0)) return null;
        }

        return new CommunityMeaning.AllOf([.. links.Select(l => l[0])]);
    }

    private static bool IsFinal(CommunityListAutomaton list, int state) => list.Moves(state) is { Count: 1 } moves && moves.ContainsKey(state);

    private static (uint, uint, uint) Lowest(CommunityPattern p) => (p.First.Low, p.Second.Low, p.Third.Low);

    private static (uint, uint, uint) Highest(CommunityPattern p) => (p.First.High, p.Second.High, p.Third.High);

    private static string? Alternatives(ImmutableArray<CommunityPattern> patterns)
    {
        var words = new List<string>();
        foreach (var pattern in patterns)
        {
            if (pattern.Kind == CommunityKind.Extended) return null;
            string[] parts = pattern.Kind == CommunityKind.Standard
                ? [Part(pattern.First, ushort.MaxValue), Part(pattern.Second, ushort.MaxValue)]
                : [Part(pattern.First, uint.MaxValue), Part(pattern.Second, uint.MaxValue), Part(pattern.Third, uint.MaxValue)];
            string[] names = pattern.Kind != CommunityKind.Standard
                ? []
                : [.. WellKnownCommunities.Values.Where(v => pattern.First.Contains(v >> 16) && pattern.Second.Contains(v & 0xFFFF)).Select(v => WellKnownCommunities.Names[v])];
            // A community with a name never shows its number.
            if (names.Length == 0 || !pattern.IsSingle) words.Add(string.Join(':', parts));
            words.AddRange(names);
        }

        return words.Count switch { 0 => null, 1 => words[0], _ => $"({string.Join('|', words)})" };
    }

    private static string Part(NumberRange range, uint largest) => range.Low == 0 && range.High >= largest ? "[0-9]+" : DecimalNumbers.Print([range]);
}
