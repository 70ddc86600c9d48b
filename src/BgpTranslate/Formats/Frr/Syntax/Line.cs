using Antlr4.Runtime;

namespace BgpTranslate.Formats.Frr.Syntax;

/// <summary>What a line of configuration turned out to be.</summary>
internal abstract record Line(SourceLine Source)
{
    /// <summary>A statement of some node.</summary>
    /// <param name="Source">The line.</param>
    /// <param name="Node">The node that took it: the current one or a parent.</param>
    /// <param name="Tree">The statement, without <c>no</c>.</param>
    /// <param name="IsNegated">True behind <c>no</c>.</param>
    /// <param name="Slip">How the line deviates from what FRR documents, when it does.</param>
    public sealed record Statement(SourceLine Source, Node Node, ParserRuleContext Tree, bool IsNegated, string? Slip) : Line(Source);

    /// <summary><c>exit</c> and its kin, or <c>end</c>.</summary>
    /// <param name="Source">The line.</param>
    /// <param name="IsUnmatched">True when there was no node to leave.</param>
    public sealed record Leave(SourceLine Source, bool IsUnmatched) : Line(Source);

    /// <summary>A line in a node of another daemon.</summary>
    public sealed record Foreign(SourceLine Source) : Line(Source);

    /// <summary>A line that no node knows.</summary>
    /// <param name="Source">The line.</param>
    /// <param name="Node">The current node, which stays.</param>
    /// <param name="At">The word that did not fit.</param>
    public sealed record Unknown(SourceLine Source, Node Node, string At) : Line(Source);
}
