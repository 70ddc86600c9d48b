using BgpTranslate.Model;

namespace BgpTranslate.Policy.Equivalence;

/// <summary>
/// A number after some changes, in terms of a number that the route came with: that number shifted and held between two bounds. Additions and subtractions
/// that stop at the ends keep this form.
/// </summary>
/// <param name="Source">The input, or empty for a constant.</param>
/// <param name="Shift">What is added to it.</param>
/// <param name="Low">The least result.</param>
/// <param name="High">The greatest result.</param>
/// <param name="Presence">Whether the attribute is there.</param>
internal readonly record struct SymbolicNumber(string Source, long Shift, uint Low, uint High, Presence Presence)
{
    /// <summary>A constant.</summary>
    public static SymbolicNumber Of(uint value) => new("", 0, value, value, Presence.Present);

    /// <summary>No attribute; it counts as its default.</summary>
    public static SymbolicNumber Absent(uint counted) => new("", 0, counted, counted, Presence.Absent);

    /// <summary>An input as it came.</summary>
    public static SymbolicNumber Input(string source, Presence presence) => new(source, 0, 0, uint.MaxValue, presence);

    /// <summary>The number as a present one.</summary>
    public SymbolicNumber AsPresent() => this with { Presence = Presence.Present };

    /// <summary>Changed by an amount, stopping at the ends.</summary>
    public SymbolicNumber Plus(long amount)
    {
        var (low, high) = (Held(Low + amount), Held(High + amount));
        return low == high ? Of(low) : new SymbolicNumber(Source, Shift + amount, low, high, Presence.Present);
    }

    /// <summary>The result for an input.</summary>
    public uint At(uint input) => (uint)Math.Clamp(input + Shift, Low, High);

    /// <summary>Inputs for which the result is in a set.</summary>
    public NumberSet Inputs(NumberSet results)
    {
        var (shift, least, greatest) = (Shift, Low, High);
        return NumberSet.Of(results.Ranges.Where(r => r.High >= least && r.Low <= greatest).Select(r =>
        {
            var low = r.Low <= least ? 0 : r.Low - shift;
            var high = r.High >= greatest ? uint.MaxValue : r.High - shift;
            return low > uint.MaxValue || high < 0 ? new NumberRange(1, 0) : new NumberRange(Held(low), Held(high));
        }));
    }

    /// <summary>Inputs for which two numbers of the same source, or of none, differ.</summary>
    public NumberSet InputsUnlike(SymbolicNumber other)
    {
        // Between bends both are straight: the difference is constant, or crosses zero once.
        long[] bends = [0, uint.MaxValue + 1L, .. new[] { Low - Shift, High - Shift, other.Low - other.Shift, other.High - other.Shift }
            .SelectMany(b => new[] { b, b + 1 }).Where(b => b is > 0 and <= uint.MaxValue)];
        var equal = new List<NumberRange>();
        long[] starts = [.. bends.Distinct().Order()];
        for (var i = 0; i + 1 < starts.Length; i++)
        {
            var (first, last) = ((uint)starts[i], (uint)(starts[i + 1] - 1));
            var atFirst = (long)At(first) - other.At(first);
            var atLast = (long)At(last) - other.At(last);
            if (atFirst == 0 && atLast == 0) equal.Add(new NumberRange(first, last));
            else if (atFirst == 0) equal.Add(first);
            else if (atLast == 0) equal.Add(last);
            else if (atFirst != atLast && Math.Sign(atFirst) != Math.Sign(atLast)) equal.Add((uint)(first + Math.Abs(atFirst)));
        }

        return NumberSet.Of(equal).Complement();
    }

    private static uint Held(long value) => (uint)Math.Clamp(value, 0, uint.MaxValue);
}

/// <summary>Whether an attribute is there.</summary>
internal enum Presence
{
    /// <summary>As it came.</summary>
    AsReceived,

    /// <summary>It is.</summary>
    Present,

    /// <summary>It is not.</summary>
    Absent,
}
