using System.CommandLine;
using System.CommandLine.Parsing;
using BgpTranslate.Conversion;

namespace BgpTranslate.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    /// <summary><c>--from FORMAT</c>.</summary>
    public static Option<FormatChoice?> From(ProgramEnvironment environment) => Format(environment, "--from", "The format of the input, such as frr, bird or frr@8.4; found from the text when it is not given.");

    /// <summary>An option that names a format; <c>auto</c> is none.</summary>
    public static Option<FormatChoice?> Format(ProgramEnvironment environment, string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FORMAT",
        CustomParser = result => ParseFormat(result, environment),
    };

    /// <summary><c>--include-root DIR</c>.</summary>
    public static Option<string?> IncludeRoot() => new("--include-root") { Description = "The folder that included files may come from; otherwise the input's own.", HelpName = "DIR" };

    /// <summary>An argument that names a format; it may be left out.</summary>
    public static Argument<FormatChoice?> FormatArgument(ProgramEnvironment environment, string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result => ParseFormat(result, environment),
        DefaultValueFactory = _ => null,
    };

    private static FormatChoice? ParseFormat(ArgumentResult result, ProgramEnvironment environment)
    {
        var text = result.Tokens[^1].Value;
        if (text == "auto") return null;
        var choice = FormatChoice.Parse(text, environment.Formats, out var problem);
        if (problem is not null) result.AddError(problem);
        return choice;
    }
}
