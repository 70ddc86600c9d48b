using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Bird.Reading;
using BgpTranslate.Formats.Bird.Writing;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Bird;

/// <summary>BIRD Internet routing daemon, 1.6 to 3.x: <c>bird.conf</c>.</summary>
public sealed class BirdFormat : Format
{
    /// <summary>The one instance.</summary>
    public static BirdFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Key => "bird";

    /// <inheritdoc/>
    public override string Title => "BIRD Internet routing daemon";

    /// <inheritdoc/>
    public override ImmutableArray<FormatVersion> Versions { get; } = [new(1, 6), new(2, 0), new(3)];

    /// <inheritdoc/>
    public override string Extension => ".conf";

    /// <inheritdoc/>
    public override SupportTable SupportFor(Platform target) => BirdSupport.For(target.Version);

    /// <inheritdoc/>
    public override Platform PlatformFor(FormatVersion version) => new(Key, version, "", ExportScope.WholeRib, BirdDefaults.For(version));

    /// <inheritdoc/>
    public override Detection Detect(SourceFile file) => BirdDetection.Of(file);

    /// <inheritdoc/>
    public override ReadResult Read(ReadRequest request) => BirdReader.Read(request, PlatformFor);

    /// <inheritdoc/>
    public override WriteResult Write(WriteRequest request) => request.Target.Version.Major < 2 ? DaemonFiles.Write(request) : BirdWriter.Write(request);
}
