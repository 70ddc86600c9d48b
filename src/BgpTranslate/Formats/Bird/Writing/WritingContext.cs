using System.Collections.Frozen;
using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Bird.Reading;
using BgpTranslate.Grammars.Bird;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>What all parts of the writer share: the request, the names given, and what has to be announced.</summary>
/// <param name="request">The request.</param>
/// <param name="daemon">The daemon of 1.x that is written for; null for later releases.</param>
internal sealed class WritingContext(WriteRequest request, Daemon? daemon)
{
    private readonly Naming naming = BirdNames.Create(daemon?.Taken ?? []);
    private readonly Dictionary<string, string> renamed = new(StringComparer.Ordinal);
    private readonly List<Announcement> announcements = [];
    private readonly HashSet<Carried> carried = new(ReferenceEqualityComparer.Instance);
    private MissingNames? missing;

    /// <summary>What is to be written.</summary>
    public Configuration Configuration => request.Configuration;

    /// <summary>The only family there is, for the daemons of 1.x; null for later releases.</summary>
    public Afi? OnlyFamily => daemon?.Afi;

    /// <summary>BIRD's name of the main table of a family.</summary>
    public string MainTable(Afi afi) => daemon is not null ? "master" : afi == Afi.Ipv4 ? "master4" : "master6";

    /// <summary>The statement that defines a table.</summary>
    public string Table(string kind, string name) =>
        daemon is null ? $"{kind} table {name}" : kind.StartsWith("roa", StringComparison.Ordinal) ? $"roa table {name}" : $"table {name}";

    /// <summary>True for what has no place in the files of this release: a value of the other family.</summary>
    public bool IsForeign(Afi afi) => daemon is not null && daemon.Afi != afi;

    /// <summary>Attributes and properties that came with BIRD 2.</summary>
    private static readonly FrozenSet<string> Later = FrozenSet.Create(StringComparer.Ordinal, "type", "onlink", "weight", "gw_mpls", "gw_mpls_stack", "hostentry", "mpls_label", "mpls_policy", "mpls_class");

    /// <summary>True for text in BIRD's own words that this release takes: 1.x knows addresses of one family, and no types of networks.</summary>
    public bool CanHold(string text) =>
        daemon is null || !MissingNames.TokensOf(text).Exists(t => Later.Contains(t.Text) || Configuration.Carried.Any(c => c.Feature == "bird.attribute" && c.Text.EndsWith($" {t.Text}", StringComparison.Ordinal)) || (t.Type is BirdLexer.ADDRESS or BirdLexer.PREFIX && t.Text.Contains(':', StringComparison.Ordinal) != (daemon.Afi == Afi.Ipv6)));

    /// <summary>The release written for.</summary>
    public FormatVersion Version => request.Target.Version;

    /// <summary>The same configuration with the target's defaults.</summary>
    public EffectiveConfiguration Effective { get; } = new(request.Configuration, request.Target);

    /// <summary>The same configuration where it comes from.</summary>
    public EffectiveConfiguration AtSource { get; } = new(request.Configuration, request.Source);

    /// <summary>What the text uses and no file of the input defines.</summary>
    public MissingNames Missing => missing ??= new MissingNames(this);

    /// <summary>Facts given by the user.</summary>
    public ImmutableDictionary<string, string> Options => request.Options;

    /// <summary>The interface that a peer is known by, whether or not the user has named its address; null for other peers.</summary>
    public string? UnnumberedLink(Peer peer) => peer.Endpoint switch
    {
        PeerEndpoint.Interface { Name: var name } => name,
        PeerEndpoint.Address { Zone: { } zone } when Options.ContainsKey($"peer-address.{zone}") => zone,
        _ => null,
    };

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

    /// <summary>True when a name that the user never defined can be defined as it is.</summary>
    public bool IsFree(string name) => naming.NameFor("missing", name) == name;

