using BgpTranslate.Formats.FortiOs.Tree;

namespace BgpTranslate.Formats.FortiOs.Reading;

/// <summary>Spellings of older releases as those of the current one, and back: <c>vrf-leak</c> with its <c>target</c> became <c>vrf</c> with <c>leak-target</c> in 7.2.</summary>
internal static class OldSpellings
{
    /// <summary>The instance in current spellings.</summary>
    public static void Modernize(ConfigBlock bgp)
    {
        foreach (var (old, current) in new[] { ("vrf-leak", "vrf"), ("vrf-leak6", "vrf6") })
        {
            if (bgp.RemoveTable(old) is not { } leaks) continue;
            var table = bgp.EnsureTable(current);
            table.Include(leaks);
            foreach (var entry in table.Entries)
            {
                if (entry.RemoveTable("target") is { } targets) entry.EnsureTable("leak-target").Include(targets);
            }
        }
    }

    /// <summary>The instance in the spellings of releases before 7.2.</summary>
    public static void Restore(ConfigBlock bgp)
    {
        foreach (var (old, current) in new[] { ("vrf-leak", "vrf"), ("vrf-leak6", "vrf6") })
        {
            if (bgp.RemoveTable(current) is not { } vrfs) continue;
            var table = bgp.EnsureTable(old);
            table.Include(vrfs);
            foreach (var entry in table.Entries)
            {
                if (entry.RemoveTable("leak-target") is { } targets) entry.EnsureTable("target").Include(targets);
            }
        }
    }
}
