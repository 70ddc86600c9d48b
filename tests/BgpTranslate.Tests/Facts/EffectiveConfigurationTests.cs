using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using Xunit;
using static BgpTranslate.Tests.Facts.TestConfigurations;

namespace BgpTranslate.Tests.Facts;

public class EffectiveConfigurationTests
{
    private static readonly Platform Defaults = Platform(
        "a",
        ExportScope.BgpTable,
        DefaultRow.Of(PeerSettings.HoldTime, 180u, "test"),
        DefaultRow.Of(PeerSettings.MultihopTtl, 255u, "test", c => c.IsInternal),
        DefaultRow.Of(PeerSettings.MultihopTtl, 1u, "test"));

    private static EffectivePeer Only(BgpInstance instance) => Assert.Single(new EffectiveConfiguration(With(instance), Defaults).Instances[0].Peers);

    [Fact]
    public void The_nearest_word_wins_peer_then_group_then_parent_then_instance_then_default()
    {
        Settings Hold(uint seconds) => Settings.Empty.With(PeerSettings.HoldTime, seconds);
        BgpInstance Build(Settings peer, Settings group, Settings parent, Settings instance) => new()
        {
            Vrf = "default",
            Settings = instance,
            Groups = [new PeerGroup { Name = "child", Settings = group.With(PeerSettings.Group, "parent") }, new PeerGroup { Name = "parent", Settings = parent }],
            Peers = [Peer("192.0.2.1", peer.With(PeerSettings.Group, "child"))],
        };

        Assert.Equal(1u, Only(Build(Hold(1), Hold(2), Hold(3), Hold(4))).Get(PeerSettings.HoldTime).Value);
        Assert.Equal(2u, Only(Build(Settings.Empty, Hold(2), Hold(3), Hold(4))).Get(PeerSettings.HoldTime).Value);
        Assert.Equal(3u, Only(Build(Settings.Empty, Settings.Empty, Hold(3), Hold(4))).Get(PeerSettings.HoldTime).Value);
        Assert.Equal(4u, Only(Build(Settings.Empty, Settings.Empty, Settings.Empty, Hold(4))).Get(PeerSettings.HoldTime).Value);
        var unsaid = Only(Build(Settings.Empty, Settings.Empty, Settings.Empty, Settings.Empty)).Get(PeerSettings.HoldTime);
        Assert.Equal(180u, unsaid.Value);
        Assert.NotNull(unsaid.Default);
    }

    [Fact]
    public void Groups_that_inherit_in_a_circle_end()
    {
        var peer = Only(new BgpInstance
        {
            Vrf = "default",
            Groups = [new PeerGroup { Name = "a", Settings = Settings.Empty.With(PeerSettings.Group, "b") }, new PeerGroup { Name = "b", Settings = Settings.Empty.With(PeerSettings.Group, "a") }],
            Peers = [Peer("192.0.2.1", Settings.Empty.With(PeerSettings.Group, "a"))],
        });
        Assert.Equal(2, peer.Groups.Count);
    }

    [Theory]
    [InlineData(65000, SessionType.Internal, 255)]
    [InlineData(65001, SessionType.External, 1)]
    [InlineData(65002, SessionType.Confederation, 1)]
    public void The_session_type_follows_the_as_numbers_and_decides_defaults(uint remote, SessionType expected, uint ttl)
    {
        var peer = Only(new BgpInstance
        {
            Vrf = "default",
            Settings = Settings.Empty.With(PeerSettings.LocalAs, new LocalAs(65000)).With(InstanceSettings.ConfederationMembers, new AsList([65002])),
            Peers = [Peer("192.0.2.1", Settings.Empty.With(PeerSettings.RemoteAs, new RemoteAs.Number(remote)))],
        });
        Assert.Equal(expected, peer.Session);
        Assert.Equal(ttl, peer.Get(PeerSettings.MultihopTtl).Value);
    }

    [Fact]
    public void A_family_setting_said_for_the_session_holds_in_every_family_unless_the_family_says_otherwise()
    {
        var peer = Only(new BgpInstance
        {
            Vrf = "default",
            Peers = [Peer("192.0.2.1", Settings.Empty.With(FamilySettings.RouteReflectorClient, true), default, Ipv4(Settings.Empty.With(FamilySettings.RouteReflectorClient, false)))],
        });
        Assert.Equal(false, peer.Get(FamilySettings.RouteReflectorClient, AfiSafi.Ipv4Unicast).Value);
        Assert.Equal(true, peer.Get(FamilySettings.RouteReflectorClient, AfiSafi.Ipv6Unicast).Value);
    }
}
