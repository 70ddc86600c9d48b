using BgpTranslate.Conversion;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Policy;
using BgpTranslate.Text;
using Xunit;
using Xunit.Abstractions;

namespace BgpTranslate.Tests.Policy;

/// <summary>One token of a policy changed: the comparison finds what changes any route, and calls the rest equal. The evaluator is the judge.</summary>
public sealed class MutationProperties(ITestOutputHelper log)
{
    private const int RoutesTried = 300;

    [Fact]
    public void A_changed_token_is_found_when_it_changes_a_route_and_only_then()
    {
        var frr = FormatRegistry.Find("frr")!;
        var (found, missed, equal) = (0, 0, 0);
        var wrong = new List<string>();
        foreach (var seed in PropertyCases.Seeds)
        {
            var maps = new RandomRouteMaps(seed);
            var text = maps.Text();
            var mutant = maps.Mutated(text);
            var (a, b) = (Read(frr, text), Read(frr, mutant));
            var diff = ConfigurationDiff.Of(a, b, FormatRegistry.All);
            var (x, y) = (ProgramOf(a), ProgramOf(b));
            var witness = Enumerable.Range(0, RoutesTried).Select(_ => maps.Route()).FirstOrDefault(r => !Run(x, r).IsSameAs(Run(y, r)));
            var attached = diff.Differences.FirstOrDefault(d => d.Setting == FamilySettings.ImportPolicy);
            if (attached?.Policies is { } shown)
            {
                // What is called different can be seen by running both on the route that is shown.
                if (Run(x, shown.Witness).IsSameAs(Run(y, shown.Witness))) wrong.Add($"seed {seed}: no difference for {shown.Witness}");
                else found++;
            }
            else if (witness is not null)
            {
                missed++;
                wrong.Add($"seed {seed}: missed {witness}");
            }
            else if (attached is not null)
            {
                wrong.Add($"seed {seed}: undecided");
            }
            else
            {
                equal++;
            }
        }

        log.WriteLine($"{found} found, {missed} missed, {equal} equal of {PropertyCases.Count}");
        Assert.Empty(wrong);
        Assert.True(found > PropertyCases.Count / 4 && equal > PropertyCases.Count / 20, $"{found} found, {equal} equal: the cases say little");
    }

    private static ReadResult Read(Format format, string text) => format.Read(ReadRequest.Of(new SourceFile("frr.conf", text)));

    private static PolicyProgram ProgramOf(ReadResult read)
    {
        var effective = new EffectiveConfiguration(read.Configuration, read.Platform);
        return new PolicyPrograms(effective, RouteSources.Usual, originatesElsewhere: false).Import(effective.Instances[0].Peers[0], AfiSafi.Ipv4Unicast);
    }

    private static Evaluation Run(PolicyProgram program, Route route) => Evaluator.Run(program.Policy, program.Policies, route);
}
