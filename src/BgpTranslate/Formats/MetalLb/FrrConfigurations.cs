using System.Collections.Immutable;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Formats.MetalLb;

/// <summary>
/// Reads <c>FRRConfiguration</c> of frr-k8s: routers with prefixes by name, and for each neighbour what is advertised and what is accepted. They become networks and route policies.
/// </summary>
/// <param name="scope">What is shared.</param>
internal sealed class FrrConfigurations(ResourceScope scope)
{
    private const string Format = "metallb-crd";

    private readonly SessionFields fields = new(scope);
    private readonly List<BgpInstance> instances = [];
    private readonly List<NamedObject> bfdProfiles = [];
    private readonly List<Carried> carried = [];
    private readonly Dictionary<string, RoutePolicy> policies = new(StringComparer.Ordinal);
    private readonly List<string> policyOrder = [];
    private readonly List<PrefixSet> sets = [];

    /// <summary>Reads a resource.</summary>
    public void Read(Resource resource)
    {
        resource.CloseMetadata();
        if (resource.Spec() is not { } spec) return;
        fields.Misspelt(spec, "nodeSelector", "nodeSelectors");
        var nodes = Selectors.Read(spec, "nodeSelector");
        var before = instances.Count + carried.Count;
        if (spec.Object("raw") is { } raw) ReadRaw(raw, resource);
        if (spec.Object("bgp") is { } bgp)
        {
            foreach (var profile in bgp.Objects("bfdProfiles"))
            {
                var name = profile.Text("name");
                bfdProfiles.Add(new NamedObject { Kind = BfdProfiles.Kind, Name = name?.Value ?? "", Origin = name?.Origin ?? default, Settings = BfdProfiles.Read(profile, Spelling.CamelCase) });
            }

            foreach (var router in bgp.Objects("routers")) ReadRouter(router, resource, nodes);
        }

        if (instances.Count + carried.Count == before) scope.Void(resource.Origin + (nodes?.Origin ?? default), "configures nothing");
    }

    /// <summary>The configuration with what was read.</summary>
    public Configuration Add(Configuration configuration) => configuration with
    {
        Instances = [.. configuration.Instances, .. instances.Select(i => i with { Peers = [.. i.Peers.Select(p => p with { Settings = scope.Secrets.Resolve(p.Settings) })] })],
        Others = [.. configuration.Others, .. bfdProfiles.Where(p => configuration.Others.All(o => o.Key != p.Key))],
        Carried = [.. configuration.Carried, .. carried],
        Policies = configuration.Policies.SetItems(policies),
        PolicyOrder = [.. configuration.PolicyOrder, .. policyOrder],
        Sets = [.. configuration.Sets, .. sets],
    };

    private void ReadRaw(YamlObject raw, Resource resource)
    {
        var priority = raw.Number("priority", 0, int.MaxValue);
        if (raw.Text("rawConfig") is not { } text) return;
        var origin = resource.Origin + text.Origin + (priority?.Origin ?? default);
        carried.Add(new Carried { Format = Format, Context = [resource.Name], Text = text.Value, Feature = "raw FRR configuration", Origin = origin });
        scope.Note(text.Origin, "raw FRR text is not taken apart: convert it by itself with --from frr");
    }

