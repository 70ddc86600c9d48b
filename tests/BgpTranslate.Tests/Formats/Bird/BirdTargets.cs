using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Formats.Bird;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.Bird;

/// <summary>Small configurations written for BIRD.</summary>
internal static class BirdTargets
{
    private static readonly Platform Bird = BirdFormat.Instance.PlatformFor(new FormatVersion(2));

    /// <summary>What is written for a configuration that comes from BIRD itself.</summary>
    public static WriteResult Write(Configuration configuration) =>
        BirdFormat.Instance.Write(new WriteRequest(configuration, Bird, Bird, ImmutableDictionary<string, string>.Empty));

    /// <summary>The body of a filter: the policy is the import filter of the only peer.</summary>
    public static (string Body, ImmutableArray<Announcement> Announcements) Filter(params ImmutableArray<PolicyStatement> body)
    {
        var result = Write(WithPeer(new RoutePolicy { Name = "f", Body = body }));
        var text = result.Files[0].Text.ToString();
        var start = text.IndexOf("filter f {\n", StringComparison.Ordinal) + "filter f {\n".Length;
        var lines = text[start..text.IndexOf("\n}", start, StringComparison.Ordinal)].Split('\n').Select(l => l[1..]);
        return (string.Join('\n', lines), result.Announcements);
    }

    /// <summary>A peer 192.0.2.2 of AS 65002 with the policies; the first one is its import policy.</summary>
    public static Configuration WithPeer(params RoutePolicy[] policies)
    {
        var family = Settings.Empty.With(FamilySettings.Active, true).With(FamilySettings.ExportPolicy, new PolicyUse.AcceptAll());
        if (policies.Length > 0) family = family.With(FamilySettings.ImportPolicy, new PolicyUse.Named(policies[0].Name));
        var peer = new Peer
        {
            Endpoint = new PeerEndpoint.Address(IpAddress.TryParse("192.0.2.2", out var address) ? address : default),
            Settings = Settings.Empty.With(PeerSettings.LocalAs, new LocalAs(65001)).With(PeerSettings.RemoteAs, new RemoteAs.Number(65002)),
            Families = ImmutableSortedDictionary<AfiSafi, FamilyScope>.Empty.Add(AfiSafi.Ipv4Unicast, new FamilyScope { Family = AfiSafi.Ipv4Unicast, Settings = family }),
        };
        return new Configuration
        {
            Instances = [new BgpInstance { Vrf = "default", Peers = [peer] }],
            Policies = policies.ToImmutableDictionary(p => p.Name),
            PolicyOrder = [.. policies.Select(p => p.Name)],
        };
    }

    /// <summary>An FRR configuration as BIRD text; nothing in it may be lost or go unannounced.</summary>
    public static string FromFrr(string text)
    {
        var result = Convert(text);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity > Severity.Info);
        return result.Outputs[0].Text.ToString();
    }

    /// <summary>An FRR configuration converted to BIRD.</summary>
    public static ConversionResult Convert(string text) => Converter.Convert(
        new SourceFile("frr.conf", text),
        ConversionRequest.Of(new FormatChoice(BirdFormat.Instance, new FormatVersion(2)), new FormatChoice(FormatRegistry.Find("frr")!, null)));
}
