using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Frr.Syntax;
using BgpTranslate.Grammars.Frr;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary>Address families: <c>address-family</c> and, for IPv4 unicast, <c>router bgp</c> itself.</summary>
internal sealed partial class FrrReader
{
    private AfiSafi family;
    private string familyHeader = "";

    /// <summary>What is said about the current neighbor in the current family.</summary>
    private Draft Here => neighbor.Family(family);

    private string[] FamilyContext =>
        line.Node == Node.RouterBgp ? [instance.Header, "address-family ipv4 unicast"] : [instance.Header, familyHeader];

    public override Outcome? VisitAddressFamilyHeader(FrrParser.AddressFamilyHeaderContext context)
    {
        if (negated) return Refuse("an address family cannot be taken back");
        var (named, header) = FamilyOf(context.familyName());
        (family, familyHeader) = (named, "address-family " + header);
        return new Outcome.Inherent("it opens a block");
    }

    private static (AfiSafi Family, string Header) FamilyOf(FrrParser.FamilyNameContext? name)
    {
        if (name?.ip is { } ip)
        {
            var six = ip.Type == FrrLexer.IPV6;
            var (four, kind) = name.MULTICAST() is not null ? (AfiSafi.Ipv4Multicast, "multicast")
                : name.LABELED_UNICAST() is not null ? (AfiSafi.Ipv4LabeledUnicast, "labeled-unicast")
                : name.VPN() is not null ? (AfiSafi.Ipv4Vpn, "vpn")
                : name.FLOWSPEC() is not null ? (AfiSafi.Ipv4Flowspec, "flowspec")
                : (AfiSafi.Ipv4Unicast, "unicast");
            return (six ? four + 1 : four, $"{ip.Text} {kind}");
        }

        return name?.VPNV4() is not null ? (AfiSafi.Ipv4Vpn, "ipv4 vpn")
            : name?.VPNV6() is not null ? (AfiSafi.Ipv6Vpn, "ipv6 vpn")
            : name?.EVPN() is not null ? (AfiSafi.L2VpnEvpn, "l2vpn evpn")
            : name?.LINK_STATE().Length > 0 ? (AfiSafi.LinkState, "link-state link-state")
            : (AfiSafi.Ipv4Unicast, "ipv4 unicast");
    }

    /// <summary>The family of <c>bgp default NAME</c>; null for one the model does not list.</summary>
    private static AfiSafi? FamilyNamed(string name)
    {
        foreach (var candidate in Enum.GetValues<AfiSafi>())
        {
            if (candidate.Name() == name) return candidate;
        }

        return null;
    }

    // -------------------------------------------------------------------------------------- a neighbor in a family

    public override Outcome? VisitNeighborActivate(FrrParser.NeighborActivateContext context) => Switch(Here, FamilySettings.Active);

    public override Outcome? VisitNeighborRouteMap(FrrParser.NeighborRouteMapContext context) =>
        context.direction() is { } direction
            ? SayOrUnsay<PolicyUse>(Here, IsIn(direction) ? FamilySettings.ImportPolicy : FamilySettings.ExportPolicy, new PolicyUse.Named(context.name.Text))
            : null;

    public override Outcome? VisitNeighborPrefixList(FrrParser.NeighborPrefixListContext context) =>
        SayOrUnsay(
            Here,
            IsIn(context.direction()) ? FamilySettings.ImportPrefixSet : FamilySettings.ExportPrefixSet,
            SetReference<PrefixSet>.Dangling(context.name.Text));

    public override Outcome? VisitNeighborDistributeList(FrrParser.NeighborDistributeListContext context) =>
        SayOrUnsay(
            Here,
            IsIn(context.direction()) ? FamilySettings.ImportAccessList : FamilySettings.ExportAccessList,
            SetReference<PrefixSet>.Dangling(context.name.Text));

