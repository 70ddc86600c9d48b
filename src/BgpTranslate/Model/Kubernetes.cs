using System.Collections.Immutable;

namespace BgpTranslate.Model;

/// <summary>A Kubernetes label selector: all labels and all expressions must match. Compares by content.</summary>
public sealed class LabelSelector(IEnumerable<KeyValuePair<string, string>> labels, IEnumerable<LabelExpression> expressions) : IEquatable<LabelSelector>
{
    /// <summary>Matches everything.</summary>
    public static LabelSelector Everything { get; } = new([], []);

    /// <summary>Matches everything in the words of Cilium's documentation: nothing has that label with that value.</summary>
    public static LabelSelector AllByConvention { get; } = new([], [new LabelExpression("somekey", "NotIn", ["never-used-value"])]);

    /// <summary>True when it matches everything, in one spelling or the other.</summary>
    public bool IsEverything => Equals(Everything) || Equals(AllByConvention);

    /// <summary>Labels that must be equal, sorted by key.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; } = labels.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Expressions, sorted.</summary>
    public ImmutableArray<LabelExpression> Expressions { get; } = [.. expressions.OrderBy(e => e.ToString(), StringComparer.Ordinal)];

    /// <summary>True when something with these labels is selected; null stands for none.</summary>
    public bool Matches(IReadOnlyDictionary<string, string>? of) =>
        Labels.All(l => of?.GetValueOrDefault(l.Key) == l.Value) && Expressions.All(e => e.Matches(of?.GetValueOrDefault(e.Key)));

    /// <inheritdoc/>
    public bool Equals(LabelSelector? other) =>
        other is not null && Labels.SequenceEqual(other.Labels) && Expressions.SequenceEqual(other.Expressions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelSelector);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Labels.Count, Expressions.Length);

    /// <inheritdoc/>
    public override string ToString() =>
        Labels.Count + Expressions.Length == 0 ? "everything" : string.Join(", ", Labels.Select(l => $"{l.Key}={l.Value}").Concat(Expressions.Select(e => e.ToString())));
}

/// <summary>One expression of a selector.</summary>
/// <param name="Key">The label.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">The values of <c>In</c> and <c>NotIn</c>.</param>
public sealed record LabelExpression(string Key, string Operator, ImmutableArray<string> Values)
{
    /// <summary>True when a label with this value meets it; null stands for a label that is not there.</summary>
    public bool Matches(string? value) => Operator switch
    {
        "In" => value is not null && Values.Contains(value),
        "NotIn" => value is null || !Values.Contains(value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        _ => false,
    };

    /// <inheritdoc/>
    public bool Equals(LabelExpression? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <inheritdoc/>
    public override string ToString() => Values.IsDefaultOrEmpty ? $"{Key} {Operator}" : $"{Key} {Operator} ({string.Join(' ', Values.Order(StringComparer.Ordinal))})";
}

/// <summary>Several selectors, any of which may match. Compares by content, in any order.</summary>
public sealed class SelectorList(IEnumerable<LabelSelector> selectors) : IEquatable<SelectorList>
{
    /// <summary>The selectors, each once, sorted.</summary>
    public ImmutableArray<LabelSelector> Selectors { get; } = [.. selectors.Distinct().OrderBy(s => s.ToString(), StringComparer.Ordinal)];

    /// <inheritdoc/>
    public bool Equals(SelectorList? other) => other is not null && Selectors.SequenceEqual(other.Selectors);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SelectorList);

    /// <inheritdoc/>
    public override int GetHashCode() => Selectors.Length;

    /// <inheritdoc/>
    public override string ToString() => string.Join(" or ", Selectors.Select(s => $"({s})"));
}

/// <summary>What kind of routes a cluster announces.</summary>
public enum AdvertisementKind
{
    /// <summary>The Pod CIDR of the node.</summary>
    PodCidr,

    /// <summary>Blocks of a multi-pool IPAM.</summary>
    PodIpPool,

    /// <summary>Addresses of services.</summary>
    Service,

    /// <summary>Addresses of an interface of the node.</summary>
    Interface,
}

/// <summary>Something a cluster announces.</summary>
public sealed record Advertisement : ModelObject
{
    /// <summary>What it announces.</summary>
    public required AdvertisementKind Kind { get; init; }

    /// <summary>The name of its resource.</summary>
    public required string Name { get; init; }

    /// <summary>Its number among those of one kind in its resource, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <inheritdoc/>
    public override string Key => $"advertisement {Name} {Kind}{(Number > 1 ? $" {Number}" : "")}";
}

/// <summary>Addresses that load balancer services get.</summary>
public sealed record AddressPool : ModelObject
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public override string Key => $"pool {Name}";
}

/// <summary>What one node does differently.</summary>
public sealed record NodeOverride : ModelObject
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The instance meant, and the peer where the override is for a peer; empty otherwise.</summary>
    public required string Instance { get; init; }

    /// <summary>The peer meant; empty for the instance itself.</summary>
    public string Peer { get; init; } = "";

    /// <inheritdoc/>
    public override string Key => $"node {Node} / {Instance}{(Peer.Length > 0 ? " / " + Peer : "")}";
}

/// <summary>What is said about advertisements and pools of a cluster.</summary>
public static class ClusterSettings
{
    /// <summary>Labels of the resource: what selectors of families refer to.</summary>
    public static readonly Setting<LabelSelector> Labels = new("k8s.advertisement.labels", "Labels of the resource", SettingScope.Cluster, SettingKind.Structure);

