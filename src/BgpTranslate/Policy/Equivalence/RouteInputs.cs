using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Automata;
using BgpTranslate.Policy.Communities;

namespace BgpTranslate.Policy.Equivalence;

/// <summary>
/// What a route may come with, as variables of decision diagrams. An action whose effect is unknown begins a new world, in which everything that it may have
/// changed is an input again.
/// </summary>
internal sealed class RouteInputs
{
    /// <summary>As many as fit the longest message (RFC 8654).</summary>
    private const uint MostCommunities = 16_383;

    private readonly Dictionary<string, (int First, int Bits, int Count)> finite = [];
    private readonly Dictionary<string, int> numbers = [];
    private readonly Dictionary<string, int> flags = [];
    private readonly Dictionary<string, List<(int Variable, Automaton Language)>> languages = [];
    private readonly Dictionary<(string, Digest), Formula> literals = [];
    private readonly Dictionary<(string, Digest), Formula> regions = [];
    private readonly Dictionary<(Digest, SymbolicPath?), Automaton?> paths = [];
    private readonly Dictionary<string, Predicate.CommunitiesMatch> expressions = [];
    private readonly Dictionary<string, int> worlds = new() { [""] = 0 };
    private readonly PrefixPartition prefixes;
    private readonly PrefixPartition addresses;
    private readonly string nameAlphabet;
    private int next;

    /// <summary>The inputs that some graphs can tell apart.</summary>
    /// <param name="decisions">Where formulas live.</param>
    /// <param name="tests">Every region tested, and every address that is set.</param>
    /// <param name="communities">Every pattern tested, added or removed.</param>
    /// <param name="names">Every shell pattern.</param>
    public RouteInputs(BinaryDecisions decisions, IEnumerable<Test.InRegion> tests, IEnumerable<CommunityPattern> communities, IEnumerable<string> names)
    {
        Decisions = decisions;
        prefixes = new PrefixPartition(PrefixRegion.All);
        addresses = new PrefixPartition(PrefixRegion.Addresses);
        addresses.Add(Test.InRegion.AnyAddress);
        foreach (var test in tests) (test.Subject.Kind == SubjectKind.Prefix ? prefixes : addresses).Add(test.Preferred.Region);
        Communities = new CommunityAtoms(communities);
        nameAlphabet = string.Concat(names.SelectMany(n => n).Where(c => c is not ('*' or '?')).Distinct().Order());
        nameAlphabet += Enumerable.Range('a', char.MaxValue - 'a').Select(c => (char)c).First(c => !nameAlphabet.Contains(c));
    }

    /// <summary>Where formulas live.</summary>
    public BinaryDecisions Decisions { get; }

    /// <summary>The classes of communities.</summary>
    public CommunityAtoms Communities { get; }

    /// <summary>What holds of every route: values within their ranges, absent attributes at their defaults, and what was learned about AS paths.</summary>
    public Formula Possible { get; private set; } = Formula.True;

    /// <summary>The world that an unknown action makes of a state.</summary>
    public int WorldOf(string action) => worlds.TryGetValue(action, out var world) ? world : worlds[action] = worlds.Count;

    /// <summary>A free yes or no.</summary>
    public Formula Flag(string name)
    {
        if (!flags.TryGetValue(name, out var variable)) flags[name] = variable = next++;
        return Decisions.Variable(variable);
    }

    /// <summary>An expression finds something in the communities: a free yes or no, for which a route is given some that it does find.</summary>
    public Formula Finds(string name, Predicate.CommunitiesMatch expression)
    {
        expressions[name] = expression;
        return Flag(name);
    }

    /// <summary>A case of an input with few values is one of a set.</summary>
    public Formula Case(string name, int count, Func<int, bool> chosen)
    {
        if (!finite.TryGetValue(name, out var input))
        {
            var bits = 0;
            while (1 << bits < count) bits++;
            finite[name] = input = (next, bits, count);
            next += bits;
            Possible = Decisions.And(Possible, Values(input, 0, 0, v => v < count));
        }

        return Values(input, 0, 0, v => v < count && chosen(v));
    }

