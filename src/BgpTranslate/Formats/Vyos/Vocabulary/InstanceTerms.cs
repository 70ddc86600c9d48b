using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Formats.Vyos.Reading;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Vocabulary;

/// <summary>What an instance can say (vyos.md §3.1).</summary>
internal static class InstanceTerms
{
    private static readonly FormatVersion V14 = new(1, 4), V15 = new(1, 5);

    /// <summary>All of them. AS number and timers are read and written by hand.</summary>
    public static IReadOnlyList<Term> All { get; } =
    [
        Term.Address("parameters router-id", PeerSettings.RouterId, Afi.Ipv4),
        Term.Address("parameters cluster-id", PeerSettings.ClusterId, Afi.Ipv4),
        Term.Number("parameters default local-pref", PeerSettings.DefaultLocalPreference, 0, uint.MaxValue),
        new("parameters default no-ipv4-unicast", InstanceSettings.DefaultFamilies, c => Term.Present(c, new FamilySet([])), (_, _) => []),
        Term.Flag("parameters log-neighbor-changes", InstanceSettings.LogNeighborChanges),
        Term.Flag("parameters always-compare-med", PeerSettings.AlwaysCompareMed),
        Term.Flag("parameters deterministic-med", PeerSettings.DeterministicMed),
        Term.Flag("parameters bestpath as-path confed", InstanceSettings.AsPathConfed),
        Term.Flag("parameters bestpath as-path ignore", PeerSettings.AsPathIgnore),
        Term.Flag("parameters bestpath as-path multipath-relax", InstanceSettings.MultipathAsPathRelax),
        Term.Flag("parameters bestpath compare-routerid", PeerSettings.CompareRouterId),
        Term.Flag("parameters bestpath med confed", InstanceSettings.MedConfed),
        Term.Flag("parameters bestpath med missing-as-worst", PeerSettings.MedMissingAsWorst),
        Term.Flag("parameters bestpath peer-type multipath-relax", InstanceSettings.MultipathPeerTypeRelax) with { Since = V14 },
        Term.Choice(
            "parameters bestpath bandwidth", InstanceSettings.Bandwidth,
            ("ignore", "ignore"), ("skip-missing", "skip-missing"), ("default-weight-for-missing", "default-weight-for-missing")),
        Term.Number("parameters confederation identifier", PeerSettings.ConfederationIdentifier, 1, uint.MaxValue - 1),
        new("parameters confederation peers", InstanceSettings.ConfederationMembers, ReadMembers, (v, _) => ((AsList)v).Numbers.Select(n => new[] { n.ToString(CultureInfo.InvariantCulture) })),
        Term.Number("parameters conditional-advertisement timer", InstanceSettings.ConditionalAdvertisementTimer, 5, 240) with { Since = V14 },
        Term.Flag("parameters ebgp-requires-policy", InstanceSettings.EbgpRequiresPolicy) with { Since = V14 },
        Term.Flag("parameters network-import-check", InstanceSettings.NetworkImportCheck),
        Term.Flag("parameters fast-convergence", InstanceSettings.FastConvergence) with { Since = V14 },
        new("parameters graceful-restart", PeerSettings.GracefulRestart, c => Term.Present(c, GracefulRestartMode.Restarter), (v, _) => v is GracefulRestartMode.Restarter ? [[]] : []),
        Term.Number("parameters graceful-restart stalepath-time", InstanceSettings.StaleTime, 1, 3600),
        Term.Flag("parameters graceful-shutdown", InstanceSettings.GracefulShutdown),
        Term.Number("parameters minimum-holdtime", InstanceSettings.MinimumHoldTime, 1, 65535) with { Since = V14 },
        Term.Inverse("parameters no-client-to-client-reflection", InstanceSettings.ClientToClientReflection),
        Term.Inverse("parameters no-fast-external-failover", InstanceSettings.FastExternalFailover),
        Term.Inverse("parameters no-suppress-duplicates", InstanceSettings.SuppressDuplicates) with { Since = V14 },
        Term.Inverse("parameters no-hard-administrative-reset", InstanceSettings.HardAdministrativeReset) with { Since = V14 },
        Term.Flag("parameters route-reflector-allow-outbound-policy", InstanceSettings.AllowOutboundPolicy) with { Since = V14 },
        Term.Flag("parameters reject-as-sets", InstanceSettings.RejectAsSets) with { Since = V14 },
        Term.Flag("parameters suppress-fib-pending", InstanceSettings.SuppressFibPending) with { Since = V14 },
        Term.Flag("parameters allow-martian-nexthop", InstanceSettings.AllowMartianNextHop) with { Since = V14 },
        Term.Inverse("parameters disable-ebgp-connected-route-check", InstanceSettings.EbgpConnectedCheck) with { Since = V14 },
        new("parameters shutdown", InstanceSettings.Shutdown, c => Term.Present(c, ""), (_, _) => [[]]) { Since = V14 },
        new("parameters tcp-keepalive", InstanceSettings.TcpKeepalive, ReadTcpKeepalive, WriteTcpKeepalive) { Since = V14 },
        Term.Number("listen limit", InstanceSettings.DynamicPeerLimit, 1, 5000),
        Term.Text("parameters as-notation", InstanceSettings.AsNotation) with { Since = V15 },
        new("parameters update-delay", InstanceSettings.UpdateDelay, ReadUpdateDelay, WriteUpdateDelay) { Since = V15 },
    ];

    private static object? ReadMembers(Clause clause)
    {
        var numbers = new List<uint>();
        foreach (var text in clause.Values().SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) numbers.Add(number);
            else clause.Bad(text, "1 to 4294967294");
        }

        return numbers.Count > 0 && clause.IsSound ? new AsList(numbers) : null;
    }

    private static object? ReadTcpKeepalive(Clause clause)
    {
        var (idle, interval, probes) = (clause.Number("idle", 1, 65535), clause.Number("interval", 1, 65535), clause.Number("probes", 1, 30));
        if (idle is not null && interval is not null && probes is not null) return string.Create(CultureInfo.InvariantCulture, $"{idle} {interval} {probes}");
        if (clause.IsSound) clause.Fail("TCP keepalive needs idle, interval and probes");
        return null;
    }

    private static IEnumerable<string[]> WriteTcpKeepalive(object value, TermContext context) =>
        ((string)value).Split(' ') is [var idle, var interval, var probes] ? [["idle", idle], ["interval", interval], ["probes", probes]] : [];

    private static object? ReadUpdateDelay(Clause clause)
    {
        if (clause.Value("max-delay") is not { } delay) return null;
        return clause.Value("establish-wait") is { } wait ? $"{delay} {wait}" : delay;
    }

    private static IEnumerable<string[]> WriteUpdateDelay(object value, TermContext context) =>
        ((string)value).Split(' ') switch { [var delay] => [["max-delay", delay]], [var delay, var wait] => [["max-delay", delay], ["establish-wait", wait]], _ => [] };
}
