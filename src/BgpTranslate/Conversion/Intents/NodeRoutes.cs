using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using BgpTranslate.Policy.Automata;

namespace BgpTranslate.Conversion.Intents;

/// <summary>What a cluster announces instead of a prefix by name, with what the router adds to it.</summary>
/// <param name="Kind">What kind of route it is.</param>
/// <param name="Communities">Communities that are added.</param>
/// <param name="LocalPreference">LOCAL_PREF that is set; null where none is.</param>
/// <param name="Prefix">The prefix that the router announces.</param>
/// <param name="Origin">Who stated the prefix and what is done to it.</param>
internal sealed record AnnouncedRoute(AdvertisementKind Kind, ImmutableSortedSet<Community> Communities, uint? LocalPreference, IpPrefix Prefix, Origin Origin);

/// <summary>
/// Finds what a node's own speaker announces: each prefix that its configuration knows is run through the export program of a session, and what comes out is
/// recognized as Pod CIDR, service range or loopback (cilium-intents.md §3, rule 6 and 7).
/// </summary>
internal sealed class NodeRoutes(EffectiveConfiguration source, IntentOptions options, Explanations explanations)
{
    private static readonly ImmutableArray<RouteSource> LocalSources =
        [RouteSource.Bgp, RouteSource.Static, RouteSource.Connected, RouteSource.Kernel, RouteSource.Local, RouteSource.Other];

    /// <summary>Interfaces that container networks give their routes.</summary>
    private static readonly string[] PodInterfaces = ["cilium_*", "cali*", "cni*", "flannel*", "lxc*", "kube-bridge", "weave*", "antrea*", "docker*"];

    private static readonly string[] PodWords = ["pod", "calico", "cluster"], ServiceWords = ["lb", "svc", "service", "vip", "loadbalancer", "load-balancer"];

    private static readonly Setting[] Attachments =
        [FamilySettings.ExportPolicy, FamilySettings.ExportPrefixSet, FamilySettings.ExportAccessList, FamilySettings.ExportAsPathSet];

    private readonly ImmutableArray<Candidate> candidates = [.. Candidates(source.Configuration, options)];

    private readonly bool isMetalLb = IntentSignals.IsMetalLb(source);

    private sealed record Candidate(Route Route, bool IsDropped, Origin Origin);

    /// <summary>What one session is sent in one family.</summary>
    public ImmutableArray<AnnouncedRoute> SentTo(EffectivePeer peer, AfiSafi family)
    {
        var attached = Origin.Of(Attachments.SelectMany(s => peer.Get(s, family).Origin));
        var program = EffectivePolicies.Export(peer, family, LocalSources);
        var result = ImmutableArray.CreateBuilder<AnnouncedRoute>();
        foreach (var candidate in candidates.Where(c => c.Route.Prefix.Afi == family.Afi()))
        {
            var evaluation = Evaluator.Run(program, source.Configuration.Policies, candidate.Route);
            if (evaluation.Verdict is null)
            {
                explanations.Say(candidate.Origin, Disposition.Lost, $"whether {candidate.Route.Prefix} is announced cannot be told: {evaluation.Undecided}");
                continue;
            }

            if (evaluation.Verdict == Verdict.Reject) continue;
            if (KindOf(candidate) is not { } kind)
            {
                if (!candidate.Origin.IsNone)
                    explanations.Say(candidate.Origin, Disposition.NeedsInput, $"{candidate.Route.Prefix} is announced, but nothing tells whether it is the Pod CIDR or a range of services: say it with --set pod-cidr=… or --set lb-cidr=…");
                continue;
            }

            result.Add(new AnnouncedRoute(
                kind,
                [.. evaluation.Route.Communities.Where(c => c.Kind != CommunityKind.Extended)],
                peer.Session == Defaults.SessionType.Internal && evaluation.Route.Numbers.TryGetValue(NumericAttribute.LocalPreference, out var preference) ? preference : null,
                candidate.Route.Prefix,
                candidate.Origin + Passed(evaluation, peer) + attached));
        }

        return result.ToImmutable();
    }

    /// <summary>The routes that the configuration and the options know of.</summary>
    private static IEnumerable<Candidate> Candidates(Configuration configuration, IntentOptions options)
    {
        foreach (var route in configuration.Statics)
        {
            var hops = route.Settings.ValueOf(StaticSettings.NextHops)?.Hops ?? [];
            var via = hops.OfType<NextHop.Via>().FirstOrDefault(h => h.Interface is not null);
            yield return new Candidate(
                new Route
                {
                    Prefix = route.Prefix,
                    Source = RouteSource.Static,
                    Instance = route.Settings.ValueOf(StaticSettings.Protocol) ?? "",
                    Interface = via?.Interface ?? "",
                },
                hops.Any(h => h is NextHop.Blackhole or NextHop.Unreachable or NextHop.Prohibit),
                Origin.Of(ModelStatements.Of(new Configuration { Statics = [route] })));
        }

        var known = configuration.Statics.Select(s => s.Prefix).ToHashSet();
        foreach (var network in configuration.Instances.SelectMany(i => i.Networks).Where(n => known.Add(n.Prefix)))
            yield return new Candidate(new Route { Prefix = network.Prefix, Source = RouteSource.Local }, false, network.Origin);

        foreach (var range in options.PodCidrs.Concat(options.ServiceCidrs).Where(p => !known.Any(p.Covers)))
        {
            foreach (var origin in new[] { RouteSource.Kernel, RouteSource.Connected, RouteSource.Static })
                yield return new Candidate(new Route { Prefix = range, Source = origin }, false, Origin.None);
        }
    }

