using System.Globalization;
using BgpTranslate.Formats.Bird.Reading;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>Changes of attributes as filter commands (bird.md §7).</summary>
internal sealed class ActionText(WritingContext context, SetDefinitions sets)
{
    /// <summary>The commands, each with its semicolon; one that begins with <c>#</c> says what could not be written.</summary>
    public IReadOnlyList<string> Of(PolicyAction action, Origin origin)
    {
        if (!action.Origin.IsNone) origin = action.Origin;
        switch (action)
        {
            case PolicyAction.SetNumber set: return Number(set, origin);
            case PolicyAction.SetOrigin set: return [$"bgp_origin = {ConditionText.OriginName(set.Value)};"];
            case PolicyAction.SetOriginatorId set: return [$"bgp_originator_id = {set.Address};"];
            case PolicyAction.SetPreferredSource { Address: var source } when context.IsForeign(source.Afi): return Unknown($"source address {source}", origin);
            case PolicyAction.SetNextHop { Change: NextHopChange.To { Address: var hop } } when context.IsForeign(hop.Afi): return Unknown($"next hop {hop}", origin);
            case PolicyAction.Opaque { Feature: not ExpressionText.Undefined } own when !context.CanHold(own.Text): return Unknown(own.Text, origin);
            case PolicyAction.SetPreferredSource set: return [$"krt_prefsrc = {set.Address};"];
            case PolicyAction.SetNextHop set: return NextHop(set.Change, origin);
            case PolicyAction.Remove { Attribute: RouteAttribute.Communities }: return [Clear(CommunityKind.Standard)];
            case PolicyAction.Remove { Attribute: RouteAttribute.LargeCommunities }: return [Clear(CommunityKind.Large)];
            case PolicyAction.Remove { Attribute: RouteAttribute.ExtendedCommunities }: return [Clear(CommunityKind.Extended)];
            case PolicyAction.Remove remove: return [$"unset({ConditionText.NameOf(remove.Attribute)});"];
            case PolicyAction.ReplaceCommunities replace: return [Clear(replace.Kind), .. Add(replace.Kind, replace.Communities, origin)];
            case PolicyAction.AddCommunities add: return [.. Add(add.Kind, add.Communities, origin)];
            case PolicyAction.RemoveCommunities remove: return Filter(remove.Set, "delete", origin);
            case PolicyAction.KeepCommunities keep: return Filter(keep.Set, "filter", origin);
            case PolicyAction.PrependAsPath prepend:
                // One number a command; the last one stands first in the path.
                return [.. prepend.Numbers.Reverse().Select(n => string.Create(CultureInfo.InvariantCulture, $"bgp_path.prepend({n});"))];
            case PolicyAction.PrependFirstAs prepend:
                return [.. Enumerable.Repeat("bgp_path.prepend(bgp_path.first);", (int)Math.Min(prepend.Times, 64))];
            case PolicyAction.RemoveFromAsPath { Set.Set: { } set }:
                return sets.Of(set) switch
                {
                    [] => [],
                    [{ Permit: true } only] => [$"bgp_path.delete({only.Text});"],
                    _ => Unknown("the removal of AS numbers by an ordered list", origin),
                };
            case PolicyAction.RemoveFromAsPath: return [];
            case PolicyAction.ReplaceInAsPath or PolicyAction.SetAggregator or PolicyAction.SetAtomicAggregate: return Unknown(PolicyWords.Of(action), origin);
            case PolicyAction.Opaque { Feature: ExpressionText.Undefined } open when context.Missing.InCommand(open.Text) is { } constants:
                context.NeedsInput(context.Missing.NamesIn(open.Text), origin);
                return constants.Count == 0 ? [open.Text] : [StandIn.Line("reject;", constants), open.Text];
            case PolicyAction.Opaque { Feature: not (ExpressionText.Unwritable or ExpressionText.Undefined) } own when own.Feature.StartsWith("bird.", StringComparison.Ordinal): return [own.Text.TrimEnd(';') + ";"];
            case PolicyAction.Opaque { Feature: "policy.set.extended-community.bandwidth", Text: var text } when LinkBandwidth.Of(text, context.Configuration) is { } bandwidth:
                context.Announce(Disposition.Approximated, "a link bandwidth that a route has of another AS stays beside this one", origin: origin);
                return [$"bgp_ext_community.delete([ (generic, {bandwidth.High}, *) ]);", $"bgp_ext_community.add((generic, {bandwidth.High}, {bandwidth.Low}));"];
            case PolicyAction.Opaque opaque: return Unknown(opaque.Text, origin);
            default: return Unknown(PolicyWords.Of(action), origin);
        }
    }

