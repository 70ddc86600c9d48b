using System.Collections.Immutable;
using System.Text;
using BgpTranslate.Cli;
using BgpTranslate.Conversion;
using BgpTranslate.Formats;

namespace BgpTranslate.Tests.Cli;

/// <summary>One run of the program, in process.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    /// <summary>The last line of standard error.</summary>
    public string LastLine => Error.TrimEnd('\n').Split('\n')[^1];

    /// <summary>Runs the program with the formats it really has.</summary>
    public static CliRun Of(params string[] arguments) => Run(FormatRegistry.All, "", arguments);

    /// <summary>Runs it with the words of <see cref="WordFormat"/> as its one format.</summary>
    public static CliRun OfWords(string input, params string[] arguments) => Run([new WordFormat()], input, arguments);

    /// <summary>The same before a terminal that shows colour.</summary>
    public static CliRun OnTerminal(params string[] arguments) => Run([new WordFormat()], "", arguments, isTerminal: true);

    private static CliRun Run(ImmutableArray<Format> formats, string input, string[] arguments, bool isTerminal = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var stdin = new MemoryStream(Encoding.UTF8.GetBytes(input));
        var environment = new ProgramEnvironment(stdin, isTerminal, output, error, isTerminal, Width: 100, Colour: isTerminal, new DiskFileSystem(), formats, Workers: 2);
        var code = Program.Run(arguments, environment);
        return new CliRun(code, output.ToString(), error.ToString());
    }
}
