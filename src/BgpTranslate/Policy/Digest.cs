using System.Numerics;

namespace BgpTranslate.Policy;

/// <summary>A 128-bit fingerprint of a structure (MurmurHash3 mixing); equal structures have equal fingerprints, different ones in practice never.</summary>
internal readonly record struct Digest(ulong High, ulong Low) : IComparable<Digest>
{
    /// <summary>The fingerprint of a text.</summary>
    public static Digest Of(string text)
    {
        var result = new Digest(0x9E3779B97F4A7C15, (ulong)text.Length);
        ulong word = 0;
        for (var i = 0; i < text.Length; i++)
        {
            word = (word << 16) | text[i];
            if (i % 4 != 3) continue;
            result = result.With(word, (ulong)i);
            word = 0;
        }

        return result.With(word, ulong.MaxValue);
    }

    /// <summary>A structure's kind and its parts in order.</summary>
    public static Digest Of(string kind, params ReadOnlySpan<Digest> parts)
    {
        var result = Of(kind);
        foreach (var part in parts) result = result.With(part);
        return result.With((ulong)parts.Length, 1);
    }

    /// <summary>This followed by another.</summary>
    public Digest With(Digest next) => With(next.High, next.Low);

    /// <summary>This followed by two words.</summary>
    public Digest With(ulong first, ulong second)
    {
        var high = High ^ (BitOperations.RotateLeft(first * 0x87C37B91114253D5, 31) * 0x4CF5AD432745937F);
        high = ((BitOperations.RotateLeft(high, 27) + Low) * 5) + 0x52DCE729;
        var low = Low ^ (BitOperations.RotateLeft(second * 0x4CF5AD432745937F, 33) * 0x87C37B91114253D5);
        low = ((BitOperations.RotateLeft(low, 31) + high) * 5) + 0x38495AB5;
        return new Digest(Scramble(high), Scramble(low));
    }

    /// <inheritdoc/>
    public int CompareTo(Digest other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <inheritdoc/>
    public override string ToString() => $"{High:x16}{Low:x16}";

    private static ulong Scramble(ulong x)
    {
        x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCD;
        x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53;
        return x ^ (x >> 33);
    }
}
