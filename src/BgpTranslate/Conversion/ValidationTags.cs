using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Conversion;

/// <summary>
/// Filters of BIRD keep the state of origin validation in an extended community (RFC 8097), which no external peer is sent. Where the target's policies can ask for such communities but not set
/// them, a tag takes its place: import policies set it, export policies ask for it. Only where every session is external, a route has one state at a time, and nothing else uses tags.
/// </summary>
internal static class ValidationTags
{
    /// <summary>The configuration with tags, and what changes by it.</summary>
    public static (EffectiveConfiguration Configuration, ImmutableArray<Announcement> Announcements) Arrange(EffectiveConfiguration source, Platform target)
    {
        var policies = source.Configuration.Policies;
        if (source.Platform.Export != ExportScope.WholeRib || target is not { Export: ExportScope.BgpTable, AsksForSource: false, Kind: PlatformKind.Router }) return (source, []);
        var marking = policies.Values.Where(p => Statements(p.Body).Any(Marks)).ToArray();
        if (marking.Length == 0 || source.Instances.Any(i => i.Peers.Any(p => p.Session != SessionType.External)) || !policies.Values.All(p => Statements(p.Body).All(IsFit))) return (source, []);
        var uses = source.Configuration.PolicyAttachments();
        if (!policies.Values.Where(p => Statements(p.Body).Any(s => Marks(s) || Asks(s))).All(p => HasOneState(p, [.. uses[p.Name]]))) return (source, []);
        foreach (var policy in policies.Values)
        {
            var body = Tagged(policy.Body);
            if (body != policy.Body) policies = policies.SetItem(policy.Name, policy with { Body = body });
        }

        var statements = Origin.Of(marking.SelectMany(p => Statements(p.Body)).Where(Marks).SelectMany(s => s.Origin));
        return (
            new EffectiveConfiguration(source.Configuration with { Policies = policies }, source.Platform),
            [new Announcement(Disposition.Approximated, "the state of origin validation is kept as a tag; one that a peer sends is not looked at (RFC 8097 does not let it come from outside)", Origin: statements)]);
    }

    private static IEnumerable<PolicyStatement> Statements(ImmutableArray<PolicyStatement> body) => body.SelectMany(s => s switch
    {
        PolicyStatement.If choice => Statements(choice.Then).Concat(Statements(choice.Else)).Prepend(s),
        PolicyStatement.Block block => Statements(block.Body).Prepend(s),
        _ => [s],
    });

    private static IEnumerable<Condition> Atoms(Condition condition) => condition switch
    {
        Condition.Not c => Atoms(c.Operand),
        Condition.And c => c.Parts.SelectMany(Atoms),
        Condition.Or c => c.Parts.SelectMany(Atoms),
        _ => [condition],
    };

    private static bool IsMark(CommunityPattern pattern) => pattern.Subtype == ValidationTag.Subtype;

    private static bool Marks(PolicyStatement statement) =>
        statement is PolicyStatement.Apply { Action: PolicyAction.AddCommunities add } && add.Communities.Any(IsMark);

    private static bool Asks(PolicyStatement statement) =>
        statement is PolicyStatement.If choice && Atoms(choice.Condition).Any(c => c is Condition.CommunityIn { Set.Set: { } set } && PatternsOf(set).Any(IsMark));

    private static IEnumerable<CommunityPattern> PatternsOf(CommunitySet set) => set.Entries.Select(e => e.Match).OfType<CommunityMatch.AllOf>().SelectMany(m => m.Patterns);

    /// <summary>False for what would not know of the tag, or has tags of its own.</summary>
    private static bool IsFit(PolicyStatement statement) => statement switch
    {
        PolicyStatement.Call => false,
        PolicyStatement.If choice => Atoms(choice.Condition).All(IsFit),
        PolicyStatement.Apply { Action: var action } => action switch
        {
            PolicyAction.SetNumber set => set.Attribute != NumericAttribute.Tag && set.Change is not (NumberChange.Copy { From: NumericAttribute.Tag or NumericAttribute.ExtendedCommunityCount } or NumberChange.Complement { From: NumericAttribute.Tag }),
            PolicyAction.AddCommunities add => add.Communities.All(c => !IsMark(c) || IsState(c)),
            PolicyAction.RemoveCommunities { Set.Set: { Kind: CommunityKind.Extended } set } => IsFit(set),
            PolicyAction.KeepCommunities { Set.Set.Kind: CommunityKind.Extended } or PolicyAction.ReplaceCommunities { Kind: CommunityKind.Extended, Communities.IsEmpty: false } => false,
            _ => true,
        },
        _ => true,
    };

