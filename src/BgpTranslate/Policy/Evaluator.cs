using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Automata;
using BgpTranslate.Policy.Communities;

namespace BgpTranslate.Policy;

/// <summary>A statement that a route passed.</summary>
/// <param name="Policy">The policy it stands in.</param>
/// <param name="Statement">The statement; null for the verdict at the end of a policy.</param>
/// <param name="Holds">For a choice, whether its condition held.</param>
/// <param name="After">The route behind it.</param>
public sealed record TraceStep(RoutePolicy Policy, PolicyStatement? Statement, bool? Holds, Route After);

/// <summary>What a policy does with one route.</summary>
/// <param name="Verdict">The verdict; null when a part that the model cannot hold was reached.</param>
/// <param name="Route">The route with its changes.</param>
/// <param name="Trace">The statements that it passed; the last one decided.</param>
/// <param name="Undecided">Why there is no verdict; otherwise empty.</param>
public sealed record Evaluation(Verdict? Verdict, Route Route, ImmutableArray<TraceStep> Trace, string Undecided)
{
    /// <summary>Who stated the verdict: the last statement passed that somebody stated.</summary>
    public Origin Origin => Trace.Select(t => t.Statement?.Origin ?? t.Policy.Origin).LastOrDefault(o => !o.IsNone);

    /// <summary>
    /// Who stated what sets this apart from another run: the last changes of the attributes in which the routes differ, or the verdict when it changed none
    /// of them.
    /// </summary>
    /// <param name="other">The other run.</param>
    /// <param name="received">The route before both.</param>
    public Origin DecidingAgainst(Evaluation other, Route received)
    {
        if (Verdict != Model.RoutePolicies.Verdict.Accept || other.Verdict != Verdict) return Origin;
        var (mine, others) = (Route.Parts(), other.Route.Parts());
        HashSet<string> unlike = [.. mine.Except(others).Concat(others.Except(mine)).Select(KeyOf)];
        var origins = new Dictionary<string, Origin>();
        var before = received.Parts();
        foreach (var step in Trace)
        {
            var after = step.After.Parts();
            foreach (var key in after.Except(before).Concat(before.Except(after)).Select(KeyOf))
            {
                if (unlike.Contains(key) && step.Statement is { Origin: { IsNone: false } origin }) origins[key] = origin;
            }

            before = after;
        }

        return origins.Count == 0 ? Origin : origins.Values.Aggregate((a, b) => a + b);

        static string KeyOf(string part) => part.Split(' ')[0];
    }

    /// <summary>True when both do the same with their routes: reject, or accept with equal attributes.</summary>
    public bool IsSameAs(Evaluation other) =>
        Verdict is not null && Verdict == other.Verdict
        && (Verdict == Model.RoutePolicies.Verdict.Reject || Route.ToString() == other.Route.ToString());

    /// <inheritdoc/>
    public override string ToString() => Verdict switch
    {
        Model.RoutePolicies.Verdict.Accept => $"accept {Route}",
        Model.RoutePolicies.Verdict.Reject => "reject",
        _ => $"undecided: {Undecided}",
    };
}

/// <summary>Runs policies on concrete routes, statement by statement as they are written.</summary>
public sealed class Evaluator
{
    /// <summary>Calls within calls beyond which a route is undecided.</summary>
    private const int CallLimit = 100;

    private readonly IReadOnlyDictionary<string, RoutePolicy> policies;
    private readonly Dictionary<object, Automaton?> automata = [];
    private readonly ImmutableArray<TraceStep>.Builder trace = ImmutableArray.CreateBuilder<TraceStep>();
    private readonly Stack<RoutePolicy> running = [];
    private Route route;
    private string undecided = "";

    private Evaluator(IReadOnlyDictionary<string, RoutePolicy> policies, Route route) => (this.policies, this.route) = (policies, route);

    /// <summary>Runs a policy on a route.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="policies">The policies that it may call, by name.</param>
    /// <param name="route">The route.</param>
    public static Evaluation Run(RoutePolicy policy, IReadOnlyDictionary<string, RoutePolicy> policies, Route route)
    {
        var evaluator = new Evaluator(policies, route);
        var verdict = evaluator.Run(policy);
        return new Evaluation(verdict, evaluator.route, evaluator.trace.ToImmutable(), evaluator.undecided);
    }

