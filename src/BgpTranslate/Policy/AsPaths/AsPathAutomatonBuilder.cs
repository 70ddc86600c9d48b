using BgpTranslate.Model;

namespace BgpTranslate.Policy.AsPaths;

/// <summary>Expressions to automata: Thompson's construction, then sets of states.</summary>
internal sealed class AsPathAutomatonBuilder
{
    private const int MaxNodes = 20_000;

    private readonly List<Node> nodes = [];

    private AsPathAutomatonBuilder()
    {
    }

    public static AsPathAutomaton? Build(AsPathExpression expression)
    {
        var builder = new AsPathAutomatonBuilder();
        var end = builder.Add();
        var start = builder.Compile(expression, end);
        return builder.nodes.Count > MaxNodes ? null : AsPathAutomaton.Explore(builder.Closure([start]), builder.Moves, set => set.Contains(end));
    }

    private int Add()
    {
        nodes.Add(new Node());
        return nodes.Count - 1;
    }

    /// <summary>The node from which the expression leads to <paramref name="next"/>.</summary>
    private int Compile(AsPathExpression expression, int next)
    {
        if (nodes.Count > MaxNodes) return next;
        switch (expression)
        {
            case AsPathExpression.Numbers n:
                var start = Add();
                nodes[start].Ranges = n.Ranges;
                nodes[start].Next.Add(next);
                return start;
            case AsPathExpression.Sequence s:
                for (var i = s.Parts.Length - 1; i >= 0; i--) next = Compile(s.Parts[i], next);
                return next;
            case AsPathExpression.Alternation a:
                var fork = Add();
                foreach (var part in a.Parts) nodes[fork].Next.Add(Compile(part, next));
                return fork;
            case AsPathExpression.Repeat r:
                if (r.Max is null)
                {
                    var loop = Add();
                    nodes[loop].Next.Add(next);
                    nodes[loop].Next.Add(Compile(r.Part, loop));
                    next = loop;
                }
                else
                {
                    var exit = next;
                    for (var i = r.Min; i < r.Max; i++)
                    {
                        var skip = Add();
                        nodes[skip].Next.Add(exit);
                        nodes[skip].Next.Add(Compile(r.Part, next));
                        next = skip;
                    }
                }

                for (var i = 0; i < r.Min; i++) next = Compile(r.Part, next);
                return next;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression));
        }
    }

    private StateSet Closure(IEnumerable<int> from)
    {
        var reached = new SortedSet<int>();
        var pending = new Stack<int>(from);
        while (pending.TryPop(out var at))
        {
            if (!reached.Add(at) || nodes[at].Ranges is not null) continue;
            foreach (var next in nodes[at].Next) pending.Push(next);
        }

        return new StateSet([.. reached]);
    }

    private IEnumerable<(uint High, StateSet Target)> Moves(StateSet from)
    {
        var edges = from.Nodes.Where(n => nodes[n].Ranges is not null).Select(n => (Set: NumberSet.Of(nodes[n].Ranges!), Target: nodes[n].Next[0])).ToList();
        // Every place where a range begins or has ended may change the target.
        var ends = new SortedSet<uint> { uint.MaxValue };
        foreach (var range in edges.SelectMany(e => e.Set.Ranges))
        {
            if (range.Low > 0) ends.Add(range.Low - 1);
            ends.Add(range.High);
        }

        foreach (var high in ends)
            yield return (high, Closure(edges.Where(e => e.Set.Contains(high)).Select(e => e.Target)));
    }

    private sealed class Node
    {
        public IEnumerable<NumberRange>? Ranges { get; set; }

        public List<int> Next { get; } = [];
    }

    private sealed class StateSet(int[] nodes) : IEquatable<StateSet>
    {
        public int[] Nodes => nodes;

        public bool Contains(int node) => Array.BinarySearch(nodes, node) >= 0;

        public bool Equals(StateSet? other) => other is not null && nodes.AsSpan().SequenceEqual(other.Nodes);

        public override bool Equals(object? obj) => Equals(obj as StateSet);

        public override int GetHashCode() => nodes.Aggregate(17, HashCode.Combine);
    }
}
