using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>BFD profiles and sessions of their own, which BIRD says at the BGP session they serve.</summary>
internal sealed class BfdObjects
{
    private readonly Dictionary<string, NamedObject> sessions = new(StringComparer.Ordinal);
    private readonly WritingContext context;

    public BfdObjects(WritingContext context)
    {
        this.context = context;
        var profiles = new Dictionary<string, NamedObject>(StringComparer.Ordinal);
        foreach (var other in context.Configuration.Others)
        {
            // "192.0.2.1 local-address 192.0.2.2" is named by its peer.
            if (other.Kind == "bfd-profile") profiles.TryAdd(other.Name, other);
            else if (other.Kind == "bfd-peer") sessions.TryAdd(other.Name.Split(' ')[0], other);
        }

        Profiles = profiles;
    }

    /// <summary>Profiles by name.</summary>
    public IReadOnlyDictionary<string, NamedObject> Profiles { get; }

    /// <summary>The BFD session towards a peer, if its parameters are said apart from BGP.</summary>
    public NamedObject? SessionOf(PeerEndpoint endpoint) => endpoint is PeerEndpoint.Address address ? sessions.GetValueOrDefault($"{address.Ip}") : null;

    /// <summary>What is written at a BGP session, or nowhere.</summary>
    /// <param name="used">Sessions that a BGP session has taken over.</param>
    public void Announce(IReadOnlySet<NamedObject> used)
    {
        foreach (var session in sessions.Values)
        {
            if (used.Contains(session)) context.Announce(Disposition.Inherent, "written at the BGP session", session.Key);
            else context.Announce(Disposition.Lost, "no BGP session uses it", session.Key);
        }
    }
}
