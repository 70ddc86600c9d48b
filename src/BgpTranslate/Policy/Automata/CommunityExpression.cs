using BgpTranslate.Model;

namespace BgpTranslate.Policy.Automata;

/// <summary>Expressions over the sorted, space-separated list of communities (FRR expanded community lists).</summary>
internal static class CommunityExpression
{
    private const string Alphabet = "0123456789: ";

    /// <summary>The lists in which an expression finds something; null when it cannot be read or is about extended communities, whose text differs by platform.</summary>
    public static Automaton? Of(CommunityKind kind, string text) =>
        kind == CommunityKind.Extended ? null : PosixExpression.Compile(text, Alphabet);

    /// <summary>The list as it is printed.</summary>
    public static IEnumerable<int> Print(IEnumerable<Community> communities) => string.Join(' ', communities.Order()).Select(c => Alphabet.IndexOf(c));
}
