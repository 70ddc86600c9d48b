using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Text;

namespace BgpTranslate.Conversion;

/// <summary>A format and, where it is said, a release: <c>frr@8.4</c>.</summary>
/// <param name="Format">The format.</param>
/// <param name="Version">The release named; null where none is.</param>
public sealed record FormatChoice(Format Format, FormatVersion? Version)
{
    /// <summary>The platform meant: the newest release where none is named.</summary>
    public Platform Platform => Format.PlatformFor(Version ?? Format.Usual);

    /// <summary>Reads <c>frr</c> or <c>frr@8.4</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="formats">The formats there are.</param>
    /// <param name="problem">What is wrong with it, with what could be written instead; null when it is right.</param>
    public static FormatChoice? Parse(string text, IReadOnlyList<Format> formats, out string? problem)
    {
        var at = text.IndexOf('@');
        var key = at < 0 ? text : text[..at];
        problem = null;
        if (formats.FirstOrDefault(f => f.Key == key) is not { } format)
        {
            problem = $"'{key}' is no format; there are {string.Join(", ", formats.Select(f => f.Key))}";
            return null;
        }

        if (at < 0) return new FormatChoice(format, null);
        if (FormatVersion.TryParse(text.AsSpan(at + 1), out var version)) return new FormatChoice(format, version);
        problem = $"'{text[(at + 1)..]}' is no version of {key}; there are {string.Join(", ", format.Versions)}";
        return null;
    }
}

/// <summary>What happens to defaults that differ between source and target.</summary>
public enum DefaultsMode
{
    /// <summary>The source's value is written where the target's default differs.</summary>
    Preserve,

    /// <summary>The target's defaults hold; differences are listed.</summary>
    Adopt,
}

/// <summary>How to convert.</summary>
/// <param name="To">The target.</param>
/// <param name="From">The source format; null: found from the text.</param>
/// <param name="Defaults">What happens to defaults that differ.</param>
/// <param name="Options">Facts given with <c>--set KEY=VALUE</c>, and <c>intent</c> from <c>--intent</c>.</param>
/// <param name="Includes">Where included files come from.</param>
public sealed record ConversionRequest(
    FormatChoice To, FormatChoice? From, DefaultsMode Defaults, ImmutableDictionary<string, string> Options, IIncludeSource Includes)
{
    /// <summary>The formats that <see cref="From"/> is found among.</summary>
    public ImmutableArray<Format> Formats { get; init; } = FormatRegistry.All;

    /// <summary>A plain conversion.</summary>
    public static ConversionRequest Of(FormatChoice to, FormatChoice? from = null) =>
        new(to, from, DefaultsMode.Preserve, ImmutableDictionary<string, string>.Empty, NoIncludes.Instance);
}

/// <summary>How a conversion ended.</summary>
public enum ConversionStatus
{
    /// <summary>Nothing to report above information.</summary>
    Clean,

    /// <summary>Something was lost, approximated, not recognized, or needs input.</summary>
    Findings,

    /// <summary>There is no output.</summary>
    Failed,

    /// <summary>There is no output because no format recognizes a file that nobody named: it was met while a directory was walked.</summary>
    LeftAlone,
}

/// <summary>The result of converting one input.</summary>
/// <param name="Source">The input.</param>
/// <param name="Status">How it ended.</param>
/// <param name="From">The source platform; null when the format was not found.</param>
/// <param name="To">The target platform.</param>
/// <param name="Outputs">The files written; none when it failed.</param>
/// <param name="Fates">Every statement with its disposition, in reading order.</param>
/// <param name="OutputLines">Lines of the first output that render each statement.</param>
/// <param name="Verification">What the self-check found.</param>
/// <param name="Diagnostics">All findings, in the order of their places.</param>
public sealed record ConversionResult(
    SourceFile Source,
    ConversionStatus Status,
    Platform? From,
    Platform To,
    ImmutableArray<OutputFile> Outputs,
    ImmutableArray<StatementFate> Fates,
    OutputLines OutputLines,
    Verification Verification,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Counts of dispositions.</summary>
    public DispositionCounts Statements { get; } = DispositionCounts.Of(Fates);

    /// <summary>New names of things that had to be renamed: old to new, keyed by kind and name, as <c>policy CUST-IN</c>.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Where the output is that several inputs have in common; null: it is this input's alone.</summary>
    public SharedOutput? Shared { get; init; }
}

/// <summary>One output of several inputs, written once.</summary>
/// <param name="place">Its path inside the tree of outputs, without extension.</param>
public sealed class SharedOutput(string place)
{
    /// <summary>Its path inside the tree of outputs, without extension.</summary>
    public string Place { get; } = place;
}
