using BgpTranslate.Model;

namespace BgpTranslate.Defaults;

/// <summary>Whether a session is internal or external.</summary>
public enum SessionType
{
    /// <summary>The peer has another AS.</summary>
    External,

    /// <summary>The peer has the same AS.</summary>
    Internal,

    /// <summary>The peer has another AS of the same confederation.</summary>
    Confederation,

    /// <summary>Not known from the configuration (<c>remote-as auto</c>, AS missing).</summary>
    Unknown,
}

/// <summary>What a default may depend on.</summary>
/// <param name="Session">The type of the session; null where no session is meant.</param>
/// <param name="Family">The address family; null where none is meant.</param>
/// <param name="Endpoint">How the peer is known; null where no peer is meant.</param>
/// <param name="Effective">The effective value of another setting at the same place.</param>
public sealed record DefaultContext(SessionType? Session, AfiSafi? Family, PeerEndpoint? Endpoint, Func<Setting, object?> Effective)
{
    /// <summary>The session is external (confederation peers are not).</summary>
    public bool IsExternal => Session == SessionType.External;

    /// <summary>The session is internal.</summary>
    public bool IsInternal => Session == SessionType.Internal;
}

/// <summary>One row: the value that holds for a setting, under a condition, and where that is known from.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Value">The value; null means "off" or "none": as if it were not there.</param>
/// <param name="When">When the row applies; null: always.</param>
/// <param name="Source">Who says so, as people are told: the software, its documentation, an assumption.</param>
public sealed record DefaultRow(Setting Setting, Func<DefaultContext, object?> Value, Func<DefaultContext, bool>? When, string Source)
{
    /// <summary>It depends on nothing.</summary>
    public bool IsFixed { get; private init; }

    /// <summary>A fixed value.</summary>
    public static DefaultRow Of<T>(Setting<T> setting, T value, string source, Func<DefaultContext, bool>? when = null)
        where T : notnull => new(setting, _ => value, when, source) { IsFixed = when is null };

    /// <summary>Nothing: off, none, absent.</summary>
    public static DefaultRow None(Setting setting, string source, Func<DefaultContext, bool>? when = null) =>
        new(setting, _ => null, when, source) { IsFixed = when is null };

    /// <summary>A value that depends on other settings.</summary>
    public static DefaultRow Computed<T>(Setting<T> setting, Func<DefaultContext, object?> value, string source, Func<DefaultContext, bool>? when = null)
        where T : notnull => new(setting, value, when, source);
}

/// <summary>What a platform does when nothing is said. Of several rows for a setting the first whose condition holds counts.</summary>
public sealed class DefaultsTable
{
    private static readonly DefaultContext Nowhere = new(null, null, null, _ => null);
    private readonly Dictionary<Setting, DefaultRow[]> rows;

    /// <summary>Creates the table.</summary>
    public DefaultsTable(IEnumerable<DefaultRow> rows)
    {
        Rows = [.. rows];
        this.rows = Rows.GroupBy(r => r.Setting).ToDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>The table with other rows for the settings that these are about.</summary>
    public DefaultsTable With(IEnumerable<DefaultRow> own)
    {
        DefaultRow[] mine = [.. own];
        return new DefaultsTable([.. mine, .. Rows.Where(r => !mine.Any(m => ReferenceEquals(m.Setting, r.Setting)))]);
    }

    /// <summary>All rows, for people to read.</summary>
    public IReadOnlyList<DefaultRow> Rows { get; }

    /// <summary>Settings with a known default.</summary>
    public IReadOnlyCollection<Setting> Settings => rows.Keys;

    /// <summary>True when what holds depends on nothing: the one fixed value, or that nothing is known.</summary>
    public bool IsFixed(Setting setting, out object? value, out DefaultRow? row)
    {
        row = rows.TryGetValue(setting, out var candidates) ? candidates[0] : null;
        value = row is { IsFixed: true } ? row.Value(Nowhere) : null;
        return row is null or { IsFixed: true };
    }

    /// <summary>The row that applies; null when the platform's default is not known or the setting means nothing there.</summary>
    public DefaultRow? Find(Setting setting, DefaultContext context)
    {
        if (!rows.TryGetValue(setting, out var candidates)) return null;
        foreach (var row in candidates)
        {
            if (row.When is null || row.When(context)) return row;
        }

        return null;
    }
}
