using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Automata;

namespace BgpTranslate.Policy.Equivalence;

/// <summary>Runs the graph of a policy on all routes at once: each step is taken once, by all routes that get there.</summary>
internal sealed class SymbolicRun
{
    /// <summary>States beyond which an expression about paths stays apart.</summary>
    private const int MergeablePathStates = 500;

    /// <summary>States beyond which expressions about paths are not merged into one.</summary>
    private const int MergedPathStates = 5_000;

    private readonly RouteInputs inputs;
    private readonly Dictionary<Digest, List<SymbolicRoute>> arrived = [];

    private SymbolicRun(RouteInputs inputs) => this.inputs = inputs;

    /// <summary>Routes that are accepted, with their attributes.</summary>
    public SymbolicRoute? Accepted { get; private set; }

    /// <summary>Routes that met something whose meaning is unknown.</summary>
    public Formula Uncertain { get; private set; } = Formula.False;

    private BinaryDecisions Decisions => inputs.Decisions;

    /// <summary>Runs a graph.</summary>
    public static SymbolicRun Of(Step start, RouteInputs inputs)
    {
        var run = new SymbolicRun(inputs);
        run.arrived[start.Key] = [SymbolicRoute.Any(inputs)];
        foreach (var step in Order(start)) run.Take(step);
        run.Accepted = run.Arrived(Step.End.Accept);
        return run;
    }

    /// <summary>The steps of a graph, each before those that follow it.</summary>
    public static IReadOnlyList<Step> Order(Step start)
    {
        var order = new List<Step>();
        var seen = new HashSet<Digest>();
        var pending = new Stack<(Step Step, bool Done)>([(start, false)]);
        while (pending.TryPop(out var top))
        {
            if (top.Done)
            {
                order.Add(top.Step);
                continue;
            }

            if (!seen.Add(top.Step.Key)) continue;
            pending.Push((top.Step, true));
            foreach (var follower in Followers(top.Step)) pending.Push((follower, false));
        }

        order.Reverse();
        return order;
    }

    private static IEnumerable<Step> Followers(Step step) => step switch
    {
        Step.Branch branch => [branch.Then, branch.Else],
        Step.Change change => [change.Next],
        Step.Opaque opaque => [opaque.Next, Step.End.Accept, Step.End.Reject],
        _ => [],
    };

    private void Take(Step step)
    {
        if (step is Step.End || Arrived(step) is not { } route) return;
        switch (step)
        {
            case Step.Branch branch:
                var holds = Holds(branch.Test, route);
                Arrive(branch.Then, route.Where(holds));
                Arrive(branch.Else, route.Where(Decisions.Not(holds)));
                break;
            case Step.Change change:
                Arrive(change.Next, Apply(change, route));
                break;
            case Step.Opaque opaque:
                // It may decide, or change things and go on; it does the same wherever it stands in the same state.
                Uncertain = Decisions.Or(Uncertain, route.Live);
                var decides = inputs.Flag($"decides {opaque.Text}|{route.State}");
                var accepts = inputs.Flag($"accepts {opaque.Text}|{route.State}");
                var after = route.After(opaque.Text);
                Arrive(Step.End.Accept, after.Where(Decisions.And(decides, accepts)));
                Arrive(opaque.Next, after.Where(Decisions.Not(decides)));
                break;
        }
    }

    /// <summary>All routes that came to a step, joined two by two so that long lists of attribute values are not walked once for each.</summary>
    private SymbolicRoute? Arrived(Step step)
    {
        if (!arrived.Remove(step.Key, out var routes)) return null;
        while (routes.Count > 1)
            routes = [.. routes.Chunk(2).Select(pair => pair is [var a, var b] ? SymbolicRoute.Merge(a, b) : pair[0])];
        return routes[0];
    }

    private void Arrive(Step step, SymbolicRoute route)
    {
        if (route.Live.IsFalse) return;
        if (arrived.TryGetValue(step.Key, out var others)) others.Add(route);
        else arrived[step.Key] = [route];
    }

