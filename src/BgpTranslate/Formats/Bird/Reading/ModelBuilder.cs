using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Makes the neutral model of what was read, once every name is known.</summary>
internal sealed class ModelBuilder(BirdDraft parts, Symbols symbols, StatementLog log, FormatVersion version, Afi otherwiseAfi)
{
    private readonly Dictionary<string, RoutePolicy> policies = new(StringComparer.Ordinal);
    private readonly List<string> order = [];

    /// <summary>Statements of filters and functions that some policy runs.</summary>
    public HashSet<Statement> Reached { get; } = [];

    /// <summary>The address family of a channel; null for those that carry no BGP routes.</summary>
    public static AfiSafi? FamilyOf(string channel) => channel switch
    {
        "ipv4" => AfiSafi.Ipv4Unicast,
        "ipv6" => AfiSafi.Ipv6Unicast,
        "ipv4 multicast" => AfiSafi.Ipv4Multicast,
        "ipv6 multicast" => AfiSafi.Ipv6Multicast,
        "ipv4 mpls" => AfiSafi.Ipv4LabeledUnicast,
        "ipv6 mpls" => AfiSafi.Ipv6LabeledUnicast,
        "vpn4" or "vpn4 mpls" => AfiSafi.Ipv4Vpn,
        "vpn6" or "vpn6 mpls" => AfiSafi.Ipv6Vpn,
        "vpn4 multicast" => AfiSafi.Ipv4MulticastVpn,
        "vpn6 multicast" => AfiSafi.Ipv6MulticastVpn,
        "flow4" => AfiSafi.Ipv4Flowspec,
        "flow6" => AfiSafi.Ipv6Flowspec,
        "evpn" => AfiSafi.L2VpnEvpn,
        _ => null,
    };

    private bool IsOne => version.Major < 2;

    /// <summary>The family of a daemon of 1.x: that of its peers and routes.</summary>
    private Afi DaemonAfi =>
        parts.Protocols.Select(p => p.EffectiveEndpoint?.Endpoint).OfType<PeerEndpoint.Address>().Any(a => a.Ip.Afi == Afi.Ipv4)
        || parts.Protocols.Any(p => p.Routes.Exists(r => r.Prefix.Afi == Afi.Ipv4)) ? Afi.Ipv4
        : parts.Protocols.Select(p => p.EffectiveEndpoint?.Endpoint).OfType<PeerEndpoint.Address>().Any() || parts.Protocols.Any(p => p.Routes.Count > 0) ? Afi.Ipv6
        : otherwiseAfi;

    /// <summary>Tables of 1.x hold what their daemon is for.</summary>
    private Rib OfDaemon(Rib rib) => rib.Kind switch
    {
        "ip" => rib with { Kind = DaemonAfi == Afi.Ipv4 ? "ipv4" : "ipv6" },
        "roa" => rib with { Kind = DaemonAfi == Afi.Ipv4 ? "roa4" : "roa6" },
        _ => rib,
    };

    /// <summary>Builds the model.</summary>
    public Configuration Build()
    {
        // Tables of 1.x hold what their daemon is for.
        foreach (var name in symbols.Tables.Where(t => t.Value == "roa").Select(t => t.Key).ToArray()) symbols.Tables[name] = DaemonAfi == Afi.Ipv4 ? "roa4" : "roa6";
        Translate();
        var statics = new List<StaticRoute>();
        var ribProtocols = new List<RibProtocol>();
        var others = new List<NamedObject>();
        foreach (var draft in parts.Protocols.Where(p => p.Type != "bgp")) AddRibProtocol(draft, ribProtocols, statics, others);
        foreach (var roa in parts.Roas) AddRoa(roa.Text, roa.Table, roa.Statement, others);
        foreach (var (kind, draft, name, origin) in parts.Others)
            others.Add(new NamedObject { Kind = kind, Name = name, Settings = draft.Settings, Origin = origin });

        return new Configuration
        {
            Settings = parts.Router.Settings,
            Instances = [.. BuildInstances()],
            Policies = policies.ToImmutableDictionary(StringComparer.Ordinal),
            PolicyOrder = [.. order],
            Sets = [.. parts.Sets],
            Statics = [.. statics],
            Ribs = [.. parts.Ribs.Select(OfDaemon).GroupBy(r => r.Key).Select(g => g.First())],
            Protocols = [.. ribProtocols],
            Others = [.. others],
            Carried = [.. parts.Carried.GroupBy(c => c.Key).Select(g => g.Count() == 1 ? g.First() : g.First() with { Origin = Origin.Of(g.SelectMany(c => c.Origin)) })],
        };
    }

