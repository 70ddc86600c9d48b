using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy.Equivalence;

/// <summary>
/// Decides whether two graphs treat every route alike. Formulas say for which routes they may differ; each candidate is built as a concrete route and run
/// through both policies, so that a difference is never claimed that the evaluator does not see. What is unknown makes formulas say "may" too often, never too
/// seldom: no formula, no difference.
/// </summary>
internal sealed class Decision(Func<Route, (Evaluation A, Evaluation B)> evaluate, ComparisonBudget budget)
{
    /// <summary>Candidates that the evaluator finds treated alike before the answer is "undecided".</summary>
    private const int FalseAlarms = 30;

    private readonly BinaryDecisions decisions = new(budget.Nodes);
    private PolicyComparison.Undecided? doubt;
    private int allFalseAlarms;

    /// <summary>Steps on decision diagrams taken so far.</summary>
    public long Steps => decisions.Steps;

    /// <summary>The answer.</summary>
    public PolicyComparison Decide(Step a, Step b)
    {
        List<Step> steps = [.. SymbolicRun.Order(a), .. SymbolicRun.Order(b)];
        var tests = steps.OfType<Step.Branch>().SelectMany(s => Parts(s.Test)).ToList();
        var actions = steps.OfType<Step.Change>().Select(s => s.Action).ToList();
        var inputs = new RouteInputs(
            decisions, [.. tests.OfType<Test.InRegion>(), .. actions.SelectMany(AddressesOf)], PatternsOf(tests, actions), tests.OfType<Test.Literal>().Select(l => NameOf(l.Predicate)));
        var runA = SymbolicRun.Of(a, inputs);
        var runB = SymbolicRun.Of(b, inputs);
        var (acceptedByA, acceptedByB) = (runA.Accepted?.Live ?? Formula.False, runB.Accepted?.Live ?? Formula.False);
        var uncertain = decisions.Or(runA.Uncertain, runB.Uncertain);
        if (Search(decisions.Differ(acceptedByA, acceptedByB), uncertain, inputs) is { } verdicts) return verdicts;
        if (runA.Accepted is { } routeOfA && runB.Accepted is { } routeOfB)
        {
            foreach (var difference in routeOfA.Differences(routeOfB, decisions.And(acceptedByA, acceptedByB)))
            {
                if (Search(difference, uncertain, inputs) is { } attributes) return attributes;
            }
        }

        return doubt ?? (PolicyComparison)PolicyComparison.Equal.Instance;
    }

    private static IEnumerable<Test> Parts(Test test) => test is Test.Junction junction ? junction.Parts.SelectMany(Parts) : [test];

    private static IEnumerable<Test.InRegion> AddressesOf(PolicyAction action) =>
        action is PolicyAction.SetNextHop { Change: NextHopChange.To to }
            ? [(Test.InRegion)Test.InRegion.Of(new Subject(SubjectKind.NextHop), PrefixRegion.Of(to.Address))]
            : [];

    private static string NameOf(Predicate predicate) => predicate switch
    {
        Predicate.ProtocolInstance instance => instance.Pattern,
        Predicate.Interface name => name.Pattern,
        _ => "",
    };

    private static IEnumerable<CommunityPattern> PatternsOf(List<Test> tests, List<PolicyAction> actions)
    {
        var tested = tests.OfType<Test.Literal>().SelectMany(l => l.Predicate switch
        {
            Predicate.HasCommunity has => [has.Pattern],
            Predicate.CommunitiesAreExactly exactly => exactly.Patterns,
            _ => ImmutableArray<CommunityPattern>.Empty,
        });
        var changed = actions.SelectMany(a => a switch
        {
            PolicyAction.AddCommunities add => add.Communities,
            PolicyAction.ReplaceCommunities replace => replace.Communities,
            PolicyAction.RemoveCommunities { Set.Set: { } set } => PatternsOf(set),
            PolicyAction.KeepCommunities { Set.Set: { } set } => PatternsOf(set),
            _ => Enumerable.Empty<CommunityPattern>(),
        });
        return [.. tested, .. changed];
    }

    private static IEnumerable<CommunityPattern> PatternsOf(CommunitySet set) =>
        set.Entries.Select(e => e.Match).OfType<CommunityMatch.AllOf>().SelectMany(m => m.Patterns)
            .Select(Normalization.Normalize).Where(p => p is not null).Select(p => p!.Value);

    /// <summary>A difference among some routes, those without unknown parts first. Null when there is none, or only a doubt.</summary>
    private PolicyComparison.Different? Search(Formula routes, Formula uncertain, RouteInputs inputs) =>
        routes.IsFalse ? null
        : Search(decisions.Minus(routes, uncertain), inputs) ?? Search(decisions.And(routes, uncertain), inputs);

    private PolicyComparison.Different? Search(Formula routes, RouteInputs inputs)
    {
        var falseAlarms = 0;
        for (var tried = 0; ; tried++)
        {
            var candidates = decisions.And(routes, inputs.Possible);
            if (candidates.IsFalse) return null;
            if (tried == budget.Routes) throw new BudgetExceededException($"{budget.Routes} candidate routes");
            var assignment = decisions.Assignment(candidates);
            if (inputs.Build(assignment) is not { } route) continue;
            var (ofA, ofB) = evaluate(route);
            if (ofA.Verdict is null || ofB.Verdict is null)
            {
                var undecided = ofA.Verdict is null ? ofA : ofB;
                doubt ??= new PolicyComparison.Undecided(undecided.Undecided, undecided.Origin);
            }
            else if (!ofA.IsSameAs(ofB))
            {
                return new PolicyComparison.Different(route, ofA, ofB);
            }
            else
            {
                doubt ??= new PolicyComparison.Undecided($"routes such as {route} may be treated differently; this one is not", ofA.Origin + ofB.Origin);
            }

            if (++falseAlarms == FalseAlarms || ++allFalseAlarms > 5 * FalseAlarms) return null;
            var cube = Formula.True;
            foreach (var (variable, value) in assignment.Reverse())
                cube = value ? decisions.Node(variable, Formula.False, cube) : decisions.Node(variable, cube, Formula.False);
            routes = decisions.Minus(routes, cube);
        }
    }
}