    private Formula Holds(Test test, SymbolicRoute route)
    {
        switch (test)
        {
            case Test.Constant constant:
                return constant.Value ? Formula.True : Formula.False;
            case Test.Junction junction:
                // What is asked of the path at one place is one question: lists of expressions that mean the same are then the same, however they are split.
                var result = junction.All ? Formula.True : Formula.False;
                List<Test> aboutPath = [.. junction.Parts.Where(IsMergeable)];
                if (aboutPath.Count > 1 && PathsOf(aboutPath, junction.All) is var (question, paths)) result = InPath(question, () => paths, route);
                else aboutPath = [];
                foreach (var part in junction.Parts.Except(aboutPath))
                {
                    var holds = Holds(part, route);
                    result = junction.All ? Decisions.And(result, holds) : Decisions.Or(result, holds);
                }

                return result;
            case Test.Literal literal:
                var fact = Holds(literal.Predicate, route);
                return literal.Negated ? Decisions.Not(fact) : fact;
            case Test.InRegion { Subject.Kind: SubjectKind.Prefix } prefix:
                return inputs.InRegion("prefix", prefix);
            case Test.InRegion { Subject.Kind: SubjectKind.PeerAddress } peer:
                return inputs.InRegion("peer", peer);
            case Test.InRegion nextHop:
                return route.NextHop.When(Decisions, h => Holds(h, nextHop, route));
            case Test.InNumbers { Subject.Kind: SubjectKind.Origin } origin:
                return route.Origin.When(Decisions, o => route.OriginIn(o, origin.Numbers));
            case Test.InNumbers { Subject.Kind: SubjectKind.Source } source:
                return inputs.Case("source", (int)RouteSource.Other + 1, c => source.Numbers.Contains((uint)c));
            case Test.InNumbers { Subject.Kind: SubjectKind.Rpki } rpki:
                return inputs.Case($"rpki {rpki.Subject.Table}", (int)RpkiState.NotFound + 1, c => rpki.Numbers.Contains((uint)c));
            default:
                var number = (Test.InNumbers)test;
                return Holds(number.Subject.Number, number, route);
        }
    }

    private Formula Holds(NumericAttribute attribute, Test.InNumbers test, SymbolicRoute route) => attribute switch
    {
        NumericAttribute.AsPathLength or NumericAttribute.FirstAs or NumericAttribute.LastAs =>
            InPath(test.Key, () => PrintedPaths.Where(attribute, test.Numbers), route),
        NumericAttribute.CommunityCount or NumericAttribute.LargeCommunityCount or NumericAttribute.ExtendedCommunityCount =>
            inputs.InNumbers(CountOf(attribute, route), test.Numbers),
        _ => route.Number(attribute).When(Decisions, n => n.Source.Length == 0
            ? (test.Numbers.Contains(n.Low) ? Formula.True : Formula.False)
            : inputs.InNumbers(n.Source, n.Inputs(test.Numbers))),
    };

    private Formula Holds(Predicate predicate, SymbolicRoute route)
    {
        switch (predicate)
        {
            case Predicate.HasCommunity has:
                return Any(AtomsIn(has.Pattern), route);
            case Predicate.CommunitiesAreExactly exactly:
                var result = Formula.True;
                foreach (var pattern in exactly.Patterns) result = Decisions.And(result, Any(AtomsIn(pattern), route));
                var allowed = exactly.Patterns.SelectMany(AtomsIn).ToHashSet();
                return Decisions.Minus(result, Any(AtomsOf(exactly.Kind).Where(a => !allowed.Contains(a)), route));
            case Predicate.CommunitiesMatch match:
                Uncertain = Decisions.Or(Uncertain, route.Live);
                return inputs.Finds($"{match.Key}|{CommunitiesOf(match.Kind, route)}", match);
            case Predicate.AsPathMatches or Predicate.AsPathContains:
                return InPath(predicate.Key, () => LanguageOf(predicate), route);
            case Predicate.FromPeer peer:
                return inputs.Flag($"from {peer.Peer}");
            case Predicate.ProtocolInstance instance:
                return inputs.Names(instance.Pattern) is { } instances ? inputs.InLanguage("instance", instances) : Unknown($"{instance.Key}", route);
            case Predicate.Interface name:
                return inputs.Names(name.Pattern) is { } interfaces ? inputs.InLanguage("interface", interfaces) : Unknown($"{name.Key}", route);
            case Predicate.Has has:
                return Has(has.Attribute, route);
            default:
                return Unknown($"{predicate.Key}|{route.State}", route);
        }
    }

    private Formula Has(RouteAttribute attribute, SymbolicRoute route) => attribute switch
    {
        RouteAttribute.Med => IsPresent(route.Number(NumericAttribute.Med)),
        RouteAttribute.LocalPreference => IsPresent(route.Number(NumericAttribute.LocalPreference)),
        RouteAttribute.AsPath => route.Path.When(Decisions, p =>
            p.IsPresent ? Formula.True : p.Source is null ? Formula.False : Decisions.Not(inputs.Flag($"no {p.Source}"))),
        RouteAttribute.Communities => Any(AtomsOf(CommunityKind.Standard), route),
        RouteAttribute.LargeCommunities => Any(AtomsOf(CommunityKind.Large), route),
        RouteAttribute.ExtendedCommunities => Any(AtomsOf(CommunityKind.Extended), route),
        _ => route.Has(attribute),
    };

