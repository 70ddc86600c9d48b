using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using BgpTranslate.Text;
using Xunit;
using static BgpTranslate.Tests.Formats.RouterOs.RouterOsConversion;

namespace BgpTranslate.Tests.Formats.RouterOs;

public class RouterOsTests
{
    [Theory]
    [InlineData("afi=ip comment=\"upstream one\"")]
    [InlineData("afi=ip,ipv6 disabled=yes")]
    [InlineData("afi=ip hold-time=1m30s")]
    [InlineData("afi=ip connect=no", "listen=yes ")]
    [InlineData("afi=ip input.allow-as=2 .limit-process-routes-ipv4=1000")]
    [InlineData("afi=ip hold-time=infinity")]
    public void A_connection_keeps_its_words(string words, string behind = "") => Identity($"""
        /routing bgp instance
        add as=64496 name=main1 router-id=192.0.2.1
        /routing bgp connection
        add {words} instance=main1 {behind}local.role=ebgp name=up remote.address=192.0.2.2 .as=64500
        """);

    [Theory]
    [InlineData("if (dst == 192.0.2.0/24) { accept }")]
    [InlineData("if (dst in 192.0.2.0/24) { set bgp-local-pref 200; accept }")]
    [InlineData("if (dst in 192.0.2.0/24 && dst-len in 25-28) { reject }")]
    [InlineData("if (bgp-as-path ^64500) { append bgp-communities 64496:1,no-export; accept }")]
    [InlineData("if (bgp-communities includes 64500:1) { set bgp-large-communities 64496:1:2; accept }")]
    [InlineData("if (bgp-path-len > 20) { reject }")]
    [InlineData("if (bgp-origin incomplete) { set bgp-med +10; accept }")]
    [InlineData("if (gw == 198.51.100.1) { set gw 198.51.100.9; accept }")]
    [InlineData("delete bgp-communities wk,other; accept")]
    [InlineData("set distance 90; accept")]
    public void A_rule_keeps_its_words(string rule) => Identity($"""
        /routing bgp instance
        add as=64496 name=main1 router-id=192.0.2.1
        /routing bgp connection
        add afi=ip input.filter=up-in instance=main1 local.role=ebgp name=up remote.address=192.0.2.2 .as=64500
        /routing filter rule
        add chain=up-in comment="why not" rule="{rule}"
        """);

    [Fact]
    public void Releases_say_the_same_in_their_own_words()
    {
        const string text = """
            /routing bgp instance
            add as=64496 name=main1 router-id=192.0.2.1
            /routing bgp connection
            add afi=ip,ipv6 instance=main1 local.address=192.0.2.1 .role=ibgp-rr name=rr1 nexthop-choice=force-self remote.address=192.0.2.2 .as=64496
            """;
        Converts(text, """
            /routing bgp connection
            add address-families=ip,ipv6 as=64496 local.address=192.0.2.1 .role=ibgp-rr name=rr1 nexthop-choice=force-self remote.address=192.0.2.2 .as=64496 router-id=192.0.2.1
            """, "7.18");
        Converts(text, """
            /routing bgp connection
            add afi=ip,ipv6 as=64496 local.address=192.0.2.1 .role=ibgp-rr name=rr1 nexthop-choice=force-self remote.address=192.0.2.2 .as=64496 router-id=192.0.2.1
            """, "7.19");
        Converts(text, """
            /routing bgp instance
            add as=64496 name=main1 router-id=192.0.2.1
            /routing bgp peer
            add address-families=ip,ipv6 instance=main1 name=rr1 nexthop-choice=force-self remote-address=192.0.2.2 remote-as=64496 route-reflect=yes update-source=192.0.2.1
            """, "6");
    }

    [Fact]
    public void Release_6_becomes_7()
    {
        // The chain of 6 accepts at its end, that of 7 rejects; synchronize=no needs a route of its own in 7.
        Converts(
            """
            # jan/01/2022 10:00:00 by RouterOS 6.49.6
            /routing bgp instance
            set default as=64496 router-id=192.0.2.1
            /routing bgp network
            add network=198.51.100.0/24 synchronize=no
            /routing bgp peer
            add in-filter=up-in name=up out-filter=up-out remote-address=192.0.2.2 remote-as=\
                64500 ttl=default
            /routing filter
            add action=discard chain=up-in prefix=10.0.0.0/8 prefix-length=8-32
            add action=accept chain=up-out prefix=198.51.100.0/24 set-bgp-prepend=3
            add action=discard chain=up-out
            """,
            """
            /routing bgp instance
            add as=64496 name=bgp router-id=192.0.2.1
            /ip firewall address-list
            add address=198.51.100.0/24 list=bgp-networks
            /routing bgp connection
            add afi=ip input.filter=up-in instance=bgp local.role=ebgp name=up output.filter-chain=up-out .network=bgp-networks .network-blackhole=yes remote.address=192.0.2.2 .as=64500
            /routing filter rule
            add chain=up-in rule="if (dst in 10.0.0.0/8) { reject }"
            add chain=up-in rule=accept
            add chain=up-out rule="if (dst == 198.51.100.0/24) { set bgp-path-prepend 3; accept }"
            add chain=up-out rule=reject
            """,
            "7.20");
    }

