using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Conversion;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using BgpTranslate.Text;

namespace BgpTranslate.Reporting;

/// <summary>What one of two configurations has or does.</summary>
/// <param name="Text">As people read it.</param>
/// <param name="Places">The statements that say so; none: a default, or nothing.</param>
internal sealed record DiffSide(string Text, ImmutableArray<Span> Places);

/// <summary>What kind of difference it is.</summary>
internal enum DiffKind
{
    /// <summary>A session, a family, an origination, a setting.</summary>
    Fact,

    /// <summary>Two policies treat a route differently.</summary>
    Policy,

    /// <summary>Two policies could not be compared to the end.</summary>
    Undecided,

    /// <summary>A statement that the reader does not know and that the other configuration does not have.</summary>
    Unrecognized,
}

/// <summary>One difference, with all objects that have it alike.</summary>
/// <param name="Kind">What kind it is.</param>
/// <param name="Paths">The objects, as people read them.</param>
/// <param name="Route">For policies, a route that shows it; otherwise empty.</param>
/// <param name="A">The first configuration.</param>
/// <param name="B">The second.</param>
/// <param name="Note">What one of the platforms cannot say; otherwise empty.</param>
internal sealed record DiffFinding(DiffKind Kind, ImmutableArray<string> Paths, string Route, DiffSide A, DiffSide B, string Note)
{
    /// <summary>The first object, and how many more.</summary>
    public string Subject => Paths.Length == 1 ? Paths[0] : string.Create(CultureInfo.InvariantCulture, $"{Paths[0]} and {Paths.Length - 1} more");

    /// <summary>All differences of a comparison: facts first, then policies, then what was not compared.</summary>
    public static IReadOnlyList<DiffFinding> Of(ConfigurationDiff diff)
    {
        var findings = diff.Differences
            .GroupBy(d => (d.Change, d.Setting, d.Source, d.Target, Places: $"{d.Origin}|{d.TargetOrigin}", What: d.Setting is null ? d.Path : ""))
            .Select(g => Of(g.First(), [.. g.Select(PathOf).Distinct()], diff))
            .OrderBy(f => f.Kind);
        return [.. findings, .. diff.UnreadOfA.Select(s => Unread(s, isA: true)), .. diff.UnreadOfB.Select(s => Unread(s, isA: false))];
    }

    private static DiffFinding Of(FactDifference difference, ImmutableArray<string> paths, ConfigurationDiff diff)
    {
        var note = difference.Announcement?.Reason ?? "";
        if (difference.Policies is { } policies)
        {
            var (a, b) = Effects(policies);
            return new DiffFinding(DiffKind.Policy, paths, $"{policies.Witness}", new DiffSide(a, PlacesOf(difference.Origin)), new DiffSide(b, PlacesOf(difference.TargetOrigin)), note);
        }

        if (difference.Change == FactChange.Undecided)
            return new DiffFinding(DiffKind.Undecided, paths, "", new DiffSide(difference.Source, PlacesOf(difference.Origin)), new DiffSide("", []), note);
        return new DiffFinding(
            DiffKind.Fact,
            paths,
            "",
            Side(difference.Source, difference.Origin, diff.A.Platform.Id, isKnown: difference.Change != FactChange.Added),
            Side(difference.Target, difference.TargetOrigin, diff.B.Platform.Id, isKnown: difference.Change != FactChange.Missing),
            note);
    }

    private static DiffFinding Unread(Statement statement, bool isA)
    {
        var there = new DiffSide(PrintableText.Excerpt(statement.Span.Text), [statement.Span]);
        var nothing = new DiffSide("", []);
        return new DiffFinding(DiffKind.Unrecognized, ["a statement"], "", isA ? there : nothing, isA ? nothing : there, "");
    }

    private static DiffSide Side(string text, Origin origin, string platform, bool isKnown) =>
        new(origin.IsNone && isKnown && text is not ("exists" or "absent") ? $"{text}, default of {platform}" : text, PlacesOf(origin));

    private static ImmutableArray<Span> PlacesOf(Origin origin) => [.. origin.Select(s => s.Span)];

    /// <summary><c>peer 192.0.2.1 in</c>: the path without the default VRF, the direction for policies, the setting's key for others.</summary>
    private static string PathOf(FactDifference difference)
    {
        const string usual = "bgp default / ";
        var path = difference.Path.StartsWith(usual, StringComparison.Ordinal) ? difference.Path[usual.Length..] : difference.Path;
        path = path.Replace(" / ", " ", StringComparison.Ordinal);
        return difference.Setting is not { } setting ? path
            : setting == FamilySettings.ImportPolicy ? $"{path} in"
            : setting == FamilySettings.ExportPolicy ? $"{path} out"
            : $"{path} {setting.Key}";
    }

    /// <summary>What each side does with the route: the verdict, and of the attributes those that the other has not, or that were changed.</summary>
    private static (string A, string B) Effects(PolicyComparison.Different policies)
    {
        var received = policies.Witness.Parts();
        var (a, b) = (policies.A.Route.Parts(), policies.B.Route.Parts());
        var bothAccept = policies.A.Verdict == policies.B.Verdict;
        return (Effect(policies.A, a, bothAccept ? b : received), Effect(policies.B, b, bothAccept ? a : received));
    }

    private static string Effect(Evaluation evaluation, IReadOnlyList<string> mine, IReadOnlyList<string> others)
    {
        if (evaluation.Verdict != Verdict.Accept) return "rejected";
        var keys = mine.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        var without = others.Except(mine).Select(KeyOf).Where(k => !keys.Contains(k)).Distinct().Select(k => $"no {k}");
        return string.Join(", ", ["accepted", .. mine.Except(others), .. without]);

        static string KeyOf(string part) => part.Split(' ')[0];
    }
}
