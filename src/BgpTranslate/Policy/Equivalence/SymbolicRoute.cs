using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy.Equivalence;

/// <summary>A next hop after some changes: where it comes from and how it was set.</summary>
/// <param name="Source">The input; null for an address, for none, and for this router and the peer.</param>
/// <param name="Address">The address that was set.</param>
/// <param name="Treatment">How it was set.</param>
internal readonly record struct SymbolicNextHop(string? Source, IpAddress? Address, NextHopTreatment Treatment);

/// <summary>
/// All routes at a place of a policy at once: for which inputs a route gets there, and its attributes in terms of the inputs. An attribute that is not listed is
/// as it was in the world that the last unknown action made. Immutable.
/// </summary>
internal sealed class SymbolicRoute
{
    private readonly RouteInputs inputs;
    private ImmutableDictionary<NumericAttribute, Choice<SymbolicNumber>> numbers = ImmutableDictionary<NumericAttribute, Choice<SymbolicNumber>>.Empty;
    private ImmutableDictionary<int, Formula> communities = ImmutableDictionary<int, Formula>.Empty;
    private ImmutableDictionary<RouteAttribute, Formula> present = ImmutableDictionary<RouteAttribute, Formula>.Empty;
    private ImmutableDictionary<string, Choice<string>> texts = ImmutableDictionary<string, Choice<string>>.Empty;
    private Choice<int>? origin;
    private Choice<SymbolicPath>? path;
    private Choice<SymbolicNextHop>? nextHop;

    private SymbolicRoute(RouteInputs inputs, Choice<int> world) => (this.inputs, World) = (inputs, world);

    private SymbolicRoute(SymbolicRoute other)
        : this(other.inputs, other.World)
    {
        (Live, numbers, communities, present, texts) = (other.Live, other.numbers, other.communities, other.present, other.texts);
        (origin, path, nextHop) = (other.origin, other.path, other.nextHop);
    }

    /// <summary>The inputs with which a route gets here.</summary>
    public Formula Live { get; private init; }

    /// <summary>The world of what is not listed.</summary>
    public Choice<int> World { get; private init; }

    /// <summary>ORIGIN as a number (one over the last is none), or below zero the input of a world.</summary>
    public Choice<int> Origin => origin ?? World.Select(Decisions, w => -1 - w);

    /// <summary>The AS path.</summary>
    public Choice<SymbolicPath> Path => path ?? World.Select(Decisions, w => SymbolicPath.Input($"AsPath@{w}"));

    /// <summary>The next hop.</summary>
    public Choice<SymbolicNextHop> NextHop =>
        nextHop ?? World.Select(Decisions, w => new SymbolicNextHop($"next hop@{w}", null, NextHopTreatment.AsReceived));

