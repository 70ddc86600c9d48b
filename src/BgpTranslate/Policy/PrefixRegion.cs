using BgpTranslate.Model;

namespace BgpTranslate.Policy;

/// <summary>
/// A set of prefixes of both families, as binary trees over the address bits in which every subtree that depends on the length alone is a leaf.
/// Equal sets have equal trees, whatever entries they were made of.
/// </summary>
internal sealed class PrefixRegion
{
    private readonly bool default4;
    private readonly bool default6;
    private readonly PrefixTree zero4, one4, zero6, one6;

    private PrefixRegion(bool default4, PrefixTree zero4, PrefixTree one4, bool default6, PrefixTree zero6, PrefixTree one6) =>
        (this.default4, this.zero4, this.one4, this.default6, this.zero6, this.one6) = (default4, zero4, one4, default6, zero6, one6);

    /// <summary>No prefix.</summary>
    public static PrefixRegion Empty { get; } = OfLengths(_ => false);

    /// <summary>Every prefix of both families.</summary>
    public static PrefixRegion All { get; } = OfLengths(_ => true);

    /// <summary>Every host prefix: stands for the addresses. 0.0.0.0/0 is added and stands for "no address".</summary>
    public static PrefixRegion Addresses { get; } = new(
        true, PrefixTree.Hosts(32), PrefixTree.Hosts(32), false, PrefixTree.Hosts(128), PrefixTree.Hosts(128));

    /// <summary>True when it holds nothing.</summary>
    public bool IsEmpty => !default4 && !default6 && zero4.IsEmpty && one4.IsEmpty && zero6.IsEmpty && one6.IsEmpty;

    /// <summary>True when it holds 0.0.0.0/0.</summary>
    public bool HoldsDefault => default4;

    /// <summary>Its fingerprint.</summary>
    public Digest Key => Digest.Of("prefixes", zero4.Key, one4.Key, zero6.Key, one6.Key).With(default4 ? 1u : 0u, default6 ? 1u : 0u);

    /// <summary>The trees below the first address bit, and whether the prefix of length 0 is in.</summary>
    public (bool Default, PrefixTree Zero, PrefixTree One) this[Afi afi] =>
        afi == Afi.Ipv4 ? (default4, zero4, one4) : (default6, zero6, one6);

    /// <summary>Every prefix of a family.</summary>
    public static PrefixRegion OfFamily(Afi afi) =>
        afi == Afi.Ipv4
            ? new(true, All.zero4, All.one4, false, Empty.zero6, Empty.one6)
            : new(false, Empty.zero4, Empty.one4, true, All.zero6, All.one6);

    /// <summary>An address, as a host prefix.</summary>
    public static PrefixRegion Of(IpAddress address) =>
        Of(new PrefixSet { Name = "", Entries = [new SetEntry<PrefixRange>(true, PrefixRange.Exact(new IpPrefix(address, address.Width)))] });

    /// <summary>Prefixes of both families whose length is chosen.</summary>
    public static PrefixRegion OfLengths(Func<int, bool> chosen)
    {
        var tree4 = new PrefixTree(PrefixTree.Mask(1, 32, chosen));
        var tree6 = new PrefixTree(PrefixTree.Mask(1, 128, chosen));
        return new(chosen(0), tree4, tree4, chosen(0), tree6, tree6);
    }

    /// <summary>The prefixes that a defined set holds: its first matching entry decides.</summary>
    public static PrefixRegion Of(PrefixSet set)
    {
        var four = new List<SetEntry<PrefixRange>>(set.Entries.Length);
        var six = new List<SetEntry<PrefixRange>>();
        foreach (var entry in set.Entries) (entry.Match.Prefix.Afi == Afi.Ipv4 ? four : six).Add(entry);
        var (d4, z4, o4) = Root(four, 32);
        var (d6, z6, o6) = Root(six, 128);
        return new(d4, z4, o4, d6, z6, o6);
    }

    /// <summary>Prefixes in both.</summary>
    public PrefixRegion Intersect(PrefixRegion other) => Combine(other, PrefixTree.Intersect, default4 && other.default4, default6 && other.default6);

    /// <summary>Prefixes in either.</summary>
    public PrefixRegion Union(PrefixRegion other) => Combine(other, PrefixTree.Union, default4 || other.default4, default6 || other.default6);

    /// <summary>Prefixes that are not in it.</summary>
    public PrefixRegion Complement() => new(
        !default4, zero4.Complement(1, 32), one4.Complement(1, 32), !default6, zero6.Complement(1, 128), one6.Complement(1, 128));

    /// <summary>True when the prefix is in it.</summary>
    public bool Contains(IpPrefix prefix)
    {
        var (holdsDefault, zero, one) = this[prefix.Afi];
        if (prefix.Length == 0) return holdsDefault;
        var tree = PrefixTree.Bit(prefix.Address, 1) ? one : zero;
        for (var depth = 1; ; depth++)
        {
            if (tree.IsLeaf) return PrefixTree.HasLength(tree.Lengths, prefix.Length);
            if (depth == prefix.Length) return tree.Self;
            tree = PrefixTree.Bit(prefix.Address, depth + 1) ? tree.One! : tree.Zero!;
        }
    }

    private static (bool, PrefixTree, PrefixTree) Root(List<SetEntry<PrefixRange>> entries, int width)
    {
        var first = entries.FindIndex(e => e.Match.MinLength <= 0 && e.Match.MaxLength >= 0);
        var zero = entries.Where(e => e.Match.Prefix.Length == 0 || !PrefixTree.Bit(e.Match.Prefix.Address, 1));
        var one = entries.Where(e => e.Match.Prefix.Length == 0 || PrefixTree.Bit(e.Match.Prefix.Address, 1));
        return (first >= 0 && entries[first].Permit, PrefixTree.Build(zero, 1, width), PrefixTree.Build(one, 1, width));
    }

    private PrefixRegion Combine(PrefixRegion other, Func<PrefixTree, PrefixTree, int, int, PrefixTree> how, bool with4, bool with6) => new(
        with4, how(zero4, other.zero4, 1, 32), how(one4, other.one4, 1, 32),
        with6, how(zero6, other.zero6, 1, 128), how(one6, other.one6, 1, 128));
}

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
    public Digest Key => key ??= IsLeaf
        ? new Digest(1, 2).With((ulong)(Lengths >> 64), (ulong)Lengths)
        : Zero!.Key.With(One!.Key).With(Self ? 1u : 0u, 3);

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