    private static bool IsFit(Condition condition) => condition switch
    {
        Condition.Compare c => c.Attribute is not (NumericAttribute.Tag or NumericAttribute.ExtendedCommunityCount),
        Condition.NumberIn c => c.Attribute is not (NumericAttribute.Tag or NumericAttribute.ExtendedCommunityCount),
        Condition.Has c => c.Attribute != RouteAttribute.ExtendedCommunities,
        Condition.CommunityIn { Set.Set: { Kind: CommunityKind.Extended } set } c => c.Mode == CommunityMatchMode.Entries && IsFit(set),
        _ => true,
    };

    private static bool IsFit(CommunitySet set) => set.Entries.All(e => e is { Permit: true, Match: CommunityMatch.AllOf { Patterns: [var one] } } && (IsMark(one) ? one.First.Contains(0) : one.Subtype != "*"));

    private static bool IsState(CommunityPattern community) => community.IsSingle && community.First.Low == 0 && community.Second.Low <= ValidationTag.Last - ValidationTag.First;

    // ----------------------------------------------------------------------------------------------------- one state at a time

    /// <summary>True when a route that the policy gives a state has no other. A route comes in without any, and goes out with one at most.</summary>
    private static bool HasOneState(RoutePolicy policy, ImmutableArray<Setting> uses)
    {
        if (!uses.All(u => u == FamilySettings.ImportPolicy || u == FamilySettings.ExportPolicy)) return false;
        var states = new States();
        states.After(policy.Body, uses.Contains(FamilySettings.ExportPolicy) ? States.Any : States.None);
        return states.IsSound;
    }

    /// <summary>Follows which states a route may have; those above the third stand together.</summary>
    private sealed class States
    {
        public const int None = 1, Any = 31;

        private readonly Dictionary<string, int> left = new(StringComparer.Ordinal);

        public bool IsSound { get; private set; } = true;

        /// <summary>The states behind some statements; 0 where nothing comes out.</summary>
        public int After(ImmutableArray<PolicyStatement> body, int states)
        {
            foreach (var statement in body)
            {
                switch (statement)
                {
                    case PolicyStatement.Apply { Action: PolicyAction.AddCommunities add }:
                        foreach (var mark in add.Communities.Where(IsMark))
                        {
                            var own = Of(mark.Second.Low);
                            IsSound &= (states & ~(None | own)) == 0 && own != Of(3);
                            states = states == 0 ? 0 : own;
                        }

                        break;
                    case PolicyStatement.Apply { Action: PolicyAction.RemoveCommunities { Set.Set: { } set } }:
                        var removed = Of(set);
                        if ((states & removed) != 0) states = (states & ~removed) | None;
                        break;
                    case PolicyStatement.Apply { Action: PolicyAction.ReplaceCommunities { Kind: CommunityKind.Extended } or PolicyAction.Remove { Attribute: RouteAttribute.ExtendedCommunities } } when states != 0:
                        states = None;
                        break;
                    case PolicyStatement.If choice:
                        var (then, otherwise) = Known(choice.Condition, states);
                        states = After(choice.Then, then) | After(choice.Else, otherwise);
                        break;
                    case PolicyStatement.Block block:
                        left[block.Label] = 0;
                        states = After(block.Body, states) | left[block.Label];
                        break;
                    case PolicyStatement.Leave leave:
                        left[leave.Label] = left.GetValueOrDefault(leave.Label) | states;
                        states = 0;
                        break;
                    case PolicyStatement.End:
                        states = 0;
                        break;
                }
            }

            return states;
        }

        private static int Of(uint state) => 2 << (int)Math.Min(state, 3);

        /// <summary>The states that a set holds for sure.</summary>
        private static int Of(CommunitySet set) => Enumerable.Range(0, 3).Where(n => PatternsOf(set).Any(p => IsMark(p) && p.Second.Contains((uint)n))).Sum(n => Of((uint)n))
            | (PatternsOf(set).Any(p => IsMark(p) && p.Second.Contains(3) && p.Second.High >= ValidationTag.Last - ValidationTag.First) ? Of(3) : 0);

