using System.Collections.Concurrent;
using System.Globalization;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.AsPaths;

namespace BgpTranslate.Policy.Automata;

/// <summary>
/// Sets of AS paths as automata over the printed path (<c>65001 65002</c>). Every dialect becomes one here, so that expressions of different dialects compare.
/// What decides equality are paths of plain sequences: AS_SETs are withdrawn from BGP (RFC 9774), and dialects differ in how they see them.
/// </summary>
internal static class PrintedPaths
{
    /// <summary>The characters of printed paths: numbers, sets, confederation segments.</summary>
    public const string Alphabet = "0123456789 ,{}()[]";

    private const int Space = 10;

    private static readonly ConcurrentDictionary<AsPathPattern, Automaton?> Known = [];

    private static readonly Lazy<Automaton> Plain = new(() => OfTokens(e => e.Star(Token(e, NumberSet.AsNumbers)))!);

    /// <summary>Every path that is one sequence, and the empty path.</summary>
    public static Automaton Paths => Plain.Value;

    /// <summary>No path.</summary>
    public static Automaton Nothing { get; } = Automaton.Explore(Alphabet.Length, 0, (s, _) => s, _ => false)!;

    /// <summary>Every word but the empty one.</summary>
    public static Automaton NotEmpty { get; } = Automaton.Explore(Alphabet.Length, false, (_, _) => true, s => s)!;

    /// <summary>The paths that an expression matches; null when it cannot be read or is too large.</summary>
    public static Automaton? Of(AsPathPattern pattern) => Known.GetOrAdd(pattern, Compile);

    /// <summary>POSIX expressions are taken character by character, as they match; the other dialects number by number.</summary>
    private static Automaton? Compile(AsPathPattern pattern)
    {
        if (pattern.Dialect == AsPathDialect.Posix) return PosixExpression.Compile(pattern.Text, Alphabet);
        if (AsPathLanguage.Parse(pattern).Expression is not { } expression) return null;
        var paths = OfTokens(e => Part(e, expression));
        return pattern.Dialect == AsPathDialect.RouterOs7 ? paths?.And(NotEmpty) : paths;
    }

    private static Expression.Part Part(Expression e, AsPathExpression expression)
    {
        switch (expression)
        {
            case AsPathExpression.Numbers numbers:
                return numbers.IsAny ? AnyToken(e) : Token(e, NumberSet.Of(numbers.Ranges).Intersect(NumberSet.AsNumbers));
            case AsPathExpression.Sequence sequence:
                return e.Sequence(sequence.Parts.Select(p => Part(e, p)));
            case AsPathExpression.Alternation alternation:
                return e.Either(alternation.Parts.Select(p => Part(e, p)));
            default:
                var repeat = (AsPathExpression.Repeat)expression;
                var required = Enumerable.Range(0, repeat.Min).Select(_ => Part(e, repeat.Part));
                var optional = repeat.Max is { } max
                    ? Enumerable.Range(0, max - repeat.Min).Select(_ => e.Either(Part(e, repeat.Part), e.Empty()))
                    : [e.Star(Part(e, repeat.Part))];
                return e.Sequence([.. required, .. optional]);
        }
    }

    /// <summary>Paths with some number of the set.</summary>
    public static Automaton? Containing(NumberSet numbers) =>
        OfTokens(e => e.Sequence(e.Star(AnyToken(e)), Token(e, numbers), e.Star(AnyToken(e))))?.And(Paths);

    /// <summary>Paths of which a number (length, first or last AS) is in the set; null when there is no automaton for it.</summary>
    public static Automaton? Where(NumericAttribute attribute, NumberSet numbers)
    {
        switch (attribute)
        {
            case NumericAttribute.FirstAs:
                return OfTokens(e => WithEmpty(e, numbers, e.Sequence(Token(e, numbers), e.Star(AnyToken(e)))));
            case NumericAttribute.LastAs:
                return OfTokens(e => WithEmpty(e, numbers, e.Sequence(e.Star(AnyToken(e)), Token(e, numbers))));
            default:
                // Lengths at or over the last bound of the set all count alike.
                var bound = numbers.Ranges.SelectMany(r => new[] { r.Low, r.High }).Where(n => n != uint.MaxValue).DefaultIfEmpty(0u).Max() + 1;
                if (bound > 1000) return null;
                return Automaton.Explore(
                    Alphabet.Length,
                    (Length: 0u, Inside: false),
                    (s, symbol) => symbol < 10 ? (s.Inside ? s.Length : Math.Min(s.Length + 1, bound), true) : (s.Length, false),
                    s => numbers.Contains(s.Length))!.And(Paths);
        }
    }

    /// <summary>Paths that are in the language once numbers are put in front.</summary>
    public static Automaton? Prepended(Automaton language, IReadOnlyList<uint> numbers)
    {
        var word = string.Join(' ', numbers).Select(c => Alphabet.IndexOf(c));
        var behind = word.Aggregate(0, language.Step);
        return Automaton.Explore(
            Alphabet.Length,
            -1,
            (s, symbol) => language.Step(s < 0 ? language.Step(behind, Space) : s, symbol),
            s => language.Accepts(s < 0 ? behind : s));
    }

