using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Formats;

namespace BgpTranslate.Tests.Corpus;

/// <summary>One line of a <c>conversions</c> file under <c>corpus/</c>.</summary>
/// <param name="Folder">The case's folder.</param>
/// <param name="Input">The input's file name.</param>
/// <param name="Target">The target, such as <c>bird@2</c>.</param>
/// <param name="Options">What follows: facts, <c>from</c>, and <c>with</c>.</param>
public sealed record CorpusCase(string Folder, string Input, string Target, ImmutableDictionary<string, string> Options)
{
    /// <summary>All of them.</summary>
    public static IEnumerable<CorpusCase> All() =>
        from list in Directory.EnumerateFiles(Repository.At("corpus"), "conversions", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        from line in File.ReadLines(list)
        where line.Length > 0 && line[0] != '#'
        select Parse(Path.GetDirectoryName(list)!, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Converts it, as the command line does.</summary>
    public ConversionResult Convert()
    {
        var request = new ConversionRequest(
            Choice(Target), Options.TryGetValue("from", out var from) ? Choice(from) : null, DefaultsMode.Preserve, Options.RemoveRange(["from", "with"]), NoIncludes.Instance);
        var files = new DiskFileSystem();
        string[] names = [Input, .. Options.TryGetValue("with", out var others) ? others.Split(',') : []];
        Array.Sort(names, StringComparer.Ordinal);
        return new Batch(files, null, 1).Convert([.. names.Select(n => BgpTranslate.Conversion.Input.File(files, Path.Combine(Folder, n)))], request).ElementAt(Array.IndexOf(names, Input));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path.GetFileName(Folder)}: {Input} to {Target}";

    private static FormatChoice Choice(string text) => FormatChoice.Parse(text, FormatRegistry.All, out var problem) ?? throw new InvalidDataException(problem);

    private static CorpusCase Parse(string folder, string[] words) => new(
        folder, words[0], words[1], words[2..].Select(w => w.Split('=', 2)).ToImmutableDictionary(p => p[0], p => p[1]));
}
