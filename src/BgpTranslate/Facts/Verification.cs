using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>How many facts of the source the output keeps.</summary>
/// <param name="Facts">Facts of the source that were compared.</param>
/// <param name="Preserved">Those that hold in the output too.</param>
/// <param name="Changed">Those with another value.</param>
/// <param name="Missing">Those the output does not have.</param>
/// <param name="Added">Facts the output has beyond the source's.</param>
/// <param name="Policies">How its policies compare.</param>
public sealed record Verification(int Facts, int Preserved, int Changed, int Missing, int Added, PolicyCounts Policies)
{
    /// <summary>Nothing was compared.</summary>
    public static Verification None { get; } = new(0, 0, 0, 0, 0, PolicyCounts.None);

    /// <summary>Every fact was kept and none was added.</summary>
    public bool IsExact => Changed + Missing + Added == 0;

    /// <summary>Both.</summary>
    public static Verification operator +(Verification a, Verification b) =>
        new(a.Facts + b.Facts, a.Preserved + b.Preserved, a.Changed + b.Changed, a.Missing + b.Missing, a.Added + b.Added, a.Policies + b.Policies);
}

/// <summary>
/// How policies compare: what happens to routes on their way in or out of a family of a peer, a policy attached elsewhere, or a definition that nothing uses.
/// What many peers have in common counts once.
/// </summary>
/// <param name="Equal">Proved to treat every route alike.</param>
/// <param name="Different">Those with a route that they treat differently.</param>
/// <param name="Undecided">Those that hold a part outside the model, or take more than the budget.</param>
public sealed record PolicyCounts(int Equal, int Different, int Undecided)
{
    /// <summary>No policies.</summary>
    public static PolicyCounts None { get; } = new(0, 0, 0);

    /// <summary>Both.</summary>
    public static PolicyCounts operator +(PolicyCounts a, PolicyCounts b) => new(a.Equal + b.Equal, a.Different + b.Different, a.Undecided + b.Undecided);
}

/// <summary>A statement and what became of it.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Disposition">Where it ended up.</param>
/// <param name="Reason">Why, for all but translated ones; empty otherwise.</param>
/// <param name="Code">The diagnostic that reports it; null where none does.</param>
public readonly record struct StatementFate(Statement Statement, Disposition Disposition, string Reason, DiagnosticCode? Code);

/// <summary>Counts of dispositions.</summary>
public sealed record DispositionCounts(ImmutableArray<int> ByDisposition)
{
    /// <summary>Counts the fates.</summary>
    public static DispositionCounts Of(IEnumerable<StatementFate> fates)
    {
        var counts = new int[Enum.GetValues<Disposition>().Length];
        foreach (var fate in fates) counts[(int)fate.Disposition]++;
        return new DispositionCounts([.. counts]);
    }

    /// <summary>No statements.</summary>
    public static DispositionCounts Zero { get; } = Of([]);

    /// <summary>How many have a disposition.</summary>
    public int this[Disposition disposition] => ByDisposition[(int)disposition];

    /// <summary>All statements.</summary>
    public int Total => ByDisposition.Sum();

    /// <summary>(translated + inherent) / (all − out of scope); 1 where nothing is in scope.</summary>
    public double Fidelity
    {
        get
        {
            var scope = Total - this[Disposition.OutOfScope];
            return scope == 0 ? 1 : (double)(this[Disposition.Translated] + this[Disposition.Inherent]) / scope;
        }
    }

    /// <summary>Both.</summary>
    public static DispositionCounts operator +(DispositionCounts a, DispositionCounts b) => new([.. a.ByDisposition.Zip(b.ByDisposition, (x, y) => x + y)]);
}
