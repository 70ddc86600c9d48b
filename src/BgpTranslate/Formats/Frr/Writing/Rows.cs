using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>FRR's statements for the settings of the model, in the order in which FRR prints them (frr.md §7).</summary>
internal static class Rows
{
    private static readonly FormatVersion V9 = new(9), V10 = new(10), V103 = new(10, 3), V107 = new(10, 7);

    /// <summary>Statements of <c>router bgp</c> itself. Session settings that stand here hold for all peers.</summary>
    public static IReadOnlyList<Row> Instance { get; } =
    [
        Row.Of(PeerSettings.RouterId, v => $"bgp router-id {v}"),
        Row.Flag(InstanceSettings.FastExternalFailover, "bgp fast-external-failover"),
        Row.Flag(InstanceSettings.LogNeighborChanges, "bgp log-neighbor-changes"),
        Row.Flag(PeerSettings.AlwaysCompareMed, "bgp always-compare-med"),
        Row.Flag(InstanceSettings.EbgpRequiresPolicy, "bgp ebgp-requires-policy"),
        Row.Flag(PeerSettings.EnforceFirstAs, "bgp enforce-first-as", V10),
        Row.Flag(InstanceSettings.RejectAsSets, "bgp reject-as-sets"),
        Row.Flag(InstanceSettings.SuppressDuplicates, "bgp suppress-duplicates"),
        Row.Flag(InstanceSettings.SuppressFibPending, "bgp suppress-fib-pending"),
        Row.Flag(InstanceSettings.HardAdministrativeReset, "bgp hard-administrative-reset"),
        Row.Flag(InstanceSettings.AllowMartianNextHop, "bgp allow-martian-nexthop"),
        Row.Flag(InstanceSettings.HostnameInOutput, "bgp default show-hostname"),
        Row.Flag(InstanceSettings.DefaultShutdown, "bgp default shutdown"),
        Row.Flag(PeerSettings.DynamicCapability, "bgp default dynamic-capability", V103),
        Row.Flag(PeerSettings.SoftwareVersion, "bgp default software-version-capability", V103),
        Row.Flag(PeerSettings.LinkLocalNextHop, "bgp default link-local-capability", V107),
        Row.Of(PeerSettings.DefaultLocalPreference, v => $"bgp default local-preference {v}"),
        Row.Flag(InstanceSettings.ClientToClientReflection, "bgp client-to-client reflection"),
        Row.Of(PeerSettings.ClusterId, v => $"bgp cluster-id {v}"),
        Row.Of(PeerSettings.ConfederationIdentifier, v => $"bgp confederation identifier {v}"),
        Row.Of(InstanceSettings.ConfederationMembers, v => v.Numbers.IsEmpty ? null : $"bgp confederation peers {v}"),
        Row.Flag(PeerSettings.DeterministicMed, "bgp deterministic-med"),
        Row.Of(InstanceSettings.MaxMed, v => $"bgp max-med {v}"),
        Row.Of(PeerSettings.GracefulRestart, v => v switch
        {
            GracefulRestartMode.Restarter => "bgp graceful-restart",
            GracefulRestartMode.Disabled => "bgp graceful-restart-disable",
            _ => null,
        }),
        Row.Of(PeerSettings.RestartTime, v => $"bgp graceful-restart restart-time {v}"),
        Row.Of(InstanceSettings.StaleTime, v => $"bgp graceful-restart stalepath-time {v}"),
        Row.Of(InstanceSettings.SelectDeferTime, v => $"bgp graceful-restart select-defer-time {v}"),
        Row.Of(InstanceSettings.RibStaleTime, v => $"bgp graceful-restart rib-stale-time {v}"),
        Row.Flag(InstanceSettings.PreserveForwarding, "bgp graceful-restart preserve-fw-state"),
        Row.Flag(InstanceSettings.GracefulRestartNotification, "bgp graceful-restart notification"),
        Row.Inverse(InstanceSettings.SendEndOfRib, "bgp graceful-restart disable-eor"),
        Row.Of(PeerSettings.LongLivedStaleTime, v => v == 0 ? null : $"bgp long-lived-graceful-restart stale-time {v}"),
        Row.Flag(InstanceSettings.GracefulShutdown, "bgp graceful-shutdown"),
        Row.Of(InstanceSettings.TcpKeepalive, v => $"bgp tcp-keepalive {v}", V9),
        Row.Flag(InstanceSettings.AllowOutboundPolicy, "bgp route-reflector allow-outbound-policy"),
        Row.Flag(InstanceSettings.AsPathConfed, "bgp bestpath as-path confed"),
        Row.Flag(PeerSettings.AsPathIgnore, "bgp bestpath as-path ignore"),
        Row.Flag(InstanceSettings.MultipathPeerTypeRelax, "bgp bestpath peer-type multipath-relax"),
        Row.Flag(PeerSettings.CompareRouterId, "bgp bestpath compare-routerid"),
        Row.Of(InstanceSettings.Bandwidth, v => $"bgp bestpath bandwidth {v}"),
        Row.Flag(PeerSettings.CompareAigp, "bgp bestpath aigp", V9),
        Row.Flag(InstanceSettings.NetworkImportCheck, "bgp network import-check"),
        Row.Inverse(InstanceSettings.EbgpConnectedCheck, "bgp disable-ebgp-connected-route-check"),
        Row.Of(InstanceSettings.MinimumHoldTime, v => $"bgp minimum-holdtime {v}"),
        Row.Flag(InstanceSettings.FastConvergence, "bgp fast-convergence"),
        Row.Of(InstanceSettings.ConditionalAdvertisementTimer, v => $"bgp conditional-advertisement timer {v}"),
        Row.Of(InstanceSettings.UpdateDelay, v => $"update-delay {v}"),
        Row.Of(InstanceSettings.DynamicPeerLimit, v => $"bgp listen limit {v}"),
        Row.Of(InstanceSettings.Shutdown, v => v.Length == 0 ? "bgp shutdown" : $"bgp shutdown message {Lists.OneLine(v)}"),
    ];

