using Antlr4.Runtime;
using BgpTranslate.Grammars.Frr;

namespace BgpTranslate.Formats.Frr.Syntax;

/// <summary>A node of FRR's command line: which statements a line may be.</summary>
internal sealed class Node
{
    private readonly Func<FrrParser, ParserRuleContext>? entry;
    private readonly Lazy<HashSet<int>> firstTokens;

    private Node(string name, int statementRule = -1, Func<FrrParser, ParserRuleContext>? entry = null)
    {
        Name = name;
        this.entry = entry;
        firstTokens = new(() => statementRule < 0 ? [] : [.. FrrParser._ATN.NextTokens(FrrParser._ATN.ruleToStartState[statementRule]).ToArray()]);
    }

    /// <summary>The top node.</summary>
    public static Node Top { get; } = new("top", FrrParser.RULE_top, p => p.topLine());

    /// <summary><c>router bgp</c>.</summary>
    public static Node RouterBgp { get; } = new("router bgp", FrrParser.RULE_routerBgp, p => p.routerBgpLine());

    /// <summary><c>address-family</c>, any.</summary>
    public static Node AddressFamily { get; } = new("address-family", FrrParser.RULE_family, p => p.familyLine());

    /// <summary><c>vni</c> of the EVPN family.</summary>
    public static Node Vni { get; } = new("vni", FrrParser.RULE_vni, p => p.vniLine());

    /// <summary><c>segment-routing srv6</c> of a BGP instance.</summary>
    public static Node BgpSrv6 { get; } = new("segment-routing srv6", FrrParser.RULE_bgpSrv6, p => p.bgpSrv6Line());

    /// <summary><c>bmp targets</c>.</summary>
    public static Node Bmp { get; } = new("bmp targets", FrrParser.RULE_bmp, p => p.bmpLine());

    /// <summary><c>vnc …</c> and <c>vrf-policy</c>.</summary>
    public static Node Vnc { get; } = new("vnc", FrrParser.RULE_vnc, p => p.vncLine());

    /// <summary>An entry of a route map.</summary>
    public static Node RouteMap { get; } = new("route-map", FrrParser.RULE_routeMap, p => p.routeMapLine());

    /// <summary><c>vrf</c>.</summary>
    public static Node Vrf { get; } = new("vrf", FrrParser.RULE_vrf, p => p.vrfLine());

    /// <summary><c>interface</c>.</summary>
    public static Node Interface { get; } = new("interface", FrrParser.RULE_interfaceItem, p => p.interfaceLine());

    /// <summary><c>bfd</c>.</summary>
    public static Node Bfd { get; } = new("bfd", FrrParser.RULE_bfd, p => p.bfdLine());

    /// <summary>A profile or peer of <c>bfd</c>.</summary>
    public static Node BfdSession { get; } = new("bfd session", FrrParser.RULE_bfdSession, p => p.bfdSessionLine());

    /// <summary><c>rpki</c>.</summary>
    public static Node Rpki { get; } = new("rpki", FrrParser.RULE_rpki, p => p.rpkiLine());

    /// <summary><c>segment-routing</c> and all below it.</summary>
    public static Node SegmentRouting { get; } = new("segment-routing", FrrParser.RULE_segmentRouting, p => p.segmentRoutingLine());

    /// <summary><c>line vty</c>.</summary>
    public static Node LineVty { get; } = new("line vty", FrrParser.RULE_lineVty, p => p.lineVtyLine());

    /// <summary>A node of another daemon, whose language is not known here: lines stay in it as long as they are indented, as FRR prints them.</summary>
    public static Node Foreign { get; } = new("other daemon");

    /// <summary>Its name in messages.</summary>
    public string Name { get; }

    /// <summary>The node that a statement opens when it is not behind <c>no</c>; null: none.</summary>
    public static Node? OpenedBy(ParserRuleContext? statement) => statement switch
    {
        FrrParser.RouteMapHeaderContext header => header.action() is not null && uint.TryParse(header.sequence?.Text, out var number) && number is > 0 and <= ushort.MaxValue ? RouteMap : null,
        FrrParser.TopRouterContext router => OpenedBy(router.routerItem()),
        FrrParser.RouterBgpHeaderContext => RouterBgp,
        FrrParser.AddressFamilyHeaderContext => AddressFamily,
        FrrParser.FamilyEvpnContext evpn => OpenedBy(evpn.evpn()),
        FrrParser.EvpnVniHeaderContext => Vni,
        FrrParser.BgpSrv6HeaderContext => BgpSrv6,
        FrrParser.RouterBmpContext bmp => OpenedBy(bmp.bmpTop()),
        FrrParser.BmpTargetsHeaderContext => Bmp,
        FrrParser.RouterVncContext vnc => OpenedBy(vnc.vncTop()),
        FrrParser.VncHeaderContext or FrrParser.VrfPolicyHeaderContext => Vnc,
        FrrParser.InterfaceHeaderContext => Interface,
        FrrParser.VrfHeaderContext or FrrParser.InterfaceVrfContext => Vrf,
        FrrParser.BfdHeaderContext => Bfd,
        FrrParser.BfdProfileHeaderContext or FrrParser.BfdPeerHeaderContext => BfdSession,
        FrrParser.RpkiHeaderContext or FrrParser.VrfRpkiHeaderContext => Rpki,
        FrrParser.SegmentRoutingHeaderContext or FrrParser.SegmentRoutingBlockContext => SegmentRouting,
        FrrParser.LineVtyHeaderContext => LineVty,
        FrrParser.TopMplsContext mpls => OpenedBy(mpls.mplsItem()),
        FrrParser.MplsLdpContext or FrrParser.ForeignHeaderContext or FrrParser.ForeignRouterContext or FrrParser.LinkParamsHeaderContext => Foreign,
        _ => null,
    };

    /// <summary>True for <c>router bgp</c> and the nodes in it.</summary>
    public bool IsBelowRouterBgp => this == RouterBgp || this == AddressFamily || this == Vni || this == BgpSrv6 || this == Bmp || this == Vnc;

    /// <summary>True when a statement of this node may start with the token.</summary>
    public bool MayStartWith(int token) => firstTokens.Value.Contains(token);

    /// <summary>The tokens with which a statement may start.</summary>
    public IReadOnlyCollection<int> FirstTokens => firstTokens.Value;

    /// <summary>Parses the line that the parser's token stream holds.</summary>
    public ParserRuleContext Parse(FrrParser parser) => entry!(parser);
}
