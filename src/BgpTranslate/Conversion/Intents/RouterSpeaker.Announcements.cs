using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Conversion.Intents;

/// <summary>What a cluster announces, as export policies of a router.</summary>
internal sealed partial class RouterSpeaker
{
    /// <summary>The export policy that stands for the advertisements that a family selects.</summary>
    private (PolicyUse Use, Origin Origin) Export(EffectivePeer peer, AfiSafi family)
    {
        var selected = peer.Get(FamilySettings.Advertisements, family);
        Advertisement[] advertisements = selected.Value is LabelSelector selector
            ? [.. source.Configuration.Advertisements.Where(a => selector.Matches(a.Settings.ValueOf(ClusterSettings.Labels)?.Labels))]
            : [];
        var body = new List<PolicyStatement>();
        foreach (var advertisement in advertisements.OrderBy(a => a.Kind).ThenBy(Longest))
        {
            if (Announced(advertisement, family.Afi()!.Value) is not { Count: > 0 } ranges) continue;
            var name = $"{advertisement.Name}{(advertisement.Number > 1 ? $"-{advertisement.Number}" : "")}{(advertisement.Kind == AdvertisementKind.PodCidr ? "-pods" : "")}-{(family == AfiSafi.Ipv4Unicast ? "ipv4" : "ipv6")}";
            var set = new PrefixSet { Name = name, Afi = family.Afi(), Entries = [.. ranges.Select(r => new SetEntry<PrefixRange>(true, r.Range, r.Origin))] };
            sets.TryAdd(name, set);
            body.Add(new PolicyStatement.If(new Condition.PrefixIn(SetReference<PrefixSet>.To(sets[name])), [.. Actions(advertisement, peer), new PolicyStatement.End(Verdict.Accept)], [], advertisement.Origin));
        }

        if (body.Count == 0)
        {
            if (advertisements.Length > 0) explanations.Say(selected.Origin, Disposition.NeedsInput, "which prefixes the selected advertisements stand for is not in the file");
            return (new PolicyUse.RejectAll(), selected.Origin);
        }

        var isInternal = peer.Session == SessionType.Internal;
        var key = string.Join(' ', advertisements.Select(a => a.Key)) + family + isInternal;
        if (!exports.TryGetValue(key, out var policy))
        {
            var stem = $"{advertisements[0].Name}-out-{(family == AfiSafi.Ipv4Unicast ? "ipv4" : "ipv6")}";
            policy = stem;
            for (var n = 2; policies.ContainsKey(policy); n++) policy = $"{stem}-{n}";
            exports[key] = policy;
            policies[policy] = new RoutePolicy { Name = policy, Body = [.. body], Final = Verdict.Reject };
            policyOrder.Add(policy);
        }

        return (new PolicyUse.Named(policy), selected.Origin);
    }

    /// <summary>Aggregates come first: what is said of single addresses must not be said of them.</summary>
    private static uint Longest(Advertisement advertisement) =>
        Math.Min(advertisement.Settings.Get(ClusterSettings.AggregationLengthIpv4)?.Value ?? 32, advertisement.Settings.Get(ClusterSettings.AggregationLengthIpv6)?.Value ?? 128);

    private IEnumerable<PolicyStatement> Actions(Advertisement advertisement, EffectivePeer peer)
    {
        foreach (var (setting, kind) in new[] { (ClusterSettings.Communities, CommunityKind.Standard), (ClusterSettings.LargeCommunities, CommunityKind.Large), (ClusterSettings.WellKnownCommunities, CommunityKind.Standard) })
        {
            if (advertisement.Settings.Get(setting) is not { } words) continue;
            ImmutableArray<CommunityPattern> communities = [.. words.Value.Split(' ').Select(w => CommunityOf(kind, w)).OfType<CommunityPattern>()];
            if (communities.Length > 0) yield return new PolicyStatement.Apply(new PolicyAction.AddCommunities(kind, communities), words.Origin);
        }

        if (advertisement.Settings.Get(ClusterSettings.LocalPreference) is not { } preference)
        {
            if (source.Platform.UnsaidLocalPreference == 100 || peer.Session != SessionType.Internal) yield break;
            preference = new(source.Platform.UnsaidLocalPreference, Origin.None);
        }

        if (peer.Session != SessionType.Internal) explanations.Say(preference.Origin, Disposition.Inherent, "LOCAL_PREF is not sent to eBGP peers");
        else yield return new PolicyStatement.Apply(new PolicyAction.SetNumber(NumericAttribute.LocalPreference, new NumberChange.To(preference.Value)), preference.Origin);
    }

    private static CommunityPattern? CommunityOf(CommunityKind kind, string text)
    {
        if (WellKnown.TryGetValue(text, out var number) || (kind == CommunityKind.Standard && uint.TryParse(text, out number)))
            return CommunityPattern.Standard(number >> 16, number & 0xFFFF);
        return Community.Parse(kind, text) is { } c ? new CommunityPattern(kind, "", c.First, c.Second, kind == CommunityKind.Large ? c.Third : default(NumberRange)) : null;
    }

