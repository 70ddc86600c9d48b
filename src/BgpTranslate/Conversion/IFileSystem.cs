namespace BgpTranslate.Conversion;

/// <summary>The files that conversions read and write. Failures are <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
public interface IFileSystem
{
    /// <summary>True for anything that can be opened as a file.</summary>
    bool FileExists(string path);

    /// <summary>True for a directory.</summary>
    bool DirectoryExists(string path);

    /// <summary>Names of the files in a directory, sorted by code point; links to files count.</summary>
    IReadOnlyList<string> FilesIn(string directory);

    /// <summary>Names of the directories in a directory, sorted by code point; links do not count, so that walks end.</summary>
    IReadOnlyList<string> DirectoriesIn(string directory);

    /// <summary>The whole content of a file.</summary>
    byte[] Read(string path);

    /// <summary>Starts a file, and the directories above it. Nothing is seen at the path before <see cref="PendingFile.Commit"/>.</summary>
    PendingFile Create(string path);

    /// <summary>The one absolute spelling of a path, with links followed.</summary>
    string FullPath(string path);
}

/// <summary>A file being written beside its final place. Disposed without <see cref="Commit"/> it leaves no trace.</summary>
public sealed class PendingFile : IDisposable
{
    private readonly string? temporary;
    private readonly string path;

    private PendingFile(string path, string? temporary, Stream content) => (this.path, this.temporary, Content) = (path, temporary, content);

    /// <summary>Where to write.</summary>
    public Stream Content { get; }

    /// <summary>Opens a file that will replace <paramref name="path"/>. Devices and pipes under <c>/dev</c> are written directly.</summary>
    public static PendingFile At(string path)
    {
        if (path.StartsWith("/dev/", StringComparison.Ordinal)) return new PendingFile(path, null, new FileStream(path, FileMode.Open, FileAccess.Write));
        var place = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        var temporary = Path.Combine(Path.GetDirectoryName(place) ?? "", $".{Path.GetFileName(place)}.{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && File.Exists(place)) options.UnixCreateMode = File.GetUnixFileMode(place);
        return new PendingFile(place, temporary, new FileStream(temporary, options));
    }

    /// <summary>Puts the file in its place, all at once.</summary>
    public void Commit()
    {
        Content.Dispose();
        if (temporary is not null) File.Move(temporary, path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Content.Dispose();
        if (temporary is not null && File.Exists(temporary)) File.Delete(temporary);
    }
}

/// <summary>The computer's own file system.</summary>
public sealed class DiskFileSystem : IFileSystem
{
    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> FilesIn(string directory) => Sorted(new DirectoryInfo(directory).EnumerateFiles().Where(f => f.LinkTarget is null || f.Exists));

    /// <inheritdoc/>
    public IReadOnlyList<string> DirectoriesIn(string directory) => Sorted(new DirectoryInfo(directory).EnumerateDirectories().Where(d => d.LinkTarget is null));

    /// <inheritdoc/>
    public byte[] Read(string path) => File.ReadAllBytes(path);

    /// <inheritdoc/>
    public PendingFile Create(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } directory) Directory.CreateDirectory(directory);
        return PendingFile.At(path);
    }

    /// <inheritdoc/>
    public string FullPath(string path)
    {
        var full = Path.GetFullPath(path);
        var place = Path.GetPathRoot(full)!;
        foreach (var part in full[place.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            place = Path.Combine(place, part);
            if (Path.Exists(place)) place = File.ResolveLinkTarget(place, returnFinalTarget: true)?.FullName ?? place;
        }

        return place;
    }

    private static List<string> Sorted(IEnumerable<FileSystemInfo> entries) => [.. entries.Select(e => e.Name).Order(StringComparer.Ordinal)];
}
