using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>Writes FRR configuration in the order in which FRR prints it, with the node of each block closed as FRR does (frr.md §7).</summary>
internal sealed partial class FrrWriter
{
    private readonly WriteRequest request;
    private readonly Configuration configuration;
    private readonly FormatVersion release;
    private readonly Lists lists = new();
    private readonly RouteMaps routeMaps;
    private readonly OutputText text = new(" ");
    private readonly List<Announcement> announcements = [];
    private readonly HashSet<Carried> placed = new(ReferenceEqualityComparer.Instance);

    private FrrWriter(WriteRequest request)
    {
        this.request = request;
        configuration = request.Configuration;
        release = request.Target.Version;
        routeMaps = new RouteMaps(configuration, release, lists);
    }

    public static WriteResult Write(WriteRequest request)
    {
        var writer = new FrrWriter(request);
        return writer.Run();
    }

    private WriteResult Run()
    {
        // Instances and policies first: they decide which lists and maps there are.
        var instances = new OutputText(" ");
        foreach (var instance in new EffectiveConfiguration(configuration, request.Target).Instances.OrderBy(i => IsImported(i.Instance) ? 0 : 1)) WriteInstance(instances, instance);
        routeMaps.WriteAll();
        foreach (var set in configuration.Sets) DefineUnused(set);

        text.Line($"frr version {release}");
        text.Line($"frr defaults {request.Target.Profile}");
        if (configuration.Settings.Get(InstanceSettings.Hostname) is { } hostname) text.Line($"hostname {Word(hostname.Value)}", hostname.Origin);
        text.Line("service integrated-vtysh-config").Line("!");
        WriteForAll(InstanceSettings.InstallInFib, v => v ? null : "bgp no-rib");
        WriteForAll(InstanceSettings.Dscp, v => $"bgp session-dscp {v}");
        WriteCarried(text, []);
        WriteLines(lists.In("ip prefix-list", "ipv6 prefix-list"));
        text.Add(routeMaps.Text);
        WriteVrfs();
        foreach (var rib in configuration.Statics.Select(r => r.Rib).Distinct().Where(r => !blocks.Contains(r)).ToArray()) WriteStatics(rib);
        WriteInterfaces();
        text.Add(instances);
        WriteLines(lists.In("access-list", "ipv6 access-list", "bgp as-path access-list", "bgp community-list", "bgp large-community-list", "bgp extcommunity-list"));
        WriteRpki(Rib.Main);
        WriteBfd();
        text.Line("end");
        foreach (var lost in configuration.Carried.Where(c => c.Format == "frr" && !placed.Contains(c)))
            announcements.Add(new Announcement(Disposition.Lost, "the block it stood in is not written", lost.Key));
        var names = lists.Renamed.Concat(routeMaps.Renamed).Concat(groupNames.Renamed).Concat(vrfNames.Renamed).Where(n => !n.Key.StartsWith("missing ", StringComparison.Ordinal) && !n.Key.EndsWith(" " + n.Value, StringComparison.Ordinal))
            .GroupBy(n => n.Key).ToImmutableDictionary(g => g.Key, g => g.First().Value);
        return new WriteResult([new OutputFile("", text)], [.. announcements, .. routeMaps.Announcements], names);
    }

    /// <summary><c>import vrf X</c> makes an instance for X with the AS number of the importing one: an instance with another number must be there before.</summary>
    private bool IsImported(BgpInstance instance) =>
        instance.Vrf != "default" && configuration.Carried.Any(c => c.Text == $"import vrf {instance.Vrf}");

    /// <summary>What FRR says for all instances at once, at the top.</summary>
    private void WriteForAll<T>(Setting<T> setting, Func<T, string?> words)
        where T : notnull
    {
        var said = configuration.Instances.Select(i => (Instance: i, Said: i.Settings.Get(setting))).ToArray();
        var values = said.Where(s => s.Said is not null).Select(s => s.Said!.Value).ToArray();
        if (values.Length == 0 || words(values[0].Value) is not { } line) return;
        text.Line(line, Origin.Of(values.SelectMany(v => v.Origin)));
        foreach (var (instance, other) in said)
        {
            if (other is null || !other.Value.Value.Equals(values[0].Value))
                announcements.Add(new Announcement(Disposition.Lost, "FRR says it for all instances alike", instance.Key, setting));
        }
    }

