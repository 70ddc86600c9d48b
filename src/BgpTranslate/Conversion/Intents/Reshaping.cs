using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion.Intents;

/// <summary>Turns the configuration of a router into one of a cluster, or back: the step between reading and writing where the two are of different kinds.</summary>
public static class Reshaping
{
    /// <summary>The configuration in the shape of the target's kind; null when it has that shape.</summary>
    /// <param name="source">What was read, in effect.</param>
    /// <param name="target">The target.</param>
    /// <param name="support">What the target cannot say.</param>
    /// <param name="request">What the user says with <c>--intent</c>, <c>--set</c> and <c>--defaults</c>.</param>
    public static Reshaped? For(EffectiveConfiguration source, Platform target, SupportTable support, ConversionRequest request) =>
        (source.Platform.Kind, target.Kind) switch
        {
            (PlatformKind.Router, PlatformKind.Cluster) => Shaped(ToCluster(source, target, support, request), target, support),
            (PlatformKind.Cluster, PlatformKind.Cluster) when source.Platform.Format != target.Format || ClusterShape.HasRouters(source.Configuration) => new ClusterShape(source, target, support).Run(),
            (PlatformKind.Cluster, PlatformKind.Router) => ToRouter(source, target, request),
            _ => null,
        };

    /// <summary>A router's configuration as cluster resources.</summary>
    public static Reshaped ToCluster(EffectiveConfiguration source, Platform target, SupportTable support, ConversionRequest request)
    {
        var choices = new IntentOptions(request.Options);
        if (source.Instances.All(i => i.Peers.Length == 0))
        {
            var nothing = new Explanations().Finish(source.Configuration, new Configuration(), Disposition.Inherent, "there is no BGP session for a cluster to have");
            return new Reshaped(new Configuration(), target, nothing, [.. choices.Problems, DiagnosticCatalogue.Intent("the file has no BGP session: there is nothing for a cluster to do")]);
        }

        var signals = new IntentSignals(source, choices);
        if ((choices.Said ?? signals.Answer) is not { } intent)
        {
            return new Reshaped(new Configuration(), target, [], [.. choices.Problems], DiagnosticCatalogue.NeedsInput(
                null, $"is this the speaker of a node (--intent own) or a router that peers with nodes (--intent counterpart)? The file does not tell: {signals.AllReasons}"));
        }

        var reshaped = intent == Intent.Own ? new OwnSpeaker(source, target, support, choices, request.Defaults).Run() : new Counterpart(source, target, support, choices).Run();
        var name = intent == Intent.Own ? $"own: {target.Speaker} takes the place of the node's speaker" : "counterpart: the cluster's side of the router's sessions";
        var why = choices.Said is not null ? "as --intent says" : $"because of {signals.Reasons(intent)}; --intent chooses otherwise";
        return reshaped with { Diagnostics = [.. choices.Problems, DiagnosticCatalogue.Intent($"{name}, {why}"), .. reshaped.Diagnostics] };
    }

    /// <summary>Resources of one kind in the shape of the target's; those made for a cluster have Cilium's.</summary>
    private static Reshaped Shaped(Reshaped reshaped, Platform target, SupportTable support)
    {
        if (!target.AnnouncesPools || reshaped.Refusal is not null) return reshaped;
        var shaped = new ClusterShape(new EffectiveConfiguration(reshaped.Configuration, reshaped.Platform with { AnnouncesPools = false, NodesAreExclusive = true, UnsaidLocalPreference = 100, WhenLeft = [] }), target, support).Run();
        return reshaped with { Configuration = shaped.Configuration, Announcements = [.. reshaped.Announcements, .. shaped.Announcements] };
    }

    /// <summary>A cluster's resources as a router's configuration.</summary>
    public static Reshaped ToRouter(EffectiveConfiguration source, Platform target, ConversionRequest request) =>
        new RouterSpeaker(source, target, new IntentOptions(request.Options)).Run();
}
