using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy;

/// <summary>Something about a route that is true or false and that no other part of a condition can be merged with.</summary>
internal abstract record Predicate
{
    private Predicate()
    {
    }

    /// <summary>Its fingerprint.</summary>
    public abstract Digest Key { get; }

    /// <summary>Some community of the route meets the pattern.</summary>
    public sealed record HasCommunity(CommunityPattern Pattern) : Predicate
    {
        /// <inheritdoc/>
        public override Digest Key { get; } = Digest.Of("community", Digest.Of(Pattern.Subtype))
            .With((ulong)Pattern.Kind, 0).With(Pattern.First.Low, Pattern.First.High).With(Pattern.Second.Low, Pattern.Second.High).With(Pattern.Third.Low, Pattern.Third.High);
    }

    /// <summary>An expression finds something in the list of communities.</summary>
    public sealed record CommunitiesMatch(CommunityKind Kind, string Text) : Predicate
    {
        /// <inheritdoc/>
        public override Digest Key { get; } = Digest.Of($"communities {Kind} /{Text}/");
    }

    /// <summary>Every pattern is met and every community meets a pattern.</summary>
    public sealed record CommunitiesAreExactly(CommunityKind Kind, ImmutableArray<CommunityPattern> Patterns) : Predicate
    {
        /// <inheritdoc/>
        public override Digest Key { get; } = Digest.Of($"exactly {Kind} {string.Join(' ', Patterns)}");
    }

    /// <summary>The AS path matches an expression.</summary>
    public sealed record AsPathMatches(AsPathPattern Pattern) : Predicate
    {
        /// <inheritdoc/>
        public override Digest Key { get; } = Digest.Of($"path {Pattern.Dialect} {Pattern.Text}");
    }

    /// <summary>Some AS number of the path is one of these.</summary>
    public sealed record AsPathContains(NumberSet Numbers) : Predicate
    {
        /// <inheritdoc/>
        public override Digest Key { get; } = Digest.Of("path contains", Numbers.Key);
    }

    /// <summary>The attribute is present.</summary>
    public sealed record Has(RouteAttribute Attribute) : Predicate
    {
        /// <inheritdoc/>
        public override Digest Key { get; } = Digest.Of($"has {Attribute}");
    }

    /// <summary>Learned from a peer, group or interface of that name.</summary>
    public sealed record FromPeer(string Peer) : Predicate
    {
        /// <inheritdoc/>
        public override Digest Key { get; } = Digest.Of($"peer {Peer}");
    }

    /// <summary>The protocol instance's name matches a shell pattern.</summary>
    public sealed record ProtocolInstance(string Pattern) : Predicate
    {
        /// <inheritdoc/>
        public override Digest Key { get; } = Digest.Of($"instance {Pattern}");
    }

    /// <summary>The outgoing interface matches a shell pattern.</summary>
    public sealed record Interface(string Pattern) : Predicate
    {
        /// <inheritdoc/>
        public override Digest Key { get; } = Digest.Of($"interface {Pattern}");
    }

    /// <summary>What the model cannot hold: equal to the same text, and to nothing else.</summary>
    public sealed record Opaque(string Text, string Feature) : Predicate
    {
        /// <inheritdoc/>
        public override Digest Key { get; } = Digest.Of("opaque", Digest.Of(Text), Digest.Of(Feature));
    }
}

/// <summary>A property of a route that has one value, and tests of which merge into one.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Number">For <see cref="SubjectKind.Number"/>.</param>
/// <param name="Table">For <see cref="SubjectKind.Rpki"/>.</param>
internal readonly record struct Subject(SubjectKind Kind, NumericAttribute Number = default, string Table = "")
{
    /// <summary>Its fingerprint.</summary>
    public Digest Key => Digest.Of(Table).With((ulong)Kind, (ulong)Number);
}

/// <summary>Properties of a route that have one value.</summary>
internal enum SubjectKind
{
    /// <summary>The prefix, its length and family.</summary>
    Prefix,

    /// <summary>The next hop.</summary>
    NextHop,

    /// <summary>The address of the peer that sent the route.</summary>
    PeerAddress,

    /// <summary>A number.</summary>
    Number,

    /// <summary>ORIGIN, as <see cref="RouteOrigin"/>; one more than the last stands for "none".</summary>
    Origin,

    /// <summary>The source, as <see cref="RouteSource"/>.</summary>
    Source,

