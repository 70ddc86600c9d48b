using System.Text.RegularExpressions;
using BgpTranslate.Formats;
using Xunit;

namespace BgpTranslate.Tests.Architecture;

/// <summary>What the folders of the library promise.</summary>
public class LayeringTests
{
    // Each may use those before it; Lint and Reporting are the same step.
    private static readonly string[][] Steps =
        [["Threads"], ["Text"], ["Diagnostics"], ["Model"], ["Policy"], ["Defaults"], ["Facts"], ["Formats"], ["Conversion"], ["Lint", "Reporting"]];

    private static string Library => Repository.At("src", "BgpTranslate");

    private static IEnumerable<(string Folder, string Path, string Code)> Sources() =>
        from path in Directory.EnumerateFiles(Library, "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Library, path)
        where relative.Contains('/') && !relative.StartsWith("obj/", StringComparison.Ordinal) && !relative.StartsWith("bin/", StringComparison.Ordinal)
        select (relative[..relative.IndexOf('/')], relative, WithoutComments(File.ReadAllText(path)));

    private static string WithoutComments(string code) => Regex.Replace(code, @"//.*|""(\\.|[^""\\\n])*""", "");

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Empty(Sources().Select(s => s.Folder).Distinct().Except(Steps.SelectMany(s => s)));

    [Fact]
    public void Dependencies_point_one_way()
    {
        var wrong =
            from source in Sources()
            let step = Array.FindIndex(Steps, s => s.Contains(source.Folder))
            from later in Steps.Skip(step).SelectMany(s => s)
            where later != source.Folder && Regex.IsMatch(source.Code, $@"BgpTranslate\.{later}\b|(?<![\w.]){later}\.[A-Z]")
            select $"{source.Path} uses {later}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Formats_never_refer_to_one_another()
    {
        var formats = FormatRegistry.All.Select(f => f.GetType().Namespace!.Split('.')[^1]).ToArray();
        var wrong =
            from source in Sources()
            let own = formats.FirstOrDefault(f => source.Path.StartsWith($"Formats/{f}/", StringComparison.Ordinal))
            where own is not null
            from other in formats
            where other != own && Regex.IsMatch(source.Code, $@"Formats\.{other}\b|(?<![\w.]){other}Format\b")
            select $"{source.Path} uses {other}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_conversion_touches_files_and_nothing_the_console()
    {
        var wrong =
            from source in Sources()
            where Regex.IsMatch(source.Code, @"(?<![\w.])Console\.")
                || (source.Folder != "Conversion"
                    && Regex.IsMatch(source.Code, @"(?<![\w.])(File|Directory)\.(Read|Write|Open|Create|Exists|Delete|Move|Copy|Append|Enumerate|Get)|new (FileStream|FileInfo|DirectoryInfo)\b"))
            select source.Path;
        Assert.Empty(wrong);
    }
}
