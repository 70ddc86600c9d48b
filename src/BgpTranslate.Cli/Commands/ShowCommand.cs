using System.Collections.Immutable;
using System.CommandLine;
using BgpTranslate.Conversion;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Reporting;

namespace BgpTranslate.Cli.Commands;

/// <summary><c>bgpx show</c>.</summary>
internal static class ShowCommand
{
    private const string Examples = """
        bgpx show edge1.conf                  # on half a page: who talks to whom
        bgpx show edge1.conf --as facts       # everything that holds, with the line or the default that says so
        bgpx show topo.yaml --set node=tor0   # one node of a topology
        """;

    private static readonly Dictionary<string, Action<TextWriter, ReadResult>> Views = new()
    {
        ["summary"] = SummaryText.Write,
        ["facts"] = (output, read) => FactText.Write(output, new EffectiveConfiguration(read.Configuration, read.Platform)),
        ["model"] = (output, read) => ModelText.Write(output, read.Configuration),
    };

    /// <summary>The command.</summary>
    public static Command Create(ProgramEnvironment environment)
    {
        var file = new Argument<string>("FILE") { Description = "A file, or - for standard input." };
        var from = CommonOptions.From(environment);
        var view = new Option<string>("--as") { Description = "How much to show.", HelpName = string.Join('|', Views.Keys), DefaultValueFactory = _ => "summary" };
        view.AcceptOnlyFromAmong([.. Views.Keys]);
        var facts = CommonOptions.Facts();
        var includeRoot = CommonOptions.IncludeRoot();
        var command = new ExampleCommand("show", "Shows what a configuration says.", Examples) { file, from, view, facts, includeRoot };
        command.SetAction(parsed =>
        {
            var input = CommandInputs.One(environment, parsed.GetValue(file)!);
            var reader = new InputReader(environment.Files, parsed.GetValue(includeRoot), parsed.GetValue(facts)!.ToImmutableDictionary(), environment.Formats);
            var style = environment.Colour ? TextStyle.Colour : TextStyle.Plain;
            if (reader.Read(input, parsed.GetValue(from), out var problem) is not { } read)
            {
                environment.Error.WriteLine(TextReport.Line(problem!, input.Name, style));
                return ExitCodes.Trouble;
            }

            foreach (var diagnostic in read.Diagnostics) environment.Error.WriteLine(TextReport.Line(diagnostic, input.Name, style));
            Views[parsed.GetValue(view)!](environment.Out, read);
            return ExitCodes.Clean;
        });
        return command;
    }
}
