using BgpTranslate.Model;

namespace BgpTranslate.Policy;

/// <summary>The prefixes below some address bits. Immutable; never at depth 0, so that lengths 1 to 128 fit a mask of 128 bits.</summary>
internal sealed class PrefixTree
{
    private Digest? key;

    /// <summary>A leaf: a prefix is in when its length is in the mask (bit 0 is length 1).</summary>
    public PrefixTree(UInt128 lengths) => Lengths = lengths;

    private PrefixTree(bool self, PrefixTree zero, PrefixTree one) => (Self, Zero, One) = (self, zero, one);

    /// <summary>Lengths in a leaf.</summary>
    public UInt128 Lengths { get; }

    /// <summary>True when the prefix that ends here is in; for inner nodes.</summary>
    public bool Self { get; }

    /// <summary>Below a 0 bit; null for a leaf.</summary>
    public PrefixTree? Zero { get; }

    /// <summary>Below a 1 bit; null for a leaf.</summary>
    public PrefixTree? One { get; }

    /// <summary>True for leaves.</summary>
    public bool IsLeaf => Zero is null;

    /// <summary>True when it holds nothing.</summary>
    public bool IsEmpty => IsLeaf && Lengths == UInt128.Zero;

    /// <summary>Its fingerprint.</summary>
    public Digest Key => key ??= IsLeaf ? KeyOf(Lengths) : KeyOf(Self, Zero!.Key, One!.Key);

    /// <summary>The fingerprint of a leaf.</summary>
    public static Digest KeyOf(UInt128 lengths) => new Digest(1, 2).With((ulong)(lengths >> 64), (ulong)lengths);

    /// <summary>The fingerprint of an inner node.</summary>
    public static Digest KeyOf(bool self, Digest zero, Digest one) => new Digest(self ? ~zero.High : zero.High, zero.Low).With(one);

    /// <summary>True when the bit of an address is set; bits count from 1 at the left.</summary>
    public static bool Bit(IpAddress address, int position) => ((address.Bits >> (address.Width - position)) & 1) == 1;

    /// <summary>True when the mask has the length.</summary>
    public static bool HasLength(UInt128 mask, int length) => ((mask >> (length - 1)) & 1) == 1;

    /// <summary>The mask of lengths from one to another that are chosen.</summary>
    public static UInt128 Mask(int from, int to, Func<int, bool>? chosen = null)
    {
        if (from > to) return UInt128.Zero;
        if (chosen is null) return (UInt128.MaxValue >> (128 - (to - from + 1))) << (from - 1);
        var mask = UInt128.Zero;
        for (var length = from; length <= to; length++)
        {
            if (chosen(length)) mask |= UInt128.One << (length - 1);
        }

        return mask;
    }

    /// <summary>Host prefixes alone.</summary>
    public static PrefixTree Hosts(int width) => new(UInt128.One << (width - 1));

    /// <summary>What entries hold at and below a depth; each agrees with the node's bits as far as both go.</summary>
    public static PrefixTree Build(IEnumerable<SetEntry<PrefixRange>> entries, int depth, int width)
    {
        // Earlier entries that cover the whole node take lengths away from later ones: at most `width` covering entries survive.
        var claimed = UInt128.Zero;
        var permitted = UInt128.Zero;
        var left = new List<SetEntry<PrefixRange>>();
        var inner = false;
        bool? self = null;
        foreach (var entry in entries)
        {
            var range = entry.Match;
            var lengths = Mask(Math.Max(depth, range.MinLength), Math.Min(width, range.MaxLength)) & ~claimed;
            if (lengths == UInt128.Zero) continue;
            if (HasLength(lengths, depth)) self ??= entry.Permit;
            left.Add(entry);
            if (range.Prefix.Length > depth)
            {
                inner = true;
                continue;
            }

            claimed |= lengths;
            if (entry.Permit) permitted |= lengths;
        }

        if (!inner) return new PrefixTree(permitted);
        var zero = new List<SetEntry<PrefixRange>>(left.Count);
        var one = new List<SetEntry<PrefixRange>>();
        foreach (var entry in left)
        {
            var both = entry.Match.Prefix.Length <= depth;
            var bit = !both && Bit(entry.Match.Prefix.Address, depth + 1);
            if (both || !bit) zero.Add(entry);
            if (both || bit) one.Add(entry);
        }

        return Node(self ?? false, Build(zero, depth + 1, width), Build(one, depth + 1, width), depth);
    }

    /// <summary>Prefixes in both trees.</summary>
    public static PrefixTree Intersect(PrefixTree a, PrefixTree b, int depth, int width)
    {
        if (ReferenceEquals(a, b)) return a;
        if (a.IsLeaf && b.IsLeaf) return new PrefixTree(a.Lengths & b.Lengths);
        if (a.IsEmpty || b.IsFull(depth, width)) return a;
        if (b.IsEmpty || a.IsFull(depth, width)) return b;
        var ((s, z, o), (t, y, p)) = (a.Split(depth), b.Split(depth));
        return Node(s && t, Intersect(z, y, depth + 1, width), Intersect(o, p, depth + 1, width), depth);
    }

    /// <summary>Prefixes in either tree.</summary>
    public static PrefixTree Union(PrefixTree a, PrefixTree b, int depth, int width)
    {
        if (ReferenceEquals(a, b)) return a;
        if (a.IsLeaf && b.IsLeaf) return new PrefixTree(a.Lengths | b.Lengths);
        if (b.IsEmpty || a.IsFull(depth, width)) return a;
        if (a.IsEmpty || b.IsFull(depth, width)) return b;
        var ((s, z, o), (t, y, p)) = (a.Split(depth), b.Split(depth));
        return Node(s || t, Union(z, y, depth + 1, width), Union(o, p, depth + 1, width), depth);
    }

    /// <summary>Prefixes at and below the depth that are not in the tree.</summary>
    public PrefixTree Complement(int depth, int width) => IsLeaf
        ? new PrefixTree(~Lengths & Mask(depth, width))
        : new PrefixTree(!Self, Zero!.Complement(depth + 1, width), One!.Complement(depth + 1, width));

    /// <summary>Membership of the prefix that ends at the depth, and the trees below it.</summary>
    public (bool Self, PrefixTree Zero, PrefixTree One) Split(int depth)
    {
        if (!IsLeaf) return (Self, Zero!, One!);
        var rest = new PrefixTree(Lengths & ~(UInt128.One << (depth - 1)));
        return (HasLength(Lengths, depth), rest, rest);
    }

    private static PrefixTree Node(bool self, PrefixTree zero, PrefixTree one, int depth) =>
        zero.IsLeaf && one.IsLeaf && zero.Lengths == one.Lengths
            ? new PrefixTree(zero.Lengths | (self ? UInt128.One << (depth - 1) : UInt128.Zero))
            : new PrefixTree(self, zero, one);

    private bool IsFull(int depth, int width) => IsLeaf && Lengths == Mask(depth, width);
}
