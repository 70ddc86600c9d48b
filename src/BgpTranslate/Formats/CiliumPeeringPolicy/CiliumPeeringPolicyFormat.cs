using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.CiliumPeeringPolicy;

/// <summary>Cilium's first BGP resource, <c>CiliumBGPPeeringPolicy</c>: 1.12 to 1.18.</summary>
public sealed class CiliumPeeringPolicyFormat : KubernetesFormat
{
    private const string Kind = "CiliumBGPPeeringPolicy";

    /// <inheritdoc/>
    public override string Key => "cilium-peeringpolicy";

    /// <inheritdoc/>
    public override string Title => "Cilium's CiliumBGPPeeringPolicy (1.12 to 1.18)";

    /// <inheritdoc/>
    public override ImmutableArray<FormatVersion> Versions { get; } = [.. Enumerable.Range(12, 7).Select(minor => new FormatVersion(1, minor))];

    /// <inheritdoc/>
    public override SupportTable SupportFor(Platform target) => CiliumPeeringPolicySupport.For(target.Version);

    /// <inheritdoc/>
    public override Platform PlatformFor(FormatVersion version) => new(Key, version, "", ExportScope.BgpTable, CiliumDefaults.Table) { Kind = PlatformKind.Cluster, Speaker = "Cilium", NodesAreExclusive = true, WhenEntered = ["CiliumBGPPeeringPolicy is deprecated since Cilium 1.18 and gone in 1.19"], WhenLeft = ["while a CiliumBGPPeeringPolicy selects a node, newer resources have no effect there: delete it when they are in place; the sessions reset"] };

    /// <inheritdoc/>
    public override Detection Detect(SourceFile file) => Says(file, "kind", Kind) ? new Detection(96, $"the kind {Kind}") : Detection.None;

    /// <inheritdoc/>
    public override ResourceReader Begin(ResourceScope scope) => new CiliumPeeringPolicyReader(scope, this);

    /// <inheritdoc/>
    public override WriteResult Write(WriteRequest request) => new CiliumPeeringPolicyWriter(request).Write();
}
