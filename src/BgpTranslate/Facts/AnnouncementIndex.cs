using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>What a writer and its support table say of differences, found by what differs: the nearest word counts.</summary>
internal sealed class AnnouncementIndex
{
    private readonly ComparisonContext context;
    private readonly string target;
    private readonly Dictionary<(string Path, Setting Setting), Announcement> byFact = [];
    private readonly Dictionary<string, Announcement> byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<Setting, Announcement> bySetting = [];
    private readonly Dictionary<Statement, Announcement> byStatement = [];

    /// <param name="source">The source.</param>
    /// <param name="target">The target's format.</param>
    /// <param name="context">The announcements and the support table.</param>
    public AnnouncementIndex(Configuration source, string target, ComparisonContext context)
    {
        (this.context, this.target) = (context, target);
        foreach (var announcement in context.Announcements)
        {
            foreach (var statement in announcement.Origin) byStatement[statement] = announcement;
            if (announcement is { Path: { } path, Setting: { } setting }) byFact[(path, setting)] = announcement;
            else if (announcement.Path is { } whole) byPath[whole] = announcement;
            else if (announcement.Setting is { } anywhere) bySetting[anywhere] = announcement;
        }

        // What an aggregate suppresses is part of the export policies.
        foreach (var (path, suppressed) in source.Instances.SelectMany(i => i.Aggregates.Select(x => (FactPath.Of(i, x), x.Settings.Get(OriginationSettings.SuppressPolicy)))))
        {
            if (suppressed is not { } use || OfSuppression(path) is not { Disposition: not Disposition.Inherent } fate) continue;
            foreach (var statement in use.Origin) byStatement.TryAdd(statement, fate);
        }
    }

    /// <summary>Statements that something is said of.</summary>
    public IEnumerable<KeyValuePair<Statement, Announcement>> Statements => byStatement;

    /// <summary>What is said of a fact, by its path alone.</summary>
    public Announcement? At(string path, Setting? setting)
    {
        if (setting is not null && byFact.TryGetValue((path, setting), out var exact)) return exact;
        for (var p = path; ; p = p[..p.LastIndexOf(" / ", StringComparison.Ordinal)])
        {
            if (byPath.TryGetValue(p, out var whole)) return whole;
            if (!p.Contains(" / ", StringComparison.Ordinal)) break;
        }

        return setting is not null && bySetting.TryGetValue(setting, out var anywhere) ? anywhere : null;
    }

    /// <summary>What is said of a fact.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="pathThere">The subject's path in the output.</param>
    /// <param name="setting">The setting; null: that it exists.</param>
    /// <param name="origin">The statements that say it.</param>
    public Announcement? Of(FactSubject subject, string pathThere, Setting? setting, Origin origin) =>
        At(subject.Path, setting) ?? At(pathThere, setting) ?? (subject.Object is { } o ? At(o.Key, setting) : null) ?? OfGroup(subject, setting) ?? OfSupport(subject, setting)
        ?? (setting?.Kind == SettingKind.Policy ? OfStatements(origin) : null);

    /// <summary>What is said of a policy.</summary>
    /// <param name="subject">Where it is attached.</param>
    /// <param name="setting">As what; null for a definition.</param>
    /// <param name="statements">What it is made of.</param>
    public Announcement? OfPolicy(FactSubject subject, Setting? setting, Origin statements) => At(subject.Path, setting) ?? OfSupport(subject, setting) ?? OfStatements(statements);

    private Announcement? OfStatements(Origin statements) => statements.Select(s => byStatement.GetValueOrDefault(s)).FirstOrDefault(s => s is not null);

    private Announcement? OfSuppression(string path) =>
        At(path, OriginationSettings.SuppressPolicy)
        ?? (context.Support.Find(OriginationSettings.SuppressPolicy) is { Level: SupportLevel.Impossible } row ? new Announcement(Disposition.Lost, row.Reason) : null);

    /// <summary>What the writer says of a setting of a group, it says of the group's members.</summary>
    private Announcement? OfGroup(FactSubject subject, Setting? setting)
    {
        if (setting is null || subject.Peer is not { } peer) return null;
        foreach (var group in peer.Groups)
        {
            var path = FactPath.Of(peer.Instance.Instance, group);
            if (byFact.TryGetValue((path, setting), out var announcement)) return announcement;
            if (subject.Family is { } family && byFact.TryGetValue((FactPath.Below(path, family.Name()), setting), out announcement)) return announcement;
        }

        return null;
    }

    private Announcement? OfSupport(FactSubject subject, Setting? setting)
    {
        // A kind of object that the target does not have explains all that is said about it.
        var kind = subject.Object switch { Carried carried => carried.Feature, NamedObject named => named.Kind, _ => null };
        if ((kind is not null ? context.Support.Find(kind) : null) is { } row || (setting is not null && (row = context.Support.Find(setting)) is not null))
        {
            return row.Level switch
            {
                SupportLevel.Inherent => new Announcement(Disposition.Inherent, row.Reason),
                SupportLevel.Approximate => new Announcement(Disposition.Approximated, row.Reason),
                SupportLevel.Impossible => new Announcement(Disposition.Lost, row.Reason),
                _ => null,
            };
        }

        return subject.Object is Carried foreign && foreign.Format != target
            ? new Announcement(Disposition.Lost, $"{foreign.Feature}: {target} has no translation of this {foreign.Format} statement")
            : null;
    }
}