    /// <summary>Sets that no policy needed are defined all the same.</summary>
    private void DefineUnused(DefinedSet set)
    {
        switch (set)
        {
            case PrefixSet p:
                foreach (var afi in new[] { Afi.Ipv4, Afi.Ipv6 }.Where(a => Lists.HasFamily(p, a)))
                {
                    if (lists.AccessList(p, afi) is null) lists.PrefixList(p, afi, p.Name);
                }

                break;
            case AsPathSet a when AsPathExpressions.TryTranslate(a, out var translated):
                lists.AsPathList(a.Entries.All(e => e.Match.Dialect == AsPathDialect.Posix) ? a : translated, a.Name);
                break;
            case CommunitySet c when SetConditions.CanList(c):
                lists.CommunityList(c, c.Name);
                break;
        }
    }

    private void WriteLines(IEnumerable<(string Line, Origin Origin)> all)
    {
        var any = false;
        foreach (var (line, origin) in all)
        {
            text.Line(line, origin);
            any = true;
        }

        if (any) text.Line("!");
    }

    /// <summary>What was carried in FRR's own words stands where it stood. An empty text is a block of its own.</summary>
    private void WriteCarried(OutputText into, ImmutableArray<string> context, Func<Carried, bool>? which = null)
    {
        foreach (var one in configuration.Carried.Where(c => c.Format == "frr" && c.Context.SequenceEqual(context) && c.Text.Length > 0 && which?.Invoke(c) != false))
        {
            placed.Add(one);
            if (Releases.Of([.. context.TakeLast(1), one.Text]) is { } since && release < since)
            {
                announcements.Add(new Announcement(Disposition.Lost, $"FRR {release} does not know it; FRR {since} does", one.Key));
                continue;
            }

            into.Line(one.Text, one.Origin);
        }
    }

    /// <summary>Blocks below a node that hold carried statements only.</summary>
    private void WriteCarriedBlocks(OutputText into, ImmutableArray<string> context)
    {
        foreach (var header in configuration.Carried.Where(c => c.Format == "frr" && c.Context.Length == context.Length + 1 && c.Context.Take(context.Length).SequenceEqual(context))
            .Select(c => c.Context[^1]).Where(h => !h.StartsWith("address-family ", StringComparison.Ordinal)).Distinct().ToArray())
        {
            var opening = configuration.Carried.FirstOrDefault(c => c.Context.SequenceEqual(context.Add(header)) && c.Text.Length == 0);
            if (opening is not null) placed.Add(opening);
            into.Line("!").Line(header, opening?.Origin ?? default).Indent();
            WriteCarried(into, context.Add(header));
            into.Outdent().Line(ExitOf(header));
        }
    }

    private static string ExitOf(string header) =>
        header.StartsWith("vni ", StringComparison.Ordinal) ? "exit-vni" : header.StartsWith("vnc ", StringComparison.Ordinal) ? "exit-vnc" : "exit";

    // -------------------------------------------------------------------------------------------- VRFs and statics

    private readonly HashSet<string> blocks = new(StringComparer.Ordinal);

    // VRFs are devices of Linux, whose names hold neither blanks nor slashes; FRR has room for 35 characters (lib/vrf.h).
    private readonly Naming vrfNames = new(c => c is > ' ' and not ('/' or '!' or '#'), c => c is > ' ' and not '/', [], 35);

    private string VrfName(string vrf) => vrfNames.NameFor("vrf", vrf);

    private void WriteVrfs()
    {
        var named = configuration.Others.Where(o => o.Kind == "vrf").ToDictionary(o => o.Name, o => o.Origin, StringComparer.Ordinal);
        var all = named.Keys.Concat(configuration.Carried.Where(c => c.Format == "frr" && c.Context is [var c0, ..] && c0.StartsWith("vrf ", StringComparison.Ordinal)).Select(c => c.Context[0]["vrf ".Length..]))
            .Concat(configuration.Others.Where(o => o.Kind == "rpki").Select(o => o.Name))
            .Where(n => n != Rib.Main).Distinct().ToArray();
        foreach (var vrf in all)
        {
            blocks.Add(vrf);
            text.Line($"vrf {VrfName(vrf)}", named.GetValueOrDefault(vrf)).Indent();
            WriteCarried(text, [$"vrf {vrf}"]);
            WriteStatics(vrf);
            WriteRpki(vrf);
            text.Outdent().Line("exit-vrf").Line("!");
        }
    }

