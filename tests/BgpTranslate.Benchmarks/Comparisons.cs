using BenchmarkDotNet.Attributes;
using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Text;

namespace BgpTranslate.Benchmarks;

/// <summary>Two configurations side by side: the same in other words, and with one entry changed in every policy, which takes the exact decision.</summary>
[MemoryDiagnoser]
public class Comparisons
{
    private ReadResult original = null!, same = null!, changed = null!;

    [Params(25, 250)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Read()
    {
        var text = GeneratedConfiguration.Of(Customers);
        original = Read(text);
        same = Read(text.Replace("PL-", "PREFIXES-", StringComparison.Ordinal));
        changed = Read(text.Replace(" le 28", " le 27", StringComparison.Ordinal));
    }

    [Benchmark(Baseline = true)]
    public ConfigurationDiff Same() => ConfigurationDiff.Of(original, same, FormatRegistry.All);

    [Benchmark]
    public ConfigurationDiff Changed() => ConfigurationDiff.Of(original, changed, FormatRegistry.All);

    private static ReadResult Read(string text) => FormatRegistry.Find("frr")!.Read(ReadRequest.Of(new SourceFile("rs1.conf", text)));
}