    private Formula IsPresent(Choice<SymbolicNumber> number) => number.When(Decisions, n => n.Presence switch
    {
        Presence.Present => Formula.True,
        Presence.Absent => Formula.False,
        _ => inputs.IsPresent(n.Source),
    });

    private Formula Holds(SymbolicNextHop hop, Test.InRegion test, SymbolicRoute route)
    {
        if (hop.Source is { } source) return inputs.InRegion(source, test);
        if (hop.Address is { } address) return test.Region.Contains(new IpPrefix(address, address.Width)) ? Formula.True : Formula.False;
        if (hop.Treatment is NextHopTreatment.Self or NextHopTreatment.Peer)
        {
            // There is an address, and only the session knows which.
            var known = test.Preferred.Region.Key == Test.InRegion.AnyAddress.Key ? Formula.True : Unknown($"{hop.Treatment} {test.Preferred.Key}", route);
            return test.IsPreferred ? known : Decisions.Not(known);
        }

        return test.Region.HoldsDefault ? Formula.True : Formula.False;
    }

    /// <summary>A test of nothing but the path, and a small one: products with large ones (paths of many numbers) are too large to be of use.</summary>
    private bool IsMergeable(Test test) => test switch
    {
        Test.Literal { Predicate: Predicate.AsPathMatches or Predicate.AsPathContains } => PathsOf(test) is { States: <= MergeablePathStates },
        Test.Junction junction => junction.Parts.All(IsMergeable),
        _ => false,
    };

    /// <summary>The paths for which all tests, or any, hold, with the question they ask; null where there is no automaton, or only a large one.</summary>
    private (Digest Question, Automaton Paths)? PathsOf(IReadOnlyList<Test> tests, bool all)
    {
        var question = Digest.Of(all ? "all of path" : "any of path", [.. tests.Select(t => t.Key)]);
        return inputs.PathLanguage((question, null), Together) is { } known ? (question, known) : null;

        Automaton? Together()
        {
            var languages = new List<Automaton>();
            foreach (var test in tests)
            {
                if (PathsOf(test) is not { } language) return null;
                languages.Add(language);
            }

            while (languages.Count > 1)
            {
                var pairs = new List<Automaton>();
                foreach (var pair in languages.Chunk(2))
                {
                    if ((pair is [var a, var b] ? all ? a.And(b, MergedPathStates) : a.Or(b, MergedPathStates) : pair[0]) is not { } merged) return null;
                    pairs.Add(merged);
                }

                languages = pairs;
            }

            return languages[0];
        }
    }

    private Automaton? PathsOf(Test test)
    {
        switch (test)
        {
            case Test.Junction junction:
                return PathsOf(junction.Parts, junction.All)?.Paths;
            case Test.Literal literal:
                return inputs.PathLanguage((Digest.Of("plain", literal.Key), null), () =>
                    inputs.PathLanguage((literal.Predicate.Key, null), () => LanguageOf(literal.Predicate)) is { } language
                        ? (literal.Negated ? language.Not() : language).And(PrintedPaths.Paths)
                        : null);
            default:
                return null;
        }
    }

    private static Automaton? LanguageOf(Predicate predicate) => predicate switch
    {
        Predicate.AsPathMatches path => PrintedPaths.Of(path.Pattern),
        Predicate.AsPathContains contains => PrintedPaths.Containing(contains.Numbers),
        _ => null,
    };

    /// <summary>Whether the path is in a language that may have no automaton.</summary>
    private Formula InPath(Digest key, Func<Automaton?> language, SymbolicRoute route)
    {
        return route.Path.When(Decisions, p =>
        {
            var inputLanguage = inputs.PathLanguage((key, p), () => p.Inputs(inputs.PathLanguage((key, null), language)));
            if (inputLanguage is null) return Unknown($"{key}|{p}", route);
            if (p.Source is null) return inputLanguage.Accepts(0) ? Formula.True : Formula.False;
            return inputLanguage.Equals(PrintedPaths.Paths) ? Formula.True : inputs.InLanguage(p.Source, inputLanguage);
        });
    }

    /// <summary>A question without a known answer: a free variable, the same for the same question.</summary>
    private Formula Unknown(string question, SymbolicRoute route)
    {
        Uncertain = Decisions.Or(Uncertain, route.Live);
        return inputs.Flag($"unknown {question}");
    }

