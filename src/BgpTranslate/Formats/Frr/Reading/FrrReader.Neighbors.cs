using Antlr4.Runtime;
using BgpTranslate.Grammars.Frr;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary><c>neighbor …</c>: peers, groups and their sessions.</summary>
internal sealed partial class FrrReader
{
    private NeighborDraft neighbor = null!;

    public override Outcome? VisitRouterNeighbor(FrrParser.RouterNeighborContext context)
    {
        family = AfiSafi.Ipv4Unicast;
        var name = context.peer.Text;
        var item = (ParserRuleContext?)context.neighborSession() ?? context.neighborFamily();
        if (item is null) return negated ? Forget(name) : null;
        if (FindOrDefine(name, item) is not { } found) return Refuse($"there is no peer or group '{name}' yet");
        neighbor = found;
        neighbor.Statements.Add(statement);
        return Visit(item);
    }

    public override Outcome? VisitFamilyNeighbor(FrrParser.FamilyNeighborContext context)
    {
        if (FindOrDefine(context.peer.Text, context) is not { } found) return Refuse($"there is no peer or group '{context.peer.Text}' yet");
        neighbor = found;
        neighbor.Statements.Add(statement);
        return Visit(context.neighborFamily());
    }

    /// <summary>The peer or group of a name. An address needs no definition here: whether it ever gets an AS is asked at the end. A word must have been defined.</summary>
    private NeighborDraft? FindOrDefine(string name, ParserRuleContext item)
    {
        if (IpAddress.TryParse(name, out var address)) return Neighbor(address.ToString(), new PeerEndpoint.Address(address));
        if (instance.Neighbors.TryGetValue(name, out var known)) return known;
        return item switch
        {
            FrrParser.NeighborPeerGroupContext { group: null } when !negated => Neighbor(name, null),
            FrrParser.NeighborInterfaceContext when !negated => Neighbor(name, new PeerEndpoint.Interface(name)),
            _ => null,
        };
    }

    private NeighborDraft Neighbor(string key, PeerEndpoint? endpoint)
    {
        if (!instance.Neighbors.TryGetValue(key, out var found)) instance.Neighbors.Add(key, found = new NeighborDraft(key, endpoint));
        return found;
    }

    /// <summary><c>no neighbor X</c> and its like: all that was said about it is gone.</summary>
    private Outcome Forget(string name)
    {
        var key = IpAddress.TryParse(name, out var address) ? address.ToString() : name;
        if (!instance.Neighbors.Remove(key, out var gone)) return TookBack(false);
        Close(gone.Statements.Concat(gone.Origin), $"line {statement.Span.From.Line} removes the neighbor");
        return TookBack(true);
    }

    private void Close(IEnumerable<Statement> statements, string reason)
    {
        foreach (var earlier in statements)
        {
            if (earlier != statement) log.Close(earlier, new Outcome.Inherent(reason));
        }
    }

    public override Outcome? VisitNeighborRemoteAs(FrrParser.NeighborRemoteAsContext context)
    {
        if (negated) return neighbor.Endpoint is null ? Unsay(neighbor, PeerSettings.RemoteAs) : Forget(neighbor.Name);
        return context.remoteAs() is { } remote && RemoteAsOf(remote) is { } value ? Say(neighbor, PeerSettings.RemoteAs, value) : null;
    }

    private RemoteAs? RemoteAsOf(FrrParser.RemoteAsContext context) =>
        context.INTERNAL() is not null ? new RemoteAs.Internal()
        : context.EXTERNAL() is not null ? new RemoteAs.External()
        : context.AUTO() is not null ? new RemoteAs.Auto()
        : AsNumber(context.asn()) is { } number ? new RemoteAs.Number(number)
        : null;

