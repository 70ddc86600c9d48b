using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>What all parts of the writer share: the request, the names given, and what has to be announced.</summary>
internal sealed class WritingContext(WriteRequest request)
{
    private readonly Naming naming = BirdNames.Create();
    private readonly Dictionary<string, string> renamed = new(StringComparer.Ordinal);
    private readonly List<Announcement> announcements = [];
    private readonly HashSet<Carried> carried = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is to be written.</summary>
    public Configuration Configuration => request.Configuration;

    /// <summary>The release written for.</summary>
    public FormatVersion Version => request.Target.Version;

    /// <summary>The same configuration with the target's defaults.</summary>
    public EffectiveConfiguration Effective { get; } = new(request.Configuration, request.Target);

    /// <summary>The same configuration where it comes from.</summary>
    public EffectiveConfiguration AtSource { get; } = new(request.Configuration, request.Source);

    /// <summary>Facts given by the user.</summary>
    public ImmutableDictionary<string, string> Options => request.Options;

    /// <summary>The source keeps BGP's routes apart from the router's own: only what is originated is ever exported.</summary>
    public bool OriginatesExplicitly => request.Source.Export == ExportScope.BgpTable;

    /// <summary>Names of the user's that had to change.</summary>
    public ImmutableDictionary<string, string> Renamed => renamed.ToImmutableDictionary();

    /// <summary>What the output does not hold as the configuration has it.</summary>
    public ImmutableArray<Announcement> Announcements => [.. announcements];

    /// <summary>BIRD's name for something that the user named.</summary>
    public string Name(string kind, string name)
    {
        var result = naming.NameFor(kind, name);
        if (result != name) renamed[$"{kind} {name}"] = result;
        return result;
    }

    /// <summary>A name of our own making.</summary>
    public string FreshName(string kind, string name) => naming.NameFor(kind, name);

    /// <summary>The name of a session: the user's, or one made of its address.</summary>
    public string FreshNameOf(EffectivePeer peer) => peer.Peer.Settings.ValueOf(PeerSettings.Name) is { Length: > 0 } said
        ? naming.NameFor($"session {peer.Instance.Instance.Vrf} {peer.Peer.Key}", said)
        : naming.NameFor($"session {peer.Instance.Instance.Vrf}", peer.Peer.Key.Replace("peer interface ", "peer ", StringComparison.Ordinal));

    /// <summary>Words of 1.x alone have no place in later releases; protocols of other types are no single statements.</summary>
    private static bool CanKeep(Carried carried) =>
        !carried.Feature.StartsWith("bird1.", StringComparison.Ordinal) && !carried.Feature.StartsWith("bird.protocol.", StringComparison.Ordinal);

    /// <summary>What is kept word for word from a place, given by its headers; each only once.</summary>
    public IEnumerable<Carried> TakeCarried(params string[] place) =>
        Configuration.Carried.Where(c => c.Format == "bird" && CanKeep(c) && IsAt(c.Context, place) && carried.Add(c));

    /// <summary>The header of a protocol may go on behind its name.</summary>
    private static bool IsAt(ImmutableArray<string> at, string[] place) =>
        at.Length == place.Length && at.Zip(place).All(p => p.First == p.Second || p.First.StartsWith(p.Second + " from ", StringComparison.Ordinal));

    /// <summary>What holds for a family of a peer where the configuration comes from.</summary>
    public object? ValueAtSource(EffectivePeer peer, Setting setting, AfiSafi family) => AtSource.Instances
        .FirstOrDefault(i => ReferenceEquals(i.Instance, peer.Instance.Instance))?.Peers.FirstOrDefault(p => ReferenceEquals(p.Peer, peer.Peer))?.Get(setting, family).Value;

    /// <summary>What is in BIRD's own words and was written nowhere.</summary>
    public IEnumerable<Carried> LeftOver => Configuration.Carried.Where(c => c.Format == "bird" && !carried.Contains(c));

    /// <summary>Says what becomes of something.</summary>
    public void Announce(Disposition disposition, string reason, string? path = null, Setting? setting = null, Origin origin = default) =>
        announcements.Add(new Announcement(disposition, reason, path, setting, origin));

    /// <summary>Takes announcements back: the part that needed them is not written after all.</summary>
    public void ForgetAnnouncements(int from) => announcements.RemoveRange(from, announcements.Count - from);

    /// <summary>How many announcements there are so far.</summary>
    public int AnnouncementCount => announcements.Count;

    /// <summary>A text as a string of BIRD, which knows no escapes.</summary>
    public static string Quote(string text) => $"\"{text.Replace('"', '\'').ReplaceLineEndings(" ")}\"";
}
