using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy;

/// <summary>Tells which conditions hold for every route of a family, or for none: empty sets, prefixes of the other family.</summary>
/// <param name="family">The family of the routes; null: both occur.</param>
public sealed class ConstantConditions(Afi? family)
{
    private readonly Normalization normalization = new();

    /// <summary>True or false when no route makes a difference; null: it depends on the route.</summary>
    public bool? ValueOf(Condition condition)
    {
        var test = normalization.Normalize(condition);
        return test is Test.Constant constant ? constant.Value : IsNever(test) ? false : IsNever(test.Negate()) ? true : null;
    }

    private bool IsNever(Test test) =>
        family is { } afi && Test.Junction.Of(true, normalization.Normalize(new Condition.FamilyIs(afi)), test) is Test.Constant { Value: false };
}
