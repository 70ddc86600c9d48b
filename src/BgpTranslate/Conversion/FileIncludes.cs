using BgpTranslate.Formats;
using BgpTranslate.Text;

namespace BgpTranslate.Conversion;

/// <summary>
/// Included files from the file system, never outside a root. An absolute path that is not there is looked for below the root by its tail, the longest first:
/// <c>/etc/bird/peers/*.conf</c> may be <c>bird/peers/*.conf</c> or <c>peers/*.conf</c> in a copy of a router's files.
/// </summary>
/// <param name="files">The file system.</param>
/// <param name="root">The directory that must not be left.</param>
public sealed class FileIncludes(IFileSystem files, string root) : IIncludeSource
{
    private readonly string fullRoot = files.FullPath(root);

    /// <inheritdoc/>
    public IReadOnlyList<SourceFile> Resolve(SourceFile from, string path, out string? problem)
    {
        problem = null;
        var outside = false;
        foreach (var candidate in Candidates(from, path))
        {
            var found = new List<string>();
            foreach (var file in Expand(candidate))
            {
                if (IsInside(file)) found.Add(file);
                else outside = true;
            }

            if (found.Count > 0) return Read(found, out problem);
        }

        if (outside) problem = $"it is outside {root}; --include-root names a wider folder";
        else if (!IsPattern(path)) problem = "no such file";
        return [];
    }

    private IEnumerable<string> Candidates(SourceFile from, string path)
    {
        if (!path.StartsWith('/'))
        {
            yield return Path.Combine(from.Path == "-" ? root : Path.GetDirectoryName(from.Path) ?? "", path);
            yield break;
        }

        yield return path;
        for (var slash = 0; slash >= 0; slash = path.IndexOf('/', slash + 1)) yield return Path.Combine(root, path[(slash + 1)..]);
    }

    private List<SourceFile> Read(List<string> paths, out string? problem)
    {
        problem = null;
        var read = new List<SourceFile>(paths.Count);
        foreach (var path in paths)
        {
            try
            {
                if (InputText.Decode(path, files.Read(path), out var why) is { } source) read.Add(source);
                else problem = $"{path}: {why}";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problem = e.Message;
            }
        }

        return read;
    }

    private bool IsInside(string path)
    {
        var relative = Path.GetRelativePath(fullRoot, files.FullPath(path));
        return relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
    }

    private static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?', '[');

    // glob(3) as BIRD calls it: *, ? and [ ] inside a path component, a leading dot only where it is written.
    private IEnumerable<string> Expand(string pattern)
    {
        IEnumerable<string> places = [pattern.StartsWith('/') ? "/" : ""];
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            var isLast = i == parts.Length - 1;
            places = IsPattern(part)
                ? places.SelectMany(place => Names(place, isLast).Where(name => Matches(part, name)).Select(name => Path.Combine(place, name)))
                : places.Select(place => Path.Combine(place, part));
        }

        return places.Where(files.FileExists).Order(StringComparer.Ordinal);
    }

    private IReadOnlyList<string> Names(string place, bool isFile)
    {
        var directory = place.Length == 0 ? "." : place;
        if (!files.DirectoryExists(directory)) return [];
        return isFile ? files.FilesIn(directory) : files.DirectoriesIn(directory);
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (name.StartsWith(".") && !pattern.StartsWith(".")) return false;
        int p = 0, n = 0, star = -1, retry = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                retry = n;
            }
            else if (p < pattern.Length && MatchesOne(pattern, ref p, name[n]))
            {
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++retry;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, ref int p, char c)
    {
        var close = pattern[p] == '[' ? pattern[(p + 2 > pattern.Length ? p + 1 : p + 2)..].IndexOf(']') : -1;
        if (close < 0) return (pattern[p] == '?' || pattern[p] == c) && ++p > 0;
        var end = p + 2 + close;
        var set = pattern[(p + 1)..end];
        var negated = set[0] is '!' or '^';
        if (negated) set = set[1..];
        var inside = false;
        for (var i = 0; i < set.Length; i++)
        {
            var high = i + 2 < set.Length && set[i + 1] == '-' ? set[i + 2] : set[i];
            inside |= c >= set[i] && c <= high;
            if (high != set[i]) i += 2;
        }

        if (inside == negated) return false;
        p = end + 1;
        return true;
    }
}
