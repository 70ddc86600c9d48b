using BgpTranslate.Grammars.Frr;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary><c>router bgp</c> and what is said there about the instance.</summary>
internal sealed partial class FrrReader
{
    private readonly List<InstanceDraft> instances = [];
    private readonly List<(InstanceDraft Draft, string Reason)> refusedInstances = [];
    private InstanceDraft instance = null!;

    /// <summary>The headers in which the current line stands, for what is carried.</summary>
    private string[] InstanceContext => [instance.Header];

    public override Outcome? VisitRouterBgpHeader(FrrParser.RouterBgpHeaderContext context)
    {
        var vrf = context.table?.Text ?? "default";
        var existing = instances.Find(i => i.Vrf == vrf);
        if (negated)
        {
            if (existing is not null) instances.Remove(existing);
            if (existing is not null) refusedInstances.Add((existing, "a later line removes the instance"));
            return TookBack(existing is not null);
        }

        family = AfiSafi.Ipv4Unicast;
        if (context.asn() is not { } asn)
        {
            if (instances.Count != 1) return EnterRefused(vrf, "it names no AS, and there is not exactly one instance");
            instance = instances[0];
            return new Outcome.Inherent("it opens the instance again");
        }

        if (AsNumber(asn) is not { } number) return EnterRefused(vrf, "the AS number is out of range");
        if (existing is not null)
        {
            var running = existing.Settings.ValueOf(PeerSettings.LocalAs)!.As;
            if (running != number) return EnterRefused(vrf, $"BGP is already running; AS is {running}");
            instance = existing;
            instance.Origin += statement;
            return Kept;
        }

        var view = context.VIEW() is not null;
        instance = new InstanceDraft(vrf, $"router bgp {number}{(vrf == "default" ? "" : (view ? " view " : " vrf ") + vrf)}") { Origin = statement };
        instances.Add(instance);
        Say(instance, PeerSettings.LocalAs, new LocalAs(number));
        if (view) Say(instance, InstanceSettings.View, true);
        if (context.AS_NOTATION() is not null) Say(instance, InstanceSettings.AsNotation, context.DOT_PLUS() is not null ? "dot+" : context.DOT() is not null ? "dot" : "plain");
        return Kept;
    }

    /// <summary>The lines of a refused instance say nothing; they are read all the same, so that each can be told so.</summary>
    private Outcome EnterRefused(string vrf, string reason)
    {
        instance = new InstanceDraft(vrf, "");
        refusedInstances.Add((instance, reason));
        return Refuse(reason);
    }

    public override Outcome? VisitBgpRouterId(FrrParser.BgpRouterIdContext context) =>
        negated ? Unsay(instance, PeerSettings.RouterId) : Address(context.id) is { } id ? Say(instance, PeerSettings.RouterId, id) : null;

    public override Outcome? VisitBgpClusterId(FrrParser.BgpClusterIdContext context)
    {
        if (negated) return Unsay(instance, PeerSettings.ClusterId);
        if (context.NUMBER() is { } number)
            return Number(number, 1, uint.MaxValue) is { } bits ? Say(instance, PeerSettings.ClusterId, new IpAddress(bits, Afi.Ipv4)) : Refused;
        return Address(context.id) is { } id ? Say(instance, PeerSettings.ClusterId, id) : null;
    }

    public override Outcome? VisitDefaultFamily(FrrParser.DefaultFamilyContext context)
    {
        var said = FamilyNamed(context.GetText());
        if (said is not { } changed) return Carry("instance.default-afi-safi", InstanceContext);
        var before = instance.Settings.ValueOf(InstanceSettings.DefaultFamilies)?.Families ?? [AfiSafi.Ipv4Unicast];
        if (before.Contains(changed) != negated) return new Outcome.Inherent("it is so already");
        return SayToo(instance, InstanceSettings.DefaultFamilies, new FamilySet(negated ? before.Remove(changed) : before.Add(changed)));
    }

    public override Outcome? VisitDefaultLocalPreference(FrrParser.DefaultLocalPreferenceContext context) =>
        SayNumber(instance, PeerSettings.DefaultLocalPreference, context.NUMBER(), 0, uint.MaxValue);

