using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;
using static BgpTranslate.Tests.Formats.Frr.FrrConversion;

namespace BgpTranslate.Tests.Formats.Frr;

public class FrrTests
{
    private const string Version = "frr version 8.4\n";

    [Theory]
    [InlineData("bgp router-id 192.0.2.1")]
    [InlineData("no bgp ebgp-requires-policy")]
    [InlineData("bgp always-compare-med")]
    [InlineData("bgp cluster-id 192.0.2.9")]
    [InlineData("bgp confederation identifier 65100")]
    [InlineData("bgp bestpath as-path multipath-relax")]
    [InlineData("bgp bestpath med confed missing-as-worst")]
    [InlineData("no bgp default ipv4-unicast")]
    [InlineData("bgp default local-preference 200")]
    [InlineData("timers bgp 10 30")]
    [InlineData("bgp graceful-restart")]
    [InlineData("bgp listen limit 20")]
    [InlineData("no bgp client-to-client reflection")]
    [InlineData("bgp shutdown message away")]
    [InlineData("coalesce-time 500")]
    public void Keeps_what_is_said_of_an_instance(string line) => Identity($"router bgp 65000\n {line}\n neighbor 192.0.2.2 remote-as 65001\n");

    [Theory]
    [InlineData("local-as 65009")]
    [InlineData("local-as 65009 no-prepend replace-as")]
    [InlineData("description uplink to the world, room 7")]
    [InlineData("shutdown")]
    [InlineData("password s3cret!")]
    [InlineData("port 1790")]
    [InlineData("passive")]
    [InlineData("local-role customer strict-mode")]
    [InlineData("ttl-security hops 2")]
    [InlineData("update-source lo")]
    [InlineData("update-source 192.0.2.1")]
    [InlineData("timers connect 7")]
    [InlineData("capability extended-nexthop")]
    [InlineData("bfd")]
    [InlineData("timers 10 30")]
    [InlineData("ebgp-multihop")]
    [InlineData("ebgp-multihop 3")]
    [InlineData("graceful-restart-disable")]
    [InlineData("aigp")]
    public void Keeps_what_is_said_of_a_peer(string words) => Identity($"router bgp 65000\n neighbor 192.0.2.2 remote-as 65001\n neighbor 192.0.2.2 {words}\n");

    [Theory]
    [InlineData("next-hop-self")]
    [InlineData("next-hop-self force")]
    [InlineData("remove-private-AS all replace-AS")]
    [InlineData("allowas-in 3")]
    [InlineData("maximum-prefix 100")]
    [InlineData("maximum-prefix 100 80 restart 5")]
    [InlineData("maximum-prefix 100 warning-only force")]
    [InlineData("addpath-tx-all-paths")]
    [InlineData("send-community large")]
    [InlineData("soft-reconfiguration inbound")]
    [InlineData("default-originate")]
    [InlineData("attribute-unchanged as-path med")]
    [InlineData("weight 20")]
    public void Keeps_what_is_said_of_a_family(string words) =>
        Identity($"router bgp 65000\n neighbor 192.0.2.2 remote-as 65001\n address-family ipv4 unicast\n  neighbor 192.0.2.2 {words}\n exit-address-family\n");

    [Theory]
    [InlineData("match ip address prefix-list P")]
    [InlineData("match as-path A")]
    [InlineData("match community C exact-match")]
    [InlineData("match local-preference 50")]
    [InlineData("match peer 192.0.2.2")]
    [InlineData("match peer local")]
    [InlineData("match probability 50")]
    [InlineData("match rpki invalid")]
    [InlineData("set metric +10")]
    [InlineData("set metric rtt")]
    [InlineData("set community 65000:1 no-export additive")]
    [InlineData("set community none")]
    [InlineData("set large-community 65000:1:2")]
    [InlineData("set comm-list C delete")]
    [InlineData("set as-path prepend 65000 65000")]
    [InlineData("set as-path prepend last-as 2")]
    [InlineData("set as-path exclude 65010 65011")]
    [InlineData("set extcommunity rt 65000:7")]
    [InlineData("set ip next-hop 192.0.2.9")]
    [InlineData("set origin incomplete")]
    [InlineData("set weight 7")]
    [InlineData("set distance 30")]
    public void Keeps_what_a_route_map_says(string line) => Identity(
        $"""
        ip prefix-list P seq 5 permit 203.0.113.0/24 ge 25 le 28
        route-map M permit 7
         {line}
        router bgp 65000
         neighbor 192.0.2.2 remote-as 65001
         address-family ipv4 unicast
          neighbor 192.0.2.2 route-map M in
         exit-address-family
        bgp as-path access-list A seq 5 permit ^65001_
        bgp community-list standard C seq 5 permit 65000:1 65000:2
        """);

