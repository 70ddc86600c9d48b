using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>What a BGP session says outside of its channels (bird.md §5).</summary>
internal sealed class SessionText(WritingContext context, BfdObjects bfd, IpAddress? routerId)
{
    /// <summary>AS numbers for documentation (RFC 5398), where BIRD insists on one.</summary>
    private const uint StandInLocalAs = 64511, StandInRemoteAs = 64510;

    private readonly Links links = new(context.Configuration);
    private readonly HashSet<NamedObject> bfdSessions = new(ReferenceEqualityComparer.Instance);

    /// <summary>BFD sessions whose parameters now stand at a BGP session.</summary>
    public IReadOnlySet<NamedObject> BfdSessions => bfdSessions;

    /// <summary>The statements of a protocol, or of a template when <paramref name="path"/> is null.</summary>
    public IEnumerable<Item> Of(EffectivePeer peer, string? path)
    {
        var said = new Reader(peer);
        foreach (var item in Identity(peer, said, path)) yield return item;
        foreach (var item in Transport(peer, said, path)) yield return item;
        foreach (var item in Timers(said, path)) yield return item;
        foreach (var item in Bfd(peer, said, path)) yield return item;
        foreach (var item in Roles(peer, said, path)) yield return item;
        foreach (var item in Selection(said, path)) yield return item;
        foreach (var item in Capabilities(said)) yield return item;
        foreach (var item in GracefulRestart(said)) yield return item;
    }

    /// <summary>The <c>neighbor</c> statement with what is known; null when nothing is.</summary>
    public Item? Neighbor(EffectivePeer peer, string path)
    {
        var remote = peer.Get(PeerSettings.RemoteAs);
        var who = remote.Value switch
        {
            RemoteAs.Number number => string.Create(CultureInfo.InvariantCulture, $" as {number.As}"),
            RemoteAs.Internal when context.OnlyFamily is not null && peer.Get(PeerSettings.LocalAs).Value is LocalAs local => string.Create(CultureInfo.InvariantCulture, $" as {local.As}"),
            RemoteAs.Internal => " internal",
            RemoteAs.External or RemoteAs.OneOf { Ranges: not [{ IsSingle: true }] } when context.OnlyFamily is not null => "",
            RemoteAs.External => " external",
            RemoteAs.OneOf { Ranges: [{ IsSingle: true } only] } => string.Create(CultureInfo.InvariantCulture, $" as {only.Low}"),
            RemoteAs.OneOf => " external",
            _ => "",
        };
        if (remote.Value is RemoteAs.OneOf { Ranges.Length: > 1 })
            context.Announce(Disposition.Approximated, "BIRD takes dynamic peers of one AS, or of any other AS", path, PeerSettings.RemoteAs);
        else if (remote.Value is not null && who.Length == 0)
            context.Announce(Disposition.NeedsInput, context.OnlyFamily is null ? "BIRD wants to know whether the peer is internal or external" : "BIRD 1.6 wants the AS number of the peer", path, PeerSettings.RemoteAs);
        var port = peer.Get(PeerSettings.RemotePort) is { IsSaid: true, Value: uint n } ? string.Create(CultureInfo.InvariantCulture, $" port {n}") : "";
        var address = peer.Peer.Endpoint switch
        {
            PeerEndpoint.Address { Zone: null } ip => $" {ip.Ip}",
            PeerEndpoint.Address ip => $" {ip.Ip}%{Symbol(ip.Zone)}",
            PeerEndpoint.Range range => $" range {range.Prefix}",
            PeerEndpoint.Interface => " range fe80::/10",
            _ => "",
        };
        return address.Length + port.Length + who.Length == 0 ? null : new Item("neighbor", $"neighbor{address}{port}{who}", remote.Origin + peer.Peer.Origin);
    }

