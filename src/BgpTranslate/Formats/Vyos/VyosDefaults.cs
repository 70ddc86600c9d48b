using System.Collections.Concurrent;
using BgpTranslate.Defaults;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos;

/// <summary>
/// What VyOS does when nothing is said: what the FRR below it does in its traditional profile, but for what VyOS always writes for it. Releases before 1.2 run
/// Quagga, whose defaults are taken to be those of 1.2.
/// </summary>
internal static class VyosDefaults
{
    private const string Source = "VyOS";
    private static readonly FormatVersion V14 = new(1, 4), V15 = new(1, 5);
    private static readonly ConcurrentDictionary<FormatVersion, Platform> Known = new();

    /// <summary>The platform of a release.</summary>
    public static Platform For(FormatVersion release) =>
        Known.GetOrAdd(release, static r => new Platform("vyos", r, "", ExportScope.BgpTable, new DefaultsTable(Below(r)).With(Own(r))) { FollowsInterfaces = true, RunsBgpd = true });

    /// <summary>The FRR of a release: 1.5 runs 10.3 or later, 1.4 runs 9.1, 1.3 and 1.2 run 7.5 and older.</summary>
    private static FormatVersion FrrOf(FormatVersion release) => release >= V15 ? new(10, 3) : release >= V14 ? new(9, 1) : new(7, 5);

    /// <summary>The FRR of releases before 1.4 does not know RFC 8538 at all.</summary>
    private static IEnumerable<DefaultRow> Below(FormatVersion release) =>
        FrrDefaults.Of(FrrOf(release), FrrOf(release), datacenter: false)
            .Where(r => release >= V14 || (r.Setting != InstanceSettings.HardAdministrativeReset && r.Setting != InstanceSettings.GracefulRestartNotification));

    private static IEnumerable<DefaultRow> Own(FormatVersion release)
    {
        yield return DefaultRow.Of(PeerSettings.EnforceFirstAs, false, Source);
        yield return DefaultRow.Of(InstanceSettings.EbgpRequiresPolicy, false, Source);
        yield return DefaultRow.Of(InstanceSettings.NetworkImportCheck, false, Source);
        yield return DefaultRow.Of(InstanceSettings.DefaultFamilies, new FamilySet(release >= V14 ? [] : [AfiSafi.Ipv4Unicast]), Source);
    }
}
