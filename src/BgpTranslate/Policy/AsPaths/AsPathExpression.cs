using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Policy.AsPaths;

/// <summary>
/// A set of AS paths, described number by number over the whole path: what may stand before and behind is said with <see cref="AnyPath"/>.
/// Paths are sequences; how a platform shows AS sets and confederation segments to its expressions is outside.
/// </summary>
public abstract record AsPathExpression
{
    private AsPathExpression()
    {
    }

    /// <summary>Any path, the empty one included.</summary>
    public static AsPathExpression AnyPath { get; } = new Repeat(new Numbers([NumberRange.Any]), 0, null);

    /// <summary>The empty path.</summary>
    public static AsPathExpression EmptyPath { get; } = new Sequence([]);

    /// <summary>No path at all.</summary>
    public static AsPathExpression Nothing { get; } = new Alternation([]);

    /// <summary>The expressions of which one must match; itself when it is no alternation.</summary>
    public ImmutableArray<AsPathExpression> Alternatives => this is Alternation a ? a.Parts : [this];

    /// <summary>One AS number in any of the ranges.</summary>
    public sealed record Numbers(ImmutableArray<NumberRange> Ranges) : AsPathExpression
    {
        /// <summary>One AS number.</summary>
        public Numbers(uint number)
            : this([new NumberRange(number, number)])
        {
        }

        /// <summary>True when it is every number.</summary>
        public bool IsAny => Ranges is [{ Low: 0, High: uint.MaxValue }];
    }

    /// <summary>One after the other; of no parts, the empty path.</summary>
    public sealed record Sequence(ImmutableArray<AsPathExpression> Parts) : AsPathExpression;

    /// <summary>One of them; of no parts, nothing.</summary>
    public sealed record Alternation(ImmutableArray<AsPathExpression> Parts) : AsPathExpression;

    /// <summary>Repeated.</summary>
    /// <param name="Part">What is repeated.</param>
    /// <param name="Min">At least so often.</param>
    /// <param name="Max">At most so often; null: without limit.</param>
    public sealed record Repeat(AsPathExpression Part, int Min, int? Max) : AsPathExpression;

    /// <summary>One after the other, without needless nesting; "any path" twice in a row is once.</summary>
    internal static AsPathExpression InOrder(params IEnumerable<AsPathExpression> parts)
    {
        var all = parts.SelectMany(p => p is Sequence s ? s.Parts : [p]).ToArray();
        ImmutableArray<AsPathExpression> flat = [.. all.Where((p, i) => i == 0 || !AsPathMask.IsAnyPath(p) || !AsPathMask.IsAnyPath(all[i - 1]))];
        return flat.Any(p => p is Alternation { Parts.IsEmpty: true }) ? Nothing : flat.Length == 1 ? flat[0] : new Sequence(flat);
    }

    /// <summary>One of them, without needless nesting.</summary>
    internal static AsPathExpression OneOf(params IEnumerable<AsPathExpression> parts)
    {
        ImmutableArray<AsPathExpression> flat = [.. parts.SelectMany(p => p.Alternatives)];
        return flat.Length == 1 ? flat[0] : new Alternation(flat);
    }
}
