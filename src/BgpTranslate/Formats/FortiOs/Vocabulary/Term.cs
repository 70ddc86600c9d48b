using System.Globalization;
using BgpTranslate.Formats.FortiOs.Reading;
using BgpTranslate.Formats.FortiOs.Writing;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Vocabulary;

/// <summary>An attribute and its values, to be written.</summary>
internal readonly record struct Phrase(string Attribute, params string[] Values);

/// <summary>One thing that can be said in a block, read and written by the same row.</summary>
/// <param name="Attribute">The attribute that carries it; others may belong to it. Without what stands for the address family.</param>
/// <param name="Setting">What it says.</param>
/// <param name="Read">The value; null: nothing is said.</param>
/// <param name="Write">The phrases that say a value; none at all where it cannot be said.</param>
internal sealed record Term(string Attribute, Setting Setting, Func<Clause, object?> Read, Func<object, TermContext, IEnumerable<Phrase>> Write)
{
    /// <summary>Enable or disable.</summary>
    public static Term Flag(string attribute, Setting<bool> setting) => new(attribute, setting, c => c.Flag(attribute), (value, _) => [Switch(attribute, value is true)]);

    /// <summary>Enable for "no", disable for "yes".</summary>
    public static Term Inverse(string attribute, Setting<bool> setting) => new(attribute, setting, c => !c.Flag(attribute), (value, _) => [Switch(attribute, value is false)]);

    /// <summary>A number.</summary>
    public static Term Number(string attribute, Setting<uint> setting, uint low, uint high) =>
        new(attribute, setting, c => c.Number(attribute, low, high), (value, _) => value is uint n && n >= low && n <= high ? [Say(attribute, n)] : []);

    /// <summary>A number of which 0 says that nothing is set.</summary>
    public static Term NumberOrNone(string attribute, Setting<uint> setting, uint high) => new(
        attribute, setting,
        c =>
        {
            if (c.Number(attribute, 0, high) is not 0u and var number) return number;
            c.Idle(attribute, "0 says that nothing is set");
            return null;
        },
        (value, _) => value is uint n and > 0 && n <= high ? [Say(attribute, n)] : []);

    /// <summary>A text.</summary>
    public static Term Text(string attribute, Setting<string> setting, int maximumLength) =>
        new(attribute, setting, c => c.Text(attribute), (value, _) => value is string { Length: > 0 } s && s.Length <= maximumLength && !s.Contains('\n') ? [new Phrase(attribute, s)] : []);

    /// <summary>An IPv4 address.</summary>
    public static Term Address4(string attribute, Setting<IpAddress> setting) =>
        new(attribute, setting, c => c.Address(attribute, Afi.Ipv4), (value, _) => value is IpAddress { Afi: Afi.Ipv4 } address ? [new Phrase(attribute, address.ToString())] : []);

    /// <summary>One of several words.</summary>
    public static Term Choice<T>(string attribute, Setting<T> setting, params (string Word, T Value)[] choices)
        where T : notnull => new(
        attribute, setting,
        c =>
        {
            if (c.Text(attribute) is not { } text) return null;
            foreach (var (word, value) in choices)
            {
                if (word == text) return value;
            }

            c.Bad(attribute, text, string.Join(", ", choices.Select(x => x.Word)));
            return null;
        },
        (value, _) => choices.Where(x => x.Value.Equals(value)).Select(x => new Phrase(attribute, x.Word)).Take(1));

    /// <summary><c>enable</c> or <c>disable</c>.</summary>
    public static Phrase Switch(string attribute, bool value) => new(attribute, value ? "enable" : "disable");

    /// <summary>A number as a phrase.</summary>
    public static Phrase Say(string attribute, uint number) => new(attribute, number.ToString(CultureInfo.InvariantCulture));
}

/// <summary>What a term may need to write its value.</summary>
/// <param name="Effective">What else holds at the same place.</param>
/// <param name="RouteMaps">Policies in the output.</param>
/// <param name="Lists">Lists in the output.</param>
/// <param name="Family">The address family, for terms of one.</param>
internal sealed record TermContext(Func<Setting, object?> Effective, RouteMaps RouteMaps, Lists Lists, AfiSafi? Family);