    /// <summary>A prefix or address input is in a region.</summary>
    public Formula InRegion(string name, Test.InRegion test)
    {
        var preferred = test.Preferred;
        if (!regions.TryGetValue((name, preferred.Region.Key), out var formula))
        {
            var partition = test.Subject.Kind == SubjectKind.Prefix ? prefixes : addresses;
            var classes = partition.ClassesIn(preferred.Region);
            regions[(name, preferred.Region.Key)] = formula = Case(name, partition.Count, c => classes[c]);
        }

        return ReferenceEquals(preferred, test) ? formula : Decisions.Not(formula);
    }

    /// <summary>A number input is in a set.</summary>
    public Formula InNumbers(string name, NumberSet set) => Range(NumberInput(name), set.Ranges, 31, 0, uint.MaxValue);

    /// <summary>A MED or LOCAL_PREF input is present.</summary>
    public Formula IsPresent(string name)
    {
        NumberInput(name);
        return Flag($"has {name}");
    }

    /// <summary>A text input (AS path, name) is in a language.</summary>
    public Formula InLanguage(string name, Automaton language)
    {
        if (language.IsEmpty) return Formula.False;
        if (language.IsAll) return Formula.True;
        if (language.Accepts(0)) return Decisions.Not(InLanguage(name, language.Not()));
        if (literals.TryGetValue((name, language.Key), out var known)) return known;
        if (!languages.TryGetValue(name, out var list)) languages[name] = list = [];
        list.Add((next, language));
        return literals[(name, language.Key)] = Decisions.Variable(next++);
    }

    /// <summary>A language of AS paths by the question it answers, made once.</summary>
    public Automaton? PathLanguage((Digest Question, SymbolicPath? Path) key, Func<Automaton?> make)
    {
        if (!paths.TryGetValue(key, out var language)) paths[key] = language = make();
        return language;
    }

    /// <summary>The names that a shell pattern matches.</summary>
    public Automaton? Names(string pattern) => Glob.Language(pattern, nameAlphabet);

