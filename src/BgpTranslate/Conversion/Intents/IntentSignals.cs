using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion.Intents;

/// <summary>What speaks for the one and the other intent (cilium-intents.md §2), with the reasons as a user reads them.</summary>
internal sealed class IntentSignals
{
    /// <summary>A lead by less than this is no answer.</summary>
    private const int Lead = 2;

    private static readonly string[] NodeWords = ["k8s", "kube", "cilium", "metallb", "calico", "node", "worker", "server", "cluster", "rancher", "talos", "rke"];
    private static readonly string[] NodeHosts = ["node", "worker", "k8s", "kube", "master", "control-plane", "talos"];
    private static readonly string[] RouterHosts = ["router", "gateway", "gw", "tor", "leaf", "spine", "edge", "core", "border", "switch", "firewall", "fw", "rr", "udm", "usg", "unifi"];
    private static readonly string[] PodInterfaces = ["cilium", "cali", "cni", "flannel", "kube-", "lxc"];

    private readonly List<(int Weight, string Reason)> own = [], counterpart = [];

    public IntentSignals(EffectiveConfiguration source, IntentOptions options)
    {
        Weigh(source);
        var peers = source.Instances.SelectMany(i => i.Peers).ToArray();
        foreach (var instance in source.Instances) WeighPeers(instance);
        if (peers.Length is > 0 and <= 3 && !peers.Any(IsNode)) Add(own, 1, "few peers");
        if (options.PodCidrs.Length > 0 && SendsNodeRoutes(source, options)) Add(own, 1, "routes of the Pod CIDR are announced");
        if (options.Node is not null) Add(own, 1, "--set node names the node it runs on");
        if (options.Neighbors.Length > 0) Add(counterpart, 3, "--set neighbors says which neighbours are nodes");
    }

    /// <summary>The intent that the signals show; null when they do not decide.</summary>
    public Intent? Answer =>
        Sum(own) >= Lead && Sum(own) >= Sum(counterpart) + Lead ? Intent.Own
        : Sum(counterpart) >= Lead && Sum(counterpart) >= Sum(own) + Lead ? Intent.Counterpart
        : null;

    /// <summary>Why, for people.</summary>
    public string Reasons(Intent intent) => Text(intent == Intent.Own ? own : counterpart);

    /// <summary>Both sides, for people.</summary>
    public string AllReasons => $"for own: {Text(own)}; for counterpart: {Text(counterpart)}";