    public override Outcome? VisitNeighborFilterList(FrrParser.NeighborFilterListContext context) =>
        SayOrUnsay(
            Here,
            IsIn(context.direction()) ? FamilySettings.ImportAsPathSet : FamilySettings.ExportAsPathSet,
            SetReference<AsPathSet>.Dangling(context.name.Text));

    private static bool IsIn(FrrParser.DirectionContext direction) => direction.IN() is not null || direction.IMPORT() is not null;

    public override Outcome? VisitNeighborUnsuppressMap(FrrParser.NeighborUnsuppressMapContext context) =>
        SayOrUnsay<PolicyUse>(Here, FamilySettings.UnsuppressPolicy, new PolicyUse.Named(context.name.Text));

    public override Outcome? VisitNeighborAdvertiseMap(FrrParser.NeighborAdvertiseMapContext context) =>
        SayOrUnsay(
            Here,
            FamilySettings.ConditionalAdvertisement,
            $"{context.name.Text} {(context.EXIST_MAP() is not null ? "exist-map" : "non-exist-map")} {context.condition.Text}");

    public override Outcome? VisitNeighborNextHopSelf(FrrParser.NeighborNextHopSelfContext context) =>
        SayOrUnsay(Here, FamilySettings.NextHopSelf, context.FORCE() is not null || context.ALL() is not null ? NextHopSelf.All : NextHopSelf.Ebgp);

    public override Outcome? VisitNeighborAttributeUnchanged(FrrParser.NeighborAttributeUnchangedContext context)
    {
        var all = context.ChildCount == 1;
        var last = Kept;
        if (all || context.AS_PATH().Length > 0) last = SayOrUnsay(Here, FamilySettings.AsPathUnchanged, true);
        if (all || context.NEXT_HOP().Length > 0) last = SayOrUnsay(Here, FamilySettings.NextHopUnchanged, true);
        if (all || context.MED().Length > 0) last = SayOrUnsay(Here, FamilySettings.MedUnchanged, true);
        return last;
    }

    public override Outcome? VisitNeighborSendCommunity(FrrParser.NeighborSendCommunityContext context)
    {
        if (context.RPKI() is not null) return Carry("rpki", FamilyContext);
        var (both, all) = (context.BOTH() is not null, context.ALL() is not null);
        if (both || all || context.ChildCount == 1 || context.STANDARD() is not null) Switch(Here, FamilySettings.SendStandardCommunities);
        if (both || all || context.EXTENDED() is not null) Switch(Here, FamilySettings.SendExtendedCommunities);
        if (all || context.LARGE() is not null) Switch(Here, FamilySettings.SendLargeCommunities);
        return Kept;
    }

    public override Outcome? VisitNeighborRouteReflectorClient(FrrParser.NeighborRouteReflectorClientContext context) =>
        SayOrUnsay(Here, FamilySettings.RouteReflectorClient, true);

    public override Outcome? VisitNeighborRouteServerClient(FrrParser.NeighborRouteServerClientContext context) =>
        SayOrUnsay(Here, FamilySettings.RouteServerClient, true);

    public override Outcome? VisitNeighborAsOverride(FrrParser.NeighborAsOverrideContext context) => SayOrUnsay(Here, FamilySettings.AsOverride, true);

    public override Outcome? VisitNeighborRemovePrivateAs(FrrParser.NeighborRemovePrivateAsContext context) =>
        SayOrUnsay(Here, FamilySettings.RemovePrivateAs, (context.ALL() is not null, context.REPLACE_AS_UPPER() is not null) switch
        {
            (true, true) => RemovePrivateAs.Replace,
            (true, false) => RemovePrivateAs.All,
            (false, true) => RemovePrivateAs.ReplaceWhenOnlyPrivate,
            _ => RemovePrivateAs.WhenOnlyPrivate,
        });

