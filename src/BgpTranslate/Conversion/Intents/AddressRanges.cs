using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion.Intents;

/// <summary>Blocks of address pools as prefixes.</summary>
internal static class AddressRanges
{
    /// <summary>The fewest prefixes that hold exactly the addresses of a block: a prefix, an address, or <c>first-last</c>. None for anything else.</summary>
    public static ImmutableArray<IpPrefix> Cover(string block)
    {
        if (IpPrefix.TryParse(block, out var prefix)) return [prefix];
        var dash = block.IndexOf('-');
        if (!IpAddress.TryParse(dash < 0 ? block : block.AsSpan(0, dash), out var first)) return [];
        if (!IpAddress.TryParse(dash < 0 ? block : block.AsSpan(dash + 1), out var last) || first.Afi != last.Afi || last.Bits < first.Bits) return [];

        var result = ImmutableArray.CreateBuilder<IpPrefix>();
        var at = first.Bits;
        while (true)
        {
            // The largest block that starts here and does not reach beyond the last address.
            var free = Math.Min(first.Width, (int)(at == 0 ? (UInt128)first.Width : UInt128.TrailingZeroCount(at)));
            while (free > 0 && (free == 128 || last.Bits - at < (UInt128.One << free) - 1)) free--;
            result.Add(new IpPrefix(new IpAddress(at, first.Afi), first.Width - free));
            var size = UInt128.One << free;
            if (last.Bits - at < size) return result.ToImmutable();
            at += size;
        }
    }
}
