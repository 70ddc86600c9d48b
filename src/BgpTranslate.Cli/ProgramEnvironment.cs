using System.Collections.Immutable;
using System.Text;
using BgpTranslate.Conversion;
using BgpTranslate.Formats;

namespace BgpTranslate.Cli;

/// <summary>Everything outside the program that it touches. Tests put their own in place.</summary>
/// <param name="In">Standard input.</param>
/// <param name="InIsTerminal">True when a person would have to type the input.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="ErrorIsTerminal">True when standard error is a terminal.</param>
/// <param name="Width">Columns of the terminal.</param>
/// <param name="Colour">True when colour is wanted.</param>
/// <param name="Files">The file system.</param>
/// <param name="Formats">The formats there are.</param>
/// <param name="Workers">Threads for batches.</param>
internal sealed record ProgramEnvironment(
    Stream In, bool InIsTerminal, TextWriter Out, TextWriter Error, bool ErrorIsTerminal, int Width, bool Colour, IFileSystem Files, ImmutableArray<Format> Formats, int Workers)
{
    /// <summary>The process's own.</summary>
    public static ProgramEnvironment OfProcess()
    {
        var colour = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "" && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new ProgramEnvironment(
            Console.OpenStandardInput(),
            !Console.IsInputRedirected,
            Writer(Console.OpenStandardOutput()),
            Writer(Console.OpenStandardError()),
            !Console.IsErrorRedirected,
            Console.IsErrorRedirected ? 100 : Math.Max(40, Console.WindowWidth),
            colour,
            new DiskFileSystem(),
            FormatRegistry.All,
            Environment.ProcessorCount);
    }

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
}