    private IEnumerable<int> AtomsOf(CommunityKind kind) =>
        Enumerable.Range(0, inputs.Communities.Count).Where(a => inputs.Communities.KindOf(a) == kind);

    private IEnumerable<int> AtomsIn(CommunityPattern pattern) =>
        Enumerable.Range(0, inputs.Communities.Count).Where(a => inputs.Communities.IsIn(a, pattern));

    private Formula Any(IEnumerable<int> atoms, SymbolicRoute route)
    {
        var result = Formula.False;
        foreach (var atom in atoms.Reverse()) result = Decisions.Or(result, route.Has(atom));
        return result;
    }

    private string CommunitiesOf(CommunityKind kind, SymbolicRoute route) => string.Join(' ', AtomsOf(kind).Select(a => route.Has(a).Node));

    /// <summary>The input that counts communities: that of the world while they are as received.</summary>
    private string CountOf(NumericAttribute attribute, SymbolicRoute route)
    {
        var kind = RouteInputs.CommunityCounts.First(c => c.Attribute == attribute).Kind;
        if (route.World.Cases is [var (world, _)] && AtomsOf(kind).All(a => route.Has(a) == inputs.Flag($"community {a}@{world}")))
            return $"{attribute}@{world}";
        Uncertain = Decisions.Or(Uncertain, route.Live);
        return $"{attribute} of {CommunitiesOf(kind, route)}";
    }

    private SymbolicRoute Apply(Step.Change step, SymbolicRoute route)
    {
        switch (step.Action)
        {
            case PolicyAction.SetNumber set when Route.IsStored(set.Attribute):
                return route.With(set.Attribute, Changed(set, route));
            case PolicyAction.Remove remove:
                return Without(remove.Attribute, route);
            case PolicyAction.SetOrigin origin:
                return route.WithOrigin((int)origin.Value);
            case PolicyAction.SetNextHop hop:
                return With(hop.Change, route);
            case PolicyAction.ReplaceCommunities replace when replace.Communities.All(c => c.IsSingle):
                var replaced = replace.Communities.SelectMany(AtomsIn).ToHashSet();
                return route.With(replace.Kind, a => replaced.Contains(a) ? Formula.True : Formula.False);
            case PolicyAction.AddCommunities add when add.Communities.All(c => c.IsSingle):
                var added = add.Communities.SelectMany(AtomsIn).ToHashSet();
                return route.With(add.Kind, a => added.Contains(a) ? Formula.True : route.Has(a));
            case PolicyAction.RemoveCommunities { Set.Set: { } set } when Members(set) is { } members:
                return route.With(set.Kind, a => members(a) ? Formula.False : route.Has(a));
            case PolicyAction.KeepCommunities { Set.Set: { } set } when Members(set) is { } members:
                return route.With(set.Kind, a => members(a) ? route.Has(a) : Formula.False);
            case PolicyAction.ReplaceInAsPath { To: null }:
                Uncertain = Decisions.Or(Uncertain, route.Live);
                return route.With(route.Path.Select(Decisions, p => p.With(step.Action)));
            case PolicyAction.PrependAsPath or PolicyAction.PrependFirstAs or PolicyAction.RemoveFromAsPath or PolicyAction.ReplaceInAsPath:
                return route.With(route.Path.Select(Decisions, p => p.With(step.Action)));
            case PolicyAction.SetAggregator aggregator:
                return route.With(RouteAttribute.Aggregator, true).With("aggregator", $"{aggregator.As} {aggregator.Address}");
            case PolicyAction.SetAtomicAggregate:
                return route.With(RouteAttribute.AtomicAggregate, true);
            case PolicyAction.SetOriginatorId originator:
                return route.With(RouteAttribute.OriginatorId, true).With("originator-id", $"{originator.Address}");
            case PolicyAction.SetPreferredSource source:
                return route.With("preferred-source", $"{source.Address}");
            default:
                Uncertain = Decisions.Or(Uncertain, route.Live);
                return route.After(step.Text);
        }
    }