    /// <summary>The addresses that BGP takes from interfaces, where it takes any.</summary>
    private void WriteInterfaces()
    {
        foreach (var addresses in SessionAddresses.Taken(new EffectiveConfiguration(configuration, request.Target)).GroupBy(a => (Name: Word(a.Interface), a.Vrf)))
        {
            text.Line($"interface {addresses.Key.Name}{(addresses.Key.Vrf == "default" ? "" : $" vrf {addresses.Key.Vrf}")}", Origin.Of(addresses.SelectMany(a => a.Origin))).Indent();
            foreach (var address in addresses) text.Line($"{(address.Ip.Afi == Afi.Ipv4 ? "ip" : "ipv6")} address {address.Ip}/{address.Length}", address.Origin);
            text.Outdent().Line("exit").Line("!");
        }
    }

    private readonly HashSet<(string Rib, IpPrefix Prefix, uint Distance, uint Table)> routes = [];

    private void WriteStatics(string rib)
    {
        var any = false;
        foreach (var route in configuration.Statics.Where(s => s.Rib == rib))
        {
            if (route.Settings.Get(StaticSettings.NextHops) is not { } hops) continue;
            if (!routes.Add((rib, route.Prefix, route.Settings.Get(StaticSettings.Distance)?.Value ?? 1, route.Settings.ValueOf(StaticSettings.KernelTable))))
            {
                announcements.Add(new Announcement(Disposition.Lost, "FRR has one static route for a prefix at one distance: the first is written", route.Key));
                continue;
            }

            if (hops.Value.Hops.Any(h => h is NextHop.Prohibit))
                announcements.Add(new Announcement(Disposition.Approximated, "FRR answers 'unreachable', not 'prohibited'", route.Key, StaticSettings.NextHops));
            else if (hops.Value.Hops.Any(h => h is NextHop.Recursive))
                announcements.Add(new Announcement(Disposition.Inherent, "FRR resolves every gateway in the RIB", route.Key, StaticSettings.NextHops));
            var ip = route.Prefix.Afi == Afi.Ipv4 ? "ip" : "ipv6";
            foreach (var hop in hops.Value.Hops)
            {
                var words = new List<string> { $"{ip} route {route.Prefix}", WordsOf(hop) };
                if (rib != Rib.Main && !blocks.Contains(rib)) words.Add($"vrf {VrfName(rib)}");
                if (route.Settings.Get(StaticSettings.Distance) is { } distance) words.Add(distance.Value.ToString(CultureInfo.InvariantCulture));
                if (route.Settings.Get(StaticSettings.Tag) is { } tag) words.Add($"tag {tag.Value}");
                if (route.Settings.Get(StaticSettings.KernelTable) is { } table) words.Add($"table {table.Value}");
                if (hop is NextHop.Via via)
                {
                    if (via.Vrf is { } other) words.Add($"nexthop-vrf {(other == "default" ? other : VrfName(other))}");
                    if (via.Onlink && via.Interface is not null) words.Add("onlink");
                    if (via.Weight is { } weight && release >= new FormatVersion(10, 7)) words.Add($"weight {weight}");
                    if (via.Bfd && release >= new FormatVersion(10)) words.Add("bfd");
                    if ((via.Weight is not null && release < new FormatVersion(10, 7)) || (via.Bfd && release < new FormatVersion(10)) || (via.Onlink && via.Interface is null))
                        announcements.Add(new Announcement(Disposition.Approximated, $"FRR {release} has no weight, BFD or onlink (without an interface) for static routes", route.Key));
                }

                text.Line(string.Join(' ', words.Where(w => w.Length > 0)), hops.Origin + route.Origin);
                any = true;
            }
        }

        if (any && !blocks.Contains(rib)) text.Line("!");
    }

    private static string WordsOf(NextHop hop) => hop switch
    {
        NextHop.Via via => string.Join(' ', new[] { via.Gateway?.ToString(), via.Interface }.Where(w => w is not null)),
        NextHop.Recursive recursive => recursive.Gateway.ToString(),
        NextHop.Blackhole => "blackhole",
        _ => "reject",
    };

    // ------------------------------------------------------------------------------------------------ BFD and RPKI

