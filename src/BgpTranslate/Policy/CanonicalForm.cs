using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy;

/// <summary>
/// A fingerprint of what a policy does. Policies that differ in names, origins, remarks, labels, calls, sets written in place, order and duplicates of what
/// is in no order, spelling of sets of prefixes or numbers, nesting of conditions, or statements that cannot be reached, have equal forms.
/// Equal forms mean that the policies treat every route alike; different forms mean nothing (the comparison of policies decides).
/// </summary>
/// <param name="Text">32 hexadecimal digits.</param>
public readonly record struct CanonicalForm(string Text)
{
    /// <summary>The form of a policy. Linear in the size of the policy and what it calls.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="policies">The policies that it may call, by name.</param>
    public static CanonicalForm Of(RoutePolicy policy, IReadOnlyDictionary<string, RoutePolicy> policies) =>
        Of(policy, policies, new Normalization());

    /// <summary>The form of a policy whose sets may have been normalized before.</summary>
    internal static CanonicalForm Of(RoutePolicy policy, IReadOnlyDictionary<string, RoutePolicy> policies, Normalization normalization) =>
        new(PolicyGraph.Of(policy, policies, normalization).Key.ToString());

    /// <inheritdoc/>
    public override string ToString() => Text;
}