    /// <summary>The RPKI state, as <see cref="RpkiState"/>.</summary>
    Rpki,
}

/// <summary>
/// A condition in normal form: no negation but of predicates, no nesting of like junctions, parts sorted, and one test a subject and junction.
/// Equal keys mean equal tests.
/// </summary>
internal abstract class Test
{
    private Test(Digest key) => Key = key;

    /// <summary>Its fingerprint.</summary>
    public Digest Key { get; }

    /// <summary>True when, of a test and its opposite, this is the one that normal forms show.</summary>
    public abstract bool IsPreferred { get; }

    /// <summary>The opposite.</summary>
    public abstract Test Negate();

    /// <summary>Always the same.</summary>
    public sealed class Constant : Test
    {
        /// <summary>Always true.</summary>
        public static readonly Constant True = new(true);

        /// <summary>Always false.</summary>
        public static readonly Constant False = new(false);

        private Constant(bool value)
            : base(Digest.Of(value ? "true" : "false")) => Value = value;

        /// <summary>The truth value.</summary>
        public bool Value { get; }

        /// <inheritdoc/>
        public override bool IsPreferred => Value;

        /// <inheritdoc/>
        public override Test Negate() => Value ? False : True;
    }

    /// <summary>A predicate or its negation.</summary>
    public sealed class Literal(Predicate predicate, bool negated) : Test(Digest.Of(negated ? "not" : "is", predicate.Key))
    {
        /// <summary>The predicate.</summary>
        public Predicate Predicate => predicate;

        /// <summary>True when it must not hold.</summary>
        public bool Negated => negated;

        /// <inheritdoc/>
        public override bool IsPreferred => !negated;

        /// <inheritdoc/>
        public override Test Negate() => new Literal(predicate, !negated);
    }

    /// <summary>A prefix or an address is in a region.</summary>
    public sealed class InRegion : Test
    {
        private InRegion? preferred;

        private InRegion(Subject subject, PrefixRegion region)
            : base(Digest.Of("in", subject.Key, region.Key)) => (Subject, Region) = (subject, region);

        /// <summary>What is tested.</summary>
        public Subject Subject { get; }

        /// <summary>Where it must be.</summary>
        public PrefixRegion Region { get; }

        /// <inheritdoc/>
        public override bool IsPreferred => !Region.HoldsDefault;

        /// <summary>Every address.</summary>
        public static PrefixRegion AnyAddress { get; } = PrefixRegion.OfLengths(l => l > 0).Intersect(PrefixRegion.Addresses);

        /// <summary>This test or its opposite, whichever normal forms show.</summary>
        public InRegion Preferred => IsPreferred ? this : preferred ??= (InRegion)Negate();

        /// <summary>The test, or a constant.</summary>
        public static Test Of(Subject subject, PrefixRegion region) =>
            region.IsEmpty ? Constant.False : region.Key == UniverseOf(subject).Key ? Constant.True : new InRegion(subject, region);

        /// <summary>Every value that the subject can have.</summary>
        public static PrefixRegion UniverseOf(Subject subject) => subject.Kind == SubjectKind.Prefix ? PrefixRegion.All : PrefixRegion.Addresses;

        /// <inheritdoc/>
        public override Test Negate() => Of(Subject, Region.Complement().Intersect(UniverseOf(Subject)));

        /// <summary>The test of both or of either.</summary>
        public Test Merge(InRegion other, bool both) => Of(Subject, both ? Region.Intersect(other.Region) : Region.Union(other.Region));
    }

    /// <summary>A number or a case of an enumeration is in a set.</summary>
    public sealed class InNumbers : Test
    {
        private static readonly NumberSet Origins = NumberSet.Of(new NumberRange(0, (uint)RouteOrigin.Incomplete + 1));
        private static readonly NumberSet Sources = NumberSet.Of(new NumberRange(0, (uint)RouteSource.Other));
        private static readonly NumberSet RpkiStates = NumberSet.Of(new NumberRange(0, (uint)RpkiState.NotFound));

        private InNumbers(Subject subject, NumberSet numbers)
            : base(Digest.Of("in", subject.Key, numbers.Key)) => (Subject, Numbers) = (subject, numbers);

        /// <summary>What is tested.</summary>
        public Subject Subject { get; }

        /// <summary>What it must be.</summary>
        public NumberSet Numbers { get; }