    /// <summary>Names of cilium-crd.md §2 with their numbers in the IANA registry.</summary>
    internal static readonly Dictionary<string, uint> WellKnown = new(StringComparer.Ordinal)
    {
        ["internet"] = 0,
        ["planned-shut"] = 0xFFFF0000,
        ["accept-own"] = 0xFFFF0001,
        ["route-filter-translated-v4"] = 0xFFFF0002,
        ["route-filter-v4"] = 0xFFFF0003,
        ["route-filter-translated-v6"] = 0xFFFF0004,
        ["route-filter-v6"] = 0xFFFF0005,
        ["llgr-stale"] = 0xFFFF0006,
        ["no-llgr"] = 0xFFFF0007,
        ["blackhole"] = 0xFFFF029A,
        ["no-export"] = 0xFFFFFF01,
        ["no-advertise"] = 0xFFFFFF02,
        ["no-export-subconfed"] = 0xFFFFFF03,
        ["no-peer"] = 0xFFFFFF04,
    };

    /// <summary>The prefixes that an advertisement stands for, as far as the file and the options tell.</summary>
    private List<(PrefixRange Range, Origin Origin)> Announced(Advertisement advertisement, Afi afi)
    {
        switch (advertisement.Kind)
        {
            case AdvertisementKind.PodCidr or AdvertisementKind.PodIpPool:
                IpPrefix[] pods = [.. options.PodCidrs.Where(p => p.Afi == afi)];
                foreach (var pod in pods) blocks[pod] = blocks.GetValueOrDefault(pod) + advertisement.Origin;
                if (options.PodCidrs.Length == 0) Say(advertisement, Disposition.NeedsInput, "which prefix the node has for its pods is not in the file: --set pod-cidr=… says it");
                else if (advertisement.Kind == AdvertisementKind.PodIpPool) Say(advertisement, Disposition.Approximated, "the prefix of --set pod-cidr stands for the pools of the node");
                return [.. pods.Select(p => (PrefixRange.Exact(p), advertisement.Origin))];
            case AdvertisementKind.Service:
                return Services(advertisement, afi);
            default:
                Say(advertisement, Disposition.Lost, "the addresses of an interface are not in the file: announce them by name");
                return [];
        }
    }

    private List<(PrefixRange, Origin)> Services(Advertisement advertisement, Afi afi)
    {
        if (!(advertisement.Settings.ValueOf(ClusterSettings.ServiceAddresses) ?? "LoadBalancerIP").Contains("LoadBalancerIP", StringComparison.Ordinal))
        {
            Say(advertisement, Disposition.Lost, "which cluster or external addresses services have is not in the file");
            return [];
        }

        var result = new List<(PrefixRange, Origin)>();
        IEnumerable<(IpPrefix Prefix, Origin Origin)> pools = options.ServiceCidrs.Select(c => (c, Origin.None)).Concat(source.Configuration.Pools
            .Where(p => AnnouncedPools.Includes(advertisement, p))
            .SelectMany(p => p.Settings.Get(ClusterSettings.Blocks) is { } b ? b.Value.Split(' ').SelectMany(w => AddressRanges.Cover(options.FillIn(w))).Select(c => (c, b.Origin + p.Origin)) : []));
        foreach (var (block, origin) in pools.Where(p => p.Prefix.Afi == afi))
        {
            blocks[block] = blocks.GetValueOrDefault(block) + origin;
            var aggregate = advertisement.Settings.Get(afi == Afi.Ipv4 ? ClusterSettings.AggregationLengthIpv4 : ClusterSettings.AggregationLengthIpv6);
            var longest = Math.Max(block.Length, (int)(aggregate?.Value ?? (uint)block.Width));
            result.Add((new PrefixRange(block, block.Length, longest), origin + (aggregate?.Origin ?? default)));
        }

        if (options.ServiceCidrs.Length == 0 && source.Configuration.Pools.Length == 0)
            Say(advertisement, Disposition.NeedsInput, "which addresses services get is not in the file: --set lb-cidr=… says it");
        else if (result.Count > 0)
            Say(advertisement, Disposition.Approximated, "the router announces the whole pool, always; the cluster each service while it has an address and endpoints");
        return result;
    }

    /// <summary>Said of the item of the resource; its header belongs to others too.</summary>
    private void Say(Advertisement advertisement, Disposition disposition, string reason)
    {
        explanations.Say(advertisement.Origin.TakeLast(1), disposition, reason);
        if (advertisement.Settings.Get(ClusterSettings.Services) is { } services) explanations.Say(services.Origin, disposition, "a router does not know services: all addresses of the ranges are announced");
        if (advertisement.Settings.Get(ClusterSettings.NodeSelectors) is { } nodes) explanations.Say(nodes.Origin, disposition, "a router's file is for one node: it is taken to be one of these");
        if (advertisement.Settings.Get(ClusterSettings.Selector) is not { } selector) return;
        if (selector.Value.Equals(Selectors.AllServices) || selector.Value.Equals(LabelSelector.Everything)) explanations.Say(selector.Origin, Disposition.Inherent, "selects everything");
        else if (disposition == Disposition.Approximated) explanations.Say(selector.Origin, disposition, "a router does not know services and pods: all addresses of the ranges are announced");
        else explanations.Say(selector.Origin, disposition, reason);
    }
}