    /// <summary>A route for an assignment, in the world without unknown actions; null when texts or counts cannot be so, which is remembered in <see cref="Possible"/>.</summary>
    public Route? Build(ImmutableSortedDictionary<int, bool> assignment)
    {
        var path = new List<int>();
        var noPath = Holds("no AsPath@0");
        if (Word("AsPath@0", PrintedPaths.Paths) is not { } word) return null;
        path = word;
        if (noPath && path.Count > 0)
        {
            // Without the attribute the path counts as empty: no language without the empty word holds.
            var literal = languages["AsPath@0"].First(l => assignment.GetValueOrDefault(l.Variable));
            Exclude([(flags["no AsPath@0"], true), (literal.Variable, true)]);
            return null;
        }

        if (Word("instance", null) is not { } instance || Word("interface", null) is not { } outgoing) return null;
        var communities = ImmutableSortedSet.CreateBuilder<Community>();
        var present = new List<int>();
        for (var atom = 0; atom < Communities.Count; atom++)
        {
            if (!Holds($"community {atom}@0")) continue;
            present.Add(atom);
            communities.Add(Communities.CommunitiesOf(atom).First());
        }

        foreach (var (kind, text) in expressions.Where(e => Holds(e.Key)).Select(e => (e.Value.Kind, e.Value.Text)))
        {
            if (CommunityExpressions.Finds(kind, text, communities.Where(c => c.Kind == kind)) is false && CommunityExpressions.Example(kind, text) is { } example) communities.UnionWith(example);
        }

        foreach (var (attribute, kind) in CommunityCounts)
        {
            if (numbers.ContainsKey($"{attribute}@0") && !Fill(attribute, kind)) return null;
        }

        var prefix = prefixes.Representatives[Value("prefix")];
        var route = new Route
        {
            Prefix = prefix,
            Path = noPath ? null : PrintedPaths.Read(path),
            Communities = communities.ToImmutable(),
            Origin = Value("Origin@0") is var origin && origin > (int)RouteOrigin.Incomplete ? null : (RouteOrigin)origin,
            Source = (RouteSource)Value("source"),
            NextHop = AddressOf("next hop@0"),
            PeerAddress = AddressOf("peer"),
            Instance = string.Concat(instance.Select(s => nameAlphabet[s])),
            Interface = string.Concat(outgoing.Select(s => nameAlphabet[s])),
            Peers = [.. flags.Keys.Where(k => k.StartsWith("from ", StringComparison.Ordinal) && Holds(k)).Select(k => k["from ".Length..])],
            Rpki = finite.Keys.Where(k => k.StartsWith("rpki ", StringComparison.Ordinal))
                .ToImmutableSortedDictionary(k => k["rpki ".Length..], k => (RpkiState)Value(k)),
            Present = [.. Enum.GetValues<RouteAttribute>().Where(a => Holds($"has {a}@0") && a is not (RouteAttribute.Med or RouteAttribute.LocalPreference))],
        };
        foreach (var attribute in Enum.GetValues<NumericAttribute>().Where(Route.IsStored))
        {
            var name = $"{attribute}@0";
            if (numbers.ContainsKey(name) && (!flags.ContainsKey($"has {name}") || Holds($"has {name}"))) route = route.With(attribute, Number(name));
        }

        return route;

        bool Holds(string flag) => flags.TryGetValue(flag, out var variable) && assignment.GetValueOrDefault(variable);

        int Value(string name)
        {
            if (!finite.TryGetValue(name, out var input)) return 0;
            var value = 0;
            for (var bit = 0; bit < input.Bits; bit++) value = (value << 1) | (assignment.GetValueOrDefault(input.First + bit) ? 1 : 0);
            return value;
        }

        uint Number(string name)
        {
            uint value = 0;
            for (var bit = 0; bit < 32; bit++) value = (value << 1) | (assignment.GetValueOrDefault(numbers[name] + bit) ? 1u : 0u);
            return value;
        }

        IpAddress? AddressOf(string name) =>
            finite.ContainsKey(name) && addresses.Representatives[Value(name)] is { Length: > 0 } host ? host.Address : null;

        List<int>? Word(string name, Automaton? among)
        {
            if (!languages.TryGetValue(name, out var list)) return [];
            List<(int Variable, Automaton Language)> chosen =
            [
                .. list.Where(l => assignment.ContainsKey(l.Variable))
                    .Select(l => (l.Variable, assignment[l.Variable] ? l.Language : l.Language.Not()))
                    .OrderBy(l => l.Item2.Accepts(0)),
            ];
            if (Common(chosen, among) is { } all) return all;

            // The smallest part of the choice that cannot be.
            for (var i = chosen.Count - 1; i >= 0; i--)
            {
                var without = chosen[i];
                chosen.RemoveAt(i);
                if (Common(chosen, among) is not null) chosen.Insert(i, without);
            }

            Exclude(chosen.Select(c => (c.Variable, assignment[c.Variable])));
            return null;
        }

        // Communities are added until there are as many as the assignment wants, from classes that are present anyway.
        bool Fill(NumericAttribute attribute, CommunityKind kind)
        {
            var wanted = (int)Number($"{attribute}@0");
            List<int> ofKind = [.. present.Where(a => Communities.KindOf(a) == kind)];
            var count = ofKind.Count;
            foreach (var more in ofKind.SelectMany(a => Communities.CommunitiesOf(a).Take(wanted)))
            {
                if (count >= wanted) break;
                if (communities.Add(more)) count++;
            }

            if (count == wanted) return true;

            // Each class that is present gives one at least, and no more than it has.
            var most = ofKind.Aggregate(0UL, (sum, a) => Math.Min(sum + Communities.SizeOf(a), uint.MaxValue));
            var possible = new NumberRange((uint)ofKind.Count, (uint)most);
            var together = Decisions.Not(InNumbers($"{attribute}@0", NumberSet.Of(possible)));
            foreach (var atom in Enumerable.Range(0, Communities.Count).Where(a => Communities.KindOf(a) == kind))
            {
                var flag = Flag($"community {atom}@0");
                together = Decisions.And(together, ofKind.Contains(atom) ? flag : Decisions.Not(flag));
            }

            Possible = Decisions.Minus(Possible, together);
            return false;
        }
    }

