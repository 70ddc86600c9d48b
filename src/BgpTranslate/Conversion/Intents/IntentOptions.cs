using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using BgpTranslate.Policy.Automata;

namespace BgpTranslate.Conversion.Intents;

/// <summary>How a router and a cluster stand to each other.</summary>
public enum Intent
{
    /// <summary>The router is the speaker of the node itself: Cilium takes its place.</summary>
    Own,

    /// <summary>The router peers with the nodes: the cluster gets its side of the sessions.</summary>
    Counterpart,
}

/// <summary>What a user says with <c>--intent</c> and <c>--set</c> about a cluster that no router configuration holds.</summary>
internal sealed class IntentOptions
{
    private readonly List<Diagnostic> problems = [];
    private readonly ImmutableDictionary<string, string> all;

    /// <summary>Reads the options.</summary>
    public IntentOptions(ImmutableDictionary<string, string> options)
    {
        all = options;
        Said = options.GetValueOrDefault("intent") switch { "own" => Intent.Own, "counterpart" => Intent.Counterpart, _ => null };
        if (options.GetValueOrDefault("intent") is { } intent and not ("auto" or "own" or "counterpart"))
            problems.Add(DiagnosticCatalogue.NeedsInput(null, $"'{intent}' is no intent: own, counterpart or auto"));
        Node = options.GetValueOrDefault("node");
        if (options.GetValueOrDefault("node-label") is { } label)
        {
            if (label.IndexOf('=') is > 0 and var equals) NodeLabel = new(label[..equals], label[(equals + 1)..]);
            else problems.Add(DiagnosticCatalogue.NeedsInput(null, $"node-label '{label}' is no label: KEY=VALUE"));
        }

        if (options.GetValueOrDefault("cluster-asn") is { } asn)
        {
            if (uint.TryParse(asn, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) ClusterAs = number;
            else problems.Add(DiagnosticCatalogue.NeedsInput(null, $"cluster-asn '{asn}' is no AS number"));
        }

        PodCidrs = Prefixes(options, "pod-cidr");
        ServiceCidrs = Prefixes(options, "lb-cidr");
        PeerAddresses = [.. Words(options, "peer-address").Select(Address).OfType<IpAddress>()];
        Neighbors = [.. Words(options, "neighbors")];
    }

    /// <summary>The intent that the user names; null: found from signals.</summary>
    public Intent? Said { get; }

    /// <summary>The node that the router runs on.</summary>
    public string? Node { get; }

    /// <summary>The label of the nodes that the resources are for; null: the file tells.</summary>
    public KeyValuePair<string, string>? NodeLabel { get; }

    /// <summary>What a resource for the nodes with the label is called: <c>r1</c> for <c>rack=r1</c>; null: no label is said.</summary>
    public string? NodeLabelName => NodeLabel is { } label ? ObjectNames.Fit(label.Value.Length > 0 ? label.Value : label.Key[(label.Key.IndexOf('/') + 1)..]) : null;

    /// <summary>The AS number of the cluster.</summary>
    public uint? ClusterAs { get; }

    /// <summary>Addresses of pods.</summary>
    public ImmutableArray<IpPrefix> PodCidrs { get; }

    /// <summary>Addresses of services.</summary>
    public ImmutableArray<IpPrefix> ServiceCidrs { get; }

    /// <summary>The router's addresses as the nodes reach it.</summary>
    public ImmutableArray<IpAddress> PeerAddresses { get; }

    /// <summary>Which neighbours are nodes: shell patterns for addresses, groups, descriptions or names.</summary>
    public ImmutableArray<string> Neighbors { get; }

    /// <summary>Options that mean nothing.</summary>
    public IReadOnlyList<Diagnostic> Problems => problems;

    /// <summary>True when the prefix lies in the Pod CIDR.</summary>
    public bool IsPod(IpPrefix prefix) => PodCidrs.Any(p => p.Covers(prefix));

    /// <summary>True when the prefix lies in a range of services.</summary>
    public bool IsService(IpPrefix prefix) => ServiceCidrs.Any(p => p.Covers(prefix));

    /// <summary>True when the peer is one that <c>neighbors</c> names.</summary>
    public bool Names(Peer peer) =>
        Neighbors.Any(pattern => new[] { $"{peer.Endpoint}", peer.Settings.ValueOf(PeerSettings.Group), peer.Settings.ValueOf(PeerSettings.Name), peer.Settings.ValueOf(PeerSettings.Description) }
            .OfType<string>().Any(text => Glob.Matches(pattern, text)) || (IpPrefix.TryParse(pattern, out var range) && peer.Endpoint is PeerEndpoint.Address a && range.Contains(a.Ip)));

    /// <summary>
    /// A text with its variables filled in: <c>${NAME}</c> by <c>--set NAME=VALUE</c>, else by a default that stands there (<c>${NAME:-VALUE}</c>, <c>${NAME:=VALUE}</c>).
    /// </summary>
    public string FillIn(string text)
    {
        for (var start = text.IndexOf("${", StringComparison.Ordinal); start >= 0; start = text.IndexOf("${", start, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            if (end < 0) return text;
            var inside = text[(start + 2)..end];
            var colon = inside.IndexOf(':');
            var otherwise = colon >= 0 && colon + 1 < inside.Length && inside[colon + 1] is '-' or '=' ? inside[(colon + 2)..] : null;
            var value = all.GetValueOrDefault(colon < 0 ? inside : inside[..colon]) ?? otherwise ?? text[start..(end + 1)];
            text = string.Concat(text.AsSpan(0, start), value, text.AsSpan(end + 1));
            start += value.Length;
        }

        return text;
    }

    private static IEnumerable<string> Words(ImmutableDictionary<string, string> options, string key) =>
        options.GetValueOrDefault(key)?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) ?? [];

    private ImmutableArray<IpPrefix> Prefixes(ImmutableDictionary<string, string> options, string key)
    {
        var prefixes = ImmutableArray.CreateBuilder<IpPrefix>();
        foreach (var word in Words(options, key))
        {
            if (IpPrefix.TryParse(word, out var prefix)) prefixes.Add(prefix);
            else problems.Add(DiagnosticCatalogue.NeedsInput(null, $"{key} '{word}' is no prefix"));
        }

        return prefixes.ToImmutable();
    }

    private IpAddress? Address(string word)
    {
        if (IpAddress.TryParse(word, out var address)) return address;
        problems.Add(DiagnosticCatalogue.NeedsInput(null, $"peer-address '{word}' is no IP address"));
        return null;
    }
}
