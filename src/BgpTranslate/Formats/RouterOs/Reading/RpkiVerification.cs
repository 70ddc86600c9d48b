using System.Collections.Immutable;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>Which group of caches a chain has asked: <c>rpki-verify</c> must run before a rule that asks for the result.</summary>
internal sealed class RpkiVerification
{
    private readonly RouterOsReader reader;
    private string? group;
    private Origin origin;

    /// <param name="reader">The reader.</param>
    /// <param name="tables">The rules.</param>
    public RpkiVerification(RouterOsReader reader, ItemTables tables)
        : this(
            reader,
            [.. tables[Menus.Rule].Where(i => !i.IsDisabled).Select(i => i.Value("rule")?.Trim() ?? "").Where(r => r.StartsWith("rpki-verify", StringComparison.Ordinal)).Select(r => r["rpki-verify".Length..].Trim(' ', ';', '"'))])
    {
    }

    private RpkiVerification(RouterOsReader reader, ImmutableHashSet<string> groups) => (this.reader, Groups) = (reader, groups);

    /// <summary>All groups that rules ask.</summary>
    public ImmutableHashSet<string> Groups { get; }

    /// <summary>A result was asked for before any group was: it is that of a chain which jumps here.</summary>
    public bool IsAskedBefore { get; private set; }

    /// <summary>A chain begins.</summary>
    public RpkiVerification Fresh() => new(reader, Groups);

    /// <summary>A group is asked.</summary>
    public void Verify(string name, Origin said) => (group, origin) = (name, said);

    /// <summary>A condition on the result; null for a state that the model does not have.</summary>
    public Condition? Is(string[] states, Action unverified)
    {
        if (group is null)
        {
            IsAskedBefore = true;
            unverified();
            return states.Contains("unverified") ? Condition.True : Condition.False;
        }

        foreach (var statement in origin) reader.State(new Argument("", "", statement, null));
        var conditions = new List<Condition>();
        foreach (var state in states)
        {
            RpkiState? known = state switch { "valid" => RpkiState.Valid, "invalid" => RpkiState.Invalid, "unknown" => RpkiState.NotFound, "unverified" => null, _ => null };
            if (known is { } value) conditions.Add(new Condition.Rpki(value, Groups.Count > 1 ? group : "") { Origin = origin });
            else if (state != "unverified") return null;
        }

        return Condition.AnyOf(conditions);
    }
}
