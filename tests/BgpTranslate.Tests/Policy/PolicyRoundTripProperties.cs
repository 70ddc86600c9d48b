using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Tests.Facts;
using BgpTranslate.Text;
using Xunit;
using Xunit.Abstractions;

namespace BgpTranslate.Tests.Policy;

/// <summary>Random policies through every writer and back: they do the same, or the writer has said what they do not.</summary>
public sealed class PolicyRoundTripProperties(ITestOutputHelper log)
{
    /// <summary>Every router platform that is written, in its oldest and its newest release, and the first BIRD with channels.</summary>
    public static TheoryData<string> Targets { get; } =
    [
        .. from format in FormatRegistry.All
           where format.CanWrite
           from version in format.Versions.Where((v, i) => i == 0 || i == format.Versions.Length - 1 || (format.Key == "bird" && v == new FormatVersion(2)))
           let platform = format.PlatformFor(version)
           where platform.Kind == PlatformKind.Router
           select platform.Id,
    ];

    /// <summary>Cases beyond the usual ones that some writer once got wrong: several changes of an attribute in one rule, ordered sets of numbers, empty paths, exact communities.</summary>
    private static readonly int[] OnceWrong =
    [
        407, 1125, 1265, 1888, 2116, 2320, 2413, 2921, 3056, 3255, 3347, 3420, 4583, 4949, 5208, 5313, 5565, 5735, 6284, 6356, 7915, 8231, 8621, 8984, 9034, 9116, 9396,
    ];

    [Theory]
    [MemberData(nameof(Targets))]
    public void What_is_written_means_the_same_or_is_announced(string target)
    {
        var choice = FormatChoice.Parse(target, FormatRegistry.All, out _)!;
        var (equal, announced, undecided) = (0, 0, 0);
        var wrong = new List<string>();
        foreach (var seed in PropertyCases.Seeds.Union(OnceWrong))
        {
            var policy = WithOrigins(new RandomPolicies(seed).Policy());
            var (result, text) = Written(policy, choice);
            if (result.Differences.Any(d => d.Announcement is null && d.Change != FactChange.Undecided))
                wrong.Add($"seed {seed}: {string.Join("; ", result.Differences.Where(d => d.Announcement is null).Select(d => $"{d.Source} · {d.Target}"))}\n{InWords(policy)}{text}");
            else if (result.Differences.Any(d => d.Change == FactChange.Undecided)) undecided++;
            else if (result.Differences.IsEmpty) equal++;
            else announced++;
        }

        log.WriteLine($"{target}: {equal} equal, {announced} announced, {undecided} undecided, {wrong.Count} wrong");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static (ComparisonResult Result, string Text) Written(RoutePolicy policy, FormatChoice choice)
    {
        var platform = choice.Platform;
        var source = ConfigurationWith(policy);
        var written = choice.Format.Write(new WriteRequest(source, platform, platform, ImmutableDictionary<string, string>.Empty));
        var result = new ConversionResult(
            new SourceFile("none", ""), ConversionStatus.Clean, platform, platform, written.Files, [], OutputLines.None, Verification.None, []);
        var output = Converter.ReadBack(result, ConversionRequest.Of(choice));
        var context = new ComparisonContext(RouteSources.Usual, choice.Format.SupportFor(platform), written.Announcements, written.Names, AdoptDefaults: false);
        var compared = FactComparison.Compare(new EffectiveConfiguration(source, platform), output, context);
        return (compared with { Differences = [.. compared.Differences.Where(d => d.Setting == FamilySettings.ImportPolicy)] }, written.Files[0].Text.ToString());
    }

    /// <summary>The policy in the language that says it most plainly.</summary>
    private static string InWords(RoutePolicy policy) => Written(policy, FormatChoice.Parse("bird@2", FormatRegistry.All, out _)!).Text;

    private static Configuration ConfigurationWith(RoutePolicy policy)
    {
        var family = Settings.Empty.With(FamilySettings.Active, true).With(FamilySettings.ExportPolicy, new PolicyUse.AcceptAll())
            .With(FamilySettings.ImportPolicy, new PolicyUse.Named(policy.Name));
        var session = Settings.Empty.With(PeerSettings.LocalAs, new LocalAs(65000)).With(PeerSettings.RemoteAs, (RemoteAs)new RemoteAs.Number(65001));
        var peer = TestConfigurations.Peer("192.0.2.2", session, default, TestConfigurations.Ipv4(family));
        var instance = new BgpInstance { Vrf = "default", Settings = Settings.Empty.With(PeerSettings.LocalAs, new LocalAs(65000)), Peers = [peer] };
        return TestConfigurations.With(instance) with { Policies = ImmutableDictionary<string, RoutePolicy>.Empty.Add(policy.Name, policy) };
    }

    /// <summary>The policy as if somebody had written each statement of it on a line.</summary>
    private static RoutePolicy WithOrigins(RoutePolicy policy)
    {
        var (_, lines) = TestConfigurations.Lines(1000);
        var next = 0;
        return policy with { Body = Body(policy.Body) };

        ImmutableArray<PolicyStatement> Body(ImmutableArray<PolicyStatement> body) => [.. body.Select(Statement)];

        PolicyStatement Statement(PolicyStatement statement)
        {
            var origin = lines[next++];
            return statement switch
            {
                PolicyStatement.If choice => choice with { Origin = origin, Condition = Written(choice.Condition), Then = Body(choice.Then), Else = Body(choice.Else) },
                PolicyStatement.Block block => block with { Origin = origin, Body = Body(block.Body) },
                _ => statement with { Origin = origin },
            };
        }

        Condition Written(Condition condition)
        {
            var origin = lines[next++];
            return condition switch
            {
                Condition.And and => and with { Parts = [.. and.Parts.Select(Written)], Origin = origin },
                Condition.Or or => or with { Parts = [.. or.Parts.Select(Written)], Origin = origin },
                Condition.Not not => not with { Operand = Written(not.Operand), Origin = origin },
                _ => condition with { Origin = origin },
            };
        }
    }
}
