using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Communities;

namespace BgpTranslate.Policy;

/// <summary>Brings conditions into the normal form of <see cref="Test"/>. Sets are normalized once each.</summary>
internal sealed class Normalization
{
    private readonly Dictionary<PrefixSet, PrefixRegion> regions = new(ReferenceEqualityComparer.Instance);

    /// <summary>The condition in normal form.</summary>
    public Test Normalize(Condition condition) => condition switch
    {
        Condition.Constant { Value: var value } => value ? Test.Constant.True : Test.Constant.False,
        Condition.And and => Test.Junction.Of(true, and.Parts.Select(Normalize)),
        Condition.Or or => Test.Junction.Of(false, or.Parts.Select(Normalize)),
        Condition.Not not => Normalize(not.Operand).Negate(),
        Condition.PrefixIn { Set.Set: { } set } => Test.InRegion.Of(new Subject(SubjectKind.Prefix), RegionOf(set)),
        Condition.NextHopIn { Set.Set: { } set } => Addresses(SubjectKind.NextHop, set),
        Condition.PeerAddressIn { Set.Set: { } set } => Addresses(SubjectKind.PeerAddress, set),
        Condition.AsPathIn { Set.Set: { } set } => FirstMatch(set.Entries, p => Is(new Predicate.AsPathMatches(p))),
        Condition.AsPathContains { Set.Set: { } set } =>
            NumberSet.Of(set) is { IsEmpty: false } numbers ? Is(new Predicate.AsPathContains(numbers)) : Test.Constant.False,
        Condition.NumberIn { Set.Set: { } set } number => Number(number.Attribute, NumberSet.Of(set)),
        Condition.Compare compare => Number(compare.Attribute, SetOf(compare.Operator, compare.Value)),
        Condition.CommunityIn { Set.Set: { } set } community => FirstMatch(set.Entries, m => Communities(set.Kind, m, community.Mode)),
        Condition.Has { Attribute: RouteAttribute.NextHop } => Addresses(SubjectKind.NextHop, PrefixRegion.All),
        Condition.Has { Attribute: RouteAttribute.Origin } =>
            Test.InNumbers.Of(new Subject(SubjectKind.Origin), NumberSet.Of(new NumberRange(0, (uint)RouteOrigin.Incomplete))),
        Condition.Has has => Is(new Predicate.Has(has.Attribute)),
        Condition.OriginIs origin => Test.InNumbers.Of(new Subject(SubjectKind.Origin), NumberSet.Of((uint)origin.Value)),
        Condition.SourceIs source => Test.InNumbers.Of(new Subject(SubjectKind.Source), SourcesOf(source.Sources)),
        Condition.Rpki rpki => Test.InNumbers.Of(new Subject(SubjectKind.Rpki, Table: rpki.Table), NumberSet.Of((uint)rpki.State)),
        Condition.FamilyIs family => Test.InRegion.Of(new Subject(SubjectKind.Prefix), PrefixRegion.OfFamily(family.Afi)),
        Condition.FromPeer peer when IpAddress.TryParse(peer.Peer, out var address) => Addresses(SubjectKind.PeerAddress, PrefixRegion.Of(address)),
        Condition.FromPeer peer => Is(new Predicate.FromPeer(peer.Peer)),
        Condition.ProtocolInstance { Pattern: "*" } or Condition.InterfaceIs { Pattern: "*" } => Test.Constant.True,
        Condition.ProtocolInstance instance => Is(new Predicate.ProtocolInstance(instance.Pattern)),
        Condition.InterfaceIs @interface => Is(new Predicate.Interface(@interface.Pattern)),
        Condition.Opaque opaque => Is(new Predicate.Opaque(opaque.Text, opaque.Feature)),
        _ => Test.Constant.False, // A reference to a set that does not exist.
    };

    /// <summary>The numbers that compare so with a value.</summary>
    public static NumberSet SetOf(Comparison comparison, uint value) => comparison switch
    {
        Comparison.Equal => NumberSet.Of(value),
        Comparison.NotEqual => NumberSet.Of(value).Complement(),
        Comparison.LessOrEqual => NumberSet.Of(new NumberRange(0, value)),
        Comparison.Greater => NumberSet.Of(new NumberRange(0, value)).Complement(),
        Comparison.GreaterOrEqual => NumberSet.Of(new NumberRange(value, uint.MaxValue)),
        _ => NumberSet.Of(new NumberRange(value, uint.MaxValue)).Complement(),
    };

    /// <summary>The sources asked for; OSPF is every kind of OSPF.</summary>
    public static NumberSet SourcesOf(ImmutableArray<RouteSource> sources)
    {
        var set = NumberSet.Of(sources.Select(s => (NumberRange)(uint)s));
        return sources.Contains(RouteSource.Ospf)
            ? set.Union(NumberSet.Of(new NumberRange((uint)RouteSource.OspfInterArea, (uint)RouteSource.OspfExternal2)))
            : set;
    }

