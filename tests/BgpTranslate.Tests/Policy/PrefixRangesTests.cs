using BgpTranslate.Model;
using BgpTranslate.Policy;
using Xunit;

namespace BgpTranslate.Tests.Policy;

public class PrefixRangesTests
{
    [Theory]
    [InlineData("+10.0.0.0/8{8,24} +192.0.2.0/24{24,24}", "10.0.0.0/8{8,24} 192.0.2.0/24")]
    [InlineData("+10.0.0.0/8{8,24} -0.0.0.0/0{0,32}", "10.0.0.0/8{8,24}")]
    [InlineData("-10.0.0.0/8{8,8} +10.0.0.0/8{8,24}", "10.0.0.0/8{9,24}")]
    [InlineData("-0.0.0.0/0{0,0} +0.0.0.0/0{0,24}", "0.0.0.0/0{1,24}")]
    [InlineData("-10.64.0.0/10{10,32} +10.0.0.0/8{8,32}", "10.0.0.0/8{8,9} 10.0.0.0/10{10,32} 10.128.0.0/9{10,32}")]
    [InlineData("-10.1.0.0/16{16,16} +10.0.0.0/14{14,24}", "10.0.0.0/14{14,15} 10.0.0.0/14{17,24} 10.0.0.0/16 10.2.0.0/15{16,16}")]
    [InlineData("-2001:db8::/32{32,128} +2000::/3{3,4}", "2000::/3{3,4}")]
    public void Denying_entries_are_worked_in(string set, string ranges) =>
        Assert.Equal(ranges, string.Join(' ', PrefixRanges.PermitOnly(Set(set))!.Value));

    [Fact]
    public void Too_many_ranges_are_refused() =>
        Assert.Null(PrefixRanges.PermitOnly(Set("-2001:db8::1/128{128,128} +::/0{0,128}"), limit: 100));

    [Theory]
    [InlineData("10.1.0.0/16{14,24}", "10.0.0.0/14 10.0.0.0/15 10.1.0.0/16{16,24}")]
    [InlineData("10.1.0.0/16{14,15}", "10.0.0.0/14 10.0.0.0/15")]
    [InlineData("10.0.0.0/8{16,24}", "10.0.0.0/8{16,24}")]
    [InlineData("10.0.0.0/8{24,16}", "")]
    public void Covering_prefixes_become_entries(string range, string expected) =>
        Assert.Equal(expected, string.Join(' ', PrefixRanges.SplitCovering(Range(range))));

    [Fact]
    public void Sets_stay_equal()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var (a, b) = (RandomSet(random), RandomSet(random));
            var region = PrefixRegion.Of(a);
            var ranges = PrefixRanges.PermitOnly(a)!.Value;
            Assert.Equal(region.Key, PrefixRegion.Of(Permit(ranges)).Key);
            Assert.Equal(region.Key, PrefixRegion.Of(Permit(ranges.SelectMany(r => PrefixRanges.SplitCovering(r)))).Key);
            Assert.Equal(region.Complement().Key, PrefixRegion.Of(PrefixRanges.Complement(a, Afi.Ipv4, Afi.Ipv6)).Key);
            Assert.Equal(region.Union(PrefixRegion.Of(b)).Key, PrefixRegion.Of(PrefixRanges.Union(a, b)!).Key);
        }
    }

    private static PrefixSet RandomSet(Random random) => new()
    {
        Name = "test",
        Entries =
        [
            .. Enumerable.Range(0, random.Next(8)).Select(_ =>
            {
                var (low, high) = (random.Next(33), random.Next(33));
                var prefix = new IpPrefix(new IpAddress((UInt128)(uint)(random.Next(4) << 29 | random.Next(4) << 20), Afi.Ipv4), random.Next(33));
                return new SetEntry<PrefixRange>(random.Next(3) > 0, new PrefixRange(prefix, Math.Min(low, high), Math.Max(low, high)));
            }),
        ],
    };

    private static PrefixSet Permit(IEnumerable<PrefixRange> ranges) =>
        new() { Name = "test", Entries = [.. ranges.Select(r => new SetEntry<PrefixRange>(true, r))] };

    private static PrefixSet Set(string text) => new()
    {
        Name = "test",
        Entries = [.. text.Split(' ').Select(entry => new SetEntry<PrefixRange>(entry[0] == '+', Range(entry[1..])))],
    };

    private static PrefixRange Range(string text)
    {
        var parts = text.TrimEnd('}').Split('{', ',');
        return new PrefixRange(IpPrefix.Parse(parts[0]), int.Parse(parts[1], null), int.Parse(parts[2], null));
    }
}
