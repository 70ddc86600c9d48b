using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Options of protocols that feed or drain a table, and of their channels (bird.md §4, §6).</summary>
internal static class RibOptions
{
    /// <summary>The table.</summary>
    public static OptionTable<Draft> All { get; } = new(
    [
        new("disabled B", (d, a) => d.Say(RibSettings.Disabled, a.Switch(), a.Origin)),
        new("description S", (d, a) => d.Say(RibSettings.Description, a.Text(), a.Origin)),
        new("table W", (d, a) => ChannelOptions.Table(d, RibSettings.Rib, a)),
        new("peer table W", (d, a) => d.Say(RibSettings.PeerRib, RibNames.Of(a.Text()), a.Origin)),
        new("preference N", (d, a) => d.Say(RibSettings.Preference, a.Number(), a.Origin)),
        new("check link B", (d, a) => d.Say(RibSettings.CheckLink, a.Switch(), a.Origin)),
        new("learn all", (d, a) => d.Say(RibSettings.Learn, "all", a.Origin)),
        new("learn B", (d, a) => Off(d, RibSettings.Learn, "yes", a)),
        new("persist B", (d, a) => d.Say(RibSettings.Persist, a.Switch(), a.Origin)),
        new("scan time N", (d, a) => d.Say(RibSettings.ScanTime, a.Number(), a.Origin)),
        new("kernel table N", (d, a) => d.Say(RibSettings.KernelTable, a.Number(), a.Origin)),
        new("metric N", (d, a) => d.Say(RibSettings.Metric, a.Number(), a.Origin)),
        new("merge paths on limit N", (d, a) => d.Say(RibSettings.MergePaths, a.Number(), a.Origin)),
        new("merge paths yes limit N", (d, a) => d.Say(RibSettings.MergePaths, a.Number(), a.Origin)),
        new("merge paths limit N", (d, a) => d.Say(RibSettings.MergePaths, a.Number(), a.Origin)),
        new("merge paths B", (d, a) => Off(d, RibSettings.MergePaths, 16u, a)),
        new("graceful restart B", (d, a) => d.Say(RibSettings.GracefulRestart, a.Switch(), a.Origin)),
        new("import limit *", (d, a) => Listed(d, RibSettings.Limit, $"import limit {a.Text()}", a)),
        new("receive limit *", (d, a) => Listed(d, RibSettings.Limit, $"receive limit {a.Text()}", a)),
        new("export limit *", (d, a) => Listed(d, RibSettings.Limit, $"export limit {a.Text()}", a)),
        new("import keep filtered B", (_, _) => new Outcome.Inherent("keeps rejected routes for inspection only")),
        new("igp table W", (d, a) => Listed(d, RibSettings.Options, $"igp table {a.Text()}", a)),
        new("mode *", (d, a) => Listed(d, RibSettings.Options, $"mode {a.Text()}", a)),
        new("netlink rx buffer N", (_, _) => new Outcome.Inherent("a buffer size")),
        new("rpki reload *", (_, _) => new Outcome.Inherent("routes are filtered again when origin validation changes")),
        new("max generation N", (d, a) => Listed(d, RibSettings.Options, $"max generation {a.Number()}", a)),
        new("vrf S", (d, a) => Listed(d, RibSettings.Options, $"vrf \"{a.Text()}\"", a)),
        new("router id ID", (d, a) => Listed(d, RibSettings.Options, $"router id {a.Address()}", a)),
        new("interface *", (d, a) => Listed(d, RibSettings.Interfaces, a.Text(), a)),
        new("debug *", (_, _) => new Outcome.OutOfScope("logging")),
        new("mrtdump *", (_, _) => new Outcome.OutOfScope("logging")),
    ]);

    /// <summary>Adds to what is kept as written.</summary>
    public static Outcome Listed(Draft draft, Setting<string> setting, string text, Arguments a)
    {
        var before = draft.Settings.Get(setting);
        return draft.Say(setting, before is { } b ? $"{b.Value}{(ReferenceEquals(setting, RibSettings.Interfaces) ? ", " : "; ")}{text}" : text, (before?.Origin ?? Origin.None) + a.Origin);
    }

    private static Outcome Off<T>(Draft draft, Setting<T> setting, T value, Arguments a)
        where T : notnull
    {
        if (a.Switch()) return draft.Say(setting, value, a.Origin);
        draft.Unsay(setting);
        return new Outcome.Inherent("off: what holds when nothing is said");
    }
}