    private Verdict? Run(RoutePolicy policy)
    {
        if (running.Count == CallLimit)
        {
            undecided = $"policy {policy.Name} is called again and again";
            return null;
        }

        running.Push(policy);
        var (verdict, leave) = Run(policy.Body);
        if (leave is not null) undecided = $"no block around it has the label {leave}";
        if (verdict is null && undecided.Length == 0)
        {
            verdict = policy.Final;
            trace.Add(new TraceStep(policy, null, null, route));
        }

        running.Pop();
        return verdict;
    }

    /// <summary>A verdict, the label of the block to leave, or neither to go on. Also neither when undecided.</summary>
    private (Verdict? Verdict, string? Leave) Run(ImmutableArray<PolicyStatement> body)
    {
        foreach (var statement in body)
        {
            var (verdict, leave) = Run(statement);
            if (verdict is not null || leave is not null || undecided.Length > 0) return (verdict, leave);
        }

        return (null, null);
    }

    private (Verdict? Verdict, string? Leave) Run(PolicyStatement statement)
    {
        switch (statement)
        {
            case PolicyStatement.If choice:
                var holds = Holds(choice.Condition);
                Pass(statement, holds);
                if (holds is { } value) return Run(value ? choice.Then : choice.Else);
                undecided = $"the condition depends on what the model cannot hold: {OpaqueIn(choice.Condition)}";
                return (null, null);
            case PolicyStatement.Apply apply:
                if (Apply(apply.Action) is { } changed) route = changed;
                else undecided = $"the change depends on what the model cannot hold: {(apply.Action is PolicyAction.Opaque opaque ? opaque.Text : apply.Action)}";
                Pass(statement);
                return (null, null);
            case PolicyStatement.End end:
                Pass(statement);
                return (end.Verdict, null);
            case PolicyStatement.Block block:
                var (verdict, leave) = Run(block.Body);
                return (verdict, leave == block.Label ? null : leave);
            case PolicyStatement.Leave jump:
                Pass(statement);
                return (null, jump.Label);
            case PolicyStatement.Call call:
                Pass(statement);
                return policies.TryGetValue(call.Policy, out var called) && Run(called) == Verdict.Reject ? (Verdict.Reject, null) : (null, null);
            default:
                undecided = $"the model cannot hold this statement: {((PolicyStatement.Opaque)statement).Text}";
                Pass(statement);
                return (null, null);
        }
    }

    private void Pass(PolicyStatement statement, bool? holds = null) => trace.Add(new TraceStep(running.Peek(), statement, holds, route));

    /// <summary>Whether a condition holds; null when that depends on what the model cannot hold.</summary>
    private bool? Holds(Condition condition)
    {
        switch (condition)
        {
            case Condition.Constant constant:
                return constant.Value;
            case Condition.And and:
                return Combine(and.Parts, whenAny: false);
            case Condition.Or or:
                return Combine(or.Parts, whenAny: true);
            case Condition.Not not:
                return !Holds(not.Operand);
            case Condition.PrefixIn prefix:
                return FirstMatch(prefix.Set.Set?.Entries ?? [], r => r.Matches(route.Prefix));
            case Condition.AsPathIn path:
                return FirstMatch(path.Set.Set?.Entries ?? [], Matches);
            case Condition.AsPathContains contains:
                return (route.Path ?? AsPath.Empty).Numbers.Any(n => Contains(contains.Set, n));
            case Condition.NumberIn number:
                return Contains(number.Set, route[number.Attribute]);
            case Condition.CommunityIn community:
                return FirstMatch(community.Set.Set?.Entries ?? [], m => Matches(community.Set.Set!.Kind, m, community.Mode, route.Communities));
            case Condition.Compare compare:
                return Compares(route[compare.Attribute], compare.Operator, compare.Value);
            case Condition.Has has:
                return Has(has.Attribute);
            case Condition.OriginIs origin:
                return route.Origin == origin.Value;
            case Condition.NextHopIn hop:
                return NextHopIn(hop.Set.Set?.Entries ?? []);
            case Condition.PeerAddressIn peer:
                return route.PeerAddress is { } address && Contains(peer.Set.Set?.Entries ?? [], address);
            case Condition.FromPeer peer:
                return IpAddress.TryParse(peer.Peer, out var written) ? route.PeerAddress == written : route.Peers.Contains(peer.Peer);
            case Condition.SourceIs source:
                return source.Sources.Contains(route.Source)
                    || (source.Sources.Contains(RouteSource.Ospf)
                        && route.Source is RouteSource.OspfInterArea or RouteSource.OspfExternal1 or RouteSource.OspfExternal2);
            case Condition.ProtocolInstance instance:
                return Glob.Matches(instance.Pattern, route.Instance);
            case Condition.FamilyIs family:
                return route.Prefix.Afi == family.Afi;
            case Condition.InterfaceIs name:
                return Glob.Matches(name.Pattern, route.Interface);
            case Condition.Rpki rpki:
                return StateIn(rpki.Table) == rpki.State;
            default:
                return null;
        }
    }

