using System.Text.RegularExpressions;
using BgpTranslate.Model;
using BgpTranslate.Policy.AsPaths;
using Xunit;

namespace BgpTranslate.Tests.Policy;

public class AsPathLanguageTests
{
    /// <summary>POSIX as people write it, and the same in the other languages (masks parted by " | ").</summary>
    public static TheoryData<string, string, string, string> Spellings => new()
    {
        { "^$", "^$", "", "-" },
        { ".*", ".*", "*", "-" },
        { "_", ".*", "*", "-" },
        { "_65001_", "_65001_", "* 65001 *", "65001" },
        { "(^|[,{}() ]|$)65001([,{}() ]|$)", "_65001_", "* 65001 *", "65001" },
        { "^65001_", "^65001_", "65001 *", "^65001" },
        { "^65001( |$)", "^65001_", "65001 *", "^65001" },
        { "_65001$", "_65001$", "* 65001", "65001$" },
        { "^65001$", "^65001$", "65001", "^65001$" },
        { "^65001 65002$", "^65001_65002$", "65001 65002", "^65001 65002$" },
        { "^[0-9]+$", "^[0-9]+$", "?", "^.$" },
        { "^[0-9]+_65001$", "^[0-9]+_65001$", "? 65001", "^. 65001$" },
        { "(65001|65002)_", "", "", "" },
        { "_(65001|65002)_", "_6500[1-2]_", "* 65001..65002 *", "[65001-65002]" },
        { "_65001_|_65005_", "_(65001|65005)_", "* [65001, 65005] *", "[65001 65005]" },
        { "^(65001_)+$", "^(65001_)*65001$", "65001+", "^65001+$" },
        { "^65001(_65001)*$", "^(65001_)*65001$", "65001+", "^65001+$" },
        { "^44501_([0-9]+_)+", "^44501_[0-9]+_", "44501 ? *", "^44501 ." },
        { "^65001_.*_65002$", "^65001_[0-9]+_(.*_)?65002$", "65001 ? * 65002", "^65001 . .* 65002$" },
        { "^65001_(.+_)?65002$", "^65001_(.*_)?65002$", "65001 * 65002", "^65001 .* 65002$" },
        { "_0_", "_0_", "* 0 *", "0" },
        { "_6449[6-9]_|_65[0-4][0-9][0-9]_|_655[0-4][0-9]_|_6555[0-1]_", "_(6449[6-9]|65[0-4][0-9][0-9]|655[0-4][0-9]|6555[0-1])_", "* [64496..64499, 65000..65551] *", "[64496-64499 65000-65551]" },
        { "^650[0-9]+_", "^(650[0-9]|650[0-9][0-9]|650[0-9][0-9][0-9]|650[0-9][0-9][0-9][0-9]|650[0-9][0-9][0-9][0-9][0-9]|650[0-9][0-9][0-9][0-9][0-9][0-9])_", "[6500..6509, 65000..65099, 650000..650999, 6500000..6509999, 65000000..65099999, 650000000..650999999] *", "^[6500-6509 65000-65099 650000-650999 6500000-6509999 65000000-65099999 650000000-650999999]" },
        { "_1.4_", "", "", "" },
        { "_65001_65002_|^65003$", "^65003$|_65001_65002_", "65003 | * 65001 65002 *", "" },
        { "^(65001_65002_)+$", "", "-", "" },
        { "_(65001_){2,3}$", "_65001_65001$", "* 65001 65001", "65001 65001$" },
        { "[[:digit:]]", "^[0-9]+_", "? *", "^." },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Posix_reads_into_every_language(string posix, string again, string bird, string routerOs)
    {
        var (expression, problem) = AsPathLanguage.Parse(new AsPathPattern(AsPathDialect.Posix, posix));
        if (posix is "(65001|65002)_")
        {
            // x65001 for every x: nobody writes such ranges.
            Assert.NotNull(problem);
            return;
        }

        Assert.NotNull(expression);
        if (again != "") Assert.Equal(again, Printed(expression, AsPathDialect.Posix));
        if (bird != "" || posix == "^$") Assert.Equal(bird, Printed(expression, AsPathDialect.BirdMask));
        if (routerOs != "") Assert.Equal(routerOs, Printed(expression, AsPathDialect.RouterOs7));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Posix_means_what_a_search_in_the_printed_path_finds(string posix, string again, string bird, string routerOs)
    {
        _ = (again, bird, routerOs);
        if (AsPathLanguage.Parse(new AsPathPattern(AsPathDialect.Posix, posix)).Expression is not { } expression) return;
        var automaton = AsPathAutomaton.Of(expression)!;
        var regex = new Regex(posix.Replace("[[:digit:]]", "[0-9]", StringComparison.Ordinal).Replace("_", "(^|[,{}() ]|$)", StringComparison.Ordinal));
        var random = new Random(7);
        uint[] numbers = [0, 1, 65001, 65002, 65003, 65005, 44501, 650, 6500, 650000, 104, 14, 4, 64496, 64500, 65551, 65552, 4294967295];
        for (var i = 0; i < 3000; i++)
        {
            uint[] path = [.. Enumerable.Range(0, random.Next(6)).Select(_ => numbers[random.Next(numbers.Length)])];
            var text = string.Join(' ', path);
            Assert.True(regex.IsMatch(text) == automaton.Accepts(path), $"/{posix}/ on '{text}'");
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void What_is_printed_reads_back_equal(string posix, string again, string bird, string routerOs)
    {
        _ = (again, bird, routerOs);
        if (AsPathLanguage.Parse(new AsPathPattern(AsPathDialect.Posix, posix)).Expression is not { } expression) return;
        var automaton = AsPathAutomaton.Of(expression)!;
        foreach (var dialect in Enum.GetValues<AsPathDialect>())
        {
            if (AsPathLanguage.Print(expression, dialect) is not { } patterns) continue;
            var read = patterns.Select(p => AsPathAutomaton.Of(AsPathLanguage.Parse(p).Expression!)!).Aggregate((a, b) => a.Union(b)!);
            Assert.True(automaton.Equals(read), $"{posix} {dialect} {string.Join(" | ", patterns)}");
        }
    }

    [Theory]
    [InlineData("", "^$")]
    [InlineData("* 4 3 * 1", "_4_3_(.*_)?1$")]
    [InlineData("* 20473 ? ? *", "_20473_[0-9]+_[0-9]+_")]
    [InlineData("5 [2, 4, 6] 3 [1..2] 1", "^5_(2|4|6)_3_[1-2]_1$")]
    [InlineData("1 2 + 3", "^1_(2_)*2_3$")]
    [InlineData("65001 (65002) *", "^65001_65002_")]
    [InlineData("* [] *", null)]
    public void Masks_print_as_posix(string mask, string? posix)
    {
        var (expression, _) = AsPathLanguage.Parse(new AsPathPattern(AsPathDialect.BirdMask, mask));
        Assert.Equal(posix ?? "-", Printed(expression!, AsPathDialect.Posix));
    }

    [Theory]
    [InlineData("[64512-65535]", "_(6451[2-9]|645[2-9][0-9]|64[6-9][0-9][0-9]|65[0-4][0-9][0-9]|655[0-2][0-9]|6553[0-5])_")]
    [InlineData("[4200000000-4294967295]", "_(42[0-8][0-9][0-9][0-9][0-9][0-9][0-9][0-9]|429[0-3][0-9][0-9][0-9][0-9][0-9][0-9]|4294[0-8][0-9][0-9][0-9][0-9][0-9]|42949[0-5][0-9][0-9][0-9][0-9]|429496[0-6][0-9][0-9][0-9]|4294967[0-1][0-9][0-9]|42949672[0-8][0-9]|429496729[0-5])_")]
    [InlineData(".1234.", "_[0-9]+_1234_[0-9]+_")]
    [InlineData("^65001 (65002|65003)+$", "^65001_(6500[2-3]_)*6500[2-3]$")]
    [InlineData("^65001*$", "^(65001_)*65001$")]
    [InlineData("^1|2$", "^1_|_2$")]
    public void RouterOs_7_prints_as_posix(string text, string posix)
    {
        var (expression, problem) = AsPathLanguage.Parse(new AsPathPattern(AsPathDialect.RouterOs7, text));
        Assert.Null(problem);
        var (expected, _) = AsPathLanguage.Parse(new AsPathPattern(AsPathDialect.Posix, posix));
        Assert.Equal(AsPathAutomaton.Of(expected!), AsPathAutomaton.Of(expression!));
    }

    [Theory]
    [InlineData(AsPathDialect.Posix, "(65001")]
    [InlineData(AsPathDialect.Posix, "*65001")]
    [InlineData(AsPathDialect.Posix, "\\d+")]
    [InlineData(AsPathDialect.Posix, "650")]
    [InlineData(AsPathDialect.Posix, "\\(65001\\)")]
    [InlineData(AsPathDialect.BirdMask, "65001 MYAS")]
    [InlineData(AsPathDialect.RouterOs7, "[[:list:]]")]
    [InlineData(AsPathDialect.RouterOs7, "65001)")]
    public void What_is_not_expressible_says_why(AsPathDialect dialect, string text)
    {
        var (expression, problem) = AsPathLanguage.Parse(new AsPathPattern(dialect, text));
        Assert.Null(expression);
        Assert.NotEmpty(problem!);
    }

    [Fact]
    public void Digits_without_boundaries_can_be_read_as_whole_numbers() =>
        Assert.Equal(
            "* 44501..44503 *",
            Printed(AsPathLanguage.ParseAsWholeNumbers(new AsPathPattern(AsPathDialect.Posix, "44501|44502|44503"))!, AsPathDialect.BirdMask));

    [Theory]
    [InlineData("((((((((.*)+)+)+)+)+)+)+)+")]
    [InlineData("(((1{1,255}){1,255}){1,255}){1,255}")]
    [InlineData("(1|2|3|4|5|6|7|8|9|.)*5.{20}")]
    [InlineData("[0-9]{200}")]
    [InlineData("_(1|2|3)_(.*_)?(4|5|6)_(.*_)?(7|8|9)_(.*_)?(1|2|3)_(.*_)?(4|5|6)_(.*_)?(7|8|9)_")]
    [InlineData("_1_.{12}_2_")]
    public void Hostile_expressions_become_a_language_or_a_reason(string text)
    {
        var (expression, problem) = AsPathLanguage.Parse(new AsPathPattern(AsPathDialect.Posix, text));
        Assert.True(expression is null ? problem is { Length: > 0 } : problem is null);
    }

    private static string Printed(AsPathExpression expression, AsPathDialect dialect) =>
        AsPathLanguage.Print(expression, dialect) is { } patterns ? string.Join(" | ", patterns) : "-";
}