    // --- policies ---

    private void Translate()
    {
        symbols.MetricsAreLocal = KernelMetrics.AreLocal(parts, symbols);
        foreach (var filter in symbols.Filters.Values)
            Add(new PolicyTranslator(symbols, Reach).Translate(filter.Name, filter.Body, filter.Statement, false));
        foreach (var inline in parts.InlinePolicies)
        {
            // A later word on the same setting overrides this one.
            if (inline.Target.Settings.Get(inline.Setting) is { Origin.First: { } later } && later.Index > inline.Statement.Index)
            {
                inline.Target.Overridden.Add(inline.Statement);
                continue;
            }

            var name = Free(inline.Name);
            var translator = new PolicyTranslator(symbols, Reach);
            Add(inline.Condition is { } condition
                ? translator.TranslateCondition(name, condition, inline.Words, inline.Statement)
                : translator.Translate(name, inline.Body, inline.Statement, true));
            inline.Target.Say(inline.Setting, new PolicyUse.Named(name), inline.Statement);
        }
    }

    private void Reach(Statement statement) => Reached.Add(statement);

    private void Add(RoutePolicy policy)
    {
        policies[policy.Name] = policy;
        order.Add(policy.Name);
    }

    private string Free(string name)
    {
        var result = name;
        for (var n = 2; policies.ContainsKey(result) || symbols.Filters.ContainsKey(result); n++) result = string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");
        return result;
    }

    // --- BGP ---

    /// <summary>One instance for each VRF that sessions run in, the default one first.</summary>
    private IEnumerable<BgpInstance> BuildInstances()
    {
        ProtocolDraft[] bgp = [.. parts.Protocols.Where(p => p.Type == "bgp")];
        if (bgp.Length == 0 && parts.Instance.Settings.Entries.Count == 0) yield break;
        const string main = "default";
        ProtocolDraft[] sessions = [.. bgp.Where(d => !d.IsTemplate)];
        var elsewhere = new HashSet<ProtocolDraft>();
        var here = new HashSet<ProtocolDraft>();
        foreach (var session in sessions) (VrfOf(session) == main ? here : elsewhere).UnionWith(Chain(session));
        var templates = bgp.Where(d => d.IsTemplate && (here.Contains(d) || !elsewhere.Contains(d)));
        if (here.Count > 0 || elsewhere.Count == 0 || parts.Instance.Settings.Entries.Count > 0 || templates.Any())
            yield return BuildInstance(main, sessions.Where(d => VrfOf(d) == main), templates) with { Settings = parts.Instance.Settings };
        foreach (var group in sessions.Where(d => VrfOf(d) != main).GroupBy(VrfOf))
        {
            var used = group.SelectMany(Chain).ToHashSet();
            yield return BuildInstance(group.Key, group, bgp.Where(d => d.IsTemplate && used.Contains(d)));
        }

        static string VrfOf(ProtocolDraft draft) => draft.Effective(PeerSettings.Vrf)?.Value ?? main;
    }

    private BgpInstance BuildInstance(string vrf, IEnumerable<ProtocolDraft> sessions, IEnumerable<ProtocolDraft> templates)
    {
        var peers = new List<Peer>();
        var origins = new List<Statement>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in sessions)
        {
            var (endpoint, origin) = draft.EffectiveEndpoint ?? (new PeerEndpoint.Unresolved(draft.Name), Origin.None);
            if (draft.Effective(PeerSettings.Vrf) is { } said) origins.AddRange(said.Origin);
            if (draft.Effective(PeerSettings.BindInterface) is { } link && OnLink(endpoint, link.Value) is { } local) (endpoint, origin) = (local, origin + link.Origin);
            var settings = SessionOf(draft);
            if (endpoint is PeerEndpoint.Interface or PeerEndpoint.Address { Zone: not null }) settings = settings.Without(PeerSettings.BindInterface);
            var peer = new Peer { Endpoint = endpoint, Settings = settings, Origin = draft.Statement + origin, Families = FamiliesOf(draft, endpoint, origin) };
            if (!keys.Add(peer.Key))
            {
                peer = peer with { Distinction = draft.Name };
                keys.Add(peer.Key);
            }

            peers.Add(peer);
        }

