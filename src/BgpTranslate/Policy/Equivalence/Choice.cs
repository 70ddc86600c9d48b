using System.Collections.Immutable;

namespace BgpTranslate.Policy.Equivalence;

/// <summary>A value that depends on the route: exactly one guard holds for each route.</summary>
internal sealed class Choice<T>
    where T : notnull
{
    private Choice(ImmutableArray<(T Value, Formula Guard)> cases) => Cases = cases;

    /// <summary>The values, each with when it is the one.</summary>
    public ImmutableArray<(T Value, Formula Guard)> Cases { get; }

    /// <summary>The same value for every route.</summary>
    public static Choice<T> Of(T value) => new([(value, Formula.True)]);

    /// <summary>One of two by a condition.</summary>
    public static Choice<T> Merge(BinaryDecisions decisions, Formula condition, Choice<T> then, Choice<T> otherwise)
    {
        if (ReferenceEquals(then, otherwise)) return then;
        var guards = new Dictionary<T, (Formula Then, Formula Else)>();
        foreach (var (value, guard) in then.Cases) guards[value] = (guard, Formula.False);
        foreach (var (value, guard) in otherwise.Cases)
            guards[value] = (guards.TryGetValue(value, out var known) ? known.Then : Formula.False, guard);
        return new([.. guards
            .Select(g => (g.Key, decisions.Choose(condition, g.Value.Then, g.Value.Else)))
            .Where(g => !g.Item2.IsFalse)]);
    }

    /// <summary>Each value changed; values that become equal are joined.</summary>
    public Choice<TResult> Select<TResult>(BinaryDecisions decisions, Func<T, TResult> change)
        where TResult : notnull
    {
        var guards = new Dictionary<TResult, Formula>();
        foreach (var (value, guard) in Cases)
        {
            var changed = change(value);
            guards[changed] = guards.TryGetValue(changed, out var known) ? decisions.Or(known, guard) : guard;
        }

        return new([.. guards.Select(g => (g.Key, g.Value))]);
    }

    /// <summary>When something holds of the value.</summary>
    public Formula When(BinaryDecisions decisions, Func<T, Formula> holds)
    {
        var result = Formula.False;
        foreach (var (value, guard) in Cases) result = decisions.Or(result, decisions.And(guard, holds(value)));
        return result;
    }

    /// <summary>When two choices differ, among the routes given: a formula for each pair of values, made when it is asked for.</summary>
    public IEnumerable<Formula> Differs(BinaryDecisions decisions, Choice<T> other, Formula among, Func<T, T, Formula> differ)
    {
        foreach (var (value, guard) in Cases)
        {
            var rest = decisions.And(guard, among);
            foreach (var (same, otherGuard) in other.Cases)
            {
                if (same.Equals(value)) rest = decisions.Minus(rest, otherGuard);
            }

            foreach (var (unlike, otherGuard) in other.Cases)
            {
                if (rest.IsFalse) break;
                if (unlike.Equals(value)) continue;
                var both = decisions.And(rest, otherGuard);
                rest = decisions.Minus(rest, both);
                if (!both.IsFalse) yield return decisions.And(both, differ(value, unlike));
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Cases.Select(c => $"{c.Value}?{c.Guard.Node}").Order(StringComparer.Ordinal));
}
