using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>Where the output has what the source says: names that the target cannot hold have changed, and names are part of paths and of some values.</summary>
/// <param name="names">New names by kind and old name, as writers return them: <c>policy OLD</c> to <c>NEW</c>.</param>
internal sealed class NewNames(IReadOnlyDictionary<string, string> names)
{
    /// <summary>Settings whose values are names of RIBs.</summary>
    private static readonly HashSet<Setting> NamesOfRibs = [FamilySettings.Rib, FamilySettings.IgpRib, RibSettings.Rib, RibSettings.PeerRib];

    private readonly ImmutableArray<(string Old, string Below, string New)> vrfs =
        [.. names.Where(n => n.Key.StartsWith("vrf ", StringComparison.Ordinal)).Select(n => ($"bgp {n.Key["vrf ".Length..]}", $"bgp {n.Key["vrf ".Length..]} / ", $"bgp {n.Value}"))];

    /// <summary>The name of a thing in the output.</summary>
    /// <param name="key">Its kind and name.</param>
    /// <param name="unchanged">What it is called where the name stays.</param>
    public string Of(string key, string unchanged) => names.GetValueOrDefault(key, unchanged);

    /// <summary>The path of a subject in the output.</summary>
    public string PathOf(FactSubject subject) => InRenamedVrf(OnRenamedInterface(subject.Peer?.Peer, subject.Object switch
    {
        AddressPool pool when names.TryGetValue($"pool {pool.Name}", out var name) => (pool with { Name = name }).Key,
        NodeOverride own when names.TryGetValue($"instance {own.Instance}", out var name) => (own with { Instance = name }).Key,
        RibProtocol protocol when names.TryGetValue($"protocol {protocol.Name}", out var name) => (protocol with { Name = name }).Key,
        Rib rib when names.TryGetValue($"rib {rib.Name}", out var name) => (rib with { Name = name }).Key,
        NamedObject named when names.TryGetValue($"{named.Kind} {named.Name}", out var name) => (named with { Name = name }).Key,
        StaticRoute route when names.TryGetValue(route.Key, out var key) => key,
        StaticRoute route when names.TryGetValue($"rib {route.Rib}", out var name) || names.TryGetValue($"vrf {route.Rib}", out name) => (route with { Rib = name }).Key,
        _ => subject.Path,
    }));

    /// <summary>A value with the names that the output has.</summary>
    public object? In(Setting setting, object? value) => value switch
    {
        string rib when NamesOfRibs.Contains(setting) => Of($"rib {rib}", rib),
        string pools when ReferenceEquals(setting, ClusterSettings.Pools) => string.Join(' ', pools.Split(' ').Select(p => Of($"pool {p}", p)).Order(StringComparer.Ordinal)),
        _ => value,
    };

    /// <summary>All that is said of a peer on an interface lies below the interface's name.</summary>
    private string OnRenamedInterface(Peer? peer, string path)
    {
        PeerEndpoint? there = peer?.Endpoint switch
        {
            PeerEndpoint.Interface i when names.TryGetValue($"interface {i.Name}", out var name) => new PeerEndpoint.Interface(name),
            PeerEndpoint.Address { Zone: { } zone } a when names.TryGetValue($"interface {zone}", out var name) => a with { Zone = name },
            _ => null,
        };
        return there is null ? path : path.Replace(peer!.Key, (peer with { Endpoint = there }).Key, StringComparison.Ordinal);
    }

    /// <summary>All that is said of an instance lies below its VRF.</summary>
    private string InRenamedVrf(string path) => vrfs.FirstOrDefault(v => path == v.Old || path.StartsWith(v.Below, StringComparison.Ordinal)) is { Old: { } old } vrf ? vrf.New + path[old.Length..] : path;
}