    private string[] Unknown(string what, Origin origin)
    {
        context.Announce(Disposition.Lost, $"BIRD cannot set: {what}", origin: origin);
        return [$"# not in the output: {what.ReplaceLineEndings(" ")}"];
    }

    private static string Clear(CommunityKind kind) => $"{SetText.AttributeOf(kind)} = {SetText.EmptyOf(kind)};";

    private IEnumerable<string> Add(CommunityKind kind, IEnumerable<CommunityPattern> communities, Origin origin)
    {
        foreach (var community in communities)
        {
            if (community.IsSingle && SetText.Of(community) is { } text) yield return $"{SetText.AttributeOf(kind)}.add({text});";
            else yield return Unknown($"community {community}", origin)[0];
        }
    }

    private IReadOnlyList<string> Filter(SetReference<CommunitySet> reference, string method, Origin origin)
    {
        if (reference.Set is not { } set) return [];
        var attribute = SetText.AttributeOf(set.Kind);
        return sets.Of(set.OneByOne) switch
        {
            null => Unknown($"the change of communities by list {reference.Name}", origin),
            [] => method == "delete" ? [] : [Clear(set.Kind)],
            [{ Permit: true } only] => [$"{attribute}.{method}({only.Text});"],
            _ => Unknown($"the change of communities by the ordered list {reference.Name}", origin),
        };
    }

    private IReadOnlyList<string> Number(PolicyAction.SetNumber set, Origin origin)
    {
        if (ConditionText.NameOf(set.Attribute) is not { } name || name.Contains('.') || set.Attribute == NumericAttribute.IgpMetric)
            return Unknown(PolicyWords.Of(set), origin);
        switch (set.Change)
        {
            case NumberChange.To to: return [string.Create(CultureInfo.InvariantCulture, $"{name} = {to.Value};")];
            case NumberChange.Add add:
                return set.Attribute == NumericAttribute.Med
                    ? Commands($"if defined({name}) then {name} = {name} + {add.Value}; else {name} = {add.Value};", origin)
                    : Commands($"{name} = {name} + {add.Value};", origin);
            case NumberChange.Subtract subtract:
                return Commands($"if {name} > {subtract.Value} then {name} = {name} - {subtract.Value}; else {name} = 0;", origin);
            case NumberChange.Copy copy when ConditionText.NameOf(copy.From) is { } from: return [$"{name} = {from};"];
            case NumberChange.Complement complement when ConditionText.NameOf(complement.From) is { } from: return [string.Create(CultureInfo.InvariantCulture, $"{name} = {complement.Of} - {from};")];
            default: return Unknown(PolicyWords.Of(set), origin);
        }

        static string[] Commands(FormattableString text, Origin _) => [text.ToString(CultureInfo.InvariantCulture)];
    }

    private string[] NextHop(NextHopChange change, Origin origin) => change switch
    {
        NextHopChange.To to => [$"bgp_next_hop = {to.Address};"],
        NextHopChange.PeerAddress => ["bgp_next_hop = from;"],
        NextHopChange.Unchanged => ["bgp_next_hop = bgp_next_hop;"],
        NextHopChange.Blackhole => ["dest = RTD_BLACKHOLE;"],
        NextHopChange.Self => Unknown("this router as next hop; next hop self stands in a channel", origin),
        NextHopChange.PreferGlobal => Unknown("a preference for the global next hop; next hop prefer global stands in a channel", origin),
        _ => Unknown(PolicyWords.Of(new PolicyAction.SetNextHop(change)), origin),
    };
}
