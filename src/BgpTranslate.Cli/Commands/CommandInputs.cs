using BgpTranslate.Conversion;

namespace BgpTranslate.Cli.Commands;

/// <summary>From the paths of a command line to inputs, and to the place of their output.</summary>
internal static class CommandInputs
{
    /// <summary>The inputs, in one order whatever the file system's; directories are walked.</summary>
    public static IReadOnlyList<Input> Find(ProgramEnvironment environment, IReadOnlyList<string> paths, string? output)
    {
        if (paths.Count == 0)
        {
            if (environment.InIsTerminal) throw new UsageException("no input: name a file or a directory, or - for standard input");
            paths = ["-"];
        }

        var files = environment.Files;
        return [.. paths.SelectMany(Inputs)];

        IEnumerable<Input> Inputs(string path) =>
            path != "-" && files.DirectoryExists(path) ? Input.Below(files, path, output).OrderBy(i => i.Place, StringComparer.Ordinal) : [One(environment, path)];
    }

    /// <summary>One input: a file, or <c>-</c> for standard input.</summary>
    public static Input One(ProgramEnvironment environment, string path) =>
        path == "-" ? Input.Standard(() => ReadAll(environment.In)) : Input.File(environment.Files, path);

    /// <summary>Two files, or the files of two directories.</summary>
    public static (IReadOnlyList<Input> A, IReadOnlyList<Input> B) Two(ProgramEnvironment environment, string a, string b)
    {
        if (environment.Files.DirectoryExists(a) != environment.Files.DirectoryExists(b)) throw new UsageException("a file compares with a file, and a directory with a directory");
        if (a == "-" && b == "-") throw new UsageException("standard input can be read once");
        return (Find(environment, [a], null), Find(environment, [b], null));
    }

    /// <summary>Where the output goes: standard output, one file, or a tree.</summary>
    public static IOutputPlace Place(ProgramEnvironment environment, IReadOnlyList<Input> inputs, IReadOnlyList<string> paths, string? output, string extension)
    {
        var files = environment.Files;
        var isSingle = paths.Count <= 1 && !paths.Any(files.DirectoryExists);
        if (output is null) return isSingle ? new StandardOutput(environment.Out) : throw new UsageException("several inputs need -o DIR");
        if (isSingle && !output.EndsWith('/') && !files.DirectoryExists(output)) return new SingleOutput(files, output);
        if (files.FileExists(output) && !files.DirectoryExists(output)) throw new UsageException($"several inputs need a directory, and '{output}' is a file");
        return new OutputTree(files, output, extension, inputs);
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
