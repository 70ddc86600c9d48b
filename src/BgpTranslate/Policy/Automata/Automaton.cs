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

    private Automaton(int symbols, int[] next, bool[] accepting)
    {
        (Symbols, this.next, this.accepting) = (symbols, next, accepting);
        var key = Digest.Of("automaton").With((ulong)symbols, (ulong)accepting.Length);
        foreach (var target in next) key = key.With((ulong)target, 0);
        foreach (var accepts in accepting) key = key.With(accepts ? 1u : 0u, 1);
        Key = key;
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
    public Automaton? Or(Automaton other) =>
        Explore(Symbols, (A: 0, B: 0), (s, c) => (Step(s.A, c), other.Step(s.B, c)), s => accepting[s.A] || other.accepting[s.B]);

    /// <summary>Words that are not in the language.</summary>
    public Automaton Not() => new(Symbols, next, [.. accepting.Select(a => !a)]);

    /// <summary>A shortest word of the language, with the smallest symbols first; null when there is none.</summary>
    public List<int>? ShortestWord()
    {
        var from = new (int State, int Symbol)[States];
        var queue = new Queue<int>([0]);
        var seen = new bool[States];
        seen[0] = true;
        while (queue.TryDequeue(out var state))
        {
            if (accepting[state])
            {
                var word = new List<int>();
                for (var s = state; s != 0; s = from[s].State) word.Add(from[s].Symbol);
                word.Reverse();
                return word;
            }

            for (var symbol = 0; symbol < Symbols; symbol++)
            {
                var target = Step(state, symbol);
                if (seen[target]) continue;
                seen[target] = true;
                from[target] = (state, symbol);
                queue.Enqueue(target);
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
