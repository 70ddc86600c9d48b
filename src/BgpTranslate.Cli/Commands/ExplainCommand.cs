using System.CommandLine;
using BgpTranslate.Diagnostics;
using BgpTranslate.Reporting;

namespace BgpTranslate.Cli.Commands;

/// <summary><c>bgpx explain</c>.</summary>
internal static class ExplainCommand
{
    private const string Examples = """
        bgpx explain BGPX2001     # what it means, an input that causes it, what to do
        bgpx explain              # all codes
        """;

    /// <summary>The command.</summary>
    public static Command Create(ProgramEnvironment environment)
    {
        var id = new Argument<string?>("CODE") { Description = "A diagnostic code; without one all are listed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new ExampleCommand("explain", "Explains a diagnostic code.", Examples) { id };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(id) is not { } wanted)
            {
                CodeExplanation.WriteList(environment.Out, DiagnosticCatalogue.All);
                return ExitCodes.Clean;
            }

            var code = DiagnosticCatalogue.All.FirstOrDefault(c => c.Id.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                ?? throw new UsageException($"there is no code '{wanted}'; 'bgpx explain' lists all");
            CodeExplanation.Write(environment.Out, code);
            return ExitCodes.Clean;
        });
        return command;
    }
}