    public override Outcome? VisitDefaultShutdown(FrrParser.DefaultShutdownContext context) => Switch(instance, InstanceSettings.DefaultShutdown);

    public override Outcome? VisitDefaultShowHostname(FrrParser.DefaultShowHostnameContext context) =>
        context.SHOW_HOSTNAME() is null ? Carry("names in output", InstanceContext) : Switch(instance, InstanceSettings.HostnameInOutput);

    public override Outcome? VisitDefaultSubgroupQueue(FrrParser.DefaultSubgroupQueueContext context) => Carry("queue limits", InstanceContext);

    public override Outcome? VisitDefaultDynamicCapability(FrrParser.DefaultDynamicCapabilityContext context) => Switch(instance, PeerSettings.DynamicCapability);

    public override Outcome? VisitDefaultSoftwareVersionCapability(FrrParser.DefaultSoftwareVersionCapabilityContext context) =>
        Switch(instance, PeerSettings.SoftwareVersion);

    public override Outcome? VisitDefaultLinkLocalCapability(FrrParser.DefaultLinkLocalCapabilityContext context) => Switch(instance, PeerSettings.LinkLocalNextHop);

    public override Outcome? VisitBgpEbgpRequiresPolicy(FrrParser.BgpEbgpRequiresPolicyContext context) => Switch(instance, InstanceSettings.EbgpRequiresPolicy);

    public override Outcome? VisitBgpEnforceFirstAs(FrrParser.BgpEnforceFirstAsContext context) => Switch(instance, PeerSettings.EnforceFirstAs);

    public override Outcome? VisitBgpNetworkImportCheck(FrrParser.BgpNetworkImportCheckContext context) => Switch(instance, InstanceSettings.NetworkImportCheck);

    public override Outcome? VisitBgpAlwaysCompareMed(FrrParser.BgpAlwaysCompareMedContext context) => Switch(instance, PeerSettings.AlwaysCompareMed);

    public override Outcome? VisitBgpDeterministicMed(FrrParser.BgpDeterministicMedContext context) => Switch(instance, PeerSettings.DeterministicMed);

    public override Outcome? VisitBestpathAsPath(FrrParser.BestpathAsPathContext context)
    {
        if (context.CONFED() is not null) return Switch(instance, InstanceSettings.AsPathConfed);
        if (context.IGNORE() is not null) return Switch(instance, PeerSettings.AsPathIgnore);
        if (negated) return Unsay(instance, InstanceSettings.MultipathAsPathRelax, InstanceSettings.MultipathAsSet);
        if (context.AS_SET() is not null) Say(instance, InstanceSettings.MultipathAsSet, true);
        else Unsay(instance, InstanceSettings.MultipathAsSet);
        return Say(instance, InstanceSettings.MultipathAsPathRelax, true);
    }

    public override Outcome? VisitBestpathCompareRouterId(FrrParser.BestpathCompareRouterIdContext context) => Switch(instance, PeerSettings.CompareRouterId);

    public override Outcome? VisitBestpathMed(FrrParser.BestpathMedContext context)
    {
        var all = context.CONFED().Length == 0 && context.MISSING_AS_WORST().Length == 0;
        if (all && !negated) return null;
        if (all || context.CONFED().Length > 0) SayOrUnsay(instance, InstanceSettings.MedConfed, true);
        if (all || context.MISSING_AS_WORST().Length > 0) SayOrUnsay(instance, PeerSettings.MedMissingAsWorst, true);
        return negated ? TookBack(true) : Kept;
    }

    public override Outcome? VisitBestpathBandwidth(FrrParser.BestpathBandwidthContext context) =>
        negated ? Unsay(instance, InstanceSettings.Bandwidth) : context.ChildCount < 2 ? null : Say(instance, InstanceSettings.Bandwidth, context.GetChild(1).GetText());

    public override Outcome? VisitBestpathPeerType(FrrParser.BestpathPeerTypeContext context) => Switch(instance, InstanceSettings.MultipathPeerTypeRelax);

    public override Outcome? VisitBestpathAigp(FrrParser.BestpathAigpContext context) => Switch(instance, PeerSettings.CompareAigp);

    public override Outcome? VisitBestpathUseImportedAttributes(FrrParser.BestpathUseImportedAttributesContext context) => Carry("selection", InstanceContext);

