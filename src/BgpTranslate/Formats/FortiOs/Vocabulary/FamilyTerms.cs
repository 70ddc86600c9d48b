using BgpTranslate.Formats.FortiOs.Reading;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Vocabulary;

/// <summary>What a neighbor or a neighbor group can say about one address family.</summary>
internal static class FamilyTerms
{
    /// <summary>All of them. Graceful restart, add-path and conditional advertisement are read and written by hand.</summary>
    public static IReadOnlyList<Term> All { get; } =
    [
        Term.Flag("activate", FamilySettings.Active),
        Policy("route-map-in", FamilySettings.ImportPolicy),
        Policy("route-map-out", FamilySettings.ExportPolicy),
        Policy("unsuppress-map", FamilySettings.UnsuppressPolicy),
        PrefixList("prefix-list-in", FamilySettings.ImportPrefixSet),
        PrefixList("prefix-list-out", FamilySettings.ExportPrefixSet),
        AccessList("distribute-list-in", FamilySettings.ImportAccessList),
        AccessList("distribute-list-out", FamilySettings.ExportAccessList),
        AsPathList("filter-list-in", FamilySettings.ImportAsPathSet),
        AsPathList("filter-list-out", FamilySettings.ExportAsPathSet),
        new("next-hop-self", FamilySettings.NextHopSelf, ReadNextHopSelf, WriteNextHopSelf),
        Unchanged("as-path", FamilySettings.AsPathUnchanged),
        Unchanged("med", FamilySettings.MedUnchanged),
        Unchanged("next-hop", FamilySettings.NextHopUnchanged),
        new("send-community", FamilySettings.SendStandardCommunities, c => ReadCommunities(c)?.Standard, WriteCommunities),
        new("send-community", FamilySettings.SendExtendedCommunities, c => ReadCommunities(c)?.Extended, WriteCommunities),
        Term.Flag("route-reflector-client", FamilySettings.RouteReflectorClient),
        Term.Flag("route-server-client", FamilySettings.RouteServerClient),
        Term.Flag("as-override", FamilySettings.AsOverride),
        Enabled("remove-private-as", FamilySettings.RemovePrivateAs, RemovePrivateAs.WhenOnlyPrivate),
        new("allowas-in-enable", FamilySettings.AllowOwnAs, ReadAllowOwnAs, WriteAllowOwnAs),
        new("capability-default-originate", FamilySettings.DefaultOriginate, ReadDefaultOriginate, WriteDefaultOriginate),
        new("maximum-prefix", FamilySettings.PrefixLimit, ReadLimit, WriteLimit),
        Term.Flag("soft-reconfiguration", FamilySettings.KeepReceived),
        new("capability-orf", FamilySettings.Orf, ReadOrf, (v, _) => v is "send" or "receive" or "both" ? [new Phrase("capability-orf", (string)v)] : []),
    ];

    private static Term Policy(string attribute, Setting<PolicyUse> setting) => new(
        attribute, setting, c => c.Text(attribute) is { } name ? c.Reader.PolicyNamed(name, c.Origin) : null, (value, context) => [new Phrase(attribute, context.RouteMaps.NameFor((PolicyUse)value))]);

    private static Term PrefixList(string attribute, Setting<SetReference<PrefixSet>> setting) => new(
        attribute, setting, c => c.Text(attribute) is { } name ? c.Reader.PrefixSetNamed(PrefixSetKind.PrefixList, AfiOf(c.Family), name, c.Origin, "nothing passes") : null,
        (value, context) => [new Phrase(attribute, context.Lists.PrefixList((SetReference<PrefixSet>)value, AfiOf(context.Family)))]);

    private static Term AccessList(string attribute, Setting<SetReference<PrefixSet>> setting) => new(
        attribute, setting, c => c.Text(attribute) is { } name ? c.Reader.PrefixSetNamed(PrefixSetKind.AccessList, AfiOf(c.Family), name, c.Origin, "nothing passes") : null,
        (value, context) => context.Lists.AccessList((SetReference<PrefixSet>)value, AfiOf(context.Family)) is { } name ? [new Phrase(attribute, name)] : []);

    private static Term AsPathList(string attribute, Setting<SetReference<AsPathSet>> setting) => new(
        attribute, setting, c => c.Text(attribute) is { } name ? c.Reader.AsPathSetNamed(name, c.Origin, "nothing passes") : null,
        (value, context) => context.Lists.AsPathList((SetReference<AsPathSet>)value) is { } name ? [new Phrase(attribute, name)] : []);

    /// <summary>Something that is on or not said at all.</summary>
    private static Term Enabled<T>(string attribute, Setting<T> setting, T on)
        where T : notnull => new(attribute, setting, c => c.IsEnabled(attribute) ? on : null, (value, _) => value.Equals(on) ? [Term.Switch(attribute, true)] : []);

    /// <summary>One attribute names all that stays: each of its three settings writes all of it.</summary>
    private static Term Unchanged(string word, Setting<bool> setting) => new(
        "attribute-unchanged", setting, c => c.Values("attribute-unchanged").Contains(word) ? true : null,
        (_, context) =>
        {
            string[] words = [.. new[] { ("as-path", FamilySettings.AsPathUnchanged), ("med", FamilySettings.MedUnchanged), ("next-hop", FamilySettings.NextHopUnchanged) }
                .Where(w => context.Effective(w.Item2) is true).Select(w => w.Item1)];
            return words.Length > 0 ? [new Phrase("attribute-unchanged", words)] : [];
        });

