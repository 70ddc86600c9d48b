using System.Collections.Concurrent;
using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Policy.Automata;

/// <summary>
/// Expressions over the sorted, space-separated list of communities (FRR expanded community lists). Most of them look at one community at a time, and are
/// patterns then like any other.
/// </summary>
internal static class CommunityExpression
{
    private const string Alphabet = "0123456789: ";
    private const int Colon = 10;
    private const int Space = 11;

    /// <summary>Patterns beyond which an expression stays one.</summary>
    private const int MostPatterns = 200;

    private static readonly ConcurrentDictionary<(CommunityKind Kind, string Text), Meaning?> Known = [];

    private static readonly ImmutableDictionary<CommunityKind, Automaton> Lists = new[] { CommunityKind.Standard, CommunityKind.Large }
        .ToImmutableDictionary(kind => kind, kind =>
        {
            var e = new Expression(Alphabet);
            return e.Whole(e.Either(e.Empty(), e.Sequence(One(e, kind), e.Star(e.Sequence(e.OneOf(" "), One(e, kind))))))!;
        });

    /// <summary>The lists in which an expression finds something; null when it cannot be read or is about extended communities, whose text differs by platform.</summary>
    public static Automaton? Of(CommunityKind kind, string text) => MeaningOf(kind, text)?.Lists;

    /// <summary>
    /// Patterns of which some community must meet one for the expression to find something. Null when it looks at more than one community at a time, or
    /// is true of no communities at all.
    /// </summary>
    public static ImmutableArray<CommunityPattern>? AnyOf(CommunityKind kind, string text) =>
        kind == CommunityKind.Extended ? ExtendedCommunityText.Recognize(text)
        : MeaningOf(kind, text) is { IsAboutOne: true, Ones: { } ones } ? ones : null;

    /// <summary>True when the expression finds something in every list.</summary>
    public static bool IsTrue(CommunityKind kind, string text) =>
        MeaningOf(kind, text) is { } meaning && Lists[kind].And(meaning.Lists.Not()) is { IsEmpty: true };

    /// <summary>Patterns for the communities in which alone the expression finds something; null when they are too many.</summary>
    public static ImmutableArray<CommunityPattern>? Ones(CommunityKind kind, string text) => kind == CommunityKind.Extended ? ExtendedCommunityText.Recognize(text) : MeaningOf(kind, text)?.Ones;

    /// <summary>The list as it is printed.</summary>
    public static IEnumerable<int> Print(IEnumerable<Community> communities) => string.Join(' ', communities.Order()).Select(c => Alphabet.IndexOf(c));

    private static Expression.Part One(Expression e, CommunityKind kind)
    {
        var part = kind == CommunityKind.Standard ? NumberSet.Of(new NumberRange(0, ushort.MaxValue)) : NumberSet.All;
        var parts = new List<Expression.Part> { e.Number(part), e.OneOf(":"), e.Number(part) };
        if (kind == CommunityKind.Large) parts.AddRange([e.OneOf(":"), e.Number(part)]);
        return e.Sequence(parts);
    }

    private static Meaning? MeaningOf(CommunityKind kind, string text) => Known.GetOrAdd((kind, text), static key =>
    {
        if (key.Kind == CommunityKind.Extended || PosixExpression.Compile(key.Text, Alphabet) is not { } lists) return null;

        // About one community at a time: it finds something in just the lists with a community in which alone it finds something.
        var separate = Automaton.Explore(
            Alphabet.Length,
            (Found: false, State: 0),
            (s, symbol) => symbol == Space ? (s.Found || lists.Accepts(s.State), 0) : (s.Found, lists.Step(s.State, symbol)),
            s => s.Found || lists.Accepts(s.State))?.And(Lists[key.Kind]);
        var isAboutOne = !lists.Accepts(0) && separate is not null && separate.Equals(lists.And(Lists[key.Kind]));
        return new Meaning(lists, isAboutOne, OnesOf(key.Kind, lists));
    });

    private static ImmutableArray<CommunityPattern>? OnesOf(CommunityKind kind, Automaton lists)
    {
        var runs = new Dictionary<(int, int), List<(ulong Count, int State)>?>();
        var patterns = new List<CommunityPattern>();
        var widest = kind == CommunityKind.Standard ? ushort.MaxValue : uint.MaxValue;
        if (!Add(0, [])) return null;
        return [.. patterns];

        // Follows one number from a state, for all numbers at once; then what is behind it.
        bool Add(int state, ImmutableArray<NumberRange> before)
        {
            if (Numbers(state) is not { } numbers) return false;
            var isLast = before.Length == (kind == CommunityKind.Standard ? 1 : 2);
            var ends = isLast
                ? [(-1, NumberSet.Of(numbers.Where(n => lists.Accepts(n.State)).Select(n => n.Range)))]
                : numbers.GroupBy(n => lists.Step(n.State, Colon), n => n.Range).Select(g => (g.Key, NumberSet.Of(g)));
            foreach (var (next, set) in ends)
            {
                foreach (var range in set.Ranges)
                {
                    if (isLast) patterns.Add(new CommunityPattern(kind, "", before[0], isLast && before.Length == 1 ? range : before[1], before.Length == 1 ? default : range));
                    else if (!Add(next, before.Add(range))) return false;
                    if (patterns.Count > MostPatterns) return false;
                }
            }

            return true;
        }

        List<(NumberRange Range, int State)>? Numbers(int state)
        {
            var result = new List<(NumberRange, int)>();
            ulong low = 0;
            for (var digits = 1; low <= widest; digits++)
            {
                for (var first = digits == 1 ? 0 : 1; first <= 9 && low <= widest; first++)
                {
                    if (Runs(lists.Step(state, first), digits - 1) is not { } found) return null;
                    foreach (var (count, end) in found)
                    {
                        if (low <= widest) result.Add((new NumberRange((uint)low, (uint)Math.Min(low + count - 1, widest)), end));
                        low += count;
                    }
                }
            }

            return result.Count > 10 * MostPatterns ? null : result;
        }

        // Where all continuations by some digits lead, in numeric order, as runs of the same state.
        List<(ulong Count, int State)>? Runs(int state, int digits)
        {
            if (digits == 0) return [(1, state)];
            if (runs.TryGetValue((state, digits), out var known)) return known;
            List<(ulong Count, int State)>? result = [];
            for (var digit = 0; digit < 10 && result is not null; digit++)
            {
                if (Runs(lists.Step(state, digit), digits - 1) is not { } part || result.Count > 10 * MostPatterns)
                {
                    result = null;
                    break;
                }

                foreach (var (count, end) in part)
                {
                    if (result.Count > 0 && result[^1].State == end) result[^1] = (result[^1].Count + count, end);
                    else result.Add((count, end));
                }
            }

            return runs[(state, digits)] = result;
        }
    }

    /// <param name="Lists">The lists in which it finds something.</param>
    /// <param name="IsAboutOne">Whether that depends on single communities alone.</param>
    /// <param name="Ones">Those communities.</param>
    private sealed record Meaning(Automaton Lists, bool IsAboutOne, ImmutableArray<CommunityPattern>? Ones);
}
