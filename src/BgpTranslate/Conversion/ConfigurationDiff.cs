using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>Two configurations, of any two formats, compared as they take effect.</summary>
/// <param name="A">One.</param>
/// <param name="B">The other.</param>
/// <param name="Verification">How many facts and policies agree.</param>
/// <param name="Differences">Facts and policies that differ, or could not be compared to the end.</param>
/// <param name="UnreadOfA">Statements that the reader of the first does not know and the other configuration does not have as well.</param>
/// <param name="UnreadOfB">Likewise of the second.</param>
public sealed record ConfigurationDiff(
    ReadResult A, ReadResult B, Verification Verification, ImmutableArray<FactDifference> Differences, ImmutableArray<Statement> UnreadOfA, ImmutableArray<Statement> UnreadOfB)
{
    /// <summary>Nothing differs, and everything was compared.</summary>
    public bool IsSame => Differences.IsEmpty && UnreadOfA.IsEmpty && UnreadOfB.IsEmpty;

    /// <summary>Compares two configurations.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <param name="formats">The formats that both were read with.</param>
    public static ConfigurationDiff Of(ReadResult a, ReadResult b, IReadOnlyList<Format> formats)
    {
        var (supportOfA, supportOfB) = (SupportOf(a, formats), SupportOf(b, formats));
        var (inEffectA, inEffectB) = (Beside(a, b, supportOfB), Beside(b, a, supportOfA));
        var context = ComparisonContext.Plain with
        {
            Sources = RouteSources.Occurring(inEffectA, inEffectB),
            Support = SupportTable.Both(supportOfA, supportOfB),
            Names = LocalNames.OfStatics(inEffectA, inEffectB).DistinctBy(n => n.Key).ToImmutableDictionary(),
            Announcements =
            [
                .. RibMerging.Arrange(a.Configuration, a.Platform, b.Platform).Announcements, .. RibMerging.Arrange(b.Configuration, b.Platform, a.Platform).Announcements,
                .. Placeholders(inEffectA, inEffectB), .. Placeholders(inEffectB, inEffectA), .. OfPlatforms(inEffectA, inEffectB),
            ],
        };
        var result = FactComparison.Compare(inEffectA, inEffectB, context);
        return new ConfigurationDiff(a, b, result.Verification, result.Differences, Unread(a, b), Unread(b, a));
    }

    /// <summary>A configuration with what the other's platform knows in another way written out.</summary>
    private static EffectiveConfiguration Beside(ReadResult read, ReadResult other, SupportTable support)
    {
        var inEffect = new EffectiveConfiguration(read.Configuration, read.Platform);
        if (read.Platform.Format != other.Platform.Format) inEffect = LocalNames.Resolve(inEffect, other.Configuration);
        return ProtocolNames.Resolve(InterfaceAddresses.Resolve(inEffect, other.Platform, support, ImmutableDictionary<string, string>.Empty), other.Platform);
    }

    /// <summary>Routes to nowhere that a platform needs to announce a prefix, which the other announces by its name without any route, or as an aggregate.</summary>
    private static IEnumerable<Announcement> Placeholders(EffectiveConfiguration of, EffectiveConfiguration other)
    {
        if (of.Platform.Format == other.Platform.Format) return [];
        var named = other.Instances.Where(i => i.Get(InstanceSettings.NetworkImportCheck).Value is not true).SelectMany(i => i.Instance.Networks).Select(n => n.Prefix)
            .Concat(other.Instances.SelectMany(i => i.Instance.Aggregates).Select(a => a.Prefix)).ToHashSet();
        return of.Configuration.Statics.Where(r => r.IsCertain && named.Contains(r.Prefix)).Select(r => new Announcement(Disposition.Inherent, "the other announces the prefix without a route", r.Key));
    }

    /// <summary>What the words of one platform decide elsewhere on the other.</summary>
    private static IEnumerable<Announcement> OfPlatforms(EffectiveConfiguration a, EffectiveConfiguration b)
    {
        if (a.Platform.Format == b.Platform.Format) return [];
        return
        [
            new Announcement(Disposition.Inherent, "the families of each peer are compared", null, InstanceSettings.DefaultFamilies),
            .. LocalNames.Alone(a.Configuration), .. LocalNames.Alone(b.Configuration),
            .. OfWholeRib(a, b), .. OfWholeRib(b, a),
        ];
    }

    /// <summary>Where an instance is what its sessions make it, and other protocols keep the RIB: what decides nothing, or is theirs to say.</summary>
    private static IEnumerable<Announcement> OfWholeRib(EffectiveConfiguration of, EffectiveConfiguration other)
    {
        if (other.Platform.Export != ExportScope.WholeRib) yield break;
        foreach (var carried in of.Configuration.Carried.Where(c => c.Feature == "fib.resolve-via-default" && !c.Text.StartsWith("no ", StringComparison.Ordinal)))
            yield return new Announcement(Disposition.Inherent, "next hops are resolved through any route, a default route too", carried.Key);
        var keepsForwarding = other.Configuration.Protocols.Any(p => p.Kind == RibProtocolKind.Kernel && p.Settings.Get(RibSettings.GracefulRestart) is { Value: true });
        foreach (var instance in of.Instances)
        {
            if (instance.Peers.Length == 0) yield return new Announcement(Disposition.Inherent, "an instance without peers does nothing", instance.Instance.Key);
            if (keepsForwarding && instance.Get(InstanceSettings.PreserveForwarding).Value is true)
                yield return new Announcement(Disposition.Inherent, "the kernel protocol keeps routes over a restart", instance.Instance.Key, InstanceSettings.PreserveForwarding);
        }
    }

    private static SupportTable SupportOf(ReadResult read, IReadOnlyList<Format> formats) =>
        formats.First(f => f.Key == read.Platform.Format).SupportFor(read.Platform);

    private static ImmutableArray<Statement> Unread(ReadResult of, ReadResult other)
    {
        var there = of.Platform.Format == other.Platform.Format ? Unrecognized(other).Select(TextOf).ToHashSet(StringComparer.Ordinal) : [];
        return [.. Unrecognized(of).Where(s => !there.Contains(TextOf(s)))];
    }

    private static IEnumerable<Statement> Unrecognized(ReadResult read) => read.Statements.Entries.Where(e => e.Outcome is Outcome.Unrecognized).Select(e => e.Statement);

    private static string TextOf(Statement statement) => statement.Span.Text.Trim().ToString();
}