    /// <summary>A text that is equal for equal attributes, whatever routes get here.</summary>
    public string State => string.Join(
        '|',
        [
            $"{World}", $"{origin}", $"{path}", $"{nextHop}",
            .. numbers.OrderBy(n => n.Key).Select(n => $"{n.Key} {n.Value}"),
            .. communities.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value.Node}"),
            .. present.OrderBy(p => p.Key).Select(p => $"{p.Key} {p.Value.Node}"),
            .. texts.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key} {t.Value}"),
        ]);

    private BinaryDecisions Decisions => inputs.Decisions;

    /// <summary>Every route, as it comes.</summary>
    public static SymbolicRoute Any(RouteInputs inputs) => new(inputs, Choice<int>.Of(0)) { Live = Formula.True };

    /// <summary>Either of two.</summary>
    public static SymbolicRoute Merge(SymbolicRoute a, SymbolicRoute b)
    {
        if (a.Live.IsFalse) return b;
        if (b.Live.IsFalse) return a;
        var d = a.Decisions;
        var from = a.Live;
        return new SymbolicRoute(a.inputs, Choice<int>.Merge(d, from, a.World, b.World))
        {
            Live = d.Or(a.Live, b.Live),
            numbers = Together(a.numbers, b.numbers, k => Choice<SymbolicNumber>.Merge(d, from, a.Number(k), b.Number(k))),
            communities = Together(a.communities, b.communities, k => d.Choose(from, a.Has(k), b.Has(k))),
            present = Together(a.present, b.present, k => d.Choose(from, a.Has(k), b.Has(k))),
            texts = Together(a.texts, b.texts, k => Choice<string>.Merge(d, from, a.Text(k), b.Text(k))),
            origin = ReferenceEquals(a.origin, b.origin) ? a.origin : Choice<int>.Merge(d, from, a.Origin, b.Origin),
            path = ReferenceEquals(a.path, b.path) ? a.path : Choice<SymbolicPath>.Merge(d, from, a.Path, b.Path),
            nextHop = ReferenceEquals(a.nextHop, b.nextHop) ? a.nextHop : Choice<SymbolicNextHop>.Merge(d, from, a.NextHop, b.NextHop),
        };
    }

    /// <summary>A number of the route.</summary>
    public Choice<SymbolicNumber> Number(NumericAttribute attribute) => numbers.TryGetValue(attribute, out var choice)
        ? choice
        : World.Select(Decisions, w => SymbolicNumber.Input(
            $"{attribute}@{w}",
            attribute is NumericAttribute.Med or NumericAttribute.LocalPreference ? Presence.AsReceived : Presence.Present));

    /// <summary>When communities of a class are present.</summary>
    public Formula Has(int atom) =>
        communities.TryGetValue(atom, out var formula) ? formula : World.When(Decisions, w => inputs.Flag($"community {atom}@{w}"));

    /// <summary>When one of the attributes that are just present or not is present.</summary>
    public Formula Has(RouteAttribute attribute) =>
        present.TryGetValue(attribute, out var formula) ? formula : World.When(Decisions, w => inputs.Flag($"has {attribute}@{w}"));

    /// <summary>Another thing that policies set and never ask for; empty as received.</summary>
    public Choice<string> Text(string name) => texts.TryGetValue(name, out var choice) ? choice : World.Select(Decisions, w => w == 0 ? "" : $"@{w}");

    /// <summary>The routes of these that are also in a set.</summary>
    public SymbolicRoute Where(Formula set) => new(this) { Live = Decisions.And(Live, set) };

    /// <summary>With another number.</summary>
    public SymbolicRoute With(NumericAttribute attribute, Choice<SymbolicNumber> value) => new(this) { numbers = numbers.SetItem(attribute, value) };

    /// <summary>With other communities: for each class of a kind, when it is present.</summary>
    public SymbolicRoute With(CommunityKind kind, Func<int, Formula> isPresent)
    {
        var changed = communities.ToBuilder();
        for (var atom = 0; atom < inputs.Communities.Count; atom++)
        {
            if (inputs.Communities.KindOf(atom) == kind) changed[atom] = isPresent(atom);
        }

        return new(this) { communities = changed.ToImmutable() };
    }

    /// <summary>With an attribute present or not.</summary>
    public SymbolicRoute With(RouteAttribute attribute, bool isPresent) =>
        new(this) { present = present.SetItem(attribute, isPresent ? Formula.True : Formula.False) };

    /// <summary>With another text.</summary>
    public SymbolicRoute With(string name, string value) => new(this) { texts = texts.SetItem(name, Choice<string>.Of(value)) };

    /// <summary>With another ORIGIN.</summary>
    public SymbolicRoute WithOrigin(int value) => new(this) { origin = Choice<int>.Of(value) };

    /// <summary>With another path.</summary>
    public SymbolicRoute With(Choice<SymbolicPath> value) => new(this) { path = value };

    /// <summary>With another next hop.</summary>
    public SymbolicRoute With(Choice<SymbolicNextHop> value) => new(this) { nextHop = value };

    /// <summary>After an unknown action: everything may have changed, and in the same way for the same action on the same attributes.</summary>
    public SymbolicRoute After(string action) =>
        new(inputs, Choice<int>.Of(inputs.WorldOf($"{action}|{State}"))) { Live = Live };

    /// <summary>
    /// When the attributes of two routes may differ, part by part, among the routes given. Where that cannot be said exactly, a formula for routes that are
    /// likely to differ comes before the one for all that may.
    /// </summary>
    public IEnumerable<Formula> Differences(SymbolicRoute other, Formula among)
    {
        var d = Decisions;
        IEnumerable<IEnumerable<Formula>> differences =
        [
            ReferenceEquals(World, other.World) ? [] : World.Differs(d, other.World, among, (_, _) => Formula.True),
            .. numbers.Keys.Union(other.numbers.Keys).Order().SelectMany(k => new[]
            {
                Number(k).Differs(d, other.Number(k), among, (a, b) => Differ(a, b, LikelyDifferInValue)),
                Number(k).Differs(d, other.Number(k), among, (a, b) => Differ(a, b, DifferInValue)),
            }),
            communities.Keys.Union(other.communities.Keys).Order().Select(k => d.And(among, d.Differ(Has(k), other.Has(k)))),
            present.Keys.Union(other.present.Keys).Order().Select(k => d.And(among, d.Differ(Has(k), other.Has(k)))),
            .. texts.Keys.Union(other.texts.Keys).Order(StringComparer.Ordinal)
                .Select(k => Text(k).Differs(d, other.Text(k), among, (_, _) => Formula.True)),
            ReferenceEquals(origin, other.origin) ? [] : Origin.Differs(d, other.Origin, among, DifferInOrigin),
            ReferenceEquals(path, other.path) ? [] : Path.Differs(d, other.Path, among, Differ),
            ReferenceEquals(nextHop, other.nextHop) ? [] : NextHop.Differs(d, other.NextHop, among, Differ),
        ];
        return differences.SelectMany(d => d);
    }

    /// <summary>When ORIGIN, given as a number or an input, is in a set.</summary>
    public Formula OriginIn(int value, NumberSet set) => value >= 0
        ? (set.Contains((uint)value) ? Formula.True : Formula.False)
        : inputs.Case($"Origin@{-1 - value}", (int)RouteOrigin.Incomplete + 2, c => set.Contains((uint)c));

    private static ImmutableDictionary<TKey, TValue> Together<TKey, TValue>(
        ImmutableDictionary<TKey, TValue> a, ImmutableDictionary<TKey, TValue> b, Func<TKey, TValue> merge)
        where TKey : notnull
    {
        if (ReferenceEquals(a, b)) return a;
        var result = a.ToBuilder();
        foreach (var key in a.Keys.Union(b.Keys)) result[key] = merge(key);
        return result.ToImmutable();
    }

    private Formula Differ(SymbolicNumber a, SymbolicNumber b, Func<SymbolicNumber, SymbolicNumber, Formula> inValue)
    {
        var d = Decisions;
        if (a.Presence == Presence.AsReceived || b.Presence == Presence.AsReceived)
        {
            var (received, other) = a.Presence == Presence.AsReceived ? (a, b) : (b, a);
            var isPresent = inputs.IsPresent(received.Source);
            return other.Presence switch
            {
                Presence.Absent => isPresent,
                Presence.Present => d.Or(d.Not(isPresent), inValue(received, other)),
                _ => Formula.True,
            };
        }

        return a.Presence != b.Presence ? Formula.True : inValue(a, b);
    }

    private Formula DifferInValue(SymbolicNumber a, SymbolicNumber b)
    {
        if (a.Source.Length == 0 && b.Source.Length == 0) return a.Low != b.Low ? Formula.True : Formula.False;
        if (a.Source.Length > 0 && b.Source.Length > 0 && a.Source != b.Source) return Formula.True;
        return inputs.InNumbers(a.Source.Length > 0 ? a.Source : b.Source, a.InputsUnlike(b));
    }

    /// <summary>As <see cref="DifferInValue"/>, but for numbers of two sources only where a power of two lies between them.</summary>
    private Formula LikelyDifferInValue(SymbolicNumber a, SymbolicNumber b)
    {
        if (a.Source.Length == 0 || b.Source.Length == 0 || a.Source == b.Source) return DifferInValue(a, b);
        var result = Formula.False;
        for (var power = 0; power < 32; power++)
        {
            var below = NumberSet.Of(new NumberRange(0, (1u << power) - 1));
            var (belowA, belowB) = (inputs.InNumbers(a.Source, a.Inputs(below)), inputs.InNumbers(b.Source, b.Inputs(below)));
            result = Decisions.Or(result, Decisions.Differ(belowA, belowB));
        }

        return result;
    }

    private Formula Differ(SymbolicPath a, SymbolicPath b)
    {
        if (a.Source is not { } source || a.Source != b.Source) return Formula.True;
        return a.InputsUnlike(b) is { } unlike ? inputs.InLanguage(source, unlike) : Formula.True;
    }

    private Formula Differ(SymbolicNextHop a, SymbolicNextHop b)
    {
        if (a.Treatment != b.Treatment) return Formula.True;
        if (a.Source is not null && b.Source is not null) return Formula.True;
        if ((a.Source ?? b.Source) is not { } source) return Formula.True;

        // An input that was kept against an address that was set, or none: every address that is set is a region of its own.
        var address = a.Source is null ? a.Address : b.Address;
        var same = address is { } known ? PrefixRegion.Of(known) : PrefixRegion.Addresses.Intersect(Test.InRegion.AnyAddress.Complement());
        return Decisions.Not(inputs.InRegion(source, (Test.InRegion)Test.InRegion.Of(new Subject(SubjectKind.NextHop), same)));
    }

    private Formula DifferInOrigin(int a, int b)
    {
        if (a < 0 && b < 0) return Formula.True;
        return a < 0 ? OriginIn(a, NumberSet.Of((uint)b).Complement()) : b < 0 ? OriginIn(b, NumberSet.Of((uint)a).Complement()) : Formula.True;
    }
}
