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

    /// <summary><c>--set KEY=VALUE</c>, as often as needed.</summary>
    public static Option<KeyValuePair<string, string>[]> Facts(string description = "A fact that the source does not hold, such as node=NAME for a topology. May be given again.") => new("--set")
    {
        Description = description,
        HelpName = "KEY=VALUE",
        CustomParser = ParseFacts,
    };

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

    private static KeyValuePair<string, string>[] ParseFacts(ArgumentResult result)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in result.Tokens)
        {
            var equals = token.Value.IndexOf('=');
            if (equals > 0) facts[token.Value[..equals]] = token.Value[(equals + 1)..];
            else result.AddError($"--set wants KEY=VALUE, not '{token.Value}'");
        }

        return [.. facts];
    }
}
