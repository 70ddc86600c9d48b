using System.Globalization;
using BgpTranslate.Formats.FortiOs.Reading;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Vocabulary;

/// <summary>What a neighbor or a neighbor group can say about the session. Password and graceful restart are read and written by hand.</summary>
internal static class SessionTerms
{
    /// <summary>The longest name of an interface.</summary>
    public const int InterfaceLength = 15;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Term> All { get; } =
    [
        new("remote-as", PeerSettings.RemoteAs, c => c.AsNumber("remote-as") is { } number ? new RemoteAs.Number(number) : null, (v, _) => v is RemoteAs.Number { As: > 0 and var n } ? [Term.Say("remote-as", n)] : []),
        new("local-as", PeerSettings.LocalAs, ReadLocalAs, WriteLocalAs),
        new("description", PeerSettings.Description, c => c.Text("description"), (v, _) => [new Phrase("description", OneLine((string)v, 63))]),
        Term.Flag("shutdown", PeerSettings.Shutdown),
        Term.Flag("passive", PeerSettings.Passive),
        Term.Text("update-source", PeerSettings.LocalInterface, InterfaceLength),
        Term.Text("interface", PeerSettings.BindInterface, InterfaceLength),
        new("ebgp-enforce-multihop", PeerSettings.MultihopTtl, ReadMultihop, WriteMultihop),
        Term.Flag("link-down-failover", PeerSettings.CheckLink),
        Term.Number("keep-alive-timer", PeerSettings.Keepalive, 0, 65535),
        Term.Number("holdtime-timer", PeerSettings.HoldTime, 3, 65535),
        Term.Number("connect-timer", PeerSettings.ConnectRetry, 1, 65535),
        Term.Number("advertisement-interval", PeerSettings.AdvertisementInterval, 0, 600),
        Term.Flag("bfd", PeerSettings.Bfd),
        Term.Inverse("dont-capability-negotiate", PeerSettings.CapabilityNegotiation),
        Term.Flag("override-capability", PeerSettings.OverrideCapability),
        Term.Flag("strict-capability-match", PeerSettings.StrictCapabilityMatch),
        Term.Flag("capability-dynamic", PeerSettings.DynamicCapability),
        Term.Flag("capability-route-refresh", PeerSettings.RouteRefresh),
        Term.NumberOrNone("restart-time", PeerSettings.RestartTime, 3600),
        Term.Number("weight", FamilySettings.Weight, 0, 65535),
    ];

    /// <summary>What the model has no terms for: the feature, and the value that holds anyway.</summary>
    public static IReadOnlyDictionary<string, (string Feature, string Default)> Carried { get; } = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["stale-route"] = ("peer.stale-route", "disable"),
        ["retain-stale-time"] = ("peer.stale-route", "0"),
        ["remote-as-filter"] = ("dynamic-peer.allowed-as", ""),
        ["route-map-out-preferable"] = ("peer.afi-safi.preferable-export-policy", ""),
        ["route-map-out6-preferable"] = ("peer.afi-safi.preferable-export-policy", ""),
        ["route-map-out-vpnv4-preferable"] = ("peer.afi-safi.preferable-export-policy", ""),
        ["route-map-out-vpnv6-preferable"] = ("peer.afi-safi.preferable-export-policy", ""),
        ["rr-attr-allow-change"] = ("instance.rr-allow-outbound-policy", "disable"),
        ["rr-attr-allow-change6"] = ("instance.rr-allow-outbound-policy", "disable"),
        ["rr-attr-allow-change-vpnv4"] = ("instance.rr-allow-outbound-policy", "disable"),
        ["rr-attr-allow-change-vpnv6"] = ("instance.rr-allow-outbound-policy", "disable"),
        ["rr-attr-allow-change-evpn"] = ("instance.rr-allow-outbound-policy", "disable"),
    };

    /// <summary>Text without line breaks, at most as long as FortiOS takes it.</summary>
    public static string OneLine(string text, int maximumLength)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > maximumLength ? line[..maximumLength] : line;
    }

    private static object? ReadLocalAs(Clause clause)
    {
        var number = clause.AsNumber("local-as");
        var (noPrepend, replace) = (clause.IsEnabled("local-as-no-prepend"), clause.IsEnabled("local-as-replace-as"));
        if (number is { } own) return new LocalAs(own, replace && noPrepend ? LocalAsMode.Replace : noPrepend ? LocalAsMode.NoPrepend : replace ? LocalAsMode.Replace : LocalAsMode.PrependBoth);
        const string idle = "it has no effect without local-as";
        if (noPrepend) clause.Idle("local-as-no-prepend", idle);
        if (replace) clause.Idle("local-as-replace-as", idle);
        return null;
    }

    private static IEnumerable<Phrase> WriteLocalAs(object value, TermContext context)
    {
        var (number, mode) = (LocalAs)value;
        if (mode == LocalAsMode.DualAs) yield break;
        yield return Term.Say("local-as", number);
        if (mode != LocalAsMode.PrependBoth) yield return Term.Switch("local-as-no-prepend", true);
        if (mode == LocalAsMode.Replace) yield return Term.Switch("local-as-replace-as", true);
    }

    /// <summary>The TTL counts only where multihop is enabled, and is 255 there.</summary>
    private static object? ReadMultihop(Clause clause)
    {
        var ttl = clause.Number("ebgp-multihop-ttl", 1, 255);
        if (clause.IsEnabled("ebgp-enforce-multihop")) return ttl ?? 255;
        if (ttl is not null) clause.Idle("ebgp-multihop-ttl", "it has no effect without ebgp-enforce-multihop");
        return null;
    }

    private static IEnumerable<Phrase> WriteMultihop(object value, TermContext context)
    {
        if (value is not (uint and > 1 and <= 255 and var ttl)) yield break;
        yield return Term.Switch("ebgp-enforce-multihop", true);
        if (ttl < 255) yield return new Phrase("ebgp-multihop-ttl", ttl.ToString(CultureInfo.InvariantCulture));
    }
}
