using BgpTranslate.Model;

namespace BgpTranslate.Policy.Automata;

/// <summary>
/// A nondeterministic automaton under construction over the characters of an alphabet, with the two assertions "at the start" and "at the end" as
/// transitions that take no character.
/// </summary>
internal sealed class Expression(string alphabet)
{
    private const int StateLimit = 2_000;

    private readonly List<List<(Edge Edge, int Symbol, int Target)>> states = [];

    private enum Edge
    {
        Symbol,
        Empty,
        AtStart,
        AtEnd,
    }

    /// <summary>A part: where it begins and where it ends.</summary>
    public readonly record struct Part(int Begin, int End);

    /// <summary>True when it has grown beyond use.</summary>
    public bool IsTooLarge => states.Count > 20 * StateLimit;

    /// <summary>The empty word.</summary>
    public Part Empty()
    {
        var state = State();
        return new Part(state, state);
    }

    /// <summary>Nothing at all.</summary>
    public Part Nothing() => new(State(), State());

    /// <summary>One of the characters; those outside the alphabet never occur.</summary>
    public Part OneOf(string characters)
    {
        var part = Nothing();
        foreach (var c in characters.Distinct())
        {
            if (alphabet.IndexOf(c) is >= 0 and var symbol) states[part.Begin].Add((Edge.Symbol, symbol, part.End));
        }

        return part;
    }

    /// <summary>Any character.</summary>
    public Part Any() => OneOf(alphabet);

    /// <summary>The start of the text.</summary>
    public Part Start() => Assertion(Edge.AtStart);

    /// <summary>The end of the text.</summary>
    public Part End() => Assertion(Edge.AtEnd);

    /// <summary>One after the other.</summary>
    public Part Sequence(params IEnumerable<Part> parts)
    {
        Part? result = null;
        foreach (var part in parts)
        {
            if (result is { } before) states[before.End].Add((Edge.Empty, 0, part.Begin));
            result = new Part(result?.Begin ?? part.Begin, part.End);
        }

        return result ?? Empty();
    }

    /// <summary>Either of them.</summary>
    public Part Either(params IEnumerable<Part> parts)
    {
        var result = Nothing();
        foreach (var part in parts)
        {
            states[result.Begin].Add((Edge.Empty, 0, part.Begin));
            states[part.End].Add((Edge.Empty, 0, result.End));
        }

        return result;
    }

    /// <summary>Any number of times.</summary>
    public Part Star(Part part)
    {
        var result = Empty();
        states[result.Begin].Add((Edge.Empty, 0, part.Begin));
        states[part.End].Add((Edge.Empty, 0, result.Begin));
        return result;
    }

    /// <summary>The decimal numbers of a set, without leading zeros.</summary>
    public Part Number(NumberSet numbers) => Either(numbers.Ranges.SelectMany(Decades).Select(d => Decimal(d.Low, d.High)));

    /// <summary>The automaton of a part that must match the whole text; null when it has too many states.</summary>
    public Automaton? Whole(Part part) => Compile(part, search: false);

    /// <summary>The automaton of a part that must match somewhere in the text; null when it has too many states.</summary>
    public Automaton? Search(Part part) => Compile(part, search: true);

    private static IEnumerable<(string Low, string High)> Decades(NumberRange range)
    {
        for (ulong low = range.Low; low <= range.High;)
        {
            ulong end = 9;
            while (end < low) end = (end * 10) + 9;
            var high = Math.Min(end, range.High);
            yield return ($"{low}", $"{high}");
            low = high + 1;
        }
    }

    /// <summary>Numbers between two of the same number of digits.</summary>
    private Part Decimal(string low, string high)
    {
        if (low.Length == 0) return Empty();
        if (low[0] == high[0]) return Sequence(OneOf(low[..1]), Decimal(low[1..], high[1..]));
        var rest = low.Length - 1;
        var parts = new List<Part>();
        var (first, last) = (low[0], high[0]);
        if (low[1..].Any(c => c != '0'))
        {
            parts.Add(Sequence(OneOf(low[..1]), Decimal(low[1..], new string('9', rest))));
            first++;
        }

        if (high[1..].Any(c => c != '9'))
        {
            parts.Add(Sequence(OneOf(high[..1]), Decimal(new string('0', rest), high[1..])));
            last--;
        }

        if (first <= last)
        {
            var digits = "0123456789"[(first - '0')..(last - '0' + 1)];
            parts.Add(Sequence([OneOf(digits), .. Enumerable.Range(0, rest).Select(_ => OneOf("0123456789"))]));
        }

        return parts.Count == 1 ? parts[0] : Either(parts);
    }

    private Part Assertion(Edge edge)
    {
        var part = Nothing();
        states[part.Begin].Add((edge, 0, part.End));
        return part;
    }

    private int State()
    {
        states.Add([]);
        return states.Count - 1;
    }

    private Automaton? Compile(Part part, bool search)
    {
        // A machine state is the sorted set of states reached; the single state -1 means that a search has succeeded.
        var found = new Reached([-1], false);
        if (IsTooLarge) return null;
        return Automaton.Explore(alphabet.Length, Close([part.Begin], Edge.AtStart), Step, Accepts, StateLimit);

        Reached Step(Reached from, int symbol)
        {
            if (from.Equals(found)) return from;
            var targets = from.States.SelectMany(s => states[s].Where(e => e.Edge == Edge.Symbol && e.Symbol == symbol).Select(e => e.Target));
            return Close(search ? targets.Append(part.Begin) : targets, Edge.Empty);
        }

        Reached Close(IEnumerable<int> from, Edge allowed)
        {
            var closed = Closure(from, allowed);
            return search && closed.Contains(part.End) ? found : new Reached([.. closed], allowed == Edge.AtStart);
        }

        // At the end of an empty text, the start is here too.
        bool Accepts(Reached from) =>
            from.Equals(found)
            || Closure(from.States, Edge.AtEnd, from.IsStart ? Edge.AtStart : Edge.Empty).Contains(part.End);
    }

    private SortedSet<int> Closure(IEnumerable<int> from, params ReadOnlySpan<Edge> allowed)
    {
        var closed = new SortedSet<int>();
        var pending = new Stack<int>(from);
        while (pending.TryPop(out var state))
        {
            if (!closed.Add(state)) continue;
            foreach (var (edge, _, target) in states[state])
            {
                if (edge == Edge.Empty || allowed.Contains(edge)) pending.Push(target);
            }
        }

        return closed;
    }

    private sealed class Reached(int[] states, bool isStart) : IEquatable<Reached>
    {
        private readonly int hash = states.Aggregate(isStart ? 1 : 17, HashCode.Combine);

        public bool IsStart => isStart;

        public int[] States => states;

        public bool Equals(Reached? other) => other is not null && isStart == other.IsStart && states.AsSpan().SequenceEqual(other.States);

        public override bool Equals(object? obj) => Equals(obj as Reached);

        public override int GetHashCode() => hash;
    }
}