        /// <inheritdoc/>
        public override bool IsPreferred => Numbers.IsEmpty || Numbers.Ranges[0].Low != 0;

        /// <summary>The test, or a constant.</summary>
        public static Test Of(Subject subject, NumberSet numbers)
        {
            var possible = numbers.Intersect(UniverseOf(subject));
            return possible.IsEmpty ? Constant.False : possible.Equals(UniverseOf(subject)) ? Constant.True : new InNumbers(subject, possible);
        }

        /// <summary>Every value that the subject can have.</summary>
        public static NumberSet UniverseOf(Subject subject) => subject.Kind switch
        {
            SubjectKind.Origin => Origins,
            SubjectKind.Source => Sources,
            SubjectKind.Rpki => RpkiStates,
            _ => NumberSet.All,
        };

        /// <inheritdoc/>
        public override Test Negate() => Of(Subject, Numbers.Complement());

        /// <summary>The test of both or of either.</summary>
        public Test Merge(InNumbers other, bool both) =>
            Of(Subject, both ? Numbers.Intersect(other.Numbers) : Numbers.Union(other.Numbers));
    }

    /// <summary>All parts hold, or at least one does.</summary>
    public sealed class Junction : Test
    {
        private Junction(bool all, ImmutableArray<Test> parts)
            : base(Digest.Of(all ? "and" : "or", [.. parts.Select(p => p.Key)])) => (All, Parts) = (all, parts);

        /// <summary>True when all must hold.</summary>
        public bool All { get; }

        /// <summary>The parts, sorted.</summary>
        public ImmutableArray<Test> Parts { get; }

        /// <inheritdoc/>
        public override bool IsPreferred => All;

        /// <summary>The junction of some tests in normal form.</summary>
        public static Test Of(bool all, params IEnumerable<Test> tests)
        {
            // Nearly all junctions have two or three parts, and there are few subjects: lists take less time than tables.
            List<Test> parts = [], ofSubjects = [];
            var pending = new Stack<Test>(tests);
            while (pending.TryPop(out var test))
            {
                switch (test)
                {
                    case Constant constant when constant.Value == all:
                        break;
                    case Constant constant:
                        return constant;
                    case Junction junction when junction.All == all:
                        foreach (var part in junction.Parts) pending.Push(part);
                        break;
                    case InRegion region when Take(ofSubjects, p => p is InRegion other && other.Subject == region.Subject) is InRegion same:
                        pending.Push(region.Merge(same, all));
                        break;
                    case InNumbers numbers when Take(ofSubjects, p => p is InNumbers other && other.Subject == numbers.Subject) is InNumbers same:
                        pending.Push(numbers.Merge(same, all));
                        break;
                    case InRegion or InNumbers:
                        ofSubjects.Add(test);
                        break;
                    default:
                        parts.Add(test);
                        break;
                }
            }

            var sorted = Sorted(parts);
            foreach (var part in sorted)
            {
                if (part is Literal && Find(sorted, part.Negate().Key) >= 0) return all ? Constant.False : Constant.True;
            }

            if (ofSubjects.Count > 0) sorted = Sorted([.. sorted, .. ofSubjects]);
            return sorted.Length switch
            {
                0 => all ? Constant.True : Constant.False,
                1 => sorted[0],
                _ => new Junction(all, sorted),
            };
        }

        /// <inheritdoc/>
        public override Test Negate() => Of(!All, Parts.Select(p => p.Negate()));

        private static Test? Take(List<Test> tests, Predicate<Test> which)
        {
            var at = tests.FindIndex(which);
            if (at < 0) return null;
            var taken = tests[at];
            tests.RemoveAt(at);
            return taken;
        }

        /// <summary>By key, each once.</summary>
        private static ImmutableArray<Test> Sorted(List<Test> tests)
        {
            tests.Sort((a, b) => a.Key.CompareTo(b.Key));
            var result = ImmutableArray.CreateBuilder<Test>(tests.Count);
            foreach (var test in tests)
            {
                if (result.Count == 0 || result[^1].Key != test.Key) result.Add(test);
            }

            return result.DrainToImmutable();
        }

        private static int Find(ImmutableArray<Test> sorted, Digest key)
        {
            var (low, high) = (0, sorted.Length - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                switch (sorted[middle].Key.CompareTo(key))
                {
                    case 0: return middle;
                    case < 0: low = middle + 1; break;
                    default: high = middle - 1; break;
                }
            }

            return -1;
        }
    }
}
