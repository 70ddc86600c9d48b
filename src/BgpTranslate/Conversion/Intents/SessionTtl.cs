using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion.Intents;

/// <summary>The TTL of a session as Cilium has it: <c>ebgpMultihop</c>, and no check of what is received.</summary>
internal static class SessionTtl
{
    /// <summary>Adds what the session has to the settings of its other end.</summary>
    public static Settings Add(Settings settings, EffectivePeer peer, Explanations explanations)
    {
        if (peer.Get(PeerSettings.TtlSecurityHops) is { IsSaid: true, Value: uint } security)
        {
            if (peer.Session == SessionType.Internal)
            {
                explanations.Say(security.Origin, Disposition.Lost, "the TTL can be set for eBGP sessions only");
                return settings;
            }

            explanations.Say(security.Origin, Disposition.Approximated, "ebgpMultihop 255 sends the TTL that the other side asks for; the TTL of what is received is not checked");
            return settings.With(PeerSettings.MultihopTtl, 255u, security.Origin);
        }

        var ttl = peer.Get(PeerSettings.MultihopTtl);
        if (ttl is not { IsSaid: true, Value: uint hops }) return settings;
        if (peer.Session != SessionType.Internal) return hops == 1 && ttl.Origin.IsNone ? settings : settings.With(PeerSettings.MultihopTtl, hops, ttl.Origin);
        explanations.Say(ttl.Origin, Disposition.Inherent, "iBGP sessions may span several hops anyway");
        return settings;
    }
}
