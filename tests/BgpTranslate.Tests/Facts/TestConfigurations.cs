using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Tests.Facts;

/// <summary>Small configurations and platforms for tests of inheritance, defaults and comparison.</summary>
internal static class TestConfigurations
{
    public static Platform Platform(string name, ExportScope export, params DefaultRow[] rows) => new(name, new FormatVersion(1), "", export, new DefaultsTable(rows));

    /// <summary>A statement log with one statement per line of a made-up text.</summary>
    public static (StatementLog Log, Statement[] Lines) Lines(int count)
    {
        var file = new SourceFile("test.conf", string.Concat(Enumerable.Range(1, count).Select(i => $"line {i}\n")));
        var log = new StatementLog();
        var lines = Enumerable.Range(0, count).Select(i => log.Open(new Span(file, i * 7, (i * 7) + 6))).ToArray();
        foreach (var line in lines) log.Close(line, Outcome.States);
        return (log, lines);
    }

    public static IpAddress Ip(string text) => IpAddress.TryParse(text, out var ip) ? ip : throw new FormatException(text);

    public static Peer Peer(string address, Settings settings, Origin origin = default, params FamilyScope[] families) => new()
    {
        Endpoint = new PeerEndpoint.Address(Ip(address)),
        Settings = settings,
        Origin = origin,
        Families = families.ToImmutableSortedDictionary(f => f.Family, f => f),
    };

    public static FamilyScope Ipv4(Settings settings) => new() { Family = AfiSafi.Ipv4Unicast, Settings = settings };

    public static Configuration With(BgpInstance instance) => new() { Instances = [instance] };
}
