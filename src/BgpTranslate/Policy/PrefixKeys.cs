using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Policy;

/// <summary>The keys that the trees of entries would have, without growing them: most sets are asked for nothing else.</summary>
internal static class PrefixKeys
{
    private static readonly Comparison<PrefixRange> ByPlace = (a, b) => a.Prefix.CompareTo(b.Prefix);
    private static readonly Node Empty = Leaf(UInt128.Zero);

    /// <summary>
    /// The keys of the trees below the first address bits of a family; null when an entry denies or reaches above its own prefix: that takes trees.
    /// </summary>
    public static (Digest Zero, Digest One)? Of(ImmutableArray<SetEntry<PrefixRange>> entries, Afi afi)
    {
        var all = new PrefixRange[entries.Length];
        var count = 0;
        var isSorted = true;
        foreach (var entry in entries)
        {
            var range = entry.Match;
            if (range.Prefix.Afi != afi) continue;
            if (!entry.Permit || range.MinLength < range.Prefix.Length || range.MinLength > range.MaxLength) return null;
            isSorted = isSorted && (count == 0 || all[count - 1].Prefix.CompareTo(range.Prefix) <= 0);
            all[count++] = range;
        }

        if (!isSorted) all.AsSpan(0, count).Sort(ByPlace);
        ReadOnlySpan<PrefixRange> inside = all.AsSpan(0, count);
        var width = IpAddress.WidthOf(afi);
        var lengths = TakeCovering(ref inside, 0);
        var middle = FirstOne(inside, 1);
        return (Below(inside[..middle], 1, lengths, width).Key, Below(inside[middle..], 1, lengths, width).Key);
    }

    /// <summary>The node that sorted ranges make, at and below a depth.</summary>
    /// <param name="ranges">Ranges that agree with the node's bits.</param>
    /// <param name="depth">The node's depth.</param>
    /// <param name="covered">Lengths that ranges above hold of every prefix here.</param>
    /// <param name="width">Bits of an address.</param>
    private static Node Below(ReadOnlySpan<PrefixRange> ranges, int depth, UInt128 covered, int width)
    {
        var inside = ranges;
        var lengths = (covered | TakeCovering(ref inside, depth)) & PrefixTree.Mask(depth, width);
        while (inside.Length > 0 && AddsNothing(inside[0], lengths)) inside = inside[1..];
        if (inside.Length == 0) return Leaf(lengths);
        if (inside.Length == 1) return Path(inside[0], depth, lengths, width);
        var middle = FirstOne(inside, depth + 1);
        return Node.Of(
            PrefixTree.HasLength(lengths, depth), Below(inside[..middle], depth + 1, lengths, width), Below(inside[middle..], depth + 1, lengths, width), depth);
    }

    /// <summary>The node that one range makes: a path with the same on its other side at every bit.</summary>
    private static Node Path(PrefixRange range, int depth, UInt128 covered, int width)
    {
        var bottom = range.Prefix.Length;
        var node = Leaf((covered | PrefixTree.Mask(range.MinLength, range.MaxLength)) & PrefixTree.Mask(bottom, width));
        for (var above = bottom - 1; above >= depth; above--)
        {
            var beside = covered == UInt128.Zero ? Empty : Leaf(covered & PrefixTree.Mask(above + 1, width));
            node = PrefixTree.Bit(range.Prefix.Address, above + 1)
                ? Node.Of(PrefixTree.HasLength(covered, above), beside, node, above)
                : Node.Of(PrefixTree.HasLength(covered, above), node, beside, above);
        }

        return node;
    }

    /// <summary>Takes away the ranges that cover a whole node, which come first, and returns their lengths.</summary>
    private static UInt128 TakeCovering(ref ReadOnlySpan<PrefixRange> ranges, int depth)
    {
        var lengths = UInt128.Zero;
        for (; ranges.Length > 0 && ranges[0].Prefix.Length <= depth; ranges = ranges[1..])
            lengths |= PrefixTree.Mask(Math.Max(1, ranges[0].MinLength), ranges[0].MaxLength);
        return lengths;
    }

    private static bool AddsNothing(PrefixRange range, UInt128 lengths) =>
        lengths != UInt128.Zero && (PrefixTree.Mask(range.MinLength, range.MaxLength) & ~lengths) == UInt128.Zero;

    /// <summary>Where the ranges begin that have a bit set.</summary>
    private static int FirstOne(ReadOnlySpan<PrefixRange> ranges, int bit)
    {
        var (low, high) = (0, ranges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (PrefixTree.Bit(ranges[middle].Prefix.Address, bit)) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static Node Leaf(UInt128 lengths) => new(true, lengths, PrefixTree.KeyOf(lengths));

    private readonly record struct Node(bool IsLeaf, UInt128 Lengths, Digest Key)
    {
        /// <summary>A node over two; over two like leaves it is a leaf, as in <see cref="PrefixTree"/>.</summary>
        public static Node Of(bool self, in Node zero, in Node one, int depth) =>
            zero.IsLeaf && one.IsLeaf && zero.Lengths == one.Lengths
                ? Leaf(zero.Lengths | (self ? UInt128.One << (depth - 1) : UInt128.Zero))
                : new(false, UInt128.Zero, PrefixTree.KeyOf(self, zero.Key, one.Key));
    }
}