    public override Outcome? VisitNeighborPeerGroup(FrrParser.NeighborPeerGroupContext context)
    {
        if (context.group is null)
        {
            if (negated) return Forget(neighbor.Name);
            if (neighbor.Endpoint is not null) return Refuse("an address is no peer group");
            neighbor.Origin += statement;
            return Kept;
        }

        if (negated) return Unsay(neighbor, PeerSettings.Group);
        var group = context.group.Text;
        if (!instance.Neighbors.TryGetValue(group, out var found) || found.Endpoint is not null)
            return Refuse($"there is no peer group '{group}' yet");
        return Say(neighbor, PeerSettings.Group, group);
    }

    public override Outcome? VisitNeighborInterface(FrrParser.NeighborInterfaceContext context)
    {
        if (neighbor.Endpoint is PeerEndpoint.Interface)
        {
            if (negated) return Forget(neighbor.Name);
            neighbor.Origin += statement;
        }

        return Visit(context.unnumbered());
    }

    public override Outcome? VisitUnnumberedV6Only(FrrParser.UnnumberedV6OnlyContext context)
    {
        Say(neighbor, PeerSettings.InterfaceV6Only, true);
        return context.unnumberedRemote() is { } remote ? Visit(remote) : Kept;
    }

    public override Outcome? VisitUnnumberedRemote(FrrParser.UnnumberedRemoteContext context)
    {
        if (context.remoteAs() is { } remote) return RemoteAsOf(remote) is { } value ? Say(neighbor, PeerSettings.RemoteAs, value) : null;
        var group = context.group.Text;
        if (!instance.Neighbors.TryGetValue(group, out var found) || found.Endpoint is not null)
            return Refuse($"there is no peer group '{group}' yet");
        return Say(neighbor, PeerSettings.Group, group);
    }

    public override Outcome? VisitUnnumberedBare(FrrParser.UnnumberedBareContext context) =>
        neighbor.Endpoint is PeerEndpoint.Interface ? Kept : negated ? Unsay(neighbor, PeerSettings.BindInterface) : null;

    public override Outcome? VisitBoundInterface(FrrParser.BoundInterfaceContext context) =>
        neighbor.Endpoint is PeerEndpoint.Address ? SayOrUnsay(neighbor, PeerSettings.BindInterface, context.name.Text) : null;

    public override Outcome? VisitNeighborLocalAs(FrrParser.NeighborLocalAsContext context)
    {
        if (negated) return Unsay(neighbor, PeerSettings.LocalAs);
        if (context.asn() is null) return null;
        var mode = context.DUAL_AS() is not null ? LocalAsMode.DualAs
            : context.REPLACE_AS() is not null ? LocalAsMode.Replace
            : context.NO_PREPEND() is not null ? LocalAsMode.NoPrepend
            : LocalAsMode.PrependBoth;
        return AsNumber(context.asn()) is { } number ? Say(neighbor, PeerSettings.LocalAs, new LocalAs(number, mode)) : Refused;
    }

    public override Outcome? VisitNeighborDescription(FrrParser.NeighborDescriptionContext context) =>
        negated ? Unsay(neighbor, PeerSettings.Description)
        : context.text() is { } text ? Say(neighbor, PeerSettings.Description, Text(text))
        : null;

    public override Outcome? VisitNeighborShutdown(FrrParser.NeighborShutdownContext context)
    {
        if (negated) return Unsay(neighbor, PeerSettings.Shutdown, PeerSettings.ShutdownMessage, PeerSettings.ShutdownOnRtt);
        if (context.rtt is not null)
            return Say(neighbor, PeerSettings.ShutdownOnRtt, context.count is null ? context.rtt.Text : $"{context.rtt.Text} count {context.count.Text}");
        if (context.text() is { } text) Say(neighbor, PeerSettings.ShutdownMessage, Text(text));
        return Say(neighbor, PeerSettings.Shutdown, true);
    }

    public override Outcome? VisitNeighborPassword(FrrParser.NeighborPasswordContext context)
    {
        if (negated) return Unsay(neighbor, PeerSettings.Password);
        if (context.text() is not { } text) return null;
        if (text.Start != text.Stop) return Refuse("a password is one word");
        return Say(neighbor, PeerSettings.Password, new Secret(Text(text)));
    }

