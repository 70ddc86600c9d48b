using System.Collections.Immutable;
using System.CommandLine;
using BgpTranslate.Conversion;
using BgpTranslate.Formats;
using BgpTranslate.Reporting;

namespace BgpTranslate.Cli.Commands;

/// <summary><c>bgpx convert</c>.</summary>
internal static class ConvertCommand
{
    private const string Examples = """
        bgpx convert edge1.conf --to bird                          # to standard output; what was lost, to standard error
        bgpx convert edge1.conf --from frr@8.4 --to bird@2 -o edge1.bird --report edge1.html
        bgpx convert node1-bird.conf --to cilium-crd --intent own --set node=worker1
        bgpx convert nodes/ --to cilium-crd -o cilium/ --set node={file}     # a node is called like its file; equal nodes share one ClusterConfig
        bgpx convert racks/ --to cilium-crd -o cilium/ --set node={file} --set node-label=rack={folder}   # nodes are selected by a label
        bgpx convert routers/ --to frr -o converted/ --report report.json   # a whole tree, mirrored under converted/
        ssh rtr1 vtysh -c 'show running-config' | bgpx convert - --from frr --to vyos

        Exit code: 0 clean; 1 something was lost (--fail-on says what counts); 2 bad usage, unreadable input, nothing converted.
        """;

    /// <summary>The command.</summary>
    public static Command Create(ProgramEnvironment environment)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files or directories; - or nothing is standard input.", Arity = ArgumentArity.ZeroOrMore };
        var to = CommonOptions.Format(environment, "--to", "The format to write, such as bird, frr@10.2 or cilium-crd; 'bgpx formats' lists them.");
        to.Required = true;
        var from = CommonOptions.From(environment);
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; for a directory or several inputs the directory.", HelpName = "FILE|DIR" };
        var reports = new Option<string[]>("--report") { Description = "A report of every statement: .json, .sarif or .html by its extension. May be given again.", HelpName = "FILE" };
        var intent = new Option<string>("--intent") { Description = "To cluster resources: 'own' takes over the node's speaker, 'counterpart' writes the side that peers with this router.", HelpName = "auto|own|counterpart", DefaultValueFactory = _ => "auto" };
        intent.AcceptOnlyFromAmong("auto", "own", "counterpart");
        var defaults = new Option<DefaultsMode>("--defaults") { Description = "Where defaults differ: 'preserve' writes the source's value, 'adopt' keeps the target's.", HelpName = "preserve|adopt" };
        var failOn = new Option<FailOn>("--fail-on") { Description = "What makes the exit code 1.", HelpName = "lost|approximated|never" };
        var facts = CommonOptions.Facts("A fact that the source does not hold; a 'needs input' message names the key. {file} in VALUE is the name of each input without its extension, {folder} that of its folder. May be given again.");
        var includeRoot = CommonOptions.IncludeRoot();
        var emitSecrets = new Option<bool>("--emit-secrets") { Description = "Write passwords into Kubernetes Secret manifests instead of a placeholder." };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Say how formats were recognized." };

        var command = new ExampleCommand("convert", "Translates configurations to another format.", Examples)
        {
            paths, to, from, output, reports, intent, defaults, failOn, facts, includeRoot, emitSecrets, verbose,
        };
        command.SetAction(parsed =>
        {
            var target = parsed.GetValue(to)!;
            var options = parsed.GetValue(facts)!.ToImmutableDictionary().SetItem("intent", parsed.GetValue(intent)!);
            if (parsed.GetValue(emitSecrets)) options = options.SetItem("emit-secrets", "yes");
            var request = new ConversionRequest(target, parsed.GetValue(from), parsed.GetValue(defaults), options, NoIncludes.Instance) { Formats = environment.Formats };
            var inputs = CommandInputs.Find(environment, parsed.GetValue(paths)!, parsed.GetValue(output));
            var place = CommandInputs.Place(environment, inputs, parsed.GetValue(paths)!, parsed.GetValue(output), target.Format.Extension);
            var batch = new Batch(environment.Files, parsed.GetValue(includeRoot), environment.Workers);
            var totals = Totals.Zero;
            Progress.Show(environment, inputs.Count, (messages, step) =>
            {
                using var report = new CommandReports(environment with { Error = messages }, target.Platform.Id, parsed.GetValue(reports)!);
                if (parsed.GetValue(verbose)) report.ExplainDetection(request);
                foreach (var (input, result) in inputs.Zip(batch.Convert(inputs, request)))
                {
                    report.Add(place.Write(input, result));
                    step();
                }

                totals = report.Close();
            });
            return ExitCodes.Of(totals, parsed.GetValue(failOn));
        });
        return command;
    }
}
