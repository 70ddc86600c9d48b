using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy;

/// <summary>What a policy made of the next hop.</summary>
public enum NextHopTreatment
{
    /// <summary>Nothing: what the session does by itself happens.</summary>
    AsReceived,

    /// <summary><see cref="Route.NextHop"/> was set.</summary>
    Set,

    /// <summary>This router's address.</summary>
    Self,

    /// <summary>The peer's address.</summary>
    Peer,

    /// <summary>It stays as received whatever the session does.</summary>
    Unchanged,

    /// <summary>Packets are dropped.</summary>
    Blackhole,
}

/// <summary>A concrete route with everything that policies look at or change. Its text form is what <c>--route</c> takes.</summary>
public sealed record Route
{
    private static readonly string[] SourceNames =
    [
        "bgp", "static", "connected", "kernel", "ospf", "ospf-inter-area", "ospf-external-1", "ospf-external-2", "isis", "rip", "babel",
        "local", "aggregate", "vpn", "other",
    ];

    private static readonly string[] RpkiNames = ["valid", "invalid", "not-found"];

    private static readonly (string Key, NumericAttribute Attribute)[] NumberKeys =
    [
        ("med", NumericAttribute.Med), ("local-pref", NumericAttribute.LocalPreference), ("weight", NumericAttribute.Weight), ("tag", NumericAttribute.Tag),
        ("preference", NumericAttribute.Preference), ("igp-metric", NumericAttribute.IgpMetric), ("source-metric", NumericAttribute.SourceMetric),
    ];

    private static readonly (string Key, CommunityKind Kind)[] CommunityKeys =
        [("community", CommunityKind.Standard), ("large-community", CommunityKind.Large), ("extended-community", CommunityKind.Extended)];

    private static readonly (string Key, RouteAttribute Attribute)[] FlagKeys =
    [
        ("atomic-aggregate", RouteAttribute.AtomicAggregate), ("aggregator", RouteAttribute.Aggregator), ("originator-id", RouteAttribute.OriginatorId),
        ("cluster-list", RouteAttribute.ClusterList), ("only-to-customer", RouteAttribute.OnlyToCustomer), ("aigp", RouteAttribute.Aigp),
    ];

    /// <summary>What it leads to.</summary>
    public required IpPrefix Prefix { get; init; }

    /// <summary>AS_PATH; null when the route has none, which conditions treat as an empty one.</summary>
    public AsPath? Path { get; init; } = AsPath.Empty;

    /// <summary>The communities of all kinds.</summary>
    public ImmutableSortedSet<Community> Communities { get; init; } = [];

    /// <summary>Numbers that the route carries. Absent ones count as 0, LOCAL_PREF as 100; only MED and LOCAL_PREF can be told from that.</summary>
    public ImmutableSortedDictionary<NumericAttribute, uint> Numbers { get; init; } = ImmutableSortedDictionary<NumericAttribute, uint>.Empty;

    /// <summary>ORIGIN; null when the route has none.</summary>
    public RouteOrigin? Origin { get; init; } = RouteOrigin.Igp;

    /// <summary>The next hop; null when the route has none.</summary>
    public IpAddress? NextHop { get; init; }

    /// <summary>What policies made of the next hop.</summary>
    public NextHopTreatment NextHopTreatment { get; init; }

    /// <summary>The IPv6 link-local next hop that a policy set.</summary>
    public IpAddress? LinkLocalNextHop { get; init; }

    /// <summary>True when a policy prefers the global of two IPv6 next hops.</summary>
    public bool PreferGlobalNextHop { get; init; }

    /// <summary>The protocol it comes from.</summary>
    public RouteSource Source { get; init; }

    /// <summary>The protocol instance it comes from (BIRD <c>proto</c>).</summary>
    public string Instance { get; init; } = "";

    /// <summary>The outgoing interface.</summary>
    public string Interface { get; init; } = "";

    /// <summary>The address of the peer that sent it.</summary>
    public IpAddress? PeerAddress { get; init; }

    /// <summary>Names of the peer that sent it: its key, its group, its interface.</summary>
    public ImmutableSortedSet<string> Peers { get; init; } = [];

