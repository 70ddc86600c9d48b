using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Bird;

/// <summary>The first line of what we write, a remark that tells for which BIRD it is: the language alone often does not, and defaults differ.</summary>
internal static class HeadLine
{
    private const string Lead = "# for BIRD ";
    private const string OfIpv6 = ", the IPv6 daemon";

    /// <summary>The line.</summary>
    /// <param name="version">The release.</param>
    /// <param name="daemon">The family of the daemon, where each has its own (1.x).</param>
    public static string For(FormatVersion version, Afi? daemon) => $"{Lead}{version}{(daemon == Afi.Ipv6 ? OfIpv6 : "")}";

    /// <summary>Reads the line; false where a file does not start with one.</summary>
    public static bool TryRead(SourceFile file, out FormatVersion version, out bool isOfIpv6)
    {
        var text = file.Content.AsSpan();
        var line = text[..(text.IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length)];
        (version, isOfIpv6) = (default, line.EndsWith(OfIpv6));
        return line.StartsWith(Lead) && FormatVersion.TryParse(line[Lead.Length..], out version);
    }
}