    public override Outcome? VisitNeighborAllowAsIn(FrrParser.NeighborAllowAsInContext context)
    {
        if (negated) return Unsay(Here, FamilySettings.AllowOwnAs, FamilySettings.AllowOwnAsOrigin);
        if (context.name is not null) return Carry("peer.afi-safi.allow-own-as", FamilyContext);
        if (context.ORIGIN() is not null) return Say(Here, FamilySettings.AllowOwnAsOrigin, true);

        // Bare means 3 (frr.md §4).
        return context.count is null ? Say(Here, FamilySettings.AllowOwnAs, 3u)
            : Number(context.count, 1, 10) is { } count ? Say(Here, FamilySettings.AllowOwnAs, count)
            : Refused;
    }

    public override Outcome? VisitNeighborDefaultOriginate(FrrParser.NeighborDefaultOriginateContext context) =>
        SayOrUnsay(Here, FamilySettings.DefaultOriginate, context.name is null ? new PolicyUse.AcceptAll() : (PolicyUse)new PolicyUse.Named(context.name.Text));

    public override Outcome? VisitNeighborWeight(FrrParser.NeighborWeightContext context) => SayNumber(Here, FamilySettings.Weight, context.NUMBER(), 0, 65535);

    public override Outcome? VisitNeighborSoftReconfiguration(FrrParser.NeighborSoftReconfigurationContext context) =>
        SayOrUnsay(Here, FamilySettings.KeepReceived, true);

    public override Outcome? VisitNeighborMaximumPrefix(FrrParser.NeighborMaximumPrefixContext context)
    {
        if (negated) return Unsay(Here, FamilySettings.PrefixLimit, FamilySettings.ReceivedPrefixLimit);
        if (context.max is null) return null;
        if (Number(context.max, 1, uint.MaxValue) is not { } max) return Refused;
        var threshold = Number(context.threshold, 1, 100);
        var restart = Number(context.restart, 1, 65535);
        if ((context.threshold is not null && threshold is null) || (context.restart is not null && restart is null)) return Refused;
        var action = context.WARNING_ONLY() is not null ? PrefixLimitAction.Warn : restart is not null ? PrefixLimitAction.Restart : PrefixLimitAction.TearDown;
        var force = context.FORCE() is not null;
        Unsay(Here, force ? FamilySettings.PrefixLimit : FamilySettings.ReceivedPrefixLimit);
        return Say(Here, force ? FamilySettings.ReceivedPrefixLimit : FamilySettings.PrefixLimit, new PrefixLimit(max, action, (restart ?? 0) * 60, threshold));
    }

    public override Outcome? VisitNeighborMaximumPrefixOut(FrrParser.NeighborMaximumPrefixOutContext context) =>
        negated ? Unsay(Here, FamilySettings.SentPrefixLimit)
        : context.NUMBER() is null ? null
        : Number(context.NUMBER(), 1, uint.MaxValue) is { } max ? Say(Here, FamilySettings.SentPrefixLimit, new PrefixLimit(max, PrefixLimitAction.Block))
        : Refused;

    public override Outcome? VisitNeighborAddPathAll(FrrParser.NeighborAddPathAllContext context) => AddPath(new AddPathSend(AddPathSelection.All));

    public override Outcome? VisitNeighborAddPathPerAs(FrrParser.NeighborAddPathPerAsContext context) => AddPath(new AddPathSend(AddPathSelection.BestPerAs));

    public override Outcome? VisitNeighborAddPathBestSelected(FrrParser.NeighborAddPathBestSelectedContext context) =>
        negated ? Unsay(Here, FamilySettings.AddPathSend)
        : context.NUMBER() is null ? null
        : Number(context.NUMBER(), 1, 6) is { } count ? AddPath(new AddPathSend(AddPathSelection.Best, count))
        : Refused;

    private Outcome AddPath(AddPathSend send) => SayOrUnsay(Here, FamilySettings.AddPathSend, send);

