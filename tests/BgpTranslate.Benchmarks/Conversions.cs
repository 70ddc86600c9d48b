using BenchmarkDotNet.Attributes;
using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Text;

namespace BgpTranslate.Benchmarks;

/// <summary>A whole conversion with its self-check, and its parts: time and memory should grow as the number of customers does.</summary>
[MemoryDiagnoser]
public class Conversions
{
    private SourceFile source = new("none", "");

    [Params(25, 250)]
    public int Customers { get; set; }

    [Params("frr", "bird", "vyos", "routeros", "fortios")]
    public string Target { get; set; } = "";

    [GlobalSetup]
    public void Generate() => source = new SourceFile("rs1.conf", GeneratedConfiguration.Of(Customers));

    [Benchmark]
    public ReadResult Read() => Format("frr").Read(ReadRequest.Of(source));

    [Benchmark]
    public ConversionResult Convert() => Converter.Convert(source, ConversionRequest.Of(new FormatChoice(Format(Target), null), new FormatChoice(Format("frr"), null)));

    private static Format Format(string key) => FormatRegistry.Find(key) ?? throw new ArgumentException(key);
}
