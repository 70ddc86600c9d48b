using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Vyos.Reading;
using BgpTranslate.Formats.Vyos.Syntax;
using BgpTranslate.Formats.Vyos.Writing;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Vyos;

/// <summary>VyOS, and Vyatta and EdgeOS before it: set commands and <c>config.boot</c>.</summary>
public sealed class VyosFormat : Format
{
    /// <inheritdoc/>
    public override string Key => "vyos";

    /// <inheritdoc/>
    public override string Title => "VyOS, Vyatta, EdgeOS: set commands, config.boot";

    /// <inheritdoc/>
    public override ImmutableArray<FormatVersion> Versions { get; } = [Releases.LastWithAsNumberTag, new(1, 4), Releases.Latest];

    /// <inheritdoc/>
    public override string Extension => ".set";

    /// <inheritdoc/>
    public override SupportTable SupportFor(Platform target) => VyosSupport.For(target.Version);

    /// <inheritdoc/>
    public override Platform PlatformFor(FormatVersion version) => VyosDefaults.For(version);

    /// <inheritdoc/>
    public override ReadResult Read(ReadRequest request) => VyosReader.Read(request);

    /// <inheritdoc/>
    public override WriteResult Write(WriteRequest request) => VyosWriter.Write(request);

    /// <inheritdoc/>
    public override Detection Detect(SourceFile file)
    {
        var text = file.Content;
        if (text.Contains("vyos-config-version:", StringComparison.Ordinal) || text.Contains("vyatta-config-version:", StringComparison.Ordinal))
            return new Detection(95, "the footer of config.boot");
        int commands = 0, blocks = 0;
        var inProtocols = false;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (TextForm.IsCommand(line) && (line.Contains(" protocols ", StringComparison.Ordinal) || line.Contains(" policy ", StringComparison.Ordinal)
                || line.Contains(" interfaces ", StringComparison.Ordinal) || line.Contains(" system ", StringComparison.Ordinal) || line.Contains(" vrf name ", StringComparison.Ordinal))) commands++;
            if (line.SequenceEqual("protocols {") || line.SequenceEqual("policy {")) inProtocols = true;
            else if (inProtocols && (line.StartsWith("bgp ") || line.StartsWith("static {") || line.StartsWith("route-map ") || line.StartsWith("prefix-list")) && line.EndsWith("{")) blocks++;
        }

        return commands > 0 ? new Detection(Math.Min(90, 40 + (10 * commands)), "set commands")
            : blocks > 0 ? new Detection(80, "the blocks of config.boot")
            : Detection.None;
    }
}
