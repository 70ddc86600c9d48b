using System.Globalization;
using BgpTranslate.Formats.FortiOs.Reading;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Vocabulary;

/// <summary>What <c>config router bgp</c> can say for all of the instance.</summary>
internal static class InstanceTerms
{
    /// <summary>What has terms in the model. AS number, graceful restart and additional paths are read and written by hand.</summary>
    public static IReadOnlyList<Term> All { get; } =
    [
        Term.Address4("router-id", PeerSettings.RouterId),
        Term.Number("keepalive-timer", PeerSettings.Keepalive, 0, 65535),
        Term.Number("holdtime-timer", PeerSettings.HoldTime, 3, 65535),
        Term.Flag("always-compare-med", PeerSettings.AlwaysCompareMed),
        Term.Flag("bestpath-as-path-ignore", PeerSettings.AsPathIgnore),
        Term.Flag("bestpath-cmp-confed-aspath", InstanceSettings.AsPathConfed),
        Term.Flag("bestpath-cmp-routerid", PeerSettings.CompareRouterId),
        Term.Flag("bestpath-med-confed", InstanceSettings.MedConfed),
        Term.Flag("bestpath-med-missing-as-worst", PeerSettings.MedMissingAsWorst),
        Term.Flag("client-to-client-reflection", InstanceSettings.ClientToClientReflection),
        Term.Flag("deterministic-med", PeerSettings.DeterministicMed),
        Term.Flag("enforce-first-as", PeerSettings.EnforceFirstAs),
        Term.Flag("fast-external-failover", InstanceSettings.FastExternalFailover),
        Term.Flag("log-neighbour-changes", InstanceSettings.LogNeighborChanges),
        Term.Flag("network-import-check", InstanceSettings.NetworkImportCheck),
        Term.Address4("cluster-id", PeerSettings.ClusterId),
        Term.NumberOrNone("confederation-identifier", PeerSettings.ConfederationIdentifier, uint.MaxValue),
        new("confederation-peers", InstanceSettings.ConfederationMembers, ReadMembers, (v, _) =>
            [new Phrase("confederation-peers", [.. ((AsList)v).Numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))])]),
        Term.Number("default-local-preference", PeerSettings.DefaultLocalPreference, 0, uint.MaxValue),
        Term.Number("graceful-restart-time", PeerSettings.RestartTime, 1, 3600),
        Term.Number("graceful-stalepath-time", InstanceSettings.StaleTime, 1, 3600),
        Term.Number("graceful-update-delay", InstanceSettings.SelectDeferTime, 1, 3600),
    ];

    /// <summary>What the model has no terms for: the feature, and the value that holds anyway.</summary>
    public static IReadOnlyDictionary<string, (string Feature, string Default)> Carried { get; } = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["ignore-optional-capability"] = ("peer.capability.ignore-optional", "enable"),
        ["synchronization"] = ("instance.synchronization", "disable"),
        ["scan-time"] = ("instance.scan-time", "60"),
        ["recursive-next-hop"] = ("instance.recursive-next-hop", "disable"),
        ["recursive-inherit-priority"] = ("instance.recursive-inherit-priority", "disable"),
        ["multipath-recursive-distance"] = ("multipath.recursive-distance", "disable"),
        ["tag-resolve-mode"] = ("instance.tag-resolve-mode", "disable"),
        ["dampening-route-map"] = ("dampening.policy", ""),
        ["dampening-unreachability-half-life"] = ("dampening.unreachability-half-life", "15"),
        ["graceful-end-on-timer"] = ("graceful-restart.end-on-timer-only", "disable"),
        ["cross-family-conditional-adv"] = ("peer.afi-safi.conditional-advertisement", "disable"),
    };

    /// <summary>Tables that the model has no terms for.</summary>
    public static IReadOnlyDictionary<string, string> CarriedTables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["admin-distance"] = "distance.by-source",
        ["vrf"] = "vrf.vpn",
        ["vrf6"] = "vrf.vpn",
    };

    private static object? ReadMembers(Clause clause)
    {
        var numbers = new List<uint>();
        foreach (var text in clause.Values("confederation-peers").SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (AsNumbers.TryParse(text, out var number)) numbers.Add(number);
            else clause.Bad("confederation-peers", text, "AS numbers");
        }

        return numbers.Count > 0 ? new AsList(numbers.Distinct().Order()) : null;
    }
}
