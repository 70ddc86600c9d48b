using System.CommandLine;
using BgpTranslate.Reporting;

namespace BgpTranslate.Cli.Commands;

/// <summary><c>bgpx formats</c>.</summary>
internal static class FormatsCommand
{
    private const string Examples = """
        bgpx formats                       # all formats with their versions
        bgpx formats cilium-crd            # what it cannot express
        bgpx formats frr --to bird@2       # what becomes of every feature: exact, inherent, approximated, impossible
        """;

    /// <summary>The command.</summary>
    public static Command Create(ProgramEnvironment environment)
    {
        var from = CommonOptions.FormatArgument(environment, "FROM", "A format, with or without a version.");
        var to = CommonOptions.Format(environment, "--to", "The target of a conversion.");
        var command = new ExampleCommand("formats", "Lists formats, versions, and what each cannot express.", Examples) { from, to };
        command.SetAction(parsed =>
        {
            switch (parsed.GetValue(from), parsed.GetValue(to))
            {
                case (null, null):
                    FormatListing.WriteAll(environment.Out, environment.Formats);
                    break;
                case ({ } one, null):
                    FormatListing.WriteTarget(environment.Out, one);
                    break;
                case (null, { } target):
                    FormatListing.WriteTarget(environment.Out, target);
                    break;
                case ({ } source, { } target):
                    FormatListing.WritePair(environment.Out, source, target);
                    break;
            }

            return ExitCodes.Clean;
        });
        return command;
    }
}