    public override Outcome? VisitNeighborDisableAddPathReceive(FrrParser.NeighborDisableAddPathReceiveContext context) =>
        SayOrUnsay(Here, FamilySettings.AddPathReceive, false);

    public override Outcome? VisitNeighborAddPathReceiveLimit(FrrParser.NeighborAddPathReceiveLimitContext context) =>
        SayNumber(Here, FamilySettings.AddPathReceiveLimit, context.NUMBER(), 1, 65535);

    public override Outcome? VisitNeighborOrf(FrrParser.NeighborOrfContext context) =>
        SayOrUnsay(Here, FamilySettings.Orf, context.SEND() is not null ? "send" : context.RECEIVE() is not null ? "receive" : "both");

    public override Outcome? VisitNeighborNexthopLocalUnchanged(FrrParser.NeighborNexthopLocalUnchangedContext context) =>
        SayOrUnsay(Here, FamilySettings.NextHopLocalUnchanged, true);

    public override Outcome? VisitNeighborSiteOfOrigin(FrrParser.NeighborSiteOfOriginContext context) =>
        negated ? Unsay(Here, FamilySettings.SiteOfOrigin) : context.value is null ? null : Say(Here, FamilySettings.SiteOfOrigin, context.value.Text);

    public override Outcome? VisitNeighborAcceptOwn(FrrParser.NeighborAcceptOwnContext context) => Carry("accept-own", FamilyContext);

    public override Outcome? VisitNeighborDampening(FrrParser.NeighborDampeningContext context) => Carry("dampening.peer", FamilyContext);

    public override Outcome? VisitNeighborEncapsulation(FrrParser.NeighborEncapsulationContext context) => Carry("srv6", FamilyContext);

    // --------------------------------------------------------------------------------------- the family's own table

    public override Outcome? VisitRouterFamilyStatement(FrrParser.RouterFamilyStatementContext context)
    {
        family = AfiSafi.Ipv4Unicast;
        return Visit(context.familyStatement());
    }

    public override Outcome? VisitNetwork(FrrParser.NetworkContext context)
    {
        var options = context.networkOption();
        if (family is not (AfiSafi.Ipv4Unicast or AfiSafi.Ipv6Unicast or AfiSafi.Ipv4Multicast or AfiSafi.Ipv6Multicast
            or AfiSafi.Ipv4LabeledUnicast or AfiSafi.Ipv6LabeledUnicast)) return Carry("vpn.network", FamilyContext);
        if (Prefix(context.net, context.mask) is not { } prefix) return Refused;
        if (prefix.Afi != family.Afi()) return Refuse($"{prefix} is not of this address family");
        if (negated) return Drop(instance.Networks, (family, prefix));
        var network = Originate(instance.Networks, (family, prefix));
        foreach (var option in options)
        {
            if (option.ROUTE_MAP() is not null) Say<PolicyUse>(network, OriginationSettings.Policy, new PolicyUse.Named(option.name.Text));
            else if (option.BACKDOOR() is not null) Say(network, OriginationSettings.Backdoor, true);
            else if (option.LABEL_INDEX() is not null && Number(option.NUMBER(), 0, 1048560) is { } index) Say(network, OriginationSettings.LabelIndex, index);
            else return Carry("network", FamilyContext);
        }

        return Kept;
    }