/// <summary>Options of <c>protocol rpki</c> and <c>protocol bfd</c> (bird.md §6).</summary>
internal static class OtherOptions
{
    /// <summary>RPKI caches.</summary>
    public static OptionTable<Draft> Rpki { get; } = new(
    [
        new("remote S port N", (d, a) => Remote(d, a.Text(), a.Number(1), a)),
        new("remote IP port N", (d, a) => Remote(d, $"{a.Address()}", a.Number(1), a)),
        new("remote S", (d, a) => d.Say(OtherSettings.RpkiHost, a.Text(), a.Origin)),
        new("remote IP", (d, a) => d.Say(OtherSettings.RpkiHost, $"{a.Address()}", a.Origin)),
        new("port N", (d, a) => d.Say(OtherSettings.RpkiPort, a.Number(), a.Origin)),
        new("refresh keep N", (d, a) => d.Say(OtherSettings.RpkiRefresh, a.Number(), a.Origin)),
        new("refresh N", (d, a) => d.Say(OtherSettings.RpkiRefresh, a.Number(), a.Origin)),
        new("retry keep N", (d, a) => d.Say(OtherSettings.RpkiRetry, a.Number(), a.Origin)),
        new("retry N", (d, a) => d.Say(OtherSettings.RpkiRetry, a.Number(), a.Origin)),
        new("expire keep N", (d, a) => d.Say(OtherSettings.RpkiExpire, a.Number(), a.Origin)),
        new("expire N", (d, a) => d.Say(OtherSettings.RpkiExpire, a.Number(), a.Origin)),
        new("transport tcp", (_, _) => new Outcome.Inherent("plain TCP: what holds when nothing is said")),
        new("disabled B", (d, a) => Kept(d, a.Switch() ? "disabled" : "disabled off", a)),
        new("ignore max length B", (d, a) => Kept(d, $"ignore max length {(a.Switch() ? "on" : "off")}", a)),
        new("max version N", (d, a) => Kept(d, $"max version {a.Number()}", a)),
        new("min version N", (d, a) => Kept(d, $"min version {a.Number()}", a)),
        new("local address IP", (d, a) => Kept(d, $"local address {a.Address()}", a)),
        new("description S", (d, a) => Kept(d, $"description \"{a.Text()}\"", a)),
        new("vrf S", (d, a) => Kept(d, $"vrf \"{a.Text()}\"", a)),
        new("debug *", (_, _) => new Outcome.OutOfScope("logging")),
    ]);

    /// <summary>BFD parameters.</summary>
    public static OptionTable<Draft> Bfd { get; } = new(
    [
        new("interval T", (d, a) =>
        {
            d.Say(OtherSettings.BfdReceive, a.Number(), a.Origin);
            return d.Say(OtherSettings.BfdTransmit, a.Number(), a.Origin);
        }),
        new("min rx interval T", (d, a) => d.Say(OtherSettings.BfdReceive, a.Number(), a.Origin)),
        new("rx interval T", (d, a) => d.Say(OtherSettings.BfdReceive, a.Number(), a.Origin)),
        new("min tx interval T", (d, a) => d.Say(OtherSettings.BfdTransmit, a.Number(), a.Origin)),
        new("tx interval T", (d, a) => d.Say(OtherSettings.BfdTransmit, a.Number(), a.Origin)),
        new("multiplier N", (d, a) => d.Say(OtherSettings.BfdMultiplier, a.Number(), a.Origin)),
        new("passive B", (d, a) => d.Say(OtherSettings.BfdPassive, a.Switch(), a.Origin)),
        new("idle tx interval *", (d, a) => Kept(d, $"idle tx interval {a.Text()}", a)),
        new("accept *", (d, a) => Kept(d, $"accept {a.Text()}", a)),
        new("neighbor *", (d, a) => Kept(d, $"neighbor {a.Text()}", a)),
        new("strict bind B", (d, a) => Kept(d, $"strict bind {(a.Switch() ? "on" : "off")}", a)),
        new("zero udp6 checksum rx B", (d, a) => Kept(d, $"zero udp6 checksum rx {(a.Switch() ? "on" : "off")}", a)),
        new("graceful B", (d, a) => Kept(d, $"graceful {(a.Switch() ? "on" : "off")}", a)),
        new("disabled B", (d, a) => Kept(d, a.Switch() ? "disabled" : "disabled off", a)),
        new("authentication *", (d, a) => Kept(d, $"authentication {a.Text()}", a)),
        new("debug *", (_, _) => new Outcome.OutOfScope("logging")),
    ]);

    private static Outcome Remote(Draft draft, string host, uint port, Arguments a)
    {
        draft.Say(OtherSettings.RpkiHost, host, a.Origin);
        return draft.Say(OtherSettings.RpkiPort, port, a.Origin);
    }

    private static Outcome Kept(Draft draft, string text, Arguments a)
    {
        var before = draft.Settings.Get(OtherSettings.Options);
        return draft.Say(OtherSettings.Options, before is { } b ? $"{b.Value}; {text}" : text, (before?.Origin ?? Origin.None) + a.Origin);
    }
}