    /// <summary>The line that keeps a session down of which something is missing, with what BIRD insists on; null when nothing is.</summary>
    /// <param name="peer">The session.</param>
    /// <param name="undefined">Options of the session with names that nobody defines.</param>
    /// <param name="missing">Names that are missing.</param>
    public string? StandIn(EffectivePeer peer, IReadOnlyList<string> undefined, IReadOnlyCollection<string> missing)
    {
        var (all, words) = (missing.ToList(), "disabled;");
        uint? local = peer.Get(PeerSettings.LocalAs).Value is LocalAs said ? said.As : null;
        var who = peer.Get(PeerSettings.RemoteAs).Value;
        var isReflected = peer.Families.Any(f => peer.Get(FamilySettings.RouteReflectorClient, f).Value is true);
        if (local is null && !undefined.Any(t => t.StartsWith("local as ", StringComparison.Ordinal)))
        {
            local = isReflected && who is RemoteAs.Number remote ? remote.As : StandInLocalAs;
            words += string.Create(CultureInfo.InvariantCulture, $" local as {local};");
            all.Add("local AS number");
        }

        var isUnknown = who is null or RemoteAs.Auto || (who is RemoteAs.External or RemoteAs.OneOf { Ranges: not [{ IsSingle: true }] } && context.OnlyFamily is not null);
        if (isUnknown && !undefined.Any(t => t.StartsWith("neighbor as ", StringComparison.Ordinal)))
        {
            words += string.Create(CultureInfo.InvariantCulture, $" neighbor as {(isReflected && local is not null ? local : StandInRemoteAs)};");
            all.Add("AS number of the peer");
        }

        if (peer.Peer.Endpoint is PeerEndpoint.Unresolved && !undefined.Any(t => t.StartsWith("neighbor ", StringComparison.Ordinal) && !t.StartsWith("neighbor as ", StringComparison.Ordinal)))
        {
            words += context.OnlyFamily == Afi.Ipv6 ? " neighbor 2001:db8::1;" : " neighbor 192.0.2.1;";
            all.Add("address of the peer");
        }

        if (all.Count == 0) return null;
        string[] names = [.. all.Distinct()];
        context.NeedsInput(names, Origin.Of(peer.Peer.Origin.Take(1)));
        return Bird.StandIn.Line(words, names);
    }

    /// <summary>The session may span several hops, so that next hops are looked up in the routing table.</summary>
    public static bool IsMultihop(EffectivePeer peer) =>
        !IsOnLink(peer) && peer.Get(PeerSettings.TtlSecurityHops).Value is uint hops and > 0 ? hops > 1
        : !IsOnLink(peer) && (peer.Get(PeerSettings.MultihopTtl).Value is > 1u || peer.Get(PeerSettings.DisableConnectedCheck).Value is true);

    /// <summary>The statement that there is the peer.</summary>
    public static Origin StatementOf(EffectivePeer peer) => Origin.Of((peer.Peer.Origin + peer.Get(PeerSettings.RemoteAs).Origin).Take(1));

    private static bool IsOnLink(EffectivePeer peer) =>
        peer.Peer.Endpoint is PeerEndpoint.Interface or PeerEndpoint.Address { Zone: not null } or PeerEndpoint.Address { Ip.IsLinkLocal: true };

    /// <summary>BIRD takes the first address of a network for none of a neighbour (nest/neighbor.c, if_connected), other than on a /31.</summary>
    private bool IsNetworkItself(IpAddress address) => address.Afi == Afi.Ipv4 && links.To(address).Network is { Length: < 31 } network && network.Address == address;

