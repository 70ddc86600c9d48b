using System.Collections.Concurrent;
using BgpTranslate.Defaults;

namespace BgpTranslate.Formats.Frr;

/// <summary>FRR in its releases and profiles.</summary>
internal static class FrrPlatforms
{
    private static readonly ConcurrentDictionary<(FormatVersion Release, FormatVersion Line, bool IsDatacenter), Platform> Known = new();

    /// <summary>The newest release whose language is known here: a file that names none is taken to run on it.</summary>
    public static FormatVersion Latest { get; } = new(10, 7);

    /// <summary>The platform of a release, of a file with this version line and profile.</summary>
    public static Platform For(FormatVersion release, FormatVersion? line = null, string? profile = null) =>
        Known.GetOrAdd((release, line ?? release, profile == "datacenter"), key => new Platform(
            "frr", key.Release, key.IsDatacenter ? "datacenter" : "traditional", ExportScope.BgpTable, new DefaultsTable(FrrDefaults.Of(key.Release, key.Line, key.IsDatacenter)))
        { FollowsInterfaces = true, RunsBgpd = true });
}