    /// <summary>The set with expressions as patterns where they are; for sets that decide about communities one by one.</summary>
    public static SetReference<CommunitySet> Normalize(SetReference<CommunitySet> reference) => reference.Set is not { } set
        ? reference
        : SetReference<CommunitySet>.Inline(set with
        {
            Entries = [.. set.OneByOne.Entries.SelectMany(e => e.Match is CommunityMatch.Expression expression && CommunityExpressions.Ones(set.Kind, expression.Text) is { } ones
                ? ones.Select(p => e with { Match = new CommunityMatch.AllOf([p]) })
                : [e])],
        });

    /// <summary>The pattern with one spelling a meaning: parts that the kind cannot have are cut off. Null when nothing can meet it.</summary>
    public static CommunityPattern? Normalize(CommunityPattern pattern)
    {
        var widest = pattern.Kind == CommunityKind.Standard ? ushort.MaxValue : uint.MaxValue;
        var (first, second) = (Cut(pattern.First, widest), Cut(pattern.Second, widest));
        var third = pattern.Kind == CommunityKind.Large ? pattern.Third : default;
        if (first.Low > first.High || second.Low > second.High || third.Low > third.High) return null;
        var subtype = pattern.Kind != CommunityKind.Extended ? "" : pattern.Subtype is "ro" ? "soo" : pattern.Subtype;
        return new CommunityPattern(pattern.Kind, subtype, first, second, third);
    }

    private static NumberRange Cut(NumberRange range, uint widest) => new(range.Low, Math.Min(range.High, widest));

    private static Test.Literal Is(Predicate predicate) => new(predicate, false);

    private static Test FirstMatch<T>(ImmutableArray<SetEntry<T>> entries, Func<T, Test> matches)
    {
        Test result = Test.Constant.False;
        for (var end = entries.Length; end > 0;)
        {
            var start = end;
            while (start > 0 && entries[start - 1].Permit == entries[end - 1].Permit) start--;
            var run = Test.Junction.Of(false, entries[start..end].Select(e => matches(e.Match)));
            result = entries[start].Permit ? Test.Junction.Of(false, run, result) : Test.Junction.Of(true, run.Negate(), result);
            end = start;
        }

        return result;
    }

    private static Test Communities(CommunityKind kind, CommunityMatch match, CommunityMatchMode mode)
    {
        if (match is CommunityMatch.Expression { Text: var text })
        {
            return CommunityExpressions.Recognize(text, kind) switch
            {
                CommunityMeaning.Always => Test.Constant.True,
                CommunityMeaning.AnyOf { Patterns: var any } => Test.Junction.Of(false, any.Select(p => HasCommunity(Normalize(p)))),
                CommunityMeaning.AllOf { Patterns: var all } => Test.Junction.Of(true, all.Select(p => HasCommunity(Normalize(p)))),
                _ => Is(new Predicate.CommunitiesMatch(kind, text)),
            };
        }

        var patterns = ((CommunityMatch.AllOf)match).Patterns.Select(Normalize).ToList();
        if (mode == CommunityMatchMode.Exact)
        {
            if (patterns.Contains(null)) return Test.Constant.False;
            return Is(new Predicate.CommunitiesAreExactly(
                kind, [.. patterns.Select(p => p!.Value).Distinct().OrderBy(p => p.ToString(), StringComparer.Ordinal)]));
        }

        return Test.Junction.Of(mode == CommunityMatchMode.Entries, patterns.Select(HasCommunity));

        static Test HasCommunity(CommunityPattern? pattern) => pattern is { } p ? Is(new Predicate.HasCommunity(p)) : Test.Constant.False;
    }

    private static Test Number(NumericAttribute attribute, NumberSet numbers) => attribute == NumericAttribute.PrefixLength
        ? Test.InRegion.Of(new Subject(SubjectKind.Prefix), PrefixRegion.OfLengths(l => numbers.Contains((uint)l)))
        : Test.InNumbers.Of(new Subject(SubjectKind.Number, attribute), numbers);

    private static Test Addresses(SubjectKind kind, PrefixRegion region)
    {
        var present = PrefixRegion.OfLengths(l => l > 0);
        return Test.InRegion.Of(new Subject(kind), region.Intersect(present).Intersect(PrefixRegion.Addresses));
    }

    private Test Addresses(SubjectKind kind, PrefixSet set) => Addresses(kind, RegionOf(set));

    private PrefixRegion RegionOf(PrefixSet set)
    {
        if (!regions.TryGetValue(set, out var region)) regions[set] = region = PrefixRegion.Of(set);
        return region;
    }
}
