using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using Xunit;
using static BgpTranslate.Tests.Formats.Bird.BirdTargets;
using static BgpTranslate.Tests.Policy.Build;

namespace BgpTranslate.Tests.Formats.Bird;

/// <summary>What is written for BIRD. That the text means the same is the self-check's business; here it is about how it reads.</summary>
public class BirdWriterTests
{
    [Fact]
    public void An_edge_router_reads_as_a_person_would_have_written_it() => Snapshot.Match(FromFrr(
        """
        frr version 8.4.1
        frr defaults traditional
        ip prefix-list CUST seq 5 permit 203.0.113.0/24 le 26
        ip prefix-list OURS seq 5 permit 192.0.2.0/24
        ip route 192.0.2.0/24 blackhole
        route-map CUST-IN permit 10
         match ip address prefix-list CUST
         set local-preference 200
         set community 65000:77 additive
        exit
        router bgp 65000
         bgp router-id 192.0.2.1
         neighbor 198.51.100.2 remote-as 65010
         neighbor 198.51.100.2 description customer
         neighbor 198.51.100.2 ttl-security hops 1
         neighbor 198.51.100.6 remote-as 65020
         address-family ipv4 unicast
          network 192.0.2.0/24
          neighbor 198.51.100.2 route-map CUST-IN in
          neighbor 198.51.100.2 prefix-list OURS out
          neighbor 198.51.100.2 maximum-prefix 100
         exit-address-family
        exit
        """));

    [Fact]
    public void Members_of_a_group_say_what_differs_from_its_template() => Snapshot.Match(FromFrr(
        """
        frr version 8.4.1
        router bgp 65000
         bgp router-id 192.0.2.1
         neighbor RR peer-group
         neighbor RR remote-as 65000
         neighbor RR timers 10 30
         neighbor 192.0.2.2 peer-group RR
         neighbor 192.0.2.3 peer-group RR
         neighbor 192.0.2.3 timers 5 15
         address-family ipv4 unicast
          neighbor RR route-reflector-client
          neighbor RR next-hop-self
         exit-address-family
        exit
        """));

    [Fact]
    public void Static_routes_that_bgp_does_not_originate_stay_out_of_its_table() => Snapshot.Match(FromFrr(
        """
        frr version 8.4.1
        ip route 192.0.2.0/24 blackhole
        ip route 198.51.100.0/24 203.0.113.1
        router bgp 65000
         bgp router-id 192.0.2.1
         no bgp ebgp-requires-policy
         neighbor 203.0.113.1 remote-as 65010
         address-family ipv4 unicast
          network 192.0.2.0/24
         exit-address-family
        exit
        """));

    [Theory]
    [InlineData("client", "client_2")]
    [InlineData("CUST-IN", "CUST_IN")]
    [InlineData("10", "_10")]
    public void Names_that_bird_refuses_are_changed(string name, string expected)
    {
        var result = Write(WithPeer(new RoutePolicy { Name = name, Body = [Accept] }));
        Assert.Contains($"filter {expected} {{", result.Files[0].Text.ToString());
        Assert.Equal(expected, result.Names[$"policy {name}"]);
    }

    [Fact]
    public void A_set_and_a_policy_of_one_name_get_two()
    {
        var set = Prefixes("CUST", "10.0.0.0/8");
        var policy = new RoutePolicy { Name = "CUST", Body = [If(new Condition.PrefixIn(set), [Accept])] };
        var text = Write(WithPeer(policy) with { Sets = [set.Set!] }).Files[0].Text.ToString();
        Assert.Contains("define CUST = [ 10.0.0.0/8 ];", text);
        Assert.Contains("filter CUST_2 {\n\tif net ~ CUST then accept;\n\treject;\n}", text);
    }

    [Fact]
    public void A_called_policy_is_a_function_before_its_callers()
    {
        var text = Write(WithPeer(
            new RoutePolicy { Name = "outer", Body = [new PolicyStatement.Call("inner"), LocalPreference(200), Accept] },
            new RoutePolicy { Name = "inner", Body = [Med(1)], Final = Verdict.Accept })).Files[0].Text.ToString();
        Assert.Contains("function inner() {\n\tbgp_med = 1;\n\treturn true;\n}\n\nfilter outer {\n\tif !inner() then reject;\n\tbgp_local_pref = 200;\n\taccept;\n}", text);
    }

