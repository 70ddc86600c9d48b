using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BgpTranslate.Model;

/// <summary>The address family of an address or prefix.</summary>
public enum Afi : byte
{
    /// <summary>IPv4.</summary>
    Ipv4,

    /// <summary>IPv6.</summary>
    Ipv6,
}

/// <summary>An IPv4 or IPv6 address without a zone.</summary>
public readonly record struct IpAddress : IComparable<IpAddress>
{
    // Two halves: a UInt128 is aligned to 16 bytes, which makes everything that holds an address half as large again.
    private readonly ulong high, low;

    /// <summary>Creates an address.</summary>
    /// <param name="bits">The address as a number; an IPv4 address uses the low 32 bits.</param>
    /// <param name="afi">Its family.</param>
    public IpAddress(UInt128 bits, Afi afi) => (Bits, Afi) = (bits, afi);

    /// <summary>The address as a number; an IPv4 address uses the low 32 bits.</summary>
    public UInt128 Bits
    {
        get => new(high, low);
        init => (high, low) = ((ulong)(value >> 64), (ulong)value);
    }

    /// <summary>Its family.</summary>
    public Afi Afi { get; }

    /// <summary>Bits in an address of a family: 32 or 128.</summary>
    public static int WidthOf(Afi afi) => afi == Afi.Ipv4 ? 32 : 128;

    /// <summary>Bits in this address: 32 or 128.</summary>
    public int Width => WidthOf(Afi);

    /// <summary>True for fe80::/10.</summary>
    public bool IsLinkLocal => Afi == Afi.Ipv6 && Bits >> 118 == 0x3FA;

    /// <summary>Reads a dotted IPv4 address of four decimal parts or an IPv6 address without a zone.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (text.Contains(':'))
        {
            if (text.Contains('%') || !IPAddress.TryParse(text, out var ip) || ip.AddressFamily != AddressFamily.InterNetworkV6)
                return false;
            Span<byte> bytes = stackalloc byte[16];
            ip.TryWriteBytes(bytes, out _);
            address = new IpAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes), Afi.Ipv6);
            return true;
        }

        uint bits = 0, part = 0;
        int digits = 0, dots = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                part = (part * 10) + (uint)(c - '0');
                if (++digits > 3 || part > 255) return false;
            }
            else if (c == '.' && digits > 0 && dots < 3)
            {
                bits = (bits << 8) | part;
                (part, digits) = (0, 0);
                dots++;
            }
            else
            {
                return false;
            }
        }

        if (dots != 3 || digits == 0) return false;
        address = new IpAddress((bits << 8) | part, Afi.Ipv4);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(IpAddress other) => Afi != other.Afi ? Afi.CompareTo(other.Afi) : Bits.CompareTo(other.Bits);

    /// <summary>The usual text form (RFC 5952 for IPv6).</summary>
    public override string ToString()
    {
        if (Afi == Afi.Ipv4)
        {
            var b = (uint)Bits;
            return string.Create(CultureInfo.InvariantCulture, $"{b >> 24}.{(b >> 16) & 255}.{(b >> 8) & 255}.{b & 255}");
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new IPAddress(bytes).ToString();
    }
}
