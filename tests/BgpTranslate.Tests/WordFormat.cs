using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Tests;

/// <summary>
/// The smallest format that does everything a format can do. <c>keep NAME</c> is in the model; <c>mtu …</c> is out of scope; <c>note …</c> has no effect; <c>lose NAME</c> is read and never written;
/// <c>include PATH</c> includes; <c>crash</c> is a defect; all else is unrecognized.
/// </summary>
internal sealed class WordFormat : Format
{
    private static readonly Platform Only = new("words", new FormatVersion(1), "", ExportScope.BgpTable, new DefaultsTable([]));

    /// <inheritdoc/>
    public override string Key => "words";

    /// <inheritdoc/>
    public override string Title => "Words, for tests";

    /// <inheritdoc/>
    public override ImmutableArray<FormatVersion> Versions => [new(1)];

    /// <inheritdoc/>
    public override string Extension => ".words";

    /// <inheritdoc/>
    public override SupportTable SupportFor(Platform target) => new([]);

    /// <inheritdoc/>
    public override Platform PlatformFor(FormatVersion version) => Only;

    /// <inheritdoc/>
    public override Detection Detect(SourceFile file) =>
        file.Content.StartsWith("keep ", StringComparison.Ordinal) ? new Detection(100, "it starts with 'keep'") : Detection.None;

    /// <inheritdoc/>
    public override ReadResult Read(ReadRequest request)
    {
        var log = new StatementLog();
        var kept = ImmutableArray.CreateBuilder<NamedObject>();
        var files = ImmutableArray.CreateBuilder<SourceFile>();
        ReadFile(request.File);
        return new ReadResult(new Configuration { Others = kept.ToImmutable() }, Only, log, [], files.ToImmutable());

        void ReadFile(SourceFile file)
        {
            files.Add(file);
            var start = 0;
            foreach (var line in file.Content.Split('\n'))
            {
                if (line.Length > 0) ReadLine(line, new Span(file, start, start + line.Length));
                start += line.Length + 1;
            }
        }

        void ReadLine(string line, Span span)
        {
            var statement = log.Open(span);
            var space = line.IndexOf(' ');
            var (word, rest) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..]);
            switch (word)
            {
                case "keep" or "lose":
                    kept.Add(new NamedObject { Kind = word, Name = rest, Origin = statement });
                    log.Close(statement, Outcome.States);
                    break;
                case "mtu":
                    log.Close(statement, new Outcome.OutOfScope("interface"));
                    break;
                case "note":
                    log.Close(statement, new Outcome.Inherent("a note"));
                    break;
                case "include":
                    log.Close(statement, new Outcome.Inherent("read in place"));
                    foreach (var included in request.Includes.Resolve(span.File, rest, out _)) ReadFile(included);
                    break;
                case "crash":
                    throw new InvalidOperationException($"cannot read '{line}'");
            }
        }
    }

    /// <inheritdoc/>
    public override WriteResult Write(WriteRequest request)
    {
        var text = new OutputText("  ");
        foreach (var o in request.Configuration.Others.Where(o => o.Kind == "keep")) text.Line($"keep {o.Name}", o.Origin);
        var announcements = request.Configuration.Others.Where(o => o.Kind == "lose").Select(o => new Announcement(Disposition.Lost, "words lose it", o.Key));
        return new WriteResult([new OutputFile("", text)], [.. announcements], ImmutableDictionary<string, string>.Empty);
    }
}