    public override Outcome? VisitAggregateAddress(FrrParser.AggregateAddressContext context)
    {
        if (Prefix(context.net, context.mask) is not { } prefix) return Refused;
        if (prefix.Afi != family.Afi()) return Refuse($"{prefix} is not of this address family");
        if (negated) return Drop(instance.Aggregates, (family, prefix));
        if (context.aggregateOption().Any(o => o.SUMMARY_ONLY() is not null) && context.aggregateOption().Any(o => o.SUPPRESS_MAP() is not null))
            return Refuse("summary-only and suppress-map exclude each other");
        var aggregate = Originate(instance.Aggregates, (family, prefix));
        foreach (var option in context.aggregateOption())
        {
            if (option.AS_SET() is not null) Say(aggregate, OriginationSettings.AsSet, true);
            else if (option.SUMMARY_ONLY() is not null) Say(aggregate, OriginationSettings.SummaryOnly, true);
            else if (option.MATCHING_MED_ONLY() is not null) Say(aggregate, OriginationSettings.MatchingMedOnly, true);
            else if (option.ROUTE_MAP() is not null) Say<PolicyUse>(aggregate, OriginationSettings.Policy, new PolicyUse.Named(option.name.Text));
            else if (option.SUPPRESS_MAP() is not null) Say<PolicyUse>(aggregate, OriginationSettings.SuppressPolicy, new PolicyUse.Named(option.name.Text));
            else Say(aggregate, OriginationSettings.Origin, option.EGP() is not null ? RouteOrigin.Egp : option.IGP() is not null ? RouteOrigin.Igp : RouteOrigin.Incomplete);
        }

        return Kept;
    }

    public override Outcome? VisitRedistribute(FrrParser.RedistributeContext context)
    {
        var word = context.redistributed().protocol.Text;
        var number = context.redistributed().instance?.Text ?? "";
        var (source, other) = word switch
        {
            "kernel" => (RouteSource.Kernel, number),
            "connected" => (RouteSource.Connected, number),
            "local" => (RouteSource.Local, number),
            "static" => (RouteSource.Static, number),
            "rip" or "ripng" => (RouteSource.Rip, number),
            "ospf" or "ospf6" => (RouteSource.Ospf, number),
            "isis" => (RouteSource.Isis, number),
            "babel" => (RouteSource.Babel, number),
            _ => (RouteSource.Other, number.Length > 0 ? $"{word} {number}" : word),
        };
        if (negated) return Drop(instance.Redistributions, (family, source, other));
        var redistribution = Originate(instance.Redistributions, (family, source, other));
        if (context.metric is not null)
        {
            if (Number(context.metric, 0, uint.MaxValue) is not { } metric) return Refused;
            Say(redistribution, OriginationSettings.Metric, metric);
        }

        return context.name is null ? Kept : Say<PolicyUse>(redistribution, OriginationSettings.Policy, new PolicyUse.Named(context.name.Text));
    }

    /// <summary>A new origination; one of the same key is replaced, in whatever words it was said (10.0.0.1/24 and 10.0.0.2/24 are one prefix).</summary>
    private Draft Originate<TKey>(OrderedDictionary<TKey, Draft> all, TKey key)
        where TKey : notnull
    {
        if (all.TryGetValue(key, out var old))
        {
            Close(old.Origin, $"line {statement.Span.From.Line} overrides it");
            diagnostics.Add(DiagnosticCatalogue.SourceNote(statement.Span, $"line {old.Origin.First?.Span.From.Line} says the same; this line takes its place"));
        }

        return all[key] = new Draft { Origin = statement };
    }

    private Outcome Drop<TKey>(OrderedDictionary<TKey, Draft> all, TKey key)
        where TKey : notnull
    {
        if (!all.Remove(key, out var old)) return TookBack(false);
        Close(old.Origin, $"line {statement.Span.From.Line} takes it back");
        return TookBack(true);
    }

    public override Outcome? VisitMaximumPaths(FrrParser.MaximumPathsContext context) =>
        SayNumber(instance.Family(family), TableSettings.MaximumPathsEbgp, context.NUMBER(), 1, 256);

    public override Outcome? VisitMaximumPathsIbgp(FrrParser.MaximumPathsIbgpContext context)
    {
        var table = instance.Family(family);
        if (negated) return Unsay(table, TableSettings.MaximumPathsIbgp, TableSettings.MaximumPathsEqualCluster);
        if (context.EQUAL_CLUSTER_LENGTH() is not null) Say(table, TableSettings.MaximumPathsEqualCluster, true);
        else Unsay(table, TableSettings.MaximumPathsEqualCluster);
        return SayNumber(table, TableSettings.MaximumPathsIbgp, context.NUMBER(), 1, 256);
    }