    public override Outcome? VisitNeighborPort(FrrParser.NeighborPortContext context) => SayNumber(neighbor, PeerSettings.RemotePort, context.NUMBER(), 0, 65535);

    public override Outcome? VisitNeighborPassive(FrrParser.NeighborPassiveContext context) => SayOrUnsay(neighbor, PeerSettings.Passive, true);

    public override Outcome? VisitNeighborSolo(FrrParser.NeighborSoloContext context) => SayOrUnsay(neighbor, PeerSettings.Solo, true);

    public override Outcome? VisitNeighborUpdateSource(FrrParser.NeighborUpdateSourceContext context)
    {
        if (negated) return Unsay(neighbor, PeerSettings.LocalAddress, PeerSettings.LocalInterface);
        if (context.source is null) return null;
        if (IpAddress.TryParse(context.source.Text, out var address))
        {
            Unsay(neighbor, PeerSettings.LocalInterface);
            return Say(neighbor, PeerSettings.LocalAddress, address);
        }

        Unsay(neighbor, PeerSettings.LocalAddress);
        return Say(neighbor, PeerSettings.LocalInterface, context.source.Text);
    }

    public override Outcome? VisitNeighborEbgpMultihop(FrrParser.NeighborEbgpMultihopContext context) =>
        negated ? Unsay(neighbor, PeerSettings.MultihopTtl)
        : context.hops is null ? Say(neighbor, PeerSettings.MultihopTtl, 255u)
        : Number(context.hops, 1, 255) is { } hops ? Say(neighbor, PeerSettings.MultihopTtl, hops)
        : Refused;

    public override Outcome? VisitNeighborTtlSecurity(FrrParser.NeighborTtlSecurityContext context) =>
        negated ? Unsay(neighbor, PeerSettings.TtlSecurityHops)
        : Number(context.hops, 1, 254) is { } hops ? Say(neighbor, PeerSettings.TtlSecurityHops, hops)
        : context.hops is null ? null
        : Refused;

    public override Outcome? VisitNeighborDisableConnectedCheck(FrrParser.NeighborDisableConnectedCheckContext context) =>
        SayOrUnsay(neighbor, PeerSettings.DisableConnectedCheck, true);

    public override Outcome? VisitTimersKeepaliveHold(FrrParser.TimersKeepaliveHoldContext context) => Timers(neighbor, context.keepalive, context.hold);

    public override Outcome? VisitTimersUnset(FrrParser.TimersUnsetContext context) => Timers(neighbor, null, null);

    private Outcome? Timers(Draft about, IToken? keepalive, IToken? hold)
    {
        if (negated) return Unsay(about, PeerSettings.Keepalive, PeerSettings.HoldTime);
        if (keepalive is null) return null;
        if (Number(keepalive, 0, 65535) is not { } k || Number(hold, 0, 65535) is not { } h) return Refused;
        if (h is 1 or 2) return Refuse("the hold time is 0 or at least 3 s");
        Say(about, PeerSettings.Keepalive, k);
        return Say(about, PeerSettings.HoldTime, h);
    }

    public override Outcome? VisitTimersConnect(FrrParser.TimersConnectContext context) => SayNumber(neighbor, PeerSettings.ConnectRetry, context.NUMBER(), 1, 65535);

    public override Outcome? VisitTimersDelayOpen(FrrParser.TimersDelayOpenContext context) => SayNumber(neighbor, PeerSettings.DelayOpen, context.NUMBER(), 1, 240);

    public override Outcome? VisitNeighborAdvertisementInterval(FrrParser.NeighborAdvertisementIntervalContext context) =>
        SayNumber(neighbor, PeerSettings.AdvertisementInterval, context.NUMBER(), 0, 600);

