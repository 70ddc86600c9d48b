using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.RouterOs.Reading;
using BgpTranslate.Formats.RouterOs.Writing;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.RouterOs;

/// <summary>MikroTik RouterOS 6 and 7: exports and scripts.</summary>
public sealed class RouterOsFormat : Format
{
    /// <inheritdoc/>
    public override string Key => "routeros";

    /// <inheritdoc/>
    public override string Title => "MikroTik RouterOS 6 and 7: exports, scripts";

    /// <inheritdoc/>
    public override ImmutableArray<FormatVersion> Versions { get; } = [Releases.Six, Releases.V718, Releases.V719, Releases.V720, Releases.V722];

    /// <inheritdoc/>
    public override FormatVersion Usual => Releases.V720;

    /// <inheritdoc/>
    public override string Extension => ".rsc";

    /// <inheritdoc/>
    public override SupportTable SupportFor(Platform target) => RouterOsSupport.For(target.Version);

    /// <inheritdoc/>
    public override Platform PlatformFor(FormatVersion version) => RouterOsDefaults.For(version);

    /// <inheritdoc/>
    public override ReadResult Read(ReadRequest request) => RouterOsReader.Read(request);

    /// <inheritdoc/>
    public override WriteResult Write(WriteRequest request) => RouterOsWriter.Write(request);

    /// <inheritdoc/>
    public override Detection Detect(SourceFile file) => RouterOsDetection.Of(file);
}
