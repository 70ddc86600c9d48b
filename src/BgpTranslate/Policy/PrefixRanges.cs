using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Policy;

/// <summary>Prefix sets in the shapes that platforms can say: without denying entries, with <c>ge</c> and <c>le</c> alone, inverted, united.</summary>
public static class PrefixRanges
{
    /// <summary>
    /// Ranges that together hold exactly the prefixes of a set with permitting and denying entries; null when they would be more than <paramref name="limit"/>.
    /// A set without an effective denying entry keeps its ranges and their order.
    /// </summary>
    public static ImmutableArray<PrefixRange>? PermitOnly(PrefixSet set, int limit = 1_000)
    {
        // Behind the last permitting entry, nothing needs to be denied.
        var end = set.Entries.Length;
        while (end > 0 && !set.Entries[end - 1].Permit) end--;
        var entries = set.Entries[..end];
        if (entries.All(e => e.Permit)) return end > limit ? null : [.. entries.Select(e => e.Match).Distinct()];
        return Of(PrefixRegion.Of(set), limit);
    }

    /// <summary>
    /// The same prefixes as ranges no shorter than their own prefix, which <c>ge</c> and <c>le</c> can say: each covering length becomes an entry of its own
    /// (<c>10.1.0.0/16{14,24}</c>: 10.0.0.0/14, 10.0.0.0/15, 10.1.0.0/16 le 24). None when the range is empty.
    /// </summary>
    public static ImmutableArray<PrefixRange> SplitCovering(PrefixRange range)
    {
        var (prefix, min, max) = (range.Prefix, Math.Max(range.MinLength, 0), Math.Min(range.MaxLength, range.Prefix.Width));
        var result = ImmutableArray.CreateBuilder<PrefixRange>();
        for (var length = min; length < prefix.Length && length <= max; length++)
            result.Add(PrefixRange.Exact(new IpPrefix(prefix.Address, length)));
        if (max >= Math.Max(min, prefix.Length)) result.Add(new PrefixRange(prefix, Math.Max(min, prefix.Length), max));
        return result.ToImmutable();
    }

    /// <summary>The prefixes of some families that the set does not hold: its entries inverted, then everything.</summary>
    public static PrefixSet Complement(PrefixSet set, params IEnumerable<Afi> families)
    {
        Afi[] all = [.. families];
        return set with
        {
            Name = "",
            Afi = all is [var only] ? only : null,
            Entries =
            [
                .. set.Entries.Where(e => all.Contains(e.Match.Prefix.Afi)).Select(e => e with { Permit = !e.Permit }),
                .. all.Select(afi => new SetEntry<PrefixRange>(true, PrefixRange.OrLonger(afi == Afi.Ipv4 ? IpPrefix.DefaultIpv4 : IpPrefix.DefaultIpv6))),
            ],
        };
    }

    /// <summary>The prefixes in either set; null when they would be more than <paramref name="limit"/> entries.</summary>
    public static PrefixSet? Union(PrefixSet a, PrefixSet b, int limit = 1_000)
    {
        var origin = a.Origin + b.Origin;
        if (a.Entries.Concat(b.Entries).All(e => e.Permit))
        {
            ImmutableArray<SetEntry<PrefixRange>> both = [.. a.Entries.Concat(b.Entries).DistinctBy(e => e.Match).Select(e => e with { Sequence = null })];
            return both.Length > limit ? null : new PrefixSet { Name = "", Afi = a.Afi == b.Afi ? a.Afi : null, Entries = both, Origin = origin };
        }

        if (Of(PrefixRegion.Of(a).Union(PrefixRegion.Of(b)), limit) is not { } ranges) return null;
        // Which entry gave a range is no longer known: all of them did.
        var entries = a.Entries.Concat(b.Entries).Aggregate(Origin.None, (sum, e) => sum + e.Origin);
        return new PrefixSet
        {
            Name = "",
            Afi = a.Afi == b.Afi ? a.Afi : null,
            Entries = [.. ranges.Select(r => new SetEntry<PrefixRange>(true, r, entries))],
            Origin = origin,
        };
    }

    private static ImmutableArray<PrefixRange>? Of(PrefixRegion region, int limit)
    {
        var result = new List<PrefixRange>();
        foreach (var afi in Enum.GetValues<Afi>())
        {
            var (withDefault, zero, one) = (region[afi].HoldsDefault, region[afi].Zero, region[afi].One);
            var root = new IpPrefix(new IpAddress(0, afi), 0);
            var writer = new Writer(result, limit);
            var all = writer.CommonLengths(zero, 1) & writer.CommonLengths(one, 1);
            writer.Add(root, all, UInt128.Zero, withDefault);
            writer.Write(zero, new IpPrefix(root.Address, 1), all);
            writer.Write(one, new IpPrefix(new IpAddress(UInt128.One << (root.Width - 1), afi), 1), all);
            if (result.Count > limit) return null;
        }

        return [.. result];
    }

    /// <summary>Writes each length as high in the tree as all prefixes below have it.</summary>
    private sealed class Writer(List<PrefixRange> result, int limit)
    {
        private readonly Dictionary<PrefixTree, UInt128> common = new(ReferenceEqualityComparer.Instance);

        /// <summary>Lengths of which the tree holds every prefix at and below its depth.</summary>
        public UInt128 CommonLengths(PrefixTree tree, int depth)
        {
            if (tree.IsLeaf) return tree.Lengths;
            if (common.TryGetValue(tree, out var known)) return known;
            var below = CommonLengths(tree.Zero!, depth + 1) & CommonLengths(tree.One!, depth + 1);
            return common[tree] = below | (tree.Self ? PrefixTree.Mask(depth, depth) : UInt128.Zero);
        }

        public void Write(PrefixTree tree, IpPrefix prefix, UInt128 written)
        {
            if (result.Count > limit) return;
            var lengths = CommonLengths(tree, prefix.Length);
            Add(prefix, lengths, written, withDefault: false);
            if (tree.IsLeaf) return;
            var (zero, depth) = (prefix.Address, prefix.Length + 1);
            Write(tree.Zero!, new IpPrefix(zero, depth), written | lengths);
            Write(tree.One!, new IpPrefix(new IpAddress(zero.Bits | (UInt128.One << (prefix.Width - depth)), prefix.Afi), depth), written | lengths);
        }

        /// <summary>The lengths that are not written yet, as ranges.</summary>
        public void Add(IpPrefix prefix, UInt128 lengths, UInt128 written, bool withDefault)
        {
            bool Has(int length) => length == 0 ? withDefault : length >= prefix.Length && PrefixTree.HasLength(lengths & ~written, length);
            for (var length = prefix.Length; length <= prefix.Width; length++)
            {
                if (!Has(length)) continue;
                var min = length;
                while (length < prefix.Width && Has(length + 1)) length++;
                result.Add(new PrefixRange(prefix, min, length));
            }
        }
    }
}
