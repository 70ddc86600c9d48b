using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Writing;

/// <summary>What all parts of the writer share.</summary>
internal sealed class WritingContext(WriteRequest request)
{
    private readonly List<Announcement> announcements = [];
    private readonly Dictionary<string, Naming> listNames = new(StringComparer.Ordinal);

    /// <summary>What to write.</summary>
    public WriteRequest Request { get; } = request;

    /// <summary>What to write.</summary>
    public Configuration Configuration => Request.Configuration;

    /// <summary>The configuration on the target.</summary>
    public EffectiveConfiguration Effective { get; } = new(request.Configuration, request.Target);

    /// <summary>The release written for.</summary>
    public FormatVersion Release => Request.Target.Version;

    /// <summary>Release 6 is written.</summary>
    public bool IsSix => Release.Major < 7;

    /// <summary>The items.</summary>
    public Rows Rows { get; } = new();

    /// <summary>What could not be written as it is.</summary>
    public IReadOnlyList<Announcement> Announcements => announcements;

    /// <summary>Names of the lists of a menu.</summary>
    public Naming ListNames(string menu) => listNames.TryGetValue(menu, out var names) ? names : listNames[menu] = NewNaming();

    /// <summary>Names of lists that had to change.</summary>
    public IEnumerable<KeyValuePair<string, string>> RenamedLists => listNames.Values.SelectMany(n => n.Renamed);

    /// <summary>Names of chains.</summary>
    public Naming ChainNames { get; } = NewNaming();

    /// <summary>Names of VRFs and tables.</summary>
    public Naming TableNames { get; } = new(IsWord, c => IsWord(c) || c == ' ', ["main", "local"], 60);

    /// <summary>Announces about an object and one of its settings.</summary>
    public void Announce(string path, Setting? setting, Disposition disposition, string reason) => announcements.Add(new Announcement(disposition, reason, path, setting));

    /// <summary>Announces about statements.</summary>
    public void Announce(Origin origin, string fallbackPath, Disposition disposition, string reason) =>
        announcements.Add(origin.IsNone ? new Announcement(disposition, reason, fallbackPath) : new Announcement(disposition, reason, Origin: origin));

    /// <summary>Takes back what was announced since a count.</summary>
    public void Forget(int count) => announcements.RemoveRange(count, announcements.Count - count);

    private static Naming NewNaming() => new(IsWord, IsWord, ["in", "not", "accept", "reject", "return"], 100);

    // Names stand bare in filter rules: blanks and signs would end them.
    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
