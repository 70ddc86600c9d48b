using System.Runtime.InteropServices;

namespace BgpTranslate.Policy.Automata;

/// <summary>
/// A minimal deterministic automaton over the first symbols of a small alphabet. States are numbered in the order in which a breadth-first walk meets them:
/// equal languages have equal automata.
/// </summary>
internal sealed class Automaton : IEquatable<Automaton>
{
    /// <summary>States beyond which an automaton is given up.</summary>
    public const int StateLimit = 20_000;

    private readonly int[] next;
    private readonly bool[] accepting;
    private readonly int deadEnd;

    private Automaton(int symbols, int[] next, bool[] accepting)
    {
        (Symbols, this.next, this.accepting) = (symbols, next, accepting);
        var key = Digest.Of("automaton").With((ulong)symbols, (ulong)accepting.Length);
        foreach (var target in next) key = key.With((ulong)target, 0);
        foreach (var accepts in accepting) key = key.With(accepts ? 1u : 0u, 1);
        Key = key;
        deadEnd = DeadEnd(symbols, next, accepting);
    }

    /// <summary>How many symbols the alphabet has.</summary>
    public int Symbols { get; }

    /// <summary>Fingerprint of the language.</summary>
    public Digest Key { get; }

    /// <summary>The number of states; state 0 is the start.</summary>
    public int States => accepting.Length;

    /// <summary>True when it accepts nothing.</summary>
    public bool IsEmpty => States == 1 && !accepting[0];

    /// <summary>True when it accepts every word.</summary>
    public bool IsAll => States == 1 && accepting[0];

    /// <summary>
    /// The automaton of a machine given by its start, its steps and its accepting states; machine states compare by equality. Null when it has too many.
    /// </summary>
    public static Automaton? Explore<T>(int symbols, T start, Func<T, int, T> step, Func<T, bool> accepts, int limit = StateLimit)
        where T : notnull
    {
        var numbers = new Dictionary<T, int> { [start] = 0 };
        var states = new List<T> { start };
        var next = new List<int>();
        for (var i = 0; i < states.Count; i++)
        {
            for (var symbol = 0; symbol < symbols; symbol++)
            {
                var target = step(states[i], symbol);
                if (!numbers.TryGetValue(target, out var number))
                {
                    if (states.Count == limit) return null;
                    numbers[target] = number = states.Count;
                    states.Add(target);
                }

                next.Add(number);
            }
        }

        return Minimize(symbols, next, [.. states.Select(accepts)]);
    }

    /// <summary>The state reached from another one.</summary>
    public int Step(int state, int symbol) => next[(state * Symbols) + symbol];

    /// <summary>True for accepting states.</summary>
    public bool Accepts(int state) => accepting[state];

    /// <summary>True when the word is in the language.</summary>
    public bool Accepts(IEnumerable<int> word) => accepting[word.Aggregate(0, Step)];

    /// <summary>Words of both languages; null when there are too many states.</summary>
    public Automaton? And(Automaton other, int limit = StateLimit) =>
        Explore(Symbols, (A: 0, B: 0), (s, c) => (Step(s.A, c), other.Step(s.B, c)), s => accepting[s.A] && other.accepting[s.B], limit);

    /// <summary>Words of either language; null when there are too many states.</summary>
    public Automaton? Or(Automaton other, int limit = StateLimit) =>
        Explore(Symbols, (A: 0, B: 0), (s, c) => (Step(s.A, c), other.Step(s.B, c)), s => accepting[s.A] || other.accepting[s.B], limit);

    /// <summary>Words that are not in the language.</summary>
    public Automaton Not() => new(Symbols, next, [.. accepting.Select(a => !a)]);

