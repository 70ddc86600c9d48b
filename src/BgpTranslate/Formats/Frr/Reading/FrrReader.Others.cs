using BgpTranslate.Formats.Frr.Syntax;
using BgpTranslate.Grammars.Frr;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary>Static routes, VRFs, BFD and RPKI.</summary>
internal sealed partial class FrrReader
{
    private readonly OrderedDictionary<(string Rib, IpPrefix Prefix, uint Distance, uint Table), StaticDraft> statics = [];
    private readonly OrderedDictionary<(string Kind, string Name), Draft> others = [];
    private string vrf = Rib.Main;
    private Draft session = new();

    /// <summary>A static route: its next hops come from several lines.</summary>
    private sealed class StaticDraft : Draft
    {
        public List<(NextHop Hop, Statement Statement)> Hops { get; } = [];
    }

    // --------------------------------------------------------------------------------------------- static routes

    public override Outcome? VisitIpRoute(FrrParser.IpRouteContext context)
    {
        vrf = Rib.Main;
        return Visit(context.staticRoute());
    }

    public override Outcome? VisitIpv6Route(FrrParser.Ipv6RouteContext context)
    {
        vrf = Rib.Main;
        return Visit(context.staticRoute());
    }

    public override Outcome? VisitVrfIpRoute(FrrParser.VrfIpRouteContext context) => Visit(context.staticRoute());

    public override Outcome? VisitStaticRoute(FrrParser.StaticRouteContext context)
    {
        if (Prefix(context.net, context.mask) is not { } prefix) return Refused;
        if (context.source is not null) return Carry("static.source", VrfContext());
        uint distance = 1;
        var rib = vrf;
        uint? tag = null, table = null, weight = null;
        string? nextHopVrf = null;
        bool onlink = false, bfd = false;
        foreach (var option in context.staticOption())
        {
            if (option.distance is not null) distance = Number(option.distance, 1, 255) ?? distance;
            else if (option.TAG() is not null) tag = Number(option.number, 1, uint.MaxValue);
            else if (option.VRF() is not null) rib = option.inVrf.Text == "default" ? Rib.Main : option.inVrf.Text;
            else if (option.NEXTHOP_VRF() is not null) nextHopVrf = option.inVrf.Text;
            else if (option.TABLE() is not null) table = Number(option.number, 1, uint.MaxValue);
            else if (option.WEIGHT() is not null) weight = Number(option.number, 1, 65535);
            else if (option.ONLINK() is not null) onlink = true;
            else if (option.BFD() is not null && option.ChildCount == 1) bfd = true;
            else return Carry("static.option", VrfContext());
        }

        var key = (rib, prefix, distance, table ?? 0);
        NextHop? hop = null;
        switch (context.staticNextHop())
        {
            case FrrParser.StaticDiscardContext discard:
                hop = discard.REJECT() is not null ? new NextHop.Unreachable() : new NextHop.Blackhole();
                break;
            case FrrParser.StaticGatewayContext gateway:
                if (Address(gateway.gateway) is not { } address) return Refused;
                if (gateway.@out?.Text.Equals("null0", StringComparison.OrdinalIgnoreCase) == true) hop = new NextHop.Blackhole();
                else hop = new NextHop.Via(address, gateway.@out?.Text, weight, nextHopVrf, onlink, bfd);
                break;
            case FrrParser.StaticInterfaceContext { @out: var link }:
                hop = new NextHop.Via(null, link.Text, weight, nextHopVrf, onlink, bfd);
                break;
        }

        if (negated)
        {
            if (!statics.TryGetValue(key, out var known)) return TookBack(false);
            var gone = known.Hops.Where(h => hop is null || h.Hop.Equals(hop)).ToArray();
            Close(gone.Select(g => g.Statement), $"line {statement.Span.From.Line} takes it back");
            known.Hops.RemoveAll(h => hop is null || h.Hop.Equals(hop));
            if (known.Hops.Count == 0) statics.Remove(key);
            return TookBack(gone.Length > 0);
        }

        if (hop is null) return null;
        if (!statics.TryGetValue(key, out var route)) statics.Add(key, route = new StaticDraft());
        Close(route.Hops.Where(h => h.Hop.Equals(hop)).Select(h => h.Statement), $"line {statement.Span.From.Line} says the same");
        route.Hops.RemoveAll(h => h.Hop.Equals(hop));
        route.Hops.Add((hop, statement));
        if (tag is { } t) Say(route, StaticSettings.Tag, t);
        if (table is { } number) Say(route, StaticSettings.KernelTable, number);
        return Kept;
    }

    // ------------------------------------------------------------------------------------------------------ VRFs