    private bool? Combine(ImmutableArray<Condition> parts, bool whenAny)
    {
        bool? result = !whenAny;
        foreach (var part in parts)
        {
            var holds = Holds(part);
            if (holds == whenAny) return whenAny;
            if (holds is null) result = null;
        }

        return result;
    }

    private static bool? FirstMatch<T>(ImmutableArray<SetEntry<T>> entries, Func<T, bool?> matches)
    {
        bool? candidate = null;
        foreach (var entry in entries)
        {
            switch (matches(entry.Match))
            {
                case true:
                    return candidate is null || candidate == entry.Permit ? entry.Permit : null;
                case null when candidate is { } other && other != entry.Permit:
                    return null;
                case null:
                    candidate = entry.Permit;
                    break;
            }
        }

        return candidate == true ? null : false;
    }

    private static bool Contains(SetReference<AsNumberSet> set, uint number) =>
        set.Set?.Entries.FirstOrDefault(e => e.Match.Contains(number))?.Permit ?? false;

    private static bool Contains(ImmutableArray<SetEntry<PrefixRange>> entries, IpAddress address)
    {
        var host = new IpPrefix(address, address.Width);
        return entries.FirstOrDefault(e => e.Match.Matches(host))?.Permit ?? false;
    }

    private static bool Compares(uint value, Comparison comparison, uint bound) => comparison switch
    {
        Comparison.Equal => value == bound,
        Comparison.NotEqual => value != bound,
        Comparison.Less => value < bound,
        Comparison.LessOrEqual => value <= bound,
        Comparison.Greater => value > bound,
        _ => value >= bound,
    };

    private bool? Matches(AsPathPattern pattern)
    {
        var path = route.Path ?? AsPath.Empty;
        var isPlain = path.Segments.All(s => s.Kind == AsPathSegmentKind.Sequence);
        return isPlain || pattern.Dialect == AsPathDialect.Posix
            ? PrintedPaths.Of(pattern)?.Accepts(PrintedPaths.Print(path))
            : null;
    }

    private Automaton? Compiled(object key, Func<Automaton?> compile)
    {
        if (!automata.TryGetValue(key, out var automaton)) automata[key] = automaton = compile();
        return automaton;
    }

    private bool? Matches(CommunityKind kind, CommunityMatch match, CommunityMatchMode mode, IEnumerable<Community> communities)
    {
        var present = communities.Where(c => c.Kind == kind).ToList();
        if (match is CommunityMatch.Expression expression) return CommunityExpressions.Finds(kind, expression.Text, present);
        var patterns = ((CommunityMatch.AllOf)match).Patterns;
        return mode switch
        {
            CommunityMatchMode.Any => patterns.Any(p => present.Any(c => c.Meets(p))),
            CommunityMatchMode.Exact => patterns.All(p => present.Any(c => c.Meets(p))) && present.All(c => patterns.Any(p => c.Meets(p))),
            _ => patterns.All(p => present.Any(c => c.Meets(p))),
        };
    }