    private Choice<SymbolicNumber> Changed(PolicyAction.SetNumber set, SymbolicRoute route)
    {
        switch (set.Change)
        {
            case NumberChange.To to:
                return Choice<SymbolicNumber>.Of(SymbolicNumber.Of(to.Value));
            case NumberChange.Add add:
                return route.Number(set.Attribute).Select(Decisions, n => n.Plus(add.Value));
            case NumberChange.Subtract subtract:
                return route.Number(set.Attribute).Select(Decisions, n => n.Plus(-(long)subtract.Value));
            case NumberChange.Copy { From: var from } when Route.IsStored(from):
                return route.Number(from).Select(Decisions, n => n.AsPresent());
            case NumberChange.Copy { From: NumericAttribute.AsPathLength or NumericAttribute.FirstAs or NumericAttribute.LastAs } copy:
                return route.Path.Select(Decisions, p => SymbolicNumber.Input($"{copy.From} of {p}", Presence.Present));
            case NumberChange.Copy { From: NumericAttribute.PrefixLength }:
                return Choice<SymbolicNumber>.Of(SymbolicNumber.Input("prefix length", Presence.Present));
            case NumberChange.Complement complement:
                return (Route.IsStored(complement.From) ? route.Number(complement.From) : Choice<SymbolicNumber>.Of(SymbolicNumber.Input($"{complement.From}", Presence.Present))).Select(
                    Decisions, n => n.Low == n.High ? SymbolicNumber.Of(unchecked(complement.Of - n.Low)) : SymbolicNumber.Input($"{complement.Of} - {n.Source} {n.Shift} {n.Low} {n.High}", Presence.Present));
            case NumberChange.Copy copy:
                return Choice<SymbolicNumber>.Of(SymbolicNumber.Input(CountOf(copy.From, route), Presence.Present));
            default:
                Uncertain = Decisions.Or(Uncertain, route.Live);
                return Choice<SymbolicNumber>.Of(SymbolicNumber.Input("round-trip time", Presence.Present));
        }
    }

    private SymbolicRoute Without(RouteAttribute attribute, SymbolicRoute route) => attribute switch
    {
        RouteAttribute.Med => route.With(NumericAttribute.Med, Choice<SymbolicNumber>.Of(SymbolicNumber.Absent(0))),
        RouteAttribute.LocalPreference => route.With(
            NumericAttribute.LocalPreference,
            Choice<SymbolicNumber>.Of(SymbolicNumber.Absent(Route.DefaultOf(NumericAttribute.LocalPreference)))),
        RouteAttribute.Origin => route.WithOrigin((int)RouteOrigin.Incomplete + 1),
        RouteAttribute.AsPath => route.With(Choice<SymbolicPath>.Of(SymbolicPath.None)),
        RouteAttribute.NextHop => route.With(Choice<SymbolicNextHop>.Of(new SymbolicNextHop(null, null, NextHopTreatment.Set))),
        RouteAttribute.Communities => route.With(CommunityKind.Standard, _ => Formula.False),
        RouteAttribute.LargeCommunities => route.With(CommunityKind.Large, _ => Formula.False),
        RouteAttribute.ExtendedCommunities => route.With(CommunityKind.Extended, _ => Formula.False),
        RouteAttribute.Aggregator => route.With(attribute, false).With("aggregator", ""),
        RouteAttribute.OriginatorId => route.With(attribute, false).With("originator-id", ""),
        _ => route.With(attribute, false),
    };

    private SymbolicRoute With(NextHopChange change, SymbolicRoute route) => change switch
    {
        NextHopChange.To to => route.With(Choice<SymbolicNextHop>.Of(new SymbolicNextHop(null, to.Address, NextHopTreatment.Set))),
        NextHopChange.Self => route.With(Choice<SymbolicNextHop>.Of(new SymbolicNextHop(null, null, NextHopTreatment.Self))),
        NextHopChange.PeerAddress => route.With(Choice<SymbolicNextHop>.Of(new SymbolicNextHop(null, null, NextHopTreatment.Peer))),
        NextHopChange.Blackhole => route.With(Choice<SymbolicNextHop>.Of(new SymbolicNextHop(null, null, NextHopTreatment.Blackhole))),
        NextHopChange.LinkLocal local => route.With("link-local", $"{local.Address}"),
        NextHopChange.PreferGlobal => route.With("prefer-global", "yes"),
        _ => route.With(route.NextHop.Select(Decisions, h => h with { Treatment = NextHopTreatment.Unchanged })),
    };

    /// <summary>Which classes a set holds, looking at communities one by one; null when that is not known.</summary>
    private Func<int, bool>? Members(CommunitySet set)
    {
        if (set.Entries.Any(e => e.Match is not CommunityMatch.AllOf)) return null;
        List<(bool Permit, List<CommunityPattern?> Patterns)> entries =
            [.. set.Entries.Select(e => (e.Permit, ((CommunityMatch.AllOf)e.Match).Patterns.Select(Normalization.Normalize).ToList()))];
        return atom =>
        {
            foreach (var (permit, patterns) in entries)
            {
                if (patterns.All(p => p is { } pattern && inputs.Communities.IsIn(atom, pattern))) return permit;
            }

            return false;
        };
    }
}