    /// <summary>The name of a session: the user's, or one made of its address.</summary>
    public string FreshNameOf(EffectivePeer peer) =>
        (peer.Peer.Settings.ValueOf(PeerSettings.Name) ?? (peer.Peer.Endpoint as PeerEndpoint.Unresolved)?.Text) is { Length: > 0 } said
        ? naming.NameFor($"session {peer.Instance.Instance.Vrf} {peer.Peer.Key}", said)
        : naming.NameFor($"session {peer.Instance.Instance.Vrf}", peer.Peer.Key.Replace("peer interface ", "peer ", StringComparison.Ordinal));

    /// <summary>Words of 1.x alone have no place in later releases; protocols of other types are no single statements.</summary>
    private bool CanKeep(Carried carried) =>
        carried.Feature == ExpressionText.Undefined
        || (carried.Feature.StartsWith("bird1.", StringComparison.Ordinal) ? daemon is not null : daemon is null && !carried.Feature.StartsWith("bird.protocol.", StringComparison.Ordinal));

    /// <summary>True for words that the release has: 1.x has not all options of later ones.</summary>
    public bool IsOfRelease(Carried kept) => daemon is null || OneWords.Of(Item.Kept(kept)) is not null;

    /// <summary>What is kept word for word from a place, given by its headers; each only once.</summary>
    public IEnumerable<Carried> TakeCarried(params string[] place) =>
        Configuration.Carried.Where(c => c.Format == "bird" && CanKeep(c) && IsOfRelease(c) && !IsTemplate(c) && c.Context.SequenceEqual(place) && CanDeclare(c) && carried.Add(c));

    /// <summary>What is kept word for word in a protocol that the output calls by another name stands in another place there.</summary>
    public void Moved(string place, string there)
    {
        if (place == there) return;
        foreach (var kept in carried.Where(c => c.Context.Length > 0 && c.Context[0] == place))
        {
            Announce(Disposition.Inherent, $"stands in {there}", kept.Key);
            Announce(Disposition.Inherent, $"stands in {there}", (kept with { Context = kept.Context.SetItem(0, there) }).Key);
        }
    }

    /// <summary>The template that a protocol starts from and that no file defines: <c>from T</c>; declared as one with that channel.</summary>
    public string TakeTemplate(string type, string place, string channel)
    {
        if (Configuration.Carried.FirstOrDefault(c => c.Format == "bird" && IsTemplate(c) && c.Context.SequenceEqual([place])) is not { } found) return "";
        var name = found.Text["from ".Length..];
        if (!IsFree(name)) return "";
        carried.Add(found);
        Missing.Template(type, name, channel);
        NeedsInput([name], found.Origin);
        return $" {found.Text}";
    }

    /// <summary>What is said at a place with names that nobody defines.</summary>
    public IEnumerable<string> UndefinedAt(params string[] place) =>
        Configuration.Carried.Where(c => c.Feature == ExpressionText.Undefined && c.Context.SequenceEqual(place)).Select(c => c.Text);

    /// <summary>Says that names are missing and that nothing passes, or no session comes up, where they are used.</summary>
    public void NeedsInput(IEnumerable<string> names, Origin origin) =>
        Announce(Disposition.NeedsInput, $"not in the input: {string.Join(", ", names)}; what depends on it is written so that nothing passes and no session comes up", origin: origin);

    private static bool IsTemplate(Carried carried) => carried.Feature == ExpressionText.Undefined && carried.Text.StartsWith("from ", StringComparison.Ordinal);

    private bool CanDeclare(Carried kept)
    {
        if (kept.Feature != ExpressionText.Undefined) return true;
        var before = Missing.Uses.Count;
        if (!Missing.InOption(kept.Text)) return false;
        NeedsInput(Missing.Uses.Skip(before), kept.Origin);
        return true;
    }

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

    /// <summary>True when one of the announcements from an index on says that something is not as in the source.</summary>
    public bool HasLost(int from) => announcements.Skip(from).Any(a => a.Disposition != Disposition.Inherent);

    /// <summary>A text as a string of BIRD, which knows no escapes.</summary>
    public static string Quote(string text) => $"\"{text.Replace('"', '\'').ReplaceLineEndings(" ")}\"";
}
