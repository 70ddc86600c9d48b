using System.Globalization;
using BgpTranslate.Conversion;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>Many inputs: none disturbs another, and nothing depends on the number of workers.</summary>
public sealed class BatchTests : IDisposable
{
    private static readonly DiskFileSystem Disk = new();
    private static readonly FormatChoice Words = new(new WordFormat(), null);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private List<Converted> Run(int workers, ConversionRequest request, string output)
    {
        var inputs = Input.Below(Disk, folder.At("in"), null).ToList();
        var tree = new OutputTree(Disk, folder.At(output), ".words", inputs);
        return [.. inputs.Zip(new Batch(Disk, null, workers).Convert(inputs, request), tree.Write)];
    }

    [Fact]
    public void One_bad_file_never_stops_the_rest()
    {
        folder.Write("in/a.conf", "keep a");
        folder.Write("in/b.conf", "crash password hunter2");
        folder.Write("in/c.conf", "keep c");
        File.WriteAllBytes(folder.At("in/d.bin"), new byte[100]);
        var results = Run(2, ConversionRequest.Of(Words, Words), "out");
        Assert.Equal([ConversionStatus.Clean, ConversionStatus.Failed, ConversionStatus.Clean, ConversionStatus.Failed], results.Select(r => r.Result.Status));
        Assert.Equal(["a.words", "c.words"], folder.Files("out").Keys);
        var defect = Assert.Single(results[1].Result.Diagnostics);
        Assert.Equal("BGPX3004", defect.Code.Id);
        Assert.DoesNotContain("hunter2", defect.Message);
        Assert.Equal("BGPX4001", Assert.Single(results[3].Result.Diagnostics).Code.Id);
    }

    [Fact]
    public void Files_of_no_known_format_are_left_alone_and_listed()
    {
        folder.Write("in/a.conf", "keep a");
        folder.Write("in/README.md", "# Read me");
        File.WriteAllBytes(folder.At("in/picture.png"), new byte[100]);
        var results = Run(1, ConversionRequest.Of(Words) with { Formats = [new WordFormat()] }, "out");
        Assert.Equal(["README.md LeftAlone", "a.conf Clean", "picture.png LeftAlone"], results.Select(r => $"{r.Input.Place} {r.Result.Status}"));
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_workers()
    {
        for (var i = 0; i < 200; i++) folder.Write(string.Create(CultureInfo.InvariantCulture, $"in/{i % 7}/r{i}.conf"), i % 11 == 0 ? "crash" : $"keep {i}\nwhat {i}");
        folder.Write("in/3/r3.cfg", "keep other");
        string Summary(int workers, string output) => string.Join('\n', Run(workers, ConversionRequest.Of(Words, Words), output)
            .Select(r => $"{r.Input.Place} {r.Result.Status} {string.Join(' ', r.Outputs)} {string.Join(' ', r.Result.Diagnostics.Select(d => d.Code))}").Select(l => l.Replace(output, "out", StringComparison.Ordinal)));
        Assert.Equal(Summary(1, "out1"), Summary(2, "out2"));
        Assert.Equal(folder.Files("out1"), folder.Files("out2"));
    }

    [Fact]
    public void Two_inputs_with_one_output_name_get_two_outputs()
    {
        folder.Write("in/router.cfg", "keep cfg");
        folder.Write("in/router.conf", "keep conf");
        var results = Run(2, ConversionRequest.Of(Words, Words), "out");
        Assert.Equal(new Dictionary<string, string> { ["router.words"] = "keep cfg\n", ["router-2.words"] = "keep conf\n" }, folder.Files("out").ToDictionary());
        Assert.Empty(results[0].Result.Diagnostics);
        Assert.Equal("BGPX4002", Assert.Single(results[1].Result.Diagnostics).Code.Id);
    }

    [Fact]
    public void No_input_is_ever_overwritten()
    {
        folder.Write("in/a.words", "keep a");
        Run(1, ConversionRequest.Of(Words, Words), "in");
        Assert.Equal(["a-2.words", "a.words"], folder.Files("in").Keys);
    }

    [Fact]
    public void A_batch_that_nobody_finishes_ends_its_threads()
    {
        for (var i = 0; i < 100; i++) folder.Write($"in/{i}.conf", "keep x");
        var inputs = Input.Below(Disk, folder.At("in"), null).ToList();
        Assert.Single(new Batch(Disk, null, 2).Convert(inputs, ConversionRequest.Of(Words, Words)).Take(1));
    }

    [Fact]
    public void Links_between_folders_do_not_make_the_walk_endless()
    {
        folder.Write("in/a/x.conf", "keep x");
        Directory.CreateSymbolicLink(folder.At("in/a/again"), folder.At("in"));
        Assert.Equal(["a/x.conf"], Input.Below(Disk, folder.At("in"), null).Select(i => i.Place));
    }
}
