using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy;

/// <summary>Tells which conditions hold for every route of a family, or for none: empty sets, prefixes of the other family.</summary>
public sealed class ConstantConditions
{
    private readonly Dictionary<Condition, bool?> known = new(ReferenceEqualityComparer.Instance);
    private readonly Normalization normalization;
    private readonly Afi? family;

    /// <param name="family">The family of the routes; null: both occur.</param>
    public ConstantConditions(Afi? family)
        : this(family, new Normalization())
    {
    }

    internal ConstantConditions(Afi? family, Normalization normalization) => (this.family, this.normalization) = (family, normalization);

    /// <summary>True or false when no route makes a difference; null: it depends on the route.</summary>
    public bool? ValueOf(Condition condition)
    {
        if (!known.TryGetValue(condition, out var value)) known[condition] = value = ValueOf(normalization.Normalize(condition));
        return value;
    }

    private bool? ValueOf(Test test)
    {
        switch (test)
        {
            case Test.Constant constant:
                return constant.Value;
            case Test.InRegion { Subject.Kind: SubjectKind.Prefix, Region: var region } when family is { } afi:
                return region[afi].IsEmpty ? false : region[afi].IsAll ? true : null;
            case Test.Junction junction:
                // One part that decides is enough; else all must be known.
                bool? all = junction.All;
                foreach (var part in junction.Parts)
                {
                    var value = ValueOf(part);
                    if (value == !junction.All) return value;
                    if (value is null) all = null;
                }

                return all;
            default:
                return null;
        }
    }
}
