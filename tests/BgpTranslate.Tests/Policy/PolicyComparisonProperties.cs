using System.Collections.Immutable;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace BgpTranslate.Tests.Policy;

public sealed class PolicyComparisonProperties
{
    private static readonly ImmutableDictionary<string, RoutePolicy> NoPolicies = ImmutableDictionary<string, RoutePolicy>.Empty;

    [Fact]
    public void The_decision_agrees_with_trying_routes() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new RandomPolicies(seed);
            var a = random.Policy();
            var b = random.Variant(a);
            var answer = PolicyComparison.Compare(a, NoPolicies, b, NoPolicies);
            var differs = Enumerable.Range(0, 50).Select(_ => random.Route())
                .FirstOrDefault(r => !Evaluator.Run(a, NoPolicies, r).IsSameAs(Evaluator.Run(b, NoPolicies, r)));
            return answer switch
            {
                PolicyComparison.Equal => differs is null,
                PolicyComparison.Different different => !different.A.IsSameAs(different.B),
                _ => true,
            };
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(PropertyCases.Count).WithReplay(17, 19));
}
