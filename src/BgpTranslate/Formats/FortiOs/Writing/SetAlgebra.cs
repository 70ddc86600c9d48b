using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Formats.FortiOs.Writing;

/// <summary>What lists can say for two conditions, or for the opposite of one: FortiOS has neither "and" over lists of a kind nor "not".</summary>
internal static class SetAlgebra
{
    private const int MaximumEntries = 200;

    /// <summary>Everything that the condition leaves out, where a list can say it. Prefixes need to know the families that the policy sees.</summary>
    public static Condition? Negate(Condition condition, IReadOnlyCollection<Afi> families) => condition switch
    {
        Condition.PrefixIn { Set.Set: { Afi: { } afi } set } when families.All(f => f == afi) => new Condition.PrefixIn(SetReference<PrefixSet>.Inline(PrefixRanges.Complement(set, afi))),
        Condition.PrefixIn { Set.Set: { Afi: { } other } } when families.All(f => f != other) => Condition.True,
        Condition.CommunityIn { Mode: CommunityMatchMode.Entries, Set.Set: { Kind: CommunityKind.Standard } set } => new Condition.CommunityIn(SetReference<CommunitySet>.Inline(
            set with { Name = "", Entries = [.. set.Entries.Select(e => e with { Permit = !e.Permit, Sequence = null }), new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([]))] })),
        Condition.AsPathIn { Set.Set: { } set } => new Condition.AsPathIn(SetReference<AsPathSet>.Inline(set with
        {
            Name = "",
            Entries = [.. set.Entries.Select(e => e with { Permit = !e.Permit, Sequence = null }), new SetEntry<AsPathPattern>(true, new AsPathPattern(AsPathDialect.Posix, ".*"))],
        })),
        _ => null,
    };

    /// <summary>What both conditions hold for, where a list can say it.</summary>
    public static Condition? Both(Condition a, Condition b) => (a, b) switch
    {
        (Condition.PrefixIn { Set.Set: { } x }, Condition.PrefixIn { Set.Set: { } y }) => Both(x, y) is { } set ? set.Entries.IsEmpty ? Condition.False : new Condition.PrefixIn(SetReference<PrefixSet>.Inline(set)) : null,
        (Condition.NextHopIn { Set.Set: { } x }, Condition.NextHopIn { Set.Set: { } y }) => Both(x, y) is { } set ? set.Entries.IsEmpty ? Condition.False : new Condition.NextHopIn(SetReference<PrefixSet>.Inline(set)) : null,
        (Condition.CommunityIn { Mode: CommunityMatchMode.Entries, Set.Set: { } x }, Condition.CommunityIn { Mode: CommunityMatchMode.Entries, Set.Set: { } y }) when x.Kind == y.Kind => Both(x, y),
        (Condition.OriginIs x, Condition.OriginIs y) => x.Value == y.Value ? a : Condition.False,
        (Condition.Compare { Operator: Comparison.Equal } x, Condition.Compare { Operator: Comparison.Equal } y) when x.Attribute == y.Attribute => x.Value == y.Value ? a : Condition.False,
        _ => null,
    };

    private static PrefixSet? Both(PrefixSet a, PrefixSet b)
    {
        if (a.Afi is not { } afi || b.Afi != afi) return null;
        return PrefixRanges.Union(PrefixRanges.Complement(a, afi), PrefixRanges.Complement(b, afi), MaximumEntries) is { } neither
            && PrefixRanges.PermitOnly(PrefixRanges.Complement(neither, afi), MaximumEntries) is { } ranges
            ? new PrefixSet { Name = "", Afi = afi, Entries = [.. ranges.Select(r => new SetEntry<PrefixRange>(true, r))], Origin = a.Origin + b.Origin }
            : null;
    }

    /// <summary>The entries of one list that permits, each together with each of the other; what is denied by either is denied first where only one has denials.</summary>
    private static Condition.CommunityIn? Both(CommunitySet a, CommunitySet b)
    {
        if (b.Entries.Any(e => !e.Permit)) (a, b) = (b, a);
        if (b.Entries.Any(e => !e.Permit) || !a.Entries.Concat(b.Entries).All(e => e.Match is CommunityMatch.AllOf) || a.Entries.Length * b.Entries.Length > MaximumEntries) return null;
        var entries = new List<SetEntry<CommunityMatch>>();
        foreach (var x in a.Entries)
        {
            if (!x.Permit)
            {
                entries.Add(x with { Sequence = null });
                continue;
            }

            ImmutableArray<CommunityPattern> patterns = ((CommunityMatch.AllOf)x.Match).Patterns;
            entries.AddRange(b.Entries.Select(y => new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([.. patterns.Union(((CommunityMatch.AllOf)y.Match).Patterns)]), x.Origin + y.Origin)));
        }

        return new Condition.CommunityIn(SetReference<CommunitySet>.Inline(a with { Name = "", Entries = [.. entries] }));
    }
}