    /// <summary>RPKI states by table; the empty name answers for tables that are not listed.</summary>
    public ImmutableSortedDictionary<string, RpkiState> Rpki { get; init; } = ImmutableSortedDictionary<string, RpkiState>.Empty;

    /// <summary>Other attributes that are present (ATOMIC_AGGREGATE, AIGP …).</summary>
    public ImmutableSortedSet<RouteAttribute> Present { get; init; } = [];

    /// <summary>AGGREGATOR as a policy set it.</summary>
    public (uint As, IpAddress Address)? Aggregator { get; init; }

    /// <summary>ORIGINATOR_ID as a policy set it.</summary>
    public IpAddress? OriginatorId { get; init; }

    /// <summary>The source address of the installed route as a policy set it.</summary>
    public IpAddress? PreferredSource { get; init; }

    /// <summary>The keys of the text form, for messages.</summary>
    public static string Keys { get; } = string.Join(
        ' ', [.. CommunityKeys.Select(k => k.Key), .. NumberKeys.Select(k => k.Key), "as-path", "origin", "next-hop", "source", "rpki", "peer", "peer-address", "instance", "interface", .. FlagKeys.Select(k => k.Key)]);

    /// <summary>A number of the route as conditions see it.</summary>
    public uint this[NumericAttribute attribute] => attribute switch
    {
        NumericAttribute.AsPathLength => (uint)(Path?.Length ?? 0),
        NumericAttribute.FirstAs => Path?.First ?? 0,
        NumericAttribute.LastAs => Path?.Last ?? 0,
        NumericAttribute.PrefixLength => (uint)Prefix.Length,
        NumericAttribute.CommunityCount => Count(CommunityKind.Standard),
        NumericAttribute.LargeCommunityCount => Count(CommunityKind.Large),
        NumericAttribute.ExtendedCommunityCount => Count(CommunityKind.Extended),
        _ => Numbers.TryGetValue(attribute, out var value) ? value : DefaultOf(attribute),
    };

    /// <summary>What an absent number counts as.</summary>
    public static uint DefaultOf(NumericAttribute attribute) => attribute == NumericAttribute.LocalPreference ? 100u : 0u;

    /// <summary>True for numbers that are stored, not counted or read off another attribute.</summary>
    public static bool IsStored(NumericAttribute attribute) => NumberKeys.Any(k => k.Attribute == attribute);

    /// <summary>The route with a number changed.</summary>
    public Route With(NumericAttribute attribute, uint value) => this with
    {
        Numbers = value == 0 && attribute is not (NumericAttribute.Med or NumericAttribute.LocalPreference)
            ? Numbers.Remove(attribute)
            : Numbers.SetItem(attribute, value),
    };

    /// <summary>Reads <c>10.0.0.0/24 as-path 65001,65002 community 65000:1 med 20 …</c>; lists take commas.</summary>
    /// <returns>False with a message that a user can act on.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Route? route, out string error)
    {
        (route, error) = (null, "");
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !IpPrefix.TryParse(words[0], out var prefix))
        {
            error = $"a route begins with its prefix, such as 10.0.0.0/24; '{(words.Length > 0 ? words[0] : "")}' is none";
            return false;
        }

        var result = new Route { Prefix = prefix };
        for (var i = 1; i < words.Length; i++)
        {
            var key = words[i];
            if (FlagKeys.FirstOrDefault(k => k.Key == key) is { Key: not null } flag)
            {
                result = result with { Present = result.Present.Add(flag.Attribute) };
                continue;
            }

            if (i + 1 == words.Length)
            {
                error = $"'{key}' wants a value";
                return false;
            }

            if (result.With(key, words[++i]) is not { } next)
            {
                error = $"'{key} {words[i]}' is not understood; keys are: {Keys}";
                return false;
            }

            result = next;
        }

