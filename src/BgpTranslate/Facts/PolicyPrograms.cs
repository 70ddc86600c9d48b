using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Facts;

/// <summary>An effective policy with what is needed to compare it; the same object for all peers that have the same one.</summary>
public sealed class PolicyProgram
{
    private readonly IReadOnlyDictionary<string, RoutePolicy> policies;
    private readonly ConstantConditions constants;
    private readonly Normalization normalization;
    private CanonicalForm? form;
    private Origin? origin;

    internal PolicyProgram(RoutePolicy policy, IReadOnlyDictionary<string, RoutePolicy> policies, ConstantConditions constants, Normalization normalization) =>
        (Policy, this.policies, this.constants, this.normalization) = (policy, policies, constants, normalization);

    /// <summary>The program.</summary>
    public RoutePolicy Policy { get; }

    /// <summary>Policies it may call.</summary>
    public IReadOnlyDictionary<string, RoutePolicy> Policies => policies;

    /// <summary>Its canonical form.</summary>
    public CanonicalForm Form => form ??= CanonicalForm.Of(Policy, policies, normalization);

    /// <summary>Every source statement that some route may reach.</summary>
    public Origin Origin => origin ??= new PolicyOrigins(policies, constants).Add(Policy).Origin;
}

/// <summary>The programs of one configuration, built once each.</summary>
public sealed class PolicyPrograms
{
    private const string Core = "routes to be sent";

    // Local to the router: whatever an export policy does to them, the peer does not see it.
    private static readonly ImmutableArray<NumericAttribute> NotSent = [NumericAttribute.Tag, NumericAttribute.Weight, NumericAttribute.Preference, NumericAttribute.SourceMetric];

    private readonly EffectiveConfiguration effective;
    private readonly ImmutableArray<RouteSource> sources;
    private readonly bool originatesElsewhere;
    private readonly Dictionary<ProgramKey, PolicyProgram> programs = [];
    private readonly Dictionary<(PolicyUse Use, Afi? Afi), PolicyProgram> uses = [];
    private readonly Normalization normalization;
    private readonly ConstantConditions anyFamily, ipv4, ipv6;

    /// <param name="effective">The configuration.</param>
    /// <param name="sources">Protocols whose routes occur.</param>
    /// <param name="originatesElsewhere">
    /// The two platforms compared put routes into BGP at different places: routes start without attributes of BGP unless they were learned, and without tags
    /// by which one of the platforms may tell where they come from.
    /// </param>
    public PolicyPrograms(EffectiveConfiguration effective, ImmutableArray<RouteSource> sources, bool originatesElsewhere)
    {
        (this.effective, this.sources, this.originatesElsewhere) = (effective, sources, originatesElsewhere);
        normalization = new Normalization();
        (anyFamily, ipv4, ipv6) = (new ConstantConditions(null, normalization), new ConstantConditions(Afi.Ipv4, normalization), new ConstantConditions(Afi.Ipv6, normalization));
    }

    /// <summary>What received routes run through.</summary>
    public PolicyProgram Import(EffectivePeer peer, AfiSafi family) =>
        Get(
            new ProgramKey(
                null, family, peer.Get(FamilySettings.ImportAccessList, family).Value, peer.Get(FamilySettings.ImportPrefixSet, family).Value,
                peer.Get(FamilySettings.ImportAsPathSet, family).Value, peer.Get(FamilySettings.ImportPolicy, family).Value, peer.Get(FamilySettings.DefaultImport, family).Value),
            () => EffectivePolicies.Import(peer, family),
            policy => new PolicyProgram(policy, effective.Configuration.Policies, Constants(family.Afi()), normalization));

    /// <summary>What routes run through before they are sent.</summary>
    public PolicyProgram Export(EffectivePeer peer, AfiSafi family) =>
        Get(
            new ProgramKey(
                peer.Instance.Instance, family, peer.Get(FamilySettings.ExportAccessList, family).Value, peer.Get(FamilySettings.ExportPrefixSet, family).Value,
                peer.Get(FamilySettings.ExportAsPathSet, family).Value, peer.Get(FamilySettings.ExportPolicy, family).Value, peer.Get(FamilySettings.DefaultExport, family).Value)
            { Rib = peer.RibOf(family) },
            () => EffectivePolicies.Export(peer, family, family.IsUnicast() ? sources : [RouteSource.Bgp]),
            policy => Sent(policy, family));

