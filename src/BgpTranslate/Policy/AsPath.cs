using System.Collections.Immutable;
using System.Globalization;

namespace BgpTranslate.Policy;

/// <summary>Kinds of AS_PATH segments (RFC 4271, RFC 5065).</summary>
public enum AsPathSegmentKind
{
    /// <summary>AS_SEQUENCE.</summary>
    Sequence,

    /// <summary>AS_SET.</summary>
    Set,

    /// <summary>AS_CONFED_SEQUENCE.</summary>
    ConfederationSequence,

    /// <summary>AS_CONFED_SET.</summary>
    ConfederationSet,
}

/// <summary>A segment of an AS path.</summary>
public sealed record AsPathSegment(AsPathSegmentKind Kind, ImmutableArray<uint> Numbers)
{
    /// <inheritdoc/>
    public bool Equals(AsPathSegment? other) => other is not null && Kind == other.Kind && Numbers.SequenceEqual(other.Numbers);

    /// <inheritdoc/>
    public override int GetHashCode() => Numbers.Aggregate((int)Kind, HashCode.Combine);
}

/// <summary>An AS path; neighbouring sequences are one segment.</summary>
public sealed class AsPath : IEquatable<AsPath>
{
    private AsPath(ImmutableArray<AsPathSegment> segments) => Segments = segments;

    /// <summary>The path of a route that the local AS originates.</summary>
    public static AsPath Empty { get; } = new([]);

    /// <summary>The segments, the neighbour's first.</summary>
    public ImmutableArray<AsPathSegment> Segments { get; }

    /// <summary>AS numbers that count for its length: a set counts as one, confederation segments do not count (RFC 5065 §5.3).</summary>
    public int Length => Segments.Sum(s => s.Kind switch { AsPathSegmentKind.Sequence => s.Numbers.Length, AsPathSegmentKind.Set => 1, _ => 0 });

    /// <summary>The neighbouring AS; 0 for an empty path or a set.</summary>
    public uint First => Segments is [{ Kind: AsPathSegmentKind.Sequence or AsPathSegmentKind.ConfederationSequence } first, ..] ? first.Numbers[0] : 0;

    /// <summary>The originating AS; 0 for an empty path or a set.</summary>
    public uint Last => Segments is [.., { Kind: AsPathSegmentKind.Sequence or AsPathSegmentKind.ConfederationSequence } last] ? last.Numbers[^1] : 0;

    /// <summary>All numbers, in order.</summary>
    public IEnumerable<uint> Numbers => Segments.SelectMany(s => s.Numbers);

    /// <summary>A path of one sequence.</summary>
    public static AsPath Of(params ReadOnlySpan<uint> numbers) => OfSegments([new AsPathSegment(AsPathSegmentKind.Sequence, [.. numbers])]);

    /// <summary>A path of segments; empty ones are dropped, neighbouring sequences joined.</summary>
    public static AsPath OfSegments(IEnumerable<AsPathSegment> segments)
    {
        var result = ImmutableArray.CreateBuilder<AsPathSegment>();
        foreach (var segment in segments.Where(s => !s.Numbers.IsEmpty))
        {
            if (result.Count > 0 && result[^1].Kind == AsPathSegmentKind.Sequence && segment.Kind == AsPathSegmentKind.Sequence)
                result[^1] = segment with { Numbers = [.. result[^1].Numbers, .. segment.Numbers] };
            else
                result.Add(segment);
        }

        return new AsPath(result.ToImmutable());
    }

    /// <summary>Reads numbers and segments separated by commas or spaces: <c>65001,{65002,65003}</c>; <c>(…)</c> and <c>[…]</c> are confederation segments.</summary>
    public static AsPath? Parse(ReadOnlySpan<char> text)
    {
        var segments = new List<AsPathSegment>();
        var numbers = ImmutableArray.CreateBuilder<uint>();
        var kind = AsPathSegmentKind.Sequence;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case ' ' or ',':
                    continue;
                case '{' or '(' or '[' when kind == AsPathSegmentKind.Sequence:
                    segments.Add(new AsPathSegment(kind, numbers.DrainToImmutable()));
                    kind = text[i] switch { '{' => AsPathSegmentKind.Set, '(' => AsPathSegmentKind.ConfederationSequence, _ => AsPathSegmentKind.ConfederationSet };
                    continue;
                case '}' when kind == AsPathSegmentKind.Set:
                case ')' when kind == AsPathSegmentKind.ConfederationSequence:
                case ']' when kind == AsPathSegmentKind.ConfederationSet:
                    segments.Add(new AsPathSegment(kind, numbers.DrainToImmutable()));
                    kind = AsPathSegmentKind.Sequence;
                    continue;
            }

            var end = i;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (!uint.TryParse(text[i..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
            i = end - 1;
        }

        segments.Add(new AsPathSegment(kind, numbers.DrainToImmutable()));
        return kind == AsPathSegmentKind.Sequence ? OfSegments(segments) : null;
    }

    /// <summary>The path with numbers in front.</summary>
    public AsPath Prepend(ImmutableArray<uint> numbers) => OfSegments([new AsPathSegment(AsPathSegmentKind.Sequence, numbers), .. Segments]);

    /// <summary>The path with each number changed, or dropped where the result is null.</summary>
    public AsPath Select(Func<uint, uint?> change) =>
        OfSegments(Segments.Select(s => s with { Numbers = [.. s.Numbers.Select(change).Where(n => n is not null).Select(n => n!.Value)] }));

    /// <inheritdoc/>
    public bool Equals(AsPath? other) => other is not null && Segments.SequenceEqual(other.Segments);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AsPath);

    /// <inheritdoc/>
    public override int GetHashCode() => Segments.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', Segments.Select(s =>
    {
        var numbers = string.Join(',', s.Numbers);
        return s.Kind switch
        {
            AsPathSegmentKind.Set => $"{{{numbers}}}",
            AsPathSegmentKind.ConfederationSequence => $"({numbers})",
            AsPathSegmentKind.ConfederationSet => $"[{numbers}]",
            _ => numbers,
        };
    }));
}
