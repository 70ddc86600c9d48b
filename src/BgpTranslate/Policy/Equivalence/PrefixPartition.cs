using BgpTranslate.Model;

namespace BgpTranslate.Policy.Equivalence;

/// <summary>
/// Prefixes in classes that no region of a collection tells apart: the atoms of the regions. Each region walks the tree of classes only as far as it
/// differs from nothing, so that the cost is about the size of all regions together.
/// </summary>
internal sealed class PrefixPartition
{
    private const int Outside = -1;

    private readonly Dictionary<Digest, int> regions = [];
    private readonly List<(int Parent, int Region)> classes = [(-1, -1)];
    private readonly Dictionary<(int[] Classes, UInt128 Lengths), int[]> refined = [];
    private readonly Dictionary<int, int> split = [];
    private readonly Dictionary<Digest, bool[]> members = [];
    private readonly (int Default, Tree Zero, Tree One)[] roots = new (int, Tree, Tree)[2];
    private IpPrefix[]? representatives;
    private int[] numbers = [];

    /// <summary>Creates the partition with one class.</summary>
    /// <param name="universe">Every prefix that can occur.</param>
    public PrefixPartition(PrefixRegion universe)
    {
        foreach (var afi in (ReadOnlySpan<Afi>)[Afi.Ipv4, Afi.Ipv6])
        {
            var own = universe[afi];
            roots[(int)afi] = (own.HoldsDefault ? 0 : Outside, Initial(own.Zero), Initial(own.One));
        }
    }

    /// <summary>How many classes hold something.</summary>
    public int Count => Representatives.Length;

    /// <summary>A prefix of each class.</summary>
    public IpPrefix[] Representatives => representatives ??= Number();

    /// <summary>Makes the classes tell a region from the rest. All regions are added before anything is asked.</summary>
    public void Add(PrefixRegion region)
    {
        if (!regions.TryAdd(region.Key, regions.Count)) return;
        split.Clear();
        refined.Clear();
        foreach (var afi in (ReadOnlySpan<Afi>)[Afi.Ipv4, Afi.Ipv6])
        {
            var own = region[afi];
            ref var root = ref roots[(int)afi];
            root = (own.HoldsDefault ? Split(root.Default) : root.Default, Refine(root.Zero, own.Zero, 1), Refine(root.One, own.One, 1));
        }
    }

    /// <summary>For each class, whether it lies in the region.</summary>
    public bool[] ClassesIn(PrefixRegion region)
    {
        if (members.TryGetValue(region.Key, out var known)) return known;
        var number = regions[region.Key];
        var inside = new bool[classes.Count];
        for (var c = 1; c < inside.Length; c++) inside[c] = classes[c].Region == number || inside[classes[c].Parent];
        var result = new bool[Count];
        for (var c = 0; c < inside.Length; c++)
        {
            if (numbers[c] >= 0) result[numbers[c]] = inside[c];
        }

        return members[region.Key] = result;
    }

    private static Tree Initial(PrefixTree tree)
    {
        // Universes are trees of one leaf.
        var byLength = new int[129];
        for (var length = 1; length <= 128; length++) byLength[length] = PrefixTree.HasLength(tree.Lengths, length) ? 0 : Outside;
        return new Tree(byLength);
    }

    private Tree Refine(Tree tree, PrefixTree region, int depth)
    {
        if (region.IsEmpty) return tree;
        if (region.IsLeaf && tree.Classes is { } known)
        {
            if (refined.TryGetValue((known, region.Lengths), out var done)) return new Tree(done);
            var byLength = (int[])known.Clone();
            for (var length = depth; length <= 128; length++)
            {
                if (PrefixTree.HasLength(region.Lengths, length)) byLength[length] = Split(known[length]);
            }

            return new Tree(refined[(known, region.Lengths)] = byLength);
        }

        var (inside, zero, one) = region.Split(depth);
        var self = tree.Classes is { } leaf ? leaf[depth] : tree.Self;
        return new Tree(
            inside ? Split(self) : self,
            Refine(tree.Zero ?? tree, zero, depth + 1),
            Refine(tree.One ?? tree, one, depth + 1));
    }

    private int Split(int of)
    {
        if (of == Outside) return Outside;
        if (!split.TryGetValue(of, out var inside))
        {
            split[of] = inside = classes.Count;
            classes.Add((of, regions.Count - 1));
        }

        return inside;
    }

    private IpPrefix[] Number()
    {
        numbers = new int[classes.Count];
        Array.Fill(numbers, Outside);
        var found = new List<IpPrefix>();
        var seen = new Dictionary<int[], int>();
        foreach (var afi in (ReadOnlySpan<Afi>)[Afi.Ipv4, Afi.Ipv6])
        {
            var (holdsDefault, zero, one) = roots[(int)afi];
            var width = IpAddress.WidthOf(afi);
            Walk(zero, UInt128.Zero, 1);
            Walk(one, UInt128.One << (width - 1), 1);
            Meet(holdsDefault, UInt128.Zero, 0);

            void Walk(Tree tree, UInt128 bits, int depth)
            {
                if (tree.Classes is { } byLength)
                {
                    // A leaf is shared by many places; a place nearer to the root has more lengths.
                    var done = seen.GetValueOrDefault(byLength, width + 1);
                    for (var length = depth; length < done; length++) Meet(byLength[length], bits, length);
                    seen[byLength] = Math.Min(done, depth);
                    return;
                }

                Meet(tree.Self, bits, depth);
                Walk(tree.Zero!, bits, depth + 1);
                Walk(tree.One!, bits | (UInt128.One << (width - depth - 1)), depth + 1);
            }

            void Meet(int met, UInt128 bits, int length)
            {
                if (met == Outside || numbers[met] >= 0) return;
                numbers[met] = found.Count;
                found.Add(new IpPrefix(new IpAddress(bits, afi), length));
            }
        }

        return [.. found];
    }

    /// <summary>A leaf with the class of each length, or an inner node with the class of the prefix that ends there.</summary>
    private sealed class Tree
    {
        public Tree(int[] classes) => Classes = classes;

        public Tree(int self, Tree zero, Tree one) => (Self, Zero, One) = (self, zero, one);

        public int[]? Classes { get; }

        public int Self { get; }

        public Tree? Zero { get; }

        public Tree? One { get; }
    }
}
