using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Policy;

/// <summary>A set of unsigned numbers as sorted ranges that neither touch nor overlap: equal sets have equal ranges.</summary>
internal sealed class NumberSet : IEquatable<NumberSet>
{
    private NumberSet(ImmutableArray<NumberRange> ranges) => Ranges = ranges;

    /// <summary>No number.</summary>
    public static NumberSet Empty { get; } = new([]);

    /// <summary>Every number.</summary>
    public static NumberSet All { get; } = new([NumberRange.Any]);

    /// <summary>Every AS number that a path can hold: all but 0 (RFC 7607).</summary>
    public static NumberSet AsNumbers { get; } = new([new NumberRange(1, uint.MaxValue)]);

    /// <summary>The ranges.</summary>
    public ImmutableArray<NumberRange> Ranges { get; }

    /// <summary>True when it holds nothing.</summary>
    public bool IsEmpty => Ranges.IsEmpty;

    /// <summary>True when it holds every number.</summary>
    public bool IsAll => Ranges is [{ Low: 0, High: uint.MaxValue }];

    /// <summary>Its fingerprint.</summary>
    public Digest Key
    {
        get
        {
            var key = Digest.Of("numbers");
            foreach (var range in Ranges) key = key.With(range.Low, range.High);
            return key;
        }
    }

    /// <summary>Numbers in any of the ranges; an empty range (low over high) holds nothing.</summary>
    public static NumberSet Of(params IEnumerable<NumberRange> ranges)
    {
        NumberRange[] sorted = [.. ranges.Where(r => r.Low <= r.High).OrderBy(r => r.Low)];
        var result = ImmutableArray.CreateBuilder<NumberRange>(sorted.Length);
        foreach (var range in sorted)
        {
            if (result.Count > 0 && (result[^1].High == uint.MaxValue || range.Low <= result[^1].High + 1))
                result[^1] = new NumberRange(result[^1].Low, Math.Max(result[^1].High, range.High));
            else
                result.Add(range);
        }

        return new NumberSet(result.ToImmutable());
    }

    /// <summary>The members of a defined set: its first matching entry decides.</summary>
    public static NumberSet Of(AsNumberSet set)
    {
        var result = Empty;
        for (var end = set.Entries.Length; end > 0;)
        {
            var start = end;
            while (start > 0 && set.Entries[start - 1].Permit == set.Entries[end - 1].Permit) start--;
            var run = Of(set.Entries[start..end].Select(e => e.Match));
            result = set.Entries[start].Permit ? result.Union(run) : result.Intersect(run.Complement());
            end = start;
        }

        return result;
    }

    /// <summary>Numbers that are not in the set.</summary>
    public NumberSet Complement()
    {
        var result = ImmutableArray.CreateBuilder<NumberRange>(Ranges.Length + 1);
        uint next = 0;
        foreach (var range in Ranges)
        {
            if (range.Low > next) result.Add(new NumberRange(next, range.Low - 1));
            if (range.High == uint.MaxValue) return new NumberSet(result.ToImmutable());
            next = range.High + 1;
        }

        result.Add(new NumberRange(next, uint.MaxValue));
        return new NumberSet(result.ToImmutable());
    }

    /// <summary>Numbers in either set.</summary>
    public NumberSet Union(NumberSet other) => Of(Ranges.Concat(other.Ranges));

    /// <summary>Numbers in both sets.</summary>
    public NumberSet Intersect(NumberSet other)
    {
        var result = ImmutableArray.CreateBuilder<NumberRange>();
        for (int i = 0, j = 0; i < Ranges.Length && j < other.Ranges.Length;)
        {
            var (a, b) = (Ranges[i], other.Ranges[j]);
            var both = new NumberRange(Math.Max(a.Low, b.Low), Math.Min(a.High, b.High));
            if (both.Low <= both.High) result.Add(both);
            if (a.High < b.High) i++;
            else j++;
        }

        return new NumberSet(result.ToImmutable());
    }

    /// <summary>True when the number is in the set.</summary>
    public bool Contains(uint number)
    {
        int low = 0, high = Ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (number < Ranges[middle].Low) high = middle - 1;
            else if (number > Ranges[middle].High) low = middle + 1;
            else return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Equals(NumberSet? other) => other is not null && Ranges.AsSpan().SequenceEqual(other.Ranges.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NumberSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', Ranges);
}