    [Fact]
    public void An_ebgp_channel_always_says_both_directions()
    {
        var text = Write(WithPeer()).Files[0].Text.ToString();
        Assert.Contains("\tipv4 {\n\t\timport none; # not in the input: import policy\n\t\texport all;\n\t};", text);
    }

    [Fact]
    public void A_session_whose_peer_may_have_any_as_number_stays_down()
    {
        var result = Convert("frr version 10.3\nrouter bgp 65000\n neighbor 192.0.2.2 remote-as auto\nexit\n");
        Assert.Contains("\tdisabled; neighbor as 64510; # not in the input: AS number of the peer\n", result.Outputs[0].Text.ToString());
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("internal or external"));
        Assert.DoesNotContain(result.Diagnostics, d => d.Message.Contains("self-check"));
    }

    [Theory]
    [InlineData("redistribute kernel", "external", true)]
    [InlineData("redistribute static", "internal", true)]
    [InlineData("redistribute static", "external", false)]
    public void Routes_of_others_in_the_kernel_are_taken_where_BGP_needs_them(string line, string who, bool expected)
    {
        var text = FromFrr($"frr version 8.4\nrouter bgp 65000\n bgp router-id 192.0.2.1\n neighbor 192.0.2.2 remote-as {who}\n address-family ipv4 unicast\n  {line}\n exit-address-family\nexit\n");
        Assert.Equal(expected, text.Contains("protocol kernel kernel4 {\n\tlearn;\n\tipv4 {\n\t\timport all;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "next hop self on;")]
    [InlineData("neighbor 192.0.2.3 route-reflector-client", "next hop self ebgp;")]
    public void Next_hop_self_is_for_all_routes_but_reflected_ones(string line, string expected) => Assert.Contains(expected, FromFrr(
        $"""
        frr version 8.4
        router bgp 65000
         bgp router-id 192.0.2.1
         neighbor 192.0.2.2 remote-as internal
         neighbor 192.0.2.3 remote-as internal
         address-family ipv4 unicast
          neighbor 192.0.2.2 next-hop-self
          {line}
         exit-address-family
        exit

        """));

    [Theory]
    [InlineData("198.51.100.2", "", "next hop self ibgp;", true)]
    [InlineData("198.51.100.2", "neighbor 192.0.2.3 ebgp-multihop 3", "next hop self on;", true)]
    [InlineData("192.0.2.2", "", "next hop self", false)]
    public void An_external_peer_is_not_sent_the_gateways_of_routes_learned_over_several_hops(string inside, string line, string expected, bool isThere)
    {
        var text = FromFrr(
            $"""
            frr version 8.4
            router bgp 65000
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             neighbor {inside} remote-as internal
             neighbor 192.0.2.3 remote-as external
             {line}
            exit

            """);
        Assert.Equal(isThere, text[text.IndexOf("protocol bgp peer_192_0_2_3", StringComparison.Ordinal)..].Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("198.51.100.3", "", false)]
    [InlineData("203.0.113.3", "", true)]
    [InlineData("203.0.113.3", "interface eth0\n ip address 198.51.100.1/24\nexit\ninterface eth1\n ip address 203.0.113.1/24\nexit\n", false)]
    [InlineData("203.0.113.3", "interface eth0\n ip address 198.51.100.1/24\n ip address 203.0.113.1/24\nexit\n", true)]
    [InlineData("198.51.100.130", "interface eth0\n ip address 198.51.100.1/25\n ip address 198.51.100.129/25\nexit\n", true)]
    [InlineData("2001:db8::3", "", true)]
    public void Next_hops_of_peers_in_other_networks_are_not_passed_on(string other, string interfaces, bool isSelf)
    {
        // FRR passes a next hop on in its own network, BIRD on its interface; the latter is not known unless addresses tell.
        var text = FromFrr(
            $"""
            frr version 8.4
            {interfaces}router bgp 65000
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             neighbor 198.51.100.2 remote-as 65001
             neighbor {other} remote-as 65002
             address-family ipv4 unicast
              neighbor {other} activate
             exit-address-family
            exit

            """);
        Assert.Equal(isSelf ? 2 : 0, text.Split("next hop self ebgp;").Length - 1);
    }

    [Fact]
    public void Some_peers_of_an_interface_in_one_network_and_some_in_another_are_said_to_be_sent_other_next_hops()
    {
        var result = Convert(
            """
            frr version 8.4
            interface eth0
             ip address 198.51.100.1/25
             ip address 198.51.100.129/25
            exit
            router bgp 65000
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             neighbor 198.51.100.2 remote-as 65001
             neighbor 198.51.100.3 remote-as 65002
             neighbor 198.51.100.130 remote-as 65003
            exit

            """);
        Assert.Equal(
            ["neighbor 198.51.100.2 remote-as 65001", "neighbor 198.51.100.3 remote-as 65002"],
            result.Fates.Where(f => f.Disposition == Disposition.Approximated).Select(f => f.Statement.Span.Text.ToString()));
    }

    [Theory]
    [InlineData("ipv6 address fe80::1/64", "neighbor 198.51.100.2 activate")]
    [InlineData("ipv6 address 2001:db8::1/64", null)]
    public void Routes_of_the_other_family_need_an_address_of_their_own(string address, string? line)
    {
        var result = Convert(
            $"""
            frr version 8.4
            interface eth0
             ip address 198.51.100.1/30
             {address}
            exit
            router bgp 65000
             bgp router-id 192.0.2.1
             neighbor 198.51.100.2 remote-as 65001
             address-family ipv6 unicast
              neighbor 198.51.100.2 activate
             exit-address-family
            exit

            """);
        Assert.Equal(line is null ? [] : [line], result.Fates.Where(f => f.Disposition == Disposition.Approximated).Select(f => f.Statement.Span.Text.ToString()));
    }

    [Theory]
    [InlineData("external", true)]
    [InlineData("64500", false)]
    public void A_peer_of_any_AS_is_taken_for_one_outside_of_the_confederation(string who, bool isSaid)
    {
        var line = $"neighbor 192.0.2.2 remote-as {who}";
        var result = Convert(
            $"""
            frr version 8.4
            router bgp 65001
             bgp router-id 192.0.2.1
             bgp confederation identifier 64499
             bgp confederation peers 65002
             {line}
            exit

            """);
        Assert.Equal(isSaid ? [line] : [], result.Fates.Where(f => f.Disposition == Disposition.Approximated).Select(f => f.Statement.Span.Text.ToString()));
    }

    [Fact]
    public void Parts_of_an_aggregate_are_kept_back_as_its_policy_says()
    {
        var text = Convert(
            """
            frr version 8.4
            ip prefix-list HIDDEN seq 5 permit 192.0.2.128/25 le 32
            route-map HIDE permit 10
             match ip address prefix-list HIDDEN
            exit
            router bgp 65000
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             neighbor 198.51.100.2 remote-as 65001
             address-family ipv4 unicast
              aggregate-address 192.0.2.0/24 suppress-map HIDE
             exit-address-family
            exit

            """).Outputs[0].Text.ToString();
        Assert.Contains("\tif net ~ [ 192.0.2.0/24{25,32} ] then {\n\t\tif net ~ HIDDEN then reject;\n\t}\n", text);
    }

    [Theory]
    [InlineData("bgp router-id 192.0.2.1", "neighbor 192.0.2.2 activate", null)]
    [InlineData("no bgp log-neighbor-changes", "neighbor 192.0.2.2 activate", "router bgp 65000")]
    [InlineData("bgp router-id 192.0.2.1", "no neighbor 192.0.2.2 activate", "neighbor 192.0.2.2 remote-as 65001")]
    public void What_the_daemons_do_differently_by_themselves_is_announced_where_it_follows_from(string ofInstance, string ofFamily, string? line)
    {
        var result = Convert($"frr version 8.4\nrouter bgp 65000\n {ofInstance}\n neighbor 192.0.2.2 remote-as 65001\n address-family ipv4 unicast\n  {ofFamily}\n exit-address-family\nexit\n");
        Assert.Equal(line is null ? [] : [line], result.Fates.Where(f => f.Disposition == Disposition.Approximated).Select(f => f.Statement.Span.Text.ToString()));
    }
}
