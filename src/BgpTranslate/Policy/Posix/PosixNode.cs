using System.Collections.Immutable;

namespace BgpTranslate.Policy.Posix;

/// <summary>A POSIX extended regular expression as a tree.</summary>
internal abstract record PosixNode
{
    private PosixNode()
    {
    }

    /// <summary>One of some ASCII characters; bit n is the character n.</summary>
    public sealed record Character(UInt128 Set) : PosixNode;

    /// <summary>The begin of the text (<c>^</c>).</summary>
    public sealed record Begin : PosixNode;

    /// <summary>The end of the text (<c>$</c>).</summary>
    public sealed record End : PosixNode;

    /// <summary>One after the other.</summary>
    public sealed record Sequence(ImmutableArray<PosixNode> Parts) : PosixNode;

    /// <summary>One of them.</summary>
    public sealed record Alternation(ImmutableArray<PosixNode> Parts) : PosixNode;

    /// <summary>Repeated; without <paramref name="Max"/>, any number of times.</summary>
    public sealed record Repeat(PosixNode Part, int Min, int? Max) : PosixNode;
}
