using System.Diagnostics;
using Xunit;

namespace BgpTranslate.Daemons.Tests;

/// <summary>What the machine must have for a test to mean something.</summary>
internal static class Requirements
{
    private static readonly string[] Folders = ["/usr/lib/frr", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>Why tests that need these programs are skipped; null when they are all there.</summary>
    public static string? Missing(bool needsRoot, params string[] programs)
    {
        if (programs.FirstOrDefault(p => Find(p) is null) is { } missing) return $"{missing} is not installed (apt-get install frr bird2 iproute2)";
        return needsRoot && !CanMakeNamespaces() ? "network namespaces need root" : null;
    }

    /// <summary>Where a program is.</summary>
    public static string? Find(string program) => Folders.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);

    private static bool CanMakeNamespaces()
    {
        if (Environment.UserName != "root") return false;
        using var probe = Process.Start(new ProcessStartInfo("unshare", ["-n", "true"]) { RedirectStandardError = true });
        probe!.WaitForExit();
        return probe.ExitCode == 0;
    }
}

/// <summary>A theory for machines that have the programs named; elsewhere it is skipped and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DaemonTheoryAttribute : TheoryAttribute
{
    public DaemonTheoryAttribute(params string[] programs) => Skip = Requirements.Missing(needsRoot: false, programs);
}

/// <summary>A theory for machines that can also run daemons in network namespaces.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NetworkTheoryAttribute : TheoryAttribute
{
    public NetworkTheoryAttribute() => Skip = Requirements.Missing(needsRoot: true, "bird", "birdc", "bgpd", "zebra", "staticd", "vtysh", "ip");
}
