using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.MetalLb;

/// <summary>MetalLB's resources: <c>BGPPeer</c>, <c>BGPAdvertisement</c>, <c>IPAddressPool</c> and companions; <c>FRRConfiguration</c> of frr-k8s is read.</summary>
public sealed class MetalLbFormat : KubernetesFormat
{
    /// <inheritdoc/>
    public override string Key => "metallb-crd";

    /// <inheritdoc/>
    public override string Title => "MetalLB resources (BGPPeer and companions)";

    /// <inheritdoc/>
    public override ImmutableArray<FormatVersion> Versions { get; } = [new(0, 13), new(0, 14), new(0, 15), new(0, 16)];

    /// <inheritdoc/>
    public override SupportTable SupportFor(Platform target) => MetalLbSupport.For(target.Version);

    /// <inheritdoc/>
    public override Platform PlatformFor(FormatVersion version) => MetalLbDefaults.For(version, MetalLbDefaults.Frr);

    /// <inheritdoc/>
    public override Detection Detect(SourceFile file)
    {
        if (Says(file, "apiVersion", "frrk8s.metallb.io/")) return new Detection(97, "the API group frrk8s.metallb.io");
        return Says(file, "apiVersion", "metallb.io/v1") ? new Detection(97, "the API group metallb.io") : Detection.None;
    }

    /// <inheritdoc/>
    public override ResourceReader Begin(ResourceScope scope) => new MetalLbReader(scope, this);

    /// <inheritdoc/>
    public override WriteResult Write(WriteRequest request) => new MetalLbWriter(request).Write();
}