    public override Outcome? VisitBfdOn(FrrParser.BfdOnContext context) =>
        negated
            ? Unsay(neighbor, PeerSettings.Bfd, PeerSettings.BfdProfile, PeerSettings.BfdTimers, PeerSettings.BfdCheckControlPlane, PeerSettings.BfdStrict)
            : Say(neighbor, PeerSettings.Bfd, true);

    public override Outcome? VisitBfdHopMode(FrrParser.BfdHopModeContext context) => SayOrUnsay(neighbor, PeerSettings.Bfd, true);

    public override Outcome? VisitBfdControlPlane(FrrParser.BfdControlPlaneContext context) => WithBfd(PeerSettings.BfdCheckControlPlane, true);

    public override Outcome? VisitBfdStrict(FrrParser.BfdStrictContext context) =>
        context.NUMBER() is not null ? Carry("peer.bfd.strict", InstanceContext) : WithBfd(PeerSettings.BfdStrict, true);

    public override Outcome? VisitBfdProfileUse(FrrParser.BfdProfileUseContext context) =>
        negated ? Unsay(neighbor, PeerSettings.BfdProfile) : context.name is null ? null : WithBfd(PeerSettings.BfdProfile, context.name.Text);

    public override Outcome? VisitBfdTimers(FrrParser.BfdTimersContext context) =>
        Number(context.multiplier, 2, 255) is { } m && Number(context.receive, 50, 60000) is { } r && Number(context.transmit, 50, 60000) is { } t
            ? WithBfd(PeerSettings.BfdTimers, new BfdTimers(r, t, m))
            : Refused;

    /// <summary>An option of BFD turns it on.</summary>
    private Outcome WithBfd<T>(Setting<T> option, T value)
        where T : notnull
    {
        if (negated) return Unsay(neighbor, option);
        Say(neighbor, PeerSettings.Bfd, true);
        return Say(neighbor, option, value);
    }

    public override Outcome? VisitCapabilityDynamic(FrrParser.CapabilityDynamicContext context) => Switch(neighbor, PeerSettings.DynamicCapability);

    public override Outcome? VisitCapabilityExtendedNexthop(FrrParser.CapabilityExtendedNexthopContext context) => Switch(neighbor, FamilySettings.ExtendedNextHop);

    public override Outcome? VisitCapabilityFqdn(FrrParser.CapabilityFqdnContext context) => Switch(neighbor, PeerSettings.HostnameCapability);

    public override Outcome? VisitCapabilitySoftwareVersion(FrrParser.CapabilitySoftwareVersionContext context) => Switch(neighbor, PeerSettings.SoftwareVersion);

    public override Outcome? VisitCapabilityLinkLocal(FrrParser.CapabilityLinkLocalContext context) => Switch(neighbor, PeerSettings.LinkLocalNextHop);

    public override Outcome? VisitNeighborDontCapabilityNegotiate(FrrParser.NeighborDontCapabilityNegotiateContext context) =>
        SayOrUnsay(neighbor, PeerSettings.CapabilityNegotiation, false);

    public override Outcome? VisitNeighborOverrideCapability(FrrParser.NeighborOverrideCapabilityContext context) =>
        SayOrUnsay(neighbor, PeerSettings.OverrideCapability, true);

    public override Outcome? VisitNeighborStrictCapabilityMatch(FrrParser.NeighborStrictCapabilityMatchContext context) =>
        SayOrUnsay(neighbor, PeerSettings.StrictCapabilityMatch, true);

    public override Outcome? VisitNeighborEnforceFirstAs(FrrParser.NeighborEnforceFirstAsContext context) => Switch(neighbor, PeerSettings.EnforceFirstAs);

    public override Outcome? VisitNeighborSenderLoopDetection(FrrParser.NeighborSenderLoopDetectionContext context) =>
        SayOrUnsay(neighbor, PeerSettings.SenderSideLoopDetection, true);