    public override Outcome? VisitConfederationIdentifier(FrrParser.ConfederationIdentifierContext context) =>
        negated ? Unsay(instance, PeerSettings.ConfederationIdentifier)
        : context.asn() is null ? null
        : AsNumber(context.asn()) is { } number ? Say(instance, PeerSettings.ConfederationIdentifier, number) : Refused;

    public override Outcome? VisitConfederationPeers(FrrParser.ConfederationPeersContext context)
    {
        var said = context.asn().Select(AsNumber).OfType<uint>().ToArray();
        if (said.Length == 0) return negated ? Unsay(instance, InstanceSettings.ConfederationMembers) : null;
        var before = instance.Settings.ValueOf(InstanceSettings.ConfederationMembers)?.Numbers ?? [];
        return SayToo(instance, InstanceSettings.ConfederationMembers, new AsList(negated ? before.Except(said) : before.Union(said)));
    }

    public override Outcome? VisitBgpClientToClientReflection(FrrParser.BgpClientToClientReflectionContext context) =>
        Switch(instance, InstanceSettings.ClientToClientReflection);

    public override Outcome? VisitBgpRouteReflectorOutboundPolicy(FrrParser.BgpRouteReflectorOutboundPolicyContext context) =>
        Switch(instance, InstanceSettings.AllowOutboundPolicy);

    public override Outcome? VisitTimersBgp(FrrParser.TimersBgpContext context) => Timers(instance, context.keepalive, context.hold);

    public override Outcome? VisitBgpMinimumHoldtime(FrrParser.BgpMinimumHoldtimeContext context) =>
        SayNumber(instance, InstanceSettings.MinimumHoldTime, context.NUMBER(), 1, 65535);

    public override Outcome? VisitBgpFastExternalFailover(FrrParser.BgpFastExternalFailoverContext context) => Switch(instance, InstanceSettings.FastExternalFailover);

    public override Outcome? VisitBgpFastConvergence(FrrParser.BgpFastConvergenceContext context) => Switch(instance, InstanceSettings.FastConvergence);

    public override Outcome? VisitBgpLongLivedGracefulRestart(FrrParser.BgpLongLivedGracefulRestartContext context) =>
        SayNumber(instance, PeerSettings.LongLivedStaleTime, context.NUMBER(), 1, uint.MaxValue);

    public override Outcome? VisitBgpShutdown(FrrParser.BgpShutdownContext context) =>
        SayOrUnsay(instance, InstanceSettings.Shutdown, context.text() is { } text ? Text(text) : "");

    public override Outcome? VisitListenLimit(FrrParser.ListenLimitContext context) =>
        SayNumber(instance, InstanceSettings.DynamicPeerLimit, context.NUMBER(), 1, 65535);

    public override Outcome? VisitListenRange(FrrParser.ListenRangeContext context)
    {
        if (Prefix(context.net) is not { } prefix) return Refused;
        var key = $"range {prefix}";
        if (negated) return Forget(key);
        var range = Neighbor(key, new PeerEndpoint.Range(prefix));
        range.Origin = statement;
        return Say(range, PeerSettings.Group, context.group.Text);
    }

    public override Outcome? VisitMaxMedOnStartup(FrrParser.MaxMedOnStartupContext context) => MaxMed(context);

    public override Outcome? VisitMaxMedAdministrative(FrrParser.MaxMedAdministrativeContext context) => MaxMed(context);

    private Outcome MaxMed(Antlr4.Runtime.ParserRuleContext context) => SayOrUnsay(instance, InstanceSettings.MaxMed, Words(context));

    public override Outcome? VisitBgpRejectAsSets(FrrParser.BgpRejectAsSetsContext context) => Switch(instance, InstanceSettings.RejectAsSets);

    public override Outcome? VisitBgpSuppressDuplicates(FrrParser.BgpSuppressDuplicatesContext context) => Switch(instance, InstanceSettings.SuppressDuplicates);

    public override Outcome? VisitBgpDisableConnectedCheck(FrrParser.BgpDisableConnectedCheckContext context) =>
        Say(instance, InstanceSettings.EbgpConnectedCheck, negated);