    [Fact]
    public void Release_7_becomes_6()
    {
        Converts(
            """
            /routing bgp instance
            add as=64496 name=main1 router-id=192.0.2.1
            /routing bgp connection
            add afi=ip input.filter=up-in instance=main1 local.role=ebgp name=up remote.address=192.0.2.2 .as=64500
            /routing filter rule
            add chain=up-in rule="if (dst in 192.0.2.0/24 || bgp-communities includes 64500:666) { reject }"
            add chain=up-in rule="set bgp-local-pref 200; accept"
            """,
            """
            /routing bgp instance
            add as=64496 name=main1 router-id=192.0.2.1
            /routing bgp peer
            add address-families=ip in-filter=up-in instance=main1 name=up remote-address=192.0.2.2 remote-as=64500
            /routing filter
            add action=discard chain=up-in prefix=192.0.2.0/24 prefix-length=24-32
            add action=discard bgp-communities=64500:666 chain=up-in
            add action=accept chain=up-in set-bgp-local-pref=200
            """,
            "6");
    }

    [Fact]
    public void Arguments_with_a_dot_take_the_group_before_them_and_lines_are_joined_inside_strings()
    {
        var text = "/routing/bgp/template/set default as=64496\r\n/routing bgp connection\r\nadd name=up output.as-override=no .filter-chain=\\\r\n    out local.address=192.0.2.1 .role=ebgp remote.address=192.0.2.2/32 \\\r\n    .as=64500 template=default\r\n"
            + "/routing filter rule\r\nadd chain=out rule=\"if (dst in 192.0.2.0/24) { set \\\r\n    bgp-path-prepend 2; accept; }\"\r\n";
        var read = Read(text);
        var peer = Assert.Single(Assert.Single(read.Configuration.Instances).Peers);
        Assert.Equal(new PeerEndpoint.Address(IpAddress.TryParse("192.0.2.2", out var address) ? address : default), peer.Endpoint);
        Assert.Equal(new PolicyUse.Named("out"), peer.Settings.ValueOf(FamilySettings.ExportPolicy));
        Assert.Equal(new RemoteAs.Number(64500), peer.Settings.ValueOf(PeerSettings.RemoteAs));
        Assert.Equal("default", peer.Settings.ValueOf(PeerSettings.Group));
        Assert.Empty(read.Diagnostics);
        Assert.DoesNotContain(read.Statements.Entries, e => e.Outcome is Outcome.Unrecognized);
    }

    [Fact]
    public void Commands_edit_what_was_said_before()
    {
        var result = Convert(
            """
            /routing bgp instance
            set default as=64496 router-id=192.0.2.1
            /routing bgp peer
            add name=a remote-address=192.0.2.2 remote-as=64500
            add name=b remote-address=192.0.2.3 remote-as=64501
            add name=c remote-address=192.0.2.4 remote-as=64502
            set a hold-time=30s
            set [ find name=c ] remote-as=64503
            remove b
            disable a
            """,
            "routeros@6",
            "routeros@6");
        Assert.Equal(
            """
            /routing bgp instance
            set default as=64496 router-id=192.0.2.1
            /routing bgp peer
            add address-families=ip disabled=yes hold-time=30s name=a remote-address=192.0.2.2 remote-as=64500
            add address-families=ip name=c remote-address=192.0.2.4 remote-as=64503
            """.ReplaceLineEndings("\n"),
            Body(result));
        Assert.Equal([Disposition.Translated, Disposition.Inherent, Disposition.Inherent, Disposition.Translated], Fates(result, "remote-as="));
    }