    public override Outcome? VisitNeighborExtendedOptionalParameters(FrrParser.NeighborExtendedOptionalParametersContext context) =>
        SayOrUnsay(neighbor, PeerSettings.ExtendedOptionalParameters, true);

    public override Outcome? VisitNeighborTcpMss(FrrParser.NeighborTcpMssContext context) => SayNumber(neighbor, PeerSettings.TcpMss, context.NUMBER(), 1, 65535);

    public override Outcome? VisitNeighborGracefulRestart(FrrParser.NeighborGracefulRestartContext context) =>
        SayOrUnsay(neighbor, PeerSettings.GracefulRestart, GracefulRestartMode.Restarter);

    public override Outcome? VisitNeighborGracefulRestartHelper(FrrParser.NeighborGracefulRestartHelperContext context) =>
        SayOrUnsay(neighbor, PeerSettings.GracefulRestart, GracefulRestartMode.Helper);

    public override Outcome? VisitNeighborGracefulRestartDisable(FrrParser.NeighborGracefulRestartDisableContext context) =>
        SayOrUnsay(neighbor, PeerSettings.GracefulRestart, GracefulRestartMode.Disabled);

    public override Outcome? VisitNeighborGracefulShutdown(FrrParser.NeighborGracefulShutdownContext context) =>
        SayOrUnsay(neighbor, PeerSettings.GracefulShutdownPeer, true);

    public override Outcome? VisitNeighborLocalRole(FrrParser.NeighborLocalRoleContext context)
    {
        if (negated) return Unsay(neighbor, PeerSettings.Role, PeerSettings.RoleStrict);
        if (context.role is null) return null;
        if (context.STRICT_MODE() is not null) Say(neighbor, PeerSettings.RoleStrict, true);
        return Say(neighbor, PeerSettings.Role, context.role.Type switch
        {
            FrrLexer.PROVIDER => BgpRole.Provider,
            FrrLexer.RS_SERVER => BgpRole.RouteServer,
            FrrLexer.RS_CLIENT => BgpRole.RouteServerClient,
            FrrLexer.CUSTOMER => BgpRole.Customer,
            _ => BgpRole.Peer,
        });
    }

    public override Outcome? VisitNeighborPathAttribute(FrrParser.NeighborPathAttributeContext context)
    {
        var numbers = string.Join(' ', context.NUMBER().Select(n => n.GetText()));
        var setting = context.DISCARD() is not null ? PeerSettings.DiscardAttributes : PeerSettings.TreatAsWithdraw;
        return negated || numbers.Length > 0 ? SayOrUnsay(neighbor, setting, numbers) : null;
    }

    public override Outcome? VisitNeighborAigp(FrrParser.NeighborAigpContext context) => Carry("peer.aigp", InstanceContext);

    public override Outcome? VisitNeighborOad(FrrParser.NeighborOadContext context) => Carry("peer.oad", InstanceContext);

    public override Outcome? VisitNeighborIpTransparent(FrrParser.NeighborIpTransparentContext context) => Carry("peer.ip-transparent", InstanceContext);

    public override Outcome? VisitNeighborDisableLinkBandwidthIeee(FrrParser.NeighborDisableLinkBandwidthIeeeContext context) => Carry("link bandwidth", InstanceContext);

    public override Outcome? VisitNeighborExtendedLinkBandwidth(FrrParser.NeighborExtendedLinkBandwidthContext context) => Carry("link bandwidth", InstanceContext);

    public override Outcome? VisitNeighborLinkId(FrrParser.NeighborLinkIdContext context) => Carry("link-state", InstanceContext);

    public override Outcome? VisitNeighborNexthopCharacteristics(FrrParser.NeighborNexthopCharacteristicsContext context) =>
        Carry("next-hop characteristics", InstanceContext);

    public override Outcome? VisitNeighborRpkiStrict(FrrParser.NeighborRpkiStrictContext context) => Carry("rpki", InstanceContext);
}
