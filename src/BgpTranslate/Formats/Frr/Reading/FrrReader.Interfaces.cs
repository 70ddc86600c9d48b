using System.Collections.Immutable;
using BgpTranslate.Grammars.Frr;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary>Interfaces: BGP takes their addresses, and nothing else.</summary>
internal sealed partial class FrrReader
{
    private readonly List<InterfaceAddress> addresses = [];
    private readonly Dictionary<string, string> vrfOfInterface = new(StringComparer.Ordinal);
    private string link = "";
    private Origin linkHeader;

    public override Outcome? VisitInterfaceHeader(FrrParser.InterfaceHeaderContext context)
    {
        (link, linkHeader) = (context.name.Text, statement);
        if (context.inVrf is { } inVrf && !negated) vrfOfInterface[link] = inVrf.Text;
        return AnInterface;
    }

    /// <summary>An address of a link to one other (<c>peer</c>) has no network of its own, and no session follows from it.</summary>
    public override Outcome? VisitInterfaceAddress(FrrParser.InterfaceAddressContext context)
    {
        if (context.net is null || context.PEER() is not null || InterfaceAddress.Parse(context.net.Text, link, linkHeader + statement) is not { } address) return AnInterface;
        addresses.RemoveAll(a => a.Key == address.Key);
        if (!negated) addresses.Add(address);
        return AnInterface;
    }

    public override Outcome? VisitInterfaceDescription(FrrParser.InterfaceDescriptionContext context) => AnInterface;

    public override Outcome? VisitInterfaceForeign(FrrParser.InterfaceForeignContext context) => AnInterface;

    public override Outcome? VisitInterfaceIpForeign(FrrParser.InterfaceIpForeignContext context) => AnInterface;

    public override Outcome? VisitInterfaceMplsBgp(FrrParser.InterfaceMplsBgpContext context) => AnInterface;

    private static Outcome AnInterface { get; } = new Outcome.OutOfScope("an interface");

    private ImmutableArray<InterfaceAddress> BuildAddresses() =>
        [.. addresses.Select(a => vrfOfInterface.TryGetValue(a.Interface, out var name) && name != "default" ? a with { Vrf = name } : a)];
}
