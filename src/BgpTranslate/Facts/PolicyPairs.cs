using BgpTranslate.Policy;

namespace BgpTranslate.Facts;

/// <summary>Compares the policies of two configurations pair by pair. Pairs that mean the same are decided and counted once.</summary>
/// <param name="each">How much each pair may take.</param>
internal sealed class PolicyPairs(ComparisonBudget each)
{
    // All pairs of two configurations take a minute at most.
    private const long StepsForAll = 500_000_000;

    private readonly ComparisonBudget budget = each with { Shared = new WorkLeft(StepsForAll) };
    private readonly Dictionary<(CanonicalForm, CanonicalForm), PolicyComparison> known = [];

    /// <summary>How the pairs compared so far fare.</summary>
    public PolicyCounts Counts { get; private set; } = PolicyCounts.None;

    /// <summary>Whether two programs treat every route alike: by their forms, which is quick, else exactly.</summary>
    public PolicyComparison Compare(PolicyProgram x, PolicyProgram y)
    {
        if (known.TryGetValue((x.Form, y.Form), out var comparison))
        {
            // The same behaviour, stated elsewhere.
            return comparison is PolicyComparison.Different { Witness: var witness }
                ? new PolicyComparison.Different(witness, Evaluator.Run(x.Policy, x.Policies, witness), Evaluator.Run(y.Policy, y.Policies, witness))
                : comparison;
        }

        comparison = x.Form == y.Form ? PolicyComparison.Equal.Instance : PolicyComparison.Compare(x.Policy, x.Policies, y.Policy, y.Policies, budget);
        Counts += comparison switch
        {
            PolicyComparison.Equal => new PolicyCounts(1, 0, 0),
            PolicyComparison.Different => new PolicyCounts(0, 1, 0),
            _ => new PolicyCounts(0, 0, 1),
        };
        return known[(x.Form, y.Form)] = comparison;
    }
}
