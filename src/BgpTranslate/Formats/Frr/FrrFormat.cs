using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Frr.Reading;
using BgpTranslate.Formats.Frr.Syntax;
using BgpTranslate.Formats.Frr.Writing;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Frr;

/// <summary>FRRouting, and Quagga and Cumulus before it: <c>frr.conf</c>, <c>bgpd.conf</c>, <c>vtysh</c> command lists.</summary>
public sealed class FrrFormat : Format
{
    /// <inheritdoc/>
    public override string Key => "frr";

    /// <inheritdoc/>
    public override string Title => "FRRouting: frr.conf, bgpd.conf, vtysh command lists, containerlab topologies";

    /// <inheritdoc/>
    public override ImmutableArray<FormatVersion> Versions { get; } = [new(8, 4), new(9, 1), new(10, 2), new(10, 3), FrrPlatforms.Latest];

    /// <inheritdoc/>
    public override string Extension => ".conf";

    /// <inheritdoc/>
    public override SupportTable SupportFor(Platform target) => FrrSupport.For(target.Version);

    /// <inheritdoc/>
    public override Platform PlatformFor(FormatVersion version) => FrrPlatforms.For(version);

    /// <inheritdoc/>
    public override ReadResult Read(ReadRequest request) => FrrReader.Read(request);

    /// <inheritdoc/>
    public override WriteResult Write(WriteRequest request) => FrrWriter.Write(request);

    /// <inheritdoc/>
    public override Detection Detect(SourceFile file)
    {
        if (ContainerlabTopology.TryRead(file) is { Nodes.Count: > 0 } topology)
            return new Detection(80, $"a containerlab topology whose node {topology.Nodes[0]} is configured with vtysh");
        if (VtyshCommands.AreIn(file.Content)) return new Detection(70, "vtysh commands");
        var score = 0;
        var reason = "";
        foreach (var raw in file.Content.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            var (points, why) =
                line.StartsWith("frr version") || line.StartsWith("frr defaults") ? (90, "frr version or defaults line")
                : line.StartsWith("router bgp ") && !line.EndsWith("{") ? (50, "router bgp")
                : line.StartsWith("ip prefix-list ") || line.StartsWith("ipv6 prefix-list ") || line.StartsWith("bgp as-path access-list ") ? (30, "prefix or access lists")
                : line.StartsWith("route-map ") && (line.Contains(" permit ", StringComparison.Ordinal) || line.Contains(" deny ", StringComparison.Ordinal)) ? (30, "route maps")
                : line.StartsWith("neighbor ") && line.Contains(" remote-as ", StringComparison.Ordinal) ? (20, "neighbor … remote-as")
                : IsRoute(line) ? (20, "static routes")
                : line is "ip forwarding" or "ipv6 forwarding" or "line vty" ? (10, "a router of its own")
                : line.StartsWith("log ") || line.StartsWith("hostname ") || line.StartsWith("ip route ") || line is "!" ? (1, "a router configuration")
                : (0, "");
            if (points > 1 && reason.Length == 0) reason = why;
            score = Math.Min(95, score + points);
            if (score >= 95) break;
        }

        return score >= 20 ? new Detection(score, reason) : Detection.None;
    }

    /// <summary>True for a route to a prefix; <c>ip route add …</c> is a command of Linux, and a mask behind a space is IOS.</summary>
    private static bool IsRoute(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("ip route ") && !line.StartsWith("ipv6 route ")) return false;
        var words = line[(line.IndexOf(" route ") + 7)..].TrimStart();
        return words.IndexOf(' ') is > 0 and var end && IpPrefix.TryParse(words[..end], out _);
    }
}
