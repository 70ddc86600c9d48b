using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Communities;

namespace BgpTranslate.Policy.Rules;

/// <summary>Conditions in terms of prefix lists and AS-path lists, for targets that ask about routes with those alone.</summary>
public static class SetConditions
{
    /// <summary>A condition without parts, in the words of platforms with lists of one family and comparisons with "equal"; its origin goes with it.</summary>
    public static Condition Plain(Condition condition) => Keeping(condition.Origin, condition switch
    {
        Condition.PrefixIn { Set.Set: { Afi: null } mixed } => PerFamily(mixed, s => new Condition.PrefixIn(s)),
        Condition.NextHopIn { Set.Set: { Afi: null } mixed } => PerFamily(mixed, s => new Condition.NextHopIn(s)),
        Condition.PeerAddressIn { Set.Set: { Afi: null } mixed } => PerFamily(mixed, s => new Condition.PeerAddressIn(s)),
        Condition.FamilyIs family => OfFamily(family.Afi, 0, IpAddress.WidthOf(family.Afi)),
        Condition.Compare { Attribute: NumericAttribute.PrefixLength } length => Lengths(length.Operator, length.Value),
        Condition.SourceIs { Sources.Length: > 1 } many => Condition.AnyOf(many.Sources.Select(s => new Condition.SourceIs([s]))),
        Condition.Compare compare => Comparable(compare),
        Condition.Has { Attribute: RouteAttribute.AsPath } => Condition.True,
        Condition.CommunityIn { Mode: CommunityMatchMode.Any, Set.Set: { } any } => AnyOfEntries(any),
        _ => condition,
    });

    /// <summary>The condition with an origin, where it has none of its own.</summary>
    public static Condition Keeping(Origin origin, Condition condition) => condition.Origin.IsNone && !origin.IsNone ? condition with { Origin = origin } : condition;

    /// <summary>A set of prefixes of both families, as one condition for each.</summary>
    public static Condition PerFamily(PrefixSet mixed, Func<SetReference<PrefixSet>, Condition> condition) => Condition.AnyOf(
        new[] { Afi.Ipv4, Afi.Ipv6 }.Where(a => mixed.Entries.Any(e => e.Match.Prefix.Afi == a)).Select(a =>
            condition(SetReference<PrefixSet>.To(mixed with { Afi = a, Entries = [.. mixed.Entries.Where(e => e.Match.Prefix.Afi == a)] }))));

    /// <summary>The prefixes of a family whose length is in a range.</summary>
    public static Condition.PrefixIn OfFamily(Afi afi, int low, int high) => new(SetReference<PrefixSet>.Inline(new PrefixSet
    {
        Name = "",
        Afi = afi,
        Entries = [new SetEntry<PrefixRange>(true, new PrefixRange(afi == Afi.Ipv4 ? IpPrefix.DefaultIpv4 : IpPrefix.DefaultIpv6, low, high))],
    }));

    /// <summary>The prefixes of both families whose length compares.</summary>
    public static Condition Lengths(Comparison comparison, uint value)
    {
        return Condition.AnyOf(new[] { Afi.Ipv4, Afi.Ipv6 }.SelectMany(Of));

        IEnumerable<Condition> Of(Afi afi)
        {
            var width = (uint)IpAddress.WidthOf(afi);
            (long Low, long High)[] ranges = comparison switch
            {
                Comparison.Equal => [(value, value)],
                Comparison.NotEqual => [(0, (long)value - 1), ((long)value + 1, width)],
                Comparison.Less => [(0, (long)value - 1)],
                Comparison.LessOrEqual => [(0, value)],
                Comparison.Greater => [((long)value + 1, width)],
                _ => [(value, width)],
            };
            return ranges.Where(r => r.Low <= width && r.High >= r.Low).Select(r => OfFamily(afi, (int)r.Low, (int)Math.Min(r.High, width)));
        }
    }

