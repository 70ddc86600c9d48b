using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Facts;

/// <summary>
/// How routes of other protocols come where the export filters of sessions see them: from protocols attached to the session's RIB and, through pipes, to others, by the policies on the way.
/// </summary>
public sealed class RibFeeds
{
    private static readonly ImmutableArray<(RouteSource Source, RibProtocolKind Kind)> Kinds =
        [(RouteSource.Static, RibProtocolKind.Static), (RouteSource.Connected, RibProtocolKind.Direct), (RouteSource.Kernel, RibProtocolKind.Kernel)];

    private readonly Configuration configuration;
    private readonly RibProtocol[] protocols;
    private readonly Dictionary<(string Rib, Afi Afi, RouteSource Source), ImmutableArray<PolicyStatement>?> known = [];
    private readonly Dictionary<(string Rib, Afi Afi), ImmutableArray<PolicyStatement>> whole = [];

    /// <summary>What feeds the RIBs of a configuration.</summary>
    public RibFeeds(Configuration configuration)
    {
        this.configuration = configuration;
        Graph = new RibGraph(configuration);
        protocols = [.. configuration.Protocols.Where(p => RibGraph.IsEnabled(p) && (p.Kind != RibProtocolKind.Kernel || p.Settings.Has(RibSettings.Learn)))];
    }

    /// <summary>The RIBs and pipes.</summary>
    public RibGraph Graph { get; }

    /// <summary>What happens to routes of other protocols before they stand in a RIB. Protocols that the configuration does not mention are let be.</summary>
    public ImmutableArray<PolicyStatement> Into(string rib, Afi afi)
    {
        if (whole.TryGetValue((rib, afi), out var done)) return done;
        var body = ImmutableArray.CreateBuilder<PolicyStatement>();
        foreach (var (source, _) in Kinds)
        {
            if (Of(source, rib, afi) is not { } steps) body.Add(new PolicyStatement.If(new Condition.SourceIs([source]), [new PolicyStatement.End(Verdict.Reject)], []));
            else if (steps.Length > 0) body.Add(new PolicyStatement.If(new Condition.SourceIs([source]), steps, []));
        }

        return whole[(rib, afi)] = body.ToImmutable();
    }

    /// <summary>What happens to the routes of one protocol before they stand in a RIB; empty: nothing; null: they do not come there, though they come somewhere.</summary>
    public ImmutableArray<PolicyStatement>? Of(RouteSource source, string rib, Afi afi)
    {
        if (!known.TryGetValue((rib, afi, source), out var steps)) known[(rib, afi, source)] = steps = Find(source, rib, afi);
        return steps;
    }

    /// <summary>What happens to learned routes of one RIB before they stand in another; empty: nothing; null: they do not come there.</summary>
    public ImmutableArray<PolicyStatement>? Between(string from, string to, Afi afi)
    {
        var ways = Graph.Into(to, afi).Where(w => w.Rib == from).Select(w => ((Condition?)null, (ImmutableArray<PolicyStatement>)[.. w.Passages.SelectMany(Steps)])).ToImmutableArray();
        return ways switch
        {
            [] => null,
            [var (_, only)] => only,
            _ => AnyOf(ways),
        };
    }

    /// <summary>The static routes that reach a RIB.</summary>
    public IEnumerable<StaticRoute> StaticsInto(string rib, Afi afi) =>
        configuration.Statics.Where(s => s.Prefix.Afi == afi && Graph.Into(rib, afi).Any(w => w.Rib == s.Rib));

    private ImmutableArray<PolicyStatement>? Find(RouteSource source, string rib, Afi afi)
    {
        var all = Feeds(source, afi).ToArray();
        if (all.Length == 0) return [];
        var ways = Graph.Into(rib, afi);
        var here = (from way in ways
                    from feed in all
                    where feed.Rib == way.Rib && feed.Entry is not { Policy: PolicyUse.RejectAll }
                    select (feed.Which, Steps: (ImmutableArray<PolicyStatement>)[.. Steps(feed.Entry), .. way.Passages.SelectMany(Steps)])).ToArray();
        if (here.Length == 0) return null;

        // Where all routes of the protocol come by one way, there is no need to tell them apart.
        var sameWay = here.All(h => h.Which is null or Condition.PrefixIn && h.Steps.SequenceEqual(here[0].Steps));
        return sameWay && here.Length == all.Length ? here[0].Steps : AnyOf([.. here]);
    }

