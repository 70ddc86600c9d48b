using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Vyos.Writing;

/// <summary>
/// VyOS names interfaces by their kind and a number. Other names are replaced by what <c>--set interface.NAME=VYOS-NAME</c> says, else by a guess that is announced.
/// </summary>
internal sealed class InterfaceNames(IReadOnlyDictionary<string, string> options, List<Announcement> announcements)
{
    /// <summary>Words that interface names start with, before their number (vyos.md §3.3).</summary>
    private static readonly string[] Kinds =
    [
        "bond", "br", "dum", "en", "ersp", "eth", "gnv", "ifb", "ipoe", "lan", "l2tp", "l2tpeth", "macsec", "peth", "ppp", "pppoe", "pptp", "sstp", "sstpc", "tun", "veth", "vti", "vtun",
        "vxlan", "wg", "wlan", "wwan",
    ];

    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);

    /// <summary>True for a name that VyOS takes: a kind and a number, perhaps with a VLAN.</summary>
    public static bool IsValid(string name)
    {
        if (name == "lo") return true;
        var dot = name.IndexOf('.');
        if (dot >= 0 && (dot == name.Length - 1 || !name.AsSpan(dot + 1).ContainsOnlyDigits())) return false;
        var stem = dot < 0 ? name.AsSpan() : name.AsSpan(0, dot);
        var digits = stem.Length;
        while (digits > 0 && char.IsAsciiDigit(stem[digits - 1])) digits--;
        if (digits == stem.Length) return false;
        foreach (var kind in Kinds)
        {
            // l2tp ends in a letter, but its own name holds a digit.
            if (stem[..digits].SequenceEqual(kind)) return true;
        }

        return false;
    }

    /// <summary>Names that have changed: <c>interface OLD</c> to <c>NEW</c>.</summary>
    public IEnumerable<KeyValuePair<string, string>> Renamed => given.Select(g => KeyValuePair.Create($"interface {g.Key}", g.Value));

    /// <summary>The configuration with interface names that VyOS takes.</summary>
    public Configuration Apply(Configuration configuration) => configuration with
    {
        Instances = [.. configuration.Instances.Select(i => i with
        {
            Settings = In(i.Settings),
            Groups = [.. i.Groups.Select(g => g with { Settings = In(g.Settings) })],
            Peers = [.. i.Peers.Select(p => Peer(i, p))],
        })],
        Statics = [.. configuration.Statics.Select(Static)],
        Policies = configuration.Policies.ToImmutableDictionary(p => p.Key, p => p.Value with { Body = p.Value.Body.WithConditions(In) }),
    };

    private Peer Peer(BgpInstance instance, Peer peer)
    {
        var renamed = peer with
        {
            Settings = In(peer.Settings),
            Endpoint = peer.Endpoint switch
            {
                PeerEndpoint.Interface i => new PeerEndpoint.Interface(NameFor(i.Name)),
                PeerEndpoint.Address { Zone: { } zone } a => a with { Zone = NameFor(zone) },
                var other => other,
            },
        };
        if (renamed.Key != peer.Key)
        {
            var name = (peer.Endpoint as PeerEndpoint.Interface)?.Name ?? ((PeerEndpoint.Address)peer.Endpoint).Zone!;
            announcements.Add(new Announcement(Disposition.NeedsInput, Reason(name), Origin: peer.Origin));
        }

        return renamed;
    }

    private Condition In(Condition condition, Origin origin)
    {
        if (condition is not Condition.InterfaceIs { Pattern: var name } asked || IsValid(name) || name.AsSpan().ContainsAny('*', '?')) return condition;
        announcements.Add(new Announcement(Disposition.NeedsInput, Reason(name), Origin: origin));
        return asked with { Pattern = NameFor(name) };
    }

    private Settings In(Settings settings)
    {
        foreach (var setting in new[] { PeerSettings.LocalInterface, PeerSettings.BindInterface })
        {
            if (settings.Get(setting) is not { } said || IsValid(said.Value)) continue;
            settings = settings.With(setting, NameFor(said.Value), said.Origin);
            announcements.Add(new Announcement(Disposition.NeedsInput, Reason(said.Value), null, setting));
        }

        return settings;
    }

    private StaticRoute Static(StaticRoute route)
    {
        if (route.Settings.Get(StaticSettings.NextHops) is not { } hops) return route;
        var foreign = hops.Value.Hops.OfType<NextHop.Via>().Select(v => v.Interface).FirstOrDefault(i => i is not null && !IsValid(i));
        if (foreign is null) return route;
        announcements.Add(new Announcement(Disposition.NeedsInput, Reason(foreign), route.Key, StaticSettings.NextHops));
        var renamed = new NextHopList(hops.Value.Hops.Select(h => h is NextHop.Via { Interface: { } link } via ? via with { Interface = NameFor(link) } : h));
        return route with { Settings = route.Settings.With(StaticSettings.NextHops, renamed, hops.Origin) };
    }

    private string NameFor(string name)
    {
        if (IsValid(name)) return name;
        if (given.TryGetValue(name, out var known)) return known;
        if (!options.TryGetValue("interface." + name, out var result))
        {
            var digits = name.Length;
            while (digits > 0 && char.IsAsciiDigit(name[digits - 1])) digits--;
            var number = int.TryParse(name.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var own) && own < 1000 ? own : 0;
            while (given.ContainsValue($"eth{number}")) number++;
            result = $"eth{number}";
        }

        return given[name] = result;
    }

    private string Reason(string name) =>
        $"VyOS has no interface '{name}'; {NameFor(name)} is taken for it: name another with --set interface.{name}=NAME";
}

/// <summary>Tests of characters.</summary>
internal static class Digits
{
    /// <summary>True when there is nothing but digits.</summary>
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