    /// <summary>Paths that are in the language once their first number is repeated some times more.</summary>
    public static Automaton? PrependedFirst(Automaton language, uint times)
    {
        // While the first number is read, what it does to every state is known; at its end that is done as often as it is repeated.
        return Automaton.Explore(
            Alphabet.Length,
            new Vector([.. Enumerable.Range(0, language.States)], IsFirst: true, IsEmpty: true),
            (s, symbol) => !s.IsFirst ? s.To(language.Step(s.States[0], symbol))
                : symbol < 10 ? new Vector([.. s.States.Select(q => language.Step(q, symbol))], true, false)
                : s.To(language.Step(Applied(s), symbol)),
            s => language.Accepts(!s.IsFirst ? s.States[0] : s.IsEmpty ? 0 : Applied(s)));

        int Applied(Vector first)
        {
            var state = 0;
            for (var i = 0u; i < times; i++)
            {
                var after = language.Step(first.States[state], Space);
                if (after == state) break;
                state = after;
            }

            return first.States[state];
        }
    }

    /// <summary>Paths that are in the language once the numbers of the set are taken out (<paramref name="to"/> null) or replaced.</summary>
    public static Automaton? Replaced(Automaton language, NumberSet from, uint? to)
    {
        var expression = new Expression(Alphabet);
        if (expression.Whole(expression.Number(from)) is not { } members) return null;
        int[] replacement = to is { } number ? [.. number.ToString(CultureInfo.InvariantCulture).Select(c => c - '0')] : [];

        // Before: the state ahead of the number being read, its separator included. Kept: the state if it stays. Member: whether it is one of the set.
        return Automaton.Explore(
            Alphabet.Length,
            (Before: 0, Kept: 0, Member: 0, Output: false, Inside: false),
            (s, symbol) =>
            {
                if (symbol < 10)
                {
                    var start = s.Inside ? s.Kept : s.Output ? language.Step(s.Before, Space) : s.Before;
                    return (s.Before, language.Step(start, symbol), members.Step(s.Inside ? s.Member : 0, symbol), s.Output, true);
                }

                var (state, output) = End(s);
                return (state, state, 0, output, false);
            },
            s => language.Accepts(End(s).State));

        (int State, bool Output) End((int Before, int Kept, int Member, bool Output, bool Inside) s)
        {
            if (!s.Inside) return (s.Before, s.Output);
            if (!members.Accepts(s.Member)) return (s.Kept, true);
            if (to is null) return (s.Before, s.Output);
            return (replacement.Aggregate(s.Output ? language.Step(s.Before, Space) : s.Before, language.Step), true);
        }
    }

    /// <summary>The path as it is printed.</summary>
    public static IEnumerable<int> Print(AsPath path) => PrintText(path).Select(c => Alphabet.IndexOf(c));

    /// <summary>The plain path that a word prints.</summary>
    public static AsPath Read(IEnumerable<int> word) => AsPath.Parse(string.Concat(word.Select(s => Alphabet[s])))!;

    /// <summary>A number and the space behind it.</summary>
    internal static Expression.Part Token(Expression e, NumberSet numbers) => e.Sequence(e.Number(numbers), e.OneOf(" "));

    /// <summary>Any number and the space behind it. Its digits are not looked at: what is compared is cut to <see cref="Paths"/> anyway.</summary>
    internal static Expression.Part AnyToken(Expression e) =>
        e.Sequence(e.OneOf("0123456789"), e.Star(e.OneOf("0123456789")), e.OneOf(" "));

    /// <summary>A language of tokens, each with a space behind it, as one of printed paths.</summary>
    internal static Automaton? OfTokens(Func<Expression, Expression.Part> build)
    {
        var expression = new Expression(Alphabet);
        if (expression.Whole(build(expression)) is not { } spaced) return null;
        return Automaton.Explore(Alphabet.Length, -1, (s, symbol) => spaced.Step(Math.Max(s, 0), symbol), s => spaced.Accepts(s < 0 ? 0 : spaced.Step(s, Space)));
    }

    private static Expression.Part WithEmpty(Expression e, NumberSet numbers, Expression.Part part) =>
        numbers.Contains(0) ? e.Either(part, e.Empty()) : part;

    private static string PrintText(AsPath path) => string.Join(' ', path.Segments.Select(s => s.Kind switch
    {
        AsPathSegmentKind.Set => $"{{{string.Join(',', s.Numbers)}}}",
        AsPathSegmentKind.ConfederationSequence => $"({string.Join(' ', s.Numbers)})",
        AsPathSegmentKind.ConfederationSet => $"[{string.Join(',', s.Numbers)}]",
        _ => string.Join(' ', s.Numbers),
    }));

    private sealed record Vector(int[] States, bool IsFirst, bool IsEmpty)
    {
        public bool Equals(Vector? other) =>
            other is not null && IsFirst == other.IsFirst && IsEmpty == other.IsEmpty && States.AsSpan().SequenceEqual(other.States);

        public override int GetHashCode() => States.Aggregate(IsFirst ? 1 : 2, HashCode.Combine);

        public Vector To(int state) => new([state], false, false);
    }
}
