using System.Globalization;
using BgpTranslate.Formats.Frr.Writing;
using BgpTranslate.Model;
using BgpTranslate.Policy.Posix;
using Fare;
using Xunit;

namespace BgpTranslate.Tests.Formats.Frr;

public class ExpressionTests
{
    [Theory]
    [InlineData(0, 9)]
    [InlineData(0, 109)]
    [InlineData(1, 255)]
    [InlineData(64512, 65534)]
    [InlineData(998, 1002)]
    [InlineData(7, 12345)]
    public void A_range_of_numbers_matches_its_members_alone(uint low, uint high)
    {
        var automaton = new RegExp(NumberExpressions.Of(new NumberRange(low, high))).ToAutomaton();
        for (uint n = 0; n < 70000; n += n is > 1100 and < 64000 ? 37u : 1u)
            Assert.Equal(low <= n && n <= high, automaton.Run(n.ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("65001", "^65001$")]
    [InlineData("65001 *", "^65001( [^ ]+)*$")]
    [InlineData("* 65001", "^([^ ]+ )*65001$")]
    [InlineData("* 65001 *", "^([^ ]+ )*65001( [^ ]+)*$")]
    [InlineData("65001 ? 65002", "^65001 [^ ]+ 65002$")]
    [InlineData("65001+ 65002", "^65001( 65001)* 65002$")]
    [InlineData("[65001, 65010..65012]", "^(65001|6501[0-2])$")]
    [InlineData("*", ".*")]
    [InlineData("", "^$")]
    public void A_BIRD_mask_becomes_an_expression(string mask, string expected)
    {
        var set = new AsPathSet { Name = "s", Entries = [new SetEntry<AsPathPattern>(true, new AsPathPattern(AsPathDialect.BirdMask, mask))] };
        Assert.True(AsPathExpressions.TryTranslate(set, out var translated));
        Assert.Equal(expected, translated.Entries[0].Match.Text);
    }
}
