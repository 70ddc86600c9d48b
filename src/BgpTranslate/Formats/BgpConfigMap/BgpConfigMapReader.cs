using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.BgpConfigMap;

/// <summary>
/// Reads the ConfigMap, the document in it alone, or Helm values that hold it; and from Cilium's Helm values what is announced. Each pool announces to every peer, so all advertisements
/// share one label.
/// </summary>
internal sealed partial class BgpConfigMapReader(ResourceScope scope, BgpConfigMapFormat format) : ResourceReader
{
    /// <summary>The option that stands for the Helm value <c>bgp.announce.podCIDR</c>.</summary>
    private const string AnnouncePodCidr = "announce-pod-cidr";

    private static readonly string[] Sections = ["peers", "address-pools", "bgp-communities", "bfd-profiles"];
    private static readonly string[] Keys = ["config", "config.yaml"];

    private static readonly FormatVersion V11 = new(0, 11), V12 = new(0, 12);

    private readonly List<(Peer Peer, Stated<uint>? LocalAs, Stated<SelectorList>? Nodes)> peers = [];
    private readonly List<PoolDraft> pools = [];
    private readonly List<NamedObject> bfdProfiles = [];
    private readonly CommunityAliases communities = new(scope);
    private Stated<bool>? announcesPods, announcesServices;
    private string name = "bgp-config";
    private bool isCilium, isFrr;

    /// <summary>A pool and what is said about its announcements.</summary>
    private sealed record PoolDraft(AddressPool Pool, bool IsBgp, ImmutableArray<(Settings Settings, Origin Origin)> Advertisements);

    /// <summary>The release: without a key that only FRR has, the speaker is taken to be MetalLB's own.</summary>
    private FormatVersion Version => scope.Request.Version ?? (isCilium ? BgpConfigMapFormat.Cilium : isFrr ? format.Versions[^1] : V11);

    public override bool Read(Resource resource)
    {
        switch (resource.Group, resource.Kind)
        {
            case ("", "ConfigMap"):
                return ReadConfigMap(resource);
            case ("helm.toolkit.fluxcd.io", "HelmRelease") when Nested(resource.Root, "spec", "values", "bgp", "announce") is not null:
                resource.Dismiss(new Outcome.OutOfScope("a Helm release: its values for BGP count"));
                ReadValues(Nested(resource.Root, "spec", "values")!);
                return true;
            case ("", "") when Sections.Any(resource.Root.Has):
                ReadDocument(resource.Root);
                return true;
            case ("", "") when resource.Root.Has("configInline"):
                resource.Dismiss(new Outcome.OutOfScope("Helm values of MetalLB other than its configuration"));
                if (resource.Root.Object("configInline") is { } inline) ReadDocument(inline);
                return true;
            case ("", "") when Nested(resource.Root, "bgp", "announce") is not null:
                ReadValues(resource.Root);
                return true;
            default:
                return false;
        }
    }

    public override (Configuration, Platform) Finish()
    {
        var speakers = new Speakers(name);
        var sent = new Stated<LabelSelector>(new LabelSelector([new("advertise", "bgp")], []), Origin.None);
        var advertisements = Advertisements(AddressBlocks.Accepted(pools.Select(p => p.Pool), scope));
        foreach (var (peer, localAs, nodes) in peers)
        {
            var families = ImmutableSortedDictionary<AfiSafi, FamilyScope>.Empty;
            foreach (var family in advertisements.Length == 0 ? [] : new[] { AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast })
                families = families.Add(family, new FamilyScope { Family = family, Settings = Settings.Empty.With(FamilySettings.Advertisements, sent) });
            speakers.Add(peer with { Families = families }, "default", localAs, nodes);
        }

        var configuration = new Configuration
        {
            Instances = speakers.Build(),
            Advertisements = [.. advertisements.Select(a => a with { Settings = a.Settings.With(ClusterSettings.Labels, sent.Value) })],
            Pools = [.. pools.Select(p => p.Pool)],
            Others = [.. bfdProfiles, .. communities.Objects],
        };
        return (configuration, BgpConfigMapDefaults.For(Version));
    }