    private AdvertisementKind? KindOf(Candidate candidate)
    {
        var (route, prefix) = (candidate.Route, candidate.Route.Prefix);
        if (options.IsPod(prefix)) return AdvertisementKind.PodCidr;
        if (options.IsService(prefix)) return AdvertisementKind.Service;
        if (PodInterfaces.Any(p => route.Interface.Length > 0 && Glob.Matches(p, route.Interface))) return AdvertisementKind.PodCidr;
        if (PodWords.Any(w => route.Instance.Contains(w, StringComparison.OrdinalIgnoreCase))) return AdvertisementKind.PodCidr;
        if (ServiceWords.Any(w => route.Instance.Contains(w, StringComparison.OrdinalIgnoreCase))) return AdvertisementKind.Service;
        if (isMetalLb && route.Source == RouteSource.Local) return AdvertisementKind.Service;
        if (prefix.Length == prefix.Width) return route.Source == RouteSource.Local ? AdvertisementKind.Interface : null;
        return candidate.IsDropped && IsNodeBlock(prefix) ? AdvertisementKind.PodCidr : null;
    }

    /// <summary>A private block of the size that a node gets of the Pod CIDR.</summary>
    public static bool IsNodeBlock(IpPrefix prefix) =>
        IsPrivate(prefix) && (prefix.Afi == Afi.Ipv4 ? prefix.Length is >= 20 and <= 28 : prefix.Length is >= 56 and <= 122);

    /// <summary>RFC 1918, RFC 6598 and RFC 4193.</summary>
    public static bool IsPrivate(IpPrefix prefix) => PrivateRanges.Any(r => r.Covers(prefix));

    private static readonly IpPrefix[] PrivateRanges =
        [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7" }.Select(IpPrefix.Parse)];

    /// <summary>Who stated the choices and changes that make the announcement. What merely lets the route pass is what Cilium does anyway: it announces nothing else.</summary>
    private Origin Passed(Evaluation evaluation, EffectivePeer peer)
    {
        var origin = Origin.None;
        foreach (var step in evaluation.Trace)
        {
            switch (step.Statement)
            {
                case PolicyStatement.If choice when step.Holds == true:
                    origin += choice.Origin;
                    break;
                case PolicyStatement.End:
                    origin += step.Statement.Origin;
                    break;
                case PolicyStatement.Apply apply when IsTranslated(apply, peer):
                    origin += apply.Origin;
                    break;
            }
        }

        return origin;
    }

    /// <summary>Whether an advertisement does the same to its routes; says why where it does not.</summary>
    private bool IsTranslated(PolicyStatement.Apply apply, EffectivePeer peer)
    {
        var (disposition, reason) = apply.Action switch
        {
            PolicyAction.AddCommunities { Kind: not CommunityKind.Extended } or PolicyAction.ReplaceCommunities { Kind: not CommunityKind.Extended }
                or PolicyAction.RemoveCommunities or PolicyAction.KeepCommunities => (Disposition.Translated, ""),
            PolicyAction.AddCommunities or PolicyAction.ReplaceCommunities => (Disposition.Lost, "an advertisement has no extended communities"),
            PolicyAction.SetNumber { Attribute: NumericAttribute.LocalPreference } => peer.Session == Defaults.SessionType.Internal
                ? (Disposition.Translated, "")
                : (Disposition.Inherent, "LOCAL_PREF is not sent to eBGP peers"),
            PolicyAction.SetNumber { Attribute: NumericAttribute.Med } => (Disposition.Lost, "a cluster sends no MED"),
            PolicyAction.SetNumber => (Disposition.Inherent, "never leaves the router"),
            PolicyAction.PrependAsPath or PolicyAction.PrependFirstAs => (Disposition.Lost, "a cluster does not prepend to the AS path"),
            PolicyAction.SetOrigin { Value: RouteOrigin.Igp } => (Disposition.Inherent, "routes of a cluster have that ORIGIN"),
            PolicyAction.SetOrigin => (Disposition.Lost, "ORIGIN cannot be set"),
            PolicyAction.SetNextHop { Change: NextHopChange.Self } => (Disposition.Inherent, "routes always have the node as their next hop"),
            PolicyAction.SetNextHop => (Disposition.Lost, "the next hop cannot be set: it is the node"),
            PolicyAction.Remove => (Disposition.Inherent, "a cluster does not send it"),
            _ => (Disposition.Lost, "an advertisement cannot do this to its routes"),
        };
        if (disposition != Disposition.Translated) explanations.Say(apply.Origin, disposition, reason);
        return disposition == Disposition.Translated;
    }
}