    /// <summary>The VRF in which a line stands, for what is carried.</summary>
    private string[] VrfContext() => line.Node == Node.Vrf ? [$"vrf {vrf}"] : [];

    private Draft Other(string kind, string name)
    {
        if (!others.TryGetValue((kind, name), out var draft)) others.Add((kind, name), draft = new Draft());
        draft.Origin += statement;
        return draft;
    }

    private Outcome Remove(string kind, string name)
    {
        if (!others.Remove((kind, name), out var gone)) return TookBack(false);
        Close(gone.Origin.Concat(gone.Settings.Entries.SelectMany(e => e.Origin)), $"line {statement.Span.From.Line} removes it");
        return TookBack(true);
    }

    public override Outcome? VisitVrfHeader(FrrParser.VrfHeaderContext context) => OpenVrf(context.name.Text);

    /// <summary>Interfaces have no such statement: it leaves their block.</summary>
    public override Outcome? VisitInterfaceVrf(FrrParser.InterfaceVrfContext context) => OpenVrf(context.name.Text);

    private Outcome OpenVrf(string name)
    {
        if (negated) return Remove("vrf", name);
        vrf = name;
        if (vrf == "default")
        {
            vrf = Rib.Main;
            return new Outcome.Inherent("the default VRF is always there");
        }

        Other("vrf", vrf);
        return Kept;
    }

    public override Outcome? VisitVrfVniMap(FrrParser.VrfVniMapContext context) => Carry("evpn.vni", VrfContext());

    public override Outcome? VisitVrfRouterId(FrrParser.VrfRouterIdContext context) => RouterId(context.id?.Text, vrf);

    public override Outcome? VisitVrfIpRouterId(FrrParser.VrfIpRouterIdContext context) => RouterId(context.id?.Text, vrf);

    public override Outcome? VisitVrfNetns(FrrParser.VrfNetnsContext context) => new Outcome.OutOfScope("a network namespace");

    public override Outcome? VisitVrfForeign(FrrParser.VrfForeignContext context) => new Outcome.OutOfScope("MPLS forwarding");

    public override Outcome? VisitVrfIpForeign(FrrParser.VrfIpForeignContext context) => new Outcome.OutOfScope("another daemon");

    public override Outcome? VisitVrfIpProtocol(FrrParser.VrfIpProtocolContext context) => CarryFor(context.protocol.Text, "fib.install-policy", VrfContext());

    public override Outcome? VisitVrfIpImportTable(FrrParser.VrfIpImportTableContext context) => Carry("rib.import-table", VrfContext());

    // ------------------------------------------------------------------------------------------------------- BFD

    public override Outcome? VisitBfdHeader(FrrParser.BfdHeaderContext context) => new Outcome.Inherent("it opens a block");

    public override Outcome? VisitBfdProfileHeader(FrrParser.BfdProfileHeaderContext context) => OpenSession("bfd-profile", context.name.Text);

    public override Outcome? VisitBfdPeerHeader(FrrParser.BfdPeerHeaderContext context)
    {
        var words = Words(context);
        return OpenSession("bfd-peer", words[(words.IndexOf(' ') + 1)..]);
    }

    private Outcome OpenSession(string kind, string name)
    {
        if (negated) return Remove(kind, name);
        session = Other(kind, name);
        return Kept;
    }

    public override Outcome? VisitBfdSeamless(FrrParser.BfdSeamlessContext context) => Carry("bfd.seamless", "bfd");

    public override Outcome? VisitBfdDetectMultiplier(FrrParser.BfdDetectMultiplierContext context) =>
        SayNumber(session, OtherSettings.BfdMultiplier, context.NUMBER(), 1, 255);

    public override Outcome? VisitBfdReceiveInterval(FrrParser.BfdReceiveIntervalContext context) =>
        SayNumber(session, OtherSettings.BfdReceive, context.NUMBER(), 10, 4294967);

    public override Outcome? VisitBfdTransmitInterval(FrrParser.BfdTransmitIntervalContext context) =>
        SayNumber(session, OtherSettings.BfdTransmit, context.NUMBER(), 10, 4294967);

    public override Outcome? VisitBfdEchoMode(FrrParser.BfdEchoModeContext context) => SayOrUnsay(session, OtherSettings.BfdEcho, true);

    public override Outcome? VisitBfdPassiveMode(FrrParser.BfdPassiveModeContext context) => SayOrUnsay(session, OtherSettings.BfdPassive, true);

    public override Outcome? VisitBfdMinimumTtl(FrrParser.BfdMinimumTtlContext context) => SayNumber(session, OtherSettings.BfdMinimumTtl, context.NUMBER(), 1, 254);

