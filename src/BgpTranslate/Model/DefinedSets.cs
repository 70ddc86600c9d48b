using System.Collections.Immutable;

namespace BgpTranslate.Model;

/// <summary>Prefixes with lengths <see cref="MinLength"/> to <see cref="MaxLength"/> that agree with <see cref="Prefix"/> on the shorter of both lengths.</summary>
public readonly record struct PrefixRange
{
    private readonly byte minLength, maxLength;

    /// <summary>Creates a range.</summary>
    /// <param name="prefix">The base.</param>
    /// <param name="minLength">Shortest length; below the base's own length, covering prefixes match too (BIRD <c>P-</c>).</param>
    /// <param name="maxLength">Longest length.</param>
    public PrefixRange(IpPrefix prefix, int minLength, int maxLength) => (Prefix, MinLength, MaxLength) = (prefix, minLength, maxLength);

    /// <summary>The base.</summary>
    public IpPrefix Prefix { get; }

    /// <summary>Shortest length.</summary>
    public int MinLength
    {
        get => minLength;
        init => minLength = Held(value);
    }

    /// <summary>Longest length.</summary>
    public int MaxLength
    {
        get => maxLength;
        init => maxLength = Held(value);
    }

    /// <summary>The prefix alone.</summary>
    public static PrefixRange Exact(IpPrefix prefix) => new(prefix, prefix.Length, prefix.Length);

    /// <summary>The prefix and everything inside it.</summary>
    public static PrefixRange OrLonger(IpPrefix prefix) => new(prefix, prefix.Length, prefix.Width);

    /// <summary>True when the prefix is in the range.</summary>
    public bool Matches(IpPrefix candidate)
    {
        if (candidate.Afi != Prefix.Afi || candidate.Length < MinLength || candidate.Length > MaxLength) return false;
        var mask = IpPrefix.MaskOf(Math.Min(candidate.Length, Prefix.Length), Prefix.Width);
        return (candidate.Address.Bits & mask) == (Prefix.Address.Bits & mask);
    }

    // What is longer than any prefix stays so.
    private static byte Held(int length) => (byte)Math.Clamp(length, byte.MinValue, byte.MaxValue);

    /// <inheritdoc/>
    public override string ToString() => MinLength == Prefix.Length && MaxLength == Prefix.Length ? $"{Prefix}" : $"{Prefix}{{{MinLength},{MaxLength}}}";
}

/// <summary>A list of entries, tried in order; the first that matches decides. Nothing matched: the set does not contain the route.</summary>
/// <param name="Permit">Whether a match means "in the set".</param>
/// <param name="Match">What matches.</param>
/// <param name="Origin">Who stated it.</param>
/// <param name="Sequence">The user's sequence number, when there is one.</param>
public sealed record SetEntry<T>(bool Permit, T Match, Origin Origin = default, uint? Sequence = null);

/// <summary>What kind of list a prefix set was: kinds have name spaces of their own in most platforms.</summary>
public enum PrefixSetKind
{
    /// <summary>A prefix list or prefix set.</summary>
    PrefixList,

    /// <summary>An access list.</summary>
    AccessList,
}

/// <summary>A named set that policies refer to.</summary>
public abstract record DefinedSet
{
    /// <summary>The user's name; empty for a set written in place.</summary>
    public required string Name { get; init; }

    /// <summary>A remark of the user's.</summary>
    public Stated<string>? Description { get; init; }

    /// <summary>Statements that define the set beyond its entries.</summary>
    public Origin Origin { get; init; }

    /// <summary>The first statement that has to do with the set; null for one that nobody wrote.</summary>
    public Statement? FirstStatement => Origin.First ?? this switch
    {
        PrefixSet s => First(s.Entries),
        AsPathSet s => First(s.Entries),
        AsNumberSet s => First(s.Entries),
        CommunitySet s => First(s.Entries),
        _ => null,
    };

    private static Statement? First<T>(ImmutableArray<SetEntry<T>> entries) => entries.Select(e => e.Origin.First).FirstOrDefault(s => s is not null);

    /// <summary>What such a set is called in paths and messages: OpenConfig's word where it has one.</summary>
    /// <param name="afi">The family that is meant of a set of prefixes of both.</param>
    public string Term(Afi? afi = null) => this switch
    {
        PrefixSet p => Family(p.Afi ?? afi) + (p.Kind == PrefixSetKind.AccessList ? "access-list" : "prefix-set"),
        AsPathSet => "as-path-set",
        AsNumberSet => "as-number-set",
        CommunitySet { Kind: CommunityKind.Standard } => "community-set",
        CommunitySet { Kind: CommunityKind.Large } => "large-community-set",
        _ => "ext-community-set",
    };

    private static string Family(Afi? afi) => afi switch { Afi.Ipv4 => "ipv4 ", Afi.Ipv6 => "ipv6 ", _ => "" };

    /// <summary>The name: sets can be large, and messages are for people.</summary>
    public sealed override string ToString() => Name;
}

/// <summary>A set of prefixes of one address family.</summary>
public sealed record PrefixSet : DefinedSet
{
    /// <summary>The family of its prefixes; null where a platform's list holds both.</summary>
    public Afi? Afi { get; init; }

    /// <summary>Its name space.</summary>
    public PrefixSetKind Kind { get; init; }

    /// <summary>The entries, in order of evaluation.</summary>
    public ImmutableArray<SetEntry<PrefixRange>> Entries { get; init; } = [];
}

/// <summary>The language an AS-path expression is written in.</summary>
public enum AsPathDialect
{
    /// <summary>POSIX extended over the printed path, unanchored, with <c>_</c> as a boundary (FRR, VyOS, FortiOS, RouterOS 6).</summary>
    Posix,