    private bool Has(RouteAttribute attribute) => attribute switch
    {
        RouteAttribute.LocalPreference => route.Numbers.ContainsKey(NumericAttribute.LocalPreference),
        RouteAttribute.Med => route.Numbers.ContainsKey(NumericAttribute.Med),
        RouteAttribute.Origin => route.Origin is not null,
        RouteAttribute.AsPath => route.Path is not null,
        RouteAttribute.NextHop => route.NextHop is not null || route.NextHopTreatment is NextHopTreatment.Self or NextHopTreatment.Peer,
        RouteAttribute.Communities => route.Communities.Any(c => c.Kind == CommunityKind.Standard),
        RouteAttribute.LargeCommunities => route.Communities.Any(c => c.Kind == CommunityKind.Large),
        RouteAttribute.ExtendedCommunities => route.Communities.Any(c => c.Kind == CommunityKind.Extended),
        _ => route.Present.Contains(attribute),
    };

    private bool? NextHopIn(ImmutableArray<SetEntry<PrefixRange>> entries) => route.NextHopTreatment switch
    {
        NextHopTreatment.Self => null,
        NextHopTreatment.Peer => route.PeerAddress is { } peer ? Contains(entries, peer) : null,
        NextHopTreatment.Blackhole => false,
        _ => route.NextHop is { } hop && Contains(entries, hop),
    };

    private RpkiState StateIn(string table) =>
        route.Rpki.TryGetValue(table, out var state) || route.Rpki.TryGetValue("", out state) ? state : RpkiState.NotFound;

    /// <summary>The route with an action done to it; null when that depends on what the model cannot hold.</summary>
    private Route? Apply(PolicyAction action)
    {
        switch (action)
        {
            case PolicyAction.SetNumber set:
                return Route.IsStored(set.Attribute) && Changed(route[set.Attribute], set.Change) is { } value ? route.With(set.Attribute, value) : null;
            case PolicyAction.Remove remove:
                return Without(remove.Attribute);
            case PolicyAction.SetOrigin origin:
                return route with { Origin = origin.Value };
            case PolicyAction.SetNextHop hop:
                return With(hop.Change);
            case PolicyAction.ReplaceCommunities replace:
                return With(route.Communities.Where(c => c.Kind != replace.Kind), replace.Communities);
            case PolicyAction.AddCommunities add:
                return With(route.Communities, add.Communities);
            case PolicyAction.RemoveCommunities { Set.Set: null }:
                return route;
            case PolicyAction.RemoveCommunities { Set.Set: { } set }:
                return Keep(set, kept: false);
            case PolicyAction.KeepCommunities { Set.Set: { } set }:
                return Keep(set, kept: true);
            case PolicyAction.PrependAsPath prepend:
                return route with { Path = (route.Path ?? AsPath.Empty).Prepend(prepend.Numbers) };
            case PolicyAction.PrependFirstAs prepend:
                var path = route.Path ?? AsPath.Empty;
                return path.First == 0 ? route : route with { Path = path.Prepend([.. Enumerable.Repeat(path.First, (int)Math.Min(prepend.Times, 255))]) };
            case PolicyAction.RemoveFromAsPath remove:
                return route with { Path = route.Path?.Select(n => Contains(remove.Set, n) ? null : n) };
            case PolicyAction.ReplaceInAsPath { To: { } to } replace:
                return route with { Path = route.Path?.Select(n => replace.From is null || replace.From == n ? to : n) };
            case PolicyAction.SetAggregator aggregator:
                return route with { Aggregator = (aggregator.As, aggregator.Address), Present = route.Present.Add(RouteAttribute.Aggregator) };
            case PolicyAction.SetAtomicAggregate:
                return route with { Present = route.Present.Add(RouteAttribute.AtomicAggregate) };
            case PolicyAction.SetOriginatorId originator:
                return route with { OriginatorId = originator.Address, Present = route.Present.Add(RouteAttribute.OriginatorId) };
            case PolicyAction.SetPreferredSource source:
                return route with { PreferredSource = source.Address };
            default:
                return null;
        }
    }

    private uint? Changed(uint value, NumberChange change) => change switch
    {
        NumberChange.To to => to.Value,
        NumberChange.Add add => (uint)Math.Min((ulong)value + add.Value, uint.MaxValue),
        NumberChange.Subtract subtract => value > subtract.Value ? value - subtract.Value : 0,
        NumberChange.Copy copy => route[copy.From],
        NumberChange.Complement complement => unchecked(complement.Of - route[complement.From]),
        _ => null,
    };

