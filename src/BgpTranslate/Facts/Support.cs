using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>How well a target can say something.</summary>
public enum SupportLevel
{
    /// <summary>As it is.</summary>
    Exact,

    /// <summary>It does so anyway, or the thing has no effect there.</summary>
    Inherent,

    /// <summary>With a difference in meaning.</summary>
    Approximate,

    /// <summary>Not at all.</summary>
    Impossible,
}

/// <summary>One row of a target's table: what it makes of a concept.</summary>
/// <param name="Key">The concept's key, or a prefix of keys ending in <c>*</c>.</param>
/// <param name="Level">How well.</param>
/// <param name="Reason">Why, as a user reads it behind "lost: …"; what differs, for an approximation.</param>
public sealed record Support(string Key, SupportLevel Level, string Reason);

/// <summary>
/// What a target cannot say exactly, as a table. Writers, the accounting and <c>bgpx formats --to</c> use the same rows; what no row names is exact.
/// </summary>
public sealed class SupportTable
{
    private readonly Dictionary<string, Support> exact = new(StringComparer.Ordinal);
    private readonly List<Support> prefixes = [];

    /// <summary>Creates the table.</summary>
    public SupportTable(IEnumerable<Support> rows)
    {
        Rows = [.. rows];
        foreach (var row in Rows)
        {
            if (row.Key.EndsWith('*')) prefixes.Add(row);
            else exact.Add(row.Key, row);
        }
    }

    /// <summary>All rows.</summary>
    public IReadOnlyList<Support> Rows { get; }

    /// <summary>The rows of two targets: what is inherent in one never differs, else the worse level counts.</summary>
    public static SupportTable Both(SupportTable a, SupportTable b) => new(
        a.Rows.Concat(b.Rows).GroupBy(r => r.Key, StringComparer.Ordinal).Select(g => g.MaxBy(r => r.Level == SupportLevel.Inherent ? (SupportLevel)int.MaxValue : r.Level)!));

    /// <summary>The row for a concept; null when it is exact.</summary>
    public Support? Find(string key)
    {
        if (exact.TryGetValue(key, out var row)) return row;
        foreach (var candidate in prefixes)
        {
            if (key.AsSpan().StartsWith(candidate.Key.AsSpan(..^1), StringComparison.Ordinal)) return candidate;
        }

        return null;
    }

    /// <summary>The row for a setting; null when it is exact.</summary>
    public Support? Find(Setting setting) => Find(setting.Key);
}

/// <summary>
/// What a writer says about something that its output does not hold as the source has it. Without an announcement a difference is a defect of the writer.
/// </summary>
/// <param name="Disposition">What becomes of it: lost, approximated, needs input, or inherent.</param>
/// <param name="Reason">Why, with the names at hand; for needs-input with the option that supplies it.</param>
/// <param name="Path">The object meant (<see cref="FactPath"/>); null: any.</param>
/// <param name="Setting">The setting meant; null: every setting of the object and of what is below it.</param>
/// <param name="Origin">The very statements meant, where a part of a policy is announced; none otherwise.</param>
public sealed record Announcement(Disposition Disposition, string Reason, string? Path = null, Setting? Setting = null, Origin Origin = default);

/// <summary>Paths of objects in facts: keys joined by <c> / </c>.</summary>
public static class FactPath
{
    /// <summary>A path and a key below it.</summary>
    public static string Below(string path, string key) => path.Length == 0 ? key : path + " / " + key;

    /// <summary>The path of a peer.</summary>
    public static string Of(BgpInstance instance, Peer peer) => Below(instance.Key, peer.Key);

    /// <summary>The path of a peer's family.</summary>
    public static string Of(BgpInstance instance, Peer peer, AfiSafi family) => Below(Below(instance.Key, peer.Key), family.Name());

    /// <summary>The path of something of an instance.</summary>
    public static string Of(BgpInstance instance, ModelObject below) => Below(instance.Key, below.Key);
}
