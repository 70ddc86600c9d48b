using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Options of <c>protocol bgp</c> that concern the session (bird.md §5). Those with a grammar of their own (neighbor, local) are read beside the table.</summary>
internal static class BgpOptions
{
    private const string Logging = "logging";

    /// <summary>The table.</summary>
    public static OptionTable<ProtocolDraft> Session { get; } = new(
    [
        Switch("passive B", PeerSettings.Passive),
        Switch("disabled B", PeerSettings.Shutdown),
        Text("description S", PeerSettings.Description),
        Address("source address IP", PeerSettings.LocalAddress),
        new("router id ID", (p, a) => p.Say(PeerSettings.RouterId, a.Address(), a.Origin)),
        Text("interface S", PeerSettings.BindInterface),
        Text("vrf S", PeerSettings.Vrf),
        new("vrf default", (p, a) => p.Say(PeerSettings.Vrf, "default", a.Origin)),
        new("multihop N", (p, a) => a.Number() is >= 1 and <= 255 ? p.Say(PeerSettings.MultihopTtl, a.Number(), a.Origin) : new Outcome.Inherent("refused: 1 to 255 hops")),
        new("multihop", (p, a) => p.Say(PeerSettings.MultihopTtl, 64u, a.Origin)),
        new("direct", (p, a) => p.Say(PeerSettings.MultihopTtl, 1u, a.Origin)),
        new("ttl security B", (p, a) =>
        {
            p.TtlSecurity = new Stated<bool>(a.Switch(), a.Origin);
            return Outcome.States;
        }),
        Switch("strict bind B", PeerSettings.StrictBind),
        Switch("check link B", PeerSettings.CheckLink),
        Switch("onlink B", PeerSettings.Onlink),
        new("password S", (p, a) => p.Say(PeerSettings.Password, new Secret(a.Text()), a.Origin)),
        new("authentication md5", (_, _) => new Outcome.Inherent("MD5 is what a password means")),
        new("authentication none", (_, _) => new Outcome.Inherent("no authentication unless a password is given")),
        new("setkey B", (_, _) => new Outcome.Inherent("concerns BSD kernels only")),

        Number("hold time N", PeerSettings.HoldTime),
        Number("startup hold time N", PeerSettings.StartupHoldTime),
        Number("keepalive time N", PeerSettings.Keepalive),
        Number("min hold time N", PeerSettings.MinHoldTime),
        Number("min keepalive time N", PeerSettings.MinKeepalive),
        Number("send hold time N", PeerSettings.SendHoldTime),
        Number("connect delay time N", PeerSettings.ConnectDelay),
        Number("start delay time N", PeerSettings.ConnectDelay),
        Number("connect retry time N", PeerSettings.ConnectRetry),
        Number("error forget time N", PeerSettings.ErrorForget),
        new("error wait time N , N", (p, a) => p.Say(PeerSettings.ErrorWait, $"{a.Number(0)},{a.Number(1)}", a.Origin)),
        Switch("disable after error B", PeerSettings.DisableAfterError),

        Switch("rr client B", FamilySettings.RouteReflectorClient),
        Switch("rs client B", FamilySettings.RouteServerClient),
        new("rr cluster id ID", (p, a) => p.Say(PeerSettings.ClusterId, a.Address(), a.Origin)),
        Number("confederation N", PeerSettings.ConfederationIdentifier),
        Switch("confederation member B", PeerSettings.ConfederationMember),
        new("allow local as N", (p, a) => p.Say(FamilySettings.AllowOwnAs, a.Number(), a.Origin)),
        new("allow local as", (p, a) => p.Say(FamilySettings.AllowOwnAs, uint.MaxValue, a.Origin)),
        Switch("allow bgp_local_pref B", FamilySettings.AllowLocalPreference),
        Switch("allow bgp_med B", FamilySettings.AllowMed),
        Switch("allow as sets B", PeerSettings.AllowAsSets),
        Switch("enforce first as B", PeerSettings.EnforceFirstAs),
        Switch("interpret communities B", PeerSettings.InterpretCommunities),
        Number("default bgp_med N", PeerSettings.DefaultMed),
        Number("default bgp_local_pref N", PeerSettings.DefaultLocalPreference),
        new("path metric B", (p, a) => p.Say(PeerSettings.AsPathIgnore, !a.Switch(), a.Origin)),
        Switch("med metric B", PeerSettings.AlwaysCompareMed),
        Switch("igp metric B", PeerSettings.IgpMetric),
        new("prefer older B", (p, a) => p.Say(PeerSettings.CompareRouterId, !a.Switch(), a.Origin)),
        Switch("deterministic med B", PeerSettings.DeterministicMed),
        new("local role W", (p, a) => Role(a.Text()) is { } role ? p.Say(PeerSettings.Role, role, a.Origin) : Outcome.Unknown),
        Switch("require roles B", PeerSettings.RoleStrict),

        Switch("capabilities B", PeerSettings.CapabilityNegotiation),
        Switch("enable route refresh B", PeerSettings.RouteRefresh),
        Switch("enable enhanced route refresh B", PeerSettings.EnhancedRouteRefresh),
        Switch("enable as4 B", PeerSettings.FourOctetAs),
        Switch("enable extended messages B", PeerSettings.ExtendedMessages),
        Switch("advertise hostname B", PeerSettings.HostnameCapability),

        new("graceful restart aware", (p, a) => p.Say(PeerSettings.GracefulRestart, GracefulRestartMode.Helper, a.Origin)),
        new("graceful restart B", (p, a) => p.Say(PeerSettings.GracefulRestart, a.Switch() ? GracefulRestartMode.Restarter : GracefulRestartMode.Disabled, a.Origin)),
        Number("graceful restart time N", PeerSettings.RestartTime),
        new("long lived graceful restart aware", (p, a) => p.Say(PeerSettings.LongLivedGracefulRestart, GracefulRestartMode.Helper, a.Origin)),
        new("long lived graceful restart B", (p, a) => p.Say(PeerSettings.LongLivedGracefulRestart, a.Switch() ? GracefulRestartMode.Restarter : GracefulRestartMode.Disabled, a.Origin)),
        Number("long lived stale time N", PeerSettings.LongLivedStaleTime),

        Switch("bfd B", PeerSettings.Bfd),
        new("bfd graceful", (p, a) =>
        {
            p.Say(PeerSettings.Bfd, true, a.Origin);
            return p.Say(PeerSettings.BfdCheckControlPlane, true, a.Origin);
        }),
        Text("dynamic name S", PeerSettings.DynamicName),

        new("debug *", (_, _) => new Outcome.OutOfScope(Logging)),
        new("mrtdump *", (_, _) => new Outcome.OutOfScope(Logging)),
    ]);

