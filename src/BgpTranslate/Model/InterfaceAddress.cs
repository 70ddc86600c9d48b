using System.Globalization;

namespace BgpTranslate.Model;

/// <summary>An address of an interface. Sessions take their source address from it, unnumbered ones their peer's, and a router without a router id that too.</summary>
public sealed record InterfaceAddress : ModelObject
{
    /// <summary>The name of the interface.</summary>
    public required string Interface { get; init; }

    /// <summary>The address.</summary>
    public required IpAddress Ip { get; init; }

    /// <summary>The length of the connected prefix, 0 to 32 or 128.</summary>
    public required int Length { get; init; }

    /// <summary>The VRF of the interface.</summary>
    public string Vrf { get; init; } = "default";

    /// <summary>The connected prefix.</summary>
    public IpPrefix Network => new(Ip, Length);

    /// <inheritdoc/>
    public override string Key => string.Create(CultureInfo.InvariantCulture, $"interface {Interface} address {Ip}/{Length}");

    /// <summary>Reads an address with the length of its network (<c>192.0.2.1/30</c>); without one it stands alone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The interface.</param>
    /// <param name="origin">Who says it.</param>
    /// <returns>Null when it is no address (<c>dhcp</c>).</returns>
    public static InterfaceAddress? Parse(ReadOnlySpan<char> text, string name, Origin origin)
    {
        var slash = text.IndexOf('/');
        if (!IpAddress.TryParse(slash < 0 ? text : text[..slash], out var ip)) return null;
        var length = slash < 0 ? ip.Width : IpPrefix.TryParse(text, out var network) ? network.Length : -1;
        return length < 0 ? null : new InterfaceAddress { Interface = name, Ip = ip, Length = length, Origin = origin };
    }
}