    /// <summary>True when a name, group or description of the peer says that it is a node of a cluster.</summary>
    public static bool IsNode(EffectivePeer peer) =>
        Texts(peer).Any(t => NodeWords.Any(w => t.Contains(w, StringComparison.OrdinalIgnoreCase)))
        && !Texts(peer).Any(t => Words(t).Any(w => RouterHosts.Contains(w.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), StringComparer.OrdinalIgnoreCase)));

    /// <summary>True when the peer gets reflected routes, a default route, or may be any of a range: a router does that for nodes, not for other routers.</summary>
    public static bool IsServed(EffectivePeer peer) =>
        peer.Peer.Endpoint is PeerEndpoint.Range
        || peer.Families.Any(f => peer.Get(FamilySettings.RouteReflectorClient, f).Value is true || peer.Get(FamilySettings.DefaultOriginate, f).Value is not null);

    /// <summary>True when MetalLB wrote the file: its route maps are called after the peer's address.</summary>
    public static bool IsMetalLb(EffectiveConfiguration source) => source.Configuration.Instances.SelectMany(i => i.Peers)
        .Any(p => source.Configuration.Policies.ContainsKey($"{p.Endpoint}-in") && source.Configuration.Policies.ContainsKey($"{p.Endpoint}-out"));

    /// <summary>True when Calico wrote the file: the names of its template and filters, wherever they are defined.</summary>
    public static bool IsCalico(EffectiveConfiguration source) =>
        source.Configuration.Instances.SelectMany(i => i.Groups).Any(g => g.Name == "bgp_template")
        || source.Configuration.Policies.Keys.Any(n => n.StartsWith("calico", StringComparison.Ordinal))
        || source.Configuration.Protocols.Any(p => p.Settings.ValueOf(RibSettings.ExportPolicy) is PolicyUse.Named { Policy: var name } && name.StartsWith("calico", StringComparison.Ordinal));

    private static int Sum(List<(int Weight, string Reason)> signals) => signals.Sum(s => s.Weight);

    private static string Text(List<(int Weight, string Reason)> signals) => signals.Count == 0 ? "nothing" : string.Join(", ", signals.Select(s => s.Reason));

    private static void Add(List<(int Weight, string Reason)> to, int weight, string reason)
    {
        if (to.All(s => s.Reason != reason)) to.Add((weight, reason));
    }

    private static IEnumerable<string> Texts(EffectivePeer peer) =>
        new[] { peer.Get(PeerSettings.Name).Value, peer.Get(PeerSettings.Description).Value }.OfType<string>().Concat(peer.Groups.Select(g => g.Name));

    private static string[] Words(string text) => text.Split([' ', '-', '_', '.', '/', ':'], StringSplitOptions.RemoveEmptyEntries);

    private void Weigh(EffectiveConfiguration source)
    {
        var configuration = source.Configuration;
        if (source.Platform.Format is not ("frr" or "bird")) Add(counterpart, 3, $"a {source.Platform.Format} device is a router");
        if (OwnSpeaker.HostnameOf(source) is { } host)
        {
            if (NodeHosts.Any(w => host.Contains(w, StringComparison.OrdinalIgnoreCase))) Add(own, 3, $"the host is called '{host}'");
            else if (Words(host).Any(w => RouterHosts.Contains(w.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), StringComparer.OrdinalIgnoreCase))) Add(counterpart, 3, $"the host is called '{host}'");
        }

        if (IsCalico(source)) Add(own, 6, "Calico's names of filters and templates");
        if (IsMetalLb(source)) Add(own, 4, "MetalLB's names of route maps");
        foreach (var route in configuration.Statics)
        {
            var hops = route.Settings.ValueOf(StaticSettings.NextHops)?.Hops ?? [];
            if (hops.OfType<NextHop.Via>().FirstOrDefault(h => PodInterfaces.Any(p => h.Interface?.StartsWith(p, StringComparison.Ordinal) == true)) is { } via)
                Add(own, 4, $"a route to {via.Interface}");
            var protocol = route.Settings.ValueOf(StaticSettings.Protocol) ?? "";
            if (protocol.Contains("pod", StringComparison.OrdinalIgnoreCase)) Add(own, 3, $"a protocol called '{protocol}'");
            else if (hops.Any(h => h is NextHop.Blackhole or NextHop.Unreachable) && NodeRoutes.IsNodeBlock(route.Prefix)) Add(own, 2, $"{route.Prefix} is dropped like the Pod CIDR of a node");
        }

        foreach (var interfaces in configuration.Protocols.Select(p => p.Settings.ValueOf(RibSettings.Interfaces)).OfType<string>())
        {
            if (PodInterfaces.Any(p => interfaces.Contains(p, StringComparison.Ordinal))) Add(own, 3, $"interfaces {interfaces}");
        }
    }

    private void WeighPeers(EffectiveInstance instance)
    {
        foreach (var peer in instance.Peers)
        {
            if (IsNode(peer) && !IsCalico(instance.Configuration)) Add(counterpart, 4, $"peers called '{Texts(peer).First(t => NodeWords.Any(w => t.Contains(w, StringComparison.OrdinalIgnoreCase)))}'");
            if (peer.Peer.Endpoint is PeerEndpoint.Range) Add(counterpart, 3, "peers that may have any address of a range");
            foreach (var family in peer.Families.Where(peer.IsActive))
            {
                if (peer.Get(FamilySettings.RouteReflectorClient, family).Value is true) Add(counterpart, 3, "route reflector clients");
                if (peer.Get(FamilySettings.DefaultOriginate, family).Value is not null) Add(counterpart, 2, "a default route is announced");
                if (peer.Get(FamilySettings.ImportPolicy, family).Value is PolicyUse.RejectAll) Add(own, 1, "nothing is accepted from the peer");
            }

            if (Texts(peer).SelectMany(Words).FirstOrDefault(w => RouterHosts.Contains(w.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), StringComparer.OrdinalIgnoreCase)) is { } word)
                Add(own, 2, $"peers called '{word}'");
        }

        foreach (var alike in instance.Peers.GroupBy(p => (p.Get(PeerSettings.RemoteAs).Value?.ToString(), p.Session)).Where(g => g.Count() >= 2))
        {
            if (alike.Key.Item1 is { } asn && alike.Key.Session == SessionType.External) Add(counterpart, 1, $"several peers of AS {asn}");
        }

        if (instance.Get(InstanceSettings.MultipathAsPathRelax).Value is true) Add(counterpart, 1, "routes of several peers are used together");
    }

    private static bool SendsNodeRoutes(EffectiveConfiguration source, IntentOptions options) =>
        source.Configuration.Statics.Any(s => options.IsPod(s.Prefix)) || source.Configuration.Instances.SelectMany(i => i.Networks).Any(n => options.IsPod(n.Prefix));
}