    /// <summary>Services or pools that are announced.</summary>
    public static readonly Setting<LabelSelector> Selector = new("k8s.advertise.service", "Services or pools that are announced", SettingScope.Cluster);

    /// <summary>Kinds of service addresses, sorted, space-separated: LoadBalancerIP ClusterIP ExternalIP.</summary>
    public static readonly Setting<string> ServiceAddresses = new("k8s.advertise.service.addresses", "Kinds of service addresses that are announced", SettingScope.Cluster);

    /// <summary>Length of announced IPv4 prefixes.</summary>
    public static readonly Setting<uint> AggregationLengthIpv4 = new("k8s.advertise.service.aggregation-length-ipv4", "Length of announced IPv4 service prefixes", SettingScope.Cluster);

    /// <summary>Length of announced IPv6 prefixes.</summary>
    public static readonly Setting<uint> AggregationLengthIpv6 = new("k8s.advertise.service.aggregation-length-ipv6", "Length of announced IPv6 service prefixes", SettingScope.Cluster);

    /// <summary>The interface whose addresses are announced.</summary>
    public static readonly Setting<string> Interface = new("k8s.advertise.interface", "Interface whose addresses are announced", SettingScope.Cluster);

    /// <summary>Standard communities as written, sorted, space-separated.</summary>
    public static readonly Setting<string> Communities = new("k8s.advertise.communities.standard", "Standard communities of announced routes", SettingScope.Cluster);

    /// <summary>Well-known communities by name.</summary>
    public static readonly Setting<string> WellKnownCommunities = new("k8s.advertise.communities.well-known", "Well-known communities of announced routes", SettingScope.Cluster);

    /// <summary>Large communities.</summary>
    public static readonly Setting<string> LargeCommunities = new("k8s.advertise.communities.large", "Large communities of announced routes", SettingScope.Cluster);

    /// <summary>LOCAL_PREF towards iBGP peers.</summary>
    public static readonly Setting<uint> LocalPreference = new("k8s.advertise.local-preference", "LOCAL_PREF of announced routes towards iBGP peers", SettingScope.Cluster);

    /// <summary>Names of the pools whose addresses are announced, sorted, space-separated; those of all pools where nothing is said.</summary>
    public static readonly Setting<string> Pools = new("k8s.advertise.pools", "Names of the pools whose addresses are announced", SettingScope.Cluster);

    /// <summary>Labels of pools whose addresses are announced.</summary>
    public static readonly Setting<SelectorList> PoolSelectors = new("k8s.advertise.pool-selectors", "Labels of the pools whose addresses are announced", SettingScope.Cluster);

    /// <summary>Nodes that announce; all of the instance where nothing is said.</summary>
    public static readonly Setting<SelectorList> NodeSelectors = new("k8s.advertise.node-selectors", "Nodes that announce", SettingScope.Cluster);

    /// <summary>Services that are announced, where several selectors may match.</summary>
    public static readonly Setting<SelectorList> Services = new("k8s.advertise.services", "Services that are announced, by any of several selectors", SettingScope.Cluster);

    /// <summary>Labels of the pool: what selectors of advertisements refer to.</summary>
    public static readonly Setting<LabelSelector> PoolLabels = new("k8s.pool.labels", "Labels of the pool", SettingScope.Cluster, SettingKind.Structure);

    /// <summary>The addresses of the pool are answered for by ARP and NDP, not announced by BGP.</summary>
    public static readonly Setting<bool> LayerTwo = new("k8s.pool.layer2", "The addresses of the pool are answered for by ARP and NDP", SettingScope.Cluster);

    /// <summary>Order of the pool among those that fit; smaller first.</summary>
    public static readonly Setting<uint> Priority = new("k8s.pool.priority", "Order of the pool among those that fit; smaller first", SettingScope.Cluster);

    /// <summary>Namespaces whose services may use the pool, sorted, space-separated.</summary>
    public static readonly Setting<string> Namespaces = new("k8s.pool.namespaces", "Namespaces whose services may use the pool", SettingScope.Cluster);

    /// <summary>Labels of namespaces whose services may use the pool.</summary>
    public static readonly Setting<SelectorList> NamespaceSelectors = new("k8s.pool.namespace-selectors", "Labels of namespaces whose services may use the pool", SettingScope.Cluster);

    /// <summary>Services that may use the pool, where several selectors may match.</summary>
    public static readonly Setting<SelectorList> ServiceSelectors = new("k8s.pool.service-selectors", "Services that may use the pool, by any of several selectors", SettingScope.Cluster);

    /// <summary>Blocks of a pool, in order, space-separated: prefixes, addresses, or ranges <c>first-last</c>.</summary>
    public static readonly Setting<string> Blocks = new("k8s.pool.cidr", "Blocks of the pool: prefixes or ranges", SettingScope.Cluster);

    /// <summary>Services that may use the pool.</summary>
    public static readonly Setting<LabelSelector> ServiceSelector = new("k8s.pool.service-selector", "Services that may use the pool", SettingScope.Cluster);

    /// <summary>The pool gives out no new addresses.</summary>
    public static readonly Setting<bool> Disabled = new("k8s.pool.disabled", "The pool gives out no new addresses", SettingScope.Cluster);

    /// <summary>The first and last address of a block are used.</summary>
    public static readonly Setting<bool> AllowFirstLast = new("k8s.pool.avoid-buggy-ips", "The first and last address of a block are used", SettingScope.Cluster);

    /// <summary>Addresses are given out only to services that ask for the pool by name.</summary>
    public static readonly Setting<bool> OnRequest = new("k8s.pool.auto-assign", "Addresses are given out only to services that ask for the pool by name", SettingScope.Cluster);
}