    private Route Without(RouteAttribute attribute)
    {
        switch (attribute)
        {
            case RouteAttribute.LocalPreference:
                return route with { Numbers = route.Numbers.Remove(NumericAttribute.LocalPreference) };
            case RouteAttribute.Med:
                return route with { Numbers = route.Numbers.Remove(NumericAttribute.Med) };
            case RouteAttribute.Origin:
                return route with { Origin = null };
            case RouteAttribute.AsPath:
                return route with { Path = null };
            case RouteAttribute.NextHop:
                return route with { NextHop = null, NextHopTreatment = NextHopTreatment.Set };
            case RouteAttribute.Communities:
                return route with { Communities = [.. route.Communities.Where(c => c.Kind != CommunityKind.Standard)] };
            case RouteAttribute.LargeCommunities:
                return route with { Communities = [.. route.Communities.Where(c => c.Kind != CommunityKind.Large)] };
            case RouteAttribute.ExtendedCommunities:
                return route with { Communities = [.. route.Communities.Where(c => c.Kind != CommunityKind.Extended)] };
            default:
                var without = route with { Present = route.Present.Remove(attribute) };
                return attribute switch
                {
                    RouteAttribute.Aggregator => without with { Aggregator = null },
                    RouteAttribute.OriginatorId => without with { OriginatorId = null },
                    _ => without,
                };
        }
    }

    private Route With(NextHopChange change) => change switch
    {
        NextHopChange.To to => route with { NextHop = to.Address, NextHopTreatment = NextHopTreatment.Set },
        NextHopChange.LinkLocal local => route with { LinkLocalNextHop = local.Address },
        NextHopChange.Self => route with { NextHop = null, NextHopTreatment = NextHopTreatment.Self },
        NextHopChange.PeerAddress => route with { NextHop = null, NextHopTreatment = NextHopTreatment.Peer },
        NextHopChange.Blackhole => route with { NextHop = null, NextHopTreatment = NextHopTreatment.Blackhole },
        NextHopChange.PreferGlobal => route with { PreferGlobalNextHop = true },
        _ => route with { NextHopTreatment = NextHopTreatment.Unchanged },
    };

    private Route? With(IEnumerable<Community> kept, ImmutableArray<CommunityPattern> added)
    {
        var communities = added.Select(Community.Of).ToList();
        return communities.Contains(null) ? null : route with { Communities = [.. kept, .. communities.Select(c => c!.Value)] };
    }

    private Route? Keep(CommunitySet set, bool kept)
    {
        var decided = route.Communities.ToDictionary(c => c, c =>
            c.Kind != set.Kind ? kept : FirstMatch(set.OneByOne.Entries, m => Matches(set.Kind, m, CommunityMatchMode.Entries, [c])));
        return decided.ContainsValue(null) ? null : route with { Communities = [.. route.Communities.Where(c => decided[c] == kept)] };
    }

    private static string Few<T>(IEnumerable<T> members)
    {
        var few = members.Take(4).ToArray();
        return string.Join(", ", few.Take(3)) + (few.Length > 3 ? " …" : "");
    }

    private static string OpaqueIn(Condition condition) => condition switch
    {
        Condition.And and => and.Parts.Select(OpaqueIn).FirstOrDefault(t => t.Length > 0, ""),
        Condition.Or or => or.Parts.Select(OpaqueIn).FirstOrDefault(t => t.Length > 0, ""),
        Condition.Not not => OpaqueIn(not.Operand),
        Condition.Opaque opaque => opaque.Text,
        Condition.AsPathIn { Set.Set: { } set } => $"AS path {Few(set.Entries.Select(e => e.Match))}",
        Condition.CommunityIn { Set.Set: { } set } => $"{set.Kind} community {Few(set.Entries.Select(e => e.Match))}",
        Condition.NextHopIn { Set.Set: { } set } => $"next hop {Few(set.Entries.Select(e => e.Match))}",
        _ => "",
    };
}
