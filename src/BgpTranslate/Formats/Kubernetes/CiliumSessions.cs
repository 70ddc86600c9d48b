using BgpTranslate.Facts;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>What Cilium's resources say of a session, under whatever key they say it.</summary>
internal sealed class CiliumSessions
{
    private readonly List<Announcement> announcements = [];

    /// <summary>What they could not say.</summary>
    public IReadOnlyCollection<Announcement> Announcements => announcements;

    /// <summary>A number that somebody said, where the schema takes it.</summary>
    public void Put(YamlMap map, string key, EffectivePeer peer, Setting<uint> setting, uint minimum, uint maximum)
    {
        if (peer.Get(setting) is not { Value: uint value, IsSaid: true } said) return;
        if (value >= minimum && value <= maximum) map.Add(key, value, said.Origin);
        else Announce(peer, setting, Disposition.Lost, $"'{key}' must be {minimum} to {maximum}, not {value}");
    }

    /// <summary>The timers.</summary>
    public void PutTimers(YamlMap map, EffectivePeer peer)
    {
        Put(map, "connectRetryTimeSeconds", peer, PeerSettings.ConnectRetry, 1, int.MaxValue);
        Put(map, "holdTimeSeconds", peer, PeerSettings.HoldTime, 3, 65535);

        // A keepalive time above the hold time is refused, the default of 30 s included.
        var (keepalive, hold) = (peer.Get(PeerSettings.Keepalive), peer.Get(PeerSettings.HoldTime));
        if (hold.Value is uint limit and >= 3 && keepalive.Value is uint value && value > limit)
        {
            map.Add("keepAliveTimeSeconds", limit / 3, hold.Origin + keepalive.Origin);
            Announce(peer, PeerSettings.Keepalive, Disposition.Approximated, $"the keepalive time is a third of the hold time of {limit} s: {value} s would be refused");
            return;
        }

        Put(map, "keepAliveTimeSeconds", peer, PeerSettings.Keepalive, 1, 65535);
    }

    /// <summary>Graceful restart, under <c>gracefulRestart</c>.</summary>
    public void PutRestart(YamlMap map, EffectivePeer peer)
    {
        var mode = peer.Get(PeerSettings.GracefulRestart);
        var restart = new YamlMap();
        if (mode is { IsSaid: true, Value: GracefulRestartMode said })
        {
            restart.Add("enabled", said == GracefulRestartMode.Restarter, mode.Origin);
            if (said == GracefulRestartMode.Disabled)
                Announce(peer, PeerSettings.GracefulRestart, Disposition.Approximated, "Cilium always helps peers that restart; it does not announce that it can restart itself");
        }
        else if (peer.Get(PeerSettings.RestartTime).IsSaid)
        {
            restart.Add("enabled", false, peer.Get(PeerSettings.RestartTime).Origin);
        }

        Put(restart, "restartTimeSeconds", peer, PeerSettings.RestartTime, 1, 4095);
        if (restart.Entries.Count > 0) map.Add("gracefulRestart", restart, Origin.Of(restart.Entries.SelectMany(e => e.Origin)));
    }

    private void Announce(EffectivePeer peer, Setting setting, Disposition disposition, string reason) =>
        announcements.Add(new Announcement(disposition, reason, FactPath.Of(peer.Instance.Instance, peer.Peer), setting));
}