    [Fact]
    public void Keeps_chains_and_jumps() => Identity(
        """
        ip prefix-list P seq 5 permit 203.0.113.0/24
        route-map SHARED permit 10
         set weight 5
        route-map M permit 10
         description first
         match ip address prefix-list P
         set metric 5
         on-match goto 40
        route-map M deny 20
         match metric 7
        route-map M permit 30
         set local-preference 50
         call SHARED
         on-match next
        route-map M permit 40
         set tag 3
        router bgp 65000
         neighbor 192.0.2.2 remote-as 65001
         address-family ipv4 unicast
          neighbor 192.0.2.2 route-map M in
         exit-address-family
        """);

    /// <summary>A change that is said once for each family is said for the families of whoever calls the policy.</summary>
    [Fact]
    public void A_called_map_has_the_families_of_its_callers() => Identity(
        """
        route-map CALLED permit 10
         set ipv6 next-hop peer-address
        exit
        route-map CALLER permit 10
         call CALLED
        exit
        router bgp 65000
         neighbor 2001:db8::2 remote-as 65001
         address-family ipv6 unicast
          neighbor 2001:db8::2 activate
          neighbor 2001:db8::2 route-map CALLER in
         exit-address-family

        """);

    [Fact]
    public void Keeps_groups_unnumbered_peers_and_ranges() => Identity(
        """
        router bgp 65000
         neighbor FABRIC peer-group
         neighbor FABRIC remote-as external
         neighbor FABRIC timers connect 5
         neighbor DYN peer-group
         neighbor DYN remote-as 65007
         neighbor swp1 interface peer-group FABRIC
         neighbor swp2 interface v6only remote-as internal
         neighbor 192.0.2.2 peer-group FABRIC
         bgp listen range 198.51.100.0/24 peer-group DYN
         address-family ipv4 unicast
          neighbor FABRIC allowas-in 2
         exit-address-family
        """);

    [Fact]
    public void Carries_vpn_and_evpn_in_FRRs_words() => Identity(
        """
        vrf red
         vni 100
        exit-vrf
        router bgp 65000
         neighbor 192.0.2.2 remote-as 65001
         segment-routing srv6
          locator main
         exit
         address-family l2vpn evpn
          neighbor 192.0.2.2 activate
          advertise-all-vni
          vni 100
           rd 65000:100
          exit-vni
         exit-address-family
        router bgp 65000 vrf red
         address-family ipv4 unicast
          rd vpn export 65000:1
          rt vpn both 65000:1
          export vpn
          import vpn
         exit-address-family
        """);

    [Fact]
    public void Old_spellings_become_current_ones() => Converts(
        """
        ip as-path access-list A permit ^65001_
        ip community-list standard C permit 65000:1
        ip community-list 150 permit 65000:.*
        router bgp 65000
         no synchronization
         neighbor 192.0.2.2 remote-as 65001
         neighbor 192.0.2.2 enforce-multihop
         neighbor 192.0.2.2 next-hop-self all
         neighbor 192.0.2.2 filter-list A in
         network 10.0.0.0
        """,
        """
        router bgp 65000
         neighbor 192.0.2.2 remote-as 65001
         neighbor 192.0.2.2 disable-connected-check
         address-family ipv4 unicast
          network 10.0.0.0/8
          neighbor 192.0.2.2 next-hop-self force
          neighbor 192.0.2.2 filter-list A in
         exit-address-family
        bgp as-path access-list A seq 5 permit ^65001_
        bgp community-list standard C seq 5 permit 65000:1
        bgp community-list 150 seq 5 permit 65000:.*
        """);

