using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BgpTranslate.Policy.Communities;

/// <summary>Communities that routers of the Cisco family print by name, also in the text that expressions search (seen in FRR 8.4.4; RFC 1997, 3765, 7611, 7999, 8326, 9494).</summary>
public static class WellKnownCommunities
{
    /// <summary>Names by value. 0:0 (<c>internet</c>) is left out: FRR 10 has dropped that name.</summary>
    public static FrozenDictionary<uint, string> Names { get; } = new Dictionary<uint, string>
    {
        [0xFFFF0000] = "graceful-shutdown",
        [0xFFFF0001] = "accept-own",
        [0xFFFF0002] = "route-filter-translated-v4",
        [0xFFFF0003] = "route-filter-v4",
        [0xFFFF0004] = "route-filter-translated-v6",
        [0xFFFF0005] = "route-filter-v6",
        [0xFFFF0006] = "llgr-stale",
        [0xFFFF0007] = "no-llgr",
        [0xFFFF0008] = "accept-own-nexthop",
        [0xFFFF029A] = "blackhole",
        [0xFFFFFF01] = "no-export",
        [0xFFFFFF02] = "no-advertise",
        [0xFFFFFF03] = "local-AS",
        [0xFFFFFF04] = "no-peer",
    }.ToFrozenDictionary();

    /// <summary>The named values in order.</summary>
    internal static ImmutableArray<uint> Values { get; } = [.. Names.Keys.Order()];
}