    /// <summary>A policy attached somewhere else.</summary>
    /// <param name="use">The policy.</param>
    /// <param name="afi">The family of the routes there; null: any.</param>
    public PolicyProgram Of(PolicyUse use, Afi? afi)
    {
        if (uses.TryGetValue((use, afi), out var known)) return known;
        var policies = effective.Configuration.Policies;
        var policy = use switch
        {
            PolicyUse.Named { Policy: var name } when policies.TryGetValue(name, out var found) => found,
            PolicyUse.AcceptAll => new RoutePolicy { Name = "", Final = Verdict.Accept },
            _ => new RoutePolicy { Name = "", Final = Verdict.Reject },
        };
        if (afi is { } family) policy = policy with { Body = [new PolicyStatement.If(new Condition.Not(new Condition.FamilyIs(family)), [new PolicyStatement.End(Verdict.Reject)], []), .. policy.Body] };
        return uses[(use, afi)] = new PolicyProgram(policy, policies, Constants(afi), normalization);
    }

    /// <summary>A definition that is attached nowhere.</summary>
    public PolicyProgram Alone(RoutePolicy policy) => new(policy, effective.Configuration.Policies, anyFamily, normalization);

    private static readonly ImmutableArray<PolicyStatement> Fresh =
    [
        new PolicyStatement.If(
            Condition.AnyOf(
            [
                new Condition.Not(new Condition.SourceIs([RouteSource.Bgp])),
                new Condition.Compare(NumericAttribute.Tag, Comparison.Less, ValidationTag.First),
                new Condition.Compare(NumericAttribute.Tag, Comparison.Greater, ValidationTag.Last),
            ]),
            [Clear(NumericAttribute.Tag)],
            []),
        new PolicyStatement.If(
            new Condition.Not(new Condition.SourceIs([RouteSource.Bgp])),
            [
                new PolicyStatement.Apply(new PolicyAction.SetOrigin(RouteOrigin.Igp)),
                new PolicyStatement.Apply(new PolicyAction.Remove(RouteAttribute.Med)),
                new PolicyStatement.Apply(new PolicyAction.Remove(RouteAttribute.LocalPreference)),
                new PolicyStatement.Apply(new PolicyAction.ReplaceCommunities(CommunityKind.Standard, [])),
                new PolicyStatement.Apply(new PolicyAction.ReplaceCommunities(CommunityKind.Large, [])),
                new PolicyStatement.Apply(new PolicyAction.ReplaceCommunities(CommunityKind.Extended, [])),
            ],
            [

                // Every learned route has one by then, its own or the default.
                new PolicyStatement.If(
                    new Condition.Not(new Condition.Has(RouteAttribute.LocalPreference)),
                    [new PolicyStatement.Apply(new PolicyAction.SetNumber(NumericAttribute.LocalPreference, new NumberChange.To(100)))],
                    []),
            ]),
    ];

    private static PolicyStatement Clear(NumericAttribute attribute) =>
        new PolicyStatement.Apply(new PolicyAction.SetNumber(attribute, new NumberChange.To(0)));

    /// <summary>The policy with what the peer does not see taken away.</summary>
    private PolicyProgram Sent(RoutePolicy policy, AfiSafi family)
    {
        var body = ImmutableArray.CreateBuilder<PolicyStatement>();
        if (originatesElsewhere) body.AddRange(Fresh);
        body.Add(new PolicyStatement.Call(Core));
        body.AddRange(NotSent.Select(Clear));
        return new PolicyProgram(
            new RoutePolicy { Name = policy.Name, Body = body.ToImmutable(), Final = Verdict.Accept },
            effective.Configuration.Policies.SetItem(Core, policy),
            Constants(family.Afi()),
            normalization);
    }

    private ConstantConditions Constants(Afi? afi) => afi switch { Afi.Ipv4 => ipv4, Afi.Ipv6 => ipv6, _ => anyFamily };

    private PolicyProgram Get(ProgramKey key, Func<RoutePolicy> build, Func<RoutePolicy, PolicyProgram> finish)
    {
        if (programs.TryGetValue(key, out var known)) return known;
        return programs[key] = finish(build());
    }

    private sealed record ProgramKey(BgpInstance? Instance, AfiSafi Family, object? AccessList, object? PrefixSet, object? AsPathSet, object? Policy, object? Otherwise)
    {
        /// <summary>The RIB that the routes come from; empty where it makes no difference.</summary>
        public string Rib { get; init; } = "";

        public bool Equals(ProgramKey? other) =>
            other is not null && ReferenceEquals(Instance, other.Instance) && Family == other.Family && ReferenceEquals(AccessList, other.AccessList)
            && ReferenceEquals(PrefixSet, other.PrefixSet) && ReferenceEquals(AsPathSet, other.AsPathSet) && Equals(Policy, other.Policy) && Equals(Otherwise, other.Otherwise) && Rib == other.Rib;

        public override int GetHashCode() => HashCode.Combine(Family, Policy, Otherwise);
    }
}