    [Fact]
    public void Abbreviations_are_written_in_full() => Converts(
        "router bgp 65000\n neigh 192.0.2.2 remote-as 65001\n neigh 192.0.2.2 desc peer\n address-family ipv4 uni\n  net 192.0.2.0/24\n",
        "router bgp 65000\n neighbor 192.0.2.2 remote-as 65001\n neighbor 192.0.2.2 description peer\n address-family ipv4 unicast\n  network 192.0.2.0/24\n exit-address-family\n");

    [Fact]
    public void States_defaults_only_where_the_target_differs() => Converts(
        Version + "router bgp 65000\n neighbor 192.0.2.2 remote-as 65001\n",
        """
        router bgp 65000
         no bgp reject-as-sets
         bgp graceful-restart select-defer-time 360
         neighbor 192.0.2.2 remote-as 65001
         no neighbor 192.0.2.2 enforce-first-as
         neighbor 192.0.2.2 timers connect 120
        """);

    [Fact]
    public void The_profile_decides_timers() => Converts(
        Version + "frr defaults datacenter\nrouter bgp 65000\n neighbor swp1 interface remote-as external\n neighbor swp2 interface remote-as external\n",
        """
        router bgp 65000
         bgp log-neighbor-changes
         no bgp ebgp-requires-policy
         bgp default show-hostname
         bgp deterministic-med
         timers bgp 3 9
         neighbor swp1 interface remote-as external
         neighbor swp1 timers connect 10
         neighbor swp1 capability dynamic
         neighbor swp2 interface remote-as external
         neighbor swp2 timers connect 10
         neighbor swp2 capability dynamic
        """.Replace(" bgp log-neighbor-changes\n", "").Replace(" bgp default show-hostname\n", ""),
        "8.4");

    [Fact]
    public void What_a_release_does_not_know_is_told() => Loses(
        "router bgp 65000\n neighbor 192.0.2.2 remote-as 65001\n neighbor 192.0.2.2 aigp\n address-family ipv4 unicast\n  neighbor 192.0.2.2 addpath-tx-best-selected 2\n",
        """
        router bgp 65000
         neighbor 192.0.2.2 remote-as 65001
         neighbor 192.0.2.2 enforce-first-as
         neighbor 192.0.2.2 timers connect 30
        """.Insert("router bgp 65000\n".Length, " bgp reject-as-sets\n bgp graceful-restart select-defer-time 120\n"),
        "8.4",
        ("neighbor 192.0.2.2 aigp", Disposition.Lost),
        ("neighbor 192.0.2.2 addpath-tx-best-selected 2", Disposition.Lost));

