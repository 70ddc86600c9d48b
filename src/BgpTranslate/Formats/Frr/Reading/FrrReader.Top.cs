using BgpTranslate.Defaults;
using BgpTranslate.Grammars.Frr;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary>The top node: version and profile, headers of nodes, and what is not BGP.</summary>
internal sealed partial class FrrReader
{
    private readonly List<(string? Vrf, IpAddress Id, Statement Statement)> routerIds = [];
    private readonly Draft everyInstance = new();
    private FormatVersion? versionLine;
    private string? profile;

    public override Outcome? VisitFrrVersion(FrrParser.FrrVersionContext context)
    {
        if (context.text() is not { } text) return new Outcome.Inherent("it names no release");

        // A word that is no number comes before all releases (lib/defaults.c frr_version_cmp).
        versionLine = FormatVersion.TryParse(Text(text), out var version) ? version : default(FormatVersion);
        return new Outcome.Inherent("it decides defaults");
    }

    public override Outcome? VisitFrrDefaults(FrrParser.FrrDefaultsContext context)
    {
        if (!negated && context.profile?.Text is not ("traditional" or "datacenter")) return Refuse("there is no such profile");
        profile = negated ? null : context.profile!.Text;
        return new Outcome.Inherent("it decides defaults");
    }

    public override Outcome? VisitHostname(FrrParser.HostnameContext context)
    {
        if (context.text() is { } text && !negated) router.Settings = router.Settings.With(InstanceSettings.Hostname, Text(text), statement);
        return new Outcome.Inherent("the host name names no BGP thing");
    }

    public override Outcome? VisitHousekeeping(FrrParser.HousekeepingContext context) => new Outcome.OutOfScope("management of the router");

    public override Outcome? VisitOperational(FrrParser.OperationalContext context) => new Outcome.OutOfScope("an operational command");

    public override Outcome? VisitEnterConfiguration(FrrParser.EnterConfigurationContext context) => new Outcome.Inherent("it enters configuration mode");

    public override Outcome? VisitForeignStatement(FrrParser.ForeignStatementContext context) => new Outcome.OutOfScope("another daemon");

    public override Outcome? VisitForeignHeader(FrrParser.ForeignHeaderContext context) => new Outcome.OutOfScope("another daemon");

    public override Outcome? VisitForeignRouter(FrrParser.ForeignRouterContext context) => new Outcome.OutOfScope("another routing protocol");

    public override Outcome? VisitMplsLdp(FrrParser.MplsLdpContext context) => new Outcome.OutOfScope("LDP");

    public override Outcome? VisitForeignMpls(FrrParser.ForeignMplsContext context) => new Outcome.OutOfScope("MPLS forwarding");

    public override Outcome? VisitForeignIp(FrrParser.ForeignIpContext context) => new Outcome.OutOfScope("another daemon");

    public override Outcome? VisitForeignIpv6(FrrParser.ForeignIpv6Context context) => new Outcome.OutOfScope("another daemon");

    public override Outcome? VisitLineVtyHeader(FrrParser.LineVtyHeaderContext context) => new Outcome.OutOfScope("management of the router");

    public override Outcome? VisitLineVty(FrrParser.LineVtyContext context) => new Outcome.OutOfScope("management of the router");

    public override Outcome? VisitSegmentRoutingHeader(FrrParser.SegmentRoutingHeaderContext context) => new Outcome.OutOfScope("segment routing");

    public override Outcome? VisitSegmentRoutingBlock(FrrParser.SegmentRoutingBlockContext context) => new Outcome.OutOfScope("segment routing");

    public override Outcome? VisitSegmentRoutingLeaf(FrrParser.SegmentRoutingLeafContext context) => new Outcome.OutOfScope("segment routing");

    public override Outcome? VisitLinkParamsHeader(FrrParser.LinkParamsHeaderContext context) => new Outcome.OutOfScope("an interface");

    public override Outcome? VisitIpForwarding(FrrParser.IpForwardingContext context) => new Outcome.OutOfScope("forwarding");

    public override Outcome? VisitIpv6Forwarding(FrrParser.Ipv6ForwardingContext context) => new Outcome.OutOfScope("forwarding");