    [Theory]
    [InlineData("dst in 10.0.0.0/8", "ip prefix-list {0} seq 5 permit 10.0.0.0/8 le 32")]
    [InlineData("dst == 10.0.0.0/8", "ip prefix-list {0} seq 5 permit 10.0.0.0/8")]
    [InlineData("dst in 10.0.0.0/8 && dst-len in 9-24", "ip prefix-list {0} seq 5 permit 10.0.0.0/8 ge 9 le 24")]
    public void A_prefix_is_meant_with_everything_inside_it_or_alone(string condition, string expected)
    {
        var result = Convert(
            $$"""
            /routing bgp connection
            add as=64496 input.filter=in local.role=ebgp name=up remote.address=192.0.2.2 .as=64500 router-id=192.0.2.1
            /routing filter rule
            add chain=in rule="if ({{condition}}) { accept }"
            """,
            "frr");
        var output = Body(result);
        var list = output.Split('\n').First(l => l.StartsWith("ip prefix-list", StringComparison.Ordinal));
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, list.Split(' ')[2]), list);
    }

    [Fact]
    public void A_list_of_addresses_means_its_prefixes_and_the_hosts_inside_them()
    {
        var read = Read(
            """
            /ip firewall address-list
            add address=192.0.2.0/24 list=ours
            add address=203.0.113.7 list=web
            /routing bgp connection
            add as=64496 input.filter=in local.role=ebgp name=up remote.address=192.0.2.2 .as=64500
            /routing filter rule
            add chain=in rule="if (dst in ours) { reject }"
            """);
        var set = Assert.IsType<PrefixSet>(Assert.Single(read.Configuration.Sets));
        Assert.Equal([PrefixRange.Exact(IpPrefix.Parse("192.0.2.0/24")), new PrefixRange(IpPrefix.Parse("192.0.2.0/24"), 32, 32)], set.Entries.Select(e => e.Match));
        // Nothing of BGP names the other list.
        Assert.Contains(read.Statements.Entries, e => e.Statement.Span.Text.SequenceEqual("list=web") && e.Outcome is Outcome.OutOfScope);
    }

    [Fact]
    public void What_a_session_does_not_originate_it_does_not_send()
    {
        var result = Convert(
            """
            /ip firewall address-list
            add address=192.0.2.0/24 list=ours
            /routing bgp instance
            add as=64496 name=main1 router-id=192.0.2.1
            /routing bgp connection
            add instance=main1 local.role=ebgp name=a output.network=ours remote.address=198.51.100.2 .as=64500
            add instance=main1 local.role=ebgp name=b remote.address=198.51.100.3 .as=64501
            """,
            "frr");
        var output = Body(result);
        Assert.Contains("network 192.0.2.0/24", output, StringComparison.Ordinal);
        Assert.Contains("neighbor 198.51.100.3 route-map", output, StringComparison.Ordinal);
        Assert.DoesNotContain("neighbor 198.51.100.2 route-map", output, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
    }

    [Fact]
    public void The_med_of_ebgp_peers_has_a_name_of_its_own()
    {
        const string frr = """
            router bgp 64496
             bgp router-id 192.0.2.1
             neighbor 192.0.2.2 remote-as 64500
             neighbor 192.0.2.3 remote-as 64496
             address-family ipv4 unicast
              neighbor 192.0.2.2 route-map OUT out
              neighbor 192.0.2.2 route-map OUT in
              neighbor 192.0.2.3 route-map IN in
             exit-address-family
            route-map OUT permit 10
             set metric 50
            route-map IN permit 10
             set metric 70
            """;
        var output = Body(Convert(frr, "routeros@7.20", "frr"));
        Assert.Contains("rule=\"set bgp-med 50; set bgp-out-med 50; accept\"", output, StringComparison.Ordinal);
        Assert.Contains("rule=\"set bgp-med 70; accept\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_med_that_stays_in_the_router_is_told()
    {
        var read = Read(
            """
            /routing bgp connection
            add as=64496 local.role=ebgp name=up output.filter-chain=out remote.address=192.0.2.2 .as=64500
            /routing filter rule
            add chain=out rule="set bgp-med 50; accept"
            """);
        Assert.Contains(read.Diagnostics, d => d.Message.Contains("bgp-out-med", StringComparison.Ordinal) && d.Span!.Value.From == new Position(4, 21));
    }

    [Fact]
    public void One_bad_line_costs_no_other()
    {
        var read = Read(
            """
            /routing bgp connection
            add as=64496 local.role=ebgp name="up remote.address=192.0.2.9 remote.as=64500
            add as=64496 local.role=ebgp name=two remote.address=192.0.2.2 .as=64501
            :foreach p in=[/routing bgp connection find] do={ /routing bgp connection set $p disabled=yes }
            """);
        Assert.Equal("peer 192.0.2.2", Assert.Single(Assert.Single(read.Configuration.Instances).Peers).Key);
        Assert.Equal([2, 4], read.Statements.Entries.Where(e => e.Outcome is Outcome.Unrecognized).Select(e => e.Statement.Span.From.Line));
        Assert.Equal([2, 4], read.Diagnostics.Select(d => d.Span!.Value.From.Line).Distinct());
    }

    [Theory]
    [InlineData("if dst == 10.0.0.0/8 { accept }")]
    [InlineData("if (dst == 10.0.0.0/8) { accept")]
    [InlineData("set bgp-local-pref 10 accept }")]
    [InlineData("((((((((((((((((((((((((((((((((((((((((((((((((((")]
    public void A_rule_that_is_none_is_told(string rule)
    {
        var read = Read($"/routing filter rule\nadd chain=in rule=\"{rule}\"\n");
        Assert.Contains(read.Diagnostics, d => d.Code.Id == "BGPX1002" && d.Span!.Value.From.Line == 2);
        Assert.Contains(read.Statements.Entries, e => e.Outcome is Outcome.Unrecognized && e.Statement.Span.Text.StartsWith("rule="));
    }

    [Fact]
    public void Keys_are_not_shown()
    {
        var result = Convert("/routing bgp connection\nadd as=64496 local.role=ebgp name=up remote.address=192.0.2.2 .as=64500 tcp-md5-key=" + new string('k', 81) + "\n", "frr");
        Assert.Contains(result.Diagnostics, d => d.Code.Id == "BGPX1003");
        Assert.DoesNotContain(result.Diagnostics, d => d.Message.Contains("kkk", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("# 2026-01-01 10:00:00 by RouterOS 7.20.8\n/interface bridge\nadd name=lo\n", 7, 20, 8)]
    [InlineData("/routing bgp peer\nadd name=a remote-address=192.0.2.2 remote-as=64500\n", 6, 0, 0)]
    [InlineData("/routing bgp connection\nadd address-families=ip as=64496 local.role=ebgp name=a remote.address=192.0.2.2\n", 7, 18, 0)]
    [InlineData("/routing bgp connection\nadd afi=ip as=64496 local.role=ebgp name=a remote.address=192.0.2.2\n", 7, 19, 0)]
    [InlineData("/routing bgp connection\nadd afi=ip instance=i local.role=ebgp name=a remote.address=192.0.2.2\n", 7, 20, 0)]
    [InlineData("/routing bgp connection\nadd afi=ip instance=i local.role=ebgp name=a output.add-path=ip remote.address=192.0.2.2\n", 7, 22, 0)]
    public void The_release_shows(string text, int major, int minor, int patch) => Assert.Equal(new FormatVersion(major, minor, patch), Read(text).Platform.Version);

    [Fact]
    public void Only_its_own_texts_are_recognized()
    {
        var format = FormatRegistry.Find("routeros")!;
        Assert.True(format.Detect(new SourceFile("a", "/routing bgp peer\nadd name=a remote-address=192.0.2.2 remote-as=64500\n")).Score >= 90);
        Assert.True(format.Detect(new SourceFile("a", "/ip address add address=192.0.2.1/24 interface=ether1\n/system identity set name=r1\n")).Score >= 60);
        Assert.Equal(0, format.Detect(new SourceFile("a", "router bgp 64496\n neighbor 192.0.2.2 remote-as 64500\n")).Score);
        Assert.Equal(0, format.Detect(new SourceFile("a", "/etc/bird/bird.conf\nset protocols bgp system-as 64496\n")).Score);
    }

    [Fact]
    public void A_change_of_nothing_known_to_what_others_made_states_nothing()
    {
        var result = Convert("/routing/bgp/connection\nset [find where name=\"peer1\"] output.filter=out\n/routing/filter/rule\nadd chain=out rule=\"accept\"\n", "bird");
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
        Assert.Equal([Disposition.Inherent], Fates(result, "set"));
        Assert.Equal([Disposition.Unrecognized], Fates(result, "output.filter"));
    }

    [Fact]
    public void The_table_of_an_instance_of_release_6_is_its_vrf()
    {
        const string text = "# by RouterOS 6.45\n/routing bgp instance\nadd as=64512 name=\"office\" routing-table=\"office\"\n/routing bgp peer\nadd instance=office name=ce remote-address=198.51.100.2 remote-as=64600\n";
        var result = Convert(text, "frr");
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
        Assert.Equal([Disposition.Translated], Fates(result, "routing-table="));
        Assert.Contains("router bgp 64512 vrf office\n", Body(result));
    }

    [Fact]
    public void A_jump_to_a_chain_that_always_ends_is_a_call_and_another_is_not()
    {
        var policies = Read("""
            /routing filter rule
            add chain=in rule="if (dst in 192.0.2.0/24) { jump ends }"
            add chain=in rule="if (dst in 198.51.100.0/24) { jump comes-back }"
            add chain=in rule="accept"
            add chain=ends rule="if (bgp-communities includes 64500:1) { reject } else { accept }"
            add chain=comes-back rule="if (bgp-communities includes 64500:1) { reject }"
            """).Configuration.Policies;
        var body = policies["in"].Body;
        var first = Assert.IsType<PolicyStatement.If>(body[0]);
        Assert.Equal("ends", Assert.IsType<PolicyStatement.Call>(first.Then[0]).Policy);
        Assert.Equal(Verdict.Accept, Assert.IsType<PolicyStatement.End>(first.Then[1]).Verdict);
        Assert.IsType<PolicyStatement.Block>(Assert.Single(Assert.IsType<PolicyStatement.If>(body[1]).Then));
    }

    [Fact]
    public void A_chain_that_asks_for_what_another_has_verified_is_no_policy_of_its_own()
    {
        var policies = Read("""
            /routing rpki
            add address=192.0.2.10 group=g port=323
            /routing filter rule
            add chain=in rule="rpki-verify g"
            add chain=in rule="jump checked"
            add chain=checked rule="if (rpki invalid) { reject } else { accept }"
            """).Configuration.Policies;
        Assert.IsType<PolicyStatement.Block>(Assert.Single(policies["in"].Body));
    }

    [Fact]
    public void A_filter_of_many_parts_is_proved_in_a_moment()
    {
        // Each part jumps over the next one: written out at every jump, they would double at each.
        var steps = string.Concat(Enumerable.Range(1, 300).Select(n => $"if (64500, {n}) ~ bgp_community then {{ if (64501, {n}) ~ bgp_community then {{ bgp_med = {n}; bgp_local_pref = {n}; }} else bgp_community.add((64496, {n})); }}\n"));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var result = Convert($$"""
            router id 192.0.2.1;
            filter in1 {
            {{steps}} accept; }
            protocol bgp up { local as 64496; neighbor 198.51.100.2 as 64500; ipv4 { import filter in1; export none; }; }
            """, "routeros@7.20", "bird@2");
        Assert.Equal(0, result.Verification.Policies.Different + result.Verification.Policies.Undecided);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("", "64496")]
    [InlineData("community 64500:1", "64496,64496")]
    [InlineData("community 64500:2", "64496,64496,64496")]
    [InlineData("community 64500:1,64500:2", "64496,64496,64496")]
    [InlineData("community 64500:1,64500:3", "64496,64496")]
    [InlineData("community 64500:2,64500:4", "64496,64496,64496,64496")]
    public void Of_several_prepends_that_a_route_meets_the_last_counts(string communities, string path)
    {
        var policies = Read("""
            /routing bgp instance
            add as=64496 name=main1 router-id=192.0.2.1
            /routing bgp connection
            add afi=ip instance=main1 local.role=ebgp name=up output.filter-chain=out remote.address=192.0.2.2 .as=64500
            /routing filter rule
            add chain=out rule="set bgp-path-prepend 2"
            add chain=out rule="if (bgp-communities includes 64500:1) { set bgp-path-prepend 3 }"
            add chain=out rule="if (bgp-communities includes 64500:3) { accept }"
            add chain=out rule="if (bgp-communities includes 64500:2) { set bgp-path-prepend 4; jump more }"
            add chain=out rule="accept"
            add chain=more rule="if (bgp-communities includes 64500:4) { set bgp-path-prepend 5 }"
            add chain=more rule="accept"
            """).Configuration.Policies;
        Assert.True(Route.TryParse($"192.0.2.0/24 as-path 64501 {communities}".TrimEnd(), out var route, out var error), error);
        Assert.Equal($"accept 192.0.2.0/24 as-path {path},64501 {communities}".TrimEnd(), $"{Evaluator.Run(policies["out"], policies, route)}");
    }

    [Fact]
    public void Prepends_that_add_up_elsewhere_are_announced()
    {
        var result = Convert("""
            ip prefix-list P seq 5 permit 203.0.113.0/24
            route-map OUT permit 10
             match ip address prefix-list P
             set as-path prepend 64496
             on-match next
            exit
            route-map OUT permit 20
             set as-path prepend 64496 64496
            exit
            router bgp 64496
             bgp router-id 192.0.2.1
             neighbor 198.51.100.2 remote-as 64500
             address-family ipv4 unicast
              neighbor 198.51.100.2 route-map OUT out
             exit-address-family
            exit
            """, "routeros@7.20", "frr@8.4");
        Assert.Contains(result.Fates, f => f.Disposition == Disposition.Approximated && f.Reason.Contains("last rule", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Diagnostics, d => d.Code.Id == "BGPX3001");
    }
}