    private void ReadRouter(YamlObject router, Resource resource, Stated<LabelSelector>? nodes)
    {
        var asn = router.Number("asn", 0, uint.MaxValue);
        var vrf = router.Text("vrf");
        var settings = Settings.Empty.With(InstanceSettings.ClusterConfig, resource.Name).With(InstanceSettings.NodeSelector, nodes).With(PeerSettings.RouterId, fields.Address(router, "id"));
        if (asn is { } number) settings = settings.With(PeerSettings.LocalAs, new LocalAs(number.Value), number.Origin);
        var prefixes = Prefixes(router, "prefixes");
        var peers = new List<Peer>();
        foreach (var neighbor in router.Objects("neighbors"))
        {
            var peer = ReadNeighbor(neighbor, [.. prefixes.Select(p => p.Value)], resource.Name);
            for (var n = 2; peers.Any(p => p.Key == peer.Key); n++) peer = peer with { Distinction = $"{n}" };
            peers.Add(peer);
        }

        foreach (var import in router.Objects("imports")) Carry(import, "vrf", "vrf.import", $"imports the routes of VRF {import.Peek("vrf")}", resource);
        if (router.StatementOf("evpn") is { } evpn) CarryWhole(router, "evpn", evpn, "evpn.instance", resource);
        var instance = new BgpInstance
        {
            Vrf = vrf is { Value.Length: > 0 } v ? v.Value : "default",
            Distinction = Selectors.Identity(asn?.Value, nodes?.Value),
            Origin = resource.Origin + (asn?.Origin ?? default) + (vrf?.Origin ?? default),
            Settings = settings.With(InstanceSettings.KubernetesName, $"instance-{asn?.Value}"),
            Peers = [.. peers],
            Networks = [.. prefixes.Select(p => new Network { Family = p.Value.Afi.Unicast(), Prefix = p.Value, Origin = p.Origin })],
        };
        for (var n = 2; instances.Any(i => i.Key == instance.Key); n++) instance = instance with { Distinction = $"{Selectors.Identity(asn?.Value, nodes?.Value)} {n}" };
        instances.Add(instance);
    }

    private Peer ReadNeighbor(YamlObject item, IpPrefix[] prefixes, string resource)
    {
        var local = item.Number("localASN", 1, uint.MaxValue);
        var (endpoint, origin) = fields.Endpoint(item, "address");
        var settings = fields.RemoteAs(Settings.Empty, item, "asn")
            .With(PeerSettings.RemotePort, item.Number("port", 0, 16384));
        if (item.Text("sourceaddress") is { } source)
            settings = IpAddress.TryParse(source.Value, out var address) ? settings.With(PeerSettings.LocalAddress, address, source.Origin) : settings.With(PeerSettings.LocalInterface, source);
        if (local is { } shown) settings = settings.With(PeerSettings.LocalAs, new LocalAs(shown.Value), shown.Origin);
        settings = fields.Session(settings, item, false);
        var dual = item.Flag("dualStackAddressFamily");
        if (dual is { Value: false } single) scope.Void(single.Origin, "it says what holds anyway");
        Stated<string>[] kinds = [.. item.Texts("addressFamilies")];
        var families = ImmutableSortedDictionary<AfiSafi, FamilyScope>.Empty;
        var isUnicast = kinds.Length == 0 || kinds.Any(k => k.Value == "unicast");
        var (exports, imports) = (Advertised(item, prefixes, $"{resource}-{endpoint}-out"), Received(item, $"{resource}-{endpoint}-in"));
        foreach (var family in new[] { AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast })
        {
            var isOwn = endpoint is not PeerEndpoint.Address a || family.Afi() == a.Ip.Afi || dual is { Value: true };
            var said = Settings.Empty;
            if (dual is { Value: true } both) said = said.With(FamilySettings.Active, true, both.Origin);
            if (!isUnicast && isOwn) said = said.With(FamilySettings.Active, false, Origin.Of(kinds.SelectMany(k => k.Origin)));
            if (isUnicast && isOwn) said = said.With(FamilySettings.ExportPolicy, exports).With(FamilySettings.ImportPolicy, imports);
            if (said.Entries.Count > 0) families = families.Add(family, new FamilyScope { Family = family, Settings = said });
        }

        if (kinds.FirstOrDefault(k => k.Value == "evpn") is { Origin.IsNone: false } evpn)
            families = families.Add(AfiSafi.L2VpnEvpn, new FamilyScope { Family = AfiSafi.L2VpnEvpn, Settings = Settings.Empty.With(FamilySettings.Active, true, evpn.Origin) });
        foreach (var unicast in kinds.Where(k => k.Value == "unicast" && kinds.Length == 1)) scope.Void(unicast.Origin, "it says what holds anyway");
        return new Peer { Endpoint = endpoint, Origin = origin + Origin.Of(isUnicast ? kinds.Where(k => k.Value == "unicast" && kinds.Length > 1).SelectMany(k => k.Origin) : []), Settings = settings, Families = families };
    }

