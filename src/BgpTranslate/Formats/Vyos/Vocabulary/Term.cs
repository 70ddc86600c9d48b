using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Formats.Vyos.Reading;
using BgpTranslate.Formats.Vyos.Writing;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Vocabulary;

/// <summary>One thing that can be said at a place of the tree, read and written by the same row.</summary>
/// <param name="Path">Its path below the place.</param>
/// <param name="Setting">What it says.</param>
/// <param name="Read">The value, from the part of the tree at the path; null: nothing is said.</param>
/// <param name="Write">The words behind the path that say a value, one list for each line; none at all where it cannot be said.</param>
internal sealed record Term(string Path, Setting Setting, Func<Clause, object?> Read, Func<object, TermContext, IEnumerable<string[]>> Write)
{
    /// <summary>The words of the path.</summary>
    public string[] Words { get; } = Path.Split(' ');

    /// <summary>A peer group can say it too.</summary>
    public bool InGroups { get; init; } = true;

    /// <summary>The first release that has it.</summary>
    public FormatVersion Since { get; init; }

    /// <summary>The families that have it; null: all.</summary>
    public Func<AfiSafi, bool>? Families { get; init; }

    /// <summary>A keyword that stands for "yes".</summary>
    public static Term Flag(string path, Setting<bool> setting) => new(path, setting, c => Present(c, true), (value, _) => value is true ? [[]] : []);

    /// <summary>A keyword that stands for "no".</summary>
    public static Term Inverse(string path, Setting<bool> setting) => new(path, setting, c => Present(c, false), (value, _) => value is false ? [[]] : []);

    /// <summary>A number.</summary>
    public static Term Number(string path, Setting<uint> setting, uint low, uint high) =>
        new(path, setting, c => c.Number(low, high), (value, _) => value is uint n && n >= low && n <= high ? [[n.ToString(CultureInfo.InvariantCulture)]] : []);

    /// <summary>A text.</summary>
    public static Term Text(string path, Setting<string> setting, int maximumLength = 255) =>
        new(path, setting, c => c.Value(), (value, _) => value is string { Length: > 0 } s && s.Length <= maximumLength ? [[s]] : []);

    /// <summary>An address.</summary>
    public static Term Address(string path, Setting<IpAddress> setting, Afi? afi) => new(
        path, setting,
        c =>
        {
            if (c.Value() is not { } text) return null;
            if (IpAddress.TryParse(text, out var address) && (afi is null || address.Afi == afi)) return address;
            c.Bad(text, "an IP address");
            return null;
        },
        (value, _) => value is IpAddress address && (afi is null || address.Afi == afi) ? [[address.ToString()]] : []);

    /// <summary>One of several words.</summary>
    public static Term Choice<T>(string path, Setting<T> setting, params (string Word, T Value)[] choices)
        where T : notnull => new(
        path, setting,
        c =>
        {
            if (c.Value() is not { } text) return null;
            foreach (var (word, value) in choices)
            {
                if (word == text) return value;
            }

            c.Bad(text, string.Join(", ", choices.Select(x => x.Word)));
            return null;
        },
        (value, _) => choices.Where(x => x.Value.Equals(value)).Select(x => new[] { x.Word }).Take(1));

    /// <summary>The keyword itself says it.</summary>
    public static object Present(Clause clause, object value)
    {
        clause.Take();
        return value;
    }
}

/// <summary>What a term may need to write its value.</summary>
/// <param name="Effective">What else holds at the same place.</param>
/// <param name="RouteMaps">Policies in the output.</param>
/// <param name="Lists">Lists in the output.</param>
/// <param name="Family">The address family, for terms of one.</param>
internal sealed record TermContext(Func<Setting, object?> Effective, RouteMaps RouteMaps, Lists Lists, AfiSafi? Family);
