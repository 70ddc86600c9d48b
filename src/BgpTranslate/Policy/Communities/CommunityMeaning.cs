using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Policy.Communities;

/// <summary>What an expression over the list of communities asks of a route, said in patterns.</summary>
public abstract record CommunityMeaning
{
    private CommunityMeaning()
    {
    }

    /// <summary>Every route matches, also one without communities.</summary>
    public sealed record Always : CommunityMeaning;

    /// <summary>Some community meets one of the patterns; of no patterns: no route matches.</summary>
    public sealed record AnyOf(ImmutableArray<CommunityPattern> Patterns) : CommunityMeaning;

    /// <summary>Each pattern is met by a community (as in <see cref="CommunityMatch.AllOf"/>).</summary>
    public sealed record AllOf(ImmutableArray<CommunityPattern> Patterns) : CommunityMeaning;

    /// <summary>The route has one community and no more, and it meets one of the patterns (<see cref="Model.RoutePolicies.CommunityMatchMode.Exact"/>).</summary>
    public sealed record Only(ImmutableArray<CommunityPattern> Patterns) : CommunityMeaning;
}
