using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BgpTranslate.Model;
using BgpTranslate.Policy.Communities;
using Xunit;

namespace BgpTranslate.Tests.Policy;

public class CommunityExpressionsTests
{
    [Theory]
    [InlineData("_65000:100_", "any 65000:100")]
    [InlineData("65000:.*", "any 65000:*")]
    [InlineData("_65000:[0-9]+_", "any 65000:*")]
    [InlineData("^65000:[0-9]+$", "only 65000:*")]
    [InlineData("^1:201$", "only 1:201")]
    [InlineData("_65000:1.._", "any 65000:100..199")]
    [InlineData("_65000:1[0-4]?_", "any 65000:1 65000:10..14")]
    [InlineData("65000:100", "any 65000:100 65000:1000..1009 65000:10000..10099")]
    [InlineData("_(65000:1|65001:2)_", "any 65000:1 65001:2")]
    [InlineData("_65000:1_(.*_)?65000:2_", "all 65000:1 65000:2")]
    [InlineData("_65000:2_(.*_)?65000:1_", null)]
    [InlineData("_65000:1_.*_65000:2_", null)]
    [InlineData("1:101$", null)]
    [InlineData("^65000:1_", null)]
    [InlineData("_blackhole_", "any 65535:666")]
    [InlineData("_no-export_", "any 65535:65281")]
    [InlineData("65535:666", "any 65535:6660..6669")]
    [InlineData("_65535:66._", "any 65535:660..665 65535:667..669")]
    [InlineData(".*", "always")]
    [InlineData("", "always")]
    [InlineData("(65000:1", null)]
    public void Standard_communities(string expression, string? meaning) => Assert.Equal(meaning, Text(CommunityExpressions.Recognize(expression, CommunityKind.Standard)));

    [Theory]
    [InlineData("_65001:1:1_", "any 65001:1:1")]
    [InlineData("^65000:120:[0-9]+$", "only 65000:120:*")]
    [InlineData("(^| )65000:1:.*", "any 65000:1:*")]
    [InlineData("667:123:100", null)]
    public void Large_communities(string expression, string? meaning) => Assert.Equal(meaning, Text(CommunityExpressions.Recognize(expression, CommunityKind.Large)));

    [Theory]
    [InlineData(".*", CommunityKind.Extended, "always")]
    [InlineData("1:101$", CommunityKind.Extended, null)]
    [InlineData("65000:120:10", CommunityKind.Large, "any 65000:120:10")]
    [InlineData("1:.*", CommunityKind.Standard, "any 1:*")]
    public void Whole_communities(string expression, CommunityKind kind, string? meaning) =>
        Assert.Equal(meaning, Text(CommunityExpressions.Recognize(expression, kind) ?? CommunityExpressions.RecognizeAsWholeCommunities(expression, kind)));

    [Theory]
    [InlineData("_65000:100_", 65000, 65000, 100, 100)]
    [InlineData("_65000:[0-9]+_", 65000, 65000, 0, uint.MaxValue)]
    [InlineData("_65000:1[0-9][0-9]_", 65000, 65000, 100, 199)]
    [InlineData("_blackhole_", 65535, 65535, 666, 666)]
    [InlineData("_([0-9]+:666|blackhole)_", 0, 65535, 666, 666)]
    public void Patterns_print(string expression, uint firstLow, uint firstHigh, uint secondLow, uint secondHigh)
    {
        var pattern = new CommunityPattern(CommunityKind.Standard, "", new(firstLow, firstHigh), new(secondLow, secondHigh));
        Assert.Equal(expression, CommunityExpressions.PrintAnyOf([pattern], CommunityBoundary.Underscore));
    }

    [Fact]
    public void All_of_several_prints_sorted()
    {
        ImmutableArray<CommunityPattern> patterns = [CommunityPattern.Standard(65000, 2), CommunityPattern.Standard(65000, 1)];
        var expression = CommunityExpressions.PrintAllOf(patterns, CommunityBoundary.Underscore);
        Assert.Equal("_65000:1_(.*_)?65000:2_", expression);
    }

    [Fact]
    public void What_is_printed_is_recognized()
    {
        ImmutableArray<CommunityPattern> patterns = [new(CommunityKind.Large, "", 65000, new(7, 300), NumberRange.Any), CommunityPattern.Large(65001, 4294967295, 1)];
        foreach (var boundary in new[] { CommunityBoundary.Underscore, CommunityBoundary.NoDigit })
        {
            var expression = CommunityExpressions.PrintAnyOf(patterns, boundary)!;
            Assert.Equal("any 65000:7..300:* 65001:4294967295:1", Text(CommunityExpressions.Recognize(expression, CommunityKind.Large)));
        }
    }

    [Fact]
    public void Meanings_agree_with_a_search_in_the_list()
    {
        uint[] values = [0xFDE80001, 0xFDE80064, 0xFDE8006E, 0xFDE803E8, 0xFDE90002, 0xFFFF029A, 0xFFFF0298, 0xFFFFFF01, 1, 0x00010065];
        var random = new Random(3);
        foreach (var text in new[] { "_65000:100_", "65000:1", "^65000:[0-9]+$", "_65000:1_(.*_)?65001:2_", "_65535:66._", "0:1", "e" })
        {
            var meaning = CommunityExpressions.Recognize(text, CommunityKind.Standard);
            Assert.True(meaning is not null || text == "0:1", text);
            var regex = new Regex(text.Replace("_", "(^|[,{}() ]|$)", StringComparison.Ordinal));
            for (var i = 0; i < 500; i++)
            {
                uint[] list = [.. Enumerable.Range(0, random.Next(5)).Select(_ => values[random.Next(values.Length)]).Distinct().Order()];
                var printed = string.Join(' ', list.Select(v => WellKnownCommunities.Names.GetValueOrDefault(v) ?? $"{v >> 16}:{v & 0xFFFF}"));
                bool Has(CommunityPattern p) => list.Any(v => p.First.Contains(v >> 16) && p.Second.Contains(v & 0xFFFF));
                var matches = meaning switch
                {
                    CommunityMeaning.AnyOf m => m.Patterns.Any(Has),
                    CommunityMeaning.AllOf m => m.Patterns.All(Has),
                    CommunityMeaning.Only m => list.Length == 1 && m.Patterns.Any(Has),
                    CommunityMeaning.Always => true,
                    _ => regex.IsMatch(printed),
                };
                Assert.True(regex.IsMatch(printed) == matches, $"/{text}/ on '{printed}'");
            }
        }
    }

    private static string? Text(CommunityMeaning? meaning) => meaning switch
    {
        CommunityMeaning.Always => "always",
        CommunityMeaning.AnyOf m => $"any {string.Join(' ', m.Patterns)}".TrimEnd(),
        CommunityMeaning.AllOf m => $"all {string.Join(' ', m.Patterns)}",
        CommunityMeaning.Only m => $"only {string.Join(' ', m.Patterns)}",
        _ => null,
    };
}