    private bool ReadConfigMap(Resource resource)
    {
        if (Nested(resource.Root, "data") is not { } data || Keys.FirstOrDefault(k => IsConfiguration(data, k)) is not { } key) return false;
        resource.CloseMetadata();
        data = resource.Root.Object("data")!;
        foreach (var other in new[] { "immutable", "binaryData" }) resource.Root.Dismiss(other, new Outcome.OutOfScope("not the key that BGP reads"));
        isCilium |= key == "config.yaml" || resource.Name == "bgp-config";
        if (resource.Name.Length > 0) name = resource.Name;
        var before = peers.Count + pools.Count;
        if (data.Document(key) is { } document) ReadDocument(document);
        data.DismissRest(new Outcome.OutOfScope("not the key that BGP reads"));
        foreach (var statement in resource.Origin) scope.Log.Close(statement, new Outcome.Inherent(before < peers.Count + pools.Count ? "the ConfigMap that holds the configuration" : "holds no peer and no pool"));
        return true;
    }

    private static bool IsConfiguration(YamlObject data, string key) =>
        data.Has(key) && (data.Peek(key) is not { } text || Sections.Any(s => text.Contains(s + ":", StringComparison.Ordinal)));

    /// <summary>An object within objects, without taking it; null when it is not there.</summary>
    private YamlObject? Nested(YamlObject from, params string[] path)
    {
        var at = from.Mapping;
        foreach (var key in path)
        {
            if (at.Entries.LastOrDefault(e => e.Key == key)?.Value is not YamlMapping next) return null;
            at = next;
        }

        return new YamlObject(at, Origin.None, scope.Log, scope.Diagnostics);
    }

    /// <summary>Cilium's Helm values: what is announced.</summary>
    private void ReadValues(YamlObject values)
    {
        isCilium = true;
        values.DismissAll(new Outcome.OutOfScope("a Helm value that is not about BGP"));
        if (values.Object("bgp") is not { } bgp) return;
        var enabled = bgp.Flag("enabled");
        if (enabled is { } switched) scope.Void(switched.Origin, switched.Value ? "the speaker that the ConfigMap is for" : "the speaker is off");
        if (bgp.Object("announce") is not { } announce) return;
        announcesServices = announce.Flag("loadbalancerIP");
        announcesPods = announce.Flag("podCIDR");
        foreach (var no in new[] { announcesServices, announcesPods }.OfType<Stated<bool>>().Where(a => !a.Value)) scope.Void(no.Origin, "it is not announced");
        if (enabled is not { Value: false }) return;
        foreach (var void_ in new[] { announcesServices, announcesPods }.OfType<Stated<bool>>()) scope.Void(void_.Origin, "the speaker is off");
        announcesPods = null;
    }

    private void ReadDocument(YamlObject document)
    {
        foreach (var (alias, value) in document.Pairs("bgp-communities")) communities.Define(alias, value);
        foreach (var profile in document.Objects("bfd-profiles"))
        {
            if (profile.Text("name") is not { } called) continue;
            isFrr = true;
            var read = new NamedObject { Kind = BfdProfiles.Kind, Name = called.Value, Origin = called.Origin, Settings = BfdProfiles.Read(profile, Spelling.KebabCase) };
            if (bfdProfiles.All(b => b.Name != read.Name))
            {
                bfdProfiles.Add(read);
                continue;
            }

            scope.Refuse(called.Origin, $"the BFD profile '{read.Name}' is defined twice");
            scope.Void(called.Origin + Origin.Of(read.Settings.Entries.SelectMany(e => e.Origin)), "defined twice: refused");
        }

        foreach (var item in document.Objects("peers")) ReadPeer(item);
        foreach (var item in document.Objects("address-pools")) ReadPool(item);
    }