    public override Outcome? VisitTopEvpn(FrrParser.TopEvpnContext context) => Carry("evpn");

    public override Outcome? VisitVrfVni(FrrParser.VrfVniContext context) => Carry("evpn.vni");

    // The router ID of all daemons: that of an instance which has none of its own.

    public override Outcome? VisitZebraRouterId(FrrParser.ZebraRouterIdContext context) => RouterId(context.id?.Text, context.inVrf?.Text);

    public override Outcome? VisitIpRouterId(FrrParser.IpRouterIdContext context) => RouterId(context.id?.Text, context.inVrf?.Text);

    public override Outcome? VisitIpv6RouterId(FrrParser.Ipv6RouterIdContext context) => new Outcome.OutOfScope("an IPv6 router ID, which BGP does not use");

    private Outcome RouterId(string? text, string? inVrf)
    {
        foreach (var earlier in routerIds.Where(r => r.Vrf == inVrf).ToArray())
        {
            log.Close(earlier.Statement, new Outcome.Inherent($"line {statement.Span.From.Line} overrides it"));
            routerIds.Remove(earlier);
        }

        if (negated) return TookBack(true);
        if (!IpAddress.TryParse(text, out var id) || id.Afi != Afi.Ipv4) return Refuse($"'{text}' is no router ID");
        routerIds.Add((inVrf, id, statement));
        return Kept;
    }

    // What bears on BGP's routes in the RIB: kept in FRR's words.

    public override Outcome? VisitIpProtocol(FrrParser.IpProtocolContext context) => CarryFor(context.protocol.Text, "fib.install-policy");

    public override Outcome? VisitIpv6Protocol(FrrParser.Ipv6ProtocolContext context) => CarryFor(context.protocol.Text, "fib.install-policy");

    public override Outcome? VisitNhtResolveViaDefault(FrrParser.NhtResolveViaDefaultContext context) => Carry("fib.resolve-via-default", VrfContext());

    public override Outcome? VisitNhtRouteMap(FrrParser.NhtRouteMapContext context) => CarryFor(context.protocol.Text, "fib.next-hop-policy", VrfContext());

    public override Outcome? VisitIpImportTable(FrrParser.IpImportTableContext context) => Carry("rib.import-table");

    public override Outcome? VisitIpv6ImportTable(FrrParser.Ipv6ImportTableContext context) => Carry("rib.import-table");

    private Outcome CarryFor(string protocol, string feature, params ReadOnlySpan<string> context) =>
        protocol is "bgp" or "any" or "static" or "connected" ? Carry(feature, context) : new Outcome.OutOfScope("another routing protocol");

    public override Outcome? VisitCommunityAlias(FrrParser.CommunityAliasContext context)
    {
        if (!negated) aliases[context.name.Text] = context.value.Text;
        return Carry("community.alias");
    }

    public override Outcome? VisitTopBgpEverywhere(FrrParser.TopBgpEverywhereContext context) => Carry("bgp for all instances");

    public override Outcome? VisitBgpNoRib(FrrParser.BgpNoRibContext context) => SayOrUnsay(everyInstance, InstanceSettings.InstallInFib, false);

    public override Outcome? VisitBgpSendExtraData(FrrParser.BgpSendExtraDataContext context) => Carry("data for zebra");

    public override Outcome? VisitBgpSessionDscp(FrrParser.BgpSessionDscpContext context) =>
        SayNumber(everyInstance, InstanceSettings.Dscp, context.NUMBER(), 0, 63);

    public override Outcome? VisitBgpQueueLimit(FrrParser.BgpQueueLimitContext context) => Carry("queue limits");

    public override Outcome? VisitBgpSnmp(FrrParser.BgpSnmpContext context) => new Outcome.OutOfScope("SNMP");

    public override Outcome? VisitBgpIpv6AutoRa(FrrParser.BgpIpv6AutoRaContext context) => Carry("router advertisements");

    public override Outcome? VisitBgpAdvertisementDelay(FrrParser.BgpAdvertisementDelayContext context) => Carry("advertisement delay");

    public override Outcome? VisitBgpObsolete(FrrParser.BgpObsoleteContext context) => new Outcome.Inherent("current releases always do so");
}