    /// <summary>Statements of a peer or group, behind <c>neighbor X</c>.</summary>
    public static IReadOnlyList<Row> Session { get; } =
    [
        Row.Of(PeerSettings.LocalAs, v => v.Mode switch
        {
            LocalAsMode.Replace => $"local-as {v.As} no-prepend replace-as",
            LocalAsMode.NoPrepend => $"local-as {v.As} no-prepend",
            LocalAsMode.DualAs => $"local-as {v.As} no-prepend replace-as dual-as",
            _ => $"local-as {v.As}",
        }),
        Row.Of(PeerSettings.Description, v => v.Trim().Length == 0 ? null : $"description {Lists.OneLine(v)}"),
        Row.Of(PeerSettings.ShutdownOnRtt, v => $"shutdown rtt {v}"),
        Row.Of(PeerSettings.Password, v => $"password {v.Reveal()}"),
        Row.On(PeerSettings.Solo, "solo"),
        Row.Of(PeerSettings.RemotePort, v => $"port {v}"),
        Row.Of(PeerSettings.BindInterface, v => $"interface {v}"),
        Row.Of(PeerSettings.TcpMss, v => $"tcp-mss {v}"),
        Row.On(PeerSettings.Passive, "passive"),
        Row.Of(PeerSettings.Role, v => "local-role " + v switch
        {
            BgpRole.Provider => "provider",
            BgpRole.RouteServer => "rs-server",
            BgpRole.RouteServerClient => "rs-client",
            BgpRole.Customer => "customer",
            _ => "peer",
        }),
        Row.Of(PeerSettings.TtlSecurityHops, v => v == 0 ? null : $"ttl-security hops {v}"),
        Row.On(PeerSettings.DisableConnectedCheck, "disable-connected-check"),
        Row.Flag(PeerSettings.EnforceFirstAs, "enforce-first-as"),
        Row.Of(PeerSettings.LocalAddress, v => $"update-source {v}"),
        Row.Of(PeerSettings.LocalInterface, v => $"update-source {v}"),
        Row.Of(PeerSettings.AdvertisementInterval, v => $"advertisement-interval {v}"),
        Row.Of(PeerSettings.ConnectRetry, v => $"timers connect {v}"),
        Row.Of(PeerSettings.DelayOpen, v => v == 0 ? null : $"timers delayopen {v}"),
        Row.Flag(PeerSettings.DynamicCapability, "capability dynamic"),
        Row.Flag(FamilySettings.ExtendedNextHop, "capability extended-nexthop"),
        Row.Flag(PeerSettings.HostnameCapability, "capability fqdn", V103),
        Row.Flag(PeerSettings.SoftwareVersion, "capability software-version", V103),
        Row.Flag(PeerSettings.LinkLocalNextHop, "capability link-local", V107),
        Row.On(PeerSettings.ExtendedOptionalParameters, "extended-optional-parameters"),
        new(PeerSettings.CapabilityNegotiation, v => v is false ? "dont-capability-negotiate" : null),
        Row.On(PeerSettings.OverrideCapability, "override-capability"),
        Row.On(PeerSettings.StrictCapabilityMatch, "strict-capability-match"),
        Row.On(PeerSettings.SenderSideLoopDetection, "sender-as-path-loop-detection"),
        Row.Of(PeerSettings.DiscardAttributes, v => $"path-attribute discard {v}", V9),
        Row.Of(PeerSettings.TreatAsWithdraw, v => $"path-attribute treat-as-withdraw {v}", V9),
        Row.On(PeerSettings.GracefulShutdownPeer, "graceful-shutdown", V103),
        Row.Of(PeerSettings.GracefulRestart, v => v switch
        {
            GracefulRestartMode.Restarter => "graceful-restart",
            GracefulRestartMode.Helper => "graceful-restart-helper",
            _ => "graceful-restart-disable",
        }),
    ];

