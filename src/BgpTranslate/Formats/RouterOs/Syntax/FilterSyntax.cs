using System.Collections.Immutable;

namespace BgpTranslate.Formats.RouterOs.Syntax;

/// <summary>A statement of a filter rule, with its place in the rule.</summary>
internal abstract record FilterStatement(int At, int Length)
{
    /// <summary><c>if (…) { … } else { … }</c>.</summary>
    public sealed record Branch(FilterCondition Condition, ImmutableArray<FilterStatement> Then, ImmutableArray<FilterStatement> Else, int At, int Length) : FilterStatement(At, Length);

    /// <summary><c>accept</c>, <c>reject</c>, <c>return</c>.</summary>
    public sealed record End(string Word, int At, int Length) : FilterStatement(At, Length);

    /// <summary><c>jump CHAIN</c>.</summary>
    public sealed record Jump(string Chain, int At, int Length) : FilterStatement(At, Length);

    /// <summary><c>rpki-verify GROUP</c>.</summary>
    public sealed record Verify(string Group, int At, int Length) : FilterStatement(At, Length);

    /// <summary><c>set</c>, <c>append</c>, <c>filter</c>, <c>delete</c>, <c>unset</c> with a property and, mostly, a value.</summary>
    public sealed record Change(string Verb, string Property, string Value, int At, int Length) : FilterStatement(At, Length);
}

/// <summary>A condition of a filter rule.</summary>
internal abstract record FilterCondition
{
    /// <summary><c>a &amp;&amp; b</c>.</summary>
    public sealed record And(ImmutableArray<FilterCondition> Parts) : FilterCondition;

    /// <summary><c>a || b</c>.</summary>
    public sealed record Or(ImmutableArray<FilterCondition> Parts) : FilterCondition;

    /// <summary><c>not a</c>.</summary>
    public sealed record Not(FilterCondition Operand) : FilterCondition;

    /// <summary>A property, an operator where it has one, and a value where it has one.</summary>
    public sealed record Matcher(string Property, string Operator, string Value, int At, int Length) : FilterCondition;
}