    /// <summary>
    /// A shortest word that all languages share, with the smallest symbols first; null when there is none. Their states are walked side by side, and only as
    /// far as all can still accept, so that no automaton of all is made.
    /// </summary>
    /// <param name="languages">The languages; at least one.</param>
    /// <param name="limit">Places beyond which the walk is given up with a <see cref="BudgetExceededException"/>.</param>
    public static List<int>? ShortestCommonWord(IReadOnlyList<Automaton> languages, int limit)
    {
        var start = new int[languages.Count];
        var places = new List<(int[] States, int From, int Symbol)> { (start, 0, 0) };
        var seen = new HashSet<int[]>(SameStates.Instance) { start };
        for (var place = 0; place < places.Count; place++)
        {
            var states = places[place].States;
            if (AllAccept(languages, states))
            {
                var word = new List<int>();
                for (var p = place; p != 0; p = places[p].From) word.Add(places[p].Symbol);
                word.Reverse();
                return word;
            }

            for (var symbol = 0; symbol < languages[0].Symbols; symbol++)
            {
                if (Step(languages, states, symbol) is not { } target || !seen.Add(target)) continue;
                if (places.Count == limit) throw new BudgetExceededException($"{limit} states of automata");
                places.Add((target, place, symbol));
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(Automaton? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Automaton);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    private static bool AllAccept(IReadOnlyList<Automaton> languages, int[] states)
    {
        for (var i = 0; i < states.Length; i++)
        {
            if (!languages[i].accepting[states[i]]) return false;
        }

        return true;
    }

    /// <summary>Where all languages go; null when one of them can accept nothing from there.</summary>
    private static int[]? Step(IReadOnlyList<Automaton> languages, int[] states, int symbol)
    {
        var target = new int[states.Length];
        for (var i = 0; i < states.Length; i++)
        {
            target[i] = languages[i].Step(states[i], symbol);
            if (target[i] == languages[i].deadEnd) return null;
        }

        return target;
    }

    // A minimal automaton has one state at most from which nothing is accepted.
    private static int DeadEnd(int symbols, int[] next, bool[] accepting)
    {
        for (var state = 0; state < accepting.Length; state++)
        {
            if (!accepting[state] && next.AsSpan(state * symbols, symbols).IndexOfAnyExcept(state) < 0) return state;
        }

        return -1;
    }

    private sealed class SameStates : IEqualityComparer<int[]>
    {
        public static readonly SameStates Instance = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] states)
        {
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes(states.AsSpan()));
            return hash.ToHashCode();
        }
    }

    private static Automaton Minimize(int symbols, List<int> next, bool[] accepting)
    {
        // Moore's algorithm: classes are split by where their symbols lead until nothing changes.
        var classes = accepting.Select(a => a ? 1 : 0).ToArray();
        var count = -1;
        while (true)
        {
            var signatures = new Dictionary<Digest, int>();
            var refined = new int[classes.Length];
            for (var state = 0; state < classes.Length; state++)
            {
                var signature = new Digest((ulong)classes[state], 7);
                for (var symbol = 0; symbol < symbols; symbol++)
                    signature = signature.With((ulong)classes[next[(state * symbols) + symbol]], (ulong)symbol);
                if (!signatures.TryGetValue(signature, out var number)) signatures[signature] = number = signatures.Count;
                refined[state] = number;
            }

            classes = refined;
            if (signatures.Count == count) break;
            count = signatures.Count;
        }

        // Classes in the order of a breadth-first walk.
        var order = new int[count];
        Array.Fill(order, -1);
        var representatives = new List<int> { 0 };
        order[classes[0]] = 0;
        var table = new List<int>(count * symbols);
        for (var i = 0; i < representatives.Count; i++)
        {
            for (var symbol = 0; symbol < symbols; symbol++)
            {
                var target = next[(representatives[i] * symbols) + symbol];
                if (order[classes[target]] < 0)
                {
                    order[classes[target]] = representatives.Count;
                    representatives.Add(target);
                }

                table.Add(order[classes[target]]);
            }
        }

        return new Automaton(symbols, [.. table], [.. representatives.Select(r => accepting[r])]);
    }
}