    private static Option<ProtocolDraft> Switch(string pattern, Setting<bool> setting) => new(pattern, (p, a) => p.Say(setting, a.Switch(), a.Origin));

    private static Option<ProtocolDraft> Number(string pattern, Setting<uint> setting) => new(pattern, (p, a) => p.Say(setting, a.Number(), a.Origin));

    private static Option<ProtocolDraft> Text(string pattern, Setting<string> setting) => new(pattern, (p, a) => p.Say(setting, a.Text(), a.Origin));

    private static Option<ProtocolDraft> Address(string pattern, Setting<IpAddress> setting) => new(pattern, (p, a) => p.Say(setting, a.Address(), a.Origin));

    private static BgpRole? Role(string word) => word switch
    {
        "provider" => BgpRole.Provider,
        "rs_server" => BgpRole.RouteServer,
        "rs_client" => BgpRole.RouteServerClient,
        "customer" => BgpRole.Customer,
        "peer" => BgpRole.Peer,
        _ => null,
    };
}

/// <summary>Options of a BGP channel, which 1.x has in the protocol itself (bird.md §4, §5).</summary>
internal static class ChannelOptions
{
    /// <summary>The table.</summary>
    public static OptionTable<Draft> Bgp { get; } = new(
    [
        new("table W", (d, a) => Table(d, FamilySettings.Rib, a)),
        new("igp table W", (d, a) => d.Say(FamilySettings.IgpRib, RibNames.Of(a.Text()), a.Origin)),
        Number("preference N", FamilySettings.Preference),
        Switch("import keep filtered B", FamilySettings.KeepFiltered),
        new("import limit off", (d, a) => Unlimited(d, FamilySettings.PrefixLimit)),
        new("receive limit off", (d, a) => Unlimited(d, FamilySettings.ReceivedPrefixLimit)),
        new("export limit off", (d, a) => Unlimited(d, FamilySettings.SentPrefixLimit)),
        new("import limit N", (d, a) => Limit(d, FamilySettings.PrefixLimit, a, "disable")),
        new("import limit N action W", (d, a) => Limit(d, FamilySettings.PrefixLimit, a, a.Text(1))),
        new("import limit N exceed W", (d, a) => Limit(d, FamilySettings.PrefixLimit, a, a.Text(1))),
        new("route limit N", (d, a) => Limit(d, FamilySettings.PrefixLimit, a, "restart")),
        new("receive limit N", (d, a) => Limit(d, FamilySettings.ReceivedPrefixLimit, a, "disable")),
        new("receive limit N action W", (d, a) => Limit(d, FamilySettings.ReceivedPrefixLimit, a, a.Text(1))),
        new("export limit N", (d, a) => Limit(d, FamilySettings.SentPrefixLimit, a, "disable")),
        new("export limit N action W", (d, a) => Limit(d, FamilySettings.SentPrefixLimit, a, a.Text(1))),
        new("next hop self ibgp", (d, a) => d.Say(FamilySettings.NextHopSelf, NextHopSelf.Ibgp, a.Origin)),
        new("next hop self ebgp", (d, a) => d.Say(FamilySettings.NextHopSelf, NextHopSelf.Ebgp, a.Origin)),
        new("next hop self B", (d, a) => d.Say(FamilySettings.NextHopSelf, a.Switch() ? NextHopSelf.All : NextHopSelf.Off, a.Origin)),
        Switch("next hop keep B", FamilySettings.NextHopUnchanged),
        new("next hop address IP", (d, a) => d.Say(FamilySettings.NextHopAddress, a.Address(), a.Origin)),
        new("next hop prefer global", (d, a) => d.Say(FamilySettings.NextHopPreferGlobal, true, a.Origin)),
        new("next hop prefer local", (d, a) => d.Say(FamilySettings.NextHopPreferGlobal, false, a.Origin)),
        Switch("extended next hop B", FamilySettings.ExtendedNextHop),
        Switch("mandatory B", FamilySettings.FamilyMandatory),
        new("add paths rx", (d, a) => AddPaths(d, a, true, false)),
        new("add paths tx", (d, a) => AddPaths(d, a, false, true)),
        new("add paths B", (d, a) => AddPaths(d, a, a.Switch(), a.Switch())),
        new("gateway direct", (d, a) => d.Say(FamilySettings.Gateway, "direct", a.Origin)),
        new("gateway recursive", (d, a) => d.Say(FamilySettings.Gateway, "recursive", a.Origin)),
        Switch("import table B", FamilySettings.KeepReceived),
        Switch("export table B", FamilySettings.KeepSent),
        Switch("secondary B", FamilySettings.Secondary),
        new("aigp originate", (d, a) => d.Say(FamilySettings.Aigp, "originate", a.Origin)),
        new("aigp B", (d, a) => d.Say(FamilySettings.Aigp, a.Switch() ? "on" : "off", a.Origin)),
        Number("cost N", FamilySettings.Cost),
        Switch("graceful restart B", FamilySettings.FamilyGracefulRestart),
        new("missing lladdr W", (_, _) => new Outcome.Inherent("BIRD 2 and later ignore it: a link-local next hop is sent whenever there is one")),
        new("rpki reload on", (_, _) => new Outcome.Inherent("routes are filtered again when origin validation changes; so do others")),
        new("rpki reload", (_, _) => new Outcome.Inherent("routes are filtered again when origin validation changes; so do others")),
        new("debug *", (_, _) => new Outcome.OutOfScope("logging")),
    ]);