    public override Outcome? VisitBgpLogNeighborChanges(FrrParser.BgpLogNeighborChangesContext context) => Switch(instance, InstanceSettings.LogNeighborChanges);

    public override Outcome? VisitBgpTcpKeepalive(FrrParser.BgpTcpKeepaliveContext context) =>
        negated ? Unsay(instance, InstanceSettings.TcpKeepalive)
        : context.idle is null ? null
        : Say(instance, InstanceSettings.TcpKeepalive, $"{context.idle.Text} {context.interval.Text} {context.probes.Text}");

    public override Outcome? VisitBgpConditionalAdvertisementTimer(FrrParser.BgpConditionalAdvertisementTimerContext context) =>
        SayNumber(instance, InstanceSettings.ConditionalAdvertisementTimer, context.NUMBER(), 5, 240);

    public override Outcome? VisitBgpDefaultOriginateTimer(FrrParser.BgpDefaultOriginateTimerContext context) => Carry("default-originate timer", InstanceContext);

    public override Outcome? VisitBgpLabeledUnicast(FrrParser.BgpLabeledUnicastContext context) => Carry("labeled unicast", InstanceContext);

    public override Outcome? VisitBgpHardAdministrativeReset(FrrParser.BgpHardAdministrativeResetContext context) =>
        Switch(instance, InstanceSettings.HardAdministrativeReset);

    public override Outcome? VisitBgpAllowMartianNexthop(FrrParser.BgpAllowMartianNexthopContext context) => Switch(instance, InstanceSettings.AllowMartianNextHop);

    public override Outcome? VisitBgpDampening(FrrParser.BgpDampeningContext context) => Dampen(AfiSafi.Ipv4Unicast, context.dampening());

    public override Outcome? VisitInstanceIpv6AutoRa(FrrParser.InstanceIpv6AutoRaContext context) => Carry("router advertisements", InstanceContext);

    public override Outcome? VisitInstanceObsolete(FrrParser.InstanceObsoleteContext context) => new Outcome.Inherent("current releases have no such switch");

    public override Outcome? VisitRouterObsolete(FrrParser.RouterObsoleteContext context) =>
        new Outcome.Inherent(negated ? "it is always so" : "current releases have no such switch");

    public override Outcome? VisitUpdateDelay(FrrParser.UpdateDelayContext context) => UpdateDelay(context.delay?.Text, context.wait?.Text);

    public override Outcome? VisitCoalesceTime(FrrParser.CoalesceTimeContext context) => Carry("pacing", InstanceContext);

    public override Outcome? VisitQuanta(FrrParser.QuantaContext context) => Carry("pacing", InstanceContext);

    public override Outcome? VisitAdvertisementDelay(FrrParser.AdvertisementDelayContext context) => Carry("advertisement delay", InstanceContext);

    public override Outcome? VisitUseUnderlaysNexthopWeight(FrrParser.UseUnderlaysNexthopWeightContext context) => Carry("next-hop weight", InstanceContext);

    public override Outcome? VisitBmpMirrorBufferLimit(FrrParser.BmpMirrorBufferLimitContext context) => Carry("bmp", InstanceContext);

    public override Outcome? VisitSidVpnPerVrf(FrrParser.SidVpnPerVrfContext context) => Carry("vpn.sid", InstanceContext);

    // What may also stand at the top for all instances; there it is carried.

    public override Outcome? VisitInstanceBgpEverywhere(FrrParser.InstanceBgpEverywhereContext context) => Visit(context.bgpEverywhere());

    public override Outcome? VisitBgpRouteMapDelayTimer(FrrParser.BgpRouteMapDelayTimerContext context) => Carry("route-map delay timer", InstanceContext);

    public override Outcome? VisitBgpUpdateDelay(FrrParser.BgpUpdateDelayContext context) => UpdateDelay(context.delay?.Text, context.wait?.Text);

    private Outcome? UpdateDelay(string? delay, string? wait) =>
        negated ? Unsay(instance, InstanceSettings.UpdateDelay)
        : delay is null ? null
        : Say(instance, InstanceSettings.UpdateDelay, wait is null ? delay : $"{delay} {wait}");

    public override Outcome? VisitBgpSuppressFibPending(FrrParser.BgpSuppressFibPendingContext context) => Switch(instance, InstanceSettings.SuppressFibPending);

