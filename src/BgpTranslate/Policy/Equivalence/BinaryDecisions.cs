using System.Collections.Immutable;

namespace BgpTranslate.Policy.Equivalence;

/// <summary>A Boolean function of the variables of a <see cref="BinaryDecisions"/>; equal functions are equal values.</summary>
internal readonly record struct Formula(int Node)
{
    /// <summary>Never.</summary>
    public static Formula False => new(0);

    /// <summary>Always.</summary>
    public static Formula True => new(1);

    /// <summary>True when it never holds.</summary>
    public bool IsFalse => Node == 0;

    /// <summary>True when it always holds.</summary>
    public bool IsTrue => Node == 1;
}

/// <summary>Reduced ordered binary decision diagrams with shared nodes (Bryant 1986). Variables are ordered by number.</summary>
internal sealed class BinaryDecisions
{
    private const int Leaf = int.MaxValue;

    // Work that finds no new node is cheap, but there can be much of it.
    private const int StepsPerNode = 30;

    private readonly int limit;
    private readonly List<(int Variable, int Low, int High)> nodes = [(Leaf, 0, 0), (Leaf, 1, 1)];
    private readonly Dictionary<Triple, int> unique = [];
    private readonly Dictionary<Triple, int> choices = [];
    private long work;

    /// <summary>Creates an empty diagram.</summary>
    /// <param name="limit">Nodes beyond which <see cref="BudgetExceededException"/> is thrown.</param>
    public BinaryDecisions(int limit) => this.limit = limit;

    /// <summary>Nodes made so far.</summary>
    public int Count => nodes.Count;

    /// <summary>A variable.</summary>
    public Formula Variable(int number) => new(Node(number, 0, 1));

    /// <summary>The function that is one of two according to a variable above both.</summary>
    public Formula Node(int variable, Formula low, Formula high) => new(Node(variable, low.Node, high.Node));

    /// <summary>The opposite.</summary>
    public Formula Not(Formula a) => Choose(a, Formula.False, Formula.True);

    /// <summary>Both.</summary>
    public Formula And(Formula a, Formula b) => Choose(a, b, Formula.False);

    /// <summary>Either.</summary>
    public Formula Or(Formula a, Formula b) => Choose(a, Formula.True, b);

    /// <summary>The first without the second.</summary>
    public Formula Minus(Formula a, Formula b) => Choose(b, Formula.False, a);

    /// <summary>One but not both.</summary>
    public Formula Differ(Formula a, Formula b) => Choose(a, Not(b), b);

    /// <summary>One of two by a third.</summary>
    public Formula Choose(Formula condition, Formula then, Formula otherwise) => new(Choose(condition.Node, then.Node, otherwise.Node));

    /// <summary>Some assignment that makes the function true, with as few true variables as come by; variables that do not matter are left out.</summary>
    public ImmutableSortedDictionary<int, bool> Assignment(Formula formula)
    {
        var result = ImmutableSortedDictionary.CreateBuilder<int, bool>();
        for (var node = formula.Node; node > 1;)
        {
            var (variable, low, high) = nodes[node];
            result[variable] = low == 0;
            node = low == 0 ? high : low;
        }

        return result.ToImmutable();
    }

    private int Choose(int condition, int then, int otherwise)
    {
        if (++work > limit * (long)StepsPerNode) throw new BudgetExceededException($"{limit * (long)StepsPerNode} steps on decision diagrams");
        if (condition == 1 || then == otherwise) return then;
        if (condition == 0) return otherwise;
        if (condition == then) then = 1;
        if (condition == otherwise) otherwise = 0;
        if (then == 1 && otherwise == 0) return condition;
        if (choices.TryGetValue(new(condition, then, otherwise), out var known)) return known;

        var variable = Math.Min(nodes[condition].Variable, Math.Min(nodes[then].Variable, nodes[otherwise].Variable));
        var low = Choose(Side(condition, variable, false), Side(then, variable, false), Side(otherwise, variable, false));
        var high = Choose(Side(condition, variable, true), Side(then, variable, true), Side(otherwise, variable, true));
        return choices[new(condition, then, otherwise)] = Node(variable, low, high);
    }

    private int Side(int node, int variable, bool high) => nodes[node].Variable != variable ? node : high ? nodes[node].High : nodes[node].Low;

    private int Node(int variable, int low, int high)
    {
        if (low == high) return low;
        if (unique.TryGetValue(new(variable, low, high), out var known)) return known;
        if (nodes.Count >= limit) throw new BudgetExceededException($"{limit} nodes of decision diagrams");
        nodes.Add((variable, low, high));
        return unique[new(variable, low, high)] = nodes.Count - 1;
    }

    private readonly record struct Triple(int A, int B, int C)
    {
        public override int GetHashCode() => (((A * 0x01000193) ^ B) * -1640531527 ^ C) * 0x2545F491;
    }
}
