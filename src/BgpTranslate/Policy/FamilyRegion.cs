using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Policy;

/// <summary>
/// A set of prefixes of one family: 0/0, and a tree for each first address bit. The trees of a set of entries grow when somebody walks them:
/// most sets are only asked for their key.
/// </summary>
internal sealed class FamilyRegion
{
    private static readonly FamilyRegion[] Nothing = [OfLengths(Afi.Ipv4, _ => false), OfLengths(Afi.Ipv6, _ => false)];
    private static readonly FamilyRegion[] Everything = [OfLengths(Afi.Ipv4, _ => true), OfLengths(Afi.Ipv6, _ => true)];

    private readonly Afi afi;
    private readonly ImmutableArray<SetEntry<PrefixRange>> entries;
    private (PrefixTree Zero, PrefixTree One)? trees;

    private FamilyRegion(Afi afi, bool holdsDefault, PrefixTree zero, PrefixTree one)
    {
        (this.afi, HoldsDefault, trees) = (afi, holdsDefault, (zero, one));
        Key = KeyOf(zero.Key, one.Key);
    }

    private FamilyRegion(Afi afi, ImmutableArray<SetEntry<PrefixRange>> entries)
    {
        (this.afi, this.entries) = (afi, entries);
        foreach (var entry in entries)
        {
            if (entry.Match.Prefix.Afi != afi || entry.Match.MinLength > 0 || entry.Match.MaxLength < 0) continue;
            HoldsDefault = entry.Permit;
            break;
        }

        var (keyOfZero, keyOfOne) = PrefixKeys.Of(entries, afi) ?? (Zero.Key, One.Key);
        Key = KeyOf(keyOfZero, keyOfOne);
    }

    /// <summary>True when it holds the prefix of length 0.</summary>
    public bool HoldsDefault { get; }

    /// <summary>The prefixes that begin with a 0 bit.</summary>
    public PrefixTree Zero => Trees.Zero;

    /// <summary>The prefixes that begin with a 1 bit.</summary>
    public PrefixTree One => Trees.One;

    /// <summary>True when it holds nothing.</summary>
    public bool IsEmpty => Key == Nothing[(int)afi].Key;

    /// <summary>True when it holds every prefix of the family.</summary>
    public bool IsAll => Key == Everything[(int)afi].Key;

    /// <summary>Its fingerprint.</summary>
    public Digest Key { get; }

    private int Width => IpAddress.WidthOf(afi);

    private (PrefixTree Zero, PrefixTree One) Trees => trees ??= Grow();

    /// <summary>No prefix.</summary>
    public static FamilyRegion Empty(Afi afi) => Nothing[(int)afi];

    /// <summary>Every prefix of the family.</summary>
    public static FamilyRegion All(Afi afi) => Everything[(int)afi];

    /// <summary>Prefixes whose length is chosen.</summary>
    public static FamilyRegion OfLengths(Afi afi, Func<int, bool> chosen)
    {
        var tree = new PrefixTree(PrefixTree.Mask(1, IpAddress.WidthOf(afi), chosen));
        return new FamilyRegion(afi, chosen(0), tree, tree);
    }

    /// <summary>What entries hold of the family: the first that matches decides.</summary>
    public static FamilyRegion Of(ImmutableArray<SetEntry<PrefixRange>> entries, Afi afi)
    {
        foreach (var entry in entries)
        {
            if (entry.Match.Prefix.Afi == afi) return new FamilyRegion(afi, entries);
        }

        return Empty(afi);
    }

    /// <summary>Prefixes in both.</summary>
    public FamilyRegion Intersect(FamilyRegion other)
    {
        if (Key == other.Key || IsEmpty || other.IsAll) return this;
        if (other.IsEmpty || IsAll) return other;
        return new(afi, HoldsDefault && other.HoldsDefault, PrefixTree.Intersect(Zero, other.Zero, 1, Width), PrefixTree.Intersect(One, other.One, 1, Width));
    }

    /// <summary>Prefixes in either.</summary>
    public FamilyRegion Union(FamilyRegion other)
    {
        if (Key == other.Key || IsAll || other.IsEmpty) return this;
        if (other.IsAll || IsEmpty) return other;
        return new(afi, HoldsDefault || other.HoldsDefault, PrefixTree.Union(Zero, other.Zero, 1, Width), PrefixTree.Union(One, other.One, 1, Width));
    }

    /// <summary>Prefixes of the family that are not in it.</summary>
    public FamilyRegion Complement() =>
        IsEmpty ? All(afi) : IsAll ? Empty(afi) : new(afi, !HoldsDefault, Zero.Complement(1, Width), One.Complement(1, Width));

    /// <summary>True when the prefix is in it.</summary>
    public bool Contains(IpPrefix prefix)
    {
        if (prefix.Length == 0) return HoldsDefault;
        var tree = PrefixTree.Bit(prefix.Address, 1) ? One : Zero;
        for (var depth = 1; ; depth++)
        {
            if (tree.IsLeaf) return PrefixTree.HasLength(tree.Lengths, prefix.Length);
            if (depth == prefix.Length) return tree.Self;
            tree = PrefixTree.Bit(prefix.Address, depth + 1) ? tree.One! : tree.Zero!;
        }
    }

    private (PrefixTree Zero, PrefixTree One) Grow()
    {
        var own = entries.Where(e => e.Match.Prefix.Afi == afi).ToList();
        var zero = own.Where(e => e.Match.Prefix.Length == 0 || !PrefixTree.Bit(e.Match.Prefix.Address, 1));
        var one = own.Where(e => e.Match.Prefix.Length == 0 || PrefixTree.Bit(e.Match.Prefix.Address, 1));
        return (PrefixTree.Build(zero, 1, Width), PrefixTree.Build(one, 1, Width));
    }

    private Digest KeyOf(Digest zero, Digest one) => zero.With(one).With(HoldsDefault ? 1u : 0u, (ulong)Width);
}
