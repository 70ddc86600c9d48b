using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Reading;

/// <summary>A part of the tree while it is read as one thing: what is taken from it counts as said, and its statements are the origin.</summary>
internal sealed class Clause(VyosReader reader, Tree.ConfigNode node, AfiSafi? family = null)
{
    /// <summary>Who reads.</summary>
    public VyosReader Reader { get; } = reader;

    /// <summary>Where the part starts.</summary>
    public Tree.ConfigNode Node { get; } = node;

    /// <summary>The address family it is about, if any.</summary>
    public AfiSafi? Family { get; } = family;

    /// <summary>The statements taken so far.</summary>
    public Origin Origin { get; private set; }

    /// <summary>Nothing was wrong so far.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>The part itself counts as said: its presence means something.</summary>
    public Clause Take()
    {
        Node.Outcome = Outcome.States;
        Origin += Node.Origin;
        return this;
    }

    /// <summary>Further parts that were taken with it.</summary>
    public void Also(params ReadOnlySpan<Tree.ConfigNode?> parts)
    {
        foreach (var part in parts)
        {
            if (part is not null) Origin += part.Origin;
        }
    }

    /// <summary>True when the keyword stands below; it counts as said then.</summary>
    public bool Flag(string word)
    {
        if (Node.Find(word) is not { } flag) return false;
        flag.Outcome = Outcome.States;
        Origin += flag.Origin;
        return true;
    }

    /// <summary>The one value of this leaf: the last said wins. Null when there is none.</summary>
    public string? Value()
    {
        if (Node.IsLeaf)
        {
            if (!Node.Said.IsNone) Fail("a value is missing");
            return null;
        }

        var last = Node.Children.MaxBy(c => c.Origin.First?.Index ?? -1)!;
        foreach (var child in Node.Children)
        {
            if (child != last) child.Outcome = new Outcome.Inherent($"line {last.Origin.First?.Span.From.Line} overrides it");
        }

        if (!Node.Said.IsNone) Node.Outcome ??= new Outcome.Inherent("it says nothing without a value");
        last.Outcome = Outcome.States;
        Origin += last.Origin;
        return last.Word;
    }

    /// <summary>The value of the leaf of that name below.</summary>
    public string? Value(string word) => Node.Find(word) is { } leaf ? With(leaf, c => c.Value()) : null;

    /// <summary>All values of this leaf, in order.</summary>
    public IReadOnlyList<string> Values()
    {
        foreach (var child in Node.Children)
        {
            child.Outcome = Outcome.States;
            Origin += child.Origin;
        }

        return [.. Node.Children.Select(c => c.Word)];
    }

    /// <summary>The value of this leaf as a number; null when there is none or it is no such number.</summary>
    public uint? Number(uint low, uint high)
    {
        if (Value() is not { } text) return null;
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high) return number;
        Bad(text, $"{low} to {high}");
        return null;
    }

    /// <summary>The value of the leaf of that name below as a number.</summary>
    public uint? Number(string word, uint low, uint high) => Node.Find(word) is { } leaf ? With(leaf, c => c.Number(low, high)) : null;

    /// <summary>A value is not what the software takes: it is told so, and nothing of the part counts.</summary>
    public void Bad(string text, string range) => Reader.Bad(this, text, range);

    /// <summary>The software refuses the part.</summary>
    public void Fail(string reason) => Reader.Refuse(this, reason);

    /// <summary>Marks the part as unsound: its statements have no effect.</summary>
    public void Spoil(string reason)
    {
        IsSound = false;
        foreach (var below in Node.Below().Prepend(Node))
        {
            if (below.Outcome is null or Outcome.Stated) below.Outcome = new Outcome.Inherent(reason);
        }
    }

    private T With<T>(Tree.ConfigNode part, Func<Clause, T> read)
    {
        var clause = new Clause(Reader, part, Family);
        var result = read(clause);
        Origin += clause.Origin;
        IsSound &= clause.IsSound;
        if (!part.IsLeaf) part.Outcome ??= Outcomes.Groups;
        return result;
    }
}

/// <summary>Outcomes that recur.</summary>
internal static class Outcomes
{
    /// <summary>A header whose contents count.</summary>
    public static Outcome Groups { get; } = new Outcome.Inherent("it groups what is in it");
}
