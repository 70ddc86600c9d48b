namespace BgpTranslate.Conversion;

/// <summary>One input of a batch.</summary>
/// <param name="Name">The name that diagnostics and reports show: the path as given or walked, or <c>-</c>.</param>
/// <param name="Place">Its path inside the tree that is mirrored; a name alone for a file that was named.</param>
/// <param name="Root">The directory that included files must not leave.</param>
/// <param name="IsNamed">True when the user named it; false when a directory was walked.</param>
/// <param name="Read">Its bytes.</param>
public sealed record Input(string Name, string Place, string Root, bool IsNamed, Func<byte[]> Read)
{
    private static readonly string[] NotWalked = [".git", ".hg", ".svn"];

    /// <summary>A file or standard input.</summary>
    public static Input Standard(Func<byte[]> read) => new("-", "stdin", ".", true, read);

    /// <summary>A file that the user named.</summary>
    public static Input File(IFileSystem files, string path)
    {
        var root = Path.GetDirectoryName(path) is { Length: > 0 } directory ? directory : ".";
        return new(path, Path.GetFileName(path), root, true, () => files.Read(path));
    }

    /// <summary>All files below a directory, sorted; version control's own folders and <paramref name="except"/> are left out.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="directory">The directory as the user gave it.</param>
    /// <param name="except">A directory that is not walked: where the output goes.</param>
    public static IEnumerable<Input> Below(IFileSystem files, string directory, string? except)
    {
        var output = except is null ? null : files.FullPath(except);
        return Walk("");

        IEnumerable<Input> Walk(string place)
        {
            var here = Path.Combine(directory, place);
            foreach (var name in files.FilesIn(here))
            {
                var path = Path.Combine(here, name);
                yield return new Input(Shown(path), Path.Combine(place, name), directory, false, () => files.Read(path));
            }

            foreach (var name in files.DirectoriesIn(here))
            {
                if (NotWalked.Contains(name) || files.FullPath(Path.Combine(here, name)) == output) continue;
                foreach (var input in Walk(Path.Combine(place, name))) yield return input;
            }
        }
    }

    private static string Shown(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
