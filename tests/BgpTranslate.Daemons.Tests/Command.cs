using System.Diagnostics;

namespace BgpTranslate.Daemons.Tests;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <summary>Exit code and everything printed.</summary>
    public static (int ExitCode, string Output) Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Requirements.Find(program) ?? program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    /// <summary>The output of a program that must succeed.</summary>
    public static string Require(string program, params IEnumerable<string> arguments)
    {
        var (code, output) = Run(program, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {code}: {output}");
    }
}