    [Fact]
    public void A_missing_route_map_lets_nothing_pass()
    {
        var result = Convert("router bgp 65000\n neighbor 192.0.2.2 remote-as 65001\n neighbor 192.0.2.2 route-map NONE in\n");
        Assert.Contains(result.Diagnostics, d => d.Code.Id == "BGPX1004");
        Assert.Contains("route-map NONE in", result.Outputs[0].Text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_FRR_refuses_have_no_effect()
    {
        var result = Convert(
            """
            router bgp 65000
             neighbor 192.0.2.2 remote-as 65001
             neighbor 192.0.2.2 timers 1 1
             neighbor 192.0.2.3 description nobody
             neighbor GROUP route-map X in
            router bgp 65001
             bgp router-id 192.0.2.1
            """);
        Assert.Equal("router bgp 65000\n neighbor 192.0.2.2 remote-as 65001\nexit\n", string.Join('\n', result.Outputs[0].Text.ToString().Split('\n')[4..7]) + "\n");
        foreach (var line in new[] { "neighbor 192.0.2.2 timers 1 1", "neighbor 192.0.2.3 description nobody", "neighbor GROUP route-map X in", "router bgp 65001", "bgp router-id 192.0.2.1" })
            Assert.Equal(Disposition.Inherent, FateOf(result, line).Disposition);
    }

    [Fact]
    public void A_later_line_overrides_an_earlier_one()
    {
        var result = Convert("router bgp 65000\n bgp router-id 192.0.2.1\n bgp router-id 192.0.2.7\n neighbor 192.0.2.2 remote-as 65001\n no neighbor 192.0.2.2 shutdown\n");
        Assert.Equal(Disposition.Inherent, FateOf(result, "bgp router-id 192.0.2.1").Disposition);
        Assert.Equal(Disposition.Translated, FateOf(result, "bgp router-id 192.0.2.7").Disposition);
        Assert.Equal(Disposition.Inherent, FateOf(result, "no neighbor 192.0.2.2 shutdown").Disposition);
    }

    [Fact]
    public void Other_daemons_are_out_of_scope_and_do_not_swallow_what_follows()
    {
        var result = Convert(
            """
            interface eth0
             ip address 192.0.2.1/24
             ip ospf area 0
            router ospf
             network 192.0.2.0/24 area 0
             neighbor 192.0.2.9
            mpls ldp
             address-family ipv4
              interface eth0
              exit
             exit-address-family
            router bgp 65000
             bgp router-id 192.0.2.9
             neighbor 192.0.2.2 remote-as 65001
            """);
        Assert.Equal(11, result.Fates.Count(f => f.Disposition == Disposition.OutOfScope));
        Assert.Equal(Disposition.Translated, FateOf(result, "neighbor 192.0.2.2 remote-as 65001").Disposition);
    }

    [Fact]
    public void The_version_line_decides_most_breaks_and_the_release_the_others()
    {
        var platform = Read("frr version 7.0\nrouter bgp 65000\n").Platform;
        Assert.Equal(new FormatVersion(7), platform.Version);
        Assert.False((bool)platform.Defaults.Find(InstanceSettings.EbgpRequiresPolicy, new DefaultContext(null, null, null, _ => null))!.Value(null!)!);
    }

    [Theory]
    [InlineData("frr version 7.3", false)]
    [InlineData("frr version test", false)]
    [InlineData("frr version 8.2.2-my-build", true)]
    [InlineData("frr version", true)]
    public void A_version_that_is_no_number_is_older_than_all(string line, bool requiresPolicy)
    {
        var platform = Read($"{line}\nrouter bgp 65000\n").Platform;
        Assert.Equal(requiresPolicy, platform.Defaults.Find(InstanceSettings.EbgpRequiresPolicy, new DefaultContext(null, null, null, _ => null))!.Value(null!));
    }

    [Fact]
    public void One_prefix_in_two_spellings_is_one_network()
    {
        var result = Convert("router bgp 65000\n bgp router-id 192.0.2.1\n neighbor 192.0.2.2 remote-as 65000\n address-family ipv4 unicast\n  network 198.51.100.1/24\n  network 198.51.100.2/24\n exit-address-family\n");
        Assert.Equal(Disposition.Inherent, FateOf(result, "network 198.51.100.1/24").Disposition);
        Assert.Equal(Disposition.Translated, FateOf(result, "network 198.51.100.2/24").Disposition);
        Assert.Contains(result.Diagnostics, d => d.Span?.From.Line == 6 && d.Message.Contains("line 5 says the same", StringComparison.Ordinal));
    }

    [Fact]
    public void A_vrf_leaves_the_block_of_an_interface()
    {
        var read = Read("interface eth0 vrf red\n ip address 192.0.2.1/24\ninterface eth1\n ip address 198.51.100.1/24\nvrf blue\n ip route 203.0.113.0/24 blackhole\nexit-vrf\n");
        Assert.Equal(["red", "default"], read.Configuration.Addresses.Select(a => a.Vrf));
        Assert.Equal("blue", Assert.Single(read.Configuration.Statics).Rib);
    }

    [Fact]
    public void What_a_release_does_not_know_of_a_group_is_lost_where_the_group_says_it()
    {
        const string text = """
            router bgp 65000
             bgp router-id 192.0.2.1
             neighbor G peer-group
             neighbor G remote-as 65000
             neighbor 192.0.2.2 peer-group G
             address-family l2vpn evpn
              neighbor G activate
              neighbor G addpath-tx-all-paths
             exit-address-family
            """;
        var request = new ConversionRequest(
            FormatChoice.Parse("frr@8.4", FormatRegistry.All, out _)!, FormatChoice.Parse("frr@10.7", FormatRegistry.All, out _), DefaultsMode.Preserve, ImmutableDictionary<string, string>.Empty, NoIncludes.Instance);
        var result = Converter.Convert(new SourceFile("test.conf", text), request);
        Assert.Equal(Disposition.Lost, FateOf(result, "neighbor G addpath-tx-all-paths").Disposition);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
    }
}
