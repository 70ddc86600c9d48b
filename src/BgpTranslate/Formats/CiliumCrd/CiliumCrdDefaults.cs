using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.CiliumCrd;

/// <summary>What Cilium does when nothing is said (cilium-crd.md §2 and §3).</summary>
internal static class CiliumCrdDefaults
{
    private const string Types = "cilium-crd.md §2", Behaviour = "cilium-crd.md §3";

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
