using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy.Rules;

/// <summary>What one entry of a route map of FRR's kind changes once: two actions of one slot take two entries.</summary>
public static class ActionSlots
{
    /// <summary>The slot of an action.</summary>
    public static string? Of(PolicyAction action) => action switch
    {
        PolicyAction.SetNumber n => $"{n.Attribute}",
        PolicyAction.SetNextHop { Change: NextHopChange.LinkLocal } => "next-hop local",
        PolicyAction.SetNextHop { Change: NextHopChange.PreferGlobal } => "next-hop prefer-global",
        PolicyAction.SetNextHop { Change: NextHopChange.To { Address.Afi: Afi.Ipv6 } } => "next-hop 6",
        PolicyAction.SetNextHop => "next-hop 4",
        PolicyAction.ReplaceCommunities c => $"communities {c.Kind}",
        PolicyAction.AddCommunities { Kind: CommunityKind.Extended, Communities: [var first, ..] } => $"extcommunity {first.Subtype}",
        PolicyAction.AddCommunities c => $"communities {c.Kind}",
        PolicyAction.RemoveCommunities { Set.Set: { } set } => set.WholeSubtype is { } subtype ? $"remove {subtype}" : $"remove {set.Kind}",
        PolicyAction.KeepCommunities { Set.Set: { } set } => $"remove {set.Kind}",
        PolicyAction.PrependAsPath or PolicyAction.PrependFirstAs => "prepend",
        PolicyAction.Opaque o => string.Join(' ', o.Text.Split(' ').Take(3)),
        _ => action.GetType().Name,
    };
}
