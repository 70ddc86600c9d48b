using System.Collections.Immutable;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>What a command does to the route.</summary>
/// <param name="Writes">The parts it changes.</param>
internal abstract record AttributeChange(RouteParts Writes)
{
    /// <summary>These actions.</summary>
    public sealed record Actions(ImmutableArray<PolicyAction> List, RouteParts Writes, Origin Origin = default) : AttributeChange(Writes);

    /// <summary>One of two changes.</summary>
    public sealed record Either(Condition Condition, AttributeChange Then, AttributeChange Else) : AttributeChange(Then.Writes | Else.Writes);

    /// <summary>A change the model does not have.</summary>
    public sealed record Unknown(string? Words, string Feature, RouteParts Writes, Origin Origin = default) : AttributeChange(Writes);
}

/// <summary>Assignments, methods and built-in calls that change a route, as actions of the model (bird.md §7).</summary>
internal static class Attributes
{
    /// <summary><c>target = value</c>.</summary>
    public static AttributeChange Assign(Expression target, Expression value, Evaluator evaluator, Variables variables)
    {
        if (target is not Expression.Symbol { Name: var name }) return new AttributeChange.Unknown(null, "bird.assignment", RouteParts.All);

        // list = add(list, x) is list.add(x).
        if (value is Expression.Call { Name: "add" or "delete" or "filter" or "prepend", Arguments: [Expression.Symbol list, var argument] } call && list.Name == name)
            return Method(name, call.Name, [argument], evaluator, variables);
        if (value is Expression.Member { Name: "add" or "delete" or "filter" or "prepend", Target: Expression.Symbol owner, Arguments: [var only] } member && owner.Name == name)
            return Method(name, member.Name, [only], evaluator, variables);
        if (RouteAttributes.Communities.ContainsKey(name) && Listed(value) is { Count: > 0 } members)
        {
            AttributeChange[] changes = [Assign(name, new Value.EmptyList(), ("", ExpressionText.Writable)), .. members.Select(m => Method(name, "add", [m], evaluator, variables))];
            if (changes.All(c => c is AttributeChange.Actions))
                return new AttributeChange.Actions([.. changes.SelectMany(c => ((AttributeChange.Actions)c).List)], RouteAttributes.PartOf(name), Origin.Of(changes.SelectMany(c => ((AttributeChange.Actions)c).Origin)));
        }

        if (value is Expression.Binary { Operator: "+" or "-", Left: Expression.Symbol left, Right: var amount } sum && left.Name == name
            && RouteAttributes.Numbers.TryGetValue(name, out var number) && evaluator.Evaluate(amount, variables) is Value.Number by)
            return One(new PolicyAction.SetNumber(number, sum.Operator == "+" ? new NumberChange.Add(by.Value) : new NumberChange.Subtract(by.Value)), name, by.Origin);
        return Assign(name, evaluator.Computable(evaluator.Evaluate(value, variables)), ExpressionText.Of(value, null, evaluator, variables));
    }

    /// <summary>A method or built-in call used as a command.</summary>
    public static AttributeChange Do(Expression call, Evaluator evaluator, Variables variables)
    {
        switch (call)
        {
            case Expression.Member { Target: Expression.Symbol target } m:
                return Method(target.Name, m.Name, m.Arguments, evaluator, variables);
            case Expression.Call { Name: "unset", Arguments: [Expression.Symbol attribute] }:
                return RouteAttributes.Communities.TryGetValue(attribute.Name, out var kind) ? One(new PolicyAction.ReplaceCommunities(kind, []), attribute.Name)
                    : RouteAttributes.Presence.TryGetValue(attribute.Name, out var presence) ? One(new PolicyAction.Remove(presence), attribute.Name)
                    : new AttributeChange.Unknown($"unset({attribute.Name});", Feature(attribute.Name), RouteParts.Other);
            default:
                {
                    var (text, feature) = ExpressionText.Of(call, null, evaluator, variables);
                    return new AttributeChange.Unknown($"{text};", feature != ExpressionText.Writable ? feature : "bird.command", RouteParts.All);
                }
        }
    }

    /// <summary>What is added to an empty list, in order; null for another expression.</summary>
    private static List<Expression>? Listed(Expression value)
    {
        var (list, added) = value switch
        {
            Expression.EmptyList => ((Expression?)null, (Expression?)null),
            Expression.Member { Name: "add", Arguments: [var one] } member => (member.Target, one),
            Expression.Call { Name: "add", Arguments: [var before, var one] } => (before, one),
            _ => (value, null),
        };
        if (list is null) return [];
        if (added is null || Listed(list) is not { } members) return null;
        members.Add(added);
        return members;
    }

