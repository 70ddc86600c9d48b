using System.Collections.Immutable;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy.Automata;

namespace BgpTranslate.Policy.Equivalence;

/// <summary>An AS path after some changes, in terms of the path that the route came with. Equal when the changes are.</summary>
internal sealed class SymbolicPath : IEquatable<SymbolicPath>
{
    private readonly ImmutableList<PolicyAction> changes;
    private readonly string text;

    private SymbolicPath(string? source, ImmutableList<PolicyAction> changes)
    {
        (Source, this.changes) = (source, changes);
        text = $"{source}{string.Concat(changes.Select(c => $"; {Changes.TextOf(c)}"))}";
    }

    /// <summary>No path.</summary>
    public static SymbolicPath None { get; } = new(null, []);

    /// <summary>The input; null when it was removed.</summary>
    public string? Source { get; }

    /// <summary>True when numbers were put in front: then there is a path, whatever there was.</summary>
    public bool IsPresent => changes.Any(c => c is PolicyAction.PrependAsPath);

    /// <summary>The path of an input.</summary>
    public static SymbolicPath Input(string source) => new(source, []);

    /// <summary>The path with one more change.</summary>
    public SymbolicPath With(PolicyAction change)
    {
        if (Source is null && change is not PolicyAction.ReplaceInAsPath { To: null } && changes.TrueForAll(c => c is PolicyAction.PrependAsPath))
            return Known(change);
        return !changes.IsEmpty && Changes.Merge(changes[^1], change) is { } merged
            ? new SymbolicPath(Source, changes.SetItem(changes.Count - 1, merged))
            : new SymbolicPath(Source, changes.Add(change));
    }

    /// <summary>The inputs that are in a language once the changes are made; null when there is no automaton for them.</summary>
    public Automaton? Inputs(Automaton? language)
    {
        for (var i = changes.Count - 1; i >= 0 && language is not null; i--)
        {
            language = changes[i] switch
            {
                PolicyAction.PrependAsPath prepend => PrintedPaths.Prepended(language, prepend.Numbers),
                PolicyAction.PrependFirstAs first => PrintedPaths.PrependedFirst(language, Math.Min(first.Times, 255)),
                PolicyAction.RemoveFromAsPath { Set.Set: { } set } => PrintedPaths.Replaced(language, NumberSet.Of(set), null),
                PolicyAction.ReplaceInAsPath { To: { } to } replace =>
                    PrintedPaths.Replaced(language, replace.From is { } from ? NumberSet.Of(from) : NumberSet.AsNumbers, to),
                _ => null,
            };
        }

        return language?.And(PrintedPaths.Paths);
    }

    /// <summary>Inputs of which two paths of the same source may make different ones: those that some change beyond the common ones does something to.</summary>
    public Automaton? InputsUnlike(SymbolicPath other)
    {
        var common = 0;
        while (common < changes.Count && common < other.changes.Count && IsCommon(common, common)) common++;
        var (end, otherEnd) = (changes.Count, other.changes.Count);
        while (end > common && otherEnd > common && IsCommon(end - 1, otherEnd - 1)) (end, otherEnd) = (end - 1, otherEnd - 1);
        Automaton? touched = PrintedPaths.Nothing;
        foreach (var change in changes.Take(common..end).Concat(other.changes.Take(common..otherEnd)))
            touched = touched is not null && TouchedBy(change) is { } more ? touched.Or(more) : null;
        return new SymbolicPath(Source, changes.GetRange(0, common)).Inputs(touched);

        bool IsCommon(int i, int j) => Changes.TextOf(changes[i]) == Changes.TextOf(other.changes[j]);
    }

    /// <summary>A change of a path that was removed: what was put in front since is all of it.</summary>
    private SymbolicPath Known(PolicyAction change)
    {
        if (change is not PolicyAction.PrependAsPath && changes.IsEmpty) return this;
        ImmutableArray<uint> numbers = changes is [PolicyAction.PrependAsPath known] ? known.Numbers : [];
        return new SymbolicPath(null, [new PolicyAction.PrependAsPath(change switch
        {
            PolicyAction.PrependAsPath prepend => [.. prepend.Numbers, .. numbers],
            PolicyAction.PrependFirstAs first when !numbers.IsEmpty =>
                [.. Enumerable.Repeat(numbers[0], (int)Math.Min(first.Times, 255)), .. numbers],
            PolicyAction.RemoveFromAsPath { Set.Set: { } set } when NumberSet.Of(set) is var removed => [.. numbers.Where(n => !removed.Contains(n))],
            PolicyAction.ReplaceInAsPath { To: { } to } replace => [.. numbers.Select(n => replace.From is null || replace.From == n ? to : n)],
            _ => numbers,
        })]);
    }

    private static Automaton? TouchedBy(PolicyAction change) => change switch
    {
        PolicyAction.PrependAsPath => PrintedPaths.Paths,
        PolicyAction.RemoveFromAsPath { Set.Set: { } set } => PrintedPaths.Containing(NumberSet.Of(set)),
        PolicyAction.ReplaceInAsPath { From: { } from } => PrintedPaths.Containing(NumberSet.Of(from)),
        _ => PrintedPaths.Paths.And(PrintedPaths.NotEmpty),
    };

    /// <inheritdoc/>
    public bool Equals(SymbolicPath? other) => other is not null && text == other.text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SymbolicPath);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(text);

    /// <inheritdoc/>
    public override string ToString() => text;
}