    /// <summary>A route comes by the first way that lets it pass.</summary>
    private ImmutableArray<PolicyStatement> AnyOf(ImmutableArray<(Condition? Which, ImmutableArray<PolicyStatement> Steps)> ways)
    {
        const string label = "fed";
        var body = ImmutableArray.CreateBuilder<PolicyStatement>();
        foreach (var (number, (which, steps)) in ways.Index())
        {
            var way = $"way {number + 1}";
            ImmutableArray<PolicyStatement> passed = [.. steps, new PolicyStatement.Leave(label)];
            if (steps.Length > 0 && number < ways.Length - 1)
            {
                var inline = CallInlining.Inline(new RoutePolicy { Name = "", Body = steps, Final = Verdict.Accept }, configuration.Policies).Body;

                // A route that this way does not let pass goes the next one as it came.
                ImmutableArray<PolicyStatement> first = ChangesBeforeEnding(inline) ? [new PolicyStatement.Call("decision")] : [];
                var decided = CallInlining.Inline(
                    new RoutePolicy { Name = way, Body = [.. first, .. inline], Final = Verdict.Accept },
                    ImmutableDictionary<string, RoutePolicy>.Empty.Add("decision", new RoutePolicy { Name = "decision", Body = WithoutChanges(inline), Final = Verdict.Accept }));
                passed = [new PolicyStatement.Block(way, [.. decided.Body.WithEnds(e => new PolicyStatement.Leave(way, e.Origin)), new PolicyStatement.Leave(label)])];
            }

            body.Add(new PolicyStatement.If(which ?? Condition.True, passed, [], which?.Origin ?? Origin.None));
        }

        body.Add(new PolicyStatement.End(Verdict.Reject));
        return [new PolicyStatement.Block(label, body.ToImmutable())];
    }

    /// <summary>True for statements that change something on a route and may end it, where what ends it does not depend on what has changed.</summary>
    private static bool ChangesBeforeEnding(ImmutableArray<PolicyStatement> body)
    {
        var isFixed = true;
        body.WithConditions(c =>
        {
            isFixed &= c is Condition.PrefixIn or Condition.SourceIs or Condition.FamilyIs or Condition.InterfaceIs or Condition.ProtocolInstance or Condition.Constant or Condition.Compare { Attribute: NumericAttribute.PrefixLength };
            return c;
        });
        return isFixed && Any(body, s => s is PolicyStatement.Apply) && Any(body, s => s is PolicyStatement.End);
    }

    private static bool Any(ImmutableArray<PolicyStatement> body, Func<PolicyStatement, bool> which) => body.Any(s => which(s) || s switch
    {
        PolicyStatement.If choice => Any(choice.Then, which) || Any(choice.Else, which),
        PolicyStatement.Block block => Any(block.Body, which),
        _ => false,
    });

    private static ImmutableArray<PolicyStatement> WithoutChanges(ImmutableArray<PolicyStatement> body) =>
    [
        .. body.Where(s => s is not PolicyStatement.Apply).Select(s => s switch
        {
            PolicyStatement.If choice => choice with { Then = WithoutChanges(choice.Then), Else = WithoutChanges(choice.Else) },
            PolicyStatement.Block block => block with { Body = WithoutChanges(block.Body) },
            _ => s,
        }),
    ];

    /// <summary>Where a protocol's routes stand first: with a condition that tells them from those of others of its kind, and the policy they pass there.</summary>
    private IEnumerable<(string Rib, Condition? Which, Passage? Entry)> Feeds(RouteSource source, Afi afi)
    {
        if (source == RouteSource.Static)
        {
            foreach (var routes in configuration.Statics.Where(s => s.Prefix.Afi == afi).GroupBy(s => (s.Rib, Protocol: s.Settings.ValueOf(StaticSettings.Protocol))))
            {
                var protocol = protocols.FirstOrDefault(p => p.Kind == RibProtocolKind.Static && p.Name == routes.Key.Protocol && p.Afi == afi);
                var set = new PrefixSet { Name = "", Afi = afi, Entries = [.. routes.Select(r => new SetEntry<PrefixRange>(true, PrefixRange.Exact(r.Prefix), r.Origin)).DistinctBy(e => e.Match)] };
                yield return (routes.Key.Rib, new Condition.PrefixIn(SetReference<PrefixSet>.Inline(set)), Entry(protocol));
            }

            yield break;
        }

        var kind = Kinds.First(k => k.Source == source).Kind;
        foreach (var protocol in protocols.Where(p => p.Kind == kind && (p.Afi ?? afi) == afi)) yield return (RibGraph.RibOf(protocol), InterfacesOf(protocol), Entry(protocol));
    }

    private static Passage? Entry(RibProtocol? protocol) =>
        protocol?.Settings.Get(RibSettings.ImportPolicy) is { } import ? new Passage(protocol, import.Value, protocol.Origin + import.Origin) : null;

    /// <summary>Which networks a protocol takes where it names interfaces. Null where it takes all, and where patterns, addresses or exceptions say which.</summary>
    public static Condition? InterfacesOf(RibProtocol protocol)
    {
        if (protocol.Settings.Get(RibSettings.Interfaces) is not { } said) return null;
        string[] names = [.. said.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => n.Length > 2 && n[0] == '"' && n[^1] == '"' ? n[1..^1] : "*")];
        return names.Length == 0 || names.Any(n => n.AsSpan().ContainsAny("*?[\" ")) ? null
            : Condition.AnyOf(names.Select(n => new Condition.InterfaceIs(n) { Origin = said.Origin })) with { Origin = said.Origin };
    }

    private IEnumerable<PolicyStatement> Steps(Passage? passage) => passage?.Policy switch
    {
        null => [],
        PolicyUse.AcceptAll => [],
        PolicyUse.Named { Policy: var name } when configuration.Policies.ContainsKey(name) => [new PolicyStatement.Call(name, passage.Origin)],
        _ => [new PolicyStatement.End(Verdict.Reject, passage.Origin)],
    };
}
