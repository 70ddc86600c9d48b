using System.Collections.Immutable;
using System.Text;
using BgpTranslate.Model;

namespace BgpTranslate.Policy.AsPaths;

/// <summary>
/// A set of AS paths as the smallest automaton over AS numbers: equal sets have equal automata, whatever language they were written in.
/// Also serves other lists of 32-bit numbers.
/// </summary>
public sealed class AsPathAutomaton : IEquatable<AsPathAutomaton>
{
    private const int MaxStates = 1_000;

    // Of each state, in order of first use from state 0: the upper ends of the ranges of numbers with the state each leads to, up to the largest number.
    private readonly ImmutableArray<ImmutableArray<(uint High, int Target)>> moves;
    private readonly ImmutableArray<bool> accepts;

    private AsPathAutomaton(ImmutableArray<ImmutableArray<(uint High, int Target)>> moves, ImmutableArray<bool> accepts) =>
        (this.moves, this.accepts) = (moves, accepts);

    /// <summary>True when it holds no path.</summary>
    public bool IsEmpty => !accepts.Contains(true);

    /// <summary>True when it holds every path.</summary>
    public bool IsAll => !accepts.Contains(false);

    /// <summary>True when it holds the empty path.</summary>
    public bool AcceptsEmptyPath => accepts[0];

    /// <summary>The same text for equal sets.</summary>
    public string Key
    {
        get
        {
            var key = new StringBuilder();
            for (var state = 0; state < moves.Length; state++)
            {
                key.Append(accepts[state] ? '+' : '-');
                foreach (var (high, target) in moves[state]) key.Append(high).Append('>').Append(target).Append(' ');
            }

            return key.ToString();
        }
    }

    /// <summary>How many states it has.</summary>
    internal int States => moves.Length;

    /// <summary>The paths of an expression; null when its automaton would be too large.</summary>
    public static AsPathAutomaton? Of(AsPathExpression expression) => AsPathAutomatonBuilder.Build(expression);

    /// <summary>True when the path is in the set.</summary>
    public bool Accepts(params ReadOnlySpan<uint> path)
    {
        var state = 0;
        foreach (var number in path) state = Next(state, number);
        return accepts[state];
    }

    /// <summary>Paths in either; null when too large.</summary>
    public AsPathAutomaton? Union(AsPathAutomaton other) => Product(other, static (a, b) => a || b);

    /// <summary>Paths of this that the other has not; null when too large.</summary>
    public AsPathAutomaton? Except(AsPathAutomaton other) => Product(other, static (a, b) => a && !b);

