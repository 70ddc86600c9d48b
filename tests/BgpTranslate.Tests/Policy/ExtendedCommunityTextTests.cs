using BgpTranslate.Model;
using BgpTranslate.Policy.Communities;
using Xunit;

namespace BgpTranslate.Tests.Policy;

/// <summary>Extended communities as FRR prints them.</summary>
public class ExtendedCommunityTextTests
{
    [Theory]
    [InlineData("rt", 64500, 64500, 7, 7, "_RT:64500:7_")]
    [InlineData("soo", 1, 9, 0, uint.MaxValue, "_SoO:[1-9]:[0-9]+_")]
    [InlineData("0x4300", 0, 0, 1, 1, "_OVS:not-found_")]
    public void A_pattern_comes_back_from_its_expression(string subtype, uint first, uint toFirst, uint second, uint toSecond, string expression)
    {
        var pattern = new CommunityPattern(CommunityKind.Extended, subtype, new NumberRange(first, toFirst), new NumberRange(second, toSecond));
        Assert.Equal(expression, ExtendedCommunityText.Print(pattern));
        Assert.Equal(pattern, Assert.Single(ExtendedCommunityText.Recognize(expression)!.Value));
    }

    [Theory]
    [InlineData("0x4300", 0, 3)]
    [InlineData("0x4300", 1, 0)]
    [InlineData("0x0b", 0, 7)]
    public void What_FRR_does_not_print_with_its_value_has_no_expression(string subtype, uint first, uint second) =>
        Assert.Null(ExtendedCommunityText.Print(new CommunityPattern(CommunityKind.Extended, subtype, first, second)));

    [Theory]
    [InlineData("RT:64500:7")]
    [InlineData("_RT:64500_")]
    [InlineData("_rt:64500:7_")]
    [InlineData("_OVS:unknown_")]
    [InlineData(".*")]
    public void Other_expressions_are_not_recognized(string expression) => Assert.Null(ExtendedCommunityText.Recognize(expression));
}
