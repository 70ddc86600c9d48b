using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using Xunit;
using static BgpTranslate.Tests.Facts.TestConfigurations;

namespace BgpTranslate.Tests.Facts;

public class FactComparisonTests
{
    private static readonly Platform A = Platform("a", ExportScope.BgpTable, DefaultRow.Of(PeerSettings.HoldTime, 180u, "test"), DefaultRow.None(PeerSettings.Passive, "test"));
    private static readonly Platform B = Platform("b", ExportScope.BgpTable, DefaultRow.Of(PeerSettings.HoldTime, 240u, "test"), DefaultRow.None(PeerSettings.Passive, "test"));

    private static Configuration One(Settings settings, Origin origin = default) => With(new BgpInstance { Vrf = "default", Peers = [Peer("192.0.2.1", settings, origin)] });

    private static ComparisonResult Compare(Configuration a, Configuration b, ComparisonContext? context = null) =>
        FactComparison.Compare(new EffectiveConfiguration(a, A), new EffectiveConfiguration(b, B), context ?? ComparisonContext.Plain);

    [Fact]
    public void A_value_the_writer_forgot_is_lost_without_anybody_having_thought_of_it()
    {
        var (_, lines) = Lines(2);
        var source = One(Settings.Empty.With(PeerSettings.HoldTime, 240u).With(PeerSettings.TtlSecurityHops, 1u, lines[1]), lines[0]);
        var result = Compare(source, One(Settings.Empty));
        var difference = Assert.Single(result.Differences);
        Assert.Equal(PeerSettings.TtlSecurityHops, difference.Setting);
        Assert.Null(difference.Announcement);
        Assert.Equal(Disposition.Lost, result.Marks[lines[1]]?.Worst);
        Assert.True(result.Marks[lines[0]]?.Preserved == true);
    }

    [Fact]
    public void A_default_that_differs_is_a_difference_although_nobody_wrote_it()
    {
        var difference = Assert.Single(Compare(One(Settings.Empty), One(Settings.Empty)).Differences);
        Assert.Equal((PeerSettings.HoldTime, "180", "240"), (difference.Setting, difference.Source, difference.Target));
    }

    [Fact]
    public void Adopted_defaults_are_no_difference()
    {
        var result = Compare(One(Settings.Empty), One(Settings.Empty), ComparisonContext.Plain with { AdoptDefaults = true });
        Assert.Empty(result.Differences);
    }

    [Fact]
    public void An_announced_difference_takes_the_announced_disposition()
    {
        var (_, lines) = Lines(1);
        var support = new SupportTable([new Support("peer.bfd.enabled", SupportLevel.Impossible, "no BFD there")]);
        var result = Compare(
            One(Settings.Empty.With(PeerSettings.HoldTime, 240u).With(PeerSettings.Bfd, true, lines[0])), One(Settings.Empty), ComparisonContext.Plain with { Support = support });
        Assert.Equal((Disposition.Lost, "no BFD there"), (result.Marks[lines[0]]?.Worst, result.Marks[lines[0]]?.Reason));
        Assert.NotNull(Assert.Single(result.Differences).Announcement);
    }

    [Fact]
    public void What_only_the_output_says_is_added()
    {
        var result = Compare(One(Settings.Empty.With(PeerSettings.HoldTime, 240u)), One(Settings.Empty.With(PeerSettings.Password, new Secret("x"))));
        var difference = Assert.Single(result.Differences);
        Assert.Equal(FactChange.Added, difference.Change);
        Assert.DoesNotContain("x", difference.Target, StringComparison.Ordinal);
        Assert.Equal(1, result.Verification.Added);
    }

    [Fact]
    public void Group_membership_written_out_at_the_member_loses_nothing()
    {
        var (_, lines) = Lines(2);
        var grouped = With(new BgpInstance
        {
            Vrf = "default",
            Groups = [new PeerGroup { Name = "g", Origin = lines[0], Settings = Settings.Empty.With(PeerSettings.HoldTime, 30u) }],
            Peers = [Peer("192.0.2.1", Settings.Empty.With(PeerSettings.Group, "g", lines[1]))],
        });
        var result = Compare(grouped, One(Settings.Empty.With(PeerSettings.HoldTime, 30u)));
        Assert.Empty(result.Differences);
        Assert.True(result.Verification.IsExact);
        Assert.All(lines, l => Assert.Equal(Disposition.Inherent, result.Marks[l]?.Worst));
    }

    [Fact]
    public void Policies_are_compared_by_what_they_do_not_by_name()
    {
        Configuration Filtered(string name, uint preference) => One(Settings.Empty.With(PeerSettings.HoldTime, 240u)) is var c
            ? c with
            {
                Instances =
                [
                    c.Instances[0] with
                    {
                        Peers =
                        [
                            c.Instances[0].Peers[0] with
                            {
                                Families = c.Instances[0].Peers[0].Families.Add(
                                    AfiSafi.Ipv4Unicast,
                                    Ipv4(Settings.Empty.With(FamilySettings.Active, true).With(FamilySettings.ImportPolicy, new PolicyUse.Named(name)))),
                            },
                        ],
                    },
                ],
                Policies = c.Policies.Add(name, new RoutePolicy
                {
                    Name = name,
                    Body = [new PolicyStatement.Apply(new PolicyAction.SetNumber(NumericAttribute.LocalPreference, new NumberChange.To(preference)))],
                    Final = Verdict.Accept,
                }),
            }
            : throw new InvalidOperationException();

        Assert.Empty(Compare(Filtered("x", 200), Filtered("y", 200)).Differences);
        Assert.Equal(FamilySettings.ImportPolicy, Assert.Single(Compare(Filtered("x", 200), Filtered("y", 100)).Differences).Setting);
    }
}