    /// <inheritdoc/>
    public bool Equals(AsPathAutomaton? other) =>
        other is not null && accepts.AsSpan().SequenceEqual(other.accepts.AsSpan()) && moves.Length == other.moves.Length
        && moves.Zip(other.moves).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AsPathAutomaton);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);

    /// <summary>The automaton of a deterministic machine given by functions, made minimal; null when too large.</summary>
    internal static AsPathAutomaton? Explore<T>(T start, Func<T, IEnumerable<(uint High, T Target)>?> moves, Func<T, bool> accepts)
        where T : notnull
    {
        var index = new Dictionary<T, int> { [start] = 0 };
        var order = new List<T> { start };
        var table = new List<List<(uint High, int Target)>>();
        for (var i = 0; i < order.Count; i++)
        {
            if (moves(order[i]) is not { } found) return null;
            var row = new List<(uint High, int Target)>();
            foreach (var (high, target) in found)
            {
                if (!index.TryGetValue(target, out var state))
                {
                    if (order.Count == MaxStates) return null;
                    index[target] = state = order.Count;
                    order.Add(target);
                }

                if (row.Count > 0 && row[^1].Target == state) row[^1] = (high, state);
                else row.Add((high, state));
            }

            table.Add(row);
        }

        return Minimal(table, [.. order.Select(accepts)]);
    }

    /// <summary>True when every path of a mask (<see cref="AsPathMask"/>) is in the set.</summary>
    internal bool HoldsAll(IEnumerable<AsPathExpression> mask)
    {
        var states = new HashSet<int> { 0 };
        foreach (var part in mask)
        {
            var repeat = part as AsPathExpression.Repeat;
            var numbers = (AsPathExpression.Numbers)(repeat?.Part ?? part);
            var reached = repeat is { Min: 0 } ? states : [];
            var pending = new Queue<int>(states);
            while (pending.TryDequeue(out var state))
            {
                foreach (var target in Targets(state, numbers.Ranges))
                {
                    if (reached.Add(target) && repeat is not null) pending.Enqueue(target);
                }
            }

            states = reached;
        }

        return states.All(state => accepts[state]);
    }

    /// <summary>A shortest path as the sets of numbers that lead along it; null when there is no path.</summary>
    internal List<NumberSet>? ShortestWord()
    {
        var from = new int[moves.Length];
        Array.Fill(from, -1);
        var queue = new Queue<int>([0]);
        while (queue.TryDequeue(out var state))
        {
            if (accepts[state])
            {
                var word = new List<NumberSet>();
                for (; state != 0; state = from[state]) word.Insert(0, Edges(from[state])[state]);
                return word;
            }

            foreach (var (_, target) in moves[state])
            {
                if (target == 0 || from[target] >= 0) continue;
                from[target] = state;
                queue.Enqueue(target);
            }
        }

        return null;
    }

    /// <summary>The numbers that lead from a state to each other one.</summary>
    internal Dictionary<int, NumberSet> Edges(int state)
    {
        var ranges = new Dictionary<int, List<NumberRange>>();
        uint low = 0;
        foreach (var (high, target) in moves[state])
        {
            if (!ranges.TryGetValue(target, out var list)) ranges[target] = list = [];
            list.Add(new NumberRange(low, high));
            low = high + 1;
        }

        return ranges.ToDictionary(r => r.Key, r => NumberSet.Of(r.Value));
    }

    /// <summary>True when paths that end in the state are in the set.</summary>
    internal bool AcceptsAt(int state) => accepts[state];

    private static IEnumerable<(uint High, (int, int) Target)> Zip(ImmutableArray<(uint High, int Target)> a, ImmutableArray<(uint High, int Target)> b)
    {
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var high = Math.Min(a[i].High, b[j].High);
            yield return (high, (a[i].Target, b[j].Target));
            if (a[i].High == high) i++;
            if (b[j].High == high) j++;
        }
    }

    /// <summary>Merges states that no path tells apart (Moore) and numbers them in order of first use.</summary>
    private static AsPathAutomaton Minimal(List<List<(uint High, int Target)>> table, bool[] accepting)
    {
        var block = Array.ConvertAll(accepting, a => a ? 1 : 0);
        for (var count = 0; ;)
        {
            var blocks = new Dictionary<string, int>();
            var refined = new int[table.Count];
            for (var state = 0; state < table.Count; state++)
            {
                var key = new StringBuilder().Append(block[state]);
                foreach (var (high, target) in Merged(table[state], block)) key.Append(' ').Append(high).Append('>').Append(target);
                var text = key.ToString();
                if (!blocks.TryGetValue(text, out var number)) blocks[text] = number = blocks.Count;
                refined[state] = number;
            }

            block = refined;
            if (blocks.Count == count) break;
            count = blocks.Count;
        }

        var places = new Dictionary<int, int> { [block[0]] = 0 };
        var order = new List<int> { 0 };
        var moves = ImmutableArray.CreateBuilder<ImmutableArray<(uint, int)>>();
        for (var i = 0; i < order.Count; i++)
        {
            var row = ImmutableArray.CreateBuilder<(uint, int)>();
            foreach (var (high, target) in Merged(table[order[i]], block))
            {
                if (!places.TryGetValue(target, out var place))
                {
                    places[target] = place = order.Count;
                    order.Add(Array.IndexOf(block, target));
                }

                row.Add((high, place));
            }

            moves.Add(row.ToImmutable());
        }

        return new AsPathAutomaton(moves.ToImmutable(), [.. order.Select(state => accepting[state])]);
    }

    private static List<(uint High, int Target)> Merged(List<(uint High, int Target)> row, int[] block)
    {
        var result = new List<(uint High, int Target)>(row.Count);
        foreach (var (high, target) in row)
        {
            if (result.Count > 0 && result[^1].Target == block[target]) result[^1] = (high, block[target]);
            else result.Add((high, block[target]));
        }

        return result;
    }

    /// <summary>Where some sorted numbers lead, perhaps more than once.</summary>
    private IEnumerable<int> Targets(int state, ImmutableArray<NumberRange> numbers)
    {
        var i = 0;
        foreach (var (high, target) in moves[state])
        {
            while (i < numbers.Length && numbers[i].High < high)
            {
                yield return target;
                i++;
            }

            if (i == numbers.Length) break;
            if (numbers[i].Low <= high) yield return target;
            if (numbers[i].High == high) i++;
        }
    }

    private int Next(int state, uint number)
    {
        var row = moves[state];
        int low = 0, high = row.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (number > row[middle].High) low = middle + 1;
            else high = middle;
        }

        return row[low].Target;
    }

    private AsPathAutomaton? Product(AsPathAutomaton other, Func<bool, bool, bool> how) =>
        Explore((0, 0), pair => Zip(moves[pair.Item1], other.moves[pair.Item2]), pair => how(accepts[pair.Item1], other.accepts[pair.Item2]));
}
