using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.FortiOs.Reading;
using BgpTranslate.Formats.FortiOs.Writing;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.FortiOs;

/// <summary>FortiOS: backups, <c>show</c> output, scripts.</summary>
public sealed class FortiOsFormat : Format
{
    /// <inheritdoc/>
    public override string Key => "fortios";

    /// <inheritdoc/>
    public override string Title => "FortiOS (FortiGate): backups, show output, CLI scripts";

    /// <inheritdoc/>
    public override ImmutableArray<FormatVersion> Versions { get; } = [new(6, 0), new(6, 2), new(6, 4), new(7, 0), new(7, 2), new(7, 4), Releases.Latest];

    /// <inheritdoc/>
    public override string Extension => ".conf";

    /// <inheritdoc/>
    public override SupportTable SupportFor(Platform target) => FortiOsSupport.Table;

    /// <inheritdoc/>
    public override Platform PlatformFor(FormatVersion version) => FortiOsDefaults.For(version);

    /// <inheritdoc/>
    public override ReadResult Read(ReadRequest request) => FortiOsReader.Read(request);

    /// <inheritdoc/>
    public override WriteResult Write(WriteRequest request) => FortiOsWriter.Write(request);

    /// <inheritdoc/>
    public override Detection Detect(SourceFile file)
    {
        var text = file.Content;
        if (text.AsSpan().TrimStart("\ufeff \t\r\n").StartsWith(Releases.Header)) return new Detection(98, "the first line of a FortiOS backup");
        int tables = 0, routers = 0, commands = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim(" \t");
            if (line.StartsWith("config router ")) routers++;
            else if (line.StartsWith("config ")) tables++;
            else if (line.StartsWith("edit ") || line.StartsWith("set ") || line.StartsWith("unset ") || line.SequenceEqual("next") || line.SequenceEqual("end")) commands++;
        }

        return commands == 0 || routers + tables == 0 ? Detection.None
            : routers > 0 ? new Detection(90, "config router … end")
            : new Detection(Math.Min(80, 40 + (10 * tables)), "config … edit … next … end");
    }
}
