using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>What Cilium's BGP control plane does when nothing is said, whichever resources configure it (Go API types and documentation, 1.16 to 1.19).</summary>
public static class CiliumDefaults
{
    private const string Types = "Cilium API types", Behaviour = "Cilium BGP control plane documentation";

    /// <summary>The table; the releases agree.</summary>
    public static DefaultsTable Table { get; } = new(
    [
        DefaultRow.Of<RemoteAs>(PeerSettings.RemoteAs, new RemoteAs.Auto(), Types),
        DefaultRow.Of(PeerSettings.ConnectRetry, 120u, Behaviour),
        DefaultRow.Of(PeerSettings.HoldTime, 90u, Behaviour),
        DefaultRow.Of(PeerSettings.Keepalive, 30u, Behaviour),
        DefaultRow.Of(PeerSettings.RemotePort, 179u, Types),
        DefaultRow.Of(PeerSettings.Passive, false, Behaviour, c => c.Endpoint is not PeerEndpoint.Range),
        DefaultRow.Of(PeerSettings.MultihopTtl, 1u, Behaviour, c => c.IsExternal),
        DefaultRow.Of(PeerSettings.GracefulRestart, GracefulRestartMode.Helper, Behaviour),
        DefaultRow.Of(PeerSettings.RestartTime, 120u, Behaviour),
        DefaultRow.Of(PeerSettings.DefaultLocalPreference, 100u, Behaviour, c => c.IsInternal),
        DefaultRow.Of(InstanceSettings.DefaultFamilies, new FamilySet([AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast]), Behaviour),
        DefaultRow.Of(FamilySettings.Active, true, Behaviour, c => c.Family?.IsUnicast() == true),
        DefaultRow.Of(FamilySettings.Active, false, Behaviour),
        DefaultRow.Of(FamilySettings.DefaultImport, Verdict.Reject, Behaviour),
        DefaultRow.Of(FamilySettings.DefaultExport, Verdict.Accept, Behaviour),
        DefaultRow.Of(FamilySettings.SendStandardCommunities, true, Behaviour),
        DefaultRow.Of(FamilySettings.SendLargeCommunities, true, Behaviour),
    ]);
}
