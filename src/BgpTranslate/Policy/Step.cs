using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy;

/// <summary>
/// A policy as a graph of steps without names, blocks, calls or loops. What follows a step is part of it, so that equal keys mean equal behaviour from there on.
/// </summary>
internal abstract class Step
{
    private Step(Digest key) => Key = key;

    /// <summary>Its fingerprint, with all that follows.</summary>
    public Digest Key { get; }

    /// <summary>The end.</summary>
    public sealed class End : Step
    {
        /// <summary>The route passes.</summary>
        public static readonly End Accept = new(Verdict.Accept);

        /// <summary>The route is dropped; what was changed before does not matter.</summary>
        public static readonly End Reject = new(Verdict.Reject);

        private End(Verdict verdict)
            : base(Digest.Of($"{verdict}")) => Verdict = verdict;

        /// <summary>What is decided.</summary>
        public Verdict Verdict { get; }
    }

    /// <summary>A choice.</summary>
    public sealed class Branch : Step
    {
        /// <summary>Parts of a test beyond which neighbouring choices stay apart: each merging costs as much as the test is long.</summary>
        private const int MergingLimit = 100;

        private Branch(Test test, Step then, Step otherwise)
            : base(Digest.Of("if", test.Key, then.Key, otherwise.Key)) => (Test, Then, Else) = (test, then, otherwise);

        /// <summary>What decides.</summary>
        public Test Test { get; }

        /// <summary>What follows when it holds.</summary>
        public Step Then { get; }

        /// <summary>What follows when it does not.</summary>
        public Step Else { get; }

        /// <summary>The choice in normal form; neighbouring choices with a common outcome become one.</summary>
        public static Step Of(Test test, Step then, Step otherwise)
        {
            while (true)
            {
                if (then.Key == otherwise.Key) return then;
                if (test is Test.Constant constant) return constant.Value ? then : otherwise;
                if (Parts(test) > MergingLimit) return Preferred();
                if (otherwise is Branch below && IsSmall(below) && below.Then.Key == then.Key)
                    (test, otherwise) = (Test.Junction.Of(false, test, below.Test), below.Else);
                else if (otherwise is Branch beside && IsSmall(beside) && beside.Else.Key == then.Key)
                    (test, otherwise) = (Test.Junction.Of(false, test, beside.Test.Negate()), beside.Then);
                else if (then is Branch inside && IsSmall(inside) && inside.Else.Key == otherwise.Key)
                    (test, then) = (Test.Junction.Of(true, test, inside.Test), inside.Then);
                else if (then is Branch within && IsSmall(within) && within.Then.Key == otherwise.Key)
                    (test, then) = (Test.Junction.Of(true, test, within.Test.Negate()), within.Else);
                else
                    return Preferred();
            }

            Branch Preferred() => test.IsPreferred ? new Branch(test, then, otherwise) : new Branch(test.Negate(), otherwise, then);
        }

        private static bool IsSmall(Branch branch) => Parts(branch.Test) <= MergingLimit;

        private static int Parts(Test test) => test is Test.Junction junction ? junction.Parts.Length : 1;
    }

    /// <summary>A change of attributes.</summary>
    public sealed class Change : Step
    {
        private Change(PolicyAction action, string text, Step next)
            : base(Digest.Of("do", Digest.Of(text), next.Key)) => (Action, Text, Next) = (action, text, next);

        /// <summary>What changes, in normal form.</summary>
        public PolicyAction Action { get; }

        /// <summary>The action's own text, equal for equal actions.</summary>
        public string Text { get; }

        /// <summary>What follows.</summary>
        public Step Next { get; }

        /// <summary>The change in normal form: independent changes are sorted, and what overwrites or completes another becomes one with it.</summary>
        public static Step Of(PolicyAction action, Step next)
        {
            var passed = new Stack<Change>();
            while (true)
            {
                // Nothing that was changed matters to a rejected route.
                if (next is End { Verdict: Verdict.Reject }) return next;
                if (next is not Change other || !Changes.Commute(action, other.Action)) break;
                if (string.CompareOrdinal(Changes.TextOf(action), other.Text) <= 0) break;
                passed.Push(other);
                next = other.Next;
            }

            // The nearest later change of the same attribute may swallow this one.
            var between = new Stack<Change>();
            var rest = next;
            while (rest is Change ahead && Changes.Commute(action, ahead.Action))
            {
                between.Push(ahead);
                rest = ahead.Next;
            }

            Step result;
            if (rest is Change same && Changes.Merge(action, same.Action) is { } merged)
            {
                result = Of(merged, same.Next);
                foreach (var change in between) result = Of(change.Action, result);
            }
            else
            {
                result = new Change(action, Changes.TextOf(action), next);
            }

            foreach (var change in passed) result = new Change(change.Action, change.Text, result);
            return result;
        }
    }