    public override Outcome? VisitDistanceBgp(FrrParser.DistanceBgpContext context)
    {
        var table = instance.Family(family);
        if (negated) return Unsay(table, TableSettings.DistanceExternal, TableSettings.DistanceInternal, TableSettings.DistanceLocal);
        if (context.external is null) return null;
        if (Number(context.external, 1, 255) is not { } external || Number(context.@internal, 1, 255) is not { } @internal
            || Number(context.local, 1, 255) is not { } local) return Refused;
        Say(table, TableSettings.DistanceExternal, external);
        Say(table, TableSettings.DistanceInternal, @internal);
        return Say(table, TableSettings.DistanceLocal, local);
    }

    public override Outcome? VisitDistanceNetwork(FrrParser.DistanceNetworkContext context)
    {
        var words = $"{context.distance.Text} {context.net.Text}{(context.list is null ? "" : " " + context.list.Text)}";
        var before = instance.Settings.ValueOf(InstanceSettings.DistanceBySource)?.Split("; ").Where(d => d != words) ?? [];
        var now = string.Join("; ", negated ? before : before.Append(words));
        return now.Length == 0 ? Unsay(instance, InstanceSettings.DistanceBySource) : SayToo(instance, InstanceSettings.DistanceBySource, now);
    }

    public override Outcome? VisitTableMap(FrrParser.TableMapContext context) =>
        negated ? Unsay(instance.Family(family), TableSettings.FibPolicy)
        : context.name is null ? null
        : Say<PolicyUse>(instance.Family(family), TableSettings.FibPolicy, new PolicyUse.Named(context.name.Text));

    public override Outcome? VisitNexthopPreferGlobal(FrrParser.NexthopPreferGlobalContext context) =>
        SayOrUnsay(instance.Family(family), FamilySettings.NextHopPreferGlobal, true);

    public override Outcome? VisitFamilyDampening(FrrParser.FamilyDampeningContext context) => Dampen(family, context.dampening());

    private Outcome Dampen(AfiSafi of, FrrParser.DampeningContext context)
    {
        var table = instance.Family(of);
        if (negated) return Unsay(table, TableSettings.Dampening);
        if ((context.half is not null && Number(context.half, 1, 45) is null) || (context.reuse is not null && (Number(context.reuse, 1, 20000) is null
            || Number(context.suppress, 1, 50000) is null || Number(context.max, 1, 255) is null))) return Refused;

        // Bare means 15 750 2000 60; the longest suppression is four half-lives (frr.md §4).
        var half = Number(context.half, 1, 45) ?? 15;
        return Say(table, TableSettings.Dampening, new Dampening(
            half, Number(context.reuse, 1, 20000) ?? 750, Number(context.suppress, 1, 50000) ?? 2000, Number(context.max, 1, 255) ?? half * 4));
    }

    // -------------------------------------------------------------------------- VPN, EVPN, flowspec: kept in FRR's words

    public override Outcome? VisitFamilyRetainRouteTarget(FrrParser.FamilyRetainRouteTargetContext context) => Carry("vpn.retain-route-target", FamilyContext);

    public override Outcome? VisitNexthopVpnExport(FrrParser.NexthopVpnExportContext context) => Carry("vpn.next-hop", FamilyContext);

    public override Outcome? VisitImportVrfRouteMap(FrrParser.ImportVrfRouteMapContext context) => Carry("vpn.import-vrf-policy", FamilyContext);

    public override Outcome? VisitImportVrf(FrrParser.ImportVrfContext context) => Carry("vpn.import-vrf", FamilyContext);

    public override Outcome? VisitImportVpn(FrrParser.ImportVpnContext context) => Carry("vpn.import", FamilyContext);

