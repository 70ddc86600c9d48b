using System.Globalization;
using BgpTranslate.Formats.Vyos.Reading;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Vocabulary;

/// <summary>What a neighbor or a peer group can say about one address family (vyos.md §3.4), and what an instance can say about its table (§3.2).</summary>
internal static class FamilyTerms
{
    /// <summary>All of a neighbor's.</summary>
    public static IReadOnlyList<Term> All { get; } =
    [
        Policy("route-map import", FamilySettings.ImportPolicy) with { Families = NotLinkState },
        Policy("route-map export", FamilySettings.ExportPolicy) with { Families = NotLinkState },
        Policy("unsuppress-map", FamilySettings.UnsuppressPolicy),
        PrefixList("prefix-list import", FamilySettings.ImportPrefixSet) with { Families = NotEvpn },
        PrefixList("prefix-list export", FamilySettings.ExportPrefixSet) with { Families = NotEvpn },
        AccessList("distribute-list import", FamilySettings.ImportAccessList),
        AccessList("distribute-list export", FamilySettings.ExportAccessList),
        AsPathList("filter-list import", FamilySettings.ImportAsPathSet),
        AsPathList("filter-list export", FamilySettings.ExportAsPathSet),
        new("nexthop-self", FamilySettings.NextHopSelf, ReadNextHopSelf, (v, _) => v switch { NextHopSelf.Ebgp => [[]], NextHopSelf.All => [["force"]], _ => [] }) { Families = NotFlowspec },
        Term.Flag("attribute-unchanged as-path", FamilySettings.AsPathUnchanged) with { Families = f => NotFlowspec(f) && NotLinkState(f) },
        Term.Flag("attribute-unchanged med", FamilySettings.MedUnchanged) with { Families = f => NotFlowspec(f) && NotLinkState(f) },
        Term.Flag("attribute-unchanged next-hop", FamilySettings.NextHopUnchanged) with { Families = f => NotFlowspec(f) && NotLinkState(f) },
        Term.Inverse("disable-send-community standard", FamilySettings.SendStandardCommunities) with { Families = Plain },
        Term.Inverse("disable-send-community extended", FamilySettings.SendExtendedCommunities) with { Families = Plain },
        Term.Flag("route-reflector-client", FamilySettings.RouteReflectorClient) with { Families = NotLinkState },
        Term.Flag("route-server-client", FamilySettings.RouteServerClient) with { Families = NotLinkState },
        Term.Flag("as-override", FamilySettings.AsOverride) with { Families = Plain },
        new("remove-private-as", FamilySettings.RemovePrivateAs, ReadRemovePrivateAs, (v, _) => v switch { RemovePrivateAs.WhenOnlyPrivate => [[]], RemovePrivateAs.All => [["all"]], _ => [] }) { Families = Plain },
        new("allowas-in", FamilySettings.AllowOwnAs, ReadAllowAsIn, WriteAllowAsIn) { Families = f => NotFlowspec(f) && NotLinkState(f) },
        new("default-originate", FamilySettings.DefaultOriginate, ReadDefaultOriginate, WriteDefaultOriginate) { Families = f => Plain(f) && f is not (AfiSafi.Ipv4Vpn or AfiSafi.Ipv6Vpn) },
        new("maximum-prefix", FamilySettings.PrefixLimit, c => c.Number(1, uint.MaxValue) is { } n ? new PrefixLimit(n) : null, (v, _) => WriteLimit(v, PrefixLimitAction.TearDown)) { Families = Plain },
        new("maximum-prefix-out", FamilySettings.SentPrefixLimit, c => c.Number(1, uint.MaxValue) is { } n ? new PrefixLimit(n, PrefixLimitAction.Block) : null, (v, _) => WriteLimit(v, PrefixLimitAction.Block))
            { Families = Plain },
        Term.Flag("soft-reconfiguration inbound", FamilySettings.KeepReceived) with { Families = NotLinkState },
        Term.Number("weight", FamilySettings.Weight, 1, 65535) with { Families = Plain },
        new("addpath-tx-all", FamilySettings.AddPathSend, c => Term.Present(c, new AddPathSend(AddPathSelection.All)), (v, _) => WriteAddPath(v, AddPathSelection.All)) { Families = Plain },
        new("addpath-tx-per-as", FamilySettings.AddPathSend, c => Term.Present(c, new AddPathSend(AddPathSelection.BestPerAs)), (v, _) => WriteAddPath(v, AddPathSelection.BestPerAs))
            { Families = Plain },
        new("capability orf prefix-list", FamilySettings.Orf, ReadOrf, (v, _) => v switch { "both" => [["send"], ["receive"]], string one => [[one]], _ => [] })
            { Families = f => f is AfiSafi.Ipv4Unicast or AfiSafi.Ipv6Unicast or AfiSafi.Ipv4LabeledUnicast or AfiSafi.Ipv6LabeledUnicast or AfiSafi.Ipv4Multicast },
        new("conditionally-advertise", FamilySettings.ConditionalAdvertisement, ReadConditional, WriteConditional) { Families = Plain },
    ];

    /// <summary>An instance's table.</summary>
    public static IReadOnlyList<Term> Table { get; } =
    [
        Term.Number("maximum-paths ebgp", TableSettings.MaximumPathsEbgp, 1, 256),
        Term.Number("maximum-paths ibgp", TableSettings.MaximumPathsIbgp, 1, 256),
        Term.Number("distance external", TableSettings.DistanceExternal, 1, 255),
        Term.Number("distance internal", TableSettings.DistanceInternal, 1, 255),
        Term.Number("distance local", TableSettings.DistanceLocal, 1, 255),
    ];

