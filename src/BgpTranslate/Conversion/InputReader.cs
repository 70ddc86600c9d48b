using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;

namespace BgpTranslate.Conversion;

/// <summary>Reads inputs that are looked at, not converted.</summary>
/// <param name="files">Where included files come from.</param>
/// <param name="includeRoot">The directory that included files may not leave; null: each input's own.</param>
/// <param name="options">Facts that the inputs do not hold.</param>
/// <param name="formats">The formats that an unnamed one is found among.</param>
public sealed class InputReader(IFileSystem files, string? includeRoot, ImmutableDictionary<string, string> options, IReadOnlyList<Format> formats)
{
    /// <summary>Facts that the inputs do not hold.</summary>
    public ImmutableDictionary<string, string> Options => options;

    /// <summary>Reads an input; null with the problem when there is nothing to read. Throws what the file system throws.</summary>
    public ReadResult? Read(Input input, FormatChoice? from, out Diagnostic? problem)
    {
        problem = null;
        if (InputText.Decode(input.Name, input.Read(), out var binary) is not { } source) problem = DiagnosticCatalogue.UnreadableInput(binary!);
        else if (Converter.Choose(source, from, formats, out var unknown) is not { } choice) problem = DiagnosticCatalogue.InputFormat(null, unknown!);
        else if (Converter.Read(choice, new ReadRequest(source, choice.Version, IncludesOf(input), options), formats) is var read && (problem = read.Refusal) is null) return read;
        return null;
    }

    /// <summary>Where the files that an input includes come from.</summary>
    public IIncludeSource IncludesOf(Input input) => new FileIncludes(files, includeRoot ?? input.Root);
}
