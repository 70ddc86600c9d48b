using BgpTranslate.Model;

namespace BgpTranslate.Policy;

/// <summary>A set of prefixes of both families. Equal sets have equal keys, whatever entries they were made of.</summary>
internal sealed class PrefixRegion
{
    private readonly FamilyRegion four, six;

    private PrefixRegion(FamilyRegion four, FamilyRegion six)
    {
        (this.four, this.six) = (four, six);
        Key = Digest.Of("prefixes", four.Key, six.Key);
    }

    /// <summary>No prefix.</summary>
    public static PrefixRegion Empty { get; } = new(FamilyRegion.Empty(Afi.Ipv4), FamilyRegion.Empty(Afi.Ipv6));

    /// <summary>Every prefix of both families.</summary>
    public static PrefixRegion All { get; } = new(FamilyRegion.All(Afi.Ipv4), FamilyRegion.All(Afi.Ipv6));

    /// <summary>Every host prefix: stands for the addresses. 0.0.0.0/0 is added and stands for "no address".</summary>
    public static PrefixRegion Addresses { get; } = new(
        FamilyRegion.OfLengths(Afi.Ipv4, length => length is 0 or 32), FamilyRegion.OfLengths(Afi.Ipv6, length => length == 128));

    /// <summary>True when it holds nothing.</summary>
    public bool IsEmpty => four.IsEmpty && six.IsEmpty;

    /// <summary>True when it holds 0.0.0.0/0.</summary>
    public bool HoldsDefault => four.HoldsDefault;

    /// <summary>Its fingerprint.</summary>
    public Digest Key { get; }

    /// <summary>Its part of one family.</summary>
    public FamilyRegion this[Afi afi] => afi == Afi.Ipv4 ? four : six;

    /// <summary>Every prefix of a family.</summary>
    public static PrefixRegion OfFamily(Afi afi) => afi == Afi.Ipv4 ? new(All.four, Empty.six) : new(Empty.four, All.six);

    /// <summary>An address, as a host prefix.</summary>
    public static PrefixRegion Of(IpAddress address) =>
        Of(new PrefixSet { Name = "", Entries = [new SetEntry<PrefixRange>(true, PrefixRange.Exact(new IpPrefix(address, address.Width)))] });

    /// <summary>Prefixes of both families whose length is chosen.</summary>
    public static PrefixRegion OfLengths(Func<int, bool> chosen) => new(FamilyRegion.OfLengths(Afi.Ipv4, chosen), FamilyRegion.OfLengths(Afi.Ipv6, chosen));

    /// <summary>The prefixes that a defined set holds: its first matching entry decides.</summary>
    public static PrefixRegion Of(PrefixSet set) => new(FamilyRegion.Of(set.Entries, Afi.Ipv4), FamilyRegion.Of(set.Entries, Afi.Ipv6));

    /// <summary>Prefixes in both.</summary>
    public PrefixRegion Intersect(PrefixRegion other) => new(four.Intersect(other.four), six.Intersect(other.six));

    /// <summary>Prefixes in either.</summary>
    public PrefixRegion Union(PrefixRegion other) => new(four.Union(other.four), six.Union(other.six));

    /// <summary>Prefixes that are not in it.</summary>
    public PrefixRegion Complement() => new(four.Complement(), six.Complement());

    /// <summary>True when the prefix is in it.</summary>
    public bool Contains(IpPrefix prefix) => this[prefix.Afi].Contains(prefix);
}
