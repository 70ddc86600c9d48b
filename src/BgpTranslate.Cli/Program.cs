using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using BgpTranslate.Cli.Commands;
using BgpTranslate.Diagnostics;
using BgpTranslate.Reporting;

namespace BgpTranslate.Cli;

/// <summary><c>bgpx</c>: parses the command line and runs one command.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        var environment = ProgramEnvironment.OfProcess();
        try
        {
            return Run(arguments, environment);
        }
        finally
        {
            environment.Out.Flush();
            environment.Error.Flush();
        }
    }

    /// <summary>Runs the program in an environment.</summary>
    public static int Run(IReadOnlyList<string> arguments, ProgramEnvironment environment)
    {
        var root = new RootCommand("Translates BGP configurations between routers and Kubernetes, and says what became of every statement.")
        {
            ConvertCommand.Create(environment),
            DiffCommand.Create(environment),
            TraceCommand.Create(environment),
            ShowCommand.Create(environment),
            FormatsCommand.Create(environment),
            ExplainCommand.Create(environment),
        };
        foreach (var option in root.Options.OfType<HelpOption>()) option.Action = new HelpByExample(environment.Width);

        // Arguments that start with @ are file names here, never response files.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpByExample)
        {
            foreach (var error in parsed.Errors) environment.Error.WriteLine($"bgpx: {error.Message}");
            environment.Error.WriteLine($"See '{Path(parsed.CommandResult.Command)} --help'.");
            return ExitCodes.Trouble;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = environment.Out, Error = environment.Error, EnableDefaultExceptionHandler = false });
        }
        catch (UsageException usage)
        {
            environment.Error.WriteLine($"bgpx: {usage.Message}");
            environment.Error.WriteLine($"See '{Path(parsed.CommandResult.Command)} --help'.");
            return ExitCodes.Trouble;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            environment.Error.WriteLine($"bgpx: {e.Message}");
            return ExitCodes.Trouble;
        }
        catch (Exception e)
        {
            var defect = DiagnosticCatalogue.Internal(e);
            environment.Error.WriteLine($"bgpx: error {defect.Code}: {defect.Message}; see 'bgpx explain {defect.Code}'");
            return ExitCodes.Trouble;
        }
    }

    private static string Path(Command command) => command is RootCommand ? "bgpx" : $"bgpx {command.Name}";
}

/// <summary>The command line cannot be carried out as it stands.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>A command whose help ends in examples.</summary>
internal sealed class ExampleCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>Lines of a shell, with what they do behind <c>#</c>.</summary>
    public string Examples { get; } = examples;
}

/// <summary>The usual help, and examples behind it.</summary>
internal sealed class HelpByExample(int width) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        new HelpAction { MaxWidth = width }.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExampleCommand { Examples: var examples })
        {
            output.WriteLine("Examples:");
            foreach (var line in examples.Split('\n')) output.WriteLine(line.Length > 0 ? "  " + line : line);
            output.WriteLine();
        }

        return ExitCodes.Clean;
    }
}
