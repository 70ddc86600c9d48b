using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird;

/// <summary>
/// What BIRD does when nothing is said. Left out on purpose: what is merely offered to the peer and used only if it asks (ADD-PATH reception alone,
/// extended messages), and what decides between paths that are equal otherwise (age of a path).
/// </summary>
internal static class BirdDefaults
{
    private const string Source = "BIRD documentation";

    private static readonly DefaultsTable One = new([.. Policies1(), .. Common()]);
    private static readonly DefaultsTable Two = new([.. Policies2(), .. Common(), DefaultRow.Of(PeerSettings.AllowAsSets, true, "BIRD NEWS, 2.18")]);
    private static readonly DefaultsTable Recent = new([.. Policies2(), .. Common(), DefaultRow.Of(PeerSettings.AllowAsSets, false, "BIRD NEWS, 2.18")]);

    /// <summary>The table of a release; the same object for releases that agree.</summary>
    public static DefaultsTable For(FormatVersion version) =>
        version.Major < 2 ? One
        : version >= new FormatVersion(3, 2) || (version.Major == 2 && version >= new FormatVersion(2, 18)) ? Recent
        : Two;

    /// <summary>1.x: everything comes in, nothing goes out.</summary>
    private static IEnumerable<DefaultRow> Policies1() =>
    [
        DefaultRow.Of(InstanceSettings.EbgpRequiresPolicy, false, "BIRD 1.6 documentation"),
        DefaultRow.Of(FamilySettings.DefaultImport, Verdict.Accept, Source),
        DefaultRow.Of(FamilySettings.DefaultExport, Verdict.Reject, Source),
    ];

    /// <summary>2.x and later: eBGP channels must say both (no row), others import all and export nothing.</summary>
    private static IEnumerable<DefaultRow> Policies2() =>
    [
        DefaultRow.Of(InstanceSettings.EbgpRequiresPolicy, true, Source),
        DefaultRow.Of(FamilySettings.DefaultImport, Verdict.Accept, Source, c => c.Session is SessionType.Internal or SessionType.Confederation),
        DefaultRow.Of(FamilySettings.DefaultExport, Verdict.Reject, Source, c => c.Session is SessionType.Internal or SessionType.Confederation),
    ];

    private static IEnumerable<DefaultRow> Common() =>
    [
        DefaultRow.Of(InstanceSettings.DefaultFamilies, new FamilySet([]), Source),
        DefaultRow.Of(FamilySettings.Active, false, Source),

        DefaultRow.Of(PeerSettings.HoldTime, 240u, Source),
        DefaultRow.Computed<uint>(PeerSettings.Keepalive, c => c.Effective(PeerSettings.HoldTime) is uint hold ? hold / 3 : null, Source),
        DefaultRow.Of(PeerSettings.ConnectRetry, 120u, Source),
        DefaultRow.Of(PeerSettings.ConnectDelay, 5u, Source),
        DefaultRow.Of(PeerSettings.MultihopTtl, 64u, "BIRD, bgp_postconfig", c => c.IsInternal),
        DefaultRow.Of(PeerSettings.MultihopTtl, 1u, "BIRD, bgp_postconfig"),
        DefaultRow.None(PeerSettings.TtlSecurityHops, Source),
        DefaultRow.Of(PeerSettings.Passive, true, Source, c => c.Endpoint is PeerEndpoint.Range or PeerEndpoint.Interface),
        DefaultRow.Of(PeerSettings.Passive, false, Source),
        DefaultRow.Of(PeerSettings.ListenPort, 179u, Source),
        DefaultRow.Of(PeerSettings.RemotePort, 179u, Source),
        DefaultRow.Of(PeerSettings.Shutdown, false, Source),
        DefaultRow.Of(PeerSettings.Bfd, false, Source),
        DefaultRow.Of(PeerSettings.BfdTimers, new BfdTimers(10, 100, 5), Source, c => c.Effective(PeerSettings.Bfd) is true),

        DefaultRow.Of(PeerSettings.DefaultLocalPreference, 100u, Source),
        DefaultRow.Of(PeerSettings.DefaultMed, 0u, Source),
        DefaultRow.Of(PeerSettings.InterpretCommunities, true, Source),
        DefaultRow.Of(PeerSettings.AlwaysCompareMed, false, Source),
        DefaultRow.Of(PeerSettings.DeterministicMed, false, Source),
        DefaultRow.Of(PeerSettings.MedMissingAsWorst, false, Source),
        DefaultRow.Of(PeerSettings.AsPathIgnore, false, Source),
        DefaultRow.Of(PeerSettings.IgpMetric, true, Source),
        DefaultRow.Of(PeerSettings.EnforceFirstAs, false, Source),

        DefaultRow.Of(PeerSettings.CapabilityNegotiation, true, Source),
        DefaultRow.Of(PeerSettings.RouteRefresh, true, Source),
        DefaultRow.Of(PeerSettings.FourOctetAs, true, Source),
        DefaultRow.Of(PeerSettings.GracefulRestart, GracefulRestartMode.Helper, Source),
        DefaultRow.Of(PeerSettings.RestartTime, 120u, Source),
        DefaultRow.Of(PeerSettings.RoleStrict, false, Source),

        DefaultRow.Of(FamilySettings.SendStandardCommunities, true, Source),
        DefaultRow.Of(FamilySettings.SendExtendedCommunities, true, Source),
        DefaultRow.Of(FamilySettings.SendLargeCommunities, true, Source),
        DefaultRow.Of(FamilySettings.RouteReflectorClient, false, Source),
        DefaultRow.Of(FamilySettings.RouteServerClient, false, Source),
        DefaultRow.Of(FamilySettings.NextHopSelf, NextHopSelf.Off, Source),
        DefaultRow.Of(FamilySettings.NextHopUnchanged, false, Source),
        DefaultRow.None(FamilySettings.AllowOwnAs, Source),
        DefaultRow.Of(FamilySettings.AllowLocalPreference, false, Source),
        DefaultRow.Of(FamilySettings.AllowMed, false, Source),
        DefaultRow.Of(FamilySettings.ExtendedNextHop, false, Source),
        DefaultRow.Of(FamilySettings.KeepReceived, false, Source),
        DefaultRow.Of(FamilySettings.Preference, 100u, Source),
    ];
}
