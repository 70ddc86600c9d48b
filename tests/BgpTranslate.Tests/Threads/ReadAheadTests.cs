using BgpTranslate.Threads;
using Xunit;

namespace BgpTranslate.Tests.Threads;

/// <summary>Parts that are made ahead are the same parts, in the same order, with the same mistakes.</summary>
public class ReadAheadTests
{
    private const int Large = 1_000_000;
    private const int Small = 100;

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Parts_arrive_in_order_whatever_their_size(int length) =>
        Assert.Equal(Enumerable.Range(0, 5_000), Enumerable.Range(0, 5_000).Ahead(Large, _ => length));

    [Fact]
    public void Only_large_texts_take_a_second_thread()
    {
        Assert.All(Makers(Small), maker => Assert.Equal(Environment.CurrentManagedThreadId, maker));
        Assert.All(Makers(Large), maker => Assert.NotEqual(Environment.CurrentManagedThreadId, maker));

        static List<int> Makers(int length) => [.. Enumerable.Range(0, 10).Select(_ => Environment.CurrentManagedThreadId).Ahead(length, _ => 1)];
    }

    [Fact]
    public void What_goes_wrong_while_they_are_made_is_thrown_where_they_are_used() =>
        Assert.Equal("the 7th", Assert.Throws<InvalidOperationException>(() => Enumerable.Range(0, 10).Select(i => i == 7 ? throw new InvalidOperationException("the 7th") : i).Ahead(Large, _ => 1).Count()).Message);

    [Fact]
    public void Who_stops_early_leaves_no_work_behind()
    {
        var (made, ended) = (0, false);
        Assert.Equal(5, Make().Ahead(Large, _ => 1_000).Take(5).Count());
        Assert.True(ended);
        Assert.InRange(made, 5, 100);

        IEnumerable<int> Make()
        {
            try
            {
                while (true) yield return made++;
            }
            finally
            {
                ended = true;
            }
        }
    }
}
