using BgpTranslate.Conversion;
using BgpTranslate.Facts;
using BgpTranslate.Formats;

namespace BgpTranslate.Reporting;

/// <summary>What <c>bgpx formats</c> prints.</summary>
public static class FormatListing
{
    /// <summary>All formats: a row each.</summary>
    public static void WriteAll(TextWriter output, IReadOnlyList<Format> formats)
    {
        string[][] rows =
        [
            ["format", "reads", "writes", "files", "versions", "what it is"],
            .. formats.Select(f => new[] { f.Key, "yes", f.CanWrite ? "yes" : "no", f.Extension, string.Join(' ', f.Versions), f.Title }),
        ];
        WriteTable(output, rows);
        output.WriteLine();
        var others = string.Concat(formats.Where(f => f.Usual != f.Versions[^1]).Select(f => $", of {f.Key} {f.Usual}"));
        output.WriteLine($"A version may follow the format: frr@8.4. Without one the newest is written{others}.");
        output.WriteLine("'bgpx formats frr' lists what frr cannot express; 'bgpx formats frr --to bird' what becomes of every feature.");
    }

    /// <summary>What a format cannot express as a target.</summary>
    public static void WriteTarget(TextWriter output, FormatChoice choice)
    {
        var format = choice.Format;
        output.WriteLine($"{format.Key}: {format.Title}. Versions {string.Join(' ', format.Versions)}; files {format.Extension}.");
        if (!format.CanWrite)
        {
            output.WriteLine("It can be read, not written.");
            return;
        }

        output.WriteLine($"What {choice.Platform.Id} cannot express exactly:");
        WriteRows(output, format.SupportFor(choice.Platform).Rows);
    }

    /// <summary>What becomes of every feature in conversions from one format to another.</summary>
    public static void WritePair(TextWriter output, FormatChoice from, FormatChoice to)
    {
        var features = FeatureMatrix.Of(from.Format.SupportFor(from.Platform), to.Format.SupportFor(to.Platform));
        output.WriteLine($"From {from.Platform.Id} to {to.Platform.Id}; what one particular configuration says may fit less well, and its report tells.");
        WriteTable(output, [.. features.OrderByDescending(f => f.Level).Select(f => new[] { "", LevelName(f.Level), f.Key, f.Reason.Length > 0 ? f.Reason : f.Meaning })]);
        output.WriteLine(string.Join(", ", features.CountBy(f => f.Level).OrderBy(c => c.Key).Select(c => $"{c.Value} {LevelName(c.Key)}")));
    }

    private static void WriteRows(TextWriter output, IEnumerable<Support> rows)
    {
        string[][] lines =
        [
            .. rows.Where(r => r.Level != SupportLevel.Exact).OrderByDescending(r => r.Level).ThenBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => new[] { "", LevelName(r.Level), r.Key, r.Reason }),
        ];
        if (lines.Length == 0) output.WriteLine("  nothing is known that it cannot.");
        else WriteTable(output, lines);
    }

    private static string LevelName(SupportLevel level) => level switch
    {
        SupportLevel.Exact => "exact",
        SupportLevel.Inherent => "inherent",
        SupportLevel.Approximate => "approximated",
        SupportLevel.Impossible => "impossible",
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    private static void WriteTable(TextWriter output, string[][] rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
        foreach (var row in rows) output.WriteLine(string.Join("  ", row.Select((cell, c) => c == row.Length - 1 ? cell : cell.PadRight(widths[c]))).TrimEnd());
    }
}
