using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>The files of BIRD 1.x: one for each daemon that has something to do, <c>bird.conf</c> and <c>bird6.conf</c>.</summary>
internal static class DaemonFiles
{
    /// <summary>Writes them.</summary>
    public static WriteResult Write(WriteRequest request)
    {
        var effective = new EffectiveConfiguration(request.Configuration, request.Target);
        Afi[] families = [.. Enum.GetValues<Afi>().Where(a => IsNeeded(effective, a))];
        if (families.Length == 0) families = [Afi.Ipv4];
        var results = new List<WriteResult>();
        var shares = new List<Configuration>();
        IEnumerable<string> taken = [];
        foreach (var afi in families)
        {
            var share = DaemonShare.Of(request.Configuration, effective, afi, families.Length == 1);
            shares.Add(share);
            results.Add(BirdWriter.Write(request with { Configuration = share }, new Daemon(afi, [.. taken])));
            taken = share.Policies.Keys.Concat(share.Instances.SelectMany(i => i.Groups).Select(g => g.Name));
        }

        return new WriteResult(
            [.. results.Select((r, i) => new OutputFile(i == 0 ? "" : "6", r.Files[0].Text))],
            [.. results.SelectMany(r => r.Announcements), .. Announcements(effective, families), .. Unplaced(request.Configuration, shares)],
            results.SelectMany(r => r.Names).GroupBy(n => n.Key).ToImmutableDictionary(g => g.Key, g => g.Last().Value));
    }

    /// <summary>A family has a daemon when a session, a route, a table or a protocol is of that family.</summary>
    private static bool IsNeeded(EffectiveConfiguration effective, Afi afi) =>
        effective.Instances.Any(i => i.Peers.Any(p => DaemonShare.CanHave(p, afi)) || i.Instance.Groups.Any(g => g.Settings.Get(PeerSettings.LocalAddress)?.Value.Afi == afi)) || effective.Configuration.Statics.Any(s => s.Prefix.Afi == afi)
        || effective.Configuration.Others.Any(o => o.Kind == "roa" && o.Name.Contains(':', StringComparison.Ordinal) == (afi == Afi.Ipv6))
        || effective.Configuration.Protocols.Any(p => p.Afi == afi) || effective.Configuration.Ribs.Any(r => r.Kind == (afi == Afi.Ipv4 ? "ipv4" : "ipv6") || r.Kind == (afi == Afi.Ipv4 ? "roa4" : "roa6"));

    /// <summary>What stands in places that neither daemon has.</summary>
    private static IEnumerable<Announcement> Unplaced(Configuration configuration, List<Configuration> shares) =>
        configuration.Carried.Where(c => c.Format == "bird").Except(shares.SelectMany(s => s.Carried))
            .Concat<ModelObject>(configuration.Protocols.Except(shares.SelectMany(s => s.Protocols)))
            .Concat(configuration.Others.Except(shares.SelectMany(s => s.Others)))
            .Select(o => new Announcement(Disposition.Lost, "BIRD 1.6 has no place for it", o.Key));

    private static IEnumerable<Announcement> Announcements(EffectiveConfiguration effective, Afi[] families)
    {
        foreach (var instance in effective.Instances)
        {
            foreach (var peer in instance.Peers)
            {
                var path = FactPath.Of(instance.Instance, peer.Peer);
                if (!families.Any(a => DaemonShare.CanHave(peer, a)))
                {
                    var reason = peer.Peer.Endpoint is PeerEndpoint.Range or PeerEndpoint.Interface
                        ? "sessions of BIRD 1.6 have one peer each, with an address" : "a session of BIRD 1.6 exchanges routes of the family of its addresses";
                    yield return new Announcement(Disposition.Lost, reason, path);
                    continue;
                }

                foreach (var family in peer.Families.Where(f => peer.IsActive(f) && !families.Any(a => f == a.Unicast() && DaemonShare.CanHave(peer, a))))
                    yield return new Announcement(Disposition.Lost, "a session of BIRD 1.6 exchanges routes of the family of its addresses", FactPath.Below(path, family.Name()));
            }
        }

        foreach (var rib in effective.Configuration.Ribs.Where(r => r.Kind is not ("ipv4" or "ipv6" or "ip" or "roa" or "roa4" or "roa6")))
            yield return new Announcement(Disposition.Lost, $"BIRD 1.6 has no {rib.Kind} tables", rib.Key);
        foreach (var protocol in effective.Configuration.Protocols.Where(p => p is { Kind: RibProtocolKind.Static, Afi: null }))
            yield return new Announcement(Disposition.Lost, "BIRD 1.6 has no channels of this type", protocol.Key);
    }
}

/// <summary>A daemon of BIRD 1.x.</summary>
/// <param name="Afi">Its family.</param>
/// <param name="Taken">Names of policies and templates in the file of the other daemon, which would mean two things when both are read.</param>
internal sealed record Daemon(Afi Afi, ImmutableArray<string> Taken);