    /// <summary>A part whose meaning is unknown; it may change anything and decide anything.</summary>
    public sealed class Opaque(string text, Step next) : Step(Digest.Of("opaque", Digest.Of(text), next.Key))
    {
        /// <summary>As written.</summary>
        public string Text => text;

        /// <summary>What follows if it decides nothing.</summary>
        public Step Next => next;
    }
}

/// <summary>Facts about attribute changes that make their normal form.</summary>
internal static class Changes
{
    /// <summary>The action with one spelling a meaning; null when it changes nothing.</summary>
    public static PolicyAction? Normalize(PolicyAction action) => action switch
    {
        PolicyAction.ReplaceCommunities replace => replace with { Communities = Sorted(replace.Communities) },
        PolicyAction.AddCommunities { Communities.IsEmpty: true } => null,
        PolicyAction.AddCommunities add => add with { Communities = Sorted(add.Communities) },
        PolicyAction.RemoveCommunities { Set.Set: null } => null,
        PolicyAction.KeepCommunities { Set: { Set: null, Name: var name } } => new PolicyAction.Opaque($"keep communities of {name}", ""),
        PolicyAction.RemoveCommunities remove => remove with { Set = Normalization.Normalize(remove.Set) },
        PolicyAction.KeepCommunities keep => keep with { Set = Normalization.Normalize(keep.Set) },
        PolicyAction.PrependAsPath { Numbers.IsEmpty: true } or PolicyAction.PrependFirstAs { Times: 0 } => null,
        PolicyAction.RemoveFromAsPath { Set.Set: null } => null,
        // An absent MED or LOCAL_PREF becomes present even so.
        PolicyAction.SetNumber { Attribute: not (NumericAttribute.Med or NumericAttribute.LocalPreference) } set
            when set.Change is NumberChange.Add { Value: 0 } or NumberChange.Subtract { Value: 0 }
                || (set.Change is NumberChange.Copy copy && copy.From == set.Attribute) => null,
        _ => action,
    };

    /// <summary>The text of an action in normal form. It begins with the attribute, so that sorting by it groups by attribute.</summary>
    public static string TextOf(PolicyAction action) => action switch
    {
        PolicyAction.SetNumber set => string.Create(CultureInfo.InvariantCulture, $"{AttributeOf(action)} {set.Change}"),
        PolicyAction.ReplaceCommunities replace => $"{AttributeOf(action)} = {string.Join(' ', replace.Communities)}",
        PolicyAction.AddCommunities add => $"{AttributeOf(action)} + {string.Join(' ', add.Communities)}",
        PolicyAction.RemoveCommunities { Set.Set: { } set } => $"{AttributeOf(action)} - {TextOf(set)}",
        PolicyAction.KeepCommunities { Set.Set: { } set } => $"{AttributeOf(action)} & {TextOf(set)}",
        PolicyAction.PrependAsPath prepend => $"{AttributeOf(action)} + {string.Join(' ', prepend.Numbers)}",
        PolicyAction.RemoveFromAsPath { Set.Set: { } set } => $"{AttributeOf(action)} - {NumberSet.Of(set)}",
        _ => $"{AttributeOf(action)} {action}",
    };

    /// <summary>True when the order of two actions does not matter because they touch different attributes.</summary>
    public static bool Commute(PolicyAction a, PolicyAction b)
    {
        if (a is PolicyAction.Opaque || b is PolicyAction.Opaque) return false;
        var (of, other) = (AttributeOf(a), AttributeOf(b));
        return of != other && ReadBy(a) != other && ReadBy(b) != of;
    }

