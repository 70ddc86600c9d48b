using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Vocabulary;

/// <summary>What a BFD profile or peer can say (vyos.md §5).</summary>
internal static class BfdTerms
{
    /// <summary>All of them; what tells peers apart is part of their name.</summary>
    public static IReadOnlyList<Term> All { get; } =
    [
        Term.Number("interval receive", OtherSettings.BfdReceive, 10, 60000),
        Term.Number("interval transmit", OtherSettings.BfdTransmit, 10, 60000),
        Term.Number("interval multiplier", OtherSettings.BfdMultiplier, 2, 255),
        Term.Flag("echo-mode", OtherSettings.BfdEcho),
        Term.Flag("passive", OtherSettings.BfdPassive),
        Term.Number("minimum-ttl", OtherSettings.BfdMinimumTtl, 1, 254),
    ];
}

/// <summary>What RPKI can say (vyos.md §5).</summary>
internal static class RpkiTerms
{
    /// <summary>About a cache.</summary>
    public static IReadOnlyList<Term> Cache { get; } =
    [
        Term.Number("port", OtherSettings.RpkiPort, 1, 65535),
        Term.Number("preference", OtherSettings.RpkiPreference, 1, 255),
    ];

    /// <summary>About all of them.</summary>
    public static IReadOnlyList<Term> Timers { get; } =
    [
        Term.Number("polling-period", OtherSettings.RpkiRefresh, 1, 86400),
        Term.Number("expire-interval", OtherSettings.RpkiExpire, 600, 172800),
        Term.Number("retry-interval", OtherSettings.RpkiRetry, 1, 7200),
    ];
}