    public override Outcome? VisitBgpGracefulShutdown(FrrParser.BgpGracefulShutdownContext context) => Switch(instance, InstanceSettings.GracefulShutdown);

    public override Outcome? VisitBgpGracefulRestartDisable(FrrParser.BgpGracefulRestartDisableContext context) =>
        SayOrUnsay(instance, PeerSettings.GracefulRestart, GracefulRestartMode.Disabled);

    public override Outcome? VisitGracefulRestartOn(FrrParser.GracefulRestartOnContext context) =>
        SayOrUnsay(instance, PeerSettings.GracefulRestart, GracefulRestartMode.Restarter);

    public override Outcome? VisitGracefulRestartTime(FrrParser.GracefulRestartTimeContext context) =>
        SayNumber(instance, PeerSettings.RestartTime, context.NUMBER(), 0, 4095);

    public override Outcome? VisitGracefulRestartStalepathTime(FrrParser.GracefulRestartStalepathTimeContext context) =>
        SayNumber(instance, InstanceSettings.StaleTime, context.NUMBER(), 1, 4095);

    public override Outcome? VisitGracefulRestartSelectDeferTime(FrrParser.GracefulRestartSelectDeferTimeContext context) =>
        SayNumber(instance, InstanceSettings.SelectDeferTime, context.NUMBER(), 0, 3600);

    public override Outcome? VisitGracefulRestartRibStaleTime(FrrParser.GracefulRestartRibStaleTimeContext context) =>
        SayNumber(instance, InstanceSettings.RibStaleTime, context.NUMBER(), 1, 3600);

    public override Outcome? VisitGracefulRestartPreserveFwState(FrrParser.GracefulRestartPreserveFwStateContext context) =>
        Switch(instance, InstanceSettings.PreserveForwarding);

    public override Outcome? VisitGracefulRestartNotification(FrrParser.GracefulRestartNotificationContext context) =>
        Switch(instance, InstanceSettings.GracefulRestartNotification);

    public override Outcome? VisitGracefulRestartDisableEor(FrrParser.GracefulRestartDisableEorContext context) =>
        Say(instance, InstanceSettings.SendEndOfRib, negated);

    // Blocks below an instance that are carried as a whole.

    private string block = "";

    public override Outcome? VisitBgpSrv6Header(FrrParser.BgpSrv6HeaderContext context) => OpenBlock("segment-routing srv6", "srv6");

    public override Outcome? VisitBgpSrv6Locator(FrrParser.BgpSrv6LocatorContext context) => Carry("srv6", instance.Header, block);

    public override Outcome? VisitBgpSrv6EncapBehavior(FrrParser.BgpSrv6EncapBehaviorContext context) => Carry("srv6", instance.Header, block);

    public override Outcome? VisitBgpSrv6Only(FrrParser.BgpSrv6OnlyContext context) => Carry("srv6", instance.Header, block);

    public override Outcome? VisitBmpTargetsHeader(FrrParser.BmpTargetsHeaderContext context) => OpenBlock($"bmp targets {context.name.Text}", "bmp");

    public override Outcome? VisitBmpStatement(FrrParser.BmpStatementContext context) => Carry("bmp", instance.Header, block);

    public override Outcome? VisitVncHeader(FrrParser.VncHeaderContext context) => OpenBlock(Words(line.Tree), "vnc");

    public override Outcome? VisitVrfPolicyHeader(FrrParser.VrfPolicyHeaderContext context) => OpenBlock(Words(line.Tree), "vnc");

    public override Outcome? VisitVncTopStatement(FrrParser.VncTopStatementContext context) => Carry("vnc", InstanceContext);

    public override Outcome? VisitVncStatement(FrrParser.VncStatementContext context) => new Outcome.OutOfScope("a demonstration protocol that no package of FRR holds");

    public override Outcome? VisitVnc(FrrParser.VncContext context) => Carry("vnc", instance.Header, block);

    private Outcome OpenBlock(string header, string feature)
    {
        if (negated) return Carry(feature, InstanceContext);
        block = header;
        carried.Add(new Carried { Format = "frr", Context = [instance.Header, header], Text = "", Feature = feature, Origin = statement });
        return Kept;
    }
}
