using System.Globalization;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Formats.FortiOs.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Reading;

/// <summary>Attributes of a block while they are read as one thing: what is taken from them counts as said, and their statements are the origin.</summary>
/// <param name="reader">Who reads.</param>
/// <param name="block">The block.</param>
/// <param name="family">The address family whose attributes are meant; null where they have none.</param>
internal sealed class Clause(FortiOsReader reader, ConfigBlock block, AfiSafi? family = null)
{
    private readonly List<ConfigAttribute> taken = [];

    /// <summary>Who reads.</summary>
    public FortiOsReader Reader { get; } = reader;

    /// <summary>The block.</summary>
    public ConfigBlock Block { get; } = block;

    /// <summary>The address family, if any.</summary>
    public AfiSafi? Family { get; } = family;

    /// <summary>The statements taken so far.</summary>
    public Origin Origin { get; private set; }

    /// <summary>Nothing was wrong so far.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>An attribute of the family; null when it is not set.</summary>
    public ConfigAttribute? Find(string name) => Block.Attribute(Family is { } f ? AttributeNames.For(name, f) : name);

    /// <summary>All values; empty when it is not set, or set to nothing.</summary>
    public IReadOnlyList<string> Values(string name)
    {
        if (Find(name) is not { } attribute) return [];
        string[] values = [.. attribute.Values.Where(v => v.Length > 0)];
        if (values.Length == 0)
        {
            attribute.Outcome ??= new Outcome.Inherent("it says that nothing is set");
            return [];
        }

        Take(attribute);
        return values;
    }

    /// <summary>The one value; null when it is not set, or set to nothing.</summary>
    public string? Text(string name)
    {
        var values = Values(name);
        if (values.Count <= 1) return values.Count == 0 ? null : values[0];
        Bad(name, string.Join(' ', values), "one value");
        return null;
    }

    /// <summary>Enable or disable; null when it is not set.</summary>
    public bool? Flag(string name)
    {
        switch (Text(name))
        {
            case "enable": return true;
            case "disable": return false;
            case null: return null;
            case var other: Bad(name, other, "enable or disable"); return null;
        }
    }

    /// <summary>True when enabled; the "disable" that says what holds anyway is told so.</summary>
    public bool IsEnabled(string name)
    {
        if (Flag(name) is not { } value) return false;
        if (!value) Idle(name, "it says what holds anyway");
        return value;
    }

    /// <summary>A number.</summary>
    public uint? Number(string name, uint low, uint high)
    {
        if (Text(name) is not { } text) return null;
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high) return number;
        Bad(name, text, $"{low} to {high}");
        return null;
    }

    /// <summary>An AS number, plain or with a dot; 0 means none.</summary>
    public uint? AsNumber(string name)
    {
        if (Text(name) is not { } text) return null;
        if (AsNumbers.TryParse(text, out var number)) return number;
        if (text == "0") Idle(name, "0 says that nothing is set");
        else Bad(name, text, "an AS number");
        return null;
    }

    /// <summary>An address; 0.0.0.0 and :: mean none.</summary>
    public IpAddress? Address(string name, Afi? afi = null)
    {
        if (Text(name) is not { } text) return null;
        if (!IpAddress.TryParse(text, out var address) || (afi is not null && address.Afi != afi))
        {
            Bad(name, text, "an IP address");
            return null;
        }

        if (address.Bits != 0) return address;
        Idle(name, "it says that nothing is set");
        return null;
    }

    /// <summary>The attribute is set, but has no effect.</summary>
    public void Idle(string name, string reason)
    {
        if (Find(name) is not { } attribute) return;
        attribute.Outcome = new Outcome.Inherent(reason);
        if (taken.Remove(attribute)) Origin = Origin.Of(taken.SelectMany(t => t.Said));
    }

    /// <summary>A value is not what the device takes: it is told so, and nothing of the clause counts.</summary>
    public void Bad(string name, string value, string range)
    {
        if (Find(name) is { } attribute) Reader.Bad(attribute, value, range);
        Spoil($"FortiOS refuses '{value}'");
    }

    /// <summary>The device refuses what was taken.</summary>
    public void Refuse(string reason)
    {
        Reader.Refuse(Origin, reason);
        Spoil($"FortiOS refuses it: {reason}");
    }

    private void Take(ConfigAttribute attribute)
    {
        attribute.Outcome = Outcome.States;
        if (!taken.Contains(attribute)) taken.Add(attribute);
        Origin += attribute.Said;
    }

    private void Spoil(string reason)
    {
        IsSound = false;
        foreach (var attribute in taken) attribute.Outcome = new Outcome.Inherent(reason);
    }
}