    /// <summary>
    /// A comparison of numbers, reduced to "equal" where the target has that alone; AS numbers and path lengths are asked for with expressions.
    /// What no expression can ask for stays as it is.
    /// </summary>
    public static Condition Comparable(Condition.Compare compare) => (compare.Attribute, compare.Operator) switch
    {
        (_, Comparison.NotEqual) => new Condition.Not(Comparable(compare with { Operator = Comparison.Equal })),
        (NumericAttribute.FirstAs or NumericAttribute.LastAs, Comparison.Equal) => InAs(compare.Attribute, compare.Value, compare.Value),
        (NumericAttribute.FirstAs or NumericAttribute.LastAs, Comparison.LessOrEqual) => InAs(compare.Attribute, 0, compare.Value),
        (NumericAttribute.FirstAs or NumericAttribute.LastAs, Comparison.GreaterOrEqual) => InAs(compare.Attribute, compare.Value, uint.MaxValue),
        (_, Comparison.Less) when compare.Value > 0 => Comparable(compare with { Operator = Comparison.LessOrEqual, Value = compare.Value - 1 }),
        (_, Comparison.Greater) when compare.Value < uint.MaxValue => Comparable(compare with { Operator = Comparison.GreaterOrEqual, Value = compare.Value + 1 }),
        (NumericAttribute.AsPathLength, _) when compare.Value > 250 => compare,
        (NumericAttribute.AsPathLength, Comparison.Equal) => PathLength(compare.Value, compare.Value),
        (NumericAttribute.AsPathLength, Comparison.LessOrEqual) => PathLength(0, compare.Value),
        (NumericAttribute.AsPathLength, Comparison.GreaterOrEqual) => PathLength(compare.Value, null),
        _ => compare,
    };

    /// <summary>
    /// A set of AS numbers of which a path is to hold one, without denials: an expression that is denied first would be about the whole path, not about one of its numbers.
    /// </summary>
    public static AsNumberSet WithoutDenials(AsNumberSet set) => set.Entries.All(e => e.Permit)
        ? set
        : set with { Entries = [.. NumberSet.Of(set).Ranges.Select(r => new SetEntry<NumberRange>(true, r, set.Origin))] };

    /// <summary>
    /// True when a list can ask whether a route has exactly these communities: they must be named, for patterns become expressions, and an expression among them makes expressions of all.
    /// </summary>
    public static bool CanBeExact(CommunitySet set) =>
        set.Entries.All(e => e.Match is CommunityMatch.AllOf all && all.Patterns.All(p => p.IsSingle)) || set.Entries.All(e => e.Match is CommunityMatch.Expression);

    /// <summary>True when every entry names communities of a kind that lists of FRR, and of what is built on it, take by name; other entries are expressions.</summary>
    public static bool IsStandardList(CommunitySet set) =>
        set.Entries.All(e => e.Match is CommunityMatch.AllOf { Patterns: { IsEmpty: false } p } && p.All(x => x.IsSingle && (x.Kind != CommunityKind.Extended || x.Subtype is "rt" or "soo")));

    /// <summary>False for extended communities of kinds that those lists do not know, or several of them together that only expressions could ask for.</summary>
    public static bool CanList(CommunitySet set) => set.Kind != CommunityKind.Extended || IsStandardList(set) || set.Entries.All(e =>
        e.Match is CommunityMatch.Expression or CommunityMatch.AllOf { Patterns.IsEmpty: true } || (e.Match is CommunityMatch.AllOf { Patterns: [var one] } && ExtendedCommunityText.Print(one) is not null));

    /// <summary>A question for any community of an entry, as one that the entries decide: each has one community.</summary>
    public static Condition AnyOfEntries(CommunitySet set) => new Condition.CommunityIn(SetReference<CommunitySet>.Inline(set with
    {
        Name = "",
        Entries = [.. set.Entries.SelectMany(e => e.Match is CommunityMatch.AllOf all ? all.Patterns.Select(p => e with { Match = new CommunityMatch.AllOf([p]), Sequence = null }) : [e])],
    }));

    private static Condition.NumberIn InAs(NumericAttribute attribute, uint low, uint high) => new(attribute, SetReference<AsNumberSet>.Inline(
        new AsNumberSet { Name = "", Entries = [new SetEntry<NumberRange>(true, new NumberRange(low, high))] }));

    private static Condition.AsPathIn PathLength(uint low, uint? high)
    {
        // A path of n numbers has n − 1 blanks; sets are printed without any.
        var repeat = (low, high) switch
        {
            ( <= 1, null) => "*",
            (_, null) => $"{{{low - 1},}}",
            ( <= 1, 1) => "{0}",
            ( <= 1, _) => $"{{0,{high - 1}}}",
            _ => low == high ? $"{{{low - 1}}}" : $"{{{low - 1},{high - 1}}}",
        };
        var text = high == 0 ? "^$" : low == 0 ? $"^([^ ]+( [^ ]+){repeat})?$" : $"^[^ ]+( [^ ]+){repeat}$";
        return new Condition.AsPathIn(SetReference<AsPathSet>.Inline(
            new AsPathSet { Name = "", Entries = [new SetEntry<AsPathPattern>(true, new AsPathPattern(AsPathDialect.Posix, text))] }));
    }
}