        private static (int Then, int Else) Known(Condition condition, int states) => condition switch
        {
            Condition.Not c => Known(c.Operand, states) is var known ? (known.Else, known.Then) : default,
            Condition.CommunityIn { Set.Set: { } set } when PatternsOf(set).All(IsMark) => (states & (Of(set) | Of(3)), states & ~Of(set)),
            _ => (states, states),
        };
    }

    // ---------------------------------------------------------------------------------------------------------------- tags

    private static ImmutableArray<PolicyStatement> Tagged(ImmutableArray<PolicyStatement> body)
    {
        if (!Statements(body).Any(s => Marks(s) || Asks(s) || Unmarks(s))) return body;
        return [.. body.SelectMany(Tagged)];
    }

    private static IEnumerable<PolicyStatement> Tagged(PolicyStatement statement)
    {
        switch (statement)
        {
            case PolicyStatement.If choice:
                return [choice with { Condition = Tagged(choice.Condition), Then = Tagged(choice.Then), Else = Tagged(choice.Else) }];
            case PolicyStatement.Block block:
                return [block with { Body = Tagged(block.Body) }];
            case PolicyStatement.Apply { Action: PolicyAction.AddCommunities add } apply when Marks(apply):
                var others = add.Communities.RemoveAll(IsMark);
                var tag = apply with { Action = new PolicyAction.SetNumber(NumericAttribute.Tag, new NumberChange.To(ValidationTag.First + add.Communities.Last(IsMark).Second.Low)) };
                return others.IsEmpty ? [tag] : [apply with { Action = add with { Communities = others } }, tag];
            case PolicyStatement.Apply { Action: PolicyAction.RemoveCommunities { Set.Set: { } set } } apply when Unmarks(apply):
                var rest = set.Entries.RemoveAll(IsMark);
                var untagged = new PolicyStatement.If(HasTag(set), [apply with { Action = new PolicyAction.SetNumber(NumericAttribute.Tag, new NumberChange.To(0)) }], [], apply.Origin);
                return rest.IsEmpty ? [untagged] : [apply with { Action = new PolicyAction.RemoveCommunities(SetReference<CommunitySet>.Inline(set with { Name = "", Entries = rest })) }, untagged];
            case PolicyStatement.Apply apply when Unmarks(apply):
                return [apply, apply with { Action = new PolicyAction.SetNumber(NumericAttribute.Tag, new NumberChange.To(0)) }];
            default:
                return [statement];
        }
    }

    private static bool Unmarks(PolicyStatement statement) => statement is PolicyStatement.Apply
    {
        Action: PolicyAction.ReplaceCommunities { Kind: CommunityKind.Extended } or PolicyAction.Remove { Attribute: RouteAttribute.ExtendedCommunities },
    }
        || (statement is PolicyStatement.Apply { Action: PolicyAction.RemoveCommunities { Set.Set: { } set } } && PatternsOf(set).Any(IsMark));

    private static bool IsMark(SetEntry<CommunityMatch> entry) => entry.Match is CommunityMatch.AllOf { Patterns: [var one] } && IsMark(one);

    private static Condition Tagged(Condition condition) => condition switch
    {
        Condition.Not c => c with { Operand = Tagged(c.Operand) },
        Condition.And c => c with { Parts = [.. c.Parts.Select(Tagged)] },
        Condition.Or c => c with { Parts = [.. c.Parts.Select(Tagged)] },
        Condition.CommunityIn { Set.Set: { } set } c when PatternsOf(set).Any(IsMark) => set.Entries.RemoveAll(IsMark) is { IsEmpty: false } others
            ? Condition.AnyOf([c with { Set = SetReference<CommunitySet>.Inline(set with { Name = "", Entries = others }) }, HasTag(set)]) with { Origin = c.Origin }
            : HasTag(set) with { Origin = c.Origin },
        _ => condition,
    };

    /// <summary>The tag is that of a state of the set.</summary>
    private static Condition HasTag(CommunitySet set) => Condition.AnyOf(Enumerable.Range(0, 3).Where(n => PatternsOf(set).Any(p => IsMark(p) && p.Second.Contains((uint)n)))
        .Select(n => new Condition.Compare(NumericAttribute.Tag, Comparison.Equal, ValidationTag.First + (uint)n)));
}
