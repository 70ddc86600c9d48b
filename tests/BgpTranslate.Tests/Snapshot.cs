using System.Runtime.CompilerServices;
using Xunit;

namespace BgpTranslate.Tests;

/// <summary>
/// Golden files with the conventions of Verify: <c>Name.verified.txt</c> beside the test or the case; on a difference <c>Name.received.txt</c> beside it. With <c>BGPX_ACCEPT=1</c> what was received
/// becomes what is expected.
/// </summary>
internal static class Snapshot
{
    private static readonly bool Accept = Environment.GetEnvironmentVariable("BGPX_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true";

    /// <summary>Compares with the golden file beside the calling test.</summary>
    public static void Match(string actual, [CallerMemberName] string name = "", [CallerFilePath] string testFile = "") =>
        MatchFile(actual, Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{name}"), ".txt");

    /// <summary>Compares with a golden file anywhere.</summary>
    /// <param name="actual">The text.</param>
    /// <param name="stem">The golden file's path up to <c>.verified</c>.</param>
    /// <param name="extension">Its extension, with the dot.</param>
    public static void MatchFile(string actual, string stem, string extension)
    {
        var verified = $"{stem}.verified{extension}";
        var received = $"{stem}.received{extension}";
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : null;
        File.Delete(received);
        if (actual == expected) return;
        if (Accept)
        {
            File.WriteAllText(verified, actual);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail(expected is null
            ? $"There is no {verified}. What was received stands in {received}; BGPX_ACCEPT=1 accepts it."
            : $"{received} differs from the accepted text, first in line {FirstDifference(expected, actual)}; BGPX_ACCEPT=1 accepts it.");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] before = expected.Split('\n'), after = actual.Split('\n');
        var line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line]) line++;
        string At(string[] lines) => line < lines.Length ? lines[line] : "(end)";
        return $"{line + 1}:\n- {At(before)}\n+ {At(after)}";
    }
}
