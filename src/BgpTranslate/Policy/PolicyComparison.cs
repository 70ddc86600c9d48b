using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Equivalence;

namespace BgpTranslate.Policy;

/// <summary>How much a comparison may take before it answers "undecided".</summary>
/// <param name="Nodes">Nodes of decision diagrams; a million take about 100 MB.</param>
/// <param name="Routes">Candidate routes that are tried.</param>
public sealed record ComparisonBudget(int Nodes = 2_000_000, int Routes = 1_000)
{
    /// <summary>Enough for policies of some hundred clauses with sets of 10,000 prefixes.</summary>
    public static ComparisonBudget Default { get; } = new();
}

/// <summary>Whether two policies treat every route alike.</summary>
public abstract record PolicyComparison
{
    private PolicyComparison()
    {
    }

    /// <summary>They do: verdict and attributes are the same for every route.</summary>
    public sealed record Equal : PolicyComparison
    {
        internal static readonly Equal Instance = new();
    }

    /// <summary>They do not: what each does with one route, by running both on it.</summary>
    public sealed record Different(Route Witness, Evaluation A, Evaluation B) : PolicyComparison
    {
        /// <summary>The statements of the first policy that make the difference.</summary>
        public Origin OriginOfA => A.DecidingAgainst(B, Witness);

        /// <summary>The statements of the second policy that make the difference.</summary>
        public Origin OriginOfB => B.DecidingAgainst(A, Witness);
    }

    /// <summary>It is not known, because of a part that the model cannot hold or a budget.</summary>
    /// <param name="Reason">The part or the budget.</param>
    /// <param name="Origin">Who stated the part.</param>
    public sealed record Undecided(string Reason, Origin Origin) : PolicyComparison;

    /// <summary>Compares two policies.</summary>
    /// <param name="a">One policy.</param>
    /// <param name="policiesOfA">The policies that it may call, by name.</param>
    /// <param name="b">The other policy.</param>
    /// <param name="policiesOfB">The policies that it may call, by name.</param>
    /// <param name="budget">How much to spend.</param>
    public static PolicyComparison Compare(
        RoutePolicy a,
        IReadOnlyDictionary<string, RoutePolicy> policiesOfA,
        RoutePolicy b,
        IReadOnlyDictionary<string, RoutePolicy> policiesOfB,
        ComparisonBudget? budget = null)
    {
        var normalization = new Normalization();
        var graphOfA = PolicyGraph.Of(a, policiesOfA, normalization);
        var graphOfB = PolicyGraph.Of(b, policiesOfB, normalization);
        if (graphOfA.Key == graphOfB.Key) return Equal.Instance;
        try
        {
            return new Decision(route => (Evaluator.Run(a, policiesOfA, route), Evaluator.Run(b, policiesOfB, route)), budget ?? ComparisonBudget.Default)
                .Decide(graphOfA, graphOfB);
        }
        catch (BudgetExceededException exceeded)
        {
            return new Undecided($"the comparison takes more than {exceeded.Message}", Origin.None);
        }
    }
}