    private static Afi AfiOf(AfiSafi? family) => family?.Afi() ?? Afi.Ipv4;

    private static object? ReadNextHopSelf(Clause clause)
    {
        var self = clause.Flag("next-hop-self");
        if (clause.IsEnabled("next-hop-self-rr")) return self is true ? NextHopSelf.All : NextHopSelf.Ibgp;
        return self is { } value ? value ? NextHopSelf.Ebgp : NextHopSelf.Off : null;
    }

    private static IEnumerable<Phrase> WriteNextHopSelf(object value, TermContext context)
    {
        switch (value)
        {
            case NextHopSelf.Off:
                yield return Term.Switch("next-hop-self", false);
                break;
            case NextHopSelf.Ebgp:
                yield return Term.Switch("next-hop-self", true);
                break;
            case NextHopSelf.Ibgp:
                yield return Term.Switch("next-hop-self-rr", true);
                break;
            case NextHopSelf.All:
                yield return Term.Switch("next-hop-self", true);
                yield return Term.Switch("next-hop-self-rr", true);
                break;
        }
    }

    private static (bool Standard, bool Extended)? ReadCommunities(Clause clause)
    {
        switch (clause.Text("send-community"))
        {
            case "both": return (true, true);
            case "standard": return (true, false);
            case "extended": return (false, true);
            case "disable": return (false, false);
            case null: return null;
            case var other: clause.Bad("send-community", other, "standard, extended, both or disable"); return null;
        }
    }

    private static IEnumerable<Phrase> WriteCommunities(object value, TermContext context) =>
    [
        new Phrase("send-community", (context.Effective(FamilySettings.SendStandardCommunities) is not false, context.Effective(FamilySettings.SendExtendedCommunities) is not false) switch
        {
            (true, true) => "both",
            (true, false) => "standard",
            (false, true) => "extended",
            _ => "disable",
        }),
    ];

    private static object? ReadAllowOwnAs(Clause clause)
    {
        var times = clause.Number("allowas-in", 1, 10);
        if (clause.IsEnabled("allowas-in-enable")) return times ?? 3;
        if (times is not null) clause.Idle("allowas-in", "it has no effect without allowas-in-enable");
        return null;
    }

    private static IEnumerable<Phrase> WriteAllowOwnAs(object value, TermContext context)
    {
        if (value is not (uint and >= 1 and <= 10 and var times)) yield break;
        yield return Term.Switch("allowas-in-enable", true);
        if (times != 3) yield return Term.Say("allowas-in", times);
    }

    private static object? ReadDefaultOriginate(Clause clause)
    {
        var policy = clause.Text("default-originate-routemap");
        if (clause.IsEnabled("capability-default-originate")) return policy is null ? new PolicyUse.AcceptAll() : clause.Reader.PolicyNamed(policy, clause.Origin);
        if (policy is not null) clause.Idle("default-originate-routemap", "it has no effect without capability-default-originate");
        return null;
    }

    private static IEnumerable<Phrase> WriteDefaultOriginate(object value, TermContext context)
    {
        yield return Term.Switch("capability-default-originate", true);
        if (value is not PolicyUse.AcceptAll) yield return new Phrase("default-originate-routemap", context.RouteMaps.NameFor((PolicyUse)value));
    }

    private static object? ReadLimit(Clause clause)
    {
        var threshold = clause.Number("maximum-prefix-threshold", 1, 100);
        var warns = clause.IsEnabled("maximum-prefix-warning-only");
        if (clause.Number("maximum-prefix", 0, uint.MaxValue) is { } max and > 0)
        {
            if (threshold == 75)
            {
                clause.Idle("maximum-prefix-threshold", "it says what holds anyway");
                threshold = null;
            }

            return new PrefixLimit(max, warns ? PrefixLimitAction.Warn : PrefixLimitAction.TearDown, ThresholdPercent: threshold);
        }

        clause.Idle("maximum-prefix", "0 says that nothing is set");
        clause.Idle("maximum-prefix-threshold", "it has no effect without maximum-prefix");
        if (warns) clause.Idle("maximum-prefix-warning-only", "it has no effect without maximum-prefix");
        return null;
    }

    /// <summary>FortiOS warns, or tears the session down and leaves it down.</summary>
    private static IEnumerable<Phrase> WriteLimit(object value, TermContext context)
    {
        if (value is not PrefixLimit { Max: > 0 } limit) yield break;
        yield return Term.Say("maximum-prefix", limit.Max);
        if (limit.ThresholdPercent is { } percent and >= 1 and <= 100) yield return Term.Say("maximum-prefix-threshold", percent);
        if (limit.Action == PrefixLimitAction.Warn) yield return Term.Switch("maximum-prefix-warning-only", true);
    }

    private static object? ReadOrf(Clause clause)
    {
        switch (clause.Text("capability-orf"))
        {
            case null: return null;
            case ("send" or "receive" or "both") and var word: return word;
            case "none": clause.Idle("capability-orf", "it says what holds anyway"); return null;
            case var other: clause.Bad("capability-orf", other, "none, send, receive or both"); return null;
        }
    }
}
