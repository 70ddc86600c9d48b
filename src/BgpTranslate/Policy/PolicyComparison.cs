using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Equivalence;

namespace BgpTranslate.Policy;

/// <summary>How much a comparison may take before it answers "undecided".</summary>
/// <param name="Nodes">Nodes of decision diagrams; a million take about 100 MB.</param>
/// <param name="Routes">Candidate routes that are tried.</param>
public sealed record ComparisonBudget(int Nodes = 2_000_000, int Routes = 1_000)
{
    /// <summary>What is left for this and all other comparisons together; null: there is no end to it.</summary>
    public WorkLeft? Shared { get; init; }

    /// <summary>Enough for policies of some hundred clauses with sets of 10,000 prefixes.</summary>
    public static ComparisonBudget Default { get; } = new();
}

/// <summary>How much many comparisons together may still take.</summary>
/// <param name="steps">Steps on decision diagrams; ten million take about a second.</param>
public sealed class WorkLeft(long steps)
{
    private long spent;

    /// <summary>Something is left.</summary>
    public bool IsEnough => spent < steps;

    /// <summary>What there was in the beginning.</summary>
    public long Steps => steps;

    /// <summary>Takes some away.</summary>
    public void Spend(long taken) => spent += taken;
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
        var limit = budget ?? ComparisonBudget.Default;
        if (limit.Shared is { IsEnough: false } shared) return TooMuch($"{shared.Steps} steps on decision diagrams for all policies together");
        var decision = new Decision(route => (Evaluator.Run(a, policiesOfA, route), Evaluator.Run(b, policiesOfB, route)), limit);
        try
        {
            return decision.Decide(graphOfA, graphOfB);
        }
        catch (BudgetExceededException exceeded)
        {
            return TooMuch(exceeded.Message);
        }
        finally
        {
            limit.Shared?.Spend(decision.Steps);
        }

        static Undecided TooMuch(string budget) => new($"the comparison takes more than {budget}", Origin.None);
    }
}
