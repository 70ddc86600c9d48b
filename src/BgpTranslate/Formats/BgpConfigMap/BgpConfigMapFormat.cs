using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.BgpConfigMap;

/// <summary>The ConfigMap that MetalLB was configured by until 0.12 and Cilium until 1.15 (<c>bgp-config</c>), or the document inside it.</summary>
public sealed class BgpConfigMapFormat : KubernetesFormat
{
    /// <summary>What Cilium took from MetalLB: its releases 1.10 to 1.15 have the keys of MetalLB 0.10.</summary>
    internal static readonly FormatVersion Cilium = new(0, 10);

    /// <inheritdoc/>
    public override string Key => "bgp-configmap";

    /// <inheritdoc/>
    public override string Title => "BGP ConfigMap of MetalLB up to 0.12 and Cilium up to 1.15";

    /// <inheritdoc/>
    public override ImmutableArray<FormatVersion> Versions { get; } = [new(0, 9), Cilium, new(0, 11), new(0, 12)];

    /// <inheritdoc/>
    public override SupportTable SupportFor(Platform target) => BgpConfigMapSupport.For(target.Version);

    /// <inheritdoc/>
    public override Platform PlatformFor(FormatVersion version) => BgpConfigMapDefaults.For(version);

    /// <inheritdoc/>
    public override Detection Detect(SourceFile file)
    {
        var text = file.Content;
        var isConfiguration = Has("peer-address:") || Has("address-pools:") || Has("peer-asn:");
        if (isConfiguration && Has("ConfigMap")) return new Detection(92, "a ConfigMap with peers or address pools");
        if (isConfiguration && Has("configInline:")) return new Detection(80, "Helm values with configInline");
        if (isConfiguration) return new Detection(85, "the keys of the document in a BGP ConfigMap");
        return Has("announce:") && Has("bgp:") && (Has("loadbalancerIP:") || Has("podCIDR:")) ? new Detection(60, "Helm values with bgp.announce") : Detection.None;

        bool Has(string word) => text.Contains(word, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override ResourceReader Begin(ResourceScope scope) => new BgpConfigMapReader(scope, this);

    /// <inheritdoc/>
    public override WriteResult Write(WriteRequest request) => new BgpConfigMapWriter(request).Write();
}
