using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BgpTranslate.Model;

/// <summary>How a setting bears on what the network sees.</summary>
public enum SettingKind
{
    /// <summary>It changes sessions or routes: a difference is a loss.</summary>
    Behaviour,

    /// <summary>It tells people something (description, names in output): kept where the target can, a difference is a loss of documentation.</summary>
    Documentation,

    /// <summary>A policy or part of one: compared by what the effective policy does, not by itself.</summary>
    Policy,

    /// <summary>It orders the configuration (group membership, names): a target may arrange the same meaning differently.</summary>
    Structure,
}

/// <summary>Where a setting may stand, and who inherits it.</summary>
public enum SettingScope
{
    /// <summary>At an instance, for that alone.</summary>
    Instance,

    /// <summary>At a peer, its group, its instance or the whole configuration; the nearest wins.</summary>
    Session,

    /// <summary>At a peer's family or the peer (for all its families), likewise at its group and its instance; the nearest wins.</summary>
    Family,

    /// <summary>At an instance's family, for the table alone.</summary>
    Table,

    /// <summary>At a network, an aggregate or a redistribution.</summary>
    Origination,

    /// <summary>At a static route.</summary>
    Static,

    /// <summary>At a RIB or a protocol of one.</summary>
    Rib,

    /// <summary>At an advertisement, a pool or an override of a cluster.</summary>
    Cluster,

    /// <summary>At a named object of another kind.</summary>
    Other,
}

/// <summary>A thing that a configuration can say about an object of the model, under the key that design and reference tables use for it.</summary>
public abstract class Setting
{
    private protected Setting(string key, string meaning, SettingScope scope, SettingKind kind) =>
        (Key, Meaning, Scope, Kind) = (key, meaning, scope, kind);

    /// <summary>The concept's key, such as <c>peer.timers.hold-time</c>.</summary>
    public string Key { get; }

    /// <summary>What it means, with its unit.</summary>
    public string Meaning { get; }

    /// <summary>Where it may stand, and who inherits it.</summary>
    public SettingScope Scope { get; }

    /// <summary>How it bears on the network.</summary>
    public SettingKind Kind { get; }

    /// <summary>A value as text for facts and messages; secrets are not revealed.</summary>
    public static string Format(object? value) => value switch
    {
        null => "unset",
        bool b => b ? "yes" : "no",
        string s => s,
        System.Collections.IEnumerable items => string.Join(' ', items.Cast<object>().Select(Format)),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <inheritdoc/>
    public override string ToString() => Key;
}

/// <summary>A setting whose value has type <typeparamref name="T"/>. Values compare with <see cref="object.Equals(object)"/>.</summary>
public sealed class Setting<T>(string key, string meaning, SettingScope scope, SettingKind kind = SettingKind.Behaviour) : Setting(key, meaning, scope, kind)
    where T : notnull;

/// <summary>A value somebody wrote, and where.</summary>
public readonly record struct Stated<T>(T Value, Origin Origin);

/// <summary>What is said about one object: at most one value a setting, each with its origin. Immutable.</summary>
public sealed class Settings
{
    private readonly (Setting Setting, object Value, Origin Origin)[] entries;

    private Settings((Setting, object, Origin)[] entries) => this.entries = entries;

    /// <summary>Nothing is said.</summary>
    public static Settings Empty { get; } = new([]);

    /// <summary>Everything that is said, in the order in which it was first said.</summary>
    public IReadOnlyList<(Setting Setting, object Value, Origin Origin)> Entries => entries;

    /// <summary>What is said, or null.</summary>
    public Stated<T>? Get<T>(Setting<T> setting)
        where T : notnull =>
        IndexOf(setting) is >= 0 and var i ? new Stated<T>((T)entries[i].Value, entries[i].Origin) : null;

    /// <summary>What is said, or the type's default.</summary>
    public T? ValueOf<T>(Setting<T> setting)
        where T : notnull =>
        IndexOf(setting) is >= 0 and var i ? (T)entries[i].Value : default;

    /// <summary>What is said about a setting whose type is not known here.</summary>
    public bool TryGet(Setting setting, [NotNullWhen(true)] out object? value, out Origin origin)
    {
        var i = IndexOf(setting);
        (value, origin) = i >= 0 ? (entries[i].Value, entries[i].Origin) : (null, Origin.None);
        return i >= 0;
    }

    /// <summary>True when something is said about the setting.</summary>
    public bool Has(Setting setting) => IndexOf(setting) >= 0;

    /// <summary>The same with one more value, or another one.</summary>
    public Settings With<T>(Setting<T> setting, T value, Origin origin = default)
        where T : notnull => WithValue(setting, value, origin);

    /// <summary>The same with one more value where one is said.</summary>
    public Settings With<T>(Setting<T> setting, Stated<T>? stated)
        where T : notnull => stated is { } s ? WithValue(setting, s.Value, s.Origin) : this;

    /// <summary>The same without the setting.</summary>
    public Settings Without(Setting setting) =>
        IndexOf(setting) is >= 0 and var i ? new Settings([.. entries[..i], .. entries[(i + 1)..]]) : this;

    /// <summary>Both; where both speak, <paramref name="over"/> wins.</summary>
    public Settings Overlay(Settings over)
    {
        var result = this;
        foreach (var (setting, value, origin) in over.entries)
            result = result.WithValue(setting, value, origin);
        return result;
    }

    internal Settings WithValue(Setting setting, object value, Origin origin)
    {
        var i = IndexOf(setting);
        if (i < 0) return new Settings([.. entries, (setting, value, origin)]);
        var copy = entries.ToArray();
        copy[i] = (setting, value, origin);
        return new Settings(copy);
    }

    private int IndexOf(Setting setting)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (ReferenceEquals(entries[i].Setting, setting)) return i;
        }

        return -1;
    }
}