    /// <summary>Statements of a peer or group in an address family, behind <c>neighbor X</c>.</summary>
    public static IReadOnlyList<Row> Family { get; } =
    [
        Row.Flag(FamilySettings.Active, "activate"),
        Row.Of(FamilySettings.AddPathSend, v => v.Selection switch
        {
            AddPathSelection.All => "addpath-tx-all-paths",
            AddPathSelection.BestPerAs => "addpath-tx-bestpath-per-AS",
            AddPathSelection.Best => $"addpath-tx-best-selected {v.Count}",
            _ => null,
        }),
        new(FamilySettings.AddPathReceive, v => v is false ? "disable-addpath-rx" : null),
        Row.Of(FamilySettings.AddPathReceiveLimit, v => $"addpath-rx-paths-limit {v}", V103),
        Row.Of(FamilySettings.Orf, v => $"capability orf prefix-list {v}"),
        Row.On(FamilySettings.RouteReflectorClient, "route-reflector-client"),
        Row.Of(FamilySettings.NextHopSelf, v => v switch { NextHopSelf.Ebgp => "next-hop-self", NextHopSelf.All => "next-hop-self force", _ => null }),
        Row.Of(FamilySettings.RemovePrivateAs, v => v switch
        {
            RemovePrivateAs.All => "remove-private-AS all",
            RemovePrivateAs.Replace => "remove-private-AS all replace-AS",
            RemovePrivateAs.ReplaceWhenOnlyPrivate => "remove-private-AS replace-AS",
            _ => "remove-private-AS",
        }),
        Row.On(FamilySettings.AsOverride, "as-override"),
        Row.On(FamilySettings.KeepReceived, "soft-reconfiguration inbound"),
        Row.Of(FamilySettings.SentPrefixLimit, v => $"maximum-prefix-out {v.Max}"),
        Row.Of(FamilySettings.PrefixLimit, v => MaximumPrefix(v, "")),
        Row.Of(FamilySettings.ReceivedPrefixLimit, v => MaximumPrefix(v, " force")),
        Row.On(FamilySettings.RouteServerClient, "route-server-client"),
        Row.Of(FamilySettings.AllowOwnAs, v => v == 0 ? null : $"allowas-in {Math.Min(v, 10)}"),
        Row.On(FamilySettings.AllowOwnAsOrigin, "allowas-in origin"),
        Row.Of(FamilySettings.SiteOfOrigin, v => $"soo {v}"),
        Row.Of(FamilySettings.Weight, v => $"weight {v}"),
        Row.On(FamilySettings.NextHopLocalUnchanged, "nexthop-local unchanged"),
    ];

    /// <summary>Statements of an address family's table.</summary>
    public static IReadOnlyList<Row> Table { get; } =
    [
        Row.Of(TableSettings.Dampening, v => string.Create(
            CultureInfo.InvariantCulture, $"bgp dampening {v.HalfLifeMinutes} {v.Reuse} {v.Suppress} {v.MaxSuppressMinutes}")),
        Row.Of(TableSettings.MaximumPathsEbgp, v => $"maximum-paths {Math.Clamp(v, 1, 256)}"),
        Row.On(FamilySettings.NextHopPreferGlobal, "nexthop prefer-global", V107),
    ];

    private static string MaximumPrefix(PrefixLimit limit, string force) =>
        $"maximum-prefix {limit.Max}{(limit.ThresholdPercent is { } t ? $" {t}" : "")}"
        + limit.Action switch
        {
            PrefixLimitAction.Warn => " warning-only",
            PrefixLimitAction.Restart => $" restart {Math.Max(1, (limit.RestartSeconds + 59) / 60)}",
            _ => "",
        }
        + force;
}
