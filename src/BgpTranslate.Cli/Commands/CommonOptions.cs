using System.CommandLine;
using System.CommandLine.Parsing;
using BgpTranslate.Conversion;

namespace BgpTranslate.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    /// <summary><c>--from FORMAT</c>.</summary>
    public static Option<FormatChoice?> From() => Format("--from", "The format of the input, such as frr, bird or frr@8.4; found from the text when it is not given.");

    /// <summary>An option that names a format; <c>auto</c> is none.</summary>
    public static Option<FormatChoice?> Format(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FORMAT",
        CustomParser = ParseFormat,
    };

    /// <summary>An argument that names a format; it may be left out.</summary>
    public static Argument<FormatChoice?> FormatArgument(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParseFormat,
        DefaultValueFactory = _ => null,
    };

    private static FormatChoice? ParseFormat(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (text == "auto") return null;
        var choice = FormatChoice.Parse(text, out var problem);
        if (problem is not null) result.AddError(problem);
        return choice;
    }
}
