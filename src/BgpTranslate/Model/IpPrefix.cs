using System.Globalization;

namespace BgpTranslate.Model;

/// <summary>A prefix; its host bits are zero.</summary>
public readonly record struct IpPrefix : IComparable<IpPrefix>
{
    private readonly ulong high, low;
    private readonly byte length;

    /// <summary>Creates a prefix, clearing the host bits.</summary>
    /// <param name="address">Any address inside it.</param>
    /// <param name="length">0 to 32 or 128.</param>
    public IpPrefix(IpAddress address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, address.Width);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var bits = address.Bits & MaskOf(length, address.Width);
        (high, low, Afi, this.length) = ((ulong)(bits >> 64), (ulong)bits, address.Afi, (byte)length);
    }

    /// <summary>0.0.0.0/0.</summary>
    public static IpPrefix DefaultIpv4 { get; } = new(new IpAddress(0, Afi.Ipv4), 0);

    /// <summary>::/0.</summary>
    public static IpPrefix DefaultIpv6 { get; } = new(new IpAddress(0, Afi.Ipv6), 0);

    /// <summary>The network address.</summary>
    public IpAddress Address => new(new UInt128(high, low), Afi);

    /// <summary>The prefix length in bits.</summary>
    public int Length => length;

    /// <summary>The family.</summary>
    public Afi Afi { get; }

    /// <summary>The longest length a prefix of this family can have.</summary>
    public int Width => IpAddress.WidthOf(Afi);

    /// <summary>Reads <c>address/length</c>; host bits are cleared.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpPrefix prefix) => TryParse(text, out prefix, out _);

    /// <summary>Reads <c>address/length</c> and says whether host bits had to be cleared.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpPrefix prefix, out bool hadHostBits)
    {
        (prefix, hadHostBits) = (default, false);
        var slash = text.IndexOf('/');
        if (slash < 0 || !IpAddress.TryParse(text[..slash], out var address)
            || !int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > address.Width)
            return false;
        prefix = new IpPrefix(address, length);
        hadHostBits = prefix.Address != address;
        return true;
    }

    /// <summary>Reads <c>address/length</c> that is known to be right, as in tables and tests.</summary>
    /// <exception cref="FormatException">It is not a prefix.</exception>
    public static IpPrefix Parse(string text) => TryParse(text, out var prefix) ? prefix : throw new FormatException($"'{text}' is no prefix");

    /// <summary>The network mask of a length, as a number of the given width.</summary>
    public static UInt128 MaskOf(int length, int width) =>
        length == 0 ? UInt128.Zero : (UInt128.MaxValue << (128 - length)) >> (128 - width);

    /// <summary>True when the other prefix is equal to or inside this one.</summary>
    public bool Covers(IpPrefix other) =>
        Afi == other.Afi && Length <= other.Length && (other.Address.Bits & MaskOf(Length, Width)) == Address.Bits;

    /// <summary>True when the address is inside.</summary>
    public bool Contains(IpAddress address) => Covers(new IpPrefix(address, address.Width));

    /// <inheritdoc/>
    public int CompareTo(IpPrefix other) =>
        Address.CompareTo(other.Address) is not 0 and var order ? order : length.CompareTo(other.length);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Length}");
}