    /// <summary>Counts of communities and their kinds.</summary>
    public static ImmutableArray<(NumericAttribute Attribute, CommunityKind Kind)> CommunityCounts { get; } =
    [
        (NumericAttribute.CommunityCount, CommunityKind.Standard),
        (NumericAttribute.LargeCommunityCount, CommunityKind.Large),
        (NumericAttribute.ExtendedCommunityCount, CommunityKind.Extended),
    ];

    // Words are looked for with every candidate; most are found among a few hundred places.
    private const int WordLimit = 100_000;

    private static List<int>? Common(List<(int Variable, Automaton Language)> languages, Automaton? among) =>
        (among, languages) switch
        {
            (null, []) => [],
            (null, _) => Automaton.ShortestCommonWord([.. languages.Select(l => l.Language)], WordLimit),
            _ => Automaton.ShortestCommonWord([among, .. languages.Select(l => l.Language)], WordLimit),
        };

    private void Exclude(IEnumerable<(int Variable, bool Value)> choice)
    {
        var together = Formula.True;
        foreach (var (variable, value) in choice.OrderByDescending(c => c.Variable))
            together = value ? Decisions.Node(variable, Formula.False, together) : Decisions.Node(variable, together, Formula.False);
        Possible = Decisions.Minus(Possible, together);
    }

    private Formula Values((int First, int Bits, int Count) input, int bit, int value, Func<int, bool> chosen)
    {
        if (bit == input.Bits) return chosen(value) ? Formula.True : Formula.False;
        return Decisions.Node(
            input.First + bit, Values(input, bit + 1, value << 1, chosen), Values(input, bit + 1, (value << 1) | 1, chosen));
    }

    private int NumberInput(string name)
    {
        if (numbers.TryGetValue(name, out var first)) return first;
        uint? absent = name.StartsWith($"{NumericAttribute.Med}@", StringComparison.Ordinal) ? 0
            : name.StartsWith($"{NumericAttribute.LocalPreference}@", StringComparison.Ordinal) ? Route.DefaultOf(NumericAttribute.LocalPreference)
            : null;
        if (absent is not null) Flag($"has {name}");
        numbers[name] = first = next;
        next += 32;
        if (absent is { } counted)
            Possible = Decisions.And(Possible, Decisions.Or(Flag($"has {name}"), InNumbers(name, NumberSet.Of(counted))));
        foreach (var (attribute, kind) in CommunityCounts)
        {
            // No community means a count of 0; how many there may be else is looked at when a route is built.
            if (!name.StartsWith($"{attribute}@", StringComparison.Ordinal)) continue;
            var any = Formula.False;
            for (var atom = 0; atom < Communities.Count; atom++)
            {
                if (Communities.KindOf(atom) == kind) any = Decisions.Or(any, Flag($"community {atom}{name[name.IndexOf('@', StringComparison.Ordinal)..]}"));
            }

            Possible = Decisions.Minus(Possible, Decisions.Differ(any, Decisions.Not(InNumbers(name, NumberSet.Of(0u)))));
            Possible = Decisions.And(Possible, InNumbers(name, NumberSet.Of(new NumberRange(0, MostCommunities))));
        }

        return first;
    }

    private Formula Range(int first, ReadOnlySpan<NumberRange> ranges, int bit, uint low, uint high)
    {
        while (ranges.Length > 0 && ranges[0].High < low) ranges = ranges[1..];
        while (ranges.Length > 0 && ranges[^1].Low > high) ranges = ranges[..^1];
        if (ranges.Length == 0) return Formula.False;
        if (ranges[0].Low <= low && ranges[0].High >= high) return Formula.True;
        var middle = low + ((high - low) / 2);
        return Decisions.Node(31 - bit + first, Range(first, ranges, bit - 1, low, middle), Range(first, ranges, bit - 1, middle + 1, high));
    }

    private Formula Range(int first, ImmutableArray<NumberRange> ranges, int bit, uint low, uint high) => Range(first, ranges.AsSpan(), bit, low, high);
}
