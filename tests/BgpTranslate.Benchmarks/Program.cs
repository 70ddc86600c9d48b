using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BgpTranslate.Benchmarks;

// dotnet run -c Release --project tests/BgpTranslate.Benchmarks -- --filter '*Convert*'
// In process: the repository's locked and central packages leave no room for the projects that would be generated otherwise.
BenchmarkSwitcher.FromAssembly(typeof(Conversions).Assembly)
    .Run(args, DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
