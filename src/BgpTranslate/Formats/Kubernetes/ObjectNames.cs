using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>Gives things names that Kubernetes objects may have (RFC 1123 subdomains): stable, never the same for two things.</summary>
public sealed class ObjectNames
{
    private const int MaximumLength = 253;

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);

    /// <summary>Names that had to change: old to new, keyed by kind and name.</summary>
    public ImmutableDictionary<string, string> Renamed =>
        given.Where(g => g.Key[(g.Key.IndexOf(' ') + 1)..] != g.Value).ToImmutableDictionary();

    /// <summary>The name for a thing; the same answer every time.</summary>
    public string NameFor(string kind, string name)
    {
        var key = $"{kind} {name}";
        return given.TryGetValue(key, out var known) ? known : given[key] = Fresh(name);
    }

    /// <summary>A name like this one that nothing has yet.</summary>
    public string Fresh(string name)
    {
        var stem = Fit(name);
        var result = stem;
        for (var n = 2; !taken.Add(result); n++)
        {
            var suffix = "-" + n.ToString(CultureInfo.InvariantCulture);
            result = stem[..Math.Min(stem.Length, MaximumLength - suffix.Length)].TrimEnd('-', '.') + suffix;
        }

        return result;
    }

    /// <summary>The name of a peer that has none: its address, with dashes for dots.</summary>
    public static string ForPeer(PeerEndpoint endpoint) => Fit($"peer-{endpoint}".Replace("${", "", StringComparison.Ordinal)).Replace('.', '-');

    /// <summary>The nearest name that is allowed: lower case, anything else a single dash. A name with a variable stays: other software fills it in.</summary>
    public static string Fit(string name)
    {
        if (name.Contains("${", StringComparison.Ordinal)) return name;
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c)) text.Append(char.ToLowerInvariant(c));
            else if (c == '.' && text.Length > 0 && text[^1] is not ('-' or '.')) text.Append('.');
            else if (text.Length > 0 && text[^1] is not ('-' or '.')) text.Append('-');
        }

        if (text.Length > MaximumLength) text.Length = MaximumLength;
        while (text.Length > 0 && text[^1] is '-' or '.') text.Length--;
        return text.Length > 0 ? text.ToString() : "unnamed";
    }
}