        route = result;
        return true;
    }

    /// <summary>The text form in parts: the prefix, then a key and a value each.</summary>
    public IReadOnlyList<string> Parts()
    {
        var words = new List<string> { $"{Prefix}" };
        if (Path is null) words.Add("as-path none");
        else if (!Path.Segments.IsEmpty) words.Add($"as-path {Path}");
        foreach (var (key, kind) in CommunityKeys)
        {
            var communities = string.Join(',', Communities.Where(c => c.Kind == kind));
            if (communities.Length > 0) words.Add($"{key} {communities}");
        }

        foreach (var (key, attribute) in NumberKeys)
        {
            if (Numbers.TryGetValue(attribute, out var value)) words.Add(string.Create(CultureInfo.InvariantCulture, $"{key} {value}"));
        }

        if (Origin != RouteOrigin.Igp) words.Add($"origin {(Origin is { } origin ? NameOf(origin) : "none")}");
        if (NextHop is { } hop) words.Add($"next-hop {hop}");
        if (NextHopTreatment != NextHopTreatment.AsReceived) words.Add($"next-hop-treatment {NextHopTreatment}");
        if (LinkLocalNextHop is { } local) words.Add($"link-local-next-hop {local}");
        if (PreferGlobalNextHop) words.Add("prefer-global-next-hop");
        if (Source != RouteSource.Bgp) words.Add($"source {SourceNames[(int)Source]}");
        foreach (var (table, state) in Rpki) words.Add($"rpki {RpkiNames[(int)state]}{(table.Length > 0 ? $"@{table}" : "")}");
        if (PeerAddress is { } peer) words.Add($"peer-address {peer}");
        words.AddRange(Peers.Select(p => $"peer {p}"));
        if (Instance.Length > 0) words.Add($"instance {Instance}");
        if (Interface.Length > 0) words.Add($"interface {Interface}");
        foreach (var (key, attribute) in FlagKeys)
        {
            if (Present.Contains(attribute)) words.Add(key);
        }

        if (Aggregator is { } aggregator) words.Add($"aggregator-set {aggregator.As},{aggregator.Address}");
        if (OriginatorId is { } originator) words.Add($"originator-id-set {originator}");
        if (PreferredSource is { } source) words.Add($"preferred-source {source}");
        return words;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Parts());

    private static string NameOf(RouteOrigin origin) => origin switch { RouteOrigin.Igp => "igp", RouteOrigin.Egp => "egp", _ => "incomplete" };

    private uint Count(CommunityKind kind) => (uint)Communities.Count(c => c.Kind == kind);

    private Route? With(string key, string value)
    {
        if (NumberKeys.FirstOrDefault(k => k.Key == key) is { Key: not null } number)
        {
            return uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
                ? With(number.Attribute, parsed)
                : null;
        }

        if (CommunityKeys.FirstOrDefault(k => k.Key == key) is { Key: not null } communities)
        {
            var parsed = value.Split(',').Select(v => Community.Parse(communities.Kind, v)).ToList();
            return parsed.Contains(null) ? null : this with { Communities = Communities.Union(parsed.Select(c => c!.Value)) };
        }

        switch (key)
        {
            case "as-path":
                return value == "none" ? this with { Path = null } : AsPath.Parse(value) is { } path ? this with { Path = path } : null;
            case "origin":
                return value switch
                {
                    "igp" => this with { Origin = RouteOrigin.Igp },
                    "egp" => this with { Origin = RouteOrigin.Egp },
                    "incomplete" => this with { Origin = RouteOrigin.Incomplete },
                    "none" => this with { Origin = null },
                    _ => null,
                };
            case "next-hop":
                return IpAddress.TryParse(value, out var hop) ? this with { NextHop = hop } : null;
            case "peer-address":
            case "peer" when IpAddress.TryParse(value, out _):
                return IpAddress.TryParse(value, out var peer) ? this with { PeerAddress = peer } : null;
            case "peer":
                return this with { Peers = Peers.Add(value) };
            case "source":
                return Array.IndexOf(SourceNames, value) is >= 0 and var source ? this with { Source = (RouteSource)source } : null;
            case "rpki":
                var parts = value.Split('@', 2);
                var table = parts.Length > 1 ? parts[1] : "";
                return Array.IndexOf(RpkiNames, parts[0]) is >= 0 and var state ? this with { Rpki = Rpki.SetItem(table, (RpkiState)state) } : null;
            case "instance":
                return this with { Instance = value };
            case "interface":
                return this with { Interface = value };
            default:
                return null;
        }
    }
}