    private Stated<PolicyUse> Advertised(YamlObject neighbor, IpPrefix[] prefixes, string name)
    {
        if (neighbor.Object("toAdvertise") is not { } advertise) return new(new PolicyUse.RejectAll(), Origin.None);
        var body = new List<PolicyStatement>();
        foreach (var item in advertise.Objects("withLocalPref"))
        {
            if (item.Number("localPref", 0, uint.MaxValue) is { } preference)
                body.Add(When(Prefixes(item, "prefixes"), name, new PolicyStatement.Apply(new PolicyAction.SetNumber(NumericAttribute.LocalPreference, new NumberChange.To(preference.Value)), preference.Origin)));
        }

        foreach (var item in advertise.Objects("withCommunity"))
        {
            if (item.Text("community") is { } word && CommunityOf(word) is { } community)
                body.Add(When(Prefixes(item, "prefixes"), name, new PolicyStatement.Apply(new PolicyAction.AddCommunities(community.Kind, [community]), word.Origin)));
        }

        if (advertise.StatementOf("nextHop") is { } hop) CarryWhole(advertise, "nextHop", hop, "peer.afi-safi.next-hop", null);
        var (all, allowed) = Allowed(advertise, p => Prefixes(p, "prefixes").Select(x => x with { }).Select(x => new Stated<PrefixRange>(PrefixRange.Exact(x.Value), x.Origin)));
        // frr-k8s announces the prefixes of the router and nothing else.
        if (all is { } everything) allowed = [.. prefixes.Select(p => new Stated<PrefixRange>(PrefixRange.Exact(p), everything.Origin))];
        return Use(body, allowed, name, all is { } said ? said.Origin : default);
    }

    private Stated<PolicyUse>? Received(YamlObject neighbor, string name)
    {
        if (neighbor.Object("toReceive") is not { } receive) return null;
        var (all, allowed) = Allowed(receive, Ranges);
        return all is { } everything ? new(new PolicyUse.AcceptAll(), everything.Origin) : Use([], allowed, name, default);
    }

    private static (Stated<string>? All, Stated<PrefixRange>[] Allowed) Allowed(YamlObject direction, Func<YamlObject, IEnumerable<Stated<PrefixRange>>> prefixes)
    {
        if (direction.Object("allowed") is not { } allowed) return (null, []);
        var mode = allowed.Text("mode");
        Stated<PrefixRange>[] ranges = [.. prefixes(allowed)];
        if (mode is { Value: "filtered" } filtered) allowed.Void(filtered.Origin, "it says what holds anyway");
        return (mode is { Value: "all" } ? mode : null, ranges);
    }

    private IEnumerable<Stated<PrefixRange>> Ranges(YamlObject allowed)
    {
        if (allowed.Mapping.Entries.FirstOrDefault(e => e.Key == "prefixes")?.Value is YamlSequence { Items: [{ Value: YamlScalar }, ..] })
        {
            foreach (var old in Prefixes(allowed, "prefixes"))
            {
                scope.Refuse(old.Origin, "a prefix to be received is an object: 'prefix: …'");
                yield return new(PrefixRange.Exact(old.Value), old.Origin);
            }

            yield break;
        }

        foreach (var item in allowed.Objects("prefixes"))
        {
            if (item.Text("prefix") is not { } text) continue;
            var (least, most) = (item.Number("ge", 0, 128), item.Number("le", 0, 128));
            var origin = text.Origin + (least?.Origin ?? default) + (most?.Origin ?? default);
            if (!IpPrefix.TryParse(text.Value, out var prefix))
            {
                scope.Refuse(text.Origin, $"'{text.Value}' is no prefix");
                scope.Void(origin, "no prefix: the object is refused");
                continue;
            }

            var from = (int)(least?.Value ?? (uint)prefix.Length);
            yield return new(new PrefixRange(prefix, from, (int)(most?.Value ?? (uint)(least is null ? prefix.Length : prefix.Width))), origin);
        }
    }

