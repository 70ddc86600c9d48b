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

    private const int LargestMemory = 1 << 20;

    private readonly int limit;
    private Vertex[] nodes = new Vertex[256];

    // Nodes by hash: the first of each chain; the others follow by Vertex.Next.
    private int[] chains = new int[256];

    // Answers found before. Each place remembers the last one that fell there; what is forgotten is worked out again.
    private Answer[] memory = new Answer[1024];
    private int count;
    private long work;

    /// <summary>Creates an empty diagram.</summary>
    /// <param name="limit">Nodes beyond which <see cref="BudgetExceededException"/> is thrown.</param>
    public BinaryDecisions(int limit)
    {
        this.limit = limit;
        nodes[0] = new Vertex(Leaf, 0, 0, 0);
        nodes[1] = new Vertex(Leaf, 1, 1, 0);
        count = 2;
    }

    /// <summary>Steps taken so far.</summary>
    public long Steps => work;

    /// <summary>A variable.</summary>
    public Formula Variable(int number) => new(Made(number, 0, 1));

    /// <summary>The function that is one of two according to a variable above both.</summary>
    public Formula Node(int variable, Formula low, Formula high) => new(Made(variable, low.Node, high.Node));

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
        for (var at = formula.Node; at > 1;)
        {
            var node = nodes[at];
            result[node.Variable] = node.Low == 0;
            at = node.Low == 0 ? node.High : node.Low;
        }

        return result.ToImmutable();
    }

    private int Choose(int condition, int then, int otherwise)
    {
        if (condition == 1 || then == otherwise) return then;
        if (condition == 0) return otherwise;
        if (condition == then) then = 1;
        if (condition == otherwise) otherwise = 0;
        if (then == 1 && otherwise == 0) return condition;
        if (++work > limit * (long)StepsPerNode) throw new BudgetExceededException($"{limit * (long)StepsPerNode} steps on decision diagrams");
        var hash = Hash(condition, then, otherwise);
        ref var known = ref memory[hash & (memory.Length - 1)];
        if (known.Condition == condition && known.Then == then && known.Else == otherwise) return known.Result;

        var variable = Math.Min(nodes[condition].Variable, Math.Min(nodes[then].Variable, nodes[otherwise].Variable));
        var low = Choose(Side(condition, variable, false), Side(then, variable, false), Side(otherwise, variable, false));
        var high = Choose(Side(condition, variable, true), Side(then, variable, true), Side(otherwise, variable, true));
        var result = Made(variable, low, high);
        memory[hash & (memory.Length - 1)] = new Answer(condition, then, otherwise, result);
        return result;
    }

    private int Side(int at, int variable, bool high)
    {
        ref var node = ref nodes[at];
        return node.Variable != variable ? at : high ? node.High : node.Low;
    }

    private int Made(int variable, int low, int high)
    {
        if (low == high) return low;
        var hash = Hash(variable, low, high);
        for (var at = chains[hash & (chains.Length - 1)]; at > 0; at = nodes[at].Next)
        {
            ref var node = ref nodes[at];
            if (node.Variable == variable && node.Low == low && node.High == high) return at;
        }

        if (count >= limit) throw new BudgetExceededException($"{limit} nodes of decision diagrams");
        if (count == nodes.Length) Grow();
        ref var chain = ref chains[hash & (chains.Length - 1)];
        nodes[count] = new Vertex(variable, low, high, chain);
        return chain = count++;
    }

    private void Grow()
    {
        Array.Resize(ref nodes, count * 2);
        chains = new int[count * 2];
        for (var at = 2; at < count; at++)
        {
            ref var node = ref nodes[at];
            ref var chain = ref chains[Hash(node.Variable, node.Low, node.High) & (chains.Length - 1)];
            (node.Next, chain) = (chain, at);
        }

        if (memory.Length < LargestMemory) memory = new Answer[Math.Min(count * 4, LargestMemory)];
    }

    private static int Hash(int a, int b, int c)
    {
        var hash = (uint)((((a * 0x01000193) ^ b) * -1640531527) ^ c) * 0x2545F491;
        return (int)((hash ^ (hash >> 15)) & int.MaxValue);
    }

    private record struct Vertex(int Variable, int Low, int High, int Next);

    private record struct Answer(int Condition, int Then, int Else, int Result);
}