    private static Option<Draft> Switch(string pattern, Setting<bool> setting) => new(pattern, (d, a) => d.Say(setting, a.Switch(), a.Origin));

    private static Option<Draft> Number(string pattern, Setting<uint> setting) => new(pattern, (d, a) => d.Say(setting, a.Number(), a.Origin));

    /// <summary>A table; the main one is the one that is used anyway.</summary>
    public static Outcome Table(Draft draft, Setting<string> setting, Arguments arguments)
    {
        var name = RibNames.Of(arguments.Text());
        if (name == Rib.Main && !draft.Settings.Has(setting) && (draft as ChannelDraft)?.Protocol.Parent is null) return new Outcome.Inherent("the table that is used anyway");
        return draft.Say(setting, name, arguments.Origin);
    }

    private static Outcome Unlimited(Draft draft, Setting<PrefixLimit> setting)
    {
        draft.Unsay(setting);
        return new Outcome.Inherent("no limit: what holds when nothing is said");
    }

    private static Outcome Limit(Draft draft, Setting<PrefixLimit> setting, Arguments a, string action) => action switch
    {
        "disable" => draft.Say(setting, new PrefixLimit(a.Number()), a.Origin),
        "restart" => draft.Say(setting, new PrefixLimit(a.Number(), PrefixLimitAction.Restart), a.Origin),
        "warn" => draft.Say(setting, new PrefixLimit(a.Number(), PrefixLimitAction.Warn), a.Origin),
        "block" => draft.Say(setting, new PrefixLimit(a.Number(), PrefixLimitAction.Block), a.Origin),
        _ => Outcome.Unknown,
    };

    private static Outcome AddPaths(Draft draft, Arguments a, bool receive, bool send)
    {
        draft.Say(FamilySettings.AddPathReceive, receive, a.Origin);
        return draft.Say(FamilySettings.AddPathSend, new AddPathSend(send ? AddPathSelection.All : AddPathSelection.None), a.Origin);
    }
}

/// <summary>Names of tables: BIRD's main ones are <c>master</c>, <c>master4</c> and <c>master6</c>.</summary>
internal static class RibNames
{
    /// <summary>The model's name for a table.</summary>
    public static string Of(string table) => table is "master" or "master4" or "master6" ? Rib.Main : table;
}