    private static string Symbol(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(name[0]) ? name : $"'{name}'";

    private static string Switch(bool value) => value ? "on" : "off";

    private IEnumerable<Item> Identity(EffectivePeer peer, Reader said, string? path)
    {
        if (path is not null && said.Get(PeerSettings.Description) is { } description)
        {
            if (description.Value.Contains('"')) context.Announce(Disposition.Approximated, "a string of BIRD holds no quotation marks", path, PeerSettings.Description);
            yield return new Item("description", $"description {WritingContext.Quote(description.Value)}", description.Origin);
        }

        if (said.Get(PeerSettings.Shutdown) is { } shutdown)
            yield return new Item("disabled", shutdown.Value ? "disabled" : "disabled off", shutdown.Origin, !shutdown.Value);
        else if (peer.Instance.Instance.Settings.Get(InstanceSettings.Shutdown) is { } all)
        {
            if (path is not null) context.Announce(Disposition.Inherent, "the whole instance is down", path, PeerSettings.Shutdown);
            yield return new Item("disabled", "disabled", all.Origin);
        }

        if (peer.Instance.Instance.Vrf != "default") yield return new Item("vrf", $"vrf {WritingContext.Quote(peer.Instance.Instance.Vrf)}", peer.Instance.Instance.Origin);
        else if (said.Get(PeerSettings.Vrf) is { } vrf) yield return new Item("vrf", $"vrf {WritingContext.Quote(vrf.Value)}", vrf.Origin);
        if (path is not null && routerId is not null && peer.Get(PeerSettings.RouterId).Value is null)
            context.Announce(Disposition.Approximated, "what elects its router id has the one at the top in BIRD", path, PeerSettings.RouterId);
        if (said.Get(PeerSettings.RouterId) is { } id && id.Value != routerId) yield return new Item("router id", $"router id {id.Value}", id.Origin);
        if (said.Get(PeerSettings.LocalAs) is { } local)
        {
            if (path is not null && Alone(peer, local.Value) is { } difference)
            {
                context.Announce(Disposition.Approximated, difference, path, PeerSettings.LocalAs);
                context.Announce(Disposition.Approximated, difference, origin: local.Origin);
            }

            var address = said.Get(PeerSettings.LocalAddress);
            var port = said.Get(PeerSettings.LocalPort) ?? said.Get(PeerSettings.ListenPort);
            var text = "local" + (address is { } a ? $" {a.Value}" : "") + (port is { } p ? string.Create(CultureInfo.InvariantCulture, $" port {p.Value}") : "");
            yield return new Item(
                "local", string.Create(CultureInfo.InvariantCulture, $"{text} as {local.Value.As}"), local.Origin + (address?.Origin ?? default) + (port?.Origin ?? default));
        }
        else if ((said.Get(PeerSettings.LocalPort) ?? said.Get(PeerSettings.ListenPort)) is { } port)
        {
            var address = said.Get(PeerSettings.LocalAddress);
            yield return new Item(
                "local", string.Create(CultureInfo.InvariantCulture, $"local{(address is { } a ? $" {a.Value}" : "")} port {port.Value}"), port.Origin + (address?.Origin ?? default));
        }
        else if (said.Get(PeerSettings.LocalAddress) is { } address)
        {
            yield return new Item("local", $"source address {address.Value}", address.Origin);
        }

        if (path is not null && said.Get(PeerSettings.DynamicName) is { } name) yield return new Item("dynamic name", $"dynamic name {WritingContext.Quote(name.Value)}", name.Origin);
    }

    /// <summary>What it means for paths that BIRD has one AS number a session (proto/bgp/packets.c: its own is the one that shows a loop); null where that is the instance's.</summary>
    private string? Alone(EffectivePeer peer, LocalAs local)
    {
        var alone = string.Create(CultureInfo.InvariantCulture, $"the session has the AS number {local.As} alone");
        if (!context.OriginatesExplicitly || peer.Session != SessionType.External || peer.Instance.Instance.Settings.ValueOf(PeerSettings.LocalAs) is not { As: var own } || own == local.As)
            return local.Mode == LocalAsMode.Replace ? null : alone + "; no other is added to paths";
        return string.Create(CultureInfo.InvariantCulture, $"{alone}: paths that hold {own} are accepted") + local.Mode switch
        {
            LocalAsMode.DualAs => string.Create(CultureInfo.InvariantCulture, $", a peer that expects {own} is refused"),
            LocalAsMode.PrependBoth => string.Create(CultureInfo.InvariantCulture, $", paths sent do not go on with {own}, paths received do not begin with {local.As}"),
            LocalAsMode.NoPrepend => string.Create(CultureInfo.InvariantCulture, $", paths sent do not go on with {own}"),
            _ => "",
        };
    }

    private IEnumerable<Item> Transport(EffectivePeer peer, Reader said, string? path)
    {
        if (path is not null && peer.Peer.Endpoint is PeerEndpoint.Interface on) yield return new Item("interface", $"interface {WritingContext.Quote(on.Name)}", peer.Peer.Origin);
        else if (said.Get(PeerSettings.BindInterface) is { } @interface)
        {
            if (!IsMultihop(peer)) yield return new Item("interface", $"interface {WritingContext.Quote(@interface.Value)}", @interface.Origin);
            else if (path is not null) context.Announce(Disposition.Lost, "BIRD binds no session over several hops to an interface", path, PeerSettings.BindInterface);
        }

        if (path is not null && context.OriginatesExplicitly && !IsMultihop(peer) && peer.Peer.Endpoint is PeerEndpoint.Address { Ip: var ip } && IsNetworkItself(ip))
            context.Announce(Disposition.Approximated, $"BIRD brings the session up only where {ip} is not the address of its network, as on a /31", origin: StatementOf(peer));
        var isInternal = peer.Session == SessionType.Internal;
        var hops = said.Get(PeerSettings.TtlSecurityHops);
        var ttl = said.Get(PeerSettings.MultihopTtl);
        if (path is not null && IsOnLink(peer))
        {
            if (isInternal) yield return new Item("multihop", "direct");
            context.Announce(Disposition.Inherent, "the peer is on the link", path, PeerSettings.MultihopTtl);
        }
        else if (hops is { Value: > 0 } guard)
        {
            if (guard.Value > 1) yield return new Item("multihop", string.Create(CultureInfo.InvariantCulture, $"multihop {guard.Value}"), guard.Origin);
            else if (isInternal) yield return new Item("multihop", "direct", guard.Origin);
            if (path is not null && (guard.Value > 1 || isInternal)) context.Announce(Disposition.Inherent, "the number of hops is that of TTL security", path, PeerSettings.MultihopTtl);
        }
        else if (ttl is { Value: 1 } one && (isInternal || said.Get(PeerSettings.DisableConnectedCheck) is not { Value: true }))
        {
            yield return new Item("multihop", "direct", one.Origin, !isInternal);
        }
        else if (ttl is { Value: > 1 } many)
        {
            yield return new Item("multihop", string.Create(CultureInfo.InvariantCulture, $"multihop {many.Value}"), many.Origin);
        }
        else if (!isInternal && said.Get(PeerSettings.DisableConnectedCheck) is { Value: true } loose)
        {
            yield return new Item("multihop", "multihop 1", loose.Origin);
        }

        if (hops is { } security) yield return new Item("ttl security", $"ttl security {Switch(security.Value > 0)}", security.Origin, security.Value == 0);
        if (peer.Peer.Endpoint is PeerEndpoint.Interface or PeerEndpoint.Range)
        {
            if (path is not null && peer.Peer.Endpoint is PeerEndpoint.Range && said.Get(PeerSettings.Passive) is { Value: false })
                context.Announce(Disposition.Lost, "BIRD waits for dynamic peers to connect", path, PeerSettings.Passive);
            if (path is not null && peer.Peer.Endpoint is PeerEndpoint.Interface unnumbered)
            {
                var reason = $"BIRD cannot look for the peer on {unnumbered.Name}: it sends router advertisements and waits until a link-local address there connects; --set peer-address.{unnumbered.Name}=… names it";
                context.Announce(Disposition.Approximated, reason, path, PeerSettings.Passive);
                context.Announce(Disposition.Approximated, reason, origin: StatementOf(peer));
            }
        }
        else
        {
            foreach (var item in said.Switches((PeerSettings.Passive, "passive"))) yield return item;
        }

        if (said.Get(PeerSettings.CheckLink) is { Value: true } && IsMultihop(peer))
        {
            if (path is not null) context.Announce(Disposition.Lost, "BIRD makes no session over several hops depend on a link", path, PeerSettings.CheckLink);
        }
        else
        {
            foreach (var item in said.Switches((PeerSettings.CheckLink, "check link"))) yield return item;
        }

        foreach (var item in said.Switches((PeerSettings.StrictBind, "strict bind"), (PeerSettings.Onlink, "onlink"))) yield return item;
        if (said.Get(PeerSettings.Password) is { } password)
        {
            var text = password.Value.Reveal();
            if (text.Contains('"') && path is not null)
                context.Announce(Disposition.Lost, "a password of BIRD holds no quotation marks", path, PeerSettings.Password);
            else
                yield return new Item("password", $"password \"{text}\"", password.Origin);
        }
    }

    private IEnumerable<Item> Timers(Reader said, string? path)
    {
        foreach (var item in said.Numbers((PeerSettings.HoldTime, "hold time"))) yield return item;
        if (said.Get(PeerSettings.Keepalive) is { Value: 0 })
        {
            if (path is not null) context.Announce(Disposition.Inherent, "without a hold time no KEEPALIVEs are sent", path, PeerSettings.Keepalive);
        }
        else
        {
            foreach (var item in said.Numbers((PeerSettings.Keepalive, "keepalive time"))) yield return item;
        }

        foreach (var item in said.Numbers(
            (PeerSettings.StartupHoldTime, "startup hold time"),
            (PeerSettings.MinHoldTime, "min hold time"), (PeerSettings.MinKeepalive, "min keepalive time"), (PeerSettings.ConnectDelay, "connect delay time"),
            (PeerSettings.ConnectRetry, "connect retry time")))
            yield return item;
        if (said.Get(PeerSettings.ErrorWait) is { } wait) yield return new Item("error wait time", $"error wait time {wait.Value.Replace(' ', ',').Replace(",,", ",", StringComparison.Ordinal)}", wait.Origin);
        foreach (var item in said.Numbers((PeerSettings.ErrorForget, "error forget time"))) yield return item;
        foreach (var item in said.Switches((PeerSettings.DisableAfterError, "disable after error"))) yield return item;
        if (context.Version >= new FormatVersion(2, 15))
        {
            foreach (var item in said.Numbers((PeerSettings.SendHoldTime, "send hold time"))) yield return item;
        }
    }

    private IEnumerable<Item> Bfd(EffectivePeer peer, Reader said, string? path)
    {
        if (said.Get(PeerSettings.Bfd) is not { } watched) yield break;
        if (!watched.Value)
        {
            yield return new Item("bfd", "bfd off", watched.Origin, true);
            yield break;
        }

        if (path is null) yield break;
        if (IsMultihop(peer) && said.Get(PeerSettings.LocalAddress) is null)
        {
            context.Announce(Disposition.Lost, "BIRD watches a session over several hops only if its own address is said", path, PeerSettings.Bfd);
            context.Announce(Disposition.Lost, "BIRD watches a session over several hops only if its own address is said", path, PeerSettings.BfdTimers);
            context.Announce(Disposition.Lost, "BIRD watches a session over several hops only if its own address is said", path, PeerSettings.BfdProfile);
            yield break;
        }

        var origin = watched.Origin;
        var timers = said.Get(PeerSettings.BfdTimers)?.Value;
        if (said.Get(PeerSettings.BfdProfile) is { } profile)
        {
            origin += profile.Origin;
            if (bfd.Profiles.TryGetValue(profile.Value, out var found))
            {
                timers = Over(found, timers);
                context.Announce(Disposition.Inherent, "the profile is written out here", path, PeerSettings.BfdProfile);
                context.Announce(Disposition.Inherent, "the profile is written out here", path, PeerSettings.BfdTimers);
            }
            else
            {
                context.Announce(Disposition.Lost, $"there is no BFD profile {profile.Value}", path, PeerSettings.BfdProfile);
            }
        }
        else if (bfd.SessionOf(peer.Peer.Endpoint) is { } session)
        {
            timers = Over(session, timers);
            bfdSessions.Add(session);
            context.Announce(Disposition.Inherent, "the parameters of its BFD session", path, PeerSettings.BfdTimers);
        }

        var parts = new List<string>();
        if (timers?.ReceiveMs is { } rx) parts.Add(string.Create(CultureInfo.InvariantCulture, $"min rx interval {rx} ms;"));
        if (timers?.TransmitMs is { } tx) parts.Add(string.Create(CultureInfo.InvariantCulture, $"min tx interval {tx} ms;"));
        if (timers?.Multiplier is { } multiplier) parts.Add(string.Create(CultureInfo.InvariantCulture, $"multiplier {multiplier};"));
        var graceful = said.Get(PeerSettings.BfdCheckControlPlane) is { Value: true };
        if (parts.Count > 0) yield return new Item("bfd", $"bfd {{ {string.Join(' ', parts)}{(graceful ? " graceful;" : "")} }}", origin);
        else yield return new Item("bfd", graceful ? "bfd graceful" : "bfd on", origin);
    }

    private static BfdTimers Over(NamedObject said, BfdTimers? timers) => new(
        said.Settings.Get(OtherSettings.BfdReceive)?.Value ?? timers?.ReceiveMs,
        said.Settings.Get(OtherSettings.BfdTransmit)?.Value ?? timers?.TransmitMs,
        said.Settings.Get(OtherSettings.BfdMultiplier)?.Value ?? timers?.Multiplier);

    private IEnumerable<Item> Roles(EffectivePeer peer, Reader said, string? path)
    {
        if (said.Get(PeerSettings.ClusterId) is { } cluster) yield return new Item("rr cluster id", $"rr cluster id {cluster.Value}", cluster.Origin);
        foreach (var item in WholeSession(peer, path, FamilySettings.RouteReflectorClient, v => v is true ? "rr client" : "rr client off", peer.Session is not SessionType.External, "an eBGP peer is no client of a reflector")) yield return item;
        foreach (var item in WholeSession(peer, path, FamilySettings.RouteServerClient, v => v is true ? "rs client" : "rs client off", peer.Session is not SessionType.Internal, "an iBGP peer is no client of a route server")) yield return item;
        foreach (var item in WholeSession(peer, path, FamilySettings.AllowOwnAs, v => string.Create(CultureInfo.InvariantCulture, $"allow local as {v}"), true, "")) yield return item;
        foreach (var item in WholeSession(peer, path, FamilySettings.AllowLocalPreference, v => v is true ? "allow bgp_local_pref on" : "allow bgp_local_pref off", true, "")) yield return item;
        if (context.Version >= new FormatVersion(2, 13))
        {
            foreach (var item in WholeSession(peer, path, FamilySettings.AllowMed, v => v is true ? "allow bgp_med on" : "allow bgp_med off", true, "")) yield return item;
        }

        if (said.Get(PeerSettings.ConfederationIdentifier) is { } confederation)
        {
            yield return new Item("confederation", string.Create(CultureInfo.InvariantCulture, $"confederation {confederation.Value}"), confederation.Origin);
            var member = peer.Session is SessionType.Confederation or SessionType.Internal || peer.Get(PeerSettings.ConfederationMember).Value is true;
            yield return new Item("confederation member", $"confederation member {Switch(member)}", default, !member);
            if (path is not null) context.Announce(Disposition.Inherent, "each session says whether it is inside of the confederation", path, PeerSettings.ConfederationMember);
            if (path is not null && peer.Get(PeerSettings.RemoteAs) is { Value: RemoteAs.External or RemoteAs.Auto } who)
                context.Announce(Disposition.Approximated, $"whether a peer of any AS is in the confederation shows when it connects; BIRD takes it for one outside, and opens the session as AS {confederation.Value}", origin: Origin.Of(who.Origin.Take(1)));
        }

        if (said.Get(PeerSettings.Role) is { } role)
        {
            var word = role.Value switch
            {
                BgpRole.Provider => "provider",
                BgpRole.RouteServer => "rs_server",
                BgpRole.RouteServerClient => "rs_client",
                BgpRole.Customer => "customer",
                _ => "peer",
            };
            if (peer.Session != SessionType.Internal) yield return new Item("local role", $"local role {word}", role.Origin);
            else if (path is not null) context.Announce(Disposition.Lost, "BIRD has roles on eBGP sessions only", path, PeerSettings.Role);
        }

        foreach (var item in said.Switches((PeerSettings.RoleStrict, "require roles"), (PeerSettings.EnforceFirstAs, "enforce first as"), (PeerSettings.AllowAsSets, "allow as sets")))
        {
            if (item.Key != "enforce first as" || peer.Session != SessionType.Internal) yield return item;
            else if (path is not null) context.Announce(Disposition.Inherent, "the first AS of a path is checked on eBGP sessions only", path, PeerSettings.EnforceFirstAs);
        }

        if (peer.Instance.Instance.Settings.ValueOf(InstanceSettings.RejectAsSets) && said.Get(PeerSettings.AllowAsSets) is null)
        {
            yield return new Item("allow as sets", "allow as sets off");
            if (path is not null) context.Announce(Disposition.Inherent, "AS sets are refused by each session", path, PeerSettings.AllowAsSets);
        }
    }

    /// <summary>What BIRD says for a session and the model for its families.</summary>
    private IEnumerable<Item> WholeSession(EffectivePeer peer, string? path, Setting setting, Func<object, string> text, bool possible, string reason)
    {
        var families = peer.Families.Where(f => f.Afi() is not null && (path is null || peer.IsActive(f))).ToArray();
        var values = families.Select(f => (Family: f, Value: peer.Get(setting, f))).Where(v => v.Value is { IsSaid: true, Value: not null }).ToArray();
        if (path is null && values.Length == 0 && peer.Get(setting) is { IsSaid: true, Value: not null } general) values = [(AfiSafi.Ipv4Unicast, general)];
        if (values.Length == 0) yield break;
        var strongest = values.MaxBy(v => v.Value.Value as IComparable).Value;
        var weak = strongest.Value is false or 0u;
        if (!possible)
        {
            if (path is not null && !weak) Announce(Disposition.Lost, reason, families);
            yield break;
        }

        var differ = families.Where(f => !Equals(peer.Get(setting, f).Value, strongest.Value)).ToArray();
        if (path is null && differ.Length > 0) yield break;
        if (path is not null) Announce(Disposition.Approximated, "BIRD says it for all families of a session", differ);
        yield return new Item(setting.Key, text(strongest.Value!), strongest.Origin, weak);

        void Announce(Disposition disposition, string why, IEnumerable<AfiSafi> where)
        {
            foreach (var family in where) context.Announce(disposition, why, FactPath.Below(path!, family.Name()), setting);
        }
    }

    private IEnumerable<Item> Selection(Reader said, string? path)
    {
        foreach (var item in said.Switches((PeerSettings.InterpretCommunities, "interpret communities"))) yield return item;
        foreach (var item in said.Numbers((PeerSettings.DefaultLocalPreference, "default bgp_local_pref"))) yield return item;
        if (said.Get(PeerSettings.MedMissingAsWorst) is { Value: true } worst)
        {
            yield return new Item("default bgp_med", "default bgp_med 4294967295", worst.Origin);
            if (path is not null)
            {
                context.Announce(Disposition.Inherent, "a missing MED counts as the largest", path, PeerSettings.MedMissingAsWorst);
                context.Announce(Disposition.Inherent, "a missing MED counts as the largest", path, PeerSettings.DefaultMed);
            }
        }
        else
        {
            foreach (var item in said.Numbers((PeerSettings.DefaultMed, "default bgp_med"))) yield return item;
        }

        foreach (var item in said.Switches((PeerSettings.AlwaysCompareMed, "med metric"), (PeerSettings.DeterministicMed, "deterministic med"), (PeerSettings.IgpMetric, "igp metric"))) yield return item;
        if (said.Get(PeerSettings.AsPathIgnore) is { } ignore) yield return new Item("path metric", $"path metric {Switch(!ignore.Value)}", ignore.Origin, !ignore.Value);
        if (said.Get(PeerSettings.CompareRouterId) is { } compare) yield return new Item("prefer older", $"prefer older {Switch(!compare.Value)}", compare.Origin);
    }

    private IEnumerable<Item> Capabilities(Reader said)
    {
        foreach (var item in said.Switches(
            (PeerSettings.CapabilityNegotiation, "capabilities"), (PeerSettings.RouteRefresh, "enable route refresh"), (PeerSettings.FourOctetAs, "enable as4"),
            (PeerSettings.ExtendedMessages, "enable extended messages"), (PeerSettings.HostnameCapability, "advertise hostname")))
            yield return item;
        if (context.Version >= new FormatVersion(2, 14))
        {
            foreach (var item in said.Switches((PeerSettings.EnhancedRouteRefresh, "enable enhanced route refresh"))) yield return item;
        }
    }

    private static IEnumerable<Item> GracefulRestart(Reader said)
    {
        if (said.Get(PeerSettings.GracefulRestart) is { } mode) yield return new Item("graceful restart", $"graceful restart {Word(mode.Value)}", mode.Origin);
        foreach (var item in said.Numbers((PeerSettings.RestartTime, "graceful restart time"))) yield return item;
        if (said.Get(PeerSettings.LongLivedGracefulRestart) is { } longLived)
            yield return new Item("long lived graceful restart", $"long lived graceful restart {Word(longLived.Value)}", longLived.Origin);
        foreach (var item in said.Numbers((PeerSettings.LongLivedStaleTime, "long lived stale time"))) yield return item;

        static string Word(GracefulRestartMode mode) => mode switch { GracefulRestartMode.Disabled => "off", GracefulRestartMode.Helper => "aware", _ => "on" };
    }

    /// <summary>What somebody said for a peer, here or where it inherits from.</summary>
    private sealed class Reader(EffectivePeer peer)
    {
        public Stated<T>? Get<T>(Setting<T> setting)
            where T : notnull => peer.Get(setting) is { IsSaid: true, Value: T value } found ? new Stated<T>(value, found.Origin) : null;

        public IEnumerable<Item> Switches(params (Setting<bool> Setting, string Words)[] rows)
        {
            foreach (var (setting, words) in rows)
            {
                if (Get(setting) is { } said) yield return new Item(words, $"{words} {Switch(said.Value)}", said.Origin);
            }
        }

        public IEnumerable<Item> Numbers(params (Setting<uint> Setting, string Words)[] rows)
        {
            foreach (var (setting, words) in rows)
            {
                if (Get(setting) is { } said) yield return new Item(words, string.Create(CultureInfo.InvariantCulture, $"{words} {said.Value}"), said.Origin);
            }
        }
    }
}
