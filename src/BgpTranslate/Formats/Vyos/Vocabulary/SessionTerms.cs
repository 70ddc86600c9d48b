using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Formats.Vyos.Reading;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Vocabulary;

/// <summary>What a neighbor or a peer group can say about its session (vyos.md §3.3). Remote AS, group and timers are read and written by hand.</summary>
internal static class SessionTerms
{
    private static readonly FormatVersion V14 = new(1, 4), V15 = new(1, 5);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Term> All { get; } =
    [
        Term.Text("description", PeerSettings.Description),
        Term.Flag("shutdown", PeerSettings.Shutdown),
        Term.Flag("passive", PeerSettings.Passive),
        Term.Flag("solo", PeerSettings.Solo) with { InGroups = false },
        Term.Flag("enforce-first-as", PeerSettings.EnforceFirstAs) with { InGroups = false },
        Term.Flag("strict-capability-match", PeerSettings.StrictCapabilityMatch) with { InGroups = false },
        Term.Flag("override-capability", PeerSettings.OverrideCapability),
        Term.Inverse("disable-capability-negotiation", PeerSettings.CapabilityNegotiation),
        Term.Flag("disable-connected-check", PeerSettings.DisableConnectedCheck),
        Term.Flag("capability dynamic", PeerSettings.DynamicCapability),
        Term.Flag("capability extended-nexthop", FamilySettings.ExtendedNextHop),
        Term.Flag("capability software-version", PeerSettings.SoftwareVersion) with { Since = V14 },
        Term.Number("advertisement-interval", PeerSettings.AdvertisementInterval, 0, 600) with { InGroups = false },
        Term.Number("timers connect", PeerSettings.ConnectRetry, 0, 65535) with { InGroups = false },
        Term.Number("ebgp-multihop", PeerSettings.MultihopTtl, 1, 255),
        Term.Number("ttl-security hops", PeerSettings.TtlSecurityHops, 1, 254),
        Term.Number("port", PeerSettings.RemotePort, 1, 65535),
        Term.Flag("bfd", PeerSettings.Bfd),
        Term.Text("bfd profile", PeerSettings.BfdProfile, 32),
        Term.Flag("bfd check-control-plane-failure", PeerSettings.BfdCheckControlPlane),
        Term.Flag("bfd strict", PeerSettings.BfdStrict) with { Since = V15 },
        Term.Text("interface source-interface", PeerSettings.BindInterface) with { InGroups = false },
        Term.Choice(
            "graceful-restart", PeerSettings.GracefulRestart,
            ("enable", GracefulRestartMode.Restarter), ("disable", GracefulRestartMode.Disabled), ("restart-helper", GracefulRestartMode.Helper)),
        new("password", PeerSettings.Password, ReadPassword, (value, _) => value is Secret secret && !secret.Reveal().Contains(' ') ? [[secret.Reveal()]] : []),
        new("update-source", PeerSettings.LocalAddress, c => UpdateSource(c) is IpAddress address ? address : null, (value, _) => [[value.ToString()!]]),
        new("update-source", PeerSettings.LocalInterface, c => UpdateSource(c) as string, (value, _) => [[(string)value]]),
        new("local-as", PeerSettings.LocalAs, ReadLocalAs, WriteLocalAs),
        new("local-role", PeerSettings.Role, ReadRole, WriteRole) { Since = V14 },
        new("local-role", PeerSettings.RoleStrict, c => c.Node.Children.Any(r => r.Find("strict") is not null) ? true : null, (_, _) => []) { Since = V14 },
        new("path-attribute discard", PeerSettings.DiscardAttributes, c => string.Join(' ', c.Values()), (value, _) => ((string)value).Split(' ').Select(n => new[] { n })) { Since = V14 },
        Term.Text("path-attribute treat-as-withdraw", PeerSettings.TreatAsWithdraw) with { Since = V14 },
    ];

    private static readonly (string Word, BgpRole Role)[] Roles =
    [
        ("provider", BgpRole.Provider), ("customer", BgpRole.Customer), ("peer", BgpRole.Peer), ("rs-server", BgpRole.RouteServer), ("rs-client", BgpRole.RouteServerClient),
    ];

    private static object? ReadPassword(Clause clause)
    {
        if (clause.Value() is not { } text) return null;
        if (!text.Contains(' ')) return new Secret(text);
        clause.Fail("a password has no blanks");
        return null;
    }

    private static object? UpdateSource(Clause clause)
    {
        if (clause.Value() is not { } text) return null;
        return IpAddress.TryParse(text, out var address) ? address : text;
    }

    private static object? ReadLocalAs(Clause clause)
    {
        if (clause.Value() is not { } text) return null;
        if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            clause.Bad(text, "1 to 4294967294");
            return null;
        }

        var node = clause.Node.Find(text)!;
        var noPrepend = node.Find("no-prepend");
        var replace = noPrepend?.Find("replace-as") ?? node.Find("replace-as");
        foreach (var part in new[] { noPrepend, replace })
        {
            if (part is not null) part.Outcome = Outcome.States;
        }

        clause.Also(noPrepend, replace);
        return new LocalAs(number, replace is not null ? LocalAsMode.Replace : noPrepend is not null ? LocalAsMode.NoPrepend : LocalAsMode.PrependBoth);
    }

    private static IEnumerable<string[]> WriteLocalAs(object value, TermContext context)
    {
        var (number, mode) = (LocalAs)value;
        var word = number.ToString(CultureInfo.InvariantCulture);
        return mode switch
        {
            LocalAsMode.PrependBoth => [[word]],
            LocalAsMode.NoPrepend => [[word, "no-prepend"]],
            LocalAsMode.Replace => [[word, "no-prepend", "replace-as"]],
            _ => [],
        };
    }

    private static object? ReadRole(Clause clause)
    {
        if (clause.Value() is not { } text) return null;
        foreach (var (word, role) in Roles)
        {
            if (word != text) continue;
            var strict = clause.Node.Find(text, "strict");
            if (strict is not null) strict.Outcome = Outcome.States;
            clause.Also(strict);
            return role;
        }

        clause.Bad(text, string.Join(", ", Roles.Select(r => r.Word)));
        return null;
    }

    private static IEnumerable<string[]> WriteRole(object value, TermContext context)
    {
        var word = Roles.First(r => r.Role == (BgpRole)value).Word;
        return context.Effective(PeerSettings.RoleStrict) is true ? [[word, "strict"]] : [[word]];
    }
}