    public override Outcome? VisitExportVpn(FrrParser.ExportVpnContext context) => Carry("vpn.export", FamilyContext);

    public override Outcome? VisitRdVpnExport(FrrParser.RdVpnExportContext context) => Carry("vpn.rd", FamilyContext);

    public override Outcome? VisitRtVpn(FrrParser.RtVpnContext context) => Carry("vpn.rt", FamilyContext);

    public override Outcome? VisitRtRedirect(FrrParser.RtRedirectContext context) => Carry("vpn.rt-redirect", FamilyContext);

    public override Outcome? VisitLabelVpnExport(FrrParser.LabelVpnExportContext context) => Carry("vpn.label", FamilyContext);

    public override Outcome? VisitRouteMapVpn(FrrParser.RouteMapVpnContext context) => Carry("vpn.policy", FamilyContext);

    public override Outcome? VisitSidExport(FrrParser.SidExportContext context) => Carry("vpn.sid", FamilyContext);

    public override Outcome? VisitLocalInstall(FrrParser.LocalInstallContext context) => Carry("flowspec.local-install", FamilyContext);

    public override Outcome? VisitDistributeLinkState(FrrParser.DistributeLinkStateContext context) => Carry("link-state", FamilyContext);

    public override Outcome? VisitEvpnFlag(FrrParser.EvpnFlagContext context) => Carry("evpn." + context.GetText(), FamilyContext);

    public override Outcome? VisitEvpnAdvertisePip(FrrParser.EvpnAdvertisePipContext context) => Carry("evpn.advertise-pip", FamilyContext);

    public override Outcome? VisitEvpnAdvertise(FrrParser.EvpnAdvertiseContext context) => Carry("evpn.advertise", FamilyContext);

    public override Outcome? VisitEvpnDefaultOriginate(FrrParser.EvpnDefaultOriginateContext context) => Carry("evpn.default-originate", FamilyContext);

    public override Outcome? VisitEvpnRd(FrrParser.EvpnRdContext context) => Carry("evpn.rd", FamilyContext);

    public override Outcome? VisitEvpnRouteTarget(FrrParser.EvpnRouteTargetContext context) => Carry("evpn.route-target", FamilyContext);

    public override Outcome? VisitEvpnAutoRt(FrrParser.EvpnAutoRtContext context) => Carry("evpn.autort", FamilyContext);

    public override Outcome? VisitEvpnFlooding(FrrParser.EvpnFloodingContext context) => Carry("evpn.flooding", FamilyContext);

    public override Outcome? VisitEvpnDupAddrDetection(FrrParser.EvpnDupAddrDetectionContext context) => Carry("evpn.dup-addr-detection", FamilyContext);

    public override Outcome? VisitEvpnOther(FrrParser.EvpnOtherContext context) => Carry("evpn", FamilyContext);

    public override Outcome? VisitEvpnVniHeader(FrrParser.EvpnVniHeaderContext context)
    {
        if (negated) return Carry("evpn.vni", FamilyContext);
        block = Words(context);
        carried.Add(new Carried { Format = "frr", Context = [.. FamilyContext, block], Text = "", Feature = "evpn.vni", Origin = statement });
        return Kept;
    }

    public override Outcome? VisitVniRd(FrrParser.VniRdContext context) => Carry("evpn.rd", instance.Header, familyHeader, block);

    public override Outcome? VisitVniRouteTarget(FrrParser.VniRouteTargetContext context) => Carry("evpn.route-target", instance.Header, familyHeader, block);

    public override Outcome? VisitVniFlag(FrrParser.VniFlagContext context) => Carry("evpn." + context.GetText(), instance.Header, familyHeader, block);

    public override Outcome? VisitVniFlooding(FrrParser.VniFloodingContext context) => Carry("evpn.flooding", instance.Header, familyHeader, block);
}
