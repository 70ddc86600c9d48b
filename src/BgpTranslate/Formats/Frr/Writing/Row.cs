using BgpTranslate.Defaults;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>How FRR says one setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Words">The statement for a value, behind <c>no </c> where it is negated; null: FRR does so without a statement.</param>
/// <param name="Since">The release that brought the statement.</param>
internal sealed record Row(Setting Setting, Func<object, string?> Words, FormatVersion Since = default)
{
    /// <summary>A statement with a value.</summary>
    public static Row Of<T>(Setting<T> setting, Func<T, string?> words, FormatVersion since = default)
        where T : notnull => new(setting, v => words((T)v), since);

    /// <summary>A switch: the statement, or its negation.</summary>
    public static Row Flag(Setting<bool> setting, string words, FormatVersion since = default) => new(setting, v => v is true ? words : "no " + words, since);

    /// <summary>A switch whose statement turns it off.</summary>
    public static Row Inverse(Setting<bool> setting, string words) => new(setting, v => v is true ? "no " + words : words);

    /// <summary>A switch that is off without a statement: a peer that says no says nothing.</summary>
    public static Row On(Setting<bool> setting, string words, FormatVersion since = default) => new(setting, v => v is true ? words : null, since);
}
