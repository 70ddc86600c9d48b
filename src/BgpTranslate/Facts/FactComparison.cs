using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Facts;

/// <summary>How a fact of the source fares in the output.</summary>
public enum FactChange
{
    /// <summary>Another value.</summary>
    Changed,

    /// <summary>The output does not have it.</summary>
    Missing,

    /// <summary>Only the output has it.</summary>
    Added,

    /// <summary>It could not be decided whether two policies are equal.</summary>
    Undecided,
}

/// <summary>A fact that the output does not keep.</summary>
/// <param name="Path">What it is about.</param>
/// <param name="Setting">The setting; null for the existence of an object, or a policy.</param>
/// <param name="Change">What became of it.</param>
/// <param name="Source">The source's value, as text.</param>
/// <param name="Target">The output's value, as text.</param>
/// <param name="Origin">Who said it in the source.</param>
/// <param name="Announcement">What the writer or its support table said of it; null: nothing, a defect.</param>
public sealed record FactDifference(string Path, Setting? Setting, FactChange Change, string Source, string Target, Origin Origin, Announcement? Announcement)
{
    /// <summary>Who said it in the output.</summary>
    public Origin TargetOrigin { get; init; }

    /// <summary>What two policies do with a route that shows their difference; null for other facts.</summary>
    public PolicyComparison.Different? Policies { get; init; }
}

/// <summary>What a comparison found.</summary>
/// <param name="Verification">Counts.</param>
/// <param name="Differences">What is not kept.</param>
/// <param name="Marks">How the facts of each statement fare.</param>
public sealed record ComparisonResult(Verification Verification, ImmutableArray<FactDifference> Differences, StatementMarks Marks);

/// <summary>What the comparison must know beside the two configurations.</summary>
/// <param name="Sources">Protocols whose routes occur.</param>
/// <param name="Support">What the target cannot say.</param>
/// <param name="Announcements">What the writer says of its output.</param>
/// <param name="Names">New names of things, as <see cref="Formats"/> writers return them: <c>policy OLD</c> to <c>NEW</c>.</param>
/// <param name="AdoptDefaults">Defaults that nobody stated may differ.</param>
public sealed record ComparisonContext(
    ImmutableArray<RouteSource> Sources, SupportTable Support, ImmutableArray<Announcement> Announcements, IReadOnlyDictionary<string, string> Names, bool AdoptDefaults)
{
    /// <summary>Two configurations side by side, with nothing said about their differences.</summary>
    public static ComparisonContext Plain { get; } = new(RouteSources.Usual, new SupportTable([]), [], ImmutableDictionary<string, string>.Empty, false);
}

/// <summary>Compares two configurations in effect, fact by fact and policy by policy.</summary>
public sealed class FactComparison
{
    /// <summary>A conversion compares thousands of policies; most pairs have equal forms, and the others must not hold it up.</summary>
    public static ComparisonBudget Budget { get; } = new(Nodes: 500_000, Routes: 200);

    private readonly EffectiveConfiguration a, b;
    private readonly ComparisonContext context;
    private readonly StatementMarks marks = new();
    private readonly List<FactDifference> differences = [];
    private readonly AnnouncementIndex announcements;
    private readonly NewNames names;
    private readonly PolicyPairs policies = new(Budget);
    private readonly HashSet<(PolicyProgram, PolicyProgram)> seen = [];

    /// <summary>Policies of sessions that the output does not have: lost where no other session uses them.</summary>
    private readonly List<(Origin Policy, Disposition Disposition, string Reason)> idle = [];
    private readonly PolicyPrograms programsA, programsB;
    private readonly Setting[] commonDefaults;
    private readonly bool sameOrigination;
    private int facts, preserved, changed, missing, added;

    private FactComparison(EffectiveConfiguration a, EffectiveConfiguration b, ComparisonContext context)
    {
        (this.a, this.b, this.context) = (a, b, context);
        (announcements, names) = (new AnnouncementIndex(a.Configuration, b.Platform.Format, context), new NewNames(context.Names));
        sameOrigination = a.Platform.Export == b.Platform.Export;
        (programsA, programsB) = (new PolicyPrograms(a, context.Sources, !sameOrigination), new PolicyPrograms(b, context.Sources, !sameOrigination));
        commonDefaults = [.. a.Platform.Defaults.Settings.Intersect(b.Platform.Defaults.Settings).Where(s => s.Kind == SettingKind.Behaviour)];
    }

