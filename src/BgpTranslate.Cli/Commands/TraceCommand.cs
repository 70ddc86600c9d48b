using System.Collections.Immutable;
using System.CommandLine;
using BgpTranslate.Conversion;
using BgpTranslate.Policy;
using BgpTranslate.Reporting;

namespace BgpTranslate.Cli.Commands;

/// <summary><c>bgpx trace</c>.</summary>
internal static class TraceCommand
{
    private static readonly string Examples = $"""
        bgpx trace frr.conf --policy CUST-IN --route "10.2.0.0/25 as-path 65001,65010 community 65000:77 med 20"
        bgpx trace frr.conf --neighbor 192.0.2.1 --direction in --route "203.0.113.0/24 as-path 65001"
        bgpx trace frr.conf --policy CUST-IN --to bird --route "10.2.0.0/25"     # and what the translation does to it

        A route is its prefix, then keys with values, lists with commas: {Route.Keys}.
        Exit code: 0 shown; 1 the translation does something else; 2 bad usage, unreadable input, no such policy or neighbor.
        """;

    /// <summary>The command.</summary>
    public static Command Create(ProgramEnvironment environment)
    {
        var file = new Argument<string>("FILE") { Description = "A file, or - for standard input." };
        var policy = new Option<string?>("--policy") { Description = "The policy, by its name.", HelpName = "NAME" };
        var neighbor = new Option<string?>("--neighbor") { Description = "The neighbor: all that its routes run through.", HelpName = "ADDR" };
        var direction = new Option<string?>("--direction") { Description = "Routes from the neighbor, or to it.", HelpName = "in|out" };
        direction.AcceptOnlyFromAmong("in", "out");
        var route = new Option<string>("--route") { Description = "The route, such as \"10.0.0.0/24 as-path 65001 community 65000:1\".", HelpName = "ROUTE", Required = true };
        var from = CommonOptions.From(environment);
        var to = CommonOptions.Format(environment, "--to", "Also shows what the translation to this format does.");
        var facts = CommonOptions.Facts();
        var includeRoot = CommonOptions.IncludeRoot();
        var command = new ExampleCommand("trace", "Shows statement by statement what a policy does to a route.", Examples) { file, policy, neighbor, direction, route, from, to, facts, includeRoot };
        command.SetAction(parsed =>
        {
            TraceTarget target = (parsed.GetValue(policy), parsed.GetValue(neighbor), parsed.GetValue(direction)) switch
            {
                ({ } name, null, null) => new TraceTarget.Policy(name),
                (null, { } address, { } way) => new TraceTarget.Neighbor(address, way == "in"),
                _ => throw new UsageException("name a policy with --policy, or a neighbor with --neighbor and --direction"),
            };
            if (!Route.TryParse(parsed.GetValue(route)!, out var received, out var error)) throw new UsageException(error);
            var input = CommandInputs.One(environment, parsed.GetValue(file)!);
            var tracing = new Tracing(new InputReader(environment.Files, parsed.GetValue(includeRoot), parsed.GetValue(facts)!.ToImmutableDictionary(), environment.Formats), environment.Formats);
            var style = environment.Colour ? TextStyle.Colour : TextStyle.Plain;
            var result = tracing.Trace(input, parsed.GetValue(from), target, received, parsed.GetValue(to), out var unreadable, out var problem);
            if (unreadable is not null) environment.Error.WriteLine(TextReport.Line(unreadable, input.Name, style));
            if (problem is not null) environment.Error.WriteLine($"bgpx: {problem}");
            if (result is null) return ExitCodes.Trouble;
            var text = new TraceText(environment.Out, style);
            text.Write($"{input.Name} ({result.Source.Configuration.Platform.Id}), {target}: {received}", result.Source);
            if (result.Translation is { } translation) text.Write($"{translation.Configuration.Platform.Id}, {result.TranslationTarget}", translation);
            return result.Differs ? ExitCodes.Findings : ExitCodes.Clean;
        });
        return command;
    }
}