    private void ReadPeer(YamlObject item)
    {
        var localAs = item.Number("my-asn", 0, uint.MaxValue);
        var remoteAs = item.Number("peer-asn", 0, uint.MaxValue);
        var place = (localAs?.Origin ?? default) + (remoteAs?.Origin ?? default);
        if (localAs is null or { Value: 0 }) scope.Refuse(place, "the local AS number is missing: 'my-asn'");
        if (remoteAs is null or { Value: 0 }) scope.Refuse(place, "the AS number of the peer is missing: 'peer-asn'");
        var settings = Settings.Empty;
        if (remoteAs is { } asn) settings = settings.With<RemoteAs>(PeerSettings.RemoteAs, new RemoteAs.Number(asn.Value), asn.Origin);
        var (endpoint, origin) = Endpoint(item);
        settings = settings
            .With(PeerSettings.RemotePort, Port(item))
            .With(PeerSettings.LocalAddress, Since(Address(item, "source-address"), V11, "source-address"))
            .With(PeerSettings.RouterId, Address(item, "router-id"))
            .With(PeerSettings.HoldTime, Hold(item))
            .With(PeerSettings.Keepalive, OfFrr(Duration(item, "keepalive-time"), "keepalive-time"));
        if (item.Text("password") is { Value.Length: > 0 } password) settings = settings.With(PeerSettings.Password, new Secret(password.Value), password.Origin);
        if (OfFrr(item.Text("bfd-profile"), "bfd-profile") is { Value.Length: > 0 } profile) settings = settings.With(PeerSettings.Bfd, true, profile.Origin).With(PeerSettings.BfdProfile, profile);
        if (item.Flag("ebgp-multihop") is { } hops) settings = Multihop(settings, hops, localAs?.Value == remoteAs?.Value);
        Misspelt(item, "bfd-profile", "bfdProfile");
        peers.Add((new Peer { Endpoint = endpoint, Origin = origin, Settings = settings }, localAs, Selectors.ReadList(item, "node-selectors", Spelling.KebabCase)));
    }

    private Settings Multihop(Settings settings, Stated<bool> hops, bool isInternal)
    {
        if (!hops.Value)
        {
            scope.Void(hops.Origin, "it says what holds anyway");
            return settings;
        }

        if (isInternal) scope.Refuse(hops.Origin, "'ebgp-multihop' of an iBGP peer");
        OfFrr<bool>(hops, "ebgp-multihop");
        return settings.With(PeerSettings.MultihopTtl, 255u, hops.Origin);
    }

    private (PeerEndpoint, Origin) Endpoint(YamlObject item)
    {
        if (item.Text("peer-address") is not { } address) return (new PeerEndpoint.Unresolved("'without address'"), Origin.None);
        if (IpAddress.TryParse(address.Value, out var ip)) return (new PeerEndpoint.Address(ip), address.Origin);
        if (!address.Value.Contains("${", StringComparison.Ordinal)) scope.Refuse(address.Origin, $"'{address.Value}' is no IP address");
        return (new PeerEndpoint.Unresolved(address.Value), address.Origin);
    }

    private Stated<uint>? Port(YamlObject item)
    {
        if (item.Number("peer-port", 0, 65535) is not { } port) return null;
        if (port.Value != 0) return port;
        scope.Void(port.Origin, "zero: as if it were not there");
        return null;
    }

    private Stated<uint>? Hold(YamlObject item)
    {
        var hold = Duration(item, "hold-time");
        if (hold is { Value: 1 or 2 } tooShort) scope.Refuse(tooShort.Origin, "'hold-time' is 0 or at least 3 s");
        return hold;
    }

    private Stated<IpAddress>? Address(YamlObject item, string key)
    {
        if (item.Text(key) is not { Value.Length: > 0 } text) return null;
        if (IpAddress.TryParse(text.Value, out var address)) return new(address, text.Origin);
        scope.Refuse(text.Origin, $"'{text.Value}' is no IP address");
        scope.Void(text.Origin, "no IP address: refused");
        return null;
    }

    private Stated<uint>? Duration(YamlObject item, string key)
    {
        if (item.Text(key) is not { } text) return null;
        if (GoDuration.Seconds(text.Value) is { } seconds) return new(seconds, text.Origin);
        scope.Refuse(text.Origin, $"'{text.Value}' is no time: write it with a unit, as 90s");
        scope.Void(text.Origin, "no time: refused");
        return null;
    }

    /// <summary>A key that only a speaker that is FRR has.</summary>
    private Stated<T>? OfFrr<T>(Stated<T>? value, string key)
    {
        isFrr |= value is not null;
        return Since(value, V12, key);
    }

    private Stated<T>? Since<T>(Stated<T>? value, FormatVersion first, string key)
    {
        if (value is { } said && (scope.Request.Version ?? (isCilium ? BgpConfigMapFormat.Cilium : V12)) < first) scope.Refuse(said.Origin, $"'{key}' is there from MetalLB {first} on, and never in Cilium");
        return value;
    }

    private void Misspelt(YamlObject item, string right, string wrong)
    {
        if (item.StatementOf(wrong) is not { } statement) return;
        scope.Refuse(statement, $"there is no key '{wrong}': '{right}' was probably meant");
        item.Dismiss(wrong, new Outcome.Inherent($"there is no such key: the configuration is refused; '{right}' was probably meant"));
    }
}