    private Stated<PolicyUse> Use(List<PolicyStatement> body, Stated<PrefixRange>[] allowed, string name, Origin origin)
    {
        if (body.Count == 0 && allowed.Length == 0) return new(new PolicyUse.RejectAll(), origin);
        if (allowed.Length > 0) body.Add(new PolicyStatement.If(Matching(allowed, name), [new PolicyStatement.End(Verdict.Accept)], []));
        for (var (stem, n) = (name, 2); policies.ContainsKey(name); n++) name = $"{stem}-{n}";
        policies[name] = new RoutePolicy { Name = name, Body = [.. body], Final = Verdict.Reject };
        policyOrder.Add(name);
        return new(new PolicyUse.Named(name), origin);
    }

    private PolicyStatement.If When(Stated<IpPrefix>[] prefixes, string name, PolicyStatement action) =>
        new(Matching([.. prefixes.Select(p => new Stated<PrefixRange>(PrefixRange.Exact(p.Value), p.Origin))], name), [action], []);

    private Condition Matching(Stated<PrefixRange>[] ranges, string name)
    {
        var conditions = new List<Condition>();
        foreach (var family in ranges.GroupBy(r => r.Value.Prefix.Afi))
        {
            var set = new PrefixSet { Name = $"{name}-{sets.Count + 1}", Afi = family.Key, Entries = [.. family.Select(r => new SetEntry<PrefixRange>(true, r.Value, r.Origin))] };
            sets.Add(set);
            conditions.Add(new Condition.PrefixIn(SetReference<PrefixSet>.To(set)));
        }

        return Condition.AnyOf(conditions);
    }

    private CommunityPattern? CommunityOf(Stated<string> word)
    {
        var isLarge = word.Value.StartsWith("large:", StringComparison.Ordinal);
        var kind = isLarge ? CommunityKind.Large : CommunityKind.Standard;
        if (Community.Parse(kind, isLarge ? word.Value["large:".Length..] : word.Value) is { } c)
            return new CommunityPattern(kind, "", c.First, c.Second, isLarge ? c.Third : default(NumberRange));
        scope.Refuse(word.Origin, $"'{word.Value}' is no community");
        scope.Void(word.Origin, "no community: the object is refused");
        return null;
    }

    private Stated<IpPrefix>[] Prefixes(YamlObject parent, string key)
    {
        var result = new List<Stated<IpPrefix>>();
        foreach (var text in parent.Texts(key))
        {
            if (IpPrefix.TryParse(text.Value, out var prefix))
            {
                result.Add(new(prefix, text.Origin));
                continue;
            }

            scope.Refuse(text.Origin, $"'{text.Value}' is no prefix");
            scope.Void(text.Origin, "no prefix: the object is refused");
        }

        return [.. result];
    }

    private void Carry(YamlObject item, string key, string feature, string text, Resource resource)
    {
        if (item.Text(key) is { } value) carried.Add(new Carried { Format = Format, Context = [resource.Name], Text = text, Feature = feature, Origin = value.Origin });
    }

    private void CarryWhole(YamlObject parent, string key, Statement header, string feature, Resource? resource)
    {
        var origin = new List<Statement>();
        Collect(parent.Mapping.Entries.Last(e => e.Key == key).Value, origin);
        parent.Dismiss(key, Outcome.States);
        if (origin.Count > 0) parent.Close(header, new Outcome.Inherent("opens a block; what is in it counts"));
        carried.Add(new Carried { Format = Format, Context = resource is null ? [] : [resource.Name], Text = $"{key} of line {header.Span.From.Line}", Feature = feature, Origin = origin.Count > 0 ? Origin.Of(origin) : header });
    }

    private static void Collect(YamlNode node, List<Statement> statements)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    statements.Add(entry.Statement);
                    Collect(entry.Value, statements);
                }

                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    if (item.Statement is { } statement) statements.Add(statement);
                    Collect(item.Value, statements);
                }

                break;
        }
    }
}