    /// <summary>Compares the source with the output read back.</summary>
    public static ComparisonResult Compare(EffectiveConfiguration source, EffectiveConfiguration output, ComparisonContext context) =>
        new FactComparison(source, output, context).Run();

    private ComparisonResult Run()
    {
        var others = new Dictionary<string, FactSubject>(StringComparer.Ordinal);
        foreach (var subject in FactSubjects.Of(b)) others.TryAdd(subject.Path, subject);
        foreach (var subject in FactSubjects.Of(a))
        {
            if (subject.Unused != default) CompareUnused(subject);
            else Compare(subject, others.Remove(names.PathOf(subject), out var other) ? other : null);
        }

        foreach (var subject in others.Values)
        {
            if (subject.Unused == default && !IsOriginationElsewhere(subject)) AddExtra(subject);
        }

        foreach (var (statement, announcement) in announcements.Statements)
            marks.Add(statement, announcement.Disposition, announcement.Reason);
        foreach (var (policy, disposition, reason) in idle) marks.Add(Origin.Of(policy.Where(s => marks[s] is not { Preserved: true })), disposition, reason);
        return new ComparisonResult(new Verification(facts, preserved, changed, missing, added, policies.Counts), [.. differences], marks);
    }

    private void Compare(FactSubject subject, FactSubject? other)
    {
        if (IsOriginationElsewhere(subject))
        {
            // Networks and redistributions are part of every export program there; their statements are marked with those.
            marks.Add(subject.Existence, Disposition.Inherent, "no peer is sent anything");
            foreach (var setting in subject.Said) marks.Add(subject.Get(setting).Origin, Disposition.Inherent, "no peer is sent anything");
            return;
        }

        CompareExistence(subject, other);
        var settings = new List<Setting>(subject.Said);
        if (other is not null) settings.AddRange(other.Said.Except(subject.Said));
        if (subject.DefaultScope is { } scope && other?.DefaultScope == scope)
            settings.AddRange(commonDefaults.Where(s => s.Scope == scope && !settings.Contains(s)));
        foreach (var setting in settings)
        {
            if (setting.Kind != SettingKind.Policy) CompareValue(subject, other, setting);
            else if (subject.Family is null || !IsProgramPart(setting) || subject.Dormant is not null) ComparePolicyUse(subject, other, setting);
        }

        if (subject is { Peer: { } peer, Family: { } family, Dormant: null } && family.Afi() is not null)
        {
            ComparePrograms(subject, FamilySettings.ImportPolicy, programsA.Import(peer, family), other?.Peer is { } p && other.Dormant is null ? programsB.Import(p, family) : null);
            ComparePrograms(subject, FamilySettings.ExportPolicy, programsA.Export(peer, family), other?.Peer is { } q && other.Dormant is null ? programsB.Export(q, family) : null);
        }
    }

    private void CompareExistence(FactSubject subject, FactSubject? other)
    {
        if (subject.Existence.IsNone) return;
        if (!subject.IsStructure) facts++;
        if (other is not null)
        {
            if (!subject.IsStructure) preserved++;
            marks.Preserve(subject.Existence);
        }
        else if (subject.IsStructure)
        {
            marks.Add(subject.Existence, Disposition.Inherent, "written out where it is used");
        }
        else
        {
            Differ(subject, null, FactChange.Missing, "exists", "absent", subject.Existence, Origin.None);
        }
    }

