using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary>Something about which statements still say things.</summary>
internal class Draft
{
    /// <summary>What is said so far.</summary>
    public Settings Settings { get; set; } = Settings.Empty;

    /// <summary>The statements that define it.</summary>
    public Origin Origin { get; set; }
}

/// <summary>A peer, group or instance: something with families.</summary>
internal class FamiliesDraft : Draft
{
    /// <summary>What is said per family.</summary>
    public SortedDictionary<AfiSafi, Draft> Families { get; } = [];

    /// <summary>What is said about a family.</summary>
    public Draft Family(AfiSafi family)
    {
        if (!Families.TryGetValue(family, out var draft)) Families.Add(family, draft = new Draft());
        return draft;
    }
}

/// <summary>A peer or a group: what <c>neighbor X</c> names.</summary>
internal sealed class NeighborDraft(string name, PeerEndpoint? endpoint) : FamiliesDraft
{
    /// <summary>As written.</summary>
    public string Name { get; } = name;

    /// <summary>How a peer is known; null for a group.</summary>
    public PeerEndpoint? Endpoint { get; } = endpoint;

    /// <summary>Every statement about it: what is refused with it when it has no AS.</summary>
    public List<Statement> Statements { get; } = [];
}

/// <summary>A BGP instance.</summary>
internal sealed class InstanceDraft(string vrf, string header) : FamiliesDraft
{
    /// <summary>The VRF or view.</summary>
    public string Vrf { get; } = vrf;

    /// <summary>Its header in canonical words, the context of what is carried.</summary>
    public string Header { get; } = header;

    /// <summary>Every statement in it: what is told so when the instance is refused.</summary>
    public List<Statement> Statements { get; } = [];

    /// <summary>Peers and groups by name, in the order of definition.</summary>
    public OrderedDictionary<string, NeighborDraft> Neighbors { get; } = new(StringComparer.Ordinal);

    /// <summary>Networks by family and prefix.</summary>
    public OrderedDictionary<(AfiSafi, IpPrefix), Draft> Networks { get; } = [];

    /// <summary>Aggregates by family and prefix.</summary>
    public OrderedDictionary<(AfiSafi, IpPrefix), Draft> Aggregates { get; } = [];

    /// <summary>Redistributions by family, protocol and instance of it.</summary>
    public OrderedDictionary<(AfiSafi, RouteSource, string), Draft> Redistributions { get; } = [];
}

/// <summary>A list of entries with sequence numbers.</summary>
internal sealed class ListDraft<T>
{
    private readonly SortedDictionary<uint, SetEntry<T>> entries = [];

    /// <summary>The remark and who stated it.</summary>
    public Stated<string>? Description { get; set; }

    /// <summary>The entries in order of evaluation.</summary>
    public ImmutableArray<SetEntry<T>> Entries => [.. entries.Values];

    /// <summary>True when nothing is left of it.</summary>
    public bool IsEmpty => entries.Count == 0 && Description is null;

    /// <summary>Adds or replaces an entry; without a number it goes to the end, at the next multiple of five. Gives back the entry it replaced.</summary>
    public SetEntry<T>? Put(uint? sequence, bool permit, T match, Statement statement)
    {
        var number = sequence ?? (entries.Count == 0 ? 5 : ((entries.Keys.Last() / 5) + 1) * 5);
        entries.TryGetValue(number, out var old);
        entries[number] = new SetEntry<T>(permit, match, statement, number);
        return old;
    }

    /// <summary>Removes an entry by its number or by what it says; gives back what was removed.</summary>
    public SetEntry<T>? Remove(uint? sequence, bool? permit, T? match)
    {
        foreach (var (number, entry) in entries)
        {
            var found = sequence is { } s ? s == number : permit == entry.Permit && EqualityComparer<T>.Default.Equals(match, entry.Match);
            if (!found) continue;
            entries.Remove(number);
            return entry;
        }

        return null;
    }

    /// <summary>Removes everything; gives back the origins.</summary>
    public Origin Clear()
    {
        var origin = Origin.Of(entries.Values.SelectMany(e => e.Origin)) + (Description?.Origin ?? Origin.None);
        entries.Clear();
        Description = null;
        return origin;
    }
}

/// <summary>An entry of a route map: conditions and changes are made when all lists are known.</summary>
internal sealed class RouteMapEntry(uint sequence, bool permit, Statement header)
{
    /// <summary>Its number.</summary>
    public uint Sequence { get; } = sequence;

    /// <summary>Permit or deny.</summary>
    public bool Permit { get; set; } = permit;

    /// <summary>The line that opens it, and any that opens it again.</summary>
    public Origin Header { get; set; } = header;

    /// <summary>A remark.</summary>
    public Stated<string>? Description { get; set; }

    /// <summary>Conditions by kind: a later one of a kind replaces the earlier.</summary>
    public OrderedDictionary<string, (Statement Statement, Func<Condition> Make)> Matches { get; } = [];

    /// <summary>Changes by kind.</summary>
    public OrderedDictionary<string, (Statement Statement, Func<IEnumerable<PolicyAction>> Make)> Sets { get; } = [];

    /// <summary>The map called.</summary>
    public (Statement Statement, string Name)? Call { get; set; }

    /// <summary>What follows a match: null the end, 0 the next entry, else the first entry of that number or above.</summary>
    public (Statement Statement, uint Target)? OnMatch { get; set; }

    /// <summary>The rule that it makes, now that all lists are known.</summary>
    public SequencedRule ToRule() => new(
        Sequence,
        Permit,
        Condition.All(Matches.Values.Select(m => m.Make() is var c && c.Origin.IsNone ? c with { Origin = m.Statement } : c)),
        [
            .. Sets.Values.SelectMany(s => s.Make().Select(a => new PolicyStatement.Apply(a, s.Statement))),
            .. Call is { } call ? [new PolicyStatement.Call(call.Name, call.Statement)] : ImmutableArray<PolicyStatement>.Empty,
        ],
        Header)
    {
        OnMatch = OnMatch is { } next ? new Stated<uint>(next.Target, next.Statement) : null,
        Description = Description,
    };
}
