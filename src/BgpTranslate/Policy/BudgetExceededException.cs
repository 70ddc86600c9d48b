namespace BgpTranslate.Policy;

/// <summary>A comparison takes more than it may. Caught by <see cref="PolicyComparison"/>, never seen outside.</summary>
internal sealed class BudgetExceededException(string budget) : Exception(budget);