    private static bool NotEvpn(AfiSafi family) => family is not (AfiSafi.L2VpnEvpn or AfiSafi.LinkState);

    private static bool NotFlowspec(AfiSafi family) => family is not (AfiSafi.Ipv4Flowspec or AfiSafi.Ipv6Flowspec);

    private static bool NotLinkState(AfiSafi family) => family != AfiSafi.LinkState;

    private static bool Plain(AfiSafi family) => NotFlowspec(family) && NotEvpn(family);

    private static Term Policy(string path, Setting<PolicyUse> setting) => new(
        path, setting, c => c.Value() is { } name ? c.Reader.PolicyNamed(c, name) : null, (value, context) => [[context.RouteMaps.NameFor((PolicyUse)value)]])
    { Families = Plain };

    private static Term PrefixList(string path, Setting<SetReference<PrefixSet>> setting) => new(
        path, setting,
        c => c.Value() is { } name ? c.Reader.PrefixSetNamed(c, PrefixSetKind.PrefixList, AfiOf(c.Family), name, isFilter: true) : null,
        (value, context) => [[context.Lists.PrefixList((SetReference<PrefixSet>)value, AfiOf(context.Family))]]);

    private static Term AccessList(string path, Setting<SetReference<PrefixSet>> setting) => new(
        path, setting,
        c => c.Value() is { } name ? c.Reader.PrefixSetNamed(c, PrefixSetKind.AccessList, AfiOf(c.Family), name, isFilter: true) : null,
        (value, context) => context.Lists.AccessListNumber((SetReference<PrefixSet>)value, AfiOf(context.Family)) is { } number ? [[number]] : [])
    { Families = Plain };

    private static Term AsPathList(string path, Setting<SetReference<AsPathSet>> setting) => new(
        path, setting,
        c => c.Value() is { } name ? c.Reader.AsPathSetNamed(c, name, isFilter: true) : null,
        (value, context) => context.Lists.AsPathList((SetReference<AsPathSet>)value) is { } list ? [[list]] : [])
    { Families = NotEvpn };

    private static Afi AfiOf(AfiSafi? family) => family?.Afi() ?? Afi.Ipv4;

    private static object ReadNextHopSelf(Clause clause)
    {
        clause.Take();
        return clause.Flag("force") ? NextHopSelf.All : NextHopSelf.Ebgp;
    }

    private static object ReadRemovePrivateAs(Clause clause)
    {
        clause.Take();
        return clause.Flag("all") ? RemovePrivateAs.All : RemovePrivateAs.WhenOnlyPrivate;
    }

    /// <summary>Bare means 3 (vyos.md §7).</summary>
    private static object? ReadAllowAsIn(Clause clause)
    {
        clause.Take();
        return clause.Node.Find("number") is null ? 3u : clause.Number("number", 1, 10);
    }

    private static IEnumerable<string[]> WriteAllowAsIn(object value, TermContext context) =>
        value is uint and >= 1 and <= 10 and var n ? n == 3 ? [[]] : [["number", n.ToString(CultureInfo.InvariantCulture)]] : [];

    private static object ReadDefaultOriginate(Clause clause)
    {
        clause.Take();
        return clause.Value("route-map") is { } name ? clause.Reader.PolicyNamed(clause, name) : new PolicyUse.AcceptAll();
    }

    private static IEnumerable<string[]> WriteDefaultOriginate(object value, TermContext context) =>
        value is PolicyUse.AcceptAll ? [[]] : [["route-map", context.RouteMaps.NameFor((PolicyUse)value)]];

    /// <summary>VyOS tears down and stays down, or drops what is over the limit towards the peer; it has no other action.</summary>
    private static IEnumerable<string[]> WriteLimit(object value, PrefixLimitAction action) =>
        value is PrefixLimit { Max: > 0 } limit && (limit.Action == action || action == PrefixLimitAction.TearDown)
            ? [[limit.Max.ToString(CultureInfo.InvariantCulture)]] : [];

    private static IEnumerable<string[]> WriteAddPath(object value, AddPathSelection selection) => value is AddPathSend send && send.Selection == selection ? [[]] : [];

    private static object? ReadOrf(Clause clause) => (clause.Flag("send"), clause.Flag("receive")) switch
    {
        (true, true) => "both",
        (true, false) => "send",
        (false, true) => "receive",
        _ => null,
    };

    private static object? ReadConditional(Clause clause)
    {
        var advertised = clause.Value("advertise-map");
        var (exists, not) = (clause.Value("exist-map"), clause.Value("non-exist-map"));
        if (advertised is null || (exists ?? not) is null)
        {
            clause.Fail("conditional advertisement needs an advertise-map and an exist-map or non-exist-map");
            return null;
        }

        return $"{advertised} {(exists is not null ? "exist-map" : "non-exist-map")} {exists ?? not}";
    }

    private static IEnumerable<string[]> WriteConditional(object value, TermContext context)
    {
        var words = ((string)value).Split(' ');
        return words.Length == 3
            ? [["advertise-map", context.RouteMaps.NameOf(words[0])], [words[1], context.RouteMaps.NameOf(words[2])]]
            : [];
    }
}