        return new BgpInstance
        {
            Vrf = vrf,
            Origin = Origin.Of(origins),
            Peers = [.. peers],
            Groups =
            [
                .. templates.Select(d => new PeerGroup
                {
                    Name = d.Name,
                    Settings = SessionOf(d),
                    Origin = d.Statement + (d.Endpoint?.Origin ?? Origin.None),
                    Families = FamiliesOf(d, null, Origin.None),
                }),
            ],
        };
    }

    /// <summary>A link-local peer is known with its interface: by its address there, or as whoever answers (RFC 8950 sessions without addresses). Null for others.</summary>
    private static PeerEndpoint? OnLink(PeerEndpoint endpoint, string link) => endpoint switch
    {
        PeerEndpoint.Range { Prefix: { Length: 10 } range } when range.Address.IsLinkLocal => new PeerEndpoint.Interface(link),
        PeerEndpoint.Address { Zone: null, Ip.IsLinkLocal: true } address => address with { Zone = link },
        _ => null,
    };

    private Settings SessionOf(ProtocolDraft draft)
    {
        var result = new Draft();

        // What a protocol takes from another protocol is its own; what it takes from a template stays visible as such.
        if (draft.Parent is { IsTemplate: false } other) result.Inherit(SessionOf(other).Without(PeerSettings.Name));
        result.Inherit(draft.Settings);
        if (draft.Parent is { IsTemplate: true } template) result.Say(PeerSettings.Group, template.Name, draft.Statement);
        if (!draft.IsTemplate) result.Say(PeerSettings.Name, draft.Name, draft.Statement);
        if (draft.TtlSecurity is { } security)
        {
            var hops = draft.Effective(PeerSettings.MultihopTtl);
            if (security.Value) result.Say(PeerSettings.TtlSecurityHops, hops?.Value ?? 1u, security.Origin + (hops?.Origin ?? Origin.None));
            else if (draft.Parent?.EffectiveTtlSecurity is { Value: true }) result.Say(PeerSettings.TtlSecurityHops, 0u, security.Origin);
            else foreach (var statement in security.Origin.Take(1)) log.Close(statement, new Outcome.Inherent("off: what holds when nothing is said"));
        }

        return result.Settings.Without(PeerSettings.Vrf);
    }

    private ImmutableSortedDictionary<AfiSafi, FamilyScope> FamiliesOf(ProtocolDraft draft, PeerEndpoint? endpoint, Origin endpointOrigin)
    {
        var families = new SortedDictionary<AfiSafi, FamilyScope>();
        if (draft.Parent is { IsTemplate: false } other)
        {
            foreach (var (family, scope) in FamiliesOf(other, null, Origin.None)) families[family] = scope;
        }

        foreach (var channel in draft.Channels)
        {
            if (FamilyOf(channel.Name) is not { } family) continue;
            var before = families.GetValueOrDefault(family)?.Settings ?? Settings.Empty;
            families[family] = new FamilyScope
            {
                Family = family,
                Origin = channel.Origin,
                Settings = before.With(FamilySettings.Active, true, channel.Origin).Overlay(channel.Settings),
            };
        }

        // A daemon of 1.x has one family, and so have its sessions.
        if (IsOne && endpoint is not null && draft.Channels.Count == 0)
        {
            var afi = endpoint switch { PeerEndpoint.Address a => a.Ip.Afi, PeerEndpoint.Range r => r.Prefix.Afi, _ => DaemonAfi };
            Origin origin = endpointOrigin.IsNone ? draft.Statement : endpointOrigin;
            families[afi.Unicast()] = new FamilyScope { Family = afi.Unicast(), Origin = origin, Settings = Settings.Empty.With(FamilySettings.Active, true, origin) };
        }

        return families.ToImmutableSortedDictionary();
    }

    // --- tables ---

    private void AddRibProtocol(ProtocolDraft draft, List<RibProtocol> protocols, List<StaticRoute> statics, List<NamedObject> others)
    {
        var kind = draft.Type switch
        {
            "kernel" => RibProtocolKind.Kernel,
            "direct" => RibProtocolKind.Direct,
            "static" => RibProtocolKind.Static,
            "pipe" => RibProtocolKind.Pipe,
            "device" => RibProtocolKind.Device,
            _ => RibProtocolKind.Other,
        };
        if (draft.IsTemplate)
        {
            CloseTemplate(draft);
            return;
        }

        // OSPF and others count only where a policy asks for their routes; that they are there is known by their kind.
        if (kind == RibProtocolKind.Other) return;
        var own = Whole(draft);
        var disabled = own.ValueOf(RibSettings.Disabled);
        var table = own.ValueOf(RibSettings.Rib);
        List<ChannelDraft> channels = [.. Chain(draft).SelectMany(p => p.Channels)];
        RouteDraft[] routes = [.. Chain(draft).SelectMany(p => p.Routes)];
        var roas = Chain(draft).SelectMany(p => p.Roas).ToArray();
        foreach (var roa in roas)
            AddRoa(roa.Text, channels.Select(c => c.Settings.ValueOf(RibSettings.Rib)).FirstOrDefault(t => t is not null) ?? "", roa.Statement, others);
        var holdsRoas = roas.Length > 0 || (channels.Count > 0 && channels.TrueForAll(c => c.Name is "roa4" or "roa6" or "aspa"));
        if (kind == RibProtocolKind.Static && holdsRoas && routes.Length == 0)
        {
            others.Add(new NamedObject
            {
                Kind = "roa-source",
                Name = draft.Name,
                Origin = Origin.Of(channels.SelectMany(c => c.Origin.Concat(c.Settings.Entries.SelectMany(e => e.Origin))).Append(draft.Statement).Concat(own.Entries.SelectMany(e => e.Origin))),
            });
            return;
        }

        var settings = own;
        if (channels.Count == 0 || kind is RibProtocolKind.Pipe or RibProtocolKind.Device)
        {
            Afi? afi = kind == RibProtocolKind.Device ? null : kind == RibProtocolKind.Pipe ? (IsOne ? DaemonAfi : Chain(draft).Select(p => p.TableAfi).LastOrDefault(a => a is not null)) : routes.Length > 0 ? routes[0].Prefix.Afi : DaemonAfi;
            protocols.Add(new RibProtocol { Kind = kind, Name = draft.Name, Afi = afi, Settings = settings, Origin = draft.Origin });
        }

        foreach (var group in channels.GroupBy(c => c.Name))
        {
            var merged = group.Aggregate(settings, (s, c) => s.Overlay(c.Settings));
            Afi? afi = FamilyOf(group.Key) is AfiSafi.Ipv4Unicast or AfiSafi.Ipv6Unicast ? FamilyOf(group.Key)!.Value.Afi() : null;
            table = merged.ValueOf(RibSettings.Rib) ?? table;
            protocols.Add(new RibProtocol
            {
                Kind = kind,
                Name = afi is null ? $"{draft.Name} {group.Key}" : draft.Name,
                Afi = afi,
                Settings = merged,
                Origin = draft.Origin + Origin.Of(group.SelectMany(c => c.Origin)),
            });
        }

        foreach (var route in routes)
        {
            if (disabled)
            {
                log.Close(route.Statement, new Outcome.Inherent("its protocol is disabled"));
                continue;
            }

            var said = route.Draft.Settings.With(StaticSettings.Protocol, draft.Name, draft.Statement);
            if (route.Attributes.Length > 0)
            {
                var name = Free(string.Create(CultureInfo.InvariantCulture, $"{draft.Name}_route_{order.Count + 1}"));
                Add(new PolicyTranslator(symbols, Reach).TranslateAttributes(name, route.Attributes, route.Statement));
                said = said.With(StaticSettings.Attributes, new PolicyUse.Named(name), route.Statement);
            }

            var made = new StaticRoute { Prefix = route.Prefix, Rib = table ?? Rib.Main, Settings = said, Origin = route.Statement };
            for (var n = 2; statics.Exists(s => s.Key == made.Key); n++) made = made with { Distinction = n.ToString(CultureInfo.InvariantCulture) };
            statics.Add(made);
        }
    }

    /// <summary>A protocol and those it starts from, the first one first.</summary>
    private static IEnumerable<ProtocolDraft> Chain(ProtocolDraft draft) => draft.Parent is { } parent ? Chain(parent).Append(draft) : [draft];

    /// <summary>What is said in a protocol and in those it starts from.</summary>
    private static Settings Whole(ProtocolDraft draft) => Chain(draft).Aggregate(Settings.Empty, (s, p) => s.Overlay(p.Settings));

    private void CloseTemplate(ProtocolDraft draft)
    {
        // Its options live on in the protocols made from it; the template itself is only a way to write them.
        const string reason = "a template: what it says holds in the protocols made from it";
        log.Close(draft.Statement, new Outcome.Inherent(reason));
        foreach (var route in draft.Routes) parts.Dependent.TryAdd(route.Statement, "nothing is made from this template");
        foreach (var statement in draft.Channels.SelectMany(c => c.Origin.Concat(c.Settings.Entries.SelectMany(e => e.Origin))).Concat(draft.Settings.Entries.SelectMany(e => e.Origin)))
            parts.Dependent.TryAdd(statement, "nothing is made from this template");
    }

    private static void AddRoa(string text, string table, Statement statement, List<NamedObject> others)
    {
        var settings = table.Length > 0 ? Settings.Empty.With(OtherSettings.RpkiTables, table, statement) : Settings.Empty;
        others.Add(new NamedObject { Kind = "roa", Name = text, Settings = settings, Origin = statement });
    }
}
