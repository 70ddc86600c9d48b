using BgpTranslate.Conversion;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>Includes as BIRD means them, and never outside the root.</summary>
public sealed class FileIncludesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FileIncludesTests()
    {
        foreach (var name in new[] { "etc/bird.conf", "etc/peers/a.conf", "etc/peers/b.conf", "etc/peers/c.txt", "etc/peers/.hidden.conf", "secret.conf" }) folder.Write(name, name);
    }

    public void Dispose() => folder.Dispose();

    private (string[] Names, string? Problem) Resolve(string path, string root = "etc")
    {
        var from = new SourceFile(folder.At("etc/bird.conf"), "");
        var found = new FileIncludes(new DiskFileSystem(), folder.At(root)).Resolve(from, path, out var problem);
        return ([.. found.Select(f => f.Content)], problem);
    }

    [Theory]
    [InlineData("peers/a.conf", "etc/peers/a.conf")]
    [InlineData("peers/*.conf", "etc/peers/a.conf etc/peers/b.conf")]
    [InlineData("peers/*", "etc/peers/a.conf etc/peers/b.conf etc/peers/c.txt")]
    [InlineData("peers/?.conf", "etc/peers/a.conf etc/peers/b.conf")]
    [InlineData("peers/[b-z].*", "etc/peers/b.conf etc/peers/c.txt")]
    [InlineData("peers/[!a].conf", "etc/peers/b.conf")]
    [InlineData("p*/a.conf", "etc/peers/a.conf")]
    [InlineData("./peers/../peers/a.conf", "etc/peers/a.conf")]
    public void Paths_and_patterns_start_at_the_including_file(string path, string expected)
    {
        var (names, problem) = Resolve(path);
        Assert.Null(problem);
        Assert.Equal(expected.Split(' '), names);
    }

    [Theory]
    [InlineData("/etc/bird/peers/*.conf", "etc/peers/a.conf etc/peers/b.conf")]
    [InlineData("/usr/local/etc/bird/peers/a.conf", "etc/peers/a.conf")]
    public void An_absolute_path_is_found_below_the_root_by_its_tail(string path, string expected) => Assert.Equal(expected.Split(' '), Resolve(path).Names);

    [Fact]
    public void An_absolute_path_inside_the_root_is_taken_as_it_is() => Assert.Equal(["etc/peers/a.conf"], Resolve(folder.At("etc/peers/a.conf")).Names);

    [Theory]
    [InlineData("../secret.conf")]
    [InlineData("../*.conf")]
    public void Nothing_outside_the_root_is_read(string path)
    {
        var (names, problem) = Resolve(path);
        Assert.Empty(names);
        Assert.Contains("--include-root", problem);
    }

    [Fact]
    public void A_link_does_not_lead_out_of_the_root()
    {
        File.CreateSymbolicLink(folder.At("etc/peers/z.conf"), folder.At("secret.conf"));
        Directory.CreateSymbolicLink(folder.At("etc/up"), folder.Path);
        foreach (var path in new[] { "peers/z.conf", "up/secret.conf" })
        {
            var (names, problem) = Resolve(path);
            Assert.Empty(names);
            Assert.Contains("--include-root", problem);
        }
    }

    [Fact]
    public void A_wider_root_allows_more() => Assert.Equal(["secret.conf"], Resolve("../secret.conf", root: "").Names);

    [Fact]
    public void A_pattern_without_match_is_no_problem_but_a_missing_file_is()
    {
        Assert.Equal(([], null), Resolve("peers/*.none"));
        Assert.Equal("no such file", Resolve("peers/none.conf").Problem);
    }
}
