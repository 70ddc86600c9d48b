using System.Globalization;
using System.Text;

namespace BgpTranslate.Benchmarks;

/// <summary>An FRR route server with many customers: each has a prefix list, a community list and two route maps of its own. Always the same for a number of customers.</summary>
internal static class GeneratedConfiguration
{
    private static readonly int[] ListLengths = [3, 10, 40, 200];

    /// <summary>The configuration; about 4 KB a customer.</summary>
    public static string Of(int customers)
    {
        var text = new StringBuilder("frr version 8.4.4\nfrr defaults traditional\nhostname rs1\n!\n");
        var (sessions, policies) = (new StringBuilder(), new StringBuilder());
        uint seed = 5;
        for (var i = 0; i < customers; i++)
        {
            for (var n = 1; n <= ListLengths[i % ListLengths.Length]; n++)
            {
                seed = (seed * 1664525) + 1013904223;
                Add(text, $"ip prefix-list PL-{i} seq {5 * n} permit {1 + (seed >> 24) % 222}.{(seed >> 16) & 255}.{(seed >> 8) & 255}.0/24{(n % 7 == 1 ? " le 28" : "")}");
            }

            Add(text, $"bgp community-list standard CL-{i} seq 5 permit 65000:{i % 65000}");
            Add(text, $"route-map IN-{i} permit 10\n match ip address prefix-list PL-{i}\n match community CL-{i}\n set local-preference 150\n set community 65000:{100 + (i % 50)} additive\nexit");
            Add(text, $"route-map IN-{i} permit 20\n match ip address prefix-list PL-{i}\nexit");
            Add(text, $"route-map OUT-{i} deny 10\n match community NOEXPORT\nexit\nroute-map OUT-{i} permit 20\n set as-path prepend 65000 65000\nexit");
            var peer = $"10.{i / 62500 % 250}.{i / 250 % 250}.{(i % 250) + 1}";
            Add(sessions, $" neighbor {peer} remote-as {4200000000 + (uint)i}\n neighbor {peer} description customer {i}\n neighbor {peer} timers 10 30");
            Add(policies, $"  neighbor {peer} route-map IN-{i} in\n  neighbor {peer} route-map OUT-{i} out\n  neighbor {peer} maximum-prefix 1000");
        }

        text.Append("bgp community-list standard NOEXPORT seq 5 permit no-export\nrouter bgp 65000\n bgp router-id 10.255.0.1\n");
        return text.Append(sessions).Append(" address-family ipv4 unicast\n").Append(policies).Append(" exit-address-family\nexit\n!\n").ToString();
    }

    private static void Add(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
