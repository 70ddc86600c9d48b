using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary>
/// Turns the entries of a route map into a policy. Entries run in order; an entry that matches ends the map unless <c>on-match</c> says otherwise. A verdict given
/// before <c>on-match</c> is forgotten: when no later entry matches, the route is denied (frr.md §4). A jump is a <see cref="PolicyStatement.Leave"/> of a block that
/// ends before its target; a jump behind the last entry accepts.
/// </summary>
internal static class RouteMapProgram
{
    /// <summary>More targets than any person writes: nesting follows their number, and stacks are finite.</summary>
    private const int MaximumJumps = 200;

    public static RoutePolicy Build(string name, IReadOnlyList<RouteMapEntry> entries)
    {
        var targets = new int?[entries.Count];
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is { Permit: true, OnMatch.Target: > 0 and var sequence }) targets[i] = FirstFrom(entries, i + 1, sequence);
        }

        var blocks = Blocks(targets, entries.Count);
        if (blocks.Count > MaximumJumps)
        {
            var all = Origin.Of(entries.SelectMany(e => e.Header.Concat(e.OnMatch is { } o ? [o.Statement] : [])));
            return new RoutePolicy { Name = name, Body = [new PolicyStatement.Opaque($"route-map {name}", "too many jumps", all)], Origin = all };
        }

        return new RoutePolicy
        {
            Name = name,
            Body = Statements(0, entries.Count, int.MaxValue),
            Final = Verdict.Reject,
            Origin = entries.Count == 0 ? Origin.None : entries[0].Header,
        };

        // Entries from one index to another; blocks that end at or behind "inside" are open already.
        ImmutableArray<PolicyStatement> Statements(int from, int to, int inside)
        {
            var body = ImmutableArray.CreateBuilder<PolicyStatement>();
            for (var i = from; i < to;)
            {
                var outer = blocks.Where(b => b.Start == i && b.End < inside && b.End <= to).Select(b => (int?)b.End).Max();
                if (outer is { } end)
                {
                    body.Add(new PolicyStatement.Block(Label(entries[end]), Statements(i, end, end)));
                    i = end;
                }
                else
                {
                    body.Add(Entry(i));
                    inside = int.MaxValue;
                    i++;
                }
            }

            return body.ToImmutable();
        }

        PolicyStatement Entry(int i)
        {
            var entry = entries[i];
            var condition = Condition.All(entry.Matches.Values.Select(m => m.Make() is var c && c.Origin.IsNone ? c with { Origin = m.Statement } : c));
            var body = ImmutableArray.CreateBuilder<PolicyStatement>();
            if (entry.Permit)
            {
                foreach (var (statement, make) in entry.Sets.Values)
                {
                    foreach (var action in make()) body.Add(new PolicyStatement.Apply(action, statement));
                }

                if (entry.Call is { } call) body.Add(new PolicyStatement.Call(call.Name, call.Statement));
                if (entry.OnMatch is not { } onMatch)
                    body.Add(new PolicyStatement.End(Verdict.Accept, entry.Header));
                else if (targets[i] == entries.Count)
                    body.Add(new PolicyStatement.End(Verdict.Accept, onMatch.Statement));
                else if (targets[i] is { } target && target > i + 1)
                    body.Add(new PolicyStatement.Leave(Label(entries[target]), onMatch.Statement));
            }
            else
            {
                body.Add(new PolicyStatement.End(Verdict.Reject, entry.Header));
            }

            var origin = entry.Header;
            if (entry is { Permit: true, OnMatch: { } said }) origin += said.Statement;
            return new PolicyStatement.If(condition, body.ToImmutable(), [], origin)
            {
                Name = entry.Sequence.ToString(CultureInfo.InvariantCulture),
                Description = entry.Description,
            };
        }
    }

    /// <summary>A block per target that is jumped to over entries: from its first source, or from that of a block it would cut, up to the target.</summary>
    private static List<(int Start, int End)> Blocks(int?[] targets, int count)
    {
        var starts = new SortedDictionary<int, int>();
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] is { } target && target < count && target > i + 1) starts.TryAdd(target, i);
        }

        var blocks = new List<(int Start, int End)>();
        foreach (var (end, first) in starts)
        {
            var start = first;
            for (var i = blocks.Count - 1; i >= 0; i--)
            {
                if (blocks[i].End > start && blocks[i].Start < start) start = blocks[i].Start;
            }

            blocks.Add((start, end));
        }

        return blocks;
    }

    /// <summary>The first entry of that number or above; the number of entries when there is none. A jump never goes back.</summary>
    private static int FirstFrom(IReadOnlyList<RouteMapEntry> entries, int from, uint sequence)
    {
        var to = entries.Count;
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (entries[middle].Sequence < sequence) from = middle + 1;
            else to = middle;
        }

        return from;
    }

    private static string Label(RouteMapEntry target) => string.Create(CultureInfo.InvariantCulture, $"to {target.Sequence}");
}