    private static AttributeChange Assign(string name, Value value, (string Text, string Feature) text)
    {
        if (value is Value.Choice choice) return new AttributeChange.Either(choice.Condition, Assign(name, choice.Then, text), Assign(name, choice.Else, text));
        switch (name, value)
        {
            case ("bgp_local_pref" or "bgp_med" or "preference" or "ospf_tag" or Variables.KernelMetric, Value.Number n):
                return One(new PolicyAction.SetNumber(RouteAttributes.Numbers[name], new NumberChange.To(n.Value)), name, n.Origin);
            case ("bgp_local_pref" or "bgp_med" or "preference" or "ospf_tag", Value.Attribute a) when RouteAttributes.Numbers.TryGetValue(a.Name, out var from):
                return One(new PolicyAction.SetNumber(RouteAttributes.Numbers[name], new NumberChange.Copy(from)), name);
            case ("bgp_local_pref" or "bgp_med" or "preference" or "ospf_tag" or Variables.KernelMetric, Value.Complement c):
                return One(new PolicyAction.SetNumber(RouteAttributes.Numbers[name], new NumberChange.Complement(c.Whole, RouteAttributes.Numbers[c.Name])), name, c.Origin);
            case ("bgp_origin", Value.Word w) when RouteAttributes.Origins.TryGetValue(w.Value, out var origin):
                return One(new PolicyAction.SetOrigin(origin), name);
            case ("bgp_next_hop", Value.Address a):
                return One(new PolicyAction.SetNextHop(a.Value.IsLinkLocal ? new NextHopChange.LinkLocal(a.Value) : new NextHopChange.To(a.Value)), name, a.Origin);
            case ("bgp_next_hop", Value.Attribute { Name: "from" }):
                return One(new PolicyAction.SetNextHop(new NextHopChange.PeerAddress()), name);
            case ("bgp_next_hop", Value.Attribute { Name: "bgp_next_hop" }):
                return One(new PolicyAction.SetNextHop(new NextHopChange.Unchanged()), name);
            case ("krt_prefsrc", Value.Address a):
                return One(new PolicyAction.SetPreferredSource(a.Value), name, a.Origin);
            case ("dest", Value.Word { Value: "RTD_BLACKHOLE" }):
                return One(new PolicyAction.SetNextHop(new NextHopChange.Blackhole()), "bgp_next_hop");
            case ("bgp_community" or "bgp_large_community" or "bgp_ext_community", Value.EmptyList or Value.Words { Members.Length: 0 }):
                return One(new PolicyAction.ReplaceCommunities(RouteAttributes.Communities[name], []), name);
            default:
                return new AttributeChange.Unknown($"{name} = {text.Text};", text.Feature != ExpressionText.Writable ? text.Feature : Feature(name), RouteAttributes.PartOf(name), value.Origin);
        }
    }

    private static AttributeChange Method(string target, string method, ImmutableArray<Expression> arguments, Evaluator evaluator, Variables variables)
    {
        var value = arguments.Length == 1 ? evaluator.Evaluate(arguments[0], variables) : null;
        var (text, feature) = arguments.Length == 1 ? ExpressionText.Of(arguments[0], null, evaluator, variables) : ("", Feature(target));
        return Method(target, method, value, text, feature);
    }

    private static AttributeChange Method(string target, string method, Value? value, string text, string feature)
    {
        if (value is Value.Choice choice) return new AttributeChange.Either(choice.Condition, Method(target, method, choice.Then, text, feature), Method(target, method, choice.Else, text, feature));
        if (target == "bgp_path")
        {
            switch (method, value)
            {
                case ("prepend", Value.Number n): return One(new PolicyAction.PrependAsPath([n.Value]), target, n.Origin);
                case ("prepend", Value.Attribute { Name: "bgp_path.first" }): return One(new PolicyAction.PrependFirstAs(1), target);
                case ("delete", Value.Number n):
                    return One(new PolicyAction.RemoveFromAsPath(Matching.Reference(new AsNumberSet { Name = "", Entries = [new SetEntry<NumberRange>(true, n.Value)] })), target, n.Origin);
                case ("delete", Value.Set { Value: AsNumberSet set }): return One(new PolicyAction.RemoveFromAsPath(Matching.Reference(set)), target, value.Origin);
            }
        }
        else if (RouteAttributes.Communities.TryGetValue(target, out var kind))
        {
            switch (method, value)
            {
                case ("empty", null): return One(new PolicyAction.ReplaceCommunities(kind, []), target);
                case ("add", Value.Community { Value.IsSingle: true } c) when c.Value.Kind == kind: return One(new PolicyAction.AddCommunities(kind, [c.Value]), target, c.Origin);
                case ("delete", Value.Community c) when c.Value.Kind == kind: return One(new PolicyAction.RemoveCommunities(Matching.Single(c.Value)), target, c.Origin);
                case ("delete", Value.Set { Value: CommunitySet set }) when set.Kind == kind: return One(new PolicyAction.RemoveCommunities(Matching.Reference(set)), target, value.Origin);
                case ("delete", Value.Words { Members.Length: 0 }): return new AttributeChange.Actions([], RouteParts.None);
                case ("filter", Value.Set { Value: CommunitySet set }) when set.Kind == kind: return One(new PolicyAction.KeepCommunities(Matching.Reference(set)), target, value.Origin);
                case ("filter", Value.Words { Members.Length: 0 }): return One(new PolicyAction.ReplaceCommunities(kind, []), target);
            }
        }

        return new AttributeChange.Unknown($"{target}.{method}{(value is null ? "" : $"({text})")};", feature != ExpressionText.Writable ? feature : Feature(target), RouteAttributes.PartOf(target), value?.Origin ?? default);
    }

    private static AttributeChange.Actions One(PolicyAction action, string attribute, Origin origin = default) => new([action], RouteAttributes.PartOf(attribute), origin);

    /// <summary>Attributes of Calico's own BIRD, which no other takes (bird.md §10.28), are told apart.</summary>
    private static string Feature(string attribute) => attribute == "krt_tunnel" ? "calico.set.krt_tunnel" : $"bird.set.{attribute}";
}