    private void CompareValue(FactSubject subject, FactSubject? other, Setting setting)
    {
        var va = subject.Get(setting);
        var vb = other?.Get(setting) ?? default;
        var said = !va.Origin.IsNone || subject.Said.Contains(setting);
        var saidThere = other?.Said.Contains(setting) == true;
        if (!said && !saidThere && IsMoot(subject, setting)) return;
        if (!said && (!saidThere || other?.Dormant is not null) && (!va.IsKnown || !vb.IsKnown)) return;
        var (x, y) = (names.In(setting, Canonical(subject, setting, va.Value)), Canonical(other, setting, vb.Value));
        var equal = Equals(x, y) || (x is false && y is null) || (x is null && y is false);
        if (setting.Kind == SettingKind.Structure)
        {
            if (equal) marks.Preserve(va.Origin);
            else marks.Add(va.Origin, Disposition.Inherent, "the target arranges it differently");
            return;
        }

        if (x is null && y is null)
        {
            marks.Preserve(va.Origin);
            return;
        }

        if (said && !saidThere && subject.Idle?.Invoke(setting) is { } idle)
        {
            marks.Add(va.Origin, Disposition.Inherent, idle);
            return;
        }

        if (!said && !equal && (context.AdoptDefaults || x is null && !saidThere && !vb.IsKnown)) return;
        var counts = said || va.IsKnown;
        if (counts) facts++;
        if (equal)
        {
            if (counts) preserved++;
            if (said && Equals(x, Canonical(subject, setting, subject.Otherwise?.Invoke(setting).Value)))
                marks.Add(va.Origin, Disposition.Inherent, "it says what holds anyway");
            else if (subject.Dormant is { } dormant && !saidThere && !ReferenceEquals(setting, subject.Awake))
                marks.Add(va.Origin, Disposition.Inherent, dormant);
            else
                marks.Preserve(va.Origin);
        }
        else if (!said && !va.IsKnown)
        {
            Differ(subject, setting, FactChange.Added, "unset", Setting.Format(vb.Value), Origin.None, vb.Origin);
        }
        else
        {
            Differ(subject, setting, vb.Value is null ? FactChange.Missing : FactChange.Changed, Setting.Format(va.Value), Setting.Format(vb.Value), va.Origin, vb.Origin);
        }
    }

    private void ComparePolicyUse(FactSubject subject, FactSubject? other, Setting setting)
    {
        var va = subject.Get(setting);
        var vb = other?.Get(setting) ?? default;
        if (va.Value is null && vb.Value is null) return;
        if (va.Value is null)
        {
            if (setting.Scope != SettingScope.Family || IsProgramPart(setting) is false) Differ(subject, setting, FactChange.Added, "unset", Setting.Format(vb.Value), Origin.None, vb.Origin);
            return;
        }

        var origins = new PolicyOrigins(a.Configuration.Policies);
        origins.Add(va.Origin);
        switch (va.Value)
        {
            case PolicyUse.Named named: origins.AddNamed(named.Policy); break;
            case SetReference<PrefixSet> set: origins.Add(set.Set); break;
            case SetReference<AsPathSet> set: origins.Add(set.Set); break;
        }

        var all = origins.Origin;
        if (subject.Dormant is null) facts++;
        if (vb.Value is null)
        {
            Differ(subject, setting, FactChange.Missing, Setting.Format(va.Value), "unset", all, Origin.None);
        }
        else if (va.Value is PolicyUse x && vb.Value is PolicyUse y && policies.Compare(programsA.Of(x, AfiOf(subject)), programsB.Of(y, AfiOf(subject))) is var comparison and not PolicyComparison.Equal)
        {
            Differ(subject, setting, comparison, all);
        }
        else
        {
            if (subject.Dormant is null) preserved++;
            marks.Preserve(all);
        }
    }

    /// <summary>The family of the routes of a protocol of the router; null where it may be any.</summary>
    private static Afi? AfiOf(FactSubject subject) => (subject.Object as RibProtocol)?.Afi;

    private void ComparePrograms(FactSubject subject, Setting<PolicyUse> setting, PolicyProgram x, PolicyProgram? y)
    {
        facts++;
        if (y is null)
        {
            var (disposition, reason) = Record(subject, setting, FactChange.Missing, "a policy", "no such session", x.Origin, Origin.None);
            idle.Add((x.Origin, disposition, reason));
            return;
        }

        var comparison = policies.Compare(x, y);
        if (comparison is PolicyComparison.Equal) preserved++;
        else Differ(subject, setting, comparison, x.Origin);

        // Programs are shared by many peers; their statements are marked once.
        if (seen.Add((x, y))) marks.Preserve(x.Origin);
    }

