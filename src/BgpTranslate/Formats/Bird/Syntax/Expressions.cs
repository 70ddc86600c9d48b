using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Syntax;

/// <summary>An expression of the filter language (bird.md §7).</summary>
internal abstract record Expression
{
    private Expression()
    {
    }

    /// <summary>A number.</summary>
    public sealed record Number(uint Value) : Expression;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record Truth(bool Value) : Expression;

    /// <summary>A string.</summary>
    public sealed record Text(string Value) : Expression;

    /// <summary>A prefix.</summary>
    public sealed record Prefix(IpPrefix Value) : Expression;

    /// <summary>An address.</summary>
    public sealed record Address(IpAddress Value) : Expression;

    /// <summary><c>+empty+</c>, <c>-empty-</c> and their kin.</summary>
    public sealed record EmptyList : Expression;

    /// <summary>A pair, a large or an extended community.</summary>
    public sealed record Tuple(ImmutableArray<Field> Fields) : Expression;

    /// <summary>A set.</summary>
    public sealed record Set(ImmutableArray<SetItem> Items) : Expression;

    /// <summary>A path mask.</summary>
    public sealed record Mask(ImmutableArray<MaskItem> Items) : Expression;

    /// <summary>A name: a constant, a variable, a route attribute or an enumeration value.</summary>
    public sealed record Symbol(string Name) : Expression;

    /// <summary>A call of a function.</summary>
    public sealed record Call(string Name, ImmutableArray<Expression> Arguments) : Expression;

    /// <summary>A property or method: <c>bgp_path.len</c>.</summary>
    public sealed record Member(Expression Target, string Name, ImmutableArray<Expression> Arguments) : Expression;

    /// <summary><c>!x</c>.</summary>
    public sealed record Not(Expression Operand) : Expression;

    /// <summary>An operator between two operands.</summary>
    public sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;

    /// <summary>What has no part in BGP policies: byte strings, route distinguishers.</summary>
    public sealed record Other(string Words) : Expression;
}

/// <summary>A field of a tuple: an expression, a range, or anything (<c>*</c>: both null).</summary>
/// <param name="Low">The value, or the start of the range.</param>
/// <param name="High">The end of the range.</param>
/// <param name="Word">A word before the value: <c>unknown 0x43</c>.</param>
internal sealed record Field(Expression? Low, Expression? High, string? Word = null);

/// <summary>An item of a set.</summary>
/// <param name="Low">The value, or the start of the range.</param>
/// <param name="High">The end of the range.</param>
/// <param name="Lengths">Behind a prefix: <c>+</c>, <c>-</c>, or <c>{</c> with two lengths.</param>
/// <param name="Shortest">The smaller length.</param>
/// <param name="Longest">The larger length.</param>
internal sealed record SetItem(Expression Low, Expression? High, char Lengths = '\0', Expression? Shortest = null, Expression? Longest = null);

/// <summary>An item of a path mask.</summary>
/// <param name="Value">A number, a set or an expression; null for a wildcard.</param>
/// <param name="High">The end of a range of numbers.</param>
/// <param name="Wildcard"><c>*</c>, <c>?</c>, or nothing.</param>
/// <param name="Repeated">A <c>+</c> follows.</param>
internal sealed record MaskItem(Expression? Value, uint? High, char Wildcard, bool Repeated);