    /// <summary>BIRD's anchored mask: the text between <c>[=</c> and <c>=]</c>, constants resolved.</summary>
    BirdMask,

    /// <summary>RouterOS 7: over AS numbers.</summary>
    RouterOs7,
}

/// <summary>An AS-path expression, kept as written; <c>Policy</c> decides what it means.</summary>
public sealed record AsPathPattern(AsPathDialect Dialect, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A set of AS paths.</summary>
public sealed record AsPathSet : DefinedSet
{
    /// <summary>The entries, in order of evaluation.</summary>
    public ImmutableArray<SetEntry<AsPathPattern>> Entries { get; init; } = [];
}

/// <summary>A set of AS numbers (BIRD int sets and the like).</summary>
public sealed record AsNumberSet : DefinedSet
{
    /// <summary>Its members.</summary>
    public ImmutableArray<SetEntry<NumberRange>> Entries { get; init; } = [];
}

/// <summary>The three kinds of communities.</summary>
public enum CommunityKind
{
    /// <summary>RFC 1997, two 16-bit halves.</summary>
    Standard,

    /// <summary>RFC 8092, three 32-bit parts.</summary>
    Large,

    /// <summary>RFC 4360.</summary>
    Extended,
}

/// <summary>Communities whose parts lie in ranges; with single values it names one community.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Subtype">For extended ones <c>rt</c>, <c>soo</c> (BIRD <c>ro</c>), <c>bandwidth</c>, <c>color</c>, <c>opaque</c>, <c>0x43</c>-like numbers or <c>*</c>; otherwise empty.</param>
/// <param name="First">The first part; an IPv4 administrator of an extended community is its number.</param>
/// <param name="Second">The second part.</param>
/// <param name="Third">The third part of a large community; otherwise 0.</param>
public readonly record struct CommunityPattern(CommunityKind Kind, string Subtype, NumberRange First, NumberRange Second, NumberRange Third = default)
{
    /// <summary>A standard community.</summary>
    public static CommunityPattern Standard(uint high, uint low) => new(CommunityKind.Standard, "", high, low);

    /// <summary>A large community.</summary>
    public static CommunityPattern Large(uint a, uint b, uint c) => new(CommunityKind.Large, "", a, b, c);

    /// <summary>True when it names one community.</summary>
    public bool IsSingle => First.IsSingle && Second.IsSingle && Third.IsSingle && Subtype != "*";

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        CommunityKind.Standard => $"{First}:{Second}",
        CommunityKind.Large => $"{First}:{Second}:{Third}",
        _ => $"{Subtype}:{First}:{Second}",
    };
}

/// <summary>What an entry of a community set asks of a route's communities.</summary>
public abstract record CommunityMatch
{
    private CommunityMatch()
    {
    }

    /// <summary>Each pattern is met by some community of the route.</summary>
    public sealed record AllOf(ImmutableArray<CommunityPattern> Patterns) : CommunityMatch
    {
        /// <inheritdoc/>
        public bool Equals(AllOf? other) => other is not null && Patterns.SequenceEqual(other.Patterns);

        /// <inheritdoc/>
        public override int GetHashCode() => Patterns.Aggregate(17, (h, p) => HashCode.Combine(h, p));

        /// <inheritdoc/>
        public override string ToString() => string.Join(' ', Patterns);
    }

    /// <summary>A POSIX expression finds something in the sorted, space-separated list (FRR expanded lists).</summary>
    public sealed record Expression(string Text) : CommunityMatch
    {
        /// <inheritdoc/>
        public override string ToString() => $"/{Text}/";
    }
}

/// <summary>A set of communities of one kind.</summary>
public sealed record CommunitySet : DefinedSet
{
    /// <summary>Which kind of communities.</summary>
    public CommunityKind Kind { get; init; }

    /// <summary>The entries, in order of evaluation.</summary>
    public ImmutableArray<SetEntry<CommunityMatch>> Entries { get; init; } = [];

    /// <summary>The subtype of a set that means all extended communities of it; null for other sets.</summary>
    public string? WholeSubtype =>
        this is { Name: "", Kind: CommunityKind.Extended, Entries: [{ Permit: true, Match: CommunityMatch.AllOf { Patterns: [var one] } }] }
        && one.First == NumberRange.Any && one.Second == NumberRange.Any ? one.Subtype : null;

    /// <summary>
    /// The set as it picks communities out of a route's list, looking at them one by one: an entry of several holds each of them (FRR, community_list_match_delete).
    /// </summary>
    public CommunitySet OneByOne => !Entries.Any(e => e.Match is CommunityMatch.AllOf { Patterns.Length: > 1 }) ? this : this with
    {
        Name = "",
        Entries = [.. Entries.SelectMany(e => e.Match is CommunityMatch.AllOf all ? all.Patterns.Select(p => e with { Match = new CommunityMatch.AllOf([p]), Sequence = null }) : [e])],
    };
}

/// <summary>A set used by a policy: a named one, or one written in place.</summary>
/// <param name="Name">The name referred to; null when written in place.</param>
/// <param name="Set">The set itself; null when no set has that name (a dangling reference: never matches unless the platform says otherwise).</param>
public sealed record SetReference<T>(string? Name, T? Set)
    where T : DefinedSet
{
    /// <summary>A set written in place.</summary>
    public static SetReference<T> Inline(T set) => new(null, set);

    /// <summary>A set by its name.</summary>
    public static SetReference<T> To(T set) => new(set.Name, set);

    /// <summary>A name that nothing has.</summary>
    public static SetReference<T> Dangling(string name) => new(name, null);
}
