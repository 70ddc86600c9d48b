using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.CiliumCrd;

/// <summary>Cilium's BGP control plane as Kubernetes resources: <c>CiliumBGPClusterConfig</c> and its companions.</summary>
public sealed class CiliumCrdFormat : KubernetesFormat
{
    /// <summary>The first release with <c>cilium.io/v2</c>.</summary>
    internal static readonly FormatVersion FirstV2 = new(1, 18);

    private static readonly string[] Kinds = ["CiliumBGPClusterConfig", "CiliumBGPPeerConfig", "CiliumBGPAdvertisement", "CiliumBGPNodeConfigOverride"];
    private static readonly string[] Pools = ["CiliumLoadBalancerIPPool", "CiliumBGPLoadBalancerIPPool"];

    /// <inheritdoc/>
    public override string Key => "cilium-crd";

    /// <inheritdoc/>
    public override string Title => "Cilium BGP resources (CiliumBGPClusterConfig and companions)";

    /// <inheritdoc/>
    public override ImmutableArray<FormatVersion> Versions { get; } = [new(1, 16), new(1, 17), new(1, 18), new(1, 19)];

    /// <inheritdoc/>
    public override SupportTable SupportFor(Platform target) => CiliumCrdSupport.For(target.Version);

    /// <inheritdoc/>
    public override Platform PlatformFor(FormatVersion version) => new(Key, version, "", ExportScope.BgpTable, CiliumDefaults.Table) { Kind = PlatformKind.Cluster, Speaker = "Cilium", NodesAreExclusive = true, WhenEntered = version < new FormatVersion(1, 16) ? ["these resources are usable from Cilium 1.16 on"] : [] };

    /// <inheritdoc/>
    public override Detection Detect(SourceFile file)
    {
        if (Kinds.FirstOrDefault(k => Says(file, "kind", k)) is { } kind) return new Detection(95, $"the kind {kind}");
        if (Pools.FirstOrDefault(k => Says(file, "kind", k)) is { } pool) return new Detection(60, $"the kind {pool}");
        return Says(file, "apiVersion", "cilium.io/v2") ? new Detection(20, "the API group cilium.io") : Detection.None;
    }

    /// <inheritdoc/>
    public override ResourceReader Begin(ResourceScope scope) => new CiliumCrdReader(scope, this);

    /// <inheritdoc/>
    public override WriteResult Write(WriteRequest request) => new CiliumCrdWriter(request).Write();
}
