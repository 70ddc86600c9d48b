using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Items;

/// <summary>An argument of an item.</summary>
/// <param name="Name">Its name in current releases.</param>
/// <param name="Value">Its value, unescaped.</param>
/// <param name="Statement">The statement it is; of an argument that a command stands for (<c>disable</c>), the command's.</param>
/// <param name="Word">As written; null for an argument that a command stands for.</param>
internal sealed record Argument(string Name, string Value, Statement Statement, Word? Word);

/// <summary>An item of a menu, as the commands leave it.</summary>
internal sealed class Item(string menu)
{
    private readonly OrderedDictionary<string, Argument> arguments = new(StringComparer.Ordinal);

    /// <summary>Its menu.</summary>
    public string Menu { get; } = menu;

    /// <summary>The commands that made it.</summary>
    public Origin Origin { get; set; }

    /// <summary>The router has it without being told.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>The text changes it without having made it.</summary>
    public bool IsForeign { get; init; }

    /// <summary>What is said about it, in the order in which it was first said.</summary>
    public IEnumerable<Argument> Arguments => arguments.Values;

    /// <summary>What is said under a name, or null.</summary>
    public Argument? this[string name] => arguments.GetValueOrDefault(name);

    /// <summary>The value under a name, or null.</summary>
    public string? Value(string name) => arguments.GetValueOrDefault(name)?.Value;

    /// <summary>Its name; empty when it has none.</summary>
    public string Name => Value("name") ?? "";

    /// <summary>It is configured, but not used.</summary>
    public bool IsDisabled => Value("disabled") is "yes" or "true";

    /// <summary>Says something; what was said before under that name is returned.</summary>
    public Argument? Set(Argument argument)
    {
        var before = arguments.GetValueOrDefault(argument.Name);
        arguments[argument.Name] = argument;
        return before;
    }

    /// <summary>Unsays something.</summary>
    public Argument? Unset(string name) => arguments.Remove(name, out var before) ? before : null;
}