    private void WriteBfd()
    {
        var sessions = configuration.Others.Where(o => o.Kind is "bfd-profile" or "bfd-peer").OrderBy(o => o.Kind == "bfd-profile" ? 0 : 1).ToArray();
        if (sessions.Length == 0 && bfdProfiles.Count == 0 && !configuration.Carried.Any(c => c.Context is ["bfd"])) return;
        text.Line("bfd").Indent();
        WriteCarried(text, ["bfd"]);
        foreach (var (name, timers, origin) in bfdProfiles)
        {
            text.Line($"profile {name}", origin).Indent();
            if (timers.Multiplier is { } m) text.Line($"detect-multiplier {m}", origin);
            if (timers.ReceiveMs is { } r) text.Line($"receive-interval {r}", origin);
            if (timers.TransmitMs is { } t) text.Line($"transmit-interval {t}", origin);
            text.Outdent().Line("exit").Line("!");
        }

        foreach (var session in sessions)
        {
            text.Line($"{(session.Kind == "bfd-profile" ? "profile" : "peer")} {session.Name}", session.Origin).Indent();
            foreach (var (setting, value, origin) in session.Settings.Entries)
            {
                var words = setting.Key switch
                {
                    "bfd.detect-multiplier" => $"detect-multiplier {value}",
                    "bfd.receive-interval" => $"receive-interval {value}",
                    "bfd.transmit-interval" => $"transmit-interval {value}",
                    "bfd.echo" => Flag("echo-mode", value),
                    "bfd.passive" => Flag("passive-mode", value),
                    "bfd.minimum-ttl" => $"minimum-ttl {value}",
                    _ => (string)value,
                };
                foreach (var line in words.Split('\n')) text.Line(line, origin);
            }

            text.Outdent().Line("exit").Line("!");
        }

        text.Outdent().Line("exit").Line("!");
    }

    private void WriteRpki(string vrf)
    {
        var timers = configuration.Others.FirstOrDefault(o => o.Kind == "rpki" && o.Name == vrf);
        var start = vrf == Rib.Main ? "" : vrf + " ";
        var caches = configuration.Others.Where(o => o.Kind == "rpki-cache" && (vrf == Rib.Main ? o.Name.Count(c => c == ' ') <= 1 : o.Name.StartsWith(start, StringComparison.Ordinal))).ToArray();
        ImmutableArray<string> context = vrf == Rib.Main ? ["rpki"] : [$"vrf {vrf}", "rpki"];
        if (timers is null && caches.Length == 0 && !configuration.Carried.Any(c => c.Context.SequenceEqual(context))) return;
        text.Line("rpki", timers?.Origin ?? default).Indent();
        WriteCarried(text, context);
        var forAll = CacheTimers.Of(timers, vrf, caches, "FRR", announcements);
        foreach (var (setting, word) in new[] { (OtherSettings.RpkiRefresh, "polling_period"), (OtherSettings.RpkiExpire, "expire_interval"), (OtherSettings.RpkiRetry, "retry_interval") })
        {
            if (forAll.Get(setting) is { } said) text.Line($"rpki {word} {said.Value}", said.Origin);
        }

        for (var i = 0; i < caches.Length; i++)
        {
            var settings = caches[i].Settings;
            var origin = caches[i].Origin;
            if (settings.ValueOf(OtherSettings.RpkiHost) is not { } host) continue;
            var port = settings.Get(OtherSettings.RpkiPort)?.Value ?? 323;
            if (caches[i].Name != $"{start}{host} {port}")
            {
                // FRR knows caches by host and port; timers are those of all caches.
                announcements.Add(new Announcement(Disposition.Inherent, "FRR's caches have no names", caches[i].Key));
                announcements.Add(new Announcement(Disposition.Inherent, "FRR's caches have no names", $"rpki-cache {start}{host} {port}"));
            }

            var preference = settings.Get(OtherSettings.RpkiPreference)?.Value ?? (uint)(i + 1);
            if (!settings.Has(OtherSettings.RpkiPreference))
                announcements.Add(new Announcement(Disposition.Inherent, "FRR wants a preference for each cache; they are numbered in their order", $"rpki-cache {start}{host} {port}", OtherSettings.RpkiPreference));
            var options = settings.ValueOf(OtherSettings.Options) is { } o ? o + " " : "";
            text.Line($"rpki cache {(release >= new FormatVersion(10) ? "tcp " : "")}{host} {port} {options}preference {preference}", origin);
        }

        text.Outdent().Line("exit").Line("!");
    }

    private static string Flag(string words, object value) => value is true ? words : "no " + words;

    /// <summary>A name as one word.</summary>
    private static string Word(string name) => string.Concat(name.Select(c => char.IsWhiteSpace(c) ? '_' : c));
}
