using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>Passwords that a device has encrypted for itself mean nothing elsewhere: they are left out for other platforms, and whoever converts is asked for them.</summary>
public static class SealedSecrets
{
    /// <summary>The configuration without passwords that the target cannot know, and what is to be said about it.</summary>
    public static (Configuration Configuration, ImmutableArray<Announcement> Announcements) Arrange(Configuration configuration, Platform target)
    {
        var isAny = false;
        var instances = configuration.Instances.Select(i => i with
        {
            Settings = Open(i.Settings),
            Groups = [.. i.Groups.Select(g => g with { Settings = Open(g.Settings) })],
            Peers = [.. i.Peers.Select(p => p with { Settings = Open(p.Settings) })],
        }).ToImmutableArray();
        return isAny
            ? (configuration with { Instances = instances },
                [new Announcement(Disposition.NeedsInput, "the password itself: the source holds it encrypted for its own device; put it into the source in plain text", null, PeerSettings.Password)])
            : (configuration, []);

        Settings Open(Settings settings)
        {
            if (settings.Get(PeerSettings.Password) is not { Value.SealedBy: { } by } || by == target.Format) return settings;
            isAny = true;
            return settings.Without(PeerSettings.Password);
        }
    }
}
