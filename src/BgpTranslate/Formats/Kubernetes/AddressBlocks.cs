using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>Addresses of a pool as MetalLB writes them: prefixes, and ranges with blanks around the dash or none.</summary>
public static class AddressBlocks
{
    /// <summary>Says which addresses a pool has.</summary>
    public static Settings Add(Settings pool, IReadOnlyCollection<Stated<string>> addresses, ResourceScope scope)
    {
        var blocks = new List<string>();
        var origin = Origin.None;
        foreach (var address in addresses)
        {
            var block = address.Value.Replace(" ", "", StringComparison.Ordinal);
            if (Problem(block) is { } problem)
            {
                scope.Refuse(address.Origin, $"'{address.Value}' {problem}");
                scope.Void(address.Origin, "no addresses: the pool is refused");
                continue;
            }

            blocks.Add(block);
            origin += address.Origin;
        }

        return blocks.Count == 0 ? pool : pool.With(ClusterSettings.Blocks, string.Join(' ', blocks), origin);
    }

    /// <summary>Whether a pool waits to be asked for, from the field that says whether it does not.</summary>
    public static Stated<bool>? OnRequest(Stated<bool>? autoAssign, ResourceScope scope)
    {
        if (autoAssign is not { } said) return null;
        if (!said.Value) return new(true, said.Origin);
        scope.Void(said.Origin, "it says what holds anyway");
        return null;
    }

    /// <summary>The pools that the speaker takes: with addresses, with a name of their own, and not overlapping one before.</summary>
    public static ImmutableArray<AddressPool> Accepted(IEnumerable<AddressPool> pools, ResourceScope scope)
    {
        var accepted = ImmutableArray.CreateBuilder<AddressPool>();
        var taken = new List<(IpAddress First, IpAddress Last, string Pool)>();
        foreach (var pool in pools)
        {
            var ranges = (pool.Settings.ValueOf(ClusterSettings.Blocks) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Range).ToArray();
            var other = ranges.OfType<(IpAddress First, IpAddress Last)>().SelectMany(r => taken.Where(t => t.First.Afi == r.First.Afi && t.First.Bits <= r.Last.Bits && r.First.Bits <= t.Last.Bits)).Select(t => t.Pool).FirstOrDefault();
            var problem = ranges.Length == 0 ? $"the pool '{pool.Name}' has no addresses"
                : accepted.Any(p => p.Name == pool.Name) ? $"the pool '{pool.Name}' is defined twice"
                : other is not null ? $"the pool '{pool.Name}' overlaps the pool '{other}'"
                : null;
            if (problem is not null)
            {
                var origin = pool.Origin + Origin.Of(pool.Settings.Entries.SelectMany(e => e.Origin));
                scope.Refuse(origin, problem);
                scope.Void(origin, problem + ": refused");
                continue;
            }

            accepted.Add(pool);
            taken.AddRange(ranges.OfType<(IpAddress First, IpAddress Last)>().Select(r => (r.First, r.Last, pool.Name)));
        }

        return accepted.ToImmutable();
    }

    /// <summary>The first and last address of a block; null where it holds a variable.</summary>
    private static (IpAddress First, IpAddress Last)? Range(string block)
    {
        if (IpPrefix.TryParse(block, out var prefix))
        {
            var hosts = prefix.Length == prefix.Width ? 0 : prefix.Length == 0 ? UInt128.MaxValue >> (128 - prefix.Width) : (UInt128.One << (prefix.Width - prefix.Length)) - 1;
            return (prefix.Address, new IpAddress(prefix.Address.Bits + hosts, prefix.Afi));
        }

        var dash = block.IndexOf('-');
        return dash > 0 && IpAddress.TryParse(block.AsSpan(0, dash), out var first) && IpAddress.TryParse(block.AsSpan(dash + 1), out var last) ? (first, last) : null;
    }

    private static string? Problem(string block)
    {
        if (block.Contains("${", StringComparison.Ordinal) || IpPrefix.TryParse(block, out _)) return null;
        var dash = block.IndexOf('-');
        if (dash < 0) return "is neither a prefix nor a range of addresses";
        return !IpAddress.TryParse(block.AsSpan(0, dash), out var first) || !IpAddress.TryParse(block.AsSpan(dash + 1), out var last) || first.Afi != last.Afi ? "is no range of addresses"
            : last.Bits < first.Bits ? "ends before it begins"
            : null;
    }
}