    private void CompareUnused(FactSubject subject)
    {
        var (set, policy) = subject.Unused;
        var key = subject.Path;
        var name = names.Of(key, set?.Name ?? policy!.Name);
        var comparison = (set, policy) switch
        {
            (_, { } mine) => b.Configuration.Policies.TryGetValue(name, out var other) ? policies.Compare(programsA.Alone(mine), programsB.Alone(other)) : null,
            ({ } mine, _) => b.Configuration.Sets.Where(s => s.Name == name && Comparable(s, mine)).ToArray() is { Length: > 0 } others
                ? policies.Compare(programsA.Alone(Membership([mine])), programsB.Alone(Membership(others)))
                : null,
            _ => null,
        };
        if (comparison is null)
        {
            marks.Add(subject.Existence, Disposition.Inherent, subject.Dormant!);
            return;
        }

        facts++;
        if (comparison is PolicyComparison.Equal) preserved++;
        else Differ(subject, null, comparison, subject.Existence);
        marks.Preserve(subject.Existence);
    }

    private static bool Comparable(DefinedSet a, DefinedSet b) =>
        a.GetType() == b.GetType() && (a is not PrefixSet x || b is not PrefixSet y || x.Afi is null || y.Afi is null || x.Afi == y.Afi)
        && (a is not CommunitySet c || b is not CommunitySet d || c.Kind == d.Kind);

    /// <summary>What is in any of the sets: a target may need one for each family.</summary>
    private static RoutePolicy Membership(DefinedSet[] sets) => new()
    {
        Name = "",
        Body =
        [
            new PolicyStatement.If(
                Condition.AnyOf(sets.Select(Membership)),
                [new PolicyStatement.End(Verdict.Accept)],
                []),
        ],
    };

    private static Condition Membership(DefinedSet set) => set switch
    {
        PrefixSet s => new Condition.PrefixIn(SetReference<PrefixSet>.Inline(s)),
        AsPathSet s => new Condition.AsPathIn(SetReference<AsPathSet>.Inline(s)),
        AsNumberSet s => new Condition.AsPathContains(SetReference<AsNumberSet>.Inline(s)),
        CommunitySet s => new Condition.CommunityIn(SetReference<CommunitySet>.Inline(s)),
        _ => Condition.False,
    };

    /// <summary>Facts that only the output has. Structure may be added freely.</summary>
    private void AddExtra(FactSubject subject)
    {
        if (subject.Dormant is not null || (subject.IsStructure && subject.Said.All(s => s.Kind == SettingKind.Structure))) return;
        if (announcements.At(subject.Path, null) is { Disposition: Disposition.Inherent }) return;
        if (subject.Said.Count == 0)
        {
            Differ(subject, null, FactChange.Added, "absent", "exists", Origin.None, subject.Existence);
            return;
        }

        foreach (var setting in subject.Said.Where(s => s.Kind != SettingKind.Structure))
            Differ(subject, setting, FactChange.Added, "unset", Setting.Format(subject.Get(setting).Value), Origin.None, subject.Get(setting).Origin);
    }

    private void Differ(FactSubject subject, Setting? setting, FactChange change, string source, string target, Origin origin, Origin there)
    {
        var (disposition, reason) = Record(subject, setting, change, source, target, origin, there);
        marks.Add(origin, disposition, reason);
    }

    /// <summary>Counts a difference; what became of the statements that it is about, and why.</summary>
    private (Disposition Disposition, string Reason) Record(FactSubject subject, Setting? setting, FactChange change, string source, string target, Origin origin, Origin there)
    {
        var announced = announcements.Of(subject, names.PathOf(subject), setting, origin);
        if (subject.Dormant is { } reason && change is FactChange.Missing or FactChange.Changed && (setting is null || !ReferenceEquals(setting, subject.Awake)))
            return (Disposition.Inherent, reason);

        if (announced is { Disposition: Disposition.Inherent })
        {
            if (change != FactChange.Added) preserved++;
            return (Disposition.Inherent, announced.Reason);
        }

        switch (change)
        {
            case FactChange.Changed: changed++; break;
            case FactChange.Missing: missing++; break;
            case FactChange.Added: added++; break;
        }

        differences.Add(new FactDifference(subject.Path, setting, change, source, target, origin, announced) { TargetOrigin = there });
        return (announced?.Disposition ?? Disposition.Lost, announced?.Reason ?? "the output does not hold it");
    }