    /// <summary>One action for two of the same attribute, where the first is overwritten or completed by the second; otherwise null.</summary>
    public static PolicyAction? Merge(PolicyAction first, PolicyAction second)
    {
        if (first is PolicyAction.Opaque || second is PolicyAction.Opaque || AttributeOf(first) != AttributeOf(second)) return null;
        return (first, second) switch
        {
            (_, PolicyAction.Remove { Attribute: not (RouteAttribute.NextHop or RouteAttribute.AsPath) }) => second,
            (_, PolicyAction.ReplaceCommunities or PolicyAction.SetOrigin or PolicyAction.SetAggregator or PolicyAction.SetAtomicAggregate) => second,
            (_, PolicyAction.SetOriginatorId or PolicyAction.SetPreferredSource) => second,
            (_, PolicyAction.SetNumber { Change: NumberChange.To or NumberChange.RoundTripTime }) => second,
            (_, PolicyAction.SetNumber { Change: NumberChange.Copy { From: var from } } set) when from != set.Attribute => second,
            (_, PolicyAction.SetNumber { Change: NumberChange.Complement { From: var from } } set) when from != set.Attribute => second,
            (PolicyAction.AddCommunities a, PolicyAction.AddCommunities b) => a with { Communities = Sorted([.. a.Communities, .. b.Communities]) },
            (PolicyAction.ReplaceCommunities a, PolicyAction.AddCommunities b) => a with { Communities = Sorted([.. a.Communities, .. b.Communities]) },
            (PolicyAction.PrependAsPath a, PolicyAction.PrependAsPath b) => new PolicyAction.PrependAsPath([.. b.Numbers, .. a.Numbers]),
            (PolicyAction.PrependFirstAs a, PolicyAction.PrependFirstAs b) => new PolicyAction.PrependFirstAs((uint)Math.Min((ulong)a.Times + b.Times, uint.MaxValue)),
            _ => null,
        };
    }

    /// <summary>The attribute that an action changes.</summary>
    private static string AttributeOf(PolicyAction action) => action switch
    {
        PolicyAction.SetNumber set => $"{set.Attribute}",
        PolicyAction.Remove remove => $"{remove.Attribute}",
        PolicyAction.SetOrigin => "Origin",
        PolicyAction.SetNextHop => "NextHop",
        PolicyAction.ReplaceCommunities replace => NameOf(replace.Kind),
        PolicyAction.AddCommunities add => NameOf(add.Kind),
        PolicyAction.RemoveCommunities remove => remove.Set.Set is { } set ? NameOf(set.Kind) : "",
        PolicyAction.KeepCommunities keep => keep.Set.Set is { } set ? NameOf(set.Kind) : "",
        PolicyAction.PrependAsPath or PolicyAction.PrependFirstAs or PolicyAction.RemoveFromAsPath or PolicyAction.ReplaceInAsPath => "AsPath",
        PolicyAction.SetAggregator => "Aggregator",
        PolicyAction.SetAtomicAggregate => "AtomicAggregate",
        PolicyAction.SetOriginatorId => "OriginatorId",
        PolicyAction.SetPreferredSource => "PreferredSource",
        _ => "",
    };

    /// <summary>The attribute that an action reads beside the one it changes.</summary>
    private static string? ReadBy(PolicyAction action) =>
        (action as PolicyAction.SetNumber)?.Change switch { NumberChange.Copy copy => copy.From, NumberChange.Complement complement => complement.From, _ => (NumericAttribute?)null } is { } read
        ? read switch
        {
            NumericAttribute.AsPathLength or NumericAttribute.FirstAs or NumericAttribute.LastAs => "AsPath",
            NumericAttribute.CommunityCount => NameOf(CommunityKind.Standard),
            NumericAttribute.LargeCommunityCount => NameOf(CommunityKind.Large),
            NumericAttribute.ExtendedCommunityCount => NameOf(CommunityKind.Extended),
            var other => $"{other}",
        }
        : null;

    private static string NameOf(CommunityKind kind) => kind switch
    {
        CommunityKind.Standard => "Communities",
        CommunityKind.Large => "LargeCommunities",
        _ => "ExtendedCommunities",
    };

    /// <summary>The text of a set that decides about single communities: a run of like entries is in no particular order.</summary>
    private static string TextOf(CommunitySet set)
    {
        var runs = new List<string>();
        for (var start = 0; start < set.Entries.Length;)
        {
            var end = start;
            while (end < set.Entries.Length && set.Entries[end].Permit == set.Entries[start].Permit) end++;
            var matches = set.Entries[start..end].Select(e => e.Match switch
            {
                CommunityMatch.AllOf all => string.Join('&', Sorted(all.Patterns)),
                var other => $"{other}",
            });
            runs.Add($"{(set.Entries[start].Permit ? '+' : '-')}{string.Join(' ', matches.Distinct().Order(StringComparer.Ordinal))}");
            start = end;
        }

        // What nothing matched is not in the set, with or without a last denying run.
        if (runs.Count > 0 && runs[^1][0] == '-') runs.RemoveAt(runs.Count - 1);
        return string.Join(" then ", runs);
    }

    private static ImmutableArray<CommunityPattern> Sorted(ImmutableArray<CommunityPattern> communities) =>
    [
        .. communities.Select(c => Normalization.Normalize(c) ?? c).Distinct().OrderBy(c => c.ToString(), StringComparer.Ordinal),
    ];
}
