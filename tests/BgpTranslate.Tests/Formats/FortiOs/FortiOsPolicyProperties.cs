using System.Collections.Immutable;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using BgpTranslate.Tests.Policy;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.FortiOs;

/// <summary>Random policies through the writer and back: what comes out does the same, or the writer has said that it does not.</summary>
public class FortiOsPolicyProperties
{
    private const int Seeds = 250;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_nobody_announced_is_kept(int part)
    {
        var format = FormatRegistry.Find("fortios")!;
        var platform = format.PlatformFor(format.Versions[^1]);
        var (kept, undecided) = (0, 0);
        for (var seed = part * Seeds; seed < (part + 1) * Seeds; seed++)
        {
            var policy = new RandomPolicies(seed).Policy() with { Name = "P" };
            var configuration = new Configuration { Policies = ImmutableDictionary<string, RoutePolicy>.Empty.Add("P", policy), PolicyOrder = ["P"] };
            var written = format.Write(new WriteRequest(configuration, platform, platform, ImmutableDictionary<string, string>.Empty));
            if (!written.Announcements.IsEmpty) continue;
            var text = written.Files[0].Text.ToString();
            var read = format.Read(ReadRequest.Of(new SourceFile("output", text)));
            Assert.Empty(read.Diagnostics);
            var answer = PolicyComparison.Compare(OnBgpRoutes(policy), configuration.Policies, OnBgpRoutes(read.Configuration.Policies["P"]), read.Configuration.Policies);
            Assert.False(answer is PolicyComparison.Different, answer is PolicyComparison.Different d ? $"seed {seed}: {d.Witness}: {d.A} became {d.B}\n{text}" : "");
            if (answer is PolicyComparison.Undecided) undecided++;
            else kept++;
        }

        Assert.InRange(kept, Seeds / 20, Seeds);
        Assert.InRange(undecided, 0, kept);
    }

    /// <summary>What is in BGP has a path and an origin.</summary>
    private static RoutePolicy OnBgpRoutes(RoutePolicy policy) => policy with
    {
        Body =
        [
            .. new[] { RouteAttribute.AsPath, RouteAttribute.Origin }.Select(a => new PolicyStatement.If(new Condition.Not(new Condition.Has(a)), [new PolicyStatement.End(Verdict.Reject)], [])),
            .. policy.Body,
        ],
    };
}