    public override Outcome? VisitBfdEchoInterval(FrrParser.BfdEchoIntervalContext context) => SessionOption(context);

    public override Outcome? VisitBfdEchoReceiveInterval(FrrParser.BfdEchoReceiveIntervalContext context) => SessionOption(context);

    public override Outcome? VisitBfdEchoTransmitInterval(FrrParser.BfdEchoTransmitIntervalContext context) => SessionOption(context);

    public override Outcome? VisitBfdPeerProfile(FrrParser.BfdPeerProfileContext context) => SessionOption(context);

    public override Outcome? VisitBfdShutdown(FrrParser.BfdShutdownContext context) => negated ? TookBack(false) : SessionOption(context);

    public override Outcome? VisitBfdLabel(FrrParser.BfdLabelContext context) => SessionOption(context);

    public override Outcome? VisitBfdLogSessionChanges(FrrParser.BfdLogSessionChangesContext context) => SessionOption(context);

    public override Outcome? VisitBfdAuthentication(FrrParser.BfdAuthenticationContext context) => SessionOption(context);

    /// <summary>An option that is kept as written, one a line.</summary>
    private Outcome SessionOption(Antlr4.Runtime.ParserRuleContext context)
    {
        var options = session.Settings.ValueOf(OtherSettings.Options);
        return SayToo(session, OtherSettings.Options, (options is null ? "" : options + "\n") + (negated ? "no " : "") + Words(context));
    }

    // ------------------------------------------------------------------------------------------------------ RPKI

    public override Outcome? VisitRpkiHeader(FrrParser.RpkiHeaderContext context) => OpenRpki(Rib.Main);

    public override Outcome? VisitVrfRpkiHeader(FrrParser.VrfRpkiHeaderContext context) => OpenRpki(vrf);

    private string rpkiVrf = Rib.Main;

    private Outcome.Inherent OpenRpki(string inVrf)
    {
        rpkiVrf = inVrf;
        return new Outcome.Inherent("it opens a block");
    }

    /// <summary>Timers hold for all caches of a VRF.</summary>
    private Draft RpkiTimers => Other("rpki", rpkiVrf);

    public override Outcome? VisitRpkiPollingPeriod(FrrParser.RpkiPollingPeriodContext context) =>
        SayNumber(RpkiTimers, OtherSettings.RpkiRefresh, context.NUMBER(), 1, 86400);

    public override Outcome? VisitRpkiExpireInterval(FrrParser.RpkiExpireIntervalContext context) =>
        SayNumber(RpkiTimers, OtherSettings.RpkiExpire, context.NUMBER(), 600, 172800);

    public override Outcome? VisitRpkiRetryInterval(FrrParser.RpkiRetryIntervalContext context) =>
        SayNumber(RpkiTimers, OtherSettings.RpkiRetry, context.NUMBER(), 1, 7200);

    public override Outcome? VisitRpkiObsolete(FrrParser.RpkiObsoleteContext context) => new Outcome.Inherent("current releases have no such switch");

    public override Outcome? VisitRpkiOperational(FrrParser.RpkiOperationalContext context) => new Outcome.OutOfScope("an operational command");

    public override Outcome? VisitRpkiCacheTcp(FrrParser.RpkiCacheTcpContext context) =>
        Cache(context.host.Text, context.port.Text, context.preference, context.source is null ? null : $"source {context.source.Text}");

    public override Outcome? VisitRpkiCachePlain(FrrParser.RpkiCachePlainContext context) =>
        context.user is null
            ? Cache(context.host.Text, context.port.Text, context.preference, context.source is null ? null : $"source {context.source.Text}")
            : Carry("rpki.ssh", RpkiContext());

    public override Outcome? VisitRpkiCacheSsh(FrrParser.RpkiCacheSshContext context) => Carry("rpki.ssh", RpkiContext());

    private string[] RpkiContext() => rpkiVrf == Rib.Main ? ["rpki"] : [$"vrf {rpkiVrf}", "rpki"];

    private Outcome Cache(string host, string port, Antlr4.Runtime.IToken? preference, string? options)
    {
        var name = rpkiVrf == Rib.Main ? $"{host} {port}" : $"{rpkiVrf} {host} {port}";
        if (negated) return Remove("rpki-cache", name);
        if (!uint.TryParse(port, out var number) || number > 65535) return Carry("rpki.server", RpkiContext());
        var cache = Other("rpki-cache", name);
        Say(cache, OtherSettings.RpkiHost, host);
        Say(cache, OtherSettings.RpkiPort, number);
        if (options is not null) Say(cache, OtherSettings.Options, options);
        if (Number(preference, 1, 255) is { } order) Say(cache, OtherSettings.RpkiPreference, order);
        return Kept;
    }
}
