using System.Collections.Immutable;
using System.CommandLine;
using BgpTranslate.Conversion;

namespace BgpTranslate.Cli.Commands;

/// <summary><c>bgpx diff</c>.</summary>
internal static class DiffCommand
{
    private const string Examples = """
        bgpx diff old/frr.conf new/bird.conf            # do both mean the same? a route shows where not
        bgpx diff before.conf after.conf --from-a frr@8.4 --from-b frr@10.2
        bgpx diff routers/ converted/                   # folders: files pair by path, or by host name
        bgpx diff main.conf branch.conf --output-format markdown    # short, for a pull request

        Names of policies, sets and groups and the order of statements make no difference; what they mean does.
        Exit code: 0 same; 1 something differs or could not be compared; 2 bad usage, unreadable input.
        """;

    /// <summary>The command.</summary>
    public static Command Create(ProgramEnvironment environment)
    {
        var a = new Argument<string>("A") { Description = "A file or a folder; - for standard input." };
        var b = new Argument<string>("B") { Description = "The file or folder to compare it with." };
        var fromA = CommonOptions.Format(environment, "--from-a", "The format of A; found from the text when it is not given.");
        var fromB = CommonOptions.Format(environment, "--from-b", "The format of B; found from the text when it is not given.");
        var form = new Option<string>("--output-format") { Description = "For people, programs or a pull request.", HelpName = string.Join('|', DiffReports.Forms), DefaultValueFactory = _ => "text" };
        form.AcceptOnlyFromAmong([.. DiffReports.Forms]);
        var facts = CommonOptions.Facts();
        var includeRoot = CommonOptions.IncludeRoot();
        var command = new ExampleCommand("diff", "Compares what two configurations of any formats mean.", Examples) { a, b, fromA, fromB, form, facts, includeRoot };
        command.SetAction(parsed =>
        {
            var (inputsA, inputsB) = CommandInputs.Two(environment, parsed.GetValue(a)!, parsed.GetValue(b)!);
            var comparer = new TreeDiff(new InputReader(environment.Files, parsed.GetValue(includeRoot), parsed.GetValue(facts)!.ToImmutableDictionary(), environment.Formats), environment.Formats);
            using var report = new DiffReports(environment, parsed.GetValue(form)!);
            foreach (var pair in comparer.Compare(inputsA, parsed.GetValue(fromA), inputsB, parsed.GetValue(fromB))) report.Add(pair);
            return report.Close();
        });
        return command;
    }
}
