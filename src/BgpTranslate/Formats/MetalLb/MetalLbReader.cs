using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.MetalLb;

/// <summary>
/// Reads MetalLB's resources, v1beta1 and v1beta2. Peers that name the same AS number and nodes become the peers of one speaker; advertisements, which name pools, peers and nodes, are
/// given labels that the peers' families select.
/// </summary>
internal sealed partial class MetalLbReader(ResourceScope scope, MetalLbFormat format) : ResourceReader
{
    /// <summary>The option that says which speaker MetalLB runs.</summary>
    private const string Mode = "metallb-mode";

    private static readonly Outcome LayerTwo = new Outcome.OutOfScope("layer 2 announcement by ARP and NDP, not BGP");

    private readonly List<PeerDraft> peers = [];
    private readonly List<AddressPool> pools = [];
    private readonly List<Stated<string>> layerTwoPools = [];
    private readonly List<(Resource Resource, YamlObject? Spec)> advertisements = [];
    private readonly List<NamedObject> bfdProfiles = [];
    private readonly CommunityAliases communities = new(scope);
    private readonly PeerAdvertisements announced = new();
    private readonly SessionFields fields = new(scope);
    private readonly FrrConfigurations configurations = new(scope);
    private bool isLayerTwoEverywhere;

    /// <summary>A peer before its advertisements are known.</summary>
    private sealed record PeerDraft(string Name, PeerEndpoint Endpoint, string Vrf, Stated<uint>? LocalAs, Stated<SelectorList>? Nodes, Stated<bool>? DualStack, Settings Settings, Origin Origin);

    private string Profile => scope.Request.Options.GetValueOrDefault(Mode) == MetalLbDefaults.Native ? MetalLbDefaults.Native : MetalLbDefaults.Frr;

    public override bool Read(Resource resource)
    {
        switch (resource.Group, resource.Kind)
        {
            case ("metallb.io", "BGPPeer"):
                ReadPeer(resource);
                return true;
            case ("metallb.io", "BGPAdvertisement"):
                advertisements.Add((resource, SpecOf(resource)));
                return true;
            case ("metallb.io", "IPAddressPool"):
                ReadPool(resource);
                return true;
            case ("metallb.io", "AddressPool"):
                ReadLegacyPool(resource);
                return true;
            case ("metallb.io", "Community"):
                ReadCommunities(resource);
                return true;
            case ("metallb.io", "BFDProfile"):
                ReadBfdProfile(resource);
                return true;
            case ("metallb.io", "L2Advertisement"):
                ReadLayerTwo(resource);
                return true;
            case ("metallb.io", "ServiceL2Status" or "ServiceBGPStatus" or "ConfigurationState" or "BGPSessionState"):
                resource.Dismiss(new Outcome.Inherent("state, written by the speaker"));
                return true;
            case ("frrk8s.metallb.io", "FRRConfiguration"):
                configurations.Read(resource);
                return true;
            case ("frrk8s.metallb.io", _):
                resource.Dismiss(new Outcome.Inherent("state, written by the speaker"));
                return true;
            default:
                return false;
        }
    }

    public override (Configuration, Platform) Finish()
    {
        ReadAdvertisements();
        CloseDangling();
        var speakers = new Speakers("metallb");
        foreach (var draft in peers) speakers.Add(Complete(draft), draft.Vrf, draft.LocalAs, draft.Nodes);
        var configuration = configurations.Add(new Configuration
        {
            Instances = speakers.Build(),
            Advertisements = [.. announced.Labelled],
            Pools = [.. AddressBlocks.Accepted(pools, scope).Select(WithLayer)],
            Others = [.. bfdProfiles, .. communities.Objects],
        });
        return (configuration, MetalLbDefaults.For(scope.Request.Version ?? format.Versions[^1], Profile));
    }

    private static YamlObject? SpecOf(Resource resource)
    {
        resource.CloseMetadata();
        return resource.Spec();
    }

    private void ReadPeer(Resource resource)
    {
        if (SpecOf(resource) is not { } spec) return;
        var settings = resource.Name.Length == 0 ? Settings.Empty : Settings.Empty.With(PeerSettings.Name, resource.Name);
        var localAs = spec.Number("myASN", 0, uint.MaxValue);
        if (spec.Number("localASN", 1, uint.MaxValue) is { } shown) localAs = shown with { Origin = shown.Origin + (localAs?.Origin ?? default) };
        if (localAs is { Value: 0 } zero) scope.Refuse(zero.Origin, "the local AS number is missing: 'myASN' is 0");
        settings = fields.RemoteAs(settings, spec, "peerASN");
        var (endpoint, origin) = fields.Endpoint(spec, "peerAddress");
        settings = settings
            .With(PeerSettings.RemotePort, spec.Number("peerPort", 0, 16384))
            .With(PeerSettings.LocalAddress, fields.Address(spec, "sourceAddress"))
            .With(PeerSettings.RouterId, fields.Address(spec, "routerID"));
        settings = fields.Session(settings, spec, resource.Version == "v1beta1");
        fields.Misspelt(spec, "peerASN", "ASN");
        fields.Misspelt(spec, "nodeSelectors", "nodeSelector");
        fields.Misspelt(spec, "ebgpMultiHop", "ebgpMultihop");
        var vrf = spec.Text("vrf");
        peers.Add(new PeerDraft(
            resource.Name, endpoint, vrf is { Value.Length: > 0 } v ? v.Value : "default", localAs, Selectors.ReadList(spec, "nodeSelectors"), spec.Flag("dualStackAddressFamily"), settings,
            resource.Origin + origin + (vrf?.Origin ?? default)));
    }

    private Peer Complete(PeerDraft draft)
    {
        var families = ImmutableSortedDictionary<AfiSafi, FamilyScope>.Empty;
        var sent = announced.For(draft.Name);
        foreach (var family in new[] { AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast })
        {
            var isOwn = draft.Endpoint is not PeerEndpoint.Address a || family.Afi() == a.Ip.Afi;
            var settings = Settings.Empty;
            if (draft.DualStack is { Value: true } both) settings = settings.With(FamilySettings.Active, true, both.Origin);
            if (isOwn || draft.DualStack is { Value: true }) settings = settings.With(FamilySettings.Advertisements, sent);
            if (settings.Entries.Count > 0) families = families.Add(family, new FamilyScope { Family = family, Settings = settings });
        }

        if (draft.DualStack is { Value: false } single) scope.Void(single.Origin, "it says what holds anyway");
        return new Peer { Endpoint = draft.Endpoint, Origin = draft.Origin, Settings = scope.Secrets.Resolve(draft.Settings), Families = families };
    }

    /// <summary>Names that nothing has.</summary>
    private void CloseDangling()
    {
        var names = peers.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in announced.PeerNames.Where(n => !names.Contains(n.Value))) scope.Undefined(name, "BGPPeer", "the advertisement is not sent to it");
        foreach (var peer in peers)
        {
            if (peer.Settings.Get(PeerSettings.BfdProfile) is { } profile && bfdProfiles.All(b => b.Name != profile.Value))
                scope.Undefined(profile, "BFDProfile", "the configuration is refused");
        }
    }
}
