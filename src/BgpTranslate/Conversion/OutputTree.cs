using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BgpTranslate.Diagnostics;

namespace BgpTranslate.Conversion;

/// <summary>An input, what became of it, and the files that hold the output.</summary>
/// <param name="Input">The input.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Outputs">Paths of the files written; <c>-</c> is standard output.</param>
public sealed record Converted(Input Input, ConversionResult Result, ImmutableArray<string> Outputs);

/// <summary>Where a conversion's output goes.</summary>
public interface IOutputPlace
{
    /// <summary>Writes the output of a result that has one. What cannot be written makes the result a failed one.</summary>
    Converted Write(Input input, ConversionResult result);
}

/// <summary>Standard output.</summary>
/// <param name="output">The stream's writer.</param>
public sealed class StandardOutput(TextWriter output) : IOutputPlace
{
    /// <inheritdoc/>
    public Converted Write(Input input, ConversionResult result)
    {
        foreach (var file in result.Outputs) output.Write(file.Text.ToString());
        return new Converted(input, result, result.Outputs.IsEmpty ? [] : ["-"]);
    }
}

/// <summary>One file, and files beside it where a format needs several.</summary>
/// <param name="files">The file system.</param>
/// <param name="path">The file.</param>
public sealed class SingleOutput(IFileSystem files, string path) : IOutputPlace
{
    /// <inheritdoc/>
    public Converted Write(Input input, ConversionResult result) =>
        OutputFiles.Write(files, input, result, Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path)), Path.GetExtension(path));
}

/// <summary>
/// A tree that mirrors the inputs' own: same folder, same stem, the target's extension; what several inputs have in common has a name of its own. Where a name is taken the later input gets a
/// number. Inputs must come in one order, so that they always get the same names.
/// </summary>
/// <param name="files">The file system.</param>
/// <param name="root">The tree's root.</param>
/// <param name="extension">The target's extension, with the dot.</param>
/// <param name="inputs">The inputs: none of them is overwritten.</param>
public sealed class OutputTree(IFileSystem files, string root, string extension, IEnumerable<Input> inputs) : IOutputPlace
{
    private readonly Dictionary<string, string> taken = inputs.GroupBy(i => files.FullPath(i.Name)).ToDictionary(g => g.Key, g => "the input " + g.First().Name);

    private readonly Dictionary<SharedOutput, Converted> shared = [];

    /// <inheritdoc/>
    public Converted Write(Input input, ConversionResult result)
    {
        if (result.Outputs.IsEmpty) return new Converted(input, result, []);
        if (result.Shared is null) return WriteAt(OwnPlace(input), input, result);
        if (!shared.TryGetValue(result.Shared, out var first)) return shared[result.Shared] = WriteAt(result.Shared.Place, input, result);
        return new Converted(input, first.Outputs.IsEmpty ? result with { Status = ConversionStatus.Failed } : result, first.Outputs);
    }

    private static string OwnPlace(Input input) =>
        Path.Combine(Path.GetDirectoryName(input.Place) ?? "", Path.GetFileNameWithoutExtension(input.Place) is { Length: > 0 } stem ? stem : Path.GetFileName(input.Place));

    private Converted WriteAt(string place, Input input, ConversionResult result)
    {
        var wanted = Path.Combine(root, place);
        var path = wanted;
        for (var n = 2; result.Outputs.Any(o => taken.ContainsKey(files.FullPath(path + o.Suffix + extension))); n++)
            path = wanted + "-" + n.ToString(CultureInfo.InvariantCulture);
        if (path != wanted)
        {
            var first = result.Outputs.Select(o => wanted + o.Suffix + extension).First(p => taken.ContainsKey(files.FullPath(p)));
            result = result with { Diagnostics = result.Diagnostics.Add(DiagnosticCatalogue.Collision(first, taken[files.FullPath(first)], path + extension)) };
        }

        foreach (var output in result.Outputs) taken.Add(files.FullPath(path + output.Suffix + extension), "the output of " + input.Name);
        return OutputFiles.Write(files, input, result, path, extension);
    }
}

/// <summary>Output files, each written whole or not at all.</summary>
internal static class OutputFiles
{
    public static Converted Write(IFileSystem files, Input input, ConversionResult result, string stem, string extension)
    {
        var path = stem + extension;
        var pending = new List<PendingFile>(result.Outputs.Length);
        try
        {
            foreach (var output in result.Outputs)
            {
                path = stem + output.Suffix + extension;
                pending.Add(files.Create(path));
                using var writer = new StreamWriter(pending[^1].Content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                writer.Write(output.Text.ToString());
            }

            foreach (var file in pending) file.Commit();
            return new Converted(input, result, [.. result.Outputs.Select(o => stem + o.Suffix + extension)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var diagnostics = result.Diagnostics.Add(DiagnosticCatalogue.UnwritableOutput(path, e.Message));
            return new Converted(input, result with { Status = ConversionStatus.Failed, Diagnostics = diagnostics }, []);
        }
        finally
        {
            foreach (var file in pending) file.Dispose();
        }
    }
}
