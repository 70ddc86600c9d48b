using System.Globalization;

namespace BgpTranslate.Tests;

/// <summary>How many random cases a property test tries: a few hundred with fixed seeds, or as many as the environment variable BGPX_CASES says.</summary>
internal static class PropertyCases
{
    /// <summary>The number of cases.</summary>
    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("BGPX_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 200;

    /// <summary>Seeds of the cases: always the same ones first.</summary>
    public static IEnumerable<int> Seeds => Enumerable.Range(1, Count);
}