    /// <summary>Two policies do not do the same, or it is not known.</summary>
    /// <param name="subject">Where the source's is attached.</param>
    /// <param name="setting">As what; null for a definition.</param>
    /// <param name="comparison">What the comparison found.</param>
    /// <param name="statements">The statements that the source's is made of.</param>
    private void Differ(FactSubject subject, Setting? setting, PolicyComparison comparison, Origin statements)
    {
        var announced = announcements.OfPolicy(subject, setting, statements);
        switch (comparison)
        {
            case PolicyComparison.Undecided undecided:
                differences.Add(new FactDifference(subject.Path, setting, FactChange.Undecided, undecided.Reason, "", undecided.Origin, announced));
                break;
            case PolicyComparison.Different different:
                changed++;
                var deciding = different.OriginOfA;
                differences.Add(new FactDifference(subject.Path, setting, FactChange.Changed, $"{different.Witness}: {different.A}", $"{different.B}", deciding, announced)
                {
                    TargetOrigin = different.OriginOfB,
                    Policies = different,
                });
                if (announced is null) marks.Add(deciding, Disposition.Lost, "the output's policy does something else");
                break;
        }
    }

    /// <summary>Whatever the default is, it decides nothing there: only external peers are held to the first AS of a path.</summary>
    private static bool IsMoot(FactSubject subject, Setting setting) => ReferenceEquals(setting, PeerSettings.EnforceFirstAs) && subject.Peer is { Session: SessionType.Internal };

    private bool IsOriginationElsewhere(FactSubject subject) => !sameOrigination && subject.Object is (Network or Redistribution);

    private static bool IsProgramPart(Setting setting) =>
        setting == FamilySettings.ImportPolicy || setting == FamilySettings.ExportPolicy || setting == FamilySettings.ImportPrefixSet
        || setting == FamilySettings.ExportPrefixSet || setting == FamilySettings.ImportAccessList || setting == FamilySettings.ExportAccessList
        || setting == FamilySettings.ImportAsPathSet || setting == FamilySettings.ExportAsPathSet
        || setting == FamilySettings.DefaultImport || setting == FamilySettings.DefaultExport;

    /// <summary>Values that mean the same become equal: a peer "internal" is one with the local AS, next hops are looked up in the table of the routes.</summary>
    private static object? Canonical(FactSubject? subject, Setting setting, object? value) =>
        value is RemoteAs.Internal && subject?.Peer is { } peer && ReferenceEquals(setting, PeerSettings.RemoteAs) && peer.Get(PeerSettings.LocalAs).Value is LocalAs local
            ? new RemoteAs.Number(local.As)
            : value is null && ReferenceEquals(setting, FamilySettings.IgpRib) && subject is { Peer: { } learned, Family: { } of } ? learned.RibOf(of)
            : value is NextHopSelf.Ebgp && subject is { Peer: { } to, Family: { } family } && IsEveryRoute(to, family) ? NextHopSelf.All
            : ReferenceEquals(setting, InstanceSettings.NodeSelector) && LabelSelector.Everything.Equals(value) ? null
            : ReferenceEquals(setting, ClusterSettings.Selector) && value is LabelSelector { IsEverything: true } ? LabelSelector.Everything
            : value;

    /// <summary>All routes but reflected ones are all routes where none is reflected to the peer. (BIRD means those of eBGP peers: its own keep their gateways.)</summary>
    private static bool IsEveryRoute(EffectivePeer peer, AfiSafi family) =>
        peer.Instance.Configuration.Platform.Export == ExportScope.BgpTable && (peer.Session == SessionType.External || !peer.Instance.Reflects(family));
}
